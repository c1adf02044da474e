/* Ranges: from the plot area, explicit lists, schemes and the configuration. */
#include "chart/house_private.h"
#include "chart/pipeline_private.h"
#include "chart/scale_private.h"
#include "chart/time_unit_private.h"

#include <math.h>
#include <string.h>

static const Compilation *
compilation_of(const Scale *scale)
{
  return scale->unit->view->compilation;
}

/* ---- banded positions ---- */

static bool
has_nested_offset(const Scale *scale)
{
  Channel offset = channel_info(scale->channel)->offset;
  for (guint i = 0; offset != CHANNEL_NONE && i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    if (def_is_encoded(user->unit->channels[offset]))
      return true;
  }
  return false;
}

static double
default_inner(const Scale *scale)
{
  const Compilation *compilation = compilation_of(scale);
  const char *mark = scale->unit->mark->name;
  if (channel_info(scale->channel)->is_offset)
    return config_number(compilation, "scale.offsetBandPaddingInner", 0);
  if (!channel_info(scale->channel)->positional)
    return 0;
  if (has_nested_offset(scale))
    return config_number(compilation, "scale.bandWithNestedOffsetPaddingInner", 0.2);
  const char *path = strcmp(mark, "bar") == 0    ? "scale.barBandPaddingInner"
                     : strcmp(mark, "tick") == 0 ? "scale.tickBandPaddingInner"
                                                 : "scale.rectBandPaddingInner";
  return config_number(compilation, "scale.bandPaddingInner", config_number(compilation, path, 0));
}

static double
default_outer(const Scale *scale)
{
  const Compilation *compilation = compilation_of(scale);
  bool band = scale->kind == &SCALE_BAND;
  if (channel_info(scale->channel)->is_offset)
    return band ? config_number(compilation, "scale.offsetBandPaddingOuter", 0) : 0.5;
  if (!channel_info(scale->channel)->positional)
    return 0;
  if (has_nested_offset(scale))
    return config_number(compilation, "scale.bandWithNestedOffsetPaddingOuter", 0.2);
  return config_number(compilation, "scale.bandPaddingOuter", scale->padding_inner / 2);
}

void
scale_find_paddings(Scale *scale)
{
  const Node *padding = scale_property(scale, "padding");
  double both = node_number(padding, NAN);
  scale->align = node_number(scale_property(scale, "align"), 0.5);
  if (scale->kind == &SCALE_POINT) {
    double otherwise = channel_info(scale->channel)->positional
                           ? config_number(compilation_of(scale), "scale.pointPadding", 0.5)
                           : default_outer(scale);
    scale->padding_inner = 1;
    scale->padding_outer =
        node_number(scale_property(scale, "paddingOuter"), isnan(both) ? otherwise : both);
    return;
  }
  scale->padding_inner =
      node_number(scale_property(scale, "paddingInner"), isnan(both) ? default_inner(scale) : both);
  scale->padding_outer =
      node_number(scale_property(scale, "paddingOuter"), isnan(both) ? default_outer(scale) : both);
}

/* `width: {step: 20, for: "position"}` of the plot, or the configuration's. */
static const Node *
size_node(const Scale *scale)
{
  const char *name = channel_size_name(scale->channel);
  const View *plot = view_plot(scale->unit->view);
  const Node *size = node_get(plot->spec, name);
  if (!size)
    size = node_get(scale->unit->view->spec, name);
  if (size)
    return size;
  const Node *discrete = config_get(compilation_of(scale),
                                    *name == 'w' ? "view.discreteWidth" : "view.discreteHeight");
  return discrete;
}

double
scale_find_step(const Scale *scale)
{
  const Node *size = size_node(scale);
  if (node_is(size, NODE_NUMBER) || node_is(size, NODE_STRING))
    return NAN;
  return node_number(node_get(size, "step"), config_number(compilation_of(scale), "view.step", 20));
}

bool
scale_step_is_for_offset(const Scale *scale)
{
  return !node_is_string(node_get(size_node(scale), "for"), "position");
}

/* ---- what a range is made from ---- */

static void
set_numbers(Scale *scale, const Node *list)
{
  double *numbers = arena_array(compilation_of(scale)->arena, double, MAX(list->count, 1));
  for (size_t i = 0; i < list->count; i++)
    numbers[i] = node_number(list->items[i], NAN);
  scale->numbers = numbers;
  scale->number_count = list->count;
  scale->range[0] = list->count ? numbers[0] : 0;
  size_t last = scale->kind->banded ? 1 : MAX(list->count, 1) - 1;
  scale->range[1] = last < list->count ? numbers[last] : scale->range[0];
}

