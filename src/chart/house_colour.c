/* Highlight, context and "Other" in colour scales; the order that "Other" has; what is not final.
 */
#include "chart/house_private.h"

#include <string.h>

static bool
is_named(const Node *names, Value value)
{
  if (!node_is(names, NODE_LIST))
    return names && value_equal(node_value(names), value);
  for (size_t i = 0; i < names->count; i++)
    if (value_equal(node_value(names->items[i]), value))
      return true;
  return false;
}

/* The theme's names for the rest of a whole, and the chart's own. */
static bool
is_other(const Compilation *compilation, Value value)
{
  if (is_named(house_property(compilation, "other"), value))
    return true;
  for (const char *const *name = compilation->context->house->others; name && *name; name++)
    if (value.kind == VALUE_STRING && strcmp(value.string, *name) == 0)
      return true;
  return false;
}

/* An order or list of values that the author gives. */
static bool
has_own_order(const Scale *scale)
{
  for (guint i = 0; i < scale->users->len; i++)
    if (node_is(node_get(((const ScaleUser *)scale->users->pdata[i])->def->node, "sort"),
                NODE_LIST))
      return true;
  return scale_has_explicit(scale);
}

void
house_order_values(Scale *scale)
{
  const Compilation *compilation = scale->unit->view->compilation;
  const ChartHouse *house = compilation->context->house;
  if (!house || has_own_order(scale))
    return;
  Value *ordered = arena_array(compilation->arena, Value, MAX(scale->value_count, 1));
  size_t count = 0;
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < scale->value_count; i++)
      if (is_other(compilation, scale->values[i]) == (pass == 1))
        ordered[count++] = scale->values[i];
  scale->values = ordered;
}

void
house_colour_values(Scale *scale)
{
  const Compilation *compilation = scale->unit->view->compilation;
  const ChartHouse *house = compilation->context->house;
  bool given = scale_property(scale, "range") || scale_property(scale, "scheme");
  if (!house || !scale->kind->discrete || !scale->colour_count || given)
    return;
  const Node *highlight = house_property(compilation, "highlight");
  Colour *colours = arena_array(compilation->arena, Colour, MAX(scale->value_count, 1));
  size_t next = 0;
  for (size_t i = 0; i < scale->value_count; i++) {
    Value value = scale->values[i];
    if (highlight && !is_other(compilation, value))
      colours[i] = is_named(highlight, value) ? house->highlight : house->context;
    else
      colours[i] = is_other(compilation, value) ? house->context
                                                : scale->colours[next++ % scale->colour_count];
  }
  scale->colours = colours;
  scale->colour_count = MAX(scale->value_count, 1);
}

/* ---- what is not final ---- */

#define PROVISIONAL_ALPHA 0.5

static void
paint_outline(SceneNode *item)
{
  Paint fill = item->fill;
  if (!paint_visible(&fill))
    return;
  item->fill = (Paint){ 0 };
  item->stroke = (Stroke){ .paint = fill, .width = 1.25 };
}

/* The row's value in the field that tells what is final. */
static Value
status_of_row(const Unit *unit, const Node *status, size_t row)
{
  const char *field = node_string(node_get(status, "field"), NULL);
  for (size_t i = 0; field && i < unit->detail_count; i++)
    if (g_strcmp0(unit->details[i]->field, field) == 0)
      return def_value(unit, unit->details[i], row);
  return VALUE_MISSING;
}

#define GAP_WIDTH 0.75 /* of the paper between the parts of a stack */
#define THINNEST 3.0   /* parts that a gap would eat up have none */

void
house_paint(const MarkContext *context, size_t row, SceneNode *item)
{
  const Unit *unit = context->unit;
  const Compilation *compilation = unit->view->compilation;
  const ChartHouse *house = compilation->context->house;
  if (!house)
    return;
  bool bar = item->kind == SCENE_RECT && !paint_visible(&item->stroke.paint);
  if (bar && MIN(item->rect.width, item->rect.height) > THINNEST && house_is_parted(unit))
    item->stroke = (Stroke){ .paint = paint_solid(house->paper), .width = GAP_WIDTH };
  const Node *status = house_property(compilation, "status");
  Value value = status ? status_of_row(unit, status, row) : VALUE_MISSING;
  if (value.kind == VALUE_NULL)
    return;
  if (is_named(node_get(status, "provisional"), value))
    item->fill.colour.a *= PROVISIONAL_ALPHA;
  else if (is_named(node_get(status, "forecast"), value))
    item->fill.hatch = HATCH_RISING;
  else if (is_named(node_get(status, "plan"), value))
    paint_outline(item);
}
