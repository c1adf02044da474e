/* A part of an expression as text again, for the function that evaluates it in a query: columns
 * become _0, _1, … and parameters their values. */
#include "chart/expr_private.h"

#include "core/number_format.h"
#include "data/catalog.h"

#include <math.h>
#include <string.h>

/* SQLite takes 127 arguments; the first is the expression. */
enum { MAX_COLUMNS = 126 };

/* Beyond the precedence of any operator. */
enum { TIGHTEST = 100 };

typedef struct Unparse {
  ExprCompiler *compiler;
  GString *out;
  GPtrArray *columns; /* SQL of each */
  GString *types;     /* a letter for each */
} Unparse;

static void unparse(Unparse *state, const ExprNode *node);

/* ---- values ---- */

static void
append_number(GString *out, double number)
{
  bool negative = !isnan(number) && signbit(number);
  if (negative)
    g_string_append(out, "(-");
  if (isnan(number))
    g_string_append(out, "NaN");
  else if (isinf(number))
    g_string_append(out, "Infinity");
  else
    number_append_plain(out, fabs(number));
  if (negative)
    g_string_append_c(out, ')');
}

static void append_value(GString *out, Arena *arena, ExprValue value);

static void
append_text(GString *out, Arena *arena, const char *text)
{
  expr_append_json(out, arena, expr_string(text));
}

static void
append_array(GString *out, Arena *arena, ExprValue array)
{
  g_string_append_c(out, '[');
  for (size_t i = 0; i < array.count; i++) {
    if (i)
      g_string_append_c(out, ',');
    append_value(out, arena, array.items[i]);
  }
  g_string_append_c(out, ']');
}

static void
append_object(GString *out, Arena *arena, ExprValue object)
{
  static const char *const makers[] = {
    [EXPR_COLOUR_RGB] = "rgb",
    [EXPR_COLOUR_HSL] = "hsl",
    [EXPR_COLOUR_LAB] = "lab",
    [EXPR_COLOUR_HCL] = "hcl",
  };
  if (object.colour)
    g_string_append(out, makers[object.colour]);
  g_string_append_c(out, object.colour ? '(' : '{');
  for (size_t i = 0; i < object.count; i++) {
    if (i)
      g_string_append_c(out, ',');
    if (!object.colour) {
      append_text(out, arena, object.members[i].key);
      g_string_append_c(out, ':');
    }
    append_value(out, arena, object.members[i].value);
  }
  g_string_append_c(out, object.colour ? ')' : '}');
}

static void
append_value(GString *out, Arena *arena, ExprValue value)
{
  switch (value.kind) {
  case EXPR_NUMBER:
    append_number(out, value.number);
    break;
  case EXPR_STRING:
    append_text(out, arena, value.string);
    break;
  case EXPR_DATE:
    g_string_append(out, "datetime(");
    append_number(out, value.number);
    g_string_append_c(out, ')');
    break;
  case EXPR_ARRAY:
    append_array(out, arena, value);
    break;
  case EXPR_OBJECT:
    append_object(out, arena, value);
    break;
  case EXPR_REGEXP:
    g_string_append(out, "regexp(");
    append_text(out, arena, value.regexp->pattern);
    g_string_append_c(out, ',');
    append_text(out, arena, value.regexp->flags);
    g_string_append_c(out, ')');
    break;
  case EXPR_UNDEFINED:
  case EXPR_NULL:
  case EXPR_BOOLEAN:
  default:
    g_string_append(out, expr_to_string(arena, value));
  }
}

/* ---- columns and names ---- */

static void
append_column(Unparse *state, const ExprColumn *column)
{
  guint index = 0;
  while (index < state->columns->len && strcmp(state->columns->pdata[index], column->sql) != 0)
    index++;
  if (index == state->columns->len) {
    g_ptr_array_add(state->columns, (gpointer)column->sql);
    g_string_append_c(state->types, expr_type_letter(column->type));
  }
  g_string_append_printf(state->out, "_%u", index);
}

