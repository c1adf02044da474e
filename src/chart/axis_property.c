#include "chart/axis_private.h"

#include <string.h>

/* Kinds of axes in the configuration, the most special first. */
static const char *const *
kind_names(const Axis *axis)
{
  static const char *const BAND[] = { "Band", "Discrete", NULL };
  static const char *const POINT[] = { "Point", "Discrete", NULL };
  static const char *const TEMPORAL[] = { "Temporal", NULL };
  static const char *const QUANTITATIVE[] = { "Quantitative", NULL };
  static const char *const OTHER[] = { NULL };
  const ScaleKind *kind = axis->scale->kind;
  return kind == &SCALE_BAND    ? BAND
         : kind == &SCALE_POINT ? POINT
         : kind->temporal       ? TEMPORAL
         : kind->discrete       ? OTHER
                                : QUANTITATIVE;
}

static const Node *
section(const Axis *axis, const char *channel, const char *kind)
{
  g_autofree char *name = g_strconcat("axis", channel, kind, NULL);
  return node_get(axis->plot->compilation->config, name);
}

/* Sections of the configuration that apply, the first counts; their number. Those of kinds of axes
 * are Vega-Lite's own. The others come last, as Vega reads them: sides before channels, but for
 * what Vega-Lite reads itself. */
enum { MOST_SECTIONS = 7, GENERAL_SECTIONS = 3 };

