/* The curves of d3-shape, each from its definition in that library's documentation: B-splines
 * (basis), cardinal and Catmull-Rom splines, natural cubic splines, Steffen's monotone cubics
 * (A&A 239, 1990), and Holten's bundling. */
#include "render/path_private.h"

#include <math.h>
#include <string.h>

static double
or_default(double value, double otherwise)
{
  return value != 0 && isfinite(value) ? value : otherwise;
}

static void
begin(Path *path, const Curve *curve, PathPoint p)
{
  (curve->onward ? path_line_to : path_move_to)(path, p.x, p.y);
}

static void
line_to(Path *path, PathPoint p)
{
  path_line_to(path, p.x, p.y);
}

/* a·wa + b·wb + c·wc */
static PathPoint
blend(PathPoint a, double wa, PathPoint b, double wb, PathPoint c, double wc)
{
  return (PathPoint){ a.x * wa + b.x * wb + c.x * wc, a.y * wa + b.y * wb + c.y * wc };
}

static void
linear(Path *path, const Curve *curve, const PathPoint *p, size_t n)
{
  begin(path, curve, p[0]);
  for (size_t i = 1; i < n; i++)
    line_to(path, p[i]);
}

static void
linear_closed(Path *path, const Curve *curve, const PathPoint *p, size_t n)
{
  linear(path, &(Curve){ .interpolate = curve->interpolate }, p, n);
  path_close(path);
}

/* The step lies at share t of the way; an area's way back mirrors it. */
static void
step_at(Path *path, const Curve *curve, const PathPoint *p, size_t n, double t)
{
  begin(path, curve, p[0]);
  for (size_t i = 1; i < n; i++) {
    double x = p[i - 1].x * (1 - t) + p[i].x * t;
    if (x != p[i - 1].x)
      path_line_to(path, x, p[i - 1].y);
    path_line_to(path, x, p[i].y);
    if (t <= 0)
      line_to(path, p[i]);
  }
  if (t > 0 && t < 1 && n > 1)
    line_to(path, p[n - 1]);
}

static void
step(Path *path, const Curve *curve, const PathPoint *p, size_t n)
{
  double t = curve->interpolate == INTERPOLATE_STEP         ? 0.5
             : curve->interpolate == INTERPOLATE_STEP_AFTER ? 1
                                                            : 0;
  step_at(path, curve, p, n, curve->onward ? 1 - t : t);
}

/* The piece of the B-spline that p0, p1 and p2 end. */
static void
basis_piece(Path *path, PathPoint p0, PathPoint p1, PathPoint p2)
{
  path_curve_to(path, blend(p0, 2.0 / 3, p1, 1.0 / 3, p2, 0),
                blend(p0, 1.0 / 3, p1, 2.0 / 3, p2, 0),
                blend(p0, 1.0 / 6, p1, 4.0 / 6, p2, 1.0 / 6));
}

static void
basis(Path *path, const Curve *curve, const PathPoint *p, size_t n)
{
  begin(path, curve, p[0]);
  if (n > 2) {
    line_to(path, blend(p[0], 5.0 / 6, p[1], 1.0 / 6, p[1], 0));
    for (size_t i = 2; i < n; i++)
      basis_piece(path, p[i - 2], p[i - 1], p[i]);
    basis_piece(path, p[n - 2], p[n - 1], p[n - 1]);
  }
  if (n > 1)
    line_to(path, p[n - 1]);
}

static void
basis_open(Path *path, const Curve *curve, const PathPoint *p, size_t n)
{
  if (n < 3)
    return;
  begin(path, curve, blend(p[0], 1.0 / 6, p[1], 4.0 / 6, p[2], 1.0 / 6));
  for (size_t i = 3; i < n; i++)
    basis_piece(path, p[i - 2], p[i - 1], p[i]);
}

