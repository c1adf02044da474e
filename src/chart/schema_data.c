/* Data, their formats, and predicates. */
#include "chart/schema_private.h"

/* ---- formats ---- */

static const SchemaType PARSE_ITEM = { .accepts = ACCEPT_STRING | ACCEPT_NULL };
static const SchemaObject PARSE = { "the parsing of fields", .others = &PARSE_ITEM };

static const SchemaProperty FORMAT_PROPERTIES[] = {
  { "type", .type = &(const SchemaType){ .accepts = ACCEPT_STRING,
                                         SCHEMA_WORDS("csv", "tsv", "dsv", "json", "topojson") } },
  { "parse", .type = &(const SchemaType){ .accepts = ACCEPT_MAP | ACCEPT_NULL, .object = &PARSE } },
  { "property", .type = &SCHEMA_PLAIN_STRING },
  { "delimiter", .type = &SCHEMA_PLAIN_STRING },
  { "feature", .type = &SCHEMA_PLAIN_STRING, SCHEMA_UNSUPPORTED },
  { "mesh", .type = &SCHEMA_PLAIN_STRING, SCHEMA_UNSUPPORTED },
  { 0 },
};
static const SchemaObject FORMAT = { "a data format", .properties = FORMAT_PROPERTIES };

/* ---- sources ---- */

static const SchemaProperty SEQUENCE_PROPERTIES[] = {
  { "start", .type = &SCHEMA_PLAIN_NUMBER },
  { "stop", .type = &SCHEMA_PLAIN_NUMBER },
  { "step", .type = &SCHEMA_PLAIN_NUMBER },
  { "as", .type = &SCHEMA_PLAIN_STRING },
  { 0 },
};
static const SchemaObject SEQUENCE = { "a sequence", .properties = SEQUENCE_PROPERTIES };

static const SchemaProperty DATA_PROPERTIES[] = {
  { "name", .type = &SCHEMA_PLAIN_STRING },
  { "url", .type = &(const SchemaType){ .accepts = ACCEPT_STRING } },
  { "values", .type = &SCHEMA_ANY },
  { "sql", .type = &(const SchemaType){ .accepts = ACCEPT_STRING } },
  { "sequence", .type = &(const SchemaType){ .accepts = ACCEPT_MAP, .object = &SEQUENCE } },
  { "format", .type = &(const SchemaType){ .accepts = ACCEPT_MAP, .object = &FORMAT } },
  { "graticule", .type = &SCHEMA_ANY, SCHEMA_UNSUPPORTED },
  { "sphere", .type = &SCHEMA_ANY, SCHEMA_UNSUPPORTED },
  { 0 },
};
static const SchemaObject DATA = { "a data source", .properties = DATA_PROPERTIES };
/* Its reader tells when there are no data. */
const SchemaType SCHEMA_DATA = { 0, .object = &DATA };

/* ---- predicates ---- */

static const SchemaType PREDICATES = { .accepts = ACCEPT_LIST, .items = &SCHEMA_PREDICATE };

static const SchemaProperty PREDICATE_PROPERTIES[] = {
  { "and", .type = &PREDICATES },
  { "or", .type = &PREDICATES },
  { "not", .type = &SCHEMA_PREDICATE },
  { "param", .type = &SCHEMA_PLAIN_STRING },
  { "empty", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "field", .type = &SCHEMA_PLAIN_STRING },
  { "timeUnit", .type = &SCHEMA_TIME_UNIT },
  { "equal", .type = &SCHEMA_VALUE },
  { "lt", .type = &SCHEMA_VALUE },
  { "lte", .type = &SCHEMA_VALUE },
  { "gt", .type = &SCHEMA_VALUE },
  { "gte", .type = &SCHEMA_VALUE },
  { "range", .type = &SCHEMA_VALUES },
  { "oneOf", .type = &SCHEMA_VALUES },
  { "valid", .type = &SCHEMA_PLAIN_BOOLEAN },
  { 0 },
};
static const SchemaObject PREDICATE = { "a predicate", .properties = PREDICATE_PROPERTIES };
/* Its reader tells what is no condition. */
const SchemaType SCHEMA_PREDICATE = { 0, .object = &PREDICATE };
