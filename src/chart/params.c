/* Parameters: named values that expressions may use. Those that a reader would change (bind,
 * select) have their initial value. */
#include "chart/params_private.h"
#include "chart/selection_private.h"

#include <string.h>

static bool
is_size(const char *name)
{
  return strcmp(name, "width") == 0 || strcmp(name, "height") == 0;
}

static ExprValue evaluate(Compilation *compilation, const Node *text);

/* Parameters may refer to those that follow them, but not to themselves. */
static void
settle(Compilation *compilation, ChartParam *param)
{
  const Node *expr = param->expr;
  if (param->busy)
    diag_error(compilation->diags, "circular-parameter", expr->span, NULL,
               "the parameter '%s' depends on itself", param->name);
  if (!expr || param->busy)
    return;
  param->busy = true;
  param->value = evaluate(compilation, expr);
  param->busy = false;
  param->expr = NULL;
}

bool
params_lookup(void *compilation, const char *name, ExprValue *value)
{
  Compilation *c = compilation;
  for (size_t i = 0; i < c->param_count; i++)
    if (strcmp(c->params[i].name, name) == 0) {
      settle(c, &c->params[i]);
      *value = c->params[i].value;
      return true;
    }
  if (selection_lookup(c, name, value))
    return true;
  if (!is_size(name))
    return false;
  const Node *size = node_get(c->spec, name);
  *value = expr_number(
      node_number(size,
                  config_number(c, *name == 'w' ? "view.continuousWidth" : "view.continuousHeight",
                                300)));
  return true;
}

static ExprValue
evaluate(Compilation *compilation, const Node *text)
{
  Expr *expr = expr_parse(compilation->arena, text->string, text->span, compilation->diags);
  ExprScope scope = {
    .arena = compilation->arena,
    .user = compilation,
    .name = params_lookup,
    .locale = compilation->locale,
    .diags = compilation->diags,
  };
  return expr ? expr_evaluate(expr, &scope) : expr_undefined();
}

void
params_set(Compilation *compilation, const char *name, ExprValue value)
{
  size_t count = compilation->param_count;
  for (size_t i = 0; i < count; i++)
    if (strcmp(compilation->params[i].name, name) == 0) {
      compilation->params[i].value = value;
      return;
    }
  ChartParam *params = arena_array(compilation->arena, ChartParam, count + 1);
  if (count > 0)
    memcpy(params, compilation->params, count * sizeof *params);
  params[count] = (ChartParam){ .name = name, .value = value };
  compilation->params = params;
  compilation->param_count++;
}

static void
declare(Compilation *compilation, const Node *list)
{
  size_t count = node_is(list, NODE_LIST) ? list->count : 0;
  for (size_t i = 0; i < count; i++) {
    const Node *node = list->items[i], *value = node_get(node, "value");
    const Node *expr = node_get(node, "expr");
    const char *name = node_string(node_get(node, "name"), NULL);
    if (!name || node_get(node, "select"))
      continue;
    ChartParam *param = &compilation->params[compilation->param_count++];
    param->name = name;
    param->expr = node_is(expr, NODE_STRING) ? expr : NULL;
    param->value = value ? expr_from_node(compilation->arena, value) : expr_null();
  }
}

void
params_read(Compilation *compilation)
{
  const Node *own = node_get(compilation->spec, "params");
  const Node *themed = node_get(compilation->config, "params");
  size_t count =
      (node_is(own, NODE_LIST) ? own->count : 0) + (node_is(themed, NODE_LIST) ? themed->count : 0);
  compilation->params = arena_array(compilation->arena, ChartParam, MAX(count, 1));
  declare(compilation, own);
  declare(compilation, themed);
  for (size_t i = 0; i < compilation->param_count; i++)
    settle(compilation, &compilation->params[i]);
}

const Node *
params_node(Arena *arena, ExprValue value, Span span)
{
  switch (value.kind) {
  case EXPR_BOOLEAN:
    return node_new_boolean(arena, value.boolean, span);
  case EXPR_NUMBER:
  case EXPR_DATE:
    return node_new_number(arena, value.number, span);
  case EXPR_STRING:
    return node_new_string(arena, value.string, span);
  case EXPR_ARRAY: {
    const Node **items = arena_array(arena, const Node *, MAX(value.count, 1));
    for (size_t i = 0; i < value.count; i++)
      items[i] = params_node(arena, value.items[i], span);
    return node_new_list(arena, items, value.count, span);
  }
  case EXPR_OBJECT:
    if (value.colour)
      return node_new_string(arena, expr_to_string(arena, value), span);
    break;
  case EXPR_UNDEFINED:
  case EXPR_NULL:
  case EXPR_REGEXP:
    break;
  }
  Node *null = arena_new0(arena, Node);
  null->span = span;
  return null;
}

