/* Checks that need whole files or more than one table. */
#include "data/catalog_private.h"

#include <sys/stat.h>

/* ── bytes and digest ── */

static const struct {
  const char *name;
  GChecksumType type;
} digests[] = {
  { "md5", G_CHECKSUM_MD5 },       { "sha1", G_CHECKSUM_SHA1 },     { "sha256", G_CHECKSUM_SHA256 },
  { "sha384", G_CHECKSUM_SHA384 }, { "sha512", G_CHECKSUM_SHA512 },
};

static char *
digest_file(const char *path, GChecksumType type)
{
  g_autoptr(GChecksum) checksum = g_checksum_new(type);
  g_autofree guchar *block = g_malloc(CSV_BLOCK);
  FILE *file = fopen(path, "rbe");
  size_t count;

  if (!file)
    return NULL;
  while ((count = fread(block, 1, CSV_BLOCK, file)) > 0)
    g_checksum_update(checksum, block, (gssize)count);
  bool failed = ferror(file);
  fclose(file);
  return failed ? NULL : g_strdup(g_checksum_get_string(checksum));
}

/* "sha256:…", or a bare MD5 as the specification allows. */
static void
check_digest(CatalogEntry *entry, const char *declared)
{
  const char *colon = strchr(declared, ':');
  g_autofree char *name = colon ? g_strndup(declared, (gsize)(colon - declared)) : g_strdup("md5");
  const char *wanted = colon ? colon + 1 : declared;

  for (size_t i = 0; i < G_N_ELEMENTS(digests); i++) {
    if (g_ascii_strcasecmp(name, digests[i].name) != 0)
      continue;
    g_autofree char *found = digest_file(entry->path, digests[i].type);
    if (found && g_ascii_strcasecmp(found, wanted) != 0)
      diag_error(entry->catalog->diags, "hash-count", entry->resource->span,
                 "correct the hash if the file was changed on purpose",
                 "the %s of \"%s\" is %s, not %s", digests[i].name, entry->resource->path, found,
                 wanted);
    return;
  }
  diag_error(entry->catalog->diags, "resource-error", entry->resource->span,
             "use md5, sha1, sha256, sha384 or sha512", "the hash \"%s\" is of an unknown kind",
             name);
}

void
catalog_check_file(CatalogEntry *entry)
{
  const Resource *resource = entry->resource;
  struct stat status;

  if (!entry->path || stat(entry->path, &status) != 0)
    return; /* reported when it is read */
  if (!isnan(resource->bytes) && (double)status.st_size != resource->bytes)
    diag_error(entry->catalog->diags, "byte-count", resource->span,
               "correct the number of bytes if the file was changed on purpose",
               "\"%s\" has %lld bytes, not %.0f", resource->path, (long long)status.st_size,
               resource->bytes);
  if (resource->hash)
    check_digest(entry, resource->hash);
}

/* ── foreign keys ── */

/* The cells of a row as one text; false if one is missing. */
static bool
key_of_row(const Table *table, const int *columns, size_t count, size_t row, GString *key)
{
  g_string_truncate(key, 0);
  for (size_t i = 0; i < count; i++) {
    const Column *column = &table->columns[columns[i]];
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    if (column_is_missing(column, row))
      return false;
    if (i > 0)
      g_string_append_c(key, '\x1f');
    if (column_is_text(column))
      g_string_append(key, column_string(column, row));
    else
      g_string_append(key, g_ascii_formatd(buffer, sizeof buffer, "%.17g", column->numbers[row]));
  }
  return true;
}

/* Indices of the columns named; NULL if one is missing (which is reported elsewhere). */
static int *
find_columns(const Table *table, const char *const *names, size_t *count)
{
  *count = g_strv_length((char **)(uintptr_t)names);
  int *columns = g_new0(int, *count + 1);
  for (size_t i = 0; i < *count; i++) {
    columns[i] = table_column(table, names[i]);
    const Column *column = columns[i] < 0 ? NULL : &table->columns[columns[i]];
    if (!column || (!column->numbers && !column->codes)) {
      g_free(columns);
      return NULL;
    }
  }
  return columns;
}

static GHashTable *
keys_of_table(const Table *table, const int *columns, size_t count)
{
  GHashTable *keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GString) key = g_string_new(NULL);
  for (size_t row = 0; row < table->row_count; row++)
    if (key_of_row(table, columns, count, row, key))
      if (!g_hash_table_contains(keys, key->str))
        g_hash_table_add(keys, g_strdup(key->str));
  return keys;
}

static void
report_dangling(const CatalogEntry *entry, const ForeignKey *foreign, const CatalogEntry *target,
                int column, size_t row, const char *key)
{
  g_autofree char *fields = g_strjoinv(", ", (char **)(uintptr_t)foreign->reference_fields);
  g_autofree char *shown = g_strdelimit(g_strdup(key), "\x1f", ',');
  Place place = place_of_file(entry->options.shown ? entry->options.shown : entry->path);
  RowLine line = row_lines_at(&entry->lines, row);

  place.line = line.line;
  place.column = (size_t)column + 1;
  if (!entry->path && entry->resource)
    place = place_of_span(entry->resource->data->items[row]->span);
  diag_add(entry->catalog->diags, DIAG_ERROR, "foreign-key", place, NULL,
           "row %zu: \"%s\" is not among \"%s\" of table \"%s\"",
           line.record ? line.record : row + 1, shown, fields, target->name);
}

static void
check_foreign_key(CatalogEntry *entry, const ForeignKey *foreign)
{
  bool own = !foreign->resource || foreign->resource[0] == '\0';
  CatalogEntry *target = own ? entry : catalog_find(entry->catalog, foreign->resource);
  size_t count, target_count;

  if (!target || !catalog_table(entry->catalog, entry->name, foreign->fields) ||
      !catalog_table(entry->catalog, target->name, foreign->reference_fields))
    return; /* the descriptor's or the file's fault */
  g_autofree int *columns = find_columns(entry->table, foreign->fields, &count);
  g_autofree int *targets = find_columns(target->table, foreign->reference_fields, &target_count);
  if (!columns || !targets || count != target_count)
    return;
  g_autoptr(GHashTable) keys = keys_of_table(target->table, targets, count);
  g_autoptr(GString) key = g_string_new(NULL);
  for (size_t row = 0; row < entry->table->row_count; row++)
    if (key_of_row(entry->table, columns, count, row, key) &&
        !g_hash_table_contains(keys, key->str))
      report_dangling(entry, foreign, target, columns[0], row, key->str);
}

void
catalog_check_foreign_keys(CatalogEntry *entry)
{
  const Schema *schema = entry->options.schema;
  for (size_t i = 0; i < schema->foreign_key_count; i++)
    check_foreign_key(entry, &schema->foreign_keys[i]);
}
