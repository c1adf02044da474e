/* Which axes a plot has. Rules: Vega-Lite's documentation of resolve. */
#include "chart/axis_private.h"

#include <string.h>

static const char *
own_orient(const AxisPlace *place, bool *disabled)
{
  return node_string(node_get(guide_node(place->scale, place->scope, "axis", disabled), "orient"),
                     NULL);
}

static const char *
default_orient(const AxisPlace *place)
{
  bool horizontal = place->scale->channel == CHANNEL_X, disabled = false;
  const char *const sides[] = { horizontal ? "bottom" : "left", horizontal ? "top" : "right" };
  Axis axis = { .plot = place->scope,
                .scale = place->scale,
                .orient = sides[0],
                .horizontal = horizontal,
                .node = guide_node(place->scale, place->scope, "axis", &disabled) };
  return strcmp(axis_string(&axis, "orient", sides[0]), sides[1]) == 0 ? sides[1] : sides[0];
}

static const char *
opposite(const char *orient)
{
  return strcmp(orient, "bottom") == 0 ? "top"
         : strcmp(orient, "top") == 0  ? "bottom"
         : strcmp(orient, "left") == 0 ? "right"
                                       : "left";
}

static bool
is_independent(const View *view, Channel channel)
{
  const char *name = channel_info(channel)->name;
  const Node *resolve = node_get(view->spec, "resolve");
  return view->split[channel] ||
         node_is_string(node_get(node_get(resolve, "scale"), name), "independent") ||
         node_is_string(node_get(node_get(resolve, "axis"), name), "independent");
}

/* Axes that do not go together stand side by side: on the side with fewer of them, unless they say
 * where. Only the first has grid lines of its own accord. */
static void
set_apart(GArray *places, guint first)
{
  for (guint i = first; i < places->len; i++) {
    AxisPlace *place = &g_array_index(places, AxisPlace, i);
    bool disabled = false;
    size_t here = 0, there = 0;
    const char *own = own_orient(place, &disabled);
    for (guint k = first; k < i; k++) {
      const AxisPlace *other = &g_array_index(places, AxisPlace, k);
      bool counts = !other->disabled;
      here += counts && strcmp(other->orient, place->orient) == 0;
      there += counts && strcmp(other->orient, opposite(place->orient)) == 0;
    }
    if (!own && here > there)
      place->orient = opposite(place->orient);
    place->second = i > first;
    place->disabled = disabled;
  }
}

static void collect(const View *view, Channel channel, GArray *places);

/* Do the axes of one more layer fit those of the layers before it? */
static bool
go_together(const GArray *places, guint first, guint next)
{
  const AxisPlace *before = &g_array_index(places, AxisPlace, first);
  if (places->len - next != next - first)
    return false;
  for (guint i = next; i < places->len; i++) {
    const AxisPlace *place = &g_array_index(places, AxisPlace, i);
    bool disabled = false;
    const char *here = own_orient(before, &disabled), *there = own_orient(place, &disabled);
    if (place->scale != before->scale || (here && there && strcmp(here, there) != 0))
      return false;
  }
  return true;
}

static void
collect_layers(const View *view, Channel channel, GArray *places)
{
  bool apart = is_independent(view, channel), any = false;
  guint first = places->len, one = first;
  for (size_t i = 0; i < view->child_count; i++) {
    guint next = places->len;
    collect(view->children[i], channel, places);
    if (places->len == next)
      continue;
    if (!any)
      one = places->len;
    apart = apart || (any && places->len - next != one - first);
    any = true;
  }
  for (guint at = one; !apart && at < places->len; at += one - first) {
    g_autoptr(GArray) pair = g_array_new(FALSE, FALSE, sizeof(AxisPlace));
    g_array_append_vals(pair, &g_array_index(places, AxisPlace, first), one - first);
    g_array_append_vals(pair, &g_array_index(places, AxisPlace, at), one - first);
    apart = !go_together(pair, 0, one - first);
  }
  if (apart) {
    set_apart(places, first);
    return;
  }
  g_array_set_size(places, one);
  if (one - first == 1) {
    AxisPlace *merged = &g_array_index(places, AxisPlace, first);
    bool disabled = false;
    merged->scope = view;
    const char *own = own_orient(merged, &disabled);
    merged->orient = own ? own : default_orient(merged);
  }
}

static void
collect(const View *view, Channel channel, GArray *places)
{
  if (!view->unit) {
    collect_layers(view, channel, places);
    return;
  }
  const Scale *scale = unit_scale(view->unit, channel);
  if (!scale || !scale_is_used_in(scale, view))
    return;
  AxisPlace place = { .scope = view, .scale = scale };
  const char *own = own_orient(&place, &place.disabled);
  place.orient = own ? own : default_orient(&place);
  g_array_append_val(places, place);
}

/* What the parts of one axis have in common in the scene; no other axis of the plot has it. */
static void
name_places(Arena *arena, GArray *places)
{
  for (guint i = 0; i < places->len; i++) {
    AxisPlace *place = &g_array_index(places, AxisPlace, i);
    guint same = 0;
    for (guint k = 0; k < i; k++)
      same += strcmp(g_array_index(places, AxisPlace, k).orient, place->orient) == 0;
    place->name = same == 0 ? place->orient : arena_printf(arena, "%s %u", place->orient, same + 1);
  }
}

GArray *
axis_places(const View *plot, Channel channel)
{
  GArray *places = g_array_new(FALSE, FALSE, sizeof(AxisPlace));
  collect(plot, channel, places);
  name_places(plot->compilation->arena, places);
  return places;
}
