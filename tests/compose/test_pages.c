/* Where things stand on pages: of documents made for it, and of the sample. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "assert_near.h"
#include "built.h"
#include "page_scene.h"

#define MM(value) ((value)*72.0 / 25.4)
#define BODY_X (MM(20) + 3 * (MM(170) - 11 * MM(5)) / 12 + 3 * MM(5))

static const char *const WORDS[] = {
  "cinema",        "of",
  "international", "a",
  "the",           "co-production",
  "12.5",          "Kazakhstan",
  "economy",       "и",
  "кино",          "film[^n]",
  "*growth*",      "**state**",
  "`code`",        "[link](https://example.kz)",
  "@fig-a",        "Loremipsumdolorsitametconsecteturadipiscing",
};

static void
append_words(GString *text, GRand *random, int count)
{
  for (int i = 0; i < count; i++)
    g_string_append_printf(text, "%s ", WORDS[g_rand_int_range(random, 0, G_N_ELEMENTS(WORDS))]);
}

static void
append_list(GString *text, GRand *random)
{
  for (int i = g_rand_int_range(random, 1, 9); i > 0; i--) {
    g_string_append(text, g_rand_boolean(random) ? "- " : "  1. ");
    append_words(text, random, g_rand_int_range(random, 1, 30));
    g_string_append_c(text, '\n');
  }
}

static void
append_table(GString *text, GRand *random)
{
  g_string_append(text, "| name | n | m |\n|---|---:|---|\n");
  for (int i = g_rand_int_range(random, 1, 30); i > 0; i--)
    g_string_append_printf(text, "| row of a table | %d | %d.5 |\n", i * 377, i);
  g_string_append(text, "\n: Some rows\n");
}

/* Blocks of every kind, of many lengths. */
static char *
make_document(GRand *random)
{
  static const char *const OTHERS[] = {
    "## A heading",
    "### A smaller one",
    "> quoted and quoted again\n> -- Somebody",
    "::: {.callout-note}\nsomething of note\n:::",
    "```\ncode code\n\ncode\n```",
    "![alt](chart.vl.json){.full}",
    "![alt](chart.vl.json){#fig-a .half}\n\n![alt](chart.vl.json){.half}",
    "![alt](chart.vl.json){.text}",
    "::: {.columns}\n::: {.column width=30%}\nleft\n:::\n\n::: {.column}\nright\n\nright\n:::\n:::",
    "::: {.margin}\na note in the margin that takes some lines of it, four or five\n:::",
    "{{< contents >}}",
    ("```kpi\n- {label: Takings of cinemas, value: 43.9, unit: bn, change: -63%, good: up}\n"
     "- {label: Of the whole, value: 40%, period: in 2024}\n- {label: Films, value: '1,234'}\n```"),
  };
  GString *text = g_string_new(NULL);
  g_string_append_printf(text, "---\ntitle: T\ncontents: %s\n---\n\n",
                         g_rand_boolean(random) ? "true" : "false");
  for (int i = 0; i < 50; i++) {
    int kind = g_rand_int_range(random, 0, (int)G_N_ELEMENTS(OTHERS) + 10);
    if (kind < (int)G_N_ELEMENTS(OTHERS))
      g_string_append(text, OTHERS[kind]);
    else if (kind % 5 == 0)
      append_list(text, random);
    else if (kind % 5 == 1)
      append_table(text, random);
    else
      append_words(text, random, g_rand_int_range(random, 1, 150));
    g_string_append(text, "\n\n");
  }
  g_string_append(text, "\n\n[^n]: ");
  append_words(text, random, 90);
  return g_string_free(text, FALSE);
}

/* What is read stands between the margins. */
static void
check_margins(const Scene *page)
{
  g_autoptr(GArray) boxes = page_text_boxes(page);
  for (guint i = 0; i < boxes->len; i++) {
    const TextBox *box = &g_array_index(boxes, TextBox, i);
    if (!box->artifact && (box->x1 < MM(20) - 0.5 || box->x2 > MM(190) + 0.5 ||
                           box->y1 < MM(18) - 0.5 || box->y2 > MM(275) + 0.5))
      fail_msg("\"%s\" stands in the margin at %.1f, %.1f", box->text, box->x1, box->y2);
  }
}

static void
check_pages(const Briefing *briefing, const char *document, bool margins)
{
  for (size_t i = 0; i < briefing->page_count; i++) {
    g_autofree char *fault = find_text_fault(briefing->pages[i]);
    if (fault)
      fail_msg("page %zu: %s\n%s", i + 1, fault, document);
    if (margins)
      check_margins(briefing->pages[i]);
  }
}

