/* Orders that the house prefers, where a specification names none: bars by value, slices by size
 * from twelve o'clock, "Other" last. */
#include "chart/house_private.h"

#include <string.h>

#define OTHER_FIELD "#other" /* of the compilation's own: not among the data shown */

typedef struct Rewriter {
  Arena *arena;
  const ChartHouse *house;
  const Node *highlight, *status;
  const Node *others; /* a list of what the rest of a whole is called; may be empty */
} Rewriter;

static const Node *
text(const Rewriter *rewriter, const char *value, Span span)
{
  return node_new_string(rewriter->arena, value, span);
}

static bool
has_mark(const Node *view, const char *name)
{
  const Node *mark = node_get(view, "mark"), *layers = node_get(view, "layer");
  if (mark)
    return node_is_string(node_is(mark, NODE_MAP) ? node_get(mark, "type") : mark, name);
  for (size_t i = 0; node_is(layers, NODE_LIST) && i < layers->count; i++)
    if (has_mark(layers->items[i], name))
      return true;
  return false;
}

/* Names of things, in no order of their own. */
static bool
is_nominal(const Node *def)
{
  const char *type = node_string(node_get(def, "type"), NULL);
  return node_is(node_get(def, "field"), NODE_STRING) && !node_get(def, "bin") &&
         !node_get(def, "timeUnit") && !node_get(def, "aggregate") && type &&
         strcmp(type, "nominal") == 0;
}

/* Something to sort by. The field may still be one that a repetition names. */
static bool
is_measure(const Node *def)
{
  const Node *field = node_get(def, "field");
  bool named = node_is(field, NODE_STRING) || node_get(field, "repeat");
  return (named && node_is_string(node_get(def, "type"), "quantitative")) ||
         node_is(node_get(def, "aggregate"), NODE_STRING);
}

/* {field, op, order: descending} of a measure. */
static const Node *
by_value(const Rewriter *rewriter, const Node *measure)
{
  const Node *field = node_get(measure, "field"), *op = node_get(measure, "aggregate");
  const Node *sort =
      node_with(rewriter->arena, NULL, "order", text(rewriter, "descending", measure->span));
  if (field)
    sort = node_with(rewriter->arena, sort, "field", field);
  return node_with(rewriter->arena, sort, "op", op ? op : text(rewriter, "sum", measure->span));
}

static const Node *
sort_bars(const Rewriter *rewriter, const Node *encoding)
{
  static const char *const SIDES[][2] = { { "x", "y" }, { "y", "x" } };
  for (size_t i = 0; i < G_N_ELEMENTS(SIDES); i++) {
    const Node *side = node_get(encoding, SIDES[i][0]), *measure = node_get(encoding, SIDES[i][1]);
    if (!is_nominal(side) || !is_measure(measure))
      continue;
    if (!node_get(side, "sort")) {
      const Node *sorted = node_with(rewriter->arena, side, "sort", by_value(rewriter, measure));
      encoding = node_with(rewriter->arena, encoding, SIDES[i][0], sorted);
    }
    if (rewriter->highlight && !node_get(encoding, "color")) {
      const Node *colour = node_with(rewriter->arena, NULL, "field", node_get(side, "field"));
      colour = node_with(rewriter->arena, colour, "type", text(rewriter, "nominal", side->span));
      colour = node_with(rewriter->arena, colour, "legend", arena_new0(rewriter->arena, Node));
      encoding = node_with(rewriter->arena, encoding, "color", colour);
    }
  }
  return encoding;
}

/* 1 where the slice's name is one of those for the rest. */
static const Node *
other_transform(const Rewriter *rewriter, const Node *names)
{
  Arena *arena = rewriter->arena;
  g_autoptr(GString) test = g_string_new("indexof([");
  for (size_t i = 0; i < rewriter->others->count; i++)
    g_string_append_printf(test, "%s%s", i ? "," : "",
                           node_to_json(arena, rewriter->others->items[i]));
  const char *field = node_to_json(arena, node_get(names, "field"));
  g_string_append_printf(test, "], datum[%s]) >= 0 ? 1 : 0", field);
  const char *calculation = arena_strdup(arena, test->str);
  const Node *node = node_with(arena, NULL, "calculate", text(rewriter, calculation, names->span));
  return node_with(arena, node, "as", text(rewriter, OTHER_FIELD, names->span));
}

static const Node *
appended(const Rewriter *rewriter, const Node *list, const Node *item)
{
  size_t count = node_is(list, NODE_LIST) ? list->count : 0;
  const Node **items = arena_array(rewriter->arena, const Node *, count + 1);
  for (size_t i = 0; i < count; i++)
    items[i] = list->items[i];
  items[count] = item;
  return node_new_list(rewriter->arena, items, count + 1, item->span);
}

