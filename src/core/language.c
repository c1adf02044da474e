#include "core/language.h"

#include "core/locale.h"

#include <string.h>
#include <unicode/ucol.h>
#include <unicode/uloc.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#define MAX_CATEGORY 16
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define MAX_COMPARED (1 << 20) /* bytes of a text that count */

struct Collator {
  UCollator *rules; /* NULL: ICU has none; bytes decide */
};

/* ICU's name of the locale. An unknown language must not become the environment's. */
static void
locale_id(const char *language, char *id, UErrorCode *status)
{
  uloc_forLanguageTag(locale_get(language)->tag, id, ULOC_FULLNAME_CAPACITY, NULL, status);
}

const char *
plural_category(const char *language, double number)
{
  static const char *const CATEGORIES[] = { "zero", "one", "two", "few", "many" };
  char id[ULOC_FULLNAME_CAPACITY] = "", name[MAX_CATEGORY] = "";
  UChar text[MAX_CATEGORY] = { 0 };
  UErrorCode status = U_ZERO_ERROR;
  locale_id(language, id, &status);
  UPluralRules *rules = uplrules_open(id, &status);
  uplrules_select(rules, number, text, MAX_CATEGORY - 1, &status);
  uplrules_close(rules);
  u_strToUTF8(name, sizeof name, NULL, text, -1, &status);
  for (size_t i = 0; U_SUCCESS(status) && i < G_N_ELEMENTS(CATEGORIES); i++)
    if (strcmp(name, CATEGORIES[i]) == 0)
      return CATEGORIES[i];
  return "other";
}

Collator *
collator_new(const char *language)
{
  char id[ULOC_FULLNAME_CAPACITY] = "";
  UErrorCode status = U_ZERO_ERROR;
  Collator *collator = g_new0(Collator, 1);
  locale_id(language, id, &status);
  collator->rules = ucol_open(id, &status);
  if (U_FAILURE(status))
    g_clear_pointer(&collator->rules, ucol_close);
  return collator;
}

void
collator_free(Collator *collator)
{
  if (collator)
    g_clear_pointer(&collator->rules, ucol_close);
  g_free(collator);
}

static int
compare_bytes(const char *a, size_t a_length, const char *b, size_t b_length)
{
  int order = memcmp(a, b, MIN(a_length, b_length));
  return order ? order : a_length < b_length ? -1 : a_length > b_length;
}

int
collator_compare(const Collator *collator, const char *a, size_t a_length, const char *b,
                 size_t b_length)
{
  UErrorCode status = U_ZERO_ERROR;
  int32_t a_size = (int32_t)MIN(a_length, MAX_COMPARED);
  int32_t b_size = (int32_t)MIN(b_length, MAX_COMPARED);
  UCollationResult order = collator->rules
                               ? ucol_strcollUTF8(collator->rules, a, a_size, b, b_size, &status)
                               : UCOL_EQUAL;
  if (U_SUCCESS(status) && order != UCOL_EQUAL)
    return (int)order;
  return compare_bytes(a, a_length, b, b_length);
}

bool
language_is_tag(const char *text)
{
  enum { LONGEST = 8, LONGEST_OF_ALL = 35 };
  size_t letters = strspn(text, LETTERS), length = strlen(text);
  if (letters < 2 || letters > LONGEST || length > LONGEST_OF_ALL)
    return false;
  for (const char *at = text + letters; *at;) {
    size_t part = *at == '-' ? strspn(at + 1, LETTERS "0123456789") : 0;
    if (part < 1 || part > LONGEST)
      return false;
    at += part + 1;
  }
  return true;
}
