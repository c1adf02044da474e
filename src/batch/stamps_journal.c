/* Lines of fields separated by tabs, each escaped as in C:
 *   file   NUMBER DIGEST SIZE CHANGED PATH
 *   item   OUTPUT OPTIONS PARAMS FILES OUTPUTS */
#include "batch/stamps_private.h"

#include "core/file.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

enum { FIELDS = 6 };

guint
stamp_add_version(StampStore *store, FileVersion *version)
{
  guint number = store->versions->len;
  g_ptr_array_add(store->versions, version);
  g_hash_table_insert(store->latest, (gpointer)version->path, GUINT_TO_POINTER(number + 1));
  return number;
}

static char *
join(const char *const fields[FIELDS])
{
  GString *line = g_string_new(fields[0]);
  for (int i = 1; i < FIELDS; i++) {
    g_autofree char *escaped = g_strescape(fields[i], NULL);
    g_string_append_printf(line, "\t%s", escaped);
  }
  g_string_append_c(line, '\n');
  return g_string_free(line, FALSE);
}

char *
stamp_version_line(guint number, const FileVersion *version)
{
  g_autofree char *index = g_strdup_printf("%u", number);
  g_autofree char *size = g_strdup_printf("%" G_GINT64_FORMAT, version->size);
  g_autofree char *changed = g_strdup_printf("%" G_GINT64_FORMAT, version->changed);
  return join((const char *[]){ "file", index, version->digest, size, changed, version->path });
}

char *
stamp_line(const Stamp *stamp)
{
  return join((const char *[]){ "item", stamp->output, stamp->options, stamp->params, stamp->files,
                                stamp->outputs });
}

static void
take_line(StampStore *store, char *const fields[FIELDS])
{
  Arena *arena = store->arena;
  const char *plain[FIELDS];
  for (int i = 0; i < FIELDS; i++) {
    g_autofree char *text = g_strcompress(fields[i]);
    plain[i] = arena_strdup(arena, text);
  }
  if (strcmp(plain[0], "item") == 0) {
    Stamp *stamp = arena_new0(arena, Stamp);
    *stamp = (Stamp){ plain[1], plain[2], plain[3], plain[4], plain[5] };
    g_hash_table_insert(store->stamps, (gpointer)stamp->output, stamp);
    return;
  }
  FileVersion *version = arena_new0(arena, FileVersion);
  *version = (FileVersion){ .path = plain[5],
                            .digest = plain[2],
                            .size = g_ascii_strtoll(plain[3], NULL, 10),
                            .changed = g_ascii_strtoll(plain[4], NULL, 10) };
  stamp_add_version(store, version);
}

/* Is the line's number the one that its place gives it? Else the journal is damaged. */
static bool
in_turn(const StampStore *store, char *const fields[FIELDS])
{
  return strcmp(fields[0], "item") == 0 ||
         (strcmp(fields[0], "file") == 0 &&
          g_ascii_strtoull(fields[1], NULL, 10) == store->versions->len);
}

bool
stamp_journal_load(StampStore *store)
{
  g_autofree char *text = NULL;
  if (!g_file_get_contents(store->path, &text, NULL, NULL))
    return true;
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  char **line = lines;
  for (; line[0] && line[1]; line++) {
    g_auto(GStrv) fields = g_strsplit(*line, "\t", FIELDS + 1);
    if (g_strv_length(fields) != FIELDS || !in_turn(store, fields))
      return false; /* what follows counts for nothing */
    take_line(store, fields);
  }
  return !line[0] || !**line;
}

bool
stamp_journal_append(StampStore *store, const char *line, GError **error)
{
  store->changed = true;
  for (size_t left = strlen(line); left > 0;) {
    ssize_t written = write(store->journal, line, left);
    if (written < 0 && errno != EINTR) {
      g_set_error(error, G_IO_ERROR, (gint)g_io_error_from_errno(errno), "cannot write %s: %s",
                  store->path, g_strerror(errno));
      return false;
    }
    if (written > 0) {
      line += written;
      left -= (size_t)written;
    }
  }
  return true;
}

/* The stamp's numbers as those of the new journal, whose first lines get what is not there yet. */
static char *
renumber(const StampStore *store, const Stamp *stamp, GHashTable *numbers, GString *files)
{
  GString *renumbered = g_string_new(NULL);
  g_auto(GStrv) old = g_strsplit(stamp->files, " ", -1);
  for (char **number = old; *number && **number; number++) {
    guint index = (guint)g_ascii_strtoull(*number, NULL, 10);
    guint fresh = GPOINTER_TO_UINT(g_hash_table_lookup(numbers, GUINT_TO_POINTER(index)));
    if (index < store->versions->len && fresh == 0) {
      fresh = g_hash_table_size(numbers) + 1;
      g_hash_table_insert(numbers, GUINT_TO_POINTER(index), GUINT_TO_POINTER(fresh));
      g_autofree char *line = stamp_version_line(fresh - 1, store->versions->pdata[index]);
      g_string_append(files, line);
    }
    g_string_append_printf(renumbered, "%s%u", renumbered->len > 0 ? " " : "", fresh - 1);
  }
  return g_string_free(renumbered, FALSE);
}

bool
stamp_journal_rewrite(StampStore *store, GError **error)
{
  g_autoptr(GString) files = g_string_new(NULL), items = g_string_new(NULL);
  g_autoptr(GHashTable) numbers = g_hash_table_new(NULL, NULL);
  g_autoptr(GList) outputs =
      g_list_sort(g_hash_table_get_keys(store->stamps), (GCompareFunc)strcmp);
  for (GList *l = outputs; l; l = l->next) {
    Stamp stamp = *(const Stamp *)g_hash_table_lookup(store->stamps, l->data);
    g_autofree char *renumbered = renumber(store, &stamp, numbers, files);
    stamp.files = renumbered;
    g_autofree char *line = stamp_line(&stamp);
    g_string_append(items, line);
  }
  g_string_append(files, items->str);
  return file_replace(store->path, files->str, files->len, error);
}
