/* What a number may be read as that does not say all of itself: with the currency, scale or unit of
 * those beside it, as points of a score, more loosely. */
#include "audit/support_private.h"
#include "audit/units_told.h"

#include <string.h>

/* The number with the scale, currency and unit of another: "612.1 and 1,462.9 thousand trips". */
static Quantity
as_beside(const Quantity *bare, const Quantity *other)
{
  Quantity read = *bare;
  bool scaled = bare->scale > 1;
  double factor = scaled ? 1 : other->scale;
  read.dimension = other->dimension;
  memcpy(read.currency, other->currency, sizeof read.currency);
  read.unit = other->unit;
  read.scale = scaled ? bare->scale : other->scale;
  read.value *= factor;
  read.low *= factor;
  read.high *= factor;
  return read;
}

static bool
says_more(const Quantity *bare, const Quantity *other)
{
  return other->dimension != DIMENSION_NUMBER || unit_read(other->unit).base ||
         (other->scale > 1 && bare->scale <= 1);
}

enum { READINGS_MOST = 4 };

typedef struct Readings {
  const Quantity *bare;
  Quantity items[READINGS_MOST];
  size_t count;
} Readings;

static void
add_reading(Readings *readings, Quantity read)
{
  bool again = read.dimension == readings->bare->dimension && read.scale == readings->bare->scale &&
               read.unit == readings->bare->unit;
  for (size_t i = 0; i < readings->count; i++)
    again |= readings->items[i].dimension == read.dimension &&
             readings->items[i].scale == read.scale && readings->items[i].unit == read.unit &&
             strcmp(readings->items[i].currency, read.currency) == 0;
  if (!again && readings->count < READINGS_MOST)
    readings->items[readings->count++] = read;
}

/* As one beside it, and where that is an amount in two currencies as the first of them. */
static bool
add_beside(Readings *readings, const Quantity *items, const Quantity *other)
{
  if (!says_more(readings->bare, other))
    return false;
  if (other->pair >= 0 && items[other->pair].start < other->start)
    add_reading(readings, as_beside(readings->bare, &items[other->pair]));
  add_reading(readings, as_beside(readings->bare, other));
  return true;
}

/* "US$1.3 billion …. Films got 300 million.": the currency was said before. */
static void
add_earlier_money(Readings *readings, const Reading *reading)
{
  for (size_t i = 0; i < reading->earlier_count; i++) {
    const Sentence *earlier = reading->earlier[i];
    const Quantity *items = reading->context->quantities[earlier->passage].items;
    for (size_t j = 0; j < earlier->quantity_count; j++) {
      const Quantity *other = &items[earlier->first_quantity + j];
      if (other->role == QUANTITY_MEASURE && other->dimension == DIMENSION_MONEY)
        add_reading(readings, as_beside(readings->bare, other));
    }
  }
}

/* ---- units that stand beside no number ---- */

/* "in dollars, 38.5 million and 56.6 million": the currencies that a sentence names. */
static void
tell_currencies(const SupportAsk *ask, UnitsTold *units)
{
  const Sentence *sentence = ask->reading->sentence;
  const char *text = arena_strndup(ask->arena, asked_passage(ask)->text + sentence->start,
                                   sentence->end - sentence->start);
  WordList words = words_read(ask->arena, text);
  for (size_t i = 0; i < words.count; i++) {
    units_tell(ask->arena, arena_printf(ask->arena, "1 %s", words.items[i].text),
               asked_passage(ask)->language, units);
    if (units->count > 0 && units->items[units->count - 1].dimension != DIMENSION_MONEY)
      units->count--;
  }
}

/* Of a typed table's cell those of its heads and caption, of a sentence the currencies. */
static const UnitsTold *
units_told(const SupportAsk *ask)
{
  Reading *reading = ask->reading;
  const Passage *passage = asked_passage(ask);
  if (!reading->units) {
    UnitsTold *units = arena_new0(ask->arena, UnitsTold);
    reading->units = units;
    if (passage->kind != PASSAGE_CELL)
      tell_currencies(ask, units);
    else if (passage->context)
      units_tell_heads(ask->arena, passage->context, passage->language, units);
  }
  return reading->units;
}

static void
add_units_told(Readings *readings, const SupportAsk *ask)
{
  const UnitsTold *units = units_told(ask);
  for (size_t i = 0; i < units->count; i++)
    add_reading(readings, as_beside(readings->bare, &units->items[i]));
}

/* A share in words leaves more open than one in digits: "a third". */
#define WORDED_SHARE 1.5

static bool
is_worded_share(const SupportAsk *ask, const Quantity *quantity)
{
  return quantity->dimension == DIMENSION_PERCENT && quantity->hedge == HEDGE_NONE &&
         !quantity_has_digits(quantity, asked_passage(ask)->text);
}

/* "46 million US": half of a currency's name stands behind it, and no noun that is counted. */
static bool
is_abbreviation(const char *unit)
{
  bool any = false;
  for (const char *at = unit; at && *at; at = g_utf8_next_char(at)) {
    if (!g_unichar_isupper(g_utf8_get_char(at)))
      return false;
    any = true;
  }
  return any;
}

/* Reads a bare number as those beside it, the nearest first: the one after, then the one before;
 * a great one as money of which was spoken before; points as those of a score; a
 * share in words more loosely. */
static void
elliptic_readings(const SupportAsk *ask, const Quantity *quantity, Readings *out)
{
  const Reading *reading = ask->reading;
  const Quantity *items = reading->context->quantities[reading->sentence->passage].items;
  *out = (Readings){ .bare = quantity };
  if (quantity->dimension == DIMENSION_POINTS && quantity->unit) {
    out->items[out->count] = *quantity;
    out->items[out->count++].dimension = DIMENSION_NUMBER;
  }
  if (is_worded_share(ask, quantity)) {
    Quantity *loose = &out->items[out->count++];
    *loose = *quantity;
    loose->low = quantity->value - WORDED_SHARE;
    loose->high = quantity->value + WORDED_SHARE;
  }
  bool time =
      quantity->scale <= 1 && unit_is_time(quantity->unit); /* not "27 billion a year ago" */
  bool counted = quantity->scale <= 1 && quantity->unit;    /* "40 medals" */
  if (quantity->dimension != DIMENSION_NUMBER || time || counted ||
      is_abbreviation(quantity->unit) || unit_read(quantity->unit).base)
    return;
  if (asked_passage(ask)->kind == PASSAGE_CELL && quantity->scale <= 1)
    add_units_told(out, ask);
  bool found = false;
  for (size_t i = ask->number + 1; !found && i < reading->quantity_count; i++)
    found = add_beside(out, items, &items[reading->quantities[i]]);
  found = false;
  for (size_t i = ask->number; !found && i-- > 0;)
    found = add_beside(out, items, &items[reading->quantities[i]]);
  if (quantity->scale > 1) {
    add_units_told(out, ask);
    add_earlier_money(out, reading);
  }
}

Support
support_by_readings(const SupportAsk *ask, SupportFinder find)
{
  const Quantity *quantity = asked_quantity(ask);
  Support support = find(ask, quantity);
  if (support.found)
    return support;
  Readings readings;
  elliptic_readings(ask, quantity, &readings);
  for (size_t i = 0; i < readings.count && !support.found; i++)
    support = find(ask, &readings.items[i]);
  return support;
}
