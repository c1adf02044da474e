/* SVG, written by ourselves: smaller than cairo's, the same every time, with names and groups that
 * an editor shows. Texts are outlines, so a chart placed in a presentation looks the same on a
 * machine without our fonts; what they say stands in <title> and <desc>. */
#include "render/fonts_private.h"
#include "render/render_private.h"

#include <math.h>
#include <string.h>

typedef struct SvgWriter {
  GString *defs, *body;
  GHashTable *ids; /* definitions there already */
  FontSet *fonts;
  Path path;
} SvgWriter;

/* ---- printing ---- */

static void
append_xml(GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  for (const char *at = valid; *at; at++) {
    unsigned char c = (unsigned char)*at;
    if (c == '&')
      g_string_append(out, "&amp;");
    else if (c == '<')
      g_string_append(out, "&lt;");
    else if (c == '>')
      g_string_append(out, "&gt;");
    else if (c == '"')
      g_string_append(out, "&quot;");
    else if (c < 0x20 && c != '\n' && c != '\t')
      g_string_append(out, "\xef\xbf\xbd"); /* XML cannot hold it */
    else
      g_string_append_c(out, *at);
  }
}

static void
add_number(GString *out, const char *name, double value)
{
  g_string_append_printf(out, " %s=\"", name);
  append_decimal(out, value, 3);
  g_string_append_c(out, '"');
}

/* A number after another: a minus separates by itself. */
static void
append_next(GString *out, double value, int places)
{
  size_t before = out->len;
  g_string_append_c(out, ' ');
  append_decimal(out, value, places);
  if (out->str[before + 1] == '-')
    g_string_erase(out, (gssize)before, 1);
}

static void
append_pair(GString *out, PathPoint p, int places)
{
  append_decimal(out, p.x, places);
  append_next(out, p.y, places);
}

/* Path data is written relative to the pen, which takes a third less. The pen is where the rounded
 * numbers have led, so roundings do not add up. */
typedef struct Pen {
  GString *out;
  int places;
  double unit;         /* the last digit written */
  PathPoint at, start; /* in units, whole */
  char letter;         /* the command before */
} Pen;

static PathPoint
in_units(const Pen *pen, PathPoint p)
{
  return (PathPoint){ round(p.x / pen->unit), round(p.y / pen->unit) };
}

static void
pen_letter(Pen *pen, char letter)
{
  if (pen->letter != letter || letter == 'm')
    g_string_append_c(pen->out, letter);
  pen->letter = letter;
}

static void
pen_number(Pen *pen, double units)
{
  if (g_ascii_isalpha(pen->out->str[pen->out->len - 1]))
    append_decimal(pen->out, units * pen->unit, pen->places);
  else
    append_next(pen->out, units * pen->unit, pen->places);
}

static void
pen_line(Pen *pen, PathPoint to)
{
  double dx = to.x - pen->at.x, dy = to.y - pen->at.y;
  pen_letter(pen, dy == 0 ? 'h' : dx == 0 ? 'v' : 'l');
  if (dy == 0 || dx != 0)
    pen_number(pen, dx);
  if (dy != 0)
    pen_number(pen, dy);
}

/* `count` points, each relative to the pen. */
static void
pen_points(Pen *pen, const PathPoint *points, int count)
{
  for (int i = 0; i < count; i++) {
    PathPoint p = in_units(pen, points[i]);
    pen_number(pen, p.x - pen->at.x);
    pen_number(pen, p.y - pen->at.y);
  }
}

static void
append_path_data(GString *out, const Path *path, int places)
{
  static const int POINTS[] = { 1, 1, 3, 0 };
  Pen pen = { .out = out, .places = places, .unit = pow(10, -places) };
  const PathPoint *p = path->points;
  for (size_t i = 0; i < path->op_count; i++) {
    uint8_t op = path->ops[i];
    if (op == PATH_CLOSE) {
      pen_letter(&pen, 'z');
      pen.at = pen.start;
    } else if (op == PATH_LINE) {
      pen_line(&pen, in_units(&pen, *p));
    } else {
      pen_letter(&pen, op == PATH_MOVE ? 'm' : 'c');
      pen_points(&pen, p, POINTS[op]);
    }
    p += POINTS[op];
    if (op != PATH_CLOSE)
      pen.at = in_units(&pen, p[-1]);
    if (op == PATH_MOVE)
      pen.start = pen.at;
  }
}

