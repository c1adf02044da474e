/* One SELECT from text to table. */
#include "core/number_format.h"
#include "data/catalog_private.h"
#include "data/table_private.h"

#include <string.h>

/* Preparing may find that a file must be read first, and reading tells the types. */
enum { MAX_PREPARATIONS = 3 };

static void
fault_from_database(Catalog *catalog, QueryFault *fault)
{
  int status = sqlite3_errcode(catalog->database);
  long offset = sqlite3_error_offset(catalog->database);

  if (status == SQLITE_INTERRUPT) {
    query_fault_set(fault, -1, "the query takes longer than %.3g seconds", catalog->patience);
    /* However many there are, they end soon. */
    catalog->patience = MAX(catalog->patience / 2, QUERY_SECONDS_LEAST);
  } else if (status == SQLITE_NOMEM || status == SQLITE_TOOBIG)
    query_fault_set(fault, -1, "the query needs too much memory");
  else if (catalog->refusal)
    query_fault_set(fault, offset, *catalog->refused ? "%s: %s" : "%s%s", catalog->refused,
                    catalog->refusal);
  else
    query_fault_set(fault, offset, "%s", sqlite3_errmsg(catalog->database));
}

/* Is there anything but white space, comments and semicolons? */
static bool
has_more_sql(const char *text)
{
  while (*text) {
    if (g_ascii_isspace(*text) || *text == ';') {
      text++;
    } else if (g_str_has_prefix(text, "--")) {
      text += strcspn(text, "\n");
    } else if (g_str_has_prefix(text, "/*")) {
      const char *end = strstr(text + 2, "*/");
      text = end ? end + 2 : text + strlen(text);
    } else {
      return true;
    }
  }
  return false;
}

static sqlite3_stmt *
prepare_once(Catalog *catalog, const char *sql, QueryFault *fault)
{
  sqlite3_stmt *statement = NULL;
  const char *rest = NULL;

  catalog->refusal = NULL;
  if (sqlite3_prepare_v2(catalog->database, sql, -1, &statement, &rest) != SQLITE_OK) {
    fault_from_database(catalog, fault);
    return NULL;
  }
  if (!statement)
    query_fault_set(fault, 0, "the query is empty");
  else if (has_more_sql(rest))
    query_fault_set(fault, rest - sql, "there is more text after the end of the query");
  else if (!sqlite3_stmt_readonly(statement) || sqlite3_stmt_isexplain(statement) ||
           sqlite3_column_count(statement) == 0)
    query_fault_set(fault, 0, "a query may only read");
  else
    return statement;
  sqlite3_finalize(statement);
  return NULL;
}

static bool
register_tables(Catalog *catalog, QueryFault *fault)
{
  for (guint i = 0; i < catalog->entries->len; i++) {
    CatalogEntry *entry = g_ptr_array_index(catalog->entries, i);
    entry->wanted = 0;
    entry->used = false;
    if (!entry->registered && !catalog_register(entry)) {
      fault_from_database(catalog, fault);
      return false;
    }
  }
  return true;
}

/* Reads what the statement asks of its tables; *changed tells that a table's types are new. */
static bool
load_tables(Catalog *catalog, bool *changed, QueryFault *fault)
{
  *changed = false;
  for (guint i = 0; i < catalog->entries->len; i++) {
    CatalogEntry *entry = g_ptr_array_index(catalog->entries, i);
    if (!entry->used)
      continue;
    if (!catalog_entry_load(entry, entry->wanted)) {
      query_fault_set(fault, -1, "table \"%s\" cannot be read", entry->name);
      return false;
    }
    *changed = *changed || !entry->registered;
  }
  return true;
}

static sqlite3_stmt *
prepare(Catalog *catalog, const char *sql, QueryFault *fault)
{
  for (int attempt = 0; attempt < MAX_PREPARATIONS; attempt++) {
    bool changed;
    if (!register_tables(catalog, fault))
      return NULL;
    sqlite3_stmt *statement = prepare_once(catalog, sql, fault);
    if (!statement)
      return NULL;
    if (load_tables(catalog, &changed, fault) && !changed)
      return statement;
    sqlite3_finalize(statement);
    if (!changed)
      return NULL;
  }
  query_fault_set(fault, -1, "a table changes while it is read");
  return NULL;
}

