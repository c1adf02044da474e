#include "audit/quantity_private.h"

#include <string.h>

static const Item *
item(const Items *items, size_t at)
{
  return &items->at[at];
}

/* A minus or plus that belongs to the number behind it: nothing touches it from the left. */
static int
sign_of(const Items *items, size_t at)
{
  static const struct {
    const char *mark;
    int sign;
  } marks[] = { { "−", -1 }, { "-", -1 }, { "–", -1 }, { "‑", -1 }, { "+", 1 } };
  const Item *mark = item(items, at);
  bool open = mark->space || at == 0 || item_reads(items, at - 1, "(") ||
              item_reads(items, at - 1, "[") || item(items, at - 1)->kind == ITEM_CURRENCY;
  if (mark->kind == ITEM_SIGN)
    return (int)mark->value;
  if (mark->kind != ITEM_MARK || !open || item(items, at + 1)->space)
    return 0;
  for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
    if (item_reads(items, at, marks[i].mark))
      return marks[i].sign;
  return 0;
}

static void
take_sign(const Items *items, size_t from, Reading *reading)
{
  if (reading->first <= from || reading->quantity.sign != 0)
    return;
  int sign = sign_of(items, reading->first - 1);
  if (sign == 0)
    return;
  reading->first--;
  reading->quantity.sign = sign;
}

static void
take_currency(Reading *reading, const Item *currency)
{
  reading->quantity.dimension = DIMENSION_MONEY;
  g_strlcpy(reading->quantity.currency, currency->code, sizeof reading->quantity.currency);
}

/* "US$1.3", "$ mn 5" */
static void
take_currency_before(const Items *items, size_t from, Reading *reading)
{
  if (reading->first <= from || reading->number.share)
    return;
  size_t at = reading->first - 1;
  const Item *scale = item(items, at);
  if (scale->kind == ITEM_SCALE && at > from && item(items, at - 1)->kind == ITEM_CURRENCY &&
      reading->number.scale == 1)
    at--;
  const Item *currency = item(items, at);
  if (currency->kind != ITEM_CURRENCY || (currency->flags & LEXICON_BEFORE) == 0)
    return;
  if (at != reading->first - 1) {
    reading->number.scale = scale->value;
    reading->number.value *= scale->value;
    reading->number.step *= scale->value;
  }
  reading->first = at;
  take_currency(reading, currency);
}

static void
take_hedge_before(const Items *items, size_t from, Reading *reading)
{
  size_t at = reading->first;
  if (at > from + 1 &&
      (item(items, at - 1)->kind == ITEM_LEAD || item(items, at - 1)->kind == ITEM_FROM) &&
      item(items, at - 2)->kind == ITEM_HEDGE && (item(items, at - 2)->flags & LEXICON_FAR) != 0)
    at--; /* более чем в 2 раза */
  if (at > from &&
      (item(items, at - 1)->kind == ITEM_DETERMINER || item(items, at - 1)->kind == ITEM_ARTICLE))
    at--; /* "nearly a 5%", "over the 2 million" */
  if (at <= from || item(items, at - 1)->kind != ITEM_HEDGE)
    return;
  reading->first = at - 1;
  reading->quantity.hedge = (Hedge)item(items, at - 1)->value;
}

/* Items to skip before what belongs to the number: the point of an abbreviation. */
static size_t
skip_point(const Items *items, size_t at)
{
  bool point = item_is(items, at, ITEM_MARK) && item_reads(items, at, ".") &&
               !item(items, at)->space && at > 0 && item(items, at - 1)->kind == ITEM_SCALE;
  return point ? at + 1 : at;
}

typedef struct Taken {
  ItemKind kind;
  Dimension dimension;
} Taken;

