#include "sholu.h"

#include "compose/compose.h"
#include "core/file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DEFAULT_FORMATS "pdf,png,svg"
#define PAGE_PPI 150.0
#define MAX_PPI 2400.0
#define MAX_SCALE 32.0

struct SholuOutcome {
  Arena *arena;
  DiagList *diags;
  Timings *timings;
  bool misused;
  GBytes *bytes;    /* a chart */
  GPtrArray *files; /* written paths, NULL-terminated */
  char *messages, *timing_text;
};

/* One piece of work: what is asked for, and where its outcome goes. */
typedef struct Job {
  SholuOutcome *outcome;
  Arena *arena; /* the outcome's */
  DiagList *diags;
  SholuOptions options;
  const char *path; /* the document or specification, as messages call it */
  const char *root;
  const Source *source; /* charts: its text */
} Job;

/* A file that is ready to be written. */
typedef struct Output {
  const char *path;
  GBytes *bytes;
} Output;

const char *
sholu_version(void)
{
  return SHOLU_VERSION;
}

static SholuOutcome *
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
  return sholu_outcome_errors(outcome) > 0 ? SHOLU_FAULTS : SHOLU_DONE;
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

static const char *const *
format_names(Arena *arena)
{
  const RenderFormat *const *formats = render_formats();
  size_t count = 0;
  while (formats[count])
    count++;
  const char **names = arena_array(arena, const char *, count + 1);
  for (size_t i = 0; i < count; i++)
    names[i] = formats[i]->name;
  return names;
}

const char *const *
sholu_formats(void)
{
  static const char *const *names; /* made once, kept for the life of the process */
  static Arena *arena;
  if (!names) {
    arena = arena_new();
    names = format_names(arena);
  }
  return names;
}

static Job
job_new(const char *path, const SholuOptions *options)
{
  SholuOutcome *outcome = outcome_new();
  return (Job){
    .outcome = outcome,
    .arena = outcome->arena,
    .diags = outcome->diags,
    .options = options ? *options : (SholuOptions){ 0 },
    .path = arena_strdup(outcome->arena, path),
  };
}

static bool
job_has_errors(const Job *job)
{
  return diag_count(job->diags, DIAG_ERROR) > 0;
}

static void
enter(const Job *job, const char *phase)
{
  timings_enter(job->outcome->timings, phase);
}

static void
leave(const Job *job)
{
  timings_leave(job->outcome->timings);
}

/* Failures of the environment: the caller's message is about `file`. Frees the error. */
static void
report_failure(const Job *job, const char *file, GError *error)
{
  diag_add(job->diags, DIAG_ERROR, "environment", place_of_file(file), NULL, "%s", error->message);
  g_error_free(error);
}

/* A number of the options that must lie in (0, most]; 0 stands for the default. */
static bool
check_range(const Job *job, const char *name, double number, double most)
{
  if (number >= 0 && number <= most)
    return true;
  diag_add(job->diags, DIAG_ERROR, "usage", (Place){ 0 }, NULL,
           "%s must be above 0 and at most %g, not %g", name, most, number);
  job->outcome->misused = true;
  return false;
}

static bool
check_options(const Job *job)
{
  return check_range(job, "ppi", job->options.ppi, MAX_PPI) &&
         check_range(job, "scale", job->options.scale, MAX_SCALE);
}

/* The format, or NULL and a fault. */
static const RenderFormat *
find_format(const Job *job, const char *name)
{
  const RenderFormat *format = render_format(name);
  if (format)
    return format;
  const char *near = diag_suggest(name, sholu_formats());
  g_autofree char *all = g_strjoinv(", ", (char **)sholu_formats());
  g_autofree char *hint =
      near ? g_strdup_printf("did you mean %s?", near) : g_strdup_printf("there are %s", all);
  diag_add(job->diags, DIAG_ERROR, "unknown-format", (Place){ 0 }, hint, "unknown format \"%s\"",
           name);
  job->outcome->misused = true;
  return NULL;
}

