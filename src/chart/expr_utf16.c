/* JavaScript counts UTF-16 units; our texts are UTF-8. Nothing here reads past a text's end, valid
 * or not: a step takes the first byte and at most three continuation bytes. */
#include "chart/expr_private.h"

#include <string.h>

const char *
expr_utf8_next(const char *text)
{
  text++;
  for (int i = 0; i < 3 && ((unsigned char)*text & 0xc0) == 0x80; i++)
    text++;
  return text;
}

/* Units of the character at `text`: two beyond the basic plane. */
static size_t
units_of(const char *text)
{
  return (unsigned char)*text >= 0xf0 ? 2 : 1;
}

size_t
expr_utf16_between(const char *from, const char *to)
{
  size_t units = 0;
  while (from < to) {
    units += units_of(from);
    from = expr_utf8_next(from);
  }
  return units;
}

size_t
expr_utf16_length(const char *text)
{
  return expr_utf16_between(text, text + strlen(text));
}

const char *
expr_utf16_at(const char *text, size_t index)
{
  while (*text && index >= units_of(text)) {
    index -= units_of(text);
    text = expr_utf8_next(text);
  }
  return text;
}

/* A lead byte's place in the order of UTF-16 units: surrogates (F0 and above in UTF-8) come before
 * U+E000 to U+FFFF (EE and EF). */
static int
rank_of(unsigned char c)
{
  if (c >= 0xf0)
    return c - 2;
  return c >= 0xee ? c + 8 : c;
}

int
expr_utf16_compare(const char *a, const char *b)
{
  while (*a && *a == *b)
    a++, b++;
  return rank_of((unsigned char)*a) - rank_of((unsigned char)*b);
}

const char *
expr_valid_utf8(Arena *arena, const char *text)
{
  if (g_utf8_validate(text, -1, NULL))
    return text;
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  return arena_strdup(arena, valid);
}
