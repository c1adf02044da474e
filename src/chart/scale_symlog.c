/* Symmetric logarithmic scales: linear near zero, logarithmic far from it. Formula: d3-scale's
 * symlog. */
#include "chart/scale_private.h"

#include <math.h>

static double
warp(const Scale *scale, double value)
{
  return copysign(log1p(fabs(value / scale->constant)), value);
}

static double
unwarp(const Scale *scale, double value)
{
  return copysign(expm1(fabs(value)), value) * scale->constant;
}

const ScaleKind SCALE_SYMLOG = {
  .name = "symlog",
  .includes_zero = true,
  .precedence = 1,
  .types = { TYPE_QUANTITATIVE },
  .warp = warp,
  .unwarp = unwarp,
  .nice = linear_nice,
  .ticks = linear_scale_ticks,
};
