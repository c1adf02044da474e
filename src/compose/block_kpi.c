#include "compose/flow_private.h"
#include "compose/typography_private.h"

#include <string.h>

#define PADDING 9.0
#define ARROW_GAP 4.0
#define ARROW_SIZE 0.8 /* of the type's */
#define NARROWEST_TILE 76.0
#define SMALLEST_VALUE 0.6 /* of the type's size: long values are set smaller, down to this */

enum { KPI_LEAST = 2, KPI_MOST = 5, CHANGE_WEIGHT = 700 };

/* What one tile says. */
typedef struct Kpi {
  const char *label, *value;
  const char *unit, *change, *period; /* NULL: none */
  int direction;                      /* of the change: 1 up, -1 down, 0 neither */
  ThemeColour colour;                 /* of the change */
  const Node *node;
} Kpi;

typedef struct KpiRow {
  Composer *composer;
  const Kpi *items;
  size_t count;
  double tile, gap, height; /* of each tile; between them */
  double scale;             /* of the values' type */
  int label_lines;          /* of the longest label */
  int change_lines;         /* of changes and periods; 0: there are none */
} KpiRow;

static const char *const KEYS[] = { "label", "value", "unit", "change", "period", "good", NULL };

static void
warn_unknown(const Composer *composer, const Node *map)
{
  for (size_t i = 0; i < map->count; i++) {
    if (g_strv_contains(KEYS, map->entries[i].key))
      continue;
    const char *near = diag_suggest(map->entries[i].key, KEYS);
    g_autofree char *hint = near ? g_strdup_printf("did you mean \"%s\"?", near) : NULL;
    diag_warning(composer->diags, "unknown-property", map->entries[i].key_span, hint,
                 "unknown property \"%s\" of a KPI", map->entries[i].key);
  }
}

/* 1 or -1 by the sign before the first digit, 0 where all digits are 0. */
static int
direction_of(const char *change)
{
  bool negative = false, any = false;
  for (const char *at = change; *at && !any; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    negative |= c == '-' || c == 0x2212 || c == 0x2013;
    any = g_unichar_isdigit(c);
  }
  for (const char *at = change; *at; at = g_utf8_next_char(at)) {
    if (g_unichar_digit_value(g_utf8_get_char(at)) > 0)
      return negative ? -1 : 1;
  }
  return 0;
}

/* The change with its sign. */
static const char *
signed_change(const Composer *composer, const char *change, int direction)
{
  const char *text = text_typeset(composer, change);
  gunichar first = g_utf8_get_char(text);
  if (direction < 0 || first == '+')
    return first == '-'
               ? arena_printf(composer->arena, "%s%s", composer->voice.locale->minus, text + 1)
               : text;
  return direction > 0 ? arena_printf(composer->arena, "+%s", text) : text;
}

/* Which way is good decides the colour; where that is not said, there is none. */
static ThemeColour
change_colour(const Composer *composer, const Node *node, int direction)
{
  const Node *good = node_get(node, "good");
  bool up = node_is_string(good, "up"), down = node_is_string(good, "down");
  if (good && !up && !down)
    diag_error(composer->diags, "kpi-value", good->span, "good: up, or good: down",
               "which way is good cannot be %s", node_text(good, "that"));
  if ((!up && !down) || direction == 0)
    return COLOUR_SECONDARY;
  return (direction > 0) == up ? COLOUR_GOOD : COLOUR_BAD;
}

