/* Pipelines: SQL that grows by one SELECT a step, with the columns it gives. Steps have names, and
 * each selects from the one before; a query is run with all steps it stands on:
 *
 *   WITH "#1 data" AS (SELECT …), "#2 filter" AS (SELECT … FROM "#1 data" …) SELECT …
 *
 * Every pipeline carries the column "#row", which keeps the order of the data through all steps: of
 * a group, the row of its first member. Steps never change a pipeline; they give a new one. */
#pragma once

#include "chart/model_private.h"
#include "data/groups.h"

#define ROW_COLUMN_SQL "\"#row\""

typedef struct PipelineColumn {
  const char *name;
  ExprType type;
  bool from_text; /* a number of a delimited file: as a date it is read as a text ("1900") */
} PipelineColumn;

struct Pipeline {
  Compilation *compilation;
  const char *name;              /* of its step, quoted: what stands after FROM */
  const char *sql;               /* of its step: a SELECT over the steps before */
  const Pipeline *before;        /* the step that it selects from; NULL: none */
  const Pipeline *beside;        /* another that its SQL names; NULL: none */
  const char *table;             /* whose rows these are, unchanged; NULL: they are computed */
  const char *note;              /* what the rows are, for people; NULL: nothing to say */
  const View *view;              /* whose rows are made; NULL: none */
  const PipelineColumn *columns; /* without "#row" */
  size_t column_count;
};

/* One transform of a specification. */
typedef struct Transform {
  const char *name; /* the property that tells it: "filter", "calculate" */
  bool grouped;     /* has `groupby`: within a facet, each cell is a group */
  /* NULL after a fault. */
  const Pipeline *(*apply)(const Pipeline *from, const Node *node);
} Transform;

/* The rows of a view's data (its own or the nearest parent's), through all transforms on the way.
 */
const Pipeline *pipeline_of_view(const View *view);
/* The same without the view's own transforms. */
const Pipeline *pipeline_before_transforms(const View *view);

/* What a `data` definition stands for, before any transform. NULL after a fault. */
const Pipeline *pipeline_of_data(Compilation *compilation, const Node *data);

/* A table without rows, with a column for each name that the specification mentions. */
const Table *empty_rows(Compilation *compilation, const char *name);

/* A name that no table of the catalog has. */
const char *pipeline_new_table_name(Compilation *compilation);

/* All of a table, without the columns that the specification never names. */
const Pipeline *pipeline_of_table(Compilation *compilation, const char *table);

const PipelineColumn *pipeline_column(const Pipeline *pipeline, const char *name);

/* Sets column `name` (new or replaced) to an SQL expression over the columns. */
const Pipeline *
pipeline_derive(const Pipeline *from, const char *name, const char *sql, ExprType type);

/* Keeps the rows for which the SQL condition holds. */
const Pipeline *pipeline_filter(const Pipeline *from, const char *condition);

/* A step of other SQL, which may name `from`; `columns` are copied. */
const Pipeline *pipeline_with_sql(const Pipeline *from, const char *sql,
                                  const PipelineColumn *columns, size_t count);

/* A first step: SQL that names tables only. */
const Pipeline *pipeline_start(Compilation *compilation, const char *sql,
                               const PipelineColumn *columns, size_t count);

/* The same rows, but the next step's SQL may also name `other`. */
const Pipeline *pipeline_beside(const Pipeline *from, const Pipeline *other);

/* Groups by columns; each measure is a column with an aggregate SQL expression. */
typedef struct Measure {
  const char *as;
  const char *sql;
  ExprType type;
  GroupOp op;        /* the same over the column `field`; GROUP_NONE: only as SQL */
  const char *field; /* NULL: none */
} Measure;
const Pipeline *
pipeline_aggregate(const Pipeline *from, const char *const *groups, size_t group_count,
                   const Measure *measures, size_t measure_count);

