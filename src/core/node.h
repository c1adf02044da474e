/* The located tree: YAML and JSON read into nodes that keep their place in the source.
 *
 * Nodes are immutable once parsed and live in an arena. Rewriting (as normalisation of a chart's
 * specification does) makes new maps that share the old values and so keep their places. */
#pragma once

#include "core/diag.h"
#include "core/value.h"

typedef enum NodeKind {
  NODE_NULL,
  NODE_BOOLEAN,
  NODE_NUMBER,
  NODE_STRING,
  NODE_LIST,
  NODE_MAP,
} NodeKind;

typedef struct Node Node;

typedef struct NodeEntry {
  const char *key;
  Span key_span;
  const Node *value;
} NodeEntry;

struct Node {
  NodeKind kind;
  Span span;
  union {
    bool boolean;
    double number;
    const char *string;
    const Node *const *items; /* list: count of them */
    const NodeEntry *entries; /* map: count of them, in the order written */
  };
  size_t count;       /* of items or entries; bytes of a string */
  const char *scalar; /* scalars: as written (so that 2024 can also be read as a text) */
};

/* Parses YAML 1.2 (core schema) or JSON. Plain scalars become null, boolean, number or string;
 * quoted ones stay strings. Duplicate keys are faults, the last one counts. Aliases are resolved;
 * depth (200) and size after aliases (10 million nodes) are bounded. On a syntax error the fault is
 * reported and NULL returned. An empty text gives a null node. */
const Node *node_parse(Arena *arena, const Source *source, DiagList *diags);

/* The same for a part of a source (front matter, a fenced block): places are those in the whole. */
const Node *node_parse_span(Arena *arena, Span span, DiagList *diags);

/* Lookups that accept NULL and other kinds: the value under `key`, or NULL. */
const Node *node_get(const Node *map, const char *key);
const NodeEntry *node_entry(const Node *map, const char *key);
/* Path of keys separated by '.', as "axis.labelAngle". */
const Node *node_path(const Node *map, const char *path);

/* Typed readings with a default for absent or other kinds. node_text also accepts numbers and
 * booleans, as written. */
const char *node_string(const Node *node, const char *otherwise);
const char *node_text(const Node *node, const char *otherwise);
double node_number(const Node *node, double otherwise);
bool node_boolean(const Node *node, bool otherwise);
bool node_is(const Node *node, NodeKind kind);           /* false for NULL */
bool node_is_string(const Node *node, const char *text); /* is it this very string */
Value node_value(const Node *node);                      /* lists and maps give missing */
const char *node_kind_name(NodeKind kind);               /* "a number", for messages */

/* Making nodes. Spans may be zeroed. */
const Node *node_new_string(Arena *arena, const char *text, Span span);
const Node *node_new_number(Arena *arena, double number, Span span);
const Node *node_new_boolean(Arena *arena, bool boolean, Span span);
const Node *node_new_list(Arena *arena, const Node *const *items, size_t count, Span span);
const Node *node_new_map(Arena *arena, const NodeEntry *entries, size_t count, Span span);

/* A copy of `map` (NULL: empty) with `key` set; a NULL value removes the key. */
const Node *node_with(Arena *arena, const Node *map, const char *key, const Node *value);

/* `over` on top of `base`, maps merged recursively, everything else replaced. Either may be NULL.
 */
const Node *node_merge(Arena *arena, const Node *base, const Node *over);

/* Compact JSON text of a node, keys in order; for messages, digests and tests. */
char *node_to_json(Arena *arena, const Node *node);
