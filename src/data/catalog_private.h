/* What the files of the catalog share. */
#pragma once

#include "core/language.h"
#include "data/catalog.h"
#include "data/csv_private.h"
#include "data/row_index_private.h"
#include "data/table_private.h"

#include <sqlite3.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)

enum { QUERY_STEPS_BETWEEN_CHECKS = 20000 };
#define QUERY_SECONDS 10.0
#define QUERY_SECONDS_LEAST 0.1
#define QUERY_MEMORY ((gint64)1 << 30)

/* One table: at hand, or a file that is read when and as far as needed. */
typedef struct CatalogEntry {
  Catalog *catalog;
  char *name;
  const Package *package;   /* NULL: none */
  const Resource *resource; /* NULL: none */
  const char *path;         /* NULL: no file */
  CsvOptions options;
  const Table *table; /* NULL: not described yet; columns that were not read have no cells */
  bool *loaded;       /* of each column; NULL: all are */
  bool failed;        /* the file cannot be read; reported once */
  RowLines lines;     /* where the rows are; without starts when unknown */
  bool rows_known;    /* the rows were counted: table->row_count is right */
  uint64_t wanted;    /* columns that the statement being prepared reads; bit 63: 63 and beyond */
  bool used;          /* by the statement being prepared */
  bool registered;    /* SQLite knows it under its present columns and types */
  RowIndex **indexes; /* per column, made when a join asks; NULL: none yet */
  size_t index_count;
} CatalogEntry;

struct Catalog {
  Arena *arena;
  DiagList *diags;
  GPtrArray *entries;       /* CatalogEntry, in the order added */
  GPtrArray *names;         /* the same for catalog_names, NULL-terminated; made anew on demand */
  const QueryParam *params; /* of all queries */
  size_t param_count;
  char *language;     /* of COLLATE locale; NULL: English */
  Collator *collator; /* made when a query first needs it */
  sqlite3 *database;  /* NULL until the first query */
  GPtrArray *functions;
  bool declaring;      /* a table is being declared, which SQLite does in SQL */
  gint64 deadline;     /* monotonic microseconds */
  double patience;     /* seconds a query may take; each that takes longer halves it */
  const char *refusal; /* what the authorizer refused last; static */
  char *refused;       /* its name */
};

CatalogEntry *catalog_find(const Catalog *catalog, const char *name);

/* Makes names and declared types of the columns known; false if the file cannot be read. */
bool catalog_entry_describe(CatalogEntry *entry);

/* Reads the columns for which `wanted` is set (as CatalogEntry.wanted) and that are not there yet.
 * False if the file cannot be read. */
bool catalog_entry_load(CatalogEntry *entry, uint64_t wanted);

/* Bytes and digest of a resource's file against what its descriptor declares. */
void catalog_check_file(CatalogEntry *entry);

/* The foreign keys of a table whose rows are read. */
void catalog_check_foreign_keys(CatalogEntry *entry);

/* The bit of a column in masks of columns. */
static inline uint64_t
column_bit(size_t index)
{
  return (uint64_t)1 << MIN(index, 63);
}

/* The index over one column, made at first use; NULL when it cannot be. */
const RowIndex *catalog_entry_index(CatalogEntry *entry, size_t column);
void catalog_entry_drop_indexes(CatalogEntry *entry);

/* Opens the database if need be: limits, authorizer, functions. False with the fault set. */
bool catalog_open(Catalog *catalog, QueryFault *fault);
void catalog_close(Catalog *catalog);

/* Tells SQLite of a table (again). */
bool catalog_register(CatalogEntry *entry);

/* Denies everything but reading; keeps the reason in the catalog. */
void catalog_confine(Catalog *catalog);

void query_fault_set(QueryFault *fault, long offset, const char *format, ...) G_GNUC_PRINTF(3, 4);
