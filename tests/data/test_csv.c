#include "data/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <string.h>

#include "assert_near.h"
#include "data/table_text.h"

typedef struct CsvCase {
  const char *text, *expected, *faults;
} CsvCase;

static void
check_table(const Table *table, const DiagList *diags, const CsvCase *item)
{
  assert_non_null(table);
  g_autofree char *text = table_to_text(table);
  g_autofree char *faults = faults_to_text(diags);
  if (strcmp(text, item->expected) != 0)
    fail_msg("%s gives %s, not %s", item->text, text, item->expected);
  if (strcmp(faults, item->faults ? item->faults : "") != 0)
    fail_msg("%s has the faults [%s], not [%s]", item->text, faults,
             item->faults ? item->faults : "");
}

static void
check_cases(const CsvCase *cases, size_t count, const CsvOptions *options)
{
  for (size_t i = 0; i < count; i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    const Table *table = csv_read_text(arena, cases[i].text, strlen(cases[i].text), options, diags);
    check_table(table, diags, &cases[i]);
  }
}

static const CsvCase detected[] = {
  /* delimiters, quotes, line ends */
  { "a,b\n1,x\n2,y\n", "a:int=1,2;b:str=x,y", NULL },
  { "a;b\r\n1;x\r\n2;y", "a:int=1,2;b:str=x,y", NULL },
  { "a\tb\r1\tx\r2\ty\r", "a:int=1,2;b:str=x,y", NULL },
  { "a|b\n1|x\n", "a:int=1;b:str=x", NULL },
  { "\xEF\xBB\xBF"
    "a,b\n1,x\n",
    "a:int=1;b:str=x", NULL },
  { "a,b\n\"x,y\",\"say \"\"hi\"\"\"\n", "a:str=x,y;b:str=say \"hi\"", NULL },
  { "a,b\n\"two\nlines\",1\n\"z\",2\n", "a:str=two\nlines,z;b:int=1,2", NULL },
  { "a, b\n 1 , x \n", "a:int=1;b:str=x", NULL },
  { "title\nx\n", "title:str=x", NULL },
  { "a,b\n", "a:str=;b:str=", NULL },
  /* types */
  { "a\n1\n2.5\n-3e2\n", "a:num=1,2.5,-300", NULL },
  { "a,b\n1,x\n,y\n3,\n", "a:int=1,-,3;b:str=x,y,-", NULL },
  { "a\ntrue\nFALSE\n", "a:bool=T,F", NULL },
  { "a\n1970-01-02\n1970-01-01\n", "a:date=86400000,0", NULL },
  { "a\n1970-01-01T01:00:00Z\n", "a:date=3600000", NULL },
  { "year,n\n2020,2020\n2021,7\n", "year:year=2020,2021;n:int=2020,7", NULL },
  { "\xD0\xB3\xD0\xBE\xD0\xB4\n2020\n", "\xD0\xB3\xD0\xBE\xD0\xB4:year=2020", NULL },
  { "code\n007\n123\n", "code:str=007,123", NULL },
  { "n,a\n1,x\n2,y\nz,w\n", "n:str=1,2,z;a:str=x,y,w", NULL },
  { "n\n1\n1.50\nn/a\n", "n:str=1,1.50,n/a", NULL },
  { "a;b\n1,5;x\n2;y\n", "a:num=1.5,2;b:str=x,y", NULL },
  { "a;b\n1 234,5;x\n2;y\n", "a:num=1234.5,2;b:str=x,y", NULL },
  { "a,b\n1\xC2\xA0"
    "234,x\n12\xE2\x80\xAF"
    "000,y\n",
    "a:num=1234,12000;b:str=x,y", NULL },
  { "a,b\n12 34,x\n", "a:str=12 34;b:str=x", NULL },
  { "a,b\n,\n", "a:str=;b:str=", NULL },
  { "a,b\n,x\n,y\n", "a:str=-,-;b:str=x,y", NULL },
  /* wide tables and tables without labels */
  { "region,2019,2020\nx,1,2\n", "region:str=x;2019:int=1;2020:int=2", NULL },
  { "1,2\n3,4\n", "field1:int=1,3;field2:int=2,4", "1:0 blank-header" },
  /* faults of the form */
  { "a,b\n1\n2,y,z\n3,w\n", "a:int=1,2,3;b:str=-,y,w", "2:2 missing-cell; 3:3 extra-cell" },
  { "a,b\n1,x\n\n2,y\n\n\n", "a:int=1,2;b:str=x,y", "3:0 blank-row" },
  { "a,b\n1,x\n,\n2,y\n,\n", "a:int=1,2;b:str=x,y", "3:0 blank-row" },
  { "a,,a\n1,2,3\n", "a:int=1;field2:int=2;a2:int=3", "1:2 blank-label; 1:3 duplicate-label" },
  { ",\n1,2\n", "field1:int=1;field2:int=2", "1:1 blank-header" },
  { "", "", "0:0 source-error" },
  { "\n\n", "", "0:0 source-error" },
  { "a,b\n1,x\n2,\"open\n3,z\n", "a:int=1;b:str=x", "3:2 source-error" },
  { "a,b\n\"l1\nl2\",x\n1\n", "a:str=l1\nl2,1;b:str=x,-", "4:2 missing-cell" },
  { "a\r\n\"l1\r\nl2\"\r\n\r\nx,y\r\n", "a:str=l1\r\nl2,x", "4:0 blank-row; 5:2 extra-cell" },
  /* encodings */
  { "a,b\n\xCF\xF0\xE8\xE2\xE5\xF2,1\n", "a:str=Привет;b:int=1", "1:1 encoding-error" },
  { "a,b\ncaf\xE9,1\n", "a:str=café;b:int=1", "1:1 encoding-error" },
  { "a,b\nПривет мир,1\nx\xFFy,2\n", "a:str=Привет мир,x\xEF\xBF\xBDy;b:int=1,2",
    "3:2 encoding-error" },
  { "PK\x03\x04xyz", "", "0:0 source-error; 0:0 source-error" },
};

