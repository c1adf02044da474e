/* libcsv's cells and rows, as they come from each block, straight into columns. */
#include "data/csv.h"

#include "data/csv_private.h"

#include <csv.h>

typedef struct CsvReader {
  /* ── for each cell ── */
  size_t cell;  /* number of the next one in its row */
  size_t taken; /* columns that take cells; 0 while a header is read or a row is skipped */
  RowSink *sink;
  size_t row_bytes;    /* of the row's cells so far */
  bool may_hold_lines; /* quoted cells of this block may hold line ends */
  char comment;        /* 0: none */
  /* ── for each row ── */
  int last_end;  /* '\r' or '\n' that ended the last row */
  bool skipping; /* a comment */
  GArray *blank; /* lines of blank rows that nothing has followed yet */
  bool header_done, header_only, stopped, many_columns;
  size_t records;    /* rows that are no comments, blank ones too */
  GPtrArray *labels; /* the header's cells */
  const CsvLoad *load;
  DiagList *diags; /* NULL: report nothing */
  Dialect dialect;
  bool detect_header;
  size_t expected_rows, length; /* guessed from the first block; of the input in bytes */
} CsvReader;

/* ── faults of rows ── */

#define ROW_FAULT(reader, severity, code, line_, column_, hint, ...)                               \
  do {                                                                                             \
    if ((reader)->diags) {                                                                         \
      Place place_ = place_of_file((reader)->sink->shown);                                         \
      place_.line = (line_);                                                                       \
      place_.column = (column_);                                                                   \
      diag_add((reader)->diags, severity, code, place_, hint, __VA_ARGS__);                        \
    }                                                                                              \
  } while (0)

/* Blank rows at the very end are no fault: nobody calls this after them. */
static void
report_blank_rows(CsvReader *reader)
{
  for (guint i = 0; i < reader->blank->len; i++)
    ROW_FAULT(reader, DIAG_WARNING, "blank-row", g_array_index(reader->blank, size_t, i), 0, NULL,
              "the row is blank and is left out");
  g_array_set_size(reader->blank, 0);
}

static void
report_short_row(CsvReader *reader)
{
  const RowSink *sink = reader->sink;
  ROW_FAULT(reader, DIAG_ERROR, "missing-cell", sink->row_line, reader->cell + 1,
            reader->cell == 1 ? "is the delimiter right?" : NULL,
            "row %zu has %zu cells of %zu; the field \"%s\" has none", sink->record, reader->cell,
            sink->count, sink->builders[reader->cell].name);
}

static void
report_long_row(CsvReader *reader)
{
  const RowSink *sink = reader->sink;
  ROW_FAULT(reader, DIAG_ERROR, "extra-cell", sink->row_line, sink->count + 1,
            "a cell that holds the delimiter needs quotes",
            "row %zu has %zu cells, %zu more than there are columns", sink->record, reader->cell,
            reader->cell - sink->count);
}

/* ── header ── */

static void
start_columns(CsvReader *reader, bool labelled)
{
  RowSink *sink = reader->sink;
  GPtrArray *labels = reader->labels;

  row_sink_reserve(sink, row_sink_first_rows(reader->expected_rows, reader->length, labels->len));
  row_sink_header(sink, labelled ? (const char *const *)labels->pdata : NULL, labels->len);
  reader->many_columns = labels->len > sink->count;
  reader->header_done = true;
  reader->taken = reader->header_only ? 0 : sink->count;
}

/* The first row turned out to be data. */
static void
replay_labels(CsvReader *reader)
{
  RowSink *sink = reader->sink;
  for (size_t i = 0; i < sink->count; i++) {
    const char *cell = g_ptr_array_index(reader->labels, i);
    row_sink_cell(sink, i, cell, strlen(cell));
  }
  row_sink_end_row(sink);
}

static void
end_header(CsvReader *reader)
{
  if (!reader->dialect.no_header && reader->records < MAX(reader->dialect.header_row, 1)) {
    g_ptr_array_set_size(reader->labels, 0);
    return;
  }
  bool data = reader->dialect.no_header;
  if (reader->detect_header &&
      dialect_row_is_data((const char *const *)reader->labels->pdata, reader->labels->len)) {
    data = true;
    ROW_FAULT(reader, DIAG_WARNING, "blank-header", reader->sink->row_line, 0,
              "name the columns in a first row, or declare \"header\": false in the dialect",
              "the first row looks like figures, so the columns are called field1, field2, …");
  }
  start_columns(reader, !data);
  if (data && !reader->header_only)
    replay_labels(reader);
  if (reader->header_only)
    reader->stopped = true;
}

