/* What composite marks share: orientation, groups, statistics and parts. Rules: Vega-Lite's
 * documentation of boxplot, errorbar and errorband. */
#include "chart/aggregate_private.h"
#include "chart/composite_private.h"
#include "chart/time_unit_private.h"

#include <stdarg.h>
#include <string.h>

/* ---- making nodes ---- */

const Node *
composite_map(const Composite *composite, ...)
{
  const Node *map = node_new_map(composite->arena, NULL, 0, composite->span);
  const char *key = NULL;
  va_list arguments;
  va_start(arguments, composite);
  while ((key = va_arg(arguments, const char *))) {
    const Node *value = va_arg(arguments, const Node *);
    if (value)
      map = node_with(composite->arena, map, key, value);
  }
  va_end(arguments);
  return map;
}

const Node *
composite_text(const Composite *composite, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  return node_new_string(composite->arena, arena_strdup(composite->arena, text), composite->span);
}

const Node *
composite_list(const Composite *composite, const GPtrArray *nodes)
{
  return node_new_list(composite->arena, (const Node *const *)nodes->pdata, nodes->len,
                       composite->span);
}

const Node *
composite_measure(const Composite *composite, const char *op, const char *prefix)
{
  return composite_map(composite, "op", composite_text(composite, "%s", op), "field",
                       composite_text(composite, "%s", composite->field), "as",
                       composite_text(composite, "%s%s", prefix, composite->field), NULL);
}

const Node *
composite_calculate(const Composite *composite, const char *expression, const char *prefix)
{
  return composite_map(composite, "calculate", composite_text(composite, "%s", expression), "as",
                       composite_text(composite, "%s%s", prefix, composite->field), NULL);
}

const char *
composite_datum(const Composite *composite, const char *prefix, const char *field)
{
  g_autoptr(GString) out = g_string_new("datum[\"");
  g_autofree char *name = g_strconcat(prefix, field, NULL);
  for (const char *p = name; *p; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_c(out, '\\');
    g_string_append_c(out, *p);
  }
  g_string_append(out, "\"]");
  return arena_strdup(composite->arena, out->str);
}

const Node *
composite_aggregate(const Composite *composite, const GPtrArray *measures)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new();
  for (guint i = 0; i < composite->aggregates->len; i++)
    g_ptr_array_add(all, composite->aggregates->pdata[i]);
  for (guint i = 0; i < measures->len; i++)
    g_ptr_array_add(all, measures->pdata[i]);
  return all->len ? composite_map(composite, "aggregate", composite_list(composite, all), "groupby",
                                  composite_list(composite, composite->groups), NULL)
                  : NULL;
}

/* ---- parts ---- */

static bool
is_on(const Node *node)
{
  return node && !node_is(node, NODE_NULL) && node_boolean(node, true);
}

const Node *
composite_part(const Composite *composite, const char *name, const Node *mark, const Node *encoding)
{
  Arena *arena = composite->arena;
  const Node *own = node_get(composite->mark, name);
  const Node *config = node_get(node_get(composite->compilation->config, composite->name), name);
  if (!(own ? is_on(own) : is_on(config)))
    return NULL;
  const Node *merged = node_is(config, NODE_MAP) ? config : NULL;
  static const char *const PASSED_ON[] = { "clip", "color", "opacity" };
  for (size_t i = 0; i < G_N_ELEMENTS(PASSED_ON); i++)
    if (node_get(composite->mark, PASSED_ON[i]))
      merged = node_with(arena, merged, PASSED_ON[i], node_get(composite->mark, PASSED_ON[i]));
  merged = node_merge(arena, merged, mark);
  merged =
      node_with(arena, merged, "style", composite_text(composite, "%s-%s", composite->name, name));
  if (node_is(own, NODE_MAP))
    merged = node_merge(arena, merged, own);
  return composite_map(composite, "mark", merged, "encoding", encoding, NULL);
}

void
composite_add_part(const Composite *composite, const CompositePart *part, GPtrArray *layers)
{
  const Node *measure = composite->measure, *title = node_get(measure, "title");
  const Node *along =
      composite_map(composite, "field",
                    composite_text(composite, "%s%s", part->from, composite->field), "type",
                    node_get(measure, "type"), "title",
                    title ? title : composite_text(composite, "%s", composite->field), "scale",
                    node_get(measure, "scale"), "axis", node_get(measure, "axis"), NULL);
  const Node *to =
      !part->to
          ? NULL
          : composite_map(composite, "field",
                          composite_text(composite, "%s%s", part->to, composite->field), NULL);
  const Node *encoding =
      composite_map(composite, composite->axis, along, composite->axis2, to, NULL);
  const Node *layer = composite_part(composite, part->name, part->mark,
                                     node_merge(composite->arena, encoding, part->shared));
  if (layer)
    g_ptr_array_add(layers, (gpointer)layer);
}

/* ---- the encoding ---- */

