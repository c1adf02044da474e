#include "audit/quantity_private.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define MAX_GROUPS 12   /* of separated digits: looked ahead, so bounded */
#define MAX_PRECISE 320 /* digits that are evaluated */

/* The digits of a run, cut by one-byte or wider separators. */
typedef struct Run {
  const char *start;
  size_t lengths[MAX_GROUPS]; /* digits of each group */
  size_t marks[MAX_GROUPS];   /* bytes of the separator before it */
  size_t count;
} Run;

size_t
digit_space_length(const char *text)
{
  static const char *const spaces[] = { " ",      "\u00a0", "\u202f", "\u2009",
                                        "\u2007", "\u2008", "\u200a" };
  for (size_t i = 0; i < G_N_ELEMENTS(spaces); i++)
    if (g_str_has_prefix(text, spaces[i]))
      return strlen(spaces[i]);
  return 0;
}

static size_t
digit_count(const char *text)
{
  return strspn(text, "0123456789");
}

static size_t
apostrophe_length(const char *text)
{
  return *text == '\'' ? 1 : g_str_has_prefix(text, "’") ? strlen("’") : 0;
}

/* Bytes of groups of three digits behind `first` digits, each after the same separator. */
static size_t
read_groups(const char *text, size_t first, size_t (*separator)(const char *), size_t *digits)
{
  size_t at = first;
  *digits = first;
  if (first > 3 || *text == '0')
    return at;
  const char *mark = text + first;
  size_t length = separator(mark);
  while (separator(text + at) == length && length > 0 && memcmp(text + at, mark, length) == 0 &&
         digit_count(text + at + length) == 3) {
    at += length + 3;
    *digits += 3;
  }
  return at;
}

static double
evaluate(const char *digits, size_t length, const char *decimals, size_t decimal_length)
{
  g_autoptr(GString) plain = g_string_new(NULL);
  for (size_t i = 0; i < length && plain->len < MAX_PRECISE; i++)
    if (g_ascii_isdigit(digits[i]))
      g_string_append_c(plain, digits[i]);
  g_string_append_c(plain, '.');
  g_string_append_len(plain, decimals, (gssize)MIN(decimal_length, MAX_PRECISE));
  double value = g_ascii_strtod(plain->str, NULL);
  return isfinite(value) ? value : DBL_MAX;
}

static void
describe(Digits *digits, const char *text, size_t whole, const char *decimals, size_t count)
{
  digits->value = evaluate(text, whole, decimals, count);
  digits->decimals = (int)MIN(count, MAX_PRECISE);
  size_t skipped = 0, significant = 0, zeros = 0;
  for (size_t i = 0; i < whole; i++) {
    if (!g_ascii_isdigit(text[i]))
      continue;
    if (significant == 0 && text[i] == '0') {
      skipped++;
      continue;
    }
    significant++;
    zeros = text[i] == '0' ? zeros + 1 : 0;
  }
  digits->whole = (int)MIN(significant, MAX_PRECISE);
  digits->zeros = count > 0 ? 0 : (int)MIN(zeros, MAX_PRECISE);
  digits->padded = skipped > 0 && skipped + significant > 1;
}

/* Groups with points or commas: 1,234,567.8; 12,34,567; 2.1.3. */
static size_t
split(const char *text, Run *run)
{
  run->start = text;
  run->count = 0;
  size_t at = 0;
  while (run->count < MAX_GROUPS) {
    size_t length = digit_count(text + at);
    run->lengths[run->count] = length;
    run->marks[run->count++] = at;
    at += length;
    if ((text[at] != '.' && text[at] != ',') || digit_count(text + at + 1) == 0)
      break;
    at++;
  }
  return at;
}

static char
mark_before(const Run *run, size_t group)
{
  return run->start[run->marks[group] - 1];
}

/* How many groups belong to a number grouped by its first mark: 1 is none. */
static size_t
grouped(const Run *run)
{
  if (run->count < 2 || run->lengths[0] > 3 || *run->start == '0')
    return 1;
  char mark = mark_before(run, 1);
  size_t end = 1;
  while (end < run->count && mark_before(run, end) == mark)
    end++;
  bool western = true, indian = run->lengths[0] < 3 && end > 2 && run->lengths[end - 1] == 3;
  for (size_t i = 1; i < end; i++) {
    western = western && run->lengths[i] == 3;
    indian = indian && mark == ',' && (i + 1 == end || run->lengths[i] == 2);
  }
  return western || indian ? end : 1;
}

static size_t
read_dotted(const char *text, Digits *digits)
{
  size_t first = digit_count(text), at = first;
  describe(digits, text, first, "", 0);
  while (text[at] == '.' && digit_count(text + at + 1) > 0)
    at += 1 + digit_count(text + at + 1);
  digits->dotted = true;
  return at;
}

