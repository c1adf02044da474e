/* Discrete domains: the distinct values of all units that share a scale, in the order that `sort`
 * asks for. Rules: the sort page of Vega-Lite's documentation. */
#include "chart/aggregate_private.h"
#include "chart/encode_private.h"
#include "chart/house_private.h"
#include "chart/pipeline_private.h"
#include "chart/scale_private.h"

#include "core/language.h"

#include <string.h>

/* A value of a discrete domain while it is being sorted. */
typedef struct Entry {
  Value value, key;
  const char *text; /* what a key that is a text sorts by; NULL: its bytes */
  size_t order;     /* of first appearance */
} Entry;

typedef enum SortKind { SORT_NONE, SORT_VALUE, SORT_KEY } SortKind;

typedef struct Domain {
  Arena *arena;
  GArray *entries;  /* of Entry */
  GHashTable *seen; /* "kind value" → 1 */
  SortKind sort;
  bool descending;
  Collator *collator; /* NULL: as Vega sorts */
} Domain;

static char *
entry_key(Arena *arena, Value value)
{
  g_autoptr(GString) text = g_string_new(NULL);
  if (value.kind == VALUE_STRING)
    return arena_printf(arena, "s%s", value.string);
  if (value.kind == VALUE_NULL)
    return arena_strdup(arena, "0");
  g_string_append_printf(text, "n%.17g", value_to_number(value));
  return arena_strdup(arena, text->str);
}

static Entry *
add_entry(Domain *domain, Value value)
{
  char *key = entry_key(domain->arena, value);
  if (!g_hash_table_add(domain->seen, key))
    return NULL;
  if (value.kind == VALUE_STRING)
    value.string = arena_strdup(domain->arena, value.string);
  Entry entry = { .value = value, .key = value, .order = domain->entries->len };
  g_array_append_val(domain->entries, entry);
  return &g_array_index(domain->entries, Entry, domain->entries->len - 1);
}

static int
compare_entries(gconstpointer a, gconstpointer b, gpointer user)
{
  const Entry *x = a, *y = b;
  const Domain *domain = user;
  int order = x->text && y->text ? collator_compare(domain->collator, x->text, strlen(x->text),
                                                    y->text, strlen(y->text))
                                 : value_compare(x->key, y->key);
  if (order != 0)
    return domain->descending ? -order : order;
  return x->order < y->order ? -1 : x->order > y->order;
}

static void
add_column(Domain *domain, const Table *table, const char *name)
{
  int at = table ? table_column(table, name) : -1;
  if (at < 0)
    return;
  const Column *column = &table->columns[at];
  if (!column_is_text(column) || column->string_count > table->row_count) {
    for (size_t row = 0; row < table->row_count; row++)
      add_entry(domain, column_value(column, row));
    return;
  }
  g_autofree bool *met = g_new0(bool, column->string_count + 1);
  for (size_t row = 0; row < table->row_count; row++) {
    size_t code = (size_t)(column->codes[row] + 1);
    if (!met[code])
      add_entry(domain, column_value(column, row));
    met[code] = true;
  }
}

/* How a domain is to be sorted: the field and operation over the raw rows. */
typedef struct SortBy {
  SortKind kind;
  bool descending;
  const Node *values; /* explicit order; NULL: none */
  const char *field;  /* of raw rows */
  const Aggregate *aggregate;
  const char *arg_field;
  Span span;
} SortBy;

static bool
has_field(const ChannelDef *def, const char *field)
{
  return def && def->field && strcmp(def->field, field) == 0;
}

/* Is a field what the unit stacks, rather than what tells its stacks and their parts apart? */
static bool
is_stacked_measure(const Unit *unit, const char *field)
{
  if (!unit->stack.start || !field)
    return false;
  Channel dimension = unit->stack.dimension;
  if ((dimension != CHANNEL_NONE && has_field(unit->channels[dimension], field)) ||
      has_field(stack_offset_def(unit), field))
    return false;
  for (int i = 0; i < CHANNEL_COUNT; i++)
    if (stack_splits(unit, unit->channels[i]) && has_field(unit->channels[i], field))
      return false;
  return true;
}

