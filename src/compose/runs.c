#include "compose/typography_private.h"

#include <string.h>

static const char *const SCHEMES[] = { "https:", "http:", "mailto:", "tel:" };

/* A path below the document's own: it has no scheme and does not go up. */
static bool
is_file_beside(const char *href)
{
  size_t scheme = strcspn(href, ":/?#");
  return *href && *href != '/' && href[scheme] != ':' && !g_str_has_prefix(href, "../") &&
         !strstr(href, "/../");
}

const char *
checked_link(const Composer *composer, const char *href, bool files, Span span)
{
  if (!href)
    return NULL;
  if (*href == '#') {
    if (g_hash_table_contains(composer->labels, href + 1))
      return href;
    diag_error(composer->diags, "unknown-reference", span, NULL, "nothing here is called \"%s\"",
               href + 1);
    return NULL;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(SCHEMES); i++) {
    if (g_ascii_strncasecmp(href, SCHEMES[i], strlen(SCHEMES[i])) == 0)
      return href;
  }
  if (files && is_file_beside(href))
    return href;
  diag_warning(composer->diags, "link-left-out", span, "link to https://… or #id",
               "\"%s\" leads nowhere from a document that is passed on", href);
  return NULL;
}

static const char *
suggest_label(const Composer *composer, const char *wrong)
{
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array(composer->labels, NULL);
  return diag_suggest(wrong, (const char *const *)keys);
}

/* "Figure 3" does not part at a line's end. */
static const char *
unbroken(const Composer *composer, const char *text)
{
  g_autoptr(GString) out = g_string_new(text);
  g_string_replace(out, " ", "\xc2\xa0", 0);
  return arena_strdup(composer->arena, out->str);
}

static TextRun
run_from_reference(const Composer *composer, const Inline *item)
{
  const Label *label = g_hash_table_lookup(composer->labels, item->text);
  TextRun run = { .style = item->style, .literal = true };
  if (!label) {
    const char *near = suggest_label(composer, item->text);
    g_autofree char *hint = near ? g_strdup_printf("did you mean @%s?", near) : NULL;
    diag_error(composer->diags, "unknown-reference", item->span, hint,
               "nothing here is called \"%s\"", item->text);
    run.text = arena_printf(composer->arena, "@%s", item->text);
    return run;
  }
  run.text =
      label->number || label->section ? unbroken(composer, label->reference) : label->reference;
  run.href = arena_printf(composer->arena, "#%s", label->id);
  return run;
}

/* The number of a note, given at its first reference. */
static int
note_number(Composer *composer, const Inline *item)
{
  Block *note = g_hash_table_lookup(composer->notes, item->text);
  guint index;
  if (!note) {
    diag_error(composer->diags, "unknown-note", item->span, "write it as [^label]: text",
               "there is no note \"%s\"", item->text);
    return 0;
  }
  if (!g_ptr_array_find(composer->note_order, note, &index)) {
    index = composer->note_order->len;
    g_ptr_array_add(composer->note_order, note);
  }
  return (int)index + 1;
}

static TextRun
run_from_note(Composer *composer, const Inline *item)
{
  TextRun run = { .text = "", .style = item->style };
  run.note = note_number(composer, item);
  if (run.note) {
    run.text = arena_printf(composer->arena, "%d", run.note);
    run.href = arena_printf(composer->arena, "#note-%d", run.note);
  }
  return run;
}

/* Is a backslash before it? Then its first character is meant as it is typed. */
static bool
is_escaped(const Inline *item)
{
  return item->span.source && item->span.start > 0 &&
         item->span.source->text[item->span.start - 1] == '\\';
}

static TextRun
run_in_own_language(Composer *composer, const Inline *item)
{
  TextRun run = { .text = item->text, .style = item->style };
  switch (item->kind) {
  case INLINE_TEXT:
    run.href = checked_link(composer, item->href, false, item->span);
    run.escaped = is_escaped(item);
    break;
  case INLINE_BREAK:
    run.line_break = true;
    break;
  case INLINE_FIGURE:
    run.text = inline_figure_text(composer, item);
    run.literal = true;
    run.href = checked_link(composer, item->href, false, item->span);
    break;
  case INLINE_REFERENCE:
    run = run_from_reference(composer, item);
    break;
  case INLINE_FOOTNOTE:
    run = run_from_note(composer, item);
    break;
  case INLINE_IMAGE:
    diag_error(composer->diags, "image-in-text", item->span,
               "let it stand in a paragraph by itself", "an image cannot stand within a line");
    run.text = item->title ? item->title : "";
    break;
  }
  return run;
}

