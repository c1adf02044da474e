/* Formulas over years: changes, and earlier values. */
#include "audit/formula_private.h"

#include <math.h>
#include <string.h>

#define YEAR_EARLIER (-0.2)
#define YEAR_NOT_NAMED (-0.3)
#define YEAR_FAR (-0.9)
#define EARLIER 1.6
#define EARLIER_OF_RANGE 6.5

/* How near a year stands to the number that it dates. */
enum { YEAR_BYTES = 14, YEAR_AFTER_BYTES = 24, TO_BYTES = 5 };

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
  formula_add(bench, formula_of_two("change", difference, to - from, fit, pointed->cell, before));
  if (from == 0)
    return;
  formula_add(bench, formula_of_two("change", DIMENSION_PERCENT, 100 * (to / from - 1), fit,
                                    pointed->cell, before));
  formula_add(bench,
              formula_of_two("ratio", DIMENSION_MULTIPLE, to / from, fit, pointed->cell, before));
  if (to != 0)
    formula_add(bench, formula_of_two("ratio", DIMENSION_MULTIPLE, from / to, fit - 0.1,
                                      pointed->cell, before));
}

/* "Exports grew 2.7 times from the 1.15 billion of 2022": is it the one year of the sentence? */
static bool
is_only_year(const Bench *bench, int year)
{
  const Sentence *sentence = bench->ask->reading->sentence;
  bool named = false;
  for (size_t i = 0; i < sentence->mention_count; i++) {
    int other = sentence->mentions[i].concept->year;
    if (other && other != year)
      return false;
    named |= other == year;
  }
  return named;
}

/* Does a sentence before this one, but not this one, speak of the year? Then what is told now may
 * be how things went since. */
static bool
earlier_named(const Bench *bench, int year)
{
  const Reading *reading = bench->ask->reading;
  bool named = false;
  for (size_t i = 0; i < reading->earlier_count && !named; i++)
    named = names_year(reading->earlier[i], year);
  return named && !names_year(reading->sentence, year);
}

