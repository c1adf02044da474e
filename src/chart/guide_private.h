/* Guides: axes, legends, titles. Each becomes a group of the scene that says what it means. */
#pragma once

#include "chart/encode_private.h"
#include "chart/text_private.h"

/* A tick of an axis or an entry of a legend. */
typedef struct Tick {
  Value value;
  double position; /* in the plot area, or 0 to 1 along a gradient */
  const char *label;
  double index; /* 0 to 1 */
} Tick;

/* What ticks are asked for. */
typedef struct TickRequest {
  const Scale *scale;
  const Node *count;  /* number, interval name or {interval, step}; NULL: `otherwise` */
  double otherwise;   /* NaN: ten */
  double min_step;    /* 0: any */
  const Node *values; /* explicit; NULL: none */
  bool legend;        /* of a legend, which lists only values that have labels */
  bool ramp;          /* of a gradient legend */
  bool classes;       /* labels tell neighbouring boundaries apart */
  const Node *format, *format_type, *label_expr;
} TickRequest;

/* The ticks with their labels; positions are those of the scale, in the middle of bands. */
Tick *guide_ticks(const TickRequest *request, size_t *count);

/* One label as guide_ticks makes it; `count`: of the ticks that it must be told apart from. */
const char *guide_label(const TickRequest *request, Value value, size_t count);
/* Puts what labelExpr says in place of labels; axes have it done by guide_ticks. */
void guide_rewrite_labels(const TickRequest *request, Tick *ticks, size_t count);

/* `scope` below: only what this plot or layer says; NULL: all that share the scale.
 *
 * A legend's or axis's title from the definitions that share it, joined by ", "; NULL: none.
 * `property` is the guide's own node ("axis", "legend"). */
const char *guide_title(const Scale *scale, const View *scope, const char *property);

/* Is the title said explicitly, be it null? */
bool guide_has_title(const Scale *scale, const View *scope, const char *property);

/* What a label's expression gives: lines of an array, nothing of null. */
const char *guide_text_of_value(Arena *arena, ExprValue value);

/* Hides labels that come nearer than `separation` to one another: every second one until none do,
 * as Vega's "parity"; greedily all that do not fit beside the last that is shown. */
void guide_thin_labels(SceneNode *const *labels, size_t count, bool greedy, double separation);

/* The time unit of the first definition that has one; NULL: none. */
const TimeUnit *guide_time_unit(const Scale *scale);

/* The nodes under `property` of all definitions that share a scale, merged. `*disabled` tells
 * whether the guide is switched off. */
const Node *guide_node(const Scale *scale, const View *scope, const char *property, bool *disabled);

/* Axes of a plot in the order of drawing: grids and axes below its marks, then what their `zindex`
 * puts above them. */
typedef struct AxisLayers {
  SceneBuilder grids, axes, above;
  bool shared_only; /* the plot is an empty cell of a facet */
} AxisLayers;
void axes_draw(const View *plot, const TextMetrics *metrics, AxisLayers *layers);

/* A legend, its top left corner at 0, 0. */
typedef struct Legend {
  const char *orient;
  SceneNode *node;
  double width, height;
  double offset; /* NaN: that of the layout */
  double x, y;   /* where legends without a side are */
} Legend;
/* All legends of a view. */
Legend *legends_draw(const View *view, const TextMetrics *metrics, size_t *count);

/* What legends are placed around: along x beside `across`, along y beside `down`. */
typedef struct LegendFrame {
  SceneBounds plots;        /* plot areas */
  SceneBounds across, down; /* with what stands left and right, above and below of them */
} LegendFrame;
/* Places legends and adds them; `box` grows by them. */
void legends_place(const Compilation *compilation, Legend *legends, size_t count,
                   const LegendFrame *frame, SceneBounds *box, SceneBuilder *parts);

/* A plot's fill and frame. */
SceneNode *background_draw(const View *plot);

/* The title of a view, or what one of its layers says, as a map with a text; NULL: none. */
const Node *title_node(const View *view);
/* The title, around the box of what it heads; NULL: the view has none. */
SceneNode *title_draw(const View *view, SceneBounds box, SceneBounds plot);

/* Adds the tables (const Table *) whose rows the marks of a view show; what another holds as well
 * is left out. */
void shown_collect(View *root, GPtrArray *tables);

/* Does the header of a facet stand where this view, one of its cells, would have its title? */
bool header_labels_cell(const View *cell);
/* That header, around the box of the cell; NULL: the facet labels no cells. `bounds` grow by it. */
SceneNode *header_of_cell(const View *cell, SceneBounds plot, SceneBounds *bounds);

/* A facet whose cells are laid out. */
typedef struct HeaderFrame {
  const double *lefts, *tops; /* where the plots of each column and row begin */
  const SceneBounds *cells;   /* with axes of their own */
  SceneNode *const *labels;   /* of cells, by header_of_cell, in their places; NULL: none */
  SceneBounds bounds;         /* of all cells */
  SceneBounds across, down;   /* plots with what stands left and right, above and below of them */
} HeaderFrame;
/* Headers of a facet: labels of rows and columns (or of each cell) and their titles. `box` grows by
 * them. */
void
headers_draw(const View *facet, const HeaderFrame *frame, SceneBounds *box, SceneBuilder *parts);

/* Settles width and height of all plots below a view from specifications and scales. */
void plots_settle_sizes(View *view);

typedef struct Insets {
  double left, right, top, bottom;
} Insets;
Insets chart_padding(const View *root);

/* What `autosize` and sizes ask for. */
void autosize_read(const View *root, Autosize *autosize);
/* Completes it from the first layout; false: that layout is as it should be. */
bool autosize_settle(const View *root, const Scene *scene, Autosize *autosize);

/* The whole chart. */
Scene *layout_chart(View *root);

/* ---- fit.c ---- */

/* The same, laid out in the room that the context gives. */
Scene *chart_fit(Compilation *compilation, View *root);
