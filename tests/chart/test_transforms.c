/* Transforms of rows and columns: hand-made tables, and faults. */
#include "transform_support.h"

typedef struct Case {
  const char *data, *transform, *expected;
} Case;

#define ABC "{\"values\": [{\"a\": 1, \"b\": 4}, {\"a\": 2, \"b\": null}, {\"a\": null, \"b\": 6}]}"
#define LISTS                                                                                      \
  "{\"values\": [{\"k\": \"x\", \"l\": [1, 2, 3], \"m\": [7]}, {\"k\": \"y\", \"l\": [], \"m\": "  \
  "null}, {\"k\": \"z\", \"l\": null, \"m\": [8, 9]}, {\"k\": \"w\", \"l\": [5], \"m\": []}]}"
#define SALES                                                                                      \
  "{\"values\": [{\"c\": \"n\", \"m\": \"gold\", \"v\": 1}, {\"c\": \"n\", \"m\": \"lead\", "      \
  "\"v\": 2}, {\"c\": \"s\", \"m\": \"gold\", \"v\": 4}, {\"c\": \"n\", \"m\": \"gold\", \"v\": "  \
  "8}, {\"c\": \"e\", \"m\": \"tin\", \"v\": null}]}"
#define TIES                                                                                       \
  "{\"values\": [{\"s\": 2, \"v\": 1}, {\"s\": 1, \"v\": 10}, {\"s\": 2, \"v\": 100}, {\"s\": "    \
  "null, \"v\": 1000}]}"

