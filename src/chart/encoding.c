/* Channel definitions: fields, types and what follows from them. Rules: Vega-Lite's documentation
 * of encoding, type and stack. */
#include "chart/aggregate_private.h"
#include "chart/composition_private.h"
#include "chart/mark_private.h"
#include "chart/time_unit_private.h"

#include "data/package.h"

#include <math.h>
#include <string.h>

bool
def_is_discrete(const ChannelDef *def)
{
  return def && (def->type == TYPE_NOMINAL || def->type == TYPE_ORDINAL);
}

bool
def_is_field(const ChannelDef *def)
{
  return def && def->column;
}

bool
def_is_datum(const ChannelDef *def)
{
  return def && def->datum;
}

bool
def_is_encoded(const ChannelDef *def)
{
  return def_is_field(def) || def_is_datum(def);
}

bool
def_is_binned_here(const ChannelDef *def)
{
  return def && def->bin.node && !def->bin.binned;
}

double
def_band_position(const Unit *unit, const ChannelDef *def)
{
  Channel secondary = channel_info(def->channel)->secondary;
  bool ranged = secondary != CHANNEL_NONE && unit->channels[secondary];
  const Node *own = node_get(def->node, "bandPosition");
  if (own)
    return node_number(own, 0.5);
  if (def->time_unit && !ranged)
    return node_number(mark_config(unit, "timeUnitBandPosition"), NAN);
  return def_is_binned_here(def) ? 0.5 : (double)NAN;
}

static const struct {
  const char *name;
  FieldType type;
} TYPES[] = {
  { "quantitative", TYPE_QUANTITATIVE }, { "Q", TYPE_QUANTITATIVE },
  { "ordinal", TYPE_ORDINAL },           { "O", TYPE_ORDINAL },
  { "nominal", TYPE_NOMINAL },           { "N", TYPE_NOMINAL },
  { "temporal", TYPE_TEMPORAL },         { "T", TYPE_TEMPORAL },
};

static FieldType
find_type(const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(TYPES); i++)
    if (g_ascii_strcasecmp(TYPES[i].name, name) == 0)
      return TYPES[i].type;
  return TYPE_NONE;
}

static FieldType
type_of_datum(const Node *datum)
{
  if (node_is(datum, NODE_NUMBER))
    return TYPE_QUANTITATIVE;
  return node_is(datum, NODE_MAP) ? TYPE_TEMPORAL : TYPE_NOMINAL;
}

static FieldType
type_of_scale(const Node *node)
{
  static const char *const QUANTITATIVE[] = { "linear",   "log",       "pow",         "sqrt",
                                              "symlog",   "identity",  "sequential",  "quantile",
                                              "quantize", "threshold", "bin-ordinal", NULL };
  const char *scale = node_string(node_path(node, "scale.type"), "");
  if (g_strv_contains(QUANTITATIVE, scale))
    return TYPE_QUANTITATIVE;
  return strcmp(scale, "time") == 0 || strcmp(scale, "utc") == 0 ? TYPE_TEMPORAL : TYPE_NONE;
}

/* The type that a definition without one gets. */
static FieldType
default_type(const ChannelDef *def)
{
  static const Channel NOMINAL[] = { CHANNEL_ROW, CHANNEL_COLUMN, CHANNEL_FACET, CHANNEL_SHAPE,
                                     CHANNEL_STROKE_DASH };
  if (def->datum)
    return type_of_datum(def->datum);
  for (size_t i = 0; i < G_N_ELEMENTS(NOMINAL); i++)
    if (def->channel == NOMINAL[i])
      return TYPE_NOMINAL;
  if (def->channel == CHANNEL_ORDER || node_is(node_get(def->node, "sort"), NODE_LIST))
    return TYPE_ORDINAL;
  if (def->time_unit)
    return TYPE_TEMPORAL;
  if (def->bin.node || (def->aggregate && !def->arg_field))
    return TYPE_QUANTITATIVE;
  FieldType scale = type_of_scale(def->node);
  return scale != TYPE_NONE ? scale : TYPE_NOMINAL;
}

