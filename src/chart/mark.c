#include "chart/composite_private.h"

#include <string.h>

static const MarkKind MARKS[] = {
  { "arc", .filled = true, .stacks = true, .stacks_by_default = true, .rectangular = true,
    .symbol = "circle", .draw = mark_arc_draw },
  { "area", .filled = true, .path = true, .stacks = true, .stacks_by_default = true,
    .symbol = "circle", .draw = mark_area_draw },
  { "bar", .filled = true, .stacks = true, .stacks_by_default = true, .banded = true,
    .rectangular = true, .symbol = "square", .draw = mark_bar_draw },
  { "circle", .filled = true, .stacks = true, .stroke_width = 2, .symbol = "circle",
    .draw = mark_circle_draw },
  { "line", .path = true, .stacks = true, .stroke_width = 2, .symbol = "stroke",
    .draw = mark_line_draw },
  { "point", .stacks = true, .stroke_width = 2, .symbol = "circle", .draw = mark_point_draw },
  { "rect", .filled = true, .banded = true, .rectangular = true, .symbol = "square",
    .draw = mark_bar_draw },
  { "rule", .stacks = true, .banded = true, .symbol = "stroke", .draw = mark_rule_draw },
  { "square", .filled = true, .stacks = true, .stroke_width = 2, .symbol = "square",
    .draw = mark_square_draw },
  { "text", .filled = true, .stacks = true, .symbol = "circle", .draw = mark_text_draw },
  { "tick", .filled = true, .stacks = true, .banded = true, .rectangular = true, .symbol = "circle",
    .draw = mark_tick_draw },
  { "trail", .filled = true, .path = true, .symbol = "stroke", .draw = mark_trail_draw },
};

enum { MOST_COMPOSITES = 8 };

const MarkKind *
mark_find(const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(MARKS); i++)
    if (strcmp(MARKS[i].name, name) == 0)
      return &MARKS[i];
  return NULL;
}

const char *const *
mark_names(void)
{
  static const char *names[G_N_ELEMENTS(MARKS) + MOST_COMPOSITES + 1];
  const char *const *composites = composite_names();
  size_t count = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(MARKS); i++)
    names[count++] = MARKS[i].name;
  for (size_t i = 0; composites[i] && i < MOST_COMPOSITES; i++)
    names[count++] = composites[i];
  return names;
}
