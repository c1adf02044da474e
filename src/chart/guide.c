/* What axes and legends share: their definitions over layers, and their titles. */
#include "chart/guide_private.h"

#include <math.h>
#include <string.h>

const Node *
guide_node(const Scale *scale, const View *plot, const char *property, bool *disabled)
{
  Arena *arena = scale->unit->view->compilation->arena;
  const Node *merged = NULL;
  bool settled = false;
  *disabled = false;
  for (guint i = 0; i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    if (plot && view_plot(user->unit->view) != plot)
      continue;
    const Node *node = node_get(user->def->node, property);
    if (!node)
      node = node_get(user->unit->channels[user->def->channel]
                          ? user->unit->channels[user->def->channel]->node
                          : NULL,
                      property);
    if (!node)
      continue;
    bool off = node_is(node, NODE_NULL) || (node_is(node, NODE_BOOLEAN) && !node->boolean);
    if (!settled)
      *disabled = off;
    settled = true;
    merged = node_merge(arena, node_is(node, NODE_MAP) ? node : NULL, merged);
  }
  return merged;
}

/* Title texts, each once. */
typedef struct TitleList {
  Arena *arena;
  GPtrArray *texts;
  bool none; /* an explicit null */
} TitleList;

static void
add_title(TitleList *list, const char *text)
{
  if (text && *text && !g_ptr_array_find_with_equal_func(list->texts, text, g_str_equal, NULL))
    g_ptr_array_add(list->texts, (gpointer)text);
}

/* The title that a definition is given: in its guide, else its own. False: none is given. */
static bool
add_explicit(TitleList *list, const ChannelDef *def, const char *property)
{
  const Node *title = node_get(node_get(def->node, property), "title");
  if (!title)
    title = node_get(def->node, "title");
  if (!title)
    return false;
  const char *text = text_of_node(list->arena, title);
  if (text)
    add_title(list, text);
  else
    list->none = true;
  return true;
}

bool
guide_has_title(const Scale *scale, const char *property)
{
  for (guint i = 0; i < scale->users->len; i++) {
    const ChannelDef *def = ((const ScaleUser *)g_ptr_array_index(scale->users, i))->def;
    if (node_get(node_get(def->node, property), "title") || node_get(def->node, "title"))
      return true;
  }
  return false;
}

static void
add_default(TitleList *list, const Unit *unit, const ChannelDef *def)
{
  Channel secondary = channel_info(def->channel)->secondary;
  const ChannelDef *second = secondary == CHANNEL_NONE ? NULL : unit->channels[secondary];
  add_title(list, def_title(unit, def));
  if (def_is_field(second))
    add_title(list, def_title(unit, second));
}

const char *
guide_title(const Scale *scale, const View *plot, const char *property)
{
  Arena *arena = scale->unit->view->compilation->arena;
  g_autoptr(GPtrArray) texts = g_ptr_array_new();
  TitleList list = { arena, texts, false };
  bool given = false;

  for (guint i = 0; i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    if (plot && view_plot(user->unit->view) != plot)
      continue;
    given = add_explicit(&list, user->def, property) || given;
    Channel secondary = channel_info(user->def->channel)->secondary;
    const ChannelDef *second = secondary == CHANNEL_NONE ? NULL : user->unit->channels[secondary];
    if (second && node_get(second->node, "title"))
      given = add_explicit(&list, second, property) || given;
  }
  for (guint i = 0; !given && i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    if (plot && view_plot(user->unit->view) != plot)
      continue;
    if (def_is_field(user->def))
      add_default(&list, user->unit, user->def);
  }
  if (texts->len == 0)
    return NULL;
  g_ptr_array_add(texts, NULL);
  g_autofree char *joined = g_strjoinv(", ", (char **)texts->pdata);
  return arena_strdup(arena, joined);
}

/* ---- labels that would overlap ---- */

static bool
overlaps(const SceneBounds *a, const SceneBounds *b, double apart)
{
  return a->x1 < b->x2 + apart && b->x1 < a->x2 + apart && a->y1 < b->y2 + apart &&
         b->y1 < a->y2 + apart;
}

static bool
any_overlap(SceneNode *const *labels, size_t count, double apart)
{
  const SceneNode *last = NULL;
  for (size_t i = 0; i < count; i++) {
    if (labels[i]->hidden)
      continue;
    SceneBounds here = scene_bounds(labels[i]);
    SceneBounds before = last ? scene_bounds(last) : SCENE_BOUNDS_EMPTY;
    if (last && overlaps(&before, &here, apart))
      return true;
    last = labels[i];
  }
  return false;
}

void
guide_thin_labels(SceneNode *const *labels, size_t count, bool greedy, double separation)
{
  double apart = fmax(1, separation);
  SceneBounds last = SCENE_BOUNDS_EMPTY;
  for (size_t step = 2; !greedy && step <= 2 * count && any_overlap(labels, count, apart);
       step *= 2)
    for (size_t i = 0; i < count; i++)
      labels[i]->hidden = i % step != 0;
  for (size_t i = 0; greedy && i < count; i++) {
    SceneBounds here = scene_bounds(labels[i]);
    labels[i]->hidden = overlaps(&last, &here, apart);
    if (!labels[i]->hidden)
      last = here;
  }
}

const TimeUnit *
guide_time_unit(const Scale *scale)
{
  for (guint i = 0; i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    if (user->def->time_unit)
      return user->def->time_unit;
  }
  return NULL;
}
