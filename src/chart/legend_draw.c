/* One legend: its title, its entries, its box, laid out as Vega does. */
#include "chart/house_private.h"
#include "chart/legend_private.h"
#include "chart/selection_private.h"

#include <math.h>
#include <string.h>

SceneNode *
legend_text(const LegendSpec *legend, const char *part, SceneRole role, const char *text)
{
  g_autofree char *font = g_strconcat(part, "Font", NULL), *size = g_strconcat(font, "Size", NULL);
  g_autofree char *weight = g_strconcat(font, "Weight", NULL);
  g_autofree char *slope = g_strconcat(font, "Style", NULL);
  g_autofree char *colour = g_strconcat(part, "Color", NULL);
  g_autofree char *opacity = g_strconcat(part, "Opacity", NULL);
  g_autofree char *limit = g_strconcat(part, "Limit", NULL);
  const char *family = legend_string(legend, font, NULL);
  bool ramp_label = role == ROLE_LEGEND_LABEL && legend->kind != LEGEND_SYMBOLS;
  bool title = role == ROLE_LEGEND_TITLE;
  TextStyle style = {
    .family = family && strcmp(family, "sans-serif") != 0 ? family : NULL,
    .size = legend_number(legend, size, title ? 11 : 10),
    .weight = text_weight_of_node(legend_property(legend, weight), title ? 700 : 400),
    .italic = strcmp(legend_string(legend, slope, "normal"), "normal") != 0,
    .tabular = true,
    .language = legend->compilation->context->language,
  };
  SceneNode *node = text_node(legend->arena, legend->metrics, &style, text, 0, 0);
  node->role = role;
  node->fill = legend_paint(legend, colour, paint_solid((Colour){ 0, 0, 0, 1 }));
  node->fill.colour.a *= CLAMP(legend_number(legend, opacity, 1), 0, 1);
  const Node *most = ramp_label ? node_get(legend->node, limit) : legend_property(legend, limit);
  if (ramp_label && !most)
    most = config_get(legend->compilation, "legend.gradientLabelLimit");
  text_limit(legend->arena, legend->metrics, node, node_number(most, 0));
  return node;
}

static double
more_lines(const SceneText *text)
{
  size_t lines = 0;
  for (const char *p = text->text; (p = strchr(p, '\n')); p++)
    lines++;
  return (double)lines * (text->line_height > 0 ? text->line_height : text->style.size + 2);
}

SceneBounds
legend_text_box(const SceneNode *node)
{
  const SceneText *text = &node->text;
  double size = text->style.size, line = text->line_height > 0 ? text->line_height : size + 2;
  const double tops[] = {
    [BASELINE_ALPHABETIC] = -0.8 * size,     [BASELINE_TOP] = 0,
    [BASELINE_MIDDLE] = -0.5 * size,         [BASELINE_BOTTOM] = -size,
    [BASELINE_LINE_TOP] = (line - size) / 2, [BASELINE_LINE_BOTTOM] = -(line + size) / 2,
  };
  double left = text->align == ALIGN_LEFT    ? 0
                : text->align == ALIGN_RIGHT ? -text->width
                                             : -text->width / 2;
  double top = tops[text->baseline], right = left + text->width;
  double bottom = top + size + more_lines(text);
  SceneBounds box = { left, top, right, bottom };
  if (text->angle > 0)
    box = (SceneBounds){ -bottom, left, -top, right };
  else if (text->angle < 0)
    box = (SceneBounds){ top, -right, bottom, -left };
  return (SceneBounds){ box.x1 + node->x, box.y1 + node->y, box.x2 + node->x, box.y2 + node->y };
}

/* ---- symbols ---- */

typedef struct Entry {
  SceneNode *symbol, *label;
  double side; /* of the symbol, or the label's height */
} Entry;

static TextAlign
align_of(const LegendSpec *legend)
{
  return text_align_find(legend_string(legend, "labelAlign", "left"));
}

/* An entry that is not among those selected. */
static void
fade(Entry *entry, double opacity)
{
  entry->symbol->fill.colour.a *= opacity;
  entry->symbol->stroke.paint.colour.a *= opacity;
  entry->label->fill.colour.a *= opacity;
}

