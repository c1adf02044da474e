/* loess: a smooth curve by local regression. Method: Cleveland, Robust Locally Weighted Regression
 * and Smoothing Scatterplots (1979): lines through the nearest points, weighted by distance, fitted
 * again with less weight for points far off; as in Vega's documentation of the loess transform. */
#include "chart/points_private.h"

#include <math.h>
#include <stdlib.h>

enum { ROBUST_FITS = 2 };

/* More sums of weights than this take too long. */
static const double WORK_MOST = 2e8;

typedef struct Spot {
  double x, y;
  size_t order;
} Spot;

static int
compare_spots(const void *a, const void *b)
{
  const Spot *p = a, *q = b;
  if (p->x != q->x)
    return p->x < q->x ? -1 : 1;
  return (p->order > q->order) - (p->order < q->order);
}

typedef struct Smoother {
  Spot *spots; /* by x */
  double *fitted, *residuals, *weights;
  size_t count, near; /* how many points a line is fitted to */
} Smoother;

static double
tricube(double distance)
{
  double inner = 1 - distance * distance * distance;
  return inner * inner * inner;
}

/* The line through points first … first + near - 1, at point `at`. */
static double
fit_at(const Smoother *smoother, size_t at, size_t first)
{
  const Spot *spots = smoother->spots;
  size_t last = first + smoother->near - 1;
  double x = spots[at].x;
  double reach = fmax(x - spots[first].x, spots[last].x - x);
  double sum = 0, mean_x = 0, mean_y = 0, xx = 0, xy = 0;
  if (!(reach > 0))
    reach = 1;
  for (size_t i = first; i <= last; i++) {
    double weight = tricube(fabs(x - spots[i].x) / reach) * smoother->weights[i];
    if (!(weight > 0))
      continue;
    double dx = spots[i].x - mean_x;
    sum += weight;
    mean_x += dx * weight / sum;
    xy += weight * dx * (spots[i].y - mean_y) * (1 - weight / sum);
    xx += weight * dx * dx * (1 - weight / sum);
    mean_y += (spots[i].y - mean_y) * weight / sum;
  }
  if (!(sum > 0))
    return spots[at].y;
  double slope = xx / sum > 1e-24 ? xy / xx : 0;
  return mean_y + slope * (x - mean_x);
}

static void
fit_all(Smoother *smoother)
{
  const Spot *spots = smoother->spots;
  size_t first = 0;
  for (size_t i = 0; i < smoother->count; i++) {
    /* The window goes on while the point ahead is no farther than the one that it leaves. */
    for (size_t end = first + smoother->near;
         end < smoother->count && first < i &&
         spots[end].x - spots[i].x <= spots[i].x - spots[first].x;
         end++)
      first++;
    smoother->fitted[i] = fit_at(smoother, i, first);
    smoother->residuals[i] = fabs(spots[i].y - smoother->fitted[i]);
  }
}

static int
compare_numbers(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double
median(const double *numbers, size_t count)
{
  g_autofree double *sorted = g_memdup2(numbers, count * sizeof(double));
  qsort(sorted, count, sizeof(double), compare_numbers);
  return count % 2 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
}

/* Weights by the residuals: bisquare, and next to nothing from six medians on. False: the fit is as
 * good as it gets. */
static bool
weigh(Smoother *smoother)
{
  double middle = median(smoother->residuals, smoother->count);
  if (middle < 1e-12)
    return false;
  for (size_t i = 0; i < smoother->count; i++) {
    double far = smoother->residuals[i] / (6 * middle), kept = 1 - far * far;
    smoother->weights[i] = far >= 1 ? 1e-12 : kept * kept;
  }
  return true;
}

/* One point for each x: the mean of those that share it. */
static void
add_curve(PointRows *rows, size_t group, const Smoother *smoother)
{
  for (size_t i = 0, next; i < smoother->count; i = next) {
    double sum = 0;
    for (next = i; next < smoother->count && smoother->spots[next].x == smoother->spots[i].x;
         next++)
      sum += smoother->fitted[next];
    point_rows_add(rows, group, (double[]){ smoother->spots[i].x, sum / (double)(next - i) });
  }
}

static void
smooth(PointRows *rows, size_t index, double bandwidth)
{
  const PointGroup *group = &rows->points->groups[index];
  size_t count = group->count;
  g_autofree Spot *spots = g_new(Spot, count + 1);
  g_autofree double *fitted = g_new0(double, count + 1), *residuals = g_new0(double, count + 1);
  g_autofree double *weights = g_new(double, count + 1);
  for (size_t i = 0; i < count; i++) {
    spots[i] = (Spot){ group->x[i], group->y[i], i };
    weights[i] = 1;
  }
  qsort(spots, count, sizeof *spots, compare_spots);
  size_t near = MIN(MAX(2, (size_t)(bandwidth * (double)count)), count);
  Smoother smoother = { spots, fitted, residuals, weights, count, near };
  for (int i = 0; i <= ROBUST_FITS && count > 0; i++) {
    fit_all(&smoother);
    if (i == ROBUST_FITS || !weigh(&smoother))
      break;
  }
  add_curve(rows, index, &smoother);
}

static bool
is_too_much(const Points *points, double bandwidth, Span span)
{
  double work = 0;
  for (size_t i = 0; i < points->group_count; i++)
    work += pow((double)points->groups[i].count, 2) * bandwidth;
  if (work > WORK_MOST)
    diag_error(points->from->compilation->diags, "too-many-rows", span,
               "filter or aggregate the data, or set a smaller `bandwidth`",
               "there are too many rows for local regression");
  return work > WORK_MOST;
}

const Pipeline *
transform_loess(const Pipeline *from, const Node *node)
{
  Points points;
  PointRows rows;
  const Node *given = node_get(node, "bandwidth");
  const char *y = transform_field(from, node, "loess"), *x = transform_field(from, node, "on");
  double bandwidth = node_number(given, 0.3);
  if (!(bandwidth > 0 && bandwidth <= 1))
    bandwidth = 0.3;
  if (!x || !y || !points_read(&points, from, node, x, y) ||
      is_too_much(&points, bandwidth, node->span))
    return NULL;
  point_rows_init(&rows, &points, 2);
  for (size_t i = 0; i < points.group_count; i++)
    smooth(&rows, i, bandwidth);
  PipelineColumn columns[] = {
    { .name = transform_as(node, 0, x), .type = pipeline_column(points.from, x)->type },
    { .name = transform_as(node, 1, y), .type = pipeline_column(points.from, y)->type },
  };
  const Pipeline *pipeline = point_rows_pipeline(&rows, columns);
  point_rows_clear(&rows);
  return pipeline;
}
