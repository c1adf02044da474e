/* Functions that ask for a value's type or change it, choose, or say something. */
#include "chart/expr_private.h"

#include "core/time_format.h"

#include <math.h>

static ExprValue
evaluate_is_kind(const ExprCall *call)
{
  return expr_boolean((int)expr_arg(call, 0).kind == call->function->variant);
}

static ExprValue
evaluate_is_object(const ExprCall *call)
{
  return expr_boolean(expr_arg(call, 0).kind >= EXPR_DATE);
}

static ExprValue
evaluate_is_defined(const ExprCall *call)
{
  return expr_boolean(expr_arg_given(call, 0));
}

static ExprValue
evaluate_is_valid(const ExprCall *call)
{
  ExprValue value = expr_arg(call, 0);
  bool nan = value.kind == EXPR_NUMBER && isnan(value.number);
  return expr_boolean(!expr_is_nullish(value) && !nan);
}

/* Vega's conversions leave what is missing, or an empty text, missing. */
static bool
is_empty(ExprValue value)
{
  return expr_is_nullish(value) || (value.kind == EXPR_STRING && value.string[0] == '\0');
}

static ExprValue
evaluate_to_boolean(const ExprCall *call)
{
  ExprValue value = expr_arg(call, 0);
  if (is_empty(value))
    return expr_null();
  bool falsy = value.kind == EXPR_STRING &&
               (g_str_equal(value.string, "false") || g_str_equal(value.string, "0"));
  return expr_boolean(expr_truthy(value) && !falsy);
}

static ExprValue
evaluate_to_number(const ExprCall *call)
{
  ExprValue value = expr_arg(call, 0);
  return is_empty(value) ? expr_null() : expr_number(expr_to_number(value));
}

static ExprValue
evaluate_to_string(const ExprCall *call)
{
  return is_empty(expr_arg(call, 0)) ? expr_null() : expr_string(expr_arg_string(call, 0));
}

/* Texts are parsed to milliseconds; numbers and dates stay what they are. */
static ExprValue
evaluate_to_date(const ExprCall *call)
{
  ExprValue value = expr_arg(call, 0);
  if (is_empty(value))
    return expr_null();
  if (value.kind == EXPR_NUMBER || value.kind == EXPR_DATE)
    return value;
  return expr_number(time_parse_js(expr_arg_string(call, 0)));
}

/* warn(), info() and debug() give their last argument; warn() is heard. */
static ExprValue
evaluate_log(const ExprCall *call)
{
  DiagList *diags = call->run->scope->diags;
  if (call->function->variant && diags) {
    g_autoptr(GString) message = g_string_new(NULL);
    for (size_t i = 0; i < call->count; i++)
      g_string_append_printf(message, "%s%s", i ? " " : "", expr_arg_string(call, i));
    const Expr *expr = call->run->expr;
    Span place = expr_place(expr->text, expr->span, call->node->start, call->node->end);
    diag_warning(diags, "expression-warning", place, NULL, "%s", message->str);
  }
  return call->count ? call->args[call->count - 1] : expr_undefined();
}

const ExprFunction expr_type_functions[] = {
  EXPR_FUNCTION("if", 3, 3, NULL, EXPR_TYPE_ANY), /* evaluates one branch alone: see expr_eval.c */
  EXPR_FUNCTION("isArray", 1, 1, evaluate_is_kind, EXPR_TYPE_BOOLEAN, .variant = EXPR_ARRAY),
  EXPR_FUNCTION("isBoolean", 1, 1, evaluate_is_kind, EXPR_TYPE_BOOLEAN, .variant = EXPR_BOOLEAN),
  EXPR_FUNCTION("isDate", 1, 1, evaluate_is_kind, EXPR_TYPE_BOOLEAN, .variant = EXPR_DATE),
  EXPR_FUNCTION("isNumber", 1, 1, evaluate_is_kind, EXPR_TYPE_BOOLEAN, .variant = EXPR_NUMBER),
  EXPR_FUNCTION("isRegExp", 1, 1, evaluate_is_kind, EXPR_TYPE_BOOLEAN, .variant = EXPR_REGEXP),
  EXPR_FUNCTION("isString", 1, 1, evaluate_is_kind, EXPR_TYPE_BOOLEAN, .variant = EXPR_STRING),
  EXPR_FUNCTION("isObject", 1, 1, evaluate_is_object, EXPR_TYPE_BOOLEAN),
  EXPR_FUNCTION("isDefined", 1, 1, evaluate_is_defined, EXPR_TYPE_BOOLEAN),
  EXPR_FUNCTION("isValid", 1, 1, evaluate_is_valid, EXPR_TYPE_BOOLEAN),
  EXPR_FUNCTION("toBoolean", 1, 1, evaluate_to_boolean, EXPR_TYPE_BOOLEAN, .nullable = true),
  EXPR_FUNCTION("toDate", 1, 1, evaluate_to_date, EXPR_TYPE_DATE, .nullable = true),
  EXPR_FUNCTION("toNumber", 1, 1, evaluate_to_number, EXPR_TYPE_NUMBER, .nullable = true),
  EXPR_FUNCTION("toString", 1, 1, evaluate_to_string, EXPR_TYPE_TEXT, .nullable = true),
  EXPR_FUNCTION("warn", 1, -1, evaluate_log, EXPR_TYPE_ANY, .variant = true),
  EXPR_FUNCTION("info", 1, -1, evaluate_log, EXPR_TYPE_ANY, .variant = false),
  EXPR_FUNCTION("debug", 1, -1, evaluate_log, EXPR_TYPE_ANY, .variant = false),
  { .name = NULL },
};
