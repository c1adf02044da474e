/* Languages: how numbers, dates and texts are written. */
#pragma once

#include <stddef.h>

/* One language's conventions. Static or owned by the cache of locale_get; never freed. */
typedef struct Locale {
  const char *tag; /* BCP 47: "en", "ru", "kk" */
  const char *decimal;
  const char *group;      /* thousands separator */
  int min_grouping;       /* digits left of the first separator for any to be written: 1 or 2 */
  int group_size[2];      /* digits of the last group, and of those before it: 3 and 3; 0: none */
  const char *digits[10]; /* the locale's own digits; the first is NULL where they are ASCII */
  const char *minus;      /* U+2212 */
  const char *percent;    /* what follows the number, with its space: "%", "\u202f%" */
  const char *currency_prefix, *currency_suffix; /* d3's "$" type */
  const char *nan;
  const char *months[12], *short_months[12]; /* stand-alone forms: "январь" */
  /* Beside a day of the month: "января". */
  const char *day_months[12], *day_short_months[12];
  const char *days[7], *short_days[7]; /* from Sunday */
  const char *am_pm[2];
  /* d3-time-format's %c, %x and %X */
  const char *date_time, *date, *time;
} Locale;

/* d3's own en-US: what Vega uses by default. Needs no ICU. */
const Locale *locale_default(void);

/* The conventions of a language from CLDR (ICU), U+202F for its U+00A0; an unknown tag gives the
 * default. "en" needs no ICU. */
const Locale *locale_get(const char *tag);
