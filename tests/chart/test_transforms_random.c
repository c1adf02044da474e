/* Transforms of random tables against the same thing computed the plain way. */
#include "random_rows.h"

/* ---- windows ---- */

typedef struct Frame {
  const char *json;
  bool open[2];
  int offset[2];
} Frame;

static const Frame FRAMES[] = {
  { "[null, 0]", { true, false }, { 0, 0 } },     { "[null, null]", { true, true }, { 0, 0 } },
  { "[0, null]", { false, true }, { 0, 0 } },     { "[-2, 1]", { false, false }, { -2, 1 } },
  { "[0, 0]", { false, false }, { 0, 0 } },       { "[-3, -1]", { false, false }, { -3, -1 } },
  { "[1, 2]", { false, false }, { 1, 2 } },       { "[null, -1]", { true, false }, { 0, -1 } },
  { "[2, null]", { false, true }, { 2, 0 } },     { "[null, 2]", { true, false }, { 0, 2 } },
  { "[-50, 60]", { false, false }, { -50, 60 } },
};

/* Order of s: missing ones first, or last if descending. 0: peers. */
static int
compare_sort(const Rows *rows, int sort, size_t a, size_t b)
{
  double x = isnan(rows->s[a]) ? -(double)INFINITY : rows->s[a];
  double y = isnan(rows->s[b]) ? -(double)INFINITY : rows->s[b];
  return sort * ((x > y) - (x < y));
}

/* The rows of a row's group in the window's order. */
static size_t
group_in_order(const Rows *rows, int sort, size_t row, size_t order[ROWS])
{
  size_t count = 0;
  for (size_t i = 0; i < rows->count; i++) {
    if (!same(rows->g[i], rows->g[row]))
      continue;
    size_t at = count++;
    for (; at > 0 && compare_sort(rows, sort, order[at - 1], i) > 0; at--)
      order[at] = order[at - 1];
    order[at] = i;
  }
  return count;
}

/* Ends of the frame around place `at`: the first, and one past the last. */
static void
find_frame(const Rows *rows, int sort, const Frame *frame, bool peers, const size_t *order,
           size_t count, size_t at, long ends[2])
{
  long n = (long)count;
  ends[0] = frame->open[0] ? 0 : (long)at + frame->offset[0];
  ends[1] = frame->open[1] ? n : (long)at + frame->offset[1] + 1;
  if (peers && sort && ends[0] > 0 && ends[0] < n)
    while (ends[0] > 0 && !compare_sort(rows, sort, order[ends[0] - 1], order[ends[0]]))
      ends[0]--;
  if (peers && sort && ends[1] > 0 && ends[1] < n)
    while (ends[1] < n && !compare_sort(rows, sort, order[ends[1] - 1], order[ends[1]]))
      ends[1]++;
  ends[0] = MAX(ends[0], 0);
  ends[1] = MIN(ends[1], n);
}

typedef struct Sums {
  double count, valid, sum, least, greatest, distinct, size;
} Sums;

static Sums
sums_of(const Rows *rows, const size_t *order, const long ends[2])
{
  Sums sums = { .sum = NAN, .least = NAN, .greatest = NAN };
  for (long i = ends[0]; i < ends[1]; i++) {
    double v = rows->v[order[i]];
    bool seen = false;
    for (long j = ends[0]; j < i; j++)
      seen = seen || same(rows->v[order[j]], v);
    sums.distinct += !seen;
    sums.count++;
    if (isnan(v))
      continue;
    sums.valid++;
    sums.sum = isnan(sums.sum) ? v : sums.sum + v;
    sums.size += fabs(v);
    sums.least = fmin(sums.least, v);
    sums.greatest = fmax(sums.greatest, v);
  }
  return sums;
}

