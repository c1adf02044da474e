/* Axes. Properties and defaults: the axis pages of Vega-Lite's and Vega's documentations. */
#include "chart/axis_private.h"
#include "chart/house_private.h"
#include "chart/time_unit_private.h"

#include <math.h>
#include <string.h>

/* ---- what is drawn ---- */

/* A point `across` points out from the axis line and `along` it, in the axis group. */
void
axis_place(const Axis *axis, SceneNode *node, double along, double across)
{
  node->x = axis->horizontal ? along : axis->at + axis->sign * across;
  node->y = axis->horizontal ? axis->at + axis->sign * across : along;
}

static SceneNode *
rule(const Axis *axis, SceneRole role, const Stroke *stroke, double along, double from, double to)
{
  SceneNode *node = scene_new(axis->arena, SCENE_RULE, role);
  axis_place(axis, node, along, from);
  node->rule.x2 = axis->horizontal ? along : axis->at + axis->sign * to;
  node->rule.y2 = axis->horizontal ? axis->at + axis->sign * to : along;
  node->stroke = *stroke;
  node->position = along;
  return node;
}

/* Do ticks and grid lines stand at the ends of bands rather than in their middle? */
static bool
bounds_bands(const Axis *axis)
{
  return strcmp(axis_string(axis, "tickBand", "center"), "extent") == 0;
}

double
axis_tick_offset(const Axis *axis)
{
  bool banded = axis->scale->kind == &SCALE_BAND;
  /* Vega's own configuration of banded axes hides that of axes in general. */
  if (bounds_bands(axis) ||
      (banded && !node_get(axis->node, "tickOffset") && !axis_is_special(axis, "tickOffset")))
    return 0;
  return axis_number(axis, "tickOffset", 0);
}

/* Ticks and grid lines: one for each label, and one more at the start where the ends of bands are
 * shown. */
static size_t
mark_count(const Axis *axis)
{
  bool extra =
      axis_property(axis, "tickBand") ? bounds_bands(axis) : axis_boolean(axis, "tickExtra", false);
  return axis->tick_count + (extra && axis->tick_count > 0 ? 1 : 0);
}

static const Tick *
tick_at(const Axis *axis, size_t index)
{
  return &axis->ticks[index < axis->tick_count ? index : 0];
}

static double
mark_position(const Axis *axis, size_t index)
{
  const Scale *scale = axis->scale;
  double width = scale->kind == &SCALE_BAND ? scale->bandwidth : 0;
  double start = tick_at(axis, index)->position - width / 2;
  double share = axis_property(axis, "tickBand") ? (bounds_bands(axis) ? 1 : 0.5)
                                                 : axis_number(axis, "bandPosition", 0.5);
  double position = start + (index < axis->tick_count ? width * share : 0);
  position += axis_tick_offset(axis);
  return axis_boolean(axis, "tickRound", false) ? round(position) : position;
}

/* Axes may be moved along by `position` and in both directions by more than Vega's half a point. */
static void
name_group(const Axis *axis, SceneNode *group)
{
  double position = axis_number(axis, "position", 0);
  double shift = axis_number(axis, "translate", 0.5) - 0.5;
  group->group.orient = axis->orient;
  group->group.name = axis->name;
  group->x = (axis->horizontal ? position : 0) + shift;
  group->y = (axis->horizontal ? 0 : position) + shift;
}

static void
draw_grid(const Axis *axis, SceneBuilder *below)
{
  const Scale *scale = axis->scale;
  bool own =
      !scale->kind->discrete && def_is_field(scale->def) && !scale->def->bin.node && !axis->second;
  if (!axis_boolean(axis, "grid", own))
    return;
  SceneBuilder lines = scene_builder(axis->arena);
  double extent = axis->horizontal ? axis->plot->height : axis->plot->width;
  double offset = axis_number(axis, "offset", 0);
  for (size_t i = 0; i < mark_count(axis); i++) {
    Stroke stroke = axis_stroke(axis, "grid", tick_at(axis, i));
    scene_add(&lines, rule(axis, ROLE_AXIS_GRID, &stroke, mark_position(axis, i), -offset,
                           -offset - extent));
  }
  SceneNode *group = scene_builder_end(&lines, ROLE_AXIS);
  name_group(axis, group);
  scene_add(below, group);
}

static void
draw_ticks(Axis *axis)
{
  if (!axis_boolean(axis, "ticks", true))
    return;
  for (size_t i = 0; i < mark_count(axis); i++) {
    Stroke stroke = axis_stroke(axis, "tick", tick_at(axis, i));
    double size = axis_number_of_tick(axis, "tickSize", tick_at(axis, i), 5);
    SceneNode *tick = rule(axis, ROLE_AXIS_TICK, &stroke, mark_position(axis, i), 0, size);
    scene_add(&axis->parts, tick);
    scene_bounds_union(&axis->bounds, scene_bounds(tick));
  }
}

