/* Domains: from explicit lists, datums and the rows of all units that share a scale; with zero,
 * padding and rounding. Rules: the scale page of Vega-Lite's documentation. */
#include "chart/scale_private.h"
#include "chart/time_unit_private.h"

#include <math.h>
#include <string.h>

/* ---- explicit domains ---- */

Value
scale_value_of_node(const Scale *scale, const Node *node)
{
  bool date = scale->kind->temporal || node_is(node, NODE_MAP) ||
              (scale->def->type == TYPE_TEMPORAL && node_is(node, NODE_STRING)) ||
              (scale->def->time_unit && node_is(node, NODE_STRING));
  if (date && !node_is(node, NODE_NUMBER))
    return value_number(time_unit_date(node, scale->def->time_unit));
  return node_value(node);
}

const Node *
scale_explicit_list(const ScaleUser *user)
{
  const Node *domain = node_path(user->def->node, "scale.domain");
  return node_is(domain, NODE_LIST) ? domain : NULL;
}

bool
scale_has_explicit(const Scale *scale)
{
  for (guint i = 0; i < scale->users->len; i++)
    if (scale_explicit_list(g_ptr_array_index(scale->users, i)))
      return true;
  return false;
}

/* ---- the columns that a definition adds to the domain ---- */

static bool
has_band_end(const Unit *unit, const ChannelDef *def)
{
  Channel secondary = channel_info(def->channel)->secondary;
  bool ranged = secondary != CHANNEL_NONE && unit->channels[secondary];
  if (!def->time_unit || def->type != TYPE_TEMPORAL || !def->column_end)
    return false;
  return node_get(def->node, "bandPosition") ||
         (!ranged && mark_config(unit, "timeUnitBandPosition"));
}

size_t
scale_domain_columns(const Scale *scale, const ScaleUser *user,
                     const char *columns[SCALE_MOST_COLUMNS])
{
  const Unit *unit = user->unit;
  const ChannelDef *def = user->def;
  Channel secondary = channel_info(def->channel)->secondary;
  const ChannelDef *second = secondary == CHANNEL_NONE ? NULL : unit->channels[secondary];
  size_t count = 0;

  if (unit->stack.channel == def->channel && unit->stack.start) {
    columns[count++] = unit->stack.start;
    columns[count++] = unit->stack.end;
    return count;
  }
  if (!scale->kind->discrete && def->column_from) {
    columns[count++] = def->column_from;
    columns[count++] = def->column_to;
    return count;
  }
  if (def_is_field(def))
    columns[count++] = scale->kind->discrete && def->column_range ? def->column_range : def->column;
  if (!scale->kind->discrete && has_band_end(unit, def))
    columns[count++] = def->column_end;
  if (def_is_field(second))
    columns[count++] = second->column;
  return count;
}

/* ---- continuous ---- */

typedef struct Extent {
  double low, high;
  GArray *samples; /* every number; NULL: not wanted */
} Extent;

static void
extend(Extent *extent, double number)
{
  if (!isfinite(number))
    return;
  extent->low = fmin(extent->low, number);
  extent->high = fmax(extent->high, number);
  if (extent->samples)
    g_array_append_val(extent->samples, number);
}

static void
extend_by_column(Extent *extent, const Table *table, const char *name)
{
  int at = table ? table_column(table, name) : -1;
  if (at < 0)
    return;
  for (size_t row = 0; row < table->row_count; row++) {
    Value value = column_value(&table->columns[at], row);
    if (value.kind != VALUE_NULL)
      extend(extent, value_to_number(value));
  }
}

static void
extend_by_user(const Scale *scale, const ScaleUser *user, Extent *extent)
{
  const Unit *unit = user->unit;
  const ChannelDef *def = user->def;
  const char *columns[SCALE_MOST_COLUMNS];
  Channel secondary = channel_info(def->channel)->secondary;
  const ChannelDef *second = secondary == CHANNEL_NONE ? NULL : unit->channels[secondary];

  if (unit->stack.channel == def->channel && unit->stack.offset == STACK_NORMALIZE) {
    extend(extent, 0);
    extend(extent, 1);
    return;
  }
  if (def_is_datum(def))
    extend(extent, value_to_number(scale_value_of_node(scale, def->datum)));
  if (def_is_datum(second))
    extend(extent, value_to_number(scale_value_of_node(scale, second->datum)));
  if (def_is_binned_here(def) && !isnan(def->bin.start) && def->bin.width > 0) {
    extend(extent, def->bin.start);
    extend(extent, def->bin.stop);
    return;
  }
  const Node *domain = node_path(def->node, "scale.domain");
  size_t count = scale_domain_columns(scale, user, columns);
  for (size_t i = 0; i < count; i++)
    extend_by_column(extent, unit->domain_rows, columns[i]);
  const Node *more = node_get(domain, "unionWith");
  for (size_t i = 0; node_is(more, NODE_LIST) && i < more->count; i++)
    extend(extent, value_to_number(scale_value_of_node(scale, more->items[i])));
}

