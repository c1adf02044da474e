/* regression: lines and curves of least squares. Rules: Vega's documentation of the regression
 * transform. Values are centred before they are fitted, which changes nothing but rounding. */
#include "chart/expr_private.h"
#include "chart/points_private.h"

#include <math.h>
#include <string.h>

enum { ORDER_MOST = 20 };

/* coef[0] + coef[1] t + …, with t = (f(x) - centre) / scale, and g() of that. */
typedef struct Model {
  double coef[ORDER_MOST + 1];
  int order;
  double centre, scale;
  bool log_x, log_y; /* f is the logarithm; g the exponential */
  double r_squared;
} Model;

static double
predict(const void *user, double x)
{
  const Model *model = user;
  double t = ((model->log_x ? log(x) : x) - model->centre) / model->scale;
  double y = 0;
  for (int i = model->order; i >= 0; i--)
    y = y * t + model->coef[i];
  return model->log_y ? exp(y) : y;
}

/* ---- fits ---- */

/* Weights: NULL is 1 each. */
typedef struct Sample {
  const double *x, *y, *weight;
  size_t count;
} Sample;

static double
weighted_mean(const Sample *sample, const double *values)
{
  double mean = 0, sum = 0;
  for (size_t i = 0; i < sample->count; i++) {
    double weight = sample->weight ? sample->weight[i] : 1;
    sum += weight;
    mean += (values[i] - mean) * weight / sum;
  }
  return mean;
}

static void
fit_line(Model *model, const Sample *sample)
{
  double x = weighted_mean(sample, sample->x), y = weighted_mean(sample, sample->y);
  double xx = 0, xy = 0;
  for (size_t i = 0; i < sample->count; i++) {
    double weight = sample->weight ? sample->weight[i] : 1, dx = sample->x[i] - x;
    xx += weight * dx * dx;
    xy += weight * dx * (sample->y[i] - y);
  }
  model->order = 1;
  model->centre = x;
  model->scale = 1;
  model->coef[0] = y;
  model->coef[1] = xx > 0 ? xy / xx : 0;
}

typedef double Matrix[ORDER_MOST + 1][ORDER_MOST + 2];

/* Gaussian elimination with pivots; a term that the others give already gets none. */
static void
solve(Matrix matrix, int count, double *solution)
{
  for (int i = 0; i < count; i++) {
    int pivot = i;
    for (int j = i + 1; j < count; j++)
      if (fabs(matrix[j][i]) > fabs(matrix[pivot][i]))
        pivot = j;
    for (int k = 0; k <= count; k++) {
      double swapped = matrix[i][k];
      matrix[i][k] = matrix[pivot][k];
      matrix[pivot][k] = swapped;
    }
    bool singular = !(fabs(matrix[i][i]) > 1e-14);
    for (int j = i + 1; j < count && !singular; j++)
      for (int k = count; k >= i; k--)
        matrix[j][k] -= matrix[i][k] * matrix[j][i] / matrix[i][i];
  }
  for (int i = count - 1; i >= 0; i--) {
    double rest = matrix[i][count];
    for (int k = i + 1; k < count; k++)
      rest -= matrix[i][k] * solution[k];
    solution[i] = fabs(matrix[i][i]) > 1e-14 ? rest / matrix[i][i] : 0;
  }
}

/* The normal equations of powers of x, which is scaled to -1 … 1. */
static void
fit_polynomial(Model *model, const Sample *sample, int order)
{
  Matrix matrix = { { 0 } };
  double mean = weighted_mean(sample, sample->y), count = (double)sample->count;
  model->order = order;
  model->centre = weighted_mean(sample, sample->x);
  model->scale = 0;
  for (size_t i = 0; i < sample->count; i++)
    model->scale = fmax(model->scale, fabs(sample->x[i] - model->centre));
  if (!(model->scale > 0))
    model->scale = 1;
  for (size_t i = 0; i < sample->count; i++) {
    double t = (sample->x[i] - model->centre) / model->scale, power[2 * ORDER_MOST + 1] = { 1 };
    for (int j = 1; j <= 2 * order; j++)
      power[j] = power[j - 1] * t;
    for (int j = 0; j <= order; j++) {
      for (int k = 0; k <= order; k++)
        matrix[j][k] += power[j + k] / count;
      matrix[j][order + 1] += power[j] * (sample->y[i] - mean) / count;
    }
  }
  solve(matrix, order + 1, model->coef);
  model->coef[0] += mean;
}

/* ---- methods ---- */

typedef struct Method {
  const char *name;
  bool log_x, log_y;
  bool weighted; /* by y, so that small values do not rule in logarithms */
  bool line;     /* its ends tell all */
  int order;     /* 0: the transform's own */
} Method;

static const Method METHODS[] = {
  { .name = "linear", .line = true, .order = 1 },
  { .name = "log", .log_x = true, .order = 1 },
  { .name = "exp", .log_y = true, .weighted = true, .order = 1 },
  { .name = "pow", .log_x = true, .log_y = true, .order = 1 },
  { .name = "quad", .order = 2 },
  { .name = "poly" },
};

