/* Rules: Vega-Lite's documentation of timeUnit, and vega-time's timeUnitSpecifier for labels. */
#include "chart/time_unit_private.h"

#include "core/time_format.h"

#include <math.h>
#include <string.h>

typedef struct PartInfo {
  const char *name, *title, *format;
  double duration; /* milliseconds */
} PartInfo;

static const PartInfo PARTS[PART_COUNT] = {
  [PART_YEAR] = { "year", "year", "%Y ", 365 * 86400000.0 },
  [PART_QUARTER] = { "quarter", "quarter", "Q%q ", 90 * 86400000.0 },
  [PART_MONTH] = { "month", "month", "%b ", 30 * 86400000.0 },
  [PART_WEEK] = { "week", "week", "W%U ", 7 * 86400000.0 },
  [PART_DAY] = { "day", "day", "%a ", 86400000.0 },
  [PART_DAY_OF_YEAR] = { "dayofyear", "dayofyear", "%j ", 86400000.0 },
  [PART_DATE] = { "date", "date", "%d ", 86400000.0 },
  [PART_HOURS] = { "hours", "hours", "%H:00", 3600000.0 },
  [PART_MINUTES] = { "minutes", "minutes", "00:%M", 60000.0 },
  [PART_SECONDS] = { "seconds", "seconds", ":%S", 1000.0 },
  [PART_MILLISECONDS] = { "milliseconds", "milliseconds", ".%L", 1.0 },
};

/* Neighbouring parts that are written otherwise than part by part. */
static const struct {
  unsigned parts;
  const char *format;
} SPECIFIERS[] = {
  { 1u << PART_YEAR | 1u << PART_MONTH | 1u << PART_DATE, "%b %d, %Y " },
  { 1u << PART_HOURS | 1u << PART_MINUTES | 1u << PART_SECONDS | 1u << PART_MILLISECONDS,
    "%H:%M:%S.%L" },
  { 1u << PART_HOURS | 1u << PART_MINUTES | 1u << PART_SECONDS, "%H:%M:%S" },
  { 1u << PART_YEAR | 1u << PART_MONTH, "%b %Y " },
  { 1u << PART_MONTH | 1u << PART_DATE, "%b %d " },
  { 1u << PART_HOURS | 1u << PART_MINUTES, "%H:%M" },
};

/* Longest name first, so that "day" does not eat the head of "dayofyear". */
static int
next_part(const char *text)
{
  int found = -1;
  size_t longest = 0;
  for (int i = 0; i < PART_COUNT; i++) {
    size_t length = strlen(PARTS[i].name);
    if (length > longest && strncmp(text, PARTS[i].name, length) == 0) {
      found = i;
      longest = length;
    }
  }
  return found;
}

static bool
read_parts(Arena *arena, TimeUnit *unit)
{
  g_autoptr(GString) title = g_string_new(NULL);
  for (const char *p = unit->name; *p;) {
    int part = next_part(p);
    if (part < 0 || unit->parts & 1u << part)
      return false;
    unit->parts |= 1u << part;
    g_string_append_printf(title, "%s%s", title->len ? "-" : "", PARTS[part].title);
    p += strlen(PARTS[part].name);
    if (part == PART_WEEK && g_str_has_prefix(p, "sday"))
      p++; /* "weeksdayhours" is how the grammar spells it */
  }
  unit->title = arena_strdup(arena, title->str);
  return unit->parts != 0;
}

const TimeUnit *
time_unit_parse(Arena *arena, const Node *node, DiagList *diags)
{
  const Node *named = node_is(node, NODE_MAP) ? node_get(node, "unit") : node;
  const char *text = node_string(named, NULL);
  if (!text) {
    if (node && !node_is(node, NODE_NULL))
      diag_error(diags, "invalid-time-unit", node->span, "for example: year, yearmonth, month",
                 "a time unit must be a name or have one in `unit`");
    return NULL;
  }
  TimeUnit *unit = arena_new0(arena, TimeUnit);
  unit->step = node_number(node_get(node, "step"), 1);
  unit->utc = node_boolean(node_get(node, "utc"), false);
  unit->binned = node_boolean(node_get(node, "binned"), false);
  if (g_str_has_prefix(text, "binned")) {
    unit->binned = true;
    text += strlen("binned");
  }
  if (g_str_has_prefix(text, "utc")) {
    unit->utc = true;
    text += strlen("utc");
  }
  unit->name = arena_strdup(arena, text);
  if (!read_parts(arena, unit) || !(unit->step >= 1 && unit->step <= 1e6)) {
    diag_error(diags, "invalid-time-unit", named->span, "for example: year, yearmonth, month",
               "there is no time unit '%s'", named->string);
    return NULL;
  }
  unit->key = arena_printf(arena, "%s%s", unit->utc ? "utc" : "", text);
  if (unit->step > 1)
    unit->key = arena_printf(arena, "%s_step_%g", unit->key, unit->step);
  return unit;
}

