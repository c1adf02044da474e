#include "core/time_format.h"

#include "core/js_private.h"
#include "core/number_format.h"

#include <math.h>
#include <string.h>

/* %c, %x and %X of a locale may hold each other; endlessly only by mistake. */
#define MAX_NESTING 3

/* One instant on its way into text. */
typedef struct Moment {
  CivilTime civil;
  double ms;
  bool utc;
  bool beside_day; /* the specifier also writes the day of the month */
  const Locale *locale;
} Moment;

static int
read_day(const CivilTime *time)
{
  return time->day;
}

static int
read_hour(const CivilTime *time)
{
  return time->hour;
}

static int
read_hour12(const CivilTime *time)
{
  return time->hour % 12 == 0 ? 12 : time->hour % 12;
}

static int
read_day_of_year(const CivilTime *time)
{
  return time->day_of_year + 1;
}

static int
read_millisecond(const CivilTime *time)
{
  return time->millisecond;
}

static int
read_month(const CivilTime *time)
{
  return time->month + 1;
}

static int
read_minute(const CivilTime *time)
{
  return time->minute;
}

static int
read_second(const CivilTime *time)
{
  return time->second;
}

static int
read_quarter(const CivilTime *time)
{
  return time->month / 3 + 1;
}

static int
read_weekday(const CivilTime *time)
{
  return time->weekday;
}

static int
read_weekday_from_monday(const CivilTime *time)
{
  return time->weekday == 0 ? 7 : time->weekday;
}

static int
read_week_from_sunday(const CivilTime *time)
{
  return (time->day_of_year + 7 - time->weekday) / 7;
}

static int
read_week_from_monday(const CivilTime *time)
{
  return (time->day_of_year + 7 - (time->weekday + 6) % 7) / 7;
}

/* The Thursday of the same ISO 8601 week: its year and week are the week's. */
static CivilTime
thursday_of_week(const CivilTime *time)
{
  CivilTime day = { .year = time->year, .month = time->month };
  day.day = time->day + 4 - read_weekday_from_monday(time);
  return civil_from_ms(civil_to_ms(&day, true), true);
}

static int
read_iso_week(const CivilTime *time)
{
  return thursday_of_week(time).day_of_year / 7 + 1;
}

static int
read_iso_year(const CivilTime *time)
{
  return thursday_of_week(time).year % 10000;
}

static int
read_iso_year2(const CivilTime *time)
{
  return thursday_of_week(time).year % 100;
}

static int
read_year(const CivilTime *time)
{
  return time->year % 10000;
}

static int
read_year2(const CivilTime *time)
{
  return time->year % 100;
}

/* Directives that print one number. */
static const struct NumberDirective {
  char letter;
  char pad;
  int width;
  int (*read)(const CivilTime *time);
  const char *suffix;
} number_directives[] = {
  { 'd', '0', 2, read_day, "" },
  { 'e', ' ', 2, read_day, "" },
  { 'f', '0', 3, read_millisecond, "000" },
  { 'g', '0', 2, read_iso_year2, "" },
  { 'G', '0', 4, read_iso_year, "" },
  { 'H', '0', 2, read_hour, "" },
  { 'I', '0', 2, read_hour12, "" },
  { 'j', '0', 3, read_day_of_year, "" },
  { 'L', '0', 3, read_millisecond, "" },
  { 'm', '0', 2, read_month, "" },
  { 'M', '0', 2, read_minute, "" },
  { 'q', '0', 1, read_quarter, "" },
  { 'S', '0', 2, read_second, "" },
  { 'u', '0', 1, read_weekday_from_monday, "" },
  { 'U', '0', 2, read_week_from_sunday, "" },
  { 'V', '0', 2, read_iso_week, "" },
  { 'w', '0', 1, read_weekday, "" },
  { 'W', '0', 2, read_week_from_monday, "" },
  { 'y', '0', 2, read_year2, "" },
  { 'Y', '0', 4, read_year, "" },
};

/* `pad` 0: none. The sign stands before the padding and does not count. */
static void
append_padded(GString *out, int number, char pad, int width)
{
  char digits[16];
  int length = g_snprintf(digits, sizeof digits, "%d", ABS(number));
  if (number < 0)
    g_string_append_c(out, '-');
  for (; pad != '\0' && length < width; length++)
    g_string_append_c(out, pad);
  g_string_append(out, digits);
}

