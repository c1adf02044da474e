/* window: ranks, neighbours and aggregates over moving frames. Rules: Vega's documentation of the
 * window transform. A frame [a, b] goes from `a` rows before or after a row to `b` (null: from the
 * first, to the last) in the order of `sort`, else of the data; rows that sort alike (peers) are in
 * it together unless they are to be ignored. */
#include "chart/aggregate_private.h"
#include "chart/transform_private.h"

#include <math.h>
#include <string.h>

#define SOURCE "\"#source\"."

enum { OFFSET_MOST = 1000000000 };

typedef struct Bound {
  bool open; /* null: the first or the last row of the group */
  int offset;
} Bound;

typedef struct Window {
  const Pipeline *from;
  Arena *arena;
  const GPtrArray *groups;
  const char *sort; /* "a, b DESC", or nothing */
  Bound start, end;
  const char *ranked;  /* OVER clause in which rows that sort alike are peers */
  const char *ordered; /* of single rows */
  const char *framed;  /* of the frame in rows, without peers */
  const char *grouped; /* of the whole group */
  GString *joins;      /* what the rows are joined with, where peers go together */
  GString *frames;     /* aggregates over frames with peers */
  GString *computed;   /* columns beside the places of rows, so that no join stands in their way */
  unsigned joined;
} Window;

/* What only windows have. In the SQL %f stands for the field, %p for the parameter, %r, %o, %w
 * and %g for the OVER clauses ranked, ordered, framed and grouped. */
typedef struct Operation {
  const char *name, *sql;
  const char *place; /* of operations on one row of the frame: which of the group */
  bool keeps_type;
  double param; /* where none is given; NaN: one must be, 0: none is taken */
} Operation;

static const Operation OPERATIONS[] = {
  { .name = "row_number", .sql = "row_number() %o" },
  { .name = "rank", .sql = "rank() %r" },
  { .name = "dense_rank", .sql = "dense_rank() %r" },
  { .name = "percent_rank", .sql = "(rank() %r - 1.0) / nullif(count(*) %g - 1, 0)" },
  { .name = "cume_dist", .sql = "cume_dist() %r" },
  { .name = "ntile", .sql = "ceil(%p * cume_dist() %r)", .param = NAN },
  { .name = "lag", .sql = "lag(%f, %p) %o", .keeps_type = true, .param = 1 },
  { .name = "lead", .sql = "lead(%f, %p) %o", .keeps_type = true, .param = 1 },
  { "first_value", "first_value(%f) %w", "\"#start\"", true, 0 },
  { "last_value", "last_value(%f) %w", "\"#end\"", true, 0 },
  { "nth_value", "nth_value(%f, %p) %w", "\"#start\" + %p - 1", true, NAN },
  { .name = "exponential", .sql = "chart_moving_exponential(%f, %p) %w", .param = NAN },
  { .name = "exponentialb", .sql = "chart_moving_exponentialb(%f, %p) %w", .param = NAN },
};

/* Aggregates in frames whose first row moves. */
static const Aggregate MOVING[] = {
  { .name = "average", .sql = "chart_moving_mean(%s)" },
  { .name = "distinct", .sql = "chart_moving_distinct(%s)" },
  { .name = "mean", .sql = "chart_moving_mean(%s)" },
  { .name = "product", .sql = "chart_moving_product(%s)" },
  { .name = "stderr", .sql = "sqrt(chart_moving_variance(%s) / count(%s))" },
  { .name = "stdev", .sql = "sqrt(chart_moving_variance(%s))" },
  { .name = "stdevp", .sql = "sqrt(chart_moving_variancep(%s))" },
  { .name = "sum", .sql = "chart_moving_sum(%s)" },
  { .name = "variance", .sql = "chart_moving_variance(%s)" },
  { .name = "variancep", .sql = "chart_moving_variancep(%s)" },
};

/* ---- frames ---- */

static Bound
read_bound(const Node *frame, size_t index)
{
  bool given = node_is(frame, NODE_LIST) && frame->count == 2;
  if (!given)
    return (Bound){ .open = index == 0 };
  double offset = node_number(frame->items[index], NAN);
  if (isnan(offset))
    return (Bound){ .open = true };
  return (Bound){ .offset = (int)CLAMP(offset, -OFFSET_MOST, OFFSET_MOST) };
}

static const char *
bound_sql(Arena *arena, Bound bound, const char *open)
{
  if (bound.open)
    return open;
  if (bound.offset == 0)
    return "CURRENT ROW";
  return arena_printf(arena, "%d %s", abs(bound.offset),
                      bound.offset < 0 ? "PRECEDING" : "FOLLOWING");
}

