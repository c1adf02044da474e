/* Shards of a plan: built one by one, wherever that is, and gathered. */
#include "sholu_batch_private.h"

#include <string.h>

static const char *const STATUSES[] = {
  [SHOLU_ITEM_UNCHANGED] = "unchanged", [SHOLU_ITEM_BUILT] = "built", [SHOLU_ITEM_DUE] = "due",
  [SHOLU_ITEM_FAULTY] = "faulty",       [SHOLU_ITEM_LOST] = "lost",
};

static const Node *
text_node(Arena *arena, const char *text)
{
  return node_new_string(arena, text ? text : "", (Span){ 0 });
}

/* What is sound; NULL for a line that is not. */
static const Node *
parse(Arena *arena, const char *text)
{
  g_autoptr(DiagList) ignored = diag_list_new();
  const Source *source = source_from_text(arena, "shard", text, strlen(text));
  Span invalid;
  return source_find_invalid(source, &invalid) ? NULL : node_parse(arena, source, ignored);
}

/* ---- what a shard writes ---- */

/* How an item ended; what its worker told stands in it as it is. */
static const char *
describe_item(const Batch *batch, size_t index)
{
  Arena *arena = batch->job->arena;
  const ItemResult *result = &batch->results[index];
  const Span no = { 0 };
  const NodeEntry entries[] = {
    { "item", no, text_node(arena, batch->plan->items[index].output) },
    { "status", no, text_node(arena, STATUSES[result->status]) },
    { "reason", no, text_node(arena, result->reason) },
    { "seconds", no, node_new_number(arena, result->seconds, no) },
  };
  char *text = node_to_json(arena, node_new_map(arena, entries, G_N_ELEMENTS(entries), no));
  if (!result->line)
    return text;
  text[strlen(text) - 1] = '\0'; /* the brace */
  return arena_printf(arena, "%s,\"result\":%s}", text, result->line);
}

void
batch_log_item(Batch *batch, size_t index)
{
  GError *error = NULL;
  if (!shard_attempt_log(batch->attempt, describe_item(batch, index), &error))
    job_report(batch->job, NULL, error);
}

/* By output, the lines that count: what was built stays built, though a later attempt found it
 * unchanged. */
static void
take_line(Arena *arena, GHashTable *ended, const Node *line)
{
  const char *output = node_string(node_get(line, "item"), NULL);
  const Node *before = output ? g_hash_table_lookup(ended, output) : NULL;
  if (!output || (before && node_is_string(node_get(line, "status"), "unchanged") &&
                  node_is_string(node_get(before, "status"), "built")))
    return;
  g_hash_table_replace(ended, arena_strdup(arena, output), (gpointer)line);
}

static GHashTable *
read_logs(Arena *arena, const char *folder, unsigned shard, const char *id)
{
  GHashTable *ended = g_hash_table_new(g_str_hash, g_str_equal);
  for (const char *const *line = shard_lines(arena, folder, shard, id); *line; line++)
    take_line(arena, ended, parse(arena, *line));
  return ended;
}

static const Node *
describe_inputs(Arena *arena, const char *const *found)
{
  size_t count = g_strv_length((char **)found) / 2;
  NodeEntry *entries = arena_array(arena, NodeEntry, count + 1);
  for (size_t i = 0; i < count; i++)
    entries[i] = (NodeEntry){ batch_common_path(arena, found[2 * i]),
                              { 0 },
                              text_node(arena, found[2 * i + 1]) };
  return node_new_map(arena, entries, count, (Span){ 0 });
}

/* All items of the shard in the plan's order, with the digests of all that they were made from. */
static void
write_report(const Batch *batch, const DealtPlan *dealt, unsigned shard)
{
  Arena *arena = batch->job->arena;
  g_autoptr(GHashTable) ended = read_logs(arena, batch->folder, shard, dealt->id);
  const Node *inputs = describe_inputs(arena, stamp_files_found(batch->stamps, arena));
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_printf(text,
                  "{\n  \"plan\": \"%s\",\n  \"shard\": %u,\n  \"inputs\": %s,\n  \"items\": [",
                  dealt->id, shard, node_to_json(arena, inputs));
  for (size_t i = 0; i < batch->plan->count; i++) {
    const Node *line = g_hash_table_lookup(ended, batch->plan->items[i].output);
    g_string_append_printf(text, "%s\n    %s", i > 0 ? "," : "",
                           line ? node_to_json(arena, line) : describe_item(batch, i));
  }
  g_string_append(text, "\n  ]\n}\n");
  GError *error = NULL;
  if (!shard_attempt_report(batch->attempt, text->str, &error))
    job_report(batch->job, NULL, error);
}

