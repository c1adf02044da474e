/* Values of expressions: JavaScript's conversions and comparisons. */
#include "chart/expr_private.h"

#include "core/number_format.h"
#include "core/time_format.h"

#include <math.h>
#include <string.h>

/* ---- from and to other values ---- */

ExprValue
expr_from_value(Value value)
{
  switch (value.kind) {
  case VALUE_BOOLEAN:
    return expr_boolean(value.boolean);
  case VALUE_NUMBER:
    return expr_number(value.number);
  case VALUE_STRING:
    return expr_string(value.string);
  case VALUE_NULL:
  default:
    return expr_null();
  }
}

ExprValue
expr_from_node(Arena *arena, const Node *node)
{
  if (!node || (node->kind != NODE_LIST && node->kind != NODE_MAP))
    return expr_from_value(node_value(node));
  if (node->kind == NODE_LIST) {
    ExprValue *items = arena_array(arena, ExprValue, node->count);
    for (size_t i = 0; i < node->count; i++)
      items[i] = expr_from_node(arena, node->items[i]);
    return expr_new_array(arena, items, node->count);
  }
  ExprMember *members = arena_array(arena, ExprMember, node->count);
  for (size_t i = 0; i < node->count; i++)
    members[i] =
        (ExprMember){ node->entries[i].key, expr_from_node(arena, node->entries[i].value) };
  return expr_new_object(arena, members, node->count);
}

static const char *
json_text(Arena *arena, ExprValue value)
{
  g_autoptr(GString) out = g_string_new(NULL);
  expr_append_json(out, arena, value);
  return arena_strndup(arena, out->str, out->len);
}

Value
expr_to_value(Arena *arena, ExprValue value)
{
  switch (value.kind) {
  case EXPR_BOOLEAN:
    return value_boolean(value.boolean);
  case EXPR_NUMBER:
  case EXPR_DATE:
    return value_number(value.number);
  case EXPR_STRING:
    return value_string(value.string);
  case EXPR_ARRAY:
    return value_string(json_text(arena, value));
  case EXPR_OBJECT:
    return value_string(value.colour ? expr_colour_to_string(arena, value)
                                     : json_text(arena, value));
  case EXPR_REGEXP:
    return value_string(expr_to_string(arena, value));
  case EXPR_UNDEFINED:
  case EXPR_NULL:
  default:
    return VALUE_MISSING;
  }
}

ExprValue
expr_new_array(Arena *arena, const ExprValue *items, size_t count)
{
  /* Arrays are told apart by their items' address, so an empty one needs an address too. */
  if (!items)
    items = arena_new0(arena, ExprValue);
  return (ExprValue){ .kind = EXPR_ARRAY, .items = items, .count = count };
}

ExprValue
expr_new_object(Arena *arena, const ExprMember *members, size_t count)
{
  if (!members)
    members = arena_new0(arena, ExprMember);
  return (ExprValue){ .kind = EXPR_OBJECT, .members = members, .count = count };
}

/* ---- conversions ---- */

bool
expr_is_nullish(ExprValue value)
{
  return value.kind == EXPR_NULL || value.kind == EXPR_UNDEFINED;
}

bool
expr_truthy(ExprValue value)
{
  switch (value.kind) {
  case EXPR_UNDEFINED:
  case EXPR_NULL:
    return false;
  case EXPR_BOOLEAN:
    return value.boolean;
  case EXPR_NUMBER:
    return !isnan(value.number) && value.number != 0;
  case EXPR_STRING:
    return value.string[0] != '\0';
  case EXPR_DATE:
  case EXPR_ARRAY:
  case EXPR_OBJECT:
  case EXPR_REGEXP:
  default:
    return true;
  }
}

double
expr_to_number(ExprValue value)
{
  switch (value.kind) {
  case EXPR_NULL:
    return 0;
  case EXPR_BOOLEAN:
    return value.boolean ? 1 : 0;
  case EXPR_NUMBER:
  case EXPR_DATE:
    return value.number;
  case EXPR_STRING:
    return value_to_number(value_string(value.string));
  case EXPR_ARRAY:
    /* By way of the text: [] is 0, [x] is x's text, longer ones hold a comma. */
    if (value.count == 0 || (value.count == 1 && expr_is_nullish(value.items[0])))
      return 0;
    if (value.count == 1 && value.items[0].kind != EXPR_BOOLEAN && value.items[0].kind != EXPR_DATE)
      return expr_to_number(value.items[0]);
    return (double)NAN;
  case EXPR_UNDEFINED:
  case EXPR_OBJECT:
  case EXPR_REGEXP:
  default:
    return (double)NAN;
  }
}

