/* Solution: what the numbers of a sentence rest on, settled together. Of the ways in which they may
 * belong to the members that the sentence names, the one is taken under which most of them are
 * supported. */
#pragma once

#include "audit/support.h"

typedef struct Solution {
  Support *supports; /* of each of the reading's quantities */
  size_t count;
  size_t found;
  double fit;
} Solution;

/* Settles the sentence of `ask`, whose number does not matter, by cells, and leaves its reading
 * under the alignment that was chosen. */
Solution solution_new(SupportAsk ask);

/* What supports a number that cells did not support at first: by now others of the sentence may
 * point at its cell; else a formula. */
Support solution_later(const Solution *solution, SupportAsk ask);
