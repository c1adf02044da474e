#include "compose/pages_private.h"

#include <string.h>

#define ENTRY_GAP 4.0
#define LEVEL_INDENT 12.0
#define LEADER_GAP 4.0
#define LEADER_STEP 3.0

#define NUMBER_WIDTH 1.3 /* kept for a page's number, in sizes of the type: two digits */

enum { CONTENTS_LEVEL = 2 }; /* headings down to this level are listed */

/* Lays the entries one under the other. */
typedef struct Lister {
  Composer *composer;
  Flow *flow;
  Frame frame;
  const Part *list;
  int base; /* the highest level there is, which is not indented */
  bool any;
} Lister;

/* Dots from the text's end to the number's place, on one grid for all lines. */
static const SceneNode *
leader(const Lister *lister, double from, double to, double y)
{
  static const double DOTS[] = { 0.75, LEADER_STEP - 0.75 };
  from = ceil(from / LEADER_STEP) * LEADER_STEP;
  if (to - from < 2 * LEADER_STEP)
    return NULL;
  const Composer *composer = lister->composer;
  SceneNode *rule = straight_rule(composer->arena, composer->theme->colours[COLOUR_TERTIARY], from,
                                  y, to, y, 0.75);
  rule->stroke.dash = DOTS;
  rule->stroke.dash_count = G_N_ELEMENTS(DOTS);
  return rule;
}

/* The place of a page's number, which is known when pages are: aligned at x. */
static const SceneNode *
number_place(const Lister *lister, const char *id, double x, double y)
{
  Composer *composer = lister->composer;
  TextStyle style = type_style(&composer->theme->types[TYPE_CONTENTS], composer->voice.language);
  SceneNode *text = scene_text(composer->arena, composer->metrics, &style, "", x, y);
  text->fill = paint_solid(composer->theme->types[TYPE_CONTENTS].colour);
  text->text.align = ALIGN_RIGHT;
  PageNumber number = { id, text };
  g_array_append_val(composer->page_numbers, number);
  return text;
}

/* A line of an entry, a link to the heading; the last one holds the number. */
static const SceneNode *
entry_line(const Lister *lister, const TextLine *line, const char *id, double number_x)
{
  const Composer *composer = lister->composer;
  const Type *type = &composer->theme->types[TYPE_CONTENTS];
  SceneBuilder link = scene_builder(composer->arena), all = link;
  if (line->node)
    scene_add(&link, line->node);
  if (number_x > 0) {
    double y = type_baseline(composer, type);
    scene_add(&all, leader(lister, line->width + LEADER_GAP,
                           number_x - NUMBER_WIDTH * type->size - LEADER_GAP, y));
    scene_add(&link, number_place(lister, id, number_x, y));
  }
  SceneNode *group = scene_builder_end(&link, ROLE_LINK);
  group->group.href = arena_printf(composer->arena, "#%s", id);
  scene_add(&all, group);
  return scene_builder_end(&all, ROLE_NONE);
}

static void
list_heading(Lister *lister, const Block *heading)
{
  Composer *composer = lister->composer;
  const Label *label = label_of(composer, heading);
  if (!label || !label->id)
    return;
  const Type *type = &composer->theme->types[TYPE_CONTENTS];
  double indent = (heading->level - lister->base) * LEVEL_INDENT;
  TextLayout layout = { .type = type };
  layout.width =
      MAX(lister->frame.width - indent - NUMBER_WIDTH * type->size - LEADER_GAP, type->size);
  const char *title = arena_printf(composer->arena, "%s ", heading_title(composer, heading));
  TextLines lines = text_layout(composer, &layout, runs_from_text(composer, title));
  const Part *part = part_new(composer, lister->list, ROLE_CONTENTS_ITEM);
  if (lister->any)
    lister->flow->pending = ENTRY_GAP;
  lister->any = true;
  for (size_t i = 0; i < lines.count; i++) {
    bool last = i + 1 == lines.count;
    FlowItem item = { .x = lister->frame.x + indent, .height = lines.height, .part = part };
    item.node =
        entry_line(lister, &lines.items[i], label->id, last ? lister->frame.width - indent : 0);
    item.cost = i > 0 ? COST_NEVER : COST_SPLIT_LIST;
    item.lines = 1;
    flow_add(lister->flow, item);
  }
}

