/* Text metrics without fonts: every character is 0.6 em wide, lines break at spaces. */
#pragma once

#include "render/text_metrics.h"

#include <string.h>

static TextExtents
fixed_measure(const TextMetrics *self, const TextStyle *style, const char *text, size_t length)
{
  (void)self;
  size_t characters = 0;
  for (size_t i = 0; i < length; i++)
    characters += ((unsigned char)text[i] & 0xC0) != 0x80;
  return (TextExtents){ 0.6 * style->size * (double)characters, 0.8 * style->size,
                        0.2 * style->size };
}

static void
fixed_find_breaks(const TextMetrics *self, const char *text, size_t length, const char *language,
                  bool *breaks)
{
  (void)self, (void)language;
  memset(breaks, 0, (length + 1) * sizeof *breaks);
  for (size_t i = 1; i < length; i++)
    breaks[i] = text[i - 1] == ' ';
}

static const TextMetrics FIXED_METRICS = { fixed_measure, fixed_find_breaks };
