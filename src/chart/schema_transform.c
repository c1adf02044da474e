/* Transforms: the first key that names one tells which it is. */
#include "chart/schema_private.h"

/* ---- shared parts ---- */

static const SchemaProperty MEASURE_PROPERTIES[] = {
  { "op", .type = &SCHEMA_ANY },
  { "field", .type = &SCHEMA_PLAIN_STRING },
  { "as", .type = &SCHEMA_PLAIN_STRING },
  { 0 },
};
static const SchemaObject MEASURE = { "an aggregate", .properties = MEASURE_PROPERTIES };
static const SchemaType MEASURES = {
  .accepts = ACCEPT_LIST,
  .items = &(const SchemaType){ .accepts = ACCEPT_MAP, .object = &MEASURE },
};

static const SchemaProperty SORT_PROPERTIES[] = {
  { "field", .type = &SCHEMA_PLAIN_STRING },
  { "order", .type = &SCHEMA_ORDER },
  { 0 },
};
static const SchemaObject SORT = { "a sort order", .properties = SORT_PROPERTIES };
static const SchemaType SORTS = {
  .accepts = ACCEPT_LIST,
  .items = &(const SchemaType){ .accepts = ACCEPT_MAP, .object = &SORT },
};

const SchemaType SCHEMA_FRAME = {
  .accepts = ACCEPT_LIST,
  .items = &(const SchemaType){ .accepts = ACCEPT_NUMBER | ACCEPT_NULL },
};
const SchemaType SCHEMA_IMPUTE_METHOD = {
  .accepts = ACCEPT_STRING,
  SCHEMA_WORDS("value", "mean", "median", "min", "max"),
};
static const SchemaProperty KEYS_PROPERTIES[] = {
  { "start", .type = &SCHEMA_PLAIN_NUMBER },
  { "stop", .type = &SCHEMA_PLAIN_NUMBER },
  { "step", .type = &SCHEMA_PLAIN_NUMBER },
  { 0 },
};
static const SchemaObject KEYS = { "a sequence of keys", .properties = KEYS_PROPERTIES };
const SchemaType SCHEMA_IMPUTE_KEYS = {
  .accepts = ACCEPT_LIST | ACCEPT_MAP,
  .items = &SCHEMA_VALUE,
  .object = &KEYS,
};

#define FIELD                                                                                      \
  {                                                                                                \
    "field", .type = &SCHEMA_PLAIN_STRING                                                          \
  }
#define AS                                                                                         \
  {                                                                                                \
    "as", .type = &SCHEMA_STRING_OR_STRINGS                                                        \
  }
#define GROUPS                                                                                     \
  {                                                                                                \
    "groupby", .type = &SCHEMA_PLAIN_STRINGS                                                       \
  }

/* ---- rows and columns ---- */

static const SchemaProperty CALCULATE_PROPERTIES[] = {
  { "calculate", .type = &SCHEMA_PLAIN_STRING },
  AS,
  { 0 },
};
static const SchemaProperty FILTER_PROPERTIES[] = {
  { "filter", .type = &SCHEMA_PREDICATE },
  { 0 },
};
static const SchemaProperty BIN_PROPERTIES[] = {
  { "bin", .type = &SCHEMA_BIN },
  FIELD,
  AS,
  { 0 },
};
static const SchemaProperty TIME_UNIT_PROPERTIES[] = {
  { "timeUnit", .type = &SCHEMA_TIME_UNIT },
  FIELD,
  AS,
  { 0 },
};
static const SchemaProperty FLATTEN_PROPERTIES[] = {
  { "flatten", .type = &SCHEMA_PLAIN_STRINGS },
  AS,
  { 0 },
};
static const SchemaProperty FOLD_PROPERTIES[] = {
  { "fold", .type = &SCHEMA_PLAIN_STRINGS },
  AS,
  { 0 },
};
static const SchemaProperty SAMPLE_PROPERTIES[] = {
  { "sample", .type = &SCHEMA_PLAIN_SIZE },
  { 0 },
};
static const SchemaProperty EXTENT_PROPERTIES[] = {
  { "extent", .type = &SCHEMA_PLAIN_STRING },
  { "param", .type = &SCHEMA_PLAIN_STRING },
  { 0 },
};
static const SchemaProperty LOOKUP_FROM_PROPERTIES[] = {
  { "data", .type = &SCHEMA_DATA },
  { "key", .type = &SCHEMA_PLAIN_STRING },
  { "fields", .type = &SCHEMA_PLAIN_STRINGS },
  { "param", .type = &SCHEMA_PLAIN_STRING, SCHEMA_INTERACTIVE },
  { 0 },
};
static const SchemaObject LOOKUP_FROM = { "the table of a lookup",
                                          .properties = LOOKUP_FROM_PROPERTIES };
