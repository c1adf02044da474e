/* Pies and donuts: name and share beside each slice, the total in a donut's hole. */
#include "chart/house_private.h"

#include <math.h>

#define BESIDE 7.0       /* between a slice and its label */
#define FAR 16.0         /* of labels at the end of a leader */
#define SMALL_SHARE 0.06 /* slices below get a leader */
#define ONE_LINE 96.0    /* points: longer labels break before the share */
#define LEAST_LINE 40.0  /* shorter ones never do */
#define LEADER_FROM 5.0  /* a label moved further than this gets a leader */
#define PART_OF_HOLE 1.5 /* the total's width at most, in radii */

typedef struct Slice {
  double middle, x, y, radius, inner, share, value;
  size_t row;
  SceneNode *label;
  double height, at; /* of the label; its centre along y */
} Slice;

static size_t
read_slices(const HousePlot *plot, const ChannelDef *theta, Slice *slices, double *total)
{
  const MarkContext *context = &plot->context;
  size_t count = 0;
  *total = 0;
  for (size_t row = 0; row < context->unit->rows->row_count; row++) {
    Range1D angle = encode_range(context, CHANNEL_THETA, row);
    Range1D radius = encode_range(context, CHANNEL_RADIUS, row);
    double value = value_to_number(def_value(context->unit, theta, row));
    if (isnan(angle.from + angle.to + radius.from + radius.to) || !(value > 0))
      continue;
    *total += value;
    slices[count++] = (Slice){ .middle = (angle.from + angle.to) / 2,
                               .x = encode_point(context, CHANNEL_X, row, POSITION_MIDDLE),
                               .y = encode_point(context, CHANNEL_Y, row, POSITION_MIDDLE),
                               .radius = fmax(radius.from, radius.to),
                               .inner = fmin(radius.from, radius.to),
                               .value = value,
                               .row = row };
  }
  return count;
}

/* What the room beside a round plot leaves for a line. */
static double
widest_line(const HousePlot *plot)
{
  double width = plot->view->compilation->context->width;
  return width > 0 ? CLAMP((width - plot->view->height) / 2 - BESIDE, LEAST_LINE, ONE_LINE)
                   : ONE_LINE;
}

static bool
make_label(const HousePlot *plot, const ChannelDef *names, const HouseFormat *format, Slice *slice)
{
  Arena *arena = plot->context.arena;
  const char *name = house_name_of_row(plot, names, slice->row);
  const char *share = house_format_share(format, slice->share);
  if (!name)
    return false;
  slice->label = house_name(plot, arena_printf(arena, "%s\u00a0%s", name, share), 0, 0);
  if (slice->label->text.width > widest_line(plot))
    slice->label = house_name(plot, arena_printf(arena, "%s\n%s", name, share), 0, 0);
  SceneBounds box = scene_bounds(slice->label);
  slice->height = box.y2 - box.y1 + 2 * LABEL_GAP;
  bool far = slice->share < SMALL_SHARE;
  slice->at = slice->y - (slice->radius + (far ? FAR : BESIDE)) * cos(slice->middle);
  return true;
}

static int
compare_heights(gconstpointer a, gconstpointer b)
{
  const Slice *const *x = a, *const *y = b;
  return ((*x)->at > (*y)->at) - ((*x)->at < (*y)->at);
}

static void
place_label(HousePlot *plot, Slice *slice, double y, bool right)
{
  double moved = fabs(y - slice->at);
  double reach = slice->radius + (slice->share < SMALL_SHARE ? FAR : BESIDE);
  /* the edge of the label that is nearest to the centre's height must clear the circle */
  double dy = fmax(0, fabs(y - slice->y) - slice->height / 2), sign = right ? 1 : -1;
  double dx = sqrt(fmax(0, reach * reach - dy * dy));
  bool led = slice->share < SMALL_SHARE || moved > LEADER_FROM;
  SceneNode *node = slice->label;
  node->x = slice->x + sign * (dx + (led ? 4 : 0));
  node->text.align = right ? ALIGN_LEFT : ALIGN_RIGHT;
  SceneBounds box = scene_bounds(node);
  node->y += y - (box.y1 + box.y2) / 2;
  if (led) {
    SceneNode *leader = scene_new(plot->context.arena, SCENE_RULE, ROLE_ARTIFACT);
    leader->x = slice->x + (slice->radius + 1) * sin(slice->middle);
    leader->y = slice->y - (slice->radius + 1) * cos(slice->middle);
    leader->rule.x2 = node->x - sign * 2;
    /* level wherever the label is high enough: a slight slope looks like a mistake */
    leader->rule.y2 = CLAMP(leader->y, y - slice->height / 4, y + slice->height / 4);
    leader->stroke = (Stroke){ .paint = paint_solid(plot->house->context), .width = 0.75 };
    scene_add(&plot->names.labels, leader);
  }
  scene_add(&plot->names.labels, node);
}

