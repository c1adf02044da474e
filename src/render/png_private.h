/* PNG files from cairo's pixels. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct PngImage {
  const unsigned char *pixels; /* cairo's RGB24, or with alpha ARGB32 (premultiplied) */
  int width, height, stride;
  bool alpha;
  double ppi;
  const char *title, *description, *source, *language; /* NULL: left out */
} PngImage;

/* With the resolution, the sRGB mark and the texts (UTF-8) recorded. */
GBytes *png_encode(const PngImage *image);
