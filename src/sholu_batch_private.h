/* A batch in work. */
#pragma once

#include "sholu_private.h"

#include "batch/plan.h"
#include "batch/pool.h"
#include "batch/record.h"
#include "batch/stamps.h"

/* What is known of an item; its texts are the batch's. */
typedef struct ItemResult {
  bool ended;
  SholuItemStatus status;
  const char *reason, *messages;
  double seconds;
  size_t errors, warnings;
  const char *const *read; /* files; NULL-terminated */
  const StampOutput *outputs;
  size_t output_count;
  Record *record; /* NULL: it was not built soundly */
} ItemResult;

typedef struct Batch {
  Job *job; /* of the batch file */
  const SholuBatchOptions *options;
  const BatchPlan *plan;
  const char *folder, *formats;
  const char *stamp_options; /* all that outputs depend on beside parameters and files */
  SholuOptions build;        /* of each item, but for its parameters */
  FontSet *fonts;
  StampStore *stamps;
  const char *const *constant_files; /* read for every item: program and fonts */
  ItemResult *results;
  size_t told, done, failed; /* items told of, in the matrix's order; ended; ended badly */
} Batch;

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
