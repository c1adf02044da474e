/* Colours: few, strong enough, and never the only thing that tells. */
#include "chart/lint_private.h"

#include <string.h>

enum { MANY = 4, TOO_MANY = 8, MOST_ROWS = 2000 };

#define LEAST_CONTRAST 3.0 /* WCAG 2.2, 1.4.11 */

/* ---- how many ---- */

static size_t
count_colours(const Scale *scale)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (size_t i = 0; i < scale->value_count; i++) {
    Colour colour;
    char hex[8];
    if (!scale_colour(scale, scale->values[i], &colour))
      continue;
    colour_to_hex(colour, hex);
    g_hash_table_add(seen, g_strdup(hex));
  }
  return g_hash_table_size(seen);
}

void
lint_many_colours(Lint *lint, const Unit *unit)
{
  const ChannelDef *def = house_names_def(unit);
  const Scale *scale = def ? unit_scale(unit, def->channel) : NULL;
  if (!def || def->type != TYPE_NOMINAL || !scale->kind->discrete || scale->unit != unit)
    return;
  size_t count = count_colours(scale);
  if (count > TOO_MANY)
    lint_warn(lint, lint_def(unit, def), "use small multiples: one plot for each, in one colour",
              "\"%s\" has %zu colours; nobody tells more than %d apart, and the palette has no "
              "more",
              def_title(unit, def), MAX(count, scale->value_count), TOO_MANY);
  else if (count > MANY)
    lint_warn(lint, lint_def(unit, def),
              "name one in usermeta: {sholu: {highlight: …}}, gather the rest, or use one colour",
              "\"%s\" has %zu colours; up to %d are easy to tell apart", def_title(unit, def),
              count, MANY);
}

/* ---- colour alone ---- */

/* Does a channel tell a category to those who see no colours? */
static bool
tells_apart(Channel channel)
{
  static const Channel SILENT[] = {
    CHANNEL_COLOR,        CHANNEL_FILL,           CHANNEL_STROKE, CHANNEL_OPACITY,
    CHANNEL_FILL_OPACITY, CHANNEL_STROKE_OPACITY, CHANNEL_DETAIL, CHANNEL_ORDER,
    CHANNEL_KEY,          CHANNEL_TOOLTIP,        CHANNEL_HREF,   CHANNEL_URL,
    CHANNEL_DESCRIPTION
  };
  for (size_t i = 0; i < G_N_ELEMENTS(SILENT); i++)
    if (SILENT[i] == channel)
      return false;
  return true;
}

typedef struct Telling {
  const char *field;
  bool told;
} Telling;

static void
look_for_telling(Unit *unit, void *user)
{
  Telling *telling = user;
  for (int i = 0; i < CHANNEL_COUNT; i++) {
    const ChannelDef *def = unit->channels[i];
    if (def_is_field(def) && tells_apart((Channel)i) && g_strcmp0(def->field, telling->field) == 0)
      telling->told = true;
  }
}

static bool
is_cell_of(const View *plot, const char *field)
{
  for (const View *view = plot->parent; view; view = view->parent)
    for (size_t i = 0; view->kind == VIEW_FACET && i < G_N_ELEMENTS(view->facet_defs); i++)
      if (view->facet_defs[i] && g_strcmp0(view->facet_defs[i]->field, field) == 0)
        return true;
  return false;
}

void
lint_colour_alone(Lint *lint, const Unit *unit)
{
  const ChannelDef *def = house_names_def(unit);
  const Scale *scale = def ? unit_scale(unit, def->channel) : NULL;
  if (!def || def->type != TYPE_NOMINAL || scale->told || scale->value_count < 2 ||
      count_colours(scale) < 2 || node_is(node_get(def->node, "legend"), NODE_NULL) || !def->field)
    return;
  View *plot = view_plot(unit->view);
  Telling telling = { .field = def->field, .told = is_cell_of(plot, def->field) };
  view_each_unit(plot, look_for_telling, &telling);
  if (!telling.told)
    lint_warn(lint, lint_def(unit, def),
              lint_has_mark(unit, "line")
                  ? "label the lines at their ends, or give the field to strokeDash too"
                  : "label the marks, or give the field to shape, a position or facets too",
              "only colour tells the values of \"%s\" apart, which not all readers can see",
              def_title(unit, def));
}

/* ---- contrast ---- */

/* Does the author say which colours this unit's items have? NULL: no. */
static const Node *
explicit_colour(const Unit *unit)
{
  static const char *const PROPERTIES[] = { "color",   "fill",        "stroke",
                                            "opacity", "fillOpacity", "strokeOpacity" };
  static const Channel CHANNELS[] = { CHANNEL_COLOR, CHANNEL_FILL, CHANNEL_STROKE };
  for (size_t i = 0; i < G_N_ELEMENTS(CHANNELS); i++) {
    const ChannelDef *def = unit->channels[CHANNELS[i]];
    const Scale *scale = def_is_encoded(def) ? unit_scale(unit, CHANNELS[i]) : NULL;
    if (def && def->value)
      return def->value;
    if (scale && scale_property(scale, "range"))
      return scale_property(scale, "range");
    if (scale && scale_property(scale, "scheme"))
      return scale_property(scale, "scheme");
  }
  for (size_t i = 0; i < G_N_ELEMENTS(PROPERTIES); i++)
    if (node_get(unit->mark_def, PROPERTIES[i]))
      return node_get(unit->mark_def, PROPERTIES[i]);
  return NULL;
}

/* Ramps have light ends; shapes and thin lines beside other layers are a background and a grid. All
 * are meant to be weak. */