static void
undeclared_files_are_detected(void **state)
{
  (void)state;
  static const CsvOptions none;
  check_cases(detected, G_N_ELEMENTS(detected), &none);
}

static const CsvCase plain[] = {
  { "a,b\n1,x\n2.5,y\n", "a:num=1,2.5;b:str=x,y", NULL },
  { "a,b\ntrue,1\nfalse,2\n", "a:bool=T,F;b:int=1,2", NULL },
  { "a,b\ntrue,1\n,2\n", "a:str=true,;b:int=1,2", NULL },
  { "a,b\nTRUE,1\n", "a:str=TRUE;b:int=1", NULL },
  { "a,b\n2000-01-01,1\n,2\n", "a:str=2000-01-01,;b:int=1,2", NULL },
  { "a\n1970-01-02\n", "a:date=86400000", NULL },
  { "a\n007\n", "a:int=7", NULL },
  { "a\n0x10\n2\n", "a:int=16,2", NULL },
  { "a,b\n5.0,5.5\n", "a:int=5;b:num=5.5", NULL },
  { "year\n2000\n", "year:int=2000", NULL },
  { "1,2\n3,4\n", "1:int=3;2:int=4", NULL },
  { "a,b\n1,\n,\n", "a:int=1,-;b:str=,", NULL },
};

static void
plain_types_are_vegas(void **state)
{
  (void)state;
  static const CsvOptions options = { .plain_types = true };
  check_cases(plain, G_N_ELEMENTS(plain), &options);
}

