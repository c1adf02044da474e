#include "chart/encode_private.h"
#include "chart/house_private.h"

#include <math.h>
#include <string.h>

/* What a channel gives in a row: a definition to scale, or a value. Both NULL: nothing. */
typedef struct Choice {
  const ChannelDef *def;
  const Node *value;
} Choice;

static bool
holds(const Unit *unit, const Condition *condition, size_t row)
{
  return condition->at >= 0 && column_number(&unit->rows->columns[condition->at], row) == 1;
}

/* What a column of the rows holds, as a node; NULL: nothing. */
static const Node *
cell_node(const Unit *unit, const char *column, size_t row, Span span)
{
  Arena *arena = unit->view->compilation->arena;
  int at = table_column(unit->rows, column);
  Value value = at >= 0 ? column_value(&unit->rows->columns[at], row) : VALUE_MISSING;
  if (value.kind == VALUE_NUMBER)
    return node_new_number(arena, value.number, span);
  return value.kind == VALUE_STRING ? node_new_string(arena, value.string, span) : NULL;
}

/* A property of the mark that is an expression over the row; NULL: it is none. */
static const Node *
row_property(const MarkContext *context, const char *name, size_t row)
{
  const Node *text = node_get(context->unit->row_properties, name);
  g_autofree char *column = g_strconcat("#mark.", name, NULL);
  return text ? cell_node(context->unit, column, row, text->span) : NULL;
}

const Node *
encode_property(const MarkContext *context, const char *name, size_t row)
{
  bool by_row = node_get(context->unit->row_properties, name);
  return by_row ? row_property(context, name, row) : mark_property(context->unit, name);
}

/* The value of a definition, or of one of its conditions, in a row. */
static const Node *
value_of(const Unit *unit, const char *column, const Node *value, size_t row)
{
  return column ? cell_node(unit, column, row, value->span) : encode_constant(unit, value);
}

static Choice
choose(const Unit *unit, Channel channel, size_t row)
{
  const ChannelDef *def = unit->channels[channel];
  if (!def)
    return (Choice){ 0 };
  for (size_t i = 0; i < def->condition_count; i++) {
    const Condition *condition = &def->conditions[i];
    if (holds(unit, condition, row))
      return (Choice){ condition->def, value_of(unit, condition->value_column,
                                                node_get(condition->node, "value"), row) };
  }
  return def_is_encoded(def) ? (Choice){ def, NULL }
                             : (Choice){ NULL, value_of(unit, def->value_column, def->value, row) };
}

static Value
scaled_value(const Unit *unit, const ChannelDef *def, const Scale *scale, size_t row)
{
  if (def->range_at >= 0 && scale && scale->kind->discrete)
    return column_value(&unit->rows->columns[def->range_at], row);
  double position = def_is_field(def) ? def_band_position(unit, def) : (double)NAN;
  bool timed = def->time_unit && def->type == TYPE_TEMPORAL && position > 0;
  if (!scale || scale->kind->discrete || def->end_at < 0 || isnan(position) ||
      !(def_is_binned_here(def) || timed) || scale->kind == &SCALE_BIN_ORDINAL)
    return def_value(unit, def, row);
  Value start = def_value(unit, def, row);
  double end = column_number(&unit->rows->columns[def->end_at], row);
  return start.kind == VALUE_NULL
             ? start
             : value_number((1 - position) * value_to_number(start) + position * end);
}

double
encode_number(const MarkContext *context, Channel channel, size_t row, double otherwise)
{
  Choice choice = choose(context->unit, channel, row);
  if (!choice.def && !choice.value)
    choice.value = row_property(context, channel_info(channel)->name, row);
  if (choice.value)
    return node_number(choice.value, otherwise);
  if (!choice.def)
    return otherwise;
  const Scale *scale = unit_scale(context->unit, channel);
  Value value = scaled_value(context->unit, choice.def, scale, row);
  double number = scale ? scale_number(scale, value) : value_to_number(value);
  return isnan(number) ? encode_invalid(context, channel) : number;
}

const char *
encode_shape(const MarkContext *context, size_t row, const char *otherwise)
{
  Choice choice = choose(context->unit, CHANNEL_SHAPE, row);
  if (!choice.def && !choice.value)
    choice.value = row_property(context, "shape", row);
  if (choice.value)
    return node_string(choice.value, otherwise);
  const Scale *scale = unit_scale(context->unit, CHANNEL_SHAPE);
  if (!choice.def)
    return otherwise;
  Value value = scaled_value(context->unit, choice.def, scale, row);
  const char *shape = scale                        ? scale_shape(scale, value)
                      : value.kind == VALUE_STRING ? value.string
                                                   : NULL;
  return shape ? shape : otherwise;
}

