/* Support by formulas, and what was near where there is none. */
#include "audit/support_private.h"

#include <string.h>

#define MOST_CHANCE_OF_FORMULA 0.08
/* Of a formula that fits nearly as well as the best, or of a number that says little: few are tried
 * then. */
#define MOST_CHANCE_OF_FIT 0.25
#define NEARLY 0.5
#define SAYS_LITTLE 0.02
#define POINTED_FIT 0.6
#define STRANGE_TABLE 1.0
#define KNOWN_FIT 2.5
#define KNOWN_BEFORE_FIT 1.5 /* in an earlier paragraph */

enum { POINTED_MAX = 20 };

static int
compare_pointed(gconstpointer a, gconstpointer b)
{
  const Pointed *x = a, *y = b;
  return x->fit > y->fit ? -1 : x->fit < y->fit;
}

/* What it costs that numbers of the passage rest on other tables, the less the more the sentence
 * names this one. */
static double
strangeness(const SupportAsk *ask, const EvidenceTable *table)
{
  size_t group = asked_passage(ask)->group, others = 0;
  for (size_t i = 0; i < ask->known_count; i++) {
    if (ask->known[i].group != group)
      continue;
    if (ask->known[i].cell.table == table)
      return 0;
    others++;
  }
  return others > 0 ? STRANGE_TABLE * (1 - reading_strength(ask->reading, table->concept)) : 0;
}

static void
point_at(const SupportAsk *ask, Cell cell, void *user)
{
  GArray *pointed = user;
  double fit = fit_of(ask, cell) - strangeness(ask, cell.table);
  Pointed one = { cell, cell_value(cell), fit, false, true };
  if (one.fit >= POINTED_FIT)
    g_array_append_val(pointed, one);
}

static void
point_at_known(const SupportAsk *ask, GArray *pointed)
{
  size_t group = asked_passage(ask)->group;
  for (size_t i = 0; i < ask->known_count; i++) {
    Cell cell = ask->known[i].cell;
    double fit = ask->known[i].group == group ? KNOWN_FIT : KNOWN_BEFORE_FIT;
    Pointed one = { cell, cell_value(cell), fit, true, false };
    guint at = 0;
    while (at < pointed->len && !cell_equal(g_array_index(pointed, Pointed, at).cell, one.cell))
      at++;
    if (at == pointed->len)
      g_array_append_val(pointed, one);
    Pointed *there = &g_array_index(pointed, Pointed, at);
    there->fit = MAX(there->fit, fit);
    there->known = true;
  }
}

/* What the passage's numbers rest on, then the fittest of the others; these in order of their fit.
 */
static size_t
choose_pointed(GArray *pointed)
{
  g_array_sort(pointed, compare_pointed);
  guint kept = 0, others = 0;
  for (guint i = 0; i < pointed->len; i++) {
    const Pointed one = g_array_index(pointed, Pointed, i);
    bool known = one.known && one.fit >= KNOWN_FIT;
    if (known || others < POINTED_MAX)
      g_array_index(pointed, Pointed, kept++) = one;
    others += !known;
  }
  return kept;
}

/* The cells that the words point at, whatever they are aligned to. */
static Pointed *
pointed_cells(const SupportAsk *ask, size_t *count)
{
  Reading *reading = ask->reading;
  Alignment alignment = reading->alignment, years = reading->year_alignment;
  reading->alignment = reading->year_alignment = ALIGN_ANY;
  g_autoptr(GArray) pointed = g_array_new(FALSE, FALSE, sizeof(Pointed));
  visit_relevant(ask, point_at, pointed);
  reading->alignment = alignment;
  reading->year_alignment = years;
  point_at_known(ask, pointed);
  *count = choose_pointed(pointed);
  return arena_dup(ask->arena, pointed->data, *count * sizeof(Pointed));
}

static int
compare_candidates(gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;
  return x->fit > y->fit ? -1 : x->fit < y->fit;
}

/* "55% of the box office" tells a share; so does a bare percentage that nothing rose or fell by. */
static unsigned
cues_for(const SupportAsk *ask, const Quantity *quantity)
{
  unsigned cues = reading_cues(ask->reading);
  if (quantity->sign || asked_passage(ask)->kind == PASSAGE_KPI || quantity->range_end >= 0)
    cues |= CUE_UP | CUE_DOWN;
  if (quantity->dimension != DIMENSION_PERCENT)
    return cues;
  bool of = g_str_has_prefix(asked_passage(ask)->text + quantity->end, " of ");
  bool moved = reading_cues_near(ask->reading, ask->number) & (CUE_UP | CUE_DOWN);
  if (of && !moved)
    cues &= ~(unsigned)(CUE_UP | CUE_DOWN | CUE_DIFFERENCE | CUE_BEFORE);
  return of || !moved ? cues | CUE_SHARE : cues;
}

static GArray *
formula_candidates(const SupportAsk *ask, const Quantity *quantity)
{
  Bench bench = { .ask = ask,
                  .passage = asked_passage(ask),
                  .quantity = quantity,
                  .cues = cues_for(ask, quantity),
                  .candidates = g_array_new(FALSE, FALSE, sizeof(Candidate)) };
  bench.cells = pointed_cells(ask, &bench.count);
  formulas_add(&bench);
  g_array_sort(bench.candidates, compare_candidates);
  return bench.candidates;
}

static Support
find_formula_as(const SupportAsk *ask, const Quantity *quantity)
{
  Support support = { 0 };
  double chance = quantity_chance(quantity);
  g_autoptr(GArray) candidates = formula_candidates(ask, quantity);
  for (guint i = 0; i < candidates->len; i++) {
    const Candidate *candidate = &g_array_index(candidates, Candidate, i);
    if (candidate->fit < support_least_fit(quantity))
      break;
    support.chance += chance;
    if (!candidate_agrees(ask, quantity, candidate))
      continue;
    support.candidate = *candidate;
    double best = g_array_index(candidates, Candidate, 0).fit;
    bool likely = chance >= SAYS_LITTLE || candidate->fit >= best - NEARLY;
    support.found = support.chance <= (likely ? MOST_CHANCE_OF_FIT : MOST_CHANCE_OF_FORMULA);
    break;
  }
  return support;
}

Support
support_find_formula(const SupportAsk *ask)
{
  return support_by_readings(ask, find_formula_as);
}

/* ---- what is near ---- */

typedef struct Nearby {
  const Quantity *quantity;
  GArray *candidates;
} Nearby;

static void
add_nearby(const SupportAsk *ask, Cell cell, void *user)
{
  Nearby *nearby = user;
  double value, penalty;
  if (!cell_as(ask, nearby->quantity, cell, &value, &penalty))
    return;
  double fit = fit_of(ask, cell) - penalty;
  if (fit <= 0)
    return;
  Candidate candidate = candidate_from(cell, nearby->quantity, value, fit);
  g_array_append_val(nearby->candidates, candidate);
}

size_t
support_candidates(const SupportAsk *ask, Candidate *out, size_t most)
{
  Nearby nearby = { asked_quantity(ask), formula_candidates(ask, asked_quantity(ask)) };
  visit_relevant(ask, add_nearby, &nearby);
  g_array_sort(nearby.candidates, compare_candidates);
  size_t count = MIN(nearby.candidates->len, most);
  if (count > 0)
    memcpy(out, nearby.candidates->data, count * sizeof(Candidate));
  g_array_free(nearby.candidates, TRUE);
  return count;
}
