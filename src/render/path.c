#include "render/path_private.h"

#include <math.h>
#include <string.h>

/* Beyond this nothing can be on a page, and cairo's 24.8 fixed point would overflow. */
static const double LIMIT = 1e6;

static const uint8_t POINTS_OF[PATH_OP_COUNT] = {
  [PATH_MOVE] = 1,
  [PATH_LINE] = 1,
  [PATH_CURVE] = 3,
  [PATH_CLOSE] = 0,
};

void
path_clear(Path *path)
{
  path->op_count = path->point_count = 0;
  path->broken = false;
}

void
path_finish(Path *path)
{
  g_free(path->ops);
  g_free(path->points);
  *path = (Path){ 0 };
}

bool
path_is_empty(const Path *path)
{
  return path->op_count == 0 || path->broken;
}

static void
add_op(Path *path, PathOp op)
{
  if (path->op_count == path->op_capacity) {
    path->op_capacity = path->op_capacity ? path->op_capacity * 2 : 32;
    path->ops = g_renew(uint8_t, path->ops, path->op_capacity);
  }
  path->ops[path->op_count++] = (uint8_t)op;
}

static void
add_point(Path *path, double x, double y)
{
  if (!isfinite(x) || !isfinite(y)) {
    path->broken = true;
    x = y = 0;
  }
  if (path->point_count == path->point_capacity) {
    path->point_capacity = path->point_capacity ? path->point_capacity * 2 : 64;
    path->points = g_renew(PathPoint, path->points, path->point_capacity);
  }
  path->points[path->point_count++] =
      (PathPoint){ CLAMP(x, -LIMIT, LIMIT), CLAMP(y, -LIMIT, LIMIT) };
}

void
path_move_to(Path *path, double x, double y)
{
  add_op(path, PATH_MOVE);
  add_point(path, x, y);
  path->start = path->points[path->point_count - 1];
}

void
path_line_to(Path *path, double x, double y)
{
  if (path->op_count == 0) {
    path_move_to(path, x, y);
    return;
  }
  add_op(path, PATH_LINE);
  add_point(path, x, y);
}

void
path_curve_to(Path *path, PathPoint control1, PathPoint control2, PathPoint end)
{
  if (path->op_count == 0)
    path_move_to(path, control1.x, control1.y);
  add_op(path, PATH_CURVE);
  add_point(path, control1.x, control1.y);
  add_point(path, control2.x, control2.y);
  add_point(path, end.x, end.y);
}

void
path_close(Path *path)
{
  if (path->op_count > 0 && path->ops[path->op_count - 1] != PATH_CLOSE)
    add_op(path, PATH_CLOSE);
}

/* One Bézier for at most a quarter turn. */
static void
arc_piece(Path *path, const PathArc *arc, double from, double to)
{
  double reach = 4.0 / 3.0 * tan((to - from) / 4) * arc->radius;
  double c0 = cos(from), s0 = sin(from), c1 = cos(to), s1 = sin(to);
  PathPoint begin = { arc->x + arc->radius * c0, arc->y + arc->radius * s0 };
  PathPoint end = { arc->x + arc->radius * c1, arc->y + arc->radius * s1 };
  path_curve_to(path, (PathPoint){ begin.x - reach * s0, begin.y + reach * c0 },
                (PathPoint){ end.x + reach * s1, end.y - reach * c1 }, end);
}

/* The signed angle that an arc sweeps: canvas draws a full circle from one turn on, and otherwise
 * goes the asked way round. */
static double
arc_sweep(const PathArc *arc)
{
  const double turn = 2 * G_PI;
  double sweep = arc->anticlockwise ? arc->from - arc->to : arc->to - arc->from;
  if (sweep >= turn - 1e-12)
    sweep = turn;
  else if (sweep < 0)
    sweep = fmod(sweep, turn) + turn;
  return arc->anticlockwise ? -sweep : sweep;
}

/* A line to where something begins, unless the pen is there. */
static void
join_to(Path *path, double x, double y)
{
  const PathPoint *last = path->point_count ? &path->points[path->point_count - 1] : NULL;
  bool closed = path->op_count > 0 && path->ops[path->op_count - 1] == PATH_CLOSE;
  if (!last || closed || !(hypot(last->x - x, last->y - y) < 1e-9))
    path_line_to(path, x, y);
}

void
path_arc(Path *path, const PathArc *arc)
{
  double sweep = arc_sweep(arc);
  if (!isfinite(sweep) || !isfinite(arc->radius)) {
    path->broken = true;
    return;
  }
  join_to(path, arc->x + arc->radius * cos(arc->from), arc->y + arc->radius * sin(arc->from));
  if (arc->radius <= 0 || fabs(sweep) < 1e-12)
    return;
  int pieces = (int)ceil(fabs(sweep) / G_PI_2 - 1e-9);
  pieces = MAX(pieces, 1);
  for (int i = 0; i < pieces; i++)
    arc_piece(path, arc, arc->from + sweep * i / pieces, arc->from + sweep * (i + 1) / pieces);
}

void
path_rect(Path *path, double x, double y, double width, double height)
{
  path_move_to(path, x, y);
  path_line_to(path, x + width, y);
  path_line_to(path, x + width, y + height);
  path_line_to(path, x, y + height);
  path_close(path);
}

/* From the end of one side to the start of the next: the corner is where the two would meet. */
static void
round_corner(Path *path, PathPoint from, PathPoint corner, PathPoint to)
{
  /* vega-scenegraph's distance of the control points from the corner, in radii */
  const double share = 0.448084975506;
  path_line_to(path, from.x, from.y);
  path_curve_to(path,
                (PathPoint){ corner.x + share * (from.x - corner.x),
                             corner.y + share * (from.y - corner.y) },
                (PathPoint){ corner.x + share * (to.x - corner.x),
                             corner.y + share * (to.y - corner.y) },
                to);
}

