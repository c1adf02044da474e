#include "compose/flow_private.h"

#include <string.h>

static const SceneNode *
decorate_code(const Composer *composer, const Part *part, double top, double bottom)
{
  return filled_rect(composer->arena, composer->theme->colours[COLOUR_PANEL], part->x, top,
                     part->width, bottom - top);
}

/* Every line of the source begins a line; longer ones go on in the next. */
void
lay_code(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  const Theme *theme = composer->theme;
  const Type *type = &theme->types[TYPE_CODE];
  Part *part = part_new(composer, frame.part, ROLE_CODE);
  double padding = MIN(theme->panel_padding * 0.7, frame.width / 6);
  part->decorate = decorate_code;
  part->x = frame.x;
  part->width = frame.width;
  TextLayout layout = { .type = type, .width = frame.width - 2 * padding, .verbatim = true };
  flow_space(flow, theme->space_block);
  size_t first = flow->items->len;
  flow_pad(flow, part, padding);
  flow_keep(flow);
  for (const char *at = block->text ? block->text : ""; *at;) {
    size_t length = strcspn(at, "\n");
    TextRun *runs = arena_array(composer->arena, TextRun, 2);
    runs[0].text = arena_strndup(composer->arena, at, length);
    runs[1] = (TextRun){ .text = "", .line_break = true };
    TextLines lines = text_layout(composer, &layout, (TextRuns){ runs, length ? 2 : 0 });
    if (lines.count)
      lay_lines(flow, part, lines, frame.x + padding);
    else
      flow_add(flow, (FlowItem){ .height = type->leading, .lines = 1, .part = part });
    at += length + (at[length] == '\n');
  }
  flow_keep(flow);
  flow_pad(flow, part, padding);
  flow_raise(flow, first + 1, flow->items->len, COST_SPLIT_CODE);
  flow_keep_ends(flow, first);
  flow_space(flow, theme->space_block);
}

void
lay_rule(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  (void)block;
  SceneBuilder builder = scene_builder(composer->arena);
  scene_add(&builder, straight_rule(composer->arena, composer->theme->colours[COLOUR_GRID], 0, 0,
                                    frame.width, 0, 0.75));
  flow_space(flow, composer->theme->space_block);
  flow_add(flow, (FlowItem){ .node = scene_builder_end(&builder, ROLE_ARTIFACT),
                             .x = frame.x,
                             .height = 0.75,
                             .part = frame.part });
  flow_space(flow, composer->theme->space_block);
}
