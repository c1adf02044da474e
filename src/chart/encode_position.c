#include "chart/encode_private.h"

#include <math.h>
#include <string.h>

Value
def_value(const Unit *unit, const ChannelDef *def, size_t row)
{
  if (def->datum) {
    const Scale *scale = unit_scale(unit, channel_info(def->channel)->main);
    return scale ? scale_value_of_node(scale, def->datum) : node_value(def->datum);
  }
  return def->at >= 0 ? column_value(&unit->rows->columns[def->at], row) : VALUE_MISSING;
}

static Value
cell(const Unit *unit, int at, size_t row)
{
  return at >= 0 ? column_value(&unit->rows->columns[at], row) : VALUE_MISSING;
}

/* ---- constants ---- */

/* A number, or "width" and "height" of the plot. */
static double
constant_position(const MarkContext *context, const Node *node)
{
  node = encode_constant(context->unit, node);
  if (node_is_string(node, "width"))
    return context->width;
  if (node_is_string(node, "height"))
    return context->height;
  return node_number(node, NAN);
}

/* Names that a position has in definitions of arcs: theta is startAngle in Vega, and so on. */
static const char *const OTHER_NAMES[CHANNEL_COUNT] = {
  [CHANNEL_RADIUS] = "outerRadius",
  [CHANNEL_RADIUS2] = "innerRadius",
  [CHANNEL_THETA] = "startAngle",
  [CHANNEL_THETA2] = "endAngle",
};

static const Node *
position_property(const Unit *unit, Channel channel)
{
  const Node *found = OTHER_NAMES[channel] && strcmp(unit->mark->name, "arc") == 0
                          ? mark_property(unit, OTHER_NAMES[channel])
                          : NULL;
  return found ? found : mark_property(unit, channel_info(channel)->name);
}

static double
unscaled_end(const MarkContext *context, Channel channel, bool maximum)
{
  switch ((int)channel) {
  case CHANNEL_X:
    return maximum ? context->width : 0;
  case CHANNEL_Y:
    return maximum ? 0 : context->height;
  case CHANNEL_THETA:
    return maximum ? 2 * G_PI : 0;
  case CHANNEL_RADIUS:
    return maximum ? fmin(context->width, context->height) / 2 : 0;
  default:
    return NAN;
  }
}

/* The scale of a channel that this unit itself encodes: a layer does not span a scale of others. */
static const Scale *
own_scale(const Unit *unit, Channel channel)
{
  Channel secondary = channel_info(channel)->secondary;
  bool encoded = def_is_encoded(unit->channels[channel]) ||
                 (secondary != CHANNEL_NONE && def_is_encoded(unit->channels[secondary]));
  return encoded ? unit_scale(unit, channel) : NULL;
}

/* Zero of the scale where it has one; else the end of its domain. */
static double
zero_or_end(const MarkContext *context, Channel channel, bool maximum)
{
  const Scale *scale = own_scale(context->unit, channel);
  if (!scale || scale->kind->discrete)
    return scale ? (maximum ? scale->range[1] : scale->range[0])
                 : unscaled_end(context, channel, maximum);
  double low = scale->domain[0], high = scale->domain[scale->domain_count - 1];
  bool has_zero = !scale->kind->temporal && fmin(low, high) <= 0 && fmax(low, high) >= 0;
  return scale_number(scale, value_number(has_zero ? 0 : maximum ? high : low));
}

/* A radius given as a number, not by an expression, grows and shrinks with the plot that fills a
 * box. */
static double
fill_factor(const MarkContext *context, Channel own)
{
  const Unit *unit = context->unit;
  const Compilation *compilation = unit->view->compilation;
  double x = compilation->fill_x, y = compilation->fill_y;
  if (channel_info(own)->main != CHANNEL_RADIUS || !(x > 0 && y > 0))
    return 1;
  if (node_get(node_get(unit->mark_def, OTHER_NAMES[own]), "expr") ||
      node_get(node_get(unit->mark_def, channel_info(own)->name), "expr"))
    return 1;
  return fmin(context->width, context->height) / fmin(context->width / x, context->height / y);
}

