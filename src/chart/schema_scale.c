/* Scales, schemes and ranges. */
#include "chart/schema_private.h"

static const SchemaProperty SCHEME_PROPERTIES[] = {
  { "name", .type = &SCHEMA_ANY },
  { "extent", .type = &SCHEMA_PLAIN_NUMBERS },
  { "count", .type = &SCHEMA_PLAIN_SIZE },
  { 0 },
};
static const SchemaObject SCHEME = { "a colour scheme", .properties = SCHEME_PROPERTIES };

static const SchemaProperty BINS_PROPERTIES[] = {
  { "start", .type = &SCHEMA_PLAIN_NUMBER },
  { "step", .type = &SCHEMA_PLAIN_NUMBER },
  { "stop", .type = &SCHEMA_PLAIN_NUMBER },
  { 0 },
};
static const SchemaObject BINS = { "a scale's bins", .properties = BINS_PROPERTIES };

static const SchemaProperty DOMAIN_PROPERTIES[] = {
  { "encoding", .type = &SCHEMA_PLAIN_STRING },
  { "field", .type = &SCHEMA_PLAIN_STRING },
  { "param", .type = &SCHEMA_PLAIN_STRING },
  { "unionWith", .type = &SCHEMA_VALUES },
  { 0 },
};
static const SchemaObject DOMAIN_OBJECT = { "a domain", .properties = DOMAIN_PROPERTIES };

static const SchemaProperty FIELD_PROPERTIES[] = {
  { "field", .type = &SCHEMA_PLAIN_STRING },
  { 0 },
};
static const SchemaObject FIELD_RANGE = { "a range", .properties = FIELD_PROPERTIES };
#define RANGES                                                                                     \
  SCHEMA_WORDS("width", "height", "symbol", "category", "ordinal", "ramp", "diverging", "heatmap")

static const SchemaProperty INTERPOLATE_PROPERTIES[] = {
  { "type", .type = &(const SchemaType){ .accepts = ACCEPT_STRING,
                                         SCHEMA_WORDS("rgb", "cubehelix", "cubehelix-long") } },
  { "gamma", .type = &SCHEMA_PLAIN_NUMBER },
  { 0 },
};
static const SchemaObject INTERPOLATE = { "an interpolation",
                                          .properties = INTERPOLATE_PROPERTIES };
static const SchemaType COLOUR_SPACE = {
  .accepts = ACCEPT_STRING | ACCEPT_MAP | ACCEPT_EXPR,
  SCHEMA_WORDS("rgb", "lab", "hcl", "hcl-long", "hsl", "hsl-long", "cubehelix", "cubehelix-long"),
  .object = &INTERPOLATE,
};

/* A number, a text, or a list: a dash pattern, or the two ends of a range of ranges. */
static const SchemaType RANGE_ITEM = {
  .accepts = ACCEPT_SCALAR | ACCEPT_NULL | ACCEPT_LIST | ACCEPT_EXPR,
};
static const SchemaType DOMAIN_TYPE = {
  .accepts = ACCEPT_LIST | ACCEPT_STRING | ACCEPT_MAP | ACCEPT_EXPR,
  SCHEMA_WORDS("unaggregated"),
  .items = &SCHEMA_VALUE,
  .object = &DOMAIN_OBJECT,
};
static const SchemaType RANGE_TYPE = {
  .accepts = ACCEPT_LIST | ACCEPT_STRING | ACCEPT_MAP | ACCEPT_EXPR,
  RANGES,
  .items = &RANGE_ITEM,
  .object = &FIELD_RANGE,
};
static const SchemaType RANGE_END = { .accepts = ACCEPT_NUMBER | ACCEPT_STRING | ACCEPT_EXPR };

