#include "chart/composite_private.h"

#include <string.h>

static const struct {
  const char *name;
  const Node *(*expand)(Composite *composite);
} COMPOSITES[] = {
  { "boxplot", composite_boxplot },
  { "errorband", composite_errorband },
  { "errorbar", composite_errorbar },
};

const char *const *
composite_names(void)
{
  static const char *names[G_N_ELEMENTS(COMPOSITES) + 1];
  for (size_t i = 0; i < G_N_ELEMENTS(COMPOSITES); i++)
    names[i] = COMPOSITES[i].name;
  return names;
}

static int
find_composite(const Node *mark)
{
  const char *name = node_string(node_is(mark, NODE_MAP) ? node_get(mark, "type") : mark, "");
  for (size_t i = 0; i < G_N_ELEMENTS(COMPOSITES); i++)
    if (strcmp(COMPOSITES[i].name, name) == 0)
      return (int)i;
  return -1;
}

bool
composite_is(const Node *mark)
{
  return find_composite(mark) >= 0;
}

/* The rest of the view stays: size, title, data. */
static const Node *
replace_mark(Arena *arena, const Node *spec, const Node *expanded)
{
  const Node *own = node_get(spec, "transform"), *made = node_get(expanded, "transform");
  g_autoptr(GPtrArray) transforms = g_ptr_array_new();
  const Node *lists[] = { own, made };
  for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
    for (size_t k = 0; node_is(lists[i], NODE_LIST) && k < lists[i]->count; k++)
      g_ptr_array_add(transforms, (gpointer)lists[i]->items[k]);

  spec = node_with(arena, spec, "mark", NULL);
  spec = node_with(arena, spec, "encoding", NULL);
  spec = node_with(arena, spec, "layer", node_get(expanded, "layer"));
  if (transforms->len == 0)
    return spec;
  const Node *list = node_new_list(arena, (const Node *const *)transforms->pdata, transforms->len,
                                   own ? own->span : spec->span);
  return node_with(arena, spec, "transform", list);
}

const Node *
composite_expand(const View *view, const Node *encoding)
{
  int at = find_composite(node_get(view->spec, "mark"));
  Composite composite = { 0 };
  const Node *expanded = NULL;
  if (at < 0)
    return NULL;
  composite.name = COMPOSITES[at].name;
  if (composite_open(&composite, view, encoding))
    expanded = COMPOSITES[at].expand(&composite);
  composite_close(&composite);
  return expanded ? replace_mark(view->compilation->arena, view->spec, expanded) : NULL;
}
