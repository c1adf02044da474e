#include "audit/fit_private.h"

#include <math.h>
#include <string.h>

/* What each kind of agreement adds; found by measuring on commentaries that were not written for
 * it (tests/audit). */
#define KEY_HERE 2.0
#define KEY_EARLIER 1.2
#define KEY_EARLIER_OTHER (-8.0)
#define KIND_EARLIER_OTHER (-1.5)
#define KEY_HEADING 0.8
#define KEY_HEADING_OTHER (-0.8)
#define KEY_TITLE 0.4
#define KEY_TITLE_OTHER (-3.0)
#define KEY_UNNAMED (-1.0)
#define KEY_TOTAL_MEANT (-8.0)
#define KEY_MADE (-0.3) /* a sum that the table does not have */
#define YEAR_BACK (-0.8)
#define YEAR_COMPARED 8.0
#define YEAR_LATEST (-0.1)
#define YEAR_UNNAMED (-8.0)
#define ATTRIBUTE_HERE 0.8
#define ATTRIBUTE_EARLIER 0.3
#define MEASURE_HERE 1.5
#define MEASURE_EARLIER 0.7
#define MEASURE_HEADING 0.5
#define MEASURE_OTHER (-1.2)
#define TABLE_HERE 1.0
#define TABLE_EARLIER 0.5
#define TABLE_HEADING 0.4

static unsigned
cues_of_text(Arena *arena, const char *text)
{
  WordList words = words_read(arena, text);
  unsigned cues = 0;
  for (size_t i = 0; i < words.count; i++)
    cues |= cue_of_word(&words.items[i]);
  return cues;
}

/* What was said before in the paragraph; in a list what leads to it, but not its other items. */
static void
add_earlier(Arena *arena, Reading *reading, size_t index)
{
  const Context *context = reading->context;
  const Passage *passage = &context->passages.items[reading->sentence->passage];
  const Sentence **earlier = arena_array(arena, const Sentence *, index + 1);
  size_t group = passage->group, item = passage->item, depth = passage->depth;
  for (size_t i = index; i-- > 0 && passage->kind != PASSAGE_CELL;) {
    const Passage *around = &context->passages.items[context->sentences[i].passage];
    if (around->group != group)
      break;
    if (around->item != item && around->depth >= depth)
      continue;
    item = around->item;
    depth = around->depth;
    earlier[reading->earlier_count++] = &context->sentences[i];
  }
  reading->earlier = earlier;
}

Reading
reading_new(Arena *arena, const Context *context, size_t index)
{
  const Sentence *sentence = &context->sentences[index];
  const Passage *passage = &context->passages.items[sentence->passage];
  Reading reading = { .context = context,
                      .sentence = sentence,
                      .named = arena_array(arena, NamedCount, NAMED_SLOTS),
                      .key_fits = arena_array(arena, KeyFit, KEY_SLOTS),
                      .measure_fits = arena_array(arena, MeasureFit, MEASURE_SLOTS) };
  if (passage->context) {
    reading.labels = scope_of_text(arena, context->evidence, passage->context, passage->language);
    reading.label_cues = cues_of_text(arena, passage->context);
  }
  reading.section = context->sections[passage->section];
  add_earlier(arena, &reading, index);
  const QuantityList list = context->quantities[sentence->passage];
  size_t *quantities = arena_array(arena, size_t, sentence->quantity_count + 1);
  for (size_t i = 0; i < sentence->quantity_count; i++)
    if (list.items[sentence->first_quantity + i].role == QUANTITY_MEASURE)
      quantities[reading.quantity_count++] = sentence->first_quantity + i;
  reading.quantities = quantities;
  reading.distances = distances_new(arena, &reading);
  WordList *nouns = arena_array(arena, WordList, reading.quantity_count + 1);
  for (size_t i = 0; i < reading.quantity_count; i++) {
    const Quantity *quantity = quantity_of(&reading, i);
    if (quantity->unit && quantity->dimension == DIMENSION_NUMBER)
      nouns[i] = words_read(arena, quantity->unit);
  }
  reading.nouns = nouns;
  return reading;
}

/* ---- keys ---- */

double
reading_strength(const Reading *reading, const Concept *concept)
{
  double best = scope_strength(reading->labels, concept);
  for (size_t i = 0; i < reading->sentence->mention_count; i++) {
    const Mention *mention = &reading->sentence->mentions[i];
    if (mention->concept == concept && mention->use != MENTION_BASE)
      best = MAX(best, mention->strength);
  }
  return best;
}

