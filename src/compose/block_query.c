#include "compose/figure_private.h"
#include "compose/table_private.h"
#include "compose/typography_private.h"

#include "core/number_format.h"
#include "core/time_format.h"

#include <string.h>

/* More than a reader, or a page, can take. */
enum { MAX_ROWS = 5000, MAX_COLUMNS = 60, MAX_DECIMALS = 6, SHOWN_DECIMALS = 3 };

/* A column as the specification wants it. */
typedef struct QueryColumn {
  const Column *column;
  const char *title, *format; /* format NULL: by type */
  const char *missing;        /* what stands for a missing value */
  const char *total;          /* what the last row says of it; NULL: nothing, "": the sum */
} QueryColumn;

typedef struct QuerySetter {
  Composer *composer;
  const Node *spec;
  const Table *table;
  GArray *columns; /* QueryColumn */
  bool total;      /* does any column have one? */
  int decimals;    /* at most, of columns without a format */
} QuerySetter;

static const char *const KEYS[] = { "caption", "sql", "columns", "source", "note", NULL };
static const char *const COLUMN_KEYS[] = { "field", "title", "format", "missing", "total", NULL };

static bool
is_summed(const Column *column)
{
  return !column_is_text(column) && column->type != COLUMN_DATE && column->type != COLUMN_YEAR;
}

static void
warn_unknown(const Composer *composer, const Node *map, const char *const *known)
{
  for (size_t i = 0; node_is(map, NODE_MAP) && i < map->count; i++) {
    if (g_strv_contains(known, map->entries[i].key))
      continue;
    const char *near = diag_suggest(map->entries[i].key, known);
    g_autofree char *hint = near ? g_strdup_printf("did you mean \"%s\"?", near) : NULL;
    diag_warning(composer->diags, "unknown-property", map->entries[i].key_span, hint,
                 "unknown property \"%s\" of a table", map->entries[i].key);
  }
}

/* Units that are words are English, or stand in the title. */
static bool
is_printed(const Composer *composer, const char *title, const char *unit)
{
  static const char LOWER[] = "abcdefghijklmnopqrstuvwxyz";
  g_autofree char *whole = g_utf8_casefold(title, -1), *part = g_utf8_casefold(unit, -1);
  bool foreign = strpbrk(unit, LOWER) && !g_str_has_prefix(composer->voice.language, "en");
  return !foreign && !strchr(title, ',') && !strstr(whole, part);
}

/* The field's title with its unit, if it does not name one ("Box office, billion tenge"), or the
 * column's name. */
static const char *
default_title(const Composer *composer, const Column *column)
{
  const Field *field = column->field;
  const char *title = field ? localised_text(field->title, composer->voice.language) : NULL;
  if (!title)
    return column->name;
  return field->unit && is_printed(composer, title, field->unit)
             ? arena_printf(composer->arena, "%s, %s", title, field->unit)
             : title;
}

/* total: true or sum adds a column up; any other text stands in the last row as it is. */
static const char *
read_total(const Composer *composer, const Node *node, const Column *column)
{
  if (!node || (node_is(node, NODE_BOOLEAN) && !node_boolean(node, false)))
    return NULL;
  const char *text = node_string(node, NULL);
  if (text && strcmp(text, "sum") != 0)
    return text;
  if (is_summed(column) && (text || node_is(node, NODE_BOOLEAN)))
    return "";
  diag_error(composer->diags, "bad-total", node->span, "write total: sum for a column of numbers",
             "there is no total of the column \"%s\"", column->name);
  return NULL;
}

static QueryColumn
default_column(const Composer *composer, const Column *column)
{
  return (QueryColumn){ .column = column,
                        .title = default_title(composer, column),
                        .missing = composer->voice.strings->texts[STRING_MISSING] };
}

static void
add_column(QuerySetter *setter, const Node *node)
{
  Composer *composer = setter->composer;
  const Node *field = node_is(node, NODE_MAP) ? node_get(node, "field") : node;
  const char *name = node_text(field, NULL);
  int index = name ? table_column(setter->table, name) : -1;
  if (index < 0) {
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (size_t i = 0; i < setter->table->column_count; i++)
      g_ptr_array_add(names, (gpointer)setter->table->columns[i].name);
    g_ptr_array_add(names, NULL);
    const char *near = name ? diag_suggest(name, (const char *const *)names->pdata) : NULL;
    g_autofree char *hint = near ? g_strdup_printf("did you mean \"%s\"?", near) : NULL;
    diag_error(composer->diags, "unknown-field", field ? field->span : node->span, hint,
               "the query gives no column \"%s\"", name ? name : "");
    return;
  }
  warn_unknown(composer, node, COLUMN_KEYS);
  QueryColumn column = default_column(composer, &setter->table->columns[index]);
  column.title = node_text(node_get(node, "title"), column.title);
  column.missing = node_text(node_get(node, "missing"), column.missing);
  column.total = read_total(composer, node_get(node, "total"), column.column);
  setter->total |= column.total != NULL;
  column.format = node_text(node_get(node, "format"), NULL);
  GString *probe = g_string_new(NULL);
  bool date = column.column->type == COLUMN_DATE;
  if (column.format && !date && !number_append(composer, probe, column.format, 0)) {
    diag_error(composer->diags, "bad-format", node_get(node, "format")->span,
               "d3's formats look like .1f, ICU's like ::.0", "\"%s\" is no number format",
               column.format);
    column.format = NULL;
  }
  g_string_free(probe, TRUE);
  g_array_append_val(setter->columns, column);
}

