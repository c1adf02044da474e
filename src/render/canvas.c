#include "render/pdf_tags_private.h"

#include <gio/gio.h>
#include <math.h>

void
canvas_trace(cairo_t *cairo, const Path *path)
{
  cairo_new_path(cairo);
  if (path_is_empty(path))
    return;
  const PathPoint *p = path->points;
  for (size_t i = 0; i < path->op_count; i++) {
    switch ((PathOp)path->ops[i]) {
    case PATH_MOVE:
      cairo_move_to(cairo, p->x, p->y);
      p++;
      break;
    case PATH_LINE:
      cairo_line_to(cairo, p->x, p->y);
      p++;
      break;
    case PATH_CURVE:
      cairo_curve_to(cairo, p[0].x, p[0].y, p[1].x, p[1].y, p[2].x, p[2].y);
      p += 3;
      break;
    case PATH_CLOSE:
    case PATH_OP_COUNT:
      cairo_close_path(cairo);
      break;
    }
  }
}

static void
set_stroke(cairo_t *cairo, const Stroke *stroke)
{
  static const cairo_line_cap_t CAPS[] = { CAIRO_LINE_CAP_BUTT, CAIRO_LINE_CAP_ROUND,
                                           CAIRO_LINE_CAP_SQUARE };
  static const cairo_line_join_t JOINS[] = { CAIRO_LINE_JOIN_MITER, CAIRO_LINE_JOIN_ROUND,
                                             CAIRO_LINE_JOIN_BEVEL };
  cairo_set_line_width(cairo, fmin(stroke->width, 1e5));
  cairo_set_line_cap(cairo, CAPS[stroke->cap]);
  cairo_set_line_join(cairo, JOINS[stroke->join]);
  cairo_set_miter_limit(cairo, stroke->miter_limit > 0 ? stroke->miter_limit : 10);
  if (stroke_dashed(stroke))
    cairo_set_dash(cairo, stroke->dash, (int)stroke->dash_count,
                   isfinite(stroke->dash_offset) ? stroke->dash_offset : 0);
  else
    cairo_set_dash(cairo, NULL, 0, 0);
}

/* Stripes within the current path; `room` is overwritten. */
static void
fill_hatched(cairo_t *cairo, const Paint *paint, SceneBounds box, Path *room)
{
  cairo_save(cairo);
  cairo_clip(cairo);
  path_clear(room);
  path_hatch(room, box, paint->hatch);
  canvas_trace(cairo, room);
  cairo_set_line_width(cairo, HATCH_WIDTH);
  cairo_set_line_cap(cairo, CAIRO_LINE_CAP_BUTT);
  cairo_set_dash(cairo, NULL, 0, 0);
  canvas_set_paint(cairo, paint, box);
  cairo_stroke(cairo);
  cairo_restore(cairo);
}

/* Fills and strokes canvas->path. */
static void
draw_outline(Canvas *canvas, const SceneNode *node)
{
  bool filled = paint_visible(&node->fill), stroked = stroke_visible(&node->stroke);
  if (path_is_empty(&canvas->path) || (!filled && !stroked))
    return;
  if (canvas->tags)
    pdf_tags_mark(canvas->tags, canvas->cairo, false);
  SceneBounds box = { 0 };
  if (node->fill.image || node->fill.gradient || node->stroke.paint.gradient || node->fill.hatch)
    box = path_extents(&canvas->path);
  canvas_trace(canvas->cairo, &canvas->path);
  if (filled && node->fill.hatch) {
    g_auto(Path) stripes = { 0 };
    fill_hatched(canvas->cairo, &node->fill, box, &stripes);
    canvas_trace(canvas->cairo, &canvas->path);
  } else if (filled) {
    canvas_set_paint(canvas->cairo, &node->fill, box);
    (stroked ? cairo_fill_preserve : cairo_fill)(canvas->cairo);
  }
  if (stroked) {
    canvas_set_paint(canvas->cairo, &node->stroke.paint, box);
    set_stroke(canvas->cairo, &node->stroke);
    cairo_stroke(canvas->cairo);
  }
}

static void
clip_to(Canvas *canvas, const SceneClip *clip)
{
  path_clear(&canvas->path);
  path_round_rect(&canvas->path, clip);
  canvas_trace(canvas->cairo, &canvas->path);
  cairo_clip(canvas->cairo);
}

static void draw_node(Canvas *canvas, const SceneNode *node, int depth);

static void
draw_group(Canvas *canvas, const SceneNode *node, int depth)
{
  path_clear(&canvas->path);
  group_outline(node, &canvas->path);
  draw_outline(canvas, node);
  if (!isfinite(node->x) || !isfinite(node->y) || fabs(node->x) > 1e6 || fabs(node->y) > 1e6)
    return;
  bool moved = node->x != 0 || node->y != 0;
  if (node->group.clip)
    cairo_save(canvas->cairo);
  if (moved)
    cairo_translate(canvas->cairo, node->x, node->y);
  if (node->group.clip)
    clip_to(canvas, node->group.clip);
  for (size_t i = 0; i < node->group.child_count; i++)
    draw_node(canvas, node->group.children[i], depth + 1);
  if (node->group.clip)
    cairo_restore(canvas->cairo);
  else if (moved)
    cairo_translate(canvas->cairo, -node->x, -node->y);
}

static void
draw_node(Canvas *canvas, const SceneNode *node, int depth)
{
  if (node->hidden || depth > SCENE_DEPTH_MAX)
    return;
  if (node->item_clip) {
    cairo_save(canvas->cairo);
    clip_to(canvas, node->item_clip);
  }
  if (node->kind == SCENE_GROUP && canvas->tags) {
    PdfScope before = pdf_tags_enter(canvas->tags, node);
    draw_group(canvas, node, depth);
    pdf_tags_leave(canvas->tags, before);
  } else if (node->kind == SCENE_GROUP) {
    draw_group(canvas, node, depth);
  } else if (node->kind == SCENE_TEXT) {
    canvas_draw_text(canvas, node);
  } else if (primitive_of(node->kind)) {
    path_clear(&canvas->path);
    primitive_of(node->kind)->outline(node, &canvas->path);
    draw_outline(canvas, node);
  }
  if (node->item_clip)
    cairo_restore(canvas->cairo);
}

void
canvas_draw_scene(Canvas *canvas, const Scene *scene)
{
  Colour back = scene->background;
  if (back.a > 0) {
    if (canvas->tags)
      pdf_tags_mark(canvas->tags, canvas->cairo, false);
    cairo_set_source_rgba(canvas->cairo, back.r, back.g, back.b, back.a);
    cairo_paint(canvas->cairo);
  }
  if (scene->root)
    draw_node(canvas, scene->root, 0);
}

bool
canvas_check(cairo_status_t status, const char *format, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return true;
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", format,
              cairo_status_to_string(status));
  return false;
}