bool
reading_names(const Reading *reading, const Concept *concept)
{
  return reading_strength(reading, concept) > 0;
}

static bool
scope_names_other(Scope scope, const Key *key, const Concept *concept)
{
  for (size_t i = 0; i < scope.count; i++)
    if (scope.mentions[i].concept != concept && is_rival(&scope.mentions[i], key))
      return true;
  return false;
}

static double
strength_in(const Sentence *sentence, const Concept *concept)
{
  double best = 0;
  for (size_t i = 0; i < sentence->mention_count; i++)
    if (sentence->mentions[i].concept == concept && sentence->mentions[i].use == MENTION_SUBJECT)
      best = MAX(best, sentence->mentions[i].strength);
  return best;
}

/* How many different members of a key the sentence names; of one before, those that it goes on to
 * be about. */
static size_t
count_named(const Sentence *sentence, const Key *key, bool before)
{
  size_t count = 0;
  for (size_t i = 0; i < sentence->mention_count; i++) {
    bool again = false;
    for (size_t j = 0; j < i; j++)
      again |= sentence->mentions[j].concept == sentence->mentions[i].concept;
    count += !again && is_rival(&sentence->mentions[i], key) &&
             !(before && sentence->mentions[i].use != MENTION_SUBJECT);
  }
  return count;
}

static size_t
named_members(const Reading *reading, const Sentence *sentence, const Key *key)
{
  bool before = sentence != reading->sentence;
  if (!key->concepts)
    return count_named(sentence, key,
                       before); /* years that are columns: a key that does not last */
  size_t hash = ((size_t)sentence >> 4) * 31 + ((size_t)key >> 4);
  NamedCount *slot = &reading->named[hash % NAMED_SLOTS];
  if (slot->sentence != sentence || slot->key != key)
    *slot = (NamedCount){ sentence, key, count_named(sentence, key, before) };
  return slot->count;
}

/* Does the sentence speak of what should be, or name a year to come? */
static bool
speaks_of_goal(const Reading *reading)
{
  if (sentence_cues(reading->sentence) & CUE_GOAL)
    return true;
  for (size_t i = 0; i < reading->sentence->mention_count; i++)
    if (reading->sentence->mentions[i].concept->year > reading->context->evidence->last_year)
      return true;
  return false;
}

/* Is it the year that is meant where none is named: the last, or one to come where the sentence
 * speaks of what should be? */
static bool
is_present(const Reading *reading, const Key *key, const Concept *concept)
{
  return concept->year == key->last_year ||
         (concept->year > key->last_year && speaks_of_goal(reading));
}

/* Is it meant where no member of the key is named: a total, or what is beside its target? */
static bool
is_unmarked(const Concept *concept)
{
  return concept->total || concept->actual;
}

static double
unnamed_fit(const Reading *reading, const Key *key, const Concept *concept)
{
  if (key->has_actual && !concept->actual && speaks_of_goal(reading))
    return KEY_UNNAMED;
  if (is_unmarked(concept) || key->distinct <= 1)
    return concept->made ? KEY_MADE : 0;
  if (key->year)
    return is_present(reading, key, concept) ? YEAR_LATEST : YEAR_UNNAMED;
  return key->has_total || key->has_actual ? KEY_TOTAL_MEANT : KEY_UNNAMED;
}

/* A new sentence goes back to the present more readily than to another place. */
static double
other_named_fit(const Reading *reading, const Key *key, const Concept *concept)
{
  if (is_unmarked(concept))
    return 0;
  if (key->year)
    return is_present(reading, key, concept) ? YEAR_BACK : KEY_EARLIER_OTHER;
  return key->places ? KEY_EARLIER_OTHER : KIND_EARLIER_OTHER;
}

/* "5.1 kg in 2024, compared with 4.2 in 2020": what follows is of the later year. */
static bool
names_later(const Sentence *sentence, const Key *key, const Concept *concept)
{
  for (size_t i = 0; key->year && i < sentence->mention_count; i++)
    if (is_rival(&sentence->mentions[i], key) &&
        sentence->mentions[i].concept->year > concept->year)
      return true;
  return false;
}

