/* Faults of a specification's properties, each at its place. */
#include "schema_support.h"

typedef struct FaultCase {
  const char *spec; /* one line of YAML; the fault's place is between « and » */
  DiagSeverity severity;
  const char *code, *message, *hint;
} FaultCase;

#define UNKNOWN DIAG_WARNING, "unknown-property"
#define INVALID DIAG_ERROR, "invalid-value"
#define UNSUPPORTED DIAG_WARNING, "unsupported-property"
#define INTERACTIVE DIAG_WARNING, "interactive"
#define MISPLACED DIAG_WARNING, "misplaced-property"
#define TOUCHES "the chart is drawn as it stands before anyone touches it"
#define OUTERMOST "move it beside the outermost view's properties"

/* Misspelt names, in each kind of object. */
static const FaultCase unknown_cases[] = {
  { "{mark: bar, «encodng»: {}}", UNKNOWN, "a chart has no property 'encodng'",
    "did you mean 'encoding'?" },
  { "{mark: bar, «hieght»: 100}", UNKNOWN, "a chart has no property 'hieght'",
    "did you mean 'height'?" },
  { "{«hconact»: []}", UNKNOWN, "a chart has no property 'hconact'", "did you mean 'hconcat'?" },
  { "{«layers»: []}", UNKNOWN, "a chart has no property 'layers'", "did you mean 'layer'?" },
  { "{mark: bar, «whatever»: 1}", UNKNOWN, "a chart has no property 'whatever'", NULL },
  { "{layer: [{mark: bar}], «mark»: bar}", UNKNOWN, "a chart of layers has no property 'mark'",
    NULL },
  { "{layer: [{mark: bar, «tansform»: []}]}", UNKNOWN, "a view has no property 'tansform'",
    "did you mean 'transform'?" },
  { "{layer: [{layer: [{mark: bar, «widht»: 5}]}]}", UNKNOWN, "a view has no property 'widht'",
    "did you mean 'width'?" },
  { "{hconcat: [{mark: bar}], «spacin»: 5}", UNKNOWN,
    "a chart with hconcat has no property 'spacin'", "did you mean 'spacing'?" },
  { "{vconcat: [{mark: bar, «titel»: x}]}", UNKNOWN, "a view has no property 'titel'",
    "did you mean 'title'?" },
  { "{concat: [{mark: bar}], «column»: 2}", UNKNOWN, "a chart with concat has no property 'column'",
    "did you mean 'columns'?" },
  { "{repeat: [a], spec: {mark: bar}, «colums»: 2}", UNKNOWN,
    "a chart with repeat has no property 'colums'", "did you mean 'columns'?" },
  { "{repeat: {«colum»: [a]}, spec: {mark: bar}}", UNKNOWN, "a repetition has no property 'colum'",
    "did you mean 'column'?" },
  { "{facet: {field: a, «headr»: {}}, spec: {mark: bar}}", UNKNOWN,
    "a facet has no property 'headr'", "did you mean 'header'?" },
  { "{facet: {row: {field: a}, «colum»: {field: b}}, spec: {mark: bar}}", UNKNOWN,
    "a facet has no property 'colum'", "did you mean 'column'?" },
  { "{facet: {field: a}, spec: {mark: bar, «vew»: {}}}", UNKNOWN, "a view has no property 'vew'",
    "did you mean 'view'?" },

  { "{mark: bar, data: {«vlaues»: []}}", UNKNOWN, "a data source has no property 'vlaues'",
    "did you mean 'values'?" },
  { "{mark: bar, data: {«x»: 1}}", UNKNOWN, "a data source has no property 'x'",
    "it may have: name, url, values, sql, sequence, format, graticule, sphere" },
  { "{mark: bar, data: {url: a.csv, format: {«delimeter»: ';'}}}", UNKNOWN,
    "a data format has no property 'delimeter'", "did you mean 'delimiter'?" },
  { "{mark: bar, data: {sequence: {start: 1, «stpo»: 2}}}", UNKNOWN,
    "a sequence has no property 'stpo'", "did you mean 'stop'?" },

  { "{mark: bar, transform: [{calculate: '1', «ass»: b}]}", UNKNOWN,
    "the transform calculate has no property 'ass'", "did you mean 'as'?" },
  { "{mark: bar, transform: [{filter: {field: a, «equals»: 1}}]}", UNKNOWN,
    "a predicate has no property 'equals'", "did you mean 'equal'?" },
  { "{mark: bar, transform: [{filter: {and: [{not: {field: a, «onOf»: []}}]}}]}", UNKNOWN,
    "a predicate has no property 'onOf'", "did you mean 'oneOf'?" },
  { "{mark: bar, transform: [{aggregate: [{op: sum, «filed»: a}]}]}", UNKNOWN,
    "an aggregate has no property 'filed'", "did you mean 'field'?" },
  { "{mark: bar, transform: [{aggregate: [], «groupBy»: [a]}]}", UNKNOWN,
    "the transform aggregate has no property 'groupBy'", "did you mean 'groupby'?" },
  { "{mark: bar, transform: [{window: [{op: lag, «parm»: 1}]}]}", UNKNOWN,
    "a window operation has no property 'parm'", "did you mean 'param'?" },
  { "{mark: bar, transform: [{window: [], sort: [{field: a, «ordr»: ascending}]}]}", UNKNOWN,
    "a sort order has no property 'ordr'", "did you mean 'order'?" },
  { "{mark: bar, transform: [{density: a, extent: [0, 1], «bandwith»: 1}]}", UNKNOWN,
    "the transform density has no property 'bandwith'", "did you mean 'bandwidth'?" },
  { "{mark: bar, transform: [{lookup: a, from: {data: {}, «keys»: b}}]}", UNKNOWN,
    "the table of a lookup has no property 'keys'", "did you mean 'key'?" },
  { "{mark: bar, transform: [{lookup: a, from: {data: {«nme»: b}}}]}", UNKNOWN,
    "a data source has no property 'nme'", "did you mean 'name'?" },
  { "{mark: bar, transform: [{impute: a, keyvals: {start: 1, «stopp»: 2}}]}", UNKNOWN,
    "a sequence of keys has no property 'stopp'", "did you mean 'stop'?" },
  { "{mark: bar, transform: [{bin: {«maxbin»: 5}, field: a, as: b}]}", UNKNOWN,
    "a bin has no property 'maxbin'", "did you mean 'maxbins'?" },
  { "{mark: bar, transform: [{timeUnit: {unit: year, «stpe»: 2}, field: a, as: b}]}", UNKNOWN,
    "a time unit has no property 'stpe'", "did you mean 'step'?" },
  { "{mark: bar, transform: [{stack: a, «offest»: zero}]}", UNKNOWN,
    "the transform stack has no property 'offest'", "did you mean 'offset'?" },

  { "{mark: {type: bar, «colour»: navy}}", UNKNOWN, "a mark has no property 'colour'",
    "did you mean 'color'?" },
  { "{mark: {type: area, line: {«strokWidth»: 1}}}", UNKNOWN,
    "a mark laid over another has no property 'strokWidth'", "did you mean 'strokeWidth'?" },
  { "{mark: {type: boxplot, «outlier»: {}}}", UNKNOWN, "a box plot has no property 'outlier'",
    "did you mean 'outliers'?" },
  { "{mark: {type: boxplot, median: {«colr»: red}}}", UNKNOWN,
    "a part of a mark has no property 'colr'", "did you mean 'color'?" },
  { "{mark: {type: errorbar, «tick»: true}}", UNKNOWN, "an error bar has no property 'tick'",
    "did you mean 'ticks'?" },
  { "{mark: {type: errorband, «border»: true}}", UNKNOWN, "an error band has no property 'border'",
    "did you mean 'borders'?" },
  { "{mark: {type: bar, color: {gradient: linear, stops: [{«ofset»: 0, color: red}]}}}", UNKNOWN,
    "a gradient's stop has no property 'ofset'", "did you mean 'offset'?" },
  { "{mark: {type: bar, width: {«bnad»: 0.5}}}", UNKNOWN, "a relative size has no property 'bnad'",
    "did you mean 'band'?" },

  { "{mark: bar, encoding: {x: {«feild»: a}}}", UNKNOWN,
    "a position channel has no property 'feild'", "did you mean 'field'?" },
  { "{mark: bar, encoding: {x: {field: a, «legend»: null}}}", UNKNOWN,
    "a position channel has no property 'legend'", NULL },
  { "{mark: bar, encoding: {x2: {field: a, «scale»: {}}}}", UNKNOWN,
    "a secondary channel has no property 'scale'",
    "it may have: datum, value, aggregate, bandPosition, bin, field, timeUnit, title, type" },
  { "{mark: bar, encoding: {xOffset: {field: a, «sorrt»: null}}}", UNKNOWN,
    "an offset channel has no property 'sorrt'", "did you mean 'sort'?" },
  { "{mark: bar, encoding: {theta: {field: a, «stak»: null}}}", UNKNOWN,
    "a polar channel has no property 'stak'", "did you mean 'stack'?" },
  { "{mark: bar, encoding: {color: {field: a, «axis»: {}}}}", UNKNOWN,
    "a colour channel has no property 'axis'", NULL },
  { "{mark: bar, encoding: {size: {field: a, «legnd»: {}}}}", UNKNOWN,
    "a size channel has no property 'legnd'", "did you mean 'legend'?" },
  { "{mark: bar, encoding: {text: {field: a, «fromat»: d}}}", UNKNOWN,
    "a text channel has no property 'fromat'", "did you mean 'format'?" },
  { "{mark: bar, encoding: {tooltip: [{field: a, «tilte»: x}]}}", UNKNOWN,
    "a text channel has no property 'tilte'", "did you mean 'title'?" },
  { "{mark: bar, encoding: {detail: [a, {field: b, «tpye»: nominal}]}}", UNKNOWN,
    "a detail channel has no property 'tpye'", "did you mean 'type'?" },
  { "{mark: bar, encoding: {order: {field: b, «sorting»: null}}}", UNKNOWN,
    "an order channel has no property 'sorting'",
    "it may have: sort, aggregate, bandPosition, bin, field, timeUnit, title, type, condition, "
    "value" },
  { "{mark: bar, encoding: {row: {field: b, header: {«labelAngel»: 0}}}}", UNKNOWN,
    "a header has no property 'labelAngel'", "did you mean 'labelAngle'?" },
  { "{mark: bar, encoding: {x: {field: a, sort: {field: b, «ordr»: ascending}}}}", UNKNOWN,
    "a sort order has no property 'ordr'", "did you mean 'order'?" },
  { "{mark: bar, encoding: {y: {field: a, impute: {«metod»: mean}}}}", UNKNOWN,
    "an imputation has no property 'metod'", "did you mean 'method'?" },
  { "{mark: bar, encoding: {x: {field: {«repat»: row}}}}", UNKNOWN,
    "a reference to a repeated field has no property 'repat'", "did you mean 'repeat'?" },
  { "{mark: bar, encoding: {x: {datum: {year: 2020, «moth»: 1}}}}", UNKNOWN,
    "a date has no property 'moth'", "did you mean 'month'?" },
  { "{mark: bar, encoding: {color: {condition: {«tset»: a, value: red}}}}", UNKNOWN,
    "a condition has no property 'tset'", "did you mean 'test'?" },
  { "{mark: bar, encoding: {x: {field: a, axis: {«labelAngel»: 0}}}}", UNKNOWN,
    "an axis has no property 'labelAngel'", "did you mean 'labelAngle'?" },
  { "{mark: bar, encoding: {x: {axis: {tickCount: {«intervall»: year}}}}}", UNKNOWN,
    "a time interval has no property 'intervall'", "did you mean 'interval'?" },
  { "{mark: bar, encoding: {x: {axis: {gridDash: {condition: {test: a, «vlaue»: []}}}}}}", UNKNOWN,
    "a condition has no property 'vlaue'", "did you mean 'value'?" },
  { "{mark: bar, encoding: {color: {legend: {«orientation»: top}}}}", UNKNOWN,
    "a legend has no property 'orientation'", NULL },
  { "{mark: bar, encoding: {y: {scale: {«domian»: [0, 1]}}}}", UNKNOWN,
    "a scale has no property 'domian'", "did you mean 'domain'?" },
  { "{mark: bar, encoding: {y: {scale: {scheme: {name: blues, «cont»: 3}}}}}", UNKNOWN,
    "a colour scheme has no property 'cont'", "did you mean 'count'?" },
  { "{mark: bar, encoding: {y: {scale: {domain: {«uninWith»: [1]}}}}}", UNKNOWN,
    "a domain has no property 'uninWith'", "did you mean 'unionWith'?" },

  { "{mark: bar, title: {text: a, «subtitel»: b}}", UNKNOWN, "a title has no property 'subtitel'",
    "did you mean 'subtitle'?" },
  { "{mark: bar, view: {«strok»: red}}", UNKNOWN, "a view's background has no property 'strok'",
    "did you mean 'stroke'?" },
  { "{mark: bar, width: {«stp»: 5}}", UNKNOWN, "a step has no property 'stp'",
    "did you mean 'step'?" },
  { "{mark: bar, padding: {«lef»: 5}}", UNKNOWN, "a padding has no property 'lef'",
    "did you mean 'left'?" },
  { "{mark: bar, params: [{name: a, «vale»: 1}]}", UNKNOWN, "a parameter has no property 'vale'",
    "did you mean 'value'?" },
  { "{layer: [{mark: bar}], resolve: {«scales»: {}}}", UNKNOWN,
    "a resolution has no property 'scales'", "did you mean 'scale'?" },
  { "{layer: [{mark: bar}], resolve: {scale: {«colour»: shared}}}", UNKNOWN,
    "the resolution of scales has no property 'colour'", "did you mean 'color'?" },
  { "{mark: bar, config: {«axisx»: {}}}", UNKNOWN, "a configuration has no property 'axisx'",
    "did you mean 'axisX'?" },
  { "{mark: bar, config: {axisX: {«gird»: true}}}", UNKNOWN,
    "an axis's configuration has no property 'gird'", "did you mean 'grid'?" },
  { "{mark: bar, config: {bar: {«binSpacng»: 0}}}", UNKNOWN,
    "a mark's configuration has no property 'binSpacng'", "did you mean 'binSpacing'?" },
  { "{mark: bar, config: {view: {«continousWidth»: 9}}}", UNKNOWN,
    "the views' configuration has no property 'continousWidth'",
    "did you mean 'continuousWidth'?" },
  { "{mark: bar, config: {style: {label: {«algin»: left}}}}", UNKNOWN,
    "a style has no property 'algin'", "did you mean 'align'?" },
  { "{mark: bar, config: {range: {«categry»: []}}}", UNKNOWN,
    "the ranges' configuration has no property 'categry'", "did you mean 'category'?" },
  { "{mark: bar, config: {scale: {invalid: {color: {«val»: red}}}}}", UNKNOWN,
    "what an invalid value is shown as has no property 'val'", "it may have: value" },
};

