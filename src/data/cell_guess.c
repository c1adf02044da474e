/* Columns without a declared type.
 *
 * The first cell decides whether a column is read as numbers or as texts. Texts are coded, and what
 * they are (dates, booleans, numbers in another style) is decided over the distinct ones at the
 * end. When a column of numbers meets something else, it is marked for a second pass as text:
 * keeping every number's text for that rare case would cost all others. */
#include "core/number_format.h"
#include "core/time_format.h"
#include "data/rows_private.h"

static bool
plain_types(const CellBuilder *builder)
{
  return builder->sink->options->plain_types;
}

/* A number as the column has them; identifiers with leading zeros are none. */
static inline bool
parse_guessed(CellBuilder *builder, const char *text, size_t size, double *value)
{
  NumberShape shape;
  if (!number_parse(text, size, builder->style.decimal[0], value, &shape)) {
    if (!plain_types(builder) || size == 0)
      return false;
    *value = value_to_number(value_string(text));
    builder->fraction = builder->fraction || *value != trunc(*value);
    return !isnan(*value);
  }
  if (G_UNLIKELY(shape.padded) && !plain_types(builder))
    return false;
  /* To Vega 5.0 is an integer; to us it is a number that happens to be whole. */
  builder->fraction =
      builder->fraction || (plain_types(builder) ? *value != trunc(*value) : shape.fraction);
  builder->not_year = builder->not_year || shape.digits != 4 || size != 4;
  return true;
}

/* Would the number be printed as it is written? */
static bool
reads_alike(double value, const char *text, size_t size)
{
  g_autoptr(GString) printed = g_string_new(NULL);
  number_append_plain(printed, value);
  return printed->len == size && memcmp(printed->str, text, size) == 0;
}

static void
take_guessed_number(CellBuilder *builder, const char *text, size_t size)
{
  double value;
  if (G_LIKELY(parse_guessed(builder, text, size, &value)) &&
      G_LIKELY(!builder->verbatim || reads_alike(value, text, size))) {
    builder->numbers[builder->sink->row] = value;
  } else if (cell_is_missing(builder, text, size)) {
    cell_builder_put_missing(builder);
  } else {
    builder->demoted = true;
    builder->take = cell_builder_skip;
  }
}

static bool
is_decimal_comma(const char *text, size_t size)
{
  NumberShape shape;
  double value;
  return memchr(text, ',', size) && number_parse(text, size, ',', &value, &shape) && !shape.padded;
}

static void
take_first(CellBuilder *builder, const char *text, size_t size)
{
  double value;

  if (cell_is_missing(builder, text, size)) {
    cell_builder_put_missing(builder);
    return;
  }
  if (builder->sink->delimiter == ';' && !builder->field && is_decimal_comma(text, size))
    builder->style.decimal = ",";
  if (parse_guessed(builder, text, size, &value)) {
    cell_builder_use_numbers(builder);
    builder->take = take_guessed_number;
  } else {
    cell_builder_use_codes(builder);
    builder->take = cell_builder_take_text;
  }
  builder->take(builder, text, size);
}

void
cell_guess_start(CellBuilder *builder)
{
  const bool *as_text = builder->sink->as_text;

  const char *const *verbatim = builder->sink->options->verbatim;

  builder->type = COLUMN_STRING;
  builder->checked = false;
  builder->verbatim = verbatim && g_strv_contains(verbatim, builder->name);
  if (as_text && as_text[builder->index]) {
    cell_builder_use_codes(builder);
    builder->take = cell_builder_take_text;
  } else {
    builder->take = take_first;
  }
}

/* What every distinct text of a column may turn out to be. */
typedef bool (*ReadText)(const CellBuilder *builder, const DictionaryEntry *entry, double *value);

static bool
read_boolean(const CellBuilder *builder, const DictionaryEntry *entry, double *value)
{
  bool any_case = !plain_types(builder);
  int (*compare)(const char *, const char *) = any_case ? g_ascii_strcasecmp : strcmp;
  *value = compare(entry->text, "true") == 0;
  return *value != 0 || compare(entry->text, "false") == 0;
}

static bool
read_iso_date(const CellBuilder *builder, const DictionaryEntry *entry, double *value)
{
  (void)builder;
  return iso_parse(entry->text, entry->size, ISO_DATE | ISO_DATE_TIME | ISO_MONTH, value);
}

static bool
read_js_date(const CellBuilder *builder, const DictionaryEntry *entry, double *value)
{
  (void)builder;
  *value = time_parse_js(entry->text);
  return !isnan(*value);
}

