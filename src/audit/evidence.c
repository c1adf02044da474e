#include "audit/evidence_private.h"

#include <math.h>
#include <string.h>

/* Letters by which words are found, and by which they are counted. */
enum { START = 3, STEM = 5 };

/* Rows in which totals are looked for. */
enum { TOTAL_ROWS = 400 };

/* ---- concepts ---- */

static Form
form_new(Arena *arena, const char *text)
{
  Form form = { .words = words_read(arena, text) };
  double *weights = arena_array(arena, double, form.words.count + 1);
  for (size_t i = 0; i < form.words.count; i++) {
    weights[i] = form.words.items[i].function ? 0 : 1;
    form.total += weights[i];
  }
  form.weights = weights;
  return form;
}

static bool
has_text(const GPtrArray *texts, const char *text)
{
  return g_ptr_array_find_with_equal_func((GPtrArray *)texts, text, g_str_equal, NULL);
}

static bool
is_total(const char *text)
{
  static const char *const TOTALS[] = { "all",   "total", "overall", "sum",   "world",
                                        "всего", "итого", "все",     "весь",  "барлығы",
                                        "жалпы", "бүкіл", "барлық",  "jalpy", NULL };
  g_autofree char *folded = g_utf8_strdown(text, -1);
  g_auto(GStrv) words = g_strsplit_set(folded, " ,_-", 2);
  return words[0] && g_strv_contains(TOTALS, words[0]);
}

/* "Actual" beside "Target". */
static bool
is_actual(const char *text)
{
  static const char *const ACTUAL[] = { "actual", "fact",       "achieved", "факт",
                                        "нақты",  "іс жүзінде", NULL };
  g_autofree char *folded = g_utf8_strdown(text, -1);
  return g_strv_contains(ACTUAL, folded);
}

const Concept *
concept_new(Gatherer *gatherer, const char *group, const char *value, const GPtrArray *texts)
{
  Arena *arena = gatherer->arena;
  Concept *concept = arena_new0(arena, Concept);
  Form *forms = arena_array(arena, Form, texts->len + 1);
  for (guint i = 0; i < texts->len; i++) {
    Form form = form_new(arena, texts->pdata[i]);
    if (form.total > 0)
      forms[concept->form_count++] = form;
  }
  concept->forms = forms;
  concept->group = group;
  concept->value = value;
  concept->total = is_total(value);
  concept->actual = is_actual(value);
  concept->id = gatherer->concepts->len;
  g_ptr_array_add(gatherer->concepts, concept);
  return concept;
}

static void
add_text(GPtrArray *texts, const char *text)
{
  if (text && *text && !has_text(texts, text))
    g_ptr_array_add(texts, (gpointer)text);
}

/* A text in all its languages. */
void
add_localised(GPtrArray *texts, Localised text)
{
  if (node_is(text.node, NODE_STRING))
    add_text(texts, text.node->string);
  for (size_t i = 0; node_is(text.node, NODE_MAP) && i < text.node->count; i++)
    add_text(texts, node_string(text.node->entries[i].value, NULL));
}

static const Concept *
find_member(Gatherer *gatherer, const Column *column, const char *value)
{
  g_autofree char *key = g_strdup_printf("%s\n%s", column->name, value);
  const Concept *known = g_hash_table_lookup(gatherer->members, key);
  if (known)
    return known;
  g_autoptr(GPtrArray) texts = g_ptr_array_new();
  add_text(texts, value);
  const Field *field = column->field;
  for (size_t i = 0; field && i < field->category_count; i++)
    if (strcmp(field->categories[i].value, value) == 0)
      add_localised(texts, field->categories[i].label);
  const Concept *made = concept_new(gatherer, g_intern_string(column->name),
                                    arena_strdup(gatherer->arena, value), texts);
  g_hash_table_insert(gatherer->members, g_steal_pointer(&key), (gpointer)made);
  return made;
}

