/* Expressions as SQL: what becomes native, and that each row gives what evaluation gives. */
#include "expr_support.h"

#include "data/catalog.h"

static const char rows_json[] =
    "[{\"a\": 1, \"b\": 2, \"c\": 3, \"s\": \"x\", \"t\": \"ab\", \"f\": true, \"d\": 86400000},"
    " {\"a\": null, \"b\": -2.5, \"c\": 0, \"s\": null, \"t\": \"\", \"f\": null, \"d\": null},"
    " {\"a\": 0, \"b\": 0, \"c\": -1, \"s\": \"\", \"t\": \"10\", \"f\": false, \"d\": 0},"
    " {\"a\": -7.25, \"b\": null, \"c\": 2.5, \"s\": \"12\", \"t\": \"zebra\", \"f\": true,"
    "  \"d\": 1600000000000},"
    " {\"a\": null, \"b\": null, \"c\": 7.5, \"s\": null, \"t\": \"null\", \"f\": null, \"d\": "
    "null},"
    " {\"a\": 1e20, \"b\": 3, \"c\": 5, \"s\": \"ab\", \"t\": \"Жук\", \"f\": false, \"d\": -5}]";

typedef struct Fixture {
  Arena *arena;
  DiagList *diags;
  const Node *rows;
  const Table *table;
  Catalog *catalog;
} Fixture;

static int
set_up(void **state)
{
  Fixture *fixture = g_new0(Fixture, 1);
  fixture->arena = arena_new();
  fixture->diags = diag_list_new();
  const Source *source =
      source_from_text(fixture->arena, "rows.json", rows_json, strlen(rows_json));
  fixture->rows = node_parse(fixture->arena, source, fixture->diags);
  fixture->table = table_from_nodes(fixture->arena, "t", fixture->rows, NULL, fixture->diags);
  fixture->catalog = catalog_new(fixture->diags);
  catalog_add_table(fixture->catalog, fixture->table);
  expr_register_functions(fixture->catalog, NULL);
  *state = fixture;
  return 0;
}

static int
tear_down(void **state)
{
  Fixture *fixture = *state;
  catalog_free(fixture->catalog);
  diag_list_free(fixture->diags);
  arena_free(fixture->arena);
  g_free(fixture);
  return 0;
}

/* `c` and `t` are known to be complete. */
static bool
find_column(void *user, const char *name, ExprColumn *column)
{
  const Fixture *fixture = user;
  int index = table_column(fixture->table, name);
  if (index < 0)
    return false;
  bool date = strcmp(name, "d") == 0;
  *column = (ExprColumn){
    .type = date ? EXPR_TYPE_DATE : expr_type_of_column(fixture->table->columns[index].type),
    .complete = strcmp(name, "c") == 0 || strcmp(name, "t") == 0,
  };
  return true;
}

static bool
find_name(void *user, const char *name, ExprValue *value)
{
  (void)user;
  static const ExprValue list[] = { { .kind = EXPR_STRING, .string = "x" },
                                    { .kind = EXPR_NUMBER, .number = 5 } };
  if (strcmp(name, "p") == 0)
    *value = expr_number(2.5);
  else if (strcmp(name, "q") == 0)
    *value = expr_string("it's");
  else if (strcmp(name, "l") == 0)
    *value = (ExprValue){ .kind = EXPR_ARRAY, .items = list, .count = 2 };
  else
    return false;
  return true;
}

static ExprSqlScope
scope_of(Fixture *fixture)
{
  static const char *const columns[] = { "a", "b", "c", "s", "t", "f", "d", "revenue", NULL };
  return (ExprSqlScope){
    .user = fixture, .column = find_column, .name = find_name, .columns = columns
  };
}

typedef struct NativeCase {
  const char *text, *sql;
  ExprType type;
} NativeCase;

