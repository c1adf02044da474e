#include "audit/quantity_private.h"

#include <string.h>

bool
reading_is_plain(const Reading *reading)
{
  const Quantity *quantity = &reading->quantity;
  return reading->number.loose && !reading->number.words &&
         quantity->dimension == DIMENSION_NUMBER && !reading->number.ordinal;
}

void
role_set(Reading *reading, QuantityRole role, double value)
{
  Quantity *quantity = &reading->quantity;
  reading->first = reading->number.first;
  reading->last = reading->number.last;
  quantity->role = role;
  quantity->value = value;
  quantity->dimension = DIMENSION_NUMBER;
  quantity->currency[0] = '\0';
  quantity->unit = NULL;
  quantity->hedge = HEDGE_NONE;
  quantity->sign = 0;
}

void
reading_extend(const Items *items, Reading *reading, size_t last)
{
  reading->last = last;
  reading->quantity.number_end = items->at[last - 1].end;
}

/* 16.11.2025 */
static bool
is_dotted_date(const Items *items, size_t at, double *year)
{
  const char *text = items->text + items->at[at].start;
  size_t length = items->at[at].end - items->at[at].start;
  if (length < 6 || length > 10)
    return false;
  char *end;
  guint64 day = g_ascii_strtoull(text, &end, 10);
  if (*end != '.')
    return false;
  guint64 month = g_ascii_strtoull(end + 1, &end, 10);
  if (*end != '.' || day < 1 || day > 31 || month < 1 || month > 12)
    return false;
  const char *last = end + 1;
  *year = (double)g_ascii_strtoull(last, &end, 10);
  return end == text + length && (end - last == 4 || end - last == 2);
}

/* Dates of digits alone: 16.11.2025, 2025-11-16, 16/11/2025, 10:30. */
static bool
decide_numeric_date(const Items *items, Reading *reading)
{
  size_t at = reading->number.first;
  double year = 0;
  if (!item_is(items, at, ITEM_DIGITS))
    return false;
  if (items->at[at].digits.dotted && is_dotted_date(items, at, &year)) {
    role_set(reading, QUANTITY_DATE, year < 100 ? 2000 + year : year);
    return true;
  }
  bool glued = item_touches(items, at + 1) && item_touches(items, at + 2);
  bool longer = glued && item_touches(items, at + 3) && item_touches(items, at + 4);
  if (glued && item_is_mark(items, at + 1, ":") && item_is_digits(items, at, 0, 0, 24) &&
      item_is_digits(items, at + 2, 2, 0, 59)) {
    role_set(reading, QUANTITY_DATE, 0);
    reading_extend(items, reading, longer && item_is_mark(items, at + 3, ":") ? at + 5 : at + 3);
    return true;
  }
  bool iso = longer && item_is_year(items, at) && item_is_hyphen(items, at + 1) &&
             item_is_hyphen(items, at + 3) && item_is_digits(items, at + 2, 2, 1, 12) &&
             item_is_digits(items, at + 4, 2, 1, 31);
  bool slashes = longer && item_is_mark(items, at + 1, "/") && item_is_mark(items, at + 3, "/") &&
                 item_is_digits(items, at, 0, 1, 31) && item_is_digits(items, at + 2, 0, 1, 31) &&
                 item_is(items, at + 4, ITEM_DIGITS);
  if (!iso && !slashes)
    return false;
  role_set(reading, QUANTITY_DATE, items->at[iso ? at : at + 4].digits.value);
  reading_extend(items, reading, at + 5);
  return true;
}

/* Takes ", 2025" or " 2025" behind item `last` into a date. */
static void
take_year(const Items *items, Reading *reading, size_t last)
{
  size_t year = item_is_mark(items, last, ",") ? last + 1 : last;
  if (item_is_year(items, year)) {
    reading->quantity.value = items->at[year].digits.value;
    last = year + 1;
    if (item_is(items, last, ITEM_YEAR))
      last++;
  }
  reading_extend(items, reading, last);
}

static bool
is_day(const Reading *reading)
{
  const Number *number = &reading->number;
  return !number->words && number->value >= 1 && number->value <= 31 && number->scale == 1 &&
         number->decimals == 0 && reading->quantity.dimension == DIMENSION_NUMBER;
}

