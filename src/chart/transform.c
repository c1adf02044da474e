/* The transforms of a specification: one function and one line of the table each. */
#include "chart/aggregate_private.h"
#include "chart/impute_private.h"
#include "chart/pipeline_private.h"
#include "chart/time_unit_private.h"
#include "chart/transform_private.h"

#include <string.h>

/* `extent` last: density and regression have a property of that name. */
static const Transform TRANSFORMS[] = {
  { "aggregate", true, transform_aggregate },
  { "bin", false, transform_bin },
  { "calculate", false, transform_calculate },
  { "density", true, transform_density },
  { "filter", false, transform_filter },
  { "flatten", false, transform_flatten },
  { "fold", false, transform_fold },
  { "impute", true, transform_impute },
  { "joinaggregate", true, transform_joinaggregate },
  { "loess", true, transform_loess },
  { "lookup", false, transform_lookup },
  { "pivot", true, transform_pivot },
  { "quantile", true, transform_quantile },
  { "regression", true, transform_regression },
  { "sample", false, transform_sample },
  { "stack", true, transform_stack },
  { "timeUnit", false, transform_time_unit },
  { "window", true, transform_window },
  { "extent", false, transform_extent },
};

/* The transform with the fields of the facets around a view among its groups. */
static const Node *
with_facets(const Pipeline *from, const Node *transform, const View *view)
{
  Arena *arena = from->compilation->arena;
  for (; view; view = view->parent)
    for (size_t i = 0; view->kind == VIEW_FACET && i < G_N_ELEMENTS(view->facets); i++) {
      const Node *field = node_get(view->facets[i], "field");
      const Node *groups = node_get(transform, "groupby");
      bool made = node_get(view->facets[i], "bin") || node_get(view->facets[i], "timeUnit");
      if (made || !node_is(field, NODE_STRING) || !pipeline_column(from, field->string))
        continue;
      size_t count = node_is(groups, NODE_LIST) ? groups->count : 0;
      const Node **items = arena_array(arena, const Node *, count + 1);
      for (size_t k = 0; k < count; k++)
        items[k] = groups->items[k];
      items[count] = field;
      transform = node_with(arena, transform, "groupby",
                            node_new_list(arena, items, count + 1, field->span));
    }
  return transform;
}

const Pipeline *
transform_apply(const Pipeline *from, const Node *transform, const View *view)
{
  const char *names[G_N_ELEMENTS(TRANSFORMS) + 1] = { 0 };
  Compilation *compilation = from->compilation;
  compilation->stage = "paths";
  from = pipeline_with_paths(from, transform);
  for (size_t i = 0; i < G_N_ELEMENTS(TRANSFORMS); i++) {
    if (node_get(transform, TRANSFORMS[i].name)) {
      compilation->stage = TRANSFORMS[i].name;
      return TRANSFORMS[i].apply(from, TRANSFORMS[i].grouped
                                           ? with_facets(from, transform, view->parent)
                                           : transform);
    }
    names[i] = TRANSFORMS[i].name;
  }
  bool named = node_is(transform, NODE_MAP) && transform->count > 0;
  const char *near = named ? diag_suggest(transform->entries[0].key, names) : NULL;
  g_autofree char *hint = near ? g_strdup_printf("did you mean '%s'?", near) : NULL;
  diag_error(from->compilation->diags, "unknown-transform", transform->span, hint,
             "this is no known transform");
  return NULL;
}

const Pipeline *
transform_filter(const Pipeline *from, const Node *node)
{
  const char *condition = predicate_sql(from, node_get(node, "filter"));
  return condition ? pipeline_filter(from, condition) : NULL;
}

const Pipeline *
transform_calculate(const Pipeline *from, const Node *node)
{
  ExprType type = EXPR_TYPE_ANY;
  const char *as = transform_text(from, node, "as");
  if (!as || !transform_text(from, node, "calculate"))
    return NULL;
  const char *sql = expression_sql(from, node_get(node, "calculate"), &type);
  return sql ? pipeline_derive(from, as, sql, type) : NULL;
}

bool
transform_fields(const Pipeline *from, const Node *list, GPtrArray *names)
{
  bool sound = true;
  for (size_t i = 0; node_is(list, NODE_LIST) && i < list->count; i++) {
    const char *name = node_text(list->items[i], "");
    if (pipeline_has(from, name, list->items[i]->span))
      g_ptr_array_add(names, (gpointer)name);
    else
      sound = false;
  }
  return sound;
}

