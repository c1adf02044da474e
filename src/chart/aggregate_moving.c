/* Aggregates over frames that move along the rows: what leaves a frame leaves no trace in sums and
 * squares, however large it was. */
#include "chart/aggregate_private.h"

#include <math.h>
#include <string.h>

static bool
is_number(Value value)
{
  return (value.kind == VALUE_NUMBER || value.kind == VALUE_BOOLEAN) &&
         !isnan(value_to_number(value));
}

/* ---- the numbers that are in ---- */

typedef struct Frame {
  double *items;
  size_t first, count, capacity; /* items[first … first + count) are in */
  double param;                  /* the second argument */
} Frame;

static void
frame_step(void *state, const Value *arguments, int count)
{
  Frame *frame = state;
  frame->param = count > 1 ? value_to_number(arguments[1]) : (double)NAN;
  if (!is_number(arguments[0]))
    return;
  if (frame->first + frame->count == frame->capacity && frame->first > frame->count) {
    memmove(frame->items, frame->items + frame->first, frame->count * sizeof(double));
    frame->first = 0;
  }
  if (frame->first + frame->count == frame->capacity) {
    frame->capacity = frame->capacity ? 2 * frame->capacity : 16;
    frame->items = g_renew(double, frame->items, frame->capacity);
  }
  frame->items[frame->first + frame->count++] = value_to_number(arguments[0]);
}

static void
frame_undo(void *state, const Value *arguments, int count)
{
  Frame *frame = state;
  (void)count;
  if (!is_number(arguments[0]) || frame->count == 0)
    return;
  frame->first++;
  frame->count--;
}

static void
frame_clear(void *state)
{
  g_clear_pointer(&((Frame *)state)->items, g_free);
}

static double
frame_sum(const Frame *frame)
{
  double sum = 0;
  for (size_t i = 0; i < frame->count; i++)
    sum += frame->items[frame->first + i];
  return sum;
}

static Value
sum_value(const void *state)
{
  const Frame *frame = state;
  return frame->count > 0 ? value_number(frame_sum(frame)) : VALUE_MISSING;
}

static Value
mean_value(const void *state)
{
  const Frame *frame = state;
  return frame->count > 0 ? value_number(frame_sum(frame) / (double)frame->count) : VALUE_MISSING;
}

static Value
product_value(const void *state)
{
  const Frame *frame = state;
  double product = 1;
  for (size_t i = 0; i < frame->count; i++)
    product *= frame->items[frame->first + i];
  return frame->count > 0 ? value_number(product) : VALUE_MISSING;
}

/* The sum of squared differences from the mean. */
static double
frame_squares(const Frame *frame)
{
  double mean = frame_sum(frame) / (double)frame->count, squares = 0;
  for (size_t i = 0; i < frame->count; i++) {
    double difference = frame->items[frame->first + i] - mean;
    squares += difference * difference;
  }
  return squares;
}

static Value
variance_value(const void *state)
{
  const Frame *frame = state;
  return frame->count > 1 ? value_number(frame_squares(frame) / (double)(frame->count - 1))
                          : VALUE_MISSING;
}

static Value
variancep_value(const void *state)
{
  const Frame *frame = state;
  return frame->count > 0 ? value_number(frame_squares(frame) / (double)frame->count)
                          : VALUE_MISSING;
}

/* Each number counts `param` times as much as the one after it. */
static double
frame_decayed(const Frame *frame)
{
  double sum = 0;
  for (size_t i = 0; i < frame->count; i++)
    sum = sum * frame->param + frame->items[frame->first + i];
  return sum;
}

/* Vega's documentation: the exponential moving average, its weights adding up to one. */
static Value
exponential_value(const void *state)
{
  const Frame *frame = state;
  if (frame->count == 0 || isnan(frame->param))
    return VALUE_MISSING;
  if (frame->param == 1)
    return mean_value(state);
  double weights = (1 - pow(frame->param, (double)frame->count)) / (1 - frame->param);
  return value_number(frame_decayed(frame) / weights);
}

/* The same with the weights of an endless series. */
static Value
exponentialb_value(const void *state)
{
  const Frame *frame = state;
  return frame->count > 0 && !isnan(frame->param)
             ? value_number(frame_decayed(frame) * (1 - frame->param))
             : VALUE_MISSING;
}

/* ---- distinct values, a missing one included ---- */

typedef struct Distinct {
  GHashTable *counts; /* text of a value → how many of it are in */
} Distinct;

static char *
text_of(Value value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  if (value.kind == VALUE_NULL)
    return g_strdup("");
  if (value.kind == VALUE_STRING)
    return g_strconcat("'", value.string, NULL);
  return g_strdup(g_ascii_dtostr(number, sizeof number, value_to_number(value)));
}

static void
distinct_change(Distinct *distinct, Value value, int by)
{
  if (!distinct->counts)
    distinct->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  char *text = text_of(value);
  int count = GPOINTER_TO_INT(g_hash_table_lookup(distinct->counts, text)) + by;
  if (count > 0) {
    g_hash_table_insert(distinct->counts, text, GINT_TO_POINTER(count));
    return;
  }
  g_hash_table_remove(distinct->counts, text);
  g_free(text);
}

static void
distinct_step(void *state, const Value *arguments, int count)
{
  (void)count;
  distinct_change(state, arguments[0], 1);
}

static void
distinct_undo(void *state, const Value *arguments, int count)
{
  (void)count;
  distinct_change(state, arguments[0], -1);
}

static Value
distinct_value(const void *state)
{
  const Distinct *distinct = state;
  return value_number(distinct->counts ? g_hash_table_size(distinct->counts) : 0);
}

static void
distinct_clear(void *state)
{
  g_clear_pointer(&((Distinct *)state)->counts, g_hash_table_unref);
}

static const struct {
  const char *name;
  int arguments;
  CatalogAggregate aggregate;
} MOVING[] = {
#define OF_FRAME(value)                                                                            \
  {                                                                                                \
    sizeof(Frame), frame_step, frame_undo, value, frame_clear                                      \
  }
  { "chart_moving_exponential", 2, OF_FRAME(exponential_value) },
  { "chart_moving_exponentialb", 2, OF_FRAME(exponentialb_value) },
  { "chart_moving_mean", 1, OF_FRAME(mean_value) },
  { "chart_moving_product", 1, OF_FRAME(product_value) },
  { "chart_moving_sum", 1, OF_FRAME(sum_value) },
  { "chart_moving_variance", 1, OF_FRAME(variance_value) },
  { "chart_moving_variancep", 1, OF_FRAME(variancep_value) },
#undef OF_FRAME
  { "chart_moving_distinct",
    1,
    { sizeof(Distinct), distinct_step, distinct_undo, distinct_value, distinct_clear } },
};

void
aggregate_register_moving(Catalog *catalog)
{
  for (size_t i = 0; i < G_N_ELEMENTS(MOVING); i++)
    catalog_add_aggregate(catalog, MOVING[i].name, MOVING[i].arguments, &MOVING[i].aggregate);
}
