/* Data without a single row tell no fields: whatever the specification names may be one. */
#include "chart/pipeline_private.h"

#include <string.h>

enum { NAMES_MOST = 500, NAME_BYTES_MOST = 200 };

static void
add_name(Compilation *compilation, GHashTable *seen, GPtrArray *names, const char *name)
{
  size_t length = strlen(name);
  if (length == 0 || length > NAME_BYTES_MOST || names->len >= NAMES_MOST ||
      g_hash_table_contains(seen, name))
    return;
  const char *copy = arena_strdup(compilation->arena, name);
  g_hash_table_add(seen, (gpointer)copy);
  g_ptr_array_add(names, (gpointer)copy);
}

/* A text as it stands, and what it names in Altair's shorthand: "op(field):Q". */
static void
add_text(Compilation *compilation, GHashTable *seen, GPtrArray *names, const char *text)
{
  const char *open = strchr(text, '('), *colon = strrchr(text, ':');
  g_autofree char *plain = g_strndup(text, colon ? (gsize)(colon - text) : strlen(text));
  add_name(compilation, seen, names, text);
  add_name(compilation, seen, names, plain);
  if (!open || open - text >= (ptrdiff_t)strlen(plain) || !g_str_has_suffix(plain, ")"))
    return;
  g_autofree char *field = g_strndup(open + 1, strlen(plain) - (gsize)(open - text) - 2);
  add_name(compilation, seen, names, field);
}

static void
collect(Compilation *compilation, const Node *node, GHashTable *seen, GPtrArray *names)
{
  if (node_is(node, NODE_STRING))
    add_text(compilation, seen, names, node->string);
  for (size_t i = 0; node_is(node, NODE_LIST) && i < node->count; i++)
    collect(compilation, node->items[i], seen, names);
  for (size_t i = 0; node_is(node, NODE_MAP) && i < node->count; i++)
    collect(compilation, node->entries[i].value, seen, names);
}

const Table *
empty_rows(Compilation *compilation, const char *name)
{
  Arena *arena = compilation->arena;
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  collect(compilation, compilation->spec, seen, names);
  Column *columns = arena_array(arena, Column, names->len + 1);
  for (guint i = 0; i < names->len; i++)
    columns[i] = (Column){ .name = names->pdata[i],
                           .type = COLUMN_STRING,
                           .codes = arena_array(arena, int32_t, 1) };
  Table *table = arena_new0(arena, Table);
  *table = (Table){ name, 0, names->len, columns };
  return table;
}
