#include "render/scene.h"

/* A scene in another size: every length is multiplied, every angle and share kept. */
typedef struct Scaler {
  Arena *arena;
  double factor;
} Scaler;

static Stroke
scaled_stroke(const Scaler *scaler, Stroke stroke)
{
  stroke.width *= scaler->factor;
  stroke.dash_offset *= scaler->factor;
  if (stroke.dash_count) {
    double *dash = arena_array(scaler->arena, double, stroke.dash_count);
    for (size_t i = 0; i < stroke.dash_count; i++)
      dash[i] = stroke.dash[i] * scaler->factor;
    stroke.dash = dash;
  }
  return stroke;
}

static CornerRadii
scaled_radii(const Scaler *scaler, CornerRadii radii)
{
  return (CornerRadii){ radii.top_left * scaler->factor, radii.top_right * scaler->factor,
                        radii.bottom_right * scaler->factor, radii.bottom_left * scaler->factor };
}

static const SceneClip *
scaled_clip(const Scaler *scaler, const SceneClip *clip)
{
  if (!clip)
    return NULL;
  SceneClip *scaled = arena_new0(scaler->arena, SceneClip);
  *scaled =
      (SceneClip){ clip->x * scaler->factor, clip->y * scaler->factor, clip->width * scaler->factor,
                   clip->height * scaler->factor, scaled_radii(scaler, clip->radii) };
  return scaled;
}

static SceneNode *scaled_node(const Scaler *scaler, const SceneNode *node);

static void
scale_group(const Scaler *scaler, SceneNode *node)
{
  SceneGroup *group = &node->group;
  const SceneNode **children = arena_array(scaler->arena, const SceneNode *, group->child_count);
  for (size_t i = 0; i < group->child_count; i++)
    children[i] = scaled_node(scaler, group->children[i]);
  group->children = children;
  group->clip = scaled_clip(scaler, group->clip);
  group->width *= scaler->factor;
  group->height *= scaler->factor;
  group->offset *= scaler->factor;
}

static void
scale_rect(const Scaler *scaler, SceneNode *node)
{
  node->rect.width *= scaler->factor;
  node->rect.height *= scaler->factor;
  node->rect.radii = scaled_radii(scaler, node->rect.radii);
}

static void
scale_rule(const Scaler *scaler, SceneNode *node)
{
  node->rule.x2 *= scaler->factor;
  node->rule.y2 *= scaler->factor;
}

static void
scale_arc(const Scaler *scaler, SceneNode *node)
{
  node->arc.inner_radius *= scaler->factor;
  node->arc.outer_radius *= scaler->factor;
  node->arc.corner_radius *= scaler->factor;
}

static void
scale_symbol(const Scaler *scaler, SceneNode *node)
{
  node->symbol.size *= scaler->factor * scaler->factor;
}

static void
scale_path(const Scaler *scaler, SceneNode *node)
{
  ScenePoint *points = arena_array(scaler->arena, ScenePoint, node->path.point_count);
  for (size_t i = 0; i < node->path.point_count; i++) {
    const ScenePoint *point = &node->path.points[i];
    points[i] = (ScenePoint){ point->x * scaler->factor, point->y * scaler->factor,
                              point->x2 * scaler->factor, point->y2 * scaler->factor,
                              point->width * scaler->factor };
  }
  node->path.points = points;
}

static void
scale_text(const Scaler *scaler, SceneNode *node)
{
  SceneText *text = &node->text;
  /* what is left open stands for the size and two points more */
  text->line_height =
      (text->line_height > 0 ? text->line_height : text->style.size + 2) * scaler->factor;
  text->style.size *= scaler->factor;
  text->style.letter_spacing *= scaler->factor;
  text->width *= scaler->factor;
  text->ascent *= scaler->factor;
  text->descent *= scaler->factor;
}

static void (*const SCALERS[SCENE_KIND_COUNT])(const Scaler *scaler, SceneNode *node) = {
  [SCENE_GROUP] = scale_group, [SCENE_RECT] = scale_rect,     [SCENE_RULE] = scale_rule,
  [SCENE_ARC] = scale_arc,     [SCENE_SYMBOL] = scale_symbol, [SCENE_LINE] = scale_path,
  [SCENE_AREA] = scale_path,   [SCENE_TRAIL] = scale_path,    [SCENE_TEXT] = scale_text,
};

static bool
has_length_as_position(SceneRole role)
{
  return role == ROLE_AXIS_GRID || role == ROLE_AXIS_TICK || role == ROLE_AXIS_LABEL;
}

static SceneNode *
scaled_node(const Scaler *scaler, const SceneNode *node)
{
  SceneNode *scaled = arena_dup(scaler->arena, node, sizeof *node);
  scaled->x *= scaler->factor;
  scaled->y *= scaler->factor;
  scaled->stroke = scaled_stroke(scaler, node->stroke);
  scaled->item_clip = scaled_clip(scaler, node->item_clip);
  if (has_length_as_position(node->role))
    scaled->position *= scaler->factor;
  SCALERS[node->kind](scaler, scaled);
  return scaled;
}

Scene *
scene_scaled(Arena *arena, const Scene *scene, double factor)
{
  const Scaler scaler = { arena, factor };
  Scene *scaled = arena_dup(arena, scene, sizeof *scene);
  scaled->width *= factor;
  scaled->height *= factor;
  scaled->root = scaled_node(&scaler, scene->root);
  return scaled;
}
