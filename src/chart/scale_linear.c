/* Linear scales, and the round numbers that all numeric scales use. Formulas: d3-array's ticks and
 * d3-scale's nice. */
#include "chart/scale_private.h"

#include <math.h>

/* Round step near span / count: one, two or five times a power of ten. Below 1 the step is given as
 * its inverse and negative, so that ticks are exact. */
static double
tick_increment(double start, double stop, double count, double *first, double *last)
{
  double step = (stop - start) / fmax(0, count);
  double power = floor(log10(step));
  double error = step / pow(10, power);
  double factor = error >= sqrt(50.0) ? 10 : error >= sqrt(10.0) ? 5 : error >= sqrt(2.0) ? 2 : 1;
  double increment;

  if (power < 0) {
    increment = pow(10, -power) / factor;
    *first = round(start * increment);
    *last = round(stop * increment);
    if (*first / increment < start)
      ++*first;
    if (*last / increment > stop)
      --*last;
    increment = -increment;
  } else {
    increment = pow(10, power) * factor;
    *first = round(start / increment);
    *last = round(stop / increment);
    if (*first * increment < start)
      ++*first;
    if (*last * increment > stop)
      --*last;
  }
  if (*last < *first && count >= 0.5 && count < 2)
    return tick_increment(start, stop, count * 2, first, last);
  return increment;
}

enum { MOST_TICKS = 10000 };

size_t
linear_ticks(double start, double stop, double count, Arena *arena, double **ticks)
{
  *ticks = arena_array(arena, double, 1);
  if (!(count > 0) || !isfinite(start) || !isfinite(stop))
    return 0;
  if (start == stop) {
    (*ticks)[0] = start;
    return 1;
  }
  bool reverse = stop < start;
  double first, last;
  double low = fmin(start, stop), high = fmax(start, stop);
  double increment = tick_increment(low, high, count, &first, &last);
  if (!(last >= first) || !(last - first <= MOST_TICKS))
    return 0;
  size_t n = (size_t)(last - first) + 1;
  *ticks = arena_array(arena, double, n);
  for (size_t i = 0; i < n; i++) {
    double k = reverse ? last - (double)i : first + (double)i;
    (*ticks)[i] = increment < 0 ? k / -increment : k * increment;
  }
  return n;
}

double
linear_tick_step(double start, double stop, double count)
{
  double first, last;
  if (start == stop)
    return 0;
  double increment = tick_increment(fmin(start, stop), fmax(start, stop), count, &first, &last);
  return increment < 0 ? 1 / -increment : increment;
}

size_t
linear_scale_ticks(const Scale *scale, double count, Arena *arena, double **out)
{
  return linear_ticks(scale->domain[0], scale->domain[scale->domain_count - 1], count, arena, out);
}

/* Repeats until the step no longer changes: rounding the ends may change the span. */
void
linear_nice(Scale *scale, double count)
{
  double *start = &scale->domain[0], *stop = &scale->domain[scale->domain_count - 1];
  double previous = NAN, first, last;
  bool reverse = *stop < *start;
  if (reverse) {
    double swap = *start;
    *start = *stop;
    *stop = swap;
  }
  for (int i = 0; i < 10 && *stop > *start && isfinite(*stop - *start); i++) {
    double step = tick_increment(*start, *stop, count > 0 ? count : 10, &first, &last);
    if (step == previous)
      break;
    if (step > 0) {
      *start = floor(*start / step) * step;
      *stop = ceil(*stop / step) * step;
    } else if (step < 0) {
      *start = ceil(*start * step) / step;
      *stop = floor(*stop * step) / step;
    }
    previous = step;
  }
  if (reverse) {
    double swap = *start;
    *start = *stop;
    *stop = swap;
  }
}

const ScaleKind SCALE_LINEAR = {
  .name = "linear",
  .includes_zero = true,
  .types = { TYPE_QUANTITATIVE },
  .nice = linear_nice,
  .ticks = linear_scale_ticks,
};
