/* Walks a page's scene and tells what stands where, for tests of layout. */
#pragma once

#include "render/scene.h"

#include <glib.h>

/* A text as it stands on the page: from x1 to x2, from the height of its capitals to its
 * descenders. */
typedef struct TextBox {
  const char *text;
  double x1, y1, x2, y2, size;
  bool artifact; /* a running line, a repeated head */
  const SceneNode *node;
} TextBox;

static inline void
collect_text_boxes(const SceneNode *node, double x, double y, bool artifact, GArray *boxes)
{
  artifact |= node->role == ROLE_ARTIFACT;
  if (node->hidden || node->role == ROLE_CHART)
    return;
  if (node->kind == SCENE_TEXT && *node->text.text) {
    double width = node->text.width, size = node->text.style.size;
    double shift = node->text.align == ALIGN_RIGHT    ? width
                   : node->text.align == ALIGN_CENTER ? width / 2
                                                      : 0;
    TextBox box = { .text = node->text.text, .size = size, .node = node };
    box.artifact = artifact;
    box.x1 = x + node->x - shift;
    bool space = g_str_has_suffix(node->text.text, " ");
    box.x2 = box.x1 + width - (space ? size / 2 : 0);
    box.y1 = y + node->y - 0.72 * size;
    box.y2 = y + node->y + 0.2 * size;
    g_array_append_val(boxes, box);
  }
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++)
    collect_text_boxes(node->group.children[i], x + node->x, y + node->y, artifact, boxes);
}

/* The texts of a page, those inside of charts left out. Free with g_array_free. */
static inline GArray *
page_text_boxes(const Scene *page)
{
  GArray *boxes = g_array_new(FALSE, FALSE, sizeof(TextBox));
  collect_text_boxes(page->root, 0, 0, false, boxes);
  return boxes;
}

static inline bool
boxes_overlap(const TextBox *a, const TextBox *b)
{
  const double slack = 0.6; /* of kerning and of rounding */
  return a->x1 < b->x2 - slack && b->x1 < a->x2 - slack && a->y1 < b->y2 - slack &&
         b->y1 < a->y2 - slack;
}

/* What is wrong with where texts stand on a page: two that overlap, one outside the page, one too
 * small to read. NULL: nothing. Free with g_free. */
static inline char *
find_text_fault(const Scene *page)
{
  g_autoptr(GArray) boxes = page_text_boxes(page);
  for (guint i = 0; i < boxes->len; i++) {
    const TextBox *a = &g_array_index(boxes, TextBox, i);
    if (a->x1 < -0.5 || a->y1 < -0.5 || a->x2 > page->width + 0.5 || a->y2 > page->height + 0.5)
      return g_strdup_printf("\"%s\" leaves the page", a->text);
    if (a->size < 8 - 1e-6)
      return g_strdup_printf("\"%s\" is set in %g points", a->text, a->size);
    for (guint k = i + 1; k < boxes->len; k++) {
      const TextBox *b = &g_array_index(boxes, TextBox, k);
      if (boxes_overlap(a, b))
        return g_strdup_printf("\"%s\" and \"%s\" overlap at %.1f, %.1f", a->text, b->text, b->x1,
                               b->y2);
    }
  }
  return NULL;
}

/* The box of the first text that is so; NULL: there is none. */
static inline const TextBox *
find_text_box(const GArray *boxes, const char *text)
{
  for (guint i = 0; i < boxes->len; i++) {
    const TextBox *box = &g_array_index(boxes, TextBox, i);
    if (strcmp(box->text, text) == 0)
      return box;
  }
  return NULL;
}
