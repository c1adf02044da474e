/* Encodings: the definitions of channels and what stands in them. */
#include "chart/schema_private.h"

/* ---- parts of definitions ---- */

static const SchemaProperty REPEAT_PROPERTIES[] = {
  { "repeat", .type = &(const SchemaType){ .accepts = ACCEPT_STRING,
                                           SCHEMA_WORDS("row", "column", "repeat", "layer") } },
  { 0 },
};
static const SchemaObject REPEAT = { "a reference to a repeated field",
                                     .properties = REPEAT_PROPERTIES };
static const SchemaType FIELD = { .accepts = ACCEPT_TEXT | ACCEPT_MAP, .object = &REPEAT };
static const SchemaVariant REPEATS[] = {
  { "repeat", NULL, &REPEAT },
  { 0 },
};
static const SchemaObject DATUM_OBJECT = {
  "a date",
  .properties = NULL,
  SCHEMA_PARENTS(&SCHEMA_DATE_OBJECT),
  .variants = REPEATS,
};
static const SchemaType DATUM = {
  .accepts = ACCEPT_SCALAR | ACCEPT_NULL | ACCEPT_MAP | ACCEPT_EXPR,
  .object = &DATUM_OBJECT,
};

static const SchemaType BIN_EXTENT = {
  .accepts = ACCEPT_LIST | ACCEPT_MAP | ACCEPT_EXPR,
  .items = &SCHEMA_PLAIN_NUMBER,
};
static const SchemaProperty BIN_PROPERTIES[] = {
  { "anchor", .type = &SCHEMA_PLAIN_NUMBER },
  { "base", .type = &(const SchemaType){ .accepts = ACCEPT_NUMBER, .least = 1.001, .most = 1e6 } },
  { "binned", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "divide", .type = &SCHEMA_PLAIN_NUMBERS },
  { "extent", .type = &BIN_EXTENT },
  { "maxbins",
    .type = &(const SchemaType){ .accepts = ACCEPT_NUMBER, .least = 2, .most = HUGE_VAL } },
  { "minstep", .type = &SCHEMA_PLAIN_SIZE },
  { "nice", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "step", .type = &SCHEMA_PLAIN_SIZE },
  { "steps", .type = &SCHEMA_PLAIN_NUMBERS },
  { 0 },
};
static const SchemaObject BIN = { "a bin", .properties = BIN_PROPERTIES };
const SchemaType SCHEMA_BIN = {
  .accepts = ACCEPT_BOOLEAN | ACCEPT_STRING | ACCEPT_NULL | ACCEPT_MAP,
  SCHEMA_WORDS("binned"),
  .object = &BIN,
};

static const SchemaProperty TIME_UNIT_PROPERTIES[] = {
  { "unit", .type = &SCHEMA_ANY },
  { "step", .type = &(const SchemaType){ .accepts = ACCEPT_NUMBER, .least = 1, .most = 1e6 } },
  { "utc", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "binned", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "maxbins", .type = &SCHEMA_PLAIN_SIZE },
  { 0 },
};
static const SchemaObject TIME_UNIT = { "a time unit", .properties = TIME_UNIT_PROPERTIES };
/* Its reader tells when there is no such unit. */
const SchemaType SCHEMA_TIME_UNIT = { 0, .object = &TIME_UNIT };

static const SchemaProperty IMPUTE_PROPERTIES[] = {
  { "frame", .type = &SCHEMA_FRAME },
  { "keyvals", .type = &SCHEMA_IMPUTE_KEYS },
  { "method", .type = &SCHEMA_IMPUTE_METHOD },
  { "value", .type = &SCHEMA_ANY },
  { 0 },
};
static const SchemaObject IMPUTE = { "an imputation", .properties = IMPUTE_PROPERTIES };
static const SchemaType IMPUTE_TYPE = { .accepts = ACCEPT_MAP | ACCEPT_NULL, .object = &IMPUTE };

static const SchemaProperty SORT_PROPERTIES[] = {
  { "encoding", .type = &SCHEMA_PLAIN_STRING },
  { "field", .type = &FIELD },
  { "op", .type = &SCHEMA_ANY },
  { "order", .type = &SCHEMA_ORDER },
  { 0 },
};
static const SchemaObject SORT = { "a sort order", .properties = SORT_PROPERTIES };
static const SchemaType SORT_TYPE = {
  .accepts = ACCEPT_STRING | ACCEPT_LIST | ACCEPT_NULL | ACCEPT_MAP,
  .items = &SCHEMA_VALUE,
  .object = &SORT,
};

/* ---- what definitions have in common ---- */

