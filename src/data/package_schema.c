/* Table Schema and CSV dialect of a descriptor. */
#include "data/package_private.h"

static const struct {
  const char *name;
  ColumnType type;
} field_types[] = {
  { "string", COLUMN_STRING },   { "number", COLUMN_NUMBER },   { "integer", COLUMN_INTEGER },
  { "boolean", COLUMN_BOOLEAN }, { "date", COLUMN_DATE },       { "datetime", COLUMN_DATE },
  { "yearmonth", COLUMN_DATE },  { "year", COLUMN_YEAR },       { "time", COLUMN_STRING },
  { "duration", COLUMN_STRING }, { "geopoint", COLUMN_STRING }, { "geojson", COLUMN_STRING },
  { "object", COLUMN_STRING },   { "array", COLUMN_JSON },      { "list", COLUMN_STRING },
};

static void
read_type(PackageReader *reader, const Node *map, Field *field)
{
  const char *names[G_N_ELEMENTS(field_types) + 2] = { "any" };
  const char *type = read_text(reader, map, "type", "field-error");

  field->type = COLUMN_STRING;
  field->type_name = type;
  field->any = !type || strcmp(type, "any") == 0;
  for (size_t i = 0; i < G_N_ELEMENTS(field_types); i++) {
    names[i + 1] = field_types[i].name;
    if (type && strcmp(type, field_types[i].name) == 0) {
      field->type = field_types[i].type;
      return;
    }
  }
  if (field->any)
    return;
  const char *near = diag_suggest(type, names);
  g_autofree char *hint = near ? g_strdup_printf("is \"%s\" meant?", near) : NULL;
  diag_error(reader->diags, "field-error", node_get(map, "type")->span, hint,
             "\"%s\" is not a type of fields", type);
  field->any = true;
}

/* A bound of the field's type, perhaps written as a text. */
static double
read_bound(PackageReader *reader, const Node *map, const char *key, const Field *field)
{
  static const NumberStyle plain = { .decimal = "." };
  const Node *node = node_get(map, key);
  double value = (double)NAN;

  if (!node || node->kind == NODE_NULL)
    return value;
  if (node->kind == NODE_NUMBER && field->type != COLUMN_DATE)
    return node->number;
  const char *text = node_text(node, NULL);
  Field number = *field;
  if (field->type == COLUMN_STRING || field->any)
    number.type = COLUMN_NUMBER;
  if (!text || !cell_parse(&number, &plain, text, strlen(text), &value)) {
    diag_error(reader->diags, "field-error", node->span, NULL,
               "\"%s\" of the field \"%s\" is not of the field's type", key, field->name);
    value = (double)NAN;
  }
  return value;
}

static const char *
read_pattern(PackageReader *reader, const Node *map)
{
  g_autoptr(GError) error = NULL;
  const char *pattern = read_text(reader, map, "pattern", "field-error");
  if (!pattern)
    return NULL;
  g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, &error);
  if (regex)
    return pattern;
  diag_error(reader->diags, "field-error", node_get(map, "pattern")->span, NULL,
             "the pattern is not a regular expression: %s", error->message);
  return NULL;
}

static void
read_constraints(PackageReader *reader, const Node *map, Field *field)
{
  static const char *const known[] = { "required",  "unique",           "minimum",
                                       "maximum",   "exclusiveMinimum", "exclusiveMaximum",
                                       "minLength", "maxLength",        "pattern",
                                       "enum",      "jsonSchema",       NULL };
  Constraints *rules = &field->constraints;

  check_spelling(reader, map, known);
  rules->required = read_flag(reader, map, "required", false, "field-error");
  rules->unique = read_flag(reader, map, "unique", false, "field-error");
  rules->minimum = read_bound(reader, map, "minimum", field);
  rules->maximum = read_bound(reader, map, "maximum", field);
  rules->exclusive_minimum = read_bound(reader, map, "exclusiveMinimum", field);
  rules->exclusive_maximum = read_bound(reader, map, "exclusiveMaximum", field);
  rules->min_length = read_number(reader, map, "minLength", (double)NAN, "field-error");
  rules->max_length = read_number(reader, map, "maxLength", (double)NAN, "field-error");
  rules->pattern = read_pattern(reader, map);
  rules->enumeration = read_list(reader, map, "enum", "field-error");
}

static void
read_categories(PackageReader *reader, const Node *map, Field *field)
{
  const Node *list = read_list(reader, map, "categories", "field-error");
  if (!list)
    return;
  Category *categories = arena_array(reader->arena, Category, list->count);

  for (size_t i = 0; i < list->count; i++) {
    const Node *item = list->items[i];
    const char *value = item->kind == NODE_MAP ? read_text(reader, item, "value", "field-error")
                                               : node_text(item, NULL);
    if (!value) {
      diag_error(reader->diags, "field-error", item->span, NULL, "a category needs a value");
      continue;
    }
    categories[field->category_count++] =
        (Category){ value, read_localised(reader, item, "label", "field-error") };
  }
  field->categories = categories;
}

