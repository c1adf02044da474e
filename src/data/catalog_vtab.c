/* Tables as read-only virtual tables of SQLite. Each is a module of its own without a create
 * method, so that its name can be used in a query without being created first. */
#include "data/catalog_private.h"
#include "data/row_order_private.h"
#include "data/table_private.h"

#include <stdlib.h>
#include <string.h>

typedef struct TableVtab {
  sqlite3_vtab base;
  CatalogEntry *entry;
} TableVtab;

typedef struct TableCursor {
  sqlite3_vtab_cursor base;
  const RowIndex *index; /* NULL: every row */
  int32_t *order;        /* in which the rows come; NULL: their own */
  int64_t row, row_count;
  int64_t position; /* in the order */
  void **gathered;  /* by column: its cells in that order; NULL: not copied */
  size_t gathered_count;
} TableCursor;

/* Terms of ORDER BY or GROUP BY that are served at most. */
enum { MAX_ORDER_TERMS = 8 };

/* The names by which a column's type survives a query; SQLite's rules of affinity read them too. */
static const char *const declared_types[] = {
  [COLUMN_NUMBER] = "REAL",     [COLUMN_INTEGER] = "INTEGER", [COLUMN_STRING] = "TEXT",
  [COLUMN_BOOLEAN] = "BOOLEAN", [COLUMN_DATE] = "DATE",       [COLUMN_YEAR] = "YEAR",
  [COLUMN_JSON] = "JSON TEXT",
};
_Static_assert(G_N_ELEMENTS(declared_types) == COLUMN_TYPE_COUNT, "one name a type");

static TableVtab *
vtab_of(sqlite3_vtab *base)
{
  return (TableVtab *)base;
}

static char *
declaration(const Table *table)
{
  GString *sql = g_string_new("CREATE TABLE x(");
  g_autoptr(Arena) arena = arena_new();
  const char *const *names = sql_declared(arena, table);
  size_t count = MIN(table->column_count, TABLE_MAX_COLUMNS);

  for (size_t i = 0; i < count; i++)
    g_string_append_printf(sql, "%s%s %s", i ? "," : "", names[i],
                           declared_types[table->columns[i].type]);
  if (count == 0)
    g_string_append(sql, "\"\"");
  g_string_append_c(sql, ')');
  return g_string_free(sql, false);
}

static int
table_connect(sqlite3 *database, void *data, int argc, const char *const *argv,
              sqlite3_vtab **result, char **message)
{
  CatalogEntry *entry = data;
  (void)argc;
  (void)argv;

  if (!catalog_entry_describe(entry)) {
    *message = sqlite3_mprintf("table \"%s\" cannot be read", entry->name);
    return SQLITE_ERROR;
  }
  g_autofree char *sql = declaration(entry->table);
  entry->catalog->declaring = true;
  int status = sqlite3_declare_vtab(database, sql);
  entry->catalog->declaring = false;
  if (status != SQLITE_OK) {
    *message = sqlite3_mprintf("table \"%s\": %s", entry->name, sqlite3_errmsg(database));
    return status;
  }
  TableVtab *vtab = sqlite3_malloc(sizeof *vtab);
  if (!vtab)
    return SQLITE_NOMEM;
  *vtab = (TableVtab){ .entry = entry };
  *result = &vtab->base;
  return SQLITE_OK;
}

static int
table_disconnect(sqlite3_vtab *base)
{
  sqlite3_free(vtab_of(base));
  return SQLITE_OK;
}

/* The first equality over a column that an index can serve, or -1. */
static int
find_equality(sqlite3_index_info *info)
{
  for (int i = 0; i < info->nConstraint; i++)
    if (info->aConstraint[i].usable && info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_EQ &&
        info->aConstraint[i].iColumn >= 0 &&
        sqlite3_stricmp(sqlite3_vtab_collation(info, i), "BINARY") == 0)
      return i;
  return -1;
}

/* Takes over an ORDER BY or GROUP BY: sorting by the codes of texts is much faster than by the
 * texts. The plan's text has the terms as "3a5d": column, direction. */