static void
draw_domain(Axis *axis)
{
  bool misleads = !node_get(axis->node, "domain") && house_hides_line(axis->plot, axis->scale);
  if (misleads || !axis_boolean(axis, "domain", true))
    return;
  SceneNode *node = scene_new(axis->arena, SCENE_RULE, ROLE_AXIS_DOMAIN);
  double length = axis->horizontal ? axis->plot->width : axis->plot->height;
  node->stroke = axis_stroke(axis, "domain", NULL);
  double out = house_is_base(axis->plot, axis->scale) ? node->stroke.width / 2 : 0;
  axis_place(axis, node, 0, out);
  node->rule.x2 = axis->horizontal ? length : node->x;
  node->rule.y2 = axis->horizontal ? node->y : length;
  scene_add(&axis->parts, node);
}

/* How far ticks and labels reach out from the axis line. */
static double
reach(const Axis *axis)
{
  if (axis->bounds.x2 < axis->bounds.x1)
    return 0;
  double near = axis->horizontal ? axis->bounds.y1 : axis->bounds.x1;
  double far = axis->horizontal ? axis->bounds.y2 : axis->bounds.x2;
  double extent = axis->sign > 0 ? far - axis->at : axis->at - near;
  return CLAMP(extent, axis_number(axis, "minExtent", 0), axis_number(axis, "maxExtent", 200));
}

static size_t
line_count(const char *text)
{
  size_t lines = 1;
  for (const char *p = text; (p = strchr(p, '\n')); p++)
    lines++;
  return lines;
}

static void
draw_title(Axis *axis, const char *text)
{
  static const struct {
    const char *name;
    double along;
    TextAlign align;
  } ANCHORS[] = { { "middle", 0.5, ALIGN_CENTER },
                  { "start", 0, ALIGN_LEFT },
                  { "end", 1, ALIGN_RIGHT } };
  const char *anchor = axis_string(axis, "titleAnchor", "middle");
  const char *align = axis_string(axis, "titleAlign", NULL);
  const char *baseline = axis_string(axis, "titleBaseline", NULL);
  bool below = axis->horizontal && axis->sign > 0;
  size_t at = 0;
  if (!text)
    return;
  for (size_t i = 0; i < G_N_ELEMENTS(ANCHORS); i++)
    if (strcmp(ANCHORS[i].name, anchor) == 0)
      at = i;
  TextStyle style = axis_text_style(axis, "title", NULL);
  double length = axis->horizontal ? axis->plot->width : axis->plot->height;
  double along = length * (axis->horizontal ? ANCHORS[at].along : 1 - ANCHORS[at].along);
  double line_height = axis_number(axis, "titleLineHeight", style.size + 2);
  /* Further lines stand below the first, so that all of them are moved out. */
  double lines = below ? 0 : (double)(line_count(text) - 1) * line_height;
  SceneNode *node = text_node(axis->arena, axis->metrics, &style, text, 0, 0);
  axis_place(axis, node, along, reach(axis) + axis_number(axis, "titlePadding", 4) + lines);
  node->role = ROLE_AXIS_TITLE;
  node->text.angle = axis_number(axis, "titleAngle", axis->horizontal ? 0 : axis->sign * 90);
  node->text.align = align ? text_align_find(align) : ANCHORS[at].align;
  node->text.baseline = baseline ? text_baseline_find(baseline)
                        : below  ? BASELINE_TOP
                                 : BASELINE_BOTTOM;
  node->text.line_height = line_height;
  node->fill = axis_colour(axis, "titleColor", "titleOpacity", NULL);
  node->x = axis_number(axis, "titleX", node->x);
  node->y = axis_number(axis, "titleY", node->y);
  text_limit(axis->arena, axis->metrics, node, axis_number(axis, "titleLimit", 0));
  scene_add(&axis->parts, node);
}

/* ---- making ---- */

/* Titles of config.axis, axisX and axisLeft take the place of all titles, but are none themselves,
 * as Vega has no titles in its configuration. */
static const char *
axis_title(const Axis *axis)
{
  const char *given = guide_title(axis->scale, axis->scope, "axis");
  const Node *configured = axis_property(axis, "title");
  if (node_get(axis->node, "title") || guide_has_title(axis->scale, axis->scope, "axis"))
    return given;
  if (configured)
    return axis_is_special(axis, "title") ? text_of_node(axis->arena, configured) : NULL;
  return given;
}

static void
find_ticks(Axis *axis)
{
  const ChannelDef *def = axis->scale->def;
  const Node *format = axis_property(axis, "format");
  double size = axis->horizontal ? axis->plot->width : axis->plot->height;
  bool stacked = false;
  TickRequest request = {
    .scale = axis->scale,
    .count = axis_property(axis, "tickCount"),
    .otherwise = ceil(size / (def_is_binned_here(def) ? 10 : 40)),
    .min_step = axis_number(axis, "tickMinStep", 0),
    .values = node_get(axis->node, "values"),
    .format = format,
    .format_type = axis_property(axis, "formatType"),
    .label_expr = axis_property(axis, "labelExpr"),
  };
  for (guint i = 0; i < axis->scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(axis->scale->users, i);
    stacked = stacked || node_is_string(node_get(user->def->node, "stack"), "normalize") ||
              (user->unit->stack.channel == user->def->channel &&
               user->unit->stack.offset == STACK_NORMALIZE);
  }
  if (!format && stacked)
    request.format = config_get(axis->plot->compilation, "normalizedNumberFormat");
  if (node_is_string(format, "d") && !axis_property(axis, "tickMinStep"))
    request.min_step = 1;
  const TimeUnit *unit = guide_time_unit(axis->scale);
  if (unit && !axis_property(axis, "tickMinStep"))
    request.min_step = time_unit_duration(unit);
  if (axis->scale->kind == &SCALE_LOG || (unit && time_unit_is_cyclic(unit)))
    request.otherwise = NAN;
  axis->ticks = guide_ticks(&request, &axis->tick_count);
}

