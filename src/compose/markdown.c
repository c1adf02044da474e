#include "compose/markdown_private.h"

#include <string.h>

Span
builder_span(const Builder *builder, size_t start, size_t end)
{
  return (Span){ builder->context->source, builder->base + start, builder->base + end };
}

bool
builder_owns(const Builder *builder, const char *text)
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

void
block_grow(Block *block, Span span)
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
    if (builder_owns(builder, text))
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

OpenSpan
builder_span_around(const Builder *builder)
{
  const GArray *spans = builder->spans;
  return spans->len ? g_array_index(spans, OpenSpan, spans->len - 1) : (OpenSpan){ 0 };
}

Inline
builder_inline(const Builder *builder, InlineKind kind, const char *text, Span span)
{
  unsigned style = (builder->emphasis ? STYLE_EMPHASIS : 0U) |
                   (builder->strong ? STYLE_STRONG : 0U) | (builder->code ? STYLE_CODE : 0U);
  OpenSpan around = builder_span_around(builder);
  return (Inline){ .kind = kind,
                   .style = style,
                   .text = text,
                   .href = builder->href,
                   .language = around.language,
                   .waiver = around.waiver,
                   .span = span };
}

/* A tight list's items and quotations may hold texts without a paragraph around them. */
static void
open_leaf(Builder *builder)
{
  if (!builder->leaf)
    builder->leaf =
        block_new(builder->context->arena, BLOCK_PARAGRAPH, builder->current, (Span){ 0 });
}

void
builder_add(Builder *builder, Inline item)
{
  open_leaf(builder);
  block_grow(builder->leaf, item.span);
  if (builder->inlines->len && !item.text) {
    Inline *last = &g_array_index(builder->inlines, Inline, builder->inlines->len - 1);
    if (!last->text && last->style == item.style && last->href == item.href &&
        last->language == item.language && last->waiver == item.waiver &&
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

void
builder_close_leaf(Builder *builder)
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
  g_array_set_size(builder->spans, 0);
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

/* Where the info string stands. One with an entity or escape is md4c's own copy: that is the next
 * fence's after the last text. */
static Span
find_info(const Builder *builder, const MD_ATTRIBUTE *info)
{
  const char *text = builder->masked.text, *end = text + builder->masked.length;
  if (builder_owns(builder, info->text)) {
    size_t start = (size_t)(info->text - text);
    return builder_span(builder, start, start + info->size);
  }
  const char *at = text + builder->cursor;
  while (at < end && strncmp(at, "```", 3) != 0 && strncmp(at, "~~~", 3) != 0)
    at++;
  while (at < end && strchr("`~ ", *at))
    at++;
  const char *stop = at;
  while (stop < end && *stop != '\n')
    stop++;
  return builder_span(builder, (size_t)(at - text), (size_t)(stop - text));
}

/* The fence's info string: language, then attributes in braces. */
static void
read_info(Builder *builder, Block *block, const MD_BLOCK_CODE_DETAIL *detail)
{
  const MarkdownContext *context = builder->context;
  block->info = detail->lang.size ? attribute_text(builder, &detail->lang) : NULL;
  if (!detail->info.size)
    return;
  const char *info = attribute_text(builder, &detail->info), *brace = strchr(info, '{');
  block->span = find_info(builder, &detail->info);
  if (!brace)
    return;
  Span span = block->span;
  span.start = MIN(span.start + (size_t)(brace - info), span.end);
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
  builder_close_leaf(builder);
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
                 builder_span(builder, builder->cursor, builder->cursor + 1), NULL,
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
  builder_close_leaf(builder);
  builder->in_html = false;
  Frame frame = g_array_index(builder->frames, Frame, builder->frames->len - 1);
  g_array_set_size(builder->frames, builder->frames->len - 1);
  if (frame.block != frame.outer || type == MD_BLOCK_DOC) {
    close_divs(builder, frame.block);
    builder->current = frame.outer;
    if (type == MD_BLOCK_TABLE)
      builder_end_table(builder, frame.block);
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
    Span span = builder_span(builder, builder->cursor, builder->cursor + 1);
    if (src->text && builder_owns(builder, src->text)) {
      size_t start = (size_t)(src->text - builder->masked.text);
      span = builder_span(builder, start, start + src->size);
    }
    builder->image = builder_inline(builder, INLINE_IMAGE, attribute_text(builder, src), span);
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
    builder_add(builder, builder->image);
    builder->cursor = MAX(builder->cursor, builder->image.span.end - builder->base);
  }
  return 0;
}

static int
on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user)
{
  builder_text(user, type, text, size);
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
  builder.rows = g_ptr_array_new();
  builder.spans = g_array_new(FALSE, FALSE, sizeof(OpenSpan));
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
  g_ptr_array_free(builder.rows, TRUE);
  g_array_free(builder.spans, TRUE);
  g_string_free(builder.image_alt, TRUE);
  g_string_free(builder.code_text, TRUE);
  structure_blocks(context, root);
  return root;
}
