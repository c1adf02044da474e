/* Tables: what is a number, on what a column is aligned, how wide columns are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "assert_near.h"
#include "compose/table_private.h"
#include "fake_metrics.h"

static const struct {
  const char *text;
  bool number;
  size_t split; /* with "." as the mark */
} NUMBERS[] = {
  { "12", true, 2 },          { "1.5", true, 1 },     { "-3", true, 2 },
  { "\u22123.25", true, 4 },  { "1,234.5", true, 5 }, { "12%", true, 2 },
  { "12.5\u202f%", true, 2 }, { "$5", true, 2 },      { "…", true, 3 },
  { "–", true, 3 },           { "", true, 0 },        { "abc", false, 3 },
  { "2024 год", false, 4 },   { "1 234", true, 5 },   { "(5)", true, 2 },
  { "5.", true, 1 },          { "...", true, 3 },     { "..", false, 2 },
  { "[c]", true, 3 },         { "[low]", true, 5 },   { "[d]", false, 3 },
};

static void
test_numbers(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(NUMBERS); i++) {
    if (table_is_number(NUMBERS[i].text) != NUMBERS[i].number)
      fail_msg("\"%s\" is taken wrongly", NUMBERS[i].text);
    size_t split = table_number_split(NUMBERS[i].text, ".");
    if (split != NUMBERS[i].split)
      fail_msg("\"%s\" splits at %zu, not %zu", NUMBERS[i].text, split, NUMBERS[i].split);
  }
}

/* A column of cells joined by "|". */
static TableModel
column_of(Arena *arena, const char *cells)
{
  static const TableColumn COLUMN = { .numeric = true };
  g_auto(GStrv) texts = g_strsplit(cells, "|", -1);
  TableModel model = { .column_count = 1, .row_count = g_strv_length(texts), .columns = &COLUMN };
  TableCell *own = arena_array(arena, TableCell, model.row_count);
  for (size_t i = 0; i < model.row_count; i++)
    own[i].number = arena_strdup(arena, texts[i]);
  model.cells = own;
  return model;
}

static void
test_alignment(void **state)
{
  (void)state;
  static const struct {
    const char *cells, *decimal;
  } CASES[] = {
    { "1.5|2.25|3", "." },     { "1.5|2.5|…|300", "." },  { "680|115|10.3", "" },
    { "4,900|1,000|4.4", "" }, { "3.14|…|…", "" },        { "1|2", "" },
    { "12%|3.5%|4.5%", "." },  { "1.5|2|3|4|5.5|6", "" }, { "", "" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(Arena) arena = arena_new();
    const Composer composer = { .voice.locale = locale_default() };
    TableModel model = column_of(arena, CASES[i].cells);
    const char *decimal = table_decimal(&composer, &model, 0);
    if (strcmp(decimal, CASES[i].decimal) != 0)
      fail_msg("\"%s\" is aligned on \"%s\"", CASES[i].cells, decimal);
  }
}

/* Heads that do not all fit are widened one after the other, not all a little. */
static void
test_heads(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const Composer composer = { .arena = arena,
                              .theme = theme_from_node(arena, NULL, diags),
                              .metrics = &FAKE_METRICS,
                              .voice = { .language = "en", .locale = locale_default() } };
  static const char *const HEADS[] = { "Name", "Billion tenge", "Tenge per dollar" };
  static const char *const CELLS[] = { "A very long name of a row", "26.9", "527" };
  static const TableColumn COLUMNS[3] = { { 0 } };
  TableCell head[3] = { { { 0 }, NULL } }, cells[3] = { { { 0 }, NULL } };
  for (size_t i = 0; i < 3; i++) {
    head[i].runs = runs_from_text(&composer, HEADS[i]);
    cells[i].runs = runs_from_text(&composer, CELLS[i]);
  }
  const TableModel model = {
    .column_count = 3, .row_count = 1, .columns = COLUMNS, .head = head, .cells = cells
  };
  const Type *type = &composer.theme->types[TYPE_TABLE_HEAD];
  double own[3], widths[3];
  for (size_t i = 0; i < 3; i++)
    own[i] = text_widths(&composer, type, head[i].runs).natural;
  double name = text_widths(&composer, &composer.theme->types[TYPE_TABLE], cells[0].runs).natural;
  double gap = table_column_widths(&composer, &model, name + own[1] + own[2] + 2 * 14 - 25, widths);
  assert_near(gap, 14, 1e-9);
  assert_near(widths[0], name, 1e-9);
  assert_near(widths[1], own[1], 1e-9);
  assert_near(widths[2], own[2] - 25, 1e-9);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_numbers),
    cmocka_unit_test(test_alignment),
    cmocka_unit_test(test_heads),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
