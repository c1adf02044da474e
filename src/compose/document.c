#include "compose/document_private.h"

#include "core/file.h"

#include <string.h>

/* Bytes that are not UTF-8 are reported, then replaced one by one: places stay as they are. */
static const Source *
sound_source(Arena *arena, const Source *source, DiagList *diags)
{
  Span invalid;
  if (!source_find_invalid(source, &invalid))
    return source;
  diag_error(diags, "encoding-error", invalid, "save the document as UTF-8",
             "the document is not UTF-8 from here on");
  char *text = arena_alloc(arena, source->length + 1);
  memcpy(text, source->text, source->length);
  for (char *at = text, *end = text + source->length; at < end;) {
    const char *valid;
    if (g_utf8_validate(at, end - at, &valid))
      break;
    at += valid - at;
    *at++ = '?';
  }
  return source_from_text(arena, source->name, text, source->length);
}

char *
file_stem(Arena *arena, const char *path)
{
  g_autofree char *name = g_path_get_basename(path);
  char *dot = strrchr(name, '.');
  if (dot && dot != name)
    *dot = '\0';
  return arena_strdup(arena, name);
}

static bool
is_delimited(const char *path)
{
  return g_str_has_suffix(path, ".csv") || g_str_has_suffix(path, ".tsv") ||
         g_str_has_suffix(path, ".txt");
}

/* One entry of `data:`: a CSV file becomes a table of its name, anything else is a package. */
static void
load_data(Document *document, const Node *node, GPtrArray *packages, DiagList *diags)
{
  Arena *arena = document->arena;
  const char *path = node_string(node, NULL);
  if (!path) {
    diag_error(diags, "front-matter-type", node->span, NULL, "data must name paths");
    return;
  }
  g_autoptr(GError) error = NULL;
  const char *base = *path == '/' ? document->root : document->folder;
  char *file = file_resolve(arena, document->root, base, path + strspn(path, "/"), &error);
  if (file && !g_file_test(file, G_FILE_TEST_EXISTS))
    g_set_error(&error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "there is no %s", path);
  if (!error && is_delimited(file)) {
    catalog_add_csv(document->catalog, file_stem(arena, file), file,
                    &(CsvOptions){ .shown = path });
    return;
  }
  Package *package = error ? NULL : package_load(arena, file, diags, &error);
  if (package) {
    catalog_add_package(document->catalog, package);
    g_ptr_array_add(packages, package);
  } else if (error) {
    diag_error(diags, "data-not-read", node->span, NULL, "the data cannot be read: %s",
               error->message);
  }
}

/* label('Foreign') in SQL: the category as the package words it in the document's language. */
static Value
label_function(const Value *arguments, int count, Arena *arena, void *user)
{
  (void)count, (void)arena;
  const Document *document = user;
  const char *value = arguments[0].kind == VALUE_STRING ? arguments[0].string : NULL;
  const char *language = document->front.language ? document->front.language : "en";
  const char *label = value ? catalog_label(document->catalog, NULL, value, language) : NULL;
  return label ? value_string(label) : arguments[0];
}

static void
load_catalog(Document *document, DiagList *diags)
{
  g_autoptr(GPtrArray) packages = g_ptr_array_new();
  const Node *data = document->front.data;
  document->catalog = catalog_new(diags);
  catalog_add_function(document->catalog, "label", 1, label_function, document);
  if (node_is(data, NODE_STRING))
    load_data(document, data, packages, diags);
  for (size_t i = 0; node_is(data, NODE_LIST) && i < data->count; i++)
    load_data(document, data->items[i], packages, diags);
  g_ptr_array_add(packages, NULL);
  document->packages =
      arena_dup(document->arena, packages->pdata, packages->len * sizeof(Package *));
}

static Document *
make_document(Arena *arena, const Source *source, const char *root, DiagList *diags)
{
  g_autofree char *folder = g_path_get_dirname(source->name);
  Document *document = arena_new0(arena, Document);
  document->arena = arena;
  document->path = arena_strdup(arena, source->name);
  document->folder = arena_strdup(arena, folder);
  document->root = arena_strdup(arena, root ? root : folder);
  document->source = sound_source(arena, source, diags);
  size_t start = front_matter_parse(arena, document->source, &document->front, diags);
  MarkdownContext context = { arena, document->source, document->root, document->folder, diags };
  if (document->front.logo)
    document->logo = picture_load(&context, document->front.logo, document->front.logo_span);
  document->body = markdown_parse(&context, start);
  load_catalog(document, diags);
  return document;
}

Document *
document_load(Arena *arena, const char *path, const char *root, DiagList *diags, GError **error)
{
  const Source *source = source_load(arena, path, 0, error);
  return source ? make_document(arena, source, root, diags) : NULL;
}

Document *
document_from_text(Arena *arena, const char *name, const char *text, const char *root,
                   DiagList *diags)
{
  const char *path = arena_printf(arena, "%s/%s", root, name);
  return make_document(arena, source_from_text(arena, path, text, strlen(text)), root, diags);
}

Catalog *
document_catalog(const Document *document)
{
  return document->catalog;
}

const Node *
document_audit(const Document *document)
{
  return document->front.audit;
}

void
document_free(Document *document)
{
  if (document)
    catalog_free(document->catalog);
}
