/* Functions of arrays, and of texts taken as arrays of characters. */
#include "chart/expr_private.h"

#include <math.h>
#include <string.h>

static ExprValue
not_a_sequence(const ExprCall *call)
{
  bool texts = call->function->type != EXPR_TYPE_JSON && strcmp(call->function->name, "join") != 0;
  return expr_call_throw(call, "%s() takes an array%s", call->function->name,
                         texts ? " or a text" : "");
}

static ExprValue
first_of(ExprValue array)
{
  return array.kind == EXPR_ARRAY && array.count ? array.items[0] : expr_undefined();
}

static ExprValue
last_of(ExprValue array)
{
  return array.kind == EXPR_ARRAY && array.count ? array.items[array.count - 1] : expr_undefined();
}

static ExprValue
new_pair(const ExprCall *call, ExprValue first, ExprValue second)
{
  ExprValue *items = arena_array(call->arena, ExprValue, 2);
  items[0] = first;
  items[1] = second;
  return expr_new_array(call->arena, items, 2);
}

/* ---- reading ---- */

static ExprValue
evaluate_length(const ExprCall *call)
{
  ExprValue value = expr_arg(call, 0);
  if (expr_is_nullish(value))
    return not_a_sequence(call);
  return expr_member(call->arena, value, "length");
}

static ExprValue
evaluate_peek(const ExprCall *call)
{
  ExprValue value = expr_arg(call, 0);
  if (expr_is_nullish(value))
    return not_a_sequence(call);
  if (value.kind != EXPR_STRING)
    return last_of(value);
  size_t length = expr_utf16_length(value.string);
  return length ? expr_string(expr_utf16_at(value.string, length - 1)) : expr_undefined();
}

/* Where a search from `from` begins in a sequence of `length`, as indexOf counts. */
static double
search_start(double from, double length)
{
  return from < 0 ? MAX(length + from, 0) : MIN(from, length);
}

static double
index_in_array(ExprValue array, ExprValue wanted, double from)
{
  double length = (double)array.count;
  for (size_t i = (size_t)search_start(from, length); i < array.count; i++)
    if (expr_strict_equal(array.items[i], wanted))
      return (double)i;
  return -1;
}

static double
last_index_in_array(ExprValue array, ExprValue wanted, double from)
{
  double length = (double)array.count;
  double start = from < 0 ? length + from : MIN(from, length - 1);
  for (double i = start; i >= 0; i--)
    if (expr_strict_equal(array.items[(size_t)i], wanted))
      return i;
  return -1;
}

static double
index_in_text(const char *text, const char *wanted, double from)
{
  double length = (double)expr_utf16_length(text);
  const char *start = expr_utf16_at(text, (size_t)CLAMP(from, 0, length));
  const char *found = strstr(start, wanted);
  return found ? (double)expr_utf16_between(text, found) : -1;
}

static double
last_index_in_text(const char *text, const char *wanted, double from)
{
  double length = (double)expr_utf16_length(text);
  const char *limit = expr_utf16_at(text, (size_t)CLAMP(from, 0, length)), *found = NULL;
  for (const char *at = strstr(text, wanted); at && at <= limit;
       at = *at ? strstr(at + 1, wanted) : NULL)
    found = at;
  return found ? (double)expr_utf16_between(text, found) : -1;
}

static ExprValue
evaluate_index(const ExprCall *call)
{
  ExprValue sequence = expr_arg(call, 0), wanted = expr_arg(call, 1);
  bool last = call->function->variant;
  double from = expr_arg_integer(call, 2, last ? (double)INFINITY : 0);
  if (sequence.kind == EXPR_ARRAY)
    return expr_number(last ? last_index_in_array(sequence, wanted, from)
                            : index_in_array(sequence, wanted, from));
  if (sequence.kind != EXPR_STRING)
    return not_a_sequence(call);
  const char *text = expr_arg_string(call, 1);
  if (last && isnan(expr_arg_number(call, 2)))
    from = (double)INFINITY;
  return expr_number(last ? last_index_in_text(sequence.string, text, from)
                          : index_in_text(sequence.string, text, from));
}