/* Altair's shorthand: "field", "field:Q", "op(field)", "op(field):Q", "count()". */
static const Node *
expand_shorthand(Arena *arena, const Node *node)
{
  if (!node_is(node, NODE_STRING))
    return node;
  const char *text = node->string, *colon = strrchr(text, ':');
  FieldType type = colon ? find_type(colon + 1) : TYPE_NONE;
  const Node *map = node_new_map(arena, NULL, 0, node->span);

  if (type != TYPE_NONE) {
    map = node_with(arena, map, "type", node_new_string(arena, colon + 1, node->span));
    text = arena_strndup(arena, text, (size_t)(colon - text));
  }
  const char *open = strchr(text, '(');
  size_t length = strlen(text);
  if (open && open > text && text[length - 1] == ')') {
    const char *name = arena_strndup(arena, text, (size_t)(open - text));
    bool unit = !aggregate_find(name);
    map = node_with(arena, map, unit ? "timeUnit" : "aggregate",
                    node_new_string(arena, name, node->span));
    text = arena_strndup(arena, open + 1, length - (size_t)(open - text) - 2);
  }
  if (*text)
    map = node_with(arena, map, "field", node_new_string(arena, text, node->span));
  return map;
}

static void
read_aggregate(Unit *unit, ChannelDef *def)
{
  Compilation *compilation = unit->view->compilation;
  const Node *node = node_get(def->node, "aggregate");
  if (!node || node_is(node, NODE_NULL))
    return;
  const char *name = node_string(node, NULL);
  if (node_get(node, "exponential")) {
    diag_warning(compilation->diags, "ignored-property", node->span,
                 "use a window transform: {op: exponential, field: …, param: …}",
                 "`exponential` does not aggregate in an encoding: all rows are drawn");
    return;
  }
  if (node_is(node, NODE_MAP) && node->count == 1) {
    name = node->entries[0].key;
    def->arg_field = node_string(node->entries[0].value, NULL);
  }
  def->aggregate = name ? aggregate_find(name) : NULL;
  if (def->aggregate)
    return;
  def->arg_field = NULL;
  const char *near = name ? diag_suggest(name, aggregate_names()) : NULL;
  g_autofree char *hint = near ? g_strdup_printf("did you mean '%s'?", near) : NULL;
  diag_error(compilation->diags, "unknown-aggregate", node->span, hint,
             "there is no aggregate operation '%s'", name ? name : node_kind_name(node->kind));
}

static void
read_bin(ChannelDef *def)
{
  const Node *bin = node_get(def->node, "bin");
  bool off = !bin || node_is(bin, NODE_NULL) || (node_is(bin, NODE_BOOLEAN) && !bin->boolean);
  def->bin.step = NAN;
  if (off)
    return;
  def->bin.node = bin;
  def->bin.binned = node_is_string(bin, "binned") || node_boolean(node_get(bin, "binned"), false);
  def->bin.step = node_number(node_get(bin, "step"), NAN);
}

static void
read_type(Unit *unit, ChannelDef *def)
{
  const Node *node = node_get(def->node, "type");
  if (node_is(node, NODE_STRING)) {
    def->type = find_type(node->string);
    if (def->type == TYPE_NONE) {
      static const char *const NAMES[] = { "quantitative", "ordinal", "nominal", "temporal", NULL };
      const char *near = diag_suggest(node->string, NAMES);
      g_autofree char *hint = g_strdup_printf("did you mean '%s'?", near ? near : "nominal");
      diag_error(unit->view->compilation->diags, "unknown-type", node->span, hint,
                 "there is no field type '%s'", node->string);
    }
  }
  if (def->type == TYPE_NONE)
    def->type = default_type(def);
  if (def->aggregate && def->aggregate->counts)
    def->type = TYPE_QUANTITATIVE;
}

