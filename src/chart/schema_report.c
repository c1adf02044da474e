/* The words in which a specification's faults are told. */
#include "chart/schema_private.h"

#include <math.h>

/* Longer lists help nobody. */
enum { LISTED_NAMES = 12 };

/* "`range[1]`" */
static char *
name_of(const SchemaPlace *place)
{
  g_autoptr(GString) indices = g_string_new(NULL);
  for (; place->list; place = place->list) {
    g_autofree char *index = g_strdup_printf("[%zu]", place->index);
    g_string_prepend(indices, index);
  }
  return g_strdup_printf("%s%s", place->name, indices->str);
}

/* The nearest of NULL-terminated names, or all of them if they are few; NULL: neither. */
static char *
hint_of_names(const char *wrong, const char *const *names, const char *head)
{
  const char *near = diag_suggest(wrong, names);
  if (near)
    return g_strdup_printf("did you mean '%s'?", near);
  guint count = g_strv_length((char **)names);
  if (count == 0 || count > LISTED_NAMES)
    return NULL;
  g_autofree char *all = g_strjoinv(", ", (char **)names);
  return g_strdup_printf("%s: %s", head, all);
}

void
schema_report_unknown(DiagList *diags, const SchemaObject *object, const NodeEntry *entry)
{
  g_autoptr(GPtrArray) names = schema_property_names(object);
  g_ptr_array_add(names, NULL);
  g_autofree char *hint =
      hint_of_names(entry->key, (const char *const *)names->pdata, "it may have");
  diag_warning(diags, "unknown-property", entry->key_span, hint, "%s has no property '%s'",
               object->name, entry->key);
}

/* "a string, a list or null" of ACCEPT_… bits; "" of none. */
static char *
name_kinds(unsigned accepts)
{
  static const NodeKind ORDER[] = { NODE_STRING, NODE_NUMBER, NODE_BOOLEAN,
                                    NODE_LIST,   NODE_MAP,    NODE_NULL };
  g_autoptr(GPtrArray) kinds = g_ptr_array_new();
  g_autoptr(GString) text = g_string_new(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(ORDER); i++)
    if (accepts & 1u << ORDER[i])
      g_ptr_array_add(kinds, (gpointer)node_kind_name(ORDER[i]));
  for (guint i = 0; i < kinds->len; i++) {
    const char *before = i == 0 ? "" : i + 1 < kinds->len ? ", " : " or ";
    g_string_append_printf(text, "%s%s", before, (const char *)g_ptr_array_index(kinds, i));
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* "one of: a, b", or "a number or one of: a, b" where other kinds will do as well. */
static char *
hint_of_words(const char *wrong, const SchemaType *type)
{
  g_autofree char *others = name_kinds(type->accepts & ~(unsigned)(ACCEPT_STRING | ACCEPT_NULL));
  g_autofree char *head = g_strdup_printf("%s%sone of", others, *others ? ", or " : "");
  return hint_of_names(wrong, type->words, head);
}

void
schema_report_kind(DiagList *diags, const SchemaPlace *place, const SchemaType *type,
                   const Node *node)
{
  g_autofree char *name = name_of(place), *kinds = name_kinds(type->accepts), *hint = NULL;
  if (type->words)
    hint = hint_of_names("", type->words, "as a string one of");
  else if (type->accepts & ACCEPT_EXPR && node->kind == NODE_MAP)
    hint = g_strdup("as an object only an expression: {expr: …}");
  diag_error(diags, "invalid-value", node->span, hint, "`%s` must be %s, not %s", name,
             *kinds ? kinds : "an expression", node_kind_name(node->kind));
}

void
schema_report_word(DiagList *diags, const SchemaPlace *place, const SchemaType *type,
                   const Node *node)
{
  g_autofree char *name = name_of(place), *hint = hint_of_words(node->string, type);
  if (type->open) {
    diag_warning(diags, "unsupported-value", node->span, hint,
                 "`%s` '%s' is not known here and has no effect", name, node->string);
    return;
  }
  diag_error(diags, "invalid-value", node->span, hint, "`%s` cannot be '%s'", name, node->string);
}

void
schema_report_empty(DiagList *diags, const SchemaPlace *place, const Node *node)
{
  g_autofree char *name = name_of(place);
  diag_error(diags, "invalid-value", node->span, NULL, "`%s` must not be empty", name);
}

void
schema_report_range(DiagList *diags, const SchemaPlace *place, const SchemaType *type,
                    const Node *node)
{
  g_autofree char *name = name_of(place);
  if (!isfinite(node->number))
    diag_error(diags, "invalid-value", node->span, NULL, "`%s` must be a finite number", name);
  else if (isinf(type->most))
    diag_error(diags, "invalid-value", node->span, NULL, "`%s` must be at least %g, not %s", name,
               type->least, node->scalar);
  else
    diag_error(diags, "invalid-value", node->span, NULL, "`%s` must be between %g and %g, not %s",
               name, type->least, type->most, node->scalar);
}
