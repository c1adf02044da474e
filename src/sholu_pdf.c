/* What a PDF wants of its input, and the input may lack. */
#include "sholu_private.h"

#include <string.h>

const char *
job_name(const Job *job)
{
  static const char *const endings[] = { ".md", ".markdown", ".json", ".yaml", ".yml", ".vl" };
  if (*job->path == '<') /* no file, but "<stdin>" */
    return "chart";
  g_autofree char *name = g_path_get_basename(job->path);
  for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(name, endings[i]) && strlen(name) > strlen(endings[i]))
      name[strlen(name) - strlen(endings[i])] = '\0';
  return arena_strdup(job->arena, name);
}

ComposeAccess
job_access(const Job *job, unsigned standards)
{
  if (!(standards & (PDF_UA_1 | PDF_A_3A)))
    return ACCESS_FREE;
  return job->options.pdf_standard ? ACCESS_REQUIRED : ACCESS_WANTED;
}

bool
job_attaches(const Job *job)
{
  return !job->options.no_attachments && !(job_pdf_standards(job) & PDF_A_2U);
}

static bool
is_text(const char *text)
{
  return text && *text;
}

/* A chart may go by its file's name, unless it must be accessible. */
static void
complete_title(const Job *job, RenderOptions *options)
{
  if (is_text(options->title))
    return;
  options->title = job_name(job);
  if (job_access(job, options->pdf_standards) == ACCESS_REQUIRED)
    diag_add(job->diags, DIAG_ERROR, "missing-title", place_of_file(job->path),
             "add title: what the chart shows", "the chart has no title");
}

static void
complete_description(const Job *job, const RenderOptions *options, Scene *scene)
{
  if (is_text(scene->description))
    return;
  scene->description = options->title;
  ComposeAccess access = job_access(job, options->pdf_standards);
  if (access != ACCESS_FREE)
    diag_add(job->diags, access == ACCESS_REQUIRED ? DIAG_ERROR : DIAG_WARNING,
             "missing-description", place_of_file(job->path),
             "add description: what is shown, and what it says",
             "the figure has no text for those who cannot see it");
}

void
job_complete_chart(const Job *job, RenderOptions *options, Scene *scene)
{
  complete_title(job, options);
  complete_description(job, options, scene);
  if (!is_text(options->language))
    options->language = "en";
}
