/* extent: the least and greatest value of a field as a parameter. And sample, which is refused. */
#include "chart/params_private.h"
#include "chart/transform_private.h"

static ExprValue
end_of(const Column *column, ExprType type)
{
  double number = column_number(column, 0);
  if (column_string(column, 0))
    return expr_string(column_string(column, 0));
  if (isnan(number))
    return expr_undefined();
  return type == EXPR_TYPE_DATE ? expr_date(number) : expr_number(number);
}

const Pipeline *
transform_extent(const Pipeline *from, const Node *node)
{
  Compilation *compilation = from->compilation;
  const char *field = transform_field(from, node, "extent");
  const char *param = transform_text(from, node, "param");
  if (!field || !param)
    return NULL;
  const char *name = sql_column(compilation->arena, field);
  const Table *table =
      pipeline_query(from, "the extent",
                     arena_printf(compilation->arena, "SELECT min(%s), max(%s) FROM %s", name, name,
                                  from->name));
  if (!table || table->row_count == 0)
    return NULL;
  ExprType type = pipeline_column(from, field)->type;
  ExprValue *ends = arena_array(compilation->arena, ExprValue, 2);
  ends[0] = end_of(&table->columns[0], type);
  ends[1] = end_of(&table->columns[1], type);
  params_set(compilation, param, (ExprValue){ .kind = EXPR_ARRAY, .items = ends, .count = 2 });
  return from;
}

const Pipeline *
transform_sample(const Pipeline *from, const Node *node)
{
  diag_error(from->compilation->diags, "unsupported-transform",
             node_entry(node, "sample")->key_span, "aggregate or filter the rows instead",
             "a random sample is refused: the chart would not come out the same each time");
  return NULL;
}