static bool
read_kpi(const Composer *composer, const Node *node, Kpi *kpi)
{
  if (!node_is(node, NODE_MAP)) {
    diag_error(composer->diags, "kpi-value", node->span, "- {label: …, value: …}",
               "a KPI must be a map, not %s", node_kind_name(node->kind));
    return false;
  }
  warn_unknown(composer, node);
  const char *label = node_text(node_get(node, "label"), NULL);
  const char *value = node_text(node_get(node, "value"), NULL);
  if (!label || !value) {
    diag_error(composer->diags, "kpi-value", node->span, "- {label: …, value: …}",
               "a KPI needs a %s", label ? "value" : "label");
    return false;
  }
  *kpi = (Kpi){ .node = node, .label = text_typeset(composer, label) };
  kpi->value = text_typeset(composer, value);
  kpi->unit = text_typeset(composer, node_text(node_get(node, "unit"), NULL));
  kpi->period = text_typeset(composer, node_text(node_get(node, "period"), NULL));
  const char *change = node_text(node_get(node, "change"), NULL);
  if (change && *change) {
    kpi->direction = direction_of(change);
    kpi->change = signed_change(composer, change, kpi->direction);
  }
  kpi->colour = change_colour(composer, node, kpi->direction);
  return true;
}

/* ---- measures ---- */

static double
text_width(const KpiRow *row, TypeName name, double scale, const char *text)
{
  if (!text)
    return 0;
  TextStyle style = type_style(&row->composer->theme->types[name], row->composer->voice.language);
  style.size *= scale;
  return text_measure(row->composer->metrics, &style, text, strlen(text)).width;
}

static double
text_room(const KpiRow *row)
{
  return MAX(row->tile - 2 * PADDING, PADDING);
}

/* All values of a row are set in one size, in which the widest fits. */
static void
measure_values(KpiRow *row)
{
  double room = text_room(row);
  row->scale = 1;
  for (size_t i = 0; i < row->count; i++) {
    const Kpi *kpi = &row->items[i];
    double unit = text_width(row, TYPE_KPI_UNIT, 1, kpi->unit);
    unit += kpi->unit ? text_width(row, TYPE_KPI_UNIT, 1, " ") : 0;
    double scale = (room - unit) / text_width(row, TYPE_KPI_VALUE, 1, kpi->value);
    if (scale < SMALLEST_VALUE)
      diag_warning(row->composer->diags, "kpi-too-wide", kpi->node->span,
                   "round it, shorten the unit, or have fewer in a row",
                   "\"%s%s%s\" is too wide for its tile", kpi->value, kpi->unit ? " " : "",
                   kpi->unit ? kpi->unit : "");
    row->scale = MIN(row->scale, MAX(scale, SMALLEST_VALUE));
  }
}

/* The change with its arrow and a space after it. */
static double
change_width(const KpiRow *row, const Kpi *kpi)
{
  if (!kpi->change)
    return 0;
  const Type *type = &row->composer->theme->types[TYPE_KPI_CHANGE];
  TextStyle style = type_style(type, row->composer->voice.language);
  style.weight = CHANGE_WEIGHT;
  double width =
      text_measure(row->composer->metrics, &style, kpi->change, strlen(kpi->change)).width;
  width += kpi->direction ? type->size * ARROW_SIZE + ARROW_GAP : 0;
  return width + (kpi->period ? text_width(row, TYPE_KPI_CHANGE, 1, " ") : 0);
}

/* Where a change and its period do not fit beside each other, they stand in two lines, in the whole
 * row. */
static void
measure_changes(KpiRow *row)
{
  row->change_lines = 0;
  for (size_t i = 0; i < row->count; i++) {
    const Kpi *kpi = &row->items[i];
    double change = change_width(row, kpi);
    double period = text_width(row, TYPE_KPI_CHANGE, 1, kpi->period);
    int lines = (change > 0 || period > 0) + (kpi->change && change + period > text_room(row));
    row->change_lines = MAX(row->change_lines, lines);
    if (MAX(change, period) > text_room(row) + PADDING)
      diag_warning(row->composer->diags, "kpi-too-wide", kpi->node->span, "shorten its period",
                   "the change of \"%s\" is too wide for its tile", kpi->label);
  }
}

