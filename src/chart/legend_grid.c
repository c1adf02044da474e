/* Rows and columns of a legend's entries, and of legends: Vega's grid layout. */
#include "chart/legend_private.h"

#include <math.h>

GridAlign
legend_grid_align(const Node *node, const char *direction)
{
  if (node_is(node, NODE_MAP))
    node = node_get(node, direction);
  return node_is_string(node, "all")    ? GRID_ALIGN_ALL
         : node_is_string(node, "none") ? GRID_ALIGN_NONE
                                        : GRID_ALIGN_EACH;
}

/* One direction of a grid: tracks are its columns or rows. */
typedef struct Tracks {
  size_t count;
  double *extents; /* of each, from the origin of its boxes */
  double *before;  /* room that the boxes of a track need before their origin */
  double most, most_before;
} Tracks;

static void
measure(Tracks *tracks, size_t track, double from, double to)
{
  double before = from < 0 ? ceil(-from) : 0;
  tracks->extents[track] = fmax(tracks->extents[track], ceil(to));
  tracks->before[track] = fmax(tracks->before[track], before);
  tracks->most = fmax(tracks->most, ceil(to));
  if (track > 0)
    tracks->most_before = fmax(tracks->most_before, before);
}

/* Where the origins of a track's boxes are. */
static double
origin_of(const Tracks *tracks, size_t track, GridAlign align, double padding)
{
  double at = 0;
  for (size_t i = 1; i <= track; i++)
    at += align == GRID_ALIGN_ALL ? tracks->most_before + tracks->most + padding
                                  : tracks->before[i] + tracks->extents[i - 1] + padding;
  return at;
}

/* How far a box moves to stand in the middle of its track. */
static double
centering(const Tracks *tracks, size_t track, GridAlign align, double end)
{
  double room = (align == GRID_ALIGN_ALL ? tracks->most : tracks->extents[track]) - end;
  return align != GRID_ALIGN_NONE && room > 0 ? room / 2 : 0;
}

void
legend_grid_place(const LegendGrid *grid, size_t count, SceneBounds *boxes, LegendMove *moves)
{
  size_t columns = CLAMP(grid->columns, 1, MAX(count, 1));
  size_t rows = (count + columns - 1) / columns;
  g_autofree double *numbers = g_new0(double, 2 * (columns + rows) + 1);
  Tracks across = { columns, numbers, numbers + columns, 0, 0 };
  Tracks down = { rows, numbers + 2 * columns, numbers + 2 * columns + rows, 0, 0 };
  for (size_t i = 0; i < count; i++) {
    measure(&across, i % columns, boxes[i].x1, boxes[i].x2);
    measure(&down, i / columns, boxes[i].y1, boxes[i].y2);
  }
  for (size_t i = 0; i < count; i++) {
    size_t column = i % columns, row = i / columns;
    LegendMove move = { origin_of(&across, column, grid->align_column, grid->column_padding),
                        origin_of(&down, row, grid->align_row, grid->row_padding) };
    if (grid->center_column && rows > 1)
      move.x += centering(&across, column, grid->align_column, boxes[i].x2);
    if (grid->center_row && columns > 1)
      move.y += centering(&down, row, grid->align_row, boxes[i].y2);
    boxes[i] = (SceneBounds){ boxes[i].x1 + move.x, boxes[i].y1 + move.y, boxes[i].x2 + move.x,
                              boxes[i].y2 + move.y };
    moves[i] = move;
  }
}
