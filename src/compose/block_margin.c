#include "compose/pages_private.h"

#define NARROWEST 80.0 /* points that a margin needs to hold notes */
#define HIGHEST 0.6    /* of a page, that notes in the margin may take one under the other */

double
margin_width(const Theme *theme)
{
  double width =
      theme->body_column > 1 ? theme_columns_width(theme, (int)theme->body_column - 1) : 0;
  return width >= NARROWEST ? width : 0;
}

bool
margin_add(Composer *composer, Flow *flow, const Flow *own, const Type *beside, const Type *type)
{
  const Theme *theme = composer->theme;
  Beside margin = { .x = theme->margin_left };
  margin.shift = type_baseline(composer, beside) - type_baseline(composer, type);
  margin.node = flow_box(own, 0, &margin.height);
  double capacity = theme->page_height - theme->margin_top - theme->margin_bottom;
  if (flow_margin_depth(flow) + margin.height > HIGHEST * capacity)
    return false;
  FlowItem notes = { 0 };
  flow_adopt(flow, own, &notes);
  margin.notes = notes.notes;
  margin.note_count = notes.note_count;
  flow_beside(flow, margin);
  return true;
}

/* Where there is no margin, or no more room in it, the note stands in the text as a callout. */
void
lay_margin(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  const Theme *theme = composer->theme;
  double width = margin_width(theme);
  if (!frame_is_body(composer, &frame) || width <= 0) {
    lay_callout(composer, flow, block, frame, STRING_COUNT);
    return;
  }
  Flow own = flow_new(composer);
  const Type *type = &theme->types[TYPE_NOTE];
  Part *part = part_new(composer, NULL, ROLE_CALLOUT);
  part->group.anchor = block->attributes.id;
  lay_children(composer, &own, block, (Frame){ .width = width, .type = type, .part = part });
  if (!margin_add(composer, flow, &own, frame.type, type)) {
    flow_space(flow, theme->space_block);
    flow_append(flow, &own, frame.x);
    flow_space(flow, theme->space_block);
  }
  flow_finish(&own);
}
