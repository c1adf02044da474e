/* joinaggregate: measures of each row's group beside the row itself. */
#include "chart/pipeline_private.h"

#include <string.h>

/* The groups with their measures, as "#groups". */
static void
append_groups(GString *sql, Arena *arena, const GPtrArray *groups, const GArray *measures)
{
  g_string_append(sql, ", \"#groups\" AS MATERIALIZED (SELECT 1");
  for (guint i = 0; i < groups->len; i++)
    g_string_append_printf(sql, ", %s", sql_column(arena, groups->pdata[i]));
  for (guint i = 0; i < measures->len; i++)
    g_string_append_printf(sql, ", %s AS \"#%u\"", g_array_index(measures, Measure, i).sql, i);
  g_string_append(sql, " FROM \"#source\"");
  for (guint i = 0; i < groups->len; i++)
    g_string_append_printf(sql, "%s%s", i ? ", " : " GROUP BY ",
                           sql_column(arena, groups->pdata[i]));
  g_string_append_c(sql, ')');
}

static bool
is_measured(const GArray *measures, const char *column)
{
  for (guint i = 0; i < measures->len; i++)
    if (strcmp(g_array_index(measures, Measure, i).as, column) == 0)
      return true;
  return false;
}

static const Pipeline *
join(const Pipeline *from, const GPtrArray *groups, const GArray *measures)
{
  Arena *arena = from->compilation->arena;
  PipelineColumn *columns = arena_array(arena, PipelineColumn, from->column_count + measures->len);
  size_t count = 0;
  g_autoptr(GString) sql = g_string_new(NULL);
  g_string_printf(sql, "WITH \"#source\" AS MATERIALIZED (SELECT * FROM %s)", from->name);
  append_groups(sql, arena, groups, measures);
  g_string_append(sql, " SELECT \"#source\"." ROW_COLUMN_SQL);
  for (size_t i = 0; i < from->column_count; i++) {
    if (is_measured(measures, from->columns[i].name))
      continue;
    columns[count++] = from->columns[i];
    g_string_append_printf(sql, ", \"#source\".%s", sql_column(arena, from->columns[i].name));
  }
  for (guint i = 0; i < measures->len; i++) {
    const Measure *measure = &g_array_index(measures, Measure, i);
    columns[count++] = (PipelineColumn){ .name = measure->as, .type = measure->type };
    g_string_append_printf(sql, ", \"#groups\".\"#%u\" AS %s", i, sql_column(arena, measure->as));
  }
  g_string_append(sql, " FROM \"#source\" JOIN \"#groups\" ON 1");
  for (guint i = 0; i < groups->len; i++) {
    const char *name = sql_column(arena, groups->pdata[i]);
    g_string_append_printf(sql, " AND \"#groups\".%s IS \"#source\".%s", name, name);
  }
  return pipeline_with_sql(from, sql->str, columns, count);
}

const Pipeline *
transform_joinaggregate(const Pipeline *from, const Node *node)
{
  g_autoptr(GPtrArray) groups = g_ptr_array_new();
  g_autoptr(GArray) measures = g_array_new(FALSE, FALSE, sizeof(Measure));
  bool sound = transform_fields(from, node_get(node, "groupby"), groups);
  if (!transform_measures(from, node_get(node, "joinaggregate"), measures) || !sound)
    return NULL;
  return join(from, groups, measures);
}
