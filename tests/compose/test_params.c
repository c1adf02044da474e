/* Parameters of a document, as a call sets them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "built.h"
#include "page_scene.h"

static const struct {
  const char *name, *value;
  const char *shown; /* the page's text; NULL: the call is refused */
  const char *hint;  /* of the refusal; NULL: not looked at */
} CASES[] = {
  { "year", "2020", "2020 x", NULL },
  { "year", "-1.5", "\u22121.5 x", NULL },
  { "name", "2020", "2024 2020", NULL },
  { "name", "' || 1", "2024 ' || 1", NULL },
  { "year", "soon", NULL, NULL },
  { "year", "[1]", NULL, NULL },
  { "yaer", "2020", NULL, "did you mean year?" },
  { "colour", "2020", NULL, "parameters are named under params: in the front matter" },
  { "lang", "kk", "2024 x", NULL },
};

static Document *
load(Built *built)
{
  static const char DOCUMENT[] =
      "---\nlang: en\nparams: {year: 2024, name: x}\n---\n{{ year }} {{ name }}\n";
  g_autofree char *folder = g_dir_make_tmp("sholu-params-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "doc.md", NULL);
  assert_true(g_file_set_contents(path, DOCUMENT, -1, NULL));
  Document *document = document_load(built->arena, path, folder, built->diags, NULL);
  remove_folder(folder);
  return document;
}

static void
check_shown(Built *built, size_t index)
{
  ComposeOptions options = { .metrics = &FAKE_METRICS,
                             .theme_folder = SHOLU_SOURCE_DIR "/templates/themes" };
  built->briefing = compose_briefing(built->arena, built->document, &options, built->diags);
  g_autoptr(GArray) boxes = page_text_boxes(built->briefing->pages[0]);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < boxes->len; i++)
    if (!g_array_index(boxes, TextBox, i).artifact)
      g_string_append(text, g_array_index(boxes, TextBox, i).text);
  assert_string_equal(text->str, CASES[index].shown);
  bool language = strcmp(CASES[index].name, "lang") == 0;
  assert_string_equal(built->briefing->metadata.language, language ? CASES[index].value : "en");
}

/* In the SQL of charts and tables too. */
static void
test_queries(void **state)
{
  (void)state;
  Built built = build(
      "---\nparams: {year: 2023, name: x}\n---\n```table\nsql: SELECT :year AS y\nsource: s\n"
      "```\n\n```chart\ntitle: In {{ year }}\ndescription: d\ndata: {sql: \"SELECT :name AS a, "
      ":year AS b\"}\nmark: bar\nencoding: {x: {field: a}, y: {field: b, type: quantitative}}\n"
      "usermeta: {sholu: {source: s}}\n```\n");
  assert_int_equal(diag_count(built.diags, DIAG_ERROR), 0);
  assert_int_equal(built.briefing->chart_count, 1);
  assert_string_equal(built.briefing->charts[0].title, "In 2023");
  g_autoptr(GArray) boxes = page_text_boxes(built.briefing->pages[0]);
  assert_non_null(find_text_box(boxes, "2,023"));
  built_finish(&built);
}

static void
test_set(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    Built built = { .arena = arena_new(), .diags = diag_list_new() };
    built.document = load(&built);
    bool set = document_set_param(built.document, CASES[i].name, CASES[i].value, built.diags);
    assert_int_equal(set, CASES[i].shown != NULL);
    assert_int_equal(diag_total(built.diags), !set);
    if (set)
      check_shown(&built, i);
    else if (CASES[i].hint)
      assert_string_equal(diag_at(built.diags, 0)->hint, CASES[i].hint);
    built_finish(&built);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_set), cmocka_unit_test(test_queries) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
