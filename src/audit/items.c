#include "audit/quantity_private.h"

#include <string.h>

/* A word or sign before phrases are looked for. */
typedef struct Tokens {
  GArray *items; /* of Item */
  GArray *words; /* of LexiconWord, one an item */
} Tokens;

bool
item_reads(const Items *items, size_t at, const char *folded)
{
  return at < items->count && strcmp(items->at[at].folded, folded) == 0;
}

bool
item_is_mark(const Items *items, size_t at, const char *mark)
{
  return item_is(items, at, ITEM_MARK) && item_reads(items, at, mark);
}

bool
item_is_digits(const Items *items, size_t at, size_t bytes, double low, double high)
{
  if (!item_is(items, at, ITEM_DIGITS))
    return false;
  const Item *item = &items->at[at];
  return (bytes == 0 || item->end - item->start == bytes) && item->digits.value >= low &&
         item->digits.value <= high;
}

bool
item_is_year(const Items *items, size_t at)
{
  return item_is_digits(items, at, 4, 1000, 2199);
}

bool
item_touches(const Items *items, size_t at)
{
  return at < items->count && !items->at[at].space;
}

bool
item_joins(const Items *items, size_t at)
{
  return at < items->count && (items->at[at].flags & LEXICON_JOINS) != 0;
}

size_t
item_before(const Items *items, size_t at)
{
  return at > 0 && at <= items->count ? at - 1 : items->count;
}

bool
item_is_hyphen(const Items *items, size_t at)
{
  if (!item_is(items, at, ITEM_MARK))
    return false;
  static const char *const hyphens[] = { "-", "\u2010", "\u2011" };
  for (size_t i = 0; i < G_N_ELEMENTS(hyphens); i++)
    if (item_reads(items, at, hyphens[i]))
      return true;
  return false;
}

bool
item_is_dash(const Items *items, size_t at, bool glued)
{
  if (!item_is(items, at, ITEM_MARK))
    return false;
  bool tight = !items->at[at].space && at + 1 < items->count && !items->at[at + 1].space;
  if (glued && !tight)
    return false;
  static const char *const dashes[] = { "–", "—", "‒", "−", "…" };
  for (size_t i = 0; i < G_N_ELEMENTS(dashes); i++)
    if (item_reads(items, at, dashes[i]))
      return true;
  return item_is_hyphen(items, at);
}

static gunichar
character(const char *text, size_t *length)
{
  gunichar c = g_utf8_get_char_validated(text, -1);
  if (c == (gunichar)-1 || c == (gunichar)-2) {
    *length = 1;
    return 0xfffd;
  }
  *length = (size_t)(g_utf8_next_char(text) - text);
  return c;
}

static bool
is_letter(gunichar c)
{
  return g_unichar_isalpha(c) || g_unichar_ismark(c);
}

static bool
is_vulgar(gunichar c)
{
  return (c >= 0xbc && c <= 0xbe) || (c >= 0x2153 && c <= 0x215e);
}

/* Footnote marks and exponents: ², ₂; part of the word before them. */
static bool
is_raised(gunichar c)
{
  return c == 0xb2 || c == 0xb3 || c == 0xb9 || (c >= 0x2070 && c <= 0x208e);
}

static size_t
word_length(const char *text)
{
  size_t at = 0, length;
  for (;;) {
    gunichar c = text[at] == '\0' ? 0 : character(text + at, &length);
    if (c == 0 || (!is_letter(c) && !(at > 0 && is_raised(c)) && c != 0xad))
      return at;
    at += length;
  }
}

/* Lower case without soft hyphens, ё as е. */
static const char *
fold(Arena *arena, const char *text, size_t length)
{
  g_autoptr(GString) folded = g_string_sized_new(length);
  for (size_t at = 0, step; at < length; at += step) {
    gunichar c = g_unichar_tolower(character(text + at, &step));
    if (c != 0xad)
      g_string_append_unichar(folded, c == 0x451 ? 0x435 : c);
  }
  return arena_strndup(arena, folded->str, folded->len);
}