const char *
encode_text(const MarkContext *context, size_t row)
{
  const Unit *unit = context->unit;
  const Compilation *compilation = unit->view->compilation;
  Choice choice = choose(unit, CHANNEL_TEXT, row);
  if (!choice.def && !choice.value && !unit->channels[CHANNEL_TEXT])
    choice.value = encode_property(context, "text", row);
  if (node_is(choice.value, NODE_LIST))
    return text_of_node(context->arena, choice.value);
  if (choice.value)
    return node_text(choice.value, NULL);
  if (!choice.def)
    return NULL;
  const Node *format = node_get(choice.def->node, "format");
  const Node *type = node_get(choice.def->node, "formatType");
  const char *text =
      format_value(compilation, choice.def, def_value(unit, choice.def, row), format, type);
  if (!def_is_binned_here(choice.def) || choice.def->end_at < 0)
    return text;
  Value end = column_value(&unit->rows->columns[choice.def->end_at], row);
  return arena_printf(context->arena, "%s \u2013 %s", text,
                      format_value(compilation, choice.def, end, format, type));
}

/* ---- paint ---- */

static Paint
gradient_of_node(const Compilation *compilation, const Node *node)
{
  Arena *arena = compilation->arena;
  const Node *stops = node_get(node, "stops");
  size_t count = node_is(stops, NODE_LIST) ? stops->count : 0;
  GradientStop *list = arena_array(arena, GradientStop, MAX(count, 1));
  for (size_t i = 0; i < count; i++) {
    list[i].offset = node_number(node_get(stops->items[i], "offset"), 0);
    colour_parse(node_string(node_get(stops->items[i], "color"), "black"), &list[i].colour);
  }
  Gradient *gradient = arena_new0(arena, Gradient);
  *gradient = (Gradient){
    .radial = node_is_string(node_get(node, "gradient"), "radial"),
    .stops = list,
    .stop_count = count,
  };
  bool radial = gradient->radial;
  const struct {
    const char *name;
    double *place, linear, radial;
  } places[] = { { "x1", &gradient->x1, 0, 0.5 }, { "y1", &gradient->y1, 0, 0.5 },
                 { "x2", &gradient->x2, 1, 0.5 }, { "y2", &gradient->y2, 0, 0.5 },
                 { "r1", &gradient->r1, 0, 0 },   { "r2", &gradient->r2, 0, 0.5 } };
  for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
    const Node *given = node_get(node, places[i].name);
    *places[i].place = node_number(given, radial ? places[i].radial : places[i].linear);
    gradient->given |= given ? 1u << i : 0;
  }
  return (Paint){ .gradient = gradient, .opacity = 1 };
}

Paint
paint_of_node(const Compilation *compilation, const Node *node)
{
  Colour colour = { 0 };
  if (node_get(node, "gradient"))
    return gradient_of_node(compilation, node);
  if (!node_is(node, NODE_STRING) || *node->string == '\0' || node_is_string(node, "none"))
    return (Paint){ 0 };
  if (!colour_parse(node->string, &colour))
    diag_error(compilation->diags, "invalid-colour", node->span, "a name such as teal, or #rrggbb",
               "'%s' is no colour", node->string);
  return paint_solid(colour);
}

/* Bars and symbols are never filled by a style alone: they have a fill, though it be transparent.
 */
static bool
has_transparent_fill(const Unit *unit)
{
  static const char *const MARKS[] = { "bar", "point", "circle", "square", NULL };
  return g_strv_contains(MARKS, unit->mark->name);
}

/* `paint` is "fill" or "stroke"; where the mark is painted that way `color` stands for it. Styles
 * paint what nothing else does, but their `color` comes before all configuration. */
