#include "batch/stamps_private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define JOURNAL ".sholu-batch"
#define STRAY_PREFIX ".sholu-" /* of file_replace's temporary files */
#define STRAY_LENGTH 13
#define CLOCK_STEP_NS 10000000 /* times of files lag behind the clock by up to this */

bool
stamp_fail(GError **error, const char *what, const char *path)
{
  int code = errno;
  g_set_error(error, G_IO_ERROR, (gint)g_io_error_from_errno(code), "cannot %s %s: %s", what, path,
              g_strerror(code));
  return false;
}

StampStore *
stamp_store_blank(const char *folder, const char *path)
{
  StampStore *store = g_new0(StampStore, 1);
  store->arena = arena_new();
  store->folder = g_strdup(folder);
  store->path = g_strdup(path);
  store->whole_folder = g_canonicalize_filename(folder, NULL);
  store->anchor = g_get_current_dir();
  store->lock = store->journal = -1;
  store->versions = g_ptr_array_new();
  store->latest = g_hash_table_new(g_str_hash, g_str_equal);
  store->current = g_hash_table_new(g_str_hash, g_str_equal);
  store->stamps = g_hash_table_new(g_str_hash, g_str_equal);
  store->records = g_hash_table_new(g_str_hash, g_str_equal);
  return store;
}

static bool
open_lock(StampStore *store, GError **error)
{
  if (g_mkdir_with_parents(store->folder, 0777) != 0)
    return stamp_fail(error, "make folder", store->folder);
  store->lock = open(store->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  return store->lock >= 0 || stamp_fail(error, "open folder", store->folder);
}

static bool
fail_busy(const StampStore *store, GError **error)
{
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_BUSY, "another run is writing into %s", store->folder);
  return false;
}

static bool
hold(StampStore *store, GError **error)
{
  return open_lock(store, error) &&
         (flock(store->lock, LOCK_EX | LOCK_NB) == 0 || fail_busy(store, error));
}

bool
stamp_store_share(StampStore *store, GError **error)
{
  /* File systems of clusters may have no locks: then who shares is trusted. */
  return open_lock(store, error) && (flock(store->lock, LOCK_SH | LOCK_NB) == 0 ||
                                     errno != EWOULDBLOCK || fail_busy(store, error));
}

StampStore *
stamp_store_open(const char *folder, bool reading, GError **error)
{
  g_autofree char *path = g_build_filename(folder, JOURNAL, NULL);
  StampStore *store = stamp_store_blank(folder, path);
  bool sound = reading || hold(store, error);
  bool whole = !sound || stamp_journal_load(store);
  if (sound && !reading)
    sound = stamp_journal_open(store, !whole, error);
  if (!sound) {
    stamp_store_close(store, NULL);
    return NULL;
  }
  return store;
}

bool
stamp_store_close(StampStore *store, GError **error)
{
  bool sound = !store->changed || stamp_journal_rewrite(store, error);
  if (store->journal >= 0)
    close(store->journal);
  if (store->lock >= 0)
    close(store->lock);
  g_ptr_array_unref(store->versions);
  g_hash_table_unref(store->latest);
  g_hash_table_unref(store->current);
  g_hash_table_unref(store->stamps);
  g_hash_table_unref(store->records);
  arena_free(store->arena);
  g_free(store->folder);
  g_free(store->path);
  g_free(store->whole_folder);
  g_free(store->anchor);
  g_free(store);
  return sound;
}

char *
stamp_digest_file(const char *path, size_t *size)
{
  g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);
  if (!file)
    return NULL;
  *size = g_mapped_file_get_length(file);
  const char *bytes = g_mapped_file_get_contents(file);
  return g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)(bytes ? bytes : ""),
                                     *size);
}

/* The file as it is now: looked at once a run, read only if it looks other than last time. */
static const FileVersion *
current_version(StampStore *store, const char *path)
{
  FileVersion *now = g_hash_table_lookup(store->current, path);
  if (now)
    return now;
  now = arena_new0(store->arena, FileVersion);
  *now = (FileVersion){ .path = arena_strdup(store->arena, path), .digest = "" };
  struct stat status;
  if (stat(path, &status) == 0) {
    now->size = status.st_size;
    now->changed = (gint64)status.st_mtim.tv_sec * 1000000000 + (gint64)status.st_mtim.tv_nsec;
    guint known = GPOINTER_TO_UINT(g_hash_table_lookup(store->latest, path));
    const FileVersion *last = known ? store->versions->pdata[known - 1] : NULL;
    if (last && last->size == now->size && last->changed == now->changed) {
      now->digest = last->digest;
    } else {
      size_t size = 0;
      g_autofree char *digest = stamp_digest_file(path, &size);
      now->digest = digest ? arena_strdup(store->arena, digest) : "";
    }
  }
  g_hash_table_insert(store->current, (gpointer)now->path, now);
  return now;
}

