#include "render/fonts_set_private.h"

#include "render/cairo_private.h"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <gio/gio.h>
#include <hb.h>
#include <string.h>
#include <unistd.h>

#include FT_OUTLINE_H

static void
clear_face(void *data)
{
  Face *face = data;
  g_free(face->language);
  pango_attr_list_unref(face->attributes);
}

static void
clear_used(void *data)
{
  UsedFont *used = data;
  cairo_font_face_destroy(used->face);
  g_object_unref(used->font);
}

static void
free_outline(void *data)
{
  path_finish(data);
  g_free(data);
}

static cairo_font_options_t *
plain_options(void)
{
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  return options;
}

/* Beside the running program; NULL if it cannot be told. */
static char *
program_folder(void)
{
  char path[4096];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
  if (length <= 0)
    return NULL;
  path[length] = '\0';
  return g_path_get_dirname(path);
}

/* The first folder of the search that has the fonts; else the last of it. */
static char *
find_folder(void)
{
  static const char *const BESIDE[] = { "../fonts", "../share/sholu/fonts", "../../fonts" };
  const char *named = g_getenv("SHOLU_FONTS");
  if (named && *named)
    return g_strdup(named);
  g_autofree char *program = program_folder();
  for (size_t i = 0; program && i < G_N_ELEMENTS(BESIDE); i++) {
    g_autofree char *folder = g_build_filename(program, BESIDE[i], NULL);
    if (!typeface_absent_file(folder))
      return g_steal_pointer(&folder);
  }
  return g_strdup(SHOLU_HOME "/fonts");
}

FontSet *
font_set_new(const char *folder, GError **error)
{
  g_autofree char *found = folder ? g_strdup(folder) : find_folder();
  const char *absent = typeface_absent_file(found);
  if (absent) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                "the font %s is not in %s; run the set-up script, or name a folder with the "
                "fonts in SHOLU_FONTS",
                absent, found);
    return NULL;
  }
  FontSet *fonts = g_new0(FontSet, 1);
  fonts->folder = g_steal_pointer(&found);
  fonts->faces = g_array_new(FALSE, TRUE, sizeof(Face));
  g_array_set_clear_func(fonts->faces, clear_face);
  fonts->used = g_array_new(FALSE, TRUE, sizeof(UsedFont));
  g_array_set_clear_func(fonts->used, clear_used);
  fonts->outlines = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, free_outline);
  fonts->missing = g_hash_table_new(NULL, NULL);
  fonts->options = plain_options();
  shape_cache_init(fonts);
  text_metrics_init(&fonts->metrics);
  if (!typeface_open_next(fonts, 0)) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the fonts in %s cannot be read",
                fonts->folder);
    g_clear_pointer(&fonts, font_set_free);
  }
  return fonts;
}

void
font_set_free(FontSet *fonts)
{
  if (!fonts)
    return;
  g_hash_table_unref(fonts->shapes);
  g_hash_table_unref(fonts->outlines);
  g_hash_table_unref(fonts->missing);
  g_array_unref(fonts->used);
  g_array_unref(fonts->faces);
  for (int i = 0; i < TYPEFACE_COUNT; i++)
    typeface_finish(&fonts->typefaces[i]);
  cairo_font_options_destroy(fonts->options);
  cairo_surface_destroy(fonts->surface);
  g_free(fonts->folder);
  g_free(fonts);
}

void
font_set_on_missing(FontSet *fonts, MissingGlyph callback, void *user)
{
  fonts->on_missing = callback;
  fonts->on_missing_user = user;
  if (g_hash_table_size(fonts->missing) == 0)
    return;
  /* Texts that were shaped already would not be told of again. */
  g_hash_table_remove_all(fonts->missing);
  g_hash_table_remove_all(fonts->shapes);
}

const char *
font_set_folder(const FontSet *fonts)
{
  return fonts->folder;
}

cairo_font_options_t *
font_set_options(FontSet *fonts)
{
  return fonts->options;
}

cairo_surface_t *
font_set_surface(FontSet *fonts, cairo_format_t format, int width, int height)
{
  cairo_surface_t *kept = fonts->surface;
  if (kept && cairo_image_surface_get_width(kept) == width &&
      cairo_image_surface_get_height(kept) == height &&
      cairo_image_surface_get_format(kept) == format)
    return kept;
  cairo_surface_destroy(kept);
  fonts->surface = cairo_image_surface_create(format, width, height);
  return fonts->surface;
}