/* "a\\.b" is the field "a.b" itself, "a.b" and "a['b']" a nested one; both are columns "a.b". */
static const char *
plain_field(Arena *arena, const char *field)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (const char *p = field; *p; p++) {
    if (*p == '\\' && p[1])
      g_string_append_c(out, *++p);
    else if (*p == '[' && (p[1] == '\'' || p[1] == '"') && strchr(p + 2, p[1])) {
      const char *end = strchr(p + 2, p[1]);
      g_string_append_printf(out, "%s%.*s", out->len ? "." : "", (int)(end - p - 2), p + 2);
      p = end[1] == ']' ? end + 1 : end;
    } else
      g_string_append_c(out, *p);
  }
  return arena_strdup(arena, out->str);
}

static void
append_bin_key(GString *out, const Node *bin)
{
  g_string_append(out, "bin");
  for (size_t i = 0; node_is(bin, NODE_MAP) && i < bin->count; i++)
    g_string_append_printf(out, "_%s_%s", bin->entries[i].key,
                           node_text(bin->entries[i].value, "list"));
}

/* Cells have no scale of their own: each is one value, also where that is a bin of numbers. */
static bool
is_facet(Channel channel)
{
  return channel == CHANNEL_ROW || channel == CHANNEL_COLUMN || channel == CHANNEL_FACET;
}

/* The column in the rows: "mean_price", "bin_maxbins_10_x", "yearmonth_date", "__count". */
static void
name_columns(Arena *arena, ChannelDef *def)
{
  g_autoptr(GString) name = g_string_new(NULL);
  bool unit = def->time_unit && !def->time_unit->binned;
  if (def->aggregate && strcmp(def->aggregate->name, "count") == 0) {
    def->column = "__count";
    return;
  }
  if (!def->field)
    return;
  if (def->arg_field) {
    def->column = arena_printf(arena, "%s_%s.%s", def->aggregate->name, def->arg_field, def->field);
    return;
  }
  if (def_is_binned_here(def))
    append_bin_key(name, def->bin.node);
  else if (def->aggregate)
    g_string_append(name, def->aggregate->name);
  else if (unit)
    g_string_append(name, def->time_unit->key);
  g_string_append_printf(name, "%s%s", name->len ? "_" : "", def->field);
  def->column = arena_strdup(arena, name->str);
  if (def_is_binned_here(def) && (def_is_discrete(def) || is_facet(def->channel)))
    def->column_range = arena_printf(arena, "%s_range", def->column);
  if (def_is_binned_here(def) || def->time_unit)
    def->column_end = arena_printf(arena, "%s_end", def->column);
}

static const ChannelDef *parse_def(Unit *unit, Channel channel, const Node *node);

/* `test`, or the parameter by which a condition holds. */
static const Node *
test_of_condition(Arena *arena, const Node *condition)
{
  const Node *param = node_get(condition, "param"), *empty = node_get(condition, "empty");
  if (!param)
    return node_get(condition, "test");
  const Node *test = node_new_map(arena, NULL, 0, condition->span);
  test = node_with(arena, test, "param", param);
  return empty ? node_with(arena, test, "empty", empty) : test;
}

static void
parse_conditions(Unit *unit, ChannelDef *def)
{
  Arena *arena = unit->view->compilation->arena;
  const Node *node = node_get(def->node, "condition");
  size_t count = node_is(node, NODE_LIST) ? node->count : node ? 1 : 0;
  Condition *conditions = arena_array(arena, Condition, MAX(count, 1));

  for (size_t i = 0; i < count; i++) {
    const Node *item = node_is(node, NODE_LIST) ? node->items[i] : node;
    conditions[i].node = item;
    if (node_get(item, "field") || node_get(item, "datum") || node_get(item, "aggregate"))
      conditions[i].def = parse_def(unit, def->channel, item);
    conditions[i].test = test_of_condition(arena, item);
    if (conditions[i].test)
      conditions[i].column = arena_printf(arena, "#test%u", unit->test_count++);
  }
  def->conditions = conditions;
  def->condition_count = count;
}

