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
typedef enum AppendixKind { APPENDIX_DATA, APPENDIX_SOURCES, APPENDIX_KIND_COUNT } AppendixKind;

static const char *const KINDS[APPENDIX_KIND_COUNT] = { "data", "sources" };

static int
find_kind(const Node *item)
{
  for (int i = 0; i < APPENDIX_KIND_COUNT; i++)
    if (strcmp(node_text(item, ""), KINDS[i]) == 0)
      return i;
  return -1;
}

/* Which of them the front matter names. `diags` gets what is none of them; NULL: nobody asks. */
static void
read_wanted(const Node *list, DiagList *diags, bool wanted[APPENDIX_KIND_COUNT])
{
  size_t count = node_is(list, NODE_LIST) ? list->count : 1;
  for (size_t i = 0; list && i < count; i++) {
    const Node *item = node_is(list, NODE_LIST) ? list->items[i] : list;
    int kind = find_kind(item);
    if (kind >= 0)
      wanted[kind] = true;
    else if (diags)
      diag_error(diags, "bad-appendix", item->span, "write appendix: [data, sources]",
                 "there is no appendix \"%s\"", node_text(item, ""));
  }
}

bool
document_wants_sources(const Document *document)
{
  bool wanted[APPENDIX_KIND_COUNT] = { false };
  read_wanted(document->front.appendix, NULL, wanted);
  return wanted[APPENDIX_SOURCES];
}

static int
first_level(const Block *block)
{
  int level = block->kind == BLOCK_HEADING ? block->level : 0;
  for (const Block *child = block->first; child && !level; child = child->next)
    level = first_level(child);
  return level;
}

/* A block of words of the language. */
static Block *
add_words(const Composer *composer, BlockKind kind, StringName words, Span span)
{
  Block *block = block_new(composer->arena, kind, composer->document->body, span);
  Inline *text = arena_new0(composer->arena, Inline);
  *text = (Inline){ .text = composer->voice.strings->texts[words], .span = span };
  block->inlines = (InlineList){ text, 1 };
  return block;
}

static void
add_heading(const Composer *composer, StringName title, Span span)
{
  int level = first_level(composer->document->body);
  add_words(composer, BLOCK_HEADING, title, span)->level = level ? level : 1;
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
  const Node *list = composer->document->front.appendix;
  bool wanted[APPENDIX_KIND_COUNT] = { false };
  read_wanted(list, composer->diags, wanted);
  if (wanted[APPENDIX_DATA] && has_charts(composer->document->body)) {
    composer->appendix = g_array_new(FALSE, FALSE, sizeof(ShownFigure));
    add_heading(composer, STRING_APPENDIX_DATA, list->span);
    block_new(composer->arena, BLOCK_APPENDIX, composer->document->body, list->span);
  }
  if (wanted[APPENDIX_SOURCES] && composer->evidence_count > 0) {
    add_heading(composer, STRING_APPENDIX_SOURCES, list->span);
    add_words(composer, BLOCK_PARAGRAPH, STRING_APPENDIX_LEADS, list->span);
    block_new(composer->arena, BLOCK_SOURCES, composer->document->body, list->span);
  }
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