static Entry
entry_of(const LegendSpec *legend, const Tick *tick)
{
  const char *text = tick->label ? tick->label : "";
  Entry entry = { legend_symbol(legend, tick->value),
                  legend_text(legend, "label", ROLE_LEGEND_LABEL, text), 0 };
  double side = sqrt(entry.symbol->symbol.size) + entry.symbol->stroke.width;
  entry.side = fmax(ceil(side), entry.label->text.style.size);
  entry.label->text.align = align_of(legend);
  entry.label->text.baseline = text_baseline_find(legend_string(legend, "labelBaseline", "middle"));
  if (selection_fades(legend->compilation, legend->field, tick->value))
    fade(&entry, legend_number(legend, "unselectedOpacity", 0.35));
  return entry;
}

/* The box that Vega gives a symbol: around its stroke with the room for mitres, which it keeps
 * where the stroke is transparent too. */
static SceneBounds
symbol_box(const LegendSpec *legend, const SceneNode *symbol)
{
  SceneNode shape = *symbol;
  shape.fill = paint_solid((Colour){ 0, 0, 0, 1 });
  shape.stroke.width = 0;
  SceneBounds box = scene_bounds(&shape);
  bool filled = legend_symbol_fills(legend) && !paint_visible(&symbol->stroke.paint);
  double room = filled ? 0 : 2 * symbol->stroke.width;
  return (SceneBounds){ box.x1 - room, box.y1 - room, box.x2 + room, box.y2 + room };
}

/* An entry around its own top left corner: `wide` is the room for the symbol. */
static SceneBounds
place_entry(const LegendSpec *legend, Entry *entry, double wide)
{
  double shift = legend_number(legend, "symbolOffset", 0);
  double clip = legend_number(legend, "clipHeight", 0);
  double middle = (clip > 0 ? clip : entry->side) / 2;
  entry->symbol->x = wide / 2 + shift;
  entry->label->x = wide + shift + legend_number(legend, "labelOffset", 4);
  entry->symbol->y = entry->label->y = middle;
  SceneBounds box = symbol_box(legend, entry->symbol);
  if (clip > 0) {
    box.y1 = 0;
    box.y2 = clip;
  }
  scene_bounds_union(&box, legend_text_box(entry->label));
  return box;
}

/* Symbols end where the room for entries of a fixed height does. */
static void
clip_symbol(const LegendSpec *legend, SceneNode *symbol, double top)
{
  double height = legend_number(legend, "clipHeight", 0);
  if (!(height > 0))
    return;
  SceneBounds bounds = scene_bounds(symbol);
  SceneClip *clip = arena_new0(legend->arena, SceneClip);
  *clip = (SceneClip){ .x = bounds.x1, .y = top, .width = bounds.x2 - bounds.x1, .height = height };
  symbol->item_clip = clip;
}

/* Entries in the order in which the grid takes them: down the columns where they run vertically. */
static void
order_entries(const LegendSpec *legend, size_t columns, size_t *order, size_t count)
{
  size_t rows = legend->horizontal ? 1 : (count + MAX(columns, 1) - 1) / MAX(columns, 1), n = 0;
  for (size_t row = 0; row < rows; row++)
    for (size_t i = row; i < count; i += rows)
      order[n++] = i;
}

static LegendGrid
grid_of(const LegendSpec *legend, size_t columns)
{
  const Node *align = legend_property(legend, "gridAlign");
  return (LegendGrid){
    .columns = columns,
    .align_row = legend_grid_align(align, "row"),
    .align_column = legend_grid_align(align, "column"),
    .row_padding = legend_number(legend, "rowPadding", 2),
    .column_padding = legend_number(legend, "columnPadding", 10),
    .center_row = true,
  };
}

static size_t
columns_to_fit(const LegendSpec *legend, Entry *entries, size_t count, double side)
{
  double *widths = arena_array(legend->arena, double, MAX(count, 1));
  for (size_t i = 0; i < count; i++) {
    SceneBounds box = place_entry(legend, &entries[i], side);
    widths[i] = box.x2 - box.x1;
  }
  double gap = legend_number(legend, "columnPadding", 10);
  return house_legend_columns(legend->home, widths, count, gap);
}