/* Whether "times" at item `at` tells how often, not how many times more. */
static bool
is_frequency(const Items *items, const Reading *reading, size_t at)
{
  const char *word = items->table->times_need_lead;
  size_t lead = word != NULL ? reading->number.first : reading->first;
  if (lead > 2 && item_is_dash(items, lead - 1, false))
    lead -= 2;
  if (word != NULL)
    return lead == 0 || !item_reads(items, lead - 1, word);
  if (lead > 0 && item(items, lead - 1)->kind == ITEM_CHANGE)
    return false;
  static const char *const COMPARED[] = { "the", "that", "those", "what", "its", "their" };
  for (size_t i = 0; i < G_N_ELEMENTS(COMPARED); i++)
    if (item_reads(items, at + 1, COMPARED[i]))
      return false; /* "2.5 times the sum" */
  return item_is(items, at + 1, ITEM_ARTICLE) || item_is(items, at + 1, ITEM_LEAD) ||
         item_is(items, at + 1, ITEM_DETERMINER) || item_reads(items, at + 1, "per");
}

/* Percent, points, times. */
static bool
take_measure(const Items *items, Reading *reading)
{
  static const Taken taken[] = {
    { ITEM_PERCENT, DIMENSION_PERCENT },
    { ITEM_POINTS, DIMENSION_POINTS },
    { ITEM_TIMES, DIMENSION_MULTIPLE },
  };
  size_t at = skip_point(items, reading->last);
  if (item_is_hyphen(items, at) && item_is_dash(items, at, true))
    at++; /* 1.5-fold, 25-процентный */
  for (size_t i = 0; i < G_N_ELEMENTS(taken); i++) {
    if (!item_is(items, at, taken[i].kind))
      continue;
    const Item *measure = item(items, at);
    if (((measure->flags & LEXICON_TOUCH) != 0 && measure->space) ||
        ((measure->flags & LEXICON_FREQUENT) != 0 && is_frequency(items, reading, at)))
      return false;
    reading->quantity.dimension = taken[i].dimension;
    if ((measure->flags & LEXICON_WEAK) != 0)
      reading->quantity.unit = "points";
    reading->last = at + 1;
    reading->number.ending = measure->ending;
    if (taken[i].dimension == DIMENSION_POINTS) {
      reading->number.value *= measure->value;
      reading->number.step *= measure->value;
    }
    return true;
  }
  return false;
}

/* -ға after "%" or a currency's sign. */
static void
take_ending(const Items *items, Reading *reading)
{
  size_t at = reading->last;
  LexiconEnding *allowed = items->table->on_digits;
  if (!item_is_hyphen(items, at) || !item_is_dash(items, at, true) || allowed == NULL)
    return;
  if (item(items, at + 1)->start != item(items, at)->end || !allowed(item(items, at + 1)->folded))
    return;
  reading->number.ending = item(items, at + 1)->folded;
  reading->last = at + 2;
}

static bool
take_currency_after(const Items *items, Reading *reading)
{
  size_t at = skip_point(items, reading->last);
  if (item_is_hyphen(items, at) && item_is_dash(items, at, true))
    at++; /* a 5-million-dollar film, but $10-$12 */
  else if (reading->number.share && item_is(items, at, ITEM_STOP) && item_reads(items, at, "of"))
    return false;
  if (!item_is(items, at, ITEM_CURRENCY) || reading->number.share ||
      (at > skip_point(items, reading->last) && (item(items, at)->flags & LEXICON_BEFORE) != 0))
    return false;
  const Item *currency = item(items, at);
  if ((currency->flags & LEXICON_BEFORE) != 0 && currency->space && item_touches(items, at + 1) &&
      item_is(items, at + 1, ITEM_DIGITS))
    return false; /* 2024 ₸43.9 bn */
  bool sign_of_next = (currency->flags & LEXICON_BEFORE) != 0 && currency->space &&
                      item_is(items, at + 1, ITEM_DIGITS);
  if (sign_of_next && reading->quantity.dimension == DIMENSION_MONEY)
    return false;
  if (reading->quantity.dimension == DIMENSION_MONEY &&
      strcmp(reading->quantity.currency, currency->code) != 0 &&
      (currency->flags & LEXICON_BEFORE) != 0 && currency->space)
    return false;
  take_currency(reading, currency);
  reading->last = at + 1;
  reading->number.ending = currency->ending;
  return true;
}

