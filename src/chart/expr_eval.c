/* Evaluating expressions. */
#include "chart/expr_private.h"

#include <math.h>
#include <string.h>

/* ---- what cannot be evaluated ---- */

G_GNUC_PRINTF(3, 0)
static ExprValue
throw_va(ExprRun *run, const ExprNode *node, const char *format, va_list args)
{
  run->thrown = true;
  if (run->scope->diags) {
    g_autofree char *message = g_strdup_vprintf(format, args);
    Span place = expr_place(run->expr->text, run->expr->span, node->start, node->end);
    diag_warning(run->scope->diags, "expression-value", place, NULL, "%s", message);
  }
  return expr_undefined();
}

ExprValue
expr_throw(ExprRun *run, const ExprNode *node, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  ExprValue value = throw_va(run, node, format, args);
  va_end(args);
  return value;
}

ExprValue
expr_call_throw(const ExprCall *call, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  ExprValue value = throw_va(call->run, call->node, format, args);
  va_end(args);
  return value;
}

/* ---- arguments ---- */

ExprValue
expr_arg(const ExprCall *call, size_t index)
{
  return index < call->count ? call->args[index] : expr_undefined();
}

double
expr_arg_number(const ExprCall *call, size_t index)
{
  return expr_to_number(expr_arg(call, index));
}

double
expr_arg_integer(const ExprCall *call, size_t index, double otherwise)
{
  return expr_arg_given(call, index) ? expr_to_integer(expr_arg_number(call, index)) : otherwise;
}

const char *
expr_arg_string(const ExprCall *call, size_t index)
{
  return expr_to_string(call->arena, expr_arg(call, index));
}

bool
expr_arg_given(const ExprCall *call, size_t index)
{
  return expr_arg(call, index).kind != EXPR_UNDEFINED;
}

/* ---- operators ---- */

static ExprValue
add(ExprRun *run, const ExprNode *node, ExprValue a, ExprValue b)
{
  a = expr_to_primitive(run->arena, a, true);
  b = expr_to_primitive(run->arena, b, true);
  if (a.kind != EXPR_STRING && b.kind != EXPR_STRING)
    return expr_number(expr_to_number(a) + expr_to_number(b));
  const char *left = expr_to_string(run->arena, a), *right = expr_to_string(run->arena, b);
  size_t length = strlen(left), more = strlen(right);
  if (length + more > EXPR_MAX_STRING)
    return expr_throw(run, node, "the text is too long");
  char *joined = arena_alloc(run->arena, length + more + 1);
  memcpy(joined, left, length);
  memcpy(joined + length, right, more + 1);
  return expr_string(joined);
}

static double
calculate_bits(ExprOperator op, double a, double b)
{
  unsigned shift = (uint32_t)expr_to_int32(b) & 31;
  int32_t x = expr_to_int32(a), y = expr_to_int32(b);
  switch ((int)op) {
  case EXPR_OP_BIT_OR:
    return x | y;
  case EXPR_OP_BIT_XOR:
    return x ^ y;
  case EXPR_OP_BIT_AND:
    return x & y;
  case EXPR_OP_SHIFT_LEFT:
    return (int32_t)((uint32_t)x << shift);
  case EXPR_OP_SHIFT_RIGHT:
    return x >> shift;
  case EXPR_OP_SHIFT_UNSIGNED:
  default:
    return (uint32_t)x >> shift;
  }
}

static double
calculate(ExprOperator op, double a, double b)
{
  switch ((int)op) {
  case EXPR_OP_SUBTRACT:
    return a - b;
  case EXPR_OP_MULTIPLY:
    return a * b;
  case EXPR_OP_DIVIDE:
    return a / b;
  case EXPR_OP_REMAINDER:
    return fmod(a, b);
  default:
    return calculate_bits(op, a, b);
  }
}

