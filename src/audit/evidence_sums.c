/* Sums that a table does not have: of firms by region and by owner it gives none of a region alone,
 * and none of all. They become rows of the evidence behind those of the table. */
#include "audit/evidence_private.h"

#include <math.h>
#include <string.h>

/* Keys over which sums are made, and rows that they are made of. */
enum { KEYS_MOST = 3, ROWS_MOST = 20000 };

/* A sum that is being made. */
typedef struct SumRow {
  size_t like;    /* the first of the rows that it sums up */
  bool there;     /* the table has it */
  size_t count;   /* of them */
  double *values; /* of each measure */
  unsigned over;  /* bits of the keys that it goes over */
} SumRow;

typedef struct Summer {
  Gatherer *gatherer;
  EvidenceTable *table;
  Key *keys;                     /* those of the table */
  size_t summed[KEYS_MOST];      /* indices of those that may be summed over */
  const Concept *all[KEYS_MOST]; /* what stands for all of them */
  size_t summed_count;
  GArray *rows; /* SumRow */
} Summer;

/* The member that stands for all, of those that the table has; NULL: none does. */
static const Concept *
total_of(const Gatherer *gatherer, const Key *key, size_t rows)
{
  for (size_t row = 0; row < rows; row++) {
    if (key->concepts[row] < 0)
      continue;
    const Concept *concept = gatherer->concepts->pdata[key->concepts[row]];
    if (concept->total)
      return concept;
  }
  return NULL;
}

/* All members of a column, which no text names. */
static const Concept *
all_of(Gatherer *gatherer, const char *group)
{
  g_autofree char *key = g_strdup_printf("%s\n", group);
  Concept *known = g_hash_table_lookup(gatherer->members, key);
  if (known)
    return known;
  g_autoptr(GPtrArray) none = g_ptr_array_new();
  known = (Concept *)concept_new(gatherer, group, "all", none);
  known->made = true;
  g_hash_table_insert(gatherer->members, g_steal_pointer(&key), known);
  return known;
}

/* Shares, prices and means do not add up. */
static bool
adds_up(const Measure *measure)
{
  static const char *const NOT[] = { "per",  "average", "mean",   "median", "price", "rate",
                                     "wage", "salary",  "index",  "score",  "ratio", "yield",
                                     "rank", "age",     "points", NULL };
  g_auto(GStrv) parts = g_strsplit_set(measure->column->name, "_- .", -1);
  for (char **part = parts; *part; part++)
    if (g_strv_contains(NOT, *part))
      return false;
  const char *unit = measure->column->field ? measure->column->field->unit : NULL;
  bool per = unit && (strchr(unit, '/') || strstr(unit, " per "));
  return (measure->dimension == DIMENSION_NUMBER || measure->dimension == DIMENSION_MONEY) && !per;
}

/* A bit for each key that is summed over. */
static unsigned
summed_keys(const Summer *summer, unsigned over)
{
  unsigned keys = 0;
  for (size_t i = 0; i < summer->summed_count; i++)
    keys |= (over >> i & 1) << summer->summed[i];
  return keys;
}

/* The rows alike in all keys but those that are summed over have one text. */
static void
write_place(const Summer *summer, size_t row, unsigned over, GString *out)
{
  unsigned summed = summed_keys(summer, over);
  g_string_truncate(out, 0);
  for (size_t i = 0; i < summer->table->key_count; i++)
    if (summer->keys[i].exclusive && !(summed >> i & 1))
      g_string_append_printf(out, "%d ", (int)summer->keys[i].concepts[row]);
}

/* How many of the keys that are summed over have a member in the row that stands for all. */
static size_t
count_totals(const Summer *summer, size_t row, unsigned over)
{
  size_t count = 0;
  for (size_t i = 0; i < summer->summed_count; i++) {
    int32_t id = summer->keys[summer->summed[i]].concepts[row];
    count +=
        over >> i & 1 && id >= 0 && ((const Concept *)summer->gatherer->concepts->pdata[id])->total;
  }
  return count;
}

static void
add_row(const Summer *summer, SumRow *sum, size_t row)
{
  size_t totals = count_totals(summer, row, sum->over);
  sum->there |= totals == (size_t)__builtin_popcount(sum->over);
  if (totals > 0)
    return;
  for (size_t i = 0; i < summer->table->measure_count; i++) {
    const Measure *measure = &summer->table->measures[i];
    sum->values[i] += adds_up(measure) ? column_number(measure->column, row) : (double)NAN;
  }
  sum->count++;
}

