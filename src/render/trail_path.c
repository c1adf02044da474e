#include "render/path_private.h"

#include <math.h>

/* One stretch between two points: its two sides, and a half circle around either end. */
static void
stretch(Path *path, const ScenePoint *a, const ScenePoint *b)
{
  double ra = a->width / 2, rb = b->width / 2;
  double nx = a->y - b->y, ny = b->x - a->x, length = hypot(nx, ny);
  if (!(length > 0)) {
    path_move_to(path, b->x + rb, b->y);
    path_arc(path, &(PathArc){ .x = b->x, .y = b->y, .radius = rb, .to = 2 * G_PI });
    path_close(path);
    return;
  }
  nx /= length;
  ny /= length;
  double normal = atan2(ny, nx);
  path_move_to(path, a->x - nx * ra, a->y - ny * ra);
  path_line_to(path, b->x - nx * rb, b->y - ny * rb);
  path_arc(path, &(PathArc){ b->x, b->y, rb, normal - G_PI, normal, false });
  path_line_to(path, a->x + nx * ra, a->y + ny * ra);
  path_arc(path, &(PathArc){ a->x, a->y, ra, normal, normal + G_PI, false });
  path_close(path);
}

void
path_trail(Path *path, const ScenePoint *points, size_t count)
{
  for (size_t i = 1; i < count; i++)
    if (!isnan(points[i - 1].x) && !isnan(points[i].x))
      stretch(path, &points[i - 1], &points[i]);
}
