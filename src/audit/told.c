#include "audit/told.h"

#include <string.h>

/* The names that formulas have in the source, which are the English ones, and what the other
 * languages call them. */
enum { FORMULAS = 14 };

static const char *const FORMULA_NAMES[FORMULAS] = {
  "change", "difference", "ratio", "share", "share of change", "rest",      "total", "sum",
  "rate",   "mean",       "count", "rank",  "earlier",         "converted",
};

static const struct Words {
  const char *language;
  const char *of, *and, *over, *over_end;
  const char *formulas[FORMULAS];
} WORDS[] = {
  { "en", " of ", " and ", " over all of ", "", { NULL } },
  { "ru",
    ": ",
    " и ",
    " по всем значениям ",
    "",
    { "изменение", "разность", "отношение", "доля", "доля изменения", "остаток", "итог", "сумма",
      "на единицу", "среднее", "количество", "место", "прежнее значение", "пересчёт по курсу" } },
  { "kk",
    ": ",
    " және ",
    " барлық ",
    " бойынша",
    { "өзгеріс", "айырма", "қатынас", "үлес", "өзгерістегі үлес", "қалдық", "жиыны", "қосынды",
      "бірлікке шаққанда", "орташа мән", "саны", "орны", "бұрынғы мән", "бағам бойынша" } },
};

static const struct Words *
words_of(const char *language)
{
  for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++)
    if (g_str_has_prefix(language, WORDS[i].language))
      return &WORDS[i];
  return &WORDS[0];
}

static const char *
formula_word(const struct Words *words, const char *formula)
{
  for (size_t i = 0; i < FORMULAS; i++)
    if (words->formulas[i] && strcmp(FORMULA_NAMES[i], formula) == 0)
      return words->formulas[i];
  return formula;
}

static const char *
cell_told(Arena *arena, Cell cell)
{
  const Measure *measure = &cell.table->measures[cell.measure];
  return arena_printf(arena, "%s = %.10g", cell_name(arena, cell),
                      column_number(measure->column, cell.row));
}

const char *
candidate_told(Arena *arena, const Candidate *candidate, const char *language)
{
  if (!candidate->formula)
    return cell_told(arena, candidate->cells[0]);
  const struct Words *words = words_of(language);
  g_autoptr(GString) out = g_string_new(formula_word(words, candidate->formula));
  g_string_append(out, words->of);
  if (candidate->said)
    g_string_append(out, candidate->said);
  for (size_t i = 0; i < candidate->cell_count && !candidate->said; i++)
    g_string_append_printf(out, "%s%s", i ? words->and : "", cell_told(arena, candidate->cells[i]));
  if (candidate->over && !candidate->said)
    g_string_append_printf(out, "%s%s%s", words->over, candidate->over, words->over_end);
  g_string_append_printf(out, " = %.6g", candidate->value);
  return arena_strndup(arena, out->str, out->len);
}
