#include "chart/composition_private.h"

#include <string.h>

static const char *
value_named(const RepeatValues *values, const char *name)
{
  if (strcmp(name, "row") == 0)
    return values->row;
  if (strcmp(name, "column") == 0)
    return values->column;
  return strcmp(name, "layer") == 0 ? values->layer : values->plain;
}

static const Node *
replacement(Arena *arena, const Node *map, const RepeatValues *values)
{
  const Node *name = map->count == 1 ? node_get(map, "repeat") : NULL;
  const char *value = node_is(name, NODE_STRING) ? value_named(values, name->string) : NULL;
  return value ? node_new_string(arena, value, name->span) : NULL;
}

const Node *
repeat_fill(Arena *arena, const Node *spec, const RepeatValues *values)
{
  if (node_is(spec, NODE_LIST)) {
    const Node **items = arena_array(arena, const Node *, MAX(spec->count, 1));
    for (size_t i = 0; i < spec->count; i++)
      items[i] = repeat_fill(arena, spec->items[i], values);
    return node_new_list(arena, items, spec->count, spec->span);
  }
  if (!node_is(spec, NODE_MAP))
    return spec;
  const Node *value = replacement(arena, spec, values);
  if (value)
    return value;
  NodeEntry *entries = arena_dup(arena, spec->entries, spec->count * sizeof *entries);
  for (size_t i = 0; i < spec->count; i++)
    if (strcmp(entries[i].key, "values") != 0)
      entries[i].value = repeat_fill(arena, entries[i].value, values);
  return node_new_map(arena, entries, spec->count, spec->span);
}
