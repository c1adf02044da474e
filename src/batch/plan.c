#include "batch/plan_private.h"

#include "core/language.h"

#include <string.h>

static const char *const KEYS[] = { "briefing", "output",  "formats", "presets", "theme", "matrix",
                                    "include",  "exclude", "index",   "title",   "lang",  NULL };

bool
check_keys(const Reader *reader, const Node *map, const char *const *known, const char *what)
{
  if (!node_is(map, NODE_MAP)) {
    diag_error(reader->diags, "batch-value", map->span, NULL, "%s is a map, not %s", what,
               node_kind_name(map->kind));
    return false;
  }
  bool sound = true;
  for (size_t i = 0; i < map->count; i++) {
    const char *key = map->entries[i].key;
    if (g_strv_contains(known, key))
      continue;
    const char *near = diag_suggest(key, known);
    g_autofree char *all = g_strjoinv(", ", (char **)known);
    g_autofree char *hint =
        near ? g_strdup_printf("did you mean %s?", near) : g_strdup_printf("there are %s", all);
    diag_error(reader->diags, "unknown-key", map->entries[i].key_span, hint, "%s has no \"%s\"",
               what, key);
    sound = false;
  }
  return sound;
}

/* A pattern that was filled; NULL and a fault. */
static const char *
fill(const Reader *reader, const Node *pattern, const char *const *params, Span place)
{
  const char *unknown = NULL;
  const char *filled = batch_pattern_fill(reader->arena, pattern->string, params, &unknown);
  if (filled)
    return filled;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (const char *const *param = params; param[0]; param += 2)
    g_ptr_array_add(names, (gpointer)param[0]);
  g_ptr_array_add(names, NULL);
  const char *near = diag_suggest(unknown, (const char *const *)names->pdata);
  g_autofree char *hint = near ? g_strdup_printf("did you mean {%s}?", near) : NULL;
  diag_error(reader->diags, "unknown-param", place.source ? place : pattern->span, hint,
             *unknown == '{' ? "a brace of the pattern \"%s\" is not closed"
                             : "the pattern \"%s\" names a parameter that this item does not have",
             pattern->string);
  return NULL;
}

const char *
fill_briefing(Reader *reader, const char *const *params, Span place)
{
  const char *name = fill(reader, reader->briefing, params, place);
  if (!name)
    return NULL;
  return g_path_is_absolute(name) || strcmp(reader->folder, ".") == 0
             ? name
             : arena_printf(reader->arena, "%s/%s", reader->folder, name);
}

static void
add_item(Reader *reader, const char *const *params, Span place)
{
  Span shown = place.source ? place : reader->output->span;
  const char *briefing = fill_briefing(reader, params, place);
  const char *output = briefing ? fill(reader, reader->output, params, place) : NULL;
  if (!output)
    return;
  if (!batch_path_is_sound(output))
    diag_error(reader->diags, "batch-output", shown,
               "name files below the output folder; no part may be empty or begin with a dot",
               "\"%s\" is no path for an output", output);
  else if (!g_hash_table_add(reader->outputs, (gpointer)output))
    diag_error(reader->diags, "batch-output", shown,
               "name every parameter that differs in the pattern",
               "two items have the output \"%s\"", output);
  else if (reader->index && (strcmp(output, "index") == 0 || g_str_has_prefix(output, "index/")))
    diag_error(reader->diags, "batch-output", shown, "name it otherwise, or write index: []",
               "the name \"%s\" is the index's own", output);
  BatchItem item = { output, briefing, params };
  g_array_append_val(reader->items, item);
}

/* Are all values of `partial` those of the item? */
static bool
matches(const Node *partial, const char *const *params)
{
  for (size_t i = 0; i < partial->count; i++) {
    const char *value = batch_param(params, partial->entries[i].key);
    if (g_strcmp0(value, scalar_text(partial->entries[i].value)) != 0)
      return false;
  }
  return true;
}

static bool
is_excluded(const Reader *reader, const char *const *params)
{
  const Node *exclude = node_get(reader->root, "exclude");
  for (size_t i = 0; exclude && i < exclude->count; i++)
    if (matches(exclude->items[i], params))
      return true;
  return false;
}

