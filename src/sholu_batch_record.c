/* What items tell of themselves: their figures, and what changed in them. */
#include "sholu_batch_private.h"

/* The title, the number of pages, and label and text of each figure in turn. */
const Node *
batch_describe_record(Arena *arena, const Briefing *briefing)
{
  const Span no = { 0 };
  if (!briefing)
    return node_new_list(arena, NULL, 0, no);
  const char *title = briefing->metadata.title ? briefing->metadata.title : "";
  const char *pages = arena_printf(arena, "%zu", briefing->page_count);
  const Node **items = arena_array(arena, const Node *, 2 + 2 * briefing->figure_count);
  items[0] = node_new_string(arena, title, no);
  items[1] = node_new_string(arena, pages, no);
  for (size_t i = 0; i < briefing->figure_count; i++) {
    items[2 + 2 * i] = node_new_string(arena, briefing->figures[i].label, no);
    items[3 + 2 * i] = node_new_string(arena, briefing->figures[i].text, no);
  }
  return node_new_list(arena, items, 2 + 2 * briefing->figure_count, no);
}

Record *
batch_read_record(Arena *arena, const Node *node)
{
  if (!node || node->count < 2)
    return NULL;
  Record *record = arena_new0(arena, Record);
  record->title = node_string(node->items[0], "");
  record->pages = (size_t)g_ascii_strtoull(node_string(node->items[1], ""), NULL, 10);
  record->figure_count = node->count / 2 - 1;
  RecordFigure *figures = arena_array(arena, RecordFigure, record->figure_count + 1);
  for (size_t i = 0; i < record->figure_count; i++)
    figures[i] = (RecordFigure){ node_string(node->items[2 + 2 * i], ""),
                                 node_string(node->items[3 + 2 * i], "") };
  record->figures = figures;
  return record;
}

void
batch_keep_record(Batch *batch, size_t index)
{
  Arena *arena = batch->job->arena;
  const char *output = batch->plan->items[index].output;
  Record *record = batch->results[index].record;
  if (!record)
    return;
  const char *last = stamp_record(batch->stamps, arena, output);
  const Record *before = last ? record_from_text(arena, last) : NULL;
  record->changes = record_compare(arena, before, record, &record->change_count);
  g_autofree char *text = record_text(record);
  GError *error = NULL;
  if (!stamp_put_record(batch->stamps, output, text, &error))
    job_report(batch->job, NULL, error);
}

static const SholuChange *
list_changes(Arena *arena, const Record *record)
{
  SholuChange *changes = arena_array(arena, SholuChange, record->change_count + 1);
  for (size_t i = 0; i < record->change_count; i++)
    changes[i] = (SholuChange){ .figure = record->changes[i].label,
                                .from = record->changes[i].from,
                                .to = record->changes[i].to };
  return changes;
}

SholuItem
batch_tell(const Batch *batch, size_t index)
{
  Arena *arena = batch->job->arena;
  const BatchItem *item = &batch->plan->items[index];
  const ItemResult *result = &batch->results[index];
  size_t count = result->output_count;
  const StampOutput *outputs = result->outputs;
  if (result->status == SHOLU_ITEM_UNCHANGED)
    outputs = stamp_outputs(batch->stamps, arena, item->output, &count);
  const char **files = arena_array(arena, const char *, count + 1);
  const char **digests = arena_array(arena, const char *, count + 1);
  for (size_t i = 0; i < count; i++) {
    files[i] = arena_printf(arena, "%s/%s", batch->folder, outputs[i].path);
    digests[i] = outputs[i].digest;
  }
  const Record *record = result->record;
  return (SholuItem){ .output = item->output,
                      .params = item->params,
                      .status = result->status,
                      .reason = result->reason,
                      .seconds = result->seconds,
                      .files = files,
                      .digests = digests,
                      .changes = record ? list_changes(arena, record) : NULL,
                      .change_count = record ? record->change_count : 0,
                      .messages = result->messages ? result->messages : "",
                      .errors = result->errors,
                      .warnings = result->warnings };
}
