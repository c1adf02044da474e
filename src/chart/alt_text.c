#include "chart/alt_text_private.h"
#include "chart/lint_private.h"

#include <math.h>
#include <string.h>

enum { LONGEST = 250 };

/* A value that the chart shows, and what it belongs to. */
typedef struct Item {
  double value, order; /* order: along the dimension; NaN: it has none */
  size_t row;          /* of the first of its rows */
} Item;

typedef struct AltText {
  const Compilation *compilation;
  const Unit *unit;
  const ChannelDef *measure, *dimension, *names; /* NULL: none */
  AltPhrase type;
  HouseFormat format;
  GArray *items;
} AltText;

/* ---- phrases ---- */

typedef struct Filling {
  const char *key, *text;
} Filling;

static const char *
fill(const AltText *text, AltPhrase phrase, const Filling *fillings, size_t count)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (const char *at = alt_phrase(text->compilation->context->language, phrase); *at;) {
    size_t i = 0, length = *at == '{' ? strcspn(at, "}") : 0;
    while (i < count && !(length > 1 && strlen(fillings[i].key) == length - 1 &&
                          strncmp(at + 1, fillings[i].key, length - 1) == 0))
      i++;
    if (i < count) {
      g_string_append(out, fillings[i].text ? fillings[i].text : "");
      at += length + 1;
    } else {
      g_string_append_c(out, *at++);
    }
  }
  return arena_strdup(text->compilation->arena, out->str);
}

static const char *
number(const AltText *text, double value)
{
  return house_format_number(&text->format, value);
}

static const char *
name_of(const AltText *text, const ChannelDef *def, size_t row)
{
  Value value = def ? def_value(text->unit, def, row) : VALUE_MISSING;
  if (value.kind == VALUE_NULL)
    return NULL;
  const Node *format = node_path(def->node, "axis.format");
  const char *name = format_value(text->compilation, def, value, format, NULL);
  if (!def->bin.node || def->end_at < 0)
    return name;
  Value end = column_value(&text->unit->rows->columns[def->end_at], row);
  return arena_printf(text->compilation->arena, "%s–%s", name,
                      format_value(text->compilation, def, end, format, NULL));
}

/* "Almaty", "2024", "Almaty, 2024". */
static const char *
label_of(const AltText *text, const Item *item)
{
  const char *dimension = name_of(text, text->dimension, item->row);
  const char *name = name_of(text, text->names, item->row);
  if (!dimension || !name)
    return dimension ? dimension : name ? name : "…";
  return arena_printf(text->compilation->arena, "%s, %s", name, dimension);
}

/* ---- what is shown ---- */

static bool
is_quantitative(const ChannelDef *def)
{
  return def_is_field(def) && def->type == TYPE_QUANTITATIVE && !def->bin.node;
}

static AltPhrase
type_of(const Unit *unit)
{
  static const struct {
    const char *mark;
    AltPhrase type;
  } TYPES[] = {
    { "line", ALT_LINE },     { "trail", ALT_LINE },     { "area", ALT_AREA },
    { "point", ALT_SCATTER }, { "circle", ALT_SCATTER }, { "square", ALT_SCATTER },
    { "rect", ALT_HEATMAP },
  };
  if (lint_has_mark(unit, "bar"))
    return house_is_parted(unit)               ? ALT_STACKED
           : unit->orient == ORIENT_HORIZONTAL ? ALT_BAR
                                               : ALT_COLUMN;
  if (lint_has_mark(unit, "arc"))
    return mark_property(unit, "innerRadius") ? ALT_DONUT : ALT_PIE;
  for (size_t i = 0; i < G_N_ELEMENTS(TYPES); i++)
    if (lint_has_mark(unit, TYPES[i].mark))
      return TYPES[i].type;
  return ALT_CHART;
}

/* The number that the marks show, what it is shown by, and what tells series apart. */
static void
find_defs(AltText *text)
{
  const Unit *unit = text->unit;
  Channel channel = lint_measure(unit), other = channel == CHANNEL_X ? CHANNEL_Y : CHANNEL_X;
  const ChannelDef *colour = unit->channels[CHANNEL_COLOR];
  text->measure =
      lint_has_mark(unit, "arc") ? unit->channels[CHANNEL_THETA] : unit->channels[channel];
  text->names = house_names_def(unit);
  if (lint_has_mark(unit, "rect") && is_quantitative(colour)) {
    text->measure = colour;
    text->names = def_is_field(unit->channels[channel]) ? unit->channels[channel] : NULL;
  }
  if (!is_quantitative(text->measure))
    text->measure = NULL;
  if (!lint_has_mark(unit, "arc") && def_is_field(unit->channels[other]))
    text->dimension = unit->channels[other];
  if (text->names && text->dimension &&
      g_strcmp0(text->names->column, text->dimension->column) == 0)
    text->names = NULL;
  /* Colours that no legend explains set apart what has its name elsewhere. */
  if (text->names && text->dimension && node_is(node_get(text->names->node, "legend"), NODE_NULL))
    text->names = NULL;
  if (text->type == ALT_STACKED && !text->names)
    text->type = channel == CHANNEL_X ? ALT_BAR : ALT_COLUMN;
  if (text->type == ALT_SCATTER && text->dimension && !is_quantitative(text->dimension))
    text->type = ALT_CHART;
}

