/* Scales: from values of a domain to positions, sizes, colours, shapes.
 *
 * A kind of scale is one file (scale_KIND.c) and one line in the table of scale.c. scale_domain.c
 * and scale_range.c settle what all kinds share: where domains and ranges come from. */
#pragma once

#include "chart/mark_private.h"
#include "chart/scheme.h"

typedef struct ScaleKind {
  const char *name;
  bool discrete; /* the domain is a list of values, not an extent */
  bool banded;   /* band and point: positions in steps */
  bool temporal;
  bool logarithmic;
  bool includes_zero; /* `zero` applies */
  bool needs_samples; /* all numbers of the domain, not its extent alone */
  int precedence;     /* of layers that disagree the highest counts */
  FieldType types[3]; /* data types it can show, TYPE_NONE at the end */
  /* Continuous: to and from the space in which positions are proportional; NULL: the same. */
  double (*warp)(const Scale *scale, double value);
  double (*unwarp)(const Scale *scale, double value);
  /* Widens the domain to round values. NULL: not at all. */
  void (*nice)(Scale *scale, double count);
  /* Round values within the domain, about `count`; the list lives in the arena. */
  size_t (*ticks)(const Scale *scale, double count, Arena *arena, double **ticks);
  /* Scales of classes: sets the boundaries between `classes` of them. NULL: not one of these. */
  void (*classify)(Scale *scale, size_t classes);
} ScaleKind;

struct Scale {
  const ScaleKind *kind;
  Channel channel;
  const ChannelDef *def; /* of the first unit that has it */
  const Unit *unit;      /* that unit */
  const Node *node;      /* explicit properties, merged over layers */
  View *view;            /* where it is settled */
  GPtrArray *users;      /* of ScaleUser: units and definitions that share it */

  const double *extent; /* the domain before it is widened to fit padding and round numbers */
  double *domain;       /* continuous: ascending or descending, at least 2 */
  size_t domain_count;
  const Value *values; /* discrete: distinct, in order */
  size_t value_count;
  GHashTable *index; /* value's key → position + 1; NULL while the list is short */

  double range[2];       /* numbers: from, to */
  const double *numbers; /* or a list of numbers */
  size_t number_count;
  const Colour *colours; /* a list, */
  size_t colour_count;
  double scheme_from, scheme_to; /* the part of the scheme that is used */
  const Scheme *scheme;          /* or a scheme to take them from; */
  ColourSpace space;
  double gamma; /* of the space; 1: none */
  const char *const *shapes;
  size_t shape_count;
  const Node *const *dashes; /* each a list */
  size_t dash_count;

  bool raw;   /* the domain stands as it is given: no zero, padding, rounding */
  bool empty; /* there are no numbers to make a domain of: no ticks */
  bool told;  /* labels in the plot make its guide superfluous */
  bool reverse, clamp, round, zero, nice;
  double nice_count;                          /* 0: default */
  double padding_inner, padding_outer, align; /* beyond 0 to 1 they count for extents alone */
  double step; /* of a band or point scale: given, or settled from the range */
  double bandwidth;
  double start;        /* of the first band */
  const double *edges; /* of bins, which take the place of ticks; NULL: none */
  size_t edge_count;
  double base, exponent, constant; /* of log, pow and symlog scales */
  double middle;                   /* domainMid of diverging colours; NaN: none */
  double *samples;                 /* numbers of the domain, where the kind needs them */
  size_t sample_count;
  const double *boundaries; /* between classes */
  size_t boundary_count;
};

typedef struct ScaleUser {
  const Unit *unit;
  const ChannelDef *def;
} ScaleUser;

extern const ScaleKind SCALE_LINEAR, SCALE_LOG, SCALE_POW, SCALE_SQRT, SCALE_SYMLOG, SCALE_TIME,
    SCALE_UTC, SCALE_BAND, SCALE_POINT, SCALE_ORDINAL, SCALE_QUANTILE, SCALE_QUANTIZE,
    SCALE_THRESHOLD, SCALE_BIN_ORDINAL;

const ScaleKind *scale_kind_find(const char *name); /* NULL: unknown */
const char *const *scale_kind_names(void);