/* ["", "n/a"] or [{"value": "", "label": "…"}]; NULL when absent. */
static const char *const *
read_missing(PackageReader *reader, const Node *map, const char *code)
{
  const Node *list = read_list(reader, map, "missingValues", code);
  if (!list)
    return NULL;
  const char **texts = arena_array(reader->arena, const char *, list->count + 1);
  size_t count = 0;

  for (size_t i = 0; i < list->count; i++) {
    const Node *item = list->items[i];
    const char *text =
        item->kind == NODE_MAP ? read_text(reader, item, "value", code) : node_text(item, NULL);
    if (text)
      texts[count++] = text;
    else
      diag_error(reader->diags, code, item->span, NULL, "a missing value is a text");
  }
  return texts;
}

static const char *
join_texts(PackageReader *reader, const Node *map, const char *key)
{
  const char *const *texts = read_texts(reader, map, key, "field-error");
  if (!texts)
    return NULL;
  g_autofree char *joined = g_strjoinv("\n", (char **)(uintptr_t)texts);
  return arena_strdup(reader->arena, joined);
}

static void
read_field(PackageReader *reader, const Node *map, size_t index, Field *field)
{
  static const char *const known[] = {
    "name",
    "type",
    "format",
    "title",
    "description",
    "example",
    "rdfType",
    "unit",
    "currency",
    "scale",
    "constraints",
    "categories",
    "categoriesOrdered",
    "missingValues",
    "decimalChar",
    "groupChar",
    "bareNumber",
    "trueValues",
    "falseValues",
    "delimiter",
    "itemType",
    NULL,
  };
  field->span = map->span;
  if (!node_is(map, NODE_MAP))
    diag_error(reader->diags, "field-error", map->span, NULL, "a field should be a map, not %s",
               node_kind_name(map->kind));
  check_spelling(reader, map, known);
  field->name = read_text(reader, map, "name", "field-error");
  if (!field->name) {
    diag_error(reader->diags, "field-error", map->span, NULL, "the field needs a name");
    field->name = arena_printf(reader->arena, "field%zu", index + 1);
  }
  read_type(reader, map, field);
  field->format = read_text(reader, map, "format", "field-error");
  if (field->format && strcmp(field->format, "default") == 0)
    field->format = NULL;
  field->title = read_localised(reader, map, "title", "field-error");
  field->description = read_localised(reader, map, "description", "field-error");
  field->unit = read_text(reader, map, "unit", "field-error");
  field->currency = read_text(reader, map, "currency", "field-error");
  field->scale = read_number(reader, map, "scale", 1, "field-error");
  field->decimal = read_text(reader, map, "decimalChar", "field-error");
  field->group = read_text(reader, map, "groupChar", "field-error");
  field->bare_number = read_flag(reader, map, "bareNumber", true, "field-error");
  field->true_values = join_texts(reader, map, "trueValues");
  field->false_values = join_texts(reader, map, "falseValues");
  field->missing = read_missing(reader, map, "field-error");
  read_constraints(reader, node_get(map, "constraints"), field);
  read_categories(reader, map, field);
}

static void
read_fields(PackageReader *reader, const Node *map, Schema *schema)
{
  const Node *list = read_list(reader, map, "fields", "schema-error");
  if (!list) {
    diag_error(reader->diags, "schema-error", map->span, NULL, "the schema needs fields");
    return;
  }
  Field *fields = arena_array(reader->arena, Field, list->count);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

  for (size_t i = 0; i < list->count; i++) {
    read_field(reader, list->items[i], i, &fields[i]);
    if (!g_hash_table_add(seen, (char *)(uintptr_t)fields[i].name))
      diag_error(reader->diags, "schema-error", list->items[i]->span, NULL,
                 "there is a field \"%s\" already", fields[i].name);
  }
  schema->fields = fields;
  schema->field_count = list->count;
}

/* Reports the names that are no fields; true if all are. */
static bool
check_names(PackageReader *reader, const Schema *schema, const char *const *names, Span span,
            const char *what)
{
  bool sound = true;
  for (; names && *names; names++)
    if (!schema_field(schema, *names)) {
      diag_error(reader->diags, "schema-error", span, NULL, "%s names \"%s\", which is no field",
                 what, *names);
      sound = false;
    }
  return sound;
}

static void
read_keys(PackageReader *reader, const Node *map, Schema *schema)
{
  const Node *primary = node_get(map, "primaryKey");
  schema->primary_key = read_texts(reader, map, "primaryKey", "schema-error");
  if (schema->primary_key &&
      !check_names(reader, schema, schema->primary_key, primary->span, "the primary key"))
    schema->primary_key = NULL;

  const Node *list = read_list(reader, map, "uniqueKeys", "schema-error");
  if (!list)
    return;
  const char *const **keys = arena_array(reader->arena, const char *const *, list->count + 1);
  size_t count = 0;
  for (size_t i = 0; i < list->count; i++) {
    /* Read through a map of one, so that texts and lists of texts are alike. */
    const NodeEntry entry = { .key = "uniqueKeys", .value = list->items[i] };
    const Node *wrap = node_new_map(reader->arena, &entry, 1, list->items[i]->span);
    const char *const *key = read_texts(reader, wrap, "uniqueKeys", "schema-error");
    if (key && check_names(reader, schema, key, list->items[i]->span, "a unique key"))
      keys[count++] = key;
  }
  schema->unique_keys = keys;
}

