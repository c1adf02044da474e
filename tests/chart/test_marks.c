/* Marks: small specifications and facts of their scenes, computed by hand. Plots are 100 × 100 and
 * most domains 0 to 10, so that a unit of data is ten points. */
#include "chart/chart.h"
#include "render/render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixed_metrics.h"

#define PLOT "width: 100\nheight: 100\n"
#define TEN "scale: {domain: [0, 10]}"
#define X "x: {field: x, type: quantitative, " TEN "}"
#define Y "y: {field: y, type: quantitative, " TEN "}"
#define COLOUR                                                                                     \
  "color: {field: c, legend: null, scale: {domain: [a, b], range: ['#ff0000', '#0000ff']}}"

typedef struct Case {
  const char *name;
  const char *spec;
  const char *marks; /* what the scene must say at least; null: must not be there */
} Case;

static const Case CASES[] = {
  { "lines are sorted along x and split by colour",
    PLOT "data: {values: [{x: 2, y: 2, c: a}, {x: 0, y: 0, c: a}, {x: 0, y: 10, c: b},"
         " {x: 10, y: 10, c: b}]}\nmark: line\nencoding: {" X ", " Y ", " COLOUR "}",
    "[{type: line, items: [{points: [[0, 100], [20, 80]], stroke: '#ff0000', strokeWidth: 2},"
    " {points: [[0, 0], [100, 0]], stroke: '#0000ff', fill: null}]}]" },
  { "detail splits lines that look the same",
    PLOT "data: {values: [{x: 0, y: 0, d: 1}, {x: 5, y: 5, d: 2}, {x: 10, y: 0, d: 1},"
         " {x: 10, y: 5, d: 2}]}\nmark: line\nencoding: {" X ", " Y ", detail: {field: d}}",
    "[{items: [{points: [[0, 100], [100, 100]]}, {points: [[50, 50], [100, 50]]}]}]" },
  { "the order channel sorts instead of x",
    PLOT "data: {values: [{x: 2, y: 2, o: 3}, {x: 8, y: 8, o: 1}, {x: 0, y: 0, o: 2}]}\n"
         "mark: line\nencoding: {" X ", " Y ", order: {field: o}}",
    "[{items: [{points: [[80, 20], [0, 100], [20, 80]]}]}]" },
  { "order: false keeps the order of the data",
    PLOT "data: {values: [{x: 2, y: 2}, {x: 8, y: 8}, {x: 0, y: 0}]}\n"
         "mark: {type: line, order: false}\nencoding: {" X ", " Y "}",
    "[{items: [{points: [[20, 80], [80, 20], [0, 100]]}]}]" },
  { "a line along y when x is measured against categories",
    PLOT "data: {values: [{x: 3, k: b}, {x: 1, k: a}]}\nmark: line\n"
         "encoding: {" X ", y: {field: k, type: ordinal}}",
    "[{items: [{points: [[10, 25], [30, 75]]}]}]" },
  { "missing values make one gap, none at the ends",
    PLOT "data: {values: [{x: 0, y: null}, {x: 1, y: 1}, {x: 2, y: null}, {x: 3, y: null},"
         " {x: 4, y: 4}, {x: 5, y: null}]}\nmark: line\nencoding: {" X ", " Y "}",
    "[{items: [{points: [[10, 90], null, [40, 60]]}]}]" },
  { "filtered missing values join the line",
    PLOT "data: {values: [{x: 1, y: 1}, {x: 2, y: null}, {x: 4, y: 4}]}\n"
         "mark: {type: line, invalid: filter}\nencoding: {" X ", " Y "}",
    "[{items: [{points: [[10, 90], [40, 60]]}]}]" },
  { "shown missing values stand at zero",
    PLOT "data: {values: [{x: 1, y: 1}, {x: 2, y: null}, {x: 4, y: 4}]}\n"
         "mark: {type: line, invalid: show}\nencoding: {" X ", " Y "}",
    "[{items: [{points: [[10, 90], [20, 100], [40, 60]]}]}]" },
  { "interpolation, tension, caps and size",
    PLOT "data: {values: [{x: 0, y: 0}, {x: 1, y: 1}]}\nmark: {type: line, interpolate: cardinal,"
         " tension: 0.5, strokeCap: round, size: 5}\nencoding: {" X ", " Y "}",
    "[{items: [{interpolate: cardinal, tension: 0.5, strokeCap: round, strokeWidth: 5}]}]" },
  { "areas stand on zero",
    PLOT "data: {values: [{x: 5, y: 5}, {x: 0, y: 10}]}\nmark: area\nencoding: {" X ", " Y "}",
    "[{type: area, items: [{points: [[0, 0, 0, 100], [50, 50, 50, 100]], fill: '#4c78a8',"
    " stroke: null}]}]" },
  { "areas between two fields",
    PLOT "data: {values: [{x: 0, y: 2, z: 4}, {x: 10, y: 3, z: 9}]}\nmark: area\n"
         "encoding: {" X ", " Y ", y2: {field: z}}",
    "[{items: [{points: [[0, 80, 0, 60], [100, 70, 100, 10]]}]}]" },
  { "horizontal areas",
    PLOT "data: {values: [{x: 2, y: 0}, {x: 4, y: 10}]}\nmark: {type: area, orient: horizontal}\n"
         "encoding: {" X ", " Y "}",
    "[{items: [{points: [[40, 0, 0, 0], [20, 100, 0, 100]]}]}]" },
  { "stacked areas get zero where a part has no value",
    PLOT "data: {values: [{x: 0, y: 2, c: a}, {x: 10, y: 2, c: a}, {x: 0, y: 4, c: b}]}\n"
         "mark: area\nencoding: {" X ", " Y ", color: {field: c}}",
    "[{items: [{points: [[0, 40, 0, 60], [100, 80, 100, 100]]},"
    " {points: [[0, 60, 0, 100], [100, 100, 100, 100]]}]}]" },
  { "as parts of their own where a domain of colours has the order",
    PLOT "data: {values: [{x: 0, y: 2, c: a}, {x: 5, y: 2, c: a}, {x: 10, y: 2, c: a},"
         " {x: 0, y: 4, c: b}, {x: 10, y: 4, c: b}]}\n"
         "mark: area\nencoding: {" X ", " Y ", " COLOUR "}",
    "[{items: [{points: [[0, 40, 0, 60], [50, 80, 50, 100], [100, 40, 100, 60]]},"
    " {points: [[0, 60, 0, 100], [100, 60, 100, 100]]}, {points: [[50, 80, 50, 80]]}]}]" },
  { "unless told otherwise",
    PLOT "data: {values: [{x: 0, y: 2, c: a}, {x: 10, y: 2, c: a}, {x: 0, y: 4, c: b}]}\n"
         "mark: area\nencoding: {" X ", y: {field: y, type: quantitative, impute: null, " TEN
         "}, " COLOUR "}",
    "[{items: [{points: [[0, 40, 0, 60], [100, 80, 100, 100]]}, {points: [[0, 60, 0, 100]]}]}]" },
  { "trails are as wide as the data say",
    PLOT "data: {values: [{x: 0, y: 0, w: 1}, {x: 10, y: 10, w: 3}]}\nmark: trail\nencoding: {" X
         ", " Y ", size: {field: w, type: quantitative, scale: null}}",
    "[{type: trail, items: [{points: [[0, 100, 1], [100, 0, 3]], fill: '#4c78a8'}]}]" },
  { "points are hollow, of area 30, half transparent",
    PLOT "data: {values: [{x: 1, y: 1}]}\nmark: point\nencoding: {" X ", " Y "}",
    "[{type: symbol, items: [{x: 10, y: 90, size: 30, shape: circle, stroke: '#4c78a8',"
    " strokeOpacity: 0.7, strokeWidth: 2, fill: null}]}]" },
  { "sizes, shapes and angles from values and fields",
    PLOT "data: {values: [{x: 1, y: 1, s: p}, {x: 2, y: 2, s: q}]}\nmark: {type: point,"
         " filled: true}\nencoding: {" X ", " Y ", size: {value: 50}, angle: {value: 45},"
         " shape: {field: s, legend: null, scale: {range: [diamond, cross]}}}",
    "[{items: [{size: 50, shape: diamond, angle: 45, fill: '#4c78a8'}, {shape: cross}]}]" },
  { "points without a position stand in the middle",
    PLOT "data: {values: [{y: 1}]}\nmark: circle\nencoding: {" Y "}",
    "[{items: [{x: 50, y: 90, fill: '#4c78a8', fillOpacity: 0.7}]}]" },
  { "squares", PLOT "data: {values: [{x: 1, y: 1}]}\nmark: square\nencoding: {" X ", " Y "}",
    "[{items: [{shape: square, size: 30}]}]" },
  { "missing values make no points",
    PLOT "data: {values: [{x: 1, y: null}, {x: 2, y: 2}]}\nmark: point\nencoding: {" X ", " Y "}",
    "[{items: [{x: 20, y: 80}]}]" },
  { "rects between ends and over the whole plot",
    PLOT "data: {values: [{x: 1, z: 3}]}\nmark: rect\nencoding: {" X ", x2: {field: z}}",
    "[{type: rect, items: [{x: 10, y: 0, width: 20, height: 100}]}]" },
  { "rects fill bands",
    "data: {values: [{x: a, y: p}, {x: b, y: p}]}\nmark: rect\nencoding: {x: {field: x}, y: "
    "{field: "
    "y}}",
    "[{items: [{x: 0, y: 0, width: 20, height: 20}, {x: 20}]}]" },
  { "ticks cross the axis along which they measure",
    "width: 100\ndata: {values: [{x: 5, k: a}]}\nmark: tick\nencoding: {" X ", y: {field: k}}",
    "[{type: rect, items: [{x: 49.5, y: 2.5, width: 1, height: 15, fillOpacity: 0.7}]}]" },
  { "ticks of a given length and thickness",
    PLOT "data: {values: [{y: 5}]}\nmark: {type: tick, size: 30, thickness: 4}\nencoding: {" Y "}",
    "[{items: [{x: 35, y: 48, width: 30, height: 4}]}]" },
  { "points over a line",
    PLOT "data: {values: [{x: 0, y: 0}, {x: 1, y: 1}]}\nmark: {type: line, point: true}\n"
         "encoding: {" X ", " Y "}",
    "[{type: line}, {type: symbol, items: [{x: 0, y: 100, fill: '#4c78a8', fillOpacity: null},"
    " {x: 10, y: 90}]}]" },
  { "transparent points draw nothing",
    PLOT "data: {values: [{x: 0, y: 0}, {x: 1, y: 1}]}\nmark: {type: line, point: transparent}\n"
         "encoding: {" X ", " Y "}",
    "[{type: line}, {type: symbol, items: [{fill: null, stroke: null}, {}]}]" },
  { "line and points over a stacked area",
    PLOT "data: {values: [{x: 0, y: 1, c: a}, {x: 1, y: 1, c: a}, {x: 0, y: 2, c: b},"
         " {x: 1, y: 2, c: b}]}\nmark: {type: area, line: {strokeWidth: 1}, point: {size: 9}}\n"
         "encoding: {" X ", " Y ", " COLOUR "}",
    "[{type: area, items: [{fillOpacity: 0.7}, {}]},"
    " {type: line, items: [{points: [[0, 70], [10, 70]], strokeWidth: null},"
    " {points: [[0, 80], [10, 80]]}]}, {type: symbol, items: [{size: 9}, {}, {}, {}]}]" },
  { "overlays from the configuration",
    PLOT "data: {values: [{x: 0, y: 0}, {x: 1, y: 1}]}\nmark: area\nconfig: {area: {line: true},"
         " line: {point: true}}\nencoding: {" X ", " Y "}",
    "[{type: area}, {type: line}]" },
  { "lines between two ends are rules",
    PLOT "data: {values: [{x: 1, z: 3, y: 5}]}\nmark: line\nencoding: {" X ", x2: {field: z}, " Y
         "}",
    "[{type: rule, items: [{x: 10, x2: 30, y: 50, y2: 50}]}]" },
  { "colours of datums, whatever the data's columns",
    PLOT "data: {values: [{k: u, x: 0, y: 0}, {k: v, x: 1, y: 1}]}\nmark: line\nencoding: {" X
         ", " Y ", color: {datum: v, legend: null}}",
    "[{items: [{points: [[0, 100], [10, 90]], stroke: '#4c78a8'}]}]" },
  { "bins moved by offsets at both ends",
    PLOT "data: {values: [{a: 2, b: 4, y: 5}]}\nmark: {type: bar, xOffset: -2, x2Offset: 2,"
         " binSpacing: 0}\nencoding: {x: {field: a, bin: binned, " TEN "}, x2: {field: b}, " Y "}",
    "[{items: [{x: 22.5, width: 16, y: 50, height: 50}]}]" },
  { "the second end of a time unit is its start",
    PLOT
    "data: {values: [{a: '2020-01-01', b: '2020-12-31'}]}\nmark: rect\nencoding: {"
    "x: {timeUnit: utcyear, field: a, scale: {domain: [{year: 2019, utc: true}, {year: 2021, utc:"
    " true}]}}, x2: {timeUnit: utcyear, field: b}}",
    "[{items: [{width: 0}]}]" },
  { "layers inherit what a rewritten mark leaves to them",
    PLOT "data: {values: [{x: 0, y: 0}, {x: 1, y: 1}]}\nencoding: {" X ", " Y "}\n"
         "layer: [{mark: {type: line, point: true}}, {mark: rule}]",
    "[{type: line}, {type: symbol}, {type: rule}]" },
};

