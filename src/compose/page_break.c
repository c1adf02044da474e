#include "compose/pages_private.h"

#define EPSILON 1e-6
#define NOTES_ABOVE 14.0 /* the gap above the notes and the rule in it */

double
notes_block_height(double notes)
{
  return notes > 0 ? notes + NOTES_ABOVE : 0;
}

double
repeat_height(const FlowItem *item)
{
  double height = 0;
  for (const Part *part = item->part; part; part = part->parent)
    height += part->repeat ? part->repeat_height : 0;
  return height;
}

/* Does the item begin its part? Then nothing of it is set again. */
static bool
continues_part(const FlowItem *items, size_t index)
{
  const FlowItem *item = &items[index];
  if (index == 0 || repeat_height(item) <= 0)
    return false;
  const Part *before = items[index - 1].part;
  const Part *part = item->part;
  while (part && !part->repeat)
    part = part->parent;
  for (; before; before = before->parent) {
    if (before == part)
      return true;
  }
  return false;
}

static double
item_notes(const PageSet *set, const FlowItem *item)
{
  double height = 0;
  for (size_t i = 0; i < item->note_count; i++) {
    size_t number = (size_t)item->notes[i];
    height += number <= set->note_count ? set->notes[number - 1].height : 0;
  }
  return height;
}

/* As much as fits, ending at the last place where a page may end; where there is none, at the last
 * box that fits. */
static size_t
page_end(const PageSet *set, size_t first)
{
  const FlowItem *items = (const FlowItem *)(void *)set->flow->items->data;
  size_t count = set->flow->items->len, best = 0;
  double used = continues_part(items, first) ? repeat_height(&items[first]) : 0, notes = 0;
  for (size_t i = first; i < count; i++) {
    const FlowItem *item = &items[i];
    if (i > first && item->cost <= COST_FORCED)
      return i;
    if (i > first && item->cost < COST_NEVER)
      best = i;
    double height = item->height + (i > first ? item->space : 0);
    notes += item_notes(set, item);
    if (i > first && used + height + notes_block_height(notes) > set->capacity + EPSILON)
      return best ? best : i;
    used += height;
  }
  return count;
}

const PageRange *
pages_break(const PageSet *set, size_t *count)
{
  g_autoptr(GArray) pages = g_array_new(FALSE, FALSE, sizeof(PageRange));
  size_t first = 0;
  do {
    PageRange range = { first, page_end(set, first) };
    g_array_append_val(pages, range);
    first = range.end;
  } while (first < set->flow->items->len);
  *count = pages->len;
  return arena_dup(set->composer->arena, pages->data, pages->len * sizeof(PageRange));
}