static const NativeCase native_cases[] = {
  { "datum.a", "\"a\"", EXPR_TYPE_NUMBER },
  { "datum['a']", "\"a\"", EXPR_TYPE_NUMBER },
  { "datum.s", "\"s\"", EXPR_TYPE_TEXT },
  { "datum.d", "\"d\"", EXPR_TYPE_DATE },
  { "1 + 2 * 3", "7.0", EXPR_TYPE_NUMBER },
  { "p * 2", "5.0", EXPR_TYPE_NUMBER },
  { "-p", "(-2.5)", EXPR_TYPE_NUMBER },
  { "q", "'it''s'", EXPR_TYPE_TEXT },
  { "1 / 0", "9e999", EXPR_TYPE_NUMBER },
  { "datum.c * 2 - 1", "((\"c\" * 2.0) - 1.0)", EXPR_TYPE_NUMBER },
  { "datum.a + datum.c", "(COALESCE(\"a\", 0.0) + \"c\")", EXPR_TYPE_NUMBER },
  { "datum.c / 4", "(\"c\" * 1.0 / 4.0)", EXPR_TYPE_NUMBER },
  { "datum.c / datum.c", "(CASE WHEN \"c\" = 0 THEN \"c\" * 9e999 ELSE \"c\" * 1.0 / \"c\" END)",
    EXPR_TYPE_NUMBER },
  { "datum.c % 2", "mod(\"c\", 2.0)", EXPR_TYPE_NUMBER },
  { "sqrt(datum.c)", "sqrt(\"c\")", EXPR_TYPE_NUMBER },
  { "max(datum.c, 1, p)", "max(\"c\", 1.0, 2.5)", EXPR_TYPE_NUMBER },
  { "clamp(datum.c, 0, 1)", "max(0.0, min(1.0, \"c\"))", EXPR_TYPE_NUMBER },
  { "datum.c > 1", "(\"c\" > 1.0)", EXPR_TYPE_BOOLEAN },
  { "datum.a > 1", "(COALESCE(\"a\", 0.0) > 1.0)", EXPR_TYPE_BOOLEAN },
  { "sqrt(datum.c) > 1", "((sqrt(\"c\") > 1.0) IS TRUE)", EXPR_TYPE_BOOLEAN },
  { "datum.d < datetime(5)", "(COALESCE(\"d\", 0.0) < 5.0)", EXPR_TYPE_BOOLEAN },
  { "datum.s == 'x'", "((\"s\" = 'x') IS TRUE)", EXPR_TYPE_BOOLEAN },
  { "datum.t !== 'x'", "(NOT (\"t\" = 'x'))", EXPR_TYPE_BOOLEAN },
  { "datum.a == datum.b", "(\"a\" IS \"b\")", EXPR_TYPE_BOOLEAN },
  { "datum.a == null", "(\"a\" IS NULL)", EXPR_TYPE_BOOLEAN },
  { "datum.c != null", "(NOT 0)", EXPR_TYPE_BOOLEAN },
  { "isValid(datum.a)", "(\"a\" IS NOT NULL)", EXPR_TYPE_BOOLEAN },
  { "datum.c > 1 && datum.c < 5", "((\"c\" > 1.0) AND (\"c\" < 5.0))", EXPR_TYPE_BOOLEAN },
  { "!(datum.c > 1)", "(NOT (\"c\" > 1.0))", EXPR_TYPE_BOOLEAN },
  { "datum.t + '!'", "(\"t\" || '!')", EXPR_TYPE_TEXT },
  { "datum.s + '!'", "(COALESCE(\"s\", 'null') || '!')", EXPR_TYPE_TEXT },
  { "datum.c > 1 ? 'hi' : 'lo'", "(CASE WHEN (\"c\" > 1.0) THEN 'hi' ELSE 'lo' END)",
    EXPR_TYPE_TEXT },
  { "datum.f ? datum.c : null", "(CASE WHEN (\"f\" IS TRUE) THEN \"c\" ELSE NULL END)",
    EXPR_TYPE_NUMBER },
  { "'a' in datum", "1", EXPR_TYPE_BOOLEAN },
  { "datum[q + ''] === 1 ? 1 : 0", NULL, EXPR_TYPE_NUMBER },
  /* What only evaluation gets right. */
  { "round(datum.c)", "vega_expression('vn |round(_0)', \"c\")", EXPR_TYPE_NUMBER },
  { "datum.c + datum.t", "vega_expression('vns |_0 + _1', \"c\", \"t\")", EXPR_TYPE_TEXT },
  { "upper(datum.t + q)", "vega_expression('vs |upper(_0 + \"it''s\")', \"t\")", EXPR_TYPE_TEXT },
  { "indexof(l, datum.s) >= 0",
    "((vega_expression('vs |indexof([\"x\",5],_0)', \"s\") >= 0.0) IS TRUE)", EXPR_TYPE_BOOLEAN },
  { "split(datum.t, '')", "vega_expression('vs |split(_0,\"\")', \"t\")", EXPR_TYPE_JSON },
  { "datum.t.length", "vega_expression('vs |_0[\"length\"]', \"t\")", EXPR_TYPE_NUMBER },
  { "datetime(datum.c, 0)", "vega_expression('vn |datetime(_0,0)', \"c\")", EXPR_TYPE_DATE },
};

