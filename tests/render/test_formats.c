#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "render_fixture.h"

#include <math.h>
#include <stdlib.h>

static GBytes *
write_pages(const char *format, const Scene *scene, size_t count, const RenderOptions *options)
{
  const Scene *scenes[8];
  for (size_t i = 0; i < count; i++)
    scenes[i] = scene;
  GError *error = NULL;
  GBytes *bytes = render_format(format)->write(scenes, count, options, fonts, &error);
  if (!bytes)
    fail_msg("%s: %s", format, error->message);
  return bytes;
}

static bool
holds(GBytes *bytes, const char *text)
{
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length);
  size_t wanted = strlen(text);
  for (size_t i = 0; i + wanted <= length; i++)
    if (memcmp(data + i, text, wanted) == 0)
      return true;
  return false;
}

/* The i-th variant of its kind. */
static void
shape_node(SceneNode *node, int i)
{
  static const ScenePoint points[] = { { 0, 10, 0, 30, 2 },
                                       { 20, 25, 20, 30, 5 },
                                       { 40, 5, 40, 30, 1 } };
  if (node->kind == SCENE_RECT) {
    node->rect.width = node->rect.height = 20;
    node->rect.radii.top_left = i;
  } else if (node->kind == SCENE_RULE) {
    node->rule.x2 = node->x + 15;
    node->rule.y2 = node->y + i;
  } else if (node->kind == SCENE_ARC) {
    node->arc.end_angle = i / 2.0;
    node->arc.inner_radius = i % 3 * 4;
    node->arc.outer_radius = 12;
    node->arc.corner_radius = i % 4;
  } else if (node->kind == SCENE_SYMBOL) {
    node->symbol.size = 10 * i;
    node->symbol.angle = 20 * i;
    node->symbol.shape = i % 2 ? "cross" : NULL;
  } else if (node->kind == SCENE_TEXT) {
    node->text.text = i % 2 ? "Қаржы ₸" : "Two\nlines";
    node->text.style.size = 8 + i;
    node->text.align = (TextAlign)(i % 3);
    node->text.angle = i * 45;
  } else {
    node->path.points = points;
    node->path.point_count = G_N_ELEMENTS(points);
    node->path.interpolate = (Interpolate)i;
  }
}

static SceneNode *
varied_node(SceneKind kind, int i)
{
  static const GradientStop stops[] = { { 0, WHITE }, { 1, BLUE } };
  static const Gradient linear = { .x2 = 1, .stops = stops, .stop_count = 2 };
  static const Gradient radial = {
    .radial = true, 0.5, 0.5, 0.5, 0.5, 0, 0.5, .stops = stops, .stop_count = 2
  };
  static const double dash[] = { 3, 2 };
  static const SceneClip item_clip = { 200, 0, 10, 400, { 3, 3, 0, 0 } };
  SceneNode *node = scene_new(arena, kind, ROLE_NONE);
  node->x = 20 + i * 30;
  node->y = kind * 40;
  node->fill = paint_solid((Colour){ 0.2, 0.4, 0.6, i % 2 ? 1 : 0.5 });
  node->fill.hatch = i == 3 ? HATCH_RISING : HATCH_NONE;
  if (i == 4 || i == 5)
    node->fill = (Paint){ .gradient = i == 4 ? &linear : &radial, .opacity = 0.9 };
  node->stroke = (Stroke){ .paint = paint_solid(BLACK),
                           .width = 0.5 * i,
                           .cap = (StrokeCap)(i % 3),
                           .join = (StrokeJoin)(i % 3),
                           .dash = dash,
                           .dash_count = i % 2 ? 2 : 0 };
  node->item_clip = i == 6 ? &item_clip : NULL;
  shape_node(node, i);
  return node;
}

/* Everything that can be drawn, once. */
static Scene
full_scene(void)
{
  static const SceneClip clip = { .width = 480, .height = 390 };
  SceneBuilder builder = scene_builder(arena);
  for (int kind = SCENE_RECT; kind < SCENE_KIND_COUNT; kind++)
    for (int i = 0; i < INTERPOLATE_COUNT; i++)
      scene_add(&builder, varied_node((SceneKind)kind, i));
  SceneNode *root = scene_builder_end(&builder, ROLE_CHART);
  root->group.clip = &clip;
  return (Scene){ .width = 480,
                  .height = 400,
                  .background = WHITE,
                  .root = root,
                  .title = "All & everything",
                  .description = "Each kind <once>",
                  .language = "kk" };
}