/* ---- running one ---- */

/* Begins an attempt, with what is known of its items. */
static bool
begin(Batch *batch, const DealtPlan *dealt, unsigned shard)
{
  GError *error = NULL;
  g_autoptr(GHashTable) outputs = g_hash_table_new(g_str_hash, g_str_equal);
  for (size_t i = 0; i < batch->plan->count; i++)
    g_hash_table_add(outputs, (gpointer)batch->plan->items[i].output);
  batch->attempt = shard_attempt_new(batch->folder, shard, dealt->id, &error);
  if (batch->attempt)
    batch->stamps = shard_attempt_stamps(batch->attempt, outputs, &error);
  if (!batch->stamps)
    job_report(batch->job, NULL, error);
  return batch->stamps;
}

SholuOutcome *
sholu_batch_shard(const char *plan, unsigned shard, const SholuBatchOptions *options)
{
  Job job = job_new(plan, &options->build);
  Batch batch = { .job = &job, .options = options };
  /* 0 would be all; as every number beyond the last it is refused. */
  DealtPlan *dealt = batch_read_dealt(&batch, plan, shard > 0 ? shard : G_MAXUINT);
  if (dealt && batch_prepare(&batch) && batch_check_common(&batch, dealt) &&
      begin(&batch, dealt, shard)) {
    batch_work(&batch);
    if (batch.done == batch.plan->count)
      write_report(&batch, dealt, shard);
  }
  batch_close(&batch);
  shard_attempt_free(batch.attempt);
  return job.outcome;
}

/* ---- gathering ---- */

typedef struct Gathering {
  Batch *batch;
  const DealtPlan *dealt;
  GHashTable *ended;  /* output → line */
  GHashTable *inputs; /* path → digest, as first told */
  bool *reported;     /* by shard, from 1 */
} Gathering;

/* A file that two shards saw in two versions. */
static void
compare_input(const Gathering *gathering, unsigned shard, const char *path, const char *digest)
{
  const Job *job = gathering->batch->job;
  const char *first = g_hash_table_lookup(gathering->inputs, path);
  if (!first) {
    g_hash_table_insert(gathering->inputs, (gpointer)path, (gpointer)digest);
    return;
  }
  if (strcmp(first, digest) != 0)
    diag_add(job->diags, DIAG_ERROR, "shards-differ", place_of_file(path),
             "bring the same files to all machines, and run sholu batch",
             "shard %u was made from another version of this file than the plan or other shards",
             shard);
}

static void
gather(Gathering *gathering, unsigned shard)
{
  Arena *arena = gathering->batch->job->arena;
  const char *folder = gathering->batch->folder, *text = shard_report(arena, folder, shard);
  const Node *report = text ? parse(arena, text) : NULL;
  gathering->reported[shard] = node_is_string(node_get(report, "plan"), gathering->dealt->id);
  if (!gathering->reported[shard]) {
    g_autoptr(GHashTable) lines = read_logs(arena, folder, shard, gathering->dealt->id);
    GHashTableIter each;
    gpointer line = NULL;
    g_hash_table_iter_init(&each, lines);
    while (g_hash_table_iter_next(&each, NULL, &line))
      take_line(arena, gathering->ended, line);
    return;
  }
  const Node *items = node_get(report, "items"), *inputs = node_get(report, "inputs");
  for (size_t i = 0; node_is(items, NODE_LIST) && i < items->count; i++)
    take_line(arena, gathering->ended, items->items[i]);
  for (size_t i = 0; node_is(inputs, NODE_MAP) && i < inputs->count; i++)
    compare_input(gathering, shard, inputs->entries[i].key,
                  node_string(inputs->entries[i].value, ""));
}

static SholuItemStatus
status_of(const Node *line)
{
  for (size_t i = 0; i < G_N_ELEMENTS(STATUSES); i++)
    if (node_is_string(node_get(line, "status"), STATUSES[i]))
      return (SholuItemStatus)i;
  return SHOLU_ITEM_LOST;
}

