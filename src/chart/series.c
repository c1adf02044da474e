#include "chart/aggregate_private.h"
#include "chart/series_private.h"

#include <math.h>
#include <string.h>

/* ---- the fields that split a mark ---- */

static bool
splits_paths(const Unit *unit, Channel channel)
{
  static const Channel NEVER[] = { CHANNEL_TEXT, CHANNEL_SHAPE, CHANNEL_ANGLE,
                                   CHANNEL_HREF, CHANNEL_URL,   CHANNEL_DESCRIPTION };
  for (size_t i = 0; i < G_N_ELEMENTS(NEVER); i++)
    if (channel == NEVER[i])
      return false;
  if (channel == CHANNEL_SIZE && strcmp(unit->mark->name, "trail") == 0)
    return false; /* its width changes along the trail */
  return channel_info(channel)->splits;
}

static void
add_def(GPtrArray *defs, const ChannelDef *def)
{
  if (def_is_field(def) && !def->aggregate)
    g_ptr_array_add(defs, (gpointer)def);
}

/* A field that shifts positions within a band makes a path for each band. */
static void
add_offset(const Unit *unit, Channel channel, GPtrArray *defs)
{
  const ChannelDef *main = unit->channels[channel];
  const ChannelDef *offset = unit->channels[channel_info(channel)->offset];
  if (unit->mark->path && def_is_field(offset) && def_is_field(main) && !offset->aggregate &&
      strcmp(main->column, offset->column) != 0)
    add_def(defs, main);
}

GPtrArray *
series_defs(const Unit *unit)
{
  GPtrArray *defs = g_ptr_array_new();
  for (int i = 0; i < CHANNEL_COUNT; i++)
    if (splits_paths(unit, (Channel)i))
      add_def(defs, unit_encoded(unit, (Channel)i));
  for (size_t i = 0; i < unit->detail_count; i++)
    add_def(defs, unit->details[i]);
  add_offset(unit, CHANNEL_X, defs);
  add_offset(unit, CHANNEL_Y, defs);
  /* The order of a stack makes its parts; elsewhere it sorts along the path. */
  for (size_t i = 0; strcmp(unit->mark->name, "area") == 0 && i < unit->order_count; i++)
    add_def(defs, unit->orders[i]);
  return defs;
}

/* Indices of the columns that tell series apart. */
static GArray *
splitting_columns(const Unit *unit)
{
  g_autoptr(GPtrArray) defs = series_defs(unit);
  GArray *columns = g_array_new(FALSE, FALSE, sizeof(int));
  int order = table_column(unit->rows, STACK_ORDER_COLUMN);
  for (guint i = 0; i < defs->len; i++) {
    const ChannelDef *def = defs->pdata[i];
    if (def->at >= 0)
      g_array_append_val(columns, def->at);
  }
  if (order >= 0)
    g_array_append_val(columns, order);
  return columns;
}

/* ---- rows into series ---- */

/* A row as the key of its series: equal cells, equal series. */
typedef struct RowKey {
  const Table *table;
  const GArray *columns;
  size_t row;
} RowKey;

static double
cell_code(const RowKey *key, guint i)
{
  const Column *column = &key->table->columns[g_array_index(key->columns, int, i)];
  return column_is_text(column) ? column->codes[key->row] : column->numbers[key->row];
}

static guint
hash_row(gconstpointer data)
{
  guint hash = 5381;
  for (guint i = 0; i < ((const RowKey *)data)->columns->len; i++) {
    double code = cell_code(data, i) + 0.0; /* no negative zero */
    hash = hash * 33 + (isnan(code) ? 1 : g_double_hash(&code));
  }
  return hash;
}

static gboolean
equal_rows(gconstpointer a, gconstpointer b)
{
  for (guint i = 0; i < ((const RowKey *)a)->columns->len; i++) {
    double x = cell_code(a, i), y = cell_code(b, i);
    if (!(x == y || (isnan(x) && isnan(y))))
      return FALSE;
  }
  return TRUE;
}

