#include "render/scene_json_private.h"

#include <math.h>
#include <string.h>

static void
rect_outline(const SceneNode *node, Path *path)
{
  path_round_rect(path, &(SceneClip){ node->x, node->y, node->rect.width, node->rect.height,
                                      node->rect.radii });
}

static void
rule_outline(const SceneNode *node, Path *path)
{
  path_move_to(path, node->x, node->y);
  path_line_to(path, node->rule.x2, node->rule.y2);
}

static void
arc_outline(const SceneNode *node, Path *path)
{
  size_t first = path->point_count;
  path_sector(path,
              &(Sector){ node->arc.start_angle, node->arc.end_angle, node->arc.inner_radius,
                         node->arc.outer_radius, node->arc.pad_angle, node->arc.corner_radius });
  path_transform(path, first, &(PathTransform){ 1, 0, node->x, node->y });
}

static void
symbol_outline(const SceneNode *node, Path *path)
{
  size_t first = path->point_count;
  path_symbol(path, node->symbol.shape, node->symbol.size);
  path_transform(path, first, &(PathTransform){ 1, node->symbol.angle, node->x, node->y });
}

/* The end of the run of points without a gap that begins at `from`. */
static size_t
run_end(const SceneNode *node, size_t from)
{
  while (from < node->path.point_count && !isnan(node->path.points[from].x))
    from++;
  return from;
}

static Curve
curve_of(const SceneNode *node)
{
  return (Curve){ .interpolate = node->path.interpolate,
                  .tension = node->path.tension,
                  .horizontal = node->path.horizontal };
}

/* Calls `run` for each stretch between gaps, with room for its points. */
static void
each_run(const SceneNode *node, Path *path,
         void (*run)(const SceneNode *, Path *, PathPoint *, size_t, size_t))
{
  size_t first = path->point_count;
  PathPoint *room = g_new(PathPoint, node->path.point_count + 1);
  for (size_t i = 0; i < node->path.point_count;) {
    size_t end = run_end(node, i);
    if (end > i)
      run(node, path, room, i, end);
    i = end + 1;
  }
  g_free(room);
  path_transform(path, first, &(PathTransform){ 1, 0, node->x, node->y });
}

static void
line_run(const SceneNode *node, Path *path, PathPoint *room, size_t from, size_t end)
{
  for (size_t i = from; i < end; i++)
    room[i - from] = (PathPoint){ node->path.points[i].x, node->path.points[i].y };
  Curve curve = curve_of(node);
  path_curve(path, &curve, room, end - from);
}

static void
line_outline(const SceneNode *node, Path *path)
{
  each_run(node, path, line_run);
}

/* Along the edge, and back along the base line. */
static void
area_run(const SceneNode *node, Path *path, PathPoint *room, size_t from, size_t end)
{
  const ScenePoint *points = node->path.points;
  Curve curve = curve_of(node);
  curve.area = true;
  for (size_t i = from; i < end; i++)
    room[i - from] = (PathPoint){ points[i].x, points[i].y };
  path_curve(path, &curve, room, end - from);
  for (size_t i = from; i < end; i++)
    room[end - 1 - i] = (PathPoint){ points[i].x2, points[i].y2 };
  curve.onward = true;
  path_curve(path, &curve, room, end - from);
  path_close(path);
}

static void
area_outline(const SceneNode *node, Path *path)
{
  each_run(node, path, area_run);
}

static void
trail_outline(const SceneNode *node, Path *path)
{
  size_t first = path->point_count;
  path_trail(path, node->path.points, node->path.point_count);
  path_transform(path, first, &(PathTransform){ 1, 0, node->x, node->y });
}

void
group_outline(const SceneNode *node, Path *path)
{
  if (node->group.width > 0 && node->group.height > 0)
    path_rect(path, node->x, node->y, node->group.width, node->group.height);
}

void
path_hatch(Path *path, SceneBounds box, Hatch hatch)
{
  const double step = 4, over = HATCH_WIDTH;
  double height = box.y2 - box.y1;
  if (!(box.x2 > box.x1) || !(height > 0) || box.x2 - box.x1 + height > 1e4)
    return;
  /* a stripe is where x + y (falling: x - y) is a multiple of the step */
  bool falls = hatch == HATCH_FALLING;
  double top = falls ? -box.y2 : box.y1, bottom = falls ? -box.y1 : box.y2;
  double sign = falls ? -1 : 1;
  int first = (int)floor((box.x1 + top) / step), last = (int)ceil((box.x2 + bottom) / step);
  for (int i = first; i < last; i++) {
    path_move_to(path, i * step - top + over, sign * (top - over));
    path_line_to(path, i * step - bottom - over, sign * (bottom + over));
  }
}

bool
stroke_visible(const Stroke *stroke)
{
  return paint_visible(&stroke->paint) && stroke->width > 0 && isfinite(stroke->width);
}

bool
stroke_dashed(const Stroke *stroke)
{
  double sum = 0;
  for (size_t i = 0; i < stroke->dash_count; i++) {
    if (!isfinite(stroke->dash[i]) || stroke->dash[i] < 0)
      return false;
    sum += stroke->dash[i];
  }
  /* a pattern of next to nothing would make millions of dashes */
  return sum > 0.01 && stroke->dash_count <= 64;
}

static void
add_text(GString *out, const char *key, const char *text)
{
  g_string_append_printf(out, ",\"%s\":", key);
  append_json_string(out, text);
}

static void
add_place(GString *out, const SceneNode *node, double dx, double dy)
{
  json_add_number(out, "x", node->x + dx);
  json_add_number(out, "y", node->y + dy);
}

