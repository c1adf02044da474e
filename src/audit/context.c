#include "audit/context.h"
#include "audit/lexicon_private.h"
#include "audit/mentions.h"
#include "audit/units_told.h"

#include <math.h>
#include <string.h>

/* How far before a year, or after it, "since" may stand. */
enum { BASE_BYTES = 16, BASE_BYTES_AFTER = 44, RIVAL_BYTES = 60, LONGEST_SPAN = 30 };

/* A name that is said in full. */
#define WHOLE_NAME 0.99

/* Nearer to the start of a sentence "a year earlier" is its year: "In the previous year it was 5";
 * right behind a number it is that number's. */
enum { NEXT_BYTES = 3, OPENING_BYTES = 8 };

/* ---- sentences ---- */

/* Words before a full stop that does not end a sentence. */
static bool
is_abbreviation(const char *text, size_t stop)
{
  static const char *const KNOWN[] = {
    "млн",  "млрд", "трлн", "тыс", "долл", "руб", "гг", "г",   "т",  "см", "рис",
    "табл", "стр",  "mn",   "bn",  "mln",  "no",  "vs", "fig", "st", "dr", "approx",
    "ж",    "жж",   "мың",  "s",   "k",    "u",   "d",  "e",   "кв", NULL
  };
  size_t start = stop;
  while (start > 0 && (g_ascii_isalpha(text[start - 1]) || (guchar)text[start - 1] >= 0x80))
    start--;
  if (start == stop)
    return false;
  g_autofree char *word = g_strndup(text + start, stop - start);
  g_autofree char *folded = g_utf8_strdown(word, -1);
  return g_strv_contains(KNOWN, folded);
}

/* Is the byte at `at` the end of a sentence? */
static bool
ends_sentence(const char *text, size_t at)
{
  char c = text[at];
  if (c == ';' || c == '!' || c == '?')
    return true;
  if (c != '.')
    return false;
  const char *next = text + at + 1;
  if (*next && !g_ascii_isspace(*next) && !g_str_has_prefix(next, "\u00a0"))
    return false;
  while (*next && (g_ascii_isspace(*next) || g_str_has_prefix(next, "\u00a0")))
    next = g_utf8_next_char(next);
  gunichar letter = g_utf8_get_char(next);
  return !g_unichar_islower(letter) && !is_abbreviation(text, at);
}

typedef struct Builder {
  Arena *arena;
  const Evidence *evidence;
  PassageList passages;
  const QuantityList *quantities;
  GArray *sentences; /* Sentence */
  GPtrArray *home;   /* Concept *: the place that the text is about */
} Builder;

/* ---- the place that the text is about ---- */

static bool
is_place(const Evidence *evidence, const Concept *concept)
{
  for (size_t i = 0; i < evidence->table_count; i++)
    for (size_t j = 0; j < evidence->tables[i].key_count; j++) {
      const Key *key = &evidence->tables[i].keys[j];
      if (key->places && key->group == concept->group)
        return true;
    }
  return false;
}

static void
add_places(Arena *arena, const Evidence *evidence, const char *text, GPtrArray *places)
{
  g_autoptr(GArray) mentions = g_array_new(FALSE, FALSE, sizeof(Mention));
  mentions_find(evidence, words_read(arena, text), mentions);
  for (guint i = 0; i < mentions->len; i++) {
    const Mention *mention = &g_array_index(mentions, Mention, i);
    if (mention->strength >= WHOLE_NAME && is_place(evidence, mention->concept))
      g_ptr_array_add(places, (gpointer)mention->concept);
  }
}

/* What the first title or heading that names a place names, in all columns that have it. */
static GPtrArray *
find_home(Arena *arena, const Evidence *evidence, PassageList passages)
{
  GPtrArray *home = g_ptr_array_new();
  for (size_t i = 0; i < passages.count && home->len == 0; i++)
    if (passages.items[i].kind == PASSAGE_TITLE || passages.items[i].kind == PASSAGE_HEADING)
      add_places(arena, evidence, passages.items[i].text, home);
  return home;
}

