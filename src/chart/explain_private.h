/* The SQL of a chart as text for people: one statement a query, its steps named and indented, under
 * a comment that says whose rows they are. */
#pragma once

#include "chart/pipeline_private.h"

/* Adds `query`, which is about to be run over the pipeline, to context->explained (which is not
 * NULL), if it is not there yet. `purpose` NULL: the rows that are drawn. */
void explain_query(const Pipeline *pipeline, const char *purpose, const char *query);

/* Adds the specification's own query, whose result is called `table`. */
void explain_source(const Compilation *compilation, const char *table, const Node *sql);

/* Appends a statement, each line with `indent` spaces before it and without a last line end. */
void sql_layout(GString *out, const char *sql, int indent);