static const SchemaProperty LOOKUP_PROPERTIES[] = {
  { "lookup", .type = &SCHEMA_PLAIN_STRING },
  { "from", .type = &(const SchemaType){ .accepts = ACCEPT_MAP, .object = &LOOKUP_FROM } },
  { "default", .type = &SCHEMA_ANY },
  AS,
  { 0 },
};

/* ---- groups ---- */

static const SchemaProperty AGGREGATE_PROPERTIES[] = {
  { "aggregate", .type = &MEASURES },
  GROUPS,
  { 0 },
};
static const SchemaProperty JOIN_AGGREGATE_PROPERTIES[] = {
  { "joinaggregate", .type = &MEASURES },
  GROUPS,
  { 0 },
};
static const SchemaProperty PIVOT_PROPERTIES[] = {
  { "pivot", .type = &SCHEMA_PLAIN_STRING },
  { "value", .type = &SCHEMA_PLAIN_STRING },
  { "op", .type = &SCHEMA_ANY },
  { "limit", .type = &SCHEMA_PLAIN_SIZE },
  GROUPS,
  { 0 },
};
static const SchemaProperty STACK_PROPERTIES[] = {
  { "stack", .type = &SCHEMA_PLAIN_STRING },
  { "offset", .type = &(const SchemaType){ .accepts = ACCEPT_STRING,
                                           SCHEMA_WORDS("zero", "center", "normalize") } },
  { "sort", .type = &SORTS },
  GROUPS,
  AS,
  { 0 },
};
static const SchemaProperty IMPUTE_PROPERTIES[] = {
  { "impute", .type = &SCHEMA_PLAIN_STRING },
  { "key", .type = &SCHEMA_PLAIN_STRING },
  { "keyvals", .type = &SCHEMA_IMPUTE_KEYS },
  { "method", .type = &SCHEMA_IMPUTE_METHOD },
  { "value", .type = &SCHEMA_ANY },
  { "frame", .type = &SCHEMA_FRAME },
  GROUPS,
  { 0 },
};
static const SchemaProperty WINDOW_FIELD_PROPERTIES[] = {
  { "param", .type = &SCHEMA_PLAIN_NUMBER },
  { 0 },
};
static const SchemaObject WINDOW_FIELD = { "a window operation",
                                           .properties = WINDOW_FIELD_PROPERTIES,
                                           SCHEMA_PARENTS(&MEASURE) };
static const SchemaProperty WINDOW_PROPERTIES[] = {
  { "window",
    .type = &(const SchemaType){ .accepts = ACCEPT_LIST,
                                 .items = &(const SchemaType){ .accepts = ACCEPT_MAP,
                                                               .object = &WINDOW_FIELD } } },
  { "frame", .type = &SCHEMA_FRAME },
  { "ignorePeers", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "sort", .type = &SORTS },
  GROUPS,
  { 0 },
};

/* ---- statistics ---- */

