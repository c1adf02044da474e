/* Delimited text → typed columns, streamed: no copy of the file, no row objects. */
#pragma once

#include "data/package.h"
#include "data/table.h"

#include <glib.h>

/* What to read and how. Zeroed fields mean: detect. */
typedef struct CsvOptions {
  const char *name;       /* of the table */
  const char *shown;      /* file name in messages; NULL: the path */
  const Dialect *dialect; /* NULL: detect delimiter and header, " quotes */
  const char *encoding;   /* NULL: byte order mark, else UTF-8, else windows-1251/1252 by content */
  const Schema *schema;   /* NULL: detect types */
  const char *const *columns;  /* NULL-terminated names to keep; NULL: all */
  const Node *parse;           /* Vega-Lite's format.parse over detected types; may be NULL */
  bool plain_types;            /* detect as Vega's loader does: boolean, number, date, string */
  const char *const *verbatim; /* columns of plain types that stay texts where they would else read
                                  differently: dates, and numbers as 007 or 2.50; NULL: none */
} CsvOptions;

/* Every fault of the content is reported to `diags` with file, line, column, value and rule under
 * frictionless's error names (type-error, missing-cell, extra-cell, blank-row, blank-label,
 * duplicate-label, constraint-error, primary-key, unique-error, encoding-error, source-error, …);
 * the cell becomes missing and the rest is loaded. Constraints and keys are checked for all
 * columns, kept or not. NULL only when the file cannot be read (G_FILE_ERROR) . */
Table *csv_read_file(Arena *arena, const char *path, const CsvOptions *options, DiagList *diags,
                     GError **error);

/* The same for text at hand. */
Table *csv_read_text(Arena *arena, const char *text, size_t length, const CsvOptions *options,
                     DiagList *diags);

/* Appends the table as CSV with a header: RFC 4180, UTF-8, line feeds. Numbers read back as they
 * are, dates are ISO 8601, missing cells are empty. */
void csv_append_table(GString *out, const Table *table);
