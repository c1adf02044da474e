/* Claims: SQL expressions over a document's figures that must be true, {claim="box > base"} on a
 * heading, a paragraph, a chart or whatever else states them. Evaluated as inline figures are. */
#pragma once

#include "compose/compose.h"

typedef enum ClaimVerdict {
  CLAIM_HOLDS,
  CLAIM_FAILS,
  CLAIM_MISSING, /* it has no truth: a value is missing, or it gives a text */
  CLAIM_FAULTY,  /* it cannot be evaluated, which has been reported */
  CLAIM_VERDICT_COUNT,
} ClaimVerdict;

typedef struct Claim {
  const char *sql;
  Span span; /* of the attributes or node that say it */
  ClaimVerdict verdict;
  const char *values; /* of the figures that it names: "box = 43.9, base = 26.9"; NULL: none */
} Claim;

/* Fills in verdicts and values of claims that stand outside the text. */
void compose_claims(Arena *arena, Document *document, const ComposeOptions *options, Claim *claims,
                    size_t count, DiagList *diags);
