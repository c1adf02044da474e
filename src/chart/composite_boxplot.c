/* Box plots: box and median of the quartiles, whiskers and outliers. */
#include "chart/composite_private.h"

/* A box plot being rewritten. */
typedef struct BoxPlot {
  Composite *c;
  const Node *extent;    /* a number of interquartile ranges, or "min-max" */
  const Node *size;      /* of box and median; NULL: default */
  const Node *plain;     /* encoding of whiskers and outliers: without size and colour */
  const char *ticks_lie; /* orientation of ticks */
} BoxPlot;

static const Node *
mark_of(const BoxPlot *box, const char *type, const char *orient)
{
  const Composite *c = box->c;
  return composite_map(c, "type", composite_text(c, "%s", type), "orient",
                       orient ? composite_text(c, "%s", orient) : NULL, "invalid",
                       node_get(c->mark, "invalid"), NULL);
}

static void
add_whiskers(const BoxPlot *box, GPtrArray *layers)
{
  const Composite *c = box->c;
  const Node *rule = mark_of(box, "rule", NULL), *tick = mark_of(box, "tick", box->ticks_lie);
  tick = node_with(c->arena, tick, "color", composite_text(c, "black"));
  tick = node_with(c->arena, tick, "opacity", node_new_number(c->arena, 1, c->span));
  const CompositePart parts[] = {
    { "rule", rule, "lower_whisker_", "lower_box_", box->plain },
    { "rule", rule, "upper_box_", "upper_whisker_", box->plain },
    { "ticks", tick, "lower_whisker_", NULL, box->plain },
    { "ticks", tick, "upper_whisker_", NULL, box->plain },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
    composite_add_part(c, &parts[i], layers);
}

/* The median is white, except in a box without height, where it has the box's own colour. */
static const Node *
median_encoding(const BoxPlot *box)
{
  const Composite *c = box->c;
  const Node *colour = node_get(c->others, "color"), *size = node_get(c->others, "size");
  const Node *config = c->compilation->config;
  const Node *own = node_path(config, "boxplot.box.color");
  if (!own)
    own = node_path(config, "mark.color");
  const Node *test = composite_text(c, "%s >= %s", composite_datum(c, "lower_box_", c->field),
                                    composite_datum(c, "upper_box_", c->field));
  const Node *condition = node_is(colour, NODE_MAP) ? colour : composite_map(c, "value", own, NULL);
  condition = node_with(c->arena, condition, "test", test);
  const Node *encoding =
      node_with(c->arena, box->plain, "color", composite_map(c, "condition", condition, NULL));
  return size ? node_with(c->arena, encoding, "size", size) : encoding;
}

static void
add_box(const BoxPlot *box, GPtrArray *layers)
{
  const Composite *c = box->c;
  const Node *bar = mark_of(box, "bar", c->vertical ? "vertical" : "horizontal");
  const Node *tick = mark_of(box, "tick", box->ticks_lie);
  const Node *colour = node_path(c->compilation->config, "boxplot.median.color");
  if (colour)
    tick = node_with(c->arena, tick, "color", colour);
  if (box->size) {
    bar = node_with(c->arena, bar, "size", box->size);
    tick = node_with(c->arena, tick, "size", box->size);
  }
  composite_add_part(c, &(CompositePart){ "box", bar, "lower_box_", "upper_box_", c->others },
                     layers);
  composite_add_part(c, &(CompositePart){ "median", tick, "mid_box_", NULL, median_encoding(box) },
                     layers);
}

static void
add_quartiles(const BoxPlot *box, GPtrArray *measures)
{
  g_ptr_array_add(measures, (gpointer)composite_measure(box->c, "q1", "lower_box_"));
  g_ptr_array_add(measures, (gpointer)composite_measure(box->c, "q3", "upper_box_"));
}

/* Bins, time units, quartiles and extremes of each group. */
static const Node *
box_transforms(const BoxPlot *box, const char *low, const char *high)
{
  const Composite *c = box->c;
  g_autoptr(GPtrArray) measures = g_ptr_array_new(), all = g_ptr_array_new();
  add_quartiles(box, measures);
  g_ptr_array_add(measures, (gpointer)composite_measure(c, "median", "mid_box_"));
  g_ptr_array_add(measures, (gpointer)composite_measure(c, "min", low));
  g_ptr_array_add(measures, (gpointer)composite_measure(c, "max", high));
  for (guint i = 0; i < c->transforms->len; i++)
    g_ptr_array_add(all, c->transforms->pdata[i]);
  g_ptr_array_add(all, (gpointer)composite_aggregate(c, measures));
  return composite_list(c, all);
}

/* The end of the whiskers' reach: so many interquartile ranges beyond the box. */
static const char *
fence(const BoxPlot *box, bool upper)
{
  const Composite *c = box->c;
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  const char *low = composite_datum(c, "lower_box_", c->field);
  const char *high = composite_datum(c, "upper_box_", c->field);
  g_ascii_dtostr(text, sizeof text, node_number(box->extent, 1.5));
  return arena_printf(c->arena, "(%s %c %s * (%s - %s))", upper ? high : low, upper ? '+' : '-',
                      text, high, low);
}

/* Whiskers end at the last values within reach. */
static const Node *
whiskers_view(const BoxPlot *box, const GPtrArray *before)
{
  const Composite *c = box->c;
  const char *value = composite_datum(c, "", c->field);
  g_autoptr(GPtrArray) layers = g_ptr_array_new(), all = g_ptr_array_new();
  g_autoptr(GPtrArray) measures = g_ptr_array_new();
  const Node *kept[] = { composite_text(c, "lower_box_%s", c->field),
                         composite_text(c, "upper_box_%s", c->field) };
  add_whiskers(box, layers);
  if (layers->len == 0)
    return NULL;
  for (guint i = 0; i < before->len; i++)
    g_ptr_array_add(all, before->pdata[i]);
  const Node *within =
      composite_text(c, "%s <= %s && %s <= %s", fence(box, false), value, value, fence(box, true));
  g_ptr_array_add(all, (gpointer)composite_map(c, "filter", within, NULL));
  g_ptr_array_add(measures, (gpointer)composite_measure(c, "min", "lower_whisker_"));
  g_ptr_array_add(measures, (gpointer)composite_measure(c, "max", "upper_whisker_"));
  for (size_t i = 0; i < G_N_ELEMENTS(kept); i++)
    g_ptr_array_add(measures, (gpointer)composite_map(c, "op", composite_text(c, i ? "max" : "min"),
                                                      "field", kept[i], "as", kept[i], NULL));
  g_ptr_array_add(all, (gpointer)composite_aggregate(c, measures));
  return composite_map(c, "transform", composite_list(c, all), "layer", composite_list(c, layers),
                       NULL);
}

static const Node *
outliers_view(const BoxPlot *box)
{
  const Composite *c = box->c;
  const Node *measure = c->measure, *title = node_get(measure, "title");
  const char *value = composite_datum(c, "", c->field);
  const Node *along =
      composite_map(c, "field", composite_text(c, "%s", c->field), "type",
                    node_get(measure, "type"), "title",
                    title ? title : composite_text(c, "%s", c->field), "scale",
                    node_get(measure, "scale"), "axis", node_get(measure, "axis"), NULL);
  const Node *encoding =
      composite_map(c, c->axis, along, "color", node_get(c->others, "color"), NULL);
  const Node *layer = composite_part(c, "outliers", mark_of(box, "point", NULL),
                                     node_merge(c->arena, encoding, box->plain));
  if (!layer)
    return NULL;
  const Node *outside = composite_text(c, "(%s < %s) || (%s > %s)", value, fence(box, false), value,
                                       fence(box, true));
  g_autoptr(GPtrArray) filter = g_ptr_array_new();
  g_ptr_array_add(filter, (gpointer)composite_map(c, "filter", outside, NULL));
  return node_with(c->arena, layer, "transform", composite_list(c, filter));
}

/* Outliers and whiskers look at every row beside the quartiles of its group. */
static const Node *
spread_view(const BoxPlot *box)
{
  const Composite *c = box->c;
  g_autoptr(GPtrArray) quartiles = g_ptr_array_new(), before = g_ptr_array_new();
  g_autoptr(GPtrArray) none = g_ptr_array_new(), layers = g_ptr_array_new();
  add_quartiles(box, quartiles);
  for (guint i = 0; i < c->transforms->len; i++)
    g_ptr_array_add(before, c->transforms->pdata[i]);
  g_ptr_array_add(before, (gpointer)composite_map(c, "joinaggregate", composite_list(c, quartiles),
                                                  "groupby", composite_list(c, c->groups), NULL));
  const Node *outliers = outliers_view(box);
  if (!outliers)
    return whiskers_view(box, before);
  const Node *whiskers = whiskers_view(box, none);
  g_ptr_array_add(layers, (gpointer)outliers);
  if (whiskers)
    g_ptr_array_add(layers, (gpointer)whiskers);
  return composite_map(c, "transform", composite_list(c, before), "layer",
                       composite_list(c, layers), NULL);
}

const Node *
composite_boxplot(Composite *c)
{
  const Node *config = node_get(c->compilation->config, "boxplot");
  const Node *extent = node_get(c->mark, "extent"), *size = node_get(c->mark, "size");
  BoxPlot box = {
    .c = c,
    .extent = extent ? extent : node_get(config, "extent"),
    .size = size ? size : node_get(config, "size"),
    .plain = node_with(c->arena, node_with(c->arena, c->others, "size", NULL), "color", NULL),
    .ticks_lie = c->vertical ? "horizontal" : "vertical",
  };
  g_autoptr(GPtrArray) layers = g_ptr_array_new(), views = g_ptr_array_new();
  bool reaches_ends = node_is_string(box.extent, "min-max");
  if (reaches_ends)
    add_whiskers(&box, layers);
  add_box(&box, layers);
  if (reaches_ends)
    return composite_map(c, "transform", box_transforms(&box, "lower_whisker_", "upper_whisker_"),
                         "layer", composite_list(c, layers), NULL);
  const Node *spread = spread_view(&box);
  if (spread)
    g_ptr_array_add(views, (gpointer)spread);
  if (layers->len)
    g_ptr_array_add(views,
                    (gpointer)composite_map(c, "transform", box_transforms(&box, "min_", "max_"),
                                            "layer", composite_list(c, layers), NULL));
  return composite_map(c, "layer", composite_list(c, views), NULL);
}