static void
test_made_documents(void **state)
{
  (void)state;
  g_autoptr(GRand) random = g_rand_new_with_seed(20260310);
  for (int round = 0; round < 40; round++) {
    g_autofree char *document = make_document(random);
    Built built = build(document);
    check_pages(built.briefing, document, true);
    built_finish(&built);
  }
}

/* The same documents look otherwise, and are as sound, in every theme of the project. */
static void
test_themes(void **state)
{
  (void)state;
  g_autoptr(GDir) folder = g_dir_open(SHOLU_SOURCE_DIR "/templates/themes", 0, NULL);
  g_autoptr(GRand) random = g_rand_new_with_seed(3);
  const char *entry;
  while ((entry = g_dir_read_name(folder)) != NULL) {
    if (!g_str_has_suffix(entry, ".yaml"))
      continue;
    g_autofree char *theme = g_strndup(entry, strlen(entry) - strlen(".yaml"));
    for (int round = 0; round < 8; round++) {
      g_autofree char *document = make_document(random);
      Built built = build_themed(document, theme);
      for (size_t i = 0; i < built.briefing->page_count; i++) {
        g_autofree char *fault = find_text_fault(built.briefing->pages[i]);
        if (fault)
          fail_msg("%s, page %zu: %s\n%s", theme, i + 1, fault, document);
      }
      built_finish(&built);
    }
  }
}

/* Columns inside of columns, down to no width at all. */
static void
test_deep_columns(void **state)
{
  (void)state;
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 30; i++)
    g_string_append(text, "::: {.columns}\n::: {.column width=10%}\n- word\n\n");
  g_string_append(text, "> the last\n\n|a|b|\n|---|---|\n|1|2|\n\n");
  for (int i = 0; i < 30; i++)
    g_string_append(text, ":::\n\n::: {.column}\nword\n:::\n:::\n\n");
  Built built = build(text->str);
  assert_true(built.briefing->page_count > 0);
  built_finish(&built);
}

static void
test_columns(void **state)
{
  (void)state;
  Built built = build("::: {.columns}\n::: {.column width=40%}\nleft\n:::\n\n::: {.column}\nright\n"
                      ":::\n:::\n\nbelow\n");
  g_autoptr(GArray) boxes = page_text_boxes(built.briefing->pages[0]);
  const TextBox *left = find_text_box(boxes, "left"), *right = find_text_box(boxes, "right");
  assert_near(left->x1, MM(20), 0.01);
  assert_near(right->x1, MM(20) + 0.4 * MM(165) + MM(5), 0.01);
  assert_near(left->y2, right->y2, 1e-9);
  assert_near(find_text_box(boxes, "below")->x1, BODY_X, 0.01);
  built_finish(&built);
}

/* Lines of columns side by side are the same lines, whatever stands above them; and the first line
 * of every page is the same line, be it a text's or a heading's. */
static void
test_grid(void **state)
{
  (void)state;
  Built built =
      build("::: {.columns}\n::: {.column}\n### head\n\none\n\n- two\n- three\n\nfour\n:::\n\n"
            "::: {.column}\nfive\n\n> six\n\n::: {.note}\nseven\n:::\n\neight\n\nnine\n:::\n:::\n\n"
            "{{< pagebreak >}}\n\nten\n\n{{< pagebreak >}}\n\n## eleven\n");
  static const char *const TEXTS[] = { "one",   "two",   "three", "four", "six",
                                       "seven", "eight", "nine",  NULL };
  g_autoptr(GArray) boxes = page_text_boxes(built.briefing->pages[0]);
  double first = find_text_box(boxes, "five")->y2;
  for (size_t i = 0; TEXTS[i]; i++) {
    double lines = (find_text_box(boxes, TEXTS[i])->y2 - first) / 14;
    /* a panel's padding is half a line */
    double part = strcmp(TEXTS[i], "seven") == 0 ? 0.5 : 1;
    assert_near(lines / part, round(lines / part), 1e-6);
  }
  double baselines[2];
  for (size_t i = 0; i < 2; i++) {
    g_autoptr(GArray) own = page_text_boxes(built.briefing->pages[i + 1]);
    const TextBox *box = find_text_box(own, i ? "eleven" : "ten");
    baselines[i] = box->y2 - 0.2 * box->size;
  }
  assert_near(baselines[0], baselines[1], 1e-6);
  built_finish(&built);
}