static void
test_native(void **state)
{
  for (size_t i = 0; i < G_N_ELEMENTS(native_cases); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    ExprSqlScope scope = scope_of(*state);
    const Expr *expr = expr_parse(arena, native_cases[i].text, (Span){ 0 }, diags);
    assert_non_null(expr);
    const char *sql = expr_to_sql(arena, expr, &scope, diags);
    if (!native_cases[i].sql)
      assert_null(sql);
    else if (!sql || strcmp(sql, native_cases[i].sql) != 0)
      fail_msg("%s: %s", native_cases[i].text, sql);
    assert_int_equal(expr_type(expr, &scope), native_cases[i].type);
  }
}

/* ---- rows ---- */

static bool
row_field(void *user, const char *name, ExprValue *value)
{
  const NodeEntry *entry = node_entry(user, name);
  if (entry)
    *value = expr_from_value(node_value(entry->value));
  return entry != NULL;
}

static void
append_value(GString *out, Value value)
{
  if (value.kind == VALUE_STRING)
    g_string_append(out, value.string);
  else if (value.kind == VALUE_NULL || (value.kind == VALUE_NUMBER && isnan(value.number)))
    g_string_append(out, "missing");
  else
    number_append_plain(out, value.kind == VALUE_BOOLEAN ? value.boolean : value.number);
}

/* Each row by SQL and by evaluation; mixed kinds in a column of a result are texts. */
static void
compare_rows(Fixture *fixture, const char *text)
{
  g_autoptr(Arena) arena = arena_new();
  ExprSqlScope sql_scope = scope_of(fixture);
  const Expr *expr = expr_parse(arena, text, (Span){ 0 }, fixture->diags);
  assert_non_null(expr);
  const char *sql = expr_to_sql(arena, expr, &sql_scope, fixture->diags);
  const char *test = expr_to_sql_test(arena, expr, &sql_scope, fixture->diags);
  assert_non_null(sql);
  assert_non_null(test);
  QueryFault fault;
  const char *query = arena_printf(arena, "SELECT %s AS x, %s AS y FROM t", sql, test);
  const Table *result = catalog_query(fixture->catalog, arena, query, NULL, 0, &fault);
  if (!result)
    fail_msg("%s: %s in %s", text, fault.message, query);

  for (size_t row = 0; row < fixture->rows->count; row++) {
    ExprScope scope = { .arena = arena,
                        .user = (void *)fixture->rows->items[row],
                        .field = row_field,
                        .name = find_name };
    ExprValue value = expr_evaluate(expr, &scope);
    g_autoptr(GString) wanted = g_string_new(NULL), got = g_string_new(NULL);
    append_value(wanted, expr_to_value(arena, value));
    append_value(got, column_value(&result->columns[0], row));
    double truth = column_number(&result->columns[1], row);
    if (strcmp(wanted->str, got->str) != 0 || (truth != 0) != expr_truthy(value))
      fail_msg("%s in row %zu: %s (%g) by SQL, %s by evaluation: %s", text, row, got->str, truth,
               wanted->str, query);
  }
}

static const char *const operands[] = {
  "datum.a",
  "datum.b",
  "datum.c",
  "datum.s",
  "datum.t",
  "datum.f",
  "datum.d",
  "1",
  "0",
  "'ab'",
  "'10'",
  "''",
  "null",
  "undefined",
  "true",
  "p",
  "q",
  "(datum.a / datum.b)",
  "sqrt(datum.a)",
  "toNumber(datum.s)",
  "upper(datum.s)",
  "(datum.a > datum.b)",
  "(datum.f ? datum.a : null)",
  "(datum.f ? datum.s : 'no')",
  "datetime(2020, 0, 1)",
  "[1, 2]",
  "NaN",
  "year(datum.d)",
  "(datum.s + datum.c)",
};

static void
test_operators_by_row(void **state)
{
  static const char *const operators[] = { "+",   "-", "*",  "/", "%",  "==", "!=", "===",
                                           "!==", "<", "<=", ">", ">=", "&&", "||", "&" };
  for (size_t a = 0; a < G_N_ELEMENTS(operands); a++)
    for (size_t b = 0; b < G_N_ELEMENTS(operands); b++)
      for (size_t op = 0; op < G_N_ELEMENTS(operators); op++) {
        g_autofree char *text =
            g_strdup_printf("%s %s %s", operands[a], operators[op], operands[b]);
        compare_rows(*state, text);
      }
}

