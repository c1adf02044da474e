/* What a Data Package says in the document's language: labels, titles, sources. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <string.h>

#include "compose/compose.h"
#include "fake_metrics.h"

static const char PACKAGE[] =
    "{\"name\": \"p\", \"version\": \"2.0\", \"resources\": [{\"name\": \"firms\", \"data\":"
    " [{\"place\": \"Astana\", \"n\": 3}, {\"place\": \"Almaty\", \"n\": 5}],"
    " \"schema\": {\"fields\": [{\"name\": \"place\", \"type\": \"string\", \"title\":"
    " {\"\": \"Place\", \"ru\": \"Город\"}, \"categories\": [{\"value\": \"Astana\","
    " \"label\": {\"\": \"Astana\", \"ru\": \"Астана\"}}, {\"value\": \"Almaty\", \"label\":"
    " {\"\": \"Almaty\", \"ru\": \"Алматы\"}}]}, {\"name\": \"n\", \"type\": \"integer\"}]}}],"
    " \"sources\": [{\"title\": {\"\": \"Register\", \"ru\": \"Реестр\"}, \"date\":"
    " \"2024-03-07\"}]}";

#define DOCUMENT(lang, data, encoding)                                                             \
  "---\nlang: " lang                                                                               \
  "\ndata: .\n---\n\n@fig-a\n\n```chart {#fig-a .half}\ntitle: T\nsubtitle: S\n"                   \
  "usermeta: {sholu: {allow: colour-alone}}\ndescription: D\ndata: " data                          \
  "\nmark: bar\nencoding: " encoding "\n```\n"
#define PLAIN "{y: {field: place, type: nominal}, x: {field: n, type: quantitative}}"
#define COLOUR "{color: {field: place, type: nominal}, x: {field: n, type: quantitative}}"
#define COUNTED "{x: {aggregate: max, field: place, type: nominal}}"
#define QUERY "{sql: 'SELECT place, n + 1 AS n FROM (SELECT * FROM firms)'}"
#define RENAMED "{sql: \"SELECT 'a ' || place AS place, n FROM firms\"}"

/* Texts that the first page has and has not. */
static const struct {
  const char *name, *document, *has[4], *has_not[3];
} CASES[] = {
  { "an axis",
    DOCUMENT("ru", "{name: firms}", PLAIN),
    { "Астана", "Алматы", "Город" },
    { "Astana", "Almaty", "place" } },
  { "names of parts",
    DOCUMENT("ru", "{name: firms}", COLOUR),
    { "Астана", "Алматы" },
    { "Astana", "Almaty", "place" } },
  { "through SQL", DOCUMENT("ru", QUERY, PLAIN), { "Астана", "Алматы", "Город" }, { "Astana" } },
  { "not what SQL has made",
    DOCUMENT("ru", RENAMED, PLAIN),
    { "a Astana", "place" },
    { "Астана" } },
  { "nor aggregates", DOCUMENT("ru", "{name: firms}", COUNTED), { "Max of place" }, { "Город" } },
  { "the default language",
    DOCUMENT("kk", "{name: firms}", PLAIN),
    { "Astana", "Place" },
    { "Астана" } },
  { "sources and references in Russian",
    DOCUMENT("ru", "{name: firms}", PLAIN),
    { "Реестр (7\u00a0марта\u00a02024\u202fг.); версия\u00a0данных\u00a02.0", "рисунок\u00a01",
      "Рисунок 1" },
    { "2024-03-07" } },
  { "in English",
    DOCUMENT("en", "{name: firms}", PLAIN),
    { "Register (7\u00a0March\u00a02024)", "Figure\u00a01", "Figure 1" },
    { "2024-03-07" } },
  { "sources of the figures in a table",
    "---\nlang: en\ndata: .\nfigures: {most: SELECT max(n) FROM firms}\n---\n\n"
    "| a | b |\n|---|---|\n| c | {{ most + 1 }} |\n\n: T {#tbl-a}\n",
    { "Source: Register (7\u00a0March\u00a02024)" },
    { "2024-03-07" } },
  { "a table without a number names none",
    "---\nlang: en\ndata: .\nfigures: {most: SELECT max(n) FROM firms}\n---\n\n"
    "| a | b |\n|---|---|\n| c | {{ most }} |\n",
    { NULL },
    { "Register" } },
};

/* All texts of a page, separated by spaces; lines of a paragraph stand together. */
static void
collect(GString *out, const SceneNode *node)
{
  if (node->kind == SCENE_TEXT)
    g_string_append_printf(out, "%s ", node->text.text);
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++)
    collect(out, node->group.children[i]);
}

static char *
texts_of(const char *markdown)
{
  g_autofree char *folder = g_dir_make_tmp("sholu-package-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "doc.md", NULL);
  g_autofree char *package = g_build_filename(folder, "datapackage.json", NULL);
  assert_true(g_file_set_contents(path, markdown, -1, NULL));
  assert_true(g_file_set_contents(package, PACKAGE, -1, NULL));
  Arena *arena = arena_new();
  DiagList *diags = diag_list_new();
  Document *document = document_load(arena, path, folder, diags, NULL);
  assert_non_null(document);
  ComposeOptions options = { .metrics = &FAKE_METRICS,
                             .theme_folder = SHOLU_SOURCE_DIR "/templates/themes" };
  Briefing *briefing = compose_briefing(arena, document, &options, diags);
  diag_print(diags, stderr, (DiagStyle){ 0 });
  assert_int_equal(diag_total(diags), 0);
  GString *out = g_string_new(NULL);
  collect(out, briefing->pages[0]->root);
  document_free(document);
  diag_list_free(diags);
  arena_free(arena);
  g_remove(path);
  g_remove(package);
  g_rmdir(folder);
  return g_string_free(out, FALSE);
}

static void
test_language(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *texts = texts_of(CASES[i].document);
    for (size_t k = 0; k < G_N_ELEMENTS(CASES[i].has) && CASES[i].has[k]; k++)
      if (!strstr(texts, CASES[i].has[k]))
        fail_msg("%s: no '%s' in: %s", CASES[i].name, CASES[i].has[k], texts);
    for (size_t k = 0; k < G_N_ELEMENTS(CASES[i].has_not) && CASES[i].has_not[k]; k++)
      if (strstr(texts, CASES[i].has_not[k]))
        fail_msg("%s: '%s' in: %s", CASES[i].name, CASES[i].has_not[k], texts);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_language) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
