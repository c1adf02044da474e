/* The appendix: the numbers behind each chart, as tables. */
#include "compose/figure_private.h"
#include "compose/table_private.h"

#include <string.h>

/* More are for machines, which find them attached. */
enum { MOST_ROWS = 100 };

/* A chart, and what its marks show. */
typedef struct ShownFigure {
  const Label *label;
  const char *title, *source; /* NULL: none */
  const char *file;           /* attached, with all rows; NULL: it is not */
  const char *anchor;         /* of the first table */
  const Table *const *tables;
  size_t table_count;
} ShownFigure;

/* What an appendix may hold. */
static const char *const KINDS[] = { "data", NULL };

static bool
wants_data(const Composer *composer, const Node *list)
{
  bool wanted = false;
  size_t count = node_is(list, NODE_LIST) ? list->count : 1;
  for (size_t i = 0; list && i < count; i++) {
    const Node *item = node_is(list, NODE_LIST) ? list->items[i] : list;
    const char *name = node_text(item, "");
    if (g_strv_contains(KINDS, name))
      wanted = true;
    else
      diag_error(composer->diags, "bad-appendix", item->span, "write appendix: [data]",
                 "there is no appendix \"%s\"", name);
  }
  return wanted;
}

static int
first_level(const Block *block)
{
  int level = block->kind == BLOCK_HEADING ? block->level : 0;
  for (const Block *child = block->first; child && !level; child = child->next)
    level = first_level(child);
  return level;
}

static void
add_heading(const Composer *composer, Block *body, Span span)
{
  int level = first_level(body);
  Block *heading = block_new(composer->arena, BLOCK_HEADING, body, span);
  Inline *text = arena_new0(composer->arena, Inline);
  *text = (Inline){ .text = composer->voice.strings->texts[STRING_APPENDIX_DATA], .span = span };
  heading->level = level ? level : 1;
  heading->inlines = (InlineList){ text, 1 };
}

static bool
has_charts(const Block *block)
{
  bool found = block->kind == BLOCK_CHART && !block->image;
  for (const Block *child = block->first; child && !found; child = child->next)
    found = has_charts(child);
  return found;
}

void
appendix_add(Composer *composer)
{
  const Node *wanted = composer->document->front.appendix;
  Block *body = composer->document->body;
  if (!wants_data(composer, wanted) || !has_charts(body))
    return;
  composer->appendix = g_array_new(FALSE, FALSE, sizeof(ShownFigure));
  add_heading(composer, body, wanted->span);
  block_new(composer->arena, BLOCK_APPENDIX, body, wanted->span);
}

const char *
appendix_keep(Composer *composer, const Block *block, const Figure *figure, const GPtrArray *tables)
{
  if (!composer->appendix || composer->preset || tables->len == 0 ||
      attributes_has(&block->attributes, "no-data"))
    return NULL;
  const char *anchor = arena_printf(composer->arena, "data-%s", figure->id);
  const ShownFigure shown = {
    .label = label_of(composer, block),
    .title = figure->title,
    .source = figure->source,
    .file = composer->attachments ? arena_printf(composer->arena, "%s.csv", figure->id) : NULL,
    .anchor = anchor,
    .tables = arena_dup(composer->arena, tables->pdata, tables->len * sizeof(gpointer)),
    .table_count = tables->len,
  };
  g_array_append_val(composer->appendix, shown);
  return arena_printf(composer->arena, "#%s", anchor);
}

/* What is said of rows that are left out. */
static const char *
rows_note(const Composer *composer, const ShownFigure *figure, size_t rows)
{
  const char *const *texts = composer->voice.strings->texts;
  Arena *arena = composer->arena;
  g_autoptr(GString) most = g_string_new(NULL), all = g_string_new(NULL);
  if (rows <= MOST_ROWS)
    return NULL;
  number_append(composer, most, ",.0f", MOST_ROWS);
  number_append(composer, all, ",.0f", (double)rows);
  const char *note = strings_fill(arena, texts[STRING_APPENDIX_ROWS], most->str, all->str);
  return figure->file
             ? arena_printf(arena, "%s %s", note,
                            strings_fill(arena, texts[STRING_APPENDIX_FILE], figure->file, NULL))
             : note;
}

/* "Data of Figure 3" leads back to it. */
static void
lay_shown(Composer *composer, Flow *flow, const ShownFigure *figure, size_t index, Frame frame)
{
  Arena *arena = composer->arena;
  const Table *table = figure->tables[index];
  Label *label = arena_new0(arena, Label);
  g_autofree char *number = g_strdup_printf("%d", figure->label->number);
  label->id = index == 0 ? figure->anchor : NULL;
  label->text =
      strings_fill(arena, composer->voice.strings->texts[STRING_APPENDIX_OF], number, NULL);
  TableModel model = { .label = label, .source = figure->source };
  table_model_rows(composer, table, MOST_ROWS, &model);
  model.plain_caption = figure->title ? figure->title : figure->label->text;
  model.caption = runs_from_text(composer, model.plain_caption);
  if (figure->label->id)
    model.label_href = arena_printf(arena, "#%s", figure->label->id);
  const char *rows = rows_note(composer, figure, table->row_count);
  if (rows)
    model.note = model.note ? arena_printf(arena, "%s. %s", model.note, rows) : rows;
  table_lay(composer, flow, &model, frame);
}

void
lay_appendix(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  (void)block;
  for (guint i = 0; i < composer->appendix->len; i++) {
    const ShownFigure *figure = &g_array_index(composer->appendix, ShownFigure, i);
    for (size_t k = 0; k < figure->table_count; k++)
      lay_shown(composer, flow, figure, k, frame);
  }
}
