/* What the files of this room share: the table of primitives, texts in place, and printing. */
#pragma once

#include "render/path_private.h"
#include "render/render.h"

/* What a scene may nest at most; deeper groups are left out everywhere. */
#define SCENE_DEPTH_MAX 512

/* A kind of node as targets see it: an outline to fill and stroke, and its item in the scene JSON.
 * Groups and texts have no outline; targets draw those themselves. */
typedef struct Primitive {
  const char *name; /* in the scene JSON */
  void (*outline)(const SceneNode *node, Path *path);
  /* appends the geometry, `"x":…`, with (dx, dy) added to every place */
  void (*geometry)(GString *out, const SceneNode *node, double dx, double dy);
} Primitive;

/* NULL for groups. */
const Primitive *primitive_of(SceneKind kind);

/* The outline of a group's own background (fill, stroke over its width × height); empty: none. */
void group_outline(const SceneNode *node, Path *path);

/* 45° stripes over a box, to be stroked HATCH_WIDTH wide and clipped to the shape; on one grid for
 * the whole parent, so that neighbours' stripes meet. Empty for a box too large to stripe. */
#define HATCH_WIDTH 1.6
void path_hatch(Path *path, SceneBounds box, Hatch hatch);

/* Is the stroke to be seen, and are its dashes such that they can be drawn? */
bool stroke_visible(const Stroke *stroke);
bool stroke_dashed(const Stroke *stroke);

/* How far the anchor's y is above the first baseline, as Vega places text. */
double text_baseline_offset(const SceneText *text);
double text_line_height(const SceneText *text);
size_t text_line_count(const char *text);

/* How far a line of that width starts before its anchor. */
double text_align_offset(TextAlign align, double width);

/* A number in the shortest decimal form with at most `places` (0 to 6) digits after the point; no
 * exponent, no negative zero. What is not finite becomes 0, what is huge is held at ±1e12. */
void append_decimal(GString *out, double value, int places);

/* With quotes; what is not UTF-8 becomes U+FFFD. NULL is "". */
void append_json_string(GString *out, const char *text);

/* `,"cornerRadiusTopLeft":…` for each corner that is round. */
void append_corner_radii(GString *out, const CornerRadii *radii);

/* The formats, one file each; listed in formats.c. */
extern const RenderFormat RENDER_PDF, RENDER_PNG, RENDER_SVG, RENDER_SCENE_JSON;

/* For formats of one page a file: fails unless there is exactly one scene. */
bool render_check_single(size_t count, const char *format, GError **error);

/* A size in points, scaled: fails when it is not positive or finite, or over 20,000. */
bool render_check_size(const Scene *scene, double scale, GError **error);
