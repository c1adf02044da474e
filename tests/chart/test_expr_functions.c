/* The functions of expressions, group by group. */
#include "expr_support.h"

#include <stdlib.h>

static void
test_math(void **state)
{
  (void)state;
  static const ExprCase cases[] = {
    { "abs(-2)", "2", NULL },
    { "ceil(1.2) + floor(-1.2)", "0", NULL },
    { "round(2.5)", "3", NULL },
    { "round(-2.5)", "-2", NULL },
    { "round(0.49999999999999994)", "0", NULL },
    { "max()", "-Infinity", NULL },
    { "max(1, '3', 2)", "3", NULL },
    { "min(1, null)", "0", NULL },
    { "min(1, undefined)", "NaN", NULL },
    { "clamp(5, 0, 3)", "3", NULL },
    { "clamp(-5, 0, 3)", "0", NULL },
    { "pow(2, 10)", "1024", NULL },
    { "pow(1, NaN)", "NaN", NULL },
    { "sqrt(-1)", "NaN", NULL },
    { "hypot(3, 4)", "5", NULL },
    { "atan2(1, 1) * 4 == PI", "true", NULL },
    { "log(E)", "1", NULL },
    { "exp(0)", "1", NULL },
    { "isNaN('x')", "false", NULL },
    { "isNaN(0 / 0)", "true", NULL },
    { "isFinite(1 / 0)", "false", NULL },
  };
  CHECK(cases);
}

/* Known values of the distributions. */
static void
test_statistics(void **state)
{
  (void)state;
  static const ExprCase cases[] = {
    { "round(1e6 * cumulativeNormal(1.96)) / 1e6", "0.975002", NULL },
    { "cumulativeNormal(50)", "1", NULL },
    { "cumulativeNormal(-50)", "0", NULL },
    { "round(1e6 * quantileNormal(0.975)) / 1e6", "1.959964", NULL },
    { "round(1e6 * quantileNormal(0.025, 10, 2)) / 1e6", "6.080072", NULL },
    { "quantileNormal(1.5)", "NaN", NULL },
    { "quantileNormal(0)", "-Infinity", NULL },
    { "round(1e6 * densityNormal(0)) / 1e6", "0.398942", NULL },
    { "round(1e6 * cumulativeLogNormal(1)) / 1e6", "0.5", NULL },
    { "densityLogNormal(-1)", "0", NULL },
    { "round(1e6 * quantileLogNormal(0.5, 1)) / 1e6", "2.718282", NULL },
    { "densityUniform(0.5, 2)", "0.5", NULL },
    { "cumulativeUniform(3, 2, 4)", "0.5", NULL },
    { "quantileUniform(0.25, 10, 20)", "12.5", NULL },
    { "quantileUniform(2)", "NaN", NULL },
  };
  CHECK(cases);
}