/* Dates and numbers have a place; so has what stands in order. */
static double
order_of(const AltText *text, size_t row)
{
  const ChannelDef *def = text->dimension;
  if (!def || def->type == TYPE_NOMINAL)
    return (double)NAN;
  Value value = def_value(text->unit, def, row);
  return value.kind == VALUE_NUMBER ? value.number : (double)NAN;
}

static void
read_items(AltText *text)
{
  for (size_t row = 0; text->measure && row < text->unit->rows->row_count; row++) {
    Item item = { value_to_number(def_value(text->unit, text->measure, row)), order_of(text, row),
                  row };
    if (isfinite(item.value))
      g_array_append_val(text->items, item);
  }
}

/* ---- the finding ---- */

static const Item *
extreme(const GArray *items, double sign)
{
  const Item *best = NULL;
  for (guint i = 0; i < items->len; i++) {
    const Item *item = &g_array_index(items, Item, i);
    if (!best || sign * item->value > sign * best->value)
      best = item;
  }
  return best;
}

/* Values that are the same as they are printed have no extremes. */
static bool
look_alike(const AltText *text)
{
  const char *top = number(text, extreme(text->items, 1)->value);
  return text->items->len > 1 && strcmp(top, number(text, extreme(text->items, -1)->value)) == 0;
}

static const char *
say_extremes(const AltText *text, AltPhrase phrase, const GArray *items, const char *to)
{
  const Item *top = extreme(items, 1), *bottom = extreme(items, -1);
  bool series = phrase == ALT_LAST;
  Filling fillings[] = {
    { "top", series ? name_of(text, text->names, top->row) : label_of(text, top) },
    { "a", number(text, top->value) },
    { "bottom", series ? name_of(text, text->names, bottom->row) : label_of(text, bottom) },
    { "b", number(text, bottom->value) },
    { "to", to },
  };
  return fill(text, items->len == 1 ? ALT_ONE : phrase, fillings, G_N_ELEMENTS(fillings));
}

static const char *
say_shares(const AltText *text)
{
  const Item *top = extreme(text->items, 1), *bottom = extreme(text->items, -1);
  double total = 0;
  for (guint i = 0; i < text->items->len; i++)
    total += g_array_index(text->items, Item, i).value;
  if (!(total > 0) || bottom->value < 0)
    return say_extremes(text, ALT_EXTREMES, text->items, NULL);
  Filling fillings[] = {
    { "top", label_of(text, top) },
    { "a", house_format_share(&text->format, top->value / total) },
    { "bottom", label_of(text, bottom) },
    { "b", house_format_share(&text->format, bottom->value / total) },
  };
  return fill(text, text->items->len == 1 ? ALT_ONE : ALT_SHARES, fillings, G_N_ELEMENTS(fillings));
}

static int
compare_orders(gconstpointer a, gconstpointer b)
{
  const Item *x = a, *y = b;
  return x->order != y->order ? (x->order > y->order) - (x->order < y->order)
                              : (x->row > y->row) - (x->row < y->row);
}

static const char *
say_trend(const AltText *text)
{
  const Item *first = &g_array_index(text->items, Item, 0);
  const Item *last = &g_array_index(text->items, Item, text->items->len - 1);
  const char *from = number(text, first->value), *to = number(text, last->value);
  AltPhrase phrase = strcmp(from, to) == 0        ? ALT_STAYED
                     : last->value > first->value ? ALT_ROSE
                                                  : ALT_FELL;
  Filling fillings[] = { { "a", from },
                         { "from", name_of(text, text->dimension, first->row) },
                         { "b", to },
                         { "to", name_of(text, text->dimension, last->row) } };
  return fill(text, phrase, fillings, G_N_ELEMENTS(fillings));
}

/* Series are compared where they end. */
static const char *
say_last(const AltText *text)
{
  const Item *last = &g_array_index(text->items, Item, text->items->len - 1);
  g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(Item));
  for (guint i = 0; i < text->items->len; i++) {
    const Item *item = &g_array_index(text->items, Item, i);
    if (item->order == last->order)
      g_array_append_val(ends, *item);
  }
  bool several = ends->len > 1;
  return say_extremes(text, several ? ALT_LAST : ALT_EXTREMES, several ? ends : text->items,
                      name_of(text, text->dimension, last->row));
}

