/* Where the plots of a concatenation stand. They have no axes, so that they need no room beside
 * themselves but a rounded half pixel of their frames. */
#include "chart/chart.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fixed_metrics.h"

#define PLOT(width, height)                                                                        \
  "{width: " #width ", height: " #height                                                           \
  ", view: {stroke: null}, mark: {type: point, clip: true}, data: "                                \
  "{values: [{a: 1}]}, encoding: {x: {field: a, type: quantitative, axis: null}}}"
#define FOUR                                                                                       \
  "spacing: 10, columns: 2, concat: [" PLOT(50, 20) ", " PLOT(40,                                  \
                                                              60) ", " PLOT(90,                    \
                                                                            30) ", " PLOT(30,      \
                                                                                          30) "]"

static const struct {
  const char *spec, *places;
} CASES[] = {
  { FOUR, "0,0 100,0 0,70 100,70" },
  { "align: each, " FOUR, "0,0 100,0 0,70 100,70" },
  { "align: none, " FOUR, "0,0 60,0 0,70 100,70" },
  { "center: true, " FOUR, "20,20 100,0 0,70 105,70" },
  { "center: {row: false, column: true}, " FOUR, "20,0 100,0 0,70 105,70" },
  { "align: {row: each, column: all}, bounds: flush, " FOUR, "0,0 100,0 0,70 100,70" },
};

/* "x,y" of each view. */
static void
append_places(const SceneNode *node, double x, double y, GString *out)
{
  if (node->kind != SCENE_GROUP)
    return;
  if (node->role == ROLE_VIEW)
    g_string_append_printf(out, "%s%g,%g", out->len ? " " : "", x, y);
  for (size_t i = 0; i < node->group.child_count; i++) {
    const SceneNode *child = node->group.children[i];
    append_places(child, x + child->x, y + child->y, out);
  }
}

static void
test_places(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    g_autoptr(Catalog) catalog = catalog_new(diags);
    g_autoptr(GString) places = g_string_new(NULL);
    const char *text = arena_printf(arena, "{%s}", CASES[i].spec);
    ChartContext context = { .catalog = catalog, .metrics = &FIXED_METRICS };
    const Node *node =
        node_parse(arena, source_from_text(arena, "test", text, strlen(text)), diags);
    const Scene *scene = chart_compile(arena, node, &context, diags);
    diag_print(diags, stderr, (DiagStyle){ 0 });
    assert_non_null(scene);
    append_places(scene->root, 0, 0, places);
    assert_string_equal(places->str, CASES[i].places);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_places) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
