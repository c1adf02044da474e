#include "sholu_private.h"

#include "audit/checks.h"
#include "batch/plan.h"
#include "core/file.h"

#include <glib/gstdio.h>
#include <string.h>

#define DEFAULT_FORMATS "pdf,png,svg"
#define PAGE_PPI 150.0

/* The formats of a comma list, each once, in the list's order. NULL if one is unknown. */
static GPtrArray *
find_formats(const Job *job, const char *list)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new();
  g_auto(GStrv) names = g_strsplit(list ? list : DEFAULT_FORMATS, ",", -1);
  bool sound = true;
  for (char **name = names; *name; name++) {
    const RenderFormat *format = job_find_format(job, g_strstrip(*name));
    if (!format)
      sound = false;
    else if (!g_ptr_array_find(found, format, NULL))
      g_ptr_array_add(found, (gpointer)format);
  }
  return sound ? g_steal_pointer(&found) : NULL;
}

static void
output_clear(gpointer output)
{
  g_bytes_unref(((Output *)output)->bytes);
}

void
production_add(Production *production, const char *path, GBytes *bytes)
{
  Output output = { path, bytes };
  g_array_append_val(production->outputs, output);
}

char *
production_path(const Production *production, const char *path, const RenderFormat *format)
{
  return arena_printf(production->job->arena, "%s/%s.%s", production->folder, path,
                      format->extension);
}

bool
produce(Production *production, const RenderFormat *format, const Scene *const *scenes,
        size_t count, const RenderOptions *options, const char *path)
{
  Job *job = production->job;
  GBytes *bytes = job_draw(job, format, scenes, count, options, production->fonts);
  if (!bytes)
    return false;
  production_add(production, production_path(production, path, format), bytes);
  production->done += count;
  if (job->options.progress)
    job->options.progress(format->name, production->done, production->total, job->options.user);
  return true;
}

static void
produce_pages(Production *production, const RenderFormat *format)
{
  const Briefing *briefing = production->briefing;
  if (format->many_pages) {
    produce(production, format, briefing->pages, briefing->page_count, &production->options,
            production->name);
    return;
  }
  for (size_t i = 0; i < briefing->page_count; i++) {
    const char *path = arena_printf(production->job->arena, "%s/page-%zu", production->name, i + 1);
    produce(production, format, &briefing->pages[i], 1, &production->options, path);
  }
}

/* The document format takes the pages, the others a file a page and a chart; SVG is for charts, to
 * be placed in other documents. */
static bool
wants_pages(const RenderFormat *format)
{
  return strcmp(format->name, "svg") != 0;
}

static bool
wants_charts(const Production *production, const RenderFormat *format)
{
  return !format->many_pages && !production->job->options.no_charts;
}

static void
produce_all(Production *production, const GPtrArray *formats)
{
  const Briefing *briefing = production->briefing;
  for (guint i = 0; i < formats->len; i++)
    production->total +=
        (wants_pages(formats->pdata[i]) ? briefing->page_count : 0) +
        (wants_charts(production, formats->pdata[i]) ? count_pictures(briefing) : 0);
  for (guint i = 0; i < formats->len; i++) {
    if (wants_pages(formats->pdata[i]))
      produce_pages(production, formats->pdata[i]);
    if (wants_charts(production, formats->pdata[i]))
      produce_charts(production, formats->pdata[i]);
  }
  produce_chart_list(production);
}

static void
produce_thumbnail(Production *production, const BuildRequest *request)
{
  const Job *job = production->job;
  const Briefing *briefing = production->briefing;
  if (!request->thumbnail || briefing->page_count == 0)
    return;
  const RenderOptions options = { .ppi =
                                      72 * request->thumbnail_width / briefing->pages[0]->width };
  GBytes *bytes =
      job_draw(job, render_format("png"), briefing->pages, 1, &options, production->fonts);
  if (bytes)
    production_add(production,
                   arena_printf(job->arena, "%s/%s", production->folder, request->thumbnail),
                   bytes);
}