static const Case CASES[] = {
  { ABC, "{\"fold\": [\"a\", \"b\"]}",
    "a b key value | 1 4 a 1 | 1 4 b 4 | 2 - a 2 | 2 - b - | - 6 a - | - 6 b 6" },
  { ABC, "{\"fold\": [\"b\"], \"as\": [\"a\", \"w\"]}", "b a w | 4 b 4 | - b - | 6 b 6" },
  { ABC,
    "{\"fold\": [\"a\", \"b\"]}, {\"fold\": [\"a\", \"b\"], \"as\": [\"k\", \"v\"]}, "
    "{\"filter\": \"datum.a == 1\"}",
    "a b key value k v | 1 4 a 1 a 1 | 1 4 a 1 b 4 | 1 4 b 4 a 1 | 1 4 b 4 b 4" },
  { LISTS, "{\"flatten\": [\"l\"]}", "k m l | x [7] 1 | x [7] 2 | x [7] 3 | w [] 5" },
  { LISTS, "{\"flatten\": [\"l\", \"m\"], \"as\": [\"p\"]}",
    "k l p m | x [1,2,3] 1 7 | x [1,2,3] 2 - | x [1,2,3] 3 - | z - - 8 | z - - 9 | w [5] 5 -" },
  { "{\"values\": [{\"l\": [{\"p\": 1, \"q\": \"u\"}, {\"p\": 2}]}]}",
    "{\"flatten\": [\"l\"], \"as\": [\"o\"]}, {\"calculate\": \"datum.o.p + 1\", \"as\": \"r\"}, "
    "{\"aggregate\": [{\"op\": \"sum\", \"field\": \"r\", \"as\": \"s\"}]}",
    "s | 5" },
  { SALES, "{\"pivot\": \"m\", \"value\": \"v\", \"groupby\": [\"c\"]}",
    "c gold lead tin | n 9 2 - | s 4 - - | e - - -" },
  { SALES, "{\"pivot\": \"m\", \"value\": \"v\", \"op\": \"count\", \"limit\": 2}",
    "gold lead | 3 1" },
  { SALES, "{\"pivot\": \"m\", \"value\": \"v\", \"op\": \"missing\", \"groupby\": [\"c\"]}",
    "c gold lead tin | n 0 0 - | s 0 - - | e - - 1" },
  { SALES, "{\"pivot\": \"m\", \"value\": \"v\", \"op\": \"stdev\"}",
    "gold lead tin | 3.51188 - -" },
  { SALES,
    "{\"lookup\": \"m\", \"from\": {\"data\": {\"values\": [{\"id\": \"gold\", \"s\": \"Au\", "
    "\"n\": 1}, {\"id\": \"tin\", \"s\": null, \"n\": 2}, {\"id\": \"gold\", \"s\": \"AU\", \"n\": "
    "3}]}, \"key\": \"id\", \"fields\": [\"s\", \"n\"]}, \"as\": [\"t\"], \"default\": \"?\"}",
    "c m v t n | n gold 1 AU 3 | n lead 2 ? ? | s gold 4 AU 3 | n gold 8 AU 3 | e tin - - 2" },
  { "{\"values\": [{\"k\": 1}, {\"k\": 2}]}",
    "{\"lookup\": \"k\", \"from\": {\"data\": {\"values\": [{\"id\": \"2\", \"s\": \"two\"}]}, "
    "\"key\": \"id\"}, \"as\": \"o\"}, {\"calculate\": \"datum.o.s\", \"as\": \"t\"}",
    "k o.id o.s t | 1 - - - | 2 2 two two" },
  { "{\"values\": [{\"k\": \"a\"}, {\"k\": null}]}",
    "{\"lookup\": \"k\", \"from\": {\"data\": {\"values\": [{\"id\": null, \"s\": 1}]}, "
    "\"key\": \"id\", \"fields\": [\"s\"]}, \"default\": 9}",
    "k s | a 9 | - 1" },
  /* Names that differ in case only, and that SQL would take for something else. */
  { "{\"values\": [{\"a\": 1, \"A\": 2, \"true\": 3}]}",
    "{\"calculate\": \"datum.a + 10 * datum.A\", \"as\": \"aA\"}, {\"calculate\": "
    "\"datum['true'] + datum.aA\", \"as\": \"Aa\"}",
    "a A true aA Aa | 1 2 3 21 24" },
  { "{\"values\": [{\"k\": \"x\", \"b\": true, \"v\": 1}, {\"k\": \"X\", \"b\": false, \"v\": 2}]}",
    "{\"pivot\": \"k\", \"value\": \"v\", \"groupby\": [\"b\"]}, {\"pivot\": \"b\", \"value\": "
    "\"X\"}",
    "false true | 2 -" },
  /* The kind of the value tells how the field is read. */
  { "{\"values\": [{\"t\": \"10\", \"n\": 1}, {\"t\": \"9\", \"n\": 2}, {\"t\": \"x\", \"n\": 3}]}",
    "{\"filter\": {\"field\": \"t\", \"gt\": 9}}", "t | 10" },
  { "{\"values\": [{\"t\": \"10\", \"n\": 1}, {\"t\": \"9\", \"n\": 2}]}",
    "{\"filter\": {\"field\": \"n\", \"oneOf\": [\"2\", \"3\"]}}", "n | 2" },
  /* Values outside of the extent are in no bin; of the steps the last below a bin's width. */
  { ABC, "{\"bin\": {\"extent\": [2, 6], \"step\": 2}, \"field\": \"b\", \"as\": \"x\"}",
    "a b x x_end | 1 4 4 6 | 2 - - - | - 6 4 6" },
  { ABC, "{\"bin\": {\"extent\": [5, 6], \"step\": 1}, \"field\": \"b\", \"as\": \"x\"}",
    "a b x x_end | 1 4 - - | 2 - - - | - 6 5 6" },
  { ABC, "{\"bin\": {\"steps\": [0.1, 1, 5], \"maxbins\": 1}, \"field\": \"b\", \"as\": \"x\"}",
    "a b x x_end | 1 4 4 5 | 2 - - - | - 6 5 6" },
  /* Data without a row may have any field. */
  { "{\"values\": []}",
    "{\"filter\": \"datum.a > 1\"}, {\"aggregate\": [{\"op\": \"sum\", \"field\": \"b\", \"as\": "
    "\"s\"}], \"groupby\": [\"c\"]}",
    "c s" },
  /* One object is one row; a path may lead to it. */
  { "{\"values\": {\"x\": {\"a\": 1, \"b\": 2}}, \"format\": {\"property\": \"x\"}}",
    "{\"filter\": \"true\"}", "a b | 1 2" },
  /* A line as long as its x, though y is missing. */
  { "{\"values\": [{\"x\": 0, \"y\": null}, {\"x\": 1, \"y\": 1}, {\"x\": 2, \"y\": 2}]}",
    "{\"regression\": \"y\", \"on\": \"x\"}", "x y | 0 0 | 2 2" },
  { ABC,
    "{\"window\": [{\"op\": \"missing\", \"field\": \"a\", \"as\": \"m\"}, {\"op\": "
    "\"percent_rank\", \"as\": \"p\"}], \"groupby\": [\"b\"], \"frame\": [1, 2]}",
    "a b m p | 1 4 0 - | 2 - 0 - | - 6 0 -" },
  { "{\"sequence\": {\"start\": 0, \"stop\": 1, \"step\": 0.25, \"as\": \"x\"}}",
    "{\"calculate\": \"datum.x * 2\", \"as\": \"y\"}", "x y | 0 0 | 0.25 0.5 | 0.5 1 | 0.75 1.5" },
  { "{\"sequence\": {\"start\": 3, \"stop\": 0, \"step\": -2}}", "{\"filter\": \"datum.data > 0\"}",
    "data | 3 | 1" },
  { TIES,
    "{\"window\": [{\"op\": \"rank\", \"as\": \"r\"}, {\"op\": \"dense_rank\", \"as\": \"d\"}, "
    "{\"op\": \"row_number\", \"as\": \"n\"}, {\"op\": \"sum\", \"field\": \"v\", \"as\": \"t\"}, "
    "{\"op\": \"last_value\", \"field\": \"v\", \"as\": \"l\"}], \"sort\": [{\"field\": \"s\"}]}",
    "s v r d n t l | 2 1 3 3 3 1111 100 | 1 10 2 2 2 1010 10 | 2 100 3 3 4 1111 100 | - 1000 1 1 1 "
    "1000 1000" },
  { TIES,
    "{\"window\": [{\"op\": \"sum\", \"field\": \"v\", \"as\": \"t\"}, {\"op\": \"count\"}], "
    "\"sort\": [{\"field\": \"s\"}], \"frame\": [-1, 0]}",
    "s v t count | 2 1 111 3 | 1 10 1010 2 | 2 100 101 2 | - 1000 1000 1" },
  { TIES,
    "{\"window\": [{\"op\": \"lag\", \"field\": \"v\", \"as\": \"p\"}, {\"op\": \"lead\", "
    "\"field\": \"v\", \"param\": 2, \"as\": \"q\"}]}",
    "s v p q | 2 1 - 100 | 1 10 1 1000 | 2 100 10 - | - 1000 100 -" },
  { ABC, "{\"quantile\": \"a\", \"probs\": [0, 0.5, 1]}", "prob value | 0 1 | 0.5 1.5 | 1 2" },
  { ABC, "{\"quantile\": \"a\", \"step\": 0.5, \"as\": [\"p\"]}",
    "p value | 0.25 1.25 | 0.75 1.75" },
  { "{\"values\": [{\"x\": 0, \"y\": 1}, {\"x\": 2, \"y\": 5}, {\"x\": 9, \"y\": null}]}",
    "{\"regression\": \"y\", \"on\": \"x\"}", "x y | 0 1 | 9 19" },
  { "{\"values\": [{\"x\": 0, \"y\": 1}, {\"x\": 2, \"y\": 5}]}",
    "{\"regression\": \"y\", \"on\": \"x\", \"params\": true}, {\"calculate\": \"datum.coef[1]\", "
    "\"as\": \"slope\"}",
    "coef rSquared slope | [1,2] 1 2" },
};

