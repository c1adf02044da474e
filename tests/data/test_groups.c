/* Groups straight from columns against SQL's own, to the last bit. */
#include "data/catalog.h"
#include "data/groups.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { ROWS = 60, ROUNDS = 300 };

static const char *const TEXTS[] = { "b", "", "a", "NULL" };

static const Column *
random_columns(Arena *arena, GRand *random, size_t rows)
{
  static const double VALUES[] = { 0.1, 0.2, 0.3, -0.7, 1e15, -1e15, 0, -0.0, 1e300, 7 };
  Column *columns = arena_array(arena, Column, 4);
  int32_t *texts = arena_array(arena, int32_t, rows + 1);
  double *years = arena_array(arena, double, rows + 1),
         *values = arena_array(arena, double, rows + 1);
  double *keys = arena_array(arena, double, rows + 1);
  for (size_t i = 0; i < rows; i++) {
    texts[i] = g_rand_int_range(random, -1, G_N_ELEMENTS(TEXTS));
    years[i] = g_rand_int_range(random, 0, 5) ? g_rand_int_range(random, 2000, 2004) : (double)NAN;
    keys[i] = VALUES[g_rand_int_range(random, 0, G_N_ELEMENTS(VALUES))];
    values[i] = g_rand_int_range(random, 0, 3)
                    ? VALUES[g_rand_int_range(random, 0, G_N_ELEMENTS(VALUES))]
                    : (double)NAN;
  }
  columns[0] = (Column){ .name = "t",
                         .type = COLUMN_STRING,
                         .codes = texts,
                         .strings = TEXTS,
                         .string_count = G_N_ELEMENTS(TEXTS) };
  columns[1] = (Column){ .name = "y", .type = COLUMN_YEAR, .numbers = years };
  columns[2] = (Column){ .name = "k", .type = COLUMN_NUMBER, .numbers = keys };
  columns[3] = (Column){ .name = "v", .type = COLUMN_NUMBER, .numbers = values };
  return columns;
}

static const GroupMeasure MEASURES[] = {
  { "count", GROUP_COUNT, 0 }, { "valid", GROUP_VALID, 3 }, { "sum", GROUP_SUM, 3 },
  { "mean", GROUP_MEAN, 3 },   { "min", GROUP_MIN, 3 },     { "max", GROUP_MAX, 3 },
};

static const struct {
  const char *sql;
  size_t keys[3], count;
} KEYS[] = {
  { "t", { 0 }, 1 },
  { "y", { 1 }, 1 },
  { "k", { 2 }, 1 },
  { "t, y", { 0, 1 }, 2 },
  { "y, t, k", { 1, 0, 2 }, 3 },
};

static void
assert_same_tables(const Table *a, const Table *b)
{
  assert_int_equal(a->row_count, b->row_count);
  assert_int_equal(a->column_count, b->column_count);
  for (size_t i = 0; i < a->column_count; i++) {
    const Column *x = &a->columns[i], *y = &b->columns[i];
    assert_string_equal(x->name, y->name);
    for (size_t row = 0; row < a->row_count; row++) {
      assert_int_equal(column_is_missing(x, row), column_is_missing(y, row));
      if (column_is_missing(x, row))
        continue;
      if (column_is_text(x))
        assert_string_equal(column_string(x, row), column_string(y, row));
      else
        assert_true(column_number(x, row) == column_number(y, row));
    }
  }
}

static void
test_groups_are_those_of_sql(void **state)
{
  (void)state;
  GRand *random = g_rand_new_with_seed(11);
  for (int round = 0; round < ROUNDS; round++) {
    size_t rows = (size_t)g_rand_int_range(random, 0, ROWS), k = (size_t)round % G_N_ELEMENTS(KEYS);
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    g_autoptr(Catalog) catalog = catalog_new(diags);
    const Table table = { "rows", rows, 4, random_columns(arena, random, rows) };
    QueryFault fault = { .offset = -1 };
    catalog_add_table(catalog, &table);
    const char *sql = arena_printf(
        arena,
        "SELECT min(rowid) AS \"#row\", %s, count(*) AS count, count(v) AS valid, sum(v) AS sum, "
        "avg(v) AS mean, min(v) AS min, max(v) AS max FROM rows GROUP BY %s ORDER BY 1",
        KEYS[k].sql, KEYS[k].sql);
    const Table *expected = catalog_query(catalog, arena, sql, NULL, 0, &fault);
    const Table *grouped =
        table_group(arena, &table, KEYS[k].keys, KEYS[k].count, MEASURES, G_N_ELEMENTS(MEASURES));
    assert_non_null(expected);
    assert_non_null(grouped);
    assert_same_tables(grouped, expected);
  }
  g_rand_free(random);
}

/* A million pairs of keys are better left to SQL's sorting. */
static void
test_too_many_groups(void **state)
{
  enum { MANY = 3000 };
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  double *numbers = arena_array(arena, double, MANY);
  for (size_t i = 0; i < MANY; i++)
    numbers[i] = (double)i;
  const Column columns[] = { { .name = "a", .type = COLUMN_NUMBER, .numbers = numbers },
                             { .name = "b", .type = COLUMN_NUMBER, .numbers = numbers } };
  const Table table = { "rows", MANY, 2, columns };
  const size_t keys[] = { 0, 1 };
  assert_non_null(table_group(arena, &table, keys, 1, NULL, 0));
  assert_null(table_group(arena, &table, keys, 2, NULL, 0));
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_groups_are_those_of_sql),
    cmocka_unit_test(test_too_many_groups),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
