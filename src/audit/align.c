#include "audit/fit_private.h"

#include <limits.h>
#include <string.h>

enum { COMMA_APART = 10, DATE_BYTES = 19 }; /* «2021 жылғы » */

const Quantity *
quantity_of(const Reading *reading, size_t number)
{
  return &reading->context->quantities[reading->sentence->passage]
              .items[reading->quantities[number]];
}

/* Does it decide which member of a group the sentence is about? */
static bool
is_member(const Mention *mention, const char *group)
{
  return mention->concept->group == group && !mention->concept->total &&
         mention->use != MENTION_BASE;
}

bool
is_rival(const Mention *mention, const Key *key)
{
  return is_member(mention, key->group) && mention->strength >= SURE_MENTION &&
         key_has(key, mention->concept);
}

const Mention *
last_before(const Sentence *sentence, const char *group, size_t at)
{
  const Mention *found = NULL;
  for (size_t i = 0; i < sentence->mention_count; i++)
    if (is_member(&sentence->mentions[i], group) && sentence->mentions[i].at < at)
      found = &sentence->mentions[i];
  return found;
}

static const Mention *
first_after(const Sentence *sentence, const char *group, size_t at)
{
  for (size_t i = 0; i < sentence->mention_count; i++)
    if (is_member(&sentence->mentions[i], group) && sentence->mentions[i].at >= at &&
        sentence->mentions[i].use != MENTION_RIVAL)
      return &sentence->mentions[i];
  return NULL;
}

/* Characters between a number and a mention; what a comma parts is farther off. */
static unsigned
count_apart(const Reading *reading, size_t number, const Mention *mention)
{
  const Quantity *quantity = quantity_of(reading, number);
  const char *text = reading->context->passages.items[reading->sentence->passage].text;
  bool before = mention->at < quantity->start;
  const char *from = text + (before ? mention->at : quantity->end);
  const char *to = text + (before ? quantity->start : mention->at);
  while (before && from < to && g_unichar_isalpha(g_utf8_get_char(from)))
    from = g_utf8_next_char(from);
  unsigned count = 0;
  for (; from < to; from = g_utf8_next_char(from))
    count += *from == ',' ? COMMA_APART : 1;
  return count;
}

const unsigned *
distances_new(Arena *arena, const Reading *reading)
{
  size_t mentions = reading->sentence->mention_count;
  unsigned *distances = arena_array(arena, unsigned, reading->quantity_count *mentions + 1);
  for (size_t number = 0; number < reading->quantity_count; number++)
    for (size_t i = 0; i < mentions; i++)
      distances[number * mentions + i] =
          count_apart(reading, number, &reading->sentence->mentions[i]);
  return distances;
}

static unsigned
apart(const Reading *reading, size_t number, const Mention *mention)
{
  const Sentence *sentence = reading->sentence;
  return reading
      ->distances[number * sentence->mention_count + (size_t)(mention - sentence->mentions)];
}

/* «2021 жылғы 3,4 млрд теңгеден 6,1 млрд теңгеге»: is a year right before the number its own? */
static bool
is_dated_before(const Reading *reading, size_t number, const Mention *mention)
{
  static const char *const ATTRIBUTE[] = { "жылғы ", NULL };
  size_t start = quantity_of(reading, number)->start;
  const char *text = reading->context->passages.items[reading->sentence->passage].text;
  return start - mention->at <= DATE_BYTES && phrase_before(text, start, ATTRIBUTE);
}

/* Is this number the nearest of all to the mention? A year that stands after a number is its. */
static bool
is_nearest(const Reading *reading, size_t number, const Mention *mention)
{
  if (mention->concept->year && mention->at < quantity_of(reading, number)->start)
    return is_dated_before(reading, number, mention);
  if (mention->use == MENTION_RIVAL && mention->at >= quantity_of(reading, number)->end)
    return false;
  unsigned own_apart = apart(reading, number, mention);
  for (size_t i = 0; i < reading->quantity_count; i++) {
    const Quantity *other = quantity_of(reading, i);
    bool counts = !mention->concept->year || mention->at >= other->start;
    if (i != number && counts && apart(reading, i, mention) < own_apart)
      return false;
  }
  return true;
}