static void
plan_order(CatalogEntry *entry, sqlite3_index_info *info)
{
  if (info->nOrderBy == 0 || info->nOrderBy > MAX_ORDER_TERMS)
    return;
  g_autoptr(GString) plan = g_string_new(NULL);
  g_string_printf(plan, "%" G_GUINT64_FORMAT " ", (guint64)info->colUsed);
  for (int i = 0; i < info->nOrderBy; i++) {
    if (info->aOrderBy[i].iColumn < 0)
      return;
    entry->wanted |= column_bit((size_t)info->aOrderBy[i].iColumn);
    g_string_append_printf(plan, "%d%c", info->aOrderBy[i].iColumn,
                           info->aOrderBy[i].desc ? 'd' : 'a');
  }
  info->idxStr = sqlite3_mprintf("%s", plan->str);
  info->needToFreeIdxStr = 1;
  info->orderByConsumed = info->idxStr != NULL;
}

static int
table_best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
  CatalogEntry *entry = vtab_of(base)->entry;
  double rows = entry->rows_known ? (double)entry->table->row_count : 1e5;
  int equality = entry->table->column_count > 0 ? find_equality(info) : -1;

  entry->wanted |= info->colUsed;
  entry->used = true;
  info->idxNum = 0;
  info->estimatedCost = rows + 10;
  info->estimatedRows = (sqlite3_int64)rows + 1;
  if (equality >= 0) {
    /* SQLite still checks the equality, so that the index may answer with too many rows. */
    entry->wanted |= column_bit((size_t)info->aConstraint[equality].iColumn);
    info->aConstraintUsage[equality].argvIndex = 1;
    info->idxNum = info->aConstraint[equality].iColumn + 1;
    info->estimatedRows = MAX(1, (sqlite3_int64)(rows / 50));
    info->estimatedCost = 2 + rows / 50;
  } else if (entry->table->column_count > 0) {
    plan_order(entry, info);
  }
  return SQLITE_OK;
}

static int
table_open(sqlite3_vtab *base, sqlite3_vtab_cursor **result)
{
  (void)base;
  TableCursor *cursor = sqlite3_malloc(sizeof *cursor);
  if (!cursor)
    return SQLITE_NOMEM;
  *cursor = (TableCursor){ 0 };
  *result = &cursor->base;
  return SQLITE_OK;
}

static void
forget_order(TableCursor *cursor)
{
  for (size_t i = 0; i < cursor->gathered_count; i++)
    g_free(cursor->gathered[i]);
  g_clear_pointer(&cursor->gathered, g_free);
  cursor->gathered_count = 0;
  g_clear_pointer(&cursor->order, g_free);
}

static int
table_close(sqlite3_vtab_cursor *base)
{
  forget_order((TableCursor *)base);
  sqlite3_free(base);
  return SQLITE_OK;
}

/* Sets the cursor to the first row that may equal `value`. False when an index does not apply:
 * texts and numbers are compared under rules of affinity that are better left to SQLite. */
static bool
seek(TableCursor *cursor, CatalogEntry *entry, size_t column, sqlite3_value *value)
{
  bool text = column_is_text(&entry->table->columns[column]);
  int type = sqlite3_value_type(value);

  if (type == SQLITE_NULL) {
    cursor->row = ROW_NONE;
    return true;
  }
  if (!text)
    type = sqlite3_value_numeric_type(value);
  if (text ? type != SQLITE_TEXT : type != SQLITE_INTEGER && type != SQLITE_FLOAT)
    return false;
  cursor->index = catalog_entry_index(entry, column);
  if (!cursor->index)
    return false;
  if (text)
    cursor->row = row_index_first_text(cursor->index, (const char *)sqlite3_value_text(value),
                                       (size_t)sqlite3_value_bytes(value));
  else
    cursor->row = row_index_first_number(cursor->index, sqlite3_value_double(value));
  return true;
}

/* Copies the columns that the query reads into the order: rows out of their order miss the cache at
 * each cell, and in one go such misses overlap. */
static void
gather(TableCursor *cursor, const Table *table, uint64_t mask)
{
  size_t rows = table->row_count;
  const int32_t *order = cursor->order;

  cursor->gathered_count = MIN(table->column_count, 63);
  cursor->gathered = g_new0(void *, cursor->gathered_count + 1);
  for (size_t i = 0; i < cursor->gathered_count; i++) {
    const Column *column = &table->columns[i];
    if (!(mask >> i & 1))
      continue;
    if (column->numbers) {
      double *numbers = cursor->gathered[i] = g_new(double, rows);
      for (size_t row = 0; row < rows; row++)
        numbers[row] = column->numbers[order[row]];
    } else if (column->codes) {
      int32_t *codes = cursor->gathered[i] = g_new(int32_t, rows);
      for (size_t row = 0; row < rows; row++)
        codes[row] = column->codes[order[row]];
    }
  }
}

