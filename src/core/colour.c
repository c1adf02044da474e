#include "core/colour.h"

#include "core/colour_private.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#define LONGEST_NAME 20 /* lightgoldenrodyellow */
#define DEGREES_PER_RADIAN (180 / G_PI)

/* One argument of rgb() or hsl(). */
typedef struct Argument {
  double number;
  enum { UNIT_NUMBER, UNIT_PERCENT, UNIT_ANGLE, UNIT_NONE } unit; /* angles in degrees */
} Argument;

static Colour
colour_from_bytes(unsigned r, unsigned g, unsigned b, unsigned a)
{
  return (Colour){ r / 255.0, g / 255.0, b / 255.0, a / 255.0 };
}

static bool
parse_hex(const char *text, Colour *colour)
{
  unsigned digits[8];
  size_t count = strlen(text);
  if (count > 8)
    return false;
  for (size_t i = 0; i < count; i++) {
    int digit = g_ascii_xdigit_value(text[i]);
    if (digit < 0)
      return false;
    digits[i] = (unsigned)digit;
  }
  if (count == 3 || count == 4)
    *colour = colour_from_bytes(digits[0] * 17, digits[1] * 17, digits[2] * 17,
                                count == 4 ? digits[3] * 17 : 255);
  else if (count == 6 || count == 8)
    *colour = colour_from_bytes(digits[0] * 16 + digits[1], digits[2] * 16 + digits[3],
                                digits[4] * 16 + digits[5],
                                count == 8 ? digits[6] * 16 + digits[7] : 255);
  else
    return false;
  return true;
}

static const char *
skip_space(const char *at)
{
  return at + strspn(at, " \t\n\r\f");
}

static const char *
skip_digits(const char *at)
{
  return at + strspn(at, "0123456789");
}

/* The end of a CSS number; NULL if there is none. */
static const char *
scan_number(const char *at)
{
  at += *at == '+' || *at == '-' ? 1 : 0;
  const char *digits = at;
  at = skip_digits(at);
  if (at[0] == '.' && g_ascii_isdigit(at[1]))
    at = skip_digits(at + 1);
  if (at == digits)
    return NULL;
  if (*at == 'e' || *at == 'E') {
    const char *exponent = at + 1 + (at[1] == '+' || at[1] == '-' ? 1 : 0);
    if (g_ascii_isdigit(*exponent))
      at = skip_digits(exponent);
  }
  return at;
}

static bool
parse_argument(const char **at, Argument *argument)
{
  static const struct {
    const char *name;
    double degrees;
  } angles[] = { { "deg", 1 }, { "grad", 0.9 }, { "rad", DEGREES_PER_RADIAN }, { "turn", 360 } };
  if (g_ascii_strncasecmp(*at, "none", 4) == 0) {
    *argument = (Argument){ .unit = UNIT_NONE };
    *at += 4;
    return true;
  }
  const char *end = scan_number(*at);
  if (end == NULL)
    return false;
  char number[64];
  size_t length = (size_t)(end - *at);
  if (length >= sizeof number)
    return false;
  memcpy(number, *at, length);
  number[length] = '\0';
  *argument = (Argument){ .number = g_ascii_strtod(number, NULL), .unit = UNIT_NUMBER };
  *at = end;
  if (**at == '%') {
    argument->unit = UNIT_PERCENT;
    (*at)++;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(angles); i++) {
    size_t name_length = strlen(angles[i].name);
    if (g_ascii_strncasecmp(*at, angles[i].name, name_length) == 0) {
      argument->unit = UNIT_ANGLE;
      argument->number *= angles[i].degrees;
      *at += name_length;
      break;
    }
  }
  return isfinite(argument->number);
}

/* "a, b, c[, d])" or "a b c[ / d])", then the end. */
static bool
parse_arguments(const char *at, Argument arguments[4], int *count, bool *commas)
{
  *count = 0;
  *commas = false;
  for (at = skip_space(at); *count < 4; (*count)++) {
    if (!parse_argument(&at, &arguments[*count]))
      return false;
    const char *next = skip_space(at);
    if (*next == ')') {
      (*count)++;
      return *skip_space(next + 1) == '\0' && *count >= 3;
    }
    char separator = *next == ',' || *next == '/' ? *next : ' ';
    if (*count == 0)
      *commas = separator == ',';
    char expected = *commas ? ',' : *count == 2 ? '/' : ' ';
    if (separator != expected || (separator == ' ' && next == at))
      return false;
    at = separator == ' ' ? next : skip_space(next + 1);
  }
  return false;
}

