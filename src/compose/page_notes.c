#include "compose/pages_private.h"

#define NOTES_ABOVE 14.0 /* the gap above the notes and the rule in it */
#define NOTE_GAP 2.0     /* below each note */
#define NOTE_INDENT 12.0

/* A note, set, and where its lines stand in the queue. */
typedef struct SetNote {
  const SceneNode *label;
  TextLines lines;
  const Part *part;
  bool queued;
} SetNote;

double
notes_block_height(double notes)
{
  return notes > 0 ? notes + NOTES_ABOVE : 0;
}

/* That of the passage in which a note is written; NULL: the document's. */
static const char *
language_around(const Composer *composer, const Block *block)
{
  const char *language = NULL;
  for (; block && !language; block = block->parent)
    language = attributes_language(&block->attributes, composer->diags);
  return language;
}

static SetNote
set_note(Composer *composer, const Block *block, int number, double width)
{
  const Type *type = &composer->theme->types[TYPE_NOTE];
  VoiceBefore before = voice_enter(composer, language_around(composer, block));
  TextLayout layout = { .type = type, .width = NOTE_INDENT };
  const char *digits = arena_printf(composer->arena, "%d", number);
  TextLines label = text_layout(composer, &layout, runs_from_text(composer, digits));
  layout.width = width - NOTE_INDENT;
  layout.hyphenate = true;
  Part *part = part_new(composer, NULL, ROLE_NOTE);
  part->group.anchor = arena_printf(composer->arena, "note-%d", number);
  SetNote note = { .label = label.items[0].node, .part = part };
  note.lines = text_layout(composer, &layout, runs_from_inlines(composer, block->inlines));
  voice_leave(composer, before);
  return note;
}

/* The first line with the number before it. */
static const SceneNode *
line_node(const Composer *composer, const SetNote *note, size_t index)
{
  SceneBuilder builder = scene_builder(composer->arena), label = builder;
  if (index == 0) {
    scene_add(&label, note->label);
    scene_add(&builder, scene_builder_end(&label, ROLE_LIST_LABEL));
  }
  if (index < note->lines.count && note->lines.items[index].node) {
    note->lines.items[index].node->x += NOTE_INDENT;
    scene_add(&builder, note->lines.items[index].node);
  }
  return scene_builder_end(&builder, ROLE_NONE);
}

typedef struct Queue {
  const Composer *composer;
  GArray *notes; /* SetNote */
  GArray *lines; /* NoteLine */
} Queue;

/* Adds a note's lines, and after them the notes that it refers to itself; each once. */
static void
queue_note(Queue *queue, int number)
{
  GArray *waiting = g_array_new(FALSE, FALSE, sizeof(int));
  g_array_append_val(waiting, number);
  for (guint at = 0; at < waiting->len; at++) {
    guint index = (guint)g_array_index(waiting, int, at) - 1;
    SetNote *note = &g_array_index(queue->notes, SetNote, index);
    if (note->queued)
      continue;
    note->queued = true;
    size_t count = MAX(note->lines.count, 1);
    for (size_t i = 0; i < count; i++) {
      double height = note->lines.height + (i + 1 == count ? NOTE_GAP : 0);
      NoteLine line = { line_node(queue->composer, note, i), height, note->part };
      g_array_append_val(queue->lines, line);
      if (i < note->lines.count)
        g_array_append_vals(waiting, note->lines.items[i].notes,
                            (guint)note->lines.items[i].note_count);
    }
  }
  g_array_free(waiting, TRUE);
}

void
set_notes(PageSet *set)
{
  Composer *composer = set->composer;
  const Theme *theme = composer->theme;
  const GArray *items = set->flow->items;
  double width = theme_columns_width(theme, (int)(theme->columns - theme->body_column) + 1);
  Queue queue = { composer, g_array_new(FALSE, FALSE, sizeof(SetNote)),
                  g_array_new(FALSE, FALSE, sizeof(NoteLine)) };
  /* Notes may refer to further notes: the list grows while it is worked off. */
  for (guint i = 0; i < composer->note_order->len; i++) {
    SetNote note =
        set_note(composer, g_ptr_array_index(composer->note_order, i), (int)i + 1, width);
    g_array_append_val(queue.notes, note);
  }
  size_t *before = arena_array(composer->arena, size_t, items->len + 1);
  for (guint i = 0; i < items->len; i++) {
    const FlowItem *item = &g_array_index(items, FlowItem, i);
    for (size_t k = 0; k < item->note_count; k++) {
      if (item->notes[k] >= 1 && (guint)item->notes[k] <= queue.notes->len)
        queue_note(&queue, item->notes[k]);
    }
    before[i + 1] = queue.lines->len;
  }
  set->notes_before = before;
  set->note_line_count = queue.lines->len;
  set->note_lines =
      arena_dup(composer->arena, queue.lines->data, queue.lines->len * sizeof(NoteLine));
  g_array_free(queue.notes, TRUE);
  g_array_free(queue.lines, TRUE);
}

/* Does the note go on from the page before, or on to the next? */
static bool
is_split(const PageSet *set, const PageRange *range, size_t first, size_t end)
{
  const Part *part = set->note_lines[first].part;
  return (first == range->note_first && first > 0 && set->note_lines[first - 1].part == part) ||
         (end == range->note_end && end < set->note_line_count &&
          set->note_lines[end].part == part);
}

/* The lines of one note; where the next begins. */
static size_t
add_note(const PageSet *set, const PageRange *range, size_t first, double x, double *y,
         SceneBuilder *out)
{
  Arena *arena = set->composer->arena;
  const Part *part = set->note_lines[first].part;
  SceneBuilder builder = scene_builder(arena);
  size_t at = first;
  for (; at < range->note_end && set->note_lines[at].part == part; at++) {
    scene_add(&builder, node_placed(arena, set->note_lines[at].node, x, *y));
    *y += set->note_lines[at].height;
  }
  SceneNode *node = scene_builder_end(&builder, ROLE_NOTE);
  node->group.language = part->group.language;
  bool begins = first == 0 || set->note_lines[first - 1].part != part;
  node->group.anchor = begins ? part->group.anchor : NULL;
  if (is_split(set, range, first, at))
    node->group.name = arena_printf(arena, "part-%u", part->id);
  scene_add(out, node);
  return at;
}

void
page_notes_fill(const PageSet *set, const PageRange *range, SceneBuilder *out)
{
  const Theme *theme = set->composer->theme;
  double height = 0;
  for (size_t i = range->note_first; i < range->note_end; i++)
    height += set->note_lines[i].height;
  if (height <= 0)
    return;
  double x = theme_column_x(theme, (int)theme->body_column);
  double y = theme->page_height - theme->margin_bottom - height;
  scene_add(out, straight_rule(set->composer->arena, theme->colours[COLOUR_GRID], x, y - 6,
                               x + theme_columns_width(theme, 3), y - 6, 0.5));
  for (size_t at = range->note_first; at < range->note_end;)
    at = add_note(set, range, at, x, &y, out);
}
