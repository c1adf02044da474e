/* Rows made of columns, lists or nothing: fold and flatten. Rules: Vega's documentation of the
 * transforms of these names. New rows stand where the row was that they are made of. */
#include "chart/transform_private.h"

#include <string.h>

/* The type of values that come from several columns. */
static ExprType
common_type(const Pipeline *from, const GPtrArray *fields)
{
  ExprType type = EXPR_TYPE_ANY;
  for (guint i = 0; i < fields->len; i++) {
    ExprType own = pipeline_column(from, fields->pdata[i])->type;
    if (i > 0 && own != type)
      return EXPR_TYPE_ANY;
    type = own;
  }
  return type;
}

const Pipeline *
transform_fold(const Pipeline *from, const Node *node)
{
  Arena *arena = from->compilation->arena;
  g_autoptr(GPtrArray) fields = g_ptr_array_new();
  if (!transform_fields(from, node_get(node, "fold"), fields))
    return NULL;
  if (fields->len == 0)
    return pipeline_filter(from, "0");

  g_autoptr(GString) key = g_string_new("CASE \"#index\""), value = g_string_new(key->str);
  g_autoptr(GString) source = g_string_new(NULL);
  g_string_printf(source,
                  "(SELECT \"#rows\".*, column1 AS \"#index\" FROM %s AS \"#rows\" CROSS JOIN "
                  "(VALUES",
                  from->name);
  for (guint i = 0; i < fields->len; i++) {
    g_string_append_printf(source, "%s(%u)", i ? ", " : " ", i);
    g_string_append_printf(key, " WHEN %u THEN %s", i, sql_text(arena, fields->pdata[i]));
    g_string_append_printf(value, " WHEN %u THEN %s", i, sql_column(arena, fields->pdata[i]));
  }
  g_string_append(source, ")) AS \"#source\"");
  g_string_append(key, " END");
  g_string_append(value, " END");
  Measure measures[] = {
    { .as = transform_as(node, 0, "key"),
      .sql = arena_strdup(arena, key->str),
      .type = EXPR_TYPE_TEXT },
    { .as = transform_as(node, 1, "value"),
      .sql = arena_strdup(arena, value->str),
      .type = common_type(from, fields) },
  };
  const char *row =
      arena_printf(arena, "\"#source\"." ROW_COLUMN_SQL " * %u + \"#index\"", fields->len);
  return transform_extend(from, row, source->str, measures, G_N_ELEMENTS(measures));
}

/* ---- flatten ---- */

/* The most columns that are made of the members of objects in a list. */
enum { MEMBERS_MOST = 200 };

/* The field's list; an empty one for what is none. */
static const char *
list_sql(Arena *arena, const char *field)
{
  const char *name = sql_column(arena, field);
  return arena_printf(arena,
                      "CASE WHEN json_valid(%s) AND json_type(%s) = 'array' THEN %s ELSE '[]' END",
                      name, name, name);
}

/* The longest of the fields' lists. */
static const char *
longest_list_sql(Arena *arena, const GPtrArray *fields)
{
  g_autoptr(GString) longest = g_string_new("CASE max(0"), cases = g_string_new(NULL);
  if (fields->len == 1)
    return list_sql(arena, fields->pdata[0]);
  for (guint i = 0; i < fields->len; i++) {
    const char *list = list_sql(arena, fields->pdata[i]);
    g_string_append_printf(longest, ", json_array_length(%s)", list);
    g_string_append_printf(cases, " WHEN json_array_length(%s) THEN %s", list, list);
  }
  return arena_printf(arena, "%s)%s ELSE '[]' END", longest->str, cases->str);
}

