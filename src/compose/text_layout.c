#include "compose/text_private.h"

#include <string.h>

static SceneNode *
underline(const Composer *composer, double x, double width, double y)
{
  SceneNode *rule = scene_new(composer->arena, SCENE_RULE, ROLE_ARTIFACT);
  rule->x = x;
  rule->y = rule->rule.y2 = y;
  rule->rule.x2 = x + width;
  rule->stroke =
      (Stroke){ .paint = paint_solid(composer->theme->colours[COLOUR_LINK]), .width = 0.5 };
  return rule;
}

/* The text of pieces [first, last] of one run; a hyphen where a word is cut at the line's end. */
static char *
pieces_text(const Paragraph *paragraph, guint first, guint last, bool line_end)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = first; i <= last; i++) {
    const Piece *piece = &g_array_index(paragraph->pieces, Piece, i);
    g_string_append_len(out, paragraph->text->str + piece->start,
                        (gssize)(piece->end - piece->start));
    if (line_end && i == last && piece->soft_hyphen && !piece->must_break)
      g_string_append(out, SOFT_HYPHEN);
    if (piece->space)
      g_string_append_c(out, ' ');
  }
  return arena_strndup(paragraph->composer->arena, out->str, out->len);
}

static SceneNode *
make_text(const Paragraph *paragraph, const TextRun *run, const char *text, double x, double y)
{
  const Composer *composer = paragraph->composer;
  TextStyle style = paragraph_style(paragraph, run);
  if (run->note)
    y -= paragraph->layout->type->size * 0.33;
  SceneNode *node = scene_text(composer->arena, composer->metrics, &style, text, x, y);
  node->fill = paint_solid(run->href && !run->discreet ? composer->theme->colours[COLOUR_LINK]
                                                       : paragraph->layout->type->colour);
  return node;
}

double
type_baseline(const Composer *composer, const Type *type)
{
  TextStyle style = type_style(type, composer->voice.language);
  TextExtents extents = text_measure(composer->metrics, &style, "x", 1);
  return (type->leading - extents.ascent - extents.descent) / 2 + extents.ascent;
}

/* Words in another language say so. */
static SceneNode *
in_language(const Paragraph *paragraph, const TextRun *run, SceneNode *text)
{
  if (!run->language)
    return text;
  SceneBuilder builder = scene_builder(paragraph->composer->arena);
  scene_add(&builder, text);
  SceneNode *span = scene_builder_end(&builder, ROLE_SPAN);
  span->group.language = run->language;
  return span;
}

typedef struct LineMaker {
  SceneBuilder line, link;
  const char *href, *anchor; /* of the open link; NULL: none */
  double x, y;
} LineMaker;

static void
close_link(LineMaker *maker)
{
  if (!maker->href)
    return;
  SceneNode *group = scene_builder_end(&maker->link, ROLE_LINK);
  group->group.href = maker->href;
  group->group.anchor = maker->anchor;
  scene_add(&maker->line, group);
  maker->href = maker->anchor = NULL;
}

/* Pieces [first, last] of one run as one text. */
static void
add_run(const Paragraph *paragraph, LineMaker *maker, guint first, guint last, bool line_end)
{
  const Piece *piece = &g_array_index(paragraph->pieces, Piece, first);
  const TextRun *run = &paragraph->runs.items[piece->run];
  if (run->href != maker->href)
    close_link(maker);
  char *text = pieces_text(paragraph, first, last, line_end);
  if (!*text)
    return;
  SceneNode *node = make_text(paragraph, run, text, maker->x, maker->y);
  maker->href = run->href;
  maker->anchor = maker->anchor ? maker->anchor : run->anchor;
  scene_add(run->href ? &maker->link : &maker->line, in_language(paragraph, run, node));
  if (run->href && *run->href != '#') {
    const Piece *end = &g_array_index(paragraph->pieces, Piece, last);
    double width = node->text.width - (line_end ? end->space_width : 0);
    scene_add(&maker->link, underline(paragraph->composer, maker->x, width, maker->y + 1.6));
  }
  maker->x += node->text.width;
}

