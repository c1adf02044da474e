/* Vega-Lite's default configuration, with Vega's own below it. Values: the `config` pages of the
 * documentations of Vega-Lite 6 and Vega 6. */
#include "chart/model_private.h"

#include <string.h>

static const char DEFAULTS[] =
    "background: white\n"
    "padding: 5\n"
    "timeFormat: '%b %d, %Y'\n"
    "countTitle: Count of Records\n"
    "normalizedNumberFormat: .0%\n"
    "view: {continuousWidth: 300, continuousHeight: 300, step: 20, stroke: '#ddd', fill: "
    "transparent}\n"
    "mark: {color: '#4c78a8', invalid: break-paths-show-path-domains, timeUnitBandSize: 1}\n"
    "arc: {}\n"
    "area: {}\n"
    "bar: {binSpacing: 1, continuousBandSize: 5, minBandSize: 0.25, timeUnitBandPosition: 0.5}\n"
    "circle: {}\n"
    "line: {}\n"
    "point: {}\n"
    "rect: {binSpacing: 0, continuousBandSize: 5, minBandSize: 0.25, timeUnitBandPosition: 0.5}\n"
    "rule: {color: black}\n"
    "square: {}\n"
    "text: {color: black, fontSize: 11}\n"
    "tick: {binSpacing: 0, continuousBandSize: 5, minBandSize: 0.25, timeUnitBandPosition: 0.5, "
    "thickness: 1}\n"
    "trail: {size: 2}\n"
    "boxplot: {size: 14, extent: 1.5, box: {}, median: {color: white}, outliers: {}, rule: {}, "
    "ticks: null}\n"
    "errorbar: {center: mean, rule: true, ticks: false}\n"
    "errorband: {band: {opacity: 0.3}, borders: false}\n"
    "scale: {pointPadding: 0.5, barBandPaddingInner: 0.1, rectBandPaddingInner: 0, "
    "tickBandPaddingInner: 0.25, bandWithNestedOffsetPaddingInner: 0.2, "
    "bandWithNestedOffsetPaddingOuter: 0.2, minBandSize: 2, minFontSize: 8, maxFontSize: 40, "
    "minOpacity: 0.3, maxOpacity: 0.8, minSize: 4, minStrokeWidth: 1, maxStrokeWidth: 4, "
    "quantileCount: 4, quantizeCount: 4, zero: true}\n"
    "range: {category: {scheme: tableau10}, ordinal: {scheme: blues}, heatmap: {scheme: "
    "yellowgreenblue}, ramp: {scheme: blues}, diverging: {scheme: blueorange, extent: [1, 0]}, "
    "symbol: [circle, "
    "square, triangle-up, cross, diamond, triangle-right, triangle-down, triangle-left]}\n"
    "vega: {axis: {minExtent: 0, maxExtent: 200, bandPosition: 0.5, domain: true, domainWidth: 1, "
    "domainColor: '#888', gridWidth: 1, gridColor: '#ddd', gridOpacity: 1, labels: true, "
    "labelLimit: 180, labelOffset: 0, labelPadding: 2, labelColor: '#000', labelFontSize: 10, "
    "ticks: true, tickColor: '#888', tickOffset: 0, tickSize: 5, tickWidth: 1, titlePadding: 4, "
    "titleColor: '#000', titleFontSize: 11, titleFontWeight: bold, titleLimit: 0}, "
    "title: {orient: top, anchor: middle, offset: 4, subtitlePadding: 3}, style: {color: '#000', "
    "group-title: {color: '#000', fontSize: 13, fontWeight: bold}, "
    "group-subtitle: {color: '#000', fontSize: 12}, guide-label: {color: '#000', fontSize: 10}, "
    "guide-title: {color: '#000', fontSize: 11, fontWeight: bold}}}\n"
    "legend: {orient: right, padding: 0, columnPadding: 10, rowPadding: 2, symbolDirection: "
    "vertical, gradientThickness: 16, "
    "gradientStrokeColor: '#ddd', gradientStrokeWidth: 0, gradientLabelOffset: 2, "
    "labelLimit: 160, labelOffset: 4, symbolLimit: 30, "
    "symbolSize: 100, symbolOffset: 0, symbolStrokeWidth: 1.5, titleLimit: 180, "
    "titleOrient: top, titlePadding: 5, "
    "layout: {offset: 18, direction: horizontal, left: {direction: vertical}, right: {direction: "
    "vertical}}, gradientHorizontalMaxLength: 200, gradientHorizontalMinLength: 100, "
    "gradientVerticalMaxLength: 200, gradientVerticalMinLength: 64, unselectedOpacity: 0.35}\n"
    "title: {}\n"
    "header: {titlePadding: 10, labelPadding: 10}\n"
    "facet: {spacing: 20}\n"
    "concat: {spacing: 20}\n"
    "style: {point: {}, circle: {}, square: {}, "
    "'guide-label': {}, 'guide-title': {}, "
    "'group-title': {}, 'group-subtitle': {}, cell: {}}\n";

/* Shorthands of the top level (`config.font`) stand for the texts of all guides and marks. */
static const Node *
spread_font(Arena *arena, const Node *config)
{
  const Node *font = node_get(config, "font");
  if (!font)
    return config;
  static const char *const PATHS[][2] = {
    { "text", "font" },          { "axis", "labelFont" },   { "axis", "titleFont" },
    { "legend", "labelFont" },   { "legend", "titleFont" }, { "title", "font" },
    { "title", "subtitleFont" }, { "header", "labelFont" }, { "header", "titleFont" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(PATHS); i++) {
    const Node *part = node_get(config, PATHS[i][0]);
    if (!node_get(part, PATHS[i][1]))
      config = node_with(arena, config, PATHS[i][0], node_with(arena, part, PATHS[i][1], font));
  }
  return config;
}

const Node *
config_resolve(Arena *arena, const Node *theme, const Node *own, DiagList *diags)
{
  const Source *source =
      source_from_text(arena, "default configuration", DEFAULTS, strlen(DEFAULTS));
  const Node *config = node_parse(arena, source, diags);
  config = node_merge(arena, config, theme);
  config = node_merge(arena, config, node_is(own, NODE_MAP) ? own : NULL);
  return spread_font(arena, config);
}

const Node *
config_get(const Compilation *compilation, const char *path)
{
  return node_path(compilation->config, path);
}

double
config_number(const Compilation *compilation, const char *path, double otherwise)
{
  return node_number(config_get(compilation, path), otherwise);
}