/* Columns that are only shown say what the file says. */
static void
columns_stay_verbatim(void **state)
{
  static const char *const names[] = { "a", "b", NULL };
  static const CsvCase cases[] = {
    { "a,b,c\n007,2.50,007\n10,3,10\n", "a:str=007,10;b:str=2.50,3;c:int=7,10", "" },
    { "a,b,c\n7,2.5,1\n10,-3,2\n", "a:int=7,10;b:num=2.5,-3;c:int=1,2", "" },
    { "a,b,c\n2024-01-05,1e3,2024-01-05\n", "a:str=2024-01-05;b:str=1e3;c:date=1704412800000", "" },
    { "a,b,c\ntrue,,x\nfalse,4,\n", "a:bool=T,F;b:int=-,4;c:str=x,", "" },
  };
  static const CsvOptions options = { .plain_types = true, .verbatim = names };
  (void)state;
  check_cases(cases, G_N_ELEMENTS(cases), &options);
}

static void
nuls_and_cut_characters_are_faults(void **state)
{
  (void)state;
  static const char text[] = "a,b\nx\0y,1\nЖ,2\nz\xD0";
  const CsvCase item = { "NUL", "a:str=xy,Ж,z\xEF\xBF\xBD;b:int=1,2,-",
                         "2:2 source-error; 4:2 encoding-error; 4:2 missing-cell" };
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const Table *table = csv_read_text(arena, text, sizeof text - 1, NULL, diags);
  check_table(table, diags, &item);
}

/* "a,b\nПривет,1\n" in several encodings. */
static const struct {
  const char *encoding;
  const char *bytes;
  size_t size;
  const char *faults;
} encoded[] = {
  { NULL,
    "\xFF\xFE"
    "a\0,\0b\0\n\0\x1F\x04,\0"
    "1\0\n\0",
    18, "" },
  { NULL,
    "\xFE\xFF\0a\0,\0b\0\n\x04\x1F\0,\0"
    "1\0\n",
    18, "" },
  { "utf-16",
    "\xFF\xFE"
    "a\0,\0b\0\n\0\x1F\x04,\0"
    "1\0\n\0",
    18, "" },
  { "utf-16le",
    "a\0,\0b\0\n\0\x1F\x04,\0"
    "1\0\n\0",
    16, "" },
  { "UTF-16BE",
    "\0a\0,\0b\0\n\x04\x1F\0,\0"
    "1\0\n",
    16, "" },
  { "windows-1251", "a,b\n\xCF,1\n", 8, "" },
  { "cp866", "a,b\n\x8F,1\n", 8, "" },
  { "utf-8", "a,b\n\xD0\x9F,1\n", 9, "" },
  { "UTF8",
    "\xEF\xBB\xBF"
    "a,b\n\xD0\x9F,1\n",
    12, "" },
  { "klingon", "a,b\n\xD0\x9F,1\n", 9, "1:1 encoding-error" },
};

static void
encodings_are_converted(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(encoded); i++) {
    const CsvOptions options = { .encoding = encoded[i].encoding };
    const CsvCase item = { encoded[i].encoding ? encoded[i].encoding : "(mark)", "a:str=П;b:int=1",
                           encoded[i].faults };
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    const Table *table = csv_read_text(arena, encoded[i].bytes, encoded[i].size, &options, diags);
    check_table(table, diags, &item);
  }
}

