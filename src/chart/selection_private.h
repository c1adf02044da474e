/* Selections: parameters with `select`, and what they hold before anyone touches the chart. */
#pragma once

#include "chart/model_private.h"
#include "render/scene.h"

typedef struct Selection {
  const Node *param; /* NULL: there is none of that name */
  const Node *view;  /* the specification that lists it */
} Selection;

/* ---- selection.c ---- */

Selection selection_find(const Compilation *compilation, const char *name);
bool selection_is_interval(const Node *param);
/* Does a view take part in a selection, by its `views`? */
bool selection_is_in(const Node *param, const Node *spec);
/* The channel's definition in the selection's view; NULL: none. */
const Node *selection_channel(const Selection *selection, const char *channel);
/* What is selected: a list of {field or channel: value, or both ends}; NULL: nothing. */
const Node *selection_tuples(Arena *arena, const Selection *selection);
/* The same as expressions see it: {field: [values]}. False: there is no such selection. */
bool selection_lookup(const Compilation *compilation, const char *name, ExprValue *value);
/* The predicate that what a selection holds at first amounts to; NULL: it holds nothing. */
const Node *selection_predicate(const Compilation *compilation, const char *name);

/* Does a selection that a legend shows leave out this value of a field? */
bool selection_fades(const Compilation *compilation, const char *field, Value value);

/* ---- selection_scales.c ---- */

/* Does a view have a selection that would move and zoom its plot, beyond whose edge no mark is
 * shown? */
bool selection_moves_scales(const Node *spec);
/* A copy of the specification in which scales that follow selections have their domains. */
const Node *selection_settle_scales(const Compilation *compilation);

/* ---- brush.c ---- */

/* The rectangles of a plot's interval selections: what lies behind the marks, or their outlines. */
void brushes_draw(const View *plot, bool behind, SceneBuilder *parts);