/* Nouns that are in the lexicon for something else. */
static bool
names_unit(const Item *item)
{
  static const ItemKind kinds[] = { ITEM_UNIT,      ITEM_PERIOD, ITEM_YEAR, ITEM_TIMES,
                                    ITEM_REFERENCE, ITEM_CODE,   ITEM_NAME };
  if (item->kind == ITEM_SCALE)
    return (item->flags & LEXICON_TOUCH) != 0 && item->space; /* 5 m */
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (item->kind == kinds[i])
      return true;
  return false;
}

/* A noun or a measure's sign behind the number. */
static void
take_unit(Arena *arena, const Items *items, Reading *reading)
{
  size_t at = skip_point(items, reading->last);
  if (item_is_hyphen(items, at) && item_is_dash(items, at, true))
    at++;
  if (at >= items->count)
    return;
  const Item *unit = item(items, at);
  if (unit->capital && at > reading->last && item_is_mark(items, at - 1, "."))
    return; /* another sentence */
  if (item_reads(items, at, "годом"))
    return; /* «1 615 годом ранее» */
  bool touches = !unit->space && at == reading->last;
  if (unit->kind == ITEM_UNIT && touches && unit->upper && unit->end - unit->start == 1)
    return; /* 5G */
  if (unit->kind == ITEM_WORD ? touches : !names_unit(unit))
    return;
  reading->quantity.unit = arena_strndup(arena, items->text + unit->start, unit->end - unit->start);
  reading->last = at + 1;
  reading->number.ending = unit->ending;
}

/* Whether the number's ending lets the hedge speak of it: 5-тен астам, but "5%-ға көп". */
static bool
governs(const LexiconTable *table, Hedge hedge, const char *ending)
{
  if (table->ablative == NULL || hedge == HEDGE_ABOUT)
    return true;
  if (hedge == HEDGE_NEARLY)
    return table->dative(ending);
  return table->ablative(ending) || (hedge == HEDGE_UP_TO && table->dative(ending));
}

static void
take_hedge_after(const Items *items, Reading *reading)
{
  size_t at = reading->last;
  if (reading->quantity.hedge != HEDGE_NONE || !item_is(items, at, ITEM_HEDGE_AFTER))
    return;
  if ((item(items, at)->flags & LEXICON_TOUCH) != 0 && item(items, at)->space)
    return;
  if (item_reads(items, at + 1, "than") || item_reads(items, at + 1, "чем"))
    return; /* "in 2021 and more than doubled" */
  Hedge hedge = (Hedge)item(items, at)->value;
  if (!governs(items->table, hedge, reading->number.ending))
    return;
  reading->quantity.hedge = hedge;
  reading->last = at + 1;
}

static void
take_noun(Arena *arena, const Items *items, Reading *reading)
{
  if (reading->quantity.dimension == DIMENSION_NUMBER && !reading->number.share)
    take_unit(arena, items, reading);
}

void
attach(Arena *arena, const Items *items, size_t from, Reading *reading)
{
  const Number *number = &reading->number;
  reading->first = number->first;
  reading->last = number->last;
  if (number->ordinal || number->code)
    return;
  take_sign(items, from, reading);
  if (!number->words)
    take_currency_before(items, from, reading);
  take_sign(items, from, reading);
  take_hedge_before(items, from, reading);
  bool measured = take_measure(items, reading) || take_currency_after(items, reading);
  if (measured)
    take_ending(items, reading);
  take_hedge_after(items, reading);
  if (!measured && reading->last > number->last)
    measured = take_currency_after(items, reading); /* 5 мыңнан астам теңге */
  const char *ending = reading->number.ending;
  bool hedged = reading->quantity.hedge != HEDGE_NONE;
  take_noun(arena, items, reading);
  if (hedged)
    reading->number.ending = ending;
  take_hedge_after(items, reading);
}
