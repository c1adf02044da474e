/* The rules, each with the cues that speak for it. */
#include "audit/formula_private.h"

#define CUED 0.6
#define UNCUED (-0.5)
#define MOVED 0.5
#define LEFT 0.5
#define COMPARED (-1.5)
#define NOT_UNCUED (-100.0)

enum { REST_BYTES = 16 };

static const struct {
  Rule rule;
  unsigned cues;       /* any of them speaks for it */
  double uncued;       /* what it costs that none does; NOT_UNCUED: then it is not tried */
  Dimension dimension; /* so does this one of the number; DIMENSION_COUNT: none */
} RULES[] = {
  { add_changes, CUE_UP | CUE_DOWN | CUE_BEFORE | CUE_DIFFERENCE, NOT_UNCUED, DIMENSION_POINTS },
  { add_earlier, CUE_UP | CUE_DOWN | CUE_BASE | CUE_BEFORE, NOT_UNCUED, DIMENSION_COUNT },
  { add_earlier_shares, CUE_SHARE, 0, DIMENSION_COUNT },
  { add_rests_of_wholes, CUE_REST, NOT_UNCUED, DIMENSION_COUNT },
  { add_shares_of_wholes, CUE_SHARE, UNCUED, DIMENSION_COUNT },
  { add_shares, CUE_SHARE, UNCUED, DIMENSION_COUNT },
  { add_totals, CUE_SUM, (-1.0), DIMENSION_COUNT },
  { add_rests, CUE_REST | CUE_DIFFERENCE, NOT_UNCUED, DIMENSION_COUNT },
  { add_pairs, CUE_DIFFERENCE | CUE_UP | CUE_DOWN, NOT_UNCUED, DIMENSION_MULTIPLE },
  { add_sums, CUE_SUM, NOT_UNCUED, DIMENSION_COUNT },
  { add_rates, CUE_RATE | CUE_MEAN, NOT_UNCUED, DIMENSION_COUNT },
  { add_exchange, CUE_RATE, NOT_UNCUED, DIMENSION_COUNT },
  { add_conversions, 0, 0, DIMENSION_COUNT },
  { add_means, CUE_MEAN, NOT_UNCUED, DIMENSION_COUNT },
  { add_counts, CUE_COUNT | CUE_RANK, NOT_UNCUED, DIMENSION_COUNT },
  { add_conditions, CUE_COUNT, NOT_UNCUED, DIMENSION_COUNT },
  { add_siblings, CUE_DIFFERENCE, NOT_UNCUED, DIMENSION_MULTIPLE },
  { add_said_before, CUE_REST | CUE_SUM | CUE_DIFFERENCE | CUE_UP | CUE_DOWN | CUE_SHARE,
    NOT_UNCUED, DIMENSION_POINTS },
  { add_shares_of_change, CUE_SHARE, UNCUED, DIMENSION_COUNT },
  { add_again, 0, 0, DIMENSION_COUNT },
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
    bool cued = bench->cues & RULES[i].cues || bench->quantity->dimension == RULES[i].dimension ||
                (bench->quantity->dimension == DIMENSION_POINTS && RULES[i].rule == add_pairs);
    if (cued || RULES[i].uncued > NOT_UNCUED)
      RULES[i].rule(bench, (cued ? CUED : RULES[i].uncued) + bonus_near(bench, RULES[i].rule));
  }
}
