/* Bars: rectangles from a base line, or between two ends. */
#include "chart/house_private.h"

#include <math.h>
#include <string.h>

static SceneNode *
bar(const MarkContext *context, const MarkPaint *paint, size_t row)
{
  Range1D x = encode_range(context, CHANNEL_X, row);
  Range1D y = encode_range(context, CHANNEL_Y, row);
  if (isnan(x.from + x.to + y.from + y.to))
    return NULL;
  house_show_bar(context, &x, &y);
  SceneNode *item = scene_new(context->arena, SCENE_RECT, ROLE_NONE);
  item->x = fmin(x.from, x.to);
  item->y = fmin(y.from, y.to);
  item->rect.width = fabs(x.to - x.from);
  item->rect.height = fabs(y.to - y.from);
  item->rect.radii = paint->radii;
  encode_paint(context, paint, row, item);
  return item;
}

static bool
is_rounded(CornerRadii radii)
{
  return radii.top_left > 0 || radii.top_right > 0 || radii.bottom_left > 0 ||
         radii.bottom_right > 0;
}

/* A stack with round ends: its bars are square, and all are clipped to one rounded box. */
typedef struct RoundStack {
  SceneClip *clip;
  Stroke stroke; /* around the whole stack */
} RoundStack;

static char *
stack_key(const Unit *unit, size_t row)
{
  const ChannelDef *parts[] = {
    unit->stack.dimension == CHANNEL_NONE ? NULL : unit->channels[unit->stack.dimension],
    stack_offset_def(unit),
  };
  g_autoptr(GString) key = g_string_new(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
    if (!def_is_field(parts[i]))
      continue;
    Value value = def_value(unit, parts[i], row);
    if (value.kind == VALUE_STRING)
      g_string_append_printf(key, "s%s\n", value.string);
    else
      g_string_append_printf(key, "n%.17g\n", value_to_number(value));
  }
  return g_strdup(key->str);
}

static void
include(SceneClip *clip, const SceneNode *item)
{
  double x2 = fmax(clip->x + clip->width, item->x + item->rect.width);
  double y2 = fmax(clip->y + clip->height, item->y + item->rect.height);
  clip->x = fmin(clip->x, item->x);
  clip->y = fmin(clip->y, item->y);
  clip->width = x2 - clip->x;
  clip->height = y2 - clip->y;
}

static RoundStack *
stack_of(const MarkContext *context, GHashTable *stacks, GPtrArray *order, const SceneNode *item,
         size_t row)
{
  char *key = stack_key(context->unit, row);
  RoundStack *stack = g_hash_table_lookup(stacks, key);
  if (stack) {
    g_free(key);
    include(stack->clip, item);
    return stack;
  }
  stack = arena_new0(context->arena, RoundStack);
  stack->clip = arena_new0(context->arena, SceneClip);
  *stack->clip =
      (SceneClip){ item->x, item->y, item->rect.width, item->rect.height, item->rect.radii };
  stack->stroke = item->stroke;
  g_hash_table_insert(stacks, key, stack);
  g_ptr_array_add(order, stack);
  return stack;
}

/* The stroke goes around the stack, not around its bars. */
static void
add_frame(const MarkContext *context, const RoundStack *stack, SceneBuilder *items)
{
  if (!paint_visible(&stack->stroke.paint) || !(stack->stroke.width > 0))
    return;
  SceneNode *frame = scene_new(context->arena, SCENE_RECT, ROLE_NONE);
  frame->x = stack->clip->x;
  frame->y = stack->clip->y;
  frame->rect.width = stack->clip->width;
  frame->rect.height = stack->clip->height;
  frame->rect.radii = stack->clip->radii;
  frame->stroke = stack->stroke;
  scene_add(items, frame);
}

static void
draw_round_stacks(const MarkContext *context, const MarkPaint *paint, SceneBuilder *items)
{
  g_autoptr(GHashTable) stacks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) order = g_ptr_array_new();
  for (size_t row = 0; row < context->unit->rows->row_count; row++) {
    SceneNode *item = bar(context, paint, row);
    if (!item)
      continue;
    item->item_clip = stack_of(context, stacks, order, item, row)->clip;
    item->rect.radii = (CornerRadii){ 0 };
    scene_add(items, item);
  }
  for (guint i = 0; i < order->len; i++)
    add_frame(context, g_ptr_array_index(order, i), items);
}

void
mark_bar_draw(const MarkContext *context, SceneBuilder *items)
{
  MarkPaint paint = encode_mark_paint(context);
  if (context->unit->stack.start && is_rounded(paint.radii)) {
    draw_round_stacks(context, &paint, items);
    return;
  }
  for (size_t row = 0; row < context->unit->rows->row_count; row++)
    scene_add(items, bar(context, &paint, row));
}
