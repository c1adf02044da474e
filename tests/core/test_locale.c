#include "core/locale.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define THIN "\u202f"

static void
test_default(void **state)
{
  (void)state;
  const Locale *locale = locale_default();
  assert_string_equal(locale->tag, "en");
  assert_string_equal(locale->decimal, ".");
  assert_string_equal(locale->months[4], "May");
  assert_string_equal(locale->short_days[6], "Sat");
  assert_ptr_equal(locale_get("en"), locale);
  assert_ptr_equal(locale_get("EN-us"), locale);
  assert_null(locale->digits[0]);
}

static void
test_unknown_gives_default(void **state)
{
  static const char *const unknown[] = { "",     "xx", "tlh", "root", "und",   "not a tag", "ru_",
                                         "\xff", "e",  "-",   "en-",  "zz-ZZ", "ru-!" };
  (void)state;
  assert_ptr_equal(locale_get(NULL), locale_default());
  for (size_t i = 0; i < G_N_ELEMENTS(unknown); i++)
    if (locale_get(unknown[i]) != locale_default())
      fail_msg("\"%s\" is taken for a language", unknown[i]);
  g_autofree char *endless = g_strnfill(100000, 'r');
  assert_ptr_equal(locale_get(endless), locale_default());
}

static void
test_russian(void **state)
{
  (void)state;
  const Locale *locale = locale_get("ru");
  assert_string_equal(locale->tag, "ru");
  assert_string_equal(locale->decimal, ",");
  assert_string_equal(locale->group, THIN);
  assert_int_equal(locale->min_grouping, 1);
  assert_int_equal(locale->group_size[0], 3);
  assert_int_equal(locale->group_size[1], 3);
  assert_string_equal(locale->minus, "\u2212");
  assert_string_equal(locale->percent, THIN "%");
  assert_string_equal(locale->currency_prefix, "");
  assert_string_equal(locale->currency_suffix, THIN "\u20bd");
  assert_string_equal(locale->months[0], "январь");
  assert_string_equal(locale->day_months[0], "января");
  assert_string_equal(locale->days[0], "воскресенье");
  assert_string_equal(locale->date, "%d.%m.%Y");
  assert_string_equal(locale->time, "%H:%M:%S");
  assert_string_equal(locale->date_time, "%A, %-d %B %Y\u202fг., %X");
}

static void
test_kazakh(void **state)
{
  (void)state;
  const Locale *locale = locale_get("kk");
  assert_string_equal(locale->decimal, ",");
  assert_string_equal(locale->group, THIN);
  assert_string_equal(locale->percent, "%");
  assert_string_equal(locale->currency_suffix, THIN "\u20b8");
  assert_string_equal(locale->months[11], "Желтоқсан");
  assert_string_equal(locale->day_months[11], "желтоқсан");
  assert_string_equal(locale->date, "%d.%m.%Y");
}

static void
test_conventions(void **state)
{
  static const struct {
    const char *tag, *decimal, *group, *percent, *prefix, *suffix;
    int min_grouping, secondary;
  } cases[] = {
    { "de", ",", ".", THIN "%", "", THIN "€", 1, 3 },
    { "de-CH", ".", "’", "%", "CHF" THIN, "", 1, 3 },
    { "fr", ",", THIN, THIN "%", "", THIN "€", 1, 3 },
    { "es", ",", ".", THIN "%", "", THIN "€", 2, 3 },
    { "pl", ",", THIN, "%", "", THIN "zł", 2, 3 },
    { "hi", ".", ",", "%", "₹", "", 1, 2 },
    { "ru-KZ", ",", THIN, THIN "%", "", THIN "₸", 1, 3 },
    { "en-GB", ".", ",", "%", "£", "", 1, 3 },
    { "eo", ",", THIN, "%", "", "", 1, 3 },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    const Locale *locale = locale_get(cases[i].tag);
    assert_string_equal(locale->tag, cases[i].tag);
    assert_string_equal(locale->decimal, cases[i].decimal);
    assert_string_equal(locale->group, cases[i].group);
    assert_string_equal(locale->percent, cases[i].percent);
    assert_string_equal(locale->currency_prefix, cases[i].prefix);
    assert_string_equal(locale->currency_suffix, cases[i].suffix);
    assert_int_equal(locale->min_grouping, cases[i].min_grouping);
    assert_int_equal(locale->group_size[1], cases[i].secondary);
  }
}

static void
test_other_calendars_and_digits(void **state)
{
  (void)state;
  assert_string_equal(locale_get("th")->months[0], "มกราคม");
  assert_null(strstr(locale_get("th")->date_time, "  "));
  assert_string_equal(locale_get("fa")->months[0], "ژانویه");
  assert_string_equal(locale_get("ar-EG")->digits[9], "٩");
  assert_null(locale_get("th")->digits[0]);
}

/* All languages have all their texts, and directives that time formats know. */
static void
test_complete(void **state)
{
  static const char *const tags[] = { "ru", "kk", "ky", "uz", "de", "fr", "es", "it", "pt", "pl",
                                      "tr", "zh", "ja", "ko", "ar", "fa", "he", "hi", "th", "vi",
                                      "uk", "cs", "hu", "fi", "sv", "nl", "eu", "am" };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(tags); i++) {
    const Locale *locale = locale_get(tags[i]);
    assert_string_equal(locale->tag, tags[i]);
    for (int k = 0; k < 12; k++) {
      assert_string_not_equal(locale->months[k], "");
      assert_string_not_equal(locale->short_months[k], "");
      assert_string_not_equal(locale->day_months[k], "");
      assert_string_not_equal(locale->day_short_months[k], "");
      assert_string_not_equal(locale->days[k % 7], "");
      assert_string_not_equal(locale->short_days[k % 7], "");
      assert_string_not_equal(locale->am_pm[k % 2], "");
    }
    assert_non_null(strstr(locale->date, "%Y"));
    assert_non_null(strstr(locale->time, "%M"));
    assert_non_null(strstr(locale->date_time, "%X"));
    assert_string_not_equal(locale->nan, "");
  }
}

static void
test_variants(void **state)
{
  (void)state;
  assert_ptr_equal(locale_get("ru"), locale_get("ru"));
  assert_string_equal(locale_get("ru-u-nu-arab")->decimal, ",");
  assert_string_equal(locale_get("zh-Hant-TW")->days[0], "星期日");
  for (int i = 0; i < 1500; i++) { /* more than the cache keeps */
    g_autofree char *tag = g_strdup_printf("de-x-v%d", i);
    assert_non_null(locale_get(tag));
  }
  assert_string_equal(locale_get("ru")->decimal, ",");
}

static gpointer
get_many(gpointer data)
{
  const char *const *tags = data;
  for (int i = 0; tags[i] != NULL; i++)
    if (strcmp(locale_get(tags[i])->tag, tags[i]) != 0)
      return GINT_TO_POINTER(1);
  return NULL;
}

static void
test_threads(void **state)
{
  static const char *tags[] = { "sk", "ro", "bg", "sr", "lt", "lv", "et", "hr", "ru", NULL };
  GThread *threads[4];
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
    threads[i] = g_thread_new(NULL, get_many, tags);
  for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
    assert_null(g_thread_join(threads[i]));
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_default),     cmocka_unit_test(test_unknown_gives_default),
    cmocka_unit_test(test_russian),     cmocka_unit_test(test_kazakh),
    cmocka_unit_test(test_conventions), cmocka_unit_test(test_other_calendars_and_digits),
    cmocka_unit_test(test_complete),    cmocka_unit_test(test_threads),
    cmocka_unit_test(test_variants), /* last: fills the cache */
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
