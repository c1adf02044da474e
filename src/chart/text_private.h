/* Texts of charts: styles from properties, multi-line measuring, shortening to a limit. */
#pragma once

#include "chart/model_private.h"

TextAlign text_align_find(const char *name);
TextBaseline text_baseline_find(const char *name);
/* "bold", "normal", 600 → 100 to 900. */
int text_weight_of_node(const Node *node, int otherwise);

/* Style of a unit's text mark: fontSize, fontWeight, fontStyle, font. */
TextStyle text_style_of_mark(const Unit *unit);

/* A text node that keeps the measured extent of its widest line. `text` is not copied. */
SceneNode *text_node(Arena *arena, const TextMetrics *metrics, const TextStyle *style,
                     const char *text, double x, double y);

/* Shortens a node's text with an ellipsis to `limit` points (0 or less: no limit); the whole stays
 * in its `full`. */
void text_limit(Arena *arena, const TextMetrics *metrics, SceneNode *node, double limit);

/* The same with another ellipsis, or one at the start. */
typedef struct TextLimit {
  double most; /* points */
  const char *ellipsis;
  bool at_start;
} TextLimit;
void
text_shorten(Arena *arena, const TextMetrics *metrics, SceneNode *node, const TextLimit *limit);

/* A text or a list of lines → lines joined by '\n'; NULL for null, false and absent. */
const char *text_of_node(Arena *arena, const Node *node);
