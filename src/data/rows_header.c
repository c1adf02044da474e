/* Columns from a file's labels, and how they match the schema. */
#include "data/rows_private.h"

static Place
header_place(const RowSink *sink, size_t column)
{
  Place place = place_of_file(sink->shown);
  place.line = sink->row_line;
  place.column = column + 1;
  return place;
}

#define LABEL_FAULT(sink, column, code, hint, ...)                                                 \
  do {                                                                                             \
    if ((sink)->diags)                                                                             \
      diag_add((sink)->diags, DIAG_ERROR, code, header_place(sink, column), hint, __VA_ARGS__);    \
  } while (0)

/* The labels as unique names: blank and repeated ones get a number, and are faults. */
static char **
name_columns(RowSink *sink, const char *const *labels, size_t count)
{
  char **names = arena_array(sink->arena, char *, count + 1);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  size_t blanks = 0;

  for (size_t i = 0; i < count; i++)
    blanks += labels && labels[i][0] == '\0';
  if (labels && blanks == count)
    LABEL_FAULT(sink, 0, "blank-header", "the first row should have the columns' names",
                "the header is blank");
  for (size_t i = 0; i < count; i++) {
    const char *label = labels ? labels[i] : "";
    if (labels && *label == '\0' && blanks < count)
      LABEL_FAULT(sink, i, "blank-label", NULL, "column %zu has no label", i + 1);
    names[i] =
        *label ? arena_strdup(sink->arena, label) : arena_printf(sink->arena, "field%zu", i + 1);
    if (g_hash_table_contains(seen, names[i]))
      LABEL_FAULT(sink, i, "duplicate-label", NULL, "column %zu has the label \"%s\" again", i + 1,
                  names[i]);
    for (int k = 2; g_hash_table_contains(seen, names[i]); k++)
      names[i] = arena_printf(sink->arena, "%s%d", *label ? label : "field", k);
    g_hash_table_add(seen, names[i]);
  }
  return names;
}

static void
report_incorrect(RowSink *sink, size_t column, const char *label)
{
  const Schema *schema = sink->schema;
  g_autofree const char **names = g_new0(const char *, schema->field_count + 1);
  for (size_t i = 0; i < schema->field_count; i++)
    names[i] = schema->fields[i].name;
  const char *near = diag_suggest(label, names);
  g_autofree char *hint = near ? g_strdup_printf("is \"%s\" meant?", near) : NULL;

  if (column < schema->field_count)
    LABEL_FAULT(sink, column, "incorrect-label", hint,
                "column %zu has the label \"%s\", the schema has \"%s\" there", column + 1, label,
                schema->fields[column].name);
  else
    LABEL_FAULT(sink, column, "extra-label", hint, "column %zu, \"%s\", is not in the schema",
                column + 1, label);
}

/* With fieldsMatch "exact", an unknown label in the place of a field that no other column claims is
 * that field under another name. */
static const Field *
field_by_position(const RowSink *sink, char **names, size_t count, size_t column)
{
  const Schema *schema = sink->schema;
  if (schema->match != FIELDS_EXACT || column >= schema->field_count)
    return NULL;
  const Field *field = &schema->fields[column];
  for (size_t i = 0; i < count; i++)
    if (strcmp(names[i], field->name) == 0)
      return NULL;
  return field;
}

/* The field of a labelled column; reports what the schema does not allow. */
static const Field *
match_column(RowSink *sink, char **names, size_t count, size_t column)
{
  const Schema *schema = sink->schema;
  const char *label = names[column];
  const Field *field = schema_field(schema, label);
  bool extra_allowed = schema->match == FIELDS_SUBSET || schema->match == FIELDS_PARTIAL;

  if (field) {
    bool in_place = column < schema->field_count && &schema->fields[column] == field;
    if (schema->match == FIELDS_EXACT && !in_place)
      report_incorrect(sink, column, label);
    return field;
  }
  if (schema->match == FIELDS_EXACT)
    report_incorrect(sink, column, label);
  else if (!extra_allowed)
    LABEL_FAULT(sink, column, "extra-label", NULL, "column %zu, \"%s\", is not in the schema",
                column + 1, label);
  return field_by_position(sink, names, count, column);
}

static void
report_missing_labels(RowSink *sink)
{
  const Schema *schema = sink->schema;
  size_t found = 0;

  for (size_t i = 0; i < schema->field_count; i++) {
    bool present = false;
    for (size_t k = 0; k < sink->count && !present; k++)
      present = sink->builders[k].field == &schema->fields[i];
    found += present;
    bool may_lack = schema->match == FIELDS_SUPERSET || schema->match == FIELDS_PARTIAL;
    if (!present && !may_lack)
      LABEL_FAULT(sink, 0, "missing-label", NULL, "the field \"%s\" of the schema has no column",
                  schema->fields[i].name);
  }
  if (found == 0 && schema->field_count > 0 && schema->match == FIELDS_PARTIAL)
    LABEL_FAULT(sink, 0, "missing-label", NULL, "no field of the schema has a column");
}

static bool
is_kept(const CsvOptions *options, const char *name)
{
  if (!options->columns)
    return true;
  for (const char *const *column = options->columns; *column; column++)
    if (strcmp(*column, name) == 0)
      return true;
  return false;
}

static void
start_column(RowSink *sink, CellBuilder *builder)
{
  const Field *field = builder->field;
  const NodeEntry *rule = node_entry(sink->options->parse, builder->name);

  builder->kept = is_kept(sink->options, builder->name);
  if (rule && rule->value->kind == NODE_NULL)
    builder->rule.kind = PARSE_STRING; /* "no inference" */
  else if (rule)
    parse_rule_read(sink->arena, rule->value, &builder->rule, sink->diags);
  /* Without diags nothing is checked; with them every declared column is. */
  bool checked = field && sink->diags && !field->any;
  builder->take = cell_builder_skip;
  builder->type = field ? field->type : COLUMN_STRING;
  if (builder->kept || checked || (sink->diags && field && row_keys_need(sink->schema, field)))
    cell_builder_start(builder);
}

void
row_sink_header(RowSink *sink, const char *const *labels, size_t count)
{
  if (count > TABLE_MAX_COLUMNS) {
    LABEL_FAULT(sink, TABLE_MAX_COLUMNS, "source-error", NULL,
                "there are %zu columns; those after %d are left out", count, TABLE_MAX_COLUMNS);
    count = TABLE_MAX_COLUMNS;
  }
  char **names = name_columns(sink, labels, count);

  sink->builders = g_new0(CellBuilder, count);
  sink->count = count;
  sink->capacity = MAX(sink->capacity, 64);
  for (size_t i = 0; i < count; i++) {
    CellBuilder *builder = &sink->builders[i];
    *builder = (CellBuilder){ .sink = sink, .name = names[i], .index = i };
    if (sink->schema && labels)
      builder->field = match_column(sink, names, count, i);
    else if (sink->schema && i < sink->schema->field_count)
      builder->field = &sink->schema->fields[i];
    if (builder->field)
      builder->name = builder->field->name;
  }
  if (sink->schema)
    report_missing_labels(sink);
  for (size_t i = 0; i < count; i++)
    start_column(sink, &sink->builders[i]);
}
