#include "compose/passages.h"
#include "compose/composer_private.h"

#include <string.h>

typedef struct Collector {
  Composer *composer;
  GArray *passages; /* Passage */
  GArray *claims;   /* Claim */
  size_t section, group;
  size_t item, items, depth; /* of lists: which one is read, how many were, how deep it lies */
  const char *waiver;        /* of the block that is read, or one around it */
  const Block *before;       /* the paragraph that was read last; NULL: another block was */
} Collector;

/* A passage as it grows. */
typedef struct Draft {
  Collector *collector;
  Passage passage;
  GString *text;
  GArray *pieces; /* PassagePiece */
} Draft;

static Draft
draft_new(Collector *collector, PassageKind kind)
{
  Draft draft = { .collector = collector,
                  .text = g_string_new(NULL),
                  .pieces = g_array_new(FALSE, FALSE, sizeof(PassagePiece)) };
  draft.passage = (Passage){ .kind = kind,
                             .language = collector->composer->voice.language,
                             .section = collector->section,
                             .group = collector->group,
                             .item = collector->item,
                             .depth = collector->depth };
  return draft;
}

static void
draft_add(Draft *draft, PieceKind kind, const char *text, Span span, const char *expression,
          const char *waiver)
{
  PassagePiece piece = { .kind = kind,
                         .start = draft->text->len,
                         .span = span,
                         .expression = expression,
                         .waiver = waiver ? waiver : draft->collector->waiver };
  g_string_append(draft->text, text);
  piece.end = draft->text->len;
  if (piece.end > piece.start)
    g_array_append_val(draft->pieces, piece);
}

static void
draft_add_inline(Draft *draft, const Inline *item)
{
  Composer *composer = draft->collector->composer;
  switch (item->kind) {
  case INLINE_TEXT:
    draft_add(draft, item->style & STYLE_CODE ? PIECE_CODE : PIECE_TEXT, item->text, item->span,
              NULL, item->waiver);
    break;
  case INLINE_BREAK:
    draft_add(draft, PIECE_TEXT, " ", item->span, NULL, NULL);
    break;
  case INLINE_FIGURE:
    draft_add(draft, PIECE_FIGURE, inline_figure_text(composer, item), item->span, item->text,
              item->waiver);
    break;
  case INLINE_REFERENCE: {
    const Label *label = g_hash_table_lookup(composer->labels, item->text);
    draft_add(draft, PIECE_REFERENCE, label ? label->reference : item->text, item->span, NULL,
              NULL);
    break;
  }
  case INLINE_IMAGE:
    draft_add(draft, PIECE_TEXT, item->title ? item->title : "", item->span, NULL, NULL);
    break;
  case INLINE_FOOTNOTE:
    break;
  }
}

static void
draft_add_inlines(Draft *draft, InlineList inlines)
{
  for (size_t i = 0; i < inlines.count; i++)
    draft_add_inline(draft, &inlines.items[i]);
}

/* A text of the front matter or a specification. */
static void
draft_add_text(Draft *draft, const char *text, Span span)
{
  Composer *composer = draft->collector->composer;
  if (text)
    draft_add_inlines(draft, inlines_from_text(composer->arena, text, span, composer->diags));
}

static void
draft_end(Draft *draft)
{
  Collector *collector = draft->collector;
  Arena *arena = collector->composer->arena;
  Passage *passage = &draft->passage;
  if (draft->text->len > 0) {
    passage->text = arena_strndup(arena, draft->text->str, draft->text->len);
    passage->piece_count = draft->pieces->len;
    passage->pieces =
        arena_dup(arena, draft->pieces->data, draft->pieces->len * sizeof(PassagePiece));
    g_array_append_val(collector->passages, *passage);
  }
  g_string_free(draft->text, TRUE);
  g_array_free(draft->pieces, TRUE);
}

static void
add_inlines(Collector *collector, PassageKind kind, InlineList inlines, const char *context)
{
  Draft draft = draft_new(collector, kind);
  draft.passage.context = context;
  draft_add_inlines(&draft, inlines);
  draft_end(&draft);
}

static void
add_text(Collector *collector, PassageKind kind, const char *text, Span span, const char *context)
{
  Draft draft = draft_new(collector, kind);
  draft.passage.context = context;
  draft_add_text(&draft, text, span);
  draft_end(&draft);
}

