/* How texts are styled and measured. Charts and pages measure through this interface only; tests
 * put fixed widths in its place. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef struct TextStyle {
  const char *family; /* NULL: the project's sans */
  double size;        /* points */
  int weight;         /* 100 to 900; 0 means 400 */
  bool italic;
  bool tabular;          /* figures of equal width */
  double letter_spacing; /* points */
  const char *language;  /* BCP 47; NULL: unknown */
} TextStyle;

typedef struct TextExtents {
  double width;           /* advance of the whole text */
  double ascent, descent; /* of the font, both positive */
} TextExtents;

typedef struct TextMetrics TextMetrics;
struct TextMetrics {
  /* One line of text (no line break in it). A soft hyphen shows at its end only. */
  TextExtents (*measure)(const TextMetrics *self, const TextStyle *style, const char *text,
                         size_t length);
  /* breaks[i] (0 < i < length): may a line end before byte i? Spaces stay at the end of a line;
   * numbers and abbreviations keep endings joined by a hyphen ("63%-ға"), ranges stay whole.
   * `breaks` has length + 1 entries. */
  void (*find_breaks)(const TextMetrics *self, const char *text, size_t length,
                      const char *language, bool *breaks);
};

static inline TextExtents
text_measure(const TextMetrics *metrics, const TextStyle *style, const char *text, size_t length)
{
  return metrics->measure(metrics, style, text, length);
}
