/* Drawing a scene with cairo: for the targets that cairo writes. First what a FontSet keeps for it.
 */
#pragma once

#include "render/fonts_private.h"
#include "render/render_private.h"

#include <cairo.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo_t, cairo_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo_surface_t, cairo_surface_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo_pattern_t, cairo_pattern_destroy)

/* For drawing run->font at any size; borrowed. */
cairo_font_face_t *font_set_face(FontSet *fonts, uint32_t font);

/* Options under which a glyph looks the same at every place: no hinting, unrounded metrics. */
cairo_font_options_t *font_set_options(FontSet *fonts);

/* An image surface of that size, the last one again where it fits: the first touch of its memory
 * costs more than drawing on it. Its pixels are what was last drawn. Borrowed. */
cairo_surface_t *font_set_surface(FontSet *fonts, cairo_format_t format, int width, int height);

typedef struct PdfTags PdfTags;

/* What a walk over one scene needs; `path` is room that is used again for every node. */
typedef struct Canvas {
  cairo_t *cairo;
  FontSet *fonts;
  Path path;
  PdfTags *tags; /* the PDF's, which records what glyphs and groups mean; else NULL */
} Canvas;

/* The background, then all nodes, in the cairo's present coordinates. The path's memory stays with
 * the canvas: path_finish it. */
void canvas_draw_scene(Canvas *canvas, const Scene *scene);

/* The outline as cairo's current path. */
void canvas_trace(cairo_t *cairo, const Path *path);

/* Paint as cairo's source; `box` is that of the shape, for gradients. */
void canvas_set_paint(cairo_t *cairo, const Paint *paint, SceneBounds box);

/* A text node, all its lines. */
void canvas_draw_text(Canvas *canvas, const SceneNode *node);

/* Fails if the cairo or the surface met an error. */
bool canvas_check(cairo_status_t status, const char *format, GError **error);

/* ---- scene_image.c ---- */

/* The decoded picture, in whatever state decoding has left it; the caller destroys it. */
cairo_surface_t *scene_image_surface(const SceneImage *image);
