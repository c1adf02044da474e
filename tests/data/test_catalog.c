#include "data/catalog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <string.h>

#include "assert_near.h"

typedef struct Fixture {
  Arena *arena;
  DiagList *diags;
  Catalog *catalog;
} Fixture;

static const Table *
add_rows(Fixture *fixture, const char *name, const char *text)
{
  const Source *source = source_from_text(fixture->arena, name, text, strlen(text));
  const Node *rows = node_parse(fixture->arena, source, fixture->diags);
  const Table *table = table_from_nodes(fixture->arena, name, rows, NULL, fixture->diags);
  catalog_add_table(fixture->catalog, table);
  return table;
}

static int
set_up(void **state)
{
  Fixture *fixture = g_new0(Fixture, 1);
  fixture->arena = arena_new();
  fixture->diags = diag_list_new();
  fixture->catalog = catalog_new(fixture->diags);
  add_rows(fixture, "films",
           "[{\"year\":2020,\"genre\":\"drama\",\"seats\":3},"
           "{\"year\":2021,\"genre\":\"comedy\",\"seats\":4},"
           "{\"year\":2021,\"genre\":\"drama\",\"seats\":null}]");
  add_rows(fixture, "box office",
           "[{\"genre\":\"drama\",\"share\":0.5},{\"genre\":\"comedy\",\"share\":0.25}]");
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

/* "name=cell,cell;…" */
static char *
dump(const Table *table)
{
  GString *out = g_string_new(NULL);
  for (size_t i = 0; i < table->column_count; i++) {
    g_string_append_printf(out, "%s%s=", i ? ";" : "", table->columns[i].name);
    for (size_t row = 0; row < table->row_count; row++) {
      Value value = column_value(&table->columns[i], row);
      if (row > 0)
        g_string_append_c(out, ',');
      if (value.kind == VALUE_STRING)
        g_string_append(out, value.string);
      else if (value.kind == VALUE_BOOLEAN)
        g_string_append(out, value.boolean ? "T" : "F");
      else if (value.kind == VALUE_NUMBER)
        g_string_append_printf(out, "%.10g", value.number);
      else
        g_string_append_c(out, '-');
    }
  }
  return g_string_free(out, false);
}

static const struct {
  const char *sql, *expected;
} queries[] = {
  { "SELECT 1 AS a", "a=1" },
  { "VALUES (1,'x'),(2,'y')", "column1=1,2;column2=x,y" },
  { "SELECT year, seats FROM films", "year=2020,2021,2021;seats=3,4,-" },
  { "SELECT sum(seats) AS s FROM films WHERE year = 2021", "s=4" },
  { "SELECT genre, count(*) AS n FROM films GROUP BY genre", "genre=comedy,drama;n=1,2" },
  { "SELECT f.year, b.share FROM films f JOIN \"box office\" b USING (genre) ORDER BY 1, 2",
    "year=2020,2021,2021;share=0.5,0.25,0.5" },
  { "SELECT count(*) AS n FROM films a, films b WHERE a.year = b.year", "n=5" },
  { "SELECT count(*) AS n FROM films WHERE year = '2021'", "n=2" },
  { "SELECT count(*) AS n FROM films WHERE seats = NULL", "n=0" },
  { "SELECT count(*) AS n FROM films WHERE genre = 5", "n=0" },
  { "SELECT count(*) AS n FROM films WHERE genre IN ('drama', 'none')", "n=2" },
  { "SELECT count(*) AS n FROM FILMS WHERE genre = 'DRAMA' COLLATE NOCASE", "n=2" },
  { "SELECT seats / 2 AS half FROM films WHERE seats = 3", "half=1.5" },
  { "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n;",
    "i=1,2,3" },
  { "SELECT 1 AS a; -- done", "a=1" },
  { "SELECT 1 AS a UNION ALL SELECT 'x'", "a=1,x" },
  { "SELECT 1 AS a UNION ALL SELECT NULL", "a=1,-" },
  { "SELECT year FROM films WHERE 0", "year=" },
  { "SELECT date('now') AS d, strftime('%Y') AS y", "d=-;y=-" },
  { "SELECT row_number() OVER (ORDER BY seats DESC) AS r, seats FROM films ORDER BY r",
    "r=1,2,3;seats=4,3,-" },
  { "SELECT value FROM json_each('[1,2]')", "value=1,2" },
};

static void
queries_give_tables(void **state)
{
  Fixture *fixture = *state;
  for (size_t i = 0; i < G_N_ELEMENTS(queries); i++) {
    QueryFault fault = { "", -1 };
    const Table *table =
        catalog_query(fixture->catalog, fixture->arena, queries[i].sql, NULL, 0, &fault);
    if (!table)
      fail_msg("%s: %s", queries[i].sql, fault.message);
    g_autofree char *text = dump(table);
    if (strcmp(text, queries[i].expected) != 0)
      fail_msg("%s gives %s, not %s", queries[i].sql, text, queries[i].expected);
  }
}

static const struct {
  const char *sql, *message;
} faulty[] = {
  { "", "empty" },
  { "-- nothing", "empty" },
  { "SELECT 1; SELECT 2", "more text" },
  { "SELECT 1 /* open */ ; x", "more text" },
  { "DELETE FROM films", "films" },
  { "INSERT INTO films VALUES (1,2,3)", "only read" },
  { "CREATE TABLE t(a)", "only read" },
  { "PRAGMA table_info(films)", "only read" },
  { "SELECT * FROM pragma_table_info('films')", "only read" },
  { "ATTACH 'x.db' AS x", "only read" },
  { "VACUUM INTO '/tmp/x'", "only read" },
  { "SELECT * FROM sqlite_master", "own tables" },
  { "SELECT load_extension('x')", "load_extension" },
  { "SELECT random()", "random" },
  { "SELECT current_date", "current_date" },
  { "SELECT nought FROM films", "no such column" },
  { "SELECT * FROM nowhere", "no such table" },
  { "SELECT :missing", ":missing has no value" },
  { "SELECT ?", "? has no value" },
  { "SELEC 1", "syntax error" },
  { "SELECT zeroblob(900000000)", "too much memory" },
  { "EXPLAIN SELECT 1", "only read" },
};

static void
faulty_queries_are_refused(void **state)
{
  Fixture *fixture = *state;
  for (size_t i = 0; i < G_N_ELEMENTS(faulty); i++) {
    QueryFault fault = { "", -1 };
    if (catalog_query(fixture->catalog, fixture->arena, faulty[i].sql, NULL, 0, &fault))
      fail_msg("%s was run", faulty[i].sql);
    if (!strstr(fault.message, faulty[i].message))
      fail_msg("%s says %s, not %s", faulty[i].sql, fault.message, faulty[i].message);
  }
}

static void
faults_tell_their_offset(void **state)
{
  Fixture *fixture = *state;
  QueryFault fault = { "", -1 };
  assert_null(catalog_query(fixture->catalog, fixture->arena, "SELECT year, yeer FROM films", NULL,
                            0, &fault));
  assert_int_equal(fault.offset, 13);
}

static void
parameters_are_bound(void **state)
{
  Fixture *fixture = *state;
  const QueryParam params[] = {
    { "year", value_number(2021) }, { "genre", value_string("drama'") }, { "none", VALUE_MISSING },
    { "yes", value_boolean(true) }, { "part", value_number(0.5) },
  };
  QueryFault fault = { "", -1 };
  const Table *table = catalog_query(fixture->catalog, fixture->arena,
                                     "SELECT count(*) AS n, 'in ' || :year AS y, :genre AS g, "
                                     ":none AS m, :yes AS b, :part AS p "
                                     "FROM films WHERE year = :year",
                                     params, G_N_ELEMENTS(params), &fault);
  assert_non_null(table);
  g_autofree char *text = dump(table);
  assert_string_equal(text, "n=2;y=in 2021;g=drama';m=-;b=1;p=0.5");
}

/* Our order against SQLite's own, which a unary plus calls for. */
static void
orders_are_sqlites(void **state)
{
  static const char *const clauses[][2] = {
    { "ORDER BY t, n", "ORDER BY +t, +n" },
    { "ORDER BY t DESC, n", "ORDER BY +t DESC, +n" },
    { "ORDER BY n DESC, t", "ORDER BY +n DESC, +t" },
    { "ORDER BY m, t DESC", "ORDER BY +m, +t DESC" },
    { "ORDER BY m DESC", "ORDER BY +m DESC" },
  };
  Fixture *fixture = *state;
  g_autoptr(GRand) random = g_rand_new_with_seed(3);
  g_autoptr(GString) text = g_string_new("[");
  for (int i = 0; i < 9000; i++) {
    int n = g_rand_int_range(random, -50, 50), t = g_rand_int_range(random, 0, 40);
    g_string_append_printf(text, "%s{\"i\":%d,\"t\":%s%s%.*s%s,\"n\":%s%d,\"m\":%d.5}",
                           i ? "," : "", i, t ? "\"" : "null", t ? "ж" : "", t % 7,
                           t ? "abcabca" : "", t ? "\"" : "", n == 7 ? "null,\"x\":" : "", n,
                           g_rand_int_range(random, -6000, 6000));
  }
  g_string_append_c(text, ']');
  add_rows(fixture, "mixed", text->str);
  for (size_t i = 0; i < G_N_ELEMENTS(clauses); i++) {
    g_autofree char *ours = g_strdup_printf("SELECT i, t, n, m FROM mixed %s", clauses[i][0]);
    g_autofree char *theirs = g_strdup_printf("SELECT i, t, n, m FROM mixed %s", clauses[i][1]);
    QueryFault fault = { "", -1 };
    const Table *a = catalog_query(fixture->catalog, fixture->arena, ours, NULL, 0, &fault);
    const Table *b = catalog_query(fixture->catalog, fixture->arena, theirs, NULL, 0, &fault);
    g_autofree char *first = dump(a), *second = dump(b);
    assert_int_equal(a->row_count, 9000);
    assert_string_equal(first, second);
  }
}

static Value
twice(const Value *arguments, int count, Arena *arena, void *user)
{
  ++*(int *)user;
  if (count != 1 || arguments[0].kind == VALUE_NULL)
    return VALUE_MISSING;
  if (arguments[0].kind == VALUE_STRING)
    return value_string(arena_printf(arena, "%s%s", arguments[0].string, arguments[0].string));
  return value_number(arguments[0].number * 2);
}

static void
functions_are_called(void **state)
{
  Fixture *fixture = *state;
  int calls = 0;
  catalog_add_function(fixture->catalog, "twice", 1, twice, &calls);
  QueryFault fault = { "", -1 };
  const Table *table =
      catalog_query(fixture->catalog, fixture->arena,
                    "SELECT twice(genre) AS g, twice(seats) AS s FROM films", NULL, 0, &fault);
  assert_non_null(table);
  g_autofree char *text = dump(table);
  assert_string_equal(text, "g=dramadrama,comedycomedy,dramadrama;s=6,8,-");
  assert_int_equal(calls, 6);
}

static void
functions_keep_memory_bounded(void **state)
{
  Fixture *fixture = *state;
  int calls = 0;
  QueryFault fault = { "", -1 };
  catalog_add_function(fixture->catalog, "twice", 1, twice, &calls);
  const Table *table = catalog_query(fixture->catalog, fixture->arena,
                                     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM "
                                     "n WHERE i < 2000) "
                                     "SELECT max(length(twice('x' || i))) AS m FROM n",
                                     NULL, 0, &fault);
  assert_near(column_number(&table->columns[0], 0), 10, 0);
}

static void
types_survive_queries(void **state)
{
  Fixture *fixture = *state;
  static const double days[] = { 0, 86400000, (double)NAN }, flags[] = { 0, 1, (double)NAN },
                      years[] = { 2020, 2021, 2021 };
  const Column columns[] = {
    { .name = "day", .type = COLUMN_DATE, .numbers = days },
    { .name = "open", .type = COLUMN_BOOLEAN, .numbers = flags },
    { .name = "year", .type = COLUMN_YEAR, .numbers = years },
  };
  const Table table = { "typed", 3, G_N_ELEMENTS(columns), columns };
  catalog_add_table(fixture->catalog, &table);
  QueryFault fault = { "", -1 };
  const Table *result = catalog_query(fixture->catalog, fixture->arena,
                                      "WITH t AS (SELECT * FROM typed) SELECT day AS d, open, "
                                      "year, 'y' || year AS text, "
                                      "count(*) OVER () AS n FROM (SELECT * FROM t) ORDER BY d",
                                      NULL, 0, &fault);
  assert_non_null(result);
  static const ColumnType expected[] = { COLUMN_DATE, COLUMN_BOOLEAN, COLUMN_YEAR, COLUMN_STRING,
                                         COLUMN_NUMBER };
  for (size_t i = 0; i < G_N_ELEMENTS(expected); i++)
    assert_int_equal(result->columns[i].type, expected[i]);
  g_autofree char *text = dump(result);
  assert_string_equal(text, "d=-,0,86400000;open=-,F,T;year=2021,2020,2021;"
                            "text=y2021,y2020,y2021;n=3,3,3");
}

static void
a_replaced_table_is_seen(void **state)
{
  Fixture *fixture = *state;
  QueryFault fault = { "", -1 };
  assert_non_null(
      catalog_query(fixture->catalog, fixture->arena, "SELECT year FROM films", NULL, 0, &fault));
  add_rows(fixture, "films", "[{\"other\":\"x\"}]");
  const Table *table =
      catalog_query(fixture->catalog, fixture->arena, "SELECT * FROM films", NULL, 0, &fault);
  assert_non_null(table);
  g_autofree char *text = dump(table);
  assert_string_equal(text, "other=x");
  assert_string_equal(catalog_names(fixture->catalog)[0], "films");
  assert_string_equal(catalog_names(fixture->catalog)[1], "box office");
  assert_null(catalog_names(fixture->catalog)[2]);
  assert_true(catalog_has(fixture->catalog, "films"));
  assert_false(catalog_has(fixture->catalog, "nowhere"));
}

static void
hostile_names_are_quoted(void **state)
{
  Fixture *fixture = *state;
  QueryFault fault = { "", -1 };
  add_rows(fixture, "a\"b; DROP", "[{\"c\\\"d\":7}]");
  char *sql = g_strdup_printf("SELECT %s FROM %s WHERE %s = %s", sql_name(fixture->arena, "c\"d"),
                              sql_name(fixture->arena, "a\"b; DROP"),
                              sql_text(fixture->arena, "it's"), sql_text(fixture->arena, "it's"));
  const Table *table = catalog_query(fixture->catalog, fixture->arena, sql, NULL, 0, &fault);
  g_free(sql);
  if (!table)
    fail_msg("%s", fault.message);
  assert_near(column_number(&table->columns[0], 0), 7, 0);
  assert_string_equal(table->columns[0].name, "c\"d");
}

/* As SQL cannot: by upper and lower case, and by words that it takes for values. */
static void
columns_are_told_apart(void **state)
{
  static const char *const NAMES[] = { "name", "Name",  "NAME",          "nAme",      "true",
                                       "True", "false", "x\xE2\x81\xA0", "\xC3\x84 A" };
  Fixture *fixture = *state;
  QueryFault fault = { "", -1 };
  g_autoptr(GString) inner = g_string_new("SELECT "), outer = g_string_new("SELECT ");
  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    const char *name = sql_column(fixture->arena, NAMES[i]);
    g_string_append_printf(inner, "%s%zu AS %s", i ? ", " : "", i, name);
    g_string_append_printf(outer, "%s%s", i ? ", " : "", name);
  }
  g_string_append_printf(outer, " FROM (%s)", inner->str);
  const Table *table = catalog_query(fixture->catalog, fixture->arena, outer->str, NULL, 0, &fault);
  if (!table)
    fail_msg("%s", fault.message);
  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    assert_string_equal(table->columns[i].name, NAMES[i]);
    assert_near(column_number(&table->columns[i], 0), (double)i, 0);
  }
  assert_string_equal(sql_plain(fixture->arena, sql_column(fixture->arena, "aBc")), "\"aBc\"");
}

