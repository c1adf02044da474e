/* What makes an item due, and journals that are damaged. */
#include "batch/stamps.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const YEAR_1[] = { "year", "1", "lang", "kk", NULL };
static const char *const YEAR_2[] = { "year", "2", "lang", "kk", NULL };

typedef struct Place {
  char *folder, *input, *output, *journal;
} Place;

static int
set_up(void **state)
{
  Place *place = g_new0(Place, 1);
  place->folder = g_dir_make_tmp("sholu-stamps-XXXXXX", NULL);
  place->input = g_build_filename(place->folder, "input\tтаб", NULL);
  place->output = g_build_filename(place->folder, "a b.pdf", NULL);
  place->journal = g_build_filename(place->folder, ".sholu-batch", NULL);
  *state = place;
  return 0;
}

static int
tear_down(void **state)
{
  Place *place = *state;
  g_unlink(place->input);
  g_unlink(place->output);
  g_unlink(place->journal);
  int code = g_rmdir(place->folder);
  g_free(place->folder);
  g_free(place->input);
  g_free(place->output);
  g_free(place->journal);
  g_free(place);
  return code;
}

static void
put(const char *path, const char *text)
{
  assert_true(g_file_set_contents(path, text, -1, NULL));
}

static StampStore *
open_store(const Place *place)
{
  StampStore *store = stamp_store_open(place->folder, false, NULL);
  assert_non_null(store);
  return store;
}

/* Makes the item: input "one", output "made". */
static void
make(const Place *place)
{
  put(place->input, "one");
  put(place->output, "made");
  StampStore *store = open_store(place);
  const char *files[] = { place->input, NULL };
  size_t size = 0;
  g_autofree char *digest = stamp_digest_file(place->output, &size);
  StampOutput output = { "a b.pdf", size, digest };
  assert_true(stamp_begin(store, "a b", NULL));
  StampAsk ask = { .output = "a b", .options = "v1", .params = YEAR_1 };
  StampMade made = { files, &output, 1, g_get_real_time() + G_USEC_PER_SEC };
  assert_true(stamp_add(store, &ask, &made, NULL));
  assert_true(stamp_store_close(store, NULL));
}

/* The reason, its path left out; "" when up to date. */
static char *
reason(const Place *place, StampAsk ask)
{
  g_autoptr(Arena) arena = arena_new();
  StampStore *store = open_store(place);
  const char *told = stamp_check(store, arena, &ask);
  char *plain = g_strdup(told ? told : "");
  char *slash = strstr(plain, ": ");
  if (slash)
    *slash = '\0';
  assert_true(stamp_store_close(store, NULL));
  return plain;
}

static void
assert_reason(const Place *place, StampAsk ask, const char *expected)
{
  g_autofree char *told = reason(place, ask);
  assert_string_equal(told, expected);
}

static const StampAsk SAME = { .output = "a b", .options = "v1", .params = YEAR_1 };
static const StampAsk VERIFIED = {
  .output = "a b", .options = "v1", .params = YEAR_1, .verify = true
};

static void
test_reasons(void **state)
{
  const Place *place = *state;
  assert_reason(place, SAME, "new");
  make(place);
  assert_reason(place, SAME, "");
  assert_reason(place, VERIFIED, "");
  assert_reason(place, (StampAsk){ .output = "c", .options = "v1", .params = YEAR_1 }, "new");
  assert_reason(place, (StampAsk){ .output = "a b", .options = "v1", .params = YEAR_2 },
                "parameter year was 1");
  assert_reason(place, (StampAsk){ .output = "a b", .options = "v2", .params = YEAR_1 },
                "other options");
  put(place->input, "two");
  assert_reason(place, SAME, "changed");
  put(place->input, "one"); /* another time, the same content */
  assert_reason(place, SAME, "");
  g_unlink(place->input);
  assert_reason(place, SAME, "changed");
}

