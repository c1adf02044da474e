/* Formulas: what figures are commonly made of cells, each a rule with the cues that speak for it.
 */
#include "audit/support_private.h"

#include <math.h>
#include <string.h>

#define CUED 0.6
#define UNCUED (-0.5)
#define NOT_UNCUED (-100.0)
#define WHOLE_COLUMN (-0.2)
#define YEAR_EARLIER (-0.2)
#define YEAR_NOT_NAMED (-0.3)
#define YEAR_FAR (-0.9)

/* How near a year stands to the number that it dates. */
enum { YEAR_BYTES = 14, YEAR_AFTER_BYTES = 24 };

/* Cells of one measure that differ in one key only. */
typedef struct Slice {
  const Key *key;
  Cell cells[512];
  size_t count; /* without totals */
  double sum;
  Cell total; /* of a member that stands for all */
  bool has_total, complete;
} Slice;

typedef void (*Rule)(Bench *bench, double bonus);

/* In the unit that the number has, where both are known. */
static bool
convert(const Bench *bench, Candidate *candidate)
{
  const Measure *measure = &candidate->cells[0].table->measures[candidate->cells[0].measure];
  UnitReading unit = unit_read(bench->quantity->unit);
  bool counts = candidate->dimension == DIMENSION_NUMBER && strcmp(candidate->formula, "rate") != 0;
  if (!counts || !unit.base || !measure->unit.base)
    return true;
  candidate->value *= measure->unit.factor / unit.factor;
  return unit.base == measure->unit.base;
}

static void
add(Bench *bench, Candidate candidate)
{
  if (isfinite(candidate.value) &&
      quantity_takes(bench->quantity, candidate.dimension, candidate.currency) &&
      convert(bench, &candidate))
    g_array_append_val(bench->candidates, candidate);
}

static Candidate
made(const char *formula, Dimension dimension, double value, double fit, Cell a)
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

static Candidate
made_of_two(const char *formula, Dimension dimension, double value, double fit, Cell a, Cell b)
{
  Candidate candidate = made(formula, dimension, value, fit, a);
  candidate.cells[candidate.cell_count++] = b;
  return candidate;
}

static bool
same_unit(Cell a, Cell b)
{
  return cell_dimension(a) == cell_dimension(b) && strcmp(cell_currency(a), cell_currency(b)) == 0;
}

/* ---- slices ---- */

/* Are two rows alike in all keys but `key`? */
static bool
differ_only_in(const EvidenceTable *table, size_t a, size_t b, const Key *key)
{
  for (size_t i = 0; i < table->key_count; i++) {
    const Key *other = &table->keys[i];
    if (other != key && other->exclusive && other->concepts[a] != other->concepts[b])
      return false;
  }
  return true;
}

