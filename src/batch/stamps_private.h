/* The journal's content. */
#pragma once

#include "batch/stamps.h"

/* A file as it was at some time. */
typedef struct FileVersion {
  const char *path;     /* absolute */
  const char *digest;   /* "": it could not be read */
  gint64 size, changed; /* nanoseconds */
} FileVersion;

typedef struct Stamp {
  const char *output, *options, *params; /* params: as in the journal */
  const char *files;                     /* numbers of versions, separated by spaces */
  const char *outputs;                   /* size, digest and path of each, a line each */
} Stamp;

struct StampStore {
  Arena *arena;
  char *folder, *path;
  char *whole_folder, *anchor; /* absolute: the folder; the current one when it was opened */
  int lock, journal;           /* descriptors; -1: none */
  bool changed;                /* lines were appended */
  GPtrArray *versions;         /* FileVersion *, by number */
  GHashTable *latest;          /* path → number + 1 of its last version */
  GHashTable *current;         /* path → FileVersion * as found in this run */
  GHashTable *stamps;          /* output → Stamp * */
  GHashTable *records; /* output → its record, escaped as in the journal: few runs read them */
};

/* "cannot WHAT PATH: " and errno's text; false. */
bool stamp_fail(GError **error, const char *what, const char *path);

/* An empty store; nothing is opened. */
StampStore *stamp_store_blank(const char *folder, const char *path);

/* Holds the folder together with others that share it, so that no run has it alone. */
bool stamp_store_share(StampStore *store, GError **error);

/* Opens the journal for more lines; `anew`: written from what the store has. */
bool stamp_journal_open(StampStore *store, bool anew, GError **error);

/* Adds a stamp, of which it takes copies. */
bool stamp_put(StampStore *store, const Stamp *stamp, GError **error);

/* The number of the version, which is written to the journal if it is new. */
bool stamp_number_version(StampStore *store, const FileVersion *now, guint *number, GError **error);

/* False where a part was damaged, or the end cut short. */
bool stamp_journal_load(StampStore *store);

/* Adds a line; to nothing where no journal is open. */
bool stamp_journal_append(StampStore *store, const char *line, GError **error);
bool stamp_journal_rewrite(StampStore *store, GError **error);

/* Adds a version; its number. */
guint stamp_add_version(StampStore *store, FileVersion *version);
char *stamp_version_line(const StampStore *store, guint number, const FileVersion *version);
char *stamp_line(const Stamp *stamp);
char *stamp_record_line(const char *output, const char *escaped);
/* Text as a field of a line, to be freed. */
char *stamp_escape(const char *text);

/* Names and values as one text. */
char *stamp_params_text(StampParams params);