static const SchemaProperty DENSITY_PROPERTIES[] = {
  { "density", .type = &SCHEMA_PLAIN_STRING },
  { "bandwidth", .type = &SCHEMA_PLAIN_SIZE },
  { "counts", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "cumulative", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "extent", .type = &SCHEMA_PLAIN_NUMBERS },
  { "maxsteps", .type = &SCHEMA_PLAIN_SIZE },
  { "minsteps", .type = &SCHEMA_PLAIN_SIZE },
  { "resolve", .type = &(const SchemaType){ .accepts = ACCEPT_STRING,
                                            SCHEMA_WORDS("independent", "shared") } },
  { "steps", .type = &SCHEMA_PLAIN_SIZE },
  GROUPS,
  AS,
  { 0 },
};
static const SchemaProperty LOESS_PROPERTIES[] = {
  { "loess", .type = &SCHEMA_PLAIN_STRING },
  { "on", .type = &SCHEMA_PLAIN_STRING },
  { "bandwidth", .type = &SCHEMA_PLAIN_FRACTION },
  GROUPS,
  AS,
  { 0 },
};
static const SchemaProperty QUANTILE_PROPERTIES[] = {
  { "quantile", .type = &SCHEMA_PLAIN_STRING },
  { "probs",
    .type = &(const SchemaType){ .accepts = ACCEPT_LIST, .items = &SCHEMA_PLAIN_FRACTION } },
  { "step", .type = &SCHEMA_PLAIN_FRACTION },
  GROUPS,
  AS,
  { 0 },
};
static const SchemaProperty REGRESSION_PROPERTIES[] = {
  { "regression", .type = &SCHEMA_PLAIN_STRING },
  { "on", .type = &SCHEMA_PLAIN_STRING },
  { "method",
    .type = &(const SchemaType){ .accepts = ACCEPT_STRING,
                                 SCHEMA_WORDS("linear", "log", "exp", "pow", "quad", "poly") } },
  { "order", .type = &SCHEMA_PLAIN_SIZE },
  { "extent", .type = &SCHEMA_PLAIN_NUMBERS },
  { "params", .type = &SCHEMA_PLAIN_BOOLEAN },
  GROUPS,
  AS,
  { 0 },
};

/* ---- which is it? ---- */

#define TRANSFORM(name, table) (&(const SchemaObject){ "the transform " name, .properties = table })

/* `extent` last: density and regression have a property of that name. */
static const SchemaVariant TRANSFORMS[] = {
  { "aggregate", NULL, TRANSFORM("aggregate", AGGREGATE_PROPERTIES) },
  { "bin", NULL, TRANSFORM("bin", BIN_PROPERTIES) },
  { "calculate", NULL, TRANSFORM("calculate", CALCULATE_PROPERTIES) },
  { "density", NULL, TRANSFORM("density", DENSITY_PROPERTIES) },
  { "filter", NULL, TRANSFORM("filter", FILTER_PROPERTIES) },
  { "flatten", NULL, TRANSFORM("flatten", FLATTEN_PROPERTIES) },
  { "fold", NULL, TRANSFORM("fold", FOLD_PROPERTIES) },
  { "impute", NULL, TRANSFORM("impute", IMPUTE_PROPERTIES) },
  { "joinaggregate", NULL, TRANSFORM("joinaggregate", JOIN_AGGREGATE_PROPERTIES) },
  { "loess", NULL, TRANSFORM("loess", LOESS_PROPERTIES) },
  { "lookup", NULL, TRANSFORM("lookup", LOOKUP_PROPERTIES) },
  { "pivot", NULL, TRANSFORM("pivot", PIVOT_PROPERTIES) },
  { "quantile", NULL, TRANSFORM("quantile", QUANTILE_PROPERTIES) },
  { "regression", NULL, TRANSFORM("regression", REGRESSION_PROPERTIES) },
  { "sample", NULL, TRANSFORM("sample", SAMPLE_PROPERTIES) },
  { "stack", NULL, TRANSFORM("stack", STACK_PROPERTIES) },
  { "timeUnit", NULL, TRANSFORM("timeUnit", TIME_UNIT_PROPERTIES) },
  { "window", NULL, TRANSFORM("window", WINDOW_PROPERTIES) },
  { "extent", NULL, TRANSFORM("extent", EXTENT_PROPERTIES) },
  { 0 },
};
/* The reader tells what is no transform. */
static const SchemaObject UNKNOWN_TRANSFORM = { "a transform", .variants = TRANSFORMS,
                                                .others = &SCHEMA_ANY };
static const SchemaType ONE_TRANSFORM = { 0, .object = &UNKNOWN_TRANSFORM };
const SchemaType SCHEMA_TRANSFORM = { .accepts = ACCEPT_LIST, .items = &ONE_TRANSFORM };