/* A heading of several lines rises to the head of its page as a whole. */
static void
test_heading_at_head(void **state)
{
  (void)state;
  Built built = build("one\\\ntwo\n---\n\ntext\n\nthree\\\nfour\n---\n\ntext\n");
  g_autoptr(GArray) boxes = page_text_boxes(built.briefing->pages[0]);
  double head = find_text_box(boxes, "two")->y2 - find_text_box(boxes, "one")->y2;
  assert_near(head, find_text_box(boxes, "four")->y2 - find_text_box(boxes, "three")->y2, 1e-6);
  built_finish(&built);
}

/* A figure that does not fit any more does not take its section with it to the next page. */
static void
test_figures_after_heading(void **state)
{
  (void)state;
  g_autoptr(GString) text = g_string_new("---\ntitle: T\n---\n\n## head\n\ntext\n");
  for (int i = 0; i < 3; i++)
    g_string_append(text, "\n```chart\nmark: bar\nheight: 190\nencoding: {}\n```\n");
  Built built = build(text->str);
  g_autoptr(GArray) boxes = page_text_boxes(built.briefing->pages[0]);
  assert_non_null(find_text_box(boxes, "head"));
  built_finish(&built);
}

/* Nobody parts a short table, and a numbered one names the sources of what it shows. */
static void
test_short_table(void **state)
{
  (void)state;
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 28; i++)
    g_string_append(text, "line\\\n");
  g_string_append(text, "line\n\n| a | b |\n|---|---|\n");
  for (int i = 0; i < 14; i++)
    g_string_append_printf(text, "| %s | %d |\n", i ? "next" : "first", i);
  g_string_append(text, "\n: Caption {#tbl-a source=\"Office\"}\n\n");
  for (int i = 0; i < 20; i++)
    g_string_append(text, "more\n\n");
  Built built = build(text->str);
  assert_true(built.briefing->page_count > 1);
  g_autoptr(GArray) boxes = page_text_boxes(built.briefing->pages[1]);
  static const char *const TEXTS[] = { "Caption", "first", "next", "Source: Office" };
  for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++)
    assert_non_null(find_text_box(boxes, TEXTS[i]));
  built_finish(&built);
}

/* A note in the margin begins with its paragraph; a second one is pushed below the first, and a
 * figure over the whole width below both. */
static void
test_margin(void **state)
{
  (void)state;
  Built built = build("::: {.margin}\none\n\nuno\n:::\n\nfirst\n\n::: {.margin}\ntwo\n:::\n\n"
                      "second\n\n![alt](chart.vl.json){.full}\n");
  g_autoptr(GArray) boxes = page_text_boxes(built.briefing->pages[0]);
  const TextBox *one = find_text_box(boxes, "one"), *two = find_text_box(boxes, "two");
  const TextBox *first = find_text_box(boxes, "first"), *second = find_text_box(boxes, "second");
  assert_near(one->x1, MM(20), 0.01);
  assert_near(one->y2 - 0.2 * 8, first->y2 - 0.2 * 10, 0.01);
  assert_true(two->y1 > find_text_box(boxes, "uno")->y2);
  assert_true(two->y1 > second->y1);
  assert_true(find_text_box(boxes, "Figure 1")->y1 > two->y2);
  built_finish(&built);
}

/* However many notes there are, none leaves the page or stands on another. */
static void
test_many_margins(void **state)
{
  (void)state;
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 60; i++)
    g_string_append_printf(text,
                           "::: {.margin}\nnote %d of some words, so that it takes a line or two "
                           "or three of the margin\n:::\n\n%s\n\n",
                           i, i % 7 ? "short" : "![alt](chart.vl.json){.full}");
  Built built = build(text->str);
  check_pages(built.briefing, text->str, true);
  built_finish(&built);
}

static void
find_groups(const SceneNode *node, SceneRole role, GPtrArray *found)
{
  if (node->role == role && node->kind == SCENE_GROUP)
    g_ptr_array_add(found, (gpointer)node);
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++)
    find_groups(node->group.children[i], role, found);
}

