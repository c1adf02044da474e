/* Guides that are left: labels of categories in lines that fit their step, legends in columns that
 * fit the chart. */
#include "chart/house_private.h"

#include <string.h>

enum { MOST_LINES = 3 };

#define BETWEEN 4.0 /* points between the labels of two steps */

static double
width_of(const TextMetrics *metrics, const TextStyle *style, const char *text, size_t length)
{
  return text_measure(metrics, style, text, length).width;
}

/* Ends lines at spaces so that none is wider than `limit`, as far as words allow. */
static char *
wrapped(Arena *arena, const TextMetrics *metrics, const TextStyle *style, const char *text,
        double limit)
{
  char *lines = arena_strdup(arena, text);
  char *start = lines, *space = NULL;
  int count = 1;
  for (char *at = lines;; at++) {
    if (*at && *at != ' ')
      continue;
    bool wide = width_of(metrics, style, start, (size_t)(at - start)) > limit;
    if (wide && space && count < MOST_LINES) {
      *space = '\n';
      start = space + 1;
      count++;
    }
    if (!*at)
      return lines;
    space = at;
  }
}

/* Each line of a label shortened to `limit`. */
static void
limit_lines(Arena *arena, const TextMetrics *metrics, SceneNode *node, double limit)
{
  g_auto(GStrv) lines = g_strsplit(node->text.text, "\n", -1);
  g_autoptr(GString) out = g_string_new(NULL);
  double width = 0;
  bool cut = false;
  for (size_t i = 0; lines[i]; i++) {
    SceneNode *line =
        text_node(arena, metrics, &node->text.style, arena_strdup(arena, lines[i]), 0, 0);
    text_limit(arena, metrics, line, limit);
    g_string_append_printf(out, "%s%s", i ? "\n" : "", line->text.text);
    width = MAX(width, line->text.width);
    cut = cut || line->text.full;
  }
  if (cut && !node->text.full)
    node->text.full = node->text.text;
  node->text.text = arena_strdup(arena, out->str);
  node->text.width = width;
}

static void
fit_to_step(const Scale *scale, SceneNode **labels, size_t count)
{
  const Compilation *compilation = scale->unit->view->compilation;
  const TextMetrics *metrics = compilation->context->metrics;
  double limit = MAX(scale->step - BETWEEN, 2 * labels[0]->text.style.size);
  for (size_t i = 0; i < count; i++) {
    SceneNode *node = labels[i];
    if (node->text.width <= limit || node->text.angle != 0)
      continue;
    const char *whole = node->text.full ? node->text.full : node->text.text;
    node->text.text = wrapped(compilation->arena, metrics, &node->text.style, whole, limit);
    limit_lines(compilation->arena, metrics, node, limit);
  }
}

/* Labels that would touch one that stands go; of names the reader must be told. */
static void
drop_touching(const Scale *scale, SceneNode **labels, size_t count)
{
  const Compilation *compilation = scale->unit->view->compilation;
  const SceneNode *last = NULL;
  for (size_t i = 0; i < count; i++) {
    if (labels[i]->hidden || !*labels[i]->text.text)
      continue;
    if (!last || !labels_touch(scene_bounds(last), scene_bounds(labels[i]))) {
      last = labels[i];
      continue;
    }
    labels[i]->hidden = true;
    if (scale->def->type == TYPE_NOMINAL)
      diag_warning(compilation->diags, "label-dropped", compilation->spec->span,
                   "turn the chart, so that its categories stand below each other",
                   "there is no room for the label \"%s\"", labels[i]->text.text);
  }
}

void
house_fit_labels(const Scale *scale, bool horizontal, SceneNode **labels, size_t count)
{
  if (!scale->unit->view->compilation->context->house || !scale->kind->banded || count == 0)
    return;
  if (horizontal)
    fit_to_step(scale, labels, count);
  drop_touching(scale, labels, count);
}

size_t
house_legend_columns(const View *view, const double *widths, size_t count, double gap)
{
  const ChartContext *context = view->compilation->context;
  double room = context->width > 0 ? context->width : view->width, all = -gap, widest = 0;
  for (size_t i = 0; i < count; i++) {
    all += widths[i] + gap;
    widest = MAX(widest, widths[i]);
  }
  if (!context->house || all <= room)
    return 0;
  return (size_t)CLAMP((room + gap) / (widest + gap), 1, MAX((double)count, 1));
}
