/* Rivals: cells that the words point at more than at what agrees with the number, and on which no
 * other number of the sentence rests. "Their share was 13.1%" after "Machinery leads" agrees with
 * the share of fuel by chance. */
#include "audit/support_private.h"

/* By so much a cell of the same column has to fit better than the cell that agrees; by so much any
 * cell better than a formula. Measured on the texts of tests/audit. */
#define MORE_THAN_CELL 1.0
#define MORE_THAN_FORMULA 1.5

typedef struct RivalSearch {
  const Quantity *quantity;
  const Candidate *own;
  double least; /* a rival's fit */
  bool found;
} RivalSearch;

static bool
is_taken(const SupportAsk *ask, Cell cell)
{
  for (size_t i = 0; i < ask->known_count; i++)
    if (ask->known[i].group == asked_passage(ask)->group && cell_equal(ask->known[i].cell, cell))
      return true;
  for (size_t i = 0; i < ask->other_count; i++)
    for (size_t j = 0; ask->others[i].found && j < ask->others[i].candidate.cell_count; j++)
      if (i != ask->number && cell_equal(ask->others[i].candidate.cells[j], cell))
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

static void
try_rival(const SupportAsk *ask, Cell cell, void *user)
{
  RivalSearch *search = user;
  const Candidate *own = search->own;
  double value, penalty;
  bool alike = own->formula ? cell.table == own->cells[0].table && cell_dimension(cell) == own->dimension
               : differ_in_kind(ask->reading->context->evidence, own->cells[0], cell);
  if (search->found || !alike || !cell_as(ask, search->quantity, cell, &value, &penalty))
    return;
  bool agrees = quantity_agrees(search->quantity, value, 0) ||
                quantity_agrees(search->quantity, value, -1);
  search->found =
      !agrees && fit_of(ask, cell) - penalty >= search->least && !is_taken(ask, cell);
}

bool
support_is_rivalled(const SupportAsk *ask, const Support *support)
{
  const Candidate *own = &support->candidate;
  RivalSearch search = { asked_quantity(ask), own,
                         own->fit + (own->formula ? MORE_THAN_FORMULA : MORE_THAN_CELL), false };
  if (!support->paired)
    visit_relevant(ask, try_rival, &search);
  return search.found;
}
