/* What a chart says, as JSON: views with marks and axes, titles, headers and legends, read from the
 * roles of the scene's groups. The format is the one by which charts are compared with Vega's. */
#include "render/render_private.h"

#include <math.h>
#include <string.h>

typedef struct AxisParts {
  const char *name; /* groups of one view with the same name are one axis */
  const SceneNode *group;
  double offset, label_angle;
  const char *title;
  bool domain;
  GString *labels, *ticks, *grid;
} AxisParts;

typedef struct ViewParts {
  const SceneNode *group;
  GString *marks;
  GPtrArray *axes;
} ViewParts;

typedef struct SceneParts {
  GString *titles, *headers, *legends;
  GPtrArray *views;
} SceneParts;

static void
axis_parts_free(void *data)
{
  AxisParts *axis = data;
  g_string_free(axis->labels, TRUE);
  g_string_free(axis->ticks, TRUE);
  g_string_free(axis->grid, TRUE);
  g_free(axis);
}

static void
view_parts_free(void *data)
{
  ViewParts *view = data;
  g_string_free(view->marks, TRUE);
  g_ptr_array_unref(view->axes);
  g_free(view);
}

/* ---- printing ---- */

static void
add_key(GString *out, const char *key)
{
  char last = out->len ? out->str[out->len - 1] : '{';
  g_string_append_printf(out, "%s\"%s\":", last == '{' ? "" : ",", key);
}

static void
add_text(GString *out, const char *key, const char *text)
{
  if (!text || !*text)
    return;
  add_key(out, key);
  append_json_string(out, text);
}

static void
add_number(GString *out, const char *key, double value)
{
  add_key(out, key);
  append_decimal(out, value, 5);
}

static void
add_separator(GString *list)
{
  if (list->len)
    g_string_append(list, ",\n");
}

static void
add_list(GString *out, const char *key, const GString *list)
{
  if (!list->len)
    return;
  add_key(out, key);
  g_string_append_printf(out, "[%s]", list->str);
}

static void
append_colour(GString *out, Colour colour)
{
  char hex[8];
  colour_to_hex(colour, hex);
  g_string_append_printf(out, "\"%s\"", hex);
}

static void
append_stops(GString *out, const Gradient *gradient)
{
  add_key(out, "stops");
  g_string_append_c(out, '[');
  for (size_t i = 0; i < gradient->stop_count; i++) {
    g_string_append(out, i ? ",[" : "[");
    append_decimal(out, gradient->stops[i].offset, 3);
    g_string_append_c(out, ',');
    append_colour(out, gradient->stops[i].colour);
    g_string_append_c(out, ']');
  }
  g_string_append_c(out, ']');
}

static void
append_gradient(GString *out, const Gradient *gradient)
{
  g_string_append_printf(out, "{\"gradient\":\"%s\"", gradient->radial ? "radial" : "linear");
  add_number(out, "x1", gradient->x1);
  add_number(out, "y1", gradient->y1);
  add_number(out, "x2", gradient->x2);
  add_number(out, "y2", gradient->y2);
  if (gradient->radial) {
    add_number(out, "r1", gradient->r1);
    add_number(out, "r2", gradient->r2);
  }
  append_stops(out, gradient);
  g_string_append_c(out, '}');
}

static bool
add_paint(GString *out, const char *key, const char *opacity_key, const Paint *paint)
{
  if (!paint_visible(paint))
    return false;
  add_key(out, key);
  double opacity = paint->gradient ? paint->opacity : paint->colour.a;
  if (paint->gradient)
    append_gradient(out, paint->gradient);
  else
    append_colour(out, paint->colour);
  if (opacity < 1)
    add_number(out, opacity_key, opacity);
  return true;
}

