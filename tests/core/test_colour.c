#include "core/colour.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "assert_near.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static Colour
parse(const char *text)
{
  Colour colour = { 0 };
  if (!colour_parse(text, &colour))
    fail_msg("\"%s\" is taken for no colour", text);
  return colour;
}

static void
check_hex(Colour colour, const char *expected, const char *what)
{
  char hex[8];
  colour_to_hex(colour, hex);
  if (strcmp(hex, expected) != 0)
    fail_msg("%s is %s, not %s", what, hex, expected);
}

static void
test_parse(void **state)
{
  static const struct {
    const char *text, *hex;
    double alpha;
  } cases[] = {
    { "#08f", "#0088ff", 1 },
    { "#08f8", "#0088ff", 136 / 255.0 },
    { "#0A7fCc", "#0a7fcc", 1 },
    { "#0a7fcc80", "#0a7fcc", 128 / 255.0 },
    { " \tSteelBlue\n", "#4682b4", 1 },
    { "rebeccapurple", "#663399", 1 },
    { "aliceblue", "#f0f8ff", 1 },
    { "yellowgreen", "#9acd32", 1 },
    { "lightgoldenrodyellow", "#fafad2", 1 },
    { "Transparent", "#000000", 0 },
    { "rgb(1,2,3)", "#010203", 1 },
    { "RGB( 1 , 2 , 3 )", "#010203", 1 },
    { "rgb(1, 2, 3, 0.25)", "#010203", 0.25 },
    { "rgba(1,2,3,25%)", "#010203", 0.25 },
    { "rgb(100%, 50%, 0%)", "#ff8000", 1 },
    { "rgb(1 2 3)", "#010203", 1 },
    { "rgb( 1 2 3/.5 )", "#010203", 0.5 },
    { "rgb(100% 2 none / none)", "#ff0200", 0 },
    { "rgb(300, -5, +1e1)", "#ff000a", 1 },
    { "rgb(1,2,3,7)", "#010203", 1 },
    { "rgb(127.5 0 0)", "#800000", 1 },
    { "hsl(120, 100%, 25%)", "#008000", 1 },
    { "hsla(-120,100%,50%,0.5)", "#0000ff", 0.5 },
    { "hsl(480 100 25)", "#008000", 1 },
    { "hsl(0.5turn 100% 50% / 10%)", "#00ffff", 0.1 },
    { "hsl(200grad, 100%, 50%)", "#00ffff", 1 },
    { "hsl(3.14159265rad 100% 50%)", "#00ffff", 1 },
    { "hsl(none 0% 50%)", "#808080", 1 },
    { "hsl(30deg, 150%, 50%)", "#ff8000", 1 },
  };
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    Colour colour = parse(cases[i].text);
    check_hex(colour, cases[i].hex, cases[i].text);
    assert_near(colour.a, cases[i].alpha, 1e-12);
  }
}

static void
test_parse_rejects(void **state)
{
  static const char *const invalid[] = {
    "",
    " ",
    "#",
    "#12",
    "#12345",
    "#1234567",
    "#123456789",
    "#12g",
    "# 123",
    "blu",
    "bluee",
    "blue green",
    "rgb",
    "rgb(",
    "rgb()",
    "rgb(1,2)",
    "rgb(1,2,3",
    "rgb(1,2,3))",
    "rgb(1,2,3) x",
    "rgb(1,2,3,4,5)",
    "rgb(1 2 3 4)",
    "rgb(1 2, 3)",
    "rgb(1,2 3)",
    "rgb(1,2,3/1)",
    "rgb(1 2 / 3)",
    "rgb(1%, 2, 3)",
    "rgb(none, 2, 3)",
    "rgb(1deg 2 3)",
    "rgb(1 2 3 / 4deg)",
    "rgb(1,,2,3)",
    "rgb(1. 2 3)",
    "rgb(0x1 2 3)",
    "rgb(nan 2 3)",
    "rgb(inf 2 3)",
    "rgb(1e999 2 3)",
    "rgb(12 3)",
    "rgb (1,2,3)",
    "hsl(10%, 10%, 10%)",
    "hsl(10, 10, 10%)",
    "hsl(1e999 1% 1%)",
    "hsl(10 10deg 10%)",
    "\xff",
    "#\xff\xff\xff",
    "rgb(00000000000000000000000000000000000000000000000000000000000000000000001 2 3)",
  };
  (void)state;
  for (size_t i = 0; i < COUNT(invalid); i++) {
    Colour colour = { 0.1, 0.2, 0.3, 0.4 };
    if (colour_parse(invalid[i], &colour))
      fail_msg("\"%s\" is taken for a colour", invalid[i]);
    assert_true(colour.r == 0.1 && colour.g == 0.2 && colour.b == 0.3 && colour.a == 0.4);
  }
}

static void
test_hex_rounds_and_clamps(void **state)
{
  (void)state;
  check_hex((Colour){ 127.5 / 255, 127.4 / 255, 0.5 / 255, 0 }, "#807f01", "halves");
  check_hex((Colour){ -1, 2, 1, 1 }, "#00ffff", "out of range");
}

static void
test_contrast(void **state)
{
  (void)state;
  assert_near(colour_luminance(parse("white")), 1, 1e-12);
  assert_near(colour_luminance(parse("black")), 0, 1e-12);
  assert_near(colour_contrast(parse("white"), parse("black")), 21, 1e-9);
  assert_near(colour_contrast(parse("#777"), parse("white")), 4.478, 0.001);
  assert_near(colour_contrast(parse("white"), parse("#767676")), 4.542, 0.001);
  assert_near(colour_contrast(parse("red"), parse("red")), 1, 1e-12);
}