static bool
is_ordered(const AltText *text)
{
  for (guint i = 0; i < text->items->len; i++)
    if (isnan(g_array_index(text->items, Item, i).order))
      return false;
  return text->items->len > 1;
}

/* Does each place along the dimension hold one value? The items are in their order. */
static bool
is_single(const AltText *text)
{
  for (guint i = 1; i < text->items->len; i++)
    if (g_array_index(text->items, Item, i).order == g_array_index(text->items, Item, i - 1).order)
      return false;
  return true;
}

static const char *
finding(AltText *text)
{
  Filling range[2];
  if (text->items->len == 0)
    return NULL;
  if (text->type == ALT_PIE || text->type == ALT_DONUT)
    return say_shares(text);
  bool ordered = is_ordered(text) && text->type != ALT_SCATTER && text->type != ALT_HEATMAP;
  if (ordered)
    g_array_sort(text->items, compare_orders);
  if (ordered && is_single(text) && !text->dimension->bin.node)
    return say_trend(text);
  if (look_alike(text))
    return NULL;
  if (ordered && text->names && !is_single(text))
    return say_last(text);
  if (text->type != ALT_SCATTER && (text->dimension || text->names))
    return say_extremes(text, ALT_EXTREMES, text->items, NULL);
  range[0] = (Filling){ "a", number(text, extreme(text->items, -1)->value) };
  range[1] = (Filling){ "b", number(text, extreme(text->items, 1)->value) };
  return fill(text, ALT_RANGE, range, G_N_ELEMENTS(range));
}

/* ---- the whole ---- */

static const char *
title_of(const AltText *text, const ChannelDef *def)
{
  const char *own = node_text(node_get(def->node, "title"), NULL);
  if (!own)
    own = node_text(node_path(def->node, "axis.title"), NULL);
  return own ? own : def_title(text->unit, def);
}

/* The subtitle says measure, unit, place and period; else the fields do. */
static const char *
data_of(const AltText *text, const Node *given)
{
  Arena *arena = text->compilation->arena;
  const char *subtitle = lint_subtitle(arena, given), *title = lint_title(arena, given);
  if (subtitle || !text->measure)
    return subtitle ? subtitle : title;
  const ChannelDef *by = text->dimension ? text->dimension : text->names;
  Filling fillings[] = { { "y", title_of(text, text->measure) },
                         { "x", by ? title_of(text, by) : NULL } };
  AltPhrase phrase = text->type == ALT_SCATTER ? ALT_AGAINST : ALT_BY;
  return fillings[1].text && *fillings[1].text
             ? fill(text, phrase, fillings, G_N_ELEMENTS(fillings))
             : fillings[0].text;
}

static const char *
compose(const AltText *text, const char *data, const char *found)
{
  Filling fillings[] = {
    { "type", alt_phrase(text->compilation->context->language, text->type) },
    { "data", data },
    { "finding", found },
  };
  if (!data || !*data)
    return fillings[0].text;
  return fill(text, found ? ALT_FOUND : ALT_WHOLE, fillings, G_N_ELEMENTS(fillings));
}

static const char *
shortened(Arena *arena, const char *text)
{
  if (g_utf8_strlen(text, -1) <= LONGEST)
    return text;
  const char *end = g_utf8_offset_to_pointer(text, LONGEST - 1);
  return arena_printf(arena, "%.*s…", (int)(end - text), text);
}

/* The unit that the chart is about: the first whose marks are more than texts and rules. */
static void
find_unit(Unit *unit, void *user)
{
  const Unit **found = user;
  bool aside = lint_has_mark(unit, "text") || lint_has_mark(unit, "rule");
  if (!unit->rows || unit->rows->row_count == 0 || aside)
    return;
  if (!*found)
    *found = unit;
}

const char *
alt_text(const Compilation *compilation, View *root, const Node *given)
{
  g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(Item));
  AltText text = { .compilation = compilation, .type = ALT_CHART, .items = items };
  view_each_unit(root, find_unit, &text.unit);
  if (!text.unit)
    return compose(&text, lint_title(compilation->arena, given), NULL);
  text.type = type_of(text.unit);
  find_defs(&text);
  if (text.measure)
    text.format = house_format(text.unit, text.measure);
  read_items(&text);
  const char *data = data_of(&text, given), *found = finding(&text);
  const char *whole = compose(&text, data, found);
  bool fits = g_utf8_strlen(whole, -1) <= LONGEST;
  return fits ? whole : shortened(compilation->arena, compose(&text, data, NULL));
}
