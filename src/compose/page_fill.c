#include "compose/pages_private.h"

/* A part that is open on the page, and what stands in it so far. */
typedef struct OpenPart {
  const Part *part;
  SceneBuilder builder;
  double top;
} OpenPart;

typedef struct Filler {
  const PageSet *set;
  PageRange range;
  SceneBuilder *out;
  GArray *open; /* OpenPart, from the outermost */
  double y;     /* end of the last box */
} Filler;

static SceneBuilder *
innermost(Filler *filler)
{
  if (filler->open->len == 0)
    return filler->out;
  return &g_array_index(filler->open, OpenPart, filler->open->len - 1).builder;
}

/* Is the box one of this part? */
static bool
has_part(const FlowItem *item, const Part *part)
{
  const Part *at = item->part;
  while (at && at != part)
    at = at->parent;
  return at != NULL;
}

/* Does the part go on from the page before, or on to the next? */
static bool
is_split(const Filler *filler, const Part *part)
{
  const GArray *items = filler->set->flow->items;
  size_t first = filler->range.first, end = filler->range.end;
  return (first > 0 && has_part(&g_array_index(items, FlowItem, first - 1), part)) ||
         (end < items->len && has_part(&g_array_index(items, FlowItem, end), part));
}

static void
close_part(Filler *filler)
{
  OpenPart open = g_array_index(filler->open, OpenPart, filler->open->len - 1);
  g_array_set_size(filler->open, filler->open->len - 1);
  const Part *part = open.part;
  Arena *arena = filler->set->composer->arena;
  SceneBuilder builder = scene_builder(arena);
  if (part->decorate)
    scene_add(&builder, part->decorate(filler->set->composer, part, open.top, filler->y));
  for (size_t i = 0; i < open.builder.count; i++)
    scene_add(&builder, open.builder.items[i]);
  SceneNode *node = scene_builder_end(&builder, part->role);
  SceneGroup content = node->group;
  node->group = part->group;
  node->group.children = content.children;
  node->group.child_count = content.child_count;
  if (is_split(filler, part))
    node->group.name = arena_printf(arena, "part-%u", part->id);
  scene_add(innermost(filler), node);
}

static void
open_part(Filler *filler, const Part *part, double top)
{
  OpenPart open = { part, scene_builder(filler->set->composer->arena), top };
  g_array_append_val(filler->open, open);
}

/* The part at `depth` (from 1) of the chain that ends in `part`. */
static const Part *
ancestor(const Part *part, unsigned depth)
{
  while (part && part->depth > depth)
    part = part->parent;
  return part;
}

/* Opens and closes groups until exactly the item's parts are open. */
static void
enter_parts(Filler *filler, const Part *part, double top)
{
  unsigned wanted = part ? part->depth : 0;
  unsigned common = 0;
  while (common < filler->open->len && common < wanted &&
         g_array_index(filler->open, OpenPart, common).part == ancestor(part, common + 1))
    common++;
  while (filler->open->len > common)
    close_part(filler);
  for (unsigned depth = common + 1; depth <= wanted; depth++)
    open_part(filler, ancestor(part, depth), top);
}

const SceneNode *
node_placed(Arena *arena, const SceneNode *node, double x, double y)
{
  if (!node)
    return NULL;
  SceneNode *copy = arena_dup(arena, node, sizeof *node);
  copy->x += x;
  copy->y += y;
  return copy;
}

/* Sets the heads of the tables that go on from the page before. */
static void
repeat_parts(Filler *filler, const FlowItem *first, const FlowItem *before)
{
  if (!before)
    return;
  for (unsigned depth = 1; first->part && depth <= first->part->depth; depth++) {
    const Part *part = ancestor(first->part, depth);
    if (!part || !part->repeat || ancestor(before->part, depth) != part)
      continue;
    Arena *arena = filler->set->composer->arena;
    scene_add(filler->out, node_placed(arena, part->repeat, part->x, filler->y));
    filler->y += part->repeat_height;
  }
}

/* What stands in the margin comes before the text it stands beside, outside of its parts. */
static void
add_item(Filler *filler, const FlowItem *item, double top, double rise)
{
  Arena *arena = filler->set->composer->arena;
  enter_parts(filler, item->part, top);
  scene_add(filler->out,
            node_placed(arena, item->beside.node, item->beside.x, top + item->beside.shift));
  scene_add(innermost(filler), node_placed(arena, item->node, item->x, top - rise));
  filler->y = top + item->height;
}

/* Items one under the other from `top`; where the last ends. */
static double
fill_range(const PageSet *set, PageRange range, double top, SceneBuilder *out)
{
  const FlowItem *items = (const FlowItem *)(void *)set->flow->items->data;
  Filler filler = { .set = set, .range = range, .out = out, .y = top };
  filler.open = g_array_new(FALSE, FALSE, sizeof(OpenPart));
  if (range.first < range.end)
    repeat_parts(&filler, &items[range.first], range.first ? &items[range.first - 1] : NULL);
  /* the lines of a heading rise together */
  bool rises = true;
  for (size_t i = range.first; i < range.end; i++) {
    rises = rises && items[i].part == items[range.first].part;
    add_item(&filler, &items[i], filler.y + (i > range.first ? items[i].space : 0),
             rises ? items[i].rise : 0);
  }
  enter_parts(&filler, NULL, filler.y);
  g_array_free(filler.open, TRUE);
  return filler.y;
}

const SceneNode *
flow_box(const Flow *flow, double x, double *height)
{
  Composer *composer = (Composer *)flow->composer;
  const PageSet set = { .composer = composer, .flow = flow };
  SceneBuilder builder = scene_builder(composer->arena);
  *height = fill_range(&set, (PageRange){ .end = flow->items->len }, 0, &builder);
  SceneNode *box = scene_builder_end(&builder, ROLE_NONE);
  box->x = x;
  return box;
}

void
pages_fill(const PageSet *set, PageRange range, SceneBuilder *out)
{
  fill_range(set, range, set->composer->theme->margin_top, out);
  page_notes_fill(set, &range, out);
}
