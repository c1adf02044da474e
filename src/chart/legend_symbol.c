/* The symbols of legends: how one looks that stands for all layers which share a scale. Rules: the
 * legend page of Vega-Lite's documentation and Vega's defaults ("symbolBaseStrokeColor"). */
#include "chart/legend_private.h"

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

bool
legend_symbol_is_trail(const Unit *unit)
{
  return strcmp(unit->mark->name, "trail") == 0;
}

bool
legend_symbol_is_filled(const Unit *unit)
{
  return unit->filled && !legend_symbol_is_trail(unit);
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
  const Node *own = node_get(unit->mark_def, "opacity");
  if (own)
    return node_number(own, 0) > 0 ? node_number(own, 0) : (double)NAN;
  return opacity < 1 ? opacity : (double)NAN;
}

/* What legends say of fills and strokes counts where these would show fields. */
static void
yield_to_legend(const LegendSpec *legend, double opacity, LayerLook *look)
{
  const Node *base = config_get(legend->compilation, "legend.symbolBaseFillColor");
  if (look->fill.kind == PAINT_FIELD && legend_property(legend, "symbolFillColor")) {
    look->fill.kind = PAINT_NONE;
    look->transparent_fill = false;
  } else if (look->fill.kind == PAINT_FIELD) {
    /* Sizes and shapes of things of many colours are shown in black. */
    Paint black = paint_solid((Colour){ 0, 0, 0, 1 });
    look->fill = (OwnPaint){ PAINT_VALUE, base ? paint_of_node(legend->compilation, base) : black };
    look->fill_opacity = isnan(opacity) ? 1 : opacity;
  }
  if (look->stroke.kind == PAINT_FIELD || legend_property(legend, "symbolStrokeColor"))
    look->stroke.kind = PAINT_NONE;
}

static const LayerLook NOTHING = {
  .opacity = NAN, .fill_opacity = NAN, .stroke_opacity = NAN, .stroke_width = NAN
};

/* Gradients take over the opacity alone. */
static LayerLook
look_of_ramp(const Unit *unit)
{
  LayerLook look = NOTHING;
  look.opacity = own_opacity(unit);
  return look;
}

static LayerLook
look_of_layer(const LegendSpec *legend, const Unit *unit, Channel channel)
{
  static const char *const COVERED[] = { "bar", "point", "circle", "square", NULL };
  MarkContext context = { .unit = unit, .arena = legend->arena };
  MarkPaint paint = encode_mark_paint(&context);
  bool filled = legend_symbol_is_filled(unit), trail = legend_symbol_is_trail(unit);
  LayerLook look;
  look.fill = own_paint(unit, CHANNEL_FILL, filled, trail ? (Paint){ 0 } : paint.fill);
  look.stroke = own_paint(unit, CHANNEL_STROKE, !filled, trail ? paint.fill : paint.stroke);
  double opacity = legend_property(legend, "symbolOpacity") ? (double)NAN : own_opacity(unit);
  look.opacity = channel == CHANNEL_OPACITY ? (double)NAN : opacity;
  look.fill_opacity = node_number(mark_config(unit, "fillOpacity"), NAN);
  look.stroke_opacity = node_number(mark_config(unit, "strokeOpacity"), NAN);
  look.stroke_width = node_number(mark_config(unit, "strokeWidth"), NAN);
  look.dash = mark_config(unit, "strokeDash");
  look.transparent_fill =
      look.fill.kind == PAINT_NONE && g_strv_contains(COVERED, unit->mark->name);
  if (channel == CHANNEL_FILL || (filled && channel == CHANNEL_COLOR)) {
    look.fill.kind = PAINT_NONE;
    look.transparent_fill = false;
  }
  if (channel == CHANNEL_STROKE || (!filled && channel == CHANNEL_COLOR))
    look.stroke.kind = PAINT_NONE;
  yield_to_legend(legend, opacity, &look);
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
  const LegendSpec *legend;
  const Scale *fill, *stroke, *stroke_width, *size;
  const char *shape;
  bool settled; /* `layer` is the first that says something */
  LayerLook layer;
  double ramp_opacity;
} Look;

static void
add_scale(Look *look, const Scale *scale, const Unit *unit)
{
  Channel channel = scale->channel;
  if (channel == CHANNEL_FILL || (channel == CHANNEL_COLOR && legend_symbol_is_filled(unit)))
    look->fill = scale;
  else if (channel == CHANNEL_STROKE || channel == CHANNEL_COLOR)
    look->stroke = scale;
  else if (channel == CHANNEL_STROKE_WIDTH ||
           (channel == CHANNEL_SIZE && legend_symbol_is_trail(unit)))
    look->stroke_width = scale;
  else if (channel == CHANNEL_SIZE)
    look->size = scale;
}

