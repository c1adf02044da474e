/* What a PDF says about itself. */
#pragma once

#include "render/pdf_file_private.h"
#include "render/render.h"

/* Which PDF/A the flags ask for; part 0: none. */
typedef struct PdfArchive {
  int part;
  char level;
} PdfArchive;
PdfArchive pdf_archive(unsigned standards);

/* The document's information as the file has it in two places, which must agree. NULL: not said. */
typedef struct PdfInfo {
  const char *title, *author, *subject, *keywords, *language;
  char date[sizeof "2000-01-01T00:00:00Z"]; /* "": none */
} PdfInfo;

/* Out of the options; a date that is none is left out. The title falls back to `title`. */
PdfInfo pdf_info(const RenderOptions *options, const char *title, const char *language);

/* "D:20240307120000Z" */
void pdf_append_date(GString *out, const char *date);

/* Add an object and return its number: the information dictionary, the XMP packet, the dictionary
 * of the sRGB output intent. */
unsigned pdf_add_info(PdfFile *file, const PdfInfo *info);
unsigned pdf_add_xmp(PdfFile *file, const PdfInfo *info, unsigned standards);
unsigned pdf_add_output_intent(PdfFile *file);

/* The profile's bytes, always the same. */
GBytes *srgb_profile(void);