/* Pages of an earlier, longer briefing would be taken for this one's. */
static void
remove_later_pages(const Production *production, const RenderFormat *format)
{
  if (format->many_pages || !wants_pages(format))
    return;
  for (size_t page = production->briefing->page_count + 1;; page++) {
    g_autofree char *path = g_strdup_printf("%s/%s/page-%zu.%s", production->folder,
                                            production->name, page, format->extension);
    if (g_unlink(path) != 0)
      return;
  }
}

static void
write_all(const Production *production, const GPtrArray *formats)
{
  const Job *job = production->job;
  GPtrArray *files = job->outcome->files;
  job_enter(job, "write");
  for (guint i = 0; i < production->outputs->len; i++) {
    const Output *output = &g_array_index(production->outputs, Output, i);
    size_t size = 0;
    const void *data = g_bytes_get_data(output->bytes, &size);
    GError *error = NULL;
    if (file_replace(output->path, data, size, &error))
      g_ptr_array_insert(files, (gint)files->len - 1, (gpointer)output->path);
    else
      job_report(job, NULL, error);
  }
  if (!job_has_errors(job))
    for (guint i = 0; i < formats->len; i++)
      remove_later_pages(production, formats->pdata[i]);
  job_leave(job);
}

static bool
wants_pdf(const GPtrArray *formats)
{
  return g_ptr_array_find((GPtrArray *)formats, render_format("pdf"), NULL);
}

/* What the audit finds is an error of a strict build; any other asks only where it is to tell where
 * the numbers come from. NULL: nobody asks. */
static const AuditReport *
audit(const Job *job, Document *document)
{
  if (audit_is_strict(document, job->diags) || job->options.strict)
    return job_audit(job, document, 0, job->diags);
  g_autoptr(DiagList) unasked = diag_list_new();
  return document_wants_sources(document) ? job_audit(job, document, 0, unasked) : NULL;
}

static const Briefing *
lay_out(const Job *job, Document *document, FontSet *fonts, const GPtrArray *formats)
{
  ComposeOptions options = {
    .fonts = fonts,
    .theme_folder = job->options.theme_folder,
    .theme = job->options.theme,
    .presets = job->options.presets,
    .timings = job->outcome->timings,
    .attachments = wants_pdf(formats) && job_attaches(job),
  };
  const AuditReport *report = audit(job, document);
  if (report && document_wants_sources(document))
    list_evidence(job->arena, report, &options);
  if (wants_pdf(formats))
    options.access = job_access(job, job_pdf_standards(job));
  job_enter(job, "compose");
  const Briefing *briefing = compose_briefing(job->arena, document, &options, job->diags);
  job_leave(job);
  return briefing;
}

/* Lays the document out, draws everything, and writes it if all was sound. */
static void
build_document(Job *job, Document *document, const BuildRequest *request, FontSet *fonts,
               const GPtrArray *formats)
{
  const Briefing *briefing = lay_out(job, document, fonts, formats);
  if (request->briefing)
    *request->briefing = briefing;
  if (!briefing || job_has_errors(job))
    return;

  g_autoptr(GArray) outputs = g_array_new(FALSE, FALSE, sizeof(Output));
  g_array_set_clear_func(outputs, output_clear);
  Production production = { .job = job,
                            .fonts = fonts,
                            .briefing = briefing,
                            .options = briefing->metadata,
                            .folder = request->folder,
                            .name = request->name ? request->name : job_name(job),
                            .outputs = outputs,
                            .charts = g_string_new(NULL) };
  production.options.ppi = job->options.ppi > 0 ? job->options.ppi : PAGE_PPI;
  if (!production.options.date)
    production.options.date = job_date(job);
  if (wants_pdf(formats))
    production.options.pdf_standards = job_pdf_standards(job);
  produce_all(&production, formats);
  produce_thumbnail(&production, request);
  if (!job_has_errors(job))
    write_all(&production, formats);
  g_string_free(production.charts, TRUE);
}

static void
build_with_fonts(Job *job, Document *document, const BuildRequest *request,
                 const GPtrArray *formats)
{
  if (request->fonts) {
    job_take_fonts(job, request->fonts);
    build_document(job, document, request, request->fonts, formats);
    return;
  }
  g_autoptr(FontSet) fonts = job_open_fonts(job, true);
  if (fonts)
    build_document(job, document, request, fonts, formats);
}

