#include "compose/theme_private.h"

#include "chart/chart.h"

#include <glib.h>
#include <string.h>

#define MM(value) ((value)*72.0 / 25.4)
#define THEME(field) offsetof(Theme, field)

typedef enum KeyKind {
  KEY_LENGTH,
  KEY_COUNT,
  KEY_FACTOR, /* of lengths */
  KEY_COLOUR,
  KEY_WEIGHT,
  KEY_FLAG,
  KEY_TEXT,
  KEY_TEXTS,
} KeyKind;

typedef struct Key {
  const char *path;
  KeyKind kind;
  size_t offset;
  double number;    /* default of lengths, counts, factors and flags */
  const char *text; /* default of colours */
} Key;

static const Key KEYS[] = {
  { "page.width", KEY_LENGTH, THEME(page_width), MM(210), NULL },
  { "page.height", KEY_LENGTH, THEME(page_height), MM(297), NULL },
  { "page.margin.top", KEY_LENGTH, THEME(margin_top), MM(24), NULL },
  { "page.margin.bottom", KEY_LENGTH, THEME(margin_bottom), MM(22), NULL },
  { "page.margin.left", KEY_LENGTH, THEME(margin_left), MM(20), NULL },
  { "page.margin.right", KEY_LENGTH, THEME(margin_right), MM(20), NULL },
  { "page.most", KEY_COUNT, THEME(most_pages), 0, NULL },
  { "page.running", KEY_FLAG, THEME(running), 1, NULL },
  { "page.begins", KEY_COUNT, THEME(page_level), 0, NULL },
  { "grid.columns", KEY_COUNT, THEME(columns), 12, NULL },
  { "grid.gutter", KEY_LENGTH, THEME(gutter), MM(5), NULL },
  { "grid.body", KEY_COUNT, THEME(body_column), 4, NULL },
  { "space.paragraph", KEY_LENGTH, THEME(space_paragraph), 7, NULL },
  { "space.item", KEY_LENGTH, THEME(space_item), 3.5, NULL },
  { "space.block", KEY_LENGTH, THEME(space_block), 14, NULL },
  { "space.figure", KEY_LENGTH, THEME(space_figure), 14, NULL },
  { "space.before.h1", KEY_LENGTH, THEME(space_before_heading[0]), 28, NULL },
  { "space.before.h2", KEY_LENGTH, THEME(space_before_heading[1]), 21, NULL },
  { "space.before.h3", KEY_LENGTH, THEME(space_before_heading[2]), 14, NULL },
  { "space.before.h4", KEY_LENGTH, THEME(space_before_heading[3]), 14, NULL },
  { "space.after.h1", KEY_LENGTH, THEME(space_after_heading[0]), 9, NULL },
  { "space.after.h2", KEY_LENGTH, THEME(space_after_heading[1]), 8, NULL },
  { "space.after.h3", KEY_LENGTH, THEME(space_after_heading[2]), 5, NULL },
  { "space.after.h4", KEY_LENGTH, THEME(space_after_heading[3]), 0, NULL },
  { "list.indent", KEY_LENGTH, THEME(list_indent), 16, NULL },
  { "quote.indent", KEY_LENGTH, THEME(quote_indent), 14, NULL },
  { "panel.padding", KEY_LENGTH, THEME(panel_padding), 10, NULL },
  { "band.top", KEY_LENGTH, THEME(band_top), MM(18), NULL },
  { "band.bottom", KEY_LENGTH, THEME(band_bottom), MM(10), NULL },
  { "band.height", KEY_LENGTH, THEME(band_height), MM(60), NULL },
  { "kpi.height", KEY_LENGTH, THEME(kpi_height), MM(26), NULL },
  { "figure.height.full", KEY_LENGTH, THEME(figure_height_full), MM(85), NULL },
  { "figure.height.half", KEY_LENGTH, THEME(figure_height_half), MM(70), NULL },
  { "figure.scale", KEY_FACTOR, THEME(figure_scale), 1, NULL },
  { "figure.margin", KEY_LENGTH, THEME(figure_margin), 12, NULL },
  { "figure.others", KEY_TEXTS, THEME(others), 0, NULL },
  { "colour.paper", KEY_COLOUR, THEME(colours[COLOUR_PAPER]), 0, "#FFFFFF" },
  { "colour.text", KEY_COLOUR, THEME(colours[COLOUR_TEXT]), 0, "#1B1F24" },
  { "colour.secondary", KEY_COLOUR, THEME(colours[COLOUR_SECONDARY]), 0, "#4A4F57" },
  { "colour.tertiary", KEY_COLOUR, THEME(colours[COLOUR_TERTIARY]), 0, "#595F69" },
  { "colour.accent", KEY_COLOUR, THEME(colours[COLOUR_ACCENT]), 0, "#043978" },
  { "colour.link", KEY_COLOUR, THEME(colours[COLOUR_LINK]), 0, "#215EA4" },
  { "colour.grid", KEY_COLOUR, THEME(colours[COLOUR_GRID]), 0, "#D9DCE0" },
  { "colour.panel", KEY_COLOUR, THEME(colours[COLOUR_PANEL]), 0, "#F2F4F6" },
  { "colour.callout", KEY_COLOUR, THEME(colours[COLOUR_CALLOUT]), 0, "#EAF1F9" },
  { "colour.highlight", KEY_COLOUR, THEME(colours[COLOUR_HIGHLIGHT]), 0, "#AB3713" },
  { "colour.context", KEY_COLOUR, THEME(colours[COLOUR_CONTEXT]), 0, "#90959E" },
  { "colour.band", KEY_COLOUR, THEME(colours[COLOUR_BAND]), 0, "#043978" },
  { "colour.band-text", KEY_COLOUR, THEME(colours[COLOUR_BAND_TEXT]), 0, "#FFFFFF" },
  { "colour.band-secondary", KEY_COLOUR, THEME(colours[COLOUR_BAND_SECONDARY]), 0, "#DCE9F6" },
  { "colour.good", KEY_COLOUR, THEME(colours[COLOUR_GOOD]), 0, "#1A6E68" },
  { "colour.bad", KEY_COLOUR, THEME(colours[COLOUR_BAD]), 0, "#B9431E" },
};

