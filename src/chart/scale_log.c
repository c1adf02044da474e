/* Logarithmic scales. Formulas: d3-scale's log. */
#include "chart/scale_private.h"

#include <math.h>

static double
warp(const Scale *scale, double value)
{
  bool negative = scale->domain[0] < 0;
  return negative ? -log(-value) : log(value);
}

static double
unwarp(const Scale *scale, double value)
{
  bool negative = scale->domain[0] < 0;
  return negative ? -exp(-value) : exp(value);
}

static double
log_base(const Scale *scale, double value)
{
  return scale->base == 10  ? log10(value)
         : scale->base == 2 ? log2(value)
                            : log(value) / log(scale->base);
}

/* One, two, … base - 1 times each power of the base between u and v, both positive. */
static void
add_multiples(const Scale *scale, double u, double v, GArray *found)
{
  double base = scale->base;
  for (double i = floor(log_base(scale, u)); i <= ceil(log_base(scale, v)); i++)
    for (double k = 1; k < base; k++) {
      double tick = i < 0 ? k / pow(base, -i) : k * pow(base, i);
      if (tick >= u && tick <= v)
        g_array_append_val(found, tick);
    }
}

static size_t
ticks(const Scale *scale, double count, Arena *arena, double **out)
{
  double from = scale->domain[0], to = scale->domain[scale->domain_count - 1];
  bool negative = from < 0, reverse = to < from;
  double u = fmin(fabs(from), fabs(to)), v = fmax(fabs(from), fabs(to));
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(double));
  *out = NULL;
  if (!(u > 0) || !isfinite(v) || !(scale->base > 1) || (from < 0) != (to < 0))
    return 0;
  double i = log_base(scale, u), j = log_base(scale, v);
  if (fmod(scale->base, 1) == 0 && scale->base <= 1000 && j - i < count) {
    add_multiples(scale, u, v, found);
    if (found->len * 2 < count)
      return linear_ticks(from, to, count, arena, out);
  } else {
    double *powers = NULL;
    size_t n = linear_ticks(i, j, fmin(j - i, count), arena, &powers);
    for (size_t k = 0; k < n; k++) {
      double tick = pow(scale->base, powers[k]);
      g_array_append_val(found, tick);
    }
  }
  *out = arena_array(arena, double, MAX(found->len, 1));
  for (guint k = 0; k < found->len; k++) {
    double tick = g_array_index(found, double, k);
    (*out)[reverse != negative ? found->len - 1 - k : k] = negative ? -tick : tick;
  }
  return found->len;
}

static double
outwards(const Scale *scale, double value, bool up)
{
  double magnitude = log_base(scale, fabs(value));
  bool grow = up == (value > 0);
  double power = pow(scale->base, grow ? ceil(magnitude) : floor(magnitude));
  return value < 0 ? -power : power;
}

static void
nice(Scale *scale, double count)
{
  (void)count;
  double *from = &scale->domain[0], *to = &scale->domain[scale->domain_count - 1];
  bool reverse = *to < *from;
  if (*from == 0 || *to == 0 || !(scale->base > 1))
    return;
  *from = outwards(scale, *from, reverse);
  *to = outwards(scale, *to, !reverse);
}

const ScaleKind SCALE_LOG = {
  .name = "log",
  .logarithmic = true,
  .precedence = 1,
  .types = { TYPE_QUANTITATIVE },
  .warp = warp,
  .unwarp = unwarp,
  .nice = nice,
  .ticks = ticks,
};