static void
test_figure_widths(void **state)
{
  (void)state;
  static const struct {
    const char *class_name;
    double width_mm;
  } CASES[] = { { ".full", 170 }, { ".text", 126.25 }, { ".half", 82.5 } };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *text = g_strdup_printf("![alt](chart.vl.json){%s}\n", CASES[i].class_name);
    Built built = build(text);
    g_autoptr(GPtrArray) figures = g_ptr_array_new();
    find_groups(built.briefing->pages[0]->root, ROLE_FIGURE, figures);
    assert_int_equal(figures->len, 1);
    const SceneNode *figure = figures->pdata[0];
    assert_near(figure->group.width, MM(CASES[i].width_mm), 0.01);
    SceneBounds bounds = scene_bounds(figure);
    assert_true(bounds.x2 - figure->x <= figure->group.width + 1);
    built_finish(&built);
  }
}

/* A note longer than a page goes on, and none of its words is lost. */
static void
test_long_notes(void **state)
{
  (void)state;
  g_autoptr(GString) text = g_string_new("a[^1] b[^2] c[^1]\n\n[^2]: short\n\n[^1]: ");
  for (int i = 0; i < 3000; i++)
    g_string_append_printf(text, "w%d ", i);
  Built built = build(text->str);
  assert_true(built.briefing->page_count > 1);
  g_autoptr(GString) seen = g_string_new(NULL);
  for (size_t i = 0; i < built.briefing->page_count; i++) {
    g_autoptr(GArray) boxes = page_text_boxes(built.briefing->pages[i]);
    for (guint k = 0; k < boxes->len; k++)
      g_string_append(seen, g_array_index(boxes, TextBox, k).text);
  }
  const char *at = seen->str;
  for (int i = 0; i < 3000; i++) {
    g_autofree char *word = g_strdup_printf("w%d", i);
    at = strstr(at, word);
    assert_non_null(at);
  }
  assert_non_null(strstr(at, "short"));
  assert_null(strstr(at, "w0 "));
  check_pages(built.briefing, "a long note", true);
  built_finish(&built);
}

static void
check_sample(FontSet *fonts, const char *language, const char *theme)
{
  g_autofree char *path =
      g_strdup_printf(SHOLU_SOURCE_DIR "/templates/film-industry/briefing.%s.md", language);
  Built built = { .arena = arena_new(), .diags = diag_list_new() };
  built.document = document_load(built.arena, path, SHOLU_SOURCE_DIR, built.diags, NULL);
  assert_non_null(built.document);
  ComposeOptions options = { .fonts = fonts,
                             .theme_folder = SHOLU_SOURCE_DIR "/templates/themes",
                             .theme = theme };
  built.briefing = compose_briefing(built.arena, built.document, &options, built.diags);
  assert_int_equal(diag_count(built.diags, DIAG_ERROR), 0);
  check_pages(built.briefing, path, !theme);
  built_finish(&built);
}

/* The sample briefings, with the fonts they are printed in, in every theme. */
static void
test_sample(void **state)
{
  (void)state;
  g_autoptr(FontSet) fonts = font_set_new(SHOLU_SOURCE_DIR "/fonts", NULL);
  if (!fonts)
    skip();
  static const char *const LANGUAGES[] = { "en", "ru", "kk" };
  static const char *const THEMES[] = { NULL, "one-pager", "slides" };
  for (size_t i = 0; i < G_N_ELEMENTS(LANGUAGES); i++)
    for (size_t k = 0; k < G_N_ELEMENTS(THEMES); k++)
      check_sample(fonts, LANGUAGES[i], THEMES[k]);
}

/* In slides every section begins a page, and none is begun for a heading alone. */
static void
test_slides(void **state)
{
  (void)state;
  Built built = build("---\ntheme: slides\n---\n# One\n\n## Two\n\ntext\n\n### Three\n\ntext\n\n"
                      "## Four\n\ntext\n");
  assert_int_equal(built.briefing->page_count, 2);
  g_autoptr(GArray) first = page_text_boxes(built.briefing->pages[0]);
  g_autoptr(GArray) second = page_text_boxes(built.briefing->pages[1]);
  assert_non_null(find_text_box(first, "Three"));
  assert_non_null(find_text_box(second, "Four"));
  built_finish(&built);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_made_documents), cmocka_unit_test(test_columns),
    cmocka_unit_test(test_themes),         cmocka_unit_test(test_deep_columns),
    cmocka_unit_test(test_margin),         cmocka_unit_test(test_grid),
    cmocka_unit_test(test_many_margins),   cmocka_unit_test(test_figure_widths),
    cmocka_unit_test(test_long_notes),     cmocka_unit_test(test_sample),
    cmocka_unit_test(test_slides),         cmocka_unit_test(test_heading_at_head),
    cmocka_unit_test(test_short_table),    cmocka_unit_test(test_figures_after_heading),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
