/* Where rows come from: `data` of a specification → a table of the catalog → a pipeline. */
#include "chart/aggregate_private.h"
#include "chart/explain_private.h"
#include "chart/pipeline_private.h"

#include "core/file.h"
#include "core/number_format.h"
#include "core/time_format.h"
#include "data/csv.h"

#include <math.h>
#include <string.h>

/* ---- functions of the chart's SQL ---- */

static Value
sql_date(const Value *arguments, int count, Arena *arena, void *user)
{
  (void)count, (void)arena, (void)user;
  if (arguments[0].kind == VALUE_NUMBER)
    return arguments[0];
  double ms = arguments[0].kind == VALUE_STRING ? time_parse_js(arguments[0].string) : (double)NAN;
  return isnan(ms) ? VALUE_MISSING : value_number(ms);
}

static Value
sql_year(const Value *arguments, int count, Arena *arena, void *user)
{
  (void)count, (void)user;
  g_autoptr(GString) text = g_string_new(NULL);
  if (arguments[0].kind != VALUE_NUMBER)
    return VALUE_MISSING;
  number_append_plain(text, arguments[0].number);
  double ms = time_parse_js(text->str);
  (void)arena;
  return isnan(ms) ? VALUE_MISSING : value_number(ms);
}

static Value
sql_number(const Value *arguments, int count, Arena *arena, void *user)
{
  (void)count, (void)arena, (void)user;
  if (arguments[0].kind == VALUE_NULL ||
      (arguments[0].kind == VALUE_STRING && arguments[0].string[0] == '\0'))
    return VALUE_MISSING;
  double number = value_to_number(arguments[0]);
  return isnan(number) ? VALUE_MISSING : value_number(number);
}

/* JavaScript's String(). */
static Value
sql_text_of(const Value *arguments, int count, Arena *arena, void *user)
{
  (void)count, (void)user;
  return arguments[0].kind == VALUE_NULL
             ? VALUE_MISSING
             : value_string(expr_to_string(arena, expr_from_value(arguments[0])));
}

static void
register_functions(Compilation *compilation)
{
  Catalog *catalog = compilation->context->catalog;
  expr_register_functions(catalog, compilation->locale);
  aggregate_register_functions(catalog);
  aggregate_register_moving(catalog);
  catalog_add_function(catalog, "chart_date", 1, sql_date, NULL);
  catalog_add_function(catalog, "chart_year", 1, sql_year, NULL);
  catalog_add_function(catalog, "chart_number", 1, sql_number, NULL);
  catalog_add_function(catalog, "chart_text", 1, sql_text_of, NULL);
}

/* ---- tables ---- */

const char *
pipeline_new_table_name(Compilation *compilation)
{
  for (;;) {
    char *name = arena_printf(compilation->arena, "#data%u", ++compilation->table_count);
    if (!catalog_has(compilation->context->catalog, name))
      return name;
  }
}

static const char *
add_rows(Compilation *compilation, const Node *rows, const Node *format)
{
  const Node *property = node_get(format, "property");
  if (property)
    rows = node_path(rows, node_string(property, ""));
  if (node_is(rows, NODE_MAP)) /* one row */
    rows = node_new_list(compilation->arena, &rows, 1, rows->span);
  if (!node_is(rows, NODE_LIST)) {
    diag_error(compilation->diags, "invalid-data", (property ? property : format)->span,
               "name the list of rows in format.property", "the data are not a list of rows");
    return NULL;
  }
  const char *name = pipeline_new_table_name(compilation);
  const Table *table = rows->count == 0
                           ? empty_rows(compilation, name)
                           : table_from_nodes(compilation->arena, name, rows,
                                              node_get(format, "parse"), compilation->diags);
  if (!table)
    return NULL;
  catalog_add_table(compilation->context->catalog, table);
  return name;
}

static CsvOptions
csv_options(const Compilation *compilation, const char *shown, const char *kind, const Node *format,
            Dialect *dialect)
{
  const char *delimiter = node_string(node_get(format, "delimiter"), NULL);
  *dialect = (Dialect){ .quote = '"', .header_row = 1, .delimiter = ',' };
  if (strcmp(kind, "tsv") == 0)
    dialect->delimiter = '\t';
  if (delimiter && delimiter[0])
    dialect->delimiter = delimiter[0];
  return (CsvOptions){
    .shown = shown,
    .dialect = dialect,
    .parse = node_get(format, "parse"),
    .plain_types = true,
    .verbatim = compilation->verbatim,
  };
}

