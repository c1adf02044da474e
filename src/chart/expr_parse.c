/* Parsing expressions: recursive descent for operands, precedence climbing for operators. */
#include "chart/expr_private.h"

#include <math.h>
#include <string.h>

typedef struct Parser {
  Arena *arena;
  const char *text;
  Span span;
  DiagList *diags;
  ExprToken token; /* the one not yet taken */
  size_t last_end; /* of the token taken last */
  int nesting, max_nesting;
  bool broken;   /* a syntax fault was reported: nothing further can be read */
  size_t faults; /* of meaning; parsing goes on */
} Parser;

static ExprNode *parse_conditional(Parser *parser);

/* ---- faults and tokens ---- */

G_GNUC_PRINTF(6, 7)
static void
report(Parser *parser, size_t start, size_t end, const char *code, const char *hint,
       const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  Span place = expr_place(parser->text, parser->span, start, end);
  diag_error(parser->diags, code, place, hint, "%s", message);
  parser->faults++;
}

static void *
break_at(Parser *parser, const ExprToken *token, const char *message, const char *hint)
{
  if (!parser->broken)
    report(parser, token->start, MAX(token->end, token->start + 1), "expression-syntax", hint, "%s",
           message);
  parser->broken = true;
  return NULL;
}

static void
advance(Parser *parser)
{
  parser->last_end = parser->token.end;
  parser->token = expr_next_token(parser->arena, parser->text, parser->token.end);
}

static bool
at_punctuation(const Parser *parser, char c)
{
  return parser->token.kind == EXPR_TOKEN_PUNCTUATION && parser->token.punctuation == c;
}

static bool
take(Parser *parser, char c)
{
  if (!at_punctuation(parser, c))
    return false;
  advance(parser);
  return true;
}

/* The fault of a token that does not fit. */
static void *
unexpected(Parser *parser, const char *wanted)
{
  const ExprToken *token = &parser->token;
  if (token->kind == EXPR_TOKEN_FAULT)
    return break_at(parser, token, token->message, token->hint);
  if (token->kind == EXPR_TOKEN_END)
    return break_at(parser, token, arena_printf(parser->arena, "%s is missing", wanted), NULL);
  const char *found =
      arena_strndup(parser->arena, parser->text + token->start, token->end - token->start);
  return break_at(parser, token,
                  arena_printf(parser->arena, "%s is expected instead of %s", wanted, found), NULL);
}

static bool
expect(Parser *parser, char c)
{
  if (take(parser, c))
    return true;
  char wanted[] = { '\'', c, '\'', '\0' };
  unexpected(parser, wanted);
  return false;
}

static bool
enter(Parser *parser)
{
  if (parser->nesting++ < parser->max_nesting)
    return true;
  break_at(parser, &parser->token, "the expression is nested too deeply", NULL);
  return false;
}

/* ---- nodes ---- */

static ExprNode *
new_node(Parser *parser, ExprForm form, size_t start, const GPtrArray *items)
{
  ExprNode *node = arena_new0(parser->arena, ExprNode);
  node->form = form;
  node->start = start;
  node->end = parser->last_end;
  node->depth = 1;
  if (items && items->len) {
    node->items = arena_dup(parser->arena, items->pdata, items->len * sizeof(void *));
    node->count = items->len;
  }
  for (size_t i = 0; i < node->count; i++)
    node->depth = MAX(node->depth, node->items[i]->depth + 1);
  if (node->depth > EXPR_MAX_DEPTH)
    return break_at(parser, &(ExprToken){ .start = start, .end = node->end },
                    "the expression is too long: it chains too many operations", NULL);
  return node;
}

static ExprNode *
new_node2(Parser *parser, ExprForm form, size_t start, const ExprNode *a, const ExprNode *b)
{
  gpointer items[] = { (gpointer)a, (gpointer)b };
  GPtrArray array = { .pdata = items, .len = b ? 2 : 1 };
  return new_node(parser, form, start, &array);
}

static ExprNode *
new_constant(Parser *parser, size_t start, ExprValue value)
{
  ExprNode *node = new_node(parser, EXPR_FORM_CONSTANT, start, NULL);
  node->value = value;
  return node;
}

/* ---- operands ---- */