static void
test_functions_by_row(void **state)
{
  static const char *const forms[] = {
    "!%s",
    "-%s",
    "+%s",
    "~%s",
    "abs(%s)",
    "floor(%s)",
    "ceil(%s)",
    "round(%s)",
    "exp(%s)",
    "log(%s)",
    "isValid(%s)",
    "isNaN(%s)",
    "isFinite(%s)",
    "isNumber(%s)",
    "isString(%s)",
    "toNumber(%s)",
    "toBoolean(%s)",
    "max(%s)",
    "max(%s, 1)",
    "min(%s, datum.a)",
    "pow(%s, 2)",
    "clamp(%s, 0, 2)",
    "%s ? 1 : 2",
    "%s ? 'x' : null",
    "if(datum.f, %s, 0)",
    "datum.c > 2 ? %s : datum.a",
    "!(%s && datum.f)",
    "(%s || datum.b) + 1",
    "(%s ? datum.a : datum.b) == null",
    "%s != null && %s > 0",
    "isValid(%s) ? %s : -1",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(operands); i++)
    for (size_t k = 0; k < G_N_ELEMENTS(forms); k++) {
      g_autoptr(GString) text = g_string_new(forms[k]);
      g_string_replace(text, "%s", operands[i], 0);
      compare_rows(*state, text->str);
    }
}

static void
test_others_by_row(void **state)
{
  static const char *const texts[] = {
    "replace(datum.t, /b/, 'X') + datum.c",
    "substring(datum.t, 0, 1) == 'a' && datum.c > 0",
    "test(/^[a-z]+$/, datum.t)",
    "format(datum.c, '.2f') + ' %'",
    "timeFormat(datum.d, '%Y-%m')",
    "year(timeOffset('year', datum.d)) + 1",
    "indexof(l, datum.s) >= 0 || datum.c == 0",
    "sort([datum.c, datum.a, 1])",
    "{x: datum.a, y: [datum.s]}",
    "rgb(datum.c, 0, 0)",
    "pluck([{z: datum.c}], 'z')[0] + 1",
    "datum[q == 'x' ? 'a' : 'b']",
    "datum.t[0]",
    "1 ? regexp(datum.t) : 0",
    "-datum.c - -datum.c",
    "datum.c in [1, 2, 3]",
    "lerp([datum.a, datum.c], 0.5)",
    "((((datum.c / datum.c) / datum.a) / datum.b) / datum.c) / datum.a",
    "merge({a: datum.a}, {b: q})",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
    compare_rows(*state, texts[i]);
}

/* Deep nests survive being written and parsed again. */
static void
test_deep_nests(void **state)
{
  static const char *const forms[][2] = { { "!(", ")" },
                                          { "-abs(", ")" },
                                          { "[", "][0]" },
                                          { "1 + (2 * ", ")" },
                                          { "datum.c > 1 ? 5 : ", "" },
                                          { "(datum.c > 1 && ", " ? 1 : 2)" } };
  for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
    g_autoptr(GString) text = g_string_new("round(datum.c)");
    for (size_t k = 0; k < 60; k++) {
      g_string_prepend(text, forms[i][0]);
      g_string_append(text, forms[i][1]);
    }
    compare_rows(*state, text->str);
  }
}

/* Chains that are too high for SQLite's parser are evaluated. */
static void
test_long_chains(void **state)
{
  static const char *const pieces[] = { " + datum.c", " || datum.c == 17", " - datum.a / datum.c" };
  for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++)
    for (size_t times = 50; times <= 400; times += 50) {
      g_autoptr(GString) text = g_string_new("datum.c");
      for (size_t k = 0; k < times; k++)
        g_string_append(text, pieces[i]);
      compare_rows(*state, text->str);
    }
}

static void
test_json_columns(void **state)
{
  (void)state;
  static const char json[] = "[{\"l\": [1, {\"k\": \"x\\\"\\u0416\"}]}, {\"l\": null}]";
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const Source *source = source_from_text(arena, "rows", json, strlen(json));
  Fixture fixture = { .arena = arena, .diags = diags };
  fixture.table = table_from_nodes(arena, "t", node_parse(arena, source, diags), NULL, diags);
  g_autoptr(Catalog) catalog = catalog_new(diags);
  catalog_add_table(catalog, fixture.table);
  expr_register_functions(catalog, NULL);
  assert_int_equal(expr_type_of_column(fixture.table->columns[0].type), EXPR_TYPE_JSON);

  ExprSqlScope scope = { .user = &fixture, .column = find_column };
  const Expr *expr =
      expr_parse(arena, "datum.l ? datum.l[1].k + length(datum.l) : 'none'", (Span){ 0 }, diags);
  const char *sql = expr_to_sql(arena, expr, &scope, diags);
  assert_non_null(sql);
  QueryFault fault;
  const Table *result =
      catalog_query(catalog, arena, arena_printf(arena, "SELECT %s FROM t", sql), NULL, 0, &fault);
  assert_non_null(result);
  assert_string_equal(column_string(&result->columns[0], 0), "x\"Ж2");
  assert_string_equal(column_string(&result->columns[0], 1), "none");
}

