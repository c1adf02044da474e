#include "core/locale_private.h"

#include <string.h>
#include <unicode/ucurr.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

#define MAX_ID 157
#define MAX_TEXT 256

#define NO_BREAK_SPACE "\u00a0"
#define NARROW_NO_BREAK_SPACE "\u202f"

/* What is read with; a failed status makes all further readings do nothing, as in ICU. */
typedef struct Reader {
  Arena *arena; /* of the locale */
  const char *id;
  UErrorCode status;
} Reader;

static const char *
keep(Reader *reader, const UChar *text)
{
  char utf8[MAX_TEXT * 3 + 1] = "";
  u_strToUTF8(utf8, sizeof utf8, NULL, text, -1, &reader->status);
  return U_SUCCESS(reader->status) ? arena_strdup(reader->arena, utf8) : "";
}

/* The same with U+202F for U+00A0. */
static const char *
narrow(Reader *reader, const char *text)
{
  g_autoptr(GString) changed = g_string_new(text);
  g_string_replace(changed, NO_BREAK_SPACE, NARROW_NO_BREAK_SPACE, 0);
  return arena_strdup(reader->arena, changed->str);
}

static const char *
read_symbol(Reader *reader, const UNumberFormat *numbers, UNumberFormatSymbol symbol)
{
  UChar text[MAX_TEXT] = { 0 };
  unum_getSymbol(numbers, symbol, text, MAX_TEXT - 1, &reader->status);
  return keep(reader, text);
}

/* What a number pattern has before (or after) its digits, with `sign` (a percent or currency sign)
 * replaced by `symbol`. */
static const char *
read_affix(Reader *reader, UNumberFormatStyle style, bool after, const char *sign,
           const char *symbol)
{
  UChar text[MAX_TEXT] = { 0 };
  UNumberFormat *numbers = unum_open(style, NULL, 0, reader->id, NULL, &reader->status);
  unum_toPattern(numbers, false, text, MAX_TEXT - 1, &reader->status);
  unum_close(numbers);
  g_autofree char *pattern = g_strdup(keep(reader, text));
  char *negative = strchr(pattern, ';');
  if (negative != NULL)
    *negative = '\0';
  char *first = strpbrk(pattern, "#0");
  if (first == NULL)
    return "";
  g_autoptr(GString) affix = g_string_new(NULL);
  if (after)
    g_string_append(affix, first + strspn(first, "#0,."));
  else
    g_string_append_len(affix, pattern, first - pattern);
  g_string_replace(affix, "'", "", 0);
  g_string_replace(affix, sign, symbol, 0);
  return narrow(reader, affix->str);
}

static void
read_currency(Reader *reader, Locale *locale)
{
  char full[MAX_ID];
  UChar code[4] = { 0 };
  UErrorCode status = U_ZERO_ERROR;
  uloc_addLikelySubtags(reader->id, full, MAX_ID, &status);
  ucurr_forLocale(full, code, G_N_ELEMENTS(code), &status);
  locale->currency_prefix = locale->currency_suffix = "";
  if (U_FAILURE(status))
    return; /* Esperanto has no country, and so no currency */
  int32_t length;
  const UChar *name =
      ucurr_getName(code, reader->id, UCURR_NARROW_SYMBOL_NAME, NULL, &length, &reader->status);
  const char *symbol = keep(reader, name);
  locale->currency_prefix = read_affix(reader, UNUM_CURRENCY, false, "¤", symbol);
  locale->currency_suffix = read_affix(reader, UNUM_CURRENCY, true, "¤", symbol);
  /* CLDR's currency spacing: a symbol that ends in a letter does not touch the digits. */
  gsize end = strlen(locale->currency_prefix);
  if (end > 0 &&
      g_unichar_isalpha(g_utf8_get_char(
          g_utf8_find_prev_char(locale->currency_prefix, locale->currency_prefix + end))))
    locale->currency_prefix =
        arena_printf(reader->arena, "%s" NARROW_NO_BREAK_SPACE, locale->currency_prefix);
}

static void
read_digits(Reader *reader, const UNumberFormat *numbers, Locale *locale)
{
  for (int i = 0; i < 10; i++)
    locale->digits[i] = read_symbol(reader, numbers,
                                    i == 0 ? UNUM_ZERO_DIGIT_SYMBOL
                                           : (UNumberFormatSymbol)(UNUM_ONE_DIGIT_SYMBOL + i - 1));
  if (strcmp(locale->digits[0], "0") == 0)
    memset(locale->digits, 0, sizeof locale->digits);
}

