/* Shaped text: what measuring and drawing share. */
#pragma once

#include "render/fonts.h"
#include "render/path_private.h"

#include <stdint.h>

/* One line of text turned into glyphs. All lengths are in units of the text's size. */
typedef struct ShapedGlyph {
  uint32_t index;
  uint32_t cluster; /* how many clusters stand to the left of it */
  double x, y;      /* from the start of the line, y down */
} ShapedGlyph;

typedef struct ShapedCluster {
  uint32_t bytes, glyphs;
} ShapedCluster;

/* Neighbouring glyphs of one font and direction. */
typedef struct ShapedRun {
  uint32_t font; /* for font_set_face and font_set_outline */
  uint32_t glyph, glyph_count;
  uint32_t cluster, cluster_count; /* in the order of the text */
  uint32_t text, text_length;      /* bytes of ShapedText.text */
  bool backward;                   /* right to left */
} ShapedRun;

typedef struct ShapedText {
  const char *text; /* as shown: what no font has is '?' */
  double width;
  double ascent, descent;
  uint32_t clusters; /* in all: each adds one letter spacing */
  uint32_t run_count;
  const ShapedRun *runs;
  const ShapedGlyph *glyphs;
  const ShapedCluster *cluster_list;
} ShapedText;

/* Shapes once and keeps it. Valid until the next call on the set. */
const ShapedText *
font_set_shape(FontSet *fonts, const TextStyle *style, const char *text, size_t length);

/* A glyph's outline at size 1, y down; borrowed, never NULL (empty for a space). */
const Path *font_set_outline(FontSet *fonts, uint32_t font, uint32_t glyph);

/* Calls for each line of a text: shaped, and where its first glyph starts, relative to the anchor
 * and before turning. */
typedef void (*TextLine)(const ShapedText *shaped, double x, double y, void *user);
void text_each_line(FontSet *fonts, const SceneText *text, TextLine call, void *user);

/* Is there anything to show, at a size and place that can be drawn? */
bool text_is_drawable(const SceneNode *node);