/* "the country", «по стране», «елде» */
static void
find_home_words(const Builder *builder, WordList words, const char *language, GArray *mentions)
{
  const LexiconTable *table = lexicon_table(lexicon_get(language));
  for (size_t i = 0; i < words.count; i++)
    for (guint j = 0; j < builder->home->len && g_strv_contains(table->home, words.items[i].text);
         j++) {
      Mention mention = { builder->home->pdata[j], 1, words.items[i].start, MENTION_SUBJECT };
      g_array_append_val(mentions, mention);
    }
}

/* "They accounted for 52%": the first word that stands for what was spoken of. */
static size_t
find_pronoun(WordList words, const char *language)
{
  const LexiconTable *table = lexicon_table(lexicon_get(language));
  for (size_t i = 0; i < words.count; i++)
    if (g_strv_contains(table->pronouns, words.items[i].text))
      return words.items[i].start;
  return SIZE_MAX;
}

/* ---- years ---- */

/* Years are read as quantities. */
static void
find_years(const Evidence *evidence, QuantityList list, size_t start, size_t end, GArray *mentions)
{
  for (size_t i = 0; i < list.count; i++) {
    const Quantity *quantity = &list.items[i];
    if (quantity->role != QUANTITY_YEAR && quantity->role != QUANTITY_DATE)
      continue;
    const Concept *year = evidence_year(evidence, (int)quantity->value);
    if (year && quantity->start >= start && quantity->start < end) {
      MentionUse use = quantity->base ? MENTION_BASE : MENTION_SUBJECT;
      Mention mention = { year, 1, quantity->number_start, use };
      g_array_append_val(mentions, mention);
    }
  }
}

static int
compare_places(gconstpointer a, gconstpointer b)
{
  const Mention *x = a, *y = b;
  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return x->concept->id < y->concept->id ? -1 : x->concept->id > y->concept->id;
}

static void
find_cues(WordList words, GArray *cues)
{
  for (size_t i = 0; i < words.count; i++) {
    CueMention cue = { cue_of_word(&words.items[i]), words.items[i].start };
    if (cue.cues)
      g_array_append_val(cues, cue);
  }
}

/* "last year", «өткен жылы»: the data's last; "a year earlier", «годом ранее»: the one before that
 * which was named last. */
static const struct {
  const char *phrase;
  int years; /* before: 0 the data's last, 1 the year before the one named */
} RELATIVE[] = {
  { " now ", 0 },
  { "today", 0 },
  { "currently", 0 },
  { "at present", 0 },
  { "теперь", 0 },
  { "сейчас", 0 },
  { "сегодня", 0 },
  { "қазір", 0 },
  { "бүгінде", 0 },
  { "last year", 0 },
  { "this year", 0 },
  { "прошлом году", 0 },
  { "прошлого года", 0 },
  { "прошлый год", 0 },
  { "минувшем году", 0 },
  { "өткен жылы", 0 },
  { "былтыр", 0 },
  { "previous year", 1 },
  { "a year before", 1 },
  { "a year earlier", 1 },
  { "year before", 1 },
  { "year earlier", 1 },
  { "preceding year", 1 },
  { "year ago", 1 },
  { "годом ранее", 1 },
  { "годом раньше", 1 },
  { "предыдущем году", 1 },
  { "предыдущим годом", 1 },
  { "предыдущего года", 1 },
  { "год назад", 1 },
  { "бір жыл бұрын", 1 },
  { "алдыңғы жыл", 1 },
  { "бір жыл бұрынғы", 1 },
};

static int
year_named_before(const Builder *builder, const GArray *mentions, size_t at)
{
  int year = 0;
  for (guint i = 0; i < mentions->len; i++) {
    const Mention *mention = &g_array_index(mentions, Mention, i);
    if (mention->concept->year && mention->at < at)
      year = mention->concept->year;
  }
  if (!year && builder->sentences->len > 0) {
    const Sentence *last =
        &g_array_index(builder->sentences, Sentence, builder->sentences->len - 1);
    for (size_t i = 0; i < last->mention_count; i++)
      if (last->mentions[i].concept->year)
        year = last->mentions[i].concept->year;
  }
  return year ? year : builder->evidence->last_year;
}

