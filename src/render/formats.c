#include "render/render_private.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

static const RenderFormat *const FORMATS[] = {
  &RENDER_PDF, &RENDER_PNG, &RENDER_SVG, &RENDER_SCENE_JSON, NULL,
};

const RenderFormat *const *
render_formats(void)
{
  return FORMATS;
}

const RenderFormat *
render_format(const char *name)
{
  for (size_t i = 0; name && FORMATS[i]; i++)
    if (g_ascii_strcasecmp(FORMATS[i]->name, name) == 0)
      return FORMATS[i];
  return NULL;
}

const RenderFormat *
render_format_for_path(const char *path)
{
  const char *slash = path ? strrchr(path, '/') : NULL;
  const char *dot = path ? strrchr(slash ? slash : path, '.') : NULL;
  for (size_t i = 0; dot && FORMATS[i]; i++)
    if (g_ascii_strcasecmp(FORMATS[i]->extension, dot + 1) == 0)
      return FORMATS[i];
  return NULL;
}

bool
render_check_single(size_t count, const char *format, GError **error)
{
  if (count == 1)
    return true;
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
              "%s holds one page a file, not %" G_GSIZE_FORMAT, format, count);
  return false;
}

bool
render_check_size(const Scene *scene, double scale, GError **error)
{
  const double limit = 20000;
  double width = scene->width * scale, height = scene->height * scale;
  if (width > 0 && height > 0 && width <= limit && height <= limit)
    return true;
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
              "a page of %g × %g points cannot be written (at most %g × %g)", width, height, limit,
              limit);
  return false;
}
