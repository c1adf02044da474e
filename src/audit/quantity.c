#include "audit/quantity_private.h"

#include <math.h>
#include <string.h>

/* Where the next number is looked for, and what was found before it. */
typedef struct Search {
  Arena *arena;
  Items items;
  GArray *readings; /* of Reading */
  size_t from;      /* the first item that belongs to no quantity */
} Search;

static void
fill(const Items *items, Reading *reading)
{
  Quantity *quantity = &reading->quantity;
  const Number *number = &reading->number;
  bool share = number->share && quantity->dimension == DIMENSION_NUMBER && quantity->unit == NULL;
  if (share) {
    quantity->dimension = DIMENSION_PERCENT;
    reading->number.value *= 100;
    reading->number.step *= 100;
  }
  reading->number.share = share;
  quantity->value = quantity->sign < 0 ? -number->value : number->value;
  quantity->scale = number->scale;
  quantity->digits = number->digits;
  quantity->decimals = number->decimals;
  size_t first = number->first;
  if (quantity->sign != 0 && first > reading->first && items->at[first - 1].kind != ITEM_CURRENCY)
    first--;
  quantity->number_start = items->at[first].start;
  quantity->number_end = items->at[number->last - 1].end;
  quantity->range_end = quantity->pair = -1;
}

static void
keep(Search *search, Reading *reading)
{
  search->from = reading->last;
  g_array_append_val(search->readings, *reading);
}

/* "doubled", "вдвое": a number and its dimension in one word. */
static void
read_multiple(Search *search, size_t at)
{
  const Item *item = &search->items.at[at];
  Reading reading = { .number = { .first = at,
                                  .last = at + 1,
                                  .value = item->value,
                                  .step = 0.2,
                                  .scale = 1,
                                  .digits = 1,
                                  .words = true,
                                  .ending = "" } };
  if (item->value < 1)
    reading.number.step = 0.05;
  attach(search->arena, &search->items, search->from, &reading);
  reading.last = at + 1;
  reading.quantity.unit = NULL;
  if (item_is(&search->items, at + 1, ITEM_LEAD) || item_is(&search->items, at + 1, ITEM_STOP) ||
      (item->flags & LEXICON_FREQUENT) == 0 || !item_is(&search->items, at + 1, ITEM_ARTICLE))
    reading.quantity.dimension = DIMENSION_MULTIPLE;
  fill(&search->items, &reading);
  keep(search, &reading);
}

/* "first of all": looks like a number. */
static void
read_idle(Search *search, size_t at)
{
  Reading reading = { .first = at,
                      .last = at + 1,
                      .number = { .first = at,
                                  .last = at + 1,
                                  .value = 1,
                                  .step = 1,
                                  .scale = 1,
                                  .digits = 1,
                                  .words = true,
                                  .ending = "" } };
  fill(&search->items, &reading);
  reading.quantity.role = QUANTITY_IDLE;
  keep(search, &reading);
}

/* "one in five", "nine out of ten", "7 out of 10": a share; its last item, or 0. */
static size_t
ratio_end(const Items *items, Number *number)
{
  size_t joint = number->last;
  bool hyphens = item_is_hyphen(items, joint) && item_is_dash(items, joint, true);
  joint += hyphens ? 1 : 0; /* one-in-five */
  bool in = item_is(items, joint, ITEM_LEAD) && item_reads(items, joint, "in");
  size_t second = joint + (hyphens && item_is_hyphen(items, joint + 1) ? 2 : 1);
  Number whole;
  if ((!in && !item_is(items, joint, ITEM_OF)) || number->share || number->scale != 1 ||
      second >= items->count || !number_read(items, second, &whole))
    return 0;
  bool both = number->words && whole.words;
  bool round = whole.value == 10 || whole.value == 100;
  bool told = in ? number->value == 1 || both : both || round;
  if (!told || whole.value <= number->value || whole.scale != 1 || whole.value > 100 ||
      (whole.value > 10 && !round && number->value != 1) || whole.decimals > 0 || whole.ordinal ||
      whole.share || number->decimals > 0 || number->ordinal)
    return 0;
  number->value /= whole.value;
  number->step = 0.01;
  return whole.last;
}

static size_t
read_at(Search *search, size_t at)
{
  ItemKind kind = search->items.at[at].kind;
  Reading reading = { .first = at };
  if (kind == ITEM_MULTIPLE) {
    read_multiple(search, at);
    return search->from;
  }
  if (kind == ITEM_IDLE) {
    read_idle(search, at);
    return search->from;
  }
  if (!number_read(&search->items, at, &reading.number))
    return at + 1;
  size_t parts = ratio_end(&search->items, &reading.number);
  if (parts > 0) {
    reading.number.last = parts;
    reading.number.share = true;
  }
  attach(search->arena, &search->items, search->from, &reading);
  fill(&search->items, &reading);
  role_decide(&search->items, &reading);
  keep(search, &reading);
  return search->from;
}

QuantityList
quantities_read(Arena *arena, const char *text, const char *language)
{
  g_autoptr(GArray) readings = g_array_new(FALSE, FALSE, sizeof(Reading));
  Search search = { .arena = arena,
                    .items = items_read(arena, text, lexicon_get(language)),
                    .readings = readings };
  for (size_t at = 0; at < search.items.count;)
    at = read_at(&search, at);
  readings_link(&search.items, readings);
  Quantity *items = arena_array(arena, Quantity, readings->len);
  for (guint i = 0; i < readings->len; i++) {
    Reading *reading = &g_array_index(readings, Reading, i);
    interval_set(reading);
    reading->quantity.start = search.items.at[reading->first].start;
    reading->quantity.end = search.items.at[reading->last - 1].end;
    reading->quantity.number_start =
        MAX(reading->quantity.number_start, reading->quantity.start); /* a sign let go */
    items[i] = reading->quantity;
  }
  return (QuantityList){ .items = items, .count = readings->len };
}

bool
quantity_has_digits(const Quantity *quantity, const char *text)
{
  for (size_t i = quantity->number_start; i < quantity->number_end; i++)
    if (g_ascii_isdigit(text[i]))
      return true;
  return false;
}