/* The largest slice first, "Other" last. */
static const Node *
sort_slices(const Rewriter *rewriter, const Node *view)
{
  Arena *arena = rewriter->arena;
  const Node *encoding = node_get(view, "encoding"), *theta = node_get(encoding, "theta");
  const Node *names = node_get(encoding, "color");
  if (node_get(encoding, "order") || !is_measure(theta) || !node_get(names, "field"))
    return view;
  if (!node_get(names, "sort")) {
    const Node *sorted = node_with(arena, names, "sort", by_value(rewriter, theta));
    encoding = node_with(arena, encoding, "color", sorted);
  }
  const Node *size = node_with(arena, theta, "sort", text(rewriter, "descending", theta->span));
  const Node *order = appended(rewriter, NULL, size);
  if (rewriter->others->count > 0 && node_is(node_get(names, "field"), NODE_STRING)) {
    const Node *last = node_with(arena, NULL, "field", text(rewriter, OTHER_FIELD, theta->span));
    last = node_with(arena, last, "type", text(rewriter, "quantitative", theta->span));
    order = appended(rewriter, appended(rewriter, NULL, last), size);
    const Node *transform = node_get(view, "transform");
    view = node_with(arena, view, "transform",
                     appended(rewriter, transform, other_transform(rewriter, names)));
  }
  return node_with(arena, view, "encoding", node_with(arena, encoding, "order", order));
}

/* The field that tells what is final must reach the marks. */
static const Node *
with_status(const Rewriter *rewriter, const Node *view)
{
  const Node *field = node_get(rewriter->status, "field"), *encoding = node_get(view, "encoding");
  const Node *detail = node_get(encoding, "detail");
  if (!node_is(field, NODE_STRING) || !node_get(view, "mark"))
    return view;
  const Node *def = node_with(rewriter->arena, NULL, "field", field);
  def = node_with(rewriter->arena, def, "type", text(rewriter, "nominal", field->span));
  const Node *list =
      detail && !node_is(detail, NODE_LIST) ? appended(rewriter, NULL, detail) : detail;
  encoding = node_with(rewriter->arena, encoding, "detail", appended(rewriter, list, def));
  return node_with(rewriter->arena, view, "encoding", encoding);
}

enum { DEEPEST = 40 };

static const Node *rewrite_view(const Rewriter *rewriter, const Node *view, int depth);

static const Node *
rewrite_list(const Rewriter *rewriter, const Node *list, int depth)
{
  const Node **items = arena_array(rewriter->arena, const Node *, MAX(list->count, 1));
  for (size_t i = 0; i < list->count; i++)
    items[i] = rewrite_view(rewriter, list->items[i], depth);
  return node_new_list(rewriter->arena, items, list->count, list->span);
}

static const Node *
rewrite_view(const Rewriter *rewriter, const Node *view, int depth)
{
  static const char *const LISTS[] = { "layer", "hconcat", "vconcat", "concat" };
  const Node *encoding = node_get(view, "encoding"), *inner = node_get(view, "spec");
  if (!node_is(view, NODE_MAP) || depth > DEEPEST)
    return view;
  if (encoding && has_mark(view, "bar"))
    view = node_with(rewriter->arena, view, "encoding", sort_bars(rewriter, encoding));
  if (encoding && has_mark(view, "arc"))
    view = sort_slices(rewriter, view);
  if (rewriter->status)
    view = with_status(rewriter, view);
  for (size_t i = 0; i < G_N_ELEMENTS(LISTS); i++) {
    const Node *list = node_get(view, LISTS[i]);
    if (node_is(list, NODE_LIST))
      view = node_with(rewriter->arena, view, LISTS[i], rewrite_list(rewriter, list, depth + 1));
  }
  if (inner)
    view = node_with(rewriter->arena, view, "spec", rewrite_view(rewriter, inner, depth + 1));
  return view;
}

/* The theme's names for the rest, and the chart's own. */
static const Node *
names_of_others(const Rewriter *rewriter, const Node *own)
{
  const Span none = { 0 };
  const Node *list = node_new_list(rewriter->arena, NULL, 0, none);
  for (const char *const *name = rewriter->house->others; name && *name; name++)
    list = appended(rewriter, list, text(rewriter, *name, none));
  for (size_t i = 0; node_is(own, NODE_LIST) && i < own->count; i++)
    list = appended(rewriter, list, own->items[i]);
  return own && !node_is(own, NODE_LIST) ? appended(rewriter, list, own) : list;
}

const Node *
house_rewrite(const Compilation *compilation, const Node *spec)
{
  const ChartHouse *house = compilation->context->house;
  const Node *own = node_path(spec, "usermeta.sholu");
  if (!house)
    return spec;
  Rewriter rewriter = { .arena = compilation->arena,
                        .house = house,
                        .highlight = node_get(own, "highlight"),
                        .status = node_get(own, "status") };
  rewriter.others = names_of_others(&rewriter, node_get(own, "other"));
  return rewrite_view(&rewriter, spec, 0);
}
