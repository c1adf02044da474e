#include "audit/units_told.h"

#include <string.h>

bool
units_tell(Arena *arena, const char *text, const char *language, UnitsTold *units)
{
  QuantityList list = quantities_read(arena, text, language);
  if (units->count == UNITS_TOLD_MOST || list.count != 1 || list.items[0].start > 0 ||
      list.items[0].role != QUANTITY_MEASURE)
    return false;
  bool says = list.items[0].scale > 1 || list.items[0].dimension != DIMENSION_NUMBER;
  if (says)
    units->items[units->count++] = list.items[0];
  return says;
}

void
units_tell_heads(Arena *arena, const char *heads, const char *language, UnitsTold *units)
{
  static const char *const IN[] = { "in ", "в " };
  g_auto(GStrv) parts = g_strsplit_set(heads, ",;:()", -1);
  for (size_t i = 0; parts[i]; i++) {
    const char *head = g_strstrip(parts[i]);
    for (size_t j = 0; j < G_N_ELEMENTS(IN); j++)
      head += g_str_has_prefix(head, IN[j]) ? strlen(IN[j]) : 0;
    int word = (int)strcspn(head, " ");
    const char *turned = arena_printf(arena, "%.*s 1%s", word, head, head + word);
    if (!units_tell(arena, turned, language, units))
      units_tell(arena, arena_printf(arena, "1 %s", head), language, units);
  }
}
