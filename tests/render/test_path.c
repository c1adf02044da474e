#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "render_test.h"

#include "render/path_private.h"

#include <math.h>
#include <stdlib.h>

/* ---- SVG path data ---- */

static void
append_number(GString *out, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append(out, g_ascii_formatd(text, sizeof text, "%.6g", fabs(value) < 1e-9 ? 0 : value));
}

/* "M0,0 L1,2 C… Z" */
static char *
print_path(const Path *path)
{
  static const char LETTERS[] = "MLCZ";
  static const int POINTS[] = { 1, 1, 3, 0 };
  GString *out = g_string_new(NULL);
  const PathPoint *p = path->points;
  for (size_t i = 0; i < path->op_count; i++) {
    g_string_append_printf(out, "%s%c", i ? " " : "", LETTERS[path->ops[i]]);
    for (int k = 0; k < POINTS[path->ops[i]]; k++, p++) {
      g_string_append(out, k ? " " : "");
      append_number(out, p->x);
      g_string_append_c(out, ',');
      append_number(out, p->y);
    }
  }
  return g_string_free(out, FALSE);
}

static const struct {
  const char *data, *path;
  bool whole;
} SVG_PATHS[] = {
  { "", "", true },
  { "M1 2", "M1,2", true },
  { " m 1,2 3,4 L 5 6 7 8z ", "M1,2 L4,6 L5,6 L7,8 Z", true },
  { "M0 0h5v-3H1V2", "M0,0 L5,0 L5,-3 L1,-3 L1,2", true },
  { "M.5.5-.5-.5", "M0.5,0.5 L-0.5,-0.5", true },
  { "M1e1,1E-1L+2-3", "M10,0.1 L2,-3", true },
  { "M0 0C1 2 3 4 5 6", "M0,0 C1,2 3,4 5,6", true },
  { "M0 0c1 2 3 4 5 6s1 1 2 2", "M0,0 C1,2 3,4 5,6 C7,8 6,7 7,8", true },
  { "M0 0S1 1 2 2", "M0,0 C0,0 1,1 2,2", true },
  { "M0 0Q3 3 6 0T12 0", "M0,0 C2,2 4,2 6,0 C8,-2 10,-2 12,0", true },
  { "M0 0L1 0zL5 5", "M0,0 L1,0 Z M0,0 L5,5", true },
  { "M0 0A1 1 0 0 1 0 0", "M0,0", true },      /* ends where it begins: nothing */
  { "M0 0A0 1 0 0 1 4 0", "M0,0 L4,0", true }, /* no radius: a line */
  { "M1 0a1 1 0 01-1 1", "M1,0 C1,0.552285 0.552285,1 0,1", true }, /* flags run together */
  /* faults: what is before them stays */
  { "L1 1", "", false },
  { "5 5", "", false },
  { "M1", "", false },
  { "M0 0L1 1X2 2", "M0,0 L1,1", false },
  { "M0 0L1 1 2", "M0,0 L1,1", false },
  { "M0 0z5 5", "M0,0 Z", false },
  { "M0 0Linf nan", "M0,0", false },
  { "M0 0L0x10 1", "M0,0", false },
  { "M0 0L1e999 1", "M0,0", false },
  { "M0 0A1 1 0 2 1 3 3", "M0,0", false },
  { "M0 0L1 1\xff", "M0,0 L1,1", false },
};

static void
svg_data_is_read(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(SVG_PATHS); i++) {
    g_auto(Path) path = { 0 };
    assert_int_equal(path_parse_svg(&path, SVG_PATHS[i].data), SVG_PATHS[i].whole);
    g_autofree char *printed = print_path(&path);
    assert_string_equal(printed, SVG_PATHS[i].path);
  }
}

/* Random bytes from the alphabet of paths: no crash, and never a coordinate that is no number. */
static void
hostile_svg_data_is_survived(void **state)
{
  (void)state;
  static const char ALPHABET[] = "MmLlHhVvCcSsQqTtAaZz0123456789.-+eE, \n";
  GRand *random = g_rand_new_with_seed(7);
  g_auto(Path) path = { 0 };
  for (int round = 0; round < 20000; round++) {
    char data[64];
    int length = g_rand_int_range(random, 0, sizeof data - 1);
    for (int i = 0; i < length; i++)
      data[i] = ALPHABET[g_rand_int_range(random, 0, sizeof ALPHABET - 1)];
    data[length] = '\0';
    path_clear(&path);
    path_parse_svg(&path, data);
    for (size_t i = 0; i < path.point_count; i++)
      assert_true(fabs(path.points[i].x) <= 1e6 && fabs(path.points[i].y) <= 1e6);
  }
  g_rand_free(random);
}