typedef struct Regression {
  const Pipeline *from;
  const Node *node;
  const Method *method;
  int order;
  bool has_extent;
  double extent[2];
} Regression;

/* The points that the method can use: those with a logarithm. */
static PointGroup
usable_points(const Regression *regression, const PointGroup *group)
{
  const Method *method = regression->method;
  Arena *arena = regression->from->compilation->arena;
  double *x = arena_array(arena, double, group->count + 1);
  double *y = arena_array(arena, double, group->count + 1);
  PointGroup usable = { .x = x, .y = y, .row = group->row, .low = group->low, .high = group->high };
  for (size_t i = 0; i < group->count; i++) {
    if ((method->log_x && !(group->x[i] > 0)) || (method->log_y && !(group->y[i] > 0)))
      continue;
    if (method->log_x && !(usable.low > 0 && usable.low <= group->x[i]))
      usable.low = group->x[i];
    x[usable.count] = group->x[i];
    y[usable.count++] = group->y[i];
  }
  if (usable.count < group->count)
    diag_warning(regression->from->compilation->diags, "left-out-rows", regression->node->span,
                 "filter the data to values above zero",
                 "rows without a logarithm are left out of the regression");
  return usable;
}

static double
share_explained(const Model *model, const PointGroup *points)
{
  Sample sample = { .y = points->y, .count = points->count };
  double mean = weighted_mean(&sample, points->y), rest = 0, total = 0;
  for (size_t i = 0; i < points->count; i++) {
    double error = points->y[i] - predict(model, points->x[i]), difference = points->y[i] - mean;
    rest += error * error;
    total += difference * difference;
  }
  return 1 - rest / total;
}

static Model
fit(const Regression *regression, const PointGroup *points)
{
  const Method *method = regression->method;
  size_t count = points->count;
  g_autofree double *x = g_new(double, count + 1), *y = g_new(double, count + 1);
  for (size_t i = 0; i < count; i++) {
    x[i] = method->log_x ? log(points->x[i]) : points->x[i];
    y[i] = method->log_y ? log(points->y[i]) : points->y[i];
  }
  Model model = { .log_x = method->log_x, .log_y = method->log_y };
  Sample sample = { x, y, method->weighted ? points->y : NULL, count };
  if (regression->order == 1)
    fit_line(&model, &sample);
  else
    fit_polynomial(&model, &sample, regression->order);
  model.r_squared = share_explained(&model, points);
  return model;
}

/* ---- results ---- */

static void
add_curve(PointRows *rows, size_t index, const Regression *regression, const PointGroup *points,
          const Model *model)
{
  Points own = { .groups = points, .group_count = 1 };
  double extent[2] = { regression->extent[0], regression->extent[1] };
  if (!regression->has_extent)
    points_extent(&own, extent);
  if (regression->method->line)
    curve_sample(rows, index, predict, model, extent, 1, 1);
  else
    curve_sample(rows, index, predict, model, extent, 25, 200);
}

static const char *
json_of(Arena *arena, const ExprValue *items, size_t count)
{
  g_autoptr(GString) text = g_string_new(NULL);
  ExprValue array = { .kind = EXPR_ARRAY, .items = items, .count = count };
  expr_append_json(text, arena, array);
  return arena_strdup(arena, text->str);
}

/* The coefficients in powers of f(x) itself, by Horner's scheme. */
static const char *
coefficients_json(Arena *arena, const Model *model)
{
  double coef[ORDER_MOST + 1] = { model->coef[model->order] };
  double a = 1 / model->scale, b = -model->centre / model->scale;
  for (int i = model->order - 1, degree = 1; i >= 0; i--, degree++) {
    for (int k = degree; k >= 0; k--)
      coef[k] = coef[k] * b + (k > 0 ? coef[k - 1] * a : 0);
    coef[0] += model->coef[i];
  }
  if (model->log_y)
    coef[0] = exp(coef[0]);
  ExprValue items[ORDER_MOST + 1];
  for (int i = 0; i <= model->order; i++)
    items[i] = isfinite(coef[i]) ? expr_number(coef[i]) : expr_null();
  return json_of(arena, items, (size_t)model->order + 1);
}

static const char *
keys_json(const Points *points, const PointGroup *group)
{
  Arena *arena = points->from->compilation->arena;
  ExprValue *items = arena_array(arena, ExprValue, points->key_count + 1);
  for (size_t i = 0; i < points->key_count; i++)
    items[i] = expr_from_value(column_value(&points->table->columns[i], group->row));
  return json_of(arena, items, points->key_count);
}

static Column
json_column(Arena *arena, const char *name, const GPtrArray *texts)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  int32_t *codes = arena_array(arena, int32_t, texts->len + 1);
  const char **strings = arena_array(arena, const char *, texts->len + 1);
  size_t count = 0;
  for (guint i = 0; i < texts->len; i++) {
    gpointer code = NULL;
    if (!g_hash_table_lookup_extended(seen, texts->pdata[i], NULL, &code)) {
      code = GINT_TO_POINTER((int)count);
      g_hash_table_insert(seen, texts->pdata[i], code);
      strings[count++] = texts->pdata[i];
    }
    codes[i] = GPOINTER_TO_INT(code);
  }
  return (Column){
    .name = name, .type = COLUMN_JSON, .codes = codes, .strings = strings, .string_count = count
  };
}

