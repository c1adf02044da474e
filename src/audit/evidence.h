/* Evidence: the numbers of all tables that a document names, each with what it measures and the
 * labels by which a sentence may point at it. */
#pragma once

#include "audit/quantity.h"
#include "audit/units.h"
#include "audit/words.h"
#include "data/catalog.h"

/* What a label says in one language. */
typedef struct Form {
  WordList words;
  const double *weights; /* a word that few labels of its group have weighs more */
  double total;          /* of the weights */
} Form;

/* A thing that a text can speak of: a member of a key column (a place, a kind, a year), a measure,
 * a table. Those of one group exclude each other. */
typedef struct Concept {
  size_t id;
  const char *group; /* interned: of columns that share members; of measures and tables their own */
  const char *value;
  const Form *forms;
  size_t form_count;
  int year;    /* of years; 0: none */
  bool total;  /* stands for all others of its group */
  bool made;   /* no table has it: of rows that are sums */
  bool actual; /* what is, beside what was meant to be */
} Concept;

/* A column by which rows are told apart. */
typedef struct Key {
  const char *name;        /* interned */
  const char *group;       /* of its members */
  const int32_t *concepts; /* of each row; -1: missing */
  const guint8 *members;   /* a bit for each concept that it has */
  size_t distinct;
  bool year;
  int first_year, last_year; /* of years; the last that is not to come, if there is one */
  bool places;     /* its members are names: a text stays with one until it names another */
  bool has_total;  /* a member stands for all others */
  bool has_actual; /* a member is what is, the others targets and plans */
  bool exclusive;  /* its members exclude each other; else they are attributes */
} Key;

/* A column of numbers. */
typedef struct Measure {
  const Column *column;
  const Concept *concept;
  int year_concept; /* of columns that are a year each; -1: none */
  Dimension dimension;
  char currency[4];
  double scale; /* of the cells to units of 1 */
  UnitReading unit;
  bool guessed; /* nothing declares dimension and scale: neither is held against a number */
} Measure;

typedef struct EvidenceTable {
  const Table *table;
  const Resource *resource; /* NULL: none is declared */
  const Package *package;
  const Concept *concept;
  const Key *keys;
  size_t key_count;
  const Measure *measures;
  size_t measure_count;
  size_t row_count;                /* of the table, and sums behind them that it does not have */
  const char *const *sum_names;    /* of those */
  const Dimension *row_dimensions; /* where a column of units decides it; NULL: none does */
} EvidenceTable;

typedef struct Evidence {
  Arena *arena;
  const EvidenceTable *tables;
  size_t table_count;
  const Concept *const *concepts; /* by id */
  size_t concept_count;
  const GArray *const *tables_of; /* of each concept: indices (guint) of the tables that have it */
  GHashTable *index; /* word key → GArray of the places where forms have such words */
  GHashTable *years; /* year → Concept * */
  int last_year;     /* of all that is not to come; 0: there are no years */
} Evidence;

/* Reads all tables of the catalog. Faults of their content go to the catalog's list. */
Evidence *evidence_new(Arena *arena, Catalog *catalog);
void evidence_free(Evidence *evidence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Evidence, evidence_free)

/* Is a column of this name one of places and their like, whose members are proper names? */
bool names_places(const char *column);

bool key_has(const Key *key, const Concept *concept);
const Key *year_key(const EvidenceTable *table); /* NULL: it has none */

/* One number of a table. */
typedef struct Cell {
  const EvidenceTable *table;
  size_t row, measure;
} Cell;

/* In units of 1 of the measure's own unit; NaN: missing. */
double cell_value(Cell cell);
Dimension cell_dimension(Cell cell);
const char *cell_currency(Cell cell);

/* Is one column the other in another currency: is their rate much the same in all rows? */
bool measures_are_converted(const EvidenceTable *table, size_t a, size_t b);
bool cell_equal(Cell a, Cell b);

/* Does it stand for all others of a key? Is it of a sum that the table does not have? */
bool cell_is_total(const Evidence *evidence, Cell cell);
bool cell_is_made(Cell cell);

/* "box-office[year=2024].tenge_bn" */
char *cell_name(Arena *arena, Cell cell);

/* A place of a word in a form. */
typedef struct FormPlace {
  const Concept *concept;
  size_t form, word;
} FormPlace;
const GArray *evidence_places(const Evidence *evidence, const Word *word); /* NULL: none */
const Concept *evidence_year(const Evidence *evidence, int year);          /* NULL: none */