static void
unknown_column(Unparse *state, const ExprNode *field)
{
  ExprCompiler *compiler = state->compiler;
  const ExprSqlScope *scope = compiler->scope;
  const char *near = scope->columns ? diag_suggest(field->name, scope->columns) : NULL;
  g_autofree char *hint = near ? g_strdup_printf("did you mean '%s'?", near) : NULL;
  g_string_append(state->out, "undefined");
  if (!scope->lenient) {
    expr_compile_fault(compiler, field, "unknown-field", hint, "there is no field '%s'",
                       field->name);
  } else if (compiler->diags) {
    const Expr *expr = compiler->expr;
    Span place = expr_place(expr->text, expr->span, field->start, field->end);
    diag_warning(compiler->diags, "unknown-field", place, hint, "there is no field '%s'",
                 field->name);
  }
}

/* The members of `field` below the column `known`, outermost last. */
static void
append_members(Unparse *state, const ExprNode *field, const ExprNode *known)
{
  if (field == known)
    return;
  append_members(state, field->items[0], known);
  g_string_append_c(state->out, '[');
  append_text(state->out, state->compiler->arena, field->key);
  g_string_append_c(state->out, ']');
}

static void
unparse_field(Unparse *state, const ExprNode *field)
{
  const ExprNode *known;
  const ExprColumn *column = expr_resolve(state->compiler, field, &known);
  if (!column) {
    unknown_column(state, field);
    return;
  }
  append_column(state, column);
  append_members(state, field, known);
}

static void
unparse_name(Unparse *state, const ExprNode *node)
{
  const ExprSqlScope *scope = state->compiler->scope;
  ExprValue value;
  if (scope->name && scope->name(scope->user, node->name, &value)) {
    append_value(state->out, state->compiler->arena, value);
    return;
  }
  const char *near = scope->names ? diag_suggest(node->name, scope->names) : NULL;
  g_autofree char *hint =
      near ? g_strdup_printf("did you mean '%s'?", near)
           : g_strdup_printf("a field of the data is written datum.%s", node->name);
  expr_compile_fault(state->compiler, node, "unknown-name", hint, "there is no parameter '%s'",
                     node->name);
}

/* ---- nodes ---- */

static void
unparse_list(Unparse *state, const ExprNode *node)
{
  for (size_t i = 0; i < node->count; i++) {
    if (i)
      g_string_append_c(state->out, ',');
    if (node->form == EXPR_FORM_OBJECT) {
      append_text(state->out, state->compiler->arena, node->keys[i]);
      g_string_append_c(state->out, ':');
    }
    unparse(state, node->items[i]);
  }
}

/* Brackets around operands that bind less tightly alone: the tree of a long chain is as high as the
 * chain is long, and brackets as deep could not be parsed again. */
static void
unparse_operand(Unparse *state, const ExprNode *node, int precedence)
{
  bool operation =
      node->form == EXPR_FORM_BINARY || node->form == EXPR_FORM_AND || node->form == EXPR_FORM_OR;
  bool bare = operation && expr_operators[node->op].precedence >= precedence;
  if (operation && !bare)
    g_string_append_c(state->out, '(');
  unparse(state, node);
  if (operation && !bare)
    g_string_append_c(state->out, ')');
}

static void
unparse_binary(Unparse *state, const ExprNode *node)
{
  const ExprOperatorInfo *info = &expr_operators[node->op];
  unparse_operand(state, node->items[0], info->precedence);
  g_string_append_printf(state->out, " %s ", info->text);
  unparse_operand(state, node->items[1], info->precedence + 1);
}

static void
unparse_unary(Unparse *state, const ExprNode *node)
{
  g_string_append_printf(state->out, "(%s ", expr_operators[node->op].text);
  unparse_operand(state, node->items[0], TIGHTEST);
  g_string_append_c(state->out, ')');
}