static void
basis_closed(Path *path, const Curve *curve, const PathPoint *p, size_t n)
{
  (void)curve;
  if (n == 2) {
    PathPoint from = blend(p[0], 1.0 / 3, p[1], 2.0 / 3, p[1], 0);
    path_move_to(path, from.x, from.y);
    line_to(path, blend(p[0], 2.0 / 3, p[1], 1.0 / 3, p[1], 0));
  } else if (n == 1) {
    path_move_to(path, p[0].x, p[0].y);
  } else {
    PathPoint from = blend(p[0], 1.0 / 6, p[1], 4.0 / 6, p[2], 1.0 / 6);
    path_move_to(path, from.x, from.y);
    for (size_t i = 3; i < n + 3; i++)
      basis_piece(path, p[(i - 2) % n], p[(i - 1) % n], p[i % n]);
  }
  if (n < 3)
    path_close(path);
}

/* From p1 to p2, with the neighbours before and after. */
static void
cardinal_piece(Path *path, double tension, PathPoint p0, PathPoint p1, PathPoint p2, PathPoint p3)
{
  double k = (1 - tension) / 6;
  path_curve_to(path, blend(p1, 1, p2, k, p0, -k), blend(p2, 1, p1, k, p3, -k), p2);
}

static void
cardinal(Path *path, const Curve *curve, const PathPoint *p, size_t n)
{
  begin(path, curve, p[0]);
  if (n == 2)
    line_to(path, p[1]);
  for (size_t i = 0; n > 2 && i + 1 < n; i++)
    cardinal_piece(path, curve->tension, i ? p[i - 1] : p[1], p[i], p[i + 1],
                   i + 2 < n ? p[i + 2] : p[n - 2]);
}

static void
cardinal_open(Path *path, const Curve *curve, const PathPoint *p, size_t n)
{
  if (n < 3)
    return;
  begin(path, curve, p[1]);
  for (size_t i = 3; i < n; i++)
    cardinal_piece(path, curve->tension, p[i - 3], p[i - 2], p[i - 1], p[i]);
}

static void
cardinal_closed(Path *path, const Curve *curve, const PathPoint *p, size_t n)
{
  size_t first = n > 1 ? 1 : 0;
  path_move_to(path, p[first].x, p[first].y);
  if (n == 2)
    line_to(path, p[0]);
  if (n < 3) {
    path_close(path);
    return;
  }
  for (size_t i = 0; i < n; i++)
    cardinal_piece(path, curve->tension, p[i], p[(i + 1) % n], p[(i + 2) % n], p[(i + 3) % n]);
}

/* One control point: that of `p` towards `towards`, where `back` lies on the other side; near and
 * far are the distances to `back` and `towards`, each to the power alpha. */
static PathPoint
catmull_control(PathPoint back, PathPoint p, PathPoint towards, double near, double far)
{
  if (!(near > 1e-12))
    return p;
  double a = 2 * near * near + 3 * near * far + far * far, total = 3 * near * (near + far);
  return blend(p, a / total, back, -far * far / total, towards, near * near / total);
}

static void
catmull_rom(Path *path, const Curve *curve, const PathPoint *p, size_t n)
{
  double alpha = or_default(curve->tension, 0.5);
  begin(path, curve, p[0]);
  if (n == 2)
    line_to(path, p[1]);
  double before = 0;
  for (size_t i = 0; n > 2 && i + 1 < n; i++) {
    PathPoint p0 = i ? p[i - 1] : p[0], p3 = i + 2 < n ? p[i + 2] : p[i + 1];
    double here = pow(hypot(p[i + 1].x - p[i].x, p[i + 1].y - p[i].y), alpha);
    double after = i + 2 < n ? pow(hypot(p3.x - p[i + 1].x, p3.y - p[i + 1].y), alpha) : 0;
    path_curve_to(path, catmull_control(p0, p[i], p[i + 1], before, here),
                  catmull_control(p3, p[i + 1], p[i], after, here), p[i + 1]);
    before = here;
  }
}

