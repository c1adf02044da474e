/* libsholu: briefings and charts from figures and commentary.
 *
 * Every call does one piece of work and gives an outcome: what was made, and every fault of the
 * input. Nothing is printed, and no call ends the process. The library keeps no state between
 * calls; calls from several threads at once are not supported.
 *
 * Times of day are read and shown in the process's time zone (TZ); the program `sholu` always sets
 * UTC, so that the same input gives the same bytes everywhere. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define SHOLU_API __attribute__((visibility("default")))

/* "0.1.0" */
SHOLU_API const char *sholu_version(void);

/* Names of the output formats, NULL-terminated: "pdf", "png", … */
SHOLU_API const char *const *sholu_formats(void);

/* The program's exit codes. */
typedef enum SholuStatus {
  SHOLU_DONE,     /* warnings at most */
  SHOLU_FAULTS,   /* the input has errors, or the environment failed; nothing was written */
  SHOLU_MISUSE,   /* the call asks for what there is not: an unknown format, a ppi of -3 */
  SHOLU_LOST = 4, /* batches: items whose worker crashed or exceeded a limit */
  SHOLU_INTERRUPTED = 130, /* batches: ended before all was done, as asked */
} SholuStatus;

/* Called now and then during longer work: `done` of `total` pieces. */
typedef void (*SholuProgress)(const char *what, size_t done, size_t total, void *user);

/* Zeroed means: the defaults. */
typedef struct SholuOptions {
  const char *root;          /* no file outside is read; NULL: see the calls */
  const char *theme;         /* NULL: the document's own; for charts Vega's defaults */
  const char *theme_folder;  /* NULL: beside the program */
  const char *font_folder;   /* NULL: $SHOLU_FONTS, or beside the program */
  double ppi;                /* pixels per inch of PNG; 0: 150 for briefings, 72 for charts */
  double scale;              /* enlarges a chart; 0: 1 */
  const char *presets;       /* names of templates/presets. Charts: one; NULL: none. Briefings: for
                                the charts' pictures, joined by commas; NULL: the document's own */
  const char *const *params; /* briefings: names and values of parameters in turn, "lang" among
                                them, ended by NULL; NULL: none */
  bool explain;              /* charts: the bytes are the SQL of their queries, laid out for people,
                                in place of a picture; presets do not matter then */
  const char *name;          /* briefings: of the outputs, below the folder; NULL: the file's */
  const char *depfile;       /* briefings: also write into this file, as a rule for make, from what
                                the document was made; NULL: no */
  bool no_charts;            /* briefings: leave out the pictures of the single charts */
  const char *pdf_standard;  /* "none", "a-2u", "a-3u", "a-3a", "ua-1", joined by commas; NULL:
                                "a-3a,ua-1". A title, language or description that is lacking is an
                                error where a-3a or ua-1 is named, else a warning */
  bool no_attachments;       /* PDF: without data and specifications */
  bool strict;               /* briefings: nothing is made of one whose numbers, checks or claims
                                fail; else only where its front matter says audit: {strict: true} */
  SholuProgress progress;    /* may be NULL */
  void *user;                /* handed to `progress` */
} SholuOptions;

typedef struct SholuOutcome SholuOutcome;

/* How an item of a batch ended. */
typedef enum SholuItemStatus {
  SHOLU_ITEM_UNCHANGED, /* it was up to date */
  SHOLU_ITEM_BUILT,
  SHOLU_ITEM_DUE,    /* dry runs: it would be built */
  SHOLU_ITEM_FAULTY, /* its input has errors */
  SHOLU_ITEM_LOST,   /* its worker crashed or exceeded a limit */
} SholuItemStatus;

/* A figure of an item that is not what it was, as the document prints it. */
typedef struct SholuChange {
  const char *figure;    /* its name in the front matter, or the expression */
  const char *from, *to; /* NULL: there was none; there is none any more */
} SholuChange;

typedef struct SholuItem {
  const char *output;        /* its path in the folder, without ending */
  const char *const *params; /* names and values in turn, ended by NULL */
  SholuItemStatus status;
  const char *reason;         /* why it was built ("new", "changed: PATH"), or how it was lost */
  double seconds;             /* spent on it */
  const char *const *files;   /* its outputs, written now or, if unchanged, before; ended by NULL */
  const char *const *digests; /* SHA-256 of each, hexadecimal; ended by NULL */
  const SholuChange *changes; /* since it was built before, in document order; none in a first build
                                 and where it was not built */
  size_t change_count;
  const char *messages; /* as sholu_outcome_messages gives them; "" when there are none */
  size_t errors, warnings;
} SholuItem;

/* How far a batch is, in items. */
typedef struct SholuBatchProgress {
  size_t done, total;
  size_t skipped; /* of those done: there was nothing to do */
  size_t failed;  /* of those done: faulty or lost */
} SholuBatchProgress;

typedef struct SholuBatchOptions {
  SholuOptions build;       /* its params and progress are not used; theme and presets, where given,
                               override the file's */
  unsigned jobs;            /* processes at a time; 0: as many as there are cores */
  double timeout;           /* seconds for an item; 0: 60 */
  size_t memory_mib;        /* resident memory of a process; 0: 2048 */
  bool force;               /* build what is up to date, too */
  bool dry_run;             /* build nothing, write nothing */
  bool no_index;            /* without pages that list the outputs, whatever the file says */
  bool verify;              /* read the outputs to see whether they are those that were written */
  bool brief, colour;       /* of messages */
  const volatile int *stop; /* set by a signal handler: finish what is begun, and end; or NULL */
  void (*item)(const SholuItem *item, void *user); /* told of each, in the matrix's order */
  void (*progress)(const SholuBatchProgress *progress, void *user); /* or NULL */
  void *user;
} SholuBatchOptions;

