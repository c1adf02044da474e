#include "compose/document_private.h"

#include "core/file.h"

#include <string.h>

/* Cross-references: "@fig-x" not inside a word. */
static const char *const REFERENCE_KINDS[] = { "fig-", "tbl-", "sec-" };

static bool
is_id_byte(char c)
{
  return g_ascii_isalnum(c) || (unsigned char)c >= 0x80 || c == '-' || c == '_';
}

/* Length of a reference at text[at] == '@', or 0. */
static size_t
reference_length(const char *text, size_t at)
{
  if (at > 0 && is_id_byte(text[at - 1]))
    return 0;
  for (size_t i = 0; i < G_N_ELEMENTS(REFERENCE_KINDS); i++) {
    size_t prefix = strlen(REFERENCE_KINDS[i]);
    if (strncmp(text + at + 1, REFERENCE_KINDS[i], prefix))
      continue;
    size_t end = at + 1 + prefix;
    while (text[end] && is_id_byte(text[end]))
      end++;
    return end > at + 1 + prefix ? end - at : 0;
  }
  return 0;
}

static Inline
part_of(Arena *arena, const Inline *item, size_t start, size_t end)
{
  Inline part = *item;
  part.text = arena_strndup(arena, item->text + start, end - start);
  bool verbatim = item->span.end - item->span.start == strlen(item->text);
  if (verbatim)
    part.span = (Span){ item->span.source, item->span.start + start, item->span.start + end };
  return part;
}

static void
split_references(Arena *arena, const Inline *item, GArray *out)
{
  size_t from = 0;
  for (const char *at = strchr(item->text, '@'); at; at = strchr(at + 1, '@')) {
    size_t start = (size_t)(at - item->text);
    size_t length = reference_length(item->text, start);
    if (!length)
      continue;
    if (start > from) {
      Inline before = part_of(arena, item, from, start);
      g_array_append_val(out, before);
    }
    Inline reference = part_of(arena, item, start, start + length);
    reference.kind = INLINE_REFERENCE;
    reference.text++;
    g_array_append_val(out, reference);
    from = start + length;
  }
  size_t length = strlen(item->text);
  Inline rest = from ? part_of(arena, item, from, length) : *item;
  if (from < length || !from)
    g_array_append_val(out, rest);
}

static InlineList
resolve_references(Arena *arena, InlineList inlines)
{
  g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(Inline));
  for (size_t i = 0; i < inlines.count; i++) {
    const Inline *item = &inlines.items[i];
    if (item->kind == INLINE_TEXT && !(item->style & STYLE_CODE))
      split_references(arena, item, out);
    else
      g_array_append_vals(out, item, 1);
  }
  return (InlineList){ arena_dup(arena, out->data, out->len * sizeof(Inline)), out->len };
}

static bool
is_blank(const char *text)
{
  return text[strspn(text, " \t\r\n")] == '\0';
}

static Inline
trim_end(Arena *arena, const Inline *item, size_t end)
{
  while (end > 0 && g_ascii_isspace(item->text[end - 1]))
    end--;
  return part_of(arena, item, 0, end);
}

/* A key that blocks know; or, where they may have one, an id or a class. */
static bool
begins_attributes(const char *text, bool named)
{
  static const char *const KEYS[] = { "lang=", "waived=", "claim=" };
  bool key = named && (*text == '#' || *text == '.');
  for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++)
    key = key || g_str_has_prefix(text, KEYS[i]);
  return key;
}

/* Takes "{#id .class}" off the end of a heading or caption, {claim="…"} also of other texts. */
static void
take_attributes(const MarkdownContext *context, InlineList *inlines, Attributes *attributes,
                bool named)
{
  if (inlines->count == 0)
    return;
  const Inline *last = &inlines->items[inlines->count - 1];
  if (last->kind != INLINE_TEXT || last->style & STYLE_CODE)
    return;
  size_t end = strlen(last->text);
  while (end > 0 && g_ascii_isspace(last->text[end - 1]))
    end--;
  const char *brace = strrchr(last->text, '{');
  if (end == 0 || last->text[end - 1] != '}' || !brace || !begins_attributes(brace + 1, named))
    return;
  size_t start = (size_t)(brace - last->text);
  Inline braces = part_of(context->arena, last, start, end);
  *attributes = attributes_parse(context->arena, braces.text, braces.span, context->diags);
  Inline *items = arena_dup(context->arena, inlines->items, inlines->count * sizeof(Inline));
  items[inlines->count - 1] = trim_end(context->arena, last, start);
  inlines->items = items;
  inlines->count -= items[inlines->count - 1].text[0] == '\0';
}