/* Straightened towards the chord, then a B-spline. */
static void
bundle(Path *path, const Curve *curve, const PathPoint *p, size_t n)
{
  double beta = or_default(curve->tension, 0.85);
  PathPoint *straightened = g_new(PathPoint, n);
  for (size_t i = 0; i < n; i++) {
    double t = n > 1 ? (double)i / (double)(n - 1) : 0;
    straightened[i] = blend(p[i], beta, p[0], (1 - beta) * (1 - t), p[n - 1], (1 - beta) * t);
  }
  if (n > 1)
    basis(path, curve, straightened, n);
  g_free(straightened);
}

static double
sign(double value)
{
  return value < 0 ? -1 : 1;
}

/* A slope over no distance is infinite, as JavaScript divides; its sign comes from the way. */
static double
slope(double rise, double run, bool backwards)
{
  return run != 0 ? rise / run : rise / (backwards ? -0.0 : 0.0);
}

/* Steffen's tangent at p1. */
static double
monotone_tangent(PathPoint p0, PathPoint p1, PathPoint p2)
{
  double h0 = p1.x - p0.x, h1 = p2.x - p1.x;
  double s0 = slope(p1.y - p0.y, h0, h1 < 0), s1 = slope(p2.y - p1.y, h1, h0 < 0);
  double middle = (s0 * h1 + s1 * h0) / (h0 + h1);
  double tangent = (sign(s0) + sign(s1)) * fmin(fmin(fabs(s0), fabs(s1)), 0.5 * fabs(middle));
  return isnan(middle) || isnan(tangent) ? 0 : tangent;
}

static double
monotone_end(PathPoint p0, PathPoint p1, double tangent)
{
  double h = p1.x - p0.x;
  return h != 0 ? (3 * (p1.y - p0.y) / h - tangent) / 2 : tangent;
}

static PathPoint
turned(PathPoint p, bool swap)
{
  return swap ? (PathPoint){ p.y, p.x } : p;
}

static void
monotone_piece(Path *path, PathPoint p0, PathPoint p1, double t0, double t1, bool swap)
{
  double dx = (p1.x - p0.x) / 3;
  path_curve_to(path, turned((PathPoint){ p0.x + dx, p0.y + dx * t0 }, swap),
                turned((PathPoint){ p1.x - dx, p1.y - dx * t1 }, swap), turned(p1, swap));
}

/* The points without those that repeat the one before, x and y swapped for monotone in y. */
static PathPoint *
distinct_points(const PathPoint *p, size_t n, bool swap, size_t *count)
{
  PathPoint *out = g_new(PathPoint, n);
  *count = 0;
  for (size_t i = 0; i < n; i++) {
    PathPoint q = turned(p[i], swap);
    if (*count == 0 || q.x != out[*count - 1].x || q.y != out[*count - 1].y)
      out[(*count)++] = q;
  }
  return out;
}

static void
monotone(Path *path, const Curve *curve, const PathPoint *points, size_t count)
{
  bool swap = curve->horizontal;
  size_t n = 0;
  PathPoint *p = distinct_points(points, count, swap, &n);
  begin(path, curve, turned(p[0], swap));
  if (n == 2)
    line_to(path, turned(p[1], swap));
  double t0 = 0, t1 = 0;
  for (size_t i = 1; n > 2 && i < n; i++) {
    t1 = i + 1 < n ? monotone_tangent(p[i - 1], p[i], p[i + 1]) : monotone_end(p[i - 1], p[i], t0);
    if (i == 1)
      t0 = monotone_end(p[0], p[1], t1);
    monotone_piece(path, p[i - 1], p[i], t0, t1, swap);
    t0 = t1;
  }
  g_free(p);
}

/* The control points of a natural spline: a tridiagonal system for the first of each piece (solved
 * by elimination), from which the second follows. `a` and `b` have n - 1 entries. */
