/* The rows of a unit: its data through what the encoding asks for. The order is Vega-Lite's: types
 * are read, bins and time units made, groups aggregated, stacks piled, invalid rows left out. */
#include "chart/aggregate_private.h"
#include "chart/impute_private.h"
#include "chart/pipeline_private.h"
#include "chart/scale_private.h"
#include "chart/time_unit_private.h"

#include "core/number_format.h"

#include <math.h>
#include <string.h>

/* All definitions with a field, conditions' included. */
typedef struct DefList {
  const ChannelDef **items;
  size_t count;
} DefList;

static void
add_def(GPtrArray *defs, const ChannelDef *def)
{
  if (!def)
    return;
  if (def_is_field(def))
    g_ptr_array_add(defs, (gpointer)def);
  for (size_t i = 0; i < def->condition_count; i++)
    add_def(defs, def->conditions[i].def);
}

static DefList
all_defs(const Unit *unit)
{
  g_autoptr(GPtrArray) defs = g_ptr_array_new();
  for (int i = 0; i < CHANNEL_COUNT; i++)
    if (i != CHANNEL_DETAIL && i != CHANNEL_ORDER)
      add_def(defs, unit->channels[i]);
  for (size_t i = 0; i < unit->detail_count; i++)
    add_def(defs, unit->details[i]);
  for (size_t i = 0; i < unit->order_count; i++)
    add_def(defs, unit->orders[i]);
  for (size_t i = 0; i < unit->facet_count; i++)
    add_def(defs, unit->facets[i]);
  return (DefList){
    arena_dup(unit->view->compilation->arena, defs->pdata, defs->len * sizeof(gpointer)), defs->len
  };
}

static Span
span_of_field(const ChannelDef *def)
{
  const Node *field = node_get(def->node, "field");
  return (field ? field : def->node)->span;
}

/* Texts become dates or numbers where the definition says that they are. */
static const Pipeline *
read_types(const Pipeline *pipeline, const DefList *defs)
{
  bool sound = true;
  for (size_t i = 0; i < defs->count; i++) {
    const ChannelDef *def = defs->items[i];
    if (!def->field)
      continue;
    if (!pipeline_has(pipeline, def->field, span_of_field(def))) {
      sound = false;
      continue;
    }
    bool counts = def->aggregate && def->aggregate->counts;
    if (def->type == TYPE_TEMPORAL || def->time_unit)
      pipeline = pipeline_parse_dates(pipeline, def->field);
    else if (def->type == TYPE_QUANTITATIVE && !counts)
      pipeline = pipeline_parse_numbers(pipeline, def->field);
  }
  return sound ? pipeline : NULL;
}

static Value
sql_range(const Value *arguments, int count, Arena *arena, void *user)
{
  (void)count, (void)user;
  NumberFormat plain;
  g_autoptr(GString) text = g_string_new(NULL);
  if (!isfinite(value_to_number(arguments[0])) || !isfinite(value_to_number(arguments[1])) ||
      arguments[0].kind == VALUE_NULL)
    return value_string("null");
  number_format_parse("", &plain);
  number_format_append(text, &plain, locale_default(), value_to_number(arguments[0]));
  g_string_append(text, " – ");
  number_format_append(text, &plain, locale_default(), value_to_number(arguments[1]));
  return value_string(arena_strdup(arena, text->str));
}

static const Pipeline *
name_ranges(const Pipeline *pipeline, const ChannelDef *def)
{
  Compilation *compilation = pipeline->compilation;
  catalog_add_function(compilation->context->catalog, "chart_range", 2, sql_range, NULL);
  const char *sql = arena_printf(compilation->arena, "chart_range(%s, %s)",
                                 sql_column(compilation->arena, def->column),
                                 sql_column(compilation->arena, def->column_end));
  return pipeline_derive(pipeline, def->column_range, sql, EXPR_TYPE_TEXT);
}

