#include "audit/solution.h"

#include "audit/fit_private.h"

#include <math.h>
#include <string.h>

/* Numbers that say as much hardly agree by chance. */
#define TELLING 0.02

/* "Almost half … : 49.8%", "two thirds (66.8%)": one thing is said twice. */
static bool
is_loose(const Reading *reading, size_t number)
{
  const Quantity *quantity = quantity_of(reading, number);
  const Passage *passage = &reading->context->passages.items[reading->sentence->passage];
  return quantity->hedge != HEDGE_NONE ||
         (quantity->dimension != DIMENSION_NUMBER && !quantity_has_digits(quantity, passage->text));
}

static bool
is_same_print(const Quantity *a, const Quantity *b)
{
  return a->value == b->value && a->decimals == b->decimals;
}

/* Does one of the first `count` numbers rest on the cell of the `number`th? One cell does not
 * support two exact numbers of a sentence, nor is one number said twice. */
static bool
is_taken(const Reading *reading, const Solution *solution, size_t count, size_t number,
         const Support *support)
{
  for (size_t i = 0; i < count; i++)
    if (i != number && solution->supports[i].found &&
        cell_equal(solution->supports[i].candidate.cells[0], support->candidate.cells[0]) &&
        (!is_loose(reading, i) ||
         is_same_print(quantity_of(reading, i), quantity_of(reading, number))))
      return true;
  return false;
}

/* ---- amounts in two currencies ---- */

/* Does the row also tell its amount in the currency? */
static bool
tells_in(Cell cell, const char *currency)
{
  const EvidenceTable *table = cell.table;
  for (size_t i = 0; i < table->measure_count; i++)
    if (i != cell.measure && strcmp(table->measures[i].currency, currency) == 0 &&
        !column_is_missing(table->measures[i].column, cell.row) &&
        measures_are_converted(table, cell.measure, i))
      return true;
  return false;
}

/* Two amounts in brackets that no row has together: where one is in a row that tells it in the
 * other's currency, too, the other is wrong. */
static void
part_pair(const Reading *reading, size_t first, Support *a, Support *b)
{
  bool a_tells =
      a->found && tells_in(a->candidate.cells[0], quantity_of(reading, first + 1)->currency);
  bool b_tells = b->found && tells_in(b->candidate.cells[0], quantity_of(reading, first)->currency);
  if (a_tells && (!b_tells || a->candidate.fit >= b->candidate.fit))
    b->parted = true;
  else if (b_tells)
    a->parted = true;
}

/* What other numbers rested on that the pair rests on is taken from them. */
static void
take_pair(const Reading *reading, Solution *solution, size_t first, const Support joined[2])
{
  for (size_t i = 0; i < solution->count; i++)
    for (size_t j = 0; j < 2; j++)
      if (solution->supports[i].found && !is_loose(reading, i) &&
          cell_equal(solution->supports[i].candidate.cells[0], joined[j].candidate.cells[0]))
        solution->supports[i].found = false;
  memcpy(&solution->supports[first], joined, 2 * sizeof *joined);
}

static void
join_pairs(SupportAsk ask, Solution *solution)
{
  const Reading *reading = ask.reading;
  for (size_t i = 0; i + 1 < solution->count; i++) {
    const Quantity *quantity = quantity_of(reading, i);
    if (quantity->pair < 0 || (size_t)quantity->pair != reading->quantities[i + 1])
      continue;
    SupportAsk first = ask, second = ask;
    first.number = i;
    second.number = i + 1;
    Support joined[2];
    if (support_find_row(&first, &second, joined))
      take_pair(reading, solution, i, joined);
    else
      part_pair(reading, i, &solution->supports[i], &solution->supports[i + 1]);
  }
}

/* ---- alignments ---- */

static Solution
solve(SupportAsk ask)
{
  size_t count = ask.reading->quantity_count;
  Solution solution = { .supports = arena_array(ask.arena, Support, count + 1), .count = count };
  for (ask.number = 0; ask.number < count; ask.number++) {
    Support support = support_find_cell(&ask);
    if (support.found && is_taken(ask.reading, &solution, ask.number, ask.number, &support))
      support.found = false;
    solution.supports[ask.number] = support;
  }
  join_pairs(ask, &solution);
  for (size_t i = 0; i < count; i++) {
    solution.found += solution.supports[i].found;
    solution.fit += solution.supports[i].found ? solution.supports[i].candidate.fit : 0;
  }
  return solution;
}

