/* Reading the files behind tables: only when needed, and of large files only what is needed. */
#include "data/catalog_private.h"

#include <sys/stat.h>

/* Files up to this size are read whole at once. */
enum { SMALL_FILE = 1 << 20 };

static void
report_unreadable(CatalogEntry *entry, const GError *error)
{
  Place place = place_of_file(entry->path);
  if (entry->resource && entry->resource->span.source)
    place = place_of_span(entry->resource->span);
  diag_add(entry->catalog->diags, DIAG_ERROR, "source-error", place, NULL,
           "table \"%s\" cannot be read: %s", entry->name, error->message);
}

/* The whole table from the nodes of a descriptor. */
static bool
load_inline(CatalogEntry *entry)
{
  Catalog *catalog = entry->catalog;
  const Node *data = entry->resource->data;

  if (entry->options.schema)
    entry->table = rows_from_nodes(catalog->arena, data, &entry->options, catalog->diags);
  else
    entry->table = table_from_nodes(catalog->arena, entry->name, data, NULL, catalog->diags);
  entry->rows_known = true;
  return true;
}

bool
catalog_entry_describe(CatalogEntry *entry)
{
  Catalog *catalog = entry->catalog;
  g_autoptr(GError) error = NULL;

  if (entry->table || entry->failed)
    return entry->table != NULL;
  if (entry->resource && entry->resource->data)
    return load_inline(entry);
  if (!entry->path) {
    entry->failed = true; /* the descriptor's fault, and reported with it */
    return false;
  }
  static const char *const none[] = { NULL };
  CsvOptions options = entry->options;
  options.columns = none; /* columns that are not read have no cells */
  const CsvLoad load = { .path = entry->path, .options = &options, .header_only = true };
  entry->table = csv_load(catalog->arena, &load, NULL, NULL, &error);
  if (!entry->table) {
    entry->failed = true;
    report_unreadable(entry, error);
    return false;
  }
  entry->loaded = g_new0(bool, entry->table->column_count + 1);
  return true;
}

static bool
is_small(const char *path)
{
  struct stat status;
  return stat(path, &status) == 0 && status.st_size <= SMALL_FILE;
}

/* The names of the columns still to read, NULL-terminated. */
static const char **
columns_to_read(const CatalogEntry *entry, uint64_t wanted, size_t *count)
{
  const Table *table = entry->table;
  const char **names = g_new0(const char *, table->column_count + 1);
  *count = 0;
  for (size_t i = 0; i < table->column_count; i++)
    if (!entry->loaded[i] && (wanted & column_bit(i)))
      names[(*count)++] = table->columns[i].name;
  return names;
}

/* The columns just read join those read before. */
static void
merge(CatalogEntry *entry, const Table *read)
{
  Catalog *catalog = entry->catalog;
  Column *columns =
      arena_dup(catalog->arena, entry->table->columns, entry->table->column_count * sizeof(Column));

  for (size_t i = 0; i < read->column_count; i++) {
    const Column *column = &read->columns[i];
    if (!column->numbers && !column->codes)
      continue;
    if (columns[i].type != column->type)
      entry->registered = false; /* detected only now */
    columns[i] = *column;
    entry->loaded[i] = true;
  }
  Table *table = arena_dup(catalog->arena, entry->table, sizeof *table);
  table->columns = columns;
  table->row_count = read->row_count;
  entry->table = table;
  entry->rows_known = true;
}

/* Is what was read the file that was described, and read before? */
static bool
is_same_file(const CatalogEntry *entry, const Table *read)
{
  if (read->column_count != entry->table->column_count ||
      (entry->rows_known && read->row_count != entry->table->row_count))
    return false;
  for (size_t i = 0; i < read->column_count; i++)
    if (strcmp(read->columns[i].name, entry->table->columns[i].name) != 0)
      return false;
  return true;
}

static bool
load_columns(CatalogEntry *entry, const char *const *names)
{
  Catalog *catalog = entry->catalog;
  g_autoptr(GError) error = NULL;
  CsvOptions options = entry->options;
  const CsvLoad load = { .path = entry->path, .options = &options };
  bool first = !entry->rows_known;

  options.columns = names;
  /* The first reading checks and reports everything, the later ones only read. */
  const Table *read = csv_load(catalog->arena, &load, first ? &entry->lines : NULL,
                               first ? catalog->diags : NULL, &error);
  if (read && !is_same_file(entry, read))
    g_set_error(&error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "the file changes while it is read");
  if (error) {
    entry->failed = true;
    report_unreadable(entry, error);
    return false;
  }
  merge(entry, read);
  return true;
}

bool
catalog_entry_load(CatalogEntry *entry, uint64_t wanted)
{
  size_t count;

  if (!catalog_entry_describe(entry))
    return false;
  if (!entry->loaded)
    return true;
  if (entry->failed)
    return false;
  if (!entry->rows_known && is_small(entry->path))
    wanted = UINT64_MAX;
  g_autofree const char **names = columns_to_read(entry, wanted, &count);
  if (count == 0 && entry->rows_known)
    return true;
  return load_columns(entry, names);
}
