/* What the calls of libsholu share: the outcome, and the job that fills it. */
#pragma once

#include "sholu.h"

#include "audit/audit.h"

struct SholuOutcome {
  Arena *arena;
  DiagList *diags;
  Timings *timings;
  bool misused;
  SholuStatus batch; /* the worst of its items */
  GBytes *bytes;     /* a chart */
  GPtrArray *files;  /* written paths, NULL-terminated */
  char *messages, *timing_text;
};

/* One piece of work: what is asked for, and where its outcome goes. */
typedef struct Job {
  SholuOutcome *outcome;
  Arena *arena; /* the outcome's */
  DiagList *diags;
  SholuOptions options;
  const char *path; /* the document or specification, as messages call it */
  const char *root;
  const Source *source; /* charts: its text */
} Job;

SholuOutcome *outcome_new(void);

/* A job with a new outcome; `options` NULL: the defaults. Nothing needs freeing but the outcome. */
Job job_new(const char *path, const SholuOptions *options);

bool job_has_errors(const Job *job);
void job_enter(const Job *job, const char *phase); /* of the timings */
void job_leave(const Job *job);

/* Records a failure of the environment; `file` NULL: the message names it. Frees the error. */
void job_report(const Job *job, const char *file, GError *error);

/* The same where the document or specification itself cannot be read. */
void job_report_unread(const Job *job, GError *error);

/* False and a fault, which makes it misuse, where numbers are out of range or a format unknown. */
bool job_check_options(const Job *job);
const RenderFormat *job_find_format(const Job *job, const char *name);

/* The standards a PDF is to follow; 0: the default. */
unsigned job_pdf_standards(const Job *job);

/* Does a PDF carry data and specifications? */
bool job_attaches(const Job *job);

/* What a PDF of these standards asks of its input for those who cannot see it: those of the default
 * are wanted, those that were named required. */
ComposeAccess job_access(const Job *job, unsigned standards);

/* What the PDF of a chart wants and the chart lacks: filled in, and told.
 * The standards are set. */
void job_complete_chart(const Job *job, RenderOptions *options, Scene *scene);

/* A name for what is made: that of the document or specification, without its endings. */
const char *job_name(const Job *job);

/* Is `path` (its links resolved) in `folder` or below it? */
bool lies_below(const char *path, const char *folder);
const char *job_folder_of(const Job *job, const char *path);

/* What a document may read from, as sholu_build says. */
const char *job_root_of(const Job *job, const char *path);

/* ISO 8601 from SOURCE_DATE_EPOCH, for documents that give no date; NULL where it is not set. */
const char *job_date(const Job *job);

/* The project's fonts; they report missing glyphs to the job where the output `draws` texts. NULL
 * and a fault when they are not there. The job must outlive them. */
FontSet *job_open_fonts(Job *job, bool draws);
void job_take_fonts(Job *job, FontSet *fonts); /* the same with a set that is open */

/* The scenes in a format; NULL and a fault on failure. */
GBytes *job_draw(const Job *job, const RenderFormat *format, const Scene *const *scenes,
                 size_t count, const RenderOptions *options, FontSet *fonts);

/* The document at the job's path, with the parameters of the options; its root is settled. NULL and
 * a fault where it cannot be read; parameters that it does not have make the call misuse. */
Document *job_load_document(Job *job);

/* ---- sholu_check.c ---- */

/* All that an audit finds: numbers without support, claims and checks that fail; its faults go to
 * `diags`. `explain` as in AuditOptions. */
const AuditReport *job_audit(const Job *job, Document *document, size_t explain, DiagList *diags);

/* ---- sholu_sources.c ---- */

/* What a report says of each number, for the appendix of sources. */
void list_evidence(Arena *arena, const AuditReport *report, ComposeOptions *options);

/* ---- sholu_build.c ---- */

/* What a build makes of a job's document, beyond the options. Zeroed means: the defaults. */
typedef struct BuildRequest {
  const char *folder, *formats; /* as for sholu_build */
  const char *name;             /* of the outputs; NULL: the file's */
  FontSet *fonts;               /* NULL: opened for it */
  GPtrArray *read;              /* the files read are added, as texts of the job's arena; or NULL */
  const char *thumbnail;     /* path in the folder for a picture of the first page, PNG; or NULL */
  int thumbnail_width;       /* its pixels across */
  const Briefing **briefing; /* gets what was laid out, in the job's arena; may be NULL */
} BuildRequest;
void job_build(Job *job, const BuildRequest *request);

/* The files that a build in these formats (as for sholu_build) makes whatever the document: itself
 * and its first page; ended by NULL, in the arena. */
const char *const *
job_sure_outputs(const Job *job, const char *formats, const char *folder, const char *name);

/* A file that is ready to be written. */
typedef struct Output {
  const char *path;
  GBytes *bytes;
} Output;

/* What a briefing is turned into, before anything is written. */
typedef struct Production {
  Job *job;
  FontSet *fonts;
  const Briefing *briefing;
  RenderOptions options;
  const char *folder, *name; /* of the outputs */
  GArray *outputs;           /* of Output */
  size_t done, total;        /* scenes drawn */
  GString *charts;           /* entries of charts.json */
} Production;

/* Adds a file to be written; takes the bytes. The path must live as long as the job. */
void production_add(Production *production, const char *path, GBytes *bytes);

/* folder/path.extension */
char *production_path(const Production *production, const char *path, const RenderFormat *format);

/* One file to be: the scenes as `format`, under production_path. False after a fault. */
bool produce(Production *production, const RenderFormat *format, const Scene *const *scenes,
             size_t count, const RenderOptions *options, const char *path);

/* ---- sholu_charts.c ---- */

size_t count_pictures(const Briefing *briefing);

/* All pictures of all charts in one format. */
void produce_charts(Production *production, const RenderFormat *format);

/* charts.json: what was made, and what a reader is told of it. Nothing where no chart was drawn. */
void produce_chart_list(Production *production);