static void
make_clauses(Window *window, const char *partition)
{
  Arena *arena = window->arena;
  const char *comma = *window->sort ? ", " : "";
  const char *order =
      arena_printf(arena, "%s ORDER BY %s%s" SOURCE ROW_COLUMN_SQL, partition, window->sort, comma);
  window->ordered = arena_printf(arena, "OVER (%s)", order);
  window->grouped = arena_printf(arena, "OVER (%s)", partition);
  window->ranked = *window->sort
                       ? arena_printf(arena, "OVER (%s ORDER BY %s)", partition, window->sort)
                       : window->ordered;
  window->framed = arena_printf(arena, "OVER (%s ROWS BETWEEN %s AND %s)", order,
                                bound_sql(arena, window->start, "UNBOUNDED PRECEDING"),
                                bound_sql(arena, window->end, "UNBOUNDED FOLLOWING"));
}

/* Do rows sort alike within a group? */
static bool
has_peers(const Window *window)
{
  g_autofree char *sql =
      g_strdup_printf("SELECT 1 FROM (SELECT rank() %s AS a, row_number() %s AS b "
                      "FROM %s AS \"#source\") WHERE a <> b LIMIT 1",
                      window->ranked, window->ordered, window->from->name);
  const Table *found = pipeline_query(window->from, "whether rows sort alike", sql);
  return found && found->row_count > 0;
}

/* ---- frames with peers ----
 *
 * SQL's frames know either rows or peers, Vega's both: an end so many rows away, and then all of
 * its peers. So each row gets the places "#start" and "#end" of its frame, and is joined with the
 * rows there. */

/* The rows with their place "#n" in the group "#part" and the ends of their frames. */
static const char *
framed_rows_sql(const Window *window)
{
  Arena *arena = window->arena;
  g_autoptr(GString) part = g_string_new("1"), sql = g_string_new(NULL);
  const char *places = "OVER (PARTITION BY \"#part\" ORDER BY \"#n\")";
  for (guint i = 0; i < window->groups->len; i++)
    g_string_append_printf(part, "%s" SOURCE "%s", i ? ", " : "",
                           sql_column(arena, window->groups->pdata[i]));
  if (window->groups->len > 0)
    g_string_assign(part, arena_printf(arena, "dense_rank() OVER (ORDER BY %s)", part->str + 1));
  g_string_append_printf(sql,
                         "\"#numbered\" AS (SELECT " SOURCE "*, %s AS \"#part\", row_number() %s "
                         "AS \"#n\", rank() %s AS \"#low\", count(*) %s AS \"#high\"%s FROM %s "
                         "AS "
                         "\"#source\"), \"#framed\" AS MATERIALIZED (SELECT *, ",
                         part->str, window->ordered, window->ranked, window->ranked,
                         window->computed->str, window->from->name);
  int start = window->start.offset, end = window->end.offset;
  if (window->start.open)
    g_string_append(sql, "1");
  else
    g_string_append_printf(sql, "coalesce(%s(\"#low\", %d) %s, %s)", start > 0 ? "lead" : "lag",
                           abs(start), places,
                           start > 0 ? "1 + count(*) OVER (PARTITION BY \"#part\")" : "1");
  g_string_append(sql, " AS \"#start\", ");
  const char *count = "count(*) OVER (PARTITION BY \"#part\")";
  if (window->end.open)
    g_string_append(sql, count);
  else
    g_string_append_printf(sql, "coalesce(%s(\"#high\", %d) %s, %s)", end < 0 ? "lag" : "lead",
                           abs(end), places, end < 0 ? "0" : count);
  g_string_append(sql, " AS \"#end\" FROM \"#numbered\")");
  return arena_strdup(arena, sql->str);
}

/* A measure without a join. */
static const char *
computed_value(Window *window, const char *sql)
{
  if (!window->joins)
    return sql;
  const char *column = arena_printf(window->arena, "\"#value%u\"", window->joined++);
  g_string_append_printf(window->computed, ", %s AS %s", sql, column);
  return arena_printf(window->arena, SOURCE "%s", column);
}

/* A field of one row of the frame. */
static const char *
joined_value(Window *window, const char *place, const char *name)
{
  const char *alias = arena_printf(window->arena, "\"#joined%u\"", window->joined++);
  g_string_append_printf(window->joins,
                         " LEFT JOIN \"#framed\" AS %s ON %s.\"#part\" = " SOURCE
                         "\"#part\" AND %s.\"#n\" = CASE WHEN " SOURCE "%s BETWEEN " SOURCE
                         "\"#start\" AND " SOURCE "\"#end\" THEN " SOURCE "%s END",
                         alias, alias, alias, place, place);
  return arena_printf(window->arena, "%s.%s", alias, name);
}

