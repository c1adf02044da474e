#include "chart/pipeline_private.h"

#include "chart/aggregate_private.h"
#include "chart/explain_private.h"
#include "chart/params_private.h"

#include <math.h>
#include <string.h>

const PipelineColumn *
pipeline_column(const Pipeline *pipeline, const char *name)
{
  for (size_t i = 0; i < pipeline->column_count; i++)
    if (strcmp(pipeline->columns[i].name, name) == 0)
      return &pipeline->columns[i];
  return NULL;
}

const Pipeline *
pipeline_with_sql(const Pipeline *from, const char *sql, const PipelineColumn *columns,
                  size_t count)
{
  Pipeline *pipeline = (Pipeline *)pipeline_start(from->compilation, sql, columns, count);
  pipeline->before = from;
  return pipeline;
}

const Pipeline *
pipeline_start(Compilation *compilation, const char *sql, const PipelineColumn *columns,
               size_t count)
{
  Arena *arena = compilation->arena;
  const char *stage = compilation->stage ? compilation->stage : "rows";
  Pipeline *pipeline = arena_new0(arena, Pipeline);
  *pipeline = (Pipeline){
    .compilation = compilation,
    .name = arena_printf(arena, "\"#%u %s\"", ++compilation->step_count, stage),
    .sql = arena_strdup(arena, sql),
    .view = compilation->view,
    .columns = arena_dup(arena, columns, count * sizeof *columns),
    .column_count = count,
  };
  return pipeline;
}

const Pipeline *
pipeline_beside(const Pipeline *from, const Pipeline *other)
{
  Pipeline *pipeline = arena_dup(from->compilation->arena, from, sizeof *from);
  pipeline->beside = other;
  return pipeline;
}

bool
pipeline_has(const Pipeline *from, const char *field, Span span)
{
  if (pipeline_column(from, field))
    return true;
  g_autofree const char **names = g_new0(const char *, from->column_count + 1);
  for (size_t i = 0; i < from->column_count; i++)
    names[i] = from->columns[i].name;
  const char *near = diag_suggest(field, names);
  g_autofree char *all = g_strjoinv(", ", (char **)names);
  g_autofree char *hint = near ? g_strdup_printf("did you mean '%s'?", near)
                               : g_strdup_printf("the columns are: %.400s", all);
  diag_error(from->compilation->diags, "unknown-field", span, hint, "the data have no field '%s'",
             field);
  return false;
}

const Pipeline *
pipeline_derive(const Pipeline *from, const char *name, const char *sql, ExprType type)
{
  Arena *arena = from->compilation->arena;
  PipelineColumn *columns = arena_array(arena, PipelineColumn, from->column_count + 1);
  size_t count = from->column_count;
  bool replaces = pipeline_column(from, name) != NULL;
  g_autoptr(GString) out = g_string_new("SELECT " ROW_COLUMN_SQL);

  for (size_t i = 0; i < count; i++) {
    columns[i] = from->columns[i];
    bool same = strcmp(columns[i].name, name) == 0;
    if (same)
      columns[i] = (PipelineColumn){ .name = columns[i].name, .type = type };
    g_string_append_printf(out, ", %s%s%s", same ? sql : "", same ? " AS " : "",
                           sql_column(arena, columns[i].name));
  }
  if (!replaces) {
    columns[count++] = (PipelineColumn){ .name = arena_strdup(arena, name), .type = type };
    g_string_append_printf(out, ", %s AS %s", sql, sql_column(arena, name));
  }
  g_string_append_printf(out, " FROM %s", from->name);
  return pipeline_with_sql(from, out->str, columns, count);
}

const Pipeline *
pipeline_filter(const Pipeline *from, const char *condition)
{
  g_autofree char *sql = g_strdup_printf("SELECT * FROM %s WHERE %s", from->name, condition);
  return pipeline_with_sql(from, sql, from->columns, from->column_count);
}

