#include "audit/quantity_private.h"

#include <math.h>
#include <string.h>

/* A number in words as it is added up: millions down to ones. */
typedef struct Sum {
  double total, group; /* of the scales that are closed; below the next scale */
  double limit;        /* the next word of the group counts less */
  double scale_limit;  /* the next scale is smaller */
  double step;
  size_t words;
  bool strong; /* a word that is a number by itself was among them */
} Sum;

static bool
add_hundred(Sum *sum)
{
  bool alone = sum->group == 0 && sum->limit >= 1000;
  bool counted = sum->group > 0 && sum->group < 100 && fmod(sum->group, 10) != 0;
  if (!alone && !counted)
    return false;
  sum->group = (counted ? sum->group : 1) * 100;
  sum->limit = 100;
  return true;
}

static bool
add_scale(Sum *sum, double scale)
{
  if (scale >= sum->scale_limit)
    return false;
  sum->total += (sum->group > 0 ? sum->group : 1) * scale;
  sum->group = 0;
  sum->limit = MIN(scale, 1000);
  sum->scale_limit = scale;
  sum->step = scale;
  return true;
}

/* Adds one word; false: it cannot follow. */
static bool
add_word(Sum *sum, const Item *item)
{
  double value = item->value;
  bool added = true;
  switch ((int)item->kind) {
  case ITEM_ONES:
  case ITEM_TEENS:
  case ITEM_TENS:
  case ITEM_HUNDREDS:
    added = value < sum->limit && (value > 0 || sum->words == 0);
    if (!added)
      return false;
    sum->group += value;
    sum->limit = item->kind == ITEM_HUNDREDS ? 100 : item->kind == ITEM_TENS ? 10 : value > 0;
    sum->step = 1;
    break;
  case ITEM_HUNDRED:
    added = add_hundred(sum);
    sum->step = added ? 1 : sum->step;
    break;
  case ITEM_SCALE:
    added = sum->words > 0 && add_scale(sum, value);
    break;
  default:
    return false;
  }
  sum->words += added;
  sum->strong = sum->strong || (added && (item->flags & LEXICON_WEAK) == 0);
  return added;
}

static bool
is_number_word(const Item *item)
{
  return item->kind >= ITEM_ONES && item->kind <= ITEM_SCALE;
}

/* "a hundred and five": "and" goes on with a smaller number, not with "two hundred". */
static bool
goes_on_after_and(const Items *items, size_t at, const Sum *sum)
{
  if (!item_is(items, at, ITEM_AND) || at + 1 >= items->count || sum->step == 0)
    return false;
  const Item *next = &items->at[at + 1], *before = &items->at[at - 1];
  if (next->kind < ITEM_ONES || next->kind > ITEM_TENS || next->value >= sum->limit)
    return false;
  if (before->kind != ITEM_HUNDRED && before->kind != ITEM_SCALE)
    return false;
  size_t behind = at + 2;
  behind += item_is(items, behind, ITEM_MARK) && item_is(items, behind + 1, ITEM_ONES) ? 2 : 0;
  return !item_is(items, behind, ITEM_HUNDRED) || before->kind == ITEM_SCALE;
}

/* "one thousand, two hundred": a comma behind a scale, and a smaller scale soon to come. */
static bool
goes_on_after_comma(const Items *items, size_t at)
{
  if (!item_is_mark(items, at, ",") || items->at[at - 1].kind != ITEM_SCALE)
    return false;
  for (size_t i = at + 1; i < items->count && i < at + 5; i++) {
    if (items->at[i].kind == ITEM_HUNDRED || items->at[i].kind == ITEM_SCALE)
      return i > at + 1;
    if (!is_number_word(&items->at[i]) && !item_is_hyphen(items, i))
      return false;
  }
  return false;
}

/* Where the next word of a number may lie: behind a hyphen or "and". */
static size_t
next_word(const Items *items, size_t at, const Sum *sum)
{
  if (item_is_hyphen(items, at) && item_is_dash(items, at, true) && at + 1 < items->count &&
      is_number_word(&items->at[at + 1]))
    return at + 1;
  return goes_on_after_and(items, at, sum) || goes_on_after_comma(items, at) ? at + 1 : at;
}

static bool
ends_range(const Items *items, size_t at)
{
  const Item *item = &items->at[at];
  return items->table->ablative != NULL && *item->ending != '\0' &&
         items->table->ablative(item->ending);
}

static bool
starts_words(const Items *items, size_t at)
{
  const Item *item = &items->at[at];
  if (item->kind == ITEM_SCALE)
    return (item->flags & (LEXICON_BARE | LEXICON_PLURAL)) != 0;
  return is_number_word(item);
}