static void
read_slice(const Bench *bench, Cell cell, const Key *key, Slice *slice)
{
  const Evidence *evidence = bench->ask->reading->context->evidence;
  *slice = (Slice){ .key = key, .complete = true };
  for (size_t row = 0; row < cell.table->table->row_count; row++) {
    Cell other = { cell.table, row, cell.measure };
    int32_t id = key->concepts[row];
    if (id < 0 || !differ_only_in(cell.table, cell.row, row, key))
      continue;
    double value = cell_value(other);
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
static bool
is_partition(const Key *key)
{
  return key->exclusive && !key->year && key->distinct > 1;
}

typedef void (*SliceRule)(Bench *bench, const Pointed *pointed, const Slice *slice, double fit);

static void
each_slice(Bench *bench, double bonus, SliceRule rule)
{
  Slice *slice = arena_new0(bench->ask->arena, Slice);
  for (size_t i = 0; i < bench->count; i++) {
    const Pointed *pointed = &bench->cells[i];
    for (size_t j = 0; j < pointed->cell.table->key_count; j++) {
      if (!is_partition(&pointed->cell.table->keys[j]))
        continue;
      read_slice(bench, pointed->cell, &pointed->cell.table->keys[j], slice);
      if (slice->count > 1)
        rule(bench, pointed, slice, pointed->fit + bonus + WHOLE_COLUMN);
    }
  }
}

/* ---- over years ---- */

static bool
names_year(const Sentence *sentence, int year)
{
  for (size_t i = 0; i < sentence->mention_count; i++)
    if (sentence->mentions[i].concept->year == year)
      return true;
  return false;
}

static double
year_penalty(const Bench *bench, int year, int from)
{
  const Reading *reading = bench->ask->reading;
  if (names_year(reading->sentence, from))
    return 0;
  for (size_t i = 0; i < reading->earlier_count; i++)
    if (names_year(reading->earlier[i], from))
      return YEAR_EARLIER;
  return from == year - 1 ? YEAR_NOT_NAMED : YEAR_FAR;
}

static void
add_change(Bench *bench, const Pointed *pointed, Cell before, double fit)
{
  double from = cell_value(before), to = pointed->value;
  Dimension dimension = cell_dimension(pointed->cell);
  Dimension difference = dimension == DIMENSION_PERCENT ? DIMENSION_POINTS : dimension;
  add(bench, made_of_two("change", difference, to - from, fit, pointed->cell, before));
  if (from == 0)
    return;
  add(bench,
      made_of_two("change", DIMENSION_PERCENT, 100 * (to / from - 1), fit, pointed->cell, before));
  add(bench, made_of_two("ratio", DIMENSION_MULTIPLE, to / from, fit, pointed->cell, before));
  if (to != 0)
    add(bench,
        made_of_two("ratio", DIMENSION_MULTIPLE, from / to, fit - 0.1, pointed->cell, before));
}

static const Key *
year_key(const EvidenceTable *table)
{
  for (size_t i = 0; i < table->key_count; i++)
    if (table->keys[i].year && table->keys[i].exclusive)
      return &table->keys[i];
  return NULL;
}

static void
add_changes_of_rows(Bench *bench, const Pointed *pointed, const Key *key, double bonus)
{
  const Evidence *evidence = bench->ask->reading->context->evidence;
  const EvidenceTable *table = pointed->cell.table;
  int32_t id = key->concepts[pointed->cell.row];
  for (size_t row = 0; id >= 0 && row < table->table->row_count; row++) {
    int32_t other = key->concepts[row];
    if (other < 0 || other == id || !differ_only_in(table, pointed->cell.row, row, key))
      continue;
    int year = evidence->concepts[id]->year, from = evidence->concepts[other]->year;
    if (from < year)
      add_change(bench, pointed, (Cell){ table, row, pointed->cell.measure },
                 pointed->fit + bonus + year_penalty(bench, year, from));
  }
}

/* Columns that are a year each. */
static void
add_changes_of_columns(Bench *bench, const Pointed *pointed, double bonus)
{
  const Evidence *evidence = bench->ask->reading->context->evidence;
  const EvidenceTable *table = pointed->cell.table;
  int id = table->measures[pointed->cell.measure].year_concept;
  for (size_t i = 0; id >= 0 && i < table->measure_count; i++) {
    int other = table->measures[i].year_concept;
    if (other < 0 || other == id)
      continue;
    int year = evidence->concepts[id]->year, from = evidence->concepts[other]->year;
    if (from < year)
      add_change(bench, pointed, (Cell){ table, pointed->cell.row, i },
                 pointed->fit + bonus + year_penalty(bench, year, from));
  }
}

static void
add_changes(Bench *bench, double bonus)
{
  for (size_t i = 0; i < bench->count; i++) {
    const Pointed *pointed = &bench->cells[i];
    const Key *key = year_key(pointed->cell.table);
    if (key)
      add_changes_of_rows(bench, pointed, key, bonus);
    add_changes_of_columns(bench, pointed, bonus);
  }
}

/* Does another year stand right beside the number? */
static bool
has_other_year(const Bench *bench, int year)
{
  const Sentence *sentence = bench->ask->reading->sentence;
  for (size_t i = 0; i < sentence->mention_count; i++) {
    const Mention *mention = &sentence->mentions[i];
    size_t start = bench->quantity->start, end = bench->quantity->end;
    bool beside = mention->at >= end ? mention->at - end <= YEAR_AFTER_BYTES
                                     : mention->at < start && start - mention->at <= YEAR_BYTES;
    if (mention->concept->year && mention->concept->year != year && beside)
      return true;
  }
  return false;
}

/* "from 28 to 61": the cell that a number beside it rests on, in an earlier year. */
static void
add_earlier(Bench *bench, double bonus)
{
  const Evidence *evidence = bench->ask->reading->context->evidence;
  for (size_t i = 0; i < bench->ask->known_count; i++) {
    Cell cell = bench->ask->known[i];
    const Key *key = year_key(cell.table);
    int32_t id = key ? key->concepts[cell.row] : -1;
    for (size_t row = 0; id >= 0 && row < cell.table->table->row_count; row++) {
      int32_t other = key->concepts[row];
      if (other < 0 || evidence->concepts[other]->year >= evidence->concepts[id]->year ||
          !differ_only_in(cell.table, cell.row, row, key) ||
          has_other_year(bench, evidence->concepts[other]->year))
        continue;
      Cell earlier = { cell.table, row, cell.measure };
      add(bench, made("earlier", cell_dimension(cell), cell_value(earlier), 1.6 + bonus, earlier));
    }
  }
}

/* ---- parts and wholes ---- */

static void
share_of_slice(Bench *bench, const Pointed *pointed, const Slice *slice, double fit)
{
  if (cell_dimension(pointed->cell) == DIMENSION_PERCENT)
    return;
  Candidate candidate =
      made("share", DIMENSION_PERCENT, 100 * pointed->value / slice->sum, fit, pointed->cell);
  candidate.over = slice->key->name;
  if (slice->complete)
    add(bench, candidate);
  if (!slice->has_total)
    return;
  double total = cell_value(slice->total);
  add(bench, made_of_two("share", DIMENSION_PERCENT, 100 * pointed->value / total, fit + 0.1,
                         pointed->cell, slice->total));
}

/* Of one thing in two years? Then one is no part of the other. */
static bool
differ_in_year(Cell a, Cell b)
{
  const Key *key = year_key(a.table);
  return a.table == b.table && a.measure == b.measure && key &&
         differ_only_in(a.table, a.row, b.row, key);
}

static double
pair_fit(const Pointed *a, const Pointed *b)
{
  return (a->fit + b->fit) / 2 - 0.1;
}

/* Cells of different tables are compared where both stand in the text. */
static bool
are_compared(const Pointed *a, const Pointed *b)
{
  return a->cell.table == b->cell.table || (a->known && b->known);
}

static void
add_shares(Bench *bench, double bonus)
{
  each_slice(bench, bonus, share_of_slice);
  for (size_t i = 0; i < bench->count; i++)
    for (size_t j = 0; j < bench->count; j++) {
      const Pointed *a = &bench->cells[i], *b = &bench->cells[j];
      bool parts = i != j && are_compared(a, b) && !differ_in_year(a->cell, b->cell) &&
                   same_unit(a->cell, b->cell) && fabs(a->value) < fabs(b->value) &&
                   cell_dimension(a->cell) != DIMENSION_PERCENT;
      if (parts)
        add(bench, made_of_two("share", DIMENSION_PERCENT, 100 * a->value / b->value,
                               pair_fit(a, b) + bonus - 0.1, a->cell, b->cell));
    }
}

static void
total_of_slice(Bench *bench, const Pointed *pointed, const Slice *slice, double fit)
{
  Candidate candidate =
      made("total", cell_dimension(pointed->cell), slice->sum, fit, pointed->cell);
  candidate.over = slice->key->name;
  if (slice->complete)
    add(bench, candidate);
}

static void
add_totals(Bench *bench, double bonus)
{
  each_slice(bench, bonus, total_of_slice);
}

static void
rest_of_slice(Bench *bench, const Pointed *pointed, const Slice *slice, double fit)
{
  if (slice->count < 3 && !slice->has_total)
    return; /* it would be the other member */
  double total = slice->has_total ? cell_value(slice->total) : slice->sum;
  Candidate left =
      made("rest", cell_dimension(pointed->cell), total - pointed->value, fit, pointed->cell);
  Candidate share =
      made("rest", DIMENSION_PERCENT, 100 * (1 - pointed->value / total), fit, pointed->cell);
  left.over = share.over = slice->key->name;
  add(bench, left);
  add(bench, share);
}

/* A whole less two parts of it, of those that the paragraph names. */
static void
rest_of_two(Bench *bench, const Pointed *whole, double bonus)
{
  for (size_t i = 0; i < bench->count; i++)
    for (size_t j = i + 1; j < bench->count; j++) {
      const Pointed *a = &bench->cells[i], *b = &bench->cells[j];
      bool parts = a != whole && b != whole && are_compared(a, whole) && are_compared(b, whole) &&
                   same_unit(a->cell, whole->cell) && same_unit(b->cell, whole->cell) &&
                   a->cell.table == b->cell.table && a->value + b->value < whole->value;
      if (!parts)
        continue;
      double fit = (whole->fit + a->fit + b->fit) / 3 + bonus - 0.3;
      double left = whole->value - a->value - b->value;
      Candidate rest =
          made_of_two("rest", cell_dimension(whole->cell), left, fit, whole->cell, a->cell);
      rest.cells[rest.cell_count++] = b->cell;
      Candidate share = rest;
      share.dimension = DIMENSION_PERCENT;
      share.value = 100 * left / whole->value;
      add(bench, rest);
      add(bench, share);
    }
}

static void
add_rests(Bench *bench, double bonus)
{
  each_slice(bench, bonus, rest_of_slice);
  for (size_t i = 0; i < bench->count; i++)
    rest_of_two(bench, &bench->cells[i], bonus);
}

/* ---- pairs ---- */

static void
add_pair(Bench *bench, const Pointed *a, const Pointed *b, double bonus)
{
  double fit = pair_fit(a, b) + bonus;
  Dimension dimension = cell_dimension(a->cell);
  Dimension difference = dimension == DIMENSION_PERCENT ? DIMENSION_POINTS : dimension;
  double more = MAX(a->value, b->value), less = MIN(a->value, b->value);
  add(bench, made_of_two("difference", difference, more - less, fit, a->cell, b->cell));
  if (less == 0)
    return;
  add(bench, made_of_two("ratio", DIMENSION_MULTIPLE, more / less, fit, a->cell, b->cell));
  add(bench, made_of_two("difference", DIMENSION_PERCENT, 100 * (more / less - 1), fit - 0.3,
                         a->cell, b->cell));
  add(bench, made_of_two("difference", DIMENSION_PERCENT, 100 * (1 - less / more), fit - 0.3,
                         a->cell, b->cell));
}

static void
add_pairs(Bench *bench, double bonus)
{
  for (size_t i = 0; i < bench->count; i++)
    for (size_t j = i + 1; j < bench->count; j++)
      if (same_unit(bench->cells[i].cell, bench->cells[j].cell) &&
          are_compared(&bench->cells[i], &bench->cells[j]))
        add_pair(bench, &bench->cells[i], &bench->cells[j], bonus);
}

/* All cells of one measure that the words name, and each two of them. */
/* What a sum is of the whole that its parts belong to. */
static void
add_share_of_sum(Bench *bench, const Candidate *sum, const Slice *slice, double bonus)
{
  double whole = slice->has_total ? cell_value(slice->total) : slice->sum;
  if (whole == 0 || (!slice->has_total && !slice->complete))
    return;
  Candidate share = *sum;
  share.formula = "share";
  share.dimension = DIMENSION_PERCENT;
  share.value = 100 * sum->value / whole;
  share.fit = sum->fit + bonus;
  share.over = slice->key->name;
  *share.currency = '\0';
  add(bench, share);
}

static void
add_shares_of_sum(Bench *bench, const Candidate *sum)
{
  const EvidenceTable *table = sum->cells[0].table;
  double bonus = bench->cues & CUE_SHARE ? 0 : -0.3;
  Slice *slice = arena_new0(bench->ask->arena, Slice);
  for (size_t i = 0; i < table->key_count; i++) {
    if (!is_partition(&table->keys[i]))
      continue;
    read_slice(bench, sum->cells[0], &table->keys[i], slice);
    add_share_of_sum(bench, sum, slice, bonus);
  }
}

/* May a cell be added to those of a sum: another member in the same year? */
static bool
may_add(const Candidate *sum, const Pointed *next)
{
  const Cell first = sum->cells[0], cell = next->cell;
  if (cell.table != first.table || cell.measure != first.measure)
    return false;
  for (size_t i = 0; i < cell.table->key_count; i++) {
    const Key *key = &cell.table->keys[i];
    if (key->year && key->exclusive && key->concepts[cell.row] != key->concepts[first.row])
      return false;
  }
  return true;
}

static void
add_sums(Bench *bench, double bonus)
{
  for (size_t i = 0; i < bench->count; i++) {
    const Pointed *first = &bench->cells[i];
    Candidate sum = made("sum", cell_dimension(first->cell), first->value, 0, first->cell);
    double fit = first->fit;
    for (size_t j = i + 1; j < bench->count && sum.cell_count < SUPPORT_CELLS_MAX; j++) {
      const Pointed *next = &bench->cells[j];
      if (!may_add(&sum, next))
        continue;
      Candidate pair = made_of_two("sum", sum.dimension, first->value + next->value,
                                   (first->fit + next->fit) / 2 + bonus, first->cell, next->cell);
      add(bench, pair);
      add_shares_of_sum(bench, &pair);
      sum.value += next->value;
      sum.cells[sum.cell_count++] = next->cell;
      fit = MIN(fit, next->fit);
      sum.fit = fit + bonus;
      if (sum.cell_count > 2) {
        add(bench, sum);
        add_shares_of_sum(bench, &sum);
      }
    }
  }
}

/* Money a head, admissions a screen. */
static void
add_rates(Bench *bench, double bonus)
{
  for (size_t i = 0; i < bench->count; i++)
    for (size_t j = 0; j < bench->count; j++) {
      const Pointed *a = &bench->cells[i], *b = &bench->cells[j];
      bool rate = i != j && are_compared(a, b) && b->value != 0 &&
                  cell_dimension(b->cell) == DIMENSION_NUMBER &&
                  cell_dimension(a->cell) != DIMENSION_PERCENT &&
                  (a->cell.measure != b->cell.measure || a->cell.table != b->cell.table);
      if (rate)
        add(bench, made_of_two("rate", cell_dimension(a->cell), a->value / b->value,
                               pair_fit(a, b) + bonus - 0.1, a->cell, b->cell));
    }
}

/* ---- of all members ---- */

/* The value of the same cell in the year that the words compare with: the last that is named before
 * its own, else the first of the table. NaN: there is none. */
static double
value_before(const Bench *bench, Cell cell)
{
  const Evidence *evidence = bench->ask->reading->context->evidence;
  const Key *key = year_key(cell.table);
  int32_t id = key ? key->concepts[cell.row] : -1;
  double value = NAN, best = -1000;
  for (size_t row = 0; id >= 0 && row < cell.table->table->row_count; row++) {
    int32_t other = key->concepts[row];
    if (other < 0 || other == id || !differ_only_in(cell.table, cell.row, row, key))
      continue;
    int year = evidence->concepts[id]->year, from = evidence->concepts[other]->year;
    double fit = from < year ? year_penalty(bench, year, from) - 0.001 * (year - from) : -1000;
    if (fit > best) {
      best = fit;
      value = cell_value((Cell){ cell.table, row, cell.measure });
    }
  }
  return value;
}

static void
mean_of_slice(Bench *bench, const Pointed *pointed, const Slice *slice, double fit)
{
  Candidate candidate = made("mean", cell_dimension(pointed->cell),
                             slice->sum / (double)slice->count, fit, pointed->cell);
  candidate.over = slice->key->name;
  add(bench, candidate);
}

static void
add_means(Bench *bench, double bonus)
{
  each_slice(bench, bonus, mean_of_slice);
}

static void
count_of_slice(Bench *bench, const Pointed *pointed, const Slice *slice, double fit)
{
  size_t rank = 1;
  for (size_t i = 0; i < slice->count; i++)
    rank += cell_value(slice->cells[i]) > pointed->value;
  Candidate count = made("count", DIMENSION_NUMBER, (double)slice->count, fit, pointed->cell);
  Candidate place = made("rank", DIMENSION_NUMBER, (double)rank, fit, pointed->cell);
  count.over = place.over = slice->key->name;
  add(bench, count);
  if (bench->cues & CUE_RANK)
    add(bench, place);
}

/* How many are above what stands for all, or below it, and how many rose or fell. */
static void
counts_by_condition(Bench *bench, const Pointed *pointed, const Slice *slice, double fit)
{
  double level = slice->has_total ? cell_value(slice->total) : slice->sum / (double)slice->count;
  size_t above = 0, rose = 0, fell = 0;
  for (size_t i = 0; i < slice->count; i++) {
    above += cell_value(slice->cells[i]) > level;
    double before = value_before(bench, slice->cells[i]);
    rose += cell_value(slice->cells[i]) > before;
    fell += cell_value(slice->cells[i]) < before;
  }
  size_t counts[] = { above, slice->count - above, rose, fell };
  for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
    Candidate count = made("count", DIMENSION_NUMBER, (double)counts[i], fit - 0.3, pointed->cell);
    count.over = slice->key->name;
    add(bench, count);
  }
}

static void
add_conditions(Bench *bench, double bonus)
{
  each_slice(bench, bonus, counts_by_condition);
}

/* Two members of which one is not named. */
static void
siblings_of_slice(Bench *bench, const Pointed *pointed, const Slice *slice, double fit)
{
  for (size_t i = 0; i < slice->count; i++) {
    Pointed other = { slice->cells[i], cell_value(slice->cells[i]), fit - 0.6, false };
    if (!cell_equal(other.cell, pointed->cell))
      add_pair(bench, pointed, &other, 0);
  }
}

static void
add_siblings(Bench *bench, double bonus)
{
  each_slice(bench, bonus, siblings_of_slice);
}

/* ---- changes of parts and wholes ---- */

/* What part of the whole's change a member's change is. */
static void
share_of_change(Bench *bench, const Pointed *pointed, const Slice *slice, double fit)
{
  double before = value_before(bench, pointed->cell);
  double whole = slice->has_total ? cell_value(slice->total) : slice->sum, whole_before = 0;
  if (slice->has_total)
    whole_before = value_before(bench, slice->total);
  for (size_t i = 0; !slice->has_total && i < slice->count; i++)
    whole_before += value_before(bench, slice->cells[i]);
  Candidate share =
      made("share of change", DIMENSION_PERCENT,
           100 * (pointed->value - before) / (whole - whole_before), fit - 0.2, pointed->cell);
  share.over = slice->key->name;
  add(bench, share);
}

static void
add_shares_of_change(Bench *bench, double bonus)
{
  if (bench->cues & (CUE_UP | CUE_DOWN | CUE_SHARE))
    each_slice(bench, bonus, share_of_change);
}

static void
add_counts(Bench *bench, double bonus)
{
  each_slice(bench, bonus, count_of_slice);
}

static const struct {
  Rule rule;
  unsigned cues; /* any of them speaks for it */
  double uncued; /* what it costs that none does; NOT_UNCUED: then it is not tried */
} RULES[] = {
  { add_changes, CUE_UP | CUE_DOWN | CUE_BEFORE | CUE_DIFFERENCE, UNCUED },
  { add_earlier, CUE_UP | CUE_DOWN | CUE_BASE, NOT_UNCUED },
  { add_shares, CUE_SHARE, UNCUED },
  { add_totals, CUE_SUM, NOT_UNCUED },
  { add_rests, CUE_REST, NOT_UNCUED },
  { add_pairs, CUE_DIFFERENCE | CUE_UP | CUE_DOWN, UNCUED },
  { add_sums, CUE_SUM, UNCUED },
  { add_rates, CUE_RATE | CUE_MEAN, NOT_UNCUED },
  { add_means, CUE_MEAN, NOT_UNCUED },
  { add_counts, CUE_COUNT | CUE_RANK, NOT_UNCUED },
  { add_conditions, CUE_COUNT, NOT_UNCUED },
  { add_siblings, CUE_DIFFERENCE, NOT_UNCUED },
  { add_shares_of_change, CUE_SHARE, UNCUED },
};

void
formulas_add(Bench *bench)
{
  for (size_t i = 0; i < G_N_ELEMENTS(RULES); i++)
    if (bench->cues & RULES[i].cues || RULES[i].uncued > NOT_UNCUED)
      RULES[i].rule(bench, bench->cues & RULES[i].cues ? CUED : RULES[i].uncued);
}
