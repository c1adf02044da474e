/* What checks are given: rows of numbers with what rounding leaves open. */
#include "audit/check_private.h"

#include "core/number_format.h"

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

enum { LISTED_MOST = 8, DECIMALS_MOST = 20 };

/* ---- telling ---- */

/* The check's note stands with whatever is said of it. */
static const char *
full_hint(const Check *check, const char *hint)
{
  if (!check->note)
    return hint;
  return hint ? arena_printf(check->arena, "%s; note: %s", hint, check->note) : check->note;
}

void
check_report(const Check *check, const char *code, Span span, const char *hint, const char *format,
             ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  if (check->waived)
    hint = arena_printf(check->arena, "waived: %s", check->waived);
  diag_add(check->diags, check->waived ? DIAG_NOTE : DIAG_ERROR, code, place_of_span(span),
           full_hint(check, hint), "%s: %s", check->name, message);
}

void
check_tell(const Check *check, const char *code, Span span, const char *hint, const char *format,
           ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  diag_add(check->diags, DIAG_NOTE, code, place_of_span(span), full_hint(check, hint), "%s: %s",
           check->name, message);
}

const char *
check_number_text(const Check *check, double value, int decimals)
{
  char text[DBL_MAX_10_EXP + DECIMALS_MOST + 8], format[8];
  snprintf(format, sizeof format, "%%.%df", CLAMP(decimals, 0, DECIMALS_MOST));
  return arena_strdup(check->arena, g_ascii_formatd(text, sizeof text, format, value));
}

const char *
check_rows_text(const Check *check, const CheckRows *rows)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (size_t i = 0; i < MIN(rows->count, LISTED_MOST); i++) {
    const CheckValue *value = &rows->items[i].values[0];
    g_string_append_printf(out, "%s%s%s%s", i ? ", " : "",
                           rows->labelled ? rows->items[i].label : "", rows->labelled ? " " : "",
                           check_number_text(check, value->value, value->decimals));
  }
  if (rows->count > LISTED_MOST)
    g_string_append_printf(out, " and %zu more", rows->count - LISTED_MOST);
  return arena_strndup(check->arena, out->str, out->len);
}

/* ---- options ---- */

double
check_option(const Check *check, const char *key, double otherwise)
{
  const Node *node = node_get(check->node, key);
  if (node && !node_is(node, NODE_NUMBER))
    diag_error(check->diags, "bad-check", node->span, NULL, "%s must be a number, not %s", key,
               node_kind_name(node->kind));
  return node_number(node, otherwise);
}

/* ---- what rounding leaves open ---- */

/* Of the shortest form of a number, arithmetic's last digits left off. */
static int
shortest_decimals(double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd(text, sizeof text, "%.12g", value);
  const char *point = strchr(text, '.'), *exponent = strchr(text, 'e');
  size_t fraction = point ? strcspn(point + 1, "e") : 0;
  return (int)fraction - (exponent ? (int)g_ascii_strtoll(exponent + 1, NULL, 10) : 0);
}

/* Numbers of things, which nothing has rounded. */
static bool
is_exact(const Column *column)
{
  const Field *field = column->field;
  return field && field->type == COLUMN_INTEGER && field->scale == 1;
}

static CheckValue
read_value(const Column *column, size_t row, int written, double rounding)
{
  CheckValue value = { .value = column_number(column, row),
                       .scale = column->field ? column->field->scale : 1 };
  if (!isfinite(value.value)) {
    value.value = (double)NAN;
    return value;
  }
  int decimals = written != INT_MIN ? written : shortest_decimals(value.value);
  value.decimals = CLAMP(decimals, 0, DECIMALS_MOST);
  if (!isnan(rounding))
    value.half = fabs(rounding) / 2;
  else if (!is_exact(column))
    value.half = 0.5 * pow(10, -decimals);
  return value;
}

/* ---- queries ---- */

/* What stands before the numbers, joined; else the row's own number. */
static const char *
row_label(Arena *arena, const Table *table, size_t columns, size_t row)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (size_t i = 0; i < columns; i++) {
    Value value = column_value(&table->columns[i], row);
    if (value.kind == VALUE_NULL)
      continue;
    if (out->len > 0)
      g_string_append_c(out, ' ');
    if (value.kind == VALUE_STRING)
      g_string_append(out, value.string);
    else
      number_append_plain(out, value_to_number(value));
  }
  return out->len ? arena_strndup(arena, out->str, out->len)
                  : arena_printf(arena, "row %zu", row + 1);
}

