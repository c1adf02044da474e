/* Pages that list outputs: groups, what is wrong, hostile names. */
#include "batch/index.h"

#include "compose/compose.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { ITEMS_MOST = 64 };

/* An index of made-up items in an empty folder. */
typedef struct Made {
  Arena *arena;
  char *folder;
  BatchItem items[ITEMS_MOST];
  IndexResult results[ITEMS_MOST];
  BatchPlan plan;
  IndexRequest request;
} Made;

static int
set_up(void **state)
{
  Made *made = g_new0(Made, 1);
  made->arena = arena_new();
  made->folder = g_dir_make_tmp("sholu-index-XXXXXX", NULL);
  g_autoptr(DiagList) diags = diag_list_new();
  made->plan.items = made->items;
  made->request =
      (IndexRequest){ .plan = &made->plan,
                      .results = made->results,
                      .folder = made->folder,
                      .formats = "pdf,png",
                      .language = "en",
                      .strings = compose_strings(made->arena, SHOLU_SOURCE_DIR "/templates/themes",
                                                 "en", (Span){ 0 }, diags) };
  *state = made;
  return 0;
}

static int
tear_down(void **state)
{
  Made *made = *state;
  int code = g_rmdir(made->folder);
  arena_free(made->arena);
  g_free(made->folder);
  g_free(made);
  return code;
}

/* `params`: "year=1;lang=en". */
static Record *
add(Made *made, const char *output, const char *params, const char *title)
{
  g_auto(GStrv) list = g_strsplit_set(params, ";=", -1);
  guint count = g_strv_length(list);
  const char **own = arena_array(made->arena, const char *, count + 1);
  for (guint i = 0; i < count; i++)
    own[i] = arena_strdup(made->arena, list[i]);
  made->items[made->plan.count].output = output;
  made->items[made->plan.count].params = own;
  Record *record = NULL;
  if (title) {
    record = arena_new0(made->arena, Record);
    record->title = title;
    record->pages = 2;
  }
  made->results[made->plan.count++].record = record;
  return record;
}

static size_t
count_of(const char *text, const char *part)
{
  size_t count = 0;
  for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
    count++;
  return count;
}

static void
assert_has(const char *text, const char *part)
{
  if (!strstr(text, part))
    print_message("no \"%s\" in:\n%s\n", part, text);
  assert_non_null(strstr(text, part));
}

/* A heading for each value of the first axis, where that parts the items. */
static void
test_groups(void **state)
{
  static const struct {
    const char *params[5];
    size_t groups;
  } cases[] = {
    { { "a=1;b=1", "a=1;b=2", "a=2;b=1", "a=2;b=2" }, 2 },
    { { "a=1;b=1", "a=2;b=1", "a=1;b=2", "a=2;b=2" }, 2 },
    { { "a=1", "a=2", "a=3" }, 0 },                /* one for each */
    { { "a=1;b=1", "a=1;b=2" }, 0 },               /* one for all */
    { { "a=1;b=1", "a=1;b=2", "c=1", "b=7" }, 2 }, /* those that have it not stand together */
    { { "" }, 0 },
  };
  Made *made = *state;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    made->plan.count = 0;
    for (size_t j = 0; j < G_N_ELEMENTS(cases[i].params) && cases[i].params[j]; j++)
      add(made, "o", cases[i].params[j], "T");
    const Index *index = index_new(made->arena, &made->request);
    assert_int_equal(count_of(index_html(index), "<h2>"), cases[i].groups);
    assert_int_equal(count_of(index_document(index), "\n## "), cases[i].groups);
    assert_int_equal(count_of(index_html(index), "<li class=\"card\""), made->plan.count);
  }
}

/* What stands beside the title, and what is wrong. */
static void
test_states(void **state)
{
  Made *made = *state;
  Record *moved = add(made, "a", "year=1;lang=en", "One");
  static const RecordChange changes[] = { { "box", "1", "2" },
                                          { "n", NULL, "3" },
                                          { "m", "4", NULL },
                                          { "x + 1", "5", "6" },
                                          { "y", "7", "8" } };
  moved->changes = changes;
  moved->change_count = G_N_ELEMENTS(changes);
  add(made, "b", "year=1;lang=ru", NULL);
  add(made, "c", "year=2;lang=ru", "Три");
  made->results[1].fault = "b.md:1:1: error: x [y]";
  made->results[2].fault = "took longer than 3 s";
  made->results[2].lost = true;
  const Index *index = index_new(made->arena, &made->request);
  const char *html = index_html(index);
  assert_has(html, "<p>3 reports · figures moved in 1 · 1 has faults · 1 was not finished</p>");
  assert_has(html, "<code>box</code> 1 → 2");
  assert_has(html, "<code>n</code> 3 (new)");
  assert_has(html, "<code>m</code> 4 (gone)");
  assert_has(html, "and 2 more figures");
  assert_has(html, "<b lang=\"ru\">Три</b>");
  assert_has(html, "<span>Has faults: b.md:1:1: error: x [y]</span>");
  assert_has(html, "Not finished: took longer");
  assert_has(html, "There is no file yet.");
  const char *text = index_document(index);
  assert_has(text, "## Needs attention\n");
  assert_has(text, "\"box: 1 → 2\", \"n: 3 (new)\", \"m: 4 (gone)\", \"and 2 more figures\"");
  assert_string_equal(html, index_html(index_new(made->arena, &made->request)));
}

/* Nothing that a name, a title or a fault holds means anything to a browser, or to Markdown. */
static void
test_hostile(void **state)
{
  static const char *const NASTY[] = { "<script>x</script>",
                                       "\"><b>",
                                       "a & b",
                                       "{{ x }}",
                                       "# h",
                                       "*[l](javascript:1)* @fig-a ```",
                                       "---",
                                       "`|`\n- x" };
  Made *made = *state;
  for (size_t i = 0; i < G_N_ELEMENTS(NASTY); i++) {
    const char *params = arena_printf(made->arena, "a=%s;b=%zu", NASTY[i], i);
    Record *record = add(made, NASTY[i], params, NASTY[i]);
    add(made, "other", params, NASTY[i]);
    RecordChange *change = arena_new0(made->arena, RecordChange);
    *change = (RecordChange){ NASTY[i], NASTY[i], NASTY[i] };
    record->changes = change;
    record->change_count = 1;
    made->results[2 * i + 1].fault = NASTY[i];
  }
  made->request.title = NASTY[0];
  const Index *index = index_new(made->arena, &made->request);
  const char *html = index_html(index);
  assert_int_equal(count_of(html, "<script"), 0);
  assert_int_equal(count_of(html, "href=\"javascript"), 0);
  assert_int_equal(count_of(html, "\"><b>\""), 0);
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Document) document =
      document_from_text(made->arena, "index.md", index_document(index), made->folder, diags);
  assert_non_null(document);
  for (size_t i = 0; i < diag_total(diags); i++)
    print_message("%s: %s\n", diag_at(diags, i)->code, diag_at(diags, i)->message);
  assert_int_equal(diag_total(diags), 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int
main(void)
{
  const struct CMUnitTest tests[] = { TEST(test_groups), TEST(test_states), TEST(test_hostile) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
