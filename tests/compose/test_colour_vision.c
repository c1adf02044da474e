/* The theme's colours, and those of the presets, as they are seen by people who see them
 * differently: what VISUAL says of them is measured. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "compose/preset_private.h"

typedef struct Triple {
  double a, b, c;
} Triple;

typedef struct Matrix {
  Triple rows[3];
} Matrix;

/* Whole loss of one kind of cone, in linear RGB: Machado, Oliveira, Fernandes, "A
 * physiologically-based model for simulation of color vision deficiency", IEEE TVCG 15(6), 2009,
 * table 1, severity 1.0. */
static const Matrix VISIONS[] = {
  { { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } },
  { { { 0.152286, 1.052583, -0.204868 },
      { 0.114503, 0.786281, 0.099216 },
      { -0.003882, -0.048116, 1.051998 } } }, /* protan */
  { { { 0.367322, 0.860646, -0.227968 },
      { 0.280085, 0.672501, 0.047413 },
      { -0.011820, 0.042940, 0.968881 } } }, /* deutan */
  { { { 1.255528, -0.076749, -0.178779 },
      { -0.078411, 0.930809, 0.147602 },
      { 0.004733, 0.691367, 0.303900 } } }, /* tritan */
};

static double
linear(double value)
{
  return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static Triple
multiplied(const Matrix *matrix, Triple v)
{
  double out[3];
  for (int i = 0; i < 3; i++) {
    const Triple *row = &matrix->rows[i];
    out[i] = row->a * v.a + row->b * v.b + row->c * v.c;
  }
  return (Triple){ out[0], out[1], out[2] };
}

static double
lab_root(double t)
{
  return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

/* CIELAB (D65) of an sRGB colour as one kind of vision gets it. */
static Triple
seen(Colour colour, const Matrix *vision)
{
  static const Matrix TO_XYZ = { { { 0.4124564, 0.3575761, 0.1804375 },
                                   { 0.2126729, 0.7151522, 0.0721750 },
                                   { 0.0193339, 0.1191920, 0.9503041 } } };
  Triple rgb = { linear(colour.r), linear(colour.g), linear(colour.b) };
  rgb = multiplied(vision, rgb);
  rgb = (Triple){ CLAMP(rgb.a, 0, 1), CLAMP(rgb.b, 0, 1), CLAMP(rgb.c, 0, 1) };
  Triple xyz = multiplied(&TO_XYZ, rgb);
  double x = lab_root(xyz.a / 0.95047), y = lab_root(xyz.b), z = lab_root(xyz.c / 1.08883);
  return (Triple){ 116 * y - 16, 500 * (x - y), 200 * (y - z) };
}

static double
degrees(double y, double x)
{
  double angle = atan2(y, x) * 180 / G_PI;
  return angle < 0 ? angle + 360 : angle;
}

static double
cosine(double angle)
{
  return cos(angle * G_PI / 180);
}

static double
seventh(double chroma)
{
  double power = pow(chroma, 7);
  return sqrt(power / (power + pow(25, 7)));
}

/* CIEDE2000, in the notation of Sharma, Wu, Dalal, "The CIEDE2000 color-difference formula", Color
 * Research and Application 30(1), 2005, equations 2 to 22. */
static double
distance(Triple p, Triple q)
{
  double g = 0.5 * (1 - seventh((hypot(p.b, p.c) + hypot(q.b, q.c)) / 2));
  double a1 = p.b * (1 + g), a2 = q.b * (1 + g);
  double c1 = hypot(a1, p.c), c2 = hypot(a2, q.c), h1 = degrees(p.c, a1), h2 = degrees(q.c, a2);
  bool grey = c1 * c2 == 0;
  double turn = grey ? 0 : h2 - h1;
  turn += turn > 180 ? -360 : turn < -180 ? 360 : 0;
  double dl = q.a - p.a, dc = c2 - c1, dh = 2 * sqrt(c1 * c2) * sin(turn / 2 * G_PI / 180);
  double l = (p.a + q.a) / 2, c = (c1 + c2) / 2, sum = h1 + h2;
  double h = grey                   ? sum
             : fabs(h1 - h2) <= 180 ? sum / 2
             : sum < 360            ? (sum + 360) / 2
                                    : (sum - 360) / 2;
  double t = 1 - 0.17 * cosine(h - 30) + 0.24 * cosine(2 * h) + 0.32 * cosine(3 * h + 6) -
             0.2 * cosine(4 * h - 63);
  double far = (l - 50) * (l - 50);
  double sl = 1 + 0.015 * far / sqrt(20 + far), sc = 1 + 0.045 * c, sh = 1 + 0.015 * c * t;
  double rotation = 30 * exp(-pow((h - 275) / 25, 2));
  double rt = -sin(2 * rotation * G_PI / 180) * 2 * seventh(c);
  return sqrt(pow(dl / sl, 2) + pow(dc / sc, 2) + pow(dh / sh, 2) + rt * dc / sc * dh / sh);
}

/* Pairs of Sharma, Wu and Dalal's table 1. */
static void
the_formula_gives_the_published_distances(void **state)
{
  (void)state;
  static const struct {
    Triple p, q;
    double distance;
  } cases[] = {
    { { 50, 2.6772, -79.7751 }, { 50, 0, -82.7485 }, 2.0425 },
    { { 50, -1.3802, -84.2814 }, { 50, 0, -82.7485 }, 1.0000 },
    { { 50, 2.4900, -0.0010 }, { 50, -2.4900, 0.0011 }, 7.2195 },
    { { 50, 2.5, 0 }, { 73, 25, -18 }, 27.1492 },
    { { 22.7233, 20.0904, -46.6940 }, { 23.0331, 14.9730, -42.5619 }, 2.0373 },
    { { 2.0776, 0.0795, -1.1350 }, { 0.9033, -0.0636, -0.5514 }, 0.9082 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_true(fabs(distance(cases[i].p, cases[i].q) - cases[i].distance) < 5e-5);
}

/* The colours of categories of a theme. */
static size_t
read_palette(const Theme *theme, Colour palette[8])
{
  const Node *list = node_path(theme->config, "range.category");
  assert_true(node_is(list, NODE_LIST));
  size_t count = MIN(list->count, 8);
  for (size_t i = 0; i < count; i++)
    assert_true(colour_parse(list->items[i]->string, &palette[i]));
  return count;
}

static void
check_distances(const Colour *palette, size_t count)
{
  for (size_t v = 0; v < G_N_ELEMENTS(VISIONS); v++)
    for (size_t i = 0; i < count; i++)
      for (size_t k = 0; k < i; k++) {
        double least = i < 4 ? 14 : i < 6 ? 13 : 10;
        double found = distance(seen(palette[i], &VISIONS[v]), seen(palette[k], &VISIONS[v]));
        if (found < least)
          fail_msg("vision %zu: colours %zu and %zu are %.1f apart, not %g", v, k, i, found, least);
      }
}

static const ThemePlace PLACE = { .folder = SHOLU_SOURCE_DIR "/templates/themes" };

#define PRESETS SHOLU_SOURCE_DIR "/templates/presets"

/* NULL for the theme itself. */
static const Theme *
load_theme(Arena *arena, const char *preset, DiagList *diags)
{
  const Theme *theme = theme_load(arena, &PLACE, "briefing", (Span){ 0 }, diags);
  if (preset) {
    const Preset *const *presets = presets_load(arena, PRESETS, theme, preset, (Span){ 0 }, diags);
    assert_non_null(presets[0]);
    theme = presets[0]->theme;
  }
  assert_int_equal(diag_total(diags), 0);
  return theme;
}

static void
categories_stay_apart_for_all_eyes(void **state)
{
  (void)state;
  static const char *const PRESETS_IN_COLOUR[] = { NULL, "on-dark" };
  for (size_t i = 0; i < G_N_ELEMENTS(PRESETS_IN_COLOUR); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    const Theme *theme = load_theme(arena, PRESETS_IN_COLOUR[i], diags);
    Colour palette[8];
    size_t count = read_palette(theme, palette);
    assert_int_equal(count, 8);
    check_distances(palette, count);
    for (size_t k = 0; k < count; k++)
      assert_true(colour_contrast(palette[k], theme->colours[COLOUR_PAPER]) >= 3);
  }
}

/* VISUAL's contrasts: neighbours of the theme's first six colours, texts, and colours as texts. */
static void
contrasts_are_as_stated(void **state)
{
  (void)state;
  static const struct {
    const char *a, *b;
    double least;
  } cases[] = {
    { "#043978", "#EB6F4A", 3.2 },  { "#EB6F4A", "#7C1B42", 3.2 }, { "#7C1B42", "#42A29A", 3.2 },
    { "#42A29A", "#41460F", 3.2 },  { "#41460F", "#A387CE", 3.2 }, { "#1B1F24", "#FFFFFF", 16.5 },
    { "#4A4F57", "#FFFFFF", 8.1 },  { "#595F69", "#FFFFFF", 6.3 }, { "#B9431E", "#FFFFFF", 5.3 },
    { "#1E7A73", "#FFFFFF", 5.0 },  { "#7452A8", "#FFFFFF", 5.9 }, { "#90959E", "#FFFFFF", 3.0 },
    { "#AB3713", "#FFFFFF", 6.3 },  { "#1B1F24", "#EB6F4A", 4.5 }, { "#1B1F24", "#42A29A", 4.5 },
    { "#1B1F24", "#A387CE", 4.5 },  { "#FFFFFF", "#043978", 4.5 }, { "#FFFFFF", "#7C1B42", 4.5 },
    { "#FFFFFF", "#41460F", 4.5 },  { "#FFFFFF", "#2E73BC", 4.5 }, { "#FFFFFF", "#906E13", 4.5 },
    { "#1B1F24", "#EAF1F9", 14.4 }, { "#1B1F24", "#F2F4F6", 4.5 }, { "#F2F4F6", "#1B1F24", 4.5 },
    { "#C5CAD1", "#1B1F24", 4.5 },  { "#A7ADB6", "#1B1F24", 4.5 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    Colour a, b;
    assert_true(colour_parse(cases[i].a, &a));
    assert_true(colour_parse(cases[i].b, &b));
    if (colour_contrast(a, b) < cases[i].least)
      fail_msg("%s on %s: %.2f", cases[i].a, cases[i].b, colour_contrast(a, b));
  }
}

/* What stands out and what it stands out from do so for all eyes, and where a printer leaves
 * nothing but light: by 20 of CIELAB's L*. */
static void
the_highlight_stands_out_in_grey(void **state)
{
  (void)state;
  static const char *const PRESETS_OF_ALL_KINDS[] = { NULL, "on-dark", "grey" };
  for (size_t i = 0; i < G_N_ELEMENTS(PRESETS_OF_ALL_KINDS); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    const Colour *colours = load_theme(arena, PRESETS_OF_ALL_KINDS[i], diags)->colours;
    for (size_t v = 0; v < G_N_ELEMENTS(VISIONS); v++) {
      Triple highlight = seen(colours[COLOUR_HIGHLIGHT], &VISIONS[v]);
      Triple context = seen(colours[COLOUR_CONTEXT], &VISIONS[v]);
      assert_true(distance(highlight, context) >= 14);
      assert_true(v > 0 || fabs(highlight.a - context.a) >= 20);
    }
    if (i < 2)
      assert_true(colour_contrast(colours[COLOUR_CONTEXT], colours[COLOUR_PAPER]) >= 3);
  }
}

static const ChartPattern *
pattern_of(const Preset *preset, Colour colour)
{
  for (size_t i = 0; i < preset->pattern_count; i++)
    if (memcmp(&preset->patterns[i].colour, &colour, sizeof colour) == 0)
      return &preset->patterns[i];
  return NULL;
}

/* Two fills and two lines of the grey preset differ in light, or in pattern. */
static void
greys_are_told_apart(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const Theme *theme = theme_load(arena, &PLACE, "briefing", (Span){ 0 }, diags);
  const Preset *preset = presets_load(arena, PRESETS, theme, "grey", (Span){ 0 }, diags)[0];
  Colour palette[8];
  size_t count = read_palette(preset->theme, palette);
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k < i; k++) {
      const ChartPattern *a = pattern_of(preset, palette[i]), *b = pattern_of(preset, palette[k]);
      Hatch hatch_a = a ? a->hatch : HATCH_NONE, hatch_b = b ? b->hatch : HATCH_NONE;
      const double *dash_a = a ? a->dash : NULL, *dash_b = b ? b->dash : NULL;
      assert_true(colour_contrast(palette[i], palette[k]) >= 1.5 || hatch_a != hatch_b);
      assert_true(dash_a != dash_b);
    }
  for (size_t i = 0; i < count; i++)
    assert_true(colour_contrast(palette[i], (Colour){ 1, 1, 1, 1 }) >= 1.5);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_formula_gives_the_published_distances),
    cmocka_unit_test(categories_stay_apart_for_all_eyes),
    cmocka_unit_test(contrasts_are_as_stated),
    cmocka_unit_test(the_highlight_stands_out_in_grey),
    cmocka_unit_test(greys_are_told_apart),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
