/* One item of a batch: built in a worker, and what it tells its caller, a line of JSON. */
#include "sholu_batch_private.h"

#include <string.h>

static const Node *
text_list(Arena *arena, const char *const *texts, size_t count)
{
  const Node **items = arena_array(arena, const Node *, count + 1);
  for (size_t i = 0; i < count; i++)
    items[i] = node_new_string(arena, texts[i], (Span){ 0 });
  return node_new_list(arena, items, count, (Span){ 0 });
}

/* Paths in the folder, sizes and digests of what was written, three texts for each. */
static const Node *
describe_outputs(Arena *arena, const char *folder, const SholuOutcome *outcome)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new();
  for (const char *const *file = sholu_outcome_files(outcome); *file; file++) {
    size_t size = 0;
    g_autofree char *digest = stamp_digest_file(*file, &size);
    g_ptr_array_add(texts, (gpointer)(*file + strlen(folder) + 1));
    g_ptr_array_add(texts, arena_printf(arena, "%zu", size));
    g_ptr_array_add(texts, arena_strdup(arena, digest ? digest : ""));
  }
  return text_list(arena, (const char *const *)texts->pdata, texts->len);
}

static char *
describe(SholuOutcome *outcome, const Batch *batch, const GPtrArray *read, const Briefing *briefing)
{
  Arena *arena = outcome->arena;
  const Span no = { 0 };
  const SholuBatchOptions *options = batch->options;
  const char *brief = sholu_outcome_messages(outcome, true, false);
  const char *fault = arena_strndup(arena, brief, strcspn(brief, "\n"));
  const char *messages = sholu_outcome_messages(outcome, options->brief, options->colour);
  const NodeEntry entries[] = {
    { "errors", no, node_new_number(arena, (double)sholu_outcome_errors(outcome), no) },
    { "warnings", no, node_new_number(arena, (double)sholu_outcome_warnings(outcome), no) },
    { "messages", no, node_new_string(arena, messages, no) },
    { "fault", no, node_new_string(arena, fault, no) },
    { "files", no, text_list(arena, (const char *const *)read->pdata, read->len) },
    { "outputs", no, describe_outputs(arena, batch->folder, outcome) },
    { "record", no, batch_describe_record(arena, briefing) },
  };
  return g_strdup(node_to_json(arena, node_new_map(arena, entries, G_N_ELEMENTS(entries), no)));
}

char *
batch_build_item(size_t index, void *user)
{
  const Batch *batch = user;
  const BatchItem *item = &batch->plan->items[index];
  SholuOptions options = batch->build;
  options.params = item->params;
  Job job = job_new(item->briefing, &options);
  g_autoptr(GPtrArray) read = g_ptr_array_new();
  const Briefing *briefing = NULL;
  job_build(&job, &(BuildRequest){ .folder = batch->folder,
                                   .formats = batch->formats,
                                   .name = item->output,
                                   .fonts = batch->fonts,
                                   .read = read,
                                   .thumbnail = batch_thumbnail(batch, index),
                                   .thumbnail_width = INDEX_THUMBNAIL_WIDTH,
                                   .briefing = &briefing });
  char *line = describe(job.outcome, batch, read, briefing);
  sholu_outcome_free(job.outcome);
  return line;
}

static const char *const *
read_texts(Arena *arena, const Node *list)
{
  size_t count = list ? list->count : 0;
  const char **texts = arena_array(arena, const char *, count + 1);
  for (size_t i = 0; i < count; i++)
    texts[i] = node_string(list->items[i], "");
  return texts;
}

void
batch_read_result(Arena *arena, const char *line, ItemResult *result)
{
  g_autoptr(DiagList) ignored = diag_list_new();
  const Node *root =
      node_parse(arena, source_from_text(arena, "worker", line, strlen(line)), ignored);
  const char *const *outputs = read_texts(arena, node_get(root, "outputs"));
  result->errors = root ? (size_t)node_number(node_get(root, "errors"), 0) : 1;
  result->warnings = (size_t)node_number(node_get(root, "warnings"), 0);
  result->messages = node_string(node_get(root, "messages"), "");
  result->fault = node_string(node_get(root, "fault"), "");
  result->read = read_texts(arena, node_get(root, "files"));
  result->output_count = g_strv_length((char **)outputs) / 3;
  StampOutput *made = arena_array(arena, StampOutput, result->output_count + 1);
  for (size_t i = 0; i < result->output_count; i++)
    made[i] = (StampOutput){ .path = outputs[3 * i],
                             .size = (size_t)g_ascii_strtoull(outputs[3 * i + 1], NULL, 10),
                             .digest = outputs[3 * i + 2] };
  result->outputs = made;
  result->record = batch_read_record(arena, node_get(root, "record"));
}
