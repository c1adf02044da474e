/* Functions of scales, by way of the scope; and arithmetic on their domains. */
#include "chart/expr_private.h"

#include <math.h>

static ExprValue
absent_scale(const ExprCall *call, ExprScaleCall what)
{
  if (what == EXPR_SCALE_BANDWIDTH)
    return expr_number(0);
  if (what == EXPR_SCALE_DOMAIN || what == EXPR_SCALE_RANGE)
    return expr_new_array(call->arena, NULL, 0);
  return expr_undefined();
}

static ExprValue
evaluate_scale(const ExprCall *call)
{
  const ExprScope *scope = call->run->scope;
  ExprScaleCall what = (ExprScaleCall)call->function->variant;
  bool takes_value = what == EXPR_SCALE_APPLY || what == EXPR_SCALE_INVERT;
  ExprValue value = expr_undefined(), argument = takes_value ? expr_arg(call, 1) : value;
  if (expr_arg(call, 0).kind == EXPR_STRING && scope->scale &&
      scope->scale(scope->user, what, expr_arg(call, 0).string, argument, &value))
    return value;
  return absent_scale(call, what);
}

/* How many steps a band scale has: bandspace(count, paddingInner, paddingOuter). */
static ExprValue
evaluate_band_space(const ExprCall *call)
{
  double count = expr_arg_number(call, 0), inner = expr_arg_number(call, 1),
         outer = expr_arg_number(call, 2);
  count = isnan(count) ? 0 : count;
  double space = count - (isnan(inner) ? 0 : inner) + (isnan(outer) ? 0 : outer) * 2;
  return expr_number(count != 0 ? (space > 0 ? space : 1) : 0);
}

/* ---- panning and zooming ---- */

typedef enum Transform {
  TRANSFORM_LINEAR,
  TRANSFORM_LOG,
  TRANSFORM_POW,
  TRANSFORM_SYMLOG,
  TRANSFORM_ZOOM = 8, /* added: zoom, not pan */
} Transform;

typedef struct Lift {
  Transform transform;
  double parameter; /* exponent, constant, or the sign of a logarithmic domain */
} Lift;

static double
signed_power(double x, double exponent)
{
  return x < 0 ? -pow(-x, exponent) : pow(x, exponent);
}

static double
lift(Lift by, double x)
{
  switch ((int)by.transform) {
  case TRANSFORM_LOG:
    return log(by.parameter * x);
  case TRANSFORM_POW:
    return signed_power(x, by.parameter);
  case TRANSFORM_SYMLOG:
    return copysign(log1p(fabs(x / by.parameter)), x);
  default:
    return x;
  }
}

static double
ground(Lift by, double x)
{
  switch ((int)by.transform) {
  case TRANSFORM_LOG:
    return by.parameter * exp(x);
  case TRANSFORM_POW:
    return signed_power(x, 1 / by.parameter);
  case TRANSFORM_SYMLOG:
    return copysign(expm1(fabs(x)), x) * by.parameter;
  default:
    return x;
  }
}

/* panX(domain, delta, parameter) and zoomX(domain, anchor, factor, parameter) */
static ExprValue
evaluate_transform(const ExprCall *call)
{
  ExprValue domain = expr_arg(call, 0);
  if (domain.kind != EXPR_ARRAY || domain.count == 0)
    return expr_call_throw(call, "%s() takes a domain", call->function->name);
  bool zoom = call->function->variant & TRANSFORM_ZOOM;
  Lift by = { (Transform)(call->function->variant & ~TRANSFORM_ZOOM),
              expr_arg_number(call, zoom ? 3 : 2) };
  double first = expr_to_number(domain.items[0]);
  double last = expr_to_number(domain.items[domain.count - 1]);
  if (by.transform == TRANSFORM_LOG)
    by.parameter = first > 0 ? 1 : first < 0 ? -1 : first;
  double from = lift(by, first), to = lift(by, last);
  ExprValue *items = arena_array(call->arena, ExprValue, 2);

  if (zoom) {
    ExprValue given = expr_arg(call, 1);
    double anchor = expr_is_nullish(given) ? (from + to) / 2 : lift(by, expr_to_number(given));
    double factor = expr_arg_number(call, 2);
    from = anchor + (from - anchor) * factor;
    to = anchor + (to - anchor) * factor;
  } else {
    double shift = (to - from) * expr_arg_number(call, 1);
    from -= shift;
    to -= shift;
  }
  items[0] = expr_number(ground(by, from));
  items[1] = expr_number(ground(by, to));
  return expr_new_array(call->arena, items, 2);
}

#define TRANSFORMS(name, id, arguments)                                                            \
  EXPR_FUNCTION("pan" name, 1 + (arguments), 1 + (arguments), evaluate_transform, EXPR_TYPE_JSON,  \
                .variant = (int)(id)),                                                             \
      EXPR_FUNCTION("zoom" name, 2 + (arguments), 2 + (arguments), evaluate_transform,             \
                    EXPR_TYPE_JSON, .variant = (int)(id) | TRANSFORM_ZOOM)

const ExprFunction expr_scale_functions[] = {
  EXPR_FUNCTION("scale", 2, 3, evaluate_scale, EXPR_TYPE_ANY, .variant = EXPR_SCALE_APPLY,
                .scale = true),
  EXPR_FUNCTION("invert", 2, 3, evaluate_scale, EXPR_TYPE_ANY, .variant = EXPR_SCALE_INVERT,
                .scale = true),
  EXPR_FUNCTION("bandwidth", 1, 2, evaluate_scale, EXPR_TYPE_NUMBER,
                .variant = EXPR_SCALE_BANDWIDTH, .scale = true),
  EXPR_FUNCTION("domain", 1, 2, evaluate_scale, EXPR_TYPE_JSON, .variant = EXPR_SCALE_DOMAIN,
                .scale = true),
  EXPR_FUNCTION("range", 1, 2, evaluate_scale, EXPR_TYPE_JSON, .variant = EXPR_SCALE_RANGE,
                .scale = true),
  EXPR_FUNCTION("bandspace", 1, 3, evaluate_band_space, EXPR_TYPE_NUMBER),
  TRANSFORMS("Linear", TRANSFORM_LINEAR, 1),
  TRANSFORMS("Log", TRANSFORM_LOG, 1),
  TRANSFORMS("Pow", TRANSFORM_POW, 2),
  TRANSFORMS("Symlog", TRANSFORM_SYMLOG, 2),
  { .name = NULL },
};
