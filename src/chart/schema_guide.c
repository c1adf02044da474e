/* Axes, legends, headers of facets, titles. */
#include "chart/schema_private.h"

/* ---- what single properties accept ---- */

static const SchemaType BOUND = { .accepts = ACCEPT_NUMBER | ACCEPT_BOOLEAN | ACCEPT_EXPR };
static const SchemaType OVERLAP = {
  .accepts = ACCEPT_BOOLEAN | ACCEPT_STRING | ACCEPT_EXPR,
  SCHEMA_WORDS("parity", "greedy"),
};
static const SchemaType TICK_BAND = {
  .accepts = ACCEPT_STRING | ACCEPT_EXPR,
  SCHEMA_WORDS("center", "extent"),
};
static const SchemaType LEGEND_TYPE = { .accepts = ACCEPT_STRING,
                                        SCHEMA_WORDS("symbol", "gradient") };
static const SchemaType LEGEND_SIDE = {
  .accepts = ACCEPT_STRING | ACCEPT_EXPR,
  SCHEMA_WORDS("none", "left", "right", "top", "bottom", "top-left", "top-right", "bottom-left",
               "bottom-right"),
};
static const SchemaType TITLE_SIDE = {
  .accepts = ACCEPT_STRING | ACCEPT_EXPR,
  SCHEMA_WORDS("none", "left", "right", "top", "bottom"),
};
static const SchemaType FRAME = {
  .accepts = ACCEPT_STRING | ACCEPT_EXPR,
  SCHEMA_WORDS("bounds", "group"),
};

/* ---- one value for each tick: {condition: {test: …, value: …}, value: …} ---- */

static const SchemaProperty TICK_TEST_PROPERTIES[] = {
  { "expr", .type = &SCHEMA_PLAIN_STRING },
  { "test", .type = &SCHEMA_PREDICATE },
  { "value", .type = &SCHEMA_ANY },
  { 0 },
};
static const SchemaObject TICK_TEST = { "a condition", .properties = TICK_TEST_PROPERTIES };
static const SchemaType TICK_TESTS = {
  .accepts = ACCEPT_MAP | ACCEPT_LIST,
  .object = &TICK_TEST,
  .items = &(const SchemaType){ .accepts = ACCEPT_MAP, .object = &TICK_TEST },
};
static const SchemaProperty TICK_VALUE_PROPERTIES[] = {
  { "condition", .type = &TICK_TESTS },
  { "expr", .type = &SCHEMA_PLAIN_STRING },
  { "value", .type = &SCHEMA_ANY },
  { 0 },
};
static const SchemaObject TICK_VALUE = { "a conditional value",
                                         .properties = TICK_VALUE_PROPERTIES };

#define BY_TICK (ACCEPT_MAP | ACCEPT_EXPR)
static const SchemaType TICK_NUMBER = { .accepts = ACCEPT_NUMBER | BY_TICK, .object = &TICK_VALUE };
static const SchemaType TICK_SIZE = {
  .accepts = ACCEPT_NUMBER | BY_TICK,
  .most = HUGE_VAL,
  .object = &TICK_VALUE,
};
static const SchemaType TICK_FRACTION = {
  .accepts = ACCEPT_NUMBER | BY_TICK,
  .most = 1,
  .object = &TICK_VALUE,
};
static const SchemaType TICK_STRING = { .accepts = ACCEPT_STRING | BY_TICK, .object = &TICK_VALUE };
static const SchemaType TICK_COLOUR = {
  .accepts = ACCEPT_STRING | ACCEPT_NULL | BY_TICK,
  .object = &TICK_VALUE,
};
static const SchemaType TICK_DASH = {
  .accepts = ACCEPT_LIST | ACCEPT_NULL | BY_TICK,
  .items = &SCHEMA_PLAIN_SIZE,
  .object = &TICK_VALUE,
};
static const SchemaType TICK_ALIGN = {
  .accepts = ACCEPT_STRING | BY_TICK,
  SCHEMA_WORDS("left", "center", "right"),
  .object = &TICK_VALUE,
};
static const SchemaType TICK_BASELINE = {
  .accepts = ACCEPT_STRING | BY_TICK,
  SCHEMA_WORDS("alphabetic", "top", "middle", "bottom", "line-top", "line-bottom"),
  .object = &TICK_VALUE,
};
static const SchemaType TICK_FONT_STYLE = {
  .accepts = ACCEPT_STRING | BY_TICK,
  SCHEMA_WORDS("normal", "italic", "oblique"),
  .object = &TICK_VALUE,
};
static const SchemaType TICK_FONT_WEIGHT = {
  .accepts = ACCEPT_STRING | ACCEPT_NUMBER | BY_TICK,
  SCHEMA_WORDS("normal", "bold", "lighter", "bolder"),
  .least = 1,
  .most = 1000,
  .object = &TICK_VALUE,
};

