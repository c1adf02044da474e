#include "batch/pool.h"

#include <errno.h>
#include <gio/gio.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define TICK_MS 50           /* how often limits are looked at */
#define THREADS_WAIT_MS 5000 /* the longest wait for threads to end before a fork */

typedef struct Worker {
  pid_t pid;  /* 0: none */
  int socket; /* to and from it */
  bool busy;
  size_t item;
  gint64 started; /* microseconds */
  GString *reply; /* as far as it has come */
} Worker;

typedef struct Pool {
  const PoolOptions *options;
  Worker *workers;
} Pool;

static bool
send_all(int socket, const char *data, size_t size)
{
  while (size > 0) {
    ssize_t sent = send(socket, data, size, MSG_NOSIGNAL);
    if (sent < 0 && errno != EINTR)
      return false;
    if (sent > 0) {
      data += sent;
      size -= (size_t)sent;
    }
  }
  return true;
}

/* The worker's life: items come as numbers, answers go as lines; it ends with its caller. */
static G_GNUC_NORETURN void
serve(const PoolOptions *options, int socket, pid_t caller)
{
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  signal(SIGINT, SIG_IGN); /* a terminal sends it to all; the caller decides */
  signal(SIGTERM, SIG_DFL);
  if (getppid() != caller)
    _exit(1);
  size_t item = 0;
  for (;;) {
    ssize_t got = recv(socket, &item, sizeof item, MSG_WAITALL);
    if (got < 0 && errno == EINTR)
      continue;
    if (got != (ssize_t)sizeof item)
      _exit(0);
    g_autofree char *text = options->work(item, options->user);
    g_autofree char *line = g_strconcat(text, "\n", NULL);
    if (!send_all(socket, line, strlen(line)))
      _exit(1);
  }
}

static unsigned
threads_count(void)
{
  unsigned count = 0;
  GDir *tasks = g_dir_open("/proc/self/task", 0, NULL);
  while (tasks && g_dir_read_name(tasks))
    count++;
  g_clear_pointer(&tasks, g_dir_close);
  return count;
}

/* A fork has the calling thread only: one that is still at work (Pango matches fonts in threads of
 * its own) would leave a worker waiting for it, or for a lock that it held, for ever. */
static void
wait_for_threads(void)
{
  for (int waited = 0; waited < THREADS_WAIT_MS && threads_count() > 1; waited++)
    g_usleep(1000);
}

static bool
start(const Pool *pool, Worker *worker, GError **error)
{
  int ends[2];
  pid_t caller = getpid();
  pid_t pid = -1;
  wait_for_threads();
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0) {
    pid = fork();
    if (pid < 0) {
      close(ends[0]);
      close(ends[1]);
    }
  }
  if (pid < 0) {
    g_set_error(error, G_IO_ERROR, (gint)g_io_error_from_errno(errno),
                "a worker cannot be started: %s", g_strerror(errno));
    return false;
  }
  if (pid == 0) {
    close(ends[0]);
    for (unsigned i = 0; i < pool->options->workers; i++)
      if (pool->workers[i].pid)
        close(pool->workers[i].socket);
    serve(pool->options, ends[1], caller);
  }
  close(ends[1]);
  worker->pid = pid;
  worker->socket = ends[0];
  return true;
}

/* The end of a worker's process; its wait status. */
static int
reap(Worker *worker)
{
  int status = 0;
  while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
    ;
  close(worker->socket);
  worker->pid = 0;
  return status;
}

static void
tell(const Pool *pool, Worker *worker, PoolResult result)
{
  result.seconds = (double)(g_get_monotonic_time() - worker->started) / G_USEC_PER_SEC;
  worker->busy = false;
  pool->options->done(worker->item, &result, pool->options->user);
  g_string_truncate(worker->reply, 0);
}

static void
kill_worker(const Pool *pool, Worker *worker, PoolEnd end)
{
  kill(worker->pid, SIGKILL);
  reap(worker);
  tell(pool, worker, (PoolResult){ .end = end });
}

