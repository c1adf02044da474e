/* {{ n | plural: one=film; other=films }}: the word's form that goes with a number. */
#include "compose/composer_private.h"

#include "core/language.h"

#include <string.h>

static const char *const CATEGORIES[] = { "zero", "one", "two", "few", "many", "other", NULL };

/* Takes "few=films" apart; false: it is not of that form. */
static bool
split_form(char *form, const char **category, const char **word)
{
  char *equals = strchr(form, '=');
  if (!equals)
    return false;
  *equals = '\0';
  *category = g_strstrip(form);
  *word = g_strstrip(equals + 1);
  return g_strv_contains(CATEGORIES, *category);
}

const char *
plural_text(const Composer *composer, const char *forms, double number, Span span)
{
  const char *wanted = plural_category(composer->voice.language, number), *other = NULL;
  g_auto(GStrv) list = g_strsplit(forms, ";", -1);
  for (char **form = list; *form; form++) {
    const char *category, *word;
    if (*g_strstrip(*form) == '\0')
      continue;
    if (!split_form(*form, &category, &word)) {
      diag_error(composer->diags, "bad-format", span, "plural: one=film; other=films",
                 "\"%s\" is no form of a word: there are zero, one, two, few, many and other",
                 *form);
      return NULL;
    }
    if (strcmp(category, wanted) == 0)
      return arena_strdup(composer->arena, word);
    if (strcmp(category, "other") == 0)
      other = word;
  }
  if (!other)
    diag_error(composer->diags, "plural-form", span, NULL,
               "beside %g the language \"%s\" needs the form \"%s\", or \"other\"", number,
               composer->voice.language, wanted);
  return other ? arena_strdup(composer->arena, other) : NULL;
}
