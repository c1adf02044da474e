#include "chart/encode_private.h"

#include <string.h>

const Node *
mark_style(const Unit *unit, const char *name)
{
  const Node *styles = config_get(unit->view->compilation, "style");
  const Node *named = node_get(unit->mark_def, "style");
  const Node *found = NULL;

  if (node_is(named, NODE_STRING))
    found = node_get(node_get(styles, named->string), name);
  for (size_t i = 0; node_is(named, NODE_LIST) && i < named->count; i++) {
    const Node *value = node_get(node_get(styles, node_string(named->items[i], "")), name);
    found = value ? value : found;
  }
  return found ? found : node_get(node_get(styles, unit->mark->name), name);
}

/* Vega has values of its own for these, or takes them from config.MARK only. */
static bool
is_general(const Unit *unit, const char *name)
{
  static const char *const OWN[][2] = {
    { "point", "size" },  { "point", "shape" },      { "point", "strokeWidth" },
    { "circle", "size" }, { "square", "size" },      { "circle", "strokeWidth" },
    { "bar", "size" },    { "rect", "size" },        { "square", "strokeWidth" },
    { "tick", "size" },   { "line", "strokeWidth" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(OWN); i++)
    if (strcmp(OWN[i][0], unit->mark->name) == 0 && strcmp(OWN[i][1], name) == 0)
      return false;
  return true;
}

const Node *
mark_config(const Unit *unit, const char *name)
{
  const Node *config = unit->view->compilation->config;
  const Node *found = mark_style(unit, name);
  if (!found)
    found = node_get(node_get(config, unit->mark->name), name);
  if (!found && is_general(unit, name))
    found = node_get(node_get(config, "mark"), name);
  return found;
}

const Node *
mark_property(const Unit *unit, const char *name)
{
  const Node *own = node_get(unit->mark_def, name);
  if (own && !node_get(unit->row_properties, name))
    own = encode_constant(unit, own);
  return own ? own : mark_config(unit, name);
}

double
mark_number(const Unit *unit, const char *name, double otherwise)
{
  return node_number(mark_property(unit, name), otherwise);
}

const char *
mark_string(const Unit *unit, const char *name, const char *otherwise)
{
  return node_string(mark_property(unit, name), otherwise);
}

bool
mark_boolean(const Unit *unit, const char *name, bool otherwise)
{
  return node_boolean(mark_property(unit, name), otherwise);
}
