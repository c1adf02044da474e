/* Values of bars: at their ends, or inside the segments of stacks. */
#include "chart/house_private.h"

#include <math.h>

enum { MOST_BARS = 9, MOST_PARTS = 4 };

#define BESIDE 4.0      /* between a bar's end and its value */
#define INSIDE 3.0      /* between a segment's sides and its value */
#define MOST_HEIGHT 1.6 /* of a label beside a bar, in the bar's thickness */

#define SHORTEST 1.0 /* of a bar that stands for something */

void
house_show_bar(const MarkContext *context, Range1D *x, Range1D *y)
{
  const Unit *unit = context->unit;
  Channel channel = unit->orient == ORIENT_HORIZONTAL ? CHANNEL_X : CHANNEL_Y;
  const ChannelDef *measure = unit->channels[channel];
  Range1D *side = channel == CHANNEL_X ? x : y;
  double length = side->from - side->to;
  bool counted = def_is_field(measure) && measure->type == TYPE_QUANTITATIVE &&
                 !measure->bin.node && !unit->channels[channel_info(channel)->secondary];
  if (unit->view->compilation->context->house && counted && !house_is_parted(unit) && length != 0 &&
      fabs(length) < SHORTEST)
    side->from = side->to + copysign(SHORTEST, length);
}

/* A bar as it is labelled. */
typedef struct Bar {
  SceneBounds box;
  double value;
  size_t row;
} Bar;

typedef struct BarLabels {
  HousePlot *plot;
  const Unit *unit;
  bool horizontal; /* values run along x */
  const ChannelDef *measure;
  const Scale *scale;
  HouseFormat format;
  Bar *bars;
  size_t count;
  GArray *boxes; /* SceneBounds of labels so far */
  SceneBuilder labels;
} BarLabels;

static bool
read_bar(const BarLabels *job, size_t row, Bar *bar)
{
  const MarkContext *context = &job->plot->context;
  Range1D x = encode_range(context, CHANNEL_X, row), y = encode_range(context, CHANNEL_Y, row);
  house_show_bar(context, &x, &y);
  bar->box = (SceneBounds){ fmin(x.from, x.to), fmin(y.from, y.to), fmax(x.from, x.to),
                            fmax(y.from, y.to) };
  bar->value = value_to_number(def_value(job->unit, job->measure, row));
  bar->row = row;
  return isfinite(x.from + x.to + y.from + y.to) && isfinite(bar->value);
}

/* An axis that the author describes beyond its format and title is wanted. */
static bool
wants_axis(const ChannelDef *def)
{
  const Node *axis = node_get(def->node, "axis");
  for (size_t i = 0; node_is(axis, NODE_MAP) && i < axis->count; i++)
    if (g_strcmp0(axis->entries[i].key, "format") != 0 &&
        g_strcmp0(axis->entries[i].key, "title") != 0)
      return true;
  return false;
}

static bool
open_bars(BarLabels *job, HousePlot *plot)
{
  const Unit *unit = plot->context.unit;
  bool horizontal = unit->orient == ORIENT_HORIZONTAL;
  Channel channel = horizontal ? CHANNEL_X : CHANNEL_Y;
  const ChannelDef *measure = unit->channels[channel];
  *job = (BarLabels){ .plot = plot,
                      .unit = unit,
                      .horizontal = horizontal,
                      .measure = measure,
                      .scale = unit_scale(unit, channel) };
  if (!def_is_field(measure) || measure->type != TYPE_QUANTITATIVE || measure->bin.node ||
      measure->bin.binned || !job->scale || job->scale->kind->discrete || wants_axis(measure) ||
      unit->channels[channel_info(channel)->secondary])
    return false;
  job->format = house_format(unit, measure);
  job->bars = arena_array(plot->context.arena, Bar, unit->rows->row_count);
  for (size_t row = 0; row < unit->rows->row_count; row++)
    job->count += read_bar(job, row, &job->bars[job->count]);
  job->labels = scene_builder(plot->context.arena);
  return job->count > 0;
}

/* ---- at the ends ---- */

