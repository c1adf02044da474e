#include "chart/house_private.h"

#include <math.h>

bool
labels_touch(SceneBounds a, SceneBounds b)
{
  return a.x1 < b.x2 + LABEL_GAP && b.x1 < a.x2 + LABEL_GAP && a.y1 < b.y2 + LABEL_GAP &&
         b.y1 < a.y2 + LABEL_GAP;
}

bool
labels_clash(const GArray *boxes, SceneBounds box)
{
  for (guint i = 0; i < boxes->len; i++)
    if (labels_touch(g_array_index(boxes, SceneBounds, i), box))
      return true;
  return false;
}

/* Labels that touch and move as one. */
typedef struct Block {
  double sum; /* of wanted places, less each label's offset in a gapless pile */
  size_t count;
} Block;

/* Isotonic regression by pooling adjacent violators: with each label's offset in a gapless pile
 * taken off, the places must not fall; a pool stands at the mean of what its labels want. */
bool
labels_spread(double *centres, const double *heights, size_t count, double low, double high)
{
  double total = 0;
  for (size_t i = 0; i < count; i++)
    total += heights[i];
  if (count == 0 || total > high - low)
    return count == 0;
  g_autofree Block *blocks = g_new(Block, count);
  size_t used = 0;
  double before = 0;
  for (size_t i = 0; i < count; i++) {
    Block block = { centres[i] - heights[i] / 2 - before, 1 };
    before += heights[i];
    while (used > 0 && blocks[used - 1].sum / (double)blocks[used - 1].count >=
                           block.sum / (double)block.count) {
      used--;
      block.sum += blocks[used].sum;
      block.count += blocks[used].count;
    }
    blocks[used++] = block;
  }
  before = 0;
  for (size_t i = 0, at = 0; i < used; i++) {
    double start = CLAMP(blocks[i].sum / (double)blocks[i].count, low, high - total);
    for (size_t k = 0; k < blocks[i].count; k++, at++) {
      centres[at] = start + before + heights[at] / 2;
      before += heights[at];
    }
  }
  return true;
}
