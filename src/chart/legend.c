/* Legends: symbols for discrete scales and sizes, gradients for continuous colours. Properties and
 * defaults: the legend pages of Vega-Lite's and Vega's documentations. */
#include "chart/guide_private.h"
#include "chart/pipeline_private.h"
#include "chart/scale_private.h"

#include <math.h>
#include <string.h>

/* One legend: the scales of all channels that show the same field. */
typedef struct LegendSpec {
  Compilation *compilation;
  Arena *arena;
  const TextMetrics *metrics;
  const Scale *scales[CHANNEL_COUNT];
  const Scale *main; /* the first of them */
  const Node *node;
  const char *title, *orient;
  bool gradient, horizontal;
  SceneBuilder parts;
  double width, height; /* of what has been placed */
} LegendSpec;

static const Node *
property(const LegendSpec *legend, const char *name)
{
  const Node *own = node_get(legend->node, name);
  return own ? own : node_get(config_get(legend->compilation, "legend"), name);
}

static double
number(const LegendSpec *legend, const char *name, double otherwise)
{
  return node_number(property(legend, name), otherwise);
}

static const char *
string(const LegendSpec *legend, const char *name, const char *otherwise)
{
  return node_string(property(legend, name), otherwise);
}

static SceneNode *
text_part(const LegendSpec *legend, const char *part, SceneRole role, const char *text)
{
  g_autofree char *font = g_strconcat(part, "Font", NULL), *size = g_strconcat(font, "Size", NULL);
  g_autofree char *weight = g_strconcat(font, "Weight", NULL);
  g_autofree char *colour = g_strconcat(part, "Color", NULL);
  g_autofree char *limit = g_strconcat(part, "Limit", NULL);
  const char *family = string(legend, font, NULL);
  TextStyle style = {
    .family = family && strcmp(family, "sans-serif") != 0 ? family : NULL,
    .size = number(legend, size, 10),
    .weight = text_weight_of_node(property(legend, weight), 400),
    .tabular = true,
    .language = legend->compilation->context->language,
  };
  SceneNode *node = text_node(legend->arena, legend->metrics, &style, text, 0, 0);
  node->role = role;
  node->fill = paint_of_node(legend->compilation, property(legend, colour));
  text_limit(legend->arena, legend->metrics, node, number(legend, limit, 0));
  return node;
}

/* ---- symbols ---- */

static bool
is_colour(Channel channel)
{
  return channel_info(channel)->range == RANGE_COLOUR;
}

static bool
is_ramp(const Scale *scale)
{
  return is_colour(scale->channel) && !scale->kind->discrete && !scale->kind->classify;
}

/* Entries in columns; each column is as wide as its widest entry. */
static void
place_entries(LegendSpec *legend, SceneNode *const *symbols, SceneNode *const *labels, size_t count)
{
  double row_gap = number(legend, "rowPadding", 2),
         column_gap = number(legend, "columnPadding", 10);
  double label_gap = number(legend, "labelOffset", 4), top = legend->height;
  size_t columns =
      (size_t)fmin(fmax(1, number(legend, "columns", legend->horizontal ? (double)count : 1)),
                   (double)MAX(count, 1));
  double symbol_width = 0, row_height = 0;
  for (size_t i = 0; i < count; i++) {
    double side = sqrt(symbols[i]->symbol.size) + symbols[i]->stroke.width;
    symbol_width = fmax(symbol_width, ceil(side));
    row_height = fmax(row_height, fmax(ceil(side), labels[i]->text.style.size + 1));
  }
  double x = 0;
  for (size_t column = 0; column < columns; column++) {
    double widest = 0;
    for (size_t i = column; i < count; i += columns) {
      double y = top + (double)(i / columns) * (row_height + row_gap) + row_height / 2;
      symbols[i]->x = x + symbol_width / 2;
      symbols[i]->y = labels[i]->y = y;
      labels[i]->x = x + symbol_width + label_gap;
      labels[i]->text.baseline = BASELINE_MIDDLE;
      widest = fmax(widest, symbol_width + label_gap + labels[i]->text.width);
    }
    x += widest + (column + 1 < columns ? column_gap : 0);
  }
  size_t rows = (count + columns - 1) / columns;
  legend->width = fmax(legend->width, x);
  legend->height = top + (double)rows * (row_height + row_gap) - (rows ? row_gap : 0);
}