/* "three years before", «пять лет назад», «үш жыл бұрын»; "over three years", «за три года», which
 * only say what is compared with. */
static void
find_years_ago(const Builder *builder, QuantityList list, const char *text, size_t start,
               size_t end, GArray *mentions)
{
  static const char *const AGO[] = { " before", " earlier", " ago",  " назад",
                                     " ранее",  " раньше",  " бұрын" };
  for (size_t i = 0; i < list.count; i++) {
    const Quantity *quantity = &list.items[i];
    bool years = quantity->start >= start && quantity->start < end &&
                 quantity->dimension == DIMENSION_NUMBER && unit_is_time(quantity->unit);
    if (!years || quantity->value < 1 || quantity->value > LONGEST_SPAN)
      continue;
    bool ago = false;
    for (size_t j = 0; j < G_N_ELEMENTS(AGO); j++)
      ago |= strncmp(text + quantity->end, AGO[j], strlen(AGO[j])) == 0;
    int year = year_named_before(builder, mentions, quantity->start) - (int)quantity->value;
    const Concept *concept = evidence_year(builder->evidence, year);
    Mention mention = { concept, 1, quantity->start, ago ? MENTION_SUBJECT : MENTION_BASE };
    if (concept)
      g_array_append_val(mentions, mention);
  }
}

/* "27.6 billion a year before": the year is that number's. */
static bool
follows_number(QuantityList list, size_t at)
{
  for (size_t i = 0; i < list.count; i++)
    if (list.items[i].role == QUANTITY_MEASURE && list.items[i].end <= at &&
        at - list.items[i].end <= NEXT_BYTES)
      return true;
  return false;
}

static void
find_relative_years(const Builder *builder, QuantityList list, const char *text, size_t start,
                    size_t end, GArray *mentions)
{
  g_autofree char *part = g_strndup(text + start, end - start);
  g_autofree char *folded = g_utf8_strdown(part, -1);
  if (strlen(folded) != end - start)
    return;
  const char *taken = folded; /* "a year before" is not "year before", too */
  for (size_t i = 0; i < G_N_ELEMENTS(RELATIVE); i++) {
    const char *found = strstr(folded, RELATIVE[i].phrase);
    if (!found || found < taken)
      continue;
    taken = found + strlen(RELATIVE[i].phrase);
    size_t at = start + (size_t)(found - folded);
    int year = RELATIVE[i].years ? year_named_before(builder, mentions, at) - RELATIVE[i].years
                                 : builder->evidence->last_year;
    const Concept *concept = evidence_year(builder->evidence, year);
    MentionUse use = RELATIVE[i].years == 0 || follows_number(list, at) ? MENTION_SUBJECT
                     : at - start <= OPENING_BYTES                      ? MENTION_HERE
                                                                        : MENTION_BASE;
    Mention mention = { concept, 1, at, use };
    if (concept)
      g_array_append_val(mentions, mention);
  }
}

/* "since 2021", «2021 жылдан бері». */
static void
mark_bases(GArray *mentions, const GArray *cues, const char *text, int last_year)
{
  for (guint i = 0; i < mentions->len; i++) {
    Mention *mention = &g_array_index(mentions, Mention, i);
    bool came = mention->concept->year && mention->concept->year <= last_year;
    for (guint j = 0; came && j < cues->len; j++) { /* not «к 2030 году» */
      const CueMention *cue = &g_array_index(cues, CueMention, j);
      bool before = cue->at < mention->at && mention->at - cue->at <= BASE_BYTES &&
                    cue->at + strcspn(text + cue->at, "0123456789") >= mention->at;
      bool after = cue->at > mention->at && cue->at - mention->at <= BASE_BYTES_AFTER;
      if (cue->cues & CUE_BASE && (before || (after && cue->cues & CUE_AFTER)))
        mention->use = MENTION_BASE;
    }
  }
}

