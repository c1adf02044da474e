/* Guides that are left: labels of categories in lines that fit their step, legends in columns that
 * fit the chart. */
#include "chart/house_private.h"

#include <math.h>
#include <string.h>

enum { MOST_LINES = 3 };

#define SIDE_SHARE 0.4 /* of a chart's width, for names at its side */
#define SIDE_MOST 0.55 /* where a word is longer */

#define WORD_ROOM 1.5 /* times a limit, for the words of a name that has been wrapped */

#define BETWEEN 4.0 /* points between the labels of two steps */

static double
width_of(const TextMetrics *metrics, const TextStyle *style, const char *text, size_t length)
{
  return text_measure(metrics, style, text, length).width;
}

/* Ends lines at spaces and after hyphens so that none is wider than `limit`, as far as words and
 * `most` lines allow.
 */
static char *
wrapped(Arena *arena, const TextMetrics *metrics, const TextStyle *style, const char *text,
        double limit, int most)
{
  g_autoptr(GString) lines = g_string_new(NULL);
  size_t start = 0; /* of the line, in lines */
  int count = 1;
  for (const char *word = text; *word;) {
    size_t length = strcspn(word, " -");
    length += word[length] == '-';
    bool space = lines->len > start && word > text && word[-1] == ' ';
    g_autofree char *line =
        g_strdup_printf("%s%s%.*s", lines->str + start, space ? " " : "", (int)length, word);
    bool wide = width_of(metrics, style, line, strlen(line)) > limit;
    if (wide && lines->len > start && count < most) {
      g_string_append_c(lines, '\n');
      start = lines->len;
      count++;
    } else if (space) {
      g_string_append_c(lines, ' ');
    }
    g_string_append_len(lines, word, (gssize)length);
    word += length;
    word += strspn(word, " ");
  }
  return arena_strdup(arena, lines->str);
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

void
house_wrap(Arena *arena, const TextMetrics *metrics, SceneNode *node, double limit, int most)
{
  if (node->text.width <= limit)
    return;
  node->text.text = wrapped(arena, metrics, &node->text.style, node->text.text, limit, most);
  limit_lines(arena, metrics, node, limit * WORD_ROOM);
}

/* Labels break into lines as wide as their step; a word that is wider stays whole where it has
 * room. */
static void
fit_to_step(const Scale *scale, SceneNode **labels, size_t count)
{
  const Compilation *compilation = scale->unit->view->compilation;
  const TextMetrics *metrics = compilation->context->metrics;
  Arena *arena = compilation->arena;
  double limit = MAX(scale->step - BETWEEN, 2 * labels[0]->text.style.size);
  for (size_t i = 0; i < count; i++) {
    const SceneText *text = &labels[i]->text;
    if (text->width <= limit || text->angle != 0)
      continue;
    const char *whole = text->full ? text->full : text->text;
    SceneNode *node =
        text_node(arena, metrics, &text->style,
                  wrapped(arena, metrics, &text->style, whole, limit, MOST_LINES), 0, 0);
    labels[i]->text.text = node->text.text;
    labels[i]->text.width = node->text.width;
    labels[i]->text.full = NULL;
  }
  for (size_t i = 0; i < count; i++) {
    SceneBounds box = scene_bounds(labels[i]);
    bool touches = (i > 0 && labels_touch(scene_bounds(labels[i - 1]), box)) ||
                   (i + 1 < count && labels_touch(box, scene_bounds(labels[i + 1])));
    if (touches && labels[i]->text.angle == 0)
      limit_lines(arena, metrics, labels[i], limit);
  }
}

/* In a picture of a given size names at the side leave the plot its greater part: they take as many
 * lines as their step has room for. */
static void
fit_beside(const Scale *scale, SceneNode **labels, size_t count)
{
  const Compilation *compilation = scale->unit->view->compilation;
  const ChartContext *context = compilation->context;
  const TextStyle *style = &labels[0]->text.style;
  double limit = MAX(context->width * SIDE_SHARE, 2 * style->size), leading = style->size + 2;
  int lines = (int)CLAMP((scale->step - LABEL_GAP) / leading, 1, MOST_LINES);
  for (size_t i = 0; i < count && context->height > 0; i++) {
    SceneNode *node = labels[i];
    if (node->text.width <= limit || node->text.angle != 0)
      continue;
    const char *whole = node->text.full ? node->text.full : node->text.text;
    node->text.text = wrapped(compilation->arena, context->metrics, style, whole, limit, lines);
    limit_lines(compilation->arena, context->metrics, node, context->width * SIDE_MOST);
    for (const char *at = node->text.text; (at = strchr(at, '\n')); at++)
      node->y -= leading / 2;
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
  else
    fit_beside(scale, labels, count);
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

bool
house_is_cut(const Scale *scale)
{
  if (!scale || scale->kind->discrete || scale->kind->temporal || scale->domain_count < 2)
    return false;
  double first = scale->domain[0], last = scale->domain[scale->domain_count - 1];
  double low = fmin(first, last), high = fmax(first, last), slack = 1e-9 * (high - low);
  return low > slack || high < -slack;
}

typedef struct CutSearch {
  const Scale *scale; /* of the axis */
  bool found;
} CutSearch;

static void
look_for_cut_lines(Unit *unit, void *user)
{
  CutSearch *search = user;
  bool line = strcmp(unit->mark->name, "line") == 0 || strcmp(unit->mark->name, "trail") == 0;
  if (line && unit_scale(unit, CHANNEL_X) == search->scale)
    search->found = search->found || house_is_cut(unit_scale(unit, CHANNEL_Y));
}

bool
house_hides_line(const View *plot, const Scale *scale)
{
  CutSearch search = { .scale = scale };
  if (plot->compilation->context->house && scale->channel == CHANNEL_X)
    view_each_unit((View *)plot, look_for_cut_lines, &search);
  return search.found;
}

bool
house_is_base(const View *plot, const Scale *scale)
{
  return plot->compilation->context->house && scale->kind == &SCALE_BAND;
}
