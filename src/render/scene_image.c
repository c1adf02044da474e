/* Pictures from PNG files (ISO/IEC 15948). The file's own bytes are kept: SVG carries them as they
 * are, the others decode them when they draw. */
#include "render/cairo_private.h"

#include <string.h>

#define PIXELS_MOST 60e6 /* decoded they take 240 MB */

typedef struct PngReader {
  const unsigned char *data;
  size_t size, at;
} PngReader;

static cairo_status_t
read_bytes(void *closure, unsigned char *out, unsigned int length)
{
  PngReader *reader = closure;
  if (length > reader->size - reader->at)
    return CAIRO_STATUS_READ_ERROR;
  memcpy(out, reader->data + reader->at, length);
  reader->at += length;
  return CAIRO_STATUS_SUCCESS;
}

cairo_surface_t *
scene_image_surface(const SceneImage *image)
{
  PngReader reader = { image->png, image->size, 0 };
  return cairo_image_surface_create_from_png_stream(read_bytes, &reader);
}

static uint32_t
read_be32(const unsigned char *at)
{
  return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* Pixels per inch from pHYs, which stands before the pixels; 0: it does not say. */
static double
find_resolution(const unsigned char *data, size_t size)
{
  size_t at = 8;
  while (size - at >= 12 && memcmp(data + at + 4, "IDAT", 4) != 0) {
    size_t length = read_be32(data + at);
    if (length > size - at - 12)
      return 0;
    bool metres = length == 9 && memcmp(data + at + 4, "pHYs", 4) == 0 && data[at + 16] == 1;
    if (metres)
      return read_be32(data + at + 8) * 0.0254;
    at += length + 12;
  }
  return 0;
}

const SceneImage *
scene_image_load(Arena *arena, const void *png, size_t size, const char **fault)
{
  const unsigned char *data = png;
  *fault = "it is no PNG file";
  if (size < 33 || memcmp(data, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) != 0)
    return NULL;
  double width = read_be32(data + 16), height = read_be32(data + 20);
  *fault = "it has more than 60 million pixels";
  if (width * height > PIXELS_MOST)
    return NULL;
  SceneImage *image = arena_new0(arena, SceneImage);
  *image = (SceneImage){ .png = png, .size = size, .ppi = find_resolution(data, size) };
  cairo_surface_t *surface = scene_image_surface(image);
  bool sound = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
  image->width = sound ? cairo_image_surface_get_width(surface) : 0;
  image->height = sound ? cairo_image_surface_get_height(surface) : 0;
  cairo_surface_destroy(surface);
  *fault = "it is damaged";
  return image->width > 0 && image->height > 0 ? image : NULL;
}