static const ChannelDef *
parse_def(Unit *unit, Channel channel, const Node *node)
{
  Compilation *compilation = unit->view->compilation;
  Arena *arena = compilation->arena;
  ChannelDef *def = arena_new0(arena, ChannelDef);
  def->channel = channel;
  def->at = def->end_at = def->range_at = def->from_at = def->to_at = -1;
  def->node = expand_shorthand(arena, node);

  const Node *field = node_get(def->node, "field");
  if (node_text(field, NULL))
    def->field = plain_field(arena, def->written = node_text(field, NULL));
  def->datum = node_get(def->node, "datum");
  def->value = node_get(def->node, "value");
  if (node_get(def->node, "timeUnit"))
    def->time_unit = time_unit_parse(arena, node_get(def->node, "timeUnit"), compilation->diags);
  read_aggregate(unit, def);
  read_bin(def);
  read_type(unit, def);
  name_columns(arena, def);
  parse_conditions(unit, def);
  unit->aggregated = unit->aggregated || def->aggregate;
  return def;
}

const ChannelDef *
unit_encoded(const Unit *unit, Channel channel)
{
  const ChannelDef *def = unit->channels[channel];
  if (!def || def_is_encoded(def))
    return def;
  for (size_t i = 0; i < def->condition_count; i++)
    if (def->conditions[i].def)
      return def->conditions[i].def;
  return NULL;
}

static const ChannelDef *const *
parse_several(Unit *unit, Channel channel, const Node *node, size_t *count)
{
  Arena *arena = unit->view->compilation->arena;
  bool list = node_is(node, NODE_LIST);
  size_t n = list ? node->count : 1;
  const ChannelDef **defs = arena_array(arena, const ChannelDef *, MAX(n, 1));
  for (size_t i = 0; i < n; i++)
    defs[i] = parse_def(unit, channel, list ? node->items[i] : node);
  *count = n;
  return defs;
}

static void
parse_channel(Unit *unit, Channel channel, const Node *node)
{
  size_t count = 0;
  if (node_is(node, NODE_NULL) || channel_info(channel)->draws_nothing)
    return;
  if (channel == CHANNEL_ROW || channel == CHANNEL_COLUMN || channel == CHANNEL_FACET)
    return; /* made into a facet before, or of a layer, where they have no meaning */
  if (!channel_info(channel)->several) {
    const ChannelDef *def = parse_def(unit, channel, node);
    bool shows = def_is_encoded(def) || def->value || def->condition_count > 0;
    unit->channels[channel] = shows ? def : NULL;
    return;
  }
  const ChannelDef *const *defs = parse_several(unit, channel, node, &count);
  if (channel == CHANNEL_DETAIL) {
    unit->details = defs;
    unit->detail_count = count;
  } else {
    unit->orders = defs;
    unit->order_count = count;
  }
  unit->channels[channel] = count ? defs[0] : NULL;
}

/* x2 and the like have no type of their own: that of their main channel. */
static void
inherit_secondary_types(Unit *unit)
{
  for (int i = 0; i < CHANNEL_COUNT; i++) {
    const ChannelInfo *info = channel_info((Channel)i);
    const ChannelDef *main = unit->channels[info->main], *def = unit->channels[i];
    if (def && main && info->main != (Channel)i && !node_get(def->node, "type"))
      ((ChannelDef *)def)->type = main->type;
  }
}

static bool
is_binned_def(const ChannelDef *def)
{
  return def && def->bin.node && def->bin.binned;
}

static bool
is_measure(const ChannelDef *def)
{
  return def_is_encoded(def) && def->type == TYPE_QUANTITATIVE && !def->bin.node;
}

