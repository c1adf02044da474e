/* Ticks and their labels. Rules: Vega's axis ticks and d3-scale's tickFormat. */
#include "chart/guide_private.h"
#include "chart/params_private.h"
#include "chart/time_interval_private.h"
#include "chart/time_unit_private.h"

#include "core/number_format.h"
#include "core/time_format.h"

#include <math.h>
#include <string.h>

static const Compilation *
compilation_of(const TickRequest *request)
{
  return request->scale->unit->view->compilation;
}

/* ---- which values ---- */

typedef struct TickList {
  Value *values;
  size_t count;
} TickList;

static TickList
list_of_numbers(Arena *arena, const double *numbers, size_t count)
{
  TickList list = { arena_array(arena, Value, MAX(count, 1)), count };
  for (size_t i = 0; i < count; i++)
    list.values[i] = value_number(numbers[i]);
  return list;
}

static double
extent_of(const Scale *scale, double *low, double *high)
{
  double a = scale->domain[0], b = scale->domain[scale->domain_count - 1];
  *low = fmin(a, b);
  *high = fmax(a, b);
  return *high - *low;
}

/* How many ticks are asked for: no more than keep min_step between them, and as many as bins. */
static double
settled_count(const TickRequest *request)
{
  const Scale *scale = request->scale;
  bool given = node_is(request->values, NODE_LIST);
  double otherwise = given ? (double)request->values->count : request->otherwise;
  double count = node_number(request->count, isnan(otherwise) ? 10 : otherwise);
  double low, high, step = request->min_step;
  if (scale->edge_count > 0)
    count = fmax(count, (double)scale->edge_count);
  if (!(step > 0) || scale->kind->discrete || scale->domain_count == 0)
    return count;
  double most = floor(extent_of(scale, &low, &high) / step);
  count = fmin(count, (most > 0 ? most : 1) + 1);
  if (scale->edge_count > 0 || scale->kind->temporal || scale->kind->logarithmic || !(low < high))
    return count;
  while (count > 1 && linear_tick_step(low, high, count) < step)
    count--;
  return count;
}

static gint
compare_along(gconstpointer a, gconstpointer b, gpointer user)
{
  const Scale *scale = user;
  double difference =
      scale_number(scale, *(const Value *)a) - scale_number(scale, *(const Value *)b);
  int order = (difference > 0) - (difference < 0);
  return scale->range[0] > scale->range[1] ? -order : order;
}

/* Only those within the range, in its order; every second one is dropped while there are more than
 * `count`. */
static TickList
valid_ticks(const Scale *scale, TickList list, double count)
{
  double low = floor(fmin(scale->range[0], scale->range[1]));
  double high = ceil(fmax(scale->range[0], scale->range[1]));
  size_t kept = 0;
  for (size_t i = 0; i < list.count; i++) {
    double at = scale_number(scale, list.values[i]);
    if (at >= low && at <= high)
      list.values[kept++] = list.values[i];
  }
  list.count = kept;
  g_qsort_with_data(list.values, (gint)kept, sizeof(Value), compare_along, (gpointer)scale);
  if (!(count > 0) || list.count < 2)
    return list;
  Value first = list.values[0], last = list.values[list.count - 1];
  while ((double)list.count > count && list.count >= 3) {
    size_t n = 0;
    for (size_t i = 0; i < list.count; i += 2)
      list.values[n++] = list.values[i];
    list.count = n;
  }
  if (list.count < 3) {
    list.values[0] = first;
    list.values[1] = last;
    list.count = 2;
  }
  return list;
}

/* Along a gradient all but the last. */
static TickList
bin_boundaries(const TickRequest *request, double count)
{
  const Scale *scale = request->scale;
  size_t n = scale->edge_count;
  TickList list = list_of_numbers(compilation_of(request)->arena, scale->edges, n);
  if (request->ramp) {
    list.count = n - 1;
    return list;
  }
  return valid_ticks(scale, list, count);
}

