/* Plot areas, legends and titles put together. Order of drawing: background, grids, axes, marks,
 * legends, titles. */
#include "chart/guide_private.h"
#include "chart/house_private.h"
#include "chart/selection_private.h"

#include <math.h>
#include <string.h>

static void
draw_marks(Unit *unit, void *user)
{
  SceneBuilder *marks = user;
  const View *plot = view_plot(unit->view);
  MarkContext context = { unit, unit->view->compilation->arena,
                          unit->view->compilation->context->metrics, plot->width, plot->height };
  SceneBuilder items = scene_builder(context.arena);
  unit->mark->draw(&context, &items);
  SceneNode *group = scene_builder_end(&items, ROLE_MARK);
  group->clip_mark = mark_boolean(unit, "clip", selection_moves_scales(plot->spec));
  if (group->clip_mark) {
    SceneClip *clip = arena_new0(context.arena, SceneClip);
    *clip = (SceneClip){ .width = plot->width, .height = plot->height };
    group->group.clip = clip;
  }
  scene_add(marks, group);
}

static void
note_rows(Unit *unit, void *user)
{
  bool *any = user;
  *any = *any || unit->rows->row_count > 0;
}

/* A combination of facets without rows: only its frame, and axes that others share, are drawn. */
static bool
is_empty_cell(View *plot)
{
  bool any = false;
  View *cell = plot;
  while (cell->parent && cell->parent->kind != VIEW_FACET)
    cell = cell->parent;
  view_each_unit(cell, note_rows, &any);
  return cell->parent && !any;
}

static void
add_all(SceneBuilder *parts, const SceneBuilder *nodes)
{
  for (size_t i = 0; i < nodes->count; i++)
    scene_add(parts, nodes->items[i]);
}

static SceneNode *
draw_plot(View *plot, const char *name)
{
  Arena *arena = plot->compilation->arena;
  const TextMetrics *metrics = plot->compilation->context->metrics;
  SceneBuilder parts = scene_builder(arena);
  AxisLayers layers = { scene_builder(arena), scene_builder(arena), scene_builder(arena),
                        .shared_only = is_empty_cell(plot) };
  scene_add(&parts, background_draw(plot));
  axes_draw(plot, metrics, &layers);
  add_all(&parts, &layers.grids);
  add_all(&parts, &layers.axes);
  brushes_draw(plot, true, &parts);
  size_t first = parts.count;
  view_each_unit(plot, draw_marks, &parts);
  house_separate_texts(plot, &parts, first);
  scene_add(&parts, plot->labels);
  add_all(&parts, &layers.above);
  brushes_draw(plot, false, &parts);
  SceneNode *group = scene_builder_end(&parts, ROLE_VIEW);
  group->group.name = name;
  group->group.width = plot->width;
  group->group.height = plot->height;
  return group;
}

/* A view laid out: its parts around the top left corner of its plot, or of its first plot. */
typedef struct Laid {
  SceneNode *node;
  SceneBounds box;          /* all of it */
  SceneBounds plots;        /* its plot areas */
  SceneBounds across, down; /* with what stands left and right, above and below of them */
  SceneBounds core;         /* cells of facets: without axes */
} Laid;

/* Where the plot fits into a size, it does not give way to a legend that is longer than its side.
 */
static SceneBounds
box_beside_legends(SceneBounds box, const Legend *legends, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    SceneBounds bounds = scene_bounds(legends[i].node);
    bool side = strcmp(legends[i].orient, "left") == 0 || strcmp(legends[i].orient, "right") == 0;
    if (side) {
      box.x1 = fmin(box.x1, bounds.x1);
      box.x2 = fmax(box.x2, bounds.x2);
    } else if (strcmp(legends[i].orient, "top") == 0 || strcmp(legends[i].orient, "bottom") == 0) {
      box.y1 = fmin(box.y1, bounds.y1);
      box.y2 = fmax(box.y2, bounds.y2);
    }
  }
  return box;
}

