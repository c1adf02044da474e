#include "core/time_format.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define LEAP_DAY 1709210096789.0 /* 2024-02-29T12:34:56.789Z */
#define MAX_TIME 8.64e15

/* Rules of their own, so that no time zone data is needed. */
#define NEW_YORK "EST5EDT,M3.2.0,M11.1.0"
#define KATHMANDU "<+0545>-5:45"

static void
set_zone(const char *zone)
{
  setenv("TZ", zone, 1);
  tzset();
}

static int
use_utc(void **state)
{
  (void)state;
  set_zone("UTC0");
  return 0;
}

static void
check_format(const char *specifier, const Locale *locale, double ms, bool utc, const char *expected)
{
  g_autoptr(GString) out = g_string_new(NULL);
  time_format_append(out, specifier, locale, ms, utc);
  if (strcmp(out->str, expected) != 0)
    fail_msg("\"%s\" of %.17g is \"%s\", not \"%s\"", specifier, ms, out->str, expected);
}

static bool
is_same(double a, double b)
{
  return a == b || (isnan(a) && isnan(b));
}

static void
check_parse(const char *specifier, const char *text, const Locale *locale, bool utc,
            double expected)
{
  double ms = time_parse(text, specifier, locale, utc);
  if (!is_same(ms, expected))
    fail_msg("\"%s\" by \"%s\" is %.17g, not %.17g", text, specifier, ms, expected);
}

static void
test_format(void **state)
{
  static const struct {
    const char *specifier;
    double ms;
    const char *expected;
  } cases[] = {
    { "%a %A %b %B", 1709210096789, "Thu Thursday Feb February" },
    { "%d %e %-d %_d %0e", 1709210096789, "29 29 29 29 29" },
    { "%f %L %-L", 1709210096007, "007000 007 7" },
    { "%g %G-W%V-%u", 1735603200000, "25 2025-W01-2" },
    { "%g %G %V", 1104537600000, "04 2004 53" },
    { "%H %I %p %-I", 1709154000000, "21 09 PM 9" },
    { "%H %I %p", 1709208000000, "12 12 PM" },
    { "%j %-j %_j", 1706659200000, "031 31  31" },
    { "%m/%-m/%_m", 1709210096789, "02/2/ 2" },
    { "%M:%S", 1709210096789, "34:56" },
    { "%q %Q %s", -1500, "4 -1500 -2" },
    { "%U %W %w %u", 1704585600000, "01 01 0 7" },
    { "%U %W", 1640995200000, "00 00" },
    { "%y %Y %-y", 952041600000, "00 2000 0" },
    { "%Y-%m-%d", -62198755200000, "-0001-01-01" },
    { "%Y", -377705116800000, "-9999" },
    { "%Y %y", 253402300800000, "0000 00" },
    { "%Y-%m-%d", -315619200000000, "-8032-06-05" },
    { "%Z %%", 0, "+0000 %" },
    { "%c|%x|%X", 1709210096789, "2/29/2024, 12:34:56 PM|2/29/2024|12:34:56 PM" },
    { "%k%", 0, "k" },
    { "%-", 0, "" },
    { "é%é", 0, "éé" },
    { "%Y-%m-%d", 8.64e15, "5760-09-13" },
    { "", 0, "" },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    check_format(cases[i].specifier, locale_default(), cases[i].ms, true, cases[i].expected);
    check_format(cases[i].specifier, locale_default(), cases[i].ms, false, cases[i].expected);
  }
}

static void
test_format_no_time(void **state)
{
  (void)state;
  check_format("%Y", locale_default(), (double)NAN, true, "NaN");
  check_format("%c", locale_default(), (double)INFINITY, false, "NaN");
  check_format("%Y", locale_default(), MAX_TIME + 1, true, "NaN");
  check_format("%Q %L", locale_default(), 1.9, true, "1 001");
  check_format("%Q", locale_default(), -0.5, true, "0");
}

static void
test_format_languages(void **state)
{
  (void)state;
  const Locale *russian = locale_get("ru"), *kazakh = locale_get("kk");
  check_format("%B %Y", russian, LEAP_DAY, true, "февраль 2024");
  check_format("%-d %B %Y", russian, LEAP_DAY, true, "29 февраля 2024");
  check_format("%-d%%", russian, LEAP_DAY, true, "29%");
  check_format("%%d %B", russian, LEAP_DAY, true, "%d февраль");
  check_format("%A", russian, LEAP_DAY, true, "четверг");
  check_format("%x, %X", russian, LEAP_DAY, true, "29.02.2024, 12:34:56");
  check_format("%c", russian, LEAP_DAY, true, "четверг, 29 февраля 2024\u202fг., 12:34:56");
  check_format("%B", kazakh, LEAP_DAY, true, "Ақпан");
  check_format("%c", kazakh, LEAP_DAY, true, "2024\u202fж. 29 ақпан, бейсенбі, 12:34:56");
}

