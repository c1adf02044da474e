/* The house's hand: labels in place of guides, orders, colours. Texts are half as wide a character
 * as they are high. */
#include "chart/chart.h"
#include "chart/house_private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "assert_near.h"
#include "fixed_metrics.h"

static const char *const OTHERS[] = { "Other", NULL };
static const ChartHouse HOUSE = {
  .text = { 0.1, 0.1, 0.1, 1 },
  .paper = { 1, 1, 1, 1 },
  .highlight = { 1, 0, 0, 1 },
  .context = { 0.5, 0.5, 0.5, 1 },
  .value_size = 8.5,
  .name_size = 9,
  .others = OTHERS,
};

typedef struct Drawn {
  Arena *arena;
  DiagList *diags;
  const Scene *scene;
} Drawn;

/* The built-in theme's configuration of charts. */
static const Node *
theme_config(Arena *arena, DiagList *diags)
{
  const Source *source =
      source_load(arena, SHOLU_SOURCE_DIR "/templates/themes/briefing.yaml", 0, NULL);
  assert_non_null(source);
  return node_get(node_parse(arena, source, diags), "config");
}

static Drawn
draw_source(Arena *arena, const Source *source, const char *root, double width, bool themed)
{
  Drawn drawn = { .arena = arena, .diags = diag_list_new() };
  const Node *node = node_parse(drawn.arena, source, drawn.diags);
  g_autoptr(Catalog) catalog = catalog_new(drawn.diags);
  ChartContext context = { .catalog = catalog,
                           .metrics = &FIXED_METRICS,
                           .house = &HOUSE,
                           .root = root,
                           .folder = root,
                           .width = width };
  if (themed)
    context.config = theme_config(drawn.arena, drawn.diags);
  drawn.scene = chart_compile(drawn.arena, node, &context, drawn.diags);
  return drawn;
}

static Drawn
draw(const char *spec, bool themed)
{
  Arena *arena = arena_new();
  const Source *source =
      source_from_text(arena, "spec.yaml", arena_strdup(arena, spec), strlen(spec));
  return draw_source(arena, source, NULL, 0, themed);
}

static void
drawn_finish(Drawn *drawn)
{
  diag_list_free(drawn->diags);
  arena_free(drawn->arena);
}

/* Texts of the marks ("12 | 30"), then "axis" for each with labels and "legend". */
static void
describe(GString *out, const SceneNode *node, bool mark)
{
  const char *before = out->len ? " | " : "";
  if (node->hidden)
    return;
  if (node->kind == SCENE_TEXT && mark)
    g_string_append_printf(out, "%s%s", before, node->text.text);
  if (node->kind != SCENE_GROUP)
    return;
  if (node->role == ROLE_LEGEND)
    g_string_append_printf(out, "%slegend", before);
  for (size_t i = 0; i < node->group.child_count; i++)
    if (node->role == ROLE_AXIS && node->group.children[i]->role == ROLE_AXIS_LABEL) {
      g_string_append_printf(out, "%s%s axis", out->len ? " | " : "", node->group.orient);
      return;
    }
  for (size_t i = 0; i < node->group.child_count; i++)
    describe(out, node->group.children[i], mark || node->role == ROLE_MARK);
}

#define BARS "data: {values: [{c: a, v: 3}, {c: Other, v: 9}, {c: b, v: 12.5}]}\nmark: bar\n"
#define C "{field: c, type: nominal}"
#define V "{field: v, type: quantitative}"
#define G "{field: g, type: nominal}"
#define PARTS                                                                                      \
  "data: {values: [{c: p, g: one, v: 40}, {c: p, g: two, v: 50}, {c: q, g: one, v: 30}, "          \
  "{c: q, g: two, v: 20}]}\n"
#define SIZE "width: 200\nheight: 100\n"

