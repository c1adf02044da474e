/* What an expression reads: fields and names. */
#include "chart/expr_private.h"

#include <string.h>

typedef void (*Visit)(const ExprNode *node, void *user);

/* Every node that is not part of the path of a field. */
static void
visit_nodes(const ExprNode *node, Visit visit, void *user)
{
  visit(node, user);
  if (node->form == EXPR_FORM_FIELD)
    return;
  for (size_t i = 0; i < node->count; i++)
    visit_nodes(node->items[i], visit, user);
}

typedef struct Collection {
  ExprForm form;
  GPtrArray *names;
} Collection;

static void
collect(const ExprNode *node, void *user)
{
  Collection *collection = user;
  if (node->form != collection->form)
    return;
  for (guint i = 0; i < collection->names->len; i++)
    if (strcmp(collection->names->pdata[i], node->name) == 0)
      return;
  g_ptr_array_add(collection->names, (gpointer)node->name);
}

static const char *const *
collect_names(Arena *arena, const Expr *expr, ExprForm form)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  visit_nodes(expr->root, collect, &(Collection){ form, names });
  g_ptr_array_add(names, NULL);
  return arena_dup(arena, names->pdata, names->len * sizeof(void *));
}

const char *const *
expr_fields(Arena *arena, const Expr *expr)
{
  return collect_names(arena, expr, EXPR_FORM_FIELD);
}

const char *const *
expr_names(Arena *arena, const Expr *expr)
{
  return collect_names(arena, expr, EXPR_FORM_NAME);
}

typedef struct Check {
  const Expr *expr;
  const char *const *names, *const *fields;
  DiagList *diags;
  bool sound;
} Check;

static bool
contains(const char *const *list, const char *name)
{
  for (; list && *list; list++)
    if (strcmp(*list, name) == 0)
      return true;
  return false;
}

/* Is the field or one that holds it (datum.name.length: "name") known? */
static bool
field_known(const char *const *fields, const ExprNode *node)
{
  for (; node->form == EXPR_FORM_FIELD; node = node->items[0])
    if (contains(fields, node->name))
      return true;
  return false;
}

static void
report_unknown(Check *check, const ExprNode *node, const char *const *known, bool field)
{
  const char *near = known ? diag_suggest(node->name, known) : NULL;
  g_autofree char *hint = near ? g_strdup_printf("did you mean '%s'?", near) : NULL;
  Span place = expr_place(check->expr->text, check->expr->span, node->start, node->end);
  diag_error(check->diags, field ? "unknown-field" : "unknown-name", place, hint,
             "there is no %s '%s'", field ? "field" : "parameter", node->name);
  check->sound = false;
}

static void
check_node(const ExprNode *node, void *user)
{
  Check *check = user;
  if (node->form == EXPR_FORM_NAME && !contains(check->names, node->name))
    report_unknown(check, node, check->names, false);
  if (node->form == EXPR_FORM_FIELD && check->fields && !field_known(check->fields, node))
    report_unknown(check, node, check->fields, true);
}

bool
expr_check(const Expr *expr, const char *const *names, const char *const *fields, DiagList *diags)
{
  Check check = { expr, names, fields, diags, true };
  visit_nodes(expr->root, check_node, &check);
  return check.sound;
}
