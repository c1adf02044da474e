/* Titles, and the text for those who cannot see the chart. */
#include "chart/lint_private.h"

#include <string.h>

enum { MOST_WORDS = 15, MOST_LINES = 2, MOST_ALT = 250, LEAST_CAPITALS = 3, LONG_WORD = 4 };

static const Node *
title_node(const Node *given)
{
  const Node *title = node_get(given, "title");
  return node_is(title, NODE_MAP) ? node_get(title, "text") : title;
}

static const char *
plain(Arena *arena, const Node *node)
{
  const char *text = text_of_node(arena, node);
  if (!text)
    return NULL;
  char *line = g_strstrip(g_strdelimit(arena_strdup(arena, text), "\n", ' '));
  return *line ? line : NULL;
}

const char *
lint_title(Arena *arena, const Node *given)
{
  return plain(arena, title_node(given));
}

const char *
lint_subtitle(Arena *arena, const Node *given)
{
  const char *own = plain(arena, node_get(given, "subtitle"));
  return own ? own : plain(arena, node_path(given, "title.subtitle"));
}

static const char *
title_of(const Lint *lint)
{
  return lint_title(lint->compilation->arena, lint->given);
}

static const char *
description_of(const Lint *lint)
{
  return plain(lint->compilation->arena, node_get(lint->given, "description"));
}

/* ---- what is missing ---- */

void
lint_missing_title(Lint *lint)
{
  if (!title_of(lint))
    lint_warn(lint, lint->given, "add title: what the chart shows to be so, in one sentence",
              "the chart has no title");
}

void
lint_missing_subtitle(Lint *lint)
{
  const char *page =
      lint->compilation->context->page_texts ? "subtitle: …" : "title: {subtitle: …}";
  g_autofree char *hint = g_strdup_printf("add %s: measure, unit, place and period", page);
  if (title_of(lint) && !lint_subtitle(lint->compilation->arena, lint->given))
    lint_warn(lint, node_get(lint->given, "title"), hint,
              "the chart does not say what is measured, in which unit, where and when");
}

/* Pages tell it themselves, as they may name the text elsewhere. */
void
lint_missing_description(Lint *lint)
{
  if (!lint->compilation->context->page_texts && !description_of(lint))
    lint_warn(lint, lint->given, "add description: what is shown, and what it says",
              "the chart has no text for those who cannot see it");
}

/* ---- titles ---- */

static size_t
count_words(const char *text)
{
  g_auto(GStrv) words = g_strsplit_set(text, " \t\n", -1);
  size_t count = 0;
  for (size_t i = 0; words[i]; i++)
    count += g_utf8_strlen(words[i], -1) > 1 || g_unichar_isalnum(g_utf8_get_char(words[i]));
  return count;
}

/* Lines that the title takes in the width of the figure; without one, as many as it is written in.
 */
static size_t
count_lines(const Lint *lint, const char *title)
{
  const ChartContext *context = lint->compilation->context;
  const Node *config = config_get(lint->compilation, "title");
  TextStyle style = { .size = node_number(node_get(config, "fontSize"), 12),
                      .weight = text_weight_of_node(node_get(config, "fontWeight"), 700),
                      .language = context->language };
  double width = context->width, used = 0;
  size_t lines = 1;
  const Node *node = title_node(lint->given);
  if (!(width > 0))
    return node_is(node, NODE_LIST) ? node->count : 1;
  g_auto(GStrv) words = g_strsplit(title, " ", -1);
  double space = text_measure(context->metrics, &style, " ", 1).width;
  for (size_t i = 0; words[i]; i++) {
    double word = text_measure(context->metrics, &style, words[i], strlen(words[i])).width;
    if (used > 0 && used + space + word > width) {
      lines++;
      used = 0;
    }
    used += (used > 0 ? space : 0) + word;
  }
  return lines;
}

