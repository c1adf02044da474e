/* The symbols of legends: how one looks that stands for all layers which share a scale. Rules: the
 * legend page of Vega-Lite's documentation and Vega's defaults ("symbolBaseStrokeColor"). */
#include "chart/guide_private.h"

#include <math.h>
#include <string.h>

/* What a mark's own paint is before the legend's scales are applied. */
typedef enum PaintKind { PAINT_NONE, PAINT_VALUE, PAINT_FIELD, PAINT_CONDITION } PaintKind;

typedef struct OwnPaint {
  PaintKind kind;
  Paint paint;
} OwnPaint;

/* What one layer says of the symbols. */
typedef struct LayerLook {
  OwnPaint fill, stroke;
  bool transparent_fill;                                      /* said only to cover nothing */
  double opacity, fill_opacity, stroke_opacity, stroke_width; /* NaN: nothing is said */
  const Node *dash;                                           /* NULL: nothing is said */
} LayerLook;

static bool
is_trail(const Unit *unit)
{
  return strcmp(unit->mark->name, "trail") == 0;
}

bool
legend_symbol_is_filled(const Unit *unit)
{
  return unit->filled && !is_trail(unit);
}

/* ---- one layer ---- */

/* A definition's own value, else the first of its conditions'. */
static const Node *
first_value(const ChannelDef *def)
{
  if (!def || def->value)
    return def ? def->value : NULL;
  for (size_t i = 0; i < def->condition_count; i++)
    if (node_get(def->conditions[i].node, "value"))
      return node_get(def->conditions[i].node, "value");
  return NULL;
}

static OwnPaint
own_paint(const Unit *unit, Channel channel, bool by_colour, Paint otherwise)
{
  const ChannelDef *def = unit->channels[channel];
  if (!def && by_colour)
    def = unit->channels[CHANNEL_COLOR];
  const Node *value = first_value(def);
  Paint paint = value ? paint_of_node(unit->view->compilation, value) : otherwise;
  if (def && def->condition_count)
    return (OwnPaint){ PAINT_CONDITION, paint };
  if (def_is_encoded(def))
    return (OwnPaint){ PAINT_FIELD, paint };
  return (OwnPaint){ paint_visible(&paint) ? PAINT_VALUE : PAINT_NONE, paint };
}

/* The largest opacity that the channel gives, else the mark's own. */
static double
own_opacity(const Unit *unit)
{
  const ChannelDef *def = unit->channels[CHANNEL_OPACITY];
  double most = def ? node_number(def->value, NAN) : (double)NAN;
  for (size_t i = 0; def && i < def->condition_count; i++)
    most = fmax(most, node_number(node_get(def->conditions[i].node, "value"), NAN));
  if (!isnan(most))
    return most;
  bool plain = !mark_property(unit, "opacity") && !mark_property(unit, "fillOpacity");
  double opacity = plain ? encode_default_opacity(unit) : 1;
  opacity = node_number(node_get(unit->mark_def, "opacity"), opacity);
  return opacity < 1 ? opacity : (double)NAN;
}

static LayerLook
look_of_layer(const MarkContext *context, Channel channel)
{
  static const char *const COVERED[] = { "bar", "point", "circle", "square", NULL };
  const Unit *unit = context->unit;
  MarkPaint paint = encode_mark_paint(context);
  bool filled = legend_symbol_is_filled(unit), trail = is_trail(unit);
  LayerLook look;
  look.fill = own_paint(unit, CHANNEL_FILL, filled, trail ? (Paint){ 0 } : paint.fill);
  look.stroke = own_paint(unit, CHANNEL_STROKE, !filled, trail ? paint.fill : paint.stroke);
  look.opacity = channel == CHANNEL_OPACITY ? (double)NAN : own_opacity(unit);
  look.fill_opacity = node_number(mark_config(unit, "fillOpacity"), NAN);
  look.stroke_opacity = node_number(mark_config(unit, "strokeOpacity"), NAN);
  look.stroke_width = node_number(mark_config(unit, "strokeWidth"), NAN);
  look.dash = mark_config(unit, "strokeDash");
  look.transparent_fill =
      look.fill.kind == PAINT_NONE && g_strv_contains(COVERED, unit->mark->name);
  if (channel == CHANNEL_FILL || (filled && channel == CHANNEL_COLOR)) {
    look.fill.kind = PAINT_NONE;
    look.transparent_fill = false;
  } else if (look.fill.kind == PAINT_FIELD) {
    /* Sizes and shapes of things of many colours are shown in black. */
    look.fill = (OwnPaint){ PAINT_VALUE, paint_solid((Colour){ 0, 0, 0, 1 }) };
    look.fill_opacity = isnan(look.opacity) ? 1 : look.opacity;
  }
  if (channel == CHANNEL_STROKE || (!filled && channel == CHANNEL_COLOR) ||
      look.stroke.kind == PAINT_FIELD)
    look.stroke.kind = PAINT_NONE;
  return look;
}

