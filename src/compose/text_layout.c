#include "compose/composer_private.h"

#include <string.h>

#define SOFT_HYPHEN "\xc2\xad"
#define HYPHEN "\xe2\x80\x90"
#define SMALLEST 8.0 /* points; nothing is set smaller */

/* No line holds a longer word; longer ones are taken apart beforehand, which keeps hostile input
 * linear. */
enum { WORD_MAX = 200 };

/* Text between two places where style may change or a line may end. */
typedef struct Piece {
  size_t start, end; /* what is seen, without the spaces after it */
  bool space;        /* is a space after it? */
  double width, space_width;
  size_t run;
  bool may_break;  /* may the line end after it? */
  bool must_break; /* and does it? */
  bool soft_hyphen;
} Piece;

typedef struct Paragraph {
  const Composer *composer;
  const TextLayout *layout;
  TextRuns runs;
  GString *text;
  GArray *starts; /* size_t: where each run starts in text, and its end */
  GArray *pieces;
  GArray *lines;
} Paragraph;

static TextStyle
run_style(const Paragraph *paragraph, const TextRun *run)
{
  const Theme *theme = paragraph->composer->theme;
  const Type *type = paragraph->layout->type;
  TextStyle style = type_style(type, paragraph->composer->language);
  if (run->style & STYLE_STRONG)
    style.weight = 700;
  if (run->style & STYLE_EMPHASIS)
    style.italic = !style.italic;
  if (run->style & STYLE_CODE) {
    style.family = theme->types[TYPE_CODE].family;
    style.size =
        MAX(SMALLEST, style.size * theme->types[TYPE_CODE].size / theme->types[TYPE_BODY].size);
  }
  if (run->note)
    style.size = MAX(SMALLEST, style.size * 0.7);
  return style;
}

static double
measure(const Paragraph *paragraph, size_t run, const char *text, size_t length)
{
  if (length == 0)
    return 0;
  TextStyle style = run_style(paragraph, &paragraph->runs.items[run]);
  return text_measure(paragraph->composer->metrics, &style, text, length).width;
}

static bool
is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void
append_collapsed(GString *out, const char *text)
{
  for (; *text; text++) {
    bool start = out->len == 0 || out->str[out->len - 1] == '\n';
    if (!is_space(*text))
      g_string_append_c(out, *text);
    else if (!start && out->str[out->len - 1] != ' ')
      g_string_append_c(out, ' ');
  }
}

static void
append_verbatim(GString *out, const char *text)
{
  for (; *text; text++) {
    if (*text == '\t')
      g_string_append(out, "    ");
    else if (*text != '\n' && *text != '\r')
      g_string_append_c(out, *text);
  }
}

/* All runs in one text; hard breaks are line feeds with no space around them. */
static void
join_runs(Paragraph *paragraph)
{
  GString *text = paragraph->text;
  for (size_t i = 0; i < paragraph->runs.count; i++) {
    const TextRun *run = &paragraph->runs.items[i];
    g_array_append_val(paragraph->starts, text->len);
    if (run->line_break)
      g_string_append_c(text, '\n');
    else if (paragraph->layout->verbatim)
      append_verbatim(text, run->text);
    else
      append_collapsed(text, run->text);
  }
  g_array_append_val(paragraph->starts, text->len);
}

static void
add_piece(Paragraph *paragraph, size_t start, size_t end, size_t run, bool may_break)
{
  const char *text = paragraph->text->str;
  Piece piece = { .start = start, .end = end, .run = run, .may_break = may_break };
  if (end > start && text[end - 1] == '\n') {
    piece.must_break = piece.may_break = true;
    piece.end--;
  }
  if (!paragraph->layout->verbatim) {
    while (piece.end > start && text[piece.end - 1] == ' ') {
      piece.end--;
      piece.space = true;
    }
  }
  size_t hyphen = strlen(SOFT_HYPHEN);
  if (piece.end - start >= hyphen && memcmp(text + piece.end - hyphen, SOFT_HYPHEN, hyphen) == 0) {
    piece.end -= hyphen;
    piece.soft_hyphen = true;
  }
  piece.width = measure(paragraph, run, text + start, piece.end - start);
  piece.space_width = piece.space ? measure(paragraph, run, " ", 1) : 0;
  g_array_append_val(paragraph->pieces, piece);
}

/* The next character that does not combine with the one before it. */
static size_t
next_character(const char *text, size_t at, size_t end)
{
  do
    at = (size_t)(g_utf8_next_char(text + at) - text);
  while (at < end && g_unichar_ismark(g_utf8_get_char(text + at)));
  return MIN(at, end);
}

