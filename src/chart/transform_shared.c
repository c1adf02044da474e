/* What several transforms need: names, sort orders, further columns. */
#include "chart/transform_private.h"

#include "chart/aggregate_private.h"

#include <math.h>
#include <string.h>

const char *
transform_text(const Pipeline *from, const Node *node, const char *key)
{
  const Node *found = node_get(node, key);
  if (node_is(found, NODE_STRING))
    return found->string;
  diag_error(from->compilation->diags, "missing-property", (found ? found : node)->span, NULL,
             "the transform needs a name in `%s`", key);
  return NULL;
}

const char *
transform_field(const Pipeline *from, const Node *node, const char *key)
{
  const Node *field = node_get(node, key);
  if (!node_text(field, NULL))
    return transform_text(from, node, key);
  const char *name = node_text(field, NULL);
  return pipeline_has(from, name, field->span) ? name : NULL;
}

const char *
transform_as(const Node *node, size_t index, const char *otherwise)
{
  const Node *as = node_get(node, "as");
  if (node_is(as, NODE_LIST))
    return index < as->count ? node_text(as->items[index], otherwise) : otherwise;
  return index == 0 ? node_text(as, otherwise) : otherwise;
}

const char *
transform_sort_sql(const Pipeline *from, const Node *sort, const char *prefix)
{
  Arena *arena = from->compilation->arena;
  g_autoptr(GString) sql = g_string_new(NULL);
  for (size_t i = 0; node_is(sort, NODE_LIST) && i < sort->count; i++) {
    const Node *order = node_get(sort->items[i], "order");
    const char *field = transform_field(from, sort->items[i], "field");
    if (!field)
      return NULL;
    g_string_append_printf(sql, "%s%s%s%s", sql->len ? ", " : "", prefix, sql_column(arena, field),
                           node_is_string(order, "descending") ? " DESC" : "");
  }
  return arena_strdup(arena, sql->str);
}

const char *
transform_partition_sql(Arena *arena, const GPtrArray *groups, const char *prefix)
{
  g_autoptr(GString) sql = g_string_new(NULL);
  for (guint i = 0; i < groups->len; i++)
    g_string_append_printf(sql, "%s%s%s", i ? ", " : "PARTITION BY ", prefix,
                           sql_column(arena, groups->pdata[i]));
  return arena_strdup(arena, sql->str);
}

static bool
is_measured(const Measure *measures, size_t count, const char *column)
{
  for (size_t i = 0; i < count; i++)
    if (strcmp(measures[i].as, column) == 0)
      return true;
  return false;
}

const Pipeline *
transform_extend(const Pipeline *from, const char *row_sql, const char *source_sql,
                 const Measure *measures, size_t count)
{
  Arena *arena = from->compilation->arena;
  PipelineColumn *columns = arena_array(arena, PipelineColumn, from->column_count + count + 1);
  size_t column_count = 0;
  g_autoptr(GString) sql = g_string_new(NULL);
  g_string_printf(sql, "SELECT %s AS " ROW_COLUMN_SQL,
                  row_sql ? row_sql : "\"#source\"." ROW_COLUMN_SQL);
  for (size_t i = 0; i < from->column_count; i++) {
    if (is_measured(measures, count, from->columns[i].name))
      continue;
    columns[column_count++] = from->columns[i];
    g_string_append_printf(sql, ", \"#source\".%s", sql_column(arena, from->columns[i].name));
  }
  for (size_t i = 0; i < count; i++) {
    /* Of two with one name the last counts. */
    if (is_measured(measures + i + 1, count - i - 1, measures[i].as))
      continue;
    columns[column_count++] = (PipelineColumn){ .name = measures[i].as, .type = measures[i].type };
    g_string_append_printf(sql, ", %s AS %s", measures[i].sql, sql_column(arena, measures[i].as));
  }
  g_string_append_printf(sql, " FROM %s", source_sql);
  return pipeline_with_sql(from, sql->str, columns, column_count);
}

const char *
transform_aggregate_sql(Arena *arena, const Aggregate *aggregate, const char *argument,
                        const char *suffix)
{
  g_autoptr(GString) sql = g_string_new(NULL);
  unsigned plain = 0, depth = 0; /* bit of each open bracket: it is no aggregate's */
  for (const char *p = aggregate->sql; *p; p++) {
    if (p[0] == '%' && p[1] == 's') {
      g_string_append(sql, argument);
      p++;
      continue;
    }
    if (*p == '(') {
      plain = plain << 1 | g_str_has_suffix(sql->str, "sqrt");
      depth++;
    }
    g_string_append_c(sql, *p);
    if (*p == ')' && depth > 0) {
      if (!(plain & 1))
        g_string_append_printf(sql, " %s", suffix);
      plain >>= 1;
      depth--;
    }
  }
  return arena_strdup(arena, sql->str);
}

const char *
transform_literal_sql(Arena *arena, const Node *node)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  if (node_is(node, NODE_NUMBER) && isfinite(node->number))
    return arena_strdup(arena, g_ascii_dtostr(text, sizeof text, node->number));
  if (node_is(node, NODE_BOOLEAN))
    return node->boolean ? "1" : "0";
  return node_is(node, NODE_STRING) ? sql_text(arena, node->string) : "NULL";
}

const Pipeline *
transform_table(const Pipeline *from, const Table *table, const ExprType *types)
{
  Arena *arena = from->compilation->arena;
  PipelineColumn *columns = arena_array(arena, PipelineColumn, table->column_count + 1);
  const char *const *declared = sql_declared(arena, table);
  g_autoptr(GString) sql = g_string_new("SELECT rowid AS " ROW_COLUMN_SQL);
  for (size_t i = 0; i < table->column_count; i++) {
    columns[i] = (PipelineColumn){ .name = table->columns[i].name, .type = types[i] };
    g_string_append_printf(sql, ", %s AS %s", declared[i], sql_column(arena, columns[i].name));
  }
  g_string_append_printf(sql, " FROM %s", sql_name(arena, table->name));
  catalog_add_table(from->compilation->context->catalog, table);
  return pipeline_start(from->compilation, sql->str, columns, table->column_count);
}