/* The type of a list's items, by those that it has. */
static ExprType
item_type(const Pipeline *from, const char *field)
{
  static const struct {
    const char *json;
    ExprType type;
  } TYPES[] = {
    { "integer", EXPR_TYPE_NUMBER }, { "real", EXPR_TYPE_NUMBER },   { "text", EXPR_TYPE_TEXT },
    { "true", EXPR_TYPE_BOOLEAN },   { "false", EXPR_TYPE_BOOLEAN }, { "array", EXPR_TYPE_JSON },
    { "object", EXPR_TYPE_JSON },
  };
  Arena *arena = from->compilation->arena;
  const char *query = arena_printf(arena,
                                   "SELECT DISTINCT item.type FROM %s CROSS JOIN json_each(%s) AS "
                                   "item WHERE item.type <> 'null'",
                                   from->name, list_sql(arena, field));
  const Table *found = pipeline_query(from, "the kinds of items in lists", query);
  ExprType type = EXPR_TYPE_ANY;
  for (size_t row = 0; found && row < found->row_count; row++)
    for (size_t i = 0; i < G_N_ELEMENTS(TYPES); i++) {
      if (g_strcmp0(column_string(&found->columns[0], row), TYPES[i].json) != 0)
        continue;
      if (type != EXPR_TYPE_ANY && type != TYPES[i].type)
        return EXPR_TYPE_ANY;
      type = TYPES[i].type;
    }
  return type;
}

/* Of lists of objects each member is a column "as.member", as in other nested data. */
static void
add_members(const Pipeline *from, const char *field, const Measure *item, GArray *measures)
{
  Arena *arena = from->compilation->arena;
  const char *query = arena_printf(
      arena,
      "SELECT member.key, count(DISTINCT member.type), min(member.type) FROM %s CROSS JOIN "
      "json_each(%s) AS item CROSS JOIN json_each(CASE item.type WHEN 'object' THEN item.value "
      "ELSE '[]' END) AS member WHERE item.type = 'object' GROUP BY member.key LIMIT %d",
      from->name, list_sql(arena, field), MEMBERS_MOST);
  const Table *found = pipeline_query(from, "the members of objects in lists", query);
  for (size_t row = 0; found && row < found->row_count; row++) {
    const char *key = column_string(&found->columns[0], row);
    if (!key || strchr(key, '"') || strchr(key, '\\'))
      continue;
    bool text = column_number(&found->columns[1], row) <= 1 &&
                g_strcmp0(column_string(&found->columns[2], row), "text") == 0;
    Measure measure = {
      .as = arena_printf(arena, "%s.%s", item->as, key),
      .sql = arena_printf(arena,
                          "CASE WHEN json_valid(%s) AND json_type(%s) = 'object' THEN "
                          "json_extract(%s, %s) END",
                          item->sql, item->sql, item->sql,
                          sql_text(arena, arena_printf(arena, "$.\"%s\"", key))),
      .type = text ? EXPR_TYPE_TEXT : EXPR_TYPE_ANY,
    };
    g_array_append_val(measures, measure);
  }
}

const Pipeline *
transform_flatten(const Pipeline *from, const Node *node)
{
  Arena *arena = from->compilation->arena;
  g_autoptr(GPtrArray) fields = g_ptr_array_new();
  g_autoptr(GArray) measures = g_array_new(FALSE, FALSE, sizeof(Measure));
  if (!transform_fields(from, node_get(node, "flatten"), fields))
    return NULL;
  if (fields->len == 0)
    return pipeline_filter(from, "0");
  g_autoptr(GString) source = g_string_new("(SELECT \"#rows\".*, item.key AS \"#index\"");
  for (guint i = 0; i < fields->len; i++) {
    const char *field = fields->pdata[i];
    Measure item = { .as = transform_as(node, i, field),
                     .sql = arena_printf(arena, "\"#item%u\"", i),
                     .type = item_type(from, field) };
    g_string_append_printf(source, ", json_extract(%s, '$[' || item.key || ']') AS \"#item%u\"",
                           list_sql(arena, field), i);
    g_array_append_val(measures, item);
    if (item.type == EXPR_TYPE_JSON)
      add_members(from, field, &item, measures);
  }
  g_string_append_printf(source,
                         " FROM %s AS \"#rows\" CROSS JOIN json_each(%s) AS item) AS \"#source\"",
                         from->name, longest_list_sql(arena, fields));
  return transform_extend(from,
                          "row_number() OVER (ORDER BY \"#source\"." ROW_COLUMN_SQL ", \"#index\")",
                          source->str, (const Measure *)(void *)measures->data, measures->len);
}
