/* Scenes → files. One table of formats; a new one is one file and one line. */
#pragma once

#include "render/fonts.h"
#include "render/scene.h"

/* What a PDF promises to be: flags. Level a of PDF/A and PDF/UA need the document's title and
 * language, and a text alternative for each figure. */
enum {
  PDF_A_2U = 1, /* ISO 19005-2: looks the same everywhere, its text can be found; no attachments */
  PDF_A_3U = 2, /* ISO 19005-3: the same with attachments */
  PDF_A_3A = 4, /* and with its structure */
  PDF_UA_1 = 8, /* ISO 14289-1: accessible */
  PDF_PLAIN = 16,
};
#define PDF_STANDARDS_DEFAULT (PDF_A_3A | PDF_UA_1)

/* The flags of names joined by commas ("a-3a,ua-1", "none"); 0 and an error, with the remedy, for
 * unknown names and those that exclude each other. */
unsigned pdf_standards_parse(const char *names, GError **error);

/* A file carried in the PDF. */
typedef enum AttachmentKind {
  ATTACHMENT_SOURCE,     /* what the document was made from */
  ATTACHMENT_DATA,       /* the numbers behind a figure */
  ATTACHMENT_SUPPLEMENT, /* how a figure was made */
} AttachmentKind;

typedef struct RenderAttachment {
  const char *name; /* of the file; each once */
  const char *media_type, *description;
  AttachmentKind kind;
  const char *figure; /* name of the figure's group that it belongs to; NULL: none */
  const void *data;
  size_t size;
} RenderAttachment;

typedef struct RenderOptions {
  double ppi;   /* png: pixels per inch; 0: 72, one pixel a point */
  double scale; /* enlarges everything; 0: 1 */
  /* document information; NULL: left out. All but the title (else that of the first scene, also
   * in png and svg) are for pdf alone */
  const char *title, *author, *subject, *keywords, *language;
  const char *date;       /* ISO 8601; NULL: none is written */
  unsigned pdf_standards; /* 0: PDF_STANDARDS_DEFAULT */
  const RenderAttachment *attachments;
  size_t attachment_count;
} RenderOptions;

typedef struct RenderFormat {
  const char *name; /* "pdf", "png", "svg", "scene-json" */
  const char *extension;
  const char *summary;
  bool many_pages; /* takes several scenes in one file */
  bool draws;      /* texts need glyphs */
  /* NULL and error set on failure. */
  GBytes *(*write)(const Scene *const *scenes, size_t count, const RenderOptions *options,
                   FontSet *fonts, GError **error);
} RenderFormat;

const RenderFormat *render_format(const char *name);          /* NULL: unknown */
const RenderFormat *render_format_for_path(const char *path); /* by extension; NULL: unknown */
const RenderFormat *const *render_formats(void);              /* NULL-terminated */