/* The type scale. Colours are those of the palette unless a theme gives a type its own. */
static const struct {
  const char *name;
  double size, leading;
  int weight;
  ThemeColour colour;
  bool italic, tabular;
  const char *family;
} TYPES[] = {
  [TYPE_BODY] = { "body", 10, 14, 400, COLOUR_TEXT, false, false, NULL },
  [TYPE_LEAD] = { "lead", 12, 17, 400, COLOUR_TEXT, false, false, NULL },
  [TYPE_H1] = { "h1", 22, 26, 700, COLOUR_ACCENT, false, false, NULL },
  [TYPE_H2] = { "h2", 16, 20, 700, COLOUR_ACCENT, false, false, NULL },
  [TYPE_H3] = { "h3", 12, 16, 700, COLOUR_TEXT, false, false, NULL },
  [TYPE_H4] = { "h4", 10, 14, 700, COLOUR_SECONDARY, false, false, NULL },
  [TYPE_TITLE] = { "title", 34, 38, 700, COLOUR_BAND_TEXT, false, false, NULL },
  [TYPE_SUBTITLE] = { "subtitle", 12, 17, 400, COLOUR_BAND_SECONDARY, false, false, NULL },
  [TYPE_BYLINE] = { "byline", 9, 13, 400, COLOUR_BAND_SECONDARY, false, false, NULL },
  [TYPE_FIGURE_NUMBER] = { "figure-number", 8, 10.5, 400, COLOUR_SECONDARY, false, true, NULL },
  [TYPE_FIGURE_TITLE] = { "figure-title", 12, 15, 700, COLOUR_TEXT, false, false, NULL },
  [TYPE_FIGURE_SUBTITLE] = { "figure-subtitle", 9.5, 12.5, 400, COLOUR_SECONDARY, false, false,
                             NULL },
  [TYPE_FIGURE_SOURCE] = { "figure-source", 8, 10.5, 400, COLOUR_SECONDARY, false, false, NULL },
  [TYPE_CHART_VALUE] = { "chart-value", 8.5, 10.5, 400, COLOUR_TEXT, false, true, NULL },
  [TYPE_CHART_NAME] = { "chart-name", 9, 11, 700, COLOUR_TEXT, false, true, NULL },
  [TYPE_TABLE] = { "table", 9, 12, 400, COLOUR_TEXT, false, true, NULL },
  [TYPE_TABLE_HEAD] = { "table-head", 9, 12, 700, COLOUR_TEXT, false, true, NULL },
  [TYPE_QUOTE] = { "quote", 10, 14, 400, COLOUR_SECONDARY, false, false, NULL },
  [TYPE_CODE] = { "code", 8.5, 12, 400, COLOUR_TEXT, false, false, "monospace" },
  [TYPE_NOTE] = { "note", 8, 10.5, 400, COLOUR_SECONDARY, false, false, NULL },
  [TYPE_RUNNING] = { "running", 8, 10.5, 400, COLOUR_TERTIARY, false, true, NULL },
  [TYPE_KPI_LABEL] = { "kpi-label", 8.5, 11, 400, COLOUR_TEXT, false, false, NULL },
  [TYPE_KPI_VALUE] = { "kpi-value", 28, 30, 700, COLOUR_ACCENT, false, true, NULL },
  [TYPE_KPI_UNIT] = { "kpi-unit", 11, 14, 400, COLOUR_TEXT, false, false, NULL },
  [TYPE_KPI_CHANGE] = { "kpi-change", 8.5, 11, 400, COLOUR_SECONDARY, false, true, NULL },
  [TYPE_CONTENTS] = { "contents", 9, 12, 400, COLOUR_TEXT, false, true, NULL },
};
_Static_assert(G_N_ELEMENTS(TYPES) == TYPE_COUNT, "a line of the type scale for every name");

