/* Time units: "month", "yearmonth", "utcyearmonthdate", "binnedyear", … A unit keeps some parts of
 * a date and sets the others to their first value (years to 2012, as Vega does). */
#pragma once

#include "core/arena.h"
#include "core/node.h"

typedef enum TimePart {
  PART_YEAR,
  PART_QUARTER,
  PART_MONTH,
  PART_WEEK,
  PART_DAY,
  PART_DAY_OF_YEAR,
  PART_DATE,
  PART_HOURS,
  PART_MINUTES,
  PART_SECONDS,
  PART_MILLISECONDS,
  PART_COUNT,
} TimePart;

typedef struct TimeUnit {
  const char *name;  /* without "utc" and "binned" */
  const char *key;   /* for column names: "yearmonth", with step and utc where they are set */
  const char *title; /* "year-month" */
  unsigned parts;    /* bit 1 << TimePart for each */
  double step;       /* 1 by default: how many of the smallest part make one unit */
  bool utc, binned;
} TimeUnit;

/* From a name or {unit, step, utc, binned}; NULL and a fault if it is none. */
const TimeUnit *time_unit_parse(Arena *arena, const Node *node, DiagList *diags);

/* Start of the unit that `ms` falls into; NaN for NaN. */
double time_unit_floor(const TimeUnit *unit, double ms);

/* Start of the unit `count` further on. */
double time_unit_offset(const TimeUnit *unit, double ms, double count);

/* Milliseconds of the first unit of 2001: the least distance between ticks, the width of bands. Of
 * days of the week 0. */
double time_unit_duration(const TimeUnit *unit);

/* d3-time-format's specifier by which labels of this unit are written ("%b %Y"). */
const char *time_unit_format(const TimeUnit *unit, Arena *arena);

/* Units without a year that come round: month, quarter, day, hours. Their axes show every one. */
bool time_unit_is_cyclic(const TimeUnit *unit);

/* A date given in a specification, in milliseconds: {year, month, …} (months by number from 1 or by
 * name), a text as JavaScript parses it, or a number: of the unit's part where a unit is given
 * (2000 with "year"), else milliseconds. NaN if it is none. */
double time_unit_date(const Node *node, const TimeUnit *unit);