static bool
parse_alpha(const Argument *argument, double *alpha)
{
  *alpha = CLAMP(argument->unit == UNIT_PERCENT ? argument->number / 100 : argument->number, 0, 1);
  return argument->unit != UNIT_ANGLE;
}

static bool
parse_rgb(const Argument *arguments, bool commas, Colour *colour)
{
  double channels[3];
  for (int i = 0; i < 3; i++) {
    /* With commas, all three are of one kind. */
    if (arguments[i].unit == UNIT_ANGLE ||
        (commas && (arguments[i].unit == UNIT_NONE || arguments[i].unit != arguments[0].unit)))
      return false;
    double full = arguments[i].unit == UNIT_PERCENT ? 100 : 255;
    channels[i] = CLAMP(arguments[i].number / full, 0, 1);
  }
  colour->r = channels[0];
  colour->g = channels[1];
  colour->b = channels[2];
  return true;
}

static bool
parse_hsl(const Argument *arguments, bool commas, Colour *colour)
{
  double parts[3] = { arguments[0].number, 0, 0 };
  if (arguments[0].unit == UNIT_PERCENT || (commas && arguments[0].unit == UNIT_NONE))
    return false;
  for (int i = 1; i < 3; i++) {
    if (arguments[i].unit == UNIT_ANGLE || (commas && arguments[i].unit != UNIT_PERCENT))
      return false;
    parts[i] = CLAMP(arguments[i].number / 100, 0, 1);
  }
  double rgb[3];
  colour_hsl_to_rgb(parts, rgb);
  colour->r = CLAMP(rgb[0] / 255, 0, 1);
  colour->g = CLAMP(rgb[1] / 255, 0, 1);
  colour->b = CLAMP(rgb[2] / 255, 0, 1);
  return true;
}

static bool
parse_function(const char *text, Colour *colour)
{
  static const struct {
    const char *name;
    bool (*parse)(const Argument *arguments, bool commas, Colour *colour);
  } functions[] = {
    { "rgb(", parse_rgb }, { "rgba(", parse_rgb }, { "hsl(", parse_hsl }, { "hsla(", parse_hsl }
  };
  for (size_t i = 0; i < G_N_ELEMENTS(functions); i++) {
    size_t length = strlen(functions[i].name);
    if (g_ascii_strncasecmp(text, functions[i].name, length) != 0)
      continue;
    Argument arguments[4];
    int count;
    bool commas;
    Colour parsed = { .a = 1 };
    if (!parse_arguments(text + length, arguments, &count, &commas) ||
        (count == 4 && !parse_alpha(&arguments[3], &parsed.a)) ||
        !functions[i].parse(arguments, commas, &parsed))
      return false;
    *colour = parsed;
    return true;
  }
  return false;
}

static bool
parse_name(const char *text, size_t length, Colour *colour)
{
  if (length == 0 || length > LONGEST_NAME)
    return false;
  g_autofree char *name = g_ascii_strdown(text, (gssize)length);
  uint32_t rgb;
  if (strcmp(name, "transparent") == 0)
    *colour = (Colour){ 0 };
  else if (colour_find_name(name, &rgb))
    *colour = colour_from_bytes(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff, 255);
  else
    return false;
  return true;
}

bool
colour_parse(const char *text, Colour *colour)
{
  text = skip_space(text);
  size_t length = strlen(text);
  while (length > 0 && g_ascii_isspace(text[length - 1]))
    length--;
  if (parse_name(text, length, colour))
    return true;
  if (*text != '#')
    return parse_function(text, colour);
  g_autofree char *digits = g_strndup(text + 1, length - 1);
  return parse_hex(digits, colour);
}

static unsigned
channel_to_byte(double channel)
{
  /* Halves up, as d3 rounds; x.5 / 255 × 255 is still a half, for every byte. */
  return (unsigned)floor(fmin(fmax(channel, 0), 1) * 255 + 0.5);
}

void
colour_to_hex(Colour colour, char buffer[8])
{
  g_snprintf(buffer, 8, "#%02x%02x%02x", channel_to_byte(colour.r) & 0xff,
             channel_to_byte(colour.g) & 0xff, channel_to_byte(colour.b) & 0xff);
}

static double
linear_channel(double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4);
}

double
colour_luminance(Colour colour)
{
  return 0.2126 * linear_channel(colour.r) + 0.7152 * linear_channel(colour.g) +
         0.0722 * linear_channel(colour.b);
}

double
colour_contrast(Colour a, Colour b)
{
  double lighter = colour_luminance(a), darker = colour_luminance(b);
  if (lighter < darker)
    return colour_contrast(b, a);
  return (lighter + 0.05) / (darker + 0.05);
}
