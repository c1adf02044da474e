/* magnitude: no value is out of line with its siblings by a thousand, a million or a milliard, as
 * one in millions among billions is.
 *
 *   magnitude: SELECT label, value …
 *
 * In decades, log₁₀|value| (missing values and zeros are passed over): m is the median of all, s
 * 1.4826 times the median distance from m, which one half of wild values cannot move. Values more
 * than 2 from m are strangers, the others siblings. A stranger is accused if
 *   s ≤ 0.6            the series is not wide by nature,
 *   3 ≤ siblings, twice the strangers or more,
 *   no path of values leads to it from the siblings in steps below 1.5 (what runs through all
 *   magnitudes is left alone),
 *   and 10³, 10⁶ or 10⁹ times as much or as little would lie among the siblings, or within 0.3 of
 *   their least and greatest.
 * Of two values alone that differ by so much, within 0.5, one is out of line, but which cannot be
 * told: that is only noted. */
#include "audit/check_private.h"

#include "core/number_format.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define WIDEST 0.6
#define STRANGE 2.0
#define GAP 1.5
#define ROOM 0.3
#define PAIR_ROOM 0.5

enum { SIBLINGS_LEAST = 3 };

/* A series in decades. */
typedef struct Series {
  const CheckRow **rows;
  double *decades;
  size_t count;
  double median, low, high;     /* least and greatest of the siblings */
  double reach_low, reach_high; /* how far one comes from them without a leap */
  size_t siblings;
} Series;

static int
compare(const void *a, const void *b)
{
  const double *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

/* Sorts the numbers. */
static double
median_of(double *numbers, size_t count)
{
  qsort(numbers, count, sizeof(double), compare);
  return (numbers[(count - 1) / 2] + numbers[count / 2]) / 2;
}

static Series
read_series(Arena *arena, const CheckRows *rows)
{
  Series series = { .rows = arena_array(arena, const CheckRow *, rows->count),
                    .decades = arena_array(arena, double, rows->count) };
  for (size_t i = 0; i < rows->count; i++) {
    double value = fabs(rows->items[i].values[0].value);
    if (isnan(value) || value == 0)
      continue;
    series.rows[series.count] = &rows->items[i];
    series.decades[series.count++] = log10(value);
  }
  return series;
}

static bool
is_stranger(const Series *series, double decade)
{
  return fabs(decade - series->median) > STRANGE;
}

/* From the siblings outward, as far as no step is GAP wide. */
static void
walk(Series *series, const double *sorted)
{
  series->low = (double)INFINITY;
  series->high = (double)-INFINITY;
  for (size_t i = 0; i < series->count; i++) {
    if (is_stranger(series, sorted[i]))
      continue;
    series->siblings++;
    series->low = fmin(series->low, sorted[i]);
    series->high = fmax(series->high, sorted[i]);
  }
  series->reach_low = series->low;
  series->reach_high = series->high;
  for (size_t i = 0; i < series->count; i++) {
    if (sorted[i] > series->reach_high && sorted[i] - series->reach_high < GAP)
      series->reach_high = sorted[i];
    double other = sorted[series->count - 1 - i];
    if (other < series->reach_low && series->reach_low - other < GAP)
      series->reach_low = other;
  }
}

/* Is it a family that a stranger can stand out from? */
static bool
measure(Arena *arena, Series *series)
{
  double *numbers = arena_dup(arena, series->decades, series->count * sizeof(double));
  series->median = median_of(numbers, series->count);
  walk(series, numbers);
  for (size_t i = 0; i < series->count; i++)
    numbers[i] = fabs(series->decades[i] - series->median);
  double spread = 1.4826 * median_of(numbers, series->count);
  return spread <= WIDEST && series->siblings >= SIBLINGS_LEAST &&
         series->siblings >= 2 * (series->count - series->siblings);
}

/* The power of ten, 3, 6 or 9, that a value is too great by, below 0: too small; 0: it is not. */
static int
misplacement(const Series *series, double decade)
{
  if (decade >= series->reach_low && decade <= series->reach_high)
    return 0;
  for (int power = 3; power <= 9; power += 3) {
    double moved = decade > series->median ? decade - power : decade + power;
    if (moved >= series->low - ROOM && moved <= series->high + ROOM)
      return decade > series->median ? power : -power;
  }
  return 0;
}

/* To `digits` significant ones, without an exponent. */
static const char *
plain_text(const Check *check, double value, int digits)
{
  char format[8], text[G_ASCII_DTOSTR_BUF_SIZE];
  snprintf(format, sizeof format, "%%.%dg", digits);
  g_autoptr(GString) out = g_string_new(NULL);
  number_append_plain(out, g_ascii_strtod(g_ascii_formatd(text, sizeof text, format, value), NULL));
  return arena_strndup(check->arena, out->str, out->len);
}

static const char *
value_text(const Check *check, const CheckRow *row)
{
  return plain_text(check, row->values[0].value, 12);
}

static const char *
power_text(int power)
{
  static const char *const NAMES[] = { "a thousand", "a million", "a thousand million" };
  return NAMES[abs(power) / 3 - 1];
}

static void
accuse(const Check *check, const Series *series, size_t i, int power, Span span)
{
  check_report(check, "magnitude-odd", span, "is its unit that of the others?",
               "%s is %s, about %s times %s than the other %zu, which lie between %s and %s",
               series->rows[i]->label, value_text(check, series->rows[i]), power_text(power),
               power > 0 ? "more" : "less", series->siblings,
               plain_text(check, pow(10, series->low), 4),
               plain_text(check, pow(10, series->high), 4));
}

static void
look_at_pair(const Check *check, const Series *series, Span span)
{
  double distance = fabs(series->decades[0] - series->decades[1]);
  int power = 3 * (int)lround(distance / 3);
  if (power < 3 || power > 9 || fabs(distance - power) > PAIR_ROOM)
    return;
  size_t low = series->decades[0] < series->decades[1] ? 0 : 1;
  check_tell(check, "magnitude-odd", span, "are both in the same unit?",
             "%s is %s, about %s times less than %s, %s", series->rows[low]->label,
             value_text(check, series->rows[low]), plain_text(check, pow(10, distance), 2),
             series->rows[1 - low]->label, value_text(check, series->rows[1 - low]));
}

static void
run(const Check *check)
{
  CheckRows rows;
  if (!check_query(check, "values", 1, &rows))
    return;
  Series series = read_series(check->arena, &rows);
  if (series.count == 2)
    look_at_pair(check, &series, rows.span);
  if (series.count <= SIBLINGS_LEAST || !measure(check->arena, &series))
    return;
  for (size_t i = 0; i < series.count; i++) {
    int power = misplacement(&series, series.decades[i]);
    if (power)
      accuse(check, &series, i, power, rows.span);
  }
}

static const char *const KEYS[] = { "values", NULL };

const CheckKind CHECK_MAGNITUDE = {
  .name = "magnitude",
  .example = "magnitude: SELECT label, value FROM …",
  .keys = KEYS,
  .run = run,
};
