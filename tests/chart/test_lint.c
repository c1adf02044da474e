/* The house's rules: for each a chart that breaks it, and one that just does not. Texts are 0.6 as
 * wide a character as they are high. */
#include "chart/chart.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fixed_metrics.h"

static const char *const OTHERS[] = { "Other", NULL };
static const ChartHouse HOUSE = {
  .text = { 0.1, 0.1, 0.1, 1 },
  .paper = { 1, 1, 1, 1 },
  .highlight = { 0.92, 0.43, 0.29, 1 },
  .context = { 0.54, 0.56, 0.6, 1 },
  .value_size = 8.5,
  .name_size = 9,
  .others = OTHERS,
};

typedef struct Checked {
  Arena *arena;
  DiagList *diags;
  const Scene *scene;
} Checked;

static Checked
check(const char *spec, const char *language)
{
  Checked checked = { .arena = arena_new(), .diags = diag_list_new() };
  const Source *theme =
      source_load(checked.arena, SHOLU_SOURCE_DIR "/templates/themes/briefing.yaml", 0, NULL);
  assert_non_null(theme);
  const Source *source =
      source_from_text(checked.arena, "spec.yaml", arena_strdup(checked.arena, spec), strlen(spec));
  const Node *node = node_parse(checked.arena, source, checked.diags);
  g_autoptr(Catalog) catalog = catalog_new(checked.diags);
  ChartContext context = {
    .catalog = catalog,
    .metrics = &FIXED_METRICS,
    .house = &HOUSE,
    .config = node_get(node_parse(checked.arena, theme, checked.diags), "config"),
    .language = language,
    .locale = locale_get(language),
  };
  checked.scene = chart_compile(checked.arena, node, &context, checked.diags);
  return checked;
}

static void
checked_finish(Checked *checked)
{
  diag_list_free(checked->diags);
  arena_free(checked->arena);
}

static const Diag *
find_warning(const DiagList *diags, const char *code)
{
  for (size_t i = 0; i < diag_total(diags); i++)
    if (strcmp(diag_at(diags, i)->code, code) == 0)
      return diag_at(diags, i);
  return NULL;
}

#define SIZE "width: 300\nheight: 100\n"
#define C "{field: c, type: nominal}"
#define V "{field: v, type: quantitative}"
#define VALUES "data: {values: [{c: a, v: 3}, {c: b, v: 12}]}\n"
#define BARS SIZE VALUES "mark: bar\nencoding: {x: " C ", y: " V "}\n"
#define PIE "mark: arc\nencoding: {theta: {field: v, type: quantitative}, color: " C "}\n"
#define ROWS(...) SIZE "data: {values: [" #__VA_ARGS__ "]}\n"
#define MANY(n) SIZE "data: {sequence: {start: 0, stop: " #n ", as: n}}\n"
#define NAMED                                                                                      \
  "transform: [{calculate: 'toString(datum.n)', as: c}, {calculate: 'datum.n + 1', as: v}]\n"
/* Each of n series has a point at 0 and one at 1. */
#define SERIES(n)                                                                                  \
  MANY(n)                                                                                          \
  "transform: [{calculate: 'toString(floor(datum.n / 2))', as: c}, {calculate: 'datum.n % 2', "    \
  "as: x}, {calculate: 'datum.n', as: v}]\n"
#define LINES "mark: line\nencoding: {x: {field: x, type: quantitative}, y: " V ", color: " C "}\n"
/* n parts of each of two bars. */
#define PARTS "mark: bar\nencoding: {x: {field: x, type: ordinal}, y: " V ", color: " C "}\n"
#define GROUPS                                                                                     \
  "mark: bar\nencoding: {x: {field: x, type: ordinal}, y: " V ", xOffset: " C ", color: " C "}\n"
