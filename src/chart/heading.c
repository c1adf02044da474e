/* Texts that stand beside what they head: titles of views, labels and titles of facets. Places and
 * defaults: Vega's documentation of title. */
#include "chart/heading_private.h"

#include "chart/encode_private.h"

#include <math.h>
#include <string.h>

static const Node *
property(const Heading *heading, const char *name)
{
  return heading->property(heading->user, name);
}

static const char *
word(const Heading *heading, const char *name, const char *otherwise)
{
  return node_string(property(heading, name), otherwise);
}

static double
number(const Heading *heading, const char *name, double otherwise)
{
  return node_number(property(heading, name), otherwise);
}

/* ---- the texts ---- */

/* What a line of the title and one of the subtitle are called. */
typedef struct LineNames {
  const char *colour, *font, *size, *slant, *weight, *height;
} LineNames;
static const LineNames TITLE_NAMES = { "color",     "font",       "fontSize",
                                       "fontStyle", "fontWeight", "lineHeight" };
static const LineNames SUBTITLE_NAMES = { "subtitleColor",      "subtitleFont",
                                          "subtitleFontSize",   "subtitleFontStyle",
                                          "subtitleFontWeight", "subtitleLineHeight" };

static double
turn_of(const Heading *heading, const char *orient)
{
  double turn = strcmp(orient, "left") == 0 ? -90 : strcmp(orient, "right") == 0 ? 90 : 0;
  return number(heading, "angle", turn);
}

static TextAlign
align_of(const Heading *heading)
{
  const char *anchor = word(heading, "anchor", "middle");
  const char *align = strcmp(anchor, "start") == 0 ? "left"
                      : strcmp(anchor, "end") == 0 ? "right"
                                                   : "center";
  return text_align_find(word(heading, "align", align));
}

static SceneNode *
line(const Heading *heading, const LineNames *names, SceneRole role, const char *text,
     const char *orient)
{
  const Compilation *compilation = heading->compilation;
  const TextMetrics *metrics = compilation->context->metrics;
  const char *family = word(heading, names->font, NULL);
  TextStyle style = {
    .family = family && strcmp(family, "sans-serif") != 0 ? family : NULL,
    .size = number(heading, names->size, 11),
    .weight = text_weight_of_node(property(heading, names->weight), 400),
    .italic = strcmp(word(heading, names->slant, "normal"), "normal") != 0,
    .language = compilation->context->language,
  };
  SceneNode *node = text_node(compilation->arena, metrics, &style, text, 0, 0);
  node->role = role;
  node->fill = paint_of_node(compilation, property(heading, names->colour));
  node->text.angle = turn_of(heading, orient);
  node->text.align = align_of(heading);
  node->text.baseline = text_baseline_find(word(heading, "baseline", "top"));
  node->text.line_height = number(heading, names->height, style.size + 2);
  text_limit(compilation->arena, metrics, node, number(heading, "limit", 0));
  double turn = node->text.angle * G_PI / 180;
  double dx = number(heading, "dx", 0), dy = number(heading, "dy", 0);
  node->x = dx * cos(turn) - dy * sin(turn);
  node->y = dx * sin(turn) + dy * cos(turn);
  return node;
}

/* The box that a text takes up in the layout: its lines are as high as their font's size, whatever
 * the font, as in Vega. */
static SceneBounds
box_of(const SceneNode *node)
{
  static const double BASELINES[] = { 0, 0.79, 0.3, -0.21, 0.29, 0.29 };
  static const double HALF_LINES[] = { 0, 0, 0, 0, 1, -1 };
  const SceneText *text = &node->text;
  size_t breaks = 0;
  for (const char *p = text->text; (p = strchr(p, '\n')); p++)
    breaks++;
  double size = text->style.size;
  double left = text->align == ALIGN_CENTER  ? -text->width / 2
                : text->align == ALIGN_RIGHT ? -text->width
                                             : 0;
  double top = BASELINES[text->baseline] * size +
               HALF_LINES[text->baseline] * text->line_height / 2 - round(0.8 * size);
  double height = size + (double)breaks * text->line_height;
  double turn = text->angle * G_PI / 180, c = cos(turn), s = sin(turn);
  SceneBounds bounds = SCENE_BOUNDS_EMPTY;
  for (int i = 0; i < 4; i++) {
    double x = left + (i & 1 ? text->width : 0), y = top + (i & 2 ? height : 0);
    double at_x = node->x + x * c - y * s, at_y = node->y + x * s + y * c;
    scene_bounds_union(&bounds, (SceneBounds){ at_x, at_y, at_x, at_y });
  }
  return bounds;
}

