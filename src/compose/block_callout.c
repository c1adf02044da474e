#include "compose/flow_private.h"

#define CALLOUT_RULE 3.0

static const SceneNode *
decorate_callout(const Composer *composer, const Part *part, double top, double bottom)
{
  SceneBuilder builder = scene_builder(composer->arena);
  const Colour *colours = composer->theme->colours;
  scene_add(&builder, filled_rect(composer->arena, colours[COLOUR_CALLOUT], part->x, top,
                                  part->width, bottom - top));
  scene_add(&builder, filled_rect(composer->arena, colours[COLOUR_ACCENT], part->x, top,
                                  CALLOUT_RULE, bottom - top));
  return scene_builder_end(&builder, ROLE_ARTIFACT);
}

/* A heading of its own at the head of a callout takes the place of the kind's name. */
void
lay_callout(Composer *composer, Flow *flow, const Block *block, Frame frame, StringName title)
{
  const Theme *theme = composer->theme;
  Part *part = part_new(composer, frame.part, ROLE_CALLOUT);
  part->decorate = decorate_callout;
  part->x = frame.x;
  part->width = frame.width;
  part->group.anchor = block->attributes.id;
  Frame inner = frame;
  double padding = MIN(theme->panel_padding, frame.width / 6);
  inner.x += padding + CALLOUT_RULE;
  inner.width -= 2 * padding + CALLOUT_RULE;
  inner.part = part;
  flow_space(flow, theme->space_block);
  size_t first = flow->items->len;
  flow_pad(flow, part, padding * 0.7);
  flow_keep(flow);
  flow->tight = true;
  bool headed = block->first && block->first->kind == BLOCK_HEADING;
  if (title != STRING_COUNT && !headed) {
    TextRun *run = arena_new0(composer->arena, TextRun);
    *run = (TextRun){ .text = composer->strings->texts[title], .style = STYLE_STRONG };
    TextLayout layout = { .type = frame.type, .width = inner.width };
    TextLines lines = text_layout(composer, &layout, (TextRuns){ run, 1 });
    lay_lines(flow, part_new(composer, part, ROLE_PARAGRAPH), lines, inner.x);
    flow_keep(flow);
    flow->tight = true;
  }
  lay_children(composer, flow, block, inner);
  flow->tight = true;
  flow_keep(flow);
  flow_pad(flow, part, padding * 0.7);
  flow_raise(flow, first + 1, flow->items->len, COST_SPLIT_PANEL);
  flow_space(flow, theme->space_block);
}
