#include "chart/time_interval_private.h"

#include "chart/scale_private.h"
#include "core/time_format.h"

#include <math.h>
#include <string.h>

struct TimeInterval {
  const char *name;
  double duration;
  const char *format; /* of a tick that is not at the start of a coarser interval */
  /* Sets finer fields to their first value, this one to a multiple of step. */
  void (*floor)(CivilTime *time, int step);
  void (*add)(CivilTime *time, int steps);
};

static int
down_to(int value, int step)
{
  return value - (value % step + step) % step;
}

static void
floor_millisecond(CivilTime *time, int step)
{
  time->millisecond = down_to(time->millisecond, step);
}

static void
add_millisecond(CivilTime *time, int steps)
{
  time->millisecond += steps;
}

static void
floor_second(CivilTime *time, int step)
{
  time->millisecond = 0;
  time->second = down_to(time->second, step);
}

static void
add_second(CivilTime *time, int steps)
{
  time->second += steps;
}

static void
floor_minute(CivilTime *time, int step)
{
  floor_second(time, 60);
  time->minute = down_to(time->minute, step);
}

static void
add_minute(CivilTime *time, int steps)
{
  time->minute += steps;
}

static void
floor_hour(CivilTime *time, int step)
{
  floor_minute(time, 60);
  time->hour = down_to(time->hour, step);
}

static void
add_hour(CivilTime *time, int steps)
{
  time->hour += steps;
}

static void
floor_day(CivilTime *time, int step)
{
  floor_hour(time, 24);
  time->day = 1 + down_to(time->day - 1, step);
}

static void
add_day(CivilTime *time, int steps)
{
  time->day += steps;
}

#define DAY_MS 86400000.0

/* Of a time without hours. */
static int
days_since_epoch(const CivilTime *time)
{
  return (int)(civil_to_ms(time, true) / DAY_MS);
}

/* In steps from 1970 on, where days of other intervals are counted anew each month. */
static void
floor_epoch_day(CivilTime *time, int step)
{
  floor_hour(time, 24);
  int day = days_since_epoch(time);
  time->day -= day - down_to(day, step);
}

/* Weeks are counted from that of 1970-01-01, a Thursday. */
static void
floor_week(CivilTime *time, int step)
{
  int weekday = time->weekday;
  floor_hour(time, 24);
  time->day -= weekday;
  int week = (days_since_epoch(time) + 4) / 7;
  time->day -= 7 * (week - down_to(week, step));
}

static void
add_week(CivilTime *time, int steps)
{
  time->day += 7 * steps;
}

static void
floor_month(CivilTime *time, int step)
{
  floor_hour(time, 24);
  time->day = 1;
  time->month = down_to(time->month, step);
}

static void
add_month(CivilTime *time, int steps)
{
  time->month += steps;
}

static void
floor_year(CivilTime *time, int step)
{
  floor_month(time, 12);
  time->year = down_to(time->year, step);
}

static void
add_year(CivilTime *time, int steps)
{
  time->year += steps;
}

enum { MILLISECONDS, SECONDS, MINUTES, HOURS, DAYS, WEEKS, MONTHS, YEARS, INTERVAL_COUNT };

static const TimeInterval INTERVALS[INTERVAL_COUNT] = {
  [MILLISECONDS] = { "millisecond", 1, ".%L", floor_millisecond, add_millisecond },
  [SECONDS] = { "second", 1000, ":%S", floor_second, add_second },
  [MINUTES] = { "minute", 60000, "%I:%M", floor_minute, add_minute },
  [HOURS] = { "hour", 3600000, "%I %p", floor_hour, add_hour },
  [DAYS] = { "day", 86400000, "%a %d", floor_day, add_day },
  [WEEKS] = { "week", 7 * 86400000.0, "%b %d", floor_week, add_week },
  [MONTHS] = { "month", 30 * 86400000.0, "%B", floor_month, add_month },
  [YEARS] = { "year", 365 * 86400000.0, "%Y", floor_year, add_year },
};

static const TimeInterval EPOCH_DAYS = { "day", DAY_MS, "%a %d", floor_epoch_day, add_day };

const TimeInterval *
time_interval_find(const char *name)
{
  static const struct {
    const char *name;
    int index;
  } OTHER_NAMES[] = { { "hours", HOURS },
                      { "minutes", MINUTES },
                      { "seconds", SECONDS },
                      { "milliseconds", MILLISECONDS },
                      { "date", DAYS } };
  for (int i = 0; i < INTERVAL_COUNT; i++)
    if (strcmp(INTERVALS[i].name, name) == 0)
      return &INTERVALS[i];
  for (size_t i = 0; i < G_N_ELEMENTS(OTHER_NAMES); i++)
    if (strcmp(OTHER_NAMES[i].name, name) == 0)
      return &INTERVALS[OTHER_NAMES[i].index];
  return NULL;
}

static const struct {
  int interval;
  int step;
  double duration;
} STEPS[] = {
  { SECONDS, 1, 1000 },      { SECONDS, 5, 5000 },      { SECONDS, 15, 15000 },
  { SECONDS, 30, 30000 },    { MINUTES, 1, 60000 },     { MINUTES, 5, 300000 },
  { MINUTES, 15, 900000 },   { MINUTES, 30, 1800000 },  { HOURS, 1, 3600000 },
  { HOURS, 3, 10800000 },    { HOURS, 6, 21600000 },    { HOURS, 12, 43200000 },
  { DAYS, 1, 86400000 },     { DAYS, 2, 172800000 },    { WEEKS, 1, 604800000 },
  { MONTHS, 1, 2592000000 }, { MONTHS, 3, 7776000000 }, { YEARS, 1, 31536000000 },
};

