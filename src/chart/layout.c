/* Plot areas, legends and titles put together. Order of drawing: background, grids, axes, marks,
 * legends, titles. */
#include "chart/guide_private.h"

#include <math.h>
#include <string.h>

static void
draw_marks(Unit *unit, void *user)
{
  SceneBuilder *marks = user;
  const View *plot = view_plot(unit->view);
  MarkContext context = { unit, unit->view->compilation->arena,
                          unit->view->compilation->context->metrics, plot->width, plot->height };
  SceneBuilder items = scene_builder(context.arena);
  unit->mark->draw(&context, &items);
  SceneNode *group = scene_builder_end(&items, ROLE_MARK);
  group->clip_mark = mark_boolean(unit, "clip", false);
  if (group->clip_mark) {
    SceneClip *clip = arena_new0(context.arena, SceneClip);
    *clip = (SceneClip){ .width = plot->width, .height = plot->height };
    group->group.clip = clip;
  }
  scene_add(marks, group);
}

/* The plot's own fill and frame. */
static SceneNode *
background(const View *plot)
{
  const Compilation *compilation = plot->compilation;
  const Node *own = node_get(plot->spec, "view"), *config = config_get(compilation, "view");
  const Node *fill = node_get(own, "fill"), *stroke = node_get(own, "stroke");
  SceneNode *node = scene_new(compilation->arena, SCENE_RECT, ROLE_ARTIFACT);
  node->rect.width = plot->width;
  node->rect.height = plot->height;
  node->fill = paint_of_node(compilation, fill ? fill : node_get(config, "fill"));
  node->stroke.paint = paint_of_node(compilation, stroke ? stroke : node_get(config, "stroke"));
  node->stroke.width = node_number(node_get(config, "strokeWidth"), 1);
  return node;
}

static SceneNode *
draw_plot(View *plot)
{
  Arena *arena = plot->compilation->arena;
  const TextMetrics *metrics = plot->compilation->context->metrics;
  SceneBuilder parts = scene_builder(arena), axes = scene_builder(arena);
  scene_add(&parts, background(plot));
  axes_draw(plot, metrics, &parts, &axes);
  for (size_t i = 0; i < axes.count; i++)
    scene_add(&parts, axes.items[i]);
  view_each_unit(plot, draw_marks, &parts);
  SceneNode *group = scene_builder_end(&parts, ROLE_VIEW);
  group->group.name = "";
  group->group.width = plot->width;
  group->group.height = plot->height;
  return group;
}

/* Legends of one side, one after the other; the box grows by them. */
static void
place_legends(const Compilation *compilation, Legend *legends, size_t count, const char *side,
              SceneBounds *box, SceneBuilder *parts)
{
  double offset = config_number(compilation, "legend.offset", 18), gap = 16;
  bool right = strcmp(side, "right") == 0, left = strcmp(side, "left") == 0;
  bool bottom = strcmp(side, "bottom") == 0;
  SceneBounds grown = *box;
  double x = right ? box->x2 + offset : left ? box->x1 - offset : fmax(0, box->x1);
  double y = bottom ? box->y2 + offset : right || left ? 0 : box->y1 - offset;

  for (size_t i = 0; i < count; i++) {
    Legend *legend = &legends[i];
    if (strcmp(legend->orient, side) != 0)
      continue;
    double own = node_number(NULL, 0);
    (void)own;
    legend->node->x = round(left ? x - legend->width : x);
    legend->node->y = round(right || left || bottom ? y : y - legend->height);
    scene_bounds_union(&grown, (SceneBounds){ legend->node->x, legend->node->y,
                                              legend->node->x + legend->width,
                                              legend->node->y + legend->height });
    if (right || left)
      y += legend->height + gap;
    else
      x += legend->width + gap;
    scene_add(parts, legend->node);
  }
  *box = grown;
}

/* Legends inside the plot ("top-left", …) or where legendX and legendY say ("none"). */
static void
place_inside(const View *plot, Legend *legends, size_t count, SceneBuilder *parts)
{
  for (size_t i = 0; i < count; i++) {
    Legend *legend = &legends[i];
    bool none = strcmp(legend->orient, "none") == 0;
    if (!none && !strchr(legend->orient, '-'))
      continue;
    if (!none) {
      legend->node->x = strstr(legend->orient, "right") ? plot->width - legend->width - 4 : 4;
      legend->node->y = strstr(legend->orient, "bottom") ? plot->height - legend->height - 4 : 4;
    }
    scene_add(parts, legend->node);
  }
}

static Colour
background_colour(const View *root)
{
  const Node *node = node_get(root->spec, "background");
  if (!node)
    node = config_get(root->compilation, "background");
  return paint_of_node(root->compilation, node).colour;
}

static void
include_title(SceneBuilder *parts, SceneNode *title, SceneBounds *box)
{
  if (!title)
    return;
  scene_add(parts, title);
  scene_bounds_union(box, scene_bounds(title));
}

Scene *
layout_chart(View *root)
{
  static const char *const SIDES[] = { "left", "right", "top", "bottom" };
  const Compilation *compilation = root->compilation;
  const TextMetrics *metrics = compilation->context->metrics;
  SceneBuilder parts = scene_builder(compilation->arena);
  size_t count = 0;
  SceneNode *plot = draw_plot(root);
  scene_add(&parts, plot);
  SceneBounds area = { 0, 0, root->width, root->height }, box = area;
  scene_bounds_union(&box, scene_bounds(plot));
  Legend *legends = legends_draw(root, metrics, &count);
  for (size_t i = 0; i < G_N_ELEMENTS(SIDES); i++)
    place_legends(compilation, legends, count, SIDES[i], &box, &parts);
  place_inside(root, legends, count, &parts);
  include_title(&parts, title_draw(root, metrics, box, area), &box);

  const Node *own = node_get(root->spec, "padding");
  double padding = node_number(own ? own : config_get(compilation, "padding"), 5);
  SceneNode *group = scene_builder_end(&parts, ROLE_CHART);
  group->x = padding - floor(box.x1);
  group->y = padding - floor(box.y1);
  Scene *scene = arena_new0(compilation->arena, Scene);
  scene->width = ceil(box.x2) - floor(box.x1) + 2 * padding;
  scene->height = ceil(box.y2) - floor(box.y1) + 2 * padding;
  scene->background = background_colour(root);
  scene->root = group;
  scene->description = node_string(node_get(root->spec, "description"), NULL);
  scene->language = compilation->context->language;
  return scene;
}