/* An aggregate over the frame: a column of the rows, with SQL over the rows "#other". */
static const char *
joined_aggregate(Window *window, const Aggregate *aggregate, const char *name)
{
  Arena *arena = window->arena;
  const char *column = arena_printf(arena, "\"#value%u\"", window->joined++);
  /* An empty frame is joined with nothing: one row without a place. */
  const char *sql =
      transform_aggregate_sql(arena, aggregate, arena_printf(arena, "\"#other\".%s", name),
                              "FILTER (WHERE \"#other\".\"#n\" IS NOT NULL)");
  g_string_append_printf(window->frames, ", %s AS %s", sql, column);
  return arena_printf(arena, aggregate->counts ? "coalesce(" SOURCE "%s, 0)" : SOURCE "%s", column);
}

/* "WITH …" for the joins. */
static const char *
with_sql(const Window *window)
{
  g_autoptr(GString) sql = g_string_new("WITH RECURSIVE ");
  g_string_append(sql, framed_rows_sql(window));
  if (window->frames->len > 0)
    g_string_append_printf(
        sql,
        ", \"#steps\"(step) AS (SELECT 0 UNION ALL SELECT step + 1 FROM \"#steps\" WHERE step < "
        "(SELECT max(\"#end\" - \"#start\") FROM \"#framed\")), \"#measured\" AS MATERIALIZED "
        "(SELECT \"#own\".*%s FROM \"#framed\" AS \"#own\" LEFT JOIN \"#steps\" ON step <= "
        "\"#own\".\"#end\" - \"#own\".\"#start\" LEFT JOIN \"#framed\" AS \"#other\" ON "
        "\"#other\".\"#part\" = \"#own\".\"#part\" AND \"#other\".\"#n\" = \"#own\".\"#start\" + "
        "step GROUP BY \"#own\"." ROW_COLUMN_SQL ")",
        window->frames->str);
  g_string_append_c(sql, ' ');
  return arena_strdup(window->arena, sql->str);
}

/* ---- operations ---- */

/* The SQL of an operation with its letters filled in. */
static const char *
fill_in(const Window *window, const char *format, const char *field, const char *param)
{
  g_autoptr(GString) sql = g_string_new(NULL);
  for (const char *p = format; *p; p++) {
    if (*p != '%') {
      g_string_append_c(sql, *p);
      continue;
    }
    p++;
    g_string_append(sql, *p == 'f'   ? field
                         : *p == 'p' ? param
                         : *p == 'r' ? window->ranked
                         : *p == 'o' ? window->ordered
                         : *p == 'g' ? window->grouped
                                     : window->framed);
  }
  return arena_strdup(window->arena, sql->str);
}

/* The parameter of an operation; NULL after a fault. */
static const char *
read_param(const Window *window, const Operation *operation, const Node *item)
{
  const Node *node = node_get(item, "param");
  double param = node_number(node, operation->param);
  bool fraction = g_str_has_prefix(operation->name, "exponential");
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  if (param == 0 && !isnan(operation->param))
    param = operation->param;
  if (operation->param == 0)
    return "";
  if (!(param > 0 && param < OFFSET_MOST)) {
    diag_error(window->from->compilation->diags, "invalid-value", (node ? node : item)->span, NULL,
               "the operation '%s' needs a `param` above zero", operation->name);
    return NULL;
  }
  return arena_strdup(window->arena,
                      g_ascii_dtostr(text, sizeof text, fraction ? param : floor(param)));
}

static bool
read_operation(Window *window, const Operation *operation, const Node *item, Measure *measure)
{
  const char *param = read_param(window, operation, item);
  const char *field = "";
  bool has_field = strstr(operation->sql, "%f") != NULL;
  if (has_field)
    field = transform_field(window->from, item, "field");
  if (!param || !field)
    return false;
  const char *name = has_field ? sql_column(window->arena, field) : "";
  measure->type =
      operation->keeps_type ? pipeline_column(window->from, field)->type : EXPR_TYPE_NUMBER;
  if (window->joins && operation->place)
    measure->sql = joined_value(window, fill_in(window, operation->place, "", param), name);
  else
    measure->sql =
        computed_value(window, fill_in(window, operation->sql,
                                       arena_printf(window->arena, SOURCE "%s", name), param));
  measure->as =
      has_field ? arena_printf(window->arena, "%s_%s", operation->name, field) : operation->name;
  return true;
}

static const Aggregate *
moving_form(const Aggregate *aggregate)
{
  for (size_t i = 0; i < G_N_ELEMENTS(MOVING); i++)
    if (strcmp(MOVING[i].name, aggregate->name) == 0)
      return &MOVING[i];
  return aggregate;
}

