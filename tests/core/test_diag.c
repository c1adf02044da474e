#include "core/diag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char *
printed(const DiagList *diags, DiagStyle style)
{
  char *text = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&text, &size);
  diag_print(diags, stream, style);
  fclose(stream);
  return text;
}

static void
test_prints_place_line_and_caret(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const char *text = "first\nмарк: bra\n";
  Source *source = source_from_text(arena, "spec.yaml", text, strlen(text));
  const char *at = strstr(text, "bra");
  size_t start = (size_t)(at - text);
  diag_error(diags, "unknown-mark", (Span){ source, start, start + 3 }, "did you mean 'bar'?",
             "there is no mark '%s'", "bra");

  char *human = printed(diags, (DiagStyle){ 0 });
  assert_string_equal(human, "spec.yaml:2:7: error: there is no mark 'bra' [unknown-mark]\n"
                             "     2 | марк: bra\n"
                             "       |       ^~~\n"
                             "       = hint: did you mean 'bar'?\n");
  free(human);
  char *brief = printed(diags, (DiagStyle){ .brief = true });
  assert_string_equal(brief, "spec.yaml:2:7: error: there is no mark 'bra' [unknown-mark]\n");
  free(brief);
}

static void
test_same_fault_once_and_capped(void **state)
{
  (void)state;
  g_autoptr(DiagList) diags = diag_list_new();
  for (int i = 0; i < 3; i++)
    diag_add(diags, DIAG_WARNING, "w", place_of_file("a"), NULL, "same");
  assert_int_equal(diag_total(diags), 1);
  for (size_t i = 1; i <= 1500; i++)
    diag_add(diags, DIAG_ERROR, "e", (Place){ .file = "a", .line = i }, NULL, "bad");
  assert_int_equal(diag_count(diags, DIAG_ERROR), 1000);
  char *text = printed(diags, (DiagStyle){ .brief = true });
  assert_non_null(strstr(text, "note: 500 more of [e] are not shown"));
  free(text);
}

/* What is not kept costs nothing: the last byte of a long line is far to seek. */
static void
test_dropped_faults_are_not_looked_up(void **state)
{
  (void)state;
  enum { LENGTH = 200000 };
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  g_autofree char *text = g_strnfill(LENGTH, 'x');
  const Source *source = source_from_text(arena, "a", text, LENGTH);
  gint64 start = g_get_monotonic_time();
  for (size_t i = 1; i <= LENGTH; i++)
    diag_error(diags, "e", (Span){ source, LENGTH - i, LENGTH - i + 1 }, NULL, "bad");
  assert_int_equal(diag_count(diags, DIAG_ERROR), 1000);
  assert_true(g_get_monotonic_time() - start < 10 * G_USEC_PER_SEC);
}

static void
test_control_characters_do_not_reach_the_terminal(void **state)
{
  (void)state;
  g_autoptr(DiagList) diags = diag_list_new();
  diag_add(diags, DIAG_ERROR, "x", place_of_file("a"), NULL, "bad \033[31m\xFF value");
  assert_null(strchr(diag_at(diags, 0)->message, '\033'));
  assert_true(g_utf8_validate(diag_at(diags, 0)->message, -1, NULL));
}

static void
test_suggests_the_nearest(void **state)
{
  (void)state;
  static const char *const NAMES[] = { "labelAngle", "labelAlign", "title", "domain", NULL };
  static const struct {
    const char *wrong, *nearest;
  } CASES[] = {
    { "labelangle", "labelAngle" }, { "tilte", "title" }, { "lableAngle", "labelAngle" },
    { "domian", "domain" },         { "colour", NULL },   { "x", NULL },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    const char *found = diag_suggest(CASES[i].wrong, NAMES);
    if (!CASES[i].nearest)
      assert_null(found);
    else
      assert_string_equal(found, CASES[i].nearest);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_prints_place_line_and_caret),
    cmocka_unit_test(test_same_fault_once_and_capped),
    cmocka_unit_test(test_dropped_faults_are_not_looked_up),
    cmocka_unit_test(test_control_characters_do_not_reach_the_terminal),
    cmocka_unit_test(test_suggests_the_nearest),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
