#include "batch/shards.h"

#include "batch/stamps_private.h"
#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define STATE ".sholu-shards"

struct ShardAttempt {
  char *folder; /* of the outputs */
  unsigned shard, number;
  char *journal; /* path */
  int log;
};

static char *
state_path(const char *folder, unsigned shard, unsigned attempt, const char *ending)
{
  return g_strdup_printf("%s/" STATE "/%u.%u%s", folder, shard, attempt, ending);
}

static char *
report_path(const char *folder, unsigned shard)
{
  return g_strdup_printf("%s/" STATE "/%u.json", folder, shard);
}

/* Attempts are numbered without gaps: how many there are. */
static unsigned
count_attempts(const char *folder, unsigned shard)
{
  for (unsigned number = 1;; number++) {
    g_autofree char *path = state_path(folder, shard, number, "");
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
      return number - 1;
  }
}

/* ---- an attempt ---- */

/* Takes the next number that is free; two that ask at once get two. */
static bool
take_number(ShardAttempt *attempt, GError **error)
{
  for (attempt->number = 1;; attempt->number++) {
    g_free(attempt->journal);
    attempt->journal = state_path(attempt->folder, attempt->shard, attempt->number, "");
    int file = open(attempt->journal, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (file >= 0) {
      close(file);
      return true;
    }
    if (errno != EEXIST)
      return stamp_fail(error, "write", attempt->journal);
  }
}

ShardAttempt *
shard_attempt_new(const char *folder, unsigned shard, const char *id, GError **error)
{
  ShardAttempt *attempt = g_new0(ShardAttempt, 1);
  *attempt = (ShardAttempt){ .folder = g_strdup(folder), .shard = shard, .log = -1 };
  g_autofree char *state = g_build_filename(folder, STATE, NULL);
  bool sound = g_mkdir_with_parents(state, 0777) == 0 || stamp_fail(error, "make folder", state);
  sound = sound && take_number(attempt, error);
  if (sound) {
    g_autofree char *path = state_path(folder, shard, attempt->number, ".log");
    attempt->log = open(path, O_WRONLY | O_APPEND | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    sound = (attempt->log >= 0 || stamp_fail(error, "write", path)) &&
            shard_attempt_log(attempt, id, error);
  }
  if (sound)
    return attempt;
  shard_attempt_free(attempt);
  return NULL;
}

void
shard_attempt_free(ShardAttempt *attempt)
{
  if (!attempt)
    return;
  if (attempt->log >= 0)
    close(attempt->log);
  g_free(attempt->folder);
  g_free(attempt->journal);
  g_free(attempt);
}

StampStore *
shard_attempt_stamps(ShardAttempt *attempt, GHashTable *outputs, GError **error)
{
  g_autoptr(GPtrArray) earlier = g_ptr_array_new_with_free_func(g_free);
  for (unsigned number = 1; number < attempt->number; number++)
    g_ptr_array_add(earlier, state_path(attempt->folder, attempt->shard, number, ""));
  g_ptr_array_add(earlier, NULL);
  return stamp_store_fork(attempt->folder, attempt->journal, (const char *const *)earlier->pdata,
                          outputs, error);
}

bool
shard_attempt_log(ShardAttempt *attempt, const char *line, GError **error)
{
  g_autofree char *ended = g_strconcat(line, "\n", NULL);
  size_t length = strlen(ended), done = 0;
  while (done < length) {
    ssize_t written = write(attempt->log, ended + done, length - done);
    if (written < 0 && errno != EINTR)
      return stamp_fail(error, "write the log of", attempt->journal);
    done += written > 0 ? (size_t)written : 0;
  }
  return true;
}

bool
shard_attempt_report(const ShardAttempt *attempt, const char *text, GError **error)
{
  g_autofree char *path = report_path(attempt->folder, attempt->shard);
  return file_replace(path, text, strlen(text), error);
}

/* ---- all of them ---- */

const char *const *
shard_lines(Arena *arena, const char *folder, unsigned shard, const char *id)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new();
  unsigned attempts = count_attempts(folder, shard);
  for (unsigned number = 1; number <= attempts; number++) {
    g_autofree char *path = state_path(folder, shard, number, ".log"), *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
      continue;
    g_auto(GStrv) parts = g_strsplit(text, "\n", -1);
    if (g_strcmp0(parts[0], id) != 0)
      continue;
    for (char **line = parts + 1; line[0] && line[1]; line++) /* the last has no end */
      g_ptr_array_add(lines, arena_strdup(arena, *line));
  }
  g_ptr_array_add(lines, NULL);
  return arena_dup(arena, lines->pdata, lines->len * sizeof(gpointer));
}

const char *
shard_report(Arena *arena, const char *folder, unsigned shard)
{
  g_autofree char *path = report_path(folder, shard), *text = NULL;
  return g_file_get_contents(path, &text, NULL, NULL) ? arena_strdup(arena, text) : NULL;
}

/* Numbers of shards that have journals, as pointers. */
static GList *
list_shards(const char *state)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  g_autoptr(GDir) entries = g_dir_open(state, 0, NULL);
  for (const char *name; entries && (name = g_dir_read_name(entries));) {
    guint64 shard = g_ascii_strtoull(name, NULL, 10);
    if (shard > 0 && shard < G_MAXUINT)
      g_hash_table_add(seen, GUINT_TO_POINTER((guint)shard));
  }
  return g_hash_table_get_keys(seen);
}

bool
shards_merge(StampStore *store, const char *folder, GError **error)
{
  g_autofree char *state = g_build_filename(folder, STATE, NULL);
  g_autoptr(GList) shards = list_shards(state);
  for (GList *l = shards; l; l = l->next) {
    unsigned shard = GPOINTER_TO_UINT(l->data), attempts = count_attempts(folder, shard);
    for (unsigned number = 1; number <= attempts; number++) {
      g_autofree char *path = state_path(folder, shard, number, "");
      if (!stamp_store_merge(store, path, error))
        return false;
    }
  }
  return true;
}

bool
shards_clear(const char *folder, GError **error)
{
  g_autofree char *state = g_build_filename(folder, STATE, NULL);
  g_autoptr(GDir) entries = g_dir_open(state, 0, NULL);
  for (const char *name; entries && (name = g_dir_read_name(entries));) {
    g_autofree char *path = g_build_filename(state, name, NULL);
    if (g_unlink(path) != 0 && errno != ENOENT)
      return stamp_fail(error, "remove", path);
  }
  return true;
}
