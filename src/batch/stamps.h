/* Stamps: what each output was made from, so that what has not changed is not made again.
 *
 * They stand in FOLDER/.sholu-batch, a journal: lines are appended as items are finished, and a run
 * that ends in order writes it anew. A line that a kill cut short is not taken. Files are known by
 * size and time of change, and read (SHA-256) only where those differ from the last time.
 *
 * Outputs are named as seen from the folder, and so are the files below the current folder, if the
 * output folder is there, too: such a tree may be moved or copied, and is still up to date. Other
 * files, as a program or fonts elsewhere, are known by where they are. */
#pragma once

#include "core/arena.h"

#include <stdbool.h>

typedef struct StampStore StampStore;

/* Opens the stamps of an output folder, which is made, and is this process's until close: fails
 * (G_IO_ERROR_BUSY) while another run has it. `reading`: nothing is made, changed or held. */
StampStore *stamp_store_open(const char *folder, bool reading, GError **error);
bool stamp_store_close(StampStore *store, GError **error);

/* For one of several runs that share a folder, each with items of its own: knows what the folder's
 * journal and those named (the later counts for more; ended by NULL) say of these outputs, a set,
 * and keeps its own journal at `path`. Fails while a run has the folder to itself. */
StampStore *stamp_store_fork(const char *folder, const char *path, const char *const *journals,
                             GHashTable *outputs, GError **error);

/* Takes over what another journal has, in place of what is there of the same outputs. */
bool stamp_store_merge(StampStore *store, const char *path, GError **error);

/* The files looked at so far and their digests in turn, ended by NULL; in the arena. */
const char *const *stamp_files_found(StampStore *store, Arena *arena);

/* Names and values in turn, ended by NULL. */
typedef const char *const *StampParams;

/* What an item would be made with: `options` is any text that stands for the rest. */
typedef struct StampAsk {
  const char *output;  /* the item's name in the folder */
  const char *options; /* not empty */
  StampParams params;
  bool verify;      /* read outputs, do not trust their size */
  const char *need; /* a path that must be among the outputs; NULL: any will do */
} StampAsk;

/* Why the item must be made ("new", "parameter year was 2023", "changed: path", "missing output:
 * path"); NULL: it need not be. In `arena`. */
const char *stamp_check(StampStore *store, Arena *arena, const StampAsk *ask);

/* "missing output: path", "changed output: path", or NULL: what the item was made into is there, or
 * it has no stamp. */
const char *stamp_check_outputs(StampStore *store, Arena *arena, const StampAsk *ask);

/* The item is about to be made: until stamp_add, what is there of it counts for nothing. */
bool stamp_begin(StampStore *store, const char *output, GError **error);

/* What an item was made of, and into. */
typedef struct StampOutput {
  const char *path; /* in the folder */
  size_t size;
  const char *digest;
} StampOutput;

typedef struct StampMade {
  const char *const *files; /* read; NULL-terminated */
  const StampOutput *outputs;
  size_t output_count;
  gint64 since; /* g_get_real_time when it was begun */
} StampMade;

/* Records an item as made. An item whose files changed since it was begun gets no stamp. */
bool stamp_add(StampStore *store, const StampAsk *ask, const StampMade *made, GError **error);

/* What the item's last sound build told (record.h), in `arena`; NULL: it had none. It outlives
 * builds that fail. */
const char *stamp_record(const StampStore *store, Arena *arena, const char *output);
bool stamp_put_record(StampStore *store, const char *output, const char *record, GError **error);

/* The outputs that the item's stamp names, in `arena`. */
const StampOutput *
stamp_outputs(const StampStore *store, Arena *arena, const char *output, size_t *count);

/* SHA-256 of a file as hexadecimal digits, to be freed; NULL where it cannot be read. */
char *stamp_digest_file(const char *path, size_t *size);

/* Removes temporary files that a killed run left in a folder (not below it). */
void stamp_remove_stray(const char *folder);
