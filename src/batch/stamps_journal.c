/* Lines of fields separated by tabs, each escaped as in C:
 *   file   NUMBER DIGEST SIZE CHANGED PATH
 *   item   OUTPUT OPTIONS PARAMS FILES OUTPUTS
 *   record OUTPUT RECORD */
#include "batch/stamps_private.h"

#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { FIELDS_MOST = 6 };

guint
stamp_add_version(StampStore *store, FileVersion *version)
{
  guint number = store->versions->len;
  g_ptr_array_add(store->versions, version);
  g_hash_table_insert(store->latest, (gpointer)version->path, GUINT_TO_POINTER(number + 1));
  return number;
}

char *
stamp_escape(const char *text)
{
  static char letters[0x80 + 1]; /* of UTF-8 beyond ASCII, which stand as they are */
  for (int i = 0; i < 0x80; i++)
    letters[i] = (char)(0x80 + i);
  return g_strescape(text, letters);
}

static char *
join(const char *const fields[])
{
  GString *line = g_string_new(fields[0]);
  for (int i = 1; fields[i]; i++) {
    g_autofree char *escaped = stamp_escape(fields[i]);
    g_string_append_printf(line, "\t%s", escaped);
  }
  g_string_append_c(line, '\n');
  return g_string_free(line, FALSE);
}

/* The rest of a path that is `folder` or lies below it, from its slash on; else NULL. */
static const char *
rest_below(const char *path, const char *folder)
{
  size_t length = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
  bool below = strncmp(path, folder, length) == 0 && (path[length] == '/' || !path[length]);
  return below ? path + length : NULL;
}

/* As the journal has it: what stands with the output folder in the current one moves with it. To be
 * freed. */
static char *
journal_path(const StampStore *store, const char *path)
{
  const char *file = rest_below(path, store->anchor);
  const char *up = rest_below(store->whole_folder, store->anchor);
  if (!file || !up)
    return g_strdup(path);
  GString *relative = g_string_new(".");
  for (; *up; up++)
    if (*up == '/' && up[1])
      g_string_append(relative, "/..");
  g_string_append(relative, file);
  return g_string_free(relative, FALSE);
}

char *
stamp_version_line(const StampStore *store, guint number, const FileVersion *version)
{
  g_autofree char *path = journal_path(store, version->path);
  g_autofree char *index = g_strdup_printf("%u", number);
  g_autofree char *size = g_strdup_printf("%" G_GINT64_FORMAT, version->size);
  g_autofree char *changed = g_strdup_printf("%" G_GINT64_FORMAT, version->changed);
  return join((const char *[]){ "file", index, version->digest, size, changed, path, NULL });
}

char *
stamp_line(const Stamp *stamp)
{
  return join((const char *[]){ "item", stamp->output, stamp->options, stamp->params, stamp->files,
                                stamp->outputs, NULL });
}

char *
stamp_record_line(const char *output, const char *escaped)
{
  g_autofree char *name = stamp_escape(output);
  return g_strdup_printf("record\t%s\t%s\n", name, escaped);
}

static const char *
plain_field(Arena *arena, const char *field)
{
  g_autofree char *text = g_strcompress(field);
  return arena_strdup(arena, text);
}

static bool
take_item(StampStore *store, const char *const fields[])
{
  Stamp *stamp = arena_new0(store->arena, Stamp);
  *stamp = (Stamp){ fields[1], fields[2], fields[3], fields[4], fields[5] };
  g_hash_table_replace(store->stamps, (gpointer)stamp->output, stamp);
  return true;
}

/* False where the line's number is not the one that its place gives it. */
static bool
take_version(StampStore *store, const char *const fields[])
{
  if (g_ascii_strtoull(fields[1], NULL, 10) != store->versions->len)
    return false;
  FileVersion *version = arena_new0(store->arena, FileVersion);
  g_autofree char *path = g_canonicalize_filename(fields[5], store->whole_folder);
  *version = (FileVersion){ .path = arena_strdup(store->arena, path),
                            .digest = fields[2],
                            .size = g_ascii_strtoll(fields[3], NULL, 10),
                            .changed = g_ascii_strtoll(fields[4], NULL, 10) };
  stamp_add_version(store, version);
  return true;
}

