/* A table as one line of text, for comparisons: "name:type=cell,cell;…"; "-" is missing. */
#pragma once

#include "data/table.h"

static inline void
append_cell(GString *out, Value value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  switch (value.kind) {
  case VALUE_STRING:
    g_string_append(out, value.string);
    break;
  case VALUE_BOOLEAN:
    g_string_append(out, value.boolean ? "T" : "F");
    break;
  case VALUE_NUMBER:
    g_string_append(out, g_ascii_formatd(buffer, sizeof buffer, "%.15g", value.number));
    break;
  case VALUE_NULL:
    g_string_append_c(out, '-');
    break;
  }
}

static inline char *
table_to_text(const Table *table)
{
  static const char *const types[COLUMN_TYPE_COUNT] = { "num",  "int",  "str", "bool",
                                                        "date", "year", "json" };
  GString *out = g_string_new(NULL);
  for (size_t i = 0; i < table->column_count; i++) {
    const Column *column = &table->columns[i];
    g_string_append_printf(out, "%s%s:%s=", i ? ";" : "", column->name, types[column->type]);
    for (size_t row = 0; row < table->row_count; row++) {
      if (row > 0)
        g_string_append_c(out, ',');
      append_cell(out, column_value(column, row));
    }
  }
  return g_string_free(out, false);
}

/* "line:column code; …" of all faults. */
static inline char *
faults_to_text(const DiagList *diags)
{
  GString *out = g_string_new(NULL);
  for (size_t i = 0; i < diag_total(diags); i++) {
    const Diag *diag = diag_at(diags, i);
    g_string_append_printf(out, "%s%zu:%zu %s", i ? "; " : "", diag->place.line, diag->place.column,
                           diag->code);
  }
  return g_string_free(out, false);
}
