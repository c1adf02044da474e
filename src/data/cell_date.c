#include "core/time_format.h"
#include "data/cell_private.h"

#include <glib.h>
#include <math.h>

/* Exactly `count` digits at *at, which moves on. */
static bool
read_digits(const char **at, const char *end, int count, int *value)
{
  *value = 0;
  if (end - *at < count)
    return false;
  for (int i = 0; i < count; i++) {
    if (!g_ascii_isdigit((*at)[i]))
      return false;
    *value = *value * 10 + ((*at)[i] - '0');
  }
  *at += count;
  return true;
}

static bool
read_char(const char **at, const char *end, char wanted)
{
  if (*at >= end || **at != wanted)
    return false;
  ++*at;
  return true;
}

/* [.fraction], of which milliseconds are kept. */
static bool
read_fraction(const char **at, const char *end, int *millisecond)
{
  int unit = 100;
  if (!read_char(at, end, '.'))
    return true;
  const char *start = *at;
  for (; *at < end && g_ascii_isdigit(**at); ++*at, unit /= 10)
    *millisecond += (**at - '0') * unit;
  return *at > start;
}

/* Z, +05:00, +0500 or nothing, in minutes east of UTC. */
static bool
read_zone(const char **at, const char *end, int *minutes)
{
  int hour, minute;
  *minutes = 0;
  if (*at == end || read_char(at, end, 'Z') || read_char(at, end, 'z'))
    return true;
  int sign = **at == '-' ? -1 : 1;
  if (!read_char(at, end, '+') && !read_char(at, end, '-'))
    return false;
  if (!read_digits(at, end, 2, &hour))
    return false;
  read_char(at, end, ':');
  if (!read_digits(at, end, 2, &minute) || hour > 14 || minute > 59)
    return false;
  *minutes = sign * (hour * 60 + minute);
  return true;
}

static bool
read_time(const char **at, const char *end, CivilTime *time, int *zone)
{
  if (!read_char(at, end, 'T') && !read_char(at, end, 't') && !read_char(at, end, ' '))
    return false;
  if (!read_digits(at, end, 2, &time->hour) || !read_char(at, end, ':') ||
      !read_digits(at, end, 2, &time->minute))
    return false;
  if (read_char(at, end, ':') &&
      (!read_digits(at, end, 2, &time->second) || !read_fraction(at, end, &time->millisecond)))
    return false;
  return time->hour <= 24 && time->minute <= 59 && time->second <= 60 && read_zone(at, end, zone);
}

static int
days_in_month(int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return days[month] + (month == 1 && leap);
}

bool
iso_parse(const char *text, size_t size, unsigned forms, double *ms)
{
  const char *at = text, *end = text + size;
  CivilTime time = { .day = 1 };
  int zone = 0;

  if (!read_digits(&at, end, 4, &time.year) || !read_char(&at, end, '-') ||
      !read_digits(&at, end, 2, &time.month) || time.month < 1 || time.month > 12)
    return false;
  time.month--;
  if (at == end) {
    if (!(forms & ISO_MONTH))
      return false;
  } else {
    if (!read_char(&at, end, '-') || !read_digits(&at, end, 2, &time.day) || time.day < 1 ||
        time.day > days_in_month(time.year, time.month))
      return false;
    if (at == end ? !(forms & ISO_DATE)
                  : !(forms & ISO_DATE_TIME) || !read_time(&at, end, &time, &zone))
      return false;
  }
  if (at != end)
    return false;
  *ms = civil_to_ms(&time, true) - zone * 60000.0;
  return true;
}

/* Does the text end in a zone: Z, UTC, GMT, +05:00? */
static bool
has_zone(const char *text, size_t size)
{
  if (size == 0)
    return false;
  char last = g_ascii_toupper(text[size - 1]);
  if (last == 'Z' || g_str_has_suffix(text, "UTC") || g_str_has_suffix(text, "GMT"))
    return true;
  const char *time = memchr(text, ':', size);
  return time && strpbrk(time, "+-");
}

/* Informal dates mean local time to JavaScript; here a text without a zone is UTC, so that the
 * result does not depend on where the program runs. */
static double
parse_any(const char *text, size_t size)
{
  double ms;
  if (iso_parse(text, size, ISO_DATE | ISO_DATE_TIME | ISO_MONTH, &ms))
    return ms;
  ms = time_parse_js(text);
  if (isnan(ms) || has_zone(text, size))
    return ms;
  CivilTime local = civil_from_ms(ms, false);
  return civil_to_ms(&local, true);
}

double
date_parse(const char *text, size_t size, const Field *field)
{
  static const struct {
    const char *type;
    unsigned forms;
  } defaults[] = {
    { "date", ISO_DATE },
    { "datetime", ISO_DATE_TIME },
    { "yearmonth", ISO_MONTH },
  };
  const char *format = field->format ? field->format : "default";
  double ms;

  if (strcmp(format, "any") == 0)
    return parse_any(text, size);
  if (strcmp(format, "default") != 0)
    return time_parse(text, format, locale_default(), true);
  unsigned forms = ISO_DATE | ISO_DATE_TIME;
  for (size_t i = 0; field->type_name && i < G_N_ELEMENTS(defaults); i++)
    if (strcmp(field->type_name, defaults[i].type) == 0)
      forms = defaults[i].forms;
  return iso_parse(text, size, forms, &ms) ? ms : (double)NAN;
}