/* The formats of a comma list, each once, in the list's order. NULL if one is unknown. */
static GPtrArray *
find_formats(const Job *job, const char *list)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new();
  g_auto(GStrv) names = g_strsplit(list ? list : DEFAULT_FORMATS, ",", -1);
  bool sound = true;
  for (char **name = names; *name; name++) {
    const RenderFormat *format = find_format(job, g_strstrip(*name));
    if (!format)
      sound = false;
    else if (!g_ptr_array_find(found, format, NULL))
      g_ptr_array_add(found, (gpointer)format);
  }
  return sound ? g_steal_pointer(&found) : NULL;
}

/* Is `path` (its links resolved) in `folder` or below it? */
static bool
lies_below(const char *path, const char *folder)
{
  g_autofree char *whole = realpath(path, NULL);
  g_autofree char *top = realpath(folder, NULL);
  if (!whole || !top)
    return false;
  size_t length = strlen(top);
  return g_str_has_prefix(whole, top) && (length == 1 || whole[length] == '/' || !whole[length]);
}

static const char *
folder_of(const Job *job, const char *path)
{
  g_autofree char *folder = g_path_get_dirname(path);
  return arena_strdup(job->arena, folder);
}

/* ISO 8601 from SOURCE_DATE_EPOCH, for documents that give no date; NULL where it is not set. */
static const char *
date_of_environment(Arena *arena)
{
  const char *text = g_getenv("SOURCE_DATE_EPOCH");
  gint64 seconds = 0;
  if (!text ||
      !g_ascii_string_to_signed(text, 10, 0, G_GINT64_CONSTANT(253402300799), &seconds, NULL))
    return NULL;
  time_t moment = (time_t)seconds;
  struct tm parts;
  char date[sizeof "2000-01-01T00:00:00Z"];
  if (!gmtime_r(&moment, &parts) || !strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &parts))
    return NULL;
  return arena_strdup(arena, date);
}

/* Where the text has a character: its first place in the file, else the file itself. */
static Place
place_of_character(const Job *job, gunichar character)
{
  const Source *source = job->source;
  if (!source)
    source = source_load(job->arena, job->path, 0, NULL);
  char letter[7] = "";
  size_t length = (size_t)g_unichar_to_utf8(character, letter);
  const char *at = source ? g_strstr_len(source->text, (gssize)source->length, letter) : NULL;
  if (!at)
    return place_of_file(job->path);
  size_t start = (size_t)(at - source->text);
  return place_of_span((Span){ .source = source, .start = start, .end = start + length });
}

static void
report_missing_glyph(gunichar character, const char *text, void *user)
{
  const Job *job = user;
  diag_add(job->diags, DIAG_ERROR, "missing-glyph", place_of_character(job, character),
           "replace the character, or add a font that has it to the font folder",
           "no font has the character U+%04X of \"%s\"", character, text);
}

/* The project's fonts; NULL and a fault when they are not there. */
static FontSet *
open_fonts(Job *job)
{
  enter(job, "fonts");
  GError *error = NULL;
  FontSet *fonts = font_set_new(job->options.font_folder, &error);
  if (fonts)
    font_set_on_missing(fonts, report_missing_glyph, job);
  else
    report_failure(job, NULL, error);
  leave(job);
  return fonts;
}

static GBytes *
draw(const Job *job, const RenderFormat *format, const Scene *const *scenes, size_t count,
     const RenderOptions *options, FontSet *fonts)
{
  GError *error = NULL;
  enter(job, format->name);
  GBytes *bytes = format->write(scenes, count, options, fonts, &error);
  leave(job);
  if (!bytes)
    report_failure(job, job->path, error);
  return bytes;
}

/* --- Briefings --- */

/* What a briefing is turned into, before anything is written. */
typedef struct Production {
  Job *job;
  FontSet *fonts;
  const Briefing *briefing;
  RenderOptions options;
  const char *folder, *name; /* of the outputs */
  GArray *outputs;           /* of Output */
  size_t done, total;        /* scenes drawn */
} Production;

