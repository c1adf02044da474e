#include "core/number_format.h"

#include "core/decimal_private.h"

#include <float.h>
#include <limits.h>
#include <math.h>
#include <string.h>

#define MAX_WIDTH 1000
#define DEFAULT_PRECISION 6

/* A specifier with its aliases and defaults resolved. */
typedef struct Plan {
  const NumberFormat *format;
  const Locale *locale;
  const struct TypeRule *rule; /* NULL: "c" */
  bool comma, trim, zero;
  int precision;
  const char *unit; /* SI prefix chosen beforehand, or "" */
} Plan;

/* How a type prints a finite value that is not negative. */
typedef struct TypeRule {
  char type;
  bool significant; /* precision counts significant digits, not decimals */
  bool splits;      /* what follows the leading digits is not grouped */
  bool percent;
  int radix; /* of the '#' symbol's prefix; 0: none */
  const char *infinity;
  void (*print)(GString *out, double value, int precision, const char **unit);
} TypeRule;

/* The parts of one number as text, put together last. */
typedef struct Parts {
  GString *prefix, *digits, *suffix;
} Parts;

/* Reads an unsigned decimal; saturates. */
static int
read_int(const char **at)
{
  int number = 0;
  for (; g_ascii_isdigit(**at); (*at)++)
    number = MIN(number * 10 + (**at - '0'), 1000000);
  return number;
}

static char
read_one_of(const char **at, const char *set)
{
  return **at != '\0' && strchr(set, **at) != NULL ? *(*at)++ : '\0';
}

/* [fill]align */
static void
read_alignment(const char **at, NumberFormat *format)
{
  gunichar fill = g_utf8_get_char_validated(*at, -1);
  if (fill == 0 || fill > 0x10ffff)
    return;
  const char *next = g_utf8_next_char(*at);
  if (fill != '\n' && *next != '\0' && strchr("<>=^", *next) != NULL) {
    format->fill[g_unichar_to_utf8(fill, format->fill)] = '\0';
    format->align = *next;
    *at = next + 1;
  } else if (strchr("<>=^", **at) != NULL) {
    format->align = *(*at)++;
  }
}

bool
number_format_parse(const char *specifier, NumberFormat *format)
{
  NumberFormat read = { .fill = " ", .align = '>', .sign = '-', .precision = -1 };
  const char *at = specifier;
  read_alignment(&at, &read);
  char sign = read_one_of(&at, "+-( ");
  if (sign != '\0')
    read.sign = sign;
  read.symbol = read_one_of(&at, "$#");
  read.zero = read_one_of(&at, "0") != '\0';
  if (g_ascii_isdigit(*at))
    read.width = read_int(&at);
  read.comma = read_one_of(&at, ",") != '\0';
  if (at[0] == '.' && g_ascii_isdigit(at[1])) {
    at++;
    read.precision = read_int(&at);
  }
  read.trim = read_one_of(&at, "~") != '\0';
  if (g_ascii_isalpha(*at) || *at == '%') {
    /* d3 takes any other letter as no type at all. */
    read.type = strchr("%bcdefgnoprsXx", *at) != NULL ? *at : '\0';
    at++;
  }
  if (*at != '\0' || read.width > MAX_WIDTH)
    return false;
  *format = read;
  return true;
}

static void
append_zeros(GString *out, int count)
{
  for (int i = 0; i < count; i++)
    g_string_append_c(out, '0');
}

/* Positional notation, padded with zeros up to the point. */
static void
append_positional(GString *out, const Decimal *decimal)
{
  int whole = decimal->exponent + 1;
  if (whole <= 0) {
    g_string_append(out, "0.");
    append_zeros(out, -whole);
    g_string_append_len(out, decimal->digits, decimal->count);
  } else if (whole >= decimal->count) {
    g_string_append_len(out, decimal->digits, decimal->count);
    append_zeros(out, whole - decimal->count);
  } else {
    g_string_append_len(out, decimal->digits, whole);
    g_string_append_c(out, '.');
    g_string_append_len(out, decimal->digits + whole, decimal->count - whole);
  }
}

static void
append_exponential(GString *out, const Decimal *decimal)
{
  g_string_append_c(out, decimal->digits[0]);
  if (decimal->count > 1) {
    g_string_append_c(out, '.');
    g_string_append_len(out, decimal->digits + 1, decimal->count - 1);
  }
  g_string_append_printf(out, "e%c%d", decimal->exponent < 0 ? '-' : '+', ABS(decimal->exponent));
}

