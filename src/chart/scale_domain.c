/* Domains: from explicit lists, datums and the rows of all units that share a scale; with zero,
 * padding and rounding. Rules: the scale page of Vega-Lite's documentation. */
#include "chart/aggregate_private.h"
#include "chart/params_private.h"
#include "chart/pipeline_private.h"
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
              scale->def->time_unit;
  if (date && (scale->def->time_unit || !node_is(node, NODE_NUMBER)))
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

static bool
says_domain(const ScaleUser *user)
{
  const Node *domain = node_path(user->def->node, "scale.domain");
  return node_is(domain, NODE_LIST) || node_get(domain, "unionWith");
}

bool
scale_user_counts(const Scale *scale, const ScaleUser *user)
{
  bool any = false;
  for (guint i = 0; i < scale->users->len && !any; i++)
    any = says_domain(g_ptr_array_index(scale->users, i));
  return !any || says_domain(user);
}

/* ---- the columns that a definition adds to the domain ---- */

static bool
has_band_end(const Unit *unit, const ChannelDef *def)
{
  Channel secondary = channel_info(def->channel)->secondary;
  bool ranged = secondary != CHANNEL_NONE && unit->channels[secondary];
  if (!def->time_unit || def->type != TYPE_TEMPORAL || !def->column_end)
    return false;
  /* Binned data have no ends but for marks that cover them, or stand within. */
  if (def->time_unit->binned && !unit->mark->rectangular && !(def_band_position(unit, def) > 0))
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
extend_by_list(const Scale *scale, const Node *list, Extent *extent)
{
  for (size_t i = 0; node_is(list, NODE_LIST) && i < list->count; i++)
    extend(extent, value_to_number(scale_value_of_node(scale, list->items[i])));
}

/* `domain: unaggregated`: what the field has before it is aggregated into one of its own values. */
static bool
is_unaggregated(const Scale *scale, const ScaleUser *user)
{
  const ChannelDef *def = user->def;
  const Node *domain = node_path(def->node, "scale.domain");
  bool asked =
      domain
          ? node_is_string(domain, "unaggregated")
          : node_boolean(config_get(user->unit->view->compilation, "scale.useUnaggregatedDomain"),
                         false);
  return asked && def->field && def->aggregate && def->aggregate->shares_domain &&
         !scale->kind->logarithmic && pipeline_column(user->unit->raw, def->field);
}

static void
extend_by_raw(const ScaleUser *user, Extent *extent)
{
  const char *name = sql_column(user->unit->view->compilation->arena, user->def->field);
  g_autofree char *sql =
      g_strdup_printf("SELECT min(%s), max(%s) FROM %s", name, name, user->unit->raw->name);
  const Table *table = pipeline_query(user->unit->raw, "the extent of a domain", sql);
  for (size_t i = 0; table && table->row_count > 0 && i < 2; i++)
    extend(extent, column_number(&table->columns[i], 0));
}

static void
extend_by_datums(const Scale *scale, const ScaleUser *user, Extent *extent)
{
  Channel secondary = channel_info(user->def->channel)->secondary;
  const ChannelDef *second = secondary == CHANNEL_NONE ? NULL : user->unit->channels[secondary];
  if (def_is_datum(user->def))
    extend(extent, value_to_number(scale_value_of_node(scale, user->def->datum)));
  if (def_is_datum(second))
    extend(extent, value_to_number(scale_value_of_node(scale, second->datum)));
}

static void
extend_by_user(const Scale *scale, const ScaleUser *user, Extent *extent)
{
  const Unit *unit = user->unit;
  const ChannelDef *def = user->def;
  const char *columns[SCALE_MOST_COLUMNS];

  extend_by_list(scale, scale_explicit_list(user), extent);
  if (scale_explicit_list(user))
    return;
  extend_by_list(scale, node_path(def->node, "scale.domain.unionWith"), extent);
  if (unit->stack.channel == def->channel && unit->stack.offset == STACK_NORMALIZE) {
    extend(extent, 0);
    extend(extent, 1);
    return;
  }
  extend_by_datums(scale, user, extent);
  if (is_unaggregated(scale, user)) {
    extend_by_raw(user, extent);
    return;
  }
  if (def_is_binned_here(def) && !isnan(def->bin.start) && def->bin.width > 0) {
    extend(extent, def->bin.start);
    extend(extent, def->bin.stop);
    return;
  }
  size_t count = scale_domain_columns(scale, user, columns);
  for (size_t i = 0; i < count; i++)
    extend_by_column(extent, unit->domain_rows, columns[i]);
}

static bool
same_lists(const Scale *scale, const Node *a, const Node *b)
{
  for (size_t i = 0; a->count == b->count && i < a->count; i++)
    if (!value_equal(scale_value_of_node(scale, a->items[i]),
                     scale_value_of_node(scale, b->items[i])))
      return false;
  return a->count == b->count;
}

/* The only list that users give; NULL: there are different ones, or other domains beside it. */
static const Node *
sole_list(const Scale *scale)
{
  const Node *found = NULL;
  for (guint i = 0; i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    const Node *list = scale_explicit_list(user);
    if (!list && says_domain(user))
      return NULL;
    if (list && found && !same_lists(scale, list, found))
      return NULL;
    found = list ? list : found;
  }
  return found;
}

static void
copy_list(Scale *scale, const Node *list)
{
  Arena *arena = scale->unit->view->compilation->arena;
  scale->domain = arena_array(arena, double, MAX(list->count, 2));
  for (size_t i = 0; i < list->count; i++)
    scale->domain[i] = value_to_number(scale_value_of_node(scale, list->items[i]));
  scale->domain_count = list->count;
  if (!scale->kind->needs_samples)
    return;
  scale->samples = arena_dup(arena, scale->domain, list->count * sizeof(double));
  scale->sample_count = list->count;
}

/* Is zero part of the domain when nothing is said? The first layer that has an opinion counts. */
static bool
zero_by_default(const Scale *scale, const ScaleUser *user)
{
  const ChannelDef *def = user->def;
  const ChannelInfo *info = channel_info(def->channel);
  const Unit *unit = user->unit;
  const Node *domain = node_path(def->node, "scale.domain");
  if (node_is(domain, NODE_MAP))
    return false;
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
apply_bounds(const Scale *scale, const char *name, double *bound)
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
      (scale_has_explicit(scale) && !scale_property(scale, COMPUTED_DOMAIN)) ||
      scale_property(scale, "domainMin") || scale_property(scale, "domainMax"))
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
  if (scale->raw)
    return;
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
  for (guint i = 0; i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    if (scale_user_counts(scale, user))
      extend_by_user(scale, user, &extent);
  }
  scale->empty = !(extent.low <= extent.high) && !scale_property(scale, "domainMin") &&
                 !scale_property(scale, "domainMax");
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
read_parameters(Scale *scale)
{
  scale->base = node_number(scale_property(scale, "base"), 10);
  scale->constant = node_number(scale_property(scale, "constant"), 1);
  scale->exponent =
      scale->kind == &SCALE_SQRT ? 0.5 : node_number(scale_property(scale, "exponent"), 1);
  scale->padding_outer = continuous_padding(scale);
}

/* The middle of diverging colours: given, or the second of three values. One outside the domain
 * becomes its new end, and the old end the middle. */
static double
find_middle(Scale *scale)
{
  double middle = NAN, *domain = scale->domain;
  if (scale->domain_count == 3 && !scale->kind->temporal)
    middle = domain[1];
  apply_bounds(scale, "domainMid", &middle);
  bool above = middle > domain[scale->domain_count - 1];
  if (scale->domain_count != 2 || !(above || middle < domain[0]))
    return middle;
  double end = domain[above];
  domain[above] = middle;
  return end;
}

static void
find_extent(Scale *scale)
{
  const Node *raw = scale_property(scale, "domainRaw"), *list = sole_list(scale);
  scale->raw = node_is(raw, NODE_LIST) && raw->count > 1;
  if (scale->raw)
    copy_list(scale, raw);
  else if (list)
    copy_list(scale, list);
  else
    measure_extent(scale);
  if (scale->domain_count == 0)
    scale->domain_count = 2;
  if (scale->domain_count == 1 && !scale->kind->classify)
    scale->domain[scale->domain_count++] = scale->domain[0];
  if (!scale->raw) {
    include_zero(scale);
    apply_bounds(scale, "domainMin", &scale->domain[0]);
    apply_bounds(scale, "domainMax", &scale->domain[scale->domain_count - 1]);
  }
  scale->middle = find_middle(scale);
  read_parameters(scale);
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
}