/* Digits with one kind of decimal mark behind `groups` groups. */
static size_t
read_decimal(const Run *run, size_t groups, Digits *digits)
{
  size_t whole = run->marks[groups - 1] + run->lengths[groups - 1];
  digits->grouped = groups > 1;
  if (groups == run->count || (groups > 1 && mark_before(run, groups) == mark_before(run, 1))) {
    describe(digits, run->start, whole, "", 0);
    return whole;
  }
  size_t count = run->lengths[groups];
  describe(digits, run->start, whole, run->start + run->marks[groups], count);
  return run->marks[groups] + count;
}

static size_t
read_marked(const char *text, char group, Digits *digits)
{
  Run run;
  split(text, &run);
  size_t groups = grouped(&run);
  bool same = run.count > 2 && mark_before(&run, 1) == mark_before(&run, 2);
  if (groups == 2 && run.count == 2 && mark_before(&run, 1) != group)
    groups = 1; /* 1.234 with a decimal point */
  if (groups == 1 && same && mark_before(&run, 1) == '.')
    return read_dotted(text, digits);
  if (groups == 1 && same)
    run.count = 1; /* 1,2,3 is a list */
  if (groups == 1 && run.count > 2 && run.marks[2] > 0)
    run.count = mark_before(&run, 1) == '.' ? 2 : 1;
  return read_decimal(&run, groups, digits);
}

static size_t
vulgar_fraction(const char *text, double *value)
{
  static const struct {
    const char *sign;
    double value;
  } fractions[] = {
    { "½", 1.0 / 2 }, { "⅓", 1.0 / 3 }, { "⅔", 2.0 / 3 }, { "¼", 1.0 / 4 }, { "¾", 3.0 / 4 },
    { "⅕", 1.0 / 5 }, { "⅖", 2.0 / 5 }, { "⅗", 3.0 / 5 }, { "⅘", 4.0 / 5 }, { "⅙", 1.0 / 6 },
    { "⅚", 5.0 / 6 }, { "⅛", 1.0 / 8 }, { "⅜", 3.0 / 8 }, { "⅝", 5.0 / 8 }, { "⅞", 7.0 / 8 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(fractions); i++)
    if (g_str_has_prefix(text, fractions[i].sign)) {
      *value = fractions[i].value;
      return strlen(fractions[i].sign);
    }
  return 0;
}

/* "3/4": two small numbers, the lower below the upper; no date, no season. */
static size_t
slash_fraction(const char *text, double *value)
{
  size_t over = digit_count(text);
  if (over == 0 || over > 2 || (text[over] != '/' && !g_str_has_prefix(text + over, "⁄")))
    return 0;
  size_t mark = text[over] == '/' ? 1 : strlen("⁄");
  size_t under = digit_count(text + over + mark), end = over + mark + under;
  double top = evaluate(text, over, "", 0), bottom = evaluate(text + over + mark, under, "", 0);
  bool proper = under > 0 && under <= 2 && top > 0 && top < bottom && *text != '0';
  if (!proper || bottom > 20 || text[end] == '/' || g_ascii_isalpha(text[end]))
    return 0;
  *value = top / bottom;
  return end;
}

size_t
digits_read(const char *text, char group, Digits *digits)
{
  *digits = (Digits){ 0 };
  double part;
  size_t length = vulgar_fraction(text, &part);
  if (length == 0)
    length = slash_fraction(text, &part);
  if (length > 0) {
    *digits = (Digits){ .value = part, .whole = 1, .fraction = true, .pure = true };
    return length;
  }
  size_t first = digit_count(text), count, end;
  end = read_groups(text, first, digit_space_length, &count);
  if (end == first)
    end = read_groups(text, first, apostrophe_length, &count);
  if (end == first) {
    end = read_marked(text, group, digits);
  } else {
    digits->grouped = true;
    size_t decimals = text[end] == '.' || text[end] == ',' ? digit_count(text + end + 1) : 0;
    describe(digits, text, end, text + end + 1, decimals);
    end += decimals > 0 ? decimals + 1 : 0;
  }
  bool whole = digits->decimals == 0 && !digits->dotted && digits->value < 1000;
  length = whole ? vulgar_fraction(text + end, &part) : 0;
  if (length == 0 && whole && digit_space_length(text + end) > 0) {
    size_t space = digit_space_length(text + end);
    length = slash_fraction(text + end + space, &part);
    length += length > 0 ? space : 0;
  }
  if (length > 0) {
    digits->value += part;
    digits->fraction = true;
  }
  return end + length;
}
