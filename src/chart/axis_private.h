/* An axis being drawn, and its properties (axis_property.c). */
#pragma once

#include "chart/guide_private.h"

typedef struct Axis {
  const View *plot;
  const View *scope; /* the plot or the layer whose definitions it is made of */
  const Scale *scale;
  const TextMetrics *metrics;
  Arena *arena;
  const Node *node;
  const char *orient, *name;
  bool second;     /* of a layer whose scale is its own: on the other side, without grid */
  bool horizontal; /* along x */
  double sign;     /* +1: grows right or down from the plot */
  double at;       /* across: where the domain line stands, in the plot */
  double label_angle;
  Tick *ticks;
  size_t tick_count;
  SceneBuilder parts;
  SceneBounds bounds; /* of ticks and labels */
} Axis;

/* Where an axis is drawn, and for whom (axis_layers.c). */
typedef struct AxisPlace {
  const View *scope;
  const Scale *scale;
  const char *orient, *name;
  bool second;   /* as in Axis */
  bool disabled; /* it is not drawn */
} AxisPlace;

/* The axes of a plot along one channel; free the array. Layers share one axis or, as `resolve` and
 * their sides say, have their own. */
GArray *axis_places(const View *plot, Channel channel);

/* A point `across` points out from the axis line and `along` it, in the axis group. */
void axis_place(const Axis *axis, SceneNode *node, double along, double across);
/* tickOffset moves ticks, grid lines and labels. */
double axis_tick_offset(const Axis *axis);

/* axis_label.c */
double axis_label_angle(const Axis *axis);
void axis_draw_labels(Axis *axis);

/* The axis's own property, else that of its style, else the configuration's most special one. */
const Node *axis_property(const Axis *axis, const char *name);
double axis_number(const Axis *axis, const char *name, double otherwise);
bool axis_boolean(const Axis *axis, const char *name, bool otherwise);
const char *axis_string(const Axis *axis, const char *name, const char *otherwise);

/* Does the configuration of kinds of axes (axisBand, axisXTemporal) or a style have it? */
bool axis_is_special(const Axis *axis, const char *name);

/* Properties that may have conditions on the tick ({condition: {test, value}, value}); a NULL tick
 * has those of the whole axis. `part` is "grid", "tick" or "domain" before Color, Width, Dash, … */
const Node *axis_property_of_tick(const Axis *axis, const char *name, const Tick *tick);
double axis_number_of_tick(const Axis *axis, const char *name, const Tick *tick, double otherwise);
/* "label" or "title" + Font, FontSize, FontWeight, FontStyle. */
TextStyle axis_text_style(const Axis *axis, const char *part, const Tick *tick);
Paint axis_colour(const Axis *axis, const char *name, const char *opacity, const Tick *tick);
Stroke axis_stroke(const Axis *axis, const char *part, const Tick *tick);