/* 16 November 2025; November 16, 2025; 16–18 November; 10 a.m. */
static bool
decide_date(const Items *items, Reading *reading)
{
  size_t first = reading->number.first, last = reading->number.last;
  if (item_is(items, last, ITEM_CLOCK) && !reading->number.words && reading->number.value <= 24) {
    role_set(reading, QUANTITY_DATE, 0);
    reading_extend(items, reading, last + 1);
    return true;
  }
  if (!is_day(reading))
    return false;
  size_t month = item_reads(items, last, "of") ? last + 1 : last;
  if (item_is(items, month, ITEM_MONTH)) {
    role_set(reading, QUANTITY_DATE, 0);
    take_year(items, reading, month + 1);
    return true;
  }
  bool joined = item_is_dash(items, last, false) || item_is(items, last, ITEM_AND) ||
                item_is(items, last, ITEM_TO) || item_joins(items, last);
  size_t joined_month = last + 2;
  if ((joined && item_is_digits(items, last + 1, 0, 1, 31) &&
       item_is(items, joined_month, ITEM_MONTH)) ||
      (first > 2 && item_is_dash(items, first - 1, true) &&
       item_is_digits(items, first - 2, 0, 1, 31) && items->at[first - 3].kind == ITEM_MONTH)) {
    role_set(reading, QUANTITY_DATE, 0);
    return true;
  }
  if (first == 0 || items->at[first - 1].kind != ITEM_MONTH || !reading->number.loose)
    return false;
  role_set(reading, QUANTITY_DATE, 0);
  take_year(items, reading, last);
  return true;
}

static int
digits_in(const Items *items, size_t at)
{
  int count = 0;
  for (size_t i = items->at[at].start; i < items->at[at].end; i++)
    count += g_ascii_isdigit(items->text[i]);
  return count;
}

/* Telephone numbers: +7 727 250-12-34, 8 (7172) 74-12-34, 202-555-0143. */
static bool
decide_telephone(const Items *items, Reading *reading)
{
  size_t at = reading->number.first, end = at + 1;
  if (!item_is(items, at, ITEM_DIGITS) || items->at[at].digits.decimals > 0)
    return false;
  int digits = digits_in(items, at), groups = 1, hyphens = 0;
  for (size_t i = end; i < items->count && i < end + 4 && digits < 16; i++) {
    if (item_is(items, i, ITEM_DIGITS)) {
      digits += digits_in(items, i);
      groups++;
      hyphens += item_is_hyphen(items, i - 1) && item_is_dash(items, i - 1, true);
      end = i + 1;
    } else if (!item_is_hyphen(items, i) && !item_is_mark(items, i, "(") &&
               !item_is_mark(items, i, ")")) {
      break;
    }
  }
  size_t lead = item_before(items, at);
  lead = item_is_mark(items, lead, "(") ? item_before(items, lead) : lead;
  bool plus = item_is_mark(items, lead, "+") && item_touches(items, at);
  bool announced = item_is(items, lead, ITEM_CODE) && items->at[lead].value > 0;
  if (digits > 15 || !((plus && digits >= 10) || (announced && digits >= 3) ||
                       (groups >= 3 && hyphens >= 2 && digits >= 7)))
    return false;
  role_set(reading, QUANTITY_CODE, reading->number.value);
  reading_extend(items, reading, end);
  return true;
}

/* Whether the noun has its number before it already: 2-кесте. */
static bool
is_ranked(const Items *items, size_t noun)
{
  return items->table->hyphen_ranks && noun > 1 && item_is_hyphen(items, noun - 1) &&
         item_is(items, noun - 2, ITEM_DIGITS);
}