/* Legends of the scales that are settled here, then the title; the box grows by them. In the
 * house's charts "the bounds" on which legends above begin are those of the figure, axes included.
 */
static void
add_guides(const View *view, const char *name, SceneBuilder *parts, Laid *laid)
{
  const Compilation *compilation = view->compilation;
  size_t count = 0;
  Legend *legends = legends_draw(view, compilation->context->metrics, &count);
  LegendFrame frame = { laid->plots, laid->across, laid->down };
  if (compilation->context->house)
    frame.down.x1 = fmin(frame.down.x1, frame.across.x1);
  SceneBounds box = laid->box;
  legends_place(compilation, legends, count, &frame, &box, parts);
  if (compilation->autosize.fit_width || compilation->autosize.fit_height)
    box = box_beside_legends(laid->box, legends, count);
  laid->box = box;
  SceneNode *title = title_draw(view, laid->box, laid->plots);
  if (!title)
    return;
  title->group.name = name;
  scene_add(parts, title);
  scene_bounds_union(&laid->box, scene_bounds(title));
}

/* Legends keep clear of the axes of their own side, those of the house also of labels. */
static void
find_frame(const SceneNode *plot, bool house, Laid *laid)
{
  laid->across = laid->down = laid->plots;
  for (size_t i = 0; i < plot->group.child_count; i++) {
    const SceneNode *part = plot->group.children[i];
    if (house && part->role == ROLE_MARK) {
      scene_bounds_union(&laid->across, scene_bounds(part));
      scene_bounds_union(&laid->down, scene_bounds(part));
    }
    if (part->role != ROLE_AXIS || !part->group.orient)
      continue;
    const char *orient = part->group.orient;
    SceneBounds bounds = scene_bounds(part);
    if (strcmp(orient, "left") == 0)
      laid->across.x1 = fmin(laid->across.x1, bounds.x1);
    else if (strcmp(orient, "right") == 0)
      laid->across.x2 = fmax(laid->across.x2, bounds.x2);
    else if (strcmp(orient, "top") == 0)
      laid->down.y1 = fmin(laid->down.y1, bounds.y1);
    else
      laid->down.y2 = fmax(laid->down.y2, bounds.y2);
  }
}

static Laid lay_view(View *view, const char *name);

/* What headers of facets keep clear of: all that the plot draws and is headed by, and on either
 * side its axes. */
static void
widen_frame(const SceneNode *group, const SceneBuilder *guides, Laid *laid)
{
  for (size_t i = 0; i < group->group.child_count; i++)
    if (group->group.children[i]->role != ROLE_AXIS)
      scene_bounds_union(&laid->core, scene_bounds(group->group.children[i]));
  for (size_t i = 0; i < guides->count; i++)
    if (guides->items[i] != group)
      scene_bounds_union(&laid->core, scene_bounds(guides->items[i]));
  scene_bounds_union(&laid->across, laid->core);
  scene_bounds_union(&laid->down, laid->core);
}

static Laid
lay_plot(View *plot, const char *name)
{
  SceneBuilder parts = scene_builder(plot->compilation->arena);
  Laid laid = { .plots = { 0, 0, plot->width, plot->height }, .core = SCENE_BOUNDS_EMPTY };
  SceneNode *group = draw_plot(plot, name);
  scene_add(&parts, group);
  laid.box = laid.plots;
  scene_bounds_union(&laid.box, scene_bounds(group));
  find_frame(group, plot->compilation->context->house, &laid);
  add_guides(plot, name, &parts, &laid);
  if (plot->parent && plot->parent->kind == VIEW_FACET)
    widen_frame(group, &parts, &laid);
  laid.node = scene_builder_end(&parts, ROLE_NONE);
  return laid;
}

/* ---- grids ---- */

/* Children in rows and columns; each column is as wide as its widest child needs on either side of
 * its plot's left edge. */
