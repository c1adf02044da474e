/* The appendix of sources: what supports each number of the text, a table a section. */
#include "compose/figure_private.h"
#include "compose/table_private.h"
#include "compose/typography_private.h"

#include <string.h>

enum { COLUMNS = 3, NAME_COLUMNS = 2, UNBROKEN_BYTES = 40 };

/* The evidence [first, end) of one section. */
typedef struct Section {
  size_t first, end;
  const char *source; /* of its tables; NULL: none names one */
} Section;

static Inline
figure_of(const ComposeEvidence *evidence)
{
  return (Inline){ .kind = INLINE_FIGURE, .text = evidence->expression, .span = evidence->span };
}

static TextRuns
code_runs(const Composer *composer, const char *text)
{
  const TextRun run = { .text = text, .style = STYLE_CODE, .literal = true };
  return (TextRuns){ arena_dup(composer->arena, &run, sizeof run), 1 };
}

/* An inline figure is told with the tables that it reads. */
static void
add_tables(Composer *composer, const ComposeEvidence *evidence, GPtrArray *tables)
{
  if (evidence->expression) {
    const Inline figure = figure_of(evidence);
    inline_figure_tables(composer, &figure, tables);
  }
  if (evidence->table &&
      !g_ptr_array_find_with_equal_func(tables, evidence->table, g_str_equal, NULL))
    g_ptr_array_add(tables, (gpointer)evidence->table);
}

/* "Box office; Film organisations" */
static const char *
table_titles(Composer *composer, const ComposeEvidence *evidence)
{
  g_autoptr(GPtrArray) tables = g_ptr_array_new();
  g_autoptr(GString) out = g_string_new(NULL);
  add_tables(composer, evidence, tables);
  for (guint i = 0; i < tables->len; i++) {
    const char *name = tables->pdata[i];
    const Resource *resource = catalog_resource(composer->document->catalog, name);
    const char *title = resource ? localised_text(resource->title, composer->voice.language) : NULL;
    g_string_append_printf(out, "%s%s", i ? "; " : "", title ? title : name);
  }
  return text_typeset(composer, arena_strdup(composer->arena, out->str));
}

static TextRuns
two_runs(const Composer *composer, TextRun first, TextRun second)
{
  TextRun *runs = arena_array(composer->arena, TextRun, 2);
  runs[0] = first;
  runs[1] = second;
  return (TextRuns){ runs, 2 };
}

static TextRuns
origin_runs(const Composer *composer, const ComposeEvidence *evidence)
{
  const char *const *texts = composer->voice.strings->texts;
  if (evidence->waiver)
    return runs_from_text(composer, strings_fill(composer->arena, texts[STRING_APPENDIX_WAIVED],
                                                 text_typeset(composer, evidence->waiver), NULL));
  const char *code = evidence->evidence;
  if (evidence->expression) {
    const Inline figure = figure_of(evidence);
    code = inline_figure_expression(composer, &figure);
  }
  return code ? code_runs(composer, code) : runs_from_text(composer, texts[STRING_APPENDIX_NONE]);
}

/* Short ones stay in one line. */
static const char *
kept_together(const Composer *composer, const char *text)
{
  g_autoptr(GString) out = g_string_new(text);
  if (out->len <= UNBROKEN_BYTES)
    g_string_replace(out, " ", "\u00a0", 0);
  return arena_strdup(composer->arena, out->str);
}

static void
fill_row(Composer *composer, size_t index, TableCell *cells)
{
  const ComposeEvidence *evidence = &composer->evidence[index];
  const NumberLink *link = &composer->number_links[index];
  cells[0].runs = two_runs(composer, (TextRun){ .text = evidence->before, .literal = true },
                           (TextRun){ .text = kept_together(composer, evidence->text),
                                      .style = STYLE_STRONG,
                                      .href = link->back,
                                      .anchor = link->row_anchor,
                                      .literal = true });
  cells[1].runs = origin_runs(composer, evidence);
  cells[2].runs = runs_from_text(composer, table_titles(composer, evidence));
}

