/* The properties of a Vega-Lite specification: which there are, and what each accepts.
 *
 * Tables, one line a property, in schema_THEME.c; schema.c walks a specification along them. Facts:
 * Vega-Lite's documentation and the JSON Schema of its version 6.4.3. */
#pragma once

#include "core/diag.h"
#include "core/node.h"

/* Reports every unknown property (a warning with the nearest known name), every value of a kind or
 * with a word that its property does not accept (an error), and what is interactive or has no
 * effect in this program (a warning).
 *
 * Left to those who read them: names of marks, channels and transforms, field types, aggregates,
 * time units, stack offsets, scale types, schemes, colours and formats. Data, datasets and usermeta
 * are not looked into. */
void schema_check(const Node *spec, DiagList *diags);

typedef struct SchemaType SchemaType;
typedef struct SchemaObject SchemaObject;

/* What a value may be; ACCEPT_EXPR is {expr: …}. */
enum {
  ACCEPT_NULL = 1u << NODE_NULL,
  ACCEPT_BOOLEAN = 1u << NODE_BOOLEAN,
  ACCEPT_NUMBER = 1u << NODE_NUMBER,
  ACCEPT_STRING = 1u << NODE_STRING,
  ACCEPT_LIST = 1u << NODE_LIST,
  ACCEPT_MAP = 1u << NODE_MAP,
  ACCEPT_EXPR = 1u << (NODE_MAP + 1),
  ACCEPT_SCALAR = ACCEPT_BOOLEAN | ACCEPT_NUMBER | ACCEPT_STRING,
  ACCEPT_TEXT = ACCEPT_STRING | ACCEPT_NUMBER, /* YAML's 2024 is also a name */
};

struct SchemaType {
  unsigned accepts;           /* of ACCEPT_…; 0: anything, its reader reports what is wrong */
  const char *const *words;   /* that a text may be, NULL-terminated; NULL: any */
  double least, most;         /* of a number; both 0: any finite one */
  const SchemaType *items;    /* of a list; NULL: not looked into */
  const SchemaObject *object; /* of a map; NULL: not looked into */
  bool filled;                /* a list must have items */
  bool open;                  /* other words may be registered in a browser: only warned of */
};

typedef enum SchemaUse {
  SCHEMA_DRAWN,
  SCHEMA_SILENT,      /* draws nothing, and nobody would expect it to on paper */
  SCHEMA_INTERACTIVE, /* for charts that react: named once */
  SCHEMA_UNSUPPORTED, /* would draw something in Vega-Lite; until it has a reader */
  SCHEMA_TOP_LEVEL,   /* counts only at the top of the chart */
} SchemaUse;

typedef struct SchemaProperty {
  const char *name; /* NULL ends a table */
  const SchemaType *type;
  SchemaUse use;
} SchemaProperty;

/* An object takes another's place if it has `key` (with the text `word`, unless that is NULL). */
typedef struct SchemaVariant {
  const char *key, *word; /* a NULL key ends the list */
  const SchemaObject *object;
} SchemaVariant;

struct SchemaObject {
  const char *name;                   /* for messages: "an axis" */
  const SchemaProperty *properties;   /* NULL: none of its own */
  const SchemaObject *const *parents; /* whose properties it has too; NULL-terminated, or NULL */
  const SchemaVariant *variants;      /* the first that fits counts; NULL: none */
  const SchemaType *others;           /* of properties with other names; NULL: there are none */
};

#define SCHEMA_WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define SCHEMA_PARENTS(...) ((const SchemaObject *const[]){ __VA_ARGS__, NULL })

/* All property names of an object, its parents' too; free the array. It does not end with NULL. */
GPtrArray *schema_property_names(const SchemaObject *object);

/* ---- schema_report.c ---- */

/* Where a value stands: under a name, or in a list there. */
typedef struct SchemaPlace SchemaPlace;
struct SchemaPlace {
  const char *name;
  const SchemaPlace *list; /* NULL: it is the property's own value */
  size_t index;
};

