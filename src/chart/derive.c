/* Steps that encodings ask for as well as transforms: bins, time units, stacks. */
#include "chart/pipeline_private.h"
#include "chart/time_unit_private.h"
#include "chart/transform_private.h"

#include <math.h>
#include <string.h>

/* ---- bins: vega-statistics' bin ---- */

static double
max_bins_of(Channel channel)
{
  if (channel == CHANNEL_NONE)
    return 10;
  const ChannelInfo *info = channel_info(channel);
  if (channel == CHANNEL_STROKE_DASH)
    return 4;
  bool few = channel == CHANNEL_ROW || channel == CHANNEL_COLUMN ||
             (info->range != RANGE_NONE && !info->positional && !info->polar && !info->is_offset &&
              channel != CHANNEL_ANGLE);
  return few ? 6 : 10;
}

/* The largest of the listed steps (in ascending order) below span / maxbins; else the first. */
static double
step_from_list(const Node *steps, double span, double max_bins)
{
  size_t at = 0;
  while (at < steps->count && node_number(steps->items[at], INFINITY) < span / max_bins)
    at++;
  return steps->count > 0 ? node_number(steps->items[at > 0 ? at - 1 : 0], 0) : 0;
}

/* A round step: a power of the base, then divided by 5 and 2 while the bins stay few enough. */
static double
nice_step(const Node *node, double span, double max_bins)
{
  double base = node_number(node_get(node, "base"), 10);
  if (!(base >= 1.001 && base <= 1e6))
    base = 10;
  double logb = log(base);
  double min_step = node_number(node_get(node, "minstep"), 0);
  const Node *divide = node_get(node, "divide");
  double level = ceil(log(max_bins) / logb);
  double step = fmax(min_step, pow(base, round(log(span) / logb) - level));

  while (step > 0 && ceil(span / step) > max_bins)
    step *= base;
  for (size_t i = 0; i < (node_is(divide, NODE_LIST) ? divide->count : 2); i++) {
    double by = divide ? node_number(divide->items[i], 1) : (i == 0 ? 5 : 2);
    double finer = step / by;
    if (by > 0 && finer >= min_step && span / finer <= max_bins)
      step = finer;
  }
  return step;
}

static void
settle_bins(Bin *bin, double low, double high, Channel channel)
{
  const Node *node = bin->node;
  const Node *extent = node_get(node, "extent"), *steps = node_get(node, "steps");
  if (node_is(extent, NODE_LIST) && extent->count == 2) {
    low = node_number(extent->items[0], low);
    high = node_number(extent->items[1], high);
  }
  double max_bins = node_number(node_get(node, "maxbins"), max_bins_of(channel));
  double span = high - low > 0 ? high - low : (fabs(low) > 0 ? fabs(low) : 1);
  double step = node_number(node_get(node, "step"), 0);
  if (!(step > 0))
    step = node_is(steps, NODE_LIST) ? step_from_list(steps, span, max_bins)
                                     : nice_step(node, span, MAX(max_bins, 1));
  if (!(step > 0) || !isfinite(step))
    step = span;
  bin->start = low;
  bin->stop = high;
  bin->width = step;
  if (node_boolean(node_get(node, "nice"), true)) {
    double digits = log(step);
    double precision = digits >= 0 ? 0 : floor(-digits / log(10)) + 1;
    double epsilon = pow(10, -precision - 1);
    double start = floor(low / step + epsilon) * step;
    bin->start = low < start ? start - step : start;
    bin->stop = ceil(high / step) * step;
  }
  bin->stop = bin->start + ceil((bin->stop - bin->start) / step) * step;
  double anchor = node_number(node_get(node, "anchor"), NAN);
  if (!isnan(anchor)) {
    double shift = anchor - (bin->start + step * floor((anchor - bin->start) / step));
    bin->start += shift;
    bin->stop += shift;
  }
  if (bin->stop == bin->start)
    bin->stop = bin->start + step;
}

