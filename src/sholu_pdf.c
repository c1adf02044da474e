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

void
job_complete_pdf(const Job *job, RenderOptions *options, bool document, bool language_assumed)
{
  options->pdf_standards = job_pdf_standards(job);
  bool wanted = document && (options->pdf_standards & (PDF_UA_1 | PDF_A_3A)) != 0;
  if (!is_text(options->title)) {
    options->title = job_name(job);
    if (wanted)
      diag_add(job->diags, DIAG_WARNING, "missing-title", place_of_file(job->path), "add a title",
               "without a title the PDF is called \"%s\"", options->title);
  }
  if (!is_text(options->language))
    options->language = "en";
  if (wanted && language_assumed)
    diag_add(job->diags, DIAG_WARNING, "missing-language", place_of_file(job->path),
             "add lang: en, ru or kk to the front matter",
             "the document does not name its language; the PDF says \"%s\"", options->language);
}