#define POINTS(more) SIZE VALUES "mark: point\nencoding: {x: " V ", y: " V ", color: " C more "}\n"
#define LINE(y) ROWS({ x : 1, v : 80 }, { x : 2, v : 90 }) "mark: line\nencoding:\n" y
#define CUT "  y: {field: v, type: quantitative, scale: {zero: false}}\n"
#define DUAL(resolve)                                                                              \
  SIZE "data: {values: [{x: 1, v: 3, w: 90}, {x: 2, v: 5, w: 95}]}\n"                              \
       "encoding: {x: {field: x, type: ordinal}}\nlayer:\n"                                        \
       "  - {mark: line, encoding: {y: {field: v, type: quantitative}}}\n"                         \
       "  - {mark: line, encoding: {y: {field: w, type: quantitative}}}\n" resolve
#define TITLED(title) BARS "title: " title "\n"
#define DESCRIBED(text) BARS "title: One finding\ndescription: " text "\n"
#define TEN "a a a a a a a a a a"
/* 247 characters. */
#define LONG TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static const struct {
  const char *code, *spec;
  bool breaks;
} CASES[] = {
  { "pie-slices", MANY(6) NAMED PIE, true },
  { "pie-slices", MANY(5) NAMED PIE, false },
  { "pie-negative", ROWS({ c : a, v : 3 }, { c : b, v : -1 }) PIE, true },
  { "pie-negative", ROWS({ c : a, v : 3 }, { c : b, v : 0 }) PIE, false },
  { "pie-no-whole",
    SIZE VALUES "mark: arc\nencoding: {theta: {aggregate: mean, field: v}, color: " C "}", true },
  { "pie-no-whole",
    SIZE VALUES "mark: arc\nencoding: {theta: {aggregate: sum, field: v}, color: " C "}", false },
  { "pie-no-whole",
    ROWS({ c : a, share_pct : 60 }, { c : b, share_pct : 30 }) //
    "mark: arc\nencoding: {theta: {field: share_pct, type: quantitative}, color: " C "}",
    true },
  { "pie-no-whole",
    ROWS({ c : a, share_pct : 60 }, { c : b, share_pct : 41 }) //
    "mark: arc\nencoding: {theta: {field: share_pct, type: quantitative}, color: " C "}",
    false },
  { "bars-cut",
    SIZE VALUES "mark: bar\nencoding: {x: " C ", y: {field: v, type: quantitative, scale: {zero: "
                "false, domain: [2, 12]}}}",
    true },
  { "bars-cut",
    SIZE VALUES "mark: bar\nencoding: {x: " C
                ", y: {field: v, type: quantitative, scale: {type: log}}}",
    true },
  { "bars-cut",
    SIZE VALUES "mark: bar\nencoding: {x: " C
                ", y: {field: v, type: quantitative, scale: {domain: [0, 12]}}}",
    false },
  { "bars-cut",
    SIZE VALUES "mark: bar\nencoding: {x: " C ", y: {field: v, type: quantitative, scale: {zero: "
                "false}}, y2: {field: w}}\ntransform: [{calculate: datum.v + 1, as: w}]",
    false },
  { "bars-cut",
    SIZE VALUES "mark: point\nencoding: {x: " C
                ", y: {field: v, type: quantitative, scale: {zero: false}}}",
    false },
  { "lines-cut", LINE("  x: {field: x, type: ordinal, axis: {domain: true}}\n" CUT), true },
  { "lines-cut", LINE("  x: {field: x, type: ordinal}\n" CUT), false },
  { "lines-cut", LINE("  x: {field: x, type: ordinal, axis: {domain: true}}\n  y: " V), false },
  { "dual-axes", DUAL("resolve: {scale: {y: independent}}"), true },
  { "dual-axes", DUAL(""), false },
  { "stack-parts", SERIES(10) PARTS, true },
  { "stack-parts", SERIES(8) PARTS, false },
  { "group-series", SERIES(8) GROUPS, true },
  { "group-series", SERIES(6) GROUPS, false },
  { "many-lines", SERIES(10) LINES, true },
  { "many-lines", SERIES(8) LINES, false },
  { "many-lines", SERIES(10) LINES "usermeta: {sholu: {highlight: '1'}}", false },
  { "many-lines",
    SERIES(10) "mark: line\nencoding: {y: {field: x, type: quantitative}, x: " C ", detail: " C
               "}\n",
    false },
  { "many-colours", SERIES(10) LINES, true },
  { "many-colours", SERIES(18) LINES, true },
  { "many-colours", SERIES(8) LINES, false },
  { "many-colours", SERIES(10) LINES "usermeta: {sholu: {highlight: '1'}}", false },
  { "colour-alone", POINTS(""), true },
  { "colour-alone", POINTS(", shape: " C), false },
  { "colour-alone", SIZE VALUES "mark: bar\nencoding: {x: " V ", y: " C ", color: " C "}", false },
  { "colour-alone", SERIES(8) LINES, false }, /* named at their ends */
  { "weak-colour",
    SIZE VALUES "mark: {type: bar, color: '#bbbbbb'}\nencoding: {x: " C ", y: " V "}", true },
  { "weak-colour",
    SIZE VALUES "mark: {type: bar, color: '#8a8a8a'}\nencoding: {x: " C ", y: " V "}", false },
  { "weak-colour", SIZE VALUES "mark: {type: bar, opacity: 0.3}\nencoding: {x: " C ", y: " V "}",
    true },
  { "weak-colour",
    SIZE VALUES "mark: bar\nencoding: {x: " C ", y: " V
                ", color: {field: c, type: nominal, scale: {range: [navy, yellow]}}}",
    true },
  { "weak-colour", SIZE VALUES "mark: {type: circle, opacity: 0.3}\nencoding: {x: " C ", y: " V "}",
    false },
  { "weak-colour",
    SIZE VALUES "mark: {type: circle, color: '#bbbbbb'}\nencoding: {x: " C ", y: " V "}", true },
  { "gradient",
    SIZE VALUES "mark: {type: bar, color: {gradient: linear, stops: [{offset: 0, color: red}, "
                "{offset: 1, color: blue}]}}\nencoding: {x: " C ", y: " V "}",
    true },
  { "gradient", BARS, false },
  { "text-small", BARS "config: {axis: {labelFontSize: 7.9}}", true },
  { "text-small", BARS "config: {axis: {labelFontSize: 8}}", false },
  { "weak-text", BARS "config: {axis: {labelColor: '#808080'}}", true },
  { "weak-text", BARS "config: {axis: {labelColor: '#757575'}}", false },
  { "weak-text",
    SIZE VALUES "encoding: {x: " C ", y: " V "}\nlayer: [{mark: {type: bar, color: navy}}, {mark: "
                "{type: text, dy: 10, color: '#333333'}, encoding: {text: " V "}}]",
    true },
  { "weak-text",
    SIZE VALUES "encoding: {x: " C ", y: " V "}\nlayer: [{mark: {type: bar, color: navy}}, {mark: "
                "{type: text, dy: 10, color: white}, encoding: {text: " V "}}]",
    false },
  { "label-angle",
    SIZE VALUES "mark: bar\nencoding: {y: " V ", x: {field: c, type: nominal, axis: {labelAngle: "
                "-45}}}",
    true },
  { "label-angle",
    SIZE VALUES "mark: bar\nencoding: {y: " V ", x: {field: c, type: nominal, axis: {labelAngle: "
                "360}}}",
    false },
  { "long-names",
    SIZE "data: {values: [{c: Kommunikationsunternehmen und Freizeiteinrichtungen, v: 1}, {c: b, "
         "v: 2}, {c: d, v: 2}, {c: e, v: 2}]}\nmark: bar\nencoding: {x: " C ", y: " V "}",
    true },
  { "long-names",
    SIZE "data: {values: [{c: Two lines of text, v: 1}, {c: b, v: 2}, {c: d, v: 2}, {c: e, v: "
         "2}]}\nmark: bar\nencoding: {x: " C ", y: " V "}",
    false },
  { "missing-title", BARS, true },
  { "missing-title", TITLED("One finding"), false },
  { "missing-subtitle", TITLED("One finding"), true },
  { "missing-subtitle", TITLED("{text: One finding, subtitle: 'Tenge, 2024'}"), false },
  { "missing-description", BARS, true },
  { "missing-description", BARS "description: Column chart", false },
  { "title-long", TITLED("a b c d e f g h i j k l m n o p"), true },
  { "title-long", TITLED("a b c d e f g h i j k l m n o"), false },
  { "title-long", TITLED("[One, finding, here]"), true },
  { "title-long", TITLED("[One, finding]"), false },
  { "title-stop", TITLED("Takings grew."), true },
  { "title-stop", TITLED("Takings grew in 2024"), false },
  { "title-case", TITLED("Foreign Films Took Half of the Market"), true },
  { "title-case", TITLED("Films of the United Arab Emirates took half"), false },
  { "title-case", TITLED("Доля Фильмов Выросла Вдвое"), true },
  { "alt-long", DESCRIBED(LONG " aab"), true },
  { "alt-long", DESCRIBED(LONG " ab"), false },
  { "alt-title", DESCRIBED("One Finding."), true },
  { "alt-title", DESCRIBED("Column chart with one finding"), false },
  { "alt-opening", DESCRIBED("Image of a chart"), true },
  { "alt-opening", DESCRIBED("На графике рост"), true },
  { "alt-opening", DESCRIBED("Суретте өсім"), true },
  { "alt-opening", DESCRIBED("Column chart of image sales"), false },
};

