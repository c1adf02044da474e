/* Patterns, matrices and their faults. */
#include "batch/plan.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const PARAMS[] = { "year", "2024", "lang", "kk", NULL };

static void
test_patterns(void **state)
{
  (void)state;
  static const struct {
    const char *pattern, *filled, *unknown;
  } cases[] = {
    { "plain", "plain", NULL },           { "{year}/{lang}", "2024/kk", NULL },
    { "a{lang}{lang}b", "akkkkb", NULL }, { "{yaer}", NULL, "yaer" },
    { "a{year", NULL, "{year" },          { "{}", NULL, "" },
  };
  g_autoptr(Arena) arena = arena_new();
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    const char *unknown = NULL;
    const char *filled = batch_pattern_fill(arena, cases[i].pattern, PARAMS, &unknown);
    if (cases[i].filled)
      assert_string_equal(filled, cases[i].filled);
    else
      assert_null(filled);
    if (cases[i].unknown)
      assert_string_equal(unknown, cases[i].unknown);
  }
}

static void
test_paths(void **state)
{
  (void)state;
  static const char *const sound[] = { "a", "a/b.en", "Алматы/2024", "a b/c..d" };
  static const char *const unsound[] = { "",        "/a", "a//b", "../a", "a/../b",
                                         ".hidden", "a/", "a\nb", "a/./b" };
  for (size_t i = 0; i < G_N_ELEMENTS(sound); i++)
    assert_true(batch_path_is_sound(sound[i]));
  for (size_t i = 0; i < G_N_ELEMENTS(unsound); i++)
    assert_false(batch_path_is_sound(unsound[i]));
}

/* The query's values are its own text and the document's name. */
static const char *const *
echo_query(const char *briefing, const Node *sql, void *user)
{
  const char **values = user;
  values[0] = sql->string;
  values[1] = briefing;
  values[2] = NULL;
  return values;
}

/* Items as "output<briefing ", or the faults' codes. */
static char *
load(const char *text)
{
  g_autofree char *folder = g_dir_make_tmp("sholu-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "b.yaml", NULL);
  assert_true(g_file_set_contents(path, text, -1, NULL));
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const char *values[3];
  const BatchPlan *plan = batch_plan_load(arena, path, echo_query, values, diags, NULL);
  GString *told = g_string_new(NULL);
  for (size_t i = 0; plan && i < plan->count; i++)
    g_string_append_printf(told, "%s<%s ", plan->items[i].output,
                           plan->items[i].briefing + strlen(folder) + 1);
  for (size_t i = 0; i < diag_total(diags); i++)
    g_string_append_printf(told, "%s:%zu ", diag_at(diags, i)->code, diag_at(diags, i)->place.line);
  g_unlink(path);
  g_rmdir(folder);
  return g_string_free(told, FALSE);
}

static void
test_matrices(void **state)
{
  (void)state;
#define HEAD "briefing: b.{lang}.md\noutput: '{year}.{lang}'\n"
  static const struct {
    const char *text, *told;
  } cases[] = {
    { HEAD "matrix: {year: {from: 1, to: 2}, lang: [en, ru]}\n",
      "1.en<b.en.md 1.ru<b.ru.md 2.en<b.en.md 2.ru<b.ru.md " },
    { HEAD "matrix: {lang: [en], year: {from: 2, to: 1, step: -0.5}}\n",
      "2.en<b.en.md 1.5.en<b.en.md 1.en<b.en.md " },
    { HEAD "matrix: {year: [1, 2], lang: [en, ru]}\nexclude: [{year: 1, lang: en}, {year: 2}]\n"
           "include: [{lang: kk, year: 9}]\n",
      "1.ru<b.ru.md 9.kk<b.kk.md " },
    { HEAD "include: [{lang: kk, year: 9}]\n", "9.kk<b.kk.md " },
    { HEAD "matrx: {}\n", "unknown-key:3 " },
    { HEAD "matrix: {year: [1], lang: []}\n", "batch-empty:3 " },
    { HEAD "matrix: {year: {from: 1}, lang: [en]}\n", "batch-range:3 " },
    { HEAD "matrix: {year: {from: 1, to: 2, step: 0}, lang: [en]}\n", "batch-range:3 " },
    { HEAD "matrix: {year: {from: 1, to: 2, stp: 1}, lang: [en]}\n", "unknown-key:3 " },
    { HEAD "matrix: {year: [[1]], lang: [en]}\n", "batch-value:3 " },
    { HEAD "matrix: {year: [1], lang: [en, en]}\n", "batch-output:2 " },
    { HEAD "matrix: {year: [../1], lang: [en]}\n", "batch-output:2 " },
    { HEAD "matrix: {lang: [en]}\n", "unknown-param:2 " },
    { HEAD "matrix: {year: [1], lang: [en]}\nexclude: [{yaer: 1}]\n", "unknown-key:4 " },
    { HEAD "matrix: {year: [1], lang: [en]}\nexclude: [{year: 1}]\n", "batch-empty:1 " },
    { HEAD "matrix: {year: {from: 1, to: 2000}, lang: {from: 1, to: 2000}}\n", "batch-size:3 " },
    { "output: a\n", "batch-value:1 " },
    { "- a\n", "batch-value:1 " },
    { HEAD "include: {}\n", "batch-value:3 " },
    { HEAD "matrix: {year: [1], lang: [en]}\nindex: [html]\ntitle: T\nlang: kk\n",
      "1.en<b.en.md " },
    { HEAD "matrix: {year: [1], lang: [en]}\nindex: []\n", "1.en<b.en.md " },
    { HEAD "matrix: {year: [1], lang: [en]}\nindex: [htm]\n", "batch-value:4 " },
    { HEAD "matrix: {year: [1], lang: [en]}\nindex: {}\n", "batch-value:4 " },
    { HEAD "matrix: {year: [1], lang: [en]}\ntitle: []\n", "batch-value:4 " },
    { "briefing: b\noutput: index/{x}\nmatrix: {x: [1]}\n", "batch-output:2 " },
    { "briefing: b\noutput: '{x}'\nmatrix: {x: [index]}\n", "batch-output:2 " },
    { "briefing: b\noutput: '{x}'\nmatrix: {x: [index]}\nindex: false\n", "index<b " },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *told = load(cases[i].text);
    assert_string_equal(told, cases[i].told);
  }
}

static void
test_queries(void **state)
{
  (void)state;
  g_autofree char *told = load("briefing: '{lang}.md'\noutput: '{x}'\n"
                               "matrix: {year: {from: 7, to: 7}, x: {sql: q}, lang: [en]}\n"
                               "exclude: [{x: q}]\n");
  assert_non_null(strstr(told, "batch-output")); /* the document's absolute name is no output */
  g_autofree char *sound = load("briefing: '{lang}.md'\noutput: '{year}.x'\n"
                                "matrix: {year: [7], lang: [en], x: {sql: q}}\n");
  assert_string_equal(sound, "batch-output:2 "); /* two values, one output */
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_patterns),
    cmocka_unit_test(test_paths),
    cmocka_unit_test(test_matrices),
    cmocka_unit_test(test_queries),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