#define TYPE(field) offsetof(Type, field)

static const Key TYPE_KEYS[] = {
  { "size", KEY_LENGTH, TYPE(size), 0, NULL },
  { "leading", KEY_LENGTH, TYPE(leading), 0, NULL },
  { "weight", KEY_WEIGHT, TYPE(weight), 0, NULL },
  { "colour", KEY_COLOUR, TYPE(colour), 0, NULL },
  { "italic", KEY_FLAG, TYPE(italic), 0, NULL },
  { "tabular", KEY_FLAG, TYPE(tabular), 0, NULL },
  { "family", KEY_TEXT, TYPE(family), 0, NULL },
};

bool
theme_read_length(const Node *node, double *length)
{
  const char *text = node_text(node, NULL);
  if (!text)
    return false;
  char *end;
  double value = g_ascii_strtod(text, &end);
  if (end == text || !(value >= 0 && value <= 10000))
    return false;
  if (strcmp(end, "mm") == 0)
    value = MM(value);
  else if (*end && strcmp(end, "pt") != 0)
    return false;
  *length = value;
  return true;
}

/* A list of texts, ended by NULL. */
static bool
read_texts(Arena *arena, const Node *node, const char *const **texts)
{
  size_t count = node_is(node, NODE_LIST) ? node->count : 0;
  const char **items = arena_array(arena, const char *, count + 1);
  for (size_t i = 0; i < count; i++)
    if (!(items[i] = node_string(node->items[i], NULL)))
      return false;
  items[count] = NULL;
  *texts = items;
  return node_is(node, NODE_LIST);
}

static bool
read_key(Arena *arena, const Key *key, const Node *node, void *base)
{
  void *target = (char *)base + key->offset;
  const char *text = node_string(node, NULL);
  double number = node_number(node, -1);
  switch (key->kind) {
  case KEY_LENGTH:
    return theme_read_length(node, target);
  case KEY_COUNT:
    if (!(number >= 1 && number <= 48))
      return false;
    *(double *)target = (double)(int)number;
    return true;
  case KEY_FACTOR:
    if (!(number >= 0.25 && number <= 8))
      return false;
    *(double *)target = number;
    return true;
  case KEY_COLOUR:
    return text && colour_parse(text, target);
  case KEY_WEIGHT:
    if (!(number >= 100 && number <= 900))
      return false;
    *(int *)target = (int)number;
    return true;
  case KEY_FLAG:
    *(bool *)target = node_boolean(node, false);
    return node_is(node, NODE_BOOLEAN);
  case KEY_TEXT:
    *(const char **)target = text;
    return text != NULL;
  case KEY_TEXTS:
    return read_texts(arena, node, target);
  }
  return false;
}