static void
choose_columns(QuerySetter *setter)
{
  const Node *list = node_get(setter->spec, "columns");
  for (size_t i = 0; node_is(list, NODE_LIST) && i < MIN(list->count, MAX_COLUMNS); i++)
    add_column(setter, list->items[i]);
  if (list && !node_is(list, NODE_LIST))
    diag_error(setter->composer->diags, "bad-columns", list->span,
               "columns: [{field: …, title: …}]", "columns must be a list");
  if (node_is(list, NODE_LIST))
    return;
  for (size_t i = 0; i < MIN(setter->table->column_count, MAX_COLUMNS); i++) {
    QueryColumn column = default_column(setter->composer, &setter->table->columns[i]);
    g_array_append_val(setter->columns, column);
  }
}

/* Decimals of the shortest text that reads back. */
static int
decimals_of(double number)
{
  g_autoptr(GString) text = g_string_new(NULL);
  char precise[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd(precise, sizeof precise, "%.12g", number); /* 43.9 - 41.7 is 2.2 */
  number_append_plain(text, g_ascii_strtod(precise, NULL));
  const char *dot = strchr(text->str, '.');
  return dot && !strchr(dot, 'e') ? (int)strlen(dot + 1) : 0;
}

/* The same number of decimals in the whole column; years are not grouped. */
static const char *
default_format(const QuerySetter *setter, const Column *column)
{
  if (column->type == COLUMN_YEAR || column->type == COLUMN_DATE || column_is_text(column))
    return NULL;
  int decimals = 0;
  for (size_t row = 0; row < setter->table->row_count; row++) {
    if (!column_is_missing(column, row))
      decimals = MAX(decimals, decimals_of(column_number(column, row)));
  }
  return arena_printf(setter->composer->arena, ",.%df", MIN(decimals, setter->decimals));
}

static const char *
cell_text(const QuerySetter *setter, const QueryColumn *format, size_t row)
{
  Composer *composer = setter->composer;
  const Column *column = format->column;
  if (column_is_missing(column, row))
    return format->missing;
  const char *text = column_string(column, row);
  if (text) {
    const char *label =
        column->field ? field_category_label(column->field, text, composer->voice.language) : NULL;
    return label ? label : text;
  }
  g_autoptr(GString) out = g_string_new(NULL);
  double number = column_number(column, row);
  if (column->type == COLUMN_DATE)
    time_format_append(out,
                       format->format ? format->format
                                      : composer->voice.strings->texts[STRING_DATE],
                       composer->voice.locale, number, true);
  else
    number_append(composer, out, format->format, number);
  return arena_strdup(composer->arena, out->str);
}

/* What the last row says of a column. The first of them names the row, if no other does. */
static const char *
total_text(const QuerySetter *setter, guint index)
{
  Composer *composer = setter->composer;
  const QueryColumn *format = &g_array_index(setter->columns, QueryColumn, index);
  if (!format->total)
    return index == 0 ? composer->voice.strings->texts[STRING_TOTAL] : "";
  if (*format->total)
    return text_typeset(composer, format->total);
  double sum = 0;
  bool any = false;
  for (size_t row = 0; row < setter->table->row_count; row++) {
    if (column_is_missing(format->column, row))
      continue;
    sum += column_number(format->column, row);
    any = true;
  }
  if (!any)
    return format->missing;
  g_autoptr(GString) out = g_string_new(NULL);
  number_append(composer, out, format->format, sum);
  return arena_strdup(composer->arena, out->str);
}

static void
fill_total(const QuerySetter *setter, const TableModel *model, TableCell *cells)
{
  for (guint i = 0; i < setter->columns->len; i++) {
    const char *text = total_text(setter, i);
    cells[i].runs = runs_from_text(setter->composer, text);
    cells[i].number = model->columns[i].numeric ? text : NULL;
  }
  table_embolden(setter->composer, cells, setter->columns->len);
}

/* Without a word of the author's on it, the mark for what is missing is explained. */
static const char *
missing_note(const QuerySetter *setter, const TableModel *model)
{
  const char *mark = setter->composer->voice.strings->texts[STRING_MISSING];
  for (guint i = 0; i < setter->columns->len; i++) {
    const QueryColumn *column = &g_array_index(setter->columns, QueryColumn, i);
    for (size_t row = 0; strcmp(column->missing, mark) == 0 && row < model->row_count; row++) {
      if (row < setter->table->row_count && column_is_missing(column->column, row))
        return setter->composer->voice.strings->texts[STRING_MISSING_NOTE];
    }
  }
  return NULL;
}

static void
fill_cells(const QuerySetter *setter, TableModel *model)
{
  Composer *composer = setter->composer;
  size_t columns = model->column_count;
  TableCell *head = arena_array(composer->arena, TableCell, columns + 1);
  TableCell *cells = arena_array(composer->arena, TableCell, columns * model->row_count + 1);
  TableColumn *formats = arena_array(composer->arena, TableColumn, columns + 1);
  for (size_t i = 0; i < columns; i++) {
    QueryColumn *column = &g_array_index(setter->columns, QueryColumn, i);
    if (!column->format)
      column->format = default_format(setter, column->column);
    formats[i].numeric = !column_is_text(column->column) && column->column->type != COLUMN_DATE;
    head[i].runs = runs_from_text(composer, text_typeset(composer, column->title));
    for (size_t row = 0; row < model->row_count - setter->total; row++) {
      TableCell *cell = &cells[row * columns + i];
      const char *text = cell_text(setter, column, row);
      cell->runs = runs_from_text(composer, text);
      cell->number = formats[i].numeric ? text : NULL;
    }
  }
  model->head = head;
  model->cells = cells;
  model->columns = formats;
  model->total = setter->total;
  if (setter->total)
    fill_total(setter, model, &cells[columns * (model->row_count - 1)]);
}

void
table_model_rows(Composer *composer, const Table *table, size_t most, TableModel *model)
{
  QuerySetter setter = { .composer = composer, .table = table, .decimals = SHOWN_DECIMALS };
  setter.columns = g_array_new(FALSE, FALSE, sizeof(QueryColumn));
  choose_columns(&setter);
  model->column_count = setter.columns->len;
  model->row_count = MIN(table->row_count, most);
  fill_cells(&setter, model);
  model->note = missing_note(&setter, model);
  g_array_free(setter.columns, TRUE);
}

static const char *
labelled(const Composer *composer, StringName name, const char *text)
{
  const char *prose = text_typeset(composer, text);
  return prose ? strings_fill(composer->arena, composer->voice.strings->texts[name], prose, NULL)
               : NULL;
}

/* The query's table, or NULL with its fault reported where it is plain: a query in one line. */
static Table *
run_query(Composer *composer, const Node *spec, const Node *sql)
{
  if (!node_is(sql, NODE_STRING)) {
    diag_error(composer->diags, "missing-sql", spec->span, "sql: SELECT …",
               "a table needs an SQL SELECT");
    return NULL;
  }
  QueryFault fault = { .offset = -1 };
  Table *table =
      catalog_query(composer->document->catalog, composer->arena, sql->string, NULL, 0, &fault);
  if (table)
    return table;
  diag_error(composer->diags, "query-failed", text_place(sql->span, sql->string, fault.offset),
             NULL, "%s", fault.message);
  return NULL;
}

static const char *const *
tables_of(Composer *composer, const char *sql)
{
  QueryFault fault;
  return catalog_tables_of(composer->document->catalog, composer->arena, sql, &fault);
}

void
lay_query(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  const Node *spec = node_fill(composer, block->node);
  if (!spec)
    return;
  warn_unknown(composer, spec, KEYS);
  QuerySetter setter = { .composer = composer, .spec = spec, .decimals = MAX_DECIMALS };
  setter.table = run_query(composer, spec, node_get(spec, "sql"));
  if (!setter.table)
    return;
  setter.columns = g_array_new(FALSE, FALSE, sizeof(QueryColumn));
  choose_columns(&setter);
  TableModel model = { .label = label_of(composer, block),
                       .full = attributes_has(&block->attributes, "full") };
  model.column_count = setter.columns->len;
  model.row_count = MIN(setter.table->row_count, MAX_ROWS) + setter.total;
  if (setter.table->row_count > MAX_ROWS)
    diag_error(composer->diags, "too-many-rows", spec->span, "add LIMIT to the query",
               "the table has %zu rows, and %d are set", setter.table->row_count, MAX_ROWS);
  fill_cells(&setter, &model);
  model.plain_caption = text_typeset(composer, node_text(node_get(spec, "caption"), NULL));
  if (block->caption.count) {
    model.caption = runs_from_inlines(composer, block->caption);
    model.plain_caption = text_from_inlines(composer, block->caption);
  } else if (model.plain_caption) {
    model.caption = runs_from_text(composer, model.plain_caption);
  }
  model.note = labelled(composer, STRING_NOTE, node_text(node_get(spec, "note"), NULL));
  if (!model.note)
    model.note = missing_note(&setter, &model);
  model.source = labelled(composer, STRING_SOURCE, node_text(node_get(spec, "source"), NULL));
  if (!model.source)
    model.source = source_text(composer, tables_of(composer, node_get(spec, "sql")->string));
  table_lay(composer, flow, &model, frame);
  g_array_free(setter.columns, TRUE);
}
