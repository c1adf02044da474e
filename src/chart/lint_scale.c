/* Scales that mislead: bars without their zero, a grid line that looks like it, two scales in one
 * plot. */
#include "chart/lint_private.h"

#include <math.h>

/* Bars and areas that a second position or bins give both ends stand on no base. */
static bool
stands_on_base(const Unit *unit, Channel channel)
{
  const ChannelDef *def = unit->channels[channel];
  return (lint_has_mark(unit, "bar") || lint_has_mark(unit, "area")) && def_is_field(def) &&
         def->type == TYPE_QUANTITATIVE && !def->bin.node && !def->bin.binned &&
         !unit->channels[channel_info(channel)->secondary];
}

/* Where a scale says that it leaves out zero, else its definition. */
static const Node *
place_of_scale(const Unit *unit, const ChannelDef *def)
{
  const Node *scale = node_get(def->node, "scale");
  return scale && scale->span.source ? scale : lint_def(unit, def);
}

void
lint_bars_cut(Lint *lint, const Unit *unit)
{
  Channel channel = lint_measure(unit);
  const Scale *scale = unit_scale(unit, channel);
  const ChannelDef *def = unit->channels[channel];
  if (!stands_on_base(unit, channel) || !scale ||
      !(house_is_cut(scale) || scale->kind->logarithmic))
    return;
  const char *name = lint_has_mark(unit, "bar") ? "bars" : "areas";
  if (scale->kind->logarithmic)
    lint_warn(lint, place_of_scale(unit, def), "use points, or a linear scale",
              "%s of \"%s\" stand on a logarithmic scale, which has no zero: their lengths mean "
              "nothing",
              name, def_title(unit, def));
  else
    lint_warn(lint, place_of_scale(unit, def),
              "let the scale begin at zero, or use points or lines",
              "%s of \"%s\" begin at %g, not at zero: their lengths mislead", name,
              def_title(unit, def),
              fabs(scale->domain[0]) < fabs(scale->domain[1]) ? scale->domain[0]
                                                              : scale->domain[1]);
}

/* ---- an axis line on the lowest grid line ---- */

typedef struct Baselines {
  GArray *grids, *lines; /* double: heights of grid lines and axis lines that lie across */
} Baselines;

static void
note_baseline(const LintSpot *spot, void *user)
{
  Baselines *found = user;
  const SceneNode *node = spot->node;
  bool grid = node->role == ROLE_AXIS_GRID, line = node->role == ROLE_AXIS_DOMAIN;
  double y = spot->y + node->y;
  if ((!grid && !line) || node->rule.y2 != node->y || !paint_visible(&node->stroke.paint))
    return;
  g_array_append_val(grid ? found->grids : found->lines, y);
}

void
lint_lines_cut(Lint *lint, const Unit *unit)
{
  const Scale *scale = unit_scale(unit, CHANNEL_Y);
  const ChannelDef *def = unit->channels[CHANNEL_Y], *x = unit->channels[CHANNEL_X];
  if (!lint_has_mark(unit, "line") || !house_is_cut(scale) || !def_is_field(def) || !x)
    return;
  g_autoptr(GArray) grids = g_array_new(FALSE, FALSE, sizeof(double));
  g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(double));
  Baselines found = { grids, lines };
  lint_each_node(lint->scene, note_baseline, &found);
  for (guint i = 0; i < lines->len; i++)
    for (guint k = 0; k < grids->len; k++)
      if (fabs(g_array_index(lines, double, i) - g_array_index(grids, double, k)) < 1) {
        lint_warn(lint, lint_def(unit, x), "give the x axis `domain: false`, or begin at zero",
                  "the scale of \"%s\" begins at %g, and its lowest line looks like an axis at "
                  "zero",
                  def_title(unit, def), scale->domain[0]);
        return;
      }
}

/* ---- two scales ---- */

typedef struct FirstScale {
  Channel channel;
  const Scale *scale;
} FirstScale;

static bool
measures(const Unit *unit, Channel channel)
{
  const ChannelDef *def = unit->channels[channel];
  return def_is_encoded(def) && def->type == TYPE_QUANTITATIVE && unit_scale(unit, channel);
}

static void
note_scale(Unit *unit, void *user)
{
  FirstScale *first = user;
  if (!first->scale && measures(unit, first->channel))
    first->scale = unit_scale(unit, first->channel);
}

void
lint_dual_axes(Lint *lint, const Unit *unit)
{
  View *plot = view_plot(unit->view);
  static const Channel SIDES[] = { CHANNEL_Y, CHANNEL_X };
  for (size_t i = 0; plot->kind == VIEW_LAYER && i < G_N_ELEMENTS(SIDES); i++) {
    FirstScale first = { .channel = SIDES[i] };
    view_each_unit(plot, note_scale, &first);
    if (!measures(unit, SIDES[i]) || first.scale == unit_scale(unit, SIDES[i]))
      continue;
    const Node *resolve = node_get(plot->spec, "resolve");
    lint_warn(lint, resolve ? resolve : lint_def(unit, unit->channels[SIDES[i]]),
              "draw two charts beside each other, or index both to the same base",
              "\"%s\" has a scale of its own in the plot of \"%s\": where they cross means nothing",
              def_title(unit, unit->channels[SIDES[i]]),
              def_title(first.scale->unit, first.scale->def));
    return;
  }
}
