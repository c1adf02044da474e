#include "sholu_private.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX_PPI 2400.0
#define MAX_SCALE 32.0

Job
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

bool
job_has_errors(const Job *job)
{
  return diag_count(job->diags, DIAG_ERROR) > 0;
}

void
job_enter(const Job *job, const char *phase)
{
  timings_enter(job->outcome->timings, phase);
}

void
job_leave(const Job *job)
{
  timings_leave(job->outcome->timings);
}

void
job_report(const Job *job, const char *file, GError *error)
{
  Place place = file ? place_of_file(file) : (Place){ 0 };
  diag_add(job->diags, DIAG_ERROR, "environment", place, NULL, "%s", error->message);
  g_error_free(error);
}

void
job_report_unread(const Job *job, GError *error)
{
  diag_add(job->diags, DIAG_ERROR, "file-not-read", place_of_file(job->path), NULL,
           "the file cannot be read: %s", error->message);
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

unsigned
job_pdf_standards(const Job *job)
{
  const char *names = job->options.pdf_standard;
  return names ? pdf_standards_parse(names, NULL) : PDF_STANDARDS_DEFAULT;
}

static bool
check_standards(const Job *job)
{
  g_autoptr(GError) error = NULL;
  if (!job->options.pdf_standard || pdf_standards_parse(job->options.pdf_standard, &error))
    return true;
  diag_add(job->diags, DIAG_ERROR, "usage", (Place){ 0 }, NULL, "%s", error->message);
  job->outcome->misused = true;
  return false;
}

bool
job_check_options(const Job *job)
{
  return check_standards(job) && check_range(job, "ppi", job->options.ppi, MAX_PPI) &&
         check_range(job, "scale", job->options.scale, MAX_SCALE);
}

const RenderFormat *
job_find_format(const Job *job, const char *name)
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

bool
lies_below(const char *path, const char *folder)
{
  g_autofree char *whole = realpath(path, NULL);
  g_autofree char *top = realpath(folder, NULL);
  if (!whole || !top)
    return false;
  size_t length = strlen(top);
  return g_str_has_prefix(whole, top) && (length == 1 || whole[length] == '/' || !whole[length]);
}

const char *
job_folder_of(const Job *job, const char *path)
{
  g_autofree char *folder = g_path_get_dirname(path);
  return arena_strdup(job->arena, folder);
}

const char *
job_root_of(const Job *job, const char *path)
{
  if (job->options.root)
    return job->options.root;
  return lies_below(path, ".") ? "." : job_folder_of(job, path);
}

const char *
job_date(const Job *job)
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
  return arena_strdup(job->arena, date);
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

void
job_take_fonts(Job *job, FontSet *fonts)
{
  font_set_on_missing(fonts, report_missing_glyph, job);
}

FontSet *
job_open_fonts(Job *job, bool draws)
{
  job_enter(job, "fonts");
  GError *error = NULL;
  FontSet *fonts = font_set_new(job->options.font_folder, &error);
  if (fonts && draws)
    job_take_fonts(job, fonts);
  else if (!fonts)
    job_report(job, NULL, error);
  job_leave(job);
  return fonts;
}

GBytes *
job_draw(const Job *job, const RenderFormat *format, const Scene *const *scenes, size_t count,
         const RenderOptions *options, FontSet *fonts)
{
  GError *error = NULL;
  job_enter(job, format->name);
  GBytes *bytes = format->write(scenes, count, options, fonts, &error);
  job_leave(job);
  if (!bytes)
    job_report(job, job->path, error);
  return bytes;
}

/* Parameters that the document does not have are the call's fault. */
static void
set_params(const Job *job, Document *document)
{
  for (const char *const *param = job->options.params; param && param[0]; param += 2)
    if (!document_set_param(document, param[0], param[1], job->diags))
      job->outcome->misused = true;
}

Document *
job_load_document(Job *job)
{
  job->root = job_root_of(job, job->path);
  job_enter(job, "read");
  GError *error = NULL;
  Document *document = document_load(job->arena, job->path, job->root, job->diags, &error);
  job_leave(job);
  if (document)
    set_params(job, document);
  else if (error)
    job_report_unread(job, error);
  return document;
}