static const SchemaProperty FIELD_PROPERTIES[] = {
  { "aggregate", .type = &SCHEMA_ANY },
  { "bandPosition", .type = &SCHEMA_PLAIN_FRACTION },
  { "bin", .type = &SCHEMA_BIN },
  { "field", .type = &FIELD },
  { "timeUnit", .type = &SCHEMA_TIME_UNIT },
  { "title", .type = &SCHEMA_TITLE },
  { "type", .type = &(const SchemaType){ .accepts = ACCEPT_STRING } },
  { 0 },
};
static const SchemaObject FIELD_DEF = { "a channel", .properties = FIELD_PROPERTIES };
#define OF_FIELD SCHEMA_PARENTS(&FIELD_DEF)

/* A string is Altair's shorthand; null switches a channel off. */
#define DEFINITION(of)                                                                             \
  {                                                                                                \
    .accepts = ACCEPT_STRING | ACCEPT_NULL | ACCEPT_MAP, .object = (of)                            \
  }
#define DEFINITIONS(of)                                                                            \
  {                                                                                                \
    .accepts = ACCEPT_STRING | ACCEPT_NULL | ACCEPT_MAP | ACCEPT_LIST, .object = (of),             \
    .items = &(const SchemaType)DEFINITION(of)                                                     \
  }

/* ---- positions ---- */

static const SchemaType POSITION_VALUE = {
  .accepts = ACCEPT_NUMBER | ACCEPT_STRING | ACCEPT_EXPR,
  SCHEMA_WORDS("width", "height"),
};
static const SchemaProperty POSITION_PROPERTIES[] = {
  { "axis", .type = &SCHEMA_AXIS },     { "datum", .type = &DATUM },
  { "impute", .type = &IMPUTE_TYPE },   { "scale", .type = &SCHEMA_SCALE },
  { "sort", .type = &SORT_TYPE },       { "stack", .type = &SCHEMA_ANY },
  { "value", .type = &POSITION_VALUE }, { 0 },
};
static const SchemaProperty POLAR_PROPERTIES[] = {
  { "datum", .type = &DATUM },          { "scale", .type = &SCHEMA_SCALE },
  { "sort", .type = &SORT_TYPE },       { "stack", .type = &SCHEMA_ANY },
  { "value", .type = &POSITION_VALUE }, { 0 },
};
static const SchemaProperty OFFSET_PROPERTIES[] = {
  { "datum", .type = &DATUM },
  { "scale", .type = &SCHEMA_SCALE },
  { "sort", .type = &SORT_TYPE },
  { "value", .type = &SCHEMA_NUMBER },
  { 0 },
};
static const SchemaProperty SECONDARY_PROPERTIES[] = {
  { "datum", .type = &DATUM },
  { "value", .type = &POSITION_VALUE },
  { 0 },
};
static const SchemaProperty ERROR_PROPERTIES[] = {
  { "value", .type = &SCHEMA_NUMBER },
  { 0 },
};
static const SchemaObject POSITION = { "a position channel", .properties = POSITION_PROPERTIES,
                                       OF_FIELD };
static const SchemaObject POLAR = { "a polar channel", .properties = POLAR_PROPERTIES, OF_FIELD };
static const SchemaObject OFFSET = { "an offset channel", .properties = OFFSET_PROPERTIES,
                                     OF_FIELD };
static const SchemaObject SECONDARY = { "a secondary channel", .properties = SECONDARY_PROPERTIES,
                                        OF_FIELD };
static const SchemaObject ERROR = { "an error channel", .properties = ERROR_PROPERTIES, OF_FIELD };
static const SchemaType POSITION_TYPE = DEFINITION(&POSITION);
static const SchemaType POLAR_TYPE = DEFINITION(&POLAR);
static const SchemaType OFFSET_TYPE = DEFINITION(&OFFSET);
static const SchemaType SECONDARY_TYPE = DEFINITION(&SECONDARY);
static const SchemaType ERROR_TYPE = DEFINITION(&ERROR);

/* ---- properties of marks, each perhaps with conditions ---- */

static const SchemaProperty TEST_PROPERTIES[] = {
  { "datum", .type = &DATUM },           { "empty", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "format", .type = &SCHEMA_FORMAT },  { "formatType", .type = &SCHEMA_FORMAT_TYPE },
  { "legend", .type = &SCHEMA_LEGEND },  { "param", .type = &SCHEMA_PLAIN_STRING },
  { "scale", .type = &SCHEMA_SCALE },    { "sort", .type = &SORT_TYPE },
  { "test", .type = &SCHEMA_PREDICATE }, { 0 },
};
static const SchemaObject TEST = { "a condition", .properties = TEST_PROPERTIES, OF_FIELD };

