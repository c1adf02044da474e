#include "audit/direction.h"
#include "audit/support_private.h"

#include <stdlib.h>
#include <string.h>

/* A cell has to fit at least so, the more the fewer digits the number has. */
#define LEAST_FIT 0.3
#define LEAST_FIT_PER_CHANCE 12.0
#define LEAST_FIT_MOST 2.2
/* A number with many digits needs less: it hardly agrees by chance. */
#define RARE 2e-3
#define RAREST 2.0
#define LEAST_FIT_RARE 0.75
#define MOST_CHANCE 0.15
#define MOST_CHANCE_NAMED 0.3 /* where the sentence names the cell */
#define NAMED_FIT 3.5
/* Values of one kind in a text are spread over about so much, in natural logarithms. */
#define SPREAD 4.6

/* Tables whose cells are compared for one number. */
enum { TABLES_MOST = 16 };

/* ---- values ---- */

typedef struct IndexedCell {
  double value; /* absolute */
  Cell cell;
} IndexedCell;

struct ValueIndex {
  const Evidence *evidence;
  const IndexedCell *cells; /* by value */
  size_t count;
};

static int
compare_values(gconstpointer a, gconstpointer b)
{
  const IndexedCell *x = a, *y = b;
  return x->value < y->value ? -1 : x->value > y->value;
}

static void
index_table(GArray *cells, const EvidenceTable *table)
{
  for (size_t measure = 0; measure < table->measure_count; measure++)
    for (size_t row = 0; row < table->row_count; row++) {
      Cell cell = { table, row, measure };
      IndexedCell indexed = { fabs(cell_value(cell)), cell };
      if (isfinite(indexed.value))
        g_array_append_val(cells, indexed);
    }
}

ValueIndex *
value_index_new(Arena *arena, const Evidence *evidence)
{
  g_autoptr(GArray) cells = g_array_new(FALSE, FALSE, sizeof(IndexedCell));
  for (size_t i = 0; i < evidence->table_count; i++)
    index_table(cells, &evidence->tables[i]);
  g_array_sort(cells, compare_values);
  ValueIndex *index = arena_new0(arena, ValueIndex);
  index->evidence = evidence;
  index->cells = arena_dup(arena, cells->data, cells->len * sizeof(IndexedCell));
  index->count = cells->len;
  return index;
}

