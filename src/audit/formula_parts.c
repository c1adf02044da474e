/* Formulas of parts and wholes: shares, totals, rests. */
#include "audit/formula_private.h"
#include "audit/lexicon_private.h"

#include <math.h>
#include <string.h>

/* Parts may lack so much of their whole by rounding. */
#define PARTS_ROUNDED 0.005

/* What part of one measure of a row another is, where only one of them is named. */
static void
add_shares_of_row(Bench *bench, const Pointed *pointed, double fit)
{
  const EvidenceTable *table = pointed->cell.table;
  for (size_t i = 0; i < table->measure_count; i++) {
    Cell other = { table, pointed->cell.row, i };
    double value = cell_value(other);
    if (i == pointed->cell.measure || !same_unit(pointed->cell, other) ||
        cell_dimension(other) == DIMENSION_PERCENT)
      continue;
    bool part = fabs(pointed->value) < fabs(value);
    Cell less = part ? pointed->cell : other, more = part ? other : pointed->cell;
    formula_add(bench, formula_of_two("share", DIMENSION_PERCENT,
                                      100 * cell_value(less) / cell_value(more), fit, less, more));
  }
}

/* ---- wholes in tables of their own ---- */

/* Are all words of one table's name in the other's: "Box office" in "Box office by origin"? */
static bool
names_whole(const Concept *whole, const Concept *parts)
{
  for (size_t i = 0; i < whole->form_count; i++)
    for (size_t j = 0; j < parts->form_count; j++)
      if (words_within(whole->forms[i].words, parts->forms[j].words))
        return true;
  return false;
}

/* The key of a table that another table has, too; NULL: it has not. */
static const Key *
key_in(const EvidenceTable *table, const Key *key)
{
  for (size_t i = 0; i < table->key_count; i++)
    if (table->keys[i].exclusive && table->keys[i].group == key->group)
      return &table->keys[i];
  return NULL;
}

/* Does a row stand for the whole of which a cell is part: alike in all keys that both tables have,
 * and a total of those that only it has? `shared`: parts of one thing by different keys. */
static bool
is_row_of_whole(const Evidence *evidence, const EvidenceTable *whole, size_t row, Cell part,
                bool *shared)
{
  *shared = false;
  for (size_t i = 0; i < whole->key_count; i++) {
    const Key *key = &whole->keys[i], *own = key_in(part.table, key);
    int32_t id = key->concepts[row];
    if (!key->exclusive || id < 0)
      continue;
    if (own ? own->concepts[part.row] != id : key->year || !evidence->concepts[id]->total)
      return false;
    *shared |= own && is_partition(own);
  }
  return true;
}

/* The row of a table that is the whole of a cell; row_count: there is none. The tables are told to
 * be of one thing by their names, or by a measure and a key that they share. */
static size_t
row_of_whole(const Evidence *evidence, const EvidenceTable *whole, Cell part)
{
  bool named = names_whole(whole->concept, part.table->concept);
  const char *measure = part.table->measures[part.measure].concept->value;
  bool measured = false;
  for (size_t i = 0; i < whole->measure_count; i++)
    measured |= strcmp(whole->measures[i].concept->value, measure) == 0;
  for (size_t row = 0; (named || measured) && row < whole->row_count; row++) {
    bool shared;
    if (is_row_of_whole(evidence, whole, row, part, &shared) && (named || shared))
      return row;
  }
  return whole->row_count;
}

/* Does another table tell a whole that is more than its parts? Then their sum is none. */
static bool
has_greater_whole(const Bench *bench, Cell part, double sum)
{
  const Evidence *evidence = bench->ask->reading->context->evidence;
  for (size_t i = 0; i < evidence->table_count; i++) {
    const EvidenceTable *whole = &evidence->tables[i];
    size_t row = whole == part.table ? whole->row_count : row_of_whole(evidence, whole, part);
    for (size_t j = 0; row < whole->table->row_count && j < whole->measure_count; j++) {
      Cell cell = { whole, row, j };
      if (same_unit(part, cell) && cell_value(cell) > sum * (1 + PARTS_ROUNDED))
        return true;
    }
  }
  return false;
}

