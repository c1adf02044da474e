#include "compose/figure_private.h"
#include "compose/table_private.h"
#include "compose/typography_private.h"

/* A number may be of several runs, one of them a link. */
static const char *
cell_number(const Composer *composer, const TextRuns *runs)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (size_t i = 0; i < runs->count; i++) {
    if (runs->items[i].note || runs->items[i].line_break)
      return NULL;
    g_string_append(text, runs->items[i].text);
  }
  if (!*text->str)
    return "";
  return table_is_number(text->str) ? arena_strdup(composer->arena, text->str) : NULL;
}

static size_t
count_columns(const Block *table)
{
  size_t widest = 0;
  for (const Block *row = table->first; row; row = row->next) {
    size_t count = 0;
    for (const Block *cell = row->first; cell; cell = cell->next)
      count++;
    widest = MAX(widest, count);
  }
  return widest;
}

static TableCell
read_cell(Composer *composer, const Block *cell)
{
  TableCell out = { .runs = runs_from_inlines(composer, cell->inlines) };
  out.number = cell_number(composer, &out.runs);
  return out;
}

static size_t
count_rows(const Block *table)
{
  size_t count = 0;
  for (const Block *row = table->first; row; row = row->next)
    count += !row->head;
  return count;
}

/* A column is one of numbers if all its cells are, and if it is not aligned otherwise. */
static void
find_numeric(const TableModel *model, TableColumn *columns)
{
  for (size_t column = 0; column < model->column_count; column++) {
    bool numeric = columns[column].align == CELL_DEFAULT || columns[column].align == CELL_RIGHT;
    bool any = false;
    for (size_t row = 0; row < model->row_count; row++) {
      const char *number = model->cells[row * model->column_count + column].number;
      numeric &= number != NULL;
      any |= number && *number;
    }
    columns[column].numeric = numeric && any;
  }
}

/* A last row whose first cell is bold sums up the others. */
static bool
is_bold(const TextRuns *runs)
{
  bool bold = runs->count > 0;
  for (size_t i = 0; i < runs->count; i++)
    bold &= (runs->items[i].style & STYLE_STRONG) != 0;
  return bold;
}

/* Where a numbered table's figures come from: the author's word, or the sources of the data that
 * they are read from. */
static const char *
table_source(Composer *composer, const Block *block)
{
  const char *given = attributes_value(&block->attributes, "source");
  if (given)
    return strings_fill(composer->arena, composer->voice.strings->texts[STRING_SOURCE],
                        text_typeset(composer, given), NULL);
  g_autoptr(GPtrArray) tables = g_ptr_array_new();
  for (const Block *row = block->first; row; row = row->next) {
    for (const Block *cell = row->first; cell; cell = cell->next) {
      for (size_t i = 0; i < cell->inlines.count; i++) {
        if (cell->inlines.items[i].kind == INLINE_FIGURE)
          inline_figure_tables(composer, &cell->inlines.items[i], tables);
      }
    }
  }
  g_ptr_array_add(tables, NULL);
  return source_text(composer, (const char *const *)tables->pdata);
}

void
lay_table(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  TableModel model = { .label = label_of(composer, block),
                       .full = attributes_has(&block->attributes, "full") };
  model.column_count = count_columns(block);
  model.row_count = count_rows(block);
  TableCell *head = arena_array(composer->arena, TableCell, model.column_count + 1);
  TableCell *cells =
      arena_array(composer->arena, TableCell, model.row_count * model.column_count + 1);
  TableColumn *columns = arena_array(composer->arena, TableColumn, model.column_count + 1);
  size_t index = 0;
  for (const Block *row = block->first; row; row = row->next) {
    TableCell *at = row->head ? head : &cells[model.column_count * index++];
    size_t column = 0;
    for (const Block *cell = row->first; cell; cell = cell->next, column++) {
      at[column] = read_cell(composer, cell);
      columns[column].align = cell->align;
    }
  }
  TableCell *last = model.row_count ? &cells[model.column_count * (model.row_count - 1)] : cells;
  model.total =
      model.row_count > 1 && (attributes_has(&block->attributes, "total") || is_bold(&last->runs));
  if (model.total)
    table_embolden(composer, last, model.column_count);
  model.head = block->first && block->first->head ? head : NULL;
  model.cells = cells;
  model.columns = columns;
  find_numeric(&model, columns);
  if (block->caption.count) {
    model.caption = runs_from_inlines(composer, block->caption);
    model.plain_caption = text_from_inlines(composer, block->caption);
    model.source = table_source(composer, block);
  }
  table_lay(composer, flow, &model, frame);
}
