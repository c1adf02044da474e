/* Golden scenes: each tests/golden/NAME.vl.yaml must give tests/golden/NAME.scene.json. Texts are
 * measured at fixed widths, so fonts play no part.
 *
 * SHOLU_GOLDEN_UPDATE=1 writes the scenes anew: look at both versions first. */
#include "chart/chart.h"
#include "core/file.h"
#include "render/render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixed_metrics.h"

static char *
compile_scene(const char *path)
{
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Catalog) catalog = catalog_new(diags);
  g_autoptr(GError) error = NULL;
  Source *source = source_load(arena, path, 0, &error);
  assert_non_null(source);
  ChartContext context = { .catalog = catalog, .metrics = &FIXED_METRICS, .root = "." };
  const Scene *scene = chart_compile(arena, node_parse(arena, source, diags), &context, diags);
  diag_print(diags, stderr, (DiagStyle){ 0 });
  /* A selection is worth a warning: paper does not react. */
  assert_int_equal(diag_count(diags, DIAG_ERROR), 0);
  assert_non_null(scene);
  RenderOptions options = { 0 };
  g_autoptr(GBytes) bytes = render_format("scene-json")->write(&scene, 1, &options, NULL, &error);
  assert_non_null(bytes);
  gsize size = 0;
  const char *text = g_bytes_get_data(bytes, &size);
  return g_strndup(text, size);
}

static void
check(const char *spec)
{
  g_autofree char *name = g_strndup(spec, strlen(spec) - strlen(".vl.yaml"));
  g_autofree char *expected_path = g_strconcat(name, ".scene.json", NULL);
  g_autofree char *scene = compile_scene(spec);
  g_autofree char *expected = NULL;
  if (getenv("SHOLU_GOLDEN_UPDATE")) {
    assert_true(file_replace(expected_path, scene, strlen(scene), NULL));
    return;
  }
  assert_true(g_file_get_contents(expected_path, &expected, NULL, NULL));
  if (strcmp(scene, expected) != 0)
    print_error("%s differs from\n%s\n", expected_path, scene);
  assert_string_equal(scene, expected);
}

static void
test_golden_scenes(void **state)
{
  (void)state;
  g_autoptr(GDir) folder = g_dir_open(SHOLU_TEST_DIR "/golden", 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  assert_non_null(folder);
  for (const char *name; (name = g_dir_read_name(folder));)
    if (g_str_has_suffix(name, ".vl.yaml"))
      g_ptr_array_add(names, g_build_filename(SHOLU_TEST_DIR "/golden", name, NULL));
  assert_true(names->len >= 15);
  for (guint i = 0; i < names->len; i++)
    check(g_ptr_array_index(names, i));
}

int
main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_golden_scenes) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
