/* What the columns of numbers measure, and in what. */
#include "audit/evidence_private.h"

#include <math.h>
#include <string.h>

/* Parts of columns' names, where nothing is declared. */
typedef struct NamePart {
  const char *part;
  Dimension dimension; /* DIMENSION_COUNT: it says nothing of it */
  const char *currency;
  double scale; /* 0: it says nothing of it */
} NamePart;

static const NamePart NAME_PARTS[] = {
  { "pct", DIMENSION_PERCENT, NULL, 1 },       { "percent", DIMENSION_PERCENT, NULL, 1 },
  { "%", DIMENSION_PERCENT, NULL, 1 },         { "share", DIMENSION_PERCENT, NULL, 1 },
  { "rate", DIMENSION_PERCENT, NULL, 1 },      { "pp", DIMENSION_POINTS, NULL, 1 },
  { "times", DIMENSION_MULTIPLE, NULL, 1 },    { "usd", DIMENSION_MONEY, "USD", 0 },
  { "dollars", DIMENSION_MONEY, "USD", 0 },    { "eur", DIMENSION_MONEY, "EUR", 0 },
  { "euro", DIMENSION_MONEY, "EUR", 0 },       { "gbp", DIMENSION_MONEY, "GBP", 0 },
  { "kzt", DIMENSION_MONEY, "KZT", 0 },        { "tenge", DIMENSION_MONEY, "KZT", 0 },
  { "rub", DIMENSION_MONEY, "RUB", 0 },        { "cny", DIMENSION_MONEY, "CNY", 0 },
  { "th", DIMENSION_COUNT, NULL, 1e3 },        { "thousand", DIMENSION_COUNT, NULL, 1e3 },
  { "thousands", DIMENSION_COUNT, NULL, 1e3 }, { "k", DIMENSION_COUNT, NULL, 1e3 },
  { "mn", DIMENSION_COUNT, NULL, 1e6 },        { "mln", DIMENSION_COUNT, NULL, 1e6 },
  { "m", DIMENSION_COUNT, NULL, 1e6 },         { "million", DIMENSION_COUNT, NULL, 1e6 },
  { "millions", DIMENSION_COUNT, NULL, 1e6 },  { "bn", DIMENSION_COUNT, NULL, 1e9 },
  { "billion", DIMENSION_COUNT, NULL, 1e9 },   { "billions", DIMENSION_COUNT, NULL, 1e9 },
  { "trn", DIMENSION_COUNT, NULL, 1e12 },      { "trillion", DIMENSION_COUNT, NULL, 1e12 },
};

static void
apply_part(Measure *measure, const NamePart *part)
{
  if (part->dimension != DIMENSION_COUNT)
    measure->dimension = part->dimension;
  if (part->currency)
    g_strlcpy(measure->currency, part->currency, sizeof measure->currency);
  if (part->scale > 0)
    measure->scale = part->scale;
  measure->guessed = false;
}

/* "revenue_usd_mn", "thousand persons". */
static void
guess_from_text(Measure *measure, const char *text)
{
  g_autofree char *folded = g_utf8_strdown(text, -1);
  g_auto(GStrv) parts = g_strsplit_set(folded, " _-.,()/", -1);
  for (char **part = parts; *part; part++)
    for (size_t i = 0; i < G_N_ELEMENTS(NAME_PARTS); i++)
      if (strcmp(*part, NAME_PARTS[i].part) == 0)
        apply_part(measure, &NAME_PARTS[i]);
}

/* "%", "percent", "KZT", "million tenge", "persons". */
static Dimension
dimension_of_unit(const char *unit)
{
  Measure read = { .dimension = DIMENSION_NUMBER };
  guess_from_text(&read, unit);
  return read.dimension;
}

static void
read_declared(Measure *measure, const Field *field)
{
  measure->unit = unit_read(field->unit);
  measure->scale = isfinite(field->scale) && field->scale > 0 ? field->scale : 1;
  if (field->unit)
    guess_from_text(measure, field->unit);
  if (field->scale != 1 && field->scale > 0)
    measure->scale = field->scale;
  if (field->currency) {
    measure->dimension = DIMENSION_MONEY;
    g_strlcpy(measure->currency, field->currency, sizeof measure->currency);
  }
  measure->guessed = !field->unit && !field->currency && field->scale == 1;
}

/* A column's name as words, without its units. */
static char *
name_without_units(Arena *arena, const char *name)
{
  g_autoptr(GString) out = g_string_new(NULL);
  g_auto(GStrv) parts = g_strsplit_set(name, " _-.", -1);
  for (char **part = parts; *part; part++) {
    bool unit = unit_read(*part).base != NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(NAME_PARTS); i++)
      unit |= strcmp(*part, NAME_PARTS[i].part) == 0;
    if (!unit)
      g_string_append_printf(out, "%s%s", out->len ? " " : "", *part);
  }
  return arena_strndup(arena, out->str, out->len);
}

/* "Gross box office, billion tenge" → "Gross box office". */
static void
cut_units(Arena *arena, GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++) {
    const char *text = texts->pdata[i];
    size_t length = strcspn(text, ",(");
    if (length > 0 && text[length])
      texts->pdata[i] = arena_strndup(arena, text, length);
  }
}

static int
year_of_name(const char *name)
{
  return strlen(name) == 4 && strspn(name, "0123456789") == 4 && (*name == '1' || *name == '2')
             ? (int)g_ascii_strtoll(name, NULL, 10)
             : 0;
}