/* Where the caption starts in a paragraph's first text: after ":" or "Table:"; 0: it is none. */
static size_t
caption_start(InlineList inlines)
{
  if (inlines.count == 0 || inlines.items[0].kind != INLINE_TEXT || inlines.items[0].style)
    return 0;
  const char *text = inlines.items[0].text;
  size_t lead = g_str_has_prefix(text, "Table:") ? 6 : *text == ':' ? 1 : 0;
  return lead ? lead + strspn(text + lead, " ") : 0;
}

/* Gives a table its caption and the caption's attributes. */
static void
set_caption(const MarkdownContext *context, Block *table, InlineList inlines)
{
  Inline *items = arena_dup(context->arena, inlines.items, inlines.count * sizeof(Inline));
  items[0] = part_of(context->arena, &items[0], caption_start(inlines), strlen(items[0].text));
  table->caption = (InlineList){ items, inlines.count };
  take_attributes(context, &table->caption, &table->attributes, true);
  table->caption = resolve_references(context->arena, table->caption);
}

/* Without an empty line between them, the caption's line is read as the table's last row. */
static void
take_caption_row(const MarkdownContext *context, Block *table)
{
  Block *row = table->last, *before = NULL;
  if (!row || row->head || !row->first || !caption_start(row->first->inlines))
    return;
  for (const Block *cell = row->first->next; cell; cell = cell->next) {
    if (cell->inlines.count)
      return;
  }
  set_caption(context, table, row->first->inlines);
  for (Block *at = table->first; at && at != row; at = at->next)
    before = at;
  if (before) {
    before->next = NULL;
    table->last = before;
  }
}

static bool
is_specification(const char *path)
{
  static const char *const EXTENSIONS[] = { ".json", ".yaml", ".yml" };
  for (size_t i = 0; i < G_N_ELEMENTS(EXTENSIONS); i++) {
    if (g_str_has_suffix(path, EXTENSIONS[i]))
      return true;
  }
  return false;
}

static void
load_specification(const MarkdownContext *context, Block *chart, const char *path, Span span)
{
  Arena *arena = context->arena;
  g_autoptr(GError) error = NULL;
  bool absolute = *path == '/';
  char *file = file_resolve(arena, context->root, absolute ? context->root : context->folder,
                            path + strspn(path, "/"), &error);
  Source *source = file ? source_load(arena, file, 0, &error) : NULL;
  Span invalid;
  if (!source) {
    diag_error(context->diags, "chart-not-read", span, NULL, "the chart cannot be read: %s",
               error->message);
    return;
  }
  if (source_find_invalid(source, &invalid)) {
    diag_error(context->diags, "encoding-error", invalid, NULL, "the file is not UTF-8");
    return;
  }
  source->name = path;
  chart->node = node_parse(arena, source, context->diags);
  char *folder = g_path_get_dirname(file);
  chart->folder = arena_strdup(arena, folder);
  g_free(folder);
}

/* A picture's title, source and note are attributes; they stand where a specification has them. */
static const Node *
texts_of_picture(Arena *arena, const Attributes *attributes)
{
  static const char *const NAMES[] = { "source", "note" };
  const Node *notes = NULL, *texts = node_new_map(arena, NULL, 0, attributes->span);
  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    const char *text = attributes_value(attributes, NAMES[i]);
    if (text)
      notes = node_with(arena, notes, NAMES[i], node_new_string(arena, text, attributes->span));
  }
  const char *title = attributes_value(attributes, "title");
  if (title)
    texts = node_with(arena, texts, "title", node_new_string(arena, title, attributes->span));
  return notes ? node_with(arena, texts, "usermeta", node_with(arena, NULL, "sholu", notes))
               : texts;
}

const SceneImage *
picture_load(const MarkdownContext *context, const char *path, Span span)
{
  Arena *arena = context->arena;
  g_autoptr(GError) error = NULL;
  const char *base = *path == '/' ? context->root : context->folder, *fault = NULL;
  char *file = file_resolve(arena, context->root, base, path + strspn(path, "/"), &error);
  const Source *source = file ? source_load(arena, file, 0, &error) : NULL;
  const SceneImage *image =
      source ? scene_image_load(arena, source->text, source->length, &fault) : NULL;
  if (!image)
    diag_error(context->diags, "image-not-read", span, NULL, "the picture cannot be read: %s",
               source ? fault : error->message);
  return image;
}

static void
load_picture(const MarkdownContext *context, Block *chart, const char *path, Span span)
{
  chart->image = picture_load(context, path, span);
  if (chart->image)
    chart->node = texts_of_picture(context->arena, &chart->attributes);
}