void
lint_title_long(Lint *lint)
{
  static const char HINT[] = "say the finding alone; the rest goes into the subtitle or the text";
  const char *title = title_of(lint);
  if (!title)
    return;
  size_t words = count_words(title), lines = count_lines(lint, title);
  if (words > MOST_WORDS)
    lint_warn(lint, title_node(lint->given), HINT, "the title has %zu words; %d are enough", words,
              MOST_WORDS);
  else if (lines > MOST_LINES)
    lint_warn(lint, title_node(lint->given), HINT, "the title takes %zu lines; %d are enough",
              lines, MOST_LINES);
}

void
lint_title_stop(Lint *lint)
{
  const char *title = title_of(lint);
  if (title && g_str_has_suffix(title, ".") && !g_str_has_suffix(title, ".."))
    lint_warn(lint, title_node(lint->given), "leave it out", "the title ends in a full stop");
}

/* Do all longer words after the first begin with a capital, and enough of them to be no name? */
static bool
is_title_case(const char *title)
{
  g_auto(GStrv) words = g_strsplit_set(title, " -", -1);
  size_t capitals = 0;
  for (size_t i = 1; *words && words[i]; i++) {
    const char *second = *words[i] ? g_utf8_next_char(words[i]) : words[i];
    gunichar first = g_utf8_get_char(words[i]);
    if (g_utf8_strlen(words[i], -1) < LONG_WORD || !g_unichar_isalpha(first))
      continue;
    if (!g_unichar_isupper(first))
      return false;
    capitals += g_unichar_islower(g_utf8_get_char(second));
  }
  return capitals >= LEAST_CAPITALS;
}

void
lint_title_case(Lint *lint)
{
  const char *title = title_of(lint);
  if (title && is_title_case(title))
    lint_warn(lint, title_node(lint->given), "write it as a sentence, with capitals for names only",
              "the title has a capital in every word");
}

/* ---- the text alternative ---- */

void
lint_alt_long(Lint *lint)
{
  const char *text = description_of(lint);
  long length = text ? g_utf8_strlen(text, -1) : 0;
  if (length > MOST_ALT)
    lint_warn(lint, node_get(lint->given, "description"),
              "one or two sentences; the data themselves belong into a table",
              "the description has %ld characters; %d are enough to listen to", length, MOST_ALT);
}

void
lint_alt_title(Lint *lint)
{
  const char *text = description_of(lint), *title = title_of(lint);
  if (!text || !title)
    return;
  g_autofree char *one = g_utf8_casefold(text, -1), *other = g_utf8_casefold(title, -1);
  if (g_str_has_suffix(one, "."))
    one[strlen(one) - 1] = '\0';
  if (strcmp(one, other) == 0)
    lint_warn(lint, node_get(lint->given, "description"),
              "say what kind of chart of what it is, and its finding with numbers",
              "the description repeats the title, so that it is read aloud twice");
}

/* What screen readers say already. */
static const char *const OPENINGS[] = {
  "image of",
  "an image of",
  "picture of",
  "a picture of",
  "photo of",
  "graphic of",
  "chart showing",
  "a chart showing",
  "graph showing",
  "figure showing",
  "this chart",
  "this figure",
  "this graph",
  "изображение",
  "изображён",
  "картинка",
  "рисунок",
  "на рисунке",
  "на графике",
  "на диаграмме",
  "график, показывающий",
  "диаграмма, показывающая",
  "суретте",
  "сурет:",
  "бейне",
  "кескін",
  "графикте",
  "диаграммада",
};

void
lint_alt_opening(Lint *lint)
{
  const char *text = description_of(lint);
  g_autofree char *folded = text ? g_utf8_strdown(text, -1) : NULL;
  for (size_t i = 0; text && i < G_N_ELEMENTS(OPENINGS); i++)
    if (g_str_has_prefix(folded, OPENINGS[i])) {
      lint_warn(lint, node_get(lint->given, "description"),
                "begin with the kind of chart and its data: \"Bar chart of …\"",
                "the description begins with \"%.*s\", which screen readers say already",
                (int)strlen(OPENINGS[i]), text);
      return;
    }
}
