/* Arcs: pies, donuts, radial charts. */
#include "chart/encode_private.h"

#include <math.h>

void
mark_arc_draw(const MarkContext *context, SceneBuilder *items)
{
  const Unit *unit = context->unit;
  MarkPaint paint = encode_mark_paint(context);
  double pad = mark_number(unit, "padAngle", 0), corner = mark_number(unit, "cornerRadius", 0);

  for (size_t row = 0; row < unit->rows->row_count; row++) {
    Range1D theta = encode_range(context, CHANNEL_THETA, row);
    Range1D radius = encode_range(context, CHANNEL_RADIUS, row);
    double x = encode_point(context, CHANNEL_X, row, POSITION_MIDDLE);
    double y = encode_point(context, CHANNEL_Y, row, POSITION_MIDDLE);
    if (isnan(theta.from + theta.to + radius.from + radius.to + x + y))
      continue;
    SceneNode *item = scene_new(context->arena, SCENE_ARC, ROLE_NONE);
    item->x = x;
    item->y = y;
    item->arc.start_angle = fmin(theta.from, theta.to);
    item->arc.end_angle = fmax(theta.from, theta.to);
    item->arc.inner_radius = fmax(0, fmin(radius.from, radius.to));
    item->arc.outer_radius = fmax(0, fmax(radius.from, radius.to));
    item->arc.pad_angle = pad;
    item->arc.corner_radius = corner;
    encode_paint(context, &paint, row, item);
    scene_add(items, item);
  }
}