/* Sorting by what another channel shows ("-y", {encoding: "y"}). */
static SortBy
sort_by_channel(const Unit *unit, const char *name, bool descending, Span span)
{
  Channel channel = channel_find(name);
  const ChannelDef *def = channel == CHANNEL_NONE ? NULL : unit->channels[channel];
  SortBy by = { .kind = SORT_KEY, .descending = descending, .span = span };
  if (!def_is_field(def)) {
    diag_error(unit->view->compilation->diags, "unknown-channel", span,
               "name a channel of this encoding that has a field",
               "nothing to sort by: no field in the channel '%s'", name);
    return (SortBy){ .kind = SORT_VALUE, .descending = descending };
  }
  by.field = def->field;
  by.arg_field = def->arg_field;
  by.aggregate = def->aggregate;
  if (!by.aggregate)
    by.aggregate = aggregate_find(is_stacked_measure(unit, by.field) ? "sum" : "min");
  return by;
}

static SortBy
sort_by_field(const Unit *unit, const Node *sort)
{
  const Node *field = node_get(sort, "field"), *op = node_get(sort, "op");
  SortBy by = { .kind = SORT_KEY,
                .descending = node_is_string(node_get(sort, "order"), "descending"),
                .field = node_text(field, NULL),
                .span = sort->span };
  const char *name = node_string(op, is_stacked_measure(unit, by.field) ? "sum" : "min");
  by.aggregate = aggregate_find(name);
  if (!by.aggregate)
    diag_error(unit->view->compilation->diags, "unknown-aggregate", op->span, NULL,
               "there is no aggregate operation '%s'", name);
  return by;
}

/* Bins that are shown as texts ("10 – 20") go by their start. */
static SortBy
sort_by_value(const ChannelDef *def, bool descending)
{
  if (def->column_range)
    return (SortBy){ SORT_KEY, descending, .field = def->column,
                     .aggregate = aggregate_find("min") };
  return (SortBy){ .kind = SORT_VALUE, .descending = descending };
}

static SortBy
sort_of(const Unit *unit, const ChannelDef *def)
{
  const Node *sort = node_get(def->node, "sort");
  const ChannelDef *colour = stack_colour_order(unit);
  if (!sort && channel_info(def->channel)->is_offset && colour)
    return (SortBy){ .kind = SORT_KEY, .values = node_path(colour->node, "scale.domain") };
  if (!sort)
    return sort_by_value(def, false);
  if (node_is(sort, NODE_NULL))
    return (SortBy){ .kind = SORT_NONE };
  if (node_is(sort, NODE_LIST))
    return (SortBy){ .kind = SORT_KEY, .values = sort };
  if (node_is(sort, NODE_MAP)) {
    const Node *encoding = node_get(sort, "encoding");
    bool down = node_is_string(node_get(sort, "order"), "descending");
    return encoding ? sort_by_channel(unit, node_string(encoding, ""), down, encoding->span)
                    : sort_by_field(unit, sort);
  }
  const char *text = node_string(sort, "ascending");
  if (strcmp(text, "ascending") == 0 || strcmp(text, "descending") == 0)
    return sort_by_value(def, *text == 'd');
  bool down = *text == '-';
  return sort_by_channel(unit, text + down, down, sort->span);
}

/* All values with their sort keys, one aggregate each over the raw rows. */
static const Table *
query_keys(const Unit *unit, const ChannelDef *def, const SortBy *by)
{
  Compilation *compilation = unit->view->compilation;
  Arena *arena = compilation->arena;
  const char *column = def->column_range ? def->column_range : def->column;
  Measure measure = { .sql = "NULL" };
  if (by->aggregate &&
      !pipeline_measure(unit->raw, by->aggregate, by->field, by->arg_field, by->span, &measure))
    return NULL;
  if (!pipeline_column(unit->raw, column))
    return NULL;
  const char *name = sql_column(arena, column);
  g_autofree char *sql =
      g_strdup_printf("SELECT %s, %s FROM %s GROUP BY %s ORDER BY min(" ROW_COLUMN_SQL ")", name,
                      measure.sql, unit->raw->name, name);
  return pipeline_query(unit->raw, "the order of a domain", sql);
}

static Entry *
find_entry(Domain *domain, Value value)
{
  for (guint i = 0; i < domain->entries->len; i++) {
    Entry *entry = &g_array_index(domain->entries, Entry, i);
    if (value_equal(entry->value, value))
      return entry;
  }
  return NULL;
}