static void
draw_symbols(LegendSpec *legend)
{
  size_t count = 0;
  /* Sizes and shapes tell the entries before colours do. */
  const Scale *scale = legend->scales[CHANNEL_SIZE]    ? legend->scales[CHANNEL_SIZE]
                       : legend->scales[CHANNEL_SHAPE] ? legend->scales[CHANNEL_SHAPE]
                                                       : legend->main;
  TickRequest request = {
    .scale = scale,
    .count = property(legend, "tickCount"),
    .otherwise = scale->channel == CHANNEL_SIZE ? 5 : NAN,
    .values = property(legend, "values"),
    .format = property(legend, "format"),
    .format_type = property(legend, "formatType"),
    .label_expr = property(legend, "labelExpr"),
  };
  if (!request.count && !scale->kind->discrete)
    request.otherwise = 5;
  Tick *ticks = scale->kind->classify || scale->edge_count > 0 ? guide_classes(&request, &count)
                                                               : guide_ticks(&request, &count);
  LegendSymbols look = { legend->compilation, legend->arena, legend->node, legend->scales,
                         /* A ramp has no symbol's look to hand on to one that takes its place. */
                         .bare = is_ramp(legend->main) };
  size_t limit = (size_t)fmax(1, number(legend, "symbolLimit", 30)), shown = MIN(count, limit);
  SceneNode **symbols = arena_array(legend->arena, SceneNode *, MAX(shown, 1));
  SceneNode **labels = arena_array(legend->arena, SceneNode *, MAX(shown, 1));
  for (size_t i = 0; i < shown; i++) {
    const char *text = ticks[i].label;
    if (i + 1 == limit && count > limit)
      text = arena_printf(legend->arena, "…%zu entries", count - limit + 1);
    symbols[i] = legend_symbol(&look, ticks[i].value);
    labels[i] = text_part(legend, "label", ROLE_LEGEND_LABEL, text);
    scene_add(&legend->parts, symbols[i]);
    scene_add(&legend->parts, labels[i]);
  }
  place_entries(legend, symbols, labels, shown);
}

/* ---- gradients ---- */

enum { GRADIENT_STOPS = 33 };

static const Gradient *
ramp_of(const LegendSpec *legend)
{
  const Scale *scale = legend->main;
  GradientStop *stops = arena_array(legend->arena, GradientStop, GRADIENT_STOPS);
  double low = scale->domain[0], high = scale->domain[scale->domain_count - 1];
  for (size_t i = 0; i < GRADIENT_STOPS; i++) {
    double t = (double)i / (GRADIENT_STOPS - 1);
    stops[i].offset = t;
    scale_colour(scale, value_number(low + t * (high - low)), &stops[i].colour);
  }
  Gradient *gradient = arena_new0(legend->arena, Gradient);
  *gradient = (Gradient){
    .y1 = legend->horizontal ? 0 : 1,
    .x2 = legend->horizontal ? 1 : 0,
    .stops = stops,
    .stop_count = GRADIENT_STOPS,
  };
  return gradient;
}

static double
ramp_length(const LegendSpec *legend)
{
  const View *plot = view_plot(legend->main->unit->view);
  const Node *own = node_get(legend->node, "gradientLength");
  bool wide = legend->horizontal;
  bool beside = strcmp(legend->orient, "top") == 0 || strcmp(legend->orient, "bottom") == 0;
  double least =
      number(legend, wide ? "gradientHorizontalMinLength" : "gradientVerticalMinLength", 64);
  double most =
      number(legend, wide ? "gradientHorizontalMaxLength" : "gradientVerticalMaxLength", 200);
  if (own)
    return node_number(own, 200);
  if (wide && !beside)
    return least;
  return CLAMP(wide ? plot->width : plot->height, least, most);
}

