#pragma once

#include "chart/model_private.h"

/* Collects the names that there are, and reports those that are unknown, double or unused. */
void params_check(Compilation *compilation);

/* Reads `params` of the specification into the compilation. */
void params_read(Compilation *compilation);

/* Adds a parameter, or gives one of that name another value. The texts must outlive it. */
void params_set(Compilation *compilation, const char *name, ExprValue value);

/* A value as a node of the specification; what no node can be is null. */
const Node *params_node(Arena *arena, ExprValue value, Span span);

/* Beside a domain that was {expr: …}: unlike a list, it is rounded. */
#define COMPUTED_DOMAIN "#domain"

/* A copy of a node in which every {expr: …} stands as its value that reads no row, no scale and no
 * parameter that is not known yet. */
const Node *params_fold(Compilation *compilation, const Node *node);

/* The `name` callback of expression scopes, with the compilation as `user`: parameters, width and
 * height. */
bool params_lookup(void *compilation, const char *name, ExprValue *value);
