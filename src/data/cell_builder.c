/* One column under a schema: each cell is read as the declared type, at once. */
#include "data/rows_private.h"

/* What a dictionary's entry stands for beside a code. */
enum { CODE_MISSING = -1, CODE_FAULTY = -2 };

static Arena *
arena_of(const CellBuilder *builder)
{
  return builder->kept ? builder->sink->arena : builder->sink->scratch;
}

bool
cell_is_missing(const CellBuilder *builder, const char *text, size_t size)
{
  if (size == 0)
    return builder->empty_is_missing;
  for (const char *const *missing = builder->missing; missing && *missing; missing++)
    if (strlen(*missing) == size && memcmp(*missing, text, size) == 0)
      return true;
  return false;
}

static inline bool
is_missing(const CellBuilder *builder, const char *text, size_t size)
{
  if (G_LIKELY(builder->only_empty_is_missing))
    return size == 0;
  return cell_is_missing(builder, text, size);
}

void
cell_builder_use_numbers(CellBuilder *builder)
{
  builder->numbers = arena_array(arena_of(builder), double, builder->sink->capacity);
  for (size_t i = 0; i < builder->sink->row; i++)
    builder->numbers[i] = (double)NAN;
}

void
cell_builder_use_dictionary(CellBuilder *builder)
{
  dictionary_init(&builder->dictionary, arena_of(builder));
  builder->has_dictionary = true;
}

void
cell_builder_use_codes(CellBuilder *builder)
{
  builder->codes = arena_array(arena_of(builder), int32_t, builder->sink->capacity);
  for (size_t i = 0; i < builder->sink->row; i++)
    builder->codes[i] = CODE_MISSING;
  cell_builder_use_dictionary(builder);
}

void
cell_builder_grow(CellBuilder *builder, size_t old_capacity, size_t capacity)
{
  if (builder->numbers) {
    double *numbers = arena_array(arena_of(builder), double, capacity);
    memcpy(numbers, builder->numbers, old_capacity * sizeof *numbers);
    builder->numbers = numbers;
  }
  if (builder->codes) {
    int32_t *codes = arena_array(arena_of(builder), int32_t, capacity);
    memcpy(codes, builder->codes, old_capacity * sizeof *codes);
    builder->codes = codes;
  }
}

void
cell_builder_skip(CellBuilder *builder, const char *text, size_t size)
{
  (void)builder;
  (void)text;
  (void)size;
}

void
cell_builder_put_missing(CellBuilder *builder)
{
  if (builder->numbers)
    builder->numbers[builder->sink->row] = (double)NAN;
  if (builder->codes)
    builder->codes[builder->sink->row] = CODE_MISSING;
  if (builder->required)
    g_array_append_val(builder->sink->required, builder->index);
  builder->blank = true;
}

static void
take_number(CellBuilder *builder, const char *text, size_t size)
{
  double value = (double)NAN;

  if (is_missing(builder, text, size)) {
    cell_builder_put_missing(builder);
    return;
  }
  if (!cell_parse(builder->field, &builder->style, text, size, &value)) {
    cell_type_fault(builder, text, size);
    value = (double)NAN;
  } else if (builder->checked && !cell_check_number(builder, value, text, size)) {
    value = (double)NAN;
  }
  builder->numbers[builder->sink->row] = value;
}

/* The way of nearly all numbers: a decimal point, no groups, no constraints. */
static void
take_plain_number(CellBuilder *builder, const char *text, size_t size)
{
  NumberShape shape;
  double value;

  if (G_LIKELY(number_parse(text, size, '.', &value, &shape)))
    builder->numbers[builder->sink->row] = value;
  else
    take_number(builder, text, size);
}

/* Reads a text that the dictionary did not know, or that is faulty. */
static void
judge_coded(CellBuilder *builder, DictionaryEntry *entry)
{
  entry->value = (double)NAN;
  entry->code = CODE_MISSING;
  if (cell_is_missing(builder, entry->text, entry->size))
    return;
  entry->code = CODE_FAULTY;
  double value;
  if (!cell_parse(builder->field, &builder->style, entry->text, entry->size, &value)) {
    cell_type_fault(builder, entry->text, entry->size);
  } else if (!builder->checked || cell_check_number(builder, value, entry->text, entry->size)) {
    entry->code = 0;
    entry->value = value;
  }
}

/* Dates and booleans: few different texts, each read once. */
static void
take_coded(CellBuilder *builder, const char *text, size_t size)
{
  bool added;
  size_t index = dictionary_intern(&builder->dictionary, text, size, &added);
  DictionaryEntry *entry = &builder->dictionary.entries[index];

  if (G_UNLIKELY(added || entry->code == CODE_FAULTY))
    judge_coded(builder, entry);
  if (G_UNLIKELY(entry->code == CODE_MISSING))
    cell_builder_put_missing(builder);
  else
    builder->numbers[builder->sink->row] = entry->value;
}

static void
judge_text(CellBuilder *builder, DictionaryEntry *entry)
{
  if (cell_is_missing(builder, entry->text, entry->size))
    entry->code = CODE_MISSING;
  else if (builder->checked && !cell_check_text(builder, entry->text, entry->size))
    entry->code = CODE_FAULTY;
  else
    entry->code = builder->next_code++;
}

