/* Making tables cell by cell; shared inside the room. */
#pragma once

#include "data/dictionary_private.h"
#include "data/table.h"

enum {
  TABLE_MAX_COLUMNS = 2000,    /* as many as SQLite takes */
  TABLE_MAX_CELLS = 256 << 20, /* a few short rows below many labels must not fill the memory */
};

/* One column whose type follows from its cells: all numbers → number, all booleans → boolean,
 * anything else → text, in which numbers stand as JavaScript prints them. */
typedef struct ColumnMaker {
  Arena *arena;
  enum { MAKER_EMPTY, MAKER_NUMBER, MAKER_BOOLEAN, MAKER_STRING, MAKER_JSON } state;
  GArray *numbers; /* double, until a text comes */
  GArray *codes;   /* int32_t, from then on; NULL before */
  Dictionary dictionary;
  size_t count;
} ColumnMaker;

void column_maker_init(ColumnMaker *maker, Arena *arena);
void column_maker_add(ColumnMaker *maker, Value value);
void column_maker_add_json(ColumnMaker *maker, const char *json);
void column_maker_pad(ColumnMaker *maker, size_t count); /* missing cells up to `count` */

/* The column, in the arena; the maker's own memory is freed. A column of missing cells only is of
 * type `empty`. */
Column column_maker_finish(ColumnMaker *maker, const char *name, ColumnType empty);

/* The texts of a dictionary whose codes are 0 or above, by code. */
const char *const *dictionary_strings(const Dictionary *dictionary, Arena *arena, size_t *count);

/* What Vega-Lite's format.parse asks of one field. */
typedef struct ParseRule {
  enum {
    PARSE_AS_IS,
    PARSE_NUMBER,
    PARSE_BOOLEAN,
    PARSE_STRING,
    PARSE_DATE,
    PARSE_DATE_FORMAT,
    PARSE_UTC_FORMAT,
  } kind;
  const char *format; /* d3-time-format's, for the last two */
} ParseRule;

/* Reads the rule of one field; false (and a fault, if there are diags) if it is none. */
bool parse_rule_read(Arena *arena, const Node *node, ParseRule *rule, DiagList *diags);

/* The value as the rule wants it; texts are made in `arena`. */
Value parse_rule_apply(const ParseRule *rule, Value value, Arena *arena);

/* The column's type under the rule; `found` is what its cells say. */
ColumnType parse_rule_type(const ParseRule *rule, ColumnType found);
