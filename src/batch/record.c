#include "batch/record.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* A text is sections of rows of fields, each ended by its separator: the title and the pages, the
 * figures, the changes. */
#define SECTION "\x1d"
#define ROW "\x1e"
#define FIELD "\x1f"
#define NONE "\x18" /* NULL */

/* ---- comparing ---- */

/* A figure's label with how many of the same came before it: the formats that it is printed in. */
static char *
numbered_label(GHashTable *counts, const char *label)
{
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(counts, label));
  g_hash_table_insert(counts, (gpointer)label, GUINT_TO_POINTER(number + 1));
  return g_strdup_printf("%u %s", number, label);
}

/* Numbered label → text; in `counts` each label with its number of figures. */
static GHashTable *
index_figures(const Record *record, GHashTable *counts)
{
  GHashTable *index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (size_t i = 0; i < record->figure_count; i++)
    g_hash_table_insert(index, numbered_label(counts, record->figures[i].label),
                        (gpointer)record->figures[i].text);
  return index;
}

const RecordChange *
record_compare(Arena *arena, const Record *before, const Record *after, size_t *count)
{
  *count = 0;
  if (!before)
    return NULL;
  g_autoptr(GHashTable) old_counts = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) old = index_figures(before, old_counts);
  size_t most = before->figure_count + after->figure_count;
  RecordChange *changes = arena_array(arena, RecordChange, most + 1);
  for (size_t i = 0; i < after->figure_count; i++) {
    const RecordFigure *now = &after->figures[i];
    g_autofree char *key = numbered_label(counts, now->label);
    const char *from = g_hash_table_lookup(old, key);
    bool moved =
        from ? strcmp(from, now->text) != 0 : !g_hash_table_contains(old_counts, now->label);
    if (moved && g_hash_table_add(told, (gpointer)now->label))
      changes[(*count)++] = (RecordChange){ now->label, from, now->text };
  }
  for (size_t i = 0; i < before->figure_count; i++) {
    const RecordFigure *was = &before->figures[i];
    if (!g_hash_table_contains(counts, was->label) && g_hash_table_add(told, (gpointer)was->label))
      changes[(*count)++] = (RecordChange){ was->label, was->text, NULL };
  }
  return changes;
}

/* ---- the text ---- */

/* Separators in a text of the document would be taken for the record's own. */
static void
append_field(GString *out, const char *text, const char *end)
{
  for (const char *at = text ? text : NONE; *at; at++)
    g_string_append_c(out, *at >= SECTION[0] && *at <= FIELD[0] ? ' ' : *at);
  g_string_append(out, end);
}

char *
record_text(const Record *record)
{
  GString *out = g_string_new(NULL);
  append_field(out, record->title, FIELD);
  g_string_append_printf(out, "%zu" ROW SECTION, record->pages);
  for (size_t i = 0; i < record->figure_count; i++) {
    append_field(out, record->figures[i].label, FIELD);
    append_field(out, record->figures[i].text, ROW);
  }
  g_string_append(out, SECTION);
  for (size_t i = 0; i < record->change_count; i++) {
    append_field(out, record->changes[i].label, FIELD);
    append_field(out, record->changes[i].from, FIELD);
    append_field(out, record->changes[i].to, ROW);
  }
  return g_string_free(out, FALSE);
}

/* Cuts the text at the next separator; NULL: it has none. */
static char *
take(char **at, const char *separator)
{
  char *start = *at, *end = strchr(start, *separator);
  if (!end)
    return NULL;
  *end = '\0';
  *at = end + 1;
  return start;
}

static const char *
text_or_null(const char *field)
{
  return strcmp(field, NONE) == 0 ? NULL : field;
}

static void
read_figures(Arena *arena, char *rows, Record *record)
{
  g_autoptr(GArray) figures = g_array_new(FALSE, FALSE, sizeof(RecordFigure));
  for (char *row; (row = take(&rows, ROW));) {
    const char *label = take(&row, FIELD);
    RecordFigure figure = { label, row };
    if (label)
      g_array_append_val(figures, figure);
  }
  record->figure_count = figures->len;
  record->figures = arena_dup(arena, figures->data, figures->len * sizeof(RecordFigure));
}

static void
read_changes(Arena *arena, char *rows, Record *record)
{
  g_autoptr(GArray) changes = g_array_new(FALSE, FALSE, sizeof(RecordChange));
  for (char *row; (row = take(&rows, ROW));) {
    const char *label = take(&row, FIELD), *from = label ? take(&row, FIELD) : NULL;
    RecordChange change = { label, from ? text_or_null(from) : NULL, text_or_null(row) };
    if (from)
      g_array_append_val(changes, change);
  }
  record->change_count = changes->len;
  record->changes = arena_dup(arena, changes->data, changes->len * sizeof(RecordChange));
}

Record *
record_from_text(Arena *arena, const char *text)
{
  Record *record = arena_new0(arena, Record);
  char *at = arena_strdup(arena, text), *head = take(&at, SECTION), *figures = take(&at, SECTION);
  const char *title = head ? take(&head, FIELD) : NULL;
  record->title = title && text_or_null(title) ? title : "";
  record->pages = title ? (size_t)g_ascii_strtoull(head, NULL, 10) : 0;
  if (figures) {
    read_figures(arena, figures, record);
    read_changes(arena, at, record);
  }
  return record;
}
