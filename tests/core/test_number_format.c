#include "core/number_format.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define MINUS "\u2212"
#define THIN "\u202f"

static const Locale *
russian(void)
{
  return locale_get("ru");
}

static void
check(const char *specifier, const Locale *locale, double value, const char *expected)
{
  g_autoptr(GString) out = g_string_new("<");
  NumberFormat format;
  if (!number_format_parse(specifier, &format))
    fail_msg("\"%s\" is not valid", specifier);
  number_format_append(out, &format, locale, value);
  if (strcmp(out->str + 1, expected) != 0)
    fail_msg("\"%s\" of %.17g is \"%s\", not \"%s\"", specifier, value, out->str + 1, expected);
}

static void
test_types(void **state)
{
  static const struct {
    const char *specifier;
    double value;
    const char *expected;
  } cases[] = {
    { "", 1e-7, "1e-7" },
    { "", 123456789012345, "1.23456789012e+14" },
    { "", 0.1, "0.1" },
    { ".3", 1234.5, "1.23e+3" },
    { "j", 1.5, "1.5" },
    { "f", 1e21, "1e+21" },
    { ".0f", 0.5, "1" },
    { ".0f", 2.5, "3" },
    { ".1f", 0.25, "0.3" },
    { ".2f", 2.675, "2.67" },
    { ".2f", 9.995, "9.99" },
    { ".1f", 9.96, "10.0" },
    { ".1f", 1e-300, "0.0" },
    { ".30f", 1.0 / 3, "0.33333333333333331483" },
    { ",.2f", 999999.995, "999,999.99" },
    { "e", 0, "0.000000e+0" },
    { ".1e", 1.5e-9, "1.5e-9" },
    { ".2e", 123456, "1.23e+5" },
    { ".0e", 9.5, "1e+1" },
    { "g", 1e21, "1.00000e+21" },
    { "g", 0, "0.00000" },
    { ".3g", 0.00001234, "0.0000123" },
    { ".0g", 5.5, "6" },
    { ".2r", 123456, "120000" },
    { ".3r", 0.00012345, "0.000123" },
    { "r", 0, "0" },
    { "s", 1500, "1.50000k" },
    { ".3s", 0.00042, "420\u00b5" },
    { ".0s", 999.5, "1k" },
    { "s", 0, "0.00000" },
    { ".2s", 1e-26, "0.01y" },
    { "s", 9.99999e-25, "1.0000y" },
    { "s", 1e27, "1000.00Y" },
    { ".0%", 0.005, "1%" },
    { "%", 12.5, "1250.000000%" },
    { "p", 0.0042, "0.420000%" },
    { "p", DBL_MAX, "Infinity%" },
    { "b", -5.5, MINUS "110" },
    { "o", 8, "10" },
    { "x", 9007199254740994, "20000000000002" },
    { "X", 48879, "BEEF" },
    { ",x", 1048576, "100,000" },
    { "d", 2.5, "3" },
    { "d", 1e21, "1000000000000000000000" },
    { "c", -42.5, "-42.5" },
    { "n", 1234567, "1.23457e+6" },
    { "n", 123456, "123,456" },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    check(cases[i].specifier, locale_default(), cases[i].value, cases[i].expected);
}

static void
test_signs_and_padding(void **state)
{
  static const struct {
    const char *specifier;
    double value;
    const char *expected;
  } cases[] = {
    { ",d", -1234567, MINUS "1,234,567" },
    { "+,.2f", -1234.5, MINUS "1,234.50" },
    { "+d", 0, "+0" },
    { "+.0f", -0.4, MINUS "0" },
    { "d", -0.4, "0" },
    { ".1f", -0.04, "0.0" },
    { ".1e", -0.0, "0.0e+0" },
    { "(d", -5, "(5)" },
    { "($,.1f", -1234, "($1,234.0)" },
    { "(d", 5, "5" },
    { " d", 5, " 5" },
    { " d", -5, MINUS "5" },
    { "$,.2f", -1234.5, MINUS "$1,234.50" },
    { "#x", 255, "0xff" },
    { "#X", 255, "0xFF" },
    { "#b", 10, "0b1010" },
    { "#f", 1, "1.000000" },
    { "08,.1f", 1234.5, "01,234.5" },
    { "012,d", -1234, MINUS "0,000,001,234" },
    { "02,d", 12345, "12,345" },
    { "*^11", 42, "****42*****" },
    { "_<8d", 42, "42______" },
    { "x>8d", 42, "xxxxxx42" },
    { "=+8d", 42, "+     42" },
    { "0=8d", -42, MINUS "0000042" },
    { "\u2007>6d", -42, "\u2007\u2007\u2007" MINUS "42" },
    { "8d", -42, "     " MINUS "42" },
    { ".15~f", 1.25, "1.25" },
    { "~e", 150000, "1.5e+5" },
    { "~s", 1e9, "1G" },
    { "~f", 100, "100" },
    { "~r", 0, "0" },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    check(cases[i].specifier, locale_default(), cases[i].value, cases[i].expected);
}

static void
test_not_finite(void **state)
{
  (void)state;
  check(".2s", locale_default(), (double)NAN, "NaN");
  check("8d", locale_default(), -(double)NAN, "     NaN");
  check("$,.1%", locale_default(), (double)NAN, "$NaN");
  check("d", locale_default(), (double)INFINITY, "\u221e");
  check(",.1f", locale_default(), -(double)INFINITY, MINUS "Infinity");
  check("x", locale_default(), -(double)INFINITY, MINUS "Infinity");
  check("X", locale_default(), (double)INFINITY, "INFINITY");
  check("s", locale_default(), (double)INFINITY, "Infinity");
  check(",b", russian(), (double)NAN, "не\u00a0число");
}

static void
test_locales(void **state)
{
  (void)state;
  check(",.2f", russian(), -1234567.891, MINUS "1" THIN "234" THIN "567,89");
  check(".1%", russian(), 0.1234, "12,3" THIN "%");
  check(".1p", russian(), 0.12, "10" THIN "%");
  check("$,.0f", russian(), 1500, "1" THIN "500" THIN "\u20bd");
  check("$,.0f", locale_get("kk"), 1500, "1" THIN "500" THIN "\u20b8");
  check(",d", locale_get("es"), 1234, "1234");
  check(",d", locale_get("es"), 12345, "12.345");
  check(",d", locale_get("en-IN"), 12345678, "1,23,45,678");
  check(",.1f", locale_get("ar-EG"), 1234.5, "١٬٢٣٤٫٥");
  check("$.1%", russian(), 0.1, "10,0" THIN "\u20bd"); /* as in d3, currency ousts percent */
}

static void
test_parse(void **state)
{
  static const char *const invalid[] = {
    "..2f", ".f",    "10.", "foo", "-+d",  "d ", " $ d",  "é",      ",,d",  "0x10",
    "<<<",  "1001",  "%%",  "f.2", "~~f",  "$#", "\n<5d", "\xff<d", "\xff", "99999999999999d",
    "+ d",  ".2.2f", "é^^", "5,,", "=#$x",
  };
  (void)state;
  NumberFormat format = { .width = 77 };
  for (size_t i = 0; i < G_N_ELEMENTS(invalid); i++)
    if (number_format_parse(invalid[i], &format))
      fail_msg("\"%s\" is taken as valid", invalid[i]);
  assert_int_equal(format.width, 77);

  assert_true(number_format_parse("é^+$012,.3~f", &format));
  assert_string_equal(format.fill, "é");
  assert_int_equal(format.align, '^');
  assert_int_equal(format.sign, '+');
  assert_int_equal(format.symbol, '$');
  assert_true(format.zero && format.comma && format.trim);
  assert_int_equal(format.width, 12);
  assert_int_equal(format.precision, 3);
  assert_int_equal(format.type, 'f');

  assert_true(number_format_parse("", &format));
  assert_int_equal(format.precision, -1);
  assert_int_equal(format.type, 0);
  assert_true(number_format_parse("<<5", &format));
  assert_string_equal(format.fill, "<");
  assert_true(number_format_parse(".99999999999999999999f", &format));
  assert_true(number_format_parse("1000d", &format));
}

static void
test_prefix(void **state)
{
  static const struct {
    const char *specifier;
    double reference, value;
    const char *expected;
  } cases[] = {
    { ",.0", 1e-6, 0.00042, "420\u00b5" },
    { ",.2", 1e6, 1234567, "1.23M" },
    { ",.1", 1e6, 1234567890, "1,234.6M" },
    { "$,.1", 1e3, -4200, MINUS "$4.2k" },
    { "10.1", 1e9, 2.5e9, "      2.5G" },
    { ".1~", 1e3, 2000, "2k" },
    { ".1", -5e7, 2e6, "2.0M" },
    { ".1", 0, 5, "5.0" },
    { ".1s", (double)NAN, 5, "5.0" },
    { ".1", 1e3, (double)NAN, "NaNk" },
    { ".0", 1e-40, 1e-24, "1y" },
    { ".0", 999, 1234, "1234" },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GString) out = g_string_new(NULL);
    NumberFormat format;
    assert_true(number_format_parse(cases[i].specifier, &format));
    number_format_append_prefix(out, &format, locale_default(), cases[i].reference, cases[i].value);
    assert_string_equal(out->str, cases[i].expected);
  }
}

static void
test_plain(void **state)
{
  static const struct {
    double value;
    const char *expected;
  } cases[] = {
    { 0, "0" },
    { -0.0, "0" },
    { 1, "1" },
    { -1.5, "-1.5" },
    { 0.1 + 0.2, "0.30000000000000004" },
    { 100, "100" },
    { 123456789.25, "123456789.25" },
    { 1e-6, "0.000001" },
    { 1.5e-7, "1.5e-7" },
    { 1e20, "100000000000000000000" },
    { 1e21, "1e+21" },
    { 123456789012345680000.0, "123456789012345680000" },
    { 9007199254740993.0, "9007199254740992" },
    { 5e-324, "5e-324" },
    { DBL_MIN, "2.2250738585072014e-308" },
    { DBL_MAX, "1.7976931348623157e+308" },
    { 5.684341886080802e-14, "5.684341886080802e-14" }, /* 2^-44 */
    { 1.0 / 3, "0.3333333333333333" },
    { 4.35, "4.35" },
    { 999999999999999.9, "999999999999999.9" },
    { (double)NAN, "NaN" },
    { -(double)INFINITY, "-Infinity" },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GString) out = g_string_new(NULL);
    number_append_plain(out, cases[i].value);
    assert_string_equal(out->str, cases[i].expected);
  }
}

