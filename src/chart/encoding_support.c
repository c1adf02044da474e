/* Which mark takes which channel. Rules: Vega-Lite's documentation of encoding. */
#include "chart/composite_private.h"

#include <string.h>

/* Channels that only some marks take; all others are for all marks. */
typedef struct Support {
  Channel channel;
  const char *marks[12];
  const char *binned[8]; /* that take it next to a field that is binned already */
} Support;

static const Support SUPPORT[] = {
  { CHANNEL_X2,
    { "area", "bar", "image", "line", "rect", "rule" },
    { "circle", "point", "square", "tick", "trail" } },
  { CHANNEL_Y2,
    { "area", "bar", "image", "line", "rect", "rule" },
    { "circle", "point", "square", "tick", "trail" } },
  { CHANNEL_SIZE,
    { "point", "tick", "rule", "circle", "square", "bar", "text", "line", "trail" },
    { NULL } },
  { CHANNEL_STROKE_DASH, { "line", "point", "tick", "rule", "circle", "square", "bar" }, { NULL } },
  { CHANNEL_SHAPE, { "point" }, { NULL } },
  { CHANNEL_TEXT, { "text" }, { NULL } },
  { CHANNEL_ANGLE, { "point", "square", "text" }, { NULL } },
  { CHANNEL_THETA, { "arc", "text" }, { NULL } },
  { CHANNEL_RADIUS, { "arc", "text" }, { NULL } },
  { CHANNEL_THETA2, { "arc" }, { NULL } },
  { CHANNEL_RADIUS2, { "arc" }, { NULL } },
};

static bool
contains(const char *const *names, size_t count, const char *name)
{
  for (size_t i = 0; i < count && names[i]; i++)
    if (strcmp(names[i], name) == 0)
      return true;
  return false;
}

static bool
is_binned_already(const Node *def)
{
  const Node *bin = node_get(def, "bin");
  return node_is_string(bin, "binned") || node_boolean(node_get(bin, "binned"), false);
}

static bool
mark_takes(const Unit *unit, Channel channel)
{
  const char *mark = unit->mark->name;
  for (size_t i = 0; i < G_N_ELEMENTS(SUPPORT); i++) {
    const Support *support = &SUPPORT[i];
    if (support->channel != channel)
      continue;
    const Node *main = node_get(unit->encoding, channel_info(channel_info(channel)->main)->name);
    return contains(support->marks, G_N_ELEMENTS(support->marks), mark) ||
           (is_binned_already(main) &&
            contains(support->binned, G_N_ELEMENTS(support->binned), mark));
  }
  return true;
}

/* A fill stands for the colour of filled marks, a stroke for that of the others. */
static bool
is_painted_over(const Unit *unit, Channel channel)
{
  return channel == CHANNEL_COLOR &&
         node_get(unit->encoding,
                  mark_boolean(unit, "filled", unit->mark->filled) ? "fill" : "stroke");
}

Channel
encoding_stand_in(const Unit *unit, Channel channel)
{
  bool angle = channel == CHANNEL_ANGLE && strcmp(unit->mark->name, "arc") == 0;
  return angle && !node_get(unit->encoding, "theta") ? CHANNEL_THETA : channel;
}

bool
encoding_takes(const Unit *unit, Channel channel)
{
  /* The parts of a composite mark take what they can. */
  if (composite_is(node_get(unit->view->spec, "mark")))
    return true;
  bool aggregated_line = channel == CHANNEL_SIZE && strcmp(unit->mark->name, "line") == 0 &&
                         node_path(unit->encoding, "size.aggregate");
  return mark_takes(unit, channel) && !aggregated_line && !is_painted_over(unit, channel);
}

void
encoding_drop_offsets(Unit *unit)
{
  static const Channel POSITIONS[] = { CHANNEL_X, CHANNEL_Y };
  for (size_t i = 0; i < G_N_ELEMENTS(POSITIONS); i++) {
    const ChannelDef *def = unit->channels[POSITIONS[i]];
    Channel offset = channel_info(POSITIONS[i])->offset;
    if (def_is_field(def) && !def_is_discrete(def) && !def->time_unit &&
        def_is_field(unit->channels[offset]))
      unit->channels[offset] = NULL;
  }
}

void
encoding_report_untaken(const Unit *unit)
{
  const Node *own = node_get(unit->view->spec, "encoding");
  for (size_t i = 0; node_is(own, NODE_MAP) && i < own->count; i++) {
    Channel channel = channel_find(own->entries[i].key);
    if (channel != CHANNEL_NONE && !mark_takes(unit, encoding_stand_in(unit, channel)))
      diag_warning(unit->view->compilation->diags, "ignored-channel", own->entries[i].key_span,
                   NULL, "the mark '%s' does not take the channel '%s'", unit->mark->name,
                   own->entries[i].key);
  }
}