/* A label beside the ramp at t, `across` points from its edge. */
static void
place_ramp_label(LegendSpec *legend, const char *text, double t, double length, double across,
                 double top)
{
  SceneNode *label = text_part(legend, "label", ROLE_LEGEND_LABEL, text);
  bool wide = legend->horizontal;
  label->position = t;
  label->x = wide ? t * length : across;
  label->y = top + (wide ? across : (1 - t) * length);
  label->text.baseline = wide     ? BASELINE_TOP
                         : t <= 0 ? BASELINE_BOTTOM
                         : t >= 1 ? BASELINE_TOP
                                  : BASELINE_MIDDLE;
  label->text.align = !wide || t <= 0 ? ALIGN_LEFT : t >= 1 ? ALIGN_RIGHT : ALIGN_CENTER;
  scene_add(&legend->parts, label);
  legend->width = fmax(legend->width, label->x + label->text.width);
}

static void
draw_gradient(LegendSpec *legend)
{
  size_t count = 0;
  double length = ramp_length(legend), thickness = number(legend, "gradientThickness", 16);
  double top = legend->height, gap = number(legend, "gradientLabelOffset", 2);
  TickRequest request = {
    .scale = legend->main,
    .ramp = true,
    .count = property(legend, "tickCount"),
    .otherwise = fmax(2, 2 * floor(length / 100)),
    .values = property(legend, "values"),
    .format = property(legend, "format"),
    .format_type = property(legend, "formatType"),
    .label_expr = property(legend, "labelExpr"),
  };
  SceneNode *ramp = scene_new(legend->arena, SCENE_RECT, ROLE_LEGEND_RAMP);
  ramp->y = top;
  ramp->rect.width = legend->horizontal ? length : thickness;
  ramp->rect.height = legend->horizontal ? thickness : length;
  ramp->fill = (Paint){ .gradient = ramp_of(legend), .opacity = 1 };
  scene_add(&legend->parts, ramp);

  Tick *ticks = guide_ticks(&request, &count);
  for (size_t i = 0; i < count; i++) {
    double t = scale_fraction(legend->main, value_to_number(ticks[i].value));
    place_ramp_label(legend, ticks[i].label, t, length, thickness + gap, top);
  }
  legend->width = fmax(legend->width, ramp->rect.width);
  legend->height = top + ramp->rect.height +
                   (legend->horizontal ? gap + number(legend, "labelFontSize", 10) : 0);
}

/* ---- bands: the classes of one colour scale ---- */

static SceneNode *
band(const LegendSpec *legend, double from, double to, double length, double thickness, double top)
{
  SceneNode *node = scene_new(legend->arena, SCENE_RECT, ROLE_LEGEND_RAMP);
  bool wide = legend->horizontal;
  node->x = wide ? from * length : 0;
  node->y = top + (wide ? 0 : (1 - to) * length);
  node->rect.width = wide ? (to - from) * length : thickness;
  node->rect.height = wide ? thickness : (to - from) * length;
  return node;
}

/* Where the boundaries stand between the ends of the classes, 0 to 1. */
static double
band_fraction(const Scale *scale, double boundary)
{
  double low = scale->domain[0], high = scale->domain[scale->domain_count - 1];
  if (scale->kind == &SCALE_THRESHOLD) {
    double n = (double)scale->domain_count - 1;
    double margin = n > 0 ? (high - low) / n : 0.1;
    low -= margin;
    high += margin;
  } else if (scale->edge_count > 0) {
    low = scale->edges[0];
    high = scale->edges[scale->edge_count - 1];
  }
  return high > low ? (boundary - low) / (high - low) : 0;
}