/* ---- definitions, each named by its own content: equal ones are one, and several charts in one
 * page cannot disturb each other ---- */

static guint32
content_hash(const char *text)
{
  guint32 hash = 2166136261u;
  for (; *text; text++)
    hash = (hash ^ (guchar)*text) * 16777619u;
  return hash;
}

/* Adds `<element id=… content`; the id is in `id`. */
static void
define(SvgWriter *svg, const char *element, const char *content, char id[16])
{
  g_snprintf(id, 16, "%c%08x", element[0], content_hash(content));
  if (!g_hash_table_add(svg->ids, g_strdup(id)))
    return;
  g_string_append_printf(svg->defs, "<%s id=\"%s\"%s</%s>\n", element, id, content, element);
}

static void
define_gradient(SvgWriter *svg, const Gradient *g, char id[16])
{
  g_autoptr(GString) content = g_string_new(NULL);
  add_number(content, g->radial ? "fx" : "x1", g->x1);
  add_number(content, g->radial ? "fy" : "y1", g->y1);
  if (g->radial && g->r1 > 0)
    add_number(content, "fr", g->r1);
  add_number(content, g->radial ? "cx" : "x2", g->x2);
  add_number(content, g->radial ? "cy" : "y2", g->y2);
  if (g->radial)
    add_number(content, "r", g->r2);
  g_string_append_c(content, '>');
  for (size_t i = 0; i < g->stop_count; i++) {
    char hex[8];
    colour_to_hex(g->stops[i].colour, hex);
    g_string_append(content, "<stop");
    add_number(content, "offset", g->stops[i].offset);
    g_string_append_printf(content, " stop-color=\"%s\"", hex);
    if (g->stops[i].colour.a < 1)
      add_number(content, "stop-opacity", g->stops[i].colour.a);
    g_string_append(content, "/>");
  }
  define(svg, g->radial ? "radialGradient" : "linearGradient", content->str, id);
}

static void
define_clip(SvgWriter *svg, const Path *path, char id[16])
{
  g_autoptr(GString) content = g_string_new("><path d=\"");
  append_path_data(content, path, 3);
  g_string_append(content, "\"/>");
  define(svg, "clipPath", content->str, id);
}

/* ---- paint ---- */

static void
add_paint(SvgWriter *svg, const char *name, const Paint *paint)
{
  char hex[8], id[16];
  double opacity = paint->gradient ? paint->opacity : paint->colour.a;
  if (paint->gradient) {
    define_gradient(svg, paint->gradient, id);
    g_string_append_printf(svg->body, " %s=\"url(#%s)\"", name, id);
  } else {
    colour_to_hex(paint->colour, hex);
    g_string_append_printf(svg->body, " %s=\"%s\"", name, hex);
  }
  if (opacity < 1) {
    g_string_append_printf(svg->body, " %s-opacity=\"", name);
    append_decimal(svg->body, opacity, 3);
    g_string_append_c(svg->body, '"');
  }
}

static void
add_stroke(SvgWriter *svg, const Stroke *stroke)
{
  static const char *const CAPS[] = { "butt", "round", "square" };
  static const char *const JOINS[] = { "miter", "round", "bevel" };
  add_paint(svg, "stroke", &stroke->paint);
  if (stroke->width != 1)
    add_number(svg->body, "stroke-width", stroke->width);
  if (stroke->cap != CAP_BUTT)
    g_string_append_printf(svg->body, " stroke-linecap=\"%s\"", CAPS[stroke->cap]);
  if (stroke->join != JOIN_MITER)
    g_string_append_printf(svg->body, " stroke-linejoin=\"%s\"", JOINS[stroke->join]);
  else /* SVG's own default is 4 */
    add_number(svg->body, "stroke-miterlimit", stroke->miter_limit > 0 ? stroke->miter_limit : 10);
  if (!stroke_dashed(stroke))
    return;
  g_string_append(svg->body, " stroke-dasharray=\"");
  for (size_t i = 0; i < stroke->dash_count; i++) {
    if (i)
      g_string_append_c(svg->body, ' ');
    append_decimal(svg->body, stroke->dash[i], 3);
  }
  g_string_append_c(svg->body, '"');
  if (stroke->dash_offset != 0)
    add_number(svg->body, "stroke-dashoffset", stroke->dash_offset);
}