/* Values of the wrong kind, words that are not known, numbers out of range. */
static const FaultCase value_cases[] = {
  { "{mark: bar, encoding: {x: {axis: {labelAngle: «steep»}}}}", INVALID,
    "`labelAngle` must be a number, not a string", NULL },
  { "{mark: bar, width: «true»}", INVALID,
    "`width` must be a string, a number or an object, not true or false",
    "as a string one of: container" },
  { "{mark: bar, width: «wide»}", INVALID, "`width` cannot be 'wide'",
    "a number or an object, or one of: container" },
  { "{mark: bar, width: «-1»}", INVALID, "`width` must be at least 0, not -1", NULL },
  { "{mark: bar, width: «.inf»}", INVALID, "`width` must be a finite number", NULL },
  { "{mark: {type: bar, opacity: «half»}}", INVALID, "`opacity` must be a number, not a string",
    NULL },
  { "{mark: {type: bar, opacity: «40»}}", INVALID, "`opacity` must be between 0 and 1, not 40",
    NULL },
  { "{mark: {type: bar, size: «{exp: a}»}}", INVALID, "`size` must be a number, not an object",
    "as an object only an expression: {expr: …}" },
  { "{mark: {type: bar, size: {expr: «5»}}}", INVALID, "`expr` must be a string, not a number",
    NULL },
  { "{mark: {type: line, interpolate: «monoton»}}", INVALID, "`interpolate` cannot be 'monoton'",
    "did you mean 'monotone'?" },
  { "{mark: {type: line, strokeCap: «blunt»}}", INVALID, "`strokeCap` cannot be 'blunt'",
    "one of: butt, round, square" },
  { "{mark: {type: line, strokeDash: [1, «a»]}}", INVALID,
    "`strokeDash[1]` must be a number, not a string", NULL },
  { "{mark: {type: line, strokeDash: [1, «-2»]}}", INVALID,
    "`strokeDash[1]` must be at least 0, not -2", NULL },
  { "{mark: {type: text, fontWeight: «fat»}}", INVALID, "`fontWeight` cannot be 'fat'",
    "a number, or one of: normal, bold, lighter, bolder" },
  { "{mark: {type: bar, orient: «horizontl»}}", INVALID, "`orient` cannot be 'horizontl'",
    "did you mean 'horizontal'?" },
  { "{mark: {type: bar, color: «5»}}", INVALID,
    "`color` must be a string, an object or null, not a number", NULL },
  { "{mark: {type: line, point: «open»}}", INVALID, "`point` cannot be 'open'",
    "true or false or an object, or one of: transparent" },
  { "{mark: {type: bar, invalid: «drop»}}", INVALID, "`invalid` cannot be 'drop'",
    "one of: filter, break-paths-filter-domains, break-paths-show-domains, "
    "break-paths-show-path-domains, show" },
  { "{mark: {type: errorbar, extent: «sd»}}", INVALID, "`extent` cannot be 'sd'",
    "one of: ci, iqr, stderr, stdev" },
  { "{mark: bar, encoding: {x: «5»}}", INVALID,
    "`x` must be a string, an object or null, not a number", NULL },
  { "{mark: bar, encoding: {detail: [a, «5»]}}", INVALID,
    "`detail[1]` must be a string, an object or null, not a number", NULL },
  { "{mark: bar, encoding: «[]»}", INVALID, "`encoding` must be an object, not a list", NULL },
  { "{mark: bar, encoding: {x: {field: «[a]»}}}", INVALID,
    "`field` must be a string, a number or an object, not a list", NULL },
  { "{mark: bar, encoding: {x: {field: {repeat: «rows»}}}}", INVALID, "`repeat` cannot be 'rows'",
    "did you mean 'row'?" },
  { "{mark: bar, encoding: {x: {bin: {maxbins: «1»}}}}", INVALID,
    "`maxbins` must be at least 2, not 1", NULL },
  { "{mark: bar, encoding: {x: {bandPosition: «2»}}}", INVALID,
    "`bandPosition` must be between 0 and 1, not 2", NULL },
  { "{mark: bar, encoding: {x: {value: «wdth»}}}", INVALID, "`value` cannot be 'wdth'",
    "did you mean 'width'?" },
  { "{mark: bar, encoding: {opacity: {condition: {test: a, value: «2»}}}}", INVALID,
    "`value` must be between 0 and 1, not 2", NULL },
  { "{mark: bar, encoding: {color: {condition: «5»}}}", INVALID,
    "`condition` must be a list or an object, not a number", NULL },
  { "{mark: bar, encoding: {x: {axis: «bottom»}}}", INVALID,
    "`axis` must be an object or null, not a string", NULL },
  { "{mark: bar, encoding: {x: {axis: {orient: «botom»}}}}", INVALID, "`orient` cannot be 'botom'",
    "did you mean 'bottom'?" },
  { "{mark: bar, encoding: {x: {axis: {values: [1, «[2]»]}}}}", INVALID,
    "`values[1]` must be a string, a number, true or false, an object or null, not a list", NULL },
  { "{mark: bar, encoding: {x: {axis: {grid: «'yes'»}}}}", INVALID,
    "`grid` must be true or false, not a string", NULL },
  { "{mark: bar, encoding: {color: {legend: {orient: «topleft»}}}}", INVALID,
    "`orient` cannot be 'topleft'", "did you mean 'top-left'?" },
  { "{mark: bar, encoding: {y: {scale: {domain: «auto»}}}}", INVALID, "`domain` cannot be 'auto'",
    "a list or an object, or one of: unaggregated" },
  { "{mark: bar, encoding: {y: {scale: {nice: «days»}}}}", INVALID, "`nice` cannot be 'days'",
    "did you mean 'day'?" },
  { "{mark: bar, encoding: {y: {scale: {interpolate: «rgbb»}}}}", INVALID,
    "`interpolate` cannot be 'rgbb'", "did you mean 'rgb'?" },
  { "{mark: bar, encoding: {y: {scale: {reverse: «1»}}}}", INVALID,
    "`reverse` must be true or false, not a number", NULL },
  { "{mark: bar, encoding: {x: {sort: {field: a, order: «up»}}}}", INVALID,
    "`order` cannot be 'up'", "one of: ascending, descending" },
  { "{mark: bar, encoding: {x: {datum: {month: «13»}}}}", INVALID,
    "`month` must be between 1 and 12, not 13", NULL },
  { "{mark: bar, transform: «{filter: a}»}", INVALID, "`transform` must be a list, not an object",
    NULL },
  { "{mark: bar, transform: [{aggregate: [], groupby: «a»}]}", INVALID,
    "`groupby` must be a list, not a string", NULL },
  { "{mark: bar, transform: [{aggregate: [«5»]}]}", INVALID,
    "`aggregate[0]` must be an object, not a number", NULL },
  { "{mark: bar, transform: [{regression: a, on: b, method: «cubic»}]}", INVALID,
    "`method` cannot be 'cubic'", "one of: linear, log, exp, pow, quad, poly" },
  { "{mark: bar, transform: [{quantile: a, probs: [«50»]}]}", INVALID,
    "`probs[0]` must be between 0 and 1, not 50", NULL },
  { "{mark: bar, transform: [{window: [], frame: [null, «all»]}]}", INVALID,
    "`frame[1]` must be a number or null, not a string", NULL },
  { "{mark: bar, data: {url: «5»}}", INVALID, "`url` must be a string, not a number", NULL },
  { "{mark: bar, data: {url: a, format: {type: «cvs»}}}", INVALID, "`type` cannot be 'cvs'",
    "did you mean 'csv'?" },
  { "{mark: bar, data: {url: a, format: {parse: {d: «5»}}}}", INVALID,
    "`d` must be a string or null, not a number", NULL },
  { "{layer: «{mark: bar}»}", INVALID, "`layer` must be a list, not an object", NULL },
  { "{layer: «[]»}", INVALID, "`layer` must not be empty", NULL },
  { "{repeat: {row: «[]»}, spec: {mark: bar}}", INVALID, "`row` must not be empty", NULL },
  { "{mark: bar, encoding: {x: {bin: {base: «1»}}}}", INVALID,
    "`base` must be between 1.001 and 1e+06, not 1", NULL },
  { "{layer: [«bar»]}", INVALID, "`layer[0]` must be an object, not a string", NULL },
  { "{layer: [{mark: bar}], resolve: {scale: {y: «independant»}}}", INVALID,
    "`y` cannot be 'independant'", "did you mean 'independent'?" },
  { "{mark: bar, title: {text: a, anchor: «centre»}}", INVALID, "`anchor` cannot be 'centre'",
    "one of: start, middle, end" },
  { "{mark: bar, title: {text: a, fontSize: «big»}}", INVALID,
    "`fontSize` must be a number, not a string", NULL },
  { "{mark: bar, config: «dark»}", INVALID, "`config` must be an object, not a string", NULL },
  { "{mark: bar, config: {range: {ramp: «blue»}}}", INVALID, "`ramp` cannot be 'blue'",
    "a list or an object, or one of: width, height, symbol, category, ordinal, ramp, diverging, "
    "heatmap" },
  { "{mark: bar, params: [{name: a, views: «b»}]}", INVALID, "`views` must be a list, not a string",
    NULL },
};