/* ---- areas, by Green's theorem on the flattened outline ---- */

static double
edge(PathPoint a, PathPoint b)
{
  return (a.x * b.y - b.x * a.y) / 2;
}

static double
signed_area(const Path *path)
{
  double area = 0;
  const PathPoint *p = path->points;
  PathPoint here = { 0, 0 }, start = { 0, 0 };
  for (size_t i = 0; i < path->op_count; i++) {
    if (path->ops[i] == PATH_MOVE) {
      area += edge(here, start);
      here = start = *p++;
    } else if (path->ops[i] == PATH_LINE) {
      area += edge(here, *p);
      here = *p++;
    } else if (path->ops[i] == PATH_CURVE) {
      PathPoint before = here;
      for (int k = 1; k <= 200; k++) {
        double t = k / 200.0, u = 1 - t;
        double w0 = u * u * u, w1 = 3 * u * u * t, w2 = 3 * u * t * t, w3 = t * t * t;
        PathPoint q = { w0 * before.x + w1 * p[0].x + w2 * p[1].x + w3 * p[2].x,
                        w0 * before.y + w1 * p[0].y + w2 * p[1].y + w3 * p[2].y };
        area += edge(here, q);
        here = q;
      }
      p += 3;
    } else {
      area += edge(here, start);
      here = start;
    }
  }
  return area + edge(here, start);
}

static void
assert_bounds(const Path *path, double x1, double y1, double x2, double y2)
{
  SceneBounds bounds = path_extents(path);
  assert_near(bounds.x1, x1, 1e-3);
  assert_near(bounds.y1, y1, 1e-3);
  assert_near(bounds.x2, x2, 1e-3);
  assert_near(bounds.y2, y2, 1e-3);
}

/* Symbols of size 400, so of radius 10: their areas and boxes from their definitions. */
static const struct {
  const char *shape;
  double area;
  SceneBounds box;
} SYMBOLS[] = {
  { "circle", 100 * G_PI, { -10, -10, 10, 10 } },
  { "square", 400, { -10, -10, 10, 10 } },
  { "cross", 2 * 20 * 8 - 8 * 8, { -10, -10, 10, 10 } },
  { "diamond", 200, { -10, -10, 10, 10 } },
  { "triangle-up", 173.205, { -10, -8.66025, 10, 8.66025 } },
  { "triangle-down", 173.205, { -10, -8.66025, 10, 8.66025 } },
  { "triangle-left", 173.205, { -8.66025, -10, 8.66025, 10 } },
  { "triangle-right", 173.205, { -8.66025, -10, 8.66025, 10 } },
  { "triangle", 173.205, { -10, -11.547, 10, 5.7735 } },
  { "wedge", 43.3013, { -2.5, -11.547, 2.5, 5.7735 } },
  { "arrow", 2 * 1.42857 * 11.25 + 4 * 8.75, { -4, -10, 4, 10 } },
  { "M-1-1H1V1H-1Z", 400, { -10, -10, 10, 10 } },
};

static void
symbols_have_their_area(void **state)
{
  (void)state;
  g_auto(Path) path = { 0 };
  for (size_t i = 0; i < G_N_ELEMENTS(SYMBOLS); i++) {
    path_clear(&path);
    path_symbol(&path, SYMBOLS[i].shape, 400);
    assert_near(fabs(signed_area(&path)), SYMBOLS[i].area, 0.1);
    SceneBounds box = SYMBOLS[i].box;
    assert_bounds(&path, box.x1, box.y1, box.x2, box.y2);
  }
  path_clear(&path);
  path_symbol(&path, "stroke", 400);
  assert_bounds(&path, -10, 0, 10, 0);
  path_clear(&path);
  path_symbol(&path, "circle", -4);
  path_symbol(&path, "circle", NO_NUMBER);
  path_symbol(&path, "no such shape", 4);
  assert_true(path_is_empty(&path));
}

static double
sector_area(const Sector *sector)
{
  g_auto(Path) path = { 0 };
  path_sector(&path, sector);
  return fabs(signed_area(&path));
}