static void
test_outputs(void **state)
{
  const Place *place = *state;
  make(place);
  put(place->output, "MADE"); /* the same size */
  assert_reason(place, SAME, "");
  assert_reason(place, VERIFIED, "changed output");
  put(place->output, "longer");
  assert_reason(place, SAME, "changed output");
  g_unlink(place->output);
  assert_reason(place, SAME, "missing output");
}

/* Begun and not finished: an output of the same size may be another. */
static void
test_unfinished(void **state)
{
  const Place *place = *state;
  make(place);
  StampStore *store = open_store(place);
  assert_true(stamp_begin(store, "a b", NULL));
  assert_true(stamp_store_close(store, NULL));
  assert_reason(place, SAME, "unfinished");
}

/* A file that changed after the item was begun: what the item read is not known. */
static void
test_changed_meanwhile(void **state)
{
  const Place *place = *state;
  put(place->input, "one");
  StampStore *store = open_store(place);
  const char *files[] = { place->input, NULL };
  StampMade made = { files, NULL, 0, g_get_real_time() - G_USEC_PER_SEC };
  assert_true(stamp_add(store, &SAME, &made, NULL));
  assert_true(stamp_store_close(store, NULL));
  assert_reason(place, SAME, "new");
}

/* Cut anywhere, a journal still opens, and says no more than "up to date" or that it is due. */
static void
test_cut_journals(void **state)
{
  const Place *place = *state;
  make(place);
  g_autofree char *whole = NULL;
  gsize length = 0;
  assert_true(g_file_get_contents(place->journal, &whole, &length, NULL));
  for (gsize cut = 0; cut < length; cut++) {
    assert_true(g_file_set_contents(place->journal, whole, (gssize)cut, NULL));
    assert_reason(place, SAME, "new");
    make(place);
    assert_reason(place, SAME, "");
  }
}

/* Lines added to a journal that was written anew, and then cut off by a kill, count on its numbers.
 */
static void
test_numbers_after_damage(void **state)
{
  const Place *place = *state;
  make(place);
  g_autofree char *whole = NULL, *killed = NULL;
  assert_true(g_file_get_contents(place->journal, &whole, NULL, NULL));
  g_autofree char *damaged = g_strconcat(whole, "file\t1\tff\t1\t1\t/none\nitem\tcut", NULL);
  put(place->journal, damaged);
  put(place->input, "other");
  StampStore *store = open_store(place);
  const char *files[] = { place->input, NULL };
  StampMade made = { files, NULL, 0, g_get_real_time() + G_USEC_PER_SEC };
  assert_true(stamp_add(store, &SAME, &made, NULL));
  assert_true(g_file_get_contents(place->journal, &killed, NULL, NULL));
  assert_true(stamp_store_close(store, NULL));
  put(place->journal, killed);
  assert_reason(place, SAME, "");
}

/* Several runs in one folder, each with a journal of its own, and what becomes of them. */
static void
test_forks(void **state)
{
  const Place *place = *state;
  make(place);
  g_autofree char *first = g_strconcat(place->folder, "/1", NULL);
  g_autofree char *second = g_strconcat(place->folder, "/2", NULL);
  const char *const none[] = { NULL }, *const earlier[] = { first, NULL };
  g_autoptr(GHashTable) outputs = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(Arena) arena = arena_new();
  const StampAsk other = { .output = "c", .options = "v1", .params = YEAR_2 };
  g_hash_table_add(outputs, (gpointer) "c");
  StampStore *one = stamp_store_fork(place->folder, first, none, outputs, NULL);
  assert_non_null(one);
  assert_string_equal(stamp_check(one, arena, &SAME), "new"); /* not its own */
  assert_null(stamp_store_open(place->folder, false, NULL));
  const char *files[] = { place->input, NULL };
  StampMade made = { files, NULL, 0, g_get_real_time() + G_USEC_PER_SEC };
  assert_true(stamp_add(one, &other, &made, NULL));
  assert_true(stamp_put_record(one, "c", "a\trecord\n", NULL));
  StampStore *two = stamp_store_fork(place->folder, second, earlier, outputs, NULL);
  assert_null(stamp_check(two, arena, &other));
  assert_string_equal(stamp_files_found(two, arena)[0], place->input);
  assert_true(stamp_store_close(one, NULL));
  assert_true(stamp_store_close(two, NULL));
  StampStore *all = open_store(place);
  assert_true(stamp_store_merge(all, second, NULL));
  assert_null(stamp_check(all, arena, &other));
  assert_null(stamp_check(all, arena, &SAME));
  assert_string_equal(stamp_record(all, arena, "c"), "a\trecord\n");
  assert_true(stamp_store_close(all, NULL));
  g_unlink(first);
  g_unlink(second);
}