static const struct {
  const char *name;
  double value;
} constants[] = {
  { "NaN", (double)NAN },
  { "Infinity", (double)INFINITY },
  { "E", G_E },
  { "LN2", G_LN2 },
  { "LN10", G_LN10 },
  { "LOG2E", 1.4426950408889634 },
  { "LOG10E", 0.4342944819032518 },
  { "PI", G_PI },
  { "SQRT1_2", G_SQRT2 / 2 },
  { "SQRT2", G_SQRT2 },
  { "MIN_VALUE", 4.9406564584124654e-324 },
  { "MAX_VALUE", G_MAXDOUBLE },
};

static bool
constant_named(const char *name, ExprValue *value)
{
  for (size_t i = 0; i < G_N_ELEMENTS(constants); i++)
    if (strcmp(name, constants[i].name) == 0) {
      *value = expr_number(constants[i].value);
      return true;
    }
  if (strcmp(name, "true") == 0 || strcmp(name, "false") == 0)
    *value = expr_boolean(name[0] == 't');
  else if (strcmp(name, "null") == 0)
    *value = expr_null();
  else if (strcmp(name, "undefined") == 0)
    *value = expr_undefined();
  else
    return false;
  return true;
}

static bool
is_keyword(const char *name)
{
  static const char *const keywords[] = {
    "do",       "var",       "for",       "new",        "try",        "let",      "this",
    "else",     "case",      "void",      "with",       "enum",       "while",    "break",
    "catch",    "throw",     "const",     "yield",      "class",      "super",    "return",
    "typeof",   "delete",    "switch",    "export",     "import",     "public",   "static",
    "default",  "finally",   "extends",   "package",    "private",    "function", "continue",
    "debugger", "interface", "protected", "instanceof", "implements", NULL
  };
  return g_strv_contains(keywords, name);
}

static ExprNode *
parse_name(Parser *parser)
{
  ExprToken token = parser->token;
  ExprValue value;
  if (is_keyword(token.string))
    return break_at(parser, &token,
                    arena_printf(parser->arena, "'%s' cannot be used in an expression",
                                 token.string),
                    strcmp(token.string, "typeof") == 0 ? "write isString(x), isNumber(x) and so on"
                                                        : NULL);
  advance(parser);
  if (at_punctuation(parser, '(')) {
    ExprNode *callee = new_node(parser, EXPR_FORM_NAME, token.start, NULL);
    callee->name = token.string;
    return callee;
  }
  if (strcmp(token.string, "datum") == 0)
    return new_node(parser, EXPR_FORM_DATUM, token.start, NULL);
  if (constant_named(token.string, &value))
    return new_constant(parser, token.start, value);
  if (strcmp(token.string, "event") == 0 || strcmp(token.string, "item") == 0) {
    report(parser, token.start, token.end, "unknown-name", NULL,
           "'%s' belongs to interaction, which a finished chart has not", token.string);
  }
  ExprNode *node = new_node(parser, EXPR_FORM_NAME, token.start, NULL);
  node->name = token.string;
  return node;
}

static ExprNode *
parse_regexp(Parser *parser)
{
  ExprToken token = expr_regexp_token(parser->arena, parser->text, parser->token.start);
  if (token.kind == EXPR_TOKEN_FAULT)
    return break_at(parser, &token, token.message, token.hint);
  parser->token = token;
  advance(parser);

  const char *message = NULL;
  if (!expr_regexp_compile(parser->arena, token.string, token.flags, &message))
    report(parser, token.start, token.end, "invalid-regexp", NULL, "%s", message);
  ExprRegexp *regexp = arena_new0(parser->arena, ExprRegexp);
  *regexp = (ExprRegexp){ token.string, token.flags };
  return new_constant(parser, token.start, (ExprValue){ .kind = EXPR_REGEXP, .regexp = regexp });
}

/* Conditional expressions separated by commas, up to `close`. */
static bool
parse_items(Parser *parser, char close, bool trailing_comma, GPtrArray *items)
{
  if (take(parser, close))
    return true;
  for (;;) {
    ExprNode *item = parse_conditional(parser);
    if (!item)
      return false;
    g_ptr_array_add(items, item);
    if (take(parser, close))
      return true;
    if (!expect(parser, ','))
      return false;
    if (trailing_comma && take(parser, close))
      return true;
  }
}

