/* The output profile of a PDF/A: IEC 61966-2-1 (sRGB) as an ICC profile of version 4.2, made of its
 * published numbers: primaries and white adapted to D50 by Bradford's matrix, and the standard's
 * curve as a parametric one (ICC.1:2004-10, 10.15, type 3). */
#include "render/pdf_metadata_private.h"

#include <stdint.h>
#include <string.h>

enum { HEADER_SIZE = 128, TAG_COUNT = 10, TABLE_SIZE = 4 + 12 * TAG_COUNT };

static void
put_u32(GByteArray *out, uint32_t value)
{
  const guint8 bytes[] = { (guint8)(value >> 24), (guint8)(value >> 16), (guint8)(value >> 8),
                           (guint8)value };
  g_byte_array_append(out, bytes, sizeof bytes);
}

static void
put_name(GByteArray *out, const char name[4])
{
  g_byte_array_append(out, (const guint8 *)name, 4);
}

/* s15Fixed16Number */
static void
put_fixed(GByteArray *out, double value)
{
  put_u32(out, (uint32_t)(int32_t)(value * 65536 + (value < 0 ? -0.5 : 0.5)));
}

static void
put_numbers(GByteArray *out, const char type[4], const double *values, size_t count)
{
  put_name(out, type);
  put_u32(out, 0);
  for (size_t i = 0; i < count; i++)
    put_fixed(out, values[i]);
}

/* multiLocalizedUnicodeType with one record. */
static void
put_text(GByteArray *out, const char *text)
{
  size_t length = strlen(text);
  put_name(out, "mluc");
  put_u32(out, 0);
  put_u32(out, 1);
  put_u32(out, 12);
  put_name(out, "enUS");
  put_u32(out, (uint32_t)(2 * length));
  put_u32(out, 28);
  for (size_t i = 0; i < length; i++)
    g_byte_array_append(out, (const guint8[]){ 0, (guint8)text[i] }, 2);
}

static void
put_curve(GByteArray *out)
{
  static const double parameters[] = { 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045 };
  put_name(out, "para");
  put_u32(out, 0);
  put_u32(out, 3u << 16); /* the function's type, and two reserved bytes */
  for (size_t i = 0; i < G_N_ELEMENTS(parameters); i++)
    put_fixed(out, parameters[i]);
}

static void
put_header(GByteArray *out, size_t size)
{
  put_u32(out, (uint32_t)size);
  put_u32(out, 0);          /* no preferred module */
  put_u32(out, 0x04200000); /* version 4.2 */
  put_name(out, "mntr");
  put_name(out, "RGB ");
  put_name(out, "XYZ ");
  for (size_t i = 0; i < 3; i++)
    put_u32(out, i == 0 ? 2016u << 16 | 1 : i == 1 ? 1u << 16 : 0); /* a date that stays */
  put_name(out, "acsp");
  for (size_t i = 0; i < 7; i++)
    put_u32(out, 0);
  put_fixed(out, 0.9642);
  put_fixed(out, 1);
  put_fixed(out, 0.8249);
  while (out->len < HEADER_SIZE)
    put_u32(out, 0);
}

typedef struct ProfileTag {
  const char *name;
  guint offset, size; /* in the tags' data */
} ProfileTag;

static GByteArray *
make_tags(ProfileTag tags[TAG_COUNT])
{
  static const double white[] = { 0.9642, 1, 0.8249 };
  static const double adaptation[] = { 1.04788,  0.02292,  -0.05022, 0.02959, 0.99048,
                                       -0.01706, -0.00925, 0.01508,  0.75168 };
  static const double red[] = { 0.43604, 0.22249, 0.01392 };
  static const double green[] = { 0.38512, 0.71690, 0.09706 };
  static const double blue[] = { 0.14305, 0.06061, 0.71393 };
  static const struct {
    const char *name;
    const double *values; /* NULL: a text or a curve */
    const char *text;
  } CONTENTS[TAG_COUNT] = {
    { "desc", NULL, "sRGB" }, { "cprt", NULL, "No copyright, use freely" },
    { "wtpt", white, NULL },  { "chad", adaptation, NULL },
    { "rXYZ", red, NULL },    { "gXYZ", green, NULL },
    { "bXYZ", blue, NULL },   { "rTRC", NULL, NULL },
    { "gTRC", NULL, NULL },   { "bTRC", NULL, NULL },
  };
  GByteArray *out = g_byte_array_new();
  for (size_t i = 0; i < TAG_COUNT; i++) {
    const double *values = CONTENTS[i].values;
    tags[i] = (ProfileTag){ CONTENTS[i].name, out->len, 0 };
    if (CONTENTS[i].text)
      put_text(out, CONTENTS[i].text);
    else if (!values && i + 3 > TAG_COUNT) /* the three curves are one */
      tags[i] = (ProfileTag){ CONTENTS[i].name, tags[i - 1].offset, tags[i - 1].size };
    else if (!values)
      put_curve(out);
    else
      put_numbers(out, values == adaptation ? "sf32" : "XYZ ", values,
                  values == adaptation ? 9 : 3);
    if (!tags[i].size)
      tags[i].size = out->len - tags[i].offset;
    while (out->len % 4)
      g_byte_array_append(out, (const guint8 *)"", 1);
  }
  return out;
}

GBytes *
srgb_profile(void)
{
  ProfileTag tags[TAG_COUNT];
  g_autoptr(GByteArray) data = make_tags(tags);
  GByteArray *out = g_byte_array_new();
  put_header(out, HEADER_SIZE + TABLE_SIZE + data->len);
  put_u32(out, TAG_COUNT);
  for (size_t i = 0; i < TAG_COUNT; i++) {
    put_name(out, tags[i].name);
    put_u32(out, HEADER_SIZE + TABLE_SIZE + tags[i].offset);
    put_u32(out, tags[i].size);
  }
  g_byte_array_append(out, data->data, data->len);
  return g_byte_array_free_to_bytes(out);
}
