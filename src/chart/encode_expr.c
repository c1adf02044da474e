/* Expressions that can only be evaluated when data and scales are settled. */
#include "chart/encode_private.h"
#include "chart/params_private.h"

#include <string.h>

static bool
lookup_name(void *user, const char *name, ExprValue *value)
{
  const Unit *unit = user;
  const View *plot = view_plot(unit->view);
  if (plot->width > 0 && (strcmp(name, "width") == 0 || strcmp(name, "height") == 0)) {
    *value = expr_number(*name == 'w' ? plot->width : plot->height);
    return true;
  }
  return params_lookup(unit->view->compilation, name, value);
}

static bool
apply_scale(void *user, ExprScaleCall call, const char *name, ExprValue argument, ExprValue *value)
{
  const Unit *unit = user;
  Channel channel = channel_find(name);
  const Scale *scale = channel == CHANNEL_NONE ? NULL : unit_scale(unit, channel);
  if (!scale)
    return false;
  if (call == EXPR_SCALE_BANDWIDTH)
    *value = expr_number(scale->bandwidth);
  else if (call == EXPR_SCALE_APPLY)
    *value =
        expr_number(scale_number(scale, expr_to_value(unit->view->compilation->arena, argument)));
  else
    return false;
  return true;
}

const Node *
encode_constant(const Unit *unit, const Node *node)
{
  Compilation *compilation = unit->view->compilation;
  const Node *text = node_get(node, "expr");
  if (!node_is(text, NODE_STRING))
    return node;
  Expr *expr = expr_parse(compilation->arena, text->string, text->span, compilation->diags);
  ExprScope scope = {
    .arena = compilation->arena,
    .user = (void *)unit,
    .name = lookup_name,
    .scale = apply_scale,
    .locale = compilation->locale,
    .diags = compilation->diags,
  };
  ExprValue value = expr ? expr_evaluate(expr, &scope) : expr_undefined();
  return params_node(compilation->arena, value, node->span);
}