static ExprNode *
parse_array(Parser *parser)
{
  size_t start = parser->token.start;
  g_autoptr(GPtrArray) items = g_ptr_array_new();
  advance(parser);
  if (!parse_items(parser, ']', true, items))
    return NULL;

  bool constant = true;
  for (guint i = 0; i < items->len; i++)
    constant = constant && ((ExprNode *)items->pdata[i])->form == EXPR_FORM_CONSTANT;
  if (!constant)
    return new_node(parser, EXPR_FORM_ARRAY, start, items);
  ExprValue *values = arena_array(parser->arena, ExprValue, items->len);
  for (guint i = 0; i < items->len; i++)
    values[i] = ((ExprNode *)items->pdata[i])->value;
  return new_constant(parser, start, expr_new_array(parser->arena, values, items->len));
}

/* The key before a ':'; NULL after a fault. */
static const char *
parse_key(Parser *parser, const GPtrArray *keys)
{
  ExprToken token = parser->token;
  const char *key = token.string;
  if (token.kind == EXPR_TOKEN_NUMBER)
    key = expr_to_string(parser->arena, expr_number(token.number));
  else if (token.kind == EXPR_TOKEN_OPERATOR && token.op == EXPR_OP_IN)
    key = "in";
  else if (token.kind != EXPR_TOKEN_NAME && token.kind != EXPR_TOKEN_STRING)
    return unexpected(parser, "a key");
  for (guint i = 0; i < keys->len; i++)
    if (strcmp(keys->pdata[i], key) == 0)
      return break_at(parser, &token, "the object has this key already", NULL);
  advance(parser);
  return expect(parser, ':') ? key : NULL;
}

static ExprNode *
parse_object(Parser *parser)
{
  size_t start = parser->token.start;
  g_autoptr(GPtrArray) items = g_ptr_array_new(), keys = g_ptr_array_new();
  advance(parser);
  while (!take(parser, '}')) {
    const char *key = parse_key(parser, keys);
    ExprNode *item = key ? parse_conditional(parser) : NULL;
    if (!item)
      return NULL;
    g_ptr_array_add(keys, (gpointer)key);
    g_ptr_array_add(items, item);
    if (!at_punctuation(parser, '}') && !expect(parser, ','))
      return NULL;
  }
  ExprNode *node = new_node(parser, EXPR_FORM_OBJECT, start, items);
  if (node && keys->len)
    node->keys = arena_dup(parser->arena, keys->pdata, keys->len * sizeof(void *));
  return node;
}

static ExprNode *
parse_primary(Parser *parser)
{
  ExprToken token = parser->token;
  if (parser->text[token.start] == '/' && token.kind != EXPR_TOKEN_END)
    return parse_regexp(parser);
  if (token.kind == EXPR_TOKEN_NAME)
    return parse_name(parser);
  if (token.kind == EXPR_TOKEN_NUMBER || token.kind == EXPR_TOKEN_STRING) {
    advance(parser);
    return new_constant(parser, token.start,
                        token.kind == EXPR_TOKEN_NUMBER ? expr_number(token.number)
                                                        : expr_string(token.string));
  }
  if (at_punctuation(parser, '['))
    return parse_array(parser);
  if (at_punctuation(parser, '{'))
    return parse_object(parser);
  if (!take(parser, '('))
    return unexpected(parser, "a value");
  ExprNode *inner = parse_conditional(parser);
  return inner && expect(parser, ')') ? inner : NULL;
}

/* ---- members and calls ---- */

/* datum.a.b is one field, "a.b": a table of nested records has a column of that name. */
static ExprNode *
new_member(Parser *parser, ExprNode *object, ExprNode *key)
{
  bool of_datum = object->form == EXPR_FORM_DATUM || object->form == EXPR_FORM_FIELD;
  bool constant = key->form == EXPR_FORM_CONSTANT &&
                  (key->value.kind == EXPR_STRING || key->value.kind == EXPR_NUMBER);
  if (!of_datum || !constant)
    return new_node2(parser, EXPR_FORM_MEMBER, object->start, object, key);

  ExprNode *field = new_node2(parser, EXPR_FORM_FIELD, object->start, object, NULL);
  if (!field)
    return NULL;
  field->key = expr_to_string(parser->arena, key->value);
  field->name = object->form == EXPR_FORM_FIELD
                    ? arena_printf(parser->arena, "%s.%s", object->name, field->key)
                    : field->key;
  return field;
}

