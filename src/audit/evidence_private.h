/* What reading the tables shares between its files. */
#pragma once

#include "audit/evidence.h"

typedef struct Gatherer {
  Arena *arena;
  GPtrArray *concepts; /* Concept *, by id */
  GHashTable *members; /* "column\nvalue" → Concept * */
  GHashTable *years;   /* year → Concept * */
} Gatherer;

/* `texts`: its labels in all languages; those without a word that says anything are left out. */
const Concept *
concept_new(Gatherer *gatherer, const char *group, const char *value, const GPtrArray *texts);
const Concept *find_year(Gatherer *gatherer, int year);
void add_localised(GPtrArray *texts, Localised text);

bool column_has_years(const Column *column, size_t rows);
/* Gives keys and their members the groups in which members exclude each other. */
void part_groups(const Gatherer *gatherer, EvidenceTable *tables, size_t count);
void read_keys(Gatherer *gatherer, EvidenceTable *out);
/* Sets the last year of the evidence and of each key to one that is not to come. */
void evidence_settle_present(Evidence *evidence);
void read_measures(Gatherer *gatherer, EvidenceTable *out);
/* "2024, Almaty"; keys of which a bit is set are summed over: "2024, all". */
char *row_name(Arena *arena, const EvidenceTable *table, size_t row, unsigned summed);
/* Adds rows that are sums over columns of which no member stands for all. */
void add_sums_of_rows(Gatherer *gatherer, EvidenceTable *table);
