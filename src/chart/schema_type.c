/* What many properties accept. */
#include "chart/schema_private.h"

#define EXPR ACCEPT_EXPR

/* ---- numbers, texts, booleans ---- */

const SchemaType SCHEMA_ANY = { 0 };
const SchemaType SCHEMA_PLAIN_BOOLEAN = { .accepts = ACCEPT_BOOLEAN };
const SchemaType SCHEMA_PLAIN_NUMBER = { .accepts = ACCEPT_NUMBER };
const SchemaType SCHEMA_PLAIN_SIZE = { .accepts = ACCEPT_NUMBER, .most = HUGE_VAL };
const SchemaType SCHEMA_PLAIN_FRACTION = { .accepts = ACCEPT_NUMBER, .most = 1 };
const SchemaType SCHEMA_PLAIN_STRING = { .accepts = ACCEPT_TEXT };
const SchemaType SCHEMA_PLAIN_NUMBERS = { .accepts = ACCEPT_LIST, .items = &SCHEMA_PLAIN_NUMBER };
const SchemaType SCHEMA_PLAIN_STRINGS = { .accepts = ACCEPT_LIST, .items = &SCHEMA_PLAIN_STRING };
const SchemaType SCHEMA_STRING_OR_STRINGS = { .accepts = ACCEPT_TEXT | ACCEPT_LIST,
                                              .items = &SCHEMA_PLAIN_STRING };

const SchemaType SCHEMA_BOOLEAN = { .accepts = ACCEPT_BOOLEAN | EXPR };
const SchemaType SCHEMA_NUMBER = { .accepts = ACCEPT_NUMBER | EXPR };
const SchemaType SCHEMA_SIZE = { .accepts = ACCEPT_NUMBER | EXPR, .most = HUGE_VAL };
const SchemaType SCHEMA_FRACTION = { .accepts = ACCEPT_NUMBER | EXPR, .most = 1 };
const SchemaType SCHEMA_STRING = { .accepts = ACCEPT_STRING | EXPR };

static const SchemaType LINE_OF_TEXT = { .accepts = ACCEPT_SCALAR | ACCEPT_NULL };
const SchemaType SCHEMA_TEXT = { .accepts = ACCEPT_TEXT | ACCEPT_LIST | EXPR,
                                 .items = &LINE_OF_TEXT };
const SchemaType SCHEMA_TITLE = { .accepts = ACCEPT_TEXT | ACCEPT_LIST | ACCEPT_NULL | EXPR,
                                  .items = &LINE_OF_TEXT };

static const SchemaProperty EXPRESSION_PROPERTIES[] = {
  { "expr", .type = &(const SchemaType){ .accepts = ACCEPT_STRING } },
  { 0 },
};
const SchemaObject SCHEMA_EXPRESSION_OBJECT = { "an expression",
                                                .properties = EXPRESSION_PROPERTIES };
const SchemaType SCHEMA_EXPRESSION = { .accepts = ACCEPT_EXPR };

/* ---- strokes and texts ---- */

const SchemaType SCHEMA_COLOUR = { .accepts = ACCEPT_STRING | ACCEPT_NULL | EXPR };
const SchemaType SCHEMA_DASH = { .accepts = ACCEPT_LIST | ACCEPT_NULL | EXPR,
                                 .items = &SCHEMA_PLAIN_SIZE };
const SchemaType SCHEMA_CAP = {
  .accepts = ACCEPT_STRING | EXPR,
  SCHEMA_WORDS("butt", "round", "square"),
};
const SchemaType SCHEMA_JOIN = {
  .accepts = ACCEPT_STRING | EXPR,
  SCHEMA_WORDS("miter", "round", "bevel"),
};
const SchemaType SCHEMA_ALIGN = {
  .accepts = ACCEPT_STRING | EXPR,
  SCHEMA_WORDS("left", "center", "right"),
};
const SchemaType SCHEMA_BASELINE = {
  .accepts = ACCEPT_STRING | EXPR,
  SCHEMA_WORDS("alphabetic", "top", "middle", "bottom", "line-top", "line-bottom"),
};
const SchemaType SCHEMA_ANCHOR = {
  .accepts = ACCEPT_STRING | ACCEPT_NULL | EXPR,
  SCHEMA_WORDS("start", "middle", "end"),
};
const SchemaType SCHEMA_FONT_STYLE = {
  .accepts = ACCEPT_STRING | EXPR,
  SCHEMA_WORDS("normal", "italic", "oblique"),
};
const SchemaType SCHEMA_FONT_WEIGHT = {
  .accepts = ACCEPT_STRING | ACCEPT_NUMBER | EXPR,
  SCHEMA_WORDS("normal", "bold", "lighter", "bolder"),
  .least = 1,
  .most = 1000,
};
const SchemaType SCHEMA_ORIENTATION = {
  .accepts = ACCEPT_STRING | EXPR,
  SCHEMA_WORDS("horizontal", "vertical"),
};
const SchemaType SCHEMA_SIDE = {
  .accepts = ACCEPT_STRING | EXPR,
  SCHEMA_WORDS("left", "right", "top", "bottom"),
};
const SchemaType SCHEMA_INTERPOLATE = {
  .accepts = ACCEPT_STRING | EXPR,
  SCHEMA_WORDS("linear", "linear-closed", "monotone", "step", "step-before", "step-after", "basis",
               "basis-open", "basis-closed", "cardinal", "cardinal-open", "cardinal-closed",
               "catmull-rom", "bundle", "natural"),
};
const SchemaType SCHEMA_LAYOUT_ALIGN = {
  .accepts = ACCEPT_STRING | ACCEPT_MAP | EXPR,
  SCHEMA_WORDS("all", "each", "none"),
};

