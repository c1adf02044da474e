/* What a query may do: read, for a while, in bounded memory, and with the same result each time. */
#include "data/catalog_private.h"

#include <string.h>

/* Functions that give another answer each time, or reach out of the database. */
static const char *const denied_functions[] = {
  "random",
  "randomblob",
  "current_time",
  "current_date",
  "current_timestamp",
  "load_extension",
  "fts3_tokenizer",
  "sqlite_version",
  "sqlite_source_id",
  "last_insert_rowid",
  "changes",
  "total_changes",
  "sqlite_compileoption_get",
  "sqlite_compileoption_used",
};

static const struct {
  int id, value;
} limits[] = {
  { SQLITE_LIMIT_LENGTH, 64 << 20 },          { SQLITE_LIMIT_SQL_LENGTH, 1 << 20 },
  { SQLITE_LIMIT_EXPR_DEPTH, 500 },           { SQLITE_LIMIT_COMPOUND_SELECT, 200 },
  { SQLITE_LIMIT_VDBE_OP, 1000000 },          { SQLITE_LIMIT_ATTACHED, 0 },
  { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000 }, { SQLITE_LIMIT_TRIGGER_DEPTH, 0 },
  { SQLITE_LIMIT_WORKER_THREADS, 0 },
};

static int
refuse(Catalog *catalog, const char *reason, const char *name)
{
  catalog->refusal = reason;
  g_free(catalog->refused);
  catalog->refused = g_strdup(name ? name : "");
  return SQLITE_DENY;
}

static int
authorize(void *data, int action, const char *first, const char *second, const char *schema,
          const char *trigger)
{
  Catalog *catalog = data;
  (void)schema;
  (void)trigger;

  if (catalog->declaring)
    return SQLITE_OK;
  switch (action) {
  case SQLITE_SELECT:
  case SQLITE_RECURSIVE:
    return SQLITE_OK;
  case SQLITE_READ:
    if (first && g_ascii_strncasecmp(first, "sqlite_", 7) == 0)
      return refuse(catalog, "SQLite's own tables are not for queries", first);
    return SQLITE_OK;
  case SQLITE_FUNCTION:
    for (size_t i = 0; i < G_N_ELEMENTS(denied_functions); i++)
      if (second && g_ascii_strcasecmp(second, denied_functions[i]) == 0)
        return refuse(catalog, "this function is not for queries, which give the same each time",
                      second);
    return SQLITE_OK;
  default:
    return refuse(catalog, "a query may only read", first);
  }
}

static int
check_deadline(void *data)
{
  const Catalog *catalog = data;
  return g_get_monotonic_time() > catalog->deadline;
}

void
catalog_confine(Catalog *catalog)
{
  sqlite3 *database = catalog->database;

  for (size_t i = 0; i < G_N_ELEMENTS(limits); i++)
    sqlite3_limit(database, limits[i].id, limits[i].value);
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0, NULL);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_hard_heap_limit64(QUERY_MEMORY);
  /* SQLite's own table functions are declared at their first use, which needs more rights. */
  sqlite3_exec(database, "SELECT 1 FROM json_each('[]'), json_tree('[]')", NULL, NULL, NULL);
  sqlite3_set_authorizer(database, authorize, catalog);
  sqlite3_progress_handler(database, QUERY_STEPS_BETWEEN_CHECKS, check_deadline, catalog);
}