static void
sum_over(Summer *summer, unsigned over)
{
  g_autoptr(GHashTable) places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GString) place = g_string_new(NULL);
  guint first = summer->rows->len;
  for (size_t row = 0; row < summer->table->table->row_count; row++) {
    write_place(summer, row, over, place);
    gpointer known = g_hash_table_lookup(places, place->str);
    if (!known) {
      SumRow made = { .like = row, .over = over };
      made.values = arena_array(summer->gatherer->arena, double, summer->table->measure_count + 1);
      g_array_append_val(summer->rows, made);
      known = GUINT_TO_POINTER(summer->rows->len);
      g_hash_table_insert(places, g_strdup(place->str), known);
    }
    add_row(summer, &g_array_index(summer->rows, SumRow, GPOINTER_TO_UINT(known) - 1), row);
  }
  guint kept = first;
  for (guint i = first; i < summer->rows->len; i++) {
    const SumRow sum = g_array_index(summer->rows, SumRow, i);
    if (sum.count >= 2 && !sum.there)
      g_array_index(summer->rows, SumRow, kept++) = sum;
  }
  g_array_set_size(summer->rows, kept);
}

static void
extend_key(const Summer *summer, size_t index)
{
  Key *key = &summer->keys[index];
  size_t rows = summer->table->table->row_count;
  int32_t *concepts = arena_array(summer->gatherer->arena, int32_t, rows + summer->rows->len + 1);
  memcpy(concepts, key->concepts, rows * sizeof *concepts);
  for (guint i = 0; i < summer->rows->len; i++) {
    const SumRow *sum = &g_array_index(summer->rows, SumRow, i);
    concepts[rows + i] = key->exclusive ? key->concepts[sum->like] : -1;
    for (size_t j = 0; j < summer->summed_count; j++)
      if (summer->summed[j] == index && sum->over >> j & 1)
        concepts[rows + i] = (int32_t)summer->all[j]->id;
  }
  key->concepts = concepts;
}

static void
extend_measure(const Summer *summer, size_t index)
{
  Arena *arena = summer->gatherer->arena;
  Measure *measure = (Measure *)&summer->table->measures[index];
  size_t rows = summer->table->table->row_count;
  double *numbers = arena_array(arena, double, rows + summer->rows->len + 1);
  for (size_t row = 0; row < rows; row++)
    numbers[row] = column_number(measure->column, row);
  for (guint i = 0; i < summer->rows->len; i++)
    numbers[rows + i] = g_array_index(summer->rows, SumRow, i).values[index];
  Column *column = arena_dup(arena, measure->column, sizeof *column);
  column->numbers = numbers;
  measure->column = column;
}

void
add_sums_of_rows(Gatherer *gatherer, EvidenceTable *table)
{
  Summer summer = { .gatherer = gatherer, .table = table, .keys = (Key *)table->keys };
  size_t rows = table->table->row_count;
  table->row_count = rows;
  if (table->row_dimensions || rows > ROWS_MOST)
    return;
  for (size_t i = 0; i < table->key_count && summer.summed_count < KEYS_MOST; i++) {
    const Key *key = &table->keys[i];
    if (i >= 32 || !key->exclusive || key->year)
      continue;
    const Concept *total = total_of(gatherer, key, rows);
    summer.all[summer.summed_count] = total ? total : all_of(gatherer, key->name);
    summer.summed[summer.summed_count++] = i;
  }
  summer.rows = g_array_new(FALSE, FALSE, sizeof(SumRow));
  for (unsigned over = 1; over < 1u << summer.summed_count; over++)
    sum_over(&summer, over);
  for (size_t i = 0; i < table->key_count; i++)
    extend_key(&summer, i);
  for (size_t i = 0; i < table->measure_count; i++)
    extend_measure(&summer, i);
  const char **names = arena_array(gatherer->arena, const char *, summer.rows->len + 1);
  for (guint i = 0; i < summer.rows->len; i++) {
    const SumRow *sum = &g_array_index(summer.rows, SumRow, i);
    names[i] = row_name(gatherer->arena, table, sum->like, summed_keys(&summer, sum->over));
  }
  table->sum_names = names;
  table->row_count += summer.rows->len;
  g_array_free(summer.rows, TRUE);
}
