/* A field's constraints and categories, cell by cell. */
#include "core/number_format.h"
#include "core/time_format.h"
#include "data/rows_private.h"

bool
cell_has_checks(const Field *field)
{
  const Constraints *rules = &field->constraints;
  return !isnan(rules->minimum) || !isnan(rules->maximum) || !isnan(rules->exclusive_minimum) ||
         !isnan(rules->exclusive_maximum) || !isnan(rules->min_length) ||
         !isnan(rules->max_length) || rules->pattern || rules->enumeration ||
         field->category_count > 0 || (field->type == COLUMN_STRING && field->format);
}

void
cell_checks_start(CellBuilder *builder)
{
  const Field *field = builder->field;

  builder->checked = field && cell_has_checks(field);
  if (!builder->checked || !field->constraints.pattern)
    return;
  /* The whole text has to match. A pattern that is none was reported with the schema. */
  g_autofree char *whole = g_strdup_printf("^(?:%s)$", field->constraints.pattern);
  builder->pattern = g_regex_new(whole, G_REGEX_OPTIMIZE | G_REGEX_DOLLAR_ENDONLY, 0, NULL);
}

/* A constraint's number as the column's cells are written. */
static char *
shown_number(const CellBuilder *builder, double value)
{
  g_autoptr(GString) text = g_string_new(NULL);
  if (builder->type == COLUMN_DATE)
    time_format_append(text, "%Y-%m-%d", locale_default(), value, true);
  else
    number_append_plain(text, value);
  return g_string_free(g_steal_pointer(&text), false);
}

/* Is the value, as a number, in the list of texts or numbers? */
static bool
equals_number(const CellBuilder *builder, const char *text, double value)
{
  double number;
  return text && cell_parse(builder->field, &builder->style, text, strlen(text), &number) &&
         number == value;
}

static bool
enumerates_number(const CellBuilder *builder, double value)
{
  const Node *list = builder->field->constraints.enumeration;
  for (size_t i = 0; i < list->count; i++) {
    const Node *item = list->items[i];
    if (item->kind == NODE_NUMBER && builder->type != COLUMN_DATE ? item->number == value : false)
      return true;
    if (equals_number(builder, node_text(item, NULL), value))
      return true;
  }
  return false;
}

static bool
categorises_number(const CellBuilder *builder, double value)
{
  for (size_t i = 0; i < builder->field->category_count; i++)
    if (equals_number(builder, builder->field->categories[i].value, value))
      return true;
  return false;
}

static bool
check_bounds(CellBuilder *builder, double value, const char *text, size_t size)
{
  const Constraints *rules = &builder->field->constraints;
  const struct {
    bool broken;
    double bound;
    const char *rule;
  } bounds[] = {
    { value < rules->minimum, rules->minimum, "is below the minimum" },
    { value > rules->maximum, rules->maximum, "is above the maximum" },
    { value <= rules->exclusive_minimum, rules->exclusive_minimum, "is not above" },
    { value >= rules->exclusive_maximum, rules->exclusive_maximum, "is not below" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(bounds); i++)
    if (bounds[i].broken) { /* never, when the bound is NaN */
      g_autofree char *bound = shown_number(builder, bounds[i].bound);
      cell_fault(builder, "constraint-error", NULL, text, size, "%s %s", bounds[i].rule, bound);
      return false;
    }
  return true;
}

bool
cell_check_number(CellBuilder *builder, double value, const char *text, size_t size)
{
  const Field *field = builder->field;

  if (!check_bounds(builder, value, text, size))
    return false;
  if (field->constraints.enumeration && !enumerates_number(builder, value)) {
    cell_fault(builder, "constraint-error", NULL, text, size, "is not in the field's enum");
    return false;
  }
  if (field->category_count > 0 && !categorises_number(builder, value)) {
    cell_fault(builder, "constraint-error", NULL, text, size, "is none of the field's categories");
    return false;
  }
  return true;
}

static bool
check_length(CellBuilder *builder, const char *text, size_t size)
{
  const Constraints *rules = &builder->field->constraints;
  if (isnan(rules->min_length) && isnan(rules->max_length))
    return true;
  long length = g_utf8_strlen(text, (gssize)size);
  if ((double)length < rules->min_length) {
    cell_fault(builder, "constraint-error", NULL, text, size,
               "has %ld characters, fewer than minLength %.0f", length, rules->min_length);
    return false;
  }
  if ((double)length > rules->max_length) {
    cell_fault(builder, "constraint-error", NULL, text, size,
               "has %ld characters, more than maxLength %.0f", length, rules->max_length);
    return false;
  }
  return true;
}

static bool
check_pattern(CellBuilder *builder, const char *text, size_t size)
{
  g_autoptr(GError) error = NULL;
  if (!builder->pattern ||
      g_regex_match_full(builder->pattern, text, (gssize)size, 0, 0, NULL, &error))
    return true;
  cell_fault(builder, "constraint-error", NULL, text, size,
             error ? "takes too long to match with the pattern %s"
                   : "does not match the pattern %s",
             builder->field->constraints.pattern);
  return false;
}

/* The nearest of the field's values, as a hint. */
static char *
suggest_value(const char *const *values, const char *text)
{
  const char *near = diag_suggest(text, values);
  return near ? g_strdup_printf("is \"%s\" meant?", near) : NULL;
}

static bool
check_list(CellBuilder *builder, const char *const *values, const char *text, size_t size,
           const char *rule)
{
  for (const char *const *value = values; *value; value++)
    if (strlen(*value) == size && memcmp(*value, text, size) == 0)
      return true;
  g_autofree char *copy = g_strndup(text, size);
  g_autofree char *hint = size < 200 ? suggest_value(values, copy) : NULL;
  cell_fault(builder, "constraint-error", hint, text, size, "%s", rule);
  return false;
}

static bool
check_enumeration(CellBuilder *builder, const char *text, size_t size)
{
  const Node *list = builder->field->constraints.enumeration;
  if (!list)
    return true;
  g_autofree const char **values = g_new0(const char *, list->count + 1);
  for (size_t i = 0; i < list->count; i++)
    values[i] = node_text(list->items[i], "");
  return check_list(builder, values, text, size, "is not in the field's enum");
}

static bool
check_categories(CellBuilder *builder, const char *text, size_t size)
{
  const Field *field = builder->field;
  if (field->category_count == 0)
    return true;
  g_autofree const char **values = g_new0(const char *, field->category_count + 1);
  for (size_t i = 0; i < field->category_count; i++)
    values[i] = field->categories[i].value;
  return check_list(builder, values, text, size, "is none of the field's categories");
}

static bool
looks_like(const char *format, const char *text, size_t size)
{
  static const struct {
    const char *format, *pattern;
  } formats[] = {
    { "email", "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$" },
    { "uri", "^[A-Za-z][A-Za-z0-9+.-]*:[^\\s]+$" },
    { "uuid", "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$" },
  };
  g_autofree char *copy = g_strndup(text, size);
  for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
    if (strcmp(format, formats[i].format) == 0)
      return g_regex_match_simple(formats[i].pattern, copy, G_REGEX_DOLLAR_ENDONLY, 0);
  return true;
}

bool
cell_check_text(CellBuilder *builder, const char *text, size_t size)
{
  const char *format = builder->field->format;

  if (format && !looks_like(format, text, size)) {
    cell_fault(builder, "type-error", NULL, text, size, "is not of the format %s", format);
    return false;
  }
  return check_length(builder, text, size) && check_pattern(builder, text, size) &&
         check_enumeration(builder, text, size) && check_categories(builder, text, size);
}
