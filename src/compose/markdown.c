#include "compose/document_private.h"
#include "compose/mask_private.h"

#include <md4c.h>
#include <string.h>

/* Deeper containers are laid flat into their parent. */
enum { MAX_DEPTH = 40 };

typedef struct Frame {
  Block *outer; /* what was open before */
  Block *block; /* what this frame opened; outer itself where it is laid flat */
} Frame;

typedef struct Builder {
  const MarkdownContext *context;
  MaskedText masked;
  size_t base; /* of the body in the source */
  GArray *frames;
  Block *current;  /* innermost open container */
  Block *leaf;     /* what inlines are added to; NULL: none */
  GArray *inlines; /* of the leaf; texts that stand verbatim in the source are NULL until it ends */
  size_t cursor;   /* end of the last text, in the body */
  unsigned emphasis, strong, code;
  const char *href;
  unsigned image_depth;
  GString *image_alt;
  Inline image;
  GString *code_text;
  bool in_html;
  size_t div_depth;
} Builder;

static Span
body_span(const Builder *builder, size_t start, size_t end)
{
  return (Span){ builder->context->source, builder->base + start, builder->base + end };
}

static bool
in_body(const Builder *builder, const char *text)
{
  return text >= builder->masked.text && text <= builder->masked.text + builder->masked.length;
}

Block *
block_new(Arena *arena, BlockKind kind, Block *parent, Span span)
{
  Block *block = arena_new0(arena, Block);
  block->kind = kind;
  block->span = span;
  if (parent)
    block_append(parent, block);
  return block;
}

void
block_append(Block *parent, Block *block)
{
  block->parent = parent;
  block->next = NULL;
  if (parent->last)
    parent->last->next = block;
  else
    parent->first = block;
  parent->last = block;
}

static void
grow_span(Block *block, Span span)
{
  if (!span.source)
    return;
  for (; block && block->kind != BLOCK_DOCUMENT; block = block->parent) {
    if (!block->span.source)
      block->span = span;
    block->span.start = MIN(block->span.start, span.start);
    block->span.end = MAX(block->span.end, span.end);
  }
}

/* An attribute of md4c (an address, a title) as text; what was masked stands as it is written. */
static char *
attribute_text(const Builder *builder, const MD_ATTRIBUTE *attribute)
{
  Arena *arena = builder->context->arena;
  if (!attribute->text)
    return arena_strdup(arena, "");
  g_autoptr(GString) out = g_string_new(NULL);
  for (size_t i = 0; attribute->substr_offsets[i] < attribute->size; i++) {
    size_t start = attribute->substr_offsets[i], end = attribute->substr_offsets[i + 1];
    const char *text = attribute->text + start;
    if (in_body(builder, text))
      text = builder->context->source->text + builder->base + (text - builder->masked.text);
    const char *decoded = attribute->substr_types[i] == MD_TEXT_ENTITY
                              ? entity_decode(arena, text, end - start)
                              : NULL;
    if (decoded)
      g_string_append(out, decoded);
    else
      g_string_append_len(out, text, (gssize)(end - start));
  }
  return arena_strndup(arena, out->str, out->len);
}

static Inline
styled(const Builder *builder, InlineKind kind, const char *text, Span span)
{
  unsigned style = (builder->emphasis ? STYLE_EMPHASIS : 0U) |
                   (builder->strong ? STYLE_STRONG : 0U) | (builder->code ? STYLE_CODE : 0U);
  return (
      Inline){ .kind = kind, .style = style, .text = text, .href = builder->href, .span = span };
}

/* A tight list's items and quotations may hold texts without a paragraph around them. */
static void
open_leaf(Builder *builder)
{
  if (!builder->leaf)
    builder->leaf =
        block_new(builder->context->arena, BLOCK_PARAGRAPH, builder->current, (Span){ 0 });
}

