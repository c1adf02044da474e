/* Rows for values that a series lacks: of stacked lines and areas, of `impute` in an encoding, and
 * the impute transform. Rules: Vega-Lite's documentation of impute and stack. */
#include "chart/impute_private.h"
#include "chart/series_private.h"

#include <math.h>
#include <string.h>

/* ---- adding the rows ---- */

static void
append_names(GString *sql, Arena *arena, const char *prefix, const char *const *names, size_t count)
{
  for (size_t i = 0; i < count; i++)
    g_string_append_printf(sql, "%s%s, ", prefix, sql_column(arena, names[i]));
}

/* SELECT of the distinct values of some columns, with the row `n` at which each appears first. */
static void
append_distinct(GString *sql, Arena *arena, const char *const *names, size_t count)
{
  g_string_append(sql, "SELECT ");
  append_names(sql, arena, "", names, count);
  g_string_append(sql, "min(" ROW_COLUMN_SQL ") AS n FROM \"#source\"");
  for (size_t i = 0; i < count; i++)
    g_string_append_printf(sql, "%s%s", i ? ", " : " GROUP BY ", sql_column(arena, names[i]));
}

static void
append_keys(GString *sql, Arena *arena, const Imputation *wanted)
{
  g_string_append(sql, ", \"#keys\" AS MATERIALIZED (");
  if (!wanted->key_values_sql) {
    append_distinct(sql, arena, wanted->keys, wanted->key_count);
    g_string_append_c(sql, ')');
    return;
  }
  /* Values that are asked for come before those of the data. */
  const char *key = sql_column(arena, wanted->keys[0]);
  g_string_append_printf(sql, "SELECT %s, min(n) AS n FROM (%s UNION ALL ", key,
                         wanted->key_values_sql);
  append_distinct(sql, arena, wanted->keys, 1);
  g_string_append_printf(sql, ") GROUP BY %s)", key);
}

static bool
is_one_of(const char *name, const char *const *names, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (strcmp(names[i], name) == 0)
      return true;
  return false;
}

/* The cells of a row that is added. */
static void
append_cells(GString *sql, const Pipeline *from, const Imputation *wanted)
{
  Arena *arena = from->compilation->arena;
  for (size_t i = 0; i < from->column_count; i++) {
    const char *column = from->columns[i].name, *name = sql_column(arena, column);
    if (is_one_of(column, wanted->keys, wanted->key_count))
      g_string_append_printf(sql, ", \"#keys\".%s", name);
    else if (is_one_of(column, wanted->groups, wanted->group_count))
      g_string_append_printf(sql, ", \"#series\".%s", name);
    else
      g_string_append_printf(sql, ", %s",
                             strcmp(column, wanted->field) == 0 ? wanted->value_sql : "NULL");
  }
}

static void
append_match(GString *sql, Arena *arena, const char *with, const char *const *names, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    const char *name = sql_column(arena, names[i]);
    g_string_append_printf(sql, " AND own.%s IS %s.%s", name, with, name);
  }
}

const Pipeline *
pipeline_impute(const Pipeline *from, const Imputation *wanted)
{
  Arena *arena = from->compilation->arena;
  g_autoptr(GString) sql = g_string_new("WITH \"#source\" AS MATERIALIZED (");
  g_autoptr(GString) columns = g_string_new(ROW_COLUMN_SQL);
  for (size_t i = 0; i < from->column_count; i++)
    g_string_append_printf(columns, ", %s", sql_column(arena, from->columns[i].name));

  /* SQLite takes a compound that names "#source" within for a recursive one: hence the wrapping. */
  g_string_append_printf(sql, "SELECT * FROM %s)", from->name);
  append_keys(sql, arena, wanted);
  g_string_append(sql, ", \"#series\" AS MATERIALIZED (");
  append_distinct(sql, arena, wanted->groups, wanted->group_count);
  g_string_append_printf(sql,
                         ") SELECT %s FROM \"#source\" UNION ALL SELECT (SELECT max(" ROW_COLUMN_SQL
                         ") FROM \"#source\") + row_number() OVER (ORDER BY \"#series\".n, "
                         "\"#keys\".n)",
                         columns->str);
  append_cells(sql, from, wanted);
  g_string_append(sql, " FROM \"#series\" CROSS JOIN \"#keys\" LEFT JOIN \"#source\" AS own ON 1");
  append_match(sql, arena, "\"#keys\"", wanted->keys, wanted->key_count);
  append_match(sql, arena, "\"#series\"", wanted->groups, wanted->group_count);
  g_string_append(sql, " WHERE own." ROW_COLUMN_SQL " IS NULL AND \"#series\".n IS NOT NULL");
  return pipeline_with_sql(from, sql->str, from->columns, from->column_count);
}

