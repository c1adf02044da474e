/* Time scales: milliseconds, with ticks at whole seconds, hours, days, months, years. Intervals and
 * their choice: d3-time's ticks. */
#include "chart/scale_private.h"
#include "chart/time_interval_private.h"
#include "chart/time_unit_private.h"

#include <math.h>

static bool
is_utc(const Scale *scale)
{
  return scale->kind == &SCALE_UTC;
}

static size_t
ticks(const Scale *scale, double count, Arena *arena, double **out)
{
  return time_ticks(scale->domain[0], scale->domain[scale->domain_count - 1], count, is_utc(scale),
                    arena, out);
}

static void
nice(Scale *scale, double count)
{
  double *start = &scale->domain[0], *stop = &scale->domain[scale->domain_count - 1];
  TimeStep by;
  if (!time_step_of_node(scale_property(scale, "nice"), &by))
    by = time_step(fmin(*start, *stop), fmax(*start, *stop), count > 0 ? count : 10, is_utc(scale));
  time_nice(start, stop, by, is_utc(scale));
}

const ScaleKind SCALE_TIME = {
  .name = "time",
  .temporal = true,
  .types = { TYPE_TEMPORAL },
  .nice = nice,
  .ticks = ticks,
};

const ScaleKind SCALE_UTC = {
  .name = "utc",
  .temporal = true,
  .types = { TYPE_TEMPORAL },
  .nice = nice,
  .ticks = ticks,
};