static void
set_defaults(Theme *theme)
{
  for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++) {
    void *target = (char *)theme + KEYS[i].offset;
    if (KEYS[i].kind == KEY_COLOUR)
      colour_parse(KEYS[i].text, target);
    else if (KEYS[i].kind == KEY_FLAG)
      *(bool *)target = KEYS[i].number > 0;
    else if (KEYS[i].kind != KEY_TEXTS)
      *(double *)target = KEYS[i].number;
  }
  for (size_t i = 0; i < TYPE_COUNT; i++) {
    Type *type = &theme->types[i];
    type->size = TYPES[i].size;
    type->leading = TYPES[i].leading;
    type->weight = TYPES[i].weight;
    type->italic = TYPES[i].italic;
    type->tabular = TYPES[i].tabular;
    type->family = TYPES[i].family;
  }
}

/* A colour that is still unset is wholly transparent. */
static void
colour_types(Theme *theme)
{
  for (size_t i = 0; i < TYPE_COUNT; i++) {
    if (theme->types[i].colour.a <= 0)
      theme->types[i].colour = theme->colours[TYPES[i].colour];
  }
}

typedef struct ThemeReader {
  Arena *arena;
  Theme *theme;
  DiagList *diags;
} ThemeReader;

static void
warn_unknown(const ThemeReader *reader, const NodeEntry *entry, GPtrArray *names)
{
  g_ptr_array_add(names, NULL);
  const char *near = diag_suggest(entry->key, (const char *const *)names->pdata);
  g_autofree char *hint = near ? g_strdup_printf("did you mean \"%s\"?", near) : NULL;
  diag_warning(reader->diags, "unknown-property", entry->key_span, hint,
               "unknown property \"%s\" in a theme", entry->key);
}

static void
read_value(const ThemeReader *reader, const Key *key, const NodeEntry *entry, void *base)
{
  if (!read_key(reader->arena, key, entry->value, base))
    diag_error(reader->diags, "theme-value", entry->value->span, NULL, "\"%s\" cannot be %s",
               entry->key, node_text(entry->value, "that"));
}

static void
read_type(const ThemeReader *reader, const NodeEntry *entry, Type *type)
{
  for (size_t i = 0; node_is(entry->value, NODE_MAP) && i < entry->value->count; i++) {
    const NodeEntry *item = &entry->value->entries[i];
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    const Key *found = NULL;
    for (size_t k = 0; k < G_N_ELEMENTS(TYPE_KEYS) && !found; k++) {
      g_ptr_array_add(names, (void *)TYPE_KEYS[k].path);
      if (strcmp(TYPE_KEYS[k].path, item->key) == 0)
        found = &TYPE_KEYS[k];
    }
    if (found)
      read_value(reader, found, item, type);
    else
      warn_unknown(reader, item, names);
  }
}

static void
read_types(const ThemeReader *reader, const Node *map)
{
  for (size_t i = 0; node_is(map, NODE_MAP) && i < map->count; i++) {
    const NodeEntry *entry = &map->entries[i];
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    size_t found = TYPE_COUNT;
    for (size_t k = 0; k < TYPE_COUNT; k++) {
      g_ptr_array_add(names, (void *)TYPES[k].name);
      if (strcmp(TYPES[k].name, entry->key) == 0)
        found = k;
    }
    if (found < TYPE_COUNT)
      read_type(reader, entry, &reader->theme->types[found]);
    else
      warn_unknown(reader, entry, names);
  }
}

/* What is read elsewhere. */
static const char *const APART[] = { "type", "config", "extends", NULL };

