/* Marks, their configuration, and gradients. One table serves all primitive marks, as in Vega-Lite:
 * a style or a configuration may give any of them any of the properties. */
#include "chart/schema_private.h"

/* ---- gradients ---- */

static const SchemaProperty STOP_PROPERTIES[] = {
  { "offset", .type = &SCHEMA_PLAIN_FRACTION },
  { "color", .type = &(const SchemaType){ .accepts = ACCEPT_STRING } },
  { 0 },
};
static const SchemaObject STOP = { "a gradient's stop", .properties = STOP_PROPERTIES };
static const SchemaType STOPS = {
  .accepts = ACCEPT_LIST,
  .items = &(const SchemaType){ .accepts = ACCEPT_MAP, .object = &STOP },
};

static const SchemaProperty GRADIENT_PROPERTIES[] = {
  { "gradient",
    .type = &(const SchemaType){ .accepts = ACCEPT_STRING, SCHEMA_WORDS("linear", "radial") } },
  { "id", .type = &SCHEMA_PLAIN_STRING, SCHEMA_SILENT },
  { "stops", .type = &STOPS },
  { "x1", .type = &SCHEMA_PLAIN_NUMBER },
  { "y1", .type = &SCHEMA_PLAIN_NUMBER },
  { "x2", .type = &SCHEMA_PLAIN_NUMBER },
  { "y2", .type = &SCHEMA_PLAIN_NUMBER },
  { "r1", .type = &SCHEMA_PLAIN_NUMBER },
  { "r2", .type = &SCHEMA_PLAIN_NUMBER },
  { 0 },
};
static const SchemaObject GRADIENT = { "a gradient", .properties = GRADIENT_PROPERTIES };
const SchemaType SCHEMA_PAINT = {
  .accepts = ACCEPT_STRING | ACCEPT_NULL | ACCEPT_MAP | ACCEPT_EXPR,
  .object = &GRADIENT,
};

/* ---- what single properties accept ---- */

static const SchemaProperty BAND_PROPERTIES[] = {
  { "band", .type = &SCHEMA_PLAIN_NUMBER },
  { 0 },
};
static const SchemaObject BAND = { "a relative size", .properties = BAND_PROPERTIES };
static const SchemaType BAND_SIZE = {
  .accepts = ACCEPT_NUMBER | ACCEPT_MAP | ACCEPT_EXPR,
  .object = &BAND,
};
static const SchemaType ALONG_X = {
  .accepts = ACCEPT_NUMBER | ACCEPT_STRING | ACCEPT_EXPR,
  SCHEMA_WORDS("width"),
};
static const SchemaType ALONG_Y = {
  .accepts = ACCEPT_NUMBER | ACCEPT_STRING | ACCEPT_EXPR,
  SCHEMA_WORDS("height"),
};
static const SchemaType BLEND = {
  .accepts = ACCEPT_STRING | ACCEPT_NULL | ACCEPT_EXPR,
  SCHEMA_WORDS("multiply", "screen", "overlay", "darken", "lighten", "color-dodge", "color-burn",
               "hard-light", "soft-light", "difference", "exclusion", "hue", "saturation", "color",
               "luminosity"),
};
static const SchemaType INVALID = {
  .accepts = ACCEPT_STRING | ACCEPT_NULL,
  SCHEMA_WORDS("filter", "break-paths-filter-domains", "break-paths-show-domains",
               "break-paths-show-path-domains", "show"),
};

static const SchemaObject OVERLAY;
static const SchemaType LINE_OVERLAY = { .accepts = ACCEPT_BOOLEAN | ACCEPT_MAP,
                                         .object = &OVERLAY };
static const SchemaType POINT_OVERLAY = {
  .accepts = ACCEPT_BOOLEAN | ACCEPT_STRING | ACCEPT_MAP,
  SCHEMA_WORDS("transparent"),
  .object = &OVERLAY,
};

/* ---- primitive marks ---- */

