#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "render_fixture.h"

#include "render/render_private.h"

#include <math.h>

static void
assert_box(SceneBounds bounds, double x1, double y1, double x2, double y2)
{
  assert_near(bounds.x1, x1, 1e-6);
  assert_near(bounds.y1, y1, 1e-6);
  assert_near(bounds.x2, x2, 1e-6);
  assert_near(bounds.y2, y2, 1e-6);
}

static bool
is_empty(SceneBounds bounds)
{
  return bounds.x2 < bounds.x1;
}

static void
builders_keep_order(void **state)
{
  (void)state;
  SceneBuilder builder = scene_builder(arena);
  for (int i = 0; i < 100; i++) {
    scene_add(&builder, make_rect(arena, i, 0, 1, 1));
    scene_add(&builder, NULL);
  }
  SceneNode *group = scene_builder_end(&builder, ROLE_MARK);
  assert_int_equal(group->kind, SCENE_GROUP);
  assert_int_equal(group->role, ROLE_MARK);
  assert_int_equal(group->group.child_count, 100);
  for (int i = 0; i < 100; i++)
    assert_near(group->group.children[i]->x, i, 0);
  assert_int_equal(scene_builder_end(&builder, ROLE_NONE)->group.child_count, 0);
}

static void
paints_are_seen_or_not(void **state)
{
  (void)state;
  const GradientStop stop = { 0, BLACK };
  const Gradient gradient = { .stops = &stop, .stop_count = 1 }, none = { 0 };
  assert_false(paint_visible(&(Paint){ 0 }));
  assert_false(paint_visible(&(Paint){ .opacity = 1 }));
  Paint solid = paint_solid(BLACK);
  assert_true(paint_visible(&solid));
  assert_true(paint_visible(&(Paint){ .gradient = &gradient, .opacity = 0.5 }));
  assert_false(paint_visible(&(Paint){ .gradient = &gradient }));
  assert_false(paint_visible(&(Paint){ .gradient = &none, .opacity = 1 }));
}

static void
bounds_hold_strokes(void **state)
{
  (void)state;
  SceneNode *rect = make_rect(arena, 10, 20, 30, 40);
  assert_box(scene_bounds(rect), 10, 20, 40, 60);
  rect->stroke = (Stroke){ .paint = paint_solid(BLACK), .width = 4 };
  assert_box(scene_bounds(rect), 8, 18, 42, 62);
  rect->hidden = true;
  assert_true(is_empty(scene_bounds(rect)));
  assert_true(is_empty(scene_bounds(scene_new(arena, SCENE_SYMBOL, ROLE_NONE))));
  assert_box(scene_bounds(make_rule(arena, ROLE_NONE, 0, 0, 10, 0)), -0.5, -0.5, 10.5, 0.5);
}

static void
bounds_follow_groups_and_clips(void **state)
{
  (void)state;
  SceneBuilder builder = scene_builder(arena);
  scene_add(&builder, make_rect(arena, 0, 0, 100, 100));
  SceneNode *group = scene_builder_end(&builder, ROLE_NONE);
  group->x = 5;
  group->y = 7;
  assert_box(scene_bounds(group), 5, 7, 105, 107);
  group->group.clip = &(SceneClip){ .x = 10, .y = 10, .width = 20, .height = 200 };
  assert_box(scene_bounds(group), 15, 17, 35, 107);
  group->group.clip = &(SceneClip){ .x = 500, .width = 20, .height = 200 };
  assert_true(is_empty(scene_bounds(group)));
  SceneNode *rect = make_rect(arena, 0, 0, 100, 100);
  rect->item_clip = &(SceneClip){ .x = 50, .y = -10, .width = 20, .height = 40 };
  assert_box(scene_bounds(rect), 50, 0, 70, 30);
}

