/* Fields inside nested values: "list[0]", "list[0].name". What a step of the specification names
 * becomes a column of that name, where a column bears the beginning of the path. */
#include "chart/pipeline_private.h"

#include <string.h>

/* The column that the longest beginning of a path names, up to a '[' or '.'; `rest`: what follows
 * it. NULL: none. */
static const PipelineColumn *
column_of_path(const Pipeline *pipeline, const char *path, const char **rest)
{
  Arena *arena = pipeline->compilation->arena;
  for (size_t i = strlen(path); i > 0; i--) {
    const PipelineColumn *column = path[i] == '[' || path[i] == '.'
                                       ? pipeline_column(pipeline, arena_strndup(arena, path, i))
                                       : NULL;
    *rest = path + i;
    if (column)
      return column;
  }
  return NULL;
}

/* The length of a name or an index at the start of a path, with its '.' or brackets; 0: neither. */
static size_t
step_length(const char *path)
{
  if (*path == '.')
    return 1 + strcspn(path + 1, ".[]\"\\'");
  size_t digits = *path == '[' ? strspn(path + 1, "0123456789") : 0;
  return digits > 0 && path[digits + 1] == ']' ? digits + 2 : 0;
}

/* "[0].name" as SQLite's JSON functions write it: "$[0].\"name\"". NULL: it is no path. */
static const char *
json_path(Arena *arena, const char *rest)
{
  g_autoptr(GString) out = g_string_new("$");
  while (*rest) {
    size_t length = step_length(rest);
    if (length < 2)
      return NULL;
    if (*rest == '.')
      g_string_append_printf(out, ".\"%.*s\"", (int)length - 1, rest + 1);
    else
      g_string_append_len(out, rest, (gssize)length);
    rest += length;
  }
  return arena_strdup(arena, out->str);
}

static void
derive_path(const Pipeline **pipeline, const char *path)
{
  Arena *arena = (*pipeline)->compilation->arena;
  const char *rest = NULL;
  if (!strchr(path, '[') || pipeline_column(*pipeline, path))
    return;
  const PipelineColumn *column = column_of_path(*pipeline, path, &rest);
  const char *steps = column ? json_path(arena, rest) : NULL;
  if (!steps)
    return;
  const char *name = sql_column(arena, column->name);
  const char *sql = arena_printf(arena, "CASE WHEN json_valid(%s) THEN json_extract(%s, %s) END",
                                 name, name, sql_text(arena, steps));
  *pipeline = pipeline_derive(*pipeline, path, sql, EXPR_TYPE_ANY);
}

const Pipeline *
pipeline_with_paths(const Pipeline *from, const Node *node)
{
  if (node_is(node, NODE_STRING))
    derive_path(&from, node->string);
  for (size_t i = 0; node_is(node, NODE_LIST) && i < node->count; i++)
    from = pipeline_with_paths(from, node->items[i]);
  for (size_t i = 0; node_is(node, NODE_MAP) && i < node->count; i++)
    from = pipeline_with_paths(from, node->entries[i].value);
  return from;
}