/* The alignments to try: where one member is named it is all numbers', or that of some alone. */
static void
alignments_of(const Reading *reading, bool years, Alignment *first, Alignment *last)
{
  size_t named = reading_named(reading, years);
  *first = named > 1 ? ALIGN_BEFORE : ALIGN_ALL;
  *last = named > 1 ? ALIGN_ADJACENT : named == 1 ? ALIGN_NEAREST : ALIGN_ALL;
}

/* Does an alignment give all that the sentence names of the solution's tables a number? */
static bool
admits(const Reading *reading, const Solution *solution)
{
  const EvidenceTable **tables = g_newa0(const EvidenceTable *, solution->count + 1);
  size_t count = 0;
  for (size_t i = 0; i < solution->count; i++)
    if (solution->supports[i].found)
      tables[count++] = solution->supports[i].candidate.cells[0].table;
  return reading_admits(reading, false, reading->alignment, tables, count) &&
         reading_admits(reading, true, reading->year_alignment, tables, count);
}

/* The alignment under which most numbers are supported; of several the one that fits best, and
 * those that leave nothing named without a number before others. */
static Solution
solve_best(SupportAsk ask)
{
  Reading *reading = ask.reading;
  Alignment from, to, years_from, years_to;
  alignments_of(reading, false, &from, &to);
  alignments_of(reading, true, &years_from, &years_to);
  Solution best = { 0 };
  Alignment chosen = from, chosen_years = years_from;
  bool chosen_admitted = false;
  for (Alignment i = from; i <= to; i++)
    for (Alignment j = years_from; j <= years_to; j++) {
      reading->alignment = i;
      reading->year_alignment = j;
      Solution solution = solve(ask);
      bool admitted = admits(reading, &solution);
      if (best.supports && chosen_admitted && !admitted)
        continue;
      bool better = solution.found > best.found ||
                    (solution.found == best.found && solution.fit > best.fit + 1e-9);
      if (!best.supports || better || (admitted && !chosen_admitted)) {
        best = solution;
        chosen = i;
        chosen_years = j;
        chosen_admitted = admitted;
      }
      if (admitted && best.found == best.count)
        break;
    }
  reading->alignment = chosen;
  reading->year_alignment = chosen_years;
  return best;
}

/* ---- rivals ---- */

static SupportAsk
ask_beside(SupportAsk ask, const Solution *solution, size_t number)
{
  ask.number = number;
  ask.others = solution->supports;
  ask.other_count = solution->count;
  return ask;
}

Solution
solution_new(SupportAsk ask)
{
  Solution solution = solve_best(ask);
  for (size_t i = 0; i < solution.count; i++) {
    SupportAsk beside = ask_beside(ask, &solution, i);
    Support *support = &solution.supports[i];
    support->found = support->found && !support_is_rivalled(&beside, support);
  }
  return solution;
}

/* ---- formulas ---- */

static bool
is_same_source(const Candidate *a, const Candidate *b)
{
  if (g_strcmp0(a->formula, b->formula) || a->cell_count != b->cell_count ||
      g_strcmp0(a->said, b->said))
    return false;
  for (size_t i = 0; i < a->cell_count; i++)
    if (!cell_equal(a->cells[i], b->cells[i]))
      return false;
  return true;
}

/* "From 46.2% to 46.2%": no sentence tells one thing twice in the same digits, and two things
 * seldom come out the same. */
static bool
is_told_twice(const Reading *reading, const Solution *solution, size_t number,
              const Support *support)
{
  const Quantity *quantity = quantity_of(reading, number);
  for (size_t i = 0; i < solution->count; i++) {
    const Support *other = &solution->supports[i];
    if (i == number || !other->found || is_loose(reading, i) || is_loose(reading, number) ||
        !is_same_print(quantity_of(reading, i), quantity) ||
        quantity_of(reading, i)->dimension != quantity->dimension)
      continue;
    bool telling = quantity_chance(quantity) <= TELLING;
    if (telling || is_same_source(&other->candidate, &support->candidate))
      return true;
  }
  return false;
}

Support
solution_later(const Solution *solution, SupportAsk ask)
{
  SupportAsk beside = ask_beside(ask, solution, ask.number);
  Support support = support_find_cell(&beside);
  if (support.found && !is_taken(ask.reading, solution, solution->count, ask.number, &support) &&
      !support_is_rivalled(&beside, &support))
    return support;
  support = support_find_formula(&beside);
  support.found = support.found && !is_told_twice(ask.reading, solution, ask.number, &support) &&
                  !support_is_rivalled(&beside, &support);
  return support;
}