static const SchemaProperty SCALE_PROPERTIES[] = {
  { "align", .type = &SCHEMA_FRACTION },
  { "base", .type = &SCHEMA_NUMBER },
  { "bins", .type = &(const SchemaType){ .accepts = ACCEPT_LIST | ACCEPT_MAP,
                                         .items = &SCHEMA_PLAIN_NUMBER,
                                         .object = &BINS } },
  { "clamp", .type = &SCHEMA_BOOLEAN },
  { "constant", .type = &SCHEMA_NUMBER },
  { "domain", .type = &DOMAIN_TYPE },
  { "domainMax", .type = &SCHEMA_VALUE },
  { "domainMid", .type = &SCHEMA_NUMBER },
  { "domainMin", .type = &SCHEMA_VALUE },
  { "domainRaw", .type = &SCHEMA_ANY },
  { "exponent", .type = &SCHEMA_NUMBER },
  { "interpolate", .type = &COLOUR_SPACE },
  { "nice", .type = &SCHEMA_TICK_COUNT },
  { "padding", .type = &SCHEMA_NUMBER },
  { "paddingInner", .type = &SCHEMA_FRACTION },
  { "paddingOuter", .type = &SCHEMA_SIZE },
  { "range", .type = &RANGE_TYPE },
  { "rangeMax", .type = &RANGE_END },
  { "rangeMin", .type = &RANGE_END },
  { "reverse", .type = &SCHEMA_BOOLEAN },
  { "round", .type = &SCHEMA_BOOLEAN },
  { "scheme",
    .type = &(const SchemaType){ .accepts = ACCEPT_STRING | ACCEPT_LIST | ACCEPT_MAP | ACCEPT_EXPR,
                                 .object = &SCHEME } },
  { "type", .type = &(const SchemaType){ .accepts = ACCEPT_STRING } },
  { "zero", .type = &SCHEMA_BOOLEAN },
  { 0 },
};
static const SchemaObject SCALE = { "a scale", .properties = SCALE_PROPERTIES };
const SchemaType SCHEMA_SCALE = { .accepts = ACCEPT_MAP | ACCEPT_NULL, .object = &SCALE };

/* ---- config.scale ---- */

static const SchemaProperty SHOWN_AS_PROPERTIES[] = {
  { "value", .type = &SCHEMA_ANY },
  { 0 },
};
static const SchemaObject SHOWN_AS = { "what an invalid value is shown as",
                                       .properties = SHOWN_AS_PROPERTIES };
static const SchemaType SHOWN = {
  .accepts = ACCEPT_STRING | ACCEPT_MAP,
  SCHEMA_WORDS("zero-or-min"),
  .object = &SHOWN_AS,
};

static const SchemaProperty INVALID_PROPERTIES[] = {
  { "angle", .type = &SHOWN },
  { "color", .type = &SHOWN },
  { "fill", .type = &SHOWN },
  { "fillOpacity", .type = &SHOWN },
  { "opacity", .type = &SHOWN },
  { "radius", .type = &SHOWN },
  { "shape", .type = &SHOWN },
  { "size", .type = &SHOWN },
  { "stroke", .type = &SHOWN },
  { "strokeDash", .type = &SHOWN },
  { "strokeOpacity", .type = &SHOWN },
  { "strokeWidth", .type = &SHOWN },
  { "theta", .type = &SHOWN },
  { "time", .type = &SHOWN },
  { "x", .type = &SHOWN },
  { "xOffset", .type = &SHOWN },
  { "y", .type = &SHOWN },
  { "yOffset", .type = &SHOWN },
  { 0 },
};
static const SchemaObject INVALID = { "the configuration of invalid values",
                                      .properties = INVALID_PROPERTIES };

