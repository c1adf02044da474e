#include "data/row_index_private.h"

#include <math.h>

/* Rows with one value form a chain in ascending order; `heads` has the first of each. */
struct RowIndex {
  const Column *column;
  Arena *arena;
  Dictionary texts; /* of a text column: codes are the column's */
  size_t mask;      /* of the buckets of a number column */
  int32_t *heads;   /* by code, or by bucket */
  int32_t *next;    /* by row */
};

static size_t
bucket_of(const RowIndex *index, double number)
{
  double canonical = number == 0 ? 0 : number; /* -0 equals 0 */
  uint64_t bits;
  memcpy(&bits, &canonical, sizeof bits);
  bits *= 0x9e3779b97f4a7c15u;
  return (bits ^ bits >> 32) & index->mask;
}

static void
index_texts(RowIndex *index, size_t row_count)
{
  const Column *column = index->column;
  bool added;

  index->arena = arena_new();
  dictionary_init(&index->texts, index->arena);
  for (size_t i = 0; i < column->string_count; i++) {
    const char *text = column->strings[i];
    size_t entry = dictionary_find_or_add(&index->texts, text, strlen(text), &added);
    index->texts.entries[entry].code = (int32_t)i;
  }
  index->heads = g_new(int32_t, column->string_count + 1);
  memset(index->heads, 0xff, (column->string_count + 1) * sizeof(int32_t));
  for (size_t row = row_count; row-- > 0;)
    if (column->codes[row] >= 0) {
      index->next[row] = index->heads[column->codes[row]];
      index->heads[column->codes[row]] = (int32_t)row;
    }
}

static void
index_numbers(RowIndex *index, size_t row_count)
{
  for (index->mask = 63; index->mask < row_count;)
    index->mask = index->mask * 2 + 1;
  index->heads = g_new(int32_t, index->mask + 1);
  memset(index->heads, 0xff, (index->mask + 1) * sizeof(int32_t));
  for (size_t row = row_count; row-- > 0;) {
    double number = index->column->numbers[row];
    if (isnan(number))
      continue;
    size_t bucket = bucket_of(index, number);
    index->next[row] = index->heads[bucket];
    index->heads[bucket] = (int32_t)row;
  }
}

RowIndex *
row_index_new(const Column *column, size_t row_count)
{
  if (row_count >= INT32_MAX)
    return NULL;
  RowIndex *index = g_new0(RowIndex, 1);
  index->column = column;
  index->next = g_new(int32_t, row_count + 1);
  if (column_is_text(column))
    index_texts(index, row_count);
  else
    index_numbers(index, row_count);
  return index;
}

void
row_index_free(RowIndex *index)
{
  if (!index)
    return;
  if (index->arena)
    dictionary_finish(&index->texts);
  arena_free(index->arena);
  g_free(index->heads);
  g_free(index->next);
  g_free(index);
}

/* Different numbers may share a bucket. */
static int64_t
skip_to_number(const RowIndex *index, int64_t row, double number)
{
  while (row != ROW_NONE && !(index->column->numbers[row] == number))
    row = index->next[row];
  return row;
}

int64_t
row_index_first_number(const RowIndex *index, double number)
{
  if (column_is_text(index->column) || isnan(number))
    return ROW_NONE;
  return skip_to_number(index, index->heads[bucket_of(index, number)], number);
}

int64_t
row_index_first_text(const RowIndex *index, const char *text, size_t size)
{
  if (!column_is_text(index->column))
    return ROW_NONE;
  size_t entry = dictionary_find(&index->texts, text, size);
  return entry == SIZE_MAX ? ROW_NONE : index->heads[index->texts.entries[entry].code];
}

int64_t
row_index_next(const RowIndex *index, int64_t row)
{
  if (column_is_text(index->column))
    return index->next[row];
  return skip_to_number(index, index->next[row], index->column->numbers[row]);
}
