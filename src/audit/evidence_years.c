/* Which year is the present one: tables of targets go beyond it. */
#include "audit/evidence_private.h"

/* The year in which most tables end; of several the latest; 0: none has years in rows. */
static int
usual_last_year(const Evidence *evidence)
{
  int usual = 0;
  size_t most = 0;
  for (size_t i = 0; i < evidence->table_count; i++) {
    const Key *key = year_key(&evidence->tables[i]);
    size_t count = 0;
    for (size_t j = 0; key && j < evidence->table_count; j++) {
      const Key *other = year_key(&evidence->tables[j]);
      count += other && other->last_year == key->last_year;
    }
    if (count > most || (count == most && count > 0 && key->last_year > usual)) {
      most = count;
      usual = key->last_year;
    }
  }
  return usual;
}

/* The last of a key's years before one; 0: there is none. */
static int
year_before(const Evidence *evidence, const EvidenceTable *table, const Key *key, int year)
{
  int before = 0;
  for (size_t row = 0; row < table->row_count; row++) {
    int one = key->concepts[row] >= 0 ? evidence->concepts[key->concepts[row]]->year : 0;
    before = one < year ? MAX(before, one) : before;
  }
  return before;
}

/* Targets are far ahead: the last of a table's years is to come where it lies beyond those of other
 * tables, and farther from the one before than that from its own. */
static int
last_year_that_came(const Evidence *evidence, const EvidenceTable *table, int usual)
{
  const Key *key = year_key(table);
  int last = key ? key->last_year : 0;
  while (last > usual + 1) {
    int before = year_before(evidence, table, key, last);
    int earlier = before ? year_before(evidence, table, key, before) : 0;
    bool regular = earlier && last - before <= before - earlier;
    if (!before || regular)
      break;
    last = before;
  }
  return last;
}

/* Keys were gathered for this evidence alone: they may still be changed. */
void
evidence_settle_present(Evidence *evidence)
{
  int usual = usual_last_year(evidence);
  for (size_t i = 0; i < evidence->table_count; i++) {
    Key *key = (Key *)year_key(&evidence->tables[i]);
    if (key)
      key->last_year = last_year_that_came(evidence, &evidence->tables[i], usual);
    if (key)
      evidence->last_year = MAX(evidence->last_year, key->last_year);
  }
  for (size_t i = 0; i < evidence->concept_count && !usual; i++)
    evidence->last_year = MAX(evidence->last_year, evidence->concepts[i]->year);
}
