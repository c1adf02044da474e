/* What was made of one member is made of another: "Firms earn 12 million for each who works there,
 * foreign ones 18 million". */
#include "audit/formula_private.h"

#include <string.h>

#define AGAIN_FIT 0.8

/* The cell that is to `cell` what the second cell of a formula is to its first: of the same row, or
 * of another year. */
static bool
find_counterpart(const Candidate *made, Cell cell, Cell *out)
{
  const Cell first = made->cells[0], second = made->cells[1];
  *out = (Cell){ second.table, second.row, second.measure };
  if (second.table != first.table)
    return false;
  if (second.row == first.row) {
    out->row = cell.row;
    return true;
  }
  const Key *year = year_key(first.table);
  if (!year || !differ_only_in(first.table, first.row, second.row, year))
    return false;
  for (size_t row = 0; row < cell.table->row_count; row++)
    if (year->concepts[row] == year->concepts[second.row] &&
        differ_only_in(cell.table, cell.row, row, year)) {
      out->row = row;
      return true;
    }
  return false;
}

/* Is it of another member, in the same year? */
static bool
is_sibling(Cell cell, Cell first)
{
  const Key *year = year_key(first.table);
  return cell.table == first.table && cell.measure == first.measure && cell.row != first.row &&
         (!year || year->concepts[cell.row] == year->concepts[first.row]);
}

static double
value_again(const Candidate *made, Cell cell, Cell counterpart)
{
  double value = cell_value(cell) / cell_value(counterpart);
  double before = cell_value(made->cells[0]) / cell_value(made->cells[1]);
  if (strcmp(made->formula, "change") == 0)
    return 100 * (value - 1);
  return made->value / before * value; /* per 1,000, in per cent */
}

/* Formulas that are a quotient of two cells. */
static bool
is_quotient(const Candidate *made)
{
  static const char *const QUOTIENTS[] = { "rate", "share", NULL };
  bool change = strcmp(made->formula, "change") == 0 && made->dimension == DIMENSION_PERCENT;
  return made->cell_count == 2 && (change || g_strv_contains(QUOTIENTS, made->formula));
}

void
add_again(Bench *bench, double bonus)
{
  const SupportAsk *ask = bench->ask;
  for (size_t i = 0; i < ask->said_count; i++) {
    const Candidate *made = ask->said[i].made;
    if (!made || ask->said[i].group != bench->passage->group || !is_quotient(made))
      continue;
    for (size_t j = 0; j < bench->count; j++) {
      const Cell cell = bench->cells[j].cell;
      Cell counterpart;
      if (is_sibling(cell, made->cells[0]) && find_counterpart(made, cell, &counterpart))
        formula_add(bench,
                    formula_of_two(made->formula, made->dimension,
                                   value_again(made, cell, counterpart),
                                   bench->cells[j].fit + bonus + AGAIN_FIT, cell, counterpart));
    }
  }
}
