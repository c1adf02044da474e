#include "compose/markdown_private.h"

#include <string.h>

static const InlineKind MARK_INLINES[] = {
  [MARK_FIGURE] = INLINE_FIGURE,
  [MARK_FOOTNOTE] = INLINE_FOOTNOTE,
};

/* A note begins a block of its own even in the middle of what md4c sees as one paragraph. */
static void
begin_note(Builder *builder, const Mark *mark)
{
  const MarkdownContext *context = builder->context;
  builder_close_leaf(builder);
  builder->leaf = block_new(context->arena, BLOCK_NOTE, builder->current,
                            builder_span(builder, mark->start, mark->end));
  builder->leaf->attributes.id =
      arena_strndup(context->arena, context->source->text + builder->base + mark->inner,
                    mark->inner_end - mark->inner);
}

/* A construct of whole lines where Markdown reads running text, as in a deeply indented line. */
static void
misplaced_mark(Builder *builder, const Mark *mark)
{
  Span span = builder_span(builder, mark->start, mark->end);
  diag_error(builder->context->diags, "misplaced-block", span,
             "put an empty line before it, and do not indent it",
             "this stands within a paragraph and has no effect");
  builder_add(builder, builder_inline(builder, INLINE_TEXT, NULL, span));
}

static void
open_span(Builder *builder, const Mark *mark)
{
  const MarkdownContext *context = builder->context;
  Span inner = builder_span(builder, mark->inner, mark->inner_end);
  char *text =
      arena_strndup(context->arena, inner.source->text + inner.start, inner.end - inner.start);
  Attributes attributes = attributes_parse(context->arena, text, inner, context->diags);
  OpenSpan span = builder_span_around(builder);
  const char *language = attributes_language(&attributes, context->diags);
  const char *waiver = attributes_value(&attributes, "waived");
  span.language = language ? language : span.language;
  span.waiver = waiver ? waiver : span.waiver;
  g_array_append_val(builder->spans, span);
}

static void
add_mark(Builder *builder, const Mark *mark)
{
  if (mark->kind == MARK_NOTE) {
    begin_note(builder, mark);
    return;
  }
  if (mark->kind == MARK_SPAN_OPEN || mark->kind == MARK_SPAN_CLOSE) {
    if (mark->kind == MARK_SPAN_OPEN)
      open_span(builder, mark);
    else if (builder->spans->len)
      g_array_set_size(builder->spans, builder->spans->len - 1);
    return;
  }
  if (mark->kind >= MARK_DIV_OPEN) {
    bool row = builder->leaf && builder->leaf->kind == BLOCK_CELL &&
               builder->leaf->parent->kind == BLOCK_ROW && builder->inlines->len == 0 &&
               builder->leaf->parent->first == builder->leaf;
    if (row) {
      g_ptr_array_add(builder->rows, (gpointer)mark);
      g_ptr_array_add(builder->rows, builder->leaf->parent);
    } else {
      misplaced_mark(builder, mark);
    }
    return;
  }
  Span inner = builder_span(builder, mark->inner, mark->inner_end);
  char *text = arena_strndup(builder->context->arena, inner.source->text + inner.start,
                             inner.end - inner.start);
  Inline item = builder_inline(builder, MARK_INLINES[mark->kind], text, inner);
  builder_add(builder, item);
}

/* Text with the hidden constructs brought back. A figure over several lines comes in several
 * texts: it counts where it starts. */
static void
add_text(Builder *builder, size_t start, size_t end)
{
  for (size_t at = start; at < end;) {
    const Mark *mark = mask_next(&builder->masked, at);
    size_t stop = mark && mark->start < end ? MAX(mark->start, at) : end;
    if (stop > at)
      builder_add(builder,
                  builder_inline(builder, INLINE_TEXT, NULL, builder_span(builder, at, stop)));
    at = stop;
    if (at < end && mark) {
      if (mark->start >= start)
        add_mark(builder, mark);
      at = mark->end;
    }
  }
}

/* Is the last text the first part of a construct that goes on? */
static bool
inside_mark(const Builder *builder)
{
  const Mark *mark = mask_next(&builder->masked, builder->cursor);
  return mark && mark->start < builder->cursor;
}

static void
open_div(Builder *builder, const Mark *mark, Span span)
{
  const MarkdownContext *context = builder->context;
  if (builder->div_depth >= MAX_DEPTH) {
    diag_error(context->diags, "deep-nesting", span, NULL, "::: is nested more than %d deep",
               MAX_DEPTH);
    return;
  }
  builder->div_depth++;
  builder->current = block_new(context->arena, BLOCK_DIV, builder->current, span);
  Span inner = builder_span(builder, mark->inner, mark->inner_end);
  char *text =
      arena_strndup(context->arena, inner.source->text + inner.start, inner.end - inner.start);
  builder->current->attributes = attributes_parse(context->arena, text, inner, context->diags);
}

/* What was hidden as an HTML block of its own. */
void
builder_block_mark(Builder *builder, const Mark *mark)
{
  const MarkdownContext *context = builder->context;
  Span span = builder_span(builder, mark->start, mark->end);
  if (mark->kind == MARK_DIV_OPEN) {
    open_div(builder, mark, span);
  } else if (mark->kind == MARK_DIV_CLOSE && builder->current->kind == BLOCK_DIV) {
    builder->current = builder->current->parent;
    builder->div_depth--;
  } else if (mark->kind == MARK_DIV_CLOSE) {
    diag_error(context->diags, "unopened-div", span, NULL, "::: closes nothing here");
  } else if (mark->kind == MARK_PAGE_BREAK || mark->kind == MARK_CONTENTS) {
    BlockKind kind = mark->kind == MARK_CONTENTS ? BLOCK_CONTENTS : BLOCK_PAGE_BREAK;
    block_new(context->arena, kind, builder->current, span);
  } else {
    diag_error(context->diags, "unknown-shortcode", span,
               "there are {{< contents >}} and {{< pagebreak >}}", "unknown shortcode");
  }
}

