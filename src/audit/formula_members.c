/* Formulas over all members: means, counts, ranks, shares of a change. */
#include "audit/formula_private.h"

#include <math.h>
#include <string.h>

static void
mean_of_slice(Bench *bench, const Pointed *pointed, const Slice *slice, double fit)
{
  double mean = slice->sum / (double)slice->count;
  Dimension dimension = cell_dimension(pointed->cell);
  formula_add_over(bench, formula_of("mean", dimension, mean, fit, pointed->cell), slice);
}

void
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
  Candidate count = formula_of("count", DIMENSION_NUMBER, (double)slice->count, fit, pointed->cell);
  Candidate place = formula_of("rank", DIMENSION_NUMBER, (double)rank, fit, pointed->cell);
  formula_add_over(bench, count, slice);
  if (bench->cues & CUE_RANK)
    formula_add_over(bench, place, slice);
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
    Candidate count =
        formula_of("count", DIMENSION_NUMBER, (double)counts[i], fit - 0.3, pointed->cell);
    formula_add_over(bench, count, slice);
  }
}

void
add_conditions(Bench *bench, double bonus)
{
  each_slice(bench, bonus, counts_by_condition);
}

/* Two members of which one is not named. */
static void
siblings_of_slice(Bench *bench, const Pointed *pointed, const Slice *slice, double fit)
{
  for (size_t i = 0; i < slice->count; i++) {
    Pointed other = { slice->cells[i], cell_value(slice->cells[i]), fit - 0.6, false, false };
    if (!cell_equal(other.cell, pointed->cell))
      add_pair(bench, pointed, &other, 0);
  }
}

void
add_siblings(Bench *bench, double bonus)
{
  each_slice(bench, bonus, siblings_of_slice);
}

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
  if (cell_dimension(pointed->cell) == DIMENSION_PERCENT ||
      fabs(whole - whole_before) < 1e-6 * fabs(whole))
    return;
  Candidate share = formula_of("share of change", DIMENSION_PERCENT,
                               100 * (pointed->value - before) / (whole - whole_before), fit - 0.2,
                               pointed->cell);
  formula_add_over(bench, share, slice);
}

void
add_shares_of_change(Bench *bench, double bonus)
{
  if (bench->cues & (CUE_UP | CUE_DOWN))
    each_slice(bench, bonus, share_of_change);
}

void
add_counts(Bench *bench, double bonus)
{
  each_slice(bench, bonus, count_of_slice);
}
