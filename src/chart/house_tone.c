/* Marks in grey, on dark paper, and told apart by patterns: the last touch to a scene, so that it
 * reaches colours wherever they come from: schemes, expressions, data. */
#include "chart/house_private.h"

#include <math.h>
#include <string.h>

#define STANDS_OUT 3.0 /* of a mark from the paper [WCAG 1.4.11] */

#define CAN_BE_READ 4.5 /* text on what it stands on [WCAG 1.4.3] */

/* A fill as it is drawn, for the texts that stand on it. */
typedef struct Ground {
  const SceneNode *node;
  double x, y; /* of its parent */
} Ground;

typedef struct Toner {
  Arena *arena;
  const ChartHouse *house;
  GArray *grounds; /* Ground, in the order of drawing */
} Toner;

static bool
is_same(Colour a, Colour b)
{
  char first[8], second[8];
  colour_to_hex(a, first);
  colour_to_hex(b, second);
  return strcmp(first, second) == 0;
}

static bool
is_grey(Colour colour)
{
  double most = MAX(MAX(colour.r, colour.g), colour.b);
  return most - MIN(MIN(colour.r, colour.g), colour.b) < 0.08;
}

/* The grey as light as a colour, by WCAG's relative luminance. */
static Colour
grey_of(Colour colour)
{
  double wanted = colour_luminance(colour), low = 0, high = 1;
  for (int i = 0; i < 12; i++) {
    double middle = (low + high) / 2;
    *(colour_luminance((Colour){ middle, middle, middle, 1 }) < wanted ? &low : &high) = middle;
  }
  return (Colour){ high, high, high, colour.a };
}

/* Mixed with white until it stands out from dark paper. */
static Colour
lighten(const ChartHouse *house, Colour colour)
{
  const Colour white = { 1, 1, 1, colour.a };
  if (is_same(colour, house->paper))
    return colour;
  for (int i = 1; i <= 20 && colour_contrast(colour, house->paper) < STANDS_OUT; i++)
    colour = colour_mix(colour, white, 0.1, COLOUR_SPACE_RGB, 1);
  return colour;
}

static Colour
tone_colour(const ChartHouse *house, Colour colour)
{
  if (colour.a <= 0 || house->tone == TONE_PLAIN)
    return colour;
  if (house->tone == TONE_LIGHT)
    return lighten(house, colour);
  return is_grey(colour) ? colour : grey_of(colour);
}

static void
tone_paint(const Toner *toner, Paint *paint)
{
  paint->colour = tone_colour(toner->house, paint->colour);
  if (!paint->gradient)
    return;
  Gradient *gradient = arena_dup(toner->arena, paint->gradient, sizeof(Gradient));
  GradientStop *stops =
      arena_dup(toner->arena, gradient->stops, gradient->stop_count * sizeof(GradientStop));
  for (size_t i = 0; i < gradient->stop_count; i++)
    stops[i].colour = tone_colour(toner->house, stops[i].colour);
  gradient->stops = stops;
  paint->gradient = gradient;
}

static const ChartPattern *
find_pattern(const ChartHouse *house, Colour colour)
{
  for (size_t i = 0; colour.a > 0 && i < house->pattern_count; i++)
    if (is_same(house->patterns[i].colour, colour))
      return &house->patterns[i];
  return NULL;
}

/* Dashes of the author's stay. */
static void
add_pattern(const ChartHouse *house, SceneNode *node)
{
  const ChartPattern *fill = find_pattern(house, node->fill.colour);
  const ChartPattern *stroke = find_pattern(house, node->stroke.paint.colour);
  bool line = node->kind == SCENE_LINE || node->kind == SCENE_SYMBOL;
  if (fill && node->fill.hatch == HATCH_NONE)
    node->fill.hatch = fill->hatch;
  if (stroke && line && node->stroke.dash_count == 0) {
    node->stroke.dash = stroke->dash;
    node->stroke.dash_count = stroke->dash_count;
  }
}

/* Stripes have an edge, by which a bar's length can be read. */
static void
add_edge(SceneNode *node)
{
  if (node->fill.hatch != HATCH_NONE && !paint_visible(&node->stroke.paint))
    node->stroke = (Stroke){ .paint = paint_solid(node->fill.colour), .width = 0.75 };
}

static bool
covers(const SceneNode *node, double x, double y)
{
  if (node->kind == SCENE_RECT)
    return x >= node->x && y >= node->y && x <= node->x + node->rect.width &&
           y <= node->y + node->rect.height;
  double dx = x - node->x, dy = y - node->y, radius = hypot(dx, dy), angle = atan2(dx, -dy);
  double turn = angle < node->arc.start_angle ? 2 * G_PI : 0;
  return radius >= node->arc.inner_radius && radius <= node->arc.outer_radius &&
         angle + turn >= node->arc.start_angle && angle + turn <= node->arc.end_angle;
}

/* A text on a fill that has got another colour takes the paper's or the text's; one on the paper is
 * made such that it can be read. */
static void
tone_text(const Toner *toner, SceneNode *node, double x, double y)
{
  const ChartHouse *house = toner->house;
  SceneBounds box = scene_bounds(node);
  double middle_x = x + (box.x1 + box.x2) / 2, middle_y = y + (box.y1 + box.y2) / 2;
  const Ground *ground = NULL;
  for (guint i = 0; i < toner->grounds->len; i++) {
    const Ground *other = &g_array_index(toner->grounds, Ground, i);
    if (covers(other->node, middle_x - other->x, middle_y - other->y))
      ground = other;
  }
  if (!ground || ground->node->fill.hatch != HATCH_NONE) {
    node->fill.colour = house_text_colour(house, node->fill.colour);
    return;
  }
  Colour fill = ground->node->fill.colour;
  if (colour_contrast(fill, node->fill.colour) < CAN_BE_READ)
    node->fill.colour = house_colour_on(house, fill);
}

static void
note_ground(const Toner *toner, const SceneNode *node, double x, double y)
{
  bool shape = node->kind == SCENE_RECT || node->kind == SCENE_ARC;
  Ground ground = { node, x, y };
  if (shape && node->fill.colour.a > 0.5)
    g_array_append_val(toner->grounds, ground);
}

/* `x`, `y`: where the parent stands. */
static void
tone_node(const Toner *toner, SceneNode *node, bool mark, double x, double y)
{
  mark = mark || node->role == ROLE_MARK || node->role == ROLE_LEGEND_SYMBOL ||
         node->role == ROLE_LEGEND_RAMP;
  bool light = toner->house->tone == TONE_LIGHT;
  if (mark && node->kind != SCENE_GROUP && !(light && node->kind == SCENE_TEXT)) {
    tone_paint(toner, &node->fill);
    tone_paint(toner, &node->stroke.paint);
  }
  if (mark && node->kind != SCENE_GROUP && node->kind != SCENE_TEXT) {
    add_pattern(toner->house, node);
    if (toner->house->pattern_count > 0)
      add_edge(node);
    note_ground(toner, node, x, y);
  }
  if (mark && node->kind == SCENE_TEXT)
    tone_text(toner, node, x, y);
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++)
    tone_node(toner, (SceneNode *)node->group.children[i], mark, x + node->x, y + node->y);
}

void
house_tone(Arena *arena, const ChartHouse *house, const Scene *scene)
{
  if (!house || (house->tone == TONE_PLAIN && house->pattern_count == 0))
    return;
  g_autoptr(GArray) grounds = g_array_new(FALSE, FALSE, sizeof(Ground));
  Toner toner = { arena, house, grounds };
  tone_node(&toner, (SceneNode *)scene->root, false, 0, 0);
}
