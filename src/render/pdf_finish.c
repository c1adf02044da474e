#include "render/pdf_content_private.h"
#include "render/pdf_private.h"
#include "render/pdf_source_private.h"

#include <gio/gio.h>

static bool
lacks(GError **error, const char *what)
{
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
              "pdf: an accessible document needs %s", what);
  return false;
}

static bool
has_alternatives(const PdfElement *element)
{
  bool figure = element->role == ROLE_FIGURE || element->role == ROLE_CHART;
  if (figure && (!element->alt || !*element->alt))
    return false;
  for (guint i = 0; i < element->kids->len; i++) {
    const PdfKid *kid = &g_array_index(element->kids, PdfKid, i);
    if (kid->kind == KID_ELEMENT && !has_alternatives(kid->element))
      return false;
  }
  return true;
}

/* ISO 19005-3, 6.1.13 */
static bool
check_sizes(const PdfWork *work, GError **error)
{
  const double least = 3, most = 14400;
  for (guint i = 0; i < work->tags->pages->len; i++) {
    const PdfTagPage *page = &g_array_index(work->tags->pages, PdfTagPage, i);
    if (MIN(page->width, page->height) < least || MAX(page->width, page->height) > most) {
      g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                  "pdf: pages of PDF/A measure %g to %g points a side, not %g × %g", least, most,
                  page->width, page->height);
      return false;
    }
  }
  return true;
}

/* What only the caller can give. */
static bool
check_input(const PdfWork *work, GError **error)
{
  if (pdf_archive(work->standards).part && !check_sizes(work, error))
    return false;
  if (!(work->standards & (PDF_UA_1 | PDF_A_3A)))
    return true;
  if (!work->info.title || !*work->info.title)
    return lacks(error, "a title");
  if (!work->info.language || !*work->info.language)
    return lacks(error, "its language");
  if (!has_alternatives(work->tags->document))
    return lacks(error, "a text alternative for each figure");
  return true;
}

static unsigned *
reserve(PdfFile *file, size_t count)
{
  unsigned *numbers = g_new(unsigned, count + 1);
  for (size_t i = 0; i < count; i++)
    numbers[i] = pdf_file_add(file);
  return numbers;
}

/* ---- pages ---- */

static bool
add_content(PdfWork *work, const PdfCopier *copier, const PdfPart *old, unsigned index,
            unsigned content, GError **error)
{
  const PdfTagPage *page = &g_array_index(work->tags->pages, PdfTagPage, index);
  PdfPart stream = { 0 };
  pdf_source_object(copier->source, pdf_part_reference(old, "/Contents"), &stream);
  g_autoptr(GByteArray) drawn = pdf_part_inflate(&stream, error);
  if (!drawn)
    return false;
  if (pdf_content_is_blank((const char *)drawn->data, drawn->len))
    pdf_tags_forget_page(work->tags, index);
  GString *tagged = pdf_content_tag(page, (const char *)drawn->data, drawn->len, error);
  if (!tagged)
    return false;
  g_string_append(pdf_file_text(work->file, content), "<<");
  pdf_file_set_packed(work->file, content, tagged->str, tagged->len);
  g_string_free(tagged, TRUE);
  return true;
}

static void
append_annotations(GString *out, const PdfWork *work, unsigned page)
{
  const GArray *links = work->tags->links;
  bool any = false;
  for (guint i = 0; i < links->len; i++) {
    if (g_array_index(links, PdfLink, i).page != page)
      continue;
    g_string_append(out, any ? " " : "/Annots[");
    pdf_append_reference(out, work->links[i]);
    any = true;
  }
  g_string_append(out, any ? "]" : "");
}

static bool
add_page(PdfWork *work, PdfCopier *copier, unsigned index, unsigned parent, GError **error)
{
  const PdfTagPage *page = &g_array_index(work->tags->pages, PdfTagPage, index);
  PdfPart old = { 0 };
  pdf_source_object(copier->source, pdf_source_page(copier->source, index), &old);
  unsigned content = pdf_file_add(work->file);
  if (!add_content(work, copier, &old, index, content, error))
    return false;
  unsigned resources = pdf_copy_object(copier, pdf_part_reference(&old, "/Resources"));
  GString *out = pdf_file_text(work->file, work->pages[index]);
  g_string_append_printf(out, "<</Type/Page/Parent %u 0 R/MediaBox", parent);
  pdf_append_box(out, 0, 0, page->width, page->height);
  g_string_append_printf(out,
                         "/Contents %u 0 R/Resources %u 0 R/StructParents %u/Tabs/S"
                         "/Group<</S/Transparency/I true/CS/DeviceRGB>>",
                         content, resources, index);
  append_annotations(out, work, index);
  g_string_append(out, ">>");
  return true;
}

