/* What the house's visual design demands of every page, on the sample briefings in their languages,
 * with the real fonts: texts stand apart, large and strong enough, and within their page; figures
 * have the widths of the grid. */
#include "compose/compose.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define MM (72 / 25.4)
#define LEAST_SIZE 8.0
#define LEAST_CONTRAST 4.5
#define MARGIN (20 * MM) /* left and right */
#define SLACK 0.6        /* of kerning and rounding */
#define INK 0.2          /* of a text's height that holds no ink, above and below */

/* A part of a page where it stands. */
typedef struct Placed {
  const SceneNode *node;
  SceneBounds box;
  bool artifact;
} Placed;

typedef struct Page {
  const char *name; /* the briefing's language and the page's number */
  const Scene *scene;
  GArray *texts, *fills, *figures; /* Placed */
} Page;

static SceneBounds
moved(SceneBounds box, double x, double y)
{
  return (SceneBounds){ box.x1 + x, box.y1 + y, box.x2 + x, box.y2 + y };
}

static void
note(GArray *list, const SceneNode *node, SceneBounds box, bool artifact)
{
  Placed placed = { node, box, artifact };
  g_array_append_val(list, placed);
}

static void
gather(Page *page, const SceneNode *node, double x, double y, bool artifact)
{
  artifact = artifact || node->role == ROLE_ARTIFACT;
  if (node->hidden)
    return;
  bool shape = node->kind == SCENE_RECT || node->kind == SCENE_GROUP;
  if (shape && paint_visible(&node->fill)) {
    SceneBounds box = node->kind == SCENE_GROUP
                          ? (SceneBounds){ node->x, node->y, node->x + node->group.width,
                                           node->y + node->group.height }
                          : scene_bounds(node);
    note(page->fills, node, moved(box, x, y), artifact);
  }
  if (node->kind == SCENE_TEXT && *node->text.text && paint_visible(&node->fill)) {
    SceneBounds box = moved(scene_bounds(node), x, y);
    double height = box.y2 - box.y1;
    box.y1 += height * INK;
    box.y2 -= height * INK;
    if (g_str_has_suffix(node->text.text, " "))
      box.x2 -= node->text.style.size / 2;
    note(page->texts, node, box, artifact);
  }
  if (node->role == ROLE_FIGURE && node->group.width > 0)
    note(page->figures, node, moved(scene_bounds(node), x, y), artifact);
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++)
    gather(page, node->group.children[i], x + node->x, y + node->y, artifact);
}

/* ---- what must be so ---- */

static void
check_sizes(const Page *page)
{
  for (guint i = 0; i < page->texts->len; i++) {
    const SceneText *text = &g_array_index(page->texts, Placed, i).node->text;
    /* Marks of notes stand above the line. */
    bool mark = strspn(text->text, "0123456789 ") == strlen(text->text);
    if (text->style.size < LEAST_SIZE - 1e-6 && !mark)
      fail_msg("%s: \"%s\" is set in %g points", page->name, text->text, text->style.size);
  }
}

static void
check_inside(const Page *page)
{
  for (guint i = 0; i < page->texts->len; i++) {
    const Placed *text = &g_array_index(page->texts, Placed, i);
    if (text->box.x1 < MARGIN - SLACK || text->box.x2 > page->scene->width - MARGIN + SLACK ||
        text->box.y1 < 0 || text->box.y2 > page->scene->height)
      fail_msg("%s: \"%s\" leaves the page's margins: %.1f to %.1f", page->name,
               text->node->text.text, text->box.x1, text->box.x2);
  }
  for (guint i = 0; i < page->figures->len; i++) {
    const Placed *figure = &g_array_index(page->figures, Placed, i);
    if (figure->box.x2 - figure->box.x1 > figure->node->group.width + 1)
      fail_msg("%s: %s is %.1f points wide and has %.1f", page->name, figure->node->group.name,
               figure->box.x2 - figure->box.x1, figure->node->group.width);
  }
}

static bool
overlap(SceneBounds a, SceneBounds b)
{
  return a.x1 < b.x2 - SLACK && b.x1 < a.x2 - SLACK && a.y1 < b.y2 - SLACK && b.y1 < a.y2 - SLACK;
}

static void
check_apart(const Page *page)
{
  for (guint i = 0; i < page->texts->len; i++) {
    const Placed *a = &g_array_index(page->texts, Placed, i);
    for (guint k = i + 1; k < page->texts->len; k++) {
      const Placed *b = &g_array_index(page->texts, Placed, k);
      if (overlap(a->box, b->box))
        fail_msg("%s: \"%s\" and \"%s\" overlap at %.1f, %.1f", page->name, a->node->text.text,
                 b->node->text.text, b->box.x1, b->box.y1);
    }
  }
}

