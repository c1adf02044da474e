#include "render/render_private.h"
#include <gio/gio.h>
static GBytes *
write_svg(const Scene *const *scenes, size_t count, const RenderOptions *options, FontSet *fonts,
          GError **error)
{
  (void)scenes;
  (void)count;
  (void)options;
  (void)fonts;
  (void)error;
  return NULL;
}
const RenderFormat RENDER_SVG = {
  .name = "svg", .extension = "svg", .summary = "vectors", .write = write_svg
};