/* `own` is the channel that lacks an encoding: x, or x2. */
static double
default_position(const MarkContext *context, Channel own, PositionDefault otherwise)
{
  Channel main = channel_info(own)->main;
  const Node *constant = position_property(context->unit, own);
  if (constant && !node_is(constant, NODE_NULL))
    return constant_position(context, constant) * fill_factor(context, own);
  switch (otherwise) {
  case POSITION_NONE:
    break;
  case POSITION_MIDDLE:
    return main == CHANNEL_X ? context->width / 2 : context->height / 2;
  case POSITION_ZERO_OR_MIN:
    return zero_or_end(context, main, false);
  case POSITION_ZERO_OR_MAX:
    return zero_or_end(context, main, true);
  }
  return NAN;
}

/* ---- a definition's place ---- */

static double
between(const Unit *unit, const Scale *scale, int from, int to, size_t row, double t)
{
  Value a = cell(unit, from, row), b = cell(unit, to, row);
  if (a.kind == VALUE_NULL || b.kind == VALUE_NULL)
    return NAN;
  return scale_number(scale, value_number((1 - t) * value_to_number(a) + t * value_to_number(b)));
}

/* The place of a definition with field, datum or value; `band` NaN: its default in the band. */
static double
place(const MarkContext *context, Channel channel, const ChannelDef *def, const ChannelDef *second,
      size_t row, double band)
{
  const Unit *unit = context->unit;
  const Scale *scale = unit_scale(unit, channel);
  if (!def_is_encoded(def))
    return def->value ? constant_position(context, def->value) : (double)NAN;
  if (!scale)
    return value_to_number(def_value(unit, def, row));

  double position = isnan(band) ? def_band_position(unit, def) : band;
  bool binned_here = def_is_binned_here(def);
  /* Rows that are imputed have the start of their time alone. */
  bool imputed = unit->stack.start && unit->stack.dimension == channel && unit->mark->path;
  bool timed = def->time_unit && def->type == TYPE_TEMPORAL && position > 0 && !imputed;
  if ((binned_here || timed) && !scale->kind->discrete && def->end_at >= 0 && !isnan(position))
    return between(unit, scale, def->at, def->end_at, row, position);
  if (def->bin.node && def->bin.binned && def_is_field(second))
    return between(unit, scale, def->at, second->at, row, isnan(position) ? 0.5 : position);

  Value value = def->range_at >= 0 && scale->kind->discrete ? cell(unit, def->range_at, row)
                                                            : def_value(unit, def, row);
  double start = scale_number(scale, value);
  if (scale->kind != &SCALE_BAND)
    return start;
  if (binned_here && isnan(band))
    return start;
  return start + scale->bandwidth * (isnan(position) ? 0.5 : position);
}

/* Shift by an xOffset channel (`*encoded`), or by the mark's xOffset. */
static double
offset_of(const MarkContext *context, Channel channel, size_t row, double band, bool *encoded)
{
  const Unit *unit = context->unit;
  Channel offset = channel_info(channel)->offset;
  const ChannelDef *def = offset == CHANNEL_NONE ? NULL : unit->channels[offset];
  *encoded = def != NULL;
  if (def)
    return place(context, offset, def, NULL, row, band);
  g_autofree char *name = g_strconcat(channel_info(channel)->name, "Offset", NULL);
  return node_number(node_get(unit->mark_def, name), 0);
}

static const ChannelDef *
second_def(const Unit *unit, Channel channel)
{
  Channel secondary = channel_info(channel)->secondary;
  return secondary == CHANNEL_NONE ? NULL : unit->channels[secondary];
}

static bool
is_stacked_on(const Unit *unit, Channel channel)
{
  return unit->stack.start && unit->stack.channel == channel;
}

static double
stacked_place(const MarkContext *context, Channel channel, const ChannelDef *def, size_t row)
{
  const Unit *unit = context->unit;
  const Scale *scale = unit_scale(unit, channel);
  bool text = strcmp(unit->mark->name, "text") == 0 && channel_info(channel)->polar;
  double t = node_number(node_get(def->node, "bandPosition"), text ? 0.5 : 1);
  return scale ? between(unit, scale, unit->stack.start_at, unit->stack.end_at, row, t)
               : value_to_number(cell(unit, unit->stack.end_at, row));
}

double
encode_invalid(const MarkContext *context, Channel channel)
{
  const Unit *unit = context->unit;
  const Scale *scale = own_scale(unit, channel);
  g_autofree char *path = g_strconcat("scale.invalid.", channel_info(channel)->name, NULL);
  const Node *value = node_get(config_get(unit->view->compilation, path), "value");
  if (!scale || scale->kind->discrete || !rows_show_invalid(unit, channel))
    return NAN;
  return value ? constant_position(context, value) : zero_or_end(context, channel, false);
}

