/* What the document printed, for those who ask what changed since an earlier build. */
#include "compose/composer_private.h"

#include <string.h>

/* What a figure was printed as in one format. */
typedef struct Printed {
  BriefingFigure figure;
  Span span; /* the first in the document */
} Printed;

/* The document's before those of other files, and what is not printed last. */
static int
rank_of(const Composer *composer, Span span)
{
  return !span.source ? 2 : span.source != composer->document->source;
}

static int
compare_places(const Composer *composer, Span left, Span right)
{
  int order = rank_of(composer, left) - rank_of(composer, right);
  if (order == 0 && left.source != right.source)
    order = strcmp(left.source->name, right.source->name);
  return order != 0 ? order : (left.start > right.start) - (left.start < right.start);
}

static gint
compare_printed(gconstpointer a, gconstpointer b, gpointer user)
{
  const Printed *left = *(const Printed *const *)a, *right = *(const Printed *const *)b;
  int order = compare_places(user, left->span, right->span);
  return order != 0 ? order : strcmp(left->figure.label, right->figure.label);
}

void
printed_figure_note(const Composer *composer, const BriefingFigure *figure, const char *format,
                    Span span)
{
  g_autofree char *key = g_strdup_printf("%s|%s", figure->label, format ? format : "");
  Printed *printed = g_hash_table_lookup(composer->printed, key);
  if (printed && compare_places(composer, span, printed->span) >= 0)
    return;
  if (!printed) {
    printed = arena_new0(composer->arena, Printed);
    g_hash_table_insert(composer->printed, arena_strdup(composer->arena, key), printed);
  }
  *printed = (Printed){ *figure, span };
}

const BriefingFigure *
printed_figures(const Composer *composer, size_t *count)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new();
  GHashTableIter iter;
  g_hash_table_iter_init(&iter, composer->printed);
  for (gpointer printed; g_hash_table_iter_next(&iter, NULL, &printed);)
    g_ptr_array_add(all, printed);
  g_ptr_array_sort_with_data(all, compare_printed, (gpointer)composer);
  BriefingFigure *figures = arena_array(composer->arena, BriefingFigure, all->len + 1);
  for (guint i = 0; i < all->len; i++)
    figures[i] = ((const Printed *)all->pdata[i])->figure;
  *count = all->len;
  return figures;
}