/* «158 экранов; в 2020 году их было 109», "13%, while in 2021 it was 17%": a year that a clause
 * beside the main one names is of this sentence alone. */
static void
mark_asides(GArray *mentions, const char *text, size_t start, int last_year)
{
  static const char *const WHILE[] = { "while in ", "whereas in ",  "тогда как в ",
                                       ", а в ",    "время как в ", ", ал ",
                                       NULL };
  bool clause = start > 0 && text[start - 1] == ';';
  for (guint i = 0; i < mentions->len; i++) {
    Mention *mention = &g_array_index(mentions, Mention, i);
    bool passed = mention->concept->year && mention->concept->year < last_year;
    if (passed && mention->use == MENTION_SUBJECT &&
        (clause || phrase_before(text, mention->at, WHILE)))
      mention->use = MENTION_HERE;
  }
}

/* Does a number follow before another of the group is named? */
static bool
is_numbered(const GArray *mentions, const Mention *mention, QuantityList list, size_t end)
{
  for (guint i = 0; i < mentions->len; i++) {
    const Mention *next = &g_array_index(mentions, Mention, i);
    if (next->concept->group == mention->concept->group && next->concept != mention->concept &&
        next->at > mention->at)
      end = MIN(end, next->at);
  }
  for (size_t i = 0; i < list.count; i++)
    if (list.items[i].role == QUANTITY_MEASURE && list.items[i].start > mention->at &&
        list.items[i].start < end)
      return true;
  return false;
}

/* Does a number stand before a byte? */
static bool
has_number_before(QuantityList list, size_t start, size_t at)
{
  for (size_t i = 0; i < list.count; i++)
    if (list.items[i].role == QUANTITY_MEASURE && list.items[i].start >= start &&
        list.items[i].end <= at)
      return true;
  return false;
}

/* "4%, more than in Almaty", «выше доли США»: what such words compare a number with, unless it has
 * one of its own. */
static void
mark_rivals(GArray *mentions, const GArray *cues, QuantityList list, const char *text, size_t start,
            size_t end)
{
  for (guint i = 0; i < mentions->len; i++) {
    Mention *mention = &g_array_index(mentions, Mention, i);
    if (mention->concept->year || *mention->concept->group == '#' ||
        is_numbered(mentions, mention, list, end))
      continue;
    for (guint j = 0; j < cues->len; j++) {
      const CueMention *cue = &g_array_index(cues, CueMention, j);
      bool compares = cue->cues & CUE_DIFFERENCE && cue->cues & (CUE_UP | CUE_DOWN | CUE_BASE) &&
                      !(cue->cues & CUE_AFTER) && has_number_before(list, start, cue->at);
      if (compares && cue->at < mention->at && mention->at - cue->at <= RIVAL_BYTES &&
          cue->at + strcspn(text + cue->at, "0123456789,;:()") >= mention->at)
        mention->use = MENTION_RIVAL;
    }
  }
}

/* «115 млрд долл. США» names a currency, not a country. */
static bool
is_of_money(QuantityList list, const Word *word)
{
  for (size_t i = 0; i < list.count && list.items[i].start <= word->start; i++)
    if (list.items[i].dimension == DIMENSION_MONEY && word->end <= list.items[i].end)
      return true;
  return false;
}

/* Those that name an amount say nothing of what is measured. */
static WordList
words_of_stretch(Arena *arena, const char *text, size_t start, size_t end, QuantityList list)
{
  g_autofree char *part = g_strndup(text + start, end - start);
  WordList words = words_read(arena, part);
  for (size_t i = 0; i < words.count; i++) {
    Word *word = (Word *)&words.items[i];
    word->start += start;
    word->end += start;
    word->function |= is_of_money(list, word);
  }
  return words;
}