static void
test_text(void **state)
{
  (void)state;
  static const ExprCase cases[] = {
    { "upper('straße Жук')", "'STRASSE ЖУК'", NULL },
    { "lower('ЁЛКА')", "'ёлка'", NULL },
    { "trim('\\u00a0 a b\\n')", "'a b'", NULL },
    { "length('😀')", "2", NULL },
    { "substring('қазақ', 1, 3)", "'аз'", NULL },
    { "substring('abc', 2, 0)", "'ab'", NULL },
    { "slice('abcde', -3, -1)", "'cd'", NULL },
    { "pad('7', 3, '0', 'left')", "'007'", NULL },
    { "pad('ab', 7, '-', 'center')", "'--ab---'", NULL },
    { "pad('abc', 2)", "'abc'", NULL },
    { "truncate('abcdefgh', 5)", "'abcd…'", NULL },
    { "truncate('abcdefgh', 5, 'left')", "'…efgh'", NULL },
    { "truncate('abcdefgh', 5, 'center', '..')", "'ab..h'", NULL },
    { "indexof('hello', 'l')", "2", NULL },
    { "indexof('hello', 'l', 3)", "3", NULL },
    { "lastindexof('hello', 'l')", "3", NULL },
    { "indexof('hello', 'z')", "-1", NULL },
    { "split('a,b,,c', ',')", "['a', 'b', '', 'c']", NULL },
    { "split('abc', '')", "['a', 'b', 'c']", NULL },
    { "split('a1b22c', /[0-9]+/, 2)", "['a', 'b']", NULL },
    { "split('a1b', /([0-9])/)", "['a', '1', 'b']", NULL },
    { "split('', ',')", "['']", NULL },
    { "parseFloat(' 3.5px')", "3.5", NULL },
    { "parseFloat('px')", "NaN", NULL },
    { "parseInt('12.9')", "12", NULL },
    { "parseInt('ff', 16)", "255", NULL },
    { "parseInt('0x1f')", "31", NULL },
    { "btoa('abc') + atob('ZGVm')", "'YWJjdef'", NULL },
    { "btoa('Ж')", "throws: btoa() takes the characters of Latin-1 alone", NULL },
    { "encodeURIComponent('a b&ж')", "'a%20b%26%D0%B6'", NULL },
    { "format(1234.5, ',.2f')", "'1,234.50'", NULL },
    { "format(null, 'd')", "'null'", NULL },
    { "format(0.123, '.1%')", "'12.3%'", NULL },
  };
  CHECK(cases);
}

static void
test_regexp(void **state)
{
  (void)state;
  static const ExprCase cases[] = {
    { "test(/^[a-c]+$/, 'abc')", "true", NULL },
    { "test('A', 'a')", "false", NULL },
    { "test(regexp('A', 'i'), 'a')", "true", NULL },
    { "test(/\\bж/, 'ж')", "false", NULL }, /* ASCII words alone */
    { "test(/\\d/, '٣')", "false", NULL },
    { "test(/^\\s$/, '\\u00a0')", "true", NULL },
    { "test(/[\\d-x]/, '-')", "true", NULL },
    { "test(/a.c/, 'a\\nc')", "false", NULL },
    { "test(/^b$/m, 'a\\nb')", "true", NULL },
    { "test(/b$/, 'b\\n')", "false", NULL },
    { "test(/[^]/, '\\n')", "true", NULL },
    { "test(/[]/, 'a')", "false", NULL },
    { "test(/\\u0416/, 'Ж')", "true", NULL },
    { "test(/\\p{Lu}/u, 'Ж')", "true", NULL },
    { "test(/a{,2}/, 'a{,2}')", "true", NULL },
    { "test(/(?i)a/, 'A')", "fault: this is no group of a JavaScript regular expression", NULL },
    { "test(/(*FAIL)/, 'A')", "fault: this is no group of a JavaScript regular expression", NULL },
    { "test(/a/q, 'A')",
      "fault: the flags of a regular expression are g, i, m, s, u and y, each once", NULL },
    { "replace('a.b.c', '.', '-')", "'a-b.c'", NULL },
    { "replace('a.b.c', /\\./g, '-')", "'a-b-c'", NULL },
    { "replace('John Smith', /(\\w+) (\\w+)/, '$2, $1')", "'Smith, John'", NULL },
    { "replace('abc', /b/, \"[$&|$`|$'|$$]\")", "'a[b|a|c|$]c'", NULL },
    { "replace('abc', /(?<x>b)/, '<$<x>>')", "'a<b>c'", NULL },
    { "replace('abc', /x*/g, '-')", "'-a-b-c-'", NULL },
    { "replace('жук', /у/, 'Ж')", "'жЖк'", NULL },
    { "replace('abc', 1, 2)", "throws: replace() takes a text or a regular expression to look for",
      NULL },
  };
  CHECK(cases);
}