const Pipeline *
pipeline_aggregate(const Pipeline *from, const char *const *groups, size_t group_count,
                   const Measure *measures, size_t measure_count)
{
  Arena *arena = from->compilation->arena;
  const Pipeline *grouped = pipeline_group(from, groups, group_count, measures, measure_count);
  if (grouped)
    return grouped;
  PipelineColumn *columns = arena_array(arena, PipelineColumn, group_count + measure_count + 1);
  size_t count = 0;
  g_autoptr(GString) out = g_string_new("SELECT min(" ROW_COLUMN_SQL ") AS " ROW_COLUMN_SQL);
  g_autoptr(GString) by = g_string_new(NULL);

  for (size_t i = 0; i < group_count; i++) {
    const PipelineColumn *column = pipeline_column(from, groups[i]);
    const char *name = sql_column(arena, groups[i]);
    columns[count++] =
        (PipelineColumn){ .name = groups[i], .type = column ? column->type : EXPR_TYPE_ANY };
    g_string_append_printf(out, ", %s", name);
    g_string_append_printf(by, "%s%s", i ? ", " : " GROUP BY ", name);
  }
  for (size_t i = 0; i < measure_count; i++) {
    columns[count++] = (PipelineColumn){ .name = measures[i].as, .type = measures[i].type };
    g_string_append_printf(out, ", %s AS %s", measures[i].sql, sql_column(arena, measures[i].as));
  }
  g_string_append_printf(out, " FROM %s%s", from->name, by->str);
  return pipeline_with_sql(from, out->str, columns, count);
}

/* "%s" once or twice → the argument. */
static const char *
fill_in(Arena *arena, const char *format, const char *argument)
{
  g_autoptr(GString) out = g_string_new(format);
  g_string_replace(out, "%s", argument, 0);
  return arena_strdup(arena, out->str);
}

/* "argmax" alone names no field to compare; the others need one to work on. */
static const char *
without_field(const Pipeline *from, const Aggregate *aggregate, Span span)
{
  const char *hint = aggregate->sql ? "add field: …" : "write {argmax: FIELD} or {argmin: FIELD}";
  diag_error(from->compilation->diags, "missing-field", span, hint, "'%s' needs a field",
             aggregate->name);
  return NULL;
}

static const char *
measure_sql(const Pipeline *from, const Aggregate *aggregate, const char *field,
            const char *arg_field, Span span, ExprType *type)
{
  Arena *arena = from->compilation->arena;
  *type = EXPR_TYPE_NUMBER;
  if (strcmp(aggregate->name, "count") == 0)
    return aggregate->sql;
  if (!field)
    return without_field(from, aggregate, span);
  if (!pipeline_has(from, field, span))
    return NULL;
  const PipelineColumn *column = pipeline_column(from, field);
  if (aggregate->keeps_type)
    *type = column->type;
  if (aggregate->sql)
    return fill_in(arena, aggregate->sql, sql_column(arena, field));
  if (!arg_field)
    return without_field(from, aggregate, span);
  if (!pipeline_has(from, arg_field, span))
    return NULL;
  /* The field's value in the first row where the other is extreme. */
  const char *order = strcmp(aggregate->name, "argmax") == 0 ? "max" : "min";
  return arena_printf(arena, "chart_arg_%s(%s, %s)", order, sql_column(arena, arg_field),
                      sql_column(arena, field));
}

bool
pipeline_measure(const Pipeline *from, const Aggregate *aggregate, const char *field,
                 const char *arg_field, Span span, Measure *measure)
{
  measure->op = aggregate->op;
  measure->field = field;
  measure->sql = measure_sql(from, aggregate, field, arg_field, span, &measure->type);
  return measure->sql != NULL;
}

