/* Ranges of colours: lists, schemes, the configuration's. Formulas: vega-encode's scale. */
#include "chart/scale_private.h"

#include <math.h>
#include <string.h>

static const Compilation *
compilation_of(const Scale *scale)
{
  return scale->unit->view->compilation;
}

void
scale_set_colours(Scale *scale, const Node *list)
{
  Colour *colours = arena_array(compilation_of(scale)->arena, Colour, MAX(list->count, 1));
  for (size_t i = 0; i < list->count; i++) {
    const char *text = node_string(list->items[i], "");
    if (!colour_parse(text, &colours[i]))
      diag_error(compilation_of(scale)->diags, "invalid-colour", list->items[i]->span,
                 "a name such as teal, or #rrggbb", "'%s' is no colour", text);
  }
  scale->colours = colours;
  scale->colour_count = list->count;
  scale->scheme = NULL;
}

/* Is it a list of as many colours as it needs, and not mixed from all of the scheme's? */
static bool
takes_list(const Scale *scale)
{
  return scale->kind->discrete || scale->kind->classify || scale_has_colour_pieces(scale);
}

/* How many colours a scheme has to give. */
static size_t
colours_wanted(const Scale *scale, const Node *node, size_t named_count)
{
  double asked =
      node_number(node_get(node, "count"), named_count ? (double)named_count : (double)NAN);
  bool quantiles = scale->kind == &SCALE_QUANTILE || scale->kind == &SCALE_QUANTIZE;
  if (!isnan(asked) && (quantiles || scale->kind->discrete))
    return (size_t)CLAMP(asked, 1, 1000);
  if (scale->kind->classify)
    return scale_default_classes(scale, true);
  return scale->kind->discrete ? scale->value_count : scale->domain_count;
}

/* A list of colours as a scheme: where a list is needed, `count` from the way between its ends. */
static void
set_own_scheme(Scale *scale, const Node *list, size_t count)
{
  scale_set_colours(scale, list);
  size_t own = scale->colour_count;
  if (!takes_list(scale) || own < 2)
    return;
  Colour *colours = arena_array(compilation_of(scale)->arena, Colour, MAX(count, 1));
  for (size_t i = 0; i < count; i++) {
    double t = scale->scheme_from +
               (scale->scheme_to - scale->scheme_from) * (double)(i + 1) / (double)(count + 1);
    double at = CLAMP(t, 0, 1) * (double)(own - 1);
    size_t piece = MIN((size_t)at, own - 2);
    colours[i] = colour_mix(scale->colours[piece], scale->colours[piece + 1], at - (double)piece,
                            scale->space, scale->gamma);
  }
  scale->colours = colours;
  scale->colour_count = count;
}

/* The part of a scheme that is used: [0.2, 1], or backwards [1, 0]. */
static void
read_scheme_extent(Scale *scale, const Node *extent)
{
  bool given = node_is(extent, NODE_LIST) && extent->count == 2;
  scale->scheme_from = given ? node_number(extent->items[0], 0) : 0;
  scale->scheme_to = given ? node_number(extent->items[1], 1) : 1;
}

static const Scheme *
find_scheme(const Scale *scale, const Node *node, const char *name, size_t *named_count)
{
  const Scheme *scheme = scheme_find(name, named_count);
  if (scheme)
    return scheme;
  const char *near = diag_suggest(name, scheme_names());
  g_autofree char *hint = near ? g_strdup_printf("did you mean '%s'?", near) : NULL;
  diag_error(compilation_of(scale)->diags, "unknown-scheme", node->span, hint,
             "there is no colour scheme '%s'", name);
  return NULL;
}

void
scale_set_scheme(Scale *scale, const Node *node)
{
  const Node *name = node_is(node, NODE_MAP) ? node_get(node, "name") : node;
  size_t named_count = 0;
  if (!name)
    name = node_get(node, "scheme");
  read_scheme_extent(scale, node_get(node, "extent"));
  if (node_is(name, NODE_LIST)) {
    set_own_scheme(scale, name, colours_wanted(scale, node, 0));
    return;
  }
  const Scheme *scheme = find_scheme(scale, node, node_string(name, ""), &named_count);
  if (!scheme)
    return;
  bool categorical = scheme->kind == SCHEME_CATEGORICAL;
  if (!takes_list(scale) && !categorical) {
    scale->scheme = scheme;
    return;
  }
  size_t count = colours_wanted(scale, node, named_count);
  if (categorical && (scale->kind->discrete || !takes_list(scale)))
    count = scheme_size(scheme);
  Colour *colours = arena_array(compilation_of(scale)->arena, Colour, MAX(count, 64));
  scale->scheme = NULL;
  scale->colour_count =
      scheme_colours_extent(scheme, scale->scheme_from, scale->scheme_to, count, colours);
  scale->colours = colours;
}

const char *
scale_default_colours(const Scale *scale)
{
  if (scale->kind->discrete)
    return scale->def->type == TYPE_NOMINAL ? "category" : "ordinal";
  if (scale_property(scale, "domainMid"))
    return "diverging";
  return strcmp(scale->unit->mark->name, "rect") == 0 ? "heatmap" : "ramp";
}

void
scale_read_interpolation(Scale *scale)
{
  static const struct {
    const char *name;
    ColourSpace space;
  } SPACES[] = {
    { "rgb", COLOUR_SPACE_RGB },
    { "hsl", COLOUR_SPACE_HSL },
    { "hsl-long", COLOUR_SPACE_HSL_LONG },
    { "lab", COLOUR_SPACE_LAB },
    { "hcl", COLOUR_SPACE_HCL },
    { "hcl-long", COLOUR_SPACE_HCL_LONG },
    { "cubehelix", COLOUR_SPACE_CUBEHELIX },
    { "cubehelix-long", COLOUR_SPACE_CUBEHELIX_LONG },
  };
  const Node *node = scale_property(scale, "interpolate");
  const char *otherwise = scale->def->type == TYPE_NOMINAL ? "rgb" : "hcl";
  const char *name =
      node_string(node_is(node, NODE_MAP) ? node_get(node, "type") : node, otherwise);
  scale->space = COLOUR_SPACE_HCL;
  scale->gamma = node_number(node_get(node, "gamma"), 1);
  for (size_t i = 0; i < G_N_ELEMENTS(SPACES); i++)
    if (strcmp(SPACES[i].name, name) == 0)
      scale->space = SPACES[i].space;
}