static bool
has(const TimeUnit *unit, TimePart part)
{
  return unit->parts & 1u << part;
}

/* The smallest part, which `step` counts. */
static TimePart
smallest(const TimeUnit *unit)
{
  TimePart part = PART_YEAR;
  for (int i = 0; i < PART_COUNT; i++)
    if (has(unit, (TimePart)i))
      part = (TimePart)i;
  return part;
}

static int
floor_to(int value, double step, int first)
{
  int s = (int)step;
  return first + (int)floor((value - first) / (double)s) * s;
}

/* Weeks run from Sunday; week 0 is the one before the first Sunday of the year (%U). */
static void
floor_week(const CivilTime *time, double step, CivilTime *out)
{
  int week = (time->day_of_year + 7 - time->weekday) / 7;
  week = floor_to(week, step, 1);
  CivilTime first = { .year = out->year, .month = 0, .day = 1 };
  int weekday = civil_from_ms(civil_to_ms(&first, true), true).weekday;
  out->month = 0;
  out->day = 1 - weekday + (weekday ? 7 : 0) + 7 * (week - 1);
}

static void
floor_day(const TimeUnit *unit, const CivilTime *time, CivilTime *out)
{
  double step = unit->step;
  TimePart last = smallest(unit);
  if (has(unit, PART_WEEK)) {
    floor_week(time, last == PART_WEEK ? step : 1, out);
    if (has(unit, PART_DAY))
      out->day += time->weekday;
  } else if (has(unit, PART_DAY)) {
    /* 2012-01-01 was a Sunday. */
    out->month = 0;
    out->day = 1 + floor_to(time->weekday, last == PART_DAY ? step : 1, 0);
  } else if (has(unit, PART_DAY_OF_YEAR)) {
    out->month = 0;
    out->day = 1 + floor_to(time->day_of_year, last == PART_DAY_OF_YEAR ? step : 1, 0);
  } else if (has(unit, PART_DATE)) {
    out->day = floor_to(time->day, last == PART_DATE ? step : 1, 1);
  }
}

double
time_unit_floor(const TimeUnit *unit, double ms)
{
  if (!isfinite(ms))
    return NAN;
  CivilTime time = civil_from_ms(ms, unit->utc);
  TimePart last = smallest(unit);
  CivilTime out = { .year = 2012, .month = 0, .day = 1 };

  if (has(unit, PART_YEAR))
    out.year = last == PART_YEAR ? floor_to(time.year, unit->step, 0) : time.year;
  if (has(unit, PART_MONTH))
    out.month = last == PART_MONTH ? floor_to(time.month, unit->step, 0) : time.month;
  else if (has(unit, PART_QUARTER))
    out.month = 3 * floor_to(time.month / 3, last == PART_QUARTER ? unit->step : 1, 0);
  floor_day(unit, &time, &out);
  if (has(unit, PART_HOURS))
    out.hour = last == PART_HOURS ? floor_to(time.hour, unit->step, 0) : time.hour;
  if (has(unit, PART_MINUTES))
    out.minute = last == PART_MINUTES ? floor_to(time.minute, unit->step, 0) : time.minute;
  if (has(unit, PART_SECONDS))
    out.second = last == PART_SECONDS ? floor_to(time.second, unit->step, 0) : time.second;
  if (has(unit, PART_MILLISECONDS))
    out.millisecond = floor_to(time.millisecond, last == PART_MILLISECONDS ? unit->step : 1, 0);
  return civil_to_ms(&out, unit->utc);
}

double
time_unit_offset(const TimeUnit *unit, double ms, double count)
{
  CivilTime time = civil_from_ms(ms, unit->utc);
  int n = (int)(count * unit->step);
  switch (smallest(unit)) {
  case PART_YEAR:
    time.year += n;
    break;
  case PART_QUARTER:
    time.month += 3 * n;
    break;
  case PART_MONTH:
    time.month += n;
    break;
  case PART_WEEK:
    time.day += 7 * n;
    break;
  case PART_DAY:
  case PART_DAY_OF_YEAR:
  case PART_DATE:
    time.day += n;
    break;
  case PART_HOURS:
    return ms + n * PARTS[PART_HOURS].duration;
  case PART_MINUTES:
    return ms + n * PARTS[PART_MINUTES].duration;
  case PART_SECONDS:
    return ms + n * PARTS[PART_SECONDS].duration;
  case PART_MILLISECONDS:
  case PART_COUNT:
    return ms + n;
  }
  return civil_to_ms(&time, unit->utc);
}

double
time_unit_duration(const TimeUnit *unit)
{
  /* Not a leap year. */
  CivilTime first = { .year = 2001, .month = 0, .day = 1 };
  if (smallest(unit) == PART_DAY)
    return 0;
  double start = civil_to_ms(&first, unit->utc);
  return time_unit_offset(unit, start, 1) - start;
}

