/* Scales that follow selections: `domain: {param: …}` and `bind: scales`. */
#include "chart/selection_private.h"

#include <string.h>

static bool
moves_scales(const Node *param)
{
  return node_is_string(node_get(param, "bind"), "scales");
}

bool
selection_moves_scales(const Node *spec)
{
  const Node *params = node_get(spec, "params");
  for (size_t i = 0; node_is(params, NODE_LIST) && i < params->count; i++)
    if (moves_scales(params->items[i]))
      return true;
  return false;
}

/* Is `key` of a tuple what a reference by channel or field asks for? */
static bool
is_meant(const Selection *selection, const Node *reference, const char *key)
{
  const Node *encoding = node_get(reference, "encoding"), *field = node_get(reference, "field");
  const Node *own = node_get(selection_channel(selection, key), "field");
  if (encoding)
    return node_is_string(encoding, key);
  return !field || node_is_string(field, key) ||
         (node_is(own, NODE_STRING) && node_is_string(field, own->string));
}

/* The ends that {param: …} stands for; NULL: nothing is selected. */
static const Node *
selected_ends(const Compilation *compilation, const Node *reference)
{
  Selection selection = selection_find(compilation, node_string(node_get(reference, "param"), ""));
  const Node *tuples = selection.param ? selection_tuples(compilation->arena, &selection) : NULL;
  const Node *tuple = tuples ? tuples->items[0] : NULL;
  for (size_t i = 0; tuple && i < tuple->count; i++)
    if (is_meant(&selection, reference, tuple->entries[i].key) &&
        node_is(tuple->entries[i].value, NODE_LIST))
      return tuple->entries[i].value;
  return NULL;
}

/* The domain that a selection bound to the scales gives this channel; NULL: none. */
static const Node *
bound_ends(const Node *spec, const char *channel)
{
  const Node *params = node_get(spec, "params"), *found = NULL;
  for (size_t i = 0; node_is(params, NODE_LIST) && i < params->count && !found; i++)
    if (moves_scales(params->items[i]))
      found = node_get(node_get(params->items[i], "value"), channel);
  return node_is(found, NODE_LIST) ? found : NULL;
}

static const Node *
null_node(Arena *arena, Span span)
{
  Node *null = arena_new0(arena, Node);
  null->span = span;
  return null;
}

/* *clipped: the scale shows a part of the data only. */
static const Node *
settled_channel(const Compilation *compilation, const Node *spec, const NodeEntry *entry,
                bool *clipped)
{
  Arena *arena = compilation->arena;
  const Node *scale = node_get(entry->value, "scale"), *domain = node_get(scale, "domain");
  bool follows = node_get(domain, "param");
  const Node *ends = follows  ? selected_ends(compilation, domain)
                     : domain ? NULL
                              : bound_ends(spec, entry->key);
  if (!node_is(entry->value, NODE_MAP) || (!follows && !ends))
    return entry->value;
  *clipped = true;
  if (!scale)
    scale = node_new_map(arena, NULL, 0, entry->value->span);
  ends = ends ? ends : null_node(arena, domain->span);
  return node_with(arena, entry->value, "scale", node_with(arena, scale, "domain", ends));
}

static const Node *
clip_mark(Arena *arena, const Node *spec)
{
  const Node *mark = node_get(spec, "mark");
  if (node_is(mark, NODE_STRING))
    mark = node_with(arena, node_new_map(arena, NULL, 0, mark->span), "type", mark);
  if (!node_is(mark, NODE_MAP) || node_get(mark, "clip"))
    return spec;
  const Node *yes = node_new_boolean(arena, true, mark->span);
  return node_with(arena, spec, "mark", node_with(arena, mark, "clip", yes));
}

static const Node *
settled_encoding(const Compilation *compilation, const Node *spec)
{
  Arena *arena = compilation->arena;
  const Node *encoding = node_get(spec, "encoding");
  if (!node_is(encoding, NODE_MAP))
    return spec;
  bool clipped = false;
  NodeEntry *entries = arena_dup(arena, encoding->entries, encoding->count * sizeof *entries);
  for (size_t i = 0; i < encoding->count; i++)
    entries[i].value = settled_channel(compilation, spec, &entries[i], &clipped);
  if (!clipped)
    return spec;
  encoding = node_new_map(arena, entries, encoding->count, encoding->span);
  return clip_mark(arena, node_with(arena, spec, "encoding", encoding));
}

static const Node *
settled(const Compilation *compilation, const Node *spec)
{
  static const char *const LISTS[] = { "layer", "concat", "hconcat", "vconcat" };
  Arena *arena = compilation->arena;
  if (!node_is(spec, NODE_MAP))
    return spec;
  for (size_t kind = 0; kind < G_N_ELEMENTS(LISTS); kind++) {
    const Node *list = node_get(spec, LISTS[kind]);
    if (!node_is(list, NODE_LIST))
      continue;
    const Node **items = arena_array(arena, const Node *, MAX(list->count, 1));
    for (size_t i = 0; i < list->count; i++)
      items[i] = settled(compilation, list->items[i]);
    spec =
        node_with(arena, spec, LISTS[kind], node_new_list(arena, items, list->count, list->span));
  }
  const Node *inner = node_get(spec, "spec");
  if (inner)
    spec = node_with(arena, spec, "spec", settled(compilation, inner));
  return settled_encoding(compilation, spec);
}

const Node *
selection_settle_scales(const Compilation *compilation)
{
  return settled(compilation, compilation->spec);
}
