#include "compose/table_private.h"

#include <string.h>

#define ROW_PADDING 3.0
#define HEAD_RULE 0.75
#define TOTAL_RULE 0.75
#define ROW_RULE 0.25
#define CAPTION_GAP 5.0

/* A table as it is being laid. */
typedef struct TableSetter {
  Composer *composer;
  Flow *flow;
  const TableModel *model;
  Part *part;
  double x, width;
  const double *widths;
  double gap;            /* between columns */
  const char **decimals; /* on which numbers stand aligned, by column */
  double *fractions;     /* widest part after it */
} TableSetter;

static double
text_width(const TableSetter *setter, const char *text, size_t length, bool bold)
{
  const Type *type = &setter->composer->theme->types[TYPE_TABLE];
  TextStyle style = type_style(type, setter->composer->voice.language);
  if (bold)
    style.weight = 700;
  return length ? text_measure(setter->composer->metrics, &style, text, length).width : 0;
}

/* What stands after the place on which a column's numbers are aligned. */
static double
fraction_width(const TableSetter *setter, const TableCell *cell, size_t column)
{
  if (!cell->number)
    return 0;
  size_t split = table_number_split(cell->number, setter->decimals[column]);
  bool bold = cell->runs.count > 0 && cell->runs.items[0].style & STYLE_STRONG;
  return text_width(setter, cell->number + split, strlen(cell->number) - split, bold);
}

static void
measure_fractions(TableSetter *setter)
{
  const TableModel *model = setter->model;
  setter->decimals = arena_array(setter->composer->arena, const char *, model->column_count);
  setter->fractions = arena_array(setter->composer->arena, double, model->column_count);
  for (size_t i = 0; i < model->column_count; i++)
    setter->decimals[i] = table_decimal(setter->composer, model, i);
  for (size_t i = 0; i < model->row_count * model->column_count; i++) {
    size_t column = i % model->column_count;
    if (model->columns[column].numeric)
      setter->fractions[column] =
          MAX(setter->fractions[column], fraction_width(setter, &model->cells[i], column));
  }
}

static TextAlign
cell_align(const TableColumn *column)
{
  if (column->numeric || column->align == CELL_RIGHT)
    return ALIGN_RIGHT;
  return column->align == CELL_CENTER ? ALIGN_CENTER : ALIGN_LEFT;
}

/* One cell, its origin at the row's. */
static SceneNode *
set_cell(const TableSetter *setter, const TableCell *cell, size_t column, bool head, double x,
         double *height)
{
  const Composer *composer = setter->composer;
  const TableColumn *format = &setter->model->columns[column];
  TextLayout layout = { .type = &composer->theme->types[head ? TYPE_TABLE_HEAD : TYPE_TABLE],
                        .width = setter->widths[column],
                        .align = cell_align(format) };
  TextLines lines = text_layout(composer, &layout, cell->runs);
  double shift = 0;
  if (!head && format->numeric && cell->number && lines.count == 1) {
    double room = setter->widths[column] - lines.items[0].width;
    shift = MIN(setter->fractions[column] - fraction_width(setter, cell, column), MAX(room, 0));
  }
  SceneBuilder builder = scene_builder(composer->arena);
  for (size_t i = 0; i < lines.count; i++) {
    SceneNode *line = lines.items[i].node;
    if (!line)
      continue;
    line->x += x - shift;
    line->y += ROW_PADDING + (double)i * lines.height;
    scene_add(&builder, line);
  }
  *height = MAX(*height, (double)lines.count * lines.height);
  /* a first column of texts names the rows */
  bool names_row = !head && column == 0 && !format->numeric && setter->model->column_count > 1;
  SceneNode *group =
      scene_builder_end(&builder, head || names_row ? ROLE_TABLE_HEADER : ROLE_TABLE_CELL);
  group->group.level = head ? 1 : names_row ? 2 : 0;
  return group;
}

static size_t
collect_notes(const TableSetter *setter, const TableCell *cells, const int **notes)
{
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(int));
  for (size_t i = 0; i < setter->model->column_count; i++) {
    for (size_t k = 0; k < cells[i].runs.count; k++) {
      if (cells[i].runs.items[k].note)
        g_array_append_val(found, cells[i].runs.items[k].note);
    }
  }
  *notes = arena_dup(setter->composer->arena, found->data, found->len * sizeof(int));
  return found->len;
}

