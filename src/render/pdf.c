/* PDF through cairo: vector pages, fonts subset, text that can be found and copied. */
#include "render/cairo_private.h"

#include <cairo-pdf.h>
#include <gio/gio.h>
#include <string.h>

static cairo_status_t
append(void *out, const unsigned char *data, unsigned int length)
{
  g_byte_array_append(out, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* cairo writes the clock's time unless told otherwise; an empty text removes the entry. */
static void
set_metadata(cairo_surface_t *surface, const Scene *first, const RenderOptions *options)
{
  const struct {
    cairo_pdf_metadata_t entry;
    const char *text;
  } entries[] = {
    { CAIRO_PDF_METADATA_TITLE, options->title ? options->title : first->title },
    { CAIRO_PDF_METADATA_AUTHOR, options->author },
    { CAIRO_PDF_METADATA_SUBJECT, options->subject },
    { CAIRO_PDF_METADATA_KEYWORDS, options->keywords },
    { CAIRO_PDF_METADATA_CREATE_DATE, options->date },
    { CAIRO_PDF_METADATA_CREATOR, "sholu" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(entries); i++)
    cairo_pdf_surface_set_metadata(surface, entries[i].entry, entries[i].text);
}

static bool
draw_page(Canvas *canvas, cairo_surface_t *surface, const Scene *scene, double scale,
          GError **error)
{
  if (!render_check_size(scene, scale, error))
    return false;
  cairo_pdf_surface_set_size(surface, scene->width * scale, scene->height * scale);
  if (scene->label)
    cairo_pdf_surface_set_page_label(surface, scene->label);
  cairo_save(canvas->cairo);
  cairo_scale(canvas->cairo, scale, scale);
  canvas_draw_scene(canvas, scene);
  cairo_restore(canvas->cairo);
  cairo_show_page(canvas->cairo);
  return canvas_check(cairo_status(canvas->cairo), "pdf", error);
}

static GBytes *
write_pdf(const Scene *const *scenes, size_t count, const RenderOptions *options, FontSet *fonts,
          GError **error)
{
  if (count == 0) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "pdf: no page to write");
    return NULL;
  }
  double scale = options->scale > 0 ? options->scale : 1;
  GByteArray *out = g_byte_array_new();
  g_autoptr(cairo_surface_t) surface = cairo_pdf_surface_create_for_stream(append, out, 1, 1);
  cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
  set_metadata(surface, scenes[0], options);
  g_autoptr(cairo_t) cairo = cairo_create(surface);
  cairo_set_font_options(cairo, font_set_options(fonts));
  Canvas canvas = { .cairo = cairo, .fonts = fonts, .keeps_text = true };
  bool fine = true;
  for (size_t i = 0; fine && i < count; i++)
    fine = draw_page(&canvas, surface, scenes[i], scale, error);
  path_finish(&canvas.path);
  cairo_surface_finish(surface);
  fine = fine && canvas_check(cairo_surface_status(surface), "pdf", error);
  if (fine)
    return g_byte_array_free_to_bytes(out);
  g_byte_array_unref(out);
  return NULL;
}

const RenderFormat RENDER_PDF = {
  .name = "pdf",
  .extension = "pdf",
  .summary = "pages for print and screen, in vectors",
  .many_pages = true,
  .draws = true,
  .write = write_pdf,
};