static bool
may_be_weak(const Unit *unit)
{
  static const Channel CHANNELS[] = { CHANNEL_COLOR, CHANNEL_FILL, CHANNEL_STROKE };
  bool names = false;
  for (size_t i = 0; i < G_N_ELEMENTS(CHANNELS); i++) {
    const ChannelDef *def = unit->channels[CHANNELS[i]];
    if (def_is_encoded(def) && def->type != TYPE_NOMINAL)
      return true;
    names = names || def_is_encoded(def);
  }
  bool line =
      lint_has_mark(unit, "rule") || lint_has_mark(unit, "line") || lint_has_mark(unit, "tick");
  bool aside = lint_has_mark(unit, "rect") || lint_has_mark(unit, "area") ||
               (line && mark_number(unit, "strokeWidth", 1) <= 1);
  return lint_has_mark(unit, "text") ||
         (aside && !names && view_plot(unit->view)->kind == VIEW_LAYER);
}

/* The fills that other layers lay below a unit's marks, by their first rows. */
typedef struct Below {
  const Lint *lint;
  const Unit *unit;
  GArray *colours; /* Colour: the paper first */
} Below;

static void
note_fill(Unit *unit, void *user)
{
  Below *below = user;
  Colour paper = below->lint->compilation->context->house->paper;
  if (unit == below->unit || !unit->rows || unit->rows->row_count == 0 || !unit->filled ||
      lint_has_mark(unit, "text"))
    return;
  MarkContext context = lint_context(below->lint, unit);
  MarkPaint paint = encode_mark_paint(&context);
  SceneNode item = { .kind = SCENE_RECT };
  encode_paint(&context, &paint, 0, &item);
  Colour colour = house_over(item.fill.colour, paper);
  if (paint_visible(&item.fill) && !item.fill.gradient)
    g_array_append_val(below->colours, colour);
}

/* The best contrast of an item's paints with what may lie below; 21 where it has none. */
static double
contrast_of(const SceneNode *item, const GArray *colours)
{
  const Paint *paints[] = { &item->fill, &item->stroke.paint };
  double best = 0;
  bool painted = false;
  for (size_t i = 0; i < G_N_ELEMENTS(paints); i++) {
    if (!paint_visible(paints[i]))
      continue;
    painted = true;
    for (guint k = 0; k < colours->len && !paints[i]->gradient; k++) {
      Colour below = g_array_index(colours, Colour, k);
      best = MAX(best, colour_contrast(house_over(paints[i]->colour, below), below));
    }
    best = paints[i]->gradient ? 21 : best;
  }
  return painted ? best : 21;
}

/* Points are let shine through so that where they crowd shows; what counts is their colour. */
static void
paint_whole(const Unit *unit, SceneNode *item)
{
  if (!lint_has_mark(unit, "point") && !lint_has_mark(unit, "circle") &&
      !lint_has_mark(unit, "square"))
    return;
  Colour *colours[] = { &item->fill.colour, &item->stroke.paint.colour };
  for (size_t i = 0; i < G_N_ELEMENTS(colours); i++)
    if (colours[i]->a > 0)
      colours[i]->a = 1;
}

void
lint_weak_colour(Lint *lint, const Unit *unit)
{
  const Node *given = explicit_colour(unit);
  const ChartHouse *house = lint->compilation->context->house;
  Colour paper = house->paper;
  /* with a tone the colours are the house's, not the author's */
  if (!given || may_be_weak(unit) || house->tone != TONE_PLAIN)
    return;
  g_autoptr(GArray) colours = g_array_new(FALSE, FALSE, sizeof(Colour));
  g_array_append_val(colours, paper);
  Below below = { lint, unit, colours };
  view_each_unit(view_plot(unit->view), note_fill, &below);
  MarkContext context = lint_context(lint, unit);
  MarkPaint paint = encode_mark_paint(&context);
  const ChannelDef *names = house_names_def(unit);
  for (size_t row = 0; row < MIN(unit->rows->row_count, MOST_ROWS); row++) {
    SceneNode item = { .kind = SCENE_RECT };
    encode_paint(&context, &paint, row, &item);
    paint_whole(unit, &item);
    double contrast = contrast_of(&item, colours);
    if (contrast >= LEAST_CONTRAST - 0.05)
      continue;
    const char *name =
        names ? format_value(lint->compilation, names, def_value(unit, names, row), NULL, NULL)
              : unit->mark->name;
    lint_warn(lint, given, "take a darker colour, or the theme's",
              "the colour of \"%s\" has a contrast of %.1f to the paper; it needs %g", name,
              contrast, LEAST_CONTRAST);
    return;
  }
}

/* ---- gradients ---- */

static const Node *
find_gradient(const Node *node)
{
  static const char *const DATA[] = { "data", "datasets", "usermeta", NULL };
  const Node *kind = node_get(node, "gradient");
  const Node *found = node_get(node, "stops") && node_is(kind, NODE_STRING) ? kind : NULL;
  for (size_t i = 0; node_is(node, NODE_MAP) && i < node->count && !found; i++)
    if (!g_strv_contains(DATA, node->entries[i].key))
      found = find_gradient(node->entries[i].value);
  for (size_t i = 0; node_is(node, NODE_LIST) && i < node->count && !found; i++)
    found = find_gradient(node->items[i]);
  return found;
}

void
lint_gradient(Lint *lint)
{
  const Node *found = find_gradient(lint->compilation->spec);
  if (found)
    lint_warn(lint, found, "fill with one colour",
              "a gradient looks as if its shades meant something");
}
