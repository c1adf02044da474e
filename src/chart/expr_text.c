/* Functions of texts. Lengths and positions count UTF-16 units. */
#include "chart/expr_private.h"

#include "core/number_format.h"

#include <math.h>
#include <string.h>

/* ---- parts of texts ---- */

static ExprValue
text_between(const ExprCall *call, const char *from, const char *to)
{
  return expr_string(arena_strndup(call->arena, from, to > from ? (size_t)(to - from) : 0));
}

/* Units [start, end) of a text. */
static ExprValue
text_units(const ExprCall *call, const char *text, double start, double end)
{
  if (!(end > start))
    return expr_string("");
  const char *from = expr_utf16_at(text, (size_t)start);
  return text_between(call, from, expr_utf16_at(text, (size_t)end));
}

/* substring(text, start, end): positions are confined and swapped if need be. */
static ExprValue
evaluate_substring(const ExprCall *call)
{
  const char *text = expr_arg_string(call, 0);
  double length = (double)expr_utf16_length(text);
  double start = CLAMP(expr_arg_integer(call, 1, 0), 0, length);
  double end = CLAMP(expr_arg_integer(call, 2, length), 0, length);
  return text_units(call, text, MIN(start, end), MAX(start, end));
}

static bool
is_space(gunichar c)
{
  return (c >= 0x9 && c <= 0xd) || c == 0x2028 || c == 0x2029 || c == 0xfeff ||
         g_unichar_type(c) == G_UNICODE_SPACE_SEPARATOR;
}

static const char *
skip_spaces(const char *text)
{
  while (*text && is_space(g_utf8_get_char_validated(text, -1)))
    text = expr_utf8_next(text);
  return text;
}

static ExprValue
evaluate_trim(const ExprCall *call)
{
  const char *from = skip_spaces(expr_arg_string(call, 0)), *to = from;
  for (const char *at = from; *at;) {
    bool space = is_space(g_utf8_get_char_validated(at, -1));
    at = expr_utf8_next(at);
    if (!space)
      to = at;
  }
  return text_between(call, from, to);
}

static ExprValue
evaluate_case(const ExprCall *call)
{
  const char *text = expr_valid_utf8(call->arena, expr_arg_string(call, 0));
  g_autofree char *changed =
      call->function->variant ? g_utf8_strup(text, -1) : g_utf8_strdown(text, -1);
  return expr_string(arena_strdup(call->arena, changed));
}

/* ---- filling and cutting ---- */

static void
append_repeated(GString *out, const char *text, double times)
{
  for (double i = 1; i <= times; i++)
    g_string_append(out, text);
}

/* pad(text, length, character, align) */
static ExprValue
evaluate_pad(const ExprCall *call)
{
  const char *text = expr_arg_string(call, 0);
  const char *filler = expr_truthy(expr_arg(call, 2)) ? expr_arg_string(call, 2) : " ";
  const char *align = expr_arg_string(call, 3);
  double missing = expr_arg_number(call, 1) - (double)expr_utf16_length(text);
  if (!(missing > 0))
    return expr_string(text);
  if (missing * (double)strlen(filler) > EXPR_MAX_STRING)
    return expr_call_throw(call, "pad() would make a text that is too long");

  double before = 0, after = missing;
  if (strcmp(align, "left") == 0) {
    before = missing;
    after = 0;
  } else if (strcmp(align, "center") == 0) {
    before = trunc(missing / 2);
    after = ceil(missing / 2);
  }
  g_autoptr(GString) out = g_string_new(NULL);
  append_repeated(out, filler, before);
  g_string_append(out, text);
  append_repeated(out, filler, after);
  return expr_string(arena_strndup(call->arena, out->str, out->len));
}

