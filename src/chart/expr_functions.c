/* The functions of expressions: all groups, and what Vega has but a finished chart has not. */
#include "chart/expr_private.h"

#include <stdlib.h>
#include <string.h>

static const ExprFunction *const groups[] = {
  expr_math_functions,   expr_statistics_functions, expr_text_functions,  expr_regexp_functions,
  expr_time_functions,   expr_time_unit_functions,  expr_array_functions, expr_type_functions,
  expr_colour_functions, expr_scale_functions,      expr_ease_functions,
};

#define RANDOM "gives another value each time; a chart must come out the same"
#define CLOCK "reads the clock; a chart must come out the same"
#define EVENTS "belongs to interaction, which a finished chart has not"
#define BROWSER "asks the browser, and there is none"
#define DATA "reads or changes data behind the chart's back"
#define MAPS "needs a geographic projection, and there is none"
#define TREES "needs a tree, and there is none"

static const struct {
  const char *name, *why;
} refusals[] = {
  { "random", RANDOM },
  { "sampleNormal", RANDOM },
  { "sampleLogNormal", RANDOM },
  { "sampleUniform", RANDOM },
  { "now", CLOCK },
  { "view", EVENTS },
  { "item", EVENTS },
  { "group", EVENTS },
  { "xy", EVENTS },
  { "x", EVENTS },
  { "y", EVENTS },
  { "pinchDistance", EVENTS },
  { "pinchAngle", EVENTS },
  { "inScope", EVENTS },
  { "intersect", EVENTS },
  { "intersectLasso", EVENTS },
  { "lassoAppend", EVENTS },
  { "lassoPath", EVENTS },
  { "encode", EVENTS },
  { "vlSelectionTest", EVENTS },
  { "vlSelectionIdTest", EVENTS },
  { "vlSelectionResolve", EVENTS },
  { "vlSelectionTuples", EVENTS },
  { "isTuple", DATA },
  { "containerSize", BROWSER },
  { "screen", BROWSER },
  { "windowSize", BROWSER },
  { "data", DATA },
  { "indata", DATA },
  { "setdata", DATA },
  { "modify", DATA },
  { "geoArea", MAPS },
  { "geoBounds", MAPS },
  { "geoCentroid", MAPS },
  { "geoScale", MAPS },
  { "geoShape", MAPS },
  { "geoTranslate", MAPS },
  { "treePath", TREES },
  { "treeAncestors", TREES },
  { "pathShape", "makes a shape for the renderer of a browser" },
  { "gradient", "makes a gradient for the renderer of a browser" },
  { "copy", "copies a scale, which no other function here takes" },
};

const ExprFunction *
expr_function_find(const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(groups); i++)
    for (const ExprFunction *function = groups[i]; function->name; function++)
      if (strcmp(function->name, name) == 0)
        return function;
  return NULL;
}

const char *
expr_function_refusal(const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++)
    if (strcmp(refusals[i].name, name) == 0)
      return refusals[i].why;
  return NULL;
}

static int
compare_names(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char **
sorted_names(void)
{
  size_t count = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(groups); i++)
    for (const ExprFunction *function = groups[i]; function->name; function++)
      count++;
  const char **names = g_new0(const char *, count + 1);
  count = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(groups); i++)
    for (const ExprFunction *function = groups[i]; function->name; function++)
      names[count++] = function->name;
  qsort(names, count, sizeof *names, compare_names);
  return names;
}

const char *const *
expr_function_names(void)
{
  static gsize once;
  static const char *const *names;
  if (g_once_init_enter(&once)) {
    names = sorted_names();
    g_once_init_leave(&once, 1);
  }
  return names;
}

const char *
expr_function_suggest(Arena *arena, const char *name)
{
  static const char *const others[][2] = { { "toUpperCase", "upper" },
                                           { "toLowerCase", "lower" },
                                           { "includes", "indexof" },
                                           { "toFixed", "format" },
                                           { "toString", "toString" },
                                           { "getFullYear", "year" },
                                           { "getMonth", "month" },
                                           { "getDate", "date" },
                                           { "getDay", "day" },
                                           { "substr", "substring" },
                                           { "concat", "join" },
                                           { "padStart", "pad" },
                                           { "ln", "log" },
                                           { "len", "length" },
                                           { "strftime", "timeFormat" },
                                           { "number", "toNumber" },
                                           { "string", "toString" },
                                           { "Number", "toNumber" },
                                           { "String", "toString" },
                                           { "Date", "datetime" },
                                           { "ceiling", "ceil" },
                                           { "trunc", "floor" },
                                           { "contains", "indexof" },
                                           { "isnull", "isValid" },
                                           { "coalesce", "isValid" },
                                           { "substitute", "replace" } };
  const char *near = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(others) && !near; i++)
    if (strcmp(name, others[i][0]) == 0)
      near = others[i][1];
  const char *const *names = expr_function_names();
  for (size_t i = 0; names[i] && !near; i++)
    if (g_ascii_strcasecmp(name, names[i]) == 0)
      near = names[i];
  if (!near)
    near = diag_suggest(name, names);
  return near ? arena_printf(arena, "did you mean %s()?", near) : NULL;
}

const char *
expr_constant_text(const ExprNode *call, size_t index)
{
  if (index >= call->count || call->items[index]->form != EXPR_FORM_CONSTANT)
    return NULL;
  ExprValue value = call->items[index]->value;
  return value.kind == EXPR_STRING ? value.string : NULL;
}
