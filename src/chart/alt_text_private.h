/* A text alternative made from the data, for a chart whose author gives none: "[Chart type] of
 * [data, period], where [finding]", one sentence of at most 250 characters in the reader's
 * language. Form: the house's visual design, "Alt text". */
#pragma once

#include "chart/house_private.h"

/* Never NULL; lives in the arena. `given` is the specification with its titles. */
const char *alt_text(const Compilation *compilation, View *root, const Node *given);

/* ---- alt_text_words.c ---- */

/* What the text is made of. {type}, {data}, {finding}, {a}, {b}, {from}, {to}, {top}, {bottom},
 * {x}, {y} and {total} are filled in. */
typedef enum AltPhrase {
  ALT_BAR,
  ALT_COLUMN,
  ALT_STACKED,
  ALT_LINE,
  ALT_AREA,
  ALT_PIE,
  ALT_DONUT,
  ALT_SCATTER,
  ALT_HEATMAP,
  ALT_CHART,
  ALT_WHOLE,   /* type, data */
  ALT_FOUND,   /* type, data, finding */
  ALT_BY,      /* y by x */
  ALT_AGAINST, /* y against x */
  ALT_ROSE,    /* a, from, b, to */
  ALT_FELL,
  ALT_STAYED,
  ALT_EXTREMES, /* top, a, bottom, b */
  ALT_SHARES,
  ALT_LAST,  /* the same of series, at `to` */
  ALT_ONE,   /* top, a */
  ALT_RANGE, /* a, b */
  ALT_PHRASE_COUNT,
} AltPhrase;

/* In a language; English stands in for others and for NULL. */
const char *alt_phrase(const char *language, AltPhrase phrase);
