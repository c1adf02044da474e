/* Aggregate operations, as SQL. One line of the table each. */
#pragma once

#include "data/catalog.h"
#include "data/groups.h"

#include <stdbool.h>

typedef struct Aggregate {
  const char *name;
  const char *sql;    /* %s stands for the field's SQL (may stand twice); NULL: built elsewhere */
  bool counts;        /* needs no field and is always valid */
  bool sums;          /* parts add up: may be stacked without a warning */
  bool shares_domain; /* lies within the field's own values */
  bool keeps_type;    /* the result is one of the field's values: dates stay dates */
  GroupOp op;         /* the same over a column; GROUP_NONE: only as SQL */
} Aggregate;

const Aggregate *aggregate_find(const char *name); /* NULL: unknown */
const char *const *aggregate_names(void);          /* NULL-terminated */

/* The SQL functions that the table names and SQLite lacks. */
void aggregate_register_functions(Catalog *catalog);
/* The same for frames that move along the rows. */
void aggregate_register_moving(Catalog *catalog);
