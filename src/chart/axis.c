/* Axes. Properties and defaults: the axis pages of Vega-Lite's and Vega's documentations. */
#include "chart/axis_private.h"
#include "chart/house_private.h"
#include "chart/time_unit_private.h"

#include <math.h>
#include <string.h>

/* ---- what is drawn ---- */

static double
turned(double angle)
{
  angle = fmod(angle, 360);
  return angle < 0 ? angle + 360 : angle;
}

/* Discrete labels below stand upright, unless told otherwise. */
static double
label_angle(const Axis *axis)
{
  const ChannelDef *def = axis->scale->def;
  double angle = axis_number(axis, "labelAngle", NAN);
  if (!isnan(angle))
    return turned(angle);
  return axis->horizontal && def_is_discrete(def) && !def->time_unit ? 270 : 0;
}

static TextAlign
label_align(const Axis *axis, double angle)
{
  const char *own = axis_string(axis, "labelAlign", NULL);
  double start = axis->horizontal ? 0 : 90;
  bool main = strcmp(axis->orient, axis->horizontal ? "bottom" : "left") == 0;
  if (own)
    return text_align_find(own);
  if (axis->horizontal && fmod(angle, 180) == 0)
    return ALIGN_CENTER;
  if (!axis->horizontal && angle == 0)
    return axis->sign > 0 ? ALIGN_LEFT : ALIGN_RIGHT;
  if (fmod(angle + start, 180) == 0)
    return ALIGN_CENTER;
  return (start < angle && angle < 180 + start) == main ? ALIGN_LEFT : ALIGN_RIGHT;
}

static TextBaseline
label_baseline(const Axis *axis, double angle)
{
  const char *own = axis_string(axis, "labelBaseline", NULL);
  bool flat = angle <= 45 || angle >= 315;
  if (own)
    return text_baseline_find(own);
  if (axis->horizontal) {
    if ((45 < angle && angle < 135) || (225 < angle && angle < 315))
      return BASELINE_MIDDLE;
    return flat == (strcmp(axis->orient, "top") == 0) ? BASELINE_BOTTOM : BASELINE_TOP;
  }
  if (flat || (135 <= angle && angle <= 225))
    return BASELINE_MIDDLE;
  return (45 <= angle && angle <= 135) == (strcmp(axis->orient, "left") == 0) ? BASELINE_TOP
                                                                              : BASELINE_BOTTOM;
}

/* A point `across` points out from the axis line and `along` it, in the axis group. */
static void
place(const Axis *axis, SceneNode *node, double along, double across)
{
  node->x = axis->horizontal ? along : axis->at + axis->sign * across;
  node->y = axis->horizontal ? axis->at + axis->sign * across : along;
}

static SceneNode *
rule(const Axis *axis, SceneRole role, const Stroke *stroke, double along, double from, double to)
{
  SceneNode *node = scene_new(axis->arena, SCENE_RULE, role);
  place(axis, node, along, from);
  node->rule.x2 = axis->horizontal ? along : axis->at + axis->sign * to;
  node->rule.y2 = axis->horizontal ? axis->at + axis->sign * to : along;
  node->stroke = *stroke;
  node->position = along;
  return node;
}

/* Do ticks and grid lines stand between bands rather than in their middle? */
static bool
between_bands(const Axis *axis)
{
  return axis->scale->kind == &SCALE_BAND &&
         strcmp(axis_string(axis, "tickBand", "center"), "extent") == 0;
}

/* Ticks and grid lines: one for each label, and one more where they stand between bands. */
static size_t
mark_count(const Axis *axis)
{
  return axis->tick_count + (between_bands(axis) && axis->tick_count > 0 ? 1 : 0);
}

static const Tick *
tick_at(const Axis *axis, size_t index)
{
  return &axis->ticks[MIN(index, axis->tick_count - 1)];
}

