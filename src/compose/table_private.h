/* Tables: the same model from pipes in Markdown and from SQL. */
#pragma once

#include "compose/flow_private.h"

typedef struct TableCell {
  TextRuns runs;
  const char *number; /* the text of a number, or of what stands for a missing one; NULL: a text */
} TableCell;

typedef struct TableColumn {
  CellAlign align;
  bool numeric; /* aligned on the decimal mark */
} TableColumn;

typedef struct TableModel {
  const Label *label;     /* NULL: not numbered */
  const char *label_href; /* where it leads; NULL: nowhere */
  TextRuns caption;
  const char *plain_caption; /* NULL: none */
  const char *source, *note; /* NULL: none */
  bool full;                 /* over the whole page's width */
  bool total;                /* the last row sums up the others */
  size_t column_count, row_count;
  const TableColumn *columns;
  const TableCell *head;  /* column_count; NULL: no head */
  const TableCell *cells; /* row by row */
} TableModel;

/* Widths of columns that, with the gap returned between them, fill `width`. */
double table_column_widths(const Composer *composer, const TableModel *model, double width,
                           double *widths);

/* How wide the table would be on one line each, and at its narrowest. */
TextWidths table_widths(const Composer *composer, const TableModel *model);

void table_lay(Composer *composer, Flow *flow, const TableModel *model, Frame frame);

/* Sets the cells of a row in bold. */
void table_embolden(const Composer *composer, TableCell *cells, size_t count);

/* The rows of a table, `most` at most, with the columns' own titles and formats: sets columns,
 * head, cells and note. */
void table_model_rows(Composer *composer, const Table *table, size_t most, TableModel *model);

/* Is the text a number as people write it, or stands for a missing one? */
bool table_is_number(const char *text);

/* The decimal mark on which a column's numbers stand aligned; "": on their last digits. One
 * fraction among whole numbers, as in a table of different units, would move all others out of
 * line. */
const char *table_decimal(const Composer *composer, const TableModel *model, size_t column);

/* Bytes of a number's text before its decimal mark, or before what follows its last digit. */
size_t table_number_split(const char *text, const char *decimal);