static void
add_paints(GString *out, const SceneNode *node)
{
  static const char *const CAPS[] = { "butt", "round", "square" };
  const Stroke *stroke = &node->stroke;
  add_paint(out, "fill", "fillOpacity", &node->fill);
  if (!(stroke->width > 0) || !add_paint(out, "stroke", "strokeOpacity", &stroke->paint))
    return;
  if (stroke->width != 1)
    add_number(out, "strokeWidth", stroke->width);
  if (stroke->cap != CAP_BUTT)
    add_text(out, "strokeCap", CAPS[stroke->cap]);
  if (stroke->dash_count == 0)
    return;
  add_key(out, "strokeDash");
  for (size_t i = 0; i < stroke->dash_count; i++) {
    g_string_append_c(out, i ? ',' : '[');
    append_decimal(out, stroke->dash[i], 3);
  }
  g_string_append_c(out, ']');
}

/* ---- marks ---- */

/* Where a walk is: the offset from the view's corner, and what holds for all items below. */
typedef struct Walk {
  double dx, dy;
  bool clipped;
  const SceneClip *clip;
  double clip_dx, clip_dy;
  int depth;
} Walk;

static void
add_clip(GString *out, const Walk *walk)
{
  const SceneClip *clip = walk->clip;
  if (!clip && !walk->clipped)
    return;
  add_key(out, "clip");
  if (!clip) {
    g_string_append(out, "true");
    return;
  }
  g_string_append_c(out, '{');
  add_number(out, "x", clip->x + walk->clip_dx);
  add_number(out, "y", clip->y + walk->clip_dy);
  add_number(out, "width", clip->width);
  add_number(out, "height", clip->height);
  append_corner_radii(out, &clip->radii);
  g_string_append_c(out, '}');
}

static Walk
walk_at(const Walk *walk, const SceneNode *node)
{
  Walk here = *walk;
  here.depth++;
  here.clipped = walk->clipped || node->clip_mark;
  if (node->item_clip) {
    here.clip = node->item_clip;
    here.clip_dx = walk->dx;
    here.clip_dy = walk->dy;
  }
  return here;
}

/* The items below a mark's group; neighbours of one type go into one mark. */
static void
collect_items(GString *marks, const SceneNode *node, const Walk *walk, SceneKind *open)
{
  if (node->hidden || walk->depth > SCENE_DEPTH_MAX)
    return;
  Walk here = walk_at(walk, node);
  if (node->kind == SCENE_GROUP) {
    here.dx += node->x;
    here.dy += node->y;
    for (size_t i = 0; i < node->group.child_count; i++)
      collect_items(marks, node->group.children[i], &here, open);
    return;
  }
  const Primitive *primitive = primitive_of(node->kind);
  if (!primitive)
    return;
  if (*open != node->kind) {
    g_string_append_printf(marks, "%s{\"type\":\"%s\",\"items\":[\n",
                           *open != SCENE_GROUP ? "]},\n"
                           : marks->len         ? ",\n"
                                                : "",
                           primitive->name);
    *open = node->kind;
  } else {
    g_string_append(marks, ",\n");
  }
  g_string_append_c(marks, '{');
  primitive->geometry(marks, node, here.dx, here.dy);
  add_paints(marks, node);
  add_clip(marks, &here);
  g_string_append_c(marks, '}');
}

static void
collect_mark(ViewParts *view, const SceneNode *node, const Walk *walk)
{
  SceneKind open = SCENE_GROUP; /* none */
  collect_items(view->marks, node, walk, &open);
  if (open != SCENE_GROUP)
    g_string_append(view->marks, "]}");
}

/* ---- guides ---- */

static const char *
text_of(const SceneNode *node)
{
  if (node->kind != SCENE_TEXT)
    return "";
  return node->text.full ? node->text.full : node->text.text;
}

static void
add_label(GString *list, const SceneNode *node)
{
  const char *text = text_of(node);
  if (!text || !*text)
    return;
  g_string_append(list, list->len ? ",[" : "[");
  append_decimal(list, node->position, 5);
  g_string_append_c(list, ',');
  append_json_string(list, text);
  g_string_append_c(list, ']');
}

