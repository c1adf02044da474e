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
  double height;    /* 0: as it comes */
  const char *data; /* "#…": where the appendix has its numbers; NULL: nowhere */
} Figure;

/* Fills the texts, compiles the chart into `width`. With a `height` (else 0) the plot takes all
 * that texts leave of it. */
Figure figure_new(Composer *composer, const Block *block, double width, double height);

/* The height of number, title and subtitle, and of the whole. */
double figure_head_height(const Composer *composer, const Figure *figure);

/* Where the plot ends if it begins at `head` or below number, title and subtitle. */
double figure_plot_end(const Composer *composer, const Figure *figure, double head);

/* Where parts of a figure stand at the earliest, from its top; 0: as they come. */
typedef struct FigureRows {
  double head; /* the end of number, title and subtitle */
  double plot; /* the end of the plot, under which the source stands */
} FigureRows;

/* A group with its origin at the figure's top left; in *height how high it is. */
const SceneNode *
figure_node(const Composer *composer, const Figure *figure, FigureRows rows, double *height);

/* ---- appendix.c ---- */

/* Adds the appendix that the front matter asks for to the document's end. */
void appendix_add(Composer *composer);

/* Keeps the tables (const Table *) of a chart for the appendix, if there is one and the chart is to
 * be in it. Returns where they will stand: "#…"; NULL: nowhere. */
const char *appendix_keep(Composer *composer, const Block *block, const Figure *figure,
                          const GPtrArray *tables);

/* Keeps the figure as a picture of its own, and once more for each of the composer's presets. */
void figure_export(Composer *composer, const Block *block, const Figure *figure);

/* Keeps a figure that no page has, for the first of the presets alone. */
void figure_export_alone(Composer *composer, const Block *block);

/* "Source: …" for these tables, NULL-terminated; NULL where they name none. */
const char *source_text(Composer *composer, const char *const *tables);
