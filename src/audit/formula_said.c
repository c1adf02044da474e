/* Formulas of values that the passage told before: "55% and 40%, which leaves 5%". */
#include "audit/formula_private.h"

#include <math.h>
#include <string.h>

#define SAID_FIT 2.6
#define SAID_TOGETHER 0.6 /* in one sentence with the number */
#define SAID_LAST 0.8     /* what still is to be explained was told just before */

static double
fit_of_said(const Bench *bench, const SaidValue *a, const SaidValue *b, double bonus)
{
  const Sentence *sentence = bench->ask->reading->sentence;
  bool together = a->sentence == sentence && (!b || b->sentence == sentence);
  return SAID_FIT + bonus + (together ? SAID_TOGETHER : 0);
}

static void
add_said(Bench *bench, const char *formula, Dimension dimension, double value, const SaidValue *a,
         const SaidValue *b, double bonus)
{
  Candidate candidate =
      formula_of(formula, dimension, value, fit_of_said(bench, a, b, bonus), a->cell);
  if (dimension == DIMENSION_MONEY)
    memcpy(candidate.currency, a->currency, sizeof candidate.currency);
  else
    *candidate.currency = '\0';
  candidate.said = b ? arena_printf(bench->ask->arena, "\"%s\" and \"%s\"", a->text, b->text)
                     : arena_printf(bench->ask->arena, "\"%s\"", a->text);
  formula_add(bench, candidate);
}

static bool
is_like(const SaidValue *a, const SaidValue *b)
{
  return a->dimension == b->dimension && strcmp(a->currency, b->currency) == 0;
}

/* Two of which at least one was made of cells: what is made of cells alone has other formulas. */
static void
add_of_two(Bench *bench, const SaidValue *a, const SaidValue *b, double bonus)
{
  if (!is_like(a, b) || (!a->derived && !b->derived))
    return;
  double more = MAX(a->value, b->value), less = MIN(a->value, b->value);
  bool percent = a->dimension == DIMENSION_PERCENT;
  Dimension difference = percent ? DIMENSION_POINTS : a->dimension;
  if (bench->cues & (CUE_REST | CUE_DIFFERENCE | CUE_UP | CUE_DOWN))
    add_said(bench, "difference", difference, more - less, a, b, bonus);
  if (percent && bench->cues & CUE_REST && more + less < 100)
    add_said(bench, "rest", DIMENSION_PERCENT, 100 - more - less, a, b, bonus);
  if (bench->cues & CUE_SUM)
    add_said(bench, "sum", a->dimension, more + less, a, b, bonus);
  if (less > 0)
    add_said(bench, "ratio", DIMENSION_MULTIPLE, more / less, a, b, bonus - 0.3);
  if (!percent && more > 0 && bench->cues & CUE_SHARE)
    add_said(bench, "share", DIMENSION_PERCENT, 100 * less / more, a, b, bonus - 0.3);
}

/* What is left of it when a cell that the sentence names is taken off. */
static void
add_less_cells(Bench *bench, const SaidValue *said, double bonus)
{
  if (!said->derived || !(bench->cues & CUE_REST))
    return;
  for (size_t i = 0; i < bench->count; i++) {
    const Pointed *cell = &bench->cells[i];
    if (!names_kind(bench->ask->reading, cell->cell))
      continue;
    SaidValue other = { .dimension = cell_dimension(cell->cell),
                        .value = cell->value,
                        .derived = true,
                        .sentence = bench->ask->reading->sentence,
                        .cell = cell->cell,
                        .text = cell_name(bench->ask->arena, cell->cell) };
    if (other.dimension == DIMENSION_MONEY)
      g_strlcpy(other.currency, cell_currency(cell->cell), sizeof other.currency);
    if (is_like(said, &other) && other.value > 0 && other.value < said->value)
      add_said(bench, "difference", said->dimension, said->value - other.value, said, &other,
               bonus - 0.3);
  }
}

void
add_said_before(Bench *bench, double bonus)
{
  const SupportAsk *ask = bench->ask;
  for (size_t i = 0; i < ask->said_count; i++) {
    const SaidValue *a = &ask->said[i];
    if (a->group != bench->passage->group)
      continue;
    if (a->dimension == DIMENSION_PERCENT && bench->cues & CUE_REST && a->value < 100)
      add_said(bench, "rest", DIMENSION_PERCENT, 100 - a->value, a, NULL, bonus);
    for (size_t j = i + 1; j < ask->said_count; j++)
      if (ask->said[j].group == a->group)
        add_of_two(bench, a, &ask->said[j], bonus);
    add_less_cells(bench, a, bonus + (i + 1 == ask->said_count ? SAID_LAST : 0));
  }
}