static void
add_position(GString *list, const SceneNode *node)
{
  if (node->hidden || !paint_visible(&node->stroke.paint) || !(node->stroke.width > 0))
    return;
  if (list->len)
    g_string_append_c(list, ',');
  append_decimal(list, node->position, 5);
}

static void
collect_axis(AxisParts *axis, const SceneNode *node, int depth)
{
  if (depth > SCENE_DEPTH_MAX)
    return;
  if (node->role == ROLE_AXIS_LABEL)
    add_label(axis->labels, node);
  else if (node->role == ROLE_AXIS_TICK)
    add_position(axis->ticks, node);
  else if (node->role == ROLE_AXIS_GRID)
    add_position(axis->grid, node);
  else if (node->role == ROLE_AXIS_DOMAIN && !node->hidden)
    axis->domain |= paint_visible(&node->stroke.paint) && node->stroke.width > 0;
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++)
    collect_axis(axis, node->group.children[i], depth + 1);
}

static AxisParts *
axis_for(ViewParts *view, const SceneNode *node)
{
  const char *name = node->group.name;
  for (guint i = 0; name && i < view->axes->len; i++) {
    AxisParts *axis = view->axes->pdata[i];
    if (g_strcmp0(axis->name, name) == 0)
      return axis;
  }
  AxisParts *axis = g_new0(AxisParts, 1);
  axis->name = name;
  axis->group = node;
  axis->labels = g_string_new(NULL);
  axis->ticks = g_string_new(NULL);
  axis->grid = g_string_new(NULL);
  g_ptr_array_add(view->axes, axis);
  return axis;
}

static void
add_axis(ViewParts *view, const SceneNode *node)
{
  AxisParts *axis = axis_for(view, node);
  if (!axis->title || !*axis->title)
    axis->title = node->group.title;
  if (axis->offset == 0)
    axis->offset = node->group.offset;
  if (axis->label_angle == 0)
    axis->label_angle = node->group.label_angle;
  collect_axis(axis, node, 0);
}

static void
append_axis(GString *out, const AxisParts *axis)
{
  bool empty = !axis->labels->len && !axis->ticks->len && !axis->grid->len && !axis->domain;
  if (empty && (!axis->title || !*axis->title))
    return;
  if (out->str[out->len - 1] != '[')
    g_string_append(out, ",\n");
  g_string_append_c(out, '{');
  add_text(out, "orient", axis->group->group.orient);
  if (axis->offset != 0)
    add_number(out, "offset", axis->offset);
  add_text(out, "title", axis->title);
  if (axis->label_angle != 0)
    add_number(out, "labelAngle", axis->label_angle);
  add_list(out, "labels", axis->labels);
  add_list(out, "ticks", axis->ticks);
  add_list(out, "grid", axis->grid);
  if (axis->domain)
    g_string_append(out, ",\"domain\":true");
  g_string_append_c(out, '}');
}

/* All texts of one role below a node, joined as lines. */
static void
join_texts(GString *out, const SceneNode *node, SceneRole role, int depth)
{
  if (depth > SCENE_DEPTH_MAX)
    return;
  if (node->role == role && node->kind == SCENE_TEXT) {
    if (out->len)
      g_string_append_c(out, '\n');
    g_string_append(out, text_of(node) ? text_of(node) : "");
  }
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++)
    join_texts(out, node->group.children[i], role, depth + 1);
}

static void
add_joined(GString *out, const char *key, const SceneNode *node, SceneRole role)
{
  g_autoptr(GString) text = g_string_new(NULL);
  join_texts(text, node, role, 0);
  add_text(out, key, text->str);
}