static void
report_fault(const Compilation *compilation, const QueryFault *fault, const char *sql)
{
  Span span = compilation->spec ? compilation->spec->span : (Span){ 0 };
  span.end = MIN(span.end, span.start + 1);
  g_autofree char *hint =
      g_strdup_printf("the query was: %.300s", sql_plain(compilation->arena, sql));
  diag_error(compilation->diags, "query-failed", span, hint, "the data cannot be queried: %s",
             fault->message);
}

void
pipeline_steps(const Pipeline *pipeline, GPtrArray *steps)
{
  g_autoptr(GPtrArray) own = g_ptr_array_new();
  for (const Pipeline *step = pipeline; step; step = step->before)
    g_ptr_array_add(own, (gpointer)step);
  for (guint i = own->len; i-- > 0;) {
    const Pipeline *step = own->pdata[i];
    if (step->beside)
      pipeline_steps(step->beside, steps);
    g_ptr_array_add(steps, (gpointer)step);
  }
}

/* Runs `query`, which names the pipeline. */
static const Table *
run_sql(const Pipeline *pipeline, const char *purpose, const char *query)
{
  const Compilation *compilation = pipeline->compilation;
  QueryFault fault = { .offset = -1 };
  g_autoptr(GPtrArray) steps = g_ptr_array_new();
  g_autoptr(GString) sql = g_string_new("WITH ");
  pipeline_steps(pipeline, steps);
  for (guint i = 0; i < steps->len; i++) {
    const Pipeline *step = steps->pdata[i];
    g_string_append_printf(sql, "%s%s AS (%s)", i ? ", " : "", step->name, step->sql);
  }
  g_string_append_printf(sql, " %s", query);
  if (compilation->context->explained)
    explain_query(pipeline, purpose, query);
  const Table *table =
      catalog_query(compilation->context->catalog, compilation->arena, sql->str, NULL, 0, &fault);
  if (!table)
    report_fault(compilation, &fault, sql->str);
  return table;
}

/* What is infinite has no place: it is missing. */
static const double *
without_infinities(Arena *arena, const double *numbers, size_t count)
{
  double *finite = NULL;
  for (size_t i = 0; i < count; i++)
    if (isinf(numbers[i])) {
      finite = finite ? finite : arena_dup(arena, numbers, count * sizeof *numbers);
      finite[i] = NAN;
    }
  return finite ? finite : numbers;
}

/* SQLite computes truth as 0 and 1; the pipeline knows which columns are meant so. */
static const Table *
with_booleans(const Pipeline *pipeline, const Table *table)
{
  if (!table)
    return NULL;
  Arena *arena = pipeline->compilation->arena;
  Column *columns = arena_dup(arena, table->columns, table->column_count * sizeof *columns);
  for (size_t i = 0; i < table->column_count; i++) {
    const PipelineColumn *column = pipeline_column(pipeline, columns[i].name);
    bool number = columns[i].type == COLUMN_NUMBER || columns[i].type == COLUMN_INTEGER;
    if (number && column && column->type == EXPR_TYPE_BOOLEAN)
      columns[i].type = COLUMN_BOOLEAN;
    if (number)
      columns[i].numbers = without_infinities(arena, columns[i].numbers, table->row_count);
  }
  Table *copy = arena_dup(arena, table, sizeof *table);
  copy->columns = columns;
  return copy;
}

const Table *
pipeline_run(const Pipeline *pipeline)
{
  g_autofree char *query =
      g_strdup_printf("SELECT * FROM %s ORDER BY " ROW_COLUMN_SQL, pipeline->name);
  return with_booleans(pipeline, run_sql(pipeline, NULL, query));
}

const Table *
pipeline_query(const Pipeline *pipeline, const char *purpose, const char *sql)
{
  return with_booleans(pipeline, run_sql(pipeline, purpose, sql));
}