static void
output_clear(gpointer output)
{
  g_bytes_unref(((Output *)output)->bytes);
}

/* One file to be: the scenes as `format`, under folder/path.extension. */
static void
produce(Production *production, const RenderFormat *format, const Scene *const *scenes,
        size_t count, const char *path)
{
  Job *job = production->job;
  GBytes *bytes = draw(job, format, scenes, count, &production->options, production->fonts);
  if (!bytes)
    return;
  Output output = {
    arena_printf(job->arena, "%s/%s.%s", production->folder, path, format->extension), bytes
  };
  g_array_append_val(production->outputs, output);
  production->done += count;
  if (job->options.progress)
    job->options.progress(format->name, production->done, production->total, job->options.user);
}

static void
produce_pages(Production *production, const RenderFormat *format)
{
  const Briefing *briefing = production->briefing;
  if (format->many_pages) {
    produce(production, format, briefing->pages, briefing->page_count, production->name);
    return;
  }
  for (size_t i = 0; i < briefing->page_count; i++) {
    const char *path = arena_printf(production->job->arena, "%s/page-%zu", production->name, i + 1);
    produce(production, format, &briefing->pages[i], 1, path);
  }
}

/* Ids come from the document: nothing of them may lead elsewhere, and no two may meet in one file.
 */
static const char *
chart_file_name(const Production *production, size_t index)
{
  const char *id = production->briefing->charts[index].id;
  g_autoptr(GString) name = g_string_new(NULL);
  for (const char *p = id ? id : "chart"; *p && name->len < 100; p = g_utf8_next_char(p)) {
    gunichar letter = g_utf8_get_char(p);
    bool plain = g_unichar_isalnum(letter) || letter == '-' || letter == '_';
    g_string_append_unichar(name, plain ? letter : '-');
  }
  for (size_t i = 0; i < index; i++)
    if (g_strcmp0(production->briefing->charts[i].id, id) == 0) {
      g_string_append_printf(name, "-%zu", index + 1);
      break;
    }
  return arena_printf(production->job->arena, "%s/charts/%s", production->name, name->str);
}

static void
produce_charts(Production *production, const RenderFormat *format)
{
  for (size_t i = 0; i < production->briefing->chart_count; i++)
    produce(production, format, &production->briefing->charts[i].scene, 1,
            chart_file_name(production, i));
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
    production->total += (wants_pages(formats->pdata[i]) ? briefing->page_count : 0) +
                         (wants_charts(production, formats->pdata[i]) ? briefing->chart_count : 0);
  for (guint i = 0; i < formats->len; i++) {
    if (wants_pages(formats->pdata[i]))
      produce_pages(production, formats->pdata[i]);
    if (wants_charts(production, formats->pdata[i]))
      produce_charts(production, formats->pdata[i]);
  }
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
  enter(job, "write");
  for (guint i = 0; i < production->outputs->len; i++) {
    const Output *output = &g_array_index(production->outputs, Output, i);
    size_t size = 0;
    const void *data = g_bytes_get_data(output->bytes, &size);
    GError *error = NULL;
    if (file_replace(output->path, data, size, &error))
      g_ptr_array_insert(files, (gint)files->len - 1, (gpointer)output->path);
    else
      report_failure(job, NULL, error);
  }
  if (!job_has_errors(job))
    for (guint i = 0; i < formats->len; i++)
      remove_later_pages(production, formats->pdata[i]);
  leave(job);
}

static const char *
briefing_name(const Job *job)
{
  g_autofree char *name = g_path_get_basename(job->path);
  static const char *const endings[] = { ".md", ".markdown" };
  for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(name, endings[i]) && strlen(name) > strlen(endings[i]))
      return arena_strndup(job->arena, name, strlen(name) - strlen(endings[i]));
  return arena_strdup(job->arena, name);
}

