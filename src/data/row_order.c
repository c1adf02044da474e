#include "data/row_order_private.h"

#include <math.h>
#include <string.h>

/* Numbers with at most so many different values are ranked through a table of them. */
enum { FEW_VALUES = 4096, VALUE_SLOTS = 4 * FEW_VALUES };

static gint
compare_texts(gconstpointer a, gconstpointer b, gpointer strings)
{
  const char *const *texts = strings;
  return strcmp(texts[*(const uint32_t *)a], texts[*(const uint32_t *)b]);
}

static void
rank_texts(const Column *column, size_t rows, RowRanks *ranks)
{
  size_t count = column->string_count;
  g_autofree uint32_t *order = g_new(uint32_t, count + 1), *of_codes = g_new(uint32_t, count + 1);

  for (size_t i = 0; i < count; i++)
    order[i] = (uint32_t)i;
  g_qsort_with_data(order, (gint)count, sizeof *order, compare_texts,
                    (gpointer)(uintptr_t)column->strings);
  for (size_t i = 0; i < count; i++)
    of_codes[order[i]] = (uint32_t)i + 1;
  for (size_t row = 0; row < rows; row++)
    ranks->of_rows[row] = column->codes[row] < 0 ? 0 : of_codes[column->codes[row]];
  ranks->count = (uint32_t)count + 1;
}

typedef struct NumberedRow {
  double number;
  uint32_t row;
} NumberedRow;

static gint
compare_numbers(gconstpointer a, gconstpointer b, gpointer data)
{
  double x = ((const NumberedRow *)a)->number, y = ((const NumberedRow *)b)->number;
  (void)data;
  return (x > y) - (x < y);
}

/* Sorts what is given and gives each its rank, from 1 up; returns the next rank. */
static uint32_t
rank_sorted(NumberedRow *rows, size_t count, uint32_t *ranks)
{
  uint32_t rank = 0;
  g_qsort_with_data(rows, (gint)count, sizeof *rows, compare_numbers, NULL);
  for (size_t i = 0; i < count; i++) {
    rank += i == 0 || rows[i].number > rows[i - 1].number;
    ranks[rows[i].row] = rank;
  }
  return rank + 1;
}

typedef struct ValueTable {
  double values[VALUE_SLOTS];
  uint32_t numbers[VALUE_SLOTS]; /* of the value, from 1 up; 0: free */
  NumberedRow distinct[FEW_VALUES];
  uint32_t count;
} ValueTable;

/* The number of a value, from 1 up; 0 when there are too many. */
static uint32_t
number_of_value(ValueTable *table, double value)
{
  uint64_t bits;
  value += 0.0; /* -0 becomes 0 */
  memcpy(&bits, &value, sizeof bits);
  size_t slot = (size_t)(bits * 0x9e3779b97f4a7c15u >> 50) % VALUE_SLOTS;

  for (; table->numbers[slot] != 0; slot = (slot + 1) % VALUE_SLOTS)
    if (table->values[slot] == value)
      return table->numbers[slot];
  if (table->count == FEW_VALUES)
    return 0;
  table->distinct[table->count] = (NumberedRow){ value, table->count + 1 };
  table->values[slot] = value;
  return table->numbers[slot] = ++table->count;
}

/* Ranks through the different values; false when there are too many. */
static bool
rank_few_numbers(const Column *column, size_t rows, RowRanks *ranks)
{
  g_autofree ValueTable *table = g_new0(ValueTable, 1);
  uint32_t of_numbers[FEW_VALUES + 1] = { 0 };

  for (size_t row = 0; row < rows; row++) {
    double value = column->numbers[row];
    ranks->of_rows[row] = isnan(value) ? 0 : number_of_value(table, value);
    if (ranks->of_rows[row] == 0 && !isnan(value))
      return false;
  }
  ranks->count = rank_sorted(table->distinct, table->count, of_numbers);
  for (size_t row = 0; row < rows; row++)
    ranks->of_rows[row] = of_numbers[ranks->of_rows[row]];
  return true;
}

static void
rank_numbers(const Column *column, size_t rows, RowRanks *ranks)
{
  if (rank_few_numbers(column, rows, ranks))
    return;
  g_autofree NumberedRow *numbered = g_new(NumberedRow, rows);
  size_t count = 0;

  for (size_t row = 0; row < rows; row++) {
    ranks->of_rows[row] = 0;
    if (!isnan(column->numbers[row]))
      numbered[count++] = (NumberedRow){ column->numbers[row], (uint32_t)row };
  }
  ranks->count = rank_sorted(numbered, count, ranks->of_rows);
}

static void
rank(const Column *column, size_t rows, RowRanks *ranks)
{
  if (column_is_text(column))
    rank_texts(column, rows, ranks);
  else
    rank_numbers(column, rows, ranks);
}

RowRanks
row_ranks_of(const Column *column, size_t rows)
{
  RowRanks ranks = { .of_rows = g_new(uint32_t, rows + 1) };
  rank(column, rows, &ranks);
  return ranks;
}

/* One pass of a stable counting sort. */
static void
sort_by_ranks(const RowRanks *ranks, bool descending, const int32_t *from, int32_t *to, size_t rows)
{
  g_autofree uint32_t *starts = g_new0(uint32_t, (size_t)ranks->count + 1);
  uint32_t last = ranks->count - 1;

  for (size_t i = 0; i < rows; i++)
    starts[(descending ? last - ranks->of_rows[i] : ranks->of_rows[i]) + 1]++;
  for (uint32_t rank = 1; rank <= ranks->count; rank++)
    starts[rank] += starts[rank - 1];
  for (size_t i = 0; i < rows; i++) {
    uint32_t rank = ranks->of_rows[from[i]];
    to[starts[descending ? last - rank : rank]++] = from[i];
  }
}

int32_t *
row_order_new(const Table *table, const OrderTerm *terms, size_t count)
{
  size_t rows = table->row_count;
  if (rows >= INT32_MAX)
    return NULL;
  int32_t *order = g_new(int32_t, rows + 1), *next = g_new(int32_t, rows + 1);
  g_auto(RowRanks) ranks = { .of_rows = g_new(uint32_t, rows + 1) };

  for (size_t i = 0; i < rows; i++)
    order[i] = (int32_t)i;
  while (count-- > 0) { /* the last column first: the passes are stable */
    rank(&table->columns[terms[count].column], rows, &ranks);
    sort_by_ranks(&ranks, terms[count].descending, order, next, rows);
    int32_t *sorted = next;
    next = order;
    order = sorted;
  }
  g_free(next);
  return order;
}