static TickList
explicit_values(const TickRequest *request, double count)
{
  const Scale *scale = request->scale;
  const Node *values = request->values;
  TickList list = { arena_array(compilation_of(request)->arena, Value, MAX(values->count, 1)),
                    values->count };
  for (size_t i = 0; i < values->count; i++)
    list.values[i] = scale_value_of_node(scale, values->items[i]);
  if (request->legend)
    return list;
  if (scale->kind->discrete) {
    size_t kept = 0;
    for (size_t i = 0; i < list.count; i++)
      if (scale_index(scale, list.values[i]) >= 0)
        list.values[kept++] = list.values[i];
    list.count = kept;
  }
  return channel_info(scale->channel)->range == RANGE_NUMBER ? valid_ticks(scale, list, count)
                                                             : list;
}

/* Logarithmic axes name only the multiples that have room: 1, 2 and 5 of each power, say. */
static bool
has_log_label(const Scale *scale, double value, double count, size_t ticks)
{
  double k = fmax(1, scale->base * count / (double)MAX(ticks, 1));
  double i = value / pow(scale->base, round(log(fabs(value)) / log(scale->base)));
  i = fabs(i);
  if (i * scale->base < scale->base - 0.5)
    i *= scale->base;
  return i <= k;
}

static size_t
keep_labelled(const Scale *scale, double *numbers, size_t count, double asked)
{
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (has_log_label(scale, numbers[i], asked, count))
      numbers[kept++] = numbers[i];
  return kept;
}

static TickList
tick_values(const TickRequest *request, double count)
{
  const Scale *scale = request->scale;
  Arena *arena = compilation_of(request)->arena;
  double *numbers = NULL;
  TimeStep by;

  if (node_is(request->values, NODE_LIST))
    return explicit_values(request, count);
  if (scale->kind->discrete) {
    TickList list = { arena_dup(arena, scale->values, scale->value_count * sizeof(Value)),
                      scale->value_count };
    return list;
  }
  if (scale->kind->classify)
    return list_of_numbers(arena, scale->boundaries, scale->boundary_count);
  if (scale->edge_count > 0)
    return bin_boundaries(request, count);
  if (scale->kind->temporal && time_step_of_node(request->count, &by)) {
    size_t n = time_ticks_by(scale->domain[0], scale->domain[scale->domain_count - 1], by,
                             scale->kind == &SCALE_UTC, arena, &numbers);
    return list_of_numbers(arena, numbers, n);
  }
  size_t n = scale->kind->ticks(scale, count, arena, &numbers);
  if (request->legend && scale->kind->logarithmic &&
      channel_info(scale->channel)->range != RANGE_COLOUR)
    n = keep_labelled(scale, numbers, n, count);
  /* A ramp that would have fewer than three labels gets those of its ends. */
  double ends[2] = { scale->domain[0], scale->domain[scale->domain_count - 1] };
  if (request->ramp && n < 3 && ends[0] != ends[1])
    return list_of_numbers(arena, ends, 2);
  return list_of_numbers(arena, numbers, n);
}

/* ---- labels ---- */

/* The exponent of the number's leading digit. */
static int
exponent_of(double number)
{
  char buffer[64];
  g_ascii_formatd(buffer, sizeof buffer, "%.16e", fabs(number));
  const char *e = strchr(buffer, 'e');
  return e && number != 0 ? (int)g_ascii_strtoll(e + 1, NULL, 10) : 0;
}

/* d3's precisionFixed, precisionRound and precisionPrefix for a step. */
static int
precision_for(char type, double step, double largest)
{
  if (!(step > 0))
    return -1;
  if (type == 's') {
    int third = CLAMP((int)floor(exponent_of(largest) / 3.0), -8, 8) * 3;
    return MAX(0, third - exponent_of(step));
  }
  if (strchr("egpr", type) && type) {
    int round = MAX(0, exponent_of(largest - step) - exponent_of(step)) + 1;
    return type == 'e' ? round - 1 : round;
  }
  int fixed = MAX(0, -exponent_of(step));
  return type == '%' ? MAX(0, fixed - 2) : fixed;
}