/* Into -180 < angle <= 180; left out when 0. */
static void
add_angle(GString *out, double angle)
{
  angle = isfinite(angle) ? fmod(angle, 360) : 0;
  if (angle > 180)
    angle -= 360;
  else if (angle <= -180)
    angle += 360;
  if (angle != 0)
    json_add_number(out, "angle", angle);
}

void
append_corner_radii(GString *out, const CornerRadii *radii)
{
  const double values[] = { radii->top_left, radii->top_right, radii->bottom_left,
                            radii->bottom_right };
  static const char *const NAMES[] = { "cornerRadiusTopLeft", "cornerRadiusTopRight",
                                       "cornerRadiusBottomLeft", "cornerRadiusBottomRight" };
  bool equal = values[0] == values[1] && values[1] == values[2] && values[2] == values[3];
  if (equal && values[0] != 0)
    json_add_number(out, "cornerRadius", values[0]);
  if (equal)
    return;
  for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
    if (values[i] != 0)
      json_add_number(out, NAMES[i], values[i]);
}

static void
rect_geometry(GString *out, const SceneNode *node, double dx, double dy)
{
  add_place(out, node, dx, dy);
  json_add_number(out, "width", node->rect.width);
  json_add_number(out, "height", node->rect.height);
  append_corner_radii(out, &node->rect.radii);
}

static void
rule_geometry(GString *out, const SceneNode *node, double dx, double dy)
{
  add_place(out, node, dx, dy);
  json_add_number(out, "x2", node->rule.x2 + dx);
  json_add_number(out, "y2", node->rule.y2 + dy);
}

static void
arc_geometry(GString *out, const SceneNode *node, double dx, double dy)
{
  add_place(out, node, dx, dy);
  json_add_number(out, "startAngle", node->arc.start_angle);
  json_add_number(out, "endAngle", node->arc.end_angle);
  json_add_number(out, "innerRadius", node->arc.inner_radius);
  json_add_number(out, "outerRadius", node->arc.outer_radius);
  if (node->arc.pad_angle != 0)
    json_add_number(out, "padAngle", node->arc.pad_angle);
  if (node->arc.corner_radius != 0)
    json_add_number(out, "cornerRadius", node->arc.corner_radius);
}

static void
symbol_geometry(GString *out, const SceneNode *node, double dx, double dy)
{
  add_place(out, node, dx, dy);
  json_add_number(out, "size", node->symbol.size);
  add_text(out, "shape", node->symbol.shape ? node->symbol.shape : "circle");
  add_angle(out, node->symbol.angle);
}

static void
add_points(GString *out, const SceneNode *node, double dx, double dy)
{
  dx += node->x;
  dy += node->y;
  g_string_append(out, "\"points\":[");
  for (size_t i = 0; i < node->path.point_count; i++) {
    const ScenePoint *p = &node->path.points[i];
    if (isnan(p->x)) {
      g_string_append(out, i ? ",null" : "null");
      continue;
    }
    const double values[] = { p->x + dx, p->y + dy,
                              node->kind == SCENE_TRAIL ? p->width : p->x2 + dx, p->y2 + dy };
    int count = node->kind == SCENE_LINE ? 2 : node->kind == SCENE_TRAIL ? 3 : 4;
    for (int k = 0; k < count; k++) {
      g_string_append(out, k ? "," : i ? ",[" : "[");
      append_decimal(out, values[k], 3);
    }
    g_string_append_c(out, ']');
  }
  g_string_append_c(out, ']');
}

static void
path_geometry(GString *out, const SceneNode *node, double dx, double dy)
{
  add_points(out, node, dx, dy);
  if (node->path.interpolate != INTERPOLATE_LINEAR)
    add_text(out, "interpolate", interpolate_name(node->path.interpolate));
  if (node->path.tension != 0)
    json_add_number(out, "tension", node->path.tension);
}

static void
text_geometry(GString *out, const SceneNode *node, double dx, double dy)
{
  static const char *const ALIGNS[] = { "left", "center", "right" };
  static const char *const BASELINES[] = { "alphabetic", "top",      "middle",
                                           "bottom",     "line-top", "line-bottom" };
  const SceneText *text = &node->text;
  add_place(out, node, dx, dy);
  add_text(out, "text", text->full ? text->full : text->text);
  add_text(out, "align", ALIGNS[text->align]);
  add_text(out, "baseline", BASELINES[text->baseline]);
  json_add_number(out, "fontSize", text->style.size);
  if (text->style.weight != 0 && text->style.weight != 400)
    json_add_number(out, "fontWeight", text->style.weight);
  if (text->style.italic)
    add_text(out, "fontStyle", "italic");
  add_angle(out, text->angle);
}

static const Primitive PRIMITIVES[] = {
  [SCENE_GROUP] = { NULL, NULL, NULL },
  [SCENE_RECT] = { "rect", rect_outline, rect_geometry },
  [SCENE_RULE] = { "rule", rule_outline, rule_geometry },
  [SCENE_ARC] = { "arc", arc_outline, arc_geometry },
  [SCENE_SYMBOL] = { "symbol", symbol_outline, symbol_geometry },
  [SCENE_LINE] = { "line", line_outline, path_geometry },
  [SCENE_AREA] = { "area", area_outline, path_geometry },
  [SCENE_TRAIL] = { "trail", trail_outline, path_geometry },
  [SCENE_TEXT] = { "text", NULL, text_geometry },
};
_Static_assert(G_N_ELEMENTS(PRIMITIVES) == SCENE_KIND_COUNT, "one line a kind");

const Primitive *
primitive_of(SceneKind kind)
{
  return kind > SCENE_GROUP && kind < SCENE_KIND_COUNT ? &PRIMITIVES[kind] : NULL;
}