/* Whether 1000 is written with a separator. UNumberFormat neither tells nor heeds what the language
 * wants here. */
static bool
groups_thousands(Reader *reader)
{
  UNumberFormatter *formatter = unumf_openForSkeletonAndLocale(u"", 0, reader->id, &reader->status);
  UFormattedNumber *number = unumf_openResult(&reader->status);
  unumf_formatInt(formatter, 1000, number, &reader->status);
  int32_t length = 0;
  ufmtval_getString(unumf_resultAsValue(number, &reader->status), &length, &reader->status);
  unumf_closeResult(number);
  unumf_close(formatter);
  return length != 4;
}

static void
read_numbers(Reader *reader, Locale *locale)
{
  UNumberFormat *numbers = unum_open(UNUM_DECIMAL, NULL, 0, reader->id, NULL, &reader->status);
  if (U_FAILURE(reader->status))
    return;
  locale->decimal = read_symbol(reader, numbers, UNUM_DECIMAL_SEPARATOR_SYMBOL);
  locale->group = narrow(reader, read_symbol(reader, numbers, UNUM_GROUPING_SEPARATOR_SYMBOL));
  locale->nan = read_symbol(reader, numbers, UNUM_NAN_SYMBOL);
  locale->minus = "\u2212";
  int size = unum_getAttribute(numbers, UNUM_GROUPING_SIZE);
  int secondary = unum_getAttribute(numbers, UNUM_SECONDARY_GROUPING_SIZE);
  locale->group_size[0] = size;
  locale->group_size[1] = secondary > 0 ? secondary : size;
  locale->min_grouping = groups_thousands(reader) ? 1 : 2;
  read_digits(reader, numbers, locale);
  const char *percent = read_symbol(reader, numbers, UNUM_PERCENT_SYMBOL);
  unum_close(numbers);
  const char *suffix = read_affix(reader, UNUM_PERCENT, true, "%", percent);
  /* Turkish and Basque write it first, which d3's format has no place for. */
  locale->percent = *suffix != '\0' ? suffix : percent;
  read_currency(reader, locale);
}

static void
read_names(Reader *reader, const UDateFormat *dates, UDateFormatSymbolType type, int first,
           int count, const char **names)
{
  for (int i = 0; i < count; i++) {
    UChar text[MAX_TEXT] = { 0 };
    udat_getSymbols(dates, type, first + i, text, MAX_TEXT - 1, &reader->status);
    names[i] = keep(reader, text);
  }
}

/* The language's own pattern in these styles, as d3's directives. */
static const char *
read_pattern(Reader *reader, UDateFormatStyle time, UDateFormatStyle date)
{
  UChar text[MAX_TEXT] = { 0 };
  UDateFormat *dates = udat_open(time, date, reader->id, u"UTC", -1, NULL, 0, &reader->status);
  udat_toPattern(dates, false, text, MAX_TEXT - 1, &reader->status);
  udat_close(dates);
  g_autofree char *directives = locale_directives_from_pattern(keep(reader, text));
  return arena_strdup(reader->arena, directives);
}

static void
read_dates(Reader *reader, Locale *locale)
{
  /* Thai and Persian would count other years. */
  char gregorian[MAX_ID + 32];
  g_snprintf(gregorian, sizeof gregorian, "%s@calendar=gregorian", reader->id);
  reader->id = gregorian;
  UDateFormat *dates =
      udat_open(UDAT_SHORT, UDAT_SHORT, reader->id, u"UTC", -1, NULL, 0, &reader->status);
  if (U_SUCCESS(reader->status)) {
    read_names(reader, dates, UDAT_STANDALONE_MONTHS, 0, 12, locale->months);
    read_names(reader, dates, UDAT_STANDALONE_SHORT_MONTHS, 0, 12, locale->short_months);
    read_names(reader, dates, UDAT_MONTHS, 0, 12, locale->day_months);
    read_names(reader, dates, UDAT_SHORT_MONTHS, 0, 12, locale->day_short_months);
    read_names(reader, dates, UDAT_STANDALONE_WEEKDAYS, 1, 7, locale->days);
    read_names(reader, dates, UDAT_STANDALONE_SHORT_WEEKDAYS, 1, 7, locale->short_days);
    read_names(reader, dates, UDAT_AM_PMS, 0, 2, locale->am_pm);
  }
  udat_close(dates);
  locale->date = read_pattern(reader, UDAT_NONE, UDAT_SHORT);
  locale->time = read_pattern(reader, UDAT_MEDIUM, UDAT_NONE);
  locale->date_time =
      arena_printf(reader->arena, "%s, %%X", read_pattern(reader, UDAT_NONE, UDAT_FULL));
}