/* Whatever the bits of a double, its text reads back as the same. */
static void
test_plain_reads_back(void **state)
{
  (void)state;
  g_autoptr(GString) out = g_string_new(NULL);
  uint64_t bits = 88172645463325252u;
  for (int i = 0; i < 20000; i++) {
    bits ^= bits << 13;
    bits ^= bits >> 7;
    bits ^= bits << 17;
    double value;
    memcpy(&value, &bits, sizeof value);
    if (!isfinite(value))
      continue;
    g_string_truncate(out, 0);
    number_append_plain(out, value);
    double back = g_ascii_strtod(out->str, NULL);
    if (back != value)
      fail_msg("%.17g is written as %s", value, out->str);
  }
}

static void
test_skeletons(void **state)
{
  static const struct {
    const char *skeleton, *language;
    double value;
    const char *expected;
  } cases[] = {
    { "compact-long .00", "en", 1234567, "1.23 million" },
    { "compact-long .00", "ru", -1234567, MINUS "1,23 миллиона" },
    { "compact-short", "kk", 1234567, "1,2\u00a0млн" },
    { "percent .0", "ru", 12.34, "12,3" THIN "%" },
    { ".00", "ru", -1234567, MINUS "1" THIN "234" THIN "567,00" },
    { "scientific", "en", 0.00012, "1.2E" MINUS "4" },
    { "currency/KZT precision-integer", "kk", 1500, "1" THIN "500\u00a0\u20b8" },
    { ".0", "tlh-unknown", 1.25, "1.2" }, /* ICU rounds halves to even */
    { ".0", NULL, 2.5, "2.5" },
    { "", "en", (double)NAN, "NaN" },
  };
  (void)state;
  for (int round = 0; round < 2; round++) /* the second from the cache */
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
      g_autoptr(GString) out = g_string_new(NULL);
      assert_true(
          number_format_skeleton(out, cases[i].skeleton, cases[i].language, cases[i].value));
      assert_string_equal(out->str, cases[i].expected);
    }
}

static void
test_bad_skeletons(void **state)
{
  static const char *const invalid[] = { "foo", ".00 .00", "currency/", "\xff\xfe", "%%%" };
  (void)state;
  g_autoptr(GString) out = g_string_new("kept");
  for (size_t i = 0; i < G_N_ELEMENTS(invalid); i++)
    assert_false(number_format_skeleton(out, invalid[i], "en", 1));
  g_autofree char *endless = g_strnfill(5000, '0');
  assert_false(number_format_skeleton(out, endless, "en", 1));
  assert_string_equal(out->str, "kept");
  for (int i = 0; i < 200; i++) { /* more than the cache holds */
    g_autofree char *skeleton = g_strdup_printf("scale/%d", i + 1);
    assert_true(number_format_skeleton(out, skeleton, "en", 1));
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_types),      cmocka_unit_test(test_signs_and_padding),
    cmocka_unit_test(test_not_finite), cmocka_unit_test(test_locales),
    cmocka_unit_test(test_parse),      cmocka_unit_test(test_prefix),
    cmocka_unit_test(test_plain),      cmocka_unit_test(test_plain_reads_back),
    cmocka_unit_test(test_skeletons),  cmocka_unit_test(test_bad_skeletons),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
