#include "compose/text_private.h"

#include "compose/hyphenate_private.h"

#include <string.h>

#define SMALLEST 8.0 /* points; nothing is set smaller */

static const char *
run_language(const Paragraph *paragraph, const TextRun *run)
{
  return run->language ? run->language : paragraph->composer->voice.language;
}

TextStyle
paragraph_style(const Paragraph *paragraph, const TextRun *run)
{
  const Theme *theme = paragraph->composer->theme;
  const Type *type = paragraph->layout->type;
  TextStyle style = type_style(type, run_language(paragraph, run));
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

double
paragraph_measure(const Paragraph *paragraph, size_t run, const char *text, size_t length)
{
  if (length == 0)
    return 0;
  TextStyle style = paragraph_style(paragraph, &paragraph->runs.items[run]);
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
    piece.space = true; /* as text, lines do not run together */
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
  piece.width = paragraph_measure(paragraph, run, text + start, piece.end - start);
  piece.space_width = piece.space ? paragraph_measure(paragraph, run, " ", 1) : 0;
  g_array_append_val(paragraph->pieces, piece);
}

size_t
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
                                                length, paragraph->composer->voice.language,
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

void
piece_split(const Paragraph *paragraph, const Piece *piece, size_t cut, bool hyphen, Piece *first,
            Piece *rest)
{
  const char *text = paragraph->text->str;
  *first = *rest = *piece;
  first->end = rest->start = cut;
  first->space = first->must_break = false;
  first->soft_hyphen = hyphen;
  first->space_width = 0;
  first->may_break = true;
  first->width = paragraph_measure(paragraph, piece->run, text + first->start, cut - first->start);
  rest->width = paragraph_measure(paragraph, piece->run, text + cut, rest->end - cut);
}

/* The word of a piece without the marks around it: letters alone, in lower case; its first byte in
 * *start. NULL: it holds something else, a name or a part of a compound. */
static char *
piece_word(const Paragraph *paragraph, const Piece *piece, bool forced, size_t *start)
{
  const char *text = paragraph->text->str, *at = text + piece->start, *end = text + piece->end;
  while (at < end && !g_unichar_isalpha(g_utf8_get_char(at)))
    at = g_utf8_next_char(at);
  *start = (size_t)(at - text);
  const char *stop = at;
  for (; stop < end && g_unichar_isalpha(g_utf8_get_char(stop)); stop = g_utf8_next_char(stop)) {
    if (!forced && g_unichar_isupper(g_utf8_get_char(stop)))
      return NULL;
  }
  bool compound = (at > text && at[-1] == '-') || (stop < end && *stop == '-');
  for (const char *after = stop; after < end; after = g_utf8_next_char(after)) {
    gunichar c = g_utf8_get_char(after);
    if (g_unichar_isalnum(c) || c == '@' || c == '/')
      return NULL;
  }
  return compound || stop == at ? NULL : g_utf8_strdown(at, stop - at);
}

size_t
piece_hyphens(const Paragraph *paragraph, const Piece *piece, bool forced, size_t *places,
              size_t max)
{
  const TextRun *run = &paragraph->runs.items[piece->run];
  if (run->style & STYLE_CODE || run->note || paragraph->layout->verbatim ||
      piece->end - piece->start > WORD_MAX)
    return 0;
  size_t start, count = 0;
  g_autofree char *word = piece_word(paragraph, piece, forced, &start);
  bool points[WORD_MAX + 1] = { false };
  if (!word ||
      !hyphenator_part(voice_of(paragraph->composer, run->language)->hyphenator, word, points))
    return 0;
  const char *at = paragraph->text->str + start;
  for (size_t letter = 0; count < max && letter < (size_t)g_utf8_strlen(word, -1); letter++) {
    at = g_utf8_next_char(at);
    if (points[letter])
      places[count++] = (size_t)(at - paragraph->text->str);
  }
  return count;
}

void
paragraph_init(Paragraph *paragraph, const Composer *composer, const TextLayout *layout,
               TextRuns runs)
{
  *paragraph = (Paragraph){ .composer = composer, .layout = layout, .runs = runs };
  paragraph->text = g_string_new(NULL);
  paragraph->starts = g_array_new(FALSE, FALSE, sizeof(size_t));
  paragraph->pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
  join_runs(paragraph);
  find_pieces(paragraph);
}

void
paragraph_finish(Paragraph *paragraph)
{
  g_string_free(paragraph->text, TRUE);
  g_array_free(paragraph->starts, TRUE);
  g_array_free(paragraph->pieces, TRUE);
}