/* "aged 18–29": the numbers of a member's name measure nothing. */
static void
settle_names(QuantityList list, const GArray *mentions)
{
  for (guint i = 0; i < mentions->len; i++) {
    const Mention *mention = &g_array_index(mentions, Mention, i);
    bool name = *mention->concept->group != '#' && !mention->concept->year &&
                mention->strength >= WHOLE_NAME && strpbrk(mention->concept->value, " –-");
    for (size_t j = 0; name && j < list.count; j++) {
      Quantity *quantity = (Quantity *)&list.items[j];
      if (quantity->role == QUANTITY_MEASURE && mention->at >= quantity->number_start &&
          mention->at < quantity->number_end)
        quantity->role = QUANTITY_NAME;
    }
  }
}

static void
add_sentence(Builder *builder, size_t passage, size_t start, size_t end)
{
  const char *text = builder->passages.items[passage].text;
  Sentence sentence = { .passage = passage, .start = start, .end = end };
  const QuantityList list = builder->quantities[passage];
  while (sentence.first_quantity < list.count && list.items[sentence.first_quantity].start < start)
    sentence.first_quantity++;
  while (sentence.first_quantity + sentence.quantity_count < list.count &&
         list.items[sentence.first_quantity + sentence.quantity_count].start < end)
    sentence.quantity_count++;
  WordList words = words_of_stretch(builder->arena, text, start, end, list);
  g_autoptr(GArray) mentions = g_array_new(FALSE, FALSE, sizeof(Mention));
  g_autoptr(GArray) cues = g_array_new(FALSE, FALSE, sizeof(CueMention));
  mentions_find(builder->evidence, words, mentions);
  settle_names(list, mentions);
  sentence.pronoun = find_pronoun(words, builder->passages.items[passage].language);
  find_home_words(builder, words, builder->passages.items[passage].language, mentions);
  find_years(builder->evidence, list, start, end, mentions);
  find_cues(words, cues);
  find_relative_years(builder, list, text, start, end, mentions);
  find_years_ago(builder, list, text, start, end, mentions);
  mark_bases(mentions, cues, text, builder->evidence->last_year);
  mark_asides(mentions, text, start, builder->evidence->last_year);
  mark_rivals(mentions, cues, list, text, start, end);
  g_array_sort(mentions, compare_places);
  sentence.mentions = arena_dup(builder->arena, mentions->data, mentions->len * sizeof(Mention));
  sentence.mention_count = mentions->len;
  sentence.cues = arena_dup(builder->arena, cues->data, cues->len * sizeof(CueMention));
  sentence.cue_count = cues->len;
  g_array_append_val(builder->sentences, sentence);
}

static void
split_passage(Builder *builder, size_t passage)
{
  const char *text = builder->passages.items[passage].text;
  size_t length = strlen(text), start = 0;
  for (size_t at = 0; at < length; at++) {
    if (!ends_sentence(text, at))
      continue;
    add_sentence(builder, passage, start, at + 1);
    start = at + 1;
  }
  if (start < length)
    add_sentence(builder, passage, start, length);
}

/* ---- scopes ---- */

static int
compare_ids(gconstpointer a, gconstpointer b)
{
  const Mention *x = a, *y = b;
  if (x->concept->id != y->concept->id)
    return x->concept->id < y->concept->id ? -1 : 1;
  return x->strength > y->strength ? -1 : x->strength < y->strength;
}

static Scope
scope_from(Arena *arena, GArray *mentions)
{
  g_array_sort(mentions, compare_ids);
  guint kept = 0;
  for (guint i = 0; i < mentions->len; i++) {
    const Mention *mention = &g_array_index(mentions, Mention, i);
    bool again = kept > 0 && g_array_index(mentions, Mention, kept - 1).concept == mention->concept;
    if (again || mention->use != MENTION_SUBJECT)
      continue;
    g_array_index(mentions, Mention, kept++) = *mention;
  }
  return (Scope){ arena_dup(arena, mentions->data, kept * sizeof(Mention)), kept };
}

