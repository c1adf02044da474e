#include "chart/aggregate_private.h"

#include <glib.h>
#include <string.h>

static const Aggregate AGGREGATES[] = {
  { "argmax", NULL, .keeps_type = true },
  { "argmin", NULL, .keeps_type = true },
  { "average", "avg(%s)", .shares_domain = true },
  { "count", "count(*)", .counts = true, .sums = true },
  { "distinct", "count(DISTINCT %s) + max(%s IS NULL)", .counts = true },
  { "max", "max(%s)", .shares_domain = true, .keeps_type = true },
  { "mean", "avg(%s)", .shares_domain = true },
  { "min", "min(%s)", .shares_domain = true, .keeps_type = true },
  { "missing", "sum(%s IS NULL)", .counts = true },
  { "sum", "sum(%s)", .sums = true },
  { "valid", "count(%s)", .counts = true },
};

const Aggregate *
aggregate_find(const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(AGGREGATES); i++)
    if (strcmp(AGGREGATES[i].name, name) == 0)
      return &AGGREGATES[i];
  return NULL;
}

const char *const *
aggregate_names(void)
{
  static const char *names[G_N_ELEMENTS(AGGREGATES) + 1];
  for (size_t i = 0; i < G_N_ELEMENTS(AGGREGATES); i++)
    names[i] = AGGREGATES[i].name;
  return names;
}
