/* The whole chart, its views and how they are composed. */
#include "chart/schema_private.h"

/* ---- sizes and spaces ---- */

static const SchemaProperty STEP_PROPERTIES[] = {
  { "step", .type = &SCHEMA_PLAIN_SIZE },
  { "for",
    .type = &(const SchemaType){ .accepts = ACCEPT_STRING, SCHEMA_WORDS("position", "offset") } },
  { 0 },
};
static const SchemaObject STEP = { "a step", .properties = STEP_PROPERTIES };
static const SchemaType EXTENT = {
  .accepts = ACCEPT_NUMBER | ACCEPT_STRING | ACCEPT_MAP,
  SCHEMA_WORDS("container"),
  .most = HUGE_VAL,
  .object = &STEP,
};

static const SchemaProperty PADDING_PROPERTIES[] = {
  { "left", .type = &SCHEMA_PLAIN_NUMBER },
  { "right", .type = &SCHEMA_PLAIN_NUMBER },
  { "top", .type = &SCHEMA_PLAIN_NUMBER },
  { "bottom", .type = &SCHEMA_PLAIN_NUMBER },
  { 0 },
};
static const SchemaObject PADDING = { "a padding", .properties = PADDING_PROPERTIES };
const SchemaType SCHEMA_PADDING = { .accepts = ACCEPT_NUMBER | ACCEPT_MAP | ACCEPT_EXPR,
                                    .object = &PADDING };

#define AUTOSIZES SCHEMA_WORDS("pad", "none", "fit", "fit-x", "fit-y")
static const SchemaProperty AUTOSIZE_PROPERTIES[] = {
  { "type", .type = &(const SchemaType){ .accepts = ACCEPT_STRING, AUTOSIZES } },
  { "contains",
    .type = &(const SchemaType){ .accepts = ACCEPT_STRING, SCHEMA_WORDS("content", "padding") } },
  { "resize", .type = &SCHEMA_PLAIN_BOOLEAN, SCHEMA_SILENT },
  { 0 },
};
static const SchemaObject AUTOSIZE = { "an autosize", .properties = AUTOSIZE_PROPERTIES };
const SchemaType SCHEMA_AUTOSIZE = { .accepts = ACCEPT_STRING | ACCEPT_MAP,
                                     AUTOSIZES,
                                     .object = &AUTOSIZE };

/* One value for rows and one for columns, or one for both. */
#define ROW_COLUMN(NAME, title, type_of_value)                                                     \
  static const SchemaProperty NAME##_PROPERTIES[] = {                                              \
    { "row", .type = type_of_value },                                                              \
    { "column", .type = type_of_value },                                                           \
    { 0 },                                                                                         \
  };                                                                                               \
  static const SchemaObject NAME##_OBJECT = { title, .properties = NAME##_PROPERTIES }

ROW_COLUMN(SPACING, "a spacing", &SCHEMA_PLAIN_NUMBER);
ROW_COLUMN(CENTER, "a centring", &SCHEMA_PLAIN_BOOLEAN);
ROW_COLUMN(ALIGN, "an alignment", &SCHEMA_LAYOUT_ALIGN);
static const SchemaType SPACING = { .accepts = ACCEPT_NUMBER | ACCEPT_MAP,
                                    .object = &SPACING_OBJECT };
static const SchemaType CENTER = { .accepts = ACCEPT_BOOLEAN | ACCEPT_MAP,
                                   .object = &CENTER_OBJECT };
static const SchemaType ALIGN = {
  .accepts = ACCEPT_STRING | ACCEPT_MAP,
  SCHEMA_WORDS("all", "each", "none"),
  .object = &ALIGN_OBJECT,
};

/* ---- the plot's own look ---- */

static const SchemaProperty VIEW_LOOK[] = {
  { "cornerRadius", .type = &SCHEMA_SIZE },
  { "cursor", .type = &SCHEMA_STRING, SCHEMA_SILENT },
  { "fill", .type = &SCHEMA_PAINT },
  { "fillOpacity", .type = &SCHEMA_FRACTION },
  { "opacity", .type = &SCHEMA_FRACTION },
  { "stroke", .type = &SCHEMA_PAINT },
  { "strokeCap", .type = &SCHEMA_CAP },
  { "strokeDash", .type = &SCHEMA_DASH },
  { "strokeDashOffset", .type = &SCHEMA_NUMBER },
  { "strokeJoin", .type = &SCHEMA_JOIN },
  { "strokeMiterLimit", .type = &SCHEMA_NUMBER },
  { "strokeOpacity", .type = &SCHEMA_FRACTION },
  { "strokeWidth", .type = &SCHEMA_SIZE },
  { "style", .type = &SCHEMA_STRING_OR_STRINGS },
  { 0 },
};
static const SchemaObject BACKGROUND = { "a view's background", .properties = VIEW_LOOK };
static const SchemaType BACKGROUND_TYPE = { .accepts = ACCEPT_MAP, .object = &BACKGROUND };