/* ---- tables that are typed ---- */

static const char *
join_context(Arena *arena, const char *a, const char *b)
{
  if (!a || !*a)
    return b;
  return b && *b ? arena_printf(arena, "%s; %s", a, b) : a;
}

static const Block *
cell_at(const Block *row, size_t column)
{
  const Block *cell = row ? row->first : NULL;
  for (; cell && column > 0; column--)
    cell = cell->next;
  return cell;
}

static const char *
cell_text(Collector *collector, const Block *cell)
{
  return cell ? text_from_inlines(collector->composer, cell->inlines) : NULL;
}

/* "Table 1. …", «1-кесте. …»: does a line say itself that it is a table's caption? */
static bool
is_numbered_caption(const char *line)
{
  static const char *const NAMES[] = { "Table ", "Таблица " };
  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++)
    if (g_str_has_prefix(line, NAMES[i]) &&
        g_ascii_isdigit(line[strlen(NAMES[i])])) /* not "Table salt costs …" */
      return true;
  return g_str_has_prefix(line + strspn(line, "0123456789"), "-кесте");
}

/* A line before a table is its caption: without a full stop, or numbered as one. */
static const char *
line_before(Collector *collector)
{
  enum { LONGEST_LINE = 240 };
  if (!collector->before)
    return NULL;
  const char *line = text_from_inlines(collector->composer, collector->before->inlines);
  size_t length = line ? strlen(line) : 0;
  bool sentence = length > 0 && strchr(".!?", line[length - 1]);
  bool caption = length > 0 && (!sentence || is_numbered_caption(line));
  return caption && length <= LONGEST_LINE ? line : NULL;
}

static void
read_table(Collector *collector, const Block *table)
{
  Arena *arena = collector->composer->arena;
  collector->group++;
  const char *caption = text_from_inlines(collector->composer, table->caption);
  caption = caption && *caption ? caption : line_before(collector);
  add_inlines(collector, PASSAGE_CAPTION, table->caption, NULL);
  for (const Block *row = table->first; row; row = row->next) {
    size_t column = 0;
    for (const Block *cell = row->first; cell; cell = cell->next, column++) {
      const char *heads = row->head ? NULL : cell_text(collector, cell_at(table->first, column));
      if (column > 0 && !row->head)
        heads = join_context(arena, heads, cell_text(collector, row->first));
      Draft draft = draft_new(collector, PASSAGE_CELL);
      draft.passage.heads = heads;
      draft.passage.context = join_context(arena, heads, caption);
      draft_add_inlines(&draft, cell->inlines);
      draft_end(&draft);
    }
  }
  collector->group++;
}

/* ---- charts, queries and key figures ---- */

/* What of a specification is read by people. */
static const char *const SPOKEN[] = { "title", "subtitle", "description", "text",
                                      "note",  "source",   "caption",     NULL };

typedef struct FigureReader {
  Collector *collector;
  const char *context;
} FigureReader;

static void
read_spoken(const FigureReader *reader, const Node *node)
{
  if (node_is(node, NODE_LIST)) {
    for (size_t i = 0; i < node->count; i++)
      read_spoken(reader, node->items[i]);
  } else if (node_is(node, NODE_STRING)) {
    add_text(reader->collector, PASSAGE_FIGURE, node->string, node->span, reader->context);
  }
}

/* A text mark's own words stand under "value"; data that is typed is no prose. */
static void
read_specification(const FigureReader *reader, const Node *node)
{
  for (size_t i = 0; node_is(node, NODE_LIST) && i < node->count; i++)
    read_specification(reader, node->items[i]);
  for (size_t i = 0; node_is(node, NODE_MAP) && i < node->count; i++) {
    const NodeEntry *entry = &node->entries[i];
    if (strcmp(entry->key, "data") == 0 || strcmp(entry->key, "transform") == 0)
      continue;
    if (g_strv_contains(SPOKEN, entry->key)) {
      read_spoken(reader, entry->value);
      read_spoken(reader, node_get(entry->value, "value"));
    }
    if (!node_is(entry->value, NODE_STRING))
      read_specification(reader, entry->value);
  }
}

