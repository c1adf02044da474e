/* Dealing items to shards, plans as files, and what is kept of shards. */
#include "batch/dealt.h"
#include "batch/shards.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 600 };

static const char *const PARAMS[] = { "region", "Алматы \"1\"\n", "year", "2024", NULL };

/* A plan of `count` items; without the item `without`. */
static BatchPlan
make_plan(Arena *arena, size_t count, size_t without)
{
  BatchItem *items = arena_array(arena, BatchItem, count + 1);
  BatchPlan plan = { .items = items };
  for (size_t i = 0; i < count; i++)
    if (i != without)
      items[plan.count++] = (BatchItem){ .output = arena_printf(arena, "a/%zu", i),
                                         .briefing = "a.md",
                                         .params = PARAMS };
  return plan;
}

static void
test_deal(void **state)
{
  (void)state;
  static const struct {
    size_t items;
    unsigned shards;
  } cases[] = { { 1, 1 }, { 60, 4 }, { 7, 3 }, { 3, 7 }, { MOST, 16 }, { MOST, 1 } };
  g_autoptr(Arena) arena = arena_new();
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    size_t items = cases[i].items, least = items / cases[i].shards, sizes[17] = { 0 };
    BatchPlan plan = make_plan(arena, items, items);
    const unsigned *shard_of = batch_deal(arena, &plan, cases[i].shards);
    for (size_t j = 0; j < items; j++) {
      assert_in_range(shard_of[j], 1, cases[i].shards);
      sizes[shard_of[j]]++;
    }
    for (unsigned shard = 1; shard <= cases[i].shards; shard++)
      assert_in_range(sizes[shard], least, least + (items % cases[i].shards > 0));
  }
}

static void
test_deal_is_stable(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  BatchPlan plan = make_plan(arena, MOST, MOST), fewer = make_plan(arena, MOST, 100);
  const unsigned *all = batch_deal(arena, &plan, 16), *rest = batch_deal(arena, &fewer, 16);
  size_t moved = 0;
  for (size_t i = 0; i < fewer.count; i++)
    moved += rest[i] != all[i + (i >= 100)];
  assert_in_range(moved, 0, 16);
}

static DealtPlan
dealt_plan(Arena *arena)
{
  static const char *const settings[] = { "formats", "pdf,png", "theme", "it's \"it\"", NULL };
  static const char *const inputs[] = { "a b\\c.md", "00ff", NULL };
  DealtPlan plan = { .batch = make_plan(arena, 5, 5),
                     .shards = 2,
                     .file = "batch.yaml",
                     .folder = "out/1",
                     .settings = settings,
                     .inputs = inputs };
  plan.shard_of = batch_deal(arena, &plan.batch, plan.shards);
  return plan;
}

/* A file of this text is read as a plan; faults go to *diags. */
static DealtPlan *
read_text(Arena *arena, const char *text, DiagList *diags)
{
  g_autofree char *folder = g_dir_make_tmp("sholu-dealt-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "plan.json", NULL);
  assert_true(g_file_set_contents(path, text, -1, NULL));
  DealtPlan *plan = dealt_plan_load(arena, path, diags, NULL);
  g_unlink(path);
  g_rmdir(folder);
  return plan;
}

static void
test_file(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  DealtPlan plan = dealt_plan(arena);
  g_autofree char *text = dealt_plan_text(&plan);
  DealtPlan *read = read_text(arena, text, diags);
  assert_non_null(read);
  assert_int_equal(diag_total(diags), 0);
  assert_string_equal(dealt_plan_setting(read, "theme"), "it's \"it\"");
  assert_null(dealt_plan_setting(read, "ppi"));
  assert_string_equal(read->folder, "out/1");
  assert_string_equal(read->inputs[0], "a b\\c.md");
  assert_string_equal(read->batch.items[4].params[1], PARAMS[1]);
  g_autofree char *again = dealt_plan_text(read);
  assert_string_equal(again, text);
  BatchPlan first = dealt_plan_share(arena, read, 1), second = dealt_plan_share(arena, read, 2);
  assert_int_equal(first.count + second.count, 5);
  assert_int_equal(dealt_plan_share(arena, read, 0).count, 5);
}

/* Each is a plan but for one part of it. */
static void
test_damaged(void **state)
{
  (void)state;
  static const struct {
    const char *from, *to, *code;
  } cases[] = {
    { "\"sholu-plan\": 1", "\"sholu-plan\": 2", "plan-damaged" },
    { "\"shards\": 2", "\"shards\": 0", "plan-damaged" },
    { "\"shards\": 2", "\"shards\": 1e300", "plan-damaged" },
    { "\"shards\": 2", "\"shards\": 1.5", "plan-damaged" },
    { "\"shards\": 2", "\"shards\": 1", "plan-damaged" }, /* an item is in the second */
    { "\"output\": \"out/1\"", "\"output\": 1", "plan-damaged" },
    { "\"settings\": {", "\"settings\": [", "syntax-error" },
    { "\"a/3\"", "\"../3\"", "plan-damaged" },
    { "\"a/3\"", "\"a/2\"", "plan-damaged" },
    { "\"briefing\":\"a.md\"", "\"briefing\":null", "plan-damaged" },
    { "\"2024\"", "{}", "plan-damaged" },
    { "\"items\": [", "\"none\": [", "plan-damaged" },
    { "\"items\": [", "\"items\": [null,", "plan-damaged" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    DealtPlan plan = dealt_plan(arena);
    g_autofree char *sound = dealt_plan_text(&plan);
    char *at = strstr(sound, cases[i].from);
    assert_non_null(at);
    *at = '\0';
    g_autofree char *text = g_strconcat(sound, cases[i].to, at + strlen(cases[i].from), NULL);
    assert_null(read_text(arena, text, diags));
    assert_in_range(diag_total(diags), 1, 9);
    assert_string_equal(diag_at(diags, 0)->code, cases[i].code);
  }
}

/* Attempts keep their lines apart, do not take those of other plans, nor such as were cut short. */
static void
test_attempts(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autofree char *folder = g_dir_make_tmp("sholu-shards-XXXXXX", NULL);
  g_autofree char *state_folder = g_build_filename(folder, ".sholu-shards", NULL);
  ShardAttempt *attempts[3];
  for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++) {
    attempts[i] = shard_attempt_new(folder, 3, i == 1 ? "other" : "plan", NULL);
    assert_non_null(attempts[i]);
    assert_true(shard_attempt_log(attempts[i], i == 2 ? "third" : "first or second", NULL));
  }
  g_autofree char *log = g_build_filename(state_folder, "3.3.log", NULL);
  assert_true(g_file_set_contents(log, "plan\nthird\ncut sho", -1, NULL));
  const char *const *lines = shard_lines(arena, folder, 3, "plan");
  assert_string_equal(lines[0], "first or second");
  assert_string_equal(lines[1], "third");
  assert_null(lines[2]);
  assert_null(shard_lines(arena, folder, 4, "plan")[0]);
  assert_null(shard_report(arena, folder, 3));
  assert_true(shard_attempt_report(attempts[1], "{}", NULL));
  assert_string_equal(shard_report(arena, folder, 3), "{}");
  for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++)
    shard_attempt_free(attempts[i]);
  assert_true(shards_clear(folder, NULL));
  assert_null(shard_report(arena, folder, 3));
  assert_true(shards_clear(folder, NULL));
  g_rmdir(state_folder);
  assert_int_equal(g_rmdir(folder), 0);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_deal),     cmocka_unit_test(test_deal_is_stable),
    cmocka_unit_test(test_file),     cmocka_unit_test(test_damaged),
    cmocka_unit_test(test_attempts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
