/* Band and point scales: discrete values at equal steps. Formulas: d3-scale's band. */
#include "chart/scale_private.h"

#include <math.h>

double
band_space(size_t count, double inner, double outer)
{
  double space = (double)count - inner + outer * 2;
  return count > 0 ? (space > 0 ? space : 1) : 0;
}

double
scale_extent(const Scale *scale)
{
  return isnan(scale->step) ? (double)NAN
                            : scale->step * band_space(scale->value_count, scale->padding_inner,
                                                       scale->padding_outer);
}

void
scale_place_bands(Scale *scale)
{
  double from = fmin(scale->range[0], scale->range[1]);
  double to = fmax(scale->range[0], scale->range[1]);
  double n = (double)scale->value_count;
  double inner = CLAMP(scale->padding_inner, 0, 1), outer = CLAMP(scale->padding_outer, 0, 1);
  double align = CLAMP(scale->align, 0, 1);
  double step = (to - from) / fmax(1, n - inner + outer * 2);

  if (scale->round)
    step = floor(step);
  scale->start = from + (to - from - step * (n - inner)) * align;
  scale->bandwidth = step * (1 - inner);
  if (scale->round) {
    scale->start = round(scale->start);
    scale->bandwidth = round(scale->bandwidth);
  }
  scale->step = step;
}

const ScaleKind SCALE_BAND = {
  .name = "band",
  .discrete = true,
  .banded = true,
  .precedence = 11,
  .types = { TYPE_NOMINAL, TYPE_ORDINAL },
};

const ScaleKind SCALE_POINT = {
  .name = "point",
  .discrete = true,
  .banded = true,
  .precedence = 10,
  .types = { TYPE_NOMINAL, TYPE_ORDINAL },
};
