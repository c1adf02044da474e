/* rate: one rate of exchange explains all pairs of amounts.
 *
 *   rate: SELECT label, tenge, dollars …
 *
 * A pair of rounded amounts leaves open an interval of rates (first by second, each in units of 1
 * by the scale that its column declares); what all intervals share explains all. Else the pairs are
 * named without which most others agree. Pairs with an amount that is missing or zero say nothing
 * of a rate. */
#include "audit/check_private.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { NAMED_MOST = 8 };

/* Rates that differ by less are the same. */
#define EXACTNESS 1e-9

/* The rates in [low, high). */
typedef struct Pair {
  const char *label;
  double rate, low, high;
} Pair;

typedef struct Agreement {
  double low, high; /* what those that agree share */
  size_t count;     /* of those */
  bool only;        /* there is no other so large */
} Agreement;

static bool
read_pair(const CheckRow *row, Pair *pair)
{
  const CheckValue *a = &row->values[0], *b = &row->values[1];
  double unit = a->scale / b->scale, first = fabs(a->value), second = fabs(b->value);
  double rate = first / second * unit, least = EXACTNESS * rate; /* of exact amounts */
  if (!isnormal(rate)) /* of what is missing or zero, or beyond all measure */
    return false;
  bool negative = (a->value < 0) != (b->value < 0);
  double low = fmax(first - a->half, 0) / (second + b->half) * unit;
  double high = second > b->half ? (first + a->half) / (second - b->half) * unit : DBL_MAX;
  low = fmin(low, rate - least);
  high = fmin(fmax(high, rate + least), DBL_MAX);
  *pair =
      (Pair){ row->label, negative ? -rate : rate, negative ? -high : low, negative ? -low : high };
  return true;
}

static int
compare(const void *a, const void *b)
{
  const double *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

/* Intervals that only touch do not overlap, whatever arithmetic makes of their ends. */
static bool
is_ended(double high, double low)
{
  return high <= low + fabs(low) * 1e-12;
}

/* The rates that most pairs share: the most begun and not yet ended. */
static Agreement
find_agreement(const Pair *pairs, size_t count)
{
  g_autofree double *lows = g_new(double, count), *highs = g_new(double, count);
  for (size_t i = 0; i < count; i++) {
    lows[i] = pairs[i].low;
    highs[i] = pairs[i].high;
  }
  qsort(lows, count, sizeof(double), compare);
  qsort(highs, count, sizeof(double), compare);
  Agreement best = { 0 };
  size_t ended = 0;
  for (size_t i = 0; i < count; i++) {
    while (ended < i && is_ended(highs[ended], lows[i]))
      ended++;
    size_t open = i + 1 - ended;
    if (open > best.count)
      best = (Agreement){ lows[i], highs[ended], open, true };
    else if (open == best.count)
      best.only = false;
  }
  return best;
}

static bool
takes_part(const Pair *pair, const Agreement *agreement)
{
  return pair->low <= agreement->low && agreement->high <= pair->high;
}

static const char *
rate_text(const Check *check, double rate)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  if (fabs(rate) >= DBL_MAX)
    return rate > 0 ? "∞" : "−∞";
  return arena_strdup(check->arena, g_ascii_formatd(text, sizeof text, "%.5g", rate));
}

/* "Almaty 526.7 (516.3 to 537.3), …" of those that do not agree, or of all. */
static const char *
describe(const Check *check, const Pair *pairs, size_t count, const Agreement *left_out)
{
  g_autoptr(GString) out = g_string_new(NULL);
  size_t named = 0;
  for (size_t i = 0; i < count; i++) {
    const Pair *pair = &pairs[i];
    if (left_out && takes_part(pair, left_out))
      continue;
    if (named++ >= NAMED_MOST)
      continue;
    g_string_append_printf(out, "%s%s %s (%s to %s)", named > 1 ? ", " : "", pair->label,
                           rate_text(check, pair->rate), rate_text(check, pair->low),
                           rate_text(check, pair->high));
  }
  if (named > NAMED_MOST)
    g_string_append_printf(out, " and %zu more", named - NAMED_MOST);
  return arena_strndup(check->arena, out->str, out->len);
}

static void
tell(const Check *check, const Pair *pairs, size_t count, const Agreement *agreement, Span span)
{
  if (!agreement->only) {
    check_report(check, "rate-differs", span, "correct the amounts, or check each rate by itself",
                 "no rate explains all pairs, which imply %s", describe(check, pairs, count, NULL));
    return;
  }
  check_report(check, "rate-differs", span,
               "correct an amount, or leave out of the check what has a rate of its own",
               "no rate explains all pairs: %s; the other %zu agree on %s to %s",
               describe(check, pairs, count, agreement), agreement->count,
               rate_text(check, agreement->low), rate_text(check, agreement->high));
}

static void
run(const Check *check)
{
  CheckRows rows;
  if (!check_query(check, "pairs", CHECK_COLUMNS, &rows))
    return;
  Pair *pairs = arena_array(check->arena, Pair, rows.count);
  size_t count = 0;
  for (size_t i = 0; i < rows.count; i++)
    count += read_pair(&rows.items[i], &pairs[count]);
  if (count == 0) {
    diag_error(check->diags, "check-empty", rows.span,
               "a check that looks at nothing proves nothing", "%s: no pair has both amounts",
               check->name);
    return;
  }
  Agreement agreement = find_agreement(pairs, count);
  if (agreement.count < count)
    tell(check, pairs, count, &agreement, rows.span);
}

static const char *const KEYS[] = { "pairs", "rounding", NULL };

const CheckKind CHECK_RATE = {
  .name = "rate",
  .example = "rate: SELECT label, amount, other FROM …",
  .keys = KEYS,
  .run = run,
};