static void
test_dates(void **state)
{
  (void)state;
  static const ExprCase cases[] = {
    { "datetime(2020, 0, 31)", "Date 1580428800000", NULL },
    { "datetime(2020, 12, 1) - utc(2021, 0, 1)", "0", NULL }, /* months count from 0 */
    { "datetime(99, 0)", "Date 915148800000", NULL },
    { "datetime('2020-02-29')", "Date 1582934400000", NULL },
    { "datetime('nonsense')", "Date NaN", NULL },
    { "utc(1970, 0, 1, 0, 0, 0, 1e12)", "1000000000000", NULL },
    { "month(datetime(2020, 5, 7))", "5", NULL },
    { "quarter(datetime(2020, 5, 7))", "2", NULL },
    { "[year(0), date(0), day(0), hours(0), minutes(0), seconds(0), milliseconds(7)]",
      "[1970, 1, 4, 0, 0, 0, 7]", NULL },
    { "dayofyear(datetime(2020, 11, 31))", "366", NULL },
    { "week(datetime(2021, 0, 3))", "1", NULL },
    { "week(datetime(2021, 0, 2))", "0", NULL },
    { "isoweek(datetime(2021, 0, 3))", "53", NULL },
    { "isoweek(datetime(2018, 11, 31))", "1", NULL },
    { "year(null)", "1970", NULL },
    { "year('x')", "NaN", NULL },
    { "time(datetime(5))", "5", NULL },
    { "timezoneoffset(0)", "0", NULL },
    { "timeFormat(0, '%d %B %Y')", "'01 January 1970'", NULL },
    { "utcFormat(datetime(2020, 2, 1), '%b')", "'Mar'", NULL },
    { "timeFormat(null, '%Y')", "'null'", NULL },
    { "timeFormat(datetime(2020, 0, 1))", "'2020'", NULL },
    { "timeFormat(datetime(2020, 3, 1))", "'April'", NULL },
    { "timeFormat(datetime(2020, 3, 2, 5))", "'05 AM'", NULL },
    { "timeFormat(datetime(2020, 4, 1), {month: '%m!'})", "'05!'", NULL },
    { "timeParse('31.12.2020', '%d.%m.%Y')", "Date 1609372800000", NULL },
    { "timeParse('nonsense', '%Y')", "null", NULL },
    { "monthFormat(0) + monthAbbrevFormat(11)", "'JanuaryDec'", NULL },
    { "dayFormat(0) + dayAbbrevFormat(6)", "'SundaySat'", NULL },
    { "monthFormat(1.5)", "''", NULL },
  };
  CHECK(cases);
}

static void
test_time_units(void **state)
{
  (void)state;
  static const ExprCase cases[] = {
    { "timeOffset('month', datetime(2020, 0, 31))", "Date 1583107200000", NULL }, /* March 2 */
    { "timeOffset('day', 0, -1)", "Date -86400000", NULL },
    { "timeOffset('quarter', datetime(2020, 1, 15), 1)", "Date 1586908800000", NULL },
    { "timeOffset('hours', 0, 2.9)", "Date 7200000", NULL },
    { "time(utcOffset('quarter', 0, 100)) == utc(1995, 0, 1)", "true", NULL },
    { "timeSequence('year', datetime(2019, 5, 1), datetime(2022, 0, 1))",
      "[Date 1577836800000, Date 1609459200000]", NULL },
    { "length(timeSequence('day', datetime(2020, 0, 1), datetime(2021, 0, 1)))", "366", NULL },
    { "timeSequence('week', 0, 14 * 864e5, 0)", "[]", NULL },
    { "timeUnitSpecifier(['year', 'month'])", "'%Y-%m'", NULL },
    { "timeUnitSpecifier(['date', 'month', 'year'])", "'%Y-%m-%d'", NULL },
    { "timeUnitSpecifier('quarter')", "'Q%q'", NULL },
    { "timeUnitSpecifier(['hours', 'minutes', 'seconds'])", "'%H:%M:%S'", NULL },
    { "timeUnitSpecifier(['year', 'month'], {'year-month': '%b %Y'})", "'%b %Y'", NULL },
    { "timeUnitSpecifier(['week', 'month'])", "throws: these time units do not go together", NULL },
  };
  CHECK(cases);
}