static void
share_of_slice(Bench *bench, const Pointed *pointed, const Slice *slice, double fit)
{
  bool whole = slice->has_total && cell_equal(pointed->cell, slice->total);
  if (cell_dimension(pointed->cell) == DIMENSION_PERCENT || whole)
    return;
  Candidate candidate =
      formula_of("share", DIMENSION_PERCENT, 100 * pointed->value / slice->sum, fit, pointed->cell);
  if (slice->complete && !has_greater_whole(bench, pointed->cell, slice->sum))
    formula_add_over(bench, candidate, slice);
  if (!slice->has_total)
    return;
  double total = cell_value(slice->total);
  formula_add(bench, formula_of_two("share", DIMENSION_PERCENT, 100 * pointed->value / total,
                                    fit + 0.1, pointed->cell, slice->total));
}

static void
share_of_whole(Bench *bench, const Pointed *pointed, Cell whole, double fit)
{
  if (same_unit(pointed->cell, whole) && fabs(pointed->value) < fabs(cell_value(whole)) &&
      cell_dimension(whole) != DIMENSION_PERCENT)
    formula_add(bench,
                formula_of_two("share", DIMENSION_PERCENT, 100 * pointed->value / cell_value(whole),
                               fit, pointed->cell, whole));
}

/* What the parts leave of it: "which leaves 5% unexplained". */
static void
rest_of_whole(Bench *bench, const Pointed *pointed, Cell whole, double fit)
{
  Slice *slice = arena_new0(bench->ask->arena, Slice);
  double value = cell_value(whole);
  if (!same_unit(pointed->cell, whole) || value <= 0)
    return;
  for (size_t i = 0; i < pointed->cell.table->key_count; i++) {
    if (!is_partition(&pointed->cell.table->keys[i]))
      continue;
    read_slice(bench, pointed->cell, &pointed->cell.table->keys[i], slice);
    if (!slice->complete || slice->count < 2 || slice->sum >= value)
      continue;
    Candidate rest = formula_of_two("rest", cell_dimension(whole), value - slice->sum, fit, whole,
                                    pointed->cell);
    Candidate share = formula_of_two("rest", DIMENSION_PERCENT, 100 * (1 - slice->sum / value), fit,
                                     whole, pointed->cell);
    formula_add_over(bench, rest, slice);
    formula_add_over(bench, share, slice);
  }
}

typedef void (*WholeRule)(Bench *bench, const Pointed *pointed, Cell whole, double fit);

static void
each_whole(Bench *bench, double bonus, WholeRule rule)
{
  const Evidence *evidence = bench->ask->reading->context->evidence;
  for (size_t i = 0; i < bench->count; i++)
    for (size_t j = 0; j < evidence->table_count; j++) {
      const EvidenceTable *whole = &evidence->tables[j];
      const Pointed *pointed = &bench->cells[i];
      if (whole == pointed->cell.table)
        continue;
      size_t row = row_of_whole(evidence, whole, pointed->cell);
      for (size_t k = 0; row < whole->row_count && k < whole->measure_count; k++)
        rule(bench, pointed, (Cell){ whole, row, k }, pointed->fit + bonus);
    }
}

void
add_shares_of_wholes(Bench *bench, double bonus)
{
  each_whole(bench, bonus, share_of_whole);
}

void
add_rests_of_wholes(Bench *bench, double bonus)
{
  each_whole(bench, bonus, rest_of_whole);
}

/* ---- wholes that are pointed at ---- */

#define APPOSED 2.0

/* "150 million, or 0.3%": the share is that of the number before it. */
static double
apposed_fit(const Bench *bench, Cell part)
{
  const SupportAsk *ask = bench->ask;
  for (size_t i = ask->said_count; i-- > 0;) {
    const SaidValue *said = &ask->said[i];
    bool there = said->sentence == ask->reading->sentence && !said->derived &&
                 said->cell.table == part.table && said->cell.row == part.row;
    if (!there)
      return 0;
    if (cell_equal(said->cell, part))
      return APPOSED; /* else it is the same in another currency */
  }
  return 0;
}

#define OF_WHOLE 0.6
#define OF_STRENGTH 0.65

enum { OF_BYTES = 48 };

/* "36% of the box office", «кассалық түсімнің 36%-ы»: the whole's table stands beside the number.
 */
