/* Predicates: expressions, {field, equal | lt | … | range | oneOf | valid}, {and | or | not}. */
#include "chart/params_private.h"
#include "chart/pipeline_private.h"
#include "chart/selection_private.h"
#include "chart/time_unit_private.h"

#include <math.h>

/* What a predicate compares: SQL of the field, its type and time unit. */
typedef struct Operand {
  const char *sql;
  ExprType type;
  const TimeUnit *unit;
} Operand;

/* A value as SQL; dates are {year, month, …}, texts beside a date, or numbers of a time unit. */
static const char *
literal(const Pipeline *from, const Node *node, const Operand *operand)
{
  Arena *arena = from->compilation->arena;
  bool date = operand->unit || node_is(node, NODE_MAP) || operand->type == EXPR_TYPE_DATE;
  if (node_is(node, NODE_NULL))
    return "NULL";
  if (date) {
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    double ms = time_unit_date(node, operand->unit);
    return isnan(ms) ? "NULL" : arena_strdup(arena, g_ascii_dtostr(buffer, sizeof buffer, ms));
  }
  if (node_is(node, NODE_NUMBER))
    return isfinite(node->number) ? node->scalar : "NULL";
  if (node_is(node, NODE_BOOLEAN))
    return node->boolean ? "1" : "0";
  return node_is(node, NODE_STRING) ? sql_text(arena, node->string) : "NULL";
}

typedef struct Comparison {
  const char *name, *sql;
} Comparison;

static const Comparison COMPARISONS[] = {
  { "equal", "IS" }, { "lt", "<" }, { "lte", "<=" }, { "gt", ">" }, { "gte", ">=" },
};

static const char *
range_sql(const Pipeline *from, const Operand *field, const Node *range)
{
  Arena *arena = from->compilation->arena;
  const Node *low = NULL, *high = NULL;
  if (node_is(range, NODE_LIST) && range->count == 2) {
    low = range->items[0];
    high = range->items[1];
  }
  const char *above = low && !node_is(low, NODE_NULL)
                          ? arena_printf(arena, "%s >= %s", field->sql, literal(from, low, field))
                          : "1";
  const char *below = high && !node_is(high, NODE_NULL)
                          ? arena_printf(arena, "%s <= %s", field->sql, literal(from, high, field))
                          : "1";
  return arena_printf(arena, "coalesce(%s AND %s, 0)", above, below);
}

static const char *
one_of_sql(const Pipeline *from, const Operand *field, const Node *list)
{
  Arena *arena = from->compilation->arena;
  g_autoptr(GString) sql = g_string_new(NULL);
  for (size_t i = 0; i < list->count; i++)
    g_string_append_printf(sql, "%s%s IS %s", i ? " OR " : "", field->sql,
                           literal(from, list->items[i], field));
  return arena_printf(arena, "(%s)", sql->len ? sql->str : "0");
}

/* The field as SQL, floored to the predicate's time unit. */
static bool
field_operand(const Pipeline *from, const Node *predicate, Operand *operand)
{
  Compilation *compilation = from->compilation;
  const Node *field = node_get(predicate, "field");
  const Node *unit = node_get(predicate, "timeUnit");
  const char *name = node_text(field, "");
  if (!pipeline_has(from, name, field->span))
    return false;
  *operand =
      (Operand){ sql_column(compilation->arena, name), pipeline_column(from, name)->type, NULL };
  if (!unit)
    return true;
  operand->unit = time_unit_parse(compilation->arena, unit, compilation->diags);
  if (!operand->unit)
    return false;
  if (operand->type == EXPR_TYPE_TEXT || operand->type == EXPR_TYPE_ANY)
    operand->sql = arena_printf(compilation->arena, "chart_date(%s)", operand->sql);
  if (!operand->unit->binned)
    operand->sql = arena_printf(compilation->arena, "%s(%s)",
                                time_unit_function(compilation, operand->unit, 0), operand->sql);
  return true;
}

/* The first value that a predicate compares its field with. */
static const Node *
first_value(const Node *predicate)
{
  static const char *const KEYS[] = { "equal", "lt", "lte", "gt", "gte", "range", "oneOf" };
  const Node *value = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(KEYS) && !value; i++)
    value = node_get(predicate, KEYS[i]);
  if (node_is(value, NODE_LIST))
    value = value->count > 0 ? value->items[0] : NULL;
  return value;
}

/* As in Vega-Lite, the kind of the value tells how the field is read: texts beside a number as
 * numbers, numbers beside a text as texts. */
static void
read_alike(const Pipeline *from, const Node *predicate, Operand *operand)
{
  Arena *arena = from->compilation->arena;
  const Node *value = first_value(predicate);
  bool textual = operand->type == EXPR_TYPE_TEXT || operand->type == EXPR_TYPE_ANY;
  if (operand->unit)
    return;
  if (node_is(value, NODE_NUMBER) && textual)
    operand->sql = arena_printf(arena, "chart_number(%s)", operand->sql);
  else if (node_is(value, NODE_STRING) && operand->type == EXPR_TYPE_NUMBER)
    operand->sql = arena_printf(arena, "chart_text(%s)", operand->sql);
}

