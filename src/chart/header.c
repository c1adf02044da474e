/* Headers of facets: which value a row, a column or a cell shows. Properties: Vega-Lite's
 * documentation of header. */
#include "chart/guide_private.h"
#include "chart/heading_private.h"
#include "chart/params_private.h"

#include <math.h>
#include <string.h>

typedef struct Header {
  const View *facet;
  const ChannelDef *def;
  int slot;         /* of the facet's definitions */
  const char *name; /* row, column, facet */
  const Node *node; /* its `header`; NULL: none */
  const Value *values;
  size_t count;
} Header;

static const Node *
property(const Header *header, const char *name)
{
  static const char *const SPECIAL[][2] = { { "row", "headerRow" },
                                            { "column", "headerColumn" },
                                            { "facet", "headerFacet" } };
  const Compilation *compilation = header->facet->compilation;
  const Node *found = node_get(header->node, name);
  if (!found && (strcmp(name, "labelOrient") == 0 || strcmp(name, "titleOrient") == 0))
    found = node_get(header->node, "orient");
  for (size_t i = 0; i < G_N_ELEMENTS(SPECIAL) && !found; i++)
    if (strcmp(SPECIAL[i][0], header->name) == 0)
      found = node_get(config_get(compilation, SPECIAL[i][1]), name);
  return found ? found : node_get(config_get(compilation, "header"), name);
}

static bool
open_header(Header *header, const View *facet, int slot)
{
  static const char *const NAMES[] = { "row", "column", "facet" };
  const ChannelDef *def = facet->facet_defs[slot];
  if (!def)
    return false;
  const Node *node = node_get(def->node, "header");
  *header = (Header){
    facet, def, slot, NAMES[slot], node, facet->facet_values[slot], facet->facet_counts[slot]
  };
  return true;
}

/* ---- texts ---- */

static const char *
own_title(const Header *header)
{
  Arena *arena = header->facet->compilation->arena;
  const Node *own = node_get(header->node, "title"), *usual = property(header, "title");
  if (!own)
    own = node_get(header->def->node, "title");
  if (own)
    return text_of_node(arena, own);
  if (node_is(header->node, NODE_NULL) || node_is(usual, NODE_NULL) || !node_boolean(usual, true))
    return NULL;
  const View *view = header->facet;
  while (view && !view->unit)
    view = view->child_count ? view->children[0] : NULL;
  return view ? def_title(view->unit, header->def) : header->def->field;
}

/* Facets right within facets of the same kind have their titles told by the outer. */
static const char *
title_of(const Header *header)
{
  Arena *arena = header->facet->compilation->arena;
  const View *outer = header->facet->parent, *inner = NULL;
  const char *title = own_title(header), *below = NULL;
  Header nested;
  if (outer && outer->kind == VIEW_FACET && outer->facet_defs[header->slot])
    return NULL;
  if (header->facet->child_count > 0)
    inner = header->facet->children[0];
  if (inner && inner->kind == VIEW_FACET && open_header(&nested, inner, header->slot))
    below = own_title(&nested);
  if (!below || !*below)
    return title;
  if (!title || !*title)
    return below;
  return arena_printf(arena, "%s / %s", g_strdelimit(arena_strdup(arena, title), "\n", ','), below);
}

typedef struct LabelScope {
  Compilation *compilation;
  const char *label;
  Value value;
} LabelScope;

static bool
label_field(void *user, const char *name, ExprValue *value)
{
  const LabelScope *scope = user;
  if (strcmp(name, "label") == 0)
    *value = expr_string(scope->label);
  else if (strcmp(name, "value") == 0)
    *value = expr_from_value(scope->value);
  else
    return false;
  return true;
}

static bool
label_name(void *user, const char *name, ExprValue *value)
{
  const LabelScope *scope = user;
  return params_lookup(scope->compilation, name, value);
}

static const char *
label_of(const Header *header, size_t index)
{
  Compilation *compilation = header->facet->compilation;
  const char *label = format_value(compilation, header->def, header->values[index],
                                   property(header, "format"), property(header, "formatType"));
  const Node *text = property(header, "labelExpr");
  Expr *expr = node_is(text, NODE_STRING)
                   ? expr_parse(compilation->arena, text->string, text->span, compilation->diags)
                   : NULL;
  if (!expr)
    return label;
  LabelScope user = { compilation, label, header->values[index] };
  ExprScope scope = { .arena = compilation->arena,
                      .user = &user,
                      .field = label_field,
                      .name = label_name,
                      .locale = compilation->locale,
                      .diags = compilation->diags };
  return guide_text_of_value(compilation->arena, expr_evaluate(expr, &scope));
}

