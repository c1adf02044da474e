/* Outlines: moves, lines and cubic curves, independent of any target. Every primitive becomes one,
 * and bounds, cairo and SVG all read it. */
#pragma once

#include "render/scene.h"

#include <stdint.h>

typedef enum PathOp { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE, PATH_OP_COUNT } PathOp;

typedef struct PathPoint {
  double x, y;
} PathPoint;

/* Zeroed is empty. A coordinate that is no number marks the whole path as broken: it then has no
 * extents and is not drawn. Coordinates are held within ±1e6, which cairo's fixed point can take.
 */
typedef struct Path {
  uint8_t *ops;
  size_t op_count, op_capacity;
  PathPoint *points; /* one a move or a line, three a curve, none a close */
  size_t point_count, point_capacity;
  PathPoint start; /* of the current subpath */
  bool broken;
} Path;

void path_clear(Path *path);  /* empty again; memory is kept */
void path_finish(Path *path); /* frees the memory */
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Path, path_finish)

void path_move_to(Path *path, double x, double y);
void path_line_to(Path *path, double x, double y);
void path_curve_to(Path *path, PathPoint control1, PathPoint control2, PathPoint end);
void path_close(Path *path);
bool path_is_empty(const Path *path);

/* A circular arc as the canvas draws it: joined by a line to what is there, clockwise on a page
 * with y down unless `anticlockwise`; at most one full turn. Angles are radians from the x axis. */
typedef struct PathArc {
  double x, y, radius;
  double from, to;
  bool anticlockwise;
} PathArc;
void path_arc(Path *path, const PathArc *arc);

void path_rect(Path *path, double x, double y, double width, double height);

/* Corners are cut to half the shorter side and drawn with Vega's Bézier approximation. */
void path_round_rect(Path *path, const SceneClip *rect);

/* All of `other` after what is there. */
void path_append(Path *path, const Path *other);

/* Scales about the origin, turns clockwise by `angle` degrees, then moves: all points from index
 * `first` on. */
typedef struct PathTransform {
  double scale, angle, x, y;
} PathTransform;
void path_transform(Path *path, size_t first, const PathTransform *transform);

/* Of the outline itself, curves exact. */
SceneBounds path_extents(const Path *path);

/* The data of an SVG path element (all commands, implied repeats, arcs). What follows a fault is
 * left out, as SVG says; false then. */
bool path_parse_svg(Path *path, const char *data);

/* d3-shape's curves through `points`. With `onward` the curve goes on from where the path is (the
 * way back of an area); else it begins with a move. */
typedef struct Curve {
  Interpolate interpolate;
  double tension;  /* cardinal: tension; catmull-rom: alpha; bundle: beta; 0: their default */
  bool horizontal; /* monotone in y */
  bool area;       /* one of two edges: a lone point is no dot */
  bool onward;
} Curve;
void path_curve(Path *path, const Curve *curve, const PathPoint *points, size_t count);
const char *interpolate_name(Interpolate interpolate); /* "step-after", as in Vega */

/* One of Vega's shapes, or an SVG path in a 2 × 2 square, around (0, 0) with area `size`. */
void path_symbol(Path *path, const char *shape, double size);

/* d3-shape's arc around (0, 0): angles in radians clockwise from twelve o'clock. */
typedef struct Sector {
  double start_angle, end_angle, inner_radius, outer_radius, pad_angle, corner_radius;
} Sector;
void path_sector(Path *path, const Sector *sector);

/* A line of varying width with round joints and ends (Vega's trail). */
void path_trail(Path *path, const ScenePoint *points, size_t count);