static bool
says_something(const LayerLook *look)
{
  return look->fill.kind != PAINT_NONE || look->stroke.kind != PAINT_NONE ||
         look->transparent_fill || !isnan(look->opacity) || !isnan(look->fill_opacity) ||
         !isnan(look->stroke_opacity) || !isnan(look->stroke_width) || look->dash;
}

/* A round symbol wins over a stroke or square. */
static void
merge_shape(const Unit *unit, Channel channel, const char **shape)
{
  const Node *value = first_value(unit->channels[CHANNEL_SHAPE]);
  if (!value)
    value = node_get(unit->mark_def, "shape");
  const char *own =
      channel == CHANNEL_SHAPE ? unit->mark->symbol : node_string(value, unit->mark->symbol);
  if (!*shape || strcmp(own, "circle") == 0)
    *shape = own;
}

/* ---- all layers ---- */

/* Which scales a symbol shows, and what the layers say beside them. */
typedef struct Look {
  const LegendSymbols *request;
  const Scale *fill, *stroke, *stroke_width, *size;
  const char *shape;
  bool settled; /* `layer` is the first that says something */
  LayerLook layer;
} Look;

static void
add_scale(Look *look, const Scale *scale, const Unit *unit)
{
  Channel channel = scale->channel;
  if (channel == CHANNEL_FILL || (channel == CHANNEL_COLOR && legend_symbol_is_filled(unit)))
    look->fill = scale;
  else if (channel == CHANNEL_STROKE || channel == CHANNEL_COLOR)
    look->stroke = scale;
  else if (channel == CHANNEL_STROKE_WIDTH || (channel == CHANNEL_SIZE && is_trail(unit)))
    look->stroke_width = scale;
  else if (channel == CHANNEL_SIZE)
    look->size = scale;
}

static void
add_users(Look *look, const Scale *scale)
{
  const LegendSymbols *request = look->request;
  for (guint i = 0; i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    MarkContext context = { .unit = user->unit, .arena = request->arena };
    LayerLook layer = look_of_layer(&context, scale->channel);
    add_scale(look, scale, user->unit);
    merge_shape(user->unit, scale->channel, &look->shape);
    if (!look->settled && !request->bare && says_something(&layer)) {
      look->layer = layer;
      look->settled = true;
    }
  }
}

static Look
merge_layers(const LegendSymbols *request)
{
  static const LayerLook NOTHING = {
    .opacity = NAN, .fill_opacity = NAN, .stroke_opacity = NAN, .stroke_width = NAN
  };
  Look look = { .request = request, .layer = NOTHING };
  for (int i = 0; i < CHANNEL_COUNT; i++)
    if (request->scales[i])
      add_users(&look, request->scales[i]);
  return look;
}

/* ---- the symbol ---- */

static const Node *
property(const LegendSymbols *request, const char *name)
{
  const Node *own = node_get(request->node, name);
  return own ? own : node_get(config_get(request->compilation, "legend"), name);
}

static Paint
property_paint(const LegendSymbols *request, const char *name, Paint otherwise)
{
  const Node *node = property(request, name);
  return node ? paint_of_node(request->compilation, node) : otherwise;
}