/* ---- axes ---- */

static const SchemaProperty AXIS_PROPERTIES[] = {
  { "aria", .type = &SCHEMA_BOOLEAN, SCHEMA_SILENT },
  { "bandPosition", .type = &SCHEMA_NUMBER },
  { "description", .type = &SCHEMA_STRING, SCHEMA_SILENT },
  { "domain", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "domainCap", .type = &SCHEMA_CAP },
  { "domainColor", .type = &SCHEMA_COLOUR },
  { "domainDash", .type = &SCHEMA_DASH },
  { "domainDashOffset", .type = &SCHEMA_NUMBER },
  { "domainOpacity", .type = &SCHEMA_FRACTION },
  { "domainWidth", .type = &SCHEMA_NUMBER },
  { "encoding", .type = &SCHEMA_ANY, SCHEMA_UNSUPPORTED },
  { "format", .type = &SCHEMA_FORMAT },
  { "formatType", .type = &SCHEMA_FORMAT_TYPE },
  { "grid", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "gridCap", .type = &SCHEMA_CAP },
  { "gridColor", .type = &TICK_COLOUR },
  { "gridDash", .type = &TICK_DASH },
  { "gridDashOffset", .type = &TICK_NUMBER },
  { "gridOpacity", .type = &TICK_FRACTION },
  { "gridWidth", .type = &TICK_SIZE },
  { "labelAlign", .type = &TICK_ALIGN },
  { "labelAngle", .type = &SCHEMA_NUMBER },
  { "labelBaseline", .type = &TICK_BASELINE },
  { "labelBound", .type = &BOUND },
  { "labelColor", .type = &TICK_COLOUR },
  { "labelExpr", .type = &SCHEMA_PLAIN_STRING },
  { "labelFlush", .type = &BOUND },
  { "labelFlushOffset", .type = &SCHEMA_NUMBER },
  { "labelFont", .type = &TICK_STRING },
  { "labelFontSize", .type = &TICK_SIZE },
  { "labelFontStyle", .type = &TICK_FONT_STYLE },
  { "labelFontWeight", .type = &TICK_FONT_WEIGHT },
  { "labelLimit", .type = &SCHEMA_NUMBER },
  { "labelLineHeight", .type = &SCHEMA_NUMBER },
  { "labelOffset", .type = &TICK_NUMBER },
  { "labelOpacity", .type = &TICK_FRACTION },
  { "labelOverlap", .type = &OVERLAP },
  { "labelPadding", .type = &TICK_NUMBER },
  { "labels", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "labelSeparation", .type = &SCHEMA_NUMBER },
  { "maxExtent", .type = &SCHEMA_NUMBER },
  { "minExtent", .type = &SCHEMA_NUMBER },
  { "offset", .type = &SCHEMA_NUMBER },
  { "orient", .type = &SCHEMA_SIDE },
  { "position", .type = &SCHEMA_NUMBER },
  { "style", .type = &SCHEMA_STRING_OR_STRINGS },
  { "tickBand", .type = &TICK_BAND },
  { "tickCap", .type = &SCHEMA_CAP },
  { "tickColor", .type = &TICK_COLOUR },
  { "tickCount", .type = &SCHEMA_TICK_COUNT },
  { "tickDash", .type = &TICK_DASH },
  { "tickDashOffset", .type = &TICK_NUMBER },
  { "tickExtra", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "tickMinStep", .type = &SCHEMA_NUMBER },
  { "tickOffset", .type = &SCHEMA_NUMBER },
  { "tickOpacity", .type = &TICK_FRACTION },
  { "tickRound", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "ticks", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "tickSize", .type = &TICK_SIZE },
  { "tickWidth", .type = &TICK_SIZE },
  { "title", .type = &SCHEMA_TITLE },
  { "titleAlign", .type = &SCHEMA_ALIGN },
  { "titleAnchor", .type = &SCHEMA_ANCHOR },
  { "titleAngle", .type = &SCHEMA_NUMBER },
  { "titleBaseline", .type = &SCHEMA_BASELINE },
  { "titleColor", .type = &SCHEMA_COLOUR },
  { "titleFont", .type = &SCHEMA_STRING },
  { "titleFontSize", .type = &SCHEMA_SIZE },
  { "titleFontStyle", .type = &SCHEMA_FONT_STYLE },
  { "titleFontWeight", .type = &SCHEMA_FONT_WEIGHT },
  { "titleLimit", .type = &SCHEMA_SIZE },
  { "titleLineHeight", .type = &SCHEMA_NUMBER },
  { "titleOpacity", .type = &SCHEMA_FRACTION },
  { "titlePadding", .type = &SCHEMA_NUMBER },
  { "titleX", .type = &SCHEMA_NUMBER },
  { "titleY", .type = &SCHEMA_NUMBER },
  { "translate", .type = &SCHEMA_NUMBER },
  { "values", .type = &SCHEMA_VALUES },
  { "zindex", .type = &SCHEMA_PLAIN_SIZE },
  { 0 },
};
static const SchemaProperty DISABLE_PROPERTIES[] = {
  { "disable", .type = &SCHEMA_PLAIN_BOOLEAN },
  { 0 },
};
const SchemaObject SCHEMA_AXIS_OBJECT = { "an axis", .properties = AXIS_PROPERTIES };
static const SchemaObject AXIS_CONFIG = { "an axis's configuration",
                                          .properties = DISABLE_PROPERTIES,
                                          SCHEMA_PARENTS(&SCHEMA_AXIS_OBJECT) };
