/* Areas: between a line and its base line, or between two lines. */
#include "chart/series_private.h"

#include <math.h>

static ScenePoint
point_of_row(const MarkContext *context, bool horizontal, size_t row)
{
  Channel range = horizontal ? CHANNEL_X : CHANNEL_Y;
  ScenePoint point = {
    .x = encode_point(context, CHANNEL_X, row, POSITION_ZERO_OR_MIN),
    .y = encode_point(context, CHANNEL_Y, row, POSITION_ZERO_OR_MIN),
  };
  /* Without a direction there is nothing to fill. */
  double second = context->unit->orient != ORIENT_NONE
                      ? encode_second(context, range, row, POSITION_ZERO_OR_MIN)
                      : point.y;
  point.x2 = horizontal ? second : point.x;
  point.y2 = horizontal ? point.y : second;
  if (isnan(point.y + second) || series_breaks(context->unit, row))
    point.x = NAN;
  return point;
}

void
mark_area_draw(const MarkContext *context, SceneBuilder *items)
{
  size_t count = 0;
  bool horizontal = context->unit->orient == ORIENT_HORIZONTAL;
  MarkPaint paint = encode_mark_paint(context);
  Series *series = series_of_unit(context, &count);
  for (size_t i = 0; i < count; i++) {
    ScenePoint *points = arena_array(context->arena, ScenePoint, series[i].count);
    for (size_t k = 0; k < series[i].count; k++)
      points[k] = point_of_row(context, horizontal, series[i].rows[k]);
    SceneNode *item = scene_new(context->arena, SCENE_AREA, ROLE_NONE);
    item->path.points = points;
    item->path.point_count = series_join_gaps(points, series[i].count);
    item->path.horizontal = horizontal;
    series_interpolate(context->unit, item);
    encode_paint(context, &paint, series[i].rows[0], item);
    scene_add(items, item);
  }
}
