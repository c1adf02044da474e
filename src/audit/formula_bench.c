/* What formulas are made with: candidates, slices of tables, and what can be compared. */
#include "audit/formula_private.h"

#include <math.h>
#include <string.h>

#define WHOLE_COLUMN (-0.2)

/* In the unit that the number has, where both are known. */
static bool
convert(const Bench *bench, Candidate *candidate)
{
  const Measure *measure = &candidate->cells[0].table->measures[candidate->cells[0].measure];
  UnitReading unit = unit_read(bench->quantity->unit);
  bool rate = strcmp(candidate->formula, "rate") == 0;
  if (candidate->dimension != DIMENSION_NUMBER || !unit.base || !measure->unit.base)
    return true;
  bool same = unit.base == measure->unit.base;
  if (same || !rate)
    candidate->value *= measure->unit.factor / unit.factor;
  return same || rate;
}

/* A sum or difference that one of its parts alone would explain says nothing: the other is too
 * small to be seen in it. */
static bool
is_operand(const Candidate *candidate)
{
  for (size_t i = 0; i < candidate->cell_count && candidate->cell_count > 1; i++)
    if (cell_dimension(candidate->cells[i]) == candidate->dimension &&
        fabs(cell_value(candidate->cells[i]) - candidate->value) <= 0.01 * fabs(candidate->value))
      return true;
  return false;
}

/* Do the heads of a typed table's cell speak of shares or changes? */
static bool
is_headed_percent(const Bench *bench)
{
  static const char *const SIGNS[] = { "%", "100", "hundred", "сотн", "жүз" };
  const char *heads = bench->passage->context;
  for (size_t i = 0; heads && i < G_N_ELEMENTS(SIGNS); i++)
    if (strstr(heads, SIGNS[i]))
      return true;
  return bench->ask->reading->label_cues & (CUE_SHARE | CUE_UP | CUE_DOWN | CUE_DIFFERENCE);
}

/* A bare number of a table takes what its head says: "%", "US$ per head". */
static bool
takes(const Bench *bench, const Candidate *candidate)
{
  const Quantity *quantity = bench->quantity;
  bool headed = bench->passage->kind == PASSAGE_CELL && quantity->scale <= 1 &&
                quantity->dimension == DIMENSION_NUMBER;
  if (headed && candidate->dimension == DIMENSION_PERCENT)
    return is_headed_percent(bench);
  return headed || quantity_takes(quantity, candidate->dimension, candidate->currency);
}

/* "302 stations, 66 more than …", "rose by 8% to 912": what is made of the cell on which the number
 * beside it rests. */
#define BESIDE 1.0
#define IN_FULL 2.0
#define TOLD_BEHIND 2.0

static bool
is_made_of(const Candidate *candidate, const Support *other)
{
  bool cell = other->found && !other->candidate.formula;
  for (size_t i = 0; cell && i < MIN(candidate->cell_count, (size_t)2); i++)
    if (cell_equal(candidate->cells[i], other->candidate.cells[0]))
      return true;
  return false;
}

/* Are both its cells told in the sentence? */
static bool
is_told_in_full(const Bench *bench, const Candidate *candidate)
{
  const SupportAsk *ask = bench->ask;
  size_t told = 0;
  for (size_t i = 0; i < candidate->cell_count && candidate->cell_count == 2; i++)
    for (size_t j = 0; j < ask->other_count; j++)
      if (j != ask->number && ask->others[j].found && !ask->others[j].candidate.formula &&
          cell_equal(ask->others[j].candidate.cells[0], candidate->cells[i])) {
        told++;
        break;
      }
  return told == 2;
}

static double
beside_fit(const Bench *bench, const Candidate *candidate)
{
  const SupportAsk *ask = bench->ask;
  if (is_told_in_full(bench, candidate))
    return IN_FULL;
  size_t before = ask->number, after = ask->number + 1;
  bool beside = after < ask->other_count && is_made_of(candidate, &ask->others[after]);
  for (bool pair = true; pair && before > 0 && !beside && before <= ask->other_count;) {
    const Support *other = &ask->others[--before];
    beside = is_made_of(candidate, other);
    pair = other->found && other->paired; /* then the same amount stands before it */
  }
  return beside ? BESIDE : 0;
}