static const struct {
  const char *name, *spec, *expected;
} CASES[] = {
  { "values beside bars, the axis goes; the largest first, the rest last",
    SIZE BARS "encoding: {y: " C ", x: " V "}", "left axis | 3.0 | 9.0 | 12.5" },
  { "parts that have no names are not labelled one on the other",
    SIZE "data: {values: [{x: 1, v: 28}, {x: 1, v: 55}, {x: 5, v: 43}]}\nmark: bar\n"
         "encoding: {x: {field: x, type: ordinal}, y: " V "}",
    "bottom axis | left axis" },
  { "but one part a bar is",
    SIZE "data: {values: [{x: 1, v: 28}, {x: 5, v: 43}]}\nmark: bar\n"
         "encoding: {x: {field: x, type: ordinal}, y: " V "}",
    "bottom axis | 28 | 43" },
  { "columns too", SIZE BARS "encoding: {x: " C ", y: " V "}", "bottom axis | 3.0 | 9.0 | 12.5" },
  { "an axis that is asked for stays, and nothing is said twice",
    SIZE BARS "encoding: {y: " C ", x: {field: v, type: quantitative, axis: {grid: true}}}",
    "bottom axis | left axis" },
  { "a format of the author's",
    SIZE BARS "encoding: {y: " C ", x: {field: v, type: quantitative, axis: {format: '.2f'}}}",
    "left axis | 3.00 | 9.00 | 12.50" },
  { "no labels where none are wanted",
    SIZE BARS "encoding: {y: " C ", x: " V "}\nusermeta: {sholu: {labels: none}}",
    "bottom axis | left axis" },
  { "more bars than can be read keep their axis",
    SIZE "data: {sequence: {start: 0, stop: 10, as: v}}\nmark: bar\n"
         "encoding: {y: {field: v, type: ordinal}, x: " V "}",
    "bottom axis | left axis" },
  { "an author who labels is left alone",
    SIZE "data: {values: [{c: a, v: 3}]}\nencoding: {y: " C ", x: " V "}\n"
         "layer: [{mark: bar}, {mark: text, encoding: {text: {value: mine}}}]",
    "bottom axis | left axis | mine" },
  { "stacks: values inside, names above the first bar",
    SIZE PARTS "mark: bar\nencoding: {y: " C ", x: " V ", color: " G "}",
    "left axis | 40 | 50 | 30 | 20 | one | two" },
  { "parts too small for a value keep the axis",
    SIZE "data: {values: [{c: p, g: one, v: 1}, {c: p, g: two, v: 500}]}\nmark: bar\n"
         "encoding: {y: " C ", x: " V ", color: " G "}",
    "bottom axis | left axis | legend" },
  { "shares of normalised stacks",
    SIZE PARTS "mark: bar\nencoding: {y: " C ", x: {field: v, type: quantitative, "
               "stack: normalize}, color: " G "}",
    "left axis | 44% | 56% | 60% | 40% | one | two" },
  { "names at the ends of lines",
    SIZE "data: {values: [{t: 1, g: up, v: 1}, {t: 2, g: up, v: 9}, {t: 1, g: down, v: 8}, "
         "{t: 2, g: down, v: 2}]}\nmark: line\nencoding: {x: {field: t, type: ordinal}, y: " V
         ", color: " G "}",
    "bottom axis | left axis | up | down" },
  { "long names at the ends take several lines",
    SIZE "data: {values: [{t: 1, g: somewhere between north and south, v: 1}, "
         "{t: 2, g: somewhere between north and south, v: 9}, {t: 1, g: down, v: 8}, "
         "{t: 2, g: down, v: 2}]}\nmark: line\nencoding: {x: {field: t, type: ordinal}, y: " V
         ", color: " G "}",
    "bottom axis | left axis | somewhere between\nnorth and south | down" },
  { "more lines than can be told apart keep the legend",
    SIZE "data: {values: [{t: 1, g: a, v: 1}, {t: 1, g: b, v: 1}, {t: 1, g: c, v: 1}, "
         "{t: 1, g: d, v: 1}, {t: 1, g: e, v: 1}]}\nmark: line\n"
         "encoding: {x: {field: t, type: ordinal}, y: " V ", color: " G "}",
    "bottom axis | left axis | legend" },
  { "names at the ends of areas",
    SIZE "data: {values: [{t: 1, g: a, v: 1}, {t: 2, g: a, v: 9}, {t: 1, g: b, v: 8}, "
         "{t: 2, g: b, v: 7}]}\nmark: area\nencoding: {x: {field: t, type: ordinal}, y: " V
         ", color: " G "}",
    "bottom axis | left axis | a | b" },
  { "slices: name and share, the largest first",
    SIZE "data: {values: [{g: b, v: 20}, {g: Other, v: 50}, {g: a, v: 30}]}\nmark: arc\n"
         "encoding: {theta: " V ", color: " G "}",
    "a\u00a030% | b\u00a020% | Other\u00a050%" },
  { "a donut's hole has the total",
    SIZE "data: {values: [{g: b, v: 20}, {g: a, v: 300}]}\nmark: {type: arc, innerRadius: 25}\n"
         "encoding: {theta: " V ", color: " G "}",
    "320 | a\u00a094% | b\u00a06%" },
  { "the author words the total",
    SIZE "data: {values: [{g: b, v: 20}, {g: a, v: 80}]}\nmark: {type: arc, innerRadius: 25}\n"
         "encoding: {theta: " V ", color: " G "}\nusermeta: {sholu: {total: [100, films]}}",
    "100\nfilms | a\u00a080% | b\u00a020%" },
  { "texts that would touch are moved apart",
    SIZE "data: {values: [{c: a, v: 3}, {c: a, v: 3}]}\nmark: {type: text}\n"
         "encoding: {y: " C ", x: " V ", text: {value: same}}",
    "bottom axis | left axis | same | same" },
};