#define SPREAD "data: {values: [{y: 2, k: p}, {y: 4, k: p}, {y: 6, k: p}]}\n"

static const Case COMPOSITES[] = {
  { "standard deviation around the mean",
    PLOT SPREAD "mark: {type: errorbar, extent: stdev}\nencoding: {" Y "}",
    "[{type: rule, items: [{x: 50, y: 80, x2: 50, y2: 40, stroke: '#000000'}]}]" },
  { "standard error is the default: 2 / √3", PLOT SPREAD "mark: errorbar\nencoding: {" Y "}",
    "[{items: [{y: 71.547, y2: 48.453}]}]" },
  { "quartiles, with ticks",
    PLOT SPREAD "mark: {type: errorbar, extent: iqr, ticks: true}\nencoding: {" Y "}",
    "[{type: rect, items: [{y: 69.5, height: 1}]}, {type: rect, items: [{y: 49.5}]},"
    " {type: rule, items: [{y: 70, y2: 50}]}]" },
  { "ends that the data give",
    PLOT "data: {values: [{y: 5, e: 1, f: -2}]}\nmark: errorbar\nencoding: {" Y
         ", yError: {field: e}, yError2: {field: f}}",
    "[{items: [{y: 70, y2: 40}]}]" },
  { "a spread of one value is missing",
    PLOT "data: {values: [{y: 2}]}\nmark: {type: errorbar, extent: stdev}\nencoding: {" Y "}",
    "[]" },
  { "bands along x",
    PLOT "data: {values: [{x: 0, y: 1}, {x: 0, y: 3}, {x: 10, y: 4}, {x: 10, y: 8}]}\n"
         "mark: {type: errorband, extent: iqr, borders: true}\nencoding: {" X ", " Y "}",
    "[{type: area, items: [{points: [[0, 85, 0, 75], [100, 50, 100, 30]], fillOpacity: 0.3}]},"
    " {type: line, items: [{points: [[0, 85], [100, 50]]}]},"
    " {type: line, items: [{points: [[0, 75], [100, 30]]}]}]" },
  { "bands across the plot",
    PLOT SPREAD "mark: {type: errorband, extent: stdev}\nencoding: {" Y "}",
    "[{type: rect, items: [{x: 0, y: 40, width: 100, height: 40}]}]" },
  { "a box plot with an outlier",
    PLOT "data: {values: [1, 2, 3, 4, 20]}\nmark: boxplot\nencoding: {y: {field: data,"
         " type: quantitative, scale: {domain: [0, 20]}}}",
    "[{type: symbol, items: [{x: 50, y: 0, stroke: '#4c78a8', strokeOpacity: 0.7}]},"
    " {type: rule, items: [{x: 50, y: 95, y2: 90, stroke: '#000000'}]},"
    " {type: rule, items: [{y: 80, y2: 80}]},"
    " {type: rect, items: [{x: 43, y: 80, width: 14, height: 10, fill: '#4c78a8'}]},"
    " {type: rect, items: [{x: 43, y: 84.5, width: 14, height: 1, fill: '#ffffff',"
    " fillOpacity: 0.7}]}]" },
  { "whiskers to the ends, on their side, in groups",
    PLOT "data: {values: [{v: 0, k: p}, {v: 10, k: p}, {v: 5, k: q}]}\n"
         "mark: {type: boxplot, extent: min-max, ticks: true}\nencoding: {x: {field: v,"
         " type: quantitative}, y: {field: k, type: nominal}}",
    "[{type: rule, items: [{x: 0, x2: 25, y: 25}, {x: 50, x2: 50, y: 75}]},"
    " {type: rule, items: [{x: 75, x2: 100}, {x: 50, x2: 50}]},"
    " {type: rect, items: [{x: -0.5, width: 1, fill: '#000000'}, {x: 49.5}]},"
    " {type: rect, items: [{x: 99.5}, {x: 49.5}]},"
    " {type: rect, items: [{x: 25, width: 50, y: 18, height: 14}, {x: 50, width: 0}]},"
    " {type: rect, items: [{x: 49.5, width: 1, fill: '#ffffff'}, {x: 49.5, fill: '#4c78a8'}]}]" },
  { "parts that are switched off or painted",
    PLOT "data: {values: [1, 2, 3, 4, 20]}\nmark: {type: boxplot, rule: false, outliers: false,"
         " median: {color: red}, color: teal}\nencoding: {y: {field: data, type: quantitative}}",
    "[{type: rect, items: [{fill: '#008080'}]}, {type: rect, items: [{fill: '#ff0000'}]}]" },
};

