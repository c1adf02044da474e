/* Texts: values and labels at positions. */
#include "chart/encode_private.h"
#include "chart/text_private.h"

#include <math.h>
#include <string.h>

/* The anchor moved by a polar position and by dx, dy along the text's own direction. */
static void
move_anchor(const MarkContext *context, size_t row, SceneNode *item)
{
  double radius = encode_point(context, CHANNEL_RADIUS, row, POSITION_NONE);
  double theta = encode_point(context, CHANNEL_THETA, row, POSITION_NONE);
  double dx = node_number(encode_property(context, "dx", row), 0);
  double dy = node_number(encode_property(context, "dy", row), 0);
  double angle = item->text.angle * G_PI / 180;
  if (!isnan(radius)) {
    double at = isnan(theta) ? 0 : theta;
    item->x += radius * sin(at);
    item->y -= radius * cos(at);
  }
  item->x += dx * cos(angle) - dy * sin(angle);
  item->y += dx * sin(angle) + dy * cos(angle);
}

/* Where `lineBreak`, a text of its own, stands, the next line begins. */
static const char *
broken_lines(const MarkContext *context, const char *text)
{
  const Node *config = config_get(context->unit->view->compilation, "lineBreak");
  const char *sign = mark_string(context->unit, "lineBreak", node_string(config, ""));
  if (!text || !*sign || !strstr(text, sign))
    return text;
  g_auto(GStrv) lines = g_strsplit(text, sign, -1);
  g_autofree char *joined = g_strjoinv("\n", lines);
  return arena_strdup(context->arena, joined);
}

static void
shorten(const MarkContext *context, size_t row, SceneNode *item)
{
  TextLimit limit = {
    .most = node_number(encode_property(context, "limit", row), 0),
    .ellipsis = node_string(encode_property(context, "ellipsis", row), "…"),
    .at_start = node_is_string(encode_property(context, "dir", row), "rtl"),
  };
  text_shorten(context->arena, context->metrics, item, &limit);
}

void
mark_text_draw(const MarkContext *context, SceneBuilder *items)
{
  const Unit *unit = context->unit;
  MarkPaint paint = encode_mark_paint(context);
  TextStyle style = text_style_of_mark(unit);
  double size = style.size;

  for (size_t row = 0; row < unit->rows->row_count; row++) {
    const char *text = broken_lines(context, encode_text(context, row));
    double x = encode_point(context, CHANNEL_X, row, POSITION_MIDDLE);
    double y = encode_point(context, CHANNEL_Y, row, POSITION_MIDDLE);
    if (!text || !*text || isnan(x + y))
      continue;
    style.size = encode_number(context, CHANNEL_SIZE, row,
                               node_number(encode_property(context, "fontSize", row), size));
    SceneNode *item = text_node(context->arena, context->metrics, &style, text, x, y);
    item->text.align =
        text_align_find(node_string(encode_property(context, "align", row), "center"));
    item->text.baseline =
        text_baseline_find(node_string(encode_property(context, "baseline", row), "middle"));
    item->text.angle = encode_number(context, CHANNEL_ANGLE, row,
                                     node_number(encode_property(context, "angle", row), 0));
    item->text.line_height = mark_number(unit, "lineHeight", 0);
    shorten(context, row, item);
    encode_paint(context, &paint, row, item);
    move_anchor(context, row, item);
    scene_add(items, item);
  }
}