static void
labels_take_the_place_of_guides(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    Drawn drawn = draw(CASES[i].spec, false);
    assert_non_null(drawn.scene);
    g_autoptr(GString) got = g_string_new(NULL);
    describe(got, drawn.scene->root, false);
    if (strcmp(got->str, CASES[i].expected) != 0)
      fail_msg("%s:\n  %s\nexpected\n  %s", CASES[i].name, got->str, CASES[i].expected);
    drawn_finish(&drawn);
  }
}

static void
charts_fit_their_width(void **state)
{
  (void)state;
  static const char *const SPECS[] = {
    BARS "encoding: {y: " C ", x: " V "}",
    "data: {values: [{c: a, v: 1}, {c: b, v: 2}, {c: c, v: 3}, {c: d, v: 4}]}\nmark: bar\n"
    "encoding: {column: " C ", x: {field: v, type: ordinal}, y: " V "}",
    "data: {values: [{g: Some long name, v: 20}, {g: Another long name, v: 30}]}\nmark: arc\n"
    "height: 120\nencoding: {theta: " V ", color: " G "}",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(SPECS); i++) {
    Arena *arena = arena_new();
    const Source *source =
        source_from_text(arena, "spec.yaml", arena_strdup(arena, SPECS[i]), strlen(SPECS[i]));
    Drawn drawn = draw_source(arena, source, NULL, 300, true);
    assert_non_null(drawn.scene);
    assert_near(drawn.scene->width, 300, 2);
    drawn_finish(&drawn);
  }
}

static void
find_strokes(const SceneNode *node, int *count)
{
  *count += node->kind == SCENE_RECT && node->stroke.width == 0.75;
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++)
    find_strokes(node->group.children[i], count);
}

