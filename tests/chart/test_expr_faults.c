/* Faults of expressions, each at its place; and hostile input. */
#include "expr_support.h"

/* A source that holds the expression; the caret's column and width tell the place. */
typedef struct FaultCase {
  const char *source; /* the whole source: the node is between « and » in it, if they are there */
  const char *text;   /* the expression the node spells; NULL: the node itself */
  const char *code;
  size_t column, width; /* in the source's line */
  const char *message;
} FaultCase;

static const FaultCase fault_cases[] = {
  { "1 +", NULL, "expression-syntax", 4, 1, "a value is missing" },
  { "1 2", NULL, "expression-syntax", 3, 1, "an operator or the end is expected instead of 2" },
  { "(1 + 2", NULL, "expression-syntax", 7, 1, "')' is missing" },
  { "[1, 2", NULL, "expression-syntax", 6, 1, "',' is missing" },
  { "1 + 2)", NULL, "expression-syntax", 6, 1, "this bracket closes nothing" },
  { "'abc", NULL, "expression-syntax", 1, 4, "the text's closing quote is missing" },
  { "'a\\0b'", NULL, "expression-syntax", 3, 2, "this is no escape of a text" },
  { "/ab", NULL, "expression-syntax", 1, 3, "the regular expression's closing / is missing" },
  { "x = 1", NULL, "expression-syntax", 3, 1, "an expression cannot assign" },
  { "x += 1", NULL, "expression-syntax", 3, 2, "an expression cannot assign" },
  { "x++", NULL, "expression-syntax", 2, 2, "an expression cannot change anything" },
  { "2 ** 3", NULL, "expression-syntax", 3, 2, "there is no operator **" },
  { "a ?? b", NULL, "expression-syntax", 3, 2, "there is no operator ??" },
  { "datum => 1", NULL, "expression-syntax", 7, 2, "functions cannot be written in an expression" },
  { "new Date()", NULL, "expression-syntax", 1, 3, "'new' cannot be used in an expression" },
  { "012", NULL, "expression-syntax", 1, 3, "a number cannot begin with 0" },
  { "datum.2020", NULL, "expression-syntax", 6, 5,
    "an operator or the end is expected instead of .2020" },
  { "3px", NULL, "expression-syntax", 1, 2, "a letter follows the number" },
  { "1e+", NULL, "expression-syntax", 1, 3, "the number's exponent is missing" },
  { "{a: 1, a: 2}", NULL, "expression-syntax", 8, 1, "the object has this key already" },
  { "`a`", NULL, "expression-syntax", 1, 1,
    "template literals cannot be written in an expression" },
  { "datum.s.toUpperCase()", NULL, "expression-syntax", 1, 19,
    "values have no methods: only the functions of expressions can be called" },
  { "1 + flor(datum.x)", NULL, "unknown-function", 5, 4, "there is no function flor()" },
  { "random() < 0.5", NULL, "unsupported-function", 1, 6,
    "random() gives another value each time; a chart must come out the same" },
  { "clamp(1, 2)", NULL, "argument-count", 1, 11, "clamp() takes 3 arguments, not 2" },
  { "abs()", NULL, "argument-count", 1, 5, "abs() takes 1 argument, not 0" },
  { "join()", NULL, "argument-count", 1, 6, "join() takes at least 1 argument, not 0" },
  { "format(1, 'nonsense')", NULL, "invalid-argument", 1, 21, "'nonsense' is no number format" },
  { "format(datum.d, '%Y')", NULL, "invalid-argument", 1, 21,
    "'%Y' is no number format; a date is formatted by timeFormat()" },
  { "timeOffset('months', 0)", NULL, "invalid-argument", 1, 23,
    "there is no time unit 'months'; did you mean 'month'?" },
  { "test(/a++/, 'a')", NULL, "invalid-regexp", 6, 5, "there is nothing to repeat" },
  { "item.x", NULL, "unknown-name", 1, 4,
    "'item' belongs to interaction, which a finished chart has not" },
  /* Places in quoted nodes, past escapes and letters of several bytes. */
  { "{\"calculate\": «\"datum['é'] + \\\"ж\\\" + nope(1)\"»}", "datum['é'] + \"ж\" + nope(1)",
    "unknown-function", 37, 4, "there is no function nope()" },
  { "calculate: «'datum[''a''] + nope(1)'»", "datum['a'] + nope(1)", "unknown-function", 28, 4,
    "there is no function nope()" },
  { "x: «\"\\u0027a\\u0027 + \\uD83D\\uDE00\"»", "'a' + 😀", "expression-syntax", 21, 12,
    "this character is not expected" },
  /* Text that the source does not spell: the whole node. */
  { "x: «other»", "1 +", "expression-syntax", 4, 5, "a value is missing" },
};

