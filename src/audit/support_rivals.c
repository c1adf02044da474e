/* Rivals: cells that the words point at more than at what agrees with the number, and on which no
 * other number of the sentence rests. "Their share was 13.1%" after "Machinery leads" agrees with
 * the share of fuel by chance. */
#include "audit/support_private.h"

#include <string.h>

/* By so much a cell of the same column has to fit better than the cell that agrees; one of another
 * table than a sum; one of its table than a formula. Measured on the texts of tests/audit. */
#define MORE_THAN_CELL 1.0
#define MORE_THAN_SUM 1.5
#define MORE_THAN_STRANGER 2.5
#define MORE_THAN_FORMULA 1.5

/* Which totals yield to cells of other tables. */
typedef enum Strangeness {
  STRANGE_NOT,
  STRANGE_TOTAL, /* to one of a table of which is spoken */
  STRANGE_SUM,   /* to any: its own table does not have it */
} Strangeness;

typedef struct RivalSearch {
  const Quantity *quantity;
  const Candidate *own;
  Strangeness strange;
  bool elsewhere; /* cells of other tables are compared, too */
  bool found;
} RivalSearch;

static bool
is_taken(const SupportAsk *ask, Cell cell)
{
  for (size_t i = 0; i < ask->known_count; i++)
    if (ask->known[i].told && ask->known[i].group == asked_passage(ask)->group &&
        cell_equal(ask->known[i].cell, cell))
      return true;
  for (size_t i = 0; i < ask->other_count; i++)
    if (i != ask->number && ask->others[i].found && !ask->others[i].candidate.formula &&
        cell_equal(ask->others[i].candidate.cells[0], cell))
      return true;
  return false;
}

/* Do two cells of a column differ in what they are of, not in their years, and neither is a whole?
 */
static bool
differ_in_kind(const Evidence *evidence, Cell own, Cell other)
{
  if (own.table != other.table || own.measure != other.measure)
    return false;
  for (size_t i = 0; i < own.table->key_count; i++) {
    const Key *key = &own.table->keys[i];
    int32_t a = key->concepts[own.row], b = key->concepts[other.row];
    if (!key->exclusive || a == b || a < 0 || b < 0)
      continue;
    if (key->year || evidence->concepts[a]->total || evidence->concepts[b]->made)
      return false;
  }
  return true;
}

static bool
differ_in_years(Cell a, Cell b)
{
  const Key *x = year_key(a.table), *y = year_key(b.table);
  return x && y && x->concepts[a.row] != y->concepts[b.row];
}

/* Do others of the passage rest on the table? */
static bool
is_spoken_of(const SupportAsk *ask, const EvidenceTable *table)
{
  for (size_t i = 0; i < ask->known_count; i++)
    if (ask->known[i].group == asked_passage(ask)->group && ask->known[i].cell.table == table)
      return true;
  for (size_t i = 0; i < ask->other_count; i++)
    if (i != ask->number && ask->others[i].found &&
        ask->others[i].candidate.cells[0].table == table)
      return true;
  return false;
}

static Strangeness
strangeness_of(const SupportAsk *ask, Cell cell)
{
  if (!cell_is_total(ask->reading->context->evidence, cell) || is_spoken_of(ask, cell.table))
    return STRANGE_NOT;
  return cell_is_made(cell) ? STRANGE_SUM : STRANGE_TOTAL;
}

static bool
is_made_of(const Candidate *candidate, Cell cell)
{
  for (size_t i = 0; i < candidate->cell_count; i++)
    if (cell_equal(candidate->cells[i], cell))
      return true;
  return false;
}

/* Is it of the unit that the number has, and of what it counts? */
static bool
may_be_meant(const SupportAsk *ask, const Quantity *quantity, Cell cell)
{
  const Measure *measure = &cell.table->measures[cell.measure];
  if (unit_read(quantity->unit).base && !measure->unit.base)
    return false;
  return !quantity->unit || quantity->dimension != DIMENSION_NUMBER ||
         reading_counts_in(ask->reading, ask->number, measure);
}

