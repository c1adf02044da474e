/* Selections: what the parameters with `select` hold at first. A picture never changes, so this is
 * all that is ever selected. Rules: the parameter pages of Vega-Lite's documentation. */
#include "chart/params_private.h"
#include "chart/selection_private.h"
#include "chart/time_unit_private.h"

#include <string.h>

static const char *const CHILDREN[] = { "layer", "concat", "hconcat", "vconcat", NULL };

static const Node *
child_of(const Node *spec, size_t kind, size_t index)
{
  const Node *list = CHILDREN[kind] ? node_get(spec, CHILDREN[kind]) : node_get(spec, "spec");
  if (!CHILDREN[kind])
    return index == 0 ? list : NULL;
  return node_is(list, NODE_LIST) && index < list->count ? list->items[index] : NULL;
}

bool
selection_is_in(const Node *param, const Node *spec)
{
  const Node *views = node_get(param, "views"), *name = node_get(spec, "name");
  for (size_t i = 0; node_is(views, NODE_LIST) && i < views->count; i++)
    if (node_is(name, NODE_STRING) && node_is_string(views->items[i], name->string))
      return true;
  return !views;
}

/* The definition of a channel in the view that has the selection: its own, or its first child's. */
static const Node *
channel_in(const Node *spec, const Node *param, const char *channel)
{
  const Node *found = node_get(node_get(spec, "encoding"), channel), *child = NULL;
  if (found && (node_get(spec, "layer") || selection_is_in(param, spec)))
    return found;
  found = NULL;
  for (size_t kind = 0; kind < G_N_ELEMENTS(CHILDREN) && !found; kind++)
    for (size_t i = 0; !found && (child = child_of(spec, kind, i)); i++)
      found = channel_in(child, param, channel);
  return found;
}

static Selection
find_in(const Node *spec, const char *name)
{
  const Node *params = node_get(spec, "params"), *child = NULL;
  for (size_t i = 0; node_is(params, NODE_LIST) && i < params->count; i++)
    if (node_is_string(node_get(params->items[i], "name"), name) &&
        node_get(params->items[i], "select"))
      return (Selection){ params->items[i], spec };
  for (size_t kind = 0; kind < G_N_ELEMENTS(CHILDREN); kind++)
    for (size_t i = 0; (child = child_of(spec, kind, i)); i++) {
      Selection found = find_in(child, name);
      if (found.param)
        return found;
    }
  return (Selection){ 0 };
}

Selection
selection_find(const Compilation *compilation, const char *name)
{
  return find_in(compilation->spec, name);
}

bool
selection_is_interval(const Node *param)
{
  const Node *select = node_get(param, "select"), *type = node_get(select, "type");
  return node_is_string(type ? type : select, "interval");
}

const Node *
selection_channel(const Selection *selection, const char *channel)
{
  return channel_in(selection->view, selection->param, channel);
}

/* The field or channel that a value without names is about: the only one that is listed. */
static const char *
only_key(const Selection *selection)
{
  static const char *const LISTS[] = { "fields", "encodings" };
  const Node *select = node_get(selection->param, "select");
  for (size_t i = 0; i < G_N_ELEMENTS(LISTS); i++) {
    const Node *list = node_get(select, LISTS[i]);
    if (node_is(list, NODE_LIST) && list->count == 1)
      return node_string(list->items[0], NULL);
  }
  return NULL;
}

/* One tuple as a map of fields and channels; NULL: it is none. */
static const Node *
tuple_of(Arena *arena, const Selection *selection, const Node *value)
{
  const char *key = only_key(selection);
  if (node_is(value, NODE_MAP) && !node_get(value, "year"))
    return value;
  if (!key || node_is(value, NODE_NULL))
    return NULL;
  return node_with(arena, node_new_map(arena, NULL, 0, value->span), key, value);
}

const Node *
selection_tuples(Arena *arena, const Selection *selection)
{
  const Node *value = node_get(selection->param, "value");
  if (!value)
    return NULL;
  bool list = node_is(value, NODE_LIST) && !selection_is_interval(selection->param);
  size_t count = list ? value->count : 1, kept = 0;
  const Node **tuples = arena_array(arena, const Node *, MAX(count, 1));
  for (size_t i = 0; i < count; i++) {
    tuples[kept] = tuple_of(arena, selection, list ? value->items[i] : value);
    kept += tuples[kept] != NULL;
  }
  return kept ? node_new_list(arena, tuples, kept, value->span) : NULL;
}

