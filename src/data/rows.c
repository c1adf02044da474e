#include "data/rows_private.h"

enum {
  FIRST_CAPACITY = 64,
  FIRST_CELLS = 1 << 25, /* reserved on an estimate */
};

RowLine
row_lines_at(const RowLines *lines, size_t row)
{
  if (!lines->starts || lines->starts->len == 0)
    return (RowLine){ .row = row };
  const RowLine *starts = (const RowLine *)(void *)lines->starts->data;
  size_t low = 0, high = lines->starts->len;
  while (high - low > 1) {
    size_t middle = (low + high) / 2;
    if (starts[middle].row <= row)
      low = middle;
    else
      high = middle;
  }
  size_t after = row - starts[low].row;
  return (RowLine){ row, starts[low].line + after, starts[low].record + after };
}

void
row_sink_init(RowSink *sink, Arena *arena, const CsvOptions *options, DiagList *diags)
{
  *sink = (RowSink){
    .arena = arena,
    .scratch = arena_new(),
    .diags = diags,
    .options = options,
    .schema = options->schema,
  };
  sink->lines.starts = g_array_new(false, false, sizeof(RowLine));
  sink->required = g_array_new(false, false, sizeof(size_t));
}

void
row_sink_reserve(RowSink *sink, size_t rows)
{
  size_t old = sink->capacity, most = TABLE_MAX_CELLS / MAX(sink->count, 1);
  rows = MIN(rows, most);
  if (rows <= old)
    return;
  sink->capacity = MAX(rows, FIRST_CAPACITY);
  for (size_t i = 0; i < sink->count; i++)
    cell_builder_grow(&sink->builders[i], old, sink->capacity);
}

size_t
row_sink_first_rows(size_t expected, size_t length, size_t columns)
{
  columns = MAX(columns, 1);
  size_t shortest = length / columns + 2; /* a row has a byte for each of its cells */
  return MIN(expected, MIN(shortest, FIRST_CELLS / columns + FIRST_CAPACITY));
}

void
row_sink_pad(RowSink *sink, size_t index)
{
  for (; index < sink->count; index++)
    cell_builder_put_missing(&sink->builders[index]);
}

Place
row_sink_place(const RowSink *sink, size_t row, size_t column)
{
  if (sink->place)
    return sink->place(sink, row, column);
  Place place = place_of_file(sink->shown);
  place.line = row == sink->row ? sink->line : row_lines_at(&sink->lines, row).line;
  place.column = column + 1;
  return place;
}

static void
report_required(RowSink *sink)
{
  for (guint i = 0; i < sink->required->len; i++) {
    CellBuilder *builder = &sink->builders[g_array_index(sink->required, size_t, i)];
    cell_fault(builder, "constraint-error", NULL, NULL, 0, "is missing, but a value is required");
  }
  g_array_set_size(sink->required, 0);
}

static void
note_line(RowSink *sink, size_t line)
{
  if (line != sink->expected_line) {
    RowLine start = { sink->row, line, sink->record };
    g_array_append_val(sink->lines.starts, start);
  }
  sink->expected_line = line + 1;
}

void
row_sink_end_row(RowSink *sink)
{
  if (G_UNLIKELY(sink->required->len > 0))
    report_required(sink);
  if (!sink->place)
    note_line(sink, sink->row_line);
  if (G_UNLIKELY(sink->row + 1 >= sink->capacity)) {
    size_t before = sink->capacity;
    row_sink_reserve(sink, before * 2);
    sink->full = sink->capacity == before;
  }
  if (G_LIKELY(!sink->full))
    sink->row++; /* else this row is overwritten by the next, until the driver stops */
}

void
row_sink_drop_row(RowSink *sink)
{
  g_array_set_size(sink->required, 0);
}

bool
row_sink_demoted(const RowSink *sink, bool *as_text)
{
  bool any = false;
  for (size_t i = 0; i < sink->count; i++) {
    as_text[i] = sink->builders[i].demoted;
    any = any || as_text[i];
  }
  return any;
}

Table *
row_sink_finish(RowSink *sink)
{
  Column *columns = arena_array(sink->arena, Column, sink->count);

  row_keys_check(sink);
  for (size_t i = 0; i < sink->count; i++)
    columns[i] = cell_builder_finish(&sink->builders[i]);
  Table *table = arena_new0(sink->arena, Table);
  *table = (Table){
    .name = arena_strdup(sink->arena, sink->options->name ? sink->options->name : ""),
    .row_count = sink->row,
    .column_count = sink->count,
    .columns = columns,
  };
  return table;
}

void
row_sink_clear(RowSink *sink)
{
  for (size_t i = 0; i < sink->count; i++) {
    CellBuilder *builder = &sink->builders[i];
    if (builder->has_dictionary)
      dictionary_finish(&builder->dictionary);
    if (builder->pattern)
      g_regex_unref(builder->pattern);
  }
  g_free(sink->builders);
  sink->builders = NULL;
  sink->count = 0;
  if (sink->lines.starts)
    g_array_free(sink->lines.starts, true);
  sink->lines.starts = NULL;
  g_array_free(sink->required, true);
  arena_free(sink->scratch);
}
