#include "compose/pages_private.h"

#define EPSILON 1e-6

/* How bad a page's end is, beside what its boxes say of themselves (flow_private.h). */
#define BAD_WHITE 1000.0 /* of a page all white; as the square of its part that is */
#define SPLIT_WHITE 6.0  /* times as bad, where something is parted that could go on */
#define BAD_PAGE 200.0   /* of every page: none is begun for nothing */
#define BAD_END 600.0    /* of a last page with next to nothing on it */
#define BAD_NOTES 40.0   /* of notes that go on at the foot of the next page */
#define BAD_APART 12.0   /* of a figure and a text that names it on two pages */
#define BAD_OVERFULL 1e7 /* of a box higher than a page */

#define END_PART 0.33   /* a last page should have so much on it */
#define NOTES_PART 0.3  /* notes that do not fit give up to so much of a page to the next */
#define APART_PAGES 3.0 /* texts and figures further apart do not mind */

/* Ends of pages stand so far apart, in points: boxes without height are many in one place. */
#define GRAIN 4.0

/* A place where a page may end: before an item. */
typedef struct Chance {
  size_t item;
  double y;     /* of the item's top, were all on one endless page, without the space above it */
  double start; /* where a page that begins here has its top in the same measure */
  double hang;  /* how far what stands beside the items since the last chance reaches down */
  double cost;  /* of ending here */
  bool parts;   /* does it part what could go on? */
  size_t notes; /* lines of notes that the items before it refer to */
  double best;  /* the least badness of all pages before; < 0: not reached */
  size_t from;  /* the chance where the page that ends here begins */
  size_t shown; /* lines of notes that stand on the pages before */
} Chance;

typedef struct Breaker {
  const PageSet *set;
  const FlowItem *items;
  size_t count;
  GArray *chances;      /* Chance */
  double *note_heights; /* of all lines before each */
} Breaker;

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

/* ---- chances ---- */

/* What ends between a text and the figure it names cost, added to each item between them. */
static double *
apart_costs(const Breaker *breaker)
{
  const Flow *flow = breaker->set->flow;
  double *costs = g_new0(double, breaker->count + 2);
  double *tops = g_new0(double, breaker->count + 1);
  for (size_t i = 0; i < breaker->count; i++)
    tops[i + 1] = tops[i] + breaker->items[i].space + breaker->items[i].height;
  for (guint i = 0; i < flow->mentions->len; i++) {
    const Mention *mention = &g_array_index(flow->mentions, Mention, i);
    size_t named = GPOINTER_TO_SIZE(g_hash_table_lookup(flow->places, mention->id));
    if (named == 0)
      continue;
    size_t first = MIN(named - 1, mention->item), last = MAX(named - 1, mention->item);
    if (last < breaker->count && first < last &&
        tops[last] - tops[first] < APART_PAGES * breaker->set->capacity) {
      costs[first + 1] += BAD_APART;
      costs[last + 1] -= BAD_APART;
    }
  }
  for (size_t i = 1; i <= breaker->count; i++)
    costs[i] += costs[i - 1];
  g_free(tops);
  return costs;
}

/* Would a page that ends before the item part what could go on there? What merely stands close to
 * its heading is a whole of its own: a figure that does not fit cannot go on. */
static bool
parts_block(const FlowItem *items, size_t index)
{
  double cost = items[index].cost;
  bool whole = index > 0 && (!items[index].part || items[index].part != items[index - 1].part);
  return cost > 0 && !(cost == COST_HEADING && whole);
}

/* Keeps the better of two places that are next to each other. */
static void
add_chance(Breaker *breaker, Chance chance)
{
  GArray *chances = breaker->chances;
  Chance *last = chances->len ? &g_array_index(chances, Chance, chances->len - 1) : NULL;
  bool near = last && chances->len > 1 && chance.y - last->y < GRAIN && last->cost > COST_FORCED &&
              chance.cost > COST_FORCED && chance.item < breaker->count;
  if (near && chance.cost >= last->cost)
    return;
  if (near) {
    chance.hang = MAX(chance.hang, last->hang);
    *last = chance;
  } else {
    g_array_append_val(chances, chance);
  }
}

static void
find_chances(Breaker *breaker)
{
  const FlowItem *items = breaker->items;
  g_autofree double *apart = apart_costs(breaker);
  double y = 0, hang = 0;
  for (size_t i = 0; i <= breaker->count; i++) {
    Chance chance = { .item = i, .y = y, .start = y, .hang = hang, .best = i ? -1 : 0 };
    chance.notes = breaker->set->notes_before[i];
    if (i < breaker->count) {
      chance.start = y + items[i].space - (continues_part(items, i) ? repeat_height(&items[i]) : 0);
      chance.parts = parts_block(items, i);
      chance.cost = items[i].cost <= COST_FORCED ? COST_FORCED : items[i].cost + apart[i];
    }
    guint before = breaker->chances->len;
    add_chance(breaker, chance);
    if (breaker->chances->len > before)
      hang = 0;
    if (i < breaker->count) {
      double top = y + items[i].space;
      hang = items[i].reach > 0 ? MAX(hang, top + items[i].reach) : hang;
      y = top + items[i].height;
    }
  }
}

/* ---- pages ---- */

/* A page from one chance to another. */
typedef struct Trial {
  double used;  /* height of its boxes */
  size_t shown; /* notes after it */
  double badness;
  bool fits;
} Trial;

/* Notes of a page: those it refers to and those left over. Where they do not fit, a part of the
 * page is theirs, and the rest goes on. */
