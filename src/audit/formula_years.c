/* Formulas over years: changes, and earlier values. */
#include "audit/formula_private.h"

#include <math.h>
#include <string.h>

#define YEAR_EARLIER (-0.2)
#define YEAR_NOT_NAMED (-0.3)
#define YEAR_FAR (-0.9)
#define EARLIER 1.6
#define EARLIER_OF_RANGE 5.5

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

const Key *
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
  for (size_t row = 0; id >= 0 && row < table->row_count; row++) {
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

/* "from 28 to 61": the cell that the end of the range rests on, in the year before or in one that
 * the words name, fits as well as that; else any cell beside it in any earlier year may be meant.
 */
static double
earlier_fit(const Bench *bench, int year, int from, double bonus)
{
  const Quantity *items =
      bench->ask->reading->context->quantities[bench->ask->reading->sentence->passage].items;
  int end = bench->quantity->range_end;
  bool begins = end >= 0 && items[end].start > bench->quantity->start;
  double penalty = year_penalty(bench, year, from);
  return begins && penalty > YEAR_FAR ? EARLIER_OF_RANGE + penalty : EARLIER + bonus;
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
