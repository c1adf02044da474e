/* Tables too large to be read or queried without care. */
#include "chart/chart.h"
#include "core/file.h"
#include "render/render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "fixed_metrics.h"

/* A file of more than a megabyte, which is no longer read whole. */
enum { ROWS = 40000 };

static const char SPEC[] =
    "{\"data\": {\"url\": \"large.csv\"}, \"mark\": \"bar\", \"encoding\": {\"x\": {\"field\": "
    "\"region\"}, \"y\": {\"aggregate\": \"sum\", \"field\": \"value\"}, \"color\": {\"field\": "
    "\"kind\"}}}";

static char *
write_rows(void)
{
  char *folder = g_dir_make_tmp("sholu-large-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "large.csv", NULL);
  g_autoptr(GString) text = g_string_new("year,region,note,kind,value,other\n");
  for (int i = 0; i < ROWS; i++)
    g_string_append_printf(text, "%d,region %d,\"a note, of no use %d\",%s,%s%d.%d,%d\n",
                           2000 + i % 20, i * 7 % 11, i, i % 3 ? "exhibition" : "",
                           i % 5 ? "" : "-", i * 31 % 977, i % 100, i);
  assert_true(file_replace(path, text->str, text->len, NULL));
  return folder;
}

static void
remove_rows(char *folder)
{
  g_autofree char *path = g_build_filename(folder, "large.csv", NULL);
  unlink(path);
  rmdir(folder);
  g_free(folder);
}

/* The scene as JSON. With `explained` all goes through SQL. */
static char *
draw(const char *folder, GPtrArray *explained, Catalog *catalog, Arena *arena, DiagList *diags)
{
  const ChartContext context = {
    .catalog = catalog, .metrics = &FIXED_METRICS, .root = folder, .explained = explained
  };
  const Source *source = source_from_text(arena, "spec.json", SPEC, strlen(SPEC));
  const Scene *scene = chart_compile(arena, node_parse(arena, source, diags), &context, diags);
  assert_non_null(scene);
  RenderOptions options = { 0 };
  g_autoptr(GBytes) bytes = render_format("scene-json")->write(&scene, 1, &options, NULL, NULL);
  gsize size = 0;
  const char *text = g_bytes_get_data(bytes, &size);
  return g_strndup(text, size);
}

static void
test_only_used_columns_are_loaded(void **state)
{
  static const bool USED[] = { false, true, false, true, true, false };
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Catalog) catalog = catalog_new(diags);
  char *folder = write_rows();
  g_autofree char *scene = draw(folder, NULL, catalog, arena, diags);
  const Table *table = catalog_describe(catalog, "#data1");
  assert_int_equal(table->row_count, ROWS);
  assert_int_equal(table->column_count, G_N_ELEMENTS(USED));
  for (size_t i = 0; i < table->column_count; i++)
    assert_int_equal(table->columns[i].numbers || table->columns[i].codes, USED[i]);
  remove_rows(folder);
}

static void
test_sums_are_those_of_sql(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Catalog) direct = catalog_new(diags), queried = catalog_new(diags);
  g_autoptr(GPtrArray) explained = g_ptr_array_new();
  char *folder = write_rows();
  g_autofree char *scene = draw(folder, NULL, direct, arena, diags);
  g_autofree char *expected = draw(folder, explained, queried, arena, diags);
  assert_string_equal(scene, expected);
  assert_true(catalog_has(direct, "#data2")); /* the sums */
  assert_false(catalog_has(queried, "#data2"));
  remove_rows(folder);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_only_used_columns_are_loaded),
    cmocka_unit_test(test_sums_are_those_of_sql),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