static void
odd_tables_are_queried(void **state)
{
  Fixture *fixture = *state;
  static const struct {
    const char *rows, *sql, *expected;
  } odd[] = {
    { "[{},{}]", "SELECT * FROM odd WHERE \"\" = 1 ORDER BY \"\"", "=" },
    { "[{},{}]", "SELECT count(*) AS n FROM odd GROUP BY \"\"", "n=2" },
    { "[]", "SELECT * FROM odd", "=" },
    { "[{\"\":1}]", "SELECT * FROM odd", "=1" },
    { "[{\"Name\":1,\"name\":2,\"NAME\":3}]", "SELECT * FROM odd", "Name=1;name_2=2;NAME_3=3" },
    { "[{\"a\":[1,2]}]", "SELECT json_array_length(a) AS n FROM odd", "n=2" },
    { "[{\"a\":1}]", "SELECT rowid AS r, a FROM odd WHERE rowid = 1", "r=1;a=1" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(odd); i++) {
    QueryFault fault = { "", -1 };
    add_rows(fixture, "odd", odd[i].rows);
    const Table *table =
        catalog_query(fixture->catalog, fixture->arena, odd[i].sql, NULL, 0, &fault);
    if (!table)
      fail_msg("%s: %s", odd[i].sql, fault.message);
    g_autofree char *text = dump(table);
    assert_string_equal(text, odd[i].expected);
  }
}

/* Each has less time than the one before. */
static void
endless_queries_stop(void **state)
{
  static const char ENDLESS[] = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                                "SELECT count(*) FROM n";
  Fixture *fixture = *state;
  QueryFault fault = { "", -1 };
  gint64 start = g_get_monotonic_time();
  assert_null(catalog_query(fixture->catalog, fixture->arena, ENDLESS, NULL, 0, &fault));
  assert_non_null(strstr(fault.message, "longer than 10 seconds"));
  assert_null(catalog_query(fixture->catalog, fixture->arena, ENDLESS, NULL, 0, &fault));
  assert_non_null(strstr(fault.message, "longer than 5 seconds"));
  assert_true(g_get_monotonic_time() - start < 40 * G_USEC_PER_SEC);
}

static void
joins_use_an_index(void **state)
{
  Fixture *fixture = *state;
  enum { ROWS = 20000 };
  g_autoptr(GString) text = g_string_new("[");
  for (int i = 0; i < ROWS; i++)
    g_string_append_printf(text, "%s{\"k\":%d,\"t\":\"t%d\"}", i ? "," : "", i, i);
  g_string_append_c(text, ']');
  add_rows(fixture, "long", text->str);
  QueryFault fault = { "", -1 };
  gint64 start = g_get_monotonic_time();
  const Table *table = catalog_query(fixture->catalog, fixture->arena,
                                     "SELECT count(*) AS n FROM long a JOIN long b ON a.k = b.k "
                                     "JOIN long c ON b.t = c.t",
                                     NULL, 0, &fault);
  assert_near(column_number(&table->columns[0], 0), ROWS, 0);
  assert_true(g_get_monotonic_time() - start < 5 * G_USEC_PER_SEC);
}

/* What a file writes with zeros at its end is more precise than its number tells. */
static void
decimals_are_those_of_the_file(void **state)
{
  static const struct {
    const char *sql;
    int decimals[5];
  } cases[] = {
    { "SELECT a FROM written ORDER BY a NULLS LAST", { 1, 2, 0, 1, INT_MIN } },
    { "SELECT a AS b FROM (SELECT a FROM written ORDER BY a NULLS LAST)", { 1, 2, 0, 1, INT_MIN } },
    { "SELECT a * 1 FROM written ORDER BY a", { INT_MIN, INT_MIN, INT_MIN, INT_MIN, INT_MIN } },
    { "SELECT b FROM written ORDER BY a NULLS LAST", { 3, 0, -2, 0, INT_MIN } },
    { "SELECT seats FROM films", { INT_MIN, INT_MIN, INT_MIN, INT_MIN, INT_MIN } },
  };
  Fixture *fixture = *state;
  g_autofree char *folder = g_dir_make_tmp("sholu-catalog-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "written.csv", NULL);
  assert_true(g_file_set_contents(path, "a;b\n24,0;1,250\n24,50;1\n30;3e2\n30,5;7\n;\n", -1, NULL));
  catalog_add_csv(fixture->catalog, "written", path, &(CsvOptions){ 0 });
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    QueryFault fault = { "", -1 };
    const Table *table =
        catalog_query(fixture->catalog, fixture->arena, cases[i].sql, NULL, 0, &fault);
    int decimals[5];
    assert_non_null(table);
    catalog_decimals(fixture->catalog, &table->columns[0], table->row_count, decimals);
    for (size_t row = 0; row < table->row_count; row++)
      assert_int_equal(decimals[row], cases[i].decimals[row]);
  }
  g_remove(path);
  g_rmdir(folder);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int
main(void)
{
  const struct CMUnitTest tests[] = {
    TEST(queries_give_tables),
    TEST(faulty_queries_are_refused),
    TEST(faults_tell_their_offset),
    TEST(parameters_are_bound),
    TEST(orders_are_sqlites),
    TEST(functions_are_called),
    TEST(functions_keep_memory_bounded),
    TEST(types_survive_queries),
    TEST(a_replaced_table_is_seen),
    TEST(hostile_names_are_quoted),
    TEST(joins_use_an_index),
    TEST(columns_are_told_apart),
    TEST(odd_tables_are_queried),
    TEST(decimals_are_those_of_the_file),
    TEST(endless_queries_stop),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