static bool
is_continuous(const ChannelDef *def)
{
  if (!def_is_encoded(def))
    return false;
  return def->type == TYPE_TEMPORAL || (def->type == TYPE_QUANTITATIVE && !def->bin.node);
}

/* False after a fault: nothing can be measured. */
static bool
find_orient(Composite *composite)
{
  const ChannelDef *const *c = composite->unit->channels;
  const ChannelDef *x = c[CHANNEL_X], *y = c[CHANNEL_Y];
  const char *orient = node_string(node_get(composite->mark, "orient"), NULL);
  bool horizontal = is_continuous(x), vertical = is_continuous(y);
  if (!horizontal && !vertical) {
    diag_error(composite->compilation->diags, "missing-measure", composite->span,
               "give x or y a quantitative field", "the mark '%s' has nothing to measure",
               composite->name);
    return false;
  }
  if (orient)
    composite->vertical = strcmp(orient, "horizontal") != 0;
  else if (def_is_encoded(c[CHANNEL_X2]) != def_is_encoded(c[CHANNEL_Y2]))
    composite->vertical = def_is_encoded(c[CHANNEL_Y2]);
  else if (horizontal && vertical)
    composite->vertical = !(y->type == TYPE_TEMPORAL && x->type != TYPE_TEMPORAL);
  else
    composite->vertical = vertical;
  return true;
}

static const char *
type_name(FieldType type)
{
  static const char *const NAMES[] = { [TYPE_NONE] = "nominal",
                                       [TYPE_QUANTITATIVE] = "quantitative",
                                       [TYPE_ORDINAL] = "ordinal",
                                       [TYPE_NOMINAL] = "nominal",
                                       [TYPE_TEMPORAL] = "temporal" };
  return NAMES[type];
}

static void
add_group(Composite *composite, const char *name)
{
  if (!name)
    return;
  for (guint i = 0; i < composite->groups->len; i++)
    if (node_is_string(composite->groups->pdata[i], name))
      return;
  g_ptr_array_add(composite->groups, (gpointer)composite_text(composite, "%s", name));
}

static void
add_transform(Composite *composite, const char *kind, const Node *parameters, const ChannelDef *def)
{
  const Node *transform = composite_map(composite, kind, parameters, "field",
                                        composite_text(composite, "%s", def->field), "as",
                                        composite_text(composite, "%s", def->column), NULL);
  g_ptr_array_add(composite->transforms, (gpointer)transform);
}

/* The definition over the column that a transform makes of its field. */
static const Node *
derived_def(const Composite *composite, const ChannelDef *def)
{
  Arena *arena = composite->arena;
  const Node *node = def->node;
  static const char *const DONE[] = { "aggregate", "bin", "timeUnit" };
  const char *title = def_title(composite->unit, def);
  for (size_t i = 0; i < G_N_ELEMENTS(DONE); i++)
    node = node_with(arena, node, DONE[i], NULL);
  node = node_with(arena, node, "field", composite_text(composite, "%s", def->column));
  node = node_with(arena, node, "type", composite_text(composite, "%s", type_name(def->type)));
  if (!node_get(node, "title") && title)
    node = node_with(arena, node, "title", composite_text(composite, "%s", title));
  return node;
}

/* Bins of positions have two ends. */
static const Node *
add_bin(Composite *composite, const ChannelDef *def)
{
  Arena *arena = composite->arena;
  Channel secondary = channel_info(def->channel)->secondary;
  const Node *node = derived_def(composite, def);
  add_transform(composite, "bin", def->bin.node, def);
  add_group(composite, def->column);
  add_group(composite, def->column_end);
  node = node_with(arena, node, "bin", composite_text(composite, "binned"));
  node = node_with(arena, node, "type", composite_text(composite, "quantitative"));
  if (secondary != CHANNEL_NONE && channel_info(def->channel)->positional) {
    const Node *end =
        composite_map(composite, "field", composite_text(composite, "%s", def->column_end), NULL);
    composite->others = node_with(arena, composite->others, channel_info(secondary)->name, end);
  }
  return node;
}

/* What a channel's definition becomes once its field is a column of the grouped rows. */
static const Node *
group_by(Composite *composite, const ChannelDef *def)
{
  if (def->aggregate) {
    const Node *measure =
        composite_map(composite, "op", composite_text(composite, "%s", def->aggregate->name),
                      "field", def->field ? composite_text(composite, "%s", def->field) : NULL,
                      "as", composite_text(composite, "%s", def->column), NULL);
    g_ptr_array_add(composite->aggregates, (gpointer)measure);
    return derived_def(composite, def);
  }
  if (def_is_binned_here(def))
    return add_bin(composite, def);
  add_group(composite, def->column);
  if (!def->time_unit || def->time_unit->binned)
    return def->node;
  add_transform(composite, "timeUnit", node_get(def->node, "timeUnit"), def);
  return derived_def(composite, def);
}