void
table_embolden(const Composer *composer, TableCell *cells, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    TextRuns *runs = &cells[i].runs;
    TextRun *items = arena_dup(composer->arena, runs->items, runs->count * sizeof(TextRun));
    for (size_t k = 0; k < runs->count; k++)
      items[k].style |= STYLE_STRONG;
    runs->items = items;
  }
}

/* A row with the rule below it. */
static FlowItem
set_row(const TableSetter *setter, const TableCell *cells, bool head)
{
  const Theme *theme = setter->composer->theme;
  SceneBuilder row = scene_builder(setter->composer->arena), all = row;
  double x = 0, height = theme->types[TYPE_TABLE].leading;
  for (size_t i = 0; i < setter->model->column_count; i++) {
    scene_add(&row, set_cell(setter, &cells[i], i, head, x, &height));
    x += setter->widths[i] + setter->gap;
  }
  height += 2 * ROW_PADDING;
  scene_add(&all, scene_builder_end(&row, ROLE_TABLE_ROW));
  Colour colour = theme->colours[head ? COLOUR_ACCENT : COLOUR_GRID];
  scene_add(&all, straight_rule(setter->composer->arena, colour, 0, height, setter->width, height,
                                head ? HEAD_RULE : ROW_RULE));
  FlowItem item = { .x = setter->x, .height = height, .lines = 1, .part = setter->part };
  item.note_count = collect_notes(setter, cells, &item.notes);
  item.node = scene_builder_end(&all, ROLE_NONE);
  return item;
}

static void
set_caption_text(const TableSetter *setter, TypeName type, TextRuns runs)
{
  TextLayout layout = { .type = &setter->composer->theme->types[type], .width = setter->width };
  TextLines lines = text_layout(setter->composer, &layout, runs);
  if (!lines.count)
    return;
  flow_keep(setter->flow);
  lay_lines(setter->flow, part_new(setter->composer, setter->part, ROLE_PARAGRAPH), lines,
            setter->x);
  flow_keep(setter->flow);
}

static void
set_caption(TableSetter *setter)
{
  const TableModel *model = setter->model;
  Part *table = setter->part;
  if (!model->plain_caption && !model->label)
    return;
  double cost = setter->flow->cost;
  setter->part = part_new(setter->composer, table, ROLE_CAPTION);
  guint first = setter->flow->items->len;
  if (model->label) {
    const TextRun label = { .text = model->label->text, .href = model->label_href };
    set_caption_text(setter, TYPE_FIGURE_NUMBER, (TextRuns){ &label, 1 });
  }
  if (model->plain_caption)
    set_caption_text(setter, TYPE_FIGURE_TITLE, model->caption);
  setter->part = table;
  for (guint i = first; i < setter->flow->items->len; i++)
    g_array_index(setter->flow->items, FlowItem, i).cost = i == first ? cost : COST_NEVER;
  flow_space(setter->flow, CAPTION_GAP);
}

/* "Table 3 (continued)" and the head, as artifacts: they repeat what has been read already. */
static void
set_repeat(const TableSetter *setter, const FlowItem *head)
{
  Composer *composer = setter->composer;
  SceneBuilder builder = scene_builder(composer->arena);
  double y = 0;
  if (setter->model->label) {
    const char *text =
        strings_fill(composer->arena, composer->voice.strings->texts[STRING_CONTINUED],
                     setter->model->label->text, NULL);
    TextLayout layout = { .type = &composer->theme->types[TYPE_FIGURE_NUMBER],
                          .width = setter->width };
    TextLines lines = text_layout(composer, &layout, runs_from_text(composer, text));
    for (size_t i = 0; i < lines.count; i++, y += lines.height) {
      lines.items[i].node->y += y;
      scene_add(&builder, lines.items[i].node);
    }
    y += CAPTION_GAP - ROW_PADDING;
  }
  if (head) {
    SceneNode *copy = arena_dup(composer->arena, head->node, sizeof *head->node);
    copy->y += y;
    scene_add(&builder, copy);
    y += head->height;
  }
  setter->part->repeat = scene_builder_end(&builder, ROLE_ARTIFACT);
  setter->part->repeat_height = y;
  setter->part->x = setter->x;
}

