/* What is wrong with a cell, and what would probably help. */
#include "data/rows_private.h"

#include <stdarg.h>

enum {
  SHOWN_CHARACTERS = 60,
  MAX_FAULTS = 20000, /* of a table's cells; a list keeps a thousand of each code */
};

/* The beginning of a cell, for messages. */
static char *
shown_text(const char *text, size_t size)
{
  const char *end = text;
  for (int i = 0; i < SHOWN_CHARACTERS && end < text + size; i++)
    end = g_utf8_next_char(end);
  if (end >= text + size)
    return g_strndup(text, size);
  g_autofree char *start = g_strndup(text, (gsize)(end - text));
  return g_strconcat(start, "…", NULL);
}

void
cell_fault(CellBuilder *builder, const char *code, const char *hint, const char *text, size_t size,
           const char *format, ...)
{
  RowSink *sink = builder->sink;
  if (!sink->diags || sink->faults++ >= MAX_FAULTS)
    return;
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *what = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_autofree char *shown = text ? shown_text(text, size) : NULL;
  Place place = row_sink_place(sink, sink->row, builder->index);

  if (shown)
    diag_add(sink->diags, DIAG_ERROR, code, place, hint, "row %zu, field \"%s\": \"%s\" %s",
             sink->record, builder->name, shown, what);
  else
    diag_add(sink->diags, DIAG_ERROR, code, place, hint, "row %zu, field \"%s\" %s", sink->record,
             builder->name, what);
}

/* Marks that stand for "no figure" in statistics. */
static bool
is_missing_mark(const char *text)
{
  static const char *const marks[] = { "-",    "–",   "—",    "...", "…", "..", ".",   "na",
                                       "n/a",  "nan", "null", "nil", "x", "х",  "н/д", "нет данных",
                                       "none", "*",   "?",    "c",   "p", ":",  "ж/қ", "#n/a" };
  g_autofree char *lower = g_utf8_strdown(text, -1);
  for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
    if (strcmp(lower, marks[i]) == 0)
      return true;
  return false;
}

static bool
reads_as(const char *text, const char *decimal, const char *group, bool strip)
{
  NumberStyle style = { decimal, group, strip };
  NumberShape shape;
  double value;
  return number_parse_styled(text, strlen(text), &style, &value, &shape);
}

static const struct {
  const char *decimal, *group;
  bool strip;
  const char *hint;
} number_styles[] = {
  { ".", " ", false, "declare \"groupChar\": \" \" for the field" },
  { ",", NULL, false, "declare \"decimalChar\": \",\" for the field" },
  { ",", " ", false, "declare \"decimalChar\": \",\" and \"groupChar\": \" \" for the field" },
  { ".", ",", false, "declare \"groupChar\": \",\" for the field" },
  { ",", ".", false, "declare \"decimalChar\": \",\" and \"groupChar\": \".\" for the field" },
  { ".", "'", false, "declare \"groupChar\": \"'\" for the field" },
  { ".", NULL, true, "declare \"bareNumber\": false for the field" },
  { ",", " ", true,
    "declare \"bareNumber\": false, \"decimalChar\": \",\" and \"groupChar\": \" \" for the "
    "field" },
};

static const char *
number_hint(const CellBuilder *builder, const char *text)
{
  if (strstr(text, "\xE2\x88\x92"))
    return "write the minus sign as \"-\"; here it is U+2212";
  if (builder->type == COLUMN_INTEGER &&
      reads_as(text, builder->style.decimal, builder->style.group, builder->style.strip))
    return "declare \"type\": \"number\" for the field";
  if (builder->type == COLUMN_YEAR)
    return "a year has four digits";
  /* "1,234" is as likely a group as a fraction of three digits. */
  bool ambiguous = g_regex_match_simple("^[-+]?[0-9]{1,3},[0-9]{3}$", text, 0, 0);
  if (ambiguous)
    return "declare \"groupChar\": \",\" or \"decimalChar\": \",\" for the field";
  for (size_t i = 0; i < G_N_ELEMENTS(number_styles); i++)
    if (reads_as(text, number_styles[i].decimal, number_styles[i].group, number_styles[i].strip))
      return number_styles[i].hint;
  return NULL;
}

static const char *
date_hint(const char *text)
{
  static const struct {
    const char *pattern, *hint;
  } forms[] = {
    { "^\\d{1,2}\\.\\d{1,2}\\.\\d{4}$", "declare \"format\": \"%d.%m.%Y\" for the field" },
    { "^\\d{1,2}/\\d{1,2}/\\d{4}$",
      "declare \"format\": \"%d/%m/%Y\" or \"%m/%d/%Y\" for the field" },
    { "^\\d{4}/\\d{1,2}/\\d{1,2}$", "declare \"format\": \"%Y/%m/%d\" for the field" },
    { "^\\d{8}$", "declare \"format\": \"%Y%m%d\" for the field" },
    { "^\\d{4}$", "declare \"type\": \"year\" for the field" },
    { "^\\d{4}-\\d{2}$", "declare \"type\": \"yearmonth\" for the field" },
    { "^\\d{4}-\\d{2}-\\d{2}[T ]", "declare \"type\": \"datetime\" for the field" },
    { "^\\d{4}-\\d{2}-\\d{2}$",
      "there is no such day, or the field's \"type\" should be \"date\" without a format" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
    if (g_regex_match_simple(forms[i].pattern, text, G_REGEX_DOLLAR_ENDONLY, 0))
      return forms[i].hint;
  return NULL;
}

void
cell_type_fault(CellBuilder *builder, const char *text, size_t size)
{
  static const char *const kinds[COLUMN_TYPE_COUNT] = {
    [COLUMN_NUMBER] = "number",   [COLUMN_INTEGER] = "integer", [COLUMN_STRING] = "text",
    [COLUMN_BOOLEAN] = "boolean", [COLUMN_DATE] = "date",       [COLUMN_YEAR] = "year",
    [COLUMN_JSON] = "list",
  };
  if (!builder->sink->diags)
    return;
  const Field *field = builder->field;
  const char *kind = field && field->type_name ? field->type_name : kinds[builder->type];
  const char *article = strchr("aeiou", kind[0]) ? "an" : "a";
  const char *hint = NULL;
  g_autofree char *copy = g_strndup(text, MIN(size, 400));
  g_autofree char *missing = NULL;

  if (size == 0)
    hint = "add \"\" to missingValues if an empty cell means that there is no value";
  else if (is_missing_mark(copy))
    hint = missing = g_strdup_printf("add \"%s\" to missingValues if it means that there is no "
                                     "value",
                                     copy);
  else if (builder->type == COLUMN_BOOLEAN)
    hint = "declare trueValues and falseValues for the field";
  else if (builder->type == COLUMN_DATE)
    hint = date_hint(copy);
  else
    hint = number_hint(builder, copy);
  if (field && builder->type == COLUMN_DATE && field->format && strchr(field->format, '%'))
    cell_fault(builder, "type-error", hint, text, size, "is not %s %s of the format %s", article,
               kind, field->format);
  else
    cell_fault(builder, "type-error", hint, text, size, "is not %s %s", article, kind);
}
