/* Rows of text cells → typed columns. What reads a file (or inline rows) drives this:
 *
 *   row_sink_header once, then for each row: row_sink_cell for each cell, row_sink_end_row;
 *   row_sink_finish at the end. */
#pragma once

#include "data/cell_private.h"
#include "data/csv.h"
#include "data/table_private.h"

/* The line on which each row begins, kept as the rows where it is not the line after the one
 * before: a plain file needs one entry. */
typedef struct RowLines {
  GArray *starts; /* RowLine, ascending by row; NULL: unknown */
} RowLines;

typedef struct RowLine {
  size_t row, line;
  size_t record; /* number in the file, the header being 1 as in a spreadsheet */
} RowLine;

RowLine row_lines_at(const RowLines *lines, size_t row);

typedef struct RowSink RowSink;
typedef struct CellBuilder CellBuilder;

/* One column being built. */
struct CellBuilder {
  void (*take)(CellBuilder *builder, const char *text, size_t size);
  RowSink *sink;
  double *numbers;
  int32_t *codes;
  bool empty_is_missing, only_empty_is_missing;
  bool checked; /* numbers have constraints */
  /* ── used less often ── */
  Dictionary dictionary;
  bool has_dictionary;
  const char *name;
  const Field *field; /* NULL: types are detected */
  size_t index;       /* in the file, from 0 */
  int32_t next_code;
  bool required;
  bool kept; /* the caller wants it; else only checks or keys do */
  ColumnType type;
  NumberStyle style;
  const char *const *missing;
  ParseRule rule;
  GRegex *pattern;
  /* what detection has seen */
  bool demoted; /* not all cells are numbers, found too late: read again as text */
  bool fraction, blank, not_year;
  bool verbatim; /* texts are kept where they would else read differently */
};

struct RowSink {
  Arena *arena;    /* of what is kept */
  Arena *scratch;  /* of what only checks need; dropped at the end */
  DiagList *diags; /* NULL: report nothing */
  const CsvOptions *options;
  const char *shown; /* file name in messages */
  const Schema *schema;
  char delimiter; /* ';' makes a decimal comma likely; 0: none */

  CellBuilder *builders;
  size_t count;
  size_t row, capacity;
  bool full;               /* there are too many cells: the driver should stop */
  size_t line;             /* of the cell being read, kept by the driver */
  size_t row_line, record; /* of the row being read, likewise */
  const bool *as_text;     /* by column: demoted in an earlier pass; NULL: none */
  size_t faults;           /* of cells, so far */
  RowLines lines;
  size_t expected_line;
  GArray *required; /* builder indices whose cells lack a value in this row */
  /* Where a cell stands; NULL: line and field number. */
  Place (*place)(const RowSink *sink, size_t row, size_t column);
  void *user;
};

void row_sink_init(RowSink *sink, Arena *arena, const CsvOptions *options, DiagList *diags);

/* The columns by their labels: matches them with the schema, reports what differs. `labels` may be
 * NULL: no header. */
void row_sink_header(RowSink *sink, const char *const *labels, size_t count);

/* Room for so many rows. Before the header it is noted, and kept for each column. */
void row_sink_reserve(RowSink *sink, size_t rows);

/* How many rows to make room for at first, when `expected` is a guess about `length` bytes. */
size_t row_sink_first_rows(size_t expected, size_t length, size_t columns);

static inline void
row_sink_cell(RowSink *sink, size_t index, const char *text, size_t size)
{
  CellBuilder *builder = &sink->builders[index];
  builder->take(builder, text, size);
}

/* Missing cells from `index` to the end of the row. */
void row_sink_pad(RowSink *sink, size_t index);
void row_sink_end_row(RowSink *sink);

/* Cells taken since the last row's end are forgotten: the row does not count. */
void row_sink_drop_row(RowSink *sink);

/* Does a column need another pass as text? Its flag is set in `as_text` (count items). */
bool row_sink_demoted(const RowSink *sink, bool *as_text);

/* Types, keys; the table in the arena has all columns of the file, those not kept without cells. */
Table *row_sink_finish(RowSink *sink);
void row_sink_clear(RowSink *sink);

/* Inline rows of a resource under its schema: a list of maps, or of lists of which the first has
 * the labels. Faults name the places of the nodes. */
Table *rows_from_nodes(Arena *arena, const Node *rows, const CsvOptions *options, DiagList *diags);

/* ── inside ── */

/* Chooses how the column's cells are taken. */
void cell_builder_start(CellBuilder *builder);
void cell_builder_grow(CellBuilder *builder, size_t old_capacity, size_t capacity);
void cell_builder_skip(CellBuilder *builder, const char *text, size_t size);
void cell_builder_put_missing(CellBuilder *builder);
void cell_builder_use_dictionary(CellBuilder *builder);

/* The column once all rows are in. */
Column cell_builder_finish(CellBuilder *builder);

/* Detected columns: how their cells are taken, and what they turn out to be. */
void cell_guess_start(CellBuilder *builder);
Column cell_guess_finish(CellBuilder *builder);

/* Arrays for the rows so far, all missing. */
void cell_builder_use_numbers(CellBuilder *builder);
void cell_builder_use_codes(CellBuilder *builder);
void cell_builder_take_text(CellBuilder *builder, const char *text, size_t size);

bool cell_is_missing(const CellBuilder *builder, const char *text, size_t size);

/* Constraints. `text` is the cell as written. False (and a fault) if one is broken. */
void cell_checks_start(CellBuilder *builder);
bool cell_has_checks(const Field *field);
bool cell_check_number(CellBuilder *builder, double value, const char *text, size_t size);
bool cell_check_text(CellBuilder *builder, const char *text, size_t size);

/* One fault of the cell being read; the text is shown shortened. */
void cell_fault(CellBuilder *builder, const char *code, const char *hint, const char *text,
                size_t size, const char *format, ...) G_GNUC_PRINTF(6, 7);
void cell_type_fault(CellBuilder *builder, const char *text, size_t size);
Place row_sink_place(const RowSink *sink, size_t row, size_t column);

/* Primary and unique keys of the rows read. */
void row_keys_check(RowSink *sink);

/* Is the column part of a key of its schema? */
bool row_keys_need(const Schema *schema, const Field *field);