/* ---- values and formats ---- */

static const SchemaProperty DATE_TIME_PROPERTIES[] = {
  { "year", .type = &SCHEMA_PLAIN_NUMBER },
  { "quarter", .type = &(const SchemaType){ .accepts = ACCEPT_NUMBER, .least = 1, .most = 4 } },
  { "month", .type = &(const SchemaType){ .accepts = ACCEPT_TEXT, .least = 1, .most = 12 } },
  { "date", .type = &(const SchemaType){ .accepts = ACCEPT_NUMBER, .least = 1, .most = 31 } },
  { "day", .type = &(const SchemaType){ .accepts = ACCEPT_TEXT, .most = 7 } },
  { "hours", .type = &(const SchemaType){ .accepts = ACCEPT_NUMBER, .most = 24 } },
  { "minutes", .type = &(const SchemaType){ .accepts = ACCEPT_NUMBER, .most = 60 } },
  { "seconds", .type = &(const SchemaType){ .accepts = ACCEPT_NUMBER, .most = 60 } },
  { "milliseconds", .type = &(const SchemaType){ .accepts = ACCEPT_NUMBER, .most = 1000 } },
  { "utc", .type = &SCHEMA_PLAIN_BOOLEAN },
  { 0 },
};
const SchemaObject SCHEMA_DATE_OBJECT = { "a date", .properties = DATE_TIME_PROPERTIES };

/* A single value, as a datum or in a domain. */
const SchemaType SCHEMA_VALUE = {
  .accepts = ACCEPT_SCALAR | ACCEPT_NULL | ACCEPT_MAP | EXPR,
  .object = &SCHEMA_DATE_OBJECT,
};
const SchemaType SCHEMA_VALUES = { .accepts = ACCEPT_LIST | EXPR, .items = &SCHEMA_VALUE };

static const SchemaProperty TIME_FORMAT_PROPERTIES[] = {
  { "year", .type = &SCHEMA_PLAIN_STRING },
  { "quarter", .type = &SCHEMA_PLAIN_STRING },
  { "month", .type = &SCHEMA_PLAIN_STRING },
  { "week", .type = &SCHEMA_PLAIN_STRING },
  { "date", .type = &SCHEMA_PLAIN_STRING },
  { "day", .type = &SCHEMA_PLAIN_STRING },
  { "hours", .type = &SCHEMA_PLAIN_STRING },
  { "minutes", .type = &SCHEMA_PLAIN_STRING },
  { "seconds", .type = &SCHEMA_PLAIN_STRING },
  { "milliseconds", .type = &SCHEMA_PLAIN_STRING },
  { 0 },
};
static const SchemaObject TIME_FORMAT = { "a time format", .properties = TIME_FORMAT_PROPERTIES };
const SchemaType SCHEMA_FORMAT = { .accepts = ACCEPT_STRING | ACCEPT_MAP, .object = &TIME_FORMAT };

const SchemaType SCHEMA_FORMAT_TYPE = {
  .accepts = ACCEPT_STRING,
  SCHEMA_WORDS("number", "time"),
  .open = true,
};

const SchemaType SCHEMA_ORDER = {
  .accepts = ACCEPT_STRING | ACCEPT_NULL,
  SCHEMA_WORDS("ascending", "descending"),
};

#define INTERVALS                                                                                  \
  SCHEMA_WORDS("millisecond", "second", "minute", "hour", "day", "week", "month", "year")
static const SchemaProperty INTERVAL_PROPERTIES[] = {
  { "interval", .type = &(const SchemaType){ .accepts = ACCEPT_STRING | EXPR, INTERVALS } },
  { "step", .type = &SCHEMA_NUMBER },
  { 0 },
};
static const SchemaObject INTERVAL = { "a time interval", .properties = INTERVAL_PROPERTIES };
/* Also of `nice`, hence the boolean. */
const SchemaType SCHEMA_TICK_COUNT = {
  .accepts = ACCEPT_NUMBER | ACCEPT_STRING | ACCEPT_BOOLEAN | ACCEPT_MAP | EXPR,
  INTERVALS,
  .most = HUGE_VAL,
  .object = &INTERVAL,
};
