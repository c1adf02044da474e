/* Labels of an axis: where they stand, how they turn and which of them have room. */
#include "chart/axis_private.h"
#include "chart/house_private.h"

#include <math.h>
#include <string.h>

static double
turned(double angle)
{
  angle = fmod(angle, 360);
  return angle < 0 ? angle + 360 : angle;
}

/* Discrete labels below stand upright, unless told otherwise. */
double
axis_label_angle(const Axis *axis)
{
  const ChannelDef *def = axis->scale->def;
  double angle = axis_number(axis, "labelAngle", NAN);
  if (!isnan(angle))
    return turned(angle);
  return axis->horizontal && def_is_discrete(def) && !def->time_unit ? 270 : 0;
}

static TextAlign
label_align(const Axis *axis, const Tick *tick)
{
  const char *own = node_string(axis_property_of_tick(axis, "labelAlign", tick), NULL);
  double angle = axis->label_angle;
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
label_baseline(const Axis *axis, const Tick *tick)
{
  const char *own = node_string(axis_property_of_tick(axis, "labelBaseline", tick), NULL);
  double angle = axis->label_angle;
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

/* ---- which labels have room ---- */

/* labelBound: labels may not reach out of the axis by more than so many points. */
static void
bound_labels(const Axis *axis, SceneNode *const *labels, size_t count)
{
  const Node *bound = axis_property(axis, "labelBound");
  double tolerance = node_number(bound, node_boolean(bound, false) ? 1 : NAN);
  double length = axis->horizontal ? axis->plot->width : axis->plot->height;
  for (size_t i = 0; tolerance > 0 && i < count; i++) {
    SceneBounds box = scene_bounds(labels[i]);
    double low = axis->horizontal ? box.x1 : box.y1, high = axis->horizontal ? box.x2 : box.y2;
    labels[i]->hidden = labels[i]->hidden || low < -tolerance || high > length + tolerance;
  }
}

static void
hide_labels(const Axis *axis, SceneNode *const *labels, size_t count)
{
  const ChannelDef *def = axis->scale->def;
  const Node *overlap = axis_property(axis, "labelOverlap");
  bool ranked = node_is(node_get(def->node, "sort"), NODE_MAP);
  bool on = !def_is_discrete(def) || (def->time_unit && !ranked), greedy = false;
  if (node_is(overlap, NODE_BOOLEAN))
    on = overlap->boolean;
  else if (overlap)
    on = true, greedy = node_is_string(overlap, "greedy");
  else
    greedy = axis->scale->kind->logarithmic || axis->scale->kind == &SCALE_SYMLOG;
  if (on)
    guide_thin_labels(labels, count, greedy, axis_number(axis, "labelSeparation", 0));
  bound_labels(axis, labels, count);
}

/* ---- drawing ---- */

/* Labels at the ends of a continuous axis are kept within it: -1 at its start, 1 at its end. */
static int
flush_side(const Axis *axis, double along)
{
  const Node *flush = axis_property(axis, "labelFlush");
  bool own = axis->horizontal && !def_is_discrete(axis->scale->def);
  bool on = flush ? node_is(flush, NODE_NUMBER) || node_boolean(flush, false) : own;
  double near = node_number(flush, 1);
  double from = fabs(along);
  double to = fabs((axis->horizontal ? axis->plot->width : axis->plot->height) - along);
  if (!on)
    return 0;
  return from < to && from <= near ? -1 : to <= near ? 1 : 0;
}

static void
flush_label(const Axis *axis, const Tick *tick, SceneNode *label)
{
  int side = flush_side(axis, tick->position);
  double offset = side * axis_number(axis, "labelFlushOffset", 0);
  bool level = fmod(axis->label_angle, 180) == 0;
  if (side == 0)
    return;
  if (axis->horizontal && level && !axis_property(axis, "labelAlign")) {
    label->text.align = side < 0 ? ALIGN_LEFT : ALIGN_RIGHT;
    label->x += offset;
  } else if (!axis->horizontal && level && !axis_property(axis, "labelBaseline")) {
    label->text.baseline = side < 0 ? BASELINE_TOP : BASELINE_BOTTOM;
    label->y += offset;
  }
}

static SceneNode *
draw_label(const Axis *axis, const Tick *tick)
{
  TextStyle style = axis_text_style(axis, "label", tick);
  double size =
      axis_boolean(axis, "ticks", true) ? axis_number_of_tick(axis, "tickSize", tick, 5) : 0;
  double across = size + axis_number_of_tick(axis, "labelPadding", tick, 2);
  double along =
      tick->position + axis_tick_offset(axis) + axis_number_of_tick(axis, "labelOffset", tick, 0);
  SceneNode *label = text_node(axis->arena, axis->metrics, &style, tick->label, 0, 0);
  axis_place(axis, label, along, across);
  label->role = ROLE_AXIS_LABEL;
  label->position = along;
  label->text.align = label_align(axis, tick);
  label->text.baseline = label_baseline(axis, tick);
  label->text.angle = axis->label_angle;
  label->text.line_height = axis_number(axis, "labelLineHeight", 0);
  label->fill = axis_colour(axis, "labelColor", "labelOpacity", tick);
  flush_label(axis, tick, label);
  text_limit(axis->arena, axis->metrics, label, axis_number(axis, "labelLimit", 180));
  return label;
}

void
axis_draw_labels(Axis *axis)
{
  if (!axis_boolean(axis, "labels", true))
    return;
  SceneNode **labels = arena_array(axis->arena, SceneNode *, MAX(axis->tick_count, 1));
  for (size_t i = 0; i < axis->tick_count; i++) {
    labels[i] = draw_label(axis, &axis->ticks[i]);
    scene_add(&axis->parts, labels[i]);
  }
  hide_labels(axis, labels, axis->tick_count);
  house_fit_labels(axis->scale, axis->horizontal, labels, axis->tick_count);
  for (size_t i = 0; i < axis->tick_count; i++)
    if (!labels[i]->hidden)
      scene_bounds_union(&axis->bounds, scene_bounds(labels[i]));
}
