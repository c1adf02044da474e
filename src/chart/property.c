#include "chart/encode_private.h"

/* The property in one of the named styles of config.style; the last style that has it counts. */
static const Node *
style_property(const Unit *unit, const char *name)
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

const Node *
mark_config(const Unit *unit, const char *name)
{
  const Node *config = unit->view->compilation->config;
  const Node *found = style_property(unit, name);
  if (!found)
    found = node_get(node_get(config, unit->mark->name), name);
  return found ? found : node_get(node_get(config, "mark"), name);
}

const Node *
mark_config_paint(const Unit *unit, const char *paint)
{
  const Node *config = unit->view->compilation->config;
  const Node *kind = node_get(config, unit->mark->name), *all = node_get(config, "mark");
  const Node *levels[] = { style_property(unit, "color"), node_get(kind, paint),
                           node_get(kind, "color"),       node_get(all, paint),
                           node_get(all, "color"),        style_property(unit, paint) };
  for (size_t i = 0; i < G_N_ELEMENTS(levels); i++)
    if (levels[i])
      return levels[i];
  return NULL;
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
