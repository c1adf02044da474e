#include "render/pdf_private.h"

#include <string.h>

static const char *const RELATIONSHIPS[] = {
  [ATTACHMENT_SOURCE] = "Source",
  [ATTACHMENT_DATA] = "Data",
  [ATTACHMENT_SUPPLEMENT] = "Supplement",
};

static unsigned
add_contents(const PdfWork *work, const RenderAttachment *attachment)
{
  unsigned number = pdf_file_add(work->file);
  GString *out = pdf_file_text(work->file, number);
  g_autofree char *sum =
      g_compute_checksum_for_data(G_CHECKSUM_MD5, attachment->data, attachment->size);
  g_string_append(out, "<</Type/EmbeddedFile/Subtype");
  pdf_append_name(out, attachment->media_type);
  g_string_append_printf(out, "/Params<</Size %" G_GSIZE_FORMAT "/CheckSum<%s>", attachment->size,
                         sum);
  if (*work->info.date) {
    g_string_append(out, "/ModDate");
    pdf_append_date(out, work->info.date);
  }
  g_string_append(out, ">>");
  pdf_file_set_packed(work->file, number, attachment->data, attachment->size);
  return number;
}

void
pdf_add_attachments(PdfWork *work)
{
  for (size_t i = 0; work->attachments && i < work->options->attachment_count; i++) {
    const RenderAttachment *attachment = &work->options->attachments[i];
    unsigned contents = add_contents(work, attachment);
    GString *out = pdf_file_text(work->file, work->attachments[i]);
    g_string_append_printf(out, "<</Type/Filespec/AFRelationship/%s/F",
                           RELATIONSHIPS[attachment->kind]);
    pdf_append_text(out, attachment->name);
    g_string_append(out, "/UF");
    pdf_append_text(out, attachment->name);
    if (attachment->description) {
      g_string_append(out, "/Desc");
      pdf_append_text(out, attachment->description);
    }
    g_string_append_printf(out, "/EF<</F %u 0 R/UF %u 0 R>>>>", contents, contents);
  }
}

static int
compare_names(gconstpointer a, gconstpointer b, gpointer user)
{
  const PdfWork *work = user;
  const RenderAttachment *all = work->options->attachments;
  return strcmp(all[*(const unsigned *)a].name, all[*(const unsigned *)b].name);
}

void
pdf_append_attachment_names(GString *out, const PdfWork *work)
{
  unsigned count = (unsigned)work->options->attachment_count;
  g_autofree unsigned *order = g_new(unsigned, count);
  for (unsigned i = 0; i < count; i++)
    order[i] = i;
  g_qsort_with_data(order, (int)count, sizeof *order, compare_names, (gpointer)work);
  g_string_append_c(out, '[');
  for (unsigned i = 0; i < count; i++) {
    pdf_append_bytes(out, work->options->attachments[order[i]].name);
    pdf_append_reference(out, work->attachments[order[i]]);
  }
  g_string_append_c(out, ']');
}

static bool
belongs_to(const RenderAttachment *attachment, const PdfElement *figure)
{
  const char *name = figure->group ? figure->group->name : NULL;
  return name && g_strcmp0(attachment->figure, name) == 0;
}

void
pdf_append_attachments(GString *out, const PdfWork *work, const PdfElement *figure)
{
  bool any = false;
  for (size_t i = 0; work->attachments && i < work->options->attachment_count; i++) {
    if (figure && !belongs_to(&work->options->attachments[i], figure))
      continue;
    g_string_append(out, any ? " " : "/AF[");
    pdf_append_reference(out, work->attachments[i]);
    any = true;
  }
  g_string_append(out, any ? "]" : "");
}
