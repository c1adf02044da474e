/* Colours: sRGB with alpha, each 0 to 1. */
#pragma once

#include <stdbool.h>

typedef struct Colour {
  double r, g, b, a;
} Colour;

/* CSS colours: #rgb, #rgba, #rrggbb, #rrggbbaa, rgb(), rgba(), hsl(), hsla() (with commas, or with
 * spaces and "/") and the 148 names (and "transparent"), any case; what is beyond the range is
 * clamped. False and *colour untouched if it is none. */
bool colour_parse(const char *text, Colour *colour);

/* "#rrggbb" (halves rounded up) into buffer (8 bytes); alpha is left out. */
void colour_to_hex(Colour colour, char buffer[8]);

/* Relative luminance and contrast ratio (1 to 21) as WCAG 2 defines them; alpha is ignored. */
double colour_luminance(Colour colour);
double colour_contrast(Colour a, Colour b);

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

/* Between a (t = 0) and b (t = 1), as d3-interpolate does in the space. Gamma (1: none) bends rgb's
 * channels and cubehelix's lightness. A wholly transparent colour has no channels of its own: it
 * takes the other's. */
Colour colour_mix(Colour a, Colour b, double t, ColourSpace space, double gamma);