/* Is a cell of the kind that is compared with what agrees? `more`: by how much it fits better. */
static bool
may_be_rival(const SupportAsk *ask, const RivalSearch *search, Cell cell, double more)
{
  const Candidate *own = search->own;
  Cell agreeing = own->cells[0];
  if (own->formula)
    return more >= MORE_THAN_FORMULA && cell.table == agreeing.table &&
           cell_dimension(cell) == own->dimension && !cell_is_made(cell) && !is_made_of(own, cell);
  if (cell.table == agreeing.table)
    return more >= MORE_THAN_CELL &&
           differ_in_kind(ask->reading->context->evidence, agreeing, cell);
  if (search->elsewhere)
    return more >= MORE_THAN_STRANGER && !differ_in_years(agreeing, cell) &&
           may_be_meant(ask, search->quantity, cell) &&
           cell_dimension(cell) == cell_dimension(agreeing);
  return more >= MORE_THAN_SUM && !differ_in_years(agreeing, cell) &&
         (search->strange == STRANGE_SUM || is_spoken_of(ask, cell.table));
}

static void
try_rival(const SupportAsk *ask, Cell cell, void *user)
{
  RivalSearch *search = user;
  double value, penalty;
  if (search->found || !cell_as(ask, search->quantity, cell, &value, &penalty))
    return;
  bool agrees =
      quantity_agrees(search->quantity, value, 0) || quantity_agrees(search->quantity, value, -1);
  double more = fit_of(ask, cell) - penalty - search->own->fit;
  search->found = !agrees && may_be_rival(ask, search, cell, more) && !is_taken(ask, cell);
}

/* Of a cell its column, of a formula all columns of its table. */
static void
visit_own_table(const SupportAsk *ask, RivalSearch *search)
{
  const Cell own = search->own->cells[0];
  bool formula = search->own->formula != NULL;
  for (size_t i = 0; i < own.table->measure_count; i++)
    for (size_t row = 0; (formula || i == own.measure) && row < own.table->row_count; row++)
      if (!search->found && !column_is_missing(own.table->measures[i].column, row))
        try_rival(ask, (Cell){ own.table, row, i }, search);
}

/* May a column of another table have a cell that fits so much better? */
static bool
may_have_rival(const SupportAsk *ask, const RivalSearch *search, const EvidenceTable *table,
               const Measure *measure)
{
  const Cell own = search->own->cells[0];
  if (!table->row_dimensions && measure->dimension != cell_dimension(own))
    return false;
  double most = reading_fit_most(ask->reading, ask->number, table, measure) + SAME_MEASURE;
  return most >= search->own->fit + MORE_THAN_STRANGER;
}

static void
visit_strangers(const SupportAsk *ask, RivalSearch *search)
{
  const Evidence *evidence = ask->reading->context->evidence;
  const bool *relevant = relevant_once(ask);
  search->elsewhere = true;
  for (size_t i = 0; i < evidence->table_count; i++) {
    const EvidenceTable *table = &evidence->tables[i];
    bool other = relevant[i] && table != search->own->cells[0].table;
    for (size_t j = 0; other && j < table->measure_count; j++) {
      if (!may_have_rival(ask, search, table, &table->measures[j]))
        continue;
      for (size_t row = 0; !search->found && row < table->row_count; row++)
        if (!column_is_missing(table->measures[j].column, row))
          try_rival(ask, (Cell){ table, row, j }, search);
    }
  }
}

bool
support_is_rivalled(const SupportAsk *ask, const Support *support)
{
  const Candidate *own = &support->candidate;
  RivalSearch search = { .quantity = asked_quantity(ask),
                         .own = own,
                         .strange =
                             own->formula ? STRANGE_NOT : strangeness_of(ask, own->cells[0]) };
  bool change = own->formula && strcmp(own->formula, "change") == 0;
  if (support->paired || change) /* what has a value also has a change */
    return false;
  if (search.strange)
    visit_relevant(ask, try_rival, &search);
  else
    visit_own_table(ask, &search);
  if (!search.found && !search.strange && !own->formula)
    visit_strangers(ask, &search);
  return search.found;
}
