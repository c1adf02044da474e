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

void
canvas_set_paint(cairo_t *cairo, const Paint *paint, SceneBounds box)
{
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
