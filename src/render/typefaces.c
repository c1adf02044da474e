/* Which files make a face, and how they are opened: through a private fontconfig configuration
 * that never reads the system's. */
#include "render/fonts_set_private.h"

#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

typedef enum Family { FAMILY_SANS, FAMILY_DEJAVU, FAMILY_MONO } Family;

typedef struct TypefaceFiles {
  Family family;
  int weight;
  bool italic;
  const char *name; /* as pango knows the first file's family */
  const char *files[TYPEFACE_CHAIN_MAX];
} TypefaceFiles;

/* DejaVu's upright regular has the most characters, so every chain ends with it. */
static const TypefaceFiles FILES[TYPEFACE_COUNT] = {
  { FAMILY_SANS, 400, false, "Inter", { "Inter-Regular.otf", "DejaVuSans.ttf" } },
  { FAMILY_SANS,
    400,
    true,
    "Inter",
    { "Inter-Italic.otf", "DejaVuSans-Oblique.ttf", "DejaVuSans.ttf" } },
  { FAMILY_SANS,
    600,
    false,
    "Inter",
    { "Inter-SemiBold.otf", "DejaVuSans-Bold.ttf", "DejaVuSans.ttf" } },
  { FAMILY_SANS,
    700,
    false,
    "Inter",
    { "Inter-Bold.otf", "DejaVuSans-Bold.ttf", "DejaVuSans.ttf" } },
  { FAMILY_SANS,
    700,
    true,
    "Inter",
    { "Inter-BoldItalic.otf", "DejaVuSans-BoldOblique.ttf", "DejaVuSans.ttf" } },
  { FAMILY_DEJAVU, 400, false, "DejaVu Sans", { "DejaVuSans.ttf" } },
  { FAMILY_MONO, 400, false, "DejaVu Sans Mono", { "DejaVuSansMono.ttf", "DejaVuSans.ttf" } },
  { FAMILY_MONO,
    700,
    false,
    "DejaVu Sans Mono",
    { "DejaVuSansMono-Bold.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans.ttf" } },
};

/* Families by what their names hold; whatever else is asked for gets the sans. */
static Family
family_of(const char *name)
{
  static const char *const MONO[] = { "mono", "courier", "consolas", "menlo", "typewriter" };
  if (!name)
    return FAMILY_SANS;
  g_autofree char *lower = g_ascii_strdown(name, -1);
  for (size_t i = 0; i < G_N_ELEMENTS(MONO); i++)
    if (strstr(lower, MONO[i]))
      return FAMILY_MONO;
  return strstr(lower, "dejavu") ? FAMILY_DEJAVU : FAMILY_SANS;
}

/* How far a face is from what is asked for; the family counts most, then the slope. A weight
 * between two is drawn towards the nearer, and below 550 never towards the bold. */
static int
distance(const TypefaceFiles *files, Family family, int weight, bool italic)
{
  int apart = ABS(files->weight - weight);
  if (weight < 550 && files->weight > 400)
    apart += 1000;
  return (files->family != family) * 100000 + (files->italic != italic) * 10000 + apart;
}

int
typeface_for_style(const TextStyle *style)
{
  Family family = family_of(style->family);
  int weight = style->weight ? style->weight : 400;
  int best = 0, least = G_MAXINT;
  for (int i = 0; i < TYPEFACE_COUNT; i++) {
    int apart = distance(&FILES[i], family, weight, style->italic);
    if (apart < least) {
      least = apart;
      best = i;
    }
  }
  return best;
}

const char *
typeface_absent_file(const char *folder)
{
  for (int i = 0; i < TYPEFACE_COUNT; i++) {
    for (int k = 0; k < TYPEFACE_CHAIN_MAX && FILES[i].files[k]; k++) {
      g_autofree char *path = g_build_filename(folder, FILES[i].files[k], NULL);
      if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return FILES[i].files[k];
    }
  }
  return NULL;
}

/* Pango asks for fontconfig's default configuration beside ours, which would load the system's
 * fonts (20 to 200 ms) and with them the system's rules. An empty one stands in for it. */
static void
shield_from_system(void)
{
  static gsize done = 0;
  if (g_once_init_enter(&done)) {
    FcConfig *empty = FcConfigCreate();
    FcConfigSetCurrent(empty);
    FcConfigDestroy(empty);
    g_once_init_leave(&done, 1);
  }
}

static void
make_map(FontSet *fonts, Typeface *typeface, const TypefaceFiles *files)
{
  typeface->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(typeface->map), typeface->config);
  typeface->context = pango_font_map_create_context(typeface->map);
  pango_context_set_round_glyph_positions(typeface->context, FALSE);
  pango_cairo_context_set_font_options(typeface->context, fonts->options);
  pango_cairo_context_set_resolution(typeface->context, 72);
  /* else texts take the language, and with it letter forms, from the environment */
  pango_context_set_language(typeface->context, pango_language_from_string("und"));
  typeface->description = pango_font_description_new();
  pango_font_description_set_family(typeface->description, files->name);
  pango_font_description_set_weight(typeface->description, (PangoWeight)files->weight);
  pango_font_description_set_style(typeface->description,
                                   files->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_font_description_set_absolute_size(typeface->description, SHAPE_SIZE * PANGO_SCALE);
  pango_context_set_font_description(typeface->context, typeface->description);
}

static void
read_extents(Typeface *typeface)
{
  PangoFont *font =
      pango_font_map_load_font(typeface->map, typeface->context, typeface->description);
  hb_font_extents_t extents = { 0 };
  if (font && hb_font_get_h_extents(pango_font_get_hb_font(font), &extents)) {
    typeface->ascent = ABS(extents.ascender) / (SHAPE_SIZE * PANGO_SCALE);
    typeface->descent = ABS(extents.descender) / (SHAPE_SIZE * PANGO_SCALE);
  }
  g_clear_object(&font);
}

bool
typeface_open_next(FontSet *fonts, int index)
{
  const TypefaceFiles *files = &FILES[index];
  Typeface *typeface = &fonts->typefaces[index];
  if (typeface->opened == TYPEFACE_CHAIN_MAX || !files->files[typeface->opened])
    return false;
  shield_from_system();
  if (!typeface->config)
    typeface->config = FcConfigCreate();
  g_autofree char *path = g_build_filename(fonts->folder, files->files[typeface->opened], NULL);
  typeface->opened++;
  if (!FcConfigAppFontAddFile(typeface->config, (const FcChar8 *)path))
    return typeface_open_next(fonts, index);
  if (typeface->map) {
    pango_fc_font_map_config_changed(PANGO_FC_FONT_MAP(typeface->map));
    return true;
  }
  make_map(fonts, typeface, files);
  read_extents(typeface);
  return true;
}

void
typeface_finish(Typeface *typeface)
{
  g_clear_object(&typeface->context);
  g_clear_object(&typeface->map);
  g_clear_pointer(&typeface->description, pango_font_description_free);
  g_clear_pointer(&typeface->config, FcConfigDestroy);
}
