/* Decimal digits of a double, as JavaScript's number printing needs them: always rounding halves
 * up on the exact binary value, where printf rounds them to even. */
#pragma once

#include <stdbool.h>

#define DECIMAL_DIGITS 96

/* d.ddd… × 10^exponent; digits are ASCII. Zero has one digit "0" and exponent 0. */
typedef struct Decimal {
  char digits[DECIMAL_DIGITS];
  int count; /* at least 1 */
  int exponent;
} Decimal;

/* The fewest digits that read back as `value`, which is finite and not negative; among those the
 * closest. */
Decimal decimal_shortest(double value);

/* `value` (finite, not negative) to `count` significant digits, 1 to 21, as toExponential. */
Decimal decimal_significant(double value, int count);

/* `value` (below 1e21, not negative) to `places` digits after the point, 0 to 20, as toFixed; so
 * count is exponent + 1 + places, or the value is zero. */
Decimal decimal_fixed(double value, int places);
