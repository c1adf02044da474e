/* Formulas of exchange rates: what rate the data have, and what an amount comes to by it. */
#include "audit/formula_private.h"

#include <math.h>
#include <string.h>

/* What is tried for a rate of currencies where no cell is named. */
#define RATE_FIT 1.0
#define RATE_ROWS ((size_t)8)
#define RATES_NEAR 0.2 /* by a greater part of them two rates are not of the same currencies */

/* Of a row that the words do not point at: a rate is the same in all. */
static void
add_exchange_of_row(Bench *bench, const EvidenceTable *table, size_t row, double fit)
{
  for (size_t i = 0; i < table->measure_count; i++)
    for (size_t j = 0; j < table->measure_count; j++) {
      Cell a = { table, row, i }, b = { table, row, j };
      bool rate = i != j && cell_dimension(a) == DIMENSION_MONEY &&
                  cell_dimension(b) == DIMENSION_MONEY && !same_unit(a, b);
      if (rate)
        formula_add(bench, formula_of_two("rate", DIMENSION_MONEY, cell_value(a) / cell_value(b),
                                          fit, a, b));
    }
}

static void
add_exchange_of_tables(Bench *bench, double bonus)
{
  const Evidence *evidence = bench->ask->reading->context->evidence;
  for (size_t i = 0; i < evidence->table_count; i++)
    for (size_t row = 0; row < MIN(evidence->tables[i].table->row_count, RATE_ROWS); row++)
      add_exchange_of_row(bench, &evidence->tables[i], row, RATE_FIT + bonus);
}

/* Is one of the candidates from `first` on a rate of the currencies of which the number speaks? */
static bool
is_rate_near(const Bench *bench, guint first)
{
  for (guint i = first; i < bench->candidates->len; i++) {
    double value = g_array_index(bench->candidates, Candidate, i).value;
    if (fabs(value - bench->quantity->value) <= RATES_NEAR * fabs(value))
      return true;
  }
  return false;
}

/* Does the sentence name a year or a member that the row is of, and no part of it is unnamed: one
 * kind, or a sum that the table lacks? */
static bool
is_told_of(const Bench *bench, Cell cell)
{
  const Reading *reading = bench->ask->reading;
  bool told = false;
  for (size_t i = 0; i < cell.table->key_count; i++) {
    const Key *key = &cell.table->keys[i];
    int32_t id = key->concepts[cell.row];
    if (!key->exclusive || id < 0)
      continue;
    const Concept *member = reading->context->evidence->concepts[id];
    bool named = reading_names(reading, member);
    if (!key->year && key->distinct > 1 && !member->total && !named)
      return false;
    told |= named;
  }
  return told && !cell_is_made(cell);
}

static bool
add_exchange_of_pointed(Bench *bench, bool named, double bonus)
{
  guint first = bench->candidates->len;
  for (size_t i = 0; i < bench->count; i++) {
    const Pointed *a = &bench->cells[i];
    bool tried = a->named == named && (!named || is_told_of(bench, a->cell));
    for (size_t j = 0; tried && j < a->cell.table->measure_count; j++) {
      Cell other = { a->cell.table, a->cell.row, j };
      bool rate = cell_dimension(a->cell) == DIMENSION_MONEY &&
                  cell_dimension(other) == DIMENSION_MONEY && !same_unit(a->cell, other);
      if (rate)
        formula_add(bench, formula_of_two("rate", DIMENSION_MONEY, a->value / cell_value(other),
                                          a->fit + bonus, a->cell, other));
    }
  }
  return is_rate_near(bench, first);
}

/* What one amount in two currencies says of their rate: one that the sentence names, else one that
 * was told before, else any. */
void
add_exchange(Bench *bench, double bonus)
{
  if (add_exchange_of_pointed(bench, true, bonus) || add_exchange_of_pointed(bench, false, bonus))
    return;
  if (bench->quantity->dimension == DIMENSION_MONEY && bench->quantity->scale <= 1)
    add_exchange_of_tables(bench, bonus);
}

/* ---- amounts ---- */

/* An amount told in another currency beside the number is much more than a chance. */
#define CONVERTED_FIT 3.0
#define CONVERTED_ROWS ((size_t)64)

/* Two cells of a row that tell one amount in two currencies. */
typedef struct ExchangeRate {
  Cell from, to;
  double amount; /* the greater, the more exact the rate */
} ExchangeRate;

static bool
is_of_currency(Cell cell, const char *currency)
{
  return cell_dimension(cell) == DIMENSION_MONEY && strcmp(cell_currency(cell), currency) == 0;
}

/* The year of a cell's row; -1: it has none. */
static int32_t
year_of_row(Cell cell)
{
  const Key *key = year_key(cell.table);
  return key ? key->concepts[cell.row] : -1;
}

/* Takes a row's rate where it is of the same year and more exact than the one found. */
static void
try_rate_of_row(ExchangeRate *best, const EvidenceTable *table, size_t row, const Cell amount,
                const char *currency)
{
  if (year_of_row((Cell){ table, row, 0 }) != year_of_row(amount))
    return;
  for (size_t i = 0; i < table->measure_count; i++)
    for (size_t j = 0; j < table->measure_count; j++) {
      const Cell from = { table, row, i }, to = { table, row, j };
      bool rate = is_of_currency(from, cell_currency(amount)) && is_of_currency(to, currency) &&
                  cell_value(to) > 0 && cell_value(from) > best->amount;
      if (rate && measures_are_converted(table, i, j))
        *best = (ExchangeRate){ from, to, cell_value(from) };
    }
}

/* "1.84 billion tenge, or about US$3.5 million": what the number beside it comes to, by the rate of
 * the year's greatest amount that is told in both currencies. */
static void
add_converted(Bench *bench, const Candidate *told, double bonus)
{
  const Evidence *evidence = bench->ask->reading->context->evidence;
  const Cell amount = told->cells[0];
  ExchangeRate rate = { 0 };
  for (size_t i = 0; i < evidence->table_count; i++)
    for (size_t row = 0; row < MIN(evidence->tables[i].table->row_count, CONVERTED_ROWS); row++)
      try_rate_of_row(&rate, &evidence->tables[i], row, amount, bench->quantity->currency);
  if (rate.amount <= 0)
    return;
  double value = told->value * cell_value(rate.to) / cell_value(rate.from);
  Candidate candidate =
      formula_of("converted", DIMENSION_MONEY, value, CONVERTED_FIT + bonus, amount);
  memcpy(candidate.currency, bench->quantity->currency, sizeof candidate.currency);
  candidate.cells[candidate.cell_count++] = rate.from;
  candidate.cells[candidate.cell_count++] = rate.to;
  formula_add(bench, candidate);
}

void
add_conversions(Bench *bench, double bonus)
{
  const SupportAsk *ask = bench->ask;
  for (size_t i = 0; i < ask->other_count; i++) {
    const Support *other = &ask->others[i];
    bool beside = i + 1 == ask->number || i == ask->number + 1;
    bool amount = other->found && other->candidate.dimension == DIMENSION_MONEY &&
                  cell_dimension(other->candidate.cells[0]) == DIMENSION_MONEY &&
                  strcmp(other->candidate.currency, bench->quantity->currency) != 0 &&
                  strcmp(other->candidate.currency, cell_currency(other->candidate.cells[0])) == 0;
    if (beside && amount && bench->quantity->dimension == DIMENSION_MONEY)
      add_converted(bench, &other->candidate, bonus);
  }
}