static const SchemaType DISCRETE_SIZE = { .accepts = ACCEPT_NUMBER | ACCEPT_MAP, .object = &STEP };
static const SchemaProperty VIEW_CONFIG_PROPERTIES[] = {
  { "clip", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "continuousHeight", .type = &SCHEMA_PLAIN_SIZE },
  { "continuousWidth", .type = &SCHEMA_PLAIN_SIZE },
  { "discreteHeight", .type = &DISCRETE_SIZE },
  { "discreteWidth", .type = &DISCRETE_SIZE },
  { "step", .type = &SCHEMA_PLAIN_SIZE },
  { 0 },
};
static const SchemaObject VIEW_CONFIG = { "the views' configuration",
                                          .properties = VIEW_CONFIG_PROPERTIES,
                                          SCHEMA_PARENTS(&BACKGROUND) };
const SchemaType SCHEMA_VIEW_CONFIG = { .accepts = ACCEPT_MAP, .object = &VIEW_CONFIG };

/* ---- what is shared between views ---- */

static const SchemaType MODE = { .accepts = ACCEPT_STRING, SCHEMA_WORDS("independent", "shared") };
static const SchemaProperty RESOLVE_AXIS_PROPERTIES[] = {
  { "x", .type = &MODE },
  { "y", .type = &MODE },
  { 0 },
};
static const SchemaProperty RESOLVE_LEGEND_PROPERTIES[] = {
  { "angle", .type = &MODE },
  { "color", .type = &MODE },
  { "fill", .type = &MODE },
  { "fillOpacity", .type = &MODE },
  { "opacity", .type = &MODE },
  { "shape", .type = &MODE },
  { "size", .type = &MODE },
  { "stroke", .type = &MODE },
  { "strokeDash", .type = &MODE },
  { "strokeOpacity", .type = &MODE },
  { "strokeWidth", .type = &MODE },
  { "time", .type = &MODE },
  { 0 },
};
static const SchemaProperty RESOLVE_SCALE_PROPERTIES[] = {
  { "radius", .type = &MODE },
  { "theta", .type = &MODE },
  { "xOffset", .type = &MODE },
  { "yOffset", .type = &MODE },
  { 0 },
};
static const SchemaObject RESOLVE_AXIS = { "the resolution of axes",
                                           .properties = RESOLVE_AXIS_PROPERTIES };
static const SchemaObject RESOLVE_LEGEND = { "the resolution of legends",
                                             .properties = RESOLVE_LEGEND_PROPERTIES };
static const SchemaObject RESOLVE_SCALE = { "the resolution of scales",
                                            .properties = RESOLVE_SCALE_PROPERTIES,
                                            SCHEMA_PARENTS(&RESOLVE_AXIS, &RESOLVE_LEGEND) };
static const SchemaProperty RESOLVE_PROPERTIES[] = {
  { "axis", .type = &(const SchemaType){ .accepts = ACCEPT_MAP, .object = &RESOLVE_AXIS } },
  { "legend", .type = &(const SchemaType){ .accepts = ACCEPT_MAP, .object = &RESOLVE_LEGEND } },
  { "scale", .type = &(const SchemaType){ .accepts = ACCEPT_MAP, .object = &RESOLVE_SCALE } },
  { 0 },
};
static const SchemaObject RESOLVE = { "a resolution", .properties = RESOLVE_PROPERTIES };

/* ---- parameters ---- */

static const SchemaProperty PARAMETER_PROPERTIES[] = {
  { "bind", .type = &SCHEMA_ANY, SCHEMA_INTERACTIVE },
  { "expr", .type = &SCHEMA_PLAIN_STRING },
  { "name", .type = &SCHEMA_PLAIN_STRING },
  { "react", .type = &SCHEMA_PLAIN_BOOLEAN, SCHEMA_SILENT },
  { "select", .type = &SCHEMA_ANY, SCHEMA_INTERACTIVE },
  { "value", .type = &SCHEMA_ANY },
  { "views", .type = &SCHEMA_PLAIN_STRINGS, SCHEMA_SILENT },
  { 0 },
};
static const SchemaObject PARAMETER = { "a parameter", .properties = PARAMETER_PROPERTIES };
const SchemaType SCHEMA_PARAMETERS = {
  .accepts = ACCEPT_LIST,
  .items = &(const SchemaType){ .accepts = ACCEPT_MAP, .object = &PARAMETER },
};

