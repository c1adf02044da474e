/* Comparisons, conditions and branches as SQL: two-valued, as in JavaScript. */
#include "chart/expr_sql_private.h"

#include <math.h>
#include <string.h>

static const ExprSql not_native = { .text = NULL };

/* A comparison that NULL would leave undecided is false. */
static ExprSql
decided(ExprCompiler *compiler, const char *comparison, bool nulls)
{
  return expr_sql_truth(arena_printf(compiler->arena, nulls ? "(%s IS TRUE)" : "%s", comparison));
}

static ExprSql
negated(ExprCompiler *compiler, ExprSql sql)
{
  if (sql.text)
    sql.text = arena_printf(compiler->arena, "(NOT %s)", sql.text);
  return sql;
}

/* ---- order ---- */

static const char *
as_number(ExprCompiler *compiler, ExprSql sql)
{
  if (sql.nulls & EXPR_NULLS_MISSING)
    return arena_printf(compiler->arena, "COALESCE(%s, 0.0)", sql.text);
  return sql.text;
}

/* A constant that is no number is neither before nor after a missing value, which counts as 0. */
static bool
is_no_number(ExprSql sql)
{
  return sql.constant && isnan(value_to_number(value_string(sql.constant)));
}

static ExprSql
compile_order(ExprCompiler *compiler, const ExprNode *node, ExprSql a, ExprSql b)
{
  const unsigned both = EXPR_NULLS_MISSING | EXPR_NULLS_NAN;
  const char *op = expr_operators[node->op].text;
  if (a.type == EXPR_TYPE_TEXT && b.type == EXPR_TYPE_TEXT) {
    bool nulls = a.nulls || b.nulls;
    if (nulls && !is_no_number(a) && !is_no_number(b))
      return not_native;
    return decided(compiler, arena_printf(compiler->arena, "(%s %s %s)", a.text, op, b.text),
                   nulls);
  }
  if (!expr_sql_is_number(a) || !expr_sql_is_number(b) || a.nulls == both || b.nulls == both)
    return not_native;
  const char *comparison = arena_printf(compiler->arena, "(%s %s %s)", as_number(compiler, a), op,
                                        as_number(compiler, b));
  return decided(compiler, comparison, (a.nulls | b.nulls) & EXPR_NULLS_NAN);
}

/* ---- equality ---- */

static bool
is_nullish(ExprCompiler *compiler, const ExprNode *node, bool *undefined)
{
  ExprValue value;
  if (!expr_fold(compiler, node, &value) || !expr_is_nullish(value))
    return false;
  *undefined = value.kind == EXPR_UNDEFINED;
  return true;
}

/* x == null: a missing cell is, NaN is not; and a missing cell is not undefined. */
static ExprSql
compile_null_test(ExprCompiler *compiler, ExprSql sql, bool undefined, bool strict)
{
  if (!sql.text || sql.nulls == (EXPR_NULLS_MISSING | EXPR_NULLS_NAN))
    return not_native;
  if (sql.nulls != EXPR_NULLS_MISSING || (undefined && strict))
    return expr_sql_truth("0");
  return expr_sql_truth(arena_printf(compiler->arena, "(%s IS NULL)", sql.text));
}

static ExprSql
compile_same_type(ExprCompiler *compiler, ExprSql a, ExprSql b)
{
  bool missing = a.nulls & b.nulls & EXPR_NULLS_MISSING, nan = (a.nulls | b.nulls) & EXPR_NULLS_NAN;
  if (missing && nan)
    return not_native;
  if (missing)
    return expr_sql_truth(arena_printf(compiler->arena, "(%s IS %s)", a.text, b.text));
  return decided(compiler, arena_printf(compiler->arena, "(%s = %s)", a.text, b.text),
                 a.nulls || b.nulls);
}

/* A number against a constant text, which counts as the number it spells. */
static ExprSql
compile_number_text(ExprCompiler *compiler, ExprSql number, const char *text, bool strict)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double value = value_to_number(value_string(text));
  if (strict || !isfinite(value))
    return strict || isnan(value) ? expr_sql_truth("0") : not_native;
  g_ascii_dtostr(buffer, sizeof buffer, value);
  return decided(compiler, arena_printf(compiler->arena, "(%s = %s)", number.text, buffer),
                 number.nulls != 0);
}

static ExprSql
compile_equality(ExprCompiler *compiler, const ExprNode *node, ExprSql a, ExprSql b)
{
  bool strict = node->op == EXPR_OP_SAME || node->op == EXPR_OP_DIFFERENT;
  bool undefined;
  if (is_nullish(compiler, node->items[1], &undefined))
    return compile_null_test(compiler, a, undefined, strict);
  if (is_nullish(compiler, node->items[0], &undefined))
    return compile_null_test(compiler, b, undefined, strict);
  if (!a.text || !b.text || a.object || b.object)
    return not_native;
  bool number_a = expr_sql_is_number(a), number_b = expr_sql_is_number(b);
  bool boolean_a = a.type == EXPR_TYPE_BOOLEAN, boolean_b = b.type == EXPR_TYPE_BOOLEAN;
  if ((a.type == EXPR_TYPE_TEXT && b.type == EXPR_TYPE_TEXT) ||
      (number_a && number_b && (boolean_a == boolean_b || !strict)))
    return compile_same_type(compiler, a, b);
  if (number_a && b.constant)
    return compile_number_text(compiler, a, b.constant, strict);
  if (number_b && a.constant)
    return compile_number_text(compiler, b, a.constant, strict);
  return not_native;
}

