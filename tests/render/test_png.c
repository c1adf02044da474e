#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "render_test.h"

#include "render/png_private.h"

#include <spng.h>
#include <stdint.h>
#include <stdlib.h>

/* Pixels of a picture; every kind has its own trouble for the encoder. */
typedef uint32_t (*Pattern)(int x, int y, GRand *random);

static uint32_t
blank(int x, int y, GRand *random)
{
  (void)x;
  (void)y;
  (void)random;
  return 0xffffffff;
}

static uint32_t
noise(int x, int y, GRand *random)
{
  (void)x;
  (void)y;
  return g_rand_int(random);
}

static uint32_t
bars(int x, int y, GRand *random)
{
  (void)random;
  return x / 7 % 3 == 0 && y > x / 4 ? 0xff4c78a8 : 0xffffffff;
}

/* Repeats with a period that no row divides. */
static uint32_t
weave(int x, int y, GRand *random)
{
  (void)random;
  int step = (x * 3 + y * 5) % 11;
  return 0xff000000 | (uint32_t)step * 0x010203 | (uint32_t)(y / 9 % 2) << 23;
}

static uint32_t
ramp(int x, int y, GRand *random)
{
  (void)random;
  return 0xff000000 | (uint32_t)(x * 255 / 97 % 256) << 16 | (uint32_t)(y % 256) << 8;
}

/* Few letters on much white, and rows that come again. */
static uint32_t
specks(int x, int y, GRand *random)
{
  return y / 3 % 4 == 0 && g_rand_int_range(random, 0, 9) == 0
             ? 0xff000000 | (uint32_t)(x * 7 % 251) * 0x010101
             : 0xffffffff;
}

static const Pattern PATTERNS[] = { blank, noise, bars, weave, ramp, specks };

static const struct {
  int width, height;
} SIZES[] = {
  { 1, 1 }, { 2, 1 }, { 1, 9 }, { 3, 3 }, { 127, 40 }, { 640, 97 }, { 5461, 9 }, { 11000, 4 },
};

/* cairo's premultiplied pixels: no channel above the alpha. */
static uint32_t
premultiplied(uint32_t pixel)
{
  uint32_t a = pixel >> 24, out = a << 24;
  for (int shift = 0; shift < 24; shift += 8)
    out |= (pixel >> shift & 255) * a / 255 << shift;
  return out;
}

static uint8_t *
decode(GBytes *png, int format, size_t *size)
{
  gsize length;
  const void *data = g_bytes_get_data(png, &length);
  spng_ctx *context = spng_ctx_new(0);
  spng_set_png_buffer(context, data, length);
  assert_int_equal(spng_decoded_image_size(context, format, size), 0);
  uint8_t *pixels = g_malloc(*size);
  /* checks the checksums too */
  assert_int_equal(spng_decode_image(context, pixels, *size, format, 0), 0);
  assert_int_equal(spng_decode_chunks(context), 0);
  spng_ctx_free(context);
  return pixels;
}

static void
check_picture(Pattern pattern, int width, int height, bool alpha)
{
  GRand *random = g_rand_new_with_seed(11);
  int stride = (width + 3) / 4 * 16;
  uint32_t *pixels = g_malloc0((size_t)stride * (size_t)height);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      uint32_t pixel = pattern(x, y, random);
      pixels[y * (stride / 4) + x] = alpha ? premultiplied(pixel) : pixel;
    }
  const PngImage image = { .pixels = (const unsigned char *)pixels,
                           .width = width,
                           .height = height,
                           .stride = stride,
                           .alpha = alpha,
                           .ppi = 72 };
  g_autoptr(GBytes) png = png_encode(&image);
  size_t size = 0;
  g_autofree uint8_t *decoded = decode(png, alpha ? SPNG_FMT_RGBA8 : SPNG_FMT_RGB8, &size);
  size_t bytes = alpha ? 4 : 3;
  assert_int_equal(size, (size_t)width * (size_t)height * bytes);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      uint32_t p = pixels[y * (stride / 4) + x], a = alpha ? p >> 24 : 255;
      const uint8_t *q = decoded + ((size_t)y * (size_t)width + (size_t)x) * bytes;
      for (int c = 0; c < 3; c++) { /* multiplied again, it must give what was drawn */
        uint32_t want = p >> (16 - 8 * c) & 255, got = (q[c] * a + 127) / 255;
        if (want != got && !(alpha && abs((int)want - (int)got) <= 1))
          fail_msg("%d×%d at %d,%d: %u, not %u", width, height, x, y, got, want);
      }
      if (alpha)
        assert_int_equal(q[3], a);
    }
  g_free(pixels);
  g_rand_free(random);
}