char *
stamp_params_text(StampParams params)
{
  GString *text = g_string_new(NULL);
  for (; params[0]; params += 2)
    g_string_append_printf(text, "%s\x1f%s\x1e", params[0], params[1]);
  return g_string_free(text, FALSE);
}

/* "parameter year was 2023" */
static const char *
changed_parameter(Arena *arena, const Stamp *stamp, StampParams params)
{
  g_autofree char *text = stamp_params_text(params);
  if (strcmp(text, stamp->params) == 0)
    return NULL;
  g_auto(GStrv) old = g_strsplit(stamp->params, "\x1e", -1);
  for (char **pair = old; *pair && **pair; pair++, params += 2) {
    char *value = strchr(*pair, '\x1f');
    if (!value || !params[0])
      break;
    *value++ = '\0';
    if (strcmp(*pair, params[0]) != 0)
      break;
    if (strcmp(value, params[1]) != 0)
      return arena_printf(arena, "parameter %s was %s", params[0], value);
  }
  return "other parameters";
}

static const char *
changed_file(StampStore *store, Arena *arena, const Stamp *stamp)
{
  const char *at = stamp->files;
  for (char *end = NULL; *at; at = end + (*end == ' ')) {
    guint64 number = g_ascii_strtoull(at, &end, 10);
    if (end == at || number >= store->versions->len)
      return "damaged stamp";
    const FileVersion *was = store->versions->pdata[number];
    if (strcmp(current_version(store, was->path)->digest, was->digest) != 0)
      return arena_printf(arena, "changed: %s", was->path);
  }
  return NULL;
}

static const char *
changed_output(const StampStore *store, Arena *arena, const Stamp *stamp, const StampAsk *ask)
{
  bool verify = ask->verify, found = !ask->need;
  g_auto(GStrv) lines = g_strsplit(stamp->outputs, "\n", -1);
  for (char **line = lines; *line && **line; line++) {
    g_auto(GStrv) fields = g_strsplit(*line, " ", 3);
    if (g_strv_length(fields) != 3)
      return "damaged stamp";
    found |= g_strcmp0(fields[2], ask->need) == 0;
    g_autofree char *path = g_build_filename(store->folder, fields[2], NULL);
    struct stat status;
    if (lstat(path, &status) != 0)
      return arena_printf(arena, "missing output: %s", fields[2]);
    size_t size = 0;
    g_autofree char *digest = verify ? stamp_digest_file(path, &size) : NULL;
    if (!S_ISREG(status.st_mode) || status.st_size != g_ascii_strtoll(fields[0], NULL, 10) ||
        (verify && g_strcmp0(digest, fields[1]) != 0))
      return arena_printf(arena, "changed output: %s", fields[2]);
  }
  return found ? NULL : arena_printf(arena, "missing output: %s", ask->need);
}

const char *
stamp_check(StampStore *store, Arena *arena, const StampAsk *ask)
{
  const Stamp *stamp = g_hash_table_lookup(store->stamps, ask->output);
  if (!stamp)
    return "new";
  if (!*stamp->options)
    return "unfinished";
  const char *reason = changed_parameter(arena, stamp, ask->params);
  if (!reason && strcmp(stamp->options, ask->options) != 0)
    reason = "other options";
  if (!reason)
    reason = changed_file(store, arena, stamp);
  return reason ? reason : changed_output(store, arena, stamp, ask);
}

const char *
stamp_check_outputs(StampStore *store, Arena *arena, const StampAsk *ask)
{
  const Stamp *stamp = g_hash_table_lookup(store->stamps, ask->output);
  return stamp && *stamp->options ? changed_output(store, arena, stamp, ask) : NULL;
}