const SchemaType SCHEMA_AXIS = { .accepts = ACCEPT_MAP | ACCEPT_NULL,
                                 .object = &SCHEMA_AXIS_OBJECT };
const SchemaType SCHEMA_AXIS_CONFIG = { .accepts = ACCEPT_MAP, .object = &AXIS_CONFIG };

/* ---- legends ---- */

static const SchemaProperty LEGEND_PROPERTIES[] = {
  { "aria", .type = &SCHEMA_BOOLEAN, SCHEMA_SILENT },
  { "clipHeight", .type = &SCHEMA_NUMBER },
  { "columnPadding", .type = &SCHEMA_NUMBER },
  { "columns", .type = &SCHEMA_NUMBER },
  { "cornerRadius", .type = &SCHEMA_NUMBER },
  { "description", .type = &SCHEMA_STRING, SCHEMA_SILENT },
  { "direction", .type = &SCHEMA_ORIENTATION },
  { "encoding", .type = &SCHEMA_ANY, SCHEMA_UNSUPPORTED },
  { "fillColor", .type = &SCHEMA_COLOUR },
  { "format", .type = &SCHEMA_FORMAT },
  { "formatType", .type = &SCHEMA_FORMAT_TYPE },
  { "gradientLength", .type = &SCHEMA_SIZE },
  { "gradientOpacity", .type = &SCHEMA_FRACTION },
  { "gradientStrokeColor", .type = &SCHEMA_COLOUR },
  { "gradientStrokeWidth", .type = &SCHEMA_SIZE },
  { "gradientThickness", .type = &SCHEMA_SIZE },
  { "gridAlign", .type = &SCHEMA_LAYOUT_ALIGN },
  { "labelAlign", .type = &SCHEMA_ALIGN },
  { "labelBaseline", .type = &SCHEMA_BASELINE },
  { "labelColor", .type = &SCHEMA_COLOUR },
  { "labelExpr", .type = &SCHEMA_PLAIN_STRING },
  { "labelFont", .type = &SCHEMA_STRING },
  { "labelFontSize", .type = &SCHEMA_SIZE },
  { "labelFontStyle", .type = &SCHEMA_FONT_STYLE },
  { "labelFontWeight", .type = &SCHEMA_FONT_WEIGHT },
  { "labelLimit", .type = &SCHEMA_NUMBER },
  { "labelOffset", .type = &SCHEMA_SIZE },
  { "labelOpacity", .type = &SCHEMA_FRACTION },
  { "labelOverlap", .type = &OVERLAP },
  { "labelPadding", .type = &SCHEMA_NUMBER, SCHEMA_SILENT },
  { "labelSeparation", .type = &SCHEMA_NUMBER },
  { "legendX", .type = &SCHEMA_NUMBER },
  { "legendY", .type = &SCHEMA_NUMBER },
  { "offset", .type = &SCHEMA_NUMBER },
  { "orient", .type = &LEGEND_SIDE },
  { "padding", .type = &SCHEMA_NUMBER },
  { "rowPadding", .type = &SCHEMA_NUMBER },
  { "strokeColor", .type = &SCHEMA_COLOUR },
  { "symbolDash", .type = &SCHEMA_DASH },
  { "symbolDashOffset", .type = &SCHEMA_NUMBER },
  { "symbolFillColor", .type = &SCHEMA_COLOUR },
  { "symbolLimit", .type = &SCHEMA_NUMBER },
  { "symbolOffset", .type = &SCHEMA_NUMBER },
  { "symbolOpacity", .type = &SCHEMA_FRACTION },
  { "symbolSize", .type = &SCHEMA_SIZE },
  { "symbolStrokeColor", .type = &SCHEMA_COLOUR },
  { "symbolStrokeWidth", .type = &SCHEMA_SIZE },
  { "symbolType", .type = &SCHEMA_STRING },
  { "tickCount", .type = &SCHEMA_TICK_COUNT },
  { "tickMinStep", .type = &SCHEMA_NUMBER },
  { "title", .type = &SCHEMA_TITLE },
  { "titleAlign", .type = &SCHEMA_ALIGN },
  { "titleAnchor", .type = &SCHEMA_ANCHOR },
  { "titleBaseline", .type = &SCHEMA_BASELINE },
  { "titleColor", .type = &SCHEMA_COLOUR },
  { "titleFont", .type = &SCHEMA_STRING },
  { "titleFontSize", .type = &SCHEMA_NUMBER },
  { "titleFontStyle", .type = &SCHEMA_FONT_STYLE },
  { "titleFontWeight", .type = &SCHEMA_FONT_WEIGHT },
  { "titleLimit", .type = &SCHEMA_SIZE },
  { "titleLineHeight", .type = &SCHEMA_NUMBER },
  { "titleOpacity", .type = &SCHEMA_FRACTION },
  { "titleOrient", .type = &SCHEMA_SIDE },
  { "titlePadding", .type = &SCHEMA_NUMBER },
  { "type", .type = &LEGEND_TYPE },
  { "values", .type = &SCHEMA_VALUES },
  { "zindex", .type = &SCHEMA_PLAIN_SIZE, SCHEMA_SILENT },
  { 0 },
};
static const SchemaType LEGEND_BOUNDS = { .accepts = ACCEPT_STRING | ACCEPT_EXPR,
                                          SCHEMA_WORDS("full", "flush") };
