/* filter and calculate over random tables: predicates by Vega-Lite's documentation, where a missing
 * value is in no range and equals nothing but null; expressions by the rules of JavaScript. */
#include "random_rows.h"

/* ---- predicates ---- */

typedef struct Predicate {
  enum { LEAF, AND, OR, NOT } kind;
  const struct Predicate *parts[2];
  const char *field, *test; /* of leaves */
  double numbers[3];        /* what the field is compared with; NaN: null */
  size_t count;
  int text; /* of tests of t */
} Predicate;

static const char *const TESTS[] = { "equal", "lt", "lte", "gt", "gte", "range", "oneOf", "valid" };
static const double LIMITS[] = { -3, -1, 0, 1, 2.5, 3, 7, 1e15 };

static const Predicate *
random_leaf(Arena *arena, GRand *random)
{
  static const char *const FIELDS[] = { "g", "s", "v" };
  Predicate *leaf = arena_new0(arena, Predicate);
  leaf->text = -1;
  leaf->field = FIELDS[g_rand_int_range(random, 0, 3)];
  leaf->test = TESTS[g_rand_int_range(random, 0, G_N_ELEMENTS(TESTS))];
  leaf->count = strcmp(leaf->test, "oneOf") == 0 ? 3 : strcmp(leaf->test, "range") == 0 ? 2 : 1;
  for (size_t i = 0; i < 3; i++)
    leaf->numbers[i] = LIMITS[g_rand_int_range(random, 0, G_N_ELEMENTS(LIMITS))];
  if (leaf->count == 2 && g_rand_int_range(random, 0, 3) == 0)
    leaf->numbers[g_rand_int_range(random, 0, 2)] = NAN;
  if (leaf->count == 1 && strcmp(leaf->test, "valid") != 0 && g_rand_int_range(random, 0, 3) == 0) {
    leaf->field = "t";
    leaf->text = g_rand_int_range(random, 0, RANDOM_TEXTS - 1); /* none is empty */
  }
  return leaf;
}

static const Predicate *
random_predicate(Arena *arena, GRand *random, int depth)
{
  if (depth == 0 || g_rand_int_range(random, 0, 2) == 0)
    return random_leaf(arena, random);
  Predicate *predicate = arena_new0(arena, Predicate);
  predicate->kind = g_rand_int_range(random, AND, NOT + 1);
  for (size_t i = 0; i < 2; i++)
    predicate->parts[i] = random_predicate(arena, random, depth - 1);
  return predicate;
}

static void
append_limit(GString *json, double limit)
{
  if (isnan(limit))
    g_string_append(json, "null");
  else
    g_string_append_printf(json, "%.17g", limit);
}

static void
append_predicate(GString *json, const Predicate *predicate)
{
  static const char *const NAMES[] = { [AND] = "and", [OR] = "or", [NOT] = "not" };
  if (predicate->kind != LEAF) {
    g_string_append_printf(json, "{\"%s\": %s", NAMES[predicate->kind],
                           predicate->kind == NOT ? "" : "[");
    append_predicate(json, predicate->parts[0]);
    if (predicate->kind != NOT) {
      g_string_append(json, ", ");
      append_predicate(json, predicate->parts[1]);
    }
    g_string_append(json, predicate->kind == NOT ? "}" : "]}");
    return;
  }
  g_string_append_printf(json, "{\"field\": \"%s\", \"%s\": ", predicate->field, predicate->test);
  if (predicate->text >= 0) {
    g_string_append_printf(json, "\"%s\"}", random_texts[predicate->text]);
  } else if (strcmp(predicate->test, "valid") == 0) {
    g_string_append(json, predicate->numbers[0] > 0 ? "true}" : "false}");
  } else {
    g_string_append(json, predicate->count > 1 ? "[" : "");
    for (size_t i = 0; i < predicate->count; i++) {
      g_string_append(json, i ? ", " : "");
      append_limit(json, predicate->numbers[i]);
    }
    g_string_append(json, predicate->count > 1 ? "]}" : "}");
  }
}