/* ---- what is said of a label or a title ---- */

typedef struct HeaderPart {
  const Header *header;
  const char *prefix; /* label, title */
} HeaderPart;

static const Node *
part_node(const HeaderPart *part, const char *suffix)
{
  g_autofree char *name = g_strconcat(part->prefix, suffix, NULL);
  return property(part->header, name);
}

static bool
is_side(const Node *orient, const char *one, const char *other)
{
  return node_is_string(orient, one) || node_is_string(orient, other);
}

/* Does the text stand as those of rows do? */
static bool
stands_as_row(const HeaderPart *part)
{
  const Node *orient = part_node(part, "Orient");
  if (is_side(orient, "top", "bottom"))
    return false;
  return is_side(orient, "left", "right") || strcmp(part->header->name, "row") == 0;
}

/* Of a text that is turned by a given angle; NULL: as its anchor says. */
static const char *
default_align(const HeaderPart *part, double angle)
{
  const char *anchor = node_string(part_node(part, "Anchor"), "middle");
  bool row = stands_as_row(part);
  if (strcmp(anchor, "start") == 0 || strcmp(anchor, "end") == 0)
    return strcmp(anchor, "end") == 0 ? "right" : "left";
  if (isnan(angle))
    return NULL;
  double first = row ? 90 : 0;
  if (fmod(angle + first, 180) == 0)
    return row ? "center" : NULL;
  return (first < angle && angle < 180 + first) == row ? "left" : "right";
}

static const char *
default_baseline(const HeaderPart *part, double angle)
{
  bool up = 45 <= angle && angle <= 135, flat = angle <= 45 || 315 <= angle;
  if (isnan(angle))
    return NULL;
  if (!stands_as_row(part))
    return (45 < angle && angle < 135) || (225 < angle && angle < 315) ? "middle"
           : flat                                                      ? "bottom"
                                                                       : "top";
  return flat || (135 <= angle && angle <= 225) ? "middle" : up ? "top" : "bottom";
}

/* A property of Vega-Lite's title, as a header says it. */
static const Node *
part_property(const void *user, const char *name)
{
  static const char *const NAMES[][2] = {
    { "align", "Align" },       { "anchor", "Anchor" },         { "angle", "Angle" },
    { "baseline", "Baseline" }, { "color", "Color" },           { "font", "Font" },
    { "fontSize", "FontSize" }, { "fontStyle", "FontStyle" },   { "fontWeight", "FontWeight" },
    { "limit", "Limit" },       { "lineHeight", "LineHeight" }, { "offset", "Padding" },
    { "orient", "Orient" },
  };
  const HeaderPart *part = user;
  const Compilation *compilation = part->header->facet->compilation;
  const Node *found = NULL;
  bool label = strcmp(part->prefix, "label") == 0;
  const char *otherwise = label && strcmp(name, "frame") == 0 ? "group" : NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(NAMES) && !found; i++)
    if (strcmp(NAMES[i][0], name) == 0)
      found = part_node(part, NAMES[i][1]);
  if (found)
    return found;
  double angle = node_number(part_node(part, "Angle"), NAN);
  if (!label)
    angle -= 360 * floor(angle / 360);
  if (strcmp(name, "orient") == 0 && strcmp(part->header->name, "row") == 0)
    otherwise = "left";
  else if (strcmp(name, "align") == 0)
    otherwise = default_align(part, angle);
  else if (strcmp(name, "baseline") == 0)
    otherwise = default_baseline(part, angle);
  if (otherwise)
    return node_new_string(compilation->arena, otherwise, (Span){ 0 });
  const Node *style =
      node_new_string(compilation->arena, label ? "guide-label" : "guide-title", (Span){ 0 });
  return g_str_has_prefix(name, "font") || strcmp(name, "color") == 0 ||
                 strcmp(name, "lineHeight") == 0
             ? heading_style(compilation, style, name)
             : NULL;
}