static void
test_arrays(void **state)
{
  (void)state;
  static const ExprCase cases[] = {
    { "extent([3, null, 1, NaN, 2])", "[1, 3]", NULL },
    { "extent([])", "[undefined, undefined]", NULL },
    { "clampRange([4, 8], 5, 20)", "[5, 9]", NULL },
    { "clampRange([0, 30], 5, 20)", "[5, 20]", NULL },
    { "inrange(5, [10, 5])", "true", NULL },
    { "inrange(5, [5, 10], false)", "false", NULL },
    { "inrange('b', ['a', 'c'])", "true", NULL },
    { "indexof([1, '1', NaN], '1')", "1", NULL },
    { "indexof([NaN], NaN)", "-1", NULL },
    { "lastindexof([1, 2, 1], 1)", "2", NULL },
    { "join([1, null, 'a'], '-')", "'1--a'", NULL },
    { "lerp([0, 10], 0.25)", "2.5", NULL },
    { "interpolateLinear([0, 10, 40], 0.75)", "25", NULL },
    { "peek([1, 2])", "2", NULL },
    { "pluck([{a: {b: 1}}, {a: {b: 2}}], 'a.b')", "[1, 2]", NULL },
    { "reverse([1, 2, 3])", "[3, 2, 1]", NULL },
    { "sequence(3)", "[0, 1, 2]", NULL },
    { "sequence(5, 0, -2)", "[5, 3, 1]", NULL },
    { "sequence(0, 1, 0)", "[]", NULL },
    { "slice([1, 2, 3], 1)", "[2, 3]", NULL },
    { "sort([10, 9, null, 1, undefined])", "[null, 1, 9, 10, undefined]", NULL },
    { "sort(['b', 'a', 'B'])", "['B', 'a', 'b']", NULL },
    { "span([2, 5, 9])", "7", NULL },
    { "flush([0, 10], 1, 2, 'left', 'right', 'center')", "'left'", NULL },
    { "merge({a: 1, b: 2}, {b: 3})", "{a: 1, b: 3}", NULL },
    { "join('abc')", "throws: join() takes an array", NULL },
    { "length(null)", "throws: length() takes an array or a text", NULL },
  };
  CHECK(cases);
}

static void
test_types(void **state)
{
  (void)state;
  static const ExprCase cases[] = {
    { "[isArray([]), isArray('a'), isBoolean(false), isDate(datetime(0)), isDate(0)]",
      "[true, false, true, true, false]", NULL },
    { "[isNumber(NaN), isNumber('1'), isObject([]), isObject(null), isRegExp(/a/), isString('')]",
      "[true, false, true, false, true, true]", NULL },
    { "[isDefined(null), isDefined(datum.x), isValid(null), isValid(NaN), isValid(0)]",
      "[true, false, false, false, true]", NULL },
    { "[toBoolean('false'), toBoolean('0'), toBoolean('x'), toBoolean(''), toBoolean(0)]",
      "[false, false, true, null, false]", NULL },
    { "[toNumber('12'), toNumber(''), toNumber(null), toNumber('x')]", "[12, null, null, NaN]",
      NULL },
    { "[toString(1), toString(''), toString(null)]", "['1', null, null]", NULL },
    { "[toDate('2020-01-01'), toDate(5), toDate('')]", "[1577836800000, 5, null]", NULL },
    { "info(1, 2)", "2", NULL },
    { "warn('low', 7)", "throws: low 7", NULL },
  };
  CHECK(cases);
}

static void
test_colours(void **state)
{
  (void)state;
  static const ExprCase cases[] = {
    { "rgb('steelblue')", "rgb(70, 130, 180)", NULL },
    { "'' + rgb(10, 20, 300, 0.5)", "'rgba(10, 20, 255, 0.5)'", NULL },
    { "rgb('#102030').g", "32", NULL },
    { "hsl('red')", "rgb(255, 0, 0)", NULL },
    { "hsl('lime').h", "120", NULL },
    { "'' + hsl(120, 1, 0.25)", "'rgb(0, 128, 0)'", NULL },
    { "round(lab('red').l)", "54", NULL },
    { "'' + lab(50, 0, 0)", "'rgb(119, 119, 119)'", NULL },
    { "round(hcl('blue').h)", "301", NULL },
    { "'' + rgb(hcl('tomato'))", "'rgb(255, 99, 71)'", NULL },
    { "luminance('white')", "1", NULL },
    { "contrast('black', 'white')", "21", NULL },
    { "luminance('nonsense')", "NaN", NULL },
  };
  CHECK(cases);
}