static double
of_whole_fit(const Bench *bench, Cell whole)
{
  const Sentence *sentence = bench->ask->reading->sentence;
  bool verb_last = lexicon_table(lexicon_get(bench->passage->language))->verb_last;
  size_t start = bench->quantity->start, end = bench->quantity->end;
  for (size_t i = 0; i < sentence->mention_count; i++) {
    const Mention *mention = &sentence->mentions[i];
    bool after = mention->at >= end && mention->at - end <= OF_BYTES;
    bool before = mention->at < start && start - mention->at <= OF_BYTES;
    if (mention->concept == whole.table->concept && mention->strength >= OF_STRENGTH &&
        (verb_last ? before : after))
      return OF_WHOLE;
  }
  return 0;
}

void
add_shares(Bench *bench, double bonus)
{
  for (size_t i = 0; i < bench->count; i++)
    add_shares_of_row(bench, &bench->cells[i], bench->cells[i].fit + bonus - 0.5);
  each_slice(bench, bonus, share_of_slice);
  for (size_t i = 0; i < bench->count; i++)
    for (size_t j = 0; j < bench->count; j++) {
      const Pointed *a = &bench->cells[i], *b = &bench->cells[j];
      bool parts = i != j && may_be_part(bench, a, b) && !differ_in_year(a->cell, b->cell) &&
                   same_unit(a->cell, b->cell) && fabs(a->value) < fabs(b->value) &&
                   cell_dimension(a->cell) != DIMENSION_PERCENT;
      if (parts)
        formula_add(bench,
                    formula_of_two("share", DIMENSION_PERCENT, 100 * a->value / b->value,
                                   pair_fit(a, b) + bonus - 0.1 + apposed_fit(bench, a->cell) +
                                       of_whole_fit(bench, b->cell),
                                   a->cell, b->cell));
    }
}

/* Without a word for it a total is meant where no part is named, and nothing else stands for all.
 */
static bool
is_meant(const Bench *bench, const Slice *slice)
{
  const Reading *reading = bench->ask->reading;
  for (size_t i = 0; i < reading->sentence->mention_count; i++)
    if (reading->sentence->mentions[i].concept->group == slice->key->group)
      return false;
  return !slice->has_total;
}

static void
total_of_slice(Bench *bench, const Pointed *pointed, const Slice *slice, double fit)
{
  if (!(reading_cues_near(bench->ask->reading, bench->ask->number) & CUE_SUM) &&
      !is_meant(bench, slice))
    return;
  Candidate candidate =
      formula_of("total", cell_dimension(pointed->cell), slice->sum, fit, pointed->cell);
  if (slice->complete)
    formula_add_over(bench, candidate, slice);
}

void
add_totals(Bench *bench, double bonus)
{
  each_slice(bench, bonus, total_of_slice);
}

static void
rest_of_slice(Bench *bench, const Pointed *pointed, const Slice *slice, double fit)
{
  bool whole = slice->has_total && cell_equal(pointed->cell, slice->total);
  if (whole || (slice->count < 3 && !slice->has_total))
    return; /* of two it would be the other member */
  double total = slice->has_total ? cell_value(slice->total) : slice->sum;
  Candidate left =
      formula_of("rest", cell_dimension(pointed->cell), total - pointed->value, fit, pointed->cell);
  Candidate share =
      formula_of("rest", DIMENSION_PERCENT, 100 * (1 - pointed->value / total), fit, pointed->cell);
  if (slice->has_total)
    left.cells[left.cell_count++] = share.cells[share.cell_count++] = slice->total;
  formula_add_over(bench, left, slice);
  formula_add_over(bench, share, slice);
}

bool
is_part(const Bench *bench, Cell part, Cell whole)
{
  const Evidence *evidence = bench->ask->reading->context->evidence;
  if (part.table != whole.table)
    return row_of_whole(evidence, whole.table, part) == whole.row;
  if (part.row == whole.row || part.measure != whole.measure)
    return part.row == whole.row;
  for (size_t i = 0; i < whole.table->key_count; i++) {
    const Key *key = &whole.table->keys[i];
    int32_t id = key->concepts[whole.row];
    if (key->exclusive && id != key->concepts[part.row] &&
        (id < 0 || !evidence->concepts[id]->total))
      return false;
  }
  return true;
}

/* Is what two members leave of a column's sum a single one? Then only a word for it says that it is
 * meant as a rest. */
