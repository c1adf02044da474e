/* Titles of views: text and subtitle. Properties: Vega-Lite's documentation of title. */
#include "chart/guide_private.h"

#include <math.h>
#include <string.h>

typedef struct Title {
  Compilation *compilation;
  const Node *node; /* always a map */
} Title;

static const Node *
property(const Title *title, const char *name)
{
  const Node *own = node_get(title->node, name);
  return own ? own : node_get(config_get(title->compilation, "title"), name);
}

static SceneNode *
line(const Title *title, const TextMetrics *metrics, const char *text, bool subtitle)
{
  const char *size = subtitle ? "subtitleFontSize" : "fontSize";
  const char *family = node_string(property(title, subtitle ? "subtitleFont" : "font"), NULL);
  const char *slant =
      node_string(property(title, subtitle ? "subtitleFontStyle" : "fontStyle"), "");
  TextStyle style = {
    .family = family && strcmp(family, "sans-serif") != 0 ? family : NULL,
    .size = node_number(property(title, size), 12),
    .weight = text_weight_of_node(property(title, subtitle ? "subtitleFontWeight" : "fontWeight"),
                                  subtitle ? 400 : 700),
    .italic = strcmp(slant, "italic") == 0,
    .language = title->compilation->context->language,
  };
  SceneNode *node = text_node(title->compilation->arena, metrics, &style, text, 0, 0);
  node->role = subtitle ? ROLE_SUBTITLE_TEXT : ROLE_TITLE_TEXT;
  node->fill =
      paint_of_node(title->compilation, property(title, subtitle ? "subtitleColor" : "color"));
  node->text.baseline = BASELINE_TOP;
  node->text.line_height =
      node_number(property(title, subtitle ? "subtitleLineHeight" : "lineHeight"), style.size + 2);
  return node;
}

static double
height_of(const SceneNode *node)
{
  size_t lines = 1;
  for (const char *p = node->text.text; (p = strchr(p, '\n')); p++)
    lines++;
  return (double)(lines - 1) * node->text.line_height + node->text.style.size;
}

SceneNode *
title_draw(const View *view, const TextMetrics *metrics, SceneBounds box, SceneBounds plot)
{
  Compilation *compilation = view->compilation;
  Arena *arena = compilation->arena;
  const Node *node = node_get(view->spec, "title");
  Title title = { compilation, node };
  if (!node_is(node, NODE_MAP)) {
    const Node *map = node_new_map(arena, NULL, 0, (Span){ 0 });
    title.node = node ? node_with(arena, map, "text", node) : map;
  }
  const char *text = text_of_node(arena, node_get(title.node, "text"));
  const char *subtitle = text_of_node(arena, node_get(title.node, "subtitle"));
  if (!text || !*text)
    return NULL;

  const char *anchor = node_string(property(&title, "anchor"), "middle");
  bool start = strcmp(anchor, "start") == 0, end = strcmp(anchor, "end") == 0;
  bool whole = node_is_string(property(&title, "frame"), "bounds") ||
               !node_is_string(property(&title, "frame"), "group");
  double from = whole && start ? box.x1 : plot.x1, to = whole && end ? box.x2 : plot.x2;
  double x = start ? from : end ? to : (from + to) / 2;
  SceneBuilder parts = scene_builder(arena);
  SceneNode *head = line(&title, metrics, text, false);
  SceneNode *below = subtitle && *subtitle ? line(&title, metrics, subtitle, true) : NULL;
  double height = height_of(head);
  double gap = node_number(property(&title, "subtitlePadding"), 3);
  double total = height + (below ? gap + height_of(below) : 0);
  bool under = node_is_string(property(&title, "orient"), "bottom");
  double offset = node_number(property(&title, "offset"), 4);
  double y = under ? box.y2 + offset : box.y1 - offset - total;

  head->x = x + node_number(property(&title, "dx"), 0);
  head->y = y + node_number(property(&title, "dy"), 0);
  head->text.align = start ? ALIGN_LEFT : end ? ALIGN_RIGHT : ALIGN_CENTER;
  scene_add(&parts, head);
  if (below) {
    below->x = head->x;
    below->y = head->y + height + gap;
    below->text.align = head->text.align;
    scene_add(&parts, below);
  }
  SceneNode *group = scene_builder_end(&parts, ROLE_TITLE);
  group->group.name = "";
  return group;
}
