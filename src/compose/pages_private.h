/* Pages: where they end, and what stands on them. */
#pragma once

#include "compose/flow_private.h"

/* A line of the footnotes, which follow each other from page to page in the order in which the text
 * first refers to them. */
typedef struct NoteLine {
  const SceneNode *node; /* origin at its top left */
  double height;
  const Part *part; /* the same for all lines of a note */
} NoteLine;

typedef struct PageSet {
  Composer *composer;
  const Flow *flow;
  double capacity; /* height between the margins */
  const NoteLine *note_lines;
  size_t note_line_count;
  const size_t *notes_before; /* lines of notes that items before each refer to */
} PageSet;

/* Items [first, end) stand on one page, and lines [note_first, note_end) of the notes. */
typedef struct PageRange {
  size_t first, end;
  size_t note_first, note_end;
} PageRange;

/* Sets all notes that the flow refers to. */
void set_notes(PageSet *set);

/* The height of the notes at the foot of a page, their rule included, for these many points of
 * notes; 0 for none. */
double notes_block_height(double notes);

/* Ends of all pages, chosen together for the least badness: white space at the foot, what is parted
 * that belongs together, figures far from the text that names them. Takes time in proportion to the
 * boxes. At least one page; the ranges live in the arena. */
const PageRange *pages_break(const PageSet *set, size_t *count);

/* What stands on a page between the margins. */
void pages_fill(const PageSet *set, PageRange range, SceneBuilder *out);

/* The notes at the foot of a page. */
void page_notes_fill(const PageSet *set, const PageRange *range, SceneBuilder *out);

/* A copy of a box's node, moved: boxes may be set more than once. NULL gives NULL. */
const SceneNode *node_placed(Arena *arena, const SceneNode *node, double x, double y);

/* Height of what is set again at the head of a page that begins with this item. */
double repeat_height(const FlowItem *item);

/* Header and footer of page `number` (from 1) of `total`; `section` may be NULL. */
void furniture_add(Composer *composer, SceneBuilder *out, size_t number, size_t total,
                   const Block *section);

/* The head of the first page: the title's band, what is told in large figures, the contents.
 * `body`: where the text below is laid. */
void lay_cover(Composer *composer, Flow *flow, Frame body);

/* The contents in the margin beside the next box; in the text where there is no room. */
void lay_contents_beside(Composer *composer, Flow *flow, Frame frame);

/* Writes the pages' numbers into all contents: the pages' breaks do not depend on them. */
void contents_number(Composer *composer, const Scene *const *pages, size_t count);

/* A date YYYY-MM-DD as the language writes it; NULL: it is not one. */
const char *date_text(const Composer *composer, const char *iso);