/* Two lines of 10 pt, five points a character, ascent 8 and descent 2. */
static const struct {
  TextAlign align;
  TextBaseline baseline;
  double angle;
  SceneBounds box;
} TEXTS[] = {
  { ALIGN_LEFT, BASELINE_ALPHABETIC, 0, { 0, -8, 20, 14 } },
  { ALIGN_CENTER, BASELINE_TOP, 0, { -10, -0.1, 10, 21.9 } },
  { ALIGN_RIGHT, BASELINE_MIDDLE, 0, { -20, -5, 0, 17 } },
  { ALIGN_LEFT, BASELINE_BOTTOM, 0, { 0, -10.1, 20, 11.9 } },
  { ALIGN_LEFT, BASELINE_LINE_TOP, 0, { 0, 0.9, 20, 22.9 } },
  { ALIGN_LEFT, BASELINE_LINE_BOTTOM, 0, { 0, -11.1, 20, 10.9 } },
  { ALIGN_LEFT, BASELINE_ALPHABETIC, 90, { -14, 0, 8, 20 } },
  { ALIGN_LEFT, BASELINE_ALPHABETIC, 180, { -20, -14, 0, 8 } },
};

static void
texts_are_placed_as_vega_does(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
    SceneNode *node = make_text(arena, ROLE_NONE, "ab\nабвг", 0, 0);
    node->text.align = TEXTS[i].align;
    node->text.baseline = TEXTS[i].baseline;
    node->text.angle = TEXTS[i].angle;
    SceneBounds box = TEXTS[i].box;
    assert_box(scene_bounds(node), box.x1, box.y1, box.x2, box.y2);
  }
  assert_true(is_empty(scene_bounds(make_text(arena, ROLE_NONE, "", 0, 0))));
  assert_true(is_empty(scene_bounds(make_text(arena, ROLE_NONE, NULL, 0, 0))));
}

static void
areas_have_gaps(void **state)
{
  (void)state;
  const ScenePoint points[] = { { .x = 0, .y = 0, .x2 = 0, .y2 = 10 },
                                { .x = 10, .y = 5, .x2 = 10, .y2 = 10 },
                                { .x = NO_NUMBER },
                                { .x = 30, .y = -5, .x2 = 30, .y2 = 10 },
                                { .x = 40, .y = 0, .x2 = 40, .y2 = 10 } };
  SceneNode *node = scene_new(arena, SCENE_AREA, ROLE_NONE);
  node->path.points = points;
  node->path.point_count = G_N_ELEMENTS(points);
  node->fill = paint_solid(BLUE);
  assert_box(scene_bounds(node), 0, -5, 40, 10);
  g_auto(Path) path = { 0 };
  primitive_of(SCENE_AREA)->outline(node, &path);
  int moves = 0;
  for (size_t i = 0; i < path.op_count; i++)
    moves += path.ops[i] == PATH_MOVE;
  assert_int_equal(moves, 2);
}

/* Nested far deeper than any scene: cut off, not followed into the end of the stack. */
static void
deep_groups_are_survived(void **state)
{
  (void)state;
  SceneNode *node = make_rect(arena, 0, 0, 1, 1);
  for (int i = 0; i < 200000; i++) {
    SceneBuilder builder = scene_builder(arena);
    scene_add(&builder, node);
    node = scene_builder_end(&builder, ROLE_NONE);
  }
  assert_true(is_empty(scene_bounds(node)));
}

static const struct {
  double value;
  int places;
  const char *text;
} DECIMALS[] = {
  { 0, 3, "0" },
  { -0.0, 3, "0" },
  { 1, 3, "1" },
  { 1.5, 3, "1.5" },
  { -2.25, 1, "-2.3" },
  { 0.0004, 3, "0" },
  { -0.0004, 3, "0" },
  { 0.0006, 3, "0.001" },
  { 100, 0, "100" },
  { 0.1 + 0.2, 5, "0.3" },
  { 1234567.891, 2, "1234567.89" },
  { NO_NUMBER, 3, "0" },
  { ENDLESS, 3, "0" },
  { 1e300, 2, "1000000000000" },
  { 0.999999, 3, "1" },
};

