#include "compose/theme_private.h"

#include "core/file.h"

#include <glib.h>
#include <string.h>

#define BUILT_IN "briefing"

enum { MAX_EXTENDS = 8 };

typedef struct Loader {
  Arena *arena;
  const char *folder, *root;
  DiagList *diags;
} Loader;

static int
compare_names(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *
suggest_yaml(Arena *arena, const char *folder, const char *wrong)
{
  g_autoptr(GDir) listing = folder ? g_dir_open(folder, 0, NULL) : NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  const char *entry;
  while (listing && (entry = g_dir_read_name(listing)) != NULL) {
    if (g_str_has_suffix(entry, ".yaml"))
      g_ptr_array_add(names, arena_strndup(arena, entry, strlen(entry) - strlen(".yaml")));
  }
  g_ptr_array_sort(names, compare_names);
  g_ptr_array_add(names, NULL);
  return diag_suggest(wrong, (const char *const *)names->pdata);
}

static bool
is_path(const char *name)
{
  return strchr(name, '/') || g_str_has_suffix(name, ".yaml") || g_str_has_suffix(name, ".yml");
}

/* The file of a theme; NULL and an error: it may not be read. */
static char *
find_file(const Loader *loader, const char *name, const char *base, GError **error)
{
  if (!is_path(name))
    return arena_printf(loader->arena, "%s/%s.yaml", loader->folder ? loader->folder : ".", name);
  if (!base)
    return arena_strdup(loader->arena, name);
  if (!loader->root)
    return arena_printf(loader->arena, "%s/%s", base, name);
  return file_resolve(loader->arena, loader->root, *name == '/' ? loader->root : base,
                      name + strspn(name, "/"), error);
}

static void
report_unread(const Loader *loader, const char *name, Span where, const GError *error)
{
  if (is_path(name)) {
    diag_error(loader->diags, "theme-not-read", where, NULL, "the theme cannot be read: %s",
               error->message);
    return;
  }
  const char *near = suggest_yaml(loader->arena, loader->folder, name);
  g_autofree char *hint =
      near ? g_strdup_printf("did you mean \"%s\"?", near)
           : g_strdup("themes stand in templates/themes; one of your own is ./NAME.yaml");
  diag_error(loader->diags, "theme-not-read", where, hint, "there is no theme \"%s\"", name);
}

static const Node *
load_node(const Loader *loader, const char *name, const char *base, Span where, int depth);

/* A folder of the caller's own need not have it. */
static bool
has_built_in(const Loader *loader)
{
  char *file = find_file(loader, BUILT_IN, NULL, NULL);
  arena_note_file(loader->arena, file);
  return g_file_test(file, G_FILE_TEST_EXISTS);
}

/* What the theme in `file` stands on; NULL: nothing. */
static const Node *
load_base(const Loader *loader, const Node *node, const char *name, const char *file, int depth)
{
  const Node *extends = node_get(node, "extends");
  g_autofree char *folder = g_path_get_dirname(file);
  if (!extends)
    return strcmp(name, BUILT_IN) == 0 || !has_built_in(loader)
               ? NULL
               : load_node(loader, BUILT_IN, folder, node->span, depth);
  if (node_is(extends, NODE_STRING))
    return load_node(loader, extends->string, folder, extends->span, depth);
  diag_error(loader->diags, "theme-value", extends->span, "extends: briefing",
             "a theme extends another by its name or path");
  return NULL;
}

static const Node *
load_node(const Loader *loader, const char *name, const char *base, Span where, int depth)
{
  if (depth > MAX_EXTENDS) {
    diag_error(loader->diags, "theme-loop", where, NULL,
               "themes extend one another more than %d deep", MAX_EXTENDS);
    return NULL;
  }
  g_autoptr(GError) error = NULL;
  char *file = find_file(loader, name, base, &error);
  Source *source = file ? source_load(loader->arena, file, 0, &error) : NULL;
  if (!source) {
    report_unread(loader, name, where, error);
    return NULL;
  }
  Span invalid;
  if (source_find_invalid(source, &invalid)) {
    diag_error(loader->diags, "encoding-error", invalid, "save it as UTF-8",
               "the theme is not UTF-8 from here on");
    return NULL;
  }
  source->name = is_path(name) ? arena_strdup(loader->arena, name) : file;
  const Node *node = node_parse(loader->arena, source, loader->diags);
  if (!node || node_is(node, NODE_NULL))
    node = node_new_map(loader->arena, NULL, 0, (Span){ source, 0, 0 });
  if (!node_is(node, NODE_MAP))
    return node;
  return node_merge(loader->arena, load_base(loader, node, name, file, depth + 1), node);
}

Theme *
theme_load(Arena *arena, const ThemePlace *place, const char *name, Span where, DiagList *diags)
{
  Loader loader = { arena, place->folder, place->base ? place->root : NULL, diags };
  return theme_from_node(arena, load_node(&loader, name, place->base, where, 0), diags);
}