/* The kind that the word before the number gives it: Figure, No., ISO. */
static bool
decide_by_word_before(const Items *items, Reading *reading)
{
  static const struct {
    ItemKind kind;
    QuantityRole role;
  } roles[] = { { ITEM_REFERENCE, QUANTITY_REFERENCE },
                { ITEM_CODE, QUANTITY_CODE },
                { ITEM_NAME, QUANTITY_NAME } };
  size_t word = item_before(items, reading->number.first);
  if (item_is_mark(items, word, ".") && item_touches(items, word))
    word = item_before(items, word);
  else if (item_is_dash(items, word, true))
    word = item_before(items, word);
  bool measured = reading->quantity.dimension != DIMENSION_NUMBER || reading->number.scale != 1 ||
                  reading->number.words;
  if (measured || word >= items->count || is_ranked(items, word))
    return false;
  ItemKind kind = items->at[word].kind;
  if (kind == ITEM_POINTS && item_reads(items, word, "pp"))
    kind = ITEM_REFERENCE; /* pages */
  for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
    if (kind == roles[i].kind && (kind != ITEM_CODE || reading->number.decimals == 0)) {
      role_set(reading, roles[i].role, reading->number.value);
      return true;
    }
  return false;
}

/* The kind that a noun behind a hyphen or space gives: 2-кесте, 12-бап, 100-летие, 5-сынып. */
static bool
decide_by_word_after(const Items *items, Reading *reading)
{
  size_t at = reading->number.last;
  bool hyphen = item_is_hyphen(items, at) && item_is_dash(items, at, true);
  size_t word = hyphen ? at + 1 : at;
  if (item_is(items, word, ITEM_RANK)) {
    role_set(reading, QUANTITY_ORDINAL, reading->number.value);
    return true;
  }
  if (!hyphen || !items->table->hyphen_ranks || word >= items->count || reading->number.words ||
      reading->quantity.dimension != DIMENSION_NUMBER)
    return false;
  const Item *noun = &items->at[word];
  if (noun->kind == ITEM_YEAR)
    return false;
  if (noun->kind == ITEM_REFERENCE || noun->kind == ITEM_CODE) {
    role_set(reading, noun->kind == ITEM_CODE ? QUANTITY_CODE : QUANTITY_REFERENCE,
             reading->number.value);
    return true;
  }
  if (!reading_is_plain(reading) || noun->kind == ITEM_DIGITS || noun->kind == ITEM_MARK ||
      noun->kind == ITEM_ONES || noun->kind == ITEM_TENS)
    return false;
  role_set(reading, QUANTITY_ORDINAL, reading->number.value);
  return true;
}

/* G20, COVID-19, 5G, 3D: letters touch the digits. */
static bool
decide_glued(const Items *items, Reading *reading)
{
  size_t first = reading->number.first, last = reading->number.last;
  if (!item_is(items, first, ITEM_DIGITS) || reading->quantity.dimension != DIMENSION_NUMBER)
    return false;
  size_t word = item_before(items, first);
  bool hyphen = word < items->count && item_is_dash(items, word, true) && item_touches(items, word);
  word = hyphen ? item_before(items, word) : word;
  bool left = word < items->count && item_touches(items, first) &&
              items->at[word].kind != ITEM_MARK && items->at[word].kind != ITEM_DIGITS &&
              items->at[word].kind != ITEM_HEDGE && items->at[word].kind != ITEM_LEAD &&
              items->at[word].kind != ITEM_PERCENT && items->at[word].kind != ITEM_CURRENCY;
  if (left && hyphen && (word == 0 || items->at[word].kind != ITEM_WORD))
    left = items->at[word].kind == ITEM_WORD;
  bool right = last == reading->last && item_touches(items, last) &&
               (item_is(items, last, ITEM_WORD) || item_is(items, last, ITEM_UNIT)) &&
               !item_reads(items, last, "s");
  if (!left && !right)
    return false;
  role_set(reading, QUANTITY_NAME, reading->number.value);
  return true;
}

static bool
is_round_the_clock(const Items *items, size_t slash)
{
  return item_is_mark(items, slash, "/") && slash > 0 &&
         item_is_digits(items, slash - 1, 2, 24, 24) && item_is_digits(items, slash + 1, 1, 7, 7);
}

