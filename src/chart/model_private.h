/* The model of a chart: what a specification means once it is parsed, its data queried and its
 * scales settled. Built in this order by one file each:
 *
 *   view.c      specification → tree of views, channel definitions with their types
 *   pipeline.c  data and transforms → rows of each unit (SQL)
 *   scale*.c    domains and ranges
 *   mark*.c     rows → items;  axis.c, legend.c, title.c → guides;  layout.c → the scene
 *
 * Everything lives in the arena of the compilation. */
#pragma once

#include "chart/channel_private.h"
#include "chart/chart.h"
#include "chart/expr.h"

enum { MOST_VIEWS = 5000 }; /* of a chart's specification, repetitions counted */

typedef struct Compilation Compilation;
typedef struct View View;
typedef struct Unit Unit;
typedef struct Scale Scale;
typedef struct MarkKind MarkKind;
typedef struct Aggregate Aggregate;
typedef struct TimeUnit TimeUnit;
typedef struct Pipeline Pipeline;

/* A named value of the specification. */
typedef struct ChartParam {
  const char *name;
  ExprValue value;
  const Node *expr; /* that gives the value, until it is evaluated; NULL: none */
  bool busy;        /* being evaluated */
} ChartParam;

/* How the chart's size and that of its plot go together. */
typedef struct Autosize {
  bool none;                  /* the plot has the whole size; guides are cut off */
  bool fit_width, fit_height; /* the plot has what guides leave of the size */
  bool with_padding;          /* the size includes the padding */
  bool settled;               /* what follows is known */
  double left, top;           /* room before the plot */
  double width, height;       /* of the chart without its padding */
  double plot_width, plot_height;
} Autosize;

/* One run of chart_compile. */
struct Compilation {
  Arena *arena;
  DiagList *diags;
  const ChartContext *context;
  const Locale *locale;
  const Node *spec;     /* the whole, normalised */
  const Node *config;   /* defaults, theme and the specification's own, merged */
  const Node *datasets; /* of the specification; may be NULL */
  GHashTable *tables;   /* data definition (JSON) → table name, so that each is read once */
  ChartParam *params;
  size_t param_count;
  const char *const *param_names; /* all that expressions may name, NULL-terminated */
  const char *const *verbatim;    /* fields that show texts as they are written, NULL-terminated */
  GHashTable *texts;              /* names of tables that were read from delimited text */
  unsigned table_count;
  unsigned step_count;   /* of all pipelines */
  const char *stage;     /* what the next steps are called; static */
  const View *view;      /* whose rows are being made; NULL: none */
  unsigned view_count;   /* parsed so far, so that nested repetitions stay bounded */
  bool rounded;          /* shares that are printed do not add up to 100% */
  double plot_width;     /* of plots that give none, to fit the context's width; 0: the default */
  double fill_x, fill_y; /* factors of the plots' sizes, to fill the context's box; 0: none */
  Autosize autosize;     /* where the context leaves the size to the specification */
};

typedef enum FieldType {
  TYPE_NONE,
  TYPE_QUANTITATIVE,
  TYPE_ORDINAL,
  TYPE_NOMINAL,
  TYPE_TEMPORAL,
} FieldType;

typedef enum Orient { ORIENT_NONE, ORIENT_VERTICAL, ORIENT_HORIZONTAL } Orient;

/* How a field is binned before it is drawn. */
typedef struct Bin {
  const Node *node;   /* true or its parameters; NULL: not binned here */
  bool binned;        /* the data are binned already: field and secondary field are the ends */
  double step;        /* of binned data: NaN if not given */
  double start, stop; /* after the data are read */
  double width;       /* of a bin, after the data are read */
  const Pipeline *measured; /* whose extent counts; NULL: the rows that are binned */
} Bin;

typedef struct ChannelDef ChannelDef;

/* {test, value} or {test, field}: holds for rows where the test does. */
typedef struct Condition {
  const Node *node;
  const ChannelDef *def;    /* with a field or datum; NULL: a value */
  const Node *test;         /* a predicate; NULL: never holds */
  const char *column;       /* of the rows: 1 where the test holds */
  const char *value_column; /* of the rows: a value that is an expression over them; NULL: none */
  int at;                   /* its index; -1: none */
} Condition;

