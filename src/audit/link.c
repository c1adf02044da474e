#include "audit/quantity_private.h"

#include <math.h>
#include <string.h>

#define SENTENCE 24 /* items that are looked back for a verb of change */

/* Two neighbours of the text. */
typedef struct Couple {
  const Items *items;
  Reading *a, *b;
  size_t gap; /* items between them */
} Couple;

static bool
is_bare(const Reading *reading)
{
  return reading->quantity.dimension == DIMENSION_NUMBER && reading->quantity.unit == NULL;
}

static bool
same_role(const Couple *couple)
{
  return couple->a->quantity.role == couple->b->quantity.role;
}

static bool
both_measure(const Couple *couple)
{
  return couple->a->quantity.role == QUANTITY_MEASURE &&
         couple->b->quantity.role == QUANTITY_MEASURE;
}

static bool
is_ablative(const Items *items, const Reading *reading)
{
  return items->table->ablative != NULL && items->table->ablative(reading->number.ending);
}

static bool
is_dative(const Items *items, const Reading *reading)
{
  return items->table->dative != NULL && items->table->dative(reading->number.ending);
}

/* Whether a word such as "from" stands before, or "от" begins, the first number. */
static bool
begins_range(const Couple *couple)
{
  size_t first = couple->a->first;
  size_t lead = item_before(couple->items, first);
  return item_is(couple->items, lead, ITEM_FROM) || item_joins(couple->items, first);
}

static bool
is_range(const Couple *couple)
{
  const Items *items = couple->items;
  size_t at = couple->a->last;
  if (couple->gap == 0)
    return (item_joins(items, couple->b->first) && begins_range(couple)) ||
           (is_ablative(items, couple->a) && is_dative(items, couple->b) &&
            (couple->b->quantity.hedge == HEDGE_UP_TO || item_joins(items, couple->b->last) ||
             both_measure(couple)));
  if (couple->gap != 1)
    return false;
  if (!same_role(couple) && !item_is_dash(items, at, true) && !begins_range(couple))
    return false; /* "in 2023 to 43.9 billion" */
  bool bare = is_bare(couple->a) && couple->a->number.scale == 1;
  if (item_is_dash(items, at, false))
    return item_is_dash(items, at, true) ||
           (item_is_mark(items, at, "–") && bare && same_role(couple) &&
            couple->a->last == couple->a->number.last);
  if (item_joins(items, at))
    return begins_range(couple);
  if (item_is(items, at, ITEM_TO))
    return begins_range(couple) || bare ||
           (items->at[at].value == 0 &&
            couple->a->quantity.dimension == couple->b->quantity.dimension &&
            couple->a->quantity.role != QUANTITY_YEAR);
  return item_is(items, at, ITEM_AND) && begins_range(couple);
}

/* "10–20 million": the first is counted in millions too, unless it would be far the greater. */
static void
share_scale(Couple *couple)
{
  Number *a = &couple->a->number, *b = &couple->b->number;
  double scale = b->scale;
  if (a->scale != 1 || scale == 1 || a->words != b->words || a->value > 50 * b->value / scale)
    return;
  if (couple->a->quantity.unit != NULL || a->value == 0)
    return;
  a->value *= scale;
  a->step *= scale;
  a->scale = scale;
  couple->a->quantity.value *= scale;
  couple->a->quantity.scale = scale;
}

static void
share_dimension(const Reading *from, Reading *to)
{
  if (!is_bare(to) || to->number.share)
    return;
  if (from->quantity.dimension == DIMENSION_POINTS && from->number.step < 0.01)
    return;
  to->quantity.dimension = from->quantity.dimension;
  memcpy(to->quantity.currency, from->quantity.currency, sizeof to->quantity.currency);
}

static void
share_role(Couple *couple)
{
  Reading *a = couple->a, *b = couple->b;
  double next = b->quantity.value;
  if (a->quantity.role == QUANTITY_YEAR && b->quantity.role == QUANTITY_MEASURE && is_bare(b) &&
      b->number.loose && next < 100 && next > fmod(a->quantity.value, 100) &&
      a->quantity.value >= 1800 && item_is_dash(couple->items, a->last, true))
    role_set(b, QUANTITY_YEAR, a->quantity.value - fmod(a->quantity.value, 100) + next);
  else if (a->quantity.role == QUANTITY_YEAR && b->quantity.role == QUANTITY_MEASURE &&
           item_is_year(couple->items, a->number.first))
    a->quantity.role = QUANTITY_MEASURE;
  else if (a->quantity.role == QUANTITY_MEASURE && b->quantity.role == QUANTITY_YEAR &&
           item_is_year(couple->items, a->number.first) && is_bare(a))
    role_set(a, QUANTITY_YEAR, a->quantity.value);
  else if (a->quantity.role == QUANTITY_MEASURE && b->quantity.role == QUANTITY_ORDINAL &&
           is_bare(a) && a->number.loose)
    role_set(a, QUANTITY_ORDINAL, a->quantity.value);
}

