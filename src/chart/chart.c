#include "chart/chart.h"

#include "chart/alt_text_private.h"
#include "chart/composition_private.h"
#include "chart/guide_private.h"
#include "chart/lint_private.h"
#include "chart/params_private.h"
#include "chart/schema_private.h"
#include "chart/selection_private.h"

#include <string.h>

typedef struct Progress {
  bool sound;
} Progress;

static void
read_rows(Unit *unit, void *user)
{
  Progress *progress = user;
  progress->sound = rows_read(unit) && progress->sound;
}

static void
free_scales(View *view)
{
  for (int i = 0; i < CHANNEL_COUNT; i++) {
    Scale *scale = view->scales[i];
    if (!scale)
      continue;
    g_ptr_array_unref(scale->users);
    g_clear_pointer(&scale->index, g_hash_table_unref);
  }
  for (size_t i = 0; i < view->child_count; i++)
    free_scales(view->children[i]);
}

static Scene *
compile(Compilation *compilation, View **root)
{
  size_t faults = diag_count(compilation->diags, DIAG_ERROR);
  Progress progress = { true };
  *root = view_parse(compilation, compilation->spec, NULL);
  if (!*root || diag_count(compilation->diags, DIAG_ERROR) > faults)
    return NULL;
  compilation->verbatim = verbatim_fields(*root);
  view_each_unit(*root, read_rows, &progress);
  if (!progress.sound)
    return NULL;
  if (compilation->context->shown)
    shown_collect(*root, compilation->context->shown);
  facets_expand(*root);
  scales_settle_domains(*root);
  Scene *scene = chart_fit(compilation, *root);
  house_tone(compilation->arena, compilation->context->house, scene);
  return diag_count(compilation->diags, DIAG_ERROR) > faults ? NULL : scene;
}

static bool
is_data(const NodeEntry *entry)
{
  return strcmp(entry->key, "values") == 0 && node_is(entry->value, NODE_LIST);
}

static bool
mentions_expr(const Node *node)
{
  if (node_get(node, "expr"))
    return true;
  bool found = false;
  for (size_t i = 0; node_is(node, NODE_MAP) && i < node->count && !found; i++)
    found = !is_data(&node->entries[i]) && mentions_expr(node->entries[i].value);
  for (size_t i = 0; node_is(node, NODE_LIST) && i < node->count && !found; i++)
    found = mentions_expr(node->items[i]);
  return found;
}

/* What the page prints is not drawn. */
static const Node *
without_page_texts(Arena *arena, const Node *spec)
{
  return node_with(arena, node_with(arena, spec, "title", NULL), "subtitle", NULL);
}

/* The house's rules, and a text alternative where there is none. */
static void
review(Compilation *compilation, View *root, Scene *scene, const Node *given)
{
  if (!compilation->context->house || !scene)
    return;
  lint_check(compilation, root, scene, given);
  if (!scene->description || !*scene->description)
    scene->description = alt_text(compilation, root, given);
}

Scene *
chart_compile(Arena *arena, const Node *spec, const ChartContext *context, DiagList *diags)
{
  const Node *given = spec;
  if (!node_is(spec, NODE_MAP)) {
    diag_error(diags, "invalid-specification", spec ? spec->span : (Span){ 0 },
               "start with data, mark and encoding", "a chart must be an object, not %s",
               spec ? node_kind_name(spec->kind) : "nothing");
    return NULL;
  }
  if (context->page_texts)
    spec = without_page_texts(arena, spec);
  Compilation compilation = {
    .arena = arena,
    .diags = diags,
    .context = context,
    .locale = context->locale ? context->locale : locale_default(),
    .spec = spec,
    .config = config_resolve(arena, context->config, node_get(spec, "config"), diags),
    .datasets = node_get(spec, "datasets"),
    .tables = g_hash_table_new(NULL, NULL),
    .texts = g_hash_table_new(g_str_hash, g_str_equal),
  };
  compilation.locale = config_locale(arena, compilation.config, compilation.locale);
  schema_check(spec, diags);
  View *root = NULL;
  params_check(&compilation);
  params_read(&compilation);
  if (mentions_expr(spec)) {
    compilation.spec = params_fold(&compilation, spec);
    compilation.config = params_fold(&compilation, compilation.config);
  }
  compilation.spec = selection_settle_scales(&compilation);
  compilation.spec = house_rewrite(&compilation, compilation.spec);
  Scene *scene = compile(&compilation, &root);
  review(&compilation, root, scene, given);
  if (root)
    free_scales(root);
  g_hash_table_unref(compilation.tables);
  g_hash_table_unref(compilation.texts);
  return scene;
}

static void
add_name(GPtrArray *names, const char *name)
{
  if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
    g_ptr_array_add(names, (gpointer)name);
}

static void
find_sources(Arena *arena, Catalog *catalog, const Node *node, GPtrArray *names)
{
  QueryFault fault;
  const char *name = node_string(node_path(node, "data.name"), NULL);
  const char *sql = node_string(node_path(node, "data.sql"), NULL);
  if (name && catalog_has(catalog, name))
    add_name(names, name);
  const char *const *tables = sql ? catalog_tables_of(catalog, arena, sql, &fault) : NULL;
  for (; tables && *tables; tables++)
    add_name(names, *tables);
  for (size_t i = 0; node_is(node, NODE_MAP) && i < node->count; i++)
    find_sources(arena, catalog, node->entries[i].value, names);
  for (size_t i = 0; node_is(node, NODE_LIST) && i < node->count; i++)
    find_sources(arena, catalog, node->items[i], names);
}

const char *const *
chart_sources(Arena *arena, const Node *spec, Catalog *catalog)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  find_sources(arena, catalog, spec, names);
  g_ptr_array_add(names, NULL);
  return arena_dup(arena, names->pdata, names->len * sizeof(gpointer));
}