static const struct {
  Dialect dialect;
  CsvCase item;
} dialects[] = {
  { { .delimiter = ';', .quote = '\'' }, { "a;b\n'x;y';1\n", "a:str=x;y;b:int=1", NULL } },
  { { .delimiter = ',', .quote = '"', .no_header = true },
    { "1,x\n2,y\n", "field1:int=1,2;field2:str=x,y", NULL } },
  { { .delimiter = ',', .quote = '"', .comment = '#', .header_row = 1 },
    { "# by hand\na,b\n#x,y\n1,2\n", "a:int=1;b:int=2", NULL } },
  { { .delimiter = ',', .quote = '"', .header_row = 3 },
    { "Title\n\nnote\n1,2\n", "note:int=1", "4:2 extra-cell" } },
  { { .delimiter = ',', .quote = '"', .header_row = 2 },
    { "Title\na,b\n1,2\n", "a:int=1;b:int=2", NULL } },
  { { .delimiter = ',', .quote = '"', .escape = '\\' },
    { "a,b\n\"say \\\"hi\\\"\",\"c\\\\d\"\n", "a:str=say \"hi\";b:str=c\\d", NULL } },
  { { .delimiter = ',', .quote = 0 }, { "a,b\n\"x,1\n", "a:str=\"x;b:int=1", NULL } },
  { { .quote = '"' }, { "a;b\n1;2\n", "a:int=1;b:int=2", NULL } },
};

static void
dialects_are_followed(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(dialects); i++) {
    const CsvOptions options = { .dialect = &dialects[i].dialect };
    check_cases(&dialects[i].item, 1, &options);
  }
}

static void
parse_overrides_detection(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  static const char rules[] = "{\"n\":\"number\",\"s\":\"string\",\"b\":\"boolean\","
                              "\"d\":\"utc:'%d.%m.%Y'\",\"z\":null}";
  const CsvOptions options = {
    .plain_types = true,
    .parse = node_parse(arena, source_from_text(arena, "p", rules, strlen(rules)), diags),
  };
  const CsvCase item = { "n,s,b,d,z\n1,2,1,02.01.1970,5\nx,3,false,nope,6\n",
                         "n:num=1,-;s:str=2,3;b:bool=T,F;d:date=86400000,-;z:str=5,6", NULL };
  check_cases(&item, 1, &options);
}

static void
only_named_columns_are_kept(void **state)
{
  (void)state;
  static const char *const columns[] = { "c", "a", "nowhere", NULL };
  const CsvOptions options = { .columns = columns };
  const CsvCase item = { "a,b,c\n1,x,2\n3,y,4\n", "a:int=1,3;c:int=2,4", NULL };
  check_cases(&item, 1, &options);
}

/* Each number against strtod. */
static const char *const numbers[] = {
  "0",
  "-0",
  "1",
  "+1",
  "007.5",
  "0.1",
  "123456789.123456789",
  "9007199254740993",
  "1e22",
  "1e23",
  "1.7976931348623157e308",
  "4.9e-324",
  "1e-400",
  "1e400",
  "12345678901234567890123",
  ".5",
  "5.",
  "-1.5E+3",
  "2.2250738585072011e-308",
  "0.000000000000000000000000000001",
  "179769313486231570000",
  "123456789012345678",
  "0.30000000000000004",
  "8.41e21",
  "1e00000000000000000001",
};

static void
numbers_are_exact(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    static const CsvOptions options = { .plain_types = true };
    g_autofree char *text = g_strdup_printf("a\n%s\n", numbers[i]);
    const Table *table = csv_read_text(arena, text, strlen(text), &options, diags);
    double wanted = g_ascii_strtod(numbers[i], NULL);
    if (!(column_number(&table->columns[0], 0) == wanted))
      fail_msg("%s is %.17g", numbers[i], column_number(&table->columns[0], 0));
  }
}

static const char *const no_numbers[] = { "1e",  "e5",  ".",  "-",   "1.2.3", "1e+",  "--1",
                                          "1,5", "1 2", "0x", "inf", "nan",   "1_000" };

static void
what_is_no_number_stays_text(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(no_numbers); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    g_autofree char *text = g_strdup_printf("a\tb\n%s\tx\n", no_numbers[i]);
    const Table *table = csv_read_text(arena, text, strlen(text), NULL, diags);
    assert_string_equal(column_string(&table->columns[0], 0), no_numbers[i]);
  }
}