/* 'x' in datum is known from the columns. */
static ExprSql
compile_in(ExprCompiler *compiler, const ExprNode *node)
{
  ExprValue key;
  ExprColumn column;
  if (node->items[1]->form != EXPR_FORM_DATUM || !expr_fold(compiler, node->items[0], &key))
    return not_native;
  const char *name = expr_to_string(compiler->arena, key);
  bool exists =
      compiler->scope->column && compiler->scope->column(compiler->scope->user, name, &column);
  return expr_sql_truth(exists ? "1" : "0");
}

ExprSql
expr_sql_comparison(ExprCompiler *compiler, const ExprNode *node)
{
  if (node->op == EXPR_OP_IN)
    return compile_in(compiler, node);
  if (node->op < EXPR_OP_EQUAL || node->op > EXPR_OP_GREATER_EQUAL)
    return not_native;
  bool undefined;
  bool nullish = is_nullish(compiler, node->items[0], &undefined) ||
                 is_nullish(compiler, node->items[1], &undefined);
  ExprSql a = expr_sql_operand(compiler, node->items[0]);
  ExprSql b = expr_sql_operand(compiler, node->items[1]);
  if (node->op >= EXPR_OP_LESS)
    return nullish || !a.text || !b.text ? not_native : compile_order(compiler, node, a, b);
  ExprSql equal = compile_equality(compiler, node, a, b);
  bool negative = node->op == EXPR_OP_UNEQUAL || node->op == EXPR_OP_DIFFERENT;
  return negative ? negated(compiler, equal) : equal;
}

/* ---- conditions ---- */

/* Truthiness of a piece of SQL; NULL where its type does not tell. */
static const char *
truth_of(ExprCompiler *compiler, ExprSql sql)
{
  if (!sql.text || sql.object)
    return NULL;
  if (sql.type == EXPR_TYPE_BOOLEAN)
    return sql.nulls ? arena_printf(compiler->arena, "(%s IS TRUE)", sql.text) : sql.text;
  if (sql.type == EXPR_TYPE_TEXT)
    return arena_printf(compiler->arena, sql.nulls ? "((%s <> '') IS TRUE)" : "(%s <> '')",
                        sql.text);
  if (expr_sql_is_number(sql))
    return arena_printf(compiler->arena, sql.nulls ? "((%s <> 0) IS TRUE)" : "(%s <> 0)", sql.text);
  return NULL;
}

static const char *
test_two(ExprCompiler *compiler, const ExprNode *node)
{
  const char *a = expr_sql_test(compiler, node->items[0]);
  const char *b = expr_sql_test(compiler, node->items[1]);
  if (!a || !b)
    return NULL;
  if (node->items[0]->form == node->form && node->items[0]->depth <= EXPR_SQL_HEIGHT)
    a = expr_sql_unwrapped(compiler->arena, a);
  return arena_printf(compiler->arena, "(%s %s %s)", a, node->form == EXPR_FORM_AND ? "AND" : "OR",
                      b);
}

const char *
expr_sql_test(ExprCompiler *compiler, const ExprNode *node)
{
  ExprValue value;
  if (expr_fold(compiler, node, &value))
    return expr_truthy(value) ? "1" : "0";
  if (node->depth <= EXPR_SQL_HEIGHT) {
    if (node->form == EXPR_FORM_AND || node->form == EXPR_FORM_OR)
      return test_two(compiler, node);
    const char *truth = truth_of(compiler, expr_sql_operand(compiler, node));
    if (truth || compiler->faulty)
      return truth;
  }
  return expr_sql_evaluated(compiler, node, true);
}

/* a && b and a || b give one of the two. */
ExprSql
expr_sql_logical(ExprCompiler *compiler, const ExprNode *node)
{
  ExprSql a = expr_sql_operand(compiler, node->items[0]);
  ExprSql b = expr_sql_operand(compiler, node->items[1]);
  const char *test = truth_of(compiler, a);
  bool conjunction = node->form == EXPR_FORM_AND;
  if (!test || !b.text || b.object || a.type != b.type)
    return not_native;
  if (a.type == EXPR_TYPE_BOOLEAN && !a.nulls && !b.nulls)
    return expr_sql_truth(
        arena_printf(compiler->arena, "(%s %s %s)", a.text, conjunction ? "AND" : "OR", b.text));
  if (strlen(a.text) > EXPR_SQL_REPEATED)
    return not_native;
  const char *text = arena_printf(compiler->arena, "(CASE WHEN %s THEN %s ELSE %s END)", test,
                                  conjunction ? b.text : a.text, conjunction ? a.text : b.text);
  return expr_sql_of(text, a.type, conjunction ? a.nulls | b.nulls : b.nulls);
}

ExprSql
expr_sql_if(ExprCompiler *compiler, const ExprNode *node)
{
  const char *test = expr_sql_test(compiler, node->items[0]);
  ExprSql a = expr_sql_operand(compiler, node->items[1]);
  ExprSql b = expr_sql_operand(compiler, node->items[2]);
  if (!test || !a.text || !b.text || a.object || b.object)
    return not_native;
  bool null_a = strcmp(a.text, "NULL") == 0 && a.nulls == EXPR_NULLS_MISSING;
  bool null_b = strcmp(b.text, "NULL") == 0 && b.nulls == EXPR_NULLS_MISSING;
  ExprType type = null_a ? b.type : null_b ? a.type : expr_unify(a.type, b.type);
  const char *text =
      arena_printf(compiler->arena, "(CASE WHEN %s THEN %s ELSE %s END)", test, a.text, b.text);
  return expr_sql_of(text, type, a.nulls | b.nulls);
}
