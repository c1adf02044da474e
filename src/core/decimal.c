#include "core/decimal_private.h"

#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Enough that no double comes closer to a tie at 41 digits (the most asked for) without being one,
 * so that cutting here never decides a rounding. */
#define EXACT_DIGITS 90

/* The first `count` significant digits of `value` as printf rounds them. */
static Decimal
decimal_print(double value, int count)
{
  char text[DECIMAL_DIGITS + 16];
  snprintf(text, sizeof text, "%.*e", count - 1, value);
  Decimal decimal = { .count = 0 };
  const char *at = text;
  /* The separator between the digits is that of the environment's locale, of any length. */
  for (; *at != 'e' && *at != '\0'; at++)
    if (g_ascii_isdigit(*at))
      decimal.digits[decimal.count++] = *at;
  decimal.exponent = *at == 'e' ? (int)strtol(at + 1, NULL, 10) : 0;
  return decimal;
}

static double
decimal_read(const Decimal *decimal)
{
  char text[DECIMAL_DIGITS + 16];
  snprintf(text, sizeof text, "%.*se%d", decimal->count, decimal->digits,
           decimal->exponent - decimal->count + 1);
  return g_ascii_strtod(text, NULL);
}

/* Adds one in the last place. */
static void
decimal_increment(Decimal *decimal)
{
  int i = decimal->count - 1;
  while (i >= 0 && decimal->digits[i] == '9')
    decimal->digits[i--] = '0';
  if (i >= 0) {
    decimal->digits[i]++;
    return;
  }
  decimal->digits[0] = '1'; /* 99.9 has become 100. */
  decimal->exponent++;
}

static void
decimal_trim(Decimal *decimal)
{
  while (decimal->count > 1 && decimal->digits[decimal->count - 1] == '0')
    decimal->count--;
}

/* Values of at most 15 digits with few decimals need no printing: r / 10^k is then the double
 * nearest to that decimal, because both parts are exact. */
static bool
shortest_by_division(double value, Decimal *decimal)
{
  static const double powers[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6 };
  if (value >= 1e9 && value != floor(value))
    return false;
  for (int k = 0; k < (int)G_N_ELEMENTS(powers); k++) {
    double scaled = round(value * powers[k]);
    if (scaled >= 1e15)
      return false;
    if (scaled / powers[k] != value)
      continue;
    int count = snprintf(decimal->digits, sizeof decimal->digits, "%.0f", scaled);
    decimal->count = count;
    decimal->exponent = count - 1 - k;
    decimal_trim(decimal);
    return true;
  }
  return false;
}

Decimal
decimal_shortest(double value)
{
  Decimal decimal = { .digits = "0", .count = 1 };
  if (value == 0 || shortest_by_division(value, &decimal))
    return decimal;
  int binary_exponent;
  bool is_power_of_two = frexp(value, &binary_exponent) == 0.5;
  /* Normal numbers of 15 digits or less are all told apart by 15; subnormal ones by fewer. */
  for (int count = isnormal(value) ? 15 : 1; count < 17; count++) {
    decimal = decimal_print(value, count);
    double back = decimal_read(&decimal);
    if (back < value && is_power_of_two) {
      /* Doubles lie twice as dense below a power of two as above: the next decimal up may read
       * back where the nearest, below, does not. */
      decimal_increment(&decimal);
      back = decimal_read(&decimal);
    }
    if (back == value) {
      decimal_trim(&decimal);
      return decimal;
    }
  }
  return decimal_print(value, 17);
}

/* Keeps the first `count` digits (0 or more), halves up. With 0 digits kept and a first digit of 5
 * or more the result is 1 in the place before the first. */
static void
decimal_round(Decimal *decimal, int count)
{
  bool up = decimal->digits[count] >= '5';
  if (count == 0) {
    *decimal = (Decimal){ .digits = "0", .count = 1, .exponent = up ? decimal->exponent + 1 : 0 };
    if (up)
      decimal->digits[0] = '1';
    return;
  }
  decimal->count = count;
  if (up)
    decimal_increment(decimal);
}

Decimal
decimal_significant(double value, int count)
{
  Decimal decimal = decimal_print(value, EXACT_DIGITS);
  decimal_round(&decimal, count);
  return decimal;
}

Decimal
decimal_fixed(double value, int places)
{
  Decimal decimal = decimal_print(value, EXACT_DIGITS);
  int count = value == 0 ? 1 : decimal.exponent + 1 + places;
  if (count < 0)
    return (Decimal){ .digits = "0", .count = 1 };
  int exponent = decimal.exponent;
  decimal_round(&decimal, count);
  if (count > 0 && decimal.exponent > exponent)
    decimal.digits[decimal.count++] = '0'; /* a carry made one more digit before the point */
  return decimal;
}