static int
bind_value(sqlite3_stmt *statement, int index, Value value)
{
  switch (value.kind) {
  case VALUE_BOOLEAN:
    return sqlite3_bind_int(statement, index, value.boolean);
  case VALUE_NUMBER:
    /* Whole numbers read well in texts: 'in ' || :year. */
    if (fabs(value.number) < 9e15 && value.number == trunc(value.number))
      return sqlite3_bind_int64(statement, index, (sqlite3_int64)value.number);
    return sqlite3_bind_double(statement, index, value.number);
  case VALUE_STRING:
    return sqlite3_bind_text(statement, index, value.string, -1, SQLITE_STATIC);
  case VALUE_NULL:
  default:
    return sqlite3_bind_null(statement, index);
  }
}

void
catalog_bind(Catalog *catalog, const QueryParam *params, size_t count)
{
  catalog->params = params;
  catalog->param_count = count;
}

static const QueryParam *
find_param(const QueryParam *params, size_t count, const char *name)
{
  for (size_t i = 0; i < count; i++)
    if (strcmp(params[i].name, name) == 0)
      return &params[i];
  return NULL;
}

/* With the nearest of the names that all queries may use. */
static void
report_unbound(const Catalog *catalog, const char *sql, const char *name, QueryFault *fault)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (size_t i = 0; i < catalog->param_count; i++)
    g_ptr_array_add(names, (gpointer)catalog->params[i].name);
  g_ptr_array_add(names, NULL);
  const char *near = diag_suggest(name + 1, (const char *const *)names->pdata);
  const char *at = strstr(sql, name);
  query_fault_set(fault, at ? at - sql : -1, "the parameter %s has no value%s%s%s", name,
                  near ? "; did you mean :" : "", near ? near : "", near ? "?" : "");
}

static bool
bind_all(const Catalog *catalog, sqlite3_stmt *statement, const QueryParam *params, size_t count,
         QueryFault *fault)
{
  int wanted = sqlite3_bind_parameter_count(statement);
  for (int i = 1; i <= wanted; i++) {
    const char *name = sqlite3_bind_parameter_name(statement, i);
    const QueryParam *param = name ? find_param(params, count, name + 1) : NULL;
    if (!param && name)
      param = find_param(catalog->params, catalog->param_count, name + 1);
    if (!param) {
      report_unbound(catalog, sqlite3_sql(statement), name ? name : "?", fault);
      return false;
    }
    if (bind_value(statement, i, param->value) != SQLITE_OK) {
      query_fault_set(fault, -1, "the value of the parameter %s is too long", name);
      return false;
    }
  }
  return true;
}

static Value
cell_value(sqlite3_stmt *statement, int index)
{
  switch (sqlite3_column_type(statement, index)) {
  case SQLITE_INTEGER:
  case SQLITE_FLOAT:
    return value_number(sqlite3_column_double(statement, index));
  case SQLITE_TEXT:
  case SQLITE_BLOB:
    return value_string((const char *)sqlite3_column_text(statement, index));
  default:
    return VALUE_MISSING;
  }
}

static void
add_cell(ColumnMaker *maker, sqlite3_stmt *statement, int index)
{
  Value value = cell_value(statement, index);
  if (value.kind == VALUE_STRING && !g_utf8_validate(value.string, -1, NULL)) {
    g_autofree char *valid = g_utf8_make_valid(value.string, -1); /* a blob, cut or made up */
    column_maker_add(maker, value_string(valid));
    return;
  }
  column_maker_add(maker, value);
}

/* Steps to the end; false on a fault. */
static bool
collect(Catalog *catalog, sqlite3_stmt *statement, ColumnMaker *makers, size_t *rows,
        QueryFault *fault)
{
  int count = sqlite3_column_count(statement), status;
  gint64 size = 0;

  while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
    size += (gint64)count * (gint64)sizeof(double);
    for (int i = 0; i < count; i++) {
      size_t texts = makers[i].dictionary.count;
      add_cell(&makers[i], statement, i);
      if (makers[i].dictionary.count > texts)
        size += sqlite3_column_bytes(statement, i) + 64;
    }
    ++*rows;
    if (size > QUERY_MEMORY) {
      query_fault_set(fault, -1, "the query's result is larger than 1 GiB");
      return false;
    }
  }
  if (status == SQLITE_DONE)
    return true;
  fault_from_database(catalog, fault);
  return false;
}

