/* Error bars and error bands: from a lower to an upper value around a centre. */
#include "chart/composite_private.h"

#include <string.h>

/* ---- where the ends come from ---- */

static void
add(GPtrArray *nodes, const Node *node)
{
  g_ptr_array_add(nodes, (gpointer)node);
}

/* Ends at equal distance from the centre. */
static void
measure_around(const Composite *c, const char *center, const char *extent, GPtrArray *measures,
               GPtrArray *calculates)
{
  const char *middle = composite_datum(c, "center_", c->field);
  const char *distance = composite_datum(c, "extent_", c->field);
  add(measures, composite_measure(c, extent, "extent_"));
  add(measures, composite_measure(c, center, "center_"));
  /* One value alone has no spread: missing, not zero. */
  for (int i = 0; i < 2; i++) {
    const char *end = arena_printf(c->arena, "%s === null ? null : %s %c %s", distance, middle,
                                   i ? '-' : '+', distance);
    add(calculates, composite_calculate(c, end, i ? "lower_" : "upper_"));
  }
}

/* From the rows of each group. False after a fault. */
static bool
measure_rows(const Composite *c, GPtrArray *measures, GPtrArray *calculates)
{
  const Node *own = node_get(c->mark, "extent");
  const char *extent = node_string(own, NULL);
  const char *center = node_string(node_get(c->mark, "center"), NULL);
  if (!center && extent)
    center = strcmp(extent, "iqr") == 0 ? "median" : "mean";
  if (!center)
    center = node_string(node_path(c->compilation->config, "errorbar.center"), "mean");
  if (!extent)
    extent = strcmp(center, "mean") == 0 ? "stderr" : "iqr";
  if (strcmp(extent, "stderr") == 0 || strcmp(extent, "stdev") == 0) {
    measure_around(c, center, extent, measures, calculates);
    return true;
  }
  if (strcmp(extent, "iqr") == 0) {
    add(measures, composite_measure(c, "q1", "lower_"));
    add(measures, composite_measure(c, "q3", "upper_"));
    add(measures, composite_measure(c, "median", "center_"));
    return true;
  }
  diag_error(c->compilation->diags, "invalid-value", own->span,
             "one of stderr, stdev, iqr; confidence intervals are drawn at random",
             "the extent '%s' of an error mark is not supported", extent);
  return false;
}

static const char *
field_of(const Node *node)
{
  return node_is(node, NODE_STRING) ? node->string : node_text(node_get(node, "field"), NULL);
}

/* The ends are in the data already: y and y2, or y and its errors. */
static bool
read_ends(const Composite *c, GPtrArray *calculates)
{
  const ChannelDef *second = c->unit->channels[c->vertical ? CHANNEL_Y2 : CHANNEL_X2];
  const char *value = composite_datum(c, "", c->field);
  const char *upper = NULL, *lower = NULL;
  if (def_is_field(second)) {
    upper = composite_datum(c, "", second->field);
    lower = value;
  } else if (c->errors[0] && field_of(c->errors[0])) {
    const char *error = composite_datum(c, "", field_of(c->errors[0]));
    const char *other = field_of(c->errors[1]);
    upper = arena_printf(c->arena, "%s + %s", value, error);
    lower = other ? arena_printf(c->arena, "%s + %s", value, composite_datum(c, "", other))
                  : arena_printf(c->arena, "%s - %s", value, error);
  } else
    return false;
  add(calculates, composite_calculate(c, upper, "upper_"));
  add(calculates, composite_calculate(c, lower, "lower_"));
  return true;
}

/* The transforms; NULL after a fault. */
static const Node *
error_transforms(const Composite *c)
{
  g_autoptr(GPtrArray) measures = g_ptr_array_new(), calculates = g_ptr_array_new();
  g_autoptr(GPtrArray) all = g_ptr_array_new();
  bool ready = read_ends(c, calculates);
  if (!ready && !measure_rows(c, measures, calculates))
    return NULL;
  for (guint i = 0; i < c->transforms->len; i++)
    g_ptr_array_add(all, c->transforms->pdata[i]);
  if (!ready)
    add(all, composite_aggregate(c, measures));
  for (guint i = 0; i < calculates->len; i++)
    g_ptr_array_add(all, calculates->pdata[i]);
  return composite_list(c, all);
}

static const Node *
layered(const Composite *c, const Node *transforms, const GPtrArray *layers)
{
  if (layers->len == 0) {
    diag_error(c->compilation->diags, "missing-mark", c->span, "leave one of its parts switched on",
               "all parts of the mark '%s' are switched off", c->name);
    return NULL;
  }
  return composite_map(c, "transform", transforms, "layer", composite_list(c, layers), NULL);
}

/* ---- the marks ---- */

const Node *
composite_errorbar(Composite *c)
{
  const Node *transforms = error_transforms(c);
  const Node *thickness = node_get(c->mark, "thickness"), *size = node_get(c->mark, "size");
  const Node *shared = node_with(c->arena, c->others, "size", NULL);
  const Node *tick = composite_map(c, "type", composite_text(c, "tick"), "orient",
                                   composite_text(c, c->vertical ? "horizontal" : "vertical"),
                                   "thickness", thickness, "size", size, NULL);
  const Node *rule = composite_map(c, "type", composite_text(c, "rule"), "size", thickness, NULL);
  g_autoptr(GPtrArray) layers = g_ptr_array_new();
  if (!transforms)
    return NULL;
  composite_add_part(c, &(CompositePart){ "ticks", tick, "lower_", NULL, shared }, layers);
  composite_add_part(c, &(CompositePart){ "ticks", tick, "upper_", NULL, shared }, layers);
  composite_add_part(c, &(CompositePart){ "rule", rule, "lower_", "upper_", shared }, layers);
  return layered(c, transforms, layers);
}

const Node *
composite_errorband(Composite *c)
{
  const Node *transforms = error_transforms(c);
  const Node *interpolate = node_get(c->mark, "interpolate");
  bool plane = c->unit->channels[CHANNEL_X] && c->unit->channels[CHANNEL_Y];
  const Node *curve = !plane
                          ? NULL
                          : composite_map(c, "interpolate", interpolate, "tension",
                                          interpolate ? node_get(c->mark, "tension") : NULL, NULL);
  const Node *band = composite_map(c, "type", composite_text(c, plane ? "area" : "rect"), NULL);
  const Node *border = composite_map(c, "type", composite_text(c, plane ? "line" : "rule"), NULL);
  g_autoptr(GPtrArray) layers = g_ptr_array_new();
  if (!transforms)
    return NULL;
  band = node_merge(c->arena, band, curve);
  border = node_merge(c->arena, border, curve);
  composite_add_part(c, &(CompositePart){ "band", band, "lower_", "upper_", c->others }, layers);
  composite_add_part(c, &(CompositePart){ "borders", border, "lower_", NULL, c->others }, layers);
  composite_add_part(c, &(CompositePart){ "borders", border, "upper_", NULL, c->others }, layers);
  return layered(c, transforms, layers);
}