static void
gaps_part_stacks_alone(void **state)
{
  (void)state;
  static const struct {
    const char *spec;
    int gaps;
  } cases[] = {
    { SIZE PARTS "mark: bar\nencoding: {y: " C ", x: " V ", color: " G "}", 4 },
    { SIZE "data: {values: [{c: p, g: one, v: 9}, {c: q, g: two, v: 20}]}\nmark: bar\n"
           "encoding: {y: " C ", x: " V ", color: " G "}",
      0 },
    { SIZE "data: {values: [{c: p, g: one, v: 1}, {c: p, g: two, v: 500}]}\nmark: bar\n"
           "encoding: {y: " C ", x: " V ", color: " G "}",
      1 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    Drawn drawn = draw(cases[i].spec, false);
    int count = 0;
    find_strokes(drawn.scene->root, &count);
    assert_int_equal(count, cases[i].gaps);
    drawn_finish(&drawn);
  }
}

typedef struct Ends {
  double widths[8];
  size_t count;
  double line; /* where the axis line's inner edge is */
} Ends;

static void
find_bars(const SceneNode *node, bool mark, Ends *ends)
{
  if (node->kind == SCENE_RECT && mark)
    ends->widths[ends->count++] = node->rect.width;
  if (node->role == ROLE_AXIS_DOMAIN && node->rule.y2 > node->y)
    ends->line = node->x + node->stroke.width / 2;
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++)
    find_bars(node->group.children[i], mark || node->role == ROLE_MARK, ends);
}

/* A bar of next to nothing is seen beside the line that it stands on; parts of stacks keep their
 * places. */
static void
bars_are_seen(void **state)
{
  (void)state;
  static const struct {
    const char *values, *encoding;
    double widths[3];
  } cases[] = {
    { "{c: p, v: 0}, {c: q, v: 0.1}, {c: r, v: 400}", "", { 0, 1, 200 } },
    { "{c: p, v: 0}, {c: q, v: -0.1}, {c: r, v: 400}", "", { 0, 1, 200 } },
    { "{c: p, g: x, v: 0.1}, {c: p, g: y, v: 199.9}", ", color: " G, { 0.1, 199.9 } },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *spec = g_strdup_printf(SIZE "data: {values: [%s]}\nmark: bar\nencoding: {y: " C
                                                 ", x: {field: v, type: quantitative, scale: "
                                                 "{nice: false, domainMin: 0}}%s}",
                                            cases[i].values, cases[i].encoding);
    Drawn drawn = draw(spec, true);
    Ends ends = { .line = NAN };
    find_bars(drawn.scene->root, false, &ends);
    for (size_t k = 0; k < ends.count; k++)
      assert_near(ends.widths[k], cases[i].widths[k], 1e-9);
    assert_near(ends.line, 0, 1e-9);
    drawn_finish(&drawn);
  }
}

static void
rounded_shares_are_told(void **state)
{
  (void)state;
  Drawn off = draw(SIZE "data: {values: [{g: a, v: 1}, {g: b, v: 1}, {g: c, v: 1}]}\nmark: arc\n"
                        "encoding: {theta: " V ", color: " G "}",
                   false);
  assert_true(off.scene->rounded);
  drawn_finish(&off);
  Drawn sound = draw(SIZE "data: {values: [{g: a, v: 1}, {g: b, v: 3}]}\nmark: arc\n"
                          "encoding: {theta: " V ", color: " G "}",
                     false);
  assert_false(sound.scene->rounded);
  drawn_finish(&sound);
}

/* ---- no two texts touch, whatever the data ---- */

static void
collect_boxes(const SceneNode *node, double x, double y, GArray *boxes, GArray *texts)
{
  if (node->hidden)
    return;
  SceneBounds box = scene_bounds(node);
  box = (SceneBounds){ box.x1 + x, box.y1 + y, box.x2 + x, box.y2 + y };
  if (node->kind == SCENE_TEXT && *node->text.text) {
    g_array_append_val(boxes, box);
    g_array_append_val(texts, node->text.text);
  }
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++)
    collect_boxes(node->group.children[i], x + node->x, y + node->y, boxes, texts);
}

static const char *const WORDS[] = {
  "Қазақстан Республикасының",
  "кинематография",
  "ұйымдары",
  "Западно-Казахстанская область",
  "Filmförderungsgesellschaft",
  "Rundfunkanstalten",
  "кассовые сборы",
  "Kino",
  "a",
  "млрд теңге",
};