static void
formats_are_found(void **state)
{
  (void)state;
  assert_string_equal(render_format("PDF")->name, "pdf");
  assert_null(render_format("bmp"));
  assert_null(render_format(NULL));
  assert_string_equal(render_format_for_path("out/a.b/chart.SVG")->name, "svg");
  assert_string_equal(render_format_for_path("x.json")->name, "scene-json");
  assert_null(render_format_for_path("folder.png/chart"));
  assert_null(render_format_for_path("chart"));
  assert_null(render_format_for_path(NULL));
  for (const RenderFormat *const *format = render_formats(); *format; format++)
    assert_ptr_equal(render_format((*format)->name), *format);
}

static void
one_page_formats_take_one(void **state)
{
  (void)state;
  const Scene scene = { .width = 10, .height = 10 };
  const Scene *scenes[] = { &scene, &scene };
  for (const RenderFormat *const *format = render_formats(); *format; format++)
    for (size_t count = 0; count <= 2; count++) {
      GError *error = NULL;
      g_autoptr(GBytes) bytes =
          (*format)->write(scenes, count, &(RenderOptions){ NAMED }, fonts, &error);
      bool fine = count == 1 || (count == 2 && (*format)->many_pages);
      assert_int_equal(bytes != NULL, fine);
      assert_int_equal(error == NULL, fine);
      g_clear_error(&error);
    }
}

static void
impossible_sizes_are_refused(void **state)
{
  (void)state;
  const Scene bad[] = { { .width = 0, .height = 10 },
                        { .width = -5, .height = 10 },
                        { .width = NO_NUMBER, .height = 10 },
                        { .width = 10, .height = ENDLESS },
                        { .width = 1e5, .height = 10 } };
  static const char *const FORMATS[] = { "pdf", "png", "svg" };
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
    for (size_t f = 0; f < G_N_ELEMENTS(FORMATS); f++) {
      const Scene *scenes[] = { &bad[i] };
      GError *error = NULL;
      assert_null(
          render_format(FORMATS[f])->write(scenes, 1, &(RenderOptions){ 0 }, fonts, &error));
      assert_non_null(error);
      g_clear_error(&error);
    }
}

static void
png_has_the_asked_size(void **state)
{
  (void)state;
  const Scene scene = { .width = 960, .height = 540.2, .background = WHITE };
  g_autoptr(GBytes) bytes = write_pages("png", &scene, 1, &(RenderOptions){ .ppi = 144 });
  const guint8 *data = g_bytes_get_data(bytes, NULL);
  assert_int_equal(data[18] << 8 | data[19], 1920);
  assert_int_equal(data[22] << 8 | data[23], 1080);
  assert_int_equal(data[25], 2); /* opaque: no alpha channel */
  const Scene clear = { .width = 10, .height = 10 };
  g_autoptr(GBytes) transparent = write_pages("png", &clear, 1, &(RenderOptions){ .scale = 2 });
  data = g_bytes_get_data(transparent, NULL);
  assert_int_equal(data[19], 20);
  assert_int_equal(data[25], 6);
}

/* Names and nesting of an XML text's elements; attributes in quotes. */
static void
assert_well_formed(const char *text)
{
  g_autoptr(GPtrArray) open = g_ptr_array_new_with_free_func(g_free);
  for (const char *at = strchr(text, '<'); at; at = strchr(at, '<')) {
    const char *end = strchr(at, '>');
    assert_non_null(end);
    size_t name = strcspn(at + 1, " />\n");
    if (at[1] == '/') {
      assert_true(open->len > 0);
      const char *last = open->pdata[open->len - 1];
      assert_int_equal(strncmp(last, at + 2, strlen(last)), 0);
      g_ptr_array_set_size(open, (gint)open->len - 1);
    } else if (at[1] != '?' && end[-1] != '/') {
      g_ptr_array_add(open, g_strndup(at + 1, name));
    }
    at = end;
  }
  assert_int_equal(open->len, 0);
}

