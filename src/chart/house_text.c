/* Texts of the specification's own: they keep their place where they can, and never touch. */
#include "chart/house_private.h"

#include <math.h>

enum { MOST_TEXTS = 2000 }; /* more are left as they are: no one reads them */

#define SHORTEST 24.0    /* points that a shortened text has at least */
#define LEADER_FROM 1.25 /* lines: a text moved further than this is led to */

/* Where a text may go, in its own heights and widths; the nearest first. */
static const struct {
  double lines, widths;
} PLACES[] = {
  { 0, 0 },     { -0.6, 0 },   { 0.6, 0 },   { -1.15, 0 }, { 1.15, 0 },  { 0, 0.55 },
  { 0, -0.55 }, { -1.7, 0 },   { 1.7, 0 },   { -1, 0.6 },  { -1, -0.6 }, { 1, 0.6 },
  { 1, -0.6 },  { -2.3, 0.3 }, { 2.3, 0.3 }, { 0, 1.1 },   { 0, -1.1 },
};

typedef struct Separator {
  const View *view;
  SceneBuilder *parts;
  GArray *boxes;
} Separator;

static bool
try_places(const Separator *job, SceneNode *node)
{
  double x = node->x, y = node->y;
  SceneBounds box = scene_bounds(node);
  double width = box.x2 - box.x1, height = box.y2 - box.y1;
  for (size_t i = 0; i < G_N_ELEMENTS(PLACES); i++) {
    node->x = x + PLACES[i].widths * width;
    node->y = y + PLACES[i].lines * height;
    if (!labels_clash(job->boxes, scene_bounds(node))) {
      if (fabs(PLACES[i].lines) > LEADER_FROM) {
        SceneNode *leader = scene_new(job->view->compilation->arena, SCENE_RULE, ROLE_ARTIFACT);
        leader->x = x;
        leader->y = y;
        leader->rule.x2 = node->x;
        leader->rule.y2 = node->y + (node->y < y ? height / 2 : -height / 2);
        leader->stroke =
            (Stroke){ .paint = paint_solid(job->view->compilation->context->house->context),
                      .width = 0.75 };
        scene_add(job->parts, leader);
      }
      return true;
    }
  }
  node->x = x;
  node->y = y;
  return false;
}

static void
separate(const Separator *job, SceneNode *node)
{
  Compilation *compilation = job->view->compilation;
  const char *whole = node->text.text;
  bool placed = try_places(job, node);
  for (double part = 0.7; !placed && part > 0.3; part -= 0.2) {
    double limit = node->text.width * part;
    if (limit < SHORTEST)
      break;
    text_limit(compilation->arena, compilation->context->metrics, node, limit);
    placed = try_places(job, node);
  }
  if (placed) {
    SceneBounds box = scene_bounds(node);
    g_array_append_val(job->boxes, box);
    return;
  }
  node->hidden = true;
  diag_warning(compilation->diags, "label-dropped", compilation->spec->span,
               "make the chart larger, or label fewer items",
               "there is no room for the label \"%s\"", whole);
}

/* Axes' labels and titles are in the way too. */
static void
note_boxes(const SceneNode *node, double x, double y, GArray *boxes)
{
  if (node->kind == SCENE_TEXT && !node->hidden && *node->text.text) {
    SceneBounds box = scene_bounds(node);
    box = (SceneBounds){ box.x1 + x, box.y1 + y, box.x2 + x, box.y2 + y };
    g_array_append_val(boxes, box);
  }
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++)
    note_boxes(node->group.children[i], x + node->x, y + node->y, boxes);
}

void
house_separate_texts(const View *view, SceneBuilder *parts, size_t first)
{
  if (!view->compilation->context->house)
    return;
  g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(SceneBounds));
  g_autoptr(GPtrArray) texts = g_ptr_array_new();
  for (size_t i = first; i < parts->count; i++)
    for (size_t k = 0; k < parts->items[i]->group.child_count; k++) {
      const SceneNode *node = parts->items[i]->group.children[k];
      if (node->kind == SCENE_TEXT && node->text.angle == 0)
        g_ptr_array_add(texts, (gpointer)node);
    }
  for (size_t i = 0; i < first; i++)
    note_boxes(parts->items[i], 0, 0, boxes);
  Separator job = { view, parts, boxes };
  for (guint i = 0; texts->len <= MOST_TEXTS && i < texts->len; i++)
    separate(&job, texts->pdata[i]);
}
