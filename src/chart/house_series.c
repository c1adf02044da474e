/* Names of lines and areas, at their ends. */
#include "chart/house_private.h"

#include <math.h>
#include <string.h>

enum { MOST_SERIES = 4, NAME_LINES = 3 };

#define BESIDE 5.0      /* between an end and its name */
#define LEADER_FROM 9.0 /* a name further away than this is led to by a line */
#define LEADING 1.2     /* between the lines of a name, in its size */
#define NAME_SHARE 0.28 /* of a picture's width: longer names take several lines */
#define WIDEST 0.6      /* of a plot's width, the same */
#define LEAST_NAME 60.0

static int
compare_ends(gconstpointer a, gconstpointer b)
{
  const SeriesEnd *x = a, *y = b;
  return (x->y > y->y) - (x->y < y->y);
}

static SceneNode *
leader(const HousePlot *plot, double x1, double y1, double x2, double y2)
{
  SceneNode *node = scene_new(plot->context.arena, SCENE_RULE, ROLE_ARTIFACT);
  node->x = x1;
  node->y = y1;
  node->rule.x2 = x2;
  node->rule.y2 = y2;
  node->stroke = (Stroke){ .paint = paint_solid(plot->house->context), .width = 0.75 };
  return node;
}

/* Where all names begin: further out if any of them needs a leader. */
static double
names_left(const SeriesEnd *ends, const double *centres, size_t count, bool *led)
{
  double right = 0;
  *led = false;
  for (size_t i = 0; i < count; i++)
    right = fmax(right, ends[i].x);
  for (size_t i = 0; i < count; i++)
    *led = *led || fabs(centres[i] - ends[i].y) > LEADER_FROM || right - ends[i].x > LEADER_FROM;
  return right + BESIDE + (*led ? 2 * BESIDE : 0);
}

/* The picture's width counts, where it is given: the plot's own gives way to the names, and would
 * change what it follows from. */
static double
widest_name(const HousePlot *plot)
{
  double given = plot->view->compilation->context->width;
  double most = plot->view->width * WIDEST;
  return fmax(LEAST_NAME, given > 0 ? fmin(given * NAME_SHARE, most) : most);
}

static int
line_count(const SceneNode *name)
{
  int count = 1;
  for (const char *at = name->text.text; (at = strchr(at, '\n')); at++)
    count++;
  return count;
}

static void
add_end(HousePlot *plot, const SeriesEnd *end, SceneNode *node, double centre, bool led)
{
  node->fill = paint_solid(house_text_colour(plot->house, house_colour_of_row(plot, end->row)));
  if (led)
    scene_add(&plot->names.labels, leader(plot, end->x + 2, end->y, node->x - 2, centre));
  scene_add(&plot->names.labels, node);
}

void
house_label_ends(HousePlot *plot, SeriesEnd *ends, size_t count)
{
  const ChannelDef *names = house_names_def(plot->context.unit);
  Arena *arena = plot->context.arena;
  double *centres = arena_array(arena, double, count), *heights = arena_array(arena, double, count);
  SceneNode **nodes = arena_array(arena, SceneNode *, count);
  double leading = plot->house->name_size * LEADING;
  qsort(ends, count, sizeof *ends, compare_ends);
  for (size_t i = 0; i < count; i++) {
    const char *name = house_name_of_row(plot, names, ends[i].row);
    if (!name || isnan(ends[i].x + ends[i].y))
      return;
    nodes[i] = house_name(plot, name, 0, 0);
    house_wrap(arena, plot->context.metrics, nodes[i], widest_name(plot), NAME_LINES);
    centres[i] = ends[i].y;
    heights[i] = plot->house->name_size + 2 * LABEL_GAP + (line_count(nodes[i]) - 1) * leading;
  }
  if (!labels_spread(centres, heights, count, -heights[0], plot->view->height + heights[0]))
    return;
  bool led;
  double left = names_left(ends, centres, count, &led);
  for (size_t i = 0; i < count; i++) {
    nodes[i]->x = left;
    nodes[i]->y = centres[i] - (line_count(nodes[i]) - 1) * leading / 2;
    add_end(plot, &ends[i], nodes[i], centres[i], led);
  }
  plot->names.scale = unit_scale(plot->context.unit, names->channel);
}

/* One series a name, few enough to be named? */
static bool
can_be_named(const HousePlot *plot, size_t count)
{
  const ChannelDef *names = house_names_def(plot->context.unit);
  return names && plot->context.unit->orient != ORIENT_HORIZONTAL && count > 1 &&
         count <= MOST_SERIES &&
         unit_scale(plot->context.unit, names->channel)->value_count == count;
}

void
house_label_lines(HousePlot *plot)
{
  size_t count = 0;
  const Series *series = series_of_unit(&plot->context, &count);
  if (!can_be_named(plot, count))
    return;
  SeriesEnd *ends = arena_array(plot->context.arena, SeriesEnd, count);
  for (size_t i = 0; i < count; i++) {
    ends[i] = (SeriesEnd){ NAN, NAN, series[i].rows[0] };
    for (size_t k = 0; k < series[i].count; k++) {
      double x = encode_point(&plot->context, CHANNEL_X, series[i].rows[k], POSITION_MIDDLE);
      double y = encode_point(&plot->context, CHANNEL_Y, series[i].rows[k], POSITION_MIDDLE);
      if (!isnan(x + y) && !series_breaks(plot->context.unit, series[i].rows[k]))
        ends[i] = (SeriesEnd){ x, y, series[i].rows[k] };
    }
  }
  house_label_ends(plot, ends, count);
}

void
house_label_areas(HousePlot *plot)
{
  size_t count = 0;
  const Series *series = series_of_unit(&plot->context, &count);
  if (!plot->context.unit->stack.start || !can_be_named(plot, count))
    return;
  SeriesEnd *ends = arena_array(plot->context.arena, SeriesEnd, count);
  for (size_t i = 0; i < count; i++) {
    size_t row = series[i].rows[series[i].count - 1];
    double y = encode_point(&plot->context, CHANNEL_Y, row, POSITION_ZERO_OR_MIN);
    double base = encode_second(&plot->context, CHANNEL_Y, row, POSITION_ZERO_OR_MIN);
    ends[i] = (SeriesEnd){ encode_point(&plot->context, CHANNEL_X, row, POSITION_MIDDLE),
                           (y + base) / 2, row };
  }
  house_label_ends(plot, ends, count);
}
