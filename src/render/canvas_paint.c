#include "render/cairo_private.h"

#include <math.h>

/* In the unit square of the shape's box, as SVG's objectBoundingBox; flat shapes keep a little
 * extent, since an empty matrix cannot be turned round. */
static cairo_pattern_t *
gradient_pattern(const Paint *paint, SceneBounds box)
{
  const Gradient *g = paint->gradient;
  cairo_pattern_t *pattern = g->radial ? cairo_pattern_create_radial(g->x1, g->y1, fmax(g->r1, 0),
                                                                     g->x2, g->y2, fmax(g->r2, 0))
                                       : cairo_pattern_create_linear(g->x1, g->y1, g->x2, g->y2);
  for (size_t i = 0; i < g->stop_count; i++) {
    Colour c = g->stops[i].colour;
    cairo_pattern_add_color_stop_rgba(pattern, g->stops[i].offset, c.r, c.g, c.b,
                                      c.a * paint->opacity);
  }
  double width = fmax(box.x2 - box.x1, 1e-3), height = fmax(box.y2 - box.y1, 1e-3);
  cairo_matrix_t matrix;
  cairo_matrix_init(&matrix, width, 0, 0, height, box.x1, box.y1);
  if (cairo_matrix_invert(&matrix) == CAIRO_STATUS_SUCCESS)
    cairo_pattern_set_matrix(pattern, &matrix);
  return pattern;
}

/* PDF/A forbids viewers to smooth a picture, which cairo asks for unless told not to. */
static void
set_image(cairo_t *cairo, const SceneImage *image, SceneBounds box)
{
  cairo_surface_t *surface = scene_image_surface(image);
  g_autoptr(cairo_pattern_t) pattern = cairo_pattern_create_for_surface(surface);
  cairo_surface_destroy(surface);
  double x = image->width / fmax(box.x2 - box.x1, 1e-3);
  double y = image->height / fmax(box.y2 - box.y1, 1e-3);
  cairo_matrix_t matrix;
  cairo_matrix_init(&matrix, x, 0, 0, y, -box.x1 * x, -box.y1 * y);
  cairo_pattern_set_matrix(pattern, &matrix);
  bool pdf = cairo_surface_get_type(cairo_get_target(cairo)) == CAIRO_SURFACE_TYPE_PDF;
  cairo_pattern_set_filter(pattern, pdf ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);
  cairo_pattern_set_extend(pattern, pdf ? CAIRO_EXTEND_NONE : CAIRO_EXTEND_PAD);
  cairo_set_source(cairo, pattern);
}

void
canvas_set_paint(cairo_t *cairo, const Paint *paint, SceneBounds box)
{
  if (paint->image) {
    set_image(cairo, paint->image, box);
    return;
  }
  if (!paint->gradient) {
    Colour c = paint->colour;
    if (c.a >= 1)
      cairo_set_source_rgb(cairo, c.r, c.g, c.b);
    else
      cairo_set_source_rgba(cairo, c.r, c.g, c.b, c.a);
    return;
  }
  g_autoptr(cairo_pattern_t) pattern = gradient_pattern(paint, box);
  cairo_set_source(cairo, pattern);
}
