/* What the transforms share, and those that are not declared in pipeline_private.h. */
#pragma once

#include "chart/pipeline_private.h"

/* The name of a column under `key`; NULL and a fault if it is missing or there is no such column.
 */
const char *transform_field(const Pipeline *from, const Node *node, const char *key);

/* The text under `key`; NULL and a fault if there is none. */
const char *transform_text(const Pipeline *from, const Node *node, const char *key);

/* The name at `index` of `as` (a list or one name), or `otherwise`. */
const char *transform_as(const Node *node, size_t index, const char *otherwise);

/* "name, name DESC" of a list of {field, order}, with `prefix` before each name. Empty where `sort`
 * is not given, NULL after a fault. */
const char *transform_sort_sql(const Pipeline *from, const Node *sort, const char *prefix);

/* "PARTITION BY a, b", or nothing. */
const char *transform_partition_sql(Arena *arena, const GPtrArray *groups, const char *prefix);

/* The rows of `source_sql` (a FROM clause's text, in which "#source" has the columns of `from`),
 * with further columns: each measure's SQL, in place of a column of that name. `row_sql` is the
 * place of a row among all (NULL: that of "#source"). */
const Pipeline *transform_extend(const Pipeline *from, const char *row_sql, const char *source_sql,
                                 const Measure *measures, size_t count);

/* An aggregate's SQL over `argument`, with `suffix` (a FILTER or OVER clause) after each of the
 * aggregate functions that it calls. */
const char *transform_aggregate_sql(Arena *arena, const Aggregate *aggregate, const char *argument,
                                    const char *suffix);

/* SQL of a scalar of the specification. */
const char *transform_literal_sql(Arena *arena, const Node *node);

/* The table behind `table`, as a pipeline with all of its columns and the types given. */
const Pipeline *transform_table(const Pipeline *from, const Table *table, const ExprType *types);

const Pipeline *transform_density(const Pipeline *from, const Node *node);
const Pipeline *transform_extent(const Pipeline *from, const Node *node);
const Pipeline *transform_flatten(const Pipeline *from, const Node *node);
const Pipeline *transform_fold(const Pipeline *from, const Node *node);
const Pipeline *transform_loess(const Pipeline *from, const Node *node);
const Pipeline *transform_lookup(const Pipeline *from, const Node *node);
const Pipeline *transform_pivot(const Pipeline *from, const Node *node);
const Pipeline *transform_quantile(const Pipeline *from, const Node *node);
const Pipeline *transform_regression(const Pipeline *from, const Node *node);
const Pipeline *transform_sample(const Pipeline *from, const Node *node);
const Pipeline *transform_window(const Pipeline *from, const Node *node);
