/* The head of the first page: band, tiles, contents. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "assert_near.h"
#include "built.h"
#include "page_scene.h"

#define MM(value) ((value)*72.0 / 25.4)

static const SceneNode *
find_group(const SceneNode *node, SceneRole role)
{
  if (node->kind != SCENE_GROUP)
    return NULL;
  if (node->role == role)
    return node;
  const SceneNode *found = NULL;
  for (size_t i = 0; i < node->group.child_count && !found; i++)
    found = find_group(node->group.children[i], role);
  return found;
}

static const SceneNode *
find_shape(const SceneNode *node, SceneKind kind)
{
  if (node->kind == kind)
    return node;
  const SceneNode *found = NULL;
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count && !found; i++)
    found = find_shape(node->group.children[i], kind);
  return found;
}

/* The logo stands at the band's foot, 12 mm high at most; its text is the organisation. */
static void
test_logo(void **state)
{
  (void)state;
  Built built = build("---\ntitle: A\norganisation: Us\nlogo: picture.png\n---\n\ntext\n");
  assert_int_equal(diag_count(built.diags, DIAG_ERROR), 0);
  const SceneNode *logo = find_group(built.briefing->pages[0]->root, ROLE_FIGURE);
  assert_non_null(logo);
  assert_string_equal(logo->group.alt, "Us");
  const SceneNode *rect = find_shape(logo, SCENE_RECT);
  assert_non_null(rect->fill.image);
  assert_near(rect->rect.height, MM(12), 0.01);
  assert_near(rect->rect.width, MM(24), 0.01);
  built_finish(&built);
}

/* The band is at least 60 mm high, and the title stands in at most two lines, smaller if need be.
 */
static void
test_band(void **state)
{
  (void)state;
  static const struct {
    const char *title;
    double size;
  } CASES[] = {
    { "Short", 34 },
    { "A title that is some forty letters long", 34 },
    { "A title that is some forty-six letters long ok", 28 },
    { "A title that is so very long that no two lines of any size could hold the whole", 24 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *text = g_strdup_printf("---\ntitle: %s\n---\n\ntext\n", CASES[i].title);
    Built built = build(text);
    const SceneNode *page = built.briefing->pages[0]->root;
    assert_true(find_shape(page, SCENE_RECT)->rect.height >= MM(60) - 0.01);
    const SceneNode *title = find_shape(find_group(page, ROLE_HEADING), SCENE_TEXT);
    assert_near(title->text.style.size, CASES[i].size, 1e-9);
    built_finish(&built);
  }
}

#define KPIS(count_and_items) "---\ntitle: T\nkpis:\n" count_and_items "---\n\ntext\n"
#define ONE "  - {label: One, value: 12}\n"

/* Tiles stand in the page's columns, 26 mm high. */
static void
test_tiles(void **state)
{
  (void)state;
  static const char *const ITEMS[] = { ONE ONE, ONE ONE ONE, ONE ONE ONE ONE, ONE ONE ONE ONE ONE };
  for (size_t i = 0; i < G_N_ELEMENTS(ITEMS); i++) {
    size_t count = i + 2;
    g_autofree char *text = g_strdup_printf(KPIS("%s"), ITEMS[i]);
    Built built = build(text);
    const SceneNode *list = find_group(built.briefing->pages[0]->root, ROLE_LIST);
    assert_int_equal(list->group.child_count, count);
    double column = (MM(170) - 11 * MM(5)) / 12, span = 12.0 / (double)count;
    for (size_t k = 0; k < count; k++) {
      const SceneNode *tile = list->group.children[k];
      const SceneNode *panel = find_shape(tile, SCENE_RECT);
      assert_near(tile->x, (double)k * span * (column + MM(5)), 0.01);
      assert_near(panel->rect.width, span * column + (span - 1) * MM(5), 0.01);
      assert_near(panel->rect.height, MM(26), 0.01);
    }
    built_finish(&built);
  }
}

/* Sign, arrow and colour tell the same; without `good` there is no colour. */
static void
test_changes(void **state)
{
  (void)state;
  enum { NEUTRAL, GOOD, BAD };
  static const struct {
    const char *change, *good, *text, *arrow;
    int colour;
  } CASES[] = {
    { "63%", "up", "+63%", "triangle-up", GOOD },
    { "63%", "down", "+63%", "triangle-up", BAD },
    { "+5", "up", "+5", "triangle-up", GOOD },
    { "-5.5%", "up", "\u22125.5%", "triangle-down", BAD },
    { "\u22125", "down", "\u22125", "triangle-down", GOOD },
    { "63%", NULL, "+63%", "triangle-up", NEUTRAL },
    { "0.0%", "up", "0.0%", NULL, NEUTRAL },
    { "none", "up", "none", NULL, NEUTRAL },
  };
  static const char *const COLOURS[] = { "#4A4F57", "#1A6E68", "#B9431E" };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *good =
        CASES[i].good ? g_strdup_printf(", good: %s", CASES[i].good) : g_strdup("");
    g_autofree char *text = g_strdup_printf(KPIS("  - {label: L, value: 1, change: '%s'%s}\n" ONE),
                                            CASES[i].change, good);
    Built built = build(text);
    assert_int_equal(diag_total(built.diags), 0);
    const SceneNode *tile =
        find_group(built.briefing->pages[0]->root, ROLE_LIST)->group.children[0];
    const SceneNode *arrow = find_shape(tile, SCENE_SYMBOL);
    assert_string_equal(arrow ? arrow->symbol.shape : "", CASES[i].arrow ? CASES[i].arrow : "");
    g_autoptr(GArray) boxes = page_text_boxes(built.briefing->pages[0]);
    const TextBox *box = find_text_box(boxes, CASES[i].text);
    assert_non_null(box);
    char hex[8];
    colour_to_hex(box->node->fill.colour, hex);
    assert_int_equal(g_ascii_strcasecmp(hex, COLOURS[CASES[i].colour]), 0);
    built_finish(&built);
  }
}