static const char *
spoken_text(Composer *composer, const Node *node)
{
  const Node *text = node_is(node, NODE_MAP) ? node_get(node, "text") : node;
  return node_is(text, NODE_STRING) ? text_fill(composer, text->string, text->span) : NULL;
}

static void
read_figure(Collector *collector, const Block *block)
{
  Composer *composer = collector->composer;
  const char *waiver = collector->waiver;
  const char *own = node_string(node_path(block->node, "usermeta.sholu.waived"), NULL);
  collector->waiver = own ? own : waiver;
  collector->group++;
  const char *context = spoken_text(composer, node_get(block->node, "title"));
  context = join_context(composer->arena, context,
                         spoken_text(composer, node_get(block->node, "subtitle")));
  context = join_context(composer->arena, context,
                         spoken_text(composer, node_get(block->node, "caption")));
  context = join_context(composer->arena, context,
                         node_string(node_path(block->node, "data.name"), NULL));
  read_specification(&(FigureReader){ collector, context }, block->node);
  add_inlines(collector, PASSAGE_CAPTION, block->caption, context);
  collector->group++;
  collector->waiver = waiver;
}

/* "Label, period: value unit; change": one passage, so that its parts label each other. */
static void
read_kpis(Collector *collector, const Node *list)
{
  static const struct {
    const char *key, *before;
  } PARTS[] = {
    { "label", "" }, { "value", ": " }, { "unit", " " }, { "change", "; " }, { "period", ", " }
  };
  for (size_t i = 0; node_is(list, NODE_LIST) && i < list->count; i++) {
    Draft draft = draft_new(collector, PASSAGE_KPI);
    for (size_t j = 0; j < G_N_ELEMENTS(PARTS); j++) {
      const Node *part = node_get(list->items[i], PARTS[j].key);
      const char *text = node_text(part, NULL);
      if (text && draft.text->len > 0)
        draft_add(&draft, PIECE_TEXT, PARTS[j].before, part->span, NULL, NULL);
      if (text)
        draft_add_text(&draft, text, part->span);
    }
    draft_end(&draft);
    collector->group++;
  }
}

/* ---- the document ---- */

static void read_block(Collector *collector, const Block *block);

static void
read_children(Collector *collector, const Block *block)
{
  for (const Block *child = block->first; child; child = child->next)
    read_block(collector, child);
}

static void
read_heading(Collector *collector, const Block *block)
{
  collector->section++;
  collector->group++;
  add_inlines(collector, PASSAGE_HEADING, block->inlines, NULL);
  collector->group++;
}

static void
read_paragraph(Collector *collector, const Block *block)
{
  PassageKind kind = block->kind == BLOCK_NOTE ? PASSAGE_FOOTNOTE : PASSAGE_PARAGRAPH;
  bool listed = block->parent && block->parent->kind == BLOCK_ITEM;
  collector->group += !listed;
  add_inlines(collector, kind, block->inlines, NULL);
}

static void
read_item(Collector *collector, const Block *block)
{
  size_t around = collector->item;
  collector->item = ++collector->items;
  collector->depth++;
  if (block->inlines.count > 0)
    read_paragraph(collector, block);
  read_children(collector, block);
  collector->depth--;
  collector->item = around;
}

static void
read_claim(Collector *collector, const Block *block)
{
  Claim claim = { .sql = attributes_value(&block->attributes, "claim"),
                  .span = block->attributes.span };
  if (!claim.sql)
    return;
  claim_evaluate(collector->composer, &claim);
  g_array_append_val(collector->claims, claim);
}

static void
read_block(Collector *collector, const Block *block)
{
  const char *waiver = collector->waiver;
  const char *own = attributes_value(&block->attributes, "waived");
  collector->waiver = own ? own : waiver;
  VoiceBefore before =
      voice_enter(collector->composer, attributes_value(&block->attributes, "lang"));
  read_claim(collector, block);
  switch ((int)block->kind) {
  case BLOCK_HEADING:
    read_heading(collector, block);
    break;
  case BLOCK_PARAGRAPH:
  case BLOCK_NOTE:
    read_paragraph(collector, block);
    break;
  case BLOCK_TABLE:
    read_table(collector, block);
    break;
  case BLOCK_CHART:
  case BLOCK_QUERY:
    read_figure(collector, block);
    break;
  case BLOCK_KPI:
    read_kpis(collector, block->node);
    break;
  case BLOCK_ITEM:
    read_item(collector, block);
    break;
  default:
    read_children(collector, block);
  }
  voice_leave(collector->composer, before);
  collector->waiver = waiver;
  collector->before = block->kind == BLOCK_PARAGRAPH ? block : NULL;
}

