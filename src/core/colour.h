/* Colours: sRGB with alpha, each 0 to 1. */
#pragma once

#include <stdbool.h>

typedef struct Colour {
  double r, g, b, a;
} Colour;

/* CSS colours: #rgb, #rgba, #rrggbb, #rrggbbaa, rgb(), rgba(), hsl(), hsla() and the 148 names (and
 * "transparent"), any case. False and *colour untouched if it is none. */
bool colour_parse(const char *text, Colour *colour);

/* "#rrggbb" into buffer (8 bytes); alpha is left out. */
void colour_to_hex(Colour colour, char buffer[8]);

/* Relative luminance and contrast ratio (1 to 21) as WCAG 2 defines them; alpha is ignored. */
double colour_luminance(Colour colour);
double colour_contrast(Colour a, Colour b);

/* Between a (t = 0) and b (t = 1), as d3-interpolate does in the space. */
typedef enum ColourSpace {
  COLOUR_SPACE_RGB,
  COLOUR_SPACE_HSL,
  COLOUR_SPACE_HSL_LONG,
  COLOUR_SPACE_LAB,
  COLOUR_SPACE_HCL,
  COLOUR_SPACE_HCL_LONG,
  COLOUR_SPACE_CUBEHELIX,
  COLOUR_SPACE_CUBEHELIX_LONG,
} ColourSpace;

Colour colour_mix(Colour a, Colour b, double t, ColourSpace space, double gamma);

/* d3's interpolateRgbBasis through n >= 1 colours at t in 0..1. */
Colour colour_basis(const Colour *colours, int count, double t);