/* TR CU 033/2013: either side of the slash is of the act's number. */
static bool
decide_act(const Items *items, Reading *reading)
{
  size_t first = reading->number.first;
  size_t slash = item_is_mark(items, first + 1, "/") ? first + 1 : item_before(items, first);
  bool act = reading->number.loose && slash > 0 && slash < items->count &&
             item_is_mark(items, slash, "/") && item_touches(items, slash) &&
             item_touches(items, slash + 1) && item_is(items, slash - 1, ITEM_DIGITS) &&
             !item_is_year(items, slash - 1) && item_is_year(items, slash + 1);
  if (act)
    role_set(reading, QUANTITY_CODE, reading->number.value);
  return act;
}

/* 16:9, 24/7 */
static bool
decide_ratio(const Items *items, Reading *reading)
{
  size_t first = reading->number.first;
  if (!reading_is_plain(reading))
    return false;
  for (size_t i = 0; i < 2; i++) {
    size_t mark = i == 0 ? first + 1 : item_before(items, first);
    bool glued = item_touches(items, mark) && item_touches(items, mark + 1) && mark > 0;
    bool colon = glued && item_is_mark(items, mark, ":") && item_is(items, mark - 1, ITEM_DIGITS) &&
                 item_is(items, mark + 1, ITEM_DIGITS);
    if (colon || (glued && is_round_the_clock(items, mark))) {
      role_set(reading, QUANTITY_NAME, reading->number.value);
      return true;
    }
  }
  return false;
}

/* «Культура 2030» */
static bool
decide_quoted(const Items *items, Reading *reading)
{
  size_t word = item_before(items, reading->number.first), after = reading->number.last;
  if (!reading_is_plain(reading) || !item_is(items, word, ITEM_WORD) || after >= items->count ||
      items->at[after].space)
    return false;
  bool closed = item_is_mark(items, after, "»") || item_is_mark(items, after, "”") ||
                item_is_mark(items, after, "\"") || item_is_mark(items, after, "’") ||
                item_is_mark(items, after, "“");
  bool titled = items->at[word].capital ||
                (item_is_year(items, reading->number.first) && !item_is(items, word, ITEM_LEAD));
  if (!closed || !titled)
    return false;
  role_set(reading, QUANTITY_NAME, reading->number.value);
  return true;
}

/* "1)" and "1." that begin an item of a list. */
static bool
decide_marker(const Items *items, Reading *reading)
{
  size_t first = reading->number.first, last = reading->number.last;
  if (!reading_is_plain(reading) || !item_touches(items, last) || reading->number.value > 99)
    return false;
  size_t lead = item_before(items, first);
  bool opened = item_is_mark(items, lead, "(") &&
                (lead == 0 || item_is_mark(items, lead - 1, ";") ||
                 item_is_mark(items, lead - 1, ":") || item_is_mark(items, lead - 1, ","));
  bool bracket = item_is_mark(items, last, ")") && item_is(items, last + 1, ITEM_WORD) &&
                 (opened || lead == items->count || !item_is_mark(items, lead, "("));
  if (bracket && !opened && items->at[first].space == false)
    bracket = false;
  for (size_t i = first, seen = 0; bracket && !opened && i > 0 && seen < 24; i--, seen++)
    if (item_is_mark(items, i - 1, "("))
      bracket = false; /* it closes what was opened before */
    else if (item_is_mark(items, i - 1, ")"))
      break;
  bool point = first == 0 && item_is_mark(items, last, ".") && last + 1 < items->count &&
               items->at[last + 1].capital;
  if (!bracket && !point)
    return false;
  role_set(reading, QUANTITY_REFERENCE, reading->number.value);
  return true;
}

static bool
decide_code(const Items *items, Reading *reading)
{
  size_t first = reading->number.first;
  const Item *item = &items->at[first];
  if (item->link || (reading->number.code && !item->digits.dotted)) {
    role_set(reading, QUANTITY_CODE, reading->number.value);
    return true;
  }
  if (item->kind == ITEM_DIGITS && item->digits.dotted) {
    role_set(reading, QUANTITY_REFERENCE, reading->number.value);
    return true;
  }
  if (!reading_is_plain(reading) || item->kind != ITEM_DIGITS)
    return false;
  bool longish = item->digits.whole >= 9 && reading->quantity.unit == NULL;
  if (!item->digits.padded && !longish)
    return false;
  role_set(reading, QUANTITY_CODE, reading->number.value);
  return true;
}