static const SchemaProperty LEGEND_SIDE_PROPERTIES[] = {
  { "anchor", .type = &SCHEMA_ANCHOR },  { "bounds", .type = &LEGEND_BOUNDS, SCHEMA_UNSUPPORTED },
  { "center", .type = &SCHEMA_BOOLEAN }, { "direction", .type = &SCHEMA_ORIENTATION },
  { "frame", .type = &FRAME },           { "margin", .type = &SCHEMA_NUMBER },
  { "offset", .type = &SCHEMA_NUMBER },  { 0 },
};
static const SchemaObject LEGEND_SIDE_LAYOUT = { "a side's layout of legends",
                                                 .properties = LEGEND_SIDE_PROPERTIES };
static const SchemaType LEGEND_SIDE_TYPE = { .accepts = ACCEPT_MAP, .object = &LEGEND_SIDE_LAYOUT };
static const SchemaProperty LEGEND_SIDES[] = {
  { "bottom", .type = &LEGEND_SIDE_TYPE },
  { "bottom-left", .type = &LEGEND_SIDE_TYPE },
  { "bottom-right", .type = &LEGEND_SIDE_TYPE },
  { "left", .type = &LEGEND_SIDE_TYPE },
  { "right", .type = &LEGEND_SIDE_TYPE },
  { "top", .type = &LEGEND_SIDE_TYPE },
  { "top-left", .type = &LEGEND_SIDE_TYPE },
  { "top-right", .type = &LEGEND_SIDE_TYPE },
  { 0 },
};
static const SchemaObject LEGENDS_LAYOUT = { "the layout of legends", .properties = LEGEND_SIDES,
                                             SCHEMA_PARENTS(&LEGEND_SIDE_LAYOUT) };