/* Lays the document out, draws everything, and writes it if all was sound. */
static void
build_document(Job *job, Document *document, const char *folder, const GPtrArray *formats)
{
  g_autoptr(FontSet) fonts = open_fonts(job);
  if (!fonts)
    return;
  enter(job, "compose");
  ComposeOptions compose = { .fonts = fonts,
                             .theme_folder = job->options.theme_folder,
                             .theme = job->options.theme,
                             .timings = job->outcome->timings };
  const Briefing *briefing = compose_briefing(job->arena, document, &compose, job->diags);
  leave(job);
  if (!briefing || job_has_errors(job))
    return;

  g_autoptr(GArray) outputs = g_array_new(FALSE, FALSE, sizeof(Output));
  g_array_set_clear_func(outputs, output_clear);
  Production production = { .job = job,
                            .fonts = fonts,
                            .briefing = briefing,
                            .options = briefing->metadata,
                            .folder = folder,
                            .name = briefing_name(job),
                            .outputs = outputs };
  production.options.ppi = job->options.ppi > 0 ? job->options.ppi : PAGE_PPI;
  if (!production.options.date)
    production.options.date = date_of_environment(job->arena);
  produce_all(&production, formats);
  if (!job_has_errors(job))
    write_all(&production, formats);
}

SholuOutcome *
sholu_build(const char *path, const char *folder, const char *formats, const SholuOptions *options)
{
  Job job = job_new(path, options);
  g_autoptr(GPtrArray) wanted = find_formats(&job, formats);
  if (!wanted || !check_options(&job))
    return job.outcome;
  job.root = job.options.root            ? job.options.root
             : lies_below(job.path, ".") ? "."
                                         : folder_of(&job, job.path);
  enter(&job, "read");
  GError *error = NULL;
  g_autoptr(Document) document = document_load(job.arena, job.path, job.root, job.diags, &error);
  leave(&job);
  if (document)
    build_document(&job, document, folder, wanted);
  else if (error)
    report_failure(&job, NULL, error);
  return job.outcome;
}

/* --- Charts --- */

static Scene *
compile_chart(const Job *job, const Node *spec, FontSet *fonts, const char *folder)
{
  enter(job, "compile");
  g_autoptr(Catalog) catalog = catalog_new(job->diags);
  ChartContext context = {
    .catalog = catalog, .metrics = font_set_metrics(fonts), .root = job->root, .folder = folder
  };
  Scene *scene = chart_compile(job->arena, spec, &context, job->diags);
  leave(job);
  return scene;
}

static void
draw_chart(Job *job, const Node *spec, const RenderFormat *format, const char *folder)
{
  g_autoptr(FontSet) fonts = open_fonts(job);
  if (!fonts)
    return;
  const Scene *scene = compile_chart(job, spec, fonts, folder);
  if (!scene || job_has_errors(job))
    return;
  RenderOptions options = { .ppi = job->options.ppi,
                            .scale = job->options.scale,
                            .title = scene->title,
                            .language = scene->language,
                            .date = date_of_environment(job->arena) };
  GBytes *bytes = draw(job, format, &scene, 1, &options, fonts);
  if (bytes && !job_has_errors(job))
    job->outcome->bytes = bytes;
  else
    g_bytes_unref(bytes);
}

/* The specification's text is there: everything else. */
static void
make_chart(Job *job, const char *format_name, const char *folder)
{
  const RenderFormat *format = find_format(job, format_name ? format_name : "png");
  if (!format || !check_options(job))
    return;
  Span invalid;
  if (source_find_invalid(job->source, &invalid)) {
    bool nul = job->source->text[invalid.start] == '\0';
    diag_error(job->diags, "encoding-error", invalid, "save the file as UTF-8",
               nul ? "the text holds a NUL byte here" : "the text is not UTF-8 from here on");
    return;
  }
  enter(job, "read");
  const Node *spec = node_parse(job->arena, job->source, job->diags);
  leave(job);
  if (spec)
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
    report_failure(&job, NULL, error);
    return job.outcome;
  }
  const char *folder = folder_of(&job, job.path);
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