static double
mark_position(const Axis *axis, size_t index)
{
  const Scale *scale = axis->scale;
  double position = tick_at(axis, index)->position;
  if (scale->kind != &SCALE_BAND)
    return position;
  double start = position - scale->bandwidth / 2;
  if (!between_bands(axis))
    return start + scale->bandwidth * axis_number(axis, "bandPosition", 0.5);
  double gap = (scale->step - scale->bandwidth) / 2;
  return index < axis->tick_count ? start - gap : start - gap + scale->step;
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
  for (size_t i = 0; i < mark_count(axis); i++) {
    Stroke stroke = axis_stroke(axis, "grid", tick_at(axis, i));
    scene_add(&lines, rule(axis, ROLE_AXIS_GRID, &stroke, mark_position(axis, i), 0, -extent));
  }
  SceneNode *group = scene_builder_end(&lines, ROLE_AXIS);
  group->group.orient = axis->orient;
  group->group.name = axis->orient;
  scene_add(below, group);
}

static void
draw_ticks(Axis *axis)
{
  if (!axis_boolean(axis, "ticks", true))
    return;
  double size = axis_number(axis, "tickSize", 5), offset = axis_number(axis, "tickOffset", 0);
  for (size_t i = 0; i < mark_count(axis); i++) {
    Stroke stroke = axis_stroke(axis, "tick", tick_at(axis, i));
    SceneNode *tick = rule(axis, ROLE_AXIS_TICK, &stroke, mark_position(axis, i) + offset, 0, size);
    scene_add(&axis->parts, tick);
    scene_bounds_union(&axis->bounds, scene_bounds(tick));
  }
}

static void
draw_domain(Axis *axis)
{
  if (!axis_boolean(axis, "domain", true))
    return;
  SceneNode *node = scene_new(axis->arena, SCENE_RULE, ROLE_AXIS_DOMAIN);
  double length = axis->horizontal ? axis->plot->width : axis->plot->height;
  place(axis, node, 0, 0);
  node->rule.x2 = axis->horizontal ? length : axis->at;
  node->rule.y2 = axis->horizontal ? axis->at : length;
  node->stroke = axis_stroke(axis, "domain", NULL);
  scene_add(&axis->parts, node);
}

static void
thin_labels(const Axis *axis, SceneNode *const *labels, size_t count)
{
  const ChannelDef *def = axis->scale->def;
  const Node *node = axis_property(axis, "labelOverlap");
  bool otherwise = !def_is_discrete(def) || def->time_unit;
  if (node ? !node_is(node, NODE_BOOLEAN) || node->boolean : otherwise)
    guide_thin_labels(labels, count, node_is_string(node, "greedy"),
                      axis_number(axis, "labelSeparation", 0));
}

/* Labels at the ends of a continuous axis below are kept within it. */
static TextAlign
flushed(const Axis *axis, TextAlign align, double along)
{
  const Node *flush = axis_property(axis, "labelFlush");
  const ChannelDef *def = axis->scale->def;
  bool on = flush ? node_is(flush, NODE_NUMBER) || node_boolean(flush, false)
                  : axis->horizontal && !def_is_discrete(def);
  double near = node_number(flush, 1), end = axis->plot->width;
  if (!on || !axis->horizontal || align != ALIGN_CENTER || axis->label_angle != 0)
    return align;
  if (fabs(along) < near)
    return ALIGN_LEFT;
  return fabs(along - end) < near ? ALIGN_RIGHT : align;
}