static const SchemaType LEGEND_LAYOUT = { .accepts = ACCEPT_MAP, .object = &LEGENDS_LAYOUT };
static const SchemaProperty LEGEND_CONFIG_PROPERTIES[] = {
  { "disable", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "gradientDirection", .type = &SCHEMA_ORIENTATION },
  { "gradientHorizontalMaxLength", .type = &SCHEMA_PLAIN_NUMBER },
  { "gradientHorizontalMinLength", .type = &SCHEMA_PLAIN_NUMBER },
  { "gradientLabelLimit", .type = &SCHEMA_NUMBER },
  { "gradientLabelOffset", .type = &SCHEMA_NUMBER },
  { "gradientVerticalMaxLength", .type = &SCHEMA_PLAIN_NUMBER },
  { "gradientVerticalMinLength", .type = &SCHEMA_PLAIN_NUMBER },
  { "layout", .type = &LEGEND_LAYOUT },
  { "strokeDash", .type = &SCHEMA_DASH },
  { "strokeWidth", .type = &SCHEMA_NUMBER },
  { "symbolBaseFillColor", .type = &SCHEMA_COLOUR },
  { "symbolBaseStrokeColor", .type = &SCHEMA_COLOUR },
  { "symbolDirection", .type = &SCHEMA_ORIENTATION },
  { "unselectedOpacity", .type = &SCHEMA_PLAIN_FRACTION, SCHEMA_SILENT },
  { 0 },
};
static const SchemaObject LEGEND = { "a legend", .properties = LEGEND_PROPERTIES };
static const SchemaObject LEGEND_CONFIG = { "a legend's configuration",
                                            .properties = LEGEND_CONFIG_PROPERTIES,
                                            SCHEMA_PARENTS(&LEGEND) };
const SchemaType SCHEMA_LEGEND = { .accepts = ACCEPT_MAP | ACCEPT_NULL, .object = &LEGEND };
const SchemaType SCHEMA_LEGEND_CONFIG = { .accepts = ACCEPT_MAP, .object = &LEGEND_CONFIG };

/* ---- headers of facets ---- */

static const SchemaProperty HEADER_PROPERTIES[] = {
  { "format", .type = &SCHEMA_FORMAT },
  { "formatType", .type = &SCHEMA_FORMAT_TYPE },
  { "labelAlign", .type = &SCHEMA_ALIGN },
  { "labelAnchor", .type = &SCHEMA_ANCHOR },
  { "labelAngle", .type = &SCHEMA_PLAIN_NUMBER },
  { "labelBaseline", .type = &SCHEMA_BASELINE },
  { "labelColor", .type = &SCHEMA_COLOUR },
  { "labelExpr", .type = &SCHEMA_PLAIN_STRING },
  { "labelFont", .type = &SCHEMA_STRING },
  { "labelFontSize", .type = &SCHEMA_NUMBER },
  { "labelFontStyle", .type = &SCHEMA_FONT_STYLE },
  { "labelFontWeight", .type = &SCHEMA_FONT_WEIGHT },
  { "labelLimit", .type = &SCHEMA_NUMBER },
  { "labelLineHeight", .type = &SCHEMA_NUMBER },
  { "labelOrient", .type = &SCHEMA_SIDE },
  { "labelPadding", .type = &SCHEMA_NUMBER },
  { "labels", .type = &SCHEMA_PLAIN_BOOLEAN },
  { "orient", .type = &SCHEMA_SIDE },
  { "title", .type = &SCHEMA_TITLE },
  { "titleAlign", .type = &SCHEMA_ALIGN },
  { "titleAnchor", .type = &SCHEMA_ANCHOR },
  { "titleAngle", .type = &SCHEMA_PLAIN_NUMBER },
  { "titleBaseline", .type = &SCHEMA_BASELINE },
  { "titleColor", .type = &SCHEMA_COLOUR },
  { "titleFont", .type = &SCHEMA_STRING },
  { "titleFontSize", .type = &SCHEMA_NUMBER },
  { "titleFontStyle", .type = &SCHEMA_FONT_STYLE },
  { "titleFontWeight", .type = &SCHEMA_FONT_WEIGHT },
  { "titleLimit", .type = &SCHEMA_NUMBER },
  { "titleLineHeight", .type = &SCHEMA_NUMBER },
  { "titleOrient", .type = &SCHEMA_SIDE },
  { "titlePadding", .type = &SCHEMA_NUMBER },
  { 0 },
};
static const SchemaObject HEADER = { "a header", .properties = HEADER_PROPERTIES };
static const SchemaObject HEADER_CONFIG = { "a header's configuration",
                                            .properties = HEADER_PROPERTIES };
