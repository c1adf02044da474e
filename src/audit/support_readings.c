/* What a number may be read as that does not say all of itself: with the currency, scale or unit of
 * those beside it, as points of a score, more loosely. */
#include "audit/support_private.h"

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

/* What a head says of the numbers under it: "billion tenge", "US$ million", «в млрд тенге», "%". */
static bool
read_head(const SupportAsk *ask, const char *head, Quantity *out)
{
  static const char *const IN[] = { "in ", "в " };
  for (size_t i = 0; i < G_N_ELEMENTS(IN); i++)
    head += g_str_has_prefix(head, IN[i]) ? strlen(IN[i]) : 0;
  const char *space = strchr(head, ' ');
  int word = space ? (int)(space - head) : (int)strlen(head);
  const char *forms[] = { arena_printf(ask->arena, "%.*s 1%s", word, head, head + word),
                          arena_printf(ask->arena, "1 %s", head) };
  for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
    QuantityList list = quantities_read(ask->arena, forms[i], asked_passage(ask)->language);
    if (list.count == 1 && list.items[0].start == 0 && list.items[0].role == QUANTITY_MEASURE &&
        (list.items[0].scale > 1 || list.items[0].dimension != DIMENSION_NUMBER)) {
      *out = list.items[0];
      return true;
    }
  }
  return false;
}

/* A number of a table that is typed, in the unit that its heads or its caption give. */
static void
add_headed(Readings *readings, const SupportAsk *ask)
{
  const Passage *passage = asked_passage(ask);
  if (passage->kind != PASSAGE_CELL || !passage->context || readings->bare->scale > 1)
    return;
  g_auto(GStrv) parts = g_strsplit_set(passage->context, ",;:()", -1);
  for (size_t i = 0; parts[i]; i++) {
    Quantity head;
    if (read_head(ask, g_strstrip(parts[i]), &head))
      add_reading(readings, as_beside(readings->bare, &head));
  }
}

/* "in dollars, 38.5 million and 56.6 million": the currency is named, but beside no number. */
static void
add_named_money(Readings *readings, const SupportAsk *ask)
{
  const Sentence *sentence = ask->reading->sentence;
  const Passage *passage = asked_passage(ask);
  const char *text =
      arena_strndup(ask->arena, passage->text + sentence->start, sentence->end - sentence->start);
  WordList words = words_read(ask->arena, text);
  for (size_t i = 0; i < words.count; i++) {
    const char *one = arena_printf(ask->arena, "1 %s", words.items[i].text);
    QuantityList list = quantities_read(ask->arena, one, passage->language);
    if (list.count == 1 && list.items[0].dimension == DIMENSION_MONEY)
      add_reading(readings, as_beside(readings->bare, &list.items[0]));
  }
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
  add_headed(out, ask);
  bool found = false;
  for (size_t i = ask->number + 1; !found && i < reading->quantity_count; i++)
    found = add_beside(out, items, &items[reading->quantities[i]]);
  found = false;
  for (size_t i = ask->number; !found && i-- > 0;)
    found = add_beside(out, items, &items[reading->quantities[i]]);
  if (quantity->scale > 1) {
    add_named_money(out, ask);
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
