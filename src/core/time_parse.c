#include "core/time_format.h"

#include "core/js_private.h"

#include <math.h>
#include <string.h>

#define MAX_NESTING 3

/* What directives have read. Numbers that were not given are NOT_GIVEN. */
#define NOT_GIVEN G_MININT

typedef struct Fields {
  CivilTime civil;
  bool has_month, has_zone;
  int half;    /* 0 AM, 1 PM */
  int quarter; /* first month of it */
  int weekday, weekday_from_monday;
  int week_from_sunday, week_from_monday, iso_week;
  int millisecond;
  int zone;       /* to be added, as hours × 100 + minutes */
  double unix_ms; /* NaN: not given */
  double unix_seconds;
} Fields;

typedef struct Reader {
  const char *at;
  const Locale *locale;
  Fields *fields;
} Reader;

static void
set_year(Fields *fields, int number)
{
  fields->civil.year = number;
}

static void
set_year2(Fields *fields, int number)
{
  fields->civil.year = number + (number > 68 ? 1900 : 2000);
}

static void
set_month(Fields *fields, int number)
{
  fields->civil.month = number - 1;
  fields->has_month = true;
}

static void
set_quarter(Fields *fields, int number)
{
  fields->quarter = number * 3 - 3;
}

static void
set_day(Fields *fields, int number)
{
  fields->civil.day = number;
}

static void
set_day_of_year(Fields *fields, int number)
{
  set_month(fields, 1);
  fields->civil.day = number;
}

static void
set_hour(Fields *fields, int number)
{
  fields->civil.hour = number;
}

static void
set_minute(Fields *fields, int number)
{
  fields->civil.minute = number;
}

static void
set_second(Fields *fields, int number)
{
  fields->civil.second = number;
}

static void
set_millisecond(Fields *fields, int number)
{
  fields->millisecond = number;
}

static void
set_microsecond(Fields *fields, int number)
{
  fields->millisecond = number / 1000;
}

static void
set_weekday(Fields *fields, int number)
{
  fields->weekday = number;
}

static void
set_weekday_from_monday(Fields *fields, int number)
{
  fields->weekday_from_monday = number;
}

static void
set_week_from_sunday(Fields *fields, int number)
{
  fields->week_from_sunday = number;
}

static void
set_week_from_monday(Fields *fields, int number)
{
  fields->week_from_monday = number;
}

static void
set_iso_week(Fields *fields, int number)
{
  fields->iso_week = number;
}

/* Directives that read one number of at most `width` characters, white space before it included. */
static const struct NumberDirective {
  char letter;
  int width;
  void (*set)(Fields *fields, int number);
} number_directives[] = {
  { 'd', 2, set_day },
  { 'e', 2, set_day },
  { 'f', 6, set_microsecond },
  { 'g', 2, set_year2 },
  { 'G', 4, set_year },
  { 'H', 2, set_hour },
  { 'I', 2, set_hour },
  { 'j', 3, set_day_of_year },
  { 'L', 3, set_millisecond },
  { 'm', 2, set_month },
  { 'M', 2, set_minute },
  { 'q', 1, set_quarter },
  { 'S', 2, set_second },
  { 'u', 1, set_weekday_from_monday },
  { 'U', 2, set_week_from_sunday },
  { 'V', 2, set_iso_week },
  { 'w', 1, set_weekday },
  { 'W', 2, set_week_from_monday },
  { 'y', 2, set_year2 },
  { 'Y', 4, set_year },
};

/* Reads white space and digits, at most `width` characters; NaN if no digit comes. */
static double
read_number(Reader *reader, int width)
{
  const char *at = reader->at;
  while (width > 0 && is_js_space(g_utf8_get_char_validated(at, -1))) {
    at = g_utf8_next_char(at);
    width--;
  }
  double number = 0;
  const char *start = at;
  for (; width > 0 && g_ascii_isdigit(*at); at++, width--)
    number = number * 10 + (*at - '0');
  if (at == start)
    return (double)NAN;
  reader->at = at;
  return number;
}

