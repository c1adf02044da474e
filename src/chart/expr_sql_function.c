/* The function that evaluates the part of an expression that SQL cannot say, row by row. */
#include "chart/expr_private.h"

#include "data/catalog.h"

#include <string.h>

static const char type_letters[] = {
  [EXPR_TYPE_ANY] = 'a',     [EXPR_TYPE_NUMBER] = 'n', [EXPR_TYPE_TEXT] = 's',
  [EXPR_TYPE_BOOLEAN] = 'b', [EXPR_TYPE_DATE] = 'd',   [EXPR_TYPE_JSON] = 'j',
};

char
expr_type_letter(ExprType type)
{
  return type_letters[type];
}

/* ---- compiled expressions, kept for the thread as the query calls for each row ---- */

enum { KEPT = 64 };

typedef struct Prepared {
  Arena *arena;
  const Expr *expr; /* NULL: the text is none of ours */
  const char *types;
  const Locale *locale;
  bool test;
} Prepared;

static void
prepared_free(gpointer data)
{
  Prepared *prepared = data;
  arena_free(prepared->arena);
  g_free(prepared);
}

static void
free_table(gpointer table)
{
  g_hash_table_unref(table);
}

static GPrivate kept_expressions = G_PRIVATE_INIT(free_table);

/* "v" or "t", the columns' types, a space, the locale's tag, '|', the expression. */
static Prepared *
prepare(const char *text)
{
  Prepared *prepared = g_new0(Prepared, 1);
  g_autoptr(DiagList) diags = diag_list_new();
  const char *space = strchr(text, ' '), *bar = space ? strchr(space, '|') : NULL;
  prepared->arena = arena_new();
  if (!bar)
    return prepared;
  prepared->test = text[0] == EXPR_SQL_MODE_TEST;
  prepared->types = arena_strndup(prepared->arena, text + 1, (size_t)(space - text - 1));
  if (bar > space + 1)
    prepared->locale =
        locale_get(arena_strndup(prepared->arena, space + 1, (size_t)(bar - space - 1)));
  prepared->expr =
      expr_parse_nested(prepared->arena, bar + 1, (Span){ 0 }, 3 * EXPR_MAX_NESTING, diags);
  return prepared;
}

static const Prepared *
look_up(const char *text)
{
  GHashTable *table = g_private_get(&kept_expressions);
  if (!table) {
    table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, prepared_free);
    g_private_set(&kept_expressions, table);
  }
  Prepared *prepared = g_hash_table_lookup(table, text);
  if (prepared)
    return prepared;
  if (g_hash_table_size(table) >= KEPT)
    g_hash_table_remove_all(table);
  prepared = prepare(text);
  g_hash_table_insert(table, g_strdup(text), prepared);
  return prepared;
}

/* ---- one row ---- */

typedef struct Row {
  const Prepared *prepared;
  const Value *cells;
  size_t count;
  Arena *arena;
} Row;

static ExprValue
cell_value(const Row *row, size_t index)
{
  Value cell = row->cells[index];
  char type = row->prepared->types[index];
  if (cell.kind == VALUE_NULL)
    return expr_null();
  if (type == type_letters[EXPR_TYPE_BOOLEAN] && cell.kind == VALUE_NUMBER)
    return expr_boolean(cell.number != 0);
  if (type == type_letters[EXPR_TYPE_JSON] && cell.kind == VALUE_STRING)
    return expr_from_json(row->arena, cell.string);
  return expr_from_value(cell);
}

/* _0, _1, …: the columns. */
static bool
read_name(void *user, const char *name, ExprValue *value)
{
  const Row *row = user;
  if (name[0] != '_' || !g_ascii_isdigit(name[1]) || strlen(name) > 4)
    return false;
  size_t index = (size_t)g_ascii_strtoull(name + 1, NULL, 10);
  if (index >= row->count || index >= strlen(row->prepared->types))
    return false;
  *value = cell_value(row, index);
  return true;
}

static Value
call_expression(const Value *arguments, int count, Arena *arena, void *user)
{
  const Locale *locale = user;
  if (count < 1 || arguments[0].kind != VALUE_STRING)
    return VALUE_MISSING;
  const Prepared *prepared = look_up(arguments[0].string);
  if (!prepared->expr)
    return VALUE_MISSING;
  Row row = { prepared, arguments + 1, (size_t)count - 1, arena };
  ExprScope scope = {
    .arena = arena, .user = &row, .name = read_name, .locale = locale ? locale : prepared->locale
  };
  ExprValue value = expr_evaluate(prepared->expr, &scope);
  return prepared->test ? value_boolean(expr_truthy(value)) : expr_to_value(arena, value);
}

void
expr_register_functions(Catalog *catalog, const Locale *locale)
{
  catalog_add_function(catalog, EXPR_SQL_FUNCTION, -1, call_expression, (void *)locale);
}
