/* Rules: lines across the plot, or between two positions. */
#include "chart/series_private.h"

#include <math.h>

/* Along its orientation a rule spans the plot or goes to its second end; without an orientation it
 * has two ends on both channels. */
static Range1D
extent(const MarkContext *context, Channel channel, Orient across, size_t row)
{
  const Unit *unit = context->unit;
  bool spans = unit->orient == across;
  double from = encode_point(context, channel, row, spans ? POSITION_ZERO_OR_MAX : POSITION_MIDDLE);
  if (!spans && unit->orient != ORIENT_NONE)
    return (Range1D){ from, from };
  double to = encode_second(context, channel, row, POSITION_ZERO_OR_MIN);
  return (Range1D){ from, isnan(to) ? from : to };
}

void
mark_rule_draw(const MarkContext *context, SceneBuilder *items)
{
  MarkPaint paint = encode_mark_paint(context);
  for (size_t row = 0; row < context->unit->rows->row_count; row++) {
    Range1D x = extent(context, CHANNEL_X, ORIENT_HORIZONTAL, row);
    Range1D y = extent(context, CHANNEL_Y, ORIENT_VERTICAL, row);
    if (isnan(x.from + x.to + y.from + y.to))
      continue;
    SceneNode *item = scene_new(context->arena, SCENE_RULE, ROLE_NONE);
    item->x = x.from;
    item->y = y.from;
    item->rule.x2 = x.to;
    item->rule.y2 = y.to;
    encode_paint(context, &paint, row, item);
    item->stroke.width = series_line_width(context, row, item->stroke.width);
    scene_add(items, item);
  }
}