static void
write_hatch(SvgWriter *svg, const SceneNode *node)
{
  char clip[16];
  SceneBounds box = path_extents(&svg->path);
  g_auto(Path) stripes = { 0 };
  path_hatch(&stripes, box, node->fill.hatch);
  define_clip(svg, &svg->path, clip);
  g_string_append_printf(svg->body, "<g clip-path=\"url(#%s)\"><path fill=\"none\"", clip);
  Stroke stroke = { .paint = node->fill, .width = HATCH_WIDTH };
  add_stroke(svg, &stroke);
  g_string_append(svg->body, " d=\"");
  append_path_data(svg->body, &stripes, 3);
  g_string_append(svg->body, "\"/></g>\n");
}

/* ---- nodes ---- */

static bool
is_square_cornered(const SceneNode *node)
{
  const CornerRadii *r = &node->rect.radii;
  return node->kind == SCENE_RECT && node->rect.width >= 0 && node->rect.height >= 0 &&
         r->top_left <= 0 && r->top_right <= 0 && r->bottom_left <= 0 && r->bottom_right <= 0;
}

static bool
is_circle(const SceneNode *node)
{
  return node->kind == SCENE_SYMBOL &&
         (!node->symbol.shape || strcmp(node->symbol.shape, "circle") == 0);
}

/* `<rect`, `<circle` or `<path` with its geometry. */
static void
open_shape(SvgWriter *svg, const SceneNode *node)
{
  if (is_square_cornered(node)) {
    g_string_append(svg->body, "<rect");
    add_number(svg->body, "x", node->x);
    add_number(svg->body, "y", node->y);
    add_number(svg->body, "width", node->rect.width);
    add_number(svg->body, "height", node->rect.height);
  } else if (is_circle(node)) {
    g_string_append(svg->body, "<circle");
    add_number(svg->body, "cx", node->x);
    add_number(svg->body, "cy", node->y);
    add_number(svg->body, "r", sqrt(node->symbol.size) / 2);
  } else {
    g_string_append(svg->body, "<path d=\"");
    append_path_data(svg->body, &svg->path, 3);
    g_string_append_c(svg->body, '"');
  }
}

static void
write_image(SvgWriter *svg, const SceneImage *image)
{
  SceneBounds box = path_extents(&svg->path);
  g_autofree char *bytes = g_base64_encode(image->png, image->size);
  g_string_append(svg->body, "<image preserveAspectRatio=\"none\"");
  add_number(svg->body, "x", box.x1);
  add_number(svg->body, "y", box.y1);
  add_number(svg->body, "width", box.x2 - box.x1);
  add_number(svg->body, "height", box.y2 - box.y1);
  g_string_append_printf(svg->body, " href=\"data:image/png;base64,%s\"/>\n", bytes);
}

static void
write_shape(SvgWriter *svg, const SceneNode *node)
{
  bool filled = paint_visible(&node->fill), stroked = stroke_visible(&node->stroke);
  if (path_is_empty(&svg->path) || (!filled && !stroked))
    return;
  if (node->fill.image) {
    write_image(svg, node->fill.image);
    filled = false;
    if (!stroked)
      return;
  }
  if (filled && node->fill.hatch) {
    write_hatch(svg, node);
    filled = false;
    if (!stroked)
      return;
  }
  open_shape(svg, node);
  if (filled)
    add_paint(svg, "fill", &node->fill);
  else
    g_string_append(svg->body, " fill=\"none\"");
  if (stroked)
    add_stroke(svg, &node->stroke);
  g_string_append(svg->body, "/>\n");
}

typedef struct OutlineText {
  SvgWriter *svg;
  const SceneNode *node;
} OutlineText;

