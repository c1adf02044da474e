/* Any bytes give quantities that lie in the text, in time that grows with its length. */
#include "audit/quantity.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const languages[] = { "en", "ru-KZ", "kk", "", "xx" };

static void
check_places(const char *text, const char *language)
{
  g_autoptr(Arena) arena = arena_new();
  QuantityList list = quantities_read(arena, text, language);
  size_t length = strlen(text), end = 0;
  for (size_t i = 0; i < list.count; i++) {
    const Quantity *quantity = &list.items[i];
    assert_true(quantity->start >= end && quantity->start < quantity->end);
    assert_true(quantity->number_start >= quantity->start &&
                quantity->number_end <= quantity->end &&
                quantity->number_start < quantity->number_end);
    assert_true(isfinite(quantity->value) && quantity->low <= quantity->value &&
                quantity->value <= quantity->high);
    assert_true(quantity->range_end < (int)list.count && quantity->pair < (int)list.count);
    end = quantity->end;
  }
  assert_true(end <= length);
}

static guint32
next(guint32 *random)
{
  *random = *random * 1664525u + 1013904223u;
  return *random >> 8;
}

static void
test_random_bytes(void **state)
{
  (void)state;
  guint32 random = 7;
  for (int round = 0; round < 3000; round++) {
    char text[200];
    size_t length = next(&random) % (sizeof text - 1);
    for (size_t i = 0; i < length; i++)
      text[i] = (char)(1 + next(&random) % 255);
    text[length] = '\0';
    check_places(text, languages[next(&random) % G_N_ELEMENTS(languages)]);
  }
}

/* What numbers are made of, in any order. */
static void
test_random_pieces(void **state)
{
  (void)state;
  static const char *const pieces[] = {
    "1",      "29",          "2024",     "1,234",     "43.9",    "0",      "007",     "½",
    "1/2",    "-",           "–",        "−",         "+",       "(",      ")",       "%",
    "$",      "US$",         "₸",        " ",         " ",       " ",      "\u00a0",  ",",
    ".",      ":",           "/",        "million",   "млн",     "мың",    "bn",      "from ",
    "to ",    " between ",   " and ",    "a ",        "half ",   "third ", "two ",    "hundred ",
    "и ",     "с половиной", "полтора ", "двадцать ", "жиырма ", "жүз ",   "бір ",    "үштен ",
    "дейін",  "-дан",        "-ға",      "-й",        "th",      "s",      "about ",  "more than ",
    "около ", "до ",         "от ",      "May ",      "года",    "жылы",   "Figure ", "№ ",
    "COVID-", "times",       "раза",     "есе",       "pp",      "п.п.",   "tenge",   "теңге",
    "one ",   "in ",         "out of ",  "«",         "»",       "²",      "²",       "@",
    "://",    "\xff",        "\xd0",
  };
  guint32 random = 11;
  for (int round = 0; round < 20000; round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint32 count = next(&random) % 14; count > 0; count--)
      g_string_append(text, pieces[next(&random) % G_N_ELEMENTS(pieces)]);
    check_places(text->str, languages[next(&random) % G_N_ELEMENTS(languages)]);
  }
}

static double
seconds_of(const char *piece, size_t count, const char *language)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (size_t i = 0; i < count; i++)
    g_string_append(text, piece);
  gint64 start = g_get_monotonic_time();
  check_places(text->str, language);
  return (double)(g_get_monotonic_time() - start) / 1e6;
}

/* Sixteen times the text takes nowhere near 256 times the time. */
static void
test_long(void **state)
{
  (void)state;
  static const char *const pieces[] = {
    "9",        "1,",     "1.",           "1 234 ",     "12,34,",      "1'",
    "1-",       "about ", "more than 5 ", "from ",      "a ",          "two ",
    "hundred ", "and ",   "million ",     "5 million ", "(",           "1) ",
    "$",        "%",      "5% ",          "10–",        "half a ",     "http://",
    "до 5 ",    "два ",   "үштен ",       "жүз ",       "5-ға дейін ", "2024, ",
    "x",        "дандан", "+7 727 ",      "5-",         "1/2 ",        "one in ",
    "-",        "\xff",   "1:",           "US$ ",       "(5 ",         "5 (",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++)
    for (size_t k = 0; k < 3; k++) {
      double small = seconds_of(pieces[i], 1000, languages[k]);
      double large = seconds_of(pieces[i], 16000, languages[k]);
      if (large > 0.25 && large > 80 * small)
        fail_msg("\"%s\" (%s): %.3f s, and %.3f s for sixteen times as much", pieces[i],
                 languages[k], small, large);
    }
}

static void
test_extremes(void **state)
{
  (void)state;
  g_autoptr(GString) digits = g_string_new(NULL);
  for (int i = 0; i < 100000; i++)
    g_string_append_c(digits, '9');
  check_places(digits->str, "en");
  g_string_append(digits, " trillion trillion trillion dollars");
  check_places(digits->str, "en");
  g_string_prepend(digits, "0.");
  check_places(digits->str, "ru");
  check_places("", "kk");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_random_bytes),
    cmocka_unit_test(test_random_pieces),
    cmocka_unit_test(test_long),
    cmocka_unit_test(test_extremes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