static void
add_changes_of_rows(Bench *bench, const Pointed *pointed, const Key *key, double bonus)
{
  const Evidence *evidence = bench->ask->reading->context->evidence;
  const EvidenceTable *table = pointed->cell.table;
  int32_t id = key->concepts[pointed->cell.row];
  for (size_t row = 0; id >= 0 && row < table->row_count; row++) {
    int32_t other = key->concepts[row];
    if (other < 0 || other == id || !differ_only_in(table, pointed->cell.row, row, key))
      continue;
    int year = evidence->concepts[id]->year, from = evidence->concepts[other]->year;
    Cell beside = { table, row, pointed->cell.measure };
    if (from < year)
      add_change(bench, pointed, beside, pointed->fit + bonus + year_penalty(bench, year, from));
    else if (from == key->last_year && (earlier_named(bench, year) || is_only_year(bench, year)))
      add_change(bench, &(Pointed){ .cell = beside, .value = cell_value(beside) }, pointed->cell,
                 pointed->fit + bonus);
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

void
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

/* Is there a comma in bytes [start, end)? */
static bool
has_comma(const char *text, size_t start, size_t end)
{
  return end > start && memchr(text + start, ',', end - start) != NULL;
}

/* Does another year stand right beside the number? What a comma parts is not beside it, and what
 * stands after the end of a range is that one's. */
static bool
has_other_year(const Bench *bench, int year)
{
  const Sentence *sentence = bench->ask->reading->sentence;
  const Quantity *range_end = range_end_of(bench);
  const char *text = bench->passage->text;
  for (size_t i = 0; i < sentence->mention_count; i++) {
    const Mention *mention = &sentence->mentions[i];
    size_t start = bench->quantity->start, end = bench->quantity->end;
    bool after = mention->at >= end && mention->at - end <= YEAR_AFTER_BYTES &&
                 (!range_end || mention->at < range_end->start);
    bool before = mention->at < start && start - mention->at <= YEAR_BYTES &&
                  !has_comma(text, mention->at, start);
    bool beside = after || before;
    if (mention->concept->year && mention->concept->year != year && beside)
      return true;
  }
  return false;
}

/* "rose by 20% to 198 thousand": what it went to is no earlier value. */
static bool
is_gone_to(const Bench *bench)
{
  const Sentence *sentence = bench->ask->reading->sentence;
  for (size_t i = 0; i < sentence->cue_count; i++) {
    const CueMention *cue = &sentence->cues[i];
    if (cue->cues & CUE_TO && cue->at < bench->quantity->start &&
        bench->quantity->start - cue->at <= TO_BYTES)
      return true;
  }
  return false;
}

/* "from 28 to 61": the cell that the end of the range rests on fits in an earlier year as well as
 * in its own; else any cell beside it in any earlier year may be meant.
 */
static double
earlier_fit(const Bench *bench, int year, int from, double bonus)
{
  return range_end_of(bench) ? EARLIER_OF_RANGE + year_penalty(bench, year, from) : EARLIER + bonus;
}

void
add_earlier(Bench *bench, double bonus)
{
  const Evidence *evidence = bench->ask->reading->context->evidence;
  for (size_t i = 0; !is_gone_to(bench) && i < bench->ask->known_count; i++) {
    Cell cell = bench->ask->known[i].cell;
    if (bench->ask->known[i].group != bench->passage->group)
      continue;
    const Key *key = year_key(cell.table);
    int32_t id = key ? key->concepts[cell.row] : -1;
    for (size_t row = 0; id >= 0 && row < cell.table->row_count; row++) {
      int32_t other = key->concepts[row];
      if (other < 0 || evidence->concepts[other]->year >= evidence->concepts[id]->year ||
          !differ_only_in(cell.table, cell.row, row, key) ||
          has_other_year(bench, evidence->concepts[other]->year))
        continue;
      Cell earlier = { cell.table, row, cell.measure };
      double fit =
          earlier_fit(bench, evidence->concepts[id]->year, evidence->concepts[other]->year, bonus);
      formula_add(bench,
                  formula_of("earlier", cell_dimension(cell), cell_value(earlier), fit, earlier));
    }
  }
}

/* The value of the same cell in the year that the words compare with: the last that is named before
 * its own, else the first of the table. NaN: there is none. */
double
value_before(const Bench *bench, Cell cell)
{
  const Evidence *evidence = bench->ask->reading->context->evidence;
  const Key *key = year_key(cell.table);
  int32_t id = key ? key->concepts[cell.row] : -1;
  double value = NAN, best = -1000;
  for (size_t row = 0; id >= 0 && row < cell.table->row_count; row++) {
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

/* The same cell in another year's row; row_count: the table has none. */
static size_t
row_in_year(Cell cell, const Key *key, int32_t year)
{
  size_t row = 0;
  while (row < cell.table->row_count &&
         (key->concepts[row] != year || !differ_only_in(cell.table, cell.row, row, key)))
    row++;
  return row;
}

/* What a share that the end of a range rests on was in each earlier year. */
static void
add_shares_before(Bench *bench, const Pointed *part, const Pointed *whole)
{
  const Evidence *evidence = bench->ask->reading->context->evidence;
  const Key *key = year_key(part->cell.table), *other = year_key(whole->cell.table);
  int32_t id = key ? key->concepts[part->cell.row] : -1;
  for (size_t row = 0; id >= 0 && other && row < part->cell.table->row_count; row++) {
    int32_t before = key->concepts[row];
    if (before < 0 || evidence->concepts[before]->year >= evidence->concepts[id]->year ||
        !differ_only_in(part->cell.table, part->cell.row, row, key))
      continue;
    Cell a = { part->cell.table, row, part->cell.measure }, b = whole->cell;
    b.row = row_in_year(whole->cell, other, before);
    if (b.row < b.table->row_count)
      formula_add(bench,
                  formula_of_two("share", DIMENSION_PERCENT, 100 * cell_value(a) / cell_value(b),
                                 EARLIER_OF_RANGE + year_penalty(bench,
                                                                 evidence->concepts[id]->year,
                                                                 evidence->concepts[before]->year),
                                 a, b));
  }
}

void
add_earlier_shares(Bench *bench, double bonus)
{
  (void)bonus;
  const Quantity *end = range_end_of(bench);
  if (!end || end->dimension != DIMENSION_PERCENT)
    return;
  for (size_t i = 0; i < bench->count; i++)
    for (size_t j = 0; j < bench->count; j++) {
      const Pointed *a = &bench->cells[i], *b = &bench->cells[j];
      bool share = i != j && same_unit(a->cell, b->cell) && may_be_part(bench, a, b) &&
                   cell_dimension(a->cell) != DIMENSION_PERCENT && b->value != 0 &&
                   !differ_in_year(a->cell, b->cell);
      if (share && quantity_agrees(end, 100 * a->value / b->value, 0))
        add_shares_before(bench, a, b);
    }
}