static const FaultCase use_cases[] = {
  { "{mark: {type: bar, «blend»: screen}}", UNSUPPORTED,
    "`blend` is not supported and has no effect", NULL },
  { "{mark: bar, «projection»: {type: mercator}}", UNSUPPORTED,
    "`projection` is not supported and has no effect", NULL },
  { "{mark: bar, config: {«customFormatTypes»: true}}", UNSUPPORTED,
    "`customFormatTypes` is not supported and has no effect", NULL },
  { "{mark: bar, encoding: {text: {formatType: «roman»}}}", DIAG_WARNING, "unsupported-value",
    "`formatType` 'roman' is not known here and has no effect", "one of: number, time" },
  { "{mark: bar, params: [{name: a, «select»: point}]}", INTERACTIVE,
    "charts on paper do not react: `select` has no effect", TOUCHES },
  { "{mark: bar, params: [{name: a, «bind»: {}}, {name: b, select: interval}]}", INTERACTIVE,
    "charts on paper do not react: `bind` has no effect", TOUCHES },
  { "{mark: bar, config: {«selection»: {}}}", INTERACTIVE,
    "charts on paper do not react: `selection` has no effect", TOUCHES },
  { "{layer: [{mark: bar, «config»: {a: 1}}]}", MISPLACED,
    "`config` counts only at the top level of a chart", OUTERMOST },
  { "{hconcat: [{mark: bar, «background»: red}]}", MISPLACED,
    "`background` counts only at the top level of a chart", OUTERMOST },
};

