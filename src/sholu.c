#include "sholu_private.h"

#include <stdlib.h>

const char *
sholu_version(void)
{
  return SHOLU_VERSION;
}

SholuOutcome *
outcome_new(void)
{
  SholuOutcome *outcome = g_new0(SholuOutcome, 1);
  outcome->arena = arena_new();
  outcome->diags = diag_list_new();
  outcome->timings = timings_new();
  outcome->files = g_ptr_array_new();
  g_ptr_array_add(outcome->files, NULL);
  return outcome;
}

void
sholu_outcome_free(SholuOutcome *outcome)
{
  if (!outcome)
    return;
  g_clear_pointer(&outcome->bytes, g_bytes_unref);
  g_ptr_array_unref(outcome->files);
  timings_free(outcome->timings);
  diag_list_free(outcome->diags);
  arena_free(outcome->arena);
  free(outcome->messages);
  free(outcome->timing_text);
  g_free(outcome);
}

SholuStatus
sholu_outcome_status(const SholuOutcome *outcome)
{
  if (outcome->misused)
    return SHOLU_MISUSE;
  return sholu_outcome_errors(outcome) > 0 ? SHOLU_FAULTS : outcome->batch;
}

size_t
sholu_outcome_errors(const SholuOutcome *outcome)
{
  return diag_count(outcome->diags, DIAG_ERROR);
}

size_t
sholu_outcome_warnings(const SholuOutcome *outcome)
{
  return diag_count(outcome->diags, DIAG_WARNING);
}

const char *
sholu_outcome_messages(SholuOutcome *outcome, bool brief, bool colour)
{
  g_clear_pointer(&outcome->messages, free);
  size_t size = 0;
  FILE *stream = open_memstream(&outcome->messages, &size);
  g_assert(stream);
  diag_print(outcome->diags, stream, (DiagStyle){ .brief = brief, .colour = colour });
  fclose(stream);
  return outcome->messages;
}

const char *
sholu_outcome_timings(SholuOutcome *outcome)
{
  g_clear_pointer(&outcome->timing_text, free);
  size_t size = 0;
  FILE *stream = open_memstream(&outcome->timing_text, &size);
  g_assert(stream);
  timings_print(outcome->timings, stream);
  fclose(stream);
  return outcome->timing_text;
}

const void *
sholu_outcome_bytes(const SholuOutcome *outcome, size_t *size)
{
  *size = 0;
  return outcome->bytes ? g_bytes_get_data(outcome->bytes, size) : NULL;
}

const char *const *
sholu_outcome_files(const SholuOutcome *outcome)
{
  return (const char *const *)outcome->files->pdata;
}

const char *const *
sholu_formats(void)
{
  static const char *names[16]; /* the same at every call */
  const RenderFormat *const *formats = render_formats();
  for (size_t i = 0; formats[i]; i++) {
    g_assert(i + 1 < G_N_ELEMENTS(names));
    names[i] = formats[i]->name;
  }
  return names;
}

/* What a compilation tells beside the scene; NULL: not wanted. As in ChartContext. */
typedef struct Findings {
  GPtrArray *shown, *explained;
} Findings;

static Scene *
compile_chart(const Job *job, const Node *spec, FontSet *fonts, const char *folder,
              const Findings *findings)
{
  job_enter(job, "compile");
  g_autoptr(Catalog) catalog = catalog_new(job->diags);
  const SholuOptions *options = &job->options;
  ChartContext context = { .catalog = catalog,
                           .metrics = font_set_metrics(fonts),
                           .root = job->root,
                           .folder = folder,
                           .shown = findings->shown,
                           .explained = findings->explained,
                           /* Links in the caller's own folder are the caller's. */
                           .follow_links = options->root == NULL };
  if (options->theme)
    compose_chart_theme(job->arena, options->theme_folder, options->theme, &context, job->diags);
  Scene *scene = chart_compile(job->arena, spec, &context, job->diags);
  job_leave(job);
  return scene;
}

/* The chart as a figure of the theme's, made for the preset: sets what options the picture needs.
 */
static const Scene *
compose_chart(const Job *job, const Node *spec, FontSet *fonts, const char *folder,
              RenderOptions *render)
{
  job_enter(job, "compose");
  const SholuOptions *options = &job->options;
  g_autoptr(Catalog) catalog = catalog_new(job->diags);
  const ComposeOptions compose = { .fonts = fonts,
                                   .theme_folder = options->theme_folder,
                                   .theme = options->theme,
                                   .presets = options->presets,
                                   .access = job_access(job, render->pdf_standards) };
  const FigureRequest request = {
    spec, catalog, job->root, folder, options->root == NULL, &compose
  };
  const BriefingChart *chart = compose_figure(job->arena, &request, job->diags);
  job_leave(job);
  if (!chart)
    return NULL;
  const ChartPicture *picture = &chart->pictures[0];
  render->ppi = picture->ppi;
  render->scale = picture->enlarge;
  return picture->scene;
}

