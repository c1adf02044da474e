/* Vega's expression language: a side-effect free subset of JavaScript, with Vega's functions.
 * Meaning: https://vega.github.io/vega/docs/expressions/ and ECMAScript where that is silent.
 *
 * An expression is parsed once, then either evaluated (labels, parameters, constants) or compiled
 * to SQL over the columns of a table. Where JavaScript and SQL agree for the static types at hand
 * the SQL is native; everything else goes through one registered function that evaluates the part
 * in question exactly as expr_evaluate would.
 *
 * A missing cell is JavaScript's null. A date column holds milliseconds and counts as a number, as
 * Vega's loader parses dates; datetime(), timeOffset() and so on give Dates. Refused, because a
 * chart must come out the same each time and has no reader to interact with: random and sample
 * functions, now(), and the functions of events, selections and browsers. */
#pragma once

#include "core/arena.h"
#include "core/diag.h"
#include "core/locale.h"
#include "core/node.h"
#include "core/value.h"
#include "data/table.h"

typedef struct Catalog Catalog; /* data/catalog.h */

/* ---- values ---- */

typedef enum ExprKind {
  EXPR_UNDEFINED,
  EXPR_NULL,
  EXPR_BOOLEAN,
  EXPR_NUMBER,
  EXPR_STRING,
  EXPR_DATE, /* milliseconds in number; NaN: an invalid date */
  EXPR_ARRAY,
  EXPR_OBJECT,
  EXPR_REGEXP,
} ExprKind;

typedef struct ExprMember ExprMember;

typedef struct ExprRegexp {
  const char *pattern, *flags;
} ExprRegexp;

/* Plain data; whatever it points to belongs to the arena or the caller that made it. */
typedef struct ExprValue {
  ExprKind kind;
  unsigned colour; /* of objects: 0, or that rgb(), hsl(), lab() or hcl() made it */
  union {
    bool boolean;
    double number;
    const char *string;               /* UTF-8; lengths and indices count UTF-16 units, as in JS */
    const struct ExprValue *items;    /* array: count of them */
    const struct ExprMember *members; /* object: count of them, in the order of insertion */
    const ExprRegexp *regexp;
  };
  size_t count;
} ExprValue;

struct ExprMember {
  const char *key;
  ExprValue value;
};

static inline ExprValue
expr_undefined(void)
{
  return (ExprValue){ .kind = EXPR_UNDEFINED };
}

static inline ExprValue
expr_null(void)
{
  return (ExprValue){ .kind = EXPR_NULL };
}

static inline ExprValue
expr_boolean(bool boolean)
{
  return (ExprValue){ .kind = EXPR_BOOLEAN, .boolean = boolean };
}

static inline ExprValue
expr_number(double number)
{
  return (ExprValue){ .kind = EXPR_NUMBER, .number = number };
}

/* `string` must outlive the value; NULL gives null. */
static inline ExprValue
expr_string(const char *string)
{
  return string ? (ExprValue){ .kind = EXPR_STRING, .string = string } : expr_null();
}

static inline ExprValue
expr_date(double ms)
{
  return (ExprValue){ .kind = EXPR_DATE, .number = ms };
}

/* From and to the other rooms' values. Missing is null. A node's lists and maps become arrays and
 * objects. Dates become their milliseconds; colours, arrays and objects their text (JSON for the
 * latter two); undefined becomes missing. */
ExprValue expr_from_value(Value value);
ExprValue expr_from_node(Arena *arena, const Node *node);
Value expr_to_value(Arena *arena, ExprValue value);

/* JavaScript's Boolean(), Number() and String(). */
bool expr_truthy(ExprValue value);
double expr_to_number(ExprValue value);
const char *expr_to_string(Arena *arena, ExprValue value);

/* ---- expressions ---- */

typedef struct Expr Expr;

/* Parses `text`, which stands at `span` of its source (with its quotes; a zeroed span is fine).
 * Faults, each at its place inside the span: syntax, unknown and refused functions, wrong numbers
 * of arguments, invalid regular expressions and formats. NULL after a fault. */
Expr *expr_parse(Arena *arena, const char *text, Span span, DiagList *diags);

/* What it reads, NULL-terminated, each once in order of appearance: fields of datum (nested ones as
 * "a.b") and other names (parameters, width, …; not constants such as PI). */
