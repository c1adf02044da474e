/* What axes and legends share: their definitions over layers, and their titles. */
#include "chart/guide_private.h"

#include <math.h>
#include <string.h>

const Node *
guide_node(const Scale *scale, const View *scope, const char *property, bool *disabled)
{
  Arena *arena = scale->unit->view->compilation->arena;
  const Node *merged = NULL;
  bool settled = false;
  *disabled = false;
  for (guint i = 0; i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    if (scope && !view_is_below(user->unit->view, scope))
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
    /* The first legend that is given counts; one axis that is none hides that of all layers. */
    if (!settled || (off && strcmp(property, "axis") == 0))
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
guide_has_title(const Scale *scale, const View *scope, const char *property)
{
  for (guint i = 0; i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    const ChannelDef *def = user->def;
    if (scope && !view_is_below(user->unit->view, scope))
      continue;
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
guide_title(const Scale *scale, const View *scope, const char *property)
{
  Arena *arena = scale->unit->view->compilation->arena;
  g_autoptr(GPtrArray) texts = g_ptr_array_new();
  TitleList list = { arena, texts, false };
  bool given = false;

  for (guint i = 0; i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    if (scope && !view_is_below(user->unit->view, scope))
      continue;
    given = add_explicit(&list, user->def, property) || given;
    Channel secondary = channel_info(user->def->channel)->secondary;
    const ChannelDef *second = secondary == CHANNEL_NONE ? NULL : user->unit->channels[secondary];
    if (second && node_get(second->node, "title"))
      given = add_explicit(&list, second, property) || given;
  }
  for (guint i = 0; !given && i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    if (scope && !view_is_below(user->unit->view, scope))
      continue;
    if (def_is_field(user->def))
      add_default(&list, user->unit, user->def);
  }
  if (texts->len == 0 || list.none)
    return NULL;
  /* Lines of several titles go into one. */
  bool several = texts->len > 1;
  g_ptr_array_add(texts, NULL);
  g_autofree char *joined = g_strjoinv(", ", (char **)texts->pdata);
  g_auto(GStrv) lines = g_strsplit(joined, "\n", -1);
  g_autofree char *line = g_strjoinv(", ", lines);
  return arena_strdup(arena, several ? line : joined);
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

/* ---- labels that would overlap ---- */

static bool
overlaps(const SceneNode *a, const SceneNode *b, double separation)
{
  SceneBounds p = scene_bounds(a), q = scene_bounds(b);
  return separation > fmax(fmax(q.x1 - p.x2, p.x1 - q.x2), fmax(q.y1 - p.y2, p.y1 - q.y2));
}

static bool
any_overlap(SceneNode *const *labels, size_t count, double separation)
{
  for (size_t i = 1; i < count; i++)
    if (overlaps(labels[i - 1], labels[i], separation))
      return true;
  return false;
}

/* Leaves out every second label. */
static size_t
drop_by_parity(SceneNode **labels, size_t count, double separation)
{
  size_t kept = 0;
  (void)separation;
  for (size_t i = 0; i < count; i++) {
    labels[i]->hidden = i % 2 != 0;
    if (!labels[i]->hidden)
      labels[kept++] = labels[i];
  }
  return kept;
}

/* Leaves out the labels that overlap the last one that stays. */
static size_t
drop_greedily(SceneNode **labels, size_t count, double separation)
{
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    labels[i]->hidden = kept > 0 && overlaps(labels[kept - 1], labels[i], separation);
    if (!labels[i]->hidden)
      labels[kept++] = labels[i];
  }
  return kept;
}

void
guide_thin_labels(SceneNode *const *labels, size_t count, bool greedy, double separation)
{
  g_autofree SceneNode **kept = g_new(SceneNode *, MAX(count, 1));
  SceneNode *last = NULL;
  size_t left = 0;
  for (size_t i = 0; i < count; i++)
    if (labels[i]->text.text[0])
      last = kept[left++] = labels[i];
  while (left >= 3 && any_overlap(kept, left, separation))
    left = (greedy ? drop_greedily : drop_by_parity)(kept, left, separation);
  /* Two labels stay, come what may: where only one is left, it is the last. */
  if (left < 3 && last && last->hidden) {
    if (left > 1)
      kept[left - 1]->hidden = true;
    last->hidden = false;
  }
}
