/* Where legends stand: on the sides of the plots, in their corners, or where they are told. */
#include "chart/legend_private.h"

#include <math.h>
#include <string.h>

/* config.legend.layout, one side of it before what holds for all. */
typedef struct SideLayout {
  const Node *all, *side;
} SideLayout;

static const Node *
layout_property(const SideLayout *layout, const char *name)
{
  const Node *own = node_get(layout->side, name);
  return own ? own : node_get(layout->all, name);
}

static LegendGrid
grid_of(const SideLayout *layout, size_t count)
{
  const Node *direction = layout_property(layout, "direction");
  double margin = node_number(layout_property(layout, "margin"), 8);
  bool center = node_boolean(layout_property(layout, "center"), false);
  bool vertical = node_is_string(direction, "vertical");
  return (LegendGrid){
    vertical ? 1 : count, GRID_ALIGN_EACH, GRID_ALIGN_EACH, margin, margin, center, center
  };
}

/* The largest that a legend asks for, else the layout's. */
static double
offset_of(const SideLayout *layout, const Legend *const *legends, size_t count)
{
  double most = NAN;
  for (size_t i = 0; i < count; i++)
    most = fmax(most, legends[i]->offset);
  return isnan(most) ? node_number(layout_property(layout, "offset"), 18) : most;
}

/* The corner of the grid at the anchor, and which shares of the grid lie before it. */
typedef struct Corner {
  double x, y, before_x, before_y;
} Corner;

static Corner
corner_of(const char *orient, const SideLayout *layout, const LegendFrame *frame, double offset)
{
  const Node *anchor = layout_property(layout, "anchor");
  double share = node_is_string(anchor, "end") ? 1 : node_is_string(anchor, "middle") ? 0.5 : 0;
  bool whole = node_is_string(layout_property(layout, "frame"), "bounds");
  SceneBounds wide = whole ? frame->down : frame->plots,
              high = whole ? frame->across : frame->plots;
  double x = wide.x1 + share * (wide.x2 - wide.x1), y = high.y1 + share * (high.y2 - high.y1);
  if (strcmp(orient, "left") == 0)
    return (Corner){ floor(frame->across.x1) - offset, y, 1, share };
  if (strcmp(orient, "top") == 0)
    return (Corner){ x, floor(frame->down.y1) - offset, share, 1 };
  if (strcmp(orient, "bottom") == 0)
    return (Corner){ x, ceil(frame->down.y2) + offset, share, 0 };
  if (!strchr(orient, '-'))
    return (Corner){ ceil(frame->across.x2) + offset, y, 0, share };
  bool right = strstr(orient, "right"), bottom = strstr(orient, "bottom");
  return (Corner){ right ? frame->plots.x2 - offset : frame->plots.x1 + offset,
                   bottom ? frame->plots.y2 - offset : frame->plots.y1 + offset, right, bottom };
}

static void
place_side(const char *orient, const SideLayout *layout, const Legend *const *legends, size_t count,
           const LegendFrame *frame)
{
  g_autofree SceneBounds *boxes = g_new0(SceneBounds, count + 1);
  g_autofree LegendMove *moves = g_new0(LegendMove, count + 1);
  SceneBounds all = { 0, 0, 0, 0 };
  LegendGrid grid = grid_of(layout, count);
  for (size_t i = 0; i < count; i++)
    boxes[i] = (SceneBounds){ 0, 0, legends[i]->width, legends[i]->height };
  legend_grid_place(&grid, count, boxes, moves);
  for (size_t i = 0; i < count; i++)
    scene_bounds_union(&all, boxes[i]);
  Corner corner = corner_of(orient, layout, frame, offset_of(layout, legends, count));
  double x = round(corner.x - corner.before_x * all.x2);
  double y = round(corner.y - corner.before_y * all.y2);
  for (size_t i = 0; i < count; i++) {
    legends[i]->node->x = x + moves[i].x;
    legends[i]->node->y = y + moves[i].y;
  }
}

void
legends_place(const Compilation *compilation, Legend *legends, size_t count,
              const LegendFrame *frame, SceneBounds *box, SceneBuilder *parts)
{
  static const char *const SIDES[] = { "left",     "right",     "top",         "bottom",
                                       "top-left", "top-right", "bottom-left", "bottom-right" };
  const Node *layout = config_get(compilation, "legend.layout");
  g_autofree const Legend **side = g_new0(const Legend *, count + 1);
  for (size_t i = 0; i < G_N_ELEMENTS(SIDES); i++) {
    SideLayout own = { layout, node_get(layout, SIDES[i]) };
    size_t n = 0;
    for (size_t k = 0; k < count; k++)
      if (strcmp(legends[k].orient, SIDES[i]) == 0)
        side[n++] = &legends[k];
    place_side(SIDES[i], &own, side, n, frame);
  }
  for (size_t i = 0; i < count; i++) {
    SceneNode *node = legends[i].node;
    if (strcmp(legends[i].orient, "none") == 0) {
      node->x = legends[i].x;
      node->y = legends[i].y;
    }
    scene_add(parts, node);
    scene_bounds_union(box, (SceneBounds){ node->x, node->y, node->x + legends[i].width,
                                           node->y + legends[i].height });
    scene_bounds_union(box, scene_bounds(node));
  }
}
