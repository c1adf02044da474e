#include "data/package.h"

#include "core/file.h"
#include "data/package_private.h"

const Resource *
package_resource(const Package *package, const char *name)
{
  for (size_t i = 0; package && name && i < package->resource_count; i++)
    if (strcmp(package->resources[i].name, name) == 0)
      return &package->resources[i];
  return NULL;
}

const Field *
schema_field(const Schema *schema, const char *name)
{
  for (size_t i = 0; schema && i < schema->field_count; i++)
    if (strcmp(schema->fields[i].name, name) == 0)
      return &schema->fields[i];
  return NULL;
}

const char *
field_category_label(const Field *field, const char *value, const char *language)
{
  for (size_t i = 0; field && value && i < field->category_count; i++)
    if (strcmp(field->categories[i].value, value) == 0)
      return localised_text(field->categories[i].label, language);
  return NULL;
}

static const SourceRef *
read_sources(PackageReader *reader, const Node *map, size_t *count)
{
  const Node *list = read_list(reader, map, "sources", "package-error");
  *count = list ? list->count : 0;
  if (!list)
    return NULL;
  SourceRef *sources = arena_array(reader->arena, SourceRef, list->count);
  for (size_t i = 0; i < list->count; i++)
    sources[i] = (SourceRef){
      .title = read_localised(reader, list->items[i], "title", "package-error"),
      .path = read_text(reader, list->items[i], "path", "package-error"),
      .email = read_text(reader, list->items[i], "email", "package-error"),
      .version = read_text(reader, list->items[i], "version", "package-error"),
      .date = read_text(reader, list->items[i], "date", "package-error"),
      .publisher = read_localised(reader, list->items[i], "publisher", "package-error"),
      .expert = read_localised(reader, list->items[i], "expert", "package-error"),
    };
  return sources;
}

static void
read_contributors(PackageReader *reader, const Node *map, Package *package)
{
  const Node *list = read_list(reader, map, "contributors", "package-error");
  if (!list)
    return;
  Contributor *contributors = arena_array(reader->arena, Contributor, list->count);
  for (size_t i = 0; i < list->count; i++) {
    const Node *item = list->items[i];
    const char *const *roles = read_texts(reader, item, "roles", "package-error");
    contributors[i] = (Contributor){
      .title = read_localised(reader, item, "title", "package-error"),
      .role = roles ? roles[0] : read_text(reader, item, "role", "package-error"),
      .email = read_text(reader, item, "email", "package-error"),
      .path = read_text(reader, item, "path", "package-error"),
    };
  }
  package->contributors = contributors;
  package->contributor_count = list->count;
}

/* The one path of the resource, resolved below the package's folder. */
static void
read_path(PackageReader *reader, const Node *map, Resource *resource)
{
  const Node *node = node_get(map, "path");
  const char *const *paths = read_texts(reader, map, "path", "resource-error");
  g_autoptr(GError) error = NULL;

  if (!paths || !*paths)
    return;
  resource->path = paths[0];
  if (paths[1])
    diag_error(reader->diags, "resource-error", node->span, "join the files into one",
               "only the first of several paths is read");
  if (strstr(paths[0], "://")) {
    diag_error(reader->diags, "resource-error", node->span, "save the file beside the descriptor",
               "\"%s\" is on the network; only files below the package's folder are read",
               paths[0]);
    return;
  }
  resource->file = file_resolve(reader->arena, reader->folder, reader->folder, paths[0], &error);
  if (!resource->file)
    diag_error(reader->diags, "resource-error", node->span, NULL, "%s", error->message);
}

/* Does the resource hold a table? Packages may carry pictures and maps as well. */
static bool
is_tabular(const Node *map, const Resource *resource)
{
  static const char *const endings[] = { ".csv", ".tsv", ".tab", ".txt" };

  if (node_is_string(node_get(map, "type"), "table") || node_get(map, "schema") ||
      node_is_string(node_get(map, "profile"), "tabular-data-resource") || resource->data)
    return true;
  for (size_t i = 0; resource->path && i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(resource->path, endings[i]))
      return true;
  return !resource->path;
}

static void
read_resource(PackageReader *reader, const Node *map, const Package *package, Resource *resource)
{
  static const char *const known[] = {
    "name",   "path",      "data",     "type",    "profile", "title",   "description",
    "format", "mediatype", "encoding", "bytes",   "hash",    "sources", "licenses",
    "schema", "dialect",   "homepage", "$schema", NULL,
  };
  const Node *data = node_get(map, "data");

  check_spelling(reader, map, known);
  resource->span = map->span;
  resource->name = read_text(reader, map, "name", "resource-error");
  resource->data = data && data->kind != NODE_NULL ? data : NULL;
  read_path(reader, map, resource);
  if (!resource->data && !resource->path)
    diag_error(reader->diags, "resource-error", map->span, NULL,
               "the resource needs a path or data");
  resource->title = read_localised(reader, map, "title", "resource-error");
  resource->description = read_localised(reader, map, "description", "resource-error");
  resource->encoding = read_text(reader, map, "encoding", "resource-error");
  resource->hash = read_text(reader, map, "hash", "resource-error");
  resource->bytes = read_number(reader, map, "bytes", (double)NAN, "resource-error");
  resource->schema = read_schema(reader, node_get(map, "schema"));
  resource->dialect = read_dialect(reader, node_get(map, "dialect"));
  resource->sources = read_sources(reader, map, &resource->source_count);
  if (resource->source_count == 0) {
    resource->sources = package->sources;
    resource->source_count = package->source_count;
  }
}

