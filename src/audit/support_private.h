/* What the search for support shares between its files. */
#pragma once

#include "audit/support.h"

/* A cell that the words point at. */
typedef struct Pointed {
  Cell cell;
  double value, fit;
  bool known; /* a number of the paragraph rests on it */
  bool named; /* the words point at it, too */
} Pointed;

/* What formulas are made from. */
typedef struct Bench {
  const SupportAsk *ask;
  const Passage *passage;
  const Quantity *quantity;
  const Pointed *cells; /* the fittest first */
  size_t count;
  unsigned cues;      /* of the sentence */
  GArray *candidates; /* Candidate */
} Bench;

/* Adds what all formulas give. */
void formulas_add(Bench *bench);

/* ---- support.c ---- */

const Quantity *asked_quantity(const SupportAsk *ask);
const Passage *asked_passage(const SupportAsk *ask);

/* The cells of all tables of which the text around the number names anything. */
typedef void (*CellVisitor)(const SupportAsk *ask, Cell cell, void *user);
void visit_relevant(const SupportAsk *ask, CellVisitor visit, void *user);

/* A flag for each table: does the text around the number name anything of it? */
const bool *relevant_once(const SupportAsk *ask);

/* What is said goes on about what was said: the measure of the last numbers. */
#define SAME_MEASURE 0.6

/* Of a cell to the number, with what was said before. */
double fit_of(const SupportAsk *ask, Cell cell);

/* How a cell's value reads in the quantity's units, and what that costs of its fit; false: it
 * cannot be what the number says. */
bool
cell_as(const SupportAsk *ask, const Quantity *quantity, Cell cell, double *value, double *penalty);
Candidate candidate_from(Cell cell, const Quantity *quantity, double value, double fit);

/* What supports the number as it stands, or else, where it is bare, read with the scale, currency
 * and unit of those beside it. */
typedef Support (*SupportFinder)(const SupportAsk *ask, const Quantity *quantity);
Support support_by_readings(const SupportAsk *ask, SupportFinder find);