static void
decimals_are_short(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(DECIMALS); i++) {
    g_autoptr(GString) out = g_string_new(NULL);
    append_decimal(out, DECIMALS[i].value, DECIMALS[i].places);
    assert_string_equal(out->str, DECIMALS[i].text);
  }
}

static void
roles_have_names(void **state)
{
  (void)state;
  for (int i = 0; i < ROLE_COUNT; i++)
    for (int k = 0; k < i; k++)
      assert_string_not_equal(scene_role_name((SceneRole)i), scene_role_name((SceneRole)k));
  assert_string_equal(scene_role_name((SceneRole)9999), "none");
}

/* A node of each kind with everything that is a length. */
static const SceneNode *
node_of_kind(SceneKind kind)
{
  static const double DASH[] = { 3, 1 };
  static const ScenePoint POINTS[] = { { 1, 2, 1, 9, 3 },
                                       { 11, 5, 11, 9, 4 },
                                       { 21, 3, 21, 9, 2 } };
  SceneNode *node = scene_new(arena, kind, ROLE_NONE);
  node->x = 3;
  node->y = 5;
  node->fill = paint_solid((Colour){ 0, 0, 0, 1 });
  node->stroke = (Stroke){ .paint = node->fill, .width = 2, .dash = DASH, .dash_count = 2 };
  if (kind == SCENE_RECT)
    node->rect.width = node->rect.height = 30;
  if (kind == SCENE_RULE)
    node->rule.x2 = 40;
  if (kind == SCENE_ARC) {
    node->arc.outer_radius = 12;
    node->arc.end_angle = 2;
  }
  if (kind == SCENE_SYMBOL) {
    node->symbol.size = 64;
    node->symbol.shape = "square";
  }
  if (kind == SCENE_LINE || kind == SCENE_AREA || kind == SCENE_TRAIL) {
    node->path.points = POINTS;
    node->path.point_count = 3;
  }
  if (kind == SCENE_TEXT)
    node->text = (SceneText){ .text = "a\nb",
                              .style.size = 10,
                              .width = 7,
                              .ascent = 8,
                              .descent = 2,
                              .baseline = BASELINE_LINE_TOP };
  return node;
}

static void
scenes_are_scaled(void **state)
{
  (void)state;
  for (int kind = SCENE_RECT; kind < SCENE_KIND_COUNT; kind++) {
    SceneBuilder builder = scene_builder(arena);
    scene_add(&builder, node_of_kind((SceneKind)kind));
    SceneNode *root = scene_builder_end(&builder, ROLE_NONE);
    root->x = 7;
    const Scene scene = { .width = 100, .height = 50, .root = root };
    const Scene *scaled = scene_scaled(arena, &scene, 2.5);
    assert_near(scaled->width, 250, 1e-9);
    assert_near(scaled->height, 125, 1e-9);
    SceneBounds before = scene_bounds(root), after = scene_bounds(scaled->root);
    assert_box(after, before.x1 * 2.5, before.y1 * 2.5, before.x2 * 2.5, before.y2 * 2.5);
    assert_near(scaled->root->group.children[0]->stroke.dash[0], 7.5, 1e-9);
    assert_near(root->group.children[0]->x, 3, 0);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(builders_keep_order),
    cmocka_unit_test(paints_are_seen_or_not),
    cmocka_unit_test(bounds_hold_strokes),
    cmocka_unit_test(bounds_follow_groups_and_clips),
    cmocka_unit_test(texts_are_placed_as_vega_does),
    cmocka_unit_test(areas_have_gaps),
    cmocka_unit_test(deep_groups_are_survived),
    cmocka_unit_test(decimals_are_short),
    cmocka_unit_test(roles_have_names),
    cmocka_unit_test(scenes_are_scaled),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