typedef struct Grid {
  View *view;
  Laid *cells;
  size_t rows, columns;
  double *lefts, *tops; /* where the plots of each column and row begin */
  double spacing_x, spacing_y;
  SceneNode **labels; /* of facets: headers of cells */
} Grid;

static double
spacing_of(const View *view, const char *name)
{
  const Node *own = node_get(view->spec, "spacing");
  double otherwise =
      config_number(view->compilation,
                    view->kind == VIEW_FACET ? "facet.spacing" : "concat.spacing", 20);
  return node_number(own, node_number(node_get(own, name), otherwise));
}

/* `align`, `center` and `bounds`: one value for both directions, or one each. */
static const Node *
along(const View *view, const char *name, bool across)
{
  const Node *node = node_get(view->spec, name);
  return node_is(node, NODE_MAP) ? node_get(node, across ? "column" : "row") : node;
}

/* What a cell needs before and after its plot's left or upper edge. */
typedef struct Extent {
  double before, after;
} Extent;

static Extent
extent_of(const Grid *grid, size_t cell, bool across)
{
  const Laid *laid = &grid->cells[cell];
  bool flush = node_is_string(node_get(grid->view->spec, "bounds"), "flush");
  SceneBounds box = flush ? laid->plots : laid->box;
  return across ? (Extent){ -box.x1, box.x2 } : (Extent){ -box.y1, box.y2 };
}

static void
widen(Extent *extent, Extent by)
{
  extent->before = fmax(extent->before, by.before);
  extent->after = fmax(extent->after, by.after);
}

/* Where columns or rows begin: each after what the one before it needs, or all at equal distances,
 * for which the outer sides of the first and last do not count. */
static void
place_tracks(Grid *grid, bool across)
{
  const View *view = grid->view;
  size_t count = across ? grid->columns : grid->rows;
  double *starts = across ? grid->lefts : grid->tops, edge = 0;
  double spacing = across ? grid->spacing_x : grid->spacing_y;
  const char *otherwise = view->kind == VIEW_FACET ? "all" : "each";
  bool even = strcmp(node_string(along(view, "align", across), otherwise), "all") == 0;
  Extent *tracks = arena_array(view->compilation->arena, Extent, MAX(count, 1)), all = { 0 };
  for (size_t i = 0; i < view->child_count; i++) {
    size_t track = across ? view->children[i]->column : view->children[i]->row;
    Extent own = extent_of(grid, i, across);
    widen(&tracks[track], own);
    widen(&all, (Extent){ track > 0 ? own.before : 0, track + 1 < count ? own.after : 0 });
  }
  for (size_t i = 0; i < count; i++) {
    Extent extent = even ? all : tracks[i];
    starts[i] = i == 0 ? 0 : edge + spacing + ceil(extent.before);
    edge = starts[i] + ceil(extent.after);
  }
}

/* Cells of a concatenation may follow each other regardless of other rows, or stand in the middle
 * of their row or column. */
static double
place_of_cell(const Grid *grid, size_t cell, bool across)
{
  const View *view = grid->view, *child = view->children[cell];
  double at = across ? grid->lefts[child->column] : grid->tops[child->row], widest = 0;
  double spacing = across ? grid->spacing_x : grid->spacing_y;
  if (view->kind == VIEW_FACET)
    return at;
  if (across && cell > 0 && child->column > 0 &&
      node_is_string(along(view, "align", across), "none")) {
    const Laid *before = &grid->cells[cell - 1];
    return before->node->x + ceil(extent_of(grid, cell - 1, across).after) + spacing +
           ceil(extent_of(grid, cell, across).before);
  }
  if (!node_boolean(along(view, "center", across), false))
    return at;
  for (size_t i = 0; i < view->child_count; i++) {
    const View *other = view->children[i];
    if (across ? other->column == child->column : other->row == child->row)
      widest = fmax(widest, extent_of(grid, i, across).after);
  }
  return at + (widest - extent_of(grid, cell, across).after) / 2;
}