/* What the line refers to. */
static void
collect_references(const Paragraph *paragraph, guint first, guint last, TextLine *line)
{
  g_autoptr(GArray) notes = g_array_new(FALSE, FALSE, sizeof(int));
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = first; i <= last; i++) {
    const Piece *piece = &g_array_index(paragraph->pieces, Piece, i);
    const TextRun *run = &paragraph->runs.items[piece->run];
    if (run->note)
      g_array_append_val(notes, run->note);
    else if (run->href && *run->href == '#')
      g_ptr_array_add(names, (gpointer)(run->href + 1));
  }
  Arena *arena = paragraph->composer->arena;
  line->notes = arena_dup(arena, notes->data, notes->len * sizeof(int));
  line->note_count = notes->len;
  line->names = arena_dup(arena, names->pdata, names->len * sizeof(char *));
  line->name_count = names->len;
}

/* Pieces [first, last] become a line. */
static TextLine
make_line(const Paragraph *paragraph, guint first, guint last)
{
  const Composer *composer = paragraph->composer;
  LineMaker maker = { .line = scene_builder(composer->arena),
                      .link = scene_builder(composer->arena),
                      .y = type_baseline(composer, paragraph->layout->type) };
  const Piece *end = &g_array_index(paragraph->pieces, Piece, last);
  guint from = first;
  for (guint i = first; i <= last; i++) {
    size_t run = g_array_index(paragraph->pieces, Piece, i).run;
    if (i == last || g_array_index(paragraph->pieces, Piece, i + 1).run != run) {
      add_run(paragraph, &maker, from, i, i == last);
      from = i + 1;
    }
  }
  close_link(&maker);
  TextLine line = { .width = maker.x - (end->space ? end->space_width : 0) };
  if (maker.line.count) {
    line.node = scene_builder_end(&maker.line, ROLE_NONE);
    double free_width = paragraph->layout->width - line.width;
    line.node->x = paragraph->layout->align == ALIGN_RIGHT    ? free_width
                   : paragraph->layout->align == ALIGN_CENTER ? free_width / 2
                                                              : 0;
  }
  collect_references(paragraph, first, last, &line);
  return line;
}

TextLines
text_layout(const Composer *composer, const TextLayout *layout, TextRuns runs)
{
  Paragraph paragraph;
  paragraph_init(&paragraph, composer, layout, runs);
  g_autoptr(GArray) ranges = paragraph_break(&paragraph);
  TextLine *items = arena_array(composer->arena, TextLine, ranges->len);
  for (guint i = 0; i < ranges->len; i++) {
    LineRange range = g_array_index(ranges, LineRange, i);
    items[i] = make_line(&paragraph, range.first, range.last);
  }
  paragraph_finish(&paragraph);
  return (TextLines){ items, ranges->len, layout->type->leading };
}

TextWidths
text_widths(const Composer *composer, const Type *type, TextRuns runs)
{
  TextLayout layout = { .type = type, .width = G_MAXDOUBLE };
  Paragraph paragraph;
  paragraph_init(&paragraph, composer, &layout, runs);
  TextWidths widths = { 0, 0 };
  double unit = 0, line = 0;
  for (guint i = 0; i < paragraph.pieces->len; i++) {
    const Piece *piece = &g_array_index(paragraph.pieces, Piece, i);
    unit += piece->width;
    line += piece->width;
    widths.minimal = MAX(widths.minimal, unit);
    widths.natural = MAX(widths.natural, line);
    unit = piece->may_break ? 0 : unit + piece->space_width;
    line = piece->must_break ? 0 : line + piece->space_width;
  }
  paragraph_finish(&paragraph);
  return widths;
}

TextRuns
runs_from_text(const Composer *composer, const char *text)
{
  TextRun *run = arena_new0(composer->arena, TextRun);
  run->text = text;
  return (TextRuns){ run, 1 };
}