static void
add_inline(Builder *builder, Inline item)
{
  open_leaf(builder);
  grow_span(builder->leaf, item.span);
  if (builder->inlines->len && !item.text) {
    Inline *last = &g_array_index(builder->inlines, Inline, builder->inlines->len - 1);
    if (!last->text && last->style == item.style && last->href == item.href &&
        last->span.end == item.span.start) {
      last->span.end = item.span.end;
      return;
    }
  }
  g_array_append_val(builder->inlines, item);
}

/* Texts get their bytes, and "{{" that no figure came of is a fault. */
static void
finish_text(const Builder *builder, Inline *item)
{
  const char *text = builder->context->source->text;
  Span span = item->span;
  item->text = arena_strndup(builder->context->arena, text + span.start, span.end - span.start);
  const char *open = item->style & STYLE_CODE ? NULL : strstr(item->text, "{{");
  if (!open || (open == item->text && span.start > 0 && text[span.start - 1] == '\\'))
    return;
  size_t at = span.start + (size_t)(open - item->text);
  diag_error(builder->context->diags, "unclosed-figure", (Span){ span.source, at, at + 2 },
             "write \\{{ for the braces themselves", "an inline figure has no closing }}");
}

static void
close_leaf(Builder *builder)
{
  Block *leaf = builder->leaf;
  if (!leaf)
    return;
  GArray *inlines = builder->inlines;
  for (guint i = 0; i < inlines->len; i++) {
    Inline *item = &g_array_index(inlines, Inline, i);
    if (!item->text)
      finish_text(builder, item);
  }
  leaf->inlines.items =
      arena_dup(builder->context->arena, inlines->data, inlines->len * sizeof(Inline));
  leaf->inlines.count = inlines->len;
  g_array_set_size(inlines, 0);
  builder->leaf = NULL;
}

/* Containers: what each kind of md4c's blocks becomes. Leaves are opened beside it. */
static const struct {
  bool known, leaf;
  BlockKind kind;
} BLOCKS[] = {
  [MD_BLOCK_QUOTE] = { true, false, BLOCK_QUOTE }, [MD_BLOCK_UL] = { true, false, BLOCK_LIST },
  [MD_BLOCK_OL] = { true, false, BLOCK_LIST },     [MD_BLOCK_LI] = { true, false, BLOCK_ITEM },
  [MD_BLOCK_HR] = { true, true, BLOCK_RULE },      [MD_BLOCK_H] = { true, true, BLOCK_HEADING },
  [MD_BLOCK_CODE] = { true, true, BLOCK_CODE },    [MD_BLOCK_P] = { true, true, BLOCK_PARAGRAPH },
  [MD_BLOCK_TABLE] = { true, false, BLOCK_TABLE }, [MD_BLOCK_TR] = { true, false, BLOCK_ROW },
  [MD_BLOCK_TH] = { true, true, BLOCK_CELL },      [MD_BLOCK_TD] = { true, true, BLOCK_CELL },
};

/* The fence's info string: language, then attributes in braces. */
static void
read_info(Builder *builder, Block *block, const MD_BLOCK_CODE_DETAIL *detail)
{
  const MarkdownContext *context = builder->context;
  block->info = detail->lang.size ? attribute_text(builder, &detail->lang) : NULL;
  if (!detail->info.size)
    return;
  char *info = attribute_text(builder, &detail->info);
  const char *brace = strchr(info, '{');
  if (!brace)
    return;
  Span span = { 0 };
  if (in_body(builder, detail->info.text)) {
    size_t start = (size_t)(detail->info.text - builder->masked.text);
    block->span = body_span(builder, start, start + detail->info.size);
    span = (Span){ context->source, block->span.start + (size_t)(brace - info), block->span.end };
  }
  block->attributes = attributes_parse(context->arena, brace, span, context->diags);
}