static const char *
child_name(const View *parent, const View *child, const char *name)
{
  return arena_printf(parent->compilation->arena, "%s%s%zu,%zu", name, *name ? "/" : "", child->row,
                      child->column);
}

static SceneBounds
moved(SceneBounds box, double dx, double dy)
{
  return (SceneBounds){ box.x1 + dx, box.y1 + dy, box.x2 + dx, box.y2 + dy };
}

/* The header of a facet's cell, where it has one of its own. Compositions have no plot of their own
 * along which it could be anchored. */
static void
label_cell(Grid *grid, size_t index, const char *name)
{
  const View *cell = grid->view->children[index];
  Laid *laid = &grid->cells[index];
  bool plot = cell->kind == VIEW_UNIT || cell->kind == VIEW_LAYER;
  SceneBounds bounds = { laid->across.x1, laid->down.y1, laid->across.x2, laid->down.y2 };
  grid->labels[index] = header_of_cell(cell, plot ? laid->plots : (SceneBounds){ 0 }, &bounds);
  if (!grid->labels[index])
    return;
  grid->labels[index]->group.name = name;
  scene_bounds_union(&laid->box, bounds);
  scene_bounds_union(&laid->core, scene_bounds(grid->labels[index]));
  laid->across.x1 = bounds.x1;
  laid->across.x2 = bounds.x2;
  laid->down.y1 = bounds.y1;
  laid->down.y2 = bounds.y2;
}

static Grid
lay_children(View *view, const char *name)
{
  Arena *arena = view->compilation->arena;
  Grid grid = { .view = view,
                .cells = arena_array(arena, Laid, MAX(view->child_count, 1)),
                .labels = arena_array(arena, SceneNode *, MAX(view->child_count, 1)),
                .spacing_x = spacing_of(view, "column"),
                .spacing_y = spacing_of(view, "row") };
  for (size_t i = 0; i < view->child_count; i++) {
    View *child = view->children[i];
    grid.cells[i] = lay_view(child, child_name(view, child, name));
    grid.rows = MAX(grid.rows, child->row + 1);
    grid.columns = MAX(grid.columns, child->column + 1);
  }
  for (size_t i = 0; view->kind == VIEW_FACET && i < view->child_count; i++)
    label_cell(&grid, i, child_name(view, view->children[i], name));
  grid.lefts = arena_array(arena, double, MAX(grid.columns, 1));
  grid.tops = arena_array(arena, double, MAX(grid.rows, 1));
  place_tracks(&grid, true);
  place_tracks(&grid, false);
  return grid;
}

static bool
has_own_axes(const View *facet, const char *channel)
{
  const Node *resolve = node_get(facet->spec, "resolve");
  return node_is_string(node_get(node_get(resolve, "axis"), channel), "independent") ||
         node_is_string(node_get(node_get(resolve, "scale"), channel), "independent");
}

/* Headers stand around the cells, those of cells in their places. Axes that cells share belong to
 * the margin, not to them. */
static void
add_headers(const Grid *grid, Laid *laid, SceneBuilder *parts)
{
  const View *view = grid->view;
  SceneBounds *boxes =
      arena_array(view->compilation->arena, SceneBounds, MAX(view->child_count, 1));
  HeaderFrame frame = {
    grid->lefts, grid->tops, boxes, grid->labels, SCENE_BOUNDS_EMPTY, laid->across, laid->down,
  };
  bool own_x = has_own_axes(view, "x"), own_y = has_own_axes(view, "y");
  for (size_t i = 0; i < view->child_count; i++) {
    const Laid *cell = &grid->cells[i];
    SceneBounds across = own_y ? cell->across : cell->core, down = own_x ? cell->down : cell->core;
    boxes[i] = moved((SceneBounds){ across.x1, down.y1, across.x2, down.y2 }, cell->node->x,
                     cell->node->y);
    scene_bounds_union(&frame.bounds, boxes[i]);
    if (grid->labels[i]) {
      grid->labels[i]->x = cell->node->x;
      grid->labels[i]->y = cell->node->y;
    }
  }
  headers_draw(view, &frame, &laid->box, parts);
}

