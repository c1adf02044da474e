/* The rows behind a chart's marks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "chart/chart.h"
#include "data/csv.h"

#include <string.h>

#include "fixed_metrics.h"

#define DATA "data: {values: [{k: a, v: 3}, {k: b, v: 5}, {k: a, v: 4}]}\n"
#define K "x: {field: k}"

static const struct {
  const char *spec;
  const char *tables; /* as CSV, one after the other, with a line of "--" between */
} CASES[] = {
  /* stacked, and aggregated: what is drawn, without the ends of stacks */
  { DATA "mark: bar\nencoding: {" K ", y: {aggregate: sum, field: v}}", "k,sum_v\na,7\nb,5\n" },
  { DATA "transform: [{filter: datum.v > 3}]\nmark: point\nencoding: {" K ", y: {field: v}}",
    "k,v\nb,5\na,4\n" },
  { "data: {values: [{d: '2024-03-01', v: 1}]}\nmark: line\n"
    "encoding: {x: {field: d, type: temporal}, y: {field: v, type: quantitative}}",
    "d,v\n2024-03-01,1\n" },
  /* a layer that shows less than another adds nothing, in whatever order */
  { DATA "layer: [{mark: text, transform: [{filter: datum.v > 3}]}, {mark: bar}]\n"
         "encoding: {" K ", y: {field: v, type: quantitative}}",
    "k,v\na,3\nb,5\na,4\n" },
  { DATA "layer: [{mark: bar, encoding: {" K ", y: {field: v, type: quantitative}}},"
         "{data: {values: [{t: 9}]}, mark: rule, encoding: {y: {field: t, type: quantitative}}}]",
    "k,v\na,3\nb,5\na,4\n--\nt\n9\n" },
};

static void
rows_are_those_shown(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    Arena *arena = arena_new();
    DiagList *diags = diag_list_new();
    g_autoptr(Catalog) catalog = catalog_new(diags);
    g_autoptr(GPtrArray) tables = g_ptr_array_new();
    g_autoptr(GString) out = g_string_new(NULL);
    const ChartContext context = {
      .catalog = catalog, .metrics = &FIXED_METRICS, .root = ".", .folder = ".", .shown = tables
    };
    const Source *source = source_from_text(arena, "spec", CASES[i].spec, strlen(CASES[i].spec));
    assert_non_null(chart_compile(arena, node_parse(arena, source, diags), &context, diags));
    for (guint k = 0; k < tables->len; k++) {
      g_string_append(out, k ? "--\n" : "");
      csv_append_table(out, tables->pdata[k]);
    }
    assert_string_equal(out->str, CASES[i].tables);
    g_clear_pointer(&catalog, catalog_free);
    diag_list_free(diags);
    arena_free(arena);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(rows_are_those_shown) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
