/* The rules, each with the cues that speak for it. */
#include "audit/formula_private.h"

#define CUED 0.6
#define UNCUED (-0.5)
#define MOVED 0.5
#define LEFT 0.5
#define COMPARED (-1.5)
#define NOT_UNCUED (-100.0)

enum { REST_BYTES = 16, POINTS = 1 << DIMENSION_POINTS, MULTIPLE = 1 << DIMENSION_MULTIPLE };

static const struct {
  Rule rule;
  unsigned cues;       /* any of them speaks for it */
  double uncued;       /* what it costs that none does; NOT_UNCUED: then it is not tried */
  unsigned dimensions; /* so does one of these of the number: bits */
} RULES[] = {
  { add_changes, CUE_UP | CUE_DOWN | CUE_BEFORE | CUE_DIFFERENCE, NOT_UNCUED, POINTS | MULTIPLE },
  { add_earlier, CUE_UP | CUE_DOWN | CUE_BASE | CUE_BEFORE, NOT_UNCUED, 0 },
  { add_earlier_shares, CUE_SHARE, 0, 0 },
  { add_rests_of_wholes, CUE_REST, NOT_UNCUED, 0 },
  { add_shares_of_wholes, CUE_SHARE, UNCUED, 0 },
  { add_shares, CUE_SHARE, UNCUED, 0 },
  { add_totals, CUE_SUM, (-1.0), 0 },
  { add_rests, CUE_REST | CUE_DIFFERENCE, NOT_UNCUED, 0 },
  { add_pairs, CUE_DIFFERENCE | CUE_UP | CUE_DOWN, NOT_UNCUED, MULTIPLE | POINTS },
  { add_sums, CUE_SUM, NOT_UNCUED, 0 },
  { add_rates, CUE_RATE | CUE_MEAN, NOT_UNCUED, 0 },
  { add_exchange, CUE_RATE, NOT_UNCUED, 0 },
  { add_conversions, 0, 0, 0 },
  { add_means, CUE_MEAN, NOT_UNCUED, 0 },
  { add_counts, CUE_COUNT | CUE_RANK, NOT_UNCUED, 0 },
  { add_conditions, CUE_COUNT, NOT_UNCUED, 0 },
  { add_siblings, CUE_DIFFERENCE, NOT_UNCUED, MULTIPLE },
  { add_said_before, CUE_REST | CUE_SUM | CUE_DIFFERENCE | CUE_UP | CUE_DOWN | CUE_SHARE,
    NOT_UNCUED, POINTS },
  { add_shares_of_change, CUE_SHARE, UNCUED, 0 },
  { add_again, 0, 0, 0 },
};

/* "grew 2.4 times": a change, hardly a comparison with another; "leaves 5%": a rest. */
static double
bonus_near(const Bench *bench, Rule rule)
{
  const Reading *reading = bench->ask->reading;
  if (rule == add_rests || rule == add_rests_of_wholes || rule == add_said_before)
    return reading_cues_within(reading, bench->ask->number, REST_BYTES) & CUE_REST ? LEFT : 0;
  if (!reading_moves(reading, bench->ask->number))
    return 0;
  return rule == add_changes ? MOVED : rule == add_pairs || rule == add_siblings ? COMPARED : 0;
}

void
formulas_add(Bench *bench)
{
  for (size_t i = 0; i < G_N_ELEMENTS(RULES); i++) {
    bool cued =
        bench->cues & RULES[i].cues || 1u << bench->quantity->dimension & RULES[i].dimensions;
    if (cued || RULES[i].uncued > NOT_UNCUED)
      RULES[i].rule(bench, (cued ? CUED : RULES[i].uncued) + bonus_near(bench, RULES[i].rule));
  }
}
