#include "compose/document_private.h"

#include <string.h>

static FrontParam *
find_param(const FrontMatter *front, const char *name)
{
  for (size_t i = 0; i < front->param_count; i++)
    if (strcmp(front->params[i].name, name) == 0)
      return &front->params[i];
  return NULL;
}

static void
report_unknown(const FrontMatter *front, const char *name, DiagList *diags)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  g_ptr_array_add(names, (gpointer) "lang");
  for (size_t i = 0; i < front->param_count; i++)
    g_ptr_array_add(names, (gpointer)front->params[i].name);
  g_ptr_array_add(names, NULL);
  const char *near = diag_suggest(name, (const char *const *)names->pdata);
  g_autofree char *hint = near ? g_strdup_printf("did you mean %s?", near)
                               : g_strdup("parameters are named under params: in the front matter");
  diag_add(diags, DIAG_ERROR, "unknown-param", (Place){ 0 }, hint,
           "the document has no parameter \"%s\"", name);
}

/* The value as YAML reads it, but a text where the document has a text. */
static Value
read_value(Arena *arena, const char *text, const Value *now)
{
  const char *own = arena_strdup(arena, text);
  if (now->kind == VALUE_STRING)
    return value_string(own);
  g_autoptr(DiagList) ignored = diag_list_new();
  const Node *node = node_parse(arena, source_from_text(arena, "-P", text, strlen(text)), ignored);
  bool plain = node && !node_is(node, NODE_MAP) && !node_is(node, NODE_LIST);
  return plain ? node_value(node) : value_string(own);
}

bool
document_set_param(Document *document, const char *name, const char *value, DiagList *diags)
{
  static const char *const KINDS[] = { [VALUE_NULL] = "a value",
                                       [VALUE_BOOLEAN] = "true or false",
                                       [VALUE_NUMBER] = "a number",
                                       [VALUE_STRING] = "a text" };
  FrontMatter *front = &document->front;
  if (strcmp(name, "lang") == 0) {
    front->language = arena_strdup(document->arena, value);
    front->language_span = (Span){ 0 };
    return true;
  }
  FrontParam *param = find_param(front, name);
  if (!param) {
    report_unknown(front, name, diags);
    return false;
  }
  Value read = read_value(document->arena, value, &param->value);
  if (param->value.kind != VALUE_NULL && read.kind != param->value.kind) {
    diag_add(diags, DIAG_ERROR, "param-kind", (Place){ 0 }, NULL,
             "the parameter \"%s\" needs %s, not \"%s\"", name, KINDS[param->value.kind], value);
    return false;
  }
  param->value = read;
  return true;
}