/* ---- views ---- */

static const SchemaProperty COMMON_PROPERTIES[] = {
  { "data", .type = &SCHEMA_DATA },
  { "description", .type = &SCHEMA_PLAIN_STRING },
  { "name", .type = &SCHEMA_PLAIN_STRING, SCHEMA_SILENT },
  { "params", .type = &SCHEMA_PARAMETERS },
  { "resolve", .type = &(const SchemaType){ .accepts = ACCEPT_MAP, .object = &RESOLVE } },
  { "title", .type = &SCHEMA_VIEW_TITLE },
  { "transform", .type = &SCHEMA_TRANSFORM },
  { 0 },
};
/* Of whatever has a plot area. */
static const SchemaProperty PLOT_PROPERTIES[] = {
  { "encoding", .type = &SCHEMA_ENCODING },
  { "height", .type = &EXTENT },
  { "projection", .type = &SCHEMA_ANY, SCHEMA_UNSUPPORTED },
  { "view", .type = &BACKGROUND_TYPE },
  { "width", .type = &EXTENT },
  { 0 },
};
/* Of whatever stands in rows and columns. */
static const SchemaProperty GRID_PROPERTIES[] = {
  { "align", .type = &ALIGN },
  { "bounds",
    .type = &(const SchemaType){ .accepts = ACCEPT_STRING, SCHEMA_WORDS("full", "flush") } },
  { "center", .type = &CENTER },
  { "columns", .type = &SCHEMA_PLAIN_SIZE },
  { "spacing", .type = &SPACING },
  { 0 },
};
static const SchemaProperty MARK_PROPERTIES[] = {
  { "mark", .type = &SCHEMA_MARK },
  { 0 },
};

static const SchemaObject VIEW;
static const SchemaType VIEW_TYPE = { .accepts = ACCEPT_MAP, .object = &VIEW };
static const SchemaType VIEWS = { .accepts = ACCEPT_LIST, .items = &VIEW_TYPE, .filled = true };
static const SchemaProperty LAYER_PROPERTIES[] = { { "layer", .type = &VIEWS }, { 0 } };
static const SchemaProperty HCONCAT_PROPERTIES[] = { { "hconcat", .type = &VIEWS }, { 0 } };
static const SchemaProperty VCONCAT_PROPERTIES[] = { { "vconcat", .type = &VIEWS }, { 0 } };
static const SchemaProperty CONCAT_PROPERTIES[] = { { "concat", .type = &VIEWS }, { 0 } };

static const SchemaType NAMES = {
  .accepts = ACCEPT_LIST,
  .items = &SCHEMA_PLAIN_STRING,
  .filled = true,
};
static const SchemaProperty REPEATED_PROPERTIES[] = {
  { "row", .type = &NAMES },
  { "column", .type = &NAMES },
  { "layer", .type = &NAMES },
  { 0 },
};
static const SchemaObject REPEATED = { "a repetition", .properties = REPEATED_PROPERTIES };
static const SchemaType REPEATED_TYPE = {
  .accepts = ACCEPT_LIST | ACCEPT_MAP,
  .items = &SCHEMA_PLAIN_STRING,
  .object = &REPEATED,
  .filled = true,
};
static const SchemaProperty REPEAT_PROPERTIES[] = {
  { "repeat", .type = &REPEATED_TYPE },
  { "spec", .type = &VIEW_TYPE },
  { 0 },
};
static const SchemaProperty FACET_PROPERTIES[] = {
  { "facet", .type = &SCHEMA_FACET },
  { "spec", .type = &VIEW_TYPE },
  { 0 },
};

/* ---- the top level ---- */

static const SchemaProperty TOP_PROPERTIES[] = {
  { "$schema", .type = &SCHEMA_ANY, SCHEMA_SILENT },
  { "autosize", .type = &SCHEMA_AUTOSIZE },
  { "background", .type = &SCHEMA_COLOUR },
  { "config", .type = &SCHEMA_CONFIG },
  { "datasets", .type = &(const SchemaType){ .accepts = ACCEPT_MAP } },
  { "padding", .type = &SCHEMA_PADDING },
  { "usermeta", .type = &SCHEMA_ANY, SCHEMA_SILENT },
  { 0 },
};
static const SchemaProperty NESTED_PROPERTIES[] = {
  { "$schema", .type = &SCHEMA_ANY, SCHEMA_SILENT },
  { "autosize", .type = &SCHEMA_ANY, SCHEMA_TOP_LEVEL },
  { "background", .type = &SCHEMA_ANY, SCHEMA_TOP_LEVEL },
  { "config", .type = &SCHEMA_ANY, SCHEMA_TOP_LEVEL },
  { "datasets", .type = &SCHEMA_ANY, SCHEMA_TOP_LEVEL },
  { "padding", .type = &SCHEMA_ANY, SCHEMA_TOP_LEVEL },
  { "usermeta", .type = &SCHEMA_ANY, SCHEMA_SILENT },
  { 0 },
};

