/* Typed reading of a descriptor's properties. */
#include "core/file.h"
#include "data/package_private.h"

static void
wrong_kind(PackageReader *reader, const Node *node, const char *key, const char *code,
           const char *wanted)
{
  diag_error(reader->diags, code, node->span, NULL, "\"%s\" should be %s, not %s", key, wanted,
             node_kind_name(node->kind));
}

const char *
read_text(PackageReader *reader, const Node *map, const char *key, const char *code)
{
  const Node *node = node_get(map, key);
  if (!node || node->kind == NODE_NULL)
    return NULL;
  const char *text = node_text(node, NULL);
  if (!text)
    wrong_kind(reader, node, key, code, "a text");
  return text;
}

bool
read_flag(PackageReader *reader, const Node *map, const char *key, bool otherwise, const char *code)
{
  const Node *node = node_get(map, key);
  if (!node || node->kind == NODE_NULL)
    return otherwise;
  if (node->kind != NODE_BOOLEAN)
    wrong_kind(reader, node, key, code, "true or false");
  return node_boolean(node, otherwise);
}

double
read_number(PackageReader *reader, const Node *map, const char *key, double otherwise,
            const char *code)
{
  const Node *node = node_get(map, key);
  if (!node || node->kind == NODE_NULL)
    return otherwise;
  if (node->kind != NODE_NUMBER)
    wrong_kind(reader, node, key, code, "a number");
  return node_number(node, otherwise);
}

Localised
read_localised(PackageReader *reader, const Node *map, const char *key, const char *code)
{
  const Node *node = node_get(map, key);
  if (!node || node->kind == NODE_NULL)
    return (Localised){ NULL };
  if (node->kind == NODE_LIST) {
    wrong_kind(reader, node, key, code, "a text, or texts by language");
    return (Localised){ NULL };
  }
  for (size_t i = 0; node->kind == NODE_MAP && i < node->count; i++)
    if (!node_text(node->entries[i].value, NULL))
      wrong_kind(reader, node->entries[i].value, node->entries[i].key, code, "a text");
  return (Localised){ node };
}

const char *const *
read_texts(PackageReader *reader, const Node *map, const char *key, const char *code)
{
  const Node *node = node_get(map, key);
  if (!node || node->kind == NODE_NULL)
    return NULL;
  size_t count = node->kind == NODE_LIST ? node->count : 1, used = 0;
  const char **texts = arena_array(reader->arena, const char *, count + 1);

  for (size_t i = 0; i < count; i++) {
    const Node *item = node->kind == NODE_LIST ? node->items[i] : node;
    const char *text = node_text(item, NULL);
    if (text)
      texts[used++] = text;
    else
      wrong_kind(reader, item, key, code, "a text");
  }
  return texts;
}

const Node *
read_list(PackageReader *reader, const Node *map, const char *key, const char *code)
{
  const Node *node = node_get(map, key);
  if (!node || node->kind == NODE_NULL)
    return NULL;
  if (node->kind == NODE_LIST)
    return node;
  wrong_kind(reader, node, key, code, "a list");
  return NULL;
}

void
check_spelling(PackageReader *reader, const Node *map, const char *const *known)
{
  for (size_t i = 0; map && map->kind == NODE_MAP && i < map->count; i++) {
    const NodeEntry *entry = &map->entries[i];
    if (g_strv_contains(known, entry->key))
      continue;
    const char *near = diag_suggest(entry->key, known);
    if (!near)
      continue;
    g_autofree char *hint = g_strdup_printf("is \"%s\" meant?", near);
    diag_warning(reader->diags, "unknown-property", entry->key_span, hint,
                 "\"%s\" is not a property here", entry->key);
  }
}

const Node *
read_map_or_file(PackageReader *reader, const Node *node, const char *code)
{
  g_autoptr(GError) error = NULL;

  if (!node || node->kind == NODE_NULL || node->kind == NODE_MAP)
    return node_is(node, NODE_MAP) ? node : NULL;
  if (node->kind != NODE_STRING) {
    diag_error(reader->diags, code, node->span, NULL, "this should be a map or a file, not %s",
               node_kind_name(node->kind));
    return NULL;
  }
  const char *path =
      file_resolve(reader->arena, reader->folder, reader->folder, node->string, &error);
  const Source *source = path ? source_load(reader->arena, path, 0, &error) : NULL;
  if (!source) {
    diag_error(reader->diags, code, node->span, NULL, "%s", error->message);
    return NULL;
  }
  const Node *read = node_parse(reader->arena, source, reader->diags);
  if (read && read->kind != NODE_MAP)
    diag_error(reader->diags, code, read->span, NULL, "this should be a map, not %s",
               node_kind_name(read->kind));
  return node_is(read, NODE_MAP) ? read : NULL;
}

const char *
localised_text(Localised text, const char *language)
{
  const Node *node = text.node;
  if (!node_is(node, NODE_MAP))
    return node_text(node, NULL);
  const char *found = language ? node_text(node_get(node, language), NULL) : NULL;
  /* "kk-KZ" is also served by "kk". */
  const char *dash = language ? strchr(language, '-') : NULL;
  if (!found && dash) {
    g_autofree char *base = g_strndup(language, (gsize)(dash - language));
    found = node_text(node_get(node, base), NULL);
  }
  if (!found)
    found = node_text(node_get(node, ""), NULL);
  for (size_t i = 0; !found && i < node->count; i++)
    found = node_text(node->entries[i].value, NULL);
  return found;
}
