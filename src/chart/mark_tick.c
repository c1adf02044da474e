/* Ticks: short thick lines across the axis along which they measure. */
#include "chart/encode_private.h"

#include <math.h>

void
mark_tick_draw(const MarkContext *context, SceneBuilder *items)
{
  const Unit *unit = context->unit;
  bool lies = unit->orient == ORIENT_HORIZONTAL;
  Channel length = lies ? CHANNEL_X : CHANNEL_Y, place = lies ? CHANNEL_Y : CHANNEL_X;
  MarkPaint paint = encode_mark_paint(context);
  double thickness = mark_number(unit, "thickness", 1);

  for (size_t row = 0; row < unit->rows->row_count; row++) {
    Range1D ends = encode_range(context, length, row);
    double at = encode_point(context, place, row, POSITION_MIDDLE) - thickness / 2;
    double start = fmin(ends.from, ends.to), extent = fabs(ends.to - ends.from);
    if (isnan(at + start + extent))
      continue;
    SceneNode *item = scene_new(context->arena, SCENE_RECT, ROLE_NONE);
    item->x = lies ? start : at;
    item->y = lies ? at : start;
    item->rect.width = lies ? extent : thickness;
    item->rect.height = lies ? thickness : extent;
    item->rect.radii = paint.radii;
    encode_paint(context, &paint, row, item);
    scene_add(items, item);
  }
}
