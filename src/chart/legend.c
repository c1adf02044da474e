/* Which legends a chart has. Properties and defaults: the legend pages of Vega-Lite's and Vega's
 * documentations. */
#include "chart/legend_private.h"

#include <string.h>

const Channel LEGEND_CHANNELS[LEGEND_CHANNEL_COUNT] = {
  CHANNEL_COLOR,  CHANNEL_SIZE,        CHANNEL_SHAPE,        CHANNEL_FILL,
  CHANNEL_STROKE, CHANNEL_STROKE_DASH, CHANNEL_STROKE_WIDTH, CHANNEL_OPACITY,
};

/* ---- properties ---- */

static const Node *
style_property(const LegendSpec *legend, const char *name)
{
  bool label = g_str_has_prefix(name, "label"), title = g_str_has_prefix(name, "title");
  if (!label && !title)
    return NULL;
  const Node *style =
      node_get(config_get(legend->compilation, "style"), label ? "guide-label" : "guide-title");
  g_autofree char *plain = g_strdup(name + strlen("label"));
  plain[0] = g_ascii_tolower(plain[0]);
  return node_get(style, strcmp(plain, "color") == 0 ? "fill" : plain);
}

const Node *
legend_property(const LegendSpec *legend, const char *name)
{
  const Node *found = node_get(legend->node, name);
  if (!found)
    found = node_get(config_get(legend->compilation, "legend"), name);
  return found ? found : style_property(legend, name);
}

double
legend_number(const LegendSpec *legend, const char *name, double otherwise)
{
  return node_number(legend_property(legend, name), otherwise);
}

const char *
legend_string(const LegendSpec *legend, const char *name, const char *otherwise)
{
  return node_string(legend_property(legend, name), otherwise);
}

Paint
legend_paint(const LegendSpec *legend, const char *name, Paint otherwise)
{
  const Node *node = legend_property(legend, name);
  return node ? paint_of_node(legend->compilation, node) : otherwise;
}

/* ---- kinds ---- */

static bool
is_colour(Channel channel)
{
  return channel_info(channel)->range == RANGE_COLOUR;
}

bool
legend_is_ramp(const Scale *scale)
{
  return is_colour(scale->channel) && !scale->kind->discrete && !scale->kind->classify;
}

/* Months of no year and the like are few: they have symbols. */
static bool
is_cyclic(const ChannelDef *def)
{
  static const char *const UNITS[] = { "quarter", "month", "day", NULL };
  const Node *unit = node_get(def->node, "timeUnit");
  const char *name = node_string(node_is(unit, NODE_MAP) ? node_get(unit, "unit") : unit, "");
  return g_strv_contains(UNITS, name);
}

bool
legend_is_gradient(const Scale *scale, const ChannelDef *def)
{
  const char *type = node_string(node_path(def->node, "legend.type"), NULL);
  return legend_is_ramp(scale) && (type ? strcmp(type, "gradient") == 0 : !is_cyclic(def));
}

/* How many paints, sizes, … the legend shows: a colour that is filled here and stroked there is
 * two. */
static size_t
count_parts(const LegendSpec *legend)
{
  size_t count = 0;
  for (int i = 0; i < CHANNEL_COUNT; i++) {
    const Scale *scale = legend->scales[i];
    bool filled = false, stroked = false;
    for (guint k = 0; scale && k < scale->users->len; k++) {
      const ScaleUser *user = g_ptr_array_index(scale->users, k);
      bool fills = legend_symbol_is_filled(user->unit);
      filled = filled || fills;
      stroked = stroked || !fills;
    }
    count += scale ? 1 : 0;
    count += i == CHANNEL_COLOR && filled && stroked;
  }
  return count;
}

static LegendKind
kind_of(const LegendSpec *legend)
{
  const Scale *scale = legend->first;
  const char *type = node_string(node_get(legend->node, "type"), NULL);
  bool asked = type && strcmp(type, "gradient") == 0;
  if (!is_colour(scale->channel) || scale->kind->discrete)
    return LEGEND_SYMBOLS;
  if (!asked && count_parts(legend) > 1)
    return LEGEND_SYMBOLS;
  if (scale->kind->classify)
    return LEGEND_BANDS;
  return asked || legend_is_gradient(scale, scale->def) ? LEGEND_RAMP : LEGEND_SYMBOLS;
}

