#include "compose/text_private.h"

#include <string.h>

#define EPSILON 1e-6

/* What makes lines bad. A line's white space counts by its square, in parts of the measure. */
#define COST_SLACK 100.0   /* of a line that is all white space */
#define COST_LINE 0.5      /* of every line: a paragraph grows for good reason only */
#define COST_HYPHEN 6.0    /* as much as a quarter of the measure left white */
#define COST_SHORT_END 4.0 /* of a last line shorter than SHORT_END of the measure */
#define SHORT_END 0.2

/* Words are parted only in paragraphs where a line would otherwise leave so much of the measure. */
#define TOLERANCE 0.25

/* Lines hold at most so many units, and words are parted at so many places. */
enum { UNITS_MAX = 1000, HYPHENS_MAX = 16 };

/* Pieces between which no line ends. */
typedef struct Unit {
  guint first, last;
  double width, space; /* without and of the space after it */
  bool must_break;
} Unit;

/* A place where a line may end: after a unit, or inside its piece `piece` at byte `cut`. */
typedef struct BreakNode {
  size_t unit;
  guint piece;
  size_t cut;        /* 0: after the unit */
  double head, tail; /* widths of the unit's part before the cut, with its hyphen, and after it */
  double cost;       /* of the best lines that end here; < 0: not reached */
  size_t from;       /* the node where the line begins */
} BreakNode;

typedef struct Breaker {
  Paragraph *paragraph;
  double limit;
  GArray *units; /* Unit */
  GArray *nodes; /* BreakNode, in order of the text; the first is the paragraph's start */
  size_t *ends;  /* of each unit: the node after it */
} Breaker;

/* ---- units ---- */

static void
append_unit(Breaker *breaker, const GArray *pieces, guint first, guint last)
{
  Unit unit = { .first = first, .last = last };
  for (guint i = first; i <= last; i++) {
    const Piece *piece = &g_array_index(pieces, Piece, i);
    unit.width += piece->width + (i < last ? piece->space_width : 0);
    unit.space = piece->space_width;
    unit.must_break = piece->must_break;
  }
  g_array_append_val(breaker->units, unit);
}

/* How much of a piece fits into `width`, at least one character. */
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
    if (paragraph_measure(paragraph, piece->run, text + piece->start,
                          ends[middle - 1] - piece->start) <= width)
      low = middle;
    else
      high = middle - 1;
  }
  return ends[low - 1];
}

static double
hyphened_width(const Paragraph *paragraph, const Piece *piece, size_t cut)
{
  const char *text = paragraph->text->str;
  g_autofree char *head =
      g_strdup_printf("%.*s" SOFT_HYPHEN, (int)(cut - piece->start), text + piece->start);
  return paragraph_measure(paragraph, piece->run, head, strlen(head));
}

/* Where to cut a piece that is wider than `width`: between syllables if it can be. 0: nowhere. */
static size_t
forced_cut(const Paragraph *paragraph, const Piece *piece, double width, bool *hyphen)
{
  if (piece->end <= piece->start)
    return 0;
  size_t places[HYPHENS_MAX];
  for (size_t i = piece_hyphens(paragraph, piece, true, places, HYPHENS_MAX); i > 0; i--) {
    *hyphen = true;
    if (hyphened_width(paragraph, piece, places[i - 1]) <= width)
      return places[i - 1];
  }
  *hyphen = false;
  size_t cut = fitting_prefix(paragraph, piece, width);
  return cut < piece->end ? cut : 0;
}

/* Pieces [first, last] of `pieces`, wider together than a line, cut so that each unit fits. */
static void
cut_unit(const Breaker *breaker, const GArray *pieces, guint first, guint last, GArray *out)
{
  const Paragraph *paragraph = breaker->paragraph;
  double used = 0;
  for (guint i = first; i <= last; i++) {
    Piece piece = g_array_index(pieces, Piece, i);
    while (used + piece.width > breaker->limit) {
      bool hyphen = false;
      bool fresh = used <= breaker->limit / 2;
      size_t cut =
          fresh ? forced_cut(paragraph, &piece, breaker->limit - EPSILON - used, &hyphen) : 0;
      if (cut) {
        Piece head, rest;
        piece_split(paragraph, &piece, cut, hyphen, &head, &rest);
        g_array_append_val(out, head);
        piece = rest;
      } else if (used > 0) {
        g_array_index(out, Piece, out->len - 1).may_break = true;
      } else {
        break;
      }
      used = 0;
    }
    used += piece.width + piece.space_width;
    g_array_append_val(out, piece);
  }
}

static guint
unit_end(const GArray *pieces, guint first)
{
  guint i = first;
  while (i + 1 < pieces->len && !g_array_index(pieces, Piece, i).may_break)
    i++;
  return i;
}

