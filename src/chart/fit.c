/* A chart laid out in the room that its context gives. */
#include "chart/guide_private.h"
#include "chart/house_private.h"

#include <math.h>

static Scene *
lay_out(View *root)
{
  plots_settle_sizes(root);
  scales_settle_ranges(root);
  house_label(root);
  return layout_chart(root);
}

enum { FITTING_PASSES = 10, FILLING_PASSES = 8 };

#define FITTING_PRECISION 0.5 /* points */

/* The first plot of a composition: all that give no size of their own have its width. */
static const View *
first_plot(const View *view)
{
  while (view->child_count > 0 && view->kind != VIEW_UNIT && view->kind != VIEW_LAYER)
    view = view->children[0];
  return view;
}

/* A plot without a width of its own takes what guides leave of the width to fit. How much that is
 * shows once they are laid out, and may change a little with their labels. What stands out of the
 * plot's middle, as names beside a pie do, gives way to less than the whole difference, or to
 * nothing at first: each step goes by the one before, within the widths known to be too narrow and
 * too wide. */
static Scene *
fit_width(Compilation *compilation, View *root)
{
  double wanted = compilation->context->width, narrow = 1, wide = HUGE_VAL, share = 1;
  Scene *scene = lay_out(root);
  for (int i = 0; wanted > 0 && i < FITTING_PASSES; i++) {
    double rest = wanted - scene->width, plot = first_plot(root)->width, whole = scene->width;
    if (fabs(rest) < FITTING_PRECISION || wide - narrow < FITTING_PRECISION)
      break;
    if (rest > 0)
      narrow = fmax(narrow, plot);
    else
      wide = fmin(wide, plot);
    double next = plot + rest / share;
    if (!(next > narrow && next < wide))
      next = isfinite(wide) ? (narrow + wide) / 2 : fmax(1, plot + rest);
    compilation->plot_width = next;
    scene = lay_out(root);
    double change = (scene->width - whole) / (first_plot(root)->width - plot);
    share = isfinite(change) ? CLAMP(change, 0.25, 50) : 1; /* as many as plots side by side */
  }
  return scene;
}

/* One direction of a chart that is to fill a box: how its extent follows the factor of its plots.
 */
typedef struct Filling {
  double wanted; /* whole points, as extents of scenes are */
  double *factor;
  double slope; /* of the extent by the factor */
} Filling;

static Filling
filling_of(double wanted, double *factor, double plot, double whole)
{
  return (Filling){ floor(wanted), factor, plot > 1 ? plot : fmax(1, whole) };
}

/* By how much the factor changes; 0: the extent is right, or a point short of it. */
static double
step_filling(const Filling *filling, double extent)
{
  double rest = filling->wanted - extent, before = *filling->factor;
  if (rest > -0.5 && rest < 1.5)
    return 0;
  *filling->factor = CLAMP(before + rest / filling->slope, before / 4, before * 4);
  return *filling->factor - before;
}

/* Guides take their part whatever the plots do, so the slope lies between a part of the extent and
 * the whole of it. Small changes say nothing: extents are rounded. */
static void
learn_slope(Filling *filling, double step, double change, double extent)
{
  double slope = change / step;
  if (fabs(change) >= 4 && isfinite(slope))
    filling->slope = CLAMP(slope, filling->slope / 4, fmax(filling->slope * 4, extent));
}

/* All plots grow or shrink alike, so that what a specification says of their proportions holds. */
static Scene *
fill_box(Compilation *compilation, View *root)
{
  const ChartContext *context = compilation->context;
  compilation->fill_x = compilation->fill_y = 1;
  Scene *scene = lay_out(root);
  Filling x = filling_of(context->width, &compilation->fill_x, root->width, scene->width);
  Filling y = filling_of(context->height, &compilation->fill_y, root->height, scene->height);
  for (int i = 0; i < FILLING_PASSES; i++) {
    double width = scene->width, height = scene->height;
    double step_x = step_filling(&x, width), step_y = step_filling(&y, height);
    if (step_x == 0 && step_y == 0)
      break;
    scene = lay_out(root);
    learn_slope(&x, step_x, scene->width - width, scene->width);
    learn_slope(&y, step_y, scene->height - height, scene->height);
  }
  return scene;
}

/* The specification's own size, and what its autosize makes of it. */
static Scene *
fit_own_size(Compilation *compilation, View *root)
{
  autosize_read(root, &compilation->autosize);
  Scene *scene = lay_out(root);
  return autosize_settle(root, scene, &compilation->autosize) ? lay_out(root) : scene;
}

Scene *
chart_fit(Compilation *compilation, View *root)
{
  if (compilation->context->height > 0)
    return fill_box(compilation, root);
  return compilation->context->width > 0 ? fit_width(compilation, root)
                                         : fit_own_size(compilation, root);
}
