/* Values of expressions as JSON, and back. */
#include "chart/expr_private.h"

#include "core/number_format.h"

#include <math.h>
#include <string.h>

static void
append_json_string(GString *out, const char *text)
{
  static const char escaped[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
  g_string_append_c(out, '"');
  for (; *text; text++) {
    const char *found = strchr(escaped, *text);
    if (found)
      g_string_append_printf(out, "\\%c", letters[found - escaped]);
    else if ((unsigned char)*text < 0x20)
      g_string_append_printf(out, "\\u%04x", (unsigned)(unsigned char)*text);
    else
      g_string_append_c(out, *text);
  }
  g_string_append_c(out, '"');
}

static void
append_object(GString *out, Arena *arena, ExprValue object)
{
  bool first = true;
  g_string_append_c(out, '{');
  for (size_t i = 0; i < object.count; i++) {
    if (object.members[i].value.kind == EXPR_UNDEFINED)
      continue;
    if (!first)
      g_string_append_c(out, ',');
    first = false;
    append_json_string(out, object.members[i].key);
    g_string_append_c(out, ':');
    expr_append_json(out, arena, object.members[i].value);
  }
  g_string_append_c(out, '}');
}

static void
append_array(GString *out, Arena *arena, ExprValue array)
{
  g_string_append_c(out, '[');
  for (size_t i = 0; i < array.count; i++) {
    if (i)
      g_string_append_c(out, ',');
    expr_append_json(out, arena, array.items[i]);
  }
  g_string_append_c(out, ']');
}

void
expr_append_json(GString *out, Arena *arena, ExprValue value)
{
  switch (value.kind) {
  case EXPR_BOOLEAN:
    g_string_append(out, value.boolean ? "true" : "false");
    break;
  case EXPR_NUMBER:
    if (isfinite(value.number))
      number_append_plain(out, value.number);
    else
      g_string_append(out, "null");
    break;
  case EXPR_STRING:
    append_json_string(out, value.string);
    break;
  case EXPR_DATE:
    if (isnan(value.number))
      g_string_append(out, "null");
    else
      append_json_string(out, expr_date_to_iso(arena, value.number));
    break;
  case EXPR_ARRAY:
    append_array(out, arena, value);
    break;
  case EXPR_OBJECT:
    append_object(out, arena, value);
    break;
  case EXPR_REGEXP:
    g_string_append(out, "{}");
    break;
  case EXPR_UNDEFINED:
  case EXPR_NULL:
  default:
    g_string_append(out, "null");
  }
}

ExprValue
expr_from_json(Arena *arena, const char *json)
{
  /* JSON is a part of the language; only literals are let through. */
  g_autoptr(DiagList) diags = diag_list_new();
  const Expr *expr = expr_parse(arena, json, (Span){ 0 }, diags);
  return expr ? expr_evaluate(expr, &(ExprScope){ .arena = arena }) : expr_undefined();
}