/* The kind that a definition asks for, or that follows from its type, channel and mark. */
const ScaleKind *scale_kind_of(const Unit *unit, const ChannelDef *def);

/* Makes all scales below a view, with domains; then, when sizes are known, their ranges. */
void scales_settle_domains(View *view);
void scales_settle_ranges(View *view);

/* An explicit property; NULL: not given. */
const Node *scale_property(const Scale *scale, const char *name);

/* Value → number of the range (position, size, opacity): the start of the band in banded scales.
 * NaN where the value is not in the domain. */
double scale_number(const Scale *scale, Value value);
/* Value → colour; false where it is not in the domain. */
bool scale_colour(const Scale *scale, Value value, Colour *colour);
const char *scale_shape(const Scale *scale, Value value);
const Node *scale_dash(const Scale *scale, Value value);
/* Position of a value in a discrete domain; -1: not in it. */
long scale_index(const Scale *scale, Value value);
/* 0 at the start of a continuous domain, 1 at its end. */
double scale_fraction(const Scale *scale, double value);

/* Are its colours mixed between the values of the domain, one colour each? Else they are spread
 * over all of it. */
bool scale_has_colour_pieces(const Scale *scale);

/* Does a unit of this plot share the scale? */
bool scale_is_used_in(const Scale *scale, const View *view);

/* Space that n bands or points take, in steps. */
double band_space(size_t count, double inner, double outer);
/* The whole extent of a discrete position scale with a fixed step; NaN without one. */
double scale_extent(const Scale *scale);

/* scale_domain.c: a continuous domain before rounding, or, by scale_values.c, a discrete one. */
void scale_find_domain(Scale *scale);
void scale_find_values(Scale *scale);
/* Padding and rounding, which need the range. */
void scale_widen_domain(Scale *scale);

/* A value of the specification as the scale sees it: dates as milliseconds. */
Value scale_value_of_node(const Scale *scale, const Node *node);
/* The list in scale.domain; NULL: none. */
const Node *scale_explicit_list(const ScaleUser *user);
bool scale_has_explicit(const Scale *scale);
/* Does it add to the domain? Where any say what the domain is, the others do not. */
bool scale_user_counts(const Scale *scale, const ScaleUser *user);

/* The columns of a unit's rows that make up its part of the domain. */
enum { SCALE_MOST_COLUMNS = 4 };
size_t scale_domain_columns(const Scale *scale, const ScaleUser *user,
                            const char *columns[SCALE_MOST_COLUMNS]);

/* scale_range.c: also widens the domain. */
void scale_find_range(Scale *scale, double width, double height);
/* Paddings of a banded scale, before its extent is known. */
void scale_find_paddings(Scale *scale);
/* The fixed step of a position scale ({step: 20}, or the default); NaN: none. */
double scale_find_step(const Scale *scale);
bool scale_step_is_for_offset(const Scale *scale);
/* How many classes a scale has when its range does not tell. */
size_t scale_default_classes(const Scale *scale, bool colours);

/* scale_colours.c: a list; a scheme by name ("blues", "blues-7"), a list to mix, or {name, count,
 * extent}; the name of the default range; and how colours are mixed. */
void scale_set_colours(Scale *scale, const Node *list);
void scale_set_scheme(Scale *scale, const Node *node);
const char *scale_default_colours(const Scale *scale);
void scale_read_interpolation(Scale *scale);

/* scale_band.c: from range and padding to step, start and bandwidth. */
void scale_place_bands(Scale *scale);

/* scale_bins.c: the edges of bins, within the settled domain. */
void scale_find_edges(Scale *scale);

/* The class that a number falls into, from 0. */
size_t scale_class(const Scale *scale, double value);

/* Ticks and rounding of all scales whose ticks are evenly spaced numbers. */
size_t linear_scale_ticks(const Scale *scale, double count, Arena *arena, double **ticks);
void linear_nice(Scale *scale, double count);

/* d3-array's ticks and tickStep. */
size_t linear_ticks(double start, double stop, double count, Arena *arena, double **ticks);
double linear_tick_step(double start, double stop, double count);
