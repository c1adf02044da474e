/* The inside of a FontSet, shared by the files that make it. */
#pragma once

#include "render/fonts_private.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

#define TYPEFACE_CHAIN_MAX 3
#define TYPEFACE_COUNT 8

/* A face of a family with the files that stand in for its missing glyphs, first to last. Each has
 * its own font map and so sees its own files only: which font shows a glyph cannot depend on what
 * other texts needed before. */
typedef struct Typeface {
  FcConfig *config;
  PangoFontMap *map;
  PangoContext *context;
  PangoFontDescription *description;
  int opened; /* files of the chain */
  double ascent, descent;
} Typeface;

/* A style but for its size and letter spacing, which do not change the glyphs. */
typedef struct Face {
  int typeface;
  bool tabular;
  char *language;
  PangoAttrList *attributes;
} Face;

/* One font as it came out of shaping. */
typedef struct UsedFont {
  PangoFont *font;
  cairo_font_face_t *face;
} UsedFont;

struct FontSet {
  TextMetrics metrics; /* first: font_set_metrics hands out its address */
  char *folder;
  Typeface typefaces[TYPEFACE_COUNT];
  GArray *faces;        /* Face */
  GArray *used;         /* UsedFont */
  GHashTable *shapes;   /* ShapeKey → ShapedText */
  GHashTable *outlines; /* font and glyph → Path */
  GHashTable *missing;  /* characters told */
  MissingGlyph on_missing;
  void *on_missing_user;
  cairo_font_options_t *options;
  cairo_surface_t *surface; /* see font_set_surface */
};

/* The size at which pango shapes; all lengths are divided by it. */
#define SHAPE_SIZE 1000.0

/* The index in `typefaces` that fits a style best. */
int typeface_for_style(const TextStyle *style);

/* The name of a font file that the folder lacks; NULL: all are there. */
const char *typeface_absent_file(const char *folder);

/* Opens the next file of the chain; false if there is none, or it cannot be read. */
bool typeface_open_next(FontSet *fonts, int typeface);
void typeface_finish(Typeface *typeface);

/* The index of a font in `used`; it is added (and referenced) if new. */
uint32_t font_set_use(FontSet *fonts, PangoFont *font);

void shape_cache_init(FontSet *fonts);
void text_metrics_init(TextMetrics *metrics);
