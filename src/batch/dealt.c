#include "batch/dealt.h"
#include "batch/plan_private.h"

#include <string.h>

/* ---- writing ---- */

static const Node *
text_node(Arena *arena, const char *text)
{
  return node_new_string(arena, text, (Span){ 0 });
}

/* Names and values in turn, as a map. */
static const Node *
pairs_node(Arena *arena, const char *const *pairs)
{
  size_t count = g_strv_length((char **)pairs) / 2;
  NodeEntry *entries = arena_array(arena, NodeEntry, count + 1);
  for (size_t i = 0; i < count; i++)
    entries[i] = (NodeEntry){ pairs[2 * i], { 0 }, text_node(arena, pairs[2 * i + 1]) };
  return node_new_map(arena, entries, count, (Span){ 0 });
}

static void
append_item(GString *text, Arena *arena, const BatchItem *item, unsigned shard)
{
  const Span no = { 0 };
  const NodeEntry entries[] = {
    { "output", no, text_node(arena, item->output) },
    { "briefing", no, text_node(arena, item->briefing) },
    { "shard", no, node_new_number(arena, shard, no) },
    { "params", no, pairs_node(arena, item->params) },
  };
  g_string_append(text,
                  node_to_json(arena, node_new_map(arena, entries, G_N_ELEMENTS(entries), no)));
}

char *
dealt_plan_text(const DealtPlan *plan)
{
  g_autoptr(Arena) arena = arena_new();
  GString *text = g_string_new("{\n  \"sholu-plan\": 1,\n");
  const struct {
    const char *key;
    const Node *value;
  } members[] = {
    { "shards", node_new_number(arena, plan->shards, (Span){ 0 }) },
    { "file", text_node(arena, plan->file) },
    { "output", text_node(arena, plan->folder) },
    { "settings", pairs_node(arena, plan->settings) },
    { "inputs", pairs_node(arena, plan->inputs) },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
    g_string_append_printf(text, "  \"%s\": %s,\n", members[i].key,
                           node_to_json(arena, members[i].value));
  g_string_append(text, "  \"items\": [");
  for (size_t i = 0; i < plan->batch.count; i++) {
    g_string_append(text, i > 0 ? ",\n    " : "\n    ");
    append_item(text, arena, &plan->batch.items[i], plan->shard_of[i]);
  }
  g_string_append(text, "\n  ]\n}\n");
  return g_string_free(text, FALSE);
}

/* ---- reading ---- */

/* What is being read, and whether it was sound so far. */
typedef struct DealtReader {
  Arena *arena;
  DiagList *diags;
  const Node *root;
  unsigned shards;
  GHashTable *outputs;
  bool sound;
} DealtReader;

static void
refuse(DealtReader *reader, const Node *where, const char *what)
{
  reader->sound = false;
  diag_error(reader->diags, "plan-damaged", (where ? where : reader->root)->span,
             "write it anew: sholu batch plan", "%s", what);
}

static const char *
need_text(DealtReader *reader, const Node *map, const char *key)
{
  const Node *node = node_get(map, key);
  if (node_is(node, NODE_STRING) && *node->string)
    return node->string;
  g_autofree char *what = g_strdup_printf("%s is needed, a text", key);
  refuse(reader, node ? node : map, what);
  return "";
}

/* A whole number from 1 to `most`. */
static unsigned
need_number(DealtReader *reader, const Node *map, const char *key, unsigned most)
{
  const Node *node = node_get(map, key);
  double number = node_number(node, 0);
  if (number >= 1 && number <= most && number == (double)(unsigned)number)
    return (unsigned)number;
  g_autofree char *what = g_strdup_printf("%s is a number from 1 to %u", key, most);
  refuse(reader, node ? node : map, what);
  return 1;
}

static const char *const *
need_pairs(DealtReader *reader, const Node *map, const char *key)
{
  const Node *node = node_get(map, key);
  bool sound = node_is(node, NODE_MAP);
  size_t count = sound ? node->count : 0;
  const char **pairs = arena_array(reader->arena, const char *, 2 * count + 1);
  for (size_t i = 0; i < count; i++) {
    sound = sound && node_is(node->entries[i].value, NODE_STRING);
    pairs[2 * i] = node->entries[i].key;
    pairs[2 * i + 1] = node_string(node->entries[i].value, "");
  }
  if (!sound) {
    g_autofree char *what = g_strdup_printf("%s is a map of texts", key);
    refuse(reader, node ? node : map, what);
  }
  return pairs;
}

static BatchItem
read_item(DealtReader *reader, const Node *map, unsigned *shard)
{
  BatchItem item = { .output = need_text(reader, map, "output"),
                     .briefing = need_text(reader, map, "briefing"),
                     .params = need_pairs(reader, map, "params") };
  *shard = need_number(reader, map, "shard", reader->shards);
  if (!batch_path_is_sound(item.output) ||
      !g_hash_table_add(reader->outputs, (gpointer)item.output))
    refuse(reader, map, "an output's path is none, or is there twice");
  return item;
}

static void
read_items(DealtReader *reader, DealtPlan *plan)
{
  const Node *list = node_get(reader->root, "items");
  size_t count = node_is(list, NODE_LIST) ? list->count : 0;
  if (count == 0)
    refuse(reader, list, "items are needed, a list");
  BatchItem *items = arena_array(reader->arena, BatchItem, count + 1);
  unsigned *shard_of = arena_array(reader->arena, unsigned, count + 1);
  for (size_t i = 0; i < count && reader->sound; i++)
    items[i] = read_item(reader, list->items[i], &shard_of[i]);
  plan->batch = (BatchPlan){ .items = items, .count = count };
  plan->shard_of = shard_of;
}

/* The tree; NULL after faults. */
static const Node *
parse(Arena *arena, const Source *source, DiagList *diags)
{
  const Node *root = parse_plan(arena, source, diags);
  if (!root || node_number(node_get(root, "sholu-plan"), 0) == 1)
    return root;
  diag_error(diags, "plan-damaged", root->span, "write one: sholu batch plan FILE.yaml --shards N",
             "this is no plan for shards");
  return NULL;
}

DealtPlan *
dealt_plan_load(Arena *arena, const char *path, DiagList *diags, GError **error)
{
  const Source *source = source_load(arena, path, 0, error);
  const Node *root = source ? parse(arena, source, diags) : NULL;
  if (!root)
    return NULL;
  g_autoptr(GHashTable) outputs = g_hash_table_new(g_str_hash, g_str_equal);
  DealtReader reader = {
    .arena = arena, .diags = diags, .root = root, .outputs = outputs, .sound = true
  };
  DealtPlan *plan = arena_new0(arena, DealtPlan);
  reader.shards = plan->shards = need_number(&reader, root, "shards", DEALT_SHARDS_MAX);
  plan->file = need_text(&reader, root, "file");
  plan->folder = need_text(&reader, root, "output");
  plan->settings = need_pairs(&reader, root, "settings");
  plan->inputs = need_pairs(&reader, root, "inputs");
  read_items(&reader, plan);
  g_autofree char *id =
      g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)source->text, source->length);
  plan->id = arena_strdup(arena, id);
  return reader.sound ? plan : NULL;
}