/* {field: …, range | oneOf | equal: …} of one field or channel and its value. */
static const Node *
field_test(Arena *arena, const Selection *selection, const NodeEntry *entry)
{
  const Node *map = node_new_map(arena, NULL, 0, entry->value->span);
  const Node *channel = selection_channel(selection, entry->key), *unit = NULL;
  const Node *field = node_get(channel, "field");
  const char *type = node_string(node_get(channel, "type"), "");
  bool discrete = strcmp(type, "nominal") == 0 || strcmp(type, "ordinal") == 0;
  if (!node_is(field, NODE_STRING))
    field = node_new_string(arena, entry->key, entry->key_span);
  else
    unit = node_get(channel, "timeUnit");
  map = node_with(arena, map, "field", field);
  if (unit)
    map = node_with(arena, map, "timeUnit", unit);
  const char *test = !node_is(entry->value, NODE_LIST) ? "equal" : discrete ? "oneOf" : "range";
  return node_with(arena, map, test, entry->value);
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
  Selection selection = selection_find(compilation, name);
  const Node *tuples = selection.param ? selection_tuples(arena, &selection) : NULL;
  if (!tuples)
    return NULL;
  const Node **tests = arena_array(arena, const Node *, tuples->count);
  for (size_t i = 0; i < tuples->count; i++)
    tests[i] = tuple_test(arena, &selection, tuples->items[i]);
  const Node *list = node_new_list(arena, tests, tuples->count, tuples->span);
  return node_with(arena, node_new_map(arena, NULL, 0, tuples->span), "or", list);
}

/* ---- as an expression's value ---- */

static ExprValue
value_of(Arena *arena, const Node *node)
{
  return node_is(node, NODE_MAP) ? expr_number(time_unit_date(node, NULL))
                                 : expr_from_node(arena, node);
}

/* What is selected of one field or channel: an interval's two ends, or the value of each tuple. */
static ExprValue
values_of(Arena *arena, const Node *tuples, const char *key)
{
  const Node *first = node_get(tuples->items[0], key);
  const Node *list = node_is(first, NODE_LIST) ? first : tuples;
  ExprValue *items = arena_array(arena, ExprValue, MAX(list->count, 1));
  for (size_t i = 0; i < list->count; i++)
    items[i] = list == first                     ? value_of(arena, list->items[i])
               : node_get(tuples->items[i], key) ? value_of(arena, node_get(tuples->items[i], key))
                                                 : expr_undefined();
  return (ExprValue){ .kind = EXPR_ARRAY, .items = items, .count = list->count };
}

bool
selection_lookup(const Compilation *compilation, const char *name, ExprValue *value)
{
  Arena *arena = compilation->arena;
  Selection selection = selection_find(compilation, name);
  const Node *tuples = selection.param ? selection_tuples(arena, &selection) : NULL;
  const Node *first = tuples ? tuples->items[0] : NULL;
  size_t count = first ? first->count : 0;
  ExprMember *members = arena_array(arena, ExprMember, MAX(count, 1));
  for (size_t i = 0; i < count; i++) {
    const char *key = first->entries[i].key;
    const Node *channel = selection_channel(&selection, key);
    members[i] =
        (ExprMember){ node_string(node_get(channel, "field"), key), values_of(arena, tuples, key) };
  }
  *value = (ExprValue){ .kind = EXPR_OBJECT, .members = members, .count = count };
  return selection.param != NULL;
}

/* ---- legends ---- */

static bool
binds_legend(const Node *param)
{
  const Node *bind = node_get(param, "bind");
  return node_is_string(bind, "legend") || node_get(bind, "legend");
}

/* Has a selection values of the field, and this one not among them? */
static bool
leaves_out(Arena *arena, const Selection *selection, const char *field, Value value)
{
  const Node *tuples = selection_tuples(arena, selection);
  bool about = false;
  for (size_t i = 0; tuples && i < tuples->count; i++)
    for (size_t k = 0; k < tuples->items[i]->count; k++) {
      const NodeEntry *entry = &tuples->items[i]->entries[k];
      const Node *channel = selection_channel(selection, entry->key);
      if (strcmp(node_string(node_get(channel, "field"), entry->key), field) != 0)
        continue;
      about = true;
      if (value_equal(node_value(entry->value), value))
        return false;
    }
  return about;
}

static bool
fades_below(const Compilation *compilation, const Node *view, const char *field, Value value)
{
  const Node *params = node_get(view, "params");
  for (size_t i = 0; node_is(params, NODE_LIST) && i < params->count; i++) {
    const Selection selection = { params->items[i], view };
    if (binds_legend(selection.param) && leaves_out(compilation->arena, &selection, field, value))
      return true;
  }
  static const char *const LISTS[] = { "layer", "concat", "hconcat", "vconcat" };
  for (size_t i = 0; i < G_N_ELEMENTS(LISTS); i++) {
    const Node *views = node_get(view, LISTS[i]);
    for (size_t k = 0; node_is(views, NODE_LIST) && k < views->count; k++)
      if (fades_below(compilation, views->items[k], field, value))
        return true;
  }
  const Node *inner = node_get(view, "spec");
  return inner && fades_below(compilation, inner, field, value);
}

bool
selection_fades(const Compilation *compilation, const char *field, Value value)
{
  return field && fades_below(compilation, compilation->spec, field, value);
}
