/* Tokens of the expression language, and where they are in the source. */
#include "chart/expr_private.h"

#include <math.h>
#include <string.h>

/* Operators in the order in which they are tried: a longer one before its beginning. */
const ExprOperatorInfo expr_operators[EXPR_OP_COUNT] = {
  [EXPR_OP_NONE] = { "", 0 },          [EXPR_OP_OR] = { "||", 1 },
  [EXPR_OP_AND] = { "&&", 2 },         [EXPR_OP_BIT_OR] = { "|", 3 },
  [EXPR_OP_BIT_XOR] = { "^", 4 },      [EXPR_OP_BIT_AND] = { "&", 5 },
  [EXPR_OP_EQUAL] = { "==", 6 },       [EXPR_OP_UNEQUAL] = { "!=", 6 },
  [EXPR_OP_SAME] = { "===", 6 },       [EXPR_OP_DIFFERENT] = { "!==", 6 },
  [EXPR_OP_LESS] = { "<", 7 },         [EXPR_OP_GREATER] = { ">", 7 },
  [EXPR_OP_LESS_EQUAL] = { "<=", 7 },  [EXPR_OP_GREATER_EQUAL] = { ">=", 7 },
  [EXPR_OP_IN] = { "in", 7 },          [EXPR_OP_SHIFT_LEFT] = { "<<", 8 },
  [EXPR_OP_SHIFT_RIGHT] = { ">>", 8 }, [EXPR_OP_SHIFT_UNSIGNED] = { ">>>", 8 },
  [EXPR_OP_ADD] = { "+", 9 },          [EXPR_OP_SUBTRACT] = { "-", 9 },
  [EXPR_OP_MULTIPLY] = { "*", 11 },    [EXPR_OP_DIVIDE] = { "/", 11 },
  [EXPR_OP_REMAINDER] = { "%", 11 },   [EXPR_OP_NOT] = { "!", 0 },
  [EXPR_OP_BIT_NOT] = { "~", 0 },      [EXPR_OP_NEGATE] = { "-", 0 },
  [EXPR_OP_PLUS] = { "+", 0 },
};

/* What JavaScript has and Vega's expressions have not. */
static const struct {
  const char *text, *message, *hint;
} refused_operators[] = {
  { "=>", "functions cannot be written in an expression", NULL },
  { "++", "an expression cannot change anything", NULL },
  { "--", "an expression cannot change anything", NULL },
  { "**", "there is no operator **", "write pow(a, b)" },
  { "??", "there is no operator ??", "write isValid(a) ? a : b" },
  { "?.", "there is no operator ?.", NULL },
  { "//", "comments cannot be written in an expression", NULL },
  { "/*", "comments cannot be written in an expression", NULL },
  { "...", "there is no operator ...", NULL },
  { "`", "template literals cannot be written in an expression", "join texts with +" },
  { "<>", "there is no operator <>", "write !=" },
  { ";", "an expression is one value, without ';'", NULL },
  { "#", "there are no names with '#'", NULL },
};

/* ---- places ---- */

typedef struct Walk {
  const char *raw;
  size_t at, end;
  char style; /* '"', '\'' or 0 for plain and block scalars */
} Walk;