static void
pictures_come_back_the_same(void **state)
{
  (void)state;
  for (size_t p = 0; p < G_N_ELEMENTS(PATTERNS); p++)
    for (size_t s = 0; s < G_N_ELEMENTS(SIZES); s++)
      for (int alpha = 0; alpha < 2; alpha++)
        check_picture(PATTERNS[p], SIZES[s].width, SIZES[s].height, alpha);
}

static void
flat_pictures_pack_well(void **state)
{
  (void)state;
  static const struct {
    Pattern pattern;
    gsize most;
  } CASES[] = { { blank, 7000 }, { bars, 14000 }, { noise, 1600 * 1000 * 3 * 11 / 10 } };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    GRand *random = g_rand_new_with_seed(3);
    uint32_t *pixels = g_new(uint32_t, 1600 * 1000);
    for (int k = 0; k < 1600 * 1000; k++)
      pixels[k] = CASES[i].pattern(k % 1600, k / 1600, random);
    const PngImage image = { .pixels = (const unsigned char *)pixels,
                             .width = 1600,
                             .height = 1000,
                             .stride = 6400,
                             .ppi = 144 };
    g_autoptr(GBytes) png = png_encode(&image);
    assert_in_range(g_bytes_get_size(png), 1, CASES[i].most);
    g_free(pixels);
    g_rand_free(random);
  }
}

static void
resolution_colours_and_texts_are_recorded(void **state)
{
  (void)state;
  const uint32_t pixel[4] = { 0xffffffff };
  const PngImage image = { .pixels = (const unsigned char *)pixel,
                           .width = 1,
                           .height = 1,
                           .stride = 16,
                           .ppi = 144,
                           .title = "Түсім \xff",
                           .description = "Bars",
                           .source = "Source: me",
                           .language = "kk" };
  g_autoptr(GBytes) png = png_encode(&image);
  gsize length;
  const void *data = g_bytes_get_data(png, &length);
  spng_ctx *context = spng_ctx_new(0);
  spng_set_png_buffer(context, data, length);
  struct spng_phys phys;
  assert_int_equal(spng_get_phys(context, &phys), 0);
  assert_int_equal(phys.ppu_x, 5669);
  assert_int_equal(phys.ppu_y, 5669);
  assert_int_equal(phys.unit_specifier, 1);
  uint8_t intent = 9;
  assert_int_equal(spng_get_srgb(context, &intent), 0);
  assert_int_equal(intent, 0);
  uint32_t count = 0;
  assert_int_equal(spng_get_text(context, NULL, &count), 0);
  assert_int_equal(count, 4);
  struct spng_text texts[4];
  assert_int_equal(spng_get_text(context, texts, &count), 0);
  assert_string_equal(texts[0].keyword, "Title");
  assert_string_equal(texts[0].text, "Түсім \xef\xbf\xbd");
  assert_string_equal(texts[0].language_tag, "kk");
  assert_string_equal(texts[1].keyword, "Description");
  assert_string_equal(texts[2].keyword, "Source");
  assert_string_equal(texts[2].text, "Source: me");
  assert_string_equal(texts[3].keyword, "Software");
  assert_string_equal(texts[3].text, "sholu");
  spng_ctx_free(context);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(pictures_come_back_the_same),
    cmocka_unit_test(flat_pictures_pack_well),
    cmocka_unit_test(resolution_colours_and_texts_are_recorded),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
