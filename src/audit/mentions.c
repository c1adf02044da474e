#include "audit/mentions.h"

#include <string.h>

/* Below this share of its words a label is not taken as named. */
#define WEAKEST_MENTION 0.4
#define HALF_MENTION 0.65

enum {
  WORDS_APART = 5, /* of a member's name: "Almaty, Turkistan and Zhambyl regions" */
  MATCH_WORDS = 8,
};

/* Words of a form that stand near each other. */
typedef struct Match {
  const Concept *concept;
  size_t form;
  double weight; /* of the words seen */
  guint64 seen;  /* bits of the form's words (the first 64) */
  guint8 count;
  const Word *words[MATCH_WORDS]; /* seen, in the text */
} Match;

typedef struct Search {
  WordList words;
  GArray *matches;  /* Match */
  GHashTable *open; /* form → index + 1 of its last match */
} Search;

static double
match_strength(const Match *match)
{
  return match->weight / match->concept->forms[match->form].total;
}

/* The most words first, then the nearest to whole, then as they stand. */
static int
compare_matches(gconstpointer a, gconstpointer b)
{
  const Match *x = a, *y = b;
  double u = match_strength(x), v = match_strength(y);
  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  if (u != v)
    return u > v ? -1 : 1;
  if (x->concept != y->concept)
    return x->concept->id < y->concept->id ? -1 : 1;
  if (x->form != y->form)
    return x->form < y->form ? -1 : 1;
  return x->words[0]->start < y->words[0]->start ? -1 : x->words[0]->start > y->words[0]->start;
}

static bool
is_member(const Concept *concept)
{
  return *concept->group != '#';
}

/* The match that a word goes on; NULL: it begins one. A member's words stand in their order: in
 * "Jalal-Abad Region, Osh" there is no Osh Region. */
static Match *
open_match(const Search *search, const FormPlace *place, const Word *word, guint64 bit)
{
  gpointer form = (gpointer)&place->concept->forms[place->form];
  guint index = GPOINTER_TO_UINT(g_hash_table_lookup(search->open, form));
  if (index == 0)
    return NULL;
  Match *match = &g_array_index(search->matches, Match, index - 1);
  bool near = word - match->words[match->count - 1] <= WORDS_APART && bit > match->seen;
  return near || !is_member(place->concept) ? match : NULL;
}

static void
note_word(Search *search, const FormPlace *place, const Word *word)
{
  const Form *form = &place->concept->forms[place->form];
  guint64 bit = place->word < 64 ? G_GUINT64_CONSTANT(1) << place->word : 0;
  Match *match = open_match(search, place, word, bit);
  if (!match) {
    Match begun = { .concept = place->concept, .form = place->form };
    g_array_append_val(search->matches, begun);
    g_hash_table_insert(search->open, (gpointer)form, GUINT_TO_POINTER(search->matches->len));
    match = &g_array_index(search->matches, Match, search->matches->len - 1);
  }
  if (match->seen & bit || match->count == MATCH_WORDS)
    return;
  match->seen |= bit;
  match->weight += form->weights[place->word];
  match->words[match->count++] = word;
}

/* A word, and the group of a concept that it names. */
typedef struct Use {
  const Word *word;
  const char *group; /* interned */
} Use;

static guint
hash_use(gconstpointer use)
{
  return g_direct_hash(((const Use *)use)->word) * 31 + g_str_hash(((const Use *)use)->group);
}

static gboolean
equal_uses(gconstpointer a, gconstpointer b)
{
  const Use *x = a, *y = b;
  return x->word == y->word && strcmp(x->group, y->group) == 0;
}

static bool
is_used(GHashTable *consumed, const Match *match, size_t word)
{
  const Use use = { match->words[word], match->concept->group };
  return g_hash_table_contains(consumed, &use);
}

/* Words of a better match of the same group belong to that. */
static bool
is_consumed(GHashTable *consumed, const Match *match)
{
  for (size_t i = 0; i < match->count; i++)
    if (!is_used(consumed, match, i))
      return false;
  return match->count > 0;
}

