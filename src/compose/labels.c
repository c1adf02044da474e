#include "compose/composer_private.h"

#include <string.h>

enum { DEEPEST = 6 };

typedef struct Collector {
  Composer *composer;
  int figures, tables;
  int base;              /* the highest level of headings; 0: they are not numbered */
  int sections[DEEPEST]; /* numbers of the open sections, from the base on */
} Collector;

/* "Box office grew" → "box-office-grew", as Pandoc names headings. */
static char *
slug_from_text(Arena *arena, const char *text)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (const char *at = text; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (g_unichar_isalnum(c) || c == '_')
      g_string_append_unichar(out, g_unichar_tolower(c));
    else if (out->len && out->str[out->len - 1] != '-')
      g_string_append_c(out, '-');
  }
  while (out->len && out->str[out->len - 1] == '-')
    g_string_truncate(out, out->len - 1);
  return arena_strdup(arena, out->len ? out->str : "section");
}

static char *
free_id(const Composer *composer, const char *wanted)
{
  char *id = arena_strdup(composer->arena, wanted);
  for (int i = 1; g_hash_table_contains(composer->labels, id); i++)
    id = arena_printf(composer->arena, "%s-%d", wanted, i);
  return id;
}

/* Registers what a block is called; an id taken twice is a fault, and the first keeps it. */
static void
add_label(const Collector *collector, const Block *block, Label made)
{
  const Composer *composer = collector->composer;
  const char *id = made.id;
  bool taken = id && g_hash_table_contains(composer->labels, id);
  if (taken) {
    diag_error(composer->diags, "duplicate-id", block->attributes.span, "give it another",
               "the name #%s is taken already", id);
    made.id = NULL;
  }
  Label *label = arena_dup(composer->arena, &made, sizeof made);
  g_hash_table_insert(composer->block_labels, (gpointer)block, label);
  if (made.id)
    g_hash_table_insert(composer->labels, (gpointer)id, label);
}

static void
add_numbered(const Collector *collector, const Block *block, int number, StringName name,
             StringName reference)
{
  const Composer *composer = collector->composer;
  const char *const *texts = composer->voice.strings->texts;
  char *digits = arena_printf(composer->arena, "%d", number);
  add_label(collector, block,
            (Label){
                .id = block->attributes.id,
                .text = strings_fill(composer->arena, texts[name], digits, NULL),
                .reference = strings_fill(composer->arena, texts[reference], digits, NULL),
                .number = number,
            });
}

/* Tables without a caption stay unnumbered, and cannot be referred to. */
static void
label_table(Collector *collector, const Block *block)
{
  bool captioned = block->caption.count || node_get(block->node, "caption");
  if (captioned || block->attributes.id)
    add_numbered(collector, block, ++collector->tables, STRING_TABLE, STRING_TABLE_REFERENCE);
}

/* "2.1" for the next heading; NULL: it has no number. */
static const char *
section_number(Collector *collector, const Block *heading)
{
  if (!collector->base || attributes_has(&heading->attributes, "unnumbered"))
    return NULL;
  int depth = heading->level - collector->base;
  collector->sections[depth]++;
  for (int i = depth + 1; i < DEEPEST; i++)
    collector->sections[i] = 0;
  g_autoptr(GString) out = g_string_new(NULL);
  for (int i = 0; i <= depth; i++)
    g_string_append_printf(out, "%s%d", i ? "." : "", collector->sections[i]);
  return arena_strdup(collector->composer->arena, out->str);
}

static void
label_heading(Collector *collector, const Block *block)
{
  Composer *composer = collector->composer;
  const char *id = block->attributes.id;
  if (!id) {
    g_autofree char *slug =
        g_strdup(slug_from_text(composer->arena, inlines_plain(composer->arena, block->inlines)));
    id = free_id(composer, slug);
  }
  add_label(collector, block,
            (Label){ .id = id,
                     .text = "",
                     .reference = "",
                     .section = section_number(collector, block) });
}

static void
collect_note(Collector *collector, Block *block)
{
  const Composer *composer = collector->composer;
  if (g_hash_table_contains(composer->notes, block->attributes.id))
    diag_error(composer->diags, "duplicate-id", block->span, "give it another",
               "there is a note \"%s\" already", block->attributes.id);
  else
    g_hash_table_insert(composer->notes, (gpointer)block->attributes.id, block);
}

static void
collect_block(Collector *collector, Block *block)
{
  switch ((int)block->kind) {
  case BLOCK_CHART:
    add_numbered(collector, block, ++collector->figures, STRING_FIGURE, STRING_FIGURE_REFERENCE);
    break;
  case BLOCK_TABLE:
  case BLOCK_QUERY:
    label_table(collector, block);
    break;
  case BLOCK_HEADING:
    label_heading(collector, block);
    break;
  case BLOCK_NOTE:
    collect_note(collector, block);
    break;
  default:
    for (Block *child = block->first; child; child = child->next)
      collect_block(collector, child);
  }
}

/* What a reference to a heading prints is its number, or the heading, which may itself hold figures
 * and references: so it is made when all names are known. */
static void
title_headings(Composer *composer, const Block *block)
{
  if (block->kind == BLOCK_HEADING) {
    Label *label = g_hash_table_lookup(composer->block_labels, block);
    StringName name = label->section ? STRING_SECTION_REFERENCE : STRING_QUOTED;
    const char *title =
        label->section ? label->section : text_from_inlines(composer, block->inlines);
    label->text = label->reference =
        strings_fill(composer->arena, composer->voice.strings->texts[name], title, NULL);
  }
  for (const Block *child = block->first; child; child = child->next)
    title_headings(composer, child);
}

static int
highest_level(const Block *block)
{
  int level = block->kind == BLOCK_HEADING ? block->level : DEEPEST;
  for (const Block *child = block->first; child; child = child->next) {
    int inner = highest_level(child);
    level = MIN(level, inner);
  }
  return level;
}

const char *
heading_title(Composer *composer, const Block *heading)
{
  const Label *label = label_of(composer, heading);
  const char *title = text_from_inlines(composer, heading->inlines);
  return label && label->section ? arena_printf(composer->arena, "%s %s", label->section, title)
                                 : title;
}

void
labels_collect(Composer *composer, const Block *document)
{
  Collector collector = { .composer = composer };
  if (composer->document->front.number_sections)
    collector.base = highest_level(document);
  collect_block(&collector, (Block *)document);
  title_headings(composer, document);
}

const Label *
label_of(const Composer *composer, const Block *block)
{
  return g_hash_table_lookup(composer->block_labels, block);
}
