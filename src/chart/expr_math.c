/* Functions of numbers. */
#include "chart/expr_private.h"

#include <math.h>

/* Functions of one number, by variant. */
typedef enum MathVariant {
  MATH_ABS,
  MATH_ACOS,
  MATH_ASIN,
  MATH_ATAN,
  MATH_CEIL,
  MATH_COS,
  MATH_EXP,
  MATH_FLOOR,
  MATH_LOG,
  MATH_ROUND,
  MATH_SIN,
  MATH_SQRT,
  MATH_TAN,
} MathVariant;

/* Halves go up. floor(x + 0.5) would be wrong just below 0.5 and beyond 2^52. */
static double
round_half_up(double x)
{
  double below = floor(x);
  return x - below >= 0.5 ? below + 1 : below;
}

static double (*const math_functions[])(double) = {
  [MATH_ABS] = fabs,  [MATH_ACOS] = acos,
  [MATH_ASIN] = asin, [MATH_ATAN] = atan,
  [MATH_CEIL] = ceil, [MATH_COS] = cos,
  [MATH_EXP] = exp,   [MATH_FLOOR] = floor,
  [MATH_LOG] = log,   [MATH_ROUND] = round_half_up,
  [MATH_SIN] = sin,   [MATH_SQRT] = sqrt,
  [MATH_TAN] = tan,
};

static ExprValue
evaluate_math(const ExprCall *call)
{
  return expr_number(math_functions[call->function->variant](expr_arg_number(call, 0)));
}

static ExprValue
evaluate_atan2(const ExprCall *call)
{
  return expr_number(atan2(expr_arg_number(call, 0), expr_arg_number(call, 1)));
}

/* ECMAScript differs from C where the base is 1 or -1 and the exponent has no finite value. */
static double
power(double base, double exponent)
{
  if (isnan(exponent) || (isinf(exponent) && fabs(base) == 1))
    return (double)NAN;
  return pow(base, exponent);
}

static ExprValue
evaluate_pow(const ExprCall *call)
{
  return expr_number(power(expr_arg_number(call, 0), expr_arg_number(call, 1)));
}

/* Math.max and Math.min: NaN wins, and 0 is greater than -0. */
static double
extreme(double a, double b, bool greatest)
{
  if (isnan(a) || isnan(b))
    return (double)NAN;
  if (a == b)
    return (signbit(a) != 0) == greatest ? b : a;
  return (a > b) == greatest ? a : b;
}

static ExprValue
evaluate_extreme(const ExprCall *call)
{
  bool greatest = call->function->variant;
  double result = greatest ? (double)-INFINITY : (double)INFINITY;
  for (size_t i = 0; i < call->count; i++)
    result = extreme(result, expr_arg_number(call, i), greatest);
  return expr_number(result);
}

static ExprValue
evaluate_clamp(const ExprCall *call)
{
  double below = extreme(expr_arg_number(call, 2), expr_arg_number(call, 0), false);
  return expr_number(extreme(expr_arg_number(call, 1), below, true));
}

static ExprValue
evaluate_hypot(const ExprCall *call)
{
  double result = 0;
  for (size_t i = 0; i < call->count; i++)
    result = hypot(result, expr_arg_number(call, i));
  return expr_number(result);
}

/* Number.isNaN and Number.isFinite: no conversion. */
static ExprValue
evaluate_is_nan(const ExprCall *call)
{
  ExprValue value = expr_arg(call, 0);
  return expr_boolean(value.kind == EXPR_NUMBER && isnan(value.number));
}

static ExprValue
evaluate_is_finite(const ExprCall *call)
{
  ExprValue value = expr_arg(call, 0);
  return expr_boolean(value.kind == EXPR_NUMBER && isfinite(value.number));
}

#define ONE(text, id, native)                                                                      \
  {                                                                                                \
    .name = (text), .min = 1, .max = 1, .evaluate = evaluate_math, .type = EXPR_TYPE_NUMBER,       \
    .variant = (id), .sql = (native)                                                               \
  }

const ExprFunction expr_math_functions[] = {
  ONE("abs", MATH_ABS, "abs"),
  ONE("acos", MATH_ACOS, "acos"),
  ONE("asin", MATH_ASIN, "asin"),
  ONE("atan", MATH_ATAN, "atan"),
  ONE("ceil", MATH_CEIL, "ceil"),
  ONE("cos", MATH_COS, "cos"),
  ONE("exp", MATH_EXP, "exp"),
  ONE("floor", MATH_FLOOR, "floor"),
  ONE("log", MATH_LOG, NULL),     /* SQL's ln(0) is NULL */
  ONE("round", MATH_ROUND, NULL), /* SQL's round goes away from zero */
  ONE("sin", MATH_SIN, "sin"),
  ONE("sqrt", MATH_SQRT, "sqrt"),
  ONE("tan", MATH_TAN, "tan"),
  EXPR_FUNCTION("atan2", 2, 2, evaluate_atan2, EXPR_TYPE_NUMBER, .sql = "atan2"),
  EXPR_FUNCTION("pow", 2, 2, evaluate_pow, EXPR_TYPE_NUMBER),
  EXPR_FUNCTION("hypot", 0, -1, evaluate_hypot, EXPR_TYPE_NUMBER),
  EXPR_FUNCTION("max", 0, -1, evaluate_extreme, EXPR_TYPE_NUMBER, .variant = true, .sql = "max"),
  EXPR_FUNCTION("min", 0, -1, evaluate_extreme, EXPR_TYPE_NUMBER, .variant = false, .sql = "min"),
  EXPR_FUNCTION("clamp", 3, 3, evaluate_clamp, EXPR_TYPE_NUMBER),
  EXPR_FUNCTION("isNaN", 1, 1, evaluate_is_nan, EXPR_TYPE_BOOLEAN),
  EXPR_FUNCTION("isFinite", 1, 1, evaluate_is_finite, EXPR_TYPE_BOOLEAN),
  { .name = NULL },
};