static void
test_format_local(void **state)
{
  (void)state;
  set_zone(NEW_YORK);
  check_format("%Y-%m-%d %H:%M %Z", locale_default(), LEAP_DAY, false, "2024-02-29 07:34 -0500");
  check_format("%Y-%m-%d %H:%M %Z", locale_default(), LEAP_DAY, true, "2024-02-29 12:34 +0000");
  check_format("%H:%M %Z", locale_default(), 1710054000000, false, "03:00 -0400");
  check_format("%H:%M:%S %Z", locale_default(), 1710053999000, false, "01:59:59 -0500");
  check_format("%Y %H:%M", locale_default(), 4102444800000, false, "2099 19:00");
  check_format("%Y-%m-%d", locale_default(), MAX_TIME, false, "5760-09-12");
  set_zone(KATHMANDU);
  check_format("%Y-%m-%d %H:%M %Z", locale_default(), LEAP_DAY, false, "2024-02-29 18:19 +0545");
  check_format("%Y-%m-%d %H:%M", locale_default(), -MAX_TIME, false, "-1821-04-20 05:45");
}

static void
test_parse(void **state)
{
  static const struct {
    const char *specifier, *text;
    double expected;
  } cases[] = {
    { "%Y-%m-%d", "2024-02-29", 1709164800000 },
    { "%Y-%m-%d", "2024-2-9", 1707436800000 },
    { "%Y-%m-%d", "2023-02-30", 1677715200000 },
    { "%d %B %Y", "29 FEBRUARY 2024", 1709164800000 },
    { "%e %b %y", " 5 Mar 68", 3098131200000 },
    { "%e %b %y", "5 mar 69", -26092800000 },
    { "%m/%d/%Y %I:%M %p", "02/29/2024 12:34 am", 1709166840000 },
    { "%m/%d/%Y %I:%M %p", "02/29/2024 12:34 PM", 1709210040000 },
    { "%H:%M:%S.%L", "01:02:03.4", -2208985076996 },
    { "%H:%M:%S.%f", "01:02:03.456789", -2208985076544 },
    { "%Y-Q%q", "2024-Q3", 1719792000000 },
    { "%Y-%j", "2024-366", 1735603200000 },
    { "%G-W%V", "2020-W53", 1609113600000 },
    { "%Y %U %w", "2024 09 4", 1709769600000 },
    { "%Y %W %u", "2024 09 7", 1709424000000 },
    { "%Y %W %a", "2024 00 Mon", 1703462400000 },
    { "%Q", "1709210096789", 1709210096789 },
    { "%s.%L", "1709210096.5", 1709210096005 },
    { "%Y-%m-%dT%H:%M:%S%Z", "2024-02-29T12:00:00+05:30", 1709188200000 },
    { "%Y-%m-%d %Z", "2024-02-29 -0800", 1709193600000 },
    { "%Y-%m-%d %Z", "2024-02-29 Z", 1709164800000 },
    { "%Y%m%d", "20240229", 1709164800000 },
    { "%%%Y%%", "%2024%", 1704067200000 },
    { "%B", "May", -2198620800000 },
    { "%c", "2/29/2024, 12:34:56 PM", 1709210096000 },
    { "%Y", "0076", -59768841600000 },
    { "%Y-%m-%d", "2024-02-29 ", (double)NAN },
    { "%Y-%m-%d", "2024-02", (double)NAN },
    { "%Y-%m-%d", "", (double)NAN },
    { "%V", "54", (double)NAN },
    { "%V", "00", (double)NAN },
    { "%k", "1", (double)NAN },
    { "%Y%", "2024", (double)NAN },
    { "%Q", "8640000000000001", (double)NAN },
    { "%b", "Foo", (double)NAN },
    { "%p", "xx", (double)NAN },
    { "%Z", "+5", (double)NAN },
    { "%G-W%V-%u", "2020-W53-3", 1609286400000 }, /* d3 leaves the weekday unread */
    { "%Y-%j", "2024-\u00a05", 1704412800000 },
    { "%Y", "\xff\xfe", (double)NAN },
    { "%B", "\xff\xfe", (double)NAN },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    check_parse(cases[i].specifier, cases[i].text, locale_default(), true, cases[i].expected);
}

static void
test_parse_languages(void **state)
{
  (void)state;
  check_parse("%d %B %Y", "29 Февраля 2024", locale_get("ru"), true, 1709164800000);
  check_parse("%B %Y", "ФЕВРАЛЬ 2024", locale_get("ru"), true, 1706745600000);
  check_parse("%b %Y", "мая 2024", locale_get("ru"), true, 1714521600000);
  check_parse("%x", "29.02.2024", locale_get("ru"), true, 1709164800000);
  check_parse("%B %Y", "желтоқсан 2024", locale_get("kk"), true, 1733011200000);
  check_parse("%B", "tháng 10", locale_get("vi"), true, -2185401600000); /* not month 1 and "0" */
}

static void
test_parse_local(void **state)
{
  (void)state;
  set_zone(NEW_YORK);
  const Locale *locale = locale_default();
  check_parse("%Y-%m-%d", "2024-07-01", locale, false, 1719806400000);
  check_parse("%Y-%m-%d", "2024-07-01", locale, true, 1719792000000);
  check_parse("%Y-%m-%d %Z", "2024-07-01 Z", locale, false, 1719792000000);
  check_parse("%Y-%m-%d %H:%M", "2024-03-10 02:30", locale, false, 1710055800000); /* skipped */
  check_parse("%Y-%m-%d %H:%M", "2024-11-03 01:30", locale, false, 1730611800000); /* twice */
  check_parse("%Y-%m-%d %H:%M", "2024-11-03 02:00", locale, false, 1730617200000);
  check_parse("%Q", "0", locale, false, 0);
}

/* Each text is parsed back from what was formatted, through all of the range. */
static void
test_round_trip(void **state)
{
  (void)state;
  const char *specifier = "%Y-%m-%dT%H:%M:%S.%LZ";
  for (double ms = -62167219200000; ms < 253402300800000; ms += 12345678901) {
    g_autoptr(GString) out = g_string_new(NULL);
    time_format_append(out, specifier, locale_default(), ms, true);
    check_parse(specifier, out->str, locale_default(), true, ms);
    if (time_parse_js(out->str) != ms)
      fail_msg("%s is read as %.17g", out->str, time_parse_js(out->str));
  }
}

static void
test_parse_js(void **state)
{
  static const struct {
    const char *text;
    double expected;
  } cases[] = {
    { "2024-02-29", 1709164800000 },
    { "2024-02", 1706745600000 },
    { "2024", 1704067200000 },
    { "2024-02-29T12:34Z", 1709210040000 },
    { "2024-02-29T12:34:56.7891Z", 1709210096789 },
    { "2024-02-29T24:00Z", 1709251200000 },
    { "2024-02-29T24:01Z", (double)NAN },
    { "2024-02-29T12:34+05:30", 1709190240000 },
    { "2024-02-29T12:34-0800", 1709238840000 },
    { "+012024-02-29", 317278684800000 },
    { "-000001-01-01", -62198755200000 },
    { "2024-13-01", (double)NAN },
    { "2024-02-30", 1709251200000 },
    { "2024-02-29T", (double)NAN },
    { "2024-02-29T1:00Z", (double)NAN },
    { "Jan 1 2000 UTC", 946684800000 },
    { "January 31, 2000 GMT", 949276800000 },
    { "1 Jan 2000 10:00 PM UTC", 946764000000 },
    { "1 Jan 2000 13:00 PM UTC", (double)NAN },
    { "2000/01/31 10:00 Z", 949312800000 },
    { "1/31/2000 Z", 949276800000 },
    { "31/1/2000 Z", (double)NAN },
    { "Thu, 29 Feb 2024 12:34:56 GMT+0500 (Aqtobe (KZ))", 1709192096000 },
    { "29-Feb-2024 UTC", 1709164800000 },
    { "Feb 2024 EST", 1706763600000 },
    { "12 UTC", 1007164800000 },
    { "", (double)NAN },
    { "foo", (double)NAN },
    { "Jan foo 2000", 946684800000 },
    { "2000-01-01 10:00:61 Z", (double)NAN },
    { "1 2 3 4", (double)NAN },
    { "99999999999", (double)NAN },
    { "(unclosed", (double)NAN },
    { "12:00", (double)NAN },
    { "275760-09-14", (double)NAN },
    { "Jan 1 49 Z", 2493072000000 },
    { "Jan 1 50 Z", -631152000000 },
    { "Feb 29 2024 12:34:56 pm z", 1709210096000 },
    { "2024-02-29 12:34:56.5 z", 1709210096500 },
    { "Feb\u202f29,\u00a02024 UTC", 1709164800000 },
    { "\xff\xff 2024", 1704067200000 },
    { "2024 \xff", (double)NAN },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    double ms = time_parse_js(cases[i].text);
    if (!is_same(ms, cases[i].expected))
      fail_msg("\"%s\" is %.17g, not %.17g", cases[i].text, ms, cases[i].expected);
  }
}

static void
test_parse_js_local(void **state)
{
  (void)state;
  set_zone(NEW_YORK);
  assert_true(time_parse_js("2024-07-01") == 1719792000000);
  assert_true(time_parse_js("2024-07-01T00:00") == 1719806400000);
  assert_true(time_parse_js("2024-7-1") == 1719806400000);
  assert_true(time_parse_js("Jul 1 2024 10:00") == 1719842400000);
}

static void
test_parse_js_hostile(void **state)
{
  (void)state;
  static const char pieces[][4] = { "(",  ")", "1",   "+",    "-",  ":",
                                    "9:", "T", "jan", "\xff", " .", "Z" };
  for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++)
    for (size_t k = 0; k < G_N_ELEMENTS(pieces); k++) {
      g_autoptr(GString) text = g_string_new(NULL);
      for (int n = 0; n < 2000; n++)
        g_string_append(g_string_append(text, pieces[i]), pieces[k]);
      double ms = time_parse_js(text->str);
      assert_true(isnan(ms) || fabs(ms) <= MAX_TIME);
    }
}

