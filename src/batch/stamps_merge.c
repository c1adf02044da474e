/* Stamps of several journals in one. */
#include "batch/stamps_private.h"

#include <string.h>

static StampStore *
load(const char *folder, const char *path)
{
  StampStore *store = stamp_store_blank(folder, path);
  stamp_journal_load(store);
  return store;
}

/* The stamp's files, by the numbers of another store, which gets what it does not have. */
static char *
renumber(StampStore *into, const StampStore *from, const Stamp *stamp, GError **error)
{
  g_autoptr(GString) files = g_string_new(NULL);
  g_auto(GStrv) numbers = g_strsplit(stamp->files, " ", -1);
  for (char **number = numbers; *number && **number; number++) {
    guint64 index = g_ascii_strtoull(*number, NULL, 10);
    if (index >= from->versions->len)
      return g_strdup("damaged"); /* as stamp_check will find */
    FileVersion version = *(const FileVersion *)from->versions->pdata[index];
    version.path = arena_strdup(into->arena, version.path);
    version.digest = arena_strdup(into->arena, version.digest);
    guint found = 0;
    if (!stamp_number_version(into, &version, &found, error))
      return NULL;
    g_string_append_printf(files, "%s%u", files->len > 0 ? " " : "", found);
  }
  return g_string_free(g_steal_pointer(&files), FALSE);
}

/* What items told; the fields stay escaped. */
static bool
merge_records(StampStore *into, const StampStore *from, GError **error)
{
  g_autoptr(GList) outputs =
      g_list_sort(g_hash_table_get_keys(from->records), (GCompareFunc)strcmp);
  for (GList *l = outputs; l; l = l->next) {
    g_autofree char *record = g_strcompress(g_hash_table_lookup(from->records, l->data));
    if (!stamp_put_record(into, l->data, record, error))
      return false;
  }
  return true;
}

static bool
merge_stamps(StampStore *into, const StampStore *from, GError **error)
{
  /* In the order of names: the journal must not depend on that of a hash table. */
  g_autoptr(GList) outputs = g_list_sort(g_hash_table_get_keys(from->stamps), (GCompareFunc)strcmp);
  for (GList *l = outputs; l; l = l->next) {
    Stamp stamp = *(const Stamp *)g_hash_table_lookup(from->stamps, l->data);
    g_autofree char *files = renumber(into, from, &stamp, error);
    if (!files)
      return false;
    stamp.files = files;
    if (!stamp_put(into, &stamp, error))
      return false;
  }
  return true;
}

bool
stamp_store_merge(StampStore *store, const char *path, GError **error)
{
  StampStore *from = load(store->folder, path);
  bool sound = merge_stamps(store, from, error) && merge_records(store, from, error);
  stamp_store_close(from, NULL);
  return sound;
}

static gboolean
is_other(gpointer output, gpointer kept, gpointer outputs)
{
  (void)kept;
  return !g_hash_table_contains(outputs, output);
}

StampStore *
stamp_store_fork(const char *folder, const char *path, const char *const *journals,
                 GHashTable *outputs, GError **error)
{
  StampStore *store = stamp_store_open(folder, true, error);
  if (!store)
    return NULL;
  bool sound = true;
  for (; sound && *journals; journals++)
    sound = stamp_store_merge(store, *journals, error);
  g_hash_table_foreach_remove(store->stamps, is_other, outputs);
  g_hash_table_foreach_remove(store->records, is_other, outputs);
  g_free(store->path);
  store->path = g_strdup(path);
  sound = sound && stamp_store_share(store, error) && stamp_journal_open(store, true, error);
  if (sound)
    return store;
  store->changed = false;
  stamp_store_close(store, NULL);
  return NULL;
}

const char *const *
stamp_files_found(StampStore *store, Arena *arena)
{
  g_autoptr(GList) paths = g_list_sort(g_hash_table_get_keys(store->current), (GCompareFunc)strcmp);
  const char **found = arena_array(arena, const char *, 2 * g_list_length(paths) + 1);
  size_t count = 0;
  for (GList *l = paths; l; l = l->next) {
    const FileVersion *version = g_hash_table_lookup(store->current, l->data);
    found[count++] = arena_strdup(arena, version->path);
    found[count++] = arena_strdup(arena, version->digest);
  }
  return found;
}
