/* Fit: how well the labels of a cell suit the place of a number in the text.
 *
 * A label named in the sentence counts most, then one named earlier in its paragraph, then one of
 * its heading and of the document's title. A cell whose place (year, kind) the sentence does not
 * name though it names another of the same column is excluded. Where a sentence names several, an
 * alignment decides which of them each number belongs to. */
#pragma once

#include "audit/context.h"

/* How the numbers of a sentence belong to the members of a column that it names. Those without a
 * member take a total, or the year that the paragraph is in. */
typedef enum Alignment {
  ALIGN_ALL,      /* one is named, and it is all numbers' */
  ALIGN_BEFORE,   /* "Almaty has 20, Astana 10": the last one named */
  ALIGN_AFTER,    /* "20 in Almaty and 10 in Astana": the next one named */
  ALIGN_NEAREST,  /* each named one is the nearest number's; a year that of one before it */
  ALIGN_PARALLEL, /* "in 2023 and 2024, 26.9 and 43.9" */
  ALIGN_ADJACENT, /* either neighbour */
  ALIGN_ANY,      /* any that is named: for what is made of several cells */
  ALIGN_COUNT,
} Alignment;

/* What is asked again and again, row by row: how many members of a key a sentence names, how a
 * member of a key fits a number, how a measure and its table fit the sentence. */
enum { NAMED_SLOTS = 64, KEY_SLOTS = 256, MEASURE_SLOTS = 32 };
typedef struct NamedCount {
  const Sentence *sentence; /* NULL: the slot is free */
  const Key *key;
  size_t count;
} NamedCount;
typedef struct KeyFit {
  const Key *key; /* NULL: the slot is free */
  const Concept *concept;
  size_t asked; /* the number and the alignments */
  double fit;
} KeyFit;
typedef struct MeasureFit {
  const Measure *measure; /* NULL: the slot is free */
  double fit;
} MeasureFit;

/* A sentence that is read, and all that was said before it. */
typedef struct Reading {
  const Context *context;
  const Sentence *sentence;
  Scope labels;                   /* what heads and captions say of a table's cell */
  unsigned label_cues;            /* of their words */
  Scope section;                  /* the heading */
  const Sentence *const *earlier; /* of the paragraph, the nearest first */
  size_t earlier_count;
  const size_t *quantities; /* indices of those that measure */
  size_t quantity_count;
  const WordList *nouns;     /* what each of the quantities counts */
  const unsigned *distances; /* of the sentence's mentions, a row for each of the quantities */
  Alignment alignment, year_alignment;
  NamedCount *named;             /* NAMED_SLOTS of them */
  KeyFit *key_fits;              /* KEY_SLOTS of them */
  MeasureFit *measure_fits;      /* MEASURE_SLOTS of them */
  const struct UnitsTold *units; /* that stand beside no number; NULL: not yet read */
  const bool *relevant; /* a flag for each table: its cells are compared; NULL: not yet settled */
} Reading;

Reading reading_new(Arena *arena, const Context *context, size_t sentence);

/* How fully the sentence names it; 0: not. */
double reading_strength(const Reading *reading, const Concept *concept);

/* Does the sentence name it? */
bool reading_names(const Reading *reading, const Concept *concept);

/* The most members of one column (years or others) that the sentence names. */
size_t reading_named(const Reading *reading, bool years);

/* Does an alignment give every member that the sentence names a number? What is named is named for
 * one; members of columns that none of the tables has are not asked for. */
bool reading_admits(const Reading *reading, bool years, Alignment alignment,
                    const EvidenceTable *const *tables, size_t table_count);

#define FIT_EXCLUDED (-1000.0)

/* Of a cell to the `number`th quantity of the reading. */
double reading_fit(const Reading *reading, size_t number, Cell cell);

/* What no cell of a column exceeds. */
double reading_fit_most(const Reading *reading, size_t number, const EvidenceTable *table,
                        const Measure *measure);

/* Is a column of what the number counts: of hours, where it is "2,100 hours"? */
bool reading_counts_in(const Reading *reading, size_t number, const Measure *measure);

/* Is any? */
bool reading_counts(const Reading *reading, size_t number);

/* All cues of the sentence, in a list also of the sentence that leads to it; and those within some
 * words of the number. */
unsigned reading_cues(const Reading *reading);
unsigned reading_cues_near(const Reading *reading, size_t number);

/* Those within so many bytes of it. */
unsigned reading_cues_within(const Reading *reading, size_t number, size_t bytes);

/* Does a verb near the number say that something rose or fell, and nothing that it was compared
 * with another thing? */
bool reading_moves(const Reading *reading, size_t number);