static void
outline_line(const ShapedText *shaped, double x, double y, void *user)
{
  const OutlineText *text = user;
  const SceneNode *node = text->node;
  Path *out = &text->svg->path;
  double size = node->text.style.size;
  if (node->text.angle == 0) {
    x += node->x;
    y += node->y;
  }
  for (uint32_t r = 0; r < shaped->run_count; r++) {
    const ShapedRun *run = &shaped->runs[r];
    for (uint32_t i = 0; i < run->glyph_count; i++) {
      const ShapedGlyph *glyph = &shaped->glyphs[run->glyph + i];
      size_t first = out->point_count;
      path_append(out, font_set_outline(text->svg->fonts, run->font, glyph->index));
      double dx = glyph->x * size + glyph->cluster * node->text.style.letter_spacing;
      path_transform(out, first, &(PathTransform){ size, 0, x + dx, y + glyph->y * size });
    }
  }
}

static void
write_text(SvgWriter *svg, const SceneNode *node)
{
  if (!text_is_drawable(node))
    return;
  path_clear(&svg->path);
  text_each_line(svg->fonts, &node->text, outline_line, &(OutlineText){ svg, node });
  if (path_is_empty(&svg->path))
    return;
  g_string_append(svg->body, "<path");
  if (node->text.angle != 0) {
    g_string_append(svg->body, " transform=\"translate(");
    append_pair(svg->body, (PathPoint){ node->x, node->y }, 3);
    g_string_append(svg->body, ") rotate(");
    append_decimal(svg->body, node->text.angle, 3);
    g_string_append(svg->body, ")\"");
  }
  add_paint(svg, "fill", &node->fill);
  g_string_append(svg->body, " d=\"");
  append_path_data(svg->body, &svg->path, 2);
  g_string_append(svg->body, "\"/>\n");
}

static void write_node(SvgWriter *svg, const SceneNode *node, int depth);

static void
open_clip(SvgWriter *svg, const SceneClip *clip)
{
  char id[16];
  path_clear(&svg->path);
  path_round_rect(&svg->path, clip);
  define_clip(svg, &svg->path, id);
  g_string_append_printf(svg->body, "<g clip-path=\"url(#%s)\">\n", id);
}

/* Only what a browser may follow from an untrusted document. */
static bool
is_safe_link(const char *href)
{
  static const char *const SCHEMES[] = { "https:", "http:", "mailto:" };
  for (size_t i = 0; href && i < G_N_ELEMENTS(SCHEMES); i++)
    if (g_ascii_strncasecmp(href, SCHEMES[i], strlen(SCHEMES[i])) == 0)
      return true;
  return false;
}

/* Opens what a group needs; returns what closes it. */
static const char *
open_group(SvgWriter *svg, const SceneNode *node)
{
  bool link = is_safe_link(node->group.href);
  bool moved = node->x != 0 || node->y != 0;
  bool named = node->role >= ROLE_CHART;
  if (link) {
    g_string_append(svg->body, "<a href=\"");
    append_xml(svg->body, node->group.href);
    g_string_append_c(svg->body, '"');
  } else if (moved || named) {
    g_string_append(svg->body, "<g");
  } else {
    return "";
  }
  if (named)
    g_string_append_printf(svg->body, " class=\"%s\"", scene_role_name(node->role));
  if (moved) {
    g_string_append(svg->body, " transform=\"translate(");
    append_pair(svg->body, (PathPoint){ node->x, node->y }, 3);
    g_string_append(svg->body, ")\"");
  }
  g_string_append(svg->body, ">\n");
  return link ? "</a>\n" : "</g>\n";
}

static void
write_group(SvgWriter *svg, const SceneNode *node, int depth)
{
  path_clear(&svg->path);
  group_outline(node, &svg->path);
  write_shape(svg, node);
  const char *close = open_group(svg, node);
  if (node->group.clip)
    open_clip(svg, node->group.clip);
  for (size_t i = 0; i < node->group.child_count; i++)
    write_node(svg, node->group.children[i], depth + 1);
  if (node->group.clip)
    g_string_append(svg->body, "</g>\n");
  g_string_append(svg->body, close);
}

