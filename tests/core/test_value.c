#include "core/timings.h"
#include "core/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* In ascending order; neighbours of one rank are equal. */
static const struct {
  Value value;
  int rank;
} ordered[] = {
  { { .kind = VALUE_NULL }, 0 },
  { { .kind = VALUE_BOOLEAN, .boolean = false }, 1 },
  { { .kind = VALUE_BOOLEAN, .boolean = true }, 2 },
  { { .kind = VALUE_NUMBER, .number = (double)NAN }, 3 },
  { { .kind = VALUE_NUMBER, .number = -(double)NAN }, 3 },
  { { .kind = VALUE_NUMBER, .number = -(double)INFINITY }, 4 },
  { { .kind = VALUE_NUMBER, .number = -1 }, 5 },
  { { .kind = VALUE_NUMBER, .number = -0.0 }, 6 },
  { { .kind = VALUE_NUMBER, .number = 0 }, 6 },
  { { .kind = VALUE_NUMBER, .number = 1e300 }, 7 },
  { { .kind = VALUE_NUMBER, .number = (double)INFINITY }, 8 },
  { { .kind = VALUE_STRING, .string = "" }, 9 },
  { { .kind = VALUE_STRING, .string = "10" }, 10 },
  { { .kind = VALUE_STRING, .string = "9" }, 11 },
  { { .kind = VALUE_STRING, .string = "z" }, 12 },
  { { .kind = VALUE_STRING, .string = "я" }, 13 },
};

static void
test_order(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(ordered); i++)
    for (size_t k = 0; k < G_N_ELEMENTS(ordered); k++) {
      int expected = (ordered[i].rank > ordered[k].rank) - (ordered[i].rank < ordered[k].rank);
      assert_int_equal(value_compare(ordered[i].value, ordered[k].value), expected);
      assert_int_equal(value_equal(ordered[i].value, ordered[k].value), expected == 0);
    }
}

static void
test_to_number(void **state)
{
  static const struct {
    const char *text;
    double expected;
  } cases[] = {
    { "", 0 },
    { " \t\n\u00a0\u202f\ufeff", 0 },
    { "12", 12 },
    { " -1.5e3 ", -1500 },
    { "\u00a0"
      "7"
      "\u2028",
      7 },
    { "+.5", 0.5 },
    { "5.", 5 },
    { "0.1", 0.1 },
    { "0e5", 0 },
    { "007", 7 },
    { "1e999", (double)INFINITY },
    { "-Infinity", -(double)INFINITY },
    { "0x1F", 31 },
    { "0b101", 5 },
    { "0O17", 15 },
    { "0x", (double)NAN },
    { "0x1g", (double)NAN },
    { "-0x1", (double)NAN },
    { "0x1p3", (double)NAN },
    { "0b2", (double)NAN },
    { "infinity", (double)NAN },
    { "inf", (double)NAN },
    { "nan", (double)NAN },
    { "1,5", (double)NAN },
    { "1 000", (double)NAN },
    { "1_000", (double)NAN },
    { ".", (double)NAN },
    { "e5", (double)NAN },
    { "1e", (double)NAN },
    { "--1", (double)NAN },
    { "12px", (double)NAN },
    { "\xff", (double)NAN },
    { "1\xff", (double)NAN },
    { "\xc2", (double)NAN },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    double number = value_to_number(value_string(cases[i].text));
    if (!value_equal(value_number(number), value_number(cases[i].expected)))
      fail_msg("\"%s\" is %.17g, not %.17g", cases[i].text, number, cases[i].expected);
  }
  assert_true(value_to_number(VALUE_MISSING) == 0);
  assert_true(value_to_number(value_string(NULL)) == 0);
  assert_true(value_to_number(value_boolean(true)) == 1);
  assert_true(value_to_number(value_number(-2.5)) == -2.5);
}

/* The phases of a report, without their figures. */
static char *
print_phases(const Timings *timings)
{
  g_autofree char *text = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&text, &size);
  timings_print(timings, stream);
  fclose(stream);
  GString *phases = g_string_new(NULL);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; **line != '\0'; line++) {
    const char *name = strstr(*line, " ms  ");
    assert_non_null(name);
    g_string_append_printf(phases, "%s\n", name + strlen(" ms  "));
  }
  return g_string_free(phases, FALSE);
}

static void
test_timings(void **state)
{
  (void)state;
  g_autoptr(Timings) timings = timings_new();
  timings_enter(timings, "build");
  for (int i = 0; i < 2; i++) {
    timings_enter(timings, "chart");
    timings_enter(timings, i == 0 ? "scale" : "axis");
    timings_leave(timings);
    timings_leave(timings);
    timings_enter(timings, "page");
    timings_leave(timings);
  }
  timings_leave(timings);
  timings_enter(timings, "chart"); /* another one: not inside "build" */
  g_autofree char *text = print_phases(timings);
  assert_string_equal(text, "build\n"
                            "  chart (2 times)\n"
                            "    scale\n"
                            "    axis\n"
                            "  page (2 times)\n"
                            "chart\n"
                            "total\n");
}

static void
test_timings_exclude_inner(void **state)
{
  (void)state;
  g_autoptr(Timings) timings = timings_new();
  timings_enter(timings, "outer");
  timings_enter(timings, "inner");
  g_usleep(50000);
  timings_leave(timings);
  timings_leave(timings);
  g_autofree char *text = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&text, &size);
  timings_print(timings, stream);
  fclose(stream);
  double outer = g_ascii_strtod(text, NULL);
  double inner = g_ascii_strtod(strchr(text, '\n'), NULL);
  assert_true(inner >= 50);
  assert_true(outer < inner);
}

static void
test_no_timings(void **state)
{
  (void)state;
  timings_enter(NULL, "x");
  timings_leave(NULL);
  timings_print(NULL, stdout);
  timings_free(NULL);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_order),      cmocka_unit_test(test_to_number),
    cmocka_unit_test(test_timings),    cmocka_unit_test(test_timings_exclude_inner),
    cmocka_unit_test(test_no_timings),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
