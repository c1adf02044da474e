/* Vega's colour schemes: names, stops, and the colours in between. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "chart/scheme.h"

#include <glib.h>
#include <math.h>
#include <string.h>

static const char *
hex_of(Colour colour)
{
  static char buffer[8];
  colour_to_hex(colour, buffer);
  return buffer;
}

typedef struct Sample {
  const char *name;
  double t;
  const char *hex;
} Sample;

/* Each continuous scheme at three places between its published stops. */
static const Sample samples[] = {
  { "blues", 0.25, "#9cc8e2" },
  { "blues", 0.5, "#5ba3cf" },
  { "blues", 0.9, "#125ca4" },
  { "greens", 0.25, "#a0d89b" },
  { "greens", 0.5, "#60ba6c" },
  { "greens", 0.9, "#0e7735" },
  { "greys", 0.25, "#bbbbbb" },
  { "greys", 0.5, "#888888" },
  { "greys", 0.9, "#353535" },
  { "oranges", 0.25, "#fdaf6d" },
  { "oranges", 0.5, "#f87f2c" },
  { "oranges", 0.9, "#b93d02" },
  { "purples", 0.25, "#bcbcdb" },
  { "purples", 0.5, "#928ec3" },
  { "purples", 0.9, "#5c3696" },
  { "reds", 0.25, "#fc9374" },
  { "reds", 0.5, "#f6573f" },
  { "reds", 0.9, "#b21218" },
  { "bluegreen", 0.25, "#99d8c8" },
  { "bluegreen", 0.5, "#58ba91" },
  { "bluegreen", 0.9, "#0e7736" },
  { "bluepurple", 0.25, "#a1b9d9" },
  { "bluepurple", 0.5, "#8d85be" },
  { "bluepurple", 0.9, "#822287" },
  { "greenblue", 0.25, "#a6ddbb" },
  { "greenblue", 0.5, "#69c2ca" },
  { "greenblue", 0.9, "#1675b1" },
  { "orangered", 0.25, "#fdb781" },
  { "orangered", 0.5, "#f67d53" },
  { "orangered", 0.9, "#bf130d" },
  { "purpleblue", 0.25, "#a4bddb" },
  { "purpleblue", 0.5, "#5b9fc9" },
  { "purpleblue", 0.9, "#056199" },
  { "purplebluegreen", 0.25, "#a2bddb" },
  { "purplebluegreen", 0.5, "#549fc8" },
  { "purplebluegreen", 0.9, "#02736b" },
  { "purplered", 0.25, "#d092c6" },
  { "purplered", 0.5, "#e14da0" },
  { "purplered", 0.9, "#ab0749" },
  { "redpurple", 0.25, "#fa9cb4" },
  { "redpurple", 0.5, "#ec539d" },
  { "redpurple", 0.9, "#8d0179" },
  { "yellowgreen", 0.25, "#acdc8e" },
  { "yellowgreen", 0.5, "#62bb6e" },
  { "yellowgreen", 0.9, "#0e723b" },
  { "yelloworangebrown", 0.25, "#fec255" },
  { "yelloworangebrown", 0.5, "#f68921" },
  { "yelloworangebrown", 0.9, "#ab3d03" },
  { "yelloworangered", 0.25, "#feb351" },
  { "yelloworangered", 0.5, "#fc7335" },
  { "yelloworangered", 0.9, "#ca0b22" },
  { "blueorange", 0.25, "#7db6d6" },
  { "blueorange", 0.5, "#f2f0eb" },
  { "blueorange", 0.9, "#c5690d" },
  { "brownbluegreen", 0.25, "#d5ae69" },
  { "brownbluegreen", 0.5, "#eef1ea" },
  { "brownbluegreen", 0.9, "#187a72" },
  { "purplegreen", 0.25, "#b897c5" },
  { "purplegreen", 0.5, "#eff0ef" },
  { "purplegreen", 0.9, "#368e49" },
  { "purpleorange", 0.25, "#a49cc7" },
  { "purpleorange", 0.5, "#f3eeea" },
  { "purpleorange", 0.9, "#c5690d" },
  { "redblue", 0.25, "#ea9178" },
  { "redblue", 0.5, "#f2efee" },
  { "redblue", 0.9, "#2f78b3" },
  { "redgrey", 0.25, "#ea9178" },
  { "redgrey", 0.5, "#faf4f1" },
  { "redgrey", 0.9, "#646464" },
  { "yellowgreenblue", 0.25, "#a9ddb7" },
  { "yellowgreenblue", 0.5, "#45b4c2" },
  { "yellowgreenblue", 0.9, "#23479c" },
  { "redyellowblue", 0.25, "#f78d54" },
  { "redyellowblue", 0.5, "#faf8c1" },
  { "redyellowblue", 0.9, "#4a74b4" },
  { "redyellowgreen", 0.25, "#f78d53" },
  { "redyellowgreen", 0.5, "#f9f7ae" },
  { "redyellowgreen", 0.9, "#22964f" },
  { "pinkyellowgreen", 0.25, "#e793c2" },
  { "pinkyellowgreen", 0.5, "#f5f3ef" },
  { "pinkyellowgreen", 0.9, "#4f9125" },
  { "spectral", 0.25, "#f68e57" },
  { "spectral", 0.5, "#fbf8b0" },
  { "spectral", 0.9, "#4288b5" },
  { "viridis", 0.25, "#3b528b" },
  { "viridis", 0.5, "#21918d" },
  { "viridis", 0.9, "#bcdf27" },
  { "magma", 0.25, "#51137c" },
  { "magma", 0.5, "#b6377a" },
  { "magma", 0.9, "#fece91" },
  { "inferno", 0.25, "#57106d" },
  { "inferno", 0.5, "#bb3755" },
  { "inferno", 0.9, "#f6d645" },
  { "plasma", 0.25, "#7e03a8" },
  { "plasma", 0.5, "#cb4779" },
  { "plasma", 0.9, "#fcce25" },
  { "cividis", 0.25, "#3b4c6e" },
  { "cividis", 0.5, "#7e7b75" },
  { "cividis", 0.9, "#e6ce59" },
  { "rainbow", 0.25, "#ff5f64" },
  { "rainbow", 0.5, "#aff05b" },
  { "rainbow", 0.9, "#4c6edb" },
  { "sinebow", 0.25, "#80ee12" },
  { "sinebow", 0.5, "#00bfbf" },
  { "sinebow", 0.9, "#e70b8d" },
  { "turbo", 0.25, "#27bae3" },
  { "turbo", 0.5, "#8ffc54" },
  { "turbo", 0.9, "#c3290b" },
  { "browns", 0.25, "#e7b170" },
  { "browns", 0.5, "#d18954" },
  { "browns", 0.9, "#ad4433" },
  { "tealblues", 0.25, "#81c3cb" },
  { "tealblues", 0.5, "#45a2b9" },
  { "tealblues", 0.9, "#2f6790" },
  { "teals", 0.25, "#80c3c2" },
  { "teals", 0.5, "#4da5a4" },
  { "teals", 0.9, "#127273" },
  { "warmgreys", 0.25, "#bab1ae" },
  { "warmgreys", 0.5, "#98908c" },
  { "warmgreys", 0.9, "#665c5a" },
  { "goldgreen", 0.25, "#a7bf5b" },
  { "goldgreen", 0.5, "#60a656" },
  { "goldgreen", 0.9, "#257740" },
  { "goldorange", 0.25, "#f7a144" },
  { "goldorange", 0.5, "#ef701b" },
  { "goldorange", 0.9, "#b14223" },
  { "goldred", 0.25, "#fba050" },
  { "goldred", 0.5, "#ee734a" },
  { "goldred", 0.9, "#c43141" },
  { "lightgreyred", 0.25, "#d2c8c4" },
  { "lightgreyred", 0.5, "#c4a293" },
  { "lightgreyred", 0.9, "#df3a10" },
  { "lightgreyteal", 0.25, "#c4cbcf" },
  { "lightgreyteal", 0.5, "#85b2be" },
  { "lightgreyteal", 0.9, "#1e84be" },
  { "lightmulti", 0.25, "#b0de9f" },
  { "lightmulti", 0.5, "#f6e072" },
  { "lightmulti", 0.9, "#f56c3f" },
  { "lightorange", 0.25, "#f9bf94" },
  { "lightorange", 0.5, "#f8936d" },
  { "lightorange", 0.9, "#dd4f5b" },
  { "lighttealblue", 0.25, "#92caca" },
  { "lighttealblue", 0.5, "#49a7bd" },
  { "lighttealblue", 0.9, "#276994" },
  { "darkblue", 0.25, "#14629a" },
  { "darkblue", 0.5, "#039ac7" },
  { "darkblue", 0.9, "#61f4fb" },
  { "darkgold", 0.25, "#796433" },
  { "darkgold", 0.5, "#bf9828" },
  { "darkgold", 0.9, "#fff290" },
  { "darkgreen", 0.25, "#01764a" },
  { "darkgreen", 0.5, "#5fa941" },
  { "darkgreen", 0.9, "#ffed39" },
  { "darkmulti", 0.25, "#1c688a" },
  { "darkmulti", 0.5, "#29a869" },
  { "darkmulti", 0.9, "#fff166" },
  { "darkred", 0.25, "#9e3c38" },
  { "darkred", 0.5, "#e75d1e" },
  { "darkred", 0.9, "#f3d431" },
};