TimeStep
time_step(double start, double stop, double count, bool utc)
{
  const size_t n = G_N_ELEMENTS(STEPS);
  double target = fabs(stop - start) / count;
  size_t i = 0;
  while (i < n && STEPS[i].duration <= target)
    i++;
  if (i == n) {
    double year = INTERVALS[YEARS].duration;
    return (TimeStep){ &INTERVALS[YEARS],
                       fmin(fmax(1, linear_tick_step(start / year, stop / year, count)), 1e6) };
  }
  if (i == 0)
    return (TimeStep){ &INTERVALS[MILLISECONDS], fmax(1, linear_tick_step(start, stop, count)) };
  if (target / STEPS[i - 1].duration < STEPS[i].duration / target)
    i--;
  bool from_epoch = utc && STEPS[i].interval == DAYS;
  return (TimeStep){ from_epoch ? &EPOCH_DAYS : &INTERVALS[STEPS[i].interval], STEPS[i].step };
}

double
time_interval_floor(TimeStep by, double ms, bool utc)
{
  CivilTime time = civil_from_ms(ms, utc);
  by.interval->floor(&time, (int)by.step);
  return civil_to_ms(&time, utc);
}

double
time_interval_next(TimeStep by, double ms, bool utc)
{
  CivilTime time = civil_from_ms(ms, utc);
  by.interval->floor(&time, (int)by.step);
  by.interval->add(&time, (int)by.step);
  return time_interval_floor(by, civil_to_ms(&time, utc), utc);
}

double
time_interval_ceil(TimeStep by, double ms, bool utc)
{
  double start = time_interval_floor(by, ms, utc);
  return start < ms ? time_interval_next(by, ms, utc) : start;
}

enum { MOST_TICKS = 10000 };

size_t
time_ticks_by(double start, double stop, TimeStep by, bool utc, Arena *arena, double **ticks)
{
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(double));
  bool reverse = stop < start;
  double low = reverse ? stop : start, high = reverse ? start : stop;
  double at = time_interval_ceil(by, low, utc);

  while (isfinite(at) && at <= high && found->len < MOST_TICKS) {
    g_array_append_val(found, at);
    double next = time_interval_next(by, at, utc);
    if (!(next > at))
      break;
    at = next;
  }
  *ticks = arena_dup(arena, found->data, found->len * sizeof(double));
  for (size_t i = 0; reverse && i < found->len / 2; i++) {
    double swap = (*ticks)[i];
    (*ticks)[i] = (*ticks)[found->len - 1 - i];
    (*ticks)[found->len - 1 - i] = swap;
  }
  return found->len;
}

size_t
time_ticks(double start, double stop, double count, bool utc, Arena *arena, double **ticks)
{
  *ticks = NULL;
  if (!(count > 0) || !isfinite(start) || !isfinite(stop))
    return 0;
  return time_ticks_by(start, stop, time_step(start, stop, count, utc), utc, arena, ticks);
}

void
time_nice(double *start, double *stop, TimeStep by, bool utc)
{
  bool reverse = *stop < *start;
  double *low = reverse ? stop : start, *high = reverse ? start : stop;
  if (!isfinite(*start) || !isfinite(*stop))
    return;
  *low = time_interval_floor(by, *low, utc);
  *high = time_interval_ceil(by, *high, utc);
}

bool
time_step_of_node(const Node *node, TimeStep *by)
{
  const char *name = node_string(node_is(node, NODE_MAP) ? node_get(node, "interval") : node, NULL);
  const TimeInterval *interval = name ? time_interval_find(name) : NULL;
  *by = (TimeStep){ interval, fmin(fmax(1, node_number(node_get(node, "step"), 1)), 1e6) };
  return interval != NULL;
}

/* The coarsest interval that starts at a date. */
static size_t
coarsest(double ms, bool utc)
{
  static const int FINER[][2] = {
    { SECONDS, MILLISECONDS }, { MINUTES, SECONDS }, { HOURS, MINUTES }, { DAYS, HOURS }
  };
  for (size_t i = 0; i < G_N_ELEMENTS(FINER); i++)
    if (time_interval_floor((TimeStep){ &INTERVALS[FINER[i][0]], 1 }, ms, utc) < ms)
      return (size_t)FINER[i][1];
  CivilTime time = civil_from_ms(ms, utc);
  if (time.day != 1)
    return time.weekday == 0 ? WEEKS : DAYS;
  return time.month == 0 ? YEARS : MONTHS;
}

/* Vega's names of the parts. */
static const char *
own_format(const Node *formats, size_t interval, double ms, bool utc)
{
  static const char *const NAMES[] = { "milliseconds", "seconds", "minutes", "hours",
                                       "date",         "week",    "month",   "year" };
  const char *quarter = node_string(node_get(formats, "quarter"), NULL);
  const char *own = node_string(node_get(formats, NAMES[interval]), NULL);
  if (interval == MONTHS && civil_from_ms(ms, utc).month % 3 == 0)
    own = quarter;
  return own ? own : INTERVALS[interval].format;
}

void
time_append_multi(GString *out, double ms, const Locale *locale, bool utc, const Node *formats)
{
  if (isfinite(ms))
    time_format_append(out, own_format(formats, coarsest(ms, utc), ms, utc), locale, ms, utc);
}