/* Of a heading or title; of several years, "2020–2024", the last is meant where none is named. */
static double
strength_over(Scope scope, const Concept *concept)
{
  for (size_t i = 0; concept->year && i < scope.count; i++)
    if (scope.mentions[i].concept->year > concept->year)
      return 0;
  return scope_strength(scope, concept);
}

/* Does a title name a member in passing, or several, so that it is about their whole? */
static bool
is_about_whole(Scope scope, const Key *key, const Concept *concept)
{
  double strength = scope_strength(scope, concept);
  return key->has_total && !key->year && !concept->total && strength > 0 &&
         (strength < SURE_MENTION || scope_names_other(scope, key, concept));
}

/* "20 firms, of which 1 is the state's and 2 are foreign": what follows is of the whole again. */
static bool
is_one_of_parts(const Reading *reading, const Sentence *earlier, const Key *key,
                const Concept *concept)
{
  static const char *const OF_WHICH[] = { "of which",    "of whom",       "of them",
                                          "из них",      "из которых",    "в том числе",
                                          "оның ішінде", "олардың ішінде" };
  if (!key->has_total || key->year || key->places || concept->total ||
      named_members(reading, earlier, key) < 2)
    return false;
  const char *text = reading->context->passages.items[earlier->passage].text;
  for (size_t i = 0; i < G_N_ELEMENTS(OF_WHICH); i++) {
    const char *found =
        g_strstr_len(text + earlier->start, (gssize)(earlier->end - earlier->start), OF_WHICH[i]);
    if (found)
      return true;
  }
  return false;
}

/* The nearest sentence before that names any member, then the heading, then the title. */
static double
earlier_fit(const Reading *reading, const Key *key, const Concept *concept)
{
  for (size_t i = 0; i < reading->earlier_count; i++) {
    const Sentence *earlier = reading->earlier[i];
    double strength = strength_in(earlier, concept);
    if (strength > 0 && is_one_of_parts(reading, earlier, key, concept))
      return KEY_UNNAMED;
    if (strength > 0)
      return KEY_EARLIER * strength - (names_later(earlier, key, concept) ? YEAR_COMPARED : 0);
    if (named_members(reading, earlier, key) > 0 && earlier->passage == reading->sentence->passage)
      return other_named_fit(reading, key, concept);
  }
  double strength = strength_over(reading->section, concept);
  if (strength > 0)
    return KEY_HEADING * strength;
  if (scope_names_other(reading->section, key, concept))
    return concept->total ? 0 : KEY_HEADING_OTHER;
  if (is_about_whole(reading->context->document, key, concept))
    return unnamed_fit(reading, key, concept);
  strength = strength_over(reading->context->document, concept);
  if (strength > 0)
    return KEY_TITLE * strength;
  bool other = key->places && scope_names_other(reading->context->document, key, concept);
  return other && !concept->total ? KEY_TITLE_OTHER : unnamed_fit(reading, key, concept);
}

/* The year that the paragraph is in, of a number to which the sentence's own years do not belong.
 */
static double
context_year_fit(const Reading *reading, const Key *key, const Concept *concept)
{
  double fit = earlier_fit(reading, key, concept);
  return fit > YEAR_UNNAMED ? fit : FIT_EXCLUDED;
}

/* "3.1 % of GDP, less than in the United States", "they took 52%, news another 6": a number before
 * all that the sentence names may belong to what the text is about. */
static double
context_fit(const Reading *reading, size_t number, const Key *key, const Concept *concept)
{
  const Quantity *quantity = quantity_of(reading, number);
  if (last_before(reading->sentence, key->group, quantity->start))
    return FIT_EXCLUDED;
  bool about = key->places || reading->sentence->pronoun < quantity->start;
  double fit = about ? earlier_fit(reading, key, concept) : 0;
  return fit > 0 ? fit : FIT_EXCLUDED;
}

/* "5 of the 11 firms", «5 из 11», «11 ұйымның ішінде 5»: a whole of which a part is told. */
static bool
is_told_as_whole(const char *text, const Quantity *quantity)
{
  static const char *const OF[] = { " of ", " of the ",  " of its ", " of all ",
                                    " из ", " из всех ", NULL };
  static const char *const AMONG[] = { " ішінде", " ішінен", " арасында", NULL };
  return phrase_before(text, quantity->start, OF) || phrase_behind(text, quantity->end, AMONG);
}

