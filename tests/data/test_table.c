#include "data/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "assert_near.h"

static const Node *
json(Arena *arena, const char *text)
{
  g_autoptr(DiagList) diags = diag_list_new();
  const Node *node = node_parse(arena, source_from_text(arena, "t", text, strlen(text)), diags);
  assert_non_null(node);
  return node;
}

/* "name:type=cell,cell;…" of a whole table. */
static char *
dump(const Table *table)
{
  static const char *const types[] = { "number", "integer", "string", "boolean",
                                       "date",   "year",    "json" };
  GString *out = g_string_new(NULL);
  for (size_t i = 0; i < table->column_count; i++) {
    const Column *column = &table->columns[i];
    g_string_append_printf(out, "%s%s:%s=", i ? ";" : "", column->name, types[column->type]);
    for (size_t row = 0; row < table->row_count; row++) {
      Value value = column_value(column, row);
      if (row > 0)
        g_string_append_c(out, ',');
      if (value.kind == VALUE_NULL)
        g_string_append_c(out, '-');
      else if (value.kind == VALUE_STRING)
        g_string_append(out, value.string);
      else if (value.kind == VALUE_BOOLEAN)
        g_string_append(out, value.boolean ? "T" : "F");
      else
        g_string_append_printf(out, "%g", value.number);
    }
  }
  return g_string_free(out, false);
}

static const struct {
  const char *rows, *parse, *expected;
} node_cases[] = {
  { "[{\"a\":1,\"b\":\"x\"},{\"a\":2.5,\"b\":\"y\"}]", NULL, "a:number=1,2.5;b:string=x,y" },
  { "[{\"a\":1},{\"b\":true},{\"a\":null,\"b\":false}]", NULL, "a:number=1,-,-;b:boolean=-,T,F" },
  { "[1,2,null]", NULL, "data:number=1,2,-" },
  { "[\"u\",\"v\",\"u\"]", NULL, "data:string=u,v,u" },
  { "[{\"a\":1},{\"a\":\"x\"},{\"a\":true}]", NULL, "a:string=1,x,true" },
  { "[{\"a\":true},{\"a\":2}]", NULL, "a:string=true,2" },
  { "[{\"a\":{\"b\":{\"c\":1},\"d\":2}},{\"a\":{\"d\":3}}]", NULL,
    "a.b.c:number=1,-;a.d:number=2,3" },
  { "[{\"a\":[1,2]},{\"a\":[]}]", NULL, "a:json=[1,2],[]" },
  { "[{\"a\":[1]},{\"a\":\"x\"}]", NULL, "a:string=[1],x" },
  { "[[1,\"x\"],[2]]", NULL, "0:number=1,2;1:string=x,-" },
  { "[{\"a\":null},{\"a\":null}]", NULL, "a:string=-,-" },
  { "[]", NULL, "" },
  { "null", NULL, "" },
  { "{\"a\":1}", NULL, "a:number=1" },
  { "[{\"a.b\":1,\"a\":{\"b\":2}}]", NULL, "a.b:number=1" },
  { "[{\"a\":\"1\"},{\"a\":\"x\"},{\"a\":\"\"}]", "{\"a\":\"number\"}", "a:number=1,-,-" },
  { "[{\"a\":\"true\"},{\"a\":\"false\"},{\"a\":0}]", "{\"a\":\"boolean\"}", "a:boolean=T,F,F" },
  { "[{\"a\":1},{\"a\":2.5}]", "{\"a\":\"string\"}", "a:string=1,2.5" },
  { "[{\"a\":\"2000-01-02\"},{\"a\":86400000}]", "{\"a\":\"date\"}",
    "a:date=9.46771e+11,8.64e+07" },
  { "[{\"a\":1970}]", "{\"a\":\"utc:'%Y'\"}", "a:date=0" },
  { "[{\"a\":null}]", "{\"a\":\"date\"}", "a:date=-" },
};

static void
tables_from_nodes(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(node_cases); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    const Node *parse = node_cases[i].parse ? json(arena, node_cases[i].parse) : NULL;
    const Table *table =
        table_from_nodes(arena, "t", json(arena, node_cases[i].rows), parse, diags);
    g_autofree char *text = dump(table);
    if (strcmp(text, node_cases[i].expected) != 0)
      fail_msg("%s gives %s, not %s", node_cases[i].rows, text, node_cases[i].expected);
    assert_int_equal(diag_total(diags), 0);
  }
}

static void
no_rows_without_nodes(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const Table *table = table_from_nodes(arena, "t", NULL, NULL, diags);
  assert_int_equal(table->row_count, 0);
  assert_int_equal(table->column_count, 0);
  assert_int_equal(table_column(table, "a"), -1);
}

static void
unknown_parse_is_a_fault(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const Table *table = table_from_nodes(arena, "t", json(arena, "[{\"a\":1}]"),
                                        json(arena, "{\"a\":\"numbr\"}"), diags);
  assert_int_equal(table->columns[0].type, COLUMN_NUMBER);
  assert_int_equal(diag_count(diags, DIAG_ERROR), 1);
  assert_string_equal(diag_at(diags, 0)->code, "unknown-parse");
  assert_int_equal(diag_at(diags, 0)->place.column, 6);
}

static void
accessors_tell_missing_from_zero(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const Table *table =
      table_from_nodes(arena, "t", json(arena, "[{\"n\":0,\"s\":\"\"},{\"n\":null,\"s\":null}]"),
                       NULL, diags);
  const Column *n = &table->columns[0], *s = &table->columns[1];
  assert_near(column_number(n, 0), 0, 0);
  assert_false(column_is_missing(n, 0));
  assert_true(column_is_missing(n, 1));
  assert_true(isnan(column_number(n, 1)));
  assert_string_equal(column_string(s, 0), "");
  assert_null(column_string(s, 1));
  assert_null(column_string(n, 0));
  assert_true(isnan(column_number(s, 0)));
}

static void
many_texts_keep_their_codes(void **state)
{
  (void)state;
  enum { ROWS = 5000 };
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(GString) text = g_string_new("[");
  for (int i = 0; i < ROWS; i++)
    g_string_append_printf(text, "%s\"text number %d\"", i ? "," : "", i % 3000);
  g_string_append_c(text, ']');
  const Table *table = table_from_nodes(arena, "t", json(arena, text->str), NULL, diags);
  assert_int_equal(table->columns[0].string_count, 3000);
  for (int i = 0; i < ROWS; i++) {
    g_autofree char *expected = g_strdup_printf("text number %d", i % 3000);
    assert_string_equal(column_string(&table->columns[0], (size_t)i), expected);
    assert_int_equal(table->columns[0].codes[i], i % 3000);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(tables_from_nodes),
    cmocka_unit_test(no_rows_without_nodes),
    cmocka_unit_test(unknown_parse_is_a_fault),
    cmocka_unit_test(accessors_tell_missing_from_zero),
    cmocka_unit_test(many_texts_keep_their_codes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