static const Concept *
nearest(const Reading *reading, size_t number, const char *group)
{
  const Concept *found = NULL;
  unsigned best = UINT_MAX;
  for (size_t i = 0; i < reading->sentence->mention_count; i++) {
    const Mention *mention = &reading->sentence->mentions[i];
    unsigned away = apart(reading, number, mention);
    if (is_member(mention, group) && away < best && is_nearest(reading, number, mention)) {
      best = away;
      found = mention->concept;
    }
  }
  return found;
}

/* The i-th named for the i-th number. */
static const Concept *
parallel(const Reading *reading, size_t number, const char *group)
{
  const Sentence *sentence = reading->sentence;
  for (size_t i = 0, seen = 0; i < sentence->mention_count; i++) {
    if (!is_member(&sentence->mentions[i], group))
      continue;
    if (seen == number)
      return sentence->mentions[i].concept;
    seen++;
  }
  return NULL;
}

const Concept *
aligned(const Reading *reading, size_t number, const char *group, Alignment alignment)
{
  const Quantity *quantity = quantity_of(reading, number);
  const Mention *mention = NULL;
  switch (alignment) {
  case ALIGN_BEFORE:
    mention = last_before(reading->sentence, group, quantity->start);
    break;
  case ALIGN_AFTER:
    mention = first_after(reading->sentence, group, quantity->start);
    break;
  case ALIGN_NEAREST:
    return nearest(reading, number, group);
  case ALIGN_PARALLEL:
    return parallel(reading, number, group);
  case ALIGN_ADJACENT:
  case ALIGN_ALL:
  case ALIGN_ANY:
  case ALIGN_COUNT:
    break;
  }
  return mention ? mention->concept : NULL;
}

bool
is_adjacent(const Reading *reading, size_t number, const Key *key, const Concept *concept)
{
  size_t start = quantity_of(reading, number)->start;
  const Mention *before = last_before(reading->sentence, key->group, start);
  const Mention *after = first_after(reading->sentence, key->group, start);
  return (after && after->concept == concept) || (before && before->concept == concept);
}

size_t
reading_named(const Reading *reading, bool years)
{
  const Sentence *sentence = reading->sentence;
  size_t most = 0;
  for (size_t i = 0; i < sentence->mention_count; i++) {
    const Concept *first = sentence->mentions[i].concept;
    size_t count = 0;
    if (*first->group == '#' || (first->year != 0) != years)
      continue;
    for (size_t j = 0; j < sentence->mention_count; j++) {
      bool again = false;
      for (size_t k = 0; k < j; k++)
        again |= sentence->mentions[k].concept == sentence->mentions[j].concept;
      count += !again && is_member(&sentence->mentions[j], first->group);
    }
    most = MAX(most, count);
  }
  return most;
}

static bool
names_another(const Sentence *sentence, const Concept *concept)
{
  for (size_t i = 0; i < sentence->mention_count; i++)
    if (sentence->mentions[i].concept != concept &&
        is_member(&sentence->mentions[i], concept->group))
      return true;
  return false;
}

static bool
has_group(const EvidenceTable *table, const char *group)
{
  for (size_t i = 0; i < table->key_count; i++)
    if (table->keys[i].exclusive && table->keys[i].group == group)
      return true;
  return false;
}

/* Members of a column that none of the tables has say nothing about their cells. */
static bool
any_has_group(const EvidenceTable *const *tables, size_t count, const char *group)
{
  for (size_t i = 0; i < count; i++)
    if (has_group(tables[i], group))
      return true;
  return count == 0; /* nothing is known of the tables */
}

bool
reading_admits(const Reading *reading, bool years, Alignment alignment,
               const EvidenceTable *const *tables, size_t table_count)
{
  const Sentence *sentence = reading->sentence;
  if (alignment == ALIGN_ALL)
    return true;
  if (alignment == ALIGN_ADJACENT)
    return false; /* it is loose: for sentences that no other suits */
  for (size_t i = 0; i < sentence->mention_count; i++) {
    const Concept *concept = sentence->mentions[i].concept;
    bool used = *concept->group == '#' || (concept->year != 0) != years ||
                (!years && !names_another(sentence, concept)) ||
                sentence->mentions[i].strength < SURE_MENTION ||
                sentence->mentions[i].use == MENTION_RIVAL ||
                (!years && !any_has_group(tables, table_count, concept->group)) ||
                !is_member(&sentence->mentions[i], concept->group);
    for (size_t number = 0; !used && number < reading->quantity_count; number++)
      used = aligned(reading, number, concept->group, alignment) == concept;
    if (!used)
      return false;
  }
  return true;
}