static SceneBounds
draw_symbols(const LegendSpec *legend, SceneBuilder *parts)
{
  size_t count = 0;
  Tick *ticks = legend_entries(legend, &count);
  double asked = legend_number(legend, "columns", legend->horizontal ? 0 : 1), widest = 0;
  size_t columns = asked >= 1 ? (size_t)fmin(asked, (double)MAX(count, 1)) : 0;
  Entry *entries = arena_array(legend->arena, Entry, MAX(count, 1));
  SceneBounds *boxes = arena_array(legend->arena, SceneBounds, MAX(count, 1));
  LegendMove *moves = arena_array(legend->arena, LegendMove, MAX(count, 1));
  size_t *order = arena_array(legend->arena, size_t, MAX(count, 1));
  order_entries(legend, columns, order, count);
  for (size_t i = 0; i < count; i++) {
    entries[i] = entry_of(legend, &ticks[order[i]]);
    widest = fmax(widest, entries[i].side);
  }
  if (columns == 0)
    columns = columns_to_fit(legend, entries, count, widest);
  for (size_t i = 0; i < count; i++)
    boxes[i] = place_entry(legend, &entries[i], columns ? widest : entries[i].side);
  LegendGrid grid = grid_of(legend, columns ? columns : count);
  legend_grid_place(&grid, count, boxes, moves);
  SceneBounds all = SCENE_BOUNDS_EMPTY;
  for (size_t i = 0; i < count; i++) {
    SceneNode *const both[] = { entries[i].symbol, entries[i].label };
    for (size_t k = 0; k < G_N_ELEMENTS(both); k++) {
      both[k]->x += moves[i].x;
      both[k]->y += moves[i].y;
      scene_add(parts, both[k]);
    }
    clip_symbol(legend, entries[i].symbol, moves[i].y);
    scene_bounds_union(&all, boxes[i]);
  }
  return all;
}

/* ---- the title beside them ---- */

typedef struct Sheet {
  const LegendSpec *legend;
  SceneNode *entries, *title; /* the title may be NULL */
  SceneBounds box, bar;       /* of the entries and of their gradient, around the entries' origin */
  double padding;
} Sheet;

static bool
is_side(const char *orient)
{
  return strcmp(orient, "left") == 0 || strcmp(orient, "right") == 0;
}

static const char *
side_of_title(const LegendSpec *legend)
{
  return legend_string(legend, "titleOrient", "top");
}

static const char *
anchor_of_title(const LegendSpec *legend)
{
  return legend_string(legend, "titleAnchor", is_side(side_of_title(legend)) ? "middle" : "start");
}

/* Titles beside an upright gradient run along it. */
static void
turn_title(const LegendSpec *legend, SceneText *text)
{
  const char *side = side_of_title(legend), *anchor = anchor_of_title(legend);
  bool along = legend->kind != LEGEND_SYMBOLS && !legend->horizontal && is_side(side);
  bool right = strcmp(side, "right") == 0;
  bool start = strcmp(anchor, "start") == 0, end = strcmp(anchor, "end") == 0;
  text->angle = along ? (right ? 90 : -90) : 0;
  text->align = is_side(side) && !along   ? ALIGN_LEFT
                : !start && !end          ? ALIGN_CENTER
                : end != (along && right) ? ALIGN_RIGHT
                                          : ALIGN_LEFT;
  text->baseline = along            ? (right ? BASELINE_BOTTOM : BASELINE_TOP)
                   : !is_side(side) ? BASELINE_TOP
                   : start          ? BASELINE_TOP
                   : end            ? BASELINE_BOTTOM
                                    : BASELINE_MIDDLE;
  const Node *align = legend_property(legend, "titleAlign");
  const Node *baseline = legend_property(legend, "titleBaseline");
  if (align)
    text->align = text_align_find(node_string(align, "left"));
  if (baseline)
    text->baseline = text_baseline_find(node_string(baseline, "top"));
}

static SceneNode *
title_of(const LegendSpec *legend)
{
  if (!legend->title || !*legend->title)
    return NULL;
  SceneNode *node = legend_text(legend, "title", ROLE_LEGEND_TITLE, legend->title);
  node->text.line_height = legend_number(legend, "titleLineHeight", 0);
  turn_title(legend, &node->text);
  return node;
}

/* How far along the entries the title's anchor is. */
static double
title_offset(const Sheet *sheet, const char *anchor, bool down, bool beside, bool whole)
{
  const LegendSpec *legend = sheet->legend;
  bool gradient = legend->kind != LEGEND_SYMBOLS, upright = gradient && !legend->horizontal;
  bool bar = gradient && (beside || !upright) && !whole;
  double end = bar ? (down ? sheet->bar.y2 : sheet->bar.x2)
                   : (down ? sheet->box.y2 + sheet->entries->y : sheet->box.x2 + sheet->entries->x);
  double extent = end - sheet->padding;
  double lines = down && !whole ? more_lines(&sheet->title->text) : 0;
  bool turned = upright && beside;
  if (strcmp(anchor, "start") == 0)
    return round(turned ? extent : 0);
  if (strcmp(anchor, "end") == 0)
    return round((turned ? 0 : extent) - lines);
  return round(0.5 * (extent - lines));
}

