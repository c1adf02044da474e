/* Too much in one plot: parts of stacks, bars of groups, lines. */
#include "chart/lint_private.h"

#include <math.h>

enum { MOST_PARTS = 4, MOST_GROUPED = 3, MOST_LINES = 4 };

/* The most parts that one stack has. */
static size_t
largest_stack(const MarkContext *context)
{
  const Unit *unit = context->unit;
  g_autoptr(GHashTable) counts = g_hash_table_new_full(g_double_hash, g_double_equal, g_free, NULL);
  size_t most = 0;
  const ChannelDef *measure = unit->channels[unit->stack.channel];
  for (size_t row = 0; row < unit->rows->row_count; row++) {
    Range1D side = encode_range(context, unit->stack.dimension, row);
    double number = value_to_number(def_value(unit, measure, row));
    if (isnan(side.from) || isnan(number) || number == 0)
      continue;
    size_t count = GPOINTER_TO_SIZE(g_hash_table_lookup(counts, &side.from)) + 1;
    g_hash_table_replace(counts, g_memdup2(&side.from, sizeof side.from), GSIZE_TO_POINTER(count));
    most = MAX(most, count);
  }
  return most;
}

void
lint_stack_parts(Lint *lint, const Unit *unit)
{
  const ChannelDef *names = house_names_def(unit);
  if (!lint_has_mark(unit, "bar") || !house_is_parted(unit))
    return;
  MarkContext context = lint_context(lint, unit);
  size_t parts = largest_stack(&context);
  if (parts > MOST_PARTS)
    lint_warn(lint, lint_def(unit, names),
              "gather small parts as \"Other\", or draw small multiples",
              "bars are stacked of %zu parts by \"%s\"; only the first of them, and up to %d, can "
              "be compared",
              parts, def_title(unit, names), MOST_PARTS);
}

void
lint_group_series(Lint *lint, const Unit *unit)
{
  static const Channel OFFSETS[] = { CHANNEL_X_OFFSET, CHANNEL_Y_OFFSET };
  for (size_t i = 0; lint_has_mark(unit, "bar") && i < G_N_ELEMENTS(OFFSETS); i++) {
    const ChannelDef *def = unit->channels[OFFSETS[i]];
    const Scale *scale = unit_scale(unit, OFFSETS[i]);
    if (def_is_field(def) && scale && scale->kind->discrete && scale->value_count > MOST_GROUPED)
      lint_warn(lint, lint_def(unit, def), "use lines, or small multiples",
                "groups have %zu bars by \"%s\"; more than %d in a group are hard to follow",
                scale->value_count, def_title(unit, def), MOST_GROUPED);
  }
}

/* How many looks lines have: colours and opacities. */
static size_t
count_looks(const MarkContext *context, const Series *series, size_t count)
{
  g_autoptr(GHashTable) looks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  MarkPaint paint = encode_mark_paint(context);
  for (size_t i = 0; i < count; i++) {
    SceneNode item = { .kind = SCENE_LINE };
    encode_paint(context, &paint, series[i].rows[0], &item);
    Colour colour = item.stroke.paint.colour;
    g_hash_table_add(looks, g_strdup_printf("%.3f %.3f %.3f %.2f", colour.r, colour.g, colour.b,
                                            colour.a));
  }
  return g_hash_table_size(looks);
}

static void
count_lines(Unit *unit, void *user)
{
  size_t *count = user;
  *count += lint_has_mark(unit, "line");
}

/* Lines that a position tells apart, as one for each category, do not tangle. */
static bool
lie_apart(const Unit *unit)
{
  g_autoptr(GPtrArray) defs = series_defs(unit);
  const ChannelDef *sides[] = { unit->channels[CHANNEL_X], unit->channels[CHANNEL_Y] };
  for (guint i = 0; i < defs->len; i++)
    for (size_t k = 0; k < G_N_ELEMENTS(sides); k++)
      if (def_is_field(sides[k]) &&
          g_strcmp0(sides[k]->column, ((const ChannelDef *)defs->pdata[i])->column) == 0)
        return true;
  return false;
}

/* Many lines are well if most are the background of some: two looks, or one and a layer above. */
void
lint_many_lines(Lint *lint, const Unit *unit)
{
  if (!lint_has_mark(unit, "line") || house_property(lint->compilation, "highlight"))
    return;
  MarkContext context = lint_context(lint, unit);
  size_t count = 0, layers = 0;
  const Series *series = series_of_unit(&context, &count);
  if (count <= MOST_LINES || lie_apart(unit))
    return;
  view_each_unit(view_plot(unit->view), count_lines, &layers);
  size_t looks = count_looks(&context, series, count);
  if (looks == 2 || (looks == 1 && layers > 1))
    return;
  lint_warn(lint, lint_mark(unit),
            "name one in usermeta: {sholu: {highlight: …}}, or draw small multiples",
            "the plot has %zu lines and none stands out; more than %d tangle", count, MOST_LINES);
}
