/* Rows in the order of some columns, as SQL sorts them. */
#pragma once

#include "data/table.h"

#include <glib.h>

/* A column as ranks: 0 is missing, equal cells have equal ranks. */
typedef struct RowRanks {
  uint32_t *of_rows;
  uint32_t count; /* ranks are below it */
} RowRanks;

RowRanks row_ranks_of(const Column *column, size_t rows);

static inline void
row_ranks_clear(RowRanks *ranks)
{
  g_free(ranks->of_rows);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RowRanks, row_ranks_clear)

typedef struct OrderTerm {
  size_t column;
  bool descending;
} OrderTerm;

/* The row numbers, sorted: missing first, then numbers, or texts by their bytes; rows that are
 * equal stay in their order. Free with g_free. NULL when the table has more rows than 31 bits
 * count. */
int32_t *row_order_new(const Table *table, const OrderTerm *terms, size_t count);