/* Bytes of `text` that are `name`, in any case; 0 if it does not begin with it. */
static size_t
match_name(const char *text, const char *name)
{
  const char *at = text;
  for (; *name != '\0'; name = g_utf8_next_char(name)) {
    gunichar c = g_utf8_get_char_validated(at, -1);
    if (c == 0 || c > 0x10ffff || g_unichar_tolower(c) != g_unichar_tolower(g_utf8_get_char(name)))
      return 0;
    at = g_utf8_next_char(at);
  }
  return (size_t)(at - text);
}

/* Reads the longest of the names; its index, or NOT_GIVEN. */
static int
read_name(Reader *reader, const char *const *names, int count)
{
  int found = NOT_GIVEN;
  size_t longest = 0;
  for (int i = 0; i < count; i++) {
    size_t length = match_name(reader->at, names[i]);
    if (length > longest) {
      longest = length;
      found = i;
    }
  }
  reader->at += longest;
  return found;
}

/* A month in either of its forms, whichever matches more. */
static bool
read_month(Reader *reader, const char *const *names, const char *const *day_names)
{
  Reader alone = *reader, beside_day = *reader;
  int month = read_name(&alone, names, 12);
  int other = read_name(&beside_day, day_names, 12);
  bool is_other = beside_day.at > alone.at;
  reader->at = is_other ? beside_day.at : alone.at;
  month = is_other ? other : month;
  if (month == NOT_GIVEN)
    return false;
  set_month(reader->fields, month + 1);
  return true;
}

static bool
read_weekday(Reader *reader, const char *const *names)
{
  int weekday = read_name(reader, names, 7);
  if (weekday == NOT_GIVEN)
    return false;
  reader->fields->weekday = weekday;
  return true;
}

static bool
has_two_digits(const char *at)
{
  return g_ascii_isdigit(at[0]) && g_ascii_isdigit(at[1]);
}

static int
two_digits(const char *at)
{
  return (at[0] - '0') * 10 + (at[1] - '0');
}

/* Z, ±hh, ±hhmm or ±hh:mm */
static bool
read_zone(Reader *reader)
{
  const char *at = reader->at;
  int zone = 0;
  if (*at == 'Z') {
    at++;
  } else if ((*at == '+' || *at == '-') && has_two_digits(at + 1)) {
    int sign = *at == '+' ? -1 : 1;
    zone = two_digits(at + 1) * 100;
    at += 3;
    const char *minutes = *at == ':' ? at + 1 : at;
    if (has_two_digits(minutes)) {
      zone += two_digits(minutes);
      at = minutes + 2;
    }
    zone *= sign;
  } else {
    return false;
  }
  reader->fields->zone = zone;
  reader->fields->has_zone = true;
  reader->at = at;
  return true;
}

static bool
read_unix(Reader *reader, double *number)
{
  *number = read_number(reader, G_MAXINT);
  return !isnan(*number);
}

static bool read_specifier(Reader *reader, const char *specifier, int nesting);

static bool
read_text(Reader *reader, char letter, int nesting)
{
  const Locale *locale = reader->locale;
  switch (letter) {
  case 'a':
    return read_weekday(reader, locale->short_days);
  case 'A':
    return read_weekday(reader, locale->days);
  case 'b':
    return read_month(reader, locale->short_months, locale->day_short_months);
  case 'B':
    return read_month(reader, locale->months, locale->day_months);
  case 'c':
    return read_specifier(reader, locale->date_time, nesting + 1);
  case 'p':
    reader->fields->half = read_name(reader, locale->am_pm, 2);
    return reader->fields->half != NOT_GIVEN;
  case 'Q':
    return read_unix(reader, &reader->fields->unix_ms);
  case 's':
    return read_unix(reader, &reader->fields->unix_seconds);
  case 'x':
    return read_specifier(reader, locale->date, nesting + 1);
  case 'X':
    return read_specifier(reader, locale->time, nesting + 1);
  case 'Z':
    return read_zone(reader);
  case '%':
    return *reader->at == '%' && reader->at++ != NULL;
  default:
    return false;
  }
}

static bool
read_directive(Reader *reader, char letter, int nesting)
{
  for (size_t i = 0; i < G_N_ELEMENTS(number_directives); i++) {
    if (number_directives[i].letter != letter)
      continue;
    double number = read_number(reader, number_directives[i].width);
    if (isnan(number))
      return false;
    number_directives[i].set(reader->fields, (int)number);
    return true;
  }
  return read_text(reader, letter, nesting);
}