double
expr_to_integer(double number)
{
  return isnan(number) ? 0 : trunc(number);
}

int32_t
expr_to_int32(double number)
{
  if (!isfinite(number))
    return 0;
  double wrapped = fmod(trunc(number), 4294967296.0);
  if (wrapped < 0)
    wrapped += 4294967296.0;
  return (int32_t)(uint32_t)wrapped;
}

static const char *
number_text(Arena *arena, double number)
{
  g_autoptr(GString) out = g_string_new(NULL);
  number_append_plain(out, number);
  return arena_strndup(arena, out->str, out->len);
}

static const char *
array_text(Arena *arena, ExprValue array)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (size_t i = 0; i < array.count && out->len <= EXPR_MAX_STRING; i++) {
    if (i)
      g_string_append_c(out, ',');
    if (!expr_is_nullish(array.items[i]))
      g_string_append(out, expr_to_string(arena, array.items[i]));
  }
  return arena_strndup(arena, out->str, out->len);
}

const char *
expr_to_string(Arena *arena, ExprValue value)
{
  switch (value.kind) {
  case EXPR_NULL:
    return "null";
  case EXPR_BOOLEAN:
    return value.boolean ? "true" : "false";
  case EXPR_NUMBER:
    return number_text(arena, value.number);
  case EXPR_STRING:
    return value.string;
  case EXPR_DATE:
    return expr_date_to_string(arena, value.number);
  case EXPR_ARRAY:
    return array_text(arena, value);
  case EXPR_OBJECT:
    return value.colour ? expr_colour_to_string(arena, value) : "[object Object]";
  case EXPR_REGEXP:
    return arena_printf(arena, "/%s/%s", value.regexp->pattern, value.regexp->flags);
  case EXPR_UNDEFINED:
  default:
    return "undefined";
  }
}

ExprValue
expr_to_primitive(Arena *arena, ExprValue value, bool prefer_text)
{
  if (value.kind == EXPR_DATE && !prefer_text)
    return expr_number(value.number);
  if (value.kind >= EXPR_DATE)
    return expr_string(expr_to_string(arena, value));
  return value;
}

/* ---- dates ---- */

double
expr_to_date(ExprValue value)
{
  double ms;
  if (value.kind == EXPR_STRING) {
    ms = time_parse_js(value.string);
  } else if (value.kind == EXPR_ARRAY) {
    g_autoptr(Arena) arena = arena_new();
    ms = time_parse_js(array_text(arena, value));
  } else {
    ms = expr_to_number(value);
  }
  /* ECMAScript's TimeClip; adding 0 turns -0 into 0. */
  return isfinite(ms) && fabs(ms) <= 8.64e15 ? trunc(ms) + 0.0 : (double)NAN;
}

const char *
expr_date_to_string(Arena *arena, double ms)
{
  if (isnan(ms))
    return "Invalid Date";
  g_autoptr(GString) out = g_string_new(NULL);
  time_format_append(out, "%a %b %d %Y %H:%M:%S GMT%Z", locale_default(), ms, false);
  if (g_str_has_suffix(out->str, "+0000"))
    g_string_append(out, " (Coordinated Universal Time)");
  return arena_strndup(arena, out->str, out->len);
}

const char *
expr_date_to_iso(Arena *arena, double ms)
{
  if (isnan(ms))
    return "null";
  g_autoptr(GString) out = g_string_new(NULL);
  time_format_append(out, "%Y-%m-%dT%H:%M:%S.%LZ", locale_default(), ms, true);
  return arena_strndup(arena, out->str, out->len);
}

/* ---- comparisons ---- */