static void
set_digits(Number *number, double mantissa)
{
  if (mantissa == 0 || mantissa >= 1e15) {
    number->digits = 1;
    return;
  }
  double whole = fabs(mantissa);
  for (int i = 0; i < number->decimals; i++)
    whole *= 10;
  whole = fmax(round(whole), 1);
  while (fmod(whole, 10) == 0)
    whole /= 10;
  number->digits = (int)floor(log10(whole) + 1e-9) + 1;
}

static bool
is_measured(const Items *items, size_t at)
{
  return at < items->count && items->at[at].kind >= ITEM_PERCENT &&
         items->at[at].kind <= ITEM_CURRENCY;
}

/* Number words from item `at`, an article before them included. */
static bool
read_words(const Items *items, size_t at, Number *number)
{
  Sum sum = { .limit = 1000, .scale_limit = INFINITY };
  size_t end = at;
  if (item_is(items, at, ITEM_ARTICLE) && at + 1 < items->count &&
      (items->at[at + 1].kind == ITEM_HUNDRED || items->at[at + 1].kind == ITEM_SCALE)) {
    sum.group = 1;
    sum.words = 1;
    sum.limit = 1000;
    end = at + 1;
  } else if (!starts_words(items, at)) {
    return false;
  } else if (items->at[at].kind == ITEM_SCALE) {
    sum.words = 1;
    number->idle = (items->at[at].flags & LEXICON_PLURAL) != 0;
  }
  bool begun = false;
  while (end < items->count) {
    size_t word = begun ? next_word(items, end, &sum) : end;
    if (word >= items->count || !add_word(&sum, &items->at[word]))
      break;
    end = word + 1;
    begun = true;
    if (ends_range(items, word))
      break;
  }
  if (!begun || (!sum.strong && !is_measured(items, end) && !item_is(items, end, ITEM_ORDINAL)))
    return false;
  number->last = end;
  number->words = true;
  number->idle = number->idle && end == at + 1;
  number->value = sum.total + sum.group;
  number->step = sum.step;
  number->scale = sum.step > 1 && sum.group == 0 ? sum.step : 1;
  number->loose = false;
  return true;
}

/* "пятая часть", "every fifth": a rank that tells a part. */
static void
make_part(const Items *items, Number *number)
{
  const char *noun = items->table->part_noun;
  size_t last = number->last;
  bool part = noun != NULL && last < items->count && number->value >= 3 &&
              g_str_has_prefix(items->at[last].folded, noun);
  bool each = number->first > 0 && items->at[number->first - 1].kind == ITEM_EACH &&
              !item_is(items, last, ITEM_YEAR) && !item_is(items, last, ITEM_UNIT) &&
              !item_is(items, last, ITEM_PERIOD) && (items->at[last - 1].flags & LEXICON_WEAK) == 0;
  if ((!part && !each) || number->value < 2 || number->value > 100 || !number->words)
    return;
  number->ordinal = false;
  number->share = true;
  number->value = 1 / number->value;
  number->step = 0.01;
  number->last += part ? 1 : 0;
}

/* "third" after "twenty": a rank; "thirds" after "two": a share. */
static bool
read_ordinal(const Items *items, Number *number)
{
  size_t at = number->last;
  if (at > number->first && item_is_hyphen(items, at) && item_is_dash(items, at, true))
    at++;
  if (!item_is(items, at, ITEM_ORDINAL))
    return false;
  const Item *item = &items->at[at];
  bool counted = at > number->first;
  double under = item->value;
  if (counted && under >= 100 && fmod(number->value, 10) != 0 && number->value < under) {
    number->value *= under; /* two hundredth */
  } else if (counted && (under >= number->value || fmod(number->value, 10) != 0)) {
    return false;
  } else {
    number->value = (counted ? number->value : 0) + under;
  }
  number->last = at + 1;
  number->ordinal = true;
  number->words = true;
  make_part(items, number);
  return true;
}

/* "a third of", but "a third film". */
static bool
ranks_noun(const Items *items, size_t at)
{
  return item_is(items, at - 1, ITEM_ARTICLE) && item_is(items, at + 1, ITEM_WORD) &&
         !g_str_has_suffix(items->at[at + 1].folded, "ed");
}

static bool
is_fraction_ordinal(const Items *items, size_t at, double over)
{
  if (!item_is(items, at, ITEM_ORDINAL) || items->at[at].value < 3 || items->at[at].value > 20)
    return false;
  if (items->table->part != NULL)
    return items->table->part(items->at[at].ending);
  return !ranks_noun(items, at) && (over == 1 || (items->at[at].flags & LEXICON_PLURAL) != 0);
}