static void
draw_labels(Axis *axis)
{
  if (!axis_boolean(axis, "labels", true))
    return;
  TextStyle style = axis_text_style(axis, "label");
  double tick = axis_boolean(axis, "ticks", true) ? axis_number(axis, "tickSize", 5) : 0;
  double across = tick + axis_number(axis, "labelPadding", 2);
  double offset = axis_number(axis, "labelOffset", 0), limit = axis_number(axis, "labelLimit", 180);
  SceneNode **labels = arena_array(axis->arena, SceneNode *, MAX(axis->tick_count, 1));
  TextAlign align = label_align(axis, axis->label_angle);

  for (size_t i = 0; i < axis->tick_count; i++) {
    const Tick *at = &axis->ticks[i];
    labels[i] = text_node(axis->arena, axis->metrics, &style, at->label, 0, 0);
    place(axis, labels[i], at->position + offset, across);
    labels[i]->role = ROLE_AXIS_LABEL;
    labels[i]->position = at->position + offset;
    labels[i]->text.align = flushed(axis, align, at->position);
    labels[i]->text.baseline = label_baseline(axis, axis->label_angle);
    labels[i]->text.angle = axis->label_angle;
    labels[i]->fill = axis_colour(axis, "labelColor", "labelOpacity", at);
    text_limit(axis->arena, axis->metrics, labels[i], limit);
    scene_add(&axis->parts, labels[i]);
  }
  thin_labels(axis, labels, axis->tick_count);
  house_fit_labels(axis->scale, axis->horizontal, labels, axis->tick_count);
  for (size_t i = 0; i < axis->tick_count; i++)
    if (!labels[i]->hidden)
      scene_bounds_union(&axis->bounds, scene_bounds(labels[i]));
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

static void
draw_title(Axis *axis, const char *text)
{
  if (!text)
    return;
  TextStyle style = axis_text_style(axis, "title");
  const char *anchor = axis_string(axis, "titleAnchor", "middle");
  double length = axis->horizontal ? axis->plot->width : axis->plot->height;
  double along = strcmp(anchor, "start") == 0 ? 0
                 : strcmp(anchor, "end") == 0 ? length
                                              : length / 2;
  TextAlign align = strcmp(anchor, "start") == 0 ? ALIGN_LEFT
                    : strcmp(anchor, "end") == 0 ? ALIGN_RIGHT
                                                 : ALIGN_CENTER;
  if (!axis->horizontal)
    along = length - along;
  SceneNode *node = text_node(axis->arena, axis->metrics, &style, text, 0, 0);
  place(axis, node, along, reach(axis) + axis_number(axis, "titlePadding", 4));
  node->role = ROLE_AXIS_TITLE;
  node->text.angle = axis_number(axis, "titleAngle", axis->horizontal ? 0 : axis->sign * 90);
  node->text.align = axis_property(axis, "titleAlign")
                         ? text_align_find(axis_string(axis, "titleAlign", "center"))
                         : align;
  node->text.baseline = axis->horizontal && axis->sign > 0 ? BASELINE_TOP : BASELINE_BOTTOM;
  node->fill = axis_colour(axis, "titleColor", "titleOpacity", NULL);
  node->x = axis_number(axis, "titleX", node->x);
  node->y = axis_number(axis, "titleY", node->y);
  text_limit(axis->arena, axis->metrics, node, axis_number(axis, "titleLimit", 0));
  scene_add(&axis->parts, node);
}

/* ---- making ---- */

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
    .values = axis_property(axis, "values"),
    .format = format,
    .format_type = axis_property(axis, "formatType"),
    .label_expr = axis_property(axis, "labelExpr"),
  };
  for (guint i = 0; i < axis->scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(axis->scale->users, i);
    stacked = stacked || (user->unit->stack.channel == user->def->channel &&
                          user->unit->stack.offset == STACK_NORMALIZE);
  }
  if (!format && stacked)
    request.format = config_get(axis->plot->compilation, "normalizedNumberFormat");
  if (node_is_string(format, "d") && !axis_property(axis, "tickMinStep"))
    request.min_step = 1;
  const TimeUnit *unit = guide_time_unit(axis->scale);
  if (unit && !axis_property(axis, "tickMinStep"))
    request.min_step = time_unit_duration(unit);
  if ((unit && time_unit_is_cyclic(unit)) || axis->scale->kind->logarithmic)
    request.otherwise = NAN;
  axis->ticks = guide_ticks(&request, &axis->tick_count);
}