/* "72%, or 1,324 million", «72 %-ы, яғни 1 324 млн»: the share is that of the number behind it.
 */
static double
told_behind_fit(const Bench *bench, Cell part)
{
  static const char *const OR[] = {
    ", or ", ", that is, ", ", или ", ", то есть ", ", яғни ", NULL
  };
  const SupportAsk *ask = bench->ask;
  bool told = phrase_behind(bench->passage->text, bench->quantity->end, OR);
  const Support *next =
      told && ask->number + 1 < ask->other_count ? &ask->others[ask->number + 1] : NULL;
  if (!next || !next->found || next->candidate.formula)
    return 0;
  const Cell cell = next->candidate.cells[0];
  return cell.table == part.table && cell.row == part.row ? TOLD_BEHIND : -TOLD_BEHIND;
}

void
formula_add(Bench *bench, Candidate candidate)
{
  bool share = strcmp(candidate.formula, "share") == 0;
  bool nothing = candidate.value == 0 && bench->quantity->low > 0;
  if ((share && candidate.value > 100.5) || nothing || is_operand(&candidate))
    return;
  candidate.fit += beside_fit(bench, &candidate);
  candidate.fit += share ? told_behind_fit(bench, candidate.cells[0]) : 0;
  if (isfinite(candidate.value) && takes(bench, &candidate) && convert(bench, &candidate))
    g_array_append_val(bench->candidates, candidate);
}

void
formula_add_over(Bench *bench, Candidate candidate, const Slice *slice)
{
  candidate.over = slice->key->name;
  formula_add(bench, candidate);
}

Candidate
formula_of(const char *formula, Dimension dimension, double value, double fit, Cell a)
{
  Candidate candidate = { .formula = formula,
                          .value = value,
                          .dimension = dimension,
                          .fit = fit,
                          .cells = { a },
                          .cell_count = 1 };
  if (dimension == DIMENSION_MONEY)
    g_strlcpy(candidate.currency, cell_currency(a), sizeof candidate.currency);
  return candidate;
}

Candidate
formula_of_two(const char *formula, Dimension dimension, double value, double fit, Cell a, Cell b)
{
  Candidate candidate = formula_of(formula, dimension, value, fit, a);
  candidate.cells[candidate.cell_count++] = b;
  return candidate;
}

const Quantity *
range_end_of(const Bench *bench)
{
  const Reading *reading = bench->ask->reading;
  int end = bench->quantity->range_end;
  const Quantity *other =
      end >= 0 ? &reading->context->quantities[reading->sentence->passage].items[end] : NULL;
  return other && other->start > bench->quantity->start ? other : NULL;
}

bool
same_unit(Cell a, Cell b)
{
  const char *base = a.table->measures[a.measure].unit.base;
  return cell_dimension(a) == cell_dimension(b) &&
         g_strcmp0(base, b.table->measures[b.measure].unit.base) == 0 &&
         strcmp(cell_currency(a), cell_currency(b)) == 0;
}

/* Are two rows alike in all keys but `key`? */
bool
differ_only_in(const EvidenceTable *table, size_t a, size_t b, const Key *key)
{
  for (size_t i = 0; i < table->key_count; i++) {
    const Key *other = &table->keys[i];
    if (other != key && other->exclusive && other->concepts[a] != other->concepts[b])
      return false;
  }
  return true;
}

