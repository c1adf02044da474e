/* Marks. One file each (mark_NAME.c) and one line in the table of mark.c. */
#pragma once

#include "chart/model_private.h"

/* What a mark's file is given: one unit whose rows, scales and plot area are settled. */
typedef struct MarkContext {
  const Unit *unit;
  Arena *arena;
  const TextMetrics *metrics;
  double width, height; /* of the plot area */
} MarkContext;

struct MarkKind {
  const char *name;
  bool filled; /* painted by fill rather than stroke unless told otherwise */
  bool path;   /* one item from many rows: line, area, trail */
  bool stacks; /* may be stacked */
  bool stacks_by_default;
  bool rectangular;    /* covers a band of its positions: bar, rect, tick, arc */
  bool banded;         /* discrete positions get band scales */
  double stroke_width; /* where nothing is said; 0: 1 */
  const char *symbol;  /* of its legend entries */
  /* Adds its items to a group with ROLE_MARK. */
  void (*draw)(const MarkContext *context, SceneBuilder *items);
};

const MarkKind *mark_find(const char *name); /* NULL: unknown */
const char *const *mark_names(void);         /* composite marks included; NULL-terminated */

void mark_arc_draw(const MarkContext *context, SceneBuilder *items);
void mark_area_draw(const MarkContext *context, SceneBuilder *items);
void mark_bar_draw(const MarkContext *context, SceneBuilder *items); /* rect as well */
void mark_circle_draw(const MarkContext *context, SceneBuilder *items);
void mark_line_draw(const MarkContext *context, SceneBuilder *items);
void mark_point_draw(const MarkContext *context, SceneBuilder *items);
void mark_rule_draw(const MarkContext *context, SceneBuilder *items);
void mark_square_draw(const MarkContext *context, SceneBuilder *items);
void mark_text_draw(const MarkContext *context, SceneBuilder *items);
void mark_tick_draw(const MarkContext *context, SceneBuilder *items);
void mark_trail_draw(const MarkContext *context, SceneBuilder *items);
