/* What a person, or a program, is told of a batch in work. */
#pragma once

#include "sholu.h"

#include <glib.h>

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
