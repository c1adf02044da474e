#include "data/rows_private.h"

typedef struct InlineRows {
  const Node *const *rows;
  size_t count;
} InlineRows;

static Place
place_of_row(const RowSink *sink, size_t row, size_t column)
{
  const InlineRows *inlined = sink->user;
  (void)column;
  return row < inlined->count ? place_of_span(inlined->rows[row]->span)
                              : place_of_file(sink->shown);
}

/* The keys of all maps, in order of first appearance. */
static GPtrArray *
labels_of_maps(const Node *rows)
{
  GPtrArray *labels = g_ptr_array_new();
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

  for (size_t i = 0; i < rows->count; i++)
    for (size_t k = 0; rows->items[i]->kind == NODE_MAP && k < rows->items[i]->count; k++) {
      const char *key = rows->items[i]->entries[k].key;
      if (g_hash_table_add(seen, (char *)(uintptr_t)key))
        g_ptr_array_add(labels, (char *)(uintptr_t)key);
    }
  return labels;
}

static void
add_cell(RowSink *sink, size_t index, const Node *node)
{
  if (!node || node->kind == NODE_NULL) {
    cell_builder_put_missing(&sink->builders[index]);
    return;
  }
  bool nested = node->kind == NODE_LIST || node->kind == NODE_MAP;
  const char *text = nested ? node_to_json(sink->scratch, node) : node_text(node, "");
  row_sink_cell(sink, index, text, strlen(text));
}

static void
add_row(RowSink *sink, const Node *row, const char *const *labels)
{
  sink->record = sink->row + 1;
  for (size_t i = 0; i < sink->count; i++) {
    if (row->kind == NODE_MAP)
      add_cell(sink, i, node_get(row, labels[i]));
    else
      add_cell(sink, i, row->kind == NODE_LIST && i < row->count ? row->items[i] : NULL);
  }
  if (row->kind == NODE_LIST && row->count != sink->count && sink->diags)
    diag_error(sink->diags, row->count > sink->count ? "extra-cell" : "missing-cell", row->span,
               NULL, "row %zu has %zu cells, there are %zu columns", sink->record, row->count,
               sink->count);
  else if (row->kind != NODE_LIST && row->kind != NODE_MAP && sink->diags)
    diag_error(sink->diags, "source-error", row->span, NULL, "row %zu is neither a map nor a list",
               sink->record);
  row_sink_end_row(sink);
}

Table *
rows_from_nodes(Arena *arena, const Node *rows, const CsvOptions *options, DiagList *diags)
{
  bool lists = rows->count > 0 && node_is(rows, NODE_LIST) && rows->items[0]->kind == NODE_LIST;
  g_autoptr(GPtrArray) labels = NULL;
  InlineRows inlined = { 0 };
  RowSink sink;

  if (node_is(rows, NODE_LIST)) {
    inlined.rows = rows->items + lists;
    inlined.count = rows->count - lists;
  } else {
    diag_error(diags, "resource-error", rows->span, NULL, "inline data is a list of rows");
  }
  labels = lists || !node_is(rows, NODE_LIST) ? g_ptr_array_new() : labels_of_maps(rows);
  for (size_t i = 0; lists && i < rows->items[0]->count; i++)
    g_ptr_array_add(labels, (char *)(uintptr_t)node_text(rows->items[0]->items[i], ""));

  row_sink_init(&sink, arena, options, diags);
  sink.place = place_of_row;
  sink.user = &inlined;
  sink.shown = rows->span.source ? rows->span.source->name : options->name;
  sink.line = sink.row_line = place_of_span(rows->span).line;
  row_sink_reserve(&sink, inlined.count + 1);
  row_sink_header(&sink, (const char *const *)labels->pdata, labels->len);
  for (size_t i = 0; i < inlined.count; i++)
    add_row(&sink, inlined.rows[i], (const char *const *)labels->pdata);
  Table *table = row_sink_finish(&sink);
  row_sink_clear(&sink);
  return table;
}
