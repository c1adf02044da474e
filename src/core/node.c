#include "core/node.h"

#include "core/number_format.h"

#include <string.h>

/* Maps are asked for many names that they do not have; most differ early on, where a call of strcmp
 * would cost more than it compares. */
static inline bool
same_key(const char *a, const char *b)
{
  while (*a && *a == *b) {
    a++;
    b++;
  }
  return *a == *b;
}

const NodeEntry *
node_entry(const Node *map, const char *key)
{
  if (!node_is(map, NODE_MAP))
    return NULL;
  for (size_t i = 0; i < map->count; i++)
    if (same_key(map->entries[i].key, key))
      return &map->entries[i];
  return NULL;
}

const Node *
node_get(const Node *map, const char *key)
{
  const NodeEntry *entry = node_entry(map, key);
  return entry ? entry->value : NULL;
}

const Node *
node_path(const Node *map, const char *path)
{
  const Node *node = map;
  while (node && *path) {
    size_t length = strcspn(path, ".");
    g_autofree char *key = g_strndup(path, length);
    node = node_get(node, key);
    path += length + (path[length] == '.');
  }
  return node;
}

bool
node_is(const Node *node, NodeKind kind)
{
  return node && node->kind == kind;
}

bool
node_is_string(const Node *node, const char *text)
{
  return node_is(node, NODE_STRING) && strcmp(node->string, text) == 0;
}

const char *
node_string(const Node *node, const char *otherwise)
{
  return node_is(node, NODE_STRING) ? node->string : otherwise;
}

const char *
node_text(const Node *node, const char *otherwise)
{
  if (!node || node->kind == NODE_LIST || node->kind == NODE_MAP || node->kind == NODE_NULL)
    return otherwise;
  return node->kind == NODE_STRING ? node->string : node->scalar;
}

double
node_number(const Node *node, double otherwise)
{
  return node_is(node, NODE_NUMBER) ? node->number : otherwise;
}

bool
node_boolean(const Node *node, bool otherwise)
{
  return node_is(node, NODE_BOOLEAN) ? node->boolean : otherwise;
}

Value
node_value(const Node *node)
{
  if (!node)
    return VALUE_MISSING;
  switch (node->kind) {
  case NODE_BOOLEAN:
    return value_boolean(node->boolean);
  case NODE_NUMBER:
    return value_number(node->number);
  case NODE_STRING:
    return value_string(node->string);
  case NODE_NULL:
  case NODE_LIST:
  case NODE_MAP:
    break;
  }
  return VALUE_MISSING;
}

const char *
node_kind_name(NodeKind kind)
{
  static const char *const NAMES[] = {
    [NODE_NULL] = "null",       [NODE_BOOLEAN] = "true or false", [NODE_NUMBER] = "a number",
    [NODE_STRING] = "a string", [NODE_LIST] = "a list",           [NODE_MAP] = "an object",
  };
  return NAMES[kind];
}

static Node *
new_node(Arena *arena, NodeKind kind, Span span)
{
  Node *node = arena_new0(arena, Node);
  node->kind = kind;
  node->span = span;
  return node;
}

const Node *
node_new_string(Arena *arena, const char *text, Span span)
{
  Node *node = new_node(arena, NODE_STRING, span);
  node->string = node->scalar = arena_strdup(arena, text);
  node->count = strlen(text);
  return node;
}

const Node *
node_new_number(Arena *arena, double number, Span span)
{
  Node *node = new_node(arena, NODE_NUMBER, span);
  g_autoptr(GString) text = g_string_new(NULL);
  number_append_plain(text, number);
  node->number = number;
  node->scalar = arena_strdup(arena, text->str);
  return node;
}

const Node *
node_new_boolean(Arena *arena, bool boolean, Span span)
{
  Node *node = new_node(arena, NODE_BOOLEAN, span);
  node->boolean = boolean;
  node->scalar = boolean ? "true" : "false";
  return node;
}

