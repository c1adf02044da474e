/* Within core only. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* 0xrrggbb of a CSS colour name in lower case ("transparent" is none of them). */
bool colour_find_name(const char *name, uint32_t *rgb);

/* Hue in degrees (any), saturation and lightness 0 to 1, into red, green and blue 0 to 255. */
void colour_hsl_to_rgb(const double hsl[3], double rgb[3]);
