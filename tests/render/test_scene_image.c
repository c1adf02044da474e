/* Pictures from PNG files: what is read, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "assert_near.h"
#include "render/png_private.h"
#include "render/render.h"

static GBytes *
make_png(int width, int height)
{
  g_autofree guint32 *pixels = g_new(guint32, (size_t)width * (size_t)height);
  for (int i = 0; i < width * height; i++)
    pixels[i] = i % 3 ? 0xff336699 : 0xffffcc00;
  const PngImage image = { .pixels = (const unsigned char *)pixels,
                           .width = width,
                           .height = height,
                           .stride = width * 4,
                           .ppi = 300 };
  return png_encode(&image);
}

static void
pictures_know_their_size(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(GBytes) png = make_png(30, 20);
  size_t size;
  const void *data = g_bytes_get_data(png, &size);
  const char *fault = NULL;
  const SceneImage *image = scene_image_load(arena, data, size, &fault);
  assert_non_null(image);
  assert_int_equal(image->width, 30);
  assert_int_equal(image->height, 20);
  assert_near(image->ppi, 300, 0.01);
}

/* Each byte of a file changed, and the file cut off after it: never a crash, and never a picture
 * where the pixels are cut off. */
static void
damage_is_told(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(GBytes) png = make_png(9, 7);
  size_t size;
  const void *data = g_bytes_get_data(png, &size);
  for (size_t i = 0; i < size; i++) {
    g_autofree unsigned char *copy = g_memdup2(data, size);
    const char *fault = NULL;
    copy[i] ^= 0x55;
    const SceneImage *image = scene_image_load(arena, copy, size, &fault);
    assert_true(image || fault);
    if (i < size - 16)
      assert_null(scene_image_load(arena, data, i, &fault));
    if (i < 29)
      assert_null(image);
  }
}

static void
pictures_are_drawn_in_every_format(void **state)
{
  (void)state;
  static const char *const FORMATS[] = { "pdf", "png", "svg", "scene-json" };
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(FontSet) fonts = font_set_new(NULL, NULL);
  assert_non_null(fonts);
  g_autoptr(GBytes) png = make_png(30, 20);
  size_t size;
  const char *fault = NULL;
  const void *data = g_bytes_get_data(png, &size);
  SceneNode *node = scene_new(arena, SCENE_RECT, ROLE_NONE);
  node->rect.width = 60;
  node->rect.height = 40;
  node->fill.image = scene_image_load(arena, data, size, &fault);
  SceneBuilder builder = scene_builder(arena);
  scene_add(&builder, node);
  const Scene scene = { .width = 60, .height = 40, .root = scene_builder_end(&builder, ROLE_NONE) };
  const Scene *scenes[] = { &scene };
  const RenderOptions options = { .pdf_standards = PDF_PLAIN, .title = "T", .language = "en" };
  for (size_t i = 0; i < G_N_ELEMENTS(FORMATS); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) out = render_format(FORMATS[i])->write(scenes, 1, &options, fonts, &error);
    assert_non_null(out);
    assert_true(g_bytes_get_size(out) > 0);
    if (strcmp(FORMATS[i], "svg") == 0)
      assert_non_null(g_strstr_len(g_bytes_get_data(out, NULL), (gssize)g_bytes_get_size(out),
                                   "data:image/png;base64,iVBOR"));
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(pictures_know_their_size),
    cmocka_unit_test(damage_is_told),
    cmocka_unit_test(pictures_are_drawn_in_every_format),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
