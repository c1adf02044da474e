#include "compose/flow_private.h"
#include "compose/typography_private.h"

#define CALLOUT_RULE 3.0

enum { CALLOUT_WORDS = 60 };

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

/* Words of all texts within a block; notes apart. */
static size_t
count_words(Composer *composer, const Block *block)
{
  size_t words = 0;
  const char *text = block->inlines.count ? text_from_inlines(composer, block->inlines) : "";
  for (bool inside = false; *text; text = g_utf8_next_char(text)) {
    bool letter = g_unichar_isalnum(g_utf8_get_char(text));
    bool space = g_unichar_isspace(g_utf8_get_char(text));
    words += letter && !inside;
    inside = letter || (inside && !space);
  }
  for (const Block *child = block->first; child; child = child->next)
    words += count_words(composer, child);
  return words;
}

/* What is set apart is to be taken in at a glance. */
static void
check_length(Composer *composer, const Block *block)
{
  size_t words = count_words(composer, block);
  if (words > CALLOUT_WORDS && !attributes_has(&block->attributes, "margin"))
    diag_warning(composer->diags, "long-callout", block->attributes.span,
                 "leave the rest to the text", "a callout has at most %d words, not %zu",
                 CALLOUT_WORDS, words);
}

/* A heading of its own at the head of a callout takes the place of the kind's name; so does
 * title="…". NULL: none. */
static const char *
callout_heading(const Composer *composer, const Block *block, StringName title)
{
  const char *own = attributes_value(&block->attributes, "title");
  if (own)
    return text_typeset(composer, own);
  bool headed = block->first && block->first->kind == BLOCK_HEADING;
  return title != STRING_COUNT && !headed ? composer->voice.strings->texts[title] : NULL;
}

void
lay_callout(Composer *composer, Flow *flow, const Block *block, Frame frame, StringName title)
{
  const Theme *theme = composer->theme;
  check_length(composer, block);
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
  const char *heading = callout_heading(composer, block, title);
  if (heading) {
    TextRun *run = arena_new0(composer->arena, TextRun);
    *run = (TextRun){ .text = heading, .style = STYLE_STRONG };
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
