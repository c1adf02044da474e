/* Lines, and trails: lines whose width follows the data. */
#include "chart/series_private.h"

#include <math.h>

static ScenePoint
point_of_row(const MarkContext *context, size_t row)
{
  ScenePoint point = {
    .x = encode_point(context, CHANNEL_X, row, POSITION_MIDDLE),
    .y = encode_point(context, CHANNEL_Y, row, POSITION_MIDDLE),
  };
  if (isnan(point.y) || series_breaks(context->unit, row))
    point.x = NAN;
  return point;
}

static SceneNode *
path_of_series(const MarkContext *context, const MarkPaint *paint, const Series *series,
               SceneKind kind)
{
  ScenePoint *points = arena_array(context->arena, ScenePoint, MAX(series->count, 1));
  SceneNode *item = scene_new(context->arena, kind, ROLE_NONE);
  for (size_t i = 0; i < series->count; i++)
    points[i] = point_of_row(context, series->rows[i]);
  item->path.points = points;
  item->path.point_count = series->count;
  item->path.horizontal = context->unit->orient == ORIENT_HORIZONTAL;
  series_interpolate(context->unit, item);
  encode_paint(context, paint, series->rows[0], item);
  return item;
}

void
mark_line_draw(const MarkContext *context, SceneBuilder *items)
{
  size_t count = 0;
  MarkPaint paint = encode_mark_paint(context);
  Series *series = series_of_unit(context, &count);
  for (size_t i = 0; i < count; i++) {
    SceneNode *item = path_of_series(context, &paint, &series[i], SCENE_LINE);
    item->stroke.width = series_line_width(context, series[i].rows[0], item->stroke.width);
    scene_add(items, item);
  }
}

void
mark_trail_draw(const MarkContext *context, SceneBuilder *items)
{
  size_t count = 0;
  MarkPaint paint = encode_mark_paint(context);
  double size = mark_number(context->unit, "size", 2);
  Series *series = series_of_unit(context, &count);
  for (size_t i = 0; i < count; i++) {
    SceneNode *item = path_of_series(context, &paint, &series[i], SCENE_TRAIL);
    ScenePoint *points = (ScenePoint *)item->path.points;
    for (size_t k = 0; k < series[i].count; k++)
      points[k].width = encode_number(context, CHANNEL_SIZE, series[i].rows[k], size);
    scene_add(items, item);
  }
}
