/* The database in memory: opening, functions, the clock that is none. */
#include "data/catalog_private.h"

#include <stdarg.h>
#include <string.h>

typedef struct FunctionEntry {
  char *name;
  int arguments;
  CatalogFunction function;
  void *user;
  const CatalogAggregate *aggregate; /* in place of `function`; NULL: none */
  Arena *arena;
  int calls; /* since the arena is new */
} FunctionEntry;

enum {
  CALLS_PER_ARENA = 256,
  MAX_ARGUMENTS = 128, /* SQLite's own limit is 127 */
};

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
  Value values[MAX_ARGUMENTS];

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

/* ---- aggregates ---- */

/* The group's state; NULL when there is none yet and none is wanted, or no memory. */
static void *
state_of(sqlite3_context *context, bool make)
{
  const FunctionEntry *entry = sqlite3_user_data(context);
  return sqlite3_aggregate_context(context, make ? (int)entry->aggregate->size : 0);
}

static void
change_state(sqlite3_context *context, int count, sqlite3_value **arguments,
             void (*change)(void *, const Value *, int))
{
  Value values[MAX_ARGUMENTS];
  void *state = state_of(context, true);
  for (int i = 0; i < count; i++)
    values[i] = argument_value(arguments[i]);
  if (state)
    change(state, values, count);
  else
    sqlite3_result_error_nomem(context);
}

static void
aggregate_step(sqlite3_context *context, int count, sqlite3_value **arguments)
{
  const FunctionEntry *entry = sqlite3_user_data(context);
  change_state(context, count, arguments, entry->aggregate->step);
}

static void
aggregate_undo(sqlite3_context *context, int count, sqlite3_value **arguments)
{
  const FunctionEntry *entry = sqlite3_user_data(context);
  change_state(context, count, arguments, entry->aggregate->undo);
}

/* An empty group is one whose state was never stepped. */
static void
aggregate_value(sqlite3_context *context)
{
  const FunctionEntry *entry = sqlite3_user_data(context);
  const void *state = state_of(context, true);
  result_value(context, state ? entry->aggregate->value(state) : VALUE_MISSING);
}

static void
aggregate_finish(sqlite3_context *context)
{
  const FunctionEntry *entry = sqlite3_user_data(context);
  aggregate_value(context);
  void *state = state_of(context, false);
  if (state && entry->aggregate->clear)
    entry->aggregate->clear(state);
}

static void
create_function(Catalog *catalog, FunctionEntry *entry)
{
  int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
  if (!entry->aggregate)
    sqlite3_create_function_v2(catalog->database, entry->name, entry->arguments, flags, entry,
                               call_function, NULL, NULL, NULL);
  else if (!entry->aggregate->undo)
    sqlite3_create_function_v2(catalog->database, entry->name, entry->arguments, flags, entry, NULL,
                               aggregate_step, aggregate_finish, NULL);
  else
    sqlite3_create_window_function(catalog->database, entry->name, entry->arguments, flags, entry,
                                   aggregate_step, aggregate_finish, aggregate_value,
                                   aggregate_undo, NULL);
}

static void
add_entry(Catalog *catalog, const char *name, FunctionEntry function)
{
  FunctionEntry *entry = g_new0(FunctionEntry, 1);
  *entry = function;
  entry->name = arena_strdup(catalog->arena, name);
  g_ptr_array_add(catalog->functions, entry);
  if (catalog->database)
    create_function(catalog, entry);
}

void
catalog_add_aggregate(Catalog *catalog, const char *name, int arguments,
                      const CatalogAggregate *aggregate)
{
  add_entry(catalog, name, (FunctionEntry){ .arguments = arguments, .aggregate = aggregate });
}

void
catalog_add_function(Catalog *catalog, const char *name, int arguments, CatalogFunction function,
                     void *user)
{
  add_entry(catalog, name,
            (FunctionEntry){ .arguments = arguments, .function = function, .user = user });
}

void
catalog_set_language(Catalog *catalog, const char *language)
{
  g_free(catalog->language);
  catalog->language = g_strdup(language);
  g_clear_pointer(&catalog->collator, collator_free);
}

static int
compare_by_language(void *user, int a_length, const void *a, int b_length, const void *b)
{
  Catalog *catalog = user;
  if (!catalog->collator)
    catalog->collator = collator_new(catalog->language ? catalog->language : "en");
  return collator_compare(catalog->collator, a, (size_t)a_length, b, (size_t)b_length);
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
  sqlite3_create_collation_v2(catalog->database, "locale", SQLITE_UTF8, catalog,
                              compare_by_language, NULL);
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
