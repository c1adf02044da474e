/* Reading a descriptor: what its parts share. */
#pragma once

#include "data/cell_private.h"
#include "data/package.h"

typedef struct PackageReader {
  Arena *arena;
  DiagList *diags;
  const char *folder;
} PackageReader;

/* Properties under a key; a wrong kind is a fault `code`, and gives the default. */
const char *read_text(PackageReader *reader, const Node *map, const char *key, const char *code);
bool read_flag(PackageReader *reader, const Node *map, const char *key, bool otherwise,
               const char *code);
double read_number(PackageReader *reader, const Node *map, const char *key, double otherwise,
                   const char *code);
Localised read_localised(PackageReader *reader, const Node *map, const char *key, const char *code);

/* A text or a list of texts, NULL-terminated; NULL when absent. */
const char *const *
read_texts(PackageReader *reader, const Node *map, const char *key, const char *code);

/* The list under `key`, or NULL (and a fault when it is something else). */
const Node *read_list(PackageReader *reader, const Node *map, const char *key, const char *code);

/* Warns of keys that are near to one of `known` (NULL-terminated) but not the same; other keys are
 * the writer's own. */
void check_spelling(PackageReader *reader, const Node *map, const char *const *known);

/* The map itself, or that of the file which a text names; NULL (and a fault) if there is none. */
const Node *read_map_or_file(PackageReader *reader, const Node *node, const char *code);

const Schema *read_schema(PackageReader *reader, const Node *node);
const Dialect *read_dialect(PackageReader *reader, const Node *node);

/* Foreign keys of all schemas: do the tables and fields that they name exist? */
void check_foreign_references(PackageReader *reader, const Package *package);