/* Files larger than a block, whose rows and characters lie across its end. */
static void
blocks_leave_no_trace(void **state)
{
  (void)state;
  enum { ROWS = 60000 };
  g_autoptr(GString) text = g_string_new("id,name,note\n");
  for (int i = 0; i < ROWS; i++)
    g_string_append_printf(text, "%d,Қазақстан %d,\"ұзын\nжол %d\"\n", i, i % 100, i % 7);
  g_autofree char *path = g_build_filename(g_get_tmp_dir(), "sholu-test-blocks.csv", NULL);
  assert_true(g_file_set_contents(path, text->str, (gssize)text->len, NULL));
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const Table *table = csv_read_file(arena, path, NULL, diags, NULL);
  g_remove(path);
  assert_int_equal(diag_total(diags), 0);
  assert_int_equal(table->row_count, ROWS);
  assert_int_equal(table->columns[1].string_count, 100);
  for (int i = 0; i < ROWS; i++) {
    g_autofree char *name = g_strdup_printf("Қазақстан %d", i % 100);
    g_autofree char *note = g_strdup_printf("ұзын\nжол %d", i % 7);
    assert_true(column_number(&table->columns[0], (size_t)i) == i);
    assert_string_equal(column_string(&table->columns[1], (size_t)i), name);
    assert_string_equal(column_string(&table->columns[2], (size_t)i), note);
  }
}

static void
late_faults_have_their_line(void **state)
{
  (void)state;
  g_autoptr(GString) text = g_string_new("id,name\n");
  for (int i = 0; i < 50000; i++)
    g_string_append(text, i % 5 ? "1,Алматы\n" : "2,\"two\r\nlines\"\n");
  g_string_append(text, "1\n9,bad\xFF\n");
  size_t line = 2 + 50000 + 10000;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  csv_read_text(arena, text->str, text->len, NULL, diags);
  assert_int_equal(diag_total(diags), 2);
  assert_string_equal(diag_at(diags, 0)->code, "encoding-error");
  assert_int_equal(diag_at(diags, 0)->place.line, line + 1);
  assert_int_equal(diag_at(diags, 0)->place.column, 6);
  assert_string_equal(diag_at(diags, 1)->code, "missing-cell");
  assert_int_equal(diag_at(diags, 1)->place.line, line);
}

static void
ascii_then_code_page_is_noticed(void **state)
{
  (void)state;
  g_autoptr(GString) text = g_string_new("id,name\n");
  for (int i = 0; i < 40000; i++)
    g_string_append(text, "1,Almaty city\n");
  g_string_append(text, "2,\xC0\xEB\xEC\xE0\xF2\xFB\n");
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const Table *table = csv_read_text(arena, text->str, text->len, NULL, diags);
  assert_string_equal(column_string(&table->columns[1], 40000), "Алматы");
  assert_int_equal(diag_count(diags, DIAG_WARNING), 1);
}

static void
a_huge_cell_ends_reading(void **state)
{
  (void)state;
  g_autoptr(GString) text = g_string_new("a,b\n1,x\n2,\"");
  for (int i = 0; i < 18 * 1024; i++)
    for (int k = 0; k < 16; k++)
      g_string_append(text, "sixty-four bytes of text that nobody ever wanted to have here!!\n");
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const Table *table = csv_read_text(arena, text->str, text->len, NULL, diags);
  assert_int_equal(table->row_count, 1);
  g_autofree char *faults = faults_to_text(diags);
  assert_string_equal(faults, "3:2 source-error");
  assert_non_null(strstr(diag_at(diags, 0)->hint, "quote"));
}

static void
many_columns_are_bounded(void **state)
{
  (void)state;
  g_autoptr(GString) text = g_string_new("c0");
  for (int i = 1; i < 3000; i++)
    g_string_append_printf(text, ",c%d", i);
  g_string_append(text, "\n1");
  for (int i = 1; i < 3000; i++)
    g_string_append(text, ",1");
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const Table *table = csv_read_text(arena, text->str, text->len, NULL, diags);
  assert_int_equal(table->column_count, 2000);
  assert_int_equal(table->row_count, 1);
  assert_int_equal(diag_total(diags), 1);
}