static void
natural_controls(const PathPoint *p, size_t n, PathPoint *a, PathPoint *b)
{
  size_t last = n - 2;
  double *diagonal = g_new(double, n - 1);
  diagonal[0] = 2;
  a[0] = blend(p[0], 1, p[1], 2, p[1], 0);
  for (size_t i = 1; i <= last; i++) {
    bool end = i == last;
    double below = end ? 2 : 1, factor = below / diagonal[i - 1];
    PathPoint right =
        end ? blend(p[i], 8, p[i + 1], 1, p[i], 0) : blend(p[i], 4, p[i + 1], 2, p[i], 0);
    diagonal[i] = (end ? 7 : 4) - factor;
    a[i] = blend(right, 1, a[i - 1], -factor, right, 0);
  }
  a[last] = blend(a[last], 1 / diagonal[last], a[last], 0, a[last], 0);
  for (size_t i = last; i-- > 0;)
    a[i] = blend(a[i], 1 / diagonal[i], a[i + 1], -1 / diagonal[i], a[i], 0);
  for (size_t i = 0; i < last; i++)
    b[i] = blend(p[i + 1], 2, a[i + 1], -1, a[i], 0);
  b[last] = blend(p[n - 1], 0.5, a[last], 0.5, a[last], 0);
  g_free(diagonal);
}

static void
natural(Path *path, const Curve *curve, const PathPoint *p, size_t n)
{
  begin(path, curve, p[0]);
  if (n == 2)
    line_to(path, p[1]);
  if (n < 3)
    return;
  PathPoint *a = g_new0(PathPoint, n - 1), *b = g_new0(PathPoint, n - 1);
  natural_controls(p, n, a, b);
  for (size_t i = 0; i + 1 < n; i++)
    path_curve_to(path, a[i], b[i], p[i + 1]);
  g_free(a);
  g_free(b);
}

typedef struct CurveKind {
  const char *name;
  void (*draw)(Path *path, const Curve *curve, const PathPoint *points, size_t count);
  size_t dot_at; /* a line of so few points becomes a dot (round caps show it); 0: none */
} CurveKind;

static const CurveKind KINDS[] = {
  [INTERPOLATE_LINEAR] = { "linear", linear, 1 },
  [INTERPOLATE_LINEAR_CLOSED] = { "linear-closed", linear_closed, 0 },
  [INTERPOLATE_STEP] = { "step", step, 1 },
  [INTERPOLATE_STEP_BEFORE] = { "step-before", step, 1 },
  [INTERPOLATE_STEP_AFTER] = { "step-after", step, 1 },
  [INTERPOLATE_BASIS] = { "basis", basis, 1 },
  [INTERPOLATE_BASIS_OPEN] = { "basis-open", basis_open, 3 },
  [INTERPOLATE_BASIS_CLOSED] = { "basis-closed", basis_closed, 0 },
  [INTERPOLATE_CARDINAL] = { "cardinal", cardinal, 1 },
  [INTERPOLATE_CARDINAL_OPEN] = { "cardinal-open", cardinal_open, 3 },
  [INTERPOLATE_CARDINAL_CLOSED] = { "cardinal-closed", cardinal_closed, 0 },
  [INTERPOLATE_CATMULL_ROM] = { "catmull-rom", catmull_rom, 1 },
  [INTERPOLATE_BUNDLE] = { "bundle", bundle, 0 },
  [INTERPOLATE_MONOTONE] = { "monotone", monotone, 1 },
  [INTERPOLATE_NATURAL] = { "natural", natural, 1 },
};
_Static_assert(G_N_ELEMENTS(KINDS) == INTERPOLATE_COUNT, "one line a curve");

void
path_curve(Path *path, const Curve *curve, const PathPoint *points, size_t count)
{
  if (count == 0 || curve->interpolate >= INTERPOLATE_COUNT)
    return;
  const CurveKind *kind = &KINDS[curve->interpolate];
  kind->draw(path, curve, points, count);
  if (!curve->area && count == kind->dot_at)
    path_close(path);
}

const char *
interpolate_name(Interpolate interpolate)
{
  return interpolate < INTERPOLATE_COUNT ? KINDS[interpolate].name : "linear";
}
