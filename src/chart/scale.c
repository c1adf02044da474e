#include "chart/scale_private.h"
#include "chart/time_unit_private.h"

#include <math.h>
#include <string.h>

static const ScaleKind *const KINDS[] = {
  &SCALE_BAND,   &SCALE_BIN_ORDINAL, &SCALE_LINEAR,   &SCALE_LOG,      &SCALE_ORDINAL,
  &SCALE_POINT,  &SCALE_POW,         &SCALE_QUANTILE, &SCALE_QUANTIZE, &SCALE_SQRT,
  &SCALE_SYMLOG, &SCALE_THRESHOLD,   &SCALE_TIME,     &SCALE_UTC,
};

const ScaleKind *
scale_kind_find(const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++)
    if (strcmp(KINDS[i]->name, name) == 0)
      return KINDS[i];
  return NULL;
}

const char *const *
scale_kind_names(void)
{
  static const char *names[G_N_ELEMENTS(KINDS) + 1];
  for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++)
    names[i] = KINDS[i]->name;
  return names;
}

static bool
has_nested_offset(const Unit *unit, Channel channel)
{
  Channel offset = channel_info(channel)->offset;
  return offset != CHANNEL_NONE && def_is_encoded(unit->channels[offset]);
}

static const ScaleKind *
kind_of_discrete(const Unit *unit, const ChannelDef *def)
{
  const ChannelInfo *info = channel_info(def->channel);
  if (info->range != RANGE_NUMBER)
    return &SCALE_ORDINAL;
  if (info->positional || info->is_offset) {
    if (unit->mark->banded || has_nested_offset(unit, def->channel))
      return &SCALE_BAND;
  } else if (info->polar && strcmp(unit->mark->name, "arc") == 0) {
    return &SCALE_BAND;
  }
  const Node *size = node_get(unit->mark_def, channel_size_name(def->channel));
  if (node_get(size, "band") || node_path(def->node, "axis.tickBand"))
    return &SCALE_BAND;
  return &SCALE_POINT;
}

static const ScaleKind *
default_kind(const Unit *unit, const ChannelDef *def)
{
  RangeKind range = channel_info(def->channel)->range;
  bool discrete_range = range == RANGE_SHAPE || range == RANGE_DASH;
  switch (def->type) {
  case TYPE_NONE:
  case TYPE_NOMINAL:
  case TYPE_ORDINAL:
    return kind_of_discrete(unit, def);
  case TYPE_TEMPORAL:
    if (discrete_range)
      return &SCALE_ORDINAL;
    return def->time_unit && def->time_unit->utc ? &SCALE_UTC : &SCALE_TIME;
  case TYPE_QUANTITATIVE:
    if (range == RANGE_COLOUR && def_is_binned_here(def))
      return &SCALE_BIN_ORDINAL;
    return discrete_range ? &SCALE_ORDINAL : &SCALE_LINEAR;
  }
  return &SCALE_LINEAR;
}

static bool
kind_fits(const ScaleKind *kind, const ChannelDef *def)
{
  for (size_t i = 0; i < G_N_ELEMENTS(kind->types) && kind->types[i] != TYPE_NONE; i++)
    if (kind->types[i] == def->type)
      return true;
  return false;
}

const ScaleKind *
scale_kind_of(const Unit *unit, const ChannelDef *def)
{
  const Node *node = node_path(def->node, "scale.type");
  if (!node_is(node, NODE_STRING))
    return default_kind(unit, def);
  DiagList *diags = unit->view->compilation->diags;
  const ScaleKind *kind = scale_kind_find(node->string);
  if (!kind) {
    const char *near = diag_suggest(node->string, scale_kind_names());
    g_autofree char *hint = near ? g_strdup_printf("did you mean '%s'?", near) : NULL;
    diag_error(diags, "unknown-scale", node->span, hint, "there is no scale type '%s'",
               node->string);
    return default_kind(unit, def);
  }
  if (!kind_fits(kind, def)) {
    diag_warning(diags, "scale-mismatch", node->span, "change the field's type or leave it out",
                 "a %s scale cannot show this type of field; its default is used", kind->name);
    return default_kind(unit, def);
  }
  return kind;
}

const Node *
scale_property(const Scale *scale, const char *name)
{
  return node_get(scale->node, name);
}

/* ---- making and merging ---- */

/* Do the children of a view share their scales of a channel? */
static bool
shares(const View *view, Channel channel)
{
  const Node *resolve = node_path(view->spec, "resolve.scale");
  const char *own = node_string(node_get(resolve, channel_info(channel)->name), NULL);
  bool placed = channel_info(channel)->positional || channel_info(channel)->polar;
  if (view->split[channel])
    return false;
  if (own)
    return strcmp(own, "independent") != 0;
  return view->kind == VIEW_CONCAT  ? !placed
         : view->kind == VIEW_FACET ? channel != CHANNEL_THETA
                                    : true;
}

/* The view at which units share a channel's scale. */
static View *
owner_of(const Unit *unit, Channel channel)
{
  View *owner = unit->view;
  while (owner->parent && shares(owner->parent, channel))
    owner = owner->parent;
  return owner;
}