static void
draw_bands(LegendSpec *legend)
{
  const Scale *scale = legend->main;
  size_t count = 0, classes = scale->boundary_count + 1;
  double length = ramp_length(legend), thickness = number(legend, "gradientThickness", 16);
  double top = legend->height, gap = number(legend, "gradientLabelOffset", 2);
  TickRequest request = {
    .scale = scale,
    .otherwise = 5,
    .format = property(legend, "format"),
    .format_type = property(legend, "formatType"),
    .label_expr = property(legend, "labelExpr"),
  };
  Tick *ticks = guide_boundaries(&request, &count);
  for (size_t i = 0; i < classes; i++) {
    double from = i > 0 ? band_fraction(scale, scale->boundaries[i - 1]) : 0;
    double to = i < scale->boundary_count ? band_fraction(scale, scale->boundaries[i]) : 1;
    SceneNode *node = band(legend, from, to, length, thickness, top);
    if (scale->colour_count > 0)
      node->fill = paint_solid(scale->colours[i % scale->colour_count]);
    scene_add(&legend->parts, node);
  }
  for (size_t i = 0; i < count; i++) {
    double t = band_fraction(scale, ticks[i].value.number);
    place_ramp_label(legend, ticks[i].label, t, length, thickness + gap, top);
  }
  legend->width = fmax(legend->width, legend->horizontal ? length : thickness);
  legend->height =
      top + (legend->horizontal ? thickness + gap + number(legend, "labelFontSize", 10) : length);
}

/* ---- one legend ---- */

static void
draw_heading(LegendSpec *legend)
{
  if (!legend->title)
    return;
  SceneNode *node = text_part(legend, "title", ROLE_LEGEND_TITLE, legend->title);
  node->text.baseline = BASELINE_TOP;
  scene_add(&legend->parts, node);
  size_t lines = 1;
  for (const char *p = legend->title; (p = strchr(p, '\n')); p++)
    lines++;
  legend->width = node->text.width;
  legend->height =
      (double)lines * (node->text.style.size + 2) - 2 + number(legend, "titlePadding", 5);
}

/* Classes of one colour scale are shown as bands, unless symbols are asked for. */
static bool
is_banded(const LegendSpec *legend)
{
  size_t scales = 0;
  for (int i = 0; i < CHANNEL_COUNT; i++)
    scales += legend->scales[i] != NULL;
  return scales == 1 && is_colour(legend->main->channel) && legend->main->kind->classify &&
         strcmp(string(legend, "type", "gradient"), "gradient") == 0;
}

static Legend
draw_legend(LegendSpec *legend)
{
  legend->parts = scene_builder(legend->arena);
  draw_heading(legend);
  bool bands = is_banded(legend);
  if (legend->gradient)
    draw_gradient(legend);
  else if (bands)
    draw_bands(legend);
  else
    draw_symbols(legend);
  SceneNode *group = scene_builder_end(&legend->parts, ROLE_LEGEND);
  group->group.orient = legend->orient;
  group->group.title = legend->title;
  group->group.name = legend->gradient || bands ? "gradient" : "symbol";
  group->group.width = legend->width;
  group->group.height = legend->height;
  return (Legend){ legend->orient, group, legend->width, legend->height };
}

/* Ramps show one paint: a colour that is filled here and stroked there is shown by symbols. */
static bool
wants_ramp(const Scale *scale)
{
  bool filled = false, stroked = false;
  if (!is_ramp(scale))
    return false;
  for (guint i = 0; i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    bool fills = legend_symbol_is_filled(user->unit);
    filled = filled || fills;
    stroked = stroked || !fills;
  }
  return scale->channel != CHANNEL_COLOR || !(filled && stroked);
}

static bool
open_legend(LegendSpec *legend, const Scale *scale, const TextMetrics *metrics)
{
  bool disabled = false;
  Compilation *compilation = scale->unit->view->compilation;
  *legend = (LegendSpec){ compilation, compilation->arena, metrics, .main = scale };
  legend->node = guide_node(scale, NULL, "legend", &disabled);
  if (disabled || (!legend->node && node_boolean(config_get(compilation, "legend.disable"), false)))
    return false;
  legend->scales[scale->channel] = scale;
  legend->title = guide_title(scale, NULL, "legend");
  legend->orient = string(legend, "orient", "right");
  legend->gradient = wants_ramp(scale);
  const char *type = string(legend, "type", NULL);
  if (type)
    legend->gradient = strcmp(type, "gradient") == 0 && is_colour(scale->channel);
  bool beside = strcmp(legend->orient, "top") == 0 || strcmp(legend->orient, "bottom") == 0;
  const char *direction = string(legend, "direction", beside ? "horizontal" : "vertical");
  legend->horizontal = strcmp(direction, "horizontal") == 0;
  return true;
}

