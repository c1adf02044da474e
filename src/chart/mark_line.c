/* Lines, and trails: lines whose width follows the data. */
#include "chart/series_private.h"

#include <math.h>
#include <string.h>

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
               const ScenePoint *points, size_t count)
{
  const Unit *unit = context->unit;
  bool trail = strcmp(unit->mark->name, "trail") == 0;
  SceneNode *item = scene_new(context->arena, trail ? SCENE_TRAIL : SCENE_LINE, ROLE_NONE);
  item->path.points = points;
  item->path.point_count = count;
  item->path.horizontal = unit->orient == ORIENT_HORIZONTAL;
  series_interpolate(unit, item);
  encode_paint(context, paint, series->rows[0], item);
  return item;
}

void
mark_line_draw(const MarkContext *context, SceneBuilder *items)
{
  size_t series_count = 0;
  MarkPaint paint = encode_mark_paint(context);
  Series *series = series_of_unit(context, &series_count);
  for (size_t i = 0; i < series_count; i++) {
    ScenePoint *points = arena_array(context->arena, ScenePoint, series[i].count);
    for (size_t k = 0; k < series[i].count; k++)
      points[k] = point_of_row(context, series[i].rows[k]);
    size_t count = series_join_gaps(points, series[i].count);
    SceneNode *item = path_of_series(context, &paint, &series[i], points, count);
    item->stroke.width = series_line_width(context, series[i].rows[0], item->stroke.width);
    scene_add(items, item);
  }
}

void
mark_trail_draw(const MarkContext *context, SceneBuilder *items)
{
  size_t series_count = 0;
  MarkPaint paint = encode_mark_paint(context);
  double size = mark_number(context->unit, "size", 2);
  Series *series = series_of_unit(context, &series_count);
  for (size_t i = 0; i < series_count; i++) {
    ScenePoint *points = arena_array(context->arena, ScenePoint, series[i].count);
    for (size_t k = 0; k < series[i].count; k++) {
      points[k] = point_of_row(context, series[i].rows[k]);
      points[k].width = encode_number(context, CHANNEL_SIZE, series[i].rows[k], size);
    }
    size_t count = series_join_gaps(points, series[i].count);
    scene_add(items, path_of_series(context, &paint, &series[i], points, count));
  }
}
