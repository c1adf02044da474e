/* Tables as delimited text again: RFC 4180, with commas, UTF-8, and line feeds as line ends. */
#include "data/csv.h"

#include "core/number_format.h"
#include "core/time_format.h"

#include <math.h>
#include <string.h>

static void
append_text(GString *out, const char *text)
{
  if (!strpbrk(text, ",\"\r\n")) {
    g_string_append(out, text);
    return;
  }
  g_string_append_c(out, '"');
  for (const char *c = text; *c; c++) {
    if (*c == '"')
      g_string_append_c(out, '"');
    g_string_append_c(out, *c);
  }
  g_string_append_c(out, '"');
}

/* A day, or a day and its time where it has one. */
static void
append_date(GString *out, double ms)
{
  bool whole = fmod(ms, 86400000) == 0;
  time_format_append(out, whole ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M:%S.%LZ", locale_default(), ms, true);
}

static void
append_cell(GString *out, const Column *column, size_t row)
{
  if (column_is_missing(column, row))
    return;
  double number = column_number(column, row);
  if (column_is_text(column))
    append_text(out, column_string(column, row));
  else if (column->type == COLUMN_DATE)
    append_date(out, number);
  else if (column->type == COLUMN_BOOLEAN)
    g_string_append(out, number != 0 ? "true" : "false");
  else
    number_append_plain(out, number);
}

void
csv_append_table(GString *out, const Table *table)
{
  for (size_t i = 0; i < table->column_count; i++) {
    if (i > 0)
      g_string_append_c(out, ',');
    append_text(out, table->columns[i].name);
  }
  g_string_append_c(out, '\n');
  for (size_t row = 0; row < table->row_count; row++) {
    for (size_t i = 0; i < table->column_count; i++) {
      if (i > 0)
        g_string_append_c(out, ',');
      append_cell(out, &table->columns[i], row);
    }
    g_string_append_c(out, '\n');
  }
}