static bool
holds(ExprOperator op, int relation)
{
  switch ((int)op) {
  case EXPR_OP_LESS:
    return relation == -1;
  case EXPR_OP_GREATER:
    return relation == 1;
  case EXPR_OP_LESS_EQUAL:
    return relation == -1 || relation == 0;
  default:
    return relation == 1 || relation == 0;
  }
}

static ExprValue
is_in(ExprRun *run, const ExprNode *node, ExprValue key, ExprValue object)
{
  const char *name = expr_to_string(run->arena, key);
  if (object.kind == EXPR_OBJECT) {
    for (size_t i = 0; i < object.count; i++)
      if (strcmp(object.members[i].key, name) == 0)
        return expr_boolean(true);
    return expr_boolean(false);
  }
  if (object.kind != EXPR_ARRAY)
    return expr_throw(run, node, "'in' needs an array or an object to look in");
  double index = expr_to_number(expr_string(name));
  bool whole = index >= 0 && index < (double)object.count && trunc(index) == index;
  return expr_boolean(whole || strcmp(name, "length") == 0);
}

static ExprValue
run_binary(ExprRun *run, const ExprNode *node)
{
  ExprValue a = expr_run(run, node->items[0]);
  ExprValue b = run->thrown ? a : expr_run(run, node->items[1]);
  if (run->thrown)
    return expr_undefined();
  switch ((int)node->op) {
  case EXPR_OP_ADD:
    return add(run, node, a, b);
  case EXPR_OP_EQUAL:
    return expr_boolean(expr_loose_equal(run->arena, a, b));
  case EXPR_OP_UNEQUAL:
    return expr_boolean(!expr_loose_equal(run->arena, a, b));
  case EXPR_OP_SAME:
    return expr_boolean(expr_strict_equal(a, b));
  case EXPR_OP_DIFFERENT:
    return expr_boolean(!expr_strict_equal(a, b));
  case EXPR_OP_LESS:
  case EXPR_OP_GREATER:
  case EXPR_OP_LESS_EQUAL:
  case EXPR_OP_GREATER_EQUAL:
    return expr_boolean(holds(node->op, expr_relate(run->arena, a, b)));
  case EXPR_OP_IN:
    return is_in(run, node, a, b);
  default:
    return expr_number(calculate(node->op, expr_to_number(a), expr_to_number(b)));
  }
}

static ExprValue
run_unary(ExprRun *run, const ExprNode *node)
{
  ExprValue value = expr_run(run, node->items[0]);
  switch ((int)node->op) {
  case EXPR_OP_NOT:
    return expr_boolean(!expr_truthy(value));
  case EXPR_OP_BIT_NOT:
    return expr_number(~expr_to_int32(expr_to_number(value)));
  case EXPR_OP_NEGATE:
    return expr_number(-expr_to_number(value));
  default:
    return expr_number(expr_to_number(value));
  }
}

/* ---- fields, names and members ---- */

static bool
look_up_field(const ExprRun *run, const char *name, ExprValue *value)
{
  return run->scope->field && run->scope->field(run->scope->user, name, value);
}

static ExprValue
look_up_name(const ExprRun *run, const char *name)
{
  ExprValue value;
  if (run->scope->name && run->scope->name(run->scope->user, name, &value))
    return value;
  return expr_undefined();
}

static ExprValue
member_of(ExprRun *run, const ExprNode *node, ExprValue object, const char *key)
{
  if (run->thrown)
    return expr_undefined();
  if (expr_is_nullish(object))
    return expr_throw(run, node, "there is no '%s' in %s", key,
                      object.kind == EXPR_NULL ? "a missing value" : "something undefined");
  return expr_member(run->arena, object, key);
}

static ExprValue
run_field(ExprRun *run, const ExprNode *node)
{
  ExprValue value;
  if (look_up_field(run, node->name, &value))
    return value;
  const ExprNode *parent = node->items[0];
  if (parent->form == EXPR_FORM_DATUM)
    return expr_undefined();
  return member_of(run, node, run_field(run, parent), node->key);
}

