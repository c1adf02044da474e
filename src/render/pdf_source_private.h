/* Reading the file that cairo wrote: its classic cross-reference table, its objects and pages. Only
 * what cairo itself writes is understood; what is not is an error, never a guess. */
#pragma once

#include "render/pdf_file_private.h"

typedef struct PdfSource PdfSource;

/* Borrows the bytes. */
PdfSource *pdf_source_new(const char *data, size_t size, GError **error);
void pdf_source_free(PdfSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfSource, pdf_source_free)

/* Pages in order; the number of a page's object. */
size_t pdf_source_page_count(const PdfSource *source);
unsigned pdf_source_page(const PdfSource *source, size_t index);

/* What an object says, without "obj" and "endobj"; of a stream, its dictionary. */
typedef struct PdfPart {
  const char *start, *end;
  const char *stream; /* NULL: none */
  size_t stream_size;
} PdfPart;
bool pdf_source_object(const PdfSource *source, unsigned number, PdfPart *part);

/* The object that `/Key 12 0 R` names in a dictionary; 0: none. */
unsigned pdf_part_reference(const PdfPart *part, const char *key);

/* A stream's bytes, inflated; NULL and error set if they cannot be. */
GByteArray *pdf_part_inflate(const PdfPart *part, GError **error);

/* Copying what is still wanted, with new numbers and each object once; what PDF/A and PDF/UA ask of
 * it and cairo leaves out is put right on the way. */
typedef struct PdfCopier {
  const PdfSource *source;
  PdfFile *file;
  GHashTable *numbers; /* old → new */
} PdfCopier;

/* The new number of an object and of all it refers to. */
unsigned pdf_copy_object(PdfCopier *copier, unsigned number);
