/* Expressions as SQL.
 *
 * NULL in SQL stands for JavaScript's null in a column and for NaN in a calculated number; `nulls`
 * says which of the two a piece of SQL can give, and where both could meet the part is evaluated by
 * the registered function instead. */
#include "chart/expr_sql_private.h"

#include "data/catalog.h"

#include <math.h>
#include <string.h>

static const ExprSql not_native = { .text = NULL };

/* ---- size ---- */

size_t
expr_sql_nesting(const char *sql)
{
  enum { CALL = 5, BRACKET = 3, CASE = 6 };
  size_t open[256], depth = 0, used = 0, most = 0;
  for (const char *at = sql; *at; at++) {
    bool word = at > sql && (g_ascii_isalnum(at[-1]) || at[-1] == '_');
    size_t cost = 0;
    if (*at == '\'' || *at == '"') {
      const char *end = strchr(at + 1, *at);
      at = end ? end : at + strlen(at) - 1;
    } else if (*at == '(') {
      cost = word ? CALL : BRACKET;
    } else if (!word && g_str_has_prefix(at, "CASE ")) {
      cost = CASE;
    } else if (depth > 0 && (*at == ')' || (!word && g_str_has_prefix(at, "END")))) {
      used -= open[--depth];
    }
    if (cost == 0)
      continue;
    if (depth == G_N_ELEMENTS(open))
      return SIZE_MAX;
    open[depth++] = cost;
    used += cost;
    most = MAX(most, used);
  }
  return most;
}

const char *
expr_sql_unwrapped(Arena *arena, const char *text)
{
  size_t length = strlen(text);
  if (length < 2 || text[0] != '(' || text[length - 1] != ')')
    return text;
  return arena_strndup(arena, text + 1, length - 2);
}

/* ---- constants ---- */

/* Always a floating number: SQL divides whole numbers without a rest. */
static const char *
number_literal(Arena *arena, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  if (isnan(number))
    return "NULL";
  if (isinf(number))
    return number < 0 ? "(-9e999)" : "9e999";
  if (number == 0)
    return "0.0";
  g_ascii_dtostr(buffer, sizeof buffer, fabs(number));
  const char *fraction = strpbrk(buffer, ".e") ? "" : ".0";
  return number < 0 ? arena_printf(arena, "(-%s%s)", buffer, fraction)
                    : arena_printf(arena, "%s%s", buffer, fraction);
}

static ExprSql
compile_constant(ExprCompiler *compiler, ExprValue value)
{
  Arena *arena = compiler->arena;
  unsigned nulls = value.kind == EXPR_NUMBER && isnan(value.number) ? EXPR_NULLS_NAN : 0;
  switch (value.kind) {
  case EXPR_NULL:
    return (ExprSql){ .text = "NULL", .nulls = EXPR_NULLS_MISSING };
  case EXPR_BOOLEAN:
    return (ExprSql){ .text = value.boolean ? "1" : "0", .type = EXPR_TYPE_BOOLEAN };
  case EXPR_NUMBER:
    return expr_sql_of(number_literal(arena, value.number), EXPR_TYPE_NUMBER, nulls);
  case EXPR_DATE:
    nulls = isnan(value.number) ? EXPR_NULLS_NAN : 0;
    return (ExprSql){ .text = number_literal(arena, value.number),
                      .type = EXPR_TYPE_DATE,
                      .nulls = nulls,
                      .object = true };
  case EXPR_STRING:
    return (ExprSql){ .text = sql_text(arena, value.string),
                      .type = EXPR_TYPE_TEXT,
                      .constant = value.string };
  case EXPR_UNDEFINED:
  case EXPR_ARRAY:
  case EXPR_OBJECT:
  case EXPR_REGEXP:
  default:
    return not_native;
  }
}

/* ---- numbers ---- */

