#include "compose/flow_private.h"

#include <math.h>

/* A heading at the foot of a page is followed by at least so many lines. */
enum { HEADING_LINES = 3, END_LINES = 2 };

#define MARGIN_GAP 14.0 /* between notes in the margin, and to what is wide below them */

Flow
flow_new(const Composer *composer)
{
  return (Flow){ .composer = composer,
                 .grid = composer->theme ? composer->theme->types[TYPE_BODY].leading / 2 : 0,
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

/* Does a box reach into the margin? */
static bool
is_wide(const Flow *flow, const FlowItem *item)
{
  const Theme *theme = flow->composer->theme;
  return item->node && item->x < theme_column_x(theme, (int)theme->body_column) - 1;
}

static const int *
join_notes(const Flow *flow, const FlowItem *item, const int *more, size_t count)
{
  int *all = arena_array(flow->composer->arena, int, item->note_count + count + 1);
  for (size_t i = 0; i < item->note_count + count; i++)
    all[i] = i < item->note_count ? item->notes[i] : more[i - item->note_count];
  return all;
}

static void
place_beside(Flow *flow, FlowItem *item, Beside beside)
{
  double top = flow->y + item->space;
  if (flow->margin > 0)
    beside.shift = MAX(beside.shift, flow->margin + MARGIN_GAP - top);
  item->beside = beside;
  item->reach = beside.shift + beside.height;
  item->notes = join_notes(flow, item, beside.notes, beside.note_count);
  item->note_count += beside.note_count;
  flow->margin = top + item->reach;
}

/* What is to stand beside a box that is wide itself stands above it. */
static void
place_above(Flow *flow, Beside beside)
{
  flow_add(flow, (FlowItem){ .node = beside.node,
                             .x = beside.x,
                             .height = beside.height,
                             .notes = beside.notes,
                             .note_count = beside.note_count });
  flow_space(flow, MARGIN_GAP);
  flow_keep(flow);
}

/* What begins a block begins on the nearest line of the grid, so that its lines agree with those
 * beside it. */
static void
snap(Flow *flow, FlowItem *item)
{
  const double slack = 0.01;
  bool wanted = flow->snap && flow->grid > 0 && !flow->tight;
  flow->snap = flow->tight = false;
  if (!wanted)
    return;
  double over = fmod(flow->y + item->space, flow->grid);
  bool down = over <= flow->grid / 2 - slack && over <= item->space;
  if (over > slack && over < flow->grid - slack)
    item->space += down ? -over : flow->grid - over;
}

void
flow_add(Flow *flow, FlowItem item)
{
  Beside beside = flow->beside;
  flow->beside = (Beside){ 0 };
  bool wide = is_wide(flow, &item);
  if (beside.node && wide)
    place_above(flow, beside);
  item.space = flow->tight ? 0 : flow->pending;
  if (flow->cost <= COST_FORCED || item.cost < flow->cost)
    item.cost = flow->cost;
  flow->pending = 0;
  flow->cost = 0;
  if (wide && flow->margin > 0)
    item.space = MAX(item.space, flow->margin + MARGIN_GAP - flow->y);
  snap(flow, &item);
  if (beside.node && !wide)
    place_beside(flow, &item, beside);
  flow->y += item.space + item.height;
  g_array_append_val(flow->items, item);
}

void
flow_beside(Flow *flow, Beside beside)
{
  if (flow->beside.node)
    flow_pad(flow, NULL, 0);
  flow->beside = beside;
}

double
flow_margin_depth(const Flow *flow)
{
  double waiting = flow->beside.node ? flow->beside.height + MARGIN_GAP : 0;
  return MAX(flow->margin - flow->y, 0) + waiting;
}

void
flow_append(Flow *flow, const Flow *other, double x)
{
  for (guint i = 0; i < other->items->len; i++) {
    FlowItem item = g_array_index(other->items, FlowItem, i);
    item.x += x;
    flow_space(flow, item.space);
    flow_add(flow, item);
  }
}

void
flow_adopt(Flow *flow, const Flow *other, FlowItem *item)
{
  g_autoptr(GArray) notes = g_array_new(FALSE, FALSE, sizeof(int));
  for (guint i = 0; i < other->items->len; i++) {
    const FlowItem *own = &g_array_index(other->items, FlowItem, i);
    if (own->note_count)
      g_array_append_vals(notes, own->notes, (guint)own->note_count);
  }
  item->notes = join_notes(flow, item, (const int *)(void *)notes->data, notes->len);
  item->note_count += notes->len;
  for (guint i = 0; i < other->mentions->len; i++) {
    Mention mention = { g_array_index(other->mentions, Mention, i).id, flow->items->len };
    g_array_append_val(flow->mentions, mention);
  }
  GHashTableIter iterator;
  gpointer id;
  g_hash_table_iter_init(&iterator, other->places);
  while (g_hash_table_iter_next(&iterator, &id, NULL))
    flow_place(flow, id);
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
flow_mention(Flow *flow, const TextLine *line)
{
  for (size_t i = 0; flow->items->len && i < line->name_count; i++) {
    Mention mention = { line->names[i], flow->items->len - 1 };
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
  if (!parent && composer->foreign)
    part->group.language = composer->voice.language;
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
