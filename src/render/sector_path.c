/* Slices of pies and rings with padding and round corners. The geometry is that of d3-shape's arc
 * generator (its documentation, "Arcs"): padding keeps the sides of neighbours parallel, so inner
 * and outer edge lose different angles; a corner circle touches one edge and one side. */
#include "render/path_private.h"

#include <math.h>

static const double EPSILON = 1e-12;

/* One circular edge of the sector, in angles from the x axis. */
typedef struct Edge {
  double radius;
  double from, to; /* in the direction of the sector */
  double span;     /* |to - from|; 0 when padding ate it */
  double corner;   /* radius of its corner circles */
} Edge;

/* The circle that rounds one corner: centre, and the points where it touches the side (before) and
 * the edge (after), relative to the centre. */
typedef struct Corner {
  PathPoint centre, side, edge;
} Corner;

static PathPoint
on_edge(const Edge *edge, double angle)
{
  return (PathPoint){ edge->radius * cos(angle), edge->radius * sin(angle) };
}

static void
pad_edge(Edge *edge, double pad_radius, double half_pad, bool clockwise)
{
  /* below the radius at which the pads meet nothing is left */
  double sine = pad_radius * sin(half_pad) / edge->radius;
  double cut = sine < 1 ? asin(sine) : G_PI_2;
  edge->span -= 2 * cut;
  if (edge->span > EPSILON) {
    edge->from += clockwise ? cut : -cut;
    edge->to -= clockwise ? cut : -cut;
  } else {
    edge->span = 0;
    edge->from = edge->to = (edge->from + edge->to) / 2;
  }
}

/* Where the lines a-b and c-d cross; false if they are parallel. */
static bool
cross(PathPoint a, PathPoint b, PathPoint c, PathPoint d, PathPoint *out)
{
  double abx = b.x - a.x, aby = b.y - a.y, cdx = d.x - c.x, cdy = d.y - c.y;
  double area = cdy * abx - cdx * aby;
  if (area * area < EPSILON)
    return false;
  double t = (cdx * (a.y - c.y) - cdy * (a.x - c.x)) / area;
  *out = (PathPoint){ a.x + t * abx, a.y + t * aby };
  return true;
}

/* In a narrow sector the corner circles must also fit between its two sides. */
static void
limit_corners(Edge *inner, Edge *outer)
{
  PathPoint a = on_edge(outer, outer->from), b = on_edge(outer, outer->to), apex;
  if (!cross(a, on_edge(inner, inner->from), b, on_edge(inner, inner->to), &apex)) {
    inner->corner = outer->corner = 0;
    return;
  }
  double ax = a.x - apex.x, ay = a.y - apex.y, bx = b.x - apex.x, by = b.y - apex.y;
  double cosine = (ax * bx + ay * by) / (hypot(ax, ay) * hypot(bx, by));
  double widen = 1 / sin(acos(CLAMP(cosine, -1, 1)) / 2), reach = hypot(apex.x, apex.y);
  inner->corner = MIN(inner->corner, (inner->radius - reach) / (widen - 1));
  outer->corner = MIN(outer->corner, (outer->radius - reach) / (widen + 1));
}

/* The circle of radius |corner| that touches the line from `away` to `tip` and, from inside
 * (corner > 0) or outside, the circle of `radius` around the origin. */
static Corner
corner_circle(PathPoint away, PathPoint tip, double radius, double corner, bool clockwise)
{
  double vx = away.x - tip.x, vy = away.y - tip.y;
  double scale = (clockwise ? corner : -corner) / hypot(vx, vy);
  double ox = scale * vy, oy = -scale * vx;
  double ax = away.x + ox, ay = away.y + oy, bx = tip.x + ox, by = tip.y + oy;
  double mx = (ax + bx) / 2, my = (ay + by) / 2, dx = bx - ax, dy = by - ay;
  double square = dx * dx + dy * dy, r = radius - corner, det = ax * by - bx * ay;
  double root = (dy < 0 ? -1 : 1) * sqrt(fmax(0, r * r * square - det * det));
  PathPoint near = { (det * dy - dx * root) / square, (-det * dx - dy * root) / square };
  PathPoint far = { (det * dy + dx * root) / square, (-det * dx + dy * root) / square };
  if (hypot(near.x - mx, near.y - my) > hypot(far.x - mx, far.y - my))
    near = far;
  double out = radius / r - 1;
  return (Corner){ near, { -ox, -oy }, { near.x * out, near.y * out } };
}

static double
angle_of(PathPoint p)
{
  return atan2(p.y, p.x);
}

static void
corner_arc(Path *path, const Corner *corner, double radius, PathPoint from, PathPoint to,
           bool anticlockwise)
{
  path_arc(path, &(PathArc){ corner->centre.x, corner->centre.y, radius, angle_of(from),
                             angle_of(to), anticlockwise });
}

