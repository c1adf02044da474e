/* Aggregates of a large table as it stands, from its columns instead of through SQL. */
#include "chart/pipeline_private.h"

/* From so many rows on the time that is saved can be measured. */
enum { ROWS_LEAST = 10000 };

static bool
read_keys(const Table *table, const char *const *groups, size_t count, size_t *keys)
{
  for (size_t i = 0; i < count; i++) {
    int at = table_column(table, groups[i]);
    if (at < 0)
      return false;
    keys[i] = (size_t)at;
  }
  return true;
}

static bool
read_measure(const Table *table, const Measure *measure, GroupMeasure *item)
{
  int at = measure->field ? table_column(table, measure->field) : -1;
  *item = (GroupMeasure){ .name = measure->as, .op = measure->op };
  if (measure->op == GROUP_NONE || measure->op == GROUP_COUNT)
    return measure->op == GROUP_COUNT;
  item->column = (size_t)MAX(at, 0);
  return at >= 0 &&
         (table->columns[at].type == COLUMN_NUMBER || table->columns[at].type == COLUMN_INTEGER);
}

static const Table *
group(const Pipeline *from, const Table *table, const char *const *groups, size_t group_count,
      const Measure *measures, size_t measure_count)
{
  g_autofree size_t *keys = g_new0(size_t, group_count + 1);
  g_autofree GroupMeasure *items = g_new0(GroupMeasure, measure_count + 1);
  if (!read_keys(table, groups, group_count, keys))
    return NULL;
  for (size_t i = 0; i < measure_count; i++)
    if (!read_measure(table, &measures[i], &items[i]))
      return NULL;
  return table_group(from->compilation->arena, table, keys, group_count, items, measure_count);
}

/* The table's rows: "#row", the groups, the measures. */
static const Pipeline *
grouped_rows(const Pipeline *from, const Table *table, const char *const *groups,
             size_t group_count, const Measure *measures, size_t measure_count)
{
  Arena *arena = from->compilation->arena;
  size_t count = group_count + measure_count;
  const char *const *declared = sql_declared(arena, table);
  PipelineColumn *columns = arena_array(arena, PipelineColumn, count + 1);
  g_autoptr(GString) sql = g_string_new("SELECT " ROW_COLUMN_SQL);
  for (size_t i = 0; i < count; i++) {
    const Measure *measure = i < group_count ? NULL : &measures[i - group_count];
    columns[i] = (PipelineColumn){ .name = measure ? measure->as : groups[i],
                                   .type = measure ? measure->type
                                                   : pipeline_column(from, groups[i])->type };
    g_string_append_printf(sql, ", %s AS %s", declared[i + 1], sql_column(arena, columns[i].name));
  }
  g_string_append_printf(sql, " FROM %s", sql_name(arena, table->name));
  return pipeline_start(from->compilation, sql->str, columns, count);
}

const Pipeline *
pipeline_group(const Pipeline *from, const char *const *groups, size_t group_count,
               const Measure *measures, size_t measure_count)
{
  Compilation *compilation = from->compilation;
  Catalog *catalog = compilation->context->catalog;
  const char *none[] = { NULL };
  if (!from->table || compilation->context->explained || group_count == 0)
    return NULL;
  const Table *table = catalog_table(catalog, from->table, none);
  if (!table || table->row_count < ROWS_LEAST)
    return NULL;
  const Table *grouped = group(from, table, groups, group_count, measures, measure_count);
  if (!grouped)
    return NULL;
  Table *named = arena_dup(compilation->arena, grouped, sizeof *grouped);
  named->name = pipeline_new_table_name(compilation);
  catalog_add_table(catalog, named);
  return grouped_rows(from, named, groups, group_count, measures, measure_count);
}