void
number_append_plain(GString *out, double value)
{
  if (isnan(value)) {
    g_string_append(out, "NaN");
    return;
  }
  if (value < 0)
    g_string_append_c(out, '-');
  if (isinf(value)) {
    g_string_append(out, "Infinity");
    return;
  }
  Decimal decimal = decimal_shortest(fabs(value));
  if (decimal.exponent < -6 || decimal.exponent >= 21)
    append_exponential(out, &decimal);
  else
    append_positional(out, &decimal);
}

static void
print_fixed(GString *out, double value, int precision, const char **unit)
{
  (void)unit;
  if (value >= 1e21) {
    number_append_plain(out, value);
    return;
  }
  Decimal decimal = decimal_fixed(value, precision);
  if (decimal.digits[0] != '0') {
    append_positional(out, &decimal);
    return;
  }
  g_string_append(out, precision > 0 ? "0." : "0");
  append_zeros(out, precision);
}

static void
print_percent(GString *out, double value, int precision, const char **unit)
{
  print_fixed(out, value * 100, precision, unit);
}

static void
print_exponential(GString *out, double value, int precision, const char **unit)
{
  (void)unit;
  Decimal decimal = decimal_significant(value, precision + 1);
  append_exponential(out, &decimal);
}

static void
print_general(GString *out, double value, int precision, const char **unit)
{
  (void)unit;
  Decimal decimal = decimal_significant(value, precision);
  if (decimal.exponent < -6 || decimal.exponent >= precision)
    append_exponential(out, &decimal);
  else
    append_positional(out, &decimal);
}

static void
print_rounded(GString *out, double value, int precision, const char **unit)
{
  (void)unit;
  if (isinf(value)) { /* a percentage can overflow */
    number_append_plain(out, value);
    return;
  }
  Decimal decimal = decimal_significant(value, precision);
  if (value == 0)
    decimal.count = 1;
  append_positional(out, &decimal);
}

static void
print_rounded_percent(GString *out, double value, int precision, const char **unit)
{
  print_rounded(out, value * 100, precision, unit);
}

static void
print_integer(GString *out, double value, int precision, const char **unit)
{
  (void)precision, (void)unit;
  Decimal decimal = decimal_shortest(round(value));
  append_positional(out, &decimal);
}

/* Exact for a radix that is a power of two. */
static void
print_radix(GString *out, double value, int radix, const char *digits)
{
  char text[DBL_MAX_EXP + 1];
  size_t at = sizeof text;
  double rest = round(value);
  do {
    double digit = fmod(rest, radix);
    text[--at] = digits[(int)digit];
    rest = (rest - digit) / radix;
  } while (rest > 0);
  g_string_append_len(out, text + at, (gssize)(sizeof text - at));
}

static void
print_binary(GString *out, double value, int precision, const char **unit)
{
  (void)precision, (void)unit;
  print_radix(out, value, 2, "01");
}

static void
print_octal(GString *out, double value, int precision, const char **unit)
{
  (void)precision, (void)unit;
  print_radix(out, value, 8, "01234567");
}

static void
print_hex(GString *out, double value, int precision, const char **unit)
{
  (void)precision, (void)unit;
  print_radix(out, value, 16, "0123456789abcdef");
}

static void
print_hex_upper(GString *out, double value, int precision, const char **unit)
{
  (void)precision, (void)unit;
  print_radix(out, value, 16, "0123456789ABCDEF");
}

/* The multiple of 3 within -24..24 whose SI prefix suits a number of this exponent. */
static int
si_exponent(int exponent)
{
  return CLAMP((int)floor(exponent / 3.0), -8, 8) * 3;
}

static const char *
si_prefix(int exponent)
{
  static const char *const prefixes[] = { "y", "z", "a", "f", "p", "n", "\u00b5", "m", "",
                                          "k", "M", "G", "T", "P", "E", "Z",      "Y" };
  return prefixes[8 + exponent / 3];
}

static void
print_si(GString *out, double value, int precision, const char **unit)
{
  Decimal decimal = decimal_significant(value, precision);
  if (value == 0) {
    append_positional(out, &decimal);
    return;
  }
  int exponent = si_exponent(decimal.exponent);
  *unit = si_prefix(exponent);
  if (decimal.exponent < exponent) {
    /* Less than 1y: precision counts from the point on; d3 prints all digits once it is used up.
     * (Where the fewer digits carry, 9.99e-25, d3 prints a tenth of the value; we do not.) */
    int count = precision + decimal.exponent - exponent;
    decimal = count > 0 ? decimal_significant(value, count) : decimal_shortest(value);
  }
  decimal.exponent -= exponent;
  append_positional(out, &decimal);
}