static bool
follow_order(TableCursor *cursor, const CatalogEntry *entry, const char *plan)
{
  OrderTerm terms[MAX_ORDER_TERMS];
  size_t count = 0;
  char *rest;

  uint64_t mask = strtoull(plan, &rest, 10);
  plan = rest + 1;
  while (*plan && count < MAX_ORDER_TERMS) {
    char *end;
    terms[count].column = (size_t)strtoul(plan, &end, 10);
    terms[count++].descending = *end == 'd';
    plan = end + 1;
  }
  cursor->order = row_order_new(entry->table, terms, count);
  if (!cursor->order)
    return false;
  gather(cursor, entry->table, mask);
  cursor->row = cursor->order[0];
  return true;
}

static int
table_filter(sqlite3_vtab_cursor *base, int column, const char *plan, int argc,
             sqlite3_value **argv)
{
  TableCursor *cursor = (TableCursor *)base;
  CatalogEntry *entry = vtab_of(base->pVtab)->entry;

  cursor->row_count = (int64_t)entry->table->row_count;
  cursor->index = NULL;
  cursor->position = 0;
  forget_order(cursor);
  if (column > 0 && argc == 1 && seek(cursor, entry, (size_t)column - 1, argv[0]))
    return SQLITE_OK;
  cursor->index = NULL;
  cursor->row = cursor->row_count > 0 ? 0 : ROW_NONE;
  if (plan && cursor->row_count > 0 && !follow_order(cursor, entry, plan))
    return SQLITE_NOMEM;
  return SQLITE_OK;
}

static int
table_next(sqlite3_vtab_cursor *base)
{
  TableCursor *cursor = (TableCursor *)base;
  if (cursor->index)
    cursor->row = row_index_next(cursor->index, cursor->row);
  else if (++cursor->position >= cursor->row_count)
    cursor->row = ROW_NONE;
  else
    cursor->row = cursor->order ? cursor->order[cursor->position] : cursor->position;
  return SQLITE_OK;
}

static int
table_eof(sqlite3_vtab_cursor *base)
{
  return ((TableCursor *)base)->row == ROW_NONE;
}

static void
result_number(sqlite3_context *context, ColumnType type, double number)
{
  /* Years and booleans are integers to SQL, so that a year reads "2024" in a text. Counts stay
   * floating, because SQL cuts the fraction off where it divides integers. */
  bool whole = type == COLUMN_YEAR || type == COLUMN_BOOLEAN;
  if (isnan(number))
    return; /* NULL */
  if (whole && fabs(number) < 9e15)
    sqlite3_result_int64(context, (sqlite3_int64)number);
  else
    sqlite3_result_double(context, number);
}

static int
table_cell(sqlite3_vtab_cursor *base, sqlite3_context *context, int index)
{
  const CatalogEntry *entry = vtab_of(base->pVtab)->entry;
  if ((size_t)index >= entry->table->column_count)
    return SQLITE_OK; /* the nameless column of a table that has none */
  const Column *column = &entry->table->columns[index];
  const TableCursor *cursor = (const TableCursor *)base;
  const double *numbers = column->numbers;
  const int32_t *codes = column->codes;
  int64_t row = cursor->row;

  if ((size_t)index < cursor->gathered_count && cursor->gathered[index]) {
    numbers = numbers ? cursor->gathered[index] : NULL;
    codes = codes ? cursor->gathered[index] : NULL;
    row = cursor->position;
  }
  if (numbers)
    result_number(context, column->type, numbers[row]);
  else if (codes && codes[row] >= 0)
    sqlite3_result_text(context, column->strings[codes[row]], -1, SQLITE_STATIC);
  return SQLITE_OK;
}

static int
table_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *rowid)
{
  *rowid = ((TableCursor *)base)->row + 1;
  return SQLITE_OK;
}

bool
catalog_register(CatalogEntry *entry)
{
  static const sqlite3_module module = {
    .iVersion = 0,
    .xConnect = table_connect,
    .xBestIndex = table_best_index,
    .xDisconnect = table_disconnect,
    .xDestroy = table_disconnect,
    .xOpen = table_open,
    .xClose = table_close,
    .xFilter = table_filter,
    .xNext = table_next,
    .xEof = table_eof,
    .xColumn = table_cell,
    .xRowid = table_rowid,
  };
  entry->registered = sqlite3_create_module_v2(entry->catalog->database, entry->name, &module,
                                               entry, NULL) == SQLITE_OK;
  return entry->registered;
}