/* What tells classes apart: from 0 to the least distance of two boundaries. */
static void
extent_of_classes(const Scale *scale, double *low, double *high)
{
  const double *at = scale->boundaries;
  *low = 0;
  if (scale->kind == &SCALE_QUANTIZE) {
    *high = fabs(scale->domain[scale->domain_count - 1] - scale->domain[0]);
    return;
  }
  *high = scale->boundary_count > 1 ? at[1] - at[0] : scale->boundary_count ? at[0] : 1;
  for (size_t i = 2; i < scale->boundary_count; i++)
    *high = fmin(*high, at[i] - at[i - 1]);
}

/* Numbers of an axis share the precision that tells their steps apart. */
static void
append_number(GString *out, const TickRequest *request, double number, size_t count)
{
  const Compilation *compilation = compilation_of(request);
  const Node *own = request->format ? request->format : config_get(compilation, "numberFormat");
  const char *specifier = node_string(own, ",f");
  NumberFormat format;
  double low, high;
  if (request->classes)
    extent_of_classes(request->scale, &low, &high);
  else
    extent_of(request->scale, &low, &high);
  double largest = fmax(fabs(low), fabs(high));

  if (!number_format_parse(specifier, &format)) {
    diag_error(compilation->diags, "invalid-format", own->span,
               "a d3 format such as .1f, ,.0f, .0% or ~s", "'%s' is no number format", specifier);
    number_format_parse(",f", &format);
  }
  bool prefixed = format.type == 's' && format.precision < 0;
  if (format.precision < 0 && strchr("segprf%", format.type)) {
    double step = linear_tick_step(low, high, fmax(1, (double)count));
    format.precision = precision_for(format.type, step, largest);
  }
  if (prefixed)
    number_format_append_prefix(out, &format, compilation->locale, largest, number);
  else
    number_format_append(out, &format, compilation->locale, number);
}

static void
append_date(GString *out, const TickRequest *request, double ms)
{
  const Compilation *compilation = compilation_of(request);
  bool utc = request->scale->kind == &SCALE_UTC;
  const char *format = node_string(request->format, NULL);
  const TimeUnit *unit = guide_time_unit(request->scale);
  if (!format && unit)
    format = time_unit_format(unit, compilation->arena);
  if (format)
    time_format_append(out, format, compilation->locale, ms, utc);
  else
    time_append_multi(out, ms, compilation->locale, utc, request->format);
}

/* d3's formatFloat: as many digits as the number has, twelve at most. */
static void
append_float(GString *out, const TickRequest *request, double number)
{
  NumberFormat format;
  if (!number_format_parse(node_string(request->format, ","), &format))
    number_format_parse(",", &format);
  if (format.precision < 0) {
    format.precision = format.type == '%' ? 10 : format.type == 'e' ? 11 : 12;
    format.trim = true;
  }
  number_format_append(out, &format, compilation_of(request)->locale, number);
}

const char *
guide_label(const TickRequest *request, Value value, size_t count)
{
  const Compilation *compilation = compilation_of(request);
  const ChannelDef *def = request->scale->def;
  g_autoptr(GString) text = g_string_new(NULL);
  bool forced_number = node_is_string(request->format_type, "number");
  if (request->scale->kind->discrete || value.kind != VALUE_NUMBER) {
    if (def->type == TYPE_QUANTITATIVE && !request->format && value.kind == VALUE_NUMBER) {
      number_append_plain(text, value.number);
      return arena_strdup(compilation->arena, text->str);
    }
    return format_value(compilation, def, value, request->format, request->format_type);
  }
  if (request->scale->kind == &SCALE_THRESHOLD && !request->format)
    number_append_plain(text, value.number);
  else if (request->scale->kind->temporal && !forced_number)
    append_date(text, request, value.number);
  else if (request->scale->kind->logarithmic)
    append_float(text, request, value.number);
  else
    append_number(text, request, value.number, count);
  return arena_strdup(compilation->arena, text->str);
}