static void
set_shapes(Scale *scale, const Node *list)
{
  const char **shapes = arena_array(compilation_of(scale)->arena, const char *, list->count + 1);
  for (size_t i = 0; i < list->count; i++)
    shapes[i] = node_string(list->items[i], "circle");
  scale->shapes = shapes;
  scale->shape_count = list->count;
}

static void
set_list(Scale *scale, const Node *list)
{
  switch (channel_info(scale->channel)->range) {
  case RANGE_COLOUR:
    scale_set_colours(scale, list);
    break;
  case RANGE_SHAPE:
    set_shapes(scale, list);
    break;
  case RANGE_DASH:
    scale->dashes = list->items;
    scale->dash_count = list->count;
    break;
  case RANGE_NUMBER:
    set_numbers(scale, list);
    break;
  case RANGE_NONE:
    break;
  }
}

size_t
scale_default_classes(const Scale *scale, bool colours)
{
  const Compilation *c = compilation_of(scale);
  if (scale->kind == &SCALE_THRESHOLD)
    return scale->domain_count + 1;
  if (scale->kind == &SCALE_BIN_ORDINAL)
    return MAX(scale->edge_count, 2) - 1;
  if (colours)
    return 5;
  return (size_t)config_number(c,
                               scale->kind == &SCALE_QUANTILE ? "scale.quantileCount"
                                                              : "scale.quantizeCount",
                               4);
}

/* A named range of config.range ("category", "ramp"): a list, or {scheme: …}. */
static void
set_named(Scale *scale, const char *name)
{
  g_autofree char *path = g_strconcat("range.", name, NULL);
  const Node *range = config_get(compilation_of(scale), path);
  if (node_is(range, NODE_LIST))
    set_list(scale, range);
  else if (range)
    scale_set_scheme(scale, range);
}

/* A fixed step of a position: the plot's, where its scale is discrete, or the configuration's. */
static double
fixed_step(const Scale *scale, Channel channel)
{
  const Compilation *c = compilation_of(scale);
  const Scale *position = unit_scale(scale->unit, channel);
  const char *name = channel == CHANNEL_X ? "width" : "height";
  const char *path = channel == CHANNEL_X ? "view.discreteWidth" : "view.discreteHeight";
  double step =
      node_number(node_get(config_get(c, path), "step"), config_number(c, "view.step", 20));
  if (position && !position->kind->discrete)
    return step;
  return node_number(node_path(node_get(view_plot(scale->unit->view)->spec, name), "step"), step);
}

/* The step of a position: that of its bins, or a fixed one. */
static double
step_along(const Scale *scale, Channel channel)
{
  const View *plot = view_plot(scale->unit->view);
  const ChannelDef *def = scale->unit->channels[channel];
  double extent = channel == CHANNEL_X ? plot->width : plot->height;
  if (def_is_binned_here(def) && def->bin.width > 0)
    return extent / ((def->bin.stop - def->bin.start) / def->bin.width);
  const Scale *position = unit_scale(scale->unit, channel);
  if (def && def->bin.binned && def->bin.step > 0 && position && !position->kind->discrete)
    return extent * def->bin.step /
           fabs(position->domain[position->domain_count - 1] - position->domain[0]);
  return fixed_step(scale, channel);
}

static void
size_range(Scale *scale)
{
  const Compilation *c = compilation_of(scale);
  const char *mark = scale->unit->mark->name;
  double step = fmin(step_along(scale, CHANNEL_X), step_along(scale, CHANNEL_Y));
  if (strcmp(mark, "bar") == 0 || strcmp(mark, "tick") == 0) {
    scale->range[0] = config_number(c, "scale.minBandSize", 2);
    scale->range[1] = config_number(c, "scale.maxBandSize", step - 1);
  } else if (strcmp(mark, "text") == 0) {
    scale->range[0] = config_number(c, "scale.minFontSize", 8);
    scale->range[1] = config_number(c, "scale.maxFontSize", 40);
  } else if (scale->unit->mark->path || strcmp(mark, "rule") == 0) {
    scale->range[0] = config_number(c, "scale.minStrokeWidth", 1);
    scale->range[1] = config_number(c, "scale.maxStrokeWidth", 4);
  } else {
    scale->range[0] = config_number(c, "scale.minSize", 4);
    scale->range[1] = config_number(c, "scale.maxSize", 0.95 * step * 0.95 * step);
  }
}

static void
set_extent(Scale *scale, double from, double to)
{
  scale->range[0] = from;
  scale->range[1] = to;
}

static const char DASHES[] = "[[1, 0], [4, 2], [2, 1], [1, 1], [1, 2, 4, 2]]";