static void
append_zone(GString *out, const Moment *moment)
{
  int minutes = 0;
  if (!moment->utc) {
    CivilTime local = moment->civil;
    minutes = (int)((civil_to_ms(&local, true) - trunc(moment->ms)) / 60000);
  }
  g_string_append_printf(out, "%c%02d%02d", minutes < 0 ? '-' : '+', ABS(minutes) / 60,
                         ABS(minutes) % 60);
}

static void append_specifier(GString *out, const char *specifier, Moment moment, int nesting);

/* Directives that print a text; false if the letter is none of them. */
static bool
append_text(GString *out, char letter, const Moment *moment, int nesting)
{
  const Locale *locale = moment->locale;
  const CivilTime *time = &moment->civil;
  const char *const *months = moment->beside_day ? locale->day_months : locale->months;
  const char *const *short_months =
      moment->beside_day ? locale->day_short_months : locale->short_months;
  const struct {
    char letter;
    const char *text;
    bool nested;
  } texts[] = {
    { 'a', locale->short_days[time->weekday], false },
    { 'A', locale->days[time->weekday], false },
    { 'b', short_months[time->month], false },
    { 'B', months[time->month], false },
    { 'c', locale->date_time, true },
    { 'p', locale->am_pm[time->hour >= 12 ? 1 : 0], false },
    { 'x', locale->date, true },
    { 'X', locale->time, true },
    { '%', "%", false },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    if (texts[i].letter != letter)
      continue;
    if (texts[i].nested)
      append_specifier(out, texts[i].text, *moment, nesting + 1);
    else
      g_string_append(out, texts[i].text);
    return true;
  }
  return false;
}

static bool
append_number(GString *out, char letter, char pad, const Moment *moment)
{
  for (size_t i = 0; i < G_N_ELEMENTS(number_directives); i++) {
    const struct NumberDirective *directive = &number_directives[i];
    if (directive->letter != letter)
      continue;
    append_padded(out, directive->read(&moment->civil), pad == '.' ? directive->pad : pad,
                  directive->width);
    g_string_append(out, directive->suffix);
    return true;
  }
  return false;
}

static void
append_directive(GString *out, char letter, char pad, const Moment *moment, int nesting)
{
  if (append_number(out, letter, pad, moment) || append_text(out, letter, moment, nesting))
    return;
  if (letter == 'Q')
    number_append_plain(out, trunc(moment->ms) + 0.0);
  else if (letter == 's')
    number_append_plain(out, floor(trunc(moment->ms) / 1000));
  else if (letter == 'Z')
    append_zone(out, moment);
  else
    g_string_append_c(out, letter); /* as d3 does with what it does not know */
}

/* Reads "%[-_0]letter" after the percent sign. The padding is 0 for none and '.' for that of the
 * directive; the letter is 0 at the end of the text. */
static const char *
read_directive(const char *at, char *letter, char *pad)
{
  static const char modifiers[] = "-_0", pads[] = { '\0', ' ', '0' };
  const char *modifier = *at != '\0' ? strchr(modifiers, *at) : NULL;
  *pad = modifier != NULL ? pads[modifier - modifiers] : '.';
  at += modifier != NULL ? 1 : 0;
  *letter = *at;
  return *at != '\0' ? at + 1 : at;
}

static bool
has_day(const char *specifier)
{
  for (const char *at = strchr(specifier, '%'); at != NULL; at = strchr(at, '%')) {
    char letter, pad;
    at = read_directive(at + 1, &letter, &pad);
    if (letter == 'd' || letter == 'e')
      return true;
  }
  return false;
}

static void
append_specifier(GString *out, const char *specifier, Moment moment, int nesting)
{
  if (nesting > MAX_NESTING)
    return;
  moment.beside_day = moment.beside_day || has_day(specifier);
  for (const char *at = specifier; *at != '\0';) {
    if (*at != '%') {
      g_string_append_c(out, *at++);
      continue;
    }
    char letter, pad;
    at = read_directive(at + 1, &letter, &pad);
    if (letter != '\0')
      append_directive(out, letter, pad, &moment, nesting);
  }
}

void
time_format_append(GString *out, const char *specifier, const Locale *locale, double ms, bool utc)
{
  if (!(fabs(ms) <= JS_MAX_TIME_MS)) {
    g_string_append(out, locale->nan);
    return;
  }
  Moment moment = { .civil = civil_from_ms(ms, utc), .ms = ms, .utc = utc, .locale = locale };
  append_specifier(out, specifier, moment, 0);
}
