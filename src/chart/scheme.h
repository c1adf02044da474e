/* Vega's named colour schemes (https://vega.github.io/vega/docs/schemes/). */
#pragma once

#include "core/colour.h"

#include <stddef.h>

typedef enum SchemeKind {
  SCHEME_CATEGORICAL,
  SCHEME_SEQUENTIAL, /* one hue */
  SCHEME_MULTI_HUE,  /* sequential through several hues */
  SCHEME_DIVERGING,
  SCHEME_CYCLICAL,
} SchemeKind;

typedef struct Scheme {
  const char *name; /* as documented: "tableau10", "yellowgreenblue" */
  SchemeKind kind;
  const char *hex; /* six digits a colour, one after the other */
} Scheme;

/* By name, in any case; NULL: unknown. Also "blues-9", as older specifications write; then *count
 * (which may be NULL) is 9, else 0. */
const Scheme *scheme_find(const char *name, size_t *count);

/* All names, NULL-terminated, for suggestions and the reference. */
const char *const *scheme_names(void);

/* How many colours a categorical scheme has, or how many stops the others. */
size_t scheme_size(const Scheme *scheme);

/* `count` colours for a discrete range, as Vega takes them: a categorical scheme's own, in turn;
 * of the others, at i / (count + 1) for i = 1 … count. Returns `count`. */
size_t scheme_colours(const Scheme *scheme, size_t count, Colour *out);

/* The same of a part of a scheme (Vega's schemeExtent: 0, 1 is all of it, 1, 0 reversed): at
 * from + (to - from) * i / (count + 1). Categorical schemes ignore the extent, as in Vega. */
size_t
scheme_colours_extent(const Scheme *scheme, double from, double to, size_t count, Colour *out);

/* The colour at t: piecewise linear in RGB between the stops, rounded to eight bits a channel as d3
 * does; before 0 and after 1 the first and last pieces go on, as far as channels reach. A
 * categorical scheme is cut into equal steps. */
Colour scheme_at(const Scheme *scheme, double t);