static size_t
sections(const Axis *axis, const char *name, const Node *list[MOST_SECTIONS])
{
  static const char *const READ_ABOVE_VEGA[] = { "grid",       "translate", "format",
                                                 "formatType", "orient",    "labelExpr",
                                                 "tickCount",  "position",  "tickMinStep",
                                                 "disable" };
  const char *const *kinds = kind_names(axis);
  const char *channel = axis->horizontal ? "X" : "Y";
  const char side[] = { g_ascii_toupper(axis->orient[0]), '\0' };
  g_autofree char *orient = g_strconcat(side, axis->orient + 1, NULL);
  size_t count = 0;
  bool above = false;
  for (size_t i = 0; kinds[i]; i++)
    list[count++] = section(axis, channel, kinds[i]);
  for (size_t i = 0; kinds[i]; i++)
    list[count++] = section(axis, "", kinds[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(READ_ABOVE_VEGA); i++)
    above = above || strcmp(READ_ABOVE_VEGA[i], name) == 0;
  list[count++] = section(axis, above ? channel : orient, "");
  list[count++] = section(axis, above ? orient : channel, "");
  list[count++] = section(axis, "", "");
  return count;
}

static const Node *
property_of_style(const Axis *axis, const Node *style, const char *name)
{
  const Node *styles = config_get(axis->plot->compilation, "style"), *found = NULL;
  if (node_is(style, NODE_STRING))
    return node_get(node_get(styles, style->string), name);
  for (size_t i = 0; node_is(style, NODE_LIST) && i < style->count; i++) {
    const Node *value = node_get(node_get(styles, node_string(style->items[i], "")), name);
    found = value ? value : found;
  }
  return found;
}

bool
axis_is_special(const Axis *axis, const char *name)
{
  const Node *list[MOST_SECTIONS];
  size_t count = sections(axis, name, list);
  bool found = property_of_style(axis, node_get(axis->node, "style"), name) != NULL;
  for (size_t i = 0; i + GENERAL_SECTIONS < count; i++)
    found = found || node_get(list[i], name);
  return found;
}

/* What the configuration's sections say, then the styles that they name, then Vega's defaults. */
static const Node *
axis_config(const Axis *axis, const char *name)
{
  const Node *list[MOST_SECTIONS], *found = NULL;
  size_t count = sections(axis, name, list);
  for (size_t i = 0; i < count && !found; i++)
    found = node_get(list[i], name);
  for (size_t i = 0; i < count && !found; i++)
    found = property_of_style(axis, node_get(list[i], "style"), name);
  return found ? found : node_get(config_get(axis->plot->compilation, "vega.axis"), name);
}

const Node *
axis_property(const Axis *axis, const char *name)
{
  const Node *found = node_get(axis->node, name);
  if (!found)
    found = property_of_style(axis, node_get(axis->node, "style"), name);
  return found ? found : axis_config(axis, name);
}

double
axis_number(const Axis *axis, const char *name, double otherwise)
{
  return node_number(axis_property(axis, name), otherwise);
}

bool
axis_boolean(const Axis *axis, const char *name, bool otherwise)
{
  return node_boolean(axis_property(axis, name), otherwise);
}

const char *
axis_string(const Axis *axis, const char *name, const char *otherwise)
{
  return node_string(axis_property(axis, name), otherwise);
}

/* ---- properties with conditions on the tick: {condition: {test, value}, value} ---- */

static bool
tick_field(void *user, const char *name, ExprValue *value)
{
  const Tick *tick = user;
  if (strcmp(name, "value") == 0)
    *value = expr_from_value(tick->value);
  else if (strcmp(name, "label") == 0)
    *value = expr_string(tick->label);
  else if (strcmp(name, "index") == 0)
    *value = expr_number(tick->index);
  else
    return false;
  return true;
}

static bool
tick_passes(const Axis *axis, const Node *test, const Tick *tick)
{
  Compilation *compilation = axis->plot->compilation;
  if (node_is(test, NODE_MAP))
    return predicate_holds(compilation, test, tick->value);
  Expr *expr = expr_parse(axis->arena, node_string(test, "true"), test->span, compilation->diags);
  ExprScope scope = { .arena = axis->arena,
                      .user = (void *)tick,
                      .field = tick_field,
                      .locale = compilation->locale,
                      .diags = compilation->diags };
  return expr && expr_truthy(expr_evaluate(expr, &scope));
}

/* A property as it is for one tick; NULL: for the axis. */
const Node *
axis_property_of_tick(const Axis *axis, const char *name, const Tick *tick)
{
  const Node *node = axis_property(axis, name), *condition = node_get(node, "condition");
  if (!condition)
    return node;
  size_t count = node_is(condition, NODE_LIST) ? condition->count : 1;
  for (size_t i = 0; tick && i < count; i++) {
    const Node *item = node_is(condition, NODE_LIST) ? condition->items[i] : condition;
    const Node *test = node_get(item, "test");
    if (test && tick_passes(axis, test, tick))
      return node_get(item, "value");
  }
  return node_get(node, "value");
}

double
axis_number_of_tick(const Axis *axis, const char *name, const Tick *tick, double otherwise)
{
  return node_number(axis_property_of_tick(axis, name, tick), otherwise);
}

TextStyle
axis_text_style(const Axis *axis, const char *part, const Tick *tick)
{
  g_autofree char *font = g_strconcat(part, "Font", NULL), *size = g_strconcat(font, "Size", NULL);
  g_autofree char *weight = g_strconcat(font, "Weight", NULL);
  g_autofree char *style = g_strconcat(font, "Style", NULL);
  const char *family = node_string(axis_property_of_tick(axis, font, tick), NULL);
  const char *slant = node_string(axis_property_of_tick(axis, style, tick), "normal");
  return (TextStyle){
    .family = family && strcmp(family, "sans-serif") != 0 ? family : NULL,
    .size = axis_number_of_tick(axis, size, tick, 10),
    .weight = text_weight_of_node(axis_property_of_tick(axis, weight, tick), 400),
    .italic = strcmp(slant, "italic") == 0,
    .tabular = true,
    .language = axis->plot->compilation->context->language,
  };
}

Paint
axis_colour(const Axis *axis, const char *name, const char *opacity, const Tick *tick)
{
  Paint paint = paint_of_node(axis->plot->compilation, axis_property_of_tick(axis, name, tick));
  paint.colour.a *= node_number(axis_property_of_tick(axis, opacity, tick), 1);
  return paint;
}

Stroke
axis_stroke(const Axis *axis, const char *part, const Tick *tick)
{
  g_autofree char *colour = g_strconcat(part, "Color", NULL);
  g_autofree char *opacity = g_strconcat(part, "Opacity", NULL);
  g_autofree char *width = g_strconcat(part, "Width", NULL);
  g_autofree char *dash = g_strconcat(part, "Dash", NULL);
  g_autofree char *start = g_strconcat(dash, "Offset", NULL);
  g_autofree char *cap = g_strconcat(part, "Cap", NULL);
  const Node *list = axis_property_of_tick(axis, dash, tick);
  Stroke stroke = { .paint = axis_colour(axis, colour, opacity, tick),
                    .width = axis_number_of_tick(axis, width, tick, 1),
                    .cap = stroke_cap_find(axis_string(axis, cap, "butt")),
                    .dash_offset = axis_number_of_tick(axis, start, tick, 0) };
  if (node_is(list, NODE_LIST) && list->count > 0) {
    double *dashes = arena_array(axis->arena, double, list->count);
    for (size_t i = 0; i < list->count; i++)
      dashes[i] = node_number(list->items[i], 0);
    stroke.dash = dashes;
    stroke.dash_count = list->count;
  }
  return stroke;
}
