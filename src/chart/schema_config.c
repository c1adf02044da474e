/* The configuration: defaults for everything else. */
#include "chart/schema_private.h"

/* ---- locales ---- */

static const SchemaProperty NUMBER_LOCALE_PROPERTIES[] = {
  { "currency", .type = &SCHEMA_PLAIN_STRINGS },
  { "decimal", .type = &SCHEMA_PLAIN_STRING },
  { "grouping", .type = &SCHEMA_PLAIN_NUMBERS },
  { "minus", .type = &SCHEMA_PLAIN_STRING },
  { "nan", .type = &SCHEMA_PLAIN_STRING },
  { "numerals", .type = &SCHEMA_PLAIN_STRINGS },
  { "percent", .type = &SCHEMA_PLAIN_STRING },
  { "thousands", .type = &SCHEMA_PLAIN_STRING },
  { 0 },
};
static const SchemaProperty TIME_LOCALE_PROPERTIES[] = {
  { "date", .type = &SCHEMA_PLAIN_STRING },
  { "dateTime", .type = &SCHEMA_PLAIN_STRING },
  { "days", .type = &SCHEMA_PLAIN_STRINGS },
  { "months", .type = &SCHEMA_PLAIN_STRINGS },
  { "periods", .type = &SCHEMA_PLAIN_STRINGS },
  { "shortDays", .type = &SCHEMA_PLAIN_STRINGS },
  { "shortMonths", .type = &SCHEMA_PLAIN_STRINGS },
  { "time", .type = &SCHEMA_PLAIN_STRING },
  { 0 },
};
static const SchemaObject NUMBER_LOCALE = { "a number locale",
                                            .properties = NUMBER_LOCALE_PROPERTIES };
static const SchemaObject TIME_LOCALE = { "a time locale", .properties = TIME_LOCALE_PROPERTIES };
static const SchemaProperty LOCALE_PROPERTIES[] = {
  { "number", .type = &(const SchemaType){ .accepts = ACCEPT_MAP, .object = &NUMBER_LOCALE } },
  { "time", .type = &(const SchemaType){ .accepts = ACCEPT_MAP, .object = &TIME_LOCALE } },
  { 0 },
};
static const SchemaObject LOCALE = { "a locale", .properties = LOCALE_PROPERTIES };

/* ---- composition and styles ---- */

static const SchemaProperty COMPOSITION_PROPERTIES[] = {
  { "columns", .type = &SCHEMA_PLAIN_SIZE },
  { "spacing", .type = &SCHEMA_PLAIN_NUMBER },
  { 0 },
};
static const SchemaObject COMPOSITION = { "a composition's configuration",
                                          .properties = COMPOSITION_PROPERTIES };
static const SchemaType COMPOSITION_TYPE = { .accepts = ACCEPT_MAP, .object = &COMPOSITION };

/* Styles have any names and may be those of marks or of axes. */
static const SchemaObject STYLE = { "a style", .properties = NULL,
                                    SCHEMA_PARENTS(&SCHEMA_MARK_OBJECT, &SCHEMA_AXIS_OBJECT) };
static const SchemaType STYLE_TYPE = { .accepts = ACCEPT_MAP, .object = &STYLE };
static const SchemaObject STYLES = { "the styles", .others = &STYLE_TYPE };

/* ---- all of it ---- */

