/* Scene: everything that is drawn, before it is drawn. A plain tree of groups and primitives in
 * points, y down, made once and never changed; all targets, the tagged PDF, the scene JSON and the
 * tests read this one tree. A group also says what it means.
 *
 * Coordinates are relative to the parent group's origin. Angles of arcs are radians clockwise from
 * twelve o'clock; rotations are degrees clockwise. */
#pragma once

#include "core/arena.h"
#include "core/colour.h"
#include "render/text_metrics.h"

typedef enum SceneKind {
  SCENE_GROUP,
  SCENE_RECT,
  SCENE_RULE,
  SCENE_ARC,
  SCENE_SYMBOL,
  SCENE_LINE,
  SCENE_AREA,
  SCENE_TRAIL,
  SCENE_TEXT,
  SCENE_KIND_COUNT,
} SceneKind;

/* What a node means. Documents first, then the parts of a chart. */
typedef enum SceneRole {
  ROLE_NONE,
  ROLE_ARTIFACT, /* backgrounds, rules, running header and footer */
  ROLE_HEADING,  /* level 1 to 6 */
  ROLE_PARAGRAPH,
  ROLE_LIST,
  ROLE_LIST_ITEM,
  ROLE_LIST_LABEL,
  ROLE_LIST_BODY,
  ROLE_TABLE,
  ROLE_TABLE_ROW,
  ROLE_TABLE_HEADER,
  ROLE_TABLE_CELL,
  ROLE_FIGURE, /* alt set */
  ROLE_CAPTION,
  ROLE_QUOTE,
  ROLE_CODE,
  ROLE_NOTE,     /* at the foot of a page */
  ROLE_CALLOUT,  /* set apart from the text */
  ROLE_PASSAGE,  /* in a language of its own: language set */
  ROLE_CONTENTS, /* a list of what is where; its items hold links */
  ROLE_CONTENTS_ITEM,
  ROLE_LINK, /* href set */
  ROLE_SPAN,
  ROLE_CHART,
  ROLE_VIEW,       /* name, width, height: a plot area */
  ROLE_MARK,       /* one layer's items */
  ROLE_AXIS,       /* orient, axis set */
  ROLE_AXIS_GRID,  /* position set, on each rule */
  ROLE_AXIS_TICK,  /* position set */
  ROLE_AXIS_LABEL, /* position set */
  ROLE_AXIS_DOMAIN,
  ROLE_AXIS_TITLE,
  ROLE_LEGEND, /* orient, gradient legends: their symbols are the ramp */
  ROLE_LEGEND_TITLE,
  ROLE_LEGEND_SYMBOL,
  ROLE_LEGEND_RAMP,  /* gradient's rect, or one band of it */
  ROLE_LEGEND_LABEL, /* position set (0 to 1) in gradient legends */
  ROLE_TITLE,        /* group of title texts; name: the view it heads */
  ROLE_TITLE_TEXT,
  ROLE_SUBTITLE_TEXT,
  ROLE_HEADER, /* facet header group; name: "row", "column", "facet" */
  ROLE_HEADER_TITLE,
  ROLE_HEADER_LABEL,
  ROLE_COUNT,
} SceneRole;

typedef struct GradientStop {
  double offset; /* 0 to 1 */
  Colour colour;
} GradientStop;

/* In units of the filled shape's bounding box; a radial one has radii too. */
typedef struct Gradient {
  bool radial;
  double x1, y1, x2, y2, r1, r2;
  unsigned given; /* bits of those, in this order, that are said rather than defaults */
  const GradientStop *stops;
  size_t stop_count;
} Gradient;

/* A picture: the bytes of a PNG file that is known to be sound. */
typedef struct SceneImage {
  const void *png;
  size_t size;
  int width, height; /* pixels */
  double ppi;        /* pixels per inch; 0: the file does not say */
} SceneImage;

/* Reads a PNG file; the bytes must outlive the scene. NULL where it is not sound, or has more
 * pixels than can be drawn; in *fault what is wrong: "it is damaged". */
const SceneImage *scene_image_load(Arena *arena, const void *png, size_t size, const char **fault);

/* Stripes at 45° in place of a full fill. */
typedef enum Hatch { HATCH_NONE, HATCH_RISING, HATCH_FALLING } Hatch;

/* No paint: colour.a is 0 and gradient NULL. All opacities are already in the alpha. */
typedef struct Paint {
  Colour colour;
  const Gradient *gradient;
  double opacity; /* of a gradient */
  Hatch hatch;
  const SceneImage *image; /* fills the shape's bounding box, in place of all else; NULL: none */
} Paint;

typedef enum StrokeCap { CAP_BUTT, CAP_ROUND, CAP_SQUARE } StrokeCap;
typedef enum StrokeJoin { JOIN_MITER, JOIN_ROUND, JOIN_BEVEL } StrokeJoin;

typedef struct Stroke {
  Paint paint;
  double width;
  StrokeCap cap;
  StrokeJoin join;
  double miter_limit; /* 0: 10 */
  const double *dash;
  size_t dash_count;
  double dash_offset;
} Stroke;

typedef enum TextAlign { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT } TextAlign;
typedef enum TextBaseline {
  BASELINE_ALPHABETIC,
  BASELINE_TOP,
  BASELINE_MIDDLE,
  BASELINE_BOTTOM,
  BASELINE_LINE_TOP,
  BASELINE_LINE_BOTTOM,
} TextBaseline;