const Concept *
find_year(Gatherer *gatherer, int year)
{
  Concept *known = g_hash_table_lookup(gatherer->years, GINT_TO_POINTER(year));
  if (known)
    return known;
  g_autoptr(GPtrArray) none = g_ptr_array_new();
  char *value = arena_printf(gatherer->arena, "%d", year);
  Concept *made = (Concept *)concept_new(gatherer, g_intern_static_string("year"), value, none);
  made->year = year;
  g_hash_table_insert(gatherer->years, GINT_TO_POINTER(year), made);
  return made;
}

/* ---- keys ---- */

static bool
is_name_of_years(const char *name)
{
  static const char *const NAMES[] = { "year", "yr", "год", "жыл", "period", NULL };
  g_autofree char *folded = g_utf8_strdown(name, -1);
  return g_strv_contains(NAMES, folded);
}

/* A column whose values all are years and that is called so, or declared as one. */
bool
column_has_years(const Column *column, size_t rows)
{
  if (column->type == COLUMN_YEAR)
    return true;
  if (column->type == COLUMN_DATE)
    return true;
  if (column_is_text(column) || !is_name_of_years(column->name))
    return false;
  for (size_t row = 0; row < rows; row++) {
    double number = column_number(column, row);
    if (isfinite(number) && (number < 1000 || number > 2999 || number != floor(number)))
      return false;
  }
  return true;
}

static int
year_at(const Column *column, size_t row)
{
  double number = column_number(column, row);
  if (!isfinite(number))
    return 0;
  if (column->type != COLUMN_DATE)
    return (int)number;
  return 1970 + (int)floor(number / (365.2425 * 86400e3));
}

static Key
read_years(Gatherer *gatherer, const Table *table, const Column *column)
{
  int32_t *concepts = arena_array(gatherer->arena, int32_t, table->row_count + 1);
  Key key = {
    .name = g_intern_static_string("year"), .concepts = concepts, .year = true, .exclusive = true
  };
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  for (size_t row = 0; row < table->row_count; row++) {
    int year = year_at(column, row);
    concepts[row] = year ? (int32_t)find_year(gatherer, year)->id : -1;
    if (!year)
      continue;
    g_hash_table_add(seen, GINT_TO_POINTER(year));
    key.first_year = key.first_year ? MIN(key.first_year, year) : year;
    key.last_year = MAX(key.last_year, year);
  }
  key.distinct = g_hash_table_size(seen);
  return key;
}

bool
names_places(const char *column)
{
  static const char *const NAMES[] = { "region",     "country",     "city",    "place",
                                       "area",       "economy",     "partner", "oblast",
                                       "district",   "destination", "company", "institution",
                                       "university", NULL };
  return g_strv_contains(NAMES, column);
}

/* Are most of its values names, in which every word has a capital? Or is it called so? */
static bool
has_places(const Column *column)
{
  size_t names = 0, phrases = 0;
  for (size_t i = 0; i < column->string_count; i++) {
    const char *space = strchr(column->strings[i], ' ');
    phrases += space != NULL;
    names += space && g_unichar_isupper(g_utf8_get_char(space + 1));
  }
  return names_places(column->name) || (phrases > 0 && 2 * names > phrases);
}

static Key
read_members(Gatherer *gatherer, const Table *table, const Column *column)
{
  int32_t *concepts = arena_array(gatherer->arena, int32_t, table->row_count + 1);
  const Concept **members = arena_array(gatherer->arena, const Concept *, column->string_count + 1);
  Key key = { .name = g_intern_string(column->name),
              .concepts = concepts,
              .distinct = column->string_count };
  for (size_t row = 0; row < table->row_count; row++) {
    int32_t code = column->codes[row];
    if (code >= 0 && !members[code])
      members[code] = find_member(gatherer, column, column->strings[code]);
    concepts[row] = code >= 0 ? (int32_t)members[code]->id : -1;
  }
  return key;
}

static bool
has_primary_key(const Resource *resource)
{
  return resource && resource->schema && resource->schema->primary_key;
}

