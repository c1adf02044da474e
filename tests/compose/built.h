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

/* A red picture of 4 × 2 pixels, about one to the inch. */
static const unsigned char PICTURE[] = {
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
  0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x02, 0x08, 0x02, 0x00, 0x00, 0x00, 0xf0, 0xca, 0xea,
  0x34, 0x00, 0x00, 0x00, 0x09, 0x70, 0x48, 0x59, 0x73, 0x00, 0x00, 0x00, 0x28, 0x00, 0x00, 0x00,
  0x28, 0x01, 0x5c, 0xc7, 0x3f, 0x55, 0x00, 0x00, 0x00, 0x10, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda,
  0x63, 0xf8, 0xcf, 0xc0, 0x00, 0x47, 0x0c, 0xc8, 0x1c, 0x00, 0x6f, 0xaa, 0x07, 0xf9, 0x68, 0xdd,
  0xaf, 0xa7, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82
};

static inline void
remove_folder(const char *folder)
{
  static const char *const FILES[] = { "doc.md", "data.csv", "chart.vl.json", "picture.png" };
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
  g_autofree char *picture = g_build_filename(folder, "picture.png", NULL);
  assert_true(g_file_set_contents(data, DATA, -1, NULL));
  assert_true(g_file_set_contents(picture, (const char *)PICTURE, sizeof PICTURE, NULL));
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