const SchemaType SCHEMA_HEADER = { .accepts = ACCEPT_MAP | ACCEPT_NULL, .object = &HEADER };
const SchemaType SCHEMA_HEADER_CONFIG = { .accepts = ACCEPT_MAP, .object = &HEADER_CONFIG };

/* ---- titles ---- */

static const SchemaProperty TITLE_LOOK[] = {
  { "align", .type = &SCHEMA_ALIGN },
  { "anchor", .type = &SCHEMA_ANCHOR },
  { "angle", .type = &SCHEMA_NUMBER },
  { "aria", .type = &SCHEMA_BOOLEAN, SCHEMA_SILENT },
  { "baseline", .type = &SCHEMA_BASELINE },
  { "color", .type = &SCHEMA_COLOUR },
  { "dx", .type = &SCHEMA_NUMBER },
  { "dy", .type = &SCHEMA_NUMBER },
  { "font", .type = &SCHEMA_STRING },
  { "fontSize", .type = &SCHEMA_SIZE },
  { "fontStyle", .type = &SCHEMA_FONT_STYLE },
  { "fontWeight", .type = &SCHEMA_FONT_WEIGHT },
  { "frame", .type = &FRAME },
  { "limit", .type = &SCHEMA_SIZE },
  { "lineHeight", .type = &SCHEMA_NUMBER },
  { "offset", .type = &SCHEMA_NUMBER },
  { "orient", .type = &TITLE_SIDE },
  { "subtitleColor", .type = &SCHEMA_COLOUR },
  { "subtitleFont", .type = &SCHEMA_STRING },
  { "subtitleFontSize", .type = &SCHEMA_SIZE },
  { "subtitleFontStyle", .type = &SCHEMA_FONT_STYLE },
  { "subtitleFontWeight", .type = &SCHEMA_FONT_WEIGHT },
  { "subtitleLineHeight", .type = &SCHEMA_NUMBER },
  { "subtitlePadding", .type = &SCHEMA_NUMBER },
  { "zindex", .type = &SCHEMA_SIZE },
  { 0 },
};
static const SchemaProperty TITLE_PROPERTIES[] = {
  { "style", .type = &SCHEMA_STRING_OR_STRINGS },
  { "subtitle", .type = &SCHEMA_TITLE },
  { "text", .type = &SCHEMA_TITLE },
  { 0 },
};
static const SchemaObject TITLE_CONFIG = { "a title's configuration", .properties = TITLE_LOOK };
static const SchemaObject TITLE = { "a title", .properties = TITLE_PROPERTIES,
                                    SCHEMA_PARENTS(&TITLE_CONFIG) };
const SchemaType SCHEMA_VIEW_TITLE = {
  .accepts = ACCEPT_TEXT | ACCEPT_LIST | ACCEPT_NULL | ACCEPT_MAP,
  .items = &SCHEMA_PLAIN_STRING,
  .object = &TITLE,
};
const SchemaType SCHEMA_TITLE_CONFIG = { .accepts = ACCEPT_MAP, .object = &TITLE_CONFIG };
