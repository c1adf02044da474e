/* A batch in work. */
#pragma once

#include "sholu_private.h"

#include "batch/dealt.h"
#include "batch/index.h"
#include "batch/plan.h"
#include "batch/pool.h"
#include "batch/record.h"
#include "batch/shards.h"
#include "batch/stamps.h"

/* What is known of an item; its texts are the batch's. */
typedef struct ItemResult {
  bool ended;
  SholuItemStatus status;
  const char *reason, *messages;
  const char *fault; /* the first of the messages, in one line */
  double seconds;
  size_t errors, warnings;
  const char *const *read; /* files; NULL-terminated */
  const StampOutput *outputs;
  size_t output_count;
  Record *record;   /* NULL: it was not built soundly */
  const char *line; /* shards: all that the worker told, JSON; or NULL */
} ItemResult;

typedef struct Batch {
  Job *job; /* of the batch file */
  const SholuBatchOptions *options;
  const char *path; /* of the batch file */
  const BatchPlan *plan;
  const char *folder, *formats;
  const char *stamp_options; /* all that outputs depend on beside parameters and files */
  unsigned index;            /* BATCH_INDEX_… that are wanted */
  SholuOptions build;        /* of each item, but for its parameters */
  FontSet *fonts;
  StampStore *stamps;
  ShardAttempt *attempt;             /* at a shard: told of each item; else NULL */
  const char *const *constant_files; /* read for every item: program and fonts */
  ItemResult *results;
  size_t told;                  /* items told of, in the matrix's order */
  size_t done, skipped, failed; /* ended; of them needlessly; badly */
} Batch;

/* ---- sholu_batch.c ---- */

/* Reads the batch file and checks what is asked for; job and options are there. False after faults.
 */
bool batch_read(Batch *batch, const char *path, const char *folder, const char *formats);

/* Are all of these formats known? Else a fault, which makes it misuse. */
bool batch_check_formats(const Job *job, const char *formats);

/* Opens the fonts, and finds what all items depend on. False after a fault. */
bool batch_prepare(Batch *batch);

/* Opens the folder's stamps, alone; false after a fault. */
bool batch_open(Batch *batch);

/* Builds and tells what is due by the stamps, and tells what is not. */
void batch_work(Batch *batch);

/* Of a batch that was read, however far it came. */
void batch_close(Batch *batch);

/* The item's result is there: counts and tells it. */
void batch_end_item(Batch *batch, size_t index, SholuItemStatus status);

StampAsk batch_ask(const Batch *batch, size_t index);

/* ---- sholu_batch_item.c ---- */

/* PoolWork: builds an item, gives a line of JSON. */
char *batch_build_item(size_t index, void *user);

/* What such a line says. */
void batch_read_result(Arena *arena, const char *line, ItemResult *result);

/* ---- sholu_batch_record.c ---- */

/* What an item's record is to say, for the worker's line. */
const Node *batch_describe_record(Arena *arena, const Briefing *briefing);
Record *batch_read_record(Arena *arena, const Node *node);

/* Finds what changed since the item's last record, and keeps the new one in its place. */
void batch_keep_record(Batch *batch, size_t index);

/* The item as callers are told of it. */
SholuItem batch_tell(const Batch *batch, size_t index);

/* ---- sholu_batch_plan.c ---- */

/* Reads a dealt plan and makes it this batch: the items of a shard (0: all) with their options.
 * NULL after faults. */
DealtPlan *batch_read_dealt(Batch *batch, const char *path, unsigned shard);

/* Is this machine's program that of the plan, and are the inputs those that it knows? Else faults.
 */
bool batch_check_common(const Batch *batch, const DealtPlan *dealt);

/* A path as the machines have it in common: relative to the current folder, if it lies below. */
const char *batch_common_path(Arena *arena, const char *path);

/* The options of sholu build that stand for the batch's, beside its formats; in the arena. */
const char *const *batch_list_words(const Batch *batch);

/* ---- sholu_batch_shard.c ---- */

/* Notes how an item ended in the attempt's log. */
void batch_log_item(Batch *batch, size_t index);
/* ---- sholu_batch_index.c ---- */

/* Where the item's picture for the index stands in the folder; NULL: there is no index. */
const char *batch_thumbnail(const Batch *batch, size_t index);

/* Until batch_write_index, the index counts as out of date. */
void batch_begin_index(Batch *batch);

/* Writes the index pages that are not what they should be; all items have ended. */
void batch_write_index(Batch *batch);
