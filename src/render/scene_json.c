/* What a chart says, as JSON: views with marks and axes, titles, headers and legends, read from the
 * roles of the scene's groups. The format is the one by which charts are compared with Vega's. */
#include "render/scene_json_private.h"

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
view_parts_free(void *data)
{
  ViewParts *view = data;
  g_string_free(view->marks, TRUE);
  g_ptr_array_unref(view->axes);
  g_free(view);
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
  json_add_key(out, "clip");
  if (!clip) {
    g_string_append(out, "true");
    return;
  }
  g_string_append_c(out, '{');
  json_add_number(out, "x", clip->x + walk->clip_dx);
  json_add_number(out, "y", clip->y + walk->clip_dy);
  json_add_number(out, "width", clip->width);
  json_add_number(out, "height", clip->height);
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
  json_add_paints(marks, node);
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

/* ---- the whole ---- */

static ViewParts *
add_view(SceneParts *parts, const SceneNode *node)
{
  ViewParts *view = g_new0(ViewParts, 1);
  view->group = node;
  view->marks = g_string_new(NULL);
  view->axes = json_axes_new();
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
    json_add_axis(view->axes, node);
  else if (node->role == ROLE_TITLE)
    json_add_title(parts->titles, node);
  else if (node->role == ROLE_HEADER)
    json_add_header(parts->headers, node);
  else if (node->role == ROLE_LEGEND)
    json_add_legend(parts->legends, node);
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
  json_add_number(out, "width", view->group->group.width);
  json_add_number(out, "height", view->group->group.height);
  g_string_append_printf(out, ",\n\"marks\":[%s]", view->marks->str);
  if (view->axes->len) {
    g_string_append(out, ",\n\"axes\":[");
    for (guint i = 0; i < view->axes->len; i++)
      json_append_axis(out, view->axes->pdata[i]);
    g_string_append_c(out, ']');
  }
  g_string_append_c(out, '}');
}

static void
append_scene(GString *out, const Scene *scene, const SceneParts *parts)
{
  g_string_append_c(out, '{');
  if (scene->background.a > 0) {
    json_add_key(out, "background");
    json_append_colour(out, scene->background);
  }
  json_add_list(out, "titles", parts->titles);
  json_add_key(out, "views");
  g_string_append_c(out, '[');
  for (guint i = 0; i < parts->views->len; i++) {
    g_string_append(out, i ? ",\n" : "\n");
    append_view(out, parts->views->pdata[i]);
  }
  g_string_append_c(out, ']');
  json_add_list(out, "headers", parts->headers);
  json_add_list(out, "legends", parts->legends);
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
