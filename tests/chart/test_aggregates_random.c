/* aggregate and joinaggregate of random tables against Vega's documentation of their operations. */
#include "random_rows.h"

#include <stdlib.h>

/* What one group has of v: its numbers in ascending order. */
typedef struct Group {
  double sorted[ROWS];
  size_t count, rows;
} Group;

static int
compare_numbers(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* The rows that share a row's values of the fields that `by` names. */
static bool
in_group(const Rows *rows, const char *by, size_t row, size_t other)
{
  if (strchr(by, 'g') && !same(rows->g[row], rows->g[other]))
    return false;
  return !strchr(by, 't') || rows->t[row] == rows->t[other];
}

static Group
group_of(const Rows *rows, const char *by, size_t row)
{
  Group group = { .count = 0 };
  for (size_t i = 0; i < rows->count; i++) {
    if (!in_group(rows, by, row, i))
      continue;
    group.rows++;
    if (!isnan(rows->v[i]))
      group.sorted[group.count++] = rows->v[i];
  }
  qsort(group.sorted, group.count, sizeof(double), compare_numbers);
  return group;
}

/* ---- the operations, in the words of the documentation ---- */

static double
total(const Group *group)
{
  double sum = 0;
  for (size_t i = 0; i < group->count; i++)
    sum += group->sorted[i];
  return group->count ? sum : (double)NAN;
}

static double
rows_of(const Group *group)
{
  return (double)group->rows;
}

static double
valid(const Group *group)
{
  return (double)group->count;
}

static double
missing(const Group *group)
{
  return (double)(group->rows - group->count);
}

/* A missing value is one of the distinct. */
static double
distinct(const Group *group)
{
  size_t kinds = group->rows > group->count;
  for (size_t i = 0; i < group->count; i++)
    kinds += i == 0 || group->sorted[i] != group->sorted[i - 1];
  return (double)kinds;
}

static double
product(const Group *group)
{
  double result = 1;
  for (size_t i = 0; i < group->count; i++)
    result *= group->sorted[i];
  return group->count ? result : (double)NAN;
}

static double
mean(const Group *group)
{
  return total(group) / (double)group->count;
}

static double
squares(const Group *group)
{
  double sum = 0, middle = mean(group);
  for (size_t i = 0; i < group->count; i++)
    sum += (group->sorted[i] - middle) * (group->sorted[i] - middle);
  return sum;
}

static double
variance(const Group *group)
{
  return group->count > 1 ? squares(group) / (double)(group->count - 1) : (double)NAN;
}

static double
variancep(const Group *group)
{
  return group->count > 0 ? squares(group) / (double)group->count : (double)NAN;
}

static double
stdev(const Group *group)
{
  return sqrt(variance(group));
}

static double
stdevp(const Group *group)
{
  return sqrt(variancep(group));
}

static double
standard_error(const Group *group)
{
  return stdev(group) / sqrt((double)group->count);
}

static double
quantile(const Group *group, double share)
{
  double place = share * ((double)group->count - 1);
  size_t low = group->count ? (size_t)place : 0;
  if (group->count == 0)
    return NAN;
  if (low + 1 >= group->count)
    return group->sorted[group->count - 1];
  return group->sorted[low] + (group->sorted[low + 1] - group->sorted[low]) * (place - (double)low);
}

static double
median(const Group *group)
{
  return quantile(group, 0.5);
}

static double
first_quarter(const Group *group)
{
  return quantile(group, 0.25);
}

static double
third_quarter(const Group *group)
{
  return quantile(group, 0.75);
}

static double
least(const Group *group)
{
  return group->count ? group->sorted[0] : (double)NAN;
}

static double
greatest(const Group *group)
{
  return group->count ? group->sorted[group->count - 1] : (double)NAN;
}

static const struct {
  const char *op;
  double (*compute)(const Group *group);
} OPS[] = {
  { "count", rows_of },
  { "valid", valid },
  { "missing", missing },
  { "distinct", distinct },
  { "sum", total },
  { "product", product },
  { "mean", mean },
  { "average", mean },
  { "variance", variance },
  { "variancep", variancep },
  { "stdev", stdev },
  { "stdevp", stdevp },
  { "stderr", standard_error },
  { "median", median },
  { "q1", first_quarter },
  { "q3", third_quarter },
  { "min", least },
  { "max", greatest },
};

/* ---- */

static const struct {
  const char *by, *json;
} GROUPS[] = { { "", "" }, { "g", "\"g\"" }, { "t", "\"t\"" }, { "gt", "\"g\", \"t\"" } };

static char *
transform_of(const char *name, const char *groups)
{
  GString *text = g_string_new("{\"");
  g_string_append_printf(text, "%s\": [", name);
  for (size_t i = 0; i < G_N_ELEMENTS(OPS); i++)
    g_string_append_printf(text, "%s{\"op\": \"%s\", \"field\": \"v\", \"as\": \"%s\"}",
                           i ? ", " : "", OPS[i].op, OPS[i].op);
  g_string_append_printf(text, "], \"groupby\": [%s]}", groups);
  return g_string_free(text, FALSE);
}

/* Of huge values that cancel each other out only so much is left. */
static double
tolerance_of(const Group *group, double expected)
{
  double size = fmax(fabs(least(group)), fabs(greatest(group)));
  return 1e-9 * fmax(fabs(expected), group->count ? size : 0) + 1e-12;
}

static void
check_measures(const Table *table, size_t row, const Group *group)
{
  for (size_t i = 0; i < G_N_ELEMENTS(OPS); i++) {
    double expected = OPS[i].compute(group), actual = number_at(table, OPS[i].op, row);
    if (isnan(expected) ? !isnan(actual)
                        : !(fabs(actual - expected) <= tolerance_of(group, expected)))
      fail_msg("%s is %.17g, not %.17g", OPS[i].op, actual, expected);
  }
}

static void
check_joined(Fixture *fixture, const Rows *rows, GRand *random)
{
  size_t k = (size_t)g_rand_int_range(random, 0, G_N_ELEMENTS(GROUPS));
  g_autofree char *transform = transform_of("joinaggregate", GROUPS[k].json);
  const Table *table = transformed_rows(fixture, rows, transform);
  assert_int_equal(table->row_count, rows->count);
  for (size_t row = 0; row < rows->count; row++) {
    Group group = group_of(rows, GROUPS[k].by, row);
    assert_same(number_at(table, "v", row), rows->v[row], 0);
    check_measures(table, row, &group);
  }
}

/* A group stands where its first row does. */
static void
check_aggregated(Fixture *fixture, const Rows *rows, GRand *random)
{
  size_t k = (size_t)g_rand_int_range(random, 0, G_N_ELEMENTS(GROUPS)), at = 0;
  g_autofree char *transform = transform_of("aggregate", GROUPS[k].json);
  const Table *table = transformed_rows(fixture, rows, transform);
  for (size_t row = 0; row < rows->count; row++) {
    size_t first = 0;
    while (!in_group(rows, GROUPS[k].by, row, first))
      first++;
    if (first < row)
      continue;
    Group group = group_of(rows, GROUPS[k].by, row);
    if (strchr(GROUPS[k].by, 'g'))
      assert_same(number_at(table, "g", at), rows->g[row], 0);
    check_measures(table, at++, &group);
  }
  assert_int_equal(table->row_count, at);
}

/* Of several extreme rows the first; of none nothing. */
static void
check_extreme_rows(Fixture *fixture, const Rows *rows, GRand *random)
{
  bool max = g_rand_boolean(random);
  g_autofree char *transform =
      g_strdup_printf("{\"aggregate\": [{\"op\": \"arg%s\", \"field\": \"v\", \"as\": \"e\"}], "
                      "\"groupby\": [\"g\"]}, {\"calculate\": \"datum.e.s\", \"as\": \"es\"}",
                      max ? "max" : "min");
  const Table *table = transformed_rows(fixture, rows, transform);
  for (size_t at = 0; at < table->row_count; at++) {
    size_t found = ROWS;
    for (size_t i = 0; i < rows->count; i++)
      if (same(rows->g[i], number_at(table, "g", at)) && !isnan(rows->v[i]) &&
          (found == ROWS || (max ? rows->v[i] > rows->v[found] : rows->v[i] < rows->v[found])))
        found = i;
    assert_same(number_at(table, "es", at), found < ROWS ? rows->s[found] : (double)NAN, 0);
  }
}

static void
test_joinaggregate(void **state)
{
  (void)state;
  with_random_rows(21, 20 * ROUNDS, random_rows, check_joined);
}

static void
test_aggregate(void **state)
{
  (void)state;
  with_random_rows(22, 20 * ROUNDS, random_rows, check_aggregated);
}

static void
test_extreme_rows(void **state)
{
  (void)state;
  with_random_rows(23, 20 * ROUNDS, random_rows, check_extreme_rows);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_joinaggregate),
    cmocka_unit_test(test_aggregate),
    cmocka_unit_test(test_extreme_rows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