static void
unparse_if(Unparse *state, const ExprNode *node)
{
  g_string_append_c(state->out, '(');
  unparse(state, node->items[0]);
  g_string_append_c(state->out, '?');
  unparse(state, node->items[1]);
  g_string_append_c(state->out, ':');
  unparse(state, node->items[2]);
  g_string_append_c(state->out, ')');
}

static void
unparse_member(Unparse *state, const ExprNode *node)
{
  const ExprNode *field = expr_field_node(state->compiler, node);
  if (field) {
    unparse_field(state, field);
    return;
  }
  unparse_operand(state, node->items[0], TIGHTEST);
  g_string_append_c(state->out, '[');
  unparse(state, node->items[1]);
  g_string_append_c(state->out, ']');
}

static void
unparse_call(Unparse *state, const ExprNode *node)
{
  if (node->function->scale)
    expr_compile_fault(state->compiler, node, "unsupported-function", NULL,
                       "%s() cannot be used where data are transformed: scales come later",
                       node->name);
  g_string_append_printf(state->out, "%s(", node->name);
  unparse_list(state, node);
  g_string_append_c(state->out, ')');
}

static void
unparse_brackets(Unparse *state, const ExprNode *node, const char brackets[3])
{
  g_string_append_c(state->out, brackets[0]);
  unparse_list(state, node);
  g_string_append_c(state->out, brackets[1]);
}

static void
unparse(Unparse *state, const ExprNode *node)
{
  switch (node->form) {
  case EXPR_FORM_CONSTANT:
    append_value(state->out, state->compiler->arena, node->value);
    break;
  case EXPR_FORM_NAME:
    unparse_name(state, node);
    break;
  case EXPR_FORM_DATUM:
    expr_compile_fault(state->compiler, node, "unsupported-expression", "name a field: datum.x",
                       "datum as a whole cannot be used where data are transformed");
    break;
  case EXPR_FORM_FIELD:
    unparse_field(state, node);
    break;
  case EXPR_FORM_MEMBER:
    unparse_member(state, node);
    break;
  case EXPR_FORM_ARRAY:
    unparse_brackets(state, node, "[]");
    break;
  case EXPR_FORM_OBJECT:
    unparse_brackets(state, node, "{}");
    break;
  case EXPR_FORM_CALL:
    unparse_call(state, node);
    break;
  case EXPR_FORM_IF:
    unparse_if(state, node);
    break;
  case EXPR_FORM_UNARY:
    unparse_unary(state, node);
    break;
  case EXPR_FORM_BINARY:
  case EXPR_FORM_AND:
  case EXPR_FORM_OR:
  default:
    unparse_binary(state, node);
  }
}

const char *
expr_sql_evaluated(ExprCompiler *compiler, const ExprNode *node, bool test)
{
  const Locale *locale = compiler->scope->locale;
  bool plain = !locale || locale == locale_default();
  g_autoptr(GString) text = g_string_new(NULL), types = g_string_new(NULL),
                     sql = g_string_new(EXPR_SQL_FUNCTION "(");
  g_autoptr(GPtrArray) columns = g_ptr_array_new();
  unparse(&(Unparse){ compiler, text, columns, types }, node);
  if (!compiler->faulty && (columns->len > MAX_COLUMNS || text->len > EXPR_MAX_LENGTH))
    expr_compile_fault(compiler, node, "unsupported-expression", NULL,
                       "the expression is too large to be evaluated in a query");
  if (compiler->faulty)
    return NULL;

  const char *first =
      arena_printf(compiler->arena, "%c%s %s|%s", test ? EXPR_SQL_MODE_TEST : EXPR_SQL_MODE_VALUE,
                   types->str, plain ? "" : locale->tag, text->str);
  g_string_append(sql, sql_text(compiler->arena, first));
  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf(sql, ", %s", (const char *)columns->pdata[i]);
  g_string_append_c(sql, ')');
  return arena_strndup(compiler->arena, sql->str, sql->len);
}