double
scope_strength(Scope scope, const Concept *concept)
{
  size_t low = 0, high = scope.count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (scope.mentions[middle].concept->id < concept->id)
      low = middle + 1;
    else
      high = middle;
  }
  return low < scope.count && scope.mentions[low].concept == concept ? scope.mentions[low].strength
                                                                     : 0;
}

static void
collect_scope(const Builder *builder, GArray *out, size_t section, bool titles)
{
  for (guint i = 0; i < builder->sentences->len; i++) {
    const Sentence *sentence = &g_array_index(builder->sentences, Sentence, i);
    const Passage *passage = &builder->passages.items[sentence->passage];
    bool wanted = titles ? passage->kind == PASSAGE_TITLE
                         : passage->section == section && passage->kind == PASSAGE_HEADING;
    if (wanted)
      g_array_append_vals(out, sentence->mentions, (guint)sentence->mention_count);
  }
}

static const Scope *
read_sections(const Builder *builder)
{
  size_t count = 0;
  for (size_t i = 0; i < builder->passages.count; i++)
    count = MAX(count, builder->passages.items[i].section);
  Scope *scopes = arena_array(builder->arena, Scope, count + 1);
  for (size_t i = 1; i <= count; i++) {
    g_autoptr(GArray) mentions = g_array_new(FALSE, FALSE, sizeof(Mention));
    collect_scope(builder, mentions, i, false);
    scopes[i] = scope_from(builder->arena, mentions);
  }
  return scopes;
}

Scope
scope_of_text(Arena *arena, const Evidence *evidence, const char *text, const char *language)
{
  g_autoptr(GArray) mentions = g_array_new(FALSE, FALSE, sizeof(Mention));
  mentions_find(evidence, words_read(arena, text), mentions);
  find_years(evidence, quantities_read(arena, text, language), 0, strlen(text), mentions);
  return scope_from(arena, mentions);
}

/* Under "Jobs, thousand" 2100 is no year. */
static void
settle_cell(Arena *arena, const Passage *passage, QuantityList list)
{
  UnitsTold units = { 0 };
  bool years = false;
  for (size_t i = 0; i < list.count; i++)
    years |= list.items[i].role == QUANTITY_YEAR;
  if (!years || !passage->heads)
    return;
  units_tell_heads(arena, passage->heads, passage->language, &units);
  for (size_t i = 0; i < list.count && units.count > 0; i++)
    if (list.items[i].role == QUANTITY_YEAR)
      ((Quantity *)list.items)[i].role = QUANTITY_MEASURE;
}

Context *
context_new(Arena *arena, const Evidence *evidence, PassageList passages)
{
  Context *context = arena_new0(arena, Context);
  QuantityList *quantities = arena_array(arena, QuantityList, passages.count + 1);
  Builder builder = { .arena = arena,
                      .evidence = evidence,
                      .passages = passages,
                      .quantities = quantities,
                      .sentences = g_array_new(FALSE, FALSE, sizeof(Sentence)),
                      .home = find_home(arena, evidence, passages) };
  for (size_t i = 0; i < passages.count; i++) {
    quantities[i] = quantities_read(arena, passages.items[i].text, passages.items[i].language);
    settle_cell(arena, &passages.items[i], quantities[i]);
    split_passage(&builder, i);
  }
  context->evidence = evidence;
  context->passages = passages;
  context->quantities = quantities;
  context->sections = read_sections(&builder);
  g_autoptr(GArray) titles = g_array_new(FALSE, FALSE, sizeof(Mention));
  collect_scope(&builder, titles, 0, true);
  context->document = scope_from(arena, titles);
  context->sentence_count = builder.sentences->len;
  context->sentences =
      arena_dup(arena, builder.sentences->data, builder.sentences->len * sizeof(Sentence));
  g_array_free(builder.sentences, TRUE);
  g_ptr_array_free(builder.home, TRUE);
  return context;
}