static void
find_pieces(Paragraph *paragraph)
{
  const GString *text = paragraph->text;
  g_autofree bool *breaks = g_new0(bool, text->len + 2);
  for (size_t start = 0; start < text->len;) {
    size_t length = strcspn(text->str + start, "\n");
    if (length)
      paragraph->composer->metrics->find_breaks(paragraph->composer->metrics, text->str + start,
                                                length, paragraph->composer->language,
                                                breaks + start);
    breaks[start + length] = true;
    start += length + 1;
  }
  size_t run = 0, from = 0;
  const size_t *starts = (const size_t *)(void *)paragraph->starts->data;
  for (size_t at = 0; at < text->len;) {
    while (starts[run + 1] <= at)
      run++;
    at = text->str[at] == '\n' ? at + 1 : next_character(text->str, at, text->len);
    bool newline = text->str[at - 1] == '\n';
    bool style = at >= starts[run + 1];
    bool too_long = at - from >= WORD_MAX;
    if (newline || style || at == text->len || breaks[at] || too_long) {
      add_piece(paragraph, from, at, run, newline || (at < text->len && breaks[at]) || too_long);
      from = at;
    }
  }
}

/* How much of text[start, end) fits into `width`, at least one character. */
static size_t
fitting_prefix(const Paragraph *paragraph, const Piece *piece, double width)
{
  const char *text = paragraph->text->str;
  size_t ends[WORD_MAX + 1], count = 0;
  for (size_t at = piece->start; at < piece->end && count < WORD_MAX;)
    ends[count++] = at = next_character(text, at, piece->end);
  size_t low = 1, high = count;
  while (low < high) {
    size_t middle = (low + high + 1) / 2;
    if (measure(paragraph, piece->run, text + piece->start, ends[middle - 1] - piece->start) <=
        width)
      low = middle;
    else
      high = middle - 1;
  }
  return ends[low - 1];
}

/* Cuts the piece at `index` so that its first part fits. False when it is a single character. */
static bool
split_piece(Paragraph *paragraph, guint index, double width)
{
  Piece first = g_array_index(paragraph->pieces, Piece, index), rest = first;
  size_t cut = first.end > first.start ? fitting_prefix(paragraph, &first, width) : first.end;
  if (cut >= first.end)
    return false;
  const char *text = paragraph->text->str;
  first.end = rest.start = cut;
  first.space = first.must_break = first.soft_hyphen = false;
  first.space_width = 0;
  first.may_break = true;
  first.width = measure(paragraph, first.run, text + first.start, first.end - first.start);
  rest.width = measure(paragraph, rest.run, text + rest.start, rest.end - rest.start);
  g_array_index(paragraph->pieces, Piece, index) = rest;
  g_array_insert_val(paragraph->pieces, index, first);
  return true;
}

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
      g_string_append(out, HYPHEN);
    if (piece->space)
      g_string_append_c(out, ' ');
  }
  return arena_strndup(paragraph->composer->arena, out->str, out->len);
}

static SceneNode *
make_text(const Paragraph *paragraph, const TextRun *run, const char *text, double x, double y)
{
  const Composer *composer = paragraph->composer;
  TextStyle style = run_style(paragraph, run);
  if (run->note)
    y -= paragraph->layout->type->size * 0.33;
  SceneNode *node = scene_text(composer->arena, composer->metrics, &style, text, x, y);
  node->fill = paint_solid(run->href ? composer->theme->colours[COLOUR_LINK]
                                     : paragraph->layout->type->colour);
  return node;
}

/* Baseline below the top of a line's box: the font's height in the middle of the leading. */
static double
baseline_of(const Composer *composer, const Type *type)
{
  TextStyle style = type_style(type, composer->language);
  TextExtents extents = text_measure(composer->metrics, &style, "x", 1);
  return (type->leading - extents.ascent - extents.descent) / 2 + extents.ascent;
}

typedef struct LineMaker {
  SceneBuilder line, link;
  const char *href; /* of the open link; NULL: none */
  double x, y;
} LineMaker;

static void
close_link(LineMaker *maker)
{
  if (!maker->href)
    return;
  SceneNode *group = scene_builder_end(&maker->link, ROLE_LINK);
  group->group.href = maker->href;
  scene_add(&maker->line, group);
  maker->href = NULL;
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
  scene_add(run->href ? &maker->link : &maker->line, node);
  if (run->href && *run->href != '#') {
    const Piece *end = &g_array_index(paragraph->pieces, Piece, last);
    double width = node->text.width - (line_end ? end->space_width : 0);
    scene_add(&maker->link, underline(paragraph->composer, maker->x, width, maker->y + 1.6));
  }
  maker->x += node->text.width;
}

static void
collect_notes(const Paragraph *paragraph, guint first, guint last, TextLine *line)
{
  g_autoptr(GArray) notes = g_array_new(FALSE, FALSE, sizeof(int));
  for (guint i = first; i <= last; i++) {
    const Piece *piece = &g_array_index(paragraph->pieces, Piece, i);
    int note = paragraph->runs.items[piece->run].note;
    if (note)
      g_array_append_val(notes, note);
  }
  line->notes = arena_dup(paragraph->composer->arena, notes->data, notes->len * sizeof(int));
  line->note_count = notes->len;
}