static const SchemaProperty CONFIG_PROPERTIES[] = {
  { "arc", .type = &SCHEMA_MARK_CONFIG },
  { "area", .type = &SCHEMA_MARK_CONFIG },
  { "aria", .type = &SCHEMA_PLAIN_BOOLEAN, SCHEMA_SILENT },
  { "autosize", .type = &SCHEMA_AUTOSIZE },
  { "axis", .type = &SCHEMA_AXIS_CONFIG },
  { "axisBand", .type = &SCHEMA_AXIS_CONFIG },
  { "axisBottom", .type = &SCHEMA_AXIS_CONFIG },
  { "axisDiscrete", .type = &SCHEMA_AXIS_CONFIG },
  { "axisLeft", .type = &SCHEMA_AXIS_CONFIG },
  { "axisPoint", .type = &SCHEMA_AXIS_CONFIG },
  { "axisQuantitative", .type = &SCHEMA_AXIS_CONFIG },
  { "axisRight", .type = &SCHEMA_AXIS_CONFIG },
  { "axisTemporal", .type = &SCHEMA_AXIS_CONFIG },
  { "axisTop", .type = &SCHEMA_AXIS_CONFIG },
  { "axisX", .type = &SCHEMA_AXIS_CONFIG },
  { "axisXBand", .type = &SCHEMA_AXIS_CONFIG },
  { "axisXDiscrete", .type = &SCHEMA_AXIS_CONFIG },
  { "axisXPoint", .type = &SCHEMA_AXIS_CONFIG },
  { "axisXQuantitative", .type = &SCHEMA_AXIS_CONFIG },
  { "axisXTemporal", .type = &SCHEMA_AXIS_CONFIG },
  { "axisY", .type = &SCHEMA_AXIS_CONFIG },
  { "axisYBand", .type = &SCHEMA_AXIS_CONFIG },
  { "axisYDiscrete", .type = &SCHEMA_AXIS_CONFIG },
  { "axisYPoint", .type = &SCHEMA_AXIS_CONFIG },
  { "axisYQuantitative", .type = &SCHEMA_AXIS_CONFIG },
  { "axisYTemporal", .type = &SCHEMA_AXIS_CONFIG },
  { "background", .type = &SCHEMA_COLOUR },
  { "bar", .type = &SCHEMA_MARK_CONFIG },
  { "boxplot", .type = &SCHEMA_BOX_PLOT_CONFIG },
  { "circle", .type = &SCHEMA_MARK_CONFIG },
  { "concat", .type = &COMPOSITION_TYPE },
  { "countTitle", .type = &SCHEMA_PLAIN_STRING },
  { "customFormatTypes", .type = &SCHEMA_PLAIN_BOOLEAN, SCHEMA_UNSUPPORTED },
  { "errorband", .type = &SCHEMA_ERROR_BAND_CONFIG },
  { "errorbar", .type = &SCHEMA_ERROR_BAR_CONFIG },
  { "facet", .type = &COMPOSITION_TYPE },
  { "fieldTitle", .type = &(const SchemaType){ .accepts = ACCEPT_STRING,
                                               SCHEMA_WORDS("verbal", "functional", "plain") } },
  { "font", .type = &SCHEMA_PLAIN_STRING },
  { "geoshape", .type = &SCHEMA_ANY, SCHEMA_UNSUPPORTED },
  { "header", .type = &SCHEMA_HEADER_CONFIG },
  { "headerColumn", .type = &SCHEMA_HEADER_CONFIG },
  { "headerFacet", .type = &SCHEMA_HEADER_CONFIG },
  { "headerRow", .type = &SCHEMA_HEADER_CONFIG },
  { "image", .type = &SCHEMA_ANY, SCHEMA_UNSUPPORTED },
  { "legend", .type = &SCHEMA_LEGEND_CONFIG },
  { "line", .type = &SCHEMA_MARK_CONFIG },
  { "lineBreak", .type = &SCHEMA_STRING },
  { "locale", .type = &(const SchemaType){ .accepts = ACCEPT_MAP, .object = &LOCALE } },
  { "mark", .type = &SCHEMA_MARK_CONFIG },
  { "normalizedNumberFormat", .type = &SCHEMA_PLAIN_STRING },
  { "normalizedNumberFormatType", .type = &SCHEMA_PLAIN_STRING, SCHEMA_UNSUPPORTED },
  { "numberFormat", .type = &SCHEMA_PLAIN_STRING },
  { "numberFormatType", .type = &SCHEMA_PLAIN_STRING, SCHEMA_UNSUPPORTED },
  { "padding", .type = &SCHEMA_PADDING },
  { "params", .type = &SCHEMA_PARAMETERS },
  { "point", .type = &SCHEMA_MARK_CONFIG },
  { "projection", .type = &SCHEMA_ANY, SCHEMA_UNSUPPORTED },
  { "range", .type = &SCHEMA_RANGE_CONFIG },
  { "rect", .type = &SCHEMA_MARK_CONFIG },
  { "rule", .type = &SCHEMA_MARK_CONFIG },
  { "scale", .type = &SCHEMA_SCALE_CONFIG },
  { "selection", .type = &SCHEMA_ANY, SCHEMA_INTERACTIVE },
  { "square", .type = &SCHEMA_MARK_CONFIG },
  { "style", .type = &(const SchemaType){ .accepts = ACCEPT_MAP, .object = &STYLES } },
  { "text", .type = &SCHEMA_MARK_CONFIG },
  { "tick", .type = &SCHEMA_MARK_CONFIG },
  { "timeFormat", .type = &SCHEMA_PLAIN_STRING },
  { "timeFormatType", .type = &SCHEMA_PLAIN_STRING, SCHEMA_UNSUPPORTED },
  { "title", .type = &SCHEMA_TITLE_CONFIG },
  { "tooltipFormat", .type = &SCHEMA_ANY, SCHEMA_INTERACTIVE },
  { "trail", .type = &SCHEMA_MARK_CONFIG },
  { "view", .type = &SCHEMA_VIEW_CONFIG },
  { 0 },
};
static const SchemaObject CONFIG = { "a configuration", .properties = CONFIG_PROPERTIES };
const SchemaType SCHEMA_CONFIG = { .accepts = ACCEPT_MAP, .object = &CONFIG };