static void
read_detail(Builder *builder, Block *block, MD_BLOCKTYPE type, void *detail)
{
  switch ((int)type) {
  case MD_BLOCK_UL:
    block->tight = ((MD_BLOCK_UL_DETAIL *)detail)->is_tight != 0;
    break;
  case MD_BLOCK_OL:
    block->tight = ((MD_BLOCK_OL_DETAIL *)detail)->is_tight != 0;
    block->start = ((MD_BLOCK_OL_DETAIL *)detail)->start;
    block->ordered = true;
    break;
  case MD_BLOCK_H:
    block->level = (int)((MD_BLOCK_H_DETAIL *)detail)->level;
    break;
  case MD_BLOCK_CODE:
    g_string_truncate(builder->code_text, 0);
    read_info(builder, block, detail);
    break;
  case MD_BLOCK_TH:
  case MD_BLOCK_TD:
    block->align = (CellAlign)((MD_BLOCK_TD_DETAIL *)detail)->align;
    block->head = type == MD_BLOCK_TH;
    block->parent->head |= block->head;
    break;
  default:
    break;
  }
}

static int
on_enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
  Builder *builder = user;
  close_leaf(builder);
  builder->in_html = type == MD_BLOCK_HTML;
  Frame frame = { builder->current, builder->current };
  bool known = (size_t)type < G_N_ELEMENTS(BLOCKS) && BLOCKS[type].known;
  bool flat = builder->frames->len >= MAX_DEPTH && !BLOCKS[type].leaf;
  if (known && !flat) {
    Block *block =
        block_new(builder->context->arena, BLOCKS[type].kind, builder->current, (Span){ 0 });
    read_detail(builder, block, type, detail);
    if (BLOCKS[type].leaf)
      builder->leaf = block;
    else
      frame.block = builder->current = block;
  } else if (known && builder->frames->len == MAX_DEPTH) {
    diag_warning(builder->context->diags, "deep-nesting",
                 body_span(builder, builder->cursor, builder->cursor + 1), NULL,
                 "blocks are nested more than %d deep and are laid flat here", MAX_DEPTH);
  }
  g_array_append_val(builder->frames, frame);
  return 0;
}

/* Divs that a container ends before they were closed. */
static void
close_divs(Builder *builder, const Block *until)
{
  while (builder->current != until && builder->current->kind == BLOCK_DIV) {
    diag_error(builder->context->diags, "unclosed-div", builder->current->attributes.span,
               "end it with ::: on a line of its own", "this block of ::: is never closed");
    builder->current = builder->current->parent;
    builder->div_depth--;
  }
}

static int
on_leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
  Builder *builder = user;
  (void)detail;
  if (type == MD_BLOCK_CODE && builder->leaf)
    builder->leaf->text =
        arena_strndup(builder->context->arena, builder->code_text->str, builder->code_text->len);
  close_leaf(builder);
  builder->in_html = false;
  Frame frame = g_array_index(builder->frames, Frame, builder->frames->len - 1);
  g_array_set_size(builder->frames, builder->frames->len - 1);
  if (frame.block != frame.outer || type == MD_BLOCK_DOC) {
    close_divs(builder, frame.block);
    builder->current = frame.outer;
  }
  return 0;
}

static int
on_enter_span(MD_SPANTYPE type, void *detail, void *user)
{
  Builder *builder = user;
  if (type == MD_SPAN_EM)
    builder->emphasis++;
  else if (type == MD_SPAN_STRONG)
    builder->strong++;
  else if (type == MD_SPAN_CODE)
    builder->code++;
  else if (type == MD_SPAN_A && !builder->image_depth)
    builder->href = attribute_text(builder, &((MD_SPAN_A_DETAIL *)detail)->href);
  else if (type == MD_SPAN_IMG && builder->image_depth++ == 0) {
    g_string_truncate(builder->image_alt, 0);
    const MD_ATTRIBUTE *src = &((MD_SPAN_IMG_DETAIL *)detail)->src;
    Span span = body_span(builder, builder->cursor, builder->cursor + 1);
    if (src->text && in_body(builder, src->text)) {
      size_t start = (size_t)(src->text - builder->masked.text);
      span = body_span(builder, start, start + src->size);
    }
    builder->image = styled(builder, INLINE_IMAGE, attribute_text(builder, src), span);
  }
  return 0;
}

