/* How the chart's size and that of its plot go together. Rules: Vega-Lite's documentation of size
 * and autosize, Vega's of its layout. */
#include "chart/guide_private.h"

#include <math.h>
#include <string.h>

Insets
chart_padding(const View *root)
{
  const Node *own = node_get(root->spec, "padding");
  const Node *node = own ? own : config_get(root->compilation, "padding");
  double all = node_number(node, 0);
  return (Insets){ node_number(node_get(node, "left"), all),
                   node_number(node_get(node, "right"), all),
                   node_number(node_get(node, "top"), all),
                   node_number(node_get(node, "bottom"), all) };
}

static bool
fills(const View *root, const char *name)
{
  return node_is_string(node_get(root->spec, name), "container");
}

/* A property of the specification's, the configuration's autosize; NULL: as sizes imply. */
static const char *
given(const View *root, const char *name)
{
  const Node *nodes[] = { node_get(root->spec, "autosize"),
                          config_get(root->compilation, "autosize") };
  for (size_t i = 0; i < G_N_ELEMENTS(nodes); i++) {
    bool plain = node_is(nodes[i], NODE_STRING) && strcmp(name, "type") == 0;
    const char *word = node_string(plain ? nodes[i] : node_get(nodes[i], name), NULL);
    if (word)
      return word;
  }
  return NULL;
}

void
autosize_read(const View *root, Autosize *autosize)
{
  bool plot = root->kind == VIEW_UNIT || root->kind == VIEW_LAYER;
  bool wide = plot && fills(root, "width"), high = plot && fills(root, "height");
  const char *type = given(root, "type"), *contains = given(root, "contains");
  if (!type)
    type = wide && high ? "fit" : wide ? "fit-x" : high ? "fit-y" : "pad";
  if (!contains)
    contains = wide || high ? "padding" : "content";
  *autosize = (Autosize){
    .none = strcmp(type, "none") == 0,
    .fit_width = plot && (strcmp(type, "fit") == 0 || strcmp(type, "fit-x") == 0),
    .fit_height = plot && (strcmp(type, "fit") == 0 || strcmp(type, "fit-y") == 0),
    .with_padding = strcmp(contains, "padding") == 0,
  };
}

/* What follows from its bands has its size; then the other direction fits. */
static void
drop_steps(const View *root, Autosize *autosize)
{
  if (!autosize->fit_width && !autosize->fit_height)
    return;
  if (root->stepped[0] || root->stepped[1]) {
    autosize->fit_width = !root->stepped[0];
    autosize->fit_height = !root->stepped[1];
  }
}

bool
autosize_settle(const View *root, const Scene *scene, Autosize *autosize)
{
  drop_steps(root, autosize);
  if (!autosize->none && !autosize->fit_width && !autosize->fit_height)
    return false;
  Insets padding = chart_padding(root);
  double beside = padding.left + padding.right, above = padding.top + padding.bottom;
  double left = autosize->none ? 0 : scene->root->x - padding.left;
  double top = autosize->none ? 0 : scene->root->y - padding.top;
  double width = root->width - (autosize->with_padding ? beside : 0);
  double height = root->height - (autosize->with_padding ? above : 0);
  autosize->settled = true;
  autosize->left = left;
  autosize->top = top;
  autosize->width = autosize->none || autosize->fit_width ? width : scene->width - beside;
  autosize->height = autosize->none || autosize->fit_height ? height : scene->height - above;
  autosize->plot_width =
      autosize->none ? width : fmax(0, width - (scene->width - beside - root->width));
  autosize->plot_height =
      autosize->none ? height : fmax(0, height - (scene->height - above - root->height));
  return true;
}
