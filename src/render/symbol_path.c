/* The shapes of Vega's symbols (its documentation of the symbol mark). All lie around the origin
 * with sqrt(size) as their width. */
#include "render/path_private.h"

#include <math.h>
#include <string.h>

#define HALF_SQRT3 0.86602540378443865
#define TAN_30 0.57735026918962576
/* The half height of an equilateral triangle of side 2, and how far up its centroid moves it. */
#define RISE HALF_SQRT3
#define LOWER (HALF_SQRT3 - TAN_30)

/* A polygon in units of the radius, sqrt(size) / 2. */
typedef struct Polygon {
  const char *name;
  int count;
  bool open;
  PathPoint points[12];
} Polygon;

static const Polygon POLYGONS[] = {
  { "square", 4, false, { { -1, -1 }, { 1, -1 }, { 1, 1 }, { -1, 1 } } },
  { "cross",
    12,
    false,
    { { -1, -0.4 },
      { -1, 0.4 },
      { -0.4, 0.4 },
      { -0.4, 1 },
      { 0.4, 1 },
      { 0.4, 0.4 },
      { 1, 0.4 },
      { 1, -0.4 },
      { 0.4, -0.4 },
      { 0.4, -1 },
      { -0.4, -1 },
      { -0.4, -0.4 } } },
  { "diamond", 4, false, { { -1, 0 }, { 0, -1 }, { 1, 0 }, { 0, 1 } } },
  { "triangle", 3, false, { { 0, -RISE - LOWER }, { -1, RISE - LOWER }, { 1, RISE - LOWER } } },
  { "triangle-up", 3, false, { { 0, -RISE }, { -1, RISE }, { 1, RISE } } },
  { "triangle-down", 3, false, { { 0, RISE }, { -1, -RISE }, { 1, -RISE } } },
  { "triangle-right", 3, false, { { RISE, 0 }, { -RISE, -1 }, { -RISE, 1 } } },
  { "triangle-left", 3, false, { { -RISE, 0 }, { RISE, -1 }, { RISE, 1 } } },
  { "arrow",
    7,
    false,
    { { -1.0 / 7, 1 },
      { 1.0 / 7, 1 },
      { 1.0 / 7, -0.125 },
      { 0.4, -0.125 },
      { 0, -1 },
      { -0.4, -0.125 },
      { -1.0 / 7, -0.125 } } },
  { "wedge", 3, false, { { 0, -RISE - LOWER }, { -0.25, RISE - LOWER }, { 0.25, RISE - LOWER } } },
  { "stroke", 2, true, { { -1, 0 }, { 1, 0 } } },
};

static void
polygon(Path *path, const Polygon *shape, double radius)
{
  for (int i = 0; i < shape->count; i++)
    (i ? path_line_to : path_move_to)(path, shape->points[i].x * radius,
                                      shape->points[i].y * radius);
  if (!shape->open)
    path_close(path);
}

void
path_symbol(Path *path, const char *shape, double size)
{
  if (!(size > 0))
    return;
  double radius = sqrt(size) / 2;
  if (!shape || strcmp(shape, "circle") == 0) {
    path_move_to(path, radius, 0);
    path_arc(path, &(PathArc){ .radius = radius, .to = 2 * G_PI });
    path_close(path);
    return;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(POLYGONS); i++) {
    if (strcmp(shape, POLYGONS[i].name) == 0) {
      polygon(path, &POLYGONS[i], radius);
      return;
    }
  }
  size_t first = path->point_count;
  path_parse_svg(path, shape);
  path_transform(path, first, &(PathTransform){ .scale = radius });
}
