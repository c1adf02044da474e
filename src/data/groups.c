#include "data/groups.h"

#include "data/row_order_private.h"

#include <math.h>
#include <string.h>

/* The most pairs of a group so far and a value of the next key. */
enum { PAIRS_MOST = 1 << 22 };

/* The group of each row, numbered as they begin, and the first row of each. */
typedef struct Groups {
  uint32_t *of_rows;
  size_t *firsts;
  size_t count;
} Groups;

static void
groups_clear(Groups *groups)
{
  g_free(groups->of_rows);
  g_free(groups->firsts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Groups, groups_clear)

/* Each group falls apart by the values of a further key. */
static bool
divide(Groups *groups, const Column *key, size_t rows)
{
  g_auto(RowRanks) ranks = row_ranks_of(key, rows);
  size_t pairs = groups->count * ranks.count;
  if (pairs > PAIRS_MOST)
    return false;
  g_autofree uint32_t *numbers = g_new0(uint32_t, pairs + 1);
  uint32_t next = 0;
  for (size_t row = 0; row < rows; row++) {
    uint32_t *number = &numbers[groups->of_rows[row] * ranks.count + ranks.of_rows[row]];
    if (*number == 0)
      *number = ++next;
    groups->of_rows[row] = *number - 1;
  }
  groups->count = next;
  return true;
}

static bool
find_groups(Groups *groups, const Table *table, const size_t *keys, size_t key_count)
{
  size_t rows = table->row_count;
  groups->of_rows = g_new0(uint32_t, rows + 1);
  groups->count = MIN(rows, 1);
  for (size_t i = 0; i < key_count; i++)
    if (!divide(groups, &table->columns[keys[i]], rows))
      return false;
  groups->firsts = g_new(size_t, groups->count + 1);
  for (size_t row = 0, next = 0; row < rows && next < groups->count; row++)
    if (groups->of_rows[row] == next)
      groups->firsts[next++] = row;
  return true;
}

/* ---- measures: NaN in `results` is missing ---- */

static void
count_rows(const Groups *groups, size_t rows, double *results)
{
  for (size_t row = 0; row < rows; row++)
    results[groups->of_rows[row]]++;
}

static void
count_valid(const Groups *groups, const double *numbers, size_t rows, double *results)
{
  for (size_t row = 0; row < rows; row++)
    results[groups->of_rows[row]] += !isnan(numbers[row]);
}

static void
add_up(const Groups *groups, const double *numbers, size_t rows, bool mean, double *results)
{
  g_autofree double *valid = g_new0(double, groups->count + 1);
  count_valid(groups, numbers, rows, valid);
  for (size_t row = 0; row < rows; row++)
    if (!isnan(numbers[row]))
      results[groups->of_rows[row]] += numbers[row];
  for (size_t i = 0; i < groups->count; i++)
    results[i] = valid[i] > 0 ? results[i] / (mean ? valid[i] : 1) : (double)NAN;
}

static void
find_extreme(const Groups *groups, const double *numbers, size_t rows, bool greatest,
             double *results)
{
  for (size_t i = 0; i < groups->count; i++)
    results[i] = NAN;
  for (size_t row = 0; row < rows; row++) {
    double value = numbers[row], *result = &results[groups->of_rows[row]];
    if (isnan(*result) || (greatest ? value > *result : value < *result))
      *result = value;
  }
}

static void
measure_groups(const Groups *groups, const Table *table, const GroupMeasure *measure,
               double *results)
{
  size_t rows = table->row_count;
  const double *numbers =
      measure->op == GROUP_COUNT ? NULL : table->columns[measure->column].numbers;
  if (!numbers)
    count_rows(groups, rows, results);
  else if (measure->op == GROUP_VALID)
    count_valid(groups, numbers, rows, results);
  else if (measure->op == GROUP_SUM || measure->op == GROUP_MEAN)
    add_up(groups, numbers, rows, measure->op == GROUP_MEAN, results);
  else
    find_extreme(groups, numbers, rows, measure->op == GROUP_MAX, results);
}

/* ---- the table ---- */

static Column
row_column(Arena *arena, const Groups *groups)
{
  double *numbers = arena_array(arena, double, groups->count + 1);
  for (size_t i = 0; i < groups->count; i++)
    numbers[i] = (double)groups->firsts[i] + 1;
  return (Column){ .name = "#row", .type = COLUMN_NUMBER, .numbers = numbers };
}

static Column
key_column(Arena *arena, const Column *key, const Groups *groups)
{
  Column column = *key;
  double *numbers = key->numbers ? arena_array(arena, double, groups->count + 1) : NULL;
  int32_t *codes = key->codes ? arena_array(arena, int32_t, groups->count + 1) : NULL;
  for (size_t i = 0; i < groups->count; i++) {
    if (numbers)
      numbers[i] = key->numbers[groups->firsts[i]];
    if (codes)
      codes[i] = key->codes[groups->firsts[i]];
  }
  column.numbers = numbers;
  column.codes = codes;
  return column;
}

static Column
measure_column(Arena *arena, const Table *table, const GroupMeasure *measure, const Groups *groups)
{
  double *results = arena_array(arena, double, groups->count + 1);
  memset(results, 0, (groups->count + 1) * sizeof *results);
  measure_groups(groups, table, measure, results);
  return (Column){ .name = measure->name, .type = COLUMN_NUMBER, .numbers = results };
}

Table *
table_group(Arena *arena, const Table *table, const size_t *keys, size_t key_count,
            const GroupMeasure *measures, size_t measure_count)
{
  g_auto(Groups) groups = { 0 };
  if (table->row_count >= INT32_MAX || !find_groups(&groups, table, keys, key_count))
    return NULL;
  size_t count = 1 + key_count + measure_count, at = 0;
  Column *columns = arena_array(arena, Column, count);
  columns[at++] = row_column(arena, &groups);
  for (size_t i = 0; i < key_count; i++)
    columns[at++] = key_column(arena, &table->columns[keys[i]], &groups);
  for (size_t i = 0; i < measure_count; i++)
    columns[at++] = measure_column(arena, table, &measures[i], &groups);
  Table *grouped = arena_new0(arena, Table);
  *grouped = (Table){ table->name, groups.count, count, columns };
  return grouped;
}