static void
test_civil(void **state)
{
  static const struct {
    CivilTime civil;
    double ms;
  } cases[] = {
    { { 1970, 0, 1, 0, 0, 0, 0, 4, 0 }, 0 },
    { { 1969, 11, 31, 23, 59, 59, 999, 3, 364 }, -1 },
    { { 2000, 1, 29, 0, 0, 0, 0, 2, 59 }, 951782400000 },
    { { 2000, 11, 31, 0, 0, 0, 0, 0, 365 }, 978220800000 },
    { { 1900, 1, 28, 0, 0, 0, 0, 3, 58 }, -2203977600000 },
    { { 0, 0, 1, 0, 0, 0, 0, 6, 0 }, -62167219200000 },
    { { 50, 5, 15, 0, 0, 0, 0, 3, 165 }, -60575040000000 },
    { { -1, 11, 31, 0, 0, 0, 0, 5, 364 }, -62167305600000 },
    { { -10000, 0, 1, 0, 0, 0, 0, 6, 0 }, -377736739200000 },
    { { 10000, 0, 1, 0, 0, 0, 0, 6, 0 }, 253402300800000 },
    { { 275760, 8, 13, 0, 0, 0, 0, 6, 256 }, MAX_TIME },
    { { -271821, 3, 20, 0, 0, 0, 0, 2, 109 }, -MAX_TIME },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    CivilTime civil = civil_from_ms(cases[i].ms, true);
    if (memcmp(&civil, &cases[i].civil, sizeof civil) != 0)
      fail_msg("%.17g is %d-%d-%d, weekday %d, day %d of the year", cases[i].ms, civil.year,
               civil.month, civil.day, civil.weekday, civil.day_of_year);
    assert_true(civil_to_ms(&cases[i].civil, true) == cases[i].ms);
  }
}