static void
default_dashes(Scale *scale)
{
  const Compilation *c = compilation_of(scale);
  const Source *source = source_from_text(c->arena, "dashes", DASHES, strlen(DASHES));
  set_list(scale, node_parse(c->arena, source, c->diags));
}

/* Offsets within the band of a time unit on a continuous scale, a little apart from the next. */
static void
time_band_range(Scale *scale, const Scale *position, const ChannelDef *def)
{
  const Compilation *c = compilation_of(scale);
  double start = position->domain[0];
  double band = scale_number(position, value_number(start + time_unit_duration(def->time_unit))) -
                scale_number(position, value_number(start));
  double padding = config_number(c, "scale.bandWithNestedOffsetPaddingInner", 0.2);
  double place = node_number(node_get(def->node, "bandPosition"),
                             node_number(mark_config(scale->unit, "timeUnitBandPosition"), 0.5));
  set_extent(scale, (padding / 2 + place - 0.5) * band, (1 - padding / 2 + place - 0.5) * band);
}

static void
offset_range(Scale *scale)
{
  Channel main = scale->channel == CHANNEL_X_OFFSET ? CHANNEL_X : CHANNEL_Y;
  const Scale *position = unit_scale(scale->unit, main);
  const ChannelDef *def = scale->unit->channels[main];
  if (position && position->kind == &SCALE_BAND)
    set_extent(scale, 0, position->bandwidth);
  else if (position && def && def->time_unit)
    time_band_range(scale, position, def);
  else {
    const View *plot = view_plot(scale->unit->view);
    double size = main == CHANNEL_X ? plot->width : plot->height;
    set_extent(scale, -size / 2, size / 2);
  }
}

static void
default_range(Scale *scale, double width, double height)
{
  const Compilation *c = compilation_of(scale);
  switch ((int)scale->channel) {
  case CHANNEL_X:
    set_extent(scale, 0, width);
    break;
  case CHANNEL_Y:
    if (scale->kind->discrete)
      set_extent(scale, 0, height);
    else
      set_extent(scale, height, 0);
    break;
  case CHANNEL_X_OFFSET:
  case CHANNEL_Y_OFFSET:
    offset_range(scale);
    break;
  case CHANNEL_THETA:
    set_extent(scale, 0, 2 * G_PI);
    break;
  case CHANNEL_RADIUS:
    set_extent(scale, 0, fmin(width, height) / 2);
    break;
  case CHANNEL_ANGLE:
    set_extent(scale, 0, 360);
    break;
  case CHANNEL_SIZE:
    size_range(scale);
    break;
  case CHANNEL_STROKE_WIDTH:
    set_extent(scale, config_number(c, "scale.minStrokeWidth", 1),
               config_number(c, "scale.maxStrokeWidth", 4));
    break;
  case CHANNEL_OPACITY:
  case CHANNEL_FILL_OPACITY:
  case CHANNEL_STROKE_OPACITY:
    set_extent(scale, config_number(c, "scale.minOpacity", 0.3),
               config_number(c, "scale.maxOpacity", 0.8));
    break;
  case CHANNEL_SHAPE:
    set_named(scale, "symbol");
    break;
  case CHANNEL_STROKE_DASH:
    default_dashes(scale);
    break;
  default:
    set_named(scale, scale_default_colours(scale));
  }
}

/* A range of two numbers as a list: classes of sizes are evenly spaced, others have the two ends.
 */
static void
spread_numbers(Scale *scale)
{
  bool classes = scale->kind->classify != NULL;
  bool spread = classes && scale->channel == CHANNEL_SIZE;
  size_t n = spread ? MAX(scale_default_classes(scale, false), 1) : 2;
  if ((scale->kind != &SCALE_ORDINAL && !classes) || scale->number_count ||
      channel_info(scale->channel)->range != RANGE_NUMBER)
    return;
  double *numbers = arena_array(compilation_of(scale)->arena, double, n);
  for (size_t i = 0; i < n; i++)
    numbers[i] = scale->range[0] +
                 (n > 1 ? (double)i / (double)(n - 1) : 0) * (scale->range[1] - scale->range[0]);
  scale->numbers = numbers;
  scale->number_count = n;
}

