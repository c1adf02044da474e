/* Rules of visual design that a chart of the house is checked by, once it is laid out. A breach is
 * a warning with a code, its place, and the remedy. Rules: the house's visual design, section by
 * section; sources are named there.
 *
 *   lint.c           the table of rules, and what a chart allows itself
 *   lint_THEME.c     the rules of one theme
 *
 * `usermeta: {sholu: {allow: [code, …]}}` silences rules for one chart. A new rule is one function
 * and one line in the table. */
#pragma once

#include "chart/house_private.h"

typedef struct Lint Lint;

typedef struct LintRule {
  const char *code;
  /* One of them is set, or none where the rule is checked elsewhere and may be allowed. */
  void (*check)(Lint *lint);
  void (*check_unit)(Lint *lint, const Unit *unit);
} LintRule;

struct Lint {
  Compilation *compilation;
  View *root;
  const Scene *scene;
  const Node *given; /* the specification with its texts, whoever draws them */
  const LintRule *rule;
  GHashTable *places; /* that this rule was told of */
};

/* Checks all rules that the chart does not allow to be broken. */
void lint_check(Compilation *compilation, View *root, const Scene *scene, const Node *given);

/* ---- for rules ---- */

/* Warns with the rule's code, once a place. A node without a place stands for the whole chart. */
void lint_warn(Lint *lint, const Node *place, const char *hint, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* A unit's mark as it is written, and a definition of its, else the mark. */
const Node *lint_mark(const Unit *unit);
const Node *lint_def(const Unit *unit, const ChannelDef *def);

bool lint_has_mark(const Unit *unit, const char *name);
MarkContext lint_context(const Lint *lint, const Unit *unit);

/* The channel along which a unit's values run: x of horizontal marks, else y. */
Channel lint_measure(const Unit *unit);

/* The title of a specification on one line; NULL: none. The subtitle, of either kind. */
const char *lint_title(Arena *arena, const Node *given);
const char *lint_subtitle(Arena *arena, const Node *given);

/* Where in the scene a node is: `x` and `y` of its parent's origin; the nearest groups that have a
 * role, and that are axes (NULL: none). */
typedef struct LintSpot {
  const SceneNode *node;
  double x, y;
  const SceneNode *part, *axis;
} LintSpot;
/* Calls `visit` for everything that is drawn, in drawing order. */
typedef void (*LintVisitor)(const LintSpot *spot, void *user);
void lint_each_node(const Scene *scene, LintVisitor visit, void *user);

/* ---- rules ---- */

/* lint_pie.c: pies and donuts. */
void lint_pie_slices(Lint *lint, const Unit *unit);
void lint_pie_negative(Lint *lint, const Unit *unit);
void lint_pie_whole(Lint *lint, const Unit *unit);

/* lint_scale.c: scales that mislead. */
void lint_bars_cut(Lint *lint, const Unit *unit);
void lint_lines_cut(Lint *lint, const Unit *unit);
void lint_dual_axes(Lint *lint, const Unit *unit);

/* lint_series.c: too much in one plot. */
void lint_stack_parts(Lint *lint, const Unit *unit);
void lint_group_series(Lint *lint, const Unit *unit);
void lint_many_lines(Lint *lint, const Unit *unit);

/* lint_colour.c: colours. */
void lint_many_colours(Lint *lint, const Unit *unit);
void lint_colour_alone(Lint *lint, const Unit *unit);
void lint_weak_colour(Lint *lint, const Unit *unit);
void lint_gradient(Lint *lint);

/* lint_label.c: texts in the plot and around it. */
void lint_text_small(Lint *lint);
void lint_weak_text(Lint *lint);
void lint_label_angle(Lint *lint);
void lint_long_names(Lint *lint);

/* lint_title.c: titles and the text alternative. */
void lint_missing_title(Lint *lint);
void lint_missing_subtitle(Lint *lint);
void lint_missing_description(Lint *lint);
void lint_title_long(Lint *lint);
void lint_title_stop(Lint *lint);
void lint_title_case(Lint *lint);
void lint_alt_long(Lint *lint);
void lint_alt_title(Lint *lint);
void lint_alt_opening(Lint *lint);
