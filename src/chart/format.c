#include "chart/encode_private.h"
#include "chart/time_unit_private.h"

#include "core/number_format.h"
#include "core/time_format.h"

#include <math.h>
#include <string.h>

static bool
is_utc(const ChannelDef *def)
{
  return (def->time_unit && def->time_unit->utc) ||
         node_is_string(node_path(def->node, "scale.type"), "utc");
}

static const char *
format_number(const Compilation *compilation, const Node *format, double number)
{
  NumberFormat parsed;
  const char *specifier = node_string(format, "");
  g_autoptr(GString) text = g_string_new(NULL);
  if (g_str_has_prefix(specifier, "::")) {
    const char *language = compilation->context->language;
    if (number_format_skeleton(text, specifier + 2, language ? language : "en", number))
      return arena_strdup(compilation->arena, text->str);
  }
  if (!number_format_parse(specifier, &parsed)) {
    diag_error(compilation->diags, "invalid-format", format->span,
               "a d3 format such as .1f, ,.0f, .0% or ~s", "'%s' is no number format", specifier);
    number_format_parse("", &parsed);
  }
  number_format_append(text, &parsed, compilation->locale, number);
  return arena_strdup(compilation->arena, text->str);
}

static const char *
format_time(const Compilation *compilation, const ChannelDef *def, const Node *format, double ms)
{
  g_autoptr(GString) text = g_string_new(NULL);
  const char *specifier = node_string(format, NULL);
  if (!specifier && def->time_unit)
    specifier = time_unit_format(def->time_unit, compilation->arena);
  if (!specifier)
    specifier = node_string(config_get(compilation, "timeFormat"), "%b %d, %Y");
  time_format_append(text, specifier, compilation->locale, ms, is_utc(def));
  return arena_strdup(compilation->arena, text->str);
}

const char *
label_of_category(const Compilation *compilation, const ChannelDef *def, const char *value)
{
  const ChartContext *context = compilation->context;
  const char *label = context->labels_from_package && context->catalog
                          ? catalog_label(context->catalog, def->field, value, context->language)
                          : NULL;
  return label ? label : value;
}

static const char *
format_plain(const Compilation *compilation, const ChannelDef *def, Value value)
{
  g_autoptr(GString) text = g_string_new(NULL);
  switch (value.kind) {
  case VALUE_NULL:
    return "null";
  case VALUE_BOOLEAN:
    return value.boolean ? "true" : "false";
  case VALUE_NUMBER:
    number_append_plain(text, value.number);
    return arena_strdup(compilation->arena, text->str);
  case VALUE_STRING:
    break;
  }
  return label_of_category(compilation, def, value.string);
}

const char *
format_value(const Compilation *compilation, const ChannelDef *def, Value value, const Node *format,
             const Node *format_type)
{
  bool numeric = value.kind == VALUE_NUMBER;
  const char *type = node_string(format_type, "");
  bool time = strcmp(type, "time") == 0 || def->type == TYPE_TEMPORAL || def->time_unit;
  if (strcmp(type, "number") == 0)
    time = false;
  if (numeric && time)
    return format_time(compilation, def, format, value.number);
  if (!format && numeric && def->type == TYPE_QUANTITATIVE)
    format = config_get(compilation, "numberFormat");
  if (numeric && (format || def->type == TYPE_QUANTITATIVE))
    return format_number(compilation, format, value.number);
  return format_plain(compilation, def, value);
}