static double
pieces_width(const GArray *pieces, guint first, guint last)
{
  double width = 0;
  for (guint i = first; i <= last; i++) {
    const Piece *piece = &g_array_index(pieces, Piece, i);
    width += piece->width + (i < last ? piece->space_width : 0);
  }
  return width;
}

static void
find_units(Breaker *breaker)
{
  Paragraph *paragraph = breaker->paragraph;
  GArray *old = paragraph->pieces;
  paragraph->pieces = g_array_sized_new(FALSE, FALSE, sizeof(Piece), old->len);
  for (guint first = 0; first < old->len;) {
    guint last = unit_end(old, first);
    if (pieces_width(old, first, last) > breaker->limit)
      cut_unit(breaker, old, first, last, paragraph->pieces);
    else
      g_array_append_vals(paragraph->pieces, &g_array_index(old, Piece, first), last - first + 1);
    first = last + 1;
  }
  g_array_free(old, TRUE);
  for (guint first = 0; first < paragraph->pieces->len;) {
    guint last = unit_end(paragraph->pieces, first);
    append_unit(breaker, paragraph->pieces, first, last);
    first = last + 1;
  }
}

/* ---- nodes ---- */

/* Places inside a unit's words. The last word before a forced line end stays whole. */
static void
add_hyphens(Breaker *breaker, size_t index)
{
  const Paragraph *paragraph = breaker->paragraph;
  const Unit *unit = &g_array_index(breaker->units, Unit, index);
  if (unit->must_break || index + 1 == breaker->units->len)
    return;
  double before = 0;
  for (guint i = unit->first; i <= unit->last; i++) {
    const Piece *piece = &g_array_index(paragraph->pieces, Piece, i);
    size_t places[HYPHENS_MAX];
    size_t count = piece_hyphens(paragraph, piece, false, places, HYPHENS_MAX);
    for (size_t k = 0; k < count; k++) {
      BreakNode node = { .unit = index, .piece = i, .cut = places[k], .head = before, .cost = -1 };
      g_array_append_val(breaker->nodes, node);
    }
    before += piece->width + piece->space_width;
  }
}

static void
find_nodes(Breaker *breaker, bool hyphenate)
{
  g_array_set_size(breaker->nodes, 0);
  BreakNode start = { .unit = 0 };
  g_array_append_val(breaker->nodes, start);
  for (size_t i = 0; i < breaker->units->len; i++) {
    if (hyphenate)
      add_hyphens(breaker, i);
    BreakNode end = { .unit = i, .cost = -1 };
    breaker->ends[i] = breaker->nodes->len;
    g_array_append_val(breaker->nodes, end);
  }
}

/* Shaped only where a line may end there. */
static void
measure_cut(const Breaker *breaker, BreakNode *node)
{
  const Paragraph *paragraph = breaker->paragraph;
  const Unit *unit = &g_array_index(breaker->units, Unit, node->unit);
  const Piece *piece = &g_array_index(paragraph->pieces, Piece, node->piece);
  const char *text = paragraph->text->str;
  double rest = paragraph_measure(paragraph, piece->run, text + node->cut, piece->end - node->cut);
  node->tail = unit->width - node->head - piece->width + rest;
  node->head += hyphened_width(paragraph, piece, node->cut);
}

/* ---- the best lines ---- */

static void
reach(const Breaker *breaker, size_t from, size_t to, double used)
{
  BreakNode *node = &g_array_index(breaker->nodes, BreakNode, to);
  const BreakNode *start = &g_array_index(breaker->nodes, BreakNode, from);
  const Unit *unit = &g_array_index(breaker->units, Unit, node->unit);
  double slack = MAX(breaker->limit - used, 0) / breaker->limit;
  double cost = start->cost + COST_LINE;
  bool last = !node->cut && (unit->must_break || node->unit + 1 == breaker->units->len);
  if (!last)
    cost += COST_SLACK * slack * slack + (node->cut ? COST_HYPHEN : 0);
  else if (slack > 1 - SHORT_END && start->unit > 0)
    cost += COST_SHORT_END;
  if (node->cost < 0 || cost < node->cost - EPSILON) {
    node->cost = cost;
    node->from = from;
  }
}

/* The line may end inside the first unit that no longer fits as a whole. */
static void
reach_hyphens(const Breaker *breaker, size_t from, size_t unit, double used)
{
  bool hyphened = g_array_index(breaker->nodes, BreakNode, from).cut > 0;
  size_t first = unit > 0 ? breaker->ends[unit - 1] + 1 : 1;
  for (size_t i = first; !hyphened && i < breaker->ends[unit]; i++) {
    BreakNode *node = &g_array_index(breaker->nodes, BreakNode, i);
    if (node->tail <= 0)
      measure_cut(breaker, node);
    if (used + node->head <= breaker->limit)
      reach(breaker, from, i, used + node->head);
  }
}

