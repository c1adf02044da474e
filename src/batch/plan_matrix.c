/* The axes of a matrix: lists, ranges, queries. */
#include "batch/plan_private.h"

#include <math.h>
#include <string.h>

const char *
scalar_text(const Node *node)
{
  const char *text = node_text(node, NULL);
  return text && *text ? text : NULL;
}

static const char *const *
end_values(const Reader *reader, const GPtrArray *values)
{
  g_ptr_array_add((GPtrArray *)values, NULL);
  return arena_dup(reader->arena, values->pdata, values->len * sizeof(gpointer));
}

static const char *const *
list_values(const Reader *reader, const Node *list)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new();
  for (size_t i = 0; i < list->count; i++) {
    const char *text = scalar_text(list->items[i]);
    if (!text) {
      diag_error(reader->diags, "batch-value", list->items[i]->span, NULL,
                 "a value of a parameter is a text or a number, not %s",
                 node_kind_name(list->items[i]->kind));
      return NULL;
    }
    g_ptr_array_add(values, (gpointer)text);
  }
  return end_values(reader, values);
}

static const char *const *
range_values(const Reader *reader, const Node *range)
{
  static const char *const keys[] = { "from", "to", "step", NULL };
  if (!check_keys(reader, range, keys, "a range"))
    return NULL;
  double from = node_number(node_get(range, "from"), (double)NAN);
  double to = node_number(node_get(range, "to"), (double)NAN);
  double step = node_number(node_get(range, "step"), 1);
  double steps = (to - from) / step;
  if (!(step != 0) || !(steps >= 0) || !(steps < BATCH_ITEMS_MAX)) {
    diag_error(reader->diags, "batch-range", range->span, "write it as {from: 2015, to: 2024}",
               "a range needs numbers from and to, and a step that leads from one to the other");
    return NULL;
  }
  g_autoptr(GPtrArray) values = g_ptr_array_new();
  for (size_t i = 0; i <= (size_t)(steps + 1e-9); i++) {
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(text, sizeof text, "%.12g", from + (double)i * step);
    g_ptr_array_add(values, arena_strdup(reader->arena, text));
  }
  return end_values(reader, values);
}

/* A query runs over the data of the document that the first values before it name. */
static const char *const *
query_values(Reader *reader, const Node *map)
{
  static const char *const keys[] = { "sql", NULL };
  const Node *sql = node_get(map, "sql");
  if (!check_keys(reader, map, keys, "a query"))
    return NULL;
  if (!node_is(sql, NODE_STRING)) {
    diag_error(reader->diags, "batch-query", map->span, NULL, "sql is a text, one SELECT");
    return NULL;
  }
  g_autoptr(GPtrArray) params = g_ptr_array_new();
  const Node *matrix = node_get(reader->root, "matrix");
  for (size_t i = 0; i < matrix->count; i++) {
    const Node *axis = matrix->entries[i].value;
    const char *first =
        node_is(axis, NODE_LIST) && axis->count > 0 ? scalar_text(axis->items[0]) : NULL;
    if (!first)
      first = node_text(node_get(axis, "from"), NULL);
    if (first) {
      g_ptr_array_add(params, (gpointer)matrix->entries[i].key);
      g_ptr_array_add(params, (gpointer)first);
    }
  }
  g_ptr_array_add(params, NULL);
  const char *briefing = fill_briefing(reader, (const char *const *)params->pdata, sql->span);
  return briefing ? reader->query(briefing, sql, reader->user) : NULL;
}

static const char *const *
axis_values(Reader *reader, const Node *axis)
{
  if (node_is(axis, NODE_LIST))
    return list_values(reader, axis);
  if (node_entry(axis, "sql"))
    return query_values(reader, axis);
  if (node_is(axis, NODE_MAP))
    return range_values(reader, axis);
  diag_error(reader->diags, "batch-value", axis->span, "write it as [2023, 2024]",
             "a parameter is a list, a range {from, to} or a query {sql}, not %s",
             node_kind_name(axis->kind));
  return NULL;
}

void
read_matrix(Reader *reader)
{
  const Node *matrix = node_get(reader->root, "matrix");
  if (matrix && !node_is(matrix, NODE_MAP)) {
    diag_error(reader->diags, "batch-value", matrix->span, NULL,
               "matrix is a map of parameters, not %s", node_kind_name(matrix->kind));
    return;
  }
  for (size_t i = 0; matrix && i < matrix->count; i++) {
    const NodeEntry *entry = &matrix->entries[i];
    Axis axis = { .name = entry->key, .values = axis_values(reader, entry->value) };
    if (!axis.values)
      continue;
    axis.count = g_strv_length((char **)axis.values);
    if (axis.count == 0)
      diag_error(reader->diags, "batch-empty", entry->value->span, NULL,
                 "the parameter \"%s\" has no values", axis.name);
    g_array_append_val(reader->axes, axis);
  }
}