/* As JavaScript's Number() makes it: a missing value counts as 0. */
static ExprSql
to_number(ExprCompiler *compiler, ExprSql sql)
{
  if (!expr_sql_is_number(sql) || sql.nulls == (EXPR_NULLS_MISSING | EXPR_NULLS_NAN))
    return not_native;
  if (sql.nulls & EXPR_NULLS_MISSING)
    sql.text = arena_printf(compiler->arena, "COALESCE(%s, 0.0)", sql.text);
  return expr_sql_of(sql.text, EXPR_TYPE_NUMBER, sql.nulls & EXPR_NULLS_NAN);
}

static ExprSql
compile_number(ExprCompiler *compiler, const ExprNode *node)
{
  return to_number(compiler, expr_sql_operand(compiler, node));
}

static ExprSql
calculated(const char *text)
{
  return expr_sql_of(text, EXPR_TYPE_NUMBER, EXPR_NULLS_NAN);
}

static ExprSql
compile_division(ExprCompiler *compiler, ExprSql a, ExprSql b, const ExprNode *divisor)
{
  ExprValue value;
  bool constant = expr_fold(compiler, divisor, &value) && value.kind == EXPR_NUMBER;
  if (constant && value.number != 0)
    return calculated(arena_printf(compiler->arena, "(%s * 1.0 / %s)", a.text, b.text));
  if (strlen(a.text) > EXPR_SQL_REPEATED || strlen(b.text) > EXPR_SQL_REPEATED)
    return not_native;
  return calculated(arena_printf(compiler->arena,
                                 "(CASE WHEN %s = 0 THEN %s * 9e999 ELSE %s * 1.0 / %s END)",
                                 b.text, a.text, a.text, b.text));
}

/* a + b in a + b + c. */
static const char *
left_of_sum(ExprCompiler *compiler, const ExprNode *node, ExprSql left)
{
  const ExprNode *inner = node->items[0];
  bool sum = inner->form == EXPR_FORM_BINARY &&
             (inner->op == EXPR_OP_ADD || inner->op == EXPR_OP_SUBTRACT);
  return sum && left.text[0] == '(' ? expr_sql_unwrapped(compiler->arena, left.text) : left.text;
}

static ExprSql
compile_arithmetic(ExprCompiler *compiler, const ExprNode *node)
{
  ExprSql a = compile_number(compiler, node->items[0]);
  ExprSql b = compile_number(compiler, node->items[1]);
  if (!a.text || !b.text)
    return not_native;
  if (node->op == EXPR_OP_DIVIDE)
    return compile_division(compiler, a, b, node->items[1]);
  if (node->op == EXPR_OP_REMAINDER)
    return calculated(arena_printf(compiler->arena, "mod(%s, %s)", a.text, b.text));
  return calculated(
      arena_printf(compiler->arena, "(%s %s %s)", a.text, expr_operators[node->op].text, b.text));
}

/* "null" is what a missing value reads in a longer text. */
static const char *
to_text(ExprCompiler *compiler, ExprSql sql)
{
  return sql.nulls ? arena_printf(compiler->arena, "COALESCE(%s, 'null')", sql.text) : sql.text;
}

static ExprSql
compile_add(ExprCompiler *compiler, const ExprNode *node)
{
  ExprSql a = expr_sql_operand(compiler, node->items[0]);
  ExprSql b = expr_sql_operand(compiler, node->items[1]);
  if (!a.text || !b.text || a.object || b.object)
    return not_native;
  /* Two missing values would add up to 0. */
  if (a.type == EXPR_TYPE_TEXT && b.type == EXPR_TYPE_TEXT && !(a.nulls && b.nulls))
    return expr_sql_of(arena_printf(compiler->arena, "(%s || %s)", to_text(compiler, a),
                                    to_text(compiler, b)),
                       EXPR_TYPE_TEXT, 0);
  a = to_number(compiler, a);
  b = to_number(compiler, b);
  if (!a.text || !b.text)
    return not_native;
  return calculated(
      arena_printf(compiler->arena, "(%s + %s)", left_of_sum(compiler, node, a), b.text));
}

