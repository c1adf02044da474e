/* Symbols: points of any shape, circles and squares. */
#include "chart/encode_private.h"

#include <math.h>

/* `fixed`: the shape that no channel changes; NULL: none. */
static void
draw_symbols(const MarkContext *context, SceneBuilder *items, const char *fixed)
{
  const Unit *unit = context->unit;
  MarkPaint paint = encode_mark_paint(context);
  double size = mark_number(unit, "size", 30), angle = mark_number(unit, "angle", 0);
  const char *shape = mark_string(unit, "shape", "circle");

  for (size_t row = 0; row < unit->rows->row_count; row++) {
    double x = encode_point(context, CHANNEL_X, row, POSITION_MIDDLE);
    double y = encode_point(context, CHANNEL_Y, row, POSITION_MIDDLE);
    double area = encode_number(context, CHANNEL_SIZE, row, size);
    if (isnan(x + y + area))
      continue;
    SceneNode *item = scene_new(context->arena, SCENE_SYMBOL, ROLE_NONE);
    item->x = x;
    item->y = y;
    item->symbol.size = fmax(area, 0);
    item->symbol.shape = fixed ? fixed : encode_shape(context, row, shape);
    item->symbol.angle = encode_number(context, CHANNEL_ANGLE, row, angle);
    encode_paint(context, &paint, row, item);
    scene_add(items, item);
  }
}

void
mark_point_draw(const MarkContext *context, SceneBuilder *items)
{
  draw_symbols(context, items, NULL);
}

void
mark_circle_draw(const MarkContext *context, SceneBuilder *items)
{
  draw_symbols(context, items, "circle");
}

void
mark_square_draw(const MarkContext *context, SceneBuilder *items)
{
  draw_symbols(context, items, "square");
}