typedef struct Origin {
  const char *table;
  const Column *column; /* NULL: none */
} Origin;

/* The table's column that a result column refers to plainly, also through subqueries. */
static Origin
origin_column(const Catalog *catalog, sqlite3_stmt *statement, int index)
{
  const char *table = sqlite3_column_table_name(statement, index);
  const char *name = sqlite3_column_origin_name(statement, index);
  const CatalogEntry *entry = table ? catalog_find(catalog, table) : NULL;

  if (!entry || !name || !entry->table)
    return (Origin){ 0 };
  int column = table_column(entry->table, name);
  return (Origin){ entry->name, column >= 0 ? &entry->table->columns[column] : NULL };
}

static void
restore_type(Arena *arena, Column *column, const Origin *origin)
{
  if (!origin->column)
    return;
  column->table = arena_strdup(arena, origin->table);
  column->source = arena_strdup(arena, origin->column->name);
  column->field = origin->column->field;
  if (column_is_text(column) == column_is_text(origin->column))
    column->type = origin->column->type;
}

static Table *
finish_result(Catalog *catalog, Arena *arena, sqlite3_stmt *statement, ColumnMaker *makers,
              size_t rows)
{
  int count = sqlite3_column_count(statement);
  Column *columns = arena_array(arena, Column, (size_t)count);

  for (int i = 0; i < count; i++) {
    Origin origin = origin_column(catalog, statement, i);
    ColumnType empty = origin.column ? origin.column->type : COLUMN_NUMBER;
    const char *name = sqlite3_column_name(statement, i);
    name = name ? sql_column_plain(arena, name) : NULL;
    columns[i] = column_maker_finish(&makers[i], name ? name : "", empty);
    restore_type(arena, &columns[i], &origin);
  }
  Table *table = arena_new0(arena, Table);
  *table = (Table){
    .name = "query",
    .row_count = rows,
    .column_count = (size_t)count,
    .columns = columns,
  };
  return table;
}

static Table *
run(Catalog *catalog, Arena *arena, sqlite3_stmt *statement, QueryFault *fault)
{
  int count = sqlite3_column_count(statement);
  ColumnMaker *makers = g_new0(ColumnMaker, count);
  size_t rows = 0;

  for (int i = 0; i < count; i++)
    column_maker_init(&makers[i], arena);
  catalog->deadline = g_get_monotonic_time() + (gint64)(catalog->patience * G_USEC_PER_SEC);
  bool done = collect(catalog, statement, makers, &rows, fault);
  Table *table = finish_result(catalog, arena, statement, makers, rows);
  g_free(makers);
  return done ? table : NULL;
}

Table *
catalog_query(Catalog *catalog, Arena *arena, const char *sql, const QueryParam *params,
              size_t param_count, QueryFault *fault)
{
  if (!catalog_open(catalog, fault))
    return NULL;
  catalog->deadline = G_MAXINT64; /* reading files is not the query's time */
  g_autoptr(sqlite3_stmt) statement = prepare(catalog, sql, fault);
  if (!statement || !bind_all(catalog, statement, params, param_count, fault))
    return NULL;
  return run(catalog, arena, statement, fault);
}

const char *const *
catalog_tables_of(Catalog *catalog, Arena *arena, const char *sql, QueryFault *fault)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  if (!catalog_open(catalog, fault))
    return NULL;
  catalog->deadline = G_MAXINT64;
  g_autoptr(sqlite3_stmt) statement = prepare(catalog, sql, fault);
  if (!statement)
    return NULL;
  for (guint i = 0; i < catalog->entries->len; i++) {
    const CatalogEntry *entry = g_ptr_array_index(catalog->entries, i);
    if (entry->used)
      g_ptr_array_add(names, arena_strdup(arena, entry->name));
  }
  g_ptr_array_add(names, NULL);
  return arena_dup(arena, names->pdata, names->len * sizeof(gpointer));
}
