/* Small random tables: rows with ties, missing, negative and huge numbers, for transforms that are
 * then compared with the same thing computed the plain way. */
#pragma once

#include "transform_support.h"

#include <math.h>

enum { ROWS = 24, ROUNDS = 12, RANDOM_TEXTS = 4 };

static const char *const random_texts[RANDOM_TEXTS] = { "b", "a", "10", "" };

/* g groups, s sorts, v is measured; t is an index of random_texts, or -1. */
typedef struct Rows {
  double g[ROWS], s[ROWS], v[ROWS]; /* NaN: missing */
  int t[ROWS];
  size_t count;
} Rows;

static inline Rows
random_rows(GRand *random)
{
  static const double VALUES[] = { -3, 0, 1, 2.5, 1e15, -1e15, 7, 0.125 };
  Rows rows = { .count = (size_t)g_rand_int_range(random, 1, ROWS + 1) };
  for (size_t i = 0; i < rows.count; i++) {
    rows.g[i] = g_rand_int_range(random, 0, 4) ? g_rand_int_range(random, 1, 4) : (double)NAN;
    rows.s[i] = g_rand_int_range(random, 0, 6) ? g_rand_int_range(random, -2, 4) : (double)NAN;
    rows.v[i] = g_rand_int_range(random, 0, 5)
                    ? VALUES[g_rand_int_range(random, 0, G_N_ELEMENTS(VALUES))]
                    : (double)NAN;
    rows.t[i] = g_rand_int_range(random, -1, RANDOM_TEXTS);
  }
  return rows;
}

/* The same with values of one size, whose sums need no tolerance to speak of. */
static inline Rows
random_small_rows(GRand *random)
{
  Rows rows = random_rows(random);
  for (size_t i = 0; i < rows.count; i++)
    if (fabs(rows.v[i]) > 100)
      rows.v[i] = g_rand_int_range(random, -40, 60) / 4.0;
  return rows;
}

static inline void
append_number(GString *text, const char *key, double number)
{
  if (isnan(number))
    g_string_append_printf(text, "\"%s\": null", key);
  else
    g_string_append_printf(text, "\"%s\": %.17g", key, number);
}

static inline char *
spec_of(const Rows *rows, const char *transform)
{
  GString *text = g_string_new("{\"data\": {\"values\": [");
  for (size_t i = 0; i < rows->count; i++) {
    g_string_append(text, i ? ", {" : "{");
    append_number(text, "g", rows->g[i]);
    g_string_append(text, ", ");
    append_number(text, "s", rows->s[i]);
    g_string_append(text, ", ");
    append_number(text, "v", rows->v[i]);
    if (rows->t[i] >= 0)
      g_string_append_printf(text, ", \"t\": \"%s\"}", random_texts[rows->t[i]]);
    else
      g_string_append(text, ", \"t\": null}");
  }
  g_string_append_printf(text, "]}, \"keep\": \"g s v t\", \"transform\": [%s]}", transform);
  return g_string_free(text, FALSE);
}

static inline bool
same(double a, double b)
{
  return isnan(a) ? isnan(b) : a == b;
}

/* The rows through a transform; fails the test after a fault. */
static inline const Table *
transformed_rows(Fixture *fixture, const Rows *rows, const char *transform)
{
  g_autofree char *spec = spec_of(rows, transform);
  const Table *table = transformed(fixture, spec);
  if (!table) {
    diag_print(fixture->diags, stderr, (DiagStyle){ 0 });
    fail_msg("no rows from %s", transform);
  }
  return table;
}

/* Calls `check` with random rows, some rounds with a fixed seed. */
static inline void
with_random_rows(unsigned seed, int rounds, Rows (*make)(GRand *random),
                 void (*check)(Fixture *fixture, const Rows *rows, GRand *random))
{
  GRand *random = g_rand_new_with_seed(seed);
  for (int round = 0; round < rounds; round++) {
    Rows rows = make(random);
    Fixture *fixture = fixture_new();
    check(fixture, &rows, random);
    fixture_free(fixture);
  }
  g_rand_free(random);
}
