/* What legends list: values with their labels. Rules: Vega's legend entries and the label formats
 * of vega-scale. */
#include "chart/legend_private.h"
#include "chart/time_unit_private.h"

#include <math.h>
#include <string.h>

/* Values that stand for what lies between each and the next; the last ends at `end`. */
typedef struct ClassList {
  Value *values;
  size_t count;
  double end;
} ClassList;

/* ---- classes ---- */

static void
add_explicit(const TickRequest *request, ClassList *classes)
{
  const Node *list = request->values;
  classes->values =
      arena_array(request->scale->unit->view->compilation->arena, Value, MAX(list->count, 1));
  classes->count = list->count;
  for (size_t i = 0; i < list->count; i++)
    classes->values[i] = scale_value_of_node(request->scale, list->items[i]);
}

static void
add_numbers(const Scale *scale, const double *numbers, size_t count, bool open, ClassList *classes)
{
  classes->values = arena_array(scale->unit->view->compilation->arena, Value, count + 1);
  classes->count = 0;
  if (open)
    classes->values[classes->count++] = value_number(-INFINITY);
  for (size_t i = 0; i < count; i++)
    classes->values[classes->count++] = value_number(numbers[i]);
}

/* False: the scale has neither classes nor bins. */
static bool
find_classes(const TickRequest *request, ClassList *classes)
{
  const Scale *scale = request->scale;
  const double *edges = scale->edges;
  size_t count = scale->edge_count;
  classes->end = INFINITY;
  if (count < 2 && !scale->kind->classify)
    return false;
  if (node_is(request->values, NODE_LIST)) {
    add_explicit(request, classes);
  } else if (count >= 2) {
    add_numbers(scale, edges, count - 1, false, classes);
    classes->end = edges[count - 1];
  } else {
    add_numbers(scale, scale->boundaries, scale->boundary_count, true, classes);
  }
  return true;
}

/* Between two boundaries; an infinite one leaves its side open. */
static const char *
range_label(const TickRequest *request, double low, double high, size_t count)
{
  Arena *arena = request->scale->unit->view->compilation->arena;
  const char *from = isfinite(low) ? guide_label(request, value_number(low), count) : NULL;
  const char *to = isfinite(high) ? guide_label(request, value_number(high), count) : NULL;
  if (from && to)
    return arena_printf(arena, "%s \u2013 %s", from, to);
  return from ? arena_printf(arena, "\u2265 %s", from) : arena_printf(arena, "< %s", to ? to : "");
}

/* Where a boundary stands between the ends of the classes, 0 to 1. */
static double
class_fraction(const Scale *scale, double boundary)
{
  double low = scale->domain[0], high = scale->domain[scale->domain_count - 1];
  if (scale->kind == &SCALE_THRESHOLD) {
    double n = (double)scale->domain_count - 1;
    double margin = n > 0 ? (high - low) / n : 0.1;
    low -= margin;
    high += margin;
  } else if (scale->edge_count >= 2) {
    low = scale->edges[0];
    high = scale->edges[scale->edge_count - 1];
  }
  return high > low ? (boundary - low) / (high - low) : 0;
}

static Tick *
class_entries(const LegendSpec *legend, const TickRequest *request, const ClassList *classes)
{
  /* Thresholds that are computed share the precision that tells neighbours apart. */
  size_t precision = request->classes ? 30 : MAX(5, classes->count + 1);
  Tick *ticks = arena_array(legend->arena, Tick, MAX(classes->count, 1));
  for (size_t i = 0; i < classes->count; i++) {
    double low = value_to_number(classes->values[i]);
    double high = i + 1 < classes->count ? value_to_number(classes->values[i + 1]) : classes->end;
    ticks[i] = (Tick){ .value = value_number(isinf(low) ? -G_MAXDOUBLE : low) };
    if (legend->kind == LEGEND_SYMBOLS)
      ticks[i].label = range_label(request, low, high, precision);
    else if (legend->kind == LEGEND_RAMP || i > 0)
      ticks[i].label = guide_label(request, classes->values[i], precision);
    if (legend->kind == LEGEND_BANDS && i > 0)
      ticks[i].position = class_fraction(request->scale, low);
  }
  return ticks;
}

/* ---- all of them ---- */