/* ── libcsv's callbacks ── */

/* Every cell that no column takes at once: comments, the header, cells too many. */
static void
take_other_cell(CsvReader *reader, size_t index, const char *text, size_t size)
{
  if (index == 0 && reader->comment && *text == reader->comment)
    reader->skipping = true;
  if (!reader->header_done && !reader->skipping)
    g_ptr_array_add(reader->labels, g_strndup(text, size));
}

static void
on_cell(void *cell, size_t size, void *data)
{
  CsvReader *reader = data;
  size_t index = reader->cell++;
  const char *text = cell;

  reader->row_bytes += size;
  if (G_LIKELY(index < reader->taken))
    row_sink_cell(reader->sink, index, text, size);
  else
    take_other_cell(reader, index, text, size);
  if (G_UNLIKELY(reader->may_hold_lines))
    reader->sink->line += count_lines(text, size);
}

/* With comments, the first cell decides whether a row counts. */
static void
on_cell_commented(void *cell, size_t size, void *data)
{
  CsvReader *reader = data;
  if (reader->cell == 0 && *(const char *)cell == reader->comment) {
    reader->skipping = true;
    reader->taken = 0;
  }
  on_cell(cell, size, data);
}

/* A line of nothing but delimiters, as spreadsheets write below their table. Vega keeps it. */
static bool
is_blank_row(const CsvReader *reader)
{
  return reader->row_bytes == 0 && reader->cell > 1 && !reader->load->options->plain_types;
}

static void
end_data_row(CsvReader *reader)
{
  RowSink *sink = reader->sink;

  if (G_UNLIKELY(is_blank_row(reader))) {
    row_sink_drop_row(sink);
    g_array_append_val(reader->blank, sink->row_line);
    return;
  }
  if (G_UNLIKELY(reader->blank->len > 0))
    report_blank_rows(reader);
  if (G_UNLIKELY(reader->cell < sink->count)) {
    report_short_row(reader);
    row_sink_pad(sink, reader->cell);
  } else if (G_UNLIKELY(reader->cell > sink->count && !reader->many_columns)) {
    report_long_row(reader);
  }
  row_sink_end_row(sink);
}

static void
end_row(CsvReader *reader)
{
  if (reader->skipping) {
    reader->skipping = false;
    reader->taken = reader->header_done ? reader->sink->count : 0;
    return;
  }
  reader->records++;
  if (G_LIKELY(reader->taken > 0))
    end_data_row(reader);
  else if (!reader->header_done)
    end_header(reader);
}

static void
on_row(int end, void *data)
{
  CsvReader *reader = data;
  RowSink *sink = reader->sink;

  if (G_LIKELY(reader->cell > 0)) {
    end_row(reader);
  } else if (end == '\n' && reader->last_end == '\r') {
    reader->last_end = end; /* the second half of CR LF */
    return;
  } else {
    reader->records++;
    if (reader->header_done && !reader->header_only)
      g_array_append_val(reader->blank, sink->line);
  }
  reader->cell = 0;
  reader->row_bytes = 0;
  reader->last_end = end;
  sink->row_line = ++sink->line;
  sink->record = reader->records + 1;
}

/* ── blocks ── */

/* Rows in all, by those of the first block, with some to spare. */
static size_t
estimate_rows(const char *text, size_t size, size_t length)
{
  size_t lines = count_lines(text, size) + 2;
  if (size == 0 || length <= size)
    return lines;
  double all = (double)lines * ((double)length / (double)size) * 1.03;
  return (size_t)MIN(all, 1e9);
}

