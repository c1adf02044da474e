/* Brushes: the rectangles that interval selections show when they hold something at first. Rules:
 * Vega-Lite's documentation of `select.mark` and config.selection.interval. */
#include "chart/encode_private.h"
#include "chart/selection_private.h"

#include <math.h>
#include <string.h>

typedef struct Brush {
  const View *plot;
  const Unit *unit;
  Selection selection;
  const Node *ends; /* {x: […], y: […]} */
} Brush;

/* Both ends along an axis: what is selected there, else the whole plot. */
static Range1D
range_along(const Brush *brush, Channel channel)
{
  const char *name = channel_info(channel)->name;
  const Node *ends = node_get(brush->ends, name);
  const Node *field = node_get(selection_channel(&brush->selection, name), "field");
  const Scale *scale = unit_scale(brush->unit, channel);
  if (!ends && node_is(field, NODE_STRING))
    ends = node_get(brush->ends, field->string);
  double size = channel == CHANNEL_X ? brush->plot->width : brush->plot->height;
  if (!node_is(ends, NODE_LIST) || ends->count < 2 || !scale)
    return (Range1D){ 0, size };
  double from = scale_number(scale, scale_value_of_node(scale, ends->items[0]));
  double to = scale_number(scale, scale_value_of_node(scale, ends->items[ends->count - 1]));
  return (Range1D){ fmin(from, to), fmax(from, to) };
}

/* A property of the brush's mark. */
static const Node *
look(const Brush *brush, const char *name)
{
  const Compilation *compilation = brush->plot->compilation;
  const Node *own = node_get(node_path(brush->selection.param, "select.mark"), name);
  return own ? own : node_get(config_get(compilation, "selection.interval.mark"), name);
}

static Paint
paint_of(const Brush *brush, const char *name, const char *otherwise, double opacity)
{
  Arena *arena = brush->plot->compilation->arena;
  const Node *colour = look(brush, name);
  g_autofree char *fading = g_strconcat(name, "Opacity", NULL);
  if (!colour)
    colour = node_new_string(arena, otherwise, brush->selection.param->span);
  Paint paint = paint_of_node(brush->plot->compilation, colour);
  opacity = node_number(look(brush, fading), opacity);
  paint.colour.a *= CLAMP(opacity, 0, 1);
  return paint;
}

static void
draw(const Brush *brush, bool behind, SceneBuilder *parts)
{
  Arena *arena = brush->plot->compilation->arena;
  Range1D x = range_along(brush, CHANNEL_X), y = range_along(brush, CHANNEL_Y);
  if (isnan(x.from + x.to + y.from + y.to))
    return;
  SceneNode *item = scene_new(arena, SCENE_RECT, ROLE_NONE);
  item->x = x.from;
  item->y = y.from;
  item->rect.width = x.to - x.from;
  item->rect.height = y.to - y.from;
  if (behind)
    item->fill = paint_of(brush, "fill", "#333", 0.125);
  else
    item->stroke = (Stroke){ .paint = paint_of(brush, "stroke", "white", 1),
                             .width = node_number(look(brush, "strokeWidth"), 1) };
  SceneBuilder items = scene_builder(arena);
  scene_add(&items, item);
  SceneNode *group = scene_builder_end(&items, ROLE_MARK);
  SceneClip *clip = arena_new0(arena, SceneClip);
  *clip = (SceneClip){ .width = brush->plot->width, .height = brush->plot->height };
  group->clip_mark = true;
  group->group.clip = clip;
  scene_add(parts, group);
}

static void
draw_listed(Brush *brush, const Node *spec, bool behind, SceneBuilder *parts)
{
  const Node *params = node_get(spec, "params");
  for (size_t i = 0; node_is(params, NODE_LIST) && i < params->count; i++) {
    const Node *param = params->items[i];
    if (!selection_is_interval(param) || node_get(param, "bind") ||
        !selection_is_in(param, brush->plot->spec))
      continue;
    brush->selection = (Selection){ param, spec };
    const Node *tuples = selection_tuples(brush->plot->compilation->arena, &brush->selection);
    brush->ends = tuples ? tuples->items[0] : NULL;
    if (brush->ends)
      draw(brush, behind, parts);
  }
}

/* The first unit of a plot, whose scales place the brush. */
static void
take_first(Unit *unit, void *user)
{
  const Unit **first = user;
  *first = *first ? *first : unit;
}

static void
draw_layers(Brush *brush, const View *view, bool behind, SceneBuilder *parts)
{
  draw_listed(brush, view->spec, behind, parts);
  for (size_t i = 0; i < view->child_count; i++)
    draw_layers(brush, view->children[i], behind, parts);
}

void
brushes_draw(const View *plot, bool behind, SceneBuilder *parts)
{
  Brush brush = { .plot = plot };
  view_each_unit((View *)plot, take_first, &brush.unit);
  /* The cells of a facet share one selection; none of them shows it. */
  for (const View *view = plot; view; view = view->parent)
    if (view->kind == VIEW_FACET)
      return;
  if (!brush.unit)
    return;
  draw_layers(&brush, plot, behind, parts);
  for (const View *view = plot->parent; view; view = view->parent)
    draw_listed(&brush, view->spec, behind, parts);
}