static int
on_leave_span(MD_SPANTYPE type, void *detail, void *user)
{
  Builder *builder = user;
  (void)detail;
  if (type == MD_SPAN_EM)
    builder->emphasis--;
  else if (type == MD_SPAN_STRONG)
    builder->strong--;
  else if (type == MD_SPAN_CODE)
    builder->code--;
  else if (type == MD_SPAN_A && !builder->image_depth)
    builder->href = NULL;
  else if (type == MD_SPAN_IMG && --builder->image_depth == 0) {
    builder->image.title =
        arena_strndup(builder->context->arena, builder->image_alt->str, builder->image_alt->len);
    add_inline(builder, builder->image);
    builder->cursor = MAX(builder->cursor, builder->image.span.end - builder->base);
  }
  return 0;
}

static const InlineKind MARK_INLINES[] = {
  [MARK_FIGURE] = INLINE_FIGURE,
  [MARK_FOOTNOTE] = INLINE_FOOTNOTE,
};

/* A note begins a block of its own even in the middle of what md4c sees as one paragraph. */
static void
begin_note(Builder *builder, const Mark *mark)
{
  const MarkdownContext *context = builder->context;
  close_leaf(builder);
  builder->leaf = block_new(context->arena, BLOCK_NOTE, builder->current,
                            body_span(builder, mark->start, mark->end));
  builder->leaf->attributes.id =
      arena_strndup(context->arena, context->source->text + builder->base + mark->inner,
                    mark->inner_end - mark->inner);
}

static void
add_mark(Builder *builder, const Mark *mark)
{
  if (mark->kind == MARK_NOTE) {
    begin_note(builder, mark);
    return;
  }
  Span inner = body_span(builder, mark->inner, mark->inner_end);
  char *text = arena_strndup(builder->context->arena, inner.source->text + inner.start,
                             inner.end - inner.start);
  Inline item = styled(builder, MARK_INLINES[mark->kind], text, inner);
  add_inline(builder, item);
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
      add_inline(builder, styled(builder, INLINE_TEXT, NULL, body_span(builder, at, stop)));
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
  Span inner = body_span(builder, mark->inner, mark->inner_end);
  char *text =
      arena_strndup(context->arena, inner.source->text + inner.start, inner.end - inner.start);
  builder->current->attributes = attributes_parse(context->arena, text, inner, context->diags);
}

/* What was hidden as an HTML block of its own. */
static void
add_block_mark(Builder *builder, const Mark *mark)
{
  const MarkdownContext *context = builder->context;
  Span span = body_span(builder, mark->start, mark->end);
  if (mark->kind == MARK_DIV_OPEN) {
    open_div(builder, mark, span);
  } else if (mark->kind == MARK_DIV_CLOSE && builder->current->kind == BLOCK_DIV) {
    builder->current = builder->current->parent;
    builder->div_depth--;
  } else if (mark->kind == MARK_DIV_CLOSE) {
    diag_error(context->diags, "unopened-div", span, NULL, "::: closes nothing here");
  } else if (mark->kind == MARK_PAGE_BREAK) {
    block_new(context->arena, BLOCK_PAGE_BREAK, builder->current, span);
  } else {
    diag_error(context->diags, "unknown-shortcode", span, "the only one is {{< pagebreak >}}",
               "unknown shortcode");
  }
}

static void
add_html(Builder *builder, size_t start, size_t end)
{
  const Mark *mark = mask_next(&builder->masked, start);
  if (mark && mark->start == start && mark->kind >= MARK_DIV_OPEN) {
    add_block_mark(builder, mark);
    return;
  }
  if (!builder->leaf)
    builder->leaf = block_new(builder->context->arena, BLOCK_HTML, builder->current, (Span){ 0 });
  add_inline(builder, styled(builder, INLINE_TEXT, NULL, body_span(builder, start, end)));
}