/* ---- their places ---- */

/* Where the anchor stands along the edge. */
static double
anchor_at(const Heading *heading, const HeadingFrame *frame, const char *orient)
{
  const char *anchor = word(heading, "anchor", "middle");
  bool group = strcmp(word(heading, "frame", "bounds"), "group") == 0;
  bool left = strcmp(orient, "left") == 0, right = strcmp(orient, "right") == 0;
  double start = group ? frame->plot.x1 : frame->around.x1;
  double end = group ? frame->plot.x2 : frame->around.x2;
  if (left || right) {
    start = group ? frame->plot.y1 : frame->around.y1;
    end = group ? frame->plot.y2 : frame->around.y2;
  }
  if (left) { /* reads upwards */
    double swap = start;
    start = end;
    end = swap;
  }
  return strcmp(anchor, "start") == 0 ? start
         : strcmp(anchor, "end") == 0 ? end
                                      : (start + end) / 2;
}

static SceneBounds
place(const Heading *heading, const HeadingFrame *frame, const char *orient, SceneBounds box,
      double *x, double *y)
{
  double width = box.x2 - box.x1, height = box.y2 - box.y1;
  double offset = number(heading, "offset", 4), at = anchor_at(heading, frame, orient);
  *x = at;
  *y = at;
  if (strcmp(orient, "left") == 0)
    *x = frame->around.x1 - width - offset;
  else if (strcmp(orient, "right") == 0)
    *x = frame->around.x2 + width + offset;
  else if (strcmp(orient, "bottom") == 0)
    *y = frame->around.y2 + offset;
  else if (strcmp(orient, "top") == 0)
    *y = frame->around.y1 - height - offset;
  else
    *x = *y = 0;
  return (SceneBounds){ box.x1 + *x, box.y1 + *y, box.x2 + *x, box.y2 + *y };
}

SceneBounds
heading_draw(const Heading *heading, const HeadingFrame *frame, SceneBuilder *parts)
{
  const char *orient = word(heading, "orient", "top");
  if (!heading->text || !*heading->text)
    return SCENE_BOUNDS_EMPTY;
  SceneNode *head = line(heading, &TITLE_NAMES, heading->role, heading->text, orient),
            *below = NULL;
  SceneBounds box = box_of(head);
  if (heading->subtitle && *heading->subtitle) {
    double padding = number(heading, "subtitlePadding", 3);
    below = line(heading, &SUBTITLE_NAMES, ROLE_SUBTITLE_TEXT, heading->subtitle, orient);
    if (strcmp(orient, "left") == 0)
      below->x += box.x2 - box.x1 + padding;
    else if (strcmp(orient, "right") == 0)
      below->x -= box.x2 - box.x1 + padding;
    else
      below->y += box.y2 - box.y1 + padding;
    scene_bounds_union(&box, box_of(below));
  }
  double x, y;
  SceneBounds bounds = place(heading, frame, orient, box, &x, &y);
  head->x += x;
  head->y += y;
  scene_add(parts, head);
  if (below) {
    below->x += x;
    below->y += y;
    scene_add(parts, below);
  }
  return bounds;
}

static const Node *
in_style(const Node *style, const char *name)
{
  const Node *found = strcmp(name, "color") == 0 ? node_get(style, "fill") : NULL;
  return found ? found : node_get(style, name);
}

const Node *
heading_style(const Compilation *compilation, const Node *names, const char *name)
{
  const Node *styles = config_get(compilation, "style"), *found = NULL;
  const Node *defaults = config_get(compilation, "vega.style");
  size_t count = node_is(names, NODE_LIST) ? names->count : 1;
  for (size_t i = 0; i < count; i++) {
    const char *style = node_string(node_is(names, NODE_LIST) ? names->items[i] : names, "");
    const Node *value = in_style(node_get(styles, style), name);
    if (!value)
      value = in_style(node_get(defaults, style), name);
    found = value ? value : found;
  }
  return found || strcmp(name, "color") != 0 ? found : config_get(compilation, "vega.style.color");
}