static size_t
first_from(const ValueIndex *index, double value)
{
  size_t low = 0, high = index->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (index->cells[middle].value < value)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* ---- agreement ---- */

bool
quantity_agrees(const Quantity *quantity, double value, int sign)
{
  double slack = 1e-9 * MAX(fabs(quantity->low), fabs(quantity->high));
  if (quantity->sign == 0 && sign != 0)
    value = sign > 0 ? value : -value;
  return value >= quantity->low - slack && value <= quantity->high + slack;
}

double
quantity_chance(const Quantity *quantity)
{
  double low = MIN(fabs(quantity->low), fabs(quantity->high));
  double high = MAX(fabs(quantity->low), fabs(quantity->high));
  if (low <= 0)
    return high <= 0 ? 0.05 : 0.5;
  return CLAMP(log(high / low) / SPREAD, 1e-6, 1);
}

double
support_least_fit(const Quantity *quantity)
{
  double chance = quantity_chance(quantity);
  double rare = CLAMP(log10(RARE / chance), 0, RAREST);
  return MIN(LEAST_FIT + LEAST_FIT_PER_CHANCE * chance - LEAST_FIT_RARE * rare, LEAST_FIT_MOST);
}

bool
quantity_takes(const Quantity *quantity, Dimension dimension, const char *currency)
{
  if (quantity->dimension != dimension)
    return false;
  return dimension != DIMENSION_MONEY || strcmp(quantity->currency, currency) == 0;
}

const Quantity *
asked_quantity(const SupportAsk *ask)
{
  const Reading *reading = ask->reading;
  return &reading->context->quantities[reading->sentence->passage]
              .items[reading->quantities[ask->number]];
}

const Passage *
asked_passage(const SupportAsk *ask)
{
  return &ask->reading->context->passages.items[ask->reading->sentence->passage];
}

/* Is the measure itself a change, so that its sign is told in words? */
static bool
is_change(const Measure *measure)
{
  for (size_t i = 0; i < measure->concept->form_count; i++)
    for (size_t j = 0; j < measure->concept->forms[i].words.count; j++) {
      unsigned cues = cue_of_word(&measure->concept->forms[i].words.items[j]);
      if (cues & (CUE_UP | CUE_DOWN) && !(cues & CUE_DIFFERENCE)) /* not "higher education" */
        return true;
    }
  return false;
}

bool
candidate_agrees(const SupportAsk *ask, const Quantity *quantity, const Candidate *candidate)
{
  bool change = candidate->formula && strcmp(candidate->formula, "change") == 0;
  if (!candidate->formula) {
    const Cell *cell = &candidate->cells[0];
    const Measure *measure = &cell->table->measures[cell->measure];
    change = candidate->value < 0 || (is_change(measure) && quantity->dimension != DIMENSION_MONEY);
  }
  if (!change)
    return quantity_agrees(quantity, candidate->value, 0);
  int sign = direction_told(ask->reading, ask->number);
  if (sign != 0)
    return quantity_agrees(quantity, candidate->value, sign);
  return quantity_agrees(quantity, candidate->value, 1) ||
         quantity_agrees(quantity, candidate->value, -1);
}

/* Does a verb say shortly before it that something rose or fell? */
static bool
is_moved_before(const Reading *reading, const Quantity *quantity)
{
  enum { VERB_BYTES = 40 };
  for (size_t i = 0; i < reading->sentence->cue_count; i++) {
    const CueMention *cue = &reading->sentence->cues[i];
    if (cue->cues & (CUE_UP | CUE_DOWN) && !(cue->cues & CUE_DIFFERENCE) &&
        cue->at < quantity->start && quantity->start - cue->at <= VERB_BYTES)
      return true;
  }
  return false;
}

/* "Grew by 17 billion", «вырос на 17 млрд»: is the number a change in so many words? */
static bool
is_told_as_change(const SupportAsk *ask)
{
  static const char *const BY[] = {
    " by ", " by about ", " by nearly ", " на ", " на\u00a0", NULL
  };
  const Quantity *quantity = asked_quantity(ask);
  return quantity->dimension != DIMENSION_MULTIPLE && is_moved_before(ask->reading, quantity) &&
         phrase_before(asked_passage(ask)->text, quantity->start, BY);
}

/* ---- cells ---- */

/* Does what stands around a number give its unit? */
static bool
is_headed(const Passage *passage)
{
  return passage->kind == PASSAGE_CELL || passage->kind == PASSAGE_FIGURE ||
         passage->kind == PASSAGE_KPI;
}

double
fit_of(const SupportAsk *ask, Cell cell)
{
  double fit = reading_fit(ask->reading, ask->number, cell);
  size_t group = asked_passage(ask)->group;
  for (size_t i = 0; i < ask->known_count; i++)
    if (ask->known[i].group == group && ask->known[i].cell.table == cell.table &&
        ask->known[i].cell.measure == cell.measure)
      return fit + SAME_MEASURE;
  return fit;
}

/* How a cell's value reads in the quantity's units; false: it cannot be what the number says. A
 * number without a unit, in a table or on a chart, takes the unit of its head. */
bool
cell_as(const SupportAsk *ask, const Quantity *quantity, Cell cell, double *value, double *penalty)
{
  const Measure *measure = &cell.table->measures[cell.measure];
  *value = cell_value(cell);
  *penalty = 0;
  UnitReading unit = unit_read(quantity->unit);
  if (unit.base && measure->unit.base) {
    *value *= measure->unit.factor / unit.factor;
    if (unit.base != measure->unit.base)
      return false;
  }
  if (quantity_takes(quantity, cell_dimension(cell), measure->currency))
    return true;
  bool bare = quantity->dimension == DIMENSION_NUMBER;
  if (bare && quantity->scale <= 1 && is_headed(asked_passage(ask))) {
    *value = column_number(measure->column, cell.row) * quantity->scale;
    *penalty = asked_passage(ask)->kind == PASSAGE_CELL ? 0 : 1.0;
    return true;
  }
  if (!measure->guessed || cell.table->row_dimensions)
    return false;
  *penalty = bare ? 0 : 0.4;
  return true;
}

Candidate
candidate_from(Cell cell, const Quantity *quantity, double value, double fit)
{
  Candidate candidate = {
    .value = value, .dimension = quantity->dimension, .fit = fit, .cells = { cell }, .cell_count = 1
  };
  g_strlcpy(candidate.currency, quantity->currency, sizeof candidate.currency);
  return candidate;
}

/* Where nothing declares a column's scale a cell may be told in any of these; shares as per cent.
 */
static const double SCALES[] = { 1, 1e3, 1e6, 1e9, 100 };
static const double UNIT_FACTORS[] = { 1e-9, 1e-6, 1e-3, 1e3, 1e6 };

typedef struct CellSearch {
  const SupportAsk *ask;
  const Quantity *quantity;
  Candidate best;
  bool found;
} CellSearch;

/* "Of 138 applications 14 were granted": one row tells both. */
#define SAME_ROW 0.8

/* Does the number beside it rest on another cell of the row? */
static bool
is_told_beside(const SupportAsk *ask, Cell cell)
{
  for (size_t i = 0; i < ask->other_count; i++) {
    const Support *other = &ask->others[i];
    bool beside = i + 1 == ask->number || i == ask->number + 1;
    if (beside && other->found && !other->candidate.formula &&
        other->candidate.cells[0].table == cell.table &&
        other->candidate.cells[0].row == cell.row &&
        other->candidate.cells[0].measure != cell.measure)
      return true;
  }
  return false;
}

/* One cell whose value is that of the number, times `factor`. */
static void
try_cell(CellSearch *search, Cell cell, double factor)
{
  const Measure *measure = &cell.table->measures[cell.measure];
  double value, penalty;
  if (!cell_as(search->ask, search->quantity, cell, &value, &penalty))
    return;
  bool share = factor == 100 && search->quantity->dimension == DIMENSION_PERCENT;
  bool bare = search->quantity->dimension == DIMENSION_NUMBER;
  if (measure->guessed && (factor != 100 || share))
    value = cell_value(cell) * factor;
  else if (factor < 1 && bare && search->quantity->scale <= 1 &&
           is_headed(asked_passage(search->ask)))
    value = column_number(measure->column, cell.row) * search->quantity->scale;
  Candidate candidate = candidate_from(cell, search->quantity, value, 0);
  if (!candidate_agrees(search->ask, search->quantity, &candidate))
    return;
  if (is_told_as_change(search->ask) && !is_change(measure))
    return;
  candidate.fit = fit_of(search->ask, cell) - penalty;
  if (is_told_beside(search->ask, cell))
    candidate.fit += SAME_ROW;
  if (!search->found || candidate.fit > search->best.fit)
    search->best = candidate;
  search->found = true;
}

static void
search_at(CellSearch *search, double factor)
{
  const ValueIndex *index = search->ask->values;
  double low = fabs(search->quantity->low), high = fabs(search->quantity->high);
  bool through_zero = search->quantity->low < 0 && search->quantity->high > 0;
  double from = through_zero ? 0 : MIN(low, high) / factor, to = MAX(low, high) / factor;
  for (size_t i = first_from(index, from * (1 - 1e-9)); i < index->count; i++) {
    if (index->cells[i].value > to * (1 + 1e-9))
      break;
    try_cell(search, index->cells[i].cell, factor);
  }
}

/* The fittest cell that agrees. */
static bool
fittest_cell(const SupportAsk *ask, const Quantity *quantity, Candidate *best)
{
  CellSearch search = { .ask = ask, .quantity = quantity };
  for (size_t i = 0; i < G_N_ELEMENTS(SCALES); i++)
    search_at(&search, SCALES[i]);
  bool scaled = unit_read(quantity->unit).base || is_headed(asked_passage(ask));
  for (size_t i = 0; scaled && i < G_N_ELEMENTS(UNIT_FACTORS); i++)
    search_at(&search, UNIT_FACTORS[i]);
  *best = search.best;
  return search.found;
}

/* How much is said of each table: its own name counts more than a place or a year that others have,
 * too, and the sentence more than what stands around it. */
#define NAMED_TABLE 8.0
#define NAMED_MEMBER 1.0

static void
weigh_tables(const Evidence *evidence, const Mention *mentions, size_t count, double nearness,
             double *weights)
{
  for (size_t i = 0; i < count; i++) {
    const Concept *concept = mentions[i].concept;
    const GArray *tables = evidence->tables_of[concept->id];
    double weight = nearness * (*concept->group == '#' ? NAMED_TABLE : NAMED_MEMBER);
    for (guint j = 0; tables && j < tables->len; j++)
      weights[g_array_index(tables, guint, j)] += weight;
  }
}

static int
compare_weights(gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return x > y ? -1 : x < y;
}

/* The weight that a table must have to be among the first TABLES_MOST. */
static double
least_weight(const double *weights, size_t count)
{
  if (count <= TABLES_MOST)
    return 0;
  g_autofree double *sorted = g_memdup2(weights, count * sizeof *weights);
  qsort(sorted, count, sizeof *sorted, compare_weights);
  return sorted[TABLES_MOST - 1];
}

/* Tables of which the sentence, or what stands around it, names anything; of many those that it
 * names most. */
static bool *
relevant_tables(const SupportAsk *ask)
{
  const Reading *reading = ask->reading;
  const Evidence *evidence = ask->values->evidence;
  double *weights = g_newa0(double, evidence->table_count + 1);
  bool *marked = arena_array(ask->arena, bool, evidence->table_count + 1);
  weigh_tables(evidence, reading->sentence->mentions, reading->sentence->mention_count, 1, weights);
  weigh_tables(evidence, reading->labels.mentions, reading->labels.count, 1, weights);
  weigh_tables(evidence, reading->section.mentions, reading->section.count, 0.4, weights);
  for (size_t i = 0; i < reading->earlier_count; i++)
    weigh_tables(evidence, reading->earlier[i]->mentions, reading->earlier[i]->mention_count, 0.4,
                 weights);
  double least = least_weight(weights, evidence->table_count);
  for (size_t i = 0; i < evidence->table_count; i++)
    marked[i] = weights[i] > 0 && weights[i] >= least;
  for (size_t i = 0; i < ask->known_count; i++)
    marked[ask->known[i].cell.table - evidence->tables] = true;
  return marked;
}

const bool *
relevant_once(const SupportAsk *ask)
{
  if (!ask->reading->relevant)
    ask->reading->relevant = relevant_tables(ask);
  return ask->reading->relevant;
}

/* How many cells those tables have. */
static size_t
relevant_cells(const SupportAsk *ask)
{
  const Evidence *evidence = ask->values->evidence;
  const bool *marked = relevant_once(ask);
  size_t count = 0;
  for (size_t i = 0; i < evidence->table_count; i++)
    count += marked[i] ? evidence->tables[i].measure_count * evidence->tables[i].row_count : 0;
  return count;
}

void
visit_relevant(const SupportAsk *ask, CellVisitor visit, void *user)
{
  const Evidence *evidence = ask->values->evidence;
  const bool *marked = relevant_once(ask);
  for (size_t i = 0; i < evidence->table_count; i++) {
    const EvidenceTable *table = &evidence->tables[i];
    for (size_t measure = 0; marked[i] && measure < table->measure_count; measure++)
      for (size_t row = 0; row < table->row_count; row++)
        if (!column_is_missing(table->measures[measure].column, row))
          visit(ask, (Cell){ table, row, measure }, user);
  }
}

typedef struct RivalCount {
  const Quantity *quantity;
  double fit, value;
  Dimension dimension; /* of the cell that they are rivals of */
  size_t count;
} RivalCount;

/* Cells that fit as well, and say something else. */
static void
count_rival(const SupportAsk *ask, Cell cell, void *user)
{
  RivalCount *rivals = user;
  double value, penalty;
  if (cell_dimension(cell) != rivals->dimension ||
      !cell_as(ask, rivals->quantity, cell, &value, &penalty) || value == rivals->value)
    return;
  if (fit_of(ask, cell) - penalty >= rivals->fit - 1e-9)
    rivals->count++;
}

static Support
find_cell_as(const SupportAsk *ask, const Quantity *quantity)
{
  Support support = { 0 };
  Candidate best;
  if (!fittest_cell(ask, quantity, &best))
    return support;
  double chance = quantity_chance(quantity);
  if (best.fit < support_least_fit(quantity))
    return support;
  RivalCount rivals = { quantity, best.fit, best.value, cell_dimension(best.cells[0]), 0 };
  double most = best.fit >= NAMED_FIT ? MOST_CHANCE_NAMED : MOST_CHANCE;
  bool rare = chance * (double)(relevant_cells(ask) + 1) <= most;
  if (!rare) /* else they may be as many as there are */
    visit_relevant(ask, count_rival, &rivals);
  support.candidate = best;
  support.chance = chance * (double)(rivals.count + 1);
  support.found = rare || support.chance <= most || (rivals.count == 0 && best.fit >= 2);
  return support;
}

Support
support_find_cell(const SupportAsk *ask)
{
  return support_by_readings(ask, find_cell_as);
}

/* ---- rows ---- */

/* Two amounts that agree with one row need no labels, if they hardly would by chance. */
#define MOST_CHANCE_OF_ROW 5e-5
#define ROW_FIT 0.4

typedef struct RowSearch {
  const SupportAsk *second;
  const Quantity *other;
  Support *out;
} RowSearch;

/* The cell beside `cell` that agrees with the other number. */
static bool
find_beside(const RowSearch *search, Cell cell, Candidate *found)
{
  for (size_t i = 0; i < cell.table->measure_count; i++) {
    Cell beside = { cell.table, cell.row, i };
    double value, penalty;
    if (i == cell.measure || column_is_missing(cell.table->measures[i].column, cell.row) ||
        !cell_as(search->second, search->other, beside, &value, &penalty))
      continue;
    *found = candidate_from(beside, search->other, value, 0);
    if (candidate_agrees(search->second, search->other, found))
      return true;
  }
  return false;
}

static void
try_row(const SupportAsk *first, Cell cell, void *user)
{
  RowSearch *search = user;
  const Quantity *quantity = asked_quantity(first);
  double value, penalty;
  if (!cell_as(first, quantity, cell, &value, &penalty))
    return;
  Candidate own = candidate_from(cell, quantity, value, 0), beside;
  if (!candidate_agrees(first, quantity, &own) || !find_beside(search, cell, &beside))
    return;
  own.fit = beside.fit =
      MAX(fit_of(first, cell), fit_of(search->second, beside.cells[0])) - penalty;
  double both = quantity_chance(quantity) * quantity_chance(search->other);
  if (own.fit < 0 && both <= MOST_CHANCE_OF_ROW)
    own.fit = beside.fit = ROW_FIT;
  bool better = !search->out[0].found || own.fit > search->out[0].candidate.fit;
  if (own.fit < 0 || !better)
    return;
  search->out[0] = (Support){ .found = true, .paired = true, .candidate = own };
  search->out[1] = (Support){ .found = true, .paired = true, .candidate = beside };
}

bool
support_find_row(const SupportAsk *first, const SupportAsk *second, Support *out)
{
  RowSearch search = { second, asked_quantity(second), out };
  out[0] = out[1] = (Support){ 0 };
  /* Two numbers that agree with one row say themselves where they belong. */
  Reading *reading = first->reading;
  Alignment alignment = reading->alignment, years = reading->year_alignment;
  reading->alignment = reading->year_alignment = ALIGN_ANY;
  visit_relevant(first, try_row, &search);
  reading->alignment = alignment;
  reading->year_alignment = years;
  return out[0].found;
}