static char *
number_sql(char buffer[G_ASCII_DTOSTR_BUF_SIZE], double number)
{
  return g_ascii_formatd(buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.17g", number);
}

const Pipeline *
pipeline_bin(const Pipeline *from, const char *field, Bin *bin, Channel channel, const char *as,
             const char *as_end)
{
  Arena *arena = from->compilation->arena;
  from = pipeline_parse_numbers(from, field);
  const char *name = sql_column(arena, field);
  const Pipeline *measured = bin->measured ? pipeline_parse_numbers(bin->measured, field) : from;
  g_autofree char *extent =
      g_strdup_printf("SELECT min(%s), max(%s) FROM %s", name, name, measured->name);
  const Table *table = pipeline_query(measured, "the extent of the bins", extent);
  if (!table)
    return NULL;
  double low = table->row_count ? column_number(&table->columns[0], 0) : (double)NAN;
  double high = table->row_count ? column_number(&table->columns[1], 0) : (double)NAN;
  settle_bins(bin, isnan(low) ? 0 : low, isnan(high) ? 0 : high, channel);

  char start[G_ASCII_DTOSTR_BUF_SIZE], stop[G_ASCII_DTOSTR_BUF_SIZE], last[G_ASCII_DTOSTR_BUF_SIZE],
      step[G_ASCII_DTOSTR_BUF_SIZE];
  number_sql(start, bin->start);
  number_sql(last, bin->stop - bin->width);
  number_sql(step, bin->width);
  const char *lower =
      arena_printf(arena, "(%s + %s * floor(1e-14 + (max(%s, min(%s, %s)) - %s) / %s))", start,
                   step, start, name, last, start, step);
  /* Bins of values outside of the extent begin nowhere; those of other rows than the measured may
   * be such as well. */
  if (measured != from || low < bin->start || high > bin->stop)
    lower = arena_printf(arena, "CASE WHEN %s < %s THEN -9e999 WHEN %s > %s THEN 9e999 ELSE %s END",
                         name, start, name, number_sql(stop, bin->stop), lower);
  from = pipeline_derive(from, as, lower, EXPR_TYPE_NUMBER);
  return pipeline_derive(from, as_end,
                         arena_printf(arena, "(%s + %s)", sql_column(arena, as), step),
                         EXPR_TYPE_NUMBER);
}

/* ---- time units ---- */

typedef struct TimeFunction {
  const TimeUnit *unit;
  int offset;
} TimeFunction;

static Value
sql_time_unit(const Value *arguments, int count, Arena *arena, void *user)
{
  (void)count, (void)arena;
  const TimeFunction *function = user;
  double date = value_to_number(arguments[0]);
  double ms = function->unit->binned ? date : time_unit_floor(function->unit, date);
  if (arguments[0].kind == VALUE_NULL || isnan(ms))
    return VALUE_MISSING;
  return value_number(function->offset ? time_unit_offset(function->unit, ms, function->offset)
                                       : ms);
}

const char *
time_unit_function(Compilation *compilation, const TimeUnit *unit, int offset)
{
  TimeFunction *function = arena_new0(compilation->arena, TimeFunction);
  *function = (TimeFunction){ unit, offset };
  char *name = arena_printf(compilation->arena, "chart_%s_%s%s",
                            offset > 0   ? "next"
                            : offset < 0 ? "before"
                                         : "floor",
                            unit->binned ? "binned_" : "", unit->key);
  for (char *p = name; *p; p++)
    if (!g_ascii_isalnum(*p))
      *p = '_';
  catalog_add_function(compilation->context->catalog, name, 1, sql_time_unit, function);
  return name;
}

const Pipeline *
pipeline_time_unit(const Pipeline *from, const char *field, const TimeUnit *unit, const char *as,
                   const char *as_end)
{
  Compilation *compilation = from->compilation;
  Arena *arena = compilation->arena;
  from = pipeline_parse_dates(from, field);
  const char *name = sql_column(arena, field);
  const char *floor_sql =
      arena_printf(arena, "%s(%s)", time_unit_function(compilation, unit, 0), name);
  const char *next_sql =
      arena_printf(arena, "%s(%s)", time_unit_function(compilation, unit, 1), name);
  if (as_end)
    from = pipeline_derive(from, as_end, next_sql, EXPR_TYPE_DATE);
  return as ? pipeline_derive(from, as, floor_sql, EXPR_TYPE_DATE) : from;
}

/* ---- stacks: vega-transforms' stack ---- */

/* What a stack is made of, as SQL over its rows. */
typedef struct StackSql {
  char *value;     /* missing ones count as 0 */
  char *size;      /* without its sign */
  char *partition; /* "PARTITION BY a, b", or nothing */
  char *order;
} StackSql;

static void
stack_sql_clear(StackSql *sql)
{
  g_free(sql->value);
  g_free(sql->size);
  g_free(sql->partition);
  g_free(sql->order);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(StackSql, stack_sql_clear)

/* The sum of `what` over the rows before this one in its stack. */
static char *
sum_before(const StackSql *sql, const char *what)
{
  return g_strdup_printf("coalesce(sum(%s) OVER (%s %s ROWS BETWEEN UNBOUNDED PRECEDING AND 1 "
                         "PRECEDING), 0)",
                         what, sql->partition, sql->order);
}

/* Where a row begins, "#before", and the size of its stack, "#total". From zero positive values
 * pile up and negative ones down, which needs no size. */
static const Pipeline *
measure_stack(const Pipeline *from, StackOffset offset, const StackSql *sql)
{
  if (offset == STACK_ZERO) {
    g_autofree char *positive = g_strdup_printf("max(%s, 0)", sql->value);
    g_autofree char *negative = g_strdup_printf("min(%s, 0)", sql->value);
    g_autofree char *up = sum_before(sql, positive), *down = sum_before(sql, negative);
    g_autofree char *before =
        g_strdup_printf("CASE WHEN %s < 0 THEN %s ELSE %s END", sql->value, down, up);
    return pipeline_derive(from, "#before", before, EXPR_TYPE_NUMBER);
  }
  g_autofree char *before = sum_before(sql, sql->size);
  g_autofree char *total = g_strdup_printf("sum(%s) OVER (%s)", sql->size, sql->partition);
  from = pipeline_derive(from, "#before", before, EXPR_TYPE_NUMBER);
  return pipeline_derive(from, "#total", total, EXPR_TYPE_NUMBER);
}

/* Both ends over the same rows, as one of them may take the place of the field. */
static const Pipeline *
end_stack(const Pipeline *from, StackOffset offset, const StackSql *sql, const char *as_start,
          const char *as_end)
{
  Arena *arena = from->compilation->arena;
  const char *start = "\"#before\"", *end;
  if (offset == STACK_ZERO) {
    end = arena_printf(arena, "\"#before\" + %s", sql->value);
  } else if (offset == STACK_NORMALIZE) {
    /* Shares of the stack's sum of absolute values. */
    start = "coalesce(1.0 * \"#before\" / nullif(\"#total\", 0), 0)";
    end = arena_printf(arena, "coalesce(1.0 * (\"#before\" + %s) / nullif(\"#total\", 0), 0)",
                       sql->size);
  } else {
    /* Centred on half the largest stack: its own half sum below that. */
    start = "(max(\"#total\") OVER () - \"#total\") / 2.0 + \"#before\"";
    end = arena_printf(arena, "%s + %s", start, sql->size);
  }
  const Measure ends[] = { { .as = as_start, .sql = start, .type = EXPR_TYPE_NUMBER },
                           { .as = as_end, .sql = end, .type = EXPR_TYPE_NUMBER } };
  const char *source = arena_printf(arena, "%s AS \"#source\"", from->name);
  return transform_extend(from, NULL, source, ends, G_N_ELEMENTS(ends));
}

const Pipeline *
pipeline_stack(const Pipeline *from, const char *field, StackOffset offset,
               const char *const *groups, size_t group_count, const char *order_sql,
               const char *as_start, const char *as_end)
{
  Arena *arena = from->compilation->arena;
  g_autoptr(GString) partition = g_string_new(NULL);
  for (size_t i = 0; i < group_count; i++)
    g_string_append_printf(partition, "%s%s", i ? ", " : "PARTITION BY ",
                           sql_column(arena, groups[i]));
  g_auto(StackSql) sql = {
    .value = g_strdup_printf("coalesce(%s, 0)", sql_column(arena, field)),
    .partition = g_strdup(partition->str),
    .order = g_strdup_printf("ORDER BY %s%s" ROW_COLUMN_SQL, order_sql, *order_sql ? ", " : ""),
  };
  sql.size = g_strdup_printf("abs(%s)", sql.value);
  return end_stack(measure_stack(from, offset, &sql), offset, &sql, as_start, as_end);
}