static ExprValue
evaluate_join(const ExprCall *call)
{
  ExprValue array = expr_arg(call, 0);
  if (array.kind != EXPR_ARRAY)
    return not_a_sequence(call);
  const char *separator = expr_arg_given(call, 1) ? expr_arg_string(call, 1) : ",";
  g_autoptr(GString) out = g_string_new(NULL);
  for (size_t i = 0; i < array.count; i++) {
    if (i)
      g_string_append(out, separator);
    if (!expr_is_nullish(array.items[i]))
      g_string_append(out, expr_to_string(call->arena, array.items[i]));
    if (out->len > EXPR_MAX_STRING)
      return expr_call_throw(call, "join() would make a text that is too long");
  }
  return expr_string(arena_strndup(call->arena, out->str, out->len));
}

/* ---- ranges of numbers ---- */

static ExprValue
evaluate_extent(const ExprCall *call)
{
  ExprValue array = expr_arg(call, 0), min = expr_undefined(), max = min;
  size_t count = array.kind == EXPR_ARRAY ? array.count : 0, i = 0;
  for (; i < count; i++) {
    bool nan = array.items[i].kind == EXPR_NUMBER && isnan(array.items[i].number);
    if (!expr_is_nullish(array.items[i]) && !nan)
      break;
  }
  if (i < count)
    min = max = array.items[i];
  for (; i < count; i++) {
    ExprValue value = array.items[i];
    if (expr_is_nullish(value))
      continue;
    if (expr_relate(call->arena, value, min) == -1)
      min = value;
    if (expr_relate(call->arena, value, max) == 1)
      max = value;
  }
  return new_pair(call, min, max);
}

static ExprValue
evaluate_span(const ExprCall *call)
{
  ExprValue array = expr_arg(call, 0);
  double span = expr_to_number(last_of(array)) - expr_to_number(first_of(array));
  return expr_number(isnan(span) ? 0 : span);
}

static ExprValue
evaluate_clamp_range(const ExprCall *call)
{
  ExprValue range = expr_arg(call, 0);
  double lo = expr_to_number(first_of(range));
  double hi =
      range.kind == EXPR_ARRAY && range.count > 1 ? expr_to_number(range.items[1]) : (double)NAN;
  double min = expr_arg_number(call, 1), max = expr_arg_number(call, 2);
  if (hi < lo) {
    double swap = lo;
    lo = hi;
    hi = swap;
  }
  double span = hi - lo;
  if (span >= max - min)
    return new_pair(call, expr_number(min), expr_number(max));
  double start = isnan(lo) || isnan(min) ? (double)NAN : MAX(lo, min);
  start = isnan(start) || isnan(max - span) ? (double)NAN : MIN(start, max - span);
  return new_pair(call, expr_number(start), expr_number(start + span));
}

static ExprValue
evaluate_in_range(const ExprCall *call)
{
  ExprValue value = expr_arg(call, 0), range = expr_arg(call, 1);
  if (range.kind != EXPR_ARRAY)
    return not_a_sequence(call);
  ExprValue low = first_of(range), high = last_of(range);
  if (expr_relate(call->arena, low, high) == 1) {
    ExprValue swap = low;
    low = high;
    high = swap;
  }
  bool left = !expr_arg_given(call, 2) || expr_truthy(expr_arg(call, 2));
  bool right = !expr_arg_given(call, 3) || expr_truthy(expr_arg(call, 3));
  int above = expr_relate(call->arena, low, value), below = expr_relate(call->arena, value, high);
  return expr_boolean((above == -1 || (left && above == 0)) &&
                      (below == -1 || (right && below == 0)));
}

static ExprValue
evaluate_lerp(const ExprCall *call)
{
  ExprValue array = expr_arg(call, 0), low = first_of(array), high = last_of(array);
  double fraction = expr_arg_number(call, 1);
  if (high.kind == EXPR_UNDEFINED || isnan(fraction) || fraction == 0)
    return low;
  if (fraction == 1)
    return high;
  double from = expr_to_number(low);
  return expr_number(from + fraction * (expr_to_number(high) - from));
}

/* Piecewise: the array's items at equal distances. */
static ExprValue
evaluate_interpolate(const ExprCall *call)
{
  ExprValue array = expr_arg(call, 0);
  double fraction = expr_arg_number(call, 1);
  if (array.kind != EXPR_ARRAY || array.count == 0)
    return expr_undefined();
  if (array.count == 1 || !(fraction > 0))
    return array.items[0];
  if (fraction >= 1)
    return last_of(array);
  double position = fraction * (double)(array.count - 1), below = floor(position);
  if (position == below)
    return array.items[(size_t)below];
  double from = expr_to_number(array.items[(size_t)below]);
  double to = expr_to_number(array.items[(size_t)below + 1]);
  return expr_number(from + (position - below) * (to - from));
}

