/* Facets: one plot for each value of a field. The child is parsed and its rows are read once; then
 * it is copied for each cell, with the rows of that cell. */
#include "chart/composition_private.h"

#include "chart/encode_private.h"

#include <math.h>
#include <string.h>

const ChannelDef *const *
facet_defs(Unit *unit, size_t *count)
{
  static const Channel CHANNELS[] = { CHANNEL_ROW, CHANNEL_COLUMN, CHANNEL_FACET };
  g_autoptr(GPtrArray) defs = g_ptr_array_new();
  for (const View *view = unit->view; view; view = view->parent) {
    for (size_t i = 0; view->kind == VIEW_FACET && i < G_N_ELEMENTS(CHANNELS); i++) {
      if (!view->facets[i])
        continue;
      ChannelDef *def = (ChannelDef *)encoding_parse_def(unit, CHANNELS[i], view->facets[i]);
      def->facet = view;
      g_ptr_array_add(defs, def);
    }
    if (node_get(view->spec, "data"))
      break; /* facets above do not reach data of one's own */
  }
  *count = defs->len;
  return arena_dup(unit->view->compilation->arena, defs->pdata, defs->len * sizeof(gpointer));
}

/* ---- cells ---- */

/* What a cell keeps: rows whose fields have these values; a channel without facet is missing. */
typedef struct CellKey {
  const View *facet;
  const Value *values[3]; /* row, column, facet; NULL: any */
} CellKey;

static int
facet_slot(Channel channel)
{
  return channel == CHANNEL_ROW ? 0 : channel == CHANNEL_COLUMN ? 1 : 2;
}

static bool
row_belongs(const Unit *unit, const Table *rows, const CellKey *key, size_t row)
{
  for (size_t i = 0; i < unit->facet_count; i++) {
    const ChannelDef *def = unit->facets[i];
    const Value *wanted = def->facet == key->facet ? key->values[facet_slot(def->channel)] : NULL;
    const char *name = def->column_range ? def->column_range : def->column;
    int at = wanted && name ? table_column(rows, name) : -1;
    if (at >= 0 && !value_equal(column_value(&rows->columns[at], row), *wanted))
      return false;
  }
  return true;
}

/* The rows of a table that are listed, as a table of its own. */
static const Table *
gather(Arena *arena, const Table *table, const size_t *rows, size_t count)
{
  Table *copy = arena_dup(arena, table, sizeof *table);
  Column *columns = arena_dup(arena, table->columns, table->column_count * sizeof(Column));
  for (size_t c = 0; c < table->column_count; c++) {
    Column *column = &columns[c];
    double *numbers = arena_array(arena, double, MAX(count, 1));
    int32_t *codes = arena_array(arena, int32_t, MAX(count, 1));
    for (size_t i = 0; i < count; i++) {
      if (column->numbers)
        numbers[i] = column->numbers[rows[i]];
      if (column->codes)
        codes[i] = column->codes[rows[i]];
    }
    column->numbers = column->numbers ? numbers : NULL;
    column->codes = column->codes ? codes : NULL;
  }
  copy->row_count = count;
  copy->columns = columns;
  return copy;
}

static const Table *
rows_of_cell(const Unit *unit, const Table *table, const CellKey *key)
{
  Arena *arena = unit->view->compilation->arena;
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(size_t));
  for (size_t row = 0; row < table->row_count; row++)
    if (row_belongs(unit, table, key, row))
      g_array_append_val(rows, row);
  return gather(arena, table, (const size_t *)rows->data, rows->len);
}

/* The facet that definitions name, and its copy. */
typedef struct FacetCopy {
  const View *from, *to;
} FacetCopy;

static void
follow_copy(Unit *unit, void *user)
{
  const FacetCopy *copy = user;
  Arena *arena = unit->view->compilation->arena;
  const ChannelDef **defs = arena_dup(arena, unit->facets, unit->facet_count * sizeof *defs);
  for (size_t i = 0; i < unit->facet_count; i++) {
    if (defs[i]->facet != copy->from)
      continue;
    ChannelDef *def = arena_dup(arena, defs[i], sizeof *def);
    def->facet = copy->to;
    defs[i] = def;
  }
  unit->facets = defs;
}