/* The value of a channel, and its conditions with such values. */
#define VALUED(CHANNEL, type_of_value)                                                             \
  static const SchemaProperty CHANNEL##_CONDITION_PROPERTIES[] = {                                 \
    { "value", .type = type_of_value },                                                            \
    { 0 },                                                                                         \
  };                                                                                               \
  static const SchemaObject CHANNEL##_CONDITION = {                                                \
    "a condition",                                                                                 \
    .properties = CHANNEL##_CONDITION_PROPERTIES,                                                  \
    SCHEMA_PARENTS(&TEST),                                                                         \
  };                                                                                               \
  static const SchemaType CHANNEL##_CONDITIONS = {                                                 \
    .accepts = ACCEPT_MAP | ACCEPT_LIST,                                                           \
    .object = &CHANNEL##_CONDITION,                                                                \
    .items = &(const SchemaType){ .accepts = ACCEPT_MAP, .object = &CHANNEL##_CONDITION },         \
  };                                                                                               \
  static const SchemaProperty CHANNEL##_VALUE_PROPERTIES[] = {                                     \
    { "condition", .type = &CHANNEL##_CONDITIONS },                                                \
    { "value", .type = type_of_value },                                                            \
    { 0 },                                                                                         \
  };                                                                                               \
  static const SchemaObject CHANNEL##_VALUE = { "a channel",                                       \
                                                .properties = CHANNEL##_VALUE_PROPERTIES }

static const SchemaProperty SCALED_PROPERTIES[] = {
  { "datum", .type = &DATUM },
  { "legend", .type = &SCHEMA_LEGEND },
  { "scale", .type = &SCHEMA_SCALE },
  { "sort", .type = &SORT_TYPE },
  { 0 },
};
static const SchemaProperty TEXT_PROPERTIES[] = {
  { "datum", .type = &DATUM },
  { "format", .type = &SCHEMA_FORMAT },
  { "formatType", .type = &SCHEMA_FORMAT_TYPE },
  { 0 },
};
static const SchemaProperty ORDER_PROPERTIES[] = {
  { "sort", .type = &SCHEMA_ORDER },
  { 0 },
};

static const SchemaType NAME_OR_NULL = { .accepts = ACCEPT_STRING | ACCEPT_NULL | ACCEPT_EXPR };
static const SchemaType LINES_OR_NULL = {
  .accepts = ACCEPT_SCALAR | ACCEPT_NULL | ACCEPT_LIST | ACCEPT_EXPR,
  .items = &SCHEMA_PLAIN_STRING,
};
VALUED(COLOUR, &SCHEMA_PAINT);
VALUED(SIZE, &SCHEMA_SIZE);
VALUED(OPACITY, &SCHEMA_FRACTION);
VALUED(ANGLE, &SCHEMA_NUMBER);
VALUED(DASH, &SCHEMA_DASH);
VALUED(SHAPE, &NAME_OR_NULL);
VALUED(TEXT, &LINES_OR_NULL);
VALUED(ORDER, &SCHEMA_NUMBER);

#define PARENTS_OF(CHANNEL) SCHEMA_PARENTS(&FIELD_DEF, &CHANNEL##_VALUE)
static const SchemaObject COLOUR = { "a colour channel", .properties = SCALED_PROPERTIES,
                                     PARENTS_OF(COLOUR) };
static const SchemaObject SIZE = { "a size channel", .properties = SCALED_PROPERTIES,
                                   PARENTS_OF(SIZE) };
static const SchemaObject OPACITY = { "an opacity channel", .properties = SCALED_PROPERTIES,
                                      PARENTS_OF(OPACITY) };
static const SchemaObject ANGLE = { "an angle channel", .properties = SCALED_PROPERTIES,
                                    PARENTS_OF(ANGLE) };
static const SchemaObject DASH = { "a dash channel", .properties = SCALED_PROPERTIES,
                                   PARENTS_OF(DASH) };
static const SchemaObject SHAPE = { "a shape channel", .properties = SCALED_PROPERTIES,
                                    PARENTS_OF(SHAPE) };
static const SchemaObject TEXT = { "a text channel", .properties = TEXT_PROPERTIES,
                                   PARENTS_OF(TEXT) };
static const SchemaObject ORDER = { "an order channel", .properties = ORDER_PROPERTIES,
                                    PARENTS_OF(ORDER) };
static const SchemaObject DETAIL = { "a detail channel", .properties = FIELD_PROPERTIES };
static const SchemaType COLOUR_TYPE = DEFINITION(&COLOUR);
static const SchemaType SIZE_TYPE = DEFINITION(&SIZE);
static const SchemaType OPACITY_TYPE = DEFINITION(&OPACITY);
static const SchemaType ANGLE_TYPE = DEFINITION(&ANGLE);
static const SchemaType DASH_TYPE = DEFINITION(&DASH);
static const SchemaType SHAPE_TYPE = DEFINITION(&SHAPE);
static const SchemaType TEXT_TYPE = DEFINITION(&TEXT);
static const SchemaType TEXTS_TYPE = DEFINITIONS(&TEXT);
static const SchemaType ORDER_TYPE = DEFINITIONS(&ORDER);
static const SchemaType DETAIL_TYPE = DEFINITIONS(&DETAIL);

