/* An axis being drawn, and its properties (axis_property.c). */
#pragma once

#include "chart/guide_private.h"

typedef struct Axis {
  const View *plot;
  const Scale *scale;
  const TextMetrics *metrics;
  Arena *arena;
  const Node *node;
  const char *orient;
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

/* The axis's own property, else that of its style, else the configuration's most special one. */
const Node *axis_property(const Axis *axis, const char *name);
double axis_number(const Axis *axis, const char *name, double otherwise);
bool axis_boolean(const Axis *axis, const char *name, bool otherwise);
const char *axis_string(const Axis *axis, const char *name, const char *otherwise);

/* "label" or "title" + Font, FontSize, FontWeight, FontStyle. */
TextStyle axis_text_style(const Axis *axis, const char *part);

/* Properties that may have conditions on the tick ({condition: {test, value}, value}); a NULL tick
 * has those of the whole axis. `part` is "grid", "tick" or "domain" before Color, Width, Dash, … */
Paint axis_colour(const Axis *axis, const char *name, const char *opacity, const Tick *tick);
Stroke axis_stroke(const Axis *axis, const char *part, const Tick *tick);