/* ![alt](x.vl.json){#fig-x .half}: a chart from a file; or a picture. */
static Block *
chart_from_image(const MarkdownContext *context, const Inline *image, const Inline *after)
{
  Block *chart = block_new(context->arena, BLOCK_CHART, NULL, image->span);
  chart->text = image->title;
  chart->folder = context->folder;
  if (after && after->kind == INLINE_TEXT && after->text[0] == '{')
    chart->attributes = attributes_parse(context->arena, after->text, after->span, context->diags);
  if (is_specification(image->text))
    load_specification(context, chart, image->text, image->span);
  else if (g_str_has_suffix(image->text, ".png"))
    load_picture(context, chart, image->text, image->span);
  else
    diag_error(context->diags, "image-not-supported", image->span,
               "save it as PNG, or name a chart's specification (.vl.json)",
               "a picture of this kind cannot be placed on a page");
  return chart;
}

/* A paragraph of nothing but images (and their attributes) becomes figures. */
static bool
images_only(const Block *block)
{
  bool any = false;
  for (size_t i = 0; i < block->inlines.count; i++) {
    const Inline *item = &block->inlines.items[i];
    bool attributes = any && item->kind == INLINE_TEXT && item->text[0] == '{';
    any |= item->kind == INLINE_IMAGE;
    if (item->kind != INLINE_IMAGE && item->kind != INLINE_BREAK && !attributes &&
        !is_blank(item->text))
      return false;
  }
  return any;
}

static void
add_charts(const MarkdownContext *context, const Block *paragraph, Block *parent)
{
  for (size_t i = 0; i < paragraph->inlines.count; i++) {
    const Inline *item = &paragraph->inlines.items[i];
    if (item->kind == INLINE_IMAGE)
      block_append(parent, chart_from_image(context, item,
                                            i + 1 < paragraph->inlines.count ? item + 1 : NULL));
  }
}

/* Fenced blocks whose text is YAML. */
static const struct {
  const char *info;
  BlockKind kind;
} SPECIFIED[] = {
  { "chart", BLOCK_CHART }, { "vega-lite", BLOCK_CHART }, { "table", BLOCK_QUERY },
  { "kpi", BLOCK_KPI },     { "gallery", BLOCK_GALLERY },
};

static void
structure_code(const MarkdownContext *context, Block *block)
{
  size_t found = 0;
  while (found < G_N_ELEMENTS(SPECIFIED) && g_strcmp0(block->info, SPECIFIED[found].info) != 0)
    found++;
  if (found == G_N_ELEMENTS(SPECIFIED))
    return;
  block->kind = SPECIFIED[found].kind;
  block->folder = context->folder;
  if (block->text_span.source)
    block->node = node_parse_span(context->arena, block->text_span, context->diags);
  else
    diag_error(context->diags, "empty-block", block->span, NULL, "there is nothing in this %s",
               block->info);
  block->text = NULL;
}

/* A paragraph may turn out to be the caption of the table before it, or images; false: it stays. */
static bool
absorb_paragraph(const MarkdownContext *context, const Block *block, Block *parent)
{
  Block *before = parent->last;
  if (block->inlines.count == 0)
    return true;
  if (images_only(block)) {
    add_charts(context, block, parent);
    return true;
  }
  bool table = before && (before->kind == BLOCK_TABLE || before->kind == BLOCK_QUERY);
  if (table && caption_start(block->inlines) && before->caption.count == 0) {
    set_caption(context, before, block->inlines);
    return true;
  }
  return false;
}

static void structure_block(const MarkdownContext *context, Block *block);

/* Rebuilds the list of children without what was absorbed. */
static void
structure_children(const MarkdownContext *context, Block *parent)
{
  Block *child = parent->first;
  parent->first = parent->last = NULL;
  while (child) {
    Block *next = child->next;
    structure_block(context, child);
    if (child->kind != BLOCK_PARAGRAPH || !absorb_paragraph(context, child, parent))
      block_append(parent, child);
    child = next;
  }
}

static void
structure_block(const MarkdownContext *context, Block *block)
{
  bool heading = block->kind == BLOCK_HEADING;
  bool text = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM;
  if (heading || (text && !images_only(block)))
    take_attributes(context, &block->inlines, &block->attributes, heading);
  if (block->kind == BLOCK_CODE)
    structure_code(context, block);
  if (block->inlines.count && block->kind != BLOCK_HTML)
    block->inlines = resolve_references(context->arena, block->inlines);
  if (block->first)
    structure_children(context, block);
  if (block->kind == BLOCK_TABLE)
    take_caption_row(context, block);
}

void
structure_blocks(const MarkdownContext *context, Block *document)
{
  structure_children(context, document);
}