/* The last fill that covers a text's middle, else the paper. */
static Colour
colour_below(const Page *page, SceneBounds box)
{
  Colour colour = page->scene->background.a > 0 ? page->scene->background : (Colour){ 1, 1, 1, 1 };
  double x = (box.x1 + box.x2) / 2, y = (box.y1 + box.y2) / 2;
  for (guint i = 0; i < page->fills->len; i++) {
    const Placed *fill = &g_array_index(page->fills, Placed, i);
    if (x > fill->box.x1 && x < fill->box.x2 && y > fill->box.y1 && y < fill->box.y2)
      colour = fill->node->fill.colour;
  }
  return colour;
}

static void
check_contrast(const Page *page)
{
  for (guint i = 0; i < page->texts->len; i++) {
    const Placed *text = &g_array_index(page->texts, Placed, i);
    double contrast = colour_contrast(text->node->fill.colour, colour_below(page, text->box));
    if (contrast < LEAST_CONTRAST)
      fail_msg("%s: \"%s\" has a contrast of %.2f", page->name, text->node->text.text, contrast);
  }
}

static void
check_level(const Page *page)
{
  for (guint i = 0; i < page->texts->len; i++) {
    const SceneText *text = &g_array_index(page->texts, Placed, i).node->text;
    if (fabs(text->angle) > 1e-9)
      fail_msg("%s: \"%s\" is turned", page->name, text->text);
  }
}

static void
check_widths(const Page *page)
{
  static const double WIDTHS[] = { 170 * MM, 126.25 * MM, 82.5 * MM }; /* 12, 9 and 6 columns */
  for (guint i = 0; i < page->figures->len; i++) {
    const SceneGroup *figure = &g_array_index(page->figures, Placed, i).node->group;
    bool known = false;
    for (size_t k = 0; k < G_N_ELEMENTS(WIDTHS); k++)
      known = known || fabs(figure->width - WIDTHS[k]) < 0.5;
    if (!known)
      fail_msg("%s: %s is %.1f mm wide", page->name, figure->name, figure->width / MM);
    if (!figure->alt || !*figure->alt || g_utf8_strlen(figure->alt, -1) > 250)
      fail_msg("%s: %s has no text of up to 250 characters", page->name, figure->name);
  }
}

static void (*const CHECKS[])(const Page *) = { check_sizes,    check_inside, check_apart,
                                                check_contrast, check_level,  check_widths };

/* ---- the samples ---- */

static size_t
check_page(const Scene *scene, const char *language, size_t number)
{
  g_autoptr(GArray) texts = g_array_new(FALSE, FALSE, sizeof(Placed));
  g_autoptr(GArray) fills = g_array_new(FALSE, FALSE, sizeof(Placed));
  g_autoptr(GArray) figures = g_array_new(FALSE, FALSE, sizeof(Placed));
  g_autofree char *name = g_strdup_printf("%s, page %zu", language, number + 1);
  Page page = { name, scene, texts, fills, figures };
  gather(&page, scene->root, 0, 0, false);
  assert_true(texts->len > 0);
  for (size_t i = 0; i < G_N_ELEMENTS(CHECKS); i++)
    CHECKS[i](&page);
  return figures->len;
}

static void
check_briefing(const char *language, FontSet *fonts)
{
  Arena *arena = arena_new();
  DiagList *diags = diag_list_new();
  g_autofree char *path =
      g_strdup_printf(SHOLU_SOURCE_DIR "/templates/film-industry/briefing.%s.md", language);
  g_autoptr(GError) error = NULL;
  Document *document = document_load(arena, path, SHOLU_SOURCE_DIR, diags, &error);
  assert_non_null(document);
  ComposeOptions options = { .fonts = fonts, .theme_folder = SHOLU_SOURCE_DIR "/templates/themes" };
  const Briefing *briefing = compose_briefing(arena, document, &options, diags);
  diag_print(diags, stderr, (DiagStyle){ .brief = true });
  assert_int_equal(diag_total(diags), 0);
  size_t figures = 0;
  for (size_t i = 0; i < briefing->page_count; i++)
    figures += check_page(briefing->pages[i], language, i);
  assert_int_equal(figures, briefing->chart_count);
  document_free(document);
  diag_list_free(diags);
  arena_free(arena);
}

static void
test_samples(void **state)
{
  (void)state;
  static const char *const LANGUAGES[] = { "en", "ru", "kk" };
  g_autoptr(FontSet) fonts = font_set_new(SHOLU_SOURCE_DIR "/fonts", NULL);
  if (!fonts) {
    print_message("skipped: there are no fonts in " SHOLU_SOURCE_DIR "/fonts\n");
    skip();
  }
  for (size_t i = 0; i < G_N_ELEMENTS(LANGUAGES); i++)
    check_briefing(LANGUAGES[i], fonts);
}

int
main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_samples) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
