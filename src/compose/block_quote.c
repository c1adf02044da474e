#include "compose/flow_private.h"

#include <string.h>

#define RULE_WIDTH 2.0

static const SceneNode *
decorate_quote(const Composer *composer, const Part *part, double top, double bottom)
{
  return filled_rect(composer->arena, composer->theme->colours[COLOUR_GRID], part->x, top,
                     RULE_WIDTH, bottom - top);
}

static bool
begins_with_dash(const Inline *item)
{
  static const char *const DASHES[] = { "—", "–", "--" };
  for (size_t i = 0; i < G_N_ELEMENTS(DASHES); i++) {
    if (item->kind == INLINE_TEXT && g_str_has_prefix(item->text, DASHES[i]))
      return true;
  }
  return false;
}

/* Where the paragraph's last line begins: after a break, or after a line's end in the source, which
 * is a space of no length there. */
static size_t
last_line(InlineList inlines)
{
  for (size_t i = inlines.count; i > 0; i--) {
    const Inline *item = &inlines.items[i - 1];
    bool line_end = strcmp(item->text, " ") == 0 && item->span.start == item->span.end;
    if (item->kind == INLINE_BREAK || line_end)
      return i;
  }
  return 0;
}

/* Takes the line that names the author, begun with a dash, off the quotation's last paragraph. */
static InlineList
take_attribution(Composer *composer, Block *paragraph)
{
  InlineList all = paragraph->inlines;
  size_t first = last_line(all);
  if (first >= all.count || !begins_with_dash(&all.items[first]))
    return (InlineList){ NULL, 0 };
  InlineList name = { all.items + first, all.count - first };
  Inline *items = arena_dup(composer->arena, name.items, name.count * sizeof(Inline));
  const char *text = items[0].text;
  while (*text &&
         (*text == '-' || g_unichar_type(g_utf8_get_char(text)) == G_UNICODE_DASH_PUNCTUATION ||
          *text == ' '))
    text = g_utf8_next_char(text);
  items[0].text = arena_printf(composer->arena, "— %s", text);
  name.items = items;
  paragraph->inlines.count = first > 0 ? first - 1 : 0;
  return name;
}

static void
lay_attribution(Composer *composer, Flow *flow, InlineList name, Frame frame)
{
  Type *type = arena_dup(composer->arena, frame.type, sizeof(Type));
  type->colour = composer->theme->colours[COLOUR_TERTIARY];
  TextLayout layout = { .type = type, .width = frame.width, .align = ALIGN_RIGHT };
  TextLines lines = text_layout(composer, &layout, runs_from_inlines(composer, name));
  size_t first = flow->items->len;
  flow_space(flow, composer->theme->space_paragraph);
  lay_lines(flow, part_new(composer, frame.part, ROLE_PARAGRAPH), lines, frame.x);
  flow_raise(flow, first, flow->items->len, COST_NEVER);
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
  InlineList name = { NULL, 0 };
  if (block->last && block->last->kind == BLOCK_PARAGRAPH)
    name = take_attribution(composer, block->last);
  flow_space(flow, theme->space_block);
  for (const Block *child = block->first; child; child = child->next) {
    if (child != block->last || child->kind != BLOCK_PARAGRAPH || child->inlines.count)
      lay_block(composer, flow, child, inner);
  }
  if (name.count)
    lay_attribution(composer, flow, name, inner);
  flow_space(flow, theme->space_block);
}
