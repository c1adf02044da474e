/* What a person, or a program, is told of a batch in work. */
#pragma once

#include "cli/cli_private.h"

typedef struct BatchReport {
  bool json;     /* an array on stdout in place of lines */
  bool quiet;    /* neither lines nor a summary */
  bool terminal; /* stderr is one: what is done is shown in place */
  /* in work */
  size_t counts[SHOLU_ITEM_LOST + 1];
  size_t told;
  gint64 started, shown; /* monotonic time */
} BatchReport;

const char *batch_status_name(SholuItemStatus status);

void batch_report_begin(BatchReport *report);

/* SholuBatchOptions' calls; `user` is the report. */
void batch_report_item(const SholuItem *item, void *user);
void batch_report_progress(size_t done, size_t total, size_t failed, void *user);

/* All items were told of. */
void batch_report_end(BatchReport *report);
void batch_report_summary(const BatchReport *report, bool interrupted);

/* One item as JSON, after a comma where it is not the first. */
void batch_report_json(const BatchReport *report, const SholuItem *item);

/* ---- batch.c ---- */

/* What is asked for on the command line of sholu batch and its steps. */
typedef struct BatchCall {
  CommonOptions common;
  const char *path; /* of the batch file */
  char *out, *formats, *presets, *jobs, *timeout, *memory, *report;
  char *plan, *shards, *shard; /* of several machines */
  gboolean no_charts, no_index, force, dry_run, verify;
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
