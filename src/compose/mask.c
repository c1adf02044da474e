#include "compose/mask_private.h"

#include <string.h>

typedef struct Scanner {
  const char *text;
  size_t length;
  size_t at;
  char *out;
  GArray *marks;
  GArray *brackets; /* guint: marks of "[" that are open, which may turn out to begin a span */
  char fence;       /* the character of the open code fence; 0: none */
  size_t fence_length;
} Scanner;

/* A processing instruction is the shortest HTML block (three bytes) that ends on its own line and
 * may interrupt a paragraph. */
static const char HTML_BLOCK[] = "<?>";

/* Longer runs of backticks open no code span, as in md4c; it keeps the search linear. */
enum { CODE_SPAN_MARK_MAX = 32 };

static size_t
line_end(const Scanner *scanner, size_t at)
{
  const char *end = memchr(scanner->text + at, '\n', scanner->length - at);
  return end ? (size_t)(end - scanner->text) : scanner->length;
}

static size_t
skip_blanks(const char *text, size_t at, size_t end)
{
  while (at < end && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r'))
    at++;
  return at;
}

/* Past the indentation and the marks of block quotes. */
static size_t
skip_containers(const char *text, size_t at, size_t end)
{
  while (at < end && (text[at] == ' ' || text[at] == '\t' || text[at] == '>'))
    at++;
  return at;
}

/* Past one list marker ("- ", "1. "), if there is one. */
static size_t
skip_list_marker(const char *text, size_t at, size_t end)
{
  size_t i = at;
  if (i < end && strchr("-*+", text[i]))
    i++;
  else {
    while (i < end && g_ascii_isdigit(text[i]))
      i++;
    if (i == at || i == end || (text[i] != '.' && text[i] != ')'))
      return at;
    i++;
  }
  return i < end && text[i] == ' ' ? skip_containers(text, i, end) : at;
}

static size_t
run_length(const char *text, size_t at, size_t end)
{
  size_t i = at;
  while (i < end && text[i] == text[at])
    i++;
  return i - at;
}

static bool
blank_line_at(const char *text, size_t at, size_t length)
{
  at = skip_containers(text, at, length);
  at = skip_blanks(text, at, length);
  return at >= length || text[at] == '\n';
}

static void
add_mark(Scanner *scanner, Mark mark)
{
  g_array_append_val(scanner->marks, mark);
}

/* Overwrites with letters, line ends excepted: what is hidden behaves like a word. */
static void
hide_as_word(Scanner *scanner, size_t start, size_t end)
{
  for (size_t i = start; i < end; i++) {
    if (scanner->text[i] != '\n' && scanner->text[i] != '\r')
      scanner->out[i] = 'x';
  }
}

static void
hide_as_block(Scanner *scanner, size_t start, size_t end)
{
  memset(scanner->out + start, ' ', end - start);
  memcpy(scanner->out + start, HTML_BLOCK, sizeof HTML_BLOCK - 1);
}

size_t
mask_figure_end(const char *text, size_t length)
{
  char quote = 0;
  for (size_t i = 2; i < length; i++) {
    char c = text[i];
    if (c == '\n' && blank_line_at(text, i + 1, length))
      return 0;
    if (quote) {
      if (c == quote)
        quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (i + 1 < length && c == '}' && text[i + 1] == '}') {
      return i + 2;
    } else if (i + 1 < length && c == '{' && text[i + 1] == '{') {
      return 0;
    }
  }
  return 0;
}

/* A code fence opens or closes on this line; both keep their text. */
static bool
scan_fence(Scanner *scanner, size_t content, size_t end)
{
  const char *text = scanner->text;
  if (scanner->fence) {
    size_t run =
        content < end && text[content] == scanner->fence ? run_length(text, content, end) : 0;
    if (run >= scanner->fence_length && skip_blanks(text, content + run, end) == end)
      scanner->fence = 0;
    return true;
  }
  content = skip_list_marker(text, content, end);
  if (content >= end || (text[content] != '`' && text[content] != '~'))
    return false;
  size_t run = run_length(text, content, end);
  if (run < 3 || (text[content] == '`' && memchr(text + content + run, '`', end - content - run)))
    return false;
  scanner->fence = text[content];
  scanner->fence_length = run;
  return true;
}

/* "::: {.note}", "::: note" and the closing ":::". */
static bool
scan_div(Scanner *scanner, size_t content, size_t end)
{
  const char *text = scanner->text;
  if (content >= end || text[content] != ':')
    return false;
  size_t run = run_length(text, content, end);
  if (run < 3)
    return false;
  size_t inner = skip_blanks(text, content + run, end);
  size_t inner_end = end;
  while (inner_end > inner && strchr(" \t\r:", text[inner_end - 1]))
    inner_end--;
  bool open = inner_end > inner;
  if (open && text[inner] != '{' && memchr(text + inner, ' ', inner_end - inner))
    return false;
  add_mark(scanner,
           (Mark){ open ? MARK_DIV_OPEN : MARK_DIV_CLOSE, content, end, inner, inner_end });
  hide_as_block(scanner, content, end);
  return true;
}

static const struct {
  const char *name;
  MarkKind kind;
} SHORTCODES[] = {
  { "pagebreak", MARK_PAGE_BREAK },
  { "contents", MARK_CONTENTS },
};

static MarkKind
shortcode_kind(const char *name, size_t length)
{
  for (size_t i = 0; i < G_N_ELEMENTS(SHORTCODES); i++) {
    if (strlen(SHORTCODES[i].name) == length && !strncmp(name, SHORTCODES[i].name, length))
      return SHORTCODES[i].kind;
  }
  return MARK_BAD_SHORTCODE;
}

/* "{{< pagebreak >}}" on a line of its own. */
static bool
scan_shortcode(Scanner *scanner, size_t content, size_t end)
{
  const char *text = scanner->text;
  size_t last = end;
  while (last > content && strchr(" \t\r", text[last - 1]))
    last--;
  if (last - content < 6 || strncmp(text + content, "{{<", 3) || strncmp(text + last - 3, ">}}", 3))
    return false;
  size_t inner = skip_blanks(text, content + 3, last - 3), inner_end = last - 3;
  while (inner_end > inner && g_ascii_isspace(text[inner_end - 1]))
    inner_end--;
  MarkKind kind = shortcode_kind(text + inner, inner_end - inner);
  add_mark(scanner, (Mark){ kind, content, last, inner, inner_end });
  hide_as_block(scanner, content, last);
  return true;
}

/* "[^x]" at `at`: the byte after it, or 0. */
static size_t
footnote_end(const Scanner *scanner, size_t at)
{
  const char *text = scanner->text;
  if (at + 3 >= scanner->length || text[at] != '[' || text[at + 1] != '^')
    return 0;
  size_t i = at + 2;
  while (i < scanner->length &&
         (g_ascii_isalnum(text[i]) || strchr("-_", text[i]) || (unsigned char)text[i] >= 0x80))
    i++;
  return i > at + 2 && i < scanner->length && text[i] == ']' ? i + 1 : 0;
}

/* Hides "[^x]:"; the rest of the line is scanned as any text. */
static bool
scan_note(Scanner *scanner, size_t content)
{
  size_t end = footnote_end(scanner, content);
  if (!end || end >= scanner->length || scanner->text[end] != ':')
    return false;
  add_mark(scanner, (Mark){ MARK_NOTE, content, end + 1, content + 2, end - 1 });
  hide_as_word(scanner, content, end + 1);
  scanner->at = end + 1;
  return true;
}

/* Whole-line constructs; true when the line (or its head) has been dealt with. */
static bool
scan_line(Scanner *scanner)
{
  size_t end = line_end(scanner, scanner->at);
  size_t content = skip_containers(scanner->text, scanner->at, end);
  if (scan_fence(scanner, content, end) || scan_div(scanner, content, end) ||
      scan_shortcode(scanner, content, end)) {
    scanner->at = MIN(end + 1, scanner->length);
    return true;
  }
  return scan_note(scanner, content);
}

/* Past a code span, whose braces mean themselves; past the backticks if it never closes. */
static void
scan_code_span(Scanner *scanner)
{
  const char *text = scanner->text;
  size_t run = run_length(text, scanner->at, scanner->length);
  size_t start = scanner->at + run;
  scanner->at = start;
  if (run > CODE_SPAN_MARK_MAX)
    return;
  for (size_t i = start; i < scanner->length; i++) {
    if (text[i] == '\n' && blank_line_at(text, i + 1, scanner->length))
      return;
    if (text[i] != '`')
      continue;
    size_t closing = run_length(text, i, scanner->length);
    if (closing == run) {
      scanner->at = i + run;
      return;
    }
    i += closing - 1;
  }
}

static void
scan_figure(Scanner *scanner)
{
  size_t start = scanner->at;
  size_t size = mask_figure_end(scanner->text + start, scanner->length - start);
  if (!size) {
    scanner->at = start + 2;
    return;
  }
  add_mark(scanner, (Mark){ MARK_FIGURE, start, start + size, start + 2, start + size - 2 });
  hide_as_word(scanner, start, start + size);
  scanner->at = start + size;
}

/* ---- spans ---- */

/* Does an attribute that makes a span of bracketed words begin here? */
static bool
begins_span_attribute(const char *text, size_t left)
{
  static const char *const KEYS[] = { "lang=", "waived=" };
  for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++)
    if (left > strlen(KEYS[i]) && !strncmp(text, KEYS[i], strlen(KEYS[i])))
      return true;
  return false;
}

/* "{lang=ru}" at `at`, with such an attribute among its own: the byte after it, or 0. */
static size_t
span_attributes_end(const Scanner *scanner, size_t at)
{
  const char *text = scanner->text;
  size_t i = at + 1;
  bool span = false;
  if (at >= scanner->length || text[at] != '{')
    return 0;
  for (; i < scanner->length && text[i] != '}'; i++) {
    if (text[i] == '\n' || text[i] == '{')
      return 0;
    span =
        span || (strchr("{ ", text[i - 1]) && begins_span_attribute(text + i, scanner->length - i));
  }
  return span && i < scanner->length ? i + 1 : 0;
}

/* It counts as hidden only when its "]" is found. */
static void
open_bracket(Scanner *scanner)
{
  guint mark = scanner->marks->len;
  g_array_append_val(scanner->brackets, mark);
  add_mark(scanner, (Mark){ MARK_NONE, scanner->at, scanner->at + 1, 0, 0 });
  scanner->at++;
}

/* Brackets are hidden as marks between words, so that what stands in them is read as ever. */
static void
close_bracket(Scanner *scanner)
{
  size_t start = scanner->at, end = span_attributes_end(scanner, start + 1);
  guint open = scanner->brackets->len;
  scanner->at++;
  if (!open)
    return;
  Mark *mark =
      &g_array_index(scanner->marks, Mark, g_array_index(scanner->brackets, guint, open - 1));
  g_array_set_size(scanner->brackets, open - 1);
  if (!end)
    return;
  *mark = (Mark){ MARK_SPAN_OPEN, mark->start, mark->end, start + 1, end };
  scanner->out[mark->start] = ',';
  memset(scanner->out + start, ',', end - start);
  add_mark(scanner, (Mark){ MARK_SPAN_CLOSE, start, end, start + 1, end });
  scanner->at = end;
}

/* Those that began no span. */
static void
drop_brackets(GArray *marks)
{
  guint kept = 0;
  for (guint i = 0; i < marks->len; i++)
    if (g_array_index(marks, Mark, i).kind != MARK_NONE)
      g_array_index(marks, Mark, kept++) = g_array_index(marks, Mark, i);
  g_array_set_size(marks, kept);
}

static void
scan_character(Scanner *scanner)
{
  const char *at = scanner->text + scanner->at;
  size_t left = scanner->length - scanner->at;
  size_t note;
  if (*at == '\\' && left > 1 && at[1] != '\n')
    scanner->at += 2;
  else if (*at == '`')
    scan_code_span(scanner);
  else if (left > 1 && at[0] == '{' && at[1] == '{')
    scan_figure(scanner);
  else if (*at == '[' && (note = footnote_end(scanner, scanner->at)) != 0) {
    add_mark(scanner, (Mark){ MARK_FOOTNOTE, scanner->at, note, scanner->at + 2, note - 1 });
    hide_as_word(scanner, scanner->at, note);
    scanner->at = note;
  } else if (*at == '[') {
    open_bracket(scanner);
  } else if (*at == ']') {
    close_bracket(scanner);
  } else {
    if (*at == '\n' && blank_line_at(scanner->text, scanner->at + 1, scanner->length))
      g_array_set_size(scanner->brackets, 0);
    scanner->at++;
  }
}

MaskedText
mask_text(Arena *arena, const char *text, size_t length)
{
  Scanner scanner = { .text = text, .length = length };
  scanner.out = arena_strndup(arena, text, length);
  scanner.marks = g_array_new(FALSE, FALSE, sizeof(Mark));
  scanner.brackets = g_array_new(FALSE, FALSE, sizeof(guint));
  bool line_start = true;
  while (scanner.at < length) {
    if (line_start && scan_line(&scanner)) {
      line_start = scanner.at > 0 && text[scanner.at - 1] == '\n';
      continue;
    }
    line_start = text[scanner.at] == '\n';
    scan_character(&scanner);
  }
  drop_brackets(scanner.marks);
  g_array_free(scanner.brackets, TRUE);
  MaskedText masked = { .text = scanner.out, .length = length, .mark_count = scanner.marks->len };
  masked.marks = arena_dup(arena, scanner.marks->data, scanner.marks->len * sizeof(Mark));
  g_array_free(scanner.marks, TRUE);
  return masked;
}

const Mark *
mask_next(const MaskedText *masked, size_t offset)
{
  size_t low = 0, high = masked->mark_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (masked->marks[middle].end <= offset)
      low = middle + 1;
    else
      high = middle;
  }
  return low < masked->mark_count ? &masked->marks[low] : NULL;
}