static void
describe_case(Item *item, const char *text)
{
  item->upper = true;
  for (size_t at = item->start, step; at < item->end; at += step) {
    gunichar c = character(text + at, &step);
    item->capital = item->capital || (at == item->start && g_unichar_isupper(c));
    item->upper = item->upper && !g_unichar_islower(c);
  }
}

static bool
is_link(const char *text)
{
  size_t length = 0;
  while (text[length] != '\0' && digit_space_length(text + length) == 0 &&
         strchr("\t\r\n<>\"", text[length]) == NULL)
    length++;
  if (g_str_has_prefix(text, "www.") || g_ascii_strncasecmp(text, "doi:", 4) == 0)
    return true;
  return g_strstr_len(text, (gssize)length, "://") != NULL || memchr(text, '@', length) != NULL ||
         (g_str_has_prefix(text, "10.") && strspn(text + 3, "0123456789") >= 4 &&
          memchr(text, '/', length) != NULL);
}

static void
push(Arena *arena, Tokens *tokens, const char *text, Item *item)
{
  item->folded = fold(arena, text + item->start, item->end - item->start);
  item->ending = "";
  describe_case(item, text);
  g_array_append_val(tokens->items, *item);
  LexiconWord word = {
    .folded = item->folded, .space = item->space, .upper = item->upper, .capital = item->capital
  };
  g_array_append_val(tokens->words, word);
}

static void
tokenize(Arena *arena, const char *text, char group, Tokens *tokens)
{
  bool space = true, link = false;
  for (size_t at = 0, length; text[at] != '\0'; at += length) {
    gunichar c = character(text + at, &length);
    if (c == 0xad || c == 0x200b || c == 0x2060 || c == 0xfeff)
      continue;
    if (g_unichar_isspace(c) || digit_space_length(text + at) > 0) {
      space = true;
      continue;
    }
    if (space)
      link = is_link(text + at);
    Item item = { .kind = ITEM_MARK, .start = at, .space = space, .link = link };
    if (g_ascii_isdigit(text[at]) || is_vulgar(c)) {
      item.kind = ITEM_DIGITS;
      length = digits_read(text + at, group, &item.digits);
    } else if (is_letter(c)) {
      item.kind = ITEM_WORD;
      length = word_length(text + at);
    }
    item.end = at + length;
    space = false;
    push(arena, tokens, text, &item);
  }
}

/* Phrases of the lexicon in place of their words. */
static size_t
join_phrases(const Lexicon *lexicon, const Tokens *tokens, Item *items)
{
  size_t count = 0;
  for (size_t at = 0; at < tokens->items->len; count++) {
    Item *item = &items[count];
    *item = g_array_index(tokens->items, Item, at);
    LexiconMatch match;
    if (item->kind == ITEM_DIGITS || item->link ||
        !lexicon_match(lexicon, &g_array_index(tokens->words, LexiconWord, at),
                       tokens->words->len - at, &match)) {
      at++;
      continue;
    }
    item->kind = match.line->kind;
    item->value = match.line->value;
    item->code = match.line->code;
    item->flags = match.line->flags;
    item->ending = match.ending;
    at += match.length;
    item->end = g_array_index(tokens->items, Item, at - 1).end;
  }
  return count;
}

Items
items_read(Arena *arena, const char *text, const Lexicon *lexicon)
{
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Item));
  g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(LexiconWord));
  Tokens tokens = { .items = found, .words = words };
  const LexiconTable *table = lexicon_table(lexicon);
  tokenize(arena, text, table->group, &tokens);
  Item *items = arena_array(arena, Item, found->len);
  size_t count = join_phrases(lexicon, &tokens, items);
  return (Items){ .text = text, .table = table, .at = items, .count = count };
}