/* All values of a row have one size, in which the widest fits its tile. */
static void
test_wide_values(void **state)
{
  (void)state;
  Built built = build(KPIS("  - {label: L, value: '1234567', unit: bn}\n" ONE ONE ONE));
  assert_int_equal(diag_total(built.diags), 0);
  g_autoptr(GArray) boxes = page_text_boxes(built.briefing->pages[0]);
  const TextBox *wide = find_text_box(boxes, "1234567"), *narrow = find_text_box(boxes, "12");
  assert_true(wide->size < 28);
  assert_near(wide->size, narrow->size, 1e-9);
  assert_null(find_text_fault(built.briefing->pages[0]));
  built_finish(&built);
}

/* What does not fit beside a change stands below it, within the tile. */
static void
test_long_changes(void **state)
{
  (void)state;
  Built built =
      build(KPIS("  - {label: L, value: 1, change: 12.5%, period: in comparison}\n" ONE ONE ONE));
  assert_int_equal(diag_total(built.diags), 0);
  g_autoptr(GArray) boxes = page_text_boxes(built.briefing->pages[0]);
  const TextBox *period = find_text_box(boxes, "in comparison");
  assert_true(period->y1 > find_text_box(boxes, "+12.5% ")->y2 - 1);
  const SceneNode *list = find_group(built.briefing->pages[0]->root, ROLE_LIST);
  SceneBounds tile = scene_bounds(list->group.children[0]);
  assert_near(tile.x2 - tile.x1, find_shape(list, SCENE_RECT)->rect.width, 0.01);
  assert_null(find_text_fault(built.briefing->pages[0]));
  built_finish(&built);
}

static const char *
page_of(const Briefing *briefing, const char *heading)
{
  for (size_t i = 0; i < briefing->page_count; i++) {
    g_autoptr(GArray) boxes = page_text_boxes(briefing->pages[i]);
    for (guint k = 0; k < boxes->len; k++) {
      const TextBox *box = &g_array_index(boxes, TextBox, k);
      if (strcmp(box->text, heading) == 0 && box->size > 12 && !box->artifact)
        return briefing->pages[i]->label;
    }
  }
  return NULL;
}

/* The number in the line of an entry. */
static const char *
number_of(const Scene *page, const char *entry)
{
  g_autofree char *text = g_strconcat(entry, " ", NULL);
  g_autoptr(GArray) boxes = page_text_boxes(page);
  const TextBox *own = find_text_box(boxes, text);
  for (guint k = 0; own && k < boxes->len; k++) {
    const TextBox *box = &g_array_index(boxes, TextBox, k);
    if (box != own && box->x1 > own->x1 && box->x1 < own->x1 + MM(130) &&
        box->y2 > own->y2 - 1e-6 && box->y2 < own->y2 + 1e-6)
      return box->node->text.text;
  }
  return NULL;
}

/* Wherever the contents stand, and a heading too, its page is told, and nothing overlaps. */
static void
test_contents(void **state)
{
  (void)state;
  static const char *const HEADS[] = { "---\ntitle: T\ncontents: true\n---\n\n",
                                       "{{< contents >}}\n\n" };
  static const char *const HEADINGS[] = { "One", "Two", "Three", "Four", "Five", "Six" };
  for (size_t h = 0; h < G_N_ELEMENTS(HEADS); h++) {
    g_autoptr(GString) text = g_string_new(HEADS[h]);
    for (size_t i = 0; i < G_N_ELEMENTS(HEADINGS); i++) {
      g_string_append_printf(text,
                             i == 4 ? "::: {.columns}\n::: {.column}\n## %s\n\ntext\n:::\n:::\n"
                                    : "## %s\n\n",
                             HEADINGS[i]);
      for (int line = 0; line < 12; line++)
        g_string_append(text, "A paragraph of some words that takes more than one line of the page,"
                              " and so on, and so forth.\n\n");
    }
    Built built = build(text->str);
    assert_true(built.briefing->page_count > 2);
    for (size_t i = 0; i < G_N_ELEMENTS(HEADINGS); i++) {
      const char *number = number_of(built.briefing->pages[0], HEADINGS[i]);
      assert_non_null(number);
      assert_string_equal(number, page_of(built.briefing, HEADINGS[i]));
    }
    for (size_t i = 0; i < built.briefing->page_count; i++)
      assert_null(find_text_fault(built.briefing->pages[i]));
    built_finish(&built);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_band),         cmocka_unit_test(test_logo),
    cmocka_unit_test(test_tiles),        cmocka_unit_test(test_changes),
    cmocka_unit_test(test_wide_values),  cmocka_unit_test(test_contents),
    cmocka_unit_test(test_long_changes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