double
encode_point(const MarkContext *context, Channel channel, size_t row, PositionDefault otherwise)
{
  const Unit *unit = context->unit;
  const ChannelDef *def = unit->channels[channel];
  bool encoded = false;
  double offset = offset_of(context, channel, row, 0.5, &encoded);
  if (!def)
    return default_position(context, channel, otherwise) + offset;
  if (is_stacked_on(unit, channel) && def_is_field(def))
    return stacked_place(context, channel, def, row) + offset;
  double at =
      place(context, channel, def, second_def(unit, channel), row, encoded ? 0 : (double)NAN);
  return (isnan(at) && def_is_field(def) ? encode_invalid(context, channel) : at) + offset;
}

/* Does the mark itself say where the second end is? */
static bool
has_own_second(const Unit *unit, Channel secondary)
{
  return unit->channels[secondary] || node_get(unit->mark_def, channel_info(secondary)->name);
}

/* The mark's x2Offset or y2Offset, else that of the main channel. */
static double
second_offset(const Unit *unit, Channel channel, double otherwise)
{
  Channel secondary = channel_info(channel)->secondary;
  if (secondary == CHANNEL_NONE)
    return otherwise;
  g_autofree char *name = g_strconcat(channel_info(secondary)->name, "Offset", NULL);
  return node_number(node_get(unit->mark_def, name), otherwise);
}

double
encode_second(const MarkContext *context, Channel channel, size_t row, PositionDefault otherwise)
{
  const Unit *unit = context->unit;
  Channel secondary = channel_info(channel)->secondary;
  const ChannelDef *second = unit->channels[secondary];
  bool encoded = false;
  double offset = offset_of(context, channel, row, 0.5, &encoded);
  if (has_own_second(unit, secondary))
    offset = second_offset(unit, channel, 0);

  if (is_stacked_on(unit, channel) && def_is_field(unit->channels[channel])) {
    const Scale *scale = unit_scale(unit, channel);
    return (scale ? scale_number(scale, cell(unit, unit->stack.start_at, row)) : 0) + offset;
  }
  if (second) {
    /* Without a type of its own the second end stands at the start of its bin or time unit. */
    const Scale *scale = unit_scale(unit, channel);
    bool plain = !node_get(second->node, "type") && scale && !scale->kind->discrete;
    return place(context, channel, second, NULL, row, plain ? 0 : (double)NAN) + offset;
  }
  return default_position(context, secondary, otherwise);
}

/* ---- bars and their like ---- */

/* A size in points, or as a share of the band. */
typedef struct BandSize {
  double points; /* NaN: none given */
  double band;   /* NaN: none given */
} BandSize;

static BandSize
band_size_of_node(const Node *node)
{
  return (BandSize){ node_number(node, NAN), node_number(node_get(node, "band"), NAN) };
}

static BandSize
band_size(const MarkContext *context, Channel channel, const Scale *scale, bool by_size)
{
  const Unit *unit = context->unit;
  const ChannelDef *def = unit->channels[channel];
  const char *name = channel_size_name(channel);
  const Node *size = mark_property(unit, name);
  if (!size && by_size)
    size = mark_property(unit, "size");
  if (size)
    return band_size_of_node(size);
  if (def_is_field(def) && def->time_unit && !second_def(unit, channel))
    return (BandSize){ NAN, node_number(mark_config(unit, "timeUnitBandSize"), 1) };
  if (def_is_binned_here(def) && !(scale && scale->kind->discrete))
    return (BandSize){ NAN, 1 };
  if (!unit->mark->rectangular)
    return (BandSize){ NAN, NAN };
  const Node *config = node_get(unit->view->compilation->config, unit->mark->name);
  if (scale && !scale->kind->discrete)
    return band_size_of_node(node_get(config, "continuousBandSize"));
  const Node *discrete = node_get(config, "discreteBandSize");
  return discrete ? band_size_of_node(discrete) : (BandSize){ NAN, scale ? 1 : (double)NAN };
}