/* datum.a where the data have a.b and a.c: an object where any of them is there. */
static const char *
object_sql(const Pipeline *pipeline, const char *name)
{
  Arena *arena = pipeline->compilation->arena;
  g_autofree char *prefix = g_strconcat(name, ".", NULL);
  g_autoptr(GString) parts = g_string_new(NULL);
  for (size_t i = 0; i < pipeline->column_count; i++)
    if (g_str_has_prefix(pipeline->columns[i].name, prefix))
      g_string_append_printf(parts, "%s%s", parts->len ? ", " : "",
                             sql_column(arena, pipeline->columns[i].name));
  return parts->len
             ? arena_printf(arena, "CASE WHEN coalesce(%s, NULL) IS NULL THEN NULL ELSE '{}' END",
                            parts->str)
             : NULL;
}

static bool
scope_column(void *user, const char *name, ExprColumn *column)
{
  const PipelineColumn *found = pipeline_column(user, name);
  if (found) {
    *column = (ExprColumn){ .type = found->type };
    return true;
  }
  const char *object = object_sql(user, name);
  if (object)
    *column = (ExprColumn){ .sql = object, .type = EXPR_TYPE_JSON };
  return object != NULL;
}

static bool
scope_name(void *user, const char *name, ExprValue *value)
{
  const Pipeline *pipeline = user;
  return params_lookup(pipeline->compilation, name, value);
}

static ExprSqlScope
scope_of(const Pipeline *pipeline, const char ***names)
{
  *names = arena_array(pipeline->compilation->arena, const char *, pipeline->column_count + 1);
  for (size_t i = 0; i < pipeline->column_count; i++)
    (*names)[i] = pipeline->columns[i].name;
  return (ExprSqlScope){
    .user = (void *)pipeline,
    .column = scope_column,
    .name = scope_name,
    .columns = *names,
    .names = pipeline->compilation->param_names,
    .lenient = true,
    .locale = pipeline->compilation->locale,
  };
}

const char *
expression_sql(const Pipeline *from, const Node *text, ExprType *type)
{
  Compilation *compilation = from->compilation;
  const char **names = NULL;
  ExprSqlScope scope = scope_of(from, &names);
  Expr *expr = expr_parse(compilation->arena, node_text(text, ""), text->span, compilation->diags);
  if (!expr)
    return NULL;
  if (type)
    *type = expr_type(expr, &scope);
  return expr_to_sql(compilation->arena, expr, &scope, compilation->diags);
}

bool
expression_reads_rows(const Pipeline *from, const Node *text)
{
  Compilation *compilation = from->compilation;
  Expr *expr = expr_parse(compilation->arena, text->string, text->span, compilation->diags);
  return expr && expr_fields(compilation->arena, expr)[0];
}

const char *
expression_test_sql(const Pipeline *from, const Node *text)
{
  Compilation *compilation = from->compilation;
  const char **names = NULL;
  ExprSqlScope scope = scope_of(from, &names);
  Expr *expr = expr_parse(compilation->arena, node_text(text, ""), text->span, compilation->diags);
  return expr ? expr_to_sql_test(compilation->arena, expr, &scope, compilation->diags) : NULL;
}

const Pipeline *
pipeline_parse_dates(const Pipeline *from, const char *name)
{
  const PipelineColumn *column = pipeline_column(from, name);
  bool number = column && column->type == EXPR_TYPE_NUMBER;
  if (!column || column->type == EXPR_TYPE_DATE || (number && !column->from_text))
    return from;
  g_autofree char *sql = g_strdup_printf(number ? "chart_year(%s)" : "chart_date(%s)",
                                         sql_column(from->compilation->arena, name));
  return pipeline_derive(from, name, sql, EXPR_TYPE_DATE);
}

const Pipeline *
pipeline_parse_numbers(const Pipeline *from, const char *name)
{
  const PipelineColumn *column = pipeline_column(from, name);
  if (!column || column->type != EXPR_TYPE_TEXT)
    return from;
  g_autofree char *sql =
      g_strdup_printf("chart_number(%s)", sql_column(from->compilation->arena, name));
  return pipeline_derive(from, name, sql, EXPR_TYPE_NUMBER);
}