bool
expr_strict_equal(ExprValue a, ExprValue b)
{
  if (a.kind != b.kind)
    return false;
  switch (a.kind) {
  case EXPR_UNDEFINED:
  case EXPR_NULL:
    return true;
  case EXPR_BOOLEAN:
    return a.boolean == b.boolean;
  case EXPR_NUMBER:
    return !isnan(a.number) && !isnan(b.number) && !(a.number < b.number) && !(a.number > b.number);
  case EXPR_STRING:
    return strcmp(a.string, b.string) == 0;
  case EXPR_ARRAY:
    return a.items == b.items;
  case EXPR_OBJECT:
    return a.members == b.members;
  case EXPR_REGEXP:
    return a.regexp == b.regexp;
  case EXPR_DATE: /* two objects, even if they mean the same time */
  default:
    return false;
  }
}

bool
expr_loose_equal(Arena *arena, ExprValue a, ExprValue b)
{
  if (a.kind == b.kind)
    return expr_strict_equal(a, b);
  if (expr_is_nullish(a) || expr_is_nullish(b))
    return expr_is_nullish(a) && expr_is_nullish(b);
  if (a.kind >= EXPR_DATE && b.kind >= EXPR_DATE)
    return false; /* two objects of different kinds */
  a = expr_to_primitive(arena, a, true);
  b = expr_to_primitive(arena, b, true);
  if (a.kind == EXPR_STRING && b.kind == EXPR_STRING)
    return strcmp(a.string, b.string) == 0;
  return expr_strict_equal(expr_number(expr_to_number(a)), expr_number(expr_to_number(b)));
}

static int
sign_of_order(int order)
{
  return (order > 0) - (order < 0);
}

int
expr_relate(Arena *arena, ExprValue a, ExprValue b)
{
  a = expr_to_primitive(arena, a, false);
  b = expr_to_primitive(arena, b, false);
  if (a.kind == EXPR_STRING && b.kind == EXPR_STRING)
    return sign_of_order(expr_utf16_compare(a.string, b.string));
  double x = expr_to_number(a), y = expr_to_number(b);
  return isnan(x) || isnan(y) ? 2 : (x > y) - (x < y);
}

static bool
is_nan(ExprValue value)
{
  return (value.kind == EXPR_NUMBER || value.kind == EXPR_DATE) && isnan(value.number);
}

int
expr_ascending(Arena *arena, ExprValue a, ExprValue b)
{
  bool a_missing = expr_is_nullish(a), b_missing = expr_is_nullish(b);
  if (a_missing || b_missing)
    return (a_missing ? 0 : 1) - (b_missing ? 0 : 1);
  int order = expr_relate(arena, a, b);
  if (order == -1 || order == 1)
    return order;
  return (is_nan(a) ? 0 : 1) - (is_nan(b) ? 0 : 1);
}

/* ---- members ---- */

/* The index that a key such as "12" is; false for "012", "-1", "x". */
static bool
array_index(const char *key, size_t *index)
{
  if (!g_ascii_isdigit(key[0]) || (key[0] == '0' && key[1]) || strlen(key) > 9)
    return false;
  for (*index = 0; *key; key++) {
    if (!g_ascii_isdigit(*key))
      return false;
    *index = *index * 10 + (size_t)(*key - '0');
  }
  return true;
}

static ExprValue
text_member(Arena *arena, const char *text, const char *key)
{
  size_t index;
  if (strcmp(key, "length") == 0)
    return expr_number((double)expr_utf16_length(text));
  if (!array_index(key, &index) || index >= expr_utf16_length(text))
    return expr_undefined();
  const char *at = expr_utf16_at(text, index), *end = expr_utf8_next(at);
  return expr_string(arena_strndup(arena, at, (size_t)(end - at)));
}

ExprValue
expr_object_member(ExprValue object, const char *key)
{
  for (size_t i = object.count; i > 0; i--)
    if (strcmp(object.members[i - 1].key, key) == 0)
      return object.members[i - 1].value;
  return expr_undefined();
}

ExprValue
expr_member(Arena *arena, ExprValue object, const char *key)
{
  size_t index;
  if (object.kind == EXPR_STRING)
    return text_member(arena, object.string, key);
  if (object.kind == EXPR_OBJECT)
    return expr_object_member(object, key);
  if (object.kind != EXPR_ARRAY)
    return expr_undefined();
  if (strcmp(key, "length") == 0)
    return expr_number((double)object.count);
  return array_index(key, &index) && index < object.count ? object.items[index] : expr_undefined();
}