static void
test_tables(void **state)
{
  (void)state;
  size_t wrong = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    Fixture *fixture = fixture_new();
    /* Columns that the specification does not name are not read. */
    g_autofree char *spec =
        g_strdup_printf("{\"data\": %s, \"keep\": \"a b c k l m s v x y\", \"transform\": [%s]}",
                        CASES[i].data, CASES[i].transform);
    const Table *table = transformed(fixture, spec);
    if (!table) {
      diag_print(fixture->diags, stderr, (DiagStyle){ 0 });
      fail_msg("no rows: %s", CASES[i].transform);
    }
    const char *text = table_text(fixture->arena, table);
    if (strcmp(text, CASES[i].expected) != 0) {
      print_error("%s\n  gives %s\n  not   %s\n", CASES[i].transform, text, CASES[i].expected);
      wrong++;
    }
    fixture_free(fixture);
  }
  assert_int_equal(wrong, 0);
}

typedef struct Fault {
  const char *transform, *code;
} Fault;

static const Fault FAULTS[] = {
  { "{\"fold\": [\"a\", \"zz\"]}", "unknown-field" },
  { "{\"flatten\": [\"zz\"]}", "unknown-field" },
  { "{\"pivot\": \"a\", \"value\": \"zz\"}", "unknown-field" },
  { "{\"pivot\": \"a\"}", "missing-property" },
  { "{\"pivot\": \"a\", \"value\": \"b\", \"op\": \"summ\"}", "unknown-aggregate" },
  { "{\"pivot\": \"a\", \"value\": \"b\", \"op\": \"argmax\"}", "unknown-aggregate" },
  { "{\"window\": [{\"op\": \"rnk\"}]}", "unknown-aggregate" },
  { "{\"window\": [{\"op\": \"ntile\", \"as\": \"t\"}]}", "invalid-value" },
  { "{\"window\": [{\"op\": \"nth_value\", \"field\": \"a\", \"param\": 0}]}", "invalid-value" },
  { "{\"window\": [{\"op\": \"lag\", \"field\": \"a\", \"param\": -1}]}", "invalid-value" },
  { "{\"window\": [{\"op\": \"lag\"}]}", "missing-property" },
  { "{\"window\": [{\"op\": \"sum\", \"field\": \"zz\"}]}", "unknown-field" },
  { "{\"window\": [{\"op\": \"rank\"}], \"sort\": [{\"field\": \"zz\"}]}", "unknown-field" },
  { "{\"sample\": 10}", "unsupported-transform" },
  { "{\"lookup\": \"a\", \"from\": {\"param\": \"p\", \"key\": \"a\"}}", "unsupported-transform" },
  { "{\"lookup\": \"a\", \"from\": {\"data\": {\"values\": [{\"k\": 1}]}, \"key\": \"zz\"}}",
    "unknown-field" },
  { "{\"lookup\": \"a\", \"from\": {\"data\": {\"values\": [{\"k\": 1}]}, \"key\": \"k\"}}",
    "missing-property" },
  { "{\"quantile\": \"a\", \"step\": 0}", "invalid-value" },
  { "{\"quantile\": \"a\", \"step\": 1e-300}", "invalid-value" },
  { "{\"regression\": \"a\", \"on\": \"b\", \"method\": \"cubic\"}", "invalid-value" },
  { "{\"regression\": \"a\", \"on\": \"b\", \"method\": \"poly\", \"order\": 1e9}",
    "invalid-value" },
  { "{\"regression\": \"a\", \"on\": \"b\", \"method\": \"poly\", \"order\": -1}",
    "invalid-value" },
  { "{\"loess\": \"a\", \"on\": \"zz\"}", "unknown-field" },
  { "{\"density\": \"zz\"}", "unknown-field" },
  { "{\"extent\": \"a\"}", "missing-property" },
  { "{\"windows\": []}", "unknown-transform" },
};

