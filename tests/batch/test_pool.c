/* Workers that answer, crash, hang, grow and are stopped. */
#include "batch/pool.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { ITEMS = 40 };

typedef struct Told {
  PoolResult results[ITEMS];
  char *texts[ITEMS];
  int counts[ITEMS];
  volatile int stop;
  size_t stop_after, done;
} Told;

static void
grow(void)
{
  for (;;) {
    size_t size = (size_t)16 << 20;
    char *piece = malloc(size);
    if (piece)
      memset(piece, 1, size);
    g_usleep(5000);
  }
}

/* By the item's last digit. */
static char *
work(size_t item, void *user)
{
  (void)user;
  switch (item % 10) {
  case 3:
    raise(SIGKILL);
    break;
  case 5:
    _exit(7);
  case 7:
    g_usleep(60 * G_USEC_PER_SEC);
    break;
  case 9:
    grow();
    break;
  default:
    break;
  }
  g_autofree char *filler = g_strnfill(item * 1000, 'x');
  return g_strdup_printf("%zu %s", item, filler);
}

static char *
work_soundly(size_t item, void *user)
{
  (void)user;
  g_usleep(2000);
  return g_strdup_printf("%zu", item);
}

static void
take(size_t item, const PoolResult *result, void *user)
{
  Told *told = user;
  told->counts[item]++;
  told->results[item] = *result;
  told->texts[item] = g_strdup(result->text);
  if (++told->done == told->stop_after)
    told->stop = 1;
}

static void
run(Told *told, unsigned workers, PoolWork does)
{
  size_t items[ITEMS];
  for (size_t i = 0; i < ITEMS; i++)
    items[i] = i;
  PoolOptions options = { .workers = workers,
                          .timeout = 4,
                          .memory = (size_t)256 << 20,
                          .stop = &told->stop,
                          .work = does,
                          .done = take,
                          .user = told };
  assert_true(pool_run(items, ITEMS, &options, NULL));
}

static void
clear(Told *told)
{
  for (size_t i = 0; i < ITEMS; i++)
    g_free(told->texts[i]);
}

static void
test_losses(void **state)
{
  (void)state;
  Told told = { 0 };
  run(&told, 4, work);
  for (size_t i = 0; i < ITEMS; i++) {
    const PoolResult *result = &told.results[i];
    assert_int_equal(told.counts[i], 1);
    PoolEnd expected = i % 10 == 3 || i % 10 == 5 ? POOL_DIED
                       : i % 10 == 7              ? POOL_TIMED_OUT
                       : i % 10 == 9              ? POOL_TOO_LARGE
                                                  : POOL_DONE;
    assert_int_equal(result->end, expected);
    assert_int_equal(result->signal, i % 10 == 3 ? SIGKILL : 0);
    assert_int_equal(result->code, i % 10 == 5 ? 7 : 0);
    if (expected == POOL_DONE) {
      assert_int_equal(strtoul(told.texts[i], NULL, 10), i);
      assert_int_equal(strlen(strchr(told.texts[i], ' ') + 1), i * 1000);
    }
  }
  clear(&told);
}

static void
test_stop(void **state)
{
  (void)state;
  Told told = { .stop_after = 10 };
  run(&told, 3, work_soundly);
  assert_in_range(told.done, 10, 12); /* what was begun is finished */
  for (size_t i = 0; i < ITEMS; i++)
    assert_int_equal(told.counts[i], i < told.done ? 1 : 0);
  clear(&told);
}

static void
test_more_workers_than_items(void **state)
{
  (void)state;
  Told told = { 0 };
  size_t item = 2;
  PoolOptions options = { .workers = 8, .work = work_soundly, .done = take, .user = &told };
  assert_true(pool_run(&item, 1, &options, NULL));
  assert_string_equal(told.texts[2], "2");
  assert_true(pool_run(&item, 0, &options, NULL));
  clear(&told);
}

static gint thread_ended; /* atomic */

static gpointer
take_time(gpointer user)
{
  g_usleep(300 * 1000);
  g_atomic_int_set(&thread_ended, 1);
  return user;
}

static char *
tell_of_thread(size_t item, void *user)
{
  (void)item;
  (void)user;
  return g_strdup(g_atomic_int_get(&thread_ended) ? "ended" : "at work");
}

/* What a thread of the caller still does would be missing in a worker for ever. */
static void
test_fork_after_threads(void **state)
{
  (void)state;
  Told told = { 0 };
  GThread *thread = g_thread_new("slow", take_time, NULL);
  size_t item = 1;
  PoolOptions options = { .workers = 1, .work = tell_of_thread, .done = take, .user = &told };
  assert_true(pool_run(&item, 1, &options, NULL));
  assert_string_equal(told.texts[1], "ended");
  g_thread_join(thread);
  clear(&told);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_losses),
    cmocka_unit_test(test_stop),
    cmocka_unit_test(test_more_workers_than_items),
    cmocka_unit_test(test_fork_after_threads),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
