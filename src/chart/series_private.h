/* Series: what one line, area or trail is drawn from. Rules: Vega-Lite's documentation of line,
 * area and trail ("multi-series", "sorting", "invalid data"). */
#pragma once

#include "chart/encode_private.h"

typedef struct Series {
  size_t *rows; /* of unit->rows, in drawing order */
  size_t count;
} Series;

/* The definitions (const ChannelDef *) whose fields split a unit's rows into series; free it. */
GPtrArray *series_defs(const Unit *unit);

/* The rows of a path mark by the fields that split it, in order of first appearance; within a
 * series by the order channel, else along the dimension. */
Series *series_of_unit(const MarkContext *context, size_t *count);

/* Does a field of a continuous scale lack its value in this row, so that the path breaks there? */
bool series_breaks(const Unit *unit, size_t row);

/* One gap between two runs of points, none at the ends; gives the count that is left. */
size_t series_join_gaps(ScenePoint *points, size_t count);

/* Sets interpolate and tension of a path's node. */
void series_interpolate(const Unit *unit, SceneNode *item);

/* Width of a line or rule: the size channel, else strokeWidth, else the mark's own size. */
double series_line_width(const MarkContext *context, size_t row, double stroke_width);
