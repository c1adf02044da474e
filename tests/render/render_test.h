/* What the render tests share. Include after cmocka.h. */
#pragma once

#include "assert_near.h"
#include "render/render.h"

#include <math.h>
#include <string.h>

/* as doubles: the macros of math.h are floats */
#define NO_NUMBER ((double)NAN)
#define ENDLESS ((double)INFINITY)

#define BLACK ((Colour){ 0, 0, 0, 1 })
#define BLUE ((Colour){ 0, 0, 1, 1 })
/* What a PDF must be told. */
#define NAMED .title = "A title", .language = "en"

#define WHITE ((Colour){ 1, 1, 1, 1 })

/* Every character is half its size wide. */
static inline TextExtents
half_measure(const TextMetrics *self, const TextStyle *style, const char *text, size_t length)
{
  (void)self;
  return (TextExtents){ style->size / 2 * (double)g_utf8_strlen(text, (gssize)length),
                        0.8 * style->size, 0.2 * style->size };
}

static const TextMetrics HALF = { half_measure, NULL };

static inline SceneNode *
make_rect(Arena *arena, double x, double y, double width, double height)
{
  SceneNode *node = scene_new(arena, SCENE_RECT, ROLE_NONE);
  node->x = x;
  node->y = y;
  node->rect.width = width;
  node->rect.height = height;
  node->fill = paint_solid(BLUE);
  return node;
}

static inline SceneNode *
make_rule(Arena *arena, SceneRole role, double x, double y, double x2, double y2)
{
  SceneNode *node = scene_new(arena, SCENE_RULE, role);
  node->x = x;
  node->y = y;
  node->rule.x2 = x2;
  node->rule.y2 = y2;
  node->stroke = (Stroke){ .paint = paint_solid(BLACK), .width = 1 };
  return node;
}

static inline SceneNode *
make_text(Arena *arena, SceneRole role, const char *text, double x, double y)
{
  SceneNode *node = scene_text(arena, &HALF, &(TextStyle){ .size = 10 }, text, x, y);
  node->role = role;
  node->fill = paint_solid(BLACK);
  return node;
}

static inline FontSet *
test_fonts(void)
{
  GError *error = NULL;
  FontSet *fonts = font_set_new(SHOLU_SOURCE_DIR "/fonts", &error);
  if (!fonts)
    fail_msg("%s", error->message);
  return fonts;
}