static size_t
ramp_tick_count(const LegendSpec *legend)
{
  return (size_t)fmax(2, 2 * floor(legend_ramp_length(legend) / 100));
}

/* Dates are written as the first scale's field is, else as the configuration says. */
static const Node *
format_of(const LegendSpec *legend)
{
  const Node *own = legend_property(legend, "format");
  const TimeUnit *unit = guide_time_unit(legend->first);
  if (own || !legend->main->kind->temporal ||
      node_is_string(legend_property(legend, "formatType"), "number"))
    return own;
  if (!unit)
    return config_get(legend->compilation, "timeFormat");
  const char *format = time_unit_format(unit, legend->arena);
  return node_new_string(legend->arena, format, legend->first->def->node->span);
}

static bool
is_listed(const LegendSpec *legend, const GPtrArray *items, const Node *item)
{
  Value value = scale_value_of_node(legend->main, item);
  for (guint i = 0; i < items->len; i++)
    if (value_equal(scale_value_of_node(legend->main, items->pdata[i]), value))
      return true;
  return false;
}

/* The entries of several discrete scales whose domains are all given: those of each. */
static const Node *
joined_values(const LegendSpec *legend)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new();
  size_t scales = 0;
  for (int i = 0; i < CHANNEL_COUNT; i++) {
    const Scale *scale = legend->scales[i];
    if (!scale)
      continue;
    const Node *list = scale_property(scale, "domain");
    if (!scale->kind->discrete || !node_is(list, NODE_LIST))
      return NULL;
    scales++;
    for (size_t k = 0; k < list->count; k++)
      if (!is_listed(legend, items, list->items[k]))
        g_ptr_array_add(items, (gpointer)list->items[k]);
  }
  if (scales < 2 || items->len == 0)
    return NULL;
  const Node **list = arena_dup(legend->arena, items->pdata, items->len * sizeof *items->pdata);
  return node_new_list(legend->arena, list, items->len, list[0]->span);
}

static TickRequest
request_of(const LegendSpec *legend)
{
  const Node *values = legend_property(legend, "values");
  bool ramp = legend->kind == LEGEND_RAMP;
  const Scale *scale = legend->main;
  return (TickRequest){
    .scale = scale,
    .legend = true,
    .ramp = ramp,
    .count = legend_property(legend, "tickCount"),
    .otherwise = ramp ? (double)ramp_tick_count(legend) : 5,
    .min_step = legend_number(legend, "tickMinStep", 0),
    .values = values ? values : joined_values(legend),
    .classes = scale->kind == &SCALE_QUANTILE || scale->kind == &SCALE_QUANTIZE,
    .format = format_of(legend),
    .format_type = legend_property(legend, "formatType"),
    .label_expr = legend_property(legend, "labelExpr"),
  };
}

/* No more than symbolLimit: the last says how many are left. */
static size_t
limited(const LegendSpec *legend, Tick *ticks, size_t count)
{
  double most = legend_number(legend, "symbolLimit", 30);
  if (legend->kind != LEGEND_SYMBOLS || !(most >= 1) || (double)count <= most)
    return count;
  size_t limit = (size_t)most;
  ticks[limit - 1].label = arena_printf(legend->arena, "\u2026%zu entries", count - limit + 1);
  return limit;
}

Tick *
legend_entries(const LegendSpec *legend, size_t *count)
{
  TickRequest request = request_of(legend);
  const Scale *scale = request.scale;
  ClassList classes;
  Tick *ticks;
  if (find_classes(&request, &classes)) {
    ticks = class_entries(legend, &request, &classes);
    *count = classes.count;
  } else {
    ticks = guide_ticks(&request, count);
  }
  /* What has no size has no symbol. */
  if (*count > 0 && legend->kind == LEGEND_SYMBOLS && !request.values &&
      channel_info(scale->channel)->range == RANGE_NUMBER &&
      scale_number(scale, ticks[0].value) == 0) {
    ticks++;
    *count -= 1;
  }
  *count = limited(legend, ticks, *count);
  for (size_t i = 0; legend->kind == LEGEND_RAMP && i < *count; i++)
    ticks[i].position = scale_fraction(scale, value_to_number(ticks[i].value));
  guide_rewrite_labels(&request, ticks, *count);
  return ticks;
}