static void
apply_colour(const Scale *scale, Value value, Paint *paint)
{
  Colour colour;
  if (scale && scale_colour(scale, value, &colour))
    *paint = paint_solid(colour);
}

static void
set_paint(const Look *look, Value value, SceneNode *symbol)
{
  const LayerLook *layer = &look->layer;
  bool own_fill = layer->fill.kind != PAINT_NONE, own_stroke = layer->stroke.kind != PAINT_NONE;
  Paint grey = paint_solid((Colour){ 0x88 / 255.0, 0x88 / 255.0, 0x88 / 255.0, 1 });
  Paint base_stroke = look->fill ? (Paint){ 0 } : grey;

  symbol->fill = property_paint(look->request, "symbolFillColor", (Paint){ 0 });
  symbol->stroke.paint = property_paint(look->request, "symbolStrokeColor", base_stroke);
  if (own_fill && !own_stroke && !look->stroke)
    symbol->stroke.paint = (Paint){ 0 };
  if (own_fill)
    symbol->fill = layer->fill.paint;
  if (own_stroke)
    symbol->stroke.paint = layer->stroke.paint;
  apply_colour(look->fill, value, &symbol->fill);
  apply_colour(look->stroke, value, &symbol->stroke.paint);
}

static double
or_one(double number)
{
  return isnan(number) ? 1 : CLAMP(number, 0, 1);
}

static void
fade(const Look *look, Value value, SceneNode *symbol)
{
  const LegendSymbols *request = look->request;
  const Scale *const *scales = request->scales;
  double opacity = node_number(property(request, "symbolOpacity"), look->layer.opacity);
  double fill = look->layer.fill_opacity, stroke = look->layer.stroke_opacity;
  if (scales[CHANNEL_OPACITY])
    opacity = scale_number(scales[CHANNEL_OPACITY], value);
  if (scales[CHANNEL_FILL_OPACITY])
    fill = scale_number(scales[CHANNEL_FILL_OPACITY], value);
  if (scales[CHANNEL_STROKE_OPACITY])
    stroke = scale_number(scales[CHANNEL_STROKE_OPACITY], value);
  symbol->fill.colour.a *= or_one(opacity) * or_one(fill);
  symbol->stroke.paint.colour.a *= or_one(opacity) * or_one(stroke);
}

static void
set_dash(const Look *look, Value value, Stroke *stroke)
{
  const LegendSymbols *request = look->request;
  const Scale *scale = request->scales[CHANNEL_STROKE_DASH];
  const Node *list = scale ? scale_dash(scale, value) : look->layer.dash;
  if (!list)
    list = property(request, "symbolDash");
  if (!encode_has_gaps(list))
    return;
  double *dash = arena_array(request->arena, double, list->count);
  for (size_t i = 0; i < list->count; i++)
    dash[i] = node_number(list->items[i], 0);
  stroke->dash = dash;
  stroke->dash_count = list->count;
}

SceneNode *
legend_symbol(const LegendSymbols *request, Value value)
{
  Look look = merge_layers(request);
  const Scale *shape = request->scales[CHANNEL_SHAPE];
  SceneNode *symbol = scene_new(request->arena, SCENE_SYMBOL, ROLE_LEGEND_SYMBOL);
  double width = node_number(property(request, "symbolStrokeWidth"), 1.5);
  set_paint(&look, value, symbol);
  fade(&look, value, symbol);
  set_dash(&look, value, &symbol->stroke);
  symbol->stroke.width = look.stroke_width                ? scale_number(look.stroke_width, value)
                         : isnan(look.layer.stroke_width) ? width
                                                          : look.layer.stroke_width;
  symbol->symbol.size = look.size ? scale_number(look.size, value)
                                  : node_number(property(request, "symbolSize"), 100);
  symbol->symbol.shape = node_string(property(request, "symbolType"), look.shape);
  if (shape && scale_shape(shape, value))
    symbol->symbol.shape = scale_shape(shape, value);
  return symbol;
}
