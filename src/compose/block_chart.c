#include "compose/figure_private.h"

#define NEARLY 3.5 /* lines of a source */

static double
half_width(const Theme *theme)
{
  return theme_columns_width(theme, (int)theme->columns / 2);
}

static double
full_width(const Theme *theme)
{
  return theme->page_width - theme->margin_left - theme->margin_right;
}

static void
check_height(Composer *composer, const Block *block, double height)
{
  const Theme *theme = composer->theme;
  double room = theme->page_height - theme->margin_top - theme->margin_bottom;
  if (height > room)
    diag_error(composer->diags, "figure-too-high", block->span, "give the chart a smaller height",
               "the figure is %.0f points high, and a page has room for %.0f", height, room);
}

/* Pictures count as lines to a heading before them, so that it stays with them. */
static void
add_figure(Flow *flow, const Part *part, const SceneNode *node, double x, double height)
{
  const Theme *theme = flow->composer->theme;
  flow_space(flow, theme->space_figure);
  flow_add(flow, (FlowItem){ .node = node, .x = x, .height = height, .lines = 3, .part = part });
  flow_space(flow, theme->space_figure);
}

void
lay_chart(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  const Theme *theme = composer->theme;
  bool full = attributes_has(&block->attributes, "full");
  bool half = attributes_has(&block->attributes, "half");
  double x = full ? theme->margin_left : frame.x;
  double width = full   ? full_width(theme)
                 : half ? MIN(half_width(theme), frame.width)
                        : frame.width;
  Figure figure = figure_new(composer, block, width, 0);
  double height;
  const SceneNode *node = figure_node(composer, &figure, (FigureRows){ 0 }, &height);
  check_height(composer, block, height);
  flow_place(flow, figure.anchor);
  add_figure(flow, full ? NULL : frame.part, node, x, height);
  figure_export(composer, block, &figure);
}

/* The plots begin on one line, whatever the titles need. Where they end nearly on one, the sources
 * stand in line too; a much lower plot keeps its own beside it. */
static FigureRows
common_rows(const Composer *composer, const Figure *left, const Figure *right)
{
  FigureRows rows = { 0 };
  rows.head = MAX(figure_head_height(composer, left), figure_head_height(composer, right));
  double ends[] = { figure_plot_end(composer, left, rows.head),
                    figure_plot_end(composer, right, rows.head) };
  if (fabs(ends[0] - ends[1]) <= NEARLY * composer->theme->types[TYPE_FIGURE_SOURCE].leading)
    rows.plot = MAX(ends[0], ends[1]);
  return rows;
}

void
lay_chart_pair(Composer *composer, Flow *flow, const Block *left, const Block *right)
{
  const Theme *theme = composer->theme;
  double width = half_width(theme);
  Figure figures[] = { figure_new(composer, left, width, 0),
                       figure_new(composer, right, width, 0) };
  FigureRows rows = common_rows(composer, &figures[0], &figures[1]);
  double height = 0;
  SceneBuilder builder = scene_builder(composer->arena);
  for (size_t i = 0; i < 2; i++) {
    double own;
    SceneNode *node = (SceneNode *)figure_node(composer, &figures[i], rows, &own);
    node->x = i == 0 ? 0 : full_width(theme) - width;
    height = MAX(height, own);
    scene_add(&builder, node);
    figure_export(composer, i == 0 ? left : right, &figures[i]);
  }
  check_height(composer, left, height);
  flow_place(flow, figures[0].anchor);
  flow_place(flow, figures[1].anchor);
  add_figure(flow, NULL, scene_builder_end(&builder, ROLE_NONE), theme->margin_left, height);
}