static void
attach(const Job *job, const Node *spec, const Scene *scene, const GPtrArray *tables,
       GArray *attachments)
{
  compose_attach_chart(job->arena, attachments,
                       &(ChartAttachments){ .name = job_name(job),
                                            .title = scene->title,
                                            .tables = tables,
                                            .spec = spec });
}

/* The SQL of the queries in the order in which they were run. */
static void
explain(const Job *job, const GPtrArray *explained)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < explained->len; i++)
    g_string_append_printf(text, "%s%s", i ? "\n" : "", (const char *)explained->pdata[i]);
  job->outcome->bytes = g_bytes_new(text->str, text->len);
}

static void
explain_chart(Job *job, const Node *spec, const char *folder)
{
  g_autoptr(FontSet) fonts = job_open_fonts(job, false);
  g_autoptr(GPtrArray) explained = g_ptr_array_new();
  if (fonts && compile_chart(job, spec, fonts, folder, &(Findings){ .explained = explained }) &&
      !job_has_errors(job))
    explain(job, explained);
}

static const Scene *
make_scene(const Job *job, const Node *spec, FontSet *fonts, const char *folder, GPtrArray *shown,
           RenderOptions *render)
{
  const char *presets = job->options.presets;
  if (presets && *presets && node_is(spec, NODE_MAP))
    return compose_chart(job, spec, fonts, folder, render);
  return compile_chart(job, spec, fonts, folder, &(Findings){ .shown = shown });
}

static void
draw_chart(Job *job, const Node *spec, const RenderFormat *format, const char *folder)
{
  g_autoptr(FontSet) fonts = job_open_fonts(job, format->draws);
  if (!fonts)
    return;
  bool pdf = format == render_format("pdf"), attaches = pdf && job_attaches(job);
  g_autoptr(GPtrArray) shown = g_ptr_array_new();
  RenderOptions options = { .ppi = job->options.ppi,
                            .scale = job->options.scale,
                            .date = job_date(job),
                            .pdf_standards = pdf ? job_pdf_standards(job) : PDF_PLAIN };
  const Scene *scene = make_scene(job, spec, fonts, folder, attaches ? shown : NULL, &options);
  if (!scene || job_has_errors(job))
    return;
  options.title = scene->title;
  options.language = scene->language;
  g_autoptr(GArray) attachments = g_array_new(FALSE, FALSE, sizeof(RenderAttachment));
  if (attaches)
    attach(job, spec, scene, shown, attachments);
  options.attachments = (const RenderAttachment *)(void *)attachments->data;
  options.attachment_count = attachments->len;
  if (pdf)
    job_complete_chart(job, &options, (Scene *)scene);
  GBytes *bytes = job_draw(job, format, &scene, 1, &options, fonts);
  if (bytes && !job_has_errors(job))
    job->outcome->bytes = bytes;
  else
    g_bytes_unref(bytes);
}

/* The specification's text is there: everything else. */
static void
make_chart(Job *job, const char *format_name, const char *folder)
{
  const RenderFormat *format = job_find_format(job, format_name ? format_name : "png");
  if (!format || !job_check_options(job))
    return;
  Span invalid;
  if (source_find_invalid(job->source, &invalid)) {
    bool nul = job->source->text[invalid.start] == '\0';
    diag_error(job->diags, "encoding-error", invalid, "save the file as UTF-8",
               nul ? "the text holds a NUL byte here" : "the text is not UTF-8 from here on");
    return;
  }
  job_enter(job, "read");
  const Node *spec = node_parse(job->arena, job->source, job->diags);
  job_leave(job);
  if (spec && job->options.explain)
    explain_chart(job, spec, folder);
  else if (spec)
    draw_chart(job, spec, format, folder);
}

SholuOutcome *
sholu_chart_file(const char *path, const char *format, const SholuOptions *options)
{
  Job job = job_new(path, options);
  job.root = job.options.root ? job.options.root : ".";
  GError *error = NULL;
  job.source = source_load(job.arena, job.path, 0, &error);
  if (!job.source) {
    job_report_unread(&job, error);
    return job.outcome;
  }
  const char *folder = job_folder_of(&job, job.path);
  make_chart(&job, format, lies_below(folder, job.root) ? folder : job.root);
  return job.outcome;
}

SholuOutcome *
sholu_chart_text(const char *text, size_t length, const char *name, const char *format,
                 const SholuOptions *options)
{
  Job job = job_new(name, options);
  job.root = job.options.root ? job.options.root : ".";
  job.source = source_from_text(job.arena, job.path, text, length);
  make_chart(&job, format, job.root);
  return job.outcome;
}
