/* Plural forms and alphabets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "core/language.h"

static const struct {
  const char *language;
  double number;
  const char *category;
} PLURALS[] = {
  { "en", 1, "one" },    { "en", 0, "other" },   { "en", 2, "other" }, { "ru", 1, "one" },
  { "ru", 21, "one" },   { "ru", 11, "many" },   { "ru", 3, "few" },   { "ru", 112, "many" },
  { "ru", 0, "many" },   { "ru", 1.5, "other" }, { "kk", 1, "one" },   { "kk", 5, "other" },
  { "ru-KZ", 2, "few" }, { "ar", 0, "zero" },    { "ar", 2, "two" },   { "nowhere", 1, "one" },
};

static void
test_plurals(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(PLURALS); i++)
    assert_string_equal(plural_category(PLURALS[i].language, PLURALS[i].number),
                        PLURALS[i].category);
}

/* Each text comes before the next. */
static const struct {
  const char *language;
  const char *texts[8];
} ALPHABETS[] = {
  { "en", { "a", "A", "b", "Z", "zz" } },
  { "ru", { "а", "е", "ё", "ж", "я" } },
  { "kk", { "а", "ә", "б", "г", "ғ", "қ", "я" } },
  { "sv", { "z", "å", "ä", "ö" } },
};

static void
test_alphabets(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(ALPHABETS); i++) {
    g_autoptr(Collator) collator = collator_new(ALPHABETS[i].language);
    const char *const *texts = ALPHABETS[i].texts;
    for (size_t k = 0; texts[k + 1]; k++) {
      size_t length = strlen(texts[k]), next = strlen(texts[k + 1]);
      assert_true(collator_compare(collator, texts[k], length, texts[k + 1], next) < 0);
      assert_true(collator_compare(collator, texts[k + 1], next, texts[k], length) > 0);
      assert_int_equal(collator_compare(collator, texts[k], length, texts[k], length), 0);
    }
  }
}

/* What the language does not tell apart still has an order. */
static void
test_ties(void **state)
{
  (void)state;
  g_autoptr(Collator) collator = collator_new("en");
  assert_true(collator_compare(collator, "a\u0301", 3, "\u00e1", 2) != 0);
  assert_true(collator_compare(collator, "", 0, "a", 1) < 0);
  assert_int_equal(collator_compare(collator, "\xff", 1, "\xff", 1), 0);
}

int
main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_plurals),
                                      cmocka_unit_test(test_alphabets),
                                      cmocka_unit_test(test_ties) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