static bool
has_code(const DiagList *diags, const char *code)
{
  for (size_t i = 0; i < diag_total(diags); i++)
    if (strcmp(diag_at(diags, i)->code, code) == 0)
      return true;
  return false;
}

static void
test_faults(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(FAULTS); i++) {
    Fixture *fixture = fixture_new();
    g_autofree char *spec =
        g_strdup_printf("{\"data\": " ABC ", \"transform\": [%s]}", FAULTS[i].transform);
    if (transformed(fixture, spec) || !has_code(fixture->diags, FAULTS[i].code)) {
      diag_print(fixture->diags, stderr, (DiagStyle){ 0 });
      fail_msg("no %s for %s", FAULTS[i].code, FAULTS[i].transform);
    }
    fixture_free(fixture);
  }
}

static void
test_sequences_are_bounded(void **state)
{
  (void)state;
  static const char *const BAD[] = {
    "{\"start\": 0, \"stop\": 1e300}",
    "{\"start\": 0}",
    "{\"start\": 0, \"stop\": 1, \"step\": 0}",
    "{\"start\": 0, \"stop\": 1, \"step\": 1e-320}",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(BAD); i++) {
    Fixture *fixture = fixture_new();
    g_autofree char *spec = g_strdup_printf("{\"data\": {\"sequence\": %s}}", BAD[i]);
    assert_null(transformed(fixture, spec));
    assert_true(has_code(fixture->diags, "invalid-data"));
    fixture_free(fixture);
  }
}