/* d3's curves. */
typedef enum Interpolate {
  INTERPOLATE_LINEAR,
  INTERPOLATE_LINEAR_CLOSED,
  INTERPOLATE_STEP,
  INTERPOLATE_STEP_BEFORE,
  INTERPOLATE_STEP_AFTER,
  INTERPOLATE_BASIS,
  INTERPOLATE_BASIS_OPEN,
  INTERPOLATE_BASIS_CLOSED,
  INTERPOLATE_CARDINAL,
  INTERPOLATE_CARDINAL_OPEN,
  INTERPOLATE_CARDINAL_CLOSED,
  INTERPOLATE_CATMULL_ROM,
  INTERPOLATE_BUNDLE,
  INTERPOLATE_MONOTONE,
  INTERPOLATE_NATURAL,
  INTERPOLATE_COUNT,
} Interpolate;

/* NaN in x is a gap. */
typedef struct ScenePoint {
  double x, y;
  double x2, y2; /* area: the base line */
  double width;  /* trail */
} ScenePoint;

typedef struct CornerRadii {
  double top_left, top_right, bottom_right, bottom_left;
} CornerRadii;

typedef struct SceneClip {
  double x, y, width, height;
  CornerRadii radii;
} SceneClip;

typedef struct SceneNode SceneNode;

typedef struct SceneGroup {
  const SceneNode *const *children;
  size_t child_count;
  const SceneClip *clip;     /* NULL: none; in the group's own coordinates */
  const char *name;          /* by role: view's place, header's channel, element's id; "part-ID":
                                goes on in the group of that name and role on later pages */
  const char *orient;        /* axes and legends: "left", "top", …; else NULL */
  const char *alt;           /* figures: the text alternative */
  const char *language;      /* where it differs from the parent's */
  const char *href;          /* links: URI, or "#id" */
  const char *anchor;        /* the id that others link to; NULL: none */
  double width, height;      /* views, figures, tables: extent; else 0 */
  double offset;             /* axes */
  int level;                 /* headings 1 to 6; table header cells: 1 column, 2 row, 3 both;
                                lists: 1 numbered */
  int column_span, row_span; /* cells; 0 means 1 */
  const char *title;  /* headings: for the outline; axes, legends: full title, newlines kept */
  double label_angle; /* axes: degrees */
} SceneGroup;

typedef struct SceneText {
  const char *text; /* as drawn; lines separated by '\n' */
  const char *full; /* NULL: text was not shortened; else the whole */
  TextStyle style;
  TextAlign align;
  TextBaseline baseline;
  double angle;
  double line_height; /* 0: size + 2 */
  double width;       /* measured, of the widest line */
  double ascent, descent;
} SceneText;

struct SceneNode {
  SceneKind kind;
  SceneRole role;
  double x, y; /* group: origin; text: anchor; arc, symbol: centre; rect: corner; rule: start;
                  line, area, trail: added to every point */
  Paint fill;  /* text: its colour; group: of its width × height, under its children (so stroke) */
  Stroke stroke;
  bool hidden;     /* part of the scene's meaning but not drawn (a label that would overlap) */
  bool clip_mark;  /* the view clips this mark: recorded for the scene JSON */
  double position; /* axis parts: along the axis; gradient legend labels: 0 to 1 */
  const SceneClip *item_clip; /* clips this item alone, in the parent's coordinates; NULL: none */
  union {
    SceneGroup group;
    struct {
      double width, height;
      CornerRadii radii;
    } rect;
    struct {
      double x2, y2;
    } rule;
    struct {
      double start_angle, end_angle, inner_radius, outer_radius, pad_angle, corner_radius;
    } arc;
    struct {
      double size;       /* area */
      const char *shape; /* name or SVG path in a 2 × 2 square around 0 */
      double angle;
    } symbol;
    struct {
      const ScenePoint *points;
      size_t point_count;
      Interpolate interpolate;
      double tension;  /* as in d3; 0: the curve's default */
      bool horizontal; /* area: the base line is x2 at the same y; monotone runs along y */
    } path;            /* line, area, trail */
    SceneText text;
  };
};

/* One page or chart. */
typedef struct Scene {
  double width, height;
  Colour background; /* a = 0: transparent */
  const SceneNode *root;
  const char *title;       /* NULL: none */
  const char *description; /* charts: alt text; NULL: none */
  const char *source;      /* charts: "Source: …"; NULL: none */
  const char *language;
  const char *label; /* pages: the number shown; NULL: none */
  bool rounded;      /* charts: shares were rounded one by one, and do not add up to 100% */
} Scene;

/* Grows a group's children; scene_builder_end makes the array. Nodes live in the arena. */
typedef struct SceneBuilder {
  Arena *arena;
  const SceneNode **items;
  size_t count, capacity;
} SceneBuilder;

SceneBuilder scene_builder(Arena *arena);
void scene_add(SceneBuilder *builder, const SceneNode *node); /* NULL is ignored */
SceneNode *scene_new(Arena *arena, SceneKind kind, SceneRole role);
/* A group of all that was added; the builder is empty afterwards. */
SceneNode *scene_builder_end(SceneBuilder *builder, SceneRole role);

Paint paint_solid(Colour colour);
bool paint_visible(const Paint *paint);

/* A line of text with its measured extents. `text` is not copied. */
SceneNode *scene_text(Arena *arena, const TextMetrics *metrics, const TextStyle *style,
                      const char *text, double x, double y);

/* A copy in which every length is multiplied by the factor, which is above 0. */
Scene *scene_scaled(Arena *arena, const Scene *scene, double factor);

/* The bounding box of what a node draws (strokes included, hidden parts not), in its parent's
 * coordinates; empty: x2 < x1. */
typedef struct SceneBounds {
  double x1, y1, x2, y2;
} SceneBounds;
#define SCENE_BOUNDS_EMPTY ((SceneBounds){ 1e300, 1e300, -1e300, -1e300 })
SceneBounds scene_bounds(const SceneNode *node);
void scene_bounds_union(SceneBounds *bounds, SceneBounds other);

const char *scene_role_name(SceneRole role);