static const Node *
paint_property(const Unit *unit, const char *paint, bool by_colour)
{
  const Node *config = unit->view->compilation->config;
  const Node *own = node_get(config, unit->mark->name), *general = node_get(config, "mark");
  const Node *found[] = {
    encode_constant(unit, node_get(unit->mark_def, paint)),
    by_colour ? encode_constant(unit, node_get(unit->mark_def, "color")) : NULL,
    by_colour ? mark_style(unit, "color") : NULL,
    node_get(own, paint),
    by_colour ? node_get(own, "color") : NULL,
    node_get(general, paint),
    by_colour ? node_get(general, "color") : NULL,
  };
  for (size_t i = 0; i < G_N_ELEMENTS(found); i++)
    if (found[i])
      return found[i];
  bool transparent = strcmp(paint, "fill") == 0 && has_transparent_fill(unit);
  return transparent ? NULL : mark_style(unit, paint);
}

StrokeCap
stroke_cap_find(const char *name)
{
  return strcmp(name, "round") == 0    ? CAP_ROUND
         : strcmp(name, "square") == 0 ? CAP_SQUARE
                                       : CAP_BUTT;
}

StrokeJoin
stroke_join_find(const char *name)
{
  return strcmp(name, "round") == 0   ? JOIN_ROUND
         : strcmp(name, "bevel") == 0 ? JOIN_BEVEL
                                      : JOIN_MITER;
}

double
encode_default_opacity(const Unit *unit)
{
  static const char *const POINTS[] = { "point", "tick", "circle", "square", NULL };
  return g_strv_contains(POINTS, unit->mark->name) && !unit->aggregated ? 0.7 : 1;
}

static CornerRadii
corner_radii(const Unit *unit)
{
  double all = mark_number(unit, "cornerRadius", 0);
  CornerRadii radii = {
    mark_number(unit, "cornerRadiusTopLeft", all),
    mark_number(unit, "cornerRadiusTopRight", all),
    mark_number(unit, "cornerRadiusBottomRight", all),
    mark_number(unit, "cornerRadiusBottomLeft", all),
  };
  double end = mark_number(unit, "cornerRadiusEnd", NAN);
  if (isnan(end) || strcmp(unit->mark->name, "bar") != 0)
    return radii;
  if (unit->channels[CHANNEL_X2] || unit->channels[CHANNEL_Y2])
    return (CornerRadii){ end, end, end, end };
  if (unit->orient == ORIENT_HORIZONTAL)
    radii.top_right = radii.bottom_right = end;
  else
    radii.top_left = radii.top_right = end;
  return radii;
}

MarkPaint
encode_mark_paint(const MarkContext *context)
{
  const Unit *unit = context->unit;
  const Compilation *compilation = unit->view->compilation;
  bool plain = !mark_property(unit, "opacity") && !mark_property(unit, "fillOpacity");
  return (MarkPaint){
    .fill = paint_of_node(compilation, paint_property(unit, "fill", unit->filled)),
    .stroke = paint_of_node(compilation, paint_property(unit, "stroke", !unit->filled)),
    .opacity = mark_number(unit, "opacity", plain ? encode_default_opacity(unit) : 1),
    .fill_opacity = mark_number(unit, "fillOpacity", 1),
    .stroke_opacity = mark_number(unit, "strokeOpacity", 1),
    .stroke_width = mark_number(unit, "strokeWidth",
                                unit->mark->stroke_width > 0 ? unit->mark->stroke_width : 1),
    .dash = mark_property(unit, "strokeDash"),
    .line = {
      .cap = stroke_cap_find(mark_string(unit, "strokeCap", "butt")),
      .join = stroke_join_find(mark_string(unit, "strokeJoin", "miter")),
      .dash_offset = mark_number(unit, "strokeDashOffset", 0),
      .miter_limit = mark_number(unit, "strokeMiterLimit", 0),
    },
    .radii = corner_radii(unit),
  };
}

/* What rows with no valid value look like: config.scale.invalid, else the scale's zero or least. */
static Paint
invalid_paint(const MarkContext *context, Channel channel, const Scale *scale)
{
  const Compilation *compilation = context->unit->view->compilation;
  g_autofree char *path = g_strconcat("scale.invalid.", channel_info(channel)->name, NULL);
  const Node *value = node_get(config_get(compilation, path), "value");
  Colour colour = { 0 };
  if (value)
    return paint_of_node(compilation, value);
  if (rows_show_invalid(context->unit, channel) &&
      scale_colour(scale, value_number(scale->domain[0]), &colour))
    return paint_solid(colour);
  return (Paint){ 0 };
}

