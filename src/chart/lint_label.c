/* Texts in the plot and around it: large enough, strong enough, level, and short where they stand
 * side by side. */
#include "chart/lint_private.h"

#include <math.h>
#include <string.h>

#define LEAST_SIZE 8.0
#define LEAST_CONTRAST 4.5 /* WCAG 2.2, 1.4.3; of large texts: */
#define LARGE_CONTRAST 3.0
#define LARGE 18.0
#define LARGE_BOLD 14.0

enum { MOST_TEXTS = 1000, MOST_LINES = 2 };

/* ---- where the specification speaks of a text ---- */

static void
find_text_mark(Unit *unit, void *user)
{
  const Node **place = user;
  if (!*place && lint_has_mark(unit, "text"))
    *place = lint_mark(unit);
}

static const Node *
place_of_text(const Lint *lint, const LintSpot *spot)
{
  const Node *place = NULL;
  if (spot->part && spot->part->role == ROLE_MARK)
    view_each_unit(lint->root, find_text_mark, &place);
  else
    place = node_get(lint->given, "config");
  return place;
}

/* An axis's channel as it is written first. */
typedef struct AxisNode {
  Channel channel;
  const Node *node;
} AxisNode;

static void
find_axis_node(Unit *unit, void *user)
{
  AxisNode *found = user;
  const ChannelDef *def = unit->channels[found->channel];
  if (found->node || !def)
    return;
  const Node *axis = node_get(def->node, "axis");
  found->node = node_is(axis, NODE_MAP) ? axis : lint_def(unit, def);
}

static const Node *
place_of_axis(const Lint *lint, const SceneNode *axis)
{
  bool across = strcmp(axis->group.orient, "bottom") == 0 || strcmp(axis->group.orient, "top") == 0;
  AxisNode found = { across ? CHANNEL_X : CHANNEL_Y, NULL };
  view_each_unit(lint->root, find_axis_node, &found);
  return found.node;
}

/* ---- size ---- */

static bool
is_shown_text(const SceneNode *node)
{
  return node->kind == SCENE_TEXT && *node->text.text && paint_visible(&node->fill);
}

static void
check_size(const LintSpot *spot, void *user)
{
  const SceneNode *node = spot->node;
  if (is_shown_text(node) && node->text.style.size < LEAST_SIZE - 1e-6)
    lint_warn(user, place_of_text(user, spot), "leave the size to the theme, or give 8 and more",
              "the text \"%s\" is set in %g points; none may be smaller than %g", node->text.text,
              node->text.style.size, LEAST_SIZE);
}

void
lint_text_small(Lint *lint)
{
  lint_each_node(lint->scene, check_size, lint);
}

/* ---- contrast ---- */

typedef struct Shape {
  const SceneNode *node;
  double x, y; /* of its parent's origin */
  SceneBounds box;
} Shape;

typedef struct Layers {
  Lint *lint;
  GArray *shapes; /* Shape, in drawing order */
  unsigned texts;
} Layers;

static bool
arc_covers(const Shape *shape, double x, double y)
{
  const SceneNode *arc = shape->node;
  double dx = x - shape->x - arc->x, dy = y - shape->y - arc->y, radius = hypot(dx, dy);
  double from = fmin(arc->arc.start_angle, arc->arc.end_angle);
  double to = fmax(arc->arc.start_angle, arc->arc.end_angle);
  double turn = 2 * G_PI, angle = atan2(dx, -dy);
  angle += ceil((from - angle) / turn) * turn;
  return radius <= arc->arc.outer_radius && radius >= arc->arc.inner_radius && angle <= to;
}

/* The colour below a point: the last shape's that covers it, else the paper. */
static Colour
colour_below(const Layers *layers, double x, double y)
{
  const ChartHouse *house = layers->lint->compilation->context->house;
  Colour colour =
      layers->lint->scene->background.a > 0 ? layers->lint->scene->background : house->paper;
  for (guint i = 0; i < layers->shapes->len; i++) {
    const Shape *shape = &g_array_index(layers->shapes, Shape, i);
    bool inside =
        x >= shape->box.x1 && x <= shape->box.x2 && y >= shape->box.y1 && y <= shape->box.y2;
    if (inside && (shape->node->kind != SCENE_ARC || arc_covers(shape, x, y)))
      colour = house_over(shape->node->fill.colour, colour);
  }
  return colour;
}