static const SchemaProperty MARK_PROPERTIES[] = {
  { "align", .type = &SCHEMA_ALIGN },
  { "angle", .type = &SCHEMA_NUMBER },
  { "aria", .type = &SCHEMA_BOOLEAN, SCHEMA_SILENT },
  { "ariaRole", .type = &SCHEMA_STRING, SCHEMA_SILENT },
  { "ariaRoleDescription", .type = &SCHEMA_STRING, SCHEMA_SILENT },
  { "aspect", .type = &SCHEMA_BOOLEAN, SCHEMA_UNSUPPORTED },
  { "bandSize", .type = &SCHEMA_PLAIN_SIZE },
  { "baseline", .type = &SCHEMA_BASELINE },
  { "binSpacing", .type = &SCHEMA_PLAIN_SIZE },
  { "blend", .type = &BLEND, SCHEMA_UNSUPPORTED },
  { "clip", .type = &SCHEMA_BOOLEAN },
  { "color", .type = &SCHEMA_PAINT },
  { "continuousBandSize", .type = &SCHEMA_PLAIN_SIZE },
  { "cornerRadius", .type = &SCHEMA_SIZE },
  { "cornerRadiusBottomLeft", .type = &SCHEMA_SIZE },
  { "cornerRadiusBottomRight", .type = &SCHEMA_SIZE },
  { "cornerRadiusEnd", .type = &SCHEMA_SIZE },
  { "cornerRadiusTopLeft", .type = &SCHEMA_SIZE },
  { "cornerRadiusTopRight", .type = &SCHEMA_SIZE },
  { "cursor", .type = &SCHEMA_STRING, SCHEMA_SILENT },
  { "description", .type = &SCHEMA_STRING, SCHEMA_SILENT },
  { "dir", .type = &(const SchemaType){ .accepts = ACCEPT_STRING | ACCEPT_EXPR,
                                        SCHEMA_WORDS("ltr", "rtl") } },
  { "discreteBandSize", .type = &BAND_SIZE },
  { "dx", .type = &SCHEMA_NUMBER },
  { "dy", .type = &SCHEMA_NUMBER },
  { "ellipsis", .type = &SCHEMA_STRING },
  { "endAngle", .type = &SCHEMA_NUMBER },
  { "fill", .type = &SCHEMA_PAINT },
  { "fillOpacity", .type = &SCHEMA_FRACTION },
  { "filled", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "font", .type = &SCHEMA_STRING },
  { "fontSize", .type = &SCHEMA_SIZE },
  { "fontStyle", .type = &SCHEMA_FONT_STYLE },
  { "fontWeight", .type = &SCHEMA_FONT_WEIGHT },
  { "height", .type = &BAND_SIZE },
  { "href", .type = &SCHEMA_STRING, SCHEMA_SILENT },
  { "innerRadius", .type = &SCHEMA_NUMBER },
  { "interpolate", .type = &SCHEMA_INTERPOLATE },
  { "invalid", .type = &INVALID },
  { "limit", .type = &SCHEMA_NUMBER },
  { "line", .type = &LINE_OVERLAY },
  { "lineBreak", .type = &SCHEMA_STRING },
  { "lineHeight", .type = &SCHEMA_NUMBER },
  { "minBandSize", .type = &SCHEMA_NUMBER },
  { "opacity", .type = &SCHEMA_FRACTION },
  { "order", .type = &(const SchemaType){ .accepts = ACCEPT_NULL | ACCEPT_BOOLEAN } },
  { "orient", .type = &SCHEMA_ORIENTATION },
  { "outerRadius", .type = &SCHEMA_NUMBER },
  { "padAngle", .type = &SCHEMA_NUMBER },
  { "point", .type = &POINT_OVERLAY },
  { "radius", .type = &SCHEMA_NUMBER },
  { "radius2", .type = &SCHEMA_NUMBER },
  { "radius2Offset", .type = &SCHEMA_NUMBER },
  { "radiusOffset", .type = &SCHEMA_NUMBER },
  { "shape", .type = &SCHEMA_STRING },
  { "size", .type = &SCHEMA_SIZE },
  { "smooth", .type = &SCHEMA_BOOLEAN, SCHEMA_UNSUPPORTED },
  { "startAngle", .type = &SCHEMA_NUMBER },
  { "stroke", .type = &SCHEMA_PAINT },
  { "strokeCap", .type = &SCHEMA_CAP },
  { "strokeDash", .type = &SCHEMA_DASH },
  { "strokeDashOffset", .type = &SCHEMA_NUMBER },
  { "strokeJoin", .type = &SCHEMA_JOIN },
  { "strokeMiterLimit", .type = &SCHEMA_NUMBER },
  { "strokeOffset", .type = &SCHEMA_NUMBER, SCHEMA_UNSUPPORTED },
  { "strokeOpacity", .type = &SCHEMA_FRACTION },
  { "strokeWidth", .type = &SCHEMA_SIZE },
  { "style", .type = &SCHEMA_STRING_OR_STRINGS },
  { "tension", .type = &SCHEMA_NUMBER },
  { "text", .type = &SCHEMA_TEXT },
  { "theta", .type = &SCHEMA_NUMBER },
  { "theta2", .type = &SCHEMA_NUMBER },
  { "theta2Offset", .type = &SCHEMA_NUMBER },
  { "thetaOffset", .type = &SCHEMA_NUMBER },
  { "thickness", .type = &SCHEMA_PLAIN_SIZE },
  { "time", .type = &SCHEMA_NUMBER, SCHEMA_INTERACTIVE },
  { "timeUnitBandPosition", .type = &SCHEMA_PLAIN_NUMBER },
  { "timeUnitBandSize", .type = &SCHEMA_PLAIN_NUMBER },
  { "tooltip", .type = &SCHEMA_ANY, SCHEMA_SILENT },
  { "type", .type = &SCHEMA_ANY },
  { "url", .type = &SCHEMA_STRING, SCHEMA_UNSUPPORTED },
  { "width", .type = &BAND_SIZE },
  { "x", .type = &ALONG_X },
  { "x2", .type = &ALONG_X },
  { "x2Offset", .type = &SCHEMA_NUMBER },
  { "xOffset", .type = &SCHEMA_NUMBER },
  { "y", .type = &ALONG_Y },
  { "y2", .type = &ALONG_Y },
  { "y2Offset", .type = &SCHEMA_NUMBER },
  { "yOffset", .type = &SCHEMA_NUMBER },
  { 0 },
};
static const SchemaObject OVERLAY = { "a mark laid over another", .properties = MARK_PROPERTIES };