static const TypeRule type_rules[] = {
  { '%', .splits = true, .percent = true, .infinity = "Infinity", .print = print_percent },
  { 'b', .radix = 'b', .infinity = "Infinity", .print = print_binary },
  { 'd', .splits = true, .infinity = "\u221e", .print = print_integer },
  { 'e', .splits = true, .infinity = "Infinity", .print = print_exponential },
  { 'f', .splits = true, .infinity = "Infinity", .print = print_fixed },
  { 'g', .significant = true, .splits = true, .infinity = "Infinity", .print = print_general },
  { 'o', .radix = 'o', .infinity = "Infinity", .print = print_octal },
  { 'p', .significant = true, .splits = true, .percent = true, .infinity = "Infinity",
    .print = print_rounded_percent },
  { 'r', .significant = true, .splits = true, .infinity = "Infinity", .print = print_rounded },
  { 's', .significant = true, .splits = true, .infinity = "Infinity", .print = print_si },
  { 'X', .radix = 'x', .infinity = "INFINITY", .print = print_hex_upper },
  { 'x', .radix = 'x', .infinity = "Infinity", .print = print_hex },
};

static const TypeRule *
find_rule(char type)
{
  for (size_t i = 0; i < G_N_ELEMENTS(type_rules); i++)
    if (type_rules[i].type == type)
      return &type_rules[i];
  return NULL;
}

static Plan
make_plan(const NumberFormat *format, const Locale *locale, char type)
{
  Plan plan = {
    .format = format,
    .locale = locale,
    .comma = format->comma || type == 'n',
    .trim = format->trim,
    .zero = format->zero || (format->align == '=' && strcmp(format->fill, "0") == 0),
    .precision = format->precision,
    .unit = "",
  };
  if (type == 'c')
    return plan;
  if (type == '\0') { /* ".12~g" */
    plan.trim = true;
    plan.precision = plan.precision < 0 ? 12 : plan.precision;
  }
  plan.rule = find_rule(type == '\0' || type == 'n' ? 'g' : type);
  if (plan.precision < 0)
    plan.precision = DEFAULT_PRECISION;
  else if (plan.rule->significant)
    plan.precision = CLAMP(plan.precision, 1, 21);
  else
    plan.precision = MIN(plan.precision, 20);
  return plan;
}

/* Drops insignificant zeros: "1.2000k" becomes "1.2k". */
static void
trim_zeros(GString *text)
{
  const char *point = strchr(text->str, '.');
  if (point == NULL)
    return;
  gsize whole = (gsize)(point - text->str);
  gsize end = whole + 1 + strspn(point + 1, "0123456789");
  gsize keep = end;
  while (text->str[keep - 1] == '0')
    keep--;
  if (keep == whole + 1)
    keep = whole;
  g_string_erase(text, (gssize)keep, (gssize)(end - keep));
}

static bool
reads_as_zero(const char *text)
{
  const char *rest = text + strspn(text, "0.");
  return rest > text && (*rest == '\0' || *rest == 'e');
}

/* Groups the digits from the right. With a width, no more than fits it with its separators, as zero
 * padding wants. */
static void
group_digits(GString *text, const Locale *locale, long width)
{
  long length = (long)text->len, size = locale->group_size[0], used = 0;
  if (!g_str_is_ascii(text->str) || size <= 0 || length < size + locale->min_grouping)
    return;
  g_autoptr(GString) grouped = g_string_new(NULL);
  for (long end = length; end > 0;) {
    if (used + size + 1 > width)
      size = MAX(1, width - used);
    long start = MAX(0, end - size);
    if (grouped->len > 0)
      g_string_prepend(grouped, locale->group);
    g_string_prepend_len(grouped, text->str + start, end - start);
    end -= size;
    used += size + 1;
    if (used > width)
      break;
    size = locale->group_size[1];
  }
  g_string_assign(text, grouped->str);
}

/* Moves what follows the leading digits (decimals, exponent) to before the suffix. */
static void
split_fraction(Parts *parts, const char *decimal)
{
  gsize whole = strspn(parts->digits->str, "0123456789");
  if (whole == parts->digits->len)
    return;
  bool point = parts->digits->str[whole] == '.';
  g_string_prepend(parts->suffix, parts->digits->str + whole + (point ? 1 : 0));
  if (point)
    g_string_prepend(parts->suffix, decimal);
  g_string_truncate(parts->digits, whole);
}

static void
append_fill(GString *out, const char *fill, long count)
{
  for (long i = 0; i < count; i++)
    g_string_append(out, fill);
}