static const Aggregate *
find_aggregate(const Pipeline *from, const Node *item)
{
  const char *name = transform_text(from, item, "op");
  const Aggregate *aggregate = name ? aggregate_find(name) : NULL;
  if (name && !aggregate) {
    const char *near = diag_suggest(name, aggregate_names());
    g_autofree char *hint = near ? g_strdup_printf("did you mean '%s'?", near) : NULL;
    diag_error(from->compilation->diags, "unknown-aggregate", node_get(item, "op")->span, hint,
               "there is no aggregate operation '%s'", name);
  }
  return aggregate;
}

/* argmin and argmax give the whole row: a column "as.field" for each of its fields. */
static bool
read_measure(const Pipeline *from, const Node *item, GArray *measures)
{
  Arena *arena = from->compilation->arena;
  const Node *field = node_get(item, "field");
  const char *name = node_text(field, NULL), *as = node_string(node_get(item, "as"), NULL);
  const Aggregate *aggregate = find_aggregate(from, item);
  Span span = (field ? field : item)->span;
  if (!aggregate)
    return false;
  if (!as)
    as = name ? arena_printf(arena, "%s_%s", aggregate->name, name) : aggregate->name;
  bool whole = !aggregate->sql;
  for (size_t i = 0; i < (whole ? from->column_count : 1); i++) {
    const char *column = whole ? from->columns[i].name : name;
    Measure measure = { .as = whole ? arena_printf(arena, "%s.%s", as, column) : as };
    if (!pipeline_measure(from, aggregate, column, name, span, &measure))
      return false;
    g_array_append_val(measures, measure);
  }
  return true;
}

bool
transform_measures(const Pipeline *from, const Node *list, GArray *measures)
{
  bool sound = true;
  for (size_t i = 0; node_is(list, NODE_LIST) && i < list->count; i++)
    sound = read_measure(from, list->items[i], measures) && sound;
  return sound;
}

const Pipeline *
transform_aggregate(const Pipeline *from, const Node *node)
{
  g_autoptr(GPtrArray) groups = g_ptr_array_new();
  g_autoptr(GArray) measures = g_array_new(FALSE, FALSE, sizeof(Measure));
  bool sound = transform_fields(from, node_get(node, "groupby"), groups);
  if (!transform_measures(from, node_get(node, "aggregate"), measures) || !sound)
    return NULL;
  return pipeline_aggregate(from, (const char *const *)groups->pdata, groups->len,
                            (const Measure *)(void *)measures->data, measures->len);
}

/* One or two names under `as`. */
static void
read_as(const Pipeline *from, const Node *node, const char *names[2])
{
  const Node *as = node_get(node, "as");
  bool list = node_is(as, NODE_LIST) && as->count > 0;
  names[0] = node_string(list ? as->items[0] : as, "as");
  names[1] = list && as->count > 1 ? node_string(as->items[1], NULL) : NULL;
  if (!names[1])
    names[1] = arena_printf(from->compilation->arena, "%s_end", names[0]);
}

const Pipeline *
transform_bin(const Pipeline *from, const Node *node)
{
  const char *as[2];
  Bin bin = { .node = node_get(node, "bin"), .step = NAN };
  const char *field = transform_text(from, node, "field");
  if (!field || !pipeline_has(from, field, node_get(node, "field")->span))
    return NULL;
  read_as(from, node, as);
  return pipeline_bin(from, field, &bin, CHANNEL_NONE, as[0], as[1]);
}

const Pipeline *
transform_time_unit(const Pipeline *from, const Node *node)
{
  Compilation *compilation = from->compilation;
  const char *as[2];
  const char *field = transform_text(from, node, "field");
  const TimeUnit *unit =
      time_unit_parse(compilation->arena, node_get(node, "timeUnit"), compilation->diags);
  if (!field || !unit || !pipeline_has(from, field, node_get(node, "field")->span))
    return NULL;
  read_as(from, node, as);
  return pipeline_time_unit(from, field, unit, as[0], as[1]);
}

const Pipeline *
transform_stack(const Pipeline *from, const Node *node)
{
  const char *as[2];
  g_autoptr(GPtrArray) groups = g_ptr_array_new();
  const char *field = transform_text(from, node, "stack");
  const char *sort = transform_sort_sql(from, node_get(node, "sort"), "");
  const char *offset = node_string(node_get(node, "offset"), "zero");
  bool sound = transform_fields(from, node_get(node, "groupby"), groups);
  if (!field || !sort || !sound || !pipeline_has(from, field, node_get(node, "stack")->span))
    return NULL;
  read_as(from, node, as);
  StackOffset kind = strcmp(offset, "center") == 0      ? STACK_CENTER
                     : strcmp(offset, "normalize") == 0 ? STACK_NORMALIZE
                                                        : STACK_ZERO;
  return pipeline_stack(from, field, kind, (const char *const *)groups->pdata, groups->len, sort,
                        as[0], as[1]);
}