/* flush(range, value, threshold, left, right, center) */
static ExprValue
evaluate_flush(const ExprCall *call)
{
  ExprValue range = expr_arg(call, 0);
  double value = expr_arg_number(call, 1), threshold = expr_arg_number(call, 2);
  bool bounded = expr_truthy(expr_arg(call, 2)) ||
                 (expr_arg(call, 2).kind == EXPR_NUMBER && !isnan(threshold));
  if (!bounded || last_of(range).kind == EXPR_UNDEFINED)
    return expr_arg(call, 5);
  double low = expr_to_number(first_of(range)), high = expr_to_number(last_of(range));
  double left = fabs(value - MIN(low, high)), right = fabs(MAX(low, high) - value);
  if (left < right && left <= threshold)
    return expr_arg(call, 3);
  return expr_arg(call, right <= threshold ? 4 : 5);
}

static ExprValue
evaluate_sequence(const ExprCall *call)
{
  double start = call->count < 2 ? 0 : expr_arg_number(call, 0);
  double stop = expr_arg_number(call, call->count < 2 ? 0 : 1);
  double step = call->count < 3 ? 1 : expr_arg_number(call, 2);
  double count = ceil((stop - start) / step);
  if (!isfinite(count))
    count = 0;
  if (count > EXPR_MAX_ITEMS)
    return expr_call_throw(call, "sequence() would make more than %d numbers", EXPR_MAX_ITEMS);
  size_t items = count > 0 ? (size_t)count : 0;
  ExprValue *values = arena_array(call->arena, ExprValue, items);
  for (size_t i = 0; i < items; i++)
    values[i] = expr_number(start + (double)i * step);
  return expr_new_array(call->arena, values, items);
}

/* ---- other arrays from arrays ---- */

static ExprValue
evaluate_reverse(const ExprCall *call)
{
  ExprValue array = expr_arg(call, 0);
  if (array.kind != EXPR_ARRAY)
    return not_a_sequence(call);
  ExprValue *items = arena_array(call->arena, ExprValue, array.count);
  for (size_t i = 0; i < array.count; i++)
    items[i] = array.items[array.count - 1 - i];
  return expr_new_array(call->arena, items, array.count);
}

/* JavaScript's sort puts undefined last whatever the order. */
static int
compare_items(const void *a, const void *b, gpointer arena)
{
  const ExprValue *x = a, *y = b;
  bool x_last = x->kind == EXPR_UNDEFINED, y_last = y->kind == EXPR_UNDEFINED;
  if (x_last || y_last)
    return (int)x_last - (int)y_last;
  return expr_ascending(arena, *x, *y);
}

static ExprValue
evaluate_sort(const ExprCall *call)
{
  ExprValue array = expr_arg(call, 0);
  if (array.kind != EXPR_ARRAY)
    return not_a_sequence(call);
  g_autoptr(GArray) sorted = g_array_new(false, false, sizeof(ExprValue));
  g_array_append_vals(sorted, array.items, (guint)array.count);
  g_array_sort_with_data(sorted, compare_items, call->arena);
  return expr_new_array(call->arena,
                        arena_dup(call->arena, sorted->data, array.count * sizeof(ExprValue)),
                        array.count);
}

static ExprValue
evaluate_slice(const ExprCall *call)
{
  ExprValue sequence = expr_arg(call, 0);
  bool text = sequence.kind == EXPR_STRING;
  if (!text && sequence.kind != EXPR_ARRAY)
    return not_a_sequence(call);
  double length = text ? (double)expr_utf16_length(sequence.string) : (double)sequence.count;
  double start = search_start(expr_arg_integer(call, 1, 0), length);
  double end = search_start(expr_arg_integer(call, 2, length), length);
  if (!text)
    return expr_new_array(call->arena, sequence.items + (size_t)start,
                          end > start ? (size_t)(end - start) : 0);
  const char *from = expr_utf16_at(sequence.string, (size_t)start);
  const char *to = expr_utf16_at(sequence.string, (size_t)MAX(start, end));
  return expr_string(arena_strndup(call->arena, from, (size_t)(to - from)));
}