static const char *
add_text(Compilation *compilation, const Node *values, const Node *format)
{
  const char *kind = node_string(node_get(format, "type"), "json");
  const char *name = pipeline_new_table_name(compilation);
  if (strcmp(kind, "json") == 0) {
    const Source *source = source_from_text(compilation->arena, values->span.source->name,
                                            values->string, values->count);
    const Node *rows = node_parse(compilation->arena, source, compilation->diags);
    return rows ? add_rows(compilation, rows, format) : NULL;
  }
  Dialect dialect;
  CsvOptions options = csv_options(compilation, values->span.source->name, kind, format, &dialect);
  options.name = name;
  const Table *table = csv_read_text(compilation->arena, values->string, values->count, &options,
                                     compilation->diags);
  if (!table)
    return NULL;
  catalog_add_table(compilation->context->catalog, table);
  g_hash_table_add(compilation->texts, (gpointer)name);
  return name;
}

static const char *
add_values(Compilation *compilation, const Node *values, const Node *format)
{
  if (node_is(values, NODE_STRING))
    return add_text(compilation, values, format);
  return add_rows(compilation, values, format);
}

/* Below the specification's folder, else below the root. */
static const char *
resolve_url(Compilation *compilation, const Node *url)
{
  const ChartContext *context = compilation->context;
  const char *root = context->root ? context->root : ".";
  const char *folders[] = { context->folder ? context->folder : root, root };
  char *(*resolve)(Arena *, const char *, const char *, const char *, GError **) =
      context->follow_links ? file_resolve_linked : file_resolve;
  g_autoptr(GError) error = NULL;

  if (strstr(url->string, "://")) {
    diag_error(compilation->diags, "source-error", url->span, "save the file beside the chart",
               "data are read from files only, never from the network");
    return NULL;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
    g_clear_error(&error);
    char *file = resolve(compilation->arena, root, folders[i], url->string, &error);
    if (file)
      arena_note_file(compilation->arena, file); /* one that comes before another hides it */
    if (file && g_file_test(file, G_FILE_TEST_EXISTS))
      return file;
  }
  diag_error(compilation->diags, "source-error", url->span,
             "check the spelling; paths are seen from the specification's folder or the root",
             "the file '%s' cannot be read: %s", url->string,
             error ? error->message : "there is no such file");
  return NULL;
}

static const char *
kind_of_file(const Node *url, const Node *format)
{
  static const char *const KINDS[] = { "csv", "tsv", "dsv", NULL };
  const char *kind = node_string(node_get(format, "type"), NULL);
  const char *dot = strrchr(url->string, '.');
  if (!kind)
    kind = dot ? dot + 1 : "json";
  return g_strv_contains(KINDS, kind) ? kind : "json";
}

static const char *
add_file(Compilation *compilation, const Node *url, const Node *format)
{
  const char *file = resolve_url(compilation, url);
  const char *kind = kind_of_file(url, format);
  if (!file)
    return NULL;
  if (strcmp(kind, "json") != 0) {
    const char *name = pipeline_new_table_name(compilation);
    Dialect *dialect = arena_new0(compilation->arena, Dialect);
    CsvOptions options = csv_options(compilation, url->string, kind, format, dialect);
    catalog_add_csv(compilation->context->catalog, name, file, &options);
    g_hash_table_add(compilation->texts, (gpointer)name);
    return name;
  }
  g_autoptr(GError) error = NULL;
  Source *source = source_load(compilation->arena, file, 0, &error);
  if (!source) {
    diag_error(compilation->diags, "source-error", url->span, NULL, "'%s' cannot be read: %s",
               url->string, error->message);
    return NULL;
  }
  source->name = url->string;
  const Node *rows = node_parse(compilation->arena, source, compilation->diags);
  return rows ? add_rows(compilation, rows, format) : NULL;
}

