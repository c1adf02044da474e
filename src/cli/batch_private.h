/* What a person, or a program, is told of a batch in work. */
#pragma once

#include "cli/cli_private.h"

typedef struct BatchCounts {
  size_t by_status[SHOLU_ITEM_LOST + 1];
  size_t told;
} BatchCounts;

/* The items of one value of the first parameter. */
typedef struct BatchGroup {
  char *value;
  BatchCounts counts;
} BatchGroup;

typedef struct BatchReport {
  bool json;     /* an array on stdout in place of lines */
  bool quiet;    /* neither lines nor a summary */
  bool colour;   /* of what went wrong */
  bool terminal; /* stderr is one: what is done is shown in place */
  /* in work */
  BatchCounts all;
  char *axis;           /* the first parameter's name; NULL: there is none */
  GPtrArray *groups;    /* BatchGroup by its values, in their order */
  GHashTable *group_of; /* value → BatchGroup */
  GPtrArray *failures;  /* texts */
  gint64 started;       /* monotonic time */
  gint64 shown;         /* when progress was; 0: it does not stand there */
  gint64 worked;        /* since when there is work to do */
} BatchReport;

const char *batch_status_name(SholuItemStatus status);

void batch_report_begin(BatchReport *report);

/* SholuBatchOptions' calls; `user` is the report. */
void batch_report_item(const SholuItem *item, void *user);
void batch_report_progress(const SholuBatchProgress *progress, void *user);

/* All items were told of. */
void batch_report_end(BatchReport *report);

/* ---- batch_progress.c ---- */

/* Takes the line away; it comes again with the next progress. */
void batch_progress_clear(BatchReport *report);

/* ---- batch_summary.c ---- */

void batch_summary_count(BatchReport *report, const SholuItem *item);
/* A table by the first parameter where that parts the items into few, what failed, and a line. */
void batch_summary_print(const BatchReport *report, bool interrupted);
void batch_summary_clear(BatchReport *report);

/* ---- batch_json.c ---- */

/* One item as JSON, after a comma where it is not the first. */
void batch_report_json(const BatchReport *report, const SholuItem *item);

/* ---- batch.c ---- */

/* What is asked for on the command line of sholu batch and its steps. */
typedef struct BatchCall {
  CommonOptions common;
  const char *path; /* of the batch file */
  char *out, *formats, *presets, *jobs, *timeout, *memory, *report;
  char *plan, *shards, *shard; /* of several machines */
  gboolean no_charts, strict, no_index, force, dry_run, verify;
  unsigned number; /* of shards, or of one of them */
} BatchCall;

void batch_call_clear(BatchCall *call);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(BatchCall, batch_call_clear)

/* What -j, --timeout and --memory say; false where it is wrong usage, which it tells. */
bool batch_limits(const Command *command, const char *jobs, const char *timeout, const char *memory,
                  SholuBatchOptions *options);

typedef SholuOutcome *(*BatchWork)(const SholuBatchOptions *options, const void *user);

/* Does the work and tells of it, until it is interrupted; the exit code. What is told is filled
 * into the options. */
int batch_run(const CommonOptions *common, bool json, SholuBatchOptions *options, BatchWork work,
              const void *user);

/* ---- batch_steps.c ---- */

/* The command of this name among those of `sholu batch`, or NULL. */
const Command *batch_step(const char *name);