static void
try_notes(const Breaker *breaker, const Chance *first, const Chance *end, Trial *trial)
{
  double capacity = breaker->set->capacity;
  const double *heights = breaker->note_heights;
  double wanted = heights[end->notes] - heights[first->shown];
  trial->shown = end->notes;
  if (trial->used + notes_block_height(wanted) <= capacity + EPSILON)
    return;
  double room = capacity - trial->used - notes_block_height(0.1);
  trial->fits = wanted > NOTES_PART * capacity && room >= NOTES_PART * capacity;
  if (trial->used > capacity + EPSILON)
    room = 0;
  trial->shown = first->shown;
  while (trial->shown < end->notes && heights[trial->shown + 1] - heights[first->shown] <= room)
    trial->shown++;
  trial->badness += BAD_NOTES;
}

static Trial
try_page(const Breaker *breaker, const Chance *first, const Chance *end, double hang)
{
  double capacity = breaker->set->capacity;
  Trial trial = { .used = MAX(end->y, hang) - first->start };
  trial.fits = trial.used <= capacity + EPSILON;
  try_notes(breaker, first, end, &trial);
  bool last = end->item == breaker->count || end->cost <= COST_FORCED;
  double white = CLAMP(1 - trial.used / capacity, 0, 1);
  trial.badness +=
      BAD_PAGE +
      (last ? 0 : BAD_WHITE * white * white * (end->parts ? SPLIT_WHITE : 1) + end->cost);
  double least = END_PART * capacity;
  if (last && trial.used < least)
    trial.badness += BAD_END * (1 - trial.used / least);
  return trial;
}

static void
reach(Breaker *breaker, size_t from, size_t to, const Trial *trial)
{
  Chance *end = &g_array_index(breaker->chances, Chance, to);
  double best = g_array_index(breaker->chances, Chance, from).best + trial->badness;
  if (end->best >= 0 && end->best <= best + EPSILON)
    return;
  end->best = best;
  end->from = from;
  end->shown = trial->shown;
}

/* All pages that begin at a chance. The shortest is taken even if it holds too much. */
static void
try_pages(Breaker *breaker, size_t from)
{
  const Chance *first = &g_array_index(breaker->chances, Chance, from);
  double hang = 0;
  for (size_t to = from + 1; to < breaker->chances->len; to++) {
    const Chance *end = &g_array_index(breaker->chances, Chance, to);
    hang = MAX(hang, end->hang);
    Trial trial = try_page(breaker, first, end, hang);
    if (!trial.fits && to > from + 1)
      return;
    trial.badness += trial.fits ? 0 : BAD_OVERFULL;
    reach(breaker, from, to, &trial);
    if (!trial.fits || end->cost <= COST_FORCED)
      return;
  }
}

static void
add_note_pages(const Breaker *breaker, GArray *pages, size_t shown)
{
  const PageSet *set = breaker->set;
  const double *heights = breaker->note_heights;
  double room = set->capacity - notes_block_height(0.1);
  while (shown < set->note_line_count) {
    PageRange range = { breaker->count, breaker->count, shown, shown + 1 };
    while (range.note_end < set->note_line_count &&
           heights[range.note_end + 1] - heights[shown] <= room)
      range.note_end++;
    g_array_append_val(pages, range);
    shown = range.note_end;
  }
}

static void
collect_pages(const Breaker *breaker, GArray *pages)
{
  const Chance *end = &g_array_index(breaker->chances, Chance, breaker->chances->len - 1);
  size_t shown = end->shown;
  for (size_t at = breaker->chances->len - 1; at > 0;
       at = g_array_index(breaker->chances, Chance, at).from) {
    end = &g_array_index(breaker->chances, Chance, at);
    const Chance *first = &g_array_index(breaker->chances, Chance, end->from);
    PageRange range = { first->item, end->item, first->shown, end->shown };
    g_array_append_val(pages, range);
  }
  for (guint i = 0; i < pages->len / 2; i++) {
    PageRange *a = &g_array_index(pages, PageRange, i);
    PageRange *b = &g_array_index(pages, PageRange, pages->len - 1 - i);
    PageRange kept = *a;
    *a = *b;
    *b = kept;
  }
  add_note_pages(breaker, pages, shown);
}

static double *
sum_note_heights(const PageSet *set)
{
  double *heights = g_new0(double, set->note_line_count + 1);
  for (size_t i = 0; i < set->note_line_count; i++)
    heights[i + 1] = heights[i] + set->note_lines[i].height;
  return heights;
}

const PageRange *
pages_break(const PageSet *set, size_t *count)
{
  Breaker breaker = { .set = set,
                      .items = (const FlowItem *)(void *)set->flow->items->data,
                      .count = set->flow->items->len,
                      .chances = g_array_new(FALSE, FALSE, sizeof(Chance)),
                      .note_heights = sum_note_heights(set) };
  g_autoptr(GArray) pages = g_array_new(FALSE, FALSE, sizeof(PageRange));
  find_chances(&breaker);
  for (guint i = 0; i + 1 < breaker.chances->len; i++) {
    if (g_array_index(breaker.chances, Chance, i).best >= 0)
      try_pages(&breaker, i);
  }
  collect_pages(&breaker, pages);
  if (pages->len == 0)
    g_array_append_vals(pages, &(PageRange){ 0 }, 1);
  g_array_free(breaker.chances, TRUE);
  g_free(breaker.note_heights);
  *count = pages->len;
  return arena_dup(set->composer->arena, pages->data, pages->len * sizeof(PageRange));
}
