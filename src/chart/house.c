/* Which plots are labelled, and which guides that makes superfluous. */
#include "chart/house_private.h"

#include <math.h>
#include <string.h>

/* A new kind of mark is one file and one line here. */
static const struct {
  const char *mark;
  void (*label)(HousePlot *plot);
} LABELLERS[] = {
  { "bar", house_label_bars },   { "line", house_label_lines }, { "trail", house_label_lines },
  { "area", house_label_areas }, { "arc", house_label_arcs },
};

const Node *
house_property(const Compilation *compilation, const char *name)
{
  return node_get(node_path(compilation->spec, "usermeta.sholu"), name);
}

/* ---- which plots ---- */

typedef struct UnitSearch {
  const Unit *labelled;
  size_t count;
  bool texts; /* the author labels the plot */
} UnitSearch;

static size_t
find_labeller(const Unit *unit)
{
  size_t i = 0;
  while (i < G_N_ELEMENTS(LABELLERS) && strcmp(LABELLERS[i].mark, unit->mark->name) != 0)
    i++;
  return i;
}

static void
search_unit(Unit *unit, void *user)
{
  UnitSearch *search = user;
  search->texts = search->texts || strcmp(unit->mark->name, "text") == 0;
  if (find_labeller(unit) == G_N_ELEMENTS(LABELLERS))
    return;
  search->labelled = unit;
  search->count++;
}

static HousePlot *
label_plot(View *view, const ChartHouse *house)
{
  const Compilation *compilation = view->compilation;
  UnitSearch search = { 0 };
  view_each_unit(view, search_unit, &search);
  HousePlot *plot = arena_new0(compilation->arena, HousePlot);
  plot->view = view;
  plot->house = house;
  plot->values.labels = plot->names.labels = scene_builder(compilation->arena);
  bool off = node_is_string(house_property(compilation, "labels"), "none");
  if (off || search.texts || search.count != 1 || search.labelled->rows->row_count == 0)
    return plot;
  plot->context = (MarkContext){ search.labelled, compilation->arena, compilation->context->metrics,
                                 view->width, view->height };
  plot->paint = encode_mark_paint(&plot->context);
  LABELLERS[find_labeller(search.labelled)].label(plot);
  return plot;
}

static void
label_plots(View *view, const ChartHouse *house, GPtrArray *plots)
{
  view->labels = NULL;
  for (int i = 0; i < CHANNEL_COUNT; i++)
    if (view->scales[i])
      view->scales[i]->told = false;
  if (view->kind == VIEW_UNIT || (view->kind == VIEW_LAYER && view_plot(view) == view))
    g_ptr_array_add(plots, label_plot(view, house));
  for (size_t i = 0; i < view->child_count; i++)
    if (view->kind != VIEW_LAYER)
      label_plots(view->children[i], house, plots);
    else
      for (int k = 0; k < CHANNEL_COUNT; k++)
        if (view->children[i]->scales[k])
          view->children[i]->scales[k]->told = false;
}

/* A guide goes only if every plot that shares its scale tells it. */
static bool
is_told(const GPtrArray *plots, const Scale *scale)
{
  for (guint i = 0; i < plots->len; i++) {
    const HousePlot *plot = plots->pdata[i];
    if (plot->values.scale != scale && plot->names.scale != scale &&
        scale_is_used_in(scale, plot->view))
      return false;
  }
  return true;
}

/* Other channels that show the same field say the same. */
static void
tell(const HousePlot *plot, const Scale *scale)
{
  const Unit *unit = plot->context.unit;
  ((Scale *)scale)->told = true;
  for (int i = 0; i < CHANNEL_COUNT; i++) {
    const Scale *other = unit_scale(unit, (Channel)i);
    if (other && other->kind->discrete && !channel_info((Channel)i)->positional &&
        g_strcmp0(other->def->column, scale->def->column) == 0)
      ((Scale *)other)->told = true;
  }
}

static void
settle_claim(const GPtrArray *plots, HousePlot *plot, HouseClaim *claim, SceneBuilder *labels)
{
  if (claim->scale && !is_told(plots, claim->scale))
    return;
  if (claim->scale)
    tell(plot, claim->scale);
  for (size_t i = 0; i < claim->labels.count; i++)
    scene_add(labels, claim->labels.items[i]);
}

void
house_label(View *root)
{
  const ChartHouse *house = root->compilation->context->house;
  if (!house)
    return;
  g_autoptr(GPtrArray) plots = g_ptr_array_new();
  label_plots(root, house, plots);
  for (guint i = 0; i < plots->len; i++) {
    HousePlot *plot = plots->pdata[i];
    SceneBuilder labels = scene_builder(root->compilation->arena);
    settle_claim(plots, plot, &plot->values, &labels);
    settle_claim(plots, plot, &plot->names, &labels);
    if (labels.count > 0)
      plot->view->labels = scene_builder_end(&labels, ROLE_MARK);
  }
}

/* ---- what labels are made of ---- */