static void
add_code(Builder *builder, const char *text, size_t size, size_t start)
{
  g_string_append_len(builder->code_text, text, (gssize)size);
  if (start == SIZE_MAX)
    return;
  Block *leaf = builder->leaf;
  Span span = body_span(builder, start, start + size);
  grow_span(leaf, span);
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
  add_inline(builder, styled(builder, INLINE_TEXT, decoded, span));
}

/* HTML inside a line: comments and <br> are understood, other tags are left out. */
static void
add_inline_html(Builder *builder, const char *text, size_t size, Span span)
{
  if (size >= 4 && !strncmp(text, "<!--", 4))
    return;
  if (size >= 3 && !g_ascii_strncasecmp(text, "<br", 3) && !g_ascii_isalnum(text[3]))
    add_inline(builder, styled(builder, INLINE_BREAK, "\n", span));
  else
    diag_warning(builder->context->diags, "html-ignored", span, NULL,
                 "HTML tags have no meaning here and are left out");
}

static void
dispatch_text(Builder *builder, MD_TEXTTYPE type, const char *text, size_t size)
{
  bool located = in_body(builder, text);
  size_t start = located ? (size_t)(text - builder->masked.text) : SIZE_MAX;
  Span span = located ? body_span(builder, start, start + size)
                      : body_span(builder, builder->cursor, builder->cursor);
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
      add_inline(builder, styled(builder, INLINE_TEXT, "\n", span));
  } else if (type == MD_TEXT_HTML)
    add_inline_html(builder, original, size, span);
  else if (type == MD_TEXT_ENTITY)
    add_entity(builder, original, size, span);
  else if (type == MD_TEXT_BR)
    add_inline(builder, styled(builder, INLINE_BREAK, "\n", span));
  else if (type == MD_TEXT_SOFTBR) {
    if (!inside_mark(builder))
      add_inline(builder, styled(builder, INLINE_TEXT, " ", span));
  } else if (located && type == MD_TEXT_NORMAL)
    add_text(builder, start, start + size);
  else if (located)
    add_inline(builder, styled(builder, INLINE_TEXT, NULL, span));
  else
    add_inline(builder, styled(builder, INLINE_TEXT,
                               arena_strndup(builder->context->arena, text, size), span));
  if (located)
    builder->cursor = start + size;
}

static int
on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user)
{
  dispatch_text(user, type, text, size);
  return 0;
}

Block *
markdown_parse(const MarkdownContext *context, size_t start)
{
  const Source *source = context->source;
  Builder builder = { .context = context, .base = start };
  builder.masked = mask_text(context->arena, source->text + start, source->length - start);
  builder.frames = g_array_new(FALSE, FALSE, sizeof(Frame));
  builder.inlines = g_array_new(FALSE, FALSE, sizeof(Inline));
  builder.image_alt = g_string_new(NULL);
  builder.code_text = g_string_new(NULL);
  Block *root =
      block_new(context->arena, BLOCK_DOCUMENT, NULL, (Span){ source, start, source->length });
  builder.current = root;
  const MD_PARSER parser = {
    .flags = MD_FLAG_TABLES,
    .enter_block = on_enter_block,
    .leave_block = on_leave_block,
    .enter_span = on_enter_span,
    .leave_span = on_leave_span,
    .text = on_text,
  };
  if (builder.masked.length > G_MAXUINT32 / 2 ||
      md_parse(builder.masked.text, (MD_SIZE)builder.masked.length, &parser, &builder) != 0)
    diag_error(context->diags, "markdown-failed", root->span, NULL,
               "the document is too large to be parsed");
  g_array_free(builder.frames, TRUE);
  g_array_free(builder.inlines, TRUE);
  g_string_free(builder.image_alt, TRUE);
  g_string_free(builder.code_text, TRUE);
  structure_blocks(context, root);
  return root;
}