/* Entries and title side by side, from the padding on. */
static void
place_title(Sheet *sheet)
{
  const char *side = side_of_title(sheet->legend), *anchor = anchor_of_title(sheet->legend);
  double gap = legend_number(sheet->legend, "titlePadding", 5);
  SceneNode *title = sheet->title, *entries = sheet->entries;
  title->x = title->y = entries->x = entries->y = sheet->padding;
  SceneBounds box = legend_text_box(title);
  bool left = strcmp(side, "left") == 0, right = strcmp(side, "right") == 0;
  bool bottom = strcmp(side, "bottom") == 0;
  if (left)
    entries->x += ceil(box.x2 - box.x1) + gap;
  else if (!right && !bottom)
    entries->y += box.y2 - box.y1 + gap;
  if (right)
    title->x += title_offset(sheet, "end", false, false, false) + gap;
  else if (!left)
    title->x += title_offset(sheet, anchor, false, false, false);
  if (left || right)
    title->y += title_offset(sheet, anchor, true, true, false);
  else if (bottom)
    title->y += title_offset(sheet, "end", true, false, true) + gap;
  double lacking = round(legend_text_box(title).x1 - sheet->padding);
  if (lacking < 0) {
    title->x -= lacking;
    entries->x -= lacking;
  }
}

/* ---- all of it ---- */

/* The box behind a legend; NULL: it has none. */
static SceneNode *
frame_of(const LegendSpec *legend, double width, double height)
{
  SceneNode *frame = scene_new(legend->arena, SCENE_RECT, ROLE_ARTIFACT);
  double radius = legend_number(legend, "cornerRadius", 0);
  frame->fill = legend_paint(legend, "fillColor", (Paint){ 0 });
  frame->stroke.paint = legend_paint(legend, "strokeColor", (Paint){ 0 });
  frame->stroke.width = node_number(config_get(legend->compilation, "legend.strokeWidth"), 1);
  legend_dash(legend, config_get(legend->compilation, "legend.strokeDash"), &frame->stroke);
  frame->rect.width = width;
  frame->rect.height = height;
  frame->rect.radii = (CornerRadii){ radius, radius, radius, radius };
  return paint_visible(&frame->fill) || paint_visible(&frame->stroke.paint) ? frame : NULL;
}

static SceneNode *
group_of(const LegendSpec *legend, SceneBuilder *parts, double width, double height)
{
  SceneNode *group = scene_builder_end(parts, ROLE_LEGEND);
  group->group.orient = legend->orient;
  group->group.title = legend->title;
  group->group.name = legend->kind == LEGEND_SYMBOLS ? "symbol" : "gradient";
  group->group.width = width;
  group->group.height = height;
  return group;
}

Legend
legend_draw(const LegendSpec *legend)
{
  SceneBuilder parts = scene_builder(legend->arena), entries = scene_builder(legend->arena);
  Sheet sheet = { .legend = legend, .title = title_of(legend) };
  sheet.padding = legend_number(legend, "padding", 0);
  if (legend->kind == LEGEND_SYMBOLS)
    sheet.box = draw_symbols(legend, &entries);
  else
    legend_draw_ramp(legend, &entries, &sheet.bar, &sheet.box);
  sheet.entries = scene_builder_end(&entries, ROLE_NONE);
  sheet.entries->x = sheet.entries->y = sheet.padding;
  if (sheet.title)
    place_title(&sheet);

  SceneBounds all = { sheet.padding, sheet.padding, sheet.padding, sheet.padding };
  scene_bounds_union(&all,
                     (SceneBounds){ sheet.padding, sheet.padding, sheet.box.x2 + sheet.entries->x,
                                    sheet.box.y2 + sheet.entries->y });
  if (sheet.title)
    scene_bounds_union(&all, legend_text_box(sheet.title));
  double width = ceil(all.x2 + sheet.padding), height = ceil(all.y2 + sheet.padding);
  scene_add(&parts, frame_of(legend, width, height));
  scene_add(&parts, sheet.title);
  scene_add(&parts, sheet.entries);
  return (Legend){
    .orient = legend->orient,
    .node = group_of(legend, &parts, width, height),
    .width = width,
    .height = height,
    .offset = legend_number(legend, "offset", NAN),
    .x = legend_number(legend, "legendX", 0),
    .y = legend_number(legend, "legendY", 0),
  };
}