/* Sources and tables. */
static void
list_read(const Job *job, const Document *document, GPtrArray *read)
{
  for (const char *const *file = arena_files(job->arena); *file; file++)
    g_ptr_array_add(read, (gpointer)*file);
  const char *const *tables = catalog_files_read(document_catalog(document), job->arena);
  for (; *tables; tables++)
    g_ptr_array_add(read, arena_strdup(job->arena, *tables));
}

void
job_build(Job *job, const BuildRequest *request)
{
  g_autoptr(GPtrArray) wanted = find_formats(job, request->formats);
  if (!wanted || !job_check_options(job))
    return;
  g_autoptr(Document) document = job_load_document(job);
  if (document && !job->outcome->misused)
    build_with_fonts(job, document, request, wanted);
  if (document && request->read)
    list_read(job, document, request->read);
}

const char *const *
job_sure_outputs(const Job *job, const char *formats, const char *folder, const char *name)
{
  g_autoptr(GPtrArray) found = find_formats(job, formats), paths = g_ptr_array_new();
  for (guint i = 0; found && i < found->len; i++) {
    const RenderFormat *format = found->pdata[i];
    if (wants_pages(format))
      g_ptr_array_add(paths, arena_printf(job->arena, "%s/%s%s.%s", folder, name,
                                          format->many_pages ? "" : "/page-1", format->extension));
  }
  g_ptr_array_add(paths, NULL);
  return arena_dup(job->arena, paths->pdata, paths->len * sizeof(gpointer));
}

/* A path in a rule for make, as GCC writes it. */
static void
append_dependency(GString *rule, const char *path)
{
  for (const char *c = path; *c; c++) {
    if (*c == ' ' || *c == '\t') {
      /* Backslashes count twice before a space only. */
      for (const char *b = c; b > path && b[-1] == '\\'; b--)
        g_string_append_c(rule, '\\');
      g_string_append_c(rule, '\\');
    } else if (*c == '#') {
      g_string_append_c(rule, '\\');
    } else if (*c == '$') {
      g_string_append_c(rule, '$');
    }
    g_string_append_c(rule, *c);
  }
}

/* TARGET…: FILE…; files that were looked for and not found are left out. */
static void
write_depfile(const Job *job, const BuildRequest *request)
{
  g_autoptr(GString) rule = g_string_new(NULL);
  for (const char *const *file = sholu_outcome_files(job->outcome); *file; file++) {
    g_string_append(rule, rule->len > 0 ? " \\\n" : "");
    append_dependency(rule, *file);
  }
  g_string_append_c(rule, ':');
  for (guint i = 0; i < request->read->len; i++) {
    const char *path = request->read->pdata[i];
    if (!g_file_test(path, G_FILE_TEST_EXISTS) || strchr(path, '\n'))
      continue;
    g_string_append(rule, " \\\n  ");
    append_dependency(rule, path);
  }
  g_string_append_c(rule, '\n');
  GError *error = NULL;
  if (!file_replace(job->options.depfile, rule->str, rule->len, &error))
    job_report(job, NULL, error);
}

/* Names lead down only; else it is misuse. */
static bool
check_name(const Job *job, const char *name)
{
  if (!name || batch_path_is_sound(name))
    return true;
  diag_add(job->diags, DIAG_ERROR, "usage", (Place){ 0 },
           "no part may be empty or begin with a dot", "\"%s\" is no name for an output", name);
  job->outcome->misused = true;
  return false;
}

SholuOutcome *
sholu_build(const char *path, const char *folder, const char *formats, const SholuOptions *options)
{
  Job job = job_new(path, options);
  g_autoptr(GPtrArray) read = g_ptr_array_new();
  const BuildRequest request = {
    .folder = folder, .formats = formats, .name = job.options.name, .read = read
  };
  if (!check_name(&job, request.name))
    return job.outcome;
  job_build(&job, &request);
  if (job.options.depfile && !job_has_errors(&job))
    write_depfile(&job, &request);
  return job.outcome;
}
