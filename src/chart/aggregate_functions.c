/* Aggregates that SQLite lacks: quantiles, variances, the value beside an extreme. Formulas:
 * quantiles by linear interpolation of order statistics (R's type 7, as d3-array's), variances by
 * Welford's running mean and sum of squares. */
#include "chart/aggregate_private.h"

#include <math.h>
#include <string.h>

static bool
is_number(Value value)
{
  return (value.kind == VALUE_NUMBER || value.kind == VALUE_BOOLEAN) &&
         !isnan(value_to_number(value));
}

/* ---- quantiles ---- */

typedef struct Numbers {
  double *items;
  size_t first, count, capacity; /* items[first … first + count) are in */
  double share;                  /* of the quantile, 0 to 1 */
} Numbers;

static void
numbers_add(Numbers *numbers, double number)
{
  size_t end = numbers->first + numbers->count;
  if (end == numbers->capacity && numbers->first > numbers->count) {
    memmove(numbers->items, numbers->items + numbers->first, numbers->count * sizeof(double));
    numbers->first = 0;
    end = numbers->count;
  }
  if (end == numbers->capacity) {
    numbers->capacity = numbers->capacity ? 2 * numbers->capacity : 16;
    numbers->items = g_renew(double, numbers->items, numbers->capacity);
  }
  numbers->items[end] = number;
  numbers->count++;
}

static void
quantile_step(void *state, const Value *arguments, int count)
{
  Numbers *numbers = state;
  numbers->share = count > 1 ? value_to_number(arguments[1]) : 0.5;
  if (is_number(arguments[0]))
    numbers_add(numbers, value_to_number(arguments[0]));
}

static void
quantile_undo(void *state, const Value *arguments, int count)
{
  Numbers *numbers = state;
  (void)count;
  if (is_number(arguments[0]) && numbers->count > 0) {
    numbers->first++;
    numbers->count--;
  }
}

static int
compare_numbers(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static Value
quantile_value(const void *state)
{
  const Numbers *numbers = state;
  size_t count = numbers->count;
  if (count == 0)
    return VALUE_MISSING;
  g_autofree double *sorted = g_new(double, count);
  memcpy(sorted, numbers->items + numbers->first, count * sizeof(double));
  qsort(sorted, count, sizeof(double), compare_numbers);
  double at = CLAMP(numbers->share, 0, 1) * (double)(count - 1);
  size_t below = MIN((size_t)at, count - 1), above = MIN(below + 1, count - 1);
  double rest = at - (double)below;
  return value_number(sorted[below] + (rest > 0 ? rest * (sorted[above] - sorted[below]) : 0));
}

static void
quantile_clear(void *state)
{
  g_clear_pointer(&((Numbers *)state)->items, g_free);
}

static const CatalogAggregate QUANTILE = {
  sizeof(Numbers), quantile_step, quantile_undo, quantile_value, quantile_clear,
};

/* ---- variances ---- */

typedef struct Spread {
  double count, mean, squares; /* of the differences from the mean */
} Spread;

static void
spread_step(void *state, const Value *arguments, int count)
{
  Spread *spread = state;
  (void)count;
  if (!is_number(arguments[0]))
    return;
  double number = value_to_number(arguments[0]), before = number - spread->mean;
  spread->count++;
  spread->mean += before / spread->count;
  spread->squares += before * (number - spread->mean);
}

static void
spread_undo(void *state, const Value *arguments, int count)
{
  Spread *spread = state;
  (void)count;
  if (!is_number(arguments[0]) || !(spread->count > 0))
    return;
  double number = value_to_number(arguments[0]), after = number - spread->mean;
  spread->count--;
  spread->mean -= spread->count > 0 ? after / spread->count : spread->mean;
  spread->squares -= after * (number - spread->mean);
}

static Value
variance_value(const void *state)
{
  const Spread *spread = state;
  return spread->count > 1 ? value_number(fmax(spread->squares, 0) / (spread->count - 1))
                           : VALUE_MISSING;
}

static Value
variancep_value(const void *state)
{
  const Spread *spread = state;
  return spread->count > 0 ? value_number(fmax(spread->squares, 0) / spread->count) : VALUE_MISSING;
}

static const CatalogAggregate VARIANCE = { sizeof(Spread), spread_step, spread_undo, variance_value,
                                           NULL };
static const CatalogAggregate VARIANCEP = { sizeof(Spread), spread_step, spread_undo,
                                            variancep_value, NULL };

/* ---- products ---- */

typedef struct Product {
  double count, product;
} Product;

static void
product_step(void *state, const Value *arguments, int count)
{
  Product *product = state;
  (void)count;
  if (!is_number(arguments[0]))
    return;
  product->product = (product->count > 0 ? product->product : 1) * value_to_number(arguments[0]);
  product->count++;
}

static Value
product_value(const void *state)
{
  const Product *product = state;
  return product->count > 0 ? value_number(product->product) : VALUE_MISSING;
}

static const CatalogAggregate PRODUCT = { sizeof(Product), product_step, NULL, product_value,
                                          NULL };

/* ---- argmin, argmax ---- */

/* The value of the first row in which the other is extreme. */
typedef struct Extreme {
  bool met;
  Value by, value; /* their texts are owned */
} Extreme;

static void
copy_value(Value *to, Value from)
{
  if (to->kind == VALUE_STRING)
    g_free((char *)to->string);
  *to = from;
  if (from.kind == VALUE_STRING)
    to->string = g_strdup(from.string);
}

static void
extreme_step(Extreme *extreme, const Value *arguments, int sign)
{
  if (arguments[0].kind == VALUE_NULL ||
      (extreme->met && sign * value_compare(arguments[0], extreme->by) <= 0))
    return;
  extreme->met = true;
  copy_value(&extreme->by, arguments[0]);
  copy_value(&extreme->value, arguments[1]);
}

static void
argmax_step(void *state, const Value *arguments, int count)
{
  (void)count;
  extreme_step(state, arguments, 1);
}

static void
argmin_step(void *state, const Value *arguments, int count)
{
  (void)count;
  extreme_step(state, arguments, -1);
}

static Value
extreme_value(const void *state)
{
  return ((const Extreme *)state)->value;
}

static void
extreme_clear(void *state)
{
  Extreme *extreme = state;
  copy_value(&extreme->by, VALUE_MISSING);
  copy_value(&extreme->value, VALUE_MISSING);
}

static const CatalogAggregate ARGMAX = { sizeof(Extreme), argmax_step, NULL, extreme_value,
                                         extreme_clear };
static const CatalogAggregate ARGMIN = { sizeof(Extreme), argmin_step, NULL, extreme_value,
                                         extreme_clear };

void
aggregate_register_functions(Catalog *catalog)
{
  catalog_add_aggregate(catalog, "chart_median", 1, &QUANTILE);
  catalog_add_aggregate(catalog, "chart_quantile", 2, &QUANTILE);
  catalog_add_aggregate(catalog, "chart_variance", 1, &VARIANCE);
  catalog_add_aggregate(catalog, "chart_variancep", 1, &VARIANCEP);
  catalog_add_aggregate(catalog, "chart_product", 1, &PRODUCT);
  catalog_add_aggregate(catalog, "chart_arg_max", 2, &ARGMAX);
  catalog_add_aggregate(catalog, "chart_arg_min", 2, &ARGMIN);
}
