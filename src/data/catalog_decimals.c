/* How the numbers of a file are written, which its columns do not keep. */
#include "data/catalog_private.h"

#include <limits.h>

/* The distinct texts of one column of the file. */
static const Column *
read_texts(const CatalogEntry *entry, Arena *arena, const char *name)
{
  static const char *const EMPTY[] = { "", NULL };
  const double none = (double)NAN;
  const Field field = { .name = name,
                        .type = COLUMN_STRING,
                        .type_name = "string",
                        .constraints = { .minimum = none,
                                         .maximum = none,
                                         .exclusive_minimum = none,
                                         .exclusive_maximum = none,
                                         .min_length = none,
                                         .max_length = none } };
  const Schema schema = {
    .fields = &field, .field_count = 1, .missing = EMPTY, .match = FIELDS_SUBSET
  };
  const char *const names[] = { name, NULL };
  CsvOptions options = entry->options;
  options.schema = &schema;
  options.columns = names;
  const CsvLoad load = { .path = entry->path, .options = &options };
  const Table *table = csv_load(arena, &load, NULL, NULL, NULL);
  int column = table ? table_column(table, name) : -1;
  return column >= 0 && column_is_text(&table->columns[column]) ? &table->columns[column] : NULL;
}

static bool
parse(const Field *field, const char *text, double *value, NumberShape *shape)
{
  size_t size = strlen(text);
  if (field) {
    const NumberStyle style = { field->decimal ? field->decimal : ".", field->group,
                                !field->bare_number };
    return number_parse_styled(text, size, &style, value, shape);
  }
  static const NumberStyle POINT = { .decimal = "." }, COMMA = { .decimal = ",", .group = " " };
  return number_parse_styled(text, size, &POINT, value, shape) ||
         number_parse_styled(text, size, &COMMA, value, shape);
}

/* Number → how many decimals, the fewest where it is written in several ways. */
static GHashTable *
decimals_by_number(const Column *texts, const Field *field)
{
  GHashTable *found = g_hash_table_new_full(g_double_hash, g_double_equal, g_free, NULL);
  for (size_t i = 0; i < texts->string_count; i++) {
    double value;
    NumberShape shape;
    gpointer known;
    if (!parse(field, texts->strings[i], &value, &shape))
      continue;
    bool twice = g_hash_table_lookup_extended(found, &value, NULL, &known);
    if (!twice || GPOINTER_TO_INT(known) > shape.decimals)
      g_hash_table_insert(found, g_memdup2(&value, sizeof value), GINT_TO_POINTER(shape.decimals));
  }
  return found;
}

void
catalog_decimals(Catalog *catalog, const Column *column, size_t row_count, int *decimals)
{
  const CatalogEntry *entry = column->table ? catalog_find(catalog, column->table) : NULL;
  g_autoptr(Arena) arena = arena_new();
  const Column *texts = NULL;
  for (size_t i = 0; i < row_count; i++)
    decimals[i] = INT_MIN;
  if (entry && entry->path && !entry->failed && column->numbers)
    texts = read_texts(entry, arena, column->source);
  if (!texts)
    return;
  g_autoptr(GHashTable) found = decimals_by_number(texts, column->field);
  for (size_t i = 0; i < row_count; i++) {
    gpointer known;
    if (g_hash_table_lookup_extended(found, &column->numbers[i], NULL, &known))
      decimals[i] = GPOINTER_TO_INT(known);
  }
}