static bool
read_specifier(Reader *reader, const char *specifier, int nesting)
{
  if (nesting > MAX_NESTING)
    return false;
  for (const char *at = specifier; *at != '\0'; at++) {
    if (*reader->at == '\0')
      return false;
    if (*at != '%') {
      if (*at != *reader->at++)
        return false;
      continue;
    }
    at++;
    if (*at != '\0' && strchr("-_0", *at) != NULL)
      at++;
    if (*at == '\0' || !read_directive(reader, *at, nesting))
      return false;
  }
  return true;
}

/* Weekday (from Sunday) of the first of January. */
static int
first_weekday(int year)
{
  CivilTime first = { .year = year, .day = 1 };
  return civil_from_ms(civil_to_ms(&first, true), true).weekday;
}

/* Week of the year and weekday to a day, counted from the first of January. */
static bool
resolve_week(Fields *fields)
{
  CivilTime *civil = &fields->civil;
  int given = fields->weekday;
  if (given == NOT_GIVEN && fields->weekday_from_monday != NOT_GIVEN)
    given = fields->weekday_from_monday % 7;
  int first = first_weekday(civil->year);
  if (fields->iso_week != NOT_GIVEN) {
    if (fields->iso_week < 1 || fields->iso_week > 53)
      return false;
    int weekday = given == NOT_GIVEN ? 1 : given;
    /* Week 1 is the one with the year's first Thursday; `monday` is its Monday, from -2 to 4. */
    int monday = first > 4 || first == 0 ? (8 - first) % 7 + 1 : 2 - first;
    civil->day = monday + (fields->iso_week - 1) * 7 + (weekday + 6) % 7;
  } else if (fields->week_from_monday != NOT_GIVEN) {
    int weekday = given == NOT_GIVEN ? 1 : given;
    civil->day = (weekday + 6) % 7 + fields->week_from_monday * 7 - (first + 5) % 7;
  } else if (fields->week_from_sunday != NOT_GIVEN) {
    int weekday = given == NOT_GIVEN ? 0 : given;
    civil->day = weekday + fields->week_from_sunday * 7 - (first + 6) % 7;
  } else {
    return true;
  }
  civil->month = 0;
  return true;
}

static double
clip_time(double ms)
{
  return fabs(ms) <= JS_MAX_TIME_MS ? ms : (double)NAN;
}

static double
resolve(Fields *fields, bool utc)
{
  CivilTime *civil = &fields->civil;
  civil->millisecond = MAX(0, fields->millisecond);
  if (!isnan(fields->unix_ms))
    return clip_time(fields->unix_ms);
  if (!isnan(fields->unix_seconds))
    return clip_time(fields->unix_seconds * 1000 + civil->millisecond);
  if (fields->half != NOT_GIVEN)
    civil->hour = civil->hour % 12 + fields->half * 12;
  if (!fields->has_month)
    civil->month = fields->quarter != NOT_GIVEN ? fields->quarter : 0;
  if (!resolve_week(fields))
    return (double)NAN;
  civil->hour += fields->zone / 100;
  civil->minute += fields->zone % 100;
  return civil_to_ms(civil, utc || fields->has_zone);
}

double
time_parse(const char *text, const char *specifier, const Locale *locale, bool utc)
{
  Fields fields = {
    .civil = { .year = 1900, .day = 1 },
    .half = NOT_GIVEN,
    .quarter = NOT_GIVEN,
    .weekday = NOT_GIVEN,
    .weekday_from_monday = NOT_GIVEN,
    .week_from_sunday = NOT_GIVEN,
    .week_from_monday = NOT_GIVEN,
    .iso_week = NOT_GIVEN,
    .unix_ms = (double)NAN,
    .unix_seconds = (double)NAN,
  };
  Reader reader = { .at = text, .locale = locale, .fields = &fields };
  if (!read_specifier(&reader, specifier, 0) || *reader.at != '\0')
    return (double)NAN;
  return resolve(&fields, utc);
}
