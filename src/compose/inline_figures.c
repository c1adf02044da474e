#include "compose/composer_private.h"

#include "core/number_format.h"
#include "core/time_format.h"

#include <string.h>

static const char PLURAL[] = "plural:";

/* A figure of the front matter, queried when it is first used. */
typedef struct NamedFigure {
  const FrontFigure *front;
  const char *sql; /* without the semicolon at its end */
  bool tried, sound;
  Value value;
  ColumnType type;
} NamedFigure;

struct InlineFigures {
  NamedFigure *items;
  size_t count;
};

/* What stands between the braces. */
typedef struct Expression {
  const char *sql, *format; /* format NULL: none */
  Span sql_span, format_span;
} Expression;

typedef struct Result {
  Value value;
  ColumnType type;
} Result;

static char *
trimmed_sql(Arena *arena, const char *sql)
{
  size_t length = strlen(sql);
  while (length > 0 && (g_ascii_isspace(sql[length - 1]) || sql[length - 1] == ';'))
    length--;
  return arena_strndup(arena, sql, length);
}

/* A parameter is the figure of a query that gives it. */
static const FrontFigure *
param_figure(Arena *arena, const FrontParam *param)
{
  FrontFigure *figure = arena_new0(arena, FrontFigure);
  figure->name = param->name;
  figure->sql = arena_printf(arena, "SELECT :%s", param->name);
  figure->sql_span = figure->name_span = param->span;
  return figure;
}

InlineFigures *
inline_figures_new(Composer *composer)
{
  const FrontMatter *front = &composer->document->front;
  InlineFigures *figures = arena_new0(composer->arena, InlineFigures);
  figures->count = front->figure_count + front->param_count;
  figures->items = arena_array(composer->arena, NamedFigure, figures->count + 1);
  for (size_t i = 0; i < front->figure_count; i++) {
    figures->items[i].front = &front->figures[i];
    figures->items[i].sql = trimmed_sql(composer->arena, front->figures[i].sql);
  }
  for (size_t i = 0; i < front->param_count; i++) {
    NamedFigure *figure = &figures->items[front->figure_count + i];
    figure->front = param_figure(composer->arena, &front->params[i]);
    figure->sql = figure->front->sql;
  }
  return figures;
}

static const char *
suggest_figure(const Composer *composer, const char *wrong)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (size_t i = 0; i < composer->figures->count; i++)
    g_ptr_array_add(names, (void *)composer->figures->items[i].front->name);
  g_ptr_array_add(names, NULL);
  return diag_suggest(wrong, (const char *const *)names->pdata);
}

/* A query's fault at its place. `prefix`: bytes of the SQL before `text`. */
static void
report_fault(const Composer *composer, const QueryFault *fault, const char *text, size_t prefix,
             Span span)
{
  long offset = fault->offset >= (long)prefix ? fault->offset - (long)prefix : -1;
  Span where = text_place(span, text, offset);
  static const char NO_COLUMN[] = "no such column: ";
  if (!g_str_has_prefix(fault->message, NO_COLUMN)) {
    diag_error(composer->diags, "query-failed", where, NULL, "%s", fault->message);
    return;
  }
  const char *name = fault->message + strlen(NO_COLUMN);
  const char *near = suggest_figure(composer, name);
  g_autofree char *hint = near ? g_strdup_printf("did you mean \"%s\"?", near) : NULL;
  diag_error(composer->diags, "unknown-figure", text_place(span, name, 0),
             hint ? hint : "name it under figures: in the front matter",
             "there is no figure or column \"%s\"", name);
}

/* The only cell of a query's result. */
static bool
single_value(const Composer *composer, const Table *table, Span span, Result *result)
{
  if (table->column_count != 1 || table->row_count > 1) {
    diag_error(composer->diags, "not-one-value", span, "select one column and one row",
               "the query gives %zu rows of %zu columns, not one value", table->row_count,
               table->column_count);
    return false;
  }
  bool empty = table->row_count == 0;
  *result = (Result){ empty ? VALUE_MISSING : column_value(&table->columns[0], 0),
                      table->columns[0].type };
  bool missing = result->value.kind == VALUE_NULL ||
                 (result->value.kind == VALUE_NUMBER && !isfinite(result->value.number));
  if (missing)
    diag_error(composer->diags, "missing-value", span, NULL,
               empty ? "the query gives no row" : "the value is missing");
  return !missing;
}

