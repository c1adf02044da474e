/* A document with its inline figures replaced by what they print: what an editor types by hand.
 *
 *   plain FILE.md ROOT > PLAIN.md
 */
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "compose/passages.h"

typedef struct Figure {
  size_t start, end; /* braces and all */
  const char *text;
} Figure;

static int
compare_figures(gconstpointer a, gconstpointer b)
{
  const Figure *x = a, *y = b;
  return x->start < y->start ? -1 : x->start > y->start;
}

/* The braces around what stands between them. */
static bool
widen(const Source *source, Span span, Figure *figure)
{
  if (!span.source)
    return false;
  figure->start = span.start;
  figure->end = span.end;
  while (figure->start >= 2 && strncmp(source->text + figure->start - 2, "{{", 2) != 0)
    figure->start--;
  figure->start -= 2;
  const char *close = strstr(source->text + figure->end, "}}");
  figure->end = close ? (size_t)(close - source->text) + 2 : figure->end;
  return close != NULL;
}

int
main(int argc, char **argv)
{
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(GError) error = NULL;
  if (argc != 3)
    return 2;
  g_autoptr(Document) document = document_load(arena, argv[1], argv[2], diags, &error);
  if (!document)
    return 1;
  ComposeOptions options = { .theme_folder = SHOLU_SOURCE_DIR "/templates/themes" };
  PassageList passages = compose_passages(arena, document, &options, diags);
  g_autoptr(GArray) figures = g_array_new(FALSE, FALSE, sizeof(Figure));
  const Source *source = NULL;
  for (size_t i = 0; i < passages.count; i++)
    for (size_t j = 0; j < passages.items[i].piece_count; j++) {
      const Passage *passage = &passages.items[i];
      const PassagePiece *piece = &passage->pieces[j];
      Figure figure = { .text = arena_strndup(arena, passage->text + piece->start,
                                              piece->end - piece->start) };
      if (piece->kind != PIECE_FIGURE || !piece->span.source)
        continue;
      source = piece->span.source;
      if (widen(source, piece->span, &figure))
        g_array_append_val(figures, figure);
    }
  if (!source)
    return 1;
  g_array_sort(figures, compare_figures);
  size_t at = 0;
  for (guint i = 0; i < figures->len; i++) {
    const Figure *figure = &g_array_index(figures, Figure, i);
    if (figure->start < at)
      continue;
    fwrite(source->text + at, 1, figure->start - at, stdout);
    fputs(figure->text, stdout);
    at = figure->end;
  }
  fwrite(source->text + at, 1, source->length - at, stdout);
  return 0;
}