/* Pads, aligns and puts together. */
static void
assemble(GString *out, const Plan *plan, Parts *parts)
{
  const NumberFormat *format = plan->format;
  if (plan->comma && !plan->zero)
    group_digits(parts->digits, plan->locale, LONG_MAX);
  const char *fill = plan->zero ? "0" : format->fill;
  char align = plan->zero ? '=' : format->align;
  long suffix_length = g_utf8_strlen(parts->suffix->str, -1);
  long length =
      g_utf8_strlen(parts->prefix->str, -1) + g_utf8_strlen(parts->digits->str, -1) + suffix_length;
  long padding = MAX(0, format->width - length);
  if (plan->comma && plan->zero) {
    long width = padding > 0 ? format->width - suffix_length : LONG_MAX;
    for (; padding > 0; padding--)
      g_string_prepend_c(parts->digits, '0');
    group_digits(parts->digits, plan->locale, width);
  }
  long before = align == '<' ? 0 : align == '^' ? padding / 2 : padding;
  append_fill(out, fill, align == '=' ? 0 : before);
  g_string_append(out, parts->prefix->str);
  append_fill(out, fill, align == '=' ? padding : 0);
  g_string_append(out, parts->digits->str);
  g_string_append(out, parts->suffix->str);
  append_fill(out, fill, padding - before);
}

static void
print_parts(const Plan *plan, double value, Parts *parts)
{
  const NumberFormat *format = plan->format;
  const TypeRule *rule = plan->rule;
  const char *unit = "";
  if (isnan(value))
    g_string_append(parts->digits, plan->locale->nan);
  else if (isinf(value))
    g_string_append(parts->digits, rule->infinity);
  else
    rule->print(parts->digits, fabs(value), plan->precision, &unit);
  if (plan->trim && !isnan(value))
    trim_zeros(parts->digits);
  bool negative = signbit(value) && !isnan(value);
  if (negative && format->sign != '+' && reads_as_zero(parts->digits->str))
    negative = false;

  if (negative)
    g_string_prepend(parts->prefix, format->sign == '(' ? "(" : plan->locale->minus);
  else if (format->sign == '+' || format->sign == ' ')
    g_string_prepend_c(parts->prefix, format->sign);
  g_string_prepend(parts->suffix, unit);
  if (negative && format->sign == '(')
    g_string_append_c(parts->suffix, ')');
  if (rule->splits)
    split_fraction(parts, plan->locale->decimal);
}

/* Replaces ASCII digits by the locale's own, from byte `start` on. */
static void
localize_digits(GString *out, gsize start, const Locale *locale)
{
  if (locale->digits[0] == NULL)
    return;
  g_autofree char *plain = g_strdup(out->str + start);
  g_string_truncate(out, start);
  for (const char *at = plain; *at != '\0'; at++)
    if (g_ascii_isdigit(*at))
      g_string_append(out, locale->digits[*at - '0']);
    else
      g_string_append_c(out, *at);
}

static void
append_with(GString *out, const Plan *plan, double value)
{
  const NumberFormat *format = plan->format;
  const Locale *locale = plan->locale;
  bool currency = format->symbol == '$';
  g_autoptr(GString) prefix = g_string_new(currency ? locale->currency_prefix : NULL);
  g_autoptr(GString) digits = g_string_new(NULL);
  g_autoptr(GString) suffix = g_string_new(currency ? locale->currency_suffix : NULL);
  Parts parts = { prefix, digits, suffix };
  if (plan->rule == NULL) {
    g_autoptr(GString) plain = g_string_new(NULL);
    number_append_plain(plain, value);
    g_string_prepend(parts.suffix, plain->str);
  } else {
    if (format->symbol == '#' && plan->rule->radix != 0)
      g_string_append_printf(parts.prefix, "0%c", plan->rule->radix);
    if (plan->rule->percent && !currency)
      g_string_append(parts.suffix, locale->percent);
    g_string_append(parts.suffix, plan->unit);
    print_parts(plan, value, &parts);
  }
  gsize start = out->len;
  assemble(out, plan, &parts);
  localize_digits(out, start, locale);
}

void
number_format_append(GString *out, const NumberFormat *format, const Locale *locale, double value)
{
  Plan plan = make_plan(format, locale, format->type);
  append_with(out, &plan, value);
}

void
number_format_append_prefix(GString *out, const NumberFormat *format, const Locale *locale,
                            double reference, double value)
{
  Plan plan = make_plan(format, locale, 'f');
  int exponent = 0;
  if (isfinite(reference) && reference != 0)
    exponent = si_exponent(decimal_shortest(fabs(reference)).exponent);
  plan.unit = si_prefix(exponent);
  append_with(out, &plan, value * pow(10, -exponent));
}
