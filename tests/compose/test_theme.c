/* Themes, the texts of languages, and numbers in tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "assert_near.h"
#include "compose/strings_private.h"
#include "compose/table_private.h"

static const Theme *
parse_theme(Arena *arena, const char *yaml, DiagList *diags)
{
  Source *source = source_from_text(arena, "theme.yaml", yaml, strlen(yaml));
  return theme_from_node(arena, node_parse(arena, source, diags), diags);
}

/* The built-in theme's file and the defaults say the same. */
static void
test_defaults(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  Theme *file =
      theme_load(arena, SHOLU_SOURCE_DIR "/templates/themes", "briefing", (Span){ 0 }, diags);
  Theme *defaults = theme_from_node(arena, NULL, diags);
  assert_int_equal(diag_total(diags), 0);
  assert_non_null(file->config);
  for (size_t i = 0; i < TYPE_COUNT; i++) {
    const Type *a = &file->types[i], *b = &defaults->types[i];
    assert_near(a->size, b->size, 0);
    assert_near(a->leading, b->leading, 0);
    assert_int_equal(a->weight, b->weight);
    assert_int_equal(a->tabular, b->tabular);
    assert_near(colour_contrast(a->colour, b->colour), 1, 1e-12);
  }
  for (size_t i = 0; i < COLOUR_COUNT; i++)
    assert_memory_equal(&file->colours[i], &defaults->colours[i], sizeof(Colour));
  assert_near(file->page_width, defaults->page_width, 1e-9);
  assert_near(file->margin_top, defaults->margin_top, 1e-9);
  assert_near(file->space_figure, defaults->space_figure, 0);
  assert_near(file->figure_height_half, defaults->figure_height_half, 1e-9);
}

/* What may be read, may be read by everyone: WCAG's 4.5, and nothing below 8 points. */
static void
test_legible(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  Theme *theme =
      theme_load(arena, SHOLU_SOURCE_DIR "/templates/themes", "briefing", (Span){ 0 }, diags);
  for (size_t i = 0; i < TYPE_COUNT; i++) {
    bool band = i == TYPE_TITLE || i == TYPE_SUBTITLE || i == TYPE_BYLINE;
    Colour ground = theme->colours[band ? COLOUR_BAND : COLOUR_PAPER];
    assert_true(colour_contrast(theme->types[i].colour, ground) >= 4.5);
    assert_true(theme->types[i].size >= 8);
  }
  assert_true(colour_contrast(theme->colours[COLOUR_LINK], theme->colours[COLOUR_PAPER]) >= 4.5);
  assert_true(colour_contrast(theme->types[TYPE_BODY].colour, theme->colours[COLOUR_CALLOUT]) >=
              4.5);
  static const ThemeColour TILES[] = { COLOUR_GOOD, COLOUR_BAD, COLOUR_SECONDARY, COLOUR_ACCENT };
  for (size_t i = 0; i < G_N_ELEMENTS(TILES); i++)
    assert_true(colour_contrast(theme->colours[TILES[i]], theme->colours[COLOUR_PANEL]) >= 4.5);
}

static void
test_values(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const Theme *theme =
      parse_theme(arena,
                  "page: {margin: {top: 25.4mm, left: 12pt}}\ngrid: {body: 3}\n"
                  "type: {body: {size: 11, colour: '#ff0000', italic: true}}\n"
                  "colour: {band: teal, text: '#00ff00'}\nconfig: {axis: {labelAngle: 0}}\n",
                  diags);
  assert_int_equal(diag_total(diags), 0);
  assert_near(theme->margin_top, 72, 1e-9);
  assert_near(theme->margin_left, 12, 0);
  assert_near(theme->body_column, 3, 0);
  assert_near(theme->types[TYPE_BODY].size, 11, 0);
  assert_near(theme->types[TYPE_BODY].leading, 14, 0);
  assert_near(theme->types[TYPE_BODY].colour.r, 1, 0);
  assert_true(theme->types[TYPE_BODY].italic);
  assert_near(theme->types[TYPE_TABLE].colour.g, 1, 0);
  assert_near(theme->colours[COLOUR_BAND].g, 128 / 255.0, 1e-9);
  assert_near(theme_column_x(theme, 1), 12, 0);
}

static const struct {
  const char *yaml, *code, *hint;
} FAULTS[] = {
  { "config: {axsi: {grid: false}}", "unknown-property", "did you mean 'axis'?" },
  { "pages: {}", "unknown-property", "did you mean \"page\"?" },
  { "page: {margin: {topp: 1}}", "unknown-property", "did you mean \"top\"?" },
  { "type: {bodi: {size: 1}}", "unknown-property", "did you mean \"body\"?" },
  { "type: {body: {sise: 1}}", "unknown-property", "did you mean \"size\"?" },
  { "page: {width: wide}", "theme-value", NULL },
  { "page: {width: -3}", "theme-value", NULL },
  { "page: {width: 10cm}", "theme-value", NULL },
  { "colour: {text: blurple}", "theme-value", NULL },
  { "type: {body: {weight: 4}}", "theme-value", NULL },
  { "grid: {columns: 0}", "theme-value", NULL },
  { "page: {width: 50mm}", "theme-value", NULL },
  { "page: {height: 30mm}", "theme-value", NULL },
  { "[1, 2]", "theme-value", NULL },
};

static void
test_faults(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(FAULTS); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    const Theme *theme = parse_theme(arena, FAULTS[i].yaml, diags);
    if (diag_total(diags) != 1 || strcmp(diag_at(diags, 0)->code, FAULTS[i].code) != 0)
      fail_msg("%s has not the one fault %s", FAULTS[i].yaml, FAULTS[i].code);
    if (FAULTS[i].hint)
      assert_string_equal(diag_at(diags, 0)->hint, FAULTS[i].hint);
    assert_true(theme_columns_width(theme, 1) > 4);
  }
}

/* Every language has every text. */
static void
test_languages(void **state)
{
  (void)state;
  static const char *const LANGUAGES[] = { "en", "ru", "kk" };
  for (size_t i = 0; i < G_N_ELEMENTS(LANGUAGES); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    const char *folder = SHOLU_SOURCE_DIR "/templates/locales";
    char *path = arena_printf(arena, "%s/%s.yaml", folder, LANGUAGES[i]);
    const Node *map = node_parse(arena, source_load(arena, path, 0, NULL), diags);
    assert_int_equal(map->count, STRING_COUNT);
    strings_load(arena, folder, LANGUAGES[i], (Span){ 0 }, diags);
    assert_int_equal(diag_total(diags), 0);
  }
}

static void
test_strings(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const char *folder = SHOLU_SOURCE_DIR "/templates/locales";
  const Strings *strings = strings_load(arena, folder, "ru-KZ", (Span){ 0 }, diags);
  assert_string_equal(strings_fill(arena, strings->texts[STRING_FIGURE], "3", NULL), "Рисунок 3");
  assert_string_equal(strings_fill(arena, "{n}/{total} {x}", "1", "9"), "1/9 {x}");
  assert_int_equal(diag_total(diags), 0);
  strings = strings_load(arena, folder, "../themes/briefing", (Span){ 0 }, diags);
  assert_string_equal(strings->texts[STRING_TABLE], "Table {n}");
  assert_int_equal(diag_total(diags), 1);
}

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
  { "5.", true, 1 },          { "...", true, 3 },
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

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_defaults),  cmocka_unit_test(test_legible),
    cmocka_unit_test(test_values),    cmocka_unit_test(test_faults),
    cmocka_unit_test(test_languages), cmocka_unit_test(test_strings),
    cmocka_unit_test(test_numbers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
