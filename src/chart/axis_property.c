#include "chart/axis_private.h"

#include <string.h>

/* Kinds of axes in the configuration, the most special first. */
static void
kind_names(const Axis *axis, const char *names[3])
{
  const ScaleKind *kind = axis->scale->kind;
  names[0] = kind == &SCALE_BAND    ? "Band"
             : kind == &SCALE_POINT ? "Point"
             : kind->temporal       ? "Temporal"
             : kind->discrete       ? "Discrete"
                                    : "Quantitative";
  names[1] = kind->discrete ? "Discrete" : NULL;
  names[2] = NULL;
}

static const Node *
axis_config(const Axis *axis, const char *name)
{
  const Node *config = axis->plot->compilation->config, *found = NULL;
  const char *kinds[3];
  const char *channel = axis->horizontal ? "axisX" : "axisY";
  kind_names(axis, kinds);
  for (size_t i = 0; kinds[i] && !found; i++) {
    g_autofree char *special = g_strconcat(channel, kinds[i], NULL);
    g_autofree char *general = g_strconcat("axis", kinds[i], NULL);
    found = node_get(node_get(config, special), name);
    if (!found)
      found = node_get(node_get(config, general), name);
  }
  if (!found)
    found = node_get(node_get(config, channel), name);
  if (!found) {
    g_autofree char *side = g_strconcat("axis", axis->orient, NULL);
    side[4] = g_ascii_toupper(side[4]);
    found = node_get(node_get(config, side), name);
  }
  return found ? found : node_get(node_get(config, "axis"), name);
}

static const Node *
style_of(const Axis *axis, const char *name)
{
  const Node *style = node_get(axis->node, "style");
  if (!node_is(style, NODE_STRING))
    style = axis_config(axis, "style");
  return node_is(style, NODE_STRING)
             ? node_get(node_get(config_get(axis->plot->compilation, "style"), style->string), name)
             : NULL;
}

const Node *
axis_property(const Axis *axis, const char *name)
{
  const Node *found = node_get(axis->node, name);
  if (!found)
    found = style_of(axis, name);
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

/* "label" or "title" + Font, FontSize, FontWeight, FontStyle. */
TextStyle
axis_text_style(const Axis *axis, const char *part)
{
  g_autofree char *font = g_strconcat(part, "Font", NULL), *size = g_strconcat(font, "Size", NULL);
  g_autofree char *weight = g_strconcat(font, "Weight", NULL);
  g_autofree char *style = g_strconcat(font, "Style", NULL);
  const char *family = axis_string(axis, font, NULL);
  return (TextStyle){
    .family = family && strcmp(family, "sans-serif") != 0 ? family : NULL,
    .size = axis_number(axis, size, 10),
    .weight = text_weight_of_node(axis_property(axis, weight), 400),
    .italic = strcmp(axis_string(axis, style, "normal"), "italic") == 0,
    .tabular = true,
    .language = axis->plot->compilation->context->language,
  };
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
static const Node *
property_of_tick(const Axis *axis, const char *name, const Tick *tick)
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

Paint
axis_colour(const Axis *axis, const char *name, const char *opacity, const Tick *tick)
{
  Paint paint = paint_of_node(axis->plot->compilation, property_of_tick(axis, name, tick));
  paint.colour.a *= node_number(property_of_tick(axis, opacity, tick), 1);
  return paint;
}

/* "grid", "tick" or "domain" + Color, Opacity, Width, Dash. */
Stroke
axis_stroke(const Axis *axis, const char *part, const Tick *tick)
{
  g_autofree char *colour = g_strconcat(part, "Color", NULL);
  g_autofree char *opacity = g_strconcat(part, "Opacity", NULL);
  g_autofree char *width = g_strconcat(part, "Width", NULL);
  g_autofree char *dash = g_strconcat(part, "Dash", NULL);
  const Node *list = property_of_tick(axis, dash, tick);
  Stroke stroke = { .paint = axis_colour(axis, colour, opacity, tick),
                    .width = node_number(property_of_tick(axis, width, tick), 1) };
  if (node_is(list, NODE_LIST) && list->count > 0) {
    double *dashes = arena_array(axis->arena, double, list->count);
    for (size_t i = 0; i < list->count; i++)
      dashes[i] = node_number(list->items[i], 0);
    stroke.dash = dashes;
    stroke.dash_count = list->count;
  }
  return stroke;
}
