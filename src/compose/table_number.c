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
  /* in brackets as statistics offices mark them: confidential, not available, not applicable, too
     few, of low reliability */
  static const char *const MISSING[] = { "…",   "–",   "-",   "—",     "...",
                                         "[c]", "[x]", "[z]", "[low]", "[u]" };
  for (size_t i = 0; i < G_N_ELEMENTS(MISSING); i++) {
    if (strcmp(text, MISSING[i]) == 0)
      return true;
  }
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
  return digit || (!digit && !other);
}

const char *
table_decimal(const Composer *composer, const TableModel *model, size_t column)
{
  const char *decimal = composer->voice.locale->decimal;
  size_t numbers = 0, fractions = 0;
  for (size_t row = 0; row < model->row_count; row++) {
    const char *text = model->cells[row * model->column_count + column].number;
    if (!text || !strpbrk(text, "0123456789"))
      continue;
    numbers++;
    fractions += table_number_split(text, decimal) < table_number_split(text, "");
  }
  return fractions > 1 && 2 * fractions >= numbers ? decimal : "";
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
