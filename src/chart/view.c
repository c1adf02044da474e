/* Specification → views. */
#include "chart/composite_private.h"
#include "chart/composition_private.h"

#include <string.h>

static const Node *
mark_map(Arena *arena, const Node *mark)
{
  if (node_is(mark, NODE_MAP))
    return mark;
  const Node *map = node_new_map(arena, NULL, 0, mark->span);
  return node_with(arena, map, "type", mark);
}

static const MarkKind *
find_mark(Compilation *compilation, const Node *mark)
{
  const Node *type = node_is(mark, NODE_MAP) ? node_get(mark, "type") : mark;
  const char *name = node_string(type, NULL);
  const MarkKind *kind = name ? mark_find(name) : NULL;
  if (kind)
    return kind;
  if (!name) {
    diag_error(compilation->diags, "missing-mark", (type ? type : mark)->span,
               "for example: mark: bar", "the mark has no type");
    return NULL;
  }
  const char *near = diag_suggest(name, mark_names());
  g_autofree char *all = g_strjoinv(", ", (char **)mark_names());
  g_autofree char *hint = near ? g_strdup_printf("did you mean '%s'?", near)
                               : g_strdup_printf("the marks are: %s", all);
  diag_error(compilation->diags, "unknown-mark", type->span, hint, "there is no mark '%s'", name);
  return NULL;
}

static bool
shows_data(const Node *definition)
{
  return node_get(definition, "field") || node_get(definition, "datum") ||
         node_get(definition, "aggregate");
}

/* The encoding of a layer's parents holds for its children where they do not say otherwise: a field
 * of theirs is added to what the parent says of the channel, a value takes its place. Layers that a
 * mark was rewritten into say everything. */
static const Node *
inherited_encoding(const View *view)
{
  Arena *arena = view->compilation->arena;
  const Node *encoding = node_get(view->spec, "encoding");
  for (const View *parent = view->parent;
       parent && parent->kind == VIEW_LAYER && !parent->rewritten; parent = parent->parent) {
    const Node *above = node_get(parent->spec, "encoding");
    for (size_t i = 0; node_is(above, NODE_MAP) && i < above->count; i++) {
      const NodeEntry *entry = &above->entries[i];
      const Node *own = node_get(encoding, entry->key);
      if (!own || shows_data(own))
        encoding = node_with(arena, encoding, entry->key, node_merge(arena, entry->value, own));
    }
  }
  return encoding;
}

bool
view_parse_layers(View *view, const Node *layers)
{
  Compilation *compilation = view->compilation;
  view->kind = VIEW_LAYER;
  view->children = arena_array(compilation->arena, View *, MAX(layers->count, 1));
  for (size_t i = 0; i < layers->count; i++) {
    View *child = view_parse(compilation, layers->items[i], view);
    if (child)
      view->children[view->child_count++] = child;
  }
  return view->child_count == layers->count && layers->count > 0;
}

/* Layers in place of a mark. */
static bool
parse_rewritten(View *view, const Node *spec)
{
  view->spec = spec;
  view->rewritten = true;
  return view_parse_layers(view, node_get(spec, "layer"));
}

static Unit *
new_unit(View *view, const MarkKind *kind, const Node *mark, const Node *encoding)
{
  Unit *unit = arena_new0(view->compilation->arena, Unit);
  unit->view = view;
  unit->mark = kind;
  unit->mark_def = mark;
  unit->encoding = encoding;
  encoding_parse(unit);
  return unit;
}

/* A line between two ends of each row is a rule. */
static bool
is_ranged_line(const Unit *unit)
{
  static const Channel CHANNELS[] = { CHANNEL_X, CHANNEL_Y };
  for (size_t i = 0; i < G_N_ELEMENTS(CHANNELS); i++) {
    const ChannelDef *def = unit->channels[CHANNELS[i]];
    bool fits = def_is_datum(def) || (def_is_field(def) && !def->bin.binned);
    if (fits && unit->channels[channel_info(CHANNELS[i])->secondary])
      return strcmp(unit->mark->name, "line") == 0;
  }
  return false;
}

static bool
parse_unit(View *view)
{
  Compilation *compilation = view->compilation;
  Arena *arena = compilation->arena;
  const Node *mark = node_get(view->spec, "mark"), *encoding = inherited_encoding(view);
  if (composite_is(mark)) {
    const Node *expanded = composite_expand(view, encoding);
    return expanded && parse_rewritten(view, expanded);
  }
  const MarkKind *kind = find_mark(compilation, mark);
  if (!kind)
    return false;
  Unit *unit = new_unit(view, kind, mark_map(arena, mark), encoding);
  const Node *overlaid = overlay_expand(unit);
  if (overlaid)
    return parse_rewritten(view, overlaid);
  if (is_ranged_line(unit)) {
    const Node *rule = node_new_string(arena, "rule", mark->span);
    unit =
        new_unit(view, mark_find("rule"), node_with(arena, unit->mark_def, "type", rule), encoding);
  }
  if (!view->parent || !view->parent->rewritten)
    encoding_report_untaken(unit);
  view->unit = unit;
  return true;
}

View *
view_parse(Compilation *compilation, const Node *spec, View *parent)
{
  if (++compilation->view_count > MOST_VIEWS) {
    diag_error(compilation->diags, "too-many-views", compilation->spec->span, NULL,
               "the chart has more than %d views", MOST_VIEWS);
    return NULL;
  }
  View *view = arena_new0(compilation->arena, View);
  view->compilation = compilation;
  view->parent = parent;
  view->spec = spec;
  const Node *layers = node_get(spec, "layer");

  if (composition_is(spec))
    return composition_parse(view) ? view : NULL;
  if (node_is(layers, NODE_LIST))
    return view_parse_layers(view, layers) ? view : NULL;
  if (node_get(spec, "mark"))
    return parse_unit(view) ? view : NULL;
  const Node *place = spec || !parent ? spec : parent->spec;
  diag_error(compilation->diags, "missing-mark", place->span, "for example: mark: bar",
             "the chart has neither a mark nor layers");
  return NULL;
}

void
view_each_unit(View *view, UnitVisitor visit, void *user)
{
  if (view->unit)
    visit(view->unit, user);
  for (size_t i = 0; i < view->child_count; i++)
    view_each_unit(view->children[i], visit, user);
}

View *
view_plot(const View *view)
{
  while (view->parent && view->parent->kind == VIEW_LAYER)
    view = view->parent;
  return (View *)view;
}

bool
view_is_below(const View *view, const View *other)
{
  while (view && view != other)
    view = view->parent;
  return view != NULL;
}