static bool
is_other_format(CsvReader *reader, const char *text, size_t size)
{
  static const struct {
    const char *start, *what;
  } formats[] = {
    { "PK\x03\x04", "a ZIP file, as Excel's .xlsx is" },
    { "\xD0\xCF\x11\xE0", "an Excel or Word file" },
    { "\x1F\x8B", "a gzip file" },
    { "%PDF-", "a PDF file" },
    { "SQLite format 3", "an SQLite database" },
    { "PAR1", "a Parquet file" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
    size_t length = strlen(formats[i].start);
    if (size >= length && memcmp(text, formats[i].start, length) == 0) {
      ROW_FAULT(reader, DIAG_ERROR, "source-error", 0, 0, "save the table as CSV",
                "this is %s, not CSV", formats[i].what);
      return true;
    }
  }
  return false;
}

static void
settle_dialect(CsvReader *reader, const char *text, size_t size, size_t length)
{
  const CsvOptions *options = reader->load->options;

  if (options->dialect)
    reader->dialect = *options->dialect;
  else
    reader->dialect = (Dialect){ .quote = '"', .header_row = 1 };
  if (!reader->dialect.delimiter)
    reader->dialect.delimiter =
        dialect_detect_delimiter(text, size, reader->dialect.quote, reader->load->path);
  reader->detect_header = !options->dialect && !options->schema && !options->plain_types;
  reader->comment = reader->dialect.comment;
  reader->sink->delimiter = reader->dialect.delimiter;
  reader->length = length;
  reader->expected_rows = estimate_rows(text, size, length);
}

/* Does the block hold the quote, so that a cell may hold line ends? */
static bool
holds_quotes(const struct csv_parser *parser, const CsvReader *reader, const char *text,
             size_t size)
{
  return parser->quoted || memchr(text, reader->dialect.quote, size);
}

/* False when reading cannot go on: a fault was reported. */
static bool
parse_block(CsvReader *reader, struct csv_parser *parser, const char *text, size_t size)
{
  RowSink *sink = reader->sink;
  reader->may_hold_lines = holds_quotes(parser, reader, text, size);
  size_t done =
      csv_parse(parser, text, size, reader->comment ? on_cell_commented : on_cell, on_row, reader);
  if (reader->stopped)
    return false;
  if (done < size) {
    ROW_FAULT(reader, DIAG_ERROR, "source-error", sink->line, reader->cell + 1, NULL,
              "the text cannot be split into cells: %s", csv_strerror(csv_error(parser)));
    return false;
  }
  if (parser->entry_pos > CSV_MAX_FIELD) {
    ROW_FAULT(reader, DIAG_ERROR, "source-error", sink->line, reader->cell + 1,
              parser->quoted ? "is the quote that opens here never closed?" : NULL,
              "the cell that begins here is longer than %d MiB; reading ends here",
              CSV_MAX_FIELD >> 20);
    return false;
  }
  if (sink->full) {
    ROW_FAULT(reader, DIAG_ERROR, "source-error", sink->line, 0, NULL,
              "the table has more than %d million cells; reading ends here", TABLE_MAX_CELLS >> 20);
    return false;
  }
  return true;
}

/* The last row, which may lack its line end. A quote still open is told by libcsv's strict mode. */
static void
end_text(CsvReader *reader, struct csv_parser *parser)
{
  reader->may_hold_lines = false;
  csv_set_opts(parser, CSV_APPEND_NULL | CSV_REPALL_NL | CSV_STRICT | CSV_STRICT_FINI);
  if (csv_fini(parser, reader->comment ? on_cell_commented : on_cell, on_row, reader) == 0)
    return;
  ROW_FAULT(reader, DIAG_ERROR, "source-error", reader->sink->line, reader->cell + 1,
            "close the quote, or double it where it belongs to the text",
            "the quote that opens in cell %zu of this line is never closed; the row is left out",
            reader->cell + 1);
}

/* The physical line on which the next block begins: that of the cell being read, and the line ends
 * that libcsv holds of it. */
static size_t
block_line(const CsvReader *reader, const struct csv_parser *parser)
{
  size_t held = parser->entry_pos > 0 && parser->quoted
                    ? count_lines((const char *)parser->entry_buf, parser->entry_pos)
                    : 0;
  return reader->sink->line + held;
}

static void
read_blocks(CsvReader *reader, struct csv_parser *parser, CsvInput *input, GError **error)
{
  g_autoptr(GString) unescaped = g_string_new(NULL);
  CsvUnescape unescape = { 0 };
  GError *failure = NULL;
  const char *text;
  size_t size;
  bool first = true;

  while (csv_input_next(input, block_line(reader, parser), &text, &size, &failure)) {
    if (first) {
      if (is_other_format(reader, text, size))
        return;
      settle_dialect(reader, text, size, csv_input_length(input));
      csv_set_delim(parser, (unsigned char)reader->dialect.delimiter);
      csv_set_quote(parser, (unsigned char)reader->dialect.quote);
      unescape = (CsvUnescape){ .escape = reader->dialect.escape,
                                .quote = reader->dialect.quote,
                                .delimiter = reader->dialect.delimiter };
      first = false;
    }
    if (unescape.escape) {
      csv_unescape(&unescape, text, size, unescaped);
      text = unescaped->str;
      size = unescaped->len;
    }
    if (!parse_block(reader, parser, text, size))
      return;
  }
  if (failure)
    g_propagate_error(error, failure);
  else
    end_text(reader, parser);
}

/* One pass over the input. False on a read error. */
static bool
run_pass(CsvReader *reader, CsvInput *input, GError **error)
{
  struct csv_parser parser;
  GError *failure = NULL;

  csv_init(&parser, CSV_APPEND_NULL | CSV_REPALL_NL);
  csv_set_blk_size(&parser, 4096);
  reader->sink->line = reader->sink->row_line = reader->sink->record = 1;
  reader->blank = g_array_new(false, false, sizeof(size_t));
  reader->labels = g_ptr_array_new_with_free_func(g_free);
  read_blocks(reader, &parser, input, &failure);
  if (!failure && !reader->header_done) {
    if (reader->records == 0)
      ROW_FAULT(reader, DIAG_ERROR, "source-error", 0, 0, NULL, "the file is empty");
    else
      ROW_FAULT(reader, DIAG_ERROR, "source-error", 0, 0, NULL, "the file has no header row");
    g_ptr_array_set_size(reader->labels, 0);
    start_columns(reader, true);
  }
  csv_free(&parser);
  g_array_free(reader->blank, true);
  g_ptr_array_unref(reader->labels);
  if (!failure)
    return true;
  g_propagate_error(error, failure);
  return false;
}

static bool
read_once(const CsvLoad *load, CsvInput *input, RowSink *sink, DiagList *diags, GError **error)
{
  CsvReader reader = {
    .sink = sink,
    .load = load,
    .diags = diags,
    .header_only = load->header_only,
  };
  return run_pass(&reader, input, error);
}

void
row_lines_clear(RowLines *lines)
{
  if (lines->starts)
    g_array_free(lines->starts, true);
  lines->starts = NULL;
}

static Table *
finish(RowSink *sink, RowLines *lines)
{
  Table *table = row_sink_finish(sink);
  if (lines) {
    *lines = sink->lines;
    sink->lines.starts = NULL;
  }
  return table;
}

/* Reads the input; a second time, silently, if columns turn out to be text. */
static Table *
load_input(Arena *arena, const CsvLoad *load, CsvInput *input, RowLines *lines, DiagList *diags,
           GError **error)
{
  const char *shown = load->options->shown ? load->options->shown
                      : load->path         ? load->path
                                           : load->options->name;
  g_autofree bool *as_text = g_new0(bool, TABLE_MAX_COLUMNS);
  Table *table = NULL;
  RowSink sink;

  for (int pass = 0; pass < 2 && !table; pass++) {
    csv_input_configure(input, shown, load->options->encoding, pass == 0 ? diags : NULL);
    row_sink_init(&sink, arena, load->options, diags);
    sink.shown = shown;
    sink.as_text = pass == 0 ? NULL : as_text;
    bool read = read_once(load, input, &sink, pass == 0 ? diags : NULL, error);
    if (read && (pass > 0 || !row_sink_demoted(&sink, as_text) || !csv_input_rewind(input)))
      table = finish(&sink, lines);
    row_sink_clear(&sink);
    if (!read)
      return NULL;
  }
  return table;
}

Table *
csv_load(Arena *arena, const CsvLoad *load, RowLines *lines, DiagList *diags, GError **error)
{
  g_autoptr(CsvInput) input =
      load->path ? csv_input_open(load->path, error) : csv_input_new(load->text, load->length);
  return input ? load_input(arena, load, input, lines, diags, error) : NULL;
}

/* The table with nothing but the columns asked for, in the file's order. */
static Table *
only_kept(Arena *arena, Table *table)
{
  Column *columns = arena_array(arena, Column, table->column_count);
  size_t count = 0;

  for (size_t i = 0; i < table->column_count; i++)
    if (table->columns[i].numbers || table->columns[i].codes)
      columns[count++] = table->columns[i];
  table->columns = columns;
  table->column_count = count;
  return table;
}

Table *
csv_read_file(Arena *arena, const char *path, const CsvOptions *options, DiagList *diags,
              GError **error)
{
  static const CsvOptions detect;
  const CsvLoad load = { .path = path, .options = options ? options : &detect };
  Table *table = csv_load(arena, &load, NULL, diags, error);
  return table ? only_kept(arena, table) : NULL;
}

Table *
csv_read_text(Arena *arena, const char *text, size_t length, const CsvOptions *options,
              DiagList *diags)
{
  static const CsvOptions detect;
  const CsvLoad load = {
    .text = text,
    .length = length,
    .options = options ? options : &detect,
  };
  return only_kept(arena, csv_load(arena, &load, NULL, diags, NULL));
}