/* One definition of one channel: a field, a datum or a value. */
struct ChannelDef {
  Channel channel;
  const Node *node;
  const Condition *conditions; /* tried in order before the definition itself */
  size_t condition_count;
  const char *field;   /* NULL: none; "a.b" for nested ones */
  const char *written; /* the field as it is written, for titles */
  FieldType type;
  const View *facet;          /* of row, column and facet: the view that they make cells of */
  const Aggregate *aggregate; /* NULL: none */
  const char *arg_field;      /* of argmin and argmax: the field that is compared */
  const TimeUnit *time_unit;  /* NULL: none */
  Bin bin;
  const Node *datum, *value;           /* NULL: not given */
  const char *column;                  /* in the unit's rows; NULL for datum and value */
  const char *column_end;              /* the other end of a bin or time unit; NULL: none */
  const char *column_range;            /* of bins in discrete scales: "10 – 20"; NULL: none */
  const char *value_column;            /* a value that is an expression over rows; NULL: none */
  const char *column_from, *column_to; /* ends of a band of time that does not start at its date */
  int at, end_at, range_at, from_at, to_at; /* their indices in the unit's rows; -1: none */
  const Field *packaged; /* the Data Package's field that titles this one; NULL: none, or names stay
                            as they are */
};

typedef enum StackOffset { STACK_NONE, STACK_ZERO, STACK_CENTER, STACK_NORMALIZE } StackOffset;

typedef struct Stack {
  StackOffset offset;
  Channel channel;         /* that is stacked */
  Channel dimension;       /* along which stacks stand; NONE: one stack */
  const char *start, *end; /* columns; NULL: nothing is stacked */
  int start_at, end_at;    /* their indices */
} Stack;

/* A single view: one mark and its encoding. */
struct Unit {
  View *view;
  const MarkKind *mark;
  const Node *mark_def; /* always a map */
  const Node *encoding;
  const ChannelDef *channels[CHANNEL_COUNT]; /* NULL: not encoded; the first of several */
  const ChannelDef *const *details;          /* of detail, and */
  size_t detail_count;
  const ChannelDef *const *orders; /* of order */
  size_t order_count;
  const ChannelDef *const *facets; /* by which its rows are told apart into cells */
  size_t facet_count;
  Orient orient;
  bool filled;
  bool aggregated;     /* any definition aggregates */
  unsigned test_count; /* columns "#test0", … of the rows */
  Stack stack;
  const Pipeline *raw;        /* after transforms, bins and time units; before aggregation */
  const Table *rows;          /* what marks are made from, in drawing order */
  const Node *row_properties; /* of mark_def: {name: {expr}} that read rows; NULL: none */
  const Table *domain_rows;   /* what scales are made from: with or without invalid rows */
};

typedef enum ViewKind { VIEW_UNIT, VIEW_LAYER, VIEW_FACET, VIEW_CONCAT } ViewKind;

/* A node of the composition. Units and layers stand in one plot area: that of the outermost. */
struct View {
  ViewKind kind;
  View *parent;
  Compilation *compilation;
  const Node *spec;
  View **children;
  size_t child_count;
  Unit *unit;                   /* of VIEW_UNIT */
  bool rewritten;               /* layers made from one mark: they inherit no encoding */
  Scale *scales[CHANNEL_COUNT]; /* settled at this level; NULL: elsewhere or none */
  double width, height;         /* of the plot area */
  bool stepped[2];              /* are they made of the steps of bands? */
  size_t row, column;           /* place among the parent's children */
  bool split[CHANNEL_COUNT];    /* children's scales do not go together, whatever `resolve` says */
  const SceneNode *labels;      /* of the house, over the marks; NULL: none */
  /* Of VIEW_FACET: row, column and wrapped facet. */
  const Node *facets[3];
  const ChannelDef *facet_defs[3];
  const Value *facet_values[3];
  size_t facet_counts[3];
};

/* ---- view.c ---- */

/* Parses a specification of one view or layers; faults go to the compilation's list. NULL if there
 * is nothing to draw. */
View *view_parse(Compilation *compilation, const Node *spec, View *parent);

/* Parses a list of layers into a view. */
bool view_parse_layers(View *view, const Node *layers);

/* Calls `visit` for each unit below, in drawing order. */
typedef void (*UnitVisitor)(Unit *unit, void *user);
void view_each_unit(View *view, UnitVisitor visit, void *user);

/* The outermost view that shares this one's plot area. */
View *view_plot(const View *view);