/* y of a point whose height is an aggregate of 1, 2, 3, 10; a unit is ten points. */
static const struct {
  const char *op;
  double value;
} AGGREGATES[] = {
  { "median", 2.5 },          { "q1", 1.75 },          { "q3", 4.75 },
  { "product", 60 },          { "stdev", 4.0824829 },  { "stdevp", 3.5355339 },
  { "variance", 16.6666667 }, { "variancep", 12.5 },   { "stderr", 2.0412415 },
  { "{argmax: data}", 10 },   { "{argmin: data}", 1 },
};

static const Case TRANSFORMS[] = {
  { "joinaggregate puts a group's measure beside each row",
    PLOT "data: {values: [{k: a, v: 1}, {k: b, v: 5}, {k: a, v: 3}]}\n"
         "transform: [{joinaggregate: [{op: sum, field: v, as: total}], groupby: [k]}]\n"
         "mark: point\nencoding: {x: {field: v, type: quantitative, " TEN
         "}, y: {field: total, type: quantitative, " TEN "}}",
    "[{items: [{x: 10, y: 60}, {x: 50, y: 50}, {x: 30, y: 60}]}]" },
  { "joinaggregate over all rows",
    PLOT "data: {values: [{v: 1}, {v: 3}]}\n"
         "transform: [{joinaggregate: [{op: median, field: v, as: v}]}]\n"
         "mark: point\nencoding: {y: {field: v, type: quantitative, " TEN "}}",
    "[{items: [{y: 80}, {y: 80}]}]" },
  { "argmax gives the row",
    PLOT "data: {values: [{v: 1, w: 7}, {v: 3, w: 2}, {v: 3, w: 9}]}\n"
         "transform: [{aggregate: [{op: argmax, field: v, as: top}]}]\n"
         "mark: point\nencoding: {y: {field: 'top.w', type: quantitative, " TEN "}}",
    "[{items: [{y: 80}]}]" },
  { "imputation by a value for keys that are asked for",
    PLOT "data: {values: [{x: 0, y: 4, c: a}, {x: 0, y: 6, c: b}, {x: 1, y: 8, c: b}]}\n"
         "transform: [{impute: y, key: x, keyvals: {start: 0, stop: 3}, groupby: [c], value: 2}]\n"
         "mark: line\nencoding: {" X ", " Y ", detail: {field: c}}",
    "[{items: [{points: [[0, 60], [10, 80], [20, 80]]}, {points: [[0, 40], [10, 20], [20, "
    "80]]}]}]" },
  { "imputation by the median of the neighbours",
    PLOT
    "data: {values: [{x: 0, y: 1}, {x: 1, y: null}, {x: 2, y: 9}, {x: 3, y: null}, {x: 4, y: 5}]}\n"
    "transform: [{impute: y, key: x, method: median, frame: [-1, 1]}]\n"
    "mark: line\nencoding: {" X ", " Y "}",
    "[{items: [{points: [[0, 90], [10, 50], [20, 10], [30, 30], [40, 50]]}]}]" },
  { "imputation by the mean of the series",
    PLOT "data: {values: [{x: 0, y: 4, c: a}, {x: 2, y: 8, c: a}, {x: 1, y: 8, c: b}]}\n"
         "mark: line\nencoding: {" X
         ", y: {field: y, type: quantitative, impute: {method: mean}, " TEN
         "}, detail: {field: c}}",
    "[{items: [{points: [[0, 60], [10, 40], [20, 20]]}, {points: [[0, 20], [10, 20], [20, "
    "20]]}]}]" },
};