static bool
open_axis(Axis *axis, const View *plot, const AxisPlace *place, const TextMetrics *metrics)
{
  bool disabled = false;
  *axis = (Axis){ .plot = plot, .scale = place->scale, .metrics = metrics };
  axis->scope = place->scope;
  axis->arena = plot->compilation->arena;
  axis->node = guide_node(place->scale, place->scope, "axis", &disabled);
  axis->horizontal = place->scale->channel == CHANNEL_X;
  axis->orient = place->orient;
  axis->name = place->name;
  axis->second = place->second;
  if (disabled || (!axis->node && axis_boolean(axis, "disable", false)))
    return false;
  bool far = strcmp(axis->orient, "bottom") == 0 || strcmp(axis->orient, "right") == 0;
  double offset = axis_number(axis, "offset", 0);
  axis->sign = far ? 1 : -1;
  axis->at = (far ? (axis->horizontal ? plot->height : plot->width) : 0) + axis->sign * offset;
  axis->label_angle = axis_label_angle(axis);
  axis->parts = scene_builder(axis->arena);
  axis->bounds = SCENE_BOUNDS_EMPTY;
  return true;
}

/* Does the row or column of a facet share it? */
static bool
is_shared(const Axis *axis)
{
  const View *cell = axis->plot, *facet = cell->parent;
  if (axis->scale->view == cell || !facet || facet->kind != VIEW_FACET)
    return false;
  const char *channel = axis->horizontal ? "x" : "y";
  const Node *resolve = node_path(facet->spec, "resolve.axis");
  return !node_is_string(node_get(resolve, channel), "independent");
}

/* Shared ones stand beside the first or last cell only. */
static bool
stands_at_edge(const Axis *axis)
{
  const View *cell = axis->plot, *facet = cell->parent;
  if (!is_shared(axis))
    return true;
  bool last = axis->sign > 0;
  for (size_t i = 0; i < facet->child_count; i++) {
    const View *other = facet->children[i];
    bool line = axis->horizontal ? other->column == cell->column : other->row == cell->row;
    size_t mine = axis->horizontal ? cell->row : cell->column;
    size_t its = axis->horizontal ? other->row : other->column;
    if (line && (last ? its > mine : its < mine))
      return false;
  }
  return true;
}

/* Rectangles of bands would hide what an axis draws below them. */
static bool
stands_above(const Axis *axis)
{
  bool covered =
      def_is_discrete(axis->scale->def) && strcmp(axis->scale->unit->mark->name, "rect") == 0;
  return axis_number(axis, "zindex", covered ? 1 : 0) > 0;
}

static void
draw_axis(const View *plot, const AxisPlace *place, const TextMetrics *metrics, AxisLayers *layers)
{
  Axis axis;
  if (place->scale->told || !open_axis(&axis, plot, place, metrics) ||
      (layers->shared_only && !is_shared(&axis)))
    return;
  bool above = stands_above(&axis);
  const char *title = axis_title(&axis);
  find_ticks(&axis);
  if (!layers->shared_only)
    draw_grid(&axis, above ? &layers->above : &layers->grids);
  if (!stands_at_edge(&axis))
    return;
  draw_ticks(&axis);
  draw_domain(&axis);
  axis_draw_labels(&axis);
  draw_title(&axis, title);
  bool labelled = axis.tick_count > 0 && axis_boolean(&axis, "labels", true);
  double angle = axis.label_angle > 180 ? axis.label_angle - 360 : axis.label_angle;
  SceneNode *group = scene_builder_end(&axis.parts, ROLE_AXIS);
  name_group(&axis, group);
  group->group.title = title;
  group->group.offset = axis_number(&axis, "offset", 0);
  group->group.label_angle = labelled ? angle : 0;
  scene_add(above ? &layers->above : &layers->axes, group);
}

void
axes_draw(const View *plot, const TextMetrics *metrics, AxisLayers *layers)
{
  static const Channel AXES[] = { CHANNEL_X, CHANNEL_Y };
  for (size_t i = 0; i < G_N_ELEMENTS(AXES); i++) {
    g_autoptr(GArray) places = axis_places(plot, AXES[i]);
    for (guint k = 0; k < places->len; k++)
      draw_axis(plot, &g_array_index(places, AxisPlace, k), metrics, layers);
  }
}
