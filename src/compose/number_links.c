/* The numbers of the text lead to their rows in the appendix of sources, the rows back to them. */
#include "compose/composer_private.h"

#include <string.h>

/* The same number with the same support has one row a section: texts for those who cannot see a
 * chart repeat what stands around it. */
static char *
row_key(const ComposeEvidence *evidence)
{
  return g_strdup_printf("%zu\n%s\n%s\n%s\n%s", evidence->section, evidence->text,
                         evidence->expression ? evidence->expression : "",
                         evidence->evidence ? evidence->evidence : "",
                         evidence->waiver ? evidence->waiver : "");
}

/* A row leads to the first of its numbers that can be led to. */
static void
link_number(const Composer *composer, NumberLink *links, size_t index, size_t row)
{
  Arena *arena = composer->arena;
  NumberLink *number = &links[index], *first = &links[row];
  number->row = row;
  if (row == index) {
    number->row_href = arena_printf(arena, "#source-%zu", row + 1);
    number->row_anchor = number->row_href + 1;
  }
  if (!composer->evidence[index].in_text)
    return;
  number->href = first->row_href;
  if (first->back)
    return;
  first->back = arena_printf(arena, "#number-%zu", index + 1);
  number->anchor = first->back + 1;
}

static gint
compare_spans(gconstpointer a, gconstpointer b, gpointer user)
{
  const Composer *composer = user;
  size_t left = composer->evidence[*(const size_t *)a].span.start;
  size_t right = composer->evidence[*(const size_t *)b].span.start;
  return (left > right) - (left < right);
}

void
number_links_open(Composer *composer)
{
  g_autoptr(GHashTable) rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  size_t count = composer->evidence_count;
  NumberLink *links = arena_array(composer->arena, NumberLink, count + 1);
  size_t *order = arena_array(composer->arena, size_t, count + 1);
  for (size_t i = 0; i < count; i++) {
    gpointer row;
    char *key = row_key(&composer->evidence[i]);
    bool told = g_hash_table_lookup_extended(rows, key, NULL, &row);
    g_hash_table_replace(rows, key, told ? row : GSIZE_TO_POINTER(i));
    link_number(composer, links, i, told ? GPOINTER_TO_SIZE(row) : i);
    order[i] = i;
  }
  if (count > 1)
    g_qsort_with_data(order, (gint)count, sizeof *order, compare_spans, composer);
  composer->number_links = links;
  composer->numbers_in_order = order;
}

/* The first number that does not end before `at`, as a place in numbers_in_order. */
static size_t
first_after(const Composer *composer, size_t at)
{
  size_t low = 0, high = composer->evidence_count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (composer->evidence[composer->numbers_in_order[middle]].span.end <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void
add_linked(const TextRun *run, const NumberLink *link, size_t start, size_t end, Arena *arena,
           GArray *runs)
{
  TextRun part = *run;
  part.text = arena_strndup(arena, run->text + start, end - start);
  part.escaped = run->escaped && start == 0;
  if (link) {
    part.href = link->href;
    part.anchor = link->anchor;
    part.discreet = true;
  }
  if (end > start)
    g_array_append_val(runs, part);
}

/* Is the text spelt in the source as it is set? */
static bool
is_spelt(const Inline *item)
{
  size_t length = strlen(item->text);
  return item->kind == INLINE_TEXT && item->span.end - item->span.start == length &&
         memcmp(item->span.source->text + item->span.start, item->text, length) == 0;
}

void
number_links_cut(const Composer *composer, const Inline *item, const TextRun *run, GArray *runs)
{
  size_t length = strlen(run->text), done = 0;
  bool open = composer->evidence_count > 0 && !composer->preset && !run->href && !run->note &&
              item->span.source == composer->document->source;
  bool spelt = open && is_spelt(item);
  size_t at = open ? first_after(composer, item->span.start) : composer->evidence_count;
  for (; at < composer->evidence_count && done < length; at++) {
    const Span span = composer->evidence[composer->numbers_in_order[at]].span;
    const NumberLink *link = &composer->number_links[composer->numbers_in_order[at]];
    if (span.start >= item->span.end)
      break;
    if (!link->href || span.source != item->span.source || span.end <= item->span.start)
      continue;
    size_t start = spelt ? MAX(span.start, item->span.start) - item->span.start : 0;
    size_t end = spelt ? MIN(span.end - item->span.start, length) : length;
    start = MAX(start, done);
    add_linked(run, NULL, done, start, composer->arena, runs);
    add_linked(run, link, start, MAX(start, end), composer->arena, runs);
    done = MAX(done, end);
  }
  if (done == 0)
    g_array_append_val(runs, *run);
  else
    add_linked(run, NULL, done, length, composer->arena, runs);
}