/* What describes the models: a row for each group that has one. */
typedef struct Models {
  GPtrArray *keys, *coefficients; /* JSON texts */
  GArray *r_squared;              /* double */
} Models;

static const Pipeline *
models_pipeline(const Points *points, const Models *models)
{
  static const ExprType TYPES[] = { EXPR_TYPE_JSON, EXPR_TYPE_NUMBER, EXPR_TYPE_JSON };
  Arena *arena = points->from->compilation->arena;
  Column *columns = arena_array(arena, Column, G_N_ELEMENTS(TYPES));
  columns[0] = json_column(arena, "coef", models->coefficients);
  columns[1] = (Column){
    .name = "rSquared",
    .type = COLUMN_NUMBER,
    .numbers = arena_dup(arena, models->r_squared->data, models->r_squared->len * sizeof(double)),
  };
  columns[2] = json_column(arena, "keys", models->keys);
  Table *table = arena_new0(arena, Table);
  *table = (Table){ pipeline_new_table_name(points->from->compilation), models->r_squared->len,
                    points->key_count > 0 ? 3 : 2, columns };
  return transform_table(points->from, table, TYPES);
}

/* ---- the transform ---- */

static bool
read_method(Regression *regression)
{
  DiagList *diags = regression->from->compilation->diags;
  const Node *method = node_get(regression->node, "method");
  const Node *order_node = node_get(regression->node, "order");
  const Node *extent = node_get(regression->node, "extent");
  const char *name = node_string(method, "linear");
  for (size_t i = 0; i < G_N_ELEMENTS(METHODS); i++)
    if (strcmp(METHODS[i].name, name) == 0)
      regression->method = &METHODS[i];
  if (!regression->method) {
    diag_error(diags, "invalid-value", method->span, "one of linear, log, exp, pow, quad, poly",
               "there is no such method of regression");
    return false;
  }
  double order = node_number(order_node, 3);
  if (!(order >= 0 && order <= ORDER_MOST)) {
    diag_error(diags, "invalid-value", order_node->span, NULL,
               "the order of a polynomial is from 0 to %d", ORDER_MOST);
    return false;
  }
  regression->order = regression->method->order ? regression->method->order : (int)order;
  if (!node_is(extent, NODE_LIST) || extent->count != 2)
    return true;
  regression->extent[0] = node_number(extent->items[0], 0);
  regression->extent[1] = node_number(extent->items[1], 0);
  regression->has_extent = !regression->method->log_x || regression->extent[0] > 0;
  if (!regression->has_extent)
    diag_warning(diags, "invalid-value", extent->span, "start above zero",
                 "the extent is not used: it has no logarithm");
  return true;
}

static void
fit_groups(const Regression *regression, const Points *points, PointRows *rows, Models *models)
{
  Arena *arena = points->from->compilation->arena;
  for (size_t i = 0; i < points->group_count; i++) {
    PointGroup usable = usable_points(regression, &points->groups[i]);
    if (usable.count <= (size_t)regression->order) {
      diag_warning(points->from->compilation->diags, "too-few-rows", regression->node->span, NULL,
                   "no regression: a group has too few rows for it");
      continue;
    }
    Model model = fit(regression, &usable);
    add_curve(rows, i, regression, &usable, &model);
    g_ptr_array_add(models->keys, (gpointer)keys_json(points, &usable));
    g_ptr_array_add(models->coefficients, (gpointer)coefficients_json(arena, &model));
    g_array_append_val(models->r_squared, model.r_squared);
  }
}

const Pipeline *
transform_regression(const Pipeline *from, const Node *node)
{
  Points points;
  PointRows rows;
  Regression regression = { .from = from, .node = node };
  const char *y = transform_field(from, node, "regression"), *x = transform_field(from, node, "on");
  if (!x || !y || !read_method(&regression) || !points_read(&points, from, node, x, y))
    return NULL;
  g_autoptr(GPtrArray) keys = g_ptr_array_new(), coefficients = g_ptr_array_new();
  g_autoptr(GArray) r_squared = g_array_new(FALSE, FALSE, sizeof(double));
  Models models = { keys, coefficients, r_squared };
  point_rows_init(&rows, &points, 2);
  fit_groups(&regression, &points, &rows, &models);
  PipelineColumn columns[] = {
    { .name = transform_as(node, 0, x), .type = pipeline_column(points.from, x)->type },
    { .name = transform_as(node, 1, y), .type = pipeline_column(points.from, y)->type },
  };
  const Pipeline *pipeline = node_boolean(node_get(node, "params"), false)
                                 ? models_pipeline(&points, &models)
                                 : point_rows_pipeline(&rows, columns);
  point_rows_clear(&rows);
  return pipeline;
}