static bool
open_axis(Axis *axis, const View *plot, const Scale *scale, bool second, const TextMetrics *metrics)
{
  bool disabled = false;
  Channel channel = scale->channel;
  *axis = (Axis){ .plot = plot, .scale = scale, .metrics = metrics };
  axis->arena = plot->compilation->arena;
  axis->node = guide_node(scale, plot, "axis", &disabled);
  axis->horizontal = channel == CHANNEL_X;
  axis->orient = axis->horizontal ? "bottom" : "left";
  if (second)
    axis->orient = axis->horizontal ? "top" : "right";
  axis->orient = axis_string(axis, "orient", axis->orient);
  axis->second = second;
  if (disabled || (!axis->node && axis_boolean(axis, "disable", false)))
    return false;
  bool far = strcmp(axis->orient, "bottom") == 0 || strcmp(axis->orient, "right") == 0;
  double offset = axis_number(axis, "offset", 0);
  axis->sign = far ? 1 : -1;
  axis->at = (far ? (axis->horizontal ? plot->height : plot->width) : 0) + axis->sign * offset;
  axis->label_angle = label_angle(axis);
  axis->parts = scene_builder(axis->arena);
  axis->bounds = SCENE_BOUNDS_EMPTY;
  return true;
}

/* An axis that the row or column of a facet shares stands beside its first or last cell only. */
static bool
stands_at_edge(const Axis *axis)
{
  const View *cell = axis->plot, *facet = cell->parent;
  if (axis->scale->view == cell || !facet || facet->kind != VIEW_FACET)
    return true;
  const char *channel = axis->horizontal ? "x" : "y";
  const Node *resolve = node_path(facet->spec, "resolve.axis");
  if (node_is_string(node_get(resolve, channel), "independent"))
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

static void
draw_axis(const View *plot, const Scale *scale, bool second, const TextMetrics *metrics,
          SceneBuilder *below, SceneBuilder *axes)
{
  Axis axis;
  if (scale->told || !open_axis(&axis, plot, scale, second, metrics))
    return;
  bool untitled = node_is(axis_property(&axis, "title"), NODE_NULL);
  const char *title = untitled ? NULL : guide_title(axis.scale, plot, "axis");
  find_ticks(&axis);
  draw_grid(&axis, below);
  if (!stands_at_edge(&axis))
    return;
  draw_ticks(&axis);
  draw_domain(&axis);
  draw_labels(&axis);
  draw_title(&axis, title);
  SceneNode *group = scene_builder_end(&axis.parts, ROLE_AXIS);
  group->group.orient = axis.orient;
  group->group.name = axis.orient;
  group->group.title = title;
  group->group.offset = axis_number(&axis, "offset", 0);
  group->group.label_angle = axis.label_angle > 180 ? axis.label_angle - 360 : axis.label_angle;
  scene_add(axes, group);
}

/* How many axes a plot has along x and y so far. */
typedef struct AxisCount {
  size_t along[2];
} AxisCount;

static const Channel AXES[] = { CHANNEL_X, CHANNEL_Y };

/* Layers with scales of their own have axes of their own. */
static void
draw_axes_of(const View *plot, const View *view, AxisCount *count, const TextMetrics *metrics,
             SceneBuilder *below, SceneBuilder *axes)
{
  for (size_t i = 0; i < G_N_ELEMENTS(AXES); i++) {
    const Scale *scale = view->scales[AXES[i]];
    if (scale)
      draw_axis(plot, scale, count->along[i]++ > 0, metrics, below, axes);
  }
  for (size_t i = 0; i < view->child_count; i++)
    draw_axes_of(plot, view->children[i], count, metrics, below, axes);
}

void
axes_draw(const View *plot, const TextMetrics *metrics, SceneBuilder *below, SceneBuilder *axes)
{
  AxisCount count = { { 0, 0 } };
  for (size_t i = 0; i < G_N_ELEMENTS(AXES); i++) {
    const Scale *scale = NULL;
    for (const View *view = plot->parent; view && !scale && !plot->scales[AXES[i]];
         view = view->parent)
      scale = view->scales[AXES[i]];
    if (scale && scale_is_used_in(scale, plot))
      draw_axis(plot, scale, count.along[i]++ > 0, metrics, below, axes);
  }
  draw_axes_of(plot, plot, &count, metrics, below, axes);
}
