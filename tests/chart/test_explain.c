/* The SQL of charts as text: each tests/golden/NAME.explain.sql is that of NAME.vl.yaml, and what
 * is shown for any of the golden charts can be run as it stands.
 *
 * SHOLU_GOLDEN_UPDATE=1 writes the texts anew: read both versions first. */
#include "chart/chart.h"
#include "chart/explain_private.h"
#include "core/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixed_metrics.h"

typedef struct Explained {
  Arena *arena;
  DiagList *diags;
  Catalog *catalog;
  GPtrArray *texts;
} Explained;

static Explained
explained_chart(const char *path)
{
  Explained chart = { arena_new(), diag_list_new(), NULL, g_ptr_array_new() };
  chart.catalog = catalog_new(chart.diags);
  Source *source = source_load(chart.arena, path, 0, NULL);
  assert_non_null(source);
  ChartContext context = { .catalog = chart.catalog,
                           .metrics = &FIXED_METRICS,
                           .root = SHOLU_TEST_DIR "/golden",
                           .explained = chart.texts };
  const Node *spec = node_parse(chart.arena, source, chart.diags);
  assert_non_null(chart_compile(chart.arena, spec, &context, chart.diags));
  return chart;
}

static void
explained_free(Explained *chart)
{
  g_ptr_array_unref(chart->texts);
  catalog_free(chart->catalog);
  diag_list_free(chart->diags);
  arena_free(chart->arena);
}

static void
test_texts(void **state)
{
  static const char *const NAMES[] = { "bar-histogram", "bar-stacked-zero", "explained-join",
                                       "long-pipeline", "transforms-in-cells" };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    g_autofree char *spec = g_strconcat(SHOLU_TEST_DIR "/golden/", NAMES[i], ".vl.yaml", NULL);
    g_autofree char *path = g_strconcat(SHOLU_TEST_DIR "/golden/", NAMES[i], ".explain.sql", NULL);
    g_autofree char *expected = NULL;
    Explained chart = explained_chart(spec);
    g_ptr_array_add(chart.texts, NULL);
    g_autofree char *text = g_strjoinv("\n", (char **)chart.texts->pdata);
    if (getenv("SHOLU_GOLDEN_UPDATE"))
      assert_true(file_replace(path, text, strlen(text), NULL));
    assert_true(g_file_get_contents(path, &expected, NULL, NULL));
    assert_string_equal(text, expected);
    explained_free(&chart);
  }
}

static void
test_texts_run(void **state)
{
  (void)state;
  g_autoptr(GDir) folder = g_dir_open(SHOLU_TEST_DIR "/golden", 0, NULL);
  size_t count = 0;
  for (const char *name; (name = g_dir_read_name(folder));) {
    if (!g_str_has_suffix(name, ".vl.yaml"))
      continue;
    g_autofree char *path = g_build_filename(SHOLU_TEST_DIR "/golden", name, NULL);
    Explained chart = explained_chart(path);
    for (guint i = 0; i < chart.texts->len; i++, count++) {
      const char *text = chart.texts->pdata[i];
      QueryFault fault;
      if (!catalog_query(chart.catalog, chart.arena, text, NULL, 0, &fault))
        fail_msg("%s: %s\n%s", name, fault.message, text);
    }
    explained_free(&chart);
  }
  assert_true(count > 50);
}

/* What is laid out, and how. */
static const struct {
  const char *sql, *text;
} LAYOUTS[] = {
  { "SELECT 1", "SELECT 1" },
  { "SELECT a,  b FROM t WHERE x", "SELECT a,\n  b\nFROM t\nWHERE x" },
  { "SELECT \"a\", \"t\".\"b\" FROM t", "SELECT \"a\", \"t\".\"b\"\nFROM t" },
  { "SELECT \"a\" AS \"a\", \"b\" AS \"c\"", "SELECT \"a\",\n  \"b\" AS \"c\"" },
  { "SELECT ' FROM ', \"ORDER BY\"", "SELECT ' FROM ',\n  \"ORDER BY\"" },
  { "SELECT 1 FROM (SELECT 2) LIMIT 1", "SELECT 1\nFROM (\n  SELECT 2\n)\nLIMIT 1" },
  { "SELECT a FROM t LEFT JOIN u ON 1", "SELECT a\nFROM t\n  LEFT JOIN u ON 1" },
  { "SELECT count(*) OVER (ORDER BY a)", "SELECT count(*) OVER (ORDER BY a)" },
  { "SELECT 1 -- FROM\nFROM t", "SELECT 1 /* FROM */\nFROM t" },
  { "SELECT 1 -- a */ b\n, 2", "SELECT 1 ,\n  2" },
  { "SELECT (SELECT 1", "SELECT (SELECT 1" },
  { "SELECT 'a", "SELECT 'a" },
  { "SELECT )", "SELECT )" },
  { ",", "," },
  { "SELECT ,", "SELECT ,\n  " },
  { "", "" },
};

static void
test_layout(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(LAYOUTS); i++) {
    g_autoptr(GString) out = g_string_new(NULL);
    sql_layout(out, LAYOUTS[i].sql, 0);
    assert_string_equal(out->str, LAYOUTS[i].text);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_texts),
    cmocka_unit_test(test_texts_run),
    cmocka_unit_test(test_layout),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