static TextRun
run_from_inline(Composer *composer, const Inline *item)
{
  if (!item->language || strcmp(item->language, composer->voice.language) == 0)
    return run_in_own_language(composer, item);
  VoiceBefore before = voice_enter(composer, item->language);
  TextRun run = run_in_own_language(composer, item);
  voice_leave(composer, before);
  if (!run.note && item->kind != INLINE_REFERENCE)
    run.language = item->language;
  return run;
}

TextRuns
runs_from_inlines(Composer *composer, InlineList inlines)
{
  g_autoptr(GArray) runs = g_array_sized_new(FALSE, FALSE, sizeof(TextRun), (guint)inlines.count);
  for (size_t i = 0; i < inlines.count; i++) {
    const TextRun run = run_from_inline(composer, &inlines.items[i]);
    number_links_cut(composer, &inlines.items[i], &run, runs);
  }
  return runs_typeset(composer, (TextRuns){ (const TextRun *)(void *)runs->data, runs->len });
}

/* Notes are left out, and so not numbered. */
static TextRuns
runs_without_notes(Composer *composer, InlineList inlines)
{
  TextRun *runs = arena_array(composer->arena, TextRun, inlines.count + 1);
  size_t count = 0;
  for (size_t i = 0; i < inlines.count; i++) {
    if (inlines.items[i].kind != INLINE_FOOTNOTE)
      runs[count++] = run_from_inline(composer, &inlines.items[i]);
  }
  return (TextRuns){ runs, count };
}

static char *
plain_text(const Composer *composer, TextRuns runs)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (size_t i = 0; i < runs.count; i++)
    g_string_append(out, runs.items[i].line_break ? " " : runs.items[i].text);
  g_strstrip(out->str);
  return arena_strdup(composer->arena, out->str);
}

char *
text_from_inlines(Composer *composer, InlineList inlines)
{
  return plain_text(composer, runs_typeset(composer, runs_without_notes(composer, inlines)));
}

char *
text_fill(Composer *composer, const char *text, Span span)
{
  if (!text || !strstr(text, "{{"))
    return arena_strdup(composer->arena, text);
  InlineList inlines = inlines_from_text(composer->arena, text, span, composer->diags);
  return plain_text(composer, runs_without_notes(composer, inlines));
}

const char *
prose_fill(Composer *composer, const char *text, Span span)
{
  return text_typeset(composer, text_fill(composer, text, span));
}

/* Parsing bounds the depth of nodes. */
static bool
needs_filling(const Node *node)
{
  if (node_is(node, NODE_STRING))
    return strstr(node->string, "{{") != NULL;
  bool found = false;
  for (size_t i = 0; node_is(node, NODE_LIST) && i < node->count && !found; i++)
    found = needs_filling(node->items[i]);
  for (size_t i = 0; node_is(node, NODE_MAP) && i < node->count && !found; i++)
    found = needs_filling(node->entries[i].value);
  return found;
}

static const Node *
fill_map(Composer *composer, const Node *map)
{
  NodeEntry *entries = arena_array(composer->arena, NodeEntry, map->count);
  for (size_t i = 0; i < map->count; i++) {
    entries[i] = map->entries[i];
    entries[i].value = node_fill(composer, entries[i].value);
  }
  return node_new_map(composer->arena, entries, map->count, map->span);
}

static const Node *
fill_list(Composer *composer, const Node *list)
{
  const Node **items = arena_array(composer->arena, const Node *, list->count);
  for (size_t i = 0; i < list->count; i++)
    items[i] = node_fill(composer, list->items[i]);
  return node_new_list(composer->arena, items, list->count, list->span);
}

const Node *
node_fill(Composer *composer, const Node *node)
{
  if (!needs_filling(node))
    return node;
  if (node->kind == NODE_MAP)
    return fill_map(composer, node);
  if (node->kind == NODE_LIST)
    return fill_list(composer, node);
  return node_new_string(composer->arena, text_fill(composer, node->string, node->span),
                         node->span);
}
