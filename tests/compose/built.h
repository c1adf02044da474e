/* Documents of tests, composed with fixed widths. cmocka.h comes before. */
#pragma once

#include <glib/gstdio.h>

#include "compose/compose.h"
#include "fake_metrics.h"

/* A document in a folder of its own, composed. */
typedef struct Built {
  Arena *arena;
  DiagList *diags;
  Document *document;
  Briefing *briefing;
} Built;

static const char DATA[] = "region,year,value\nAlmaty,2023,10.5\nAlmaty,2024,12\nAstana,2024,\n";

static inline void
remove_folder(const char *folder)
{
  static const char *const FILES[] = { "doc.md", "data.csv", "chart.vl.json" };
  for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
    g_autofree char *path = g_build_filename(folder, FILES[i], NULL);
    g_remove(path);
  }
  g_rmdir(folder);
}

/* `theme` NULL: the document's. */
static inline Built
build_themed(const char *markdown, const char *theme)
{
  g_autofree char *folder = g_dir_make_tmp("sholu-compose-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "doc.md", NULL);
  g_autofree char *data = g_build_filename(folder, "data.csv", NULL);
  g_autofree char *chart = g_build_filename(folder, "chart.vl.json", NULL);
  assert_true(g_file_set_contents(path, markdown, -1, NULL));
  assert_true(g_file_set_contents(data, DATA, -1, NULL));
  assert_true(g_file_set_contents(chart,
                                  "{\"title\": \"From a file\", \"data\": {\"url\": \"data.csv\"}, "
                                  "\"mark\": \"bar\"}",
                                  -1, NULL));
  Built built = { .arena = arena_new(), .diags = diag_list_new() };
  g_autoptr(GError) error = NULL;
  built.document = document_load(built.arena, path, folder, built.diags, &error);
  assert_non_null(built.document);
  ComposeOptions options = { .metrics = &FAKE_METRICS,
                             .theme = theme,
                             .theme_folder = SHOLU_SOURCE_DIR "/templates/themes" };
  built.briefing = compose_briefing(built.arena, built.document, &options, built.diags);
  assert_non_null(built.briefing);
  remove_folder(folder);
  return built;
}

static inline Built
build(const char *markdown)
{
  return build_themed(markdown, NULL);
}

static inline void
built_finish(Built *built)
{
  document_free(built->document);
  diag_list_free(built->diags);
  arena_free(built->arena);
}