/* Keys below `prefix` ("page.margin."), one level a call. */
static void
read_map(const ThemeReader *reader, const Node *map, const char *prefix)
{
  size_t prefix_length = strlen(prefix);
  for (size_t i = 0; i < map->count; i++) {
    const NodeEntry *entry = &map->entries[i];
    g_autofree char *path = g_strconcat(prefix, entry->key, NULL);
    g_autofree char *inner = g_strconcat(path, ".", NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const Key *found = NULL;
    bool group = false;
    for (size_t k = 0; k < G_N_ELEMENTS(KEYS); k++) {
      group |= g_str_has_prefix(KEYS[k].path, inner);
      if (strcmp(KEYS[k].path, path) == 0)
        found = &KEYS[k];
      if (g_str_has_prefix(KEYS[k].path, prefix)) {
        const char *rest = KEYS[k].path + prefix_length;
        g_ptr_array_add(names, g_strndup(rest, strcspn(rest, ".")));
      }
    }
    if (found)
      read_value(reader, found, entry, reader->theme);
    else if (group && node_is(entry->value, NODE_MAP))
      read_map(reader, entry->value, inner);
    else if (!group && !(prefix_length == 0 && g_strv_contains(APART, entry->key)))
      warn_unknown(reader, entry, names);
  }
}

/* Pages that leave no room for text would make no sense of anything. */
static void
check_page(const ThemeReader *reader, const Node *node)
{
  Theme *theme = reader->theme;
  theme->body_column = MIN(theme->body_column, theme->columns);
  double width = theme->page_width - theme->margin_left - theme->margin_right;
  double column = (width - theme->gutter * (theme->columns - 1)) / theme->columns;
  if (column > 4 && theme->page_height - theme->margin_top - theme->margin_bottom > 100)
    return;
  diag_error(reader->diags, "theme-value", node ? node->span : (Span){ 0 }, NULL,
             "the page's margins and columns leave no room for text");
  const Theme kept = { .config = theme->config, .node = theme->node };
  *theme = kept;
  set_defaults(theme);
}

Theme *
theme_from_node(Arena *arena, const Node *node, DiagList *diags)
{
  Theme *theme = arena_new0(arena, Theme);
  set_defaults(theme);
  ThemeReader reader = { arena, theme, diags };
  if (node_is(node, NODE_MAP)) {
    read_map(&reader, node, "");
    read_types(&reader, node_get(node, "type"));
    theme->config = node_get(node, "config");
    if (theme->config)
      chart_check_config(theme->config, diags);
    theme->node = node;
  } else if (node && !node_is(node, NODE_NULL)) {
    diag_error(diags, "theme-value", node->span, NULL, "a theme must be a map");
  }
  check_page(&reader, node);
  colour_types(theme);
  return theme;
}

double
theme_columns_width(const Theme *theme, int span)
{
  double width = theme->page_width - theme->margin_left - theme->margin_right;
  double column = (width - theme->gutter * (theme->columns - 1)) / theme->columns;
  return column * span + theme->gutter * (span - 1);
}

double
theme_column_x(const Theme *theme, int first)
{
  return theme->margin_left +
         (first > 1 ? theme_columns_width(theme, first - 1) + theme->gutter : 0);
}

ChartHouse *
theme_house(Arena *arena, const Theme *theme)
{
  ChartHouse *house = arena_new0(arena, ChartHouse);
  *house = (ChartHouse){ .text = theme->types[TYPE_CHART_VALUE].colour,
                         .paper = theme->colours[COLOUR_PAPER],
                         .highlight = theme->colours[COLOUR_HIGHLIGHT],
                         .context = theme->colours[COLOUR_CONTEXT],
                         .value_size = theme->types[TYPE_CHART_VALUE].size / theme->figure_scale,
                         .name_size = theme->types[TYPE_CHART_NAME].size / theme->figure_scale,
                         .others = theme->others };
  return house;
}

TextStyle
type_style(const Type *type, const char *language)
{
  return (TextStyle){ .family = type->family,
                      .size = type->size,
                      .weight = type->weight,
                      .italic = type->italic,
                      .tabular = type->tabular,
                      .language = language };
}