const char *
time_unit_format(const TimeUnit *unit, Arena *arena)
{
  g_autoptr(GString) format = g_string_new(NULL);
  unsigned left = unit->parts;
  for (int i = 0; i < PART_COUNT; i++) {
    if (!(left & 1u << i))
      continue;
    const char *piece = PARTS[i].format;
    unsigned taken = 1u << i;
    for (size_t k = 0; k < G_N_ELEMENTS(SPECIFIERS); k++) {
      unsigned parts = SPECIFIERS[k].parts, upto = (1u << g_bit_storage(parts)) - 1;
      if ((parts & (~parts + 1)) == 1u << i && (left & upto) == parts) {
        piece = SPECIFIERS[k].format;
        taken = parts;
        break;
      }
    }
    g_string_append(format, piece);
    left &= ~taken;
  }
  return g_strchomp(arena_strdup(arena, format->str));
}

/* Months and weekdays by their English names or the first three letters. */
static double
named_number(const Node *node, const char *const *names, double first)
{
  if (node_is(node, NODE_NUMBER))
    return node->number;
  const char *text = node_string(node, "");
  for (int i = 0; names[i]; i++)
    if (strlen(text) >= 3 && g_ascii_strncasecmp(names[i], text, strlen(text)) == 0)
      return i + first;
  return NAN;
}

static const char *const MONTHS[] = { "january",  "february", "march",  "april",     "may",
                                      "june",     "july",     "august", "september", "october",
                                      "november", "december", NULL };
static const char *const DAYS[] = { "sunday",   "monday", "tuesday",  "wednesday",
                                    "thursday", "friday", "saturday", NULL };

/* Far beyond any date, so that sums of parts cannot overflow. */
static int
whole(double number)
{
  return isnan(number) ? 0 : (int)CLAMP(number, -1e8, 1e8);
}

static double
date_of_parts(const Node *map, bool utc)
{
  CivilTime time = { .year = 2012, .month = 0, .day = 1 };
  const Node *month = node_get(map, "month"), *day = node_get(map, "day");
  time.year = whole(node_number(node_get(map, "year"), 2012));
  if (month)
    time.month = whole(named_number(month, MONTHS, 1)) - 1;
  else if (node_get(map, "quarter"))
    time.month = 3 * (whole(node_number(node_get(map, "quarter"), 1)) - 1);
  time.day = whole(node_number(node_get(map, "date"), 1));
  if (day) {
    /* Day 7 is Sunday, as 0 is; 2012-01-01 was a Sunday. */
    time.day = 1 + whole(named_number(day, DAYS, 0)) % 7;
  }
  time.hour = whole(node_number(node_get(map, "hours"), 0));
  time.minute = whole(node_number(node_get(map, "minutes"), 0));
  time.second = whole(node_number(node_get(map, "seconds"), 0));
  time.millisecond = whole(node_number(node_get(map, "milliseconds"), 0));
  return civil_to_ms(&time, utc || node_boolean(node_get(map, "utc"), false));
}

static double
date_of_part(double number, const TimeUnit *unit)
{
  CivilTime time = { .year = 2012, .month = 0, .day = 1 };
  int n = whole(number);
  switch (smallest(unit)) {
  case PART_YEAR:
    time.year = n;
    break;
  case PART_QUARTER:
    time.month = 3 * (n - 1);
    break;
  case PART_MONTH:
    time.month = n - 1;
    break;
  case PART_DAY:
    time.day = 1 + n % 7;
    break;
  case PART_DATE:
    time.day = n;
    break;
  case PART_HOURS:
    time.hour = n;
    break;
  case PART_MINUTES:
    time.minute = n;
    break;
  case PART_SECONDS:
    time.second = n;
    break;
  case PART_WEEK:
  case PART_DAY_OF_YEAR:
  case PART_MILLISECONDS:
  case PART_COUNT:
    return number;
  }
  return civil_to_ms(&time, unit->utc);
}

double
time_unit_date(const Node *node, const TimeUnit *unit)
{
  if (node_is(node, NODE_MAP))
    return date_of_parts(node, unit && unit->utc);
  if (node_is(node, NODE_STRING)) {
    TimePart part = unit ? smallest(unit) : PART_COUNT;
    double number = part == PART_MONTH ? named_number(node, MONTHS, 1)
                    : part == PART_DAY ? named_number(node, DAYS, 0)
                                       : (double)NAN;
    return isnan(number) ? time_parse_js(node->string) : date_of_part(number, unit);
  }
  if (!node_is(node, NODE_NUMBER))
    return NAN;
  return unit ? date_of_part(node->number, unit) : node->number;
}

bool
time_unit_is_cyclic(const TimeUnit *unit)
{
  unsigned parts = unit->parts;
  return parts == 1u << PART_MONTH || parts == 1u << PART_QUARTER || parts == 1u << PART_DAY ||
         parts == 1u << PART_HOURS;
}
