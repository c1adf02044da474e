/* Finishing a PDF: cairo draws it, and all that makes it a document is written here. */
#pragma once

#include "render/pdf_metadata_private.h"
#include "render/pdf_tags_private.h"

/* A PDF on its way; each part adds its objects to the file. */
typedef struct PdfWork {
  PdfFile *file;
  PdfTags *tags;
  const RenderOptions *options;
  unsigned standards;
  PdfInfo info;
  unsigned *pages;       /* numbers of objects, by index */
  unsigned *links;       /* annotations */
  unsigned *attachments; /* file specifications; NULL: none are wanted */
} PdfWork;

/* Rewrites cairo's file with what was recorded while it was drawn. NULL and error set if the two
 * do not agree, or if the document lacks what the standards want. */
GBytes *pdf_finish(const char *data, size_t size, PdfTags *tags, const RenderOptions *options,
                   GError **error);

/* The structure; the number of its root. Elements get their numbers. */
unsigned pdf_add_structure(PdfWork *work);

/* The annotations of all links. */
void pdf_add_links(PdfWork *work);

/* Outline of the headings; its number, 0 without headings. */
unsigned pdf_add_outline(PdfWork *work);

/* Append `[(name) place …]`: destinations by name, in the order of bytes; labels of pages. */
void pdf_append_destinations(GString *out, const PdfWork *work);
void pdf_append_page_labels(GString *out, const PdfWork *work);

/* Fills the file specifications. */
void pdf_add_attachments(PdfWork *work);
/* `[(name) 12 0 R …]` in the order of bytes. */
void pdf_append_attachment_names(GString *out, const PdfWork *work);
/* `/AF[12 0 R …]`: those that belong to a figure, or (NULL) all; nothing where there are none. */
void pdf_append_attachments(GString *out, const PdfWork *work, const PdfElement *figure);