static bool
is_in_primary_key(const Resource *resource, const char *name)
{
  return !has_primary_key(resource) || g_strv_contains(resource->schema->primary_key, name);
}

/* Columns of units, codes and notes tell nothing apart in words. */
static bool
is_key(const Column *column, bool declared)
{
  static const char *const OTHERS[] = { "unit",   "units", "note", "notes", "source",
                                        "status", "flag",  "code", "id",    NULL };
  return column->type == COLUMN_STRING && (declared || !g_strv_contains(OTHERS, column->name));
}

void
read_keys(Gatherer *gatherer, EvidenceTable *out)
{
  const Table *table = out->table;
  Key *keys = arena_array(gatherer->arena, Key, table->column_count + 1);
  for (size_t i = 0; i < table->column_count; i++) {
    const Column *column = &table->columns[i];
    bool years = column_has_years(column, table->row_count);
    bool primary = is_in_primary_key(out->resource, column->name);
    if (years && (primary || is_name_of_years(column->name))) {
      keys[out->key_count++] = read_years(gatherer, table, column);
    } else if (!years && is_key(column, primary && has_primary_key(out->resource))) {
      Key key = read_members(gatherer, table, column);
      key.exclusive = primary && key.distinct > 1;
      key.places = has_places(column);
      keys[out->key_count++] = key;
    }
  }
  out->keys = keys;
}

/* ---- totals ---- */

/* Is a row's value the sum of those of the other members, all other keys alike? 0: it cannot be
 * told. */
static int
is_sum_of_others(const EvidenceTable *table, const Key *key, const Measure *measure, size_t row)
{
  double own = column_number(measure->column, row), sum = 0;
  size_t others = 0;
  if (!isfinite(own) || own == 0)
    return 0;
  for (size_t other = 0; other < table->table->row_count; other++) {
    bool alike = other != row && key->concepts[other] != key->concepts[row];
    for (size_t i = 0; alike && i < table->key_count; i++)
      alike = &table->keys[i] == key || !table->keys[i].exclusive ||
              table->keys[i].concepts[other] == table->keys[i].concepts[row];
    double value = alike ? column_number(measure->column, other) : (double)NAN;
    if (isfinite(value)) {
      sum += value;
      others++;
    }
  }
  if (others < 3)
    return 0;
  return fabs(sum - own) <= 0.005 * fabs(own) ? 1 : -1;
}

/* A member that is the sum of all others, in most slices of any measure, stands for the whole. */
static void
find_totals_of(const Gatherer *gatherer, const EvidenceTable *table, const Key *key,
               const Measure *measure)
{
  g_autoptr(GHashTable) votes = g_hash_table_new(NULL, NULL);
  for (size_t row = 0; row < MIN(table->table->row_count, (size_t)TOTAL_ROWS); row++) {
    gpointer id = GINT_TO_POINTER(key->concepts[row]);
    int vote = key->concepts[row] >= 0 ? is_sum_of_others(table, key, measure, row) : 0;
    g_hash_table_insert(votes, id,
                        GINT_TO_POINTER(GPOINTER_TO_INT(g_hash_table_lookup(votes, id)) + vote));
  }
  GHashTableIter iter;
  gpointer id, sum;
  g_hash_table_iter_init(&iter, votes);
  while (g_hash_table_iter_next(&iter, &id, &sum))
    if (GPOINTER_TO_INT(sum) > 0)
      ((Concept *)gatherer->concepts->pdata[GPOINTER_TO_INT(id)])->total = true;
}

/* Is one of its members called so? Then none need be found by its value. */
static bool
names_total(const Gatherer *gatherer, const EvidenceTable *table, const Key *key)
{
  for (size_t row = 0; row < table->table->row_count; row++)
    if (key->concepts[row] >= 0 &&
        ((const Concept *)gatherer->concepts->pdata[key->concepts[row]])->total)
      return true;
  return false;
}