static const Source *
source_of(Arena *arena, const char *text, Span *span)
{
  g_autoptr(GString) plain = g_string_new(text);
  const char *open = strstr(text, "«"), *close = strstr(text, "»");
  g_string_replace(plain, "«", "", 0);
  g_string_replace(plain, "»", "", 0);
  const Source *source = source_from_text(arena, "chart.yaml", plain->str, plain->len);
  *span = (Span){ source, 0, plain->len };
  if (open && close)
    *span = (Span){ source, (size_t)(open - text), (size_t)(close - text) - strlen("«") };
  return source;
}

static void
test_places(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(fault_cases); i++) {
    const FaultCase *test = &fault_cases[i];
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    Span span;
    source_of(arena, test->source, &span);
    const char *text = test->text ? test->text : test->source;
    assert_null(expr_parse(arena, text, span, diags));
    assert_int_equal(diag_total(diags), 1);
    const Diag *diag = diag_at(diags, 0);
    if (strcmp(diag->message, test->message) != 0 || strcmp(diag->code, test->code) != 0)
      fail_msg("%s: [%s] %s", test->source, diag->code, diag->message);
    if (diag->place.column != test->column || diag->place.width != test->width)
      fail_msg("%s: column %zu width %zu, not %zu and %zu", test->source, diag->place.column,
               diag->place.width, test->column, test->width);
  }
}

/* A folded block scalar: its lines are joined, its indentation is not part of the text. */
static void
test_place_in_block(void **state)
{
  (void)state;
  static const char yaml[] = "filter: >\n    datum.a\n    + flor(1)\n";
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const Source *source = source_from_text(arena, "chart.yaml", yaml, strlen(yaml));
  const Node *node = node_get(node_parse(arena, source, diags), "filter");
  assert_null(expr_parse(arena, node->string, node->span, diags));
  assert_int_equal(diag_total(diags), 1);
  assert_int_equal(diag_at(diags, 0)->place.line, 3);
  assert_int_equal(diag_at(diags, 0)->place.column, 7);
  assert_int_equal(diag_at(diags, 0)->place.width, 4);
}

static void
test_all_faults_of_meaning(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const char *text = "nope(1) + abs() + now()";
  const Source *source = source_from_text(arena, "x", text, strlen(text));
  assert_null(expr_parse(arena, text, (Span){ source, 0, source->length }, diags));
  assert_int_equal(diag_total(diags), 3);
}

/* As in JavaScript, more arguments than a function takes do no harm. */
static void
test_too_many_arguments(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const char *text = "round(2.34, 1)";
  const Source *source = source_from_text(arena, "x", text, strlen(text));
  Expr *expr = expr_parse(arena, text, (Span){ source, 0, source->length }, diags);
  assert_non_null(expr);
  assert_int_equal(diag_count(diags, DIAG_ERROR), 0);
  assert_string_equal(diag_at(diags, 0)->message,
                      "round() takes 1 argument: the others are not used");
  assert_true(expr_evaluate(expr, &(ExprScope){ .arena = arena }).number == 2);
}