static const char *
field_predicate_sql(const Pipeline *from, const Node *predicate)
{
  Compilation *compilation = from->compilation;
  Arena *arena = compilation->arena;
  const Node *value = NULL;
  Operand field = { 0 };
  if (!field_operand(from, predicate, &field))
    return NULL;
  read_alike(from, predicate, &field);
  for (size_t i = 0; i < G_N_ELEMENTS(COMPARISONS); i++)
    if ((value = node_get(predicate, COMPARISONS[i].name)))
      return arena_printf(arena, "coalesce(%s %s %s, 0)", field.sql, COMPARISONS[i].sql,
                          literal(from, value, &field));
  if ((value = node_get(predicate, "range")))
    return range_sql(from, &field, value);
  if (node_is(value = node_get(predicate, "oneOf"), NODE_LIST))
    return one_of_sql(from, &field, value);
  if ((value = node_get(predicate, "valid")))
    return arena_printf(arena, "%s IS %s NULL", field.sql, node_boolean(value, true) ? "NOT" : "");
  diag_error(compilation->diags, "invalid-predicate", predicate->span,
             "add one of: equal, lt, lte, gt, gte, range, oneOf, valid",
             "the predicate compares its field with nothing");
  return NULL;
}

static const char *
joined_sql(const Pipeline *from, const Node *list, const char *with)
{
  g_autoptr(GString) sql = g_string_new("(");
  for (size_t i = 0; i < list->count; i++) {
    const char *part = predicate_sql(from, list->items[i]);
    if (!part)
      return NULL;
    g_string_append_printf(sql, "%s(%s)", i ? with : "", part);
  }
  g_string_append(sql, list->count ? ")" : "1)");
  return arena_strdup(from->compilation->arena, sql->str);
}

/* Are all fields that a predicate names among the columns? */
static bool
has_fields(const Pipeline *from, const Node *predicate)
{
  const Node *field = node_get(predicate, "field"), *list = node_get(predicate, "and");
  if (!list)
    list = node_get(predicate, "or");
  for (size_t i = 0; list && i < list->count; i++)
    if (!has_fields(from, list->items[i]))
      return false;
  return !field || pipeline_column(from, field->string);
}

/* What is selected at first; nothing counts as all, unless `empty` is false. */
static const char *
selection_sql(const Pipeline *from, const Node *predicate, const char *name)
{
  ExprValue param;
  if (!selection_find(from->compilation, name).param &&
      params_lookup(from->compilation, name, &param))
    return expr_truthy(param) ? "1" : "0";
  const Node *selected = selection_predicate(from->compilation, name);
  if (!selected)
    return node_boolean(node_get(predicate, "empty"), true) ? "1" : "0";
  return has_fields(from, selected) ? predicate_sql(from, selected) : "0";
}

const char *
predicate_sql(const Pipeline *from, const Node *predicate)
{
  Compilation *compilation = from->compilation;
  const Node *inner = NULL;
  if (node_is(predicate, NODE_STRING))
    return expression_test_sql(from, predicate);
  if (node_is(inner = node_get(predicate, "and"), NODE_LIST))
    return joined_sql(from, inner, " AND ");
  if (node_is(inner = node_get(predicate, "or"), NODE_LIST))
    return joined_sql(from, inner, " OR ");
  if ((inner = node_get(predicate, "not"))) {
    const char *sql = predicate_sql(from, inner);
    return sql ? arena_printf(compilation->arena, "NOT (%s)", sql) : NULL;
  }
  if (node_get(predicate, "field"))
    return field_predicate_sql(from, predicate);
  const char *name = node_string(node_get(predicate, "param"), NULL);
  if (name)
    return selection_sql(from, predicate, name);
  diag_error(compilation->diags, "invalid-predicate", predicate->span,
             "give an expression, or {field: …, equal: …}", "this is no condition");
  return NULL;
}

/* ---- predicates on one value, without rows ---- */

static bool
compare_value(const char *name, double a, double b)
{
  if (strcmp(name, "equal") == 0)
    return a == b;
  if (strcmp(name, "lt") == 0)
    return a < b;
  if (strcmp(name, "lte") == 0)
    return a <= b;
  return strcmp(name, "gt") == 0 ? a > b : a >= b;
}

static bool
is_value(const Node *node, Value value, const TimeUnit *unit)
{
  if (value.kind == VALUE_STRING)
    return node_is_string(node, value.string);
  return value_to_number(value) ==
         (unit || node_is(node, NODE_MAP) ? time_unit_date(node, unit) : node_number(node, NAN));
}

bool
predicate_holds(Compilation *compilation, const Node *predicate, Value value)
{
  const Node *unit_node = node_get(predicate, "timeUnit"), *node = NULL;
  const TimeUnit *unit =
      unit_node ? time_unit_parse(compilation->arena, unit_node, compilation->diags) : NULL;
  if (unit)
    value = value_number(time_unit_floor(unit, value_to_number(value)));
  if ((node = node_get(predicate, "equal")))
    return is_value(node, value, unit);
  for (size_t i = 1; i < G_N_ELEMENTS(COMPARISONS); i++)
    if ((node = node_get(predicate, COMPARISONS[i].name)))
      return compare_value(COMPARISONS[i].name, value_to_number(value),
                           unit ? time_unit_date(node, unit) : node_number(node, NAN));
  node = node_get(predicate, "oneOf");
  for (size_t i = 0; node_is(node, NODE_LIST) && i < node->count; i++)
    if (is_value(node->items[i], value, unit))
      return true;
  return false;
}