/* ---- stacks ---- */

static void
add_once(GPtrArray *names, const char *name)
{
  if (name && !g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
    g_ptr_array_add(names, (gpointer)name);
}

static void
add_part(const Unit *unit, const ChannelDef *def, GPtrArray *parts)
{
  if (stack_splits(unit, def))
    add_once(parts, def->column);
}

const Pipeline *
impute_stack(const Unit *unit, const Pipeline *from)
{
  const Stack *stack = &unit->stack;
  const ChannelDef *measure = unit->channels[stack->channel];
  const ChannelDef *dimension =
      stack->dimension == CHANNEL_NONE ? NULL : unit->channels[stack->dimension];
  g_autoptr(GPtrArray) parts = g_ptr_array_new(), keys = g_ptr_array_new();
  if (!unit->mark->path || !def_is_field(dimension) ||
      node_is(node_get(measure->node, "impute"), NODE_NULL))
    return from;
  add_once(keys, dimension->column);
  add_once(keys, dimension->column_end);
  add_once(keys, dimension->column_range);
  for (int i = 0; i < CHANNEL_COUNT; i++)
    add_part(unit, unit_encoded(unit, (Channel)i), parts);
  for (size_t i = 0; i < unit->detail_count; i++)
    add_part(unit, unit->details[i], parts);
  for (size_t i = 0; i < unit->order_count; i++)
    if (def_is_field(unit->orders[i]) && !unit->orders[i]->aggregate)
      add_once(parts, unit->orders[i]->column);
  for (size_t i = 0; i < unit->facet_count; i++)
    add_once(parts, unit->facets[i]->column);
  Imputation wanted = {
    .field = measure->column,
    .value_sql = "0",
    .keys = (const char *const *)keys->pdata,
    .key_count = keys->len,
    .groups = (const char *const *)parts->pdata,
    .group_count = parts->len,
  };
  return pipeline_impute(from, &wanted);
}

/* ---- as asked for ---- */

static const char *
sql_of_node(Arena *arena, const Node *node)
{
  if (node_is(node, NODE_NUMBER) && isfinite(node->number))
    return node->scalar ? node->scalar : arena_printf(arena, "%.17g", node->number);
  if (node_is(node, NODE_BOOLEAN))
    return node->boolean ? "1" : "0";
  return node_is(node, NODE_STRING) ? sql_text(arena, node->string) : "NULL";
}

enum { KEYS_MOST = 10000 };

static void
append_key(GString *sql, const char *value, size_t index, size_t count)
{
  g_string_append_printf(sql, "%s(%s, %.0f)", index ? ", " : "VALUES ", value,
                         (double)index - (double)count);
}

static void
append_sequence(GString *sql, const Node *node)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  double start = node_number(node_get(node, "start"), 0);
  double stop = node_number(node_get(node, "stop"), NAN);
  double step = node_number(node_get(node, "step"), 1), count = ceil((stop - start) / step);
  if (!(count > 0 && count <= KEYS_MOST))
    return;
  for (size_t i = 0; i < (size_t)count; i++) {
    g_ascii_dtostr(text, sizeof text, start + step * (double)i);
    append_key(sql, text, i, (size_t)count);
  }
}

/* `keyvals`: a list, or {start, stop, step}. NULL: none. */
static const char *
key_values_sql(const Pipeline *from, const Node *node, const char *key)
{
  Arena *arena = from->compilation->arena;
  g_autoptr(GString) sql = g_string_new(NULL);
  if (node_is(node, NODE_MAP))
    append_sequence(sql, node);
  for (size_t i = 0; node_is(node, NODE_LIST) && i < MIN(node->count, KEYS_MOST); i++)
    append_key(sql, sql_of_node(arena, node->items[i]), i, node->count);
  if (node && !sql->len)
    diag_warning(from->compilation->diags, "invalid-value", node->span,
                 "give a list, or {start, stop, step} of at most 10,000 values",
                 "the values of `keyvals` are not used");
  return sql->len ? arena_printf(arena, "SELECT column1 AS %s, column2 AS n FROM (%s)",
                                 sql_column(arena, key), sql->str)
                  : NULL;
}

static const char *
frame_bound(Arena *arena, const Node *frame, size_t index)
{
  bool given = node_is(frame, NODE_LIST) && frame->count == 2;
  const Node *bound = given ? frame->items[index] : NULL;
  if (!node_is(bound, NODE_NUMBER) || !(fabs(bound->number) < 1e9))
    return index ? "UNBOUNDED FOLLOWING" : "UNBOUNDED PRECEDING";
  return arena_printf(arena, "%d %s", (int)fabs(bound->number),
                      bound->number < 0 ? "PRECEDING" : "FOLLOWING");
}