static void
join_range(Couple *couple, int index)
{
  Reading *a = couple->a, *b = couple->b;
  share_role(couple);
  if (!same_role(couple))
    return;
  a->quantity.range_end = index + 1;
  b->quantity.range_end = index;
  if (a->quantity.role != QUANTITY_MEASURE)
    return;
  if (item_joins(couple->items, a->first))
    a->quantity.hedge = HEDGE_NONE;
  if (b->quantity.hedge == HEDGE_UP_TO)
    b->quantity.hedge = HEDGE_NONE;
  if (a->quantity.hedge == HEDGE_ABOUT && b->quantity.hedge == HEDGE_NONE)
    b->quantity.hedge = HEDGE_ABOUT; /* about 10–20 */
  share_scale(couple);
  if (a->quantity.dimension == DIMENSION_MONEY && b->quantity.dimension == DIMENSION_NUMBER)
    b->quantity.unit = NULL; /* "$2–3 billion spent" */
  share_dimension(b, a);
  share_dimension(a, b);
  if (a->quantity.unit == NULL && a->quantity.dimension == DIMENSION_NUMBER)
    a->quantity.unit = b->quantity.unit;
}

/* "Figures 3 and 4": the second is one as well. */
static void
join_references(Couple *couple)
{
  QuantityRole role = couple->a->quantity.role;
  size_t at = couple->a->last;
  bool listed = role == QUANTITY_REFERENCE || role == QUANTITY_CODE ||
                (role == QUANTITY_NAME && item_is_dash(couple->items, at, true));
  bool joined = couple->gap == 1 &&
                (item_is_mark(couple->items, at, ",") || item_is(couple->items, at, ITEM_AND) ||
                 item_is_dash(couple->items, at, false) || item_is(couple->items, at, ITEM_TO));
  if (listed && joined && reading_is_plain(couple->b) &&
      (is_bare(couple->b) || item_is_dash(couple->items, at, true)) &&
      couple->b->quantity.role == QUANTITY_MEASURE)
    role_set(couple->b, role, couple->b->quantity.value);
}

static bool
is_money(const Reading *reading)
{
  return reading->quantity.role == QUANTITY_MEASURE &&
         reading->quantity.dimension == DIMENSION_MONEY;
}

static bool
has_mark(const Items *items, size_t first, size_t last)
{
  static const char *const marks[] = { "(", "[", "/", "≈", "=", "~" };
  for (size_t i = first; i < last; i++)
    for (size_t k = 0; k < G_N_ELEMENTS(marks); k++)
      if (item_reads(items, i, marks[k]))
        return true;
  return false;
}

/* Whether what stands between says "the same in": a bracket, "or", a slash, ≈. */
static bool
says_same(const Items *items, size_t gap, const Reading *second)
{
  if (second->first - gap > 4)
    return false;
  bool or = second->first > gap && item_is(items, second->first - 1, ITEM_TO) &&
            items->at[second->first - 1].value > 0;
  return or || has_mark(items, gap, second->number.first);
}

static void
join_pair(const Items *items, GArray *readings, guint b)
{
  Reading *second = &g_array_index(readings, Reading, b);
  if (!is_money(second))
    return;
  Reading *before = &g_array_index(readings, Reading, b - 1);
  if (!says_same(items, before->last, second))
    return;
  guint a = b - 1;
  if (before->quantity.role == QUANTITY_YEAR && b >= 2 && item_is_mark(items, before->last, "("))
    a = b - 2;
  Reading *first = &g_array_index(readings, Reading, a);
  if (!is_money(first) || first->quantity.pair >= 0 ||
      strcmp(first->quantity.currency, second->quantity.currency) == 0)
    return;
  first->quantity.pair = (int)b;
  second->quantity.pair = (int)a;
}

static bool
ends_sentence(const Items *items, size_t at)
{
  return item_is_mark(items, at, "!") || item_is_mark(items, at, "?") ||
         item_is_mark(items, at, ";") ||
         (item_is_mark(items, at, ".") && at + 1 < items->count && items->at[at + 1].capital &&
          items->at[at + 1].space);
}

/* "rose to": a change's end is no upper bound, nor its beginning a lower one. */
static void
settle_change(const Items *items, Reading *reading)
{
  bool before = item_joins(items, reading->first);
  bool after = reading->quantity.hedge == HEDGE_UP_TO && is_dative(items, reading);
  if ((!before && !after) || reading->quantity.role != QUANTITY_MEASURE)
    return;
  for (size_t i = reading->first, seen = 0; i > 0 && seen < SENTENCE; i--, seen++) {
    const Item *item = &items->at[i - 1];
    if (ends_sentence(items, i - 1))
      break;
    if (item->kind == ITEM_CHANGE || (before && item->kind == ITEM_FROM && item->value > 0)) {
      reading->quantity.hedge = HEDGE_NONE;
      return;
    }
  }
  for (size_t i = reading->last; i < items->count && i < reading->last + 5; i++) {
    if (ends_sentence(items, i) || items->at[i].kind == ITEM_DIGITS)
      break;
    if (items->at[i].kind == ITEM_CHANGE && (after || i < reading->last + 2))
      reading->quantity.hedge = HEDGE_NONE;
  }
}

void
readings_link(const Items *items, GArray *readings)
{
  for (guint i = 0; i + 1 < readings->len; i++) {
    Couple couple = { .items = items,
                      .a = &g_array_index(readings, Reading, i),
                      .b = &g_array_index(readings, Reading, i + 1) };
    couple.gap = couple.b->first - couple.a->last;
    join_references(&couple);
    if (couple.a->quantity.range_end < 0 && is_range(&couple))
      join_range(&couple, (int)i);
  }
  for (guint i = 0; i < readings->len; i++) {
    if (i > 0)
      join_pair(items, readings, i);
    settle_change(items, &g_array_index(readings, Reading, i));
  }
}