/* What has come from a busy worker: a part of a line, a whole one, or its end. */
static void
receive(const Pool *pool, Worker *worker)
{
  char buffer[16 * 1024];
  ssize_t got = recv(worker->socket, buffer, sizeof buffer, 0);
  if (got < 0 && errno == EINTR)
    return;
  if (got <= 0) {
    int status = reap(worker);
    tell(pool, worker,
         (PoolResult){ .end = POOL_DIED,
                       .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
                       .code = WIFEXITED(status) ? WEXITSTATUS(status) : 0 });
    return;
  }
  g_string_append_len(worker->reply, buffer, got);
  if (worker->reply->str[worker->reply->len - 1] != '\n')
    return;
  g_string_truncate(worker->reply, worker->reply->len - 1);
  tell(pool, worker, (PoolResult){ .end = POOL_DONE, .text = worker->reply->str });
}

static size_t
resident_bytes(pid_t pid)
{
  char path[64];
  g_snprintf(path, sizeof path, "/proc/%d/statm", (int)pid);
  FILE *file = fopen(path, "re");
  unsigned long pages = 0;
  if (file) {
    if (fscanf(file, "%*u %lu", &pages) != 1)
      pages = 0;
    fclose(file);
  }
  return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static void
check_limits(const Pool *pool, Worker *worker)
{
  const PoolOptions *options = pool->options;
  double seconds = (double)(g_get_monotonic_time() - worker->started) / G_USEC_PER_SEC;
  if (options->timeout > 0 && seconds > options->timeout)
    kill_worker(pool, worker, POOL_TIMED_OUT);
  else if (options->memory > 0 && resident_bytes(worker->pid) > options->memory)
    kill_worker(pool, worker, POOL_TOO_LARGE);
}

/* Gives an item to a worker, which is started if there is none; a worker that died idle is replaced
 * once. */
static bool
give(const Pool *pool, Worker *worker, size_t item, GError **error)
{
  for (int tries = 0; tries < 2; tries++) {
    if (!worker->pid && !start(pool, worker, error))
      return false;
    worker->item = item;
    worker->started = g_get_monotonic_time();
    worker->busy = send_all(worker->socket, (const char *)&item, sizeof item);
    if (worker->busy)
      return true;
    reap(worker);
  }
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, "workers end as soon as they start");
  return false;
}

static void
wait_for_some(const Pool *pool)
{
  unsigned count = pool->options->workers;
  g_autofree struct pollfd *polled = g_new0(struct pollfd, count);
  for (unsigned i = 0; i < count; i++)
    polled[i] = (struct pollfd){ .fd = pool->workers[i].busy ? pool->workers[i].socket : -1,
                                 .events = POLLIN };
  if (poll(polled, count, TICK_MS) < 0)
    return;
  for (unsigned i = 0; i < count; i++)
    if (polled[i].fd >= 0 && polled[i].revents)
      receive(pool, &pool->workers[i]);
    else if (polled[i].fd >= 0)
      check_limits(pool, &pool->workers[i]);
}

static bool
any_busy(const Pool *pool)
{
  for (unsigned i = 0; i < pool->options->workers; i++)
    if (pool->workers[i].busy)
      return true;
  return false;
}

/* Idle workers see their socket's end and leave. */
static void
dismiss(const Pool *pool)
{
  for (unsigned i = 0; i < pool->options->workers; i++) {
    Worker *worker = &pool->workers[i];
    if (worker->pid) {
      shutdown(worker->socket, SHUT_RDWR);
      reap(worker);
    }
    g_string_free(worker->reply, TRUE);
  }
  g_free(pool->workers);
}

bool
pool_run(const size_t *items, size_t count, const PoolOptions *options, GError **error)
{
  Pool pool = { .options = options, .workers = g_new0(Worker, options->workers) };
  for (unsigned i = 0; i < options->workers; i++)
    pool.workers[i].reply = g_string_new(NULL);
  size_t next = 0;
  bool sound = true;
  do {
    for (unsigned i = 0; sound && i < options->workers && next < count; i++)
      if (!pool.workers[i].busy && !(options->stop && *options->stop)) {
        sound = give(&pool, &pool.workers[i], items[next], error);
        next += sound;
      }
    if (any_busy(&pool))
      wait_for_some(&pool);
  } while (any_busy(&pool) || (sound && next < count && !(options->stop && *options->stop)));
  dismiss(&pool);
  return sound;
}
