#include "data/catalog_private.h"

#include <string.h>

static void
entry_clear(CatalogEntry *entry)
{
  catalog_entry_drop_indexes(entry);
  row_lines_clear(&entry->lines);
  g_free(entry->loaded);
  g_free(entry->name);
}

static void
entry_free(gpointer data)
{
  CatalogEntry *entry = data;
  entry_clear(entry);
  g_free(entry);
}

Catalog *
catalog_new(DiagList *diags)
{
  Catalog *catalog = g_new0(Catalog, 1);
  catalog->arena = arena_new();
  catalog->diags = diags;
  catalog->entries = g_ptr_array_new_with_free_func(entry_free);
  catalog->names = g_ptr_array_new();
  catalog->functions = g_ptr_array_new_with_free_func(g_free);
  catalog->patience = QUERY_SECONDS;
  return catalog;
}

void
catalog_free(Catalog *catalog)
{
  if (!catalog)
    return;
  catalog_close(catalog);
  g_ptr_array_unref(catalog->entries);
  g_ptr_array_unref(catalog->names);
  g_ptr_array_unref(catalog->functions);
  arena_free(catalog->arena);
  g_free(catalog->refused);
  g_free(catalog->language);
  collator_free(catalog->collator);
  g_free(catalog);
}

/* SQL's names do not tell upper from lower case, so neither do we. */
CatalogEntry *
catalog_find(const Catalog *catalog, const char *name)
{
  for (guint i = 0; name && i < catalog->entries->len; i++) {
    CatalogEntry *entry = g_ptr_array_index(catalog->entries, i);
    if (g_ascii_strcasecmp(entry->name, name) == 0)
      return entry;
  }
  return NULL;
}

/* A fresh entry of this name, in the place of an earlier one. */
static CatalogEntry *
add_entry(Catalog *catalog, const char *name)
{
  CatalogEntry *entry = catalog_find(catalog, name);

  if (!entry) {
    entry = g_new0(CatalogEntry, 1);
    g_ptr_array_add(catalog->entries, entry);
  } else {
    entry_clear(entry);
  }
  *entry = (CatalogEntry){ .catalog = catalog, .name = g_strdup(name) };
  return entry;
}

void
catalog_add_table(Catalog *catalog, const Table *table)
{
  CatalogEntry *entry = add_entry(catalog, table->name);
  entry->table = table;
  entry->rows_known = true;
}

void
catalog_add_csv(Catalog *catalog, const char *name, const char *path, const CsvOptions *options)
{
  CatalogEntry *entry = add_entry(catalog, name);
  if (options)
    entry->options = *options;
  entry->path = arena_strdup(catalog->arena, path);
  entry->options.name = entry->name;
  entry->options.columns = NULL;
}

/* As people know the file: beside the descriptor that they gave. */
static const char *
shown_path(Arena *arena, const Package *package, const Resource *resource)
{
  if (!resource->path)
    return NULL;
  if (strcmp(package->folder, ".") == 0)
    return resource->path;
  g_autofree char *path = g_build_filename(package->folder, resource->path, NULL);
  return arena_strdup(arena, path);
}

void
catalog_add_package(Catalog *catalog, const Package *package)
{
  for (size_t i = 0; i < package->resource_count; i++) {
    const Resource *resource = &package->resources[i];
    CatalogEntry *entry = add_entry(catalog, resource->name);
    entry->package = package;
    entry->resource = resource;
    entry->path = resource->file;
    entry->options = (CsvOptions){
      .name = entry->name,
      .shown = shown_path(catalog->arena, package, resource),
      .dialect = resource->dialect,
      .encoding = resource->encoding,
      .schema = resource->schema,
    };
  }
}

bool
catalog_has(const Catalog *catalog, const char *name)
{
  return catalog_find(catalog, name) != NULL;
}

const char *const *
catalog_names(const Catalog *catalog)
{
  g_ptr_array_set_size(catalog->names, 0);
  for (guint i = 0; i < catalog->entries->len; i++) {
    const CatalogEntry *entry = g_ptr_array_index(catalog->entries, i);
    g_ptr_array_add(catalog->names, entry->name);
  }
  g_ptr_array_add(catalog->names, NULL);
  return (const char *const *)catalog->names->pdata;
}

