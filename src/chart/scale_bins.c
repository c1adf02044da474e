/* Bins of scales: those of the field, or explicit ones. Formulas: vega-encode's scale. */
#include "chart/scale_private.h"

#include <math.h>

enum { MOST_EDGES = 10000 };

static void
edges_of_list(Scale *scale, const Node *list)
{
  double *edges = arena_array(scale->unit->view->compilation->arena, double, MAX(list->count, 1));
  for (size_t i = 0; i < list->count; i++)
    edges[i] = node_number(list->items[i], NAN);
  scale->edges = edges;
  scale->edge_count = list->count;
}

static void
edges_by_step(Scale *scale, double start, double stop, double step)
{
  double n = ceil((stop + step / 2 - start) / step);
  if (!(step > 0) || !(n >= 1))
    return;
  size_t count = (size_t)fmin(n, MOST_EDGES);
  double *edges = arena_array(scale->unit->view->compilation->arena, double, count);
  for (size_t i = 0; i < count; i++)
    edges[i] = start + step * (double)i;
  scale->edges = edges;
  scale->edge_count = count;
}

/* Not beyond the domain. */
static void
edges_within_domain(Scale *scale, const Node *node, double step)
{
  double low = scale->domain[0], high = scale->domain[scale->domain_count - 1];
  double start = node_number(node_get(node, "start"), low);
  double stop = node_number(node_get(node, "stop"), high);
  if (start < low)
    start = step * ceil(low / step);
  if (stop > high)
    stop = step * floor(high / step);
  edges_by_step(scale, start, stop, step);
}

void
scale_find_edges(Scale *scale)
{
  const Node *node = scale_property(scale, "bins");
  const Bin *bin = &scale->def->bin;
  if (scale->kind->discrete)
    return;
  if (node_is(node, NODE_LIST))
    edges_of_list(scale, node);
  else if (node_is(node, NODE_MAP))
    edges_within_domain(scale, node, node_number(node_get(node, "step"), 0));
  else if (def_is_binned_here(scale->def))
    edges_by_step(scale, bin->start, bin->stop, bin->width);
  else if (bin->binned && bin->step > 0)
    edges_within_domain(scale, NULL, bin->step);
}
