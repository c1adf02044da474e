/* Which fields of delimited text are never read as numbers or dates. */
#include "chart/aggregate_private.h"
#include "chart/model_private.h"

typedef struct Uses {
  GHashTable *shown, *measured; /* sets of fields' names */
} Uses;

static void
note(const Uses *uses, const ChannelDef *def)
{
  if (!def)
    return;
  bool counted = def->aggregate && def->aggregate->counts;
  bool measured = def->type == TYPE_QUANTITATIVE || def->type == TYPE_TEMPORAL || def->time_unit ||
                  def->bin.node || def->aggregate;
  if (def->field && !counted)
    g_hash_table_add(measured ? uses->measured : uses->shown, (gpointer)def->field);
  if (def->arg_field)
    g_hash_table_add(uses->measured, (gpointer)def->arg_field);
  for (size_t i = 0; i < def->condition_count; i++)
    note(uses, def->conditions[i].def);
}

static void
note_unit(Unit *unit, void *user)
{
  const Uses *uses = user;
  for (int i = 0; i < CHANNEL_COUNT; i++)
    note(uses, unit->channels[i]);
  for (size_t i = 0; i < unit->detail_count; i++)
    note(uses, unit->details[i]);
  for (size_t i = 0; i < unit->order_count; i++)
    note(uses, unit->orders[i]);
  for (size_t i = 0; i < unit->facet_count; i++)
    note(uses, unit->facets[i]);
}

const char *const *
verbatim_fields(View *root)
{
  Uses uses = { g_hash_table_new(g_str_hash, g_str_equal),
                g_hash_table_new(g_str_hash, g_str_equal) };
  view_each_unit(root, note_unit, &uses);
  const char **names =
      arena_array(root->compilation->arena, const char *, g_hash_table_size(uses.shown) + 1);
  size_t count = 0;
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init(&iter, uses.shown);
  while (g_hash_table_iter_next(&iter, &name, NULL))
    if (!g_hash_table_contains(uses.measured, name))
      names[count++] = name;
  names[count] = NULL;
  g_hash_table_unref(uses.shown);
  g_hash_table_unref(uses.measured);
  return names;
}
