/* Headers of facets: which value a row, a column or a cell shows. Properties: Vega-Lite's
 * documentation of header. */
#include "chart/guide_private.h"

#include <math.h>
#include <string.h>

typedef struct Header {
  const View *facet;
  const ChannelDef *def;
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
  for (size_t i = 0; i < G_N_ELEMENTS(SPECIAL) && !found; i++)
    if (strcmp(SPECIAL[i][0], header->name) == 0)
      found = node_get(config_get(compilation, SPECIAL[i][1]), name);
  return found ? found : node_get(config_get(compilation, "header"), name);
}

static double
number(const Header *header, const char *name, double otherwise)
{
  return node_number(property(header, name), otherwise);
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
    facet, def, NAMES[slot], node, facet->facet_values[slot], facet->facet_counts[slot]
  };
  return !node_is(node, NODE_NULL);
}

static SceneNode *
text_part(const Header *header, const char *part, SceneRole role, const char *text)
{
  Arena *arena = header->facet->compilation->arena;
  g_autofree char *font = g_strconcat(part, "Font", NULL), *size = g_strconcat(font, "Size", NULL);
  g_autofree char *weight = g_strconcat(font, "Weight", NULL);
  g_autofree char *colour = g_strconcat(part, "Color", NULL);
  const char *family = node_string(property(header, font), NULL);
  TextStyle style = {
    .family = family && strcmp(family, "sans-serif") != 0 ? family : NULL,
    .size = number(header, size, 10),
    .weight = text_weight_of_node(property(header, weight), 400),
    .language = header->facet->compilation->context->language,
  };
  SceneNode *node =
      text_node(arena, header->facet->compilation->context->metrics, &style, text, 0, 0);
  node->role = role;
  node->fill = paint_of_node(header->facet->compilation, property(header, colour));
  return node;
}

/* ---- texts ---- */

static const char *
title_of(const Header *header)
{
  Arena *arena = header->facet->compilation->arena;
  const Node *own = node_get(header->node, "title");
  if (!own)
    own = node_get(header->def->node, "title");
  if (!own)
    own = property(header, "title");
  if (own)
    return text_of_node(arena, own);
  const View *view = header->facet;
  while (view && !view->unit)
    view = view->child_count ? view->children[0] : NULL;
  return view ? def_title(view->unit, header->def) : header->def->field;
}

