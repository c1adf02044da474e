/* Encoders: from a row to positions, sizes and paint. Positions are points in the plot area, y
 * down; theta is radians, radius points. Rules: Vega-Lite's documentation of marks and channels. */
#pragma once

#include "chart/scale_private.h"

/* Where a mark stands on a channel that is not encoded. */
typedef enum PositionDefault {
  POSITION_NONE,        /* NaN */
  POSITION_MIDDLE,      /* of the plot */
  POSITION_ZERO_OR_MIN, /* zero of the scale if that is in its domain, else its least value */
  POSITION_ZERO_OR_MAX,
} PositionDefault;

typedef struct Range1D {
  double from, to;
} Range1D;

/* A point mark's position. NaN: the row has no place. */
double
encode_point(const MarkContext *context, Channel channel, size_t row, PositionDefault otherwise);
/* The secondary position (x2 of channel x), or `otherwise`. */
double
encode_second(const MarkContext *context, Channel channel, size_t row, PositionDefault otherwise);
/* Where rows stand, or how large they are, whose value is none: config.scale.invalid, else the
 * scale's zero or least. NaN: they are not shown. */
double encode_invalid(const MarkContext *context, Channel channel);
/* What a bar, tick, rect or arc covers along a channel: `from` is the main end. */
Range1D encode_range(const MarkContext *context, Channel channel, size_t row);

/* A number, text or node that a channel gives: conditions, then scale or value, else `otherwise`.
 */
double encode_number(const MarkContext *context, Channel channel, size_t row, double otherwise);
const char *encode_shape(const MarkContext *context, size_t row, const char *otherwise);
/* The text channel's text, formatted; NULL: none. */
const char *encode_text(const MarkContext *context, size_t row);

/* The paint of a mark as far as it is the same for all rows. */
typedef struct MarkPaint {
  Paint fill, stroke;
  double opacity, fill_opacity, stroke_opacity, stroke_width;
  const Node *dash;
  Stroke line; /* cap, join, dash offset, miter limit */
  CornerRadii radii;
} MarkPaint;

/* A property of the mark as it is in a row: an expression's value, else mark_property's. */
const Node *encode_property(const MarkContext *context, const char *name, size_t row);

/* Opacity where nothing is said: 0.7 for points that are not aggregated, else 1. */
double encode_default_opacity(const Unit *unit);

MarkPaint encode_mark_paint(const MarkContext *context);
/* Sets fill and stroke of an item of row `row`. */
void encode_paint(const MarkContext *context, const MarkPaint *paint, size_t row, SceneNode *item);

/* A node of the specification as a paint: a colour or a gradient. */
Paint paint_of_node(const Compilation *compilation, const Node *node);

StrokeCap stroke_cap_find(const char *name);
StrokeJoin stroke_join_find(const char *name);

/* Is a list of dashes more than a whole line? [1, 0] is none. */
bool encode_has_gaps(const Node *dash);

/* A constant of a definition: where it is {expr: …} its value, with parameters and scales. */
const Node *encode_constant(const Unit *unit, const Node *node);

/* The value of a definition in a row: its datum, or the cell. */
Value def_value(const Unit *unit, const ChannelDef *def, size_t row);

/* Values as text, as axes, legends and text marks print them. `format` NULL: the type's default. */
/* A category as the Data Package words it in the reader's language; else as it is. */
const char *
label_of_category(const Compilation *compilation, const ChannelDef *def, const char *value);

const char *format_value(const Compilation *compilation, const ChannelDef *def, Value value,
                         const Node *format, const Node *format_type);