static void
check_frame(const Table *table, const Rows *rows, size_t row, const size_t *order,
            const long ends[2])
{
  bool any = ends[0] < ends[1];
  Sums sums = sums_of(rows, order, ends);
  double tolerance = sums.size * 1e-15;
  assert_same(number_at(table, "count", row), sums.count, 0);
  assert_same(number_at(table, "valid", row), sums.valid, 0);
  assert_same(number_at(table, "distinct", row), sums.distinct, 0);
  assert_same(number_at(table, "sum", row), sums.sum, tolerance);
  assert_same(number_at(table, "mean", row), sums.sum / sums.valid, tolerance);
  assert_same(number_at(table, "min", row), sums.least, 0);
  assert_same(number_at(table, "max", row), sums.greatest, 0);
  assert_same(number_at(table, "first", row), any ? rows->v[order[ends[0]]] : (double)NAN, 0);
  assert_same(number_at(table, "last", row), any ? rows->v[order[ends[1] - 1]] : (double)NAN, 0);
  assert_same(number_at(table, "second", row),
              ends[0] + 1 < ends[1] ? rows->v[order[ends[0] + 1]] : (double)NAN, 0);
}

static void
check_ranks(const Table *table, const Rows *rows, int sort, size_t row, const size_t *order,
            size_t count, size_t at)
{
  size_t below = 0, kinds = 1, up_to = 0;
  for (size_t i = 0; i < count; i++) {
    int compared = sort ? compare_sort(rows, sort, order[i], row) : (i > at) - (i < at);
    below += compared < 0;
    up_to += compared <= 0;
    if (compared < 0 && (!sort || compare_sort(rows, sort, order[i], order[i + 1])))
      kinds++;
  }
  double share = (double)up_to / (double)count;
  assert_same(number_at(table, "number", row), (double)at + 1, 0);
  assert_same(number_at(table, "rank", row), (double)below + 1, 0);
  assert_same(number_at(table, "dense", row), (double)kinds, 0);
  assert_same(number_at(table, "percent", row), (double)below / (double)(count - 1), 1e-12);
  assert_same(number_at(table, "cume", row), share, 1e-12);
  assert_same(number_at(table, "tile", row), ceil(3 * share), 0);
  assert_same(number_at(table, "lag", row), at >= 2 ? rows->v[order[at - 2]] : (double)NAN, 0);
  assert_same(number_at(table, "lead", row), at + 1 < count ? rows->v[order[at + 1]] : (double)NAN,
              0);
}

static const char window_json[] =
    "{\"window\": [{\"op\": \"row_number\", \"as\": \"number\"}, {\"op\": \"rank\", \"as\": "
    "\"rank\"}, {\"op\": \"dense_rank\", \"as\": \"dense\"}, {\"op\": \"percent_rank\", \"as\": "
    "\"percent\"}, {\"op\": \"cume_dist\", \"as\": \"cume\"}, {\"op\": \"ntile\", \"param\": 3, "
    "\"as\": \"tile\"}, {\"op\": \"lag\", \"field\": \"v\", \"param\": 2, \"as\": \"lag\"}, "
    "{\"op\": \"lead\", \"field\": \"v\", \"as\": \"lead\"}, {\"op\": \"first_value\", \"field\": "
    "\"v\", \"as\": \"first\"}, {\"op\": \"last_value\", \"field\": \"v\", \"as\": \"last\"}, "
    "{\"op\": \"nth_value\", \"field\": \"v\", \"param\": 2, \"as\": \"second\"}, {\"op\": "
    "\"count\", \"as\": \"count\"}, {\"op\": \"valid\", \"field\": \"v\", \"as\": \"valid\"}, "
    "{\"op\": \"distinct\", \"field\": \"v\", \"as\": \"distinct\"}, {\"op\": \"sum\", \"field\": "
    "\"v\", \"as\": \"sum\"}, {\"op\": \"mean\", \"field\": \"v\", \"as\": \"mean\"}, {\"op\": "
    "\"min\", \"field\": \"v\", \"as\": \"min\"}, {\"op\": \"max\", \"field\": \"v\", \"as\": "
    "\"max\"}], \"groupby\": [\"g\"], \"frame\": %s, \"ignorePeers\": %s%s}";