static void
add_html(Builder *builder, size_t start, size_t end)
{
  const Mark *mark = mask_next(&builder->masked, start);
  if (mark && mark->start == start && mark->kind >= MARK_DIV_OPEN) {
    builder_block_mark(builder, mark);
    return;
  }
  if (!builder->leaf)
    builder->leaf = block_new(builder->context->arena, BLOCK_HTML, builder->current, (Span){ 0 });
  builder_add(builder,
              builder_inline(builder, INLINE_TEXT, NULL, builder_span(builder, start, end)));
}

static void
add_code(Builder *builder, const char *text, size_t size, size_t start)
{
  g_string_append_len(builder->code_text, text, (gssize)size);
  if (start == SIZE_MAX)
    return;
  Block *leaf = builder->leaf;
  Span span = builder_span(builder, start, start + size);
  block_grow(leaf, span);
  if (!leaf->text_span.source) {
    leaf->text_span = span;
    const char *source = span.source->text;
    while (leaf->text_span.start > builder->base &&
           strchr(" \t", source[leaf->text_span.start - 1]))
      leaf->text_span.start--;
  }
  leaf->text_span.end = span.end;
}

static void
add_entity(Builder *builder, const char *text, size_t size, Span span)
{
  const MarkdownContext *context = builder->context;
  const char *decoded = entity_decode(context->arena, text, size);
  if (!decoded) {
    decoded = arena_strndup(context->arena, text, size);
    diag_warning(context->diags, "unknown-entity", span, "write the character itself",
                 "unknown entity %s", decoded);
  }
  builder_add(builder, builder_inline(builder, INLINE_TEXT, decoded, span));
}

static void
remove_child(Block *parent, const Block *child)
{
  Block *before = NULL;
  for (Block *at = parent->first; at && at != child; at = at->next)
    before = at;
  if (before)
    before->next = child->next;
  else
    parent->first = child->next;
  if (parent->last == child)
    parent->last = before;
}

void
builder_end_table(Builder *builder, Block *table)
{
  for (guint i = 0; i + 1 < builder->rows->len; i += 2) {
    const Mark *mark = builder->rows->pdata[i];
    Block *row = builder->rows->pdata[i + 1];
    if (row->next && (i + 3 >= builder->rows->len || builder->rows->pdata[i + 3] != row->next))
      diag_error(builder->context->diags, "misplaced-block",
                 builder_span(builder, mark->start, mark->end), "put an empty line before it",
                 "this stands within a table");
    remove_child(table, row);
    builder_block_mark(builder, mark);
  }
  g_ptr_array_set_size(builder->rows, 0);
}

/* HTML inside a line: comments and <br> are understood, other tags are left out. */
static void
add_inline_html(Builder *builder, const char *text, size_t size, Span span)
{
  const Mark *mark = mask_next(&builder->masked, span.start - builder->base);
  if (mark && mark->kind >= MARK_DIV_OPEN && builder->base + mark->start <= span.start) {
    misplaced_mark(builder, mark);
    return;
  }
  if (size >= 4 && !strncmp(text, "<!--", 4))
    return;
  if (size >= 3 && !g_ascii_strncasecmp(text, "<br", 3) && !g_ascii_isalnum(text[3]))
    builder_add(builder, builder_inline(builder, INLINE_BREAK, "\n", span));
  else
    diag_warning(builder->context->diags, "html-ignored", span, NULL,
                 "HTML tags have no meaning here and are left out");
}

void
builder_text(Builder *builder, MD_TEXTTYPE type, const char *text, size_t size)
{
  bool located = builder_owns(builder, text);
  size_t start = located ? (size_t)(text - builder->masked.text) : SIZE_MAX;
  Span span = located ? builder_span(builder, start, start + size)
                      : builder_span(builder, builder->cursor, builder->cursor);
  const char *original = located ? span.source->text + span.start : text;
  bool code_block = builder->leaf && builder->leaf->kind == BLOCK_CODE;
  if (code_block)
    add_code(builder, original, size, start);
  else if (builder->image_depth)
    g_string_append_len(builder->image_alt, type == MD_TEXT_SOFTBR ? " " : original,
                        type == MD_TEXT_SOFTBR ? 1 : (gssize)size);
  else if (builder->in_html) {
    /* The line ends of HTML blocks are not the source's own; those of hidden blocks mean nothing.
     */
    if (located)
      add_html(builder, start, start + size);
    else if (builder->leaf)
      builder_add(builder, builder_inline(builder, INLINE_TEXT, "\n", span));
  } else if (type == MD_TEXT_HTML)
    add_inline_html(builder, original, size, span);
  else if (type == MD_TEXT_ENTITY)
    add_entity(builder, original, size, span);
  else if (type == MD_TEXT_BR)
    builder_add(builder, builder_inline(builder, INLINE_BREAK, "\n", span));
  else if (type == MD_TEXT_SOFTBR) {
    if (!inside_mark(builder))
      builder_add(builder, builder_inline(builder, INLINE_TEXT, " ", span));
  } else if (located && type == MD_TEXT_NORMAL)
    add_text(builder, start, start + size);
  else if (located)
    builder_add(builder, builder_inline(builder, INLINE_TEXT, NULL, span));
  else
    builder_add(builder, builder_inline(builder, INLINE_TEXT,
                                        arena_strndup(builder->context->arena, text, size), span));
  if (located)
    builder->cursor = start + size;
}