/* Are the groups all of three digits: 1 234 567? */
static bool
groups_are_sound(const char *text, size_t size)
{
  size_t digits = 0;
  bool grouped = false;

  for (size_t i = 0; i < size;) {
    size_t space = space_length(text + i, size - i);
    if (space > 0) {
      if (grouped ? digits != 3 : digits == 0 || digits > 3)
        return false;
      grouped = true;
      digits = 0;
      i += space;
    } else if (g_ascii_isdigit(text[i])) {
      digits++;
      i++;
    } else if ((text[i] == '-' || text[i] == '+') && i == 0) {
      i++;
    } else {
      break;
    }
  }
  return !grouped || digits == 3;
}

static bool
read_grouped(const CellBuilder *builder, const DictionaryEntry *entry, double *value)
{
  NumberStyle style = { .decimal = builder->sink->delimiter == ';' ? "," : ".", .group = " " };
  NumberShape shape;
  return groups_are_sound(entry->text, entry->size) &&
         number_parse_styled(entry->text, entry->size, &style, value, &shape) && !shape.padded;
}

static const struct {
  ReadText read;
  ColumnType type;
  bool plain, normal; /* in which mode it is tried */
} readings[] = {
  { read_boolean, COLUMN_BOOLEAN, true, true },
  { read_iso_date, COLUMN_DATE, false, true },
  { read_grouped, COLUMN_NUMBER, false, true },
  { read_js_date, COLUMN_DATE, true, false },
};

/* Reads all texts one way; false as soon as one does not fit. */
static bool
read_all(CellBuilder *builder, ReadText read)
{
  Dictionary *dictionary = &builder->dictionary;
  for (size_t i = 0; i < dictionary->count; i++) {
    DictionaryEntry *entry = &dictionary->entries[i];
    if (entry->code >= 0 && !read(builder, entry, &entry->value))
      return false;
  }
  return true;
}

/* From codes to what the texts mean. */
static void
decode(CellBuilder *builder)
{
  const Dictionary *dictionary = &builder->dictionary;
  double *values = g_new(double, MAX(builder->next_code, 1));

  for (size_t i = 0; i < dictionary->count; i++)
    if (dictionary->entries[i].code >= 0)
      values[dictionary->entries[i].code] = dictionary->entries[i].value;
  cell_builder_use_numbers(builder);
  for (size_t row = 0; row < builder->sink->row; row++)
    if (builder->codes[row] >= 0)
      builder->numbers[row] = values[builder->codes[row]];
  g_free(values);
}

static ColumnType
decide_text(CellBuilder *builder)
{
  bool plain = plain_types(builder);

  /* To Vega's loader, an empty cell is neither a boolean nor a date. */
  if (builder->next_code == 0 || (plain && builder->blank))
    return COLUMN_STRING;
  for (size_t i = 0; i < G_N_ELEMENTS(readings); i++)
    if ((plain ? readings[i].plain : readings[i].normal) &&
        !(builder->verbatim && readings[i].type == COLUMN_DATE) &&
        read_all(builder, readings[i].read)) {
      decode(builder);
      return readings[i].type;
    }
  return COLUMN_STRING;
}

/* Does the name say that the column holds years? */
static bool
names_years(const char *name)
{
  static const char *const words[] = { "year", "год", "жыл", "jahr", "année", "yıl" };
  g_autofree char *lower = g_utf8_strdown(name, -1);
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(lower, words[i]))
      return true;
  return false;
}

static ColumnType
decide_number(const CellBuilder *builder)
{
  if (builder->fraction)
    return COLUMN_NUMBER;
  return builder->not_year || plain_types(builder) || !names_years(builder->name) ? COLUMN_INTEGER
                                                                                  : COLUMN_YEAR;
}

/* To Vega an empty cell among texts is an empty text. */
static void
fill_blanks(CellBuilder *builder)
{
  bool added;
  size_t rows = builder->sink->row, first = 0;
  while (first < rows && builder->codes[first] >= 0)
    first++;
  if (first == rows)
    return;
  size_t index = dictionary_intern(&builder->dictionary, "", 0, &added);
  DictionaryEntry *entry = &builder->dictionary.entries[index];
  if (entry->code < 0)
    entry->code = builder->next_code++;
  for (size_t row = first; row < rows; row++)
    if (builder->codes[row] < 0)
      builder->codes[row] = entry->code;
}

Column
cell_guess_finish(CellBuilder *builder)
{
  Column column = { .name = builder->name, .field = builder->field };

  if (builder->codes) {
    column.type = decide_text(builder);
  } else if (builder->numbers) {
    column.type = decide_number(builder);
  } else {
    column.type = COLUMN_STRING;
    cell_builder_use_codes(builder); /* no cell at all */
  }
  if (column.type == COLUMN_STRING && plain_types(builder))
    fill_blanks(builder);
  if (column.type == COLUMN_STRING)
    column.strings =
        dictionary_strings(&builder->dictionary, builder->sink->arena, &column.string_count);
  builder->type = column.type;
  return column;
}