/* `range: {field: …}`: the distinct values of a column, in the order of the domain's. */
static void
set_range_of_field(Scale *scale, const Node *field)
{
  const Unit *unit = scale->unit;
  Arena *arena = compilation_of(scale)->arena;
  const ChannelDef *def = scale->def;
  if (!def_is_field(def) || !pipeline_has(unit->raw, field->string, field->span) ||
      !pipeline_column(unit->raw, def->column))
    return;
  const char *name = sql_column(arena, field->string);
  g_autofree char *sql = g_strdup_printf("SELECT %s FROM %s GROUP BY %s ORDER BY min(%s)", name,
                                         unit->raw->name, name, sql_column(arena, def->column));
  const Table *table = pipeline_query(unit->raw, "the values of a range", sql);
  size_t count = table ? table->row_count : 0;
  const Node **items = arena_array(arena, const Node *, MAX(count, 1));
  for (size_t i = 0; i < count; i++) {
    Value value = column_value(&table->columns[0], i);
    items[i] = value.kind == VALUE_STRING
                   ? node_new_string(arena, arena_strdup(arena, value.string), field->span)
                   : node_new_number(arena, value_to_number(value), field->span);
  }
  set_list(scale, node_new_list(arena, items, count, field->span));
}

static void
explicit_range(Scale *scale)
{
  const Node *range = scale_property(scale, "range"), *scheme = scale_property(scale, "scheme");
  if (node_is(range, NODE_LIST))
    set_list(scale, range);
  else if (node_is(range, NODE_STRING))
    set_named(scale, range->string);
  else if (node_is(node_get(range, "field"), NODE_STRING))
    set_range_of_field(scale, node_get(range, "field"));
  if (scheme && channel_info(scale->channel)->range == RANGE_COLOUR)
    scale_set_scheme(scale, scheme);
  if (range || scheme)
    return;
  scale->range[0] = node_number(scale_property(scale, "rangeMin"), scale->range[0]);
  scale->range[1] = node_number(scale_property(scale, "rangeMax"), scale->range[1]);
}

/* Turns a list of items round. */
static void *
reversed(Arena *arena, const void *list, size_t count, size_t size)
{
  char *copy = arena_dup(arena, list, count * size);
  for (size_t i = 0; i < count; i++)
    memcpy(copy + i * size, (const char *)list + (count - 1 - i) * size, size);
  return copy;
}

static void
reverse_lists(Scale *scale)
{
  Arena *arena = compilation_of(scale)->arena;
  scale->numbers = reversed(arena, scale->numbers, scale->number_count, sizeof(double));
  scale->shapes = reversed(arena, scale->shapes, scale->shape_count, sizeof(char *));
  scale->dashes = reversed(arena, scale->dashes, scale->dash_count, sizeof(Node *));
  if (scale->kind->discrete || scale->kind->classify || scale_has_colour_pieces(scale))
    scale->colours = reversed(arena, scale->colours, scale->colour_count, sizeof(Colour));
}

static bool
is_reversed(const Scale *scale)
{
  const Node *sort = node_get(scale->def->node, "sort");
  bool down = !scale->kind->discrete && node_is_string(sort, "descending");
  const Node *along = config_get(compilation_of(scale), "scale.xReverse");
  if (scale->channel == CHANNEL_X && along)
    down = node_boolean(along, false) != down;
  return node_boolean(scale_property(scale, "reverse"), down);
}

/* Scales that run backwards swap the ends of their range, or turn their list round. */
static void
apply_reverse(Scale *scale)
{
  scale->reverse = is_reversed(scale);
  if (!scale->reverse || scale->kind->banded)
    return;
  double from = scale->range[0];
  scale->range[0] = scale->range[1];
  scale->range[1] = from;
  reverse_lists(scale);
}

static bool
flag(const Scale *scale, const char *name)
{
  g_autofree char *path = g_strconcat("scale.", name, NULL);
  return node_boolean(scale_property(scale, name),
                      node_boolean(config_get(compilation_of(scale), path), false));
}

/* Into how many classes the range divides the domain. */
static size_t
classes_of_range(const Scale *scale)
{
  size_t listed = MAX(MAX(scale->colour_count, scale->number_count),
                      MAX(scale->shape_count, scale->dash_count));
  return listed ? listed : scale_default_classes(scale, false);
}

void
scale_find_range(Scale *scale, double width, double height)
{
  scale->round = flag(scale, "round");
  scale->clamp = flag(scale, "clamp");
  scale_read_interpolation(scale);
  if (scale->kind->classify)
    scale_find_edges(scale);
  default_range(scale, width, height);
  explicit_range(scale);
  if (scale->kind->banded) {
    scale_find_paddings(scale);
    scale_place_bands(scale);
    scale->reverse = is_reversed(scale);
    return;
  }
  spread_numbers(scale);
  apply_reverse(scale);
  if (!scale->kind->discrete)
    scale_widen_domain(scale);
  if (scale->kind->classify)
    scale->kind->classify(scale, classes_of_range(scale));
  else
    scale_find_edges(scale);
  house_colour_values(scale);
}
