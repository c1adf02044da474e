/* Titles of views: text and subtitle. Properties: Vega-Lite's documentation of title. */
#include "chart/guide_private.h"
#include "chart/heading_private.h"

#include <string.h>

typedef struct Title {
  const View *view;
  const Node *node; /* always a map */
} Title;

static bool
is_plot(const View *view)
{
  return view->kind == VIEW_UNIT || view->kind == VIEW_LAYER;
}

const Node *
title_node(const View *view)
{
  Arena *arena = view->compilation->arena;
  const Node *node = node_get(view->spec, "title"), *map = node;
  if (!node_is(node, NODE_MAP)) {
    map = node_new_map(arena, NULL, 0, (Span){ 0 });
    map = node ? node_with(arena, map, "text", node) : map;
  }
  const char *text = text_of_node(arena, node_get(map, "text"));
  if (text && *text)
    return map;
  const Node *found = NULL; /* layers may have it for the whole */
  for (size_t i = 0; view->kind == VIEW_LAYER && i < view->child_count && !found; i++)
    found = title_node(view->children[i]);
  return found;
}

static const Node *
string(const Title *title, const char *text)
{
  return node_new_string(title->view->compilation->arena, text, (Span){ 0 });
}

static const Node *
place(const Title *title, const char *name)
{
  const Compilation *compilation = title->view->compilation;
  const Node *found = node_get(title->node, name);
  if (!found)
    found = node_get(config_get(compilation, "title"), name);
  if (!found && strcmp(name, "anchor") == 0 && !is_plot(title->view))
    found = string(title, "start");
  if (!found && strcmp(name, "frame") == 0 && is_plot(title->view) &&
      strcmp(node_string(place(title, "anchor"), "middle"), "middle") == 0)
    found = string(title, "group");
  return found ? found : node_get(config_get(compilation, "vega.title"), name);
}

/* Looks of the text come from a style, those of the subtitle, as "subtitleFontSize", from another.
 */
static const Node *
look(const Title *title, const char *name)
{
  static const char PREFIX[] = "subtitle";
  const Compilation *compilation = title->view->compilation;
  const Node *found = node_get(title->node, name), *style = node_get(title->node, "style");
  bool below = g_str_has_prefix(name, PREFIX);
  if (!found && style && !below)
    return heading_style(compilation, style, name);
  if (!found)
    found = node_get(config_get(compilation, "title"), name);
  if (found)
    return found;
  g_autofree char *plain = g_strdup(below ? name + strlen(PREFIX) : name);
  *plain = g_ascii_tolower(*plain);
  return heading_style(compilation, string(title, below ? "group-subtitle" : "group-title"), plain);
}

static const Node *
property(const void *user, const char *name)
{
  static const char *const PLACES[] = { "anchor", "angle",  "frame",          "limit",
                                        "offset", "orient", "subtitlePadding" };
  const Title *title = user;
  for (size_t i = 0; i < G_N_ELEMENTS(PLACES); i++)
    if (strcmp(PLACES[i], name) == 0)
      return place(title, name);
  /* Vega does not take these from the configuration. */
  if (strcmp(name, "align") == 0 || strcmp(name, "baseline") == 0)
    return node_get(title->node, name);
  return look(title, name);
}

SceneNode *
title_draw(const View *view, SceneBounds box, SceneBounds plot)
{
  Compilation *compilation = view->compilation;
  Arena *arena = compilation->arena;
  Title title = { view, title_node(view) };
  if (!title.node || header_labels_cell(view))
    return NULL;
  Heading heading = { .compilation = compilation,
                      .text = text_of_node(arena, node_get(title.node, "text")),
                      .subtitle = text_of_node(arena, node_get(title.node, "subtitle")),
                      .role = ROLE_TITLE_TEXT,
                      .property = property,
                      .user = &title };
  HeadingFrame frame = { .plot = plot, .around = box };
  SceneBuilder parts = scene_builder(arena);
  heading_draw(&heading, &frame, &parts);
  SceneNode *group = scene_builder_end(&parts, ROLE_TITLE);
  group->group.name = "";
  return group;
}