static void
apply_keys(Domain *domain, const Table *keys)
{
  for (size_t row = 0; keys && row < keys->row_count; row++) {
    Entry *entry = find_entry(domain, column_value(&keys->columns[0], row));
    if (!entry)
      continue;
    entry->key = column_value(&keys->columns[1], row);
    if (entry->key.kind == VALUE_STRING)
      entry->key.string = arena_strdup(domain->arena, entry->key.string);
    entry->order = row;
  }
}

static void
apply_list(Domain *domain, const Scale *scale, const Node *values)
{
  for (guint i = 0; i < domain->entries->len; i++) {
    Entry *entry = &g_array_index(domain->entries, Entry, i);
    size_t k = 0;
    while (k < values->count &&
           !value_equal(scale_value_of_node(scale, values->items[k]), entry->value))
      k++;
    entry->key = value_number((double)k);
  }
}

/* ---- one order for all that share a scale ---- */

typedef struct Sorter {
  const ScaleUser *user;
  SortBy by;
} Sorter;

/* Lists of one column are the same order: the first one's. */
static bool
same_sorts(const Sorter *a, const Sorter *b)
{
  if (a->by.values && b->by.values)
    return g_strcmp0(a->user->def->column, b->user->def->column) == 0;
  return a->by.kind == b->by.kind && !a->by.values == !b->by.values &&
         a->by.descending == b->by.descending && a->by.aggregate == b->by.aggregate &&
         g_strcmp0(a->by.field, b->by.field) == 0 &&
         g_strcmp0(a->by.arg_field, b->by.arg_field) == 0;
}

static bool
can_sort(const Sorter *sorter)
{
  return !sorter->by.field || pipeline_column(sorter->user->unit->raw, sorter->by.field);
}

static GArray *
different_sorts(const Scale *scale)
{
  GArray *sorters = g_array_new(FALSE, FALSE, sizeof(Sorter));
  for (guint i = 0; i < scale->users->len; i++) {
    Sorter sorter = { .user = g_ptr_array_index(scale->users, i) };
    if (!def_is_field(sorter.user->def) || !scale_user_counts(scale, sorter.user))
      continue;
    sorter.by = sort_of(sorter.user->unit, sorter.user->def);
    bool known = sorter.by.kind == SORT_NONE;
    for (guint k = 0; k < sorters->len && !known; k++) {
      Sorter *other = &g_array_index(sorters, Sorter, k);
      known = same_sorts(&sorter, other);
      if (known && !can_sort(other) && can_sort(&sorter))
        *other = sorter;
    }
    if (!known)
      g_array_append_val(sorters, sorter);
  }
  return sorters;
}

/* The view whose data or transforms give a unit its rows. */
static const View *
source_of(const Unit *unit)
{
  const View *view = unit->view;
  while (view->parent && !node_get(view->spec, "data") && !node_get(view->spec, "transform"))
    view = view->parent;
  return view;
}

static bool
has_several_sources(const Scale *scale)
{
  const View *source = NULL;
  bool several = false;
  for (guint i = 0; i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    if (!def_is_field(user->def) || !scale_user_counts(scale, user))
      continue;
    several = several || (source && source != source_of(user->unit));
    source = source_of(user->unit);
  }
  return several;
}

/* Only the least, the most and the number of rows go for the rows of several sources together. */
static bool
goes_for_all(const Scale *scale, const SortBy *by)
{
  static const char *const ALWAYS[] = { "count", "min", "max", NULL };
  return !by->aggregate || g_strv_contains(ALWAYS, by->aggregate->name) ||
         !has_several_sources(scale);
}

/* What all agree on; of orders that are all by aggregates the only one by another than the least;
 * else by value. */
static Sorter
sorter_of(const Scale *scale)
{
  g_autoptr(GArray) sorters = different_sorts(scale);
  Sorter first = { .user = g_ptr_array_index(scale->users, 0) }, *found = NULL;
  size_t keyed = 0, special = 0;
  if (sorters->len == 0)
    return first;
  found = &g_array_index(sorters, Sorter, 0);
  if (sorters->len == 1)
    return goes_for_all(scale, &found->by) ? *found
                                           : (Sorter){ first.user, { .kind = SORT_VALUE } };
  for (guint i = 0; i < sorters->len; i++) {
    Sorter *sorter = &g_array_index(sorters, Sorter, i);
    bool least = sorter->by.values || sorter->by.aggregate == aggregate_find("min");
    keyed += sorter->by.kind == SORT_KEY || sorter->by.descending;
    if (sorter->by.kind == SORT_KEY && !least) {
      special++;
      found = sorter;
    }
  }
  if (keyed == sorters->len && special == 1 && !has_several_sources(scale))
    return *found;
  return (Sorter){ first.user, { .kind = SORT_VALUE } };
}