/* Whose domain is listed: sizes and shapes tell entries before colours do. */
static const Scale *
main_scale(const LegendSpec *legend)
{
  static const Channel FIRST[] = { CHANNEL_SIZE,        CHANNEL_SHAPE,  CHANNEL_COLOR,
                                   CHANNEL_FILL,        CHANNEL_STROKE, CHANNEL_STROKE_WIDTH,
                                   CHANNEL_STROKE_DASH, CHANNEL_OPACITY };
  for (size_t i = 0; i < G_N_ELEMENTS(FIRST); i++) {
    const Scale *scale = legend->scales[FIRST[i]];
    /* Sizes of trails are widths of strokes. */
    bool width = scale && FIRST[i] == CHANNEL_SIZE && legend_symbol_is_trail(scale->unit);
    if (scale && !width)
      return scale;
  }
  return legend->first;
}

static bool
is_horizontal(const LegendSpec *legend)
{
  const Node *own = node_get(legend->node, "direction");
  const Node *config = config_get(legend->compilation, "legend");
  bool symbols = legend->kind == LEGEND_SYMBOLS;
  bool gradient = legend_is_gradient(legend->first, legend->first->def);
  bool beside = strcmp(legend->orient, "top") == 0 || strcmp(legend->orient, "bottom") == 0;
  if (!own)
    own = node_get(config, "direction");
  if (!own)
    own = node_get(config, "gradientDirection");
  if (!own && (beside || (strchr(legend->orient, '-') && gradient)))
    return true;
  if (!own && symbols)
    own = node_get(config, "symbolDirection");
  return node_is_string(own, "horizontal");
}

/* ---- collecting ---- */

/* The one field that all users of a scale show; NULL: there is none. */
static const char *
shared_field(const Scale *scale)
{
  const char *field = NULL;
  for (guint i = 0; i < scale->users->len; i++) {
    const char *own = ((const ScaleUser *)g_ptr_array_index(scale->users, i))->def->field;
    if (own && field && strcmp(own, field) != 0)
      return NULL;
    field = own ? own : field;
  }
  return field;
}

static LegendSpec
open_legend(const Scale *scale, const View *home, const TextMetrics *metrics)
{
  Compilation *compilation = scale->unit->view->compilation;
  LegendSpec legend = { compilation, compilation->arena, metrics, .home = home, .first = scale };
  bool off = false;
  legend.node = guide_node(scale, NULL, "legend", &off);
  legend.decided = off || legend.node;
  legend.disabled =
      legend.decided ? off : node_boolean(config_get(compilation, "legend.disable"), false);
  legend.scales[scale->channel] = scale;
  legend.field = shared_field(scale);
  legend.title = guide_title(scale, NULL, "legend");
  legend.titled = guide_has_title(scale, NULL, "legend");
  legend.oriented = node_get(legend.node, "orient");
  legend.orient = node_string(legend_property(&legend, "orient"), "right");
  return legend;
}

static bool
is_discrete(const Scale *scale)
{
  return scale->kind->discrete || scale->kind == &SCALE_BIN_ORDINAL;
}

/* Does one legend serve both? */
static bool
merges(const LegendSpec *legend, const LegendSpec *other)
{
  if (legend->home != other->home || !legend->field || g_strcmp0(legend->field, other->field) != 0)
    return false;
  if (is_discrete(legend->first) != is_discrete(other->first))
    return false;
  return !legend->oriented || !other->oriented || strcmp(legend->orient, other->orient) == 0;
}

static const char *
merge_titles(const LegendSpec *legend, const LegendSpec *other)
{
  if (legend->titled != other->titled)
    return legend->titled ? legend->title : other->title;
  if (!legend->title || !other->title || strcmp(legend->title, other->title) == 0)
    return legend->title ? legend->title : other->title;
  return arena_printf(legend->arena, "%s, %s", legend->title, other->title);
}

