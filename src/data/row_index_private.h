/* Rows of a column by value, for the equalities of joins. */
#pragma once

#include "data/dictionary_private.h"
#include "data/table.h"

enum { ROW_NONE = -1 };

typedef struct RowIndex RowIndex;

/* NULL when the table has more rows than 32 bits count. */
RowIndex *row_index_new(const Column *column, size_t row_count);
void row_index_free(RowIndex *index);

/* The first row, in order, whose cell is this number or text; ROW_NONE if there is none. */
int64_t row_index_first_number(const RowIndex *index, double number);
int64_t row_index_first_text(const RowIndex *index, const char *text, size_t size);

/* The next row with the same cell. */
int64_t row_index_next(const RowIndex *index, int64_t row);