/* What must be reported, and nothing drawn. */
static const struct {
  const char *spec, *code;
} FAULTS[] = {
  { "data: {values: [1]}\nmark: {type: line, interpolate: wavy}\nencoding: {y: {field: data, type: "
    "quantitative}}",
    "invalid-value" },
  { "data: {values: [a]}\nmark: boxplot\nencoding: {y: {field: data, type: nominal}}",
    "missing-measure" },
  { "data: {values: [1]}\nmark: errorbar\nencoding: {y: {aggregate: count}}", "missing-measure" },
  { "data: {values: [1]}\nmark: errorbar", "missing-measure" },
  { "data: {values: [1]}\nmark: {type: errorbar, rule: false}\nencoding: {y: {field: data, type: "
    "quantitative}}",
    "missing-mark" },
  { "data: {values: [1]}\nmark: {type: errorbar, extent: ci}\nencoding: {y: {field: data, type: "
    "quantitative}}",
    "invalid-value" },
  { "data: {values: [{x: 1}]}\ntransform: [{impute: x, key: y}]\nmark: point\nencoding: {x: "
    "{field: "
    "x}}",
    "unknown-field" },
  { "data: {values: [{x: 1}]}\ntransform: [{joinaggregate: [{op: sum, field: z, as: t}]}]\nmark: "
    "point\nencoding: {x: {field: x}}",
    "unknown-field" },
};

