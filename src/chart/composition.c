#include "chart/composition_private.h"

#include <math.h>
#include <string.h>

static const char *const FACETS[] = { "row", "column", "facet" };

static bool
has_facet_channel(const Node *spec)
{
  const Node *encoding = node_get(spec, "encoding");
  bool found = false;
  for (size_t i = 0; i < G_N_ELEMENTS(FACETS); i++)
    found = found || node_get(encoding, FACETS[i]);
  return found && node_get(spec, "mark");
}

bool
composition_is(const Node *spec)
{
  static const char *const KEYS[] = { "facet", "hconcat", "vconcat", "concat", "repeat" };
  for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++)
    if (node_get(spec, KEYS[i]))
      return true;
  return has_facet_channel(spec);
}

static View *
add_child(View *view, const Node *spec, size_t row, size_t column)
{
  View *child = view_parse(view->compilation, spec, view);
  if (!child)
    return NULL;
  child->row = row;
  child->column = column;
  view->children[view->child_count++] = child;
  return child;
}

/* ---- concatenations ---- */

static bool
parse_concat(View *view, const Node *list, size_t columns)
{
  view->kind = VIEW_CONCAT;
  size_t count = node_is(list, NODE_LIST) ? list->count : 0;
  view->children = arena_array(view->compilation->arena, View *, MAX(count, 1));
  for (size_t i = 0; i < count; i++)
    add_child(view, list->items[i], i / columns, i % columns);
  return view->child_count == count && count > 0;
}

/* `columns` of a wrapped composition; all in one row by default. */
static size_t
columns_of(const View *view, const Node *layout, size_t count)
{
  double columns = node_number(node_get(layout, "columns"), 0);
  if (!(columns >= 1))
    columns = config_number(view->compilation, "concat.columns", 0);
  return columns >= 1 ? (size_t)fmin(columns, 1e6) : MAX(count, 1);
}

/* ---- repetitions ---- */

/* Layers of a repetition stand in one plot. */
static const Node *
layered(Arena *arena, const Node *spec, const Node *names, const RepeatValues *outer)
{
  const Node **layers = arena_array(arena, const Node *, MAX(names->count, 1));
  for (size_t i = 0; i < names->count; i++) {
    RepeatValues values = *outer;
    values.layer = node_text(names->items[i], "");
    layers[i] = repeat_fill(arena, spec, &values);
  }
  const Node *map = node_new_map(arena, NULL, 0, spec ? spec->span : names->span);
  return node_with(arena, map, "layer", node_new_list(arena, layers, names->count, names->span));
}

static const char *
name_at(const Node *names, size_t index)
{
  return node_is(names, NODE_LIST) && index < names->count ? node_text(names->items[index], "")
                                                           : NULL;
}

static bool
parse_repeat(View *view, const Node *repeat)
{
  Arena *arena = view->compilation->arena;
  const Node *spec = node_get(view->spec, "spec");
  bool plain = node_is(repeat, NODE_LIST);
  const Node *rows = node_get(repeat, "row"), *columns = node_get(repeat, "column");
  const Node *layers = node_get(repeat, "layer");
  size_t row_count = node_is(rows, NODE_LIST) ? rows->count : 1;
  size_t column_count = node_is(columns, NODE_LIST) ? columns->count : 1;
  size_t wrap = plain ? columns_of(view, view->spec, repeat->count) : column_count;
  /* One view more than a chart may have is enough to be told so. */
  size_t count = MIN(plain ? repeat->count : row_count * column_count, MOST_VIEWS + 1);

  view->kind = VIEW_CONCAT;
  view->children = arena_array(arena, View *, MAX(count, 1));
  for (size_t i = 0; i < count; i++) {
    RepeatValues values = { name_at(rows, i / column_count), name_at(columns, i % column_count),
                            NULL, plain ? name_at(repeat, i) : NULL };
    const Node *child = node_is(layers, NODE_LIST) ? layered(arena, spec, layers, &values)
                                                   : repeat_fill(arena, spec, &values);
    if (!add_child(view, child, i / wrap, i % wrap))
      break;
  }
  return view->child_count == count && count > 0;
}