/* 256 million cells out of a few hundred kilobytes. */
static void
short_rows_below_many_labels_are_bounded(void **state)
{
  (void)state;
  g_autoptr(GString) text = g_string_new("c0");
  for (int i = 1; i < 2000; i++)
    g_string_append_printf(text, ",c%d", i);
  for (int i = 0; i < 400000; i++)
    g_string_append(text, "\n1");
  static const char *const columns[] = { "c0", NULL };
  const CsvOptions options = { .columns = columns };
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const Table *table = csv_read_text(arena, text->str, text->len, &options, diags);
  assert_true(table->row_count < 256 * 1024 * 1024 / 2000 + 1);
  assert_string_equal(diag_at(diags, diag_total(diags) - 1)->code, "source-error");
}

static void
unreadable_files_are_errors(void **state)
{
  (void)state;
  static const char *const paths[] = { "/nowhere/at/all.csv", "/tmp", "/dev/null" };
  for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    g_autoptr(GError) error = NULL;
    assert_null(csv_read_file(arena, paths[i], NULL, diags, &error));
    assert_non_null(error);
    assert_true(error->domain == G_FILE_ERROR);
  }
}

/* Random bytes of what matters to the reader: no crash, and sound UTF-8 in what it gives. */
static void
random_text_is_survived(void **state)
{
  (void)state;
  static const char *const pieces[] = {
    "a",        "1",        ",",    ";",    "\t",  "\n", "\r", "\r\n", "\"",         "\"\"",
    " ",        "\xD0\x96", "\xFF", "\xD0", "2.5", "-",  "e",  "true", "2020-01-01", "\xEF\xBB\xBF",
    "\xFF\xFE", "#",        "\\"
  };
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  for (int round = 0; round < 3000; round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    int count = g_rand_int_range(random, 0, 60);
    for (int i = 0; i < count; i++) {
      int piece = g_rand_int_range(random, 0, G_N_ELEMENTS(pieces) + 1);
      if (piece == G_N_ELEMENTS(pieces))
        g_string_append_c(text, '\0');
      else
        g_string_append(text, pieces[piece]);
    }
    const Dialect dialect = { .delimiter = ',', .quote = '"', .escape = '\\', .comment = '#' };
    const CsvOptions options = {
      .plain_types = round % 2,
      .dialect = round % 3 ? NULL : &dialect,
    };
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    const Table *table = csv_read_text(arena, text->str, text->len, &options, diags);
    g_autofree char *shown = table_to_text(table);
    assert_true(g_utf8_validate(shown, -1, NULL));
  }
}

int
main(void)
{
  g_setenv("TZ", "UTC", true);
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(undeclared_files_are_detected),
    cmocka_unit_test(plain_types_are_vegas),
    cmocka_unit_test(columns_stay_verbatim),
    cmocka_unit_test(nuls_and_cut_characters_are_faults),
    cmocka_unit_test(encodings_are_converted),
    cmocka_unit_test(dialects_are_followed),
    cmocka_unit_test(parse_overrides_detection),
    cmocka_unit_test(only_named_columns_are_kept),
    cmocka_unit_test(numbers_are_exact),
    cmocka_unit_test(what_is_no_number_stays_text),
    cmocka_unit_test(blocks_leave_no_trace),
    cmocka_unit_test(late_faults_have_their_line),
    cmocka_unit_test(ascii_then_code_page_is_noticed),
    cmocka_unit_test(a_huge_cell_ends_reading),
    cmocka_unit_test(many_columns_are_bounded),
    cmocka_unit_test(short_rows_below_many_labels_are_bounded),
    cmocka_unit_test(unreadable_files_are_errors),
    cmocka_unit_test(random_text_is_survived),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
