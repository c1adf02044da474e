/* Marks that stand for layers of simpler marks. They are rewritten before they are parsed: new maps
 * over the nodes of the specification, which keep their places.
 *
 * A composite mark is one file (composite_NAME.c) and one line in the table of composite.c. */
#pragma once

#include "chart/mark_private.h"

/* A composite mark being rewritten. It measures a field along one axis. */
typedef struct Composite {
  Compilation *compilation;
  Arena *arena;
  Span span; /* of the mark, for what is made up */
  const Node *mark;
  const char *name; /* of the mark */
  Unit *unit;       /* the encoding, parsed as that of a simple mark */
  bool vertical;
  const char *axis, *axis2; /* "y", "y2" */
  const char *field;        /* that is measured */
  const Node *measure;      /* its definition */
  const Node *others;    /* the encoding without the measured axis, over what `transforms` make */
  GPtrArray *transforms; /* of bins and time units: const Node * */
  GPtrArray *aggregates; /* {op, field, as} of the other channels */
  GPtrArray *groups;     /* field names as nodes */
  const Node *errors[2]; /* errorbar and errorband: xError and xError2, or yError and yError2 */
} Composite;

/* Rewrites a view's composite mark: {transform, layer}, to stand in place of mark and encoding.
 * NULL after a fault. `encoding` includes what layers above say. */
const Node *composite_expand(const View *view, const Node *encoding);
bool composite_is(const Node *mark);
const char *const *composite_names(void); /* NULL-terminated */

const Node *composite_boxplot(Composite *composite);
const Node *composite_errorbar(Composite *composite);
const Node *composite_errorband(Composite *composite);

/* `point` and `line` of a path mark: layers over it. NULL: it has none. */
const Node *overlay_expand(const Unit *unit);

/* ---- composite_parts.c: what composite marks share ---- */

/* A map of pairs (const char *key, const Node *value) that end with NULL; pairs whose value is NULL
 * are left out. */
const Node *composite_map(const Composite *composite, ...) G_GNUC_NULL_TERMINATED;
const Node *composite_text(const Composite *composite, const char *format, ...) G_GNUC_PRINTF(2, 3);
const Node *composite_list(const Composite *composite, const GPtrArray *nodes);
/* {op, field, as}; `as` is the prefix and the measured field. */
const Node *composite_measure(const Composite *composite, const char *op, const char *prefix);
const Node *
composite_calculate(const Composite *composite, const char *expression, const char *prefix);
/* datum["…"], of the prefix and a field. */
const char *composite_datum(const Composite *composite, const char *prefix, const char *field);
/* {aggregate, groupby} of the other channels' and these measures; NULL if there are none. */
const Node *composite_aggregate(const Composite *composite, const GPtrArray *measures);

/* A part of the mark: a layer, left out where the mark or the configuration says so. */
typedef struct CompositePart {
  const char *name;   /* "box", "ticks" */
  const Node *mark;   /* {type, …} */
  const char *from;   /* prefix of the measured column: "lower_box_" */
  const char *to;     /* of its other end; NULL: none */
  const Node *shared; /* encoding of the other channels */
} CompositePart;
void composite_add_part(const Composite *composite, const CompositePart *part, GPtrArray *layers);
/* The same with an encoding of its own; NULL if it is left out. */
const Node *composite_part(const Composite *composite, const char *name, const Node *mark,
                           const Node *encoding);

/* Settles orientation, measured field, groups and transforms. False after a fault. */
bool composite_open(Composite *composite, const View *view, const Node *encoding);
void composite_close(Composite *composite);