/* Records outlive builds that fail, and cut lines. */
static void
test_records(void **state)
{
  const Place *place = *state;
  make(place);
  g_autoptr(Arena) arena = arena_new();
  StampStore *store = open_store(place);
  assert_null(stamp_record(store, arena, "a b"));
  assert_true(stamp_put_record(store, "a b", "old", NULL));
  assert_true(stamp_put_record(store, "a b", "қ\x1f\n\t\\", NULL));
  assert_true(stamp_begin(store, "a b", NULL));
  assert_true(stamp_store_close(store, NULL));
  g_autofree char *whole = NULL;
  gsize length = 0;
  assert_true(g_file_get_contents(place->journal, &whole, &length, NULL));
  for (gsize cut = length - 10; cut <= length; cut++) {
    assert_true(g_file_set_contents(place->journal, whole, (gssize)cut, NULL));
    store = open_store(place);
    const char *record = stamp_record(store, arena, "a b");
    if (cut == length)
      assert_string_equal(record, "қ\x1f\n\t\\");
    else
      assert_null(record);
    assert_true(stamp_store_close(store, NULL));
    assert_reason(place, SAME, "unfinished");
  }
}

/* What an item's stamp says of its outputs. */
static void
test_stamped_outputs(void **state)
{
  const Place *place = *state;
  make(place);
  g_autoptr(Arena) arena = arena_new();
  StampStore *store = open_store(place);
  size_t count = 0;
  const StampOutput *outputs = stamp_outputs(store, arena, "a b", &count);
  assert_int_equal(count, 1);
  assert_string_equal(outputs[0].path, "a b.pdf");
  assert_int_equal(outputs[0].size, 4);
  assert_int_equal(strlen(outputs[0].digest), 64);
  stamp_outputs(store, arena, "c", &count);
  assert_int_equal(count, 0);
  assert_true(stamp_store_close(store, NULL));
}

static void
test_one_at_a_time(void **state)
{
  const Place *place = *state;
  StampStore *store = open_store(place);
  assert_null(stamp_store_open(place->folder, false, NULL));
  StampStore *reading = stamp_store_open(place->folder, true, NULL);
  assert_non_null(reading);
  assert_true(stamp_store_close(reading, NULL));
  assert_true(stamp_store_close(store, NULL));
}

static void
test_stray(void **state)
{
  const Place *place = *state;
  g_autofree char *stray = g_build_filename(place->folder, ".sholu-a1B2c3", NULL);
  g_autofree char *other = g_build_filename(place->folder, ".sholu-other-file", NULL);
  put(stray, "");
  put(other, "");
  stamp_remove_stray(place->folder);
  assert_false(g_file_test(stray, G_FILE_TEST_EXISTS));
  assert_int_equal(g_unlink(other), 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int
main(void)
{
  const struct CMUnitTest tests[] = {
    TEST(test_reasons),         TEST(test_outputs),
    TEST(test_unfinished),      TEST(test_changed_meanwhile),
    TEST(test_cut_journals),    TEST(test_one_at_a_time),
    TEST(test_stray),           TEST(test_records),
    TEST(test_stamped_outputs), TEST(test_numbers_after_damage),
    TEST(test_forks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