static void
check_window(const Rows *rows, const Frame *frame, int sort, bool peers)
{
  static const char *const SORTS[] = {
    ", \"sort\": [{\"field\": \"s\", \"order\": \"descending\"}]", "",
    ", \"sort\": [{\"field\": \"s\"}]"
  };
  Fixture *fixture = fixture_new();
  const char *transform = arena_printf(fixture->arena, window_json, frame->json,
                                       peers ? "false" : "true", SORTS[sort + 1]);
  g_autofree char *spec = spec_of(rows, transform);
  const Table *table = transformed(fixture, spec);
  if (!table)
    diag_print(fixture->diags, stderr, (DiagStyle){ 0 });
  assert_non_null(table);
  assert_int_equal(table->row_count, rows->count);
  for (size_t row = 0; row < rows->count; row++) {
    size_t order[ROWS + 1] = { 0 }, at = 0;
    size_t count = group_in_order(rows, sort, row, order);
    long ends[2];
    while (order[at] != row)
      at++;
    assert_same(number_at(table, "s", row), rows->s[row], 0);
    find_frame(rows, sort, frame, peers, order, count, at, ends);
    check_ranks(table, rows, sort, row, order, count, at);
    check_frame(table, rows, row, order, ends);
  }
  fixture_free(fixture);
}

static void
test_windows(void **state)
{
  (void)state;
  GRand *random = g_rand_new_with_seed(7);
  for (int round = 0; round < ROUNDS; round++) {
    Rows rows = random_rows(random);
    for (size_t i = 0; i < G_N_ELEMENTS(FRAMES); i++)
      for (int sort = -1; sort <= 1; sort++)
        check_window(&rows, &FRAMES[i], sort, (round + (int)i) % 2);
  }
  g_rand_free(random);
}

/* ---- pivot, lookup ---- */

static void
test_pivot(void **state)
{
  (void)state;
  GRand *random = g_rand_new_with_seed(3);
  for (int round = 0; round < 5 * ROUNDS; round++) {
    Rows rows = random_rows(random);
    Fixture *fixture = fixture_new();
    g_autofree char *spec =
        spec_of(&rows,
                "{\"pivot\": \"s\", \"value\": \"v\", \"op\": \"max\", \"groupby\": [\"g\"]}");
    const Table *table = transformed(fixture, spec);
    assert_non_null(table);
    for (size_t i = 0; i < table->row_count; i++)
      for (size_t k = 0; k < table->column_count; k++) {
        const char *name = table->columns[k].name;
        if (name[0] == '#' || name[0] == 'g')
          continue;
        double key = strcmp(name, "null") == 0 ? (double)NAN : g_ascii_strtod(name, NULL);
        double greatest = NAN;
        for (size_t j = 0; j < rows.count; j++)
          if (same(rows.s[j], key) && same(rows.g[j], number_at(table, "g", i)))
            greatest = fmax(greatest, rows.v[j]);
        assert_same(column_number(&table->columns[k], i), greatest, 0);
      }
    fixture_free(fixture);
  }
  g_rand_free(random);
}

static void
test_lookup(void **state)
{
  (void)state;
  GRand *random = g_rand_new_with_seed(4);
  for (int round = 0; round < 5 * ROUNDS; round++) {
    Rows rows = random_rows(random);
    Fixture *fixture = fixture_new();
    g_autoptr(GString) other = g_string_new(NULL);
    double keys[6], values[6];
    for (int i = 0; i < 6; i++) {
      keys[i] = g_rand_int_range(random, -2, 4);
      values[i] = i;
      g_string_append_printf(other, "%s{\"k\": %g, \"w\": %d}", i ? ", " : "", keys[i], i);
    }
    g_autofree char *transform =
        g_strdup_printf("{\"lookup\": \"s\", \"from\": {\"data\": {\"values\": [%s]}, \"key\": "
                        "\"k\", \"fields\": [\"w\"]}, \"default\": -1}",
                        other->str);
    g_autofree char *spec = spec_of(&rows, transform);
    const Table *table = transformed(fixture, spec);
    assert_non_null(table);
    assert_int_equal(table->row_count, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
      double expected = -1;
      for (int j = 0; j < 6; j++)
        if (keys[j] == rows.s[i])
          expected = values[j];
      assert_same(number_at(table, "w", i), expected, 0);
    }
    fixture_free(fixture);
  }
  g_rand_free(random);
}

