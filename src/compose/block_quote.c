#include "compose/flow_private.h"

#include <string.h>

#define RULE_WIDTH 2.0
#define CALLOUT_RULE 3.0

static const SceneNode *
decorate_quote(const Composer *composer, const Part *part, double top, double bottom)
{
  return filled_rect(composer->arena, composer->theme->colours[COLOUR_GRID], part->x, top,
                     RULE_WIDTH, bottom - top);
}

const SceneNode *
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

void
lay_quote(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  const Theme *theme = composer->theme;
  Part *part = part_new(composer, frame.part, ROLE_QUOTE);
  part->decorate = decorate_quote;
  part->x = frame.x;
  part->width = frame.width;
  Frame inner = frame;
  double indent = MIN(theme->quote_indent, frame.width / 3);
  inner.x += indent;
  inner.width -= indent;
  inner.part = part;
  inner.type = &theme->types[TYPE_QUOTE];
  flow_space(flow, theme->space_block);
  lay_children(composer, flow, block, inner);
  flow_space(flow, theme->space_block);
}

static const struct {
  const char *class_name;
  StringName title; /* STRING_COUNT: none */
} CALLOUTS[] = {
  { "note", STRING_COUNT },
  { "callout-note", STRING_CALLOUT_NOTE },
  { "callout-tip", STRING_CALLOUT_TIP },
  { "callout-important", STRING_CALLOUT_IMPORTANT },
  { "callout-warning", STRING_CALLOUT_WARNING },
  { "callout-caution", STRING_CALLOUT_CAUTION },
};

/* A heading of its own at the head of a callout takes the place of the kind's name. */
static void
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
  flow_pad(flow, part, padding * 0.8);
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
  flow_pad(flow, part, padding * 0.8);
  flow_raise(flow, first + 1, flow->items->len, COST_SPLIT_PANEL);
  flow_space(flow, theme->space_block);
}

/* Divs that only hold their content together, or set it otherwise. */
static const char *const PLAIN_CLASSES[] = { "columns", "column", "lead" };

void
lay_div(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  for (size_t i = 0; i < G_N_ELEMENTS(CALLOUTS); i++) {
    if (attributes_has(&block->attributes, CALLOUTS[i].class_name)) {
      lay_callout(composer, flow, block, frame, CALLOUTS[i].title);
      return;
    }
  }
  if (attributes_has(&block->attributes, "lead"))
    frame.type = &composer->theme->types[TYPE_LEAD];
  const char *const *classes = block->attributes.classes;
  bool known = !classes;
  for (size_t i = 0; i < G_N_ELEMENTS(PLAIN_CLASSES); i++)
    known |= attributes_has(&block->attributes, PLAIN_CLASSES[i]);
  if (!known)
    diag_warning(composer->diags, "unknown-class", block->attributes.span,
                 "known are note, callout-…, lead and columns",
                 "a block of the class \"%s\" looks like any other", classes[0]);
  lay_children(composer, flow, block, frame);
}
