/* Rows in the order of some columns, as SQL sorts them. */
#pragma once

#include "data/table.h"

typedef struct OrderTerm {
  size_t column;
  bool descending;
} OrderTerm;

/* The row numbers, sorted: missing first, then numbers, or texts by their bytes; rows that are
 * equal stay in their order. Free with g_free. NULL when the table has more rows than 31 bits
 * count. */
int32_t *row_order_new(const Table *table, const OrderTerm *terms, size_t count);
