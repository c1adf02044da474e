/* Width and height of plot areas. Rules: Vega-Lite's documentation of size. */
#include "chart/guide_private.h"

#include <math.h>
#include <string.h>

/* A number given for the plot or for one of its layers. */
static const Node *
explicit_size(const View *view, const char *name)
{
  const Node *size = node_get(view->spec, name);
  for (size_t i = 0; !size && i < view->child_count; i++)
    size = explicit_size(view->children[i], name);
  return size;
}

static void
first_unit(Unit *unit, void *user)
{
  const Unit **found = user;
  if (!*found)
    *found = unit;
}

typedef struct ScaleSearch {
  Channel channel;
  const Scale *scale;
} ScaleSearch;

static void
find_scale(Unit *unit, void *user)
{
  ScaleSearch *search = user;
  if (!search->scale)
    search->scale = unit_scale(unit, search->channel);
}

/* The step of a position: fixed, or enough for the steps of the offsets nested in it. */
static double
step_of(Scale *scale, Scale *offset)
{
  double step = scale_find_step(scale);
  if (isnan(step) || !offset || !offset->kind->discrete || !scale_step_is_for_offset(scale))
    return step;
  scale_find_paddings(offset);
  double steps = offset->kind == &SCALE_BAND
                     ? band_space(offset->value_count, offset->padding_inner, offset->padding_outer)
                     : (double)offset->value_count;
  return step * steps / (1 - scale->padding_inner);
}

/* "container" is the room that there is, as if nothing were said. */
static const Node *
given_size(const View *plot, bool wide)
{
  const Node *given = explicit_size(plot, wide ? "width" : "height");
  return node_is_string(given, "container") ? NULL : given;
}

static double
size_of(View *plot, Channel channel, const Unit *unit, bool *stepped)
{
  const Compilation *compilation = plot->compilation;
  bool wide = channel == CHANNEL_X;
  const Node *given = given_size(plot, wide);
  ScaleSearch search = { .channel = channel }, nested = { channel_info(channel)->offset, NULL };
  double continuous =
      config_number(compilation, wide ? "view.continuousWidth" : "view.continuousHeight", 300);
  if (node_is(given, NODE_NUMBER))
    return given->number;
  if (wide && !given && compilation->plot_width > 0)
    return compilation->plot_width;
  view_each_unit(plot, find_scale, &search);
  view_each_unit(plot, find_scale, &nested);
  if (!search.scale) {
    const Node *discrete =
        config_get(compilation, wide ? "view.discreteWidth" : "view.discreteHeight");
    double step = node_number(node_get(given, "step"), config_number(compilation, "view.step", 20));
    *stepped = strcmp(unit->mark->name, "arc") != 0 && !node_is(discrete, NODE_NUMBER);
    return strcmp(unit->mark->name, "arc") == 0 ? continuous : node_number(discrete, step);
  }
  if (!search.scale->kind->discrete)
    return continuous;
  Scale *scale = (Scale *)search.scale;
  scale_find_paddings(scale);
  scale->step = step_of(scale, (Scale *)nested.scale);
  double extent = scale_extent(scale);
  const Node *fixed = config_get(compilation, wide ? "view.discreteWidth" : "view.discreteHeight");
  *stepped = !isnan(extent);
  return isnan(extent) ? node_number(fixed, continuous) : extent;
}

static void
settle_size(View *plot)
{
  const Unit *unit = NULL;
  view_each_unit(plot, first_unit, &unit);
  const Compilation *compilation = plot->compilation;
  bool fills = compilation->fill_x > 0 && compilation->fill_y > 0;
  plot->stepped[0] = plot->stepped[1] = false;
  plot->width =
      size_of(plot, CHANNEL_X, unit, &plot->stepped[0]) * (fills ? compilation->fill_x : 1);
  plot->height =
      size_of(plot, CHANNEL_Y, unit, &plot->stepped[1]) * (fills ? compilation->fill_y : 1);
  const Autosize *autosize = &compilation->autosize;
  if (autosize->settled && (autosize->none || autosize->fit_width))
    plot->width = autosize->plot_width;
  if (autosize->settled && (autosize->none || autosize->fit_height))
    plot->height = autosize->plot_height;
}

static bool
is_plot(const View *view)
{
  return view->kind == VIEW_UNIT || view->kind == VIEW_LAYER;
}

void
plots_settle_sizes(View *view)
{
  if (is_plot(view))
    settle_size(view);
  for (size_t i = 0; !is_plot(view) && i < view->child_count; i++)
    plots_settle_sizes(view->children[i]);
}