static void
measure_height(KpiRow *row)
{
  const Theme *theme = row->composer->theme;
  TextLayout layout = { .type = &theme->types[TYPE_KPI_LABEL], .width = text_room(row) };
  row->label_lines = 1;
  for (size_t i = 0; i < row->count; i++) {
    TextRuns runs = runs_from_text(row->composer, row->items[i].label);
    row->label_lines = MAX(row->label_lines, (int)text_layout(row->composer, &layout, runs).count);
  }
  double height = row->label_lines * layout.type->leading + theme->types[TYPE_KPI_VALUE].leading +
                  row->change_lines * theme->types[TYPE_KPI_CHANGE].leading;
  row->height = MAX(height + 2 * PADDING, theme->kpi_height);
}

/* ---- drawing ---- */

/* One text at a baseline; where it ends. */
static double
add_text(const KpiRow *row, SceneBuilder *out, TypeName name, double scale, const char *text,
         double x, double baseline)
{
  const Composer *composer = row->composer;
  const Type *type = &composer->theme->types[name];
  TextStyle style = type_style(type, composer->voice.language);
  style.size *= scale;
  SceneNode *node = scene_text(composer->arena, composer->metrics, &style, text, x, baseline);
  node->fill = paint_solid(type->colour);
  scene_add(out, node);
  return x + node->text.width;
}

static const SceneNode *
value_node(const KpiRow *row, const Kpi *kpi, double y)
{
  const Composer *composer = row->composer;
  SceneBuilder builder = scene_builder(composer->arena);
  double baseline = y + type_baseline(composer, &composer->theme->types[TYPE_KPI_VALUE]);
  double x = add_text(row, &builder, TYPE_KPI_VALUE, row->scale, kpi->value, PADDING, baseline);
  if (kpi->unit) {
    const char *unit = arena_printf(composer->arena, " %s", kpi->unit);
    add_text(row, &builder, TYPE_KPI_UNIT, 1, unit, x, baseline);
  }
  return scene_builder_end(&builder, ROLE_PARAGRAPH);
}

/* A triangle as high as a digit, for those who do not see its colour; fonts often lack it. */
static const SceneNode *
arrow_node(const KpiRow *row, const Kpi *kpi, double size, double baseline)
{
  SceneNode *arrow = scene_new(row->composer->arena, SCENE_SYMBOL, ROLE_ARTIFACT);
  double side = size * ARROW_SIZE, height = side * sqrt(3) / 2;
  arrow->symbol.shape = kpi->direction > 0 ? "triangle-up" : "triangle-down";
  arrow->symbol.size = side * side;
  arrow->x = PADDING + side / 2;
  arrow->y = baseline - height / 2;
  arrow->fill = paint_solid(row->composer->theme->colours[kpi->colour]);
  return arrow;
}

static const SceneNode *
change_node(const KpiRow *row, const Kpi *kpi, double y)
{
  const Composer *composer = row->composer;
  const Type *type = &composer->theme->types[TYPE_KPI_CHANGE];
  SceneBuilder builder = scene_builder(composer->arena);
  double baseline = y + type_baseline(composer, type), x = PADDING;
  if (kpi->change && kpi->direction) {
    scene_add(&builder, arrow_node(row, kpi, type->size, baseline));
    x += type->size * ARROW_SIZE + ARROW_GAP;
  }
  if (kpi->change) {
    TextStyle style = type_style(type, composer->voice.language);
    style.weight = CHANGE_WEIGHT;
    const char *text =
        kpi->period ? arena_printf(composer->arena, "%s ", kpi->change) : kpi->change;
    SceneNode *node = scene_text(composer->arena, composer->metrics, &style, text, x, baseline);
    node->fill = paint_solid(composer->theme->colours[kpi->colour]);
    scene_add(&builder, node);
    x += node->text.width;
  }
  bool below = kpi->change && row->change_lines > 1;
  if (kpi->period)
    add_text(row, &builder, TYPE_KPI_CHANGE, 1, kpi->period, below ? PADDING : x,
             baseline + (below ? type->leading : 0));
  return scene_builder_end(&builder, ROLE_PARAGRAPH);
}

