#include "chart/explain_private.h"

#include "chart/mark_private.h"

#include <string.h>

/* A comment's text must not end the comment. */
static void
append_comment(GString *out, int indent, const char *text)
{
  g_string_append_printf(out, "%*s-- ", indent, "");
  for (const char *p = text; *p; p++)
    g_string_append_c(out, g_ascii_iscntrl(*p) ? ' ' : *p);
  g_string_append_c(out, '\n');
}

/* "layer 2", "view 1", "each cell": what a view is to its parent. */
static void
append_place(GString *out, const View *view)
{
  if (!view->parent)
    return;
  append_place(out, view->parent);
  size_t index = 0;
  while (index < view->parent->child_count && view->parent->children[index] != view)
    index++;
  if (view->parent->kind == VIEW_FACET)
    g_string_append(out, "each cell, ");
  else
    g_string_append_printf(out, "%s %zu, ", view->parent->kind == VIEW_LAYER ? "layer" : "view",
                           index + 1);
}

/* "layer 2, line (specification line 14)" */
static char *
view_label(const View *view)
{
  GString *label = g_string_new(NULL);
  append_place(label, view);
  if (view->unit)
    g_string_append(label, view->unit->mark->name);
  else if (label->len >= 2)
    g_string_truncate(label, label->len - 2);
  if (view->spec->span.source)
    g_string_append_printf(label, "%s(specification line %zu)", label->len ? " " : "",
                           place_of_span(view->spec->span).line);
  return g_string_free(label, FALSE);
}

static void
add(const Compilation *compilation, const GString *text)
{
  GPtrArray *texts = compilation->context->explained;
  if (!g_ptr_array_find_with_equal_func(texts, text->str, g_str_equal, NULL))
    g_ptr_array_add(texts, arena_strdup(compilation->arena, text->str));
}

static void
append_steps(GString *out, const Pipeline *pipeline)
{
  g_autoptr(GPtrArray) steps = g_ptr_array_new();
  pipeline_steps(pipeline, steps);
  for (guint i = 0; i < steps->len; i++) {
    const Pipeline *step = steps->pdata[i];
    if (step->note)
      append_comment(out, 2, step->note);
    g_string_append_printf(out, "  %s AS (\n", step->name);
    sql_layout(out, sql_plain(step->compilation->arena, step->sql), 4);
    g_string_append(out, i + 1 < steps->len ? "\n  ),\n" : "\n  )\n");
  }
}

void
explain_query(const Pipeline *pipeline, const char *purpose, const char *query)
{
  g_autofree char *place = pipeline->view ? view_label(pipeline->view) : g_strdup("the chart");
  g_autofree char *heading = g_strconcat(place, ": ", purpose ? purpose : "the rows drawn", NULL);
  g_autoptr(GString) out = g_string_new(NULL);
  append_comment(out, 0, heading);
  g_string_append(out, "WITH\n");
  append_steps(out, pipeline);
  sql_layout(out, sql_plain(pipeline->compilation->arena, query), 0);
  g_string_append(out, ";\n");
  add(pipeline->compilation, out);
}

void
explain_source(const Compilation *compilation, const char *table, const Node *sql)
{
  g_autofree char *heading = g_strdup_printf("%s: data.sql of the specification", table);
  g_autoptr(GString) out = g_string_new(NULL);
  append_comment(out, 0, heading);
  sql_layout(out, node_string(sql, ""), 0);
  g_string_append(out, ";\n");
  add(compilation, out);
}
