/* Guides: axes, legends, titles. Each becomes a group of the scene that says what it means. */
#pragma once

#include "chart/encode_private.h"
#include "chart/text_private.h"

/* A tick of an axis or an entry of a legend. */
typedef struct Tick {
  Value value;
  double position; /* in the plot area, or 0 to 1 along a gradient */
  const char *label;
} Tick;

/* What ticks are asked for. */
typedef struct TickRequest {
  const Scale *scale;
  const Node *count;  /* number, interval name or {interval, step}; NULL: `otherwise` */
  double otherwise;   /* NaN: ten */
  double min_step;    /* 0: any */
  const Node *values; /* explicit; NULL: none */
  bool ramp;          /* of a gradient legend */
  bool classes;       /* labels tell neighbouring boundaries apart */
  const Node *format, *format_type, *label_expr;
} TickRequest;

/* The ticks with their labels; positions are those of the scale, in the middle of bands. */
Tick *guide_ticks(const TickRequest *request, size_t *count);

/* The classes of a scale (or its bins) as entries: "< 10", "10 – 20", "≥ 20". */
Tick *guide_classes(const TickRequest *request, size_t *count);

/* The boundaries between classes. */
Tick *guide_boundaries(const TickRequest *request, size_t *count);

/* `plot` below: only what this plot's layers say; NULL: all that share the scale.
 *
 * A legend's or axis's title from the definitions that share it, joined by ", "; NULL: none.
 * `property` is the guide's own node ("axis", "legend"). */
const char *guide_title(const Scale *scale, const View *plot, const char *property);

/* The time unit of the first definition that has one; NULL: none. */
const TimeUnit *guide_time_unit(const Scale *scale);

/* The nodes under `property` of all definitions that share a scale, merged. `*disabled` tells
 * whether the guide is switched off. */
const Node *guide_node(const Scale *scale, const View *plot, const char *property, bool *disabled);

/* Axes of a plot: grids go into `below`, everything else into `axes`. */
void
axes_draw(const View *plot, const TextMetrics *metrics, SceneBuilder *below, SceneBuilder *axes);

/* What the symbols of a legend are made from. */
typedef struct LegendSymbols {
  const Compilation *compilation;
  Arena *arena;
  const Node *node;           /* the legend's own properties; may be NULL */
  const Scale *const *scales; /* by channel: those that the legend shows */
  bool bare;                  /* the layers' own looks do not count */
} LegendSymbols;
/* The symbol of one value, at 0, 0. */
SceneNode *legend_symbol(const LegendSymbols *request, Value value);

/* Do a unit's symbols show its colour as their fill? Trails are filled, but shown by strokes. */
bool legend_symbol_is_filled(const Unit *unit);

/* All legends below a view. */
typedef struct Legend {
  const char *orient;
  SceneNode *node; /* its top left corner at 0, 0 */
  double width, height;
} Legend;
Legend *legends_draw(const View *view, const TextMetrics *metrics, size_t *count);

/* The title of a view, laid out around the box of what it heads; NULL: it has none. */
SceneNode *
title_draw(const View *view, const TextMetrics *metrics, SceneBounds box, SceneBounds plot);

/* Room above a cell of a wrapped facet for its header. */
SceneBounds header_of_cell(const View *facet, size_t cell, SceneBounds box, SceneBounds plot);
/* Headers of a facet: labels of rows and columns (or of each cell) and their titles, around `box`,
 * which grows by them. `lefts` and `tops`: where the plots of each column and row begin. */
void headers_draw(const View *facet, const double *lefts, const double *tops, SceneBounds plots,
                  SceneBounds *box, SceneBuilder *parts);

/* Settles width and height of all plots below a view from specifications and scales. */
void plots_settle_sizes(View *view);

/* The whole chart. */
Scene *layout_chart(View *root);