static const SceneNode *
tile_node(const KpiRow *row, const Kpi *kpi, double x)
{
  const Composer *composer = row->composer;
  const Theme *theme = composer->theme;
  SceneBuilder all = scene_builder(composer->arena), body = all;
  scene_add(&all, filled_rect(composer->arena, theme->colours[COLOUR_PANEL], 0, 0, row->tile,
                              row->height));
  TextBlock label = { .type = &theme->types[TYPE_KPI_LABEL], .text = kpi->label, .x = PADDING };
  label.width = text_room(row);
  label.role = ROLE_PARAGRAPH;
  text_block_add(composer, &body, &label, PADDING);
  double bottom = row->height - PADDING;
  double y = bottom - MAX(row->change_lines, 1) * theme->types[TYPE_KPI_CHANGE].leading;
  double top = PADDING + row->label_lines * label.type->leading;
  double value = theme->types[TYPE_KPI_VALUE].leading;
  scene_add(&body, value_node(row, kpi, top + MAX(y - top - value, 0) / 2));
  if (kpi->change || kpi->period)
    scene_add(&body, change_node(row, kpi, y));
  scene_add(&all, scene_builder_end(&body, ROLE_LIST_BODY));
  SceneNode *tile = scene_builder_end(&all, ROLE_LIST_ITEM);
  tile->x = x;
  return tile;
}

static void
lay_row(Flow *flow, KpiRow *row, Frame frame)
{
  SceneBuilder tiles = scene_builder(row->composer->arena), all = tiles;
  measure_values(row);
  measure_changes(row);
  measure_height(row);
  for (size_t i = 0; i < row->count; i++)
    scene_add(&tiles, tile_node(row, &row->items[i], (row->tile + row->gap) * (double)i));
  scene_add(&all, scene_builder_end(&tiles, ROLE_LIST));
  flow_add(flow, (FlowItem){ .node = scene_builder_end(&all, ROLE_NONE),
                             .x = frame.x,
                             .height = row->height,
                             .lines = 3,
                             .part = frame.part });
}

/* In rows of about the same number, if one would be too narrow for them. */
static void
lay_rows(Composer *composer, Flow *flow, const Kpi *items, size_t count, Frame frame)
{
  double gap = MIN(composer->theme->gutter, frame.width / 20);
  size_t most = (size_t)MAX((frame.width + gap) / (NARROWEST_TILE + gap), 1);
  size_t rows = (count + most - 1) / most, each = (count + rows - 1) / rows;
  KpiRow row = { .composer = composer, .gap = gap };
  row.tile = (frame.width - gap * (double)(each - 1)) / (double)each;
  for (size_t first = 0; first < count; first += each) {
    row.items = items + first;
    row.count = MIN(each, count - first);
    lay_row(flow, &row, frame);
    flow_space(flow, gap);
    flow_keep(flow);
  }
  flow->cost = 0;
}

void
lay_kpi_row(Composer *composer, Flow *flow, const Node *list, Frame frame)
{
  list = node_fill(composer, list);
  if (!node_is(list, NODE_LIST)) {
    diag_error(composer->diags, "kpi-value", list->span, "- {label: …, value: …}",
               "KPIs must be a list, not %s", node_kind_name(list->kind));
    return;
  }
  Kpi items[KPI_MOST];
  size_t count = 0;
  for (size_t i = 0; i < MIN(list->count, KPI_MOST); i++)
    count += read_kpi(composer, list->items[i], &items[count]);
  if (list->count < KPI_LEAST || list->count > KPI_MOST)
    diag_error(composer->diags, "kpi-count", list->span, "leave the least telling ones out",
               "a row has %d to %d KPIs, not %zu", KPI_LEAST, KPI_MOST, list->count);
  if (count)
    lay_rows(composer, flow, items, count, frame);
}

void
lay_kpi(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  const Theme *theme = composer->theme;
  if (!block->node)
    return;
  if (attributes_has(&block->attributes, "full") && frame_is_body(composer, &frame)) {
    frame.x = theme->margin_left;
    frame.width = theme->page_width - theme->margin_left - theme->margin_right;
  }
  flow_space(flow, theme->space_block);
  lay_kpi_row(composer, flow, block->node, frame);
  flow_space(flow, theme->space_block);
}
