/* Selections: what the parameters with `select` hold at first. A picture never changes, so this is
 * all that is ever selected. Rules: the parameter pages of Vega-Lite's documentation. */
#include "chart/params_private.h"

#include <string.h>

typedef struct Selection {
  const Node *param;
  const Node *encoding; /* of the view that has it; may be NULL */
} Selection;

static Selection
find_in(const Node *spec, const char *name)
{
  static const char *const CHILDREN[] = { "layer", "concat", "hconcat", "vconcat" };
  const Node *params = node_get(spec, "params");
  for (size_t i = 0; node_is(params, NODE_LIST) && i < params->count; i++)
    if (node_is_string(node_get(params->items[i], "name"), name))
      return (Selection){ params->items[i], node_get(spec, "encoding") };
  for (size_t k = 0; k < G_N_ELEMENTS(CHILDREN); k++) {
    const Node *list = node_get(spec, CHILDREN[k]);
    for (size_t i = 0; node_is(list, NODE_LIST) && i < list->count; i++) {
      Selection found = find_in(list->items[i], name);
      if (found.param)
        return found;
    }
  }
  const Node *inner = node_get(spec, "spec");
  return inner ? find_in(inner, name) : (Selection){ 0 };
}

/* {field: …, range | equal: …} of one field or channel and its value. */
static const Node *
field_test(Arena *arena, const Selection *selection, const NodeEntry *entry)
{
  const Node *map = node_new_map(arena, NULL, 0, entry->value->span);
  const Node *channel = node_get(selection->encoding, entry->key), *unit = NULL;
  const Node *field = node_get(channel, "field");
  if (!node_is(field, NODE_STRING))
    field = node_new_string(arena, entry->key, entry->key_span);
  else
    unit = node_get(channel, "timeUnit");
  map = node_with(arena, map, "field", field);
  if (unit)
    map = node_with(arena, map, "timeUnit", unit);
  return node_with(arena, map, node_is(entry->value, NODE_LIST) ? "range" : "equal", entry->value);
}

/* All of a tuple's fields. */
static const Node *
tuple_test(Arena *arena, const Selection *selection, const Node *tuple)
{
  const Node **tests = arena_array(arena, const Node *, MAX(tuple->count, 1));
  for (size_t i = 0; i < tuple->count; i++)
    tests[i] = field_test(arena, selection, &tuple->entries[i]);
  const Node *list = node_new_list(arena, tests, tuple->count, tuple->span);
  return node_with(arena, node_new_map(arena, NULL, 0, tuple->span), "and", list);
}

const Node *
selection_predicate(const Compilation *compilation, const char *name)
{
  Arena *arena = compilation->arena;
  Selection selection = find_in(compilation->spec, name);
  const Node *value = node_get(selection.param, "value");
  if (node_is(value, NODE_MAP))
    return tuple_test(arena, &selection, value);
  if (!node_is(value, NODE_LIST) || value->count == 0)
    return NULL;
  const Node **tests = arena_array(arena, const Node *, value->count);
  size_t count = 0;
  for (size_t i = 0; i < value->count; i++)
    if (node_is(value->items[i], NODE_MAP))
      tests[count++] = tuple_test(arena, &selection, value->items[i]);
  const Node *list = node_new_list(arena, tests, count, value->span);
  return node_with(arena, node_new_map(arena, NULL, 0, value->span), "or", list);
}

bool
selection_moves_scales(const Node *spec)
{
  const Node *params = node_get(spec, "params");
  for (size_t i = 0; node_is(params, NODE_LIST) && i < params->count; i++)
    if (node_is_string(node_get(params->items[i], "bind"), "scales"))
      return true;
  return false;
}