/* A colour channel on top of `paint`; an unknown value paints nothing. */
static Paint
channel_paint(const MarkContext *context, Channel channel, size_t row, Paint paint)
{
  Choice choice = choose(context->unit, channel, row);
  const Compilation *compilation = context->unit->view->compilation;
  if (choice.value)
    return node_is(choice.value, NODE_NULL) ? (Paint){ 0 }
                                            : paint_of_node(compilation, choice.value);
  if (!choice.def)
    return paint;
  const Scale *scale = unit_scale(context->unit, channel);
  Value value = scaled_value(context->unit, choice.def, scale, row);
  Colour colour = { 0 };
  if (scale ? scale_colour(scale, value, &colour)
            : value.kind == VALUE_STRING && colour_parse(value.string, &colour))
    return paint_solid(colour);
  return scale && !scale->kind->discrete ? invalid_paint(context, channel, scale) : (Paint){ 0 };
}

static void
fade(Paint *paint, double opacity)
{
  paint->colour.a *= CLAMP(opacity, 0, 1);
  paint->opacity *= CLAMP(opacity, 0, 1);
}

static const Node *
dash_of_row(const MarkContext *context, const MarkPaint *paint, size_t row)
{
  Choice choice = choose(context->unit, CHANNEL_STROKE_DASH, row);
  const Scale *scale = unit_scale(context->unit, CHANNEL_STROKE_DASH);
  if (choice.value)
    return choice.value;
  if (choice.def && scale)
    return scale_dash(scale, scaled_value(context->unit, choice.def, scale, row));
  return paint->dash;
}

bool
encode_has_gaps(const Node *dash)
{
  bool gaps = node_is(dash, NODE_LIST) && dash->count == 1;
  for (size_t i = 1; node_is(dash, NODE_LIST) && i < dash->count; i += 2)
    gaps = gaps || node_number(dash->items[i], 0) > 0;
  return gaps;
}

static void
set_dash(const Compilation *compilation, const Node *list, Stroke *stroke)
{
  if (!encode_has_gaps(list))
    return;
  double *dash = arena_array(compilation->arena, double, list->count);
  for (size_t i = 0; i < list->count; i++)
    dash[i] = node_number(list->items[i], 0);
  stroke->dash = dash;
  stroke->dash_count = list->count;
}

/* Colours of the mark that are expressions over the row. */
static void
apply_row_paint(const MarkContext *context, size_t row, SceneNode *item)
{
  const Unit *unit = context->unit;
  const Compilation *compilation = unit->view->compilation;
  if (!unit->row_properties)
    return;
  if (node_get(unit->row_properties, "color"))
    *(unit->filled ? &item->fill : &item->stroke.paint) =
        paint_of_node(compilation, encode_property(context, "color", row));
  if (node_get(unit->row_properties, "fill"))
    item->fill = paint_of_node(compilation, encode_property(context, "fill", row));
  if (node_get(unit->row_properties, "stroke"))
    item->stroke.paint = paint_of_node(compilation, encode_property(context, "stroke", row));
}

void
encode_paint(const MarkContext *context, const MarkPaint *paint, size_t row, SceneNode *item)
{
  const Unit *unit = context->unit;
  Channel by_colour = unit->filled ? CHANNEL_FILL : CHANNEL_STROKE;
  double opacity = encode_number(context, CHANNEL_OPACITY, row, paint->opacity);

  item->fill = paint->fill;
  item->stroke = paint->line;
  item->stroke.paint = paint->stroke;
  apply_row_paint(context, row, item);
  Paint *main = by_colour == CHANNEL_FILL ? &item->fill : &item->stroke.paint;
  /* A fill or stroke of the mark's own is not for `color` to change. */
  if (!node_get(unit->mark_def, unit->filled ? "fill" : "stroke"))
    *main = channel_paint(context, CHANNEL_COLOR, row, *main);
  item->fill = channel_paint(context, CHANNEL_FILL, row, item->fill);
  item->stroke.paint = channel_paint(context, CHANNEL_STROKE, row, item->stroke.paint);
  fade(&item->fill,
       opacity * encode_number(context, CHANNEL_FILL_OPACITY, row, paint->fill_opacity));
  fade(&item->stroke.paint,
       opacity * encode_number(context, CHANNEL_STROKE_OPACITY, row, paint->stroke_opacity));
  item->stroke.width = encode_number(context, CHANNEL_STROKE_WIDTH, row, paint->stroke_width);
  set_dash(unit->view->compilation, dash_of_row(context, paint, row), &item->stroke);
  house_paint(context, row, item);
}