static char *
random_name(GRand *random, int index)
{
  g_autoptr(GString) name = g_string_new(NULL);
  int words = g_rand_int_range(random, 1, 5);
  for (int i = 0; i < words; i++)
    g_string_append_printf(name, "%s ",
                           WORDS[g_rand_int_range(random, 0, (gint32)G_N_ELEMENTS(WORDS))]);
  g_string_append_printf(name, "%d", index);
  return g_strdup(name->str);
}

static char *
random_chart(GRand *random)
{
  static const char *const SHAPES[] = {
    "mark: bar\nencoding: {y: {field: c, type: nominal}, x: " V "}",
    "mark: bar\nencoding: {x: {field: c, type: nominal}, y: " V "}",
    "mark: bar\nencoding: {y: {field: c, type: nominal}, x: " V ", color: " G "}",
    "mark: bar\nencoding: {x: {field: c, type: nominal}, y: " V ", color: " G "}",
    "mark: line\nencoding: {x: {field: t, type: ordinal}, y: " V ", color: {field: c}}",
    "mark: area\nencoding: {x: {field: t, type: ordinal}, y: " V ", color: {field: c}}",
    "mark: arc\nencoding: {theta: " V ", color: {field: c, type: nominal}}",
    "mark: text\nencoding: {x: " V ", y: {field: t, type: quantitative}, text: {field: c}}",
  };
  static const double SCALES[] = { 1, 1e-6, 1e9, 0.01, 12345 };
  static const int WIDTHS[] = { 170, 357, 480 };
  g_autoptr(GString) spec = g_string_new(NULL);
  int count = g_rand_int_range(random, 1, 61);
  double scale = SCALES[g_rand_int_range(random, 0, (gint32)G_N_ELEMENTS(SCALES))];
  g_string_append_printf(spec, "width: %d\nheight: 180\ndata: {values: [",
                         WIDTHS[g_rand_int_range(random, 0, 3)]);
  for (int i = 0; i < count; i++) {
    g_autofree char *name = random_name(random, i % 7 == 0 ? i : i / 2);
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_dtostr(number, sizeof number, (g_rand_double(random) - 0.1) * scale);
    g_string_append_printf(spec, "%s{c: '%s', g: 'g%d', t: %d, v: %s}", i ? ", " : "", name, i % 3,
                           i % 5, number);
  }
  g_string_append_printf(spec, "]}\n%s\n",
                         SHAPES[g_rand_int_range(random, 0, (gint32)G_N_ELEMENTS(SHAPES))]);
  return g_strdup(spec->str);
}

/* The first two texts of a scene that overlap, or one that stands outside; NULL: all is well. */
static char *
find_collision(const Scene *scene)
{
  g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(SceneBounds));
  g_autoptr(GArray) texts = g_array_new(FALSE, FALSE, sizeof(char *));
  collect_boxes(scene->root, 0, 0, boxes, texts);
  for (guint a = 0; a < boxes->len; a++) {
    SceneBounds box = g_array_index(boxes, SceneBounds, a);
    const char *text = g_array_index(texts, char *, a);
    if (box.x1 < -0.5 || box.y1 < -0.5 || box.x2 > scene->width + 0.5 ||
        box.y2 > scene->height + 0.5)
      return g_strdup_printf("\"%s\" stands outside", text);
    for (guint b = 0; b < a; b++) {
      SceneBounds other = g_array_index(boxes, SceneBounds, b);
      if (box.x1 < other.x2 - 0.01 && other.x1 < box.x2 - 0.01 && box.y1 < other.y2 - 0.01 &&
          other.y1 < box.y2 - 0.01)
        return g_strdup_printf("\"%s\" and \"%s\" overlap", text, g_array_index(texts, char *, b));
    }
  }
  return NULL;
}

static void
no_two_texts_overlap(void **state)
{
  (void)state;
  GRand *random = g_rand_new_with_seed(20241116);
  for (int i = 0; i < 300; i++) {
    g_autofree char *spec = random_chart(random);
    Drawn drawn = draw(spec, true);
    assert_non_null(drawn.scene);
    g_autofree char *collision = find_collision(drawn.scene);
    if (collision)
      fail_msg("chart %d: %s\n%s", i, collision, spec);
    drawn_finish(&drawn);
  }
  g_rand_free(random);
}

