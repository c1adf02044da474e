/* Writing a PDF 1.7 file: numbered objects as text, some with a stream, packed at the end into an
 * object stream with a cross-reference stream. Nothing here knows what the objects mean. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct PdfFile PdfFile;

PdfFile *pdf_file_new(void);
void pdf_file_free(PdfFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfFile, pdf_file_free)

/* A new object's number, from 1 upwards. */
unsigned pdf_file_add(PdfFile *file);

/* The object's text, to be appended to; of an object with a stream, its dictionary without `>>`.
 * Valid until the file is finished. */
GString *pdf_file_text(PdfFile *file, unsigned number);

/* Gives the object a stream as it is; /Length is written at the end. Takes the bytes. */
void pdf_file_set_stream(PdfFile *file, unsigned number, GBytes *bytes);
/* The same compressed, with its /Filter. */
void pdf_file_set_packed(PdfFile *file, unsigned number, const void *data, size_t size);

/* The whole file. `root` and `info`: numbers of the catalog and the information dictionary. The /ID
 * is made from the contents. Call once. */
GBytes *pdf_file_finish(PdfFile *file, unsigned root, unsigned info);

/* "12 0 R" */
void pdf_append_reference(GString *out, unsigned number);
/* Points, to the hundredth. */
void pdf_append_number(GString *out, double value);
/* "[x1 y1 x2 y2]" */
void pdf_append_box(GString *out, double x1, double y1, double x2, double y2);
/* Strings hold so many bytes at most (ISO 19005-3, 6.1.13); what is longer is cut. */
enum { PDF_STRING_MAX = 32767 };
/* A text string: PDFDocEncoding where it is ASCII, else UTF-16. NULL is "". */
void pdf_append_text(GString *out, const char *text);
/* Bytes as a literal string: languages, addresses, names of destinations. */
void pdf_append_bytes(GString *out, const char *bytes);
/* A name with its slash; what may not stand in one is escaped. */
void pdf_append_name(GString *out, const char *name);

/* Past the literal string that begins at `at`, which is before `end`. */
const char *pdf_skip_string(const char *at, const char *end);
