/* Presets: sizes of pictures, their colours, and what a wrong one is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "assert_near.h"
#include "built.h"
#include "compose/preset_private.h"

#define CHART                                                                                      \
  "```chart {#fig-a .half}\n"                                                                      \
  "title: Almaty is ahead of Astana in all the years that the table tells of\n"                    \
  "description: Bars\n"                                                                            \
  "data: {name: data}\n"                                                                           \
  "height: {step: 20}\n"                                                                           \
  "mark: {type: bar, color: \"#043978\"}\n"                                                        \
  "encoding: {y: {field: region, type: nominal}, x: {field: value, type: quantitative}}\n"         \
  "usermeta: {sholu: {source: Me}}\n```\n"

static Built
build_with(const char *presets)
{
  g_autofree char *text =
      g_strdup_printf("---\ntitle: T\nlang: en\ndata: data.csv\nchart-presets: [%s]\n---\n\n%s",
                      presets, CHART);
  return build(text);
}

static bool
is_told(const DiagList *diags, const char *code)
{
  for (size_t i = 0; i < diag_total(diags); i++)
    if (strcmp(diag_at(diags, i)->code, code) == 0)
      return true;
  return false;
}

/* The first fill of a bar. */
static const SceneNode *
find_bar(const SceneNode *node)
{
  const SceneNode *found = NULL;
  bool marks = node->kind == SCENE_GROUP && node->role == ROLE_MARK;
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count && !found; i++) {
    const SceneNode *child = node->group.children[i];
    found = marks && child->kind == SCENE_RECT ? child : find_bar(child);
  }
  return found;
}

static void
pictures_have_the_sizes_of_their_presets(void **state)
{
  (void)state;
  static const struct {
    const char *name;
    double width, height; /* pixels; 0: any */
  } cases[] = {
    { "slide-full", 1920, 1080 },
    { "slide-half", 960, 1080 },
    { "slide-full@2x", 3840, 2160 },
    { "doc", 2007.874, 0 },
    { "slide-half+on-dark+transparent@2x", 1920, 2160 },
    { "grey", 0, 0 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    Built built = build_with(cases[i].name);
    assert_int_equal(diag_count(built.diags, DIAG_ERROR), 0);
    assert_false(is_told(built.diags, "preset-too-small"));
    assert_int_equal(built.briefing->charts[0].picture_count, 2);
    const ChartPicture *picture = &built.briefing->charts[0].pictures[1];
    double unit = picture->ppi / 72 * picture->enlarge;
    assert_string_equal(picture->preset, cases[i].name);
    if (cases[i].width > 0)
      assert_near(picture->scene->width * unit, cases[i].width, 0.01);
    if (cases[i].height > 0)
      assert_near(picture->scene->height * unit, cases[i].height, 0.01);
    SceneBounds drawn = scene_bounds(picture->scene->root);
    assert_true(drawn.x1 >= 0 && drawn.x2 <= picture->scene->width + 0.5);
    assert_true(drawn.y1 >= 0 && drawn.y2 <= picture->scene->height + 0.5);
    built_finish(&built);
  }
}

static void
colours_are_those_of_the_preset(void **state)
{
  (void)state;
  static const struct {
    const char *name, *paper, *bar;
  } cases[] = {
    { "slide-full", "#ffffff", "#043978" }, { "transparent", NULL, "#043978" },
    { "grey", "#ffffff", "#1b1f24" },       { "on-dark", "#1b1f24", NULL },
    { "on-dark+transparent", NULL, NULL },
  };
  const Colour dark = { 27 / 255.0, 31 / 255.0, 36 / 255.0, 1 };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    Built built = build_with(cases[i].name);
    const Scene *scene = built.briefing->charts[0].pictures[1].scene;
    char hex[8];
    colour_to_hex(scene->background, hex);
    if (cases[i].paper)
      assert_string_equal(hex, cases[i].paper);
    else
      assert_near(scene->background.a, g_str_has_suffix(cases[i].name, "on-dark") ? 1 : 0, 0);
    const SceneNode *bar = find_bar(scene->root);
    assert_non_null(bar);
    colour_to_hex(bar->fill.colour, hex);
    if (cases[i].bar)
      assert_string_equal(hex, cases[i].bar);
    else
      assert_true(colour_contrast(bar->fill.colour, dark) >= 3);
    built_finish(&built);
  }
}

