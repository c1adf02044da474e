/* Evaluating an expression over a JSON datum, and showing the value as a text. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "chart/expr.h"
#include "core/number_format.h"

#include <math.h>
#include <string.h>

static inline void
show_value(GString *out, Arena *arena, ExprValue value)
{
  switch (value.kind) {
  case EXPR_STRING:
    g_string_append_printf(out, "'%s'", value.string);
    break;
  case EXPR_NUMBER:
    number_append_plain(out, value.number);
    break;
  case EXPR_DATE:
    g_string_append(out, "Date ");
    number_append_plain(out, value.number);
    break;
  case EXPR_ARRAY:
    g_string_append_c(out, '[');
    for (size_t i = 0; i < value.count; i++) {
      g_string_append(out, i ? ", " : "");
      show_value(out, arena, value.items[i]);
    }
    g_string_append_c(out, ']');
    break;
  case EXPR_OBJECT:
    if (value.colour) {
      g_string_append(out, expr_to_string(arena, value));
      break;
    }
    g_string_append_c(out, '{');
    for (size_t i = 0; i < value.count; i++) {
      g_string_append_printf(out, "%s%s: ", i ? ", " : "", value.members[i].key);
      show_value(out, arena, value.members[i].value);
    }
    g_string_append_c(out, '}');
    break;
  case EXPR_UNDEFINED:
  case EXPR_NULL:
  case EXPR_BOOLEAN:
  case EXPR_REGEXP:
  default:
    g_string_append(out, expr_to_string(arena, value));
  }
}

typedef struct Datum {
  Arena *arena;
  const Node *node;
} Datum;

static inline bool
datum_field(void *user, const char *name, ExprValue *value)
{
  const Datum *datum = user;
  const NodeEntry *entry = node_entry(datum->node, name);
  if (entry)
    *value = expr_from_node(datum->arena, entry->value);
  return entry != NULL;
}

/* A parameter `p` of 2.5, and the datum as a whole. */
static inline bool
datum_name(void *user, const char *name, ExprValue *value)
{
  const Datum *datum = user;
  if (strcmp(name, "p") == 0)
    *value = expr_number(2.5);
  else if (strcmp(name, "datum") == 0)
    *value = expr_from_node(datum->arena, datum->node);
  else
    return false;
  return true;
}

/* The value's text; "fault: …" or "throws: …" with the first message where there is no value. */
static inline const char *
evaluate_text(Arena *arena, const char *text, const char *datum)
{
  g_autoptr(DiagList) diags = diag_list_new();
  const char *json = datum ? datum : "{}";
  const Source *source = source_from_text(arena, "datum", json, strlen(json));
  Datum data = { arena, node_parse(arena, source, diags) };
  const Expr *expr = expr_parse(arena, text, (Span){ 0 }, diags);
  if (!expr)
    return arena_printf(arena, "fault: %s", diag_at(diags, 0)->message);
  ExprScope scope = {
    .arena = arena, .user = &data, .field = datum_field, .name = datum_name, .diags = diags
  };
  ExprValue value = expr_evaluate(expr, &scope);
  if (diag_total(diags))
    return arena_printf(arena, "throws: %s", diag_at(diags, 0)->message);
  g_autoptr(GString) out = g_string_new(NULL);
  show_value(out, arena, value);
  return arena_strdup(arena, out->str);
}

typedef struct ExprCase {
  const char *text, *value;
  const char *datum; /* JSON; NULL: {} */
} ExprCase;

static inline void
check_cases(const ExprCase *cases, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    g_autoptr(Arena) arena = arena_new();
    const char *value = evaluate_text(arena, cases[i].text, cases[i].datum);
    if (strcmp(value, cases[i].value) != 0)
      fail_msg("%s gives %s, not %s", cases[i].text, value, cases[i].value);
  }
}
#define CHECK(cases) check_cases((cases), G_N_ELEMENTS(cases))
