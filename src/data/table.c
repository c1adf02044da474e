#include "data/table.h"

#include <string.h>

int
table_column(const Table *table, const char *name)
{
  for (size_t i = 0; table && i < table->column_count; i++)
    if (strcmp(table->columns[i].name, name) == 0)
      return (int)i;
  return -1;
}

bool
column_is_text(const Column *column)
{
  return column->type == COLUMN_STRING || column->type == COLUMN_JSON;
}

bool
column_is_missing(const Column *column, size_t row)
{
  return column_is_text(column) ? column->codes[row] < 0 : isnan(column->numbers[row]);
}

double
column_number(const Column *column, size_t row)
{
  return column_is_text(column) ? (double)NAN : column->numbers[row];
}

const char *
column_string(const Column *column, size_t row)
{
  if (!column_is_text(column) || column->codes[row] < 0)
    return NULL;
  return column->strings[column->codes[row]];
}

Value
column_value(const Column *column, size_t row)
{
  if (column_is_missing(column, row))
    return VALUE_MISSING;
  if (column_is_text(column))
    return value_string(column->strings[column->codes[row]]);
  if (column->type == COLUMN_BOOLEAN)
    return value_boolean(column->numbers[row] != 0);
  return value_number(column->numbers[row]);
}