/* Beyond the bar's end, away from its base. */
static SceneNode *
beside(const BarLabels *job, const Bar *bar)
{
  const char *text = house_format_number(&job->format, bar->value);
  bool back = (bar->value < 0) != job->scale->reverse;
  double x = (bar->box.x1 + bar->box.x2) / 2, y = (bar->box.y1 + bar->box.y2) / 2;
  SceneNode *node = house_value(job->plot, text, x, y);
  if (job->horizontal) {
    node->x = back ? bar->box.x1 - BESIDE : bar->box.x2 + BESIDE;
    node->text.align = back ? ALIGN_RIGHT : ALIGN_LEFT;
  } else {
    node->y = back ? bar->box.y2 + BESIDE : bar->box.y1 - BESIDE;
    node->text.align = ALIGN_CENTER;
    node->text.baseline = back ? BASELINE_TOP : BASELINE_ALPHABETIC;
  }
  return node;
}

/* Does it stand clear of the other labels and of the axis that names the bars? */
static bool
is_clear(const BarLabels *job, SceneBounds box)
{
  const View *view = job->plot->view;
  bool outside = job->horizontal ? box.x1 < 0 : box.y2 > view->height;
  return !outside && !labels_clash(job->boxes, box);
}

/* Moves a label from beyond its bar's end to within it. */
static bool
move_inside(const BarLabels *job, const Bar *bar, SceneNode *node)
{
  SceneBounds box = scene_bounds(node);
  double width = box.x2 - box.x1, height = box.y2 - box.y1;
  bool fits = job->horizontal ? width + 2 * INSIDE <= bar->box.x2 - bar->box.x1
                              : height + INSIDE <= bar->box.y2 - bar->box.y1 &&
                                    width <= bar->box.x2 - bar->box.x1;
  if (job->horizontal)
    node->x += (width + 2 * BESIDE) * (box.x1 < bar->box.x1 ? 1 : -1);
  else
    node->y += (height + 2 * BESIDE) * (box.y1 < bar->box.y1 ? 1 : -1);
  Colour fill = house_colour_of_row(job->plot, bar->row);
  node->fill = paint_solid(house_colour_on(job->plot->house, fill));
  return fits && is_clear(job, scene_bounds(node));
}

/* Parts of a stack that has no names would be labelled on the part above. */
static bool
lies_on_part(const BarLabels *job, size_t own, SceneBounds box)
{
  for (size_t i = 0; job->unit->stack.start && i < job->count; i++)
    if (i != own && labels_touch(job->bars[i].box, box))
      return true;
  return false;
}

static bool
label_ends(BarLabels *job)
{
  for (size_t i = 0; i < job->count; i++) {
    const Bar *bar = &job->bars[i];
    SceneNode *node = beside(job, bar);
    SceneBounds box = scene_bounds(node);
    bool thin = job->horizontal && box.y2 - box.y1 > (bar->box.y2 - bar->box.y1) * MOST_HEIGHT;
    if (thin || lies_on_part(job, i, box) || (!is_clear(job, box) && !move_inside(job, bar, node)))
      return false;
    box = scene_bounds(node);
    g_array_append_val(job->boxes, box);
    scene_add(&job->labels, node);
  }
  return true;
}

/* ---- inside segments ---- */

static bool
label_segments(BarLabels *job)
{
  bool shares = job->unit->stack.offset == STACK_NORMALIZE;
  double length = job->horizontal ? job->plot->view->width : job->plot->view->height;
  for (size_t i = 0; i < job->count; i++) {
    const Bar *bar = &job->bars[i];
    double width = bar->box.x2 - bar->box.x1, height = bar->box.y2 - bar->box.y1;
    if (bar->value == 0)
      continue;
    double share = (job->horizontal ? width : height) / fmax(length, 1);
    const char *text = shares ? house_format_share(&job->format, share)
                              : house_format_number(&job->format, bar->value);
    SceneNode *node =
        house_value(job->plot, text, bar->box.x1 + width / 2, bar->box.y1 + height / 2);
    SceneBounds box = scene_bounds(node);
    if (box.x2 - box.x1 + 2 * INSIDE > width || box.y2 - box.y1 > height)
      return false;
    node->text.align = ALIGN_CENTER;
    node->fill =
        paint_solid(house_colour_on(job->plot->house, house_colour_of_row(job->plot, bar->row)));
    scene_add(&job->labels, node);
  }
  return true;
}