static void
sectors_have_their_area(void **state)
{
  (void)state;
  /* half of (R² - r²) times the angle */
  assert_near(sector_area(&(Sector){ .end_angle = 1, .outer_radius = 10 }), 50, 0.05);
  assert_near(sector_area(&(Sector){ 1, 3, 6, 10, 0, 0 }), 64, 0.05);
  assert_near(sector_area(&(Sector){ 3, 1, 10, 6, 0, 0 }), 64, 0.05);
  assert_near(sector_area(&(Sector){ 0, 2 * G_PI, 6, 10, 0, 0 }), 64 * G_PI, 0.1);
  assert_near(sector_area(&(Sector){ 0, 20, 0, 10, 0, 0 }), 100 * G_PI, 0.1);
  /* padding takes a strip as wide as angle × pad radius off both sides together */
  double strip = 0.1 * hypot(6, 10) * 4;
  assert_near(sector_area(&(Sector){ 0, 2, 6, 10, 0.1, 0 }), 64 - strip, 0.3);
  /* round corners take some, but less than the four squares they stand in */
  double rounded = sector_area(&(Sector){ 0, 2, 6, 10, 0, 1 });
  assert_true(rounded < 64 && rounded > 60);
  assert_near(sector_area(&(Sector){ 0, 0.01, 6, 10, 0.5, 0 }), 0, 0.05);
  assert_near(sector_area(&(Sector){ 0, NO_NUMBER, 6, 10, 0, 0 }), 0, 0);
  assert_near(sector_area(&(Sector){ 0, 1, 0, 0, 0, 0 }), 0, 0);
}

static void
sectors_start_at_twelve(void **state)
{
  (void)state;
  g_auto(Path) path = { 0 };
  path_sector(&path, &(Sector){ .end_angle = G_PI_2, .outer_radius = 10 });
  assert_bounds(&path, 0, -10, 10, 0);
}

static void
round_rects_are_cut_to_half(void **state)
{
  (void)state;
  g_auto(Path) path = { 0 };
  path_round_rect(&path, &(SceneClip){ 0, 0, 40, 20, { 99, 99, 99, 99 } });
  assert_bounds(&path, 0, 0, 40, 20);
  /* Vega's curve encloses a little more than a circle does */
  assert_near(fabs(signed_area(&path)), 20 * 20 + 100 * G_PI, 0.6);
  path_clear(&path);
  path_round_rect(&path, &(SceneClip){ 10, 10, -10, -5, { 1, 0, -3, 0 } });
  assert_bounds(&path, 0, 5, 10, 10);
}

static void
trails_widen(void **state)
{
  (void)state;
  g_auto(Path) path = { 0 };
  const ScenePoint points[] = {
    { .width = 2 }, { .x = 10, .width = 6 }, { .x = NO_NUMBER }, { .x = 50 }
  };
  path_trail(&path, points, 2);
  assert_bounds(&path, -1, -3, 13, 3);
  path_clear(&path);
  path_trail(&path, points, G_N_ELEMENTS(points)); /* one point beyond the gap draws nothing */
  assert_bounds(&path, -1, -3, 13, 3);
}

/* ---- curves ---- */

static const PathPoint ZIGZAG[] = { { 0, 0 }, { 10, 20 }, { 20, 5 }, { 30, 30 }, { 40, 30 } };

/* Where each curve begins and ends, and whether it stays within the points' heights. */
static const struct {
  Interpolate interpolate;
  PathPoint first, last;
  bool within;
} CURVES[] = {
  { INTERPOLATE_LINEAR, { 0, 0 }, { 40, 30 }, true },
  { INTERPOLATE_LINEAR_CLOSED, { 0, 0 }, { 40, 30 }, true },
  { INTERPOLATE_STEP, { 0, 0 }, { 40, 30 }, true },
  { INTERPOLATE_STEP_BEFORE, { 0, 0 }, { 40, 30 }, true },
  { INTERPOLATE_STEP_AFTER, { 0, 0 }, { 40, 30 }, true },
  { INTERPOLATE_BASIS, { 0, 0 }, { 40, 30 }, true },
  { INTERPOLATE_BASIS_OPEN, { 10, 14.1667 }, { 30, 25.8333 }, true },
  { INTERPOLATE_BASIS_CLOSED, { 10, 14.1667 }, { 10, 14.1667 }, true },
  { INTERPOLATE_CARDINAL, { 0, 0 }, { 40, 30 }, false },
  { INTERPOLATE_CARDINAL_OPEN, { 10, 20 }, { 30, 30 }, false },
  { INTERPOLATE_CARDINAL_CLOSED, { 10, 20 }, { 10, 20 }, false },
  { INTERPOLATE_CATMULL_ROM, { 0, 0 }, { 40, 30 }, false },
  { INTERPOLATE_BUNDLE, { 0, 0 }, { 40, 30 }, true },
  { INTERPOLATE_MONOTONE, { 0, 0 }, { 40, 30 }, true },
  { INTERPOLATE_NATURAL, { 0, 0 }, { 40, 30 }, false },
};
_Static_assert(G_N_ELEMENTS(CURVES) == INTERPOLATE_COUNT, "every curve is tried");

