/* Gradients and the bands of classes in legends. */
#include "chart/legend_private.h"

#include <math.h>
#include <string.h>

enum { RAMP_TICKS = 15, MOST_STOPS = 500 };

static void
add_stop(const Scale *scale, double value, GArray *stops)
{
  GradientStop stop = { .offset = scale_fraction(scale, value) };
  if (scale_colour(scale, value_number(value), &stop.colour))
    g_array_append_val(stops, stop);
}

/* Where all values are the same, the colours go from 0 to 1. */
static const Scale *
spread_scale(const Scale *scale)
{
  if (scale->domain[0] != scale->domain[scale->domain_count - 1])
    return scale;
  Arena *arena = scale->unit->view->compilation->arena;
  Scale *spread = arena_dup(arena, scale, sizeof *scale);
  spread->kind = &SCALE_LINEAR;
  spread->domain = arena_array(arena, double, 2);
  spread->domain[0] = 0;
  spread->domain[1] = 1;
  spread->domain_count = 2;
  return spread;
}

/* Stops stand at the ticks of the scale and at its ends. */
static const Gradient *
ramp_of(const LegendSpec *legend)
{
  const Scale *scale = spread_scale(legend->main);
  g_autoptr(GArray) stops = g_array_new(FALSE, TRUE, sizeof(GradientStop));
  double first = scale->domain[0], last = scale->domain[scale->domain_count - 1];
  double *ticks = NULL;
  size_t count = scale->kind->ticks(scale, RAMP_TICKS, legend->arena, &ticks);
  if (count == 0 || ticks[0] != first)
    add_stop(scale, first, stops);
  for (size_t i = 0; i < MIN(count, MOST_STOPS); i++)
    add_stop(scale, ticks[i], stops);
  if (count == 0 || ticks[count - 1] != last)
    add_stop(scale, last, stops);
  Gradient *gradient = arena_new0(legend->arena, Gradient);
  *gradient = (Gradient){
    .y1 = legend->horizontal ? 0 : 1,
    .x2 = legend->horizontal ? 1 : 0,
    .stops = arena_dup(legend->arena, stops->data, stops->len * sizeof(GradientStop)),
    .stop_count = stops->len,
  };
  return gradient;
}

/* Is the length that of a wide ramp? config.legend.direction turns the ramp alone. */
static bool
is_measured_wide(const LegendSpec *legend, bool beside)
{
  const Node *config = config_get(legend->compilation, "legend");
  const Node *own = node_get(config, "gradientDirection");
  if (node_get(legend->node, "direction") || !node_get(config, "direction"))
    return legend->horizontal;
  return own ? node_is_string(own, "horizontal") : beside;
}

double
legend_ramp_length(const LegendSpec *legend)
{
  const View *plot = view_plot(legend->first->unit->view);
  const Node *own = node_get(legend->node, "gradientLength");
  bool beside = strcmp(legend->orient, "top") == 0 || strcmp(legend->orient, "bottom") == 0;
  bool wide = is_measured_wide(legend, beside);
  double least =
      legend_number(legend, wide ? "gradientHorizontalMinLength" : "gradientVerticalMinLength", 64);
  double most =
      legend_number(legend, wide ? "gradientHorizontalMaxLength" : "gradientVerticalMaxLength",
                    200);
  if (!own)
    own = config_get(legend->compilation, "legend.gradientLength");
  if (own || legend->kind == LEGEND_BANDS)
    return node_number(own, 200);
  if (wide && !beside)
    return least;
  return CLAMP(wide ? plot->width : plot->height, least, most);
}

static void
outline(const LegendSpec *legend, SceneNode *node)
{
  node->stroke.width = legend_number(legend, "gradientStrokeWidth", 0);
  if (!(node->stroke.width > 0))
    return;
  node->stroke.paint = legend_paint(legend, "gradientStrokeColor", (Paint){ 0 });
  node->stroke.paint.colour.a *= legend_ramp_opacity(legend);
}