static void
test_extent_is_a_parameter(void **state)
{
  (void)state;
  Fixture *fixture = fixture_new();
  const Table *table =
      transformed(fixture,
                  "{\"data\": " ABC ", \"transform\": [{\"extent\": \"b\", \"param\": \"e\"}, "
                  "{\"extent\": \"b\", \"param\": \"e\"}, "
                  "{\"calculate\": \"e[1] - e[0]\", \"as\": \"d\"}]}");
  assert_near(number_at(table, "d", 0), 2, 0);
  assert_int_equal(fixture->compilation.param_count, 1);
  fixture_free(fixture);
}

/* Names that mean something in SQL or in formats. */
static void
test_names_are_quoted(void **state)
{
  (void)state;
  static const char *const TRANSFORMS[] = {
    "{\"fold\": [\"%s\\\" DESC\"]}",
    ("{\"window\": [{\"op\": \"sum\", \"field\": \"%s\\\" DESC\", \"as\": \"o\"}], \"sort\": "
     "[{\"field\": \"%s\\\" DESC\", \"order\": \"descending\"}], \"frame\": [-1, 1]}"),
    "{\"pivot\": \"%s\\\" DESC\", \"value\": \"%s\\\" DESC\"}",
    "{\"density\": \"%s\\\" DESC\", \"groupby\": [\"%s\\\" DESC\"]}",
    "{\"regression\": \"%s\\\" DESC\", \"on\": \"%s\\\" DESC\"}",
    "{\"extent\": \"%s\\\" DESC\", \"param\": \"p\"}",
    "{\"flatten\": [\"%s\\\" DESC\"]}",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(TRANSFORMS); i++) {
    Fixture *fixture = fixture_new();
    g_autoptr(GString) spec = g_string_new("{\"data\": {\"values\": [{\"%s\\\" DESC\": 1}, "
                                           "{\"%s\\\" DESC\": 1}, {\"%s\\\" DESC\": 2}]}, "
                                           "\"transform\": [");
    g_string_append(spec, TRANSFORMS[i]);
    g_string_append(spec, "]}");
    if (!transformed(fixture, spec->str)) {
      diag_print(fixture->diags, stderr, (DiagStyle){ 0 });
      fail_msg("fails: %s", TRANSFORMS[i]);
    }
    fixture_free(fixture);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_tables),
    cmocka_unit_test(test_faults),
    cmocka_unit_test(test_sequences_are_bounded),
    cmocka_unit_test(test_extent_is_a_parameter),
    cmocka_unit_test(test_names_are_quoted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