static void
svg_is_well_formed_and_named(void **state)
{
  (void)state;
  Scene scene = full_scene();
  g_autoptr(GBytes) bytes = write_pages("svg", &scene, 1, &(RenderOptions){ 0 });
  g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
  assert_well_formed(text);
  assert_non_null(strstr(text, ">All &amp; everything</title>"));
  assert_non_null(strstr(text, ">Each kind &lt;once&gt;</desc>"));
  assert_non_null(strstr(text, "role=\"img\""));
  assert_non_null(strstr(text, "width=\"480pt\" height=\"400pt\" viewBox=\"0 0 480 400\""));
  assert_null(strstr(text, "<text"));
  assert_null(strstr(text, "nan"));
}

static void
links_lead_only_to_the_web(void **state)
{
  (void)state;
  static const struct {
    const char *href;
    bool kept;
  } LINKS[] = { { "https://example.org/?a=1&b=\"2\"", true },
                { "mailto:a@example.org", true },
                { "javascript:alert(1)", false },
                { "#sec-1", false },
                { NULL, false } };
  for (size_t i = 0; i < G_N_ELEMENTS(LINKS); i++) {
    SceneBuilder builder = scene_builder(arena);
    scene_add(&builder, make_rect(arena, 0, 0, 5, 5));
    SceneNode *link = scene_builder_end(&builder, ROLE_LINK);
    link->group.href = LINKS[i].href;
    const Scene scene = { .width = 10, .height = 10, .root = link };
    g_autoptr(GBytes) bytes = write_pages("svg", &scene, 1, &(RenderOptions){ 0 });
    assert_int_equal(holds(bytes, "<a href="), LINKS[i].kept);
    assert_false(holds(bytes, "\"2\""));
  }
}

/* Whatever the environment and whatever was drawn before. */
static void
same_scene_same_bytes(void **state)
{
  (void)state;
  static const char *const ENVIRONMENT[][2] = { { "TZ", "Asia/Almaty" },
                                                { "LANG", "ru_RU.UTF-8" },
                                                { "LC_ALL", "de_DE.UTF-8" },
                                                { "PANGO_LANGUAGE", "sr" },
                                                { "HOME", "/nonexistent" } };
  Scene scene = full_scene();
  for (const RenderFormat *const *format = render_formats(); *format; format++) {
    const RenderOptions options = { .ppi = 96, .title = "T" };
    g_autoptr(GBytes) first = write_pages((*format)->name, &scene, 1, &options);
    for (size_t i = 0; i < G_N_ELEMENTS(ENVIRONMENT); i++)
      g_setenv(ENVIRONMENT[i][0], ENVIRONMENT[i][1], TRUE);
    FontSet *kept = fonts;
    fonts = test_fonts();
    g_autoptr(GBytes) second = write_pages((*format)->name, &scene, 1, &options);
    font_set_free(fonts);
    fonts = kept;
    assert_true(g_bytes_equal(first, second));
    for (size_t i = 0; i < G_N_ELEMENTS(ENVIRONMENT); i++)
      g_unsetenv(ENVIRONMENT[i][0]);
  }
}

static double
hostile_number(GRand *random)
{
  static const double NUMBERS[] = { 0,   -1,   1e-300,  1e300,    -1e300, NO_NUMBER,
                                    1e6, -1e6, ENDLESS, -ENDLESS, 5,      0.001 };
  return NUMBERS[g_rand_int_range(random, 0, G_N_ELEMENTS(NUMBERS))];
}

static void
fill_hostile(SceneNode *node, GRand *random)
{
  static const char *const SHAPES[] = { "M1e5 1e5A1e6 1 0 0 1 2 2", "", "wedge", NULL };
  ScenePoint *points = arena_array(arena, ScenePoint, 5);
  for (int i = 0; i < 5; i++)
    points[i] =
        (ScenePoint){ hostile_number(random), hostile_number(random), hostile_number(random),
                      hostile_number(random), hostile_number(random) };
  double *room = (double *)&node->rect;
  if (node->kind == SCENE_RECT || node->kind == SCENE_RULE || node->kind == SCENE_ARC)
    for (int i = 0; i < 6; i++)
      room[i] = hostile_number(random);
  if (node->kind == SCENE_SYMBOL) {
    node->symbol.size = hostile_number(random);
    node->symbol.angle = hostile_number(random);
    node->symbol.shape = SHAPES[g_rand_int_range(random, 0, G_N_ELEMENTS(SHAPES))];
  } else if (node->kind == SCENE_TEXT) {
    node->text.text = "h\xffi\n\n";
    node->text.style.size = hostile_number(random);
    node->text.style.letter_spacing = hostile_number(random);
    node->text.angle = hostile_number(random);
    node->text.line_height = hostile_number(random);
  } else if (node->kind >= SCENE_LINE) {
    node->path.points = points;
    node->path.point_count = 5;
    node->path.interpolate = (Interpolate)g_rand_int_range(random, 0, INTERPOLATE_COUNT);
    node->path.tension = hostile_number(random);
  }
}

