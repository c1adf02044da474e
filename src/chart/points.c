#include "chart/points_private.h"

#include <math.h>
#include <string.h>

/* ---- reading ---- */

/* The columns' distinct rows are told apart by the first row of each group. */
static const char *
query_of(const Pipeline *from, const GPtrArray *keys, const char *x, const char *y)
{
  Arena *arena = from->compilation->arena;
  g_autoptr(GString) sql = g_string_new("SELECT ");
  for (guint i = 0; i < keys->len; i++)
    g_string_append_printf(sql, "%s AS \"#key%u\", ", sql_column(arena, keys->pdata[i]), i);
  g_string_append_printf(sql, "%s AS \"#x\", %s AS \"#y\", ", sql_column(arena, x),
                         y ? sql_column(arena, y) : "0");
  if (keys->len > 0)
    g_string_append_printf(sql, "min(" ROW_COLUMN_SQL ") OVER (%s)",
                           transform_partition_sql(arena, keys, ""));
  else
    g_string_append(sql, "0");
  g_string_append_printf(sql,
                         " AS \"#first\", " ROW_COLUMN_SQL
                         " AS \"#at\" FROM %s ORDER BY \"#first\", \"#at\"",
                         from->name);
  return arena_strdup(arena, sql->str);
}

/* The group of the rows from `row` on. */
static PointGroup
read_group(Arena *arena, const Table *table, size_t row, size_t end, bool has_y)
{
  const Column *x = &table->columns[table->column_count - 4];
  const Column *y = &table->columns[table->column_count - 3];
  double *xs = arena_array(arena, double, end - row), *ys = arena_array(arena, double, end - row);
  PointGroup group = {
    .x = xs, .y = has_y ? ys : NULL, .row = row, .low = (double)NAN, .high = (double)NAN
  };
  for (; row < end; row++) {
    double a = column_number(x, row), b = column_number(y, row);
    if (isfinite(a)) {
      group.low = fmin(group.low, a);
      group.high = fmax(group.high, a);
    }
    if (!isfinite(a) || !isfinite(b)) {
      group.missing++;
      continue;
    }
    xs[group.count] = a;
    ys[group.count++] = b;
  }
  return group;
}

/* Key columns bear the names of the pipeline's. */
static const Table *
named(Arena *arena, const Table *table, const GPtrArray *keys)
{
  Table *copy = arena_dup(arena, table, sizeof *table);
  Column *columns = arena_dup(arena, table->columns, table->column_count * sizeof *columns);
  for (guint i = 0; i < keys->len; i++)
    columns[i].name = keys->pdata[i];
  copy->columns = columns;
  return copy;
}

bool
points_read(Points *points, const Pipeline *from, const Node *node, const char *x, const char *y)
{
  Arena *arena = from->compilation->arena;
  g_autoptr(GPtrArray) keys = g_ptr_array_new();
  if (!transform_fields(from, node_get(node, "groupby"), keys))
    return false;
  from = pipeline_parse_numbers(from, x);
  if (y)
    from = pipeline_parse_numbers(from, y);
  const Table *table = pipeline_query(from, "the points", query_of(from, keys, x, y));
  if (!table)
    return false;
  const Column *first = &table->columns[table->column_count - 2];
  g_autoptr(GArray) groups = g_array_new(FALSE, FALSE, sizeof(PointGroup));
  for (size_t row = 0, end; row < table->row_count; row = end) {
    for (end = row + 1; end < table->row_count; end++)
      if (column_number(first, end) != column_number(first, row))
        break;
    PointGroup group = read_group(arena, table, row, end, y != NULL);
    g_array_append_val(groups, group);
  }
  *points = (Points){
    .from = from,
    .groups = arena_dup(arena, groups->data, groups->len * sizeof(PointGroup)),
    .group_count = groups->len,
    .table = named(arena, table, keys),
    .key_count = keys->len,
  };
  return true;
}

bool
points_extent(const Points *points, double extent[2])
{
  extent[0] = INFINITY;
  extent[1] = -INFINITY;
  for (size_t i = 0; i < points->group_count; i++) {
    extent[0] = fmin(extent[0], points->groups[i].low);
    extent[1] = fmax(extent[1], points->groups[i].high);
  }
  return extent[0] <= extent[1];
}

/* ---- rows ---- */

void
point_rows_init(PointRows *rows, const Points *points, size_t width)
{
  *rows = (PointRows){ points, width, g_array_new(FALSE, FALSE, sizeof(size_t)),
                       g_array_new(FALSE, FALSE, sizeof(double)) };
}

void
point_rows_clear(PointRows *rows)
{
  g_array_unref(rows->groups);
  g_array_unref(rows->numbers);
}

void
point_rows_add(PointRows *rows, size_t group, const double *numbers)
{
  g_array_append_val(rows->groups, group);
  g_array_append_vals(rows->numbers, numbers, (guint)rows->width);
}

