/* Formulas of two cells or a few: differences, ratios, sums, rates. */
#include "audit/formula_private.h"

#include <math.h>
#include <string.h>

/* What a part leaves of its whole is a rest, for which other words speak. */
static bool
is_left_by(const Bench *bench, Cell a, Cell b)
{
  return a.table == b.table && a.row != b.row && (is_part(bench, a, b) || is_part(bench, b, a));
}

void
add_pair(Bench *bench, const Pointed *a, const Pointed *b, double bonus)
{
  if (differ_in_year(a->cell, b->cell))
    return; /* a change, which has a direction */
  double fit = pair_fit(a, b) + bonus;
  Dimension dimension = cell_dimension(a->cell);
  Dimension difference = dimension == DIMENSION_PERCENT ? DIMENSION_POINTS : dimension;
  double more = MAX(a->value, b->value), less = MIN(a->value, b->value);
  if (!is_left_by(bench, a->cell, b->cell))
    formula_add(bench,
                formula_of_two("difference", difference, more - less, fit, a->cell, b->cell));
  if (less == 0)
    return;
  double of_shares = dimension == DIMENSION_PERCENT ? -0.5 : 0;
  formula_add(bench, formula_of_two("ratio", DIMENSION_MULTIPLE, more / less, fit + of_shares,
                                    a->cell, b->cell));
  formula_add(bench, formula_of_two("difference", DIMENSION_PERCENT, 100 * (more / less - 1),
                                    fit - 0.3, a->cell, b->cell));
  formula_add(bench, formula_of_two("difference", DIMENSION_PERCENT, 100 * (1 - less / more),
                                    fit - 0.3, a->cell, b->cell));
}

void
add_pairs(Bench *bench, double bonus)
{
  for (size_t i = 0; i < bench->count; i++)
    for (size_t j = i + 1; j < bench->count; j++)
      if (same_unit(bench->cells[i].cell, bench->cells[j].cell) &&
          are_compared(bench, &bench->cells[i], &bench->cells[j]))
        add_pair(bench, &bench->cells[i], &bench->cells[j], bonus);
}

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
  *share.currency = '\0';
  formula_add_over(bench, share, slice);
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
may_add(const Bench *bench, const Candidate *sum, const Pointed *next)
{
  const Cell first = sum->cells[0], cell = next->cell;
  const Evidence *evidence = bench->ask->reading->context->evidence;
  if (cell.table != first.table || cell.measure != first.measure || cell_is_total(evidence, cell) ||
      cell_is_total(evidence, first))
    return false;
  for (size_t i = 0; i < cell.table->key_count; i++) {
    const Key *key = &cell.table->keys[i];
    if (key->year && key->exclusive && key->concepts[cell.row] != key->concepts[first.row])
      return false;
  }
  return true;
}

/* All cells of one measure that the words name, and each two of them. */
void
add_sums(Bench *bench, double bonus)
{
  for (size_t i = 0; i < bench->count; i++) {
    const Pointed *first = &bench->cells[i];
    Candidate sum = formula_of("sum", cell_dimension(first->cell), first->value, 0, first->cell);
    double fit = first->fit;
    for (size_t j = i + 1; j < bench->count && sum.cell_count < SUPPORT_CELLS_MAX; j++) {
      const Pointed *next = &bench->cells[j];
      if (!may_add(bench, &sum, next))
        continue;
      Candidate pair =
          formula_of_two("sum", sum.dimension, first->value + next->value,
                         (first->fit + next->fit) / 2 + bonus, first->cell, next->cell);
      formula_add(bench, pair);
      add_shares_of_sum(bench, &pair);
      sum.value += next->value;
      sum.cells[sum.cell_count++] = next->cell;
      fit = MIN(fit, next->fit);
      sum.fit = fit + bonus;
      if (sum.cell_count > 2) {
        formula_add(bench, sum);
        add_shares_of_sum(bench, &sum);
      }
    }
  }
}

/* "per 100,000 people": as many of them, where the text or a table's head says so; else 1. */
static double
rate_base(const Bench *bench)
{
  static const struct {
    const char *text;
    double base;
  } BASES[] = { { "100,000", 1e5 }, { "100 000", 1e5 }, { "100\u00a0000", 1e5 },
                { "10,000", 1e4 },  { "10 000", 1e4 },  { "10\u00a0000", 1e4 },
                { "1,000", 1e3 },   { "1 000", 1e3 },   { "1\u00a0000", 1e3 },
                { "1000", 1e3 },    { "100 тыс", 1e5 }, { "10 тыс", 1e4 },
                { "100 мың", 1e5 }, { "10 мың", 1e4 },  { "100 thousand", 1e5 },
                { "тысячу", 1e3 },  { "мың адам", 1e3 } };
  const char *texts[] = { bench->passage->context, bench->passage->text };
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
    for (size_t j = 0; texts[i] && j < G_N_ELEMENTS(BASES); j++)
      if (strstr(texts[i], BASES[j].text))
        return BASES[j].base;
  return 1;
}

static void
add_rate(Bench *bench, Cell a, Cell b, double fit)
{
  double rate = cell_value(a) / cell_value(b), base = rate_base(bench);
  if (cell_value(b) == 0)
    return;
  formula_add(bench, formula_of_two("rate", cell_dimension(a), rate, fit, a, b));
  if (base > 1)
    formula_add(bench, formula_of_two("rate", cell_dimension(a), base * rate, fit, a, b));
}

/* What a row has for each of what it counts: milk a cow, where only one of them is named. */
static void
add_rates_of_row(Bench *bench, const Pointed *pointed, double fit)
{
  const EvidenceTable *table = pointed->cell.table;
  for (size_t i = 0; i < table->measure_count; i++) {
    Cell other = { table, pointed->cell.row, i };
    if (i == pointed->cell.measure || cell_dimension(other) == DIMENSION_PERCENT ||
        cell_dimension(pointed->cell) == DIMENSION_PERCENT)
      continue;
    if (cell_dimension(other) == DIMENSION_NUMBER)
      add_rate(bench, pointed->cell, other, fit);
    if (cell_dimension(pointed->cell) == DIMENSION_NUMBER)
      add_rate(bench, other, pointed->cell, fit);
  }
}

/* Money a head, admissions a screen. */
void
add_rates(Bench *bench, double bonus)
{
  for (size_t i = 0; i < bench->count; i++)
    add_rates_of_row(bench, &bench->cells[i], bench->cells[i].fit + bonus - 0.6);
  for (size_t i = 0; i < bench->count; i++)
    for (size_t j = 0; j < bench->count; j++) {
      const Pointed *a = &bench->cells[i], *b = &bench->cells[j];
      bool rate = i != j && are_compared(bench, a, b) &&
                  cell_dimension(b->cell) == DIMENSION_NUMBER &&
                  cell_dimension(a->cell) != DIMENSION_PERCENT &&
                  (a->cell.measure != b->cell.measure || a->cell.table != b->cell.table);
      if (rate)
        add_rate(bench, a->cell, b->cell, pair_fit(a, b) + bonus - 0.1);
    }
}
