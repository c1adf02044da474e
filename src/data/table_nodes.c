/* Tables from JSON-like rows. */
#include "data/table_private.h"

typedef struct NodeColumn {
  const char *name;
  ColumnMaker maker;
  ParseRule rule;
} NodeColumn;

typedef struct NodeTable {
  Arena *arena;
  DiagList *diags;
  const Node *parse;
  GArray *columns;  /* NodeColumn, in order of first appearance */
  Dictionary names; /* codes are indices of columns */
  size_t row;
  bool too_many;
} NodeTable;

static NodeColumn *
add_column(NodeTable *table, const char *name, const Node *at)
{
  if (table->columns->len >= TABLE_MAX_COLUMNS) {
    if (!table->too_many)
      diag_error(table->diags, "too-many-columns", at->span, NULL,
                 "the rows have more than %d different fields; the rest is left out",
                 TABLE_MAX_COLUMNS);
    table->too_many = true;
    return NULL;
  }
  NodeColumn column = { .name = arena_strdup(table->arena, name) };
  column_maker_init(&column.maker, table->arena);
  const NodeEntry *entry = node_entry(table->parse, name);
  if (entry)
    parse_rule_read(table->arena, entry->value, &column.rule, table->diags);
  g_array_append_val(table->columns, column);
  return &g_array_index(table->columns, NodeColumn, table->columns->len - 1);
}

/* The column called `name`, made if need be; NULL when there are too many. */
static NodeColumn *
column_for(NodeTable *table, const char *name, const Node *at)
{
  size_t length = strlen(name);
  size_t index = dictionary_find(&table->names, name, length);

  if (index != SIZE_MAX)
    return &g_array_index(table->columns, NodeColumn, index);
  NodeColumn *column = add_column(table, name, at);
  bool added;
  if (column)
    dictionary_find_or_add(&table->names, name, length, &added);
  return column;
}

static void
add_cell(NodeTable *table, const char *name, const Node *node)
{
  NodeColumn *column = column_for(table, name, node);
  if (!column || column->maker.count > table->row)
    return; /* "a.b" written both flat and nested: the first one counts */

  column_maker_pad(&column->maker, table->row);
  if (node->kind == NODE_LIST)
    column_maker_add_json(&column->maker, node_to_json(table->arena, node));
  else
    column_maker_add(&column->maker,
                     parse_rule_apply(&column->rule, node_value(node), table->arena));
}

/* `prefix` ends in '.' or is empty. The depth of nodes is bounded by their parser. */
static void
add_map(NodeTable *table, const Node *map, const char *prefix)
{
  for (size_t i = 0; i < map->count; i++) {
    const NodeEntry *entry = &map->entries[i];
    g_autofree char *joined = *prefix ? g_strconcat(prefix, entry->key, NULL) : NULL;
    const char *name = joined ? joined : entry->key;

    if (entry->value->kind == NODE_MAP) {
      g_autofree char *inner = g_strconcat(name, ".", NULL);
      add_map(table, entry->value, inner);
    } else {
      add_cell(table, name, entry->value);
    }
  }
}

static void
add_row(NodeTable *table, const Node *row)
{
  if (row->kind == NODE_MAP) {
    add_map(table, row, "");
  } else if (row->kind == NODE_LIST) {
    for (size_t i = 0; i < row->count; i++) {
      g_autofree char *name = g_strdup_printf("%zu", i);
      add_cell(table, name, row->items[i]);
    }
  } else {
    add_cell(table, "data", row);
  }
  table->row++;
}

static bool
has_room(NodeTable *table, const Node *row)
{
  if (table->row * MAX(table->columns->len, 1) < TABLE_MAX_CELLS)
    return true;
  diag_error(table->diags, "source-error", row->span, NULL,
             "the table has more than %d million cells; reading ends here", TABLE_MAX_CELLS >> 20);
  return false;
}

static Table *
finish_table(NodeTable *table, const char *name)
{
  Column *columns = arena_array(table->arena, Column, table->columns->len);

  for (guint i = 0; i < table->columns->len; i++) {
    NodeColumn *column = &g_array_index(table->columns, NodeColumn, i);
    ColumnType empty = parse_rule_type(&column->rule, COLUMN_STRING);
    column_maker_pad(&column->maker, table->row);
    columns[i] = column_maker_finish(&column->maker, column->name, empty);
    /* Dates come as numbers; a rule never leaves numbers where it says text, or the reverse. */
    if (columns[i].type == COLUMN_NUMBER)
      columns[i].type = parse_rule_type(&column->rule, COLUMN_NUMBER);
  }
  Table *result = arena_new0(table->arena, Table);
  *result = (Table){
    .name = arena_strdup(table->arena, name),
    .row_count = table->row,
    .column_count = table->columns->len,
    .columns = columns,
  };
  return result;
}

Table *
table_from_nodes(Arena *arena, const char *name, const Node *rows, const Node *parse,
                 DiagList *diags)
{
  NodeTable table = { .arena = arena, .diags = diags, .parse = parse };
  table.columns = g_array_new(false, false, sizeof(NodeColumn));
  dictionary_init(&table.names, arena);

  if (node_is(rows, NODE_LIST))
    for (size_t i = 0; i < rows->count && has_room(&table, rows->items[i]); i++)
      add_row(&table, rows->items[i]);
  else if (rows && rows->kind != NODE_NULL)
    add_row(&table, rows);

  Table *result = finish_table(&table, name);
  dictionary_finish(&table.names);
  g_array_free(table.columns, true);
  return result;
}