/* ---- labelExpr ---- */

typedef struct LabelScope {
  const Compilation *compilation;
  const Tick *tick;
  bool legend; /* which counts its entries; axes say how far along they are */
  bool temporal;
  size_t index;
} LabelScope;

static bool
label_field(void *user, const char *name, ExprValue *value)
{
  const LabelScope *scope = user;
  if (strcmp(name, "label") == 0)
    *value = expr_string(scope->tick->label);
  else if (strcmp(name, "value") == 0)
    *value = scope->temporal && scope->tick->value.kind == VALUE_NUMBER
                 ? expr_date(scope->tick->value.number)
                 : expr_from_value(scope->tick->value);
  else if (strcmp(name, "index") == 0 && scope->legend)
    *value = expr_number((double)scope->index);
  else if (strcmp(name, "index") == 0)
    *value = expr_number(scope->tick->index);
  else
    return false;
  return true;
}

static bool
label_name(void *user, const char *name, ExprValue *value)
{
  const LabelScope *scope = user;
  return params_lookup((void *)scope->compilation, name, value);
}

const char *
guide_text_of_value(Arena *arena, ExprValue value)
{
  g_autoptr(GString) lines = g_string_new(NULL);
  if (value.kind == EXPR_NULL || value.kind == EXPR_UNDEFINED)
    return "";
  if (value.kind != EXPR_ARRAY)
    return expr_to_string(arena, value);
  for (size_t i = 0; i < value.count; i++)
    g_string_append_printf(lines, "%s%s", i ? "\n" : "", expr_to_string(arena, value.items[i]));
  return arena_strdup(arena, lines->str);
}

void
guide_rewrite_labels(const TickRequest *request, Tick *ticks, size_t count)
{
  const Compilation *compilation = compilation_of(request);
  const Node *node = request->label_expr;
  if (!node_is(node, NODE_STRING))
    return;
  Expr *expr = expr_parse(compilation->arena, node->string, node->span, compilation->diags);
  bool temporal = request->scale->kind->temporal || request->scale->def->time_unit;
  for (size_t i = 0; expr && i < count; i++) {
    LabelScope label = { compilation, &ticks[i], request->legend, temporal, i };
    ExprScope scope = { .arena = compilation->arena,
                        .user = &label,
                        .field = label_field,
                        .name = label_name,
                        .locale = compilation->locale,
                        .diags = compilation->diags };
    ticks[i].label = guide_text_of_value(compilation->arena, expr_evaluate(expr, &scope));
  }
}

Tick *
guide_ticks(const TickRequest *request, size_t *count)
{
  const Scale *scale = request->scale;
  double asked = settled_count(request);
  TickList list = { 0 };
  if (!scale->empty || request->values)
    list = tick_values(request, asked);
  Tick *ticks = arena_array(compilation_of(request)->arena, Tick, MAX(list.count, 1));
  for (size_t i = 0; i < list.count; i++) {
    bool named = !scale->kind->logarithmic || request->values || scale->edge_count > 0 ||
                 (request->legend && !request->ramp) ||
                 has_log_label(scale, list.values[i].number, asked, list.count);
    ticks[i].value = list.values[i];
    ticks[i].index = list.count > 1 ? (double)i / (double)(list.count - 1) : 0;
    ticks[i].label = named ? guide_label(request, list.values[i], (size_t)asked) : "";
    if (channel_info(scale->channel)->range == RANGE_NUMBER)
      ticks[i].position = scale_number(scale, list.values[i]) +
                          (scale->kind == &SCALE_BAND ? scale->bandwidth / 2 : 0);
  }
  if (!request->legend)
    guide_rewrite_labels(request, ticks, list.count);
  *count = list.count;
  return ticks;
}