/* "20 firms, of which 1 …": a number before all members that are named, or told as a whole. */
static bool
may_be_total(const Reading *reading, size_t number, const Key *key)
{
  const Quantity *quantity = quantity_of(reading, number);
  const char *text = reading->context->passages.items[reading->sentence->passage].text;
  return !last_before(reading->sentence, key->group, quantity->start) ||
         is_told_as_whole(text, quantity);
}

/* Where the sentence names members of the key, and an alignment says whose the number is. */
static double
aligned_fit(const Reading *reading, size_t number, const Key *key, const Concept *concept)
{
  Alignment alignment = key->year ? reading->year_alignment : reading->alignment;
  double here = reading_strength(reading, concept);
  if (alignment == ALIGN_ADJACENT)
    return is_adjacent(reading, number, key, concept) ? KEY_HERE * here
           : is_unmarked(concept)                     ? 0
                                                      : FIT_EXCLUDED;
  const Concept *own = aligned(reading, number, key->group, alignment);
  if (own && key_has(key, own) && !(is_unmarked(concept) && may_be_total(reading, number, key)))
    return own == concept ? KEY_HERE * here : FIT_EXCLUDED;
  if (is_unmarked(concept))
    return 0;
  return key->year ? context_year_fit(reading, key, concept)
                   : context_fit(reading, number, key, concept);
}

/* Is it named only behind the number, as what it is compared with? */
static bool
is_compared_with(const Reading *reading, size_t number, const Concept *concept)
{
  const Sentence *sentence = reading->sentence;
  bool compared = false;
  for (size_t i = 0; i < sentence->mention_count; i++) {
    const Mention *mention = &sentence->mentions[i];
    if (mention->concept != concept)
      continue;
    if (mention->use != MENTION_RIVAL || mention->at < quantity_of(reading, number)->end)
      return false;
    compared = true;
  }
  return compared;
}

static double
key_fit(const Reading *reading, size_t number, const Key *key, const Concept *concept)
{
  double here = reading_strength(reading, concept);
  if (!key->exclusive)
    return here > 0 ? ATTRIBUTE_HERE * here : 0;
  if (scope_strength(reading->labels, concept) > 0)
    return KEY_HERE;
  size_t named = named_members(reading, reading->sentence, key);
  Alignment alignment = key->year ? reading->year_alignment : reading->alignment;
  if (alignment != ALIGN_ANY && is_compared_with(reading, number, concept))
    return FIT_EXCLUDED;
  bool alone = named == 1 && !key->year && alignment != ALIGN_NEAREST;
  bool together = alignment == ALIGN_ALL || alignment == ALIGN_ANY || alone;
  if (named > 0 && !together)
    return aligned_fit(reading, number, key, concept);
  if (here > 0)
    return KEY_HERE * here;
  if (named > 0)
    return is_unmarked(concept) && may_be_total(reading, number, key) ? 0 : FIT_EXCLUDED;
  if (scope_names_other(reading->labels, key, concept))
    return FIT_EXCLUDED;
  return earlier_fit(reading, key, concept);
}

static double
key_fit_once(const Reading *reading, size_t number, const Key *key, const Concept *concept)
{
  size_t asked =
      (number * ALIGN_COUNT + reading->alignment) * ALIGN_COUNT + reading->year_alignment;
  KeyFit *slot = &reading->key_fits[(concept->id + ((size_t)key >> 4)) % KEY_SLOTS];
  if (slot->key != key || slot->concept != concept || slot->asked != asked)
    *slot = (KeyFit){ key, concept, asked, key_fit(reading, number, key, concept) };
  return slot->fit;
}

/* ---- measures and tables ---- */

static double
concept_fit(const Reading *reading, const Concept *concept, double here, double earlier,
            double heading)
{
  double strength = reading_strength(reading, concept);
  if (strength > 0)
    return here * strength;
  for (size_t i = 0; i < reading->earlier_count; i++) {
    strength = strength_in(reading->earlier[i], concept);
    if (strength > 0)
      return earlier * strength;
  }
  return heading * scope_strength(reading->section, concept);
}

/* A measure that is not named, beside one of the same table and dimension that is. */
static bool
names_other_measure(const Reading *reading, const EvidenceTable *table, const Measure *measure)
{
  for (size_t i = 0; i < table->measure_count; i++) {
    const Measure *other = &table->measures[i];
    if (other != measure && other->dimension == measure->dimension &&
        strcmp(other->currency, measure->currency) == 0 &&
        reading_strength(reading, other->concept) > 0)
      return true;
  }
  return false;
}

