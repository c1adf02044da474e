#include "render/png_private.h"

#include <gio/gio.h>
#include <math.h>
#include <spng.h>
#include <string.h>

/* Rows as the file wants them: RGB, or RGBA with the alpha divided out. */
static void
convert_row(const PngImage *image, int y, unsigned char *out)
{
  const guint32 *in = (const guint32 *)(const void *)(image->pixels + (size_t)y * image->stride);
  for (int x = 0; x < image->width; x++) {
    guint32 p = in[x], a = image->alpha ? p >> 24 : 255;
    guint32 r = p >> 16 & 255, g = p >> 8 & 255, b = p & 255;
    if (image->alpha && a != 0 && a != 255) {
      r = (r * 255 + a / 2) / a;
      g = (g * 255 + a / 2) / a;
      b = (b * 255 + a / 2) / a;
    }
    *out++ = (unsigned char)r;
    *out++ = (unsigned char)g;
    *out++ = (unsigned char)b;
    if (image->alpha)
      *out++ = (unsigned char)a;
  }
}

static int
encode_rows(spng_ctx *png, const PngImage *image)
{
  size_t bytes = (size_t)image->width * (image->alpha ? 4 : 3);
  g_autofree unsigned char *row = g_malloc(bytes);
  int status =
      spng_encode_image(png, NULL, 0, SPNG_FMT_PNG, SPNG_ENCODE_PROGRESSIVE | SPNG_ENCODE_FINALIZE);
  for (int y = 0; status == 0 && y < image->height; y++) {
    convert_row(image, y, row);
    status = spng_encode_row(png, row, bytes);
  }
  return status == SPNG_EOI ? 0 : status;
}

GBytes *
png_encode(const PngImage *image, GError **error)
{
  spng_ctx *png = spng_ctx_new(SPNG_CTX_ENCODER);
  struct spng_ihdr header = { .width = (guint32)image->width,
                              .height = (guint32)image->height,
                              .bit_depth = 8,
                              .color_type = image->alpha ? SPNG_COLOR_TYPE_TRUECOLOR_ALPHA
                                                         : SPNG_COLOR_TYPE_TRUECOLOR };
  spng_set_ihdr(png, &header);
  spng_set_srgb(png, 0);
  guint32 metre = (guint32)lround(image->ppi / 0.0254);
  spng_set_phys(png, &(struct spng_phys){ metre, metre, 1 });
  spng_set_option(png, SPNG_ENCODE_TO_BUFFER, 1);
  spng_set_option(png, SPNG_IMG_COMPRESSION_LEVEL, 1);
  spng_set_option(png, SPNG_FILTER_CHOICE, SPNG_FILTER_CHOICE_NONE);
  int status = encode_rows(png, image);
  size_t size = 0;
  void *data = status == 0 ? spng_get_png_buffer(png, &size, &status) : NULL;
  spng_ctx_free(png);
  if (data)
    return g_bytes_new_with_free_func(data, size, free, data);
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "png: %s", spng_strerror(status));
  return NULL;
}