/* The total is ruled off what it sums up. */
static void
rule_above(const TableSetter *setter, FlowItem *item)
{
  Arena *arena = setter->composer->arena;
  SceneBuilder builder = scene_builder(arena);
  scene_add(&builder, item->node);
  scene_add(&builder, straight_rule(arena, setter->composer->theme->colours[COLOUR_ACCENT], 0, 0,
                                    setter->width, 0, TOTAL_RULE));
  item->node = scene_builder_end(&builder, ROLE_NONE);
}

static void
set_rows(TableSetter *setter)
{
  const TableModel *model = setter->model;
  const Theme *theme = setter->composer->theme;
  double room = theme->page_height - theme->margin_top - theme->margin_bottom;
  if (model->head) {
    FlowItem head = set_row(setter, model->head, true);
    set_repeat(setter, &head);
    flow_add(setter->flow, head);
    flow_keep(setter->flow);
  } else {
    set_repeat(setter, NULL);
  }
  double top = setter->flow->y;
  size_t first = setter->flow->items->len + 1;
  for (size_t i = 0; i < model->row_count; i++) {
    FlowItem item = set_row(setter, &model->cells[i * model->column_count], false);
    bool second = i == 1, last = i > 0 && i + 1 == model->row_count;
    if (last && model->total)
      rule_above(setter, &item);
    item.cost = second || last ? COST_NEVER : i > 0 ? COST_SPLIT_TABLE : 0;
    if (item.height + setter->part->repeat_height > room)
      diag_warning(setter->composer->diags, "row-too-high", (Span){ 0 }, "divide the table",
                   "row %zu of a table is higher than a page", i + 1);
    flow_add(setter->flow, item);
  }
  if (setter->flow->y - top < room / 2)
    flow_raise(setter->flow, first, setter->flow->items->len, COST_SPLIT_SHORT);
}

static void
set_foot(TableSetter *setter, const Part *parent, const char *text)
{
  if (!text)
    return;
  TextLayout layout = { .type = &setter->composer->theme->types[TYPE_FIGURE_SOURCE],
                        .width = setter->width };
  TextLines lines = text_layout(setter->composer, &layout, runs_from_text(setter->composer, text));
  guint first = setter->flow->items->len;
  lay_lines(setter->flow, part_new(setter->composer, parent, ROLE_PARAGRAPH), lines, setter->x);
  for (guint i = first; i < setter->flow->items->len; i++)
    g_array_index(setter->flow->items, FlowItem, i).cost = COST_NEVER;
}

/* Over the text's columns if it can be, else over the page's width. */
static Frame
choose_frame(const Composer *composer, const TableModel *model, Frame frame)
{
  const Theme *theme = composer->theme;
  TextWidths widths = table_widths(composer, model);
  double body = theme_columns_width(theme, (int)(theme->columns - theme->body_column) + 1);
  bool top = frame.width >= body - 1;
  bool wide = widths.minimal > frame.width || widths.natural > 1.6 * frame.width;
  if (model->full || (top && wide)) {
    frame.x = theme->margin_left;
    frame.width = theme->page_width - theme->margin_left - theme->margin_right;
  }
  return frame;
}

void
table_lay(Composer *composer, Flow *flow, const TableModel *model, Frame frame)
{
  if (model->column_count == 0)
    return;
  const Theme *theme = composer->theme;
  frame = choose_frame(composer, model, frame);
  double *widths = arena_array(composer->arena, double, model->column_count);
  double gap = table_column_widths(composer, model, frame.width, widths);
  TableSetter setter = { .composer = composer,
                         .flow = flow,
                         .model = model,
                         .x = frame.x,
                         .width = frame.width,
                         .widths = widths,
                         .gap = gap };
  setter.part = part_new(composer, frame.part, ROLE_TABLE);
  setter.part->group.anchor = model->label ? model->label->id : NULL;
  setter.part->group.title = model->plain_caption;
  measure_fractions(&setter);
  flow_space(flow, theme->space_figure);
  flow_place(flow, setter.part->group.anchor);
  set_caption(&setter);
  set_rows(&setter);
  flow_space(flow, 4);
  set_foot(&setter, frame.part, model->source);
  set_foot(&setter, frame.part, model->note);
  flow_space(flow, theme->space_figure);
}