static void
copy_explicit(Scale *scale)
{
  Arena *arena = scale->unit->view->compilation->arena;
  size_t total = 0;
  for (guint i = 0; i < scale->users->len; i++) {
    const Node *list = scale_explicit_list(g_ptr_array_index(scale->users, i));
    total += list ? list->count : 0;
  }
  scale->domain = arena_array(arena, double, MAX(total, 2));
  for (guint i = 0; i < scale->users->len; i++) {
    const Node *list = scale_explicit_list(g_ptr_array_index(scale->users, i));
    for (size_t k = 0; list && k < list->count; k++)
      scale->domain[scale->domain_count++] =
          value_to_number(scale_value_of_node(scale, list->items[k]));
  }
}

/* Is zero part of the domain when nothing is said? The first layer that has an opinion counts. */
static bool
zero_by_default(const Scale *scale, const ScaleUser *user)
{
  const ChannelDef *def = user->def;
  const ChannelInfo *info = channel_info(def->channel);
  const Unit *unit = user->unit;
  const Node *domain = node_path(def->node, "scale.domain");
  if (node_is(domain, NODE_LIST)) {
    bool numeric = domain->count > 0 && node_is(domain->items[0], NODE_NUMBER) &&
                   node_is(domain->items[domain->count - 1], NODE_NUMBER);
    return numeric && domain->items[0]->number <= 0 &&
           domain->items[domain->count - 1]->number >= 0;
  }
  if (def->channel == CHANNEL_SIZE && def->type == TYPE_QUANTITATIVE)
    return true;
  if (def->bin.node || !(info->positional || info->polar))
    return false;
  const char *mark = unit->mark->name;
  bool spread = unit->mark->path || strcmp(mark, "bar") == 0;
  if (spread && ((unit->orient == ORIENT_HORIZONTAL && def->channel == CHANNEL_Y) ||
                 (unit->orient == ORIENT_VERTICAL && def->channel == CHANNEL_X)))
    return false;
  bool solid = strcmp(mark, "bar") == 0 || strcmp(mark, "area") == 0;
  if (solid && !(info->secondary != CHANNEL_NONE && unit->channels[info->secondary]))
    return true;
  return node_boolean(config_get(unit->view->compilation, "scale.zero"), true) &&
         scale->kind->includes_zero;
}

static void
apply_bounds(Scale *scale, const char *name, double *bound)
{
  const Node *node = scale_property(scale, name);
  if (node)
    *bound = value_to_number(scale_value_of_node(scale, node));
}

/* Room of `padding` points at both ends; needs the extent of the range. */
static void
pad_domain(Scale *scale)
{
  double span = fabs(scale->range[1] - scale->range[0]);
  double padding = node_number(scale_property(scale, "padding"), scale->padding_outer);
  double *low = &scale->domain[0], *high = &scale->domain[scale->domain_count - 1];
  if (!(padding > 0) || !(span > 2 * padding) || *low == *high)
    return;
  double (*warp)(const Scale *, double) = scale->kind->warp;
  double a = warp ? warp(scale, *low) : *low, b = warp ? warp(scale, *high) : *high;
  double middle = (a + b) / 2, factor = span / (span - 2 * padding);
  a = middle + (a - middle) * factor;
  b = middle + (b - middle) * factor;
  *low = warp ? scale->kind->unwarp(scale, a) : a;
  *high = warp ? scale->kind->unwarp(scale, b) : b;
}

/* Positions are rounded unless all layers are binned or say where they end. */
static bool
nice_by_default(const Scale *scale)
{
  if (!channel_info(scale->channel)->positional || scale->kind->temporal ||
      scale_has_explicit(scale) || scale_property(scale, "domainMin") ||
      scale_property(scale, "domainMax"))
    return false;
  for (guint i = 0; i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    if (!user->def->bin.node)
      return true;
  }
  return false;
}