/* The bands of bars may stand around their dates: from the unit before to the next, in shares. */
static const Pipeline *
shift_bands(const Unit *unit, const Pipeline *pipeline, ChannelDef *def)
{
  Compilation *compilation = pipeline->compilation;
  Arena *arena = compilation->arena;
  double position = def_band_position(unit, def);
  if (!unit->mark->rectangular || !channel_info(def->channel)->positional || isnan(position) ||
      position == 0.5 || def->type != TYPE_TEMPORAL)
    return pipeline;
  char share[G_ASCII_DTOSTR_BUF_SIZE], rest[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd(share, sizeof share, "%.17g", position + 0.5);
  g_ascii_formatd(rest, sizeof rest, "%.17g", 0.5 - position);
  const char *start = sql_column(arena, def->column), *end = sql_column(arena, def->column_end);
  const char *before = time_unit_function(compilation, def->time_unit, -1);
  def->column_from = arena_printf(arena, "%s_from", def->column);
  def->column_to = arena_printf(arena, "%s_to", def->column);
  const char *from =
      arena_printf(arena, "%s * %s(%s) + %s * %s", rest, before, start, share, start);
  const char *to = arena_printf(arena, "%s * %s + %s * %s", rest, start, share, end);
  pipeline = pipeline_derive(pipeline, def->column_from, from, EXPR_TYPE_DATE);
  return pipeline_derive(pipeline, def->column_to, to, EXPR_TYPE_DATE);
}

/* Layers bin before their own transforms, so that those of one field have the same bins. */
static const Pipeline *
measured_for_bins(const Unit *unit, const char *field)
{
  const View *view = unit->view;
  if (!view->parent || view->parent->kind != VIEW_LAYER || !node_get(view->spec, "transform"))
    return NULL;
  const Pipeline *before = pipeline_before_transforms(view);
  return before && pipeline_column(before, field) ? before : NULL;
}

static const Pipeline *
make_units(const Unit *unit, const Pipeline *pipeline, const DefList *defs)
{
  for (size_t i = 0; pipeline && i < defs->count; i++) {
    ChannelDef *def = (ChannelDef *)defs->items[i];
    bool made = def->column_end && pipeline_column(pipeline, def->column_end);
    if (def_is_binned_here(def) && def->column_end) {
      def->bin.measured = measured_for_bins(unit, def->field);
      pipeline =
          pipeline_bin(pipeline, def->field, &def->bin, def->channel, def->column, def->column_end);
      if (pipeline && def->column_range)
        pipeline = name_ranges(pipeline, def);
    } else if (def->time_unit && !def->aggregate && !made) {
      const char *start = def->time_unit->binned ? NULL : def->column;
      pipeline = pipeline_time_unit(pipeline, def->field, def->time_unit, start, def->column_end);
      pipeline = shift_bands(unit, pipeline, def);
    }
  }
  return pipeline;
}

static void
add_once(GPtrArray *names, const char *name)
{
  if (name && !g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
    g_ptr_array_add(names, (gpointer)name);
}

static const Pipeline *
aggregate(const Pipeline *pipeline, const DefList *defs)
{
  g_autoptr(GPtrArray) groups = g_ptr_array_new(), done = g_ptr_array_new();
  Measure *measures = arena_array(pipeline->compilation->arena, Measure, MAX(defs->count, 1));
  size_t count = 0;

  for (size_t i = 0; i < defs->count; i++) {
    const ChannelDef *def = defs->items[i];
    if (!def->aggregate) {
      add_once(groups, def->column);
      add_once(groups, def->column_end);
      add_once(groups, def->column_range);
      add_once(groups, def->column_from);
      add_once(groups, def->column_to);
      continue;
    }
    if (g_ptr_array_find_with_equal_func(done, def->column, g_str_equal, NULL))
      continue;
    g_ptr_array_add(done, (gpointer)def->column);
    Measure *measure = &measures[count++];
    measure->as = def->column;
    if (!pipeline_measure(pipeline, def->aggregate, def->field, def->arg_field, span_of_field(def),
                          measure))
      return NULL;
  }
  return pipeline_aggregate(pipeline, (const char *const *)groups->pdata, groups->len, measures,
                            count);
}

/* ---- stacks ---- */

static void
append_order(GString *sql, Arena *arena, const char *column, bool descending)
{
  g_string_append_printf(sql, "%s%s%s", sql->len ? ", " : "", sql_column(arena, column),
                         descending ? " DESC" : "");
}

/* Parts in the order of the colours' explicit domain. Rows that are imputed have no place in it. */
static const Pipeline *
number_colours(const Unit *unit, const Pipeline *pipeline)
{
  const ChannelDef *colour = stack_colour_order(unit);
  if (!colour)
    return pipeline;
  Arena *arena = pipeline->compilation->arena;
  const Node *domain = node_path(colour->node, "scale.domain");
  g_autoptr(GString) sql = g_string_new("CASE");
  for (size_t i = 0; i < domain->count; i++)
    g_string_append_printf(sql, " WHEN %s = %s THEN %zu", sql_column(arena, colour->column),
                           sql_text(arena, node_text(domain->items[i], "")), i);
  g_string_append(sql, " ELSE -1 END");
  return pipeline_derive(pipeline, STACK_ORDER_COLUMN, sql->str, EXPR_TYPE_NUMBER);
}

/* By the order channel, else by the fields that make the parts; upwards the first comes last. */
static char *
stack_order(const Unit *unit, const DefList *defs)
{
  Arena *arena = unit->view->compilation->arena;
  g_autoptr(GString) sql = g_string_new(NULL);
  const ChannelDef *order = unit->order_count ? unit->orders[0] : NULL;
  for (size_t i = 0; i < unit->order_count; i++)
    if (def_is_field(unit->orders[i]))
      append_order(sql, arena, unit->orders[i]->column,
                   node_is_string(node_get(unit->orders[i]->node, "sort"), "descending"));
  if (sql->len)
    return g_strdup(sql->str);

  const ChannelDef *colour = stack_colour_order(unit);
  if (colour && !order)
    return g_strdup_printf("\"" STACK_ORDER_COLUMN "\"%s",
                           unit->orient == ORIENT_HORIZONTAL ? "" : " DESC");
  const Node *sort = order ? node_get(order->node, "sort") : NULL;
  bool down = sort ? node_is_string(sort, "descending") : unit->stack.channel == CHANNEL_Y;
  g_autoptr(GPtrArray) done = g_ptr_array_new();
  for (size_t i = 0; i < defs->count; i++) {
    if (!stack_splits(unit, defs->items[i]))
      continue;
    guint before = done->len;
    add_once(done, defs->items[i]->column);
    if (done->len > before)
      append_order(sql, arena, defs->items[i]->column, down);
  }
  return g_strdup(sql->str);
}

static const Pipeline *
pile_up(const Unit *unit, const Pipeline *pipeline, const DefList *defs)
{
  g_autoptr(GPtrArray) groups = g_ptr_array_new();
  const Stack *stack = &unit->stack;
  const ChannelDef *dimension =
      stack->dimension == CHANNEL_NONE ? NULL : unit->channels[stack->dimension];
  const ChannelDef *offset = stack_offset_def(unit);
  g_autofree char *order = stack_order(unit, defs);

  pipeline = number_colours(unit, pipeline);
  if (dimension)
    add_once(groups, dimension->column);
  if (def_is_field(offset))
    add_once(groups, offset->column);
  for (size_t i = 0; i < unit->facet_count; i++)
    add_once(groups, unit->facets[i]->column);
  pipeline = impute_stack(unit, pipeline);
  return pipeline_stack(pipeline, unit->channels[stack->channel]->column, stack->offset,
                        (const char *const *)groups->pdata, groups->len, order, stack->start,
                        stack->end);
}

/* ---- conditions and invalid values ---- */

static const Pipeline *
test_conditions(const Pipeline *pipeline, const ChannelDef *def)
{
  for (size_t i = 0; pipeline && def && i < def->condition_count; i++) {
    const Condition *condition = &def->conditions[i];
    if (!condition->column)
      continue;
    const char *sql = predicate_sql(pipeline, condition->test);
    pipeline = sql ? pipeline_derive(pipeline, condition->column, sql, EXPR_TYPE_BOOLEAN) : NULL;
  }
  return pipeline;
}

/* Properties of the mark that are expressions over the row become columns "#mark.NAME". */
static const Pipeline *
derive_properties(Unit *unit, const Pipeline *pipeline)
{
  Arena *arena = pipeline->compilation->arena;
  const Node *mark = unit->mark_def;
  for (size_t i = 0; pipeline && i < mark->count; i++) {
    const NodeEntry *entry = &mark->entries[i];
    const Node *text = node_get(entry->value, "expr");
    if (!node_is(text, NODE_STRING) || !expression_reads_rows(pipeline, text))
      continue;
    ExprType type = EXPR_TYPE_ANY;
    const char *sql = expression_sql(pipeline, text, &type);
    const char *column = arena_printf(arena, "#mark.%s", entry->key);
    pipeline = sql ? pipeline_derive(pipeline, column, sql, type) : NULL;
    unit->row_properties = node_with(arena, unit->row_properties, entry->key, text);
  }
  return pipeline;
}

/* A column for a definition's value that is an expression over the row. */
static const Pipeline *
derive_value(const Pipeline *pipeline, const Node *value, const char *name, const char **column)
{
  const Node *text = node_get(value, "expr");
  if (!pipeline || !node_is(text, NODE_STRING) || !expression_reads_rows(pipeline, text))
    return pipeline;
  ExprType type = EXPR_TYPE_ANY;
  const char *sql = expression_sql(pipeline, text, &type);
  *column = name;
  return sql ? pipeline_derive(pipeline, name, sql, type) : NULL;
}

static const Pipeline *
derive_values(const Unit *unit, const Pipeline *pipeline)
{
  Arena *arena = unit->view->compilation->arena;
  for (int c = 0; c < CHANNEL_COUNT; c++) {
    ChannelDef *def = (ChannelDef *)unit->channels[c];
    const char *name = channel_info((Channel)c)->name;
    for (size_t i = 0; def && i < def->condition_count; i++) {
      Condition *condition = (Condition *)&def->conditions[i];
      pipeline =
          derive_value(pipeline, node_get(condition->node, "value"),
                       arena_printf(arena, "#value.%s.%zu", name, i), &condition->value_column);
    }
    if (def)
      pipeline = derive_value(pipeline, def->value, arena_printf(arena, "#value.%s", name),
                              &def->value_column);
  }
  return pipeline;
}

static const Pipeline *
test_all(const Unit *unit, const Pipeline *pipeline)
{
  for (int i = 0; pipeline && i < CHANNEL_COUNT; i++)
    pipeline = test_conditions(pipeline, unit->channels[i]);
  return pipeline;
}

/* What becomes of rows whose value no continuous scale can place (config.mark.invalid). */
typedef struct InvalidMode {
  bool marks, domains; /* are they kept for marks, for domains? */
} InvalidMode;

static InvalidMode
invalid_mode(const Unit *unit)
{
  const Node *node = mark_property(unit, "invalid");
  const char *mode = node_string(node, "break-paths-show-path-domains");
  bool path = unit->mark->path;
  if (node_is(node, NODE_NULL) || strcmp(mode, "show") == 0)
    return (InvalidMode){ true, true };
  if (strcmp(mode, "break-paths-show-domains") == 0)
    return (InvalidMode){ path, true };
  if (strcmp(mode, "break-paths-filter-domains") == 0)
    return (InvalidMode){ path, false };
  if (strcmp(mode, "filter") == 0)
    return (InvalidMode){ false, false };
  return (InvalidMode){ path, path };
}

bool
rows_show_invalid(const Unit *unit, Channel channel)
{
  const Node *mode = mark_property(unit, "invalid");
  g_autofree char *path = g_strconcat("scale.invalid.", channel_info(channel)->name, NULL);
  return node_is(mode, NODE_NULL) || node_is_string(mode, "show") ||
         config_get(unit->view->compilation, path);
}

static const Pipeline *
drop_invalid(const Unit *unit, const Pipeline *pipeline, const DefList *defs)
{
  Arena *arena = pipeline->compilation->arena;
  g_autoptr(GString) sql = g_string_new(NULL);
  for (size_t i = 0; i < defs->count; i++) {
    const ChannelDef *def = defs->items[i];
    bool measured = def->type == TYPE_QUANTITATIVE || def->type == TYPE_TEMPORAL;
    bool scaled = channel_info(def->channel)->range != RANGE_NONE &&
                  !node_is(node_get(def->node, "scale"), NODE_NULL);
    if (!measured || !scaled || (def->aggregate && def->aggregate->counts) ||
        rows_show_invalid(unit, def->channel) || scale_kind_of(unit, def)->discrete)
      continue;
    g_string_append_printf(sql, "%sabs(%s) < 9e999", sql->len ? " AND " : "",
                           sql_column(arena, def->column));
  }
  return sql->len ? pipeline_filter(pipeline, sql->str) : pipeline;
}

static bool
run(Unit *unit, const Pipeline *pipeline, const DefList *defs)
{
  InvalidMode keep = invalid_mode(unit);
  const Pipeline *valid = drop_invalid(unit, pipeline, defs);
  unit->rows = pipeline_run(keep.marks ? pipeline : valid);
  unit->domain_rows = keep.marks == keep.domains || valid == pipeline
                          ? unit->rows
                          : pipeline_run(keep.domains ? pipeline : valid);
  return unit->rows && unit->domain_rows;
}

/* Aggregates and bins are no longer what the package names. */
static const Field *
packaged_field(const Unit *unit, const ChannelDef *def)
{
  bool plain = def->at >= 0 && !def->aggregate && !def->time_unit && !def_is_binned_here(def);
  return plain && unit->view->compilation->context->labels_from_package
             ? unit->rows->columns[def->at].field
             : NULL;
}

/* Columns are looked up once, not for every row. */
static void
locate_columns(Unit *unit, const DefList *defs)
{
  const Table *rows = unit->rows;
  for (size_t i = 0; i < defs->count; i++) {
    ChannelDef *def = (ChannelDef *)defs->items[i];
    def->at = table_column(rows, def->column);
    def->end_at = def->column_end ? table_column(rows, def->column_end) : -1;
    def->range_at = def->column_range ? table_column(rows, def->column_range) : -1;
    def->from_at = def->column_from ? table_column(rows, def->column_from) : -1;
    def->to_at = def->column_to ? table_column(rows, def->column_to) : -1;
    def->packaged = packaged_field(unit, def);
  }
  for (int c = 0; c < CHANNEL_COUNT; c++) {
    const ChannelDef *def = unit->channels[c];
    for (size_t i = 0; def && i < def->condition_count; i++) {
      Condition *condition = (Condition *)&def->conditions[i];
      condition->at = condition->column ? table_column(rows, condition->column) : -1;
    }
  }
  if (unit->stack.start) {
    unit->stack.start_at = table_column(rows, unit->stack.start);
    unit->stack.end_at = table_column(rows, unit->stack.end);
  }
}

/* Also of the facets around, which the unit's encoding does not name. */
static const Pipeline *
with_paths(const Unit *unit, const Pipeline *pipeline)
{
  pipeline = pipeline_with_paths(pipeline, unit->encoding);
  for (size_t i = 0; i < unit->facet_count; i++)
    pipeline = pipeline_with_paths(pipeline, unit->facets[i]->node);
  return pipeline;
}

/* Names the steps to come; false where a fault has left nothing. */
static bool
enter(const Pipeline *pipeline, const char *stage)
{
  if (pipeline)
    pipeline->compilation->stage = stage;
  return pipeline != NULL;
}

bool
rows_read(Unit *unit)
{
  DefList defs = all_defs(unit);
  unit->view->compilation->view = unit->view;
  const Pipeline *pipeline = pipeline_of_view(unit->view);
  if (enter(pipeline, "types"))
    pipeline = read_types(with_paths(unit, pipeline), &defs);
  if (enter(pipeline, "units"))
    pipeline = make_units(unit, pipeline, &defs);
  unit->raw = pipeline;
  if (enter(pipeline, "aggregate") && unit->aggregated)
    pipeline = aggregate(pipeline, &defs);
  if (enter(pipeline, "impute"))
    pipeline = impute_encoding(unit, pipeline);
  if (enter(pipeline, "stack") && unit->stack.start)
    pipeline = pile_up(unit, pipeline, &defs);
  if (enter(pipeline, "condition"))
    pipeline = test_all(unit, pipeline);
  if (enter(pipeline, "value"))
    pipeline = derive_values(unit, derive_properties(unit, pipeline));
  if (!enter(pipeline, "valid") || !run(unit, pipeline, &defs))
    return false;
  locate_columns(unit, &defs);
  return true;
}
