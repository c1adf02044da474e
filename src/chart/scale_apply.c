/* From a value to what the range has for it. Formulas: d3-scale and vega-scale. */
#include "chart/scale_private.h"

#include <math.h>

/* ---- continuous domains ---- */

static double
warped(const Scale *scale, double value)
{
  return scale->kind->warp ? scale->kind->warp(scale, value) : value;
}

static double
fraction_between(const Scale *scale, double from, double to, double value)
{
  from = warped(scale, from);
  to = warped(scale, to);
  return to == from ? 0.5 : (warped(scale, value) - from) / (to - from);
}

double
scale_fraction(const Scale *scale, double value)
{
  return fraction_between(scale, scale->domain[0], scale->domain[scale->domain_count - 1], value);
}

/* The first `ends` values of the domain cut it into pieces: the one that a value falls into, and
 * where in it, 0 to 1. The first and last go on beyond the domain unless the scale is clamped. */
static size_t
piece_of(const Scale *scale, size_t ends, double value, double *t)
{
  const double *domain = scale->domain;
  bool down = domain[ends - 1] < domain[0];
  size_t i = 0;
  while (i + 2 < ends && (down ? value <= domain[i + 1] : value >= domain[i + 1]))
    i++;
  *t = fraction_between(scale, domain[i], domain[i + 1], value);
  if (scale->clamp)
    *t = CLAMP(*t, 0, 1);
  return i;
}

static double
continuous_number(const Scale *scale, double value)
{
  bool listed = scale->number_count > 0;
  const double *range = listed ? scale->numbers : scale->range;
  size_t ends = MIN(scale->domain_count, listed ? scale->number_count : 2);
  double t;
  if (ends < 2)
    return listed ? range[0] : (double)NAN;
  size_t i = piece_of(scale, ends, value, &t);
  double number = range[i] + t * (range[i + 1] - range[i]);
  return scale->round ? round(number) : number;
}

/* The place of a class in a list of `count` things. Bins start the list over; classes that it has
 * nothing for belong to its last. */
static size_t
place_of_class(const Scale *scale, double number, size_t count)
{
  size_t index = scale_class(scale, number);
  return scale->kind == &SCALE_BIN_ORDINAL ? index % count : MIN(index, count - 1);
}

/* The place of a value in a list of `count` things; -1: none. */
static long
place_of(const Scale *scale, Value value, size_t count)
{
  double number = value.kind == VALUE_NULL ? (double)NAN : value_to_number(value);
  if (count == 0)
    return -1;
  if (scale->kind->classify)
    return isnan(number) ? -1 : (long)place_of_class(scale, number, count);
  long index = scale_index(scale, value);
  return index < 0 ? -1 : (long)((size_t)index % count);
}

double
scale_number(const Scale *scale, Value value)
{
  if (scale->kind->banded) {
    long last = (long)scale->value_count - 1, index = scale_index(scale, value);
    return index < 0 ? (double)NAN
                     : scale->start + scale->step * (double)(scale->reverse ? last - index : index);
  }
  if (!scale->kind->discrete && !scale->kind->classify)
    return continuous_number(scale,
                             value.kind == VALUE_NULL ? (double)NAN : value_to_number(value));
  long place = place_of(scale, value, scale->number_count);
  return place < 0 ? (double)NAN : scale->numbers[place];
}

/* ---- colours ---- */

bool
scale_has_colour_pieces(const Scale *scale)
{
  return !scale->kind->discrete && !scale->kind->classify &&
         (scale->kind->temporal || scale->domain_count > 3);
}

/* Where on its colours a continuous scale stands: diverging ones have their middle at 0.5. */
static double
colour_fraction(const Scale *scale, double number)
{
  double t = scale_fraction(scale, number);
  if (!isnan(scale->middle)) {
    double m = scale_fraction(scale, scale->middle);
    t = t < m ? (m > 0 ? 0.5 * t / m : 0) : (m < 1 ? 0.5 + 0.5 * (t - m) / (1 - m) : 1);
  }
  if (scale->clamp)
    t = CLAMP(t, 0, 1);
  return scale->reverse ? 1 - t : t;
}

static Colour
mixed_colour(const Scale *scale, size_t i, double t)
{
  return colour_mix(scale->colours[i], scale->colours[MIN(i + 1, scale->colour_count - 1)], t,
                    scale->space, scale->gamma);
}

static Colour
continuous_colour(const Scale *scale, double number)
{
  size_t count = scale->colour_count, i;
  double t;
  if (scale->scheme)
    return scheme_at(scale->scheme,
                     scale->scheme_from +
                         colour_fraction(scale, number) * (scale->scheme_to - scale->scheme_from));
  if (scale_has_colour_pieces(scale)) {
    i = piece_of(scale, MAX(MIN(scale->domain_count, count), 2), number, &t);
    return mixed_colour(scale, MIN(i, count - 1), t);
  }
  double at = colour_fraction(scale, number) * (double)(count - 1);
  i = MIN((size_t)fmax(at, 0), count > 1 ? count - 2 : 0);
  return mixed_colour(scale, i, at - (double)i);
}

bool
scale_colour(const Scale *scale, Value value, Colour *colour)
{
  if (scale->kind->discrete || scale->kind->classify) {
    long place = place_of(scale, value, scale->colour_count);
    if (place >= 0)
      *colour = scale->colours[place];
    return place >= 0;
  }
  double number = value.kind == VALUE_NULL ? (double)NAN : value_to_number(value);
  if (isnan(number))
    return false;
  if (scale->scheme || scale->colour_count > 0)
    *colour = continuous_colour(scale, number);
  return true;
}

const char *
scale_shape(const Scale *scale, Value value)
{
  long place = place_of(scale, value, scale->shape_count);
  return place < 0 ? NULL : scale->shapes[place];
}

const Node *
scale_dash(const Scale *scale, Value value)
{
  long place = place_of(scale, value, scale->dash_count);
  return place < 0 ? NULL : scale->dashes[place];
}

/* ---- places in a discrete domain ---- */

enum { SHORT_LIST = 12 };

/* Numbers and texts of the same look are different values. */
static char *
key_of(Value value)
{
  switch (value.kind) {
  case VALUE_NUMBER:
    return g_strdup_printf("n%.17g", value.number);
  case VALUE_STRING:
    return g_strconcat("s", value.string, NULL);
  case VALUE_BOOLEAN:
    return g_strdup(value.boolean ? "b1" : "b0");
  case VALUE_NULL:
    break;
  }
  return g_strdup("0");
}

long
scale_index(const Scale *scale, Value value)
{
  if (scale->value_count <= SHORT_LIST) {
    for (size_t i = 0; i < scale->value_count; i++)
      if (value_equal(scale->values[i], value))
        return (long)i;
    return -1;
  }
  if (!scale->index) {
    ((Scale *)scale)->index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < scale->value_count; i++)
      g_hash_table_insert(scale->index, key_of(scale->values[i]), GSIZE_TO_POINTER(i + 1));
  }
  g_autofree char *key = key_of(value);
  return (long)GPOINTER_TO_SIZE(g_hash_table_lookup(scale->index, key)) - 1;
}
