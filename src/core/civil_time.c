#include "core/time_format.h"

#include "core/js_private.h"

#include <math.h>
#include <time.h>

#define MS_PER_DAY 86400000.0
#define DAYS_PER_ERA 146097 /* 400 years */
#define DAYS_TO_1970 719468 /* from 0000-03-01 */

static gint64
divide_floor(gint64 number, gint64 by)
{
  return number / by - (number % by < 0 ? 1 : 0);
}

/* Days since 1970-01-01; month from 0, both month and day of any size. Counts years from March, so
 * that the leap day comes last: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
static gint64
days_from_civil(gint64 year, gint64 month, gint64 day)
{
  year += divide_floor(month, 12);
  month -= divide_floor(month, 12) * 12;
  gint64 from_march = (month + 10) % 12;
  if (month < 2)
    year--;
  gint64 era = divide_floor(year, 400);
  gint64 year_of_era = year - era * 400;
  gint64 day_of_year = (153 * from_march + 2) / 5 + day - 1;
  gint64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * DAYS_PER_ERA + day_of_era - DAYS_TO_1970;
}

static void
civil_from_days(gint64 days, CivilTime *time)
{
  gint64 shifted = days + DAYS_TO_1970;
  gint64 era = divide_floor(shifted, DAYS_PER_ERA);
  gint64 day_of_era = shifted - era * DAYS_PER_ERA;
  gint64 year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 from_march = (5 * day_of_year + 2) / 153;
  time->day = (int)(day_of_year - (153 * from_march + 2) / 5 + 1);
  time->month = (int)((from_march + 2) % 12);
  time->year = (int)(year_of_era + era * 400 + (time->month < 2 ? 1 : 0));
  time->weekday = (int)(days + 4 - divide_floor(days + 4, 7) * 7);
  time->day_of_year = (int)(days - days_from_civil(time->year, 0, 1));
}

/* Milliseconds that local clocks are ahead of UTC at an instant. */
static double
local_offset_ms(double ms)
{
  time_t seconds = (time_t)floor(ms / 1000);
  struct tm local;
  return localtime_r(&seconds, &local) != NULL ? (double)local.tm_gmtoff * 1000 : 0;
}

CivilTime
civil_from_ms(double ms, bool utc)
{
  CivilTime time = { 0 };
  if (!(fabs(ms) <= JS_MAX_TIME_MS))
    return time;
  ms = trunc(ms);
  if (!utc)
    ms += local_offset_ms(ms);
  double days = floor(ms / MS_PER_DAY);
  int of_day = (int)(ms - days * MS_PER_DAY);
  civil_from_days((gint64)days, &time);
  time.hour = of_day / 3600000;
  time.minute = of_day / 60000 % 60;
  time.second = of_day / 1000 % 60;
  time.millisecond = of_day % 1000;
  return time;
}

/* The instant at which local clocks show `local` (which is written as if they were UTC). */
static double
utc_from_local(double local)
{
  /* The offsets before and after whatever change of clocks may be near. */
  double before = local_offset_ms(local - MS_PER_DAY);
  double after = local_offset_ms(local + MS_PER_DAY);
  if (before == after || local_offset_ms(local - before) == before)
    return local - before;
  return local_offset_ms(local - after) == after ? local - after : local - before;
}

double
civil_to_ms(const CivilTime *time, bool utc)
{
  double days = (double)days_from_civil(time->year, time->month, time->day);
  double ms = days * MS_PER_DAY + time->hour * 3600000.0 + time->minute * 60000.0 +
              time->second * 1000.0 + time->millisecond;
  if (!utc && fabs(ms) <= JS_MAX_TIME_MS + MS_PER_DAY)
    ms = utc_from_local(ms);
  return fabs(ms) <= JS_MAX_TIME_MS ? ms : (double)NAN;
}
