/* Tables as CSV, and what is read back from it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data/csv.h"

#include <string.h>

#include "table_text.h"

static Arena *arena;

static int
open_arena(void **state)
{
  (void)state;
  arena = arena_new();
  return 0;
}

static int
close_arena(void **state)
{
  (void)state;
  arena_free(arena);
  return 0;
}

static char *
written(const Table *table)
{
  GString *out = g_string_new(NULL);
  csv_append_table(out, table);
  return g_string_free(out, FALSE);
}

static void
cells_are_written_so_that_they_read_back(void **state)
{
  (void)state;
  static const double numbers[] = { 0.1, -1e21, (double)NAN };
  static const double days[] = { 0, 86400000, 1500 };
  static const double truths[] = { 1, 0, (double)NAN };
  static const int32_t codes[] = { 0, 1, -1 };
  static const char *const texts[] = { "a \"b\", c", "two\nlines" };
  const Column columns[] = {
    { .name = "n,o", .type = COLUMN_NUMBER, .numbers = numbers },
    { .name = "day", .type = COLUMN_DATE, .numbers = days },
    { .name = "true", .type = COLUMN_BOOLEAN, .numbers = truths },
    { .name = "text", .type = COLUMN_STRING, .codes = codes, .strings = texts, .string_count = 2 },
  };
  const Table table = { "t", 3, 4, columns };
  g_autofree char *csv = written(&table);
  assert_string_equal(csv, "\"n,o\",day,true,text\n"
                           "0.1,1970-01-01,true,\"a \"\"b\"\", c\"\n"
                           "-1e+21,1970-01-02,false,\"two\nlines\"\n"
                           ",1970-01-01T00:00:01.500Z,,\n");
}

static void
a_table_survives_the_way_there_and_back(void **state)
{
  (void)state;
  static const char TEXT[] = "region,value,share\nАлматы,12,0.55\n\"Шығыс, Қазақстан\",,0.1\n";
  DiagList *diags = diag_list_new();
  const CsvOptions options = { .name = "t" };
  Table *table = csv_read_text(arena, TEXT, strlen(TEXT), &options, diags);
  g_autofree char *csv = written(table);
  assert_string_equal(csv, TEXT);
  Table *again = csv_read_text(arena, csv, strlen(csv), &options, diags);
  g_autofree char *before = table_to_text(table), *after = table_to_text(again);
  assert_string_equal(after, before);
  diag_list_free(diags);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(cells_are_written_so_that_they_read_back),
    cmocka_unit_test(a_table_survives_the_way_there_and_back),
  };
  return cmocka_run_group_tests(tests, open_arena, close_arena);
}
