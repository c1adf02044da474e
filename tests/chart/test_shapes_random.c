/* Transforms that place and reshape rows, over random tables: stack, bin, fold, flatten, impute,
 * quantile, timeUnit. The plain way follows Vega's documentation of each. */
#include "random_rows.h"

#include <stdlib.h>
#include <time.h>

/* ---- stack ---- */

/* Does a row come before another in its stack: by s, then in the order of the data? */
static bool
comes_before(const Rows *rows, int sort, size_t a, size_t b)
{
  double x = isnan(rows->s[a]) ? -(double)INFINITY : rows->s[a];
  double y = isnan(rows->s[b]) ? -(double)INFINITY : rows->s[b];
  if (sort && x != y)
    return sort * ((x > y) - (x < y)) < 0;
  return a < b;
}

typedef struct Heap {
  double above, below, before, total; /* of the rows before: up, down, sizes; of all: sizes */
} Heap;

static Heap
heap_of(const Rows *rows, int sort, size_t row)
{
  Heap heap = { 0 };
  for (size_t i = 0; i < rows->count; i++) {
    double value = isnan(rows->v[i]) ? 0 : rows->v[i];
    if (!same(rows->g[i], rows->g[row]))
      continue;
    heap.total += fabs(value);
    if (!comes_before(rows, sort, i, row))
      continue;
    heap.before += fabs(value);
    heap.above += fmax(value, 0);
    heap.below += fmin(value, 0);
  }
  return heap;
}

static void
expected_ends(const Rows *rows, const char *offset, int sort, size_t row, double ends[2])
{
  double value = isnan(rows->v[row]) ? 0 : rows->v[row], largest = 0;
  Heap heap = heap_of(rows, sort, row);
  for (size_t i = 0; i < rows->count; i++)
    largest = fmax(largest, heap_of(rows, sort, i).total);
  if (strcmp(offset, "zero") == 0) {
    ends[0] = value < 0 ? heap.below : heap.above;
    ends[1] = ends[0] + value;
    return;
  }
  double start = strcmp(offset, "center") == 0 ? (largest - heap.total) / 2 : 0;
  ends[0] = start + heap.before;
  ends[1] = ends[0] + fabs(value);
  for (int i = 0; i < 2 && strcmp(offset, "normalize") == 0; i++)
    ends[i] = heap.total > 0 ? ends[i] / heap.total : 0;
}

static void
check_stack(Fixture *fixture, const Rows *rows, GRand *random)
{
  static const char *const OFFSETS[] = { "zero", "center", "normalize" };
  static const char *const SORTS[] = {
    ", \"sort\": [{\"field\": \"s\", \"order\": \"descending\"}]", "",
    ", \"sort\": [{\"field\": \"s\"}]"
  };
  const char *offset = OFFSETS[g_rand_int_range(random, 0, 3)];
  int sort = g_rand_int_range(random, -1, 2);
  g_autofree char *transform =
      g_strdup_printf("{\"stack\": \"v\", \"groupby\": [\"g\"], \"offset\": \"%s\", \"as\": "
                      "[\"from\", \"to\"]%s}",
                      offset, SORTS[sort + 1]);
  const Table *table = transformed_rows(fixture, rows, transform);
  assert_int_equal(table->row_count, rows->count);
  for (size_t row = 0; row < rows->count; row++) {
    double ends[2];
    expected_ends(rows, offset, sort, row, ends);
    assert_same(number_at(table, "from", row), ends[0], 1e-9);
    assert_same(number_at(table, "to", row), ends[1], 1e-9);
  }
}

/* ---- bin ---- */

/* Is the step 1, 2 or 5 times a power of ten? */
static bool
is_nice(double step)
{
  double power = pow(10, floor(log10(step) + 1e-9)), digit = step / power;
  return fabs(digit - 1) < 1e-9 || fabs(digit - 2) < 1e-9 || fabs(digit - 5) < 1e-9;
}

