/* Functions of time units: timeOffset, timeSequence, timeUnitSpecifier, and the formats of dates,
 * which choose a format by unit. The steps are those of d3-time's intervals. */
#include "chart/expr_private.h"

#include "core/time_format.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef enum TimeUnit {
  UNIT_YEAR,
  UNIT_QUARTER,
  UNIT_MONTH,
  UNIT_WEEK,
  UNIT_ISO_WEEK,
  UNIT_DATE,
  UNIT_DAY,
  UNIT_DAY_OF_YEAR,
  UNIT_HOURS,
  UNIT_MINUTES,
  UNIT_SECONDS,
  UNIT_MILLISECONDS,
  UNIT_COUNT,
} TimeUnit;

/* Vega's names, in its order, and the format of each unit alone. */
static const struct {
  const char *name, *format;
} units[UNIT_COUNT] = {
  [UNIT_YEAR] = { "year", "%Y " },         [UNIT_QUARTER] = { "quarter", "Q%q " },
  [UNIT_MONTH] = { "month", "%b " },       [UNIT_WEEK] = { "week", "W%U " },
  [UNIT_ISO_WEEK] = { "isoweek", "W%V " }, [UNIT_DATE] = { "date", "%d " },
  [UNIT_DAY] = { "day", "%a " },           [UNIT_DAY_OF_YEAR] = { "dayofyear", "%j " },
  [UNIT_HOURS] = { "hours", "%H:00" },     [UNIT_MINUTES] = { "minutes", "00:%M" },
  [UNIT_SECONDS] = { "seconds", ":%S" },   [UNIT_MILLISECONDS] = { "milliseconds", ".%L" },
};

/* Formats of units side by side. */
static const struct {
  const char *names, *format;
} joined_units[] = {
  { "year-isoweek", "%G W%V " },
  { "year-month", "%Y-%m " },
  { "year-month-date", "%Y-%m-%d " },
  { "hours-minutes", "%H:%M" },
};

static bool
unit_named(const char *name, TimeUnit *unit)
{
  for (int i = 0; i < UNIT_COUNT; i++)
    if (strcmp(name, units[i].name) == 0) {
      *unit = (TimeUnit)i;
      return true;
    }
  return false;
}

/* ---- intervals ---- */

static CivilTime
start_of_day(CivilTime time)
{
  time.hour = time.minute = time.second = time.millisecond = 0;
  return time;
}

static double
floor_calendar(double ms, TimeUnit unit, bool utc)
{
  CivilTime time = start_of_day(civil_from_ms(ms, utc));
  switch ((int)unit) {
  case UNIT_YEAR:
    time.month = 0;
    time.day = 1;
    break;
  case UNIT_QUARTER:
    time.month -= time.month % 3;
    time.day = 1;
    break;
  case UNIT_MONTH:
    time.day = 1;
    break;
  case UNIT_WEEK:
    time.day -= time.weekday;
    break;
  case UNIT_ISO_WEEK:
    time.day -= (time.weekday + 6) % 7;
    break;
  default:
    break;
  }
  return civil_to_ms(&time, utc);
}

static double
floor_to(double ms, TimeUnit unit, bool utc)
{
  if (isnan(ms))
    return ms;
  if (unit < UNIT_HOURS)
    return floor_calendar(ms, unit, utc);
  CivilTime time = civil_from_ms(ms, utc);
  double rest = time.millisecond;
  if (unit == UNIT_MILLISECONDS)
    return ms;
  if (unit <= UNIT_MINUTES)
    rest += time.second * 1e3;
  if (unit == UNIT_HOURS)
    rest += time.minute * 6e4;
  return ms - rest;
}

static double
next_quarter(double ms, int sign, bool utc)
{
  CivilTime time;
  do {
    time = civil_from_ms(ms, utc);
    time.month += sign;
    ms = civil_to_ms(&time, utc);
    time = civil_from_ms(ms, utc);
  } while (time.month % 3 != 0);
  return ms;
}

/* Whole quarters: month by month to the next quarter's first month, as d3's filtered intervals
 * step. A day beyond a month's end runs into the next month on the way; after some years it has
 * settled, and the rest is one step. */
static double
offset_quarters(double ms, int step, bool utc)
{
  enum { SETTLED = 40 };
  int sign = step < 0 ? -1 : 1, left = abs(step);
  for (int i = 0; i < MIN(left, SETTLED); i++)
    ms = next_quarter(ms, sign, utc);
  if (left > SETTLED) {
    CivilTime time = civil_from_ms(ms, utc);
    time.month += sign * (left - SETTLED) * 3;
    ms = civil_to_ms(&time, utc);
  }
  return expr_to_date(expr_number(ms));
}