/* Is `view` the other, or somewhere below it? */
bool view_is_below(const View *view, const View *other);

/* The scale of a channel as seen from a unit; NULL: none. */
const Scale *unit_scale(const Unit *unit, Channel channel);

/* ---- encoding.c ---- */

/* Reads the encoding of a unit: fields, types, aggregates, bins, orientation, stack. */
void encoding_parse(Unit *unit);
/* Reads one definition for a unit. */
const ChannelDef *encoding_parse_def(Unit *unit, Channel channel, const Node *node);

bool def_is_discrete(const ChannelDef *def); /* nominal or ordinal */
bool def_is_field(const ChannelDef *def);    /* with a field, or a count */
bool def_is_datum(const ChannelDef *def);
bool def_is_encoded(const ChannelDef *def); /* field or datum: goes through a scale */
bool def_is_binned_here(const ChannelDef *def);
/* Where in its band a field's item stands: 0 its start, 1 its end; NaN: nothing is said. */
double def_band_position(const Unit *unit, const ChannelDef *def);

/* The title of a field as Vega-Lite words it ("Mean of price", "date (year-month)"). */
const char *def_title(const Unit *unit, const ChannelDef *def);

/* ---- encoding_support.c ---- */

/* The channel that a unit reads a channel of its encoding as: the angle of arcs is their theta. */
Channel encoding_stand_in(const Unit *unit, Channel channel);
/* Does the unit's mark take this channel of its encoding? */
bool encoding_takes(const Unit *unit, Channel channel);
/* Forgets offsets by a field inside continuous positions: there are no bands to divide. */
void encoding_drop_offsets(Unit *unit);
/* Warns of the channels that the unit's own encoding has and its mark does not take. */
void encoding_report_untaken(const Unit *unit);

/* ---- stack.c ---- */

/* Settles unit->stack. */
void stack_parse(Unit *unit);
/* Does this definition's field make the parts of a stack? */
bool stack_splits(const Unit *unit, const ChannelDef *def);
/* The nominal colour whose explicit domain orders stacks and offsets; NULL: none. */
const ChannelDef *stack_colour_order(const Unit *unit);
/* The place of a row's colour in that domain; only where there is one. */
#define STACK_ORDER_COLUMN "#order"
/* The xOffset or yOffset along the stack's dimension; NULL: none. */
const ChannelDef *stack_offset_def(const Unit *unit);

/* The definition with a field or datum that a channel's scale and guide are made for: the channel's
 * own, or that of one of its conditions; NULL: none. */
const ChannelDef *unit_encoded(const Unit *unit, Channel channel);

/* ---- predicate.c ---- */

/* Does a predicate object hold for a single value, whatever its field? */
bool predicate_holds(Compilation *compilation, const Node *predicate, Value value);

/* ---- verbatim.c ---- */

/* The fields that are only ever shown as they are, never measured: a column of "007" or of dates
 * stays what it says. NULL-terminated. */
const char *const *verbatim_fields(View *root);

/* ---- rows.c ---- */

/* Reads a unit's data through all transforms into unit->raw and unit->rows. False after a fault
 * that leaves nothing to draw. */
bool rows_read(Unit *unit);
/* Are rows drawn whose value no continuous scale of the channel can place? */
bool rows_show_invalid(const Unit *unit, Channel channel);

/* ---- property.c ---- */

/* A property of a unit's mark: the mark's definition, its styles, config.MARK, config.mark. NULL:
 * not given anywhere. */
const Node *mark_property(const Unit *unit, const char *name);
/* The same without the mark's own definition. */
const Node *mark_config(const Unit *unit, const char *name);
/* The property in config.style.MARK or one of the mark's styles; the last that has it counts. */
const Node *mark_style(const Unit *unit, const char *name);
double mark_number(const Unit *unit, const char *name, double otherwise);
const char *mark_string(const Unit *unit, const char *name, const char *otherwise);
bool mark_boolean(const Unit *unit, const char *name, bool otherwise);

/* config.PATH, as "view.step". */
const Node *config_get(const Compilation *compilation, const char *path);
double config_number(const Compilation *compilation, const char *path, double otherwise);

/* Merges defaults, theme and specification. */
const Node *config_resolve(Arena *arena, const Node *theme, const Node *own, DiagList *diags);

/* config.locale over a locale, or that locale itself. */
const Locale *config_locale(Arena *arena, const Node *config, const Locale *otherwise);