static void
test_civil_carries(void **state)
{
  static const struct {
    CivilTime civil;
    double ms;
  } cases[] = {
    { { .year = 2024, .month = 14, .day = 0 }, 1740700800000 },
    { { .year = 2024, .month = -1, .day = 31 }, 1703980800000 },
    { { .year = 2024, .month = 0, .day = 60, .hour = 24, .minute = -1 }, 1709251140000 },
    { { .year = 2024, .month = -25, .day = -366, .second = 86400, .millisecond = -1 },
      1606694399999 },
    { { .year = 300000, .day = 1 }, (double)NAN },
    { { .year = G_MAXINT, .month = G_MAXINT, .day = G_MAXINT }, (double)NAN },
    { { .year = G_MININT, .month = G_MININT, .day = G_MININT }, (double)NAN },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    double ms = civil_to_ms(&cases[i].civil, true);
    if (!is_same(ms, cases[i].ms))
      fail_msg("case %zu is %.17g, not %.17g", i, ms, cases[i].ms);
    assert_true(is_same(civil_to_ms(&cases[i].civil, false), cases[i].ms));
  }
  CivilTime none = civil_from_ms((double)NAN, true);
  assert_int_equal(none.year, 0);
  assert_int_equal(civil_from_ms(1e300, false).day, 0);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup(test_format, use_utc),
    cmocka_unit_test_setup(test_format_no_time, use_utc),
    cmocka_unit_test_setup(test_format_languages, use_utc),
    cmocka_unit_test_setup(test_format_local, use_utc),
    cmocka_unit_test_setup(test_parse, use_utc),
    cmocka_unit_test_setup(test_parse_languages, use_utc),
    cmocka_unit_test_setup(test_parse_local, use_utc),
    cmocka_unit_test_setup(test_round_trip, use_utc),
    cmocka_unit_test_setup(test_parse_js, use_utc),
    cmocka_unit_test_setup(test_parse_js_local, use_utc),
    cmocka_unit_test_setup(test_parse_js_hostile, use_utc),
    cmocka_unit_test_setup(test_civil, use_utc),
    cmocka_unit_test_setup(test_civil_carries, use_utc),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