void
scale_widen_domain(Scale *scale)
{
  const Node *nice = scale_property(scale, "nice");
  memcpy(scale->domain, scale->extent, scale->domain_count * sizeof(double));
  pad_domain(scale);
  scale->nice =
      nice ? !node_is(nice, NODE_NULL) && node_boolean(nice, true) : nice_by_default(scale);
  scale->nice_count = node_number(nice, 0);
  if (scale->nice && scale->kind->nice)
    scale->kind->nice(scale, scale->nice_count);
}

static double
padding_of_user(const Scale *scale, const ScaleUser *user)
{
  const Unit *unit = user->unit;
  const ChannelDef *def = user->def;
  bool along = (unit->orient == ORIENT_VERTICAL && scale->channel == CHANNEL_X) ||
               (unit->orient == ORIENT_HORIZONTAL && scale->channel == CHANNEL_Y);
  bool grouped = def_is_field(def) && (def->bin.node || def->time_unit);
  return strcmp(unit->mark->name, "bar") == 0 && along && !grouped
             ? config_number(unit->view->compilation, "bar.continuousBandSize", 5)
             : 0;
}

/* Room for bars on a continuous position; the first layer that wants some says how much. */
static double
continuous_padding(const Scale *scale)
{
  if (!channel_info(scale->channel)->positional)
    return 0;
  double padding = config_number(scale->unit->view->compilation, "scale.continuousPadding", NAN);
  if (!isnan(padding))
    return padding;
  padding = 0;
  for (guint i = 0; i < scale->users->len && !(padding > 0); i++)
    padding = padding_of_user(scale, g_ptr_array_index(scale->users, i));
  return padding;
}

/* The extent of all numbers that units show; of those and the samples where the kind needs them. */
static void
measure_extent(Scale *scale)
{
  Arena *arena = scale->unit->view->compilation->arena;
  g_autoptr(GArray) samples = g_array_new(FALSE, FALSE, sizeof(double));
  Extent extent = { INFINITY, -INFINITY, scale->kind->needs_samples ? samples : NULL };
  for (guint i = 0; i < scale->users->len; i++)
    extend_by_user(scale, g_ptr_array_index(scale->users, i), &extent);
  if (!(extent.low <= extent.high))
    extent.low = 0, extent.high = scale->kind->temporal ? 0 : 1;
  scale->domain = arena_array(arena, double, 2);
  scale->domain[0] = extent.low;
  scale->domain[1] = extent.high;
  scale->domain_count = 2;
  scale->samples = arena_dup(arena, samples->data, samples->len * sizeof(double));
  scale->sample_count = samples->len;
}

static void
include_zero(Scale *scale)
{
  double *first = &scale->domain[0], *last = &scale->domain[scale->domain_count - 1];
  const Node *zero = scale_property(scale, "zero");
  scale->zero =
      zero ? node_boolean(zero, true) : zero_by_default(scale, g_ptr_array_index(scale->users, 0));
  if (!scale->zero || !scale->kind->includes_zero)
    return;
  double *least = *first <= *last ? first : last, *most = *first <= *last ? last : first;
  *least = fmin(*least, 0);
  *most = fmax(*most, 0);
}

static void
find_extent(Scale *scale)
{
  if (scale_has_explicit(scale))
    copy_explicit(scale);
  else
    measure_extent(scale);
  if (scale->domain_count == 0)
    scale->domain_count = 2;
  if (scale->domain_count == 1 && !scale->kind->classify)
    scale->domain[scale->domain_count++] = scale->domain[0];
  include_zero(scale);
  apply_bounds(scale, "domainMin", &scale->domain[0]);
  apply_bounds(scale, "domainMax", &scale->domain[scale->domain_count - 1]);
  scale->middle = NAN;
  apply_bounds(scale, "domainMid", &scale->middle);
  scale->base = node_number(scale_property(scale, "base"), 10);
  scale->constant = node_number(scale_property(scale, "constant"), 1);
  scale->exponent =
      scale->kind == &SCALE_SQRT ? 0.5 : node_number(scale_property(scale, "exponent"), 1);
  scale->padding_outer = continuous_padding(scale);
  scale->extent = arena_dup(scale->unit->view->compilation->arena, scale->domain,
                            scale->domain_count * sizeof(double));
}

void
scale_find_domain(Scale *scale)
{
  if (scale->kind->discrete)
    scale_find_values(scale);
  else
    find_extent(scale);
  if (def_is_binned_here(scale->def))
    scale->bins = &scale->def->bin;
}
