/* What the parts of the expression language share. */
#pragma once

#include "chart/expr.h"

#include <glib.h>

/* Bounds on what a hostile specification can ask for. */
enum {
  EXPR_MAX_LENGTH = 100000, /* bytes of an expression */
  EXPR_MAX_NESTING = 200,   /* brackets, operators in front and branches inside each other */
  EXPR_MAX_DEPTH = 1000,    /* height of the tree: a + b + c + … is as high as it is long */
  EXPR_MAX_ITEMS = 1000000, /* of one array */
  EXPR_MAX_STRING = 16 * 1024 * 1024 /* bytes of one text */
};

/* ---- the tree ---- */

typedef enum ExprForm {
  EXPR_FORM_CONSTANT,
  EXPR_FORM_NAME,   /* name */
  EXPR_FORM_DATUM,  /* datum itself */
  EXPR_FORM_FIELD,  /* datum.a.b: name "a.b", key "b"; item 0 is datum.a, or datum */
  EXPR_FORM_MEMBER, /* items: object, key */
  EXPR_FORM_ARRAY,
  EXPR_FORM_OBJECT, /* keys beside items */
  EXPR_FORM_CALL,
  EXPR_FORM_UNARY,
  EXPR_FORM_BINARY,
  EXPR_FORM_AND,
  EXPR_FORM_OR,
  EXPR_FORM_IF, /* items: test, then, else */
} ExprForm;

typedef enum ExprOperator {
  EXPR_OP_NONE,
  EXPR_OP_OR,
  EXPR_OP_AND,
  EXPR_OP_BIT_OR,
  EXPR_OP_BIT_XOR,
  EXPR_OP_BIT_AND,
  EXPR_OP_EQUAL,
  EXPR_OP_UNEQUAL,
  EXPR_OP_SAME,
  EXPR_OP_DIFFERENT,
  EXPR_OP_LESS,
  EXPR_OP_GREATER,
  EXPR_OP_LESS_EQUAL,
  EXPR_OP_GREATER_EQUAL,
  EXPR_OP_IN,
  EXPR_OP_SHIFT_LEFT,
  EXPR_OP_SHIFT_RIGHT,
  EXPR_OP_SHIFT_UNSIGNED,
  EXPR_OP_ADD,
  EXPR_OP_SUBTRACT,
  EXPR_OP_MULTIPLY,
  EXPR_OP_DIVIDE,
  EXPR_OP_REMAINDER,
  EXPR_OP_NOT,
  EXPR_OP_BIT_NOT,
  EXPR_OP_NEGATE,
  EXPR_OP_PLUS, /* the unary one */
  EXPR_OP_COUNT,
} ExprOperator;

typedef struct ExprOperatorInfo {
  const char *text;
  int precedence; /* of binary operators, higher binds tighter; 0: unary */
} ExprOperatorInfo;

extern const ExprOperatorInfo expr_operators[EXPR_OP_COUNT];

typedef struct ExprFunction ExprFunction;
typedef struct ExprNode ExprNode;

struct ExprNode {
  ExprForm form;
  ExprOperator op;
  unsigned depth;    /* height of the tree below, itself included */
  size_t start, end; /* bytes of the text */
  ExprValue value;   /* of a constant */
  const char *name, *key;
  const ExprFunction *function;
  const ExprNode *const *items;
  const char *const *keys;
  size_t count; /* of items */
};

struct Expr {
  const char *text;
  Span span;
  const ExprNode *root;
};

/* expr_parse with another bound on nesting; what expr_sql_evaluated writes nests up to three times
 * as deep as what it was written from. */
Expr *expr_parse_nested(Arena *arena, const char *text, Span span, int nesting, DiagList *diags);

/* The place of bytes [start, end) of the expression in its source; the whole span where the source
 * spells the text otherwise than can be followed. */
Span expr_place(const char *text, Span span, size_t start, size_t end);

/* ---- tokens ---- */

typedef enum ExprTokenKind {
  EXPR_TOKEN_END,
  EXPR_TOKEN_NAME,
  EXPR_TOKEN_NUMBER,
  EXPR_TOKEN_STRING,
  EXPR_TOKEN_PUNCTUATION, /* one character: ( ) [ ] { } . , : ? */
  EXPR_TOKEN_OPERATOR,
  EXPR_TOKEN_REGEXP,
  EXPR_TOKEN_FAULT, /* message and, perhaps, hint are set */
} ExprTokenKind;