/* `resolve: {legend: {size: independent}}` keeps them apart. */
static bool
shares_legend(const Scale *a, const Scale *b)
{
  const Scale *const both[] = { a, b };
  for (size_t i = 0; i < G_N_ELEMENTS(both); i++) {
    const Node *resolve = node_path(both[i]->view->spec, "resolve.legend");
    if (node_is_string(node_get(resolve, channel_info(both[i]->channel)->name), "independent"))
      return false;
  }
  return true;
}

static bool
same_column(const ScaleUser *a, const ScaleUser *b)
{
  return g_strcmp0(a->def->column, b->def->column) == 0 &&
         strcmp(a->unit->raw->sql, b->unit->raw->sql) == 0;
}

/* Are the domains of two continuous scales made from the same columns? */
static bool
same_extent(const Scale *a, const Scale *b)
{
  if (scale_has_explicit(a) || scale_has_explicit(b))
    return a->domain_count == b->domain_count &&
           memcmp(a->extent, b->extent, a->domain_count * sizeof(double)) == 0;
  const GPtrArray *one = a->users, *two = b->users;
  for (guint i = 0; i < one->len && i < two->len; i++)
    if (!same_column(g_ptr_array_index(one, i), g_ptr_array_index(two, i)))
      return one->len != two->len;
  return true;
}

/* Do two scales show the same thing, so that one legend serves both? */
static bool
merges(const LegendSpec *legend, const LegendSpec *other)
{
  const Scale *a = legend->main, *b = other->main;
  bool titled = node_get(legend->node, "title") && node_get(other->node, "title");
  if ((titled && g_strcmp0(legend->title, other->title) != 0) ||
      g_strcmp0(a->def->column, b->def->column) != 0 || strcmp(legend->orient, other->orient) != 0)
    return false;
  if (a->kind->discrete != b->kind->discrete || a->value_count != b->value_count ||
      !shares_legend(a, b))
    return false;
  for (size_t i = 0; i < a->value_count; i++)
    if (!value_equal(a->values[i], b->values[i]))
      return false;
  return a->kind->discrete || same_extent(a, b);
}

static void
collect(const View *view, const TextMetrics *metrics, GArray *legends)
{
  static const Channel CHANNELS[] = {
    CHANNEL_COLOR,        CHANNEL_FILL,           CHANNEL_STROKE,      CHANNEL_STROKE_WIDTH,
    CHANNEL_SIZE,         CHANNEL_SHAPE,          CHANNEL_STROKE_DASH, CHANNEL_OPACITY,
    CHANNEL_FILL_OPACITY, CHANNEL_STROKE_OPACITY,
  };
  for (size_t i = 0; i < G_N_ELEMENTS(CHANNELS); i++) {
    const Scale *scale = view->scales[CHANNELS[i]];
    LegendSpec legend;
    if (!scale || !open_legend(&legend, scale, metrics))
      continue;
    bool merged = false;
    for (guint k = 0; k < legends->len && !merged; k++) {
      LegendSpec *other = &g_array_index(legends, LegendSpec, k);
      merged = merges(other, &legend);
      if (merged) {
        other->scales[scale->channel] = scale;
        other->gradient = false;
        if (node_get(legend.node, "title"))
          other->title = legend.title;
        other->node = node_merge(legend.arena, legend.node, other->node);
      }
    }
    if (!merged)
      g_array_append_val(legends, legend);
  }
  for (size_t i = 0; view->kind == VIEW_LAYER && i < view->child_count; i++)
    collect(view->children[i], metrics, legends);
}

Legend *
legends_draw(const View *view, const TextMetrics *metrics, size_t *count)
{
  g_autoptr(GArray) specs = g_array_new(FALSE, TRUE, sizeof(LegendSpec));
  collect(view, metrics, specs);
  Legend *legends = arena_array(view->compilation->arena, Legend, MAX(specs->len, 1));
  *count = 0;
  for (guint i = 0; i < specs->len; i++)
    legends[(*count)++] = draw_legend(&g_array_index(specs, LegendSpec, i));
  return legends;
}