/* `keys`: the values of `sorter`'s raw rows; a domain that is sorted by them has all of them, also
 * those that no mark shows. */
static void
collect_values(Domain *domain, const Scale *scale, const ScaleUser *sorter, const Table *keys)
{
  const char *columns[SCALE_MOST_COLUMNS];
  for (guint i = 0; i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    if (!scale_user_counts(scale, user))
      continue;
    const Node *more = node_path(user->def->node, "scale.domain.unionWith");
    for (size_t k = 0; node_is(more, NODE_LIST) && k < more->count; k++)
      add_entry(domain, scale_value_of_node(scale, more->items[k]));
    if (def_is_datum(user->def))
      add_entry(domain, scale_value_of_node(scale, user->def->datum));
    size_t count = scale_domain_columns(scale, user, columns);
    for (size_t row = 0; user == sorter && keys && row < keys->row_count; row++)
      add_entry(domain, column_value(&keys->columns[0], row));
    for (size_t k = 0; k < count; k++)
      add_column(domain, user->unit->domain_rows, columns[k]);
  }
}

static void
collect_explicit(Domain *domain, const Scale *scale)
{
  for (guint i = 0; i < scale->users->len; i++) {
    const Node *list = scale_explicit_list(g_ptr_array_index(scale->users, i));
    for (size_t k = 0; list && k < list->count; k++)
      add_entry(domain, scale_value_of_node(scale, list->items[k]));
  }
}

/* Texts stand as the reader's alphabet has them, by what is shown of them. */
static void
prepare_texts(Domain *domain, const Scale *scale, const ScaleUser *user)
{
  const Compilation *compilation = scale->unit->view->compilation;
  const char *language = compilation->context->language;
  if (!language || domain->entries->len < 2)
    return;
  for (guint i = 0; i < domain->entries->len; i++) {
    Entry *entry = &g_array_index(domain->entries, Entry, i);
    if (entry->key.kind != VALUE_STRING)
      continue;
    bool own = value_equal(entry->key, entry->value);
    entry->text = own && user ? label_of_category(compilation, user->def, entry->key.string)
                              : entry->key.string;
    if (!domain->collator)
      domain->collator = collator_new(language);
  }
}

static void
collect_sorted(Domain *domain, const Scale *scale)
{
  Sorter sorter = sorter_of(scale);
  const ScaleUser *user = sorter.user;
  const SortBy *by = &sorter.by;
  bool raw = by->kind != SORT_NONE && node_get(user->def->node, "sort");
  const Table *keys = raw || by->kind == SORT_KEY ? query_keys(user->unit, user->def, by) : NULL;

  domain->descending = by->descending;
  collect_values(domain, scale, user, raw ? keys : NULL);
  if (by->kind == SORT_NONE)
    return;
  if (by->values)
    apply_list(domain, scale, by->values);
  else if (by->kind == SORT_KEY)
    apply_keys(domain, keys);
  prepare_texts(domain, scale, user);
  g_array_sort_with_data(domain->entries, compare_entries, domain);
  g_clear_pointer(&domain->collator, collator_free);
}

void
scale_find_values(Scale *scale)
{
  Domain domain = {
    .arena = scale->unit->view->compilation->arena,
    .entries = g_array_new(FALSE, TRUE, sizeof(Entry)),
    .seen = g_hash_table_new(g_str_hash, g_str_equal),
  };
  if (scale_has_explicit(scale))
    collect_explicit(&domain, scale);
  else
    collect_sorted(&domain, scale);
  Value *values = arena_array(domain.arena, Value, MAX(domain.entries->len, 1));
  for (guint i = 0; i < domain.entries->len; i++)
    values[i] = g_array_index(domain.entries, Entry, i).value;
  scale->values = values;
  scale->value_count = domain.entries->len;
  g_array_unref(domain.entries);
  g_hash_table_unref(domain.seen);
  house_order_values(scale);
}
