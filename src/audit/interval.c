#include "audit/quantity_private.h"

#include <math.h>

/* How far the value may lie below and above, as parts of what the number's digits count: `half` of
 * the last digit printed, and a `unit` of the last that is not a trailing zero. */
typedef struct Opening {
  double below_halves, below_units, above_halves, above_units;
  double most; /* of the value, for the units */
} Opening;

static const Opening openings[] = {
  [HEDGE_NONE] = { 1, 0, 1, 0, 0 },       [HEDGE_ABOUT] = { 1, 0.5, 1, 0.5, 0.1 },
  [HEDGE_OVER] = { 0, 0, 1, 1, 0.5 },     [HEDGE_UNDER] = { 1, 1, 0, 0, 0.5 },
  [HEDGE_NEARLY] = { 0, 0.5, 0, 0, 0.1 }, [HEDGE_AT_LEAST] = { 1, 0, 1, 1, 0.5 },
  [HEDGE_UP_TO] = { 1, 1, 1, 0, 0.5 },
};
_Static_assert(G_N_ELEMENTS(openings) == HEDGE_UP_TO + 1, "every hedge opens");

/* What the last digit that is not zero counts. */
static double
unit_of(const Number *number, double step)
{
  if (number->decimals > 0 || number->value == 0)
    return step;
  double mantissa = fabs(number->value) / step;
  double unit = step;
  while (mantissa >= 10 && fmod(round(mantissa), 10) == 0) {
    mantissa /= 10;
    unit *= 10;
  }
  return unit;
}

void
interval_set(Reading *reading)
{
  Quantity *quantity = &reading->quantity;
  Number *number = &reading->number;
  const Opening *opening = &openings[quantity->hedge];
  double value = fabs(quantity->value), half = number->step / 2;
  bool multiple = number->words && quantity->dimension == DIMENSION_MULTIPLE;
  double unit = number->share ? 10 : multiple ? 1 : unit_of(number, number->step);
  double most = opening->most * value;
  double below = fmax(opening->below_halves * half, fmin(opening->below_units * unit, most));
  double above = fmax(opening->above_halves * half, fmin(opening->above_units * unit, most));
  bool negative = quantity->value < 0;
  quantity->low = negative ? -value - above : value - below;
  quantity->high = negative ? -value + below : value + above;
  if (quantity->role != QUANTITY_MEASURE)
    quantity->low = quantity->high = quantity->value;
  if (quantity->hedge != HEDGE_NONE && number->decimals == 0 && !number->words)
    quantity->digits = MAX(1, quantity->digits - number->zeros);
}