static void
wrong_presets_are_faults(void **state)
{
  (void)state;
  static const struct {
    const char *yaml, *code, *word;
  } cases[] = {
    { "size: {width: wide}", "preset-value", "wide" },
    { "size: {ppi: -3}", "preset-value", "-3" },
    { "replace: {blau: red}", "preset-value", "blau" },
    { "patterns: [{colour: \"#595F69\", dash: [0]}]", "preset-value", "pattern" },
    { "them: {}", "unknown-property", "them" },
    { "theme: {type: {body: {size: huge}}}", "theme-value", "huge" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    g_autofree char *folder = g_dir_make_tmp("sholu-presets-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "mine.yaml", NULL);
    assert_true(g_file_set_contents(path, cases[i].yaml, -1, NULL));
    const Theme *theme = theme_from_node(arena, NULL, diags);
    presets_load(arena, folder, theme, "mine", (Span){ 0 }, diags);
    assert_int_equal(diag_total(diags), 1);
    assert_string_equal(diag_at(diags, 0)->code, cases[i].code);
    assert_non_null(strstr(diag_at(diags, 0)->message, cases[i].word));
    g_remove(path);
    g_rmdir(folder);
  }
}

/* Where a chart has too much for its picture, its type is set smaller, and nothing is cut off. */
static void
type_gives_way_to_long_texts(void **state)
{
  (void)state;
  g_autofree char *title = g_strnfill(700, 'a');
  for (size_t i = 9; i < 700; i += 10)
    title[i] = ' ';
  g_autofree char *text =
      g_strdup_printf("---\ntitle: T\nlang: en\ndata: data.csv\nchart-presets: slide-half\n---\n\n"
                      "```chart {#fig-a}\ntitle: %s\ndescription: Bars\ndata: {name: data}\nmark: "
                      "bar\n"
                      "encoding: {x: {field: region}, y: {field: value, type: quantitative}}\n"
                      "usermeta: {sholu: {source: Me}}\n```\n",
                      title);
  Built built = build(text);
  const ChartPicture *picture = &built.briefing->charts[0].pictures[1];
  assert_near(picture->scene->width * picture->enlarge, 480, 0.01);
  assert_near(picture->scene->height * picture->enlarge, 540, 0.01);
  assert_true(is_told(built.diags, "preset-too-small"));
  built_finish(&built);
}

static void
collect_bars(const SceneNode *node, GPtrArray *bars)
{
  bool marks = node->kind == SCENE_GROUP && node->role == ROLE_MARK;
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++) {
    const SceneNode *child = node->group.children[i];
    if (marks && (child->kind == SCENE_RECT || child->kind == SCENE_ARC))
      g_ptr_array_add(bars, (gpointer)child);
    collect_bars(child, bars);
  }
}

/* Fills of different colours in the sample's charts, printed in grey, differ in light or pattern.
 */
static void
the_samples_charts_hold_in_grey(void **state)
{
  (void)state;
  static const char *const LANGUAGES[] = { "en", "ru", "kk" };
  for (size_t l = 0; l < G_N_ELEMENTS(LANGUAGES); l++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    const char *path =
        arena_printf(arena, SHOLU_SOURCE_DIR "/templates/film-industry/briefing.%s.md",
                     LANGUAGES[l]);
    g_autoptr(Document) document = document_load(arena, path, SHOLU_SOURCE_DIR, diags, NULL);
    assert_non_null(document);
    ComposeOptions options = { .metrics = &FAKE_METRICS,
                               .presets = "slide-full+grey",
                               .theme_folder = SHOLU_SOURCE_DIR "/templates/themes" };
    const Briefing *briefing = compose_briefing(arena, document, &options, diags);
    assert_true(briefing->chart_count >= 6);
    assert_false(is_told(diags, "weak-colour"));
    for (size_t c = 0; c < briefing->chart_count; c++) {
      g_autoptr(GPtrArray) bars = g_ptr_array_new(), coloured = g_ptr_array_new();
      collect_bars(briefing->charts[c].pictures[1].scene->root, bars);
      collect_bars(briefing->charts[c].pictures[0].scene->root, coloured);
      assert_int_equal(bars->len, coloured->len);
      for (guint i = 1; i < bars->len; i++) {
        const SceneNode *a = bars->pdata[i - 1], *b = bars->pdata[i];
        const SceneNode *was_a = coloured->pdata[i - 1], *was_b = coloured->pdata[i];
        if (memcmp(&was_a->fill.colour, &was_b->fill.colour, sizeof(Colour)) != 0)
          assert_true(colour_contrast(a->fill.colour, b->fill.colour) >= 1.5 ||
                      a->fill.hatch != b->fill.hatch);
      }
    }
  }
}

/* `width: container` is the width of the column. */
static void
containers_are_columns(void **state)
{
  (void)state;
  static const char TEXT[] =
      "---\ntitle: T\nlang: en\ndata: data.csv\n---\n\n"
      "```chart\ntitle: A\ndescription: Bars\ndata: {name: data}\n%smark: bar\n"
      "encoding: {x: {field: region}, y: {field: value, type: quantitative}}\n"
      "usermeta: {sholu: {source: Me}}\n```\n";
  double widths[2];
  for (int i = 0; i < 2; i++) {
    g_autofree char *before = g_strndup(TEXT, (gsize)(strstr(TEXT, "%s") - TEXT));
    g_autofree char *text =
        g_strconcat(before, i ? "width: container\n" : "", strstr(TEXT, "%s") + 2, NULL);
    Built built = build(text);
    const SceneBounds drawn = scene_bounds(built.briefing->charts[0].pictures[0].scene->root);
    assert_int_equal(diag_count(built.diags, DIAG_ERROR), 0);
    widths[i] = drawn.x2 - drawn.x1;
    built_finish(&built);
  }
  assert_near(widths[0], widths[1], 1); /* extents are rounded */
  assert_true(widths[1] > 300);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(pictures_have_the_sizes_of_their_presets),
    cmocka_unit_test(colours_are_those_of_the_preset),
    cmocka_unit_test(wrong_presets_are_faults),
    cmocka_unit_test(type_gives_way_to_long_texts),
    cmocka_unit_test(the_samples_charts_hold_in_grey),
    cmocka_unit_test(containers_are_columns),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