static void
check_bins(Fixture *fixture, const Rows *rows, GRand *random)
{
  int most = g_rand_int_range(random, 2, 30);
  double low = INFINITY, high = -INFINITY, step = 0;
  g_autofree char *transform =
      g_strdup_printf("{\"bin\": {\"maxbins\": %d}, \"field\": \"v\", \"as\": [\"from\", \"to\"]}",
                      most);
  const Table *table = transformed_rows(fixture, rows, transform);
  for (size_t row = 0; row < rows->count; row++) {
    double v = rows->v[row], from = number_at(table, "from", row), to = number_at(table, "to", row);
    assert_true(isnan(v) == isnan(from) && isnan(v) == isnan(to));
    if (isnan(v))
      continue;
    step = to - from;
    low = fmin(low, v);
    high = fmax(high, v);
    assert_true(is_nice(step));
    assert_near(from / step, round(from / step), 1e-9);
    assert_true(v >= from - 1e-9 * step && v <= to + 1e-9 * step);
  }
  if (high <= low)
    return;
  /* Few enough bins, and the next finer nice step (a half at most, a fifth of twice that) would
   * make too many. */
  double bins = ceil(high / step - 1e-9) - floor(low / step + 1e-9);
  assert_true(bins <= most + 1);
  assert_true((high - low) / (step / 5) > most || (high - low) / (step / 2) > most);
}

/* ---- fold, flatten ---- */

static void
check_fold(Fixture *fixture, const Rows *rows, GRand *random)
{
  (void)random;
  const Table *table =
      transformed_rows(fixture, rows, "{\"fold\": [\"v\", \"s\", \"g\"], \"as\": [\"k\", \"w\"]}");
  assert_int_equal(table->row_count, 3 * rows->count);
  for (size_t at = 0; at < table->row_count; at++) {
    size_t row = at / 3;
    const char *const keys[] = { "v", "s", "g" };
    const double values[] = { rows->v[row], rows->s[row], rows->g[row] };
    assert_string_equal(column_string(column_of(table, "k"), at), keys[at % 3]);
    assert_same(number_at(table, "w", at), values[at % 3], 0);
    assert_same(number_at(table, "v", at), rows->v[row], 0);
  }
}

/* Lists of 0 to 3 items: a row for each place of the longer one. */
static void
test_flatten(void **state)
{
  (void)state;
  GRand *random = g_rand_new_with_seed(44);
  for (int round = 0; round < 10 * ROUNDS; round++) {
    Fixture *fixture = fixture_new();
    int lengths[6][2];
    g_autoptr(GString) spec = g_string_new("{\"data\": {\"values\": [");
    for (int i = 0; i < 6; i++) {
      g_string_append_printf(spec, "%s{\"i\": %d", i ? ", " : "", i);
      for (int list = 0; list < 2; list++) {
        lengths[i][list] = g_rand_int_range(random, 0, 4);
        g_string_append_printf(spec, ", \"%c\": [", "lm"[list]);
        for (int k = 0; k < lengths[i][list]; k++)
          g_string_append_printf(spec, "%s%d", k ? ", " : "", 100 * i + 10 * list + k);
        g_string_append_c(spec, ']');
      }
      g_string_append_c(spec, '}');
    }
    g_string_append(spec, "]}, \"keep\": \"i\", \"transform\": [{\"flatten\": [\"l\", \"m\"]}]}");
    const Table *table = transformed(fixture, spec->str);
    size_t at = 0;
    for (int i = 0; i < 6; i++)
      for (int k = 0; k < MAX(lengths[i][0], lengths[i][1]); k++, at++) {
        assert_true(at < table->row_count);
        assert_same(number_at(table, "i", at), i, 0);
        assert_same(number_at(table, "l", at), k < lengths[i][0] ? 100 * i + k : (double)NAN, 0);
        assert_same(number_at(table, "m", at), k < lengths[i][1] ? 100 * i + 10 + k : (double)NAN,
                    0);
      }
    assert_int_equal(table->row_count, at);
    fixture_free(fixture);
  }
  g_rand_free(random);
}

/* ---- impute ---- */