static void
read_foreign_keys(PackageReader *reader, const Node *map, Schema *schema)
{
  const Node *list = read_list(reader, map, "foreignKeys", "schema-error");
  if (!list)
    return;
  ForeignKey *keys = arena_array(reader->arena, ForeignKey, list->count);

  for (size_t i = 0; i < list->count; i++) {
    const Node *item = list->items[i], *reference = node_get(item, "reference");
    ForeignKey key = {
      .fields = read_texts(reader, item, "fields", "schema-error"),
      .resource = read_text(reader, reference, "resource", "schema-error"),
      .reference_fields = read_texts(reader, reference, "fields", "schema-error"),
      .span = item->span,
    };
    if (!key.fields || !key.reference_fields ||
        g_strv_length((char **)(uintptr_t)key.fields) !=
            g_strv_length((char **)(uintptr_t)key.reference_fields)) {
      diag_error(reader->diags, "schema-error", item->span, NULL,
                 "a foreign key needs fields, and as many fields of its reference");
      continue;
    }
    if (check_names(reader, schema, key.fields, item->span, "the foreign key"))
      keys[schema->foreign_key_count++] = key;
  }
  schema->foreign_keys = keys;
}

static void
read_match(PackageReader *reader, const Node *map, Schema *schema)
{
  static const char *const names[] = {
    [FIELDS_EXACT] = "exact",       [FIELDS_EQUAL] = "equal",     [FIELDS_SUBSET] = "subset",
    [FIELDS_SUPERSET] = "superset", [FIELDS_PARTIAL] = "partial",
  };
  const char *const *match = read_texts(reader, map, "fieldsMatch", "schema-error");
  if (!match || !*match)
    return;
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    if (strcmp(*match, names[i]) == 0) {
      schema->match = i;
      return;
    }
  diag_error(reader->diags, "schema-error", node_get(map, "fieldsMatch")->span,
             "use exact, equal, subset, superset or partial", "\"%s\" is not a fieldsMatch",
             *match);
}

const Schema *
read_schema(PackageReader *reader, const Node *node)
{
  static const char *const only_empty[] = { "", NULL };
  static const char *const known[] = { "fields",      "missingValues", "primaryKey", "uniqueKeys",
                                       "foreignKeys", "fieldsMatch",   "$schema",    NULL };
  const Node *map = read_map_or_file(reader, node, "schema-error");
  if (!map)
    return NULL;
  Schema *schema = arena_new0(reader->arena, Schema);

  check_spelling(reader, map, known);
  read_fields(reader, map, schema);
  const char *const *missing = read_missing(reader, map, "schema-error");
  schema->missing = missing ? missing : only_empty;
  read_keys(reader, map, schema);
  read_foreign_keys(reader, map, schema);
  read_match(reader, map, schema);
  return schema;
}

/* One ASCII character; `otherwise` when absent or wrong. */
static char
read_char(PackageReader *reader, const Node *map, const char *key, char otherwise)
{
  const Node *node = node_get(map, key);
  const char *text = read_text(reader, map, key, "dialect-error");
  if (!text)
    return node && node->kind == NODE_NULL ? 0 : otherwise;
  if (text[0] != '\0' && text[1] == '\0' && (unsigned char)text[0] < 0x80)
    return text[0];
  diag_error(reader->diags, "dialect-error", node->span, NULL,
             "\"%s\" should be one ASCII character", key);
  return otherwise;
}

const Dialect *
read_dialect(PackageReader *reader, const Node *node)
{
  static const char *const known[] = {
    "delimiter",           "lineTerminator", "quoteChar",        "doubleQuote",
    "escapeChar",          "nullSequence",   "skipInitialSpace", "header",
    "headerRows",          "headerJoin",     "commentRows",      "commentChar",
    "caseSensitiveHeader", "csvddfVersion",  "$schema",          NULL,
  };
  const Node *map = read_map_or_file(reader, node, "dialect-error");
  if (!map)
    return NULL;
  Dialect *dialect = arena_new0(reader->arena, Dialect);
  const Node *rows = read_list(reader, map, "headerRows", "dialect-error");

  check_spelling(reader, map, known);
  *dialect = (Dialect){
    .delimiter = read_char(reader, map, "delimiter", ','),
    .quote = read_char(reader, map, "quoteChar", '"'),
    .escape = read_char(reader, map, "escapeChar", 0),
    .comment = read_char(reader, map, "commentChar", 0),
    .no_header = !read_flag(reader, map, "header", true, "dialect-error"),
    .skip_initial_space = read_flag(reader, map, "skipInitialSpace", false, "dialect-error"),
    .header_row = 1,
  };
  if (rows && rows->count > 0) {
    double row = node_number(rows->items[0], 1);
    dialect->header_row = row >= 1 && row <= 1e6 ? (size_t)row : 1;
    if (rows->count > 1)
      diag_warning(reader->diags, "dialect-error", rows->span, NULL,
                   "only one header row is read, the first of these");
  }
  return dialect;
}