/* -1, 0 or 1: how a value compares with another, by the name of the test. */
static bool
ordered(const char *test, int order)
{
  return strcmp(test, "equal") == 0 ? order == 0
         : strcmp(test, "lt") == 0  ? order < 0
         : strcmp(test, "lte") == 0 ? order <= 0
         : strcmp(test, "gt") == 0  ? order > 0
                                    : order >= 0;
}

static bool
leaf_holds(const Predicate *leaf, const Rows *rows, size_t row)
{
  const double *limits = leaf->numbers;
  if (leaf->text >= 0) {
    int order = rows->t[row] < 0 ? 0 : strcmp(random_texts[rows->t[row]], random_texts[leaf->text]);
    return rows->t[row] >= 0 && ordered(leaf->test, order);
  }
  double value = *leaf->field == 'g'   ? rows->g[row]
                 : *leaf->field == 's' ? rows->s[row]
                                       : rows->v[row];
  if (strcmp(leaf->test, "valid") == 0)
    return isnan(value) == !(limits[0] > 0);
  if (strcmp(leaf->test, "range") == 0 && isnan(limits[0]) && isnan(limits[1]))
    return true;
  if (isnan(value))
    return false;
  if (strcmp(leaf->test, "range") == 0)
    return !(value < limits[0]) && !(value > limits[1]);
  if (strcmp(leaf->test, "oneOf") == 0)
    return value == limits[0] || value == limits[1] || value == limits[2];
  return ordered(leaf->test, (value > limits[0]) - (value < limits[0]));
}

static bool
holds(const Predicate *predicate, const Rows *rows, size_t row)
{
  switch (predicate->kind) {
  case AND:
    return holds(predicate->parts[0], rows, row) && holds(predicate->parts[1], rows, row);
  case OR:
    return holds(predicate->parts[0], rows, row) || holds(predicate->parts[1], rows, row);
  case NOT:
    return !holds(predicate->parts[0], rows, row);
  case LEAF:
    break;
  }
  return leaf_holds(predicate, rows, row);
}

static void
check_predicate(Fixture *fixture, const Rows *rows, GRand *random)
{
  const Predicate *predicate = random_predicate(fixture->arena, random, 3);
  g_autoptr(GString) json = g_string_new("{\"filter\": ");
  append_predicate(json, predicate);
  g_string_append_c(json, '}');
  const Table *table = transformed_rows(fixture, rows, json->str);
  size_t at = 0;
  for (size_t row = 0; row < rows->count; row++) {
    if (!holds(predicate, rows, row))
      continue;
    if (at >= table->row_count)
      fail_msg("row %zu is lost by %s", row, json->str);
    assert_same(number_at(table, "s", at), rows->s[row], 0);
    assert_same(number_at(table, "v", at), rows->v[row], 0);
    at++;
  }
  if (at != table->row_count)
    fail_msg("%zu rows, not %zu, through %s", table->row_count, at, json->str);
}

/* ---- expressions: null is 0 to arithmetic and comparisons, and equals only null ---- */

static double
nought(double value)
{
  return isnan(value) ? 0 : value;
}

static double
add_one(const Rows *rows, size_t i)
{
  return nought(rows->v[i]) + 1;
}

static double
multiply(const Rows *rows, size_t i)
{
  return nought(rows->v[i]) * nought(rows->s[i]);
}

/* 0 / 0 and 1 / 0 are no numbers that a chart could show. */
static double
divide(const Rows *rows, size_t i)
{
  double quotient = nought(rows->v[i]) / nought(rows->s[i]);
  return isfinite(quotient) ? quotient : (double)NAN;
}

static double
remainder_of(const Rows *rows, size_t i)
{
  return fmod(nought(rows->v[i]), 3);
}

static double
negate(const Rows *rows, size_t i)
{
  return -nought(rows->v[i]);
}

static double
is_null(const Rows *rows, size_t i)
{
  return isnan(rows->v[i]);
}

static double
above_one(const Rows *rows, size_t i)
{
  return nought(rows->v[i]) > 1;
}

static double
equal(const Rows *rows, size_t i)
{
  return same(rows->g[i], rows->s[i]);
}

static double
either(const Rows *rows, size_t i)
{
  return nought(rows->v[i]) != 0 ? rows->v[i] : rows->s[i];
}

