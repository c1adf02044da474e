#include "chart/text_private.h"

#include "chart/mark_private.h"

#include <math.h>
#include <string.h>

TextAlign
text_align_find(const char *name)
{
  return strcmp(name, "right") == 0    ? ALIGN_RIGHT
         : strcmp(name, "center") == 0 ? ALIGN_CENTER
                                       : ALIGN_LEFT;
}

TextBaseline
text_baseline_find(const char *name)
{
  static const struct {
    const char *name;
    TextBaseline baseline;
  } BASELINES[] = {
    { "alphabetic", BASELINE_ALPHABETIC }, { "top", BASELINE_TOP },
    { "middle", BASELINE_MIDDLE },         { "bottom", BASELINE_BOTTOM },
    { "line-top", BASELINE_LINE_TOP },     { "line-bottom", BASELINE_LINE_BOTTOM },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(BASELINES); i++)
    if (strcmp(BASELINES[i].name, name) == 0)
      return BASELINES[i].baseline;
  return BASELINE_ALPHABETIC;
}

int
text_weight_of_node(const Node *node, int otherwise)
{
  if (node_is(node, NODE_NUMBER))
    return (int)CLAMP(node->number, 1, 1000);
  const char *name = node_string(node, "");
  if (strcmp(name, "bold") == 0)
    return 700;
  if (strcmp(name, "normal") == 0)
    return 400;
  return strcmp(name, "lighter") == 0 ? 300 : strcmp(name, "bolder") == 0 ? 900 : otherwise;
}

/* Generic names of CSS stand for the project's sans. */
static const char *
family_of(const char *name)
{
  return name && strcmp(name, "sans-serif") != 0 ? name : NULL;
}

TextStyle
text_style_of_mark(const Unit *unit)
{
  return (TextStyle){
    .family = family_of(mark_string(unit, "font", NULL)),
    .size = mark_number(unit, "fontSize", 11),
    .weight = text_weight_of_node(mark_property(unit, "fontWeight"), 400),
    .italic = strcmp(mark_string(unit, "fontStyle", "normal"), "italic") == 0,
    .tabular = true,
    .language = unit->view->compilation->context->language,
  };
}

SceneNode *
text_node(Arena *arena, const TextMetrics *metrics, const TextStyle *style, const char *text,
          double x, double y)
{
  SceneNode *node = scene_new(arena, SCENE_TEXT, ROLE_NONE);
  node->x = x;
  node->y = y;
  node->text.text = text;
  node->text.style = *style;
  for (const char *line = text;;) {
    size_t length = strcspn(line, "\n");
    TextExtents extents = text_measure(metrics, style, line, length);
    node->text.width = fmax(node->text.width, extents.width);
    node->text.ascent = extents.ascent;
    node->text.descent = extents.descent;
    if (!line[length])
      return node;
    line += length + 1;
  }
}

/* How much of a line fits, in whole characters, from its start or its end. */
static size_t
length_within(const TextMetrics *metrics, const TextStyle *style, const char *text, size_t length,
              double room, bool from_end)
{
  size_t low = 0, high = length;
  while (low < high) {
    size_t middle = (low + high + 1) / 2;
    const char *start = from_end ? text + length - middle : text;
    while (middle < length && ((unsigned char)*(from_end ? start : text + middle) & 0xC0) == 0x80) {
      middle++;
      start -= from_end;
    }
    if (middle > high || text_measure(metrics, style, start, middle).width > room) {
      high = (low + high + 1) / 2 - 1;
      continue;
    }
    low = middle;
  }
  return low;
}

static void
append_shortened(GString *out, const TextMetrics *metrics, const TextStyle *style, const char *line,
                 size_t length, const TextLimit *limit)
{
  double room =
      limit->most - text_measure(metrics, style, limit->ellipsis, strlen(limit->ellipsis)).width;
  size_t kept = length_within(metrics, style, line, length, room, limit->at_start);
  if (limit->at_start)
    g_string_append(out, limit->ellipsis);
  g_string_append_len(out, limit->at_start ? line + length - kept : line, (gssize)kept);
  if (!limit->at_start)
    g_string_append(out, limit->ellipsis);
}

void
text_shorten(Arena *arena, const TextMetrics *metrics, SceneNode *node, const TextLimit *limit)
{
  const TextStyle *style = &node->text.style;
  double widest = 0;
  if (!(limit->most > 0) || node->text.width <= limit->most)
    return;
  g_autoptr(GString) lines = g_string_new(NULL);
  for (const char *line = node->text.text;; line++) {
    size_t length = strcspn(line, "\n"), start = lines->len;
    if (text_measure(metrics, style, line, length).width <= limit->most)
      g_string_append_len(lines, line, (gssize)length);
    else
      append_shortened(lines, metrics, style, line, length, limit);
    widest =
        fmax(widest, text_measure(metrics, style, lines->str + start, lines->len - start).width);
    line += length;
    if (!*line)
      break;
    g_string_append_c(lines, '\n');
  }
  node->text.full = node->text.text;
  node->text.text = arena_strdup(arena, lines->str);
  node->text.width = widest;
}

void
text_limit(Arena *arena, const TextMetrics *metrics, SceneNode *node, double limit)
{
  text_shorten(arena, metrics, node, &(TextLimit){ .most = limit, .ellipsis = "…" });
}

const char *
text_of_node(Arena *arena, const Node *node)
{
  if (node_is(node, NODE_BOOLEAN))
    return NULL;
  if (!node_is(node, NODE_LIST))
    return node_text(node, NULL);
  g_autoptr(GString) lines = g_string_new(NULL);
  for (size_t i = 0; i < node->count; i++)
    g_string_append_printf(lines, "%s%s", i ? "\n" : "", node_text(node->items[i], ""));
  return arena_strdup(arena, lines->str);
}