static void
add_title(GString *out, const SceneNode *node)
{
  add_separator(out);
  g_string_append_c(out, '{');
  add_text(out, "view", node->group.name);
  add_joined(out, "text", node, ROLE_TITLE_TEXT);
  add_joined(out, "subtitle", node, ROLE_SUBTITLE_TEXT);
  g_string_append_c(out, '}');
}

static void
collect_nodes(GPtrArray *out, const SceneNode *node, SceneRole role, int depth)
{
  if (depth > SCENE_DEPTH_MAX)
    return;
  if (node->role == role)
    g_ptr_array_add(out, (gpointer)node);
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++)
    collect_nodes(out, node->group.children[i], role, depth + 1);
}

static GPtrArray *
nodes_of(const SceneNode *node, SceneRole role)
{
  GPtrArray *found = g_ptr_array_new();
  collect_nodes(found, node, role, 0);
  return found;
}

static void
add_header(GString *out, const SceneNode *node)
{
  g_autoptr(GPtrArray) labels = nodes_of(node, ROLE_HEADER_LABEL);
  add_separator(out);
  g_string_append_c(out, '{');
  add_text(out, "channel", node->group.name);
  add_joined(out, "title", node, ROLE_HEADER_TITLE);
  if (labels->len)
    add_key(out, "labels");
  for (guint i = 0; i < labels->len; i++) {
    g_string_append_c(out, i ? ',' : '[');
    append_json_string(out, text_of(labels->pdata[i]));
  }
  g_string_append(out, labels->len ? "]}" : "}");
}

/* ---- legends ---- */

static void
append_entries(GString *out, const GPtrArray *symbols, const GPtrArray *labels)
{
  add_key(out, "entries");
  g_string_append_c(out, '[');
  for (guint i = 0; i < symbols->len; i++) {
    const SceneNode *symbol = symbols->pdata[i];
    g_string_append(out, i ? ",\n{" : "\n{");
    if (i < labels->len)
      add_text(out, "label", text_of(labels->pdata[i]));
    if (symbol->kind == SCENE_SYMBOL) {
      add_text(out, "shape", symbol->symbol.shape ? symbol->symbol.shape : "circle");
      add_number(out, "size", symbol->symbol.size);
    }
    add_paints(out, symbol);
    g_string_append_c(out, '}');
  }
  g_string_append_c(out, ']');
}

static void
append_ramp(GString *out, const GPtrArray *ramps)
{
  const SceneNode *first = ramps->pdata[0];
  if (first->fill.gradient) {
    double length = first->kind == SCENE_RECT ? fmax(first->rect.width, first->rect.height) : 0;
    add_number(out, "length", length);
    append_stops(out, first->fill.gradient);
    return;
  }
  add_key(out, "bands");
  for (guint i = 0; i < ramps->len; i++) {
    g_string_append_c(out, i ? ',' : '[');
    append_colour(out, ((const SceneNode *)ramps->pdata[i])->fill.colour);
  }
  g_string_append_c(out, ']');
}

static void
add_legend(GString *out, const SceneNode *node)
{
  g_autoptr(GPtrArray) symbols = nodes_of(node, ROLE_LEGEND_SYMBOL);
  g_autoptr(GPtrArray) labels = nodes_of(node, ROLE_LEGEND_LABEL);
  g_autoptr(GPtrArray) ramps = nodes_of(node, ROLE_LEGEND_RAMP);
  add_separator(out);
  g_string_append_c(out, '{');
  add_text(out, "title", node->group.title);
  add_text(out, "orient", node->group.orient);
  add_text(out, "type", ramps->len ? "gradient" : "symbol");
  if (ramps->len) {
    append_ramp(out, ramps);
    g_autoptr(GString) along = g_string_new(NULL);
    for (guint i = 0; i < labels->len; i++)
      add_label(along, labels->pdata[i]);
    add_list(out, "labels", along);
  } else {
    append_entries(out, symbols, labels);
  }
  g_string_append_c(out, '}');
}

/* ---- the whole ---- */