/* What a word says of a whole, before a number "of it": half, a third, two-thirds, одна пятая. */
static bool
read_share(const Items *items, size_t at, Number *number)
{
  size_t part = at;
  double over = 1;
  bool counted = item_is(items, at, ITEM_ONES) || item_is(items, at, ITEM_ARTICLE);
  if (counted) {
    over = items->at[at].kind == ITEM_ONES ? items->at[at].value : 1;
    part = at + 1 + (item_is_hyphen(items, at + 1) ? 1 : 0);
  }
  bool share = item_is(items, part, ITEM_SHARE);
  if (share && at > 0 && items->at[at - 1].kind == ITEM_ORDINAL)
    return false; /* the first half */
  if (share && over > 1 && (items->at[part].flags & LEXICON_PLURAL) == 0)
    return false;
  if (!share && !(counted && is_fraction_ordinal(items, part, over)))
    return false;
  double unit = share ? items->at[part].value : 1 / items->at[part].value;
  number->last = part + 1;
  number->words = true;
  number->share = true;
  number->value = over * unit;
  number->step = 0.01;
  return over < 1 / unit || over == 1;
}

/* үштен бір: "of three, one". */
static bool
read_part_of(const Items *items, size_t at, Number *number)
{
  if (items->table->ablative == NULL || at + 1 >= items->count)
    return false;
  const Item *under = &items->at[at], *over = &items->at[at + 1];
  bool one = over->kind == ITEM_IDLE && g_str_has_prefix(over->folded, "бір");
  bool words =
      (under->kind == ITEM_ONES || under->kind == ITEM_TEENS || under->kind == ITEM_TENS) &&
      (over->kind == ITEM_ONES || one);
  if (!words || !items->table->ablative(under->ending) || over->value >= under->value ||
      over->value == 0)
    return false;
  number->last = at + 2;
  number->words = true;
  number->share = true;
  number->value = over->value / under->value;
  if (one)
    number->ending = over->folded + strlen("бір");
  number->step = 0.01;
  return true;
}

static bool
is_ending(const Items *items, size_t hyphen, LexiconEnding *allowed)
{
  if (!item_is_hyphen(items, hyphen) || !item_is_dash(items, hyphen, true))
    return false;
  const Item *item = &items->at[hyphen + 1];
  return allowed != NULL && item->start == items->at[hyphen].end && allowed(item->folded);
}

static bool
is_whole(const Number *number)
{
  return number->decimals == 0 && number->scale == 1 && !number->share && !number->words;
}

/* -дан, -й after digits or an abbreviation. */
static void
read_ending(const Items *items, Number *number)
{
  size_t at = number->last;
  const LexiconTable *table = items->table;
  if (item_touches(items, at) && is_whole(number) && table->ordinal_digits != NULL &&
      table->ordinal_digits(items->at[at].folded)) {
    number->ordinal = true; /* 3rd, 3й */
    number->last = at + 1;
  } else if (is_whole(number) && is_ending(items, at, table->ordinal_digits)) {
    number->ordinal = true;
    number->ending = items->at[at + 1].folded;
    number->last = at + 2;
  } else if (is_ending(items, at, table->on_digits)) {
    number->ending = items->at[at + 1].folded;
    number->last = at + 2;
  }
}

static bool
is_beside_currency(const Items *items, size_t first, size_t scale)
{
  if (first > 0 && items->at[first - 1].kind == ITEM_CURRENCY &&
      (items->at[first - 1].flags & LEXICON_BEFORE) != 0)
    return true;
  return item_is(items, scale + 1, ITEM_CURRENCY);
}

/* The scale word that may follow digits; its item, or 0. */
static size_t
scale_after(const Items *items, const Number *number)
{
  size_t at = number->last;
  if (item_is_hyphen(items, at) && item_is_dash(items, at, true))
    at++; /* 5-million */
  if (!item_is(items, at, ITEM_SCALE) && !item_is(items, at, ITEM_HUNDRED))
    return 0;
  const Item *item = &items->at[at];
  if ((item->flags & LEXICON_TOUCH) != 0 && item->space &&
      !is_beside_currency(items, number->first, at))
    return 0;
  return item->value > 1 ? at : 0;
}

static void
multiply(const Items *items, size_t at, Number *number)
{
  const Item *item = &items->at[at];
  number->value *= item->value;
  number->step *= item->value;
  number->scale *= item->value;
  number->last = at + 1;
  number->loose = false;
  if (*item->ending != '\0')
    number->ending = item->ending;
}