/* The value that a path such as "a.b" or "a[0]" leads to. */
static ExprValue
follow_path(const ExprCall *call, ExprValue value, const char *path)
{
  const char *name = path;
  while (*name) {
    size_t length = strcspn(name, ".[]");
    if (length) {
      if (expr_is_nullish(value))
        return expr_undefined();
      value = expr_member(call->arena, value, arena_strndup(call->arena, name, length));
    }
    name += length;
    name += strspn(name, ".[]");
  }
  return value;
}

static ExprValue
evaluate_pluck(const ExprCall *call)
{
  ExprValue value = expr_arg(call, 0);
  const char *path = expr_arg_string(call, 1);
  if (value.kind != EXPR_ARRAY)
    return follow_path(call, value, path);
  ExprValue *items = arena_array(call->arena, ExprValue, value.count);
  for (size_t i = 0; i < value.count; i++)
    items[i] = follow_path(call, value.items[i], path);
  return expr_new_array(call->arena, items, value.count);
}

/* ---- objects ---- */

static void
add_member(GArray *members, ExprMember member)
{
  for (guint i = 0; i < members->len; i++) {
    ExprMember *known = &g_array_index(members, ExprMember, i);
    if (strcmp(known->key, member.key) == 0) {
      known->value = member.value;
      return;
    }
  }
  g_array_append_val(members, member);
}

static ExprValue
evaluate_merge(const ExprCall *call)
{
  g_autoptr(GArray) members = g_array_new(false, false, sizeof(ExprMember));
  for (size_t i = 0; i < call->count; i++)
    if (call->args[i].kind == EXPR_OBJECT)
      for (size_t j = 0; j < call->args[i].count; j++)
        add_member(members, call->args[i].members[j]);
  return expr_new_object(call->arena,
                         arena_dup(call->arena, members->data, members->len * sizeof(ExprMember)),
                         members->len);
}

const ExprFunction expr_array_functions[] = {
  EXPR_FUNCTION("length", 1, 1, evaluate_length, EXPR_TYPE_NUMBER),
  EXPR_FUNCTION("peek", 1, 1, evaluate_peek, EXPR_TYPE_ANY),
  EXPR_FUNCTION("indexof", 2, 3, evaluate_index, EXPR_TYPE_NUMBER, .variant = false),
  EXPR_FUNCTION("lastindexof", 2, 3, evaluate_index, EXPR_TYPE_NUMBER, .variant = true),
  EXPR_FUNCTION("join", 1, 2, evaluate_join, EXPR_TYPE_TEXT),
  EXPR_FUNCTION("extent", 1, 1, evaluate_extent, EXPR_TYPE_JSON),
  EXPR_FUNCTION("span", 1, 1, evaluate_span, EXPR_TYPE_NUMBER),
  EXPR_FUNCTION("clampRange", 3, 3, evaluate_clamp_range, EXPR_TYPE_JSON),
  EXPR_FUNCTION("inrange", 2, 4, evaluate_in_range, EXPR_TYPE_BOOLEAN),
  EXPR_FUNCTION("lerp", 2, 2, evaluate_lerp, EXPR_TYPE_ANY),
  EXPR_FUNCTION("interpolateLinear", 2, 2, evaluate_interpolate, EXPR_TYPE_ANY),
  EXPR_FUNCTION("flush", 6, 6, evaluate_flush, EXPR_TYPE_ANY),
  EXPR_FUNCTION("sequence", 1, 3, evaluate_sequence, EXPR_TYPE_JSON),
  EXPR_FUNCTION("reverse", 1, 1, evaluate_reverse, EXPR_TYPE_JSON),
  EXPR_FUNCTION("sort", 1, 1, evaluate_sort, EXPR_TYPE_JSON),
  EXPR_FUNCTION("slice", 1, 3, evaluate_slice, EXPR_TYPE_ANY),
  EXPR_FUNCTION("pluck", 2, 2, evaluate_pluck, EXPR_TYPE_ANY),
  EXPR_FUNCTION("merge", 0, -1, evaluate_merge, EXPR_TYPE_JSON),
  { .name = NULL },
};