/* Builds the briefing in the Markdown file `path` into `folder` (made where missing), as
 *
 *   folder/NAME.pdf                 the document
 *   folder/NAME/page-1.png, …       its pages
 *   folder/NAME/charts/ID.png, .svg each chart by itself, and as ID.PRESET.png made for each preset
 *   folder/NAME/charts/charts.json  what those are: texts, sizes, presets
 *
 * where NAME is the file's name without ".md". `formats`: names joined by commas ("pdf,png"); NULL:
 * "pdf,png,svg". Each file appears whole or not at all, and none when the input has errors. The
 * root is the current folder where the file lies below it, else the file's own folder. */
SHOLU_API SholuOutcome *
sholu_build(const char *path, const char *folder, const char *formats, const SholuOptions *options);

/* Builds all briefings of a batch file's matrix into `folder`, side by side in processes of their
 * own, each as sholu_build does but under the name that the file's pattern gives. Only what changed
 * is built: folder/.sholu-batch knows what each was made from. Unless the file says otherwise,
 * folder/index.html and folder/index.pdf list them, with pictures from folder/index. The outcome
 * has the faults of the file itself and the worst status of all; those of the items go to
 * options->item. `formats`: NULL: the file's, or "pdf". */
SHOLU_API SholuOutcome *sholu_batch(const char *path, const char *folder, const char *formats,
                                    const SholuBatchOptions *options);

/* The same on several machines that share the folder and the files, in three steps.
 *
 * The plan: all items of a batch file, each dealt to one of so many shards, in the file `plan`
 * (NULL: folder/SHOLU_PLAN), which then needs the batch file no more. What shards of an earlier
 * plan did in the folder is kept; none may be at work. */
#define SHOLU_PLAN ".sholu-plan.json"
SHOLU_API SholuOutcome *
sholu_batch_plan(const char *path, const char *folder, const char *formats, unsigned shards,
                 const char *plan, const SholuBatchOptions *options);

/* Builds the items of a shard, from 1, in the folder where the plan was made or one with the same
 * files: nothing where the program, the fonts or files are not those of the plan. May be called
 * again, after a kill or while another is at work: what an earlier call has finished is not built
 * again, what two build at once comes out the same, and either may report. A batch into the folder,
 * a new plan or collecting waits its turn: it fails while a shard is at work. Of options->build
 * only the folders of themes and fonts are used. */
SHOLU_API SholuOutcome *
sholu_batch_shard(const char *plan, unsigned shard, const SholuBatchOptions *options);

/* The same as a build file for ninja, on one machine: each item one call of `program` to build it
 * from the current folder. Into `file`; NULL: folder/SHOLU_NINJA. Formats must have pages. */
#define SHOLU_NINJA "build.ninja"
SHOLU_API SholuOutcome *
sholu_batch_ninja(const char *path, const char *folder, const char *formats, const char *program,
                  const char *file, const SholuBatchOptions *options);

/* Gathers what the shards did: tells all items in the matrix's order, as sholu_batch does, so that
 * a later one finds unchanged what was built. Items of shards that have not reported are lost. */
SHOLU_API SholuOutcome *sholu_batch_collect(const char *plan, const SholuBatchOptions *options);

typedef struct SholuCheckOptions {
  SholuOptions build; /* root, theme, theme_folder and params are used */
  const char
      *format;    /* of the report: "human", "short", "json", "sarif", "github"; NULL: "human" */
  bool list;      /* "human": tell of every number, not of the faults alone */
  size_t explain; /* "human": tell of the numbers of this line what was tried; 0: none */
} SholuCheckOptions;

/* Checks that every number in the text of a briefing is in its data, and its checks and claims.
 * What does not hold is a fault of the outcome; its bytes are the report. */
SHOLU_API SholuOutcome *sholu_check(const char *path, const SholuCheckOptions *options);

/* Draws one Vega-Lite chart (JSON or YAML) into bytes; with a preset as a figure of the theme's
 * (NULL: "briefing"), with title, source and notes set as in a briefing. Files that it names by
 * `url` are looked for beside the specification, if that lies below the root, then from the root.
 * Without a root that is the current folder, and links in it are followed. `format` NULL: "png". */
SHOLU_API SholuOutcome *
sholu_chart_file(const char *path, const char *format, const SholuOptions *options);

/* The same for text at hand; `name` is what messages call it. */
SHOLU_API SholuOutcome *sholu_chart_text(const char *text, size_t length, const char *name,
                                         const char *format, const SholuOptions *options);

SHOLU_API void sholu_outcome_free(SholuOutcome *outcome); /* NULL is fine */

/* All that follows is borrowed from the outcome. */
SHOLU_API SholuStatus sholu_outcome_status(const SholuOutcome *outcome);
SHOLU_API size_t sholu_outcome_errors(const SholuOutcome *outcome);
SHOLU_API size_t sholu_outcome_warnings(const SholuOutcome *outcome);

/* All faults as text for people, "" when there are none: place, severity, sentence and code, then
 * (unless `brief`) the line with a caret and the remedy. `colour`: with ANSI colours. */
SHOLU_API const char *sholu_outcome_messages(SholuOutcome *outcome, bool brief, bool colour);

/* The bytes of a chart or a report; NULL when there are none. */
SHOLU_API const void *sholu_outcome_bytes(const SholuOutcome *outcome, size_t *size);

/* The files written, NULL-terminated. */
SHOLU_API const char *const *sholu_outcome_files(const SholuOutcome *outcome);

/* Where the milliseconds went, a line a phase. */
SHOLU_API const char *sholu_outcome_timings(SholuOutcome *outcome);
