#include "compose/flow_private.h"

static const char *const BULLETS[] = { "•", "–", "•" };

static const char *
label_text(const Composer *composer, const Block *list, unsigned depth, unsigned index)
{
  if (!list->ordered)
    return BULLETS[MIN(depth, G_N_ELEMENTS(BULLETS) - 1)];
  return arena_printf(composer->arena, "%u.", list->start + index);
}

/* The label stands in a box of no height, so that it shares its line with the item's first. */
static void
lay_label(Composer *composer, Flow *flow, const Part *item, const char *text, Frame frame,
          double indent, bool ordered)
{
  const double gap = 5;
  Part *part = part_new(composer, item, ROLE_LIST_LABEL);
  TextLayout layout = { .type = frame.type,
                        .width = indent - gap,
                        .align = ordered ? ALIGN_RIGHT : ALIGN_LEFT };
  TextLines lines = text_layout(composer, &layout, runs_from_text(composer, text));
  if (lines.count)
    flow_add(flow, (FlowItem){ .node = lines.items[0].node, .x = frame.x, .part = part });
  flow_keep(flow);
  flow->tight = true;
}

/* Wide enough for the widest number. */
static double
list_indent(const Composer *composer, const Block *list, Frame frame)
{
  unsigned count = 0;
  for (const Block *item = list->first; item; item = item->next)
    count++;
  double indent = composer->theme->list_indent;
  if (list->ordered && count) {
    const char *last = label_text(composer, list, 0, count - 1);
    double width = text_widths(composer, frame.type, runs_from_text(composer, last)).natural;
    indent = MAX(indent, width + 6);
  }
  return MIN(indent, frame.width / 3);
}

void
lay_list(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  const Theme *theme = composer->theme;
  Part *list = part_new(composer, frame.part, ROLE_LIST);
  list->group.level = block->ordered ? 1 : 0;
  double indent = list_indent(composer, block, frame);
  double between = block->tight ? theme->space_item : theme->space_paragraph;
  unsigned index = 0;
  size_t first = flow->items->len;
  flow_space(flow, frame.depth ? between : theme->space_paragraph);
  for (const Block *child = block->first; child; child = child->next, index++) {
    Part *item = part_new(composer, list, ROLE_LIST_ITEM);
    const char *label = label_text(composer, block, frame.depth, index);
    size_t start = flow->items->len;
    if (index > 0)
      flow->pending = between;
    flow->snap = flow->grid >= frame.type->leading; /* where texts stand side by side */
    lay_label(composer, flow, item, label, frame, indent, block->ordered);
    if (index > 0)
      flow_raise(flow, start, start + 1, COST_SPLIT_LIST);
    Frame body = frame;
    body.x += indent;
    body.width -= indent;
    body.depth++;
    body.part = part_new(composer, item, ROLE_LIST_BODY);
    if (child->first)
      lay_children(composer, flow, child, body);
    else
      flow_pad(flow, body.part, frame.type->leading);
  }
  flow_keep_ends(flow, first);
  flow->pending = 0;
  flow_space(flow, frame.depth ? between : theme->space_paragraph);
}