static void
nor_in_charts_of_others(void **state)
{
  (void)state;
  const char *root = SHOLU_SOURCE_DIR "/../shared/conformance";
  static const char *const FOLDERS[] = { "specs", "authored/specs" };
  int count = 0, bad = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(FOLDERS); i++) {
    g_autofree char *folder = g_build_filename(root, FOLDERS[i], NULL);
    g_autoptr(GDir) listing = g_dir_open(folder, 0, NULL);
    const char *name;
    while (listing && (name = g_dir_read_name(listing))) {
      Arena *arena = arena_new();
      g_autofree char *path = g_build_filename(folder, name, NULL);
      Drawn drawn = draw_source(arena, source_load(arena, path, 0, NULL), root, 0, true);
      g_autofree char *collision = drawn.scene ? find_collision(drawn.scene) : g_strdup("nothing");
      if (collision)
        print_message("%s: %s\n", name, collision);
      bad += collision != NULL;
      count++;
      drawn_finish(&drawn);
    }
  }
  if (count == 0)
    skip();
  print_message("%d charts\n", count);
  assert_int_equal(bad, 0);
}

/* ---- geometry ---- */

static void
labels_are_spread_as_little_as_possible(void **state)
{
  (void)state;
  double apart[] = { 10, 30 }, near[] = { 50, 52 }, low[] = { 1, 2, 3 }, none[] = { 1, 2 };
  const double heights[] = { 10, 10, 10 };
  assert_true(labels_spread(apart, heights, 2, 0, 100));
  assert_near(apart[0], 10, 1e-9);
  assert_near(apart[1], 30, 1e-9);
  assert_true(labels_spread(near, heights, 2, 0, 100));
  assert_near(near[0], 46, 1e-9);
  assert_near(near[1], 56, 1e-9);
  assert_true(labels_spread(low, heights, 3, 0, 100));
  assert_near(low[0], 5, 1e-9);
  assert_near(low[2], 25, 1e-9);
  assert_false(labels_spread(none, heights, 2, 0, 19));
  assert_near(none[1], 2, 0);
}

static void
colours_of_names_can_be_read(void **state)
{
  (void)state;
  const Colour coral = { 0.922, 0.435, 0.29, 1 }, navy = { 0.016, 0.224, 0.471, 1 };
  assert_true(colour_contrast(house_text_colour(&HOUSE, coral), HOUSE.paper) >= 4.5);
  assert_near(house_text_colour(&HOUSE, navy).b, navy.b, 0);
  assert_near(house_colour_on(&HOUSE, navy).r, 1, 0);
  assert_near(house_colour_on(&HOUSE, coral).r, 0.1, 0);
}

/* A measure of nothing is nothing to sort by; the house must not ask for its sum. */
static void
no_field_is_no_order(void **state)
{
  (void)state;
  static const char *const SPECS[] = {
    SIZE BARS "encoding: {y: " C ", x: {type: quantitative}}",
    SIZE "data: {values: [{c: a}]}\nmark: arc\nencoding: {theta: {type: quantitative}, color: " C
         "}",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(SPECS); i++) {
    Drawn drawn = draw(SPECS[i], true);
    assert_int_equal(diag_count(drawn.diags, DIAG_ERROR), 0);
    drawn_finish(&drawn);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(labels_take_the_place_of_guides),
    cmocka_unit_test(charts_fit_their_width),
    cmocka_unit_test(gaps_part_stacks_alone),
    cmocka_unit_test(bars_are_seen),
    cmocka_unit_test(no_field_is_no_order),
    cmocka_unit_test(rounded_shares_are_told),
    cmocka_unit_test(no_two_texts_overlap),
    cmocka_unit_test(nor_in_charts_of_others),
    cmocka_unit_test(labels_are_spread_as_little_as_possible),
    cmocka_unit_test(colours_of_names_can_be_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
