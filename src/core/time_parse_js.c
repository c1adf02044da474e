/* Date.parse. ECMAScript fixes its ISO 8601 forms only; what else a string may be is what V8 makes
 * of it: a row of numbers, names and punctuation, most of which is ignored. */
#include "core/time_format.h"

#include "core/js_private.h"

#include <math.h>
#include <string.h>

#define NOT_GIVEN G_MININT
#define MAX_NUMBER 999999999

typedef enum TokenKind {
  TOKEN_END,
  TOKEN_NUMBER,
  TOKEN_SIGN,  /* + or - */
  TOKEN_POINT, /* . */
  TOKEN_COLON,
  TOKEN_CLOSE, /* ) */
  TOKEN_SPACE,
  TOKEN_WORD,
  TOKEN_OTHER, /* punctuation, and comments in parentheses */
} TokenKind;

typedef enum WordKind {
  WORD_UNKNOWN,
  WORD_MONTH,
  WORD_HALF, /* AM, PM */
  WORD_ZONE,
  WORD_T,
} WordKind;

typedef struct Token {
  TokenKind kind;
  const char *start;
  int length; /* bytes */
  int number; /* its first nine digits; the first three decimals where it stands for them */
  WordKind word;
  int value; /* of a word: month from 1, hours to add, hours ahead of UTC */
} Token;

/* One token of lookahead. */
typedef struct Scanner {
  const char *at;
  Token next;
} Scanner;

typedef struct DateParts {
  int days[3]; /* in the order written */
  int day_count;
  int named_month;
  bool iso;
  int times[4]; /* hour, minute, second, millisecond */
  int time_count;
  int half; /* hours to add */
  int zone_sign, zone_hour, zone_minute;
  bool has_number;
} DateParts;

static void
scan_number(Token *token, const char *at)
{
  while (*at == '0')
    at++;
  for (; g_ascii_isdigit(*at); at++)
    if (token->number <= MAX_NUMBER / 10)
      token->number = token->number * 10 + (*at - '0');
  token->length = (int)(at - token->start);
}

