/* Scales from numbers to a few classes: quantile, quantize, threshold and bin-ordinal. Each has
 * boundaries; class i lies between boundary i - 1 and boundary i. Formulas: d3-scale. */
#include "chart/scale_private.h"

#include <math.h>
#include <stdlib.h>

static Arena *
arena_of(const Scale *scale)
{
  return scale->unit->view->compilation->arena;
}

static void
set_boundaries(Scale *scale, double *boundaries, size_t count)
{
  scale->boundaries = boundaries;
  scale->boundary_count = count;
}

static int
compare_numbers(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

/* The R-7 quantile of sorted samples. */
static double
quantile(const double *samples, size_t count, double p)
{
  double h = (double)(count - 1) * p;
  size_t i = (size_t)floor(h);
  double next = samples[MIN(i + 1, count - 1)];
  return samples[i] + (next - samples[i]) * (h - (double)i);
}

static void
quantile_classes(Scale *scale, size_t classes)
{
  size_t n = scale->sample_count;
  double *boundaries = arena_array(arena_of(scale), double, classes);
  if (n == 0 || classes < 2) {
    set_boundaries(scale, boundaries, 0);
    return;
  }
  qsort(scale->samples, n, sizeof(double), compare_numbers);
  for (size_t i = 1; i < classes; i++)
    boundaries[i - 1] = quantile(scale->samples, n, (double)i / (double)classes);
  set_boundaries(scale, boundaries, classes - 1);
}

static void
quantize_classes(Scale *scale, size_t classes)
{
  double low = scale->domain[0], high = scale->domain[scale->domain_count - 1];
  double *boundaries = arena_array(arena_of(scale), double, MAX(classes, 1));
  for (size_t i = 1; i < classes; i++)
    boundaries[i - 1] = low + (high - low) * (double)i / (double)classes;
  set_boundaries(scale, boundaries, classes > 0 ? classes - 1 : 0);
}

static void
threshold_classes(Scale *scale, size_t classes)
{
  (void)classes;
  set_boundaries(scale,
                 arena_dup(arena_of(scale), scale->domain, scale->domain_count * sizeof(double)),
                 scale->domain_count);
}

/* The inner edges of the bins. */
static void
bin_classes(Scale *scale, size_t classes)
{
  (void)classes;
  size_t count = MAX(scale->edge_count, 2) - 2;
  const double *inner = count ? scale->edges + 1 : NULL;
  set_boundaries(scale, arena_dup(arena_of(scale), inner, count * sizeof(double)), count);
}

size_t
scale_class(const Scale *scale, double value)
{
  size_t i = 0;
  while (i < scale->boundary_count && value >= scale->boundaries[i])
    i++;
  return i;
}

const ScaleKind SCALE_QUANTILE = {
  .name = "quantile",
  .needs_samples = true,
  .types = { TYPE_QUANTITATIVE },
  .classify = quantile_classes,
};

const ScaleKind SCALE_QUANTIZE = {
  .name = "quantize",
  .types = { TYPE_QUANTITATIVE },
  .classify = quantize_classes,
  .nice = linear_nice,
};

const ScaleKind SCALE_THRESHOLD = {
  .name = "threshold",
  .types = { TYPE_QUANTITATIVE },
  .classify = threshold_classes,
};

const ScaleKind SCALE_BIN_ORDINAL = {
  .name = "bin-ordinal",
  .types = { TYPE_ORDINAL, TYPE_NOMINAL },
  .classify = bin_classes,
};