static double
offset_by(double ms, TimeUnit unit, double step, bool utc)
{
  static const double lengths[UNIT_COUNT] = {
    [UNIT_HOURS] = 36e5, [UNIT_MINUTES] = 6e4, [UNIT_SECONDS] = 1e3, [UNIT_MILLISECONDS] = 1
  };
  if (isnan(ms) || isnan(step))
    return (double)NAN;
  if (unit >= UNIT_HOURS)
    return expr_to_date(expr_number(ms + step * lengths[unit]));
  /* JavaScript's dates span 547,581 years. */
  static const double limits[UNIT_HOURS] = { 6e5, 3e6, 7e6, 3e7, 3e7, 2e8, 2e8, 2e8 };
  if (fabs(step) > limits[unit])
    return (double)NAN;
  int whole = (int)step;
  if (unit == UNIT_QUARTER)
    return offset_quarters(ms, whole, utc);
  CivilTime time = civil_from_ms(ms, utc);
  if (unit == UNIT_YEAR)
    time.year += whole;
  else if (unit == UNIT_MONTH)
    time.month += whole;
  else
    time.day += unit == UNIT_WEEK || unit == UNIT_ISO_WEEK ? whole * 7 : whole;
  return expr_to_date(expr_number(civil_to_ms(&time, utc)));
}

static double
step_argument(const ExprCall *call, size_t index)
{
  return expr_is_nullish(expr_arg(call, index)) ? 1 : floor(expr_arg_number(call, index));
}

static ExprValue
evaluate_offset(const ExprCall *call)
{
  TimeUnit unit;
  if (!unit_named(expr_arg_string(call, 0), &unit))
    return expr_undefined();
  double ms = expr_to_date(expr_number(expr_arg_number(call, 1)));
  return expr_date(offset_by(ms, unit, step_argument(call, 2), call->function->variant));
}

static ExprValue
evaluate_sequence(const ExprCall *call)
{
  TimeUnit unit;
  bool utc = call->function->variant;
  if (!unit_named(expr_arg_string(call, 0), &unit))
    return expr_undefined();
  double start = expr_to_date(expr_number(expr_arg_number(call, 1) - 1));
  double stop = expr_arg_number(call, 2), step = step_argument(call, 3), previous;
  start = floor_to(offset_by(floor_to(start, unit, utc), unit, 1, utc), unit, utc);

  g_autoptr(GArray) dates = g_array_new(false, false, sizeof(ExprValue));
  if (start < stop && step > 0)
    do {
      if (dates->len >= EXPR_MAX_ITEMS)
        return expr_call_throw(call, "%s() would make more than %d dates", call->function->name,
                               EXPR_MAX_ITEMS);
      previous = start;
      ExprValue date = expr_date(start);
      g_array_append_val(dates, date);
      start = floor_to(offset_by(start, unit, step, utc), unit, utc);
    } while (previous < start && start < stop);
  const ExprValue *items = arena_dup(call->arena, dates->data, dates->len * sizeof(ExprValue));
  return expr_new_array(call->arena, items, dates->len);
}

/* ---- specifiers ---- */

/* Marks the units that `value` (a text or an array of them) names; false if one is none. */
static bool
read_units(Arena *arena, ExprValue value, bool named[UNIT_COUNT])
{
  ExprValue one[] = { value };
  const ExprValue *items = value.kind == EXPR_ARRAY ? value.items : one;
  size_t count = value.kind == EXPR_ARRAY ? value.count : expr_is_nullish(value) ? 0 : 1;
  for (size_t i = 0; i < count; i++) {
    TimeUnit unit;
    if (!unit_named(expr_to_string(arena, items[i]), &unit))
      return false;
    named[unit] = true;
  }
  return count > 0;
}

/* Weeks, months and days of the year do not go together. */
static bool
units_compatible(const bool named[UNIT_COUNT])
{
  bool weeks = named[UNIT_WEEK] || named[UNIT_ISO_WEEK] || named[UNIT_DAY];
  bool months = named[UNIT_QUARTER] || named[UNIT_MONTH] || named[UNIT_DATE];
  return weeks + months + named[UNIT_DAY_OF_YEAR] <= 1 &&
         !(named[UNIT_WEEK] && named[UNIT_ISO_WEEK]);
}