static void
read_resources(PackageReader *reader, const Node *map, Package *package)
{
  const Node *list = read_list(reader, map, "resources", "package-error");
  if (!list || list->count == 0) {
    diag_error(reader->diags, "package-error", map->span, NULL, "the package has no resources");
    return;
  }
  Resource *resources = arena_array(reader->arena, Resource, list->count);

  package->resources = resources;
  for (size_t i = 0; i < list->count; i++) {
    const Node *item = list->items[i];
    Resource resource = { 0 };
    if (item->kind != NODE_MAP) {
      diag_error(reader->diags, "resource-error", item->span, NULL,
                 "a resource should be a map, not %s", node_kind_name(item->kind));
      continue;
    }
    read_resource(reader, item, package, &resource);
    if (!is_tabular(item, &resource))
      continue;
    if (!resource.name) {
      diag_error(reader->diags, "resource-error", item->span, NULL, "the resource needs a name");
      continue;
    }
    if (package_resource(package, resource.name)) {
      diag_error(reader->diags, "resource-error", item->span, NULL,
                 "there is a resource \"%s\" already", resource.name);
      continue;
    }
    resources[package->resource_count++] = resource;
  }
}

static void
check_reference(PackageReader *reader, const Package *package, const Resource *owner,
                const ForeignKey *key)
{
  bool own = !key->resource || key->resource[0] == '\0';
  const Resource *target = own ? owner : package_resource(package, key->resource);

  if (!target) {
    diag_error(reader->diags, "schema-error", key->span, NULL,
               "the foreign key refers to \"%s\", which is no resource", key->resource);
    return;
  }
  for (const char *const *name = key->reference_fields; target->schema && *name; name++)
    if (!schema_field(target->schema, *name))
      diag_error(reader->diags, "schema-error", key->span, NULL,
                 "the foreign key refers to \"%s\", which is no field of \"%s\"", *name,
                 target->name);
}

void
check_foreign_references(PackageReader *reader, const Package *package)
{
  for (size_t i = 0; i < package->resource_count; i++) {
    const Resource *resource = &package->resources[i];
    for (size_t k = 0; resource->schema && k < resource->schema->foreign_key_count; k++)
      check_reference(reader, package, resource, &resource->schema->foreign_keys[k]);
  }
}

/* The descriptor itself, where a folder was given. */
static const char *
find_descriptor(Arena *arena, const char *path)
{
  static const char *const names[] = { "datapackage.json", "datapackage.yaml", "datapackage.yml" };

  if (!g_file_test(path, G_FILE_TEST_IS_DIR))
    return arena_strdup(arena, path);
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *file = g_build_filename(path, names[i], NULL);
    arena_note_file(arena, file);
    if (i + 1 == G_N_ELEMENTS(names) || g_file_test(file, G_FILE_TEST_EXISTS))
      return arena_strdup(arena, file);
  }
  return NULL;
}

Package *
package_load(Arena *arena, const char *path, DiagList *diags, GError **error)
{
  static const char *const known[] = {
    "name",      "title",    "description", "version",      "created",  "licenses",
    "sources",   "homepage", "image",       "contributors", "keywords", "resources",
    "languages", "profile",  "id",          "$schema",      "checks",   NULL,
  };
  const char *file = find_descriptor(arena, path);
  const Source *source = source_load(arena, file, 0, error);
  if (!source)
    return NULL;
  const Node *map = node_parse(arena, source, diags);
  if (!node_is(map, NODE_MAP)) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s is not a data package", file);
    return NULL;
  }
  g_autofree char *folder = g_path_get_dirname(file);
  PackageReader reader = { arena, diags, arena_strdup(arena, folder) };
  Package *package = arena_new0(arena, Package);

  check_spelling(&reader, map, known);
  *package = (Package){
    .name = read_text(&reader, map, "name", "package-error"),
    .version = read_text(&reader, map, "version", "package-error"),
    .created = read_text(&reader, map, "created", "package-error"),
    .title = read_localised(&reader, map, "title", "package-error"),
    .description = read_localised(&reader, map, "description", "package-error"),
    .languages = read_texts(&reader, map, "languages", "package-error"),
    .folder = reader.folder,
    .file = file,
  };
  package->sources = read_sources(&reader, map, &package->source_count);
  package->checks = read_list(&reader, map, "checks", "package-error");
  read_contributors(&reader, map, package);
  read_resources(&reader, map, package);
  check_foreign_references(&reader, package);
  return package;
}
