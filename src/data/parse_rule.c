#include "core/number_format.h"
#include "core/time_format.h"
#include "data/table_private.h"

/* The text between 'quotes', or NULL. */
static const char *
quoted_format(Arena *arena, const char *text)
{
  size_t length = strlen(text);
  bool quoted = length >= 2 && (text[0] == '\'' || text[0] == '"') && text[length - 1] == text[0];
  return quoted ? arena_strndup(arena, text + 1, length - 2) : NULL;
}

bool
parse_rule_read(Arena *arena, const Node *node, ParseRule *rule, DiagList *diags)
{
  static const struct {
    const char *name;
    int kind;
  } names[] = {
    { "number", PARSE_NUMBER }, { "integer", PARSE_NUMBER }, { "boolean", PARSE_BOOLEAN },
    { "string", PARSE_STRING }, { "date", PARSE_DATE },
  };
  *rule = (ParseRule){ .kind = PARSE_AS_IS };
  if (!node || node->kind == NODE_NULL)
    return true;

  const char *text = node_string(node, "");
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    if (strcmp(text, names[i].name) == 0) {
      rule->kind = names[i].kind;
      return true;
    }
  bool date = g_str_has_prefix(text, "date:"), utc = g_str_has_prefix(text, "utc:");
  if (date || utc)
    rule->format = quoted_format(arena, strchr(text, ':') + 1);
  if (rule->format) {
    rule->kind = utc ? PARSE_UTC_FORMAT : PARSE_DATE_FORMAT;
    return true;
  }
  if (diags)
    diag_error(diags, "unknown-parse", node->span,
               "use number, boolean, string, date, date:'%Y-%m-%d' or utc:'%Y-%m-%d'",
               "\"%s\" is not a way to parse a field", text);
  return false;
}

static Value
to_text(Value value, Arena *arena)
{
  if (value.kind == VALUE_BOOLEAN)
    return value_string(value.boolean ? "true" : "false");
  if (value.kind != VALUE_NUMBER)
    return value;
  g_autoptr(GString) text = g_string_new(NULL);
  number_append_plain(text, value.number);
  return value_string(arena_strndup(arena, text->str, text->len));
}

/* As vega-util's toBoolean. */
static Value
to_boolean(Value value)
{
  if (value.kind == VALUE_NUMBER)
    return value_boolean(value.number != 0 && !isnan(value.number));
  if (value.kind == VALUE_STRING)
    return value_boolean(strcmp(value.string, "false") != 0 && strcmp(value.string, "0") != 0);
  return value;
}

static Value
to_date(const ParseRule *rule, Value value, Arena *arena)
{
  if (rule->kind == PARSE_DATE)
    return value.kind == VALUE_STRING ? value_number(time_parse_js(value.string)) : value;
  return value_number(time_parse(to_text(value, arena).string, rule->format, locale_default(),
                                 rule->kind == PARSE_UTC_FORMAT));
}

Value
parse_rule_apply(const ParseRule *rule, Value value, Arena *arena)
{
  if (rule->kind == PARSE_AS_IS || value.kind == VALUE_NULL)
    return value;
  if (value.kind == VALUE_STRING && value.string[0] == '\0')
    return VALUE_MISSING; /* vega-util's toNumber, toDate, … turn "" into null */

  switch (rule->kind) {
  case PARSE_NUMBER:
    return value_number(value_to_number(value));
  case PARSE_BOOLEAN:
    return to_boolean(value);
  case PARSE_STRING:
    return to_text(value, arena);
  case PARSE_DATE:
  case PARSE_DATE_FORMAT:
  case PARSE_UTC_FORMAT:
    return to_date(rule, value, arena);
  case PARSE_AS_IS:
    break;
  }
  return value;
}

ColumnType
parse_rule_type(const ParseRule *rule, ColumnType found)
{
  static const ColumnType types[] = {
    [PARSE_NUMBER] = COLUMN_NUMBER,    [PARSE_BOOLEAN] = COLUMN_BOOLEAN,
    [PARSE_STRING] = COLUMN_STRING,    [PARSE_DATE] = COLUMN_DATE,
    [PARSE_DATE_FORMAT] = COLUMN_DATE, [PARSE_UTC_FORMAT] = COLUMN_DATE,
  };
  return rule->kind == PARSE_AS_IS ? found : types[rule->kind];
}