/* The number of the pages' root; 0 and error set on failure. */
static unsigned
add_pages(PdfWork *work, const PdfSource *source, GError **error)
{
  unsigned count = work->tags->pages->len, number = pdf_file_add(work->file);
  if (pdf_source_page_count(source) != count) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED,
                "pdf: %" G_GSIZE_FORMAT " pages were written, and %u drawn",
                pdf_source_page_count(source), count);
    return 0;
  }
  PdfCopier copier = { source, work->file, g_hash_table_new(NULL, NULL) };
  bool fine = true;
  for (unsigned i = 0; fine && i < count; i++)
    fine = add_page(work, &copier, i, number, error);
  g_hash_table_destroy(copier.numbers);
  GString *out = pdf_file_text(work->file, number);
  g_string_append_printf(out, "<</Type/Pages/Count %u/Kids[", count);
  for (unsigned i = 0; i < count; i++)
    g_string_append_printf(out, "%s%u 0 R", i ? " " : "", work->pages[i]);
  g_string_append(out, "]>>");
  return fine ? number : 0;
}

/* ---- the catalog ---- */

static void
append_names(GString *out, const PdfWork *work)
{
  g_string_append(out, "/Names<</Dests<</Names");
  pdf_append_destinations(out, work);
  g_string_append(out, ">>");
  if (work->attachments) {
    g_string_append(out, "/EmbeddedFiles<</Names");
    pdf_append_attachment_names(out, work);
    g_string_append(out, ">>");
  }
  g_string_append(out, ">>");
}

static unsigned
add_catalog(PdfWork *work, unsigned pages)
{
  unsigned structure = pdf_add_structure(work), outline = pdf_add_outline(work);
  unsigned metadata = pdf_add_xmp(work->file, &work->info, work->standards);
  unsigned number = pdf_file_add(work->file);
  GString *out = pdf_file_text(work->file, number);
  g_string_append_printf(out,
                         "<</Type/Catalog/Pages %u 0 R/MarkInfo<</Marked true>>"
                         "/StructTreeRoot %u 0 R/Metadata %u 0 R/PageLabels<</Nums",
                         pages, structure, metadata);
  pdf_append_page_labels(out, work);
  g_string_append(out, ">>");
  append_names(out, work);
  pdf_append_attachments(out, work, NULL);
  if (work->info.language) {
    g_string_append(out, "/Lang");
    pdf_append_bytes(out, work->info.language);
  }
  if (work->info.title)
    g_string_append(out, "/ViewerPreferences<</DisplayDocTitle true>>");
  if (outline)
    g_string_append_printf(out, "/Outlines %u 0 R/PageMode/UseOutlines", outline);
  if (pdf_archive(work->standards).part)
    g_string_append_printf(out, "/OutputIntents[%u 0 R]", pdf_add_output_intent(work->file));
  g_string_append(out, ">>");
  return number;
}

static GBytes *
finish(PdfWork *work, const PdfSource *source, GError **error)
{
  unsigned pages = check_input(work, error) ? add_pages(work, source, error) : 0;
  if (!pages)
    return NULL;
  pdf_tags_prune(work->tags);
  pdf_tags_place_notes(work->tags);
  pdf_add_links(work);
  pdf_add_attachments(work);
  unsigned catalog = add_catalog(work, pages);
  return pdf_file_finish(work->file, catalog, pdf_add_info(work->file, &work->info));
}

GBytes *
pdf_finish(const char *data, size_t size, PdfTags *tags, const RenderOptions *options,
           GError **error)
{
  g_autoptr(PdfSource) source = pdf_source_new(data, size, error);
  if (!source)
    return NULL;
  g_autoptr(PdfFile) file = pdf_file_new();
  const Scene *first = g_array_index(tags->pages, PdfTagPage, 0).scene;
  PdfWork work = { .file = file, .tags = tags, .options = options };
  work.standards = options->pdf_standards ? options->pdf_standards : PDF_STANDARDS_DEFAULT;
  work.info = pdf_info(options, first->title, first->language);
  work.pages = reserve(file, tags->pages->len);
  work.links = reserve(file, tags->links->len);
  /* PDF/A-2 takes PDF/A files only as attachments */
  if (options->attachment_count && !(work.standards & PDF_A_2U))
    work.attachments = reserve(file, options->attachment_count);
  GBytes *bytes = finish(&work, source, error);
  g_free(work.pages);
  g_free(work.links);
  g_free(work.attachments);
  return bytes;
}
