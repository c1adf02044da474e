/* The plot's own fill and frame. Properties: Vega-Lite's documentation of view. */
#include "chart/guide_private.h"
#include "chart/heading_private.h"

static const Node *
property(const View *plot, const char *name)
{
  const Compilation *compilation = plot->compilation;
  const Node *own = node_get(plot->spec, "view"), *style = node_get(own, "style");
  const Node *found = node_get(own, name);
  if (!found && style)
    return heading_style(compilation, style, name);
  if (!found)
    found = node_get(config_get(compilation, "view"), name);
  return found ? found : node_get(config_get(compilation, "style.cell"), name);
}

static double
number(const View *plot, const char *name, double otherwise)
{
  return node_number(property(plot, name), otherwise);
}

static Paint
paint(const View *plot, const char *name, const char *opacity)
{
  Paint found = paint_of_node(plot->compilation, property(plot, name));
  double share = number(plot, "opacity", 1) * number(plot, opacity, 1);
  found.colour.a *= share;
  found.opacity *= share;
  return found;
}

static Stroke
stroke(const View *plot)
{
  const Node *dash = property(plot, "strokeDash");
  Stroke found = { .paint = paint(plot, "stroke", "strokeOpacity"),
                   .width = number(plot, "strokeWidth", 1),
                   .cap = stroke_cap_find(node_string(property(plot, "strokeCap"), "butt")),
                   .join = stroke_join_find(node_string(property(plot, "strokeJoin"), "miter")),
                   .miter_limit = number(plot, "strokeMiterLimit", 0),
                   .dash_offset = number(plot, "strokeDashOffset", 0) };
  if (node_is(dash, NODE_LIST) && dash->count > 0) {
    double *dashes = arena_array(plot->compilation->arena, double, dash->count);
    for (size_t i = 0; i < dash->count; i++)
      dashes[i] = node_number(dash->items[i], 0);
    found.dash = dashes;
    found.dash_count = dash->count;
  }
  return found;
}

SceneNode *
background_draw(const View *plot)
{
  SceneNode *node = scene_new(plot->compilation->arena, SCENE_RECT, ROLE_ARTIFACT);
  double radius = number(plot, "cornerRadius", 0);
  node->rect.width = plot->width;
  node->rect.height = plot->height;
  node->rect.radii = (CornerRadii){ radius, radius, radius, radius };
  node->fill = paint(plot, "fill", "fillOpacity");
  node->stroke = stroke(plot);
  return node;
}
