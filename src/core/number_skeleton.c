#include "core/number_format.h"

#include <string.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

#define MAX_SKELETON 512
#define MAX_CACHED 64

/* Compiled formatters by "language\nskeleton", shared by all threads (ICU's are immutable).
 * Compiling one takes some ten times as long as formatting with it. */
static GMutex cache_lock;
static GHashTable *cache;

static void
close_formatter(gpointer formatter)
{
  unumf_close(formatter);
}

static UNumberFormatter *
open_formatter(const char *skeleton, const char *language)
{
  UChar pattern[MAX_SKELETON];
  int32_t length;
  UErrorCode status = U_ZERO_ERROR;
  u_strFromUTF8(pattern, MAX_SKELETON, &length, skeleton, -1, &status);
  char id[ULOC_FULLNAME_CAPACITY] = "";
  /* An unknown language must not become the environment's. */
  const char *tag = locale_get(language)->tag;
  uloc_forLanguageTag(tag, id, sizeof id, NULL, &status);
  UNumberFormatter *formatter = unumf_openForSkeletonAndLocale(pattern, length, id, &status);
  if (U_SUCCESS(status))
    return formatter;
  unumf_close(formatter);
  return NULL;
}

/* With the lock held. The result is valid until it is released. */
static const UNumberFormatter *
find_formatter(const char *skeleton, const char *language)
{
  if (cache == NULL)
    cache = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, close_formatter);
  g_autofree char *key = g_strconcat(language, "\n", skeleton, NULL);
  UNumberFormatter *formatter = g_hash_table_lookup(cache, key);
  if (formatter != NULL)
    return formatter;
  formatter = open_formatter(skeleton, language);
  if (formatter == NULL)
    return NULL;
  if (g_hash_table_size(cache) >= MAX_CACHED)
    g_hash_table_remove_all(cache);
  g_hash_table_insert(cache, g_steal_pointer(&key), formatter);
  return formatter;
}

/* Brings one field to the conventions of Locale; the space of a percent sign stands before its
 * field. */
static void
adapt_field(UChar *text, int32_t field, int32_t start, int32_t end)
{
  bool sign = field == UNUM_SIGN_FIELD || field == UNUM_EXPONENT_SIGN_FIELD;
  bool group = field == UNUM_GROUPING_SEPARATOR_FIELD;
  for (int32_t i = start; i < end; i++) {
    if (sign && text[i] == '-')
      text[i] = 0x2212;
    else if (group && text[i] == 0xa0)
      text[i] = 0x202f;
  }
  if (field == UNUM_PERCENT_FIELD && start > 0 && text[start - 1] == 0xa0)
    text[start - 1] = 0x202f;
}

static void
append_result(GString *out, const UFormattedNumber *result, UErrorCode *status)
{
  const UFormattedValue *value = unumf_resultAsValue(result, status);
  int32_t length = 0;
  const UChar *formatted = ufmtval_getString(value, &length, status);
  if (U_FAILURE(*status))
    return;
  g_autofree UChar *text = g_memdup2(formatted, (gsize)length * sizeof *formatted);
  UConstrainedFieldPosition *position = ucfpos_open(status);
  while (ufmtval_nextPosition(value, position, status)) {
    int32_t start, end;
    ucfpos_getIndexes(position, &start, &end, status);
    if (ucfpos_getCategory(position, status) == UFIELD_CATEGORY_NUMBER)
      adapt_field(text, ucfpos_getField(position, status), start, end);
  }
  ucfpos_close(position);
  g_autofree char *utf8 = g_utf16_to_utf8(text, length, NULL, NULL, NULL);
  if (U_SUCCESS(*status) && utf8 != NULL)
    g_string_append(out, utf8);
}

bool
number_format_skeleton(GString *out, const char *skeleton, const char *language, double value)
{
  UErrorCode status = U_ZERO_ERROR;
  UFormattedNumber *result = unumf_openResult(&status);
  g_mutex_lock(&cache_lock);
  const UNumberFormatter *formatter = find_formatter(skeleton, language != NULL ? language : "en");
  if (formatter != NULL)
    unumf_formatDouble(formatter, value, result, &status);
  g_mutex_unlock(&cache_lock);
  bool valid = formatter != NULL && U_SUCCESS(status);
  if (valid) {
    append_result(out, result, &status);
    valid = U_SUCCESS(status);
  }
  unumf_closeResult(result);
  return valid;
}