static bool
take_record(StampStore *store, const char *const fields[])
{
  g_hash_table_replace(store->records, (gpointer)fields[1], (gpointer)fields[2]);
  return true;
}

static const struct {
  const char *kind;
  guint fields;
  guint plain; /* of them are wanted as they were; the rest stay escaped */
  bool (*take)(StampStore *store, const char *const fields[]);
} LINES[] = {
  { "file", 6, 6, take_version },
  { "item", 6, 6, take_item },
  { "record", 3, 2, take_record },
};

/* False: the line is damaged. */
static bool
take_line(StampStore *store, const char *line)
{
  g_auto(GStrv) fields = g_strsplit(line, "\t", FIELDS_MOST + 1);
  guint count = g_strv_length(fields);
  for (size_t i = 0; i < G_N_ELEMENTS(LINES); i++) {
    if (count != LINES[i].fields || strcmp(fields[0], LINES[i].kind) != 0)
      continue;
    const char *taken[FIELDS_MOST];
    for (guint j = 0; j < count; j++)
      taken[j] = j < LINES[i].plain ? plain_field(store->arena, fields[j])
                                    : arena_strdup(store->arena, fields[j]);
    return LINES[i].take(store, taken);
  }
  return false;
}

bool
stamp_journal_load(StampStore *store)
{
  g_autofree char *text = NULL;
  if (!g_file_get_contents(store->path, &text, NULL, NULL))
    return true;
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  char **line = lines;
  for (; line[0] && line[1]; line++)
    if (!take_line(store, *line))
      return false; /* what follows counts for nothing */
  return !line[0] || !**line;
}

bool
stamp_journal_append(StampStore *store, const char *line, GError **error)
{
  store->changed = true;
  if (store->journal < 0)
    return true;
  off_t whole = lseek(store->journal, 0, SEEK_END);
  for (size_t left = strlen(line); left > 0;) {
    ssize_t written = write(store->journal, line, left);
    if (written < 0 && errno != EINTR) {
      stamp_fail(error, "write", store->path);
      /* A full disk takes a part of a line, which the next must not continue. Where that cannot be
       * helped, what follows counts for nothing when it is read. */
      bool cut = whole >= 0 && ftruncate(store->journal, whole) == 0;
      (void)cut;
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
      g_autofree char *line = stamp_version_line(store, fresh - 1, store->versions->pdata[index]);
      g_string_append(files, line);
    }
    g_string_append_printf(renumbered, "%s%u", renumbered->len > 0 ? " " : "", fresh - 1);
  }
  return g_string_free(renumbered, FALSE);
}

static void
append_records(const StampStore *store, GString *out)
{
  g_autoptr(GList) outputs =
      g_list_sort(g_hash_table_get_keys(store->records), (GCompareFunc)strcmp);
  for (GList *l = outputs; l; l = l->next) {
    g_autofree char *line =
        stamp_record_line(l->data, g_hash_table_lookup(store->records, l->data));
    g_string_append(out, line);
  }
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
  append_records(store, items);
  g_string_append(files, items->str);
  return file_replace(store->path, files->str, files->len, error);
}

/* What is in memory gets the numbers of the file, which lines to come count on. */
static bool
write_anew(StampStore *store, GError **error)
{
  if (!stamp_journal_rewrite(store, error))
    return false;
  g_ptr_array_set_size(store->versions, 0);
  g_hash_table_remove_all(store->latest);
  g_hash_table_remove_all(store->stamps);
  g_hash_table_remove_all(store->records);
  stamp_journal_load(store);
  return true;
}

bool
stamp_journal_open(StampStore *store, bool anew, GError **error)
{
  if (anew && !write_anew(store, error))
    return false;
  store->journal = open(store->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  return store->journal >= 0 || stamp_fail(error, "write", store->path);
}
