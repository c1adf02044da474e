/* The database in memory: opening, functions, the clock that is none. */
#include "data/catalog_private.h"

#include <stdarg.h>
#include <string.h>

typedef struct FunctionEntry {
  char *name;
  int arguments;
  CatalogFunction function;
  void *user;
  Arena *arena;
  int calls; /* since the arena is new */
} FunctionEntry;

enum { CALLS_PER_ARENA = 256 };

void
query_fault_set(QueryFault *fault, long offset, const char *format, ...)
{
  if (!fault)
    return;
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  fault->offset = offset;
  g_strlcpy(fault->message, message, sizeof fault->message);
  /* A cut through a character would leave broken UTF-8. */
  const char *end;
  if (!g_utf8_validate(fault->message, -1, &end))
    fault->message[end - fault->message] = '\0';
}

/* No clock: 'now' is missing, and what is built from it. */
static int
refuse_time(sqlite3_vfs *vfs, double *now)
{
  (void)vfs;
  *now = 0;
  return SQLITE_ERROR;
}

static int
refuse_time_int64(sqlite3_vfs *vfs, sqlite3_int64 *now)
{
  (void)vfs;
  *now = 0;
  return SQLITE_ERROR;
}

static const char *
register_timeless_vfs(void)
{
  static sqlite3_vfs timeless;
  static gsize once;

  if (g_once_init_enter(&once)) {
    timeless = *sqlite3_vfs_find(NULL);
    timeless.zName = "timeless";
    timeless.pNext = NULL;
    timeless.xCurrentTime = refuse_time;
    timeless.xCurrentTimeInt64 = refuse_time_int64;
    sqlite3_vfs_register(&timeless, 0);
    g_once_init_leave(&once, 1);
  }
  return timeless.zName;
}

static Value
argument_value(sqlite3_value *value)
{
  switch (sqlite3_value_type(value)) {
  case SQLITE_INTEGER:
  case SQLITE_FLOAT:
    return value_number(sqlite3_value_double(value));
  case SQLITE_TEXT:
  case SQLITE_BLOB:
    return value_string((const char *)sqlite3_value_text(value));
  default:
    return VALUE_MISSING;
  }
}

static void
result_value(sqlite3_context *context, Value value)
{
  switch (value.kind) {
  case VALUE_NULL:
    sqlite3_result_null(context);
    break;
  case VALUE_BOOLEAN:
    sqlite3_result_int(context, value.boolean);
    break;
  case VALUE_NUMBER:
    sqlite3_result_double(context, value.number); /* NaN becomes NULL */
    break;
  case VALUE_STRING:
    sqlite3_result_text(context, value.string, -1, SQLITE_TRANSIENT);
    break;
  }
}

static void
call_function(sqlite3_context *context, int count, sqlite3_value **arguments)
{
  FunctionEntry *entry = sqlite3_user_data(context);
  Value values[128]; /* SQLite's own limit is 127 */

  for (int i = 0; i < count; i++)
    values[i] = argument_value(arguments[i]);
  if (entry->calls++ == CALLS_PER_ARENA) {
    arena_free(entry->arena);
    entry->arena = NULL;
    entry->calls = 1;
  }
  if (!entry->arena)
    entry->arena = arena_new();
  result_value(context, entry->function(values, count, entry->arena, entry->user));
}

static void
create_function(Catalog *catalog, FunctionEntry *entry)
{
  sqlite3_create_function_v2(catalog->database, entry->name, entry->arguments,
                             SQLITE_UTF8 | SQLITE_DETERMINISTIC, entry, call_function, NULL, NULL,
                             NULL);
}

void
catalog_add_function(Catalog *catalog, const char *name, int arguments, CatalogFunction function,
                     void *user)
{
  FunctionEntry *entry = g_new0(FunctionEntry, 1);
  *entry = (FunctionEntry){ .arguments = arguments, .function = function, .user = user };
  entry->name = arena_strdup(catalog->arena, name);
  g_ptr_array_add(catalog->functions, entry);
  if (catalog->database)
    create_function(catalog, entry);
}

bool
catalog_open(Catalog *catalog, QueryFault *fault)
{
  if (catalog->database)
    return true;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(":memory:", &catalog->database, flags, register_timeless_vfs()) !=
      SQLITE_OK) {
    query_fault_set(fault, -1, "the query engine does not start: %s",
                    catalog->database ? sqlite3_errmsg(catalog->database) : "out of memory");
    g_clear_pointer(&catalog->database, sqlite3_close);
    return false;
  }
  for (guint i = 0; i < catalog->functions->len; i++)
    create_function(catalog, g_ptr_array_index(catalog->functions, i));
  catalog_confine(catalog);
  return true;
}

void
catalog_close(Catalog *catalog)
{
  g_clear_pointer(&catalog->database, sqlite3_close);
  for (guint i = 0; i < catalog->functions->len; i++) {
    FunctionEntry *entry = g_ptr_array_index(catalog->functions, i);
    arena_free(entry->arena);
  }
}