static void
curves_go_from_end_to_end(void **state)
{
  (void)state;
  g_auto(Path) path = { 0 };
  for (size_t i = 0; i < G_N_ELEMENTS(CURVES); i++) {
    path_clear(&path);
    path_curve(&path, &(Curve){ .interpolate = CURVES[i].interpolate }, ZIGZAG,
               G_N_ELEMENTS(ZIGZAG));
    PathPoint last = path.points[path.point_count - 1];
    assert_near(path.points[0].x, CURVES[i].first.x, 1e-3);
    assert_near(path.points[0].y, CURVES[i].first.y, 1e-3);
    assert_near(last.x, CURVES[i].last.x, 1e-3);
    assert_near(last.y, CURVES[i].last.y, 1e-3);
    SceneBounds box = path_extents(&path);
    if (CURVES[i].within)
      assert_true(box.y1 >= -1e-9 && box.y2 <= 30 + 1e-9);
  }
}

static void
curves_take_any_number_of_points(void **state)
{
  (void)state;
  const PathPoint same[] = { { 1, 1 }, { 1, 1 }, { 1, 1 }, { 1, 1 } };
  g_auto(Path) path = { 0 };
  for (int i = 0; i < INTERPOLATE_COUNT; i++) {
    for (size_t count = 0; count <= G_N_ELEMENTS(same); count++) {
      path_clear(&path);
      path_curve(&path, &(Curve){ .interpolate = (Interpolate)i }, same, count);
      SceneBounds box = path_extents(&path);
      if (!path_is_empty(&path))
        assert_true(box.x1 > 0.999 && box.x2 < 1.001 && box.y1 > 0.999 && box.y2 < 1.001);
    }
    assert_non_null(interpolate_name((Interpolate)i));
  }
}

static void
steps_stand_where_they_should(void **state)
{
  (void)state;
  static const struct {
    Interpolate interpolate;
    bool onward;
    const char *path;
  } STEPS[] = {
    { INTERPOLATE_STEP, false, "M0,0 L5,0 L5,20 L10,20" },
    { INTERPOLATE_STEP_BEFORE, false, "M0,0 L0,20 L10,20" },
    { INTERPOLATE_STEP_AFTER, false, "M0,0 L10,0 L10,20" },
    { INTERPOLATE_STEP_AFTER, true, "M0,0 L0,20 L10,20" },
  };
  g_auto(Path) path = { 0 };
  for (size_t i = 0; i < G_N_ELEMENTS(STEPS); i++) {
    path_clear(&path);
    Curve curve = { .interpolate = STEPS[i].interpolate, .onward = STEPS[i].onward };
    path_curve(&path, &curve, ZIGZAG, 2);
    g_autofree char *printed = print_path(&path);
    assert_string_equal(printed, STEPS[i].path);
  }
}

/* ---- paths ---- */

static void
extents_of_curves_are_exact(void **state)
{
  (void)state;
  g_auto(Path) path = { 0 };
  path_move_to(&path, 0, 0);
  path_curve_to(&path, (PathPoint){ 0, 40 }, (PathPoint){ 40, 40 }, (PathPoint){ 40, 0 });
  assert_bounds(&path, 0, 0, 40, 30);
}

static void
what_is_no_number_breaks_a_path(void **state)
{
  (void)state;
  g_auto(Path) path = { 0 };
  path_move_to(&path, 0, 0);
  path_line_to(&path, NO_NUMBER, 3);
  assert_true(path_is_empty(&path));
  assert_true(path_extents(&path).x2 < path_extents(&path).x1);
  path_clear(&path);
  path_arc(&path, &(PathArc){ .radius = ENDLESS, .to = 1 });
  assert_true(path_is_empty(&path));
  path_clear(&path);
  path_line_to(&path, 1e300, -1e300); /* kept, at the limit */
  assert_bounds(&path, 1e6, -1e6, 1e6, -1e6);
  path_transform(&path, 0, &(PathTransform){ 1e9, 45, 0, 0 });
  assert_true(path_extents(&path).x2 <= 1e6);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(svg_data_is_read),
    cmocka_unit_test(hostile_svg_data_is_survived),
    cmocka_unit_test(symbols_have_their_area),
    cmocka_unit_test(sectors_have_their_area),
    cmocka_unit_test(sectors_start_at_twelve),
    cmocka_unit_test(round_rects_are_cut_to_half),
    cmocka_unit_test(trails_widen),
    cmocka_unit_test(curves_go_from_end_to_end),
    cmocka_unit_test(curves_take_any_number_of_points),
    cmocka_unit_test(steps_stand_where_they_should),
    cmocka_unit_test(extents_of_curves_are_exact),
    cmocka_unit_test(what_is_no_number_breaks_a_path),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
