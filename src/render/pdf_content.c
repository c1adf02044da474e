#include "render/pdf_content_private.h"
#include "render/pdf_file_private.h"

#include <gio/gio.h>
#include <string.h>

static const char MARK[] = "/Span << /MCID ";
static const char MARK_END[] = " >> BDC";

static const char *const ARTIFACTS[] = {
  [ARTIFACT_NONE] = NULL,
  [ARTIFACT_LAYOUT] = "<</Type/Layout>>",
  [ARTIFACT_HEADER] = "<</Type/Pagination/Subtype/Header/Attached[/Top]>>",
  [ARTIFACT_FOOTER] = "<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>",
};
_Static_assert(G_N_ELEMENTS(ARTIFACTS) == ARTIFACT_COUNT, "one line an artifact");

typedef struct Rewriter {
  const PdfTagPage *page;
  const char *at, *end;
  const char *copied; /* what is before it has been written */
  GString *out;
  unsigned next; /* mark */
} Rewriter;

static bool
starts_with(const char *at, const char *end, const char *word)
{
  return (size_t)(end - at) >= strlen(word) && memcmp(at, word, strlen(word)) == 0;
}

static const char *
skip_to(const char *at, const char *end, char stop)
{
  const char *found = memchr(at, stop, (size_t)(end - at));
  return found ? found + 1 : end;
}

static void
append_mark(GString *out, const PdfMark *mark)
{
  if (mark->element)
    g_string_append_printf(out, "/%s<</MCID %u>>BDC", mark->element->type, mark->index);
  else
    g_string_append_printf(out, "/Artifact%sBDC", ARTIFACTS[mark->artifact]);
}

/* At one of cairo's marks. False if it is not the one that comes next. */
static bool
take_mark(Rewriter *rewriter)
{
  const GArray *marks = rewriter->page->marks;
  g_string_append_len(rewriter->out, rewriter->copied, rewriter->at - rewriter->copied);
  const char *at = rewriter->at + strlen(MARK);
  guint64 number = 0;
  for (; at < rewriter->end && g_ascii_isdigit(*at) && number < G_MAXUINT32; at++)
    number = number * 10 + (guint64)(*at - '0');
  if (number != rewriter->next || number >= marks->len || !starts_with(at, rewriter->end, MARK_END))
    return false;
  append_mark(rewriter->out, &g_array_index(marks, PdfMark, rewriter->next++));
  rewriter->at = rewriter->copied = at + strlen(MARK_END);
  return true;
}

/* One step on: past a string, a comment, or a character. */
static const char *
skip_token(const char *at, const char *end)
{
  if (*at == '(')
    return pdf_skip_string(at, end);
  if (*at == '%')
    return skip_to(at, end, '\n');
  if (*at == '<' && end - at > 1 && at[1] != '<')
    return skip_to(at, end, '>');
  return *at == '<' && end - at > 1 ? at + 2 : at + 1;
}

bool
pdf_content_is_blank(const char *content, size_t size)
{
  /* numbers, and the operators cm, q and Q */
  for (size_t i = 0; i < size; i++)
    if (!content[i] || !strchr("0123456789.- \ncmqQ", content[i]))
      return false;
  return true;
}

GString *
pdf_content_tag(const PdfTagPage *page, const char *content, size_t size, GError **error)
{
  Rewriter rewriter = { page, content, content + size, content, NULL, 0 };
  rewriter.out = g_string_sized_new(size);
  bool matching = true;
  while (matching && rewriter.at < rewriter.end) {
    if (*rewriter.at == '/' && starts_with(rewriter.at, rewriter.end, MARK))
      matching = take_mark(&rewriter);
    else
      rewriter.at = skip_token(rewriter.at, rewriter.end);
  }
  if (matching && rewriter.next == page->marks->len) {
    g_string_append_len(rewriter.out, rewriter.copied, rewriter.end - rewriter.copied);
    return rewriter.out;
  }
  g_string_free(rewriter.out, TRUE);
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED,
              "pdf: the page's marks do not match its structure (mark %u of %u)", rewriter.next,
              page->marks->len);
  return NULL;
}
