#include "compose/flow_private.h"

void
lay_heading(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  static const TypeName TYPES[] = { TYPE_H1, TYPE_H2, TYPE_H3, TYPE_H4 };
  size_t level = (size_t)CLAMP(block->level, 1, (int)G_N_ELEMENTS(TYPES)) - 1;
  const Label *label = label_of(composer, block);
  TextLayout layout = { .type = &composer->theme->types[TYPES[level]], .width = frame.width };
  TextLines lines = text_layout(composer, &layout, runs_from_inlines(composer, block->inlines));
  Part *part = part_new(composer, frame.part, ROLE_HEADING);
  part->group.level = block->level;
  part->group.title = text_from_inlines(composer, block->inlines);
  part->group.anchor = label ? label->id : NULL;
  flow_space(flow, composer->theme->space_before_heading[level]);
  for (size_t i = 0; i < lines.count; i++) {
    FlowItem item = { .node = lines.items[i].node,
                      .x = frame.x,
                      .height = lines.height,
                      .part = part,
                      .section = i == 0 ? block : NULL,
                      .cost = i > 0 ? COST_NEVER : 0,
                      .notes = lines.items[i].notes,
                      .note_count = lines.items[i].note_count };
    flow_add(flow, item);
  }
  flow_space(flow, composer->theme->space_after_heading[level]);
  if (lines.count)
    flow_keep(flow);
}
