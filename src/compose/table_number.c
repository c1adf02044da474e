#include "compose/table_private.h"

#include <string.h>

/* What may stand in a number besides digits: signs, separators, units of one character. */
static bool
is_number_sign(gunichar c)
{
  static const gunichar SIGNS[] = {
    '+',  '-',    '.',    ',',    '%',    '(',    ')',    '~',    '\'',
    0xa0, 0x2007, 0x2009, 0x202f, 0x2212, 0x2013, 0x2030, 0x2248, 0x2026,
  };
  for (size_t i = 0; i < G_N_ELEMENTS(SIGNS); i++) {
    if (SIGNS[i] == c)
      return true;
  }
  return c == ' ' || g_unichar_type(c) == G_UNICODE_CURRENCY_SYMBOL;
}

bool
table_is_number(const char *text)
{
  bool digit = false, other = false;
  for (const char *at = text; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (g_unichar_isdigit(c))
      digit = true;
    else if (!is_number_sign(c))
      return false;
    else
      other = true;
  }
  static const char *const MISSING[] = { "…", "–", "-", "—", "..." };
  for (size_t i = 0; i < G_N_ELEMENTS(MISSING); i++) {
    if (strcmp(text, MISSING[i]) == 0)
      return true;
  }
  return digit || (!digit && !other);
}

size_t
table_number_split(const char *text, const char *decimal)
{
  size_t length = strlen(text), last = length;
  const char *mark = *decimal ? g_strrstr(text, decimal) : NULL;
  if (mark && g_ascii_isdigit(mark[strlen(decimal)]))
    return (size_t)(mark - text);
  while (last > 0 && !g_ascii_isdigit(text[last - 1]))
    last--;
  return last ? last : length;
}
