/* What reading a plan shares between its files. */
#pragma once

#include "batch/plan.h"

typedef struct Axis {
  const char *name;
  const char *const *values; /* NULL-terminated */
  size_t count;
} Axis;

typedef struct Reader {
  Arena *arena;
  DiagList *diags;
  const Node *root;
  const char *folder; /* of the file */
  const Node *briefing, *output;
  unsigned index; /* BATCH_INDEX_… */
  BatchQuery query;
  void *user;
  GArray *axes;        /* of Axis */
  GArray *items;       /* of BatchItem */
  GHashTable *outputs; /* texts */
} Reader;

enum { BATCH_ITEMS_MAX = 1000000 };

/* The tree of a file's text; NULL after faults. */
const Node *parse_plan(Arena *arena, const Source *source, DiagList *diags);

/* Reads `matrix` into axes; faults are reported. */
void read_matrix(Reader *reader);

/* A scalar as a parameter's text; NULL for what is none. */
const char *scalar_text(const Node *node);

/* The path of the document for these parameters; NULL and a fault where the pattern cannot be
 * filled. */
const char *fill_briefing(Reader *reader, const char *const *params, Span place);

/* Is `map` a map whose keys all are in `known` (NULL-terminated)? Faults are reported; `what` names
 * the map. */
bool check_keys(const Reader *reader, const Node *map, const char *const *known, const char *what);
