/* Pages: where they end, and what stands on them. */
#pragma once

#include "compose/flow_private.h"

/* A footnote's text, set once. */
typedef struct SetNote {
  const SceneNode *node; /* origin at its top left */
  double height;
} SetNote;

typedef struct PageSet {
  Composer *composer;
  const Flow *flow;
  const SetNote *notes; /* by number, from 1 at index 0 */
  size_t note_count;
  double capacity; /* height between the margins */
} PageSet;

/* Items [first, end) stand on one page. */
typedef struct PageRange {
  size_t first, end;
} PageRange;

/* The height of the notes at the foot of a page, their rule included, for these many points of
 * notes; 0 for none. */
double notes_block_height(double notes);

/* Ends of all pages; at least one page. The ranges live in the arena. */
const PageRange *pages_break(const PageSet *set, size_t *count);

/* What stands on a page between the margins. */
void pages_fill(const PageSet *set, PageRange range, SceneBuilder *out);

/* Height of what is set again at the head of a page that begins with this item. */
double repeat_height(const FlowItem *item);

/* Header and footer of page `number` (from 1) of `total`; `section` may be NULL. */
void furniture_add(Composer *composer, SceneBuilder *out, size_t number, size_t total,
                   const Block *section);

/* The title's band at the head of the first page. */
void lay_title(Composer *composer, Flow *flow);

/* A date of the front matter as the language writes it. */
const char *date_text(Composer *composer);