static void
add_users(Look *look, const Scale *scale)
{
  const LegendSpec *legend = look->legend;
  for (guint i = 0; i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    bool ramp = legend_is_gradient(scale, user->def);
    LayerLook layer =
        ramp ? look_of_ramp(user->unit) : look_of_layer(legend, user->unit, scale->channel);
    add_scale(look, scale, user->unit);
    if (!ramp)
      merge_shape(user->unit, scale->channel, &look->shape);
    if (look->settled || !says_something(&layer))
      continue;
    /* A ramp has no symbol's look to hand on to one that takes its place. */
    look->ramp_opacity = layer.opacity;
    look->layer = ramp ? NOTHING : layer;
    look->settled = true;
  }
}

static Look
merge_layers(const LegendSpec *legend)
{
  Look look = { .legend = legend, .layer = NOTHING, .ramp_opacity = NAN };
  add_users(&look, legend->first);
  for (size_t i = 0; i < LEGEND_CHANNEL_COUNT; i++) {
    const Scale *scale = legend->scales[LEGEND_CHANNELS[i]];
    if (scale && scale != legend->first)
      add_users(&look, scale);
  }
  return look;
}

/* ---- the symbol ---- */

static void
apply_colour(const Scale *scale, Value value, Paint *paint)
{
  Colour colour;
  if (scale)
    *paint = scale_colour(scale, value, &colour) ? paint_solid(colour) : (Paint){ 0 };
}

static void
set_paint(const Look *look, Value value, SceneNode *symbol)
{
  const LayerLook *layer = &look->layer;
  bool own_fill = layer->fill.kind != PAINT_NONE, own_stroke = layer->stroke.kind != PAINT_NONE;
  Paint grey = paint_solid((Colour){ 0x88 / 255.0, 0x88 / 255.0, 0x88 / 255.0, 1 });
  Paint none = { 0 };
  Paint base_fill = legend_paint(look->legend, "symbolBaseFillColor", none);
  Paint base_stroke = legend_paint(look->legend, "symbolBaseStrokeColor", grey);

  symbol->fill = legend_paint(look->legend, "symbolFillColor", look->fill ? none : base_fill);
  symbol->stroke.paint =
      legend_paint(look->legend, "symbolStrokeColor", look->fill ? none : base_stroke);
  if (layer->transparent_fill)
    symbol->fill = none;
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
  const Scale *const *scales = look->legend->scales;
  double opacity = legend_number(look->legend, "symbolOpacity", look->layer.opacity);
  double fill = look->layer.fill_opacity, stroke = look->layer.stroke_opacity;
  if (scales[CHANNEL_OPACITY])
    opacity = scale_number(scales[CHANNEL_OPACITY], value);
  symbol->fill.colour.a *= or_one(opacity) * or_one(fill);
  symbol->stroke.paint.colour.a *= or_one(opacity) * or_one(stroke);
}

void
legend_dash(const LegendSpec *legend, const Node *list, Stroke *stroke)
{
  if (!encode_has_gaps(list))
    return;
  double *dash = arena_array(legend->arena, double, list->count);
  for (size_t i = 0; i < list->count; i++)
    dash[i] = node_number(list->items[i], 0);
  stroke->dash = dash;
  stroke->dash_count = list->count;
}

static void
set_dash(const Look *look, Value value, Stroke *stroke)
{
  const Scale *scale = look->legend->scales[CHANNEL_STROKE_DASH];
  const Node *list = scale ? scale_dash(scale, value) : look->layer.dash;
  legend_dash(look->legend, list ? list : legend_property(look->legend, "symbolDash"), stroke);
  stroke->dash_offset = legend_number(look->legend, "symbolDashOffset", 0);
}

SceneNode *
legend_symbol(const LegendSpec *legend, Value value)
{
  Look look = merge_layers(legend);
  const Scale *shape = legend->scales[CHANNEL_SHAPE];
  SceneNode *symbol = scene_new(legend->arena, SCENE_SYMBOL, ROLE_LEGEND_SYMBOL);
  double width = legend_number(legend, "symbolStrokeWidth", 1.5);
  set_paint(&look, value, symbol);
  fade(&look, value, symbol);
  set_dash(&look, value, &symbol->stroke);
  symbol->stroke.width = look.stroke_width                ? scale_number(look.stroke_width, value)
                         : isnan(look.layer.stroke_width) ? width
                                                          : look.layer.stroke_width;
  symbol->symbol.size =
      look.size ? scale_number(look.size, value) : legend_number(legend, "symbolSize", 100);
  symbol->symbol.shape = legend_string(legend, "symbolType", look.shape ? look.shape : "circle");
  if (shape && scale_shape(shape, value))
    symbol->symbol.shape = scale_shape(shape, value);
  return symbol;
}

bool
legend_symbol_fills(const LegendSpec *legend)
{
  return merge_layers(legend).fill != NULL;
}

double
legend_ramp_opacity(const LegendSpec *legend)
{
  const Node *own = legend_property(legend, "gradientOpacity");
  return or_one(own ? node_number(own, 1) : merge_layers(legend).ramp_opacity);
}