/* ---- comparing ---- */

/* Does the scene say all that is expected? Lists have equal lengths; null means absent. */
static bool
says(const Node *expected, const Node *actual)
{
  if (node_is(expected, NODE_NULL))
    return !actual || node_is(actual, NODE_NULL);
  if (!actual)
    return false;
  if (node_is(expected, NODE_NUMBER))
    return node_is(actual, NODE_NUMBER) && fabs(expected->number - actual->number) < 0.001;
  if (node_is(expected, NODE_STRING))
    return node_is_string(actual, expected->string);
  if (expected->kind != actual->kind)
    return false;
  for (size_t i = 0; node_is(expected, NODE_MAP) && i < expected->count; i++)
    if (!says(expected->entries[i].value, node_get(actual, expected->entries[i].key)))
      return false;
  if (node_is(expected, NODE_LIST) && expected->count != actual->count)
    return false;
  for (size_t i = 0; node_is(expected, NODE_LIST) && i < expected->count; i++)
    if (!says(expected->items[i], actual->items[i]))
      return false;
  return true;
}

static const Node *
parse(Arena *arena, const char *text, size_t size)
{
  g_autoptr(DiagList) diags = diag_list_new();
  char *copy = arena_strndup(arena, text, size);
  const Node *node = node_parse(arena, source_from_text(arena, "test", copy, size), diags);
  assert_int_equal(diag_total(diags), 0);
  return node;
}