static SceneBounds
box_on_page(const LintSpot *spot)
{
  SceneBounds box = scene_bounds(spot->node);
  return (SceneBounds){ box.x1 + spot->x, box.y1 + spot->y, box.x2 + spot->x, box.y2 + spot->y };
}

static void
check_contrast(const LintSpot *spot, void *user)
{
  Layers *layers = user;
  const SceneNode *node = spot->node;
  bool shape = node->kind == SCENE_RECT || node->kind == SCENE_ARC || node->kind == SCENE_SYMBOL;
  if (shape && paint_visible(&node->fill) && !node->fill.gradient) {
    Shape item = { node, spot->x, spot->y, box_on_page(spot) };
    g_array_append_val(layers->shapes, item);
  }
  if (!is_shown_text(node) || node->fill.gradient || layers->texts++ >= MOST_TEXTS)
    return;
  SceneBounds box = box_on_page(spot);
  Colour below = colour_below(layers, (box.x1 + box.x2) / 2, (box.y1 + box.y2) / 2);
  double contrast = colour_contrast(house_over(node->fill.colour, below), below);
  const TextStyle *style = &node->text.style;
  bool large = style->size >= (style->weight >= 700 ? LARGE_BOLD : LARGE);
  double least = large ? LARGE_CONTRAST : LEAST_CONTRAST;
  if (contrast < least - 0.05)
    lint_warn(layers->lint, place_of_text(layers->lint, spot), "take a colour that stands out more",
              "the text \"%s\" has a contrast of %.1f to what lies below; it needs %g",
              node->text.text, contrast, least);
}

void
lint_weak_text(Lint *lint)
{
  g_autoptr(GArray) shapes = g_array_new(FALSE, FALSE, sizeof(Shape));
  Layers layers = { .lint = lint, .shapes = shapes };
  lint_each_node(lint->scene, check_contrast, &layers);
}

/* ---- angle ---- */

static void
check_angle(const LintSpot *spot, void *user)
{
  const SceneNode *node = spot->node;
  if (!is_shown_text(node) || fabs(remainder(node->text.angle, 360)) < 0.01)
    return;
  bool label = node->role == ROLE_AXIS_LABEL && spot->axis;
  if (label || (spot->part && spot->part->role == ROLE_MARK))
    lint_warn(user, label ? place_of_axis(user, spot->axis) : place_of_text(user, spot),
              label ? "leave labelAngle out; where names are long, swap x and y"
                    : "leave the angle out",
              "the label \"%s\" is turned by %g degrees, and readers must turn their heads",
              node->text.full ? node->text.full : node->text.text,
              remainder(node->text.angle, 360));
}

void
lint_label_angle(Lint *lint)
{
  lint_each_node(lint->scene, check_angle, lint);
}

/* ---- names under columns ---- */

static size_t
count_lines(const char *text)
{
  size_t lines = 1;
  for (const char *at = text; (at = strchr(at, '\n')); at++)
    lines++;
  return lines;
}

static void
check_name(const LintSpot *spot, void *user)
{
  const SceneNode *node = spot->node;
  if (!is_shown_text(node) || node->role != ROLE_AXIS_LABEL || !spot->axis ||
      strcmp(spot->axis->group.orient, "bottom") != 0)
    return;
  const char *full = node->text.full ? node->text.full : node->text.text;
  g_autofree char *name = g_strdelimit(g_strdup(full), "\n", ' ');
  if (node->text.full || count_lines(node->text.text) > MOST_LINES)
    lint_warn(user, place_of_axis(user, spot->axis), "swap x and y: names have room beside bars",
              "the name \"%s\" has no room below its column", name);
}

void
lint_long_names(Lint *lint)
{
  lint_each_node(lint->scene, check_name, lint);
}