/* The extent of a bar across its length, where neither mark nor encoding give it. */
static double
default_size(const MarkContext *context, Channel channel, const Scale *scale, BandSize size)
{
  const Compilation *compilation = context->unit->view->compilation;
  const char *mark = context->unit->mark->name;
  double plot = *channel_size_name(channel) == 'w' ? context->width : context->height;

  if (!isnan(size.band)) {
    if (scale && scale->kind == &SCALE_BAND)
      return fmax(node_number(mark_config(context->unit, "minBandSize"), 0),
                  size.band * scale->bandwidth);
    if (!scale)
      return size.band * plot;
  } else if (!isnan(size.points)) {
    return size.points;
  }
  if (scale && scale->kind->banded && !isnan(scale_find_step(scale)))
    return scale_find_step(scale) - 2;
  if (!context->unit->channels[channel]) {
    const char *path = strcmp(mark, "tick") == 0  ? "scale.tickBandPaddingInner"
                       : strcmp(mark, "bar") == 0 ? "scale.barBandPaddingInner"
                                                  : "scale.rectBandPaddingInner";
    double padding =
        config_number(compilation, "scale.bandPaddingInner", config_number(compilation, path, 0));
    return (1 - padding) * plot;
  }
  return config_number(compilation, "view.step", 20) - 2;
}

/* -1: the position is the near edge, 0: the centre, 1: the far edge. */
static int
alignment(const Unit *unit, Channel channel, bool edge)
{
  const char *name = channel == CHANNEL_X ? "align" : "baseline";
  const char *text = mark_string(unit, name, NULL);
  if (!text)
    return edge ? -1 : 0;
  if (strcmp(text, "left") == 0 || strcmp(text, "top") == 0)
    return -1;
  return strcmp(text, "right") == 0 || strcmp(text, "bottom") == 0 ? 1 : 0;
}

static bool
sizes_by_size(const Unit *unit, Channel channel)
{
  return strcmp(unit->mark->name, "tick") == 0 ||
         (unit->orient == ORIENT_HORIZONTAL && channel == CHANNEL_Y) ||
         (unit->orient == ORIENT_VERTICAL && channel == CHANNEL_X);
}

static Range1D
position_and_size(const MarkContext *context, Channel channel, size_t row)
{
  const Unit *unit = context->unit;
  const ChannelDef *def = unit->channels[channel];
  const Scale *scale = unit_scale(unit, channel);
  Channel nested = channel_info(channel)->offset;
  const Scale *offset_scale = nested == CHANNEL_NONE ? NULL : unit_scale(unit, nested);
  const Scale *band_scale = offset_scale ? offset_scale : scale;
  bool by_size = sizes_by_size(unit, channel);
  BandSize wanted = band_size(context, channel, scale ? scale : offset_scale, by_size);

  double size = NAN;
  bool given = by_size && (unit->channels[CHANNEL_SIZE] || node_get(unit->mark_def, "size"));
  if (given)
    size = encode_number(context, CHANNEL_SIZE, row,
                         node_number(node_get(unit->mark_def, "size"), NAN));
  if (isnan(size))
    size = default_size(context, channel, band_scale, wanted);

  const Scale *outer = scale ? scale : offset_scale;
  bool edge = outer && outer->kind == &SCALE_BAND && !isnan(wanted.band) && !given;
  int align = channel_info(channel)->polar ? -1 : alignment(unit, channel, edge);
  bool encoded = false;
  double offset = offset_of(context, channel, row, align == 0 ? 0.5 : 0, &encoded);
  double band = align == 0 ? (encoded ? 0 : 0.5) : !isnan(wanted.band) ? (1 - wanted.band) / 2 : 0;
  if (align == 0 && !encoded && def_is_field(def) && def->time_unit && !second_def(unit, channel) &&
      !isnan(def_band_position(unit, def)))
    band = def_band_position(unit, def);
  double at = def ? place(context, channel, def, NULL, row, band)
                  : default_position(context, channel, POSITION_MIDDLE);
  if (isnan(at) && def_is_field(def))
    at = encode_invalid(context, channel);
  double start = at + offset - (align == 0 ? size / 2 : align > 0 ? size : 0);
  return (Range1D){ start, start + size };
}

/* Bins stand beside the axis's lines, which Vega moves by half a point. Axes of layers are settled
 * too late for that. */
static double
axis_translate(const Unit *unit, const ChannelDef *def)
{
  const Compilation *compilation = unit->view->compilation;
  const Node *own = node_get(node_get(def->node, "axis"), "translate");
  if (view_plot(unit->view) != unit->view)
    return 0.5;
  if (!own)
    own =
        config_get(compilation, def->channel == CHANNEL_X ? "axisX.translate" : "axisY.translate");
  return node_number(own, config_number(compilation, "axis.translate", 0.5));
}

