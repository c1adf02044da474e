/* Runs of text → lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "assert_near.h"
#include "compose/composer_private.h"
#include "fake_metrics.h"

/* 10 points: a character is 5 wide. */
static const Type TYPE = { .size = 10, .leading = 14, .weight = 400 };

typedef struct Fixture {
  Arena *arena;
  DiagList *diags;
  Composer composer;
} Fixture;

static int
set_up(void **state)
{
  Fixture *fixture = g_new0(Fixture, 1);
  fixture->arena = arena_new();
  fixture->diags = diag_list_new();
  fixture->composer = (Composer){ .arena = fixture->arena,
                                  .theme = theme_from_node(fixture->arena, NULL, fixture->diags),
                                  .metrics = &FAKE_METRICS,
                                  .voice.language = "en",
                                  .diags = fixture->diags };
  *state = fixture;
  return 0;
}

static int
tear_down(void **state)
{
  Fixture *fixture = *state;
  arena_free(fixture->arena);
  diag_list_free(fixture->diags);
  g_free(fixture);
  return 0;
}

static void
dump_node(GString *out, const SceneNode *node)
{
  if (node->kind == SCENE_TEXT)
    g_string_append(out, node->text.text);
  if (node->kind != SCENE_GROUP)
    return;
  if (node->role == ROLE_LINK)
    g_string_append_printf(out, "<%s:", node->group.href);
  for (size_t i = 0; i < node->group.child_count; i++)
    dump_node(out, node->group.children[i]);
  if (node->role == ROLE_LINK)
    g_string_append_c(out, '>');
}

/* Lines between bars; the space at a line's end is part of its text. */
static char *
dump_lines(TextLines lines)
{
  GString *out = g_string_new(NULL);
  for (size_t i = 0; i < lines.count; i++) {
    if (i)
      g_string_append_c(out, '|');
    if (lines.items[i].node)
      dump_node(out, lines.items[i].node);
  }
  return g_string_free(out, FALSE);
}

static const struct {
  const char *text;
  double width;
  bool verbatim;
  const char *expected;
} CASES[] = {
  { "", 50, false, "" },
  { "   ", 50, false, "" },
  { "one two three", 1000, false, "one two three" },
  { "one two three", 40, false, "one two |three" },
  { "one two three", 35, false, "one two |three" },
  { "one two three", 34, false, "one |two |three" },
  { "  one \t\n two  ", 1000, false, "one two " },
  { "twenty-five", 40, false, "twenty-|five" },
  { "abcdefghijkl", 25, false, "abcde|fghij|kl" },
  { "ab cdefghijkl", 25, false, "ab |cdefg|hijkl" },
  { "жжжжжжжж", 25, false, "жжжжж|жжж" },
  { "su\xc2\xadper\xc2\xad"
    "cali",
    1000, false, "supercali" },
  { "su\xc2\xadper\xc2\xad"
    "cali",
    32, false, "super\xc2\xad|cali" },
  { "a\xc2\xa0"
    "b c",
    15, false,
    "a\xc2\xa0"
    "b |c" },
  { "e\xcc\x81"
    "e\xcc\x81"
    "e\xcc\x81",
    12, false, "e\xcc\x81|e\xcc\x81|e\xcc\x81" },
  { "x", 1, false, "x" },
  { "xyz", 0, false, "x|y|z" },
  { "  a  b", 1000, true, "  a  b" },
  { "\ta", 1000, true, "    a" },
};

static void
test_lines(void **state)
{
  Fixture *fixture = *state;
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    TextLayout layout = { .type = &TYPE, .width = CASES[i].width, .verbatim = CASES[i].verbatim };
    TextLines lines =
        text_layout(&fixture->composer, &layout, runs_from_text(&fixture->composer, CASES[i].text));
    g_autofree char *dump = dump_lines(lines);
    if (strcmp(dump, CASES[i].expected) != 0)
      fail_msg("\"%s\" in %g gave \"%s\", not \"%s\"", CASES[i].text, CASES[i].width, dump,
               CASES[i].expected);
  }
}