static ExprNode *
parse_dot_member(Parser *parser, ExprNode *object)
{
  ExprToken token = parser->token;
  if (token.kind == EXPR_TOKEN_OPERATOR && token.op == EXPR_OP_IN)
    token.string = "in";
  else if (token.kind != EXPR_TOKEN_NAME)
    return unexpected(parser, "a name after '.'");
  advance(parser);
  return new_member(parser, object, new_constant(parser, token.start, expr_string(token.string)));
}

static ExprNode *
parse_bracket_member(Parser *parser, ExprNode *object)
{
  ExprNode *key = parse_conditional(parser);
  return key && expect(parser, ']') ? new_member(parser, object, key) : NULL;
}

static void
check_arguments(Parser *parser, ExprNode *call)
{
  const ExprFunction *function = call->function;
  size_t given = call->count, min = (size_t)function->min, max = (size_t)function->max;
  const char *bound = function->min == function->max ? "" : given < min ? "at least " : "at most ";
  if (given < min) {
    report(parser, call->start, call->end, "argument-count", NULL,
           "%s() takes %s%zu argument%s, not %zu", function->name, bound, min, min == 1 ? "" : "s",
           given);
  } else if (function->max >= 0 && given > max) { /* JavaScript drops the others without a word */
    diag_warning(parser->diags, "argument-count",
                 expr_place(parser->text, parser->span, call->start, call->end), NULL,
                 "%s() takes %s%zu argument%s: the others are not used", function->name, bound, max,
                 max == 1 ? "" : "s");
    call->count = max;
  } else if (function->check) {
    const char *message = function->check(parser->arena, call);
    if (message)
      report(parser, call->start, call->end, "invalid-argument", NULL, "%s", message);
  }
}

static ExprNode *
parse_call(Parser *parser, ExprNode *callee)
{
  size_t end = parser->last_end;
  g_autoptr(GPtrArray) items = g_ptr_array_new();
  advance(parser);
  if (!parse_items(parser, ')', false, items))
    return NULL;
  ExprNode *call = new_node(parser, EXPR_FORM_CALL, callee->start, items);
  if (!call)
    return NULL;
  if (callee->form != EXPR_FORM_NAME) {
    const char *name = callee->form == EXPR_FORM_FIELD    ? callee->key
                       : callee->form == EXPR_FORM_MEMBER ? callee->items[1]->value.string
                                                          : NULL;
    bool named =
        name && (callee->form == EXPR_FORM_FIELD || callee->items[1]->value.kind == EXPR_STRING);
    return break_at(parser, &(ExprToken){ .start = callee->start, .end = end },
                    "values have no methods: only the functions of expressions can be called",
                    named ? expr_function_suggest(parser->arena, name) : NULL);
  }

  call->name = callee->name;
  call->function = expr_function_find(callee->name);
  const char *refusal = call->function ? NULL : expr_function_refusal(callee->name);
  if (call->function)
    check_arguments(parser, call);
  else if (refusal)
    report(parser, callee->start, end, "unsupported-function", NULL, "%s() %s", callee->name,
           refusal);
  else
    report(parser, callee->start, end, "unknown-function",
           expr_function_suggest(parser->arena, callee->name), "there is no function %s()",
           callee->name);
  return call;
}

static ExprNode *
parse_postfix(Parser *parser)
{
  ExprNode *node = parse_primary(parser);
  while (node) {
    if (at_punctuation(parser, '('))
      node = parse_call(parser, node);
    else if (take(parser, '.'))
      node = parse_dot_member(parser, node);
    else if (take(parser, '['))
      node = parse_bracket_member(parser, node);
    else
      break;
  }
  return node;
}

/* ---- operators ---- */

static ExprOperator
unary_operator(ExprOperator op)
{
  switch ((int)op) {
  case EXPR_OP_ADD:
    return EXPR_OP_PLUS;
  case EXPR_OP_SUBTRACT:
    return EXPR_OP_NEGATE;
  case EXPR_OP_NOT:
  case EXPR_OP_BIT_NOT:
    return op;
  default:
    return EXPR_OP_NONE;
  }
}