void schema_report_unknown(DiagList *diags, const SchemaObject *object, const NodeEntry *entry);
void schema_report_kind(DiagList *diags, const SchemaPlace *place, const SchemaType *type,
                        const Node *node);
void schema_report_word(DiagList *diags, const SchemaPlace *place, const SchemaType *type,
                        const Node *node);
void schema_report_empty(DiagList *diags, const SchemaPlace *place, const Node *node);
void schema_report_range(DiagList *diags, const SchemaPlace *place, const SchemaType *type,
                         const Node *node);

/* ---- schema_type.c: what many properties accept ---- */

extern const SchemaObject SCHEMA_EXPRESSION_OBJECT, SCHEMA_DATE_OBJECT;

/* SCHEMA_NUMBER and the like accept {expr: …}; those called plain do not. SIZE: not negative;
 * FRACTION: 0 to 1; TEXT: also a list of lines; TITLE: also null. */
extern const SchemaType SCHEMA_ANY, SCHEMA_BOOLEAN, SCHEMA_NUMBER, SCHEMA_SIZE, SCHEMA_FRACTION,
    SCHEMA_STRING, SCHEMA_TEXT, SCHEMA_TITLE, SCHEMA_EXPRESSION;
extern const SchemaType SCHEMA_PLAIN_BOOLEAN, SCHEMA_PLAIN_NUMBER, SCHEMA_PLAIN_SIZE,
    SCHEMA_PLAIN_FRACTION, SCHEMA_PLAIN_STRING, SCHEMA_PLAIN_NUMBERS, SCHEMA_PLAIN_STRINGS,
    SCHEMA_STRING_OR_STRINGS;
extern const SchemaType SCHEMA_COLOUR, SCHEMA_DASH, SCHEMA_CAP, SCHEMA_JOIN;
extern const SchemaType SCHEMA_ALIGN, SCHEMA_BASELINE, SCHEMA_ANCHOR, SCHEMA_FONT_STYLE,
    SCHEMA_FONT_WEIGHT, SCHEMA_ORIENTATION, SCHEMA_SIDE;
extern const SchemaType SCHEMA_FORMAT, SCHEMA_FORMAT_TYPE, SCHEMA_VALUE, SCHEMA_VALUES,
    SCHEMA_ORDER, SCHEMA_TICK_COUNT, SCHEMA_LAYOUT_ALIGN, SCHEMA_INTERPOLATE;

/* ---- one file a theme ---- */

extern const SchemaObject SCHEMA_CHART; /* the whole specification */
extern const SchemaObject SCHEMA_MARK_OBJECT, SCHEMA_AXIS_OBJECT;
extern const SchemaType SCHEMA_DATA, SCHEMA_TRANSFORM, SCHEMA_PREDICATE, SCHEMA_PARAMETERS;
extern const SchemaType SCHEMA_ENCODING, SCHEMA_FACET;
extern const SchemaType SCHEMA_MARK, SCHEMA_MARK_CONFIG, SCHEMA_BOX_PLOT_CONFIG,
    SCHEMA_ERROR_BAR_CONFIG, SCHEMA_ERROR_BAND_CONFIG, SCHEMA_PAINT;
extern const SchemaType SCHEMA_AXIS, SCHEMA_AXIS_CONFIG, SCHEMA_LEGEND, SCHEMA_LEGEND_CONFIG,
    SCHEMA_HEADER, SCHEMA_HEADER_CONFIG, SCHEMA_VIEW_TITLE, SCHEMA_TITLE_CONFIG;
extern const SchemaType SCHEMA_SCALE, SCHEMA_SCALE_CONFIG, SCHEMA_RANGE_CONFIG;
extern const SchemaType SCHEMA_BIN, SCHEMA_TIME_UNIT, SCHEMA_IMPUTE_KEYS, SCHEMA_IMPUTE_METHOD,
    SCHEMA_FRAME;
extern const SchemaType SCHEMA_VIEW_CONFIG, SCHEMA_AUTOSIZE, SCHEMA_PADDING;
extern const SchemaType SCHEMA_CONFIG;
