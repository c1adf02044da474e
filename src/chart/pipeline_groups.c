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
  g_autofree PipelineColumn *columns = g_new0(PipelineColumn, group_count + measure_count + 1);
  for (size_t i = 0; i < group_count; i++)
    columns[i] = (PipelineColumn){ groups[i], pipeline_column(from, groups[i])->type, false };
  for (size_t i = 0; i < measure_count; i++)
    columns[group_count + i] = (PipelineColumn){ measures[i].as, measures[i].type, false };
  const char *sql = arena_printf(compilation->arena, "SELECT * FROM %s",
                                 sql_name(compilation->arena, named->name));
  return pipeline_start(compilation, sql, columns, group_count + measure_count);
}