static SceneNode *
label(const HousePlot *plot, const char *text, double size, int weight, double x, double y)
{
  TextStyle style = { .size = size,
                      .weight = weight,
                      .tabular = true,
                      .language = plot->view->compilation->context->language };
  SceneNode *node = text_node(plot->context.arena, plot->context.metrics, &style, text, x, y);
  node->text.baseline = BASELINE_MIDDLE;
  node->fill = paint_solid(plot->house->text);
  return node;
}

SceneNode *
house_value(const HousePlot *plot, const char *text, double x, double y)
{
  return label(plot, text, plot->house->value_size, 400, x, y);
}

SceneNode *
house_name(const HousePlot *plot, const char *text, double x, double y)
{
  return label(plot, text, plot->house->name_size, 700, x, y);
}

const ChannelDef *
house_names_def(const Unit *unit)
{
  static const Channel CHANNELS[] = { CHANNEL_COLOR, CHANNEL_FILL, CHANNEL_STROKE };
  for (size_t i = 0; i < G_N_ELEMENTS(CHANNELS); i++) {
    const ChannelDef *def = unit->channels[CHANNELS[i]];
    if (def_is_field(def) && def_is_discrete(def) && unit_scale(unit, CHANNELS[i]))
      return def;
  }
  return NULL;
}

bool
house_is_parted(const Unit *unit)
{
  const Scale *bars =
      unit->stack.dimension == CHANNEL_NONE ? NULL : unit_scale(unit, unit->stack.dimension);
  bool several = !bars || !bars->kind->discrete || unit->rows->row_count > bars->value_count;
  return unit->stack.start && house_names_def(unit) && several && !stack_offset_def(unit);
}

const char *
house_name_of_row(const HousePlot *plot, const ChannelDef *def, size_t row)
{
  Value value = def_value(plot->context.unit, def, row);
  return value.kind == VALUE_NULL ? NULL
                                  : format_value(plot->view->compilation, def, value, NULL, NULL);
}

Colour
house_colour_of_row(const HousePlot *plot, size_t row)
{
  SceneNode item = { .kind = SCENE_RECT };
  encode_paint(&plot->context, &plot->paint, row, &item);
  return paint_visible(&item.fill) ? item.fill.colour : item.stroke.paint.colour;
}

Colour
house_over(Colour top, Colour below)
{
  double a = top.a;
  return (Colour){ top.r * a + below.r * (1 - a), top.g * a + below.g * (1 - a),
                   top.b * a + below.b * (1 - a), 1 };
}

#define READABLE 4.5 /* WCAG 2.2, 1.4.3 */

Colour
house_text_colour(const ChartHouse *house, Colour colour)
{
  Colour mixed = colour;
  mixed.a = 1;
  for (int step = 1; step <= 10 && colour_contrast(mixed, house->paper) < READABLE; step++)
    mixed = colour_mix(colour, house->text, step / 10.0, COLOUR_SPACE_LAB, 1);
  mixed.a = 1;
  return mixed;
}

Colour
house_colour_on(const ChartHouse *house, Colour fill)
{
  fill = house_over(fill, house->paper);
  bool text = colour_contrast(house->text, fill) >= colour_contrast(house->paper, fill);
  return text ? house->text : house->paper;
}

/* ---- numbers ---- */

enum { MOST_DECIMALS = 2 };

static int
decimals_of(const Unit *unit, const ChannelDef *def)
{
  int decimals = 0;
  double largest = 0;
  for (size_t row = 0; row < unit->rows->row_count; row++) {
    double number = fabs(value_to_number(def_value(unit, def, row)));
    if (!isfinite(number))
      continue;
    largest = fmax(largest, number);
    for (double scale = pow(10, decimals); decimals <= MOST_DECIMALS; scale *= 10, decimals++)
      if (fabs(round(number * scale) - number * scale) < 1e-9 * fmax(1, number * scale))
        break;
  }
  /* Means and the like have no end of decimals: three figures will do. */
  if (decimals > MOST_DECIMALS)
    decimals = largest >= 100 ? 0 : largest >= 10 ? 1 : MOST_DECIMALS;
  return decimals;
}

HouseFormat
house_format(const Unit *unit, const ChannelDef *def)
{
  const Compilation *compilation = unit->view->compilation;
  HouseFormat format = { compilation, def, node_path(def->node, "axis.format") };
  if (!format.format)
    format.format = node_get(def->node, "format");
  if (!format.format)
    format.format =
        node_new_string(compilation->arena,
                        arena_printf(compilation->arena, ",.%df", decimals_of(unit, def)),
                        (Span){ 0 });
  return format;
}

const char *
house_format_number(const HouseFormat *format, double number)
{
  return format_value(format->compilation, format->def, value_number(number), format->format, NULL);
}

const char *
house_format_share(const HouseFormat *format, double share)
{
  const char *percent = share > 0 && share < 0.01 ? ".1%" : ".0%";
  const Node *node = node_new_string(format->compilation->arena, percent, (Span){ 0 });
  return format_value(format->compilation, format->def, value_number(share), node, NULL);
}
