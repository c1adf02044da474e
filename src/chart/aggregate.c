#include "chart/aggregate_private.h"

#include <glib.h>
#include <string.h>

static const Aggregate AGGREGATES[] = {
  { "argmax", NULL, .keeps_type = true },
  { "argmin", NULL, .keeps_type = true },
  { "average", "avg(%s)", .shares_domain = true, .op = GROUP_MEAN },
  { "count", "count(*)", .counts = true, .sums = true, .op = GROUP_COUNT },
  { "distinct", "count(DISTINCT %s) + max(%s IS NULL)", .counts = true },
  { "max", "max(%s)", .shares_domain = true, .keeps_type = true, .op = GROUP_MAX },
  { "mean", "avg(%s)", .shares_domain = true, .op = GROUP_MEAN },
  { "median", "chart_median(%s)", .shares_domain = true },
  { "min", "min(%s)", .shares_domain = true, .keeps_type = true, .op = GROUP_MIN },
  { "missing", "sum(%s IS NULL)", .counts = true },
  { .name = "product", .sql = "chart_product(%s)" },
  { "q1", "chart_quantile(%s, 0.25)", .shares_domain = true },
  { "q3", "chart_quantile(%s, 0.75)", .shares_domain = true },
  { .name = "stderr", .sql = "sqrt(chart_variance(%s) / count(%s))" },
  { .name = "stdev", .sql = "sqrt(chart_variance(%s))" },
  { .name = "stdevp", .sql = "sqrt(chart_variancep(%s))" },
  { "sum", "sum(%s)", .sums = true, .op = GROUP_SUM },
  { "valid", "count(%s)", .counts = true, .op = GROUP_VALID },
  { .name = "variance", .sql = "chart_variance(%s)" },
  { .name = "variancep", .sql = "chart_variancep(%s)" },
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
