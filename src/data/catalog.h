/* Catalog: the tables that a document or chart can name, and the one place that runs SQL.
 *
 * Each table is a read-only virtual table of an SQLite database in memory; a table that stands for
 * a file is read when a query first needs it, and only the columns that queries ask for are kept.
 * SQLite itself is opened at the first query. */
#pragma once

#include "data/csv.h"
#include "data/package.h"
#include "data/table.h"

typedef struct Catalog Catalog;

/* `diags` receives faults of the tables' content as they are read; it must outlive the catalog. */
Catalog *catalog_new(DiagList *diags);
void catalog_free(Catalog *catalog);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Catalog, catalog_free)

/* Adds all resources of a package as tables under their names. The package must outlive it. */
void catalog_add_package(Catalog *catalog, const Package *package);

/* Adds a table under its name (replacing one of that name). The table must outlive it. */
void catalog_add_table(Catalog *catalog, const Table *table);

/* Adds a CSV or TSV file under `name`, read on demand. options->name and columns are ignored. */
void
catalog_add_csv(Catalog *catalog, const char *name, const char *path, const CsvOptions *options);

/* Is there a table of this name? The names, NULL-terminated, in the order added. */
bool catalog_has(const Catalog *catalog, const char *name);
const char *const *catalog_names(const Catalog *catalog);

/* The files whose rows have been read so far, each once, NULL-terminated; in the arena. */
const char *const *catalog_files_read(const Catalog *catalog, Arena *arena);

/* The files of all tables, read or not, in the same way. */
const char *const *catalog_files(const Catalog *catalog, Arena *arena);

/* The resource behind a table, or NULL; and the package of it. */
const Resource *catalog_resource(const Catalog *catalog, const char *name);
const Package *catalog_package(const Catalog *catalog, const char *name);

/* The label that a package gives to a category (`value`) in this language: by a field of the name
 * `field` in any table, else (or where that is NULL) by the first field that has the category.
 * NULL: no label is given. */
const char *
catalog_label(const Catalog *catalog, const char *field, const char *value, const char *language);

/* Column names and, where declared or already read, types of a table, without reading its rows.
 * NULL (and faults reported) if its file cannot be read. */
const Table *catalog_describe(Catalog *catalog, const char *name);

/* The whole table with at least the columns named (NULL: all). */
const Table *catalog_table(Catalog *catalog, const char *name, const char *const *columns);

/* The foreign keys of all tables that have been read, whose key columns are read where they are not
 * yet; faults go to diags. */
void catalog_check_keys(Catalog *catalog);

/* Reads every table whole and checks everything, foreign keys included; faults go to diags. */
void catalog_validate(Catalog *catalog);

typedef struct QueryParam {
  const char *name; /* without the ':' */
  Value value;
} QueryParam;

/* Values for the parameters of all queries, where a call gives none of the name. Not copied. */
void catalog_bind(Catalog *catalog, const QueryParam *params, size_t count);

/* The language by which `COLLATE locale` sorts texts in queries; NULL: English. Copied. */
void catalog_set_language(Catalog *catalog, const char *language);

/* Why a query failed. */
typedef struct QueryFault {
  char message[256];
  long offset; /* byte in the SQL; -1: unknown */
} QueryFault;

/* Runs one SELECT (or VALUES, WITH … SELECT); the result is a table in `arena`, its column types
 * those of the cells (a plain reference to a table's column keeps its type and field). Bound:
 * parameters that have no value are a fault. Reading only, a second statement, PRAGMA, ATTACH and
 * the like are refused; time (10 s) and memory (1 GiB) are bounded. NULL on a fault. */
Table *catalog_query(Catalog *catalog, Arena *arena, const char *sql, const QueryParam *params,
                     size_t param_count, QueryFault *fault);

/* How many decimals the file writes each of the numbers of a query's column with, 1 for "24.0";
 * INT_MIN where the column does not stand for a file's, or that has no such number. `decimals`:
 * `row_count` items. The file is read again. */
void catalog_decimals(Catalog *catalog, const Column *column, size_t row_count, int *decimals);

/* Names of the tables that a query reads, NULL-terminated, in the order they were added. NULL on a
 * fault. */
const char *const *
catalog_tables_of(Catalog *catalog, Arena *arena, const char *sql, QueryFault *fault);

/* A scalar SQL function, deterministic. Texts it returns must live until its next call; `arena` is
 * for that. `arguments` -1: any number. */
typedef Value (*CatalogFunction)(const Value *arguments, int count, Arena *arena, void *user);
void catalog_add_function(Catalog *catalog, const char *name, int arguments,
                          CatalogFunction function, void *user);

/* An aggregate SQL function. Its state is `size` zeroed bytes per group; what else the state holds
 * is its own, until clear. */
typedef struct CatalogAggregate {
  size_t size;
  void (*step)(void *state, const Value *arguments, int count);
  /* Takes back the row that was stepped first and is still in; NULL: not for moving windows. */
  void (*undo)(void *state, const Value *arguments, int count);
  Value (*value)(const void *state); /* texts must live until the next call */
  void (*clear)(void *state);        /* NULL: nothing to free */
} CatalogAggregate;
/* `aggregate` must outlive the catalog. */
void catalog_add_aggregate(Catalog *catalog, const char *name, int arguments,
                           const CatalogAggregate *aggregate);

/* "name" with SQL quotes, doubled where needed; 'text' likewise. */
char *sql_name(Arena *arena, const char *name);
char *sql_text(Arena *arena, const char *text);

/* The name of a column that a query makes, quoted: of two columns whose names differ in upper and
 * lower case only SQL knows one, and none called "true". What catalog_query gives bears the name
 * itself. */
char *sql_column(Arena *arena, const char *name);
/* The column's name out of SQL's, without quotes; and a whole query as people want to read it. */
char *sql_column_plain(Arena *arena, const char *name);
char *sql_plain(Arena *arena, const char *sql);

/* The names, quoted, by which queries know the columns of a table: "Name" beside "name" is
 * "Name_2". */
const char *const *sql_declared(Arena *arena, const Table *table);
