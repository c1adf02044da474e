/* Presets: what a chart's own file is made for: a slide, a dark ground, a grey printer. Each is a
 * file templates/presets/NAME.yaml; several are joined by "+", later ones on top, and "@2x" doubles
 * the pixels: "slide-full+on-dark@2x". A file has
 *
 *   size        width, height ("1920px", "170mm", points), ppi, and by how much all is enlarged:
 *               the picture is laid out as on a page, in width / enlarge, and lengths of the theme
 *               and the specification keep their proportions
 *   background  none: the picture is transparent
 *   replace     colours of the theme and of specifications, and what stands for them
 *   tone        what becomes of all others: "grey", or "light" for marks too dark for the paper
 *   patterns    dashes of lines and stripes of fills, by colour, each "rising" or "falling"
 *   theme       what lies over the theme */
#pragma once

#include "compose/theme_private.h"

typedef struct ColourPair {
  Colour from;
  const char *to;
} ColourPair;

typedef struct Preset {
  const char *name;     /* as it was asked for */
  double width, height; /* as laid out, before it is enlarged; points; 0: the figure's own */
  double ppi, enlarge;
  bool transparent;
  const Theme *theme;
  const ColourPair *pairs;
  size_t pair_count;
  ChartTone tone;
  const ChartPattern *patterns;
  size_t pattern_count;
} Preset;

/* Reads the presets of a comma list; their names are looked up in `folder`, and they lie over
 * `base`. Unknown names and wrong values are faults, the former at `where`. The list is ended by
 * NULL. */
const Preset *const *presets_load(Arena *arena, const char *folder, const Theme *base,
                                  const char *names, Span where, DiagList *diags);

/* A copy of a specification in the preset's colours. */
const Node *preset_recolour(Arena *arena, const Preset *preset, const Node *node);
