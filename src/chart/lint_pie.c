/* Pies and donuts: few parts of one whole. */
#include "chart/aggregate_private.h"
#include "chart/lint_private.h"

#include <math.h>

enum { MOST_SLICES = 5 };

/* The angle that is a number of a row; NULL: this is no pie. */
static const ChannelDef *
slices_def(const Unit *unit)
{
  const ChannelDef *theta = unit->channels[CHANNEL_THETA];
  bool pie = lint_has_mark(unit, "arc") && def_is_field(theta) &&
             theta->type == TYPE_QUANTITATIVE && !theta->bin.node &&
             !unit->channels[CHANNEL_THETA2] && !def_is_field(unit->channels[CHANNEL_RADIUS]);
  return pie ? theta : NULL;
}

static double
slice(const Unit *unit, const ChannelDef *theta, size_t row)
{
  return value_to_number(def_value(unit, theta, row));
}

void
lint_pie_slices(Lint *lint, const Unit *unit)
{
  const ChannelDef *theta = slices_def(unit);
  size_t count = 0;
  for (size_t row = 0; theta && row < unit->rows->row_count; row++)
    count += slice(unit, theta, row) > 0;
  if (count > MOST_SLICES)
    lint_warn(lint, lint_mark(unit), "use a sorted bar chart, or gather the smallest as \"Other\"",
              "the pie has %zu slices; no more than %d can be compared", count, MOST_SLICES);
}

void
lint_pie_negative(Lint *lint, const Unit *unit)
{
  const ChannelDef *theta = slices_def(unit), *names = house_names_def(unit);
  for (size_t row = 0; theta && row < unit->rows->row_count; row++) {
    if (!(slice(unit, theta, row) < 0))
      continue;
    const char *name =
        names ? format_value(lint->compilation, names, def_value(unit, names, row), NULL, NULL)
              : NULL;
    lint_warn(lint, lint_def(unit, theta), "use a bar chart, which can show what is below zero",
              "the slice%s%s has the value %g, and no slice can be less than nothing",
              name ? " of " : "", name ? name : "", slice(unit, theta, row));
    return;
  }
}

/* Do a field's name or title say that it holds percentages? */
static bool
holds_percentages(const Unit *unit, const ChannelDef *theta)
{
  static const char *const WORDS[] = { "%", "pct", "percent", "per cent", "процент", "пайыз" };
  const char *texts[] = { theta->field ? theta->field : "", def_title(unit, theta) };
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autofree char *text = g_utf8_strdown(texts[i] ? texts[i] : "", -1);
    for (size_t k = 0; k < G_N_ELEMENTS(WORDS); k++)
      if (g_strstr_len(text, -1, WORDS[k]))
        return true;
  }
  return false;
}

void
lint_pie_whole(Lint *lint, const Unit *unit)
{
  static const char HINT[] = "use a bar chart: slices must be parts of one whole";
  const ChannelDef *theta = slices_def(unit);
  if (!theta)
    return;
  if (theta->aggregate && !theta->aggregate->sums && !theta->aggregate->counts) {
    lint_warn(lint, lint_def(unit, theta), HINT,
              "slices show the %s of each group, and these do not add up to a whole",
              theta->aggregate->name);
    return;
  }
  double sum = 0;
  size_t count = unit->rows->row_count;
  for (size_t row = 0; row < count; row++)
    sum += fmax(0, slice(unit, theta, row));
  double slack = 0.5 * (double)count + 0.5; /* each may be rounded to whole per cent */
  if (count > 1 && holds_percentages(unit, theta) && sum > 2 && fabs(sum - 100) > slack)
    lint_warn(lint, lint_def(unit, theta), HINT, "the slices of \"%s\" add up to %g, not to 100",
              def_title(unit, theta), round(sum * 100) / 100);
}
