/* pivot: a column for each value of a field. Rules: Vega's documentation of the pivot transform;
 * columns stand in ascending order of the values. */
#include "chart/aggregate_private.h"
#include "chart/transform_private.h"

#include <string.h>

/* SQLite's own limit is 2,000 columns. */
enum { KEYS_MOST = 1000 };

static const Aggregate *
read_op(const Pipeline *from, const Node *node)
{
  const Node *op = node_get(node, "op");
  const char *name = node_string(op, op ? "" : "sum");
  const Aggregate *aggregate = aggregate_find(name);
  if (aggregate && aggregate->sql)
    return aggregate;
  const char *near = diag_suggest(name, aggregate_names());
  g_autofree char *hint = near ? g_strdup_printf("did you mean '%s'?", near) : NULL;
  diag_error(from->compilation->diags, "unknown-aggregate", op->span, hint,
             "there is no operation '%s' for a pivot", name);
  return NULL;
}

/* The values of the field in ascending order; NULL after a fault. */
static const Table *
read_keys(const Pipeline *from, const Node *node, const char *field)
{
  const char *name = sql_column(from->compilation->arena, field);
  double limit = node_number(node_get(node, "limit"), 0);
  int most = limit >= 1 && limit < KEYS_MOST ? (int)limit : KEYS_MOST + 1;
  g_autofree char *sql =
      g_strdup_printf("SELECT DISTINCT %s FROM %s ORDER BY 1 LIMIT %d", name, from->name, most);
  const Table *keys = pipeline_query(from, "the columns to make", sql);
  if (keys && keys->row_count > KEYS_MOST) {
    diag_error(from->compilation->diags, "too-many-columns", node_get(node, "pivot")->span,
               "filter the data or set `limit`",
               "the field '%s' has more than 1,000 values to make columns of", field);
    return NULL;
  }
  return keys;
}

/* A value as JavaScript's String() of it, and as SQL. */
static const char *
key_name(const Pipeline *from, const Column *keys, size_t row, ExprType type, const char **sql)
{
  Arena *arena = from->compilation->arena;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  Value value = column_value(keys, row);
  ExprValue shown = expr_from_value(value);
  *sql = "NULL";
  if (value.kind == VALUE_STRING)
    *sql = sql_text(arena, value.string);
  else if (value.kind != VALUE_NULL)
    *sql = arena_strdup(arena, g_ascii_dtostr(number, sizeof number, value_to_number(value)));
  if (value.kind == VALUE_NUMBER && type == EXPR_TYPE_DATE)
    shown = expr_date(value.number);
  else if (value.kind == VALUE_NUMBER && type == EXPR_TYPE_BOOLEAN)
    shown = expr_boolean(value.number != 0);
  return expr_to_string(arena, shown);
}

const Pipeline *
transform_pivot(const Pipeline *from, const Node *node)
{
  Arena *arena = from->compilation->arena;
  g_autoptr(GPtrArray) groups = g_ptr_array_new();
  g_autoptr(GArray) measures = g_array_new(FALSE, FALSE, sizeof(Measure));
  const char *field = transform_field(from, node, "pivot");
  const char *value = transform_field(from, node, "value");
  const Aggregate *aggregate = read_op(from, node);
  if (!transform_fields(from, node_get(node, "groupby"), groups) || !field || !value || !aggregate)
    return NULL;
  const Table *keys = read_keys(from, node, field);
  if (!keys)
    return NULL;
  ExprType value_type = pipeline_column(from, value)->type;
  for (size_t i = 0; i < keys->row_count; i++) {
    const char *key = NULL;
    Measure measure = { .type = aggregate->keeps_type ? value_type : EXPR_TYPE_NUMBER };
    measure.as = key_name(from, &keys->columns[0], i, pipeline_column(from, field)->type, &key);
    measure.sql = transform_aggregate_sql(arena, aggregate, sql_column(arena, value),
                                          arena_printf(arena, "FILTER (WHERE %s IS %s)",
                                                       sql_column(arena, field), key));
    g_array_append_val(measures, measure);
  }
  return pipeline_aggregate(from, (const char *const *)groups->pdata, groups->len,
                            (const Measure *)(void *)measures->data, measures->len);
}