/* ---- composite marks ---- */

static const SchemaObject PART = { "a part of a mark", .properties = MARK_PROPERTIES };
static const SchemaType PART_TYPE = { .accepts = ACCEPT_BOOLEAN | ACCEPT_NULL | ACCEPT_MAP,
                                      .object = &PART };
static const SchemaType ERROR_EXTENT = {
  .accepts = ACCEPT_STRING,
  SCHEMA_WORDS("ci", "iqr", "stderr", "stdev"),
};

static const SchemaProperty BOX_PLOT_PARTS[] = {
  { "box", .type = &PART_TYPE },
  { "extent", .type = &(const SchemaType){ .accepts = ACCEPT_STRING | ACCEPT_NUMBER,
                                           SCHEMA_WORDS("min-max"),
                                           .most = HUGE_VAL } },
  { "median", .type = &PART_TYPE },
  { "outliers", .type = &PART_TYPE },
  { "rule", .type = &PART_TYPE },
  { "size", .type = &SCHEMA_PLAIN_SIZE },
  { "ticks", .type = &PART_TYPE },
  { 0 },
};
static const SchemaProperty ERROR_BAR_PARTS[] = {
  { "center",
    .type = &(const SchemaType){ .accepts = ACCEPT_STRING, SCHEMA_WORDS("mean", "median") } },
  { "extent", .type = &ERROR_EXTENT },
  { "rule", .type = &PART_TYPE },
  { "size", .type = &SCHEMA_PLAIN_SIZE },
  { "thickness", .type = &SCHEMA_PLAIN_SIZE },
  { "ticks", .type = &PART_TYPE },
  { 0 },
};
static const SchemaProperty ERROR_BAND_PARTS[] = {
  { "band", .type = &PART_TYPE },
  { "borders", .type = &PART_TYPE },
  { "center",
    .type = &(const SchemaType){ .accepts = ACCEPT_STRING, SCHEMA_WORDS("mean", "median") } },
  { "extent", .type = &ERROR_EXTENT },
  { "interpolate", .type = &SCHEMA_INTERPOLATE },
  { "tension", .type = &SCHEMA_PLAIN_FRACTION },
  { 0 },
};
static const SchemaProperty COMPOSITE_PROPERTIES[] = {
  { "clip", .type = &SCHEMA_PLAIN_BOOLEAN }, { "color", .type = &SCHEMA_PAINT },
  { "invalid", .type = &INVALID },           { "opacity", .type = &SCHEMA_FRACTION },
  { "orient", .type = &SCHEMA_ORIENTATION }, { "style", .type = &SCHEMA_STRING_OR_STRINGS },
  { "type", .type = &SCHEMA_ANY },           { 0 },
};
static const SchemaObject BOX_PLOT_CONFIG = { "a box plot's configuration",
                                              .properties = BOX_PLOT_PARTS };