static const char *
add_query(Compilation *compilation, const Node *sql)
{
  QueryFault fault = { .offset = -1 };
  Table *table = catalog_query(compilation->context->catalog, compilation->arena,
                               node_string(sql, ""), NULL, 0, &fault);
  if (!table) {
    diag_error(compilation->diags, "query-failed", sql->span, NULL, "%s", fault.message);
    return NULL;
  }
  table->name = pipeline_new_table_name(compilation);
  catalog_add_table(compilation->context->catalog, table);
  if (compilation->context->explained)
    explain_source(compilation, table->name, sql);
  return table->name;
}

/* {start, stop, step, as}: numbers from `start` to below `stop`. */
static const char *
add_sequence(Compilation *compilation, const Node *sequence)
{
  enum { COUNT_MOST = 1000000 };
  Arena *arena = compilation->arena;
  double start = node_number(node_get(sequence, "start"), 0);
  double step = node_number(node_get(sequence, "step"), 1);
  double stop = node_number(node_get(sequence, "stop"), NAN), count = ceil((stop - start) / step);
  if (isnan(count) || count > COUNT_MOST) {
    diag_error(compilation->diags, "invalid-data", sequence->span,
               "give `start` and `stop`, and a `step` other than 0",
               "a sequence has a start, an end and at most 1,000,000 steps");
    return NULL;
  }
  Table *table = arena_new0(arena, Table);
  Column *column = arena_new0(arena, Column);
  double *numbers = arena_array(arena, double, (size_t)fmax(count, 1));
  for (double i = 0; i < count; i++)
    numbers[(size_t)i] = start + i * step;
  *column = (Column){ .name = node_text(node_get(sequence, "as"), "data"), .numbers = numbers };
  *table = (Table){ pipeline_new_table_name(compilation), (size_t)fmax(count, 0), 1, column };
  catalog_add_table(compilation->context->catalog, table);
  return table->name;
}

static const char *
find_named(Compilation *compilation, const Node *name, const Node *format)
{
  const char *text = node_string(name, "");
  const Node *values = node_get(compilation->datasets, text);
  if (values)
    return add_values(compilation, values, format);
  if (catalog_has(compilation->context->catalog, text))
    return text;
  const char *near = diag_suggest(text, catalog_names(compilation->context->catalog));
  g_autofree char *all = g_strjoinv(", ", (char **)catalog_names(compilation->context->catalog));
  g_autofree char *hint = near   ? g_strdup_printf("did you mean '%s'?", near)
                          : *all ? g_strdup_printf("the tables are: %.400s", all)
                                 : g_strdup("name a Data Package, or give `values` or `url`");
  diag_error(compilation->diags, "unknown-table", name->span, hint, "there is no table '%s'", text);
  return NULL;
}

/* The table behind a `data` definition; NULL after a fault. */
static const char *
add_data(Compilation *compilation, const Node *data)
{
  const Node *format = node_get(data, "format");
  const Node *found = NULL;
  if (!format)
    format = node_new_map(compilation->arena, NULL, 0, data->span);
  if ((found = node_get(data, "values")))
    return add_values(compilation, found, format);
  if (node_is(found = node_get(data, "url"), NODE_STRING))
    return add_file(compilation, found, format);
  if (node_is(found = node_get(data, "sql"), NODE_STRING))
    return add_query(compilation, found);
  if (node_is(found = node_get(data, "sequence"), NODE_MAP))
    return add_sequence(compilation, found);
  if ((found = node_get(data, "name")))
    return find_named(compilation, found, format);
  diag_error(compilation->diags, "invalid-data", data->span, NULL,
             "`data` needs one of: values, url, name, sql, sequence");
  return NULL;
}

static const char *
table_of_data(Compilation *compilation, const Node *data)
{
  const char *name = g_hash_table_lookup(compilation->tables, data);
  if (!name) {
    if (g_hash_table_size(compilation->tables) == 0)
      register_functions(compilation);
    name = add_data(compilation, data);
    g_hash_table_insert(compilation->tables, (gpointer)data, (gpointer)name);
  }
  return name;
}

