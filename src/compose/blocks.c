#include "compose/flow_private.h"

#include <string.h>

/* A new kind of block is one file and one line here. */
static const BlockLayout LAYOUTS[BLOCK_KIND_COUNT] = {
  [BLOCK_DOCUMENT] = lay_div,
  [BLOCK_PARAGRAPH] = lay_paragraph,
  [BLOCK_HEADING] = lay_heading,
  [BLOCK_LIST] = lay_list,
  [BLOCK_QUOTE] = lay_quote,
  [BLOCK_CODE] = lay_code,
  [BLOCK_HTML] = lay_html,
  [BLOCK_RULE] = lay_rule,
  [BLOCK_TABLE] = lay_table,
  [BLOCK_CHART] = lay_chart,
  [BLOCK_QUERY] = lay_query,
  [BLOCK_KPI] = lay_kpi,
  [BLOCK_GALLERY] = lay_gallery,
  [BLOCK_CONTENTS] = lay_contents,
  [BLOCK_DIV] = lay_div,
  [BLOCK_APPENDIX] = lay_appendix,
  [BLOCK_SOURCES] = lay_sources, /* of numbers */
  [BLOCK_PAGE_BREAK] = lay_page_break,
};

/* A block in a language of its own. */
static void
lay_passage(Composer *composer, Flow *flow, const Block *block, Frame frame, const char *language)
{
  VoiceBefore before = voice_enter(composer, language);
  Part *part = part_new(composer, frame.part, ROLE_PASSAGE);
  part->group.language = language;
  frame.part = part;
  LAYOUTS[block->kind](composer, flow, block, frame);
  voice_leave(composer, before);
}

void
lay_block(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  const char *language = attributes_language(&block->attributes, composer->diags);
  flow->snap = true;
  if (!LAYOUTS[block->kind])
    return;
  if (language && strcmp(language, composer->voice.language) != 0)
    lay_passage(composer, flow, block, frame, language);
  else
    LAYOUTS[block->kind](composer, flow, block, frame);
}

static bool
is_half_chart(const Block *block)
{
  return block && block->kind == BLOCK_CHART && attributes_has(&block->attributes, "half");
}

void
lay_children(Composer *composer, Flow *flow, const Block *parent, Frame frame)
{
  for (const Block *child = parent->first; child; child = child->next) {
    bool pair = is_half_chart(child) && is_half_chart(child->next);
    if (pair) {
      lay_chart_pair(composer, flow, child, child->next);
      child = child->next;
    } else {
      lay_block(composer, flow, child, frame);
    }
  }
}

bool
frame_is_body(const Composer *composer, const Frame *frame)
{
  const Theme *theme = composer->theme;
  double x = theme_column_x(theme, (int)theme->body_column);
  const Part *part = frame->part;
  while (part && part->role == ROLE_PASSAGE)
    part = part->parent;
  return !part && frame->x > x - 1 && frame->x < x + 1;
}

void
lay_page_break(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  (void)composer, (void)block, (void)frame;
  flow_break(flow);
}
