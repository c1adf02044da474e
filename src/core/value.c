#include "core/value.h"

#include "core/js_private.h"

#include <glib.h>
#include <string.h>

bool
value_equal(Value a, Value b)
{
  return value_compare(a, b) == 0;
}

static int
compare_numbers(double a, double b)
{
  if (isnan(a) || isnan(b))
    return (isnan(a) ? 0 : 1) - (isnan(b) ? 0 : 1);
  return (a > b) - (a < b);
}

int
value_compare(Value a, Value b)
{
  if (a.kind != b.kind)
    return a.kind < b.kind ? -1 : 1;
  switch (a.kind) {
  case VALUE_NULL:
    return 0;
  case VALUE_BOOLEAN:
    return (int)a.boolean - (int)b.boolean;
  case VALUE_NUMBER:
    return compare_numbers(a.number, b.number);
  case VALUE_STRING:
  default: {
    int order = strcmp(a.string, b.string);
    return (order > 0) - (order < 0);
  }
  }
}

bool
is_js_space(gunichar c)
{
  return (c >= 0x9 && c <= 0xd) || c == 0x2028 || c == 0x2029 || c == 0xfeff ||
         g_unichar_type(c) == G_UNICODE_SPACE_SEPARATOR;
}

/* Narrows [*start, *end) by the white space at both ends. */
static void
trim_js_space(const char **start, const char **end)
{
  while (*start < *end && is_js_space(g_utf8_get_char_validated(*start, *end - *start)))
    *start = g_utf8_next_char(*start);
  while (*end > *start) {
    const char *last = g_utf8_find_prev_char(*start, *end);
    if (last == NULL || !is_js_space(g_utf8_get_char_validated(last, *end - last)))
      break;
    *end = last;
  }
}

/* 0x, 0o and 0b literals; no sign. */
static double
parse_radix(const char *start, const char *end)
{
  static const struct {
    char letter;
    int base;
  } radices[] = { { 'x', 16 }, { 'o', 8 }, { 'b', 2 } };
  for (size_t i = 0; i < G_N_ELEMENTS(radices); i++) {
    if (g_ascii_tolower(start[1]) != radices[i].letter)
      continue;
    double number = 0;
    for (const char *at = start + 2; at < end; at++) {
      int digit = g_ascii_xdigit_value(*at);
      if (digit < 0 || digit >= radices[i].base)
        return (double)NAN;
      number = number * radices[i].base + digit;
    }
    return end > start + 2 ? number : (double)NAN;
  }
  return (double)NAN;
}

/* Skips decimal digits and counts them. */
static size_t
skip_digits(const char **at, const char *end)
{
  const char *start = *at;
  while (*at < end && g_ascii_isdigit(**at))
    (*at)++;
  return (size_t)(*at - start);
}

/* Whether the text is a StrDecimalLiteral. strtod alone would also take "inf" and "0x1p3". */
static bool
is_decimal(const char *at, const char *end)
{
  if (at < end && (*at == '+' || *at == '-'))
    at++;
  if (end - at == 8 && memcmp(at, "Infinity", 8) == 0)
    return true;
  size_t digits = skip_digits(&at, end);
  if (at < end && *at == '.') {
    at++;
    digits += skip_digits(&at, end);
  }
  if (digits == 0)
    return false;
  if (at < end && (*at == 'e' || *at == 'E')) {
    at++;
    if (at < end && (*at == '+' || *at == '-'))
      at++;
    if (skip_digits(&at, end) == 0)
      return false;
  }
  return at == end;
}

static double
parse_js_number(const char *text)
{
  const char *start = text, *end = text + strlen(text);
  trim_js_space(&start, &end);
  if (start == end)
    return 0;
  if (end - start > 2 && start[0] == '0' && g_ascii_isalpha(start[1]) &&
      g_ascii_tolower(start[1]) != 'e')
    return parse_radix(start, end);
  return is_decimal(start, end) ? g_ascii_strtod(start, NULL) : (double)NAN;
}

double
value_to_number(Value value)
{
  switch (value.kind) {
  case VALUE_BOOLEAN:
    return value.boolean ? 1 : 0;
  case VALUE_NUMBER:
    return value.number;
  case VALUE_STRING:
    return parse_js_number(value.string);
  case VALUE_NULL:
  default:
    return 0;
  }
}