static void
test_colours_between(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
    const Scheme *scheme = scheme_find(samples[i].name, NULL);
    assert_non_null(scheme);
    const char *hex = hex_of(scheme_at(scheme, samples[i].t));
    if (strcmp(hex, samples[i].hex) != 0)
      fail_msg("%s at %g is %s, not %s", samples[i].name, samples[i].t, hex, samples[i].hex);
  }
}

/* Every scheme is sound, and stands in the list of names once. */
static void
test_all_schemes(void **state)
{
  (void)state;
  size_t count = 0;
  for (const char *const *name = scheme_names(); *name; name++, count++) {
    const Scheme *scheme = scheme_find(*name, NULL);
    assert_non_null(scheme);
    assert_string_equal(scheme->name, *name);
    assert_int_equal(strlen(scheme->hex) % 6, 0);
    assert_int_equal(strspn(scheme->hex, "0123456789abcdef"), strlen(scheme->hex));
    assert_true(scheme_size(scheme) >= 5);
    for (const char *const *other = name + 1; *other; other++)
      assert_string_not_equal(*name, *other);
    char first[8] = "#";
    memcpy(first + 1, scheme->hex, 6);
    first[7] = '\0';
    assert_string_equal(hex_of(scheme_at(scheme, 0)), first);
    memcpy(first + 1, scheme->hex + strlen(scheme->hex) - 6, 6);
    assert_string_equal(hex_of(scheme_at(scheme, 1)), first);
  }
  assert_int_equal(count, 68);
}