static bool
leave_one(const Bench *bench, Cell a, Cell b)
{
  g_autofree Slice *slice = g_new0(Slice, 1);
  for (size_t i = 0; i < a.table->key_count; i++) {
    const Key *key = &a.table->keys[i];
    if (!is_partition(key) || key->concepts[a.row] == key->concepts[b.row])
      continue;
    read_slice(bench, a, key, slice);
    return slice->count == 3;
  }
  return false;
}

/* A whole less two parts of it, of those that the paragraph names. */
static void
rest_of_two(Bench *bench, const Pointed *whole, double bonus)
{
  bool told = reading_cues_near(bench->ask->reading, bench->ask->number) & CUE_REST;
  for (size_t i = 0; i < bench->count; i++)
    for (size_t j = i + 1; j < bench->count; j++) {
      const Pointed *a = &bench->cells[i], *b = &bench->cells[j];
      bool parts = a != whole && b != whole && are_compared(bench, a, whole) &&
                   are_compared(bench, b, whole) && same_unit(a->cell, whole->cell) &&
                   same_unit(b->cell, whole->cell) && a->cell.table == b->cell.table &&
                   is_part(bench, a->cell, whole->cell) && is_part(bench, b->cell, whole->cell) &&
                   a->value + b->value < whole->value;
      if (!parts || (leave_one(bench, a->cell, b->cell) && !told))
        continue;
      double fit = (whole->fit + a->fit + b->fit) / 3 + bonus - 0.3;
      double left = whole->value - a->value - b->value;
      Candidate rest =
          formula_of_two("rest", cell_dimension(whole->cell), left, fit, whole->cell, a->cell);
      rest.cells[rest.cell_count++] = b->cell;
      Candidate share = rest;
      share.dimension = DIMENSION_PERCENT;
      share.value = 100 * left / whole->value;
      formula_add(bench, rest);
      formula_add(bench, share);
    }
}

static size_t
differing_keys(Cell a, Cell b)
{
  size_t count = 0;
  for (size_t i = 0; i < a.table->key_count; i++)
    count += a.table->keys[i].exclusive &&
             a.table->keys[i].concepts[a.row] != a.table->keys[i].concepts[b.row];
  return count;
}

/* What a part by several keys leaves of the sum over all of them. */
static void
rest_of_sums(Bench *bench, const Pointed *part, double bonus)
{
  const EvidenceTable *table = part->cell.table;
  for (size_t row = table->table->row_count; row < table->row_count; row++) {
    Cell whole = { table, row, part->cell.measure };
    double value = cell_value(whole);
    if (differing_keys(part->cell, whole) < 2 || !is_part(bench, part->cell, whole) ||
        part->value >= value)
      continue;
    double fit = part->fit + bonus - 0.3;
    formula_add(bench, formula_of_two("rest", cell_dimension(whole), value - part->value, fit,
                                      whole, part->cell));
    formula_add(bench, formula_of_two("rest", DIMENSION_PERCENT, 100 * (1 - part->value / value),
                                      fit, whole, part->cell));
  }
}

/* What one column of a row leaves of another: collected and not paid out, planned and not spent. */
static void
rest_of_row(Bench *bench, const Pointed *whole, double bonus)
{
  for (size_t i = 0; i < bench->count; i++) {
    const Pointed *part = &bench->cells[i];
    bool row = part->cell.table == whole->cell.table && part->cell.row == whole->cell.row &&
               part->cell.measure != whole->cell.measure && same_unit(part->cell, whole->cell);
    if (!row || part->value <= 0 || part->value >= whole->value)
      continue;
    double left = whole->value - part->value, fit = pair_fit(whole, part) + bonus;
    formula_add(bench, formula_of_two("rest", cell_dimension(whole->cell), left, fit, whole->cell,
                                      part->cell));
  }
}

void
add_rests(Bench *bench, double bonus)
{
  for (size_t i = 0; bench->cues & CUE_REST && i < bench->count; i++)
    rest_of_row(bench, &bench->cells[i], bonus);
  each_slice(bench, bonus, rest_of_slice);
  for (size_t i = 0; i < bench->count; i++)
    rest_of_sums(bench, &bench->cells[i], bonus);
  for (size_t i = 0; i < bench->count; i++)
    rest_of_two(bench, &bench->cells[i], bonus);
}