static Orient
orient_of_ranged(const Unit *unit, Orient specified)
{
  const ChannelDef *const *c = unit->channels;
  const ChannelDef *x = c[CHANNEL_X], *y = c[CHANNEL_Y];
  if (specified != ORIENT_NONE)
    return specified;
  if (!c[CHANNEL_X2])
    return is_measure(x) && is_binned_def(y) ? ORIENT_HORIZONTAL : ORIENT_VERTICAL;
  if (!c[CHANNEL_Y2])
    return is_measure(y) && is_binned_def(x) ? ORIENT_VERTICAL : ORIENT_HORIZONTAL;
  return ORIENT_NONE;
}

/* Along which axis the mark measures; by the types of both positions. */
static Orient
orient_by_types(const Unit *unit, Orient specified)
{
  const ChannelDef *x = unit->channels[CHANNEL_X], *y = unit->channels[CHANNEL_Y];
  bool tick = strcmp(unit->mark->name, "tick") == 0;
  if (specified != ORIENT_NONE)
    return specified;
  if (is_measure(x) && !is_measure(y))
    return tick ? ORIENT_VERTICAL : ORIENT_HORIZONTAL;
  if (is_measure(y) && !is_measure(x))
    return tick ? ORIENT_HORIZONTAL : ORIENT_VERTICAL;
  if (is_measure(x))
    return ORIENT_VERTICAL;
  bool x_time = x && x->type == TYPE_TEMPORAL, y_time = y && y->type == TYPE_TEMPORAL;
  if (x_time != y_time)
    return x_time ? ORIENT_VERTICAL : ORIENT_HORIZONTAL;
  return ORIENT_NONE;
}

static Orient
orient_of_rule_or_area(const Unit *unit, Orient specified)
{
  const ChannelDef *const *c = unit->channels;
  bool rule = strcmp(unit->mark->name, "rule") == 0;
  bool area = strcmp(unit->mark->name, "area") == 0;
  if (!area && c[CHANNEL_X2] && !is_binned_def(c[CHANNEL_X]) && c[CHANNEL_Y2] &&
      !is_binned_def(c[CHANNEL_Y]))
    return ORIENT_NONE;
  if (c[CHANNEL_Y2])
    return is_binned_def(c[CHANNEL_Y]) ? ORIENT_HORIZONTAL : ORIENT_VERTICAL;
  if (c[CHANNEL_X2])
    return is_binned_def(c[CHANNEL_X]) ? ORIENT_VERTICAL : ORIENT_HORIZONTAL;
  if (rule && c[CHANNEL_X] && !c[CHANNEL_Y])
    return ORIENT_VERTICAL;
  if (rule && c[CHANNEL_Y] && !c[CHANNEL_X])
    return ORIENT_HORIZONTAL;
  return orient_by_types(unit, specified);
}

static Orient
find_orient(const Unit *unit)
{
  static const char *const NONE[] = { "point", "circle", "square", "rect", "image", NULL };
  static const char *const BARS[] = { "bar", "text", NULL };
  static const char *const SPANS[] = { "rule", "area", NULL };
  static const char *const LINES[] = { "line", "tick", NULL };
  const ChannelDef *x = unit->channels[CHANNEL_X], *y = unit->channels[CHANNEL_Y];
  const char *text = mark_string(unit, "orient", NULL);
  Orient specified = !text                             ? ORIENT_NONE
                     : strcmp(text, "horizontal") == 0 ? ORIENT_HORIZONTAL
                                                       : ORIENT_VERTICAL;
  const char *mark = unit->mark->name;

  if (g_strv_contains(NONE, mark))
    return ORIENT_NONE;
  if (g_strv_contains(BARS, mark)) {
    if (def_is_field(x) && (is_binned_def(x) || (def_is_field(y) && y->aggregate && !x->aggregate)))
      return ORIENT_VERTICAL;
    if (def_is_field(y) && (is_binned_def(y) || (def_is_field(x) && x->aggregate && !y->aggregate)))
      return ORIENT_HORIZONTAL;
    if (unit->channels[CHANNEL_X2] || unit->channels[CHANNEL_Y2]) {
      Orient ranged = orient_of_ranged(unit, specified);
      if (ranged != ORIENT_NONE)
        return ranged;
    }
    return orient_of_rule_or_area(unit, specified);
  }
  if (g_strv_contains(SPANS, mark))
    return orient_of_rule_or_area(unit, specified);
  if (g_strv_contains(LINES, mark))
    return orient_by_types(unit, specified);
  return ORIENT_VERTICAL;
}

