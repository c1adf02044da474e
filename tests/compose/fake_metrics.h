/* Every character is half as wide as its size; lines may end after spaces, hyphens and U+00AD. */
#pragma once

#include "render/text_metrics.h"

#include <glib.h>

static inline TextExtents
fake_measure(const TextMetrics *self, const TextStyle *style, const char *text, size_t length)
{
  (void)self;
  double characters = 0;
  for (size_t i = 0; i < length; i++)
    characters += ((unsigned char)text[i] & 0xc0) != 0x80;
  return (TextExtents){ characters * style->size / 2, style->size * 0.8, style->size * 0.2 };
}

static inline void
fake_find_breaks(const TextMetrics *self, const char *text, size_t length, const char *language,
                 bool *breaks)
{
  (void)self, (void)language;
  for (size_t i = 1; i <= length; i++) {
    bool soft = i >= 2 && (unsigned char)text[i - 1] == 0xad && (unsigned char)text[i - 2] == 0xc2;
    bool space = text[i - 1] == ' ' && (i == length || text[i] != ' ');
    breaks[i] = soft || space || text[i - 1] == '-';
  }
}

static const TextMetrics FAKE_METRICS = { fake_measure, fake_find_breaks };