static void
test_hints(void **state)
{
  (void)state;
  static const char *const cases[][2] = {
    { "datum.s.toUpperCase()", "did you mean upper()?" },
    { "Floor(1)", "did you mean floor()?" },
    { "flor(1)", "did you mean floor()?" },
    { "timeformat(1)", "did you mean timeFormat()?" },
    { "x = 1", "to compare, write == or ===" },
    { "2 ** 3", "write pow(a, b)" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    assert_null(expr_parse(arena, cases[i][0], (Span){ 0 }, diags));
    assert_non_null(diag_at(diags, 0)->hint);
    assert_string_equal(diag_at(diags, 0)->hint, cases[i][1]);
  }
}

static char *
repeated(const char *head, const char *piece, size_t times, const char *tail)
{
  GString *out = g_string_new(head);
  for (size_t i = 0; i < times; i++)
    g_string_append(out, piece);
  g_string_append(out, tail);
  return g_string_free(out, FALSE);
}

static const char *
first_message(Arena *arena, const char *text)
{
  g_autoptr(DiagList) diags = diag_list_new();
  if (expr_parse(arena, text, (Span){ 0 }, diags))
    return "";
  return arena_strdup(arena, diag_at(diags, 0)->message);
}

static void
test_depth_is_bounded(void **state)
{
  (void)state;
  static const struct {
    const char *head, *piece, *tail, *message;
    size_t times;
  } cases[] = {
    { "", "(", "1", "the expression is nested too deeply", 50000 },
    { "", "[", "", "the expression is nested too deeply", 50000 },
    { "", "-", "1", "an expression cannot change anything", 50000 },
    { "", "!", "1", "the expression is nested too deeply", 50000 },
    { "", "1?", "1", "the expression is nested too deeply", 30000 },
    { "", "{a:", "1", "the expression is nested too deeply", 30000 },
    { "", "abs(", "1", "the expression is nested too deeply", 20000 },
    { "1", "+1", "", "the expression is too long: it chains too many operations", 40000 },
    { "x", ".a", "", "the expression is too long: it chains too many operations", 40000 },
    { "datum", ".a", "", "the expression is too long: it chains too many operations", 40000 },
    { "1", "&&1", "", "the expression is too long: it chains too many operations", 30000 },
    { "", " ", "", "the expression is longer than 100000 bytes", 200000 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autofree char *text = repeated(cases[i].head, cases[i].piece, cases[i].times, cases[i].tail);
    assert_string_equal(first_message(arena, text), cases[i].message);
  }
}

static void
test_long_but_sound(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autofree char *sum = repeated("0", "+1", 900, "");
  assert_string_equal(evaluate_text(arena, sum, NULL), "900");
  g_autofree char *nested = repeated("", "(", 150, "7");
  g_autofree char *closed = repeated(nested, ")", 150, "");
  assert_string_equal(evaluate_text(arena, closed, NULL), "7");
}

static void
test_work_is_bounded(void **state)
{
  (void)state;
  static const ExprCase cases[] = {
    { "pad('x', 1e12)", "throws: pad() would make a text that is too long", NULL },
    { "sequence(1e12)", "throws: sequence() would make more than 1000000 numbers", NULL },
    { "timeSequence('milliseconds', 0, 1e15)",
      "throws: timeSequence() would make more than 1000000 dates", NULL },
    { "replace(replace(replace(pad('', 999, 'a'), /a/g, pad('', 999, 'b')), /b/g, "
      "pad('', 999, 'c')), /c/g, 'dd')",
      "throws: replace() would make a text that is too long", NULL },
    { "join(sequence(1e6), pad('', 999, 'x'))", "throws: join() would make a text that is too long",
      NULL },
    { "test(/(a+)+$/, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')", "false", NULL },
    { "timeOffset('year', 0, 1e300)", "Date NaN", NULL },
    { "timeOffset('quarter', 0, 2e6)", "Date NaN", NULL },
    { "datetime(1e300, 1)", "Date NaN", NULL },
    { "utc(2020, 1e300)", "NaN", NULL },
    { "substring('abc', -1e300, 1e300)", "'abc'", NULL },
    { "slice([1, 2], -1e300, 1e300)", "[1, 2]", NULL },
    { "1 << 1e300", "1", NULL },
    { "-1e300 | 0", "0", NULL },
  };
  CHECK(cases);
}

/* Any bytes give a value or a fault, and texts that are not UTF-8 are survived. */
static void
test_garbage(void **state)
{
  (void)state;
  static const char alphabet[] = "datum.ab'\"\\/[](){}?:!=<>+-*%&|^~,0159eExu \t\n\xc3\xa9\xff\xf0";
  guint32 seed = 12345;
  for (int i = 0; i < 20000; i++) {
    g_autoptr(Arena) arena = arena_new();
    char text[24];
    size_t length = (size_t)i % (sizeof text - 1);
    for (size_t k = 0; k < length; k++) {
      seed = seed * 1664525 + 1013904223;
      text[k] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
    }
    text[length] = '\0';
    assert_non_null(evaluate_text(arena, text, "{\"a\": 1}"));
  }
  g_autoptr(Arena) arena = arena_new();
  static const char *const texts[] = {
    "upper('\xff\xf0')",          "length('\xe2')",          "split('\xc3', '')",
    "replace('\xff', /./, 'x')",  "truncate('\xf0\x9f', 1)", "trim('\xe2\x80')",
    "encodeURIComponent('\xff')", "test(/\xff/, 'a')",       "'\xf0'[0]",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
    assert_non_null(evaluate_text(arena, texts[i], NULL));
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_places),
    cmocka_unit_test(test_place_in_block),
    cmocka_unit_test(test_all_faults_of_meaning),
    cmocka_unit_test(test_too_many_arguments),
    cmocka_unit_test(test_hints),
    cmocka_unit_test(test_depth_is_bounded),
    cmocka_unit_test(test_long_but_sound),
    cmocka_unit_test(test_work_is_bounded),
    cmocka_unit_test(test_garbage),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
