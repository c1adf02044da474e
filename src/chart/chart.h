/* Chart: a Vega-Lite specification → a scene. */
#pragma once

#include "core/locale.h"
#include "core/node.h"
#include "data/catalog.h"
#include "render/scene.h"

#include <glib.h>

/* What becomes of the marks' colours once all is drawn: greys of the same luminance, or on dark
 * paper lighter ones, where they stand out by less than 3 : 1. */
typedef enum ChartTone { TONE_PLAIN, TONE_GREY, TONE_LIGHT } ChartTone;

/* What tells a colour from others that look alike: a fill's stripes, a line's dashes. */
typedef struct ChartPattern {
  Colour colour;
  Hatch hatch;
  const double *dash; /* points */
  size_t dash_count;  /* 0: the line is whole */
} ChartPattern;

/* What the house does where a specification leaves it open: values and names are told in the plot,
 * in place of axes and legends; bars stand by size, "Other" last and in grey. */
typedef struct ChartHouse {
  Colour text, paper;
  Colour highlight, context;    /* of what stands out, and of all the rest */
  double value_size, name_size; /* of labels, points */
  const char *const *others; /* what the rest is called: "Other", …; NULL-terminated, or NULL */
  ChartTone tone;
  const ChartPattern *patterns;
  size_t pattern_count;
} ChartHouse;

/* What a chart is compiled against. */
typedef struct ChartContext {
  Catalog *catalog; /* tables that `data: {name: …}` and SQL may use */
  const TextMetrics *metrics;
  const Node *config; /* a theme's chart configuration, below the specification's own; NULL: Vega's
                         defaults */
  const ChartHouse *house; /* NULL: Vega's ways */
  const Locale *locale;    /* NULL: d3's en-US */
  const char *language; /* for labels of categories and titles of fields; NULL: names as they are */
  const char *root, *folder; /* files named by `url`: below root, relative to folder */
  bool follow_links;         /* links below root may lead outside it: root is the caller's own */
  double width; /* points the whole chart must fit into; 0: the specification's own size */
  /* With a width: points that the whole chart is to fill. Its plots then grow and shrink in
   * proportion, whatever sizes the specification gives them, and radii with them. 0: as the
   * specification says. */
  double height;
  /* Labels of categories (catalog_label), and titles of fields that come unchanged from a Data
   * Package, also through SQL, in `language`. */
  bool labels_from_package;
  /* Gets the tables (const Table *, in the arena) whose rows the marks show, up to 100,000 rows,
   * and none that another holds as well; NULL: not wanted. */
  GPtrArray *shown;
  /* Gets the SQL of each query (char *, in the arena) as text for people; NULL: not wanted. */
  GPtrArray *explained;
  /* Title and subtitle (also `subtitle: …` beside the title) stand on the page, not in the scene:
   * they are only checked. */
  bool page_texts;
} ChartContext;

/* Parses `spec` (Vega-Lite, JSON or YAML), queries its data and lays it out. Faults go to `diags`;
 * with a house, breaches of its rules do as warnings, and a chart without description gets one from
 * its data. NULL when nothing can be drawn. The scene lives in `arena`. */
Scene *chart_compile(Arena *arena, const Node *spec, const ChartContext *context, DiagList *diags);

/* Reports what a theme's chart configuration has that is unknown, or of the wrong kind. */
void chart_check_config(const Node *config, DiagList *diags);

/* Does the chart allow itself to break the rule with this code (usermeta.sholu.allow)? */
bool chart_allows(const Node *spec, const char *code);

/* Names of all tables of the catalog that the specification reads, by name or in SQL,
 * NULL-terminated: for source notes. */
const char *const *chart_sources(Arena *arena, const Node *spec, Catalog *catalog);