/* An edge between two corner circles. The first is entered from its side, the second left by it;
 * `edge_back` and `corner_back`: is the edge, are its corners, drawn anticlockwise. */
static void
rounded_edge(Path *path, const Edge *edge, const Corner *first, const Corner *second,
             bool corner_back, bool edge_back, bool joined)
{
  double radius = edge->corner;
  if (joined) { /* the corners take up the whole edge */
    corner_arc(path, first, radius, first->side, second->side, corner_back);
    return;
  }
  PathPoint from = { first->centre.x + first->edge.x, first->centre.y + first->edge.y };
  PathPoint to = { second->centre.x + second->edge.x, second->centre.y + second->edge.y };
  corner_arc(path, first, radius, first->side, first->edge, corner_back);
  path_arc(path, &(PathArc){ 0, 0, edge->radius, angle_of(from), angle_of(to), edge_back });
  corner_arc(path, second, radius, second->edge, second->side, corner_back);
}

static void
outer_edge(Path *path, const Edge *inner, const Edge *outer, double corner, bool clockwise)
{
  PathPoint from = on_edge(outer, outer->from), to = on_edge(outer, outer->to);
  if (outer->span <= EPSILON || outer->corner <= EPSILON) {
    path_move_to(path, from.x, from.y);
    if (outer->span > EPSILON)
      path_arc(path, &(PathArc){ 0, 0, outer->radius, outer->from, outer->to, !clockwise });
    return;
  }
  Corner first =
      corner_circle(on_edge(inner, inner->from), from, outer->radius, outer->corner, clockwise);
  Corner second =
      corner_circle(to, on_edge(inner, inner->to), outer->radius, outer->corner, clockwise);
  path_move_to(path, first.centre.x + first.side.x, first.centre.y + first.side.y);
  rounded_edge(path, outer, &first, &second, !clockwise, !clockwise, outer->corner < corner);
}

static void
inner_edge(Path *path, const Edge *inner, const Edge *outer, double corner, bool clockwise)
{
  PathPoint from = on_edge(inner, inner->to), to = on_edge(inner, inner->from);
  if (inner->radius <= EPSILON || inner->span <= EPSILON) {
    path_line_to(path, from.x, from.y);
    return;
  }
  if (inner->corner <= EPSILON) {
    path_arc(path, &(PathArc){ 0, 0, inner->radius, inner->to, inner->from, clockwise });
    return;
  }
  Corner first =
      corner_circle(from, on_edge(outer, outer->to), inner->radius, -inner->corner, clockwise);
  Corner second =
      corner_circle(on_edge(outer, outer->from), to, inner->radius, -inner->corner, clockwise);
  path_line_to(path, first.centre.x + first.side.x, first.centre.y + first.side.y);
  rounded_edge(path, inner, &first, &second, !clockwise, clockwise, inner->corner < corner);
}

static void
whole_turn(Path *path, double inner, double outer, double from, double to)
{
  bool clockwise = to > from;
  path_move_to(path, outer * cos(from), outer * sin(from));
  path_arc(path, &(PathArc){ 0, 0, outer, from, to, !clockwise });
  path_close(path);
  if (inner > EPSILON) {
    path_move_to(path, inner * cos(to), inner * sin(to));
    path_arc(path, &(PathArc){ 0, 0, inner, to, from, clockwise });
    path_close(path);
  }
}

void
path_sector(Path *path, const Sector *sector)
{
  double r0 = fmax(0, fmin(sector->inner_radius, sector->outer_radius));
  double r1 = fmax(sector->inner_radius, sector->outer_radius);
  double from = sector->start_angle - G_PI_2, to = sector->end_angle - G_PI_2;
  double span = fabs(to - from);
  bool clockwise = to > from;
  if (!(r1 > EPSILON) || !isfinite(span))
    return;
  if (span > 2 * G_PI - EPSILON) {
    whole_turn(path, r0, r1, from, to);
    return;
  }
  double corner = fmax(0, fmin((r1 - r0) / 2, sector->corner_radius));
  Edge inner = { r0, from, to, span, corner }, outer = { r1, from, to, span, corner };
  double pad_radius = hypot(r0, r1);
  if (sector->pad_angle / 2 > EPSILON) {
    pad_edge(&inner, pad_radius, sector->pad_angle / 2, clockwise);
    pad_edge(&outer, pad_radius, sector->pad_angle / 2, clockwise);
  }
  if (corner > EPSILON && span < G_PI)
    limit_corners(&inner, &outer);
  outer_edge(path, &inner, &outer, corner, clockwise);
  inner_edge(path, &inner, &outer, corner, clockwise);
  path_close(path);
}
