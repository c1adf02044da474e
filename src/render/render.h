/* Scenes → files. One table of formats; a new one is one file and one line. */
#pragma once

#include "render/fonts.h"
#include "render/scene.h"

typedef struct RenderOptions {
  double ppi;   /* png: pixels per inch; 0: 72, one pixel a point */
  double scale; /* enlarges everything; 0: 1 */
  /* document information; NULL: left out. All but the title (else that of the first scene, also
   * in png and svg) are for pdf alone */
  const char *title, *author, *subject, *keywords, *language;
  const char *date; /* ISO 8601; NULL: none is written */
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
