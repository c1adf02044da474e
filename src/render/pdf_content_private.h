/* The content of one page: cairo's flat marks become the marks of the structure. */
#pragma once

#include "render/pdf_tags_private.h"

/* Does the content show nothing? Then cairo left the marks out as well. */
bool pdf_content_is_blank(const char *content, size_t size);

/* Rewrites what cairo wrote for a page. Fails unless its marks are those recorded, each once and in
 * order: a page whose structure is not known must not be written. */
GString *pdf_content_tag(const PdfTagPage *page, const char *content, size_t size, GError **error);