static const Table *
run_query(const Check *check, const Node *sql)
{
  Catalog *catalog = document_catalog(check->request->document);
  QueryFault fault = { .offset = -1 };
  const Table *table = catalog_query(catalog, check->arena, sql->string, NULL, 0, &fault);
  if (!table)
    diag_error(check->diags, "query-failed", text_place(sql->span, sql->string, fault.offset), NULL,
               "%s", fault.message);
  return table;
}

/* Are there rows, and enough columns, the last of them numbers? */
static bool
check_shape(const Check *check, const Table *table, size_t numbers, Span span)
{
  if (table->row_count == 0) {
    diag_error(check->diags, "check-empty", span, "a check that looks at nothing proves nothing",
               "%s: the query gives no row", check->name);
    return false;
  }
  size_t first = table->column_count - MIN(numbers, table->column_count);
  bool sound = table->column_count >= numbers;
  for (size_t i = first; sound && i < table->column_count; i++)
    sound = !column_is_text(&table->columns[i]);
  if (!sound)
    diag_error(check->diags, "bad-check", span,
               numbers == 1 ? "SELECT label, number FROM …" : "SELECT label, number, number FROM …",
               numbers == 1 ? "%s: the query's last column must be numbers"
                            : "%s: the query's last two columns must be numbers",
               check->name);
  return sound;
}

static CheckRow *
read_rows(const Check *check, const Table *table, size_t numbers)
{
  Catalog *catalog = document_catalog(check->request->document);
  CheckRow *rows = arena_array(check->arena, CheckRow, table->row_count);
  g_autofree int *written = g_new(int, table->row_count);
  double rounding = check_option(check, "rounding", (double)NAN);
  size_t labels = table->column_count - numbers;
  for (size_t i = 0; i < numbers; i++) {
    const Column *column = &table->columns[labels + i];
    catalog_decimals(catalog, column, table->row_count, written);
    for (size_t row = 0; row < table->row_count; row++)
      rows[row].values[i] = read_value(column, row, written[row], rounding);
  }
  for (size_t row = 0; row < table->row_count; row++)
    rows[row].label = row_label(check->arena, table, labels, row);
  return rows;
}

bool
check_query(const Check *check, const char *key, size_t numbers, CheckRows *rows)
{
  const Node *sql = node_get(check->node, key);
  if (!node_is(sql, NODE_STRING)) {
    diag_error(check->diags, "bad-check", sql ? sql->span : check->node->span, NULL,
               "%s: %s must be an SQL SELECT", check->name, key);
    return false;
  }
  const Table *table = run_query(check, sql);
  if (!table || !check_shape(check, table, numbers, sql->span))
    return false;
  *rows = (CheckRows){ .items = read_rows(check, table, numbers),
                       .count = table->row_count,
                       .labelled = table->column_count > numbers,
                       .span = sql->span };
  return true;
}

bool
check_query_whole(const Check *check, const char *key, CheckRows *rows)
{
  if (!check_query(check, key, 1, rows))
    return false;
  for (size_t i = 0; i < rows->count; i++)
    if (isnan(rows->items[i].values[0].value)) {
      check_report(check, "check-missing", rows->span, "give it, or leave the row out of the query",
                   "%s is missing, and missing is not zero", rows->items[i].label);
      return false;
    }
  return true;
}

/* ---- sums ---- */

CheckSum
check_sum_rows(const CheckRows *rows)
{
  CheckSum sum = { 0 };
  double size = 0;
  for (size_t i = 0; i < rows->count; i++) {
    const CheckValue *value = &rows->items[i].values[0];
    sum.value += value->value;
    sum.slack += value->half;
    sum.decimals = MAX(sum.decimals, value->decimals);
    size += fabs(value->value);
  }
  sum.error = size * 1e-12;
  return sum;
}

bool
check_sum_agrees(const CheckSum *sum, double number, double half, double within)
{
  double distance = fabs(number - sum->value), error = sum->error + fabs(number) * 1e-12;
  return isfinite(distance) &&
         (distance <= error || distance < sum->slack + half - error || distance <= within + error);
}