static void
test_mix(void **state)
{
  static const struct {
    const char *a, *b;
    double t;
    ColourSpace space;
    double gamma;
    const char *expected;
  } cases[] = {
    { "#4c78a8", "#f58518", 0.3, COLOUR_SPACE_RGB, 1, "#7f7c7d" },
    { "gray", "crimson", 0.5, COLOUR_SPACE_RGB, 1, "#ae4a5e" },
    { "white", "navy", 0.75, COLOUR_SPACE_RGB, 1, "#4040a0" },
    { "#e41", "#41e", 0.5, COLOUR_SPACE_RGB, 1, "#992b80" },
    { "#4c78a8", "#f58518", 0.3, COLOUR_SPACE_RGB, 2.2, "#997c8f" },
    { "#4c78a8", "#f58518", 0.3, COLOUR_SPACE_HSL, 1, "#723ac2" },
    { "gray", "crimson", 0.5, COLOUR_SPACE_HSL, 1, "#b0485d" },
    { "white", "navy", 0.75, COLOUR_SPACE_HSL, 1, "#0000e0" },
    { "#e41", "#41e", 0.5, COLOUR_SPACE_HSL, 1, "#ee11bb" },
    { "#4c78a8", "#f58518", 0.3, COLOUR_SPACE_HSL_LONG, 1, "#3ac28d" },
    { "gray", "crimson", 0.5, COLOUR_SPACE_HSL_LONG, 1, "#b0485d" },
    { "white", "navy", 0.75, COLOUR_SPACE_HSL_LONG, 1, "#0000e0" },
    { "#e41", "#41e", 0.5, COLOUR_SPACE_HSL_LONG, 1, "#11ee44" },
    { "#4c78a8", "#f58518", 0.3, COLOUR_SPACE_LAB, 1, "#907d84" },
    { "gray", "crimson", 0.5, COLOUR_SPACE_LAB, 1, "#b55e5d" },
    { "white", "navy", 0.75, COLOUR_SPACE_LAB, 1, "#593ea0" },
    { "#e41", "#41e", 0.5, COLOUR_SPACE_LAB, 1, "#ba2186" },
    { "#4c78a8", "#f58518", 0.3, COLOUR_SPACE_HCL, 1, "#9c71c0" },
    { "gray", "crimson", 0.5, COLOUR_SPACE_HCL, 1, "#b55e5d" },
    { "white", "navy", 0.75, COLOUR_SPACE_HCL, 1, "#5636bd" },
    { "#e41", "#41e", 0.5, COLOUR_SPACE_HCL, 1, "#eb007e" },
    { "#4c78a8", "#f58518", 0.3, COLOUR_SPACE_HCL_LONG, 1, "#00969d" },
    { "gray", "crimson", 0.5, COLOUR_SPACE_HCL_LONG, 1, "#b55e5d" },
    { "white", "navy", 0.75, COLOUR_SPACE_HCL_LONG, 1, "#5636bd" },
    { "#e41", "#41e", 0.5, COLOUR_SPACE_HCL_LONG, 1, "#008550" },
    { "#4c78a8", "#f58518", 0.3, COLOUR_SPACE_CUBEHELIX, 1, "#965fd7" },
    { "gray", "crimson", 0.5, COLOUR_SPACE_CUBEHELIX, 1, "#b5475d" },
    { "white", "navy", 0.75, COLOUR_SPACE_CUBEHELIX, 1, "#1313ff" },
    { "#e41", "#41e", 0.5, COLOUR_SPACE_CUBEHELIX, 1, "#ef009e" },
    { "#4c78a8", "#f58518", 0.3, COLOUR_SPACE_CUBEHELIX, 2.2, "#8c56cc" },
    { "#4c78a8", "#f58518", 0.3, COLOUR_SPACE_CUBEHELIX_LONG, 1, "#25a882" },
    { "gray", "crimson", 0.5, COLOUR_SPACE_CUBEHELIX_LONG, 1, "#b5475d" },
    { "white", "navy", 0.75, COLOUR_SPACE_CUBEHELIX_LONG, 1, "#1313ff" },
    { "#e41", "#41e", 0.5, COLOUR_SPACE_CUBEHELIX_LONG, 1, "#00b10c" },
    { "#4c78a8", "#f58518", 0.3, COLOUR_SPACE_CUBEHELIX_LONG, 2.2, "#1c9e78" },
  };
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    Colour mixed = colour_mix(parse(cases[i].a), parse(cases[i].b), cases[i].t, cases[i].space,
                              cases[i].gamma);
    check_hex(mixed, cases[i].expected, cases[i].a);
  }
}

static void
test_mix_alpha(void **state)
{
  (void)state;
  Colour half = colour_mix(parse("transparent"), parse("steelblue"), 0.25, COLOUR_SPACE_LAB, 1);
  check_hex(half, "#4682b4", "from transparent");
  assert_near(half.a, 0.25, 1e-12);
  Colour none = colour_mix(parse("transparent"), parse("#1230"), 0.5, COLOUR_SPACE_HCL, 1);
  check_hex(none, "#000000", "between transparent ones");
  assert_near(none.a, 0, 0);
}

static void
test_mix_odd_gamma(void **state)
{
  (void)state;
  static const double gammas[] = { 0, -1, (double)NAN, (double)INFINITY };
  for (size_t i = 0; i < COUNT(gammas); i++)
    check_hex(colour_mix(parse("black"), parse("white"), 0.5, COLOUR_SPACE_RGB, gammas[i]),
              "#808080", "gamma without sense");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_parse),
    cmocka_unit_test(test_parse_rejects),
    cmocka_unit_test(test_hex_rounds_and_clamps),
    cmocka_unit_test(test_contrast),
    cmocka_unit_test(test_mix),
    cmocka_unit_test(test_mix_alpha),
    cmocka_unit_test(test_mix_odd_gamma),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
