/* What the forms of an index share. */
#pragma once

#include "batch/index.h"

enum { INDEX_CHANGES_SHOWN = 3 };

typedef struct IndexFile {
  const char *format; /* "PDF" */
  const char *path;   /* below the folder */
} IndexFile;

typedef struct IndexEntry {
  const BatchItem *item;
  const IndexResult *result;
  const char *title;
  const char *language;  /* where it is not that of the index; NULL: it is */
  const char *thumbnail; /* below the folder; NULL: there is none */
  int width, height;     /* of it, pixels */
  const IndexFile *files;
  size_t file_count;
  const char *params; /* that are not the group's: "year 2024 · lang kk" */
} IndexEntry;

typedef struct IndexGroup {
  const char *title; /* NULL: all stand together */
  const IndexEntry *const *entries;
  size_t count;
} IndexGroup;

struct Index {
  Arena *arena;
  const IndexRequest *request;
  const char *title;
  const IndexEntry *entries;
  size_t count;
  const IndexGroup *groups;
  size_t group_count;
};

/* "600 reports · figures moved in 30 · 2 have faults" */
const char *index_summary(const Index *index);

/* What kind of thing is wrong with the entry; NULL: nothing is. */
const char *index_fault(const Index *index, const IndexEntry *entry);

/* "3 pages"; NULL where that is not known. */
const char *index_pages(const Index *index, const IndexEntry *entry);

/* What was and is: "12 → 13", "13 (new)", "12 (gone)". */
const char *index_change(const Index *index, const RecordChange *change);

/* "12 reports" */
const char *index_reports(const Index *index, size_t number);

/* "and 4 more figures" */
const char *index_more(const Index *index, size_t number);

/* Of an entry that has faults: whether there is something from an earlier run. */
const char *index_remains(const Index *index, const IndexEntry *entry);

const char *index_word(const Index *index, StringName name);

/* All entries that something is wrong with. */
const IndexEntry *const *index_faulty(const Index *index, size_t *count);

/* Path as a relative address. */
const char *index_address(const Index *index, const char *path);

/* In how many columns the entries stand well where up to `most` fit: those of one value of the axis
 * before the last in a row, or in whole rows. */
size_t index_columns(const Index *index, size_t most);