/* All combinations, the last axis fastest. */
static void
multiply(Reader *reader)
{
  const Axis *axes = (const Axis *)(void *)reader->axes->data;
  size_t axis_count = reader->axes->len, total = axis_count > 0;
  for (size_t i = 0; i < axis_count; i++)
    total = axes[i].count > 0 && total > BATCH_ITEMS_MAX / axes[i].count ? BATCH_ITEMS_MAX + 1
                                                                         : total * axes[i].count;
  if (total > BATCH_ITEMS_MAX) {
    diag_error(reader->diags, "batch-size", node_get(reader->root, "matrix")->span, NULL,
               "the matrix makes more than %d items", BATCH_ITEMS_MAX);
    return;
  }
  for (size_t cell = 0; cell < total; cell++) {
    const char **params = arena_array(reader->arena, const char *, 2 * axis_count + 1);
    size_t rest = cell;
    for (size_t i = axis_count; i-- > 0; rest /= axes[i].count) {
      params[2 * i] = axes[i].name;
      params[2 * i + 1] = axes[i].values[rest % axes[i].count];
    }
    if (!is_excluded(reader, params))
      add_item(reader, params, (Span){ 0 });
  }
}

/* `include` or `exclude`: maps of scalars. */
static bool
check_cells(const Reader *reader, const char *key)
{
  const Node *list = node_get(reader->root, key);
  if (!list)
    return true;
  bool sound = node_is(list, NODE_LIST);
  for (size_t i = 0; sound && i < list->count; i++) {
    sound = node_is(list->items[i], NODE_MAP) && list->items[i]->count > 0;
    for (size_t j = 0; sound && j < list->items[i]->count; j++)
      sound = scalar_text(list->items[i]->entries[j].value) != NULL;
  }
  if (!sound)
    diag_error(reader->diags, "batch-value", list->span, "write it as [{year: 2024, lang: en}]",
               "%s is a list of maps of parameters", key);
  return sound;
}

static bool
check_excluded_names(const Reader *reader)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < reader->axes->len; i++)
    g_ptr_array_add(names, (gpointer)g_array_index(reader->axes, Axis, i).name);
  g_ptr_array_add(names, NULL);
  const Node *exclude = node_get(reader->root, "exclude");
  bool sound = true;
  for (size_t i = 0; exclude && i < exclude->count; i++)
    sound &= check_keys(reader, exclude->items[i], (const char *const *)names->pdata, "the matrix");
  return sound;
}

static void
include_items(Reader *reader)
{
  const Node *include = node_get(reader->root, "include");
  for (size_t i = 0; include && i < include->count; i++) {
    const Node *map = include->items[i];
    const char **params = arena_array(reader->arena, const char *, 2 * map->count + 1);
    for (size_t j = 0; j < map->count; j++) {
      params[2 * j] = map->entries[j].key;
      params[2 * j + 1] = scalar_text(map->entries[j].value);
    }
    add_item(reader, params, map->span);
  }
}

/* A text, or a list of texts, joined by commas. */
static const char *
read_names(const Reader *reader, const char *key)
{
  const Node *node = node_get(reader->root, key);
  if (!node || node_is(node, NODE_STRING))
    return node_string(node, NULL);
  g_autoptr(GString) joined = g_string_new(NULL);
  bool sound = node_is(node, NODE_LIST) && node->count > 0;
  for (size_t i = 0; sound && i < node->count; i++) {
    sound = node_is(node->items[i], NODE_STRING);
    g_string_append_printf(joined, "%s%s", i > 0 ? "," : "", node_string(node->items[i], ""));
  }
  if (!sound)
    diag_error(reader->diags, "batch-value", node->span, NULL, "%s is a list of names", key);
  return arena_strdup(reader->arena, joined->str);
}

static void
check_language(const Reader *reader, const char *language)
{
  if (language && !language_is_tag(language))
    diag_error(reader->diags, "bad-language", node_get(reader->root, "lang")->span,
               "write ru, kk, en", "\"%s\" is no language", language);
}

