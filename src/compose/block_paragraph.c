#include "compose/flow_private.h"

void
lay_lines(Flow *flow, const Part *part, TextLines lines, double x)
{
  for (size_t i = 0; i < lines.count; i++) {
    bool orphan = i == 1, widow = i + 1 == lines.count;
    flow_add(flow, (FlowItem){ .node = lines.items[i].node,
                               .x = x,
                               .height = lines.height,
                               .cost = i == 0            ? 0
                                       : orphan || widow ? COST_NEVER
                                                         : COST_SPLIT_TEXT,
                               .lines = 1,
                               .part = part,
                               .notes = lines.items[i].notes,
                               .note_count = lines.items[i].note_count });
    flow_mention(flow, &lines.items[i]);
  }
}

/* "As follows:" */
static bool
introduces(const Block *block)
{
  const InlineList *inlines = &block->inlines;
  return inlines->count && block->next &&
         g_str_has_suffix(inlines->items[inlines->count - 1].text, ":");
}

void
lay_paragraph(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  TextLayout layout = { .type = frame.type, .width = frame.width, .hyphenate = true };
  TextLines lines = text_layout(composer, &layout, runs_from_inlines(composer, block->inlines));
  flow_space(flow, composer->theme->space_paragraph);
  lay_lines(flow, part_new(composer, frame.part, ROLE_PARAGRAPH), lines, frame.x);
  flow_space(flow, composer->theme->space_paragraph);
  if (introduces(block))
    flow_keep(flow);
}

/* HTML has no meaning here: its tags are left out, its text stays. */
void
lay_html(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  g_autoptr(GString) text = g_string_new(NULL);
  const char *html = inlines_plain(composer->arena, block->inlines);
  bool tag = false, comment = g_str_has_prefix(html, "<!--");
  for (const char *at = html; *at && !comment; at++) {
    if (*at == '<')
      tag = true;
    if (!tag)
      g_string_append_c(text, *at);
    if (*at == '>')
      tag = false;
  }
  if (comment)
    return;
  diag_warning(composer->diags, "html-ignored", block->span, "write Markdown",
               "HTML has no meaning here; only its text is kept");
  const char *plain = arena_strdup(composer->arena, g_strstrip(text->str));
  TextLayout layout = { .type = frame.type, .width = frame.width, .hyphenate = true };
  TextLines lines = text_layout(composer, &layout, runs_from_text(composer, plain));
  flow_space(flow, composer->theme->space_paragraph);
  lay_lines(flow, part_new(composer, frame.part, ROLE_PARAGRAPH), lines, frame.x);
  flow_space(flow, composer->theme->space_paragraph);
}