static double
choose(const Rows *rows, size_t i)
{
  return nought(rows->s[i]) >= 1 ? rows->v[i] : rows->g[i];
}

static double
clamp(const Rows *rows, size_t i)
{
  return fmin(fmax(nought(rows->v[i]), -2), 5);
}

static double
length_of_text(const Rows *rows, size_t i)
{
  return rows->t[i] < 0 ? 0 : (double)strlen(random_texts[rows->t[i]]);
}

static double
whole(const Rows *rows, size_t i)
{
  return floor(nought(rows->v[i]) / 2);
}

static const struct {
  const char *expression;
  double (*compute)(const Rows *rows, size_t row);
} EXPRESSIONS[] = {
  { "datum.v + 1", add_one },
  { "datum.v * datum.s", multiply },
  { "datum.v / datum.s", divide },
  { "datum.v % 3", remainder_of },
  { "-datum.v", negate },
  { "datum.v == null", is_null },
  { "!isValid(datum.v)", is_null },
  { "datum['v'] > 1", above_one },
  { "datum.g === datum.s", equal },
  { "datum.v || datum.s", either },
  { "datum.s >= 1 ? datum.v : datum.g", choose },
  { "if(datum.s >= 1, datum.v, datum.g)", choose },
  { "clamp(datum.v, -2, 5)", clamp },
  { "max(-2, min(datum.v, 5))", clamp },
  { "datum.t ? length(datum.t) : 0", length_of_text },
  { "floor(datum.v / 2)", whole },
};

static void
check_expressions(Fixture *fixture, const Rows *rows, GRand *random)
{
  (void)random;
  g_autoptr(GString) transform = g_string_new(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(EXPRESSIONS); i++)
    g_string_append_printf(transform, "%s{\"calculate\": \"%s\", \"as\": \"c%zu\"}", i ? ", " : "",
                           EXPRESSIONS[i].expression, i);
  const Table *table = transformed_rows(fixture, rows, transform->str);
  assert_int_equal(table->row_count, rows->count);
  for (size_t i = 0; i < G_N_ELEMENTS(EXPRESSIONS); i++) {
    g_autofree char *name = g_strdup_printf("c%zu", i);
    for (size_t row = 0; row < rows->count; row++) {
      double expected = EXPRESSIONS[i].compute(rows, row), actual = number_at(table, name, row);
      if (!(isnan(expected) ? isnan(actual) : fabs(actual - expected) <= fabs(expected) * 1e-15))
        fail_msg("%s is %g, not %g, for v %g, s %g, g %g", EXPRESSIONS[i].expression, actual,
                 expected, rows->v[row], rows->s[row], rows->g[row]);
    }
  }
}

/* A filter by an expression keeps the rows for which it is true. */
static void
check_tests(Fixture *fixture, const Rows *rows, GRand *random)
{
  size_t k = (size_t)g_rand_int_range(random, 0, G_N_ELEMENTS(EXPRESSIONS)), at = 0;
  g_autofree char *transform = g_strdup_printf("{\"filter\": \"%s\"}", EXPRESSIONS[k].expression);
  const Table *table = transformed_rows(fixture, rows, transform);
  for (size_t row = 0; row < rows->count; row++) {
    double value = EXPRESSIONS[k].compute(rows, row);
    bool infinite = strstr(EXPRESSIONS[k].expression, "/ datum.s") && nought(rows->s[row]) == 0 &&
                    nought(rows->v[row]) != 0;
    if (!infinite && (isnan(value) || value == 0))
      continue;
    assert_true(at < table->row_count);
    assert_same(number_at(table, "v", at++), rows->v[row], 0);
  }
  assert_int_equal(table->row_count, at);
}

static void
test_predicates(void **state)
{
  (void)state;
  with_random_rows(31, 60 * ROUNDS, random_rows, check_predicate);
}

static void
test_calculated(void **state)
{
  (void)state;
  with_random_rows(32, 8 * ROUNDS, random_rows, check_expressions);
}

static void
test_expressions_filter(void **state)
{
  (void)state;
  with_random_rows(33, 20 * ROUNDS, random_rows, check_tests);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_predicates),
    cmocka_unit_test(test_calculated),
    cmocka_unit_test(test_expressions_filter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