static double
measure_fit(const Reading *reading, const EvidenceTable *table, const Measure *measure)
{
  double fit =
      concept_fit(reading, measure->concept, MEASURE_HERE, MEASURE_EARLIER, MEASURE_HEADING);
  if (reading_strength(reading, measure->concept) == 0 &&
      names_other_measure(reading, table, measure))
    fit += MEASURE_OTHER;
  return fit + concept_fit(reading, table->concept, TABLE_HERE, TABLE_EARLIER, TABLE_HEADING);
}

static double
measure_fit_once(const Reading *reading, const EvidenceTable *table, const Measure *measure)
{
  MeasureFit *slot = &reading->measure_fits[((size_t)measure >> 4) % MEASURE_SLOTS];
  if (slot->measure != measure)
    *slot = (MeasureFit){ measure, measure_fit(reading, table, measure) };
  return slot->fit;
}

static double
year_column_fit(const Reading *reading, size_t number, const EvidenceTable *table,
                const Measure *measure)
{
  const Evidence *evidence = reading->context->evidence;
  size_t size = evidence->concept_count / 8 + 1;
  g_autofree guint8 *members = g_malloc0(size);
  Key key = {
    .group = g_intern_static_string("year"), .members = members, .year = true, .exclusive = true
  };
  for (size_t i = 0; i < table->measure_count; i++) {
    int id = table->measures[i].year_concept;
    if (id < 0)
      continue;
    int year = evidence->concepts[id]->year;
    members[id / 8] |= (guint8)(1 << id % 8);
    if (year <= evidence->last_year || !key.last_year)
      key.last_year = MAX(key.last_year, year);
    key.distinct++;
  }
  return key_fit(reading, number, &key, evidence->concepts[measure->year_concept]);
}

/* "2,100 teachers": what is counted is the measure, or what the table is of. */
#define NOUN 1.0

static bool
names_noun(const Concept *concept, const Word *noun)
{
  for (size_t i = 0; i < concept->form_count; i++)
    for (size_t j = 0; j < concept->forms[i].words.count; j++)
      if (word_matches(&concept->forms[i].words.items[j], noun))
        return true;
  return false;
}

bool
reading_counts_in(const Reading *reading, size_t number, const Measure *measure)
{
  const WordList noun = reading->nouns[number];
  return noun.count > 0 && !noun.items[0].function && names_noun(measure->concept, &noun.items[0]);
}

bool
reading_counts(const Reading *reading, size_t number)
{
  const Evidence *evidence = reading->context->evidence;
  for (size_t i = 0; i < evidence->table_count; i++)
    for (size_t j = 0; j < evidence->tables[i].measure_count; j++)
      if (reading_counts_in(reading, number, &evidence->tables[i].measures[j]))
        return true;
  return false;
}

double
reading_fit_most(const Reading *reading, size_t number, const EvidenceTable *table,
                 const Measure *measure)
{
  double most = measure_fit_once(reading, table, measure);
  for (size_t i = 0; i < table->key_count; i++)
    most += table->keys[i].exclusive ? KEY_HERE : ATTRIBUTE_HERE;
  most += measure->year_concept >= 0 ? KEY_HERE : 0;
  return most + (reading_counts_in(reading, number, measure) ? NOUN : 0);
}

double
reading_fit(const Reading *reading, size_t number, Cell cell)
{
  const EvidenceTable *table = cell.table;
  const Measure *measure = &table->measures[cell.measure];
  double fit = 0;
  for (size_t i = 0; i < table->key_count; i++) {
    int32_t id = table->keys[i].concepts[cell.row];
    if (id < 0)
      continue;
    double one =
        key_fit_once(reading, number, &table->keys[i], reading->context->evidence->concepts[id]);
    if (one == FIT_EXCLUDED)
      return FIT_EXCLUDED;
    fit += one;
  }
  if (measure->year_concept >= 0) {
    double one = year_column_fit(reading, number, table, measure);
    if (one == FIT_EXCLUDED)
      return FIT_EXCLUDED;
    fit += one;
  }
  double noun = reading_counts_in(reading, number, measure) ? NOUN : 0;
  return fit + measure_fit_once(reading, table, measure) + noun;
}