static Laid
lay_grid(View *view, const char *name)
{
  SceneBuilder parts = scene_builder(view->compilation->arena);
  Laid laid = { .box = SCENE_BOUNDS_EMPTY,
                .plots = SCENE_BOUNDS_EMPTY,
                .across = SCENE_BOUNDS_EMPTY,
                .down = SCENE_BOUNDS_EMPTY };
  Grid grid = lay_children(view, name);
  for (size_t i = 0; i < view->child_count; i++) {
    Laid *cell = &grid.cells[i];
    cell->node->x = place_of_cell(&grid, i, true);
    cell->node->y = place_of_cell(&grid, i, false);
    scene_bounds_union(&laid.box, moved(cell->box, cell->node->x, cell->node->y));
    scene_bounds_union(&laid.plots, moved(cell->plots, cell->node->x, cell->node->y));
    scene_bounds_union(&laid.across, moved(cell->across, cell->node->x, cell->node->y));
    scene_bounds_union(&laid.down, moved(cell->down, cell->node->x, cell->node->y));
    scene_add(&parts, cell->node);
  }
  if (view->child_count == 0)
    laid.box = laid.plots = laid.across = laid.down = (SceneBounds){ 0, 0, 0, 0 };
  if (view->kind == VIEW_FACET)
    add_headers(&grid, &laid, &parts);
  laid.across = laid.down = laid.box;
  add_guides(view, name, &parts, &laid);
  if (view->parent && view->parent->kind == VIEW_FACET)
    laid.across = laid.down = laid.core = laid.box;
  laid.node = scene_builder_end(&parts, ROLE_NONE);
  return laid;
}

static Laid
lay_view(View *view, const char *name)
{
  bool plot = view->kind == VIEW_UNIT || view->kind == VIEW_LAYER;
  return plot ? lay_plot(view, name) : lay_grid(view, name);
}

static Colour
background_colour(const View *root)
{
  const Node *node = node_get(root->spec, "background");
  if (!node)
    node = config_get(root->compilation, "background");
  return paint_of_node(root->compilation, node).colour;
}

/* The title's text on one line; NULL: none. */
static const char *
plain_title(const View *root)
{
  Arena *arena = root->compilation->arena;
  const char *text = text_of_node(arena, node_get(title_node(root), "text"));
  return text && *text ? g_strdelimit(arena_strdup(arena, text), "\n", ' ') : NULL;
}

Scene *
layout_chart(View *root)
{
  const Compilation *compilation = root->compilation;
  Laid laid = lay_view(root, "");
  const Autosize *autosize = &compilation->autosize;
  Insets padding = chart_padding(root);
  double left = -floor(laid.box.x1), top = -floor(laid.box.y1);
  double width = ceil(laid.box.x2) + left, height = ceil(laid.box.y2) + top;
  if (autosize->settled) {
    left = autosize->left;
    top = autosize->top;
    width = autosize->width;
    height = autosize->height;
  }
  SceneNode *group = laid.node;
  group->role = ROLE_CHART;
  group->x = padding.left + left;
  group->y = padding.top + top;
  Scene *scene = arena_new0(compilation->arena, Scene);
  scene->width = width + padding.left + padding.right;
  scene->height = height + padding.top + padding.bottom;
  scene->background = background_colour(root);
  scene->root = group;
  scene->title = plain_title(root);
  scene->description = node_string(node_get(root->spec, "description"), NULL);
  scene->language = compilation->context->language;
  scene->rounded = compilation->rounded;
  return scene;
}
