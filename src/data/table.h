/* Tables: named, typed columns. What a file, a specification's inline values or a query gives.
 *
 * A table is immutable once made and lives in its arena. */
#pragma once

#include "core/diag.h"
#include "core/node.h"
#include "core/value.h"

#include <stdint.h>

typedef enum ColumnType {
  COLUMN_NUMBER,
  COLUMN_INTEGER,
  COLUMN_STRING,
  COLUMN_BOOLEAN, /* 0 and 1 in numbers */
  COLUMN_DATE,    /* milliseconds since 1970-01-01T00:00Z in numbers */
  COLUMN_YEAR,    /* the year in numbers */
  COLUMN_JSON,    /* lists of JSON data, as JSON text in codes */
  COLUMN_TYPE_COUNT,
} ColumnType;

typedef struct Field Field; /* data/package.h: title, unit, currency, … */

/* One of `numbers` and `codes` is set, by type. */
typedef struct Column {
  const char *name;
  ColumnType type;
  const Field *field;         /* NULL: no schema */
  const double *numbers;      /* row_count items; NaN is missing */
  const int32_t *codes;       /* row_count items; index into strings, -1 is missing */
  const char *const *strings; /* distinct texts in order of first appearance */
  size_t string_count;
  const char *table;  /* of a query that plainly names a table's column: that table, */
  const char *source; /* and the column's name there; else NULL */
} Column;

typedef struct Table {
  const char *name;
  size_t row_count;
  size_t column_count;
  const Column *columns;
} Table;

/* Index of the column with this very name, or -1. */
int table_column(const Table *table, const char *name);

bool column_is_text(const Column *column); /* does it use codes? */
bool column_is_missing(const Column *column, size_t row);
/* The number, NaN where missing or a text. */
double column_number(const Column *column, size_t row);
/* The text, NULL where missing or a number. */
const char *column_string(const Column *column, size_t row);
Value column_value(const Column *column, size_t row);

/* A table from JSON-like rows: a list of maps (keys become columns, in order of first appearance;
 * nested maps become "a.b"), or of scalars (one column, "data"). `parse` (may be NULL) is
 * Vega-Lite's format.parse: field → "number" | "boolean" | "string" | "date" | "date:'%Y'" |
 * "utc:'%Y'" | null. Types: all numbers → number, all booleans → boolean, anything else → string;
 * missing keys and null are missing cells. A text column that mixes kinds keeps numbers as
 * JavaScript prints them. */
Table *table_from_nodes(Arena *arena, const char *name, const Node *rows, const Node *parse,
                        DiagList *diags);