static View *
copy_view(const View *view, View *parent, const CellKey *key)
{
  Arena *arena = view->compilation->arena;
  View *copy = arena_dup(arena, view, sizeof *view);
  copy->parent = parent;
  copy->children = arena_array(arena, View *, MAX(view->child_count, 1));
  for (size_t i = 0; i < view->child_count; i++)
    copy->children[i] = copy_view(view->children[i], copy, key);
  if (view->kind == VIEW_FACET)
    view_each_unit(copy, follow_copy, &(FacetCopy){ view, copy });
  if (!view->unit)
    return copy;
  copy->unit = arena_dup(arena, view->unit, sizeof *view->unit);
  copy->unit->view = copy;
  copy->unit->rows = rows_of_cell(view->unit, view->unit->rows, key);
  copy->unit->domain_rows = view->unit->domain_rows == view->unit->rows
                                ? copy->unit->rows
                                : rows_of_cell(view->unit, view->unit->domain_rows, key);
  return copy;
}

/* ---- the values of a facet ---- */

typedef struct FacetSearch {
  const View *facet;
  int slot;
  Scale *scale; /* a discrete scale that collects and sorts the values */
} FacetSearch;

static void
add_facet_user(Unit *unit, void *user)
{
  FacetSearch *search = user;
  for (size_t i = 0; i < unit->facet_count; i++) {
    const ChannelDef *def = unit->facets[i];
    if (def->facet != search->facet || facet_slot(def->channel) != search->slot)
      continue;
    Scale *scale = search->scale;
    if (!scale->unit) {
      scale->unit = unit;
      scale->def = def;
    }
    ScaleUser *entry = arena_new0(unit->view->compilation->arena, ScaleUser);
    *entry = (ScaleUser){ unit, def };
    g_ptr_array_add(scale->users, entry);
  }
}

static void
find_values(View *view, int slot)
{
  static const Channel CHANNELS[] = { CHANNEL_ROW, CHANNEL_COLUMN, CHANNEL_FACET };
  g_autoptr(GPtrArray) users = g_ptr_array_new();
  Scale scale = { .kind = &SCALE_ORDINAL, .channel = CHANNELS[slot], .users = users };
  FacetSearch search = { view, slot, &scale };
  if (!view->facets[slot])
    return;
  view_each_unit(view, add_facet_user, &search);
  if (!scale.unit)
    return;
  scale_find_values(&scale);
  view->facet_defs[slot] = scale.def;
  view->facet_values[slot] = scale.values;
  view->facet_counts[slot] = scale.value_count;
}

static void
add_cell(View *view, const View *child, CellKey key, size_t row, size_t column)
{
  View *cell = copy_view(child, view, &key);
  cell->row = row;
  cell->column = column;
  view->children[view->child_count++] = cell;
}

enum { MOST_CELLS = 2000 };

static void
expand_wrapped(View *view, const View *child)
{
  size_t count = view->facet_counts[2];
  double wanted = node_number(node_get(view->spec, "columns"), 0);
  if (!(wanted >= 1))
    wanted = config_number(view->compilation, "facet.columns", 0);
  size_t columns = wanted >= 1 ? (size_t)fmin(wanted, MOST_CELLS) : MAX(count, 1);
  for (size_t i = 0; i < count; i++) {
    CellKey key = { view, { NULL, NULL, &view->facet_values[2][i] } };
    add_cell(view, child, key, i / columns, i % columns);
  }
}

static void
expand_grid(View *view, const View *child)
{
  size_t rows = view->facets[0] ? view->facet_counts[0] : 1;
  size_t columns = view->facets[1] ? view->facet_counts[1] : 1;
  for (size_t row = 0; row < rows; row++)
    for (size_t column = 0; column < columns; column++) {
      CellKey key = { view,
                      { view->facets[0] ? &view->facet_values[0][row] : NULL,
                        view->facets[1] ? &view->facet_values[1][column] : NULL, NULL } };
      add_cell(view, child, key, row, column);
    }
}

static void
expand(View *view)
{
  const View *child = view->children[0];
  for (int slot = 0; slot < 3; slot++)
    find_values(view, slot);
  size_t cells = view->facets[2] ? view->facet_counts[2]
                                 : MAX(view->facets[0] ? view->facet_counts[0] : 1, 0) *
                                       (view->facets[1] ? view->facet_counts[1] : 1);
  if (cells > MOST_CELLS) {
    diag_error(view->compilation->diags, "too-many-facets", node_get(view->spec, "facet")->span,
               "bin or filter the field", "the facet would have %zu cells", cells);
    return;
  }
  view->children = arena_array(view->compilation->arena, View *, MAX(cells, 1));
  view->child_count = 0;
  if (view->facets[2])
    expand_wrapped(view, child);
  else
    expand_grid(view, child);
}

void
facets_expand(View *view)
{
  if (view->kind == VIEW_FACET)
    expand(view);
  for (size_t i = 0; i < view->child_count; i++)
    facets_expand(view->children[i]);
}