static const Node *
group_by_list(Composite *composite, const ChannelDef *const *defs, size_t count)
{
  g_autoptr(GPtrArray) nodes = g_ptr_array_new();
  for (size_t i = 0; i < count; i++)
    g_ptr_array_add(nodes, (gpointer)(def_is_field(defs[i]) ? group_by(composite, defs[i])
                                                            : defs[i]->node));
  return composite_list(composite, nodes);
}

/* Tooltips draw nothing, but their fields make groups of error marks, as in Vega-Lite. */
static void
group_by_tooltip(Composite *composite, const Node *node)
{
  bool plain =
      !node_get(node, "aggregate") && !node_get(node, "bin") && !node_get(node, "timeUnit");
  const char *field = node_text(node_get(node, "field"), NULL);
  if (field && plain && strcmp(composite->name, "boxplot") != 0)
    add_group(composite, field);
}

/* Everything but the measured axis; the other fields make the groups. */
static void
split_encoding(Composite *composite, const Node *encoding)
{
  Unit *unit = composite->unit;
  for (size_t i = 0; node_is(encoding, NODE_MAP) && i < encoding->count; i++) {
    const NodeEntry *entry = &encoding->entries[i];
    Channel channel = channel_find(entry->key);
    const Node *node = entry->value;
    if (channel == CHANNEL_TOOLTIP)
      group_by_tooltip(composite, node);
    if (channel == CHANNEL_NONE || channel == CHANNEL_TOOLTIP ||
        strcmp(entry->key, composite->axis) == 0 || strcmp(entry->key, composite->axis2) == 0)
      continue;
    const ChannelDef *def = unit->channels[channel];
    if (channel == CHANNEL_DETAIL)
      node = group_by_list(composite, unit->details, unit->detail_count);
    else if (channel == CHANNEL_ORDER)
      node = group_by_list(composite, unit->orders, unit->order_count);
    else if (def_is_field(def))
      node = group_by(composite, def);
    composite->others = node_with(composite->arena, composite->others, entry->key, node);
  }
}

/* Takes xError and the like out of the encoding. */
static const Node *
take_errors(Composite *composite, const Node *encoding, const Node *errors[4])
{
  static const char *const NAMES[] = { "xError", "xError2", "yError", "yError2" };
  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    errors[i] = node_get(encoding, NAMES[i]);
    if (errors[i] && strcmp(composite->name, "boxplot") != 0)
      encoding = node_with(composite->arena, encoding, NAMES[i], NULL);
  }
  return encoding;
}

/* The encoding read as that of a simple mark. */
static Unit *
parse_encoding(const Composite *composite, const View *view, const Node *encoding)
{
  Unit *unit = arena_new0(composite->arena, Unit);
  unit->view = (View *)view;
  unit->mark = mark_find("rule");
  unit->mark_def = composite_map(composite, "type", composite_text(composite, "rule"), NULL);
  unit->encoding = encoding;
  encoding_parse(unit);
  return unit;
}

static bool
find_measure(Composite *composite)
{
  Channel channel = composite->vertical ? CHANNEL_Y : CHANNEL_X;
  const ChannelDef *def = composite->unit->channels[channel];
  composite->axis = composite->vertical ? "y" : "x";
  composite->axis2 = composite->vertical ? "y2" : "x2";
  if (!def || !def->field) {
    diag_error(composite->compilation->diags, "missing-measure", composite->span,
               "give the channel a quantitative field", "the mark '%s' needs a field in '%s'",
               composite->name, composite->axis);
    return false;
  }
  composite->field = def->field;
  composite->measure =
      node_with(composite->arena, node_with(composite->arena, def->node, "aggregate", NULL), "type",
                composite_text(composite, "%s", type_name(def->type)));
  return true;
}

bool
composite_open(Composite *composite, const View *view, const Node *encoding)
{
  const Node *mark = node_get(view->spec, "mark"), *errors[4];
  composite->compilation = view->compilation;
  composite->arena = view->compilation->arena;
  composite->span = mark->span;
  composite->mark = node_is(mark, NODE_MAP) ? mark : composite_map(composite, "type", mark, NULL);
  composite->transforms = g_ptr_array_new();
  composite->aggregates = g_ptr_array_new();
  composite->groups = g_ptr_array_new();
  encoding = take_errors(composite, encoding, errors);
  composite->unit = parse_encoding(composite, view, encoding);
  if (!find_orient(composite) || !find_measure(composite))
    return false;
  composite->errors[0] = errors[composite->vertical ? 2 : 0];
  composite->errors[1] = errors[composite->vertical ? 3 : 1];
  split_encoding(composite, encoding);
  return true;
}

void
composite_close(Composite *composite)
{
  g_clear_pointer(&composite->transforms, g_ptr_array_unref);
  g_clear_pointer(&composite->aggregates, g_ptr_array_unref);
  g_clear_pointer(&composite->groups, g_ptr_array_unref);
}