/* truncate(text, length, align, ellipsis) */
static ExprValue
evaluate_truncate(const ExprCall *call)
{
  const char *text = expr_arg_string(call, 0);
  const char *align = expr_arg_string(call, 2);
  const char *ellipsis = expr_is_nullish(expr_arg(call, 3)) ? "\u2026" : expr_arg_string(call, 3);
  double limit = expr_arg_number(call, 1), length = (double)expr_utf16_length(text);
  if (length <= limit)
    return expr_string(text);

  double kept = MAX(0, limit - (double)expr_utf16_length(ellipsis));
  double first = kept, last = 0;
  if (strcmp(align, "left") == 0) {
    first = 0;
    last = kept;
  } else if (strcmp(align, "center") == 0) {
    first = ceil(kept / 2);
    last = trunc(kept / 2);
  }
  if (isnan(kept))
    first = last = 0;
  const char *head = text_units(call, text, 0, trunc(first)).string;
  const char *tail = text_units(call, text, trunc(length - last), length).string;
  return expr_string(arena_printf(call->arena, "%s%s%s", head, ellipsis, tail));
}

/* ---- numbers in texts ---- */

static const char *
skip_digits(const char *at)
{
  while (g_ascii_isdigit(*at))
    at++;
  return at;
}

/* The end of the longest decimal number that `at` begins with; NULL if there is none. */
static const char *
decimal_end(const char *at)
{
  if (*at == '+' || *at == '-')
    at++;
  if (g_str_has_prefix(at, "Infinity"))
    return at + strlen("Infinity");
  const char *digits = at, *end = skip_digits(at);
  size_t count = (size_t)(end - digits);
  if (*end == '.') {
    const char *fraction = skip_digits(end + 1);
    count += (size_t)(fraction - end - 1);
    end = fraction;
  }
  if (count == 0)
    return NULL;
  if (*end == 'e' || *end == 'E') {
    const char *exponent = end + (end[1] == '+' || end[1] == '-' ? 2 : 1);
    if (g_ascii_isdigit(*exponent))
      end = skip_digits(exponent);
  }
  return end;
}

static ExprValue
evaluate_parse_float(const ExprCall *call)
{
  const char *from = skip_spaces(expr_arg_string(call, 0)), *end = decimal_end(from);
  if (!end)
    return expr_number((double)NAN);
  const char *number = arena_strndup(call->arena, from, (size_t)(end - from));
  return expr_number(g_ascii_strtod(number, NULL));
}

static int
digit_value(char c)
{
  if (g_ascii_isdigit(c))
    return c - '0';
  return g_ascii_isalpha(c) ? g_ascii_tolower(c) - 'a' + 10 : 99;
}

static ExprValue
evaluate_parse_int(const ExprCall *call)
{
  const char *at = skip_spaces(expr_arg_string(call, 0));
  int32_t radix = expr_to_int32(expr_arg_number(call, 1));
  double sign = *at == '-' ? -1 : 1, number = 0;
  if (*at == '+' || *at == '-')
    at++;
  if ((radix == 0 || radix == 16) && at[0] == '0' && (at[1] == 'x' || at[1] == 'X')) {
    at += 2;
    radix = 16;
  }
  if (radix == 0)
    radix = 10;
  if (radix < 2 || radix > 36 || digit_value(*at) >= radix)
    return expr_number((double)NAN);
  const char *first = at;
  for (; digit_value(*at) < radix; at++)
    number = number * radix + digit_value(*at);
  if (radix == 10) /* correctly rounded */
    number = g_ascii_strtod(arena_strndup(call->arena, first, (size_t)(at - first)), NULL);
  return expr_number(sign * number);
}

/* ---- numbers as texts ---- */

static ExprValue
evaluate_format(const ExprCall *call)
{
  NumberFormat format;
  const Locale *locale = call->run->scope->locale;
  const char *specifier = expr_arg_string(call, 1);
  if (expr_arg(call, 0).kind == EXPR_NULL)
    return expr_string("null");
  if (!number_format_parse(specifier, &format))
    return expr_call_throw(call, "'%s' is no number format", specifier);
  g_autoptr(GString) out = g_string_new(NULL);
  number_format_append(out, &format, locale ? locale : locale_default(), expr_arg_number(call, 0));
  return expr_string(arena_strndup(call->arena, out->str, out->len));
}