static const char *const *
list_files(const Catalog *catalog, Arena *arena, bool unread)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new();
  for (guint i = 0; i < catalog->entries->len; i++) {
    const CatalogEntry *entry = catalog->entries->pdata[i];
    if (entry->path && (unread || entry->rows_known) &&
        !g_ptr_array_find_with_equal_func(files, entry->path, g_str_equal, NULL))
      g_ptr_array_add(files, (gpointer)entry->path);
  }
  g_ptr_array_add(files, NULL);
  return arena_dup(arena, files->pdata, files->len * sizeof(gpointer));
}

const char *const *
catalog_files_read(const Catalog *catalog, Arena *arena)
{
  return list_files(catalog, arena, false);
}

const char *const *
catalog_files(const Catalog *catalog, Arena *arena)
{
  return list_files(catalog, arena, true);
}

const Resource *
catalog_resource(const Catalog *catalog, const char *name)
{
  const CatalogEntry *entry = catalog_find(catalog, name);
  return entry ? entry->resource : NULL;
}

const Package *
catalog_package(const Catalog *catalog, const char *name)
{
  const CatalogEntry *entry = catalog_find(catalog, name);
  return entry ? entry->package : NULL;
}

/* The label of a category in the fields called `name`, or in all fields if that is NULL. */
static const char *
find_label(const Catalog *catalog, const char *name, const char *value, const char *language)
{
  for (guint i = 0; i < catalog->entries->len; i++) {
    const CatalogEntry *entry = g_ptr_array_index(catalog->entries, i);
    const Schema *schema = entry->options.schema;
    for (size_t k = 0; schema && k < schema->field_count; k++) {
      const Field *field = &schema->fields[k];
      const char *label = name && strcmp(field->name, name) != 0
                              ? NULL
                              : field_category_label(field, value, language);
      if (label)
        return label;
    }
  }
  return NULL;
}

const char *
catalog_label(const Catalog *catalog, const char *field, const char *value, const char *language)
{
  const char *label = field ? find_label(catalog, field, value, language) : NULL;
  return label ? label : find_label(catalog, NULL, value, language);
}

const Table *
catalog_describe(Catalog *catalog, const char *name)
{
  CatalogEntry *entry = catalog_find(catalog, name);
  return entry && catalog_entry_describe(entry) ? entry->table : NULL;
}

const Table *
catalog_table(Catalog *catalog, const char *name, const char *const *columns)
{
  CatalogEntry *entry = catalog_find(catalog, name);
  uint64_t wanted = columns ? 0 : UINT64_MAX;

  if (!entry || !catalog_entry_describe(entry))
    return NULL;
  for (; columns && *columns; columns++) {
    int index = table_column(entry->table, *columns);
    if (index >= 0)
      wanted |= column_bit((size_t)index);
  }
  return catalog_entry_load(entry, wanted) ? entry->table : NULL;
}

void
catalog_validate(Catalog *catalog)
{
  for (guint i = 0; i < catalog->entries->len; i++) {
    CatalogEntry *entry = g_ptr_array_index(catalog->entries, i);
    if (entry->resource)
      catalog_check_file(entry);
    if (catalog_entry_describe(entry))
      catalog_entry_load(entry, UINT64_MAX);
  }
  catalog_check_keys(catalog);
}

void
catalog_check_keys(Catalog *catalog)
{
  for (guint i = 0; i < catalog->entries->len; i++) {
    CatalogEntry *entry = g_ptr_array_index(catalog->entries, i);
    if (entry->table && entry->rows_known && entry->options.schema)
      catalog_check_foreign_keys(entry);
  }
}

const RowIndex *
catalog_entry_index(CatalogEntry *entry, size_t column)
{
  const Table *table = entry->table;
  if (!entry->indexes) {
    entry->index_count = table->column_count;
    entry->indexes = g_new0(RowIndex *, entry->index_count);
  }
  if (!entry->indexes[column])
    entry->indexes[column] = row_index_new(&table->columns[column], table->row_count);
  return entry->indexes[column];
}

void
catalog_entry_drop_indexes(CatalogEntry *entry)
{
  for (size_t i = 0; i < entry->index_count; i++)
    row_index_free(entry->indexes[i]);
  g_clear_pointer(&entry->indexes, g_free);
  entry->index_count = 0;
}
