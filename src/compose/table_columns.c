#include "compose/table_private.h"

#include <string.h>

/* Between columns: usually, and where they are pressed for room. */
#define WIDE_GAP 14.0
#define NARROW_GAP 8.0

/* What a column would take: `natural` with everything on one line, `wrapped` with the head alone
 * in several. */
typedef struct ColumnNeed {
  double natural, wrapped, minimal;
} ColumnNeed;

static double
number_width(const Composer *composer, const char *text, size_t length)
{
  TextStyle style = type_style(&composer->theme->types[TYPE_TABLE], composer->voice.language);
  return length ? text_measure(composer->metrics, &style, text, length).width : 0;
}

/* Numbers stand aligned on their marks: the widest whole and the widest fraction count. */
static double
aligned_width(const Composer *composer, const TableModel *model, size_t column)
{
  const char *decimal = table_decimal(composer, model, column);
  double whole = 0, fraction = 0;
  for (size_t row = 0; row < model->row_count; row++) {
    const char *text = model->cells[row * model->column_count + column].number;
    if (!text)
      continue;
    size_t split = table_number_split(text, decimal);
    whole = MAX(whole, number_width(composer, text, split));
    fraction = MAX(fraction, number_width(composer, text + split, strlen(text) - split));
  }
  return whole + fraction;
}

static ColumnNeed
column_need(const Composer *composer, const TableModel *model, size_t column)
{
  const Theme *theme = composer->theme;
  TextWidths head = { 0, 0 };
  ColumnNeed need = { 0, 0, 0 };
  if (model->head)
    head = text_widths(composer, &theme->types[TYPE_TABLE_HEAD], model->head[column].runs);
  for (size_t row = 0; row < model->row_count; row++) {
    const TableCell *cell = &model->cells[row * model->column_count + column];
    TextWidths own = text_widths(composer, &theme->types[TYPE_TABLE], cell->runs);
    need.wrapped = MAX(need.wrapped, own.natural);
    need.minimal = MAX(need.minimal, cell->number ? own.natural : own.minimal);
  }
  if (model->columns[column].numeric)
    need.wrapped = need.minimal = MAX(need.minimal, aligned_width(composer, model, column));
  need.wrapped = MAX(need.wrapped, head.minimal);
  need.minimal = MAX(need.minimal, head.minimal);
  need.natural = MAX(need.wrapped, head.natural);
  return need;
}

static ColumnNeed
sum_needs(const ColumnNeed *needs, size_t count)
{
  ColumnNeed sum = { 0, 0, 0 };
  for (size_t i = 0; i < count; i++) {
    sum.natural += needs[i].natural;
    sum.wrapped += needs[i].wrapped;
    sum.minimal += needs[i].minimal;
  }
  return sum;
}

static ColumnNeed *
column_needs(const Composer *composer, const TableModel *model)
{
  ColumnNeed *needs = arena_array(composer->arena, ColumnNeed, model->column_count);
  for (size_t i = 0; i < model->column_count; i++)
    needs[i] = column_need(composer, model, i);
  return needs;
}

TextWidths
table_widths(const Composer *composer, const TableModel *model)
{
  double gaps = NARROW_GAP * (double)(model->column_count - 1);
  ColumnNeed sum = sum_needs(column_needs(composer, model), model->column_count);
  return (TextWidths){ sum.wrapped + gaps, sum.minimal + gaps };
}

#define RAGGED 1.15 /* lines of a head are not equally full */

/* The width of all heads in so many lines. */
static double
heads_in_lines(const ColumnNeed *needs, size_t count, unsigned lines, double *widths)
{
  double sum = 0;
  for (size_t i = 0; i < count; i++) {
    double part = lines > 1 ? needs[i].natural * RAGGED / lines : needs[i].natural;
    widths[i] = CLAMP(part, needs[i].wrapped, needs[i].natural);
    sum += widths[i];
  }
  return sum;
}

enum { MOST_HEAD_LINES = 8 };

/* No head takes more lines than it must, and as many as can be stand on one: those that want the
 * least more get it first. */
static void
widen_heads(const ColumnNeed *needs, size_t count, double room, double *widths)
{
  unsigned lines = 1;
  while (heads_in_lines(needs, count, lines, widths) > room && lines < MOST_HEAD_LINES)
    lines++;
  double left = room - heads_in_lines(needs, count, lines, widths);
  for (size_t round = 0; round < count && left > 0; round++) {
    size_t next = count;
    for (size_t i = 0; i < count; i++) {
      double more = needs[i].natural - widths[i];
      if (more > 0 && (next == count || more < needs[next].natural - widths[next]))
        next = i;
    }
    if (next == count)
      return;
    double more = MIN(needs[next].natural - widths[next], left);
    widths[next] += more;
    left -= more;
  }
}

/* Each gets `low` and its part of what is left of the room, up to `high`. */
static double
between(double low, double high, double low_sum, double high_sum, double room)
{
  return low + (room - low_sum) * (high - low) / MAX(high_sum - low_sum, 1e-9);
}

/* Much as browsers do: all get what they need at least, and share the rest by what they want; gaps
 * give way before heads are wrapped, and those before texts are. Where not even that fits, all
 * shrink alike and words are cut. */
double
table_column_widths(const Composer *composer, const TableModel *model, double width, double *widths)
{
  const ColumnNeed *needs = column_needs(composer, model);
  ColumnNeed sum = sum_needs(needs, model->column_count);
  double gaps = (double)(model->column_count - 1), gap = WIDE_GAP;
  if (sum.minimal + gap * gaps > width)
    gap = NARROW_GAP;
  else if (sum.natural + NARROW_GAP * gaps <= width && gaps > 0)
    gap = MIN(gap, (width - sum.natural) / gaps);
  double room = MAX(width - gap * gaps, 1);
  if (sum.natural > room && sum.wrapped <= room) {
    widen_heads(needs, model->column_count, room, widths);
    return gap;
  }
  for (size_t i = 0; i < model->column_count; i++) {
    const ColumnNeed *own = &needs[i];
    double share = 1 / (double)model->column_count;
    if (sum.natural <= room)
      widths[i] = own->natural +
                  (room - sum.natural) * (sum.natural > 0 ? own->natural / sum.natural : share);
    else if (sum.minimal <= room)
      widths[i] = between(own->minimal, own->wrapped, sum.minimal, sum.wrapped, room);
    else
      widths[i] = room * own->minimal / sum.minimal;
  }
  return gap;
}