static void
test_runs(void **state)
{
  Fixture *fixture = *state;
  const char *href = "https://x.kz";
  const TextRun runs[] = {
    { .text = "a " },
    { .text = "bold", .style = STYLE_STRONG },
    { .text = ", " },
    { .text = "go on", .href = href },
    { .line_break = true },
    { .text = " next" },
    { .text = "1", .note = 1, .href = "#note-1" },
  };
  TextLayout layout = { .type = &TYPE, .width = 1000 };
  TextLines lines = text_layout(&fixture->composer, &layout, (TextRuns){ runs, 7 });
  g_autofree char *dump = dump_lines(lines);
  assert_string_equal(dump, "a bold, <https://x.kz:go on> |next<#note-1:1>");
  assert_int_equal(lines.items[0].note_count, 0);
  assert_int_equal(lines.items[1].note_count, 1);
  assert_int_equal(lines.items[1].notes[0], 1);
  const SceneNode *bold = lines.items[0].node->group.children[1];
  assert_int_equal(bold->text.style.weight, 700);
  assert_near(bold->x, 10, 1e-9);
  assert_near(bold->y, (14 - 10) / 2.0 + 8, 1e-9);
  const SceneNode *note = lines.items[1].node->group.children[1]->group.children[0];
  assert_near(note->text.style.size, 8, 1e-9);
  assert_true(note->y < bold->y);
}

/* A style may change inside a word, and no line ends there. */
static void
test_style_inside_word(void **state)
{
  Fixture *fixture = *state;
  const TextRun runs[] = { { .text = "one tw" },
                           { .text = "o", .style = STYLE_STRONG },
                           { .text = "-x" } };
  TextLayout layout = { .type = &TYPE, .width = 33 };
  TextLines lines = text_layout(&fixture->composer, &layout, (TextRuns){ runs, 3 });
  g_autofree char *dump = dump_lines(lines);
  assert_string_equal(dump, "one |two-x");
}

static void
test_alignment_and_widths(void **state)
{
  Fixture *fixture = *state;
  TextLayout layout = { .type = &TYPE, .width = 100, .align = ALIGN_RIGHT };
  TextRuns runs = runs_from_text(&fixture->composer, "one longest");
  TextLines lines = text_layout(&fixture->composer, &layout, runs);
  assert_near(lines.items[0].node->x, 45, 1e-9);
  layout.align = ALIGN_CENTER;
  lines = text_layout(&fixture->composer, &layout, runs);
  assert_near(lines.items[0].node->x, 22.5, 1e-9);
  TextWidths widths = text_widths(&fixture->composer, &TYPE, runs);
  assert_near(widths.natural, 55, 1e-9);
  assert_near(widths.minimal, 35, 1e-9);
}

/* Whatever the text, no line is wider than it may be, and nothing is lost. */
static void
test_random_text(void **state)
{
  Fixture *fixture = *state;
  g_autoptr(GRand) random = g_rand_new_with_seed(20240307);
  static const char *const ATOMS[] = { "a", "bb", "ж", " ", "-", "\xc2\xa0", "verylongword", "  " };
  for (int round = 0; round < 300; round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    int count = g_rand_int_range(random, 0, 80);
    for (int i = 0; i < count; i++)
      g_string_append(text, ATOMS[g_rand_int_range(random, 0, G_N_ELEMENTS(ATOMS))]);
    double width = g_rand_double_range(random, 5, 200);
    TextLayout layout = { .type = &TYPE, .width = width };
    TextLines lines =
        text_layout(&fixture->composer, &layout, runs_from_text(&fixture->composer, text->str));
    g_autoptr(GString) joined = g_string_new(NULL);
    for (size_t i = 0; i < lines.count; i++) {
      assert_true(lines.items[i].width <= width + 1e-6);
      if (lines.items[i].node)
        dump_node(joined, lines.items[i].node);
    }
    while (g_string_replace(text, "  ", " ", 0))
      ;
    g_strstrip(text->str);
    g_strstrip(joined->str);
    assert_string_equal(joined->str, text->str);
  }
}

static void
test_long_words_end_in_time(void **state)
{
  Fixture *fixture = *state;
  g_autofree char *word = g_strnfill(200000, 'x');
  TextLayout layout = { .type = &TYPE, .width = 300 };
  TextLines lines =
      text_layout(&fixture->composer, &layout, runs_from_text(&fixture->composer, word));
  assert_true(lines.count >= 200000 / 60);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(test_lines, set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_runs, set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_style_inside_word, set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_alignment_and_widths, set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_random_text, set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_long_words_end_in_time, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