static const char *
check_format(Arena *arena, const ExprNode *call)
{
  NumberFormat format;
  const char *specifier = expr_constant_text(call, 1);
  if (!specifier || number_format_parse(specifier, &format))
    return NULL;
  return arena_printf(arena,
                      strchr(specifier, '%') && strlen(specifier) > 1 &&
                              !g_str_has_suffix(specifier, "%")
                          ? "'%s' is no number format; a date is formatted by timeFormat()"
                          : "'%s' is no number format",
                      specifier);
}

/* ---- encodings ---- */

static ExprValue
evaluate_encode_uri(const ExprCall *call)
{
  g_autofree char *escaped =
      g_uri_escape_string(expr_valid_utf8(call->arena, expr_arg_string(call, 0)), "!'()*", false);
  return expr_string(arena_strdup(call->arena, escaped));
}

/* btoa: each character is one byte of Latin-1. */
static ExprValue
evaluate_btoa(const ExprCall *call)
{
  const char *text = expr_valid_utf8(call->arena, expr_arg_string(call, 0));
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  for (; *text; text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    if (c > 0xff)
      return expr_call_throw(call, "btoa() takes the characters of Latin-1 alone");
    g_byte_array_append(bytes, &(guint8){ (guint8)c }, 1);
  }
  g_autofree char *encoded = g_base64_encode(bytes->data, bytes->len);
  return expr_string(arena_strdup(call->arena, encoded));
}

static ExprValue
evaluate_atob(const ExprCall *call)
{
  g_autofree char *text = g_strdup(expr_arg_string(call, 0));
  gsize length = strlen(text);
  for (size_t i = 0; i < length; i++)
    if (!g_ascii_isalnum(text[i]) && !strchr("+/= \t\n\f\r", text[i]))
      return expr_call_throw(call, "atob() takes base64");
  g_autofree guchar *bytes = g_base64_decode(text, &length);
  g_autoptr(GString) out = g_string_new(NULL);
  for (size_t i = 0; i < length; i++)
    if (bytes[i])
      g_string_append_unichar(out, bytes[i]);
  return expr_string(arena_strndup(call->arena, out->str, out->len));
}

const ExprFunction expr_text_functions[] = {
  EXPR_FUNCTION("upper", 1, 1, evaluate_case, EXPR_TYPE_TEXT, .variant = true),
  EXPR_FUNCTION("lower", 1, 1, evaluate_case, EXPR_TYPE_TEXT, .variant = false),
  EXPR_FUNCTION("trim", 1, 1, evaluate_trim, EXPR_TYPE_TEXT),
  EXPR_FUNCTION("substring", 2, 3, evaluate_substring, EXPR_TYPE_TEXT),
  EXPR_FUNCTION("pad", 2, 4, evaluate_pad, EXPR_TYPE_TEXT),
  EXPR_FUNCTION("truncate", 2, 4, evaluate_truncate, EXPR_TYPE_TEXT),
  EXPR_FUNCTION("parseFloat", 1, 1, evaluate_parse_float, EXPR_TYPE_NUMBER),
  EXPR_FUNCTION("parseInt", 1, 2, evaluate_parse_int, EXPR_TYPE_NUMBER),
  EXPR_FUNCTION("format", 2, 2, evaluate_format, EXPR_TYPE_TEXT, .check = check_format),
  EXPR_FUNCTION("encodeURIComponent", 1, 1, evaluate_encode_uri, EXPR_TYPE_TEXT),
  EXPR_FUNCTION("btoa", 1, 1, evaluate_btoa, EXPR_TYPE_TEXT),
  EXPR_FUNCTION("atob", 1, 1, evaluate_atob, EXPR_TYPE_TEXT),
  { .name = NULL },
};
