/* Themes, and the texts of languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <string.h>

#include "assert_near.h"
#include "compose/strings.h"
#include "compose/theme_private.h"

static const ThemePlace SHIPPED = { .folder = SHOLU_SOURCE_DIR "/templates/themes" };

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
  Theme *file = theme_load(arena, &SHIPPED, "briefing", (Span){ 0 }, diags);
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

/* What may be read, may be read by everyone: WCAG's 4.5, and nothing below 8 points; nothing below
 * 16 on slides, but for sources, notes and running lines. */
static void
check_legible(const Theme *theme, double least)
{
  for (size_t i = 0; i < TYPE_COUNT; i++) {
    bool band = i == TYPE_TITLE || i == TYPE_SUBTITLE || i == TYPE_BYLINE;
    bool small =
        i == TYPE_FIGURE_NUMBER || i == TYPE_FIGURE_SOURCE || i == TYPE_NOTE || i == TYPE_RUNNING;
    Colour ground = theme->colours[band ? COLOUR_BAND : COLOUR_PAPER];
    assert_true(colour_contrast(theme->types[i].colour, ground) >= 4.5);
    assert_true(theme->types[i].size >= (small ? 8 : least));
    assert_true(theme->types[i].leading >= theme->types[i].size);
  }
  assert_true(colour_contrast(theme->colours[COLOUR_LINK], theme->colours[COLOUR_PAPER]) >= 4.5);
  assert_true(colour_contrast(theme->types[TYPE_BODY].colour, theme->colours[COLOUR_CALLOUT]) >=
              4.5);
  static const ThemeColour TILES[] = { COLOUR_GOOD, COLOUR_BAD, COLOUR_SECONDARY, COLOUR_ACCENT };
  for (size_t i = 0; i < G_N_ELEMENTS(TILES); i++)
    assert_true(colour_contrast(theme->colours[TILES[i]], theme->colours[COLOUR_PANEL]) >= 4.5);
}

static void
test_shipped(void **state)
{
  (void)state;
  static const struct {
    const char *name;
    double width, least;
  } THEMES[] = { { "briefing", 595.28, 8 }, { "one-pager", 595.28, 8 }, { "slides", 960, 16 } };
  for (size_t i = 0; i < G_N_ELEMENTS(THEMES); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    Theme *theme = theme_load(arena, &SHIPPED, THEMES[i].name, (Span){ 0 }, diags);
    assert_int_equal(diag_total(diags), 0);
    assert_near(theme->page_width, THEMES[i].width, 0.01);
    assert_non_null(theme->config);
    check_legible(theme, THEMES[i].least);
  }
}

/* A folder with theme files, each a name and what it says. */
static char *
write_themes(const char *const *files)
{
  char *folder = g_dir_make_tmp("sholu-theme-XXXXXX", NULL);
  for (; *files; files += 2) {
    g_autofree char *path = g_build_filename(folder, files[0], NULL);
    assert_true(g_file_set_contents(path, files[1], -1, NULL));
  }
  return folder;
}

static void
remove_themes(char *folder, const char *const *files)
{
  for (; *files; files += 2) {
    g_autofree char *path = g_build_filename(folder, files[0], NULL);
    g_remove(path);
  }
  g_rmdir(folder);
  g_free(folder);
}

static const struct {
  const char *files[7]; /* names and contents; the first is loaded */
  const char *code;     /* of the only fault; NULL: none */
  size_t line;
  double body, h2; /* sizes */
  double width;
} EXTENDED[] = {
  /* one value of the built-in theme, whether it is named or not */
  { { "a.yaml", "type: {body: {size: 11}}" }, NULL, 0, 11, 16, 595.28 },
  { { "a.yaml", "extends: briefing\ntype: {body: {size: 11}}" }, NULL, 0, 11, 16, 595.28 },
  { { "a.yaml", "extends: slides\ntype: {body: {size: 21}}" }, NULL, 0, 21, 28, 960 },
  { { "a.yaml", "extends: ./b.yaml\ntype: {h2: {size: 15}}", "b.yaml", "type: {body: {size: 12}}" },
    NULL,
    0,
    12,
    15,
    595.28 },
  { { "a.yaml", "" }, NULL, 0, 10, 16, 595.28 },
  { { "a.yaml", "extends: ./b.yaml", "b.yaml", "extends: ./a.yaml" },
    "theme-loop",
    1,
    10,
    16,
    595.28 },
  { { "a.yaml", "\nextends: [1]" }, "theme-value", 2, 10, 16, 595.28 },
  { { "a.yaml", "\nextends: slide" }, "theme-not-read", 2, 10, 16, 595.28 },
  { { "a.yaml", "extends: ../b.yaml" }, "theme-not-read", 1, 10, 16, 595.28 },
  { { "a.yaml", "extends: ./b.yaml", "b.yaml", "\n\ntipe: {}" },
    "unknown-property",
    3,
    10,
    16,
    595.28 },
};

static void
test_extends(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(EXTENDED); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    char *folder = write_themes(EXTENDED[i].files);
    ThemePlace place = SHIPPED;
    place.base = place.root = folder;
    const Theme *theme = theme_load(arena, &place, "a.yaml", (Span){ 0 }, diags);
    if (diag_total(diags) != (EXTENDED[i].code ? 1 : 0))
      fail_msg("case %zu: %zu faults", i, diag_total(diags));
    if (EXTENDED[i].code) {
      assert_string_equal(diag_at(diags, 0)->code, EXTENDED[i].code);
      assert_int_equal(diag_at(diags, 0)->place.line, EXTENDED[i].line);
    }
    assert_near(theme->types[TYPE_BODY].size, EXTENDED[i].body, 0);
    assert_near(theme->types[TYPE_H2].size, EXTENDED[i].h2, 0);
    assert_near(theme->page_width, EXTENDED[i].width, 0.01);
    remove_themes(folder, EXTENDED[i].files);
  }
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
  { "figure: {scale: 0}", "theme-value", NULL },
  { "page: {running: 3}", "theme-value", NULL },
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
    assert_non_null(strings_load(arena, folder, LANGUAGES[i], diags));
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
  const Strings *strings = strings_load(arena, folder, "ru-KZ", diags);
  assert_string_equal(strings_fill(arena, strings->texts[STRING_FIGURE], "3", NULL), "Рисунок 3");
  assert_string_equal(strings_fill(arena, "{n}/{total} {x}", "1", "9"), "1/9 {x}");
  assert_int_equal(diag_total(diags), 0);
  assert_null(strings_load(arena, folder, "../themes/briefing", diags));
  assert_string_equal(strings_default(arena)->texts[STRING_TABLE], "Table {n}");
  assert_int_equal(diag_total(diags), 0);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_defaults), cmocka_unit_test(test_shipped),
    cmocka_unit_test(test_extends),  cmocka_unit_test(test_values),
    cmocka_unit_test(test_faults),   cmocka_unit_test(test_languages),
    cmocka_unit_test(test_strings),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