/* ---- facets ---- */

/* {mark, encoding: {row, column, facet, …}} → {facet: …, spec: {mark, encoding}}. */
static const Node *
facet_of_channels(Arena *arena, const Node *spec)
{
  static const char *const INNER[] = {
    "mark", "encoding", "width", "height", "view", "projection"
  };
  const Node *encoding = node_get(spec, "encoding");
  const Node *facet = node_new_map(arena, NULL, 0, spec->span), *inner = facet, *outer = spec;
  const Node *wrapped = node_get(encoding, "facet");

  for (size_t i = 0; i < G_N_ELEMENTS(INNER); i++) {
    const Node *value = node_get(spec, INNER[i]);
    if (strcmp(INNER[i], "encoding") == 0)
      for (size_t k = 0; k < G_N_ELEMENTS(FACETS); k++)
        value = node_with(arena, value, FACETS[k], NULL);
    if (value)
      inner = node_with(arena, inner, INNER[i], value);
    outer = node_with(arena, outer, INNER[i], NULL);
  }
  if (wrapped) {
    facet = wrapped;
    if (node_get(wrapped, "columns"))
      outer = node_with(arena, outer, "columns", node_get(wrapped, "columns"));
  }
  for (size_t i = 0; !wrapped && i < 2; i++)
    if (node_get(encoding, FACETS[i]))
      facet = node_with(arena, facet, FACETS[i], node_get(encoding, FACETS[i]));
  outer = node_with(arena, outer, "facet", facet);
  return node_with(arena, outer, "spec", inner);
}

static bool
parse_facet(View *view)
{
  const Node *facet = node_get(view->spec, "facet");
  bool grid = node_get(facet, "row") || node_get(facet, "column");
  view->kind = VIEW_FACET;
  view->facets[0] = grid ? node_get(facet, "row") : NULL;
  view->facets[1] = grid ? node_get(facet, "column") : NULL;
  view->facets[2] = grid ? NULL : facet;
  view->children = arena_array(view->compilation->arena, View *, 1);
  const Node *inner = node_get(view->spec, "spec");
  if (!inner) {
    diag_error(view->compilation->diags, "missing-property", facet->span,
               "put the mark and encoding into `spec`", "a facet needs a `spec`");
    return false;
  }
  return add_child(view, inner, 0, 0) != NULL;
}

bool
composition_parse(View *view)
{
  const Node *spec = view->spec, *list = NULL;
  if (has_facet_channel(spec))
    view->spec = facet_of_channels(view->compilation->arena, spec);
  if (node_get(view->spec, "facet"))
    return parse_facet(view);
  if ((list = node_get(spec, "hconcat")))
    return parse_concat(view, list, MAX(list->count, 1));
  if ((list = node_get(spec, "vconcat")))
    return parse_concat(view, list, 1);
  if ((list = node_get(spec, "concat")))
    return parse_concat(view, list, columns_of(view, spec, list->count));
  const Node *repeat = node_get(spec, "repeat"), *layers = node_get(repeat, "layer");
  if (node_is(layers, NODE_LIST) && !node_get(repeat, "row") && !node_get(repeat, "column")) {
    RepeatValues none = { 0 };
    const Node *inner = layered(view->compilation->arena, node_get(spec, "spec"), layers, &none);
    const Node *size = node_get(spec, "spec");
    view->spec = node_merge(view->compilation->arena,
                            node_with(view->compilation->arena, spec, "repeat", NULL), inner);
    for (const char *const *key = (const char *const[]){ "width", "height", NULL }; *key; key++)
      if (node_get(size, *key))
        view->spec = node_with(view->compilation->arena, view->spec, *key, node_get(size, *key));
    return view_parse_layers(view, node_get(view->spec, "layer"));
  }
  return parse_repeat(view, repeat);
}
