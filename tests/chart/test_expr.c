/* Operators, literals and members of expressions. */
#include "expr_support.h"

static void
test_literals(void **state)
{
  (void)state;
  static const ExprCase cases[] = {
    { "1", "1", NULL },
    { ".5", "0.5", NULL },
    { "1.", "1", NULL },
    { "1e3", "1000", NULL },
    { "0x1F", "31", NULL },
    { "1e400", "Infinity", NULL },
    { "'it\\'s'", "'it's'", NULL },
    { "\"a\\tb\\u0416\\x41\\u{1F600}\"", "'a\tbЖA😀'", NULL },
    { "'\\uD83D\\uDE00'", "'😀'", NULL },
    { "true", "true", NULL },
    { "null", "null", NULL },
    { "undefined", "undefined", NULL },
    { "NaN", "NaN", NULL },
    { "[1, 'a', [2],]", "[1, 'a', [2]]", NULL },
    { "[]", "[]", NULL },
    { "({a: 1, 'b c': 2, 3: p, in: 4})", "{a: 1, b c: 2, 3: 2.5, in: 4}", NULL },
    { "/a[/]b/gi", "/a[/]b/gi", NULL },
    { "MAX_VALUE > 1e308 && MIN_VALUE > 0", "true", NULL },
    { "[E, PI, LN2]", "[2.718281828459045, 3.141592653589793, 0.6931471805599453]", NULL },
  };
  CHECK(cases);
}

static void
test_precedence(void **state)
{
  (void)state;
  static const ExprCase cases[] = {
    { "1 + 2 * 3 - 4 / 2 % 3", "5", NULL },
    { "(1 + 2) * 3", "9", NULL },
    { "10 - 4 - 3", "3", NULL },
    { "1 | 2 ^ 3 & 5", "3", NULL },
    { "1 + 1 << 2", "8", NULL },
    { "-1 >>> 28", "15", NULL },
    { "-9 >> 1", "-5", NULL },
    { "~5", "-6", NULL },
    { "1 < 2 == true", "true", NULL },
    { "false || true && false", "false", NULL },
    { "1 ? 2 : 0 ? 3 : 4", "2", NULL },
    { "0 ? 1 : 0 ? 3 : 4", "4", NULL },
    { "1?.5:2", "0.5", NULL },
    { "- -3", "3", NULL },
    { "!!'x'", "true", NULL },
    { "4 / 2 / 1", "2", NULL },
    { "7 % -3", "1", NULL },
    { "-7.5 % 2", "-1.5", NULL },
  };
  CHECK(cases);
}

/* The ways in which JavaScript is unlike other languages. */
static void
test_conversions(void **state)
{
  (void)state;
  static const ExprCase cases[] = {
    { "1 + '2'", "'12'", NULL },
    { "'3' * '4'", "12", NULL },
    { "null + 1", "1", NULL },
    { "undefined + 1", "NaN", NULL },
    { "true + true", "2", NULL },
    { "[1, 2] + ''", "'1,2'", NULL },
    { "'' + {a: 1}", "'[object Object]'", NULL },
    { "'' + [1, [2, null], undefined]", "'1,2,,'", NULL },
    { "+'  12  '", "12", NULL },
    { "+''", "0", NULL },
    { "+'0x10'", "16", NULL },
    { "+[]", "0", NULL },
    { "+[7]", "7", NULL },
    { "+'1,5'", "NaN", NULL },
    { "1 / 0", "Infinity", NULL },
    { "0 / 0", "NaN", NULL },
    { "null == undefined", "true", NULL },
    { "null === undefined", "false", NULL },
    { "null == 0", "false", NULL },
    { "null >= 0", "true", NULL },
    { "'1' == 1", "true", NULL },
    { "'1' === 1", "false", NULL },
    { "NaN == NaN", "false", NULL },
    { "NaN != NaN", "true", NULL },
    { "[1] == 1", "true", NULL },
    { "[1] == [1]", "false", NULL },
    { "'' == 0", "true", NULL },
    { "'b' > 'a'", "true", NULL },
    { "'10' < '9'", "true", NULL },
    { "'10' < 9", "false", NULL },
    { "'x' < 1 || 'x' >= 1", "false", NULL },
    { "0 || 'none'", "'none'", NULL },
    { "'' && 1", "''", NULL },
    { "0.1 + 0.2 + ''", "'0.30000000000000004'", NULL },
    { "1e21 + ''", "'1e+21'", NULL },
    { "datetime(2020, 1, 1) - datetime(2020, 0, 1)", "2678400000", NULL },
    { "datetime(0) == datetime(0)", "false", NULL },
    { "utc(2020) < datetime(2021, 5)", "true", NULL },
  };
  CHECK(cases);
}