const ChannelDef *
encoding_parse_def(Unit *unit, Channel channel, const Node *node)
{
  return parse_def(unit, channel, node);
}

void
encoding_parse(Unit *unit)
{
  Compilation *compilation = unit->view->compilation;
  const Node *encoding = unit->encoding;
  for (size_t i = 0; node_is(encoding, NODE_MAP) && i < encoding->count; i++) {
    const NodeEntry *entry = &encoding->entries[i];
    Channel channel = channel_find(entry->key);
    if (channel != CHANNEL_NONE) {
      channel = encoding_stand_in(unit, channel);
      if (encoding_takes(unit, channel))
        parse_channel(unit, channel, entry->value);
      continue;
    }
    const char *near = diag_suggest(entry->key, channel_names());
    g_autofree char *hint = near ? g_strdup_printf("did you mean '%s'?", near) : NULL;
    diag_error(compilation->diags, "unknown-channel", entry->key_span, hint,
               "there is no encoding channel '%s'", entry->key);
  }
  unit->facets = facet_defs(unit, &unit->facet_count);
  inherit_secondary_types(unit);
  encoding_drop_offsets(unit);
  unit->orient = find_orient(unit);
  unit->filled = mark_boolean(unit, "filled", unit->mark->filled);
  stack_parse(unit);
}

static char *
title_case(Arena *arena, const char *text)
{
  char *copy = arena_strdup(arena, text);
  copy[0] = g_ascii_toupper(copy[0]);
  return copy;
}

/* "MEAN(price)" */
static const char *
functional_title(Arena *arena, const ChannelDef *def)
{
  if (def->arg_field)
    return arena_printf(arena, "%s for %s(%s)", def->written, def->aggregate->name, def->arg_field);
  const char *function = def->aggregate                              ? def->aggregate->name
                         : def->time_unit && !def->time_unit->binned ? def->time_unit->name
                         : def_is_binned_here(def)                   ? "bin"
                                                                     : NULL;
  g_autofree char *upper = function ? g_ascii_strup(function, -1) : NULL;
  return upper ? arena_printf(arena, "%s(%s)", upper, def->written) : def->written;
}

const char *
def_title(const Unit *unit, const ChannelDef *def)
{
  Compilation *compilation = unit->view->compilation;
  Arena *arena = compilation->arena;
  if (!def->column)
    return NULL;
  if (def->aggregate && strcmp(def->aggregate->name, "count") == 0)
    return node_string(config_get(compilation, "countTitle"), "Count of Records");
  const char *field = def->written;
  const Node *style = config_get(compilation, "fieldTitle");
  if (node_is_string(style, "plain"))
    return field;
  if (node_is_string(style, "functional"))
    return functional_title(arena, def);
  if (def_is_binned_here(def))
    return arena_printf(arena, "%s (binned)", field);
  if (def->time_unit && !def->time_unit->binned)
    return arena_printf(arena, "%s (%s)", field, def->time_unit->title);
  if (def->arg_field)
    return arena_printf(arena, "%s for %s %s", field, def->aggregate->name + 3, def->arg_field);
  if (def->aggregate)
    return arena_printf(arena, "%s of %s", title_case(arena, def->aggregate->name), field);
  const char *title =
      def->packaged ? localised_text(def->packaged->title, compilation->context->language) : NULL;
  return title ? title : field;
}
