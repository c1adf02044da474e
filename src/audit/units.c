#include "audit/units.h"

#include <glib.h>
#include <string.h>

/* What may stand before the base. */
typedef struct Prefix {
  const char *text;
  double factor;
} Prefix;

static const Prefix PREFIXES[] = {
  { "", 1 },    { "k", 1e3 }, { "m", 1e6 }, { "g", 1e9 },  { "t", 1e12 },
  { "к", 1e3 }, { "м", 1e6 }, { "г", 1e9 }, { "т", 1e12 },
};

/* Bases that take prefixes, folded and without their dots; texts often leave the hour to be
 * understood. */
static const struct {
  const char *text, *base;
} PREFIXED[] = {
  { "wh", "W" }, { "втч", "W" }, { "вт", "W" }, { "втсағ", "W" }, { "w", "W" },
};

static const struct {
  const char *text, *base; /* an asterisk: all that begin so */
  double factor;
} WHOLE[] = {
  { "tonne*", "g", 1e6 },     { "ton", "g", 1e6 },      { "tons", "g", 1e6 },
  { "t", "g", 1e6 },          { "т", "g", 1e6 },        { "тонн*", "g", 1e6 },
  { "kg", "g", 1e3 },         { "кг", "g", 1e3 },       { "kilogram*", "g", 1e3 },
  { "килограмм*", "g", 1e3 }, { "centner*", "g", 1e5 }, { "c", "g", 1e5 },
  { "ц", "g", 1e5 },          { "центнер*", "g", 1e5 }, { "km", "m", 1e3 },
  { "км", "m", 1e3 },         { "kilomet*", "m", 1e3 }, { "километр*", "m", 1e3 },
  { "шақырым*", "m", 1e3 },   { "ha", "ha", 1 },        { "га", "ha", 1 },
  { "hectare*", "ha", 1 },    { "гектар*", "ha", 1 },
};

/* «частных», «айналым», «жылқы» begin as an hour, a month, a year do. */
static const char *const TIMES[] = {
  "year*",      "yr*",      "month*", "week*",     "day*",    "hour*",  "minute*",
  "decade*",    "quarter*", "год*",   "лет",       "месяц*",  "недел*", "дн*",
  "день",       "час",      "часа",   "часов",     "часы",    "часам*", "минут*",
  "десятилет*", "квартал*", "жыл",    "жылы*",     "жылд*",   "жылғ*",  "ай",
  "айы*",       "айда*",    "айғ*",   "айлық*",    "апта*",   "күн",    "күні*",
  "күнд*",      "күнг*",    "сағат*", "онжылдық*", "тоқсан*", NULL,
};

static bool
matches(const char *pattern, const char *text)
{
  size_t length = strlen(pattern);
  if (pattern[length - 1] == '*')
    return strncmp(pattern, text, length - 1) == 0;
  return strcmp(pattern, text) == 0;
}

/* Lower case, up to the first "per", without dots between letters. */
static char *
fold(const char *unit)
{
  g_autofree char *lower = g_utf8_strdown(unit, -1);
  GString *out = g_string_new(NULL);
  for (const char *at = lower; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (g_unichar_isalnum(c))
      g_string_append_unichar(out, c);
    else if (c == '/' || c == ' ')
      break;
  }
  return g_string_free(out, FALSE);
}

UnitReading
unit_read(const char *unit)
{
  UnitReading none = { NULL, 1 };
  if (!unit || !*unit)
    return none;
  g_autofree char *text = fold(unit);
  for (size_t i = 0; i < G_N_ELEMENTS(WHOLE); i++)
    if (*text && matches(WHOLE[i].text, text))
      return (UnitReading){ WHOLE[i].base, WHOLE[i].factor };
  for (size_t i = 0; i < G_N_ELEMENTS(PREFIXED); i++)
    for (size_t j = 0; j < G_N_ELEMENTS(PREFIXES); j++) {
      size_t length = strlen(PREFIXES[j].text);
      if (strncmp(text, PREFIXES[j].text, length) == 0 &&
          strcmp(text + length, PREFIXED[i].text) == 0)
        return (UnitReading){ PREFIXED[i].base, PREFIXES[j].factor };
    }
  return none;
}

bool
unit_is_time(const char *unit)
{
  if (!unit)
    return false;
  g_autofree char *text = fold(unit);
  for (size_t i = 0; TIMES[i]; i++)
    if (matches(TIMES[i], text))
      return true;
  return false;
}