static Series *
group_rows(const MarkContext *context, const GArray *columns, size_t *count)
{
  const Table *table = context->unit->rows;
  size_t rows = table->row_count;
  g_autoptr(GHashTable) seen = g_hash_table_new(hash_row, equal_rows);
  RowKey *keys = arena_array(context->arena, RowKey, MAX(rows, 1));
  g_autofree size_t *series_of = g_new(size_t, MAX(rows, 1));
  g_autoptr(GArray) sizes = g_array_new(FALSE, TRUE, sizeof(size_t));

  for (size_t row = 0; row < rows; row++) {
    keys[row] = (RowKey){ table, columns, row };
    size_t at = GPOINTER_TO_SIZE(g_hash_table_lookup(seen, &keys[row]));
    if (at == 0) {
      size_t none = 0;
      g_array_append_val(sizes, none);
      at = sizes->len;
      g_hash_table_insert(seen, &keys[row], GSIZE_TO_POINTER(at));
    }
    series_of[row] = at - 1;
    g_array_index(sizes, size_t, at - 1)++;
  }
  *count = sizes->len;
  Series *series = arena_array(context->arena, Series, MAX(*count, 1));
  for (size_t i = 0; i < *count; i++)
    series[i].rows = arena_array(context->arena, size_t, g_array_index(sizes, size_t, i));
  for (size_t row = 0; row < rows; row++) {
    Series *own = &series[series_of[row]];
    own->rows[own->count++] = row;
  }
  return series;
}

/* ---- sorting ---- */

typedef struct RowOrder {
  const Unit *unit;
  const double *positions; /* of each row along the dimension; NULL: by the order channel */
} RowOrder;

static int
compare_by_order(const Unit *unit, size_t a, size_t b)
{
  for (size_t i = 0; i < unit->order_count; i++) {
    const ChannelDef *def = unit->orders[i];
    if (!def_is_field(def))
      continue;
    int order = value_compare(def_value(unit, def, a), def_value(unit, def, b));
    if (order != 0)
      return node_is_string(node_get(def->node, "sort"), "descending") ? -order : order;
  }
  return 0;
}

static int
compare_rows(gconstpointer a, gconstpointer b, gpointer user)
{
  const RowOrder *order = user;
  size_t x = *(const size_t *)a, y = *(const size_t *)b;
  int result = 0;
  if (!order->positions)
    result = compare_by_order(order->unit, x, y);
  else if (order->positions[x] != order->positions[y])
    result = order->positions[x] > order->positions[y] ? 1 : -1;
  return result ? result : (x > y) - (x < y);
}

static bool
is_off(const Node *node)
{
  return node_is(node, NODE_NULL) || (node_is(node, NODE_BOOLEAN) && !node->boolean);
}

static bool
keeps_data_order(const Unit *unit)
{
  if (unit->order_count)
    return is_off(unit->orders[0]->value);
  return is_off(mark_property(unit, "order"));
}

/* Where each row stands along the dimension; a row without a place counts as the start. */
static double *
positions_along(const MarkContext *context)
{
  const Unit *unit = context->unit;
  Channel along = unit->orient == ORIENT_HORIZONTAL ? CHANNEL_Y : CHANNEL_X;
  size_t rows = unit->rows->row_count;
  if (!def_is_field(unit->channels[along]))
    return NULL;
  double *positions = arena_array(context->arena, double, MAX(rows, 1));
  for (size_t row = 0; row < rows; row++) {
    double position = encode_point(context, along, row, POSITION_NONE);
    positions[row] = isnan(position) ? -(double)INFINITY : position;
  }
  return positions;
}

