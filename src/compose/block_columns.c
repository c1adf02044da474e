#include "compose/flow_private.h"

#include "compose/pages_private.h"

enum { COLUMNS_MAX = 4 };

typedef struct TextColumn {
  const Block *block;
  Flow flow;
  double x, width;
} TextColumn;

/* "40%"; 0: none given. */
static double
read_share(Composer *composer, const Block *block)
{
  const char *text = attributes_value(&block->attributes, "width");
  if (!text)
    return 0;
  char *end;
  double share = g_ascii_strtod(text, &end);
  if (share >= 10 && share <= 90 && g_str_equal(end, "%"))
    return share / 100;
  diag_error(composer->diags, "bad-width", block->attributes.span, "write width=40%, of 10% to 90%",
             "the width of a column cannot be \"%s\"", text);
  return 0;
}

/* Columns get the shares they ask for, and those without share the rest; all fill the width. */
static void
measure_columns(Composer *composer, TextColumn *columns, size_t count, double width)
{
  double shares[COLUMNS_MAX], given = 0, x = 0, gutter = composer->theme->gutter;
  size_t open = 0;
  for (size_t i = 0; i < count; i++) {
    shares[i] = read_share(composer, columns[i].block);
    given += shares[i];
    open += shares[i] <= 0;
  }
  double rest = open ? MAX((1 - given) / (double)open, 0.1) : 0, sum = given + rest * (double)open;
  for (size_t i = 0; i < count; i++) {
    columns[i].width =
        (width - gutter * (double)(count - 1)) * (shares[i] > 0 ? shares[i] : rest) / sum;
    columns[i].x = x;
    x += columns[i].width + gutter;
  }
}

/* What is too high for one page: the columns one under the other. */
static void
stack_columns(Flow *flow, TextColumn *columns, size_t count, double x)
{
  for (size_t i = 0; i < count; i++) {
    flow_append(flow, &columns[i].flow, x);
    flow_space(flow, flow->composer->theme->space_block);
  }
}

static void
join_columns(Flow *flow, TextColumn *columns, size_t count, Frame frame)
{
  const Composer *composer = flow->composer;
  SceneBuilder builder = scene_builder(composer->arena);
  FlowItem item = { .x = frame.x, .lines = 3, .part = frame.part };
  for (size_t i = 0; i < count; i++) {
    double height;
    scene_add(&builder, flow_box(&columns[i].flow, columns[i].x, &height));
    item.height = MAX(item.height, height);
    flow_adopt(flow, &columns[i].flow, &item);
  }
  double capacity =
      composer->theme->page_height - composer->theme->margin_top - composer->theme->margin_bottom;
  if (item.height > capacity) {
    diag_warning(composer->diags, "columns-too-high", columns[0].block->parent->attributes.span,
                 "divide them", "the columns are higher than a page and stand under each other");
    stack_columns(flow, columns, count, frame.x);
    return;
  }
  item.node = scene_builder_end(&builder, ROLE_NONE);
  flow_add(flow, item);
}

/* Over the page's width, unless they stand inside something or are to stay with the text. */
static Frame
columns_frame(const Composer *composer, const Block *block, Frame frame)
{
  const Theme *theme = composer->theme;
  bool top = frame_is_body(composer, &frame);
  if (!top || attributes_has(&block->attributes, "text"))
    return frame;
  frame.x = theme->margin_left;
  frame.width = theme->page_width - theme->margin_left - theme->margin_right;
  return frame;
}

void
lay_columns(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  TextColumn columns[COLUMNS_MAX];
  size_t count = 0;
  const Block *rest = block->first;
  for (; rest && count < COLUMNS_MAX; rest = rest->next)
    columns[count++] = (TextColumn){ .block = rest, .flow = flow_new(composer) };
  if (rest)
    diag_warning(composer->diags, "many-columns", rest->span, NULL,
                 "no more than %d columns stand side by side; the rest follows below", COLUMNS_MAX);
  frame = columns_frame(composer, block, frame);
  measure_columns(composer, columns, count, frame.width);
  for (size_t i = 0; i < count; i++) {
    Frame inner = { .width = columns[i].width, .type = frame.type, .depth = frame.depth };
    columns[i].flow.grid *= 2; /* lines side by side are the same lines */
    lay_block(composer, &columns[i].flow, columns[i].block, inner);
    flow_keep_headings(&columns[i].flow);
  }
  flow_space(flow, composer->theme->space_block);
  if (count)
    join_columns(flow, columns, count, frame);
  flow_space(flow, composer->theme->space_block);
  for (size_t i = 0; i < count; i++)
    flow_finish(&columns[i].flow);
  for (; rest; rest = rest->next)
    lay_block(composer, flow, rest, frame);
}
