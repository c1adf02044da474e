/* Which channel of a mark is stacked, and how. Rules: Vega-Lite's documentation of stack. */
#include "chart/aggregate_private.h"
#include "chart/mark_private.h"

#include <string.h>

static bool
is_unbinned_quantitative(const ChannelDef *def)
{
  return def_is_field(def) && def->type == TYPE_QUANTITATIVE && !def->bin.node;
}

static bool
asks_for_stack(const ChannelDef *def)
{
  const Node *stack = node_get(def->node, "stack");
  return node_is(stack, NODE_STRING) || node_boolean(stack, false);
}

/* Does the mark stand on a base line? */
static bool
has_length(const Unit *unit)
{
  return strcmp(unit->mark->name, "bar") == 0 || strcmp(unit->mark->name, "area") == 0;
}

static Channel
choose_of_two(const Unit *unit, Channel first, Channel second)
{
  const ChannelDef *x = unit->channels[first], *y = unit->channels[second];
  bool box = first == CHANNEL_X && has_length(unit);
  if (asks_for_stack(x))
    return first;
  if (asks_for_stack(y))
    return second;
  if (!!x->aggregate != !!y->aggregate)
    return x->aggregate ? first : second;
  if (box && unit->orient != ORIENT_NONE)
    return unit->orient == ORIENT_VERTICAL ? second : first;
  return CHANNEL_NONE;
}

static Channel
candidate(const Unit *unit, Channel first, Channel second)
{
  const ChannelDef *x = unit->channels[first], *y = unit->channels[second];
  bool box = first == CHANNEL_X && has_length(unit);
  bool x_fits = is_unbinned_quantitative(x), y_fits = is_unbinned_quantitative(y);
  if (x_fits && y_fits)
    return choose_of_two(unit, first, second);
  if (x_fits)
    return box && !def_is_field(y) && unit->orient == ORIENT_VERTICAL ? CHANNEL_NONE : first;
  if (y_fits)
    return box && !def_is_field(x) && unit->orient == ORIENT_HORIZONTAL ? CHANNEL_NONE : second;
  return CHANNEL_NONE;
}

static StackOffset
read_offset(const Unit *unit, const ChannelDef *def)
{
  static const struct {
    const char *name;
    StackOffset offset;
  } OFFSETS[] = { { "zero", STACK_ZERO },
                  { "center", STACK_CENTER },
                  { "normalize", STACK_NORMALIZE } };
  const Node *stack = node_get(def->node, "stack");
  if (!stack)
    return unit->mark->stacks_by_default ? STACK_ZERO : STACK_NONE;
  if (node_is(stack, NODE_BOOLEAN))
    return stack->boolean ? STACK_ZERO : STACK_NONE;
  for (size_t i = 0; i < G_N_ELEMENTS(OFFSETS); i++)
    if (node_is_string(stack, OFFSETS[i].name))
      return OFFSETS[i].offset;
  if (!node_is(stack, NODE_NULL))
    diag_error(unit->view->compilation->diags, "invalid-value", stack->span,
               "one of zero, center, normalize, true, false", "`stack` cannot be %s",
               node_kind_name(stack->kind));
  return STACK_NONE;
}

const ChannelDef *
stack_colour_order(const Unit *unit)
{
  const ChannelDef *def =
      unit->channels[CHANNEL_FILL] ? unit->channels[CHANNEL_FILL] : unit->channels[CHANNEL_COLOR];
  bool ordered = def_is_field(def) && def->type == TYPE_NOMINAL && !unit->order_count &&
                 node_is(node_path(def->node, "scale.domain"), NODE_LIST);
  return ordered ? def : NULL;
}

bool
stack_splits(const Unit *unit, const ChannelDef *def)
{
  const ChannelDef *dimension =
      unit->stack.dimension == CHANNEL_NONE ? NULL : unit->channels[unit->stack.dimension];
  if (!def_is_field(def) || def->aggregate || !channel_info(def->channel)->splits)
    return false;
  const ChannelDef *offset = stack_offset_def(unit);
  return !(def_is_field(dimension) && strcmp(dimension->column, def->column) == 0) &&
         !(def_is_field(offset) && strcmp(offset->column, def->column) == 0);
}

const ChannelDef *
stack_offset_def(const Unit *unit)
{
  if (unit->stack.dimension == CHANNEL_NONE)
    return NULL;
  Channel offset = channel_info(unit->stack.dimension)->offset;
  return offset == CHANNEL_NONE ? NULL : unit->channels[offset];
}

static bool
has_parts(const Unit *unit)
{
  for (int i = 0; i < CHANNEL_COUNT; i++)
    if (stack_splits(unit, unit_encoded(unit, (Channel)i)))
      return true;
  for (size_t i = 0; i < unit->detail_count; i++)
    if (stack_splits(unit, unit->details[i]))
      return true;
  return unit->order_count > 0 && def_is_field(unit->orders[0]) && !unit->orders[0]->aggregate;
}

void
stack_parse(Unit *unit)
{
  static const Channel ACROSS[] = { [CHANNEL_X] = CHANNEL_Y,
                                    [CHANNEL_Y] = CHANNEL_X,
                                    [CHANNEL_THETA] = CHANNEL_RADIUS,
                                    [CHANNEL_RADIUS] = CHANNEL_THETA };
  Arena *arena = unit->view->compilation->arena;
  unit->stack = (Stack){ .channel = CHANNEL_NONE, .dimension = CHANNEL_NONE };
  if (!unit->mark->stacks)
    return;
  Channel channel = candidate(unit, CHANNEL_X, CHANNEL_Y);
  if (channel == CHANNEL_NONE)
    channel = candidate(unit, CHANNEL_THETA, CHANNEL_RADIUS);
  if (channel == CHANNEL_NONE)
    return;

  const ChannelDef *def = unit->channels[channel], *across = unit->channels[ACROSS[channel]];
  Stack stack = { .offset = read_offset(unit, def), .channel = channel, .dimension = CHANNEL_NONE };
  if (!def_is_field(across) || strcmp(across->column, def->column) != 0)
    stack.dimension = ACROSS[channel];
  unit->stack = stack;
  bool ranged = def_is_encoded(unit->channels[channel_info(channel)->secondary]);
  if (stack.offset == STACK_NONE || (unit->aggregated && !has_parts(unit)) || ranged) {
    unit->stack = (Stack){ .channel = CHANNEL_NONE, .dimension = CHANNEL_NONE };
    return;
  }
  unit->stack.start = arena_printf(arena, "%s_start", def->column);
  unit->stack.end = arena_printf(arena, "%s_end", def->column);
}