static bool
find_scale(void *user, ExprScaleCall call, const char *scale, ExprValue argument, ExprValue *value)
{
  Arena *arena = user;
  if (strcmp(scale, "x") != 0)
    return false;
  if (call == EXPR_SCALE_APPLY)
    *value = expr_number(expr_to_number(argument) * 10);
  else if (call == EXPR_SCALE_INVERT)
    *value = expr_number(expr_to_number(argument) / 10);
  else if (call == EXPR_SCALE_BANDWIDTH)
    *value = expr_number(3);
  else
    *value = (ExprValue){ .kind = EXPR_ARRAY, .items = arena_new0(arena, ExprValue), .count = 1 };
  return true;
}

static void
test_scales(void **state)
{
  (void)state;
  static const ExprCase cases[] = {
    { "scale('x', 2) + invert('x', 20) + bandwidth('x')", "25", NULL },
    { "length(domain('x')) + length(range('x'))", "2", NULL },
    { "scale('none', 2)", "undefined", NULL },
    { "bandwidth('none')", "0", NULL },
    { "domain('none')", "[]", NULL },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    g_autoptr(GString) out = g_string_new(NULL);
    const Expr *expr = expr_parse(arena, cases[i].text, (Span){ 0 }, diags);
    assert_non_null(expr);
    ExprScope scope = { .arena = arena, .user = arena, .scale = find_scale };
    show_value(out, arena, expr_evaluate(expr, &scope));
    assert_string_equal(out->str, cases[i].value);
  }
  static const ExprCase domains[] = {
    { "panLinear([0, 10], 0.5)", "[-5, 5]", NULL },
    { "zoomLinear([0, 10], null, 2)", "[-5, 15]", NULL },
    { "zoomPow([0, 4], 0, 2, 0.5)", "[0, 16]", NULL },
    { "bandspace(3, 0.5, 0.25)", "3", NULL },
    { "bandspace(0)", "0", NULL },
    { "easeLinear(0.3)", "0.3", NULL },
    { "easeCubicIn(0.5)", "0.125", NULL },
    { "easeBounce(1)", "1", NULL },
  };
  CHECK(domains);
}

/* Every function can be called with nothing known about its arguments. */
static void
test_every_function_survives(void **state)
{
  (void)state;
  static const char *const arguments[] = {
    "null", "'x'", "-1", "[]", "{}", "undefined", "/a/", "datetime(NaN)", "[null, 'a', {}]", "1e300"
  };
  for (const char *const *name = expr_function_names(); *name; name++)
    for (size_t count = 0; count <= 7; count++)
      for (size_t first = 0; first < G_N_ELEMENTS(arguments); first++) {
        g_autoptr(Arena) arena = arena_new();
        g_autoptr(GString) call = g_string_new(*name);
        for (size_t i = 0; i < count; i++)
          g_string_append_printf(call, "%c%s", i ? ',' : '(',
                                 arguments[(first + i * 3) % G_N_ELEMENTS(arguments)]);
        g_string_append(call, count ? ")" : "()");
        assert_non_null(evaluate_text(arena, call->str, NULL));
      }
}

int
main(void)
{
  g_setenv("TZ", "UTC", true);
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_math),
    cmocka_unit_test(test_statistics),
    cmocka_unit_test(test_text),
    cmocka_unit_test(test_regexp),
    cmocka_unit_test(test_dates),
    cmocka_unit_test(test_time_units),
    cmocka_unit_test(test_arrays),
    cmocka_unit_test(test_types),
    cmocka_unit_test(test_colours),
    cmocka_unit_test(test_scales),
    cmocka_unit_test(test_every_function_survives),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