static ExprNode *
parse_unary(Parser *parser)
{
  const ExprToken token = parser->token;
  ExprOperator op = token.kind == EXPR_TOKEN_OPERATOR ? unary_operator(token.op) : EXPR_OP_NONE;
  if (op == EXPR_OP_NONE)
    return parse_postfix(parser);
  if (!enter(parser))
    return NULL;
  advance(parser);
  ExprNode *operand = parse_unary(parser);
  parser->nesting--;
  if (!operand)
    return NULL;
  if (op == EXPR_OP_NEGATE && operand->form == EXPR_FORM_CONSTANT &&
      operand->value.kind == EXPR_NUMBER)
    return new_constant(parser, token.start, expr_number(-operand->value.number));
  ExprNode *node = new_node2(parser, EXPR_FORM_UNARY, token.start, operand, NULL);
  if (node)
    node->op = op;
  return node;
}

static int
binary_precedence(const ExprToken *token)
{
  return token->kind == EXPR_TOKEN_OPERATOR ? expr_operators[token->op].precedence : 0;
}

static ExprNode *
parse_binary(Parser *parser, int lowest)
{
  ExprNode *left = parse_unary(parser);
  while (left) {
    ExprToken token = parser->token;
    int precedence = binary_precedence(&token);
    if (precedence == 0 || precedence < lowest)
      break;
    advance(parser);
    ExprNode *right = parse_binary(parser, precedence + 1);
    if (!right)
      return NULL;
    ExprForm form = token.op == EXPR_OP_AND  ? EXPR_FORM_AND
                    : token.op == EXPR_OP_OR ? EXPR_FORM_OR
                                             : EXPR_FORM_BINARY;
    left = new_node2(parser, form, left->start, left, right);
    if (left)
      left->op = token.op;
  }
  return left;
}

static ExprNode *
parse_branches(Parser *parser, ExprNode *test)
{
  ExprNode *yes = parse_conditional(parser);
  if (!yes || !expect(parser, ':'))
    return NULL;
  ExprNode *no = parse_conditional(parser);
  if (!no)
    return NULL;
  gpointer items[] = { test, yes, no };
  GPtrArray array = { .pdata = items, .len = 3 };
  return new_node(parser, EXPR_FORM_IF, test->start, &array);
}

static ExprNode *
parse_conditional(Parser *parser)
{
  if (!enter(parser))
    return NULL;
  ExprNode *node = parse_binary(parser, 1);
  if (node && take(parser, '?'))
    node = parse_branches(parser, node);
  parser->nesting--;
  return node;
}

/* ---- the whole ---- */

Expr *
expr_parse(Arena *arena, const char *text, Span span, DiagList *diags)
{
  return expr_parse_nested(arena, text, span, EXPR_MAX_NESTING, diags);
}

Expr *
expr_parse_nested(Arena *arena, const char *text, Span span, int nesting, DiagList *diags)
{
  Parser parser = {
    .arena = arena, .text = text, .span = span, .diags = diags, .max_nesting = nesting
  };
  if (strlen(text) > EXPR_MAX_LENGTH) {
    diag_error(diags, "expression-syntax", span, NULL, "the expression is longer than %d bytes",
               EXPR_MAX_LENGTH);
    return NULL;
  }
  advance(&parser);
  if (parser.token.kind == EXPR_TOKEN_END) {
    diag_error(diags, "expression-syntax", span, NULL, "the expression is empty");
    return NULL;
  }
  ExprNode *root = parse_conditional(&parser);
  if (root && parser.token.kind != EXPR_TOKEN_END) {
    if (at_punctuation(&parser, ')') || at_punctuation(&parser, ']') ||
        at_punctuation(&parser, '}'))
      break_at(&parser, &parser.token, "this bracket closes nothing", NULL);
    else
      unexpected(&parser, "an operator or the end");
  }
  if (!root || parser.faults)
    return NULL;
  Expr *expr = arena_new0(arena, Expr);
  *expr = (Expr){ .text = arena_strdup(arena, text), .span = span, .root = root };
  return expr;
}
