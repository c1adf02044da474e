/* Text to glyphs: itemised and shaped by pango at one size, kept per style and text. PangoLayout is
 * not used: it would shape again for every measurement, and drops the space at a line's end. */
#include "render/fonts_set_private.h"

#include <string.h>

/* Kept shapes; beyond this all are dropped, which a batch of many documents needs. */
#define SHAPES_MAX 50000

typedef struct ShapeKey {
  guint face;
  size_t length;
  const char *text;
} ShapeKey;

typedef struct KeptShape {
  ShapeKey key;
  ShapedText shaped;
} KeptShape;

static guint
key_hash(const void *data)
{
  const ShapeKey *key = data;
  guint hash = 5381 + key->face;
  for (size_t i = 0; i < key->length; i++)
    hash = hash * 33 + (guchar)key->text[i];
  return hash;
}

static gboolean
key_equal(const void *a, const void *b)
{
  const ShapeKey *x = a, *y = b;
  return x->face == y->face && x->length == y->length && memcmp(x->text, y->text, x->length) == 0;
}

static void
free_kept(void *data)
{
  KeptShape *kept = data;
  g_free((void *)kept->key.text);
  g_free((void *)kept->shaped.text);
  g_free((void *)kept->shaped.runs);
  g_free((void *)kept->shaped.glyphs);
  g_free((void *)kept->shaped.cluster_list);
  g_free(kept);
}

void
shape_cache_init(FontSet *fonts)
{
  fonts->shapes = g_hash_table_new_full(key_hash, key_equal, NULL, free_kept);
}

/* ---- styles ---- */

static PangoAttrList *
face_attributes(const char *language, bool tabular)
{
  PangoAttrList *list = pango_attr_list_new();
  /* ligatures make cairo mark text twice, which loses it for readers of the PDF's structure;
   * contextual forms would draw "->" as an arrow, and it would be read as one */
  pango_attr_list_insert(list, pango_attr_font_features_new(tabular ? "liga=0,clig=0,calt=0,tnum=1"
                                                                    : "liga=0,clig=0,calt=0"));
  pango_attr_list_insert(list, pango_attr_language_new(pango_language_from_string(language)));
  return list;
}

static guint
face_for_style(FontSet *fonts, const TextStyle *style)
{
  int typeface = typeface_for_style(style);
  if (!fonts->typefaces[typeface].map && !typeface_open_next(fonts, typeface))
    typeface = 0; /* its file vanished meanwhile */
  const char *language = style->language && *style->language ? style->language : "und";
  for (guint i = 0; i < fonts->faces->len; i++) {
    const Face *face = &g_array_index(fonts->faces, Face, i);
    if (face->typeface == typeface && face->tabular == style->tabular &&
        strcmp(face->language, language) == 0)
      return i;
  }
  Face face = { typeface, style->tabular, g_strdup(language),
                face_attributes(language, style->tabular) };
  g_array_append_val(fonts->faces, face);
  return fonts->faces->len - 1;
}

/* ---- shaping ---- */

typedef struct Shaper {
  FontSet *fonts;
  const char *text;
  size_t length;
  GArray *runs, *glyphs, *clusters;
  double width;
  uint32_t cluster_total;
} Shaper;