/* Words are known by three letters; only months may be longer. */
static void
look_up_word(Token *token)
{
  static const struct {
    char letters[4];
    WordKind kind;
    int value;
  } words[] = {
    { "jan", WORD_MONTH, 1 },  { "feb", WORD_MONTH, 2 },  { "mar", WORD_MONTH, 3 },
    { "apr", WORD_MONTH, 4 },  { "may", WORD_MONTH, 5 },  { "jun", WORD_MONTH, 6 },
    { "jul", WORD_MONTH, 7 },  { "aug", WORD_MONTH, 8 },  { "sep", WORD_MONTH, 9 },
    { "oct", WORD_MONTH, 10 }, { "nov", WORD_MONTH, 11 }, { "dec", WORD_MONTH, 12 },
    { "am", WORD_HALF, 0 },    { "pm", WORD_HALF, 12 },   { "ut", WORD_ZONE, 0 },
    { "utc", WORD_ZONE, 0 },   { "z", WORD_ZONE, 0 },     { "gmt", WORD_ZONE, 0 },
    { "cdt", WORD_ZONE, -5 },  { "cst", WORD_ZONE, -6 },  { "edt", WORD_ZONE, -4 },
    { "est", WORD_ZONE, -5 },  { "mdt", WORD_ZONE, -6 },  { "mst", WORD_ZONE, -7 },
    { "pdt", WORD_ZONE, -7 },  { "pst", WORD_ZONE, -8 },  { "t", WORD_T, 0 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    int length = (int)strlen(words[i].letters);
    bool fits = token->length == length || (words[i].kind == WORD_MONTH && token->length > length);
    if (fits && g_ascii_strncasecmp(token->start, words[i].letters, (gsize)length) == 0) {
      token->word = words[i].kind;
      token->value = words[i].value;
      return;
    }
  }
}

/* Bytes of one character; a byte that is not UTF-8 counts alone. */
static int
character_length(const char *at)
{
  gunichar c = g_utf8_get_char_validated(at, -1);
  return c > 0x10ffff ? 1 : (int)g_unichar_to_utf8(c, NULL);
}

static bool
is_space_at(const char *at)
{
  return is_js_space(g_utf8_get_char_validated(at, -1));
}

static bool
is_word_at(const char *at)
{
  return (guchar)*at >= 'A' && !is_space_at(at);
}

/* Bytes from an opening parenthesis to its closing one, or to the end of the text. */
static int
comment_length(const char *start)
{
  const char *at = start;
  int open = 0;
  do {
    open += *at == '(' ? 1 : *at == ')' ? -1 : 0;
    at++;
  } while (open > 0 && *at != '\0');
  return (int)(at - start);
}

static Token
scan(const char *at)
{
  static const struct {
    char character;
    TokenKind kind;
  } symbols[] = { { '+', TOKEN_SIGN },
                  { '-', TOKEN_SIGN },
                  { '.', TOKEN_POINT },
                  { ':', TOKEN_COLON },
                  { ')', TOKEN_CLOSE } };
  Token token = { .kind = TOKEN_OTHER, .start = at, .length = 1 };
  if (*at == '\0')
    return (Token){ .kind = TOKEN_END, .start = at };
  if (g_ascii_isdigit(*at)) {
    token.kind = TOKEN_NUMBER;
    scan_number(&token, at);
  } else if (is_word_at(at)) {
    token.kind = TOKEN_WORD;
    while (is_word_at(at))
      at += character_length(at);
    token.length = (int)(at - token.start);
    look_up_word(&token);
  } else if (is_space_at(at)) {
    token.kind = TOKEN_SPACE;
    token.length = character_length(at);
  } else if (*at == '(') {
    token.length = comment_length(at);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(symbols); i++)
    if (symbols[i].character == *token.start)
      token.kind = symbols[i].kind;
  return token;
}

static Token
take(Scanner *scanner)
{
  Token token = scanner->next;
  scanner->at = token.start + token.length;
  scanner->next = scan(scanner->at);
  return token;
}

static bool
skip_symbol(Scanner *scanner, char symbol)
{
  if (*scanner->next.start != symbol)
    return false;
  take(scanner);
  return true;
}

static bool
next_is_fixed(const Scanner *scanner, int length, int low, int high)
{
  const Token *next = &scanner->next;
  return next->kind == TOKEN_NUMBER && next->length == length && next->number >= low &&
         next->number <= high;
}

static bool
add_day(DateParts *parts, int number)
{
  if (parts->day_count == 3)
    return false;
  parts->days[parts->day_count++] = number;
  return true;
}

static bool
add_time(DateParts *parts, int number)
{
  if (parts->time_count == 4)
    return false;
  parts->times[parts->time_count++] = number;
  return true;
}

/* The last part of a time: those after it are zero. */
static void
add_last_time(DateParts *parts, int number)
{
  add_time(parts, number);
  while (parts->time_count < 4)
    add_time(parts, 0);
}

/* Whether the time goes on with this number. */
static bool
expects_time(const DateParts *parts, int number)
{
  static const int limits[] = { 0, 60, 60, 1000, 0 };
  return number < limits[parts->time_count];
}

static void
set_zone(DateParts *parts, int hours)
{
  parts->zone_sign = hours < 0 ? -1 : 1;
  parts->zone_hour = ABS(hours);
  parts->zone_minute = 0;
}

/* The first three decimals of a second. */
static int
read_milliseconds(const Token *token)
{
  int ms = 0;
  for (int i = 0; i < 3; i++)
    ms = ms * 10 + (i < token->length ? token->start[i] - '0' : 0);
  return ms;
}

/* [Z | ±hh:mm | ±hhmm], then the end. */
static bool
parse_iso_zone(Scanner *scanner, DateParts *parts)
{
  if (scanner->next.kind == TOKEN_WORD) {
    Token word = take(scanner);
    if (word.word != WORD_ZONE || word.length != 1)
      return false;
    set_zone(parts, 0);
  } else if (scanner->next.kind == TOKEN_SIGN) {
    parts->zone_sign = *take(scanner).start == '-' ? -1 : 1;
    if (next_is_fixed(scanner, 4, 0, 2359) && scanner->next.number % 100 < 60) {
      int number = take(scanner).number;
      parts->zone_hour = number / 100;
      parts->zone_minute = number % 100;
    } else {
      if (!next_is_fixed(scanner, 2, 0, 23))
        return false;
      parts->zone_hour = take(scanner).number;
      if (!skip_symbol(scanner, ':') || !next_is_fixed(scanner, 2, 0, 59))
        return false;
      parts->zone_minute = take(scanner).number;
    }
  }
  return scanner->next.kind == TOKEN_END;
}

/* HH:mm[:ss[.sss]] and the zone. 24:00 is midnight. */
static bool
parse_iso_time(Scanner *scanner, DateParts *parts)
{
  if (!next_is_fixed(scanner, 2, 0, 24))
    return false;
  bool is_24 = scanner->next.number == 24;
  add_time(parts, take(scanner).number);
  int highest = is_24 ? 0 : 59;
  if (!skip_symbol(scanner, ':') || !next_is_fixed(scanner, 2, 0, highest))
    return false;
  add_time(parts, take(scanner).number);
  if (skip_symbol(scanner, ':')) {
    if (!next_is_fixed(scanner, 2, 0, highest))
      return false;
    add_time(parts, take(scanner).number);
    if (skip_symbol(scanner, '.')) {
      if (scanner->next.kind != TOKEN_NUMBER || (is_24 && scanner->next.number > 0))
        return false;
      Token decimals = take(scanner);
      add_time(parts, read_milliseconds(&decimals));
    }
  }
  return parse_iso_zone(scanner, parts);
}

typedef enum IsoResult { ISO_WHOLE, ISO_INVALID, ISO_OTHER } IsoResult;

/* ISO 8601 as ECMAScript has it. ISO_OTHER: some other form, whose next token is *token; what has
 * been read so far counts for it. */
static IsoResult
parse_iso(Scanner *scanner, DateParts *parts, Token *token)
{
  bool years6 = scanner->next.kind == TOKEN_SIGN;
  int sign = 1;
  if (years6) {
    *token = take(scanner);
    sign = *token->start == '-' ? -1 : 1;
    if (!next_is_fixed(scanner, 6, sign < 0 ? 1 : 0, MAX_NUMBER))
      return ISO_OTHER;
  } else if (!next_is_fixed(scanner, 4, 0, MAX_NUMBER)) {
    *token = take(scanner);
    return ISO_OTHER;
  }
  add_day(parts, sign * take(scanner).number);
  static const int highest[] = { 12, 31 };
  for (size_t i = 0; i < 2 && skip_symbol(scanner, '-'); i++) {
    if (!next_is_fixed(scanner, 2, 1, highest[i])) {
      *token = take(scanner);
      return ISO_OTHER;
    }
    add_day(parts, take(scanner).number);
  }
  if (scanner->next.word == WORD_T) {
    take(scanner);
    if (!parse_iso_time(scanner, parts))
      return ISO_INVALID;
  } else if (scanner->next.kind != TOKEN_END) {
    *token = take(scanner);
    return ISO_OTHER;
  }
  parts->iso = true;
  if (parts->time_count == 0)
    set_zone(parts, 0);
  return ISO_WHOLE;
}

static bool
parse_number(Scanner *scanner, DateParts *parts, int number)
{
  parts->has_number = true;
  if (skip_symbol(scanner, ':')) {
    if (skip_symbol(scanner, ':'))
      return parts->time_count == 0 && add_time(parts, number) && add_time(parts, 0);
    if (!add_time(parts, number))
      return false;
    skip_symbol(scanner, '.');
    return true;
  }
  if (skip_symbol(scanner, '.') && expects_time(parts, number)) {
    add_time(parts, number);
    if (scanner->next.kind != TOKEN_NUMBER)
      return false;
    Token decimals = take(scanner);
    add_last_time(parts, read_milliseconds(&decimals));
  } else if (parts->zone_hour != NOT_GIVEN && parts->zone_minute == NOT_GIVEN && number < 60) {
    parts->zone_minute = number;
  } else if (expects_time(parts, number)) {
    add_last_time(parts, number);
    const Token *next = &scanner->next;
    return next->kind == TOKEN_END || next->kind == TOKEN_SPACE || next->kind == TOKEN_SIGN ||
           (next->word == WORD_ZONE && next->length == 1);
  } else {
    if (!add_day(parts, number))
      return false;
    skip_symbol(scanner, '-');
  }
  return true;
}

static bool
parse_word(Scanner *scanner, DateParts *parts, const Token *word)
{
  if (word->word == WORD_HALF && parts->time_count > 0) {
    parts->half = word->value;
  } else if (word->word == WORD_MONTH) {
    parts->named_month = word->value;
    skip_symbol(scanner, '-');
  } else if (word->word == WORD_ZONE && parts->has_number) {
    set_zone(parts, word->value);
  } else {
    /* Other words may only come before the first number, and not touch it. */
    return !parts->has_number && scanner->next.kind != TOKEN_NUMBER;
  }
  return true;
}

/* The offset after a time or after "UTC": ±h, ±hh, ±hmm, ±hhmm or ±hh:mm. */
static bool
parse_offset(Scanner *scanner, DateParts *parts, char sign)
{
  parts->zone_sign = sign == '-' ? -1 : 1;
  parts->has_number = true;
  int number = 0, length = 0;
  if (scanner->next.kind == TOKEN_NUMBER) {
    Token token = take(scanner);
    number = token.number;
    length = token.length;
  }
  if (*scanner->next.start == ':') {
    parts->zone_hour = number;
    parts->zone_minute = NOT_GIVEN; /* still to come */
    return true;
  }
  if (length < 1 || length > 4)
    return false;
  parts->zone_hour = length <= 2 ? number : number / 100;
  parts->zone_minute = length <= 2 ? 0 : number % 100;
  return true;
}

static bool
parse_other(Scanner *scanner, DateParts *parts, Token token)
{
  for (; token.kind != TOKEN_END; token = take(scanner)) {
    bool is_utc = parts->zone_hour == 0 && parts->zone_minute == 0;
    bool valid = true;
    if (token.kind == TOKEN_NUMBER)
      valid = parse_number(scanner, parts, token.number);
    else if (token.kind == TOKEN_WORD)
      valid = parse_word(scanner, parts, &token);
    else if (token.kind == TOKEN_SIGN && (is_utc || parts->time_count > 0))
      valid = parse_offset(scanner, parts, *token.start);
    else if (token.kind == TOKEN_SIGN || token.kind == TOKEN_CLOSE)
      valid = !parts->has_number;
    if (!valid)
      return false;
  }
  return true;
}

static bool
is_day(int number)
{
  return number >= 1 && number <= 31;
}

/* Which number is the year, the month and the day. What is missing is 1. */
static bool
resolve_day(DateParts *parts, CivilTime *civil)
{
  if (parts->day_count == 0)
    return false;
  while (parts->day_count < 3)
    add_day(parts, 1);
  const int *days = parts->days;
  int month;
  if (parts->named_month != NOT_GIVEN) {
    month = parts->named_month;
    civil->day = is_day(days[0]) ? days[0] : days[1];
    civil->year = is_day(days[0]) ? days[1] : days[0];
  } else if (parts->iso || !is_day(days[0])) {
    civil->year = days[0];
    month = days[1];
    civil->day = days[2];
  } else {
    month = days[0];
    civil->day = days[1];
    civil->year = days[2];
  }
  if (!parts->iso && civil->year >= 0 && civil->year <= 99)
    civil->year += civil->year < 50 ? 2000 : 1900;
  civil->month = month - 1;
  return month >= 1 && month <= 12 && is_day(civil->day);
}

static bool
resolve_time(DateParts *parts, CivilTime *civil)
{
  int hour = parts->times[0];
  if (parts->half != NOT_GIVEN) {
    if (hour > 12)
      return false;
    hour = hour % 12 + parts->half;
  }
  civil->hour = hour;
  civil->minute = parts->times[1];
  civil->second = parts->times[2];
  civil->millisecond = parts->times[3];
  bool is_24 = hour == 24 && civil->minute == 0 && civil->second == 0 && civil->millisecond == 0;
  return is_24 || (hour < 24 && civil->minute < 60 && civil->second < 60);
}

double
time_parse_js(const char *text)
{
  Scanner scanner = { .at = text, .next = scan(text) };
  DateParts parts = {
    .named_month = NOT_GIVEN,
    .half = NOT_GIVEN,
    .zone_hour = NOT_GIVEN,
    .zone_minute = NOT_GIVEN,
  };
  Token token = { .kind = TOKEN_END };
  IsoResult result = parse_iso(&scanner, &parts, &token);
  parts.has_number = parts.day_count > 0;
  if (result == ISO_INVALID || (result == ISO_OTHER && !parse_other(&scanner, &parts, token)))
    return (double)NAN;
  CivilTime civil = { 0 };
  if (!resolve_day(&parts, &civil) || !resolve_time(&parts, &civil))
    return (double)NAN;
  if (parts.zone_sign == 0)
    return civil_to_ms(&civil, false);
  double hours = parts.zone_hour != NOT_GIVEN ? parts.zone_hour : 0;
  double minutes = parts.zone_minute != NOT_GIVEN ? parts.zone_minute : 0;
  double ms = civil_to_ms(&civil, true) - parts.zone_sign * (hours * 60 + minutes) * 60000;
  return fabs(ms) <= JS_MAX_TIME_MS ? ms : (double)NAN;
}