void
cell_builder_take_text(CellBuilder *builder, const char *text, size_t size)
{
  bool added;
  size_t index = dictionary_intern(&builder->dictionary, text, size, &added);
  DictionaryEntry *entry = &builder->dictionary.entries[index];

  if (G_UNLIKELY(added || entry->code == CODE_FAULTY))
    judge_text(builder, entry);
  if (G_LIKELY(entry->code >= 0))
    builder->codes[builder->sink->row] = entry->code;
  else if (entry->code == CODE_MISSING)
    cell_builder_put_missing(builder);
  else
    builder->codes[builder->sink->row] = CODE_MISSING;
}

/* Cells under Vega-Lite's format.parse. */
static void
take_ruled(CellBuilder *builder, const char *text, size_t size)
{
  bool added;
  size_t index = dictionary_intern(&builder->dictionary, text, size, &added);
  DictionaryEntry *entry = &builder->dictionary.entries[index];

  if (G_UNLIKELY(added)) {
    Value value = parse_rule_apply(&builder->rule, value_string(entry->text), builder->sink->arena);
    entry->value = value.kind == VALUE_BOOLEAN  ? value.boolean
                   : value.kind == VALUE_NUMBER ? value.number
                                                : (double)NAN;
  }
  builder->numbers[builder->sink->row] = entry->value;
}

static void
take_ruled_number(CellBuilder *builder, const char *text, size_t size)
{
  NumberShape shape;
  double value = (double)NAN;

  if (!number_parse(text, size, '.', &value, &shape) && size > 0)
    value = value_to_number(value_string(text));
  builder->numbers[builder->sink->row] = value;
}

static void
start_ruled(CellBuilder *builder)
{
  builder->type = parse_rule_type(&builder->rule, COLUMN_STRING);
  if (builder->type == COLUMN_STRING) {
    builder->take = cell_builder_take_text;
    cell_builder_use_codes(builder);
    return;
  }
  builder->take = builder->rule.kind == PARSE_NUMBER ? take_ruled_number : take_ruled;
  cell_builder_use_numbers(builder);
  if (builder->take == take_ruled)
    cell_builder_use_dictionary(builder);
}

static void
start_declared(CellBuilder *builder)
{
  const NumberStyle *style = &builder->style;
  bool simple = strcmp(style->decimal, ".") == 0 && !style->group && !style->strip;

  builder->type = builder->field->type;
  if (builder->type == COLUMN_STRING || builder->type == COLUMN_JSON) {
    builder->take = cell_builder_take_text;
    cell_builder_use_codes(builder);
    return;
  }
  cell_builder_use_numbers(builder);
  if (builder->type == COLUMN_DATE || builder->type == COLUMN_BOOLEAN) {
    builder->take = take_coded;
    cell_builder_use_dictionary(builder);
  } else if (builder->type == COLUMN_NUMBER && simple && !builder->checked &&
             builder->only_empty_is_missing) {
    builder->take = take_plain_number;
  } else {
    builder->take = take_number;
  }
}

static void
read_field(CellBuilder *builder, const Field *field)
{
  const Schema *schema = builder->sink->schema;

  builder->style.decimal = field->decimal ? field->decimal : ".";
  builder->style.group = field->group;
  builder->style.strip = !field->bare_number;
  builder->required = field->constraints.required;
  if (field->missing || (schema && schema->missing))
    builder->missing = field->missing ? field->missing : schema->missing;
}

void
cell_builder_start(CellBuilder *builder)
{
  static const char *const only_empty[] = { "", NULL };
  const Field *field = builder->field;

  builder->missing = only_empty;
  builder->style = (NumberStyle){ .decimal = "." };
  if (field)
    read_field(builder, field);
  for (const char *const *missing = builder->missing; *missing; missing++)
    builder->empty_is_missing = builder->empty_is_missing || **missing == '\0';
  builder->only_empty_is_missing =
      builder->empty_is_missing && builder->missing[0][0] == '\0' && !builder->missing[1];
  cell_checks_start(builder);

  if (builder->rule.kind != PARSE_AS_IS)
    start_ruled(builder);
  else if (field && !field->any)
    start_declared(builder);
  else
    cell_guess_start(builder);
}

Column
cell_builder_finish(CellBuilder *builder)
{
  Column column = { .name = builder->name, .type = builder->type, .field = builder->field };

  if (builder->rule.kind == PARSE_AS_IS && (!builder->field || builder->field->any) &&
      builder->take != cell_builder_skip)
    column = cell_guess_finish(builder);
  else if (builder->codes)
    column.strings =
        dictionary_strings(&builder->dictionary, builder->sink->arena, &column.string_count);
  column.numbers = column_is_text(&column) ? NULL : builder->numbers;
  column.codes = column_is_text(&column) ? builder->codes : NULL;
  if (!builder->kept) {
    column.numbers = NULL;
    column.codes = NULL;
    column.strings = NULL;
    column.string_count = 0;
  }
  return column;
}
