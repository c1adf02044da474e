/* The rows behind the marks, as a reader can take them away. */
#include "chart/guide_private.h"

#include <string.h>

/* More would be a copy of the data rather than the numbers behind a picture. */
enum { SHOWN_ROWS_MAX = 100000 };

static bool
is_temporal(const Unit *unit, const char *column)
{
  for (int i = 0; i < CHANNEL_COUNT; i++) {
    const ChannelDef *def = unit->channels[i];
    if (def && def->type == TYPE_TEMPORAL && g_strcmp0(def->column, column) == 0)
      return true;
  }
  return false;
}

/* Columns whose names begin with '#' are the compilation's own, as are the ends of stacks. */
static bool
is_own(const Unit *unit, const char *column)
{
  return *column == '#' || g_strcmp0(column, unit->stack.start) == 0 ||
         g_strcmp0(column, unit->stack.end) == 0;
}

static const Table *
shown_table(const Unit *unit)
{
  Arena *arena = unit->view->compilation->arena;
  const Table *rows = unit->rows;
  Table *shown = arena_dup(arena, rows, sizeof *rows);
  Column *columns = arena_array(arena, Column, rows->column_count);
  shown->columns = columns;
  shown->column_count = 0;
  for (size_t i = 0; i < rows->column_count; i++) {
    if (is_own(unit, rows->columns[i].name))
      continue;
    Column *column = &columns[shown->column_count++];
    *column = rows->columns[i];
    if (column->type == COLUMN_NUMBER && is_temporal(unit, column->name))
      column->type = COLUMN_DATE;
  }
  return shown;
}

static bool
same_row(const Table *part, size_t row, const Table *whole, size_t at, const int *columns)
{
  for (size_t i = 0; i < part->column_count; i++)
    if (!value_equal(column_value(&part->columns[i], row),
                     column_value(&whole->columns[columns[i]], at)))
      return false;
  return true;
}

/* Are all columns and rows of one table, in their order, those of another? */
static bool
is_covered(const Table *part, const Table *whole)
{
  g_autofree int *columns = g_new(int, part->column_count + 1);
  for (size_t i = 0; i < part->column_count; i++) {
    columns[i] = table_column(whole, part->columns[i].name);
    if (columns[i] < 0)
      return false;
  }
  size_t row = 0;
  for (size_t at = 0; at < whole->row_count && row < part->row_count; at++)
    if (same_row(part, row, whole, at, columns))
      row++;
  return row == part->row_count;
}

static void
add_table(Unit *unit, void *user)
{
  GPtrArray *tables = user;
  if (!unit->rows || unit->rows->row_count > SHOWN_ROWS_MAX)
    return;
  const Table *table = shown_table(unit);
  if (table->column_count == 0)
    return;
  for (guint i = 0; i < tables->len; i++)
    if (is_covered(table, tables->pdata[i]))
      return;
  for (guint i = tables->len; i-- > 0;)
    if (is_covered(tables->pdata[i], table))
      g_ptr_array_remove_index(tables, i);
  g_ptr_array_add(tables, (gpointer)table);
}

void
shown_collect(View *root, GPtrArray *tables)
{
  view_each_unit(root, add_table, tables);
}
