/* PDF: cairo draws vector pages with subset fonts, then the finisher makes them a document. */
#include "render/pdf_private.h"

#include <cairo-pdf.h>
#include <gio/gio.h>

static cairo_status_t
append(void *out, const unsigned char *data, unsigned int length)
{
  g_byte_array_append(out, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static bool
draw_page(Canvas *canvas, cairo_surface_t *surface, const Scene *scene, double scale,
          GError **error)
{
  if (!render_check_size(scene, scale, error))
    return false;
  cairo_pdf_surface_set_size(surface, scene->width * scale, scene->height * scale);
  pdf_tags_begin_page(canvas->tags, scene, scale);
  cairo_save(canvas->cairo);
  /* without a clip, cairo forgets all that lies under an opaque sheet, the begin of its mark too */
  cairo_rectangle(canvas->cairo, 0, 0, scene->width * scale, scene->height * scale);
  cairo_clip(canvas->cairo);
  cairo_scale(canvas->cairo, scale, scale);
  canvas_draw_scene(canvas, scene);
  cairo_restore(canvas->cairo);
  pdf_tags_end_page(canvas->tags, canvas->cairo);
  cairo_show_page(canvas->cairo);
  return canvas_check(cairo_status(canvas->cairo), "pdf", error);
}

/* Draws all pages; cairo's file goes to `out`. */
static bool
draw_pages(const Scene *const *scenes, size_t count, double scale, Canvas *canvas, GByteArray *out,
           GError **error)
{
  g_autoptr(cairo_surface_t) surface = cairo_pdf_surface_create_for_stream(append, out, 1, 1);
  /* the version whose files the finisher reads */
  cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, NULL);
  g_autoptr(cairo_t) cairo = cairo_create(surface);
  cairo_set_font_options(cairo, font_set_options(canvas->fonts));
  canvas->cairo = cairo;
  bool fine = true;
  for (size_t i = 0; fine && i < count; i++)
    fine = draw_page(canvas, surface, scenes[i], scale, error);
  path_finish(&canvas->path);
  cairo_surface_finish(surface);
  return fine && canvas_check(cairo_surface_status(surface), "pdf", error);
}

static GBytes *
write_pdf(const Scene *const *scenes, size_t count, const RenderOptions *options, FontSet *fonts,
          GError **error)
{
  if (count == 0) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "pdf: no page to write");
    return NULL;
  }
  g_autoptr(GByteArray) drawn = g_byte_array_new();
  g_autoptr(PdfTags) tags = pdf_tags_new();
  Canvas canvas = { .fonts = fonts, .tags = tags };
  double scale = options->scale > 0 ? options->scale : 1;
  if (!draw_pages(scenes, count, scale, &canvas, drawn, error))
    return NULL;
  return pdf_finish((const char *)drawn->data, drawn->len, tags, options, error);
}

const RenderFormat RENDER_PDF = {
  .name = "pdf",
  .extension = "pdf",
  .summary = "pages for print and screen, in vectors",
  .many_pages = true,
  .draws = true,
  .write = write_pdf,
};