/* ICU would fall back to the environment's language for one it does not know. */
static bool
is_known(const char *id)
{
  UErrorCode status = U_ZERO_ERROR;
  char wanted[ULOC_LANG_CAPACITY], found[ULOC_LANG_CAPACITY] = "";
  uloc_getLanguage(id, wanted, sizeof wanted, &status);
  UNumberFormat *numbers = unum_open(UNUM_DECIMAL, NULL, 0, id, NULL, &status);
  const char *valid = unum_getLocaleByType(numbers, ULOC_VALID_LOCALE, &status);
  if (U_SUCCESS(status) && valid != NULL)
    uloc_getLanguage(valid, found, sizeof found, &status);
  unum_close(numbers);
  return U_SUCCESS(status) && *wanted != '\0' && strcmp(wanted, found) == 0;
}

const Locale *
locale_load(Arena *arena, const char *tag)
{
  char full[MAX_ID], id[MAX_ID];
  int32_t parsed = 0;
  UErrorCode status = U_ZERO_ERROR;
  uloc_forLanguageTag(tag, full, MAX_ID, &parsed, &status);
  uloc_getBaseName(full, id, MAX_ID, &status);
  if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING ||
      parsed != (int32_t)strlen(tag) || !is_known(id))
    return NULL;
  Reader reader = { .arena = arena, .id = id, .status = U_ZERO_ERROR };
  Locale *locale = arena_new0(arena, Locale);
  locale->tag = arena_strdup(arena, tag);
  read_numbers(&reader, locale);
  read_dates(&reader, locale);
  return U_SUCCESS(reader.status) ? locale : NULL;
}

/* One run of a pattern letter; NULL: no directive. Narrow names (five letters) become short ones.
 */
static const char *
directive_of_field(char letter, int count)
{
  static const struct {
    const char *letters;
    const char *directives[4]; /* by the number of letters; the last for more */
  } fields[] = {
    { "yuY", { "%Y", "%Y", "%Y", "%Y" } }, { "ML", { "%-m", "%m", "%b", "%B" } },
    { "d", { "%-d", "%d", "%d", "%d" } },  { "Ece", { "%a", "%a", "%a", "%A" } },
    { "Hk", { "%-H", "%H", "%H", "%H" } }, { "hK", { "%-I", "%I", "%I", "%I" } },
    { "m", { "%-M", "%M", "%M", "%M" } },  { "s", { "%-S", "%S", "%S", "%S" } },
    { "abB", { "%p", "%p", "%p", "%p" } },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
    if (strchr(fields[i].letters, letter) != NULL)
      return fields[i].directives[CLAMP(count, 1, 4) - 1];
  return NULL;
}

char *
locale_directives_from_pattern(const char *pattern)
{
  GString *out = g_string_new(NULL);
  bool quoted = false;
  for (const char *at = pattern; *at != '\0';) {
    if (*at == '\'') {
      bool doubled = at[1] == '\'';
      if (doubled)
        g_string_append_c(out, '\'');
      else
        quoted = !quoted;
      at += doubled ? 2 : 1;
    } else if (!quoted && g_ascii_isalpha(*at)) {
      int count = 0;
      char letter = *at;
      for (; *at == letter; at++)
        count++;
      const char *directive = directive_of_field(letter, count);
      if (directive != NULL)
        g_string_append(out, directive);
      else if (g_str_has_suffix(out->str, " "))
        g_string_truncate(out, out->len - 1);
    } else {
      g_string_append(out, *at == '%' ? "%%" : "");
      if (*at != '%')
        g_string_append_c(out, *at);
      at++;
    }
  }
  g_strstrip(out->str);
  return g_string_free(out, FALSE);
}