static bool
read_aggregate(Window *window, const Aggregate *aggregate, const Node *item, Measure *measure)
{
  Arena *arena = window->arena;
  bool has_field = strstr(aggregate->sql, "%s") != NULL;
  const char *field = has_field ? transform_field(window->from, item, "field") : "";
  if (!field)
    return false;
  const char *name = has_field ? sql_column(arena, field) : "";
  measure->type =
      aggregate->keeps_type ? pipeline_column(window->from, field)->type : EXPR_TYPE_NUMBER;
  measure->as = has_field ? arena_printf(arena, "%s_%s", aggregate->name, field) : aggregate->name;
  bool growing = window->start.open && window->end.offset == 0 && !window->end.open;
  if (window->joins && !growing) {
    measure->sql = joined_aggregate(window, aggregate, name);
    return true;
  }
  bool moves = !window->start.open || strcmp(aggregate->name, "distinct") == 0 ||
               strcmp(aggregate->name, "product") == 0;
  /* With peers the frame that grows is SQL's own, up to the last peer. */
  const char *sql = transform_aggregate_sql(arena, moves ? moving_form(aggregate) : aggregate,
                                            arena_printf(arena, SOURCE "%s", name),
                                            window->joins ? window->ranked : window->framed);
  if (aggregate->counts) /* of a frame without rows too */
    sql = arena_printf(arena, "coalesce(%s, 0)", sql);
  measure->sql = computed_value(window, sql);
  return true;
}

static bool
read_item(Window *window, const Node *item, GArray *measures)
{
  const char *op = transform_text(window->from, item, "op");
  Measure measure = { 0 };
  if (!op)
    return false;
  const Operation *operation = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(OPERATIONS); i++)
    if (strcmp(OPERATIONS[i].name, op) == 0)
      operation = &OPERATIONS[i];
  const Aggregate *aggregate = aggregate_find(op);
  if (!operation && !(aggregate && aggregate->sql)) {
    const char *near = diag_suggest(op, aggregate_names());
    g_autofree char *hint = near ? g_strdup_printf("did you mean '%s'?", near) : NULL;
    diag_error(window->from->compilation->diags, "unknown-aggregate", node_get(item, "op")->span,
               hint, "there is no window operation '%s'", op);
    return false;
  }
  if (!(operation ? read_operation(window, operation, item, &measure)
                  : read_aggregate(window, aggregate, item, &measure)))
    return false;
  measure.as = node_text(node_get(item, "as"), measure.as);
  g_array_append_val(measures, measure);
  return true;
}

/* The rows with the measures of `list`. */
static const Pipeline *
add_columns(Window *window, const Node *list)
{
  const Pipeline *from = window->from;
  g_autoptr(GArray) measures = g_array_new(FALSE, FALSE, sizeof(Measure));
  bool sound = true;
  for (size_t i = 0; node_is(list, NODE_LIST) && i < list->count; i++)
    sound = read_item(window, list->items[i], measures) && sound;
  if (!sound)
    return NULL;
  const Measure *items = (const Measure *)(void *)measures->data;
  if (!window->joins)
    return transform_extend(from, NULL,
                            arena_printf(window->arena, "%s AS \"#source\"", from->name), items,
                            measures->len);
  /* The planner takes "#framed" for small and scans it for each row, but not the union. */
  const char *framed = "(SELECT * FROM \"#framed\" UNION ALL SELECT * FROM \"#framed\" WHERE 0)";
  const char *source =
      arena_printf(window->arena, "%s AS \"#source\"%s",
                   window->frames->len > 0 ? "\"#measured\"" : framed, window->joins->str);
  const Pipeline *rows = transform_extend(from, NULL, source, items, measures->len);
  return pipeline_with_sql(from, arena_printf(window->arena, "%s%s", with_sql(window), rows->sql),
                           rows->columns, rows->column_count);
}

const Pipeline *
transform_window(const Pipeline *from, const Node *node)
{
  Arena *arena = from->compilation->arena;
  const Node *frame = node_get(node, "frame");
  g_autoptr(GPtrArray) groups = g_ptr_array_new();
  g_autoptr(GString) joins = g_string_new(NULL), frames = g_string_new(NULL);
  g_autoptr(GString) computed = g_string_new(NULL);
  Window window = {
    .from = from,
    .arena = arena,
    .groups = groups,
    .sort = transform_sort_sql(from, node_get(node, "sort"), SOURCE),
    .start = read_bound(frame, 0),
    .end = read_bound(frame, 1),
  };
  if (!transform_fields(from, node_get(node, "groupby"), groups) || !window.sort)
    return NULL;
  make_clauses(&window, transform_partition_sql(arena, groups, SOURCE));
  bool whole = window.start.open && window.end.open;
  bool peers = *window.sort && !whole && !node_boolean(node_get(node, "ignorePeers"), false);
  if (peers && has_peers(&window)) {
    window.joins = joins;
    window.frames = frames;
    window.computed = computed;
  }
  return add_columns(&window, node_get(node, "window"));
}
