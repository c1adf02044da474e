/* What a briefing carries along: the files of its data, and behind each chart its numbers and its
 * specification. */
#include "compose/composer_private.h"

#include "data/csv.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

/* Larger files stay where they are. */
#define ATTACHMENT_MAX ((size_t)16 << 20)

static bool
is_taken(const GArray *attachments, const char *name)
{
  for (guint i = 0; i < attachments->len; i++)
    if (strcmp(g_array_index(attachments, RenderAttachment, i).name, name) == 0)
      return true;
  return false;
}

/* The name itself, or with a number before its ending: "data-2.csv". */
static const char *
free_name(Arena *arena, const GArray *attachments, const char *wanted)
{
  const char *dot = strrchr(wanted, '.');
  int stem = dot ? (int)(dot - wanted) : (int)strlen(wanted);
  const char *name = wanted;
  for (int i = 2; is_taken(attachments, name); i++)
    name = arena_printf(arena, "%.*s-%d%s", stem, wanted, i, wanted + stem);
  return name;
}

static void
attach(Arena *arena, GArray *attachments, RenderAttachment attachment)
{
  attachment.name = free_name(arena, attachments, attachment.name);
  g_array_append_val(attachments, attachment);
}

static const char *
media_type(const char *path)
{
  static const struct {
    const char *ending, *type;
  } TYPES[] = {
    { ".csv", "text/csv" },          { ".tsv", "text/tab-separated-values" },
    { ".json", "application/json" }, { ".yaml", "application/yaml" },
    { ".yml", "application/yaml" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(TYPES); i++)
    if (g_str_has_suffix(path, TYPES[i].ending))
      return TYPES[i].type;
  return "text/plain";
}

/* Larger than what is attached? Told before it is read. */
static bool
is_too_large(const Composer *composer, const char *path)
{
  GStatBuf status;
  if (g_stat(path, &status) != 0 || status.st_size <= (goffset)ATTACHMENT_MAX)
    return false;
  diag_add(composer->diags, DIAG_WARNING, "attachment-left-out", place_of_file(path),
           "give it to readers in another way", "the file is too large to be attached (%.0f MB)",
           (double)status.st_size / 1e6);
  return true;
}

static void
attach_file(Composer *composer, const char *path, const char *description)
{
  g_autofree char *base = g_path_get_basename(path), *contents = NULL;
  g_autoptr(GError) error = NULL;
  gsize size = 0;
  if (is_too_large(composer, path))
    return;
  if (!g_file_get_contents(path, &contents, &size, &error)) {
    diag_add(composer->diags, DIAG_ERROR, "source-error", place_of_file(path), NULL,
             "the file cannot be attached: %s", error->message);
    return;
  }
  const char *name = arena_strdup(composer->arena, base);
  attach(composer->arena, composer->attachments,
         (RenderAttachment){ .name = name,
                             .media_type = media_type(name),
                             .description = description,
                             .kind = ATTACHMENT_SOURCE,
                             .data = arena_dup(composer->arena, contents, size),
                             .size = size });
}

/* The title of the resource behind a file; NULL: it has none. */
static const char *
file_title(const Composer *composer, const char *path)
{
  for (const Package *const *at = composer->document->packages; *at; at++) {
    for (size_t i = 0; i < (*at)->resource_count; i++) {
      const Resource *resource = &(*at)->resources[i];
      if (g_strcmp0(resource->file, path) == 0)
        return localised_text(resource->title, composer->voice.language);
    }
  }
  return NULL;
}

void
attach_sources(Composer *composer)
{
  if (!composer->attachments)
    return;
  const Document *document = composer->document;
  for (const Package *const *at = document->packages; *at; at++)
    attach_file(composer, (*at)->file, localised_text((*at)->title, composer->voice.language));
  const char *const *files = catalog_files_read(document->catalog, composer->arena);
  for (; *files; files++)
    attach_file(composer, *files, file_title(composer, *files));
}

void
compose_attach_chart(Arena *arena, GArray *attachments, const ChartAttachments *chart)
{
  for (guint i = 0; i < chart->tables->len; i++) {
    g_autoptr(GString) csv = g_string_new(NULL);
    csv_append_table(csv, chart->tables->pdata[i]);
    attach(arena, attachments,
           (RenderAttachment){ .name = arena_printf(arena, "%s.csv", chart->name),
                               .media_type = "text/csv",
                               .description = chart->title,
                               .kind = ATTACHMENT_DATA,
                               .figure = chart->figure,
                               .data = arena_dup(arena, csv->str, csv->len),
                               .size = csv->len });
  }
  const char *json = node_to_json(arena, chart->spec);
  attach(arena, attachments,
         (RenderAttachment){ .name = arena_printf(arena, "%s.vl.json", chart->name),
                             .media_type = "application/json",
                             .description = chart->title,
                             .kind = ATTACHMENT_SUPPLEMENT,
                             .figure = chart->figure,
                             .data = json,
                             .size = strlen(json) });
}