static const SchemaObject COMMON = { "a view", .properties = COMMON_PROPERTIES };
static const SchemaObject PLOT = { "a view", .properties = PLOT_PROPERTIES };
static const SchemaObject GRID = { "a view", .properties = GRID_PROPERTIES };
static const SchemaObject TOP = { "a chart", .properties = TOP_PROPERTIES };
static const SchemaObject NESTED = { "a view", .properties = NESTED_PROPERTIES };

/* ---- kinds of views: inside others, and as the whole chart ---- */

#define KINDS(WHERE, what)                                                                         \
  static const SchemaObject WHERE##_UNIT = {                                                       \
    what,                                                                                          \
    .properties = MARK_PROPERTIES,                                                                 \
    SCHEMA_PARENTS(&PLOT, &COMMON, &GRID, &WHERE),                                                 \
  };                                                                                               \
  static const SchemaObject WHERE##_LAYER = {                                                      \
    what " of layers",                                                                             \
    .properties = LAYER_PROPERTIES,                                                                \
    SCHEMA_PARENTS(&PLOT, &COMMON, &WHERE),                                                        \
  };                                                                                               \
  static const SchemaObject WHERE##_HCONCAT = {                                                    \
    what " with hconcat",                                                                          \
    .properties = HCONCAT_PROPERTIES,                                                              \
    SCHEMA_PARENTS(&COMMON, &GRID, &WHERE),                                                        \
  };                                                                                               \
  static const SchemaObject WHERE##_VCONCAT = {                                                    \
    what " with vconcat",                                                                          \
    .properties = VCONCAT_PROPERTIES,                                                              \
    SCHEMA_PARENTS(&COMMON, &GRID, &WHERE),                                                        \
  };                                                                                               \
  static const SchemaObject WHERE##_CONCAT = {                                                     \
    what " with concat",                                                                           \
    .properties = CONCAT_PROPERTIES,                                                               \
    SCHEMA_PARENTS(&COMMON, &GRID, &WHERE),                                                        \
  };                                                                                               \
  static const SchemaObject WHERE##_REPEAT = {                                                     \
    what " with repeat",                                                                           \
    .properties = REPEAT_PROPERTIES,                                                               \
    SCHEMA_PARENTS(&COMMON, &GRID, &WHERE),                                                        \
  };                                                                                               \
  static const SchemaObject WHERE##_FACET = {                                                      \
    what " with facet",                                                                            \
    .properties = FACET_PROPERTIES,                                                                \
    SCHEMA_PARENTS(&COMMON, &GRID, &WHERE),                                                        \
  };                                                                                               \
  static const SchemaVariant WHERE##_KINDS[] = {                                                   \
    { "layer", NULL, &WHERE##_LAYER },     { "mark", NULL, &WHERE##_UNIT },                        \
    { "hconcat", NULL, &WHERE##_HCONCAT }, { "vconcat", NULL, &WHERE##_VCONCAT },                  \
    { "concat", NULL, &WHERE##_CONCAT },   { "repeat", NULL, &WHERE##_REPEAT },                    \
    { "facet", NULL, &WHERE##_FACET },     { 0 },                                                  \
  };                                                                                               \
  /* Of no kind yet: the key that tells it is missing, or misspelt. */                             \
  static const SchemaObject WHERE##_ANY = {                                                        \
    what,                                                                                          \
    .properties = NULL,                                                                            \
    SCHEMA_PARENTS(&WHERE##_UNIT, &WHERE##_LAYER, &WHERE##_HCONCAT, &WHERE##_VCONCAT,              \
                   &WHERE##_CONCAT, &WHERE##_REPEAT, &WHERE##_FACET),                              \
    .variants = WHERE##_KINDS,                                                                     \
  }

KINDS(NESTED, "a view");
KINDS(TOP, "a chart");

static const SchemaObject VIEW = {
  "a view",
  .properties = NULL,
  SCHEMA_PARENTS(&NESTED_ANY),
  .variants = NESTED_KINDS,
};
const SchemaObject SCHEMA_CHART = {
  "a chart",
  .properties = NULL,
  SCHEMA_PARENTS(&TOP_ANY),
  .variants = TOP_KINDS,
};