PassageList
compose_passages(Arena *arena, Document *document, const ComposeOptions *options, DiagList *diags)
{
  const FrontMatter *front = &document->front;
  Composer composer = composer_new(arena, document, options, diags);
  labels_collect(&composer, document->body);
  Collector collector = { .composer = &composer,
                          .passages = g_array_new(FALSE, TRUE, sizeof(Passage)),
                          .claims = g_array_new(FALSE, FALSE, sizeof(Claim)) };
  add_text(&collector, PASSAGE_TITLE, front->title, front->title_span, NULL);
  add_text(&collector, PASSAGE_TITLE, front->subtitle, front->subtitle_span, NULL);
  read_kpis(&collector, front->kpis);
  read_block(&collector, document->body);
  PassageList list = {
    .items = arena_dup(arena, collector.passages->data, collector.passages->len * sizeof(Passage)),
    .count = collector.passages->len,
    .file = document->source->name,
    .language = composer.voice.language,
    .claims = arena_dup(arena, collector.claims->data, collector.claims->len * sizeof(Claim)),
    .claim_count = collector.claims->len
  };
  g_array_free(collector.passages, TRUE);
  g_array_free(collector.claims, TRUE);
  composer_finish(&composer);
  return list;
}

/* ---- places ---- */

const PassagePiece *
passage_piece(const Passage *passage, size_t at)
{
  size_t low = 0, high = passage->piece_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (passage->pieces[middle].end <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low < passage->piece_count ? &passage->pieces[low] : NULL;
}

/* How often a text begins in [from, to). */
static size_t
count_places(const char *from, const char *to, const char *wanted)
{
  size_t count = 0, length = strlen(wanted);
  for (; length > 0 && from < to; from++)
    count += strncmp(from, wanted, length) == 0;
  return count;
}

/* Where it begins for the n-th time from 0, else for the last; NULL: it does not. */
static const char *
nth_place(const char *from, const char *to, const char *wanted, size_t n)
{
  const char *found = NULL, *at = g_strstr_len(from, to - from, wanted);
  for (; at && *wanted; n--) {
    found = at;
    at = n > 0 ? g_strstr_len(at + 1, to - at - 1, wanted) : NULL;
  }
  return found;
}

/* Where a stretch of a piece is spelt in its span; false: it is not. */
static bool
find_stretch(const Passage *passage, const PassagePiece *piece, size_t start, size_t end,
             Span *found)
{
  const Span span = piece->span;
  if (!span.source)
    return false;
  const char *source = span.source->text, *text = passage->text;
  size_t length = piece->end - piece->start;
  if (span.end - span.start == length &&
      memcmp(source + span.start, text + piece->start, length) == 0) {
    *found =
        (Span){ span.source, span.start + start - piece->start, span.start + end - piece->start };
    return true;
  }
  g_autofree char *wanted = g_strndup(text + start, end - start);
  const char *at = nth_place(source + span.start, source + span.end, wanted,
                             count_places(text + piece->start, text + start, wanted));
  if (!at)
    return false;
  size_t offset = (size_t)(at - source);
  *found = (Span){ span.source, offset, offset + (end - start) };
  return true;
}

Span
passage_span(const Passage *passage, size_t start, size_t end)
{
  const PassagePiece *first = passage_piece(passage, start);
  if (!first)
    return (Span){ 0 };
  const PassagePiece *last = passage_piece(passage, end > start ? end - 1 : start);
  Span from = first->span, to = last ? last->span : first->span;
  if (first->kind != PIECE_FIGURE)
    find_stretch(passage, first, start, MIN(end, first->end), &from);
  if (last && last != first && last->kind != PIECE_FIGURE)
    find_stretch(passage, last, MAX(start, last->start), end, &to);
  else if (last == first)
    to = from;
  if (from.source != to.source || to.end < from.start)
    return from;
  return (Span){ from.source, from.start, to.end };
}
