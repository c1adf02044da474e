/* density and quantile: how a field's values are spread. Rules: Vega's documentation of the kde and
 * quantile transforms, Vega-Lite's of their defaults. */
#include "chart/points_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- quantiles ---- */

static int
compare_numbers(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double *
sorted_copy(const PointGroup *group)
{
  double *sorted = g_new(double, group->count + 1);
  if (group->count > 0)
    memcpy(sorted, group->x, group->count * sizeof(double));
  qsort(sorted, group->count, sizeof(double), compare_numbers);
  return sorted;
}

/* By linear interpolation of order statistics (R's type 7). NaN of no numbers. */
static double
quantile(const double *sorted, size_t count, double share)
{
  if (count == 0)
    return NAN;
  double at = CLAMP(share, 0, 1) * (double)(count - 1);
  size_t below = MIN((size_t)at, count - 1), above = MIN(below + 1, count - 1);
  return sorted[below] + (at - (double)below) * (sorted[above] - sorted[below]);
}

/* The shares that are asked for; NULL after a fault. */
static GArray *
read_shares(const Pipeline *from, const Node *node)
{
  const Node *probs = node_get(node, "probs"), *step_node = node_get(node, "step");
  double step = node_number(step_node, 0.01);
  g_autoptr(GArray) shares = g_array_new(FALSE, FALSE, sizeof(double));
  if (!node_is(probs, NODE_LIST) && !(step >= 1.0 / CURVE_STEPS_MOST)) {
    diag_error(from->compilation->diags, "invalid-value", step_node->span, NULL,
               "the step of a quantile transform is from 0.0001 to 1");
    return NULL;
  }
  for (size_t i = 0; node_is(probs, NODE_LIST) && i < probs->count; i++) {
    double share = node_number(probs->items[i], NAN);
    if (share >= 0 && share <= 1)
      g_array_append_val(shares, share);
  }
  /* The middles of steps from 0 to 1, the last one well below 1. */
  double count = node_is(probs, NODE_LIST) ? 0 : ceil((1 - 1e-14 - step / 2) / step);
  for (int i = 0; i < (int)count; i++) {
    double share = step / 2 + i * step;
    g_array_append_val(shares, share);
  }
  return g_steal_pointer(&shares);
}

const Pipeline *
transform_quantile(const Pipeline *from, const Node *node)
{
  Points points;
  PointRows rows;
  const char *field = transform_field(from, node, "quantile");
  g_autoptr(GArray) shares = read_shares(from, node);
  if (!field || !shares || !points_read(&points, from, node, field, NULL))
    return NULL;
  point_rows_init(&rows, &points, 2);
  for (size_t i = 0; i < points.group_count; i++) {
    g_autofree double *sorted = sorted_copy(&points.groups[i]);
    for (guint j = 0; j < shares->len; j++) {
      double share = g_array_index(shares, double, j);
      point_rows_add(&rows, i,
                     (double[]){ share, quantile(sorted, points.groups[i].count, share) });
    }
  }
  PipelineColumn columns[] = {
    { .name = transform_as(node, 0, "prob"), .type = EXPR_TYPE_NUMBER },
    { .name = transform_as(node, 1, "value"), .type = pipeline_column(points.from, field)->type },
  };
  const Pipeline *pipeline = point_rows_pipeline(&rows, columns);
  point_rows_clear(&rows);
  return pipeline;
}

/* ---- densities ---- */

/* A sum of normal distributions around each value, and as many around zero as are missing. */
typedef struct Kernels {
  const double *values;
  size_t count, zeros;
  double bandwidth, scale;
} Kernels;

static double
normal(double z)
{
  return exp(-0.5 * z * z);
}

static double
normal_share(double z)
{
  return 0.5 * erfc(-z * M_SQRT1_2);
}

/* The kernel summed over all values, as it is at x. */
static double
kernel_sum(const Kernels *kernels, double (*kernel)(double), double x)
{
  double sum = (double)kernels->zeros * kernel(x / kernels->bandwidth);
  for (size_t i = 0; i < kernels->count; i++)
    sum += kernel((x - kernels->values[i]) / kernels->bandwidth);
  return kernels->scale * sum / (double)(kernels->count + kernels->zeros);
}

static double
kernel_density(const void *user, double x)
{
  const Kernels *kernels = user;
  return kernel_sum(kernels, normal, x) / (sqrt(2 * G_PI) * kernels->bandwidth);
}

static double
kernel_share(const void *user, double x)
{
  return kernel_sum(user, normal_share, x);
}

/* Scott's rule (Multivariate Density Estimation, 1992), with the quartiles' spread where that is
 * less than the deviation. */
static double
estimate_bandwidth(const PointGroup *group, size_t rows)
{
  g_autofree double *sorted = sorted_copy(group);
  size_t count = group->count;
  double mean = 0, squares = 0;
  for (size_t i = 0; i < count; i++)
    mean += (sorted[i] - mean) / (double)(i + 1);
  for (size_t i = 0; i < count; i++)
    squares += (sorted[i] - mean) * (sorted[i] - mean);
  double deviation = count > 1 ? sqrt(squares / (double)(count - 1)) : 0;
  double low = quantile(sorted, count, 0.25), high = quantile(sorted, count, 0.75);
  double spread = fmin(deviation, (high - low) / 1.34);
  if (!(spread > 0))
    spread = deviation > 0 ? deviation : fabs(low) > 0 ? fabs(low) : 1;
  return 1.06 * spread * pow((double)rows, -0.2);
}

/* How curves are drawn. */
typedef struct DensityPlan {
  bool cumulative, counts;
  double bandwidth; /* 0: estimated for each group */
  bool zeros;       /* what is missing counts as zero */
  bool common;      /* all groups have the extent */
  double extent[2];
  size_t least, most; /* steps */
} DensityPlan;

static size_t
steps_of(const Node *node, const char *key, size_t otherwise)
{
  double steps = node_number(node_get(node, key), 0);
  return steps >= 1 ? (size_t)fmin(steps, CURVE_STEPS_MOST) : otherwise;
}

static DensityPlan
read_plan(const Node *node, const Points *points)
{
  const Node *extent = node_get(node, "extent");
  bool shared = !node_is_string(node_get(node, "resolve"), "independent");
  DensityPlan plan = {
    .cumulative = node_boolean(node_get(node, "cumulative"), false),
    .counts = node_boolean(node_get(node, "counts"), false),
    .bandwidth = fmax(node_number(node_get(node, "bandwidth"), 0), 0),
    .least = steps_of(node, "steps", steps_of(node, "minsteps", 25)),
    .most = steps_of(node, "steps", steps_of(node, "maxsteps", 200)),
  };
  if (shared)
    plan.common = points_extent(points, plan.extent);
  if (node_is(extent, NODE_LIST) && extent->count == 2) {
    plan.common = true;
    plan.extent[0] = node_number(extent->items[0], 0);
    plan.extent[1] = node_number(extent->items[1], 0);
  }
  if (shared) /* so that densities can be stacked */
    plan.least = plan.most;
  return plan;
}

static void
add_curve(PointRows *rows, size_t index, const DensityPlan *plan)
{
  const PointGroup *group = &rows->points->groups[index];
  if (group->count == 0)
    return;
  size_t zeros = plan->zeros ? group->missing : 0, count = group->count + zeros;
  Kernels kernels = {
    .values = group->x,
    .count = group->count,
    .zeros = zeros,
    .bandwidth = plan->bandwidth > 0 ? plan->bandwidth : estimate_bandwidth(group, count),
    .scale = plan->counts ? (double)count : 1,
  };
  double extent[2] = { plan->extent[0], plan->extent[1] };
  if (!plan->common) {
    Points own = { .groups = group, .group_count = 1 };
    points_extent(&own, extent);
  }
  curve_sample(rows, index, plan->cumulative ? kernel_share : kernel_density, &kernels, extent,
               plan->least, plan->most);
}

const Pipeline *
transform_density(const Pipeline *from, const Node *node)
{
  Points points;
  PointRows rows;
  const char *field = transform_field(from, node, "density");
  if (!field || !points_read(&points, from, node, field, NULL))
    return NULL;
  DensityPlan plan = read_plan(node, &points);
  /* Vega's densities take what is missing for zero, the house's leave it out. */
  plan.zeros = from->compilation->context->house == NULL;
  point_rows_init(&rows, &points, 2);
  for (size_t i = 0; i < points.group_count; i++)
    add_curve(&rows, i, &plan);
  PipelineColumn columns[] = {
    { .name = transform_as(node, 0, "value"), .type = pipeline_column(points.from, field)->type },
    { .name = transform_as(node, 1, "density"), .type = EXPR_TYPE_NUMBER },
  };
  const Pipeline *pipeline = point_rows_pipeline(&rows, columns);
  point_rows_clear(&rows);
  return pipeline;
}