static TableModel
section_table(Composer *composer, const Section *section)
{
  static const TableColumn TEXTS[COLUMNS];
  static const StringName HEADS[COLUMNS] = { STRING_APPENDIX_NUMBER, STRING_APPENDIX_ORIGIN,
                                             STRING_APPENDIX_TABLE };
  TableCell *head = arena_array(composer->arena, TableCell, COLUMNS);
  TableCell *cells =
      arena_array(composer->arena, TableCell, COLUMNS * (section->end - section->first));
  TableModel model = {
    .column_count = COLUMNS, .columns = TEXTS, .head = head, .cells = cells, .full = true
  };
  for (size_t i = 0; i < COLUMNS; i++)
    head[i].runs = runs_from_text(composer, composer->voice.strings->texts[HEADS[i]]);
  for (size_t i = section->first; i < section->end; i++)
    if (composer->number_links[i].row == i)
      fill_row(composer, i, &cells[COLUMNS * model.row_count++]);
  return model;
}

/* The n-th heading from 1, in the document's order; NULL: there is none. */
static const Block *
find_heading(const Block *block, size_t *left)
{
  if (block->kind == BLOCK_HEADING && --*left == 0)
    return block;
  for (const Block *child = block->first; child; child = child->next) {
    const Block *found = find_heading(child, left);
    if (found)
      return found;
  }
  return NULL;
}

/* The section's heading, which leads there; of what stands before all headings the title. */
static void
set_place(Composer *composer, size_t section, TableModel *model)
{
  const Block *heading =
      section ? find_heading(composer->document->body, &(size_t){ section }) : NULL;
  Label *label = arena_new0(composer->arena, Label);
  model->label = label;
  label->text = heading ? heading_title(composer, heading) : composer->title;
  if (!label->text)
    label->text = composer->voice.strings->texts[STRING_APPENDIX_SOURCES];
  const Label *own = heading ? label_of(composer, heading) : NULL;
  if (own && own->id)
    model->label_href = arena_printf(composer->arena, "#%s", own->id);
}

static Section
next_section(Composer *composer, size_t first)
{
  g_autoptr(GPtrArray) tables = g_ptr_array_new();
  const ComposeEvidence *all = composer->evidence;
  Section section = { .first = first, .end = first };
  for (; section.end < composer->evidence_count && all[section.end].section == all[first].section;
       section.end++)
    add_tables(composer, &all[section.end], tables);
  g_ptr_array_add(tables, NULL);
  section.source = source_text(composer, (const char *const *)tables->pdata);
  return section;
}

/* What the names in the expressions stand for. */
static void
lay_names(Composer *composer, Flow *flow, Frame frame)
{
  static const TableColumn TEXTS[NAME_COLUMNS];
  const char *const *texts = composer->voice.strings->texts;
  g_autoptr(GPtrArray) figures = g_ptr_array_new();
  for (size_t i = 0; i < composer->evidence_count; i++) {
    const Inline figure = figure_of(&composer->evidence[i]);
    if (figure.text)
      inline_figure_names(composer, &figure, figures);
  }
  if (figures->len == 0)
    return;
  TableCell *head = arena_array(composer->arena, TableCell, NAME_COLUMNS);
  TableCell *cells = arena_array(composer->arena, TableCell, NAME_COLUMNS * figures->len);
  head[0].runs = runs_from_text(composer, texts[STRING_APPENDIX_NAME]);
  head[1].runs = runs_from_text(composer, texts[STRING_APPENDIX_QUERY]);
  for (guint i = 0; i < figures->len; i++) {
    const FrontFigure *figure = figures->pdata[i];
    cells[NAME_COLUMNS * i].runs = code_runs(composer, figure->name);
    cells[NAME_COLUMNS * i + 1].runs = code_runs(composer, figure->sql);
  }
  const Label label = { .text = texts[STRING_APPENDIX_NAMES] };
  const TableModel model = { .label = arena_dup(composer->arena, &label, sizeof label),
                             .column_count = NAME_COLUMNS,
                             .row_count = figures->len,
                             .columns = TEXTS,
                             .head = head,
                             .cells = cells,
                             .full = true };
  table_lay(composer, flow, &model, frame);
}

void
lay_sources(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  (void)block;
  Section section = next_section(composer, 0);
  while (section.first < section.end) {
    Section next = { 0 };
    if (section.end < composer->evidence_count)
      next = next_section(composer, section.end);
    TableModel model = section_table(composer, &section);
    set_place(composer, composer->evidence[section.first].section, &model);
    if (next.first == next.end || g_strcmp0(next.source, section.source) != 0)
      model.source = section.source;
    if (model.row_count > 0)
      table_lay(composer, flow, &model, frame);
    section = next;
  }
  lay_names(composer, flow, frame);
}