static void
test_sizes(void **state)
{
  (void)state;
  static const struct {
    const char *name;
    SchemeKind kind;
    size_t size;
  } cases[] = {
    { "tableau10", SCHEME_CATEGORICAL, 10 },     { "category20b", SCHEME_CATEGORICAL, 20 },
    { "accent", SCHEME_CATEGORICAL, 8 },         { "observable10", SCHEME_CATEGORICAL, 10 },
    { "paired", SCHEME_CATEGORICAL, 12 },        { "blues", SCHEME_SEQUENTIAL, 11 },
    { "warmgreys", SCHEME_SEQUENTIAL, 11 },      { "viridis", SCHEME_MULTI_HUE, 31 },
    { "yellowgreenblue", SCHEME_MULTI_HUE, 11 }, { "lightmulti", SCHEME_MULTI_HUE, 9 },
    { "redblue", SCHEME_DIVERGING, 11 },         { "spectral", SCHEME_DIVERGING, 11 },
    { "rainbow", SCHEME_CYCLICAL, 31 },          { "sinebow", SCHEME_CYCLICAL, 31 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    const Scheme *scheme = scheme_find(cases[i].name, NULL);
    assert_non_null(scheme);
    assert_int_equal(scheme->kind, cases[i].kind);
    if (scheme_size(scheme) != cases[i].size)
      fail_msg("%s has %zu colours", cases[i].name, scheme_size(scheme));
  }
}

static void
test_names(void **state)
{
  (void)state;
  size_t count = 99;
  assert_string_equal(scheme_find("YellowGreenBlue", &count)->name, "yellowgreenblue");
  assert_int_equal(count, 0);
  assert_string_equal(scheme_find("blues-9", &count)->name, "blues");
  assert_int_equal(count, 9);
  assert_string_equal(scheme_find("category20c", &count)->name, "category20c");
  static const char *const none[] = { "",         "blue", "blues-",      "blues-x",
                                      "blues-9x", "-9",   "blues-99999", "blues9" };
  for (size_t i = 0; i < G_N_ELEMENTS(none); i++)
    assert_null(scheme_find(none[i], &count));
}

static void
test_discrete(void **state)
{
  (void)state;
  Colour colours[12];
  const Scheme *tableau = scheme_find("tableau10", NULL);
  assert_int_equal(scheme_colours(tableau, 12, colours), 12);
  assert_string_equal(hex_of(colours[0]), "#4c78a8");
  assert_string_equal(hex_of(colours[9]), "#bab0ac");
  assert_string_equal(hex_of(colours[10]), "#4c78a8"); /* in turn */

  /* Three of the blues: at 1/4, 1/2 and 3/4, as Vega takes them. */
  const Scheme *blues = scheme_find("blues", NULL);
  scheme_colours(blues, 3, colours);
  for (int i = 0; i < 3; i++) {
    Colour expected = scheme_at(blues, (i + 1) / 4.0);
    assert_memory_equal(&colours[i], &expected, sizeof expected);
  }
  scheme_colours_extent(blues, 1, 0, 3, colours + 3);
  assert_memory_equal(&colours[3], &colours[2], sizeof(Colour));
  assert_memory_equal(&colours[5], &colours[0], sizeof(Colour));
  scheme_colours_extent(blues, 0.5, 1, 1, colours);
  Colour expected = scheme_at(blues, 0.75);
  assert_memory_equal(&colours[0], &expected, sizeof expected);
  assert_int_equal(scheme_colours(blues, 0, colours), 0);
}

static void
test_hostile_positions(void **state)
{
  (void)state;
  const Scheme *schemes[] = { scheme_find("viridis", NULL), scheme_find("set1", NULL) };
  static const double positions[] = {
    -1, 2, 1e300, -1e300, (double)NAN, (double)INFINITY, (double)-INFINITY, 0.9999999999999999
  };
  for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++)
    for (size_t k = 0; k < G_N_ELEMENTS(positions); k++) {
      Colour colour = scheme_at(schemes[i], positions[k]);
      assert_true(colour.r >= 0 && colour.r <= 1 && colour.b >= 0 && colour.b <= 1);
    }
  assert_string_equal(hex_of(scheme_at(schemes[1], -5)), "#e41a1c");
  assert_string_equal(hex_of(scheme_at(scheme_find("blues", NULL), -0.2)), "#f1f3fe");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_colours_between), cmocka_unit_test(test_all_schemes),
    cmocka_unit_test(test_sizes),           cmocka_unit_test(test_names),
    cmocka_unit_test(test_discrete),        cmocka_unit_test(test_hostile_positions),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
