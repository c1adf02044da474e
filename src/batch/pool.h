/* Pool: pieces of work done side by side in forked processes, so that one that crashes, hangs or
 * grows costs itself only. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Does one item, in a worker: gives one line of text without its end, freed with g_free. What the
 * worker had before (memory, open files) is a copy of the caller's at the fork. */
typedef char *(*PoolWork)(size_t item, void *user);

typedef enum PoolEnd {
  POOL_DONE,
  POOL_DIED,      /* by a signal, or by leaving */
  POOL_TIMED_OUT, /* and was killed */
  POOL_TOO_LARGE, /* and was killed */
} PoolEnd;

typedef struct PoolResult {
  PoolEnd end;
  int signal; /* POOL_DIED: 0 where it left with `code` */
  int code;
  double seconds;
  const char *text; /* POOL_DONE: what the work gave */
} PoolResult;

/* Told of each item as it ends, in whatever order that is; in the caller's process. */
typedef void (*PoolDone)(size_t item, const PoolResult *result, void *user);

typedef struct PoolOptions {
  unsigned workers;         /* at least 1 */
  double timeout;           /* seconds an item may take; 0: any */
  size_t memory;            /* resident bytes a worker may have, measured; 0: any */
  const volatile int *stop; /* once it is set no item is begun; may be NULL */
  PoolWork work;
  PoolDone done;
  void *user;
} PoolOptions;

/* Does all `items`, begun in their order. Those in work when `stop` is set are finished. Workers
 * end with the caller, however it ends. A worker is forked once the caller's other threads have
 * ended (those that go on for 5 s are not waited for). False if no worker could be started. */
bool pool_run(const size_t *items, size_t count, const PoolOptions *options, GError **error);