/* The same from the columns of a large table; NULL where that is not possible or not worth it. */
const Pipeline *pipeline_group(const Pipeline *from, const char *const *groups, size_t group_count,
                               const Measure *measures, size_t measure_count);

/* An aggregate over a column of the pipeline ("count" takes NULL) as a measure, but for its name.
 * False after a fault, which is reported at `span`. */
bool pipeline_measure(const Pipeline *from, const Aggregate *aggregate, const char *field,
                      const char *arg_field, Span span, Measure *measure);

/* Adds the pipeline and all that it stands on (const Pipeline *), each after what it names. */
void pipeline_steps(const Pipeline *pipeline, GPtrArray *steps);

/* The rows, in order. NULL and a fault if the query fails. */
const Table *pipeline_run(const Pipeline *pipeline);
/* Any query that names the pipeline; `purpose` tells people what is asked: "the extent". */
const Table *pipeline_query(const Pipeline *pipeline, const char *purpose, const char *sql);

/* SQL of an expression or predicate over the columns: a condition, 0 or 1. NULL after a fault. */
const char *predicate_sql(const Pipeline *from, const Node *predicate);
/* SQL of an expression and its type. */
const char *expression_sql(const Pipeline *from, const Node *text, ExprType *type);
/* Does the expression read fields of datum? */
bool expression_reads_rows(const Pipeline *from, const Node *text);
const char *expression_test_sql(const Pipeline *from, const Node *text);

/* Column `name` as a number of milliseconds, or as a number, where it is a text. */
const Pipeline *pipeline_parse_dates(const Pipeline *from, const char *name);
const Pipeline *pipeline_parse_numbers(const Pipeline *from, const char *name);

/* Bins column `field` into `as` and `as_end`; bin->start, stop and width are set. */
const Pipeline *pipeline_bin(const Pipeline *from, const char *field, Bin *bin, Channel channel,
                             const char *as, const char *as_end);
/* Floors dates to their unit into `as`, its end into `as_end` (either may be NULL: left out). */
const Pipeline *pipeline_time_unit(const Pipeline *from, const char *field, const TimeUnit *unit,
                                   const char *as, const char *as_end);

/* Name of the SQL function that floors a date to its unit and goes `offset` units on. */
const char *time_unit_function(Compilation *compilation, const TimeUnit *unit, int offset);

/* Stacks `field` within groups, in the order of the sort columns ("name" or "name DESC" as SQL). */
const Pipeline *pipeline_stack(const Pipeline *from, const char *field, StackOffset offset,
                               const char *const *groups, size_t group_count, const char *order_sql,
                               const char *as_start, const char *as_end);

/* With a column for each text below `node` that is a path into a column's lists: "list[0].name". */
const Pipeline *pipeline_with_paths(const Pipeline *from, const Node *node);

/* A fault for a field that no column bears, with the nearest name; false. */
bool pipeline_has(const Pipeline *from, const char *field, Span span);

/* What transforms share: the names in a list of fields, each of which must be a column, and the
 * measures (Measure) of a list of {op, field, as}. False after a fault. */
bool transform_fields(const Pipeline *from, const Node *list, GPtrArray *names);
bool transform_measures(const Pipeline *from, const Node *list, GArray *measures);

/* One transform of a view. What groups rows keeps the cells of facets around the view apart. NULL
 * after a fault. */
const Pipeline *transform_apply(const Pipeline *from, const Node *transform, const View *view);
const Pipeline *transform_filter(const Pipeline *from, const Node *node);
const Pipeline *transform_calculate(const Pipeline *from, const Node *node);
const Pipeline *transform_aggregate(const Pipeline *from, const Node *node);
const Pipeline *transform_bin(const Pipeline *from, const Node *node);
const Pipeline *transform_time_unit(const Pipeline *from, const Node *node);
const Pipeline *transform_joinaggregate(const Pipeline *from, const Node *node);
const Pipeline *transform_stack(const Pipeline *from, const Node *node);