static void
write_node(SvgWriter *svg, const SceneNode *node, int depth)
{
  if (node->hidden || depth > SCENE_DEPTH_MAX)
    return;
  if (node->item_clip)
    open_clip(svg, node->item_clip);
  if (node->kind == SCENE_GROUP) {
    write_group(svg, node, depth);
  } else if (node->kind == SCENE_TEXT) {
    write_text(svg, node);
  } else if (primitive_of(node->kind)) {
    path_clear(&svg->path);
    primitive_of(node->kind)->outline(node, &svg->path);
    write_shape(svg, node);
  }
  if (node->item_clip)
    g_string_append(svg->body, "</g>\n");
}

/* ---- the document ---- */

static void
write_background(SvgWriter *svg, const Scene *scene)
{
  SceneNode *back = &(SceneNode){ .kind = SCENE_RECT, .fill = paint_solid(scene->background) };
  back->rect.width = scene->width;
  back->rect.height = scene->height;
  path_clear(&svg->path);
  path_rect(&svg->path, 0, 0, scene->width, scene->height);
  write_shape(svg, back);
}

static void
append_named(GString *out, const char *element, const char *text)
{
  g_string_append_printf(out, "<%s id=\"%c%08x\">", element, element[0], content_hash(text));
  append_xml(out, text);
  g_string_append_printf(out, "</%s>\n", element);
}

/* `<svg …>` with its title and description, by which a screen reader names the picture. */
static void
append_head(GString *out, const Scene *scene, const char *title, double scale)
{
  g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                       "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" role=\"img\"");
  g_string_append(out, " width=\"");
  append_decimal(out, scene->width * scale, 3);
  g_string_append(out, "pt\" height=\"");
  append_decimal(out, scene->height * scale, 3);
  g_string_append(out, "pt\" viewBox=\"0 0 ");
  append_pair(out, (PathPoint){ scene->width, scene->height }, 3);
  g_string_append_c(out, '"');
  if (scene->language && *scene->language) {
    g_string_append(out, " xml:lang=\"");
    append_xml(out, scene->language);
    g_string_append_c(out, '"');
  }
  const char *description = scene->description;
  if (title || description) {
    g_string_append(out, " aria-labelledby=\"");
    if (title)
      g_string_append_printf(out, "t%08x", content_hash(title));
    if (description)
      g_string_append_printf(out, "%sd%08x", title ? " " : "", content_hash(description));
    g_string_append_c(out, '"');
  }
  g_string_append(out, ">\n");
  if (title)
    append_named(out, "title", title);
  if (description)
    append_named(out, "desc", description);
}

static GBytes *
write_svg(const Scene *const *scenes, size_t count, const RenderOptions *options, FontSet *fonts,
          GError **error)
{
  if (!render_check_single(count, "svg", error))
    return NULL;
  const Scene *scene = scenes[0];
  double scale = options->scale > 0 ? options->scale : 1;
  if (!render_check_size(scene, scale, error))
    return NULL;
  SvgWriter svg = { .defs = g_string_new(NULL),
                    .body = g_string_new(NULL),
                    .ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                    .fonts = fonts };
  if (scene->background.a > 0)
    write_background(&svg, scene);
  if (scene->root)
    write_node(&svg, scene->root, 0);
  GString *out = g_string_new(NULL);
  append_head(out, scene, options->title ? options->title : scene->title, scale);
  if (svg.defs->len)
    g_string_append_printf(out, "<defs>\n%s</defs>\n", svg.defs->str);
  g_string_append_len(out, svg.body->str, (gssize)svg.body->len);
  g_string_append(out, "</svg>\n");
  g_string_free(svg.defs, TRUE);
  g_string_free(svg.body, TRUE);
  g_hash_table_unref(svg.ids);
  path_finish(&svg.path);
  return g_string_free_to_bytes(out);
}

const RenderFormat RENDER_SVG = {
  .name = "svg",
  .extension = "svg",
  .summary = "vectors for the web and for presentations, texts as outlines",
  .draws = true,
  .write = write_svg,
};