static void
merge(LegendSpec *legend, const LegendSpec *other)
{
  const Scale *scale = other->first;
  legend->scales[scale->channel] = scale;
  legend->title = merge_titles(legend, other);
  legend->titled = legend->titled || other->titled;
  if (other->decided && !legend->decided)
    legend->disabled = other->disabled;
  legend->decided = legend->decided || other->decided;
  if (other->oriented && !legend->oriented)
    legend->orient = other->orient;
  legend->oriented = legend->oriented || other->oriented;
  legend->node = node_merge(legend->arena, other->node, legend->node);
}

static void
add_legend(const Scale *scale, const View *home, const TextMetrics *metrics, GArray *legends)
{
  LegendSpec legend = open_legend(scale, home, metrics);
  for (guint i = 0; i < legends->len; i++) {
    LegendSpec *other = &g_array_index(legends, LegendSpec, i);
    if (merges(other, &legend)) {
      merge(other, &legend);
      return;
    }
  }
  g_array_append_val(legends, legend);
}

static bool
is_below(const View *view, const View *ancestor)
{
  while (view && view != ancestor)
    view = view->parent;
  return view != NULL;
}

static GPtrArray *
users_below(const Scale *scale, const View *view)
{
  GPtrArray *users = g_ptr_array_new();
  for (guint i = 0; i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    if (is_below(user->unit->view, view))
      g_ptr_array_add(users, (gpointer)user);
  }
  return users;
}

/* A scale as one part of its view uses it; NULL: that does not. */
static const Scale *
part_of_scale(const Scale *scale, const View *view)
{
  Arena *arena = view->compilation->arena;
  g_autoptr(GPtrArray) users = users_below(scale, view);
  if (users->len == 0)
    return NULL;
  GPtrArray *list = arena_new0(arena, GPtrArray);
  *list =
      (GPtrArray){ arena_dup(arena, users->pdata, users->len * sizeof *users->pdata), users->len };
  const ScaleUser *first = users->pdata[0];
  Scale *part = arena_dup(arena, scale, sizeof *scale);
  part->users = list;
  part->unit = first->unit;
  part->def = first->def;
  return part;
}

/* Do parts of a view ask for legends on different sides? */
static bool
has_conflict(const Scale *scale)
{
  const char *orient = NULL;
  for (guint i = 0; i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    const char *own = node_string(node_path(user->def->node, "legend.orient"), NULL);
    if (own && orient && strcmp(own, orient) != 0)
      return true;
    orient = own ? own : orient;
  }
  return false;
}

/* `resolve: {legend: {size: independent}}`: each part of the view has a legend of its own. */
static bool
is_independent(const View *view, const Scale *scale)
{
  const Node *resolve = node_path(view->spec, "resolve.legend");
  return view->child_count > 0 &&
         (node_is_string(node_get(resolve, channel_info(scale->channel)->name), "independent") ||
          has_conflict(scale));
}

static void
collect(const View *view, const TextMetrics *metrics, GArray *legends)
{
  for (size_t i = 0; i < LEGEND_CHANNEL_COUNT; i++) {
    const Scale *scale = view->scales[LEGEND_CHANNELS[i]];
    const Scale *above = view->parent ? view->parent->scales[LEGEND_CHANNELS[i]] : NULL;
    if (!scale && above && is_independent(view->parent, above))
      scale = part_of_scale(above, view);
    else if (scale && is_independent(view, scale))
      scale = NULL;
    if (scale && !scale->told)
      add_legend(scale, view, metrics, legends);
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
  for (guint i = 0; i < specs->len; i++) {
    LegendSpec *legend = &g_array_index(specs, LegendSpec, i);
    if (legend->disabled)
      continue;
    legend->main = main_scale(legend);
    legend->kind = kind_of(legend);
    legend->horizontal = is_horizontal(legend);
    legends[(*count)++] = legend_draw(legend);
  }
  return legends;
}
