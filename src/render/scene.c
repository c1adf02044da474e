#include "render/scene.h"

#include "render/render_private.h"

#include <math.h>
#include <string.h>

SceneBuilder
scene_builder(Arena *arena)
{
  return (SceneBuilder){ .arena = arena };
}

void
scene_add(SceneBuilder *builder, const SceneNode *node)
{
  if (!node)
    return;
  if (builder->count == builder->capacity) {
    builder->capacity = builder->capacity ? builder->capacity * 2 : 8;
    const SceneNode **items = arena_array(builder->arena, const SceneNode *, builder->capacity);
    if (builder->count)
      memcpy(items, builder->items, builder->count * sizeof *items);
    builder->items = items;
  }
  builder->items[builder->count++] = node;
}

SceneNode *
scene_new(Arena *arena, SceneKind kind, SceneRole role)
{
  SceneNode *node = arena_new0(arena, SceneNode);
  node->kind = kind;
  node->role = role;
  return node;
}

SceneNode *
scene_builder_end(SceneBuilder *builder, SceneRole role)
{
  SceneNode *node = scene_new(builder->arena, SCENE_GROUP, role);
  node->group.children = builder->items;
  node->group.child_count = builder->count;
  *builder = scene_builder(builder->arena);
  return node;
}

Paint
paint_solid(Colour colour)
{
  return (Paint){ .colour = colour, .opacity = 1 };
}

bool
paint_visible(const Paint *paint)
{
  if (paint->image)
    return true;
  if (paint->gradient)
    return paint->opacity > 0 && paint->gradient->stop_count > 0;
  return paint->colour.a > 0;
}

double
text_line_height(const SceneText *text)
{
  return text->line_height > 0 ? text->line_height : text->style.size + 2;
}

size_t
text_line_count(const char *text)
{
  size_t lines = 1;
  for (; text && *text; text++)
    if (*text == '\n')
      lines++;
  return lines;
}

double
text_baseline_offset(const SceneText *text)
{
  /* vega-scenegraph's shares of the size and of the line height */
  static const double SIZES[] = { 0, 0.79, 0.30, -0.21, 0.29, 0.29 };
  static const double LINES[] = { 0, 0, 0, 0, 0.5, -0.5 };
  if ((size_t)text->baseline >= G_N_ELEMENTS(SIZES))
    return 0;
  return SIZES[text->baseline] * text->style.size + LINES[text->baseline] * text_line_height(text);
}

double
text_align_offset(TextAlign align, double width)
{
  return align == ALIGN_CENTER ? width / 2 : align == ALIGN_RIGHT ? width : 0;
}

SceneNode *
scene_text(Arena *arena, const TextMetrics *metrics, const TextStyle *style, const char *text,
           double x, double y)
{
  SceneNode *node = scene_new(arena, SCENE_TEXT, ROLE_NONE);
  node->x = x;
  node->y = y;
  node->text.text = text ? text : "";
  node->text.style = *style;
  for (const char *line = node->text.text;; line++) {
    size_t length = strcspn(line, "\n");
    TextExtents extents = text_measure(metrics, style, line, length);
    node->text.width = fmax(node->text.width, extents.width);
    node->text.ascent = extents.ascent;
    node->text.descent = extents.descent;
    line += length;
    if (!*line)
      return node;
  }
}

void
scene_bounds_union(SceneBounds *bounds, SceneBounds other)
{
  if (other.x2 < other.x1 || other.y2 < other.y1)
    return;
  bounds->x1 = MIN(bounds->x1, other.x1);
  bounds->y1 = MIN(bounds->y1, other.y1);
  bounds->x2 = MAX(bounds->x2, other.x2);
  bounds->y2 = MAX(bounds->y2, other.y2);
}

static SceneBounds
intersection(SceneBounds a, SceneBounds b)
{
  SceneBounds both = { MAX(a.x1, b.x1), MAX(a.y1, b.y1), MIN(a.x2, b.x2), MIN(a.y2, b.y2) };
  return both.x2 < both.x1 || both.y2 < both.y1 ? SCENE_BOUNDS_EMPTY : both;
}

static SceneBounds
clip_bounds(const SceneClip *clip, double dx, double dy)
{
  return (SceneBounds){ dx + MIN(clip->x, clip->x + clip->width),
                        dy + MIN(clip->y, clip->y + clip->height),
                        dx + MAX(clip->x, clip->x + clip->width),
                        dy + MAX(clip->y, clip->y + clip->height) };
}

/* The box of all lines, turned about the anchor. */
static SceneBounds
text_bounds(const SceneNode *node)
{
  const SceneText *text = &node->text;
  SceneBounds bounds = SCENE_BOUNDS_EMPTY;
  if (!text->text || !*text->text || !paint_visible(&node->fill))
    return bounds;
  double left = -text_align_offset(text->align, text->width);
  double top = text_baseline_offset(text) - text->ascent;
  double bottom = text_baseline_offset(text) + text->descent +
                  (double)(text_line_count(text->text) - 1) * text_line_height(text);
  double turn = text->angle * G_PI / 180, c = cos(turn), s = sin(turn);
  const PathPoint corners[] = {
    { left, top }, { left + text->width, top }, { left, bottom }, { left + text->width, bottom }
  };
  for (size_t i = 0; i < G_N_ELEMENTS(corners); i++) {
    double x = node->x + corners[i].x * c - corners[i].y * s;
    double y = node->y + corners[i].x * s + corners[i].y * c;
    scene_bounds_union(&bounds, (SceneBounds){ x, y, x, y });
  }
  return bounds;
}