static const SchemaObject ERROR_BAR_CONFIG = { "an error bar's configuration",
                                               .properties = ERROR_BAR_PARTS };
static const SchemaObject ERROR_BAND_CONFIG = { "an error band's configuration",
                                                .properties = ERROR_BAND_PARTS };
static const SchemaObject COMPOSITE = { "a composite mark", .properties = COMPOSITE_PROPERTIES };
static const SchemaObject BOX_PLOT = { "a box plot", .properties = BOX_PLOT_PARTS,
                                       SCHEMA_PARENTS(&COMPOSITE) };
static const SchemaObject ERROR_BAR = { "an error bar", .properties = ERROR_BAR_PARTS,
                                        SCHEMA_PARENTS(&COMPOSITE) };
static const SchemaObject ERROR_BAND = { "an error band", .properties = ERROR_BAND_PARTS,
                                         SCHEMA_PARENTS(&COMPOSITE) };
const SchemaType SCHEMA_BOX_PLOT_CONFIG = { .accepts = ACCEPT_MAP, .object = &BOX_PLOT_CONFIG };
const SchemaType SCHEMA_ERROR_BAR_CONFIG = { .accepts = ACCEPT_MAP, .object = &ERROR_BAR_CONFIG };
const SchemaType SCHEMA_ERROR_BAND_CONFIG = { .accepts = ACCEPT_MAP, .object = &ERROR_BAND_CONFIG };

/* ---- any mark ---- */

static const SchemaVariant COMPOSITES[] = {
  { "type", "boxplot", &BOX_PLOT },
  { "type", "errorbar", &ERROR_BAR },
  { "type", "errorband", &ERROR_BAND },
  { 0 },
};
static const SchemaObject MARK = { "a mark", .properties = MARK_PROPERTIES,
                                   .variants = COMPOSITES };
const SchemaObject SCHEMA_MARK_OBJECT = { "a mark's configuration", .properties = MARK_PROPERTIES };
/* Its reader tells what is wrong with the name. */
const SchemaType SCHEMA_MARK = { 0, .object = &MARK };
const SchemaType SCHEMA_MARK_CONFIG = { .accepts = ACCEPT_MAP, .object = &SCHEMA_MARK_OBJECT };