typedef struct ExprToken {
  ExprTokenKind kind;
  size_t start, end;
  char punctuation;
  ExprOperator op;
  const char *string; /* of a name or a string; pattern of a regular expression */
  const char *flags;
  double number;
  const char *message, *hint;
} ExprToken;

/* The token that begins at or behind `at`. */
ExprToken expr_next_token(Arena *arena, const char *text, size_t at);

/* A regular expression whose '/' is at `at`. */
ExprToken expr_regexp_token(Arena *arena, const char *text, size_t at);

/* ---- evaluation ---- */

/* One evaluation. */
typedef struct ExprRun {
  Arena *arena;
  const ExprScope *scope;
  const Expr *expr;
  bool thrown; /* where JavaScript would throw: everything around gives undefined */
} ExprRun;

/* One call of a function. */
typedef struct ExprCall {
  ExprRun *run;
  Arena *arena;
  const ExprNode *node;
  const ExprFunction *function;
  const ExprValue *args;
  size_t count;
} ExprCall;

/* What `expr_evaluate` does, for a part of an expression. */
ExprValue expr_run(ExprRun *run, const ExprNode *node);

/* Says why this cannot be evaluated and marks the run as thrown; gives undefined. */
ExprValue
expr_throw(ExprRun *run, const ExprNode *node, const char *format, ...) G_GNUC_PRINTF(3, 4);
ExprValue expr_call_throw(const ExprCall *call, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* The argument, or undefined; as a number, as an integer, as a text. */
ExprValue expr_arg(const ExprCall *call, size_t index);
double expr_arg_number(const ExprCall *call, size_t index);
double expr_arg_integer(const ExprCall *call, size_t index, double otherwise);
const char *expr_arg_string(const ExprCall *call, size_t index);
bool expr_arg_given(const ExprCall *call, size_t index); /* neither absent nor undefined */

/* ---- functions ---- */

typedef ExprValue (*ExprEvaluator)(const ExprCall *call);

struct ExprFunction {
  const char *name;
  int min, max; /* arguments; max -1: any number */
  ExprEvaluator evaluate;
  ExprType type;
  int variant;   /* for evaluators that serve several functions */
  bool scale;    /* asks the scope's scales, which a query has not */
  bool nullable; /* may give null, whatever its type */
  /* SQL's own function for the same numbers; NULL: there is none. */
  const char *sql;
  /* What is wrong with the call's constant arguments; gives NULL where nothing is. May be NULL. */
  const char *(*check)(Arena *arena, const ExprNode *call);
};

/* A line of a table of functions; `variant`, `sql` and `check` follow where they are needed. */
#define EXPR_FUNCTION(text, least, most, evaluator, result, ...)                                   \
  {                                                                                                \
    .name = (text), .min = (least), .max = (most), .evaluate = (evaluator), .type = (result),      \
    ##__VA_ARGS__                                                                                  \
  }

/* A group of functions: ends with a NULL name. One per file. */
extern const ExprFunction expr_math_functions[], expr_statistics_functions[], expr_text_functions[],
    expr_regexp_functions[], expr_time_functions[], expr_time_unit_functions[],
    expr_array_functions[], expr_type_functions[], expr_colour_functions[], expr_scale_functions[],
    expr_ease_functions[];

const ExprFunction *expr_function_find(const char *name);

/* Why Vega's function of this name is refused here; NULL: it is not. */
const char *expr_function_refusal(const char *name);

/* A hint at the function that a misspelt name, or another language's, may have meant; or NULL. */
const char *expr_function_suggest(Arena *arena, const char *name);

/* The constant text that an argument is, or NULL. */
const char *expr_constant_text(const ExprNode *call, size_t index);

/* ---- values ---- */

bool expr_is_nullish(ExprValue value);
bool expr_strict_equal(ExprValue a, ExprValue b);
bool expr_loose_equal(Arena *arena, ExprValue a, ExprValue b);
/* JavaScript's abstract relational comparison: -1, 0, 1, or 2 where a number is NaN. */
int expr_relate(Arena *arena, ExprValue a, ExprValue b);
/* vega-util's ascending order: missing first, then NaN. */
int expr_ascending(Arena *arena, ExprValue a, ExprValue b);
ExprValue expr_to_primitive(Arena *arena, ExprValue value, bool prefer_text);
double expr_to_integer(double number); /* towards zero; NaN gives 0 */
int32_t expr_to_int32(double number);
/* The member of an array, object or text; undefined if there is none. */
ExprValue expr_member(Arena *arena, ExprValue object, const char *key);
ExprValue expr_object_member(ExprValue object, const char *key);
ExprValue expr_new_array(Arena *arena, const ExprValue *items, size_t count);
ExprValue expr_new_object(Arena *arena, const ExprMember *members, size_t count);
/* JSON as JSON.stringify writes it. */
void expr_append_json(GString *out, Arena *arena, ExprValue value);
/* JSON text back to a value; undefined if it is none. */
ExprValue expr_from_json(Arena *arena, const char *json);

/* Colours made by rgb() and the like, as d3 prints them. */
typedef enum ExprColourSpace {
  EXPR_COLOUR_NONE,
  EXPR_COLOUR_RGB,
  EXPR_COLOUR_HSL,
  EXPR_COLOUR_LAB,
  EXPR_COLOUR_HCL,
} ExprColourSpace;

const char *expr_colour_to_string(Arena *arena, ExprValue colour);

/* A date as JavaScript's String(date) prints it. */
const char *expr_date_to_string(Arena *arena, double ms);
const char *expr_date_to_iso(Arena *arena, double ms);
/* new Date(value).getTime(). */
double expr_to_date(ExprValue value);

/* ---- UTF-16 counts in UTF-8 texts; safe for texts that are not valid ---- */

const char *expr_utf8_next(const char *text); /* text must not be at its end */
size_t expr_utf16_length(const char *text);
/* Where the unit `index` is, or the end. The middle of a pair counts as its start. */
const char *expr_utf16_at(const char *text, size_t index);
size_t expr_utf16_between(const char *from, const char *to);
int expr_utf16_compare(const char *a, const char *b);
/* A text that is valid UTF-8: `text` itself, or a repaired copy. */
const char *expr_valid_utf8(Arena *arena, const char *text);

/* ---- regular expressions ---- */

/* Compiled and kept for this thread; NULL, and *message set, if it is not valid. */
GRegex *
expr_regexp_compile(Arena *arena, const char *pattern, const char *flags, const char **message);

/* ---- SQL ---- */

/* Compiling one expression over a table's columns. */
typedef struct ExprCompiler {
  Arena *arena;
  const Expr *expr;
  const ExprSqlScope *scope;
  DiagList *diags; /* NULL: faults are said nowhere */
  bool faulty;
} ExprCompiler;

/* What is known before rows are read. */
typedef struct ExprStatic {
  ExprType type;
  bool object; /* a Date, not a column's milliseconds */
} ExprStatic;

ExprStatic expr_infer(ExprCompiler *compiler, const ExprNode *node);
ExprType expr_unify(ExprType a, ExprType b);

/* The column that a field node means, or NULL. *known is the node itself or, for a member of a
 * column's value (datum.name.length), the part of the path that is the column. */
const ExprColumn *
expr_resolve(ExprCompiler *compiler, const ExprNode *node, const ExprNode **known);

/* The field of datum that `node` is: a field node, or datum[key] with a key that is known. */
const ExprNode *expr_field_node(ExprCompiler *compiler, const ExprNode *node);

/* Whether it reads neither fields nor unknown names; then *value is what it is. */
bool expr_fold(ExprCompiler *compiler, const ExprNode *node, ExprValue *value);

G_GNUC_PRINTF(5, 6)
void expr_compile_fault(ExprCompiler *compiler, const ExprNode *node, const char *code,
                        const char *hint, const char *format, ...);

/* A call of the registered function that evaluates `node` for each row; as a condition if `test`.
 * NULL after a fault. */
const char *expr_sql_evaluated(ExprCompiler *compiler, const ExprNode *node, bool test);

/* Name and first argument of that function: mode, types of the columns, locale, expression. */
#define EXPR_SQL_FUNCTION "vega_expression"
enum { EXPR_SQL_MODE_VALUE = 'v', EXPR_SQL_MODE_TEST = 't' };
char expr_type_letter(ExprType type);