/* ---- statistics ---- */

static void
test_quantiles(void **state)
{
  (void)state;
  GRand *random = g_rand_new_with_seed(5);
  for (int round = 0; round < 5 * ROUNDS; round++) {
    Rows rows = random_rows(random);
    Fixture *fixture = fixture_new();
    g_autofree char *spec =
        spec_of(&rows, "{\"quantile\": \"v\", \"groupby\": [\"g\"], \"step\": 0.1}");
    const Table *table = transformed(fixture, spec);
    assert_non_null(table);
    for (size_t i = 0; i < table->row_count; i++) {
      double p = number_at(table, "prob", i), value = number_at(table, "value", i);
      double below = 0, above = 0, count = 0;
      for (size_t j = 0; j < rows.count; j++) {
        if (isnan(rows.v[j]) || !same(rows.g[j], number_at(table, "g", i)))
          continue;
        count++;
        below += rows.v[j] < value;
        above += rows.v[j] > value;
      }
      assert_near(p, 0.05 + 0.1 * (double)(i % 10), 1e-12);
      assert_true(isnan(value) == (count == 0));
      assert_true(below <= p * (count - 1) + 1 && above <= (1 - p) * (count - 1) + 1);
    }
    assert_int_equal(table->row_count % 10, 0);
    fixture_free(fixture);
  }
  g_rand_free(random);
}

static void
test_densities(void **state)
{
  (void)state;
  GRand *random = g_rand_new_with_seed(6);
  for (int round = 0; round < ROUNDS; round++) {
    Rows rows = random_rows(random);
    Fixture *fixture = fixture_new();
    for (size_t i = 0; i < rows.count; i++)
      rows.v[i] = g_rand_double_range(random, -2, 2);
    g_autofree char *spec =
        spec_of(&rows, "{\"density\": \"v\", \"bandwidth\": 0.5, \"extent\": [-8, 8], \"counts\": "
                       "true, \"steps\": 400}");
    g_autofree char *cumulative =
        spec_of(&rows, "{\"density\": \"v\", \"extent\": [-8, 8], \"cumulative\": true, "
                       "\"resolve\": \"independent\"}");
    const Table *table = transformed(fixture, spec);
    double sum = 0;
    assert_int_equal(table->row_count, 401);
    for (size_t i = 0; i < 401; i++)
      sum += number_at(table, "density", i) * 16 / 400;
    assert_near(sum, (double)rows.count, 1e-6);
    double x = number_at(table, "value", 200), plain = 0;
    for (size_t i = 0; i < rows.count; i++)
      plain += exp(-pow((x - rows.v[i]) / 0.5, 2) / 2) / (0.5 * sqrt(2 * G_PI));
    assert_near(number_at(table, "density", 200), plain, 1e-9);

    table = transformed(fixture, cumulative);
    for (size_t i = 1; i < table->row_count; i++) {
      assert_true(number_at(table, "value", i) > number_at(table, "value", i - 1));
      assert_true(number_at(table, "density", i) >= number_at(table, "density", i - 1));
    }
    assert_near(number_at(table, "density", table->row_count - 1), 1, 1e-3);
    fixture_free(fixture);
  }
  g_rand_free(random);
}

/* y as a function of x from 1 to 8, and the coefficients that must be found. */
typedef struct Fit {
  const char *formula, *method;
  double coef[4];
} Fit;

static const Fit FITS[] = {
  { "3 - 2 * datum.x", "linear", { 3, -2 } },
  { "1e9 + 0.5 * datum.x", "linear", { 1e9, 0.5 } },
  { "4 + 3 * log(datum.x)", "log", { 4, 3 } },
  { "2 * exp(0.5 * datum.x)", "exp", { 2, 0.5 } },
  { "5 * pow(datum.x, -1.5)", "pow", { 5, -1.5 } },
  { "1 - datum.x + 2 * datum.x * datum.x", "quad", { 1, -1, 2 } },
  { "2 + datum.x - pow(datum.x, 2) + 0.25 * pow(datum.x, 3)", "poly", { 2, 1, -1, 0.25 } },
};

