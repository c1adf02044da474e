#include "compose/table_private.h"

static void
widen(const Composer *composer, const Type *type, const TableCell *cell, TextWidths *widths)
{
  TextWidths own = text_widths(composer, type, cell->runs);
  if (cell->number)
    own.minimal = own.natural;
  widths->natural = MAX(widths->natural, own.natural);
  widths->minimal = MAX(widths->minimal, own.minimal);
}

/* Content only, without gaps. */
static TextWidths
column_widths(const Composer *composer, const TableModel *model, size_t column)
{
  const Theme *theme = composer->theme;
  TextWidths widths = { 0, 0 };
  if (model->head)
    widen(composer, &theme->types[TYPE_TABLE_HEAD], &model->head[column], &widths);
  for (size_t row = 0; row < model->row_count; row++)
    widen(composer, &theme->types[TYPE_TABLE], &model->cells[row * model->column_count + column],
          &widths);
  /* Numbers of different length stand aligned on their marks: a little more than the longest. */
  if (model->columns[column].numeric)
    widths.natural += theme->types[TYPE_TABLE].size;
  widths.minimal = MIN(widths.minimal, widths.natural);
  return widths;
}

TextWidths
table_widths(const Composer *composer, const TableModel *model)
{
  double gaps = TABLE_GAP * (double)(model->column_count - 1);
  TextWidths sum = { gaps, gaps };
  for (size_t i = 0; i < model->column_count; i++) {
    TextWidths widths = column_widths(composer, model, i);
    sum.natural += widths.natural;
    sum.minimal += widths.minimal;
  }
  return sum;
}

/* As browsers do: all get what they need at least, and share the rest by what they want. Where not
 * even that fits, all shrink alike and words are cut. */
void
table_column_widths(const Composer *composer, const TableModel *model, double width, double *widths)
{
  TextWidths sum = table_widths(composer, model);
  double gaps = TABLE_GAP * (double)(model->column_count - 1);
  double room = MAX(width - gaps, 1);
  TextWidths content = { sum.natural - gaps, sum.minimal - gaps };
  for (size_t i = 0; i < model->column_count; i++) {
    TextWidths own = column_widths(composer, model, i);
    double share = 1 / (double)model->column_count;
    if (content.natural <= room)
      widths[i] = own.natural + (room - content.natural) *
                                    (content.natural > 0 ? own.natural / content.natural : share);
    else if (content.minimal <= room)
      widths[i] = own.minimal + (room - content.minimal) * (own.natural - own.minimal) /
                                    MAX(content.natural - content.minimal, 1e-9);
    else
      widths[i] = room * own.minimal / content.minimal;
  }
}