void
path_round_rect(Path *path, const SceneClip *rect)
{
  double x1 = MIN(rect->x, rect->x + rect->width), x2 = MAX(rect->x, rect->x + rect->width);
  double y1 = MIN(rect->y, rect->y + rect->height), y2 = MAX(rect->y, rect->y + rect->height);
  double limit = MIN(x2 - x1, y2 - y1) / 2;
  double tl = CLAMP(rect->radii.top_left, 0, limit);
  double tr = CLAMP(rect->radii.top_right, 0, limit);
  double br = CLAMP(rect->radii.bottom_right, 0, limit);
  double bl = CLAMP(rect->radii.bottom_left, 0, limit);
  if (!(tl > 0 || tr > 0 || br > 0 || bl > 0)) {
    path_rect(path, x1, y1, x2 - x1, y2 - y1);
    return;
  }
  path_move_to(path, x1 + tl, y1);
  round_corner(path, (PathPoint){ x2 - tr, y1 }, (PathPoint){ x2, y1 }, (PathPoint){ x2, y1 + tr });
  round_corner(path, (PathPoint){ x2, y2 - br }, (PathPoint){ x2, y2 }, (PathPoint){ x2 - br, y2 });
  round_corner(path, (PathPoint){ x1 + bl, y2 }, (PathPoint){ x1, y2 }, (PathPoint){ x1, y2 - bl });
  round_corner(path, (PathPoint){ x1, y1 + tl }, (PathPoint){ x1, y1 }, (PathPoint){ x1 + tl, y1 });
  path_close(path);
}

void
path_append(Path *path, const Path *other)
{
  const PathPoint *p = other->points;
  for (size_t i = 0; i < other->op_count; i++) {
    add_op(path, other->ops[i]);
    for (int k = 0; k < POINTS_OF[other->ops[i]]; k++, p++)
      add_point(path, p->x, p->y);
  }
  path->broken |= other->broken;
}

void
path_transform(Path *path, size_t first, const PathTransform *transform)
{
  double turn = transform->angle * G_PI / 180;
  double c = transform->scale, s = 0;
  if (turn != 0) {
    c = cos(turn) * transform->scale;
    s = sin(turn) * transform->scale;
  }
  if (!isfinite(c) || !isfinite(s) || !isfinite(transform->x) || !isfinite(transform->y)) {
    path->broken = true;
    return;
  }
  for (size_t i = first; i < path->point_count; i++) {
    PathPoint p = path->points[i];
    double x = p.x * c - p.y * s + transform->x, y = p.x * s + p.y * c + transform->y;
    path->points[i] = (PathPoint){ CLAMP(x, -LIMIT, LIMIT), CLAMP(y, -LIMIT, LIMIT) };
  }
}

static void
include(SceneBounds *bounds, double x, double y)
{
  bounds->x1 = MIN(bounds->x1, x);
  bounds->y1 = MIN(bounds->y1, y);
  bounds->x2 = MAX(bounds->x2, x);
  bounds->y2 = MAX(bounds->y2, y);
}

static double
bezier_at(double t, double p0, double p1, double p2, double p3)
{
  double u = 1 - t;
  return u * u * u * p0 + 3 * u * u * t * p1 + 3 * u * t * t * p2 + t * t * t * p3;
}

/* Where the derivative of one coordinate is zero. */
static int
bezier_turns(double p0, double p1, double p2, double p3, double turns[2])
{
  double a = -p0 + 3 * p1 - 3 * p2 + p3, b = 2 * (p0 - 2 * p1 + p2), c = p1 - p0;
  int count = 0;
  double roots[2] = { -1, -1 };
  if (fabs(a) * 3 < 1e-12) {
    if (fabs(b) > 1e-12)
      roots[0] = -c / b;
  } else {
    double under = b * b - 4 * a * c;
    if (under >= 0) {
      roots[0] = (-b + sqrt(under)) / (2 * a);
      roots[1] = (-b - sqrt(under)) / (2 * a);
    }
  }
  for (int i = 0; i < 2; i++)
    if (roots[i] > 0 && roots[i] < 1)
      turns[count++] = roots[i];
  return count;
}

static void
include_curve(SceneBounds *bounds, PathPoint from, const PathPoint *p)
{
  double turns[4];
  int count = bezier_turns(from.x, p[0].x, p[1].x, p[2].x, turns);
  count += bezier_turns(from.y, p[0].y, p[1].y, p[2].y, turns + count);
  for (int i = 0; i < count; i++)
    include(bounds, bezier_at(turns[i], from.x, p[0].x, p[1].x, p[2].x),
            bezier_at(turns[i], from.y, p[0].y, p[1].y, p[2].y));
  include(bounds, p[2].x, p[2].y);
}

SceneBounds
path_extents(const Path *path)
{
  SceneBounds bounds = SCENE_BOUNDS_EMPTY;
  if (path_is_empty(path))
    return bounds;
  const PathPoint *p = path->points;
  PathPoint here = { 0, 0 };
  for (size_t i = 0; i < path->op_count; i++) {
    PathOp op = path->ops[i];
    if (op == PATH_CURVE)
      include_curve(&bounds, here, p);
    else if (op != PATH_CLOSE)
      include(&bounds, p->x, p->y);
    p += POINTS_OF[op];
    if (op != PATH_CLOSE)
      here = p[-1];
  }
  return bounds;
}