static void
test_exact_fits(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(FITS); i++) {
    Fixture *fixture = fixture_new();
    g_autofree char *spec = g_strdup_printf(
        "{\"data\": {\"sequence\": {\"start\": 1, \"stop\": 9, \"as\": \"x\"}}, \"transform\": "
        "[{\"calculate\": \"%s\", \"as\": \"y\"}, {\"regression\": \"y\", \"on\": \"x\", "
        "\"method\": \"%s\", \"params\": true}, {\"calculate\": \"datum.coef[0]\", \"as\": "
        "\"c0\"}, {\"calculate\": \"datum.coef[1]\", \"as\": \"c1\"}, {\"calculate\": "
        "\"datum.coef[2]\", \"as\": \"c2\"}, {\"calculate\": \"datum.coef[3]\", \"as\": \"c3\"}]}",
        FITS[i].formula, FITS[i].method);
    const Table *table = transformed(fixture, spec);
    assert_non_null(table);
    assert_near(number_at(table, "rSquared", 0), 1, 1e-9);
    for (int j = 0; j < 4; j++) {
      char name[] = { 'c', (char)('0' + j), '\0' };
      double found = number_at(table, name, 0);
      assert_near(isnan(found) ? 0 : found, FITS[i].coef[j], 1e-6 + 1e-12 * fabs(FITS[i].coef[0]));
    }
    fixture_free(fixture);
  }
}

/* Residuals of least squares add up to zero, also times x. */
static void
test_residuals(void **state)
{
  (void)state;
  GRand *random = g_rand_new_with_seed(8);
  for (int round = 0; round < ROUNDS; round++) {
    Fixture *fixture = fixture_new();
    Rows rows = { .count = ROWS };
    for (size_t i = 0; i < ROWS; i++) {
      rows.g[i] = 1;
      rows.s[i] = g_rand_double_range(random, 1e6, 1e6 + 5);
      rows.v[i] = g_rand_double_range(random, -1, 1);
    }
    g_autofree char *spec = spec_of(&rows, "{\"regression\": \"v\", \"on\": \"s\"}");
    const Table *table = transformed(fixture, spec);
    assert_int_equal(table->row_count, 2);
    double x0 = number_at(table, "s", 0), y0 = number_at(table, "v", 0);
    double slope = (number_at(table, "v", 1) - y0) / (number_at(table, "s", 1) - x0);
    double sum = 0, moment = 0;
    for (size_t i = 0; i < ROWS; i++) {
      double residual = rows.v[i] - (y0 + slope * (rows.s[i] - x0));
      sum += residual;
      moment += residual * (rows.s[i] - x0);
    }
    assert_near(sum, 0, 1e-8);
    assert_near(moment, 0, 1e-8);
    fixture_free(fixture);
  }
  g_rand_free(random);
}

static void
test_loess(void **state)
{
  (void)state;
  Fixture *fixture = fixture_new();
  const Table *table =
      transformed(fixture,
                  "{\"data\": {\"sequence\": {\"start\": 0, \"stop\": 40, \"as\": \"x\"}}, "
                  "\"transform\": [{\"calculate\": \"5 - 2 * datum.x + (datum.x % 2 ? 0.2 : -0.2) "
                  "+ (datum.x == 20 ? 60 : 0)\", "
                  "\"as\": \"y\"}, {\"loess\": \"y\", \"on\": \"x\"}]}");
  assert_int_equal(table->row_count, 40);
  /* A straight line stays one, and a point 60 off hardly moves it. */
  for (size_t i = 0; i < 40; i++)
    assert_near(number_at(table, "y", i), 5 - 2 * number_at(table, "x", i), 1);
  fixture_free(fixture);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_windows),   cmocka_unit_test(test_pivot),
    cmocka_unit_test(test_lookup),    cmocka_unit_test(test_quantiles),
    cmocka_unit_test(test_densities), cmocka_unit_test(test_exact_fits),
    cmocka_unit_test(test_residuals), cmocka_unit_test(test_loess),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