static bool
is_rows(const char *key)
{
  static const char *const KEYS[] = { "values", "datasets", "params", "usermeta", NULL };
  return g_strv_contains(KEYS, key);
}

/* What an evaluation lacks before the data are read. */
typedef struct Early {
  Compilation *compilation;
  bool sized; /* the plot's size must be known, if the specification does not give it */
  bool lacking;
} Early;

/* Is `name` the parameter of an extent transform? */
static bool
is_extent(const Node *node, const char *name)
{
  if (node_get(node, "extent") && node_is_string(node_get(node, "param"), name))
    return true;
  bool found = false;
  for (size_t i = 0; node_is(node, NODE_LIST) && i < node->count && !found; i++)
    found = is_extent(node->items[i], name);
  for (size_t i = 0; node_is(node, NODE_MAP) && i < node->count && !found; i++)
    found = !is_rows(node->entries[i].key) && is_extent(node->entries[i].value, name);
  return found;
}

static bool
early_name(void *user, const char *name, ExprValue *value)
{
  Early *early = user;
  bool known = params_lookup(early->compilation, name, value);
  const Node *spec = early->compilation->spec;
  early->lacking = early->lacking || (!known && is_extent(spec, name)) ||
                   (early->sized && is_size(name) && !node_is(node_get(spec, name), NODE_NUMBER));
  return known;
}

static bool
early_scale(void *user, ExprScaleCall call, const char *scale, ExprValue argument, ExprValue *value)
{
  (void)call, (void)scale, (void)argument, (void)value;
  ((Early *)user)->lacking = true;
  return false;
}

static bool
reads_later(Compilation *compilation, const Expr *expr, bool sized)
{
  Early early = { .compilation = compilation, .sized = sized };
  ExprScope scope = {
    .arena = compilation->arena,
    .user = &early,
    .name = early_name,
    .scale = early_scale,
    .locale = compilation->locale,
  };
  expr_evaluate(expr, &scope);
  return early.lacking;
}

/* {expr: …} that no row changes → its value; NULL: it stays. */
static const Node *
folded_expr(Compilation *compilation, const Node *map, bool sized)
{
  const Node *text = map->count == 1 ? node_get(map, "expr") : NULL;
  if (!node_is(text, NODE_STRING))
    return NULL;
  Expr *expr = expr_parse(compilation->arena, text->string, text->span, compilation->diags);
  if (!expr || expr_fields(compilation->arena, expr)[0] || reads_later(compilation, expr, sized))
    return NULL;
  return params_node(compilation->arena, evaluate(compilation, text), text->span);
}

static const Node *fold(Compilation *compilation, const Node *node, bool sized);

/* Marks and values are read once the plot has its size; rows of data are no part of the grammar. */
static const Node *
fold_entry(Compilation *compilation, const NodeEntry *entry, bool sized)
{
  bool waits = sized || strcmp(entry->key, "mark") == 0 || strcmp(entry->key, "value") == 0;
  if (!is_rows(entry->key))
    return fold(compilation, entry->value, waits);
  bool values = strcmp(entry->key, "values") == 0 && node_is(entry->value, NODE_MAP);
  const Node *value = values ? folded_expr(compilation, entry->value, false) : NULL;
  return value ? value : entry->value;
}

static const Node *
fold(Compilation *compilation, const Node *node, bool sized)
{
  Arena *arena = compilation->arena;
  if (node_is(node, NODE_LIST)) {
    const Node **items = arena_array(arena, const Node *, MAX(node->count, 1));
    for (size_t i = 0; i < node->count; i++)
      items[i] = fold(compilation, node->items[i], sized);
    return node_new_list(arena, items, node->count, node->span);
  }
  if (!node_is(node, NODE_MAP))
    return node;
  const Node *value = folded_expr(compilation, node, sized);
  if (value)
    return value;
  NodeEntry *entries = arena_dup(arena, node->entries, node->count * sizeof *entries);
  bool computed = false;
  for (size_t i = 0; i < node->count; i++) {
    const Node *given = entries[i].value;
    entries[i].value = fold_entry(compilation, &entries[i], sized);
    computed = computed || (strcmp(entries[i].key, "domain") == 0 && entries[i].value != given &&
                            node_get(given, "expr"));
  }
  const Node *map = node_new_map(arena, entries, node->count, node->span);
  return computed ? node_with(arena, map, COMPUTED_DOMAIN, node) : map;
}

const Node *
params_fold(Compilation *compilation, const Node *node)
{
  return fold(compilation, node, false);
}
