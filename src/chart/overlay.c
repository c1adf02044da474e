/* Overlays of path marks: `point` and `line` become layers. Rules: Vega-Lite's documentation of
 * line and area. */
#include "chart/composite_private.h"

#include <string.h>

/* An overlay's own mark properties; NULL: there is none. `otherwise`: is it drawn when nothing is
 * said? */
static const Node *
overlay_of(const Unit *unit, const char *name, bool otherwise)
{
  Arena *arena = unit->view->compilation->arena;
  const Node *own = node_get(unit->mark_def, name);
  const Node *config = node_get(node_get(unit->view->compilation->config, unit->mark->name), name);
  const Node *node = own ? own : config;
  Span span = unit->mark_def->span;
  const Node *plain = node_new_map(arena, NULL, 0, span);
  if (node_is_string(node, "transparent"))
    return node_with(arena, plain, "opacity", node_new_number(arena, 0, span));
  if (node_is(node, NODE_MAP))
    return node;
  bool on = node && !node_is(node, NODE_NULL) && node_boolean(node, true);
  return on || (!own && otherwise) ? plain : NULL;
}

static const Node *
without_overlays(Arena *arena, const Node *mark)
{
  static const char *const NAMES[] = { "point", "line" };
  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++)
    mark = node_with(arena, mark, NAMES[i], node_new_boolean(arena, false, mark->span));
  return mark;
}

/* A map {type} with some properties of the unit's own mark, below those of the overlay. */
static const Node *
overlay_mark(const Unit *unit, const char *type, const char *const *passed_on, const Node *overlay)
{
  Arena *arena = unit->view->compilation->arena;
  Span span = unit->mark_def->span;
  const Node *mark = node_new_map(arena, NULL, 0, span);
  mark = node_with(arena, mark, "type", node_new_string(arena, type, span));
  for (size_t i = 0; passed_on[i]; i++)
    if (node_get(unit->mark_def, passed_on[i]))
      mark = node_with(arena, mark, passed_on[i], node_get(unit->mark_def, passed_on[i]));
  return node_merge(arena, mark, overlay);
}

static const Node *
base_layer(const Unit *unit)
{
  Arena *arena = unit->view->compilation->arena;
  const Node *mark = without_overlays(arena, unit->mark_def);
  bool plain = !mark_property(unit, "opacity") && !mark_property(unit, "fillOpacity");
  if (strcmp(unit->mark->name, "area") == 0 && plain)
    mark = node_with(arena, mark, "opacity", node_new_number(arena, 0.7, mark->span));
  const Node *encoding = node_with(arena, unit->encoding, "shape", NULL);
  const Node *layer = node_new_map(arena, NULL, 0, unit->mark_def->span);
  layer = node_with(arena, layer, "mark", mark);
  return node_with(arena, layer, "encoding", encoding);
}

/* Overlays stack as the mark below them does. */
static const Node *
overlay_encoding(const Unit *unit)
{
  static const char *const OFFSETS[] = {
    [STACK_NONE] = NULL,
    [STACK_ZERO] = "zero",
    [STACK_CENTER] = "center",
    [STACK_NORMALIZE] = "normalize",
  };
  Arena *arena = unit->view->compilation->arena;
  const Node *encoding = unit->encoding;
  if (unit->stack.start) {
    const ChannelDef *def = unit->channels[unit->stack.channel];
    const Node *offset = node_new_string(arena, OFFSETS[unit->stack.offset], def->node->span);
    encoding = node_with(arena, encoding, channel_info(unit->stack.channel)->name,
                         node_with(arena, def->node, "stack", offset));
  }
  encoding = node_with(arena, encoding, "x2", NULL);
  return node_with(arena, encoding, "y2", NULL);
}

static void
add_layer(const Unit *unit, const Node *mark, GPtrArray *layers)
{
  Arena *arena = unit->view->compilation->arena;
  const Node *layer = node_new_map(arena, NULL, 0, unit->mark_def->span);
  layer = node_with(arena, layer, "mark", mark);
  layer = node_with(arena, layer, "encoding", overlay_encoding(unit));
  g_ptr_array_add(layers, (gpointer)layer);
}

static void
add_points(const Unit *unit, const Node *points, GPtrArray *layers)
{
  static const char *const PASSED_ON[] = { "clip", "tooltip", NULL };
  Arena *arena = unit->view->compilation->arena;
  Span span = unit->mark_def->span;
  const Node *solid = node_new_map(arena, NULL, 0, span);
  solid = node_with(arena, solid, "opacity", node_new_number(arena, 1, span));
  solid = node_with(arena, solid, "filled", node_new_boolean(arena, true, span));
  add_layer(unit, overlay_mark(unit, "point", PASSED_ON, node_merge(arena, solid, points)), layers);
}

static void
add_line(const Unit *unit, const Node *line, GPtrArray *layers)
{
  static const char *const PASSED_ON[] = { "clip", "interpolate", "tension", "tooltip", NULL };
  Arena *arena = unit->view->compilation->arena;
  const Node *mark = overlay_mark(unit, "line", PASSED_ON, line);
  /* The configuration's overlays of lines are for lines that stand alone. */
  if (!node_get(mark, "point"))
    mark = without_overlays(arena, mark);
  add_layer(unit, mark, layers);
}

const Node *
overlay_expand(const Unit *unit)
{
  static const char *const MARKS[] = { "area", "line", "rule", "trail", NULL };
  Arena *arena = unit->view->compilation->arena;
  if (!g_strv_contains(MARKS, unit->mark->name))
    return NULL;
  bool area = strcmp(unit->mark->name, "area") == 0;
  bool shaped = node_get(unit->encoding, "shape") != NULL;
  const Node *points = overlay_of(unit, "point", shaped);
  const Node *line = area ? overlay_of(unit, "line", false) : NULL;
  if (!points && !line)
    return NULL;
  g_autoptr(GPtrArray) layers = g_ptr_array_new();
  g_ptr_array_add(layers, (gpointer)base_layer(unit));
  if (line)
    add_line(unit, line, layers);
  if (points)
    add_points(unit, points, layers);
  const Node *spec = node_with(arena, unit->view->spec, "mark", NULL);
  spec = node_with(arena, spec, "encoding", NULL);
  return node_with(arena, spec, "layer",
                   node_new_list(arena, (const Node *const *)layers->pdata, layers->len,
                                 unit->mark_def->span));
}
