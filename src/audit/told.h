/* What supports a number, or would have, in words. */
#pragma once

#include "audit/support.h"

/* "box-office[2024].tenge_bn = 43.9", "share of … and … over all of kind = 39.8633"; the words are
 * those of the language ("ru"), English where it has none. */
const char *candidate_told(Arena *arena, const Candidate *candidate, const char *language);