static void
find_totals(const Gatherer *gatherer, const EvidenceTable *table)
{
  for (size_t i = 0; i < table->key_count; i++)
    for (size_t j = 0; j < table->measure_count; j++)
      if (table->keys[i].exclusive && !table->keys[i].year &&
          !names_total(gatherer, table, &table->keys[i]) &&
          table->measures[j].dimension != DIMENSION_PERCENT)
        find_totals_of(gatherer, table, &table->keys[i], &table->measures[j]);
}

/* ---- the whole ---- */

static void
read_table(Gatherer *gatherer, Catalog *catalog, const char *name, EvidenceTable *out)
{
  const Table *table = catalog_table(catalog, name, NULL);
  if (!table)
    return;
  *out = (EvidenceTable){ .table = table,
                          .resource = catalog_resource(catalog, name),
                          .package = catalog_package(catalog, name) };
  g_autoptr(GPtrArray) texts = g_ptr_array_new();
  g_autofree char *spaced = g_strdelimit(g_strdup(name), "-_.", ' ');
  add_text(texts, arena_strdup(gatherer->arena, spaced));
  if (out->resource)
    add_localised(texts, out->resource->title);
  out->concept = concept_new(gatherer, g_intern_static_string("#tables"), name, texts);
  read_keys(gatherer, out);
  read_measures(gatherer, out);
  find_totals(gatherer, out);
  add_sums_of_rows(gatherer, out);
}

static void
free_places(gpointer places)
{
  g_array_free(places, TRUE);
}

/* How many concepts of a group have a word with each key. */
static void
count_words(GHashTable *counts, const Concept *concept)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  for (size_t i = 0; i < concept->form_count; i++)
    for (size_t j = 0; j < concept->forms[i].words.count; j++) {
      const Word *word = &concept->forms[i].words.items[j];
      guint key = g_str_hash(concept->group) ^ (word_key(word, STEM) * 31u);
      if (!word->function && g_hash_table_add(seen, GUINT_TO_POINTER(key))) {
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, GUINT_TO_POINTER(key)));
        g_hash_table_insert(counts, GUINT_TO_POINTER(key), GUINT_TO_POINTER(count + 1));
      }
    }
}

static void
weigh_form(GHashTable *counts, const Concept *concept, Form *form)
{
  double *weights = (double *)form->weights;
  form->total = 0;
  for (size_t i = 0; i < form->words.count; i++) {
    const Word *word = &form->words.items[i];
    guint key = g_str_hash(concept->group) ^ (word_key(word, STEM) * 31u);
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, GUINT_TO_POINTER(key)));
    weights[i] = word->function ? 0 : 1.0 / MAX(count, 1u);
    form->total += weights[i];
  }
}

static void
index_form(Evidence *evidence, const Concept *concept, size_t form)
{
  const WordList words = concept->forms[form].words;
  for (size_t i = 0; i < words.count; i++) {
    if (words.items[i].function)
      continue;
    gpointer key = GUINT_TO_POINTER(word_key(&words.items[i], START));
    GArray *places = g_hash_table_lookup(evidence->index, key);
    if (!places) {
      places = g_array_new(FALSE, FALSE, sizeof(FormPlace));
      g_hash_table_insert(evidence->index, key, places);
    }
    FormPlace place = { concept, form, i };
    g_array_append_val(places, place);
  }
}

static void
index_concepts(Evidence *evidence)
{
  g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
  for (size_t i = 0; i < evidence->concept_count; i++)
    count_words(counts, evidence->concepts[i]);
  for (size_t i = 0; i < evidence->concept_count; i++) {
    const Concept *concept = evidence->concepts[i];
    for (size_t form = 0; form < concept->form_count; form++) {
      weigh_form(counts, concept, (Form *)&concept->forms[form]);
      index_form(evidence, concept, form);
    }
  }
}

/* ---- who has what ---- */

static void
mark_members(const Evidence *evidence, const EvidenceTable *table, Key *key)
{
  guint8 *members = arena_alloc(evidence->arena, evidence->concept_count / 8 + 1);
  for (size_t row = 0; row < table->row_count; row++)
    if (key->concepts[row] >= 0) {
      members[key->concepts[row] / 8] |= (guint8)(1 << key->concepts[row] % 8);
      const Concept *concept = evidence->concepts[key->concepts[row]];
      key->has_total |= concept->total && !concept->made;
      key->has_actual |= concept->actual;
    }
  key->members = members;
}

