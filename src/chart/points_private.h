/* Points of a statistic: numbers of each group of rows, from which other rows are computed. */
#pragma once

#include "chart/transform_private.h"

/* One group; y is NULL where only one field is read. Rows where a number is missing are left out.
 */
typedef struct PointGroup {
  const double *x, *y;
  size_t count;
  size_t missing;   /* rows that are left out */
  double low, high; /* of x, rows without y included; NaN: there is none */
  size_t row;       /* of the query's rows: the first of the group */
} PointGroup;

typedef struct Points {
  const Pipeline *from;
  const PointGroup *groups; /* in the order of their first rows */
  size_t group_count;
  const Table *table; /* the query's rows */
  size_t key_count;   /* columns of the table that tell groups apart, the first ones */
} Points;

/* Reads fields `x` and `y` (NULL: none) by the groups of node's `groupby`. False after a fault. */
bool
points_read(Points *points, const Pipeline *from, const Node *node, const char *x, const char *y);

/* The extent of x over all groups; false: there are no points. */
bool points_extent(const Points *points, double extent[2]);

/* Rows made of points: of a group, with some numbers. */
typedef struct PointRows {
  const Points *points;
  size_t width;    /* numbers in a row */
  GArray *groups;  /* size_t: each row's group */
  GArray *numbers; /* double: width for each row */
} PointRows;

void point_rows_init(PointRows *rows, const Points *points, size_t width);
void point_rows_clear(PointRows *rows);
void point_rows_add(PointRows *rows, size_t group, const double *numbers);

/* The rows as data: the groups' columns, then one for each number, which `columns` names. */
const Pipeline *point_rows_pipeline(const PointRows *rows, const PipelineColumn *columns);

/* A curve as points from extent[0] to extent[1]: even steps if `least` = `most`, else at least
 * `least` of them and more where the curve bends, as Vega's curves are sampled. */
typedef double (*Curve)(const void *user, double x);
void curve_sample(PointRows *rows, size_t group, Curve curve, const void *user,
                  const double extent[2], size_t least, size_t most);
/* The most steps that a curve may have. */
enum { CURVE_STEPS_MOST = 10000 };