static Measure
read_measure(Gatherer *gatherer, const EvidenceTable *table, const Column *column)
{
  Measure measure = { .column = column, .scale = 1, .guessed = true, .year_concept = -1 };
  const Field *field = column->field;
  if (field)
    read_declared(&measure, field);
  if (measure.guessed)
    guess_from_text(&measure, column->name);
  int year = year_of_name(column->name);
  if (year)
    measure.year_concept = (int)find_year(gatherer, year)->id;
  g_autoptr(GPtrArray) texts = g_ptr_array_new();
  if (!year)
    g_ptr_array_add(texts, name_without_units(gatherer->arena, column->name));
  if (field)
    add_localised(texts, field->title);
  cut_units(gatherer->arena, texts);
  g_autofree char *group = g_strdup_printf("#%s", table->table->name);
  measure.concept = concept_new(gatherer, g_intern_string(group), column->name, texts);
  return measure;
}

/* A column of units beside the numbers decides row by row. */
static void
read_units(Gatherer *gatherer, EvidenceTable *out)
{
  int index = table_column(out->table, "unit");
  const Column *units = index >= 0 ? &out->table->columns[index] : NULL;
  if (!units || units->type != COLUMN_STRING)
    return;
  Dimension *dimensions = arena_array(gatherer->arena, Dimension, out->table->row_count + 1);
  for (size_t row = 0; row < out->table->row_count; row++) {
    const char *unit = column_string(units, row);
    dimensions[row] = unit ? dimension_of_unit(unit) : DIMENSION_NUMBER;
  }
  out->row_dimensions = dimensions;
}

void
read_measures(Gatherer *gatherer, EvidenceTable *out)
{
  const Table *table = out->table;
  Measure *measures = arena_array(gatherer->arena, Measure, table->column_count + 1);
  for (size_t i = 0; i < table->column_count; i++) {
    const Column *column = &table->columns[i];
    bool numeric = column->type == COLUMN_NUMBER || column->type == COLUMN_INTEGER;
    if (numeric && !column_has_years(column, table->row_count))
      measures[out->measure_count++] = read_measure(gatherer, out, column);
  }
  out->measures = measures;
  read_units(gatherer, out);
}

/* ---- cells ---- */

double
cell_value(Cell cell)
{
  const Measure *measure = &cell.table->measures[cell.measure];
  return column_number(measure->column, cell.row) * measure->scale;
}

Dimension
cell_dimension(Cell cell)
{
  const Measure *measure = &cell.table->measures[cell.measure];
  return cell.table->row_dimensions ? cell.table->row_dimensions[cell.row] : measure->dimension;
}

const char *
cell_currency(Cell cell)
{
  return cell.table->measures[cell.measure].currency;
}

bool
cell_is_total(const Evidence *evidence, Cell cell)
{
  for (size_t i = 0; i < cell.table->key_count; i++) {
    int32_t id = cell.table->keys[i].concepts[cell.row];
    if (cell.table->keys[i].exclusive && id >= 0 && evidence->concepts[id]->total)
      return true;
  }
  return false;
}

bool
cell_is_made(Cell cell)
{
  return cell.row >= cell.table->table->row_count;
}

bool
cell_equal(Cell a, Cell b)
{
  return a.table == b.table && a.row == b.row && a.measure == b.measure;
}

static const Key *
key_of_column(const EvidenceTable *table, const Column *column)
{
  for (size_t i = 0; i < table->key_count; i++)
    if (table->keys[i].exclusive && strcmp(table->keys[i].name, column->name) == 0)
      return &table->keys[i];
  return NULL;
}

char *
row_name(Arena *arena, const EvidenceTable *table, size_t row, unsigned summed)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (size_t i = 0; i < table->table->column_count; i++) {
    const Column *column = &table->table->columns[i];
    const Key *key = key_of_column(table, column);
    if (!key || column_is_missing(column, row))
      continue;
    g_string_append(out, out->len ? ", " : "");
    const char *text = column_string(column, row);
    if (summed >> (key - table->keys) & 1)
      g_string_append(out, "all");
    else if (text)
      g_string_append(out, text);
    else
      g_string_append_printf(out, "%g", column_number(column, row));
  }
  return arena_strndup(arena, out->str, out->len);
}

char *
cell_name(Arena *arena, Cell cell)
{
  const EvidenceTable *table = cell.table;
  size_t rows = table->table->row_count;
  const char *row =
      cell.row < rows ? row_name(arena, table, cell.row, 0) : table->sum_names[cell.row - rows];
  const char *measure = table->measures[cell.measure].column->name;
  return *row ? arena_printf(arena, "%s[%s].%s", table->table->name, row, measure)
              : arena_printf(arena, "%s.%s", table->table->name, measure);
}

/* ---- currencies ---- */

/* Exchange rates of one table hardly differ by more. */
#define RATES_APART 2.0

bool
measures_are_converted(const EvidenceTable *table, size_t a, size_t b)
{
  double least = INFINITY, most = 0;
  for (size_t row = 0; row < table->row_count; row++) {
    double rate = cell_value((Cell){ table, row, a }) / cell_value((Cell){ table, row, b });
    if (isfinite(rate) && rate > 0) {
      least = MIN(least, rate);
      most = MAX(most, rate);
    }
  }
  return most > 0 && most <= RATES_APART * least;
}