/* The outline's box, widened by half the stroke; the points of mitres are left out. */
static SceneBounds
outline_bounds(const SceneNode *node, const Path *path)
{
  bool stroked = paint_visible(&node->stroke.paint) && node->stroke.width > 0;
  SceneBounds bounds = SCENE_BOUNDS_EMPTY;
  if (stroked || paint_visible(&node->fill))
    bounds = path_extents(path);
  if (stroked && bounds.x1 <= bounds.x2) {
    double half = node->stroke.width / 2;
    bounds =
        (SceneBounds){ bounds.x1 - half, bounds.y1 - half, bounds.x2 + half, bounds.y2 + half };
  }
  return bounds;
}

static SceneBounds node_bounds(const SceneNode *node, Path *path, int depth);

static SceneBounds
group_bounds(const SceneNode *node, Path *path, int depth)
{
  SceneBounds inside = SCENE_BOUNDS_EMPTY;
  for (size_t i = 0; depth < SCENE_DEPTH_MAX && i < node->group.child_count; i++)
    scene_bounds_union(&inside, node_bounds(node->group.children[i], path, depth + 1));
  if (inside.x2 >= inside.x1) {
    inside = (SceneBounds){ inside.x1 + node->x, inside.y1 + node->y, inside.x2 + node->x,
                            inside.y2 + node->y };
    if (node->group.clip)
      inside = intersection(inside, clip_bounds(node->group.clip, node->x, node->y));
  }
  path_clear(path);
  group_outline(node, path);
  scene_bounds_union(&inside, outline_bounds(node, path));
  return inside;
}

static SceneBounds
node_bounds(const SceneNode *node, Path *path, int depth)
{
  SceneBounds bounds = SCENE_BOUNDS_EMPTY;
  if (node->hidden)
    return bounds;
  if (node->kind == SCENE_GROUP) {
    bounds = group_bounds(node, path, depth);
  } else if (node->kind == SCENE_TEXT) {
    bounds = text_bounds(node);
  } else if (primitive_of(node->kind)) {
    path_clear(path);
    primitive_of(node->kind)->outline(node, path);
    bounds = outline_bounds(node, path);
  }
  if (node->item_clip)
    bounds = intersection(bounds, clip_bounds(node->item_clip, 0, 0));
  return bounds;
}

SceneBounds
scene_bounds(const SceneNode *node)
{
  g_auto(Path) path = { 0 };
  return node_bounds(node, &path, 0);
}

static const char *const ROLE_NAMES[] = {
  [ROLE_NONE] = "none",
  [ROLE_ARTIFACT] = "artifact",
  [ROLE_HEADING] = "heading",
  [ROLE_PARAGRAPH] = "paragraph",
  [ROLE_LIST] = "list",
  [ROLE_LIST_ITEM] = "list-item",
  [ROLE_LIST_LABEL] = "list-label",
  [ROLE_LIST_BODY] = "list-body",
  [ROLE_TABLE] = "table",
  [ROLE_TABLE_ROW] = "table-row",
  [ROLE_TABLE_HEADER] = "table-header",
  [ROLE_TABLE_CELL] = "table-cell",
  [ROLE_FIGURE] = "figure",
  [ROLE_CAPTION] = "caption",
  [ROLE_QUOTE] = "quote",
  [ROLE_CODE] = "code",
  [ROLE_NOTE] = "note",
  [ROLE_CALLOUT] = "callout",
  [ROLE_PASSAGE] = "passage",
  [ROLE_CONTENTS] = "contents",
  [ROLE_CONTENTS_ITEM] = "contents-item",
  [ROLE_LINK] = "link",
  [ROLE_SPAN] = "span",
  [ROLE_CHART] = "chart",
  [ROLE_VIEW] = "view",
  [ROLE_MARK] = "mark",
  [ROLE_AXIS] = "axis",
  [ROLE_AXIS_GRID] = "axis-grid",
  [ROLE_AXIS_TICK] = "axis-tick",
  [ROLE_AXIS_LABEL] = "axis-label",
  [ROLE_AXIS_DOMAIN] = "axis-domain",
  [ROLE_AXIS_TITLE] = "axis-title",
  [ROLE_LEGEND] = "legend",
  [ROLE_LEGEND_TITLE] = "legend-title",
  [ROLE_LEGEND_SYMBOL] = "legend-symbol",
  [ROLE_LEGEND_RAMP] = "legend-ramp",
  [ROLE_LEGEND_LABEL] = "legend-label",
  [ROLE_TITLE] = "title",
  [ROLE_TITLE_TEXT] = "title-text",
  [ROLE_SUBTITLE_TEXT] = "subtitle-text",
  [ROLE_HEADER] = "header",
  [ROLE_HEADER_TITLE] = "header-title",
  [ROLE_HEADER_LABEL] = "header-label",
};
_Static_assert(G_N_ELEMENTS(ROLE_NAMES) == ROLE_COUNT, "one line a role");

const char *
scene_role_name(SceneRole role)
{
  return (size_t)role < ROLE_COUNT ? ROLE_NAMES[role] : ROLE_NAMES[ROLE_NONE];
}