/* A key of the groups, one cell for each row. */
static Column
key_column(const PointRows *rows, const Column *key)
{
  Arena *arena = rows->points->from->compilation->arena;
  Column column = *key;
  size_t count = rows->groups->len;
  double *numbers = key->numbers ? arena_array(arena, double, count + 1) : NULL;
  int32_t *codes = key->codes ? arena_array(arena, int32_t, count + 1) : NULL;
  for (size_t i = 0; i < count; i++) {
    size_t row = rows->points->groups[g_array_index(rows->groups, size_t, i)].row;
    if (numbers)
      numbers[i] = key->numbers[row];
    if (codes)
      codes[i] = key->codes[row];
  }
  column.numbers = numbers;
  column.codes = codes;
  return column;
}

static Column
number_column(const PointRows *rows, size_t index, const char *name)
{
  size_t count = rows->groups->len;
  double *numbers = arena_array(rows->points->from->compilation->arena, double, count + 1);
  for (size_t i = 0; i < count; i++) {
    double number = g_array_index(rows->numbers, double, i * rows->width + index);
    numbers[i] = isfinite(number) ? number : (double)NAN;
  }
  return (Column){ .name = name, .type = COLUMN_NUMBER, .numbers = numbers };
}

static bool
is_replaced(const PipelineColumn *columns, size_t count, const char *name)
{
  for (size_t i = 0; i < count; i++)
    if (strcmp(columns[i].name, name) == 0)
      return true;
  return false;
}

const Pipeline *
point_rows_pipeline(const PointRows *rows, const PipelineColumn *columns)
{
  const Points *points = rows->points;
  Arena *arena = points->from->compilation->arena;
  size_t most = points->key_count + rows->width, count = 0;
  Column *made = arena_array(arena, Column, most);
  ExprType *types = arena_array(arena, ExprType, most);
  for (size_t i = 0; i < points->key_count; i++) {
    const Column *key = &points->table->columns[i];
    if (is_replaced(columns, rows->width, key->name))
      continue;
    types[count] = pipeline_column(points->from, key->name)->type;
    made[count++] = key_column(rows, key);
  }
  for (size_t i = 0; i < rows->width; i++) {
    if (is_replaced(columns + i + 1, rows->width - i - 1, columns[i].name))
      continue;
    types[count] = columns[i].type;
    made[count++] = number_column(rows, i, columns[i].name);
  }
  Table *table = arena_new0(arena, Table);
  *table =
      (Table){ pipeline_new_table_name(points->from->compilation), rows->groups->len, count, made };
  return transform_table(points->from, table, types);
}

/* ---- curves ---- */

typedef struct CurvePoint {
  double x, y;
} CurvePoint;

static double
direction(CurvePoint from, CurvePoint to, double scale_x, double scale_y)
{
  return atan2(scale_y * (to.y - from.y), scale_x * (to.x - from.x));
}

static void
add_point(PointRows *rows, size_t group, CurvePoint point)
{
  point_rows_add(rows, group, (double[]){ point.x, point.y });
}

/* 1 over the height of the points. */
static double
scale_of(const GArray *points, CurvePoint first)
{
  double low = first.y, high = first.y;
  for (guint i = 0; i < points->len; i++) {
    low = fmin(low, g_array_index(points, CurvePoint, i).y);
    high = fmax(high, g_array_index(points, CurvePoint, i).y);
  }
  return 1 / (high - low);
}

/* Halves each step where the middle lies off its direction by more than half a degree, in a square
 * that the whole curve fills; no step becomes shorter than `shortest`. The rule is that of
 * vega-statistics' sampleCurve. */
static void
refine(PointRows *rows, size_t group, Curve curve, const void *user, CurvePoint at, GArray *ahead,
       double span, double shortest)
{
  double scale_x = 1 / span, scale_y = scale_of(ahead, at);
  while (ahead->len > 0) {
    CurvePoint next = g_array_index(ahead, CurvePoint, ahead->len - 1);
    CurvePoint middle = { .x = (at.x + next.x) / 2 };
    middle.y = curve(user, middle.x);
    double turn =
        fabs(direction(at, next, scale_x, scale_y) - direction(at, middle, scale_x, scale_y));
    if (middle.x - at.x >= shortest && middle.x < next.x && turn > 0.5 * G_PI / 180) {
      g_array_append_val(ahead, middle);
      continue;
    }
    add_point(rows, group, next);
    at = next;
    g_array_set_size(ahead, ahead->len - 1);
  }
}

void
curve_sample(PointRows *rows, size_t group, Curve curve, const void *user, const double extent[2],
             size_t least, size_t most)
{
  double span = extent[1] - extent[0];
  CurvePoint first = { extent[0], curve(user, extent[0]) };
  least = CLAMP(least, 1, CURVE_STEPS_MOST);
  most = CLAMP(most, least, CURVE_STEPS_MOST);
  g_autoptr(GArray) ahead = g_array_new(FALSE, FALSE, sizeof(CurvePoint));
  for (size_t i = least; i > 0; i--) {
    CurvePoint point = { .x = i == least ? extent[1]
                                         : extent[0] + (double)i / (double)least * span };
    point.y = curve(user, point.x);
    g_array_append_val(ahead, point);
  }
  add_point(rows, group, first);
  if (least < most) {
    refine(rows, group, curve, user, first, ahead, span, span / (double)most);
    return;
  }
  for (guint i = ahead->len; i > 0; i--)
    add_point(rows, group, g_array_index(ahead, CurvePoint, i - 1));
}