static void
test_members(void **state)
{
  (void)state;
  static const char datum[] = "{\"a\": 1, \"b c\": 2, \"o\": {\"p\": 4, \"l\": [7, 8]}, "
                              "\"x.y\": 5, \"s\": \"Жук\", \"n\": null, \"if\": 6}";
  static const ExprCase cases[] = {
    { "datum.a", "1", datum },
    { "datum['b c']", "2", datum },
    { "datum[\"b\" + ' c']", "2", datum },
    { "datum.o.p", "4", datum },
    { "datum['o'].p", "4", datum },
    { "datum.o.l[1]", "8", datum },
    { "datum.x.y", "5", datum },
    { "datum['x.y']", "5", datum },
    { "datum.if", "6", datum },
    { "datum.s.length", "3", datum },
    { "datum.s[2]", "'к'", datum },
    { "datum.s[3]", "undefined", datum },
    { "datum.missing", "undefined", datum },
    { "datum.o.q", "undefined", datum },
    { "datum.n.z", "throws: there is no 'z' in a missing value", datum },
    { "datum.missing.z", "throws: there is no 'z' in something undefined", datum },
    { "datum.n ? datum.n.z : 0", "0", datum },
    { "'a' in datum", "true", datum },
    { "'z' in datum", "false", datum },
    { "1 in [5]", "false", datum },
    { "'abc'.length", "3", NULL },
    { "[1, 2, 3].length", "3", NULL },
    { "{a: {b: 9}}.a.b", "9", NULL },
    { "datum", "{k: 1}", "{\"k\": 1}" },
    { "p * 2", "5", NULL },
    { "unknown", "undefined", NULL },
  };
  CHECK(cases);
}

static void
test_lazy_branches(void **state)
{
  (void)state;
  static const ExprCase cases[] = {
    { "true || null.x", "true", NULL },
    { "false && null.x", "false", NULL },
    { "true ? 1 : null.x", "1", NULL },
    { "if(false, null.x, 2)", "2", NULL },
    { "if(true, 1, null.x)", "1", NULL },
    { "isValid(null.x) || true", "throws: there is no 'x' in a missing value", NULL },
  };
  CHECK(cases);
}

static void
assert_names(const char *const *names, const char *expected)
{
  g_autofree char *joined = g_strjoinv(" ", (char **)names);
  assert_string_equal(joined, expected);
}

static void
test_what_is_read(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const Expr *expr =
      expr_parse(arena, "datum.a.b + datum['c d'] * width + datum.a.b > height ? PI : floor(zoom)",
                 (Span){ 0 }, diags);
  assert_non_null(expr);
  assert_names(expr_fields(arena, expr), "a.b c d");
  assert_names(expr_names(arena, expr), "width height zoom");

  static const char *const names[] = { "width", "height", "zoom", NULL };
  static const char *const fields[] = { "a", "c d", NULL };
  assert_true(expr_check(expr, names, fields, diags));
  static const char *const fewer[] = { "width", "heights", NULL };
  assert_false(expr_check(expr, fewer, (const char *const[]){ "c d", NULL }, diags));
  assert_int_equal(diag_total(diags), 3);
  assert_string_equal(diag_at(diags, 0)->code, "unknown-field");
  assert_string_equal(diag_at(diags, 1)->message, "there is no parameter 'height'");
  assert_string_equal(diag_at(diags, 1)->hint, "did you mean 'heights'?");
}

static void
test_values_of_other_rooms(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  assert_int_equal(expr_from_value(VALUE_MISSING).kind, EXPR_NULL);
  assert_int_equal(expr_to_value(arena, expr_undefined()).kind, VALUE_NULL);
  assert_true(expr_to_value(arena, expr_date(5)).number == 5);
  ExprValue items[] = { expr_number(1), expr_string("a\"b\n"), expr_undefined(), expr_date(0),
                        expr_number((double)NAN) };
  ExprValue array = { .kind = EXPR_ARRAY, .items = items, .count = 5 };
  assert_string_equal(expr_to_value(arena, array).string,
                      "[1,\"a\\\"b\\n\",null,\"1970-01-01T00:00:00.000Z\",null]");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_literals),
    cmocka_unit_test(test_precedence),
    cmocka_unit_test(test_conversions),
    cmocka_unit_test(test_members),
    cmocka_unit_test(test_lazy_branches),
    cmocka_unit_test(test_what_is_read),
    cmocka_unit_test(test_values_of_other_rooms),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