static const char *
specifier_of(Arena *arena, const char *names, TimeUnit single, ExprValue own)
{
  ExprValue given = own.kind == EXPR_OBJECT ? expr_object_member(own, names) : expr_undefined();
  if (!expr_is_nullish(given))
    return expr_to_string(arena, given);
  if (given.kind == EXPR_NULL)
    return NULL; /* null takes a specifier away */
  for (size_t i = 0; i < G_N_ELEMENTS(joined_units); i++)
    if (strcmp(joined_units[i].names, names) == 0)
      return joined_units[i].format;
  return strcmp(units[single].name, names) == 0 ? units[single].format : NULL;
}

/* Appends the specifier of the longest run of units that begins at `first`; how many it covers. */
static size_t
append_specifier(GString *out, Arena *arena, const TimeUnit *list, size_t count, ExprValue own)
{
  for (size_t length = count; length > 0; length--) {
    g_autoptr(GString) names = g_string_new(units[list[0]].name);
    for (size_t i = 1; i < length; i++)
      g_string_append_printf(names, "-%s", units[list[i]].name);
    const char *format = specifier_of(arena, names->str, list[0], own);
    if (format) {
      g_string_append(out, format);
      return length;
    }
  }
  return 1;
}

static ExprValue
evaluate_specifier(const ExprCall *call)
{
  bool named[UNIT_COUNT] = { false };
  if (!read_units(call->arena, expr_arg(call, 0), named))
    return expr_call_throw(call, "timeUnitSpecifier() takes the names of time units");
  if (!units_compatible(named))
    return expr_call_throw(call, "these time units do not go together");
  TimeUnit list[UNIT_COUNT];
  size_t count = 0;
  for (int unit = 0; unit < UNIT_COUNT; unit++)
    if (named[unit])
      list[count++] = (TimeUnit)unit;

  g_autoptr(GString) out = g_string_new(NULL);
  for (size_t i = 0; i < count;)
    i += append_specifier(out, call->arena, list + i, count - i, expr_arg(call, 1));
  return expr_string(arena_strdup(call->arena, g_strstrip(out->str)));
}

/* ---- formats ---- */

/* The format for a date by the finest unit it does not begin (Vega's time multi-format). */
static const char *
format_by_unit(const ExprCall *call, double ms, bool utc)
{
  static const struct {
    TimeUnit unit;
    const char *format;
  } rules[] = {
    { UNIT_MILLISECONDS, ".%L" }, { UNIT_SECONDS, ":%S" }, { UNIT_MINUTES, "%I:%M" },
    { UNIT_HOURS, "%I %p" },      { UNIT_DATE, "%a %d" },  { UNIT_WEEK, "%b %d" },
    { UNIT_MONTH, "%B" },         { UNIT_QUARTER, "%B" },  { UNIT_YEAR, "%Y" },
  };
  int rule = floor_to(ms, UNIT_SECONDS, utc) < ms   ? 0
             : floor_to(ms, UNIT_MINUTES, utc) < ms ? 1
             : floor_to(ms, UNIT_HOURS, utc) < ms   ? 2
             : floor_to(ms, UNIT_DATE, utc) < ms    ? 3
             : floor_to(ms, UNIT_MONTH, utc) < ms   ? (floor_to(ms, UNIT_WEEK, utc) < ms ? 4 : 5)
             : floor_to(ms, UNIT_YEAR, utc) < ms    ? (floor_to(ms, UNIT_QUARTER, utc) < ms ? 6 : 7)
                                                    : 8;
  ExprValue own = expr_arg(call, 1);
  ExprValue given = expr_object_member(own, units[rules[rule].unit].name);
  if (!expr_truthy(given) && rules[rule].unit == UNIT_DATE)
    given = expr_object_member(own, "day");
  return expr_truthy(given) ? expr_to_string(call->arena, given) : rules[rule].format;
}

static const Locale *
locale_of(const ExprCall *call)
{
  const Locale *locale = call->run->scope->locale;
  return locale ? locale : locale_default();
}

static ExprValue
format_date(const ExprCall *call, const char *specifier, double ms, bool utc)
{
  if (isnan(ms))
    return expr_string("NaN");
  g_autoptr(GString) out = g_string_new(NULL);
  time_format_append(out, specifier, locale_of(call), ms, utc);
  return expr_string(arena_strndup(call->arena, out->str, out->len));
}

