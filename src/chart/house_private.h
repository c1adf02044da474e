/* The house's hand in a chart: values and names stand in the plot, where people look, in place of
 * axes and legends. Works only where a ChartHouse is given; Vega's own defaults are left alone.
 * Rules: "Every chart", "Bars", "Lines" and "Pie and donut" of the house's visual design.
 *
 *   house_spec.c    orders that the house prefers, before the specification is parsed
 *   house_colour.c  highlight, context and "Other" in colour scales
 *   house.c         which plots are labelled, and which guides that makes superfluous
 *   house_MARK.c    the labels of one kind of mark
 *   house_guide.c   the guides that are left
 *   house_text.c    texts of the specification's own that would overlap
 *   house_tone.c    marks in grey, on dark paper, and told apart by patterns
 *   label_place.c   geometry
 *
 * A chart chooses in `usermeta: {sholu: {…}}`: `labels: none` leaves the guides as they are,
 * `highlight` names the values that stand out, `other` what is the rest of a whole, `total` what
 * stands in a donut's hole, and `status: {field: kind, provisional: […], forecast: […], plan: […]}`
 * tells which rows are not final. */
#pragma once

#include "chart/series_private.h"
#include "chart/text_private.h"

/* ---- label_place.c ---- */

#define LABEL_GAP 1.5 /* points that must lie between two labels */

/* Do two boxes come nearer than LABEL_GAP? */
bool labels_touch(SceneBounds a, SceneBounds b);
/* Does a box come nearer than that to any of these (SceneBounds)? */
bool labels_clash(const GArray *boxes, SceneBounds box);

/* Moves centres of intervals, sorted from low to high, as little as possible (least squares) until
 * none overlap and all lie in [low, high]. False, and nothing moved, where they cannot. */
bool labels_spread(double *centres, const double *heights, size_t count, double low, double high);

/* ---- house.c ---- */

/* Labels that make a scale's guide superfluous. */
typedef struct HouseClaim {
  const Scale *scale; /* NULL: none is told */
  SceneBuilder labels;
} HouseClaim;

/* One plot while it is labelled. */
typedef struct HousePlot {
  View *view;
  const ChartHouse *house;
  MarkContext context; /* of the unit that is labelled */
  MarkPaint paint;
  HouseClaim values, names;
} HousePlot;

/* The labels of one kind of mark; what does not fit is not claimed. */
void house_label_bars(HousePlot *plot);
void house_label_lines(HousePlot *plot);
void house_label_areas(HousePlot *plot);
void house_label_arcs(HousePlot *plot);

/* Labels all plots below a view, whose scales are settled, and settles which guides are told
 * (scale->told, view->labels). */
void house_label(View *root);

/* A property of the chart's usermeta.sholu; NULL: none. */
const Node *house_property(const Compilation *compilation, const char *name);

/* A label of a value, and one of a name. Their anchors are at x, y. */
SceneNode *house_value(const HousePlot *plot, const char *text, double x, double y);
SceneNode *house_name(const HousePlot *plot, const char *text, double x, double y);

/* The discrete colour of the unit that tells its series apart; NULL: none. */
const ChannelDef *house_names_def(const Unit *unit);
/* Does it make parts of bars? Not where each bar has one. */
bool house_is_parted(const Unit *unit);
/* The name of a row in it. */
const char *house_name_of_row(const HousePlot *plot, const ChannelDef *def, size_t row);

/* Values of a field as the labels of one plot print them: with the author's format, else with the
 * fewest decimals that tell all of them, two at most. */
typedef struct HouseFormat {
  const Compilation *compilation;
  const ChannelDef *def;
  const Node *format;
} HouseFormat;
HouseFormat house_format(const Unit *unit, const ChannelDef *def);
const char *house_format_number(const HouseFormat *format, double number);
/* As a percentage of the whole. */
const char *house_format_share(const HouseFormat *format, double share);

/* The paint that a row's item is drawn with, as one colour. */
Colour house_colour_of_row(const HousePlot *plot, size_t row);
/* A colour as it looks on another. */
Colour house_over(Colour top, Colour below);
/* A colour as text on the paper: darkened (on dark paper: lightened) until it can be read. */
Colour house_text_colour(const ChartHouse *house, Colour colour);
/* The colour of text on a fill: the paper's or the text's, whichever stands out more. */
Colour house_colour_on(const ChartHouse *house, Colour fill);

/* Series that end at points get their names beside them; `thick` may be NULL. */
typedef struct SeriesEnd {
  double x, y; /* NaN: it has no end */
  size_t row;
} SeriesEnd;
void house_label_ends(HousePlot *plot, SeriesEnd *ends, size_t count);

/* ---- house_bar.c ---- */

/* What a bar covers: one that is not zero is as long as can be seen, however little it stands for;
 * its value is said beside it. Parts of stacks stay as they are: they would move the others. */
void house_show_bar(const MarkContext *context, Range1D *x, Range1D *y);

/* ---- house_guide.c ---- */

/* Sets a text that is wider than `limit` in up to `most` lines; words that are much wider still are
 * shortened. */
void house_wrap(Arena *arena, const TextMetrics *metrics, SceneNode *node, double limit, int most);

/* Columns in which the entries of a legend that lies across fit the chart, `gap` apart; 0: one row
 * does. */
size_t house_legend_columns(const View *view, const double *widths, size_t count, double gap);

/* Breaks and shortens the labels of a banded axis until they fit their steps, and hides (names:
 * with a warning) those that would still touch. */
void house_fit_labels(const Scale *scale, bool horizontal, SceneNode **labels, size_t count);

/* Is this a continuous scale of numbers that leaves out zero? */
bool house_is_cut(const Scale *scale);
/* Would a line along the scale's axis look like zero, where lines stand on a scale without it? */
bool house_hides_line(const View *plot, const Scale *scale);
/* Do bars stand on the line along the scale's axis? It lies beside them then, not over their first
 * half of its width. */
bool house_is_base(const View *plot, const Scale *scale);

/* ---- house_text.c ---- */

/* Moves (with a leader where it goes far), shortens or, with a warning that names it, drops texts
 * of a plot's marks that would touch others or its axes' labels. `parts`: the plot's parts so far,
 * from `first` on those of its marks; leaders are added. */
void house_separate_texts(const View *view, SceneBuilder *parts, size_t first);

/* ---- house_tone.c ---- */

/* Gives a finished scene the house's tone and patterns. */
void house_tone(Arena *arena, const ChartHouse *house, const Scene *scene);

/* ---- house_spec.c, house_colour.c ---- */

/* The specification with the orders that the house prefers where it names none. */
const Node *house_rewrite(const Compilation *compilation, const Node *spec);

/* "Other" stands last among the values of a scale that names no order of its own. */
void house_order_values(Scale *scale);
/* The house's touch to a row's paint: gaps between the parts of stacks; what is provisional is
 * lighter, forecasts are hatched, plans are outlines [IBCS]. */
void house_paint(const MarkContext *context, size_t row, SceneNode *item);
/* Highlight, context and "Other" among the colours of a discrete scale without explicit ones. */
void house_colour_values(Scale *scale);