static ExprSql
compile_unary(ExprCompiler *compiler, const ExprNode *node)
{
  if (node->op == EXPR_OP_NOT) {
    const char *test = expr_sql_test(compiler, node->items[0]);
    return test ? expr_sql_truth(arena_printf(compiler->arena, "(NOT %s)", test)) : not_native;
  }
  ExprSql operand = compile_number(compiler, node->items[0]);
  if (!operand.text || node->op == EXPR_OP_BIT_NOT)
    return not_native;
  if (node->op == EXPR_OP_NEGATE)
    operand.text = arena_printf(compiler->arena, "(-%s)", operand.text);
  return operand;
}

/* ---- functions ---- */

/* The arguments as numbers, separated by commas. */
static const char *
compile_arguments(ExprCompiler *compiler, const ExprNode *node)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (size_t i = 0; i < node->count; i++) {
    ExprSql argument = compile_number(compiler, node->items[i]);
    if (!argument.text)
      return NULL;
    g_string_append_printf(out, "%s%s", i ? ", " : "", argument.text);
  }
  return arena_strndup(compiler->arena, out->str, out->len);
}

static ExprSql
compile_clamp(ExprCompiler *compiler, const ExprNode *node)
{
  ExprSql value = compile_number(compiler, node->items[0]);
  ExprSql low = compile_number(compiler, node->items[1]);
  ExprSql high = compile_number(compiler, node->items[2]);
  if (!value.text || !low.text || !high.text)
    return not_native;
  return calculated(
      arena_printf(compiler->arena, "max(%s, min(%s, %s))", low.text, high.text, value.text));
}

static ExprSql
compile_is_valid(ExprCompiler *compiler, const ExprNode *node)
{
  ExprSql value = expr_sql_operand(compiler, node->items[0]);
  if (!value.text || value.object)
    return not_native;
  return expr_sql_truth(arena_printf(compiler->arena, "(%s IS NOT NULL)", value.text));
}

static ExprSql
compile_is_finite(ExprCompiler *compiler, const ExprNode *node)
{
  ExprSql value = expr_sql_operand(compiler, node->items[0]);
  if (!value.text || value.object || value.type != EXPR_TYPE_NUMBER)
    return not_native;
  return expr_sql_truth(arena_printf(compiler->arena, "((abs(%s) < 9e999) IS TRUE)", value.text));
}

static ExprSql
compile_call(ExprCompiler *compiler, const ExprNode *node)
{
  static const struct {
    const char *name;
    ExprSql (*compile)(ExprCompiler *compiler, const ExprNode *node);
  } special[] = {
    { "if", expr_sql_if },
    { "clamp", compile_clamp },
    { "isValid", compile_is_valid },
    { "isFinite", compile_is_finite },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(special); i++)
    if (strcmp(node->name, special[i].name) == 0)
      return special[i].compile(compiler, node);
  /* With one argument, SQL's max and min are aggregates. */
  bool aggregate = node->function->max < 0 && node->count < 2;
  if (!node->function->sql || aggregate)
    return not_native;
  const char *arguments = compile_arguments(compiler, node);
  if (!arguments)
    return not_native;
  return calculated(arena_printf(compiler->arena, "%s(%s)", node->function->sql, arguments));
}

/* ---- the rest ---- */

static ExprSql
compile_field(ExprCompiler *compiler, const ExprNode *node)
{
  const ExprNode *known;
  const ExprColumn *column = expr_resolve(compiler, node, &known);
  if (!column || known != node)
    return not_native;
  return expr_sql_of(column->sql, column->type, column->complete ? 0 : EXPR_NULLS_MISSING);
}