/* Is the name of a column somewhere in the specification? Anything that uses it must name it. */
static bool
mentions(const Node *node, const char *name)
{
  if (node->kind == NODE_STRING) {
    if (strstr(node->string, name))
      return true;
    if (!strchr(node->string, '\\'))
      return false;
    g_autofree char *plain = g_strcompress(node->string);
    return strstr(plain, name) != NULL;
  }
  for (size_t i = 0; node->kind == NODE_LIST && i < node->count; i++)
    if (mentions(node->items[i], name))
      return true;
  for (size_t i = 0; node->kind == NODE_MAP && i < node->count; i++) {
    const NodeEntry *entry = &node->entries[i];
    bool rows = strcmp(entry->key, "values") == 0 || strcmp(entry->key, "datasets") == 0;
    if (!rows && mentions(entry->value, name))
      return true;
  }
  return false;
}

/* A nested column "a.b" may be named as a['b']: its last part must do. */
static bool
is_used(const Compilation *compilation, const char *name)
{
  const char *dot = strrchr(name, '.');
  return mentions(compilation->spec, dot && dot[1] ? dot + 1 : name);
}

const Pipeline *
pipeline_of_table(Compilation *compilation, const char *table)
{
  Arena *arena = compilation->arena;
  const Table *described = catalog_describe(compilation->context->catalog, table);
  if (!described)
    return NULL;
  const char **wanted = arena_array(arena, const char *, described->column_count + 1);
  size_t count = 0;
  for (size_t i = 0; i < described->column_count; i++)
    if (is_used(compilation, described->columns[i].name))
      wanted[count++] = described->columns[i].name;

  const Table *loaded = catalog_table(compilation->context->catalog, table, wanted);
  if (!loaded)
    return NULL;
  const char *const *declared = sql_declared(arena, loaded);
  PipelineColumn *columns = arena_array(arena, PipelineColumn, count + 1);
  g_autoptr(GString) sql = g_string_new("SELECT rowid AS " ROW_COLUMN_SQL);
  for (size_t i = 0; i < count; i++) {
    int at = table_column(loaded, wanted[i]);
    ExprType type = expr_type_of_column(loaded->columns[at].type);
    columns[i] =
        (PipelineColumn){ wanted[i], type, g_hash_table_contains(compilation->texts, table) };
    g_string_append_printf(sql, ", %s AS %s", declared[at], sql_column(arena, wanted[i]));
  }
  g_string_append_printf(sql, " FROM %s", sql_name(arena, table));
  const char *stage = compilation->stage;
  compilation->stage = "data";
  Pipeline *pipeline = (Pipeline *)pipeline_start(compilation, sql->str, columns, count);
  compilation->stage = stage;
  pipeline->table = table;
  return pipeline;
}

/* What the rows of a `data` definition are, where its table's name does not tell. */
static const char *
note_of_data(const Node *data)
{
  if (node_get(data, "values"))
    return "rows in the specification";
  if (node_get(data, "sequence"))
    return "a sequence of numbers";
  return node_string(node_get(data, "url"), NULL);
}

const Pipeline *
pipeline_of_data(Compilation *compilation, const Node *data)
{
  const char *table = table_of_data(compilation, data);
  const Pipeline *rows = table ? pipeline_of_table(compilation, table) : NULL;
  if (!rows)
    return NULL;
  Pipeline *noted = arena_dup(compilation->arena, rows, sizeof *rows);
  noted->note = note_of_data(data);
  return noted;
}

static const Pipeline *
apply_transforms(const Pipeline *from, const View *view)
{
  const Node *transforms = node_get(view->spec, "transform");
  for (size_t i = 0; from && node_is(transforms, NODE_LIST) && i < transforms->count; i++)
    from = transform_apply(from, transforms->items[i], view);
  return from;
}

const Pipeline *
pipeline_before_transforms(const View *view)
{
  Compilation *compilation = view->compilation;
  const Node *data = node_get(view->spec, "data");
  if (node_is(data, NODE_MAP))
    return pipeline_of_data(compilation, data);
  if (!data && view->parent)
    return pipeline_of_view(view->parent);
  if (!data)
    diag_error(compilation->diags, "missing-data", view->spec->span,
               "add `data: {name: …}`, `{url: …}` or `{values: […]}`", "the chart has no data");
  else
    diag_error(compilation->diags, "invalid-data", data->span, NULL, "`data` must be an object");
  return NULL;
}

const Pipeline *
pipeline_of_view(const View *view)
{
  const Pipeline *pipeline = pipeline_before_transforms(view);
  return pipeline ? apply_transforms(pipeline, view) : NULL;
}