const char *const *expr_fields(Arena *arena, const Expr *expr);
const char *const *expr_names(Arena *arena, const Expr *expr);

/* Reports each name that is not among `names` (NULL-terminated; NULL: none is known), and each
 * field that is not among `fields` (NULL: any is fine), with a suggestion. True if all are known.
 */
bool
expr_check(const Expr *expr, const char *const *names, const char *const *fields, DiagList *diags);

/* ---- evaluation ---- */

typedef enum ExprScaleCall {
  EXPR_SCALE_APPLY,  /* scale(name, value) */
  EXPR_SCALE_INVERT, /* invert(name, value) */
  EXPR_SCALE_BANDWIDTH,
  EXPR_SCALE_DOMAIN,
  EXPR_SCALE_RANGE,
} ExprScaleCall;

/* Callbacks may be NULL. What they give may live in `arena` or outlive the evaluation. */
typedef struct ExprScope {
  Arena *arena; /* receives results */
  void *user;
  /* The field `name` of datum ("a.b" for datum.a.b, tried before "a"); false: there is none. */
  bool (*field)(void *user, const char *name, ExprValue *value);
  /* Parameters, width, height and the like; false: unknown, which counts as undefined. `datum` is
   * asked for here only where it stands alone. */
  bool (*name)(void *user, const char *name, ExprValue *value);
  /* False: there is no such scale. `argument` is undefined where the call has none. */
  bool (*scale)(void *user, ExprScaleCall call, const char *scale, ExprValue argument,
                ExprValue *value);
  const Locale *locale; /* of the formats; NULL: d3's en-US */
  DiagList *diags;      /* where JavaScript would throw, and for warn(); NULL: said nowhere */
} ExprScope;

/* Never fails: where JavaScript would throw the value is undefined. */
ExprValue expr_evaluate(const Expr *expr, const ExprScope *scope);

/* ---- SQL ---- */

typedef enum ExprType {
  EXPR_TYPE_ANY, /* not known before the rows are read */
  EXPR_TYPE_NUMBER,
  EXPR_TYPE_TEXT,
  EXPR_TYPE_BOOLEAN, /* 0 and 1 in SQL */
  EXPR_TYPE_DATE,    /* milliseconds */
  EXPR_TYPE_JSON,    /* arrays and objects, as JSON text in SQL */
} ExprType;

typedef struct ExprColumn {
  const char *sql; /* how to refer to it; NULL: its quoted name */
  ExprType type;
  bool complete; /* known to have no missing cells */
} ExprColumn;

typedef struct ExprSqlScope {
  void *user;
  /* The column that field `name` is ("a.b" for datum.a.b); false: there is none. */
  bool (*column)(void *user, const char *name, ExprColumn *column);
  /* The value of a parameter, which is folded into the SQL; false: unknown. May be NULL. */
  bool (*name)(void *user, const char *name, ExprValue *value);
  const char *const *columns; /* NULL-terminated, for suggestions; may be NULL */
  const char *const *names;   /* likewise */
  bool lenient;               /* an unknown column is undefined, with a warning */
  const Locale *locale;       /* from locale_get; NULL: d3's en-US */
} ExprSqlScope;

ExprType expr_type(const Expr *expr, const ExprSqlScope *scope);

/* An SQL expression, in parentheses where needed, for a database that has the functions below.
 * NaN, null and undefined are all NULL in the result. NULL after a fault (an unknown column or
 * name, a scale). */
const char *expr_to_sql(Arena *arena, const Expr *expr, const ExprSqlScope *scope, DiagList *diags);

/* The same as a condition for WHERE, by JavaScript's truthiness: always 0 or 1. */
const char *
expr_to_sql_test(Arena *arena, const Expr *expr, const ExprSqlScope *scope, DiagList *diags);

/* The type of a table's column as expressions see it. */
ExprType expr_type_of_column(ColumnType type);

/* Registers what the SQL above calls. `locale` (may be NULL) goes before that of the SQL's scope,
 * and must live as long as queries are run. */
void expr_register_functions(Catalog *catalog, const Locale *locale);

/* Names of all functions, NULL-terminated and sorted; for the reference and for suggestions. */
const char *const *expr_function_names(void);
