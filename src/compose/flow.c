#include "compose/flow_private.h"

/* A heading at the foot of a page is followed by at least so many lines. */
enum { HEADING_LINES = 3, END_LINES = 2 };

Flow
flow_new(const Composer *composer)
{
  return (Flow){ .composer = composer,
                 .items = g_array_new(FALSE, FALSE, sizeof(FlowItem)),
                 .mentions = g_array_new(FALSE, FALSE, sizeof(Mention)),
                 .places = g_hash_table_new(g_str_hash, g_str_equal) };
}

void
flow_finish(Flow *flow)
{
  g_array_free(flow->items, TRUE);
  g_array_free(flow->mentions, TRUE);
  g_hash_table_destroy(flow->places);
}

void
flow_space(Flow *flow, double space)
{
  flow->pending = MAX(flow->pending, space);
}

void
flow_keep(Flow *flow)
{
  if (flow->cost > COST_FORCED)
    flow->cost = COST_NEVER;
}

void
flow_break(Flow *flow)
{
  flow->cost = COST_FORCED;
}

void
flow_add(Flow *flow, FlowItem item)
{
  item.space = flow->tight ? 0 : flow->pending;
  if (flow->cost <= COST_FORCED || item.cost < flow->cost)
    item.cost = flow->cost;
  flow->pending = 0;
  flow->cost = 0;
  flow->tight = false;
  g_array_append_val(flow->items, item);
}

void
flow_pad(Flow *flow, const Part *part, double height)
{
  flow_add(flow, (FlowItem){ .height = height, .part = part });
}

void
flow_place(Flow *flow, const char *id)
{
  if (id)
    g_hash_table_insert(flow->places, (gpointer)id, GSIZE_TO_POINTER(flow->items->len + 1));
}

void
flow_mention(Flow *flow, InlineList inlines)
{
  for (size_t i = 0; flow->items->len && i < inlines.count; i++) {
    Mention mention = { inlines.items[i].text, flow->items->len - 1 };
    if (inlines.items[i].kind == INLINE_REFERENCE)
      g_array_append_val(flow->mentions, mention);
  }
}

void
flow_raise(Flow *flow, size_t first, size_t end, double cost)
{
  for (size_t i = first; i < MIN(end, flow->items->len); i++) {
    FlowItem *item = &g_array_index(flow->items, FlowItem, i);
    if (item->cost > COST_FORCED)
      item->cost = MAX(item->cost, cost);
  }
}

void
flow_keep_ends(Flow *flow, size_t first)
{
  size_t end = flow->items->len;
  int before = 0, after = 0;
  for (size_t i = first; i < end; i++) {
    after += g_array_index(flow->items, FlowItem, i).lines;
  }
  for (size_t i = first; i < end; i++) {
    int lines = g_array_index(flow->items, FlowItem, i).lines;
    if (i > first && (before < END_LINES || after < END_LINES))
      flow_raise(flow, i, i + 1, COST_NEVER);
    before += lines;
    after -= lines;
  }
}

/* Some lines are kept; after them, a page's end is bad, but for a while only. */
static void
keep_after(Flow *flow, guint heading)
{
  int lines = 0;
  for (guint i = heading + 1; i < flow->items->len && lines < 2 * HEADING_LINES; i++) {
    FlowItem *item = &g_array_index(flow->items, FlowItem, i);
    if (item->cost <= COST_FORCED)
      return;
    item->cost = MAX(item->cost, lines < HEADING_LINES ? COST_NEVER : COST_HEADING);
    lines += item->lines;
  }
}

void
flow_keep_headings(Flow *flow)
{
  for (guint i = 0; i < flow->items->len; i++) {
    if (g_array_index(flow->items, FlowItem, i).section)
      keep_after(flow, i);
  }
}

Part *
part_new(Composer *composer, const Part *parent, SceneRole role)
{
  Part *part = arena_new0(composer->arena, Part);
  part->parent = parent;
  part->role = role;
  part->depth = parent ? parent->depth + 1 : 1;
  part->id = ++composer->parts;
  return part;
}

SceneNode *
filled_rect(Arena *arena, Colour colour, double x, double y, double width, double height)
{
  SceneNode *rect = scene_new(arena, SCENE_RECT, ROLE_ARTIFACT);
  rect->x = x;
  rect->y = y;
  rect->rect.width = width;
  rect->rect.height = height;
  rect->fill = paint_solid(colour);
  return rect;
}

SceneNode *
straight_rule(Arena *arena, Colour colour, double x1, double y1, double x2, double y2, double width)
{
  SceneNode *rule = scene_new(arena, SCENE_RULE, ROLE_ARTIFACT);
  rule->x = x1;
  rule->y = y1;
  rule->rule.x2 = x2;
  rule->rule.y2 = y2;
  rule->stroke = (Stroke){ .paint = paint_solid(colour), .width = width };
  return rule;
}
