/* Theme: how pages look. A theme is a YAML file over another one (`extends: name`; else the
 * built-in theme "briefing", whose file says the same as the defaults), so that it names only what
 * it changes. Lengths are points; in the file also "24mm". */
#pragma once

#include "chart/chart.h"
#include "core/colour.h"
#include "core/node.h"
#include "render/text_metrics.h"

/* One line of the type scale. */
typedef struct Type {
  double size, leading;
  int weight;
  Colour colour;
  bool italic;
  bool tabular;
  const char *family; /* NULL: the project's sans */
} Type;

typedef enum TypeName {
  TYPE_BODY,
  TYPE_LEAD,
  TYPE_H1,
  TYPE_H2,
  TYPE_H3,
  TYPE_H4,
  TYPE_TITLE,
  TYPE_SUBTITLE,
  TYPE_BYLINE,
  TYPE_FIGURE_NUMBER,
  TYPE_FIGURE_TITLE,
  TYPE_FIGURE_SUBTITLE,
  TYPE_FIGURE_SOURCE,
  TYPE_CHART_VALUE,
  TYPE_CHART_NAME,
  TYPE_TABLE,
  TYPE_TABLE_HEAD,
  TYPE_QUOTE,
  TYPE_CODE,
  TYPE_NOTE,
  TYPE_RUNNING,
  TYPE_KPI_LABEL,
  TYPE_KPI_VALUE,
  TYPE_KPI_UNIT,
  TYPE_KPI_CHANGE,
  TYPE_CONTENTS,
  TYPE_COUNT,
} TypeName;

typedef enum ThemeColour {
  COLOUR_PAPER,
  COLOUR_TEXT,
  COLOUR_SECONDARY,
  COLOUR_TERTIARY,
  COLOUR_ACCENT,
  COLOUR_LINK,
  COLOUR_GRID,
  COLOUR_PANEL,
  COLOUR_CALLOUT,
  COLOUR_HIGHLIGHT,
  COLOUR_CONTEXT,
  COLOUR_BAND,
  COLOUR_BAND_TEXT,
  COLOUR_BAND_SECONDARY,
  COLOUR_GOOD, /* of texts: a change for the better */
  COLOUR_BAD,
  COLOUR_COUNT,
} ThemeColour;

typedef struct Theme {
  double page_width, page_height;
  double margin_top, margin_bottom, margin_left, margin_right;
  double most_pages;                   /* a document that has more is warned of; 0: any number */
  double page_level;                   /* headings down to this level begin a page; 0: none */
  bool running;                        /* a header on every page but the first */
  double columns, gutter, body_column; /* body_column: the first that text stands in, from 1 */
  double space_paragraph, space_item, space_block, space_figure;
  double space_before_heading[4], space_after_heading[4]; /* levels 1 to 4 */
  double list_indent, quote_indent, panel_padding;
  double band_top, band_bottom; /* padding of the title's band */
  double band_height;           /* at least, from the page's edge */
  double kpi_height;            /* of a tile, at least */
  double figure_height_full, figure_height_half;
  /* Charts are drawn this many times as large as `config` and their specifications say. */
  double figure_scale;
  double figure_margin;      /* around a figure that stands by itself */
  const char *const *others; /* what charts call the rest; NULL-terminated; NULL: nothing */
  Type types[TYPE_COUNT];
  Colour colours[COLOUR_COUNT];
  const Node *config; /* of charts; NULL: none */
  const Node *node;   /* as read; NULL: the defaults */
} Theme;

/* The theme in `node` (NULL: the defaults). Unknown keys are warned of, wrong values faults. */
Theme *theme_from_node(Arena *arena, const Node *node, DiagList *diags);

/* Where themes are. */
typedef struct ThemePlace {
  const char *folder; /* of those known by name */
  /* A path ("./mine.yaml") is relative to `base`, or to `root` if it begins with "/", and must stay
   * below root. base NULL: it is the caller's own, and taken as it is. */
  const char *base, *root;
} ThemePlace;

/* Reads the theme of this name or path, and those it extends. One that cannot be read is a fault at
 * `where`, and the defaults are returned. */
Theme *
theme_load(Arena *arena, const ThemePlace *place, const char *name, Span where, DiagList *diags);

/* Left edge and width of `span` columns from column `first` (from 1). */
double theme_column_x(const Theme *theme, int first);
double theme_columns_width(const Theme *theme, int span);

/* The file NAME.yaml in the folder whose name is nearest; NULL: none. Lives in the arena. */
const char *suggest_yaml(Arena *arena, const char *folder, const char *wrong);

/* "24mm", "12pt", 12 → points. False for negative, absurd and other values. */
bool theme_read_length(const Node *node, double *length);

/* What the theme says of charts beside `config`. */
ChartHouse *theme_house(Arena *arena, const Theme *theme);

TextStyle type_style(const Type *type, const char *language);
