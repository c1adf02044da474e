/* What the files of legends share: which scales a legend shows, its properties and its parts.
 * Rules: the legend pages of Vega-Lite's and Vega's documentations. */
#pragma once

#include "chart/guide_private.h"
#include "chart/pipeline_private.h"
#include "chart/scale_private.h"

typedef enum LegendKind {
  LEGEND_SYMBOLS,
  LEGEND_RAMP,  /* a gradient */
  LEGEND_BANDS, /* a gradient of classes */
} LegendKind;

/* One legend: the scales of all channels that show the same field. */
typedef struct LegendSpec {
  Compilation *compilation;
  Arena *arena;
  const TextMetrics *metrics;
  const View *home;  /* whose legend it is: only those of one view go together */
  const char *field; /* that the channels share; NULL: none */
  const Scale *scales[CHANNEL_COUNT];
  const Scale *first; /* in the order in which channels are looked through */
  const Scale *main;  /* whose domain the entries are */
  const Node *node;   /* the legend's own properties; may be NULL */
  const char *title, *orient;
  bool titled, oriented, decided; /* title, side and whether it is shown are said explicitly */
  bool disabled;
  LegendKind kind;
  bool horizontal;
} LegendSpec;

/* The channels that have legends, in the order in which these are looked through. */
enum { LEGEND_CHANNEL_COUNT = 8 };
extern const Channel LEGEND_CHANNELS[LEGEND_CHANNEL_COUNT];

/* A property: the legend's own, else the configuration's, else that of the style of its labels or
 * titles. NULL: it is not given. */
const Node *legend_property(const LegendSpec *legend, const char *name);
double legend_number(const LegendSpec *legend, const char *name, double otherwise);
const char *legend_string(const LegendSpec *legend, const char *name, const char *otherwise);
Paint legend_paint(const LegendSpec *legend, const char *name, Paint otherwise);

/* Is the scale one of continuous colours? */
bool legend_is_ramp(const Scale *scale);
/* Does a definition alone make a gradient legend? */
bool legend_is_gradient(const Scale *scale, const ChannelDef *def);

/* The entries with their labels (NULL: none), places from 0 to 1 where they stand along a ramp. */
Tick *legend_entries(const LegendSpec *legend, size_t *count);

/* The symbol of one value, at 0, 0. */
SceneNode *legend_symbol(const LegendSpec *legend, Value value);
/* Do the symbols show a scale by their fill? */
bool legend_symbol_fills(const LegendSpec *legend);
/* Do a unit's symbols show its colour as their fill? Trails are filled, but shown by strokes. */
bool legend_symbol_is_filled(const Unit *unit);
bool legend_symbol_is_trail(const Unit *unit);
/* Sets a stroke's dashes from a list of the specification; NULL: none. */
void legend_dash(const LegendSpec *legend, const Node *list, Stroke *stroke);
/* The opacity that the layers of a gradient legend give its colours. */
double legend_ramp_opacity(const LegendSpec *legend);

/* ---- legend_ramp.c ---- */

/* How long gradient and bands are. */
double legend_ramp_length(const LegendSpec *legend);
/* Adds gradient or bands to `parts`, their top left corner at 0, 0. `bar` becomes the box of the
 * colours alone, `box` that of all. */
void
legend_draw_ramp(const LegendSpec *legend, SceneBuilder *parts, SceneBounds *bar, SceneBounds *box);

/* ---- legend_draw.c ---- */

/* A text of the legend in the style of its part: "label" or "title". */
SceneNode *
legend_text(const LegendSpec *legend, const char *part, SceneRole role, const char *text);
/* The box of a text by its font's size alone, as Vega places them. */
SceneBounds legend_text_box(const SceneNode *text);
Legend legend_draw(const LegendSpec *legend);

/* ---- legend_grid.c: rows and columns as Vega lays them out ---- */

typedef enum GridAlign { GRID_ALIGN_NONE, GRID_ALIGN_EACH, GRID_ALIGN_ALL } GridAlign;

typedef struct LegendGrid {
  size_t columns;
  GridAlign align_row, align_column;
  double row_padding, column_padding;
  bool center_row, center_column;
} LegendGrid;

/* Moves boxes, given around their origins, to their places; `boxes` become those at their places,
 * `moves` say how far each went. */
typedef struct LegendMove {
  double x, y;
} LegendMove;
void legend_grid_place(const LegendGrid *grid, size_t count, SceneBounds *boxes, LegendMove *moves);
GridAlign legend_grid_align(const Node *node, const char *direction);