/* Pango's glyph for a character without one. */
static bool
is_missing(const PangoGlyphInfo *glyph)
{
  return glyph->glyph != PANGO_GLYPH_EMPTY && (glyph->glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0;
}

/* Appends one run's clusters, in the order of the text, and numbers its glyphs' clusters from the
 * left. */
static void
add_clusters(Shaper *shaper, const PangoItem *item, const PangoGlyphString *glyphs, ShapedRun *run)
{
  bool backward = run->backward;
  int count = glyphs->num_glyphs;
  run->cluster = shaper->clusters->len;
  uint32_t on_left = shaper->cluster_total;
  for (int i = 0; i < count;) {
    /* from the logical start: the last glyph first if the run goes backward */
    int end = i;
    int first = backward ? count - 1 - i : i;
    int here = glyphs->log_clusters[first];
    while (end < count && glyphs->log_clusters[backward ? count - 1 - end : end] == here)
      end++;
    int next = end < count ? glyphs->log_clusters[backward ? count - 1 - end : end] : item->length;
    ShapedCluster cluster = { (uint32_t)MAX(next - here, 0), (uint32_t)(end - i) };
    g_array_append_val(shaper->clusters, cluster);
    i = end;
  }
  run->cluster_count = shaper->clusters->len - run->cluster;
  shaper->cluster_total = on_left + run->cluster_count;
}

static void
add_glyphs(Shaper *shaper, const PangoGlyphString *glyphs, uint32_t first_cluster)
{
  const double unit = SHAPE_SIZE * PANGO_SCALE;
  uint32_t cluster = first_cluster;
  for (int i = 0; i < glyphs->num_glyphs; i++) {
    const PangoGlyphInfo *info = &glyphs->glyphs[i];
    if (i > 0 && glyphs->log_clusters[i] != glyphs->log_clusters[i - 1])
      cluster++;
    if (info->glyph != PANGO_GLYPH_EMPTY) {
      ShapedGlyph glyph = { .index = info->glyph,
                            .cluster = cluster,
                            .x = shaper->width + info->geometry.x_offset / unit,
                            .y = info->geometry.y_offset / unit };
      g_array_append_val(shaper->glyphs, glyph);
    }
    shaper->width += info->geometry.width / unit;
  }
}

/* A hidden character (pango's empty glyph) belongs to no glyph: its cluster counts none. */
static void
drop_empty(Shaper *shaper, const PangoGlyphString *glyphs, const ShapedRun *run)
{
  uint32_t at = 0, left = 0;
  for (int i = 0; i < glyphs->num_glyphs; i++) {
    int index = run->backward ? glyphs->num_glyphs - 1 - i : i;
    while (left == 0 && at < run->cluster_count)
      left = g_array_index(shaper->clusters, ShapedCluster, run->cluster + at++).glyphs;
    left--;
    if (glyphs->glyphs[index].glyph == PANGO_GLYPH_EMPTY)
      g_array_index(shaper->clusters, ShapedCluster, run->cluster + at - 1).glyphs--;
  }
}

/* A text that ends with a soft hyphen shows it: a word goes on in the next line. */
static bool
ends_with_soft_hyphen(const Shaper *shaper, const PangoItem *item)
{
  static const char SOFT_HYPHEN[] = "\xc2\xad";
  size_t size = sizeof SOFT_HYPHEN - 1;
  return (size_t)(item->offset + item->length) == shaper->length && shaper->length >= size &&
         memcmp(shaper->text + shaper->length - size, SOFT_HYPHEN, size) == 0;
}

/* Shapes one item; true if a glyph was missing (the item is then left out). */
static bool
shape_item(Shaper *shaper, PangoItem *item, PangoGlyphString *glyphs)
{
  if (ends_with_soft_hyphen(shaper, item))
    item->analysis.flags |= PANGO_ANALYSIS_FLAG_NEED_HYPHEN;
  pango_shape_full(shaper->text + item->offset, item->length, shaper->text, (int)shaper->length,
                   &item->analysis, glyphs);
  for (int i = 0; i < glyphs->num_glyphs; i++)
    if (is_missing(&glyphs->glyphs[i]))
      return true;
  ShapedRun run = { .font = font_set_use(shaper->fonts, item->analysis.font),
                    .glyph = shaper->glyphs->len,
                    .text = (uint32_t)item->offset,
                    .text_length = (uint32_t)item->length,
                    .backward = item->analysis.level % 2 != 0 };
  uint32_t first_cluster = shaper->cluster_total;
  add_clusters(shaper, item, glyphs, &run);
  drop_empty(shaper, glyphs, &run);
  add_glyphs(shaper, glyphs, first_cluster);
  run.glyph_count = shaper->glyphs->len - run.glyph;
  g_array_append_val(shaper->runs, run);
  return false;
}

static void
free_item(void *item)
{
  pango_item_free(item);
}

/* True if every character got a glyph. */
static bool
shape_once(Shaper *shaper, const Face *face)
{
  g_array_set_size(shaper->runs, 0);
  g_array_set_size(shaper->glyphs, 0);
  g_array_set_size(shaper->clusters, 0);
  shaper->width = 0;
  shaper->cluster_total = 0;
  if (shaper->length == 0)
    return true;
  PangoContext *context = shaper->fonts->typefaces[face->typeface].context;
  GList *logical = pango_itemize_with_base_dir(context, PANGO_DIRECTION_LTR, shaper->text, 0,
                                               (int)shaper->length, face->attributes, NULL);
  GList *visual = pango_reorder_items(logical);
  PangoGlyphString *glyphs = pango_glyph_string_new();
  bool missing = false;
  for (GList *l = visual; l; l = l->next)
    missing |= shape_item(shaper, l->data, glyphs);
  pango_glyph_string_free(glyphs);
  g_list_free(visual);
  g_list_free_full(logical, free_item);
  return !missing;
}

/* ---- what no font has ---- */

/* Default-ignorable and control characters are never drawn. */
static bool
is_drawn(gunichar c)
{
  return !g_unichar_iszerowidth(c) && g_unichar_type(c) != G_UNICODE_CONTROL;
}

/* Characters for private use mean nothing to a reader, whatever a font shows for them. */
static bool
is_private(gunichar c)
{
  return g_unichar_type(c) == G_UNICODE_PRIVATE_USE;
}

static bool
holds_private(const char *text)
{
  for (; *text; text = g_utf8_next_char(text))
    if (is_private(g_utf8_get_char(text)))
      return true;
  return false;
}

static bool
has_glyph(const FontSet *fonts, const Face *face, gunichar c)
{
  const Typeface *typeface = &fonts->typefaces[face->typeface];
  PangoFontset *set =
      pango_font_map_load_fontset(typeface->map, typeface->context, typeface->description,
                                  pango_language_from_string(face->language));
  PangoFont *font = pango_fontset_get_font(set, c);
  bool has = font && pango_font_has_char(font, c);
  g_clear_object(&font);
  g_object_unref(set);
  return has;
}

static void
report_missing(FontSet *fonts, gunichar c, const char *text)
{
  if (!g_hash_table_add(fonts->missing, GUINT_TO_POINTER(c)))
    return;
  if (fonts->on_missing)
    fonts->on_missing(c, text, fonts->on_missing_user);
}

/* The text with '?' for every character that no font of the chain has. */
static char *
replace_missing(FontSet *fonts, const Face *face, const char *text, size_t length)
{
  GString *out = g_string_sized_new(length);
  for (const char *at = text; at < text + length; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (!is_drawn(c) || (!is_private(c) && has_glyph(fonts, face, c))) {
      g_string_append_unichar(out, c);
    } else {
      report_missing(fonts, c, text);
      g_string_append_c(out, '?');
    }
  }
  return g_string_free(out, FALSE);
}

/* ---- the cache ---- */

/* A copy that is UTF-8 and has no line break or tab in it. */
static char *
clean_copy(const char *text, size_t length)
{
  char *copy = g_utf8_validate(text, (gssize)length, NULL)
                   ? g_strndup(text, length)
                   : g_utf8_make_valid(text, (gssize)length);
  for (char *c = copy; *c; c++)
    if (*c == '\n' || *c == '\r' || *c == '\t')
      *c = ' ';
  return copy;
}

static KeptShape *
shape_text(FontSet *fonts, guint index, const char *text, size_t length)
{
  const Face *face = &g_array_index(fonts->faces, Face, index);
  char *shown = clean_copy(text, length);
  Shaper shaper = { .fonts = fonts,
                    .text = shown,
                    .length = strlen(shown),
                    .runs = g_array_new(FALSE, FALSE, sizeof(ShapedRun)),
                    .glyphs = g_array_new(FALSE, FALSE, sizeof(ShapedGlyph)),
                    .clusters = g_array_new(FALSE, FALSE, sizeof(ShapedCluster)) };
  bool whole = shape_once(&shaper, face);
  while (!whole && typeface_open_next(fonts, face->typeface))
    whole = shape_once(&shaper, face);
  if (!whole || holds_private(shown)) {
    char *replaced = replace_missing(fonts, face, shown, shaper.length);
    g_free(shown);
    shaper.text = shown = replaced;
    shaper.length = strlen(shown);
    shape_once(&shaper, face);
  }
  const Typeface *typeface = &fonts->typefaces[face->typeface];
  KeptShape *kept = g_new0(KeptShape, 1);
  char *copy = g_malloc(length + 1);
  memcpy(copy, text, length);
  kept->key = (ShapeKey){ index, length, copy };
  kept->shaped = (ShapedText){ .text = shown,
                               .width = shaper.width,
                               .ascent = typeface->ascent,
                               .descent = typeface->descent,
                               .clusters = shaper.cluster_total,
                               .run_count = shaper.runs->len };
  kept->shaped.runs = (ShapedRun *)g_array_free(shaper.runs, FALSE);
  kept->shaped.glyphs = (ShapedGlyph *)g_array_free(shaper.glyphs, FALSE);
  kept->shaped.cluster_list = (ShapedCluster *)g_array_free(shaper.clusters, FALSE);
  return kept;
}

const ShapedText *
font_set_shape(FontSet *fonts, const TextStyle *style, const char *text, size_t length)
{
  length = MIN(length, (size_t)G_MAXINT / 8); /* pango counts in int */
  ShapeKey key = { face_for_style(fonts, style), length, text };
  KeptShape *kept = g_hash_table_lookup(fonts->shapes, &key);
  if (!kept) {
    if (g_hash_table_size(fonts->shapes) >= SHAPES_MAX)
      g_hash_table_remove_all(fonts->shapes);
    kept = shape_text(fonts, key.face, text, length);
    g_hash_table_insert(fonts->shapes, &kept->key, kept);
  }
  return &kept->shaped;
}