/* From one share of the length to another. */
static SceneNode *
bar_of(const LegendSpec *legend, double from, double to, Paint fill)
{
  SceneNode *node = scene_new(legend->arena, SCENE_RECT, ROLE_LEGEND_RAMP);
  double length = legend_ramp_length(legend);
  double thickness = legend_number(legend, "gradientThickness", 16);
  bool wide = legend->horizontal;
  node->x = wide ? from * length : 0;
  node->y = wide ? 0 : (1 - to) * length;
  node->rect.width = wide ? (to - from) * length : thickness;
  node->rect.height = wide ? thickness : (to - from) * length;
  node->fill = fill;
  outline(legend, node);
  return node;
}

static void
add_bands(const LegendSpec *legend, const Tick *ticks, size_t count, SceneBuilder *parts)
{
  for (size_t i = 0; i < count; i++) {
    Colour colour;
    Paint fill = { 0 };
    if (scale_colour(legend->main, ticks[i].value, &colour))
      fill = paint_solid(colour);
    fill.colour.a *= legend_ramp_opacity(legend);
    double to = i + 1 < count ? ticks[i + 1].position : 1;
    scene_add(parts, bar_of(legend, ticks[i].position, to, fill));
  }
}

/* A label beside the colours. */
static SceneNode *
place_label(const LegendSpec *legend, const Tick *tick)
{
  SceneNode *label = legend_text(legend, "label", ROLE_LEGEND_LABEL, tick->label);
  const Node *gap = node_get(legend->node, "labelOffset");
  double across = legend_number(legend, "gradientThickness", 16) +
                  node_number(gap, legend_number(legend, "gradientLabelOffset", 2));
  double t = tick->position, length = legend_ramp_length(legend);
  bool wide = legend->horizontal;
  label->position = t;
  label->x = wide ? t * length : across;
  label->y = wide ? across : (1 - t) * length;
  label->text.baseline = wide     ? BASELINE_TOP
                         : t <= 0 ? BASELINE_BOTTOM
                         : t >= 1 ? BASELINE_TOP
                                  : BASELINE_MIDDLE;
  label->text.align = !wide || t <= 0 ? ALIGN_LEFT : t >= 1 ? ALIGN_RIGHT : ALIGN_CENTER;
  return label;
}

static void
thin_labels(const LegendSpec *legend, SceneNode *const *labels, size_t count)
{
  const Node *overlap = legend_property(legend, "labelOverlap");
  const ScaleKind *kind = legend->main->kind;
  bool greedy = kind == &SCALE_QUANTILE || kind == &SCALE_THRESHOLD || kind->logarithmic ||
                kind == &SCALE_SYMLOG;
  if (overlap && node_is(overlap, NODE_BOOLEAN) && !overlap->boolean)
    return;
  if (overlap)
    greedy = node_is_string(overlap, "greedy");
  guide_thin_labels(labels, count, greedy, legend_number(legend, "labelSeparation", 0));
}

void
legend_draw_ramp(const LegendSpec *legend, SceneBuilder *parts, SceneBounds *bar, SceneBounds *box)
{
  size_t count = 0, shown = 0;
  Tick *ticks = legend_entries(legend, &count);
  Paint ramp = { .gradient = legend->kind == LEGEND_RAMP ? ramp_of(legend) : NULL,
                 .opacity = legend_ramp_opacity(legend) };
  if (legend->kind == LEGEND_BANDS)
    add_bands(legend, ticks, count, parts);
  else
    scene_add(parts, bar_of(legend, 0, 1, ramp));
  *bar = scene_bounds(bar_of(legend, 0, 1, paint_solid((Colour){ 0, 0, 0, 1 })));
  *box = *bar;
  SceneNode **labels = arena_array(legend->arena, SceneNode *, MAX(count, 1));
  for (size_t i = 0; i < count; i++) {
    if (!ticks[i].label || !*ticks[i].label)
      continue;
    SceneNode *label = place_label(legend, &ticks[i]);
    labels[shown++] = label;
    scene_add(parts, label);
  }
  thin_labels(legend, labels, shown);
  for (size_t i = 0; i < shown; i++)
    if (!labels[i]->hidden)
      scene_bounds_union(box, legend_text_box(labels[i]));
}