Series *
series_of_unit(const MarkContext *context, size_t *count)
{
  const Unit *unit = context->unit;
  g_autoptr(GArray) columns = splitting_columns(unit);
  Series *series = group_rows(context, columns, count);
  bool ordered = unit->order_count && def_is_field(unit->orders[0]) && !unit->stack.start;
  RowOrder order = { unit, ordered ? NULL : positions_along(context) };
  if (keeps_data_order(unit) || (!ordered && !order.positions))
    return series;
  for (size_t i = 0; i < *count; i++)
    g_qsort_with_data(series[i].rows, (gint)MIN(series[i].count, G_MAXINT), sizeof(size_t),
                      compare_rows, &order);
  return series;
}

/* ---- gaps ---- */

static bool
is_missing(const Unit *unit, const ChannelDef *def, size_t row)
{
  if (!def_is_field(def) || def->at < 0 || (def->aggregate && def->aggregate->counts))
    return false;
  const Scale *scale = unit_scale(unit, def->channel);
  if (!scale || scale->kind->discrete || rows_show_invalid(unit, def->channel))
    return false;
  Value value = column_value(&unit->rows->columns[def->at], row);
  return value.kind == VALUE_NULL || !isfinite(value_to_number(value));
}

bool
series_breaks(const Unit *unit, size_t row)
{
  for (int i = 0; i < CHANNEL_COUNT; i++)
    if (channel_info((Channel)i)->range != RANGE_NONE && is_missing(unit, unit->channels[i], row))
      return true;
  return false;
}

size_t
series_join_gaps(ScenePoint *points, size_t count)
{
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (!isnan(points[i].x) || (kept > 0 && !isnan(points[kept - 1].x)))
      points[kept++] = points[i];
  return kept > 0 && isnan(points[kept - 1].x) ? kept - 1 : kept;
}

/* ---- properties ---- */

static const char *const INTERPOLATIONS[] = {
  [INTERPOLATE_LINEAR] = "linear",
  [INTERPOLATE_LINEAR_CLOSED] = "linear-closed",
  [INTERPOLATE_STEP] = "step",
  [INTERPOLATE_STEP_BEFORE] = "step-before",
  [INTERPOLATE_STEP_AFTER] = "step-after",
  [INTERPOLATE_BASIS] = "basis",
  [INTERPOLATE_BASIS_OPEN] = "basis-open",
  [INTERPOLATE_BASIS_CLOSED] = "basis-closed",
  [INTERPOLATE_CARDINAL] = "cardinal",
  [INTERPOLATE_CARDINAL_OPEN] = "cardinal-open",
  [INTERPOLATE_CARDINAL_CLOSED] = "cardinal-closed",
  [INTERPOLATE_CATMULL_ROM] = "catmull-rom",
  [INTERPOLATE_BUNDLE] = "bundle",
  [INTERPOLATE_MONOTONE] = "monotone",
  [INTERPOLATE_NATURAL] = "natural",
  NULL,
};
_Static_assert(G_N_ELEMENTS(INTERPOLATIONS) == INTERPOLATE_COUNT + 1, "one name each");

void
series_interpolate(const Unit *unit, SceneNode *item)
{
  const Node *node = mark_property(unit, "interpolate");
  const char *name = node_string(node, "linear");
  item->path.tension = mark_number(unit, "tension", 0);
  for (size_t i = 0; i < INTERPOLATE_COUNT; i++)
    if (strcmp(INTERPOLATIONS[i], name) == 0) {
      item->path.interpolate = (Interpolate)i;
      return;
    }
  const char *near = diag_suggest(name, INTERPOLATIONS);
  g_autofree char *hint = near ? g_strdup_printf("did you mean '%s'?", near) : NULL;
  diag_error(unit->view->compilation->diags, "invalid-value", node->span, hint,
             "there is no interpolation '%s'", name);
}

double
series_line_width(const MarkContext *context, size_t row, double stroke_width)
{
  const Unit *unit = context->unit;
  if (!node_get(unit->mark_def, "strokeWidth"))
    stroke_width = node_number(node_get(unit->mark_def, "size"), stroke_width);
  return encode_number(context, CHANNEL_SIZE, row, stroke_width);
}