static bool
decide_ordinal(const Items *items, Reading *reading)
{
  (void)items;
  if (!reading->number.ordinal)
    return false;
  role_set(reading, QUANTITY_ORDINAL, reading->number.value);
  return true;
}

/* "one" as a pronoun; thousands of something. */
static bool
decide_idle(const Items *items, Reading *reading)
{
  const Number *number = &reading->number;
  bool hedged = reading->quantity.hedge != HEDGE_NONE;
  bool bound = hedged || reading->quantity.dimension != DIMENSION_NUMBER;
  if (number->idle && !hedged && *items->at[number->last - 1].ending == '\0') {
    role_set(reading, QUANTITY_IDLE, number->value);
    return true;
  }
  bool one = number->words && number->value == 1 && number->scale == 1 && !number->share;
  size_t lead = item_before(items, number->first);
  bool pronoun = reading->quantity.unit == NULL || items->table->one_is_article ||
                 item_is(items, lead, ITEM_DETERMINER) || item_is(items, lead, ITEM_EACH);
  if (!one || bound || !pronoun)
    return false;
  role_set(reading, QUANTITY_IDLE, 1);
  return true;
}

static bool
is_power_of_ten(double value)
{
  for (double power = 100; power <= 1e6; power *= 10)
    if (value == power)
      return true;
  return false;
}

/* Does the noun begin as one of them? */
static bool
begins_with_any(const char *noun, const char *const *beginnings)
{
  for (size_t i = 0; noun && beginnings[i]; i++)
    if (g_str_has_prefix(noun, beginnings[i]))
      return true;
  return false;
}

/* «вырос на 1000 человек», «на 1000 человек больше» */
static bool
is_difference(const Items *items, const Reading *reading, size_t lead)
{
  const char *const *more = items->table->more;
  for (size_t i = 0; more && more[i]; i++)
    if (item_reads(items, reading->last, more[i]))
      return true;
  return lead > 0 && item_is(items, lead - 1, ITEM_CHANGE);
}

static bool
is_base_of_rate(const Items *items, const Reading *reading)
{
  const LexiconTable *table = items->table;
  size_t lead = item_before(items, reading->number.first);
  if (table->rate_behind && reading->last < items->count && items->at[reading->last].folded &&
      g_str_has_prefix(items->at[reading->last].folded, table->rate_behind))
    return true; /* «шаққандағы» */
  return table->rate_before && item_reads(items, lead, table->rate_before) &&
         !is_difference(items, reading, lead) &&
         (!table->rate_nouns || begins_with_any(reading->quantity.unit, table->rate_nouns));
}

/* "per 1,000 people", «на тысячу жителей», «мың тұрғынға шаққанда»; tenge to one dollar: what a
 * rate is for. */
static bool
decide_rate_base(const Items *items, Reading *reading)
{
  const Number *number = &reading->number;
  bool one = number->words && number->value == 1 && number->scale == 1 &&
             reading->quantity.dimension == DIMENSION_MONEY;
  bool base = one || (is_power_of_ten(number->value) && is_base_of_rate(items, reading));
  if (base && reading->quantity.hedge == HEDGE_NONE)
    role_set(reading, QUANTITY_IDLE, number->value);
  return base && reading->quantity.role == QUANTITY_IDLE;
}

typedef bool Decision(const Items *items, Reading *reading);

void
role_decide(const Items *items, Reading *reading)
{
  static Decision *const decisions[] = {
    decide_numeric_date,   decide_telephone,     decide_act,     decide_ratio, decide_date,
    year_decide_decade,    decide_rate_base,     decide_ordinal, decide_idle,  decide_quoted,
    decide_by_word_before, decide_by_word_after, decide_glued,   year_decide,  decide_code,
    decide_marker,
  };
  if (items->at[reading->number.first].link) {
    role_set(reading, QUANTITY_CODE, reading->number.value);
    return;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(decisions); i++)
    if (decisions[i](items, reading))
      return;
}