/* The labels of one half, from the top down. */
static bool
place_half(HousePlot *plot, Slice *slices, size_t count, bool right)
{
  Arena *arena = plot->context.arena;
  Slice **half = arena_array(arena, Slice *, count);
  size_t used = 0;
  for (size_t i = 0; i < count; i++)
    if ((sin(slices[i].middle) >= 0) == right)
      half[used++] = &slices[i];
  qsort(half, used, sizeof *half, compare_heights);
  double *centres = arena_array(arena, double, MAX(used, 1));
  double *heights = arena_array(arena, double, MAX(used, 1));
  double total = 0, height = plot->view->height;
  for (size_t i = 0; i < used; i++) {
    centres[i] = half[i]->at;
    heights[i] = half[i]->height;
    total += heights[i];
  }
  double more = fmax(12, (total - height) / 2 + 1);
  if (!labels_spread(centres, heights, used, -more, height + more))
    return false;
  for (size_t i = 0; i < used; i++)
    place_label(plot, half[i], centres[i], right);
  return true;
}

/* Shares are rounded one by one; where they then do not make a whole, readers must be told. */
static bool
sum_is_off(const Slice *slices, size_t count)
{
  double sum = 0;
  for (size_t i = 0; i < count; i++)
    sum += slices[i].share < 0.01 ? slices[i].share * 100 : round(slices[i].share * 100);
  return fabs(sum - 100) > 0.2;
}

/* The author's text, or the sum. A whole that is a hundred per cent says nothing. */
static const char *
text_of_total(const HousePlot *plot, const HouseFormat *format, double total)
{
  const Node *own = house_property(format->compilation, "total");
  bool share = fabs(total - 1) < 0.006 || fabs(total - 100) < 0.6;
  if (own)
    return text_of_node(plot->context.arena, own);
  return share ? NULL : house_format_number(format, total);
}

static void
add_total(HousePlot *plot, const HouseFormat *format, const Slice *slice, double total)
{
  const char *text = text_of_total(plot, format, total);
  double most = slice->inner * PART_OF_HOLE;
  if (!text || !*text || slice->inner < 12)
    return;
  const TextMetrics *metrics = format->compilation->context->metrics;
  SceneNode *node = house_name(plot, text, slice->x, slice->y);
  node->text.align = ALIGN_CENTER;
  house_wrap(plot->context.arena, metrics, node, most, 2);
  SceneBounds box = scene_bounds(node);
  node->y += slice->y - (box.y1 + box.y2) / 2;
  if (!node->text.full && node->text.width <= most)
    scene_add(&plot->values.labels, node);
}

void
house_label_arcs(HousePlot *plot)
{
  const Unit *unit = plot->context.unit;
  const ChannelDef *theta = unit->channels[CHANNEL_THETA], *names = house_names_def(unit);
  if (!def_is_field(theta) || theta->type != TYPE_QUANTITATIVE || !names ||
      unit->channels[CHANNEL_RADIUS])
    return;
  Slice *slices = arena_array(plot->context.arena, Slice, unit->rows->row_count);
  double total;
  size_t count = read_slices(plot, theta, slices, &total);
  HouseFormat format = house_format(unit, theta);
  for (size_t i = 0; i < count; i++) {
    slices[i].share = slices[i].value / total;
    if (!make_label(plot, names, &format, &slices[i]))
      return;
  }
  if (count == 0 || !place_half(plot, slices, count, true) ||
      !place_half(plot, slices, count, false)) {
    plot->names.labels = scene_builder(plot->context.arena);
    return;
  }
  plot->names.scale = unit_scale(unit, names->channel);
  plot->view->compilation->rounded |= sum_is_off(slices, count);
  add_total(plot, &format, &slices[0], total);
}