void
read_slice(const Bench *bench, Cell cell, const Key *key, Slice *slice)
{
  const Evidence *evidence = bench->ask->reading->context->evidence;
  *slice = (Slice){ .key = key, .complete = true };
  for (size_t row = 0; row < cell.table->row_count; row++) {
    Cell other = { cell.table, row, cell.measure };
    int32_t id = key->concepts[row];
    if (id < 0 || !differ_only_in(cell.table, cell.row, row, key) ||
        cell_dimension(other) != cell_dimension(cell))
      continue;
    double value = cell_value(other);
    if (evidence->concepts[id]->made)
      continue;
    if (evidence->concepts[id]->total) {
      slice->total = other;
      slice->has_total = isfinite(value);
    } else if (!isfinite(value)) {
      slice->complete = false;
    } else if (slice->count < G_N_ELEMENTS(slice->cells)) {
      slice->cells[slice->count++] = other;
      slice->sum += value;
    }
  }
}

/* The keys, other than years, by which a whole is parted. */
bool
is_partition(const Key *key)
{
  return key->exclusive && !key->year && key->distinct > 1;
}

typedef void (*SliceRule)(Bench *bench, const Pointed *pointed, const Slice *slice, double fit);

void
each_slice(Bench *bench, double bonus, SliceRule rule)
{
  Slice *slice = arena_new0(bench->ask->arena, Slice);
  for (size_t i = 0; i < bench->count; i++) {
    const Pointed *pointed = &bench->cells[i];
    for (size_t j = 0; j < pointed->cell.table->key_count; j++) {
      if (!is_partition(&pointed->cell.table->keys[j]))
        continue;
      read_slice(bench, pointed->cell, &pointed->cell.table->keys[j], slice);
      if (slice->count > 1 || (slice->count == 1 && slice->has_total))
        rule(bench, pointed, slice, pointed->fit + bonus + WHOLE_COLUMN);
    }
  }
}

/* Of one thing in two years? Then one is no part of the other. */
bool
differ_in_year(Cell a, Cell b)
{
  const Key *key = year_key(a.table);
  return a.table == b.table && a.measure == b.measure && key &&
         differ_only_in(a.table, a.row, b.row, key);
}

static int
year_of(const Bench *bench, Cell cell)
{
  const Evidence *evidence = bench->ask->reading->context->evidence;
  const Key *key = year_key(cell.table);
  int column = cell.table->measures[cell.measure].year_concept;
  int32_t id = key ? key->concepts[cell.row] : column;
  return id >= 0 ? evidence->concepts[id]->year : 0;
}

/* One of this year with another of that one? */
static bool
differ_in_more_than_year(const Bench *bench, Cell a, Cell b)
{
  int x = year_of(bench, a), y = year_of(bench, b);
  return x && y && x != y && !differ_in_year(a, b);
}

double
pair_fit(const Pointed *a, const Pointed *b)
{
  return (a->fit + b->fit) / 2 - 0.1;
}

bool
names_kind(const Reading *reading, Cell cell)
{
  for (size_t i = 0; i < cell.table->key_count; i++) {
    const Key *key = &cell.table->keys[i];
    int32_t id = key->concepts[cell.row];
    if (key->exclusive && !key->year && !key->places && id >= 0 &&
        reading_names(reading, reading->context->evidence->concepts[id]))
      return true;
  }
  return false;
}

static bool
is_named(const Bench *bench, Cell cell)
{
  const Reading *reading = bench->ask->reading;
  return reading_names(reading, cell.table->concept) ||
         reading_names(reading, cell.table->measures[cell.measure].concept);
}

bool
may_be_part(const Bench *bench, const Pointed *part, const Pointed *whole)
{
  bool kind =
      names_kind(bench->ask->reading, whole->cell) &&
      (part->known || is_named(bench, part->cell) || names_kind(bench->ask->reading, part->cell));
  return are_compared(bench, part, whole) ||
         (kind && !differ_in_more_than_year(bench, part->cell, whole->cell));
}

/* Cells of different tables are compared where both stand in the text, or both are named; those of
 * different years where that is all they differ in. */
bool
are_compared(const Bench *bench, const Pointed *a, const Pointed *b)
{
  if (differ_in_more_than_year(bench, a->cell, b->cell))
    return false;
  return a->cell.table == b->cell.table || (a->known && b->known) ||
         ((a->known || is_named(bench, a->cell)) && (b->known || is_named(bench, b->cell)));
}
