#include "compose/flow_private.h"

static size_t
heading_index(const Block *heading)
{
  return (size_t)CLAMP(heading->level, 1, 4) - 1;
}

const Type *
heading_type(const Composer *composer, const Block *heading)
{
  static const TypeName TYPES[] = { TYPE_H1, TYPE_H2, TYPE_H3, TYPE_H4 };
  return &composer->theme->types[TYPES[heading_index(heading)]];
}

/* The heading's text behind its number. */
static TextRuns
heading_runs(Composer *composer, const Block *block)
{
  TextRuns text = runs_from_inlines(composer, block->inlines);
  const Label *label = label_of(composer, block);
  if (!label || !label->section)
    return text;
  TextRun *runs = arena_array(composer->arena, TextRun, text.count + 1);
  runs[0] = (TextRun){ .text = arena_printf(composer->arena, "%s\u2002", label->section),
                       .literal = true };
  for (size_t i = 0; i < text.count; i++)
    runs[i + 1] = text.items[i];
  return (TextRuns){ runs, text.count + 1 };
}

/* Where the theme has it so, sections begin pages; a heading right after another stays with it. */
static void
begin_page(const Composer *composer, Flow *flow, const Block *block, const Frame *frame)
{
  if (block->level > (int)composer->theme->page_level || !frame_is_body(composer, frame))
    return;
  const FlowItem *last =
      flow->items->len ? &g_array_index(flow->items, FlowItem, flow->items->len - 1) : NULL;
  if (last && !(last->part && last->part->role == ROLE_HEADING))
    flow_break(flow);
}

void
lay_heading(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  const Theme *theme = composer->theme;
  const Label *label = label_of(composer, block);
  TextLayout layout = { .type = heading_type(composer, block), .width = frame.width };
  TextLines lines = text_layout(composer, &layout, heading_runs(composer, block));
  Part *part = part_new(composer, frame.part, ROLE_HEADING);
  part->group.level = block->level;
  part->group.title = heading_title(composer, block);
  part->group.anchor = label ? label->id : NULL;
  begin_page(composer, flow, block, &frame);
  flow_space(flow, theme->space_before_heading[heading_index(block)]);
  for (size_t i = 0; i < lines.count; i++) {
    FlowItem item = { .node = lines.items[i].node,
                      .x = frame.x,
                      .height = lines.height,
                      .part = part,
                      .section = i == 0 ? block : NULL,
                      .rise = type_baseline(composer, layout.type) -
                              type_baseline(composer, &composer->theme->types[TYPE_BODY]),
                      .cost = i > 0 ? COST_NEVER : 0,
                      .notes = lines.items[i].notes,
                      .note_count = lines.items[i].note_count };
    flow_add(flow, item);
  }
  flow_space(flow, theme->space_after_heading[heading_index(block)]);
  if (lines.count)
    flow_keep(flow);
}
