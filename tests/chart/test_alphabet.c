/* Categories stand as the reader's alphabet has them; without a language, as Vega sorts. */
#include "chart/chart.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fixed_metrics.h"

static const struct {
  const char *language, *sort; /* NULL: none */
  const char *expected;
} CASES[] = {
  { NULL, NULL, "Банан Я а б ә" },
  { "kk", NULL, "а ә б Банан Я" },
  { "kk", "descending", "Я Банан б ә а" },
  { "ru", NULL, "а ә б Банан Я" },
  { "kk", "[б, а, ә, Я, Банан]", "б а ә Я Банан" },
};

static void
append_labels(const SceneNode *node, GString *out)
{
  if (node->role == ROLE_AXIS_LABEL && node->kind == SCENE_TEXT)
    g_string_append_printf(out, "%s%s", out->len ? " " : "", node->text.text);
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++)
    append_labels(node->group.children[i], out);
}

static void
test_labels(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    g_autoptr(Catalog) catalog = catalog_new(diags);
    g_autoptr(GString) labels = g_string_new(NULL);
    const char *text =
        arena_printf(arena,
                     "{data: {values: [{a: Я}, {a: б}, {a: ә}, {a: Банан}, {a: а}]}, mark: point, "
                     "encoding: {y: {field: a, type: nominal%s%s}}}",
                     CASES[i].sort ? ", sort: " : "", CASES[i].sort ? CASES[i].sort : "");
    ChartContext context = { .catalog = catalog,
                             .metrics = &FIXED_METRICS,
                             .language = CASES[i].language };
    const Node *node =
        node_parse(arena, source_from_text(arena, "test", text, strlen(text)), diags);
    append_labels(chart_compile(arena, node, &context, diags)->root, labels);
    assert_string_equal(labels->str, CASES[i].expected);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_labels) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