static const Scene *
compile(Arena *arena, const char *spec, DiagList *diags)
{
  g_autoptr(Catalog) catalog = catalog_new(diags);
  ChartContext context = { .catalog = catalog, .metrics = &FIXED_METRICS, .root = "." };
  return chart_compile(arena, parse(arena, spec, strlen(spec)), &context, diags);
}

/* The marks of the only view. */
static const Node *
marks_of(Arena *arena, const char *spec)
{
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(GError) error = NULL;
  RenderOptions options = { 0 };
  const Scene *scene = compile(arena, spec, diags);
  diag_print(diags, stderr, (DiagStyle){ 0 });
  assert_int_equal(diag_total(diags), 0);
  assert_non_null(scene);
  g_autoptr(GBytes) bytes = render_format("scene-json")->write(&scene, 1, &options, NULL, &error);
  assert_non_null(bytes);
  gsize size = 0;
  const char *text = g_bytes_get_data(bytes, &size);
  const Node *views = node_get(parse(arena, text, size), "views");
  assert_int_equal(views->count, 1);
  const Node *marks = node_get(views->items[0], "marks");
  return marks ? marks : node_new_list(arena, NULL, 0, (Span){ 0 });
}

static void
check_cases(const Case *cases, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    g_autoptr(Arena) arena = arena_new();
    const Node *marks = marks_of(arena, cases[i].spec);
    const Node *expected = parse(arena, cases[i].marks, strlen(cases[i].marks));
    if (!says(expected, marks))
      fail_msg("%s: expected %s, not %s", cases[i].name, cases[i].marks,
               node_to_json(arena, marks));
  }
}