/* Where proper names name a member in full they do not name half of another: "Kazakhstan" is not
 * West Kazakhstan Region. */
static bool
is_half_of_whole(GHashTable *whole, const Match *match)
{
  if (!is_member(match->concept) || match_strength(match) >= HALF_MENTION)
    return false;
  for (size_t i = 0; i < match->count; i++)
    if (!match->words[i]->name || !g_hash_table_contains(whole, match->words[i]))
      return false;
  return true;
}

static void
consume(GHashTable *consumed, const Match *match)
{
  for (size_t i = 0; i < match->count; i++) {
    const Use use = { match->words[i], match->concept->group };
    g_hash_table_add(consumed, g_memdup2(&use, sizeof use));
  }
}

/* Each word that was seen is a place of the mention, unless it is that of a better match, too. */
static void
add_mention(GArray *mentions, const Match *match, GHashTable *consumed)
{
  Mention mention = { match->concept, match_strength(match), 0, MENTION_SUBJECT };
  for (size_t i = 0; i < match->count; i++) {
    if (is_member(match->concept) && is_used(consumed, match, i))
      continue;
    mention.at = match->words[i]->start;
    g_array_append_val(mentions, mention);
  }
}

static void
find_matches(Search *search, const Evidence *evidence)
{
  for (size_t i = 0; i < search->words.count; i++) {
    const Word *word = &search->words.items[i];
    const GArray *places = word->function ? NULL : evidence_places(evidence, word);
    for (guint j = 0; places && j < places->len; j++) {
      const FormPlace *place = &g_array_index(places, FormPlace, j);
      if (word_matches(&place->concept->forms[place->form].words.items[place->word], word))
        note_word(search, place, word);
    }
  }
}

/* "State support" names no United States: half of a proper name has a capital, too. */
static bool
is_common_noun(const Match *match)
{
  const Form *form = &match->concept->forms[match->form];
  bool latin = (guchar)*match->words[0]->text < 0x80; /* Cyrillic adjectives have no capital */
  if (match_strength(match) >= 1 || !latin || !names_places(match->concept->group))
    return false;
  for (size_t i = 0; i < form->words.count; i++)
    if (!form->words.items[i].name && !form->words.items[i].function)
      return false;
  for (size_t i = 0; i < match->count; i++)
    if (match->words[i]->name)
      return false;
  return true;
}

static void
keep_strong(GArray *matches)
{
  guint kept = 0;
  for (guint i = 0; i < matches->len; i++) {
    const Match match = g_array_index(matches, Match, i);
    if (match_strength(&match) >= WEAKEST_MENTION && !is_common_noun(&match))
      g_array_index(matches, Match, kept++) = match;
  }
  g_array_set_size(matches, kept);
  g_array_sort(matches, compare_matches);
}

void
mentions_find(const Evidence *evidence, WordList words, GArray *mentions)
{
  g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(Match));
  g_autoptr(GHashTable) open = g_hash_table_new(NULL, NULL);
  Search search = { words, matches, open };
  find_matches(&search, evidence);
  keep_strong(matches);
  g_autoptr(GHashTable) consumed = g_hash_table_new_full(hash_use, equal_uses, g_free, NULL);
  g_autoptr(GHashTable) named = g_hash_table_new(NULL, NULL);
  g_autoptr(GHashTable) whole = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < matches->len; i++) {
    const Match *match = &g_array_index(matches, Match, i);
    bool again = !is_member(match->concept) && g_hash_table_contains(named, match->concept);
    if (again || is_consumed(consumed, match) || is_half_of_whole(whole, match))
      continue;
    for (size_t j = 0; is_member(match->concept) && match_strength(match) >= 1 && j < match->count;
         j++)
      g_hash_table_add(whole, (gpointer)match->words[j]);
    g_hash_table_add(named, (gpointer)match->concept);
    add_mention(mentions, match, consumed);
    consume(consumed, match);
  }
}