/* ---- names of segments ---- */

static int
compare_starts(gconstpointer a, gconstpointer b)
{
  const Bar *x = a, *y = b;
  return (x->box.x1 > y->box.x1) - (x->box.x1 < y->box.x1);
}

/* The segments of the stack that stands first (at the top) or last (at the right). */
static size_t
outermost_stack(const BarLabels *job, Bar *segments)
{
  double best = NAN;
  size_t count = 0;
  for (size_t i = 0; i < job->count; i++) {
    double at = job->horizontal ? -job->bars[i].box.y1 : job->bars[i].box.x2;
    if (isnan(best) || at > best + 0.01) {
      best = at;
      count = 0;
    }
    if (fabs(at - best) <= 0.01)
      segments[count++] = job->bars[i];
  }
  return count;
}

/* Names above the first stack, each at the start of its segment. */
static void
name_above(BarLabels *job, const ChannelDef *names, Bar *segments, size_t count)
{
  HousePlot *plot = job->plot;
  SceneBuilder labels = scene_builder(plot->context.arena);
  double end = -HUGE_VAL;
  qsort(segments, count, sizeof *segments, compare_starts);
  for (size_t i = 0; i < count; i++) {
    const char *name = house_name_of_row(plot, names, segments[i].row);
    if (!name || segments[i].box.x1 < end + 6)
      return;
    SceneNode *node = house_name(plot, name, segments[i].box.x1, segments[i].box.y1 - BESIDE);
    node->text.baseline = BASELINE_ALPHABETIC;
    Colour colour = house_colour_of_row(plot, segments[i].row);
    node->fill = paint_solid(house_text_colour(plot->house, colour));
    end = segments[i].box.x1 + node->text.width;
    scene_add(&labels, node);
  }
  if (end > plot->view->width + 1)
    return;
  plot->names.scale = unit_scale(job->unit, names->channel);
  plot->names.labels = labels;
}

static void
name_segments(BarLabels *job, const ChannelDef *names)
{
  const Scale *scale = unit_scale(job->unit, names->channel);
  Bar *segments = arena_array(job->plot->context.arena, Bar, job->count);
  size_t count = outermost_stack(job, segments);
  if (count != scale->value_count || count > MOST_PARTS)
    return;
  if (job->horizontal) {
    name_above(job, names, segments, count);
    return;
  }
  SeriesEnd *ends = arena_array(job->plot->context.arena, SeriesEnd, count);
  for (size_t i = 0; i < count; i++)
    ends[i] = (SeriesEnd){ segments[i].box.x2, (segments[i].box.y1 + segments[i].box.y2) / 2,
                           segments[i].row };
  house_label_ends(job->plot, ends, count);
}

/* ---- all ---- */

/* A colour that repeats what stands beside the bars needs no legend. */
static void
claim_repeated_names(HousePlot *plot, const ChannelDef *names)
{
  const Unit *unit = plot->context.unit;
  const Channel sides[] = { CHANNEL_X, CHANNEL_Y };
  for (size_t i = 0; i < G_N_ELEMENTS(sides); i++) {
    const ChannelDef *side = unit->channels[sides[i]];
    if (def_is_field(side) && g_strcmp0(side->column, names->column) == 0)
      plot->names.scale = unit_scale(unit, names->channel);
  }
}

void
house_label_bars(HousePlot *plot)
{
  const ChannelDef *names = house_names_def(plot->context.unit);
  BarLabels job;
  if (names)
    claim_repeated_names(plot, names);
  if (!open_bars(&job, plot))
    return;
  bool stacked = house_is_parted(job.unit);
  g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(SceneBounds));
  job.boxes = boxes;
  size_t parts = stacked ? unit_scale(job.unit, names->channel)->value_count : 1;
  bool few = job.count <= MOST_BARS * MAX(parts, 1) && parts <= MOST_PARTS;
  if (few && (stacked ? label_segments(&job) : label_ends(&job))) {
    plot->values.scale = job.scale;
    plot->values.labels = job.labels;
  }
  if (stacked)
    name_segments(&job, names);
}