/* Tells an item as its shard did, if what it made is here. */
static void
end_gathered(const Gathering *gathering, size_t index)
{
  Batch *batch = gathering->batch;
  Arena *arena = batch->job->arena;
  ItemResult *result = &batch->results[index];
  const char *output = batch->plan->items[index].output;
  const Node *line = g_hash_table_lookup(gathering->ended, output);
  if (!line) {
    result->reason =
        arena_printf(arena, "shard %u has not reported it", gathering->dealt->shard_of[index]);
    batch_end_item(batch, index, SHOLU_ITEM_LOST);
    return;
  }
  SholuItemStatus status = status_of(line);
  const char *reason = node_string(node_get(line, "reason"), "");
  result->reason = *reason ? reason : NULL;
  result->seconds = node_number(node_get(line, "seconds"), 0);
  if (node_get(line, "result"))
    batch_read_result(arena, node_to_json(arena, node_get(line, "result")), result);
  const char *record = stamp_record(batch->stamps, arena, output);
  if (status == SHOLU_ITEM_BUILT && record) /* it says what changed, too */
    result->record = record_from_text(arena, record);
  StampAsk ask = batch_ask(batch, index);
  const char *missing =
      status <= SHOLU_ITEM_BUILT ? stamp_check_outputs(batch->stamps, arena, &ask) : NULL;
  if (missing) {
    status = SHOLU_ITEM_LOST;
    result->reason = arena_printf(arena, "%s, though shard %u made it; is this its folder?",
                                  missing, gathering->dealt->shard_of[index]);
  }
  batch_end_item(batch, index, status);
}

static void
name_silent_shards(const Gathering *gathering)
{
  const Job *job = gathering->batch->job;
  const DealtPlan *dealt = gathering->dealt;
  g_autofree size_t *counts = g_new0(size_t, dealt->shards + 1);
  g_autofree size_t *done = g_new0(size_t, dealt->shards + 1);
  for (size_t i = 0; i < dealt->batch.count; i++) {
    counts[dealt->shard_of[i]]++;
    done[dealt->shard_of[i]] +=
        g_hash_table_contains(gathering->ended, dealt->batch.items[i].output);
  }
  for (unsigned shard = 1; shard <= dealt->shards; shard++)
    if (!gathering->reported[shard] && counts[shard] > 0)
      diag_add(job->diags, DIAG_WARNING, "shard-silent", place_of_file(job->path),
               arena_printf(job->arena, "run it (again), then collect: sholu batch run --shard %u",
                            shard),
               "shard %u has not reported; it ended %zu of its %zu items", shard, done[shard],
               counts[shard]);
}

static void
gather_all(Gathering *gathering)
{
  const DealtPlan *dealt = gathering->dealt;
  for (const char *const *input = dealt->inputs; *input; input += 2)
    g_hash_table_insert(gathering->inputs, (gpointer)input[0], (gpointer)input[1]);
  for (unsigned shard = 1; shard <= dealt->shards; shard++)
    gather(gathering, shard);
  for (size_t i = 0; i < dealt->batch.count; i++)
    end_gathered(gathering, i);
  name_silent_shards(gathering);
}

SholuOutcome *
sholu_batch_collect(const char *plan, const SholuBatchOptions *options)
{
  Job job = job_new(plan, &options->build);
  Batch batch = { .job = &job, .options = options };
  GError *error = NULL;
  DealtPlan *dealt = batch_read_dealt(&batch, plan, 0);
  if (dealt && batch_prepare(&batch) && batch_open(&batch)) {
    if (shards_merge(batch.stamps, batch.folder, &error)) {
      g_autoptr(GHashTable) ended = g_hash_table_new(g_str_hash, g_str_equal);
      g_autoptr(GHashTable) inputs = g_hash_table_new(g_str_hash, g_str_equal);
      g_autofree bool *reported = g_new0(bool, dealt->shards + 1);
      Gathering gathering = { &batch, dealt, ended, inputs, reported };
      gather_all(&gathering);
      batch_write_index(&batch);
    } else {
      job_report(&job, NULL, error);
    }
  }
  batch_close(&batch);
  return job.outcome;
}