static SceneBounds
draw_part(const HeaderPart *part, SceneRole role, const char *text, const HeadingFrame *frame,
          SceneBuilder *parts)
{
  Heading heading = { .compilation = part->header->facet->compilation,
                      .text = text,
                      .role = role,
                      .property = part_property,
                      .user = part };
  return heading_draw(&heading, frame, parts);
}

/* ---- labels of cells ---- */

/* Do the labels stand with their cells rather than along the margin? */
static bool
labels_cells(const Header *header)
{
  const Node *orient = property(header, "labelOrient");
  if (strcmp(header->name, "facet") == 0)
    return true;
  return strcmp(header->name, "row") == 0 ? is_side(orient, "top", "bottom")
                                          : is_side(orient, "left", "right");
}

/* The header that labels cells; false: none does. */
static bool
find_cell_header(Header *header, const View *facet)
{
  static const int SLOTS[] = { 2, 0, 1 };
  for (size_t i = 0; i < G_N_ELEMENTS(SLOTS); i++)
    if (open_header(header, facet, SLOTS[i]) && labels_cells(header))
      return true;
  return false;
}

/* Labels in the cells of a facet that titles its rows or columns are titles of the cells. */
static bool
titles_cells(const View *facet)
{
  bool any = false;
  for (int slot = 0; slot < 2; slot++) {
    Header header;
    const char *title = open_header(&header, facet, slot) ? title_of(&header) : NULL;
    any = any || (title && *title);
  }
  return any;
}

bool
header_labels_cell(const View *cell)
{
  Header header;
  return cell->parent && cell->parent->kind == VIEW_FACET &&
         find_cell_header(&header, cell->parent);
}

SceneNode *
header_of_cell(const View *cell, SceneBounds plot, SceneBounds *bounds)
{
  Header header;
  const View *facet = cell->parent;
  if (!find_cell_header(&header, facet))
    return NULL;
  size_t index = strcmp(header.name, "row") == 0 ? cell->row : cell->column;
  for (size_t i = 0; strcmp(header.name, "facet") == 0 && i < facet->child_count; i++)
    if (facet->children[i] == cell)
      index = i;
  if (index >= header.count)
    return NULL;
  SceneBuilder parts = scene_builder(facet->compilation->arena);
  HeaderPart part = { &header, "label" };
  HeadingFrame frame = { plot, *bounds };
  bool title = titles_cells(facet);
  scene_bounds_union(bounds, draw_part(&part, title ? ROLE_TITLE_TEXT : ROLE_HEADER_LABEL,
                                       label_of(&header, index), &frame, &parts));
  return scene_builder_end(&parts, title ? ROLE_TITLE : ROLE_NONE);
}

/* ---- labels along the margins ---- */

static bool
has_labels(const Header *header)
{
  const Node *own = node_get(header->node, "labels");
  return node_boolean(own ? own : config_get(header->facet->compilation, "header.labels"), true);
}

/* The first cell of a row or column that has one. */
static size_t
cell_along(const View *facet, size_t track, bool by_row)
{
  size_t i = 0;
  while (i < facet->child_count &&
         (by_row ? facet->children[i]->row : facet->children[i]->column) != track)
    i++;
  return i;
}

/* What the label of a row or column stands beside. Plots have an extent along which it is anchored;
 * of other cells, it is the middle. */
static HeadingFrame
margin_of_track(const Header *header, const HeaderFrame *frame, size_t track,
                const SceneBounds *edges)
{
  const View *facet = header->facet;
  bool by_row = strcmp(header->name, "row") == 0;
  size_t at = cell_along(facet, track, by_row);
  SceneBounds margin = *edges;
  if (at < facet->child_count) {
    const View *cell = facet->children[at];
    const SceneBounds *box = &frame->cells[at];
    bool plot = cell->kind == VIEW_UNIT || cell->kind == VIEW_LAYER;
    if (by_row) {
      margin.y1 = plot ? frame->tops[track] : round((box->y1 + box->y2) / 2);
      margin.y2 = margin.y1 + (plot ? cell->height : 0);
    } else {
      margin.x1 = plot ? frame->lefts[track] : round((box->x1 + box->x2) / 2);
      margin.x2 = margin.x1 + (plot ? cell->width : 0);
    }
  }
  return (HeadingFrame){ margin, margin };
}