const Node *
node_new_list(Arena *arena, const Node *const *items, size_t count, Span span)
{
  Node *node = new_node(arena, NODE_LIST, span);
  node->items = arena_dup(arena, items, count * sizeof *items);
  node->count = count;
  return node;
}

const Node *
node_new_map(Arena *arena, const NodeEntry *entries, size_t count, Span span)
{
  Node *node = new_node(arena, NODE_MAP, span);
  node->entries = arena_dup(arena, entries, count * sizeof *entries);
  node->count = count;
  return node;
}

const Node *
node_with(Arena *arena, const Node *map, const char *key, const Node *value)
{
  size_t old_count = node_is(map, NODE_MAP) ? map->count : 0, count = 0;
  NodeEntry *entries = arena_array(arena, NodeEntry, old_count + 1);
  bool placed = false;

  for (size_t i = 0; i < old_count; i++) {
    NodeEntry entry = map->entries[i];
    if (strcmp(entry.key, key) == 0) {
      placed = true;
      if (!value)
        continue;
      entry.value = value;
    }
    entries[count++] = entry;
  }
  if (!placed && value)
    entries[count++] = (NodeEntry){ arena_strdup(arena, key), value->span, value };

  Node *result = new_node(arena, NODE_MAP, map ? map->span : (Span){ 0 });
  result->entries = entries;
  result->count = count;
  return result;
}

const Node *
node_merge(Arena *arena, const Node *base, const Node *over)
{
  if (!base || !over)
    return over ? over : base;
  if (base->kind != NODE_MAP || over->kind != NODE_MAP)
    return over;

  NodeEntry *entries = arena_array(arena, NodeEntry, base->count + over->count);
  size_t count = base->count;
  if (count > 0)
    memcpy(entries, base->entries, count * sizeof *entries);
  for (size_t i = 0; i < over->count; i++) {
    const NodeEntry *entry = &over->entries[i];
    size_t j = 0;
    while (j < base->count && strcmp(entries[j].key, entry->key) != 0)
      j++;
    NodeEntry merged = *entry;
    if (j < base->count)
      merged.value = node_merge(arena, entries[j].value, entry->value);
    else
      count++;
    entries[j < base->count ? j : count - 1] = merged;
  }
  Node *result = new_node(arena, NODE_MAP, over->span);
  result->entries = entries;
  result->count = count;
  return result;
}

static void
append_json_string(GString *out, const char *text)
{
  g_string_append_c(out, '"');
  for (const char *p = text; *p; p++) {
    unsigned char c = (unsigned char)*p;
    if (c == '"' || c == '\\')
      g_string_append_printf(out, "\\%c", c);
    else if (c < 0x20)
      g_string_append_printf(out, "\\u%04x", c);
    else
      g_string_append_c(out, (char)c);
  }
  g_string_append_c(out, '"');
}

static void
append_json(GString *out, const Node *node)
{
  switch (node->kind) {
  case NODE_NULL:
    g_string_append(out, "null");
    break;
  case NODE_BOOLEAN:
    g_string_append(out, node->boolean ? "true" : "false");
    break;
  case NODE_NUMBER:
    number_append_plain(out, node->number);
    break;
  case NODE_STRING:
    append_json_string(out, node->string);
    break;
  case NODE_LIST:
    g_string_append_c(out, '[');
    for (size_t i = 0; i < node->count; i++) {
      g_string_append(out, i ? "," : "");
      append_json(out, node->items[i]);
    }
    g_string_append_c(out, ']');
    break;
  case NODE_MAP:
    g_string_append_c(out, '{');
    for (size_t i = 0; i < node->count; i++) {
      g_string_append(out, i ? "," : "");
      append_json_string(out, node->entries[i].key);
      g_string_append_c(out, ':');
      append_json(out, node->entries[i].value);
    }
    g_string_append_c(out, '}');
    break;
  }
}

char *
node_to_json(Arena *arena, const Node *node)
{
  g_autoptr(GString) out = g_string_new(NULL);
  if (node)
    append_json(out, node);
  return arena_strdup(arena, out->str);
}