bool
stamp_put(StampStore *store, const Stamp *stamp, GError **error)
{
  Stamp *own = arena_new0(store->arena, Stamp);
  *own = (Stamp){ .output = arena_strdup(store->arena, stamp->output),
                  .options = arena_strdup(store->arena, stamp->options),
                  .params = arena_strdup(store->arena, stamp->params),
                  .files = arena_strdup(store->arena, stamp->files),
                  .outputs = arena_strdup(store->arena, stamp->outputs) };
  g_hash_table_replace(store->stamps, (gpointer)own->output, own);
  g_autofree char *line = stamp_line(own);
  return stamp_journal_append(store, line, error);
}

bool
stamp_begin(StampStore *store, const char *output, GError **error)
{
  const Stamp unfinished = { output, "", "", "", "" };
  return !g_hash_table_contains(store->stamps, output) || stamp_put(store, &unfinished, error);
}

bool
stamp_number_version(StampStore *store, const FileVersion *now, guint *number, GError **error)
{
  guint known = GPOINTER_TO_UINT(g_hash_table_lookup(store->latest, now->path));
  const FileVersion *last = known ? store->versions->pdata[known - 1] : NULL;
  *number = known - 1;
  if (last && last->size == now->size && last->changed == now->changed)
    return true;
  *number = stamp_add_version(store, arena_dup(store->arena, now, sizeof *now));
  g_autofree char *line = stamp_version_line(store, *number, now);
  return stamp_journal_append(store, line, error);
}

static char *
outputs_text(const StampMade *made)
{
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < made->output_count; i++)
    g_string_append_printf(text, "%zu %s %s\n", made->outputs[i].size, made->outputs[i].digest,
                           made->outputs[i].path);
  return g_string_free(text, FALSE);
}

bool
stamp_add(StampStore *store, const StampAsk *ask, const StampMade *made, GError **error)
{
  g_autoptr(GString) files = g_string_new(NULL);
  for (const char *const *file = made->files; *file; file++) {
    g_autofree char *path = g_canonicalize_filename(*file, NULL);
    const FileVersion *now = current_version(store, path);
    guint number = 0;
    if (now->changed >= made->since * 1000 - CLOCK_STEP_NS)
      return true;
    if (!stamp_number_version(store, now, &number, error))
      return false;
    g_string_append_printf(files, "%s%u", files->len > 0 ? " " : "", number);
  }
  g_autofree char *params = stamp_params_text(ask->params), *outputs = outputs_text(made);
  const Stamp stamp = { ask->output, ask->options, params, files->str, outputs };
  return stamp_put(store, &stamp, error);
}

const char *
stamp_record(const StampStore *store, Arena *arena, const char *output)
{
  const char *escaped = g_hash_table_lookup(store->records, output);
  if (!escaped)
    return NULL;
  g_autofree char *record = g_strcompress(escaped);
  return arena_strdup(arena, record);
}

bool
stamp_put_record(StampStore *store, const char *output, const char *record, GError **error)
{
  g_autofree char *escaped = stamp_escape(record), *line = stamp_record_line(output, escaped);
  g_hash_table_replace(store->records, arena_strdup(store->arena, output),
                       arena_strdup(store->arena, escaped));
  return stamp_journal_append(store, line, error);
}

const StampOutput *
stamp_outputs(const StampStore *store, Arena *arena, const char *output, size_t *count)
{
  const Stamp *stamp = g_hash_table_lookup(store->stamps, output);
  g_auto(GStrv) lines = g_strsplit(stamp ? stamp->outputs : "", "\n", -1);
  StampOutput *outputs = arena_array(arena, StampOutput, g_strv_length(lines) + 1);
  *count = 0;
  for (char **line = lines; *line; line++) {
    g_auto(GStrv) fields = g_strsplit(*line, " ", 3);
    if (g_strv_length(fields) == 3)
      outputs[(*count)++] = (StampOutput){ .path = arena_strdup(arena, fields[2]),
                                           .size = (size_t)g_ascii_strtoull(fields[0], NULL, 10),
                                           .digest = arena_strdup(arena, fields[1]) };
  }
  return outputs;
}

void
stamp_remove_stray(const char *folder)
{
  g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
  for (const char *name; entries && (name = g_dir_read_name(entries));)
    if (g_str_has_prefix(name, STRAY_PREFIX) && strlen(name) == STRAY_LENGTH) {
      g_autofree char *path = g_build_filename(folder, name, NULL);
      g_unlink(path);
    }
}
