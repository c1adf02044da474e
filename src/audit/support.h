/* Support: which cell, or which formula of cells, a number rests on.
 *
 * Candidates are tried in the order of their fit. Each that is tried might agree by chance, the
 * sooner the fewer digits the number has; the first that agrees is taken while the chance that any
 * of those tried so far would agree stays small. So a bare "5" needs its labels beside it, and
 * "43.9 billion tenge" does not. */
#pragma once

#include "audit/fit.h"

enum { SUPPORT_CELLS_MAX = 12 };

typedef struct Candidate {
  const char *formula; /* "change", "share"; NULL: the cell itself */
  double value;        /* in the quantity's units */
  Dimension dimension;
  char currency[4];
  double fit;
  Cell cells[SUPPORT_CELLS_MAX];
  size_t cell_count; /* those kept; formulas over whole columns name the first */
  const char *over;  /* "region": the key that a total goes over; NULL: none */
  const char *said;  /* made of values told before: those, as text; NULL: of cells */
} Candidate;

typedef struct Support {
  bool found;
  bool paired; /* by a row that also supports the same amount in another currency */
  bool parted; /* that is told in the row, and is another */
  Candidate candidate;
  double chance; /* that another would have agreed */
} Support;

/* The cells of all tables by value. */
typedef struct ValueIndex ValueIndex;
ValueIndex *value_index_new(Arena *arena, const Evidence *evidence);

/* A cell that another number rests on. */
typedef struct KnownCell {
  Cell cell;
  size_t group; /* of the passage that says it */
  bool told;    /* the number is its value, not made of it */
} KnownCell;

/* What a number of the text before was found to say. */
typedef struct SaidValue {
  const char *text; /* as printed */
  Dimension dimension;
  double value; /* of its cell or formula, in units of 1 */
  char currency[4];
  bool derived;          /* by a formula */
  const Candidate *made; /* by which one, where it is of cells; NULL: by none */
  Cell cell;             /* the first that it rests on */
  const Sentence *sentence;
  size_t group;
} SaidValue;

/* What supports the reading's `number`. `known`: what others of its section rest on. */
typedef struct SupportAsk {
  Arena *arena;
  const ValueIndex *values;
  Reading *reading;
  size_t number;
  const KnownCell *known;
  size_t known_count;
  const SaidValue *said; /* the last few, in the text's order */
  size_t said_count;
  const Support *others; /* of all numbers of the sentence, as far as they are settled */
  size_t other_count;
} SupportAsk;

/* By a cell alone. */
Support support_find_cell(const SupportAsk *ask);

/* Two numbers by cells of one row: an amount in two currencies. False: no row has both. */
bool support_find_row(const SupportAsk *first, const SupportAsk *second, Support *out);

/* By a formula. */
Support support_find_formula(const SupportAsk *ask);

/* Is there a cell at which the words point more, which says something else, and on which none of
 * the others rests? */
bool support_is_rivalled(const SupportAsk *ask, const Support *support);

/* The cells and formulas nearest to the number, supported or not, the fittest first; at most
 * `most`. */
size_t support_candidates(const SupportAsk *ask, Candidate *out, size_t most);

/* Does a value lie in what the printed number leaves open? `sign`: of the change that the words
 * tell, 0: they tell none. */
bool quantity_agrees(const Quantity *quantity, double value, int sign);

/* The chance that a random value of its magnitude agrees with it. */
double quantity_chance(const Quantity *quantity);

/* How well the labels of a cell or formula must fit at the least. */
double support_least_fit(const Quantity *quantity);

/* Exact agreement of a candidate, with the sign that the words tell where it is a change. */
bool candidate_agrees(const SupportAsk *ask, const Quantity *quantity, const Candidate *candidate);

/* Can a value of this dimension be what the number says? */
bool quantity_takes(const Quantity *quantity, Dimension dimension, const char *currency);
