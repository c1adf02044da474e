/* Number words: what ICU spells out in every case and gender is read back. */
#include "audit/quantity.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include <cmocka.h>

#define MAX_TEXT 512

/* The rules of a language, and the greatest number they are tried with. */
typedef struct Rules {
  const char *language;
  const char *prefix; /* of the rule sets tried */
  bool ordinal;
  double most;
} Rules;

static const Rules rules[] = {
  { "en", "%spellout-cardinal", false, 1e13 }, { "en", "%spellout-ordinal", true, 100 },
  { "ru", "%spellout-cardinal", false, 1e13 }, { "ru", "%spellout-ordinal", true, 1000 },
  { "kk", "%spellout-cardinal", false, 1e13 }, { "kk", "%spellout-ordinal", true, 100 },
};

/* Alone these are a family and a quarter of a year. */
static bool
is_other_word(const char *text)
{
  return strcmp(text, "семью") == 0 || strcmp(text, "тоқсан") == 0;
}

static int
read_back(const char *language, const char *set, const char *text, double number, bool ordinal)
{
  g_autoptr(Arena) arena = arena_new();
  QuantityList list = quantities_read(arena, text, language);
  bool role = list.count == 1 && (list.items[0].role == QUANTITY_ORDINAL) == ordinal;
  if ((role && list.items[0].value == number) || is_other_word(text))
    return 0;
  double first = list.count > 0 ? list.items[0].value : -1;
  print_error("%s %s: %.0f \"%s\" is read as %zu numbers, the first %.12g\n", language, set, number,
              text, list.count, first);
  return 1;
}

static int
try_number(UNumberFormat *format, const Rules *rule, const char *set, double number)
{
  UChar text[MAX_TEXT];
  char utf8[3 * MAX_TEXT];
  UErrorCode status = U_ZERO_ERROR;
  unum_formatDouble(format, number, text, MAX_TEXT, NULL, &status);
  u_strToUTF8(utf8, sizeof utf8, NULL, text, -1, &status);
  assert_true(U_SUCCESS(status));
  return read_back(rule->language, set, utf8, number, rule->ordinal);
}

static int
try_set(UNumberFormat *format, const Rules *rule, const char *set)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar name[MAX_TEXT];
  u_strFromUTF8(name, MAX_TEXT, NULL, set, -1, &status);
  unum_setTextAttribute(format, UNUM_DEFAULT_RULESET, name, -1, &status);
  assert_true(U_SUCCESS(status));
  int faults = 0;
  guint32 random = 1;
  for (double number = 2; number <= fmin(rule->most, 130); number++)
    faults += try_number(format, rule, set, number);
  for (int i = 0; i < 300; i++) {
    random = random * 1664525u + 1013904223u;
    double part = random / 4294967296.0;
    double number = floor(2 + pow(rule->most - 2, part));
    if (number < rule->most)
      faults += try_number(format, rule, set, number);
  }
  return faults;
}

static void
test_spelled_out(void **state)
{
  (void)state;
  int faults = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
    UErrorCode status = U_ZERO_ERROR;
    UNumberFormat *format = unum_open(UNUM_SPELLOUT, NULL, 0, rules[i].language, NULL, &status);
    UChar names[8192];
    char utf8[3 * 8192];
    unum_getTextAttribute(format, UNUM_PUBLIC_RULESETS, names, G_N_ELEMENTS(names), &status);
    u_strToUTF8(utf8, sizeof utf8, NULL, names, -1, &status);
    assert_true(U_SUCCESS(status));
    g_auto(GStrv) sets = g_strsplit(utf8, ";", -1);
    for (char **set = sets; *set != NULL; set++)
      if (g_str_has_prefix(*set, rules[i].prefix))
        faults += try_set(format, &rules[i], *set);
    unum_close(format);
  }
  assert_int_equal(faults, 0);
}

int
main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_spelled_out) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
