#include "data/cell_private.h"

#include <glib.h>
#include <math.h>

enum { MAX_NUMBER_TEXT = 512, MAX_EXPONENT_DIGITS = 6 };

static const double powers[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                 1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

/* The text is known to be a number; only its point may be another one. */
static double
parse_exactly(const char *text, size_t size, char point)
{
  char buffer[MAX_NUMBER_TEXT];
  g_autofree char *large = size < sizeof buffer ? NULL : g_malloc(size + 1);
  char *copy = large ? large : buffer;

  memcpy(copy, text, size);
  copy[size] = '\0';
  char *at = memchr(copy, point, size);
  if (at)
    *at = '.';
  return g_ascii_strtod(copy, NULL);
}

/* Reads "e-12" at *at; false if digits are missing. */
static bool
parse_exponent(const char **at, const char *end, int *exponent)
{
  const char *p = *at + 1;
  bool negative = p < end && *p == '-';
  int digits = 0, value = 0;

  if (p < end && (*p == '-' || *p == '+'))
    p++;
  for (; p < end && g_ascii_isdigit(*p); p++, digits++)
    if (value < 100000)
      value = value * 10 + (*p - '0');
  *at = p;
  *exponent += negative ? -value : value;
  return digits > 0;
}

/* A decimal of at most 53 bits and a power of ten up to 22 are both exact, and so one operation on
 * them is correctly rounded (Clinger 1990); the rest is strtod's. */
bool
number_parse(const char *text, size_t size, char point, double *value, NumberShape *shape)
{
  const char *p = text, *end = text + size;
  bool negative = false;
  uint64_t mantissa = 0;
  unsigned digit;

  if (p < end && (*p == '-' || *p == '+'))
    negative = *p++ == '-';
  const char *whole = p;
  while (p < end && (digit = (unsigned)(unsigned char)*p - '0') <= 9) {
    mantissa = mantissa * 10 + digit;
    p++;
  }
  ptrdiff_t count = p - whole;
  shape->padded = count > 1 && *whole == '0';
  shape->digits = (int)MIN(count, G_MAXINT);
  shape->fraction = p < end;
  int exponent = 0;
  if (p < end && *p == point) {
    const char *fraction = ++p;
    while (p < end && (digit = (unsigned)(unsigned char)*p - '0') <= 9) {
      mantissa = mantissa * 10 + digit;
      p++;
    }
    count += p - fraction;
    exponent = -(int)MIN(p - fraction, 1000000);
  }
  if (count == 0)
    return false;
  if (p < end && (*p | 0x20) == 'e' && !parse_exponent(&p, end, &exponent))
    return false;
  if (p != end)
    return false;
  shape->decimals = -exponent;
  if (count > 19 || mantissa > (uint64_t)1 << 53 || exponent > 22 || exponent < -22) {
    *value = parse_exactly(text, size, point);
    return true;
  }
  double exact = (double)mantissa;
  exact = exponent < 0 ? exact / powers[-exponent] : exact * powers[exponent];
  *value = negative ? -exact : exact;
  return true;
}

size_t
space_length(const char *text, size_t size)
{
  /* In UTF-8: no-break, figure, thin, narrow no-break space; the plain one. */
  static const char spaces[][4] = { "\xC2\xA0", "\xE2\x80\x87", "\xE2\x80\x89", "\xE2\x80\xAF" };

  if (size > 0 && *text == ' ')
    return 1;
  for (size_t i = 0; i < G_N_ELEMENTS(spaces); i++) {
    size_t length = strlen(spaces[i]);
    if (size >= length && memcmp(text, spaces[i], length) == 0)
      return length;
  }
  return 0;
}

/* The bytes of the group mark that `text` starts with, or 0. */
static size_t
group_length(const char *text, size_t size, const char *group)
{
  if (!group)
    return 0;
  size_t length = strlen(group);
  if (length == 0)
    return 0;
  if (space_length(group, length) == length)
    return space_length(text, size);
  return size >= length && memcmp(text, group, length) == 0 ? length : 0;
}

/* As frictionless: what comes before the first digit or minus, and after the last digit. */
static void
strip_surroundings(const char **text, size_t *size)
{
  while (*size > 0 && !g_ascii_isdigit(**text) && **text != '-') {
    ++*text;
    --*size;
  }
  while (*size > 0 && !g_ascii_isdigit((*text)[*size - 1]))
    --*size;
}

static bool
parse_special(const char *text, size_t size, double *value)
{
  static const struct {
    const char *text;
    double value;
  } specials[] = { { "NaN", (double)NAN }, { "INF", HUGE_VAL }, { "-INF", -HUGE_VAL } };

  for (size_t i = 0; i < G_N_ELEMENTS(specials); i++)
    if (size == strlen(specials[i].text) && memcmp(text, specials[i].text, size) == 0) {
      *value = specials[i].value;
      return true;
    }
  return false;
}

/* Groups are allowed between digits before the decimal mark only. */
static bool
normalise(const char *text, size_t size, const NumberStyle *style, char *out, size_t *out_size)
{
  size_t length = 0, decimal = strlen(style->decimal);
  bool whole = true;

  for (size_t i = 0; i < size;) {
    size_t group = whole ? group_length(text + i, size - i, style->group) : 0;
    if (group > 0) {
      bool between = length > 0 && g_ascii_isdigit(out[length - 1]) && i + group < size &&
                     g_ascii_isdigit(text[i + group]);
      if (!between)
        return false;
      i += group;
    } else if (whole && decimal > 0 && size - i >= decimal &&
               memcmp(text + i, style->decimal, decimal) == 0) {
      out[length++] = '.';
      i += decimal;
      whole = false;
    } else {
      if (text[i] == '.')
        return false; /* the point is not this style's decimal mark */
      out[length++] = text[i++];
    }
  }
  *out_size = length;
  return true;
}

bool
number_parse_styled(const char *text, size_t size, const NumberStyle *style, double *value,
                    NumberShape *shape)
{
  char buffer[MAX_NUMBER_TEXT];
  size_t length = 0;

  buffer[0] = '\0';
  if (style->strip)
    strip_surroundings(&text, &size);
  if (!style->group && style->decimal[0] != '\0' && style->decimal[1] == '\0') {
    if (number_parse(text, size, style->decimal[0], value, shape))
      return true;
  } else if (size < sizeof buffer && normalise(text, size, style, buffer, &length) &&
             number_parse(buffer, length, '.', value, shape)) {
    return true;
  }
  *shape = (NumberShape){ .fraction = true };
  return parse_special(text, size, value);
}
