/* Texts with cairo: the very glyphs that were measured, each line at its place. */
#include "render/pdf_tags_private.h"

#include <math.h>
#include <string.h>

/* One line, already shaped, from (x, y) rightwards. */
typedef struct Line {
  const ShapedText *shaped;
  double x, y, size, spacing;
} Line;

static void
show_run(Canvas *canvas, const Line *line, const ShapedRun *run, cairo_glyph_t *glyphs)
{
  const ShapedText *shaped = line->shaped;
  for (uint32_t i = 0; i < run->glyph_count; i++) {
    const ShapedGlyph *glyph = &shaped->glyphs[run->glyph + i];
    glyphs[i] = (cairo_glyph_t){ glyph->index,
                                 line->x + glyph->x * line->size + glyph->cluster * line->spacing,
                                 line->y + glyph->y * line->size };
  }
  cairo_set_font_face(canvas->cairo, font_set_face(canvas->fonts, run->font));
  cairo_set_font_size(canvas->cairo, line->size);
  if (!canvas->tags) {
    cairo_show_glyphs(canvas->cairo, glyphs, (int)run->glyph_count);
    return;
  }
  cairo_text_cluster_t *clusters = g_new(cairo_text_cluster_t, run->cluster_count + 1);
  for (uint32_t i = 0; i < run->cluster_count; i++) {
    ShapedCluster cluster = shaped->cluster_list[run->cluster + i];
    clusters[i] = (cairo_text_cluster_t){ (int)cluster.bytes, (int)cluster.glyphs };
  }
  cairo_show_text_glyphs(canvas->cairo, shaped->text + run->text, (int)run->text_length, glyphs,
                         (int)run->glyph_count, clusters, (int)run->cluster_count,
                         run->backward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0);
  g_free(clusters);
}

static void
show_line(Canvas *canvas, const Line *line)
{
  cairo_glyph_t room[64];
  for (uint32_t i = 0; i < line->shaped->run_count; i++) {
    const ShapedRun *run = &line->shaped->runs[i];
    bool fits = run->glyph_count <= G_N_ELEMENTS(room);
    cairo_glyph_t *glyphs = fits ? room : g_new(cairo_glyph_t, run->glyph_count);
    show_run(canvas, line, run, glyphs);
    if (!fits)
      g_free(glyphs);
  }
}

void
text_each_line(FontSet *fonts, const SceneText *text, TextLine call, void *user)
{
  const char *at = text->text;
  double y = text_baseline_offset(text);
  for (;; at++, y += text_line_height(text)) {
    size_t length = strcspn(at, "\n");
    const ShapedText *shaped = font_set_shape(fonts, &text->style, at, length);
    double spacing = text->style.letter_spacing;
    double width = shaped->width * text->style.size + shaped->clusters * spacing;
    call(shaped, -text_align_offset(text->align, width), y, user);
    at += length;
    if (!*at)
      return;
  }
}

/* For those who read the text and not the page; where the line begins. */
static void
show_space(Canvas *canvas, Line line, const TextStyle *style)
{
  line.shaped = font_set_shape(canvas->fonts, style, " ", 1);
  show_line(canvas, &line);
}

typedef struct TextDraw {
  Canvas *canvas;
  const SceneNode *node;
} TextDraw;

static void
draw_line(const ShapedText *shaped, double x, double y, void *user)
{
  const TextDraw *draw = user;
  const SceneNode *node = draw->node;
  PdfTags *tags = draw->canvas->tags;
  bool turned = node->text.angle != 0;
  Line line = { shaped, x + (turned ? 0 : node->x), y + (turned ? 0 : node->y),
                node->text.style.size, node->text.style.letter_spacing };
  show_line(draw->canvas, &line);
  if (tags && pdf_tags_parts_text(tags))
    show_space(draw->canvas, line, &node->text.style);
}

bool
text_is_drawable(const SceneNode *node)
{
  const SceneText *text = &node->text;
  return text->text && *text->text && text->style.size >= 0.01 && text->style.size <= 5000 &&
         isfinite(node->x) && isfinite(node->y) && fabs(node->x) <= 1e6 && fabs(node->y) <= 1e6 &&
         isfinite(text->angle) && isfinite(text->style.letter_spacing) &&
         fabs(text->style.letter_spacing) <= 1e4 && paint_visible(&node->fill);
}

void
canvas_draw_text(Canvas *canvas, const SceneNode *node)
{
  if (!text_is_drawable(node))
    return;
  if (canvas->tags)
    pdf_tags_mark(canvas->tags, canvas->cairo, true);
  bool turned = node->text.angle != 0;
  if (turned) {
    cairo_save(canvas->cairo);
    cairo_translate(canvas->cairo, node->x, node->y);
    cairo_rotate(canvas->cairo, node->text.angle * G_PI / 180);
  }
  canvas_set_paint(canvas->cairo, &node->fill, (SceneBounds){ 0, 0, 1, 1 });
  text_each_line(canvas->fonts, &node->text, draw_line, &(TextDraw){ canvas, node });
  if (turned)
    cairo_restore(canvas->cairo);
}