static int
compare_numbers(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Of the valid values of a group, by the name of the method. */
static double
imputed(const Rows *rows, double g, const char *method)
{
  double sorted[ROWS], sum = 0;
  size_t count = 0;
  for (size_t i = 0; i < rows->count; i++)
    if (same(rows->g[i], g) && !isnan(rows->v[i]))
      sum += sorted[count++] = rows->v[i];
  qsort(sorted, count, sizeof(double), compare_numbers);
  if (strcmp(method, "value") == 0)
    return -99;
  if (count == 0)
    return NAN;
  if (strcmp(method, "mean") == 0)
    return sum / (double)count;
  if (strcmp(method, "median") == 0)
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
  return strcmp(method, "min") == 0 ? sorted[0] : sorted[count - 1];
}

/* Rows of a group and key; NaN stands for missing. */
static size_t
rows_with(const Table *table, double g, double key)
{
  size_t count = 0;
  for (size_t i = 0; i < table->row_count; i++)
    count += same(number_at(table, "g", i), g) && same(number_at(table, "s", i), key);
  return count;
}

/* All rows stay; each group then has each key. A given value is for added rows only, the other
 * methods are for rows without a value as well. */
static void
check_impute(Fixture *fixture, const Rows *rows, GRand *random)
{
  static const char *const METHODS[] = { "value", "mean", "median", "min", "max" };
  const char *method = METHODS[g_rand_int_range(random, 0, G_N_ELEMENTS(METHODS))];
  g_autofree char *transform =
      g_strdup_printf("{\"impute\": \"v\", \"key\": \"s\", \"keyvals\": [9, 1], \"groupby\": "
                      "[\"g\"], \"method\": \"%s\", \"value\": -99}",
                      method);
  const Table *table = transformed_rows(fixture, rows, transform);
  assert_true(table->row_count >= rows->count);
  for (size_t row = 0; row < table->row_count; row++) {
    double g = number_at(table, "g", row), v = number_at(table, "v", row);
    bool by_value = strcmp(method, "value") == 0;
    bool given = row < rows->count && (by_value || !isnan(rows->v[row]));
    if (row < rows->count) {
      assert_same(g, rows->g[row], 0);
      assert_same(number_at(table, "s", row), rows->s[row], 0);
    } else {
      assert_int_equal(rows_with(table, g, number_at(table, "s", row)), 1);
    }
    assert_same(v, given ? rows->v[row] : imputed(rows, g, method), 1e-9);
  }
  for (size_t i = 0; i < rows->count; i++) {
    for (size_t k = 0; k < rows->count; k++)
      assert_true(rows_with(table, rows->g[i], rows->s[k]) >= 1);
    assert_true(rows_with(table, rows->g[i], 9) >= 1);
  }
}

/* ---- quantile ---- */

static void
check_quantiles(Fixture *fixture, const Rows *rows, GRand *random)
{
  static const double PROBS[] = { 0, 0.1, 0.5, 0.75, 1 };
  double sorted[ROWS];
  size_t count = 0;
  (void)random;
  for (size_t i = 0; i < rows->count; i++)
    if (!isnan(rows->v[i]))
      sorted[count++] = rows->v[i];
  qsort(sorted, count, sizeof(double), compare_numbers);
  const Table *table =
      transformed_rows(fixture, rows, "{\"quantile\": \"v\", \"probs\": [0, 0.1, 0.5, 0.75, 1]}");
  for (size_t i = 0; i < table->row_count; i++) {
    double place = PROBS[i] * ((double)count - 1), low = floor(place);
    double expected = NAN;
    if (count > 0) {
      size_t k = (size_t)low, next = MIN(k + 1, count - 1);
      expected = sorted[k] + (sorted[next] - sorted[k]) * (place - low);
    }
    assert_same(number_at(table, "prob", i), PROBS[i], 0);
    assert_same(number_at(table, "value", i), expected, 1e-9);
  }
}

/* ---- time units: what a unit does not name is that of 2012-01-01 00:00 ---- */

typedef struct UnitCase {
  const char *name;
  const char *parts; /* Y year, q quarter, m month, d date, H hours, M minutes, S seconds, w day */
} UnitCase;

static const UnitCase UNITS[] = {
  { "year", "Y" },
  { "quarter", "q" },
  { "month", "m" },
  { "date", "d" },
  { "hours", "H" },
  { "minutes", "M" },
  { "seconds", "S" },
  { "day", "w" },
  { "yearquarter", "Yq" },
  { "yearmonth", "Ym" },
  { "yearmonthdate", "Ymd" },
  { "yearmonthdatehours", "YmdH" },
  { "yearmonthdatehoursminutes", "YmdHM" },
  { "yearmonthdatehoursminutesseconds", "YmdHMS" },
  { "monthdate", "md" },
  { "hoursminutes", "HM" },
  { "hoursminutesseconds", "HMS" },
  { "minutesseconds", "MS" },
};

static bool
has(const UnitCase *unit, char part)
{
  return strchr(unit->parts, part) != NULL;
}

static double
floor_date(const UnitCase *unit, time_t seconds, bool utc)
{
  struct tm date;
  if (utc)
    gmtime_r(&seconds, &date);
  else
    localtime_r(&seconds, &date);
  struct tm start = { .tm_year = 112, .tm_mday = 1, .tm_isdst = -1 };
  if (has(unit, 'Y'))
    start.tm_year = date.tm_year;
  if (has(unit, 'm'))
    start.tm_mon = date.tm_mon;
  if (has(unit, 'q'))
    start.tm_mon = date.tm_mon / 3 * 3;
  if (has(unit, 'd'))
    start.tm_mday = date.tm_mday;
  if (has(unit, 'w')) /* 2012-01-01 was a Sunday */
    start.tm_mday = 1 + date.tm_wday;
  if (has(unit, 'H'))
    start.tm_hour = date.tm_hour;
  if (has(unit, 'M'))
    start.tm_min = date.tm_min;
  if (has(unit, 'S'))
    start.tm_sec = date.tm_sec;
  return 1000.0 * (double)(utc ? timegm(&start) : mktime(&start));
}

/* Dates away from the hours that a change of clocks repeats or leaves out. */
static time_t
random_date(GRand *random)
{
  time_t day = g_rand_int_range(random, -10000, 25000);
  return day * 86400 + g_rand_int_range(random, 12 * 3600, 20 * 3600);
}

static void
check_unit(const UnitCase *unit, bool utc, GRand *random)
{
  Fixture *fixture = fixture_new();
  time_t date = random_date(random);
  g_autofree char *spec = g_strdup_printf("{\"data\": {\"values\": [{\"d\": %.0f}]}, "
                                          "\"transform\": [{\"timeUnit\": \"%s%s\", "
                                          "\"field\": \"d\", \"as\": [\"from\", \"to\"]}]}",
                                          1000.0 * (double)date, utc ? "utc" : "", unit->name);
  const Table *table = transformed(fixture, spec);
  double from = number_at(table, "from", 0), expected = floor_date(unit, date, utc);
  if (from != expected)
    fail_msg("%s%s of %ld is %.0f, not %.0f", utc ? "utc" : "", unit->name, (long)date, from,
             expected);
  assert_true(number_at(table, "to", 0) > from);
  if (has(unit, 'Y'))
    assert_true(from <= 1000.0 * (double)date && number_at(table, "to", 0) > 1000.0 * (double)date);
  fixture_free(fixture);
}

static void
test_time_units(void **state)
{
  static const char *const ZONES[] = { "UTC", "Asia/Almaty", "America/New_York" };
  (void)state;
  GRand *random = g_rand_new_with_seed(47);
  for (size_t zone = 0; zone < G_N_ELEMENTS(ZONES); zone++) {
    setenv("TZ", ZONES[zone], 1);
    tzset();
    for (size_t i = 0; i < G_N_ELEMENTS(UNITS); i++)
      for (int round = 0; round < ROUNDS; round++)
        check_unit(&UNITS[i], round % 2, random);
  }
  g_rand_free(random);
}

/* ---- */

static void
test_stack(void **state)
{
  (void)state;
  with_random_rows(41, 20 * ROUNDS, random_small_rows, check_stack);
}

static void
test_bin(void **state)
{
  (void)state;
  with_random_rows(42, 20 * ROUNDS, random_small_rows, check_bins);
}

static void
test_fold(void **state)
{
  (void)state;
  with_random_rows(43, 5 * ROUNDS, random_rows, check_fold);
}

static void
test_impute(void **state)
{
  (void)state;
  with_random_rows(45, 10 * ROUNDS, random_small_rows, check_impute);
}

static void
test_quantile(void **state)
{
  (void)state;
  with_random_rows(46, 10 * ROUNDS, random_small_rows, check_quantiles);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_stack),      cmocka_unit_test(test_bin),
    cmocka_unit_test(test_fold),       cmocka_unit_test(test_flatten),
    cmocka_unit_test(test_impute),     cmocka_unit_test(test_quantile),
    cmocka_unit_test(test_time_units),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