/* All lines that begin at a node. A unit wider than a line gets one of its own. */
static void
try_lines(const Breaker *breaker, size_t from)
{
  const BreakNode *start = &g_array_index(breaker->nodes, BreakNode, from);
  size_t first = from == 0 ? 0 : start->unit + (start->cut ? 0 : 1);
  double used = 0;
  for (size_t i = first; i < breaker->units->len && i - first < UNITS_MAX; i++) {
    const Unit *unit = &g_array_index(breaker->units, Unit, i);
    double width = i == first && start->cut ? start->tail : unit->width;
    if (i > first && used + width > breaker->limit) {
      reach_hyphens(breaker, from, i, used);
      return;
    }
    used += width;
    reach(breaker, from, breaker->ends[i], used);
    if (unit->must_break)
      return;
    used += unit->space;
  }
}

static void
find_lines(const Breaker *breaker)
{
  for (size_t i = 0; i < breaker->nodes->len; i++) {
    if (g_array_index(breaker->nodes, BreakNode, i).cost >= 0)
      try_lines(breaker, i);
  }
}

/* Nodes where lines end, in order. */
static GArray *
chosen_nodes(const Breaker *breaker)
{
  GArray *chosen = g_array_new(FALSE, FALSE, sizeof(size_t));
  for (size_t at = breaker->nodes->len - 1; at > 0;
       at = g_array_index(breaker->nodes, BreakNode, at).from)
    g_array_append_val(chosen, at);
  for (guint i = 0; i < chosen->len / 2; i++) {
    size_t *a = &g_array_index(chosen, size_t, i);
    size_t *b = &g_array_index(chosen, size_t, chosen->len - 1 - i);
    size_t kept = *a;
    *a = *b;
    *b = kept;
  }
  return chosen;
}

/* Does a line leave more white than it should? */
static bool
is_ragged(const Breaker *breaker)
{
  g_autoptr(GArray) chosen = chosen_nodes(breaker);
  size_t first = 0;
  for (guint i = 0; i + 1 < chosen->len; i++) {
    size_t last = g_array_index(breaker->nodes, BreakNode, g_array_index(chosen, size_t, i)).unit;
    double used = 0;
    for (size_t k = first; k <= last; k++) {
      const Unit *unit = &g_array_index(breaker->units, Unit, k);
      used += unit->width + (k < last ? unit->space : 0);
    }
    if (!g_array_index(breaker->units, Unit, last).must_break &&
        breaker->limit - used > TOLERANCE * breaker->limit)
      return true;
    first = last + 1;
  }
  return false;
}

/* ---- the lines ---- */

/* The chosen lines as ranges of pieces; words are cut where lines end in them. */
static GArray *
make_ranges(Breaker *breaker)
{
  Paragraph *paragraph = breaker->paragraph;
  g_autoptr(GArray) chosen = chosen_nodes(breaker);
  GArray *ranges = g_array_new(FALSE, FALSE, sizeof(LineRange));
  GArray *old = paragraph->pieces;
  GArray *pieces = g_array_sized_new(FALSE, FALSE, sizeof(Piece), old->len);
  guint next = 0;
  for (guint i = 0; i < chosen->len; i++) {
    const BreakNode *node =
        &g_array_index(breaker->nodes, BreakNode, g_array_index(chosen, size_t, i));
    LineRange range = { .first = pieces->len };
    guint last = node->cut ? node->piece : g_array_index(breaker->units, Unit, node->unit).last;
    guint whole = node->cut ? last : last + 1;
    if (whole > next)
      g_array_append_vals(pieces, &g_array_index(old, Piece, next), whole - next);
    next = whole;
    if (node->cut) {
      Piece head, rest;
      piece_split(paragraph, &g_array_index(old, Piece, last), node->cut, true, &head, &rest);
      g_array_append_val(pieces, head);
      g_array_index(old, Piece, last) = rest;
    }
    range.last = pieces->len - 1;
    g_array_append_val(ranges, range);
  }
  g_array_free(old, TRUE);
  paragraph->pieces = pieces;
  return ranges;
}

GArray *
paragraph_break(Paragraph *paragraph)
{
  Breaker breaker = { .paragraph = paragraph, .limit = paragraph->layout->width + EPSILON };
  breaker.units = g_array_new(FALSE, FALSE, sizeof(Unit));
  breaker.nodes = g_array_new(FALSE, FALSE, sizeof(BreakNode));
  find_units(&breaker);
  breaker.ends = g_new0(size_t, breaker.units->len + 1);
  find_nodes(&breaker, false);
  find_lines(&breaker);
  if (paragraph->layout->hyphenate && is_ragged(&breaker)) {
    find_nodes(&breaker, true);
    find_lines(&breaker);
  }
  GArray *ranges = make_ranges(&breaker);
  g_array_free(breaker.units, TRUE);
  g_array_free(breaker.nodes, TRUE);
  g_free(breaker.ends);
  return ranges;
}
