/* Walks a specification along the tables of its properties. */
#include "chart/chart.h"
#include "chart/schema_private.h"

#include <string.h>

typedef struct Walk {
  DiagList *diags;
  bool told_interactive;
} Walk;

static void
check_value(Walk *walk, const SchemaPlace *place, const SchemaType *type, const Node *node);

static const SchemaObject *
choose_variant(const SchemaObject *object, const Node *map)
{
  const SchemaVariant *variant = object->variants;
  for (; variant && variant->key; variant++) {
    const Node *value = node_get(map, variant->key);
    if (value && (!variant->word || node_is_string(value, variant->word)))
      return choose_variant(variant->object, map);
  }
  return object;
}

static const SchemaProperty *
find_property(const SchemaObject *object, const char *name)
{
  const SchemaProperty *property = object->properties;
  for (; property && property->name; property++)
    if (strcmp(property->name, name) == 0)
      return property;
  for (size_t i = 0; object->parents && object->parents[i]; i++)
    if ((property = find_property(object->parents[i], name)))
      return property;
  return NULL;
}

static void
collect_names(const SchemaObject *object, GPtrArray *names)
{
  const SchemaProperty *property = object->properties;
  for (; property && property->name; property++)
    if (property->use != SCHEMA_TOP_LEVEL)
      g_ptr_array_add(names, (gpointer)property->name);
  for (size_t i = 0; object->parents && object->parents[i]; i++)
    collect_names(object->parents[i], names);
}

GPtrArray *
schema_property_names(const SchemaObject *object)
{
  GPtrArray *names = g_ptr_array_new();
  collect_names(object, names);
  return names;
}

/* `tooltip: null` asks for nothing, so nothing is missed. */
static bool
asks_for_something(const Node *value)
{
  return !node_is(value, NODE_NULL) && !(node_is(value, NODE_BOOLEAN) && !value->boolean);
}

static void
check_use(Walk *walk, const SchemaProperty *property, const NodeEntry *entry)
{
  if (property->use == SCHEMA_INTERACTIVE && !walk->told_interactive) {
    walk->told_interactive = true;
    diag_warning(walk->diags, "interactive", entry->key_span,
                 "the chart is drawn as it stands before anyone touches it",
                 "charts on paper do not react: `%s` has no effect", entry->key);
  }
  if (property->use == SCHEMA_UNSUPPORTED)
    diag_warning(walk->diags, "unsupported-property", entry->key_span, NULL,
                 "`%s` is not supported and has no effect", entry->key);
  if (property->use == SCHEMA_TOP_LEVEL)
    diag_warning(walk->diags, "misplaced-property", entry->key_span,
                 "move it beside the outermost view's properties",
                 "`%s` counts only at the top level of a chart", entry->key);
}

static void
check_entry(Walk *walk, const SchemaObject *object, const NodeEntry *entry)
{
  const SchemaProperty *property = find_property(object, entry->key);
  SchemaPlace place = { .name = entry->key };
  if (property) {
    if (property->use != SCHEMA_DRAWN && !asks_for_something(entry->value))
      return;
    check_use(walk, property, entry);
    if (property->use != SCHEMA_UNSUPPORTED)
      check_value(walk, &place, property->type, entry->value);
  } else if (object->others) {
    check_value(walk, &place, object->others, entry->value);
  } else {
    schema_report_unknown(walk->diags, object, entry);
  }
}

static void
check_object(Walk *walk, const SchemaObject *object, const Node *map)
{
  object = choose_variant(object, map);
  for (size_t i = 0; i < map->count; i++)
    check_entry(walk, object, &map->entries[i]);
}

static void
check_number(Walk *walk, const SchemaPlace *place, const SchemaType *type, const Node *node)
{
  bool bounded = type->least != 0 || type->most != 0;
  bool inside = !bounded || (node->number >= type->least && node->number <= type->most);
  if (!isfinite(node->number) || !inside)
    schema_report_range(walk->diags, place, type, node);
}

static void
check_string(Walk *walk, const SchemaPlace *place, const SchemaType *type, const Node *node)
{
  if (type->words && !g_strv_contains(type->words, node->string))
    schema_report_word(walk->diags, place, type, node);
}

static void
check_list(Walk *walk, const SchemaPlace *place, const SchemaType *type, const Node *node)
{
  if (type->filled && node->count == 0)
    schema_report_empty(walk->diags, place, node);
  for (size_t i = 0; type->items && i < node->count; i++) {
    SchemaPlace item = { place->name, place, i };
    check_value(walk, &item, type->items, node->items[i]);
  }
}

static void
check_map(Walk *walk, const SchemaPlace *place, const SchemaType *type, const Node *node)
{
  (void)place;
  bool expression = type->accepts & ACCEPT_EXPR && node_get(node, "expr");
  const SchemaObject *object = expression ? &SCHEMA_EXPRESSION_OBJECT : type->object;
  if (object)
    check_object(walk, object, node);
}

static bool
is_accepted(const SchemaType *type, const Node *node)
{
  bool expression = type->accepts & ACCEPT_EXPR && node_get(node, "expr");
  return type->accepts == 0 || type->accepts & 1u << node->kind || expression;
}

static void
check_value(Walk *walk, const SchemaPlace *place, const SchemaType *type, const Node *node)
{
  static void (*const CHECKS[])(Walk *, const SchemaPlace *, const SchemaType *, const Node *) = {
    [NODE_NUMBER] = check_number,
    [NODE_STRING] = check_string,
    [NODE_LIST] = check_list,
    [NODE_MAP] = check_map,
  };
  if (!is_accepted(type, node))
    schema_report_kind(walk->diags, place, type, node);
  else if (CHECKS[node->kind])
    CHECKS[node->kind](walk, place, type, node);
}

void
chart_check_config(const Node *config, DiagList *diags)
{
  Walk walk = { .diags = diags };
  SchemaPlace place = { .name = "config" };
  check_value(&walk, &place, &SCHEMA_CONFIG, config);
}

void
schema_check(const Node *spec, DiagList *diags)
{
  Walk walk = { .diags = diags };
  if (node_is(spec, NODE_MAP))
    check_object(&walk, &SCHEMA_CHART, spec);
}