static SceneNode *
hostile_node(GRand *random)
{
  SceneKind kind = (SceneKind)g_rand_int_range(random, SCENE_RECT, SCENE_KIND_COUNT);
  SceneNode *node = scene_new(arena, kind, ROLE_NONE);
  double *dash = arena_array(arena, double, 2);
  dash[0] = hostile_number(random);
  dash[1] = hostile_number(random);
  node->x = hostile_number(random);
  node->y = hostile_number(random);
  node->fill = paint_solid((Colour){ hostile_number(random), 0, 1, 0.5 });
  node->fill.hatch = (Hatch)g_rand_int_range(random, 0, 3);
  node->stroke = (Stroke){ .paint = paint_solid(BLACK),
                           .width = hostile_number(random),
                           .miter_limit = hostile_number(random),
                           .dash = dash,
                           .dash_count = (size_t)g_rand_int_range(random, 0, 3),
                           .dash_offset = hostile_number(random) };
  fill_hostile(node, random);
  return node;
}

static void
hostile_scenes_are_survived(void **state)
{
  (void)state;
  GRand *random = g_rand_new_with_seed(5);
  for (int round = 0; round < 150; round++) {
    SceneBuilder builder = scene_builder(arena);
    for (int i = 0; i < 12; i++)
      scene_add(&builder, hostile_node(random));
    SceneNode *root = scene_builder_end(&builder, ROLE_MARK);
    root->x = round % 5 == 0 ? hostile_number(random) : 3;
    SceneClip clip = { .x = hostile_number(random), .width = hostile_number(random), .height = 50 };
    root->group.clip = round % 3 == 0 ? &clip : NULL;
    SceneBuilder views = scene_builder(arena);
    scene_add(&views, root);
    const Scene scene = { .width = 60,
                          .height = 60,
                          .background = { 1, 1, 1, round % 2 },
                          .root = scene_builder_end(&views, ROLE_VIEW) };
    scene_bounds(scene.root);
    for (const RenderFormat *const *format = render_formats(); *format; format++) {
      const Scene *scenes[] = { &scene };
      GError *error = NULL;
      g_autoptr(GBytes) bytes =
          (*format)->write(scenes, 1, &(RenderOptions){ NAMED }, fonts, &error);
      if (!bytes)
        fail_msg("round %d, %s: %s", round, (*format)->name, error->message);
    }
  }
  g_rand_free(random);
}

static void
deep_scenes_are_survived(void **state)
{
  (void)state;
  SceneNode *node = make_rect(arena, 0, 0, 1, 1);
  for (int i = 0; i < 100000; i++) {
    SceneBuilder builder = scene_builder(arena);
    scene_add(&builder, node);
    node = scene_builder_end(&builder, ROLE_AXIS + i % 8);
    node->x = 1;
  }
  const Scene scene = { .width = 10, .height = 10, .root = node };
  for (const RenderFormat *const *format = render_formats(); *format; format++) {
    g_autoptr(GBytes) bytes = write_pages((*format)->name, &scene, 1, &(RenderOptions){ NAMED });
    assert_true(g_bytes_get_size(bytes) > 0);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(formats_are_found),
    cmocka_unit_test(one_page_formats_take_one),
    cmocka_unit_test(impossible_sizes_are_refused),
    cmocka_unit_test(png_has_the_asked_size),
    cmocka_unit_test(svg_is_well_formed_and_named),
    cmocka_unit_test(links_lead_only_to_the_web),
    cmocka_unit_test(same_scene_same_bytes),
    cmocka_unit_test(hostile_scenes_are_survived),
    cmocka_unit_test(deep_scenes_are_survived),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
