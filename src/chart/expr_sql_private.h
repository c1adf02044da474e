/* Pieces of SQL while an expression is compiled. */
#pragma once

#include "chart/expr_private.h"

enum {
  EXPR_NULLS_MISSING = 1, /* NULL may stand for null */
  EXPR_NULLS_NAN = 2,     /* NULL may stand for NaN */

  EXPR_SQL_HEIGHT = 200,   /* of a native part */
  EXPR_SQL_NESTING = 64,   /* of its text, as expr_sql_nesting counts */
  EXPR_SQL_REPEATED = 100, /* bytes of SQL that may stand twice */
};

typedef struct ExprSql {
  const char *text; /* NULL: it cannot be said natively */
  ExprType type;
  unsigned nulls;
  const char *constant; /* the text that a constant is; NULL: none */
  bool object;          /* a Date, which equals nothing and is always true */
} ExprSql;

static inline bool
expr_sql_is_number(ExprSql sql)
{
  return sql.text && (sql.type == EXPR_TYPE_NUMBER || sql.type == EXPR_TYPE_DATE ||
                      sql.type == EXPR_TYPE_BOOLEAN);
}

static inline ExprSql
expr_sql_of(const char *text, ExprType type, unsigned nulls)
{
  return (ExprSql){ .text = text, .type = type, .nulls = nulls };
}

/* A condition that is 0 or 1. */
static inline ExprSql
expr_sql_truth(const char *text)
{
  return (ExprSql){ .text = text, .type = EXPR_TYPE_BOOLEAN };
}

/* How much of the stack of SQLite's parser, which holds 100 symbols, a piece of SQL needs: an upper
 * bound. The query around it needs some, too. */
size_t expr_sql_nesting(const char *sql);

/* The text of the left operand of a chain of one operator, without its brackets. */
const char *expr_sql_unwrapped(Arena *arena, const char *text);

/* Native, or evaluated where the type tells what NULL means. */
ExprSql expr_sql_operand(ExprCompiler *compiler, const ExprNode *node);

/* Truthiness: 0 or 1, evaluated if need be; NULL after a fault. */
const char *expr_sql_test(ExprCompiler *compiler, const ExprNode *node);

ExprSql expr_sql_comparison(ExprCompiler *compiler, const ExprNode *node);
ExprSql expr_sql_logical(ExprCompiler *compiler, const ExprNode *node);
ExprSql expr_sql_if(ExprCompiler *compiler, const ExprNode *node);
