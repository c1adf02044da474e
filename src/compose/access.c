/* What a document must say for those who cannot see it. */
#include "compose/composer_private.h"

#include <stdarg.h>

void
access_report(const Composer *composer, const char *code, Span span, const char *hint,
              const char *format, ...)
{
  const Source *source = composer->document->source;
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  bool required = composer->access == ACCESS_REQUIRED;
  Place place = span.source || !source ? place_of_span(span) : place_of_file(source->name);
  diag_add(composer->diags, required ? DIAG_ERROR : DIAG_WARNING, code, place, hint, "%s", message);
}

static bool
is_text(const char *text)
{
  return text && *text;
}

static const Block *
first_heading(const Block *block)
{
  const Block *found = block->kind == BLOCK_HEADING ? block : NULL;
  for (const Block *child = block->first; child && !found; child = child->next)
    found = first_heading(child);
  return found;
}

static void
complete_title(Composer *composer, RenderOptions *metadata)
{
  const Document *document = composer->document;
  const Block *heading = first_heading(document->body);
  const char *title = heading ? text_from_inlines(composer, heading->inlines) : NULL;
  const char *like = is_text(title) ? "first heading" : "file";
  metadata->title = is_text(title) ? title : file_stem(composer->arena, document->path);
  if (document->front.unread)
    return;
  if (composer->access == ACCESS_REQUIRED)
    access_report(composer, "missing-title", document->front.span,
                  "add title: … to the front matter", "the document has no title");
  else if (composer->access == ACCESS_WANTED)
    access_report(composer, "missing-title", document->front.span,
                  "add title: … to the front matter",
                  "the document has no title; the PDF is called \"%s\", like its %s",
                  metadata->title, like);
}

static void
report_language(const Composer *composer)
{
  static const char HINT[] = "add lang: en, ru or kk to the front matter";
  Span span = composer->document->front.span;
  if (composer->access == ACCESS_REQUIRED)
    access_report(composer, "missing-language", span, HINT,
                  "the document does not name its language");
  else if (composer->access == ACCESS_WANTED)
    access_report(composer, "missing-language", span, HINT,
                  "the document does not name its language; the PDF says \"%s\"",
                  composer->voice.language);
}

void
access_complete(Composer *composer, RenderOptions *metadata)
{
  if (!is_text(metadata->title))
    complete_title(composer, metadata);
  if (!composer->document->front.language && !composer->document->front.unread)
    report_language(composer);
}