static void
add_labels(const Header *header, const HeaderFrame *frame, SceneBounds *edges, SceneBuilder *texts)
{
  SceneBounds grown = *edges;
  HeaderPart part = { header, "label" };
  for (size_t i = 0; i < header->count; i++) {
    HeadingFrame margin = margin_of_track(header, frame, i, edges);
    scene_bounds_union(&grown,
                       draw_part(&part, ROLE_HEADER_LABEL, label_of(header, i), &margin, texts));
  }
  if (strcmp(header->name, "row") == 0) {
    edges->x1 = floor(grown.x1);
    edges->x2 = ceil(grown.x2);
  } else {
    edges->y1 = floor(grown.y1);
    edges->y2 = ceil(grown.y2);
  }
}

/* ---- titles ---- */

#define TITLE_MARGIN 10 /* between labels and a title's own padding */

static void
add_title(const Header *header, const HeaderFrame *frame, const SceneBounds *edges,
          SceneBuilder *texts)
{
  const char *text = title_of(header);
  HeaderPart part = { header, "title" };
  bool row = stands_as_row(&part), own = strcmp(header->name, row ? "row" : "column") == 0;
  bool after = is_side(part_node(&part, "Orient"), "right", "bottom");
  double margin = own ? TITLE_MARGIN : 0, band = 0.5;
  const char *anchor = node_string(part_node(&part, "Anchor"), "middle");
  if (strcmp(anchor, "start") == 0 || strcmp(anchor, "end") == 0)
    band = (strcmp(anchor, "end") == 0) == row ? 0 : 1;
  double x = after ? edges->x2 + margin : edges->x1 - margin;
  double y = after ? edges->y2 + margin : edges->y1 - margin;
  if (row)
    y = round(frame->bounds.y1 + band * (frame->bounds.y2 - frame->bounds.y1));
  else
    x = round(frame->bounds.x1 + band * (frame->bounds.x2 - frame->bounds.x1));
  SceneBounds point = { x, y, x, y };
  draw_part(&part, ROLE_HEADER_TITLE, text, &(HeadingFrame){ point, point }, texts);
}

static void
add_group(const char *name, SceneBuilder *texts, SceneBuilder *parts)
{
  if (texts->count == 0)
    return;
  SceneNode *group = scene_builder_end(texts, ROLE_HEADER);
  group->group.name = name;
  scene_add(parts, group);
}

static void
draw_header(const Header *header, const HeaderFrame *frame, SceneBounds *edges, SceneBuilder *texts,
            SceneBuilder *parts)
{
  SceneBuilder title = scene_builder(parts->arena);
  HeaderPart part = { header, "title" };
  const char *margin = stands_as_row(&part) ? "row" : "column";
  bool own = strcmp(header->name, margin) == 0 || strcmp(header->name, "facet") == 0;
  bool hidden = node_is(header->node, NODE_NULL);
  if (!hidden && !labels_cells(header) && has_labels(header))
    add_labels(header, frame, edges, texts);
  if (!hidden)
    add_title(header, frame, edges, own ? texts : &title);
  add_group(header->name, texts, parts);
  add_group(margin, &title, parts);
}

void
headers_draw(const View *facet, const HeaderFrame *frame, SceneBounds *box, SceneBuilder *parts)
{
  size_t first = parts->count;
  SceneBounds edges = { floor(fmin(frame->across.x1, 0)), floor(fmin(frame->down.y1, 0)),
                        ceil(frame->across.x2), ceil(frame->down.y2) };
  Header header;
  SceneBuilder texts = scene_builder(parts->arena);
  for (size_t i = 0; i < facet->child_count; i++) {
    const SceneNode *label = frame->labels[i];
    scene_add(label && label->role == ROLE_TITLE ? parts : &texts, label);
  }
  if (!facet->facet_defs[2])
    add_group("facet", &texts, parts);
  for (int slot = 2; slot >= 0; slot--) {
    if (open_header(&header, facet, slot))
      draw_header(&header, frame, &edges, &texts, parts);
  }
  for (size_t i = first; i < parts->count; i++)
    scene_bounds_union(box, scene_bounds(parts->items[i]));
}
