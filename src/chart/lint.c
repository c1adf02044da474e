#include "chart/lint_private.h"

#include <math.h>
#include <string.h>

/* README explains the codes. */
static const LintRule RULES[] = {
  { "pie-slices", .check_unit = lint_pie_slices },
  { "pie-negative", .check_unit = lint_pie_negative },
  { "pie-no-whole", .check_unit = lint_pie_whole },
  { "bars-cut", .check_unit = lint_bars_cut },
  { "lines-cut", .check_unit = lint_lines_cut },
  { "dual-axes", .check_unit = lint_dual_axes },
  { "stack-parts", .check_unit = lint_stack_parts },
  { "group-series", .check_unit = lint_group_series },
  { "many-lines", .check_unit = lint_many_lines },
  { "many-colours", .check_unit = lint_many_colours },
  { "colour-alone", .check_unit = lint_colour_alone },
  { "weak-colour", .check_unit = lint_weak_colour },
  { "gradient", .check = lint_gradient },
  { "text-small", .check = lint_text_small },
  { "weak-text", .check = lint_weak_text },
  { "label-angle", .check = lint_label_angle },
  { "long-names", .check = lint_long_names },
  { "missing-title", .check = lint_missing_title },
  { "missing-subtitle", .check = lint_missing_subtitle },
  { "missing-description", .check = lint_missing_description },
  { .code = "missing-source" }, /* by whoever prints it */
  { "title-long", .check = lint_title_long },
  { "title-stop", .check = lint_title_stop },
  { "title-case", .check = lint_title_case },
  { "alt-long", .check = lint_alt_long },
  { "alt-title", .check = lint_alt_title },
  { "alt-opening", .check = lint_alt_opening },
};

/* ---- what a chart allows itself ---- */

bool
chart_allows(const Node *spec, const char *code)
{
  const Node *allowed = node_path(spec, "usermeta.sholu.allow");
  bool found = node_is_string(allowed, code);
  for (size_t i = 0; node_is(allowed, NODE_LIST) && i < allowed->count && !found; i++)
    found = node_is_string(allowed->items[i], code);
  return found;
}

static void
check_allowed_code(const Node *node, DiagList *diags)
{
  const char *names[G_N_ELEMENTS(RULES) + 1] = { NULL };
  for (size_t i = 0; i < G_N_ELEMENTS(RULES); i++)
    names[i] = RULES[i].code;
  const char *code = node_text(node, NULL);
  if (code && g_strv_contains(names, code))
    return;
  const char *near = code ? diag_suggest(code, names) : NULL;
  g_autofree char *hint = near ? g_strdup_printf("did you mean \"%s\"?", near) : NULL;
  diag_warning(diags, "unknown-rule", node->span, hint ? hint : "name the code of a warning",
               "there is no rule \"%s\" that a chart could allow itself to break",
               code ? code : node_kind_name(node->kind));
}

static void
check_allowed(const Node *spec, DiagList *diags)
{
  const Node *allowed = node_path(spec, "usermeta.sholu.allow");
  if (allowed && !node_is(allowed, NODE_LIST))
    check_allowed_code(allowed, diags);
  for (size_t i = 0; node_is(allowed, NODE_LIST) && i < allowed->count; i++)
    check_allowed_code(allowed->items[i], diags);
}

/* A chart's choices are `usermeta.sholu`'s; a misspelt one would go without a word. */
static void
check_choices(const Node *spec, DiagList *diags)
{
  static const char *const CHOICES[] = { "source", "note",   "highlight", "other", "total",
                                         "labels", "status", "allow",     NULL };
  const Node *choices = node_path(spec, "usermeta.sholu");
  for (size_t i = 0; node_is(choices, NODE_MAP) && i < choices->count; i++) {
    const NodeEntry *entry = &choices->entries[i];
    const char *near = diag_suggest(entry->key, CHOICES);
    g_autofree char *hint = near ? g_strdup_printf("did you mean \"%s\"?", near) : NULL;
    if (!g_strv_contains(CHOICES, entry->key))
      diag_warning(diags, "unknown-property", entry->key_span, hint,
                   "unknown property \"%s\" of usermeta.sholu", entry->key);
  }
}

/* ---- all rules ---- */

static void
visit_unit(Unit *unit, void *user)
{
  Lint *lint = user;
  if (unit->rows && unit->rows->row_count > 0)
    lint->rule->check_unit(lint, unit);
}

void
lint_check(Compilation *compilation, View *root, const Scene *scene, const Node *given)
{
  g_autoptr(GHashTable) places = g_hash_table_new(NULL, NULL);
  Lint lint = { compilation, root, scene, given, NULL, places };
  check_choices(given, compilation->diags);
  check_allowed(given, compilation->diags);
  for (size_t i = 0; i < G_N_ELEMENTS(RULES); i++) {
    lint.rule = &RULES[i];
    g_hash_table_remove_all(places);
    if (chart_allows(given, lint.rule->code))
      continue;
    if (lint.rule->check)
      lint.rule->check(&lint);
    else if (lint.rule->check_unit)
      view_each_unit(root, visit_unit, &lint);
  }
}

void
lint_warn(Lint *lint, const Node *place, const char *hint, const char *format, ...)
{
  Span span = place && place->span.source ? place->span : lint->given->span;
  const char *start = span.source ? span.source->text + span.start : "";
  if (!g_hash_table_add(lint->places, (gpointer)start))
    return;
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  diag_warning(lint->compilation->diags, lint->rule->code, span, hint, "%s", message);
}

/* ---- what rules ask ---- */

const Node *
lint_mark(const Unit *unit)
{
  const Node *mark = node_get(unit->view->spec, "mark");
  return mark && mark->span.source ? mark : unit->view->spec;
}

const Node *
lint_def(const Unit *unit, const ChannelDef *def)
{
  return def && def->node && def->node->span.source ? def->node : lint_mark(unit);
}

bool
lint_has_mark(const Unit *unit, const char *name)
{
  return strcmp(unit->mark->name, name) == 0;
}

MarkContext
lint_context(const Lint *lint, const Unit *unit)
{
  const View *plot = view_plot(unit->view);
  return (MarkContext){ unit, lint->compilation->arena, lint->compilation->context->metrics,
                        plot->width, plot->height };
}

Channel
lint_measure(const Unit *unit)
{
  return unit->orient == ORIENT_HORIZONTAL ? CHANNEL_X : CHANNEL_Y;
}

static void
walk(const LintSpot *parent, const SceneNode *node, LintVisitor visit, void *user)
{
  LintSpot spot = *parent;
  spot.node = node;
  if (node->hidden)
    return;
  visit(&spot, user);
  if (node->kind != SCENE_GROUP)
    return;
  spot.x += node->x;
  spot.y += node->y;
  spot.part = node->role == ROLE_NONE ? spot.part : node;
  spot.axis = node->role == ROLE_AXIS ? node : spot.axis;
  for (size_t i = 0; i < node->group.child_count; i++)
    walk(&spot, node->group.children[i], visit, user);
}

void
lint_each_node(const Scene *scene, LintVisitor visit, void *user)
{
  LintSpot spot = { 0 };
  walk(&spot, scene->root, visit, user);
}