/* Calls for all headings that are listed, in order. */
static void
each_heading(const Block *parent, void (*call)(Lister *lister, const Block *heading),
             Lister *lister)
{
  for (const Block *block = parent->first; block; block = block->next) {
    if (block->kind == BLOCK_HEADING && block->level <= CONTENTS_LEVEL)
      call(lister, block);
    else if (block->kind == BLOCK_DIV)
      each_heading(block, call, lister);
  }
}

static void
note_level(Lister *lister, const Block *heading)
{
  lister->base = MIN(lister->base, heading->level);
}

static void
lay_list_of_headings(Composer *composer, Flow *flow, Frame frame)
{
  const Theme *theme = composer->theme;
  const Block *body = composer->document->body;
  Lister lister = { .composer = composer, .flow = flow, .frame = frame, .base = CONTENTS_LEVEL };
  each_heading(body, note_level, &lister);
  TextLayout layout = { .type = &theme->types[TYPE_H3], .width = frame.width };
  TextRuns title = runs_from_text(composer, composer->voice.strings->texts[STRING_CONTENTS]);
  lay_lines(flow, part_new(composer, frame.part, ROLE_PARAGRAPH),
            text_layout(composer, &layout, title), frame.x);
  flow_space(flow, theme->space_after_heading[2]);
  flow_keep(flow);
  lister.list = part_new(composer, frame.part, ROLE_CONTENTS);
  each_heading(body, list_heading, &lister);
}

void
lay_contents(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  (void)block;
  flow_space(flow, composer->theme->space_before_heading[2]);
  lay_list_of_headings(composer, flow, frame);
  flow_space(flow, composer->theme->space_block);
}

void
lay_contents_beside(Composer *composer, Flow *flow, Frame frame)
{
  const Type *types = composer->theme->types;
  const Block *first = composer->document->body->first;
  const Type *beside =
      first && first->kind == BLOCK_HEADING ? heading_type(composer, first) : frame.type;
  double width = margin_width(composer->theme);
  bool added = false;
  Flow own = flow_new(composer);
  if (width > 0) {
    lay_list_of_headings(composer, &own, (Frame){ .width = width, .type = frame.type });
    added = margin_add(composer, flow, &own, beside, &types[TYPE_H3]);
  }
  if (!added && composer->theme->page_level > 0)
    flow_break(flow);
  if (!added)
    lay_contents(composer, flow, NULL, frame);
  flow_finish(&own);
}

/* The page where each heading stands. */
static void
collect_pages(const SceneNode *node, const char *label, GHashTable *pages)
{
  if (node->kind != SCENE_GROUP)
    return;
  if (node->role == ROLE_HEADING && node->group.anchor &&
      !g_hash_table_contains(pages, node->group.anchor))
    g_hash_table_insert(pages, (gpointer)node->group.anchor, (gpointer)label);
  for (size_t i = 0; i < node->group.child_count; i++)
    collect_pages(node->group.children[i], label, pages);
}

void
contents_number(Composer *composer, const Scene *const *pages, size_t count)
{
  if (composer->page_numbers->len == 0)
    return;
  g_autoptr(GHashTable) found = g_hash_table_new(g_str_hash, g_str_equal);
  for (size_t i = 0; i < count; i++)
    collect_pages(pages[i]->root, pages[i]->label, found);
  for (guint i = 0; i < composer->page_numbers->len; i++) {
    const PageNumber *number = &g_array_index(composer->page_numbers, PageNumber, i);
    const char *label = g_hash_table_lookup(found, number->id);
    SceneText *text = &number->node->text;
    text->text = label ? label : "";
    text->width =
        text_measure(composer->metrics, &text->style, text->text, strlen(text->text)).width;
  }
}