static void
test_locale_travels(void **state)
{
  Fixture *fixture = *state;
  g_autoptr(Arena) arena = arena_new();
  ExprSqlScope scope = scope_of(fixture);
  scope.locale = locale_get("ru");
  const Expr *expr =
      expr_parse(arena, "format(1234567.5 + datum.c * 0, ',.1f')", (Span){ 0 }, fixture->diags);
  const char *sql = expr_to_sql(arena, expr, &scope, fixture->diags);
  QueryFault fault;
  const Table *result =
      catalog_query(fixture->catalog, arena, arena_printf(arena, "SELECT %s FROM t", sql), NULL, 0,
                    &fault);
  assert_non_null(result);
  g_autofree char *wanted = g_strdup_printf("1%s234%s567%s5", scope.locale->group,
                                            scope.locale->group, scope.locale->decimal);
  assert_string_equal(column_string(&result->columns[0], 0), wanted);
}

static void
test_faults(void **state)
{
  static const struct {
    const char *text, *code, *message, *hint;
  } cases[] = {
    { "datum.revenu * 2", "unknown-field", "there is no field 'revenu'",
      "did you mean 'revenue'?" },
    { "upper(datum.zz.length)", "unknown-field", "there is no field 'zz.length'", NULL },
    { "wide + 1", "unknown-name", "there is no parameter 'wide'",
      "a field of the data is written datum.wide" },
    { "datum", "unsupported-expression",
      "datum as a whole cannot be used where data are transformed", "name a field: datum.x" },
    { "datum[datum.s]", "unsupported-expression",
      "datum as a whole cannot be used where data are transformed", "name a field: datum.x" },
    { "scale('x', datum.a)", "unsupported-function",
      "scale() cannot be used where data are transformed: scales come later", NULL },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    ExprSqlScope scope = scope_of(*state);
    const Expr *expr = expr_parse(arena, cases[i].text, (Span){ 0 }, diags);
    assert_non_null(expr);
    assert_null(expr_to_sql(arena, expr, &scope, diags));
    assert_int_equal(diag_total(diags), 1);
    const Diag *diag = diag_at(diags, 0);
    assert_string_equal(diag->code, cases[i].code);
    assert_string_equal(diag->message, cases[i].message);
    if (cases[i].hint)
      assert_string_equal(diag->hint, cases[i].hint);
    assert_null(expr_to_sql_test(arena, expr, &scope, diags));
  }
}

static void
test_lenient(void **state)
{
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  ExprSqlScope scope = scope_of(*state);
  scope.lenient = true;
  const Expr *expr = expr_parse(arena, "isValid(datum.zz)", (Span){ 0 }, diags);
  assert_string_equal(expr_to_sql(arena, expr, &scope, diags),
                      "vega_expression('v |isValid(undefined)')");
  assert_int_equal(diag_count(diags, DIAG_WARNING), 1);
  assert_int_equal(diag_count(diags, DIAG_ERROR), 0);
}

/* The function survives arguments that no compiled expression has. */
static void
test_function_called_by_hand(void **state)
{
  Fixture *fixture = *state;
  static const char *const calls[] = {
    "vega_expression()",
    "vega_expression(1)",
    "vega_expression('')",
    "vega_expression('v')",
    "vega_expression('v |')",
    "vega_expression('vn |_0')",
    "vega_expression('v |_0', 1)",
    "vega_expression('vn |_99', 1)",
    "vega_expression('v |((')",
    "vega_expression('vj |_0', '[1,')",
    "vega_expression('vj |_0', 7)",
    "vega_expression('vn zz|_0', 7)",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(calls); i++) {
    g_autoptr(Arena) arena = arena_new();
    QueryFault fault;
    const char *query = arena_printf(arena, "SELECT %s", calls[i]);
    assert_non_null(catalog_query(fixture->catalog, arena, query, NULL, 0, &fault));
  }
}

int
main(void)
{
  g_setenv("TZ", "UTC", true);
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_native),
    cmocka_unit_test(test_operators_by_row),
    cmocka_unit_test(test_functions_by_row),
    cmocka_unit_test(test_others_by_row),
    cmocka_unit_test(test_long_chains),
    cmocka_unit_test(test_deep_nests),
    cmocka_unit_test(test_json_columns),
    cmocka_unit_test(test_locale_travels),
    cmocka_unit_test(test_faults),
    cmocka_unit_test(test_lenient),
    cmocka_unit_test(test_function_called_by_hand),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
