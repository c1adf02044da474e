/* Primary keys, unique keys and unique fields over whole rows. */
#include "data/rows_private.h"

enum { MAX_KEY_FAULTS = 1001 }; /* a list of faults keeps a thousand of each code */

typedef struct KeyCheck {
  RowSink *sink;
  const CellBuilder **parts;
  size_t count;
  const char *code; /* "primary-key" or "unique-error" */
  char *names;      /* for messages */
  size_t faults;
} KeyCheck;

static bool
names_contain(const char *const *names, const char *name)
{
  for (; names && *names; names++)
    if (strcmp(*names, name) == 0)
      return true;
  return false;
}

bool
row_keys_need(const Schema *schema, const Field *field)
{
  if (field->constraints.unique)
    return true;
  if (!schema)
    return false;
  if (names_contain(schema->primary_key, field->name))
    return true;
  for (const char *const *const *key = schema->unique_keys; key && *key; key++)
    if (names_contain(*key, field->name))
      return true;
  return false;
}

/* A cell as 64 bits: equal cells of a column have equal ones. */
static uint64_t
cell_bits(const CellBuilder *part, size_t row)
{
  if (part->codes)
    return (uint64_t)(int64_t)part->codes[row];
  double number = part->numbers ? part->numbers[row] + 0.0 : (double)NAN; /* -0 becomes 0 */
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  return bits;
}

static bool
part_is_missing(const CellBuilder *part, size_t row)
{
  if (part->codes)
    return part->codes[row] < 0;
  return !part->numbers || isnan(part->numbers[row]);
}

static bool
row_is_incomplete(const KeyCheck *check, size_t row)
{
  for (size_t i = 0; i < check->count; i++)
    if (part_is_missing(check->parts[i], row))
      return true;
  return false;
}

static bool
rows_equal(const KeyCheck *check, size_t a, size_t b)
{
  for (size_t i = 0; i < check->count; i++)
    if (cell_bits(check->parts[i], a) != cell_bits(check->parts[i], b))
      return false;
  return true;
}

static uint64_t
row_hash(const KeyCheck *check, size_t row)
{
  uint64_t hash = 0x9e3779b97f4a7c15u;
  for (size_t i = 0; i < check->count; i++) {
    __uint128_t product =
        (__uint128_t)(hash ^ cell_bits(check->parts[i], row)) * 0xd1b54a32d192ed03u;
    hash = (uint64_t)product ^ (uint64_t)(product >> 64) ^ hash >> 29;
  }
  return hash;
}

/* The key's cells of one row, for messages. */
static char *
shown_key(const KeyCheck *check, size_t row)
{
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < check->count; i++) {
    const CellBuilder *part = check->parts[i];
    g_string_append(text, i ? ", " : "");
    if (part->codes) {
      for (size_t k = 0; k < part->dictionary.count; k++)
        if (part->dictionary.entries[k].code == part->codes[row])
          g_string_append_printf(text, "\"%s\"", part->dictionary.entries[k].text);
    } else {
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];
      g_string_append(text, g_ascii_formatd(buffer, sizeof buffer, "%.15g", part->numbers[row]));
    }
  }
  return g_string_free(text, false);
}

static void
report_repeated(const KeyCheck *check, size_t row, size_t earlier)
{
  RowSink *sink = check->sink;
  RowLine now = row_lines_at(&sink->lines, row), before = row_lines_at(&sink->lines, earlier);
  g_autofree char *key = shown_key(check, row);

  diag_add(sink->diags, DIAG_ERROR, check->code, row_sink_place(sink, row, check->parts[0]->index),
           NULL, "row %zu repeats %s (%s) of row %zu on line %zu", now.record, check->names, key,
           before.record, before.line);
}

static void
report_incomplete(const KeyCheck *check, size_t row)
{
  RowSink *sink = check->sink;
  diag_add(sink->diags, DIAG_ERROR, check->code, row_sink_place(sink, row, check->parts[0]->index),
           NULL, "row %zu lacks a value of %s", row_lines_at(&sink->lines, row).record,
           check->names);
}

/* A table of the rows by their key, open addressing; each later row of a key is reported. */
static void
find_repeats(KeyCheck *check, bool complete)
{
  size_t rows = check->sink->row, mask = 63;
  while (mask < rows * 2)
    mask = mask * 2 + 1;
  g_autofree uint32_t *slots = g_new0(uint32_t, mask + 1);

  for (size_t row = 0; row < rows && check->faults < MAX_KEY_FAULTS; row++) {
    if (row_is_incomplete(check, row)) {
      check->faults += complete;
      if (complete)
        report_incomplete(check, row);
      continue;
    }
    size_t place = row_hash(check, row) & mask;
    while (slots[place] != 0 && !rows_equal(check, slots[place] - 1, row))
      place = (place + 1) & mask;
    if (slots[place] == 0) {
      slots[place] = (uint32_t)row + 1;
    } else {
      check->faults++;
      report_repeated(check, row, slots[place] - 1);
    }
  }
}

static const CellBuilder *
builder_named(const RowSink *sink, const char *name)
{
  for (size_t i = 0; i < sink->count; i++)
    if (strcmp(sink->builders[i].name, name) == 0)
      return &sink->builders[i];
  return NULL;
}

static void
check_key(RowSink *sink, const char *const *names, const char *code, const char *what)
{
  KeyCheck check = { .sink = sink, .code = code };
  size_t count = g_strv_length((char **)(void *)names);
  g_autofree const CellBuilder **parts = g_new0(const CellBuilder *, count + 1);
  g_autofree char *joined = g_strjoinv(", ", (char **)(void *)names);
  g_autofree char *title = g_strdup_printf("%s %s", what, joined);

  check.parts = parts;
  check.names = title;
  for (; *names; names++) {
    const CellBuilder *part = builder_named(sink, *names);
    if (!part || (!part->numbers && !part->codes))
      return; /* the missing column is a fault already, or no row has a value */
    parts[check.count++] = part;
  }
  if (check.count > 0)
    find_repeats(&check, strcmp(code, "primary-key") == 0);
}

void
row_keys_check(RowSink *sink)
{
  const Schema *schema = sink->schema;
  if (!schema || !sink->diags || sink->row >= UINT32_MAX)
    return;
  if (schema->primary_key)
    check_key(sink, schema->primary_key, "primary-key", "the primary key");
  for (const char *const *const *key = schema->unique_keys; key && *key; key++)
    check_key(sink, *key, "unique-error", "the unique key");
  for (size_t i = 0; i < schema->field_count; i++) {
    const Field *field = &schema->fields[i];
    const char *const name[] = { field->name, NULL };
    bool is_primary = schema->primary_key && strcmp(schema->primary_key[0], field->name) == 0 &&
                      !schema->primary_key[1];
    if (field->constraints.unique && !is_primary)
      check_key(sink, name, "unique-error", "the unique field");
  }
}