static void
test_rules(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    Checked checked = check(CASES[i].spec, "en");
    const Diag *warning = find_warning(checked.diags, CASES[i].code);
    if (!checked.scene)
      fail_msg("%s: cannot be drawn: %s", CASES[i].spec,
               diag_total(checked.diags) ? diag_at(checked.diags, 0)->message : "");
    if ((warning != NULL) != CASES[i].breaks)
      fail_msg("%s\n %s %s%s", CASES[i].spec, CASES[i].breaks ? "should break" : "breaks",
               CASES[i].code, warning ? warning->message : "");
    if (warning && (warning->severity != DIAG_WARNING || !warning->hint || !warning->place.line))
      fail_msg("%s has no place or remedy", CASES[i].code);
    checked_finish(&checked);
  }
}

/* Without a house, nothing is checked or made. */
static void
test_vega(void **state)
{
  (void)state;
  Arena *arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Catalog) catalog = catalog_new(diags);
  static const char SPEC[] = MANY(9) NAMED PIE;
  const Source *source = source_from_text(arena, "spec.yaml", SPEC, strlen(SPEC));
  ChartContext context = { .catalog = catalog, .metrics = &FIXED_METRICS };
  const Scene *scene = chart_compile(arena, node_parse(arena, source, diags), &context, diags);
  assert_non_null(scene);
  assert_null(scene->description);
  assert_int_equal(diag_total(diags), 0);
  arena_free(arena);
}

