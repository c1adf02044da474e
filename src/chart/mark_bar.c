/* Bars: rectangles from a base line, or between two ends. */
#include "chart/encode_private.h"

#include <math.h>

void
mark_bar_draw(const MarkContext *context, SceneBuilder *items)
{
  MarkPaint paint = encode_mark_paint(context);
  for (size_t row = 0; row < context->unit->rows->row_count; row++) {
    Range1D x = encode_range(context, CHANNEL_X, row);
    Range1D y = encode_range(context, CHANNEL_Y, row);
    if (isnan(x.from + x.to + y.from + y.to))
      continue;
    SceneNode *item = scene_new(context->arena, SCENE_RECT, ROLE_NONE);
    item->x = fmin(x.from, x.to);
    item->y = fmin(y.from, y.to);
    item->rect.width = fabs(x.to - x.from);
    item->rect.height = fabs(y.to - y.from);
    item->rect.radii = paint.radii;
    encode_paint(context, &paint, row, item);
    scene_add(items, item);
  }
}
