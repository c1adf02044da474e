#include "audit/lexicon_private.h"

#include <string.h>

#define MAX_WORD 72   /* bytes: longer words are in no table */
#define MAX_PHRASE 6  /* words */
#define MAX_ENDING 24 /* bytes */

typedef struct Pattern {
  char *text;  /* the word, or its stem */
  char ending; /* '~', '^', or NUL for a whole word */
} Pattern;

typedef struct Phrase {
  const LexiconLine *line;
  size_t length;
  Pattern words[MAX_PHRASE];
} Phrase;

struct Lexicon {
  const LexiconTable *table;
  GHashTable *phrases; /* first word's text → GPtrArray of Phrase */
};

static const LexiconTable *const tables[] = { &lexicon_en, &lexicon_ru, &lexicon_kk };

static const Lexicon *lexicons[G_N_ELEMENTS(tables)];

bool
lexicon_ending_among(const char *endings, const char *ending)
{
  size_t length = strlen(ending);
  for (const char *at = endings;;) {
    size_t span = strcspn(at, "|");
    if (span == length && memcmp(at, ending, span) == 0)
      return true;
    at += span;
    if (*at == '\0')
      return false;
    at++;
  }
}

static void
add_phrase(GHashTable *phrases, const LexiconLine *line, const char *text)
{
  Phrase *phrase = g_new0(Phrase, 1);
  phrase->line = line;
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  for (char **word = words; *word != NULL; word++) {
    g_assert(phrase->length < MAX_PHRASE);
    Pattern *pattern = &phrase->words[phrase->length++];
    size_t length = strlen(*word);
    if (length > 1 && strchr("~^", (*word)[length - 1]) != NULL) {
      pattern->ending = (*word)[length - 1];
      (*word)[length - 1] = '\0';
    }
    pattern->text = g_strdup(*word);
  }
  GPtrArray *same = g_hash_table_lookup(phrases, phrase->words[0].text);
  if (same == NULL) {
    same = g_ptr_array_new();
    g_hash_table_insert(phrases, phrase->words[0].text, same);
  }
  g_ptr_array_add(same, phrase);
}

static void
add_lines(GHashTable *phrases, const LexiconLine *lines, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    g_auto(GStrv) texts = g_strsplit(lines[i].phrases, "|", -1);
    for (char **text = texts; *text != NULL; text++)
      add_phrase(phrases, &lines[i], *text);
  }
}

static const Lexicon *
lexicon_new(const LexiconTable *table)
{
  Lexicon *lexicon = g_new0(Lexicon, 1);
  lexicon->table = table;
  lexicon->phrases = g_hash_table_new(g_str_hash, g_str_equal);
  add_lines(lexicon->phrases, table->lines, table->count);
  add_lines(lexicon->phrases, lexicon_shared_lines, lexicon_shared_count);
  return lexicon;
}

const Lexicon *
lexicon_get(const char *language)
{
  size_t which = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
    size_t length = strlen(tables[i]->language);
    if (g_ascii_strncasecmp(language, tables[i]->language, length) == 0 &&
        !g_ascii_isalpha(language[length]))
      which = i;
  }
  if (g_once_init_enter(&lexicons[which]))
    g_once_init_leave(&lexicons[which], lexicon_new(tables[which]));
  return lexicons[which];
}

const LexiconTable *
lexicon_table(const Lexicon *lexicon)
{
  return lexicon->table;
}

/* The ending that `word` has after the pattern's stem; NULL: they do not match. */
static const char *
match_word(const Lexicon *lexicon, const Pattern *pattern, const char *word)
{
  size_t length = strlen(pattern->text);
  if (strncmp(word, pattern->text, length) != 0)
    return NULL;
  const char *ending = word + length;
  if (*ending == '\0' || pattern->ending == '\0')
    return *ending == '\0' ? ending : NULL;
  if (strlen(ending) > MAX_ENDING)
    return NULL;
  LexiconEnding *allowed =
      pattern->ending == '^' ? lexicon->table->adjective : lexicon->table->noun;
  return allowed(ending) ? ending : NULL;
}

static bool
match_phrase(const Lexicon *lexicon, const Phrase *phrase, const LexiconWord *words, size_t count,
             LexiconMatch *match)
{
  if (phrase->length > count)
    return false;
  bool glued = (phrase->line->flags & LEXICON_GLUED) != 0;
  if ((phrase->line->flags & LEXICON_CAPITAL) != 0 && !words[0].capital)
    return false;
  const char *ending = "";
  for (size_t i = 0; i < phrase->length; i++) {
    if (glued && (!words[i].upper || (i > 0 && words[i].space)))
      return false;
    ending = match_word(lexicon, &phrase->words[i], words[i].folded);
    if (ending == NULL)
      return false;
  }
  *match = (LexiconMatch){ .line = phrase->line, .length = phrase->length, .ending = ending };
  return true;
}

/* Longer phrases win, and of one length the longer stem, so a whole word before its endings. */
static bool
is_better(const LexiconMatch *match, const LexiconMatch *best)
{
  if (match->length != best->length)
    return match->length > best->length;
  return strlen(match->ending) < strlen(best->ending);
}

bool
lexicon_match(const Lexicon *lexicon, const LexiconWord *words, size_t count, LexiconMatch *match)
{
  char stem[MAX_WORD + 1];
  size_t length = strlen(words[0].folded);
  if (length == 0 || length > MAX_WORD)
    return false;
  memcpy(stem, words[0].folded, length + 1);
  bool found = false;
  for (size_t end = length; end > 0 && length - end <= MAX_ENDING; end--) {
    if (((unsigned char)words[0].folded[end] & 0xc0) == 0x80)
      continue;
    stem[end] = '\0';
    const GPtrArray *phrases = g_hash_table_lookup(lexicon->phrases, stem);
    for (guint i = 0; phrases != NULL && i < phrases->len; i++) {
      LexiconMatch one;
      if (match_phrase(lexicon, phrases->pdata[i], words, count, &one) &&
          (!found || is_better(&one, match))) {
        *match = one;
        found = true;
      }
    }
  }
  return found;
}
