/* What the search for support shares between its files. */
#pragma once

#include "audit/support.h"

/* A cell that the words point at. */
typedef struct Pointed {
  Cell cell;
  double value, fit;
  bool known; /* a number of the paragraph rests on it */
} Pointed;

/* What formulas are made from. */
typedef struct Bench {
  const SupportAsk *ask;
  const Quantity *quantity;
  const Pointed *cells; /* the fittest first */
  size_t count;
  unsigned cues;      /* of the sentence */
  GArray *candidates; /* Candidate */
} Bench;

/* Adds what all formulas give. */
void formulas_add(Bench *bench);
