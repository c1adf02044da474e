/* Dates as text and as fields: d3-time-format's directives, complete. */
#pragma once

#include "core/locale.h"

#include <glib.h>
#include <stdbool.h>

/* Broken-down time. */
typedef struct CivilTime {
  int year, month, day; /* month 0..11, day 1..31 */
  int hour, minute, second, millisecond;
  int weekday;     /* from Sunday, 0 */
  int day_of_year; /* from 0 */
} CivilTime;

/* From and to milliseconds since 1970-01-01T00:00Z, proleptic Gregorian. `utc` false uses the TZ
 * environment's zone. Fields beyond their range carry over as JavaScript's Date does; a local time
 * that a change of clocks skips or repeats counts by the offset before it. Years 0 to 99 are those
 * years. Times are what Date can hold, 100 million days to either side of 1970: beyond them (and
 * for NaN) civil_from_ms gives zeroed fields and civil_to_ms gives NaN. */
CivilTime civil_from_ms(double ms, bool utc);
double civil_to_ms(const CivilTime *time, bool utc);

/* Appends as d3's timeFormat (or utcFormat) does; what is no time is the locale's "NaN". Beside a
 * day of the month (%d, %e) months take the locale's form for it. */
void
time_format_append(GString *out, const char *specifier, const Locale *locale, double ms, bool utc);

/* Parses as d3's timeParse (or utcParse); NaN if the text does not match wholly. Unlike d3, %u
 * counts also beside %V, and the longest name that matches is taken. */
double time_parse(const char *text, const char *specifier, const Locale *locale, bool utc);

/* Parses as JavaScript's Date.parse (V8's): ISO 8601 (date-only forms are UTC, others local), and
 * the common informal forms ("Jan 1 2000", "2000/01/31 10:00", "1 January 2000"); else NaN. */
double time_parse_js(const char *text);