static ViewParts *
add_view(SceneParts *parts, const SceneNode *node)
{
  ViewParts *view = g_new0(ViewParts, 1);
  view->group = node;
  view->marks = g_string_new(NULL);
  view->axes = g_ptr_array_new_with_free_func(axis_parts_free);
  g_ptr_array_add(parts->views, view);
  return view;
}

/* `view`: the innermost around the node, NULL outside; `walk`: offset from its corner. */
static void
collect(SceneParts *parts, ViewParts *view, const SceneNode *node, const Walk *walk)
{
  if (walk->depth > SCENE_DEPTH_MAX || node->kind != SCENE_GROUP)
    return;
  if (node->role == ROLE_MARK && view) {
    collect_mark(view, node, walk);
    return;
  }
  if (node->role == ROLE_AXIS && view)
    add_axis(view, node);
  else if (node->role == ROLE_TITLE)
    add_title(parts->titles, node);
  else if (node->role == ROLE_HEADER)
    add_header(parts->headers, node);
  else if (node->role == ROLE_LEGEND)
    add_legend(parts->legends, node);
  Walk here = walk_at(walk, node);
  here.dx += node->x;
  here.dy += node->y;
  if (node->role == ROLE_VIEW) {
    view = add_view(parts, node);
    here = (Walk){ .depth = walk->depth + 1 };
  }
  for (size_t i = 0; i < node->group.child_count; i++)
    collect(parts, view, node->group.children[i], &here);
}

static void
append_view(GString *out, const ViewParts *view)
{
  g_string_append(out, "{\"name\":");
  append_json_string(out, view->group->group.name);
  add_number(out, "width", view->group->group.width);
  add_number(out, "height", view->group->group.height);
  g_string_append_printf(out, ",\n\"marks\":[%s]", view->marks->str);
  if (view->axes->len) {
    g_string_append(out, ",\n\"axes\":[");
    for (guint i = 0; i < view->axes->len; i++)
      append_axis(out, view->axes->pdata[i]);
    g_string_append_c(out, ']');
  }
  g_string_append_c(out, '}');
}

static void
append_scene(GString *out, const Scene *scene, const SceneParts *parts)
{
  g_string_append_c(out, '{');
  if (scene->background.a > 0) {
    add_key(out, "background");
    append_colour(out, scene->background);
  }
  add_list(out, "titles", parts->titles);
  add_key(out, "views");
  g_string_append_c(out, '[');
  for (guint i = 0; i < parts->views->len; i++) {
    g_string_append(out, i ? ",\n" : "\n");
    append_view(out, parts->views->pdata[i]);
  }
  g_string_append_c(out, ']');
  add_list(out, "headers", parts->headers);
  add_list(out, "legends", parts->legends);
  g_string_append(out, "}\n");
}

static GBytes *
write_scene_json(const Scene *const *scenes, size_t count, const RenderOptions *options,
                 FontSet *fonts, GError **error)
{
  (void)options;
  (void)fonts;
  if (!render_check_single(count, "scene-json", error))
    return NULL;
  SceneParts parts = { .titles = g_string_new(NULL),
                       .headers = g_string_new(NULL),
                       .legends = g_string_new(NULL),
                       .views = g_ptr_array_new_with_free_func(view_parts_free) };
  if (scenes[0]->root)
    collect(&parts, NULL, scenes[0]->root, &(Walk){ 0 });
  GString *out = g_string_new(NULL);
  append_scene(out, scenes[0], &parts);
  g_string_free(parts.titles, TRUE);
  g_string_free(parts.headers, TRUE);
  g_string_free(parts.legends, TRUE);
  g_ptr_array_unref(parts.views);
  return g_string_free_to_bytes(out);
}

const RenderFormat RENDER_SCENE_JSON = {
  .name = "scene-json",
  .extension = "json",
  .summary = "marks, axes and legends of a chart as JSON, to compare and test",
  .write = write_scene_json,
};
