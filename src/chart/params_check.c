/* Faults in the names of parameters: unknown, declared twice, used nowhere. */
#include "chart/params_private.h"

#include <string.h>

static bool
is_rows(const char *key)
{
  return strcmp(key, "values") == 0 || strcmp(key, "datasets") == 0 || strcmp(key, "usermeta") == 0;
}

typedef void (*MapVisitor)(const Node *map, void *user);

static void
each_map(const Node *node, MapVisitor visit, void *user)
{
  if (node_is(node, NODE_MAP))
    visit(node, user);
  for (size_t i = 0; node_is(node, NODE_MAP) && i < node->count; i++)
    if (!is_rows(node->entries[i].key) || node_is(node->entries[i].value, NODE_MAP))
      each_map(node->entries[i].value, visit, user);
  for (size_t i = 0; node_is(node, NODE_LIST) && i < node->count; i++)
    each_map(node->items[i], visit, user);
}

/* ---- which there are ---- */

typedef struct Names {
  GPtrArray *names;
  DiagList *diags; /* NULL: nothing is reported */
} Names;

static void
add_name(Names *names, const Node *name)
{
  if (!node_is(name, NODE_STRING))
    return;
  if (names->diags &&
      g_ptr_array_find_with_equal_func(names->names, name->string, g_str_equal, NULL))
    diag_error(names->diags, "duplicate-parameter", name->span, "give each its own name",
               "there is another parameter '%s'", name->string);
  g_ptr_array_add(names->names, (gpointer)name->string);
}

static void
collect(const Node *map, void *user)
{
  const Node *list = node_get(map, "params");
  for (size_t i = 0; node_is(list, NODE_LIST) && i < list->count; i++) {
    /* Selections of several views may share a name. */
    bool shared = node_get(list->items[i], "select");
    Names *names = shared ? &(Names){ ((Names *)user)->names, NULL } : user;
    add_name(names, node_get(list->items[i], "name"));
  }
  if (node_get(map, "extent"))
    add_name(&(Names){ ((Names *)user)->names, NULL }, node_get(map, "param"));
}

static const char *const *
known_names(const Compilation *compilation)
{
  static const char *const SIGNALS[] = { "width",      "height", "padding", "autosize",
                                         "background", "cursor", "parent" };
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  each_map(compilation->spec, collect, &(Names){ names, compilation->diags });
  const Node *themed = node_get(compilation->config, "params");
  for (size_t i = 0; node_is(themed, NODE_LIST) && i < themed->count; i++)
    add_name(&(Names){ names, NULL }, node_get(themed->items[i], "name"));
  for (size_t i = 0; i < G_N_ELEMENTS(SIGNALS); i++)
    g_ptr_array_add(names, (gpointer)SIGNALS[i]);
  g_ptr_array_add(names, NULL);
  return arena_dup(compilation->arena, names->pdata, names->len * sizeof(gpointer));
}

/* ---- references ---- */

/* The sizes of views of a composition have names that Vega-Lite makes: "concat_0_width". */
static bool
is_known(const Compilation *compilation, const char *name)
{
  return g_strv_contains(compilation->param_names, name) || g_str_has_suffix(name, "_width") ||
         g_str_has_suffix(name, "_height");
}

/* A warning, since what an encoding overrides may name anything. Faults of syntax are told by
 * whoever evaluates it. */
static void
check_expression(const Compilation *compilation, const Node *text)
{
  g_autoptr(DiagList) unheard = diag_list_new(), unknown = diag_list_new();
  const Expr *expr = expr_parse(compilation->arena, text->string, text->span, unheard);
  /* What reads rows is a query's, which has the word. */
  bool constant = expr && !expr_fields(compilation->arena, expr)[0];
  const char *const *names = constant ? expr_names(compilation->arena, expr) : NULL;
  bool sound = true;
  for (; names && *names; names++)
    sound = sound && is_known(compilation, *names);
  if (!sound)
    expr_check(expr, compilation->param_names, NULL, unknown);
  for (size_t i = 0; i < diag_total(unknown); i++) {
    const Diag *diag = diag_at(unknown, i);
    diag_add(compilation->diags, DIAG_WARNING, diag->code, diag->place, diag->hint, "%s",
             diag->message);
  }
}

static void
check_reference(const Compilation *compilation, const Node *name)
{
  if (g_strv_contains(compilation->param_names, name->string))
    return;
  const char *near = diag_suggest(name->string, compilation->param_names);
  g_autofree char *hint = near ? g_strdup_printf("did you mean '%s'?", near) : NULL;
  diag_error(compilation->diags, "unknown-name", name->span, hint, "there is no parameter '%s'",
             name->string);
}

static void
check_map(const Node *map, void *user)
{
  const Node *expr = node_get(map, "expr"), *param = node_get(map, "param");
  bool declared = node_get(map, "name");
  if (node_is(expr, NODE_STRING) && (declared || map->count == 1))
    check_expression(user, expr);
  if (node_is(param, NODE_STRING) && !node_get(map, "extent"))
    check_reference(user, param);
}

/* ---- uses ---- */

/* Does any text but that of its own declaration contain the name? */
static bool
mentions(const Node *node, const Node *declaration, const char *name)
{
  if (node == declaration)
    return false;
  bool found = node_is(node, NODE_STRING) && strstr(node->string, name);
  for (size_t i = 0; node_is(node, NODE_MAP) && i < node->count && !found; i++)
    found = !is_rows(node->entries[i].key) && mentions(node->entries[i].value, declaration, name);
  for (size_t i = 0; node_is(node, NODE_LIST) && i < node->count && !found; i++)
    found = mentions(node->items[i], declaration, name);
  return found;
}

/* Values that a reader could set, and selections, may be there for interaction alone. */
static void
check_uses(const Compilation *compilation)
{
  const Node *list = node_get(compilation->spec, "params");
  for (size_t i = 0; node_is(list, NODE_LIST) && i < list->count; i++) {
    const Node *node = list->items[i], *name = node_get(node, "name");
    if (!node_is(name, NODE_STRING) || node_get(node, "select") || node_get(node, "bind"))
      continue;
    if (!mentions(compilation->spec, node, name->string))
      diag_warning(compilation->diags, "unused-parameter", name->span, NULL,
                   "nothing uses the parameter '%s'", name->string);
  }
}

void
params_check(Compilation *compilation)
{
  compilation->param_names = known_names(compilation);
  each_map(compilation->spec, check_map, compilation);
  check_uses(compilation);
}
