/* Figures: a chart with its number, title, subtitle, source and notes. */
#pragma once

#include "compose/flow_private.h"

typedef struct Figure {
  const char *id;
  const char *anchor;                                 /* NULL: none */
  const char *number;                                 /* "Figure 3" */
  const char *title, *subtitle, *alt, *source, *note; /* NULL: none, alt excepted */
  const Scene *plot;                                  /* NULL: it could not be drawn */
  const Node *spec;
  double width;
} Figure;

/* Fills the texts, compiles the chart into `width`. */
Figure figure_new(Composer *composer, const Block *block, double width);

/* The height of number, title and subtitle, and of the whole. */
double figure_head_height(const Composer *composer, const Figure *figure);

/* A group with its origin at the figure's top left; in *height how high it is. The plot begins at
 * `head` or below number, title and subtitle, whichever is lower. */
const SceneNode *
figure_node(const Composer *composer, const Figure *figure, double head, double *height);

/* Keeps the figure as a picture of its own. */
void figure_export(Composer *composer, const Figure *figure);

/* "Source: …" for these tables, NULL-terminated; NULL where they name none. */
const char *source_text(Composer *composer, const char *const *tables);