static ExprValue
run_member(ExprRun *run, const ExprNode *node)
{
  const ExprNode *object = node->items[0];
  ExprValue key = expr_run(run, node->items[1]), value;
  if (run->thrown)
    return expr_undefined();
  const char *name = expr_to_string(run->arena, key);
  if (object->form != EXPR_FORM_DATUM)
    return member_of(run, node, expr_run(run, object), name);
  return look_up_field(run, name, &value) ? value : expr_undefined();
}

/* ---- the rest ---- */

/* Evaluates all operands; false if one of them throws. */
static bool
run_items(ExprRun *run, const ExprNode *node, ExprValue *values)
{
  for (size_t i = 0; i < node->count; i++) {
    values[i] = expr_run(run, node->items[i]);
    if (run->thrown)
      return false;
  }
  return true;
}

static ExprValue
run_array(ExprRun *run, const ExprNode *node)
{
  ExprValue *values = arena_array(run->arena, ExprValue, node->count);
  if (!run_items(run, node, values))
    return expr_undefined();
  return expr_new_array(run->arena, values, node->count);
}

static ExprValue
run_object(ExprRun *run, const ExprNode *node)
{
  ExprMember *members = arena_array(run->arena, ExprMember, node->count);
  for (size_t i = 0; i < node->count; i++) {
    members[i] = (ExprMember){ node->keys[i], expr_run(run, node->items[i]) };
    if (run->thrown)
      return expr_undefined();
  }
  return expr_new_object(run->arena, members, node->count);
}

static ExprValue
run_call(ExprRun *run, const ExprNode *node)
{
  enum { FEW = 8 };
  ExprValue few[FEW], *values = few;
  if (node->count > FEW)
    values = arena_array(run->arena, ExprValue, node->count);
  /* if() alone leaves one of its arguments unevaluated. */
  if (!node->function->evaluate) {
    bool yes = expr_truthy(expr_run(run, node->items[0]));
    return expr_run(run, node->items[yes ? 1 : 2]);
  }
  if (!run_items(run, node, values))
    return expr_undefined();
  ExprCall call = { run, run->arena, node, node->function, values, node->count };
  return node->function->evaluate(&call);
}

static ExprValue
run_logical(ExprRun *run, const ExprNode *node)
{
  ExprValue left = expr_run(run, node->items[0]);
  bool decided = expr_truthy(left) == (node->form == EXPR_FORM_OR);
  return decided ? left : expr_run(run, node->items[1]);
}

ExprValue
expr_run(ExprRun *run, const ExprNode *node)
{
  if (run->thrown)
    return expr_undefined();
  switch (node->form) {
  case EXPR_FORM_CONSTANT:
    return node->value;
  case EXPR_FORM_NAME:
    return look_up_name(run, node->name);
  case EXPR_FORM_DATUM:
    return look_up_name(run, "datum");
  case EXPR_FORM_FIELD:
    return run_field(run, node);
  case EXPR_FORM_MEMBER:
    return run_member(run, node);
  case EXPR_FORM_ARRAY:
    return run_array(run, node);
  case EXPR_FORM_OBJECT:
    return run_object(run, node);
  case EXPR_FORM_CALL:
    return run_call(run, node);
  case EXPR_FORM_UNARY:
    return run_unary(run, node);
  case EXPR_FORM_BINARY:
    return run_binary(run, node);
  case EXPR_FORM_AND:
  case EXPR_FORM_OR:
    return run_logical(run, node);
  case EXPR_FORM_IF:
  default:
    return expr_run(run, node->items[expr_truthy(expr_run(run, node->items[0])) ? 1 : 2]);
  }
}

ExprValue
expr_evaluate(const Expr *expr, const ExprScope *scope)
{
  ExprRun run = { .arena = scope->arena, .scope = scope, .expr = expr };
  ExprValue value = expr_run(&run, expr->root);
  return run.thrown ? expr_undefined() : value;
}