static void
test_allowed(void **state)
{
  (void)state;
  Checked checked =
      check(MANY(6) NAMED PIE "usermeta: {sholu: {allow: [pie-slices, missing-title, pie-slice]}}",
            "en");
  assert_null(find_warning(checked.diags, "pie-slices"));
  assert_null(find_warning(checked.diags, "missing-title"));
  assert_non_null(find_warning(checked.diags, "many-colours"));
  const Diag *unknown = find_warning(checked.diags, "unknown-rule");
  assert_non_null(unknown);
  assert_string_equal(unknown->hint, "did you mean \"pie-slices\"?");
  checked_finish(&checked);
}

/* ---- text alternatives ---- */

#define YEARS "data: {values: [{y: 2022, v: 3.5}, {y: 2024, v: 7}, {y: 2023, v: 5}]}\n"
#define Y "{field: y, type: ordinal, title: Year}"

static const struct {
  const char *language, *spec, *expected;
} TEXTS[] = {
  { "en", BARS, "Column chart of v by c, where b has the highest value, 12, and a the lowest, 3." },
  { "en", SIZE VALUES "mark: bar\nencoding: {y: " C ", x: " V "}\n",
    "Bar chart of v by c, where b has the highest value, 12, and a the lowest, 3." },
  { "ru", BARS,
    "Столбчатая диаграмма: v, c, где наибольшее значение — b (12), наименьшее — a (3)." },
  { "kk", BARS, "Бағанды диаграмма: v, c, мұнда ең жоғары мән — b (12), ең төмен мән — a (3)." },
  { "de", BARS, "Column chart of v by c, where b has the highest value, 12, and a the lowest, 3." },
  { "en",
    SIZE YEARS "mark: line\nencoding: {x: " Y ", y: " V "}\n"
               "title: {text: T, subtitle: 'Takings, billion tenge, 2022–2024'}",
    "Line chart of Takings, billion tenge, 2022–2024, where the value rose from 3.5 in 2022 to 7.0 "
    "in 2024." },
  { "ru", SIZE YEARS "mark: line\nencoding: {x: " Y ", y: " V "}\n",
    "Линейный график: v, Year, где значение выросло с 3,5 (2022) до 7,0 (2024)." },
  { "en", SERIES(4) LINES,
    "Line chart of v by x, where in 1 1 has the highest value, 3, and 0 the lowest, 1." },
  { "en", ROWS({ c : a, v : 3 }, { c : b, v : 1 }) PIE,
    "Pie chart of v by c, where a has the largest share, 75%, and b the smallest, 25%." },
  { "en", POINTS(", shape: " C), "Scatter plot of v against v, where values run from 3 to 12." },
  { "en",
    SIZE VALUES "transform: [{calculate: \"datum.v > 5 ? 'x' : 'y'\", as: shade}]\nmark: bar\n"
                "encoding: {y: " C ", x: " V
                ", color: {field: shade, type: nominal, legend: null}}",
    "Bar chart of v by c, where b has the highest value, 12, and a the lowest, 3." },
  { "en",
    ROWS({ c : a, d : n, v : 3 }, { c : b, d : m, v : 12 }) //
    "mark: rect\nencoding: {x: " C ", y: {field: d, type: nominal}, color: " V "}",
    "Heat map of v by c, where m, b has the highest value, 12, and n, a the lowest, 3." },
  { "en",
    ROWS({ v : 3 }, { v : 4 }, { v : 12 }) //
    "mark: bar\nencoding: {x: {bin: {step: 10}, field: v}, y: {aggregate: count}}",
    "Column chart of Count of Records by v (binned), where 0–10 has the highest value, 2, and "
    "10–20 the lowest, 1." },
  { "en",
    SIZE "data: {values: [{c: a, v: 0.0002}, {c: b, v: 0.0001}]}\nmark: bar\n"
         "encoding: {x: " C ", y: " V "}",
    "Column chart of v by c." },
  { "en", BARS "description: Mine", "Mine" },
  { "en", SIZE VALUES "transform: [{filter: 'false'}]\nmark: bar\nencoding: {x: " C ", y: " V "}\n",
    "Chart" },
};

static void
test_texts(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
    Checked checked = check(TEXTS[i].spec, TEXTS[i].language);
    assert_non_null(checked.scene);
    assert_string_equal(checked.scene->description, TEXTS[i].expected);
    checked_finish(&checked);
  }
}

/* However long the names are, one breath is enough. */
static void
test_long_text(void **state)
{
  (void)state;
  Checked checked = check(TITLED("{text: T, subtitle: '" LONG "'}"), "en");
  assert_int_equal(g_utf8_strlen(checked.scene->description, -1), 250);
  assert_true(g_str_has_suffix(checked.scene->description, "…"));
  checked_finish(&checked);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_rules), cmocka_unit_test(test_vega),      cmocka_unit_test(test_allowed),
    cmocka_unit_test(test_texts), cmocka_unit_test(test_long_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