/* Missing values become an aggregate of their neighbours in the series. */
static const Pipeline *
fill_by_method(const Pipeline *from, const Node *node, const Imputation *wanted)
{
  static const char *const METHODS[][2] = {
    { "mean", "avg" }, { "min", "min" }, { "max", "max" }, { "median", "chart_median" }
  };
  Arena *arena = from->compilation->arena;
  const Node *method = node_get(node, "method"), *frame = node_get(node, "frame");
  const char *name = sql_column(arena, wanted->field), *function = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(METHODS); i++)
    if (node_is_string(method, METHODS[i][0]))
      function = METHODS[i][1];
  if (!function) {
    diag_error(from->compilation->diags, "invalid-value", method->span,
               "one of value, mean, median, min, max", "there is no such method of imputation");
    return NULL;
  }
  g_autoptr(GString) partition = g_string_new(NULL);
  for (size_t i = 0; i < wanted->group_count; i++)
    g_string_append_printf(partition, "%s%s", i ? ", " : "PARTITION BY ",
                           sql_column(arena, wanted->groups[i]));
  const char *sql = arena_printf(arena,
                                 "coalesce(%s, %s(%s) OVER (%s ORDER BY " ROW_COLUMN_SQL
                                 " ROWS BETWEEN %s AND %s))",
                                 name, function, name, partition->str, frame_bound(arena, frame, 0),
                                 frame_bound(arena, frame, 1));
  return pipeline_derive(from, wanted->field, sql, EXPR_TYPE_NUMBER);
}

/* `node` has method, value, frame and keyvals. */
static const Pipeline *
impute_as_asked(const Pipeline *from, const Node *node, Imputation *wanted)
{
  Arena *arena = from->compilation->arena;
  const Node *method = node_get(node, "method"), *value = node_get(node, "value");
  bool computed = method && !node_is_string(method, "value");
  wanted->value_sql = computed ? "NULL" : value ? sql_of_node(arena, value) : "0";
  wanted->key_values_sql = key_values_sql(from, node_get(node, "keyvals"), wanted->keys[0]);
  from = pipeline_impute(from, wanted);
  return computed ? fill_by_method(from, node, wanted) : from;
}

const Pipeline *
impute_encoding(const Unit *unit, const Pipeline *from)
{
  const ChannelDef *x = unit->channels[CHANNEL_X], *y = unit->channels[CHANNEL_Y];
  if (!def_is_field(x) || !def_is_field(y))
    return from;
  const Node *of_x = node_get(x->node, "impute"), *of_y = node_get(y->node, "impute");
  const Node *node = node_is(of_x, NODE_MAP) ? of_x : of_y;
  const ChannelDef *imputed = node == of_x ? x : y, *key = node == of_x ? y : x;
  if (!node_is(node, NODE_MAP) || !imputed->field || !pipeline_column(from, imputed->field) ||
      !key->field || !pipeline_column(from, key->field))
    return from;
  g_autoptr(GPtrArray) defs = series_defs(unit), groups = g_ptr_array_new();
  for (guint i = 0; i < defs->len; i++)
    add_once(groups, ((const ChannelDef *)defs->pdata[i])->column);
  Imputation wanted = {
    .field = imputed->field,
    .keys = &key->field,
    .key_count = 1,
    .groups = (const char *const *)groups->pdata,
    .group_count = groups->len,
  };
  return impute_as_asked(from, node, &wanted);
}

const Pipeline *
transform_impute(const Pipeline *from, const Node *node)
{
  const Node *field = node_get(node, "impute"), *key = node_get(node, "key");
  const Node *list = node_get(node, "groupby");
  g_autoptr(GPtrArray) groups = g_ptr_array_new();
  const char *name = node_text(field, ""), *key_name = node_text(key, "");
  if (!pipeline_has(from, name, field->span) ||
      !pipeline_has(from, key_name, (key ? key : node)->span))
    return NULL;
  for (size_t i = 0; node_is(list, NODE_LIST) && i < list->count; i++) {
    if (!pipeline_has(from, node_text(list->items[i], ""), list->items[i]->span))
      return NULL;
    add_once(groups, node_text(list->items[i], ""));
  }
  Imputation wanted = {
    .field = name,
    .keys = &key_name,
    .key_count = 1,
    .groups = (const char *const *)groups->pdata,
    .group_count = groups->len,
  };
  return impute_as_asked(from, node, &wanted);
}
