/* What is known of an expression before rows are read: columns, constants, types. */
#include "chart/expr_private.h"

#include "data/catalog.h"

#include <string.h>

void
expr_compile_fault(ExprCompiler *compiler, const ExprNode *node, const char *code, const char *hint,
                   const char *format, ...)
{
  compiler->faulty = true;
  if (!compiler->diags)
    return;
  va_list args;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  const Expr *expr = compiler->expr;
  Span place = expr_place(expr->text, expr->span, node->start, node->end);
  diag_error(compiler->diags, code, place, hint, "%s", message);
}

/* ---- constants ---- */

static bool
is_constant(const ExprNode *node)
{
  static const ExprForm varying[] = { EXPR_FORM_FIELD, EXPR_FORM_DATUM };
  for (size_t i = 0; i < G_N_ELEMENTS(varying); i++)
    if (node->form == varying[i])
      return false;
  /* Scales are for evaluation alone. */
  if (node->form == EXPR_FORM_CALL && node->function->scale)
    return false;
  for (size_t i = 0; i < node->count; i++)
    if (!is_constant(node->items[i]))
      return false;
  return true;
}

static bool
names_known(ExprCompiler *compiler, const ExprNode *node)
{
  ExprValue value;
  if (node->form == EXPR_FORM_NAME)
    return compiler->scope->name &&
           compiler->scope->name(compiler->scope->user, node->name, &value);
  for (size_t i = 0; i < node->count; i++)
    if (!names_known(compiler, node->items[i]))
      return false;
  return true;
}

bool
expr_fold(ExprCompiler *compiler, const ExprNode *node, ExprValue *value)
{
  if (node->form == EXPR_FORM_CONSTANT) {
    *value = node->value;
    return true;
  }
  if (!is_constant(node) || !names_known(compiler, node))
    return false;
  ExprScope scope = { .arena = compiler->arena,
                      .user = compiler->scope->user,
                      .name = compiler->scope->name,
                      .locale = compiler->scope->locale,
                      .diags = compiler->diags };
  ExprRun run = { .arena = compiler->arena, .scope = &scope, .expr = compiler->expr };
  *value = expr_run(&run, node);
  if (run.thrown)
    *value = expr_undefined();
  return true;
}

/* ---- columns ---- */

const ExprNode *
expr_field_node(ExprCompiler *compiler, const ExprNode *node)
{
  ExprValue key;
  if (node->form == EXPR_FORM_FIELD)
    return node;
  if (node->form != EXPR_FORM_MEMBER || node->items[0]->form != EXPR_FORM_DATUM ||
      !expr_fold(compiler, node->items[1], &key))
    return NULL;
  ExprNode *field = arena_dup(compiler->arena, node, sizeof *node);
  field->form = EXPR_FORM_FIELD;
  field->name = field->key = expr_to_string(compiler->arena, key);
  field->count = 1;
  return field;
}

const ExprColumn *
expr_resolve(ExprCompiler *compiler, const ExprNode *node, const ExprNode **known)
{
  ExprColumn *column = arena_new0(compiler->arena, ExprColumn);
  for (*known = node; (*known)->form == EXPR_FORM_FIELD; *known = (*known)->items[0]) {
    if (compiler->scope->column &&
        compiler->scope->column(compiler->scope->user, (*known)->name, column)) {
      if (!column->sql)
        column->sql = sql_column(compiler->arena, (*known)->name);
      return column;
    }
  }
  return NULL;
}

/* ---- types ---- */

static bool
is_numeric(ExprType type)
{
  return type == EXPR_TYPE_NUMBER || type == EXPR_TYPE_BOOLEAN || type == EXPR_TYPE_DATE;
}

ExprType
expr_unify(ExprType a, ExprType b)
{
  if (a == b)
    return a;
  bool numbers = (a == EXPR_TYPE_NUMBER || a == EXPR_TYPE_DATE) &&
                 (b == EXPR_TYPE_NUMBER || b == EXPR_TYPE_DATE);
  return numbers ? EXPR_TYPE_NUMBER : EXPR_TYPE_ANY;
}

static ExprStatic
static_of_value(ExprValue value)
{
  static const ExprType types[] = {
    [EXPR_UNDEFINED] = EXPR_TYPE_ANY,   [EXPR_NULL] = EXPR_TYPE_ANY,
    [EXPR_BOOLEAN] = EXPR_TYPE_BOOLEAN, [EXPR_NUMBER] = EXPR_TYPE_NUMBER,
    [EXPR_STRING] = EXPR_TYPE_TEXT,     [EXPR_DATE] = EXPR_TYPE_DATE,
    [EXPR_ARRAY] = EXPR_TYPE_JSON,      [EXPR_OBJECT] = EXPR_TYPE_JSON,
    [EXPR_REGEXP] = EXPR_TYPE_ANY,
  };
  bool colour = value.kind == EXPR_OBJECT && value.colour;
  return (ExprStatic){ colour ? EXPR_TYPE_TEXT : types[value.kind], value.kind == EXPR_DATE };
}

