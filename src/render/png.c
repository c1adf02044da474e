/* PNG through cairo's image surface. The encoder is png_encode.c; here is what is drawn, and where.
 */
#include "render/cairo_private.h"

#include "render/png_private.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

/* Above A0 at 300 pixels an inch; a surface of so many takes 600 MB. */
#define PIXELS_MAX 150e6

static void
clear_surface(cairo_surface_t *surface)
{
  cairo_surface_flush(surface);
  memset(cairo_image_surface_get_data(surface), 0,
         (size_t)cairo_image_surface_get_stride(surface) *
             (size_t)cairo_image_surface_get_height(surface));
  cairo_surface_mark_dirty(surface);
}

static bool
draw(cairo_surface_t *surface, const Scene *scene, double scale, FontSet *fonts, GError **error)
{
  if (!canvas_check(cairo_surface_status(surface), "png", error))
    return false;
  if (scene->background.a < 1)
    clear_surface(surface);
  g_autoptr(cairo_t) cairo = cairo_create(surface);
  cairo_scale(cairo, scale, scale);
  cairo_set_font_options(cairo, font_set_options(fonts));
  Canvas canvas = { .cairo = cairo, .fonts = fonts };
  canvas_draw_scene(&canvas, scene);
  path_finish(&canvas.path);
  cairo_surface_flush(surface);
  return canvas_check(cairo_status(cairo), "png", error);
}

static GBytes *
write_png(const Scene *const *scenes, size_t count, const RenderOptions *options, FontSet *fonts,
          GError **error)
{
  if (!render_check_single(count, "png", error))
    return NULL;
  const Scene *scene = scenes[0];
  double ppi = options->ppi > 0 ? options->ppi : 72;
  double scale = ppi / 72 * (options->scale > 0 ? options->scale : 1);
  if (!render_check_size(scene, scale, error))
    return NULL;
  int width = MAX(1, (int)lround(scene->width * scale));
  int height = MAX(1, (int)lround(scene->height * scale));
  if ((double)width * height > PIXELS_MAX) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "png: %d × %d pixels are too many; lower --ppi or --scale", width, height);
    return NULL;
  }
  bool opaque = scene->background.a >= 1;
  cairo_surface_t *surface =
      font_set_surface(fonts, opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32, width, height);
  if (!draw(surface, scene, scale, fonts, error))
    return NULL;
  PngImage image = { .pixels = cairo_image_surface_get_data(surface),
                     .width = width,
                     .height = height,
                     .stride = cairo_image_surface_get_stride(surface),
                     .alpha = !opaque,
                     .ppi = ppi,
                     .title = options->title ? options->title : scene->title,
                     .description = scene->description,
                     .source = scene->source,
                     .language = scene->language };
  return png_encode(&image);
}

const RenderFormat RENDER_PNG = {
  .name = "png",
  .extension = "png",
  .summary = "pixels, with their resolution",
  .draws = true,
  .write = write_png,
};
