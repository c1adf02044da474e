/* Time intervals as d3-time has them: where ticks of a time axis fall and how they are written. */
#pragma once

#include "core/arena.h"
#include "core/locale.h"
#include "core/node.h"

#include <glib.h>

/* An interval: "month" in steps of 3. */
typedef struct TimeInterval TimeInterval;

/* The interval of d3's list nearest to (stop - start) / count. */
typedef struct TimeStep {
  const TimeInterval *interval;
  double step;
} TimeStep;

/* Of UTC, days are counted from the epoch; else from the first of the month. */
TimeStep time_step(double start, double stop, double count, bool utc);

/* "year", "month", "week", "day", "hour", "minute", "second", "millisecond"; NULL: unknown. */
const TimeInterval *time_interval_find(const char *name);

/* "month" or {interval: "month", step: 3}; false: something else. */
bool time_step_of_node(const Node *node, TimeStep *by);

double time_interval_floor(TimeStep by, double ms, bool utc);
double time_interval_ceil(TimeStep by, double ms, bool utc);
double time_interval_next(TimeStep by, double ms, bool utc);

/* All within [start, stop] (in either direction), about `count`, or at each of `by`. */
size_t time_ticks(double start, double stop, double count, bool utc, Arena *arena, double **ticks);
size_t
time_ticks_by(double start, double stop, TimeStep by, bool utc, Arena *arena, double **ticks);
/* Widens to where an interval begins and ends. */
void time_nice(double *start, double *stop, TimeStep by, bool utc);

/* d3-scale's default: the coarsest part of the date that is not at its first value (".123", ":05",
 * "10:30", "03 PM", "Mon 05", "Jan 04", "January", "2012"). */
/* `formats` may replace some: an object of "year", "quarter", "month", "week", "date", "hours", …;
 * NULL: none. */
void
time_append_multi(GString *out, double ms, const Locale *locale, bool utc, const Node *formats);