typedef struct LabelScope {
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

static const char *
label_of(const Header *header, size_t index)
{
  Compilation *compilation = header->facet->compilation;
  const char *label =
      format_value(compilation, header->def, header->values[index],
                   node_get(header->node, "format"), node_get(header->node, "formatType"));
  const Node *text = property(header, "labelExpr");
  Expr *expr = node_is(text, NODE_STRING)
                   ? expr_parse(compilation->arena, text->string, text->span, compilation->diags)
                   : NULL;
  if (!expr)
    return label;
  LabelScope user = { label, header->values[index] };
  ExprScope scope = { .arena = compilation->arena,
                      .user = &user,
                      .field = label_field,
                      .locale = compilation->locale,
                      .diags = compilation->diags };
  return expr_to_string(compilation->arena, expr_evaluate(expr, &scope));
}

static bool
has_labels(const Header *header)
{
  return node_boolean(property(header, "labels"), true);
}

/* ---- places ---- */

static double
label_room(const Header *header)
{
  return number(header, "labelFontSize", 10) + number(header, "labelPadding", 10);
}

SceneBounds
header_of_cell(const View *facet, size_t cell, SceneBounds box, SceneBounds plot)
{
  Header header;
  (void)cell;
  if (!open_header(&header, facet, 2) || !has_labels(&header))
    return box;
  box.y1 = fmin(box.y1, plot.y1 - label_room(&header));
  return box;
}

static void
add_cell_labels(const Header *header, const double *lefts, const double *tops, SceneBuilder *texts)
{
  for (size_t i = 0; i < header->count && i < header->facet->child_count; i++) {
    const View *cell = header->facet->children[i];
    SceneNode *node = text_part(header, "label", ROLE_HEADER_LABEL, label_of(header, i));
    node->x = lefts[cell->column] + cell->width / 2;
    node->y = tops[cell->row] - number(header, "labelPadding", 10);
    node->text.align = ALIGN_CENTER;
    node->text.baseline = BASELINE_BOTTOM;
    scene_add(texts, node);
  }
}

/* The plot of a column or row, for its extent. */
static const View *
cell_at(const View *facet, size_t row, size_t column, bool by_row)
{
  for (size_t i = 0; i < facet->child_count; i++)
    if (by_row ? facet->children[i]->row == row : facet->children[i]->column == column)
      return facet->children[i];
  return NULL;
}

static double
add_column_labels(const Header *header, const double *lefts, double edge, SceneBuilder *texts)
{
  bool below = node_is_string(property(header, "labelOrient"), "bottom");
  double padding = number(header, "labelPadding", 10);
  for (size_t i = 0; i < header->count; i++) {
    const View *cell = cell_at(header->facet, 0, i, false);
    SceneNode *node = text_part(header, "label", ROLE_HEADER_LABEL, label_of(header, i));
    node->x = lefts[i] + (cell ? cell->width / 2 : 0);
    node->y = below ? edge + padding : edge - padding;
    node->text.align = ALIGN_CENTER;
    node->text.baseline = below ? BASELINE_TOP : BASELINE_BOTTOM;
    node->text.angle = number(header, "labelAngle", 0);
    scene_add(texts, node);
  }
  return below ? edge + label_room(header) : edge - label_room(header);
}

static double
add_row_labels(const Header *header, const double *tops, double edge, SceneBuilder *texts)
{
  double padding = number(header, "labelPadding", 10), reach = 0;
  double angle = number(header, "labelAngle", -90);
  bool right = node_is_string(property(header, "labelOrient"), "right");
  for (size_t i = 0; i < header->count; i++) {
    const View *cell = cell_at(header->facet, i, 0, true);
    SceneNode *node = text_part(header, "label", ROLE_HEADER_LABEL, label_of(header, i));
    bool flat = fmod(angle, 180) == 0;
    node->x = right ? edge + padding : edge - padding;
    node->y = tops[i] + (cell ? cell->height / 2 : 0);
    node->text.angle = right && !property(header, "labelAngle") ? 90 : angle;
    node->text.align = flat ? (right ? ALIGN_LEFT : ALIGN_RIGHT) : ALIGN_CENTER;
    node->text.baseline = flat ? BASELINE_MIDDLE : BASELINE_BOTTOM;
    reach = fmax(reach, flat ? node->text.width : node->text.style.size);
    scene_add(texts, node);
  }
  return right ? edge + padding + reach : edge - padding - reach;
}

static void
add_title(const Header *header, double x, double y, double angle, SceneBuilder *texts)
{
  const char *text = title_of(header);
  if (!text || !*text)
    return;
  SceneNode *node = text_part(header, "title", ROLE_HEADER_TITLE, text);
  node->x = x;
  node->y = y;
  node->text.align = ALIGN_CENTER;
  node->text.baseline = BASELINE_BOTTOM;
  node->text.angle = angle;
  scene_add(texts, node);
}

static void
draw_header(const Header *header, const double *lefts, const double *tops, SceneBounds plots,
            SceneBounds *box, SceneBuilder *parts)
{
  SceneBuilder texts = scene_builder(header->facet->compilation->arena);
  double padding = number(header, "titlePadding", 10);
  bool by_row = strcmp(header->name, "row") == 0;
  if (by_row) {
    bool right = node_is_string(property(header, "labelOrient"), "right");
    double edge = has_labels(header)
                      ? add_row_labels(header, tops, right ? box->x2 : box->x1, &texts)
                      : box->x1;
    add_title(header, (right ? box->x1 : edge) - padding, (plots.y1 + plots.y2) / 2, -90, &texts);
  } else {
    double edge = box->y1;
    bool wrapped = strcmp(header->name, "facet") == 0;
    bool below = !wrapped && node_is_string(property(header, "labelOrient"), "bottom");
    if (has_labels(header) && wrapped)
      add_cell_labels(header, lefts, tops, &texts);
    else if (has_labels(header))
      edge = add_column_labels(header, lefts, below ? box->y2 : box->y1, &texts);
    add_title(header, (plots.x1 + plots.x2) / 2, (below ? box->y1 : edge) - padding, 0, &texts);
  }
  SceneNode *group = scene_builder_end(&texts, ROLE_HEADER);
  group->group.name = header->name;
  scene_bounds_union(box, scene_bounds(group));
  scene_add(parts, group);
}

void
headers_draw(const View *facet, const double *lefts, const double *tops, SceneBounds plots,
             SceneBounds *box, SceneBuilder *parts)
{
  for (int slot = 2; slot >= 0; slot--) {
    Header header;
    if (open_header(&header, facet, slot))
      draw_header(&header, lefts, tops, plots, box, parts);
  }
}
