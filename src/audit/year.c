#include "audit/quantity_private.h"

#include <math.h>
#include <string.h>

/* 1990s, 90-е годы, 1990-жылдары */
bool
year_decide_decade(const Items *items, Reading *reading)
{
  size_t last = reading->number.last, first = reading->number.first;
  if (!item_is(items, first, ITEM_DIGITS) || reading->quantity.dimension != DIMENSION_NUMBER ||
      !reading->number.loose)
    return false;
  const Digits *digits = &items->at[first].digits;
  bool shape = item_is_year(items, first) || item_is_digits(items, first, 2, 10, 90);
  if (!shape || (fmod(digits->value, 10) != 0 && !reading->number.ordinal))
    return false;
  bool english = item_touches(items, last) && item_reads(items, last, "s");
  bool suffixed =
      last - first > 1 && fmod(digits->value, 10) == 0 && item_is(items, last, ITEM_YEAR);
  bool hyphen = item_is_hyphen(items, last) && item_is_dash(items, last, true) &&
                item_is(items, last + 1, ITEM_YEAR);
  bool ranked = last - first > 1 && item_is_digits(items, first, 4, 1900, 2100) &&
                (reading->number.ordinal || items->table->times_need_lead != NULL);
  if (!english && !suffixed && !hyphen && !ranked)
    return false;
  double value = digits->value < 100 ? 1900 + digits->value : digits->value;
  role_set(reading, QUANTITY_YEAR, value);
  if (english || suffixed)
    reading_extend(items, reading, last + 1);
  else if (hyphen)
    reading_extend(items, reading, last + 2);
  return true;
}

/* 2023/24 */
static size_t
season_end(const Items *items, size_t first)
{
  bool glued = item_touches(items, first + 1) && item_touches(items, first + 2);
  if (!glued || !item_is_mark(items, first + 1, "/") ||
      !item_is_digits(items, first + 2, 2, 0, 99) || item_is_mark(items, first + 3, "/"))
    return 0;
  double next = fmod(items->at[first].digits.value + 1, 100);
  return items->at[first + 2].digits.value == next ? first + 3 : 0;
}

/* FY24, FY2024 */
static bool
decide_fiscal(const Items *items, Reading *reading)
{
  size_t first = reading->number.first, lead = item_before(items, first);
  if (!item_is(items, lead, ITEM_LEAD) || (items->at[lead].flags & LEXICON_TOUCH) == 0)
    return false;
  if (!item_is_year(items, first) && !item_is_digits(items, first, 2, 0, 99))
    return false;
  double value = items->at[first].digits.value;
  role_set(reading, QUANTITY_YEAR, value < 100 ? 2000 + value : value);
  return true;
}

/* Whether the noun behind four digits is counted by them. */
static bool
counts_noun(const Items *items, const Reading *reading, double value)
{
  const char *unit = reading->quantity.unit;
  size_t lead = item_before(items, reading->number.first);
  const Item *noun = &items->at[reading->last - 1];
  if (unit == NULL || noun->kind == ITEM_YEAR)
    return false;
  bool after_lead = item_is(items, lead, ITEM_LEAD) || item_is(items, lead, ITEM_MONTH);
  bool after_determiner = item_is(items, lead, ITEM_DETERMINER);
  if (items->table->counts_nouns_after_lead)
    return !noun->capital;
  bool plural = g_str_has_suffix(noun->folded, "s") || noun->kind == ITEM_UNIT ||
                strcmp(noun->folded, "people") == 0 || strcmp(noun->folded, "children") == 0 ||
                strcmp(noun->folded, "men") == 0 || strcmp(noun->folded, "women") == 0;
  if (noun->capital || !plural)
    return false;
  if (after_lead || after_determiner)
    return fmod(value, 100) == 0 && value != 2000 && !after_lead;
  return true;
}

/* "from 2020 to 2024 exports grew" */
static bool
ends_years(const Items *items, size_t first)
{
  bool joined = first >= 2 && item_is_year(items, first - 2) &&
                (item_is(items, first - 1, ITEM_TO) || item_is(items, first - 1, ITEM_AND));
  size_t lead = joined ? item_before(items, first - 2) : items->count;
  return item_is(items, lead, ITEM_FROM) || item_reads(items, lead, "between");
}

/* "of 2021–2025", "in 2021–2025": two years, whatever stands behind them. */
static bool
is_span_of_years(const Items *items, const Reading *reading)
{
  size_t first = reading->number.first, last = reading->number.last;
  if (ends_years(items, first))
    return true;
  bool before =
      first >= 2 && item_is_dash(items, first - 1, false) && item_is_year(items, first - 2);
  bool after = item_is_dash(items, last, false) && item_is_year(items, last + 1);
  size_t start = before ? first - 2 : first;
  size_t lead = item_before(items, start);
  return (before || after) && (item_is(items, lead, ITEM_LEAD) || item_reads(items, lead, "of"));
}

/* «2022 жылғыдан 50-ге көп», «2021 жылғы көрсеткіштен артық»: is the year, or what it is a property
 * of, in the ablative, by which Kazakh compares? */
static bool
is_base(const Items *items, const Reading *reading)
{
  const LexiconTable *table = items->table;
  if (!table->ablative)
    return false;
  const char *word = items->at[reading->last - 1].folded;
  const char *next = reading->last < items->count ? items->at[reading->last].folded : NULL;
  bool gives = table->attributive && word && g_str_has_suffix(word, table->attributive);
  return (word && table->ablative(word)) || (gives && next && table->ablative(next));
}

bool
year_decide(const Items *items, Reading *reading)
{
  size_t first = reading->number.first;
  if (!reading_is_plain(reading) || !item_is(items, first, ITEM_DIGITS))
    return false;
  if (decide_fiscal(items, reading))
    return true;
  double value = items->at[first].digits.value;
  if (!item_is_year(items, first))
    return false;
  size_t last = reading->number.last;
  bool hyphen = item_is_hyphen(items, last) && item_is_dash(items, last, true);
  size_t word = hyphen ? last + 1 : last;
  bool named = item_is(items, word, ITEM_YEAR) || season_end(items, first) > 0;
  bool recent = value >= 1900 && value <= 2100;
  bool counted = counts_noun(items, reading, value) && !is_span_of_years(items, reading);
  /* "over 2023" is a time, "over 2000" an amount. */
  bool hedged = reading->quantity.hedge != HEDGE_NONE && reading->quantity.hedge != HEDGE_UP_TO &&
                (fmod(value, 100) == 0 || reading->quantity.unit != NULL);
  if (!named && (!recent || hedged || reading->quantity.sign != 0 || counted))
    return false;
  if (!named && item_is_mark(items, item_before(items, first), "(") == false && hyphen &&
      item_is(items, word, ITEM_WORD))
    return false;
  role_set(reading, QUANTITY_YEAR, value);
  if (season_end(items, first) > 0)
    reading_extend(items, reading, season_end(items, first));
  else if (named)
    reading_extend(items, reading, word + 1);
  if (named)
    reading->number.ending = items->at[reading->last - 1].ending;
  reading->quantity.base = is_base(items, reading);
  return true;
}