/* Pieces [first, last] become a line. */
static void
emit_line(Paragraph *paragraph, guint first, guint last)
{
  const Composer *composer = paragraph->composer;
  LineMaker maker = { scene_builder(composer->arena), scene_builder(composer->arena), NULL, 0, 0 };
  maker.y = baseline_of(composer, paragraph->layout->type);
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
  collect_notes(paragraph, first, last, &line);
  g_array_append_val(paragraph->lines, line);
}

/* From piece `first` to the next place where a line may end. */
static guint
unit_end(const Paragraph *paragraph, guint first)
{
  guint i = first;
  while (i + 1 < paragraph->pieces->len && !g_array_index(paragraph->pieces, Piece, i).may_break)
    i++;
  return i;
}

static double
unit_width(const Paragraph *paragraph, guint first, guint last)
{
  double width = 0;
  for (guint i = first; i <= last; i++) {
    const Piece *piece = &g_array_index(paragraph->pieces, Piece, i);
    width += piece->width + (i < last ? piece->space_width : 0);
  }
  return width;
}

/* A unit that is wider than a line: the first piece that goes beyond it is cut. */
static void
split_unit(Paragraph *paragraph, guint first, guint last)
{
  double limit = paragraph->layout->width, used = 0;
  for (guint i = first; i <= last; i++) {
    const Piece *piece = &g_array_index(paragraph->pieces, Piece, i);
    if (used + piece->width <= limit) {
      used += piece->width + piece->space_width;
      continue;
    }
    bool cut = (i == first || used <= limit / 2) && split_piece(paragraph, i, limit - used);
    if (!cut)
      g_array_index(paragraph->pieces, Piece, i > first ? i - 1 : i).may_break = true;
    return;
  }
}

/* Fills each line with as many units as it takes. */
static void
break_lines(Paragraph *paragraph)
{
  const double limit = paragraph->layout->width + 1e-6;
  guint line = 0;
  double used = 0, space = 0;
  for (guint at = 0; at < paragraph->pieces->len;) {
    guint last = unit_end(paragraph, at);
    double width = unit_width(paragraph, at, last);
    if (at == line && width > limit) {
      split_unit(paragraph, at, last);
      last = unit_end(paragraph, at);
      width = unit_width(paragraph, at, last);
    } else if (at > line && used + space + width > limit) {
      emit_line(paragraph, line, at - 1);
      line = at;
      used = space = 0;
      continue;
    }
    used += space + width;
    const Piece *end = &g_array_index(paragraph->pieces, Piece, last);
    space = end->space_width;
    at = last + 1;
    if (end->must_break) {
      emit_line(paragraph, line, last);
      line = at;
      used = space = 0;
    }
  }
  if (line < paragraph->pieces->len)
    emit_line(paragraph, line, paragraph->pieces->len - 1);
}

static void
paragraph_init(Paragraph *paragraph)
{
  paragraph->text = g_string_new(NULL);
  paragraph->starts = g_array_new(FALSE, FALSE, sizeof(size_t));
  paragraph->pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
  paragraph->lines = g_array_new(FALSE, FALSE, sizeof(TextLine));
  join_runs(paragraph);
  find_pieces(paragraph);
}

static void
paragraph_finish(Paragraph *paragraph)
{
  g_string_free(paragraph->text, TRUE);
  g_array_free(paragraph->starts, TRUE);
  g_array_free(paragraph->pieces, TRUE);
  g_array_free(paragraph->lines, TRUE);
}

TextLines
text_layout(const Composer *composer, const TextLayout *layout, TextRuns runs)
{
  Paragraph paragraph = { .composer = composer, .layout = layout, .runs = runs };
  paragraph_init(&paragraph);
  break_lines(&paragraph);
  TextLines lines = { .count = paragraph.lines->len, .height = layout->type->leading };
  lines.items =
      arena_dup(composer->arena, paragraph.lines->data, paragraph.lines->len * sizeof(TextLine));
  paragraph_finish(&paragraph);
  return lines;
}

TextWidths
text_widths(const Composer *composer, const Type *type, TextRuns runs)
{
  TextLayout layout = { .type = type, .width = G_MAXDOUBLE };
  Paragraph paragraph = { .composer = composer, .layout = &layout, .runs = runs };
  paragraph_init(&paragraph);
  TextWidths widths = { 0, 0 };
  double line = 0, space = 0;
  for (guint at = 0; at < paragraph.pieces->len;) {
    guint last = unit_end(&paragraph, at);
    const Piece *end = &g_array_index(paragraph.pieces, Piece, last);
    double width = unit_width(&paragraph, at, last);
    widths.minimal = MAX(widths.minimal, width);
    line += space + width;
    widths.natural = MAX(widths.natural, line);
    space = end->space_width;
    if (end->must_break)
      line = space = 0;
    at = last + 1;
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