/* Bins and time units on a continuous scale: from end to end, less the spacing between bins. */
static Range1D
bin_range(const MarkContext *context, Channel channel, size_t row)
{
  const Unit *unit = context->unit;
  const ChannelDef *def = unit->channels[channel], *second = second_def(unit, channel);
  const Scale *scale = unit_scale(unit, channel);
  double share = band_size(context, channel, scale, false).band;
  double inset = isnan(share) ? 0.5 : (1 - share) / 2;
  double from, to;

  if (def->bin.binned && def_is_field(second)) {
    from = scale_number(scale, cell(unit, def->at, row));
    to = scale_number(scale, cell(unit, second->at, row));
  } else if (def->bin.binned) {
    double start = value_to_number(cell(unit, def->at, row));
    from = scale_number(scale, value_number(start));
    to = scale_number(scale, value_number(start + def->bin.step));
  } else {
    int start = def->from_at >= 0 ? def->from_at : def->at;
    int end = def->to_at >= 0 ? def->to_at : def->end_at;
    from = between(unit, scale, start, end, row, inset);
    to = between(unit, scale, start, end, row, 1 - inset);
  }
  bool encoded = false;
  double offset = offset_of(context, channel, row, 0, &encoded);
  double near_offset = second_offset(unit, channel, offset);
  double spacing = channel_info(channel)->positional ? mark_number(unit, "binSpacing", 0) : 0;
  double least = node_number(mark_config(unit, "minBandSize"), 0);
  double width = fabs(to - from), sign = to < from ? -1 : 1;
  double trim = width < least ? -0.5 * (least - width) : spacing / 2;
  bool positional = channel_info(channel)->positional;
  double translate = positional ? axis_translate(unit, def) : 0;
  return (Range1D){ from + sign * trim + translate + near_offset,
                    to - sign * trim + translate + offset };
}

static Range1D
spanned(const MarkContext *context, Channel channel, size_t row)
{
  const Unit *unit = context->unit;
  const char *name = channel_size_name(channel);
  double main = encode_point(context, channel, row, POSITION_ZERO_OR_MAX);
  bool second = second_def(unit, channel) || is_stacked_on(unit, channel) ||
                position_property(unit, channel_info(channel)->secondary);
  double size = channel_info(channel)->positional ? mark_number(unit, name, NAN) : (double)NAN;
  if (!second && !isnan(size)) {
    int align = alignment(unit, channel, false);
    double start = main - (align == 0 ? size / 2 : align > 0 ? size : 0);
    return (Range1D){ start, start + size };
  }
  return (Range1D){ main, encode_second(context, channel, row, POSITION_ZERO_OR_MIN) };
}

/* Does the mark have bands on this channel even without a discrete scale? */
static bool
is_band_side(const Unit *unit, Channel channel)
{
  const char *mark = unit->mark->name;
  if (strcmp(mark, "bar") == 0)
    return unit->orient == (channel == CHANNEL_X ? ORIENT_VERTICAL : ORIENT_HORIZONTAL);
  if (strcmp(mark, "tick") == 0)
    return unit->orient == (channel == CHANNEL_Y ? ORIENT_VERTICAL : ORIENT_HORIZONTAL);
  return false;
}

Range1D
encode_range(const MarkContext *context, Channel channel, size_t row)
{
  const Unit *unit = context->unit;
  const ChannelDef *def = unit->channels[channel], *second = second_def(unit, channel);
  const Scale *scale = unit_scale(unit, channel);
  bool discrete = scale && scale->kind->discrete;
  Channel nested = channel_info(channel)->offset;
  const Node *size = mark_property(unit, channel_size_name(channel));
  bool sized = unit->channels[CHANNEL_SIZE] || node_is(size, NODE_NUMBER) ||
               node_is(mark_property(unit, "size"), NODE_NUMBER);
  bool bins = def_is_field(def) && (def->bin.node || (def->time_unit && !second));

  if (bins && !sized && !(nested != CHANNEL_NONE && unit->channels[nested]) && !discrete && scale)
    return bin_range(context, channel, row);
  if (((def_is_encoded(def) && discrete) || is_band_side(unit, channel)) && !second)
    return position_and_size(context, channel, row);
  return spanned(context, channel, row);
}
