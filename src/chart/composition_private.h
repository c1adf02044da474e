/* Views of several plots: facets, concatenations, repetitions. All become grids of children. */
#pragma once

#include "chart/model_private.h"

/* Does the specification compose views? (facet, row and column channels of a mark, concat, hconcat,
 * vconcat, repeat) */
bool composition_is(const Node *spec);

/* Parses the children; a facet gets one, which stands for all its cells until facets_expand. */
bool composition_parse(View *view);

/* Once the rows are read: each facet's one child becomes a child for each of its values. */
void facets_expand(View *view);

/* The definitions by which a unit's rows are told apart into cells, those of all facets above it.
 */
const ChannelDef *const *facet_defs(Unit *unit, size_t *count);

/* A copy of a specification in which {repeat: "row"} and the like stand as fields' names. */
typedef struct RepeatValues {
  const char *row, *column, *layer, *plain; /* NULL: not repeated that way */
} RepeatValues;
const Node *repeat_fill(Arena *arena, const Node *spec, const RepeatValues *values);