/* The figure's own query, run once. */
static bool
evaluate_named(const Composer *composer, NamedFigure *figure)
{
  if (figure->tried)
    return figure->sound;
  figure->tried = true;
  QueryFault fault = { .offset = -1 };
  Table *table =
      catalog_query(composer->document->catalog, composer->arena, figure->sql, NULL, 0, &fault);
  Result result;
  if (!table)
    report_fault(composer, &fault, figure->sql, 0, figure->front->sql_span);
  else if (single_value(composer, table, figure->front->sql_span, &result)) {
    figure->value = result.value;
    figure->type = result.type;
    figure->sound = true;
  }
  return figure->sound;
}

static NamedFigure *
find_figure(const Composer *composer, const char *name, size_t length)
{
  for (size_t i = 0; i < composer->figures->count; i++) {
    const char *other = composer->figures->items[i].front->name;
    if (strlen(other) == length && g_ascii_strncasecmp(other, name, length) == 0)
      return &composer->figures->items[i];
  }
  return NULL;
}

static bool
is_name_byte(char c)
{
  return g_ascii_isalnum(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* Calls for every identifier of an SQL expression; texts in ' are passed over, names in " count. */
static void
mark_used(const Composer *composer, const char *sql, bool *used)
{
  for (const char *at = sql; *at;) {
    size_t length = 1;
    if (*at == '\'' || *at == '"') {
      const char *end = strchr(at + 1, *at);
      length = end ? (size_t)(end - at) + 1 : strlen(at);
    } else if (is_name_byte(*at)) {
      while (is_name_byte(at[length]))
        length++;
    }
    bool quoted = *at == '"' && length > 1;
    NamedFigure *figure = is_name_byte(*at) || quoted
                              ? find_figure(composer, at + quoted, length - 2 * quoted)
                              : NULL;
    if (figure)
      used[figure - composer->figures->items] = true;
    at += length;
  }
}

/* SELECT (expression) FROM (SELECT (…) AS name, …) with the figures it uses, which `used` gets.
 * NULL after a fault, which has been reported: a figure's own stands at its query. */
static const Table *
query_expression(const Composer *composer, const Expression *expression, bool *used)
{
  static const char PREFIX[] = "SELECT (";
  mark_used(composer, expression->sql, used);
  g_autoptr(GString) sql = g_string_new(PREFIX);
  g_string_append_printf(sql, "%s\n)", expression->sql);
  const char *separator = " FROM (SELECT ";
  for (size_t i = 0; i < composer->figures->count; i++) {
    NamedFigure *figure = &composer->figures->items[i];
    if (!used[i])
      continue;
    if (!evaluate_named(composer, figure))
      return NULL;
    g_string_append_printf(sql, "%s(%s\n) AS %s", separator, figure->sql,
                           sql_name(composer->arena, figure->front->name));
    separator = ", ";
  }
  if (*separator == ',')
    g_string_append_c(sql, ')');
  QueryFault fault = { .offset = -1 };
  Table *table =
      catalog_query(composer->document->catalog, composer->arena, sql->str, NULL, 0, &fault);
  if (!table)
    report_fault(composer, &fault, expression->sql, strlen(PREFIX), expression->sql_span);
  return table;
}

static bool
evaluate_expression(const Composer *composer, const Expression *expression, Result *result)
{
  g_autofree bool *used = g_new0(bool, composer->figures->count + 1);
  const Table *table = query_expression(composer, expression, used);
  return table && single_value(composer, table, expression->sql_span, result);
}

/* ---- claims ---- */

static void
append_value(GString *out, Value value)
{
  if (value.kind == VALUE_STRING)
    g_string_append_printf(out, "'%s'", value.string);
  else
    number_append_plain(out, value_to_number(value));
}

static const char *
describe_used(const Composer *composer, const bool *used)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (size_t i = 0; i < composer->figures->count; i++) {
    const NamedFigure *figure = &composer->figures->items[i];
    if (!used[i])
      continue;
    g_string_append_printf(out, "%s%s = ", out->len ? ", " : "", figure->front->name);
    append_value(out, figure->value);
  }
  return out->len ? arena_strndup(composer->arena, out->str, out->len) : NULL;
}

/* SQL's truth, but for texts: none of them is meant as one. */
static ClaimVerdict
verdict_of(const Table *table)
{
  const Column *column = &table->columns[0];
  if (table->row_count != 1 || column_is_text(column) || column_is_missing(column, 0))
    return CLAIM_MISSING;
  return column_number(column, 0) != 0 ? CLAIM_HOLDS : CLAIM_FAILS;
}

void
claim_evaluate(Composer *composer, Claim *claim)
{
  const Expression expression = { .sql = trimmed_sql(composer->arena, claim->sql),
                                  .sql_span = claim->span };
  g_autofree bool *used = g_new0(bool, composer->figures->count + 1);
  claim->verdict = CLAIM_FAULTY;
  if (!*expression.sql) {
    diag_error(composer->diags, "empty-claim", claim->span, "claim=\"figure > other\"",
               "there is nothing to be true here");
    return;
  }
  const Table *table = query_expression(composer, &expression, used);
  if (!table)
    return;
  claim->verdict = verdict_of(table);
  claim->values = describe_used(composer, used);
}

/* ---- inline figures ---- */

/* The last '|' that is neither in quotes nor SQL's "||"; NULL: none. */
static const char *
find_bar(const char *text)
{
  const char *bar = NULL;
  char quote = 0;
  for (const char *at = text; *at; at++) {
    if (quote)
      quote = *at == quote ? 0 : quote;
    else if (*at == '\'' || *at == '"')
      quote = *at;
    else if (*at == '|' && at[1] == '|')
      at++;
    else if (*at == '|')
      bar = at;
  }
  return bar;
}

static const char *
trim_part(const Composer *composer, const Inline *item, size_t start, size_t end, Span *span)
{
  const char *text = item->text;
  while (start < end && g_ascii_isspace(text[start]))
    start++;
  while (end > start && g_ascii_isspace(text[end - 1]))
    end--;
  bool exact = item->span.end - item->span.start == strlen(text);
  *span = exact ? (Span){ item->span.source, item->span.start + start, item->span.start + end }
                : item->span;
  return arena_strndup(composer->arena, text + start, end - start);
}

static Expression
split_expression(const Composer *composer, const Inline *item)
{
  const char *bar = find_bar(item->text);
  size_t length = strlen(item->text), end = bar ? (size_t)(bar - item->text) : length;
  Expression expression = { 0 };
  expression.sql = trim_part(composer, item, 0, end, &expression.sql_span);
  if (bar)
    expression.format = trim_part(composer, item, end + 1, length, &expression.format_span);
  return expression;
}

/* The shortest text that reads back, with the language's decimal mark and minus. */
static void
append_plain(const Composer *composer, GString *out, double number)
{
  g_autoptr(GString) plain = g_string_new(NULL);
  number_append_plain(plain, number);
  for (const char *at = plain->str; *at; at++) {
    if (*at == '.')
      g_string_append(out, composer->voice.locale->decimal);
    else if (*at == '-')
      g_string_append(out, composer->voice.locale->minus);
    else
      g_string_append_c(out, *at);
  }
}

bool
number_append(const Composer *composer, GString *out, const char *format, double number)
{
  NumberFormat parsed;
  if (!format || !*format) {
    append_plain(composer, out, number);
    return true;
  }
  if (strncmp(format, "::", 2) == 0)
    return number_format_skeleton(out, format + 2, composer->voice.language, number);
  if (!number_format_parse(format, &parsed))
    return false;
  number_format_append(out, &parsed, composer->voice.locale, number);
  return true;
}

/* False when the format does not suit the value. */
static bool
append_result(const Composer *composer, GString *out, const Result *result, const char *format)
{
  if (result->value.kind == VALUE_STRING) {
    g_string_append(out, result->value.string);
    return !format || !*format;
  }
  double number =
      result->value.kind == VALUE_BOOLEAN ? result->value.boolean : result->value.number;
  if (result->type != COLUMN_DATE)
    return number_append(composer, out, format, number);
  time_format_append(out, format && *format ? format : composer->voice.strings->texts[STRING_DATE],
                     composer->voice.locale, number, true);
  return true;
}

/* A figure of the front matter, not a parameter, which who asks for the document sets. */
static bool
is_own(const Composer *composer, const NamedFigure *figure)
{
  return (size_t)(figure - composer->figures->items) < composer->document->front.figure_count;
}

static const char *
evaluate(Composer *composer, const Inline *item)
{
  Expression expression = split_expression(composer, item);
  NamedFigure *bare = find_figure(composer, expression.sql, strlen(expression.sql));
  Result result = { VALUE_MISSING, COLUMN_NUMBER };
  bool sound = false;
  if (!*expression.sql)
    diag_error(composer->diags, "empty-figure", item->span, "{{ name }} or {{ expression | .1f }}",
               "there is nothing between the braces");
  else if (bare)
    sound = evaluate_named(composer, bare);
  else
    sound = evaluate_expression(composer, &expression, &result);
  if (!sound)
    return "?";
  const char *format = expression.format;
  Span where = format ? expression.format_span : item->span;
  if (bare) {
    result = (Result){ bare->value, bare->type };
    if (!format) {
      format = bare->front->format;
      where = bare->front->name_span;
    }
  }
  if (format && g_str_has_prefix(format, PLURAL) && result.value.kind == VALUE_NUMBER) {
    const char *word = plural_text(composer, format + strlen(PLURAL), result.value.number, where);
    return word ? word : "?";
  }
  g_autoptr(GString) out = g_string_new(NULL);
  if (!append_result(composer, out, &result, format)) {
    diag_error(composer->diags, "bad-format", where, "d3's formats look like .1f, ICU's like ::.0",
               "\"%s\" is no format for this value", format);
    return "?";
  }
  const BriefingFigure printed = { bare ? bare->front->name : expression.sql,
                                   arena_strndup(composer->arena, out->str, out->len) };
  if (!bare || is_own(composer, bare))
    printed_figure_note(composer, &printed, expression.format, expression.sql_span);
  return printed.text;
}

void
inline_figures_note_rest(const Composer *composer)
{
  g_autoptr(GHashTable) labels = g_hash_table_new(g_str_hash, g_str_equal);
  size_t count = 0;
  const BriefingFigure *figures = printed_figures(composer, &count);
  for (size_t i = 0; i < count; i++)
    g_hash_table_add(labels, (gpointer)figures[i].label);
  for (size_t i = 0; i < composer->figures->count; i++) {
    const NamedFigure *figure = &composer->figures->items[i];
    if (!figure->sound || !is_own(composer, figure) ||
        g_hash_table_contains(labels, figure->front->name))
      continue;
    const Result result = { figure->value, figure->type };
    g_autoptr(GString) out = g_string_new(NULL);
    if (!append_result(composer, out, &result, figure->front->format)) {
      g_string_truncate(out, 0);
      append_result(composer, out, &result, NULL);
    }
    const BriefingFigure rest = { figure->front->name,
                                  arena_strndup(composer->arena, out->str, out->len) };
    printed_figure_note(composer, &rest, NULL, (Span){ .start = i });
  }
}

const char *
inline_figure_text(Composer *composer, const Inline *item)
{
  const char *text = g_hash_table_lookup(composer->figure_texts, item);
  if (!text) {
    text = evaluate(composer, item);
    g_hash_table_insert(composer->figure_texts, (gpointer)item, (gpointer)text);
  }
  return text;
}

const char *
inline_figure_expression(const Composer *composer, const Inline *item)
{
  return split_expression(composer, item).sql;
}

void
inline_figure_names(Composer *composer, const Inline *item, GPtrArray *figures)
{
  g_autofree bool *used = g_new0(bool, composer->figures->count + 1);
  mark_used(composer, split_expression(composer, item).sql, used);
  for (size_t i = 0; i < composer->figures->count; i++) {
    const NamedFigure *figure = &composer->figures->items[i];
    if (used[i] && is_own(composer, figure) && !g_ptr_array_find(figures, figure->front, NULL))
      g_ptr_array_add(figures, (gpointer)figure->front);
  }
}

void
inline_figure_tables(Composer *composer, const Inline *item, GPtrArray *tables)
{
  g_autofree bool *used = g_new0(bool, composer->figures->count + 1);
  mark_used(composer, split_expression(composer, item).sql, used);
  for (size_t i = 0; i < composer->figures->count; i++) {
    QueryFault fault;
    const char *const *own = used[i]
                                 ? catalog_tables_of(composer->document->catalog, composer->arena,
                                                     composer->figures->items[i].sql, &fault)
                                 : NULL;
    for (; own && *own; own++) {
      if (!g_ptr_array_find_with_equal_func(tables, *own, g_str_equal, NULL))
        g_ptr_array_add(tables, (gpointer)*own);
    }
  }
}
