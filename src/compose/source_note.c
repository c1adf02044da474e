#include "compose/figure_private.h"
#include "compose/pages_private.h"

#include <string.h>

/* With its words together: a date or a version is not read well in two lines. */
static char *
unbroken(Arena *arena, const char *text)
{
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  g_autofree char *joined = g_strjoinv("\u00a0", words);
  return arena_strdup(arena, joined);
}

/* "title, publisher (date)" */
static char *
describe_source(const Composer *composer, const SourceRef *source)
{
  const char *title = localised_text(source->title, composer->voice.language);
  const char *publisher = localised_text(source->publisher, composer->voice.language);
  g_autoptr(GString) out = g_string_new(title ? title : "");
  if (publisher)
    g_string_append_printf(out, "%s%s", out->len ? ", " : "", publisher);
  if (!out->len && source->path)
    g_string_append(out, source->path);
  const char *date = source->date ? date_text(composer, source->date) : NULL;
  if (source->date && out->len)
    g_string_append_printf(out, " (%s)", unbroken(composer->arena, date ? date : source->date));
  return arena_strdup(composer->arena, out->str);
}

static void
add_once(GPtrArray *texts, const char *text)
{
  if (text && *text && !g_ptr_array_find_with_equal_func(texts, text, g_str_equal, NULL))
    g_ptr_array_add(texts, (gpointer)text);
}

static char *
join(Arena *arena, const GPtrArray *texts)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf(out, "%s%s", i ? "; " : "", (const char *)texts->pdata[i]);
  return arena_strdup(arena, out->str);
}

const char *
source_text(Composer *composer, const char *const *tables)
{
  g_autoptr(GPtrArray) sources = g_ptr_array_new(), versions = g_ptr_array_new();
  const Catalog *catalog = composer->document->catalog;
  for (; tables && *tables; tables++) {
    const Resource *resource = catalog_resource(catalog, *tables);
    const Package *package = catalog_package(catalog, *tables);
    for (size_t i = 0; resource && i < resource->source_count; i++)
      add_once(sources, describe_source(composer, &resource->sources[i]));
    if (package)
      add_once(versions, package->version);
  }
  if (sources->len == 0)
    return NULL;
  StringName name = sources->len > 1 ? STRING_SOURCES : STRING_SOURCE;
  char *text = join(composer->arena, sources);
  if (versions->len) {
    char *version =
        strings_fill(composer->arena, composer->voice.strings->texts[STRING_DATA_VERSION],
                     join(composer->arena, versions), NULL);
    text = arena_printf(composer->arena, "%s; %s", text, unbroken(composer->arena, version));
  }
  return strings_fill(composer->arena, composer->voice.strings->texts[name], text, NULL);
}
