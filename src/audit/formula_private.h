/* Formulas: what figures are commonly made of cells. A rule is one function and one line in
 * formulas.c. */
#pragma once

#include "audit/support_private.h"

/* Cells of one measure that differ in one key only. */
typedef struct Slice {
  const Key *key;
  Cell cells[512];
  size_t count; /* without totals */
  double sum;
  Cell total; /* of a member that stands for all */
  bool has_total, complete;
} Slice;

/* Adds what a rule finds; `bonus` is what the words of the sentence say for it. */
typedef void (*Rule)(Bench *bench, double bonus);

/* ---- formula_bench.c ---- */

/* A candidate of one cell, and of two. Money is in the first cell's currency. */
Candidate formula_of(const char *formula, Dimension dimension, double value, double fit, Cell a);
Candidate
formula_of_two(const char *formula, Dimension dimension, double value, double fit, Cell a, Cell b);

/* Adds a candidate if the number can be of its dimension and it says something. */
void formula_add(Bench *bench, Candidate candidate);

/* Adds one that goes over all members of a slice. */
void formula_add_over(Bench *bench, Candidate candidate, const Slice *slice);

/* The other end of the range that the number begins: "from 28 to 61"; NULL: it begins none. */
const Quantity *range_end_of(const Bench *bench);

bool same_unit(Cell a, Cell b);

/* Are two rows alike in all keys but `key`? */
bool differ_only_in(const EvidenceTable *table, size_t a, size_t b, const Key *key);

/* Is it a key, other than years, by which a whole is parted? */
bool is_partition(const Key *key);
void read_slice(const Bench *bench, Cell cell, const Key *key, Slice *slice);

/* Calls `rule` for each slice that a pointed cell lies in. */
typedef void (*SliceRule)(Bench *bench, const Pointed *pointed, const Slice *slice, double fit);
void each_slice(Bench *bench, double bonus, SliceRule rule);

/* Are they of one thing in two years? */
bool differ_in_year(Cell a, Cell b);

double pair_fit(const Pointed *a, const Pointed *b);

/* May they be compared: in one table, or both known or named; not one of this year with another of
 * that? */
bool are_compared(const Bench *bench, const Pointed *a, const Pointed *b);

/* Does the sentence name one of the kinds, not the places, that a cell is of? */
bool names_kind(const Reading *reading, Cell cell);

/* May one be a part of the other: compared, or of a kind that the sentence names ("of all
 * imports")? */
bool may_be_part(const Bench *bench, const Pointed *part, const Pointed *whole);

/* ---- formula_parts.c ---- */

/* Is a cell a part of another: of its row, of the total that the other is of, or of a whole in a
 * table of its own? */
bool is_part(const Bench *bench, Cell part, Cell whole);

/* ---- formula_years.c ---- */

/* The same cell in the year that the words compare with; NaN: there is none. */
double value_before(const Bench *bench, Cell cell);

/* ---- the rules ---- */

void add_changes(Bench *bench, double bonus);          /* rose by, times what it was */
void add_earlier(Bench *bench, double bonus);          /* "from 28 to 61" */
void add_earlier_shares(Bench *bench, double bonus);   /* "its share fell from 53% to 46%" */
void add_shares(Bench *bench, double bonus);           /* of a whole */
void add_shares_of_wholes(Bench *bench, double bonus); /* of a table named as its parts are */
void add_rests_of_wholes(Bench *bench, double bonus);  /* and what the parts leave of it */
void add_totals(Bench *bench, double bonus);           /* of a column */
void add_rests(Bench *bench, double bonus);            /* wholes less parts */
void add_pairs(Bench *bench, double bonus);            /* differences, ratios */
void add_sums(Bench *bench, double bonus);             /* of what is named, and its share */
void add_rates(Bench *bench, double bonus);            /* one thing per another */
void add_exchange(Bench *bench, double bonus);         /* one currency per another */
void add_conversions(Bench *bench, double bonus);      /* an amount in another currency */
void add_means(Bench *bench, double bonus);            /* over members */
void add_counts(Bench *bench, double bonus);           /* of members; ranks */
void add_conditions(Bench *bench, double bonus);  /* of members above the whole, or that rose */
void add_siblings(Bench *bench, double bonus);    /* with a member that is not named */
void add_said_before(Bench *bench, double bonus); /* of what the text told */
void add_again(Bench *bench, double bonus);       /* what was said of another member */
void add_shares_of_change(Bench *bench, double bonus); /* of a whole's change */

void add_pair(Bench *bench, const Pointed *a, const Pointed *b, double bonus);
