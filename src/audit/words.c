#include "audit/words.h"

#include <string.h>

/* Words that occur in labels and say nothing of their own, in all languages alike. */
static const char *const FUNCTION_WORDS[] = {
  "of",   "the",  "and",  "a",   "an",   "in",   "by",      "to",  "for", "from", "with",
  "at",   "on",   "per",  "as",  "or",   "its",  "и",       "в",   "во",  "на",   "по",
  "из",   "от",   "с",    "со",  "для",  "до",   "к",       "за",  "или", "при",  "не",
  "а",    "мен",  "пен",  "бен", "және", "үшін", "бойынша", "ға",  "ге",  "қа",   "ке",
  "да",   "де",   "та",   "те",  "дан",  "ден",  "тан",     "тен", "нан", "нен",  "дағы",
  "дегі", "тағы", "тегі", "ның", "нің",  "дың",  "дің",     "тың", "тің", "ды",   "ді",
  "ты",   "ті",   "ны",   "ні",  "дық",  "дік",  "тық",     "тік", "s",
};

static bool
is_function_word(const char *text)
{
  static gsize ready;
  static GHashTable *words;
  if (g_once_init_enter(&ready)) {
    words = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < G_N_ELEMENTS(FUNCTION_WORDS); i++)
      g_hash_table_add(words, (gpointer)FUNCTION_WORDS[i]);
    g_once_init_leave(&ready, 1);
  }
  return g_hash_table_contains(words, text);
}

static gunichar
folded(gunichar c)
{
  gunichar lower = g_unichar_tolower(c);
  return lower == 0x451 ? 0x435 : lower;
}

static void
add_word(Arena *arena, GArray *words, const char *text, size_t start, size_t end)
{
  g_autoptr(GString) out = g_string_sized_new(end - start);
  Word word = { .start = start, .end = end };
  word.name = g_unichar_isupper(g_utf8_get_char(text + start));
  for (const char *at = text + start; at < text + end; at = g_utf8_next_char(at)) {
    g_string_append_unichar(out, folded(g_utf8_get_char(at)));
    word.length++;
  }
  word.text = arena_strndup(arena, out->str, out->len);
  word.function = is_function_word(word.text);
  g_array_append_val(words, word);
}

WordList
words_read(Arena *arena, const char *text)
{
  g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(Word));
  size_t start = 0;
  bool open = false;
  const char *at = text;
  for (; *at; at = g_utf8_next_char(at)) {
    bool letter = g_unichar_isalnum(g_utf8_get_char(at));
    if (letter && !open)
      start = (size_t)(at - text);
    else if (!letter && open)
      add_word(arena, words, text, start, (size_t)(at - text));
    open = letter;
  }
  if (open)
    add_word(arena, words, text, start, (size_t)(at - text));
  return (WordList){ arena_dup(arena, words->data, words->len * sizeof(Word)), words->len };
}

/* A Kazakh plural that is possessed: түсім, түсімдері. */
static bool
ends_as_kazakh_plural(const char *text)
{
  static const char *const ENDINGS[] = { "лары", "лері", "дары", "дері", "тары", "тері" };
  for (size_t i = 0; i < G_N_ELEMENTS(ENDINGS); i++)
    if (g_str_has_suffix(text, ENDINGS[i]))
      return true;
  return false;
}

/* How many letters of a label's end may be inflected away. */
static size_t
mutable_tail(const Word *label)
{
  size_t length = label->length;
  if (length >= 8 && ends_as_kazakh_plural(label->text))
    return 5;
  return length >= 8 ? 3 : length >= 6 ? 2 : length >= 5 ? 1 : 0;
}

/* "city", "cities" */
static bool
ends_as_plural(const char *label, const char *word)
{
  return strcmp(label, "y") == 0 && strcmp(word, "ies") == 0;
}

/* How many letters a word may have beyond the stem that it shares: Kazakh heaps up endings. */
static size_t
longest_ending(const Word *label, const Word *word, size_t common)
{
  bool latin = (guchar)word->text[0] < 0x80;
  return !latin ? 7 : common >= 6 || (label->name && word->name) ? 5 : 3;
}

bool
word_matches(const Word *label, const Word *word)
{
  const char *a = label->text, *b = word->text;
  size_t common = 0;
  while (*a && *b && g_utf8_get_char(a) == g_utf8_get_char(b)) {
    a = g_utf8_next_char(a);
    b = g_utf8_next_char(b);
    common++;
  }
  if ((!*a && !*b) || (common >= 2 && ends_as_plural(a, b)))
    return true;
  if (common < 3 || g_ascii_isdigit(label->text[0]))
    return false;
  return common + mutable_tail(label) >= label->length &&
         word->length - common <= longest_ending(label, word, common);
}

guint
word_key(const Word *word, int letters)
{
  guint key = 0;
  const char *at = word->text;
  for (int i = 0; i < letters && *at; i++, at = g_utf8_next_char(at))
    key = key * 1000003u + g_utf8_get_char(at);
  return key;
}

bool
words_within(WordList inner, WordList outer)
{
  bool any = false;
  for (size_t i = 0; i < inner.count; i++) {
    bool found = inner.items[i].function;
    any |= !found;
    for (size_t j = 0; j < outer.count && !found; j++)
      found = word_matches(&inner.items[i], &outer.items[j]);
    if (!found)
      return false;
  }
  return any;
}

bool
phrase_before(const char *text, size_t at, const char *const *phrases)
{
  for (; *phrases; phrases++) {
    size_t length = strlen(*phrases);
    if (at >= length && strncmp(text + at - length, *phrases, length) == 0)
      return true;
  }
  return false;
}

bool
phrase_behind(const char *text, size_t at, const char *const *phrases)
{
  for (; *phrases; phrases++)
    if (g_str_has_prefix(text + at, *phrases))
      return true;
  return false;
}
