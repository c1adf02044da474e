/* The phrases of text alternatives, by language. Names are not inflected, so phrases hold them in
 * places where no case is asked for. */
#include "chart/alt_text_private.h"

#include <string.h>

typedef const char *const AltPhrases[ALT_PHRASE_COUNT];

static AltPhrases ENGLISH = {
  [ALT_BAR] = "Bar chart",
  [ALT_COLUMN] = "Column chart",
  [ALT_STACKED] = "Stacked bar chart",
  [ALT_LINE] = "Line chart",
  [ALT_AREA] = "Area chart",
  [ALT_PIE] = "Pie chart",
  [ALT_DONUT] = "Donut chart",
  [ALT_SCATTER] = "Scatter plot",
  [ALT_HEATMAP] = "Heat map",
  [ALT_CHART] = "Chart",
  [ALT_WHOLE] = "{type} of {data}.",
  [ALT_FOUND] = "{type} of {data}, where {finding}.",
  [ALT_BY] = "{y} by {x}",
  [ALT_AGAINST] = "{y} against {x}",
  [ALT_ROSE] = "the value rose from {a} in {from} to {b} in {to}",
  [ALT_FELL] = "the value fell from {a} in {from} to {b} in {to}",
  [ALT_STAYED] = "the value is {b} in {to}, as in {from}",
  [ALT_EXTREMES] = "{top} has the highest value, {a}, and {bottom} the lowest, {b}",
  [ALT_SHARES] = "{top} has the largest share, {a}, and {bottom} the smallest, {b}",
  [ALT_LAST] = "in {to} {top} has the highest value, {a}, and {bottom} the lowest, {b}",
  [ALT_ONE] = "{top} has the value {a}",
  [ALT_RANGE] = "values run from {a} to {b}",
};

static AltPhrases RUSSIAN = {
  [ALT_BAR] = "Линейчатая диаграмма",
  [ALT_COLUMN] = "Столбчатая диаграмма",
  [ALT_STACKED] = "Диаграмма с накоплением",
  [ALT_LINE] = "Линейный график",
  [ALT_AREA] = "Диаграмма с областями",
  [ALT_PIE] = "Круговая диаграмма",
  [ALT_DONUT] = "Кольцевая диаграмма",
  [ALT_SCATTER] = "Диаграмма рассеяния",
  [ALT_HEATMAP] = "Тепловая карта",
  [ALT_CHART] = "Диаграмма",
  [ALT_WHOLE] = "{type}: {data}.",
  [ALT_FOUND] = "{type}: {data}, где {finding}.",
  [ALT_BY] = "{y}, {x}",
  [ALT_AGAINST] = "{y} и {x}",
  [ALT_ROSE] = "значение выросло с {a} ({from}) до {b} ({to})",
  [ALT_FELL] = "значение снизилось с {a} ({from}) до {b} ({to})",
  [ALT_STAYED] = "значение не изменилось: {a} ({from}) и {b} ({to})",
  [ALT_EXTREMES] = "наибольшее значение — {top} ({a}), наименьшее — {bottom} ({b})",
  [ALT_SHARES] = "наибольшая доля — {top} ({a}), наименьшая — {bottom} ({b})",
  [ALT_LAST] = "в конце ({to}) наибольшее значение — {top} ({a}), наименьшее — {bottom} ({b})",
  [ALT_ONE] = "значение — {a} ({top})",
  [ALT_RANGE] = "значения лежат между {a} и {b}",
};

static AltPhrases KAZAKH = {
  [ALT_BAR] = "Жолақты диаграмма",
  [ALT_COLUMN] = "Бағанды диаграмма",
  [ALT_STACKED] = "Жинақталған бағанды диаграмма",
  [ALT_LINE] = "Сызықтық график",
  [ALT_AREA] = "Аумақты диаграмма",
  [ALT_PIE] = "Дөңгелек диаграмма",
  [ALT_DONUT] = "Сақина диаграмма",
  [ALT_SCATTER] = "Шашырау диаграммасы",
  [ALT_HEATMAP] = "Жылу картасы",
  [ALT_CHART] = "Диаграмма",
  [ALT_WHOLE] = "{type}: {data}.",
  [ALT_FOUND] = "{type}: {data}, мұнда {finding}.",
  [ALT_BY] = "{y}, {x}",
  [ALT_AGAINST] = "{y} және {x}",
  [ALT_ROSE] = "мән өсті: {a} ({from}) – {b} ({to})",
  [ALT_FELL] = "мән төмендеді: {a} ({from}) – {b} ({to})",
  [ALT_STAYED] = "мән өзгерген жоқ: {a} ({from}), {b} ({to})",
  [ALT_EXTREMES] = "ең жоғары мән — {top} ({a}), ең төмен мән — {bottom} ({b})",
  [ALT_SHARES] = "ең үлкен үлес — {top} ({a}), ең кіші үлес — {bottom} ({b})",
  [ALT_LAST] = "соңында ({to}) ең жоғары мән — {top} ({a}), ең төмен мән — {bottom} ({b})",
  [ALT_ONE] = "мән — {a} ({top})",
  [ALT_RANGE] = "мәндер {a} мен {b} аралығында",
};

static const struct {
  const char *language;
  AltPhrases *phrases;
} LANGUAGES[] = { { "en", &ENGLISH }, { "ru", &RUSSIAN }, { "kk", &KAZAKH } };

const char *
alt_phrase(const char *language, AltPhrase phrase)
{
  size_t length = language ? strcspn(language, "-_") : 0, at = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(LANGUAGES); i++)
    if (length == strlen(LANGUAGES[i].language) &&
        g_ascii_strncasecmp(language, LANGUAGES[i].language, length) == 0)
      at = i;
  return (*LANGUAGES[at].phrases)[phrase];
}