static const SchemaProperty SCALE_CONFIG_PROPERTIES[] = {
  { "animationDuration", .type = &SCHEMA_PLAIN_NUMBER, SCHEMA_INTERACTIVE },
  { "bandPaddingInner", .type = &SCHEMA_NUMBER },
  { "bandPaddingOuter", .type = &SCHEMA_NUMBER },
  { "bandWithNestedOffsetPaddingInner", .type = &SCHEMA_NUMBER },
  { "bandWithNestedOffsetPaddingOuter", .type = &SCHEMA_NUMBER },
  { "barBandPaddingInner", .type = &SCHEMA_NUMBER },
  { "clamp", .type = &SCHEMA_BOOLEAN },
  { "continuousPadding", .type = &SCHEMA_NUMBER },
  { "framesPerSecond", .type = &SCHEMA_PLAIN_NUMBER, SCHEMA_INTERACTIVE },
  { "invalid", .type = &(const SchemaType){ .accepts = ACCEPT_MAP, .object = &INVALID } },
  { "maxBandSize", .type = &SCHEMA_PLAIN_SIZE },
  { "maxFontSize", .type = &SCHEMA_PLAIN_SIZE },
  { "maxOpacity", .type = &SCHEMA_PLAIN_FRACTION },
  { "maxSize", .type = &SCHEMA_PLAIN_SIZE },
  { "maxStrokeWidth", .type = &SCHEMA_PLAIN_SIZE },
  { "minBandSize", .type = &SCHEMA_PLAIN_SIZE },
  { "minFontSize", .type = &SCHEMA_PLAIN_SIZE },
  { "minOpacity", .type = &SCHEMA_PLAIN_FRACTION },
  { "minSize", .type = &SCHEMA_PLAIN_SIZE },
  { "minStrokeWidth", .type = &SCHEMA_PLAIN_SIZE },
  { "offsetBandPaddingInner", .type = &SCHEMA_NUMBER },
  { "offsetBandPaddingOuter", .type = &SCHEMA_NUMBER },
  { "pointPadding", .type = &SCHEMA_NUMBER },
  { "quantileCount", .type = &SCHEMA_PLAIN_SIZE },
  { "quantizeCount", .type = &SCHEMA_PLAIN_SIZE },
  { "rectBandPaddingInner", .type = &SCHEMA_NUMBER },
  { "round", .type = &SCHEMA_BOOLEAN },
  { "tickBandPaddingInner", .type = &SCHEMA_NUMBER },
  { "useUnaggregatedDomain", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "xReverse", .type = &SCHEMA_BOOLEAN },
  { "zero", .type = &SCHEMA_PLAIN_BOOLEAN },
  { 0 },
};
static const SchemaObject SCALE_CONFIG = { "the scales' configuration",
                                           .properties = SCALE_CONFIG_PROPERTIES };
const SchemaType SCHEMA_SCALE_CONFIG = { .accepts = ACCEPT_MAP, .object = &SCALE_CONFIG };

/* ---- config.range ---- */

static const SchemaProperty NAMED_RANGE_PROPERTIES[] = {
  { "scheme", .type = &(const SchemaType){ .accepts = ACCEPT_STRING | ACCEPT_LIST } },
  { "extent", .type = &SCHEMA_PLAIN_NUMBERS },
  { "count", .type = &SCHEMA_PLAIN_SIZE },
  { 0 },
};
static const SchemaObject NAMED_RANGE_OBJECT = { "a range", .properties = NAMED_RANGE_PROPERTIES };
static const SchemaType NAMED_RANGE = {
  .accepts = ACCEPT_STRING | ACCEPT_LIST | ACCEPT_MAP,
  RANGES,
  .items = &RANGE_ITEM,
  .object = &NAMED_RANGE_OBJECT,
};
static const SchemaProperty RANGE_CONFIG_PROPERTIES[] = {
  { "category", .type = &NAMED_RANGE },
  { "diverging", .type = &NAMED_RANGE },
  { "heatmap", .type = &NAMED_RANGE },
  { "ordinal", .type = &NAMED_RANGE },
  { "ramp", .type = &NAMED_RANGE },
  { "symbol", .type = &SCHEMA_PLAIN_STRINGS },
  { 0 },
};
static const SchemaObject RANGE_CONFIG = { "the ranges' configuration",
                                           .properties = RANGE_CONFIG_PROPERTIES };
const SchemaType SCHEMA_RANGE_CONFIG = { .accepts = ACCEPT_MAP, .object = &RANGE_CONFIG };