uint32_t
font_set_use(FontSet *fonts, PangoFont *font)
{
  for (guint i = 0; i < fonts->used->len; i++)
    if (g_array_index(fonts->used, UsedFont, i).font == font)
      return i;
  cairo_scaled_font_t *scaled = pango_cairo_font_get_scaled_font((PangoCairoFont *)font);
  cairo_font_face_t *face = cairo_scaled_font_get_font_face(scaled);
  UsedFont used = { g_object_ref(font), cairo_font_face_reference(face) };
  g_array_append_val(fonts->used, used);
  return fonts->used->len - 1;
}

cairo_font_face_t *
font_set_face(FontSet *fonts, uint32_t font)
{
  return g_array_index(fonts->used, UsedFont, font).face;
}

/* ---- outlines ---- */

/* Font units to units of the size, y down. */
typedef struct OutlineSink {
  Path *path;
  double scale;
  FT_Vector here;
} OutlineSink;

static PathPoint
sink_point(OutlineSink *sink, const FT_Vector *v)
{
  return (PathPoint){ (double)v->x * sink->scale, -(double)v->y * sink->scale };
}

static int
outline_move(const FT_Vector *to, void *user)
{
  OutlineSink *sink = user;
  PathPoint p = sink_point(sink, to);
  path_close(sink->path);
  path_move_to(sink->path, p.x, p.y);
  sink->here = *to;
  return 0;
}

static int
outline_line(const FT_Vector *to, void *user)
{
  OutlineSink *sink = user;
  PathPoint p = sink_point(sink, to);
  path_line_to(sink->path, p.x, p.y);
  sink->here = *to;
  return 0;
}

static int
outline_conic(const FT_Vector *control, const FT_Vector *to, void *user)
{
  OutlineSink *sink = user;
  PathPoint from = sink_point(sink, &sink->here), c = sink_point(sink, control);
  PathPoint end = sink_point(sink, to);
  path_curve_to(sink->path,
                (PathPoint){ from.x + 2.0 / 3 * (c.x - from.x), from.y + 2.0 / 3 * (c.y - from.y) },
                (PathPoint){ end.x + 2.0 / 3 * (c.x - end.x), end.y + 2.0 / 3 * (c.y - end.y) },
                end);
  sink->here = *to;
  return 0;
}

static int
outline_cubic(const FT_Vector *control1, const FT_Vector *control2, const FT_Vector *to, void *user)
{
  OutlineSink *sink = user;
  path_curve_to(sink->path, sink_point(sink, control1), sink_point(sink, control2),
                sink_point(sink, to));
  sink->here = *to;
  return 0;
}

static void
load_outline(FontSet *fonts, uint32_t font, uint32_t glyph, Path *path)
{
  static const FT_Outline_Funcs SINK = {
    outline_move, outline_line, outline_conic, outline_cubic, 0, 0
  };
  PangoFont *pango = g_array_index(fonts->used, UsedFont, font).font;
  cairo_scaled_font_t *scaled = pango_cairo_font_get_scaled_font((PangoCairoFont *)pango);
  FT_Face face = cairo_ft_scaled_font_lock_face(scaled);
  if (!face)
    return;
  if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING) == 0 &&
      face->glyph->format == FT_GLYPH_FORMAT_OUTLINE) {
    OutlineSink sink = { .path = path, .scale = 1.0 / face->units_per_EM };
    FT_Outline_Decompose(&face->glyph->outline, &SINK, &sink);
    path_close(path);
  }
  cairo_ft_scaled_font_unlock_face(scaled);
}

const Path *
font_set_outline(FontSet *fonts, uint32_t font, uint32_t glyph)
{
  gint64 key = ((gint64)font << 32) | glyph;
  Path *path = g_hash_table_lookup(fonts->outlines, &key);
  if (path)
    return path;
  path = g_new0(Path, 1);
  load_outline(fonts, font, glyph, path);
  g_hash_table_insert(fonts->outlines, g_memdup2(&key, sizeof key), path);
  return path;
}