/* ---- facets ---- */

static const SchemaProperty FACET_PROPERTIES[] = {
  { "align", .type = &SCHEMA_LAYOUT_ALIGN },
  { "bounds",
    .type = &(const SchemaType){ .accepts = ACCEPT_STRING, SCHEMA_WORDS("full", "flush") } },
  { "center", .type = &(const SchemaType){ .accepts = ACCEPT_BOOLEAN | ACCEPT_MAP } },
  { "columns", .type = &SCHEMA_PLAIN_SIZE },
  { "header", .type = &SCHEMA_HEADER },
  { "sort", .type = &SORT_TYPE },
  { "spacing", .type = &(const SchemaType){ .accepts = ACCEPT_NUMBER | ACCEPT_MAP } },
  { 0 },
};
static const SchemaObject FACET_CHANNEL = { "a facet channel", .properties = FACET_PROPERTIES,
                                            OF_FIELD };
static const SchemaType FACET_CHANNEL_TYPE = DEFINITION(&FACET_CHANNEL);

static const SchemaProperty ROW_COLUMN_PROPERTIES[] = {
  { "row", .type = &FACET_CHANNEL_TYPE },
  { "column", .type = &FACET_CHANNEL_TYPE },
  { 0 },
};
static const SchemaObject ROW_COLUMN = { "a facet", .properties = ROW_COLUMN_PROPERTIES };
static const SchemaVariant FACETS[] = {
  { "row", NULL, &ROW_COLUMN },
  { "column", NULL, &ROW_COLUMN },
  { 0 },
};
static const SchemaObject FACET = { "a facet", .properties = FACET_PROPERTIES, OF_FIELD,
                                    .variants = FACETS };
const SchemaType SCHEMA_FACET = { .accepts = ACCEPT_STRING | ACCEPT_MAP, .object = &FACET };

/* ---- all channels ---- */

static const SchemaProperty ENCODING_PROPERTIES[] = {
  { "angle", .type = &ANGLE_TYPE },
  { "color", .type = &COLOUR_TYPE },
  { "column", .type = &FACET_CHANNEL_TYPE },
  { "description", .type = &TEXT_TYPE, SCHEMA_SILENT },
  { "detail", .type = &DETAIL_TYPE },
  { "facet", .type = &FACET_CHANNEL_TYPE },
  { "fill", .type = &COLOUR_TYPE },
  { "fillOpacity", .type = &OPACITY_TYPE },
  { "href", .type = &TEXT_TYPE, SCHEMA_SILENT },
  { "key", .type = &DETAIL_TYPE, SCHEMA_SILENT },
  { "opacity", .type = &OPACITY_TYPE },
  { "order", .type = &ORDER_TYPE },
  { "radius", .type = &POLAR_TYPE },
  { "radius2", .type = &SECONDARY_TYPE },
  { "row", .type = &FACET_CHANNEL_TYPE },
  { "shape", .type = &SHAPE_TYPE },
  { "size", .type = &SIZE_TYPE },
  { "stroke", .type = &COLOUR_TYPE },
  { "strokeDash", .type = &DASH_TYPE },
  { "strokeOpacity", .type = &OPACITY_TYPE },
  { "strokeWidth", .type = &SIZE_TYPE },
  { "text", .type = &TEXT_TYPE },
  { "theta", .type = &POLAR_TYPE },
  { "theta2", .type = &SECONDARY_TYPE },
  { "tooltip", .type = &TEXTS_TYPE, SCHEMA_SILENT },
  { "url", .type = &TEXT_TYPE, SCHEMA_SILENT },
  { "x", .type = &POSITION_TYPE },
  { "x2", .type = &SECONDARY_TYPE },
  { "xError", .type = &ERROR_TYPE },
  { "xError2", .type = &ERROR_TYPE },
  { "xOffset", .type = &OFFSET_TYPE },
  { "y", .type = &POSITION_TYPE },
  { "y2", .type = &SECONDARY_TYPE },
  { "yError", .type = &ERROR_TYPE },
  { "yError2", .type = &ERROR_TYPE },
  { "yOffset", .type = &OFFSET_TYPE },
  { 0 },
};
/* The encoding's reader tells what is no channel. */
static const SchemaObject ENCODING = { "an encoding", .properties = ENCODING_PROPERTIES,
                                       .others = &SCHEMA_ANY };
const SchemaType SCHEMA_ENCODING = { .accepts = ACCEPT_MAP, .object = &ENCODING };