/* ---- one case ---- */

typedef struct Marked {
  char *text;
  size_t column, width; /* of what was between the marks, from 1; 0: nothing was */
} Marked;

/* The marks are two bytes each and stand on the only line, after nothing but ASCII. */
static Marked
read_marks(Arena *arena, const char *spec)
{
  const char *open = strstr(spec, "«"), *close = strstr(spec, "»");
  size_t mark = strlen("«");
  if (!open || !close)
    return (Marked){ .text = arena_strdup(arena, spec) };
  size_t before = (size_t)(open - spec), width = (size_t)(close - open) - mark;
  return (Marked){
    .text =
        arena_printf(arena, "%.*s%.*s%s", (int)before, spec, (int)width, open + mark, close + mark),
    .column = before + 1,
    .width = width,
  };
}

static void
expect_fault(const FaultCase *expected)
{
  g_autoptr(Arena) arena = arena_new();
  Marked marked = read_marks(arena, expected->spec);
  g_autoptr(DiagList) diags = check(arena, marked.text);
  if (diag_total(diags) != 1) {
    diag_print(diags, stderr, (DiagStyle){ .brief = true });
    fail_msg("%s: %zu faults", expected->spec, diag_total(diags));
  }
  const Diag *diag = diag_at(diags, 0);
  if (diag->place.column != marked.column || diag->place.width != marked.width)
    fail_msg("%s: found at column %zu, %zu wide", expected->spec, diag->place.column,
             diag->place.width);
  assert_string_equal(diag->message, expected->message);
  assert_string_equal(diag->code, expected->code);
  assert_int_equal(diag->severity, expected->severity);
  if (g_strcmp0(diag->hint, expected->hint) != 0)
    fail_msg("%s: the hint is: %s", expected->spec, diag->hint ? diag->hint : "(none)");
}

#define EXPECT_ALL(cases)                                                                          \
  do {                                                                                             \
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)                                               \
      expect_fault(&(cases)[i]);                                                                   \
  } while (0)

static void
test_unknown_properties(void **state)
{
  (void)state;
  EXPECT_ALL(unknown_cases);
}

static void
test_values(void **state)
{
  (void)state;
  EXPECT_ALL(value_cases);
}

static void
test_uses(void **state)
{
  (void)state;
  EXPECT_ALL(use_cases);
}

static void
test_all_faults_at_once(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags =
      check(arena, "{mrk: bar, encoding: {x: {feild: a, axis: {grid: 1, gird: 2}}}, width: a}");
  assert_int_equal(diag_count(diags, DIAG_WARNING), 3);
  assert_int_equal(diag_count(diags, DIAG_ERROR), 2);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_unknown_properties),
    cmocka_unit_test(test_values),
    cmocka_unit_test(test_uses),
    cmocka_unit_test(test_all_faults_at_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