static ExprSql
compile_native(ExprCompiler *compiler, const ExprNode *node)
{
  ExprValue value;
  const ExprNode *field = expr_field_node(compiler, node);
  if (field)
    return compile_field(compiler, field);
  if (expr_fold(compiler, node, &value))
    return compile_constant(compiler, value);
  switch (node->form) {
  case EXPR_FORM_UNARY:
    return compile_unary(compiler, node);
  case EXPR_FORM_BINARY:
    if (node->op == EXPR_OP_ADD)
      return compile_add(compiler, node);
    if (node->op >= EXPR_OP_SUBTRACT && node->op <= EXPR_OP_REMAINDER)
      return compile_arithmetic(compiler, node);
    return expr_sql_comparison(compiler, node);
  case EXPR_FORM_CALL:
    return compile_call(compiler, node);
  case EXPR_FORM_AND:
  case EXPR_FORM_OR:
    return expr_sql_logical(compiler, node);
  case EXPR_FORM_IF:
    return expr_sql_if(compiler, node);
  case EXPR_FORM_CONSTANT:
  case EXPR_FORM_NAME:
  case EXPR_FORM_DATUM:
  case EXPR_FORM_FIELD:
  case EXPR_FORM_MEMBER:
  case EXPR_FORM_ARRAY:
  case EXPR_FORM_OBJECT:
  default:
    return not_native;
  }
}

/* An evaluated part as an operand of native SQL; only where its type tells what NULL means. */
static ExprSql
compile_evaluated(ExprCompiler *compiler, const ExprNode *node)
{
  ExprStatic known = expr_infer(compiler, node);
  /* A sum of texts may yet be a number, where both are missing. */
  bool sum = node->form == EXPR_FORM_BINARY && node->op == EXPR_OP_ADD;
  if (known.object || known.type == EXPR_TYPE_ANY || known.type == EXPR_TYPE_JSON ||
      (sum && known.type == EXPR_TYPE_TEXT))
    return not_native;
  bool function = node->form == EXPR_FORM_CALL && node->function->evaluate;
  bool operation = node->form == EXPR_FORM_UNARY || node->form == EXPR_FORM_BINARY;
  unsigned nulls = EXPR_NULLS_MISSING | EXPR_NULLS_NAN;
  if ((function && !node->function->nullable) || operation)
    nulls = known.type == EXPR_TYPE_NUMBER ? EXPR_NULLS_NAN : EXPR_NULLS_MISSING;
  return expr_sql_of(expr_sql_evaluated(compiler, node, false), known.type, nulls);
}

ExprSql
expr_sql_operand(ExprCompiler *compiler, const ExprNode *node)
{
  ExprSql sql = node->depth <= EXPR_SQL_HEIGHT ? compile_native(compiler, node) : not_native;
  return sql.text || compiler->faulty ? sql : compile_evaluated(compiler, node);
}

const char *
expr_to_sql(Arena *arena, const Expr *expr, const ExprSqlScope *scope, DiagList *diags)
{
  ExprCompiler compiler = { .arena = arena, .expr = expr, .scope = scope, .diags = diags };
  const ExprNode *root = expr->root;
  ExprSql sql = root->depth <= EXPR_SQL_HEIGHT ? compile_native(&compiler, root) : not_native;
  if (!compiler.faulty && (!sql.text || expr_sql_nesting(sql.text) > EXPR_SQL_NESTING))
    sql.text = expr_sql_evaluated(&compiler, root, false);
  return compiler.faulty ? NULL : sql.text;
}

const char *
expr_to_sql_test(Arena *arena, const Expr *expr, const ExprSqlScope *scope, DiagList *diags)
{
  ExprCompiler compiler = { .arena = arena, .expr = expr, .scope = scope, .diags = diags };
  const char *text = expr_sql_test(&compiler, expr->root);
  if (!compiler.faulty && expr_sql_nesting(text) > EXPR_SQL_NESTING)
    text = expr_sql_evaluated(&compiler, expr->root, true);
  return compiler.faulty ? NULL : text;
}
