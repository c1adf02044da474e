/* A locale of the specification's own (config.locale): d3's definitions of numbers and of dates. */
#include "chart/model_private.h"

#include <string.h>

static void
take_text(const Node *node, const char *name, const char **text)
{
  *text = node_string(node_get(node, name), *text);
}

/* Names, or the locale's own for those that are not given. */
static void
take_texts(const Node *node, const char *name, const char **texts, size_t count)
{
  const Node *list = node_get(node, name);
  for (size_t i = 0; node_is(list, NODE_LIST) && i < MIN(count, list->count); i++)
    texts[i] = node_string(list->items[i], texts[i]);
}

static void
read_grouping(const Node *grouping, Locale *locale)
{
  locale->min_grouping = 1;
  locale->group_size[0] = locale->group_size[1] = 0;
  for (size_t i = 0; node_is(grouping, NODE_LIST) && i < grouping->count && i < 2; i++) {
    int size = (int)CLAMP(node_number(grouping->items[i], 0), 0, 100);
    locale->group_size[1] = size;
    if (i == 0)
      locale->group_size[0] = size;
  }
}

/* What a definition of numbers leaves out is as d3 has it: nothing is grouped, no currency. */
static void
read_numbers(const Node *node, Locale *locale)
{
  const char *currency[] = { "", "" };
  take_texts(node, "currency", currency, 2);
  locale->currency_prefix = currency[0];
  locale->currency_suffix = currency[1];
  locale->decimal = ".";
  locale->minus = "\u2212";
  locale->percent = "%";
  locale->nan = "NaN";
  take_text(node, "decimal", &locale->decimal);
  take_text(node, "minus", &locale->minus);
  take_text(node, "percent", &locale->percent);
  take_text(node, "nan", &locale->nan);
  take_text(node, "thousands", &locale->group);
  read_grouping(node_get(node, "thousands") ? node_get(node, "grouping") : NULL, locale);
  memset(locale->digits, 0, sizeof locale->digits);
  const Node *numerals = node_get(node, "numerals");
  if (node_is(numerals, NODE_LIST) && numerals->count == G_N_ELEMENTS(locale->digits))
    take_texts(node, "numerals", locale->digits, G_N_ELEMENTS(locale->digits));
}

static void
read_times(const Node *node, Locale *locale)
{
  take_text(node, "dateTime", &locale->date_time);
  take_text(node, "date", &locale->date);
  take_text(node, "time", &locale->time);
  take_texts(node, "periods", locale->am_pm, G_N_ELEMENTS(locale->am_pm));
  take_texts(node, "days", locale->days, G_N_ELEMENTS(locale->days));
  take_texts(node, "shortDays", locale->short_days, G_N_ELEMENTS(locale->short_days));
  take_texts(node, "months", locale->months, G_N_ELEMENTS(locale->months));
  take_texts(node, "months", locale->day_months, G_N_ELEMENTS(locale->day_months));
  take_texts(node, "shortMonths", locale->short_months, G_N_ELEMENTS(locale->short_months));
  take_texts(node, "shortMonths", locale->day_short_months, G_N_ELEMENTS(locale->day_short_months));
}

const Locale *
config_locale(Arena *arena, const Node *config, const Locale *otherwise)
{
  const Node *number = node_path(config, "locale.number"), *time = node_path(config, "locale.time");
  if (!node_is(number, NODE_MAP) && !node_is(time, NODE_MAP))
    return otherwise;
  Locale *locale = arena_dup(arena, otherwise, sizeof *otherwise);
  if (node_is(number, NODE_MAP))
    read_numbers(number, locale);
  if (node_is(time, NODE_MAP))
    read_times(time, locale);
  return locale;
}
