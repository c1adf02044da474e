/* Functions of dates: their making and their fields. Months count from 0, as in JavaScript. */
#include "chart/expr_private.h"

#include "core/time_format.h"

#include <math.h>
#include <string.h>

/* The fields; with UTC added, those of Greenwich. */
typedef enum TimeField {
  FIELD_YEAR,
  FIELD_QUARTER,
  FIELD_MONTH,
  FIELD_WEEK,
  FIELD_ISO_WEEK,
  FIELD_DATE,
  FIELD_DAY,
  FIELD_DAY_OF_YEAR,
  FIELD_HOURS,
  FIELD_MINUTES,
  FIELD_SECONDS,
  FIELD_MILLISECONDS,
  FIELD_UTC = 32,
} TimeField;

/* Weeks from the first Sunday of the year (strftime's %U). */
static int
week_of(const CivilTime *time)
{
  return (time->day_of_year + 7 - time->weekday) / 7;
}

static bool
is_leap(int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* ISO 8601: the week that holds the year's first Thursday is number 1. */
static int
iso_week_of(const CivilTime *time)
{
  int weekday = (time->weekday + 6) % 7; /* from Monday */
  int week = (time->day_of_year - weekday + 10) / 7;
  int year = time->year, first = (weekday - time->day_of_year % 7 + 7) % 7; /* of January 1 */
  if (week < 1) {
    /* The last week of the year before: 53 if that began on Thursday, or on Wednesday and was a
     * leap year. */
    int days = is_leap(year - 1) ? 366 : 365;
    int before = (first - days % 7 + 7) % 7;
    return before == 3 || (before == 2 && days == 366) ? 53 : 52;
  }
  bool is_long = first == 3 || (first == 2 && is_leap(year));
  return week == 53 && !is_long ? 1 : week;
}

static int
field_of(const CivilTime *time, TimeField field)
{
  switch ((int)field) {
  case FIELD_YEAR:
    return time->year;
  case FIELD_QUARTER:
    return time->month / 3 + 1;
  case FIELD_MONTH:
    return time->month;
  case FIELD_WEEK:
    return week_of(time);
  case FIELD_ISO_WEEK:
    return iso_week_of(time);
  case FIELD_DATE:
    return time->day;
  case FIELD_DAY:
    return time->weekday;
  case FIELD_DAY_OF_YEAR:
    return time->day_of_year + 1;
  case FIELD_HOURS:
    return time->hour;
  case FIELD_MINUTES:
    return time->minute;
  case FIELD_SECONDS:
    return time->second;
  default:
    return time->millisecond;
  }
}

static ExprValue
evaluate_field(const ExprCall *call)
{
  double ms = expr_to_date(expr_arg(call, 0));
  int variant = call->function->variant;
  if (isnan(ms))
    return expr_number(ms);
  CivilTime time = civil_from_ms(ms, (variant & FIELD_UTC) != 0);
  return expr_number(field_of(&time, (TimeField)(variant & ~FIELD_UTC)));
}

static ExprValue
evaluate_time(const ExprCall *call)
{
  return expr_number(expr_to_date(expr_arg(call, 0)));
}

static ExprValue
evaluate_zone_offset(const ExprCall *call)
{
  double ms = expr_to_date(expr_arg(call, 0));
  if (isnan(ms))
    return expr_number(ms);
  CivilTime local = civil_from_ms(ms, false);
  return expr_number(trunc((ms - civil_to_ms(&local, true)) / 60000));
}

/* Milliseconds from year, month, day, hours, minutes, seconds, milliseconds as numbers that may be
 * far beyond their range; as if in UTC (ECMAScript's MakeDate). */
static double
ms_of_fields(const double fields[7])
{
  double months = trunc(fields[1]);
  double year = trunc(fields[0]) + floor(months / 12);
  if (!(fabs(year) < 300000))
    return (double)NAN;
  CivilTime first = { .year = (int)year,
                      .month = (int)(months - floor(months / 12) * 12),
                      .day = 1 };
  double ms = civil_to_ms(&first, true);
  static const double units[] = { 864e5, 36e5, 6e4, 1e3, 1 };
  ms += (trunc(fields[2]) - 1) * units[0];
  for (int i = 3; i < 7; i++)
    ms += trunc(fields[i]) * units[i - 2];
  return fabs(ms) <= 8.64e15 + 864e5 ? ms : (double)NAN;
}

/* The arguments as a time in UTC; NaN if one of them is none. */
static double
ms_of_arguments(const ExprCall *call)
{
  double fields[7] = { 0, 0, 1, 0, 0, 0, 0 };
  for (size_t i = 0; i < call->count; i++) {
    fields[i] = expr_arg_number(call, i);
    if (!isfinite(fields[i]))
      return (double)NAN;
  }
  double year = trunc(fields[0]);
  if (year >= 0 && year <= 99)
    fields[0] = 1900 + year;
  return ms_of_fields(fields);
}

static ExprValue
evaluate_datetime(const ExprCall *call)
{
  if (call->count == 1)
    return expr_date(expr_to_date(expr_arg(call, 0)));
  double ms = ms_of_arguments(call);
  if (isnan(ms))
    return expr_date(ms);
  CivilTime local = civil_from_ms(ms, true);
  return expr_date(expr_to_date(expr_number(civil_to_ms(&local, false))));
}

static ExprValue
evaluate_utc(const ExprCall *call)
{
  return expr_number(expr_to_date(expr_number(ms_of_arguments(call))));
}

#define FIELD(text, id)                                                                            \
  {                                                                                                \
    .name = (text), .min = 1, .max = 1, .evaluate = evaluate_field, .type = EXPR_TYPE_NUMBER,      \
    .variant = (int)(id)                                                                           \
  }
#define FIELD_PAIR(text, id) FIELD(text, id), FIELD("utc" text, (id) + FIELD_UTC)

const ExprFunction expr_time_functions[] = {
  FIELD_PAIR("year", FIELD_YEAR),
  FIELD_PAIR("quarter", FIELD_QUARTER),
  FIELD_PAIR("month", FIELD_MONTH),
  FIELD_PAIR("week", FIELD_WEEK),
  FIELD_PAIR("isoweek", FIELD_ISO_WEEK),
  FIELD_PAIR("date", FIELD_DATE),
  FIELD_PAIR("day", FIELD_DAY),
  FIELD_PAIR("dayofyear", FIELD_DAY_OF_YEAR),
  FIELD_PAIR("hours", FIELD_HOURS),
  FIELD_PAIR("minutes", FIELD_MINUTES),
  FIELD_PAIR("seconds", FIELD_SECONDS),
  FIELD_PAIR("milliseconds", FIELD_MILLISECONDS),
  EXPR_FUNCTION("time", 1, 1, evaluate_time, EXPR_TYPE_NUMBER),
  EXPR_FUNCTION("timezoneoffset", 1, 1, evaluate_zone_offset, EXPR_TYPE_NUMBER),
  EXPR_FUNCTION("datetime", 1, 7, evaluate_datetime, EXPR_TYPE_DATE),
  EXPR_FUNCTION("utc", 1, 7, evaluate_utc, EXPR_TYPE_NUMBER),
  { .name = NULL },
};