static ExprValue
evaluate_format(const ExprCall *call)
{
  bool utc = call->function->variant;
  ExprValue value = expr_arg(call, 0), given = expr_arg(call, 1);
  if (value.kind == EXPR_NULL)
    return expr_string("null");
  double ms = expr_to_date(expr_number(expr_to_number(value)));
  if (given.kind == EXPR_STRING)
    return format_date(call, given.string, ms, utc);
  if (given.kind != EXPR_OBJECT && expr_truthy(given))
    return expr_call_throw(call, "the format of a date is a text, or an object with one per unit");
  return format_date(call, format_by_unit(call, ms, utc), ms, utc);
}

static ExprValue
evaluate_parse(const ExprCall *call)
{
  if (expr_arg(call, 0).kind == EXPR_NULL)
    return expr_string("null");
  double ms = time_parse(expr_arg_string(call, 0), expr_arg_string(call, 1), locale_of(call),
                         call->function->variant);
  return isnan(ms) ? expr_null() : expr_date(ms);
}

/* monthFormat(0) and dayFormat(0), the first month and Sunday; variant: the specifier's letter. */
static ExprValue
evaluate_name(const ExprCall *call)
{
  char specifier[] = { '%', (char)call->function->variant, '\0' };
  bool month = g_ascii_toupper(specifier[1]) == 'B';
  ExprValue value = expr_arg(call, 0);
  if (value.kind != EXPR_NUMBER || !isfinite(value.number) || trunc(value.number) != value.number)
    return expr_string("");
  double cycle = month ? 12 : 7, index = fmod(value.number, cycle);
  int position = (int)(index < 0 ? index + cycle : index);
  /* January 2, 2000 was a Sunday. */
  CivilTime time = { .year = 2000, .month = month ? position : 0, .day = month ? 1 : 2 + position };
  return format_date(call, specifier, civil_to_ms(&time, true), true);
}

static const char *
check_unit(Arena *arena, const ExprNode *call)
{
  const char *name = expr_constant_text(call, 0);
  TimeUnit unit;
  const char *known[UNIT_COUNT + 1] = { NULL };
  if (!name || unit_named(name, &unit))
    return NULL;
  for (int i = 0; i < UNIT_COUNT; i++)
    known[i] = units[i].name;
  const char *near = diag_suggest(name, known);
  return near ? arena_printf(arena, "there is no time unit '%s'; did you mean '%s'?", name, near)
              : arena_printf(arena, "there is no time unit '%s'", name);
}

const ExprFunction expr_time_unit_functions[] = {
  EXPR_FUNCTION("timeOffset", 2, 3, evaluate_offset, EXPR_TYPE_DATE, .variant = false,
                .check = check_unit),
  EXPR_FUNCTION("utcOffset", 2, 3, evaluate_offset, EXPR_TYPE_DATE, .variant = true,
                .check = check_unit),
  EXPR_FUNCTION("timeSequence", 3, 4, evaluate_sequence, EXPR_TYPE_JSON, .variant = false,
                .check = check_unit),
  EXPR_FUNCTION("utcSequence", 3, 4, evaluate_sequence, EXPR_TYPE_JSON, .variant = true,
                .check = check_unit),
  EXPR_FUNCTION("timeUnitSpecifier", 1, 2, evaluate_specifier, EXPR_TYPE_TEXT, .check = check_unit),
  EXPR_FUNCTION("timeFormat", 1, 2, evaluate_format, EXPR_TYPE_TEXT, .variant = false),
  EXPR_FUNCTION("utcFormat", 1, 2, evaluate_format, EXPR_TYPE_TEXT, .variant = true),
  EXPR_FUNCTION("timeParse", 2, 2, evaluate_parse, EXPR_TYPE_DATE, .variant = false),
  EXPR_FUNCTION("utcParse", 2, 2, evaluate_parse, EXPR_TYPE_DATE, .variant = true),
  EXPR_FUNCTION("monthFormat", 1, 1, evaluate_name, EXPR_TYPE_TEXT, .variant = 'B'),
  EXPR_FUNCTION("monthAbbrevFormat", 1, 1, evaluate_name, EXPR_TYPE_TEXT, .variant = 'b'),
  EXPR_FUNCTION("dayFormat", 1, 1, evaluate_name, EXPR_TYPE_TEXT, .variant = 'A'),
  EXPR_FUNCTION("dayAbbrevFormat", 1, 1, evaluate_name, EXPR_TYPE_TEXT, .variant = 'a'),
  { .name = NULL },
};