/* "2 млн 300 тыс.": a smaller scale right behind a greater one. */
static void
read_compound(const Items *items, Number *number)
{
  size_t at = number->last;
  if (item_is(items, at, ITEM_MARK) && item_reads(items, at, ".") && !items->at[at].space)
    at++;
  if (!item_is(items, at, ITEM_DIGITS) || number->scale < 1000 || number->decimals > 0 ||
      items->at[at].digits.decimals > 0 || items->at[at].digits.value >= 1000 ||
      items->at[at].digits.fraction || items->at[at].digits.dotted)
    return;
  Number part = {
    .first = at, .last = at + 1, .value = items->at[at].digits.value, .scale = 1, .step = 1
  };
  size_t scale = scale_after(items, &part);
  double factor = scale > 0 ? items->at[scale].value : 1;
  if (factor >= number->scale || (scale == 0 && number->scale != 1000))
    return;
  number->value += part.value * factor;
  number->step = number->scale = factor;
  number->last = scale > 0 ? scale + 1 : at + 1;
}

static void
read_digits(const Items *items, size_t at, Number *number)
{
  const Digits *digits = &items->at[at].digits;
  number->last = at + 1;
  number->value = digits->value;
  number->decimals = digits->decimals;
  number->step = pow(10, -digits->decimals);
  number->zeros = digits->zeros;
  number->digits = digits->whole + digits->decimals;
  number->code = digits->dotted || digits->whole > 15;
  number->loose = !digits->dotted && !digits->grouped && digits->decimals == 0 && !digits->fraction;
  if (digits->fraction) {
    number->step = digits->pure ? 0.01 : 0.1;
    number->share = digits->pure;
  }
  if (digits->whole == 0 && digits->decimals > 0) {
    double scaled = digits->value;
    number->digits = digits->decimals;
    for (; number->digits > 1 && scaled < 0.0999999999; scaled *= 10)
      number->digits--;
  }
}

static void
add_part(const Items *items, Number *number)
{
  size_t at = number->last;
  if (!item_is(items, at, ITEM_PLUS))
    return;
  number->value += items->at[at].value * number->scale;
  number->step = number->scale * 0.1;
  number->last = at + 1;
  number->loose = false;
  number->idle = false;
}

/* "half a million", "четверть миллиона". */
static void
scale_share(const Items *items, Number *number)
{
  size_t at = number->last;
  bool of = item_is(items, at, ITEM_STOP) && item_reads(items, at, "of");
  at += of ? 1 : 0;
  at += item_is(items, at, ITEM_ARTICLE) ? 1 : 0;
  at += !of && item_is_hyphen(items, at) && item_is_dash(items, at, true) ? 1 : 0;
  if (!item_is(items, at, ITEM_SCALE) || (of && item_is(items, at - 1, ITEM_STOP)))
    return;
  number->share = false;
  number->scale = items->at[at].value;
  number->value *= number->scale;
  number->step = number->scale * 0.1;
  number->last = at + 1;
  number->ending = items->at[at].ending;
}

static void
multiply_scales(const Items *items, Number *number)
{
  for (size_t scale; (scale = scale_after(items, number)) > 0 && number->scale < 1e12;)
    multiply(items, scale, number);
}

static bool
read_amount(const Items *items, size_t at, Number *number)
{
  const Item *item = &items->at[at];
  if (item->kind == ITEM_DIGITS) {
    read_digits(items, at, number);
    if (!number->code) {
      read_ending(items, number);
      if (!number->ordinal)
        multiply_scales(items, number);
      if (number->scale > 1) {
        read_ending(items, number);
        read_compound(items, number);
      }
    }
  } else if (item->kind == ITEM_MIXED) {
    number->last = at + 1;
    number->words = true;
    number->value = item->value;
    number->step = item->value < 10 ? 0.1 : item->value / 5;
    multiply_scales(items, number);
  } else if (!read_part_of(items, at, number) && !read_share(items, at, number)) {
    number->share = false;
    bool words = read_words(items, at, number);
    if (!words)
      number->last = at;
    if (!read_ordinal(items, number) && !words)
      return false;
  }
  return true;
}

bool
number_read(const Items *items, size_t at, Number *number)
{
  *number = (Number){ .first = at, .scale = 1, .step = 1, .ending = "" };
  if (!read_amount(items, at, number))
    return false;
  const Item *last = &items->at[number->last - 1];
  if (*number->ending == '\0' && last->kind != ITEM_DIGITS)
    number->ending = last->ending;
  if (!number->ordinal && !number->code) {
    add_part(items, number);
    if (item_is(items, number->last - 1, ITEM_PLUS))
      multiply_scales(items, number);
    if (number->share)
      scale_share(items, number);
  }
  if (number->words)
    set_digits(number, number->value / number->scale);
  return number->last > at;
}
