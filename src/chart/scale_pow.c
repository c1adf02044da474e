/* Power and square root scales, which keep the sign. Formulas: d3-scale's pow. */
#include "chart/scale_private.h"

#include <math.h>

static double
warp(const Scale *scale, double value)
{
  return copysign(pow(fabs(value), scale->exponent), value);
}

static double
unwarp(const Scale *scale, double value)
{
  return copysign(pow(fabs(value), 1 / scale->exponent), value);
}

const ScaleKind SCALE_POW = {
  .name = "pow",
  .includes_zero = true,
  .precedence = 1,
  .types = { TYPE_QUANTITATIVE },
  .warp = warp,
  .unwarp = unwarp,
  .nice = linear_nice,
  .ticks = linear_scale_ticks,
};

const ScaleKind SCALE_SQRT = {
  .name = "sqrt",
  .includes_zero = true,
  .precedence = 1,
  .types = { TYPE_QUANTITATIVE },
  .warp = warp,
  .unwarp = unwarp,
  .nice = linear_nice,
  .ticks = linear_scale_ticks,
};