const Key *
year_key(const EvidenceTable *table)
{
  for (size_t i = 0; i < table->key_count; i++)
    if (table->keys[i].year && table->keys[i].exclusive)
      return &table->keys[i];
  return NULL;
}

bool
key_has(const Key *key, const Concept *concept)
{
  return key->members[concept->id / 8] >> concept->id % 8 & 1;
}

static void
note_table(GArray **tables, int64_t concept, guint table)
{
  if (concept < 0)
    return;
  if (!tables[concept])
    tables[concept] = g_array_new(FALSE, FALSE, sizeof(guint));
  GArray *list = tables[concept];
  if (list->len == 0 || g_array_index(list, guint, list->len - 1) != table)
    g_array_append_val(list, table);
}

static void
post_tables(Evidence *evidence)
{
  GArray **tables = arena_array(evidence->arena, GArray *, evidence->concept_count + 1);
  for (guint i = 0; i < evidence->table_count; i++) {
    const EvidenceTable *table = &evidence->tables[i];
    note_table(tables, (int64_t)table->concept->id, i);
    for (size_t j = 0; j < table->measure_count; j++) {
      note_table(tables, (int64_t)table->measures[j].concept->id, i);
      note_table(tables, table->measures[j].year_concept, i);
    }
    for (size_t j = 0; j < table->key_count; j++) {
      Key *key = (Key *)&table->keys[j];
      mark_members(evidence, table, key);
      for (size_t row = 0; row < table->row_count; row++)
        note_table(tables, key->concepts[row], i);
    }
  }
  evidence->tables_of = (const GArray *const *)tables;
}

Evidence *
evidence_new(Arena *arena, Catalog *catalog)
{
  const char *const *names = catalog_names(catalog);
  size_t count = g_strv_length((char **)names);
  Evidence *evidence = g_new0(Evidence, 1);
  EvidenceTable *tables = arena_array(arena, EvidenceTable, count + 1);
  Gatherer gatherer = { .arena = arena,
                        .concepts = g_ptr_array_new(),
                        .members = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                        .years = g_hash_table_new(NULL, NULL) };
  for (size_t i = 0; i < count; i++) {
    read_table(&gatherer, catalog, names[i], &tables[evidence->table_count]);
    evidence->table_count += tables[evidence->table_count].table != NULL;
  }
  part_groups(&gatherer, tables, evidence->table_count);
  evidence->arena = arena;
  evidence->tables = tables;
  evidence->concept_count = gatherer.concepts->len;
  evidence->concepts =
      arena_dup(arena, gatherer.concepts->pdata, gatherer.concepts->len * sizeof(gpointer));
  evidence->years = gatherer.years;
  evidence_settle_present(evidence);
  evidence->index = g_hash_table_new_full(NULL, NULL, NULL, free_places);
  g_ptr_array_free(gatherer.concepts, TRUE);
  g_hash_table_destroy(gatherer.members);
  index_concepts(evidence);
  post_tables(evidence);
  return evidence;
}

void
evidence_free(Evidence *evidence)
{
  if (!evidence)
    return;
  for (size_t i = 0; i < evidence->concept_count; i++)
    if (evidence->tables_of[i])
      g_array_free((GArray *)evidence->tables_of[i], TRUE);
  g_hash_table_destroy(evidence->index);
  g_hash_table_destroy(evidence->years);
  g_free(evidence);
}

const GArray *
evidence_places(const Evidence *evidence, const Word *word)
{
  return g_hash_table_lookup(evidence->index, GUINT_TO_POINTER(word_key(word, START)));
}

const Concept *
evidence_year(const Evidence *evidence, int year)
{
  return g_hash_table_lookup(evidence->years, GINT_TO_POINTER(year));
}