static bool
is_blank(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Bytes of an escape in a double-quoted scalar; a pair of surrogates counts as one. */
static size_t
escape_length(const Walk *walk, bool pair)
{
  size_t left = walk->end - walk->at;
  char kind = left > 1 ? walk->raw[walk->at + 1] : '\0';
  size_t length = kind == 'u' ? 6 : kind == 'x' ? 4 : kind == 'U' ? 10 : 2;
  if (pair && kind == 'u' && left >= 12 && walk->raw[walk->at + 6] == '\\')
    length += 6;
  return MIN(length, left);
}

static void
skip_blanks(const char *text, size_t *at, size_t end)
{
  while (*at < end && is_blank(text[*at]))
    (*at)++;
}

/* One step in the source and in the text it spells. */
static bool
walk_step(Walk *walk, const char *text, size_t length, size_t *at)
{
  char raw = walk->raw[walk->at], c = text[*at];
  if (walk->style == '"' && raw == '\\') {
    size_t bytes = (size_t)(expr_utf8_next(text + *at) - (text + *at));
    walk->at += escape_length(walk, bytes == 4);
    *at += bytes;
    return true;
  }
  if (raw == '\n' || raw == '\r' || (raw != c && is_blank(raw))) {
    /* Folded lines and the indentation of block scalars. */
    skip_blanks(walk->raw, &walk->at, walk->end);
    skip_blanks(text, at, length);
    return true;
  }
  if (raw != c)
    return false;
  bool doubled = walk->style == '\'' && raw == '\'';
  walk->at += doubled ? 2 : 1;
  *at += 1;
  return walk->at <= walk->end;
}

static Walk
walk_start(Span span)
{
  Walk walk = { .raw = span.source->text, .at = span.start, .end = span.end };
  char first = walk.raw[walk.at];
  if (first == '"' || first == '\'') {
    walk.style = first;
    walk.at++;
  } else if (first == '|' || first == '>') {
    while (walk.at < walk.end && walk.raw[walk.at] != '\n')
      walk.at++;
  }
  return walk;
}

static bool
walk_to(Walk *walk, const char *text, size_t length, size_t *at, size_t target)
{
  while (*at < target)
    if (walk->at >= walk->end || !walk_step(walk, text, length, at))
      return false;
  return *at == target;
}

Span
expr_place(const char *text, Span span, size_t start, size_t end)
{
  if (!span.source || span.start >= span.end || span.end > span.source->length)
    return span;
  size_t length = strlen(text), at = 0;
  start = MIN(start, length);
  end = MIN(MAX(end, start), length);

  if (span.end - span.start == length && memcmp(span.source->text + span.start, text, length) == 0)
    return (Span){ span.source, span.start + start, span.start + end };
  Walk walk = walk_start(span);
  Span place = { .source = span.source };
  if (!walk_to(&walk, text, length, &at, start))
    return span;
  if (start < length && walk.at < walk.end && !is_blank(text[start]))
    skip_blanks(walk.raw, &walk.at, walk.end);
  place.start = walk.at;
  if (!walk_to(&walk, text, length, &at, end))
    return span;
  place.end = walk.at;
  return place;
}

/* ---- scanning ---- */

static ExprToken
fault(size_t start, size_t end, const char *message, const char *hint)
{
  return (ExprToken){
    .kind = EXPR_TOKEN_FAULT, .start = start, .end = end, .message = message, .hint = hint
  };
}

static bool
is_name_start(const char *at)
{
  unsigned char c = (unsigned char)*at;
  if (c < 0x80)
    return g_ascii_isalpha(c) || c == '_' || c == '$';
  gunichar character = g_utf8_get_char_validated(at, -1);
  return character < 0x110000 &&
         (g_unichar_isalpha(character) || g_unichar_type(character) == G_UNICODE_LETTER_NUMBER);
}

static bool
is_name_part(const char *at)
{
  unsigned char c = (unsigned char)*at;
  if (c < 0x80)
    return g_ascii_isalnum(c) || c == '_' || c == '$';
  gunichar character = g_utf8_get_char_validated(at, -1);
  return character < 0x110000 && (g_unichar_isalnum(character) || g_unichar_ismark(character) ||
                                  g_unichar_type(character) == G_UNICODE_CONNECT_PUNCTUATION ||
                                  character == 0x200c || character == 0x200d);
}

static bool
is_space(const char *at)
{
  unsigned char c = (unsigned char)*at;
  if (c < 0x80)
    return c == ' ' || (c >= 0x9 && c <= 0xd);
  gunichar character = g_utf8_get_char_validated(at, -1);
  return character == 0xfeff || character == 0x2028 || character == 0x2029 ||
         (character < 0x110000 && g_unichar_type(character) == G_UNICODE_SPACE_SEPARATOR);
}

static ExprToken
scan_name(Arena *arena, const char *text, size_t start)
{
  const char *at = text + start;
  while (*at && is_name_part(at))
    at = expr_utf8_next(at);
  size_t end = (size_t)(at - text);
  const char *name = arena_strndup(arena, text + start, end - start);
  if (strcmp(name, "in") == 0)
    return (ExprToken){ .kind = EXPR_TOKEN_OPERATOR, .start = start, .end = end, .op = EXPR_OP_IN };
  return (ExprToken){ .kind = EXPR_TOKEN_NAME, .start = start, .end = end, .string = name };
}

static double
scan_hexadecimal(const char **at)
{
  double number = 0;
  for (; g_ascii_isxdigit(**at); (*at)++)
    number = number * 16 + g_ascii_xdigit_value(**at);
  return number;
}

static const char *
skip_digits(const char *at)
{
  while (g_ascii_isdigit(*at))
    at++;
  return at;
}

static ExprToken
scan_number(const char *text, size_t start)
{
  const char *first = text + start, *at = first;
  ExprToken token = { .kind = EXPR_TOKEN_NUMBER, .start = start };

  if (at[0] == '0' && (at[1] == 'x' || at[1] == 'X') && g_ascii_isxdigit(at[2])) {
    at += 2;
    token.number = scan_hexadecimal(&at);
  } else {
    at = skip_digits(at);
    if (*first == '0' && at > first + 1)
      return fault(start, (size_t)(at - text), "a number cannot begin with 0", NULL);
    if (*at == '.')
      at = skip_digits(at + 1);
    if (*at == 'e' || *at == 'E') {
      const char *digits = at + (at[1] == '+' || at[1] == '-' ? 2 : 1);
      if (!g_ascii_isdigit(*digits))
        return fault(start, (size_t)(digits - text), "the number's exponent is missing", NULL);
      at = skip_digits(digits);
    }
    token.number = g_ascii_strtod(first, NULL);
  }
  token.end = (size_t)(at - text);
  if (*at && is_name_start(at))
    return fault(start, (size_t)(expr_utf8_next(at) - text), "a letter follows the number",
                 "names cannot begin with a digit: write datum['2020']");
  return token;
}

/* Hexadecimal digits of \x, \u and \u{}; false if they are not there. */
static bool
scan_code(const char **at, char kind, gunichar *code)
{
  bool braced = **at == '{';
  int digits = kind == 'x' ? 2 : 4, count = 0;
  *code = 0;
  if (braced)
    (*at)++;
  while (g_ascii_isxdigit(**at) && (braced || count < digits) && *code < 0x110000) {
    *code = *code * 16 + (gunichar)g_ascii_xdigit_value(**at);
    (*at)++;
    count++;
  }
  if (!braced)
    return count == digits;
  return *(*at)++ == '}' && count > 0 && *code < 0x110000;
}

static bool
scan_unicode(const char **at, char kind, GString *out)
{
  gunichar code, low;
  if (!scan_code(at, kind, &code) || code == 0)
    return false;
  const char *next = *at + 2;
  if (code >= 0xd800 && code < 0xdc00 && (*at)[0] == '\\' && (*at)[1] == 'u' &&
      scan_code(&next, 'u', &low) && low >= 0xdc00 && low < 0xe000) {
    code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    *at = next;
  }
  bool lone = code >= 0xd800 && code < 0xe000;
  g_string_append_unichar(out, lone ? 0xfffd : code);
  return true;
}

/* What follows a backslash in a string; false if that is no escape. */
static bool
scan_escape(const char **at, GString *out)
{
  static const char letters[] = "nrtbfv", meanings[] = "\n\r\t\b\f\v";
  char c = **at;
  if (c == '\0' || g_ascii_isdigit(c))
    return false;
  if (c == 'u' || c == 'x') {
    (*at)++;
    return scan_unicode(at, c, out);
  }
  const char *letter = strchr(letters, c);
  if (letter) {
    g_string_append_c(out, meanings[letter - letters]);
    (*at)++;
  } else if (c == '\r' || c == '\n') {
    *at += c == '\r' && (*at)[1] == '\n' ? 2 : 1;
  } else {
    const char *next = expr_utf8_next(*at);
    g_string_append_len(out, *at, next - *at);
    *at = next;
  }
  return true;
}

static ExprToken
scan_string(Arena *arena, const char *text, size_t start)
{
  char quote = text[start];
  const char *at = text + start + 1;
  g_autoptr(GString) out = g_string_new(NULL);

  while (*at != quote) {
    const char *from = at;
    if (*at == '\0' || *at == '\n' || *at == '\r')
      return fault(start, (size_t)(at - text), "the text's closing quote is missing", NULL);
    if (*at != '\\') {
      g_string_append_c(out, *at++);
      continue;
    }
    at++;
    if (!scan_escape(&at, out))
      return fault((size_t)(from - text), (size_t)(at - text) + (*at ? 1 : 0),
                   "this is no escape of a text", NULL);
  }
  return (ExprToken){ .kind = EXPR_TOKEN_STRING,
                      .start = start,
                      .end = (size_t)(at - text) + 1,
                      .string = arena_strndup(arena, out->str, out->len) };
}

static ExprToken
scan_operator(const char *text, size_t start)
{
  const char *at = text + start;
  ExprToken token = { .kind = EXPR_TOKEN_OPERATOR, .start = start };
  size_t best = 0;

  for (size_t i = 0; i < G_N_ELEMENTS(refused_operators); i++)
    if (g_str_has_prefix(at, refused_operators[i].text))
      return fault(start, start + strlen(refused_operators[i].text), refused_operators[i].message,
                   refused_operators[i].hint);
  for (int op = EXPR_OP_NONE + 1; op < EXPR_OP_NEGATE; op++) {
    size_t length = strlen(expr_operators[op].text);
    if (op != EXPR_OP_IN && length > best && g_str_has_prefix(at, expr_operators[op].text)) {
      best = length;
      token.op = (ExprOperator)op;
    }
  }
  bool assigns = best ? at[best] == '=' && !strchr("!=<>", at[0]) : *at == '=';
  if (assigns)
    return fault(start, start + best + 1, "an expression cannot assign",
                 "to compare, write == or ===");
  if (best == 0)
    return fault(start, start + (size_t)(expr_utf8_next(at) - at), "this character is not expected",
                 NULL);
  token.end = start + best;
  return token;
}

ExprToken
expr_next_token(Arena *arena, const char *text, size_t at)
{
  while (text[at] && is_space(text + at))
    at = (size_t)(expr_utf8_next(text + at) - text);

  char c = text[at];
  if (c == '\0')
    return (ExprToken){ .kind = EXPR_TOKEN_END, .start = at, .end = at };
  if (is_name_start(text + at))
    return scan_name(arena, text, at);
  if (g_ascii_isdigit(c) || (c == '.' && g_ascii_isdigit(text[at + 1])))
    return scan_number(text, at);
  if (c == '"' || c == '\'')
    return scan_string(arena, text, at);
  bool optional =
      c == '?' && (text[at + 1] == '?' || (text[at + 1] == '.' && !g_ascii_isdigit(text[at + 2])));
  bool spread = g_str_has_prefix(text + at, "...");
  if (strchr("()[]{}.,:?", c) && !optional && !spread)
    return (
        ExprToken){ .kind = EXPR_TOKEN_PUNCTUATION, .start = at, .end = at + 1, .punctuation = c };
  return scan_operator(text, at);
}

ExprToken
expr_regexp_token(Arena *arena, const char *text, size_t at)
{
  const char *body = text + at + 1, *end = body;
  bool in_class = false;

  for (; *end && (*end != '/' || in_class); end++) {
    if (*end == '\\' && end[1])
      end++;
    else if (*end == '[')
      in_class = true;
    else if (*end == ']')
      in_class = false;
    if (*end == '\n' || *end == '\r')
      break;
  }
  if (*end != '/')
    return fault(at, (size_t)(end - text), "the regular expression's closing / is missing", NULL);
  const char *flags = end + 1, *last = flags;
  while (*last && is_name_part(last))
    last = expr_utf8_next(last);
  return (ExprToken){ .kind = EXPR_TOKEN_REGEXP,
                      .start = at,
                      .end = (size_t)(last - text),
                      .string = arena_strndup(arena, body, (size_t)(end - body)),
                      .flags = arena_strndup(arena, flags, (size_t)(last - flags)) };
}