/* Scales of different sorts are not shared: their owner's children keep their own. */
static bool
compatible(const ScaleKind *a, const ScaleKind *b)
{
  if ((a->banded && b->temporal) || (b->banded && a->temporal))
    return true;
  return a->banded == b->banded && a->temporal == b->temporal && a->discrete == b->discrete &&
         !a->classify == !b->classify;
}

static bool
wants_scale(const Unit *unit, const ChannelDef *def)
{
  (void)unit;
  const Node *node = node_get(def->node, "scale");
  bool off = node && (node_is(node, NODE_NULL) || (node_is(node, NODE_BOOLEAN) && !node->boolean));
  return !off && channel_info(def->channel)->range != RANGE_NONE;
}

static Scale *
new_scale(const Unit *unit, const ChannelDef *def, View *owner)
{
  Arena *arena = unit->view->compilation->arena;
  Scale *scale = arena_new0(arena, Scale);
  scale->kind = scale_kind_of(unit, def);
  scale->channel = def->channel;
  scale->def = def;
  scale->unit = unit;
  scale->view = owner;
  scale->users = g_ptr_array_new();
  scale->node = node_get(def->node, "scale");
  scale->step = NAN;
  return scale;
}

static void
share_scale(Scale *scale, const Unit *unit, const ChannelDef *def)
{
  Arena *arena = unit->view->compilation->arena;
  const ScaleKind *kind = scale_kind_of(unit, def);
  bool explicit_before = node_get(scale->node, "type") != NULL;
  bool explicit_now = node_path(def->node, "scale.type") != NULL;
  if (explicit_now == explicit_before ? kind->precedence > scale->kind->precedence : explicit_now)
    scale->kind = kind;
  scale->node = node_merge(arena, node_get(def->node, "scale"), scale->node);
}

static void
add_user(Unit *unit, const ChannelDef *def)
{
  if (!wants_scale(unit, def))
    return;
  View *owner = owner_of(unit, def->channel);
  Scale **slot = &owner->scales[def->channel];
  if (*slot && owner != unit->view && !compatible((*slot)->kind, scale_kind_of(unit, def))) {
    owner->split[def->channel] = true;
    return;
  }
  if (*slot)
    share_scale(*slot, unit, def);
  else
    *slot = new_scale(unit, def, owner);
  ScaleUser *user = arena_new0(unit->view->compilation->arena, ScaleUser);
  *user = (ScaleUser){ unit, def };
  g_ptr_array_add((*slot)->users, user);
}

static void
collect_users(Unit *unit, void *nothing)
{
  (void)nothing;
  for (int i = 0; i < CHANNEL_COUNT; i++) {
    Channel channel = (Channel)i;
    const ChannelDef *def = unit_encoded(unit, channel);
    if (def && def_is_encoded(def))
      add_user(unit, def);
    /* A secondary channel alone (x2 without x) still needs the main one's scale. */
    Channel main = channel_info(channel)->main;
    if (def_is_encoded(def) && main != channel && !unit->channels[main]) {
      ChannelDef *stand_in = arena_dup(unit->view->compilation->arena, def, sizeof *def);
      stand_in->channel = main;
      add_user(unit, stand_in);
    }
  }
}

static void
each_scale(View *view, void (*visit)(Scale *scale, double width, double height), double width,
           double height)
{
  for (int i = 0; i < CHANNEL_COUNT; i++)
    if (view->scales[i])
      visit(view->scales[i], width, height);
  for (size_t i = 0; i < view->child_count; i++)
    each_scale(view->children[i], visit, width, height);
}

static void
settle_domain(Scale *scale, double width, double height)
{
  (void)width, (void)height;
  scale_find_domain(scale);
}

static void
settle_range(Scale *scale, double width, double height)
{
  const View *plot = view_plot(scale->unit->view);
  (void)width, (void)height;
  scale_find_range(scale, plot->width, plot->height);
}

static size_t
count_splits(const View *view)
{
  size_t count = 0;
  for (int i = 0; i < CHANNEL_COUNT; i++)
    count += view->split[i];
  for (size_t i = 0; i < view->child_count; i++)
    count += count_splits(view->children[i]);
  return count;
}

static void
drop_scale(Scale *scale, double width, double height)
{
  (void)width, (void)height;
  g_ptr_array_unref(scale->users);
  scale->view->scales[scale->channel] = NULL;
}

void
scales_settle_domains(View *view)
{
  size_t splits;
  do {
    splits = count_splits(view);
    each_scale(view, drop_scale, 0, 0);
    view_each_unit(view, collect_users, NULL);
  } while (count_splits(view) > splits);
  each_scale(view, settle_domain, 0, 0);
}

void
scales_settle_ranges(View *view)
{
  each_scale(view, settle_range, 0, 0);
}

const Scale *
unit_scale(const Unit *unit, Channel channel)
{
  for (const View *view = unit->view; view; view = view->parent)
    if (view->scales[channel])
      return view->scales[channel];
  return NULL;
}

bool
scale_is_used_in(const Scale *scale, const View *view)
{
  for (guint i = 0; i < scale->users->len; i++) {
    const ScaleUser *user = g_ptr_array_index(scale->users, i);
    if (view_is_below(user->unit->view, view))
      return true;
  }
  return false;
}