static bool
is_nullish_constant(const ExprNode *node)
{
  return node->form == EXPR_FORM_CONSTANT && expr_is_nullish(node->value);
}

/* Of two branches; a missing value takes the type of the other. */
static ExprStatic
infer_branches(ExprCompiler *compiler, const ExprNode *a, const ExprNode *b)
{
  if (is_nullish_constant(a))
    return expr_infer(compiler, b);
  ExprStatic first = expr_infer(compiler, a);
  if (is_nullish_constant(b))
    return first;
  ExprStatic second = expr_infer(compiler, b);
  return (ExprStatic){ expr_unify(first.type, second.type), first.object || second.object };
}

static ExprStatic
infer_add(ExprCompiler *compiler, const ExprNode *node)
{
  ExprStatic a = expr_infer(compiler, node->items[0]), b = expr_infer(compiler, node->items[1]);
  bool text = a.type == EXPR_TYPE_TEXT || b.type == EXPR_TYPE_TEXT || a.type == EXPR_TYPE_JSON ||
              b.type == EXPR_TYPE_JSON || a.object || b.object;
  if (text)
    return (ExprStatic){ .type = EXPR_TYPE_TEXT };
  bool numbers = is_numeric(a.type) && is_numeric(b.type);
  return (ExprStatic){ .type = numbers ? EXPR_TYPE_NUMBER : EXPR_TYPE_ANY };
}

static ExprStatic
infer_binary(ExprCompiler *compiler, const ExprNode *node)
{
  if (node->op == EXPR_OP_ADD)
    return infer_add(compiler, node);
  bool comparison = node->op >= EXPR_OP_EQUAL && node->op <= EXPR_OP_IN;
  return (ExprStatic){ .type = comparison ? EXPR_TYPE_BOOLEAN : EXPR_TYPE_NUMBER };
}

static ExprStatic
infer_field(ExprCompiler *compiler, const ExprNode *node)
{
  const ExprNode *known;
  const ExprColumn *column = expr_resolve(compiler, node, &known);
  if (column && known == node)
    return (ExprStatic){ .type = column->type };
  bool length = column && strcmp(node->key, "length") == 0;
  return (ExprStatic){ .type = length ? EXPR_TYPE_NUMBER : EXPR_TYPE_ANY };
}

static ExprStatic
infer_call(ExprCompiler *compiler, const ExprNode *node)
{
  if (!node->function->evaluate) /* if() */
    return infer_branches(compiler, node->items[1], node->items[2]);
  ExprType type = node->function->type;
  return (ExprStatic){ type, type == EXPR_TYPE_DATE };
}

ExprStatic
expr_infer(ExprCompiler *compiler, const ExprNode *node)
{
  ExprValue value;
  const ExprNode *field = expr_field_node(compiler, node);
  if (field)
    return infer_field(compiler, field);
  switch (node->form) {
  case EXPR_FORM_CONSTANT:
    return static_of_value(node->value);
  case EXPR_FORM_NAME:
    return expr_fold(compiler, node, &value) ? static_of_value(value)
                                             : (ExprStatic){ .type = EXPR_TYPE_ANY };
  case EXPR_FORM_ARRAY:
  case EXPR_FORM_OBJECT:
    return (ExprStatic){ .type = EXPR_TYPE_JSON };
  case EXPR_FORM_CALL:
    return infer_call(compiler, node);
  case EXPR_FORM_UNARY:
    return (ExprStatic){ .type = node->op == EXPR_OP_NOT ? EXPR_TYPE_BOOLEAN : EXPR_TYPE_NUMBER };
  case EXPR_FORM_BINARY:
    return infer_binary(compiler, node);
  case EXPR_FORM_AND:
  case EXPR_FORM_OR:
    return infer_branches(compiler, node->items[0], node->items[1]);
  case EXPR_FORM_IF:
    return infer_branches(compiler, node->items[1], node->items[2]);
  case EXPR_FORM_DATUM:
  case EXPR_FORM_FIELD:
  case EXPR_FORM_MEMBER:
  default:
    return (ExprStatic){ .type = EXPR_TYPE_ANY };
  }
}

ExprType
expr_type(const Expr *expr, const ExprSqlScope *scope)
{
  g_autoptr(Arena) arena = arena_new();
  ExprCompiler compiler = { .arena = arena, .expr = expr, .scope = scope };
  return expr_infer(&compiler, expr->root).type;
}

ExprType
expr_type_of_column(ColumnType type)
{
  static const ExprType types[COLUMN_TYPE_COUNT] = {
    [COLUMN_NUMBER] = EXPR_TYPE_NUMBER, [COLUMN_INTEGER] = EXPR_TYPE_NUMBER,
    [COLUMN_STRING] = EXPR_TYPE_TEXT,   [COLUMN_BOOLEAN] = EXPR_TYPE_BOOLEAN,
    [COLUMN_DATE] = EXPR_TYPE_DATE,     [COLUMN_YEAR] = EXPR_TYPE_NUMBER,
    [COLUMN_JSON] = EXPR_TYPE_JSON,
  };
  return types[type];
}