/* Which forms the index has: both, where the file does not say. */
static unsigned
read_index(const Reader *reader)
{
  const Node *node = node_get(reader->root, "index");
  if (!node || (node_is(node, NODE_BOOLEAN) && node->boolean))
    return BATCH_INDEX_HTML | BATCH_INDEX_PDF;
  if (node_is(node, NODE_BOOLEAN) || (node_is(node, NODE_LIST) && node->count == 0))
    return 0;
  const char *names = read_names(reader, "index");
  g_auto(GStrv) list = g_strsplit(names, ",", -1);
  for (char **name = list; *name; name++)
    if (!batch_index_forms(*name))
      diag_error(reader->diags, "batch-value", node->span, "index: [html, pdf]",
                 "an index is html or pdf, not \"%s\"", *name);
  return batch_index_forms(names);
}

static const Node *
need_text(const Reader *reader, const char *key)
{
  const Node *node = node_get(reader->root, key);
  if (node_is(node, NODE_STRING) && *node->string)
    return node;
  diag_error(reader->diags, "batch-value", node ? node->span : reader->root->span, NULL,
             "%s is needed, a text", key);
  return NULL;
}

static const char *
optional_text(const Reader *reader, const char *key)
{
  return node_get(reader->root, key) ? node_string(need_text(reader, key), NULL) : NULL;
}

static void
read_items(Reader *reader)
{
  reader->briefing = need_text(reader, "briefing");
  reader->output = need_text(reader, "output");
  bool included = check_cells(reader, "include"), excluded = check_cells(reader, "exclude");
  if (!reader->briefing || !reader->output || !included || !excluded)
    return;
  read_matrix(reader);
  if (diag_count(reader->diags, DIAG_ERROR) > 0 || !check_excluded_names(reader))
    return;
  multiply(reader);
  include_items(reader);
  if (reader->items->len == 0 && diag_count(reader->diags, DIAG_ERROR) == 0)
    diag_error(reader->diags, "batch-empty", reader->root->span, NULL, "there is nothing to build");
}

const Node *
parse_plan(Arena *arena, const Source *source, DiagList *diags)
{
  Span invalid;
  if (source_find_invalid(source, &invalid)) {
    diag_error(diags, "encoding-error", invalid, "save the file as UTF-8",
               "the text is not UTF-8 from here on");
    return NULL;
  }
  return node_parse(arena, source, diags);
}

BatchPlan *
batch_plan_load(Arena *arena, const char *path, BatchQuery query, void *user, DiagList *diags,
                GError **error)
{
  const Source *source = source_load(arena, path, 0, error);
  const Node *root = source ? parse_plan(arena, source, diags) : NULL;
  if (!root)
    return NULL;
  g_autofree char *folder = g_path_get_dirname(path);
  g_autoptr(GArray) axes = g_array_new(FALSE, FALSE, sizeof(Axis));
  g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(BatchItem));
  g_autoptr(GHashTable) outputs = g_hash_table_new(g_str_hash, g_str_equal);
  Reader reader = { .arena = arena,
                    .diags = diags,
                    .root = root,
                    .folder = folder,
                    .query = query,
                    .user = user,
                    .axes = axes,
                    .items = items,
                    .outputs = outputs };
  BatchPlan *plan = arena_new0(arena, BatchPlan);
  if (check_keys(&reader, root, KEYS, "a batch file")) {
    plan->formats = read_names(&reader, "formats");
    plan->presets = read_names(&reader, "presets");
    plan->theme = optional_text(&reader, "theme");
    plan->title = optional_text(&reader, "title");
    plan->language = optional_text(&reader, "lang");
    check_language(&reader, plan->language);
    plan->language_span = plan->language ? node_get(root, "lang")->span : (Span){ 0 };
    plan->index = reader.index = read_index(&reader);
    read_items(&reader);
  }
  plan->count = items->len;
  plan->items = arena_dup(arena, items->data, items->len * sizeof(BatchItem));
  return diag_count(diags, DIAG_ERROR) == 0 ? plan : NULL;
}
