/* Imputation: rows for values that a series lacks. */
#pragma once

#include "chart/pipeline_private.h"

typedef struct Imputation {
  const char *field;         /* that is given a value */
  const char *value_sql;     /* the value */
  const char *const *keys;   /* columns; every series shall have a row for each of their values */
  size_t key_count;          /* at least 1 */
  const char *const *groups; /* columns that tell series apart */
  size_t group_count;
  const char *key_values_sql; /* SELECT of more values of the one key, with their order as `n` below
                                 0; NULL: none */
} Imputation;

/* Rows are added behind all others; their further columns are missing. */
const Pipeline *pipeline_impute(const Pipeline *from, const Imputation *wanted);

/* What stacked lines and areas need: zero where a part has no value along the dimension. */
const Pipeline *impute_stack(const Unit *unit, const Pipeline *from);
/* What `impute` of a position asks for. NULL after a fault. */
const Pipeline *impute_encoding(const Unit *unit, const Pipeline *from);

const Pipeline *transform_impute(const Pipeline *from, const Node *node);
