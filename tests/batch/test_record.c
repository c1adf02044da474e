/* Figures of a build against those of the build before. */
#include "batch/record.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* "a=1;b=2" as a record. */
static Record
read_record(Arena *arena, const char *text)
{
  g_auto(GStrv) pairs = g_strsplit(text, ";", -1);
  guint count = g_strv_length(pairs);
  RecordFigure *figures = arena_array(arena, RecordFigure, count + 1);
  for (guint i = 0; i < count; i++) {
    char *label = arena_strdup(arena, pairs[i]), *value = strchr(label, '=');
    *value = '\0';
    figures[i] = (RecordFigure){ label, value + 1 };
  }
  return (Record){ .title = "T", .pages = 2, .figures = figures, .figure_count = count };
}

static char *
shown(const RecordChange *changes, size_t count)
{
  GString *out = g_string_new(NULL);
  for (size_t i = 0; i < count; i++)
    g_string_append_printf(out, "%s:%s>%s;", changes[i].label,
                           changes[i].from ? changes[i].from : "",
                           changes[i].to ? changes[i].to : "");
  return g_string_free(out, FALSE);
}

static void
test_compare(void **state)
{
  (void)state;
  static const struct {
    const char *before, *after, *changes;
  } cases[] = {
    { "a=1;b=2", "a=1;b=2", "" },
    { "a=1;b=2", "a=1;b=3", "b:2>3;" },
    { "a=1;b=2", "b=3;a=0", "b:2>3;a:1>0;" },
    { "a=1", "a=1;b=2", "b:>2;" },
    { "a=1;b=2;c=3", "b=2", "a:1>;c:3>;" },
    { "a=1;a=1.2", "a=1;a=1.3", "a:1.2>1.3;" }, /* rounded, it is the same */
    { "a=1;a=1.2", "a=2;a=1.7", "a:1>2;" },     /* told once */
    { "a=1;a=1.2", "a=1", "" },                 /* printed less often */
    { "a=1", "a=1;a=1.2", "" },
    { "price * 2=10 ₸", "price * 2=11 ₸", "price * 2:10 ₸>11 ₸;" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Arena) arena = arena_new();
    Record before = read_record(arena, cases[i].before), after = read_record(arena, cases[i].after);
    size_t count = 0;
    const RecordChange *changes = record_compare(arena, &before, &after, &count);
    g_autofree char *text = shown(changes, count);
    assert_string_equal(text, cases[i].changes);
    record_compare(arena, NULL, &after, &count);
    assert_int_equal(count, 0);
  }
}

static void
test_text(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  Record record = read_record(arena, "a=1\x1e;b=\n\t ₸");
  const RecordChange changes[] = { { "a", NULL, "1" }, { "c", "", "7" }, { "d", "8", NULL } };
  record.changes = changes;
  record.change_count = G_N_ELEMENTS(changes);
  g_autofree char *text = record_text(&record);
  const Record *read = record_from_text(arena, text);
  assert_string_equal(read->title, "T");
  assert_int_equal(read->pages, 2);
  assert_int_equal(read->figure_count, 2);
  assert_string_equal(read->figures[0].text, "1 ");
  assert_string_equal(read->figures[1].text, "\n\t ₸");
  assert_int_equal(read->change_count, 3);
  assert_null(read->changes[0].from);
  assert_string_equal(read->changes[1].from, "");
  assert_null(read->changes[2].to);
}

/* Any part of a text reads as something. */
static void
test_damaged_text(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  Record record = read_record(arena, "a=1;b=2");
  const RecordChange change = { "a", "0", "1" };
  record.changes = &change;
  record.change_count = 1;
  g_autofree char *text = record_text(&record);
  for (size_t start = 0, length = strlen(text); start <= length; start++)
    for (size_t end = start; end <= length; end++) {
      g_autofree char *part = g_strndup(text + start, end - start);
      assert_non_null(record_from_text(arena, part)->title);
    }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_compare),
    cmocka_unit_test(test_text),
    cmocka_unit_test(test_damaged_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