static void
test_simple_marks(void **state)
{
  (void)state;
  check_cases(CASES, G_N_ELEMENTS(CASES));
}

static void
test_composite_marks(void **state)
{
  (void)state;
  check_cases(COMPOSITES, G_N_ELEMENTS(COMPOSITES));
}

static void
test_transforms(void **state)
{
  (void)state;
  check_cases(TRANSFORMS, G_N_ELEMENTS(TRANSFORMS));
}

static void
test_aggregates(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(AGGREGATES); i++) {
    g_autoptr(Arena) arena = arena_new();
    const char *spec = arena_printf(arena,
                                    PLOT "data: {values: [1, 2, 3, 10, null]}\nmark: "
                                         "point\nencoding: {y: {aggregate: %s, field:"
                                         " data, type: quantitative, " TEN "}}",
                                    AGGREGATES[i].op);
    const Node *item = node_get(marks_of(arena, spec)->items[0], "items")->items[0];
    double y = node_number(node_get(item, "y"), NAN), expected = 100 - 10 * AGGREGATES[i].value;
    if (!(fabs(y - expected) < 0.001))
      fail_msg("%s: y is %g, not %g", AGGREGATES[i].op, y, expected);
  }
}

static void
test_faults(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(FAULTS); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    bool found = false;
    if (compile(arena, FAULTS[i].spec, diags))
      fail_msg("is drawn: %s", FAULTS[i].spec);
    for (size_t k = 0; k < diag_total(diags); k++)
      found = found || strcmp(diag_at(diags, k)->code, FAULTS[i].code) == 0;
    if (!found)
      fail_msg("no %s: %s", FAULTS[i].code, FAULTS[i].spec);
  }
}

/* Every mark with no rows, rows without values and odd properties: drawn, or refused; no crash. */
static void
test_odd_input(void **state)
{
  static const char *const MARKS[] = { "line", "area", "trail",   "point",    "circle",   "square",
                                       "rect", "tick", "boxplot", "errorbar", "errorband" };
  static const char *const DATA[] = { "[]", "[{x: null, y: null}]", "[{x: .inf, y: -1e308}]",
                                      "[{x: 1e308, y: 1e308}, {x: -1e308, y: -1e308}]",
                                      "[{x: a, y: b}]" };
  static const char *const PROPERTIES[] = {
    "size: -5",
    "size: 1e300",
    "size: .nan",
    "thickness: -1",
    "tension: 1e9, interpolate: bundle",
    "orient: sideways",
    "invalid: maybe",
    "point: {size: -1}, line: {point: true}",
    "extent: -3",
    "opacity: -1",
    "style: nothing",
    "cornerRadius: 1e9",
  };
  (void)state;
  for (size_t m = 0; m < G_N_ELEMENTS(MARKS); m++)
    for (size_t d = 0; d < G_N_ELEMENTS(DATA); d++)
      for (size_t p = 0; p < G_N_ELEMENTS(PROPERTIES); p++) {
        g_autoptr(Arena) arena = arena_new();
        g_autoptr(DiagList) diags = diag_list_new();
        const char *spec =
            arena_printf(arena,
                         "data: {values: %s}\nmark: {type: %s, %s}\nencoding: {x: {field: x, type: "
                         "quantitative},"
                         " y: {field: y, type: quantitative}, size: {field: y}, color: {field: x}}",
                         DATA[d], MARKS[m], PROPERTIES[p]);
        const Scene *scene = compile(arena, spec, diags);
        if (!scene && diag_count(diags, DIAG_ERROR) == 0)
          fail_msg("neither drawn nor refused: %s", spec);
      }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_simple_marks), cmocka_unit_test(test_composite_marks),
    cmocka_unit_test(test_transforms),   cmocka_unit_test(test_aggregates),
    cmocka_unit_test(test_faults),       cmocka_unit_test(test_odd_input),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
